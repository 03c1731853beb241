/* test-config.c - configurations: kinds, places, values, children
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config-helpers.h"

#define MANY 100000

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    GregConfigKind kind;
  } cases[] = {
    { "null", GREG_CONFIG_NULL },       { "true", GREG_CONFIG_BOOLEAN },
    { "1", GREG_CONFIG_INTEGER },       { "18446744073709551615", GREG_CONFIG_INTEGER },
    { "1.0", GREG_CONFIG_DOUBLE },      { "-0", GREG_CONFIG_DOUBLE },
    { "\"\"", GREG_CONFIG_STRING },     { "[]", GREG_CONFIG_ARRAY },
    { "{}", GREG_CONFIG_OBJECT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregConfig *config = config_from (cases[i].text);

      g_assert_cmpint (greg_config_get_kind (config), ==, cases[i].kind);
      g_assert_cmpuint (greg_config_get_n_children (config), ==, 0);
      assert_dies (&config);
    }
}

/* Who makes one by its type alone has a configuration all the same. */
static void
test_default (void)
{
  GregConfig *config = g_object_new (GREG_TYPE_CONFIG, NULL);
  g_autofree char *pointer = greg_config_dup_pointer (config);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (greg_config_get_kind (config), ==, GREG_CONFIG_NULL);
  g_assert_null (greg_config_get_display_name (config));
  g_assert_null (greg_config_get_key (config));
  g_assert_cmpstr (pointer, ==, "");
  g_assert_false (greg_config_get_place (config, NULL, NULL, NULL));
  g_assert_null (greg_config_dup_child (config, 0));
  g_assert_null (greg_config_lookup_member (config, "a"));
  assert_json (config, "null");
  g_assert_null (greg_config_get_string (config, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_assert_cmpstr (error->message, ==, "a string was expected, not null");
  assert_dies (&config);
}

static void
test_length (void)
{
  GregConfig *part = greg_config_new_from_json ("12345", 2, NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[1]garbage", 3);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  GregConfig *from_bytes = greg_config_new_from_bytes (bytes, "x.json", NULL);
  g_autoptr (GError) error = NULL;

  assert_json (part, "12");
  assert_json (from_bytes, "[1]");
  g_assert_cmpstr (greg_config_get_display_name (from_bytes), ==, "x.json");
  g_assert_null (greg_config_new_from_bytes (nothing, "x.json", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_assert_cmpstr (error->message, ==, "x.json:1:1: the text is empty; a JSON value was expected");
  assert_dies (&part);
  assert_dies (&from_bytes);
}

static void
assert_place (GregConfig *config,
              gboolean (*get) (GregConfig *, guint *, guint *, gsize *),
              guint line,
              guint column,
              gsize offset)
{
  guint given_line = 0;
  guint given_column = 0;
  gsize given_offset = 0;

  g_assert_true (get (config, &given_line, &given_column, &given_offset));
  g_assert_cmpuint (given_line, ==, line);
  g_assert_cmpuint (given_column, ==, column);
  g_assert_cmpuint (given_offset, ==, offset);
  g_assert_true (get (config, NULL, NULL, NULL));
}

/* Columns count characters, offsets bytes. */
static void
test_places (void)
{
  static const struct
  {
    const char *pointer;
    guint line, column;
    gsize offset;
    guint key_line, key_column;
    gsize key_offset;
  } cases[] = {
    { "", 1, 1, 0, 0, 0, 0 },
    { "/größe", 2, 12, 15, 2, 3, 4 },
    { "/größe/0", 2, 13, 16, 0, 0, 0 },
    { "/größe/1", 2, 18, 22, 0, 0, 0 },
    { "/b", 5, 1, 34, 3, 3, 28 },
    { "/b/c", 5, 6, 39, 5, 2, 35 },
    { "/d", 6, 6, 54, 6, 1, 49 },
  };
  GregConfig *config = config_from ("{\n"
                                    "  \"größe\": [\"é\", 2],\n"
                                    "  \"b\"\n"
                                    ":\n"
                                    "{\"c\":-1.5e3},\r\n"
                                    "\"d\": null}\n");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregConfig *part = greg_config_lookup_pointer (config, cases[i].pointer);
      g_autofree char *pointer = greg_config_dup_pointer (part);
      guint untouched = 77;

      g_assert_cmpstr (pointer, ==, cases[i].pointer);
      assert_place (part, greg_config_get_place, cases[i].line, cases[i].column, cases[i].offset);
      if (cases[i].key_line > 0)
        assert_place (part, greg_config_get_key_place, cases[i].key_line, cases[i].key_column,
                      cases[i].key_offset);
      else
        g_assert_false (greg_config_get_key_place (part, &untouched, NULL, NULL));
      g_assert_cmpuint (untouched, ==, 77);
      g_object_unref (part);
    }
  assert_dies (&config);
}

typedef struct
{
  const char *text;
  const char *boolean; /* what the getter gives, or NULL for an error */
  const char *int64;
  const char *uint64;
  const char *number;
  const char *string;
} ValueCase;

static const ValueCase value_cases[] = {
  { "true", "1", NULL, NULL, NULL, NULL },
  { "false", "0", NULL, NULL, NULL, NULL },
  { "null", NULL, NULL, NULL, NULL, NULL },
  { "0", NULL, "0", "0", "0", NULL },
  { "1", NULL, "1", "1", "1", NULL },
  { "-1", NULL, "-1", NULL, "-1", NULL },
  { "9007199254740992", NULL, "9007199254740992", "9007199254740992", "9007199254740992", NULL },
  { "9007199254740993", NULL, "9007199254740993", "9007199254740993", NULL, NULL },
  { "-9007199254740993", NULL, "-9007199254740993", NULL, NULL, NULL },
  { "9223372036854775807", NULL, "9223372036854775807", "9223372036854775807", NULL, NULL },
  { "9223372036854775808", NULL, NULL, "9223372036854775808", "9.2233720368547758e+18", NULL },
  { "-9223372036854775808", NULL, "-9223372036854775808", NULL, "-9.2233720368547758e+18", NULL },
  { "18446744073709551615", NULL, NULL, "18446744073709551615", NULL, NULL },
  { "18446744073709549568", NULL, NULL, "18446744073709549568", "1.8446744073709550e+19", NULL },
  { "1.0", NULL, "1", "1", "1", NULL },
  { "-0.0", NULL, "0", "0", "-0", NULL },
  { "1.5", NULL, NULL, NULL, "1.5", NULL },
  { "-2e0", NULL, "-2", NULL, "-2", NULL },
  { "9223372036854774784.0", NULL, "9223372036854774784", "9223372036854774784",
    "9.2233720368547748e+18", NULL },
  { "9223372036854775808.0", NULL, NULL, "9223372036854775808", "9.2233720368547758e+18", NULL },
  { "-9223372036854775808.0", NULL, "-9223372036854775808", NULL, "-9.2233720368547758e+18", NULL },
  { "18446744073709551616.0", NULL, NULL, NULL, "1.8446744073709552e+19", NULL },
  { "1e300", NULL, NULL, NULL, "1.0000000000000001e+300", NULL },
  { "\"1\"", NULL, NULL, NULL, NULL, "1" },
  { "\"true\"", NULL, NULL, NULL, NULL, "true" },
  { "\"\"", NULL, NULL, NULL, NULL, "" },
  { "[1]", NULL, NULL, NULL, NULL, NULL },
  { "{\"a\": 1}", NULL, NULL, NULL, NULL, NULL },
};

/* Either the value or a zero with an error that begins with the place. */
static void
assert_got (const char *given, const char *expected, GError *error)
{
  if (expected != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (given, ==, expected);
      return;
    }
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_assert_true (g_str_has_prefix (error->message, "v.json:1:1: "));
  g_assert_nonnull (strstr (error->message, " was expected, not "));
  g_assert_cmpstr (given, ==, given != NULL ? "0" : NULL);
}

static void
check_getters (GregConfig *config, const ValueCase *expected)
{
  g_autoptr (GError) boolean_error = NULL;
  g_autoptr (GError) int64_error = NULL;
  g_autoptr (GError) uint64_error = NULL;
  g_autoptr (GError) double_error = NULL;
  g_autoptr (GError) string_error = NULL;
  g_autofree char *boolean
      = g_strdup_printf ("%d", greg_config_get_boolean (config, &boolean_error));
  g_autofree char *int64
      = g_strdup_printf ("%" G_GINT64_FORMAT, greg_config_get_int64 (config, &int64_error));
  g_autofree char *uint64
      = g_strdup_printf ("%" G_GUINT64_FORMAT, greg_config_get_uint64 (config, &uint64_error));
  double value = greg_config_get_double (config, &double_error);
  const char *string = greg_config_get_string (config, &string_error);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  assert_got (boolean, expected->boolean, boolean_error);
  assert_got (int64, expected->int64, int64_error);
  assert_got (uint64, expected->uint64, uint64_error);
  assert_got (g_ascii_formatd (number, sizeof number, "%g", value),
              expected->number != NULL ? number : NULL, double_error);
  if (expected->number != NULL)
    g_assert_cmpfloat (value, ==, g_ascii_strtod (expected->number, NULL));
  assert_got (string, expected->string, string_error);
}

static void
test_getters (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (value_cases); i++)
    {
      const char *text = value_cases[i].text;
      GregConfig *config = greg_config_new_from_json (text, -1, "v.json", NULL);

      g_test_message ("%s", text);
      check_getters (config, &value_cases[i]);
      assert_dies (&config);
    }
}

/* The place first, then the path, then what was expected and what was given. */
static void
test_getter_messages (void)
{
  const char *text = "{\"stages\": [{\"level\": \"fast\"}]}";
  GregConfig *config = greg_config_new_from_json (text, -1, "a.json", NULL);
  GregConfig *level = greg_config_lookup_pointer (config, "/stages/0/level");
  GregConfig *stages = greg_config_lookup_member (config, "stages");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  greg_config_get_int64 (level, &error);
  g_assert_cmpstr (error->message, ==,
                   "a.json:1:23: /stages/0/level: an integer from -9223372036854775808 to "
                   "9223372036854775807 was expected, not \"fast\"");
  greg_config_get_boolean (stages, &second);
  g_assert_cmpstr (second->message, ==,
                   "a.json:1:12: /stages: true or false was expected, not an array of 1");
  g_object_unref (level);
  g_object_unref (stages);
  assert_dies (&config);
}

/* A part keeps the whole tree, and nothing but the tree. */
static void
test_parts (void)
{
  GregConfig *config = config_from ("{\"a\": [10, {\"b\": \"deep\"}], \"c\": null}");
  GregConfig *first = greg_config_dup_child (config, 0);
  GregConfig *object = greg_config_dup_child (first, 1);
  GregConfig *string = greg_config_lookup_member (object, "b");
  GregConfig *last = greg_config_dup_child (config, 1);
  g_autofree char *pointer = NULL;

  g_assert_null (greg_config_dup_child (config, 2));
  g_assert_null (greg_config_dup_child (string, 0));
  g_assert_null (greg_config_lookup_member (first, "0"));
  g_assert_null (greg_config_lookup_member (config, "A"));
  assert_dies (&config);
  g_assert_cmpuint (greg_config_get_n_children (first), ==, 2);
  assert_dies (&first);
  assert_dies (&object);
  g_assert_cmpstr (greg_config_get_string (string, NULL), ==, "deep");
  g_assert_cmpstr (greg_config_get_key (string), ==, "b");
  g_assert_cmpstr (greg_config_get_key (last), ==, "c");
  pointer = greg_config_dup_pointer (string);
  g_assert_cmpstr (pointer, ==, "/a/1/b");
  assert_dies (&string);
  assert_dies (&last);
}

static char *
make_many (gboolean nested)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text, nested ? "%s\"key-%u\":[%u]" : "%s\"key-%u\":%u",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* So many look-ups take a moment only if none of them goes over all members. */
static void
test_many_children (void)
{
  for (int nested = 0; nested < 2; nested++)
    {
      g_autofree char *text = make_many (nested != 0);
      GregConfig *config = config_from (text);

      for (guint i = 0; i < MANY; i++)
        {
          g_autofree char *key = g_strdup_printf ("key-%u", i);
          GregConfig *by_position = greg_config_dup_child (config, i);
          GregConfig *by_name = greg_config_lookup_member (config, key);
          gsize offset = 0;
          gsize other_offset = 1;

          g_assert_cmpstr (greg_config_get_key (by_position), ==, key);
          if (i % 1000 == 0)
            {
              greg_config_get_place (by_position, NULL, NULL, &offset);
              greg_config_get_place (by_name, NULL, NULL, &other_offset);
              g_assert_cmpuint (offset, ==, other_offset);
            }
          g_assert_cmpstr (greg_config_get_key (by_name), ==, key);
          g_object_unref (by_position);
          g_object_unref (by_name);
        }
      g_assert_null (greg_config_dup_child (config, MANY));
      g_assert_null (greg_config_lookup_member (config, "key-"));
      g_assert_null (greg_config_lookup_member (config, "key-00"));
      g_assert_null (greg_config_lookup_member (config, ""));
      assert_dies (&config);
    }
}

static gpointer
look_around (gpointer data)
{
  GregConfig *config = data;

  for (guint i = 0; i < 1000; i++)
    {
      guint position = (i * 97) % 500;
      g_autofree char *key = g_strdup_printf ("key-%u", position);
      g_autoptr (GregConfig) child = greg_config_dup_child (config, position);
      g_autoptr (GregConfig) member = greg_config_lookup_member (config, key);

      g_assert_cmpint (greg_config_get_int64 (child, NULL), ==, position);
      g_assert_cmpint (greg_config_get_int64 (member, NULL), ==, position);
    }
  return NULL;
}

/* The indexes that are made on the way are made by several at once. */
static void
test_threads (void)
{
  g_autofree char *text = make_many (FALSE);

  for (guint round = 0; round < 20; round++)
    {
      GThread *threads[4];
      GregConfig *config = config_from (text);

      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("look", look_around, config);
      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
      assert_dies (&config);
    }
}

/* The examples of RFC 6901, chapter 5, and what it forbids. */
static void
test_pointers (void)
{
  static const struct
  {
    const char *pointer;
    const char *json; /* NULL: leads nowhere */
  } cases[] = {
    { "/foo", "[\"bar\",\"baz\",[7]]" },
    { "/foo/0", "\"bar\"" },
    { "/foo/2/0", "7" },
    { "/", "0" },
    { "/a~1b", "1" },
    { "/c%d", "2" },
    { "/e^f", "3" },
    { "/g|h", "4" },
    { "/i\\j", "5" },
    { "/k\"l", "6" },
    { "/ ", "7" },
    { "/m~0n", "8" },
    { "/~01", "9" },
    { "/o/", "{\"\":10}" },
    { "/o//", "10" },
    { "/p/01", "11" },
    { "foo", NULL },
    { "/fo", NULL },
    { "/foo/", NULL },
    { "/foo/3", NULL },
    { "/foo/-", NULL },
    { "/foo/-1", NULL },
    { "/foo/+1", NULL },
    { "/foo/00", NULL },
    { "/foo/01", NULL },
    { "/foo/1x", NULL },
    { "/foo/ 1", NULL },
    { "/foo/4294967296", NULL },
    { "/foo/4294967295", NULL },
    { "/foo/18446744073709551616", NULL },
    { "/foo/0/0", NULL },
    { "/m~n", NULL },
    { "/m~2n", NULL },
    { "/m~", NULL },
    { "#/foo", NULL },
  };
  GregConfig *config = config_from ("{\"foo\": [\"bar\", \"baz\", [7]], \"\": 0, \"a/b\": 1,"
                                    "\"c%d\": 2, \"e^f\": 3, \"g|h\": 4, \"i\\\\j\": 5,"
                                    "\"k\\\"l\": 6, \" \": 7,"
                                    "\"m~n\": 8, \"~1\": 9, \"o\": {\"\": {\"\": 10}},"
                                    "\"p\": {\"01\": 11}}");
  g_autoptr (GregConfig) whole = greg_config_lookup_pointer (config, "");

  g_assert_true (whole == config);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregConfig *found = greg_config_lookup_pointer (config, cases[i].pointer);
      g_autofree char *pointer = NULL;

      g_test_message ("%s", cases[i].pointer);
      g_assert_true ((found != NULL) == (cases[i].json != NULL));
      if (found == NULL)
        continue;
      assert_json (found, cases[i].json);
      pointer = greg_config_dup_pointer (found);
      g_assert_cmpstr (pointer, ==, cases[i].pointer);
      assert_dies (&found);
    }
  g_clear_object (&whole);
  assert_dies (&config);
}

/* Pointers lead down from the part that is asked. */
static void
test_pointers_from_parts (void)
{
  GregConfig *config = config_from ("{\"a\": [0, {\"b\": [true]}]}");
  GregConfig *part = greg_config_lookup_pointer (config, "/a/1");
  GregConfig *value = greg_config_lookup_pointer (part, "/b/0");

  assert_json (value, "true");
  g_assert_null (greg_config_lookup_pointer (part, "/a"));
  assert_dies (&value);
  assert_dies (&part);
  assert_dies (&config);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/kinds", test_kinds);
  g_test_add_func ("/config/default", test_default);
  g_test_add_func ("/config/length", test_length);
  g_test_add_func ("/config/places", test_places);
  g_test_add_func ("/config/getters", test_getters);
  g_test_add_func ("/config/getter-messages", test_getter_messages);
  g_test_add_func ("/config/parts", test_parts);
  g_test_add_func ("/config/many-children", test_many_children);
  g_test_add_func ("/config/threads", test_threads);
  g_test_add_func ("/config/pointers", test_pointers);
  g_test_add_func ("/config/pointers-from-parts", test_pointers_from_parts);
  return g_test_run ();
}
