/* test-build-async-home.c - building without blocking what is bound to another thread
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-devices.h"

/* A registry with factories that are bound to another thread. */
typedef struct
{
  GregRegistry *registry;
  TestHome home;
  GMainContext *wanted; /* the context that is expected there */
  int n_calls;          /* atomic */
  int is_blocked;       /* atomic: while it is set, a call does not return */
  int n_destroyed;      /* atomic */
} Fixture;

static GObject *
home_func (GregContext *context, gpointer user_data, GError **error)
{
  Fixture *fixture = user_data;
  const char *label = greg_context_get_string (context, "label", "none", error);

  g_atomic_int_inc (&fixture->n_calls);
  g_assert_true (g_thread_self () == fixture->home.thread);
  g_assert_true (g_main_context_get_thread_default () == fixture->wanted);
  g_assert_true (g_main_context_is_owner (fixture->wanted));
  g_assert_true (g_source_get_context (g_main_current_source ()) == fixture->wanted);
  while (g_atomic_int_get (&fixture->is_blocked))
    g_usleep (100);
  if (!g_str_equal (label, "bad"))
    return g_object_new (TEST_TYPE_PART, "label", label, NULL);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "no space");
  return NULL;
}

static void
destroyed_cb (gpointer data)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_destroyed);
}

static void
add_home_type (GregRegistry *registry, const char *name, GType type)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, type);
  g_autoptr (GError) error = NULL;

  greg_factory_set_flags (factory, GREG_FACTORY_HOME_THREAD, &error);
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
}

static gpointer
register_there (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  greg_registry_register_func (fixture->registry, "func", TEST_TYPE_PART, home_func, fixture,
                               destroyed_cb, &error);
  g_assert_no_error (error);
  add_home_type (fixture->registry, "home-part", TEST_TYPE_PART);
  add_home_type (fixture->registry, "home-device", TEST_TYPE_DEVICE);
  add_home_type (fixture->registry, "home-slow", TEST_TYPE_ASYNC_DEVICE);
  add_home_type (fixture->registry, "home-waiter", TEST_TYPE_WAITER);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  test_part_reset_counts ();
  fixture->registry = test_registry ("things", G_TYPE_NONE);
  test_add_type (fixture->registry, "part", TEST_TYPE_PART, NULL);
  test_add_type (fixture->registry, "slow", TEST_TYPE_ASYNC_DEVICE, NULL);
  test_home_start (&fixture->home);
  fixture->wanted = fixture->home.context;
  test_home_run (&fixture->home, register_there, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->home.thread != NULL)
    test_home_stop (&fixture->home);
  g_assert_finalize_object (fixture->registry);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_destroyed), ==, 1);
}

static void
start (Fixture *fixture, const char *text, GCancellable *cancellable, TestOutcome *outcome)
{
  g_autoptr (GregConfig) config = test_config (text);

  greg_source_build_config_async (GREG_SOURCE (fixture->registry), config, cancellable,
                                  test_outcome_cb, outcome);
  g_assert_cmpuint (outcome->n_calls, ==, 0);
}

static void
build (Fixture *fixture, const char *text, TestOutcome *outcome)
{
  start (fixture, text, NULL, outcome);
  test_outcome_wait (outcome);
  g_assert_true (outcome->thread == g_thread_self ());
}

/* --- running there --- */

static void
test_function (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  build (fixture, "{'type': 'func', 'label': 'a'}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (outcome.object)), ==, "a");
  g_assert_cmpint (fixture->n_calls, ==, 1);
  test_assert_last (g_steal_pointer (&outcome.object));
}

/* The error comes as it is, with the place in front. */
static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  build (fixture, "{'type': 'part', 'part': {'type': 'func', 'label': 'bad'}}", &outcome);
  g_assert_cmpuint (outcome.n_live, ==, 0);
  test_assert_error (outcome.error, G_FILE_ERROR, G_FILE_ERROR_NOSPC,
                     "cfg.json:1:26: /part: no space");
}

/* Validation needs no other thread. */
static void
test_validated_before (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  build (fixture, "{'type': 'part', 'part': 'func', 'number': 101}", &outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "/number");
  g_assert_cmpint (fixture->n_calls, ==, 0);
}

/* Parts from here and from there, in one tree, in the right order. */
static void
test_tree (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };
  TestPart *part;

  build (fixture,
         "{'type': 'part', 'label': 'root', 'part':"
         " {'type': 'home-part', 'label': 'a', 'part': {'type': 'slow', 'label': 'b', 'part':"
         "  {'type': 'func', 'label': 'c'}}}, 'list': ['func', 'part', 'func', 'home-device']}",
         &outcome);
  g_assert_no_error (outcome.error);
  part = TEST_PART (outcome.object);
  for (const char *label = "abc"; *label != '\0'; label++)
    {
      part = test_part_get_part (part);
      g_assert_cmpint (test_part_get_label (part)[0], ==, *label);
    }
  g_assert_cmpuint (g_list_model_get_n_items (test_part_get_list (TEST_PART (outcome.object))), ==,
                    4);
  g_assert_cmpint (fixture->n_calls, ==, 3);
  test_assert_last (g_steal_pointer (&outcome.object));
}

static void
note_thread_cb (const char *label, gpointer data)
{
  if (g_strcmp0 (label, "there") == 0)
    g_atomic_pointer_set ((GThread **) data, g_thread_self ());
}

/* A type that is bound is made there, and initialised there in whichever way it can be. */
static void
test_types (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };
  GThread *thread = NULL;

  test_part_set_hook (note_thread_cb, &thread);
  build (fixture, "{'type': 'home-part', 'label': 'there'}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (g_atomic_pointer_get (&thread) == fixture->home.thread);
  test_part_set_hook (NULL, NULL);
  test_outcome_clear (&outcome);

  build (fixture, "{'type': 'home-device'}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (test_device_is_ready (TEST_DEVICE (outcome.object)));
  test_outcome_clear (&outcome);

  build (fixture, "{'type': 'home-slow'}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (test_async_device_is_ready (TEST_ASYNC_DEVICE (outcome.object)));
  g_assert_true (test_async_device_get_thread (TEST_ASYNC_DEVICE (outcome.object))
                 == fixture->home.thread);
  g_assert_true (test_async_device_get_context (TEST_ASYNC_DEVICE (outcome.object))
                 == fixture->home.context);
  g_clear_object (&outcome.object);
  /* The other thread lets go of the task of the initialisation after it has told its end. */
  test_wait_until (test_part_count_live () == 0);
  test_outcome_clear (&outcome);

  build (fixture, "{'type': 'home-slow', 'outcome': 'fail'}", &outcome);
  test_assert_error_has (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such device");
  test_wait_until (test_part_count_live () == 0);
}

/* In its own thread a bound function is simply called. */
static gpointer
build_there (gpointer data)
{
  Fixture *fixture = data;
  g_auto (TestOutcome) outcome = { 0 };

  build (fixture, "{'type': 'func', 'label': 'a'}", &outcome);
  g_assert_no_error (outcome.error);
  test_assert_last (g_steal_pointer (&outcome.object));
  return NULL;
}

static void
test_at_home (Fixture *fixture, gconstpointer data)
{
  test_home_run (&fixture->home, build_there, fixture);
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

/* Bound to this thread, wanted by two others. */
static gpointer
caller_thread (gpointer data)
{
  GMainContext *context = g_main_context_new ();
  Fixture *fixture = data;

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < 100; i++)
    {
      g_auto (TestOutcome) outcome = { 0 };

      build (fixture, "{'type': 'part', 'part': 'func', 'list': ['func', 'slow', 'home-part']}",
             &outcome);
      g_assert_no_error (outcome.error);
      g_assert_true (outcome.context == context);
    }
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  return NULL;
}

static void
test_several_callers (Fixture *fixture, gconstpointer data)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", caller_thread, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (fixture->n_calls, ==, 600);
}

/* The copy of a function is the same code, wherever it was copied. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GregFactory) func = greg_source_lookup (GREG_SOURCE (fixture->registry), "func");
  g_autoptr (GregFactory) copy = greg_factory_copy (func, "copy");
  g_autoptr (GregConfig) arguments = test_config ("{'label': 'b'}");
  g_autoptr (GregFactory) bound = greg_factory_bind (copy, arguments, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (TestOutcome) outcome = { 0 };

  g_assert_true (greg_registry_add_full (fixture->registry, bound, 0, &error) == bound);
  g_object_unref (bound); /* what was returned */
  g_assert_null (greg_source_build (GREG_SOURCE (fixture->registry), "copy", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD);
  build (fixture, "'copy'", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (outcome.object)), ==, "b");
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

/* --- not running there --- */

static void
wait_for_call (Fixture *fixture, int n)
{
  test_wait_until (g_atomic_int_get (&fixture->n_calls) == n);
}

/* A call that has not begun is given up at once, and nothing of it is left in the other thread. */
static void
test_cancel_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) first = { 0 };
  g_auto (TestOutcome) second = { 0 };
  GregConfig *config = test_config ("{'type': 'part', 'part': 'slow', 'object': 'func'}");

  g_atomic_int_set (&fixture->is_blocked, TRUE);
  start (fixture, "'func'", NULL, &first);
  wait_for_call (fixture, 1);
  greg_source_build_config_async (GREG_SOURCE (fixture->registry), config, cancellable,
                                  test_outcome_cb, &second);
  test_run_dry ();
  g_assert_cmpuint (second.n_calls, ==, 0);
  g_cancellable_cancel (cancellable);
  test_outcome_wait (&second);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_finalize_object (g_steal_pointer (&cancellable));
  g_assert_finalize_object (config);
  g_assert_cmpuint (first.n_calls, ==, 0);
  g_atomic_int_set (&fixture->is_blocked, FALSE);
  test_outcome_wait (&first);
  g_assert_no_error (first.error);
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

/* One that has begun is waited for. */
static void
test_cancel_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  g_atomic_int_set (&fixture->is_blocked, TRUE);
  start (fixture, "{'type': 'part', 'part': 'func'}", cancellable, &outcome);
  wait_for_call (fixture, 1);
  g_cancellable_cancel (cancellable);
  test_run_dry ();
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  g_atomic_int_set (&fixture->is_blocked, FALSE);
  test_outcome_wait (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (outcome.n_live, ==, 0);
}

/* What blocks there is reached by the cancellable, and by a failure here. */
static void
test_cancel_initable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) outcome = { 0 };

  start (fixture, "'home-waiter'", cancellable, &outcome);
  test_wait_until (test_waiter_count () == 1);
  g_cancellable_cancel (cancellable);
  test_outcome_wait (&outcome);
  test_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  test_outcome_clear (&outcome);

  start (fixture,
         "{'type': 'part', 'part': 'home-waiter', 'list': [{'type': 'slow', 'outcome': 'fail',"
         " 'part': {'type': 'slow', 'label': 'x', 'outcome': 'held'}}]}",
         NULL, &outcome);
  test_wait_until (test_waiter_count () == 1);
  test_device_release ("x");
  test_outcome_wait (&outcome);
  test_assert_error_has (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "/list/0: no such");
  g_assert_cmpint (test_waiter_count (), ==, 0);
}

/* A thread that registers something and then does what the test says. */
typedef struct
{
  Fixture *fixture;
  GMainContext *context; /* NULL: the default one */
  int stage;             /* atomic: 1 when it has registered; 2 when it may end */
} Stray;

static gpointer
stray_thread (gpointer data)
{
  Stray *stray = data;
  g_autoptr (GError) error = NULL;

  if (stray->context != NULL)
    g_main_context_push_thread_default (stray->context);
  greg_registry_register_func (stray->fixture->registry, "stray", TEST_TYPE_PART, home_func,
                               stray->fixture, NULL, &error);
  g_assert_no_error (error);
  if (stray->context != NULL)
    g_main_context_pop_thread_default (stray->context);
  g_atomic_int_set (&stray->stage, 1);
  while (g_atomic_int_get (&stray->stage) < 2)
    g_usleep (100);
  return NULL;
}

static GThread *
start_stray (Stray *stray)
{
  GThread *thread = g_thread_new ("stray", stray_thread, stray);

  while (g_atomic_int_get (&stray->stage) < 1)
    g_usleep (100);
  return thread;
}

static void
end_stray (Stray *stray, GThread *thread)
{
  g_atomic_int_set (&stray->stage, 2);
  g_thread_join (thread);
}

/* Another thread runs its context: here this one. */
static void
test_foreign_context (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Stray stray = { fixture, context, 0 };
  GThread *thread = start_stray (&stray);
  g_auto (TestOutcome) outcome = { 0 };

  start (fixture, "{'type': 'part', 'part': 'stray', 'object': 'slow'}", NULL, &outcome);
  while (outcome.n_calls == 0)
    {
      g_main_context_iteration (context, FALSE);
      g_main_context_iteration (NULL, FALSE);
    }
  test_assert_error (outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                     "cfg.json:1:26: /part: “stray” can be made only in the thread that "
                     "its code belongs to, but its main context is run by another thread");
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_cmpint (fixture->n_calls, ==, 0);
  end_stray (&stray, thread);
}

/* A thread that has no context of its own has this one's. */
static void
test_default_context (Fixture *fixture, gconstpointer data)
{
  Stray stray = { fixture, NULL, 0 };
  GThread *thread = start_stray (&stray);
  g_auto (TestOutcome) outcome = { 0 };

  build (fixture, "'stray'", &outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                         "run by another thread");
  g_assert_cmpint (fixture->n_calls, ==, 0);
  end_stray (&stray, thread);
}

/* Nobody waits for a thread that has ended. */
static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Stray stray = { fixture, context, 0 };
  g_autoptr (GError) error = NULL;
  g_auto (TestOutcome) outcome = { 0 };

  end_stray (&stray, start_stray (&stray));
  build (fixture,
         "{'type': 'part', 'object': {'type': 'slow', 'outcome': 'held'}, 'part': 'stray'}",
         &outcome);
  test_assert_error (outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                     "cfg.json:1:73: /part: “stray” can be made only in the thread that "
                     "its code belongs to, but that thread has ended");
  g_assert_cmpuint (outcome.n_live, ==, 0);
  g_assert_null (greg_source_build (GREG_SOURCE (fixture->registry), "stray", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD);
}

static void
test_ends_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Stray stray = { fixture, context, 0 };
  GThread *thread = start_stray (&stray);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestOutcome) first = { 0 };
  g_auto (TestOutcome) second = { 0 };
  g_auto (TestOutcome) third = { 0 };

  start (fixture, "'stray'", NULL, &first);
  start (fixture, "'stray'", cancellable, &second);
  start (fixture, "{'type': 'part', 'list': ['stray', 'stray']}", NULL, &third);
  test_run_dry ();
  g_assert_cmpuint (first.n_calls, ==, 0);
  g_cancellable_cancel (cancellable);
  test_outcome_wait (&second);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end_stray (&stray, thread);
  test_outcome_wait (&first);
  test_assert_error_has (first.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD, "has ended");
  test_outcome_wait (&third);
  test_assert_error_has (third.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD, "/list/");
}

/* Cancelling races with the call and with the end of the thread: each ends once. */
#define N_RACES 200

static void
test_races (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_RACES; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (TestOutcome) outcome = { 0 };

      start (fixture, "{'type': 'part', 'list': ['func', 'home-part', 'func', 'home-slow']}",
             cancellable, &outcome);
      for (guint j = 0; j < i % 20; j++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      test_outcome_wait (&outcome);
      g_assert_true (outcome.error == NULL
                     || g_error_matches (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
    }
  test_wait_until (test_part_count_live () == 0);
}

static void
test_races_with_end (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_RACES; i++)
    {
      g_autoptr (GMainContext) context = g_main_context_new ();
      Stray stray = { fixture, context, 0 };
      GThread *thread = start_stray (&stray);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (TestOutcome) outcome = { 0 };

      start (fixture, "'stray'", cancellable, &outcome);
      g_atomic_int_set (&stray.stage, 2);
      if (i % 2 == 0)
        g_cancellable_cancel (cancellable);
      test_outcome_wait (&outcome);
      g_assert_nonnull (outcome.error);
      g_thread_join (thread);
      g_assert_true (greg_registry_unregister (fixture->registry, "stray", NULL));
    }
}

static void
add (const char *path, void (*func) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/build-async/home/function", test_function);
  add ("/build-async/home/error", test_error);
  add ("/build-async/home/validated-before", test_validated_before);
  add ("/build-async/home/tree", test_tree);
  add ("/build-async/home/types", test_types);
  add ("/build-async/home/at-home", test_at_home);
  add ("/build-async/home/several-callers", test_several_callers);
  add ("/build-async/home/copy", test_copy);
  add ("/build-async/home/cancel-waiting", test_cancel_waiting);
  add ("/build-async/home/cancel-running", test_cancel_running);
  add ("/build-async/home/cancel-initable", test_cancel_initable);
  add ("/build-async/home/foreign-context", test_foreign_context);
  add ("/build-async/home/default-context", test_default_context);
  add ("/build-async/home/ended", test_ended);
  add ("/build-async/home/ends-meanwhile", test_ends_meanwhile);
  add ("/build-async/home/races", test_races);
  add ("/build-async/home/races-with-end", test_races_with_end);
  return g_test_run ();
}
