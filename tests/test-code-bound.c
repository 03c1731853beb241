/* test-code-bound.c - loaders and build functions that are bound to a thread
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-devices.h"

/* A registry with code that is bound to another thread. */
typedef struct
{
  GregRegistry *registry;
  TestHome home;
  GThread *expected; /* where code is called; NULL: nowhere */
  GThread *ended_in;
  int n_calls;       /* atomic */
  int n_destroyed;   /* atomic */
  int stage;         /* atomic; of what takes several steps */
  const char *fails; /* what the loader says, or NULL */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  test_part_reset_counts ();
  fixture->registry = test_registry ("things", G_TYPE_NONE);
  test_add_type (fixture->registry, "part", TEST_TYPE_PART, NULL);
  test_home_start (&fixture->home);
  fixture->expected = fixture->home.thread;
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
note_call (Fixture *fixture)
{
  g_atomic_int_inc (&fixture->n_calls);
  g_assert_nonnull (fixture->expected);
  g_assert_true (g_thread_self () == fixture->expected);
}

static void
destroyed_cb (gpointer data)
{
  Fixture *fixture = data;

  fixture->ended_in = g_thread_self ();
  g_atomic_int_inc (&fixture->n_destroyed);
}

/* --- loaders --- */

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  Fixture *fixture = data;

  note_call (fixture);
  if (fixture->fails != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, fixture->fails);
      return FALSE;
    }
  return greg_registry_register_type (registry, name, TEST_TYPE_PART, error);
}

static gpointer
add_loader (gpointer data)
{
  Fixture *fixture = data;

  greg_registry_add_loader_full (fixture->registry, "script", GREG_FACTORY_HOME_THREAD, load_cb,
                                 fixture, destroyed_cb);
  return NULL;
}

static gpointer
find_x (gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  return NULL;
}

static gpointer
miss_x (gpointer data)
{
  Fixture *fixture = data;

  g_assert_false (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  return NULL;
}

static void
assert_foreign (Fixture *fixture, GregSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_require (source, "x", &error);

  g_assert_null (factory);
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                         "the loader “script” belongs to another thread");
}

/* For others it has failed; in its own thread it then runs all the same. */
static void
test_loader (Fixture *fixture, gconstpointer data)
{
  g_autofree char *steps = NULL;

  test_home_run (&fixture->home, add_loader, fixture);
  assert_foreign (fixture, GREG_SOURCE (fixture->registry));
  assert_foreign (fixture, GREG_SOURCE (fixture->registry));
  steps = greg_source_explain (GREG_SOURCE (fixture->registry), "x");
  g_assert_nonnull (strstr (steps, "things: the loader “script” belongs to another thread\n"));
  g_assert_cmpint (fixture->n_calls, ==, 0);

  test_home_run (&fixture->home, find_x, fixture);
  g_assert_cmpint (fixture->n_calls, ==, 1);
  g_assert_true (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  g_assert_cmpint (fixture->n_destroyed, ==, 0);
}

/* What it said in its own thread is not forgotten by a miss in another one. */
static void
test_failed_loader (Fixture *fixture, gconstpointer data)
{
  g_autofree char *steps = NULL;

  fixture->fails = "no such folder";
  test_home_run (&fixture->home, add_loader, fixture);
  test_home_run (&fixture->home, miss_x, fixture);
  assert_foreign (fixture, GREG_SOURCE (fixture->registry));
  steps = greg_source_explain (GREG_SOURCE (fixture->registry), "x");
  g_assert_nonnull (strstr (steps, "the loader “script” failed: no such folder"));
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

/* It hides no other loader, before or after it, and is told of below its registry as well. */
static void
test_other_loaders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *child
      = greg_registry_new_child (fixture->registry, "child", G_TYPE_NONE, NULL, &error);
  Fixture own = { .expected = g_thread_self () };

  test_home_run (&fixture->home, add_loader, fixture);
  assert_foreign (fixture, GREG_SOURCE (child));
  greg_registry_add_loader_full (fixture->registry, "here", GREG_FACTORY_HOME_THREAD, load_cb, &own,
                                 NULL);
  g_assert_true (greg_source_contains (GREG_SOURCE (child), "x"));
  g_assert_cmpint (own.n_calls, ==, 1);
  g_assert_finalize_object (child);
}

/* Without the flag it runs wherever it is wanted. */
static void
test_free_loader (Fixture *fixture, gconstpointer data)
{
  fixture->expected = g_thread_self ();
  greg_registry_add_loader_full (fixture->registry, "free", GREG_FACTORY_NONE, load_cb, fixture,
                                 destroyed_cb);
  g_assert_true (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  fixture->expected = fixture->home.thread;
  test_home_run (&fixture->home, find_x, fixture);
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

static gboolean
slow_load_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  Fixture *fixture = data;

  note_call (fixture);
  g_atomic_int_set (&fixture->stage, 1);
  while (g_atomic_int_get (&fixture->stage) < 2)
    g_usleep (100);
  return greg_registry_register_type (registry, "x", TEST_TYPE_PART, error);
}

static gpointer
load_slowly (gpointer data)
{
  Fixture *fixture = data;
  guint id = greg_registry_add_loader_full (fixture->registry, "script", GREG_FACTORY_HOME_THREAD,
                                            slow_load_cb, fixture, destroyed_cb);

  fixture->expected = g_thread_self ();
  g_assert_true (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  greg_registry_remove_loader (fixture->registry, id);
  g_assert_cmpint (fixture->n_destroyed, ==, 1);
  return NULL;
}

static gpointer
let_go (gpointer data)
{
  Fixture *fixture = data;

  g_usleep (20000); /* most likely the other thread waits now; the outcome is the same if not */
  g_atomic_int_set (&fixture->stage, 2);
  return NULL;
}

/* A miss waits for one that is running in its own thread, but does not hold it. */
static void
test_running_loader (Fixture *fixture, gconstpointer data)
{
  GThread *runner, *helper;

  runner = g_thread_new ("runner", load_slowly, fixture);
  while (g_atomic_int_get (&fixture->stage) < 1)
    g_usleep (100);
  helper = g_thread_new ("helper", let_go, fixture);
  g_assert_true (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  g_thread_join (helper);
  g_thread_join (runner);
  g_assert_true (fixture->ended_in == runner);
}

static gboolean
removing_load_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  Fixture *fixture = data;

  note_call (fixture);
  g_assert_true (greg_registry_remove_loader (registry, 1));
  g_atomic_int_set (&fixture->stage, 1);
  while (g_atomic_int_get (&fixture->stage) < 2)
    g_usleep (100);
  return TRUE;
}

static gpointer
load_removing (gpointer data)
{
  Fixture *fixture = data;

  fixture->expected = g_thread_self ();
  g_assert_cmpuint (greg_registry_add_loader_full (fixture->registry, "script",
                                                   GREG_FACTORY_HOME_THREAD, removing_load_cb,
                                                   fixture, destroyed_cb), ==, 1);
  g_assert_false (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  return NULL;
}

/* One that was removed is not waited for, and ends in its own thread. */
static void
test_removed_loader (Fixture *fixture, gconstpointer data)
{
  GThread *runner;

  runner = g_thread_new ("runner", load_removing, fixture);
  while (g_atomic_int_get (&fixture->stage) < 1)
    g_usleep (100);
  g_assert_false (greg_source_contains (GREG_SOURCE (fixture->registry), "x"));
  g_assert_cmpint (fixture->n_destroyed, ==, 0);
  g_atomic_int_set (&fixture->stage, 2);
  g_thread_join (runner);
  g_assert_true (fixture->ended_in == runner);
}

/* --- build functions --- */

static GObject *
build_cb (GregSource *source,
          GregFactory *factory,
          GregContext *context,
          gpointer data,
          GError **error)
{
  Fixture *fixture = data;
  GObject *object;

  note_call (fixture);
  if (fixture->expected == fixture->home.thread)
    g_assert_true (g_main_context_get_thread_default () == fixture->home.context);
  object = greg_factory_create (factory, context, error);
  if (object != NULL)
    g_object_set (object, "label", "hooked", NULL);
  return object;
}

static gpointer
set_func (gpointer data)
{
  Fixture *fixture = data;

  greg_source_set_build_func_full (GREG_SOURCE (fixture->registry), GREG_FACTORY_HOME_THREAD,
                                   build_cb, fixture, destroyed_cb);
  return NULL;
}

static void
assert_hooked (GObject *object)
{
  g_assert_cmpstr (test_part_get_label (TEST_PART (object)), ==, "hooked");
  test_assert_last (object);
}

static gpointer
build_hooked (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  GObject *object = greg_source_build (GREG_SOURCE (fixture->registry), "part", &error, NULL);

  g_assert_no_error (error);
  assert_hooked (object);
  return NULL;
}

static void
assert_wrong_thread (Fixture *fixture, GregSource *source)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_source_build (source, "part", &error, NULL));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                     "the build function of things belongs to another thread and can make “part” "
                     "only there; build it asynchronously");
  g_assert_cmpint (fixture->n_calls, ==, 0);
}

static void
test_build_func (Fixture *fixture, gconstpointer data)
{
  GregRegistry *child;

  test_home_run (&fixture->home, set_func, fixture);
  g_assert_true (greg_source_has_build_func (GREG_SOURCE (fixture->registry)));
  assert_wrong_thread (fixture, GREG_SOURCE (fixture->registry));
  child = greg_registry_new_child (fixture->registry, "child", G_TYPE_NONE, NULL, NULL);
  assert_wrong_thread (fixture, GREG_SOURCE (child));
  g_assert_finalize_object (child);
  test_home_run (&fixture->home, build_hooked, fixture);
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

/* Also for the parts of something, with their places. */
static void
test_build_func_of_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *text = "{\"type\": \"part\", \"part\": \"part\"}";

  test_home_run (&fixture->home, set_func, fixture);
  g_assert_null (greg_source_build_json (GREG_SOURCE (fixture->registry), text, -1, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD, "1:26: /part: the build");
}

static void
build_later (Fixture *fixture, GregSource *source, const char *name, TestOutcome *outcome)
{
  greg_source_build_async (source, name, NULL, NULL, test_outcome_cb, outcome);
  test_outcome_wait (outcome);
  g_assert_true (outcome->thread == g_thread_self ());
}

/* Asynchronously it is called where it belongs. */
static void
test_build_func_later (Fixture *fixture, gconstpointer data)
{
  GregRegistry *child
      = greg_registry_new_child (fixture->registry, "child", G_TYPE_NONE, NULL, NULL);
  g_auto (TestOutcome) outcome = { 0 };
  g_auto (TestOutcome) below = { 0 };

  test_home_run (&fixture->home, set_func, fixture);
  build_later (fixture, GREG_SOURCE (fixture->registry), "part", &outcome);
  g_assert_no_error (outcome.error);
  assert_hooked (g_steal_pointer (&outcome.object));
  build_later (fixture, GREG_SOURCE (child), "part", &below);
  g_assert_no_error (below.error);
  assert_hooked (g_steal_pointer (&below.object));
  g_assert_cmpint (fixture->n_calls, ==, 2);
  g_assert_finalize_object (child);
}

/* Without the flag it is called where the factory would run. */
static void
test_free_build_func (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  fixture->expected = g_thread_self ();
  greg_source_set_build_func_full (GREG_SOURCE (fixture->registry), GREG_FACTORY_NONE, build_cb,
                                   fixture, destroyed_cb);
  build_later (fixture, GREG_SOURCE (fixture->registry), "part", &outcome);
  g_assert_no_error (outcome.error);
  assert_hooked (g_steal_pointer (&outcome.object));
  fixture->expected = fixture->home.thread;
  test_home_run (&fixture->home, build_hooked, fixture);
  g_assert_cmpint (fixture->n_calls, ==, 2);
}

static GObject *
never_cb (GregContext *context, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

/* The two belong to different threads: there is none where both could run. */
static void
test_two_homes (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  test_home_run (&fixture->home, set_func, fixture);
  greg_registry_register_func (fixture->registry, "here", TEST_TYPE_PART, never_cb, NULL, NULL, NULL);
  build_later (fixture, GREG_SOURCE (fixture->registry), "here", &outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD, "“here”");
  g_assert_cmpint (fixture->n_calls, ==, 0);
}

/* Nobody waits for a thread that has ended. */
static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) outcome = { 0 };

  test_home_run (&fixture->home, set_func, fixture);
  test_home_stop (&fixture->home);
  fixture->home = (TestHome) { 0 };
  build_later (fixture, GREG_SOURCE (fixture->registry), "part", &outcome);
  test_assert_error_has (outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                         "“part” can be made only in the thread that its code belongs to, but that "
                         "thread has ended");
  assert_wrong_thread (fixture, GREG_SOURCE (fixture->registry));
}

/* Keeps its thread busy, and is called before what comes there meanwhile. */
static gboolean
wait_and_unset_cb (gpointer data)
{
  Fixture *fixture = data;

  while (g_atomic_int_get (&fixture->stage) == 0)
    g_usleep (100);
  greg_source_set_build_func (GREG_SOURCE (fixture->registry), NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* When the build comes to its thread the function is gone. */
static void
build_without (Fixture *fixture, const char *name, TestOutcome *outcome)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  fixture->n_destroyed = 0;
  fixture->stage = 0;
  test_home_run (&fixture->home, set_func, fixture);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, wait_and_unset_cb, fixture, NULL);
  g_source_attach (source, fixture->home.context);
  greg_source_build_async (GREG_SOURCE (fixture->registry), name, NULL, NULL, test_outcome_cb,
                           outcome);
  g_atomic_int_set (&fixture->stage, 1);
  test_outcome_wait (outcome);
  g_assert_cmpint (fixture->n_calls, ==, 0);
}

/* What is free is made there then; what belongs here is refused there. */
static void
test_unset_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_auto (TestOutcome) free_outcome = { 0 };
  g_auto (TestOutcome) bound_outcome = { 0 };

  greg_registry_register_func (fixture->registry, "here", TEST_TYPE_PART, never_cb, NULL, NULL, NULL);
  build_without (fixture, "part", &free_outcome);
  g_assert_no_error (free_outcome.error);
  test_assert_last (g_steal_pointer (&free_outcome.object));
  build_without (fixture, "here", &bound_outcome);
  test_assert_error_has (bound_outcome.error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                         "“here” was registered by another thread");
}

#define ADD(name, func) g_test_add ("/code-bound/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("loader", test_loader);
  ADD ("failed-loader", test_failed_loader);
  ADD ("other-loaders", test_other_loaders);
  ADD ("free-loader", test_free_loader);
  ADD ("running-loader", test_running_loader);
  ADD ("removed-loader", test_removed_loader);
  ADD ("build-func", test_build_func);
  ADD ("build-func-of-part", test_build_func_of_part);
  ADD ("build-func-later", test_build_func_later);
  ADD ("free-build-func", test_free_build_func);
  ADD ("two-homes", test_two_homes);
  ADD ("ended", test_ended);
  ADD ("unset-meanwhile", test_unset_meanwhile);

  return g_test_run ();
}
