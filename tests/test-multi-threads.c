/* test-multi-threads.c - multi-registries that are used and changed by several threads at once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"
#include "watch-helpers.h"

#define N_ROUNDS 400

/* “stays” is always in “fixed”, which is always there. */
typedef struct
{
  GregMultiRegistry *multi;
  GregMultiRegistry *inner;
  GregRegistry *fixed;
  GregRegistry *moving;
  int is_over; /* atomic */
} World;

static void
world_init (World *world)
{
  *world = (World){ .multi = greg_multi_registry_new ("all", G_TYPE_OBJECT),
                    .inner = greg_multi_registry_new ("inner", G_TYPE_NONE),
                    .fixed = new_filled ("fixed", "f1=stays"),
                    .moving = new_filled ("moving", "m1=moves") };
  append_ok (world->inner, "f", world->fixed);
  append_ok (world->multi, "inner", world->inner);
}

static void
world_clear (World *world)
{
  g_assert_finalize_object (world->multi);
  g_assert_finalize_object (world->inner);
  g_assert_finalize_object (world->fixed);
  g_assert_finalize_object (world->moving);
}

/* --- what threads do --- */

static gpointer
look_up_thread (gpointer data)
{
  World *world = data;
  GregSource *source = GREG_SOURCE (world->multi);
  guint64 last = 0;

  while (!g_atomic_int_get (&world->is_over))
    {
      g_autoptr (GregFactory) bare = greg_source_lookup (source, "stays");
      g_autoptr (GregFactory) prefixed = greg_source_lookup (source, "inner.f.stays");
      g_autoptr (GregFactory) moves = greg_source_lookup (source, "m.moves");
      g_autoptr (GregSource) where = greg_multi_registry_find_source (world->multi, "stays");
      guint64 generation = greg_source_dup_generation (source);

      g_assert_cmpstr (id_of (bare), ==, "f1");
      g_assert_true (prefixed == bare);
      g_assert_true (moves == NULL || g_str_equal (id_of (moves), "m1"));
      g_assert_true (where == GREG_SOURCE (world->inner));
      g_assert_false (greg_source_contains (source, "m.absent"));
      g_assert_cmpuint (generation, >=, last);
      last = generation;
    }
  return NULL;
}

static gpointer
list_thread (gpointer data)
{
  World *world = data;
  GregSource *source = GREG_SOURCE (world->multi);

  while (!g_atomic_int_get (&world->is_over))
    {
      g_auto (GStrv) names = greg_source_list_names (source);
      g_autoptr (GPtrArray) found = greg_source_query (source, NULL);
      g_autoptr (GPtrArray) sources = greg_multi_registry_list_sources (world->multi);
      g_auto (GStrv) prefixes = greg_multi_registry_dup_prefixes (world->multi);
      g_autofree char *explained = greg_source_explain (source, "m.moves");

      g_assert_true (g_strv_contains ((const char *const *) names, "inner.f.stays"));
      g_assert_cmpuint (found->len, >=, 1);
      g_assert_cmpuint (sources->len, >=, 1);
      g_assert_true (g_strv_contains ((const char *const *) prefixes, "inner"));
      g_assert_nonnull (explained);
    }
  return NULL;
}

static gpointer
build_thread (gpointer data)
{
  World *world = data;

  while (!g_atomic_int_get (&world->is_over))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GObject) product
          = greg_source_build (GREG_SOURCE (world->multi), "inner.f.stays", &error, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (product);
    }
  return NULL;
}

static gpointer
register_thread (gpointer data)
{
  World *world = data;

  while (!g_atomic_int_get (&world->is_over))
    {
      put (world->fixed, "f2=new");
      put (world->moving, "m2=new");
      unregister_ok (world->fixed, "new");
      unregister_ok (world->moving, "new");
    }
  return NULL;
}

static GObject *
build_cb (GregSource *source,
          GregFactory *factory,
          GregContext *context,
          gpointer user_data,
          GError **error)
{
  return greg_factory_create (factory, context, error);
}

static void
change_members (World *world, guint i)
{
  GregSource *moving = GREG_SOURCE (world->moving);
  OpenSource *fleeting = open_source_new ("fleeting");

  append_ok (world->multi, "m", moving);
  append_ok (world->multi, NULL, fleeting);
  g_object_unref (fleeting);
  g_assert_true (greg_multi_registry_set_default_source (world->multi, world->moving, NULL));
  g_assert_true (greg_multi_registry_move (world->multi, moving, 0, NULL));
  greg_multi_registry_set_strict (world->multi, i % 2 == 0);
  greg_source_set_build_func (moving, i % 2 == 0 ? build_cb : NULL, NULL, NULL);
  remove_ok (world->multi, fleeting);
  remove_ok (world->multi, moving);
}

static void
test_all_at_once (void)
{
  GThreadFunc funcs[]
      = { look_up_thread, look_up_thread, list_thread, build_thread, register_thread };
  GThread *threads[G_N_ELEMENTS (funcs)];
  World world;

  world_init (&world);
  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    threads[i] = g_thread_new ("user", funcs[i], &world);
  for (guint i = 0; i < N_ROUNDS; i++)
    change_members (&world, i);
  g_atomic_int_set (&world.is_over, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    g_thread_join (threads[i]);
  assert_names (world.multi, "inner.f.stays");
  world_clear (&world);
}

/* --- watching --- */

static gpointer
change_thread (gpointer data)
{
  World *world = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    change_members (world, i);
  put (world->fixed, "f3=last");
  append_ok (world->multi, "m", world->moving);
  return NULL;
}

static void
watch_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer known)
{
  if (removed != NULL)
    g_assert_true (g_ptr_array_remove (known, removed));
  if (added != NULL)
    g_ptr_array_add (known, g_object_ref (added));
}

/* What is delivered here adds up to what is there, whatever happens meanwhile. */
static void
test_watch_and_list (void)
{
  World world;
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) there = NULL;
  GregFactoryList *list;
  Mirror mirror;
  GThread *thread;

  world_init (&world);
  greg_source_watch (GREG_SOURCE (world.multi), GREG_WATCH_REPLAY, watch_cb, known, NULL);
  list = greg_factory_list_new (GREG_SOURCE (world.multi), NULL);
  mirror_start (&mirror, list);
  thread = g_thread_new ("changer", change_thread, &world);
  while (known->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  run_context (NULL);
  mirror_check (&mirror);
  there = greg_source_query (GREG_SOURCE (world.multi), NULL);
  g_assert_cmpuint (there->len, ==, 3);
  g_assert_cmpuint (known->len, ==, 3);
  g_assert_cmpuint (mirror.items->len, ==, 3);
  for (guint i = 0; i < there->len; i++)
    {
      g_assert_true (g_ptr_array_find (known, there->pdata[i], NULL));
      g_assert_true (mirror.items->pdata[i] == there->pdata[i]);
    }
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_clear_pointer (&there, g_ptr_array_unref);
  world_clear (&world);
}

/* --- cycles --- */

typedef struct
{
  GregMultiRegistry *into;
  GregMultiRegistry *what;
  int *gate; /* atomic: how many threads are still to come */
  gboolean done;
} Append;

static gpointer
append_thread (gpointer data)
{
  Append *append = data;

  g_atomic_int_add (append->gate, -1);
  while (g_atomic_int_get (append->gate) > 0)
    g_thread_yield ();
  append->done
      = greg_multi_registry_append (append->into, NULL, GREG_SOURCE (append->what), NULL);
  return NULL;
}

/* Each of two would be right, but not both. */
static void
test_cycle (void)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GregMultiRegistry *a = greg_multi_registry_new ("a", G_TYPE_NONE);
      GregMultiRegistry *b = greg_multi_registry_new ("b", G_TYPE_NONE);
      int gate = 2;
      Append there = { a, b, &gate, FALSE }, back = { b, a, &gate, FALSE };
      GThread *first = g_thread_new ("first", append_thread, &there);
      GThread *second = g_thread_new ("second", append_thread, &back);

      g_thread_join (first);
      g_thread_join (second);
      g_assert_true (there.done != back.done);
      remove_ok (there.done ? a : b, there.done ? b : a);
      g_assert_finalize_object (a);
      g_assert_finalize_object (b);
    }
}

/* --- the end of a source --- */

static gpointer
peek_thread (gpointer data)
{
  World *world = data;

  while (!g_atomic_int_get (&world->is_over))
    {
      g_autoptr (GregFactory) stays = greg_source_lookup (GREG_SOURCE (world->multi), "stays");

      g_assert_cmpstr (id_of (stays), ==, "f1");
    }
  return NULL;
}

/* Whoever still looks at a source that was taken out keeps it alive: it may end a little later. */
static void
test_end_of_sources (void)
{
  static GWeakRef ends[N_ROUNDS];
  World world;
  GThread *thread;

  world_init (&world);
  thread = g_thread_new ("peek", peek_thread, &world);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GregRegistry) fleeting = new_filled ("fleeting", "x1=x");
      GregSource *source = GREG_SOURCE (fleeting);

      g_weak_ref_init (&ends[i], fleeting);
      /* Before what is looked for, so that it is looked at. */
      g_assert_true (greg_multi_registry_insert (world.multi, 0, NULL, source, NULL));
      remove_ok (world.multi, fleeting);
    }
  g_atomic_int_set (&world.is_over, TRUE);
  g_thread_join (thread);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_assert_null (g_weak_ref_get (&ends[i]));
      g_weak_ref_clear (&ends[i]);
    }
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multi-threads/all-at-once", test_all_at_once);
  g_test_add_func ("/multi-threads/watch-and-list", test_watch_and_list);
  g_test_add_func ("/multi-threads/cycle", test_cycle);
  g_test_add_func ("/multi-threads/end-of-sources", test_end_of_sources);
  return g_test_run ();
}
