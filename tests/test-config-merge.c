/* test-config-merge.c - configurations compared, merged and written
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config-helpers.h"
#include <locale.h>

static void
test_equal (void)
{
  /* Texts of one line mean the same, texts of different lines do not. */
  static const char *const groups[][4] = {
    { "null" },
    { "false" },
    { "true" },
    { "0", "0.0", "-0", "-0.0" },
    { "1", "1.0", "1e0", "10e-1" },
    { "1.5", "15e-1" },
    { "-1", "-1.0" },
    { "9007199254740992", "9007199254740992.0" },
    { "9007199254740993" },
    { "9223372036854775807" },
    { "9223372036854775808", "9223372036854775808.0" },
    { "-9223372036854775808", "-9223372036854775808.0" },
    { "18446744073709551615" },
    { "18446744073709551616.0", "1.8446744073709551616e19" },
    { "\"\"" },
    { "\"1\"", "\"\\u0031\"" },
    { "\"é\"", "\"\\u00e9\"" },
    { "\"e\\u0301\"" },
    { "[]" },
    { "{}" },
    { "[null]" },
    { "[1, 2]", "[1.0, 2.0]" },
    { "[2, 1]" },
    { "[1, 2, 3]" },
    { "[[1], 2]", "[[1.0], 2]" },
    { "[[1, 2]]" },
    { "{\"a\": 1}", "{\"a\": 1.0}" },
    { "{\"a\": 2}" },
    { "{\"b\": 1}" },
    { "{\"a\": null}" },
    { "{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}" },
    { "{\"a\": 2, \"b\": 1}" },
    { "{\"x\": {\"a\": 1, \"b\": [{\"c\": 1, \"d\": 2}]}, \"y\": 0}",
      "{\"y\": 0, \"x\": {\"b\": [{\"d\": 2, \"c\": 1}], \"a\": 1}}" },
    { "{\"x\": {\"a\": 1, \"b\": [{\"c\": 1, \"d\": 3}]}, \"y\": 0}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (groups) * 4; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (groups) * 4; j++)
        {
          const char *first = groups[i / 4][i % 4];
          const char *second = groups[j / 4][j % 4];
          GregConfig *a;
          GregConfig *b;

          if (first == NULL || second == NULL)
            continue;
          a = config_from (first);
          b = config_from (second);
          if (greg_config_equal (a, b) != (i / 4 == j / 4))
            g_error ("%s and %s", first, second);
          assert_dies (&a);
          assert_dies (&b);
        }
    }
}

/* A part of one tree and a whole one; the name under which it is a member does not count. */
static void
test_equal_parts (void)
{
  GregConfig *config = config_from ("{\"a\": {\"x\": [1]}, \"b\": {\"x\": [1]}}");
  GregConfig *a = greg_config_lookup_member (config, "a");
  GregConfig *b = greg_config_lookup_member (config, "b");
  GregConfig *whole = config_from ("{\"x\": [1]}");

  g_assert_true (greg_config_equal (a, b));
  g_assert_true (greg_config_equal (a, whole));
  g_assert_true (greg_config_equal (a, a));
  g_assert_false (greg_config_equal (a, config));
  assert_dies (&a);
  assert_dies (&b);
  assert_dies (&config);
  assert_dies (&whole);
}

static void
test_merge (void)
{
  static const struct
  {
    const char *own;
    const char *overlay;
    const char *merged;
  } cases[] = {
    { "{}", "{}", "{}" },
    { "{\"a\": 1}", "{}", "{\"a\":1}" },
    { "{}", "{\"a\": 1}", "{\"a\":1}" },
    { "{\"a\": 1}", "{\"a\": null}", "{\"a\":null}" },
    { "{\"a\": 1, \"b\": 2, \"c\": 3}", "{\"d\": 4, \"b\": \"two\", \"e\": 5}",
      "{\"a\":1,\"b\":\"two\",\"c\":3,\"d\":4,\"e\":5}" },
    { "{\"a\": {\"x\": 1, \"y\": [1, 2]}, \"b\": [1, \"s\"]}", "{\"b\": {\"z\": [[]]}}",
      "{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":{\"z\":[[]]}}" },
    { "{\"a\": {\"x\": 1}}", "{\"a\": {\"y\": 2}}", "{\"a\":{\"y\":2}}" },
    { "{\"a\": [1, 2, 3]}", "{\"c\": {\"k\": \"v\"}, \"a\": 0}", "{\"a\":0,\"c\":{\"k\":\"v\"}}" },
    { "{\"\": 1}", "{\"\": 2}", "{\"\":2}" },
    { "{\"a_b\": 1}", "{\"a-b\": 2}", "{\"a_b\":1,\"a-b\":2}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregConfig *own = config_from (cases[i].own);
      GregConfig *overlay = config_from (cases[i].overlay);
      g_autoptr (GError) error = NULL;
      GregConfig *merged = greg_config_merge (own, overlay, &error);

      g_assert_no_error (error);
      assert_dies (&own);
      assert_dies (&overlay);
      assert_json (merged, cases[i].merged);
      g_assert_false (greg_config_get_place (merged, NULL, NULL, NULL));
      assert_dies (&merged);
    }
}

/* Parts are merged as well; the result is a root. */
static void
test_merge_parts (void)
{
  const char *text = "{\"a\": {\"x\": [1, {\"y\": 2}]}, \"b\": {\"z\": true, \"x\": {\"w\": [3]}}}";
  GregConfig *config = greg_config_new_from_json (text, -1, "x.json", NULL);
  GregConfig *a = greg_config_lookup_member (config, "a");
  GregConfig *b = greg_config_lookup_member (config, "b");
  GregConfig *merged = greg_config_merge (b, a, NULL);
  GregConfig *part = greg_config_lookup_pointer (merged, "/x/1/y");
  g_autofree char *pointer = greg_config_dup_pointer (part);
  g_autofree char *root = greg_config_dup_pointer (merged);

  assert_json (merged, "{\"z\":true,\"x\":[1,{\"y\":2}]}");
  g_assert_cmpstr (pointer, ==, "/x/1/y");
  g_assert_cmpstr (root, ==, "");
  g_assert_null (greg_config_get_key (merged));
  g_assert_cmpstr (greg_config_get_display_name (merged), ==, "x.json");
  assert_dies (&part);
  assert_dies (&merged);
  assert_dies (&a);
  assert_dies (&b);
  assert_dies (&config);
}

static void
test_merge_names (void)
{
  GregConfig *a = greg_config_new_from_json ("{}", -1, "a.json", NULL);
  GregConfig *b = greg_config_new_from_json ("{}", -1, "b.json", NULL);
  GregConfig *merged = greg_config_merge (a, b, NULL);

  g_assert_null (greg_config_get_display_name (merged));
  assert_dies (&merged);
  assert_dies (&a);
  assert_dies (&b);
}

/* Large ones are merged in a moment, and checked against what is known of each member. */
static void
test_merge_many (void)
{
  const guint n = 50000;
  g_autoptr (GString) evens = g_string_new ("{\"first\":0");
  g_autoptr (GString) thirds = g_string_new ("{\"last\":1");
  GregConfig *own;
  GregConfig *overlay;
  GregConfig *merged;

  for (guint i = 0; i < n; i += 2)
    g_string_append_printf (evens, ",\"%u\":{\"even\":%u}", i, i);
  for (guint i = 0; i < n; i += 3)
    g_string_append_printf (thirds, ",\"%u\":\"third\"", i);
  g_string_append_c (evens, '}');
  g_string_append_c (thirds, '}');
  own = config_from (evens->str);
  overlay = config_from (thirds->str);
  merged = greg_config_merge (own, overlay, NULL);
  g_assert_cmpuint (greg_config_get_n_children (merged), ==, 33335);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autofree char *even = g_strdup_printf ("{\"even\":%u}", i);
      g_autoptr (GregConfig) member = greg_config_lookup_member (merged, key);

      g_assert_true ((member != NULL) == (i % 2 == 0 || i % 3 == 0));
      if (member != NULL)
        assert_json (member, i % 3 == 0 ? "\"third\"" : even);
    }
  assert_dies (&merged);
  assert_dies (&own);
  assert_dies (&overlay);
}

static void
test_merge_refused (void)
{
  GregConfig *object = config_from ("{}");
  GregConfig *array = greg_config_new_from_json (" [1, 2]", -1, "a.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_null (greg_config_merge (object, array, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_assert_cmpstr (error->message, ==,
                   "a.json:1:2: only objects can be merged, and this is an array of 2");
  g_assert_null (greg_config_merge (array, object, &second));
  g_assert_error (second, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  assert_dies (&object);
  assert_dies (&array);
}

/* Takes a gigabyte, so only in the slow mode. */
static void
test_merge_limit (void)
{
  g_autofree char *letters = g_strnfill (140 * 1024 * 1024, 'x');
  g_autofree char *own_text = g_strdup_printf ("{\"a\": \"%s\"}", letters);
  g_autofree char *overlay_text = g_strdup_printf ("{\"b\": [\"%s\"]}", letters);
  GregConfig *own = config_from (own_text);
  GregConfig *overlay = config_from (overlay_text);
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_config_merge (own, overlay, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_LIMIT);
  assert_dies (&own);
  assert_dies (&overlay);
}

static void
test_pretty (void)
{
  GregConfig *config
      = config_from ("{\"a\":[1,{\"b\":null,\"c\":\"x\\ny\"},[]],\"d\":{},\"e\":[[2.0]]}");
  GregConfig *part = greg_config_lookup_pointer (config, "/a/1");
  g_autofree char *pretty = greg_config_to_json (config, TRUE);
  g_autofree char *part_pretty = greg_config_to_json (part, TRUE);

  g_assert_cmpstr (pretty, ==,
                   "{\n"
                   "  \"a\": [\n"
                   "    1,\n"
                   "    {\n"
                   "      \"b\": null,\n"
                   "      \"c\": \"x\\ny\"\n"
                   "    },\n"
                   "    []\n"
                   "  ],\n"
                   "  \"d\": {},\n"
                   "  \"e\": [\n"
                   "    [\n"
                   "      2.0\n"
                   "    ]\n"
                   "  ]\n"
                   "}");
  g_assert_cmpstr (part_pretty, ==, "{\n  \"b\": null,\n  \"c\": \"x\\ny\"\n}");
  assert_dies (&part);
  assert_dies (&config);
}

/* Most test machines have no locale but C, so one is made, once, beside the test. */
static gboolean
set_comma_locale (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "locale", NULL);
  g_autofree char *path = g_build_filename (folder, "de_DE.UTF-8", NULL);
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strconcat ("localedef -i de_DE -f UTF-8 ", quoted, NULL);

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") != NULL)
    return TRUE;
  g_mkdir_with_parents (folder, 0777);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  return setlocale (LC_NUMERIC, "de_DE.UTF-8") != NULL;
}

/* A decimal comma changes neither reading nor writing. */
static void
test_locale (void)
{
  GregConfig *config;
  g_autofree char *number = NULL;

  if (!set_comma_locale ())
    {
      g_test_skip ("there is no de_DE.UTF-8, and localedef cannot make it");
      return;
    }
  number = g_strdup_printf ("%.1f", 1.5);
  g_assert_cmpstr (number, ==, "1,5");
  config = config_from ("[1.5, 1e-7, 123456789.125e300, 0.1234567890123456789012]");
  assert_json (config, "[1.5,1e-07,1.23456789125e+308,0.12345678901234568]");
  setlocale (LC_NUMERIC, "C");
  assert_dies (&config);
}

static void
test_to_node (void)
{
  const char *text = "{\"b\":[1,-9223372036854775808,1.5,\"é\",true,false,null,{},[]],"
                     "\"a\":{\"x\":2.0}}";
  GregConfig *config = config_from (text);
  g_autoptr (JsonNode) node = greg_config_to_node (config);
  GregConfig *back = greg_config_new_from_node (node, NULL, NULL);
  GregConfig *part = greg_config_lookup_pointer (config, "/a");
  g_autoptr (JsonNode) part_node = greg_config_to_node (part);

  assert_dies (&part);
  assert_dies (&config);
  assert_json (back, text);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (part_node), "x"), ==, 2);
  json_object_set_int_member (json_node_get_object (node), "new", 1);
  assert_dies (&back);
}

static void
test_to_node_unsigned (void)
{
  GregConfig *config = config_from ("18446744073709551615");
  g_autoptr (JsonNode) node = greg_config_to_node (config);

  g_assert_cmpfloat (json_node_get_double (node), ==, 18446744073709551616.0);
  assert_dies (&config);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config-merge/equal", test_equal);
  g_test_add_func ("/config-merge/equal-parts", test_equal_parts);
  g_test_add_func ("/config-merge/merge", test_merge);
  g_test_add_func ("/config-merge/merge-parts", test_merge_parts);
  g_test_add_func ("/config-merge/merge-names", test_merge_names);
  g_test_add_func ("/config-merge/merge-many", test_merge_many);
  g_test_add_func ("/config-merge/merge-refused", test_merge_refused);
  g_test_add_func ("/config-merge/pretty", test_pretty);
  g_test_add_func ("/config-merge/locale", test_locale);
  g_test_add_func ("/config-merge/to-node", test_to_node);
  g_test_add_func ("/config-merge/to-node-unsigned", test_to_node_unsigned);
  if (g_test_slow ())
    g_test_add_func ("/config-merge/merge-limit", test_merge_limit);
  return g_test_run ();
}
