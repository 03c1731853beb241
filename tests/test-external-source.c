/* test-external-source.c - a source from functions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"

/* What stands behind a source: how often it was asked, and what is there. */
typedef struct
{
  GregExternalSource *source;
  guint n_finds;
  guint n_lists;
  guint n_memberships;
  guint n_destroyed;
  gboolean is_down;
} Store;

static GregFactory *
find_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  Store *store = user_data;

  store->n_finds++;
  if (store->is_down)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the store is down");
  if (store->is_down || !g_str_has_prefix (name, "part"))
    return NULL;
  return greg_factory_new_for_type (name, TEST_TYPE_PART);
}

static char **
list_cb (GregExternalSource *source, gpointer user_data, GError **error)
{
  static const char *const names[] = { "part-1", "part-2", "gone", NULL };
  Store *store = user_data;

  store->n_lists++;
  if (!store->is_down)
    return g_strdupv ((char **)names);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the store is down");
  return NULL;
}

static GregMembership
membership_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  Store *store = user_data;

  store->n_memberships++;
  if (store->is_down)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the store is down");
  if (g_str_equal (name, "part-1"))
    return GREG_MEMBERSHIP_YES;
  return g_str_has_prefix (name, "part") ? GREG_MEMBERSHIP_MAYBE : GREG_MEMBERSHIP_NO;
}

static void
destroyed_cb (gpointer user_data)
{
  ((Store *)user_data)->n_destroyed++;
}

static GregSource *
new_source (Store *store)
{
  store->source = greg_external_source_new ("store", TEST_TYPE_PART);
  greg_external_source_set_find_func (store->source, find_cb, store, destroyed_cb);
  greg_external_source_set_list_func (store->source, list_cb, store, destroyed_cb);
  return GREG_SOURCE (store->source);
}

static void
finish (Store *store, guint n_functions)
{
  g_assert_cmpuint (store->n_destroyed, ==, 0);
  g_assert_finalize_object (store->source);
  g_assert_cmpuint (store->n_destroyed, ==, n_functions);
}

static void
test_find (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  g_autoptr (GregFactory) factory = greg_source_lookup (source, "part-7");
  g_autoptr (GregFactory) again = greg_source_lookup (source, "part-7");
  GError *error = NULL;
  GObject *part;

  g_assert_cmpstr (greg_source_get_name (source), ==, "store");
  g_assert_true (greg_source_get_base_type (source) == TEST_TYPE_PART);
  g_assert_true (greg_factory_is_sealed (factory));
  g_assert_true (again != factory);
  g_assert_false (greg_source_contains (source, "other"));
  part = greg_source_build (source, "part-7", &error, "number", 9, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 9);
  test_assert_last (part);
  g_assert_null (greg_source_require (source, "port-1", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "nothing is registered as “port-1” in store, which has 3 factories; did you "
                     "mean “part-1” or “part-2”?");
  finish (&store, 2);
}

static void
test_list (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpuint (greg_source_count (source), ==, 3);
  g_assert_cmpuint (factories->len, ==, 2);
  g_assert_cmpstr (greg_factory_get_name (factories->pdata[1]), ==, "part-2");
  greg_query_include (query, "*-2");
  found = greg_source_query (source, query);
  g_assert_cmpuint (found->len, ==, 1);
  finish (&store, 2);
}

static void
test_empty (void)
{
  GregExternalSource *source = g_object_new (GREG_TYPE_EXTERNAL_SOURCE, NULL);
  GregSource *base = GREG_SOURCE (source);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (base);
  g_auto (GStrv) names = greg_source_list_names (base);

  g_assert_null (greg_source_lookup (base, "part"));
  g_assert_null (greg_source_peek (base, "part"));
  g_assert_cmpint (greg_source_membership (base, "part"), ==, GREG_MEMBERSHIP_NO);
  g_assert_cmpuint (factories->len, ==, 0);
  g_assert_null (names[0]);
  g_assert_cmpuint (greg_source_count (base), ==, 0);
  g_assert_finalize_object (source);
}

/* Without a function for it, finding tells the membership; with one, nothing is made for it. */
static void
test_membership (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  GregFactory *factory;

  g_assert_cmpint (greg_source_membership (source, "part-3"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "x"), ==, GREG_MEMBERSHIP_NO);
  g_assert_cmpuint (store.n_finds, ==, 2);
  factory = greg_source_peek (source, "part-3");
  g_assert_finalize_object (factory);
  g_assert_cmpuint (store.n_finds, ==, 3);

  greg_external_source_set_membership_func (store.source, membership_cb, &store, destroyed_cb);
  g_assert_cmpint (greg_source_membership (source, "part-1"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "part-3"), ==, GREG_MEMBERSHIP_MAYBE);
  g_assert_cmpint (greg_source_membership (source, "x"), ==, GREG_MEMBERSHIP_NO);
  g_assert_null (greg_source_peek (source, "part-3"));
  g_assert_cmpuint (store.n_finds, ==, 3);
  factory = greg_source_peek (source, "part-1");
  g_assert_finalize_object (factory);
  g_assert_true (greg_source_contains (source, "part-3"));
  finish (&store, 3);
}

/* Its error is that of the function, and a listing that failed is no empty one. */
static void
test_failing (void)
{
  Store store = { .is_down = TRUE };
  GregSource *source = new_source (&store);
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autofree char *failure = greg_source_dup_failure (source);
  g_autofree char *explanation = NULL;
  GError *error = NULL;

  greg_external_source_set_membership_func (store.source, membership_cb, &store, destroyed_cb);
  g_assert_null (names[0]);
  g_assert_cmpstr (failure, ==, "the store is down");
  g_assert_null (greg_source_lookup (source, "part-1"));
  g_assert_null (greg_source_require (source, "part-1", &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE,
                     "looking for “part-1” in store failed: the store is down");
  g_assert_null (greg_source_build (source, "part-1", &error, NULL));
  test_assert_error_has (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the store is down");
  g_assert_cmpint (greg_source_membership (source, "x"), ==, GREG_MEMBERSHIP_MAYBE);
  explanation = greg_source_explain (source, "part-1");
  g_assert_cmpstr (explanation, ==,
                   "1. store failed: the store is down\n"
                   "2. store could not tell what it has: the store is down\n"
                   "looking for “part-1” in store failed: the store is down");

  greg_external_source_set_find_func (store.source, NULL, NULL, NULL);
  g_assert_null (greg_source_require (source, "part-1", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "nothing is registered as “part-1” in store, which could not tell what it "
                     "has (the store is down)");
  store.is_down = FALSE;
  g_assert_cmpuint (greg_source_count (source), ==, 3);
  g_assert_null (greg_source_dup_failure (source));
  g_assert_finalize_object (store.source);
  g_assert_cmpuint (store.n_destroyed, ==, 3);
}

static GregFactory *
find_unfit_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  return greg_factory_new_for_type (g_str_equal (name, "nameless") ? "" : name,
                                    g_str_equal (name, "abstract") ? TEST_TYPE_ABSTRACT_PART
                                                                   : G_TYPE_OBJECT);
}

/* What it gives is checked as if it had been added. */
static void
test_unfit (void)
{
  GregExternalSource *source = greg_external_source_new ("store", TEST_TYPE_PART);
  GError *error = NULL;

  greg_external_source_set_find_func (source, find_unfit_cb, NULL, NULL);
  g_assert_null (greg_source_require (GREG_SOURCE (source), "object", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "which is not a TestPart");
  g_assert_null (greg_source_require (GREG_SOURCE (source), "abstract", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "it is abstract");
  g_assert_null (greg_source_require (GREG_SOURCE (source), "nameless", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_finalize_object (source);
}

static void
count_cb (GregSource *source, guint *n)
{
  ++*n;
}

static void
test_invalidate (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  guint64 generation = greg_source_dup_generation (source);
  guint n_changed = 0;

  g_signal_connect (source, "changed", G_CALLBACK (count_cb), &n_changed);
  greg_external_source_invalidate (store.source);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  generation = greg_source_dup_generation (source);
  greg_external_source_set_membership_func (store.source, membership_cb, &store, destroyed_cb);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  finish (&store, 3);
}

/* Until it is invalidated, a name has one factory, and is asked for once. */
static void
test_cached (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  g_autoptr (GregFactory) factory = NULL;
  g_autoptr (GregFactory) same = NULL;
  g_autoptr (GregFactory) other = NULL;

  g_assert_false (greg_external_source_get_cached (store.source));
  g_object_set (source, "cached", TRUE, NULL);
  g_assert_true (greg_external_source_get_cached (store.source));
  factory = greg_source_lookup (source, "part-1");
  greg_external_source_set_membership_func (store.source, membership_cb, &store, destroyed_cb);
  g_clear_object (&factory);
  factory = greg_source_lookup (source, "part-1");
  same = greg_source_peek (source, "part-1");
  g_assert_true (same == factory);
  g_assert_cmpint (greg_source_membership (source, "part-1"), ==, GREG_MEMBERSHIP_YES);
  g_assert_true (greg_source_contains (source, "part-1"));
  g_assert_cmpuint (store.n_finds, ==, 2);
  g_assert_cmpuint (store.n_memberships, ==, 0);
  g_assert_false (greg_source_contains (source, "x"));
  g_assert_false (greg_source_contains (source, "x"));
  g_assert_cmpuint (store.n_finds, ==, 4);

  greg_external_source_invalidate (store.source);
  other = greg_source_lookup (source, "part-1");
  g_assert_true (other != factory);
  greg_external_source_set_cached (store.source, FALSE);
  g_clear_object (&same);
  same = greg_source_lookup (source, "part-1");
  g_assert_true (same != other);
  finish (&store, 3);
}

/* A list of the factories sees what has really changed. */
static void
test_cached_list (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  GregFactoryList *list;
  g_autoptr (GregFactory) before = NULL;
  g_autoptr (GregFactory) after = NULL;

  greg_external_source_set_cached (store.source, TRUE);
  list = greg_factory_list_new (source, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  before = g_list_model_get_item (G_LIST_MODEL (list), 0);
  greg_source_set_build_func (source, NULL, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  after = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (before == after);
  g_assert_finalize_object (list);
  finish (&store, 2);
}

/* --- functions that change what they are called for --- */

static GregFactory *
replace_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  Store *store = user_data;

  greg_external_source_set_find_func (source, find_cb, store, destroyed_cb);
  greg_external_source_set_list_func (source, NULL, NULL, NULL);
  g_assert_cmpuint (store->n_destroyed, ==, 0);
  return find_cb (source, name, user_data, error);
}

static void
test_replaced_while_it_runs (void)
{
  Store store = { 0 };
  GregExternalSource *source = greg_external_source_new (NULL, G_TYPE_NONE);
  g_autoptr (GregFactory) first = NULL;
  g_autoptr (GregFactory) second = NULL;

  greg_external_source_set_cached (source, TRUE);
  greg_external_source_set_find_func (source, replace_cb, &store, destroyed_cb);
  first = greg_source_lookup (GREG_SOURCE (source), "part");
  g_assert_nonnull (first);
  g_assert_cmpuint (store.n_destroyed, ==, 1);
  second = greg_source_lookup (GREG_SOURCE (source), "part");
  g_assert_true (second != first); /* what the replaced function gave is not kept */
  g_assert_finalize_object (source);
  g_assert_cmpuint (store.n_destroyed, ==, 2);
}

static void
drop (Store *store)
{
  g_clear_object (&store->source);
  g_assert_cmpuint (store->n_destroyed, ==, 0);
}

static GregFactory *
drop_find_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  drop (user_data);
  return find_cb (source, name, user_data, error);
}

static char **
drop_list_cb (GregExternalSource *source, gpointer user_data, GError **error)
{
  drop (user_data);
  return list_cb (source, user_data, error);
}

static GregMembership
drop_membership_cb (GregExternalSource *source,
                    const char *name,
                    gpointer user_data,
                    GError **error)
{
  drop (user_data);
  return membership_cb (source, name, user_data, error);
}

/* The last reference goes while a function runs. */
static void
test_dropped (void)
{
  Store store = { 0 };
  GregFactory *factory;
  g_auto (GStrv) names = NULL;

  store.source = greg_external_source_new (NULL, G_TYPE_NONE);
  greg_external_source_set_find_func (store.source, drop_find_cb, &store, destroyed_cb);
  factory = greg_source_lookup (GREG_SOURCE (store.source), "part");
  g_assert_finalize_object (factory);
  g_assert_cmpuint (store.n_destroyed, ==, 1);

  store = (Store){ .source = greg_external_source_new (NULL, G_TYPE_NONE) };
  greg_external_source_set_list_func (store.source, drop_list_cb, &store, destroyed_cb);
  names = greg_source_list_names (GREG_SOURCE (store.source));
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpuint (store.n_destroyed, ==, 1);

  store = (Store){ .source = greg_external_source_new (NULL, G_TYPE_NONE) };
  greg_external_source_set_membership_func (store.source, drop_membership_cb, &store,
                                            destroyed_cb);
  g_assert_cmpint (greg_source_membership (GREG_SOURCE (store.source), "part-1"), ==,
                   GREG_MEMBERSHIP_YES);
  g_assert_cmpuint (store.n_destroyed, ==, 1);
}

/* The handler of “changed” drops the source that tells of it. */
static void
drop_changed_cb (GregExternalSource *source, GregExternalSource **reference)
{
  g_clear_object (reference);
}

static void
test_dropped_by_handler (void)
{
  Store store = { 0 };

  new_source (&store);
  g_signal_connect (store.source, "changed", G_CALLBACK (drop_changed_cb), &store.source);
  greg_external_source_set_find_func (store.source, NULL, NULL, NULL);
  g_assert_null (store.source);
  g_assert_cmpuint (store.n_destroyed, ==, 2);
}

/* A function whose data holds the source is no leak once the source is disposed. */
static void
test_cycle (void)
{
  GregExternalSource *source = greg_external_source_new (NULL, G_TYPE_NONE);

  greg_external_source_set_find_func (source, find_unfit_cb, g_object_ref (source),
                                      g_object_unref);
  g_object_run_dispose (G_OBJECT (source));
  g_assert_null (greg_source_lookup (GREG_SOURCE (source), "x"));
  g_assert_finalize_object (source);
}

/* --- threads --- */

static gpointer
ask_cb (gpointer data)
{
  GregSource *source = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_require (source, "part-1", &error);
  g_autoptr (GregFactory) peeked = greg_source_peek (source, "part-2");

  return g_strdup_printf ("%s %d %u %d", factory != NULL ? "found" : error->message,
                          peeked != NULL, greg_source_count (source),
                          greg_source_membership (source, "part-1"));
}

static void
assert_elsewhere (GregSource *source, const char *expected)
{
  g_autofree char *answer = g_thread_join (g_thread_new ("elsewhere", ask_cb, source));

  g_assert_cmpstr (answer, ==, expected);
}

#define WRONG                                                                                      \
  "“part-1” cannot be looked for in store by this thread: its code belongs to another one 0 0 2"

static void
test_other_thread (void)
{
  Store store = { 0 };
  GregSource *source = new_source (&store);
  g_autoptr (GregFactory) factory = NULL;

  greg_external_source_set_membership_func (store.source, membership_cb, &store, destroyed_cb);
  assert_elsewhere (source, WRONG);
  g_assert_cmpuint (store.n_finds + store.n_lists + store.n_memberships, ==, 0);

  greg_external_source_set_any_thread (store.source, TRUE);
  g_assert_true (greg_external_source_get_any_thread (store.source));
  assert_elsewhere (source, "found 0 3 1");
  g_object_set (source, "any-thread", FALSE, NULL);
  assert_elsewhere (source, WRONG);

  /* What is known already is nobody's code. */
  greg_external_source_set_cached (store.source, TRUE);
  factory = greg_source_lookup (source, "part-1");
  assert_elsewhere (source, "found 0 0 1");
  finish (&store, 3);
}

static gpointer
set_cb (gpointer data)
{
  Store *store = data;

  greg_external_source_set_find_func (store->source, find_cb, store, destroyed_cb);
  return NULL;
}

/* It is the thread that sets a function which it is bound to. */
static void
test_set_elsewhere (void)
{
  Store store = { 0 };
  GError *error = NULL;

  store.source = greg_external_source_new ("store", G_TYPE_NONE);
  g_thread_join (g_thread_new ("elsewhere", set_cb, &store));
  g_assert_null (greg_source_require (GREG_SOURCE (store.source), "part", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD);
  g_clear_error (&error);
  g_assert_cmpuint (store.n_finds, ==, 0);
  finish (&store, 1);
}

#define N_THREADS 4
#define N_ROUNDS 2000

static GregFactory *
find_any_cb (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  return greg_factory_new_for_type (name, TEST_TYPE_PART);
}

static gpointer
hammer_cb (gpointer data)
{
  GregExternalSource *source = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      const char *name = i % 2 == 0 ? "a" : "b";
      g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (source), name);

      if (factory != NULL)
        g_assert_cmpstr (greg_factory_get_name (factory), ==, name);
      if (i % 16 == 0)
        greg_external_source_invalidate (source);
      if (i % 64 == 0)
        greg_external_source_set_find_func (source, find_any_cb, NULL, NULL);
      if (i % 128 == 0)
        greg_external_source_set_cached (source, i % 256 == 0);
    }
  return NULL;
}

/* Everything at once: nothing is lost, freed twice or mixed up. */
static void
test_many_threads (void)
{
  GregExternalSource *source = greg_external_source_new ("store", TEST_TYPE_PART);
  GThread *threads[N_THREADS];

  greg_external_source_set_any_thread (source, TRUE);
  greg_external_source_set_cached (source, TRUE);
  greg_external_source_set_find_func (source, find_any_cb, NULL, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("hammer", hammer_cb, source);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_finalize_object (source);
}

static gpointer
collect_cb (gpointer source)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("part-%u", i);

      g_ptr_array_add (found, greg_source_lookup (source, name));
    }
  return found;
}

/* Who finds the same name gets the same factory, whoever was first. */
static void
test_one_for_all_threads (void)
{
  GregExternalSource *source = greg_external_source_new ("store", TEST_TYPE_PART);
  GThread *threads[N_THREADS];
  GPtrArray *found[N_THREADS];

  greg_external_source_set_any_thread (source, TRUE);
  greg_external_source_set_cached (source, TRUE);
  greg_external_source_set_find_func (source, find_any_cb, NULL, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("collect", collect_cb, source);
  for (guint i = 0; i < N_THREADS; i++)
    found[i] = g_thread_join (threads[i]);
  for (guint i = 1; i < N_THREADS; i++)
    g_assert_cmpmem (found[i]->pdata, N_ROUNDS * sizeof (gpointer), found[0]->pdata,
                     N_ROUNDS * sizeof (gpointer));
  for (guint i = 0; i < N_THREADS; i++)
    g_ptr_array_unref (found[i]);
  g_assert_finalize_object (source);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/external-source/find", test_find);
  g_test_add_func ("/external-source/list", test_list);
  g_test_add_func ("/external-source/empty", test_empty);
  g_test_add_func ("/external-source/membership", test_membership);
  g_test_add_func ("/external-source/failing", test_failing);
  g_test_add_func ("/external-source/unfit", test_unfit);
  g_test_add_func ("/external-source/invalidate", test_invalidate);
  g_test_add_func ("/external-source/cached", test_cached);
  g_test_add_func ("/external-source/cached/list", test_cached_list);
  g_test_add_func ("/external-source/replaced-while-it-runs", test_replaced_while_it_runs);
  g_test_add_func ("/external-source/dropped", test_dropped);
  g_test_add_func ("/external-source/dropped/by-handler", test_dropped_by_handler);
  g_test_add_func ("/external-source/cycle", test_cycle);
  g_test_add_func ("/external-source/threads/other", test_other_thread);
  g_test_add_func ("/external-source/threads/set-elsewhere", test_set_elsewhere);
  g_test_add_func ("/external-source/threads/many", test_many_threads);
  g_test_add_func ("/external-source/threads/one-for-all", test_one_for_all_threads);
  return g_test_run ();
}
