/* browser.c - a program that shows a registry while it changes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <stdlib.h>

#include "browser-picture.h"
#include "browser-stock.h"
#include "browser-window.h"

static char *screenshot;
static int status = EXIT_SUCCESS;

static const GOptionEntry options[] = {
  { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &screenshot,
    "Save a picture as PNG, and quit", "FILE" },
  G_OPTION_ENTRY_NULL
};

static const struct
{
  const char *action;
  const char *accels[2];
} accelerators[] = {
  { "win.register", { "<Control>n" } },  { "win.unregister", { "<Control>d" } },
  { "win.batch", { "<Control>b" } },     { "win.thread", { "<Control>t" } },
  { "win.search", { "<Control>f" } },    { "window.close", { "<Control>w" } },
};

/* The first frames are drawn before everything has its size. */
static gboolean
take_picture_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (gdk_frame_clock_get_frame_counter (clock) < 10)
    return G_SOURCE_CONTINUE;
  if (!browser_picture_save (GTK_WINDOW (window), screenshot, &error))
    {
      g_printerr ("%s\n", error->message);
      status = EXIT_FAILURE;
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

/* Something to look at: the batch has come, and one factory is selected. */
static void
prepare_picture (GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.batch", NULL);
  browser_model_select (browser_window_get_model (BROWSER_WINDOW (window)), "compress");
  gtk_widget_add_tick_callback (window, take_picture_cb, NULL, NULL);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/example/greg/browser/browser.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
activate_cb (GtkApplication *application, GregRegistry *registry)
{
  GtkWidget *window = browser_window_new (application, registry);

  load_style ();
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           accelerators[i].accels);
  gtk_window_present (GTK_WINDOW (window));
  if (screenshot != NULL)
    prepare_picture (window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("converters", G_TYPE_CONVERTER);
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int failed;

  if (!browser_stock_register_first (registry, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  application = gtk_application_new ("org.example.greg.Browser", G_APPLICATION_NON_UNIQUE);
  g_application_add_main_option_entries (G_APPLICATION (application), options);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), registry);
  failed = g_application_run (G_APPLICATION (application), argc, argv);
  g_free (screenshot);
  return failed != 0 ? failed : status;
}
