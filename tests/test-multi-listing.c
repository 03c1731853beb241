/* test-multi-listing.c - queries, watches and live lists of several sources
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"
#include "watch-helpers.h"

typedef struct
{
  GregMultiRegistry *multi;
  GregRegistry *a;
  GregRegistry *b;
} Pair;

static void
pair_init (Pair *pair, const char *a, const char *b)
{
  pair->multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  pair->a = new_filled ("a", a);
  pair->b = new_filled ("b", b);
  append_ok (pair->multi, NULL, pair->a);
  append_ok (pair->multi, "p", pair->b);
}

static void
pair_clear (Pair *pair)
{
  g_assert_finalize_object (pair->multi);
  g_assert_finalize_object (pair->a);
  g_assert_finalize_object (pair->b);
}

static char *
ids_of (GPtrArray *factories)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < factories->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", id_of (factories->pdata[i]));
  return g_string_free (text, FALSE);
}

#define assert_query(multi, query, expected)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GPtrArray) queried = greg_source_query (GREG_SOURCE (multi), (query));              \
    g_autofree char *queried_ids = ids_of (queried);                                               \
    g_assert_cmpstr (queried_ids, ==, (expected));                                                 \
  }                                                                                                \
  G_STMT_END

static void
assert_globs (GregMultiRegistry *multi, const char *include, const char *exclude, const char *ids)
{
  g_autoptr (GregQuery) query = greg_query_new ();

  if (include != NULL)
    greg_query_include (query, include);
  if (exclude != NULL)
    greg_query_exclude (query, exclude);
  assert_query (multi, query, ids);
}

static void
test_globs (void)
{
  Pair pair;

  pair_init (&pair, "a1=x/old a2=y", "b1=x b2=z/old");
  assert_globs (pair.multi, NULL, NULL, "a1 a2 b1 b2");
  assert_globs (pair.multi, "p.*", NULL, "b1 b2");
  assert_globs (pair.multi, "x", NULL, "a1 b1");
  assert_globs (pair.multi, "o*", NULL, "a1 b2");
  assert_globs (pair.multi, NULL, "p.*", "a1 a2");
  assert_globs (pair.multi, NULL, "old", "a2 b1");
  assert_globs (pair.multi, "x", "p.*", "a1");
  pair_clear (&pair);
}

static void
assert_asked (gpointer source, GregQuery *query, const char *expected)
{
  g_auto (GStrv) names = greg_source_query_names (source, query);
  g_autofree char *text = g_strjoinv (" ", names);

  g_assert_cmpstr (text, ==, expected);
}

/* What a query is told of by name is asked for by that name. */
static void
test_names (void)
{
  Pair pair;
  g_autoptr (GregQuery) query = greg_query_new ();

  pair_init (&pair, "a1=x/old a2=y", "b1=x b2=z/old");
  assert_asked (pair.multi, NULL, "x y p.x p.z");
  assert_asked (pair.b, NULL, "x z");
  greg_query_include (query, "x");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  assert_asked (pair.multi, query, "p.x x");
  greg_query_exclude (query, "*");
  assert_asked (pair.multi, query, "");
  assert_asked (pair.a, query, "");
  pair_clear (&pair);
}

/* The same factory in two sources has two names. */
static void
test_names_of_one_factory (void)
{
  Pair pair;
  g_autoptr (GregFactory) twin = make_factory ("twin", "t", "", 0);
  g_autoptr (GregQuery) query = greg_query_new ();

  pair_init (&pair, "", "");
  register_ok (pair.a, twin, GREG_DUPLICATES_REJECT);
  register_ok (pair.b, twin, GREG_DUPLICATES_REJECT);
  assert_asked (pair.multi, NULL, "t p.t");
  greg_query_include (query, "p.*");
  assert_asked (pair.multi, query, "p.t");
  pair_clear (&pair);
}

static void
add_with_priority (GregRegistry *registry, const char *id, const char *name, int priority)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, "", priority);

  register_ok (registry, factory, GREG_DUPLICATES_STACK);
}

static void
test_order (void)
{
  Pair pair;
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GregFactory) best = NULL;

  pair_init (&pair, "a1=m", "b1=c");
  add_with_priority (pair.a, "a2", "z", 5);
  add_with_priority (pair.b, "b2", "a", 5);
  add_with_priority (pair.b, "b3", "b", 9);
  assert_query (pair.multi, query, "b3 a2 b2 a1 b1");
  best = greg_source_best (GREG_SOURCE (pair.multi), query);
  g_assert_cmpstr (id_of (best), ==, "b3");
  greg_query_set_order (query, GREG_QUERY_ORDER_REGISTRATION);
  assert_query (pair.multi, query, "a1 a2 b1 b2 b3");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME); /* m p.a p.b p.c z */
  assert_query (pair.multi, query, "a1 b2 b3 b1 a2");
  g_clear_object (&best);
  pair_clear (&pair);
}

/* The stacks of all sources without a prefix, one behind the other. */
static void
test_stacked (void)
{
  Pair pair;
  GregRegistry *c = new_filled ("c", "");
  g_autoptr (GregQuery) query = greg_query_new ();

  pair_init (&pair, "", "");
  append_ok (pair.multi, NULL, c);
  add_with_priority (pair.a, "a1", "x", 0);
  add_with_priority (pair.a, "a2", "x", 3);
  add_with_priority (pair.b, "b1", "x", 8);
  add_with_priority (c, "c1", "x", 9);
  add_with_priority (c, "c2", "y", 1);
  assert_all (pair.multi, "x", "a2 a1 b1 c1");
  assert_query (pair.multi, query, "b1 a2 c2");
  greg_query_set_stacked (query, TRUE);
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  assert_query (pair.multi, query, "b1 a2 a1 b1 c1 c2");
  pair_clear (&pair);
  g_assert_finalize_object (c);
}

/* Metadata and types, and the base type of the multi-registry, which hides. */
static void
test_conditions (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("models", G_TYPE_LIST_MODEL);
  GregRegistry *things = new_filled ("things", "t1=object");
  g_autoptr (GregFactory) store = greg_factory_new_for_type ("store", G_TYPE_LIST_STORE);
  g_autoptr (GregQuery) query = greg_query_new ();

  greg_factory_set_summary (store, "store", NULL);
  greg_factory_add_tag (store, "list", NULL);
  register_ok (things, store, GREG_DUPLICATES_REJECT);
  append_ok (multi, "t", things);
  assert_query (multi, NULL, "store");
  greg_query_add_tag (query, "list");
  assert_query (multi, query, "store");
  greg_query_add_tag (query, "none");
  assert_query (multi, query, "");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (things);
}

/* --- watches --- */

static void
watch_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer text)
{
  g_string_append_printf (text, "%s>%s ", removed != NULL ? id_of (removed) : "",
                          added != NULL ? id_of (added) : "");
}

static void
assert_heard (GString *text, const char *expected)
{
  run_context (NULL);
  g_assert_cmpstr (text->str, ==, expected);
  g_string_truncate (text, 0);
}

static void
test_watch (void)
{
  Pair pair;
  GString *text = g_string_new (NULL);
  guint id;

  pair_init (&pair, "a1=x", "b1=y");
  id = greg_source_watch (GREG_SOURCE (pair.multi), GREG_WATCH_REPLAY, watch_cb, text, NULL);
  assert_heard (text, ">a1 >b1 ");
  put (pair.b, "b2=z");
  assert_heard (text, ">b2 ");
  unregister_ok (pair.a, "x");
  put (pair.a, "a2=x");
  assert_heard (text, "a1>a2 ");
  remove_ok (pair.multi, pair.b);
  assert_heard (text, "b1> b2> ");
  append_ok (pair.multi, NULL, pair.b);
  assert_heard (text, ">b1 >b2 ");
  g_assert_true (greg_source_unwatch (GREG_SOURCE (pair.multi), id));
  pair_clear (&pair);
  g_string_free (text, TRUE);
}

static void
test_list (void)
{
  Pair pair;
  g_autoptr (GregQuery) query = greg_query_new ();
  GregFactoryList *list;
  Mirror mirror;

  pair_init (&pair, "a1=x a2=m", "b1=y");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  list = greg_factory_list_new (GREG_SOURCE (pair.multi), query);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "a2 b1 a1");
  put (pair.b, "b2=a");
  put (pair.a, "a3=b");
  assert_mirror (&mirror, "0-0+1 2-0+1", "a3 a2 b2 b1 a1");
  remove_ok (pair.multi, pair.b);
  assert_mirror (&mirror, "2-2+0", "a3 a2 a1");
  append_ok (pair.multi, "0", pair.b);
  assert_mirror (&mirror, "0-0+2", "b2 b1 a3 a2 a1");
  g_object_run_dispose (G_OBJECT (pair.multi));
  assert_mirror (&mirror, "0-5+0", "");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  pair_clear (&pair);
}

/* A factory that is registered twice is listed twice. */
static void
test_list_of_twins (void)
{
  Pair pair;
  g_autoptr (GregFactory) twin = make_factory ("twin", "t", "", 0);
  GregFactoryList *list;
  Mirror mirror;

  pair_init (&pair, "", "");
  register_ok (pair.a, twin, GREG_DUPLICATES_REJECT);
  register_ok (pair.b, twin, GREG_DUPLICATES_REJECT);
  assert_names (pair.multi, "t p.t");
  list = greg_factory_list_new (GREG_SOURCE (pair.multi), NULL);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "twin twin");
  unregister_ok (pair.a, "t");
  assert_mirror (&mirror, "1-1+0", "twin");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  pair_clear (&pair);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multi-listing/globs", test_globs);
  g_test_add_func ("/multi-listing/names", test_names);
  g_test_add_func ("/multi-listing/names-of-one-factory", test_names_of_one_factory);
  g_test_add_func ("/multi-listing/order", test_order);
  g_test_add_func ("/multi-listing/stacked", test_stacked);
  g_test_add_func ("/multi-listing/conditions", test_conditions);
  g_test_add_func ("/multi-listing/watch", test_watch);
  g_test_add_func ("/multi-listing/list", test_list);
  g_test_add_func ("/multi-listing/list-of-twins", test_list_of_twins);
  return g_test_run ();
}
