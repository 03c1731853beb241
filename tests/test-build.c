/* test-build.c - the ways to build one thing: what is merged, validated, made and looked at
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
  test_add_type (registry, "eight", TEST_TYPE_PART, "{'number': 8, 'label': 'default'}");
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  test_add_type (registry, "wide", TEST_TYPE_WIDE, NULL);
  return registry;
}

/* Nothing was constructed for this error. */
#define assert_untouched(error, code, text)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint (test_part_count_constructed (), ==, 0);                                      \
    test_assert_error (error, GREG_ERROR, code, text);                                             \
  }                                                                                                \
  G_STMT_END

static GObject *
build_arguments (GregRegistry *registry, const char *name, const char *text, GError **error)
{
  g_autoptr (GregConfig) config = test_config (text);

  return greg_source_build_with_config (GREG_SOURCE (registry), name, config, error);
}

static void
test_varargs (void)
{
  GregRegistry *registry = new_registry ();
  GObject *object = g_object_new (TEST_TYPE_PART, NULL);
  g_autoptr (GError) error = NULL;
  GObject *part = greg_source_build (GREG_SOURCE (registry), "part", &error, "label", "x", "number",
                                     9, "limit", 3u, "object", object, "tint", TEST_COLOR_RED,
                                     "kind", TEST_TYPE_DEVICE, NULL);
  guint limit;
  GType kind;
  TestColor tint;

  g_assert_no_error (error);
  g_object_get (part, "limit", &limit, "kind", &kind, "tint", &tint, NULL);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 9);
  g_assert_cmpuint (limit, ==, 3);
  g_assert_true (kind == TEST_TYPE_DEVICE);
  g_assert_cmpint (tint, ==, TEST_COLOR_RED);
  g_assert_true (test_part_get_object (TEST_PART (part)) == object);
  g_object_unref (object);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static void
test_varargs_none (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;
  GObject *part = greg_source_build (GREG_SOURCE (registry), "part", &error, NULL);

  g_assert_no_error (error);
  g_assert_true (G_OBJECT_TYPE (part) == TEST_TYPE_PART);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

/* More than what is handled without an allocation, and more properties than 64. */
static void
test_varargs_many (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;
  GObject *wide = greg_source_build (GREG_SOURCE (registry), "wide", &error, "p0", 10, "p1", 11,
                                     "p2", 12, "p3", 13, "p4", 14, "p5", 15, "p6", 16, "p7", 17,
                                     "p8", 18, "p9", 19, "p10", 20, "p11", 21, "p12", 22, "p13", 23,
                                     "p14", 24, "p15", 25, "p16", 26, "p79", 27, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < 17; i++)
    g_assert_cmpint (test_wide_get (TEST_WIDE (wide), i), ==, (int)i + 10);
  g_assert_cmpint (test_wide_get (TEST_WIDE (wide), 79), ==, 27);
  g_assert_finalize_object (wide);
  g_assert_finalize_object (registry);
}

/* Strings of the caller are copied by what keeps them. */
static void
test_varargs_copies (void)
{
  GregRegistry *registry = new_registry ();
  char label[] = "before";
  g_autoptr (GError) error = NULL;
  GObject *part = greg_source_build (GREG_SOURCE (registry), "part", &error, "label", label, NULL);
  GObject *other =
      greg_source_build (GREG_SOURCE (registry), "eight", &error, "label", label, NULL);

  g_assert_no_error (error);
  memcpy (label, "after", sizeof "after");
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "before");
  g_assert_cmpstr (test_part_get_label (TEST_PART (other)), ==, "before");
  g_object_unref (other);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static void
test_varargs_refused (void)
{
  GregRegistry *registry = new_registry ();
  GregSource *source = GREG_SOURCE (registry);
  GError *error = NULL;

  g_assert_null (greg_source_build (source, "prat", &error, NULL));
  assert_untouched (error, GREG_ERROR_NOT_FOUND,
                    "nothing is registered as “prat” in parts, which has 4 factories; "
                    "did you mean “part”?");
  g_assert_null (greg_source_build (source, "part", &error, "labl", "x", NULL));
  assert_untouched (error, GREG_ERROR_UNKNOWN_PROPERTY,
                    "“part” has no property “labl”; did you mean “label”?");
  g_assert_null (greg_source_build (source, "part", &error, "number", 101, NULL));
  assert_untouched (error, GREG_ERROR_INVALID_VALUE,
                    "“number” must be an integer from 0 to 100, not 101");
  g_assert_null (greg_source_build (source, "part", &error, "secret", 1, NULL));
  assert_untouched (error, GREG_ERROR_READ_ONLY, "“secret” of “part” can be read but not written");
  g_assert_null (greg_source_build (source, "part", &error, "number", 1, "number", 2, NULL));
  assert_untouched (error, GREG_ERROR_INVALID_CONFIG,
                    "“number” is given twice; “_” and “-” are the same in names");
  g_assert_null (greg_source_build (source, "part", &error, "kind", G_TYPE_CANCELLABLE, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_null (greg_source_build (source, "part", &error, "tint", 99, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_null (
      greg_source_build (source, "part", &error, "number", 1000, "tint", 99, "secret", 1, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "(and 2 more)");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (registry);
}

static GObject *
make_part (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, NULL);
}

/* C does not say what it passes: only a declared parameter can tell. */
static void
test_varargs_undeclared (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;
  GObject *part;

  test_add_func (registry, "func", TEST_TYPE_PART, make_part);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "func", &error, "label", "x", NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY, "declares no parameters");
  part = greg_source_build (GREG_SOURCE (registry), "func", &error, NULL);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static void
set (GValue *value, GType type, gint64 number)
{
  GValue source = G_VALUE_INIT;

  g_value_init (&source, G_TYPE_INT64);
  g_value_set_int64 (&source, number);
  g_value_init (value, type);
  if (type == G_TYPE_STRING)
    g_value_set_static_string (value, "red");
  else
    g_assert_true (g_value_transform (&source, value));
}

static void
test_arrays (void)
{
  GregRegistry *registry = new_registry ();
  const char *names[] = { "number", "tint", "limit" };
  GValue values[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  const GType types[] = { G_TYPE_CHAR,  G_TYPE_UCHAR, G_TYPE_INT,    G_TYPE_UINT,  G_TYPE_LONG,
                          G_TYPE_ULONG, G_TYPE_INT64, G_TYPE_UINT64, G_TYPE_FLOAT, G_TYPE_DOUBLE };
  g_autoptr (GError) error = NULL;

  set (&values[1], G_TYPE_STRING, 0);
  set (&values[2], G_TYPE_INT, 4);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GObject *part;
      TestColor tint;

      set (&values[0], types[i], 7);
      part = greg_source_build_with_properties (GREG_SOURCE (registry), "part", 3, names, values,
                                                &error);
      g_assert_no_error (error);
      g_object_get (part, "tint", &tint, NULL);
      g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 7);
      g_assert_cmpint (tint, ==, TEST_COLOR_RED);
      test_assert_last (part);
      g_value_unset (&values[0]);
    }
  g_assert_finalize_object (registry);
}

static void
test_arrays_refused (void)
{
  GregRegistry *registry = new_registry ();
  const char *names[] = { "number", "numbr" };
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };
  GError *error = NULL;

  set (&values[1], G_TYPE_INT, 1);
  set (&values[0], G_TYPE_INT64, G_GINT64_CONSTANT (4294967301));
  g_assert_null (
      greg_source_build_with_properties (GREG_SOURCE (registry), "part", 1, names, values, &error));
  assert_untouched (error, GREG_ERROR_INVALID_VALUE,
                    "“number” must be an integer from 0 to 100, not 4294967301");
  g_value_unset (&values[0]);
  set (&values[0], G_TYPE_DOUBLE, 1);
  g_value_set_double (&values[0], 1.5);
  g_assert_null (
      greg_source_build_with_properties (GREG_SOURCE (registry), "part", 2, names, values, &error));
  assert_untouched (error, GREG_ERROR_INVALID_VALUE,
                    "“number” must be an integer from 0 to 100, not 1.5 (and 1 more)");
  g_value_unset (&values[0]);
  g_assert_finalize_object (registry);
}

/* The name of an argument may be passed from a buffer that does not outlive the call. */
static void
test_arrays_names (void)
{
  GregRegistry *registry = new_registry ();
  char name[] = "low_pass";
  const char *names[] = { name, name };
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };
  GError *error = NULL;
  GObject *part;

  test_add_func (registry, "func", TEST_TYPE_PART, make_part);
  set (&values[0], G_TYPE_INT, 1);
  set (&values[1], G_TYPE_INT, 1);
  part =
      greg_source_build_with_properties (GREG_SOURCE (registry), "func", 1, names, values, &error);
  g_assert_no_error (error);
  test_assert_last (part);
  test_part_reset_counts ();
  g_assert_null (
      greg_source_build_with_properties (GREG_SOURCE (registry), "func", 2, names, values, &error));
  assert_untouched (error, GREG_ERROR_INVALID_CONFIG, "“low_pass” is given twice");
  g_assert_finalize_object (registry);
}

static void
test_config_forms (void)
{
  const char *const forms[] = { "'part'", "{'type': 'part'}", "{'$type': 'part'}" };
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *part = test_build (registry, forms[i], &error);

      g_assert_no_error (error);
      g_assert_true (TEST_IS_PART (part));
      test_assert_last (part);
    }
  g_assert_finalize_object (registry);
}

static void
test_config_forms_refused (void)
{
  const struct
  {
    const char *text;
    GregError code;
    const char *message;
  } cases[] = {
    { "7", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:1: an object with a “type”, or a name, is wanted, not 7" },
    { "null", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:1: an object with a “type”, or a name, is wanted, not null" },
    { "['part']", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:1: an object with a “type”, or a name, is wanted, not an array of 1" },
    { "{}", GREG_ERROR_MISSING_VALUE, "cfg.json:1:1: there is no “type” that says what to build" },
    { "{'label': 'x'}", GREG_ERROR_MISSING_VALUE,
      "cfg.json:1:1: there is no “type” that says what to build" },
    { "{'type': 7}", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:10: /type: “type” must be the name of something registered" },
    { "{'type': 'part', '$type': null}", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:27: /$type: “$type” must be the name of something registered" },
    { "{'type': ''}", GREG_ERROR_NOT_FOUND,
      "cfg.json:1:10: /type: nothing is registered as “” in parts, which has 4 factories" },
    { "{'type': 'GObject'}", GREG_ERROR_NOT_FOUND,
      "cfg.json:1:10: /type: nothing is registered as “GObject” in parts, which has 4 factories; "
      "GObject is a type, but nobody has registered it in parts" },
    { "{'type': 'TestPart'}", GREG_ERROR_NOT_FOUND,
      "cfg.json:1:10: /type: nothing is registered as “TestPart” in parts, which has 4 factories; "
      "the type TestPart is registered as “part”" },
  };
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;

      g_assert_null (test_build (registry, cases[i].text, &error));
      assert_untouched (error, (int)cases[i].code, cases[i].message);
    }
  g_assert_finalize_object (registry);
}

/* With a name, “type” is an argument like any other. */
static void
test_with_config (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;
  g_autofree char *type = NULL;
  g_autoptr (GregConfig) list = test_config ("[1]");
  GObject *part = build_arguments (registry, "part", "{'type': 'mine', 'number': 1}", &error);

  g_assert_no_error (error);
  g_object_get (part, "type", &type, NULL);
  g_assert_cmpstr (type, ==, "mine");
  test_assert_last (part);
  part = greg_source_build_with_config (GREG_SOURCE (registry), "part", NULL, &error);
  g_assert_no_error (error);
  test_assert_last (part);

  test_part_reset_counts ();
  g_assert_null (build_arguments (registry, "part", "{'$type': 'device'}", &error));
  assert_untouched (error, GREG_ERROR_UNKNOWN_PROPERTY,
                    "cfg.json:1:2: /$type: “$type” means nothing here; "
                    "keys that begin with “$” are reserved");
  g_assert_null (greg_source_build_with_config (GREG_SOURCE (registry), "part", list, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_finalize_object (registry);
}

/* The arguments may be a part of something larger; the places are those of the whole. */
static void
test_with_part_of_config (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GregConfig) whole = test_config ("{'parts': [\n {'number': 1},\n {'number': 999}]}");
  g_autoptr (GregConfig) first = greg_config_lookup_pointer (whole, "/parts/0");
  g_autoptr (GregConfig) second = greg_config_lookup_pointer (whole, "/parts/1");
  GError *error = NULL;
  GObject *part = greg_source_build_with_config (GREG_SOURCE (registry), "part", first, &error);

  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 1);
  test_assert_last (part);
  test_part_reset_counts ();
  g_assert_null (greg_source_build_with_config (GREG_SOURCE (registry), "part", second, &error));
  assert_untouched (error, GREG_ERROR_INVALID_VALUE,
                    "cfg.json:3:13: /parts/1/number: “number” must be an integer from 0 to 100, "
                    "not 999");
  g_assert_finalize_object (registry);
}

static void
test_other_doors (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (JsonNode) node = json_from_string ("{\"type\": \"part\", \"number\": 3}", NULL);
  g_autoptr (GError) error = NULL;
  GObject *parts[] = {
    greg_source_build_json (GREG_SOURCE (registry), "{\"type\": \"part\", \"number\": 3}", -1,
                            &error),
    greg_source_build_node (GREG_SOURCE (registry), node, &error),
    greg_source_build_variant (GREG_SOURCE (registry),
                               g_variant_new_parsed ("{'type': <'part'>, 'number': <3>}"), &error),
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_assert_cmpint (test_part_get_number (TEST_PART (parts[i])), ==, 3);
      g_assert_finalize_object (parts[i]);
    }
  g_assert_null (greg_source_build_json (GREG_SOURCE (registry), "{\"type\": ", -1, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_assert_finalize_object (registry);
}

static void
test_build_value (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GregConfig) good = test_config ("'part'");
  g_autoptr (GregConfig) bad = test_config ("'prat'");
  GValue value = G_VALUE_INIT;
  GError *error = NULL;
  GObject *part;

  g_assert_true (greg_source_build_value (GREG_SOURCE (registry), good, &value, &error));
  g_assert_no_error (error);
  part = g_value_dup_object (&value);
  g_assert_true (TEST_IS_PART (part));
  g_value_unset (&value);
  test_assert_last (part);

  g_assert_false (greg_source_build_value (GREG_SOURCE (registry), bad, &value, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (G_VALUE_HOLDS_POINTER (&value));
  g_assert_null (g_value_get_pointer (&value));
  g_value_unset (&value);
  g_assert_false (greg_source_build_value (GREG_SOURCE (registry), bad, &value, NULL));
  g_value_unset (&value);
  g_assert_finalize_object (registry);
}

/* Of an instance, the context has the arguments too, and outlives what it was made with. */
static void
test_build_context (void)
{
  GregRegistry *registry = new_registry ();
  GregConfig *config = test_config ("{'type': 'eight', 'label': 'x'}");
  g_autoptr (GError) error = NULL;
  GregContext *context = greg_source_build_context (GREG_SOURCE (registry), config, &error);
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autofree char *joined = g_strjoinv (" ", names);
  GObject *part = g_value_dup_object (greg_context_get_product (context));

  g_assert_no_error (error);
  g_assert_finalize_object (config);
  g_assert_cmpstr (joined, ==, "label number");
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  g_assert_true (greg_context_get_source (context) == GREG_SOURCE (registry));
  g_assert_finalize_object (context);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

/* The caller's wins over the default, key by key; an explicit null too. */
static void
test_defaults (void)
{
  const struct
  {
    const char *arguments;
    const char *label;
    int number;
  } cases[] = {
    { "{}", "default", 8 },
    { "{'label': 'mine'}", "mine", 8 },
    { "{'number': 1}", "default", 1 },
    { "{'label': null, 'number': 5}", NULL, 5 },
  };
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *part = build_arguments (registry, "eight", cases[i].arguments, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, cases[i].label);
      g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, cases[i].number);
      test_assert_last (part);
    }
  g_assert_finalize_object (registry);
}

/* A property that cannot be null is no default either. */
static void
test_null_is_no_number (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  g_assert_null (build_arguments (registry, "eight", "{'number': null}", &error));
  assert_untouched (error, GREG_ERROR_INVALID_VALUE,
                    "cfg.json:1:12: /number: “number” must be an integer from 0 to 100, not null");
  g_assert_finalize_object (registry);
}

static void
test_many_properties (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) text = g_string_new ("{\"type\": \"wide\"");
  g_autoptr (GError) error = NULL;
  GObject *wide;

  for (int i = TEST_N_WIDE - 1; i >= 0; i--)
    g_string_append_printf (text, ", \"p%d\": %d", i, i * 2);
  g_string_append_c (text, '}');
  wide = test_build (registry, text->str, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < TEST_N_WIDE; i++)
    g_assert_cmpint (test_wide_get (TEST_WIDE (wide), i), ==, (int)i * 2);
  g_assert_finalize_object (wide);

  g_string_insert (text, 1, "\"p70\": 1001, ");
  g_assert_null (greg_source_build_json (GREG_SOURCE (registry), text->str, -1, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_assert_finalize_object (registry);
}

static GObject *
count_arguments (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GStrv) names = greg_context_list_names (context);

  g_assert_cmpint (greg_context_get_int64 (context, "key-9999", 0, NULL), ==, 9999);
  return g_object_new (TEST_TYPE_PART, "number", (int)g_strv_length (names) / 100, NULL);
}

static void
test_many_arguments (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) text = g_string_new ("{'type': 'func'");
  GError *error = NULL;
  GObject *part;

  test_add_func (registry, "func", TEST_TYPE_PART, count_arguments);
  for (int i = 0; i < 10000; i++)
    g_string_append_printf (text, ", 'key_%d': %d", i, i);
  g_string_append_c (text, '}');
  part = test_build (registry, text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 100);
  test_assert_last (part);

  /* The same name in another spelling, far away. */
  test_part_reset_counts ();
  g_string_insert (text, (gssize)text->len - 1, ", 'key-0': 1");
  g_assert_null (test_build (registry, text->str, &error));
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "“key-0” is given twice");
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build/varargs", test_varargs);
  g_test_add_func ("/build/varargs/none", test_varargs_none);
  g_test_add_func ("/build/varargs/many", test_varargs_many);
  g_test_add_func ("/build/varargs/copies", test_varargs_copies);
  g_test_add_func ("/build/varargs/refused", test_varargs_refused);
  g_test_add_func ("/build/varargs/undeclared", test_varargs_undeclared);
  g_test_add_func ("/build/arrays", test_arrays);
  g_test_add_func ("/build/arrays/refused", test_arrays_refused);
  g_test_add_func ("/build/arrays/names", test_arrays_names);
  g_test_add_func ("/build/config", test_config_forms);
  g_test_add_func ("/build/config/refused", test_config_forms_refused);
  g_test_add_func ("/build/with-config", test_with_config);
  g_test_add_func ("/build/with-config/part", test_with_part_of_config);
  g_test_add_func ("/build/other-doors", test_other_doors);
  g_test_add_func ("/build/value", test_build_value);
  g_test_add_func ("/build/context", test_build_context);
  g_test_add_func ("/build/defaults", test_defaults);
  g_test_add_func ("/build/defaults/null", test_null_is_no_number);
  g_test_add_func ("/build/many/properties", test_many_properties);
  g_test_add_func ("/build/many/arguments", test_many_arguments);
  return g_test_run ();
}
