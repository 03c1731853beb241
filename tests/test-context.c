/* test-context.c - what code is told when it is called, and what it may answer
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

/* What is called, and what it left. */
typedef struct
{
  GObject *(*func) (GregContext *context, GError **error);
  guint n_calls;
} Call;

static GObject *
call_cb (GregContext *context, gpointer user_data, GError **error)
{
  Call *call = user_data;

  call->n_calls++;
  return call->func (context, error);
}

static GregRegistry *
new_registry (Call *call, GType product_type)
{
  GregRegistry *registry = test_registry ("calls", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_registry_register_func (registry, "call", product_type, call_cb, call, NULL, &error);
  g_assert_no_error (error);
  return registry;
}

static GObject *
run (Call *call, const char *text, GError **error)
{
  g_autoptr (GregRegistry) registry = new_registry (call, G_TYPE_NONE);

  return test_build (registry, text, error);
}

/* For functions that make a part when all is as it should be. */
static void
run_well (GObject *(*func) (GregContext *, GError **), const char *text)
{
  Call call = { .func = func };
  g_autoptr (GError) error = NULL;
  GObject *part = run (&call, text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (call.n_calls, ==, 1);
  test_assert_last (part);
}

static GObject *
see_natural_values (GregContext *context, GError **error)
{
  const GType types[] = {
    G_TYPE_BOOLEAN, G_TYPE_INT64,     G_TYPE_UINT64,    G_TYPE_DOUBLE,
    G_TYPE_STRING,  GREG_TYPE_CONFIG, GREG_TYPE_CONFIG, G_TYPE_OBJECT,
  };
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autofree char *joined = g_strjoinv (" ", names);
  GregConfig *config;

  g_assert_cmpstr (joined, ==, "a b c d e f g h");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_true (G_VALUE_TYPE (greg_context_get_value (context, names[i])) == types[i]);
  g_assert_true (g_value_get_boolean (greg_context_get_value (context, "a")));
  g_assert_cmpint (g_value_get_int64 (greg_context_get_value (context, "b")), ==, -1);
  g_assert_cmpuint (g_value_get_uint64 (greg_context_get_value (context, "c")), ==, G_MAXUINT64);
  g_assert_cmpfloat (g_value_get_double (greg_context_get_value (context, "d")), ==, 1.5);
  g_assert_cmpstr (g_value_get_string (greg_context_get_value (context, "e")), ==, "text");
  config = g_value_get_object (greg_context_get_value (context, "f"));
  g_assert_cmpuint (greg_config_get_n_children (config), ==, 2);
  config = g_value_get_object (greg_context_get_value (context, "g"));
  g_assert_cmpint (greg_config_get_kind (config), ==, GREG_CONFIG_OBJECT);
  g_assert_null (g_value_get_object (greg_context_get_value (context, "h")));
  g_assert_null (greg_context_get_value (context, "i"));
  g_assert_null (greg_context_get_value (context, "type"));
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_natural_values (void)
{
  run_well (see_natural_values,
            "{'type': 'call', 'a': true, 'b': -1, 'c': 18446744073709551615, 'd': 1.5, 'e': 'text',"
            " 'f': [1, 2], 'g': {'type': 'nobody'}, 'h': null}");
}

static GObject *
see_getters (GregContext *context, GError **error)
{
  GError *problem = NULL;

  g_assert_true (greg_context_get_boolean (context, "yes", FALSE, &problem));
  g_assert_cmpint (greg_context_get_int64 (context, "int", 0, &problem), ==, -7);
  g_assert_cmpint (greg_context_get_int64 (context, "whole", 0, &problem), ==, 3);
  g_assert_cmpuint (greg_context_get_uint64 (context, "whole", 0, &problem), ==, 3);
  g_assert_cmpuint (greg_context_get_uint64 (context, "big", 0, &problem), ==, G_MAXUINT64);
  g_assert_cmpfloat (greg_context_get_double (context, "half", 0, &problem), ==, 0.5);
  g_assert_cmpfloat (greg_context_get_double (context, "int", 0, &problem), ==, -7.0);
  g_assert_cmpstr (greg_context_get_string (context, "text", NULL, &problem), ==, "x");
  g_assert_null (greg_context_get_string (context, "null", "default", &problem));
  g_assert_null (greg_context_get_object (context, "null", TEST_TYPE_PART, &problem));
  g_assert_no_error (problem);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_getters (void)
{
  run_well (see_getters, "{'type': 'call', 'yes': true, 'int': -7, 'whole': 3.0, 'half': 0.5, "
                         "'text': 'x', 'big': 18446744073709551615, 'null': null}");
}

static GObject *
see_absent (GregContext *context, GError **error)
{
  GError *problem = NULL;

  g_assert_true (greg_context_get_boolean (context, "x", TRUE, &problem));
  g_assert_cmpint (greg_context_get_int64 (context, "x", -5, &problem), ==, -5);
  g_assert_cmpuint (greg_context_get_uint64 (context, "x", 5, &problem), ==, 5);
  g_assert_cmpfloat (greg_context_get_double (context, "x", 0.25, &problem), ==, 0.25);
  g_assert_cmpstr (greg_context_get_string (context, "x", "default", &problem), ==, "default");
  g_assert_null (greg_context_get_object (context, "x", G_TYPE_OBJECT, &problem));
  g_assert_no_error (problem);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_absent (void)
{
  run_well (see_absent, "{'type': 'call'}");
}

#define assert_refused(call, standard, text)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    GError *problem = NULL;                                                                        \
    gboolean is_default = (call) == (standard);                                                    \
    g_assert_true (is_default);                                                                    \
    test_assert_error (problem, GREG_ERROR, GREG_ERROR_INVALID_VALUE, text);                       \
  }                                                                                                \
  G_STMT_END

static GObject *
see_refusals (GregContext *context, GError **error)
{
  assert_refused (greg_context_get_boolean (context, "one", TRUE, &problem), TRUE,
                  "“one” must be true or false, not 1");
  assert_refused (greg_context_get_boolean (context, "text", FALSE, &problem), FALSE,
                  "“text” must be true or false, not \"12abc\"");
  assert_refused (greg_context_get_int64 (context, "half", 3, &problem), 3,
                  "“half” must be an integer from -9223372036854775808 to 9223372036854775807, "
                  "not 0.5");
  assert_refused (greg_context_get_int64 (context, "text", 3, &problem), 3,
                  "“text” must be an integer, not \"12abc\"");
  assert_refused (greg_context_get_int64 (context, "null", 3, &problem), 3,
                  "“null” must be an integer, not null");
  assert_refused (greg_context_get_int64 (context, "big", 3, &problem), 3,
                  "“big” must be an integer from -9223372036854775808 to 9223372036854775807, "
                  "not 18446744073709551615");
  assert_refused (greg_context_get_uint64 (context, "minus", 3, &problem), 3,
                  "“minus” must be an integer from 0 to 18446744073709551615, not -1");
  assert_refused (greg_context_get_double (context, "text", 0.25, &problem), 0.25,
                  "“text” must be a number, not \"12abc\"");
  assert_refused (greg_context_get_string (context, "one", NULL, &problem), NULL,
                  "“one” must be a string, not 1");
  assert_refused (greg_context_get_object (context, "one", TEST_TYPE_PART, &problem), NULL,
                  "“one” must be a TestPart, not 1");
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_refusals (void)
{
  run_well (see_refusals, "{'type': 'call', 'one': 1, 'text': '12abc', 'half': 0.5, 'minus': -1, "
                          "'null': null, 'big': 18446744073709551615}");
}

static GObject *
want_level (GregContext *context, GError **error)
{
  gint64 level = greg_context_get_int64 (context, "level", -1, error);

  return level >= 0 ? g_object_new (TEST_TYPE_PART, NULL) : NULL;
}

/* The place is put in front once. */
static void
test_refusal_has_a_place (void)
{
  Call call = { .func = want_level };
  GregRegistry *registry = new_registry (&call, G_TYPE_NONE);
  GError *error = NULL;

  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  g_assert_null (test_build (
      registry, "{'type': 'part',\n 'part': {'type': 'call', 'level': 'high'}}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "cfg.json:2:10: /part: “level” must be an integer, not \"high\"");
  g_assert_finalize_object (registry);
}

static GObject *
see_spellings (GregContext *context, GError **error)
{
  g_assert_true (greg_context_get_value (context, "low-pass") ==
                 greg_context_get_value (context, "low_pass"));
  g_assert_cmpint (greg_context_get_int64 (context, "low-pass", 0, error), ==, 1);
  g_assert_cmpint (greg_context_get_int64 (context, "high_pass", 0, error), ==, 2);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_spellings (void)
{
  run_well (see_spellings, "{'type': 'call', 'low_pass': 1, 'high-pass': 2}");
}

static GObject *
see_positional (GregContext *context, GError **error)
{
  g_assert_cmpuint (greg_context_get_n_positional (context), ==, 3);
  g_assert_cmpint (g_value_get_int64 (greg_context_get_positional (context, 0)), ==, 7);
  g_assert_cmpstr (g_value_get_string (greg_context_get_positional (context, 1)), ==, "x");
  g_assert_true (G_VALUE_HOLDS (greg_context_get_positional (context, 2), GREG_TYPE_CONFIG));
  g_assert_null (greg_context_get_positional (context, 3));
  g_assert_null (greg_context_get_positional (context, G_MAXUINT));
  g_assert_null (greg_context_get_value (context, "$args"));
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_positional (void)
{
  run_well (see_positional, "{'type': 'call', '$args': [7, 'x', [1]], 'named': 1}");
}

static GObject *
see_no_positional (GregContext *context, GError **error)
{
  g_assert_cmpuint (greg_context_get_n_positional (context), ==, 0);
  g_assert_null (greg_context_get_positional (context, 0));
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_no_positional (void)
{
  run_well (see_no_positional, "{'type': 'call', '$args': []}");
  run_well (see_no_positional, "'call'");
}

static GObject *
see_object (GregContext *context, GError **error)
{
  GObject *part = greg_context_get_object (context, "part", TEST_TYPE_PART, error);
  GError *problem = NULL;

  g_assert_null (greg_context_get_object (context, "part", TEST_TYPE_DEVICE, &problem));
  test_assert_error (problem, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "“part” must be a TestDevice, not a TestPart");
  g_assert_cmpint (greg_context_get_int64 (context, "number", 0, &problem), ==, 200);
  g_assert_no_error (problem);
  return g_object_ref (part);
}

static void
test_objects_from_values (void)
{
  Call call = { .func = see_object };
  GregRegistry *registry = new_registry (&call, TEST_TYPE_PART);
  const char *names[] = { "part", "number" };
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };
  GObject *part = g_object_new (TEST_TYPE_PART, NULL), *same;
  g_autoptr (GError) error = NULL;

  g_value_init (&values[0], TEST_TYPE_PART);
  g_value_set_object (&values[0], part);
  g_value_init (&values[1], G_TYPE_UCHAR);
  g_value_set_uchar (&values[1], 200);
  same =
      greg_source_build_with_properties (GREG_SOURCE (registry), "call", 2, names, values, &error);
  g_assert_no_error (error);
  g_assert_true (same == part);
  g_object_unref (same);
  g_value_unset (&values[0]);
  g_assert_finalize_object (registry);
  test_assert_last (part);
}

static GObject *
return_number (GregContext *context, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_null (greg_context_get_product (context));
  g_value_init (&value, G_TYPE_INT);
  greg_context_return_value (context, &value);
  g_value_set_int (&value, 42);
  greg_context_return_value (context, &value);
  greg_context_return_value (context, greg_context_get_product (context));
  g_assert_cmpint (g_value_get_int (greg_context_get_product (context)), ==, 42);
  return NULL;
}

static void
test_return_value (void)
{
  Call call = { .func = return_number };
  GregRegistry *registry = new_registry (&call, G_TYPE_INT);
  g_autoptr (GregConfig) config = test_config ("'call'");
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  GregContext *context;

  g_assert_true (greg_source_build_value (GREG_SOURCE (registry), config, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (&value), ==, 42);
  context = greg_source_build_context (GREG_SOURCE (registry), config, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (greg_context_get_product (context)), ==, 42);
  g_assert_cmpstr (greg_factory_get_name (greg_context_get_factory (context)), ==, "call");
  g_assert_finalize_object (context);
  g_assert_finalize_object (registry);
}

static GObject *
return_nothing_as_string (GregContext *context, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  greg_context_return_value (context, &value);
  return NULL;
}

/* NULL may be a product, when it is said to be one. */
static void
test_return_null (void)
{
  Call call = { .func = return_nothing_as_string };
  GregRegistry *registry = new_registry (&call, G_TYPE_STRING);
  g_autoptr (GregConfig) config = test_config ("'call'");
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_source_build_value (GREG_SOURCE (registry), config, &value, &error));
  g_assert_no_error (error);
  g_assert_null (g_value_get_string (&value));
  g_assert_finalize_object (registry);
}

/* An object that comes as a value is as good, and a floating one is sunk. */
static GObject *
return_floating (GregContext *context, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, TEST_TYPE_FLOATER);
  g_value_take_object (&value, g_object_new (TEST_TYPE_FLOATER, NULL));
  greg_context_return_value (context, &value);
  return NULL;
}

static void
test_return_object (void)
{
  Call call = { .func = return_floating };
  g_autoptr (GError) error = NULL;
  GObject *object = run (&call, "'call'", &error);

  g_assert_no_error (error);
  g_assert_true (TEST_IS_FLOATER (object));
  g_assert_false (g_object_is_floating (object));
  g_assert_finalize_object (object);
}

static GObject *
return_null_object (GregContext *context, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, TEST_TYPE_PART);
  greg_context_return_value (context, &value);
  return NULL;
}

/* A value that holds no object is no object. */
static void
test_return_null_object (void)
{
  Call call = { .func = return_null_object };
  GError *error = NULL;

  g_assert_null (run (&call, "'call'", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“call”");
}

static GObject *
fail_twice (GregContext *context, GError **error)
{
  greg_context_fail (context, GREG_ERROR_MISSING_VALUE, "the first reason");
  greg_context_fail (context, GREG_ERROR_LIMIT, "the second reason");
  return g_object_new (TEST_TYPE_PART, NULL);
}

/* The first failure counts, and a product that is given with it is dropped. */
static void
test_fail (void)
{
  Call call = { .func = fail_twice };
  GError *error = NULL;

  test_part_reset_counts ();
  g_assert_null (run (&call, "'call'", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE, "cfg.json:1:1: the first reason");
  g_assert_cmpuint (test_part_count_constructed (), ==, 1);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
}

static GregContext *kept;

static GObject *
keep (GregContext *context, GError **error)
{
  kept = g_object_ref (context);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
assert_kept (const char *expected)
{
  g_auto (GStrv) names = greg_context_list_names (kept);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, expected);
  for (char **name = names; *name != NULL; name++)
    g_assert_cmpint (greg_context_get_int64 (kept, *name, 0, NULL), ==, 1);
  g_assert_cmpstr (greg_context_get_path (kept), ==, "");
  g_assert_finalize_object (g_steal_pointer (&kept));
}

static void
test_kept (void)
{
  Call call = { .func = keep };
  g_autoptr (GError) error = NULL;
  GObject *part = run (&call, "{'type': 'call', 'a': 1, 'b': 1}", &error);

  g_assert_no_error (error);
  test_assert_last (part);
  assert_kept ("a b");
}

/* Also what came from the defaults of the builder and of the factory. */
static void
test_kept_defaults (void)
{
  Call call = { .func = keep };
  g_autoptr (GregFactory) factory =
      greg_factory_new_for_func ("call", G_TYPE_NONE, call_cb, &call, NULL);
  g_autoptr (GregRegistry) registry = test_registry ("calls", G_TYPE_NONE);
  g_autoptr (GregBuilder) builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GregConfig) config = test_config ("{'type': 'call', 'a': 1}");
  g_autoptr (GregConfig) defaults = test_config ("{'b': 1}");
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_factory_set_defaults_json (factory, "{\"c\": 1}", &error);
  greg_registry_add (registry, factory, &error);
  greg_builder_set_defaults (builder, defaults, &error);
  g_assert_no_error (error);
  part = greg_builder_build (builder, config, NULL, &error);
  g_assert_no_error (error);
  test_assert_last (part);

  g_assert_finalize_object (g_steal_pointer (&builder));
  g_assert_finalize_object (g_steal_pointer (&defaults));
  g_assert_finalize_object (g_steal_pointer (&config));
  g_clear_object (&registry);
  g_clear_object (&factory);
  assert_kept ("a b c");
}

/* A context that holds an argument that holds the context goes when it is disposed. */
static void
test_cycle (void)
{
  Call call = { .func = keep };
  GregRegistry *registry = new_registry (&call, G_TYPE_NONE);
  const char *names[] = { "part" };
  GValue value = G_VALUE_INIT;
  GObject *part = g_object_new (TEST_TYPE_PART, NULL), *product;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, TEST_TYPE_PART);
  g_value_take_object (&value, part);
  product =
      greg_source_build_with_properties (GREG_SOURCE (registry), "call", 1, names, &value, &error);
  g_assert_no_error (error);
  g_object_set (part, "object", kept, NULL);
  g_value_unset (&value);
  g_object_run_dispose (G_OBJECT (kept));
  g_assert_null (greg_context_get_factory (kept));
  g_assert_null (greg_context_get_value (kept, "part"));
  g_assert_finalize_object (g_steal_pointer (&kept));
  test_assert_last (product);
  g_assert_finalize_object (registry);
}

static GObject *
see_path (GregContext *context, GError **error)
{
  return g_object_new (TEST_TYPE_PART, "label", greg_context_get_path (context), NULL);
}

static void
test_path (void)
{
  Call call = { .func = see_path };
  GregRegistry *registry = new_registry (&call, TEST_TYPE_PART);
  g_autoptr (GError) error = NULL;
  GObject *whole;

  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  whole =
      test_build (registry, "{'type': 'part', 'part': {'type': 'part', 'part': 'call'}}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      test_part_get_label (test_part_get_part (test_part_get_part (TEST_PART (whole)))), ==,
      "/part/part");
  test_assert_last (whole);

  whole = greg_source_build (GREG_SOURCE (registry), "call", &error, NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (whole)), ==, "");
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

/* Made with properties alone, it is of no use and no harm. */
static void
test_bare (void)
{
  GregContext *context = g_object_new (GREG_TYPE_CONTEXT, NULL);
  GregFactory *factory = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autoptr (GError) error = NULL;
  GObject *part;

  g_assert_null (names[0]);
  g_assert_null (greg_context_get_factory (context));
  g_assert_null (greg_context_get_source (context));
  g_assert_null (greg_context_get_product (context));
  g_assert_cmpstr (greg_context_get_path (context), ==, "");
  g_assert_cmpint (greg_context_get_int64 (context, "x", 3, &error), ==, 3);
  part = greg_factory_create (factory, context, &error);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_finalize_object (context);
  g_assert_finalize_object (factory);
}

static void
test_bare_closure (void)
{
  GregContext *context = g_object_new (GREG_TYPE_CONTEXT, NULL);
  GObject *watched = g_object_new (G_TYPE_OBJECT, NULL);
  GregFactory *factory = greg_factory_new_for_closure (
      "gone", G_TYPE_NONE, g_cclosure_new_object (G_CALLBACK (see_path), watched));
  GError *error = NULL;

  g_assert_finalize_object (watched);
  g_assert_null (greg_factory_create (factory, context, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED);
  g_clear_error (&error);
  g_assert_finalize_object (context);
  g_assert_finalize_object (factory);
}

static GregFactory *other;

static GObject *
ask_other (GregContext *context, GError **error)
{
  return greg_factory_create (other, context, error);
}

/* A factory may be asked with the context of another one; its arguments are looked at again. */
static void
test_other_factory (void)
{
  Call call = { .func = ask_other };
  GError *error = NULL;
  GObject *part;

  other = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  part = run (&call, "{'type': 'call', 'number': 3, 'tint': 'red'}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 3);
  test_assert_last (part);
  g_assert_null (run (&call, "{'type': 'call', 'nmber': 3}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY,
                     "cfg.json:1:1: “TestPart” has no property “nmber”; did you mean “number”?");
  g_assert_null (run (&call, "{'type': 'call', 'number': 101}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "cfg.json:1:1: “number” must be an integer from 0 to 100, not 101");
  g_assert_null (run (&call, "{'type': 'call', 'secret': 1}", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_finalize_object (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/context/natural-values", test_natural_values);
  g_test_add_func ("/context/getters", test_getters);
  g_test_add_func ("/context/getters/absent", test_absent);
  g_test_add_func ("/context/getters/refuse", test_refusals);
  g_test_add_func ("/context/getters/place", test_refusal_has_a_place);
  g_test_add_func ("/context/getters/objects", test_objects_from_values);
  g_test_add_func ("/context/spellings", test_spellings);
  g_test_add_func ("/context/positional", test_positional);
  g_test_add_func ("/context/positional/none", test_no_positional);
  g_test_add_func ("/context/return-value", test_return_value);
  g_test_add_func ("/context/return-value/null", test_return_null);
  g_test_add_func ("/context/return-value/object", test_return_object);
  g_test_add_func ("/context/return-value/null-object", test_return_null_object);
  g_test_add_func ("/context/fail", test_fail);
  g_test_add_func ("/context/kept", test_kept);
  g_test_add_func ("/context/kept/defaults", test_kept_defaults);
  g_test_add_func ("/context/cycle", test_cycle);
  g_test_add_func ("/context/path", test_path);
  g_test_add_func ("/context/bare", test_bare);
  g_test_add_func ("/context/bare/closure", test_bare_closure);
  g_test_add_func ("/context/other-factory", test_other_factory);
  return g_test_run ();
}
