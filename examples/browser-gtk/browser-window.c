/* browser-window.c - shows a registry, and follows it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-window.h"

#include "browser-changer.h"
#include "browser-details.h"
#include "browser-row.h"

struct _BrowserWindow
{
  GtkApplicationWindow parent_instance;

  BrowserModel *model;
  BrowserChanger *changer; /* behind the buttons */
  GtkSearchEntry *search;
  GtkStack *pages; /* "list", or "empty" */
  GtkListView *view;
  GtkLabel *empty;
  GtkLabel *count;
  GtkLabel *message;
  BrowserDetails *details;
};

G_DEFINE_FINAL_TYPE (BrowserWindow, browser_window, GTK_TYPE_APPLICATION_WINDOW)

/* --- what the buttons do --- */

static void
say (BrowserWindow *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message), text);
}

static void
register_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BrowserWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = browser_changer_register_next (self->changer, &error);
  g_autofree char *text = name != NULL ? g_strdup_printf ("“%s” was registered", name) : NULL;

  say (self, name != NULL ? text : error->message);
}

static void
unregister_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BrowserWindow *self = user_data;
  GtkSingleSelection *selection = browser_model_get_selection (self->model);
  GregFactory *factory = gtk_single_selection_get_selected_item (selection);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (factory == NULL)
    return;
  text = g_strdup_printf ("“%s” was unregistered", greg_factory_get_name (factory));
  if (browser_changer_unregister (self->changer, factory, &error))
    say (self, text);
  else
    say (self, error->message);
}

/* The state of the action, and so the button, changes only when the batch could do it. */
static void
change_batch_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BrowserWindow *self = user_data;
  gboolean published = g_variant_get_boolean (state);
  g_autoptr (GError) error = NULL;

  if (!browser_changer_set_batch (self->changer, published, &error))
    {
      say (self, error->message);
      return;
    }
  g_simple_action_set_state (action, state);
  say (self, published ? "Twenty came as one batch" : "The batch was withdrawn as one");
}

static void
change_thread_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BrowserWindow *self = user_data;
  gboolean running = g_variant_get_boolean (state);

  browser_changer_set_thread (self->changer, running);
  g_simple_action_set_state (action, state);
  say (self, running ? "A thread registers and unregisters" : "The thread has stopped");
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (BROWSER_WINDOW (user_data)->search));
}

static const GActionEntry actions[] = {
  { "register", register_cb, NULL, NULL, NULL },
  { "unregister", unregister_cb, NULL, NULL, NULL },
  { "batch", NULL, NULL, "false", change_batch_cb },
  { "thread", NULL, NULL, "false", change_thread_cb },
  { "search", search_cb, NULL, NULL, NULL },
};

/* --- what follows the list --- */

static void
show_selected_cb (BrowserWindow *self)
{
  GtkSingleSelection *selection = browser_model_get_selection (self->model);
  GregFactory *factory = gtk_single_selection_get_selected_item (selection);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "unregister");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), factory != NULL);
  browser_details_set_factory (self->details, factory);
}

static void
show_count_cb (BrowserWindow *self)
{
  guint n_all = g_list_model_get_n_items (browser_model_get_all (self->model));
  guint n_shown = g_list_model_get_n_items (browser_model_get_shown (self->model));
  g_autofree char *text = NULL;

  if (n_shown == n_all)
    text = g_strdup_printf (n_all == 1 ? "%u factory" : "%u factories", n_all);
  else
    text = g_strdup_printf ("%u of %u factories", n_shown, n_all);
  gtk_label_set_text (self->count, text);
  gtk_label_set_text (self->empty, n_all == 0 ? "Nothing is registered" : "Nothing is found");
  gtk_stack_set_visible_child_name (self->pages, n_shown == 0 ? "empty" : "list");
}

static void
search_changed_cb (BrowserWindow *self)
{
  browser_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* From the search to the list, without the mouse. */
static void
search_activate_cb (BrowserWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
stop_search_cb (BrowserWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
follow_model (BrowserWindow *self)
{
  GtkSingleSelection *selection = browser_model_get_selection (self->model);

  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (show_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (browser_model_get_all (self->model), "items-changed",
                           G_CALLBACK (show_count_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (browser_model_get_shown (self->model), "items-changed",
                           G_CALLBACK (show_count_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  show_count_cb (self);
  show_selected_cb (self);
}

/* --- the parts --- */

static GtkWidget *
create_button (GType type, const char *label, const char *action, const char *tooltip)
{
  return g_object_new (type, "label", label, "use-underline", TRUE, "action-name", action,
                       "tooltip-text", tooltip, NULL);
}

static GtkWidget *
create_header (void)
{
  GtkHeaderBar *header = GTK_HEADER_BAR (gtk_header_bar_new ());

  gtk_header_bar_pack_start (header, create_button (GTK_TYPE_BUTTON, "_Register", "win.register",
                                                    "Register one more (Ctrl+N)"));
  gtk_header_bar_pack_end (header, create_button (GTK_TYPE_TOGGLE_BUTTON, "_Thread", "win.thread",
                                                  "Let a thread register meanwhile (Ctrl+T)"));
  gtk_header_bar_pack_end (header, create_button (GTK_TYPE_TOGGLE_BUTTON, "_Batch", "win.batch",
                                                  "Add twenty as one batch (Ctrl+B)"));
  return GTK_WIDGET (header);
}

static GtkWidget *
create_pages (BrowserWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, browser_row_factory_new ()));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->empty = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "empty");

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->pages, scrolled, "list");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->empty), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  return GTK_WIDGET (self->pages);
}

static GtkWidget *
create_status (BrowserWindow *self)
{
  GtkBox *status = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 1);
  gtk_label_set_ellipsize (self->message, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_box_append (status, GTK_WIDGET (self->count));
  gtk_box_append (status, GTK_WIDGET (self->message));
  gtk_widget_add_css_class (GTK_WIDGET (status), "status");
  return GTK_WIDGET (status);
}

static GtkWidget *
create_side (BrowserWindow *self)
{
  GtkBox *side = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", "Name, alias, summary or tag", NULL);
  gtk_search_entry_set_search_delay (self->search, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->search), "search");
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);

  gtk_box_append (side, GTK_WIDGET (self->search));
  gtk_box_append (side, create_pages (self));
  gtk_box_append (side, create_status (self));
  gtk_widget_set_size_request (GTK_WIDGET (side), 280, -1);
  return GTK_WIDGET (side);
}

static void
browser_window_dispose (GObject *object)
{
  BrowserWindow *self = BROWSER_WINDOW (object);

  g_clear_object (&self->changer);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (browser_window_parent_class)->dispose (object);
}

static void
browser_window_class_init (BrowserWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = browser_window_dispose;
}

static void
browser_window_init (BrowserWindow *self)
{
  GtkPaned *paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));

  self->details = BROWSER_DETAILS (browser_details_new ());
  gtk_paned_set_start_child (paned, create_side (self));
  gtk_paned_set_end_child (paned, GTK_WIDGET (self->details));
  gtk_paned_set_position (paned, 360);
  gtk_paned_set_resize_start_child (paned, FALSE);
  gtk_paned_set_shrink_start_child (paned, FALSE);
  gtk_paned_set_shrink_end_child (paned, FALSE);

  gtk_window_set_titlebar (GTK_WINDOW (self), create_header ());
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (paned));
  gtk_window_set_default_size (GTK_WINDOW (self), 900, 560);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

GtkWidget *
browser_window_new (GtkApplication *application, GregRegistry *registry)
{
  BrowserWindow *self = g_object_new (BROWSER_TYPE_WINDOW, "application", application, NULL);

  gtk_window_set_title (GTK_WINDOW (self), greg_source_get_name (GREG_SOURCE (registry)));
  self->changer = browser_changer_new (registry);
  self->model = browser_model_new (GREG_SOURCE (registry));
  follow_model (self);
  return GTK_WIDGET (self);
}

BrowserModel *
browser_window_get_model (BrowserWindow *self)
{
  return self->model;
}

GtkListView *
browser_window_get_view (BrowserWindow *self)
{
  return self->view;
}

/* As if it had been typed. */
void
browser_window_set_search (BrowserWindow *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}
