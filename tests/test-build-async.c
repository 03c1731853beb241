/* test-build-async.c - building without blocking: results, order, failure and cancelling
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-devices.h"

#include <malloc.h>

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("things", G_TYPE_NONE);

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "special", TEST_TYPE_SPECIAL_PART, "{'number': 9}");
  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  test_add_type (registry, "slow", TEST_TYPE_ASYNC_DEVICE, NULL);
  return registry;
}

/* Everything is gone when the registry goes. */
static void
end (GregRegistry *registry)
{
  g_assert_finalize_object (registry);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_cmpuint (test_device_count_running (), ==, 0);
}

static void
start (GregRegistry *registry, const char *text, GCancellable *cancellable, TestOutcome *outcome)
{
  g_autoptr (GregConfig) config = test_config (text);

  greg_source_build_config_async (GREG_SOURCE (registry), config, cancellable, test_outcome_cb,
                                  outcome);
  g_assert_cmpuint (outcome->n_calls, ==, 0);
}

static void
build (GregRegistry *registry, const char *text, TestOutcome *outcome)
{
  start (registry, text, NULL, outcome);
  test_outcome_wait (outcome);
}

static void
assert_part (const TestOutcome *outcome, const char *label, int number)
{
  g_assert_no_error (outcome->error);
  g_assert_true (TEST_IS_PART (outcome->object));
  g_assert_cmpstr (test_part_get_label (TEST_PART (outcome->object)), ==, label);
  g_assert_cmpint (test_part_get_number (TEST_PART (outcome->object)), ==, number);
}

/* --- each function --- */

static void
test_source_name (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GregConfig) arguments = test_config ("{'label': 'a', 'number': 3}");
  g_auto (TestOutcome) outcome = { 0 };

  greg_source_build_async (GREG_SOURCE (registry), "part", arguments, NULL, test_outcome_cb,
                           &outcome);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  assert_part (&outcome, "a", 3);
  g_assert_true (outcome.source == G_OBJECT (registry));
  test_outcome_clear (&outcome);

  greg_source_build_async (GREG_SOURCE (registry), "special", NULL, NULL, test_outcome_cb,
                           &outcome);
  test_outcome_wait (&outcome);
  assert_part (&outcome, NULL, 9);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

static void
test_source_config (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  build (registry, "{'type': 'special', 'label': 'a'}", &outcome);
  assert_part (&outcome, "a", 9);
  test_outcome_clear (&outcome);
  build (registry, "'part'", &outcome);
  assert_part (&outcome, NULL, 5);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

static void
test_builder (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GregConfig) config = test_config ("{'label': 'a'}");
  g_autoptr (GregConfig) defaults = test_config ("{'type': 'part', 'number': 8, 'label': 'z'}");
  g_auto (TestOutcome) outcome = { 0 };

  g_assert_true (greg_builder_set_defaults (builder, defaults, NULL));
  greg_builder_build_async (builder, config, NULL, NULL, test_outcome_cb, &outcome);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  assert_part (&outcome, "a", 8);
  g_assert_true (outcome.source == G_OBJECT (builder));
  test_assert_last (g_steal_pointer (&outcome.object));
  g_assert_finalize_object (builder);
  end (registry);
}

/* The labels of a list, separated by spaces. */
static char *
labels_of (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", test_part_get_label (list->pdata[i]));
  return g_string_free (text, FALSE);
}

static void
test_builder_list (void)
{
  static const char *const cases[][2] = {
    { "[{'type': 'part', 'label': 'a'}, {'type': 'slow', 'label': 'b',"
      " 'part': {'type': 'slow', 'label': 'x'}}, {'type': 'part', 'label': 'c'}]",
      "a b c" },
    { "{'type': 'slow', 'label': 'a'}", "a" },
    { "[]", "" },
  };
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GregConfig) config = test_config (cases[i][0]);
      g_auto (TestOutcome) outcome = { 0 };
      g_autofree char *labels = NULL;

      greg_builder_build_list_async (builder, config, NULL, NULL, test_outcome_cb, &outcome);
      g_assert_cmpuint (outcome.n_calls, ==, 0);
      test_outcome_wait (&outcome);
      g_assert_no_error (outcome.error);
      labels = labels_of (outcome.list);
      g_assert_cmpstr (labels, ==, cases[i][1]);
    }
  g_assert_finalize_object (builder);
  end (registry);
}

/* --- errors of the configuration --- */

typedef struct
{
  const char *text;
  int code;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "'prt'", GREG_ERROR_NOT_FOUND, "cfg.json:1:1: " },
  { "{'type': 'part', 'part': 'prt'}", GREG_ERROR_NOT_FOUND, "/part" },
  { "{'number': 1}", GREG_ERROR_MISSING_VALUE, "“type”" },
  { "{'type': 'part', 'numbr': 1}", GREG_ERROR_UNKNOWN_PROPERTY, "/numbr" },
  { "{'type': 'part', 'secret': 1}", GREG_ERROR_READ_ONLY, "/secret" },
  { "{'type': 'part', 'number': 101}", GREG_ERROR_INVALID_VALUE, "/number" },
  { "{'type': 'part', 'number': 101, 'x': 1}", GREG_ERROR_INVALID_VALUE, "(and 1 more)" },
  { "[]", GREG_ERROR_INVALID_VALUE, "" },
};

static void
test_refusals (void)
{
  GregRegistry *registry = new_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_auto (TestOutcome) outcome = { 0 };

      build (registry, refusals[i].text, &outcome);
      test_assert_error_has (outcome.error, GREG_ERROR, refusals[i].code, refusals[i].message);
      g_assert_cmpuint (test_part_count_constructed (), ==, 0);
    }
  end (registry);
}

static void
test_refused_arguments (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GregConfig) arguments = test_config ("[1]");
  g_auto (TestOutcome) outcome = { 0 };

  greg_source_build_async (GREG_SOURCE (registry), "part", arguments, NULL, test_outcome_cb,
                           &outcome);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "not an object");
  end (registry);
}

static void
test_builder_without_source (void)
{
  GregBuilder *builder = g_object_new (GREG_TYPE_BUILDER, NULL);
  g_autoptr (GregConfig) config = test_config ("'part'");
  g_auto (TestOutcome) outcome = { 0 };

  greg_builder_build_async (builder, config, NULL, NULL, test_outcome_cb, &outcome);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "no source");
  greg_builder_build_list_async (builder, config, NULL, NULL, test_outcome_cb, &outcome);
  outcome.n_calls = 0;
  test_outcome_wait (&outcome);
  g_assert_error (outcome.error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  test_outcome_clear (&outcome);
  g_assert_finalize_object (builder);
}

/* A report has all problems of a list; with it as without, the first is the error. */
static void
test_report (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GregReport *report = greg_report_new ();
  g_autoptr (GregConfig) config
      = test_config ("[{'type': 'prt'}, {'type': 'part', 'number': 101}, 'part']");
  g_auto (TestOutcome) outcome = { 0 };
  g_autofree char *lines = NULL;

  greg_builder_build_list_async (builder, config, report, NULL, test_outcome_cb, &outcome);
  test_outcome_wait (&outcome);
  g_assert_error (outcome.error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  test_outcome_clear (&outcome);
  lines = test_report_lines (report);
  g_assert_nonnull (strstr (lines, "1:11 /0/type not-found "));
  g_assert_nonnull (strstr (lines, "/1/number invalid-value "));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 2);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (report);
  end (registry);
}

/* What fails when it is made is in the report, too, once, with its domain. */
static void
test_report_of_making (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GregReport *report = greg_report_new ();
  g_autoptr (GregConfig) config = test_config (
      "{'type': 'part', 'part': {'type': 'slow', 'outcome': 'fail'},"
      " 'object': {'type': 'slow', 'outcome': 'held'}}");
  g_autoptr (GregDiagnostic) diagnostic = NULL;
  g_auto (TestOutcome) outcome = { 0 };

  greg_builder_build_async (builder, config, report, NULL, test_outcome_cb, &outcome);
  test_outcome_wait (&outcome);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:1:26: /part: no such device");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 1);
  diagnostic = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_cmpstr (greg_diagnostic_get_path (diagnostic), ==, "/part");
  g_assert_cmpstr (greg_diagnostic_get_message (diagnostic), ==, "no such device");
  g_clear_object (&diagnostic);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (report);
  end (registry);
}

/* --- initialising --- */

static void
test_initable (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  build (registry, "{'type': 'device'}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (test_device_is_ready (TEST_DEVICE (outcome.object)));
  test_outcome_clear (&outcome);

  build (registry, "{'type': 'part', 'part': {'type': 'device', 'outcome': 'fail'}}", &outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:1:26: /part: no such device");
  test_outcome_clear (&outcome);

  build (registry, "{'type': 'device', 'outcome': 'mute'}", &outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "TestDevice");
  end (registry);
}

static void
test_async_initable (void)
{
  static const char *const good[] = { "ok", "now" };
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{'type': 'slow', 'outcome': '%s', 'number': 4}", good[i]);

      build (registry, text, &outcome);
      assert_part (&outcome, NULL, 4);
      g_assert_true (test_async_device_is_ready (TEST_ASYNC_DEVICE (outcome.object)));
      test_outcome_clear (&outcome);
    }

  build (registry, "{'type': 'part', 'part': {'type': 'slow', 'outcome': 'fail'}}", &outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                     "cfg.json:1:26: /part: no such device");
  test_outcome_clear (&outcome);

  build (registry, "{'type': 'slow', 'outcome': 'mute'}", &outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error (outcome.error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                     "cfg.json:1:1: TestAsyncDevice could not be initialised and did not say why");
  end (registry);
}

/* GAsyncInitable has a default that initialises in a thread; a build that does not wait uses
 * GInitable. */
static void
test_both_initables (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;
  g_auto (TestOutcome) outcome = { 0 };
  GObject *object;

  test_add_type (registry, "threaded", TEST_TYPE_THREADED, NULL);
  build (registry, "'threaded'", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_nonnull (test_threaded_get_thread (TEST_THREADED (outcome.object)));
  g_assert_true (test_threaded_get_thread (TEST_THREADED (outcome.object)) != g_thread_self ());
  test_outcome_clear (&outcome);
  object = greg_source_build (GREG_SOURCE (registry), "threaded", &error, NULL);
  g_assert_no_error (error);
  g_assert_true (test_threaded_get_thread (TEST_THREADED (object)) == g_thread_self ());
  g_object_unref (object);
  /* The thread may be about to let go of what it initialised. */
  test_wait_until (test_part_count_live () == 0);
  end (registry);
}

static void
test_only_async_at_once (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_source_build (GREG_SOURCE (registry), "slow", &error, NULL));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                     "TestAsyncDevice can only be initialised asynchronously; build it with an "
                     "asynchronous function");
  g_assert_null (test_build (registry, "{'type': 'part', 'part': 'slow'}", &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "/part");
  end (registry);
}

/* --- the order --- */

static void
note_cb (const char *label, gpointer text)
{
  g_string_append_printf (text, "%s ", label);
}

/* Each whole is made when its last part is ready, and no earlier. */
static void
test_order (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) made = g_string_new (NULL);
  g_auto (TestOutcome) outcome = { 0 };

  test_part_set_hook (note_cb, made);
  start (registry,
         "{'type': 'part', 'label': 'root',"
         " 'part': {'type': 'part', 'label': 'left',"
         "          'part': {'type': 'slow', 'label': 'a', 'outcome': 'held'},"
         "          'object': {'type': 'slow', 'label': 'b', 'outcome': 'held'}},"
         " 'object': {'type': 'slow', 'label': 'right', 'outcome': 'held',"
         "            'part': {'type': 'slow', 'label': 'c', 'outcome': 'held'}}}",
         NULL, &outcome);
  test_run_dry ();
  g_assert_cmpstr (made->str, ==, "a b c ");
  g_assert_cmpuint (test_device_count_running (), ==, 3);
  test_device_release ("b");
  test_run_dry ();
  g_assert_cmpstr (made->str, ==, "a b c ");
  test_device_release ("c");
  test_run_dry ();
  g_assert_cmpstr (made->str, ==, "a b c right ");
  test_device_release ("a");
  test_run_dry ();
  g_assert_cmpstr (made->str, ==, "a b c right left ");
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_device_release ("right");
  test_outcome_wait (&outcome);
  g_assert_cmpstr (made->str, ==, "a b c right left root ");
  test_part_set_hook (NULL, NULL);
  assert_part (&outcome, "root", 5);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

/* A list property and an array get their parts in the order of the text, whichever is ready
 * first. */
static void
test_lists (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };
  GPtrArray *parts;

  start (registry,
         "{'type': 'part',"
         " 'parts': [{'type': 'slow', 'label': 'a', 'outcome': 'held'},"
         "           {'type': 'slow', 'label': 'b', 'outcome': 'held'}],"
         " 'list': [{'type': 'slow', 'label': 'c', 'outcome': 'held'}, 'part', 'slow']}",
         NULL, &outcome);
  test_run_dry ();
  g_assert_cmpuint (test_device_count_running (), ==, 3);
  test_device_release ("c");
  test_device_release ("b");
  test_run_dry ();
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_device_release ("a");
  test_outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  parts = test_part_get_parts (TEST_PART (outcome.object));
  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_cmpstr (test_part_get_label (parts->pdata[0]), ==, "a");
  g_assert_cmpstr (test_part_get_label (parts->pdata[1]), ==, "b");
  g_assert_cmpuint (g_list_model_get_n_items (test_part_get_list (TEST_PART (outcome.object))), ==,
                    3);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

/* --- failing --- */

/* What is under way is cancelled and waited for; then all is gone before the callback is called. */
typedef struct
{
  const char *title;
  const char *sibling;
  gboolean must_be_released;
} Sibling;

static const Sibling siblings[] = {
  { "/build-async/failure/sibling-held", "held", FALSE },
  { "/build-async/failure/sibling-deaf", "deaf", TRUE },
  { "/build-async/failure/sibling-abrupt", "abrupt", FALSE },
  { "/build-async/failure/sibling-done", "now", FALSE },
  { "/build-async/failure/sibling-fails-too", "fail", FALSE },
};

static void
test_failing_sibling (gconstpointer data)
{
  const Sibling *sibling = data;
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };
  g_autofree char *text = g_strdup_printf (
      "{'type': 'part', 'label': 'root', 'part': {'type': 'slow', 'outcome': 'fail'},"
      " 'object': {'type': 'slow', 'label': 'x', 'outcome': '%s'}}",
      sibling->sibling);

  start (registry, text, NULL, &outcome);
  if (sibling->must_be_released)
    {
      test_run_dry ();
      g_assert_cmpuint (outcome.n_calls, ==, 0);
      g_assert_cmpuint (test_device_count_running (), ==, 1);
      test_device_release ("x");
    }
  test_outcome_wait (&outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_cmpuint (test_part_count_constructed (), ==, 2);
  test_assert_error_has (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "/part: no such device");
  end (registry);
}

/* Nothing is started after a failure. */
static void
test_failure_stops (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GregConfig) config
      = test_config ("['part', {'type': 'device', 'outcome': 'fail'}, 'part', 'slow']");
  g_auto (TestOutcome) outcome = { 0 };

  greg_builder_build_list_async (builder, config, NULL, NULL, test_outcome_cb, &outcome);
  test_outcome_wait (&outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_cmpuint (test_part_count_constructed (), ==, 2);
  test_assert_error_has (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "/1: no such device");
  g_assert_finalize_object (builder);
  end (registry);
}

static GObject *
value_func (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  greg_context_return_value (context, &value);
  return NULL;
}

static GObject *
silent_func (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

static GObject *
wrong_func (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
test_bad_products (void)
{
  static const Refusal cases[] = {
    { "'value'", GREG_ERROR_BUILD_FAILED, "“value” made a gint, which is not a GObject" },
    { "{'type': 'part', 'part': 'value'}", GREG_ERROR_BUILD_FAILED, "/part: “value” made a gint" },
    { "{'type': 'part', 'list': ['value']}", GREG_ERROR_BUILD_FAILED, "/list/0: “value” made" },
    { "{'type': 'part', 'part': 'silent'}", GREG_ERROR_BUILD_FAILED, "“silent” made nothing" },
    { "{'type': 'part', 'part': 'wrong'}", GREG_ERROR_BUILD_FAILED,
      "“wrong” made a GObject, which is not a TestPart" },
  };
  GregRegistry *registry = new_registry ();

  test_add_func (registry, "value", G_TYPE_NONE, value_func);
  test_add_func (registry, "silent", G_TYPE_NONE, silent_func);
  test_add_func (registry, "wrong", G_TYPE_NONE, wrong_func);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TestOutcome) outcome = { 0 };

      build (registry, cases[i].text, &outcome);
      test_assert_error_has (outcome.error, GREG_ERROR, cases[i].code, cases[i].message);
    }
  end (registry);
}

/* --- cancelling --- */

static void
test_cancel_before (void)
{
  GregRegistry *registry = new_registry ();
  GCancellable *cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  g_cancellable_cancel (cancellable);
  start (registry, "{'type': 'part', 'part': 'slow'}", cancellable, &outcome);
  test_outcome_wait (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_part_count_constructed (), ==, 0);
  g_clear_error (&outcome.error);
  g_assert_finalize_object (cancellable);
  end (registry);
}

/* Cancelled when so many devices have been initialised, one after the other. */
static void
test_cancel_during (gconstpointer data)
{
  static const char *const labels[] = { "a", "b", "c" };
  guint n = GPOINTER_TO_UINT (data);
  GregRegistry *registry = new_registry ();
  GCancellable *cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  start (registry,
         "{'type': 'slow', 'label': 'c', 'outcome': 'held', 'part':"
         " {'type': 'slow', 'label': 'b', 'outcome': 'held', 'part':"
         "  {'type': 'slow', 'label': 'a', 'outcome': 'held'}}}",
         cancellable, &outcome);
  for (guint i = 0; i < n; i++)
    {
      test_run_dry ();
      test_device_release (labels[i]);
    }
  test_run_dry ();
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_cmpuint (test_part_count_constructed (), ==, n + 1);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  g_assert_finalize_object (cancellable);
  end (registry);
}

/* It comes back only when everything has. */
static void
test_cancel_deaf (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  start (registry,
         "{'type': 'part', 'part': {'type': 'slow', 'label': 'x', 'outcome': 'deaf'},"
         " 'object': {'type': 'slow', 'outcome': 'abrupt'},"
         " 'list': [{'type': 'slow', 'outcome': 'abrupt'}, {'type': 'slow', 'outcome': 'held'}]}",
         cancellable, &outcome);
  test_run_dry ();
  g_assert_cmpuint (test_device_count_running (), ==, 4);
  g_cancellable_cancel (cancellable);
  test_run_dry ();
  g_assert_cmpuint (test_device_count_running (), ==, 1);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_device_release ("x");
  test_outcome_wait (&outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (registry);
}

static void
cancel_cb (const char *label, gpointer cancellable)
{
  if (g_strcmp0 (label, "b") == 0)
    g_cancellable_cancel (cancellable);
}

/* A constructor that cancels the build it belongs to. */
static void
test_cancel_in_constructor (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  test_part_set_hook (cancel_cb, cancellable);
  start (registry,
         "{'type': 'part', 'list': [{'type': 'part', 'label': 'a'}, {'type': 'part', 'label': 'b'},"
         " {'type': 'part', 'label': 'c'}]}",
         cancellable, &outcome);
  test_outcome_wait (&outcome);
  test_part_set_hook (NULL, NULL);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_part_count_constructed (), ==, 2);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  end (registry);
}

/* When everything is made, it was made. */
static void
test_cancel_after (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  start (registry, "{'type': 'part', 'label': 'a'}", cancellable, &outcome);
  g_cancellable_cancel (cancellable);
  test_outcome_wait (&outcome);
  assert_part (&outcome, "a", 5);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

static gpointer
cancel_waiter_thread (gpointer cancellable)
{
  while (test_waiter_count () == 0)
    g_usleep (100);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A GInitable that blocks is given the cancellable, and another thread can end it. */
static void
test_cancel_initable (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_waiter_thread, cancellable);
  g_auto (TestOutcome) outcome = { 0 };

  test_add_type (registry, "waiter", TEST_TYPE_WAITER, NULL);
  start (registry, "{'type': 'part', 'part': 'waiter'}", cancellable, &outcome);
  test_outcome_wait (&outcome);
  g_thread_join (thread);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  end (registry);
}

/* --- many --- */

#define N_AT_ONCE 1000

static void
test_many_at_once (void)
{
  GregRegistry *registry = new_registry ();
  g_autofree TestOutcome *outcomes = g_new0 (TestOutcome, N_AT_ONCE);

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{'type': 'part', 'label': 'n%u', 'part': {'type': 'slow', 'outcome': '%s'}}", i,
          i % 10 == 3 ? "fail" : "ok");

      start (registry, text, NULL, &outcomes[i]);
    }
  g_assert_cmpuint (test_device_count_running (), ==, N_AT_ONCE);
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *label = g_strdup_printf ("n%u", i);

      test_outcome_wait (&outcomes[i]);
      if (i % 10 == 3)
        g_assert_error (outcomes[i].error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      else
        assert_part (&outcomes[i], label, 5);
      test_outcome_clear (&outcomes[i]);
    }
  end (registry);
}

static void
build_some (GregRegistry *registry, guint n)
{
  g_autoptr (GregConfig) config
      = test_config ("{'type': 'part', 'part': {'type': 'slow', 'label': 'a'}}");
  g_autoptr (GregConfig) bad = test_config ("{'type': 'part', 'part': {'type': 'slow',"
                                            " 'outcome': 'fail'}}");

  for (guint i = 0; i < n; i++)
    {
      g_auto (TestOutcome) outcome = { 0 };

      greg_source_build_config_async (GREG_SOURCE (registry), i % 2 == 0 ? config : bad, NULL,
                                      test_outcome_cb, &outcome);
      test_outcome_wait (&outcome);
      g_assert_true ((outcome.object != NULL) == (i % 2 == 0));
    }
}

/* Where the allocator can be asked, what is in use does not grow. */
static void
test_no_leak (void)
{
  GregRegistry *registry = new_registry ();
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  gsize before, after;

  build_some (registry, 2000);
  before = mallinfo2 ().uordblks;
  build_some (registry, 8000);
  after = mallinfo2 ().uordblks;
  g_assert_cmpuint (after, <, before + 16384);
#else
  build_some (registry, 10000);
#endif
  end (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build-async/source/name", test_source_name);
  g_test_add_func ("/build-async/source/config", test_source_config);
  g_test_add_func ("/build-async/builder/one", test_builder);
  g_test_add_func ("/build-async/builder/list", test_builder_list);
  g_test_add_func ("/build-async/refusals/config", test_refusals);
  g_test_add_func ("/build-async/refusals/arguments", test_refused_arguments);
  g_test_add_func ("/build-async/refusals/no-source", test_builder_without_source);
  g_test_add_func ("/build-async/report/validating", test_report);
  g_test_add_func ("/build-async/report/making", test_report_of_making);
  g_test_add_func ("/build-async/initable", test_initable);
  g_test_add_func ("/build-async/async-initable", test_async_initable);
  g_test_add_func ("/build-async/both-initables", test_both_initables);
  g_test_add_func ("/build-async/only-async-at-once", test_only_async_at_once);
  g_test_add_func ("/build-async/order/tree", test_order);
  g_test_add_func ("/build-async/order/lists", test_lists);
  for (guint i = 0; i < G_N_ELEMENTS (siblings); i++)
    g_test_add_data_func (siblings[i].title, &siblings[i], test_failing_sibling);
  g_test_add_func ("/build-async/failure/stops", test_failure_stops);
  g_test_add_func ("/build-async/failure/bad-products", test_bad_products);
  g_test_add_func ("/build-async/cancel/before", test_cancel_before);
  g_test_add_data_func ("/build-async/cancel/during-first", GUINT_TO_POINTER (0),
                        test_cancel_during);
  g_test_add_data_func ("/build-async/cancel/during-second", GUINT_TO_POINTER (1),
                        test_cancel_during);
  g_test_add_data_func ("/build-async/cancel/during-last", GUINT_TO_POINTER (2),
                        test_cancel_during);
  g_test_add_func ("/build-async/cancel/deaf", test_cancel_deaf);
  g_test_add_func ("/build-async/cancel/in-constructor", test_cancel_in_constructor);
  g_test_add_func ("/build-async/cancel/after", test_cancel_after);
  g_test_add_func ("/build-async/cancel/initable", test_cancel_initable);
  g_test_add_func ("/build-async/many/at-once", test_many_at_once);
  g_test_add_func ("/build-async/many/no-leak", test_no_leak);
  return g_test_run ();
}
