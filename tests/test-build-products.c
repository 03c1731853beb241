/* test-build-products.c - what constructors and functions give, and what a build makes of it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  return registry;
}

static GObject *
make_part (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_initable (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;
  GObject *device = greg_source_build (GREG_SOURCE (registry), "device", &error, NULL);

  g_assert_no_error (error);
  g_assert_true (test_device_is_ready (TEST_DEVICE (device)));
  test_assert_last (device);

  /* Its own error, with the place in front. */
  g_assert_null (test_build (
      registry, "{'type': 'part',\n 'part': {'type': 'device', 'outcome': 'fail'}}", &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:2:10: /part: no such device");
  g_assert_null (
      greg_source_build (GREG_SOURCE (registry), "device", &error, "outcome", "fail", NULL));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such device");
  g_assert_null (
      greg_source_build (GREG_SOURCE (registry), "device", &error, "outcome", "mute", NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "TestDevice");
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

/* GObject complains itself; the build goes on to an error. */
static void
test_constructor_gives_null (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  test_add_type (registry, "refuser", TEST_TYPE_REFUSER, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_test_expect_message ("GLib-GObject", G_LOG_LEVEL_CRITICAL, "*TestRefuser returned NULL*");
      if (i == 0)
        g_assert_null (greg_source_build (GREG_SOURCE (registry), "refuser", &error, NULL));
      else
        g_assert_null (test_build (registry, "{'type': 'part', 'object': 'refuser'}", &error));
      g_test_assert_expected_messages ();
      test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "TestRefuser");
    }
  g_assert_finalize_object (registry);
}

/* An instance of another class than was asked for is looked at like the product of code. */
static void
test_constructor_gives_another (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  test_add_type (registry, "impostor", TEST_TYPE_IMPOSTOR, NULL);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "impostor", &error, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“impostor” made a TestPart");
  g_assert_null (test_build (registry, "'impostor'", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“impostor” made a TestPart");
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

static GObject *
make_nothing (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

static GObject *
make_other (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_SQUARE, NULL);
}

static GObject *
make_not_found (GregContext *context, gpointer user_data, GError **error)
{
  g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "my own miss");
  return NULL;
}

static GObject *
make_number (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  greg_context_return_value (context, &value);
  return NULL;
}

/* An object with an error is an error, and the object is not leaked. */
static GObject *
make_both (GregContext *context, gpointer user_data, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "both");
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_functions_that_fail (void)
{
  const struct
  {
    GregFactoryFunc func;
    GType product_type;
    GregError code;
    const char *message;
  } cases[] = {
    { make_nothing, TEST_TYPE_PART, GREG_ERROR_BUILD_FAILED,
      "“func” made nothing and did not say why" },
    { make_nothing, G_TYPE_NONE, GREG_ERROR_BUILD_FAILED,
      "“func” made nothing and did not say why" },
    { make_other, TEST_TYPE_PART, GREG_ERROR_BUILD_FAILED,
      "“func” made a TestSquare, which is not a TestPart" },
    { make_not_found, TEST_TYPE_PART, GREG_ERROR_NOT_FOUND, "my own miss" },
    { make_number, G_TYPE_NONE, GREG_ERROR_BUILD_FAILED,
      "“func” made a gint, which is not a GObject" },
    { make_number, TEST_TYPE_PART, GREG_ERROR_BUILD_FAILED,
      "“func” made a gint, which is not a TestPart" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregRegistry *registry = new_registry ();
      GError *error = NULL;
      g_autofree char *placed = g_strconcat ("cfg.json:1:1: ", cases[i].message, NULL);

      test_add_func (registry, "func", cases[i].product_type, cases[i].func);
      g_assert_null (greg_source_build (GREG_SOURCE (registry), "func", &error, NULL));
      test_assert_error (error, GREG_ERROR, (int)cases[i].code, cases[i].message);
      g_assert_null (test_build (registry, "'func'", &error));
      test_assert_error (error, GREG_ERROR, (int)cases[i].code, placed);
      g_assert_finalize_object (registry);
    }
}

static void
test_object_and_error (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  test_add_func (registry, "both", TEST_TYPE_PART, make_both);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "both", &error, NULL));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "both");
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "both", NULL, NULL));
  g_assert_cmpuint (test_part_count_constructed (), ==, 2);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

/* Products of code must be what the source holds, even when the factory promises less. */
static void
test_base_type_of_products (void)
{
  GregRegistry *registry = test_registry ("specials", TEST_TYPE_SPECIAL_PART);
  GError *error = NULL;

  test_add_func (registry, "func", G_TYPE_NONE, make_part);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "func", &error, NULL));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                     "“func” made a TestPart, which is not a TestSpecialPart");
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

static GObject *
make_floater (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_FLOATER, NULL);
}

static void
test_floating (void)
{
  const char *const texts[] = { "'type'", "'func'", "{'type': 'type', 'child': 'type'}",
                                "{'type': 'type', 'child': 'func'}" };
  GregRegistry *registry = new_registry ();

  test_add_type (registry, "type", TEST_TYPE_FLOATER, NULL);
  test_add_func (registry, "func", TEST_TYPE_FLOATER, make_floater);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *floater = test_build (registry, texts[i], &error);
      GObject *child;

      g_assert_no_error (error);
      g_assert_false (g_object_is_floating (floater));
      g_object_get (floater, "child", &child, NULL);
      g_assert_true ((child != NULL) == (i >= 2));
      g_assert_finalize_object (floater);
      if (child != NULL)
        g_assert_finalize_object (child);
    }
  g_assert_finalize_object (registry);
}

/* An object that is floating when it is passed: the callee sinks it, as with g_object_new(). */
static void
test_floating_argument (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;
  GObject *child = g_object_new (TEST_TYPE_FLOATER, NULL);
  GObject *floater;

  test_add_type (registry, "floater", TEST_TYPE_FLOATER, NULL);
  floater = greg_source_build (GREG_SOURCE (registry), "floater", &error, "child", child, NULL);
  g_assert_no_error (error);
  g_object_add_weak_pointer (child, (gpointer *)&child);
  g_assert_finalize_object (floater);
  g_assert_null (child);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build-products/initable", test_initable);
  g_test_add_func ("/build-products/constructor/null", test_constructor_gives_null);
  g_test_add_func ("/build-products/constructor/another", test_constructor_gives_another);
  g_test_add_func ("/build-products/functions/fail", test_functions_that_fail);
  g_test_add_func ("/build-products/functions/object-and-error", test_object_and_error);
  g_test_add_func ("/build-products/functions/base-type", test_base_type_of_products);
  g_test_add_func ("/build-products/floating", test_floating);
  g_test_add_func ("/build-products/floating/argument", test_floating_argument);
  return g_test_run ();
}
