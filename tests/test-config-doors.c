/* test-config-doors.c - configurations from files, from JsonNode and from GVariant
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config-helpers.h"
#include <glib/gstdio.h>
#include <math.h>

static char *
write_file (const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("greg-XXXXXX.json", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_file (void)
{
  g_autofree char *path = write_file ("{\"type\": \"gzip\"}\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_file (file, NULL, &error);

  g_assert_no_error (error);
  assert_json (config, "{\"type\":\"gzip\"}");
  g_assert_cmpstr (greg_config_get_display_name (config), ==, name);
  g_assert_true (greg_config_get_place (config, NULL, NULL, NULL));
  assert_dies (&config);
  g_unlink (path);
}

static void
test_file_is_wrong (void)
{
  g_autofree char *path = write_file ("{\n  \"type\": gzip\n}\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *prefix = g_strconcat (name, ":2:11: ", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_config_new_from_file (file, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_unlink (path);
}

/* What goes wrong with the file itself stays what it is. */
static void
test_file_is_not_there (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/greg.json");
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) folder_error = NULL;
  g_autoptr (GError) cancelled = NULL;

  g_assert_null (greg_config_new_from_file (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "/nowhere/greg.json: "));
  g_assert_null (greg_config_new_from_file (folder, NULL, &folder_error));
  g_assert_error (folder_error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_cancellable_cancel (cancellable);
  g_assert_null (greg_config_new_from_file (folder, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Larger than the first pieces that are read, and ending within or at the end of one. */
static void
test_file_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 32 * 1024 - 2, 32 * 1024, 96 * 1024 - 2, 500000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *letters = g_strnfill (sizes[i], 'x');
      g_autofree char *text = g_strdup_printf ("\"%s\"", letters);
      g_autofree char *path = write_file (text);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      GregConfig *config = greg_config_new_from_file (file, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (greg_config_get_string (config, NULL), ==, letters);
      assert_dies (&config);
      g_unlink (path);
    }
}

static void
test_node (void)
{
  const char *text = "{\"b\":[1,-1,9223372036854775807,1.5,\"é\",true,false,null,{},[]],\"a\":"
                     "{\"z\":1,\"y\":2.0}}";
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_node (node, "x", &error);

  g_assert_no_error (error);
  assert_json (config, text);
  g_assert_cmpstr (greg_config_get_display_name (config), ==, "x");
  g_assert_false (greg_config_get_place (config, NULL, NULL, NULL));
  /* What happens to the node is nothing to the configuration. */
  json_object_remove_member (json_node_get_object (node), "b");
  assert_json (config, text);
  assert_dies (&config);
}

static void
test_node_kinds (void)
{
  g_autoptr (JsonNode) null_string = json_node_init_string (json_node_alloc (), NULL);
  g_autoptr (JsonNode) null = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) integer = json_node_init_int (json_node_alloc (), G_MININT64);
  GregConfig *config = greg_config_new_from_node (null_string, NULL, NULL);

  assert_json (config, "null");
  assert_dies (&config);
  config = greg_config_new_from_node (null, NULL, NULL);
  assert_json (config, "null");
  assert_dies (&config);
  config = greg_config_new_from_node (integer, NULL, NULL);
  assert_json (config, "-9223372036854775808");
  assert_dies (&config);
}

/* Takes the node. */
static void
assert_node_refused (JsonNode *given, GregError code, const char *message)
{
  g_autoptr (JsonNode) node = given;
  g_autofree char *with_name = g_strconcat ("n: ", message, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_null (greg_config_new_from_node (node, NULL, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (greg_config_new_from_node (node, "n", &second));
  g_assert_cmpstr (second->message, ==, with_name);
  g_assert_null (greg_config_new_from_node (node, NULL, NULL));
}

static JsonNode *
wrap_in_member (JsonNode *value, const char *name)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_array_member (object, "first", json_array_new ());
  json_array_add_int_element (json_object_get_array_member (object, "first"), 1);
  json_object_set_member (object, name, value);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
make_double (double value)
{
  return json_node_init_double (json_node_alloc (), value);
}

static void
test_node_refused (void)
{
  assert_node_refused (make_double (NAN), GREG_ERROR_INVALID_VALUE,
                       "a finite number was expected, not NaN");
  assert_node_refused (wrap_in_member (make_double (-INFINITY), "a/b"), GREG_ERROR_INVALID_VALUE,
                       "/a~1b: a finite number was expected, not infinity");
  assert_node_refused (wrap_in_member (json_node_init_string (json_node_alloc (), "\xff"), "s"),
                       GREG_ERROR_INVALID_CONFIG, "/s: the string is not UTF-8");
  assert_node_refused (wrap_in_member (wrap_in_member (make_double (1), "\xff"), "o"),
                       GREG_ERROR_INVALID_CONFIG, "/o: the name of a member is not UTF-8");
  assert_node_refused (wrap_in_member (json_node_new (JSON_NODE_OBJECT), "o"),
                       GREG_ERROR_INVALID_CONFIG, "/o: the JsonNode holds no object");
  assert_node_refused (wrap_in_member (json_node_new (JSON_NODE_ARRAY), "o"),
                       GREG_ERROR_INVALID_CONFIG, "/o: the JsonNode holds no array");
  assert_node_refused (json_node_new (JSON_NODE_VALUE), GREG_ERROR_INVALID_CONFIG,
                       "the JsonNode holds no value");
}

static JsonNode *
make_nested_arrays (guint depth)
{
  JsonNode *node = json_node_init_int (json_node_alloc (), 1);

  for (guint i = 0; i < depth; i++)
    {
      JsonArray *array = json_array_new ();

      json_array_add_element (array, node);
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, array);
    }
  return node;
}

static void
test_node_depth (void)
{
  g_autoptr (JsonNode) node = make_nested_arrays (128);
  GregConfig *config = greg_config_new_from_node (node, NULL, NULL);
  g_autoptr (GString) message = g_string_new (NULL);

  g_assert_nonnull (config);
  assert_dies (&config);
  for (guint i = 0; i < 128; i++)
    g_string_append (message, "/0");
  g_string_append (message, ": arrays and objects are nested deeper than 128 levels");
  assert_node_refused (make_nested_arrays (129), GREG_ERROR_LIMIT, message->str);
}

/* An array that holds itself has no end. */
static void
test_node_cycle (void)
{
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GError) error = NULL;

  json_array_add_array_element (array, json_array_ref (array));
  json_node_set_array (node, array);
  g_assert_null (greg_config_new_from_node (node, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_LIMIT);
  json_array_remove_element (array, 0);
  json_array_unref (array);
}

static void
test_variant (void)
{
  static const struct
  {
    const char *variant; /* in GVariant's text format */
    const char *json;
  } cases[] = {
    { "true", "true" },
    { "byte 0xff", "255" },
    { "int16 -32768", "-32768" },
    { "uint16 65535", "65535" },
    { "int32 -2147483648", "-2147483648" },
    { "uint32 4294967295", "4294967295" },
    { "int64 -9223372036854775808", "-9223372036854775808" },
    { "uint64 18446744073709551615", "18446744073709551615" },
    { "uint64 7", "7" },
    { "1.5", "1.5" },
    { "2.0", "2.0" },
    { "-0.0", "-0.0" },
    { "'text'", "\"text\"" },
    { "objectpath '/a/b'", "\"/a/b\"" },
    { "signature 'a{sv}'", "\"a{sv}\"" },
    { "<<<'text'>>>", "\"text\"" },
    { "just 5", "5" },
    { "@mi nothing", "null" },
    { "@mmi just nothing", "null" },
    { "@mv just <just 'x'>", "\"x\"" },
    { "[1, 2]", "[1,2]" },
    { "@ai []", "[]" },
    { "(1, 'a', true)", "[1,\"a\",true]" },
    { "()", "[]" },
    { "[(1, 'a'), (2, 'b')]", "[[1,\"a\"],[2,\"b\"]]" },
    { "@av [<1>, <'a'>, <@mi nothing>]", "[1,\"a\",null]" },
    { "{'a': 1, 'b': 2}", "{\"a\":1,\"b\":2}" },
    { "@a{sv} {}", "{}" },
    { "@a{sv} {'z': <1>, 'a': <[<1.0>, <{'b': <true>}>]>}", "{\"z\":1,\"a\":[1.0,{\"b\":true}]}" },
    { "@a{os} {'/a': 'x'}", "{\"/a\":\"x\"}" },
    { "@a{gs} {'ai': 'x'}", "{\"ai\":\"x\"}" },
    { "@a{smv} {'a': nothing}", "{\"a\":null}" },
    { "@{si} {'a', 1}", "[\"a\",1]" },
    { "@ay []", "\"\"" },
    { "b'text'", "\"dGV4dAA=\"" },
    { "[b'a', b'b']", "[\"YQA=\",\"YgA=\"]" },
    { "[byte 1, 2, 255]", "\"AQL/\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GregConfig *config
          = greg_config_new_from_variant (g_variant_new_parsed (cases[i].variant), NULL, &error);

      g_test_message ("%s", cases[i].variant);
      g_assert_no_error (error);
      assert_json (config, cases[i].json);
      g_assert_false (greg_config_get_place (config, NULL, NULL, NULL));
      assert_dies (&config);
    }
}

/* Takes the variant. */
static void
assert_variant_refused (GVariant *given, GregError code, const char *message)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (given);
  g_autofree char *with_name = g_strconcat ("v: ", message, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_null (greg_config_new_from_variant (variant, NULL, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (greg_config_new_from_variant (variant, "v", &second));
  g_assert_cmpstr (second->message, ==, with_name);
}

static GVariant *
make_repeating (void)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sai}"));

  g_variant_builder_add_parsed (&builder, "{'a', [1, 2]}");
  g_variant_builder_add_parsed (&builder, "{'b', [1, 2]}");
  g_variant_builder_add_parsed (&builder, "{'a', [3, 4]}");
  return g_variant_new ("(sa{sai})", "x", &builder);
}

static GVariant *
make_damaged (void)
{
  return g_variant_new_from_data (G_VARIANT_TYPE_STRING, "no end", 6, FALSE, NULL, NULL);
}

/* Nobody looks at the bytes, so they cost no memory. */
static GVariant *
make_too_many_bytes (void)
{
  gsize length = 128 * 1024 * 1024 + 1;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (length), length);

  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static void
test_variant_refused (void)
{
  assert_variant_refused (g_variant_new_parsed ("{'a': <[0.0, inf]>}"), GREG_ERROR_INVALID_VALUE,
                          "/a/1: a finite number was expected, not infinity");
  assert_variant_refused (g_variant_new_double (NAN), GREG_ERROR_INVALID_VALUE,
                          "a finite number was expected, not NaN");
  assert_variant_refused (g_variant_new_parsed ("{'a': handle 3}"), GREG_ERROR_INVALID_CONFIG,
                          "/a: a handle means nothing outside of the message that carried it");
  assert_variant_refused (g_variant_new_parsed ("[{1: 'a'}]"), GREG_ERROR_INVALID_CONFIG,
                          "/0: a dictionary of type “a{is}” has keys that are not strings");
  assert_variant_refused (make_repeating (), GREG_ERROR_INVALID_CONFIG,
                          "/1/a: the key “a” is given twice");
  assert_variant_refused (make_too_many_bytes (), GREG_ERROR_LIMIT,
                          "the strings have more than 268435456 bytes in all");
  assert_variant_refused (make_damaged (), GREG_ERROR_INVALID_CONFIG,
                          "the variant is damaged: it is not in normal form");
}

static GVariant *
make_nested_variants (guint depth)
{
  GVariant *variant = g_variant_new_int32 (1);

  for (guint i = 0; i < depth; i++)
    variant = g_variant_new_array (G_VARIANT_TYPE_VARIANT,
                                   (GVariant *[]){ g_variant_new_variant (variant) }, 1);
  return variant;
}

static void
test_variant_depth (void)
{
  GregConfig *config = greg_config_new_from_variant (make_nested_variants (60), NULL, NULL);
  g_autofree char *levels = g_strnfill (128, '/');
  g_auto (GStrv) pieces = g_strsplit (levels, "/", -1);
  g_autofree char *pointer = g_strjoinv ("/0", pieces);
  g_autofree char *message
      = g_strconcat (pointer, ": arrays and objects are nested deeper than 128 levels", NULL);

  g_assert_nonnull (config);
  assert_dies (&config);
  assert_variant_refused (make_nested_variants (129), GREG_ERROR_LIMIT, message);
}

/* A floating reference is taken, so that g_variant_new() may stand in the call. */
static void
test_variant_floating (void)
{
  GVariant *variant = g_variant_new_string ("x");
  g_autoptr (GVariant) kept = g_variant_ref (variant);
  GregConfig *config = greg_config_new_from_variant (variant, NULL, NULL);

  g_assert_false (g_variant_is_floating (kept));
  assert_json (config, "\"x\"");
  assert_dies (&config);
}

/* Takes half a gigabyte, so only in the slow mode. */
static void
test_string_limit (void)
{
  gsize half = 140 * 1024 * 1024;
  g_autofree char *letters = g_strnfill (half, 'x');
  g_autoptr (JsonNode) string = json_node_init_string (json_node_alloc (), letters);
  JsonNode *node = wrap_in_member (json_node_copy (string), "first");

  json_object_set_member (json_node_get_object (node), letters, json_node_new (JSON_NODE_NULL));
  assert_node_refused (node, GREG_ERROR_LIMIT,
                       "the strings have more than 268435456 bytes in all");
  node = wrap_in_member (json_node_copy (string), "first");
  json_object_set_member (json_node_get_object (node), "second", json_node_copy (string));
  assert_node_refused (node, GREG_ERROR_LIMIT,
                       "/second: the strings have more than 268435456 bytes in all");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config-doors/file", test_file);
  g_test_add_func ("/config-doors/file-is-wrong", test_file_is_wrong);
  g_test_add_func ("/config-doors/file-is-not-there", test_file_is_not_there);
  g_test_add_func ("/config-doors/file-sizes", test_file_sizes);
  g_test_add_func ("/config-doors/node", test_node);
  g_test_add_func ("/config-doors/node-kinds", test_node_kinds);
  g_test_add_func ("/config-doors/node-refused", test_node_refused);
  g_test_add_func ("/config-doors/node-depth", test_node_depth);
  g_test_add_func ("/config-doors/node-cycle", test_node_cycle);
  g_test_add_func ("/config-doors/variant", test_variant);
  g_test_add_func ("/config-doors/variant-refused", test_variant_refused);
  g_test_add_func ("/config-doors/variant-depth", test_variant_depth);
  g_test_add_func ("/config-doors/variant-floating", test_variant_floating);
  if (g_test_slow ())
    g_test_add_func ("/config-doors/string-limit", test_string_limit);
  return g_test_run ();
}
