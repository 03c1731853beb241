/* test-browser.c - a window that shows a registry shows what the registry has
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "browser-changer.h"
#include "browser-parameter.h"
#include "browser-picture.h"
#include "browser-row.h"
#include "browser-stock.h"
#include "browser-window.h"
#include "gtk-helpers.h"
#include "registry-helpers.h"

static const char *program; /* the example as it is built */

/* A window on a registry, the models that it shows, and the text that is searched for. */
typedef struct
{
  GregRegistry *registry;
  GtkWidget *window;
  BrowserModel *model;
  const char *search;
} Fixture;

static void
fixture_start (Fixture *self)
{
  self->registry = greg_registry_new ("things", G_TYPE_NONE);
  self->window = g_object_ref_sink (browser_window_new (NULL, self->registry));
  self->model = g_object_ref (browser_window_get_model (BROWSER_WINDOW (self->window)));
  self->search = "";
  gtk_window_present (GTK_WINDOW (self->window));
  settle (self->window);
}

/* Nothing may stay, whoever held it. */
static void
fixture_stop (Fixture *self)
{
  GListModel *all = g_object_ref (browser_model_get_all (self->model));
  GListModel *shown = g_object_ref (browser_model_get_shown (self->model));

  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->window);
  g_assert_finalize_object (self->model);
  g_assert_finalize_object (shown);
  g_assert_finalize_object (all);
  g_assert_finalize_object (self->registry);
}

/* --- what must be shown --- */

/* Said once more, and in another way than the browser does. */
static gboolean
is_found (GregFactory *factory, const char *search)
{
  g_autofree char *aliases = g_strjoinv ("\n", (char **) greg_factory_get_aliases (factory));
  g_autofree char *tags = g_strjoinv ("\n", (char **) greg_factory_get_tags (factory));
  g_autofree char *all = g_strjoin ("\n", greg_factory_get_name (factory), aliases, tags,
                                    greg_factory_get_summary (factory), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);
  g_autofree char *wanted = g_utf8_casefold (search, -1);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

/* A fresh query, searched and sorted. Insertion keeps those of one name as they were. */
static GPtrArray *
list_expected (Fixture *self)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *expected = g_ptr_array_new_with_free_func (g_object_unref);

  greg_query_set_stacked (query, TRUE);
  found = greg_source_query (GREG_SOURCE (self->registry), query);
  for (guint i = 0; i < found->len; i++)
    {
      guint place = expected->len;

      if (!is_found (found->pdata[i], self->search))
        continue;
      while (place > 0
             && browser_factory_compare (expected->pdata[place - 1], found->pdata[i]) > 0)
        place--;
      g_ptr_array_insert (expected, (int) place, g_object_ref (found->pdata[i]));
    }
  return expected;
}

static char *
row_text (GregFactory *factory)
{
  const char *summary = greg_factory_get_summary (factory);

  return g_strdup_printf ("%s%s|%s|%s", greg_factory_get_name (factory),
                          greg_factory_is_deprecated (factory) ? "|deprecated" : "",
                          g_type_name (greg_factory_get_product_type (factory)),
                          summary != NULL ? summary : "");
}

static char *
count_text (guint n_shown, guint n_all)
{
  if (n_shown < n_all)
    return g_strdup_printf ("|%u of %u factories|", n_shown, n_all);
  return g_strdup_printf (n_all == 1 ? "|%u factory|" : "|%u factories|", n_all);
}

/* Models, rows and what is written below them must all be what the registry says now. */
static void
check (Fixture *self)
{
  GListModel *shown = browser_model_get_shown (self->model);
  GListModel *all = browser_model_get_all (self->model);
  GtkListView *view = browser_window_get_view (BROWSER_WINDOW (self->window));
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  g_autofree char *said = NULL, *count = NULL;

  settle (self->window);
  expected = list_expected (self);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      g_autoptr (GregFactory) factory = g_list_model_get_item (shown, i);
      g_autofree char *text = row_text (factory);

      g_assert_true (factory == expected->pdata[i]);
      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  assert_rows (view, BROWSER_TYPE_ROW, texts);

  said = texts_of (self->window);
  count = count_text (expected->len, g_list_model_get_n_items (all));
  g_assert_nonnull (strstr (said, count));
}

/* --- a random history --- */

static GtkAdjustment *
get_adjustment (Fixture *self)
{
  GtkListView *view = browser_window_get_view (BROWSER_WINDOW (self->window));

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

typedef struct
{
  Fixture window;
  GPtrArray *batches; /* published */
  guint n_made;
} History;

static GregFactory *
make_any (History *self)
{
  static const char *const tags[] = { "audio", "Video", "text" };
  g_autofree char *name = g_strdup_printf ("thing-%d", g_test_rand_int_range (0, 90));
  g_autofree char *id = g_strdup_printf ("number %u", ++self->n_made);
  GregFactory *factory = make_factory (id, name, "", g_test_rand_int_range (0, 3));

  g_assert_true (greg_factory_add_tag (factory, tags[g_test_rand_int_range (0, 3)], NULL));
  if (g_test_rand_int_range (0, 4) == 0)
    g_assert_true (greg_factory_set_deprecated (factory, "old", "other", NULL));
  return factory;
}

/* Names are few, so all policies are needed, and REJECT is often refused. */
static void
add_any (History *self)
{
  g_autoptr (GregFactory) factory = make_any (self);
  g_autoptr (GregFactory) there = NULL;
  GregDuplicates duplicates = (GregDuplicates) g_test_rand_int_range (
    GREG_DUPLICATES_REJECT, GREG_DUPLICATES_STACK + 1);

  there = greg_registry_add_full (self->window.registry, factory, duplicates, NULL);
}

static void
remove_any (History *self)
{
  g_autoptr (GPtrArray) there = list_expected (&self->window);

  if (there->len == 0)
    return;
  g_assert_true (greg_registry_unregister_factory (
    self->window.registry, there->pdata[g_test_rand_int_range (0, (int) there->len)], NULL));
}

static void
publish_any (History *self)
{
  g_autoptr (GregBatch) batch = greg_registry_begin (self->window.registry);
  int n = g_test_rand_int_range (2, 20);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (GregFactory) factory = make_any (self);

      greg_batch_add_full (batch, factory,
                           i % 2 == 0 ? GREG_DUPLICATES_REPLACE : GREG_DUPLICATES_STACK, NULL);
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  g_ptr_array_add (self->batches, g_steal_pointer (&batch));
}

static void
revert_any (History *self)
{
  guint i;

  if (self->batches->len == 0)
    return;
  i = (guint) g_test_rand_int_range (0, (int) self->batches->len);
  g_assert_true (greg_batch_revert (self->batches->pdata[i], NULL));
  g_ptr_array_remove_index (self->batches, i);
}

static gpointer
change_thread (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      add_any (data);
      if (i % 3 == 0)
        remove_any (data);
    }
  return NULL;
}

/* The window goes on while the thread makes its changes. */
static void
change_elsewhere (History *self)
{
  GThread *thread = g_thread_new ("change", change_thread, self);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_thread_join (thread);
}

static void
search_any (History *self)
{
  static const char *const searches[]
    = { "", "thing-1", "THING-1 audio", "video", "xyz", "number 2" };

  self->window.search = searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))];
  browser_window_set_search (BROWSER_WINDOW (self->window.window), self->window.search);
}

static void
scroll_any (History *self)
{
  GtkListView *view = browser_window_get_view (BROWSER_WINDOW (self->window.window));
  GtkAdjustment *adjustment = get_adjustment (&self->window);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  /* Nobody can scroll what is not on the screen. */
  if (gtk_widget_get_mapped (GTK_WIDGET (view)) && end > 0)
    gtk_adjustment_set_value (adjustment, g_test_rand_double_range (0, end));
}

static void
select_any (History *self)
{
  GtkSingleSelection *selection = browser_model_get_selection (self->window.model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));

  if (n > 0)
    gtk_single_selection_set_selected (selection, (guint) g_test_rand_int_range (0, (int) n));
}

static void
test_history (void)
{
  static void (*const steps[]) (History *)
    = { add_any,    add_any,          add_any,    remove_any, publish_any,
        revert_any, change_elsewhere, search_any, scroll_any, select_any };
  History history = { 0 };

  fixture_start (&history.window);
  history.batches = g_ptr_array_new_with_free_func (g_object_unref);
  check (&history.window);
  for (guint i = 0; i < 150; i++)
    {
      steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))](&history);
      check (&history.window);
    }
  g_ptr_array_unref (history.batches);
  fixture_stop (&history.window);
}

/* --- the window --- */

static void
act (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->window, action, NULL));
  check (self);
}

static void
assert_said (Fixture *self, const char *text)
{
  g_autofree char *said = NULL;

  check (self);
  said = texts_of (self->window);
  if (strstr (said, text) == NULL)
    g_error ("“%s” is not in: %s", text, said);
}

static void
test_buttons (void)
{
  Fixture window;

  fixture_start (&window);
  assert_said (&window, "Nothing is registered");
  assert_said (&window, "Nothing is selected");
  act (&window, "win.register");
  assert_said (&window, "“zlib” was registered");
  assert_said (&window, "|format|zlib, gzip, raw|zlib|");
  act (&window, "win.batch");
  assert_said (&window, "21 factories");
  act (&window, "win.unregister");
  assert_said (&window, "20 factories");
  act (&window, "win.batch");
  assert_said (&window, "Nothing is registered");
  assert_said (&window, "withdrawn");
  g_assert_false (gtk_widget_activate_action (window.window, "win.nothing", NULL));
  fixture_stop (&window);
}

/* What cannot be done is said, and the button does not stay down. */
static void
test_refused (void)
{
  Fixture window;
  GAction *batch;
  g_autoptr (GVariant) state = NULL;

  fixture_start (&window);
  for (guint i = 0; i < 13; i++)
    act (&window, "win.register");
  assert_said (&window, "Everything that was prepared is registered");
  assert_said (&window, "12 factories");

  g_assert_true (greg_registry_register_type (window.registry, "koi8-r", G_TYPE_OBJECT, NULL));
  act (&window, "win.batch");
  batch = g_action_map_lookup_action (G_ACTION_MAP (window.window), "batch");
  state = g_action_get_state (batch);
  g_assert_false (g_variant_get_boolean (state));
  assert_said (&window, "13 factories");
  assert_said (&window, "koi8-r");
  fixture_stop (&window);
}

static void
test_thread (void)
{
  Fixture window;
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  fixture_start (&window);
  g_assert_true (gtk_widget_activate_action (window.window, "win.thread", NULL));
  while (g_list_model_get_n_items (browser_model_get_shown (window.model)) < 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_true (gtk_widget_activate_action (window.window, "win.thread", NULL));
  assert_said (&window, "|thread-1|GZlibCompressor|");
  /* It must also end when the window goes. */
  g_assert_true (gtk_widget_activate_action (window.window, "win.thread", NULL));
  fixture_stop (&window);
}

static void
test_search (void)
{
  Fixture window;

  fixture_start (&window);
  g_assert_true (browser_stock_register_first (window.registry, NULL));
  window.search = "pack ZIP";
  browser_window_set_search (BROWSER_WINDOW (window.window), window.search);
  assert_said (&window, "3 of 7 factories");
  window.search = "iconv";
  browser_window_set_search (BROWSER_WINDOW (window.window), window.search);
  assert_said (&window, "1 of 7 factories");
  window.search = "nowhere";
  browser_window_set_search (BROWSER_WINDOW (window.window), window.search);
  assert_said (&window, "Nothing is found");
  assert_said (&window, "Nothing is selected");
  fixture_stop (&window);
}

/* So long that the view uses its rows again, for other factories. */
static void
test_long (void)
{
  Fixture window;
  GregBatch *batch;

  fixture_start (&window);
  batch = greg_registry_begin (window.registry);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("thing-%u", i);
      g_autofree char *id = g_strdup_printf ("number %u", i);
      g_autoptr (GregFactory) factory = make_factory (id, name, "", 0);

      g_assert_true (greg_batch_add (batch, factory, NULL));
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  check (&window);

  for (int i = 1; i <= 12; i++)
    {
      GtkAdjustment *adjustment = get_adjustment (&window);
      double end = gtk_adjustment_get_upper (adjustment)
                   - gtk_adjustment_get_page_size (adjustment);

      gtk_adjustment_set_value (adjustment, end * (i <= 6 ? i : 12 - i) / 6);
      check (&window);
    }
  g_assert_true (greg_batch_revert (batch, NULL));
  g_object_unref (batch);
  assert_said (&window, "Nothing is registered");
  fixture_stop (&window);
}

/* Said in words, because check() sorts as the browser does. */
static void
test_order (void)
{
  static const char *const names[] = { "tar-10", "zoo", "tar-9", "arc" };
  Fixture window;
  g_autoptr (GString) order = g_string_new (NULL);
  GListModel *shown;

  fixture_start (&window);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (greg_registry_register_type (window.registry, names[i], G_TYPE_OBJECT, NULL));
  check (&window);
  shown = browser_model_get_shown (window.model);
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GregFactory) factory = g_list_model_get_item (shown, i);

      g_string_append_printf (order, " %s", greg_factory_get_name (factory));
    }
  g_assert_cmpstr (order->str, ==, " arc tar-9 tar-10 zoo");
  fixture_stop (&window);
}

static void
test_details (void)
{
  Fixture window;

  fixture_start (&window);
  g_assert_true (browser_stock_register_first (window.registry, NULL));
  settle (window.window);
  g_assert_true (browser_model_select (window.model, "zip"));
  assert_said (&window, "|format|zlib, gzip, raw||yes|level|integer from 1 to 9|6||");
  g_assert_true (browser_model_select (window.model, "compress"));
  assert_said (&window, "|Deprecated; use “gzip” instead|");
  assert_said (&window, "|level|integer from -1 to 9|6||");
  g_assert_true (browser_model_select (window.model, "gzip"));
  assert_said (&window, "|gz|");
  assert_said (&window, "|level|integer from -1 to 9|-1||");
  g_assert_false (browser_model_select (window.model, "pack"));

  g_assert_true (GREG_REGISTER_TYPE (window.registry, "here", G_TYPE_OBJECT, NULL));
  settle (window.window);
  g_assert_true (browser_model_select (window.model, "here"));
  assert_said (&window, "test-browser.c:");
  assert_said (&window, "It declares no parameters.");
  fixture_stop (&window);
}

/* --- the picture --- */

static void
test_picture (void)
{
  g_autofree char *folder = g_dir_make_tmp ("greg-browser-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "picture.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  const char *const command[] = { program, "--screenshot", path, NULL };
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  texture = gdk_texture_new_from_file (file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), >=, 800);
  g_assert_cmpint (gdk_texture_get_height (texture), >=, 400);
  g_assert_finalize_object (g_steal_pointer (&texture));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_picture_refused (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GError) error = NULL;

  g_object_ref (window);
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  g_assert_false (browser_picture_save (GTK_WINDOW (window), "/nowhere/picture.png", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2 || !gtk_init_check ())
    {
      g_print ("1..0 # SKIP %s\n", argc != 2 ? "the program is not given" : "there is no display");
      return 0;
    }
  program = argv[1];

  g_test_add_func ("/browser/history", test_history);
  g_test_add_func ("/browser/buttons", test_buttons);
  g_test_add_func ("/browser/refused", test_refused);
  g_test_add_func ("/browser/thread", test_thread);
  g_test_add_func ("/browser/search", test_search);
  g_test_add_func ("/browser/long", test_long);
  g_test_add_func ("/browser/order", test_order);
  g_test_add_func ("/browser/details", test_details);
  g_test_add_func ("/browser/picture", test_picture);
  g_test_add_func ("/browser/picture-refused", test_picture_refused);
  return g_test_run ();
}
