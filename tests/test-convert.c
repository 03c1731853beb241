/* test-convert.c - from configurations to the type that a parameter wants
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"
#include "greg-schema-private.h"
#include "greg-suggest-private.h"
#include "test-types.h"

#include <math.h>
#include <string.h>

static GTypeClass *klass;
static GregSchema *schema;

static const GregParam *
find (const char *name)
{
  const GregParam *param = greg_schema_find (schema, name);

  g_assert_nonnull (param);
  return param;
}

static GregConfig *
read_json (const char *json)
{
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_json (json, -1, NULL, &error);

  g_assert_no_error (error);
  return config;
}

static GregConversion
convert (const char *name, const char *json, GValue *value, GregProblem *problem)
{
  GregConfig *config = read_json (json);
  GregConversion conversion =
      greg_convert_node (find (name), greg_config_get_tree (config),
                         greg_config_get_index (config), value, problem);

  /* Trees become values as they are, and then live on. */
  if (G_IS_VALUE (value) && G_VALUE_HOLDS (value, GREG_TYPE_CONFIG))
    g_object_unref (config);
  else
    g_assert_finalize_object (config);
  return conversion;
}

/* What GObject gives back after it was given the value. */
static char *
pass_through_object (const GregParam *param, const GValue *value)
{
  g_autoptr (GObject) object = NULL;
  g_auto (GValue) back = G_VALUE_INIT;
  const char *name = param->pspec->name;

  object = g_object_new_with_properties (TEST_TYPE_EVERYTHING, 1, &name, value);
  g_object_get_property (object, name, &back);
  return greg_value_describe (&back);
}

static void
assert_gives (const char *name, const char *json, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  GregConversion conversion = convert (name, json, &value, &problem);
  g_autofree char *text = NULL;
  g_autofree char *back = NULL;

  g_assert_cmpstr (problem.message, ==, NULL);
  g_assert_cmpint (conversion, ==, GREG_CONVERSION_DONE);
  g_assert_true (G_VALUE_TYPE (&value) == find (name)->type);
  g_assert_true (greg_convert_is_exact (find (name), &value));
  text = greg_value_describe (&value);
  g_assert_cmpstr (text, ==, expected);
  back = pass_through_object (find (name), &value);
  g_assert_cmpstr (back, ==, expected);
}

static void
assert_refuses (const char *name, const char *json, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *question = NULL;
  g_autofree char *message = NULL;

  g_assert_cmpint (convert (name, json, &value, &problem), ==, GREG_CONVERSION_REFUSED);
  g_assert_false (G_IS_VALUE (&value));
  g_assert_cmpint (problem.code, ==, GREG_ERROR_INVALID_VALUE);
  g_assert_nonnull (problem.expected);
  g_assert_nonnull (problem.value);
  question = greg_suggest_to_question ((const char *const *) problem.suggestions);
  message = g_strdup_printf ("“%s” must %s", name, expected);
  if (*question != '\0')
    {
      g_autofree char *start = g_steal_pointer (&message);

      g_assert_true (g_str_has_suffix (start, question));
      message = g_strndup (start, strlen (start) - strlen (question));
    }
  g_assert_cmpstr (problem.message, ==, message);
}

static void
assert_defers (const char *name, const char *json)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert (name, json, &value, &problem), ==, GREG_CONVERSION_DEFERRED);
  g_assert_false (G_IS_VALUE (&value));
  g_assert_null (problem.message);
}

static void
test_boolean (void)
{
  assert_gives ("boolean", "true", "true");
  assert_gives ("boolean", "false", "false");
  assert_refuses ("boolean", "1", "be true or false, not 1");
  assert_refuses ("boolean", "0", "be true or false, not 0");
  assert_refuses ("boolean", "\"true\"", "be true or false, not \"true\"");
  assert_refuses ("boolean", "null", "be true or false, not null");
  assert_refuses ("boolean", "[]", "be true or false, not an empty array");
}

static void
test_integers (void)
{
  assert_gives ("char", "-128", "-128");
  assert_refuses ("char", "128", "be an integer from -128 to 127, not 128");
  assert_gives ("uchar", "255", "255");
  assert_refuses ("uchar", "300", "be an integer from 0 to 255, not 300");
  assert_gives ("int", "-2147483648", "-2147483648");
  assert_refuses ("int", "4294967301",
                  "be an integer from -2147483648 to 2147483647, not 4294967301");
  assert_gives ("uint", "4294967295", "4294967295");
  assert_refuses ("uint", "-1", "be an integer from 0 to 4294967295, not -1");
  assert_refuses ("uint", "4294967296", "be an integer from 0 to 4294967295, not 4294967296");
  assert_gives ("long", "-9223372036854775808", "-9223372036854775808");
  assert_gives ("ulong", "18446744073709551615", "18446744073709551615");
  assert_gives ("int64", "9223372036854775807", "9223372036854775807");
  assert_refuses ("int64", "9223372036854775808",
                  "be an integer from -9223372036854775808 to 9223372036854775807, not "
                  "9223372036854775808");
  assert_gives ("uint64", "18446744073709551615", "18446744073709551615");
  assert_refuses ("uint64", "-1", "be an integer from 0 to 18446744073709551615, not -1");
  assert_refuses ("int", "\"5\"", "be an integer, not \"5\"");
  assert_refuses ("int", "\"12abc\"", "be an integer, not \"12abc\"");
  assert_refuses ("int", "true", "be an integer, not true");
  assert_refuses ("int", "null", "be an integer, not null");
  assert_refuses ("uint64", "{}", "be an integer from 0, not an empty object");
}

static void
test_ranges (void)
{
  assert_gives ("level", "0", "0");
  assert_gives ("level", "9", "9");
  assert_refuses ("level", "10", "be an integer from 0 to 9, not 10");
  assert_refuses ("level", "-1", "be an integer from 0 to 9, not -1");
  assert_refuses ("level", "\"high\"", "be an integer from 0 to 9, not \"high\"");
  assert_refuses ("count", "0", "be an integer from 1 to 100, not 0");
  assert_gives ("ratio", "1", "1");
  assert_refuses ("ratio", "1.5", "be a number from 0 to 1, not 1.5");
  assert_refuses ("small", "-2", "be a number from -1 to 1, not -2");
  assert_gives ("size", "10", "10");
  assert_refuses ("size", "11", "be an integer from 1 to 10, not 11");
  assert_gives ("even", "4", "4");
  assert_refuses ("even", "3", "be an integer from -10 to 10, not 3");
  assert_refuses ("even", "12", "be an integer from -10 to 10, not 12");
}

static void
test_fractions (void)
{
  assert_gives ("int", "1.0", "1");
  assert_gives ("int", "-0.0", "0");
  assert_gives ("int", "1e3", "1000");
  assert_gives ("uint64", "9007199254740992.0", "9007199254740992");
  assert_refuses ("int", "1.7", "be an integer from -2147483648 to 2147483647, not 1.7");
  assert_refuses ("level", "1.5", "be an integer from 0 to 9, not 1.5");
  /* It may have been 9007199254740993.0. */
  assert_refuses ("uint64", "9007199254740994.0",
                  "be an integer from 0 to 18446744073709551615, not 9007199254740994.0");
  assert_gives ("double", "1", "1");
  assert_gives ("double", "0.1", "0.1");
  assert_gives ("double", "9007199254740992", "9007199254740992");
  assert_refuses ("double", "9007199254740993",
                  "be a number that double precision can hold, not 9007199254740993");
  assert_gives ("double", "18446744073709549568", "1.844674407370955e+19");
}

static void
test_floats (void)
{
  assert_gives ("float", "0.5", "0.5");
  assert_gives ("float", "16777216", "16777216");
  assert_refuses ("float", "16777217",
                  "be a number that single precision can hold, not 16777217");
  assert_refuses ("float", "1e39",
                  "be a number from -3.4028235e+38 to 3.4028235e+38, not 1e+39");
  assert_refuses ("float", "1e-60", "be a number that single precision can hold, not 1e-60");
  assert_refuses ("float", "\"1\"", "be a number, not \"1\"");
}

static void
test_unichar (void)
{
  assert_gives ("unichar", "\"é\"", "233");
  assert_gives ("unichar", "233", "233");
  assert_gives ("unichar", "0", "0");
  assert_refuses ("unichar", "\"\"", "be a character, not \"\"");
  assert_refuses ("unichar", "\"ab\"", "be a character, not \"ab\"");
  assert_refuses ("unichar", "55296", "be a character, not 55296");
  assert_refuses ("unichar", "4294967361", "be a character, not 4294967361");
  assert_refuses ("unichar", "-1", "be a character, not -1");
}

#define COLORS "one of “red”, “dark-green”, “blue”, “black”"

static void
test_enum (void)
{
  assert_gives ("enum", "\"dark-green\"", "\"dark-green\"");
  assert_gives ("enum", "\"TEST_COLOR_DARK_GREEN\"", "\"dark-green\"");
  assert_gives ("enum", "3", "\"blue\"");
  assert_gives ("enum", "3.0", "\"blue\"");
  assert_gives ("enum", "-7", "\"black\"");
  assert_refuses ("enum", "\"3d\"", "be " COLORS ", not \"3d\"");
  assert_refuses ("enum", "\"3\"", "be " COLORS ", not \"3\"");
  assert_refuses ("enum", "4", "be " COLORS ", not 4");
  assert_refuses ("enum", "4294967299", "be " COLORS ", not 4294967299");
  assert_refuses ("enum", "1.5", "be " COLORS ", not 1.5");
  assert_refuses ("enum", "true", "be " COLORS ", not true");
  assert_refuses ("enum", "null", "be " COLORS ", not null");
  assert_refuses ("enum", "[\"red\"]", "be " COLORS ", not an array of 1");
  assert_refuses ("enum", "\"bleu\"", "be " COLORS ", not \"bleu\"; did you mean “blue”?");
  assert_refuses ("enum", "\"dark_green\"",
                  "be " COLORS ", not \"dark_green\"; did you mean “dark-green”?");
  assert_refuses ("enum", "\"TEST_COLOR_BLU\"",
                  "be " COLORS ", not \"TEST_COLOR_BLU\"; did you mean “TEST_COLOR_BLUE”?");
}

#define FLAGS "flags of “none”, “read”, “write”, “execute”, “read-write”"

static void
test_flags (void)
{
  assert_gives ("flags", "\"read\"", "\"read\"");
  assert_gives ("flags", "\"TEST_ACCESS_READ\"", "\"read\"");
  assert_gives ("flags", "\"none\"", "0");
  assert_gives ("flags", "\"read|execute\"", "\"read|execute\"");
  assert_gives ("flags", "\" read | execute\"", "\"read|execute\"");
  assert_gives ("flags", "[\"write\", \"read\", \"read\"]", "\"read-write\"");
  assert_gives ("flags", "[]", "0");
  assert_gives ("flags", "0", "0");
  assert_gives ("flags", "5", "\"read|execute\"");
  assert_refuses ("flags", "8", "be " FLAGS ", not 8");
  assert_refuses ("flags", "4294967297", "be " FLAGS ", not 4294967297");
  assert_refuses ("flags", "-1", "be " FLAGS ", not -1");
  assert_refuses ("flags", "\"\"", "be " FLAGS ", not \"\"");
  assert_refuses ("flags", "\"read|\"", "be " FLAGS ", not \"read|\"");
  assert_refuses ("flags", "\"reed|write\"",
                  "be " FLAGS ", not \"reed|write\"; did you mean “read”?");
  assert_refuses ("flags", "[\"read\", \"wriet\"]",
                  "have " FLAGS " here, not \"wriet\"; did you mean “write”?");
  assert_refuses ("flags", "[1]", "have the name of a flag here, not 1");
  assert_refuses ("flags", "null", "be " FLAGS ", not null");
}

static void
test_string (void)
{
  assert_gives ("string", "\"größe\"", "\"größe\"");
  assert_gives ("string", "\"\"", "\"\"");
  assert_gives ("string", "null", "null");
  assert_refuses ("string", "1", "be a string, not 1");
  assert_refuses ("string", "true", "be a string, not true");
  assert_refuses ("string", "[\"a\"]", "be a string, not an array of 1");
}

#define WORD                                                                                       \
  "a string that begins with one of “abcdefghijklmnopqrstuvwxyz” and goes on with characters of "  \
  "“abcdefghijklmnopqrstuvwxyz”"

static void
test_string_rules (void)
{
  assert_gives ("word", "\"abc\"", "\"abc\"");
  assert_refuses ("word", "\"aBc\"", "be " WORD ", not \"aBc\"");
  assert_refuses ("word", "\"Abc\"", "be " WORD ", not \"Abc\"");
  assert_refuses ("word", "null", "be " WORD ", not null");
  assert_gives ("folded", "null", "null");
  assert_gives ("folded", "\"a\"", "\"a\"");
}

static void
test_folded (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert ("folded", "\"\"", &value, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_true (greg_convert_is_exact (find ("folded"), &value));
}

static void
test_strv (void)
{
  static const char *const expected[] = { "a", "", "größe", NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) empty = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert ("strv", "[\"a\", \"\", \"größe\"]", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  g_assert_cmpstrv (g_value_get_boxed (&value), expected);
  g_assert_cmpint (convert ("strv", "[]", &empty, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_cmpuint (g_strv_length (g_value_get_boxed (&empty)), ==, 0);
  assert_gives ("strv", "null", "null");
  assert_refuses ("strv", "\"a\"", "be a list of strings, not \"a\"");
  assert_refuses ("strv", "{}", "be a list of strings, not an empty object");
  assert_refuses ("strv", "[\"a\", 1, null, \"b\"]", "have a string here, not 1");
  assert_refuses ("strv", "[[\"a\"]]", "have a string here, not an array of 1");
}

/* The place of the element, for the caret. */
static void
test_place (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert ("strv", "[\"a\", \"b\", 1]", &value, &problem), ==,
                   GREG_CONVERSION_REFUSED);
  g_assert_cmpuint (problem.at, ==, 3);
  g_assert_cmpint (convert ("dict", "{\"a\": [1, {\"b\": 2}]}", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  g_value_unset (&value);
  g_assert_cmpint (convert ("numbers", "[1, 2, 3000000000]", &value, &problem), ==,
                   GREG_CONVERSION_REFUSED);
  g_assert_cmpuint (problem.at, ==, 3);
}

static void
assert_bytes (const char *json, const char *expected, gsize length)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) array = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  gconstpointer data;
  gsize size;

  g_assert_cmpint (convert ("bytes", json, &value, &problem), ==, GREG_CONVERSION_DONE);
  data = g_bytes_get_data (g_value_get_boxed (&value), &size);
  g_assert_cmpmem (data, size, expected, length);
  g_assert_cmpint (convert ("byte-array", json, &array, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_cmpmem (((GByteArray *) g_value_get_boxed (&array))->data,
                   ((GByteArray *) g_value_get_boxed (&array))->len, expected, length);
}

static void
test_bytes (void)
{
  static const char *const bad[] = {
    "\"aGk\"",  "\"aGk==\"", "\"aG k=\"",    "\"aGk=\\n\"", "\"aGl=\"", "\"aA=a\"", "\"=aGk\"",
    "\"====\"", "\"a_-+\"",  "\"aGk=aGk=\"", "\"aB==\"",   "5",        "[1, 2]",   "{}",
  };

  assert_bytes ("\"aGk=\"", "hi", 2);
  assert_bytes ("\"AA==\"", "\0", 1);
  assert_bytes ("\"+/+/\"", "\xfb\xff\xbf", 3);
  assert_bytes ("\"\"", "", 0);
  assert_gives ("bytes", "null", "null");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };

      g_assert_cmpint (convert ("bytes", bad[i], &value, &problem), ==, GREG_CONVERSION_REFUSED);
      g_assert_true (
          g_str_has_prefix (problem.message, "“bytes” must be bytes as a base64 string, not "));
    }
}

static void
assert_uri (const char *json, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *uri = NULL;

  g_assert_cmpint (convert ("file", json, &value, &problem), ==, GREG_CONVERSION_DONE);
  uri = g_file_get_uri (g_value_get_object (&value));
  g_assert_cmpstr (uri, ==, expected);
}

static void
test_file (void)
{
  g_autofree char *directory = g_get_current_dir ();
  g_autofree char *local = g_filename_to_uri (directory, NULL, NULL);
  g_autofree char *relative = g_strconcat (local, "/a:b", NULL);

  assert_uri ("\"/tmp/a%20b\"", "file:///tmp/a%2520b");
  assert_uri ("\"file:///tmp/a%20b\"", "file:///tmp/a%20b");
  assert_uri ("\"resource:///org/x\"", "resource:///org/x");
  assert_uri ("\"a:b\"", relative);
  assert_gives ("file", "null", "null");
  assert_defers ("file", "{\"type\": \"temporary\"}");
  assert_refuses ("file", "\"\"", "be a path or a URI, not \"\"");
  assert_refuses ("file", "5", "be a path or a URI, not 5");
  assert_refuses ("file", "[]", "be a path or a URI, not an empty array");
}

static void
test_date_time (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *text = NULL;

  g_assert_cmpint (convert ("date-time", "\"2024-02-29T12:00:00\"", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  text = g_date_time_format_iso8601 (g_value_get_boxed (&value));
  g_assert_cmpstr (text, ==, "2024-02-29T12:00:00Z");
  g_value_unset (&value);
  g_clear_pointer (&text, g_free);
  g_assert_cmpint (convert ("date-time", "\"2024-02-29T12:00:00+02:00\"", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  text = g_date_time_format_iso8601 (g_value_get_boxed (&value));
  g_assert_cmpstr (text, ==, "2024-02-29T12:00:00+02");
  assert_gives ("date-time", "null", "null");
  assert_refuses ("date-time", "\"2023-02-29T12:00:00Z\"",
                  "be a date and time as in “2024-02-29T12:00:00Z”, not \"2023-02-29T12:00:00Z\"");
  assert_refuses ("date-time", "\"today\"",
                  "be a date and time as in “2024-02-29T12:00:00Z”, not \"today\"");
  assert_refuses ("date-time", "0", "be a date and time as in “2024-02-29T12:00:00Z”, not 0");
}

static void
test_trees (void)
{
  g_auto (GValue) config = G_VALUE_INIT;
  g_auto (GValue) node = G_VALUE_INIT;
  g_auto (GValue) object = G_VALUE_INIT;
  g_auto (GValue) array = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  g_assert_cmpint (convert ("config", "{\"a\": [1]}", &config, &problem), ==,
                   GREG_CONVERSION_DONE);
  text = greg_config_to_json (g_value_get_object (&config), FALSE);
  g_assert_cmpstr (text, ==, "{\"a\":[1]}");
  g_assert_cmpint (convert ("json-node", "{\"a\": [1]}", &node, &problem), ==,
                   GREG_CONVERSION_DONE);
  json = json_to_string (g_value_get_boxed (&node), FALSE);
  g_assert_cmpstr (json, ==, "{\"a\":[1]}");
  g_assert_cmpint (convert ("json-object", "{\"a\": [1]}", &object, &problem), ==,
                   GREG_CONVERSION_DONE);
  g_assert_true (json_object_has_member (g_value_get_boxed (&object), "a"));
  g_assert_cmpint (convert ("json-array", "[1, 2]", &array, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_cmpuint (json_array_get_length (g_value_get_boxed (&array)), ==, 2);
  assert_gives ("config", "null", "null");
  assert_gives ("json-node", "null", "null");
  assert_refuses ("json-object", "[]", "be an object, not an empty array");
  assert_refuses ("json-array", "{}", "be an array, not an empty object");
}

static void
test_hash_table (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert ("hash-table", "{\"a\": \"b\", \"\": \"c\"}", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  g_assert_cmpuint (g_hash_table_size (g_value_get_boxed (&value)), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (g_value_get_boxed (&value), "a"), ==, "b");
  g_assert_cmpstr (g_hash_table_lookup (g_value_get_boxed (&value), ""), ==, "c");
  assert_refuses ("hash-table", "{\"a\": 1}", "have a string here, not 1");
  assert_refuses ("hash-table", "[]", "be an object of strings, not an empty array");
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  TestPoint *point;

  g_assert_cmpint (convert ("point", "\"3,-4\"", &value, &problem), ==, GREG_CONVERSION_DONE);
  point = g_value_get_boxed (&value);
  g_assert_cmpint (point->x, ==, 3);
  g_assert_cmpint (point->y, ==, -4);
  assert_gives ("point", "null", "null");
  assert_gives ("opaque", "null", "null");
  assert_refuses ("point", "\"3,-4!\"", "be a TestPoint as a string, not \"3,-4!\"");
  assert_refuses ("point", "[3, -4]", "be a TestPoint as a string, not an array of 2");
  assert_refuses ("opaque", "\"3,-4\"", "be a TestOpaque, not \"3,-4\"");
  assert_refuses ("pointer", "null", "be a gpointer, not null");
  assert_refuses ("pointer", "1", "be a gpointer, not 1");
}

static void
test_value_array (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) numbers = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  GValueArray *array;

  g_assert_cmpint (convert ("value-array", "[1, \"a\"]", &value, &problem), ==,
                   GREG_CONVERSION_DONE);
  array = g_value_get_boxed (&value);
  g_assert_cmpuint (array->n_values, ==, 2);
  g_assert_cmpint (g_value_get_int64 (&array->values[0]), ==, 1);
  g_assert_cmpstr (g_value_get_string (&array->values[1]), ==, "a");

  g_assert_cmpint (convert ("number-array", "[1, 9]", &numbers, &problem), ==,
                   GREG_CONVERSION_DONE);
  array = g_value_get_boxed (&numbers);
  g_assert_cmpuint (array->n_values, ==, 2);
  g_assert_cmpint (g_value_get_int (&array->values[1]), ==, 9);

  assert_gives ("value-array", "null", "null");
  assert_refuses ("value-array", "{}", "be a list, not an empty object");
  assert_refuses ("number-array", "[1, 10]", "be an integer from 0 to 9, not 10");
  assert_refuses ("object-array", "[\"gzip\"]", "have a value that need not be built here, not \"gzip\"");
}

static void
test_deferred (void)
{
  assert_defers ("object", "\"gzip\"");
  assert_defers ("object", "{\"type\": \"gzip\"}");
  assert_gives ("object", "null", "null");
  assert_refuses ("object", "5", "be a GObject, not 5");
  assert_refuses ("object", "[\"gzip\"]", "be a GObject, not an array of 1");
  assert_defers ("shape", "\"square\"");
  assert_gives ("shape", "null", "null");
  assert_refuses ("shape", "true", "be a TestShape, not true");
  assert_defers ("list-model", "[\"gzip\"]");
  assert_defers ("list-model", "{\"type\": \"store\"}");
  assert_defers ("list-store", "\"store\"");
  assert_gives ("list-model", "null", "null");
  assert_refuses ("list-model", "5", "be a list of objects, not 5");
  assert_defers ("ptr-array", "[\"gzip\"]");
  assert_gives ("ptr-array", "null", "null");
  assert_refuses ("ptr-array", "\"gzip\"", "be a list of objects, not \"gzip\"");
  assert_defers ("gtype", "\"square\"");
  assert_refuses ("gtype", "null", "be the name of a type that is a TestShape, not null");
  assert_refuses ("gtype", "{}", "be the name of a type that is a TestShape, not an empty object");
}

static void
test_variant_nulls (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  assert_gives ("variant", "null", "null");
  assert_gives ("dict", "null", "null");
  assert_refuses ("numbers", "null", "be a value of the type “ai”, not null");
  assert_refuses ("numbers", "[1, \"x\"]",
                  "have an integer from -2147483648 to 2147483647 here, not \"x\"");
  assert_refuses ("dict", "[]", "be an object for the type “a{sv}”, not an empty array");
  g_assert_cmpint (convert ("maybe", "null", &value, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_cmpuint (g_variant_n_children (g_value_get_variant (&value)), ==, 0);
}

static void
assert_natural (const char *json, GType type, const char *expected)
{
  GregConfig *config = read_json (json);
  GValue value = G_VALUE_INIT;
  g_autofree char *text = NULL;

  greg_convert_natural (greg_config_get_tree (config), 0, &value);
  g_assert_true (G_VALUE_TYPE (&value) == type);
  text = greg_value_describe (&value);
  g_assert_cmpstr (text, ==, expected);
  g_value_unset (&value);
  g_assert_finalize_object (config);
}

static void
test_natural (void)
{
  assert_natural ("null", G_TYPE_OBJECT, "null");
  assert_natural ("true", G_TYPE_BOOLEAN, "true");
  assert_natural ("-1", G_TYPE_INT64, "-1");
  assert_natural ("18446744073709551615", G_TYPE_UINT64, "18446744073709551615");
  assert_natural ("1.5", G_TYPE_DOUBLE, "1.5");
  assert_natural ("\"a\"", G_TYPE_STRING, "\"a\"");
  assert_natural ("[1]", GREG_TYPE_CONFIG, "a GregConfig");
  assert_natural ("{}", GREG_TYPE_CONFIG, "a GregConfig");
}

/* Each text for each parameter: whatever comes out, GObject must take it as it is, and what is
 * refused must say so. */
static void
test_everything (void)
{
  static const char *const texts[] = {
    "null", "true", "false", "0", "1", "-1", "3", "9", "127", "128", "255", "256", "65536",
    "2147483647", "2147483648", "4294967295", "4294967296", "9007199254740993",
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "0.5", "1.0", "-0.0",
    "1e3", "1e19", "1e39", "1e308", "5e-324", "\"\"", "\"a\"", "\"abc\"", "\"A b\"", "\"red\"",
    "\"read|write\"", "\"3d\"", "\"1,2\"", "\"aGk=\"", "\"2024-02-29T12:00:00Z\"", "\"/tmp\"",
    "[]", "[1]", "[\"read\"]", "[\"a\", 1]", "[[]]", "[null]", "{}", "{\"a\": \"b\"}",
    "{\"a\": 1}", "{\"type\": \"gzip\"}",
  };
  guint n_done = 0, n_deferred = 0, n_refused = 0;

  for (guint i = 0; i < schema->n_params * G_N_ELEMENTS (texts); i++)
    {
      const GregParam *param = &schema->params[i / G_N_ELEMENTS (texts)];
      const char *text = texts[i % G_N_ELEMENTS (texts)];
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };

      switch (convert (param->name, text, &value, &problem))
        {
        case GREG_CONVERSION_DONE:
          n_done++;
          g_assert_true (G_VALUE_TYPE (&value) == param->type);
          g_assert_true (greg_convert_is_exact (param, &value));
          if (strcmp (param->name, "folded") != 0)
            g_assert_false (g_param_value_validate (param->pspec, &value));
          g_assert_null (problem.message);
          break;
        case GREG_CONVERSION_DEFERRED:
          n_deferred++;
          g_assert_false (G_IS_VALUE (&value));
          g_assert_null (problem.message);
          break;
        case GREG_CONVERSION_REFUSED:
        default:
          n_refused++;
          g_assert_false (G_IS_VALUE (&value));
          g_assert_true (g_str_has_prefix (problem.message, "“"));
          g_assert_nonnull (problem.expected);
          break;
        }
    }
  g_assert_cmpuint (n_done, >, 300);
  g_assert_cmpuint (n_deferred, >, 30);
  g_assert_cmpuint (n_refused, >, 1000);
}

/* Run with -m perf for numbers that mean something. */
static void
test_speed (void)
{
  static const struct
  {
    const char *name;
    const char *json;
  } cases[] = { { "level", "9" },    { "double", "0.5" },    { "boolean", "true" },
                { "enum", "\"blue\"" }, { "string", "\"abc\"" }, { "strv", "[\"a\",\"b\"]" } };
  guint rounds = g_test_perf () ? 5000000 : 1000;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const GregParam *param = find (cases[c].name);
      g_autoptr (GregConfig) config = read_json (cases[c].json);
      const GregTree *tree = greg_config_get_tree (config);
      GregProblem problem = { 0 };
      double nodes, exact;
      GValue value = G_VALUE_INIT;
      volatile gboolean ok = TRUE;

      g_test_timer_start ();
      for (guint i = 0; i < rounds; i++)
        {
          if (G_IS_VALUE (&value))
            g_value_unset (&value);
          ok = ok && greg_convert_node (param, tree, 0, &value, &problem) == GREG_CONVERSION_DONE;
        }
      nodes = g_test_timer_elapsed () * 1e9 / rounds;
      g_test_timer_start ();
      for (guint i = 0; i < rounds; i++)
        ok = ok && greg_convert_is_exact (param, &value);
      exact = g_test_timer_elapsed () * 1e9 / rounds;
      g_assert_true (ok);
      g_value_unset (&value);
      g_test_minimized_result (nodes, "%s: convert and unset %.1f ns, is_exact %.1f ns", param->name,
                               nodes, exact);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  klass = g_type_class_ref (TEST_TYPE_EVERYTHING);
  schema = greg_schema_new_for_class (G_OBJECT_CLASS (klass));
  g_test_add_func ("/convert/boolean", test_boolean);
  g_test_add_func ("/convert/integers", test_integers);
  g_test_add_func ("/convert/ranges", test_ranges);
  g_test_add_func ("/convert/fractions", test_fractions);
  g_test_add_func ("/convert/floats", test_floats);
  g_test_add_func ("/convert/unichar", test_unichar);
  g_test_add_func ("/convert/enum", test_enum);
  g_test_add_func ("/convert/flags", test_flags);
  g_test_add_func ("/convert/string", test_string);
  g_test_add_func ("/convert/string-rules", test_string_rules);
  g_test_add_func ("/convert/folded", test_folded);
  g_test_add_func ("/convert/strv", test_strv);
  g_test_add_func ("/convert/place", test_place);
  g_test_add_func ("/convert/bytes", test_bytes);
  g_test_add_func ("/convert/file", test_file);
  g_test_add_func ("/convert/date-time", test_date_time);
  g_test_add_func ("/convert/trees", test_trees);
  g_test_add_func ("/convert/hash-table", test_hash_table);
  g_test_add_func ("/convert/boxed", test_boxed);
  g_test_add_func ("/convert/value-array", test_value_array);
  g_test_add_func ("/convert/deferred", test_deferred);
  g_test_add_func ("/convert/variant-nulls", test_variant_nulls);
  g_test_add_func ("/convert/natural", test_natural);
  g_test_add_func ("/convert/everything", test_everything);
  g_test_add_func ("/convert/speed", test_speed);
  result = g_test_run ();
  greg_schema_free (schema);
  g_type_class_unref (klass);
  return result;
}
