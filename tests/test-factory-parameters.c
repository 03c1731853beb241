/* test-factory-parameters.c - what factories take, closures, and factories described for people
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "factory-helpers.h"
#include "test-types.h"

static void
test_parameters_of_type (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART);
  g_autoptr (GPtrArray) list = greg_factory_list_parameters (factory);
  GParamSpec *pspec = greg_factory_find_parameter (factory, "number");

  g_assert_cmpuint (list->len, ==, 15);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (G_PARAM_SPEC (list->pdata[i])->name, !=, "secret");
  g_assert_true (pspec->value_type == G_TYPE_INT);
  g_assert_nonnull (greg_factory_find_parameter (factory, "secret"));
  g_assert_null (greg_factory_find_parameter (factory, "nmber"));
  g_assert_null (greg_factory_find_parameter (factory, ""));
  g_assert_false (greg_factory_is_required (factory, "number"));
  g_assert_false (greg_factory_is_required (factory, "absent"));
  g_assert_finalize_object (factory);
}

static GType
plain_type_of (GType type, GregFactoryFlags flags)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type ("it", type);

  g_assert_true (greg_factory_set_flags (factory, flags, NULL));
  return greg_factory_get_plain_type (factory);
}

/* Whatever a constructor of another language would not get right makes a type other than plain. */
static void
test_plain_type (void)
{
  GregFactory *function = new_func ("it");

  g_assert_cmpuint (plain_type_of (TEST_TYPE_PART, GREG_FACTORY_NONE), ==, TEST_TYPE_PART);
  g_assert_cmpuint (plain_type_of (TEST_TYPE_PART, GREG_FACTORY_ANY_THREAD), ==, TEST_TYPE_PART);
  g_assert_cmpuint (plain_type_of (TEST_TYPE_PART, GREG_FACTORY_HOME_THREAD), ==, G_TYPE_NONE);
  g_assert_cmpuint (plain_type_of (TEST_TYPE_DEVICE, GREG_FACTORY_NONE), ==, G_TYPE_NONE);
  g_assert_cmpuint (plain_type_of (TEST_TYPE_IMPOSTOR, GREG_FACTORY_NONE), ==, G_TYPE_NONE);
  g_assert_cmpuint (plain_type_of (TEST_TYPE_EVERYTHING, GREG_FACTORY_NONE), ==, G_TYPE_NONE);
  g_assert_cmpuint (greg_factory_get_plain_type (function), ==, G_TYPE_NONE);
  g_assert_finalize_object (function);
}

static void
test_no_parameters (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GPtrArray) list = greg_factory_list_parameters (factory);

  g_assert_cmpuint (list->len, ==, 0);
  g_assert_null (greg_factory_find_parameter (factory, "any"));
  g_assert_finalize_object (factory);
}

static void
test_add_parameter (void)
{
  GregFactory *factory = new_func ("it");
  GParamSpec *pspec = g_param_spec_int ("level", NULL, "How much", 0, 9, 6, G_PARAM_READWRITE);
  gpointer watched = pspec;
  GError *error = NULL;

  g_assert_true (greg_factory_add_parameter (factory, pspec, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (greg_factory_find_parameter (factory, "level") == watched);
  g_assert_true (greg_factory_is_required (factory, "level"));

  /* Refused, it is not leaked either: a second reference is all that is left of it. */
  pspec =
      g_param_spec_ref_sink (g_param_spec_int ("level", NULL, NULL, 0, 9, 6, G_PARAM_READWRITE));
  g_assert_false (greg_factory_add_parameter (factory, pspec, TRUE, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_EXISTS, "level");
  g_assert_cmpuint (pspec->ref_count, ==, 1);
  g_param_spec_unref (pspec);
  g_assert_finalize_object (factory);
}

static void
test_add_parameter_to_type (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART);
  GError *error = NULL;

  g_assert_false (greg_factory_declare (factory, "n", G_TYPE_INT, FALSE, NULL, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "“it”");
  g_assert_false (greg_factory_add_parameter (
      factory, g_param_spec_int ("n", NULL, NULL, 0, 9, 6, G_PARAM_READWRITE), FALSE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_finalize_object (factory);
}

static void
test_declare (void)
{
  const struct
  {
    const char *name;
    GType type;
    const char *standard;
    const char *line;
  } cases[] = {
    { "a", G_TYPE_BOOLEAN, "true", "  a: true or false, default true\n" },
    { "b", G_TYPE_CHAR, "-3", "  b: an integer from -128 to 127, default -3\n" },
    { "c", G_TYPE_UCHAR, "3", "  c: an integer from 0 to 255, default 3\n" },
    { "d", G_TYPE_INT, "1.0", "  d: an integer, default 1\n" },
    { "e", G_TYPE_UINT, "4294967295", "  e: an integer from 0, default 4294967295\n" },
    { "f", G_TYPE_LONG, "-1", "  f: an integer, default -1\n" },
    { "g", G_TYPE_ULONG, "1", "  g: an integer from 0, default 1\n" },
    { "h", G_TYPE_INT64, "-9223372036854775808",
      "  h: an integer, default -9223372036854775808\n" },
    { "i", G_TYPE_UINT64, "18446744073709551615",
      "  i: an integer from 0, default 18446744073709551615\n" },
    { "j", G_TYPE_FLOAT, "0.5", "  j: a number, default 0.5\n" },
    { "k", G_TYPE_DOUBLE, "1e3", "  k: a number, default 1000\n" },
    { "l", G_TYPE_STRING, "\"x\"", "  l: a string, default \"x\"\n" },
    { "m", G_TYPE_STRV, "[\"x\"]", "  m: a list of strings, default [\"x\"]\n" },
    { "n", G_TYPE_OBJECT, "\"there\"", "  n: a GObject, default \"there\"\n" },
    { "o", G_TYPE_PTR_ARRAY, "[]", "  o: a list of objects, default []\n" },
    { "p", G_TYPE_BYTES, "\"QQ==\"", "  p: bytes as a base64 string, default \"QQ==\"\n" },
    { "q", G_TYPE_INT, NULL, "  q: an integer, default 0\n" },
  };
  GregFactory *factory = greg_factory_new_for_func ("it", G_TYPE_NONE, make_part, NULL, NULL);
  g_autoptr (GString) expected = g_string_new ("it\n");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      greg_factory_declare (factory, cases[i].name, cases[i].type, FALSE, cases[i].standard, NULL,
                            &error);
      g_assert_no_error (error);
      g_string_append (expected, cases[i].line);
    }
  text = greg_factory_to_string (factory);
  g_assert_cmpstr (text, ==, expected->str);
  g_assert_finalize_object (factory);
}

static void
test_declare_refuses (void)
{
  const struct
  {
    const char *name;
    GType type;
    const char *standard;
    GregError code;
  } cases[] = {
    { "", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "1a", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "-a", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "a b", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "a\"", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "größe", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "$args", G_TYPE_INT, NULL, GREG_ERROR_INVALID_NAME },
    { "n", G_TYPE_INVALID, NULL, GREG_ERROR_INVALID_TYPE },
    { "n", G_TYPE_NONE, NULL, GREG_ERROR_INVALID_TYPE },
    { "n", G_TYPE_POINTER, NULL, GREG_ERROR_INVALID_TYPE },
    { "n", G_TYPE_ENUM, NULL, GREG_ERROR_INVALID_TYPE },
    { "n", G_TYPE_BOXED, NULL, GREG_ERROR_INVALID_TYPE },
    { "n", G_TYPE_INT, "nine", GREG_ERROR_INVALID_CONFIG },
    { "n", G_TYPE_INT, "", GREG_ERROR_INVALID_CONFIG },
    { "n", G_TYPE_INT, "1, \"m\": 2", GREG_ERROR_INVALID_CONFIG },
    { "n", G_TYPE_INT, "1.5", GREG_ERROR_INVALID_VALUE },
    { "n", G_TYPE_INT, "\"1\"", GREG_ERROR_INVALID_VALUE },
    { "n", G_TYPE_INT, "null", GREG_ERROR_INVALID_VALUE },
    { "n", G_TYPE_CHAR, "128", GREG_ERROR_INVALID_VALUE },
    { "n", G_TYPE_STRV, "[1]", GREG_ERROR_INVALID_VALUE },
    { "n", G_TYPE_OBJECT, "1", GREG_ERROR_INVALID_VALUE },
    { "low_pass", G_TYPE_INT, NULL, GREG_ERROR_EXISTS },
    { "low-pass", G_TYPE_STRING, NULL, GREG_ERROR_EXISTS },
  };
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  greg_factory_declare (factory, "low_pass", G_TYPE_INT, FALSE, "1", NULL, &error);
  g_assert_no_error (error);
  before = greg_factory_to_string (factory);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *after = NULL;

      g_assert_false (greg_factory_declare (factory, cases[i].name, cases[i].type, FALSE,
                                            cases[i].standard, NULL, &error));
      g_assert_error (error, GREG_ERROR, (int)cases[i].code);
      g_clear_error (&error);
      after = greg_factory_to_string (factory);
      g_assert_cmpstr (after, ==, before);
    }
  g_assert_finalize_object (factory);
}

static GObject *
show_arguments (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autofree char *label = g_strjoinv (" ", names);

  return g_object_new (TEST_TYPE_PART, "label", label, "number",
                       g_value_get_int (greg_context_get_value (context, "low-pass")), NULL);
}

static void
test_declared_spelling (void)
{
  GregFactory *factory =
      greg_factory_new_for_func ("it", TEST_TYPE_PART, show_arguments, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_factory_declare (factory, "low_pass", G_TYPE_INT, FALSE, "3", NULL, &error);
  greg_factory_declare (factory, "other", G_TYPE_INT, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (greg_factory_find_parameter (factory, "low-pass") ==
                 greg_factory_find_parameter (factory, "low_pass"));

  part = build (factory, "{'low-pass': 4}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "low_pass other");
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 4);
  test_assert_last (part);
  g_assert_finalize_object (factory);
}

static void
test_required (void)
{
  GregFactory *factory = new_func ("it");
  GError *error = NULL;
  GObject *part;

  greg_factory_declare (factory, "low_pass", G_TYPE_INT, TRUE, NULL, NULL, &error);
  greg_factory_declare (factory, "name", G_TYPE_STRING, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (build (factory, "{}", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE, "“it” needs “low_pass”");
  part = build (factory, "{'low_pass': 0, 'name': null}", &error);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_finalize_object (factory);
}

static GObject *
closure_of_context (GregContext *context, gpointer user_data)
{
  const char *label = greg_context_get_string (context, "label", NULL, NULL);

  if (label == NULL)
    greg_context_fail (context, GREG_ERROR_MISSING_VALUE, "a label is wanted");
  return label != NULL ? g_object_new (TEST_TYPE_PART, "label", label, NULL) : NULL;
}

static void
test_closure_with_context (void)
{
  GregFactory *factory = greg_factory_new_for_closure (
      "it", TEST_TYPE_PART, g_cclosure_new (G_CALLBACK (closure_of_context), NULL, NULL));
  GError *error = NULL;
  GObject *part = build (factory, "{'label': 'x'}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  test_assert_last (part);
  g_assert_null (build (factory, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE, "a label is wanted");
  g_assert_finalize_object (factory);
}

static GObject *
closure_of_values (int number, const char *label, TestColor tint, gpointer user_data)
{
  g_assert_true (user_data == closure_of_values);
  return g_object_new (TEST_TYPE_PART, "number", number, "label", label, "tint", tint, NULL);
}

static void
test_closure_with_values (void)
{
  GClosure *closure =
      g_cclosure_new (G_CALLBACK (closure_of_values), (gpointer)closure_of_values, NULL);
  GregFactory *factory = greg_factory_new_for_closure ("it", TEST_TYPE_PART, closure);
  g_autoptr (GError) error = NULL;
  GObject *part;
  TestColor tint;

  greg_factory_declare (factory, "number", G_TYPE_INT, FALSE, "4", NULL, &error);
  greg_factory_declare (factory, "label", G_TYPE_STRING, FALSE, NULL, NULL, &error);
  greg_factory_declare (factory, "tint", TEST_TYPE_COLOR, FALSE, "\"red\"", NULL, &error);
  g_assert_no_error (error);
  part = build (factory, "{'label': 'x', 'tint': 'dark-green'}", &error);
  g_assert_no_error (error);
  g_object_get (part, "tint", &tint, NULL);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 4);
  g_assert_cmpint (tint, ==, TEST_COLOR_DARK_GREEN);
  test_assert_last (part);

  part = build (factory, "{'$args': [9, 'y', 'blue']}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 9);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "y");
  test_assert_last (part);
  g_assert_finalize_object (factory);
}

static int
closure_of_number (int number, gpointer user_data)
{
  return number * 2;
}

static void
test_closure_of_any_type (void)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_closure (
      "double", G_TYPE_INT, g_cclosure_new (G_CALLBACK (closure_of_number), NULL, NULL));
  g_autoptr (GregRegistry) registry = test_registry ("numbers", G_TYPE_NONE);
  g_autoptr (GregConfig) config = test_config ("{'type': 'double', 'number': 21}");
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  greg_factory_declare (factory, "number", G_TYPE_INT, TRUE, NULL, NULL, &error);
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  g_assert_true (greg_source_build_value (GREG_SOURCE (registry), config, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (&value), ==, 42);
  g_assert_finalize_object (g_steal_pointer (&registry));
  g_assert_finalize_object (g_steal_pointer (&factory));
}

static GObject *
closure_of_object (GregContext *context, GObject *watched)
{
  return g_object_ref (watched);
}

static void
test_closure_that_is_gone (void)
{
  GObject *watched = g_object_new (TEST_TYPE_PART, NULL);
  GregFactory *factory = greg_factory_new_for_closure (
      "it", G_TYPE_NONE, g_cclosure_new_object (G_CALLBACK (closure_of_object), watched));
  g_autoptr (GError) error = NULL;
  GObject *same = build (factory, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (same == watched);
  g_object_unref (same);
  test_assert_last (watched);
  g_assert_null (build (factory, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“it”");
  g_assert_finalize_object (factory);
}

/* A closure that somebody else holds is not taken away from them. */
static void
test_closure_references (void)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (closure_of_context), NULL, NULL);
  GregFactory *factory;

  g_closure_ref (closure);
  g_closure_sink (closure);
  factory = greg_factory_new_for_closure ("it", TEST_TYPE_PART, closure);
  g_assert_cmpuint (closure->ref_count, ==, 2);
  g_assert_finalize_object (factory);
  g_assert_cmpuint (closure->ref_count, ==, 1);
  g_closure_unref (closure);
}

static void
test_to_string (void)
{
  GregFactory *factory = new_full (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  greg_factory_add_alias (factory, "those", &error);
  greg_factory_declare (factory, "name", G_TYPE_STRING, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  text = greg_factory_to_string (factory);
  g_assert_cmpstr (text, ==,
                   "it (that, those) → TestPart — Makes it\n"
                   "  deprecated: old; use “new”\n"
                   "  # tags: ['toy']\n"
                   "  # paper: 'x'\n"
                   "  low_pass: an integer, default 5\n"
                   "  words: a list of strings, default [\"a\"]\n"
                   "  name: a string, required\n");
  g_assert_finalize_object (factory);
}

static void
test_to_string_of_type (void)
{
  GregFactory *factory = greg_factory_new_for_type ("square", TEST_TYPE_SQUARE);
  g_autofree char *text = greg_factory_to_string (factory);

  g_assert_cmpstr (text, ==,
                   "square → TestSquare\n"
                   "  size: an integer from 1 to 10, default 2\n");
  g_assert_finalize_object (factory);
}

/* A default that hides the property's own is told in its place. */
static void
test_to_string_with_defaults (void)
{
  GregFactory *factory = greg_factory_new_for_type ("square", TEST_TYPE_SQUARE);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  greg_factory_set_defaults_json (factory, "{\"size\": 9}", &error);
  text = greg_factory_to_string (factory);
  g_assert_cmpstr (text, ==,
                   "square → TestSquare\n"
                   "  size: an integer from 1 to 10, default 9\n");
  g_assert_finalize_object (factory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factory/parameters/type", test_parameters_of_type);
  g_test_add_func ("/factory/parameters/plain-type", test_plain_type);
  g_test_add_func ("/factory/parameters/none", test_no_parameters);
  g_test_add_func ("/factory/parameters/add", test_add_parameter);
  g_test_add_func ("/factory/parameters/add-to-type", test_add_parameter_to_type);
  g_test_add_func ("/factory/parameters/declare", test_declare);
  g_test_add_func ("/factory/parameters/declare/refused", test_declare_refuses);
  g_test_add_func ("/factory/parameters/spelling", test_declared_spelling);
  g_test_add_func ("/factory/parameters/required", test_required);
  g_test_add_func ("/factory/closure/context", test_closure_with_context);
  g_test_add_func ("/factory/closure/values", test_closure_with_values);
  g_test_add_func ("/factory/closure/any-type", test_closure_of_any_type);
  g_test_add_func ("/factory/closure/gone", test_closure_that_is_gone);
  g_test_add_func ("/factory/closure/references", test_closure_references);
  g_test_add_func ("/factory/to-string", test_to_string);
  g_test_add_func ("/factory/to-string/type", test_to_string_of_type);
  g_test_add_func ("/factory/to-string/defaults", test_to_string_with_defaults);
  return g_test_run ();
}
