/* test-build-nested.c - objects in objects, lists, reserved keys, and defaults that name factories
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
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  test_add_type (registry, "square", TEST_TYPE_SQUARE, NULL);
  return registry;
}

/* Nothing was constructed for this error. */
static void
assert_refused (GregRegistry *registry, const char *text, GregError code, const char *message)
{
  GError *error = NULL;

  test_part_reset_counts ();
  g_assert_null (test_build (registry, text, &error));
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  test_assert_error (error, GREG_ERROR, (int)code, message);
}

static TestPart *
build_part (GregRegistry *registry, const char *text)
{
  g_autoptr (GError) error = NULL;
  GObject *object = test_build (registry, text, &error);

  g_assert_no_error (error);
  g_assert_true (TEST_IS_PART (object));
  return TEST_PART (object);
}

static void
test_objects (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *whole = build_part (
      registry, "{'type': 'part', 'part': {'type': 'device', 'label': 'a', 'part': 'part'}, "
                "'shape': {'type': 'square', 'size': 9}, 'object': 'part'}");
  TestPart *part = test_part_get_part (whole);
  g_autoptr (TestShape) shape = NULL;
  int size;

  g_object_get (whole, "shape", &shape, NULL);
  g_object_get (shape, "size", &size, NULL);
  g_assert_cmpint (size, ==, 9);
  g_assert_true (test_device_is_ready (TEST_DEVICE (part)));
  g_assert_cmpstr (test_part_get_label (part), ==, "a");
  g_assert_true (TEST_IS_PART (test_part_get_part (part)));
  g_assert_true (TEST_IS_PART (test_part_get_object (whole)));
  g_assert_cmpuint (test_part_count_live (), ==, 4);
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

static void
test_objects_refused (void)
{
  GregRegistry *registry = new_registry ();

  assert_refused (
      registry, "{'type': 'part',\n 'part': 'square'}", GREG_ERROR_INVALID_TYPE,
      "cfg.json:2:10: /part: “square” makes a TestSquare, but a TestPart is wanted here");
  assert_refused (registry, "{'type': 'part', 'shape': {'type': 'part'}}", GREG_ERROR_INVALID_TYPE,
                  "cfg.json:1:36: /shape/type: “part” makes a TestPart, but a TestShape is wanted "
                  "here");
  assert_refused (registry, "{'type': 'part', 'part': {'label': 'x'}}", GREG_ERROR_MISSING_VALUE,
                  "cfg.json:1:26: /part: there is no “type” that says what to build");
  assert_refused (registry, "{'type': 'part', 'part': {}}", GREG_ERROR_MISSING_VALUE,
                  "cfg.json:1:26: /part: there is no “type” that says what to build");
  assert_refused (registry, "{'type': 'part', 'part': 5}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:26: /part: “part” must be a TestPart, not 5");
  assert_refused (registry, "{'type': 'part', 'part': ['part']}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:26: /part: “part” must be a TestPart, not an array of 1");
  assert_refused (
      registry, "{'type': 'part', 'part': {'type': 'part', 'number': 999}}",
      GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:53: /part/number: “number” must be an integer from 0 to 100, not 999");
  g_assert_finalize_object (registry);
}

static void
test_null (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *part = build_part (registry, "{'type': 'part', 'part': null, 'list': null}");

  g_assert_null (test_part_get_part (part));
  g_assert_null (test_part_get_list (part));
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static void
count_order_cb (const char *label, gpointer user_data)
{
  g_string_append (user_data, label);
}

/* Parts are made before wholes, in the order of the text. */
static void
test_order (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) order = g_string_new (NULL);
  TestPart *whole;

  test_part_set_hook (count_order_cb, order);
  whole = build_part (registry,
                      "{'type': 'part', 'label': 'a',"
                      " 'list': [{'type': 'part', 'label': 'b'}, {'type': 'part', 'label': 'c',"
                      "  'part': {'type': 'part', 'label': 'd'}}],"
                      " 'part': {'type': 'part', 'label': 'e'}}");
  test_part_set_hook (NULL, NULL);
  g_assert_cmpstr (order->str, ==, "bdcea");
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

static void
test_list_models (void)
{
  const struct
  {
    GType base_type, item_type;
  } cases[] = { { G_TYPE_NONE, G_TYPE_OBJECT }, { TEST_TYPE_PART, TEST_TYPE_PART } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregRegistry *registry = test_registry ("parts", cases[i].base_type);
      TestPart *whole;
      GListModel *list;
      g_autoptr (TestPart) second = NULL;

      test_add_type (registry, "part", TEST_TYPE_PART, NULL);
      whole = build_part (registry, "{'type': 'part', 'list': ['part', {'type': 'part', "
                                    "'label': 'x'}, 'part']}");
      list = test_part_get_list (whole);
      second = g_list_model_get_item (list, 1);
      g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
      g_assert_true (g_list_model_get_item_type (list) == cases[i].item_type);
      g_assert_cmpstr (test_part_get_label (second), ==, "x");
      g_clear_object (&second);
      test_assert_last (whole);

      whole = build_part (registry, "{'type': 'part', 'list': []}");
      g_assert_cmpuint (g_list_model_get_n_items (test_part_get_list (whole)), ==, 0);
      test_assert_last (whole);
      g_assert_finalize_object (registry);
    }
}

static void
test_pointer_arrays (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *whole =
      build_part (registry, "{'type': 'part', 'parts': ['part', 'device', 'square']}");
  GPtrArray *parts = g_ptr_array_ref (test_part_get_parts (whole));

  g_assert_cmpuint (parts->len, ==, 3);
  g_assert_true (TEST_IS_DEVICE (parts->pdata[1]));
  g_assert_finalize_object (whole);
  g_assert_true (TEST_IS_SQUARE (parts->pdata[2]));
  g_ptr_array_unref (parts);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

static void
test_lists_refused (void)
{
  GregRegistry *registry = new_registry ();

  assert_refused (
      registry, "{'type': 'part', 'list': ['part', null]}", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:35: /list/1: an object with a “type”, or a name, is wanted, not null");
  assert_refused (registry, "{'type': 'part', 'list': [['part']]}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:27: /list/0: an object with a “type”, or a name, is wanted, "
                  "not an array of 1");
  assert_refused (registry, "{'type': 'part', 'list': 7}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:26: /list: “list” must be a list of objects, not 7");
  assert_refused (registry, "{'type': 'part', 'list': 'part'}", GREG_ERROR_INVALID_TYPE,
                  "cfg.json:1:26: /list: “part” makes a TestPart, but a GListModel is wanted here");
  assert_refused (registry, "{'type': 'part', 'parts': {'type': 'part'}}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:27: /parts: “parts” must be a list of objects, not an object");
  assert_refused (registry, "{'type': 'part', 'list': ['part', 'prat']}", GREG_ERROR_NOT_FOUND,
                  "cfg.json:1:35: /list/1: nothing is registered as “prat” in parts, which has 3 "
                  "factories; did you mean “part”?");
  g_assert_finalize_object (registry);
}

/* A list model of a kind of its own cannot be made of an array, but by its factory. */
static void
test_list_model_of_its_own (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *whole;
  g_autoptr (TestModel) model = NULL;

  test_add_type (registry, "model", TEST_TYPE_MODEL, NULL);
  assert_refused (registry, "{'type': 'part', 'model': ['part']}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:27: /model: “model” must be a TestModel, not an array of 1");
  whole = build_part (registry, "{'type': 'part', 'model': 'model', 'list': {'type': 'model'}}");
  g_object_get (whole, "model", &model, NULL);
  g_assert_true (TEST_IS_MODEL (model));
  g_assert_true (TEST_IS_MODEL (test_part_get_list (whole)));
  g_clear_object (&model);
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

/* “$type” picks the factory and leaves “type” to the property. */
static void
test_type_as_property (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *part = build_part (registry, "{'$type': 'part', 'type': 'mine'}");
  TestPart *same = build_part (registry, "{'type': 'mine', '$type': 'part'}");
  g_autofree char *type = NULL;
  g_autofree char *same_type = NULL;

  g_object_get (part, "type", &type, NULL);
  g_object_get (same, "type", &same_type, NULL);
  g_assert_cmpstr (type, ==, "mine");
  g_assert_cmpstr (same_type, ==, "mine");
  g_assert_finalize_object (part);
  test_assert_last (same);
  g_assert_finalize_object (registry);
}

static void
test_comment (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *part = build_part (registry, "{'type': 'part', '$comment': {'any': ['thing']}, "
                                         "'part': {'$comment': 1, 'type': 'part'}}");

  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static void
test_reserved (void)
{
  GregRegistry *registry = new_registry ();

  assert_refused (registry, "{'type': 'part',\n '$nonsense': 1}", GREG_ERROR_UNKNOWN_PROPERTY,
                  "cfg.json:2:2: /$nonsense: “$nonsense” means nothing here; "
                  "keys that begin with “$” are reserved");
  assert_refused (
      registry, "{'type': 'part', '$': 1}", GREG_ERROR_UNKNOWN_PROPERTY,
      "cfg.json:1:18: /$: “$” means nothing here; keys that begin with “$” are reserved");
  assert_refused (registry, "{'type': 'part', '$object': 1}", GREG_ERROR_UNKNOWN_PROPERTY,
                  "cfg.json:1:18: /$object: “$object” means nothing here; "
                  "keys that begin with “$” are reserved");
  g_assert_finalize_object (registry);
}

static void
test_spellings (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;
  GObject *object;

  test_add_type (registry, "everything", TEST_TYPE_EVERYTHING, NULL);
  object =
      test_build (registry, "{'type': 'everything', 'date_time': null, 'read_only': 1}", &error);
  g_assert_null (object);
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_clear_error (&error);
  assert_refused (registry, "{'type': 'everything', 'json_node': 1,\n 'json-node': 1}",
                  GREG_ERROR_INVALID_CONFIG,
                  "cfg.json:2:2: /json-node: “json-node” is given twice; “_” and “-” are the same "
                  "in names");
  object = test_build (registry, "{'type': 'everything', 'json_node': 1}", &error);
  g_assert_no_error (error);
  g_assert_finalize_object (object);
  g_assert_finalize_object (registry);
}

static GObject *
show_arguments (GregContext *context, gpointer user_data, GError **error)
{
  g_autoptr (GString) label = g_string_new (NULL);
  g_auto (GStrv) names = greg_context_list_names (context);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *value = g_strdup_value_contents (greg_context_get_value (context, *name));

      g_string_append_printf (label, "%s=%s ", *name, value);
    }
  for (guint i = 0; i < greg_context_get_n_positional (context); i++)
    {
      g_autofree char *value = g_strdup_value_contents (greg_context_get_positional (context, i));

      g_string_append_printf (label, "%u=%s ", i, value);
    }
  return g_object_new (TEST_TYPE_PART, "label", label->str, NULL);
}

static void
add_functions (GregRegistry *registry)
{
  g_autoptr (GregFactory) declared =
      greg_factory_new_for_func ("declared", TEST_TYPE_PART, show_arguments, NULL, NULL);
  g_autoptr (GError) error = NULL;

  greg_factory_declare (declared, "level", G_TYPE_INT, FALSE, "6", NULL, &error);
  greg_factory_declare (declared, "name", G_TYPE_STRING, TRUE, NULL, NULL, &error);
  greg_registry_add (registry, declared, &error);
  g_assert_no_error (error);
  test_add_func (registry, "free", TEST_TYPE_PART, show_arguments);
}

static void
test_positional (void)
{
  const struct
  {
    const char *text, *label;
  } cases[] = {
    { "{'type': 'declared', '$args': [1, 'x']}", "level=1 name=\"x\" " },
    { "{'type': 'declared', '$args': [1], 'name': 'x'}", "level=1 name=\"x\" " },
    { "{'type': 'declared', '$args': [], 'name': 'x'}", "name=\"x\" level=6 " },
    { "{'type': 'free', '$args': [1, 'x'], 'name': 'y'}", "name=\"y\" 0=1 1=\"x\" " },
    { "{'type': 'free', 'type_': 'y'}", "type_=\"y\" " },
  };
  GregRegistry *registry = new_registry ();

  add_functions (registry);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestPart *part = build_part (registry, cases[i].text);

      g_assert_cmpstr (test_part_get_label (part), ==, cases[i].label);
      test_assert_last (part);
    }
  g_assert_finalize_object (registry);
}

static void
test_positional_refused (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  add_functions (registry);
  assert_refused (registry, "{'type': 'declared', '$args': [1, 'x', 2]}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:40: /$args/2: “declared” takes 2 arguments, not 3");
  assert_refused (registry, "{'type': 'declared', '$args': [11.5, 'x']}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:32: /$args/0: “level” must be an integer from -2147483648 to "
                  "2147483647, not 11.5");
  assert_refused (registry, "{'type': 'declared', '$args': {'level': 1}}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:31: /$args: “$args” must be an array (and 1 more)");
  assert_refused (registry, "{'type': 'declared', '$args': [1]}", GREG_ERROR_MISSING_VALUE,
                  "cfg.json:1:1: “declared” needs “name”");
  assert_refused (
      registry, "{'type': 'part', '$args': [1]}", GREG_ERROR_INVALID_CONFIG,
      "cfg.json:1:18: /$args: “part” makes instances of a type, which take no positional "
      "arguments");
  g_assert_null (
      test_build (registry, "{'type': 'declared', '$args': [1, 'x'], 'level': 2}", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "“level” is given twice");
  g_assert_null (
      test_build (registry, "{'type': 'declared', 'level': 2, '$args': [1, 'x']}", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "“level” is given twice");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (registry);
}

/* A type is what is registered under a name, and never what GObject calls so. */
static void
test_gtype (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *part = build_part (registry, "{'type': 'part', 'kind': 'device'}");
  GType kind;

  add_functions (registry);
  g_object_get (part, "kind", &kind, NULL);
  g_assert_true (kind == TEST_TYPE_DEVICE);
  test_assert_last (part);

  assert_refused (registry, "{'type': 'part', 'kind': 'TestDevice'}", GREG_ERROR_NOT_FOUND,
                  "cfg.json:1:26: /kind: nothing is registered as “TestDevice” in parts, "
                  "which has 5 factories; the type TestDevice is registered as “device”");
  assert_refused (registry, "{'type': 'part', 'kind': 'square'}", GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:26: /kind: “kind” wants a type that is a TestPart, which “square” is "
                  "not");
  assert_refused (
      registry, "{'type': 'part', 'kind': 'free'}", GREG_ERROR_INVALID_VALUE,
      "cfg.json:1:26: /kind: “kind” wants a type that is a TestPart, which “free” is not");
  assert_refused (registry, "{'type': 'part', 'kind': {'type': 'device'}}",
                  GREG_ERROR_INVALID_VALUE,
                  "cfg.json:1:26: /kind: “kind” must be the name of a type that is a TestPart, "
                  "not an object");
  g_assert_finalize_object (registry);
}

/* Targets that take any tree are given it as it is. */
static void
test_uninterpreted (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *part = build_part (registry, "{'type': 'part', 'node': {'type': 'nobody'}, "
                                         "'config': {'type': 'nobody', '$ref': 'x'}, "
                                         "'dict': {'type': 'nobody'}}");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GregConfig) config = NULL;
  g_autoptr (GVariant) dict = NULL;
  g_autofree char *text = NULL;
  const char *type;

  g_object_get (part, "node", &node, "config", &config, "dict", &dict, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "type"), ==,
                   "nobody");
  text = greg_config_to_json (config, FALSE);
  g_assert_cmpstr (text, ==, "{\"type\":\"nobody\",\"$ref\":\"x\"}");
  g_assert_true (g_variant_lookup (dict, "type", "&s", &type));
  g_assert_cmpstr (type, ==, "nobody");
  g_assert_cmpuint (test_part_count_constructed (), ==, 1);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

static GObject *
make_square (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_SQUARE, NULL);
}

/* What a function promises is looked at before, what it makes afterwards. */
static void
test_products_of_functions (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  test_add_func (registry, "known", TEST_TYPE_SQUARE, make_square);
  test_add_func (registry, "vague", G_TYPE_OBJECT, make_square);
  test_add_func (registry, "any", G_TYPE_NONE, make_square);
  test_add_func (registry, "number", G_TYPE_INT, make_square);
  assert_refused (
      registry, "{'type': 'part', 'part': 'known'}", GREG_ERROR_INVALID_TYPE,
      "cfg.json:1:26: /part: “known” makes a TestSquare, but a TestPart is wanted here");
  assert_refused (registry, "{'type': 'part', 'part': 'number'}", GREG_ERROR_INVALID_TYPE,
                  "cfg.json:1:26: /part: “number” makes a gint, but a TestPart is wanted here");
  g_assert_null (test_build (registry, "{'type': 'part', 'part': 'vague'}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                     "cfg.json:1:26: /part: “vague” made a TestSquare, which is not a TestPart");
  g_assert_null (test_build (registry, "{'type': 'part', 'part': 'any'}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                     "cfg.json:1:26: /part: “any” made a TestSquare, which is not a TestPart");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (registry);
}

/* A part that fails late takes down all that was made for it. */
static void
test_half_way (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  g_assert_null (test_build (registry,
                             "{'type': 'part', 'list': ['part', 'part'],\n"
                             " 'part': {'type': 'device', 'outcome': 'fail'}, 'object': 'part'}",
                             &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:2:10: /part: no such device");
  g_assert_cmpuint (test_part_count_constructed (), ==, 3);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

static void
test_defaults_with_nodes (void)
{
  GregRegistry *registry = new_registry ();
  TestPart *whole;

  test_add_type (registry, "outer", TEST_TYPE_PART, "{'part': {'type': 'inner', 'number': 2}}");
  test_add_type (registry, "inner", TEST_TYPE_PART, "{'label': 'deep', 'number': 1}");
  whole = build_part (registry, "'outer'");
  g_assert_cmpstr (test_part_get_label (test_part_get_part (whole)), ==, "deep");
  g_assert_cmpint (test_part_get_number (test_part_get_part (whole)), ==, 2);
  test_assert_last (whole);

  /* What the caller gives replaces the whole node. */
  whole = build_part (registry, "{'type': 'outer', 'part': {'type': 'inner'}}");
  g_assert_cmpint (test_part_get_number (test_part_get_part (whole)), ==, 1);
  test_assert_last (whole);
  whole = build_part (registry, "{'type': 'outer', 'part': null}");
  g_assert_null (test_part_get_part (whole));
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

/* The place of a mistake in a default is in that default. */
static void
test_mistakes_in_defaults (void)
{
  GregRegistry *registry = new_registry ();

  test_add_type (registry, "outer", TEST_TYPE_PART, "{\n 'part': {'type': 'nobody'}}");
  assert_refused (registry, "'outer'", GREG_ERROR_NOT_FOUND,
                  "defaults of outer:2:19: /part/type: nothing is registered as “nobody” in parts, "
                  "which has 4 factories");
  g_assert_finalize_object (registry);
}

static void
test_declared_defaults_with_nodes (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GregFactory) factory =
      greg_factory_new_for_func ("func", TEST_TYPE_PART, show_arguments, NULL, NULL);
  g_autoptr (GError) error = NULL;
  TestPart *part;

  greg_factory_declare (factory, "part", TEST_TYPE_PART, FALSE, "{\"type\": \"device\"}", NULL,
                        &error);
  greg_factory_declare (factory, "words", G_TYPE_STRV, FALSE, "[\"a\", \"b\"]", NULL, &error);
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  part = build_part (registry, "'func'");
  g_assert_nonnull (strstr (test_part_get_label (part), "TestDevice"));
  g_assert_nonnull (strstr (test_part_get_label (part), "[\"a\", \"b\"]"));
  test_assert_last (part);
  g_clear_object (&factory);
  g_assert_finalize_object (registry);
}

static void
test_cycles (void)
{
  const struct
  {
    const char *name, *message;
  } cases[] = {
    { "self", "defaults of self:1:10: /part: the defaults lead back to where they began: "
              "self → self" },
    { "a", "defaults of a:1:10: /part: the defaults lead back to where they began: a → b → a" },
    { "start", "defaults of a:1:10: /part: the defaults lead back to where they began: a → b → a" },
    { "listed", "defaults of listed:1:11: /list/0: the defaults lead back to where they began: "
                "listed → listed" },
  };
  GregRegistry *registry = new_registry ();

  test_add_type (registry, "self", TEST_TYPE_PART, "{'part': 'self'}");
  test_add_type (registry, "a", TEST_TYPE_PART, "{'part': {'type': 'b'}}");
  test_add_type (registry, "b", TEST_TYPE_PART, "{'part': {'type': 'a'}}");
  test_add_type (registry, "start", TEST_TYPE_PART, "{'part': {'type': 'a'}}");
  test_add_type (registry, "listed", TEST_TYPE_PART, "{'list': ['listed']}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("'%s'", cases[i].name);
      GError *error = NULL;

      assert_refused (registry, text, GREG_ERROR_CYCLE, cases[i].message);
      g_assert_null (greg_source_build (GREG_SOURCE (registry), cases[i].name, &error, NULL));
      test_assert_error (error, GREG_ERROR, GREG_ERROR_CYCLE, cases[i].message);
    }
  g_assert_finalize_object (registry);
}

/* A factory may be among its own defaults when what is given with it ends that. */
static void
test_no_cycles (void)
{
  const char *const texts[] = {
    "'pair'",
    "{'type': 'self', 'part': null}",
    "{'type': 'self', 'part': {'type': 'self', 'part': null}}",
    "{'type': 'part', 'part': {'type': 'pair'}, 'object': {'type': 'pair'}}",
  };
  GregRegistry *registry = new_registry ();

  test_add_type (registry, "pair", TEST_TYPE_PART, "{'part': {'type': 'pair', 'part': null}}");
  test_add_type (registry, "self", TEST_TYPE_PART, "{'part': 'self'}");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    test_assert_last (build_part (registry, texts[i]));
  g_assert_finalize_object (registry);
}

/* Each of forty factories has the next one twice. */
static void
add_doubling (GregRegistry *registry, const char *last)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("double%u", i);
      g_autofree char *defaults =
          i < 39 ? g_strdup_printf ("{'part': 'double%u', 'object': 'double%u'}", i + 1, i + 1)
                 : g_strdup_printf ("{'part': '%s', 'object': '%s'}", last, last);

      test_add_type (registry, name, TEST_TYPE_PART, defaults);
    }
}

static void
test_too_many (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  add_doubling (registry, "part");
  g_assert_null (test_build (registry, "'double0'", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_LIMIT,
                         "more than 1048576 objects would have to be built");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (registry);
}

/* The same where nothing could ever be built: the search ends, and so do the complaints. */
static void
test_too_many_mistakes (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  add_doubling (registry, "nobody");
  g_assert_null (test_build (registry, "'double0'", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "(and 1000 more)");
  g_assert_finalize_object (registry);
}

static void
test_too_deep (void)
{
  GregRegistry *registry = new_registry ();
  GError *error = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("level%u", i);
      g_autofree char *defaults = g_strdup_printf ("{'part': 'level%u'}", i + 1);

      test_add_type (registry, name, TEST_TYPE_PART, i < 199 ? defaults : NULL);
    }
  g_assert_null (test_build (registry, "'level0'", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_LIMIT, "nested deeper than 128 levels");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  test_assert_last (build_part (registry, "'level72'"));
  g_assert_finalize_object (registry);
}

/* As deep as text may be. */
static void
test_deep (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) text = g_string_new ("{'type': 'part'}");

  for (guint i = 1; i < 128; i++)
    {
      g_string_prepend (text, "{'type': 'part', 'part': ");
      g_string_append_c (text, '}');
    }
  test_assert_last (build_part (registry, text->str));
  g_assert_cmpuint (test_part_count_constructed (), ==, 128);
  g_assert_finalize_object (registry);
}

/* Enough parts that the plan grows many times while wholes wait for them. */
static void
test_wide (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) text = g_string_new ("{'type': 'part', 'list': [");
  TestPart *whole;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text,
                            "%s{'type': 'part', 'number': %u, 'part': {'type': 'part'}, "
                            "'parts': ['part', 'device']}",
                            i > 0 ? ", " : "", i % 100);
  g_string_append (text, "]}");
  whole = build_part (registry, text->str);
  g_assert_cmpuint (test_part_count_live (), ==, 12001);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (TestPart) part = g_list_model_get_item (test_part_get_list (whole), i);

      g_assert_cmpint (test_part_get_number (part), ==, (int)i % 100);
      g_assert_true (TEST_IS_DEVICE (test_part_get_parts (part)->pdata[1]));
    }
  test_assert_last (whole);
  g_assert_finalize_object (registry);
}

/* Names of any length with any character give messages that a person can read. */
static void
test_hostile_names (void)
{
  const char *const texts[] = {
    "{\"type\": \"part\", \"%s\": 1}",
    "{\"type\": \"part\", \"$%s\": 1}",
    "{\"type\": \"%s\"}",
    "{\"type\": \"part\", \"part\": \"%s\"}",
    "{\"type\": \"part\", \"kind\": \"%s\"}",
    "{\"type\": \"part\", \"number\": \"%s\"}",
    "{\"type\": \"part\", \"tint\": \"%s\"}",
    "{\"type\": \"free\", \"a_b%s\": 1, \"a-b%s\": 1}",
    "{\"type\": \"part\", \"part\": {\"type\": \"part\", \"%s\": {}}}",
  };
  GregRegistry *registry = new_registry ();
  g_autofree char *longest = g_strnfill (1 << 20, 'x');
  const char *names[] = { longest, "\\n\\u001b[31m\\u007f", "\\u202e%s%n" };

  add_functions (registry);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_auto (GStrv) parts = g_strsplit (texts[i], "%s", -1);
        g_autofree char *text = g_strjoinv (names[j], parts);
        GError *error = NULL;

        g_assert_null (greg_source_build_json (GREG_SOURCE (registry), text, -1, &error));
        g_assert_true (error->domain == GREG_ERROR);
        g_assert_cmpuint (strlen (error->message), <, 1000);
        for (const char *c = error->message; *c != '\0'; c++)
          g_assert_false (g_ascii_iscntrl (*c));
        g_clear_error (&error);
      }
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build-nested/objects", test_objects);
  g_test_add_func ("/build-nested/objects/refused", test_objects_refused);
  g_test_add_func ("/build-nested/null", test_null);
  g_test_add_func ("/build-nested/order", test_order);
  g_test_add_func ("/build-nested/list-models", test_list_models);
  g_test_add_func ("/build-nested/list-models/own", test_list_model_of_its_own);
  g_test_add_func ("/build-nested/pointer-arrays", test_pointer_arrays);
  g_test_add_func ("/build-nested/lists/refused", test_lists_refused);
  g_test_add_func ("/build-nested/type", test_type_as_property);
  g_test_add_func ("/build-nested/comment", test_comment);
  g_test_add_func ("/build-nested/reserved", test_reserved);
  g_test_add_func ("/build-nested/spellings", test_spellings);
  g_test_add_func ("/build-nested/positional", test_positional);
  g_test_add_func ("/build-nested/positional/refused", test_positional_refused);
  g_test_add_func ("/build-nested/gtype", test_gtype);
  g_test_add_func ("/build-nested/uninterpreted", test_uninterpreted);
  g_test_add_func ("/build-nested/products", test_products_of_functions);
  g_test_add_func ("/build-nested/half-way", test_half_way);
  g_test_add_func ("/build-nested/defaults", test_defaults_with_nodes);
  g_test_add_func ("/build-nested/defaults/mistakes", test_mistakes_in_defaults);
  g_test_add_func ("/build-nested/defaults/declared", test_declared_defaults_with_nodes);
  g_test_add_func ("/build-nested/cycles", test_cycles);
  g_test_add_func ("/build-nested/cycles/none", test_no_cycles);
  g_test_add_func ("/build-nested/limits/many", test_too_many);
  g_test_add_func ("/build-nested/limits/mistakes", test_too_many_mistakes);
  g_test_add_func ("/build-nested/limits/too-deep", test_too_deep);
  g_test_add_func ("/build-nested/limits/deep", test_deep);
  g_test_add_func ("/build-nested/limits/wide", test_wide);
  g_test_add_func ("/build-nested/hostile-names", test_hostile_names);
  return g_test_run ();
}
