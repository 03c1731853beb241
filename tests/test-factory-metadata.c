/* test-factory-metadata.c - metadata and tags of factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static GObject *
make_part (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, "label", user_data, NULL);
}

static GregFactory *
new_func (const char *name)
{
  return greg_factory_new_for_func (name, TEST_TYPE_PART, make_part, NULL, NULL);
}

static void
set_int (GregFactory *factory, const char *key, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);
  g_assert_true (greg_factory_set_metadata (factory, key, &value, &error));
  g_assert_no_error (error);
}

static void
test_metadata (void)
{
  GregFactory *factory = new_func ("it");
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  const char *const *keys;

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_set_object (&value, object);
  g_assert_true (greg_factory_set_metadata (factory, "owner", &value, &error));
  g_value_unset (&value);
  g_assert_true (greg_factory_set_metadata_string (factory, "paper", "1512.03385", &error));
  set_int (factory, "size", 3);
  set_int (factory, "size", 4);

  g_assert_true (g_value_get_object (greg_factory_get_metadata (factory, "owner")) == object);
  g_assert_cmpstr (g_value_get_string (greg_factory_get_metadata (factory, "paper")), ==,
                   "1512.03385");
  g_assert_cmpint (g_value_get_int (greg_factory_get_metadata (factory, "size")), ==, 4);
  g_assert_null (greg_factory_get_metadata (factory, "absent"));

  g_assert_true (greg_factory_set_metadata (factory, "owner", NULL, &error));
  g_assert_true (greg_factory_set_metadata (factory, "absent", NULL, &error));
  g_assert_finalize_object (object);
  keys = greg_factory_get_metadata_keys (factory);
  g_assert_cmpstr (keys[0], ==, "paper");
  g_assert_cmpstr (keys[1], ==, "size");
  g_assert_null (keys[2]);
  g_assert_true (greg_factory_set_metadata_string (factory, "paper", NULL, &error));
  g_assert_true (greg_factory_set_metadata (factory, "size", NULL, &error));
  g_assert_null (greg_factory_get_metadata_keys (factory)[0]);
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

/* Any value that can be copied, and what it holds goes with the factory. */
static void
test_metadata_of_any_type (void)
{
  GregFactory *factory = new_func ("it"), *copy;
  TestPoint point = { 1, 2 };
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  const TestPoint *kept;

  g_value_init (&value, TEST_TYPE_POINT);
  g_value_set_boxed (&value, &point);
  g_assert_true (greg_factory_set_metadata (factory, "point", &value, &error));
  g_value_unset (&value);
  g_value_init (&value, GREG_TYPE_FACTORY);
  g_value_take_object (&value, greg_factory_new_for_type ("inner", G_TYPE_OBJECT));
  g_assert_true (greg_factory_set_metadata (factory, "factory", &value, &error));
  g_value_unset (&value);
  g_value_init (&value, G_TYPE_OBJECT);
  g_value_set_object (&value, object);
  g_assert_true (greg_factory_set_metadata (factory, "object", &value, &error));
  g_value_unset (&value);
  g_value_init (&value, G_TYPE_POINTER);
  g_value_set_pointer (&value, factory);
  g_assert_true (greg_factory_set_metadata (factory, "pointer", &value, &error));
  g_assert_no_error (error);

  copy = greg_factory_copy (factory, NULL);
  kept = g_value_get_boxed (greg_factory_get_metadata (factory, "point"));
  g_assert_true (kept != &point && kept->x == 1 && kept->y == 2);
  g_assert_true (g_value_get_pointer (greg_factory_get_metadata (copy, "pointer")) == factory);
  g_assert_finalize_object (factory);
  g_assert_true (g_value_get_object (greg_factory_get_metadata (copy, "object")) == object);
  g_object_unref (object);
  g_object_add_weak_pointer (object, (gpointer *)&object);
  g_assert_finalize_object (copy);
  g_assert_null (object);
}

/* What was got may be set again, under its own key and under another. */
static void
test_metadata_from_itself (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;

  greg_factory_set_metadata_string (factory, "a", "kept", &error);
  g_assert_true (
      greg_factory_set_metadata (factory, "a", greg_factory_get_metadata (factory, "a"), &error));
  for (char key[] = "b"; key[0] <= 'z'; key[0]++)
    g_assert_true (
        greg_factory_set_metadata (factory, key, greg_factory_get_metadata (factory, "a"), &error));
  g_assert_cmpstr (g_value_get_string (greg_factory_get_metadata (factory, "a")), ==, "kept");
  g_assert_cmpstr (g_value_get_string (greg_factory_get_metadata (factory, "z")), ==, "kept");
  g_assert_true (greg_factory_add_tag (factory, "toy", &error));
  g_assert_true (greg_factory_set_metadata (factory, "tags",
                                            greg_factory_get_metadata (factory, "tags"), &error));
  g_assert_true (greg_factory_has_tag (factory, "toy"));
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

static void
test_metadata_variant (void)
{
  GregFactory *factory = new_func ("it");
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GVariant) empty = greg_factory_dup_metadata_variant (factory);
  g_autoptr (GVariant) full = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (g_variant_n_children (empty), ==, 0);
  g_assert_true (g_variant_is_of_type (empty, G_VARIANT_TYPE_VARDICT));

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_take_object (&value, object);
  greg_factory_set_metadata (factory, "object", &value, &error);
  greg_factory_set_metadata_string (factory, "paper", "x", &error);
  set_int (factory, "size", 3);
  greg_factory_add_tag (factory, "toy", &error);
  g_value_unset (&value);
  g_value_init (&value, TEST_TYPE_COLOR);
  g_value_set_enum (&value, TEST_COLOR_DARK_GREEN);
  greg_factory_set_metadata (factory, "color", &value, &error);
  g_value_unset (&value);
  g_value_init (&value, G_TYPE_GTYPE);
  g_value_set_gtype (&value, TEST_TYPE_PART);
  greg_factory_set_metadata (factory, "kind", &value, &error);
  g_assert_no_error (error);

  full = greg_factory_dup_metadata_variant (factory);
  text = g_variant_print (full, FALSE);
  g_assert_cmpstr (text, ==,
                   "{'paper': <'x'>, 'size': <3>, 'tags': <['toy']>, 'color': <'dark-green'>, "
                   "'kind': <'TestPart'>}");
  g_assert_finalize_object (factory);
}

static void
test_tags (void)
{
  GregFactory *factory = new_func ("it");
  GError *error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_false (greg_factory_has_tag (factory, "toy"));
  g_assert_true (greg_factory_add_tag (factory, "toy", &error));
  g_assert_true (greg_factory_add_tag (factory, "small", &error));
  g_assert_true (greg_factory_add_tag (factory, "toy", &error));
  g_assert_cmpuint (g_strv_length ((char **)greg_factory_get_tags (factory)), ==, 2);
  g_assert_true (greg_factory_has_tag (factory, "small"));
  g_assert_true (G_VALUE_HOLDS (greg_factory_get_metadata (factory, "tags"), G_TYPE_STRV));

  g_assert_true (greg_factory_set_metadata_string (factory, "tags", "alone", &error));
  g_assert_true (greg_factory_has_tag (factory, "alone"));
  g_assert_false (greg_factory_has_tag (factory, "toy"));
  g_assert_true (greg_factory_add_tag (factory, "toy", &error));
  g_assert_cmpstr (greg_factory_get_tags (factory)[1], ==, "toy");
  g_assert_no_error (error);

  g_value_init (&value, G_TYPE_INT);
  g_assert_false (greg_factory_set_metadata (factory, "tags", &value, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "list of strings");
  g_value_unset (&value);
  g_value_init (&value, G_TYPE_STRV);
  g_assert_false (greg_factory_set_metadata (factory, "tags", &value, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_true (greg_factory_has_tag (factory, "alone"));

  g_assert_true (greg_factory_set_metadata (factory, "tags", NULL, &error));
  g_assert_null (greg_factory_get_tags (factory)[0]);
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factory/metadata", test_metadata);
  g_test_add_func ("/factory/metadata/any-type", test_metadata_of_any_type);
  g_test_add_func ("/factory/metadata/itself", test_metadata_from_itself);
  g_test_add_func ("/factory/metadata/variant", test_metadata_variant);
  g_test_add_func ("/factory/tags", test_tags);
  return g_test_run ();
}
