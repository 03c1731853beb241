/* test-leaks.c - what is done a hundred thousand times leaves nothing behind
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

#include <malloc.h>

/* The smallest block of malloc() takes 32 bytes: lost once in every round, that is more than twice
 * of what is allowed here. What malloc() and GLib keep back of what was freed counts as in use, but
 * is far less. */
#define ROUNDS 20000
#define SLOW_ROUNDS 100000
#define WARM_UP 2000
#define ALLOWED_GROWTH (256 * 1024)

typedef void (*Round) (GregRegistry *registry, guint i);

static gsize
bytes_in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static GObject *
make_part (GregContext *context, gpointer user_data, GError **error)
{
  gint64 number = greg_context_get_int64 (context, "number", 0, error);

  if (number < 0)
    {
      greg_context_fail (context, GREG_ERROR_BUILD_FAILED, "too small");
      return g_object_new (TEST_TYPE_PART, NULL);
    }
  return g_object_new (TEST_TYPE_PART, "number", (int)number, NULL);
}

static GObject *
make_by_closure (int number, const char *label)
{
  return number >= 0 ? g_object_new (TEST_TYPE_PART, "label", label, NULL) : NULL;
}

static void
add_declared (GregRegistry *registry)
{
  g_autoptr (GregFactory) func =
      greg_factory_new_for_func ("declared", TEST_TYPE_PART, make_part, NULL, NULL);
  g_autoptr (GregFactory) closure = greg_factory_new_for_closure (
      "closure", TEST_TYPE_PART, g_cclosure_new (G_CALLBACK (make_by_closure), NULL, NULL));
  g_autoptr (GError) error = NULL;

  greg_factory_declare (func, "number", G_TYPE_INT, FALSE, "5", NULL, &error);
  greg_factory_declare (func, "words", G_TYPE_STRV, FALSE, "[\"a\"]", NULL, &error);
  greg_factory_declare (func, "part", TEST_TYPE_PART, FALSE, "\"part\"", NULL, &error);
  greg_factory_declare (closure, "number", G_TYPE_INT, FALSE, "5", NULL, &error);
  greg_factory_declare (closure, "label", G_TYPE_STRING, FALSE, "\"x\"", NULL, &error);
  greg_registry_add (registry, func, &error);
  greg_registry_add (registry, closure, &error);
  g_assert_no_error (error);
}

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("parts", G_TYPE_NONE);

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "eight", TEST_TYPE_PART, "{'number': 8, 'part': 'part'}");
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  test_add_type (registry, "floater", TEST_TYPE_FLOATER, NULL);
  test_add_type (registry, "thing", TEST_TYPE_EVERYTHING, NULL);
  test_add_type (registry, "loop", TEST_TYPE_PART, "{'part': 'loop'}");
  test_add_func (registry, "func", TEST_TYPE_PART, make_part);
  add_declared (registry);
  return registry;
}

/* Every round is repeated, and then everything must be gone. */
static void
repeat (Round round)
{
  GregRegistry *registry = new_registry ();
  guint n = g_test_slow () ? SLOW_ROUNDS : ROUNDS;
  gsize before, after;

  for (guint i = 0; i < WARM_UP; i++)
    round (registry, i);
  before = bytes_in_use ();
  for (guint i = 0; i < n; i++)
    round (registry, WARM_UP + i);
  after = bytes_in_use ();
  g_test_message ("%u rounds: %" G_GSSIZE_FORMAT " bytes", n, (gssize)(after - before));
  g_assert_cmpint ((gssize)(after - before), <, ALLOWED_GROWTH);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_finalize_object (registry);
}

static void
build_and_drop (GregRegistry *registry, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = test_build (registry, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (object);
}

static void
fail (GregRegistry *registry, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_build (registry, text, &error));
  g_assert_nonnull (error);
}

static void
round_lookup (GregRegistry *registry, guint i)
{
  g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (registry), "part");

  g_assert_nonnull (factory);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "device"));
}

/* Names that were never seen before are not kept, as quarks would be. */
static void
round_miss (GregRegistry *registry, guint i)
{
  g_autofree char *name = g_strdup_printf ("missing-%u", i);
  g_autoptr (GError) error = NULL;

  g_assert_false (greg_source_contains (GREG_SOURCE (registry), name));
  g_assert_null (greg_source_require (GREG_SOURCE (registry), name, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
}

static void
round_list (GregRegistry *registry, guint i)
{
  g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (registry));
  g_autoptr (GPtrArray) all = greg_source_list_factories (GREG_SOURCE (registry));
  g_autoptr (GPtrArray) one = greg_source_lookup_all (GREG_SOURCE (registry), "part");

  g_assert_cmpuint (all->len, ==, g_strv_length (names));
  g_assert_cmpuint (one->len, ==, 1);
}

static void
round_by_name (GregRegistry *registry, guint i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) part =
      greg_source_build (GREG_SOURCE (registry), "part", &error, "label", "x", "number", 7, NULL);
  g_autoptr (GObject) with_plan =
      greg_source_build (GREG_SOURCE (registry), "eight", &error, "label", "x", NULL);
  g_autoptr (GObject) floater = greg_source_build (GREG_SOURCE (registry), "floater", &error, NULL);

  g_assert_no_error (error);
  g_assert_true (part != NULL && with_plan != NULL && floater != NULL);
}

static void
round_nested (GregRegistry *registry, guint i)
{
  build_and_drop (registry, "{'type': 'part', 'label': 'x', 'part': {'type': 'device'}, 'list': "
                            "['part', 'eight'], 'parts': ['part'], 'kind': 'device', 'node': {'a': "
                            "[1]}, 'config': [1], 'dict': {'a': 1}}");
}

static void
round_thing (GregRegistry *registry, guint i)
{
  build_and_drop (registry,
                  "{'type': 'thing', 'strv': ['a', 'b'], 'bytes': 'QQ==', 'byte-array': 'QQ==', "
                  "'date-time': '2024-02-29T12:00:00Z', 'json-object': {'a': 1}, 'json-array': "
                  "[1], 'hash-table': {'a': 'b'}, 'file': '/tmp', 'point': '1,2', 'numbers': [1], "
                  "'maybe': 'x', 'variant': {'a': 1}, 'enum': 'red', 'flags': 'read|write'}");
}

static void
round_code (GregRegistry *registry, guint i)
{
  build_and_drop (registry, "{'type': 'func', 'number': 3, 'any': [1], '$args': [1, 'x', {}]}");
  build_and_drop (registry, "{'type': 'declared', '$args': [3]}");
  build_and_drop (registry, "'closure'");
}

static void
round_failing_code (GregRegistry *registry, guint i)
{
  fail (registry, "{'type': 'func', 'number': -1}");
  fail (registry, "{'type': 'func', 'number': 'x'}");
  fail (registry, "{'type': 'closure', 'number': -1}");
  fail (registry, "{'type': 'part', 'list': ['part', {'type': 'device', 'outcome': 'fail'}]}");
  fail (registry, "{'type': 'part', 'part': {'type': 'device', 'outcome': 'mute'}}");
}

static void
round_refused (GregRegistry *registry, guint i)
{
  g_autofree char *text =
      g_strdup_printf ("{'type': 'part', 'number': 101, 'unknown-%u': 1, '$unknown-%u': 1, "
                       "'part': {'type': 'part', 'tint': 'pink'}, 'list': ['part', "
                       "'missing-%u'], 'kind': 'func', 'label': 'x'}",
                       i, i, i);

  fail (registry, text);
  fail (registry, "'loop'");
  fail (registry, "{'type': 'declared', 'words': ['a', 1]}");
}

static void
round_value (GregRegistry *registry, guint i)
{
  g_autoptr (GregConfig) config = test_config ("{'type': 'func', 'number': 3}");
  g_autoptr (GregContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (greg_source_build_value (GREG_SOURCE (registry), config, &value, &error));
  context = greg_source_build_context (GREG_SOURCE (registry), config, &error);
  g_assert_cmpstr (greg_context_get_path (context), ==, "");
  g_assert_no_error (error);
}

static void
round_builder (GregRegistry *registry, guint i)
{
  g_autoptr (GregBuilder) builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GregReport) report = greg_report_new ();
  g_autoptr (GregReport) validated = NULL;
  g_autoptr (GregConfig) list = test_config ("['part', 'eight', {'type': 'part'}]");
  g_autoptr (GregConfig) wrong = test_config ("['part', {'type': 'part', 'number': 'x'}, 7]");
  g_autoptr (GregConfig) defaults = test_config ("{'number': 7}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *text = NULL;

  greg_builder_set_defaults (builder, defaults, &error);
  parts = greg_builder_build_list (builder, list, report, &error);
  g_assert_no_error (error);
  g_assert_null (greg_builder_build_list (builder, wrong, report, NULL));
  validated = greg_builder_validate (builder, wrong);
  text = greg_report_to_string (validated);
  g_assert_nonnull (text);
}

static void
round_factory (GregRegistry *registry, guint i)
{
  g_autofree char *name = g_strdup_printf ("factory-%u", i);
  g_autoptr (GregFactory) factory =
      greg_factory_new_for_func (name, TEST_TYPE_PART, make_part, NULL, NULL);
  g_autoptr (GregFactory) copy = NULL;
  g_autoptr (GregFactory) bound = NULL;
  g_autoptr (GregConfig) arguments = test_config ("{'number': 7}");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  greg_factory_add_alias (factory, "alias", &error);
  greg_factory_add_tag (factory, "tag", &error);
  greg_factory_set_metadata_string (factory, "key", "value", &error);
  greg_factory_set_origin (factory, "m", "n", "f.c", 1, &error);
  greg_factory_declare (factory, "number", G_TYPE_INT, FALSE, "1", NULL, &error);
  greg_factory_declare (factory, "words", G_TYPE_STRV, FALSE, "[\"a\"]", NULL, &error);
  greg_factory_set_defaults_json (factory, "{\"number\": 3}", &error);
  copy = greg_factory_copy (factory, "copy");
  bound = greg_factory_bind (factory, arguments, &error);
  g_assert_true (greg_registry_add (registry, bound, &error));
  g_assert_true (greg_registry_unregister (registry, name, &error));
  g_assert_no_error (error);
  g_assert_false (greg_factory_declare (copy, "number", G_TYPE_INT, FALSE, NULL, NULL, NULL));
  g_assert_false (greg_factory_declare (copy, "wrong", G_TYPE_INT, FALSE, "x", NULL, NULL));
  text = greg_factory_to_string (copy);
  g_assert_nonnull (text);
}

/* A class stays loaded, but no factory keeps anything else of it. */
static void
round_factory_of_type (GregRegistry *registry, guint i)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type ("type", TEST_TYPE_EVERYTHING);
  g_autoptr (GPtrArray) parameters = greg_factory_list_parameters (factory);
  g_autofree char *text = greg_factory_to_string (factory);

  g_assert_cmpuint (parameters->len, >, 40);
  g_assert_nonnull (text);
}

static GregFactory *
find_part (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  if (g_str_equal (name, "part"))
    return greg_factory_new_for_type (name, TEST_TYPE_PART);
  g_set_error (error, GREG_ERROR, GREG_ERROR_LOAD_FAILED, "there is only a part");
  return NULL;
}

/* A source from functions, and one of types, found in with names that are there and that are not. */
static void
round_sources (GregRegistry *registry, guint i)
{
  static GregExternalSource *external = NULL;
  static GregSubtypeSource *subtypes = NULL;
  g_autofree char *name = g_strdup_printf ("missing-%u", i);

  if (external == NULL)
    {
      external = greg_external_source_new ("external", TEST_TYPE_PART);
      subtypes = greg_subtype_source_new ("subtypes", TEST_TYPE_PART, NULL);
      greg_external_source_set_cached (external, TRUE);
      greg_external_source_set_find_func (external, find_part, NULL, NULL);
    }
  g_assert_true (greg_source_contains (GREG_SOURCE (external), "part"));
  g_assert_false (greg_source_contains (GREG_SOURCE (external), name));
  g_assert_true (greg_source_contains (GREG_SOURCE (subtypes), "TestPart"));
  g_assert_false (greg_source_contains (GREG_SOURCE (subtypes), name));
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (subtypes)), >, 0);
  greg_external_source_invalidate (external);
  if (i + 1 == WARM_UP + (g_test_slow () ? SLOW_ROUNDS : ROUNDS))
    {
      g_assert_finalize_object (g_steal_pointer (&external));
      g_assert_finalize_object (g_steal_pointer (&subtypes));
    }
}

#define ROUND(name)                                                                                \
  static void test_##name (void) { repeat (round_##name); }

ROUND (lookup)
ROUND (miss)
ROUND (list)
ROUND (by_name)
ROUND (nested)
ROUND (thing)
ROUND (code)
ROUND (failing_code)
ROUND (refused)
ROUND (value)
ROUND (builder)
ROUND (factory)
ROUND (factory_of_type)
ROUND (sources)

/* Children with scopes of their own are made, asked from all sides, masked and dropped. */
static void
child_round (GregRegistry *registry, guint i)
{
  g_autofree char *scope = g_strdup_printf ("s%u", i);
  g_autofree char *path = g_strconcat (scope, ".below.mine", NULL);
  g_autoptr (GregRegistry) child = NULL;
  g_autoptr (GregRegistry) below = NULL;
  g_autoptr (GError) error = NULL;

  child = greg_registry_new_child (registry, NULL, G_TYPE_NONE, scope, &error);
  below = greg_registry_new_child (child, NULL, G_TYPE_NONE, "below", &error);
  greg_registry_mask (child, "device", &error);
  greg_registry_register_type (below, "mine", TEST_TYPE_PART, &error);
  g_assert_no_error (error);
  g_assert_null (greg_registry_new_child (registry, NULL, G_TYPE_NONE, scope, NULL));
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), path));
  g_assert_true (greg_source_contains (GREG_SOURCE (below), "part"));
  g_assert_false (greg_source_contains (GREG_SOURCE (below), "device"));
}

static void
test_children (void)
{
  repeat (child_round);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leaks/lookup", test_lookup);
  g_test_add_func ("/leaks/miss", test_miss);
  g_test_add_func ("/leaks/list", test_list);
  g_test_add_func ("/leaks/by-name", test_by_name);
  g_test_add_func ("/leaks/nested", test_nested);
  g_test_add_func ("/leaks/thing", test_thing);
  g_test_add_func ("/leaks/code", test_code);
  g_test_add_func ("/leaks/failing-code", test_failing_code);
  g_test_add_func ("/leaks/refused", test_refused);
  g_test_add_func ("/leaks/value", test_value);
  g_test_add_func ("/leaks/builder", test_builder);
  g_test_add_func ("/leaks/factory", test_factory);
  g_test_add_func ("/leaks/factory/type", test_factory_of_type);
  g_test_add_func ("/leaks/sources", test_sources);
  g_test_add_func ("/leaks/children", test_children);
  return g_test_run ();
}
