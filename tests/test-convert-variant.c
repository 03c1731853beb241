/* test-convert-variant.c - from configurations to a GVariant of any type
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-private.h"

static GregConversion
convert (const char *type, const char *json, GValue *value, GregProblem *problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregConfig) config = greg_config_new_from_json (json, -1, NULL, &error);
  g_autoptr (GVariantType) variant_type = g_variant_type_new (type);
  GregConversion conversion;
  GregParam param;

  g_assert_no_error (error);
  greg_param_init (
      &param, NULL,
      g_param_spec_variant ("x", NULL, NULL, variant_type, NULL, G_PARAM_READWRITE), FALSE);
  conversion = greg_convert_node (&param, greg_config_get_tree (config),
                                  greg_config_get_index (config), value, problem);
  greg_param_clear (&param);
  g_assert_finalize_object (g_steal_pointer (&config));
  return conversion;
}

static const struct
{
  const char *type;
  const char *json;
  const char *expected; /* as g_variant_print() has it, or NULL for a refusal */
} cases[] = {
  { "*", "true", "true" },
  { "*", "1", "int64 1" },
  { "*", "18446744073709551615", "uint64 18446744073709551615" },
  { "*", "1.0", "1.0" },
  { "*", "\"a\"", "'a'" },
  { "*", "[1, \"a\", null]", "[<int64 1>, <'a'>, <@mv nothing>]" },
  { "*", "{\"a\": {\"b\": []}}", "{'a': <{'b': <@av []>}>}" },
  { "*", "{}", "@a{sv} {}" },
  { "v", "1", "<int64 1>" },
  { "v", "[]", "<@av []>" },
  { "b", "true", "true" },
  { "b", "1", NULL },
  { "y", "255", "byte 0xff" },
  { "y", "256", NULL },
  { "n", "-32768", "int16 -32768" },
  { "n", "32768", NULL },
  { "q", "65535", "uint16 65535" },
  { "q", "-1", NULL },
  { "i", "1.0", "1" },
  { "i", "2147483648", NULL },
  { "u", "4294967295", "uint32 4294967295" },
  { "u", "4294967296", NULL },
  { "x", "9223372036854775807", "int64 9223372036854775807" },
  { "x", "9223372036854775808", NULL },
  { "t", "18446744073709551615", "uint64 18446744073709551615" },
  { "t", "-1", NULL },
  { "h", "1", NULL },
  { "d", "1", "1.0" },
  { "d", "9007199254740993", NULL },
  { "d", "\"1\"", NULL },
  { "s", "\"a\"", "'a'" },
  { "s", "1", NULL },
  { "o", "\"/a/b\"", "objectpath '/a/b'" },
  { "o", "\"a\"", NULL },
  { "g", "\"a{sv}\"", "signature 'a{sv}'" },
  { "g", "\"a{\"", NULL },
  { "ms", "null", "@ms nothing" },
  { "ms", "\"a\"", "@ms 'a'" },
  { "ms", "1", NULL },
  { "mms", "null", "@mms nothing" },
  { "m*", "null", "@mv nothing" },
  { "m*", "1", "@mx 1" },
  { "as", "[\"a\", \"b\"]", "['a', 'b']" },
  { "as", "[]", "@as []" },
  { "as", "[1]", NULL },
  { "as", "\"a\"", NULL },
  { "ai", "[1, 2.5]", NULL },
  { "aai", "[[1], []]", "[[1], []]" },
  { "a*", "[1, \"a\"]", "[<int64 1>, <'a'>]" },
  { "a*", "[]", "@av []" },
  { "a?", "[1, 2]", "[int64 1, 2]" },
  { "a?", "[]", "@as []" },
  { "a?", "[1, \"a\"]", NULL },
  { "a?", "[[]]", NULL },
  { "ar", "[[1], [2]]", "[(int64 1,), (2,)]" },
  { "ar", "[[1], [2, 3]]", NULL },
  { "ar", "[]", "@a() []" },
  { "r", "[1, \"a\"]", "(int64 1, 'a')" },
  { "r", "{}", NULL },
  { "()", "[]", "()" },
  { "()", "[1]", NULL },
  { "(is)", "[1, \"a\"]", "(1, 'a')" },
  { "(is)", "[1]", NULL },
  { "(is)", "[1, \"a\", 2]", NULL },
  { "(is)", "[\"a\", 1]", NULL },
  { "(i*)", "[1, [2]]", "(1, [<int64 2>])" },
  { "a{sv}", "{\"a\": 1, \"b\": null}", "{'a': <int64 1>, 'b': <@mv nothing>}" },
  { "a{sv}", "[]", NULL },
  { "a{si}", "{\"a\": 1}", "{'a': 1}" },
  { "a{si}", "{\"a\": \"b\"}", NULL },
  { "a{s*}", "{\"a\": 1}", "{'a': <int64 1>}" },
  { "a{?*}", "{\"a\": 1}", "{'a': <int64 1>}" },
  { "a{sai}", "{\"a\": [1]}", "{'a': [1]}" },
  { "a{os}", "{\"/a\": \"b\"}", "{objectpath '/a': 'b'}" },
  { "a{os}", "{\"a\": \"b\"}", NULL },
  { "a{us}", "{\"1\": \"b\"}", "{uint32 1: 'b'}" },
  { "a{us}", "{\"01\": \"b\"}", NULL },
  { "a{us}", "{\"-1\": \"b\"}", NULL },
  { "a{us}", "{\"4294967296\": \"b\"}", NULL },
  { "a{us}", "{\"x\": \"b\"}", NULL },
  { "a{is}", "{\"-1\": \"b\"}", "{-1: 'b'}" },
  { "a{bs}", "{\"true\": \"b\"}", "{true: 'b'}" },
  { "a{bs}", "{\"yes\": \"b\"}", NULL },
  { "{sv}", "{\"a\": 1}", "{'a', <int64 1>}" },
  { "{sv}", "{}", NULL },
  { "{sv}", "{\"a\": 1, \"b\": 2}", NULL },
};

static void
test_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };
      GregConversion conversion = convert (cases[i].type, cases[i].json, &value, &problem);
      g_autofree char *text = NULL;

      g_test_message ("%s as %s", cases[i].json, cases[i].type);
      if (conversion == GREG_CONVERSION_DONE)
        {
          GVariant *variant = g_value_get_variant (&value);

          g_assert_false (g_variant_is_floating (variant));
          text = g_variant_print (variant, TRUE);
        }
      else
        {
          g_assert_false (G_IS_VALUE (&value));
          g_assert_nonnull (problem.message);
        }
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static char *
nest (guint depth)
{
  g_autofree char *start = g_strnfill (depth, '[');
  g_autofree char *end = g_strnfill (depth, ']');

  return g_strconcat (start, end, NULL);
}

/* What a GVariant would lose when it is stored is refused before. */
static void
test_depth (void)
{
  g_autofree char *deep = nest (100);
  g_autofree char *flat = nest (60);
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (convert ("*", deep, &value, &problem), ==, GREG_CONVERSION_REFUSED);
  g_assert_cmpint (problem.code, ==, GREG_ERROR_LIMIT);
  g_assert_false (G_IS_VALUE (&value));
  g_assert_cmpint (convert ("*", flat, &value, &problem), ==, GREG_CONVERSION_DONE);
  g_assert_true (g_variant_is_normal_form (g_value_get_variant (&value)));
}

/* The deepest that is accepted survives being stored and read back. */
static void
test_stored (void)
{
  guint n_accepted = 0;

  for (guint depth = 1; depth < 100; depth++)
    {
      g_autofree char *json = nest (depth);
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GVariant) back = NULL;

      if (convert ("*", json, &value, &problem) != GREG_CONVERSION_DONE)
        break;
      bytes = g_variant_get_data_as_bytes (g_value_get_variant (&value));
      back = g_variant_ref_sink (
          g_variant_new_from_bytes (g_variant_get_type (g_value_get_variant (&value)), bytes, FALSE));
      g_assert_true (g_variant_is_normal_form (back));
      g_assert_true (g_variant_equal (back, g_value_get_variant (&value)));
      n_accepted++;
    }
  g_assert_cmpuint (n_accepted, >=, 60);
  g_assert_cmpuint (n_accepted, <, 99);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/convert-variant/types", test_types);
  g_test_add_func ("/convert-variant/depth", test_depth);
  g_test_add_func ("/convert-variant/stored", test_stored);
  return g_test_run ();
}
