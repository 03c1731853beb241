/* test-builder-refusals.c - what others take silently or die of is an error with its place
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("things", G_TYPE_NONE);

  test_part_reset_counts ();
  test_add_type (registry, "thing", TEST_TYPE_EVERYTHING, NULL);
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "zlib", G_TYPE_ZLIB_COMPRESSOR, NULL);
  return registry;
}

/* Every value stands on line 2, column 2 of a thing, under its property. */
typedef struct
{
  const char *property;
  const char *value;
  const char *message; /* without place and path */
} Refusal;

static const Refusal refusals[] = {
  /* The wrong kind of value. */
  { "boolean", "1", "“boolean” must be true or false, not 1" },
  { "boolean", "'true'", "“boolean” must be true or false, not \"true\"" },
  { "boolean", "'maybe'", "“boolean” must be true or false, not \"maybe\"" },
  { "boolean", "null", "“boolean” must be true or false, not null" },
  { "int", "true", "“int” must be an integer, not true" },
  { "int", "'5'", "“int” must be an integer, not \"5\"" },
  { "int", "[5]", "“int” must be an integer, not an array of 1" },
  { "int", "{}", "“int” must be an integer, not an empty object" },
  { "int", "null", "“int” must be an integer, not null" },
  { "string", "5", "“string” must be a string, not 5" },
  { "string", "true", "“string” must be a string, not true" },
  { "string", "['a']", "“string” must be a string, not an array of 1" },
  { "double", "'12abc'", "“double” must be a number, not \"12abc\"" },
  { "double", "'12'", "“double” must be a number, not \"12\"" },
  { "object", "5", "“object” must be a GObject, not 5" },
  { "bytes", "'not base64!'", "“bytes” must be bytes as a base64 string, not \"not base64!\"" },
  { "date-time", "'yesterday'",
    "“date-time” must be a date and time as in “2024-02-29T12:00:00Z”, not \"yesterday\"" },
  { "date-time", "'2023-02-29T12:00:00Z'",
    "“date-time” must be a date and time as in “2024-02-29T12:00:00Z”, not "
    "\"2023-02-29T12:00:00Z\"" },
  { "unichar", "'ab'", "“unichar” must be a character, not \"ab\"" },
  { "opaque", "'x'", "“opaque” must be a TestOpaque, not \"x\"" },
  { "point", "'1;2'", "“point” must be a TestPoint as a string, not \"1;2\"" },
  { "pointer", "5", "“pointer” must be a gpointer, not 5" },
  { "dict", "[1]", "“dict” must be an object for the type “a{sv}”, not an array of 1" },
  { "numbers", "'x'", "“numbers” must be an array for the type “ai”, not \"x\"" },

  /* What would be narrowed. */
  { "int", "4294967301",
    "“int” must be an integer from -2147483648 to 2147483647, not 4294967301" },
  { "int", "1.7", "“int” must be an integer from -2147483648 to 2147483647, not 1.7" },
  { "int", "1e300", "“int” must be an integer from -2147483648 to 2147483647, not 1e+300" },
  { "uint", "-1", "“uint” must be an integer from 0 to 4294967295, not -1" },
  { "uchar", "300", "“uchar” must be an integer from 0 to 255, not 300" },
  { "char", "128", "“char” must be an integer from -128 to 127, not 128" },
  { "int64", "9223372036854775808",
    "“int64” must be an integer from -9223372036854775808 to 9223372036854775807, "
    "not 9223372036854775808" },
  { "uint64", "-1", "“uint64” must be an integer from 0 to 18446744073709551615, not -1" },
  { "double", "9007199254740993",
    "“double” must be a number that double precision can hold, not 9007199254740993" },
  { "float", "1e300", "“float” must be a number from -3.4028235e+38 to 3.4028235e+38, not 1e+300" },

  /* What is out of the range of the property. */
  { "level", "10", "“level” must be an integer from 0 to 9, not 10" },
  { "level", "-1", "“level” must be an integer from 0 to 9, not -1" },
  { "count", "0", "“count” must be an integer from 1 to 100, not 0" },
  { "ratio", "1.001", "“ratio” must be a number from 0 to 1, not 1.001" },
  { "size", "11", "“size” must be an integer from 1 to 10, not 11" },
  { "even", "3", "“even” must be an integer from -10 to 10, not 3" },
  { "word", "'Abc'",
    "“word” must be a string that begins with one of “abcdefghijklmnopqrstuvwxyz” "
    "and goes on with characters of “abcdefghijklmnopqrstuvwxyz”, not \"Abc\"" },

  /* Enumerations and flags. */
  { "enum", "'3d'", "“enum” must be one of “red”, “dark-green”, “blue”, “black”, not \"3d\"" },
  { "enum", "'3'", "“enum” must be one of “red”, “dark-green”, “blue”, “black”, not \"3\"" },
  { "enum", "99", "“enum” must be one of “red”, “dark-green”, “blue”, “black”, not 99" },
  { "enum", "''", "“enum” must be one of “red”, “dark-green”, “blue”, “black”, not \"\"" },
  { "enum", "2.5", "“enum” must be one of “red”, “dark-green”, “blue”, “black”, not 2.5" },
  { "flags", "'read|wrong'",
    "“flags” must be flags of “none”, “read”, “write”, “execute”, “read-write”, "
    "not \"read|wrong\"" },
  { "flags", "128",
    "“flags” must be flags of “none”, “read”, “write”, “execute”, “read-write”, not 128" },
};

static void
test_values (void)
{
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal *refusal = &refusals[i];
      g_autofree char *text =
          g_strdup_printf ("{'type': 'thing',\n '%s':\n  %s}", refusal->property, refusal->value);
      g_autofree char *expected =
          g_strdup_printf ("cfg.json:3:3: /%s: %s", refusal->property, refusal->message);
      GError *error = NULL;

      g_assert_null (test_build (registry, text, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
      if (!g_str_has_prefix (error->message, expected))
        g_error ("“%s” is not “%s”", error->message, expected);
      g_clear_error (&error);
    }
  g_assert_finalize_object (registry);
}

/* A mistake within a value has its own place. */
static void
test_elements (void)
{
  const struct
  {
    const char *text, *message;
  } cases[] = {
    { "{'type': 'thing', 'strv': ['a', 1, null, 'b']}",
      "cfg.json:1:33: /strv/1: “strv” must have a string here, not 1" },
    { "{'type': 'thing', 'numbers': [1, 4294967301]}",
      "cfg.json:1:34: /numbers/1: “numbers” must have" },
    { "{'type': 'thing', 'flags': ['read', 'wrong']}",
      "cfg.json:1:37: /flags/1: “flags” must have" },
    { "{'type': 'thing', 'hash-table': {'a': 'b', 'c': 1}}",
      "cfg.json:1:49: /hash-table/c: “hash-table” must have" },
  };
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;

      g_assert_null (test_build (registry, cases[i].text, &error));
      test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, cases[i].message);
    }
  g_assert_finalize_object (registry);
}

static void
test_unknown_member (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  g_assert_null (test_build (registry, "{'type': 'thing',\n 'levle': 9}", &error));
  test_assert_error (
      error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY,
      "cfg.json:2:2: /levle: “thing” has no property “levle”; did you mean “level”?");
  g_assert_null (test_build (registry, "{'type': 'thing', 'read-only': 1}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY,
                     "cfg.json:1:19: /read-only: “read-only” of “thing” can be read but not "
                     "written");
  g_assert_finalize_object (registry);
}

/* The last one does not win. */
static void
test_duplicate_member (void)
{
  GError *error = NULL;

  g_assert_null (greg_config_new_from_json ("{\"type\": \"thing\",\n \"level\": 1,\n \"level\": 2}",
                                            -1, "cfg.json", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "cfg.json:3:2: ");
}

/* json-glib dies of an object for a property of an abstract type. */
static void
test_abstract_type (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  g_assert_null (test_build (registry, "{'type': 'thing', 'shape': {}}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE,
                     "cfg.json:1:28: /shape: there is no “type” that says what to build");
  g_assert_null (test_build (registry, "{'type': 'thing', 'shape': {'size': 3}}", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE);
  g_clear_error (&error);
  g_assert_false (
      greg_registry_register_type (registry, "abstract", TEST_TYPE_ABSTRACT_PART, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_finalize_object (registry);
}

/* A number that no property could hold is not even read. */
static void
test_huge_integer (void)
{
  GError *error = NULL;

  g_assert_null (
      greg_config_new_from_json ("{\"uint64\": 18446744073709551616}", -1, "cfg.json", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_LIMIT, "cfg.json:1:12: ");
}

/* json-glib overflows the stack. */
static void
test_nested_brackets (void)
{
  g_autoptr (GString) text = g_string_new ("{\"type\": ");
  GError *error = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  g_assert_null (greg_config_new_from_json (text->str, -1, "cfg.json", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_LIMIT, "cfg.json:1:");
}

/* GIO takes both, and the later one wins. */
static void
test_two_of_one_name (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;
  g_autoptr (GregFactory) factory = NULL;

  g_assert_false (greg_registry_register_type (registry, "part", TEST_TYPE_DEVICE, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_EXISTS, "part");
  factory = greg_source_lookup (GREG_SOURCE (registry), "part");
  g_assert_true (greg_factory_get_product_type (factory) == TEST_TYPE_PART);
  g_clear_object (&factory);
  g_assert_finalize_object (registry);
}

/* A script's constructor takes “gzip” for 0, 99 for 0, 4294967301 for 5 and 1.7 for 1. */
static void
test_compressor (void)
{
  const struct
  {
    const char *text, *message;
  } cases[] = {
    { "{'type': 'zlib', 'level': 99}",
      "cfg.json:1:27: /level: “level” must be an integer from -1 to 9, not 99" },
    { "{'type': 'zlib', 'level': 4294967301}",
      "cfg.json:1:27: /level: “level” must be an integer from -1 to 9, not 4294967301" },
    { "{'type': 'zlib', 'level': 1.7}",
      "cfg.json:1:27: /level: “level” must be an integer from -1 to 9, not 1.7" },
    { "{'type': 'zlib', 'format': 'gzp'}",
      "cfg.json:1:28: /format: “format” must be one of “zlib”, “gzip”, “raw”, not \"gzp\"; "
      "did you mean “gzip”?" },
  };
  GregRegistry *registry = new_registry ();
  GError *error = NULL;
  GObject *gzip = test_build (registry, "{'type': 'zlib', 'format': 'gzip', 'level': 9}", &error);
  GZlibCompressorFormat format;
  int level;

  g_assert_no_error (error);
  g_object_get (gzip, "format", &format, "level", &level, NULL);
  g_assert_cmpint (format, ==, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_assert_cmpint (level, ==, 9);
  g_assert_finalize_object (gzip);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (test_build (registry, cases[i].text, &error));
      test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, cases[i].message);
    }
  g_assert_finalize_object (registry);
}

/* A variant and a JsonNode are refused in the same words as text, but have no lines. */
static void
test_other_doors (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (JsonNode) node = json_from_string ("{\"type\": \"thing\", \"uchar\": 300}", NULL);
  GError *error = NULL;
  const char *text = "/uchar: “uchar” must be an integer from 0 to 255, not 300";

  g_assert_null (greg_source_build_node (GREG_SOURCE (registry), node, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, text);
  g_assert_null (greg_source_build_variant (
      GREG_SOURCE (registry), g_variant_new_parsed ("{'type': <'thing'>, 'uchar': <300>}"),
      &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, text);
  g_assert_null (greg_source_build_json (GREG_SOURCE (registry),
                                         "{\"type\": \"thing\",\n\"uchar\": 300}", -1, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "2:10: /uchar: “uchar” must be an integer from 0 to 255, not 300");
  g_assert_finalize_object (registry);
}

/* And in the same words from names and values, which GObject only warns about. */
static void
test_values_by_name (void)
{
  GregRegistry *registry = new_registry ();
  const char *names[] = { "uchar" };
  GValue value = G_VALUE_INIT;
  GError *error = NULL;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, 300);
  g_assert_null (greg_source_build_with_properties (GREG_SOURCE (registry), "thing", 1, names,
                                                    &value, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "“uchar” must be an integer from 0 to 255, not 300");
  names[0] = "unknown";
  g_assert_null (greg_source_build_with_properties (GREG_SOURCE (registry), "thing", 1, names,
                                                    &value, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY);
  g_clear_error (&error);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "thing", &error, "level", 10, NULL));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "“level” must be an integer from 0 to 9, not 10");
  g_assert_finalize_object (registry);
}

/* One refusal takes nothing away from the others: all are in one report. */
static void
test_all_at_once (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GregConfig) config = NULL;
  GregReport *report;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_string_append_printf (text, "%s{'type': 'thing', '%s': %s}", i > 0 ? ",\n" : "",
                            refusals[i].property, refusals[i].value);
  g_string_append_c (text, ']');
  config = test_config (text->str);
  report = greg_builder_validate (builder, config);
  g_assert_cmpuint (greg_report_count_errors (report), ==, G_N_ELEMENTS (refusals));
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GregDiagnostic) diagnostic = g_list_model_get_item (G_LIST_MODEL (report), i);

      g_assert_cmpuint (greg_diagnostic_get_line (diagnostic), ==, i + 1);
      g_assert_cmpstr (greg_diagnostic_get_message (diagnostic), ==, refusals[i].message);
      g_assert_cmpstr (greg_diagnostic_get_factory (diagnostic), ==, "thing");
    }
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder-refusals/values", test_values);
  g_test_add_func ("/builder-refusals/elements", test_elements);
  g_test_add_func ("/builder-refusals/unknown-member", test_unknown_member);
  g_test_add_func ("/builder-refusals/duplicate-member", test_duplicate_member);
  g_test_add_func ("/builder-refusals/abstract-type", test_abstract_type);
  g_test_add_func ("/builder-refusals/huge-integer", test_huge_integer);
  g_test_add_func ("/builder-refusals/nested-brackets", test_nested_brackets);
  g_test_add_func ("/builder-refusals/two-of-one-name", test_two_of_one_name);
  g_test_add_func ("/builder-refusals/compressor", test_compressor);
  g_test_add_func ("/builder-refusals/other-doors", test_other_doors);
  g_test_add_func ("/builder-refusals/values-by-name", test_values_by_name);
  g_test_add_func ("/builder-refusals/all-at-once", test_all_at_once);
  return g_test_run ();
}
