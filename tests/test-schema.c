/* test-schema.c - what a factory takes: look-up, declarations, descriptions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-enum-types.h"
#include "greg-schema-private.h"
#include "test-types.h"

#include <string.h>

static GregSchema *
new_everything (GTypeClass **klass)
{
  *klass = g_type_class_ref (TEST_TYPE_EVERYTHING);
  return greg_schema_new_for_class (G_OBJECT_CLASS (*klass));
}

static void
test_class (void)
{
  g_autoptr (GTypeClass) klass = NULL;
  g_autoptr (GregSchema) schema = new_everything (&klass);
  g_autofree GParamSpec **pspecs = NULL;
  guint n;

  pspecs = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n);
  g_assert_cmpuint (n, >, 40);
  g_assert_cmpuint (schema->n_params, ==, n);
  g_assert_cmpuint (schema->n_required, ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (schema->params[i].pspec == pspecs[i]);
      g_assert_cmpstr (schema->params[i].name, ==, pspecs[i]->name);
      g_assert_true (greg_schema_find (schema, pspecs[i]->name) == &schema->params[i]);
    }
  g_assert_false (greg_schema_find (schema, "read-only")->writable);
  g_assert_true (greg_schema_find (schema, "fixed")->writable);
}

static void
test_class_without_properties (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (G_TYPE_OBJECT);
  g_autoptr (GregSchema) schema = greg_schema_new_for_class (G_OBJECT_CLASS (klass));
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpuint (schema->n_params, ==, 0);
  g_assert_null (greg_schema_find (schema, "x"));
  g_assert_null (greg_schema_find (schema, ""));
  greg_schema_problem_unknown (schema, "GObject", "x", &problem);
  g_assert_cmpstr (problem.message, ==, "“GObject” has no property “x”");
  g_assert_cmpstr (problem.expected, ==, "nothing");
}

static void
test_find (void)
{
  g_autoptr (GTypeClass) klass = NULL;
  g_autoptr (GregSchema) schema = new_everything (&klass);

  g_assert_nonnull (greg_schema_find (schema, "byte_array"));
  g_assert_true (greg_schema_find (schema, "byte_array")
                 == greg_schema_find (schema, "byte-array"));
  g_assert_null (greg_schema_find (schema, "byte array"));
  g_assert_null (greg_schema_find (schema, "Byte-array"));
  g_assert_null (greg_schema_find (schema, "byte-arra"));
  g_assert_null (greg_schema_find (schema, "byte-array2"));
  g_assert_null (greg_schema_find (schema, "levle"));
  g_assert_null (greg_schema_find (schema, ""));
}

static gboolean
declare (GregSchema *schema, const char *name, GError **error)
{
  g_autoptr (GParamSpec) pspec = greg_schema_make_pspec (name, G_TYPE_INT, NULL, NULL, error);

  return pspec != NULL && greg_schema_add (schema, name, pspec, FALSE, error);
}

/* Names of all lengths, and more than any small index could count. */
static void
test_many (void)
{
  g_autoptr (GregSchema) schema = greg_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *long_name = g_strnfill (300, 'a');

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%.*s_%u", (int) (i % 40), long_name, i);
      const char *start = i % 40 == 0 ? "p" : "";
      g_autofree char *full = g_strconcat (start, name, NULL);

      g_assert_true (declare (schema, full, &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 1000; i++)
    {
      const GregParam *param = &schema->params[i];
      g_autofree char *dashed = g_strdelimit (g_strdup (param->name), "_", '-');
      g_autofree char *other = g_strconcat (param->name, "x", NULL);

      g_assert_true (greg_schema_find (schema, param->name) == param);
      g_assert_true (greg_schema_find (schema, dashed) == param);
      g_assert_null (greg_schema_find (schema, other));
    }
}

static void
test_spelling (void)
{
  g_autoptr (GregSchema) schema = greg_schema_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (declare (schema, "from_charset", &error));
  g_assert_cmpstr (schema->params[0].name, ==, "from_charset");
  g_assert_cmpstr (schema->params[0].pspec->name, ==, "from-charset");
  g_assert_true (schema->params[0].writable);
  g_assert_false (declare (schema, "from-charset", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_assert_cmpuint (schema->n_params, ==, 1);
}

static void
test_bad_names (void)
{
  static const char *const names[] = { "", "9a", "a b", "$ref", "-a", "größe", NULL };
  g_autoptr (GregSchema) schema = greg_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) add_error = NULL;
      GParamSpec *pspec = g_param_spec_int ("a", NULL, NULL, 0, 1, 0, G_PARAM_READWRITE);

      g_assert_false (declare (schema, names[i], &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
      if (names[i] == NULL)
        g_param_spec_unref (g_param_spec_ref_sink (pspec));
      else if (greg_schema_add (schema, names[i], pspec, FALSE, &add_error))
        g_assert_not_reached ();
      else
        g_assert_error (add_error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
    }
  g_assert_cmpuint (schema->n_params, ==, 0);
}

static void
test_foreign_pspec (void)
{
  g_autoptr (GregSchema) schema = greg_schema_new ();
  g_autoptr (GError) error = NULL;
  GParamSpec *pspec = g_param_spec_int ("level", NULL, NULL, 0, 9, 0, 0);

  g_param_spec_ref_sink (pspec);
  g_assert_true (greg_schema_add (schema, NULL, pspec, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (schema->n_required, ==, 1);
  g_assert_true (schema->params[0].writable);
  g_assert_false (greg_schema_add (schema, "other", pspec, TRUE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_param_spec_unref (pspec);
}

static void
test_copy (void)
{
  g_autoptr (GregSchema) schema = greg_schema_new ();
  g_autoptr (GregSchema) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (declare (schema, "a_b", &error));
  g_assert_true (declare (schema, "c", &error));
  copy = greg_schema_copy (schema);
  g_assert_true (greg_schema_equal (schema, copy));
  g_assert_true (declare (copy, "d", &error));
  g_assert_false (greg_schema_equal (schema, copy));
  g_assert_cmpuint (schema->n_params, ==, 2);
  g_assert_null (greg_schema_find (schema, "d"));
  g_assert_cmpstr (greg_schema_find (copy, "a-b")->name, ==, "a_b");
}

static void
assert_equal (GParamSpec *a,
              gboolean required_a,
              GParamSpec *b,
              gboolean required_b,
              gboolean expected)
{
  g_autoptr (GregSchema) schema_a = greg_schema_new ();
  g_autoptr (GregSchema) schema_b = greg_schema_new ();

  g_assert_true (greg_schema_add (schema_a, NULL, a, required_a, NULL));
  g_assert_true (greg_schema_add (schema_b, NULL, b, required_b, NULL));
  g_assert_true (greg_schema_equal (schema_a, schema_b) == expected);
}

static GParamSpec *
new_int (int maximum, int initial)
{
  return g_param_spec_int ("x", NULL, "blurb", 0, maximum, initial, G_PARAM_READWRITE);
}

static GParamSpec *
make (GType type, const char *json)
{
  g_autoptr (GError) error = NULL;
  GParamSpec *pspec = greg_schema_make_pspec ("x", type, json, NULL, &error);

  g_assert_no_error (error);
  g_param_spec_ref (pspec);
  g_param_spec_unref (pspec);
  return pspec;
}

static void
assert_made_equal (GType type, const char *json_a, const char *json_b, gboolean expected)
{
  g_autoptr (GParamSpec) a = make (type, json_a);
  g_autoptr (GParamSpec) b = make (type, json_b);

  assert_equal (a, FALSE, b, FALSE, expected);
}

static void
test_equal (void)
{
  assert_equal (new_int (9, 1), FALSE, new_int (9, 1), FALSE, TRUE);
  assert_equal (new_int (9, 1), FALSE, new_int (9, 1), TRUE, FALSE);
  assert_equal (new_int (9, 1), FALSE, new_int (8, 1), FALSE, FALSE);
  assert_equal (new_int (9, 1), FALSE, new_int (9, 2), FALSE, FALSE);
  assert_made_equal (G_TYPE_STRING, "\"a\"", "\"a\"", TRUE);
  assert_made_equal (G_TYPE_STRING, "\"a\"", "\"b\"", FALSE);
  assert_made_equal (G_TYPE_STRV, "[\"a\"]", "[\"a\"]", TRUE);
  assert_made_equal (G_TYPE_STRV, "[\"a\"]", "[\"b\"]", FALSE);
  assert_made_equal (G_TYPE_STRV, "[\"a\"]", NULL, FALSE);
  assert_made_equal (TEST_TYPE_COLOR, "\"red\"", "\"red\"", TRUE);
  assert_made_equal (TEST_TYPE_COLOR, "\"red\"", "\"blue\"", FALSE);
  assert_made_equal (G_TYPE_VARIANT, "1", "1", TRUE);
  assert_equal (test_param_spec_even ("x", 0, 4, G_PARAM_READWRITE), FALSE,
                test_param_spec_even ("x", 0, 4, G_PARAM_READWRITE), FALSE, FALSE);
}

static void
test_unknown (void)
{
  static const char *const near[] = { "level", NULL };
  g_autoptr (GTypeClass) klass = NULL;
  g_autoptr (GregSchema) schema = new_everything (&klass);
  g_auto (GregProblem) problem = { 0 };

  greg_schema_problem_unknown (schema, "TestEverything", "levle", &problem);
  g_assert_cmpint (problem.code, ==, GREG_ERROR_UNKNOWN_PROPERTY);
  g_assert_cmpstr (problem.message, ==, "“TestEverything” has no property “levle”");
  g_assert_cmpstrv (problem.suggestions, near);
  g_assert_true (g_str_has_prefix (problem.expected, "one of “size”, “boolean”, “char”"));
  g_assert_true (g_str_has_suffix (problem.expected, " more"));
  /* What cannot be written is not suggested. */
  greg_schema_problem_unknown (schema, "TestEverything", "read-onl", &problem);
  g_assert_null (problem.suggestions);
}

static void
assert_declares (GType type, const char *json, const char *description, const char *initial)
{
  g_autoptr (GParamSpec) pspec = make (type, json);
  g_autofree char *text = NULL;
  g_autofree char *default_text = NULL;
  GregParam param;

  g_assert_true (pspec->value_type == type);
  greg_param_init (&param, NULL, pspec, FALSE);
  text = greg_param_describe (&param);
  default_text = greg_param_describe_default (&param);
  greg_param_clear (&param);
  g_assert_cmpstr (text, ==, description);
  g_assert_cmpstr (default_text, ==, initial);
}

static void
test_declare (void)
{
  assert_declares (G_TYPE_BOOLEAN, "true", "true or false", "true");
  assert_declares (G_TYPE_CHAR, "-7", "an integer from -128 to 127", "-7");
  assert_declares (G_TYPE_UCHAR, "7", "an integer from 0 to 255", "7");
  assert_declares (G_TYPE_INT, "-7", "an integer", "-7");
  assert_declares (G_TYPE_UINT, "7.0", "an integer from 0", "7");
  assert_declares (G_TYPE_LONG, "-7", "an integer", "-7");
  assert_declares (G_TYPE_ULONG, "7", "an integer from 0", "7");
  assert_declares (G_TYPE_INT64, "-9223372036854775808", "an integer", "-9223372036854775808");
  assert_declares (G_TYPE_UINT64, "18446744073709551615", "an integer from 0",
                   "18446744073709551615");
  assert_declares (G_TYPE_FLOAT, "0.5", "a number", "0.5");
  assert_declares (G_TYPE_DOUBLE, "0.1", "a number", "0.1");
  assert_declares (G_TYPE_DOUBLE, NULL, "a number", "0");
  assert_declares (TEST_TYPE_COLOR, "\"dark-green\"",
                   "one of “red”, “dark-green”, “blue”, “black”", "\"dark-green\"");
  assert_declares (TEST_TYPE_COLOR, NULL, "one of “red”, “dark-green”, “blue”, “black”", "\"red\"");
  assert_declares (TEST_TYPE_ACCESS, "\"read|execute\"",
                   "flags of “none”, “read”, “write”, “execute”, “read-write”",
                   "\"read|execute\"");
  assert_declares (TEST_TYPE_ACCESS, "[\"read\", \"write\"]",
                   "flags of “none”, “read”, “write”, “execute”, “read-write”", "\"read-write\"");
  assert_declares (TEST_TYPE_ACCESS, NULL,
                   "flags of “none”, “read”, “write”, “execute”, “read-write”", "0");
  assert_declares (G_TYPE_STRING, "\"a \\\"b\\\"\"", "a string", "\"a \\\"b\\\"\"");
  assert_declares (G_TYPE_STRING, NULL, "a string", "null");
  assert_declares (G_TYPE_VARIANT, "[1, \"a\"]", "any value", "[<int64 1>, <'a'>]");
  assert_declares (G_TYPE_VARIANT, NULL, "any value", "null");
  assert_declares (G_TYPE_GTYPE, NULL, "the name of a type", NULL);
}

/* Of seventeen names the first twelve are told. */
static void
test_many_names (void)
{
  g_autoptr (GParamSpec) pspec = make (GREG_TYPE_ERROR, "16");
  g_autofree char *text = NULL;
  GregParam param;

  greg_param_init (&param, NULL, pspec, FALSE);
  text = greg_param_describe (&param);
  greg_param_clear (&param);
  g_assert_true (g_str_has_prefix (text, "one of “not-found”, “unknown-scope”, "));
  g_assert_true (g_str_has_suffix (text, ", “bad-reference” and 6 more"));
}

static void
test_declare_structures (void)
{
  assert_declares (G_TYPE_STRV, "[\"a\", \"b\"]", "a list of strings", "[\"a\",\"b\"]");
  assert_declares (G_TYPE_BYTES, "\"aGk=\"", "bytes as a base64 string", "\"aGk=\"");
  assert_declares (G_TYPE_BYTE_ARRAY, NULL, "bytes as a base64 string", "null");
  assert_declares (G_TYPE_DATE_TIME, "\"2024-02-29T12:00:00Z\"",
                   "a date and time as in “2024-02-29T12:00:00Z”", "\"2024-02-29T12:00:00Z\"");
  assert_declares (G_TYPE_FILE, "\"/tmp\"", "a path or a URI", "\"/tmp\"");
  assert_declares (GREG_TYPE_CONFIG, "{\"a\": 1}", "any value", "{\"a\":1}");
  assert_declares (JSON_TYPE_NODE, "[1]", "any value", "[1]");
  assert_declares (JSON_TYPE_OBJECT, "{}", "an object", "{}");
  assert_declares (JSON_TYPE_ARRAY, "[]", "an array", "[]");
  assert_declares (G_TYPE_HASH_TABLE, "{\"a\": \"b\"}", "an object of strings", "{\"a\":\"b\"}");
  assert_declares (TEST_TYPE_POINT, "\"1,2\"", "a TestPoint as a string", "\"1,2\"");
  assert_declares (TEST_TYPE_OPAQUE, NULL, "a TestOpaque", "null");
  assert_declares (G_TYPE_OBJECT, "{\"type\": \"gzip\"}", "a GObject", "{\"type\":\"gzip\"}");
  assert_declares (TEST_TYPE_SHAPE, "\"square\"", "a TestShape", "\"square\"");
  assert_declares (TEST_TYPE_SHAPE, "null", "a TestShape", "null");
  assert_declares (G_TYPE_LIST_MODEL, "[\"square\"]", "a list of objects", "[\"square\"]");
  assert_declares (G_TYPE_PTR_ARRAY, NULL, "a list of objects", "null");
}

static void
assert_refuses (GType type, const char *json, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_schema_make_pspec ("level", type, json, NULL, &error));
  g_assert_error (error, GREG_ERROR, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_bad_declarations (void)
{
  assert_refuses (G_TYPE_POINTER, NULL, GREG_ERROR_INVALID_TYPE,
                  "The parameter “level” cannot be of the type “gpointer”: no configuration can say "
                  "a value of it");
  assert_refuses (G_TYPE_NONE, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_INVALID, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_PARAM, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_ENUM, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_FLAGS, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_BOXED, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_INTERFACE, NULL, GREG_ERROR_INVALID_TYPE, NULL);
  assert_refuses (G_TYPE_INT, "{", GREG_ERROR_INVALID_CONFIG, NULL);
  assert_refuses (G_TYPE_INT, "", GREG_ERROR_INVALID_CONFIG, NULL);
  assert_refuses (G_TYPE_INT, "\"a\"", GREG_ERROR_INVALID_VALUE,
                  "The default of the parameter “level” is wrong: “level” must be an integer, not "
                  "\"a\"");
  assert_refuses (TEST_TYPE_COLOR, "\"blu\"", GREG_ERROR_INVALID_VALUE,
                  "The default of the parameter “level” is wrong: “level” must be one of “red”, "
                  "“dark-green”, “blue”, “black”, not \"blu\"; did you mean “blue”?");
  assert_refuses (G_TYPE_INT, "null", GREG_ERROR_INVALID_VALUE, NULL);
  assert_refuses (G_TYPE_OBJECT, "5", GREG_ERROR_INVALID_VALUE, NULL);
  assert_refuses (G_TYPE_BYTES, "\"a\"", GREG_ERROR_INVALID_VALUE, NULL);
}

static void
test_blurb (void)
{
  g_autoptr (GParamSpec) pspec =
      greg_schema_make_pspec ("level", G_TYPE_INT, "9", "How hard to try", NULL);

  g_assert_cmpstr (g_param_spec_get_blurb (pspec), ==, "How hard to try");
  g_assert_cmpint (G_PARAM_SPEC_INT (pspec)->default_value, ==, 9);
}

static void
test_descriptions (void)
{
  static const char *const cases[][3] = {
    { "level", "an integer from 0 to 9", "6" },
    { "count", "an integer from 1 to 100", "1" },
    { "ratio", "a number from 0 to 1", "0.5" },
    { "small", "a number from -1 to 1", "0" },
    { "size", "an integer from 1 to 10", "2" },
    { "unichar", "a character", "\"x\"" },
    { "enum", "one of “red”, “dark-green”, “blue”, “black”", "\"blue\"" },
    { "string", "a string", "\"hello\"" },
    { "word",
      "a string that begins with one of “abcdefghijklmnopqrstuvwxyz” and goes on with characters of "
      "“abcdefghijklmnopqrstuvwxyz”",
      "\"word\"" },
    { "gtype", "the name of a type that is a TestShape", NULL },
    { "dict", "a value of the type “a{sv}”", "null" },
    { "numbers", "a value of the type “ai”", "[1, 2]" },
    { "list-store", "a list of objects", "null" },
    { "pointer", "a gpointer", NULL },
    { "value-array", "a list", "null" },
  };
  g_autoptr (GTypeClass) klass = NULL;
  g_autoptr (GregSchema) schema = new_everything (&klass);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GregParam *param = greg_schema_find (schema, cases[i][0]);
      g_autofree char *text = greg_param_describe (param);
      g_autofree char *initial = greg_param_describe_default (param);

      g_assert_cmpstr (text, ==, cases[i][1]);
      g_assert_cmpstr (initial, ==, cases[i][2]);
    }
}

/* Run with -m perf for numbers that mean something. */
static void
test_speed (void)
{
  static const char *const names[] = { "level", "date_time", "json-object", "read-only", "levle" };
  g_autoptr (GTypeClass) klass = NULL;
  g_autoptr (GregSchema) schema = new_everything (&klass);
  guint rounds = g_test_perf () ? 4000000 : 1000;
  volatile gsize sum = 0;
  double ours;

  g_test_timer_start ();
  for (guint i = 0; i < rounds; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        sum += greg_schema_find (schema, names[j]) != NULL;
    }
  ours = g_test_timer_elapsed () * 1e9 / rounds / G_N_ELEMENTS (names);
  g_assert_cmpuint (sum, ==, rounds * 4);
  g_test_minimized_result (ours, "greg_schema_find: %.1f ns", ours);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/class", test_class);
  g_test_add_func ("/schema/class-without-properties", test_class_without_properties);
  g_test_add_func ("/schema/find", test_find);
  g_test_add_func ("/schema/many", test_many);
  g_test_add_func ("/schema/spelling", test_spelling);
  g_test_add_func ("/schema/bad-names", test_bad_names);
  g_test_add_func ("/schema/foreign-pspec", test_foreign_pspec);
  g_test_add_func ("/schema/copy", test_copy);
  g_test_add_func ("/schema/equal", test_equal);
  g_test_add_func ("/schema/unknown", test_unknown);
  g_test_add_func ("/schema/declare", test_declare);
  g_test_add_func ("/schema/many-names", test_many_names);
  g_test_add_func ("/schema/declare-structures", test_declare_structures);
  g_test_add_func ("/schema/bad-declarations", test_bad_declarations);
  g_test_add_func ("/schema/blurb", test_blurb);
  g_test_add_func ("/schema/descriptions", test_descriptions);
  g_test_add_func ("/schema/speed", test_speed);
  return g_test_run ();
}
