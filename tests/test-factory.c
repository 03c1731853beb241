/* test-factory.c - what a factory is told, what it refuses, and when it is sealed
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "factory-helpers.h"
#include "test-types.h"

static void
test_new_for_type (void)
{
  GregFactory *factory = greg_factory_new_for_type ("gzip", G_TYPE_ZLIB_COMPRESSOR);

  g_assert_cmpstr (greg_factory_get_name (factory), ==, "gzip");
  g_assert_true (greg_factory_get_product_type (factory) == G_TYPE_ZLIB_COMPRESSOR);
  g_assert_false (greg_factory_is_sealed (factory));
  g_assert_cmpint (greg_factory_get_priority (factory), ==, 0);
  g_assert_null (greg_factory_get_summary (factory));
  g_assert_null (greg_factory_get_defaults (factory));
  g_assert_null (greg_factory_get_aliases (factory)[0]);
  g_assert_null (greg_factory_get_tags (factory)[0]);
  g_assert_null (greg_factory_get_metadata_keys (factory)[0]);
  g_assert_false (greg_factory_is_deprecated (factory));
  g_assert_finalize_object (factory);
}

static void
test_name_of_type (void)
{
  GregFactory *factory = greg_factory_new_for_type (NULL, TEST_TYPE_PART);

  g_assert_cmpstr (greg_factory_get_name (factory), ==, "TestPart");
  g_assert_finalize_object (factory);
}

static void
test_types_refused (void)
{
  const struct
  {
    GType type;
    const char *text;
  } cases[] = {
    { G_TYPE_INVALID, "no type was given" },    { G_TYPE_NONE, "no type was given" },
    { G_TYPE_INT, "not a GObject type" },       { TEST_TYPE_SHAPE, "interface" },
    { TEST_TYPE_ABSTRACT_PART, "abstract" },    { G_TYPE_STRV, "not a GObject type" },
    { G_TYPE_PARAM_INT, "not a GObject type" },
  };
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregFactory *factory = greg_factory_new_for_type ("it", cases[i].type);
      GError *error = NULL;

      g_assert_false (greg_registry_add (registry, factory, &error));
      test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, cases[i].text);
      g_assert_false (greg_factory_is_sealed (factory));
      g_assert_finalize_object (factory);
    }
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 0);
  g_assert_finalize_object (registry);
}

static void
test_product_types_refused (void)
{
  const GType types[] = { G_TYPE_INVALID, G_TYPE_ENUM, G_TYPE_VALUE + 0 };
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  for (guint i = 0; i < 2; i++)
    {
      GregFactory *factory = greg_factory_new_for_func ("it", types[i], make_part, NULL, NULL);
      GError *error = NULL;

      g_assert_false (greg_registry_add (registry, factory, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
      g_clear_error (&error);
      g_assert_finalize_object (factory);
    }
  g_assert_finalize_object (registry);
}

static void
test_base_type (void)
{
  const struct
  {
    GType product;
    gboolean fits;
  } cases[] = {
    { TEST_TYPE_PART, TRUE }, { TEST_TYPE_SPECIAL_PART, TRUE }, { G_TYPE_OBJECT, TRUE },
    { G_TYPE_NONE, TRUE },    { TEST_TYPE_SHAPE, TRUE },        { G_TYPE_CANCELLABLE, FALSE },
    { G_TYPE_INT, FALSE },
  };
  GregRegistry *registry = test_registry ("parts", TEST_TYPE_PART);

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_REPLACE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GregFactory) factory =
          greg_factory_new_for_func ("it", cases[i].product, make_part, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (greg_registry_add (registry, factory, &error) == cases[i].fits);
      if (!cases[i].fits)
        g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
    }
  g_assert_finalize_object (registry);
}

/* Instances are exactly what they are: the base type is not enough. */
static void
test_base_type_of_instances (void)
{
  GregRegistry *registry = test_registry ("parts", TEST_TYPE_SPECIAL_PART);
  GError *error = NULL;

  g_assert_false (greg_registry_register_type (registry, "part", TEST_TYPE_PART, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "TestSpecialPart");
  g_assert_finalize_object (registry);
}

static void
test_new_for_func (void)
{
  guint n_destroyed = 0;
  GregFactory *factory =
      greg_factory_new_for_func ("it", G_TYPE_NONE, make_part, &n_destroyed, count_cb);

  g_assert_cmpstr (greg_factory_get_name (factory), ==, "it");
  g_assert_true (greg_factory_get_product_type (factory) == G_TYPE_NONE);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_finalize_object (factory);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

static void
test_properties_alone (void)
{
  g_autoptr (GregConfig) defaults = test_config ("{'number': 3}");
  GregFactory *factory =
      g_object_new (GREG_TYPE_FACTORY, "name", "it", "product-type", TEST_TYPE_PART, "priority", 7,
                    "summary", "A part", "defaults", defaults, NULL);
  g_autofree char *name = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GregConfig) same = NULL;
  GType type;
  int priority;
  gboolean deprecated, sealed;

  g_object_get (factory, "name", &name, "product-type", &type, "priority", &priority, "summary",
                &summary, "defaults", &same, "deprecated", &deprecated, "sealed", &sealed, NULL);
  g_assert_cmpstr (name, ==, "it");
  g_assert_true (type == TEST_TYPE_PART);
  g_assert_cmpint (priority, ==, 7);
  g_assert_cmpstr (summary, ==, "A part");
  g_assert_true (same == defaults);
  g_assert_false (deprecated);
  g_assert_false (sealed);
  g_assert_finalize_object (factory);
}

static void
test_without_anything (void)
{
  GregFactory *factory = g_object_new (GREG_TYPE_FACTORY, NULL);
  GError *error = NULL;
  g_autofree char *text = greg_factory_to_string (factory);

  g_assert_null (greg_factory_get_name (factory));
  g_assert_cmpstr (text, ==, "(no name yet)\n");
  g_assert_null (build (factory, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);

  /* Named, it can be added, but has no way of making anything. */
  g_object_set (factory, "name", "it", NULL);
  g_assert_null (build (factory, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“it”");
  g_assert_finalize_object (factory);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, GString *names)
{
  g_string_append_printf (names, "%s ", pspec->name);
}

static void
test_notify (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART);
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_signal_connect (factory, "notify", G_CALLBACK (notify_cb), names);
  for (guint i = 0; i < 2; i++)
    {
      g_object_set (factory, "name", "other", NULL);
      g_object_set (factory, "product-type", TEST_TYPE_DEVICE, NULL);
      greg_factory_set_priority (factory, 2, &error);
      greg_factory_set_summary (factory, "A part", &error);
      greg_factory_set_deprecated (factory, NULL, NULL, &error);
    }
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (names->str, ==, "name product-type priority summary deprecated sealed ");
  g_clear_object (&registry);
  g_assert_finalize_object (factory);
}

static void
test_names_refused (void)
{
  const char *const names[] = { "", "a\nb", "a\tb", "\x01", "\x7f", "a\xff", "\xc3", "a\xc2\x85" };
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GregFactory *factory = new_func (names[i]);
      GError *error = NULL;

      g_assert_false (greg_registry_add (registry, factory, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_clear_error (&error);
      g_assert_false (greg_factory_add_alias (factory, names[i], &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
      g_clear_error (&error);
      g_assert_false (greg_factory_add_tag (factory, names[i], &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
      g_clear_error (&error);
      g_assert_false (greg_factory_set_metadata_string (factory, names[i], "x", &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
      g_clear_error (&error);
      g_assert_finalize_object (factory);
    }
  g_assert_finalize_object (registry);
}

static void
test_names_taken (void)
{
  const char *const names[] = { " ", "a b", "Größe", "a.b/c", "$x", "名前", "\"quoted\"", "%s%n" };
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GregFactory) factory = new_func (names[i]);
      g_autoptr (GError) error = NULL;

      greg_registry_add (registry, factory, &error);
      g_assert_no_error (error);
      g_assert_true (greg_source_contains (GREG_SOURCE (registry), names[i]));
    }
  g_assert_finalize_object (registry);
}

static void
test_aliases (void)
{
  GregFactory *factory = new_func ("gzip");
  g_autoptr (GError) error = NULL;
  const char *const *aliases;

  g_assert_true (greg_factory_add_alias (factory, "gz", &error));
  g_assert_true (greg_factory_add_alias (factory, "z", &error));
  g_assert_true (greg_factory_add_alias (factory, "gz", &error));
  g_assert_true (greg_factory_add_alias (factory, "gzip", &error));
  g_assert_no_error (error);
  aliases = greg_factory_get_aliases (factory);
  g_assert_cmpstr (aliases[0], ==, "gz");
  g_assert_cmpstr (aliases[1], ==, "z");
  g_assert_null (aliases[2]);
  g_assert_finalize_object (factory);
}

/* An alias that the name became later is no second name for itself. */
static void
test_alias_that_is_the_name (void)
{
  GregFactory *factory = new_func ("gzip");
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_factory_add_alias (factory, "gz", &error);
  g_object_set (factory, "name", "gz", NULL);
  g_assert_true (greg_registry_add (registry, factory, &error));
  g_assert_no_error (error);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "gz"));
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "gzip"));
  g_clear_object (&registry);
  g_assert_finalize_object (factory);
}

static void
test_simple_fields (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_factory_set_priority (factory, -3, &error));
  g_assert_cmpint (greg_factory_get_priority (factory), ==, -3);
  g_assert_true (greg_factory_set_summary (factory, "Makes it", &error));
  g_assert_cmpstr (greg_factory_get_summary (factory), ==, "Makes it");
  g_assert_true (greg_factory_set_summary (factory, greg_factory_get_summary (factory), &error));
  g_assert_cmpstr (greg_factory_get_summary (factory), ==, "Makes it");
  g_assert_true (greg_factory_set_summary (factory, NULL, &error));
  g_assert_null (greg_factory_get_summary (factory));
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

static void
test_defaults (void)
{
  GregFactory *factory = new_func ("it");
  GregConfig *config = test_config ("{'level': 9}");
  g_autoptr (GregConfig) level = greg_config_lookup_member (config, "level");
  GError *error = NULL;

  g_assert_true (greg_factory_set_defaults (factory, config, &error));
  g_assert_true (greg_factory_get_defaults (factory) == config);
  g_assert_true (greg_factory_set_defaults (factory, greg_factory_get_defaults (factory), &error));

  g_assert_false (greg_factory_set_defaults (factory, level, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "the defaults of “it” are not an object of names and values");
  g_assert_false (greg_factory_set_defaults_json (factory, "[1]", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_false (greg_factory_set_defaults_json (factory, "{", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "defaults of it:1:2");
  g_assert_true (greg_factory_get_defaults (factory) == config);

  g_assert_true (greg_factory_set_defaults (factory, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (greg_factory_get_defaults (factory));
  g_clear_object (&level);
  g_assert_finalize_object (config);
  g_assert_finalize_object (factory);
}

static void
test_defaults_are_checked (void)
{
  const struct
  {
    const char *defaults;
    GregError code;
    const char *text;
  } cases[] = {
    { "{'nmber': 1}", GREG_ERROR_UNKNOWN_PROPERTY, "did you mean “number”" },
    { "{'number': 101}", GREG_ERROR_INVALID_VALUE, "from 0 to 100" },
    { "{'label': 'a',\n 'number': '1'}", GREG_ERROR_INVALID_VALUE,
      "defaults of it:2:12: /number: " },
    { "{'secret': 1}", GREG_ERROR_READ_ONLY, "secret" },
    { "{'tint': 'pink'}", GREG_ERROR_INVALID_VALUE, "dark-green" },
    { "{'label': 1}", GREG_ERROR_INVALID_VALUE, "a string" },
    { "{'part': 5}", GREG_ERROR_INVALID_VALUE, "part" },
    { "{'$comment': 'why', '$x': 1}", GREG_ERROR_UNKNOWN_PROPERTY,
      "defaults of it:1:21: /$x: “$x” means nothing here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART);
      g_autofree char *json = test_json (cases[i].defaults);
      GError *error = NULL;

      greg_factory_set_defaults_json (factory, json, &error);
      g_assert_no_error (error);
      g_assert_null (build (factory, NULL, &error));
      test_assert_error_has (error, GREG_ERROR, (int)cases[i].code, cases[i].text);
      g_assert_false (greg_factory_is_sealed (factory));
      g_assert_finalize_object (factory);
    }
}

static void
test_defaults_in_two_spellings (void)
{
  GregFactory *factory = new_func ("it");
  GError *error = NULL;

  greg_factory_declare (factory, "low-pass", G_TYPE_INT, FALSE, NULL, NULL, &error);
  greg_factory_set_defaults_json (factory, "{\"low-pass\": 1, \"low_pass\": 2}", &error);
  g_assert_no_error (error);
  g_assert_null (build (factory, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "twice");
  g_assert_finalize_object (factory);
}

/* What must be built itself is not looked at before it is. */
static void
test_defaults_with_nodes (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART);
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_factory_set_defaults_json (factory, "{\"part\": \"nowhere\", \"list\": [\"nobody\"]}",
                                  &error);
  g_assert_true (greg_registry_add (registry, factory, &error));
  g_assert_no_error (error);
  g_clear_object (&registry);
  g_assert_finalize_object (factory);
}

static void
test_deprecated (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_factory_set_deprecated (factory, "too slow", "that", &error));
  g_assert_true (greg_factory_is_deprecated (factory));
  g_assert_cmpstr (greg_factory_get_deprecation_note (factory), ==, "too slow");
  g_assert_cmpstr (greg_factory_get_replacement (factory), ==, "that");
  g_assert_true (greg_factory_set_deprecated (factory, NULL, NULL, &error));
  g_assert_true (greg_factory_is_deprecated (factory));
  g_assert_null (greg_factory_get_deprecation_note (factory));
  g_assert_null (greg_factory_get_replacement (factory));
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

static void
test_origin (void)
{
  const struct
  {
    const char *module, *name, *file;
    guint line;
    const char *text;
  } cases[] = {
    { "app.rot13", "Rot13", "app/rot13.py", 12, "app/rot13.py:12 (app.rot13.Rot13)" },
    { NULL, "Rot13", "app/rot13.py", 12, "app/rot13.py:12 (Rot13)" },
    { "app.rot13", NULL, "app/rot13.py", 0, "app/rot13.py (app.rot13)" },
    { NULL, NULL, "main.c", 3, "main.c:3" },
    { "app", "Rot13", NULL, 0, "app.Rot13" },
    { NULL, NULL, NULL, 0, NULL },
  };
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *module, *name, *file;
      guint line;
      g_autofree char *text = NULL;

      g_assert_true (greg_factory_set_origin (factory, cases[i].module, cases[i].name,
                                              cases[i].file, cases[i].line, &error));
      greg_factory_get_origin (factory, &module, &name, &file, &line);
      g_assert_cmpstr (module, ==, cases[i].module);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (file, ==, cases[i].file);
      g_assert_cmpuint (line, ==, cases[i].line);
      text = greg_factory_dup_origin_text (factory);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  greg_factory_get_origin (factory, NULL, NULL, NULL, NULL);
  g_assert_finalize_object (factory);
}

/* What was got may be set again. */
static void
test_set_what_was_got (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GError) error = NULL;
  const char *module, *name, *file;

  greg_factory_set_origin (factory, "m", "n", "f", 1, &error);
  greg_factory_get_origin (factory, &module, &name, &file, NULL);
  g_assert_true (greg_factory_set_origin (factory, module, name, file, 2, &error));
  greg_factory_get_origin (factory, &module, &name, &file, NULL);
  g_assert_cmpstr (module, ==, "m");
  g_assert_cmpstr (name, ==, "n");
  g_assert_cmpstr (file, ==, "f");

  greg_factory_set_deprecated (factory, "slow", "that", &error);
  g_assert_true (greg_factory_set_deprecated (factory, greg_factory_get_deprecation_note (factory),
                                              greg_factory_get_replacement (factory), &error));
  g_assert_cmpstr (greg_factory_get_deprecation_note (factory), ==, "slow");
  g_assert_cmpstr (greg_factory_get_replacement (factory), ==, "that");
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
}

static void
assert_read_only (GregFactory *factory, gboolean success, GError **error)
{
  g_assert_false (success);
  test_assert_error_has (*error, GREG_ERROR, GREG_ERROR_READ_ONLY, "“it”");
}

/* Every mutator refuses, and nothing has changed. */
static void
test_sealed (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GregConfig) config = test_config ("{}");
  g_autofree char *before = greg_factory_to_string (factory);
  g_autofree char *after = NULL;
  GParamSpec *pspec = g_param_spec_int ("n", NULL, NULL, 0, 1, 0, G_PARAM_READWRITE);
  GError *error = NULL;

  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  g_assert_true (greg_factory_is_sealed (factory));

  assert_read_only (factory, greg_factory_add_alias (factory, "x", &error), &error);
  assert_read_only (factory, greg_factory_set_priority (factory, 1, &error), &error);
  assert_read_only (factory, greg_factory_set_summary (factory, "x", &error), &error);
  assert_read_only (factory, greg_factory_set_defaults (factory, config, &error), &error);
  assert_read_only (factory, greg_factory_set_defaults_json (factory, "{}", &error), &error);
  assert_read_only (factory, greg_factory_set_deprecated (factory, "x", "y", &error), &error);
  assert_read_only (factory, greg_factory_set_metadata (factory, "k", NULL, &error), &error);
  assert_read_only (factory, greg_factory_set_metadata_string (factory, "k", "v", &error), &error);
  assert_read_only (factory, greg_factory_add_tag (factory, "x", &error), &error);
  assert_read_only (factory, greg_factory_set_origin (factory, "m", "n", "f", 1, &error), &error);
  assert_read_only (factory, greg_factory_add_parameter (factory, pspec, FALSE, &error), &error);
  assert_read_only (
      factory, greg_factory_declare (factory, "n", G_TYPE_INT, FALSE, NULL, NULL, &error), &error);

  after = greg_factory_to_string (factory);
  g_assert_cmpstr (after, ==, before);
  g_clear_object (&registry);
  g_assert_finalize_object (factory);
}

static void
test_sealed_property (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  g_test_expect_message ("Greg", G_LOG_LEVEL_CRITICAL, "*“it”*cannot be changed*");
  g_object_set (factory, "name", "other", NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (greg_factory_get_name (factory), ==, "it");
  g_clear_object (&registry);
  g_assert_finalize_object (factory);
}

static void
test_sealed_in_two_registries (void)
{
  GregFactory *factory = new_func ("it");
  g_autoptr (GregRegistry) one = test_registry ("one", G_TYPE_NONE);
  g_autoptr (GregRegistry) two = test_registry ("two", TEST_TYPE_PART);
  g_autoptr (GregRegistry) cancellables = test_registry ("cancellables", G_TYPE_CANCELLABLE);
  GError *error = NULL;

  g_assert_true (greg_registry_add (one, factory, &error));
  g_assert_true (greg_registry_add (two, factory, &error));
  g_assert_no_error (error);
  g_assert_false (greg_registry_add (cancellables, factory, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_clear_object (&one);
  g_clear_object (&two);
  g_assert_finalize_object (factory);
}

static void
test_metadata_json (void)
{
  GregFactory *factory = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_autoptr (GError) error = NULL;
  const GValue *value;

  g_assert_true (greg_factory_set_metadata_json (factory, "sizes", "[\"s\", \"m\"]", &error));
  value = greg_factory_get_metadata (factory, "sizes");
  g_assert_true (G_VALUE_HOLDS (value, G_TYPE_STRV));
  g_assert_cmpstr (((char **) g_value_get_boxed (value))[1], ==, "m");

  g_assert_true (greg_factory_set_metadata_json (factory, "limits", "{\"low\": 1}", &error));
  value = greg_factory_get_metadata (factory, "limits");
  g_assert_true (G_VALUE_HOLDS_VARIANT (value));
  g_assert_cmpstr (g_variant_get_type_string (g_value_get_variant (value)), ==, "a{sv}");
  g_assert_no_error (error);

  g_assert_false (greg_factory_set_metadata_json (factory, "limits", "{", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_clear_error (&error);
  g_assert_false (greg_factory_set_metadata_json (factory, "", "1", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_assert_finalize_object (factory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factory/type", test_new_for_type);
  g_test_add_func ("/factory/type/name", test_name_of_type);
  g_test_add_func ("/factory/type/refused", test_types_refused);
  g_test_add_func ("/factory/product-type/refused", test_product_types_refused);
  g_test_add_func ("/factory/base-type", test_base_type);
  g_test_add_func ("/factory/base-type/instances", test_base_type_of_instances);
  g_test_add_func ("/factory/func", test_new_for_func);
  g_test_add_func ("/factory/properties", test_properties_alone);
  g_test_add_func ("/factory/without-anything", test_without_anything);
  g_test_add_func ("/factory/notify", test_notify);
  g_test_add_func ("/factory/names/refused", test_names_refused);
  g_test_add_func ("/factory/names/taken", test_names_taken);
  g_test_add_func ("/factory/aliases", test_aliases);
  g_test_add_func ("/factory/aliases/name", test_alias_that_is_the_name);
  g_test_add_func ("/factory/simple-fields", test_simple_fields);
  g_test_add_func ("/factory/defaults", test_defaults);
  g_test_add_func ("/factory/defaults/checked", test_defaults_are_checked);
  g_test_add_func ("/factory/defaults/spellings", test_defaults_in_two_spellings);
  g_test_add_func ("/factory/defaults/nodes", test_defaults_with_nodes);
  g_test_add_func ("/factory/deprecated", test_deprecated);
  g_test_add_func ("/factory/origin", test_origin);
  g_test_add_func ("/factory/set-what-was-got", test_set_what_was_got);
  g_test_add_func ("/factory/sealed", test_sealed);
  g_test_add_func ("/factory/sealed/property", test_sealed_property);
  g_test_add_func ("/factory/sealed/two-registries", test_sealed_in_two_registries);
  g_test_add_func ("/factory/metadata-json", test_metadata_json);
  return g_test_run ();
}
