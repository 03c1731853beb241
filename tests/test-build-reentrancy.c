/* test-build-reentrancy.c - code that is called by a build and takes away what the build stands on
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

/* What the code that is called may take away; no build has a reference of its own through it. */
typedef struct
{
  GregRegistry *registry;
  GregConfig *config;
  GregBuilder *builder;
  GregReport *report;
  guint n_calls;
  guint n_destroyed;
} World;

static World world;

static void
world_clear (void)
{
  g_clear_object (&world.registry);
  g_clear_object (&world.config);
  g_clear_object (&world.builder);
  g_clear_object (&world.report);
}

static void
destroyed_cb (gpointer data)
{
  world.n_destroyed++;
}

static void
add_call (const char *name, GregFactoryFunc func)
{
  g_autoptr (GError) error = NULL;

  greg_registry_register_func (world.registry, name, G_TYPE_NONE, func, &world, destroyed_cb,
                               &error);
  g_assert_no_error (error);
}

static void
world_init (void)
{
  world = (World){ .registry = test_registry ("parts", G_TYPE_NONE) };
  test_part_reset_counts ();
  test_add_type (world.registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (world.registry, "device", TEST_TYPE_DEVICE, NULL);
}

static GObject *
drop_registry (GregContext *context, gpointer user_data, GError **error)
{
  world.n_calls++;
  g_clear_object (&world.registry);
  g_assert_cmpuint (world.n_destroyed, ==, 0);
  return g_object_new (TEST_TYPE_PART, "label", "last", NULL);
}

/* The registry goes with the build, and the function's data with the registry. */
static void
test_registry_dropped (void)
{
  const char *const texts[] = {
    "'drop'",
    "{'type': 'part', 'list': ['drop', 'device', 'part'], 'part': 'part'}",
    "{'type': 'part', 'list': ['part', 'drop'], 'part': 'device'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *part;

      world_init ();
      add_call ("drop", drop_registry);
      part = test_build (world.registry, texts[i], &error);
      g_assert_no_error (error);
      g_assert_null (world.registry);
      g_assert_cmpuint (world.n_destroyed, ==, 1);
      test_assert_last (part);
    }
}

static void
test_registry_dropped_by_name (void)
{
  g_autoptr (GError) error = NULL;
  GObject *part;

  world_init ();
  add_call ("drop", drop_registry);
  part = greg_source_build (GREG_SOURCE (world.registry), "drop", &error, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (world.n_destroyed, ==, 1);
  test_assert_last (part);
}

static GObject *
drop_registry_and_fail (GregContext *context, gpointer user_data, GError **error)
{
  g_clear_object (&world.registry);
  return NULL;
}

static void
test_registry_dropped_and_failed (void)
{
  GError *error = NULL;

  world_init ();
  add_call ("drop", drop_registry_and_fail);
  g_assert_null (test_build (world.registry, "{'type': 'part', 'list': ['part', 'drop']}", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                         "/list/1: “drop” made nothing");
  g_assert_cmpuint (world.n_destroyed, ==, 1);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
}

static void
drop_registry_cb (const char *label, gpointer user_data)
{
  test_part_set_hook (NULL, NULL);
  g_clear_object (&world.registry);
}

/* The same from the constructor of an instance, with and without a plan. */
static void
test_registry_dropped_by_constructor (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *part;

      world_init ();
      greg_source_set_traced (GREG_SOURCE (world.registry), i % 2 == 1);
      test_part_set_hook (drop_registry_cb, NULL);
      if (i < 2)
        part = greg_source_build (GREG_SOURCE (world.registry), "part", &error, "number", 1, NULL);
      else
        part = test_build (world.registry, "{'type': 'part', 'part': {'type': 'device'}}", &error);
      g_assert_no_error (error);
      g_assert_null (world.registry);
      test_assert_last (part);
    }
}

static GObject *
drop_config (GregContext *context, gpointer user_data, GError **error)
{
  g_clear_object (&world.config);
  g_assert_cmpstr (greg_context_get_path (context), ==, "/list/0");
  g_assert_cmpstr (greg_context_get_string (context, "word", NULL, NULL), ==, "kept");
  return g_object_new (TEST_TYPE_PART, NULL);
}

static GObject *
show_names (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GStrv) names = greg_context_list_names (context);
  g_autofree char *label = g_strjoinv (" ", names);

  return g_object_new (TEST_TYPE_PART, "label", label, NULL);
}

/* The configuration goes while parts of it are still to be built. */
static void
test_config_dropped (void)
{
  g_autoptr (GError) error = NULL;
  GObject *whole;

  world_init ();
  add_call ("drop", drop_config);
  add_call ("show", show_names);
  world.config = test_config ("{'type': 'part', 'list': [{'type': 'drop', 'word': 'kept'}, 'part'],"
                              " 'part': {'type': 'show', 'one': 1, 'two': 2}}");
  whole = greg_source_build_config (GREG_SOURCE (world.registry), world.config, &error);
  g_assert_no_error (error);
  g_assert_null (world.config);
  g_assert_cmpstr (test_part_get_label (test_part_get_part (TEST_PART (whole))), ==, "one two");
  test_assert_last (whole);
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static GObject *
drop_all (GregContext *context, gpointer user_data, GError **error)
{
  world_clear ();
  return g_object_new (TEST_TYPE_PART, NULL);
}

/* The builder with its sources and defaults, the configuration and the report. */
static void
test_all_dropped (void)
{
  g_autoptr (GError) error = NULL;
  GregConfig *defaults = test_config ("{'number': 3, 'object': {'type': 'device'}}");
  GObject *whole;

  world_init ();
  add_call ("drop", drop_all);
  world.builder = greg_builder_new (GREG_SOURCE (world.registry));
  world.report = greg_report_new ();
  greg_builder_set_defaults (world.builder, defaults, &error);
  g_object_unref (defaults);
  world.config = test_config ("{'type': 'part', 'list': ['drop', 'part'], 'part': 'device'}");
  whole = greg_builder_build (world.builder, world.config, world.report, &error);
  g_assert_no_error (error);
  g_assert_null (world.builder);
  g_assert_cmpint (test_part_get_number (TEST_PART (whole)), ==, 3);
  g_assert_true (TEST_IS_DEVICE (test_part_get_object (TEST_PART (whole))));
  test_assert_last (whole);
  g_assert_cmpuint (world.n_destroyed, ==, 1);
}

static GObject *
drop_all_and_fail (GregContext *context, gpointer user_data, GError **error)
{
  world_clear ();
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "gone");
  return NULL;
}

/* The failure still has its place, in a text that only the build holds. */
static void
test_all_dropped_and_failed (void)
{
  GError *error = NULL;

  world_init ();
  add_call ("drop", drop_all_and_fail);
  world.builder = greg_builder_new (GREG_SOURCE (world.registry));
  world.report = greg_report_new ();
  world.config = test_config ("{'type': 'part',\n 'list': ['part', 'drop']}");
  g_assert_null (greg_builder_build (world.builder, world.config, world.report, &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "cfg.json:2:19: /list/1: gone");
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_cmpuint (world.n_destroyed, ==, 1);
}

static GObject *
unregister_itself (GregContext *context, gpointer user_data, GError **error)
{
  const char *name = greg_factory_get_name (greg_context_get_factory (context));

  world.n_calls++;
  g_assert_true (greg_registry_unregister (world.registry, name, error));
  g_assert_false (greg_source_contains (GREG_SOURCE (world.registry), name));
  g_assert_cmpuint (world.n_destroyed, ==, 0);
  return g_object_new (TEST_TYPE_PART, NULL);
}

/* A factory lives until its build is over. */
static void
test_unregistered (void)
{
  GError *error = NULL;
  GObject *part;

  world_init ();
  add_call ("once", unregister_itself);
  part = test_build (world.registry, "'once'", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world.n_destroyed, ==, 1);
  test_assert_last (part);
  g_assert_null (test_build (world.registry, "'once'", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static void
unregister_part_cb (const char *label, gpointer user_data)
{
  test_part_set_hook (NULL, NULL);
  g_assert_true (greg_registry_unregister (world.registry, "part", NULL));
}

/* What was found before the first constructor ran is built, whatever happens to the registry. */
static void
test_type_unregistered (void)
{
  g_autoptr (GError) error = NULL;
  GObject *whole;

  world_init ();
  test_part_set_hook (unregister_part_cb, NULL);
  whole = test_build (world.registry, "{'type': 'part', 'list': ['part', 'part', 'part']}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_part_count_constructed (), ==, 4);
  test_assert_last (whole);
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static GObject *
make_new (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, "label", "new", NULL);
}

static GObject *
replace_itself (GregContext *context, gpointer user_data, GError **error)
{
  g_autoptr (GregFactory) factory =
      greg_factory_new_for_func ("it", G_TYPE_NONE, make_new, NULL, NULL);
  g_autoptr (GregFactory) stands =
      greg_registry_add_full (world.registry, factory, GREG_DUPLICATES_REPLACE, error);

  g_assert_true (stands == factory);
  return g_object_new (TEST_TYPE_PART, "label", "old", NULL);
}

static void
test_replaced (void)
{
  g_autoptr (GError) error = NULL;
  GObject *part;

  world_init ();
  add_call ("it", replace_itself);
  for (guint i = 0; i < 2; i++)
    {
      part = test_build (world.registry, "'it'", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, i == 0 ? "old" : "new");
      test_assert_last (part);
    }
  g_assert_cmpuint (world.n_destroyed, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

/* Builds the next one with the source that it is told. */
static GObject *
build_next (GregContext *context, gpointer user_data, GError **error)
{
  gint64 n = greg_context_get_int64 (context, "n", 0, error);
  g_autofree char *json = g_strdup_printf ("{\"n\": %d}", (int)n - 1);
  g_autoptr (GregConfig) arguments = greg_config_new_from_json (json, -1, NULL, NULL);
  g_autoptr (GObject) next = NULL;

  world.n_calls++;
  if (n == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "the bottom");
      return NULL;
    }
  if (n == 1)
    return g_object_new (TEST_TYPE_PART, NULL);
  next =
      greg_source_build_with_config (greg_context_get_source (context), "next", arguments, error);
  return next != NULL ? g_object_new (TEST_TYPE_PART, "part", next, NULL) : NULL;
}

static void
test_recursion (void)
{
  GError *error = NULL;
  GObject *part;

  world_init ();
  add_call ("next", build_next);
  part = test_build (world.registry, "{'type': 'next', 'n': 200}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world.n_calls, ==, 200);
  g_assert_cmpuint (test_part_count_live (), ==, 200);
  test_assert_last (part);

  g_assert_null (test_build (world.registry, "{'type': 'next', 'n': 0}", &error));
  test_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "cfg.json:1:1: the bottom");
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static void
build_in_constructor_cb (const char *label, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) other = NULL;

  test_part_set_hook (NULL, NULL);
  other = test_build (world.registry, "{'type': 'part', 'list': ['device', 'part']}", &error);
  g_assert_no_error (error);
}

static void
test_build_in_constructor (void)
{
  g_autoptr (GError) error = NULL;
  GObject *whole;

  world_init ();
  test_part_set_hook (build_in_constructor_cb, NULL);
  whole = test_build (world.registry, "{'type': 'part', 'list': ['part', 'part']}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_part_count_constructed (), ==, 6);
  g_assert_cmpuint (test_part_count_live (), ==, 3);
  test_assert_last (whole);
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static GObject *
change_defaults (GregContext *context, gpointer user_data, GError **error)
{
  g_autoptr (GregConfig) defaults = test_config ("{'number': 50}");

  greg_builder_set_defaults (world.builder, defaults, error);
  greg_builder_add_source (world.builder, GREG_SOURCE (test_source_new ("leaked", G_TYPE_NONE)));
  return g_object_new (TEST_TYPE_PART, NULL);
}

/* A build goes on with the defaults and sources that it began with. */
static void
test_builder_changed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregConfig) config = test_config ("{'type': 'part', 'list': ['change', 'part']}");
  g_autoptr (GregConfig) defaults = test_config ("{'number': 3}");
  g_autoptr (GPtrArray) sources = NULL;
  GObject *whole;

  world_init ();
  add_call ("change", change_defaults);
  world.builder = greg_builder_new (GREG_SOURCE (world.registry));
  greg_builder_set_defaults (world.builder, defaults, &error);
  whole = greg_builder_build (world.builder, config, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (whole)), ==, 3);
  test_assert_last (whole);
  sources = greg_builder_list_sources (world.builder);
  g_assert_cmpuint (sources->len, ==, 2);
  g_object_unref (sources->pdata[1]);
  g_clear_pointer (&sources, g_ptr_array_unref);
  g_assert_finalize_object (g_steal_pointer (&world.builder));
  g_assert_finalize_object (g_steal_pointer (&world.registry));
}

static void
built_cb (GregSource *source, GregFactory *factory, GObject *object, gpointer user_data)
{
  world.n_calls++;
  if (world.registry == NULL)
    return;
  greg_registry_unregister_factory (world.registry, factory, NULL);
  g_clear_object (&world.registry);
}

/* Who listens to what is built may take everything away as well. */
static void
test_dropped_by_handler (void)
{
  g_autoptr (GError) error = NULL;
  GObject *whole;

  world_init ();
  greg_source_set_traced (GREG_SOURCE (world.registry), TRUE);
  g_signal_connect (world.registry, "built", G_CALLBACK (built_cb), NULL);
  whole = test_build (world.registry, "{'type': 'part', 'list': ['part', 'device']}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world.n_calls, ==, 3);
  test_assert_last (whole);
}

static gboolean
load_and_drop (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  test_add_type (registry, "late", TEST_TYPE_PART, NULL);
  g_clear_object (&world.registry);
  return TRUE;
}

/* A loader runs while the build is planned. */
static void
test_dropped_by_loader (void)
{
  g_autoptr (GError) error = NULL;
  GObject *whole;

  world_init ();
  greg_registry_add_loader (world.registry, "late", load_and_drop, NULL, NULL);
  whole =
      test_build (world.registry, "{'type': 'part', 'part': 'late', 'list': ['device']}", &error);
  g_assert_no_error (error);
  g_assert_null (world.registry);
  test_assert_last (whole);
}

/* The same before anything was found, and with nothing found at all. */
static void
test_dropped_by_loader_at_once (void)
{
  const char *const names[] = { "late", "never" };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf ("'%s'", names[i % 2]);
      GObject *part;

      world_init ();
      greg_registry_add_loader (world.registry, "late", load_and_drop, NULL, NULL);
      part = i < 2 ? greg_source_build (GREG_SOURCE (world.registry), names[i % 2], &error, NULL)
                   : test_build (world.registry, text, &error);
      g_assert_null (world.registry);
      if (i % 2 == 0)
        {
          g_assert_no_error (error);
          test_assert_last (part);
        }
      else
        g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build-reentrancy/registry", test_registry_dropped);
  g_test_add_func ("/build-reentrancy/registry/by-name", test_registry_dropped_by_name);
  g_test_add_func ("/build-reentrancy/registry/failed", test_registry_dropped_and_failed);
  g_test_add_func ("/build-reentrancy/registry/constructor", test_registry_dropped_by_constructor);
  g_test_add_func ("/build-reentrancy/registry/handler", test_dropped_by_handler);
  g_test_add_func ("/build-reentrancy/registry/loader", test_dropped_by_loader);
  g_test_add_func ("/build-reentrancy/registry/loader-at-once", test_dropped_by_loader_at_once);
  g_test_add_func ("/build-reentrancy/config", test_config_dropped);
  g_test_add_func ("/build-reentrancy/all", test_all_dropped);
  g_test_add_func ("/build-reentrancy/all/failed", test_all_dropped_and_failed);
  g_test_add_func ("/build-reentrancy/unregistered", test_unregistered);
  g_test_add_func ("/build-reentrancy/unregistered/type", test_type_unregistered);
  g_test_add_func ("/build-reentrancy/replaced", test_replaced);
  g_test_add_func ("/build-reentrancy/recursion", test_recursion);
  g_test_add_func ("/build-reentrancy/constructor", test_build_in_constructor);
  g_test_add_func ("/build-reentrancy/builder", test_builder_changed);
  return g_test_run ();
}
