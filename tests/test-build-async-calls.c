/* test-build-async-calls.c - building without blocking: contexts, owners, re-entrancy, hooks and
 * signals SPDX-FileCopyrightText: the Greg authors SPDX-License-Identifier: LGPL-2.1-or-later */

#include "test-devices.h"

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = test_registry ("things", G_TYPE_NONE);

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (registry, "slow", TEST_TYPE_ASYNC_DEVICE, NULL);
  return registry;
}

static void
end (GregRegistry *registry)
{
  g_assert_finalize_object (registry);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_cmpuint (test_device_count_running (), ==, 0);
}

static void
start (GregRegistry *registry, const char *text, TestOutcome *outcome)
{
  g_autoptr (GregConfig) config = test_config (text);

  greg_source_build_config_async (GREG_SOURCE (registry), config, NULL, test_outcome_cb, outcome);
  g_assert_cmpuint (outcome->n_calls, ==, 0);
}

static void
assert_made (TestOutcome *outcome, const char *label)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (outcome->object)), ==, label);
}

/* --- where the callback is called --- */

static void
test_context (void)
{
  GMainContext *context = g_main_context_new ();
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  g_main_context_push_thread_default (context);
  start (registry, "{'type': 'slow', 'label': 'a'}", &outcome);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  test_outcome_wait (&outcome);
  g_main_context_pop_thread_default (context);
  assert_made (&outcome, "a");
  g_assert_true (outcome.context == context);
  test_assert_last (g_steal_pointer (&outcome.object));
  g_main_context_unref (context);
  end (registry);
}

/* The caller is not required to have its context pushed while it iterates it: what begins later
 * finds it nevertheless. */
static void
test_context_popped (void)
{
  GMainContext *context = g_main_context_new ();
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };
  TestPart *part;

  g_main_context_push_thread_default (context);
  start (registry, "{'type': 'slow', 'label': 'a', 'part': 'slow'}", &outcome);
  g_main_context_pop_thread_default (context);
  while (outcome.n_calls == 0)
    g_main_context_iteration (context, TRUE);
  assert_made (&outcome, "a");
  part = test_part_get_part (TEST_PART (outcome.object));
  g_assert_true (test_async_device_get_context (TEST_ASYNC_DEVICE (part)) == context);
  g_assert_true (test_async_device_get_context (TEST_ASYNC_DEVICE (outcome.object)) == context);
  g_assert_null (g_main_context_get_thread_default ());
  test_assert_last (g_steal_pointer (&outcome.object));
  g_main_context_unref (context);
  end (registry);
}

typedef struct
{
  GregRegistry *registry;
  TestOutcome *outcome;
  const char *text;
  gboolean has_returned;
} Start;

static gboolean
start_cb (gpointer data)
{
  Start *call = data;

  start (call->registry, call->text, call->outcome);
  call->has_returned = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
failing_loader (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  test_run_dry ();
  return FALSE;
}

static void
run_dry_cb (const char *label, gpointer user_data)
{
  test_run_dry ();
}

/* A turn of the main loop that something in the call has brought about is none of the caller's. */
static void
test_never_before_the_return (void)
{
  static const char *const texts[] = {
    "{'type': 'part', 'label': 'a', 'part': 'slow'}",
    "{'type': 'part', 'label': 'a'}",
    "'unknown'",
  };
  GregRegistry *registry = new_registry ();

  greg_registry_add_loader (registry, "turns", failing_loader, NULL, NULL);
  test_part_set_hook (run_dry_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (TestOutcome) outcome = { 0 };
      Start call = { registry, &outcome, texts[i], FALSE };

      g_idle_add (start_cb, &call);
      while (!call.has_returned)
        g_main_context_iteration (NULL, TRUE);
      test_outcome_wait (&outcome);
      g_assert_true ((outcome.error == NULL) == (i < 2));
    }
  test_part_set_hook (NULL, NULL);
  end (registry);
}

static gpointer
start_thread (gpointer data)
{
  start_cb (data);
  return NULL;
}

/* A thread without a context of its own has the default one, which this thread runs at the same
 * time. */
static void
test_thread_without_context (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };
  Start call = { registry, &outcome,
                 "{'type': 'part', 'label': 'a', 'part': {'type': 'slow', 'part': 'slow'},"
                 " 'list': ['slow', 'slow', 'slow', 'part']}",
                 FALSE };
  GThread *thread;

  g_assert_true (g_main_context_acquire (NULL));
  thread = g_thread_new ("caller", start_thread, &call);
  test_outcome_wait (&outcome);
  g_thread_join (thread);
  g_main_context_release (NULL);
  assert_made (&outcome, "a");
  g_assert_true (outcome.thread == g_thread_self ());
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

/* --- what the caller lets go of --- */

static void
test_null_callback (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GregConfig) good = test_config ("{'type': 'part', 'part': 'slow'}");
  g_autoptr (GregConfig) bad = test_config ("'prt'");

  greg_source_build_async (GREG_SOURCE (registry), "slow", NULL, NULL, NULL, NULL);
  greg_source_build_config_async (GREG_SOURCE (registry), good, NULL, NULL, NULL);
  greg_source_build_config_async (GREG_SOURCE (registry), bad, NULL, NULL, NULL);
  greg_builder_build_async (builder, good, NULL, NULL, NULL, NULL);
  greg_builder_build_list_async (builder, good, NULL, NULL, NULL, NULL);
  test_run_dry ();
  g_assert_cmpuint (test_part_count_constructed (), ==, 7);
  g_assert_finalize_object (builder);
  end (registry);
}

static void
test_dropped (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GregConfig *config = test_config ("[{'type': 'part', 'label': 'a', 'part': 'slow'}]");
  GregConfig *defaults = test_config ("{'object': {'type': 'slow', 'label': 'b'}}");
  GregReport *report = greg_report_new ();
  GCancellable *cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  g_assert_true (greg_builder_set_defaults (builder, defaults, NULL));
  greg_builder_build_list_async (builder, config, report, cancellable, test_outcome_cb, &outcome);
  g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
  g_object_add_weak_pointer (G_OBJECT (builder), (gpointer *) &builder);
  g_object_add_weak_pointer (G_OBJECT (report), (gpointer *) &report);
  g_object_add_weak_pointer (G_OBJECT (cancellable), (gpointer *) &cancellable);
  g_object_unref (registry);
  g_object_unref (builder);
  g_object_unref (config);
  g_object_unref (defaults);
  g_object_unref (report);
  g_object_unref (cancellable);
  test_outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.list->len, ==, 1);
  g_assert_cmpstr (test_part_get_label (outcome.list->pdata[0]), ==, "a");
  g_assert_cmpuint (test_part_count_live (), ==, 3);
  g_assert_null (registry);
  g_assert_null (builder);
  g_assert_null (report);
  g_assert_null (cancellable);
  test_outcome_clear (&outcome);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
}

static void
test_dropped_source (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  start (registry, "{'type': 'part', 'label': 'a', 'part': 'slow'}", &outcome);
  g_object_unref (registry);
  test_outcome_wait (&outcome);
  assert_made (&outcome, "a");
  test_assert_last (g_steal_pointer (&outcome.object));
}

/* --- code that comes back --- */

static void
wait_cb (const char *label, gpointer user_data)
{
  if (g_strcmp0 (label, "waits") == 0)
    test_run_dry ();
}

/* A constructor that runs the main loop, while its siblings come to their ends in it. */
static void
test_main_loop_in_constructor (void)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };

  test_part_set_hook (wait_cb, NULL);
  start (registry,
         "{'type': 'part', 'label': 'root', 'list': ['slow', {'type': 'slow', 'part': 'slow'},"
         " {'type': 'part', 'label': 'waits'}, 'part', 'slow',"
         " {'type': 'slow', 'label': 'waits'}, 'slow']}",
         &outcome);
  test_outcome_wait (&outcome);
  assert_made (&outcome, "root");
  g_assert_cmpuint (test_part_count_constructed (), ==, 9);
  test_outcome_clear (&outcome);

  /* The same with a failure in it. */
  start (registry,
         "{'type': 'part', 'list': ['slow', {'type': 'slow', 'outcome': 'fail'},"
         " {'type': 'slow', 'outcome': 'abrupt'},"
         " {'type': 'part', 'label': 'waits'}, 'part', {'type': 'slow', 'outcome': 'held'}]}",
         &outcome);
  test_outcome_wait (&outcome);
  test_part_set_hook (NULL, NULL);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  end (registry);
}

typedef struct
{
  GregRegistry *registry;
  TestOutcome inner;
} Nested;

static void
build_inside_cb (const char *label, gpointer data)
{
  Nested *nested = data;

  if (g_strcmp0 (label, "root") == 0)
    start (nested->registry, "{'type': 'part', 'label': 'inner', 'part': 'slow'}", &nested->inner);
}

/* A constructor that builds asynchronously, and one that waits for that. */
static void
test_build_in_constructor (void)
{
  GregRegistry *registry = new_registry ();
  Nested nested = { .registry = registry };
  g_auto (TestOutcome) outcome = { 0 };

  test_part_set_hook (build_inside_cb, &nested);
  start (registry, "{'type': 'part', 'label': 'root', 'part': 'slow'}", &outcome);
  test_outcome_wait (&outcome);
  test_outcome_wait (&nested.inner);
  assert_made (&outcome, "root");
  assert_made (&nested.inner, "inner");
  test_part_set_hook (NULL, NULL);
  test_outcome_clear (&nested.inner);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

#define DEPTH 20

/* Builds one more of itself, waits for it and has it as its part. */
static GObject *
deep_func (GregContext *context, gpointer user_data, GError **error)
{
  GregSource *source = greg_context_get_source (context);
  guint *depth = user_data;
  g_auto (TestOutcome) inner = { 0 };

  if (++*depth == DEPTH)
    return g_object_new (TEST_TYPE_PART, "label", "deepest", NULL);
  greg_source_build_async (source, "deep", NULL, NULL, test_outcome_cb, &inner);
  test_outcome_wait (&inner);
  g_assert_no_error (inner.error);
  return g_object_new (TEST_TYPE_PART, "part", inner.object, NULL);
}

static void
test_build_in_function (void)
{
  GregRegistry *registry = new_registry ();
  guint depth = 0;
  g_auto (TestOutcome) outcome = { 0 };

  g_assert_true (greg_registry_register_func (registry, "deep", TEST_TYPE_PART, deep_func, &depth,
                                              NULL, NULL));
  start (registry, "'deep'", &outcome);
  test_outcome_wait (&outcome);
  assert_made (&outcome, NULL);
  g_assert_cmpuint (test_part_count_live (), ==, DEPTH);
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

static void
count_cb (gpointer n)
{
  g_atomic_int_inc ((int *) n);
}

static GObject *
once_func (GregContext *context, gpointer user_data, GError **error)
{
  GregRegistry *registry = GREG_REGISTRY (greg_context_get_source (context));
  GregFactory *self = greg_context_get_factory (context);

  if (!greg_registry_unregister_factory (registry, self, error))
    return NULL;
  g_assert_cmpstr (greg_factory_get_name (self), ==, "once");
  g_assert_cmpint (g_atomic_int_get ((int *) user_data), ==, 0);
  return g_object_new (TEST_TYPE_PART, "label", "once", NULL);
}

/* It stays alive, with its data, as long as it makes something. */
static void
test_unregister_in_function (void)
{
  GregRegistry *registry = new_registry ();
  int n_destroyed = 0;
  g_auto (TestOutcome) outcome = { 0 };

  g_assert_true (greg_registry_register_func (registry, "once", TEST_TYPE_PART, once_func,
                                              &n_destroyed, count_cb, NULL));
  start (registry, "{'type': 'part', 'label': 'a', 'part': 'once', 'object': 'slow'}", &outcome);
  test_outcome_wait (&outcome);
  assert_made (&outcome, "a");
  g_assert_cmpint (n_destroyed, ==, 1);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "once"));
  test_assert_last (g_steal_pointer (&outcome.object));
  end (registry);
}

static void
build_again_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) product = greg_source_build_finish (GREG_SOURCE (object), result, &error);
  guint *n = user_data;

  g_assert_no_error (error);
  g_assert_true (TEST_IS_PART (product));
  if (++*n < DEPTH)
    greg_source_build_async (GREG_SOURCE (object), "slow", NULL, NULL, build_again_cb, n);
}

static void
test_build_in_callback (void)
{
  GregRegistry *registry = new_registry ();
  guint n = 0;

  greg_source_build_async (GREG_SOURCE (registry), "slow", NULL, NULL, build_again_cb, &n);
  test_run_dry ();
  g_assert_cmpuint (n, ==, DEPTH);
  end (registry);
}

/* --- build functions --- */

typedef struct
{
  GString *names;
  gboolean fails;
} Hook;

static GObject *
hook_func (GregSource *source,
           GregFactory *factory,
           GregContext *context,
           gpointer user_data,
           GError **error)
{
  Hook *hook = user_data;

  g_string_append_printf (hook->names, "%s ", greg_factory_get_name (factory));
  if (!hook->fails)
    return greg_factory_create (factory, context, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "not now");
  return NULL;
}

static void
test_build_func (void)
{
  GregRegistry *registry = new_registry ();
  Hook hook = { .names = g_string_new (NULL) };
  g_auto (TestOutcome) outcome = { 0 };

  test_add_type (registry, "device", TEST_TYPE_DEVICE, NULL);
  greg_source_set_build_func (GREG_SOURCE (registry), hook_func, &hook, NULL);
  start (registry, "{'type': 'part', 'label': 'a', 'part': 'device'}", &outcome);
  test_outcome_wait (&outcome);
  assert_made (&outcome, "a");
  g_assert_true (
      test_device_is_ready (TEST_DEVICE (test_part_get_part (TEST_PART (outcome.object)))));
  g_assert_cmpstr (hook.names->str, ==, "device part ");
  test_outcome_clear (&outcome);

  hook.fails = TRUE;
  start (registry, "{'type': 'part', 'part': 'part'}", &outcome);
  test_outcome_wait (&outcome);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_BUSY,
                     "cfg.json:1:26: /part: not now");
  g_string_free (hook.names, TRUE);
  end (registry);
}

/* --- the signal --- */

static void
built_cb (GregSource *source, GregFactory *factory, GObject *object, GString *text)
{
  g_string_append_printf (text, "%s:%s ", greg_factory_get_name (factory),
                          test_part_get_label (TEST_PART (object)));
}

/* Emitted for parts before wholes, each when it is ready; for nothing of what came too late. */
static void
test_built (void)
{
  GregRegistry *registry = new_registry ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (TestOutcome) outcome = { 0 };

  g_signal_connect (registry, "built", G_CALLBACK (built_cb), text);
  start (registry, "{'type': 'part', 'label': 'quiet', 'part': 'slow'}", &outcome);
  test_outcome_wait (&outcome);
  g_assert_cmpstr (text->str, ==, "");
  test_outcome_clear (&outcome);

  greg_source_set_traced (GREG_SOURCE (registry), TRUE);
  start (registry,
         "{'type': 'part', 'label': 'root',"
         " 'part': {'type': 'slow', 'label': 'a', 'outcome': 'held'},"
         " 'object': {'type': 'part', 'label': 'b',"
         "            'part': {'type': 'slow', 'label': 'c', 'outcome': 'held'}}}",
         &outcome);
  test_run_dry ();
  g_assert_cmpstr (text->str, ==, "");
  test_device_release ("c");
  test_run_dry ();
  g_assert_cmpstr (text->str, ==, "slow:c part:b ");
  test_device_release ("a");
  test_outcome_wait (&outcome);
  g_assert_cmpstr (text->str, ==, "slow:c part:b slow:a part:root ");
  test_outcome_clear (&outcome);

  g_string_truncate (text, 0);
  start (registry,
         "{'type': 'part', 'part': {'type': 'slow', 'label': 'x', 'outcome': 'deaf'},"
         " 'object': {'type': 'slow', 'outcome': 'fail'}}",
         &outcome);
  test_run_dry ();
  test_device_release ("x");
  test_outcome_wait (&outcome);
  g_assert_cmpstr (text->str, ==, "");
  end (registry);
}

static void
turn_cb (GregSource *source, GregFactory *factory, GObject *object, gpointer user_data)
{
  test_run_dry ();
}

/* A handler that runs the main loop, in which the other parts come to their ends. */
static void
test_main_loop_in_built (gconstpointer data)
{
  GregRegistry *registry = new_registry ();
  g_auto (TestOutcome) outcome = { 0 };
  g_autofree char *text = g_strdup_printf (
      "{'type': 'part', 'label': 'a', 'list': ['slow', 'slow', {'type': 'slow', 'outcome': '%s'},"
      " 'slow', 'part']}",
      (const char *) data);

  greg_source_set_traced (GREG_SOURCE (registry), TRUE);
  g_signal_connect (registry, "built", G_CALLBACK (turn_cb), NULL);
  start (registry, text, &outcome);
  test_outcome_wait (&outcome);
  g_assert_true ((outcome.error == NULL) == g_str_equal (data, "ok"));
  test_outcome_clear (&outcome);
  end (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/build-async/context/pushed", test_context);
  g_test_add_func ("/build-async/context/popped", test_context_popped);
  g_test_add_func ("/build-async/context/never-before-the-return", test_never_before_the_return);
  g_test_add_func ("/build-async/context/of-another-thread", test_thread_without_context);
  g_test_add_func ("/build-async/owners/null-callback", test_null_callback);
  g_test_add_func ("/build-async/owners/dropped-builder", test_dropped);
  g_test_add_func ("/build-async/owners/dropped-source", test_dropped_source);
  g_test_add_func ("/build-async/reentrancy/main-loop", test_main_loop_in_constructor);
  g_test_add_func ("/build-async/reentrancy/constructor", test_build_in_constructor);
  g_test_add_func ("/build-async/reentrancy/function", test_build_in_function);
  g_test_add_func ("/build-async/reentrancy/unregister", test_unregister_in_function);
  g_test_add_func ("/build-async/reentrancy/callback", test_build_in_callback);
  g_test_add_func ("/build-async/build-func", test_build_func);
  g_test_add_func ("/build-async/built/order", test_built);
  g_test_add_data_func ("/build-async/built/main-loop-ok", "ok", test_main_loop_in_built);
  g_test_add_data_func ("/build-async/built/main-loop-failure", "fail", test_main_loop_in_built);
  return g_test_run ();
}
