/* test-source.c - sources that are no registry, and build functions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

static TestSource *
new_source (const char *name, GType base_type)
{
  TestSource *source = test_source_new (name, base_type);
  g_autoptr (GregFactory) part = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_autoptr (GregFactory) special = greg_factory_new_for_type ("special", TEST_TYPE_SPECIAL_PART);
  g_autoptr (GError) error = NULL;

  greg_factory_set_defaults_json (special, "{\"number\": 9}", &error);
  g_assert_no_error (error);
  test_source_add (source, part);
  test_source_add (source, special);
  return source;
}

static void
test_properties (void)
{
  TestSource *source = new_source ("hub", TEST_TYPE_PART);
  TestSource *bare = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autofree char *name = NULL;
  GType type;

  g_object_get (source, "name", &name, "base-type", &type, NULL);
  g_assert_cmpstr (name, ==, "hub");
  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (source)), ==, "hub");
  g_assert_true (type == TEST_TYPE_PART);
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (source)) == TEST_TYPE_PART);
  g_assert_null (greg_source_get_name (GREG_SOURCE (bare)));
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (bare)) == G_TYPE_NONE);
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (bare)), ==, 0);
  g_assert_finalize_object (source);
  g_assert_finalize_object (bare);
}

static GObject *
make_nothing (GregSource *source,
              GregFactory *factory,
              GregContext *context,
              gpointer user_data,
              GError **error)
{
  return NULL;
}

/* What changes a build by name counts, so that whoever keeps something from an earlier one notices. */
static void
test_generation_of_settings (void)
{
  TestSource *self = new_source ("hub", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (self);
  guint64 generation = greg_source_dup_generation (source);

  g_assert_false (greg_source_has_build_func (source));
  greg_source_set_build_func (source, NULL, NULL, NULL);
  greg_source_set_traced (source, FALSE);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, generation);

  greg_source_set_build_func (source, make_nothing, NULL, NULL);
  g_assert_true (greg_source_has_build_func (source));
  g_assert_cmpuint (greg_source_dup_generation (source), ==, generation + 1);
  greg_source_set_build_func (source, NULL, NULL, NULL);
  g_assert_false (greg_source_has_build_func (source));
  greg_source_set_traced (source, TRUE);
  greg_source_set_traced (source, FALSE);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, generation + 4);
  g_assert_finalize_object (self);
}

/* With nothing but find and names, everything works. */
static void
test_derived (void)
{
  TestSource *self = new_source ("hub", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (self);
  g_autoptr (GregFactory) part = greg_source_lookup (source, "part");
  g_autoptr (GregFactory) same = NULL;
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, "part");
  g_autoptr (GPtrArray) none = greg_source_lookup_all (source, "absent");
  g_autoptr (GPtrArray) list = greg_source_list_factories (source);
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GError) error = NULL;
  GObject *object;

  g_assert_true (greg_factory_is_sealed (part));
  same = greg_source_require (source, "part", &error);
  g_assert_no_error (error);
  g_assert_true (same == part);
  g_assert_null (greg_source_lookup (source, "absent"));
  g_assert_true (greg_source_contains (source, "special"));
  g_assert_false (greg_source_contains (source, "absent"));
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_true (all->pdata[0] == part);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (list->pdata[0] == part);
  g_assert_cmpstr (names[0], ==, "part");
  g_assert_cmpstr (names[1], ==, "special");
  g_assert_null (names[2]);
  g_assert_cmpuint (greg_source_count (source), ==, 2);

  object = greg_source_build (source, "special", &error, "label", "x", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (object)), ==, 9);
  test_assert_last (object);
  g_clear_pointer (&all, g_ptr_array_unref);
  g_clear_pointer (&list, g_ptr_array_unref);
  g_clear_object (&same);
  g_assert_finalize_object (self);
  g_assert_finalize_object (g_steal_pointer (&part));
}

static void
assert_missing (GregSource *source, const char *name, const char *text)
{
  GError *error = NULL;

  g_assert_null (greg_source_require (source, name, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, text);
  g_assert_null (greg_source_build (source, name, &error, NULL));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, text);
}

static void
test_require (void)
{
  TestSource *hub = new_source ("hub", G_TYPE_NONE);
  TestSource *empty = test_source_new (NULL, G_TYPE_NONE);
  g_autoptr (GregFactory) one = greg_factory_new_for_type ("one", TEST_TYPE_PART);

  assert_missing (GREG_SOURCE (hub), "prt",
                  "nothing is registered as “prt” in hub, which has 2 factories; "
                  "did you mean “part”?");
  assert_missing (GREG_SOURCE (hub), "zzzzzz",
                  "nothing is registered as “zzzzzz” in hub, which has 2 factories");
  assert_missing (GREG_SOURCE (empty), "x",
                  "nothing is registered as “x” in TestSource, which has no factories");
  test_source_add (empty, one);
  assert_missing (GREG_SOURCE (empty), "zzzzzz",
                  "nothing is registered as “zzzzzz” in TestSource, which has 1 factory");
  g_assert_finalize_object (hub);
  g_assert_finalize_object (empty);
}

/* A name from a hostile configuration is neither a screen full nor a control sequence. */
static void
test_require_hostile (void)
{
  TestSource *hub = new_source ("hub", G_TYPE_NONE);
  g_autofree char *longest = g_strnfill (1 << 20, 'x');
  const char *names[] = { "", "a\nb", "\x1b[31mred", longest, "%s%n" };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_null (greg_source_require (GREG_SOURCE (hub), names[i], &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
      g_assert_cmpuint (strlen (error->message), <, 400);
      for (const char *c = error->message; *c != '\0'; c++)
        g_assert_false (g_ascii_iscntrl (*c));
      g_clear_error (&error);
    }
  g_assert_finalize_object (hub);
}

/* A source that fails is told apart from one that has no such factory. */
static void
test_broken (void)
{
  TestSource *hub = new_source ("hub", G_TYPE_NONE);
  GError *error = NULL;

  test_source_break (hub);
  g_assert_null (greg_source_lookup (GREG_SOURCE (hub), "part"));
  g_assert_null (greg_source_require (GREG_SOURCE (hub), "part", &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE,
                     "looking for “part” in hub failed: the hub is down");
  g_assert_null (greg_source_build (GREG_SOURCE (hub), "part", &error, NULL));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE,
                     "looking for “part” in hub failed: the hub is down");
  g_assert_cmpint (greg_source_membership (GREG_SOURCE (hub), "part"), ==, GREG_MEMBERSHIP_MAYBE);
  g_assert_finalize_object (hub);
}

/* The error of the source reaches the report of a tree, with its place. */
static void
test_broken_part (void)
{
  TestSource *hub = new_source ("hub", TEST_TYPE_PART);
  g_autoptr (GregConfig) config = test_config ("{'type': 'part', 'part': 'special'}");
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (hub));
  g_autoptr (GregDiagnostic) diagnostic = NULL;
  GregReport *report;
  GError *error = NULL;

  test_source_break (hub);
  report = greg_builder_validate (builder, config);
  diagnostic = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_cmpstr (greg_diagnostic_get_domain (diagnostic), ==, "g-io-error-quark");
  g_assert_cmpint (greg_diagnostic_get_code (diagnostic), ==, G_IO_ERROR_HOST_UNREACHABLE);
  g_assert_cmpstr (greg_diagnostic_get_path (diagnostic), ==, "/type");
  g_assert_null (greg_source_build_config (GREG_SOURCE (hub), config, &error));
  test_assert_error_has (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "/type: looking for");
  g_assert_finalize_object (report);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (hub);
}

/* What keeps a source from listing is told by whoever explains. */
static void
test_failure (void)
{
  TestSource *hub = test_source_new ("hub", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (hub);
  g_autofree char *failure = NULL;
  g_autofree char *explanation = NULL;
  GError *error = NULL;

  g_assert_null (greg_source_dup_failure (source));
  greg_source_set_failure (source, "no \xff network");
  failure = greg_source_dup_failure (source);
  g_assert_cmpstr (failure, ==, "no \xef\xbf\xbd network");
  greg_source_set_failure (source, "no network");
  assert_missing (source, "part",
                  "nothing is registered as “part” in hub, which could not tell what it has "
                  "(no network)");
  explanation = greg_source_explain (source, "part");
  g_assert_cmpstr (explanation, ==,
                   "1. hub has no “part”\n2. hub could not tell what it has: no network\n"
                   "nothing is registered as “part” in hub, which could not tell what it has (no "
                   "network)");
  greg_source_set_failure (source, NULL);
  g_assert_null (greg_source_dup_failure (source));
  g_assert_null (greg_source_require (source, "part", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "no factories");
  greg_source_set_failure (source, "no network");
  g_assert_finalize_object (hub);
}

/* What a source hands out is checked as if it had been added. */
static void
test_unfit (void)
{
  TestSource *hub = new_source ("hub", TEST_TYPE_SPECIAL_PART);
  g_autoptr (GregFactory) abstract =
      greg_factory_new_for_type ("abstract", TEST_TYPE_ABSTRACT_PART);
  GError *error = NULL;

  test_source_add (hub, abstract);
  g_assert_null (greg_source_lookup (GREG_SOURCE (hub), "part"));
  g_assert_null (greg_source_require (GREG_SOURCE (hub), "part", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "TestSpecialPart");
  g_assert_null (greg_source_build (GREG_SOURCE (hub), "abstract", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_finalize_object (hub);
}

/* The same when it was sealed elsewhere. */
static void
test_unfit_and_sealed (void)
{
  TestSource *hub = test_source_new ("hub", TEST_TYPE_SPECIAL_PART);
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GregFactory) part = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_autoptr (GregConfig) config = test_config ("'part'");
  GError *error = NULL;

  greg_registry_add (registry, part, &error);
  g_assert_no_error (error);
  test_source_add (hub, part);
  test_part_reset_counts ();
  g_assert_null (greg_source_build (GREG_SOURCE (hub), "part", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_null (greg_source_build_config (GREG_SOURCE (hub), config, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_assert_finalize_object (hub);
}

typedef struct
{
  guint n_calls;
  guint n_destroyed;
  GString *seen;
} Hook;

static void
hook_destroyed_cb (gpointer data)
{
  ((Hook *)data)->n_destroyed++;
}

static GObject *
hook_cb (GregSource *source,
         GregFactory *factory,
         GregContext *context,
         gpointer user_data,
         GError **error)
{
  Hook *hook = user_data;
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autofree char *joined = g_strjoinv (",", names);

  hook->n_calls++;
  if (hook->seen != NULL)
    g_string_append_printf (hook->seen, "%s:%s(%s) ", greg_context_get_path (context),
                            greg_factory_get_name (factory), joined);
  g_assert_true (greg_context_get_source (context) == source);
  g_assert_true (greg_context_get_factory (context) == factory);
  return greg_factory_create (factory, context, error);
}

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  test_add_type (registry, "part", TEST_TYPE_PART, "{'number': 8, 'limit': 2}");
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  return registry;
}

/* It sees what was merged, and can go on as without it. */
static void
test_build_func (void)
{
  GregRegistry *registry = new_registry ();
  Hook hook = { .seen = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_source_set_build_func (GREG_SOURCE (registry), hook_cb, &hook, hook_destroyed_cb);
  part =
      test_build (registry, "{'type': 'part', 'label': 'x', 'part': {'type': 'device'}}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hook.seen->str, ==, "/part:device() :part(label,part,number,limit) ");
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 8);
  g_assert_true (test_device_is_ready (TEST_DEVICE (test_part_get_part (TEST_PART (part)))));
  test_assert_last (part);

  part = greg_source_build (GREG_SOURCE (registry), "part", &error, "label", "y", NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "y");
  g_assert_cmpuint (hook.n_calls, ==, 3);
  test_assert_last (part);

  g_assert_cmpuint (hook.n_destroyed, ==, 0);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (hook.n_destroyed, ==, 1);
  g_string_free (hook.seen, TRUE);
}

static void
test_build_func_after_validation (void)
{
  GregRegistry *registry = new_registry ();
  Hook hook = { 0 };
  GError *error = NULL;

  greg_source_set_build_func (GREG_SOURCE (registry), hook_cb, &hook, hook_destroyed_cb);
  g_assert_null (test_build (registry, "{'type': 'part', 'number': 101}", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_null (greg_source_build (GREG_SOURCE (registry), "absent", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (hook.n_calls, ==, 0);
  g_assert_finalize_object (registry);
}

static GObject *
hook_nothing_cb (GregSource *source,
                 GregFactory *factory,
                 GregContext *context,
                 gpointer user_data,
                 GError **error)
{
  return NULL;
}

static GObject *
hook_other_cb (GregSource *source,
               GregFactory *factory,
               GregContext *context,
               gpointer user_data,
               GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static GObject *
hook_fail_cb (GregSource *source,
              GregFactory *factory,
              GregContext *context,
              gpointer user_data,
              GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy");
  return NULL;
}

/* What it gives is looked at as what a factory gives. */
static void
test_build_func_fails (void)
{
  GregRegistry *registry = new_registry ();
  GregSource *source = GREG_SOURCE (registry);
  GError *error = NULL;

  greg_source_set_build_func (source, hook_nothing_cb, NULL, NULL);
  g_assert_null (greg_source_build (source, "part", &error, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“part”");
  greg_source_set_build_func (source, hook_other_cb, NULL, NULL);
  g_assert_null (greg_source_build (source, "part", &error, NULL));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "TestPart");
  greg_source_set_build_func (source, hook_fail_cb, NULL, NULL);
  g_assert_null (greg_source_build (source, "part", &error, NULL));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy");
  g_assert_finalize_object (registry);
}

static void
test_build_func_replaced (void)
{
  GregRegistry *registry = new_registry ();
  Hook one = { 0 }, two = { 0 };
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_source_set_build_func (GREG_SOURCE (registry), hook_cb, &one, hook_destroyed_cb);
  greg_source_set_build_func (GREG_SOURCE (registry), hook_cb, &two, hook_destroyed_cb);
  g_assert_cmpuint (one.n_destroyed, ==, 1);
  part = greg_source_build (GREG_SOURCE (registry), "part", &error, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (one.n_calls, ==, 0);
  g_assert_cmpuint (two.n_calls, ==, 1);
  test_assert_last (part);

  greg_source_set_build_func (GREG_SOURCE (registry), NULL, NULL, NULL);
  g_assert_cmpuint (two.n_destroyed, ==, 1);
  part = greg_source_build (GREG_SOURCE (registry), "part", &error, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (two.n_calls, ==, 1);
  test_assert_last (part);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (one.n_destroyed, ==, 1);
  g_assert_cmpuint (two.n_destroyed, ==, 1);
}

/* The data stays until the function has returned. */
static GObject *
hook_replaces_cb (GregSource *source,
                  GregFactory *factory,
                  GregContext *context,
                  gpointer user_data,
                  GError **error)
{
  Hook *hook = user_data;

  greg_source_set_build_func (source, NULL, NULL, NULL);
  g_assert_cmpuint (hook->n_destroyed, ==, 0);
  hook->n_calls++;
  return greg_factory_create (factory, context, error);
}

static void
test_build_func_replaced_while_it_runs (void)
{
  GregRegistry *registry = new_registry ();
  Hook hook = { 0 };
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_source_set_build_func (GREG_SOURCE (registry), hook_replaces_cb, &hook, hook_destroyed_cb);
  part = greg_source_build (GREG_SOURCE (registry), "part", &error, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (hook.n_calls, ==, 1);
  g_assert_cmpuint (hook.n_destroyed, ==, 1);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

/* A function whose data holds the source is no leak once the source is disposed. */
static void
test_build_func_cycle (void)
{
  GregRegistry *registry = new_registry ();

  greg_source_set_build_func (GREG_SOURCE (registry), hook_nothing_cb, g_object_ref (registry),
                              g_object_unref);
  g_object_run_dispose (G_OBJECT (registry));
  g_assert_finalize_object (registry);
}

static void
test_build_func_with_context (void)
{
  GregRegistry *registry = new_registry ();
  Hook hook = { 0 };
  g_autoptr (GregConfig) config = test_config ("{'type': 'part'}");
  g_autoptr (GError) error = NULL;
  GregContext *context;
  GObject *part;

  greg_source_set_build_func (GREG_SOURCE (registry), hook_cb, &hook, NULL);
  context = greg_source_build_context (GREG_SOURCE (registry), config, &error);
  g_assert_no_error (error);
  part = g_value_dup_object (greg_context_get_product (context));
  g_assert_true (TEST_IS_PART (part));
  g_assert_finalize_object (context);
  test_assert_last (part);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/properties", test_properties);
  g_test_add_func ("/source/generation-of-settings", test_generation_of_settings);
  g_test_add_func ("/source/derived", test_derived);
  g_test_add_func ("/source/require", test_require);
  g_test_add_func ("/source/require/hostile", test_require_hostile);
  g_test_add_func ("/source/broken", test_broken);
  g_test_add_func ("/source/broken/part", test_broken_part);
  g_test_add_func ("/source/failure", test_failure);
  g_test_add_func ("/source/unfit", test_unfit);
  g_test_add_func ("/source/unfit/sealed", test_unfit_and_sealed);
  g_test_add_func ("/source/build-func", test_build_func);
  g_test_add_func ("/source/build-func/validation", test_build_func_after_validation);
  g_test_add_func ("/source/build-func/fails", test_build_func_fails);
  g_test_add_func ("/source/build-func/replaced", test_build_func_replaced);
  g_test_add_func ("/source/build-func/replaced/running", test_build_func_replaced_while_it_runs);
  g_test_add_func ("/source/build-func/cycle", test_build_func_cycle);
  g_test_add_func ("/source/build-func/context", test_build_func_with_context);
  return g_test_run ();
}
