/* test-builder.c - several sources, defaults of a builder, lists and reports
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static GregRegistry *
new_parts (void)
{
  GregRegistry *registry = test_registry ("parts", TEST_TYPE_PART);

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  return registry;
}

static GObject *
build (GregBuilder *builder, const char *text, GregReport *report, GError **error)
{
  g_autoptr (GregConfig) config = test_config (text);

  return greg_builder_build (builder, config, report, error);
}

static TestPart *
build_part (GregBuilder *builder, const char *text)
{
  g_autoptr (GError) error = NULL;
  GObject *object = build (builder, text, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (TEST_IS_PART (object));
  return TEST_PART (object);
}

static GregReport *
validate (GregBuilder *builder, const char *text)
{
  g_autoptr (GregConfig) config = test_config (text);

  return greg_builder_validate (builder, config);
}

#define assert_report(report, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *lines = test_report_lines (report);                                           \
    g_assert_cmpstr (lines, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
set_defaults (GregBuilder *builder, const char *text)
{
  g_autoptr (GregConfig) defaults = text != NULL ? test_config (text) : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_builder_set_defaults (builder, defaults, &error));
  g_assert_no_error (error);
}

static void
test_sources (void)
{
  GregRegistry *parts = new_parts (), *shapes = test_registry ("shapes", TEST_TYPE_SHAPE);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  g_autoptr (GPtrArray) list = NULL;

  greg_builder_add_source (builder, GREG_SOURCE (shapes));
  greg_builder_add_source (builder, GREG_SOURCE (parts));
  list = greg_builder_list_sources (builder);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (list->pdata[0] == parts);
  g_assert_true (list->pdata[1] == shapes);
  g_assert_finalize_object (builder);
  g_clear_pointer (&list, g_ptr_array_unref);
  g_assert_finalize_object (parts);
  g_assert_finalize_object (shapes);
}

static void
test_without_source (void)
{
  GregBuilder *builder = g_object_new (GREG_TYPE_BUILDER, NULL);
  GregReport *report = greg_report_new (), *validated;
  g_autoptr (GregConfig) config = test_config ("'part'");
  GError *error = NULL;
  const char *text = "the builder has no source to build from";

  g_assert_null (greg_builder_build (builder, config, report, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, text);
  g_assert_cmpuint (greg_report_count_errors (report), ==, 1);
  g_assert_null (greg_builder_build_list (builder, config, NULL, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, text);
  validated = greg_builder_validate (builder, config);
  g_assert_cmpuint (greg_report_count_errors (validated), ==, 1);
  g_assert_finalize_object (validated);
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
}

/* The property that wants it says who builds it, whatever other sources have under that name. */
static void
test_picks_by_type (void)
{
  GregRegistry *parts = new_parts (), *shapes = test_registry ("shapes", TEST_TYPE_SHAPE);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GError *error = NULL;
  TestPart *whole;
  g_autoptr (TestShape) shape = NULL;

  greg_builder_add_source (builder, GREG_SOURCE (shapes));
  test_add_type (parts, "thing", TEST_TYPE_PART, NULL);
  test_add_type (shapes, "thing", TEST_TYPE_SQUARE, NULL);
  test_add_type (shapes, "square", TEST_TYPE_SQUARE, NULL);
  whole = build_part (builder, "{'type': 'thing', 'part': 'thing', 'shape': 'thing'}");
  g_object_get (whole, "shape", &shape, NULL);
  g_assert_true (TEST_IS_SQUARE (shape));
  g_assert_true (TEST_IS_PART (test_part_get_part (whole)));
  g_clear_object (&shape);
  test_assert_last (whole);

  /* The root is of the first source, and what a type picks is in no other. */
  g_assert_null (build (builder, "'square'", NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "in parts");
  g_assert_null (build (builder, "{'type': 'part', 'part': 'square'}", NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "in parts");
  g_assert_null (build (builder, "{'type': 'part', 'shape': 'device'}", NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "in shapes");
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
  g_assert_finalize_object (shapes);
}

/* Of several base types that fit, the most specific one, in whatever order the sources come. */
static void
test_picks_most_specific (void)
{
  const GType types[] = { TEST_TYPE_SPECIAL_PART, TEST_TYPE_PART, G_TYPE_OBJECT, G_TYPE_NONE };
  GregRegistry *registries[4];

  for (guint first = 0; first < 4; first++)
    {
      GregRegistry *root = test_registry ("root", G_TYPE_NONE);
      GregBuilder *builder = greg_builder_new (GREG_SOURCE (root));
      TestPart *whole;

      test_add_type (root, "root", TEST_TYPE_PART, NULL);
      for (guint i = 0; i < 4; i++)
        {
          guint n = (first + i) % 4;
          g_autofree char *defaults = g_strdup_printf ("{'number': %u}", n);

          registries[n] = test_registry ("any", types[n]);
          test_add_type (registries[n], "it", TEST_TYPE_SPECIAL_PART, defaults);
          greg_builder_add_source (builder, GREG_SOURCE (registries[n]));
        }
      whole = build_part (builder, "{'type': 'root', 'part': 'it'}");
      g_assert_cmpint (test_part_get_number (test_part_get_part (whole)), ==, 1);
      test_assert_last (whole);
      g_assert_finalize_object (builder);
      g_assert_finalize_object (root);
      for (guint i = 0; i < 4; i++)
        g_assert_finalize_object (registries[i]);
    }
}

/* A source of more than what is wanted is no better than the current one. */
static void
test_narrow_source_takes_nothing_away (void)
{
  GregRegistry *any = test_registry ("any", G_TYPE_NONE);
  GregRegistry *devices = test_registry ("devices", TEST_TYPE_DEVICE);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (any));
  TestPart *whole;

  greg_builder_add_source (builder, GREG_SOURCE (devices));
  test_add_type (any, "part", TEST_TYPE_PART, NULL);
  test_add_type (devices, "device", TEST_TYPE_DEVICE, NULL);
  whole = build_part (builder, "{'type': 'part', 'part': {'type': 'part', 'part': 'device'}}");
  g_assert_true (TEST_IS_DEVICE (test_part_get_part (test_part_get_part (whole))));
  test_assert_last (whole);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (any);
  g_assert_finalize_object (devices);
}

/* Where nothing says what is wanted, the current source goes before the others. */
static void
test_looks_everywhere (void)
{
  GregRegistry *parts = new_parts (), *shapes = test_registry ("shapes", TEST_TYPE_SHAPE);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GError *error = NULL;
  TestPart *whole;
  g_autoptr (GObject) first = NULL;
  g_autoptr (GObject) second = NULL;

  greg_builder_add_source (builder, GREG_SOURCE (shapes));
  test_add_type (parts, "both", TEST_TYPE_PART, NULL);
  test_add_type (shapes, "both", TEST_TYPE_SQUARE, NULL);
  test_add_type (shapes, "square", TEST_TYPE_SQUARE, NULL);
  whole = build_part (builder, "{'type': 'part', 'list': ['both', 'square'], 'object': 'square'}");
  first = g_list_model_get_item (test_part_get_list (whole), 0);
  second = g_list_model_get_item (test_part_get_list (whole), 1);
  g_assert_true (TEST_IS_PART (first));
  g_assert_true (TEST_IS_SQUARE (second));
  g_assert_true (g_list_model_get_item_type (test_part_get_list (whole)) == G_TYPE_OBJECT);
  g_assert_true (TEST_IS_SQUARE (test_part_get_object (whole)));
  g_clear_object (&first);
  g_clear_object (&second);
  test_assert_last (whole);

  whole = build_part (builder, "{'type': 'part', 'list': ['square']}");
  g_assert_true (g_list_model_get_item_type (test_part_get_list (whole)) == TEST_TYPE_SHAPE);
  test_assert_last (whole);
  g_assert_null (build (builder, "{'type': 'part', 'list': ['sqare']}", NULL, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "cfg.json:1:27: /list/0: nothing is registered as “sqare” in parts, which has 3 "
                     "factories, or in shapes, which has 2 factories; did you mean “square”?");
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
  g_assert_finalize_object (shapes);
}

/* A type is named in the same way: by who may have it. */
static void
test_gtype_of_other_source (void)
{
  GregRegistry *any = test_registry ("any", G_TYPE_NONE), *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (any));
  TestPart *part;
  GType kind;

  greg_builder_add_source (builder, GREG_SOURCE (parts));
  test_add_type (any, "root", TEST_TYPE_PART, NULL);
  part = build_part (builder, "{'type': 'root', 'kind': 'device'}");
  g_object_get (part, "kind", &kind, NULL);
  g_assert_true (kind == TEST_TYPE_DEVICE);
  test_assert_last (part);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (any);
  g_assert_finalize_object (parts);
}

/* factory < builder < caller, key by key. */
static void
test_defaults (void)
{
  const struct
  {
    const char *text, *label;
    int number;
    guint limit;
  } cases[] = {
    { "'it'", "factory", 2, 3 },
    { "{'type': 'it', 'number': 9}", "factory", 9, 3 },
    { "{'type': 'it', 'label': null}", NULL, 2, 3 },
    { "{'type': 'it', 'label': 'mine', 'limit': 4}", "mine", 2, 4 },
  };
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));

  test_add_type (parts, "it", TEST_TYPE_PART, "{'label': 'factory', 'number': 1}");
  set_defaults (builder, "{'number': 2, 'limit': 3}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestPart *part = build_part (builder, cases[i].text);
      guint limit;

      g_object_get (part, "limit", &limit, NULL);
      g_assert_cmpstr (test_part_get_label (part), ==, cases[i].label);
      g_assert_cmpint (test_part_get_number (part), ==, cases[i].number);
      g_assert_cmpuint (limit, ==, cases[i].limit);
      test_assert_last (part);
    }
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

static void
test_defaults_null (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  TestPart *part;

  test_add_type (parts, "it", TEST_TYPE_PART, "{'label': 'factory'}");
  set_defaults (builder, "{'label': null}");
  part = build_part (builder, "'it'");
  g_assert_null (test_part_get_label (part));
  test_assert_last (part);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

/* A type among the defaults stands in for a missing one; a root of another type takes none. */
static void
test_defaults_with_type (void)
{
  const struct
  {
    const char *text;
    gboolean is_device;
    int number;
  } cases[] = {
    { "{}", TRUE, 7 },
    { "{'number': 8}", TRUE, 8 },
    { "{'type': 'device'}", TRUE, 7 },
    { "'device'", TRUE, 7 },
    { "'dev'", TRUE, 7 },
    { "{'type': 'part'}", FALSE, 5 },
    { "{'$type': 'part', 'type': 'device'}", FALSE, 5 },
  };
  GregRegistry *parts = test_registry ("parts", G_TYPE_NONE);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  g_autoptr (GregFactory) device = greg_factory_new_for_type ("device", TEST_TYPE_DEVICE);
  g_autoptr (GError) error = NULL;

  test_add_type (parts, "part", TEST_TYPE_PART, NULL);
  greg_factory_add_alias (device, "dev", &error);
  greg_registry_add (parts, device, &error);
  g_assert_no_error (error);
  set_defaults (builder, "{'type': 'device', 'number': 7}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestPart *part = build_part (builder, cases[i].text);

      g_assert_true (TEST_IS_DEVICE (part) == cases[i].is_device);
      g_assert_cmpint (test_part_get_number (part), ==, cases[i].number);
      test_assert_last (part);
    }
  g_assert_finalize_object (builder);
  g_clear_object (&device);
  g_assert_finalize_object (parts);
}

/* They are for the root, and only for it. */
static void
test_defaults_are_for_roots (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  g_autoptr (GregConfig) list = test_config ("['part', {'type': 'part', 'part': 'part'}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  set_defaults (builder, "{'number': 7}");
  all = greg_builder_build_list (builder, list, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (all->pdata[0]), ==, 7);
  g_assert_cmpint (test_part_get_number (all->pdata[1]), ==, 7);
  g_assert_cmpint (test_part_get_number (test_part_get_part (all->pdata[1])), ==, 5);
  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

/* A mistake in them has their place, and is none where they are not used. */
static void
test_mistakes_in_defaults (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  g_autoptr (GregConfig) defaults =
      greg_config_new_from_json ("{\n\"numbr\": 7}", -1, "defaults.json", NULL);
  GError *error = NULL;

  g_assert_true (greg_builder_set_defaults (builder, defaults, &error));
  g_assert_null (build (builder, "'part'", NULL, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY,
                     "defaults.json:2:1: /numbr: “part” has no property “numbr”; "
                     "did you mean “number”?");
  set_defaults (builder, "{'type': 'device', 'numbr': 7}");
  test_assert_last (build_part (builder, "'part'"));
  set_defaults (builder, "{'type': 'nobody'}");
  g_assert_null (build (builder, "{}", NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  set_defaults (builder, "{'type': 7}");
  g_assert_null (build (builder, "{}", NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_MISSING_VALUE);
  g_clear_error (&error);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

static void
test_set_defaults (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  g_autoptr (GregConfig) list = test_config ("[1]");
  GregConfig *object = test_config ("{'number': 1}");
  GregConfig *same;
  GError *error = NULL;

  g_assert_null (greg_builder_dup_defaults (builder));
  g_assert_true (greg_builder_set_defaults (builder, object, &error));
  g_assert_false (greg_builder_set_defaults (builder, list, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "the defaults of a builder must be an object of names and values");
  same = greg_builder_dup_defaults (builder);
  g_assert_true (same == object);
  g_assert_true (greg_builder_set_defaults (builder, same, &error));
  g_object_unref (same);
  g_assert_true (greg_builder_set_defaults (builder, NULL, &error));
  g_assert_null (greg_builder_dup_defaults (builder));
  g_assert_finalize_object (object);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

static const char mistakes[] = "{'type': 'part',\n"
                               " 'numbr': 1,\n"
                               " 'number': 101,\n"
                               " 'secret': 1,\n"
                               " 'part': {'type': 'part', 'tint': 'pink'},\n"
                               " 'list': ['part', 'nobody', 7]}";

static const char mistake_lines[] =
    "2:2 /numbr unknown-property “part” has no property “numbr”\n"
    "3:12 /number invalid-value “number” must be an integer from 0 to 100, not 101\n"
    "4:2 /secret read-only “secret” of “part” can be read but not written\n"
    "5:35 /part/tint invalid-value “tint” must be one of “red”, “dark-green”, “blue”, “black”, "
    "not \"pink\"\n"
    "6:19 /list/1 not-found nothing is registered as “nobody” in parts, which has 2 factories\n"
    "6:29 /list/2 invalid-value an object with a “type”, or a name, is wanted, not 7\n";

/* All mistakes are found in one pass, each with its place, and nothing is constructed. */
static void
test_report (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GregReport *report = greg_report_new (), *validated;
  GError *error = NULL;

  g_assert_null (build (builder, mistakes, report, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY,
                     "cfg.json:2:2: /numbr: “part” has no property “numbr”; did you mean “number”? "
                     "(and 5 more)");
  assert_report (report, mistake_lines);
  validated = validate (builder, mistakes);
  assert_report (validated, mistake_lines);
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (validated);
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

/* The error is of this build, also when the report holds others. */
static void
test_report_again (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GregReport *report = greg_report_new ();
  GError *error = NULL;
  GObject *part;

  g_assert_null (build (builder, "{'type': 'part', 'number': 101}", report, &error));
  g_clear_error (&error);
  part = build (builder, "'part'", report, &error);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_null (build (builder, "'nobody'", report, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "cfg.json:1:1: nothing is registered as “nobody” in parts, which has 2 "
                     "factories");
  g_assert_cmpuint (greg_report_count_errors (report), ==, 2);
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

/* A failure while making is in the report too, with its own domain and code. */
static void
test_report_of_failure (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GregReport *report = greg_report_new ();
  g_autoptr (GregDiagnostic) diagnostic = NULL;
  GError *error = NULL;

  g_assert_null (build (builder,
                        "{'type': 'part',\n 'part': {'type': 'device', 'outcome': 'fail'}}", report,
                        &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:2:10: /part: no such device");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 1);
  diagnostic = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_cmpstr (greg_diagnostic_get_domain (diagnostic), ==, "g-io-error-quark");
  g_assert_cmpint (greg_diagnostic_get_code (diagnostic), ==, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (greg_diagnostic_get_message (diagnostic), ==, "no such device");
  g_assert_cmpstr (greg_diagnostic_get_path (diagnostic), ==, "/part");
  g_assert_cmpuint (greg_diagnostic_get_line (diagnostic), ==, 2);
  g_assert_cmpstr (greg_diagnostic_get_factory (diagnostic), ==, "device");
  g_clear_object (&diagnostic);
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

static void
test_validate (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GregReport *good = validate (builder, "{'type': 'part', 'list': ['device']}");
  GregReport *list = validate (builder, "['part', {'type': 'part', 'number': -1}, 7]");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (good)), ==, 0);
  assert_report (list,
                 "1:37 /1/number invalid-value “number” must be an integer from 0 to 100, "
                 "not -1\n"
                 "1:42 /2 invalid-value an object with a “type”, or a name, is wanted, not 7\n");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (good);
  g_assert_finalize_object (list);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

/* What is deprecated still works; the report says so, and what to use. */
static void
test_deprecated (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GregReport *report = greg_report_new ();
  g_autoptr (GregFactory) old = greg_factory_new_for_type ("old", TEST_TYPE_PART);
  g_autoptr (GregDiagnostic) diagnostic = NULL;
  GError *error = NULL;
  GObject *part;

  greg_factory_set_deprecated (old, "too slow", "part", &error);
  greg_registry_add (parts, old, &error);
  part = build (builder, "{'type': 'part',\n 'part': 'old'}", report, &error);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_cmpuint (greg_report_count_errors (report), ==, 0);
  g_assert_cmpuint (greg_report_count_warnings (report), ==, 1);
  diagnostic = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_cmpstr (greg_diagnostic_get_message (diagnostic), ==, "“old” is deprecated: too slow");
  g_assert_cmpstr (greg_diagnostic_get_suggestions (diagnostic)[0], ==, "part");
  g_assert_cmpuint (greg_diagnostic_get_line (diagnostic), ==, 2);
  g_clear_object (&diagnostic);

  /* A warning is no error when there is one besides. */
  g_assert_null (build (builder, "{'type': 'old', 'number': 101}", NULL, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "cfg.json:1:27: /number: “number” must be an integer from 0 to 100, not 101");
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_clear_object (&old);
  g_assert_finalize_object (parts);
}

static GPtrArray *
build_list (GregBuilder *builder, const char *text, GError **error)
{
  g_autoptr (GregConfig) config = test_config (text);

  return greg_builder_build_list (builder, config, NULL, error);
}

static void
test_list (void)
{
  const struct
  {
    const char *text;
    guint n;
  } cases[] = {
    { "['part', {'type': 'device'}, 'part']", 3 },
    { "[]", 0 },
    { "'part'", 1 },
    { "{'type': 'part', 'part': 'device'}", 1 },
  };
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *list = build_list (builder, cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, cases[i].n);
      for (guint j = 0; j < list->len; j++)
        {
          g_assert_true (TEST_IS_PART (list->pdata[j]));
          g_assert_cmpuint (G_OBJECT (list->pdata[j])->ref_count, ==, 1);
        }
      g_ptr_array_unref (list);
      g_assert_cmpuint (test_part_count_live (), ==, 0);
    }
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

static void
test_list_fails (void)
{
  GregRegistry *parts = new_parts ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (parts));
  GError *error = NULL;

  g_assert_null (build_list (builder, "['part', 7, {'type': 'part', 'number': 'x'}]", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "(and 1 more)");
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);

  g_assert_null (build_list (builder,
                             "['part', {'type': 'part', 'list': ['part']},\n"
                             " {'type': 'device', 'outcome': 'fail'}, 'part']",
                             &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "cfg.json:2:2: /2: no such device");
  g_assert_cmpuint (test_part_count_constructed (), ==, 4);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (parts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder/sources", test_sources);
  g_test_add_func ("/builder/sources/none", test_without_source);
  g_test_add_func ("/builder/picks/type", test_picks_by_type);
  g_test_add_func ("/builder/picks/most-specific", test_picks_most_specific);
  g_test_add_func ("/builder/picks/narrow", test_narrow_source_takes_nothing_away);
  g_test_add_func ("/builder/picks/everywhere", test_looks_everywhere);
  g_test_add_func ("/builder/picks/gtype", test_gtype_of_other_source);
  g_test_add_func ("/builder/defaults", test_defaults);
  g_test_add_func ("/builder/defaults/null", test_defaults_null);
  g_test_add_func ("/builder/defaults/type", test_defaults_with_type);
  g_test_add_func ("/builder/defaults/roots", test_defaults_are_for_roots);
  g_test_add_func ("/builder/defaults/mistakes", test_mistakes_in_defaults);
  g_test_add_func ("/builder/defaults/set", test_set_defaults);
  g_test_add_func ("/builder/report", test_report);
  g_test_add_func ("/builder/report/again", test_report_again);
  g_test_add_func ("/builder/report/failure", test_report_of_failure);
  g_test_add_func ("/builder/validate", test_validate);
  g_test_add_func ("/builder/deprecated", test_deprecated);
  g_test_add_func ("/builder/list", test_list);
  g_test_add_func ("/builder/list/fails", test_list_fails);
  return g_test_run ();
}
