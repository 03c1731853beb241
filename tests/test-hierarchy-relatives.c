/* test-hierarchy-relatives.c - registries with parents: making them, what each has and lists, building
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

#include <string.h>

/* --- making --- */

static void
test_properties (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_OBJECT);
  GregRegistry *child = new_child (top, "child");
  GregRegistry *nameless = new_child (child, NULL);
  g_autoptr (GregRegistry) parent = NULL;
  g_autofree char *scope = NULL;

  g_object_get (child, "parent", &parent, "scope", &scope, NULL);
  g_assert_true (parent == top);
  g_assert_cmpstr (scope, ==, "child");
  g_clear_object (&parent);
  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (child)), ==, "child");
  g_assert_null (greg_source_get_name (GREG_SOURCE (nameless)));
  g_assert_null (greg_registry_get_scope (nameless));
  g_assert_null (greg_registry_get_parent (top));
  g_assert_true (greg_registry_get_parent (nameless) == child);
  g_assert_true (greg_registry_get_root (nameless) == top);
  g_assert_true (greg_registry_get_root (top) == top);
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (nameless)) == G_TYPE_OBJECT);
  g_assert_finalize_object (nameless);
  g_assert_finalize_object (child);
  g_assert_finalize_object (top);
}

static void
assert_refused (GregRegistry *parent, const char *scope, GregError code, const char *phrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = greg_registry_list_children (parent);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_null (greg_registry_new_child (parent, "x", G_TYPE_NONE, scope, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, phrase));
  after = greg_registry_list_children (parent);
  g_assert_cmpuint (after->len, ==, before->len);
}

/* Whoever does not ask gets a registry without the scope. */
static void
assert_dropped (GregRegistry *parent, const char *scope)
{
  GregRegistry *child = g_object_new (GREG_TYPE_REGISTRY, "parent", parent, "scope", scope, NULL);

  g_assert_null (greg_registry_get_scope (child));
  put (parent, "above", "x");
  assert_lookup (child, "x", "above");
  unregister_ok (parent, "x");
  g_assert_finalize_object (child);
}

static void
test_refused_scopes (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  GregRegistry *colons = g_object_new (GREG_TYPE_REGISTRY, "separator", "::", NULL);

  assert_refused (top, "child", GREG_ERROR_EXISTS, "“child”");
  assert_refused (top, "a.b", GREG_ERROR_INVALID_NAME, "contains “.”");
  assert_refused (top, ".", GREG_ERROR_INVALID_NAME, "contains “.”");
  assert_refused (top, "", GREG_ERROR_INVALID_NAME, "empty");
  assert_refused (top, "a\tb", GREG_ERROR_INVALID_NAME, "control");
  assert_refused (top, "\xfe", GREG_ERROR_INVALID_NAME, "UTF-8");
  assert_refused (colons, "a::b", GREG_ERROR_INVALID_NAME, "contains “::”");
  assert_refused (colons, "a:", GREG_ERROR_INVALID_NAME, "the beginning of “::”");
  assert_dropped (top, "child");
  assert_dropped (top, "a.b");
  assert_dropped (top, "");
  assert_dropped (colons, "a:");
  put (child, "x", "x");
  assert_lookup (top, "child.x", "x");
  g_assert_finalize_object (child);
  g_assert_finalize_object (colons);
  g_assert_finalize_object (top);
}

/* Free for another one as soon as the registry is gone. */
static void
test_scope_again (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *a = new_child (top, "s:a");
  GregRegistry *b;

  g_assert_finalize_object (a);
  b = new_child (top, "s:a");
  assert_refused (top, "s:a", GREG_ERROR_EXISTS, "s:a");
  g_object_run_dispose (G_OBJECT (b));
  a = new_child (top, "s:a");
  put (a, "x", "x");
  assert_lookup (top, "s:a.x", "x");
  g_assert_finalize_object (b);
  assert_lookup (top, "s:a.x", "x");
  g_assert_finalize_object (a);
  g_assert_finalize_object (top);
}

static void
test_children (void)
{
  Family family = family_new (NULL);
  g_autoptr (GPtrArray) children = greg_registry_list_children (family.top);
  g_autoptr (GPtrArray) none = greg_registry_list_children (family.tiny);
  g_autoptr (GregRegistry) vision = greg_registry_dup_child (family.top, "vision");
  g_autoptr (GPtrArray) fewer = NULL;

  g_assert_cmpuint (children->len, ==, 2);
  g_assert_true (children->pdata[0] == family.vision);
  g_assert_true (children->pdata[1] == family.text);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (vision == family.vision);
  g_assert_null (greg_registry_dup_child (family.top, "det"));
  g_assert_null (greg_registry_dup_child (family.top, "vision.det"));
  g_assert_null (greg_registry_dup_child (family.top, ""));
  g_assert_null (greg_registry_dup_child (family.tiny, "vision"));
  g_clear_object (&vision);
  g_clear_pointer (&children, g_ptr_array_unref);
  g_object_run_dispose (G_OBJECT (family.vision));
  fewer = greg_registry_list_children (family.top);
  g_assert_cmpuint (fewer->len, ==, 1);
  g_assert_null (greg_registry_dup_child (family.top, "vision"));
  g_clear_pointer (&fewer, g_ptr_array_unref);
  family_free (&family);
}

/* --- changing only what is its own --- */

static void
assert_not_found (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (greg_registry_unregister (registry, name, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
}

static void
test_unregister (void)
{
  Family family = family_new (NULL);
  g_autoptr (GregFactory) inherited = NULL;
  g_autoptr (GError) error = NULL;

  put (family.top, "top-x", "x");
  put (family.det, "det-x", "x");
  put (family.text, "text-y", "y");
  inherited = greg_source_lookup (GREG_SOURCE (family.vision), "x");
  g_assert_false (greg_registry_unregister_factory (family.vision, inherited, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  assert_not_found (family.vision, "x");
  assert_not_found (family.vision, "text.y");
  unregister_ok (family.det, "x");
  assert_lookup (family.det, "x", "top-x");
  assert_not_found (family.det, "x");
  g_clear_object (&inherited);
  family_free (&family);
}

/* It says where the name comes from, not that there is no such name. */
static void
test_unregister_inherited (void)
{
  Family family = family_new (NULL);
  g_autoptr (GError) error = NULL;

  put (family.top, "top-x", "x");
  g_assert_false (greg_registry_unregister (family.det, "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“x” is registered in top, not in det itself"));
  family_free (&family);
}

/* Each level has its own policy, its own names and its own end. */
static void
test_levels_are_separate (void)
{
  Family family = family_new (NULL);
  g_autoptr (GregFactory) factory = make_factory ("x", "x", "", 0);

  greg_registry_set_duplicates (family.top, GREG_DUPLICATES_REPLACE);
  g_assert_cmpint (greg_registry_get_duplicates (family.vision), ==, GREG_DUPLICATES_DEFAULT);
  register_ok (family.top, factory, GREG_DUPLICATES_REJECT);
  register_ok (family.vision, factory, GREG_DUPLICATES_REJECT);
  assert_all (family.det, "x", "x x");
  assert_list (family.det, "x");
  greg_registry_freeze (family.top);
  g_assert_false (greg_registry_is_frozen (family.vision));
  unregister_ok (family.vision, "x");
  assert_lookup (family.vision, "x", "x");
  assert_level (family.vision, "x", family.top);
  g_clear_object (&factory);
  family_free (&family);
}

/* --- listing --- */

static void
test_listing (void)
{
  Family family = family_new (NULL);
  GregSource *det = GREG_SOURCE (family.det);
  g_autoptr (GPtrArray) own = NULL;
  g_autofree char *own_ids = NULL;

  put (family.top, "t1", "a");
  put (family.top, "t2", "b");
  put (family.vision, "v1", "c");
  put (family.vision, "v2", "a");
  put (family.det, "d1", "d");
  put (family.det, "d2", "b");
  put (family.text, "x1", "e");
  assert_list (family.det, "d1 d2 v1 v2");
  assert_strv (greg_source_list_names (det), "d b c a");
  assert_strv (greg_registry_list_own_names (family.det), "d b");
  g_assert_cmpuint (greg_source_count (det), ==, 4);
  own = greg_registry_list_own_factories (family.vision);
  own_ids = join_ids (own);
  g_assert_cmpstr (own_ids, ==, "v1 v2");
  assert_list (family.fast, "d1 d2 v1 v2");
  assert_strv (greg_registry_list_own_names (family.fast), "");
  assert_list (family.top, "t1 t2");
  mask_ok (family.vision, "b");
  mask_ok (family.det, "c");
  assert_list (family.det, "d1 d2 v2");
  unregister_ok (family.det, "b");
  assert_list (family.det, "d1 v2");
  g_clear_pointer (&own, g_ptr_array_unref);
  family_free (&family);
}

/* --- stacks and queries --- */

static void
test_stacks (void)
{
  Family family = family_new (NULL);

  put_full (family.top, "t9", "x", "", 9);
  put_full (family.top, "t1", "x", "", 1);
  put_full (family.vision, "v3", "x", "", 3);
  put_full (family.vision, "v5", "x", "", 5);
  put_full (family.fast, "f0", "z", "x", 0);
  put_full (family.text, "x7", "x", "", 7);
  assert_all (family.det, "x", "v5 v3 t9 t1");
  assert_all (family.fast, "x", "f0 v5 v3 t9 t1");
  assert_all (family.tiny, "x", "x7 t9 t1");
  assert_all (family.fast, "text.x", "x7");
  assert_all (family.fast, "top.x", "t9 t1");
  assert_all (family.top, "vision.x", "v5 v3");
  assert_lookup (family.det, "x", "v5");
  mask_ok (family.vision, "x");
  assert_all (family.fast, "x", "f0 v5 v3");
  mask_ok (family.fast, "x");
  assert_all (family.fast, "x", "f0");
  family_free (&family);
}

static GregQuery *
new_query (GregQueryOrder order, gboolean stacked, gboolean own)
{
  GregQuery *query = greg_query_new ();

  greg_query_set_order (query, order);
  greg_query_set_stacked (query, stacked);
  greg_query_set_own (query, own);
  return query;
}

static void
assert_asked (GregRegistry *registry,
              GregQueryOrder order,
              gboolean stacked,
              gboolean own,
              const char *expected)
{
  g_autoptr (GregQuery) query = new_query (order, stacked, own);

  assert_query (registry, query, expected);
}

static void
test_queries (void)
{
  Family family = family_new (NULL);
  GregRegistry *det = family.det;

  put_full (family.top, "t2", "x", "", 2); /* in front of the next one only by its priority */
  put_full (family.top, "t9", "x", "", 9);
  put_full (family.top, "a4", "a", "", 4);
  put_full (family.vision, "v3", "x", "", 3);
  put_full (family.vision, "v5", "x", "", 5);
  put_full (family.vision, "b4", "b", "", 4);
  put_full (family.det, "d1", "c", "", 1);
  assert_asked (det, GREG_QUERY_ORDER_PRIORITY, FALSE, FALSE, "v5 b4 a4 d1");
  assert_asked (det, GREG_QUERY_ORDER_REGISTRATION, FALSE, FALSE, "d1 v5 b4 a4");
  assert_asked (det, GREG_QUERY_ORDER_NAME, FALSE, FALSE, "a4 b4 d1 v5");
  /* t9 is behind v3, and in front of t2. */
  assert_asked (det, GREG_QUERY_ORDER_PRIORITY, TRUE, FALSE, "v5 b4 a4 v3 t9 t2 d1");
  assert_asked (det, GREG_QUERY_ORDER_REGISTRATION, TRUE, FALSE, "d1 v3 v5 b4 t2 t9 a4");
  assert_asked (det, GREG_QUERY_ORDER_NAME, TRUE, FALSE, "a4 b4 d1 v5 v3 t9 t2");
  assert_asked (det, GREG_QUERY_ORDER_PRIORITY, FALSE, TRUE, "d1");
  assert_asked (family.vision, GREG_QUERY_ORDER_PRIORITY, TRUE, TRUE, "v5 b4 v3");
  assert_asked (family.vision, GREG_QUERY_ORDER_PRIORITY, FALSE, TRUE, "v5 b4");
  assert_asked (family.top, GREG_QUERY_ORDER_PRIORITY, TRUE, FALSE, "t9 a4 t2");
  assert_asked (family.top, GREG_QUERY_ORDER_PRIORITY, TRUE, TRUE, "t9 a4 t2");
  assert_asked (family.fast, GREG_QUERY_ORDER_PRIORITY, TRUE, TRUE, "");
  family_free (&family);
}

/* All behind one that counts for nothing keep the order in which they would be found. */
static void
test_query_behind (void)
{
  Family family = family_new (NULL);

  put_full (family.top, "t1", "x", "", 1);
  put_full (family.top, "t5", "x", "", 5);
  put_full (family.top, "t3", "x", "", 3);
  put_full (family.vision, "v", "x", "", -1);
  assert_all (family.vision, "x", "v t5 t3 t1");
  assert_asked (family.vision, GREG_QUERY_ORDER_PRIORITY, TRUE, FALSE, "v t5 t3 t1");
  assert_asked (family.vision, GREG_QUERY_ORDER_NAME, TRUE, FALSE, "v t5 t3 t1");
  mask_ok (family.vision, "x");
  assert_asked (family.vision, GREG_QUERY_ORDER_PRIORITY, TRUE, FALSE, "v");
  family_free (&family);
}

/* A hidden name is not found by a condition that the hiding one does not meet. */
static void
test_query_conditions (void)
{
  Family family = family_new (NULL);
  g_autoptr (GregFactory) red = make_factory ("red", "x", "", 0);
  g_autoptr (GregQuery) query = greg_query_new ();

  g_assert_true (greg_factory_add_tag (red, "red", NULL));
  register_ok (family.top, red, GREG_DUPLICATES_REJECT);
  put (family.vision, "plain", "x");
  greg_query_add_tag (query, "red");
  assert_query (family.top, query, "red");
  assert_query (family.vision, query, "");
  greg_query_set_stacked (query, TRUE);
  assert_query (family.vision, query, "red");
  greg_query_set_own (query, TRUE);
  assert_query (family.vision, query, "");
  g_clear_object (&red);
  family_free (&family);
}

static void
test_query_own_property (void)
{
  GregQuery *query = greg_query_new ();
  g_autoptr (GregQuery) copy = NULL;
  guint n_notified = 0;
  gboolean own = TRUE;

  g_object_get (query, "own", &own, NULL);
  g_assert_false (own);
  g_signal_connect_swapped (query, "notify::own", G_CALLBACK (g_atomic_int_inc), &n_notified);
  greg_query_set_own (query, 7);
  greg_query_set_own (query, TRUE);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (greg_query_get_own (query), ==, TRUE);
  copy = greg_query_copy (query);
  g_assert_true (greg_query_get_own (copy));
  g_assert_finalize_object (query);
}

/* --- building --- */

static GObject *
note_source (GregSource *source,
             GregFactory *factory,
             GregContext *context,
             gpointer user_data,
             GError **error)
{
  GObject *product = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data_full (product, "made-by", g_strdup (user_data), g_free);
  g_object_set_data_full (product, "asked", g_object_ref (source), g_object_unref);
  return product;
}

static void
assert_made_by (GregRegistry *registry, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) product = greg_source_build (GREG_SOURCE (registry), name, &error, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (g_object_get_data (product, "made-by"), ==, expected);
  if (expected != NULL)
    g_assert_true (g_object_get_data (product, "asked") == registry);
}

/* That of the nearest level counts, and the registry that was asked is told to it. */
static void
test_build_func (void)
{
  Family family = family_new (NULL);
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (family.fast));

  put (family.top, "x", "x");
  put (family.text, "y", "y");
  assert_made_by (family.fast, "x", NULL);
  g_assert_false (greg_source_has_build_func (GREG_SOURCE (family.fast)));
  greg_source_set_build_func (GREG_SOURCE (family.top), note_source, (gpointer) "top", NULL);
  g_assert_true (greg_source_has_build_func (GREG_SOURCE (family.fast)));
  assert_made_by (family.fast, "x", "top");
  assert_made_by (family.fast, "text.y", "top");
  greg_source_set_build_func (GREG_SOURCE (family.text), note_source, (gpointer) "text", NULL);
  assert_made_by (family.fast, "text.y", "top"); /* asked was not the one that has it */
  assert_made_by (family.tiny, "x", "text");
  greg_source_set_build_func (GREG_SOURCE (family.det), note_source, (gpointer) "det", NULL);
  assert_made_by (family.fast, "x", "det");
  assert_made_by (family.vision, "x", "top");
  greg_source_set_build_func (GREG_SOURCE (family.det), NULL, NULL, NULL);
  greg_source_set_build_func (GREG_SOURCE (family.top), NULL, NULL, NULL);
  assert_made_by (family.fast, "x", NULL);
  assert_made_by (family.tiny, "x", "text");
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (family.fast)), >=, generation + 6);
  family_free (&family);
}

static GObject *
make_plain (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

/* A function that promises nothing is found from a narrower level; what it makes must fit there. */
static void
test_build_checked (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *lists = new_child_of_type (top, "lists", G_TYPE_LIST_MODEL);
  g_autoptr (GError) error = NULL;
  GObject *product;

  greg_registry_register_func (top, "x", G_TYPE_NONE, make_plain, NULL, NULL, &error);
  g_assert_no_error (error);
  product = greg_source_build (GREG_SOURCE (top), "x", &error, NULL);
  g_assert_no_error (error);
  g_assert_finalize_object (product);
  g_assert_null (greg_source_build (GREG_SOURCE (lists), "x", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED);
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

/* A configuration names what the registry knows, by scopes too. */
static void
test_build_config (void)
{
  Family family = family_new (NULL);
  g_autoptr (GError) error = NULL;
  GObject *product;

  g_assert_true (greg_registry_register_type (family.text, "gzip", G_TYPE_ZLIB_COMPRESSOR, NULL));
  product = greg_source_build_json (GREG_SOURCE (family.fast),
                                    "{\"type\": \"text.gzip\", \"level\": 3}", -1, &error);
  g_assert_no_error (error);
  g_assert_true (G_IS_ZLIB_COMPRESSOR (product));
  g_assert_finalize_object (product);
  g_assert_null (greg_source_build_json (GREG_SOURCE (family.fast), "\"gzip\"", -1, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  family_free (&family);
}

static void
built_cb (GregSource *source, GregFactory *factory, GObject *object, guint *n)
{
  ++*n;
}

/* Told is the registry that was asked. */
static void
test_traced (void)
{
  Family family = family_new (NULL);
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (family.fast));
  guint n_top = 0, n_fast = 0;

  put (family.top, "x", "x");
  g_signal_connect (family.top, "built", G_CALLBACK (built_cb), &n_top);
  g_signal_connect (family.fast, "built", G_CALLBACK (built_cb), &n_fast);
  greg_source_set_traced (GREG_SOURCE (family.fast), TRUE);
  assert_made_by (family.fast, "x", NULL);
  greg_source_set_traced (GREG_SOURCE (family.top), TRUE);
  assert_made_by (family.fast, "x", NULL);
  g_assert_cmpuint (n_fast, ==, 2);
  g_assert_cmpuint (n_top, ==, 0);
  assert_made_by (family.top, "x", NULL);
  g_assert_cmpuint (n_fast, ==, 2);
  g_assert_cmpuint (n_top, ==, 1);
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (family.fast)), >=, generation + 3);
  family_free (&family);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hierarchy/making/properties", test_properties);
  g_test_add_func ("/hierarchy/making/refused", test_refused_scopes);
  g_test_add_func ("/hierarchy/making/again", test_scope_again);
  g_test_add_func ("/hierarchy/making/children", test_children);
  g_test_add_func ("/hierarchy/own/unregister", test_unregister);
  g_test_add_func ("/hierarchy/own/unregister-inherited", test_unregister_inherited);
  g_test_add_func ("/hierarchy/own/separate", test_levels_are_separate);
  g_test_add_func ("/hierarchy/listing", test_listing);
  g_test_add_func ("/hierarchy/stacks", test_stacks);
  g_test_add_func ("/hierarchy/query/orders", test_queries);
  g_test_add_func ("/hierarchy/query/behind", test_query_behind);
  g_test_add_func ("/hierarchy/query/conditions", test_query_conditions);
  g_test_add_func ("/hierarchy/query/own", test_query_own_property);
  g_test_add_func ("/hierarchy/build/func", test_build_func);
  g_test_add_func ("/hierarchy/build/checked", test_build_checked);
  g_test_add_func ("/hierarchy/build/config", test_build_config);
  g_test_add_func ("/hierarchy/build/traced", test_traced);
  return g_test_run ();
}
