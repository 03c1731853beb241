/* test-metadata.c - the flat array of keys and values behind the metadata of a factory
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-metadata-private.h"

#include "test-types.h"

static void
set_string (GregMetadata *metadata, const char *key, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  greg_metadata_set (metadata, key, &value);
}

static void
set_double (GregMetadata *metadata, const char *key, double number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_DOUBLE);
  g_value_set_double (&value, number);
  greg_metadata_set (metadata, key, &value);
}

static void
set_object (GregMetadata *metadata, const char *key, GObject *object)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_set_object (&value, object);
  greg_metadata_set (metadata, key, &value);
}

static char *
join_keys (const GregMetadata *metadata)
{
  g_assert_cmpuint (metadata->keys != NULL ? g_strv_length (metadata->keys) : 0, ==, metadata->n);
  return metadata->keys != NULL ? g_strjoinv (" ", metadata->keys) : g_strdup ("");
}

#define assert_keys(metadata, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *joined = join_keys (metadata);                                                \
    g_assert_cmpstr (joined, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_order (void)
{
  GregMetadata metadata = { 0 };

  assert_keys (&metadata, "");
  set_string (&metadata, "b", "1");
  set_string (&metadata, "a", "2");
  set_string (&metadata, "c", "3");
  set_string (&metadata, "a", "4");
  assert_keys (&metadata, "b a c");
  g_assert_cmpstr (g_value_get_string (greg_metadata_get (&metadata, "a")), ==, "4");
  g_assert_null (greg_metadata_get (&metadata, "d"));
  greg_metadata_clear (&metadata);
  assert_keys (&metadata, "");
  greg_metadata_clear (&metadata);
}

static void
test_remove (void)
{
  GregMetadata metadata = { 0 };

  greg_metadata_set (&metadata, "a", NULL);
  for (char key[] = "a"; key[0] <= 'e'; key[0]++)
    set_string (&metadata, key, key);
  greg_metadata_set (&metadata, "c", NULL);
  assert_keys (&metadata, "a b d e");
  greg_metadata_set (&metadata, "a", NULL);
  assert_keys (&metadata, "b d e");
  greg_metadata_set (&metadata, "e", NULL);
  assert_keys (&metadata, "b d");
  g_assert_cmpstr (g_value_get_string (greg_metadata_get (&metadata, "d")), ==, "d");
  greg_metadata_set (&metadata, "b", NULL);
  greg_metadata_set (&metadata, "d", NULL);
  assert_keys (&metadata, "");
  set_string (&metadata, "f", "f");
  assert_keys (&metadata, "f");
  greg_metadata_clear (&metadata);
}

static void
test_change_of_type (void)
{
  GregMetadata metadata = { 0 };
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

  set_object (&metadata, "a", object);
  set_string (&metadata, "a", "text");
  g_assert_finalize_object (object);
  g_assert_true (G_VALUE_HOLDS_STRING (greg_metadata_get (&metadata, "a")));
  greg_metadata_clear (&metadata);
}

static void
test_copy (void)
{
  GregMetadata metadata = { 0 }, copy, empty;
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

  greg_metadata_copy (&metadata, &empty);
  g_assert_cmpuint (empty.n, ==, 0);
  set_object (&metadata, "a", object);
  set_string (&metadata, "b", "text");
  greg_metadata_copy (&metadata, &copy);
  greg_metadata_clear (&metadata);
  assert_keys (&copy, "a b");
  g_assert_true (g_value_get_object (greg_metadata_get (&copy, "a")) == object);
  set_string (&copy, "c", "more");
  greg_metadata_clear (&copy);
  g_assert_finalize_object (object);
}

static void
test_equal (void)
{
  GregMetadata a = { 0 }, b = { 0 };
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

  g_assert_true (greg_metadata_equal (&a, &b));
  set_string (&a, "x", "1");
  g_assert_false (greg_metadata_equal (&a, &b));
  g_assert_false (greg_metadata_equal (&b, &a));
  set_double (&a, "y", 0.5);
  set_double (&b, "y", 0.5);
  set_string (&b, "x", "1");
  g_assert_true (greg_metadata_equal (&a, &b));
  set_string (&b, "x", "2");
  g_assert_false (greg_metadata_equal (&a, &b));
  set_string (&b, "x", NULL);
  g_assert_false (greg_metadata_equal (&a, &b));
  set_double (&b, "x", 1);
  g_assert_false (greg_metadata_equal (&a, &b));
  set_object (&a, "x", object);
  set_object (&b, "x", object);
  g_assert_true (greg_metadata_equal (&a, &b));
  set_object (&b, "x", NULL);
  g_assert_false (greg_metadata_equal (&a, &b));
  greg_metadata_clear (&a);
  greg_metadata_clear (&b);
  g_assert_finalize_object (object);
}

/* Each compares equal to itself in a copy, and differs from every other. */
static void
test_equal_of_types (void)
{
  static const char *const text[] = { "a", "b", NULL };
  GregMetadata all[10] = { { 0 } };
  GType types[] = { G_TYPE_CHAR,  G_TYPE_UCHAR,  G_TYPE_INT,   G_TYPE_UINT,     G_TYPE_INT64,
                    G_TYPE_FLOAT, G_TYPE_DOUBLE, G_TYPE_ULONG, TEST_TYPE_COLOR, G_TYPE_STRV };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_auto (GValue) one = G_VALUE_INIT;
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&one, G_TYPE_INT);
      g_value_set_int (&one, 1);
      g_value_init (&value, types[i]);
      if (types[i] == G_TYPE_STRV)
        g_value_set_boxed (&value, text);
      else
        g_value_transform (&one, &value);
      greg_metadata_set (&all[i], "key", &value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < G_N_ELEMENTS (all); j++)
      {
        GregMetadata copy;

        greg_metadata_copy (&all[j], &copy);
        g_assert_true (greg_metadata_equal (&all[i], &copy) == (i == j));
        greg_metadata_clear (&copy);
      }
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    greg_metadata_clear (&all[i]);
}

static void
test_variant (void)
{
  GregMetadata metadata = { 0 };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *text = NULL;

  set_string (&metadata, "text", "a");
  set_string (&metadata, "nothing", NULL);
  set_string (&metadata, "not-utf8", "\xff");
  set_double (&metadata, "number", 2);
  set_object (&metadata, "object", NULL);
  g_value_init (&value, G_TYPE_UCHAR);
  g_value_set_uchar (&value, 255);
  greg_metadata_set (&metadata, "byte", &value);
  g_value_unset (&value);
  g_value_init (&value, G_TYPE_VARIANT);
  g_value_set_variant (&value, g_variant_new_parsed ("(1, 'x')"));
  greg_metadata_set (&metadata, "tuple", &value);

  variant = g_variant_ref_sink (greg_metadata_to_variant (&metadata));
  text = g_variant_print (variant, FALSE);
  g_assert_cmpstr (text, ==,
                   "{'text': <'a'>, 'number': <2.0>, 'byte': <byte 0xff>, 'tuple': <(1, 'x')>}");
  greg_metadata_clear (&metadata);
}

static void
test_text (void)
{
  GregMetadata metadata = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *object = NULL;

  set_string (&metadata, "text", "it's");
  set_object (&metadata, "object", NULL);
  text = greg_metadata_value_to_text (greg_metadata_get (&metadata, "text"));
  object = greg_metadata_value_to_text (greg_metadata_get (&metadata, "object"));
  g_assert_cmpstr (text, ==, "\"it's\"");
  g_assert_cmpstr (object, ==, "a GObject");
  greg_metadata_clear (&metadata);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata/order", test_order);
  g_test_add_func ("/metadata/remove", test_remove);
  g_test_add_func ("/metadata/change-of-type", test_change_of_type);
  g_test_add_func ("/metadata/copy", test_copy);
  g_test_add_func ("/metadata/equal", test_equal);
  g_test_add_func ("/metadata/equal/types", test_equal_of_types);
  g_test_add_func ("/metadata/variant", test_variant);
  g_test_add_func ("/metadata/text", test_text);
  return g_test_run ();
}
