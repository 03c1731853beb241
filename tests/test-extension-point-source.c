/* test-extension-point-source.c - extension points of GIO as sources
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

/* Points and extensions stay for the rest of the process: each case has its own. */
static void
add_point (const char *name, GType required)
{
  GIOExtensionPoint *point = g_io_extension_point_register (name);

  if (required != 0)
    g_io_extension_point_set_required_type (point, required);
}

static char *
list (GregSource *source)
{
  g_auto (GStrv) names = greg_source_list_names (source);

  return g_strjoinv (" ", names);
}

static void
test_names (void)
{
  GregExtensionPointSource *self;
  GregSource *source;
  g_autofree char *names = NULL;
  g_autofree char *point = NULL;
  g_autoptr (GregFactory) low = NULL;
  g_autoptr (GregFactory) same = NULL;
  g_autoptr (GPtrArray) factories = NULL;
  g_autoptr (GError) error = NULL;
  GObject *part;

  add_point ("test-names", TEST_TYPE_PART);
  g_io_extension_point_implement ("test-names", TEST_TYPE_PART, "low", -5);
  g_io_extension_point_implement ("test-names", TEST_TYPE_SPECIAL_PART, "high", 5);
  self = greg_extension_point_source_new ("test-names");
  source = GREG_SOURCE (self);
  g_object_get (self, "extension-point", &point, NULL);
  g_assert_cmpstr (point, ==, "test-names");
  g_assert_cmpstr (greg_source_get_name (source), ==, "test-names");
  g_assert_true (greg_source_get_base_type (source) == TEST_TYPE_PART);

  names = list (source);
  g_assert_cmpstr (names, ==, "high low");
  g_assert_cmpuint (greg_source_count (source), ==, 2);
  low = greg_source_lookup (source, "low");
  same = greg_source_peek (source, "low");
  factories = greg_source_list_factories (source);
  g_assert_cmpint (greg_factory_get_priority (low), ==, -5);
  g_assert_true (greg_factory_is_sealed (low));
  g_assert_true (same == low);
  g_assert_true (factories->pdata[1] == low);
  g_assert_cmpint (greg_source_membership (source, "high"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "none"), ==, GREG_MEMBERSHIP_NO);
  part = greg_source_build (source, "low", &error, "number", 9, NULL);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_finalize_object (self);
}

/* What GIO prefers comes first; the others are behind it. */
static void
test_one_name (void)
{
  GregExtensionPointSource *self;
  GregSource *source;
  g_autofree char *names = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) stack = NULL;
  GIOExtensionPoint *point;

  add_point ("test-one-name", TEST_TYPE_PART);
  g_io_extension_point_implement ("test-one-name", TEST_TYPE_PART, "part", 0);
  g_io_extension_point_implement ("test-one-name", TEST_TYPE_SPECIAL_PART, "part", 0);
  g_io_extension_point_implement ("test-one-name", TEST_TYPE_DEVICE, "part", 7);
  point = g_io_extension_point_lookup ("test-one-name");
  self = greg_extension_point_source_new ("test-one-name");
  source = GREG_SOURCE (self);

  names = list (source);
  g_assert_cmpstr (names, ==, "part");
  all = greg_source_lookup_all (source, "part");
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (greg_factory_get_product_type (all->pdata[0]) == TEST_TYPE_DEVICE);
  g_assert_true (greg_factory_get_product_type (all->pdata[0])
                 == g_io_extension_get_type (
                     g_io_extension_point_get_extension_by_name (point, "part")));
  g_assert_true (greg_factory_get_product_type (all->pdata[1]) == TEST_TYPE_SPECIAL_PART);
  greg_query_set_stacked (query, TRUE);
  stack = greg_source_query (source, query);
  g_assert_cmpuint (stack->len, ==, 3);
  g_assert_true (stack->pdata[2] == all->pdata[2]);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = greg_source_lookup_all (source, "none");
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_finalize_object (self);
}

/* An extension is there as soon as it was added. */
static void
test_live (void)
{
  GregExtensionPointSource *self = greg_extension_point_source_new ("test-live");
  GregSource *source = GREG_SOURCE (self);
  guint64 generation = greg_source_dup_generation (source);
  GError *error = NULL;

  g_assert_true (greg_source_get_base_type (source) == G_TYPE_NONE);
  g_assert_cmpuint (greg_source_count (source), ==, 0);
  add_point ("test-live", 0);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, generation);
  g_io_extension_point_implement ("test-live", TEST_TYPE_PART, "part", 0);
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  g_assert_true (greg_source_contains (source, "part"));
  g_assert_cmpuint (greg_source_count (source), ==, 1);
  g_assert_null (greg_source_require (source, "prt", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "did you mean “part”?");
  g_assert_finalize_object (self);
}

/* What GIO accepts and nobody can make an instance of. */
static void
test_abstract (void)
{
  GregExtensionPointSource *self;
  GregSource *source;
  g_autoptr (GPtrArray) all = NULL;
  GError *error = NULL;

  add_point ("test-abstract", 0);
  g_io_extension_point_implement ("test-abstract", TEST_TYPE_ABSTRACT_PART, "abstract", 0);
  self = greg_extension_point_source_new ("test-abstract");
  source = GREG_SOURCE (self);
  g_assert_cmpuint (greg_source_count (source), ==, 0);
  g_assert_false (greg_source_contains (source, "abstract"));
  g_assert_cmpint (greg_source_membership (source, "abstract"), ==, GREG_MEMBERSHIP_NO);
  all = greg_source_lookup_all (source, "abstract");
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_null (greg_source_require (source, "abstract", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "it is abstract");
  test_assert_explained (source, "abstract",
                    "1. test-abstract has no “abstract”: TestAbstractPart is abstract");
  g_assert_finalize_object (self);
}

static void
test_explain (void)
{
  GregExtensionPointSource *self;
  GregExtensionPointSource *none = greg_extension_point_source_new ("test-none");
  GregExtensionPointSource *bare = g_object_new (GREG_TYPE_EXTENSION_POINT_SOURCE, NULL);
  GError *error = NULL;

  add_point ("test-explain", TEST_TYPE_PART);
  g_io_extension_point_implement ("test-explain", TEST_TYPE_PART, "part", 0);
  self = g_object_new (GREG_TYPE_EXTENSION_POINT_SOURCE, "name", "parts", "extension-point",
                       "test-explain", NULL);
  test_assert_explained (GREG_SOURCE (self), "part", "1. parts has “part”");
  test_assert_explained (GREG_SOURCE (self), "x",
                    "1. parts has no “x”: the extension point “test-explain” has no such extension");
  test_assert_explained (GREG_SOURCE (none), "x",
                    "1. test-none has no “x”: no extension point called “test-none” has been "
                    "registered so far");
  test_assert_explained (GREG_SOURCE (bare), "x",
                    "1. GregExtensionPointSource has no “x”: it was made without the name of an "
                    "extension point");
  g_assert_null (greg_source_require (GREG_SOURCE (none), "x", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "nothing is registered as “x” in test-none, which has no factories; no extension "
                     "point called “test-none” has been registered so far");
  g_assert_null (greg_extension_point_source_get_extension_point (bare));
  g_assert_finalize_object (self);
  g_assert_finalize_object (none);
  g_assert_finalize_object (bare);
}

/* One of GIO's own. */
static void
test_gio (void)
{
  GregExtensionPointSource *self;
  g_autoptr (GError) error = NULL;
  GObject *vfs;

  g_assert_nonnull (g_vfs_get_default ());
  self = greg_extension_point_source_new (G_VFS_EXTENSION_POINT_NAME);
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (self)) == G_TYPE_VFS);
  vfs = greg_source_build (GREG_SOURCE (self), "local", &error, NULL);
  g_assert_no_error (error);
  g_assert_true (g_vfs_is_active (G_VFS (vfs)));
  g_assert_finalize_object (vfs);
  g_assert_finalize_object (self);
}

#define N_THREADS 4
#define N_ROUNDS 1000

static gpointer
look_cb (gpointer source)
{
  GregFactory *first = greg_source_lookup (source, "part");

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GregFactory) part = greg_source_lookup (source, "part");
      g_autoptr (GPtrArray) all = greg_source_list_factories (source);

      g_assert_true (part == first);
      g_assert_true (all->pdata[0] == first);
    }
  return first;
}

static void
test_threads (void)
{
  GregExtensionPointSource *self;
  GThread *threads[N_THREADS];
  g_autoptr (GregFactory) part = NULL;

  add_point ("test-threads", TEST_TYPE_PART);
  g_io_extension_point_implement ("test-threads", TEST_TYPE_PART, "part", 0);
  self = greg_extension_point_source_new ("test-threads");
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("look", look_cb, self);
  part = greg_source_lookup (GREG_SOURCE (self), "part");
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GregFactory) found = g_thread_join (threads[i]);

      g_assert_true (found == part);
    }
  g_assert_finalize_object (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extension-point-source/names", test_names);
  g_test_add_func ("/extension-point-source/one-name", test_one_name);
  g_test_add_func ("/extension-point-source/live", test_live);
  g_test_add_func ("/extension-point-source/abstract", test_abstract);
  g_test_add_func ("/extension-point-source/explain", test_explain);
  g_test_add_func ("/extension-point-source/gio", test_gio);
  g_test_add_func ("/extension-point-source/threads", test_threads);
  return g_test_run ();
}
