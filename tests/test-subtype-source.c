/* test-subtype-source.c - the types of the process as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static void
ensure_types (void)
{
  g_type_ensure (TEST_TYPE_ABSTRACT_PART);
  g_type_ensure (TEST_TYPE_SPECIAL_PART);
  g_type_ensure (TEST_TYPE_DEVICE);
  g_type_ensure (TEST_TYPE_SQUARE);
  g_type_ensure (TEST_TYPE_EVERYTHING);
}

/* A new type, which stays for the rest of the process. */
static GType
register_type (const char *name, GType parent, GTypeFlags flags)
{
  GTypeQuery query;

  g_type_query (parent, &query);
  return g_type_register_static_simple (parent, name, query.class_size, NULL, query.instance_size,
                                        NULL, flags);
}

static gboolean
lists (GregSource *source, const char *name)
{
  g_auto (GStrv) names = greg_source_list_names (source);

  return g_strv_contains ((const char *const *)names, name);
}

static void
test_class (void)
{
  GregSubtypeSource *self = greg_subtype_source_new ("parts", TEST_TYPE_PART, NULL);
  GregSource *source = GREG_SOURCE (self);
  GError *error = NULL;
  GObject *part;

  g_assert_null (greg_subtype_source_get_prefix (self));
  g_assert_true (lists (source, "TestPart"));
  g_assert_true (lists (source, "TestSpecialPart"));
  g_assert_false (lists (source, "TestAbstractPart"));
  g_assert_false (lists (source, "TestSquare"));
  g_assert_true (greg_source_contains (source, "TestSpecialPart"));
  g_assert_false (greg_source_contains (source, "TestAbstractPart"));
  g_assert_false (greg_source_contains (source, "TestSquare"));
  g_assert_false (greg_source_contains (source, "GObject"));
  g_assert_false (greg_source_contains (source, ""));
  g_assert_cmpint (greg_source_membership (source, "TestPart"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "TestSquare"), ==, GREG_MEMBERSHIP_NO);
  part = greg_source_build (source, "TestPart", &error, "number", 9, NULL);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_null (greg_source_build (source, "TestSpecialprt", &error, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "did you mean “TestSpecialPart”?");
  g_assert_null (greg_source_build (source, "TestAbstractPart", &error, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "TestAbstractPart is abstract");
  g_assert_finalize_object (self);
}

/* Those that implement it, and those that inherit that. */
static void
test_interface (void)
{
  GregSubtypeSource *self = greg_subtype_source_new ("converters", G_TYPE_CONVERTER, "G");
  GregSource *source = GREG_SOURCE (self);
  g_autofree char *prefix = NULL;
  g_autoptr (GError) error = NULL;
  GObject *gzip;

  g_type_ensure (G_TYPE_ZLIB_COMPRESSOR);
  g_object_get (self, "prefix", &prefix, NULL);
  g_assert_cmpstr (prefix, ==, "G");
  g_assert_cmpstr (greg_subtype_source_get_prefix (self), ==, "G");
  g_assert_true (lists (source, "ZlibCompressor"));
  g_assert_false (greg_source_contains (source, "GZlibCompressor"));
  g_assert_false (greg_source_contains (source, "Object"));
  g_assert_false (greg_source_contains (source, ""));
  gzip = greg_source_build (source, "ZlibCompressor", &error, "level", 9, NULL);
  g_assert_no_error (error);
  g_assert_true (G_IS_ZLIB_COMPRESSOR (gzip));
  g_assert_finalize_object (gzip);
  g_assert_finalize_object (self);
}

/* Only names that begin with the prefix are there, so that no two can be the same. */
static void
test_prefix (void)
{
  GregSubtypeSource *self = greg_subtype_source_new (NULL, TEST_TYPE_PART, "TestPart");
  GregSource *source = GREG_SOURCE (self);

  register_type ("TestPartial", TEST_TYPE_PART, 0);
  g_assert_true (lists (source, "ial"));
  g_assert_false (lists (source, ""));
  g_assert_false (greg_source_contains (source, ""));
  g_assert_false (greg_source_contains (source, "TestSpecialPart"));
  g_assert_finalize_object (self);
}

/* Listing, counting, finding and asking agree; the factory of a type is always the same. */
static void
test_consistent (void)
{
  GType bases[] = { TEST_TYPE_PART, TEST_TYPE_SHAPE, G_TYPE_OBJECT, G_TYPE_NONE, G_TYPE_STRING };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      GregSubtypeSource *self = greg_subtype_source_new (NULL, bases[i], NULL);
      GregSource *source = GREG_SOURCE (self);
      g_auto (GStrv) names = greg_source_list_names (source);
      g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (g_strv_length (names), ==, factories->len);
      g_assert_cmpuint (greg_source_count (source), ==, factories->len);
      g_assert_true ((bases[i] == G_TYPE_STRING) == (factories->len == 0));
      for (guint k = 0; k < factories->len; k++)
        {
          g_autoptr (GregFactory) found = greg_source_lookup (source, names[k]);
          g_autoptr (GregFactory) peeked = greg_source_peek (source, names[k]);

          g_assert_true (found == factories->pdata[k]);
          g_assert_true (peeked == found);
          g_assert_true (greg_factory_is_sealed (found));
          g_assert_cmpstr (greg_factory_get_name (found), ==, names[k]);
          g_assert_true (g_hash_table_add (seen, names[k]));
        }
      g_assert_finalize_object (self);
    }
}

/* A type is there as soon as it is registered. */
static void
test_live (void)
{
  GregSubtypeSource *self = greg_subtype_source_new (NULL, TEST_TYPE_PART, NULL);
  GregSource *source = GREG_SOURCE (self);
  guint count = greg_source_count (source);
  guint64 generation = greg_source_dup_generation (source);
  GType late;

  g_assert_cmpuint (greg_source_dup_generation (source), ==, generation);
  g_assert_false (greg_source_contains (source, "TestLatePart"));
  late = register_type ("TestLatePart", TEST_TYPE_PART, 0);
  g_assert_true (greg_source_contains (source, "TestLatePart"));
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  g_assert_true (lists (source, "TestLatePart"));
  register_type ("TestLaterPart", late, 0);
  g_assert_true (lists (source, "TestLaterPart"));
  register_type ("TestLateAbstractPart", TEST_TYPE_PART, G_TYPE_FLAG_ABSTRACT);
  g_assert_cmpuint (greg_source_count (source), ==, count + 2);
  g_assert_finalize_object (self);
}

static void
no_shape_init (gpointer interface, gpointer data)
{
}

/* The interface comes after the type was registered, of which the type system tells nothing. */
static void
test_late_interface (void)
{
  static const GInterfaceInfo info = { (GInterfaceInitFunc)no_shape_init, NULL, NULL };
  GregSubtypeSource *self = greg_subtype_source_new (NULL, TEST_TYPE_SHAPE, NULL);
  GregSource *source = GREG_SOURCE (self);
  GType type = register_type ("TestLateShape", G_TYPE_OBJECT, 0);
  guint count = greg_source_count (source);
  guint64 generation = greg_source_dup_generation (source);

  g_type_add_interface_static (type, TEST_TYPE_SHAPE, &info);
  g_assert_true (greg_source_contains (source, "TestLateShape"));
  g_assert_cmpuint (greg_source_count (source), ==, count + 1);
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  g_assert_finalize_object (self);
}

static void
test_explain (void)
{
  GregSubtypeSource *self = greg_subtype_source_new ("parts", TEST_TYPE_PART, "Test");
  GregSubtypeSource *shapes = greg_subtype_source_new ("shapes", TEST_TYPE_SHAPE, NULL);
  GregSource *source = GREG_SOURCE (self);

  test_assert_explained (source, "Part", "1. parts has “Part”");
  test_assert_explained (source, "None",
                    "1. parts has no “None”: no type called “TestNone” has been registered so far");
  test_assert_explained (source, "AbstractPart",
                    "1. parts has no “AbstractPart”: TestAbstractPart is abstract");
  test_assert_explained (source, "Square", "1. parts has no “Square”: TestSquare is not a TestPart");
  test_assert_explained (source, "Shape", "1. parts has no “Shape”: TestShape is an interface");
  test_assert_explained (source, "Color",
                    "1. parts has no “Color”: TestColor is not a GObject type");
  test_assert_explained (GREG_SOURCE (shapes), "TestPart",
                    "1. shapes has no “TestPart”: TestPart is not a TestShape");
  g_assert_finalize_object (self);
  g_assert_finalize_object (shapes);
}

#define N_THREADS 4
#define N_ROUNDS 200

static gpointer
hammer_cb (gpointer data)
{
  GregSource *source = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
      g_autoptr (GregFactory) part = greg_source_lookup (source, "TestPart");
      g_autofree char *name = g_strdup_printf ("TestThread%pPart%u", (gpointer)g_thread_self (), i);

      g_assert_true (g_ptr_array_find (factories, part, NULL));
      if (i % 10 == 0)
        {
          register_type (name, TEST_TYPE_PART, 0);
          g_assert_true (lists (source, name));
        }
      g_assert_cmpuint (greg_source_dup_generation (source), >, 0);
    }
  return NULL;
}

/* Types are registered and listed at once. */
static void
test_threads (void)
{
  GregSubtypeSource *self = greg_subtype_source_new (NULL, TEST_TYPE_PART, NULL);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("hammer", hammer_cb, self);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_finalize_object (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ensure_types ();
  g_test_add_func ("/subtype-source/class", test_class);
  g_test_add_func ("/subtype-source/interface", test_interface);
  g_test_add_func ("/subtype-source/prefix", test_prefix);
  g_test_add_func ("/subtype-source/consistent", test_consistent);
  g_test_add_func ("/subtype-source/live", test_live);
  g_test_add_func ("/subtype-source/live/interface", test_late_interface);
  g_test_add_func ("/subtype-source/explain", test_explain);
  g_test_add_func ("/subtype-source/threads", test_threads);
  return g_test_run ();
}
