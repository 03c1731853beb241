/* test-hierarchy-threads.c - a tree of registries that several threads change and ask at once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

#define N_ROUNDS 2000
#define N_READERS 2

typedef struct
{
  Family family;
  int done; /* atomic: how many writers have finished */
} Shared;

/* --- those who change --- */

static gpointer
register_thread (gpointer data)
{
  Shared *shared = data;
  GregRegistry *levels[] = { shared->family.top, shared->family.vision, shared->family.det };

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GregRegistry *level = levels[i % G_N_ELEMENTS (levels)];
      g_autoptr (GregBatch) batch = greg_registry_begin (level);
      g_autoptr (GregFactory) factory = make_factory ("batched", "batched", "b", (int) (i % 3));

      put_full (level, "x", "x", i % 2 == 0 ? "y" : "", (int) (i % 5));
      g_assert_true (greg_batch_add (batch, factory, NULL));
      g_assert_true (greg_batch_commit (batch, NULL));
      unregister_ok (level, "x");
      g_assert_true (greg_batch_revert (batch, NULL));
    }
  g_atomic_int_inc (&shared->done);
  return NULL;
}

static gpointer
mask_thread (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      mask_ok (shared->family.vision, "x");
      mask_ok (shared->family.det, "batched");
      assert_strv (greg_registry_list_masks (shared->family.vision), "x");
      unmask_ok (shared->family.vision, "x");
      unmask_ok (shared->family.det, "batched");
    }
  g_atomic_int_inc (&shared->done);
  return NULL;
}

/* Children that nobody else holds come and go; anybody may reach them by their scope. */
static gpointer
child_thread (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GregRegistry) child
          = greg_registry_new_child (shared->family.vision, NULL, G_TYPE_NONE, "guest", NULL);
      g_autoptr (GregRegistry) below = NULL;

      if (child == NULL) /* another thread has the scope */
        continue;
      below = new_child (child, "below");
      put (below, "mine", "mine");
      assert_lookup (below, "always", "always");
      assert_lookup (below, "vision.guest.below.mine", "mine");
      assert_lookup (shared->family.text, "vision.guest.below.mine", "mine");
      if (i % 2 == 0)
        g_clear_object (&child);
      assert_lookup (below, "guest.below.mine", "mine");
    }
  g_atomic_int_inc (&shared->done);
  return NULL;
}

static GObject *
build_cb (GregSource *source,
          GregFactory *factory,
          GregContext *context,
          gpointer user_data,
          GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static gpointer
build_func_thread (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GregSource *level = GREG_SOURCE (i % 2 == 0 ? shared->family.top : shared->family.vision);

      greg_source_set_build_func (level, build_cb, make_factory ("held", "held", "", 0),
                                  g_object_unref);
      greg_source_set_traced (level, i % 3 == 0);
      greg_source_set_build_func (level, NULL, NULL, NULL);
    }
  g_atomic_int_inc (&shared->done);
  return NULL;
}

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer wanted, GError **error)
{
  if (!g_str_equal (name, wanted))
    return FALSE;
  put (registry, name, name);
  return TRUE;
}

/* What is missing below is loaded above, though others miss other things there at the same time. */
static gpointer
load_thread (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < N_ROUNDS / 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("loaded%u", i);
      guint id = greg_registry_add_loader (shared->family.top, "loads", load_cb, g_strdup (name),
                                           g_free);

      assert_lookup (shared->family.fast, name, name);
      g_assert_true (greg_registry_remove_loader (shared->family.top, id));
      unregister_ok (shared->family.top, name);
    }
  g_atomic_int_inc (&shared->done);
  return NULL;
}

#define N_WRITERS 6

/* --- those who ask --- */

static void
ask_all (GregRegistry *registry)
{
  GregSource *source = GREG_SOURCE (registry);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) stacked = NULL, stack = NULL, children = NULL, factories = NULL;
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GregRegistry) guest = NULL, level = NULL;
  g_autofree char *shown = NULL;

  g_assert_true (g_strv_contains ((const char *const *) names, "always"));
  g_assert_cmpuint (greg_source_count (source), >=, 1);
  factories = greg_source_list_factories (source);
  g_assert_cmpuint (factories->len, >=, 1);
  greg_query_set_stacked (query, TRUE);
  stacked = greg_source_query (source, query);
  g_assert_cmpuint (stacked->len, >=, 1);
  stack = greg_source_lookup_all (source, "x");
  level = greg_registry_find_level (registry, "vision.guest.below.mine");
  children = greg_registry_list_children (registry);
  guest = greg_registry_dup_child (registry, "guest");
  if (guest != NULL)
    g_assert_cmpstr (greg_registry_get_scope (guest), ==, "guest");
  shown = greg_source_explain (source, "vision.guest.x");
  g_assert_nonnull (shown);
}

static gpointer
ask_thread (gpointer data)
{
  Shared *shared = data;
  guint64 generation = 0;

  while (g_atomic_int_get (&shared->done) < N_WRITERS)
    {
      GregSource *fast = GREG_SOURCE (shared->family.fast);
      guint64 now = greg_source_dup_generation (fast);
      g_autoptr (GObject) product = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (now, >=, generation);
      generation = now;
      assert_lookup (shared->family.fast, "always", "always");
      assert_lookup (shared->family.fast, "text.fixed", "fixed");
      assert_lookup (shared->family.tiny, "vision.det.fixed", "det-fixed");
      assert_lookup (shared->family.tiny, "vision.det.always", "none");
      greg_source_contains (fast, "x");
      greg_source_contains (fast, "guest.below.mine");
      product = greg_source_build (fast, "text.fixed", &error, NULL);
      g_assert_no_error (error);
      ask_all (shared->family.fast);
      ask_all (shared->family.vision);
    }
  return NULL;
}

/* --- all of them --- */

static void
shared_init (Shared *shared)
{
  shared->family = family_new (NULL);
  shared->done = 0;
  put (shared->family.top, "always", "always");
  put (shared->family.text, "fixed", "fixed");
  put (shared->family.det, "det-fixed", "fixed");
}

static void
assert_same (Mirror *mirror, GregRegistry *registry)
{
  g_autoptr (GPtrArray) fresh = NULL;

  run_context (NULL);
  fresh = greg_source_query (GREG_SOURCE (registry), NULL);
  g_assert_cmpuint (mirror->items->len, ==, fresh->len);
  for (guint i = 0; i < fresh->len; i++)
    g_assert_true (mirror->items->pdata[i] == fresh->pdata[i]);
}

static void
count_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer n)
{
  *(int *) n += (added != NULL) - (removed != NULL);
}

static void
test_all_at_once (void)
{
  static const GThreadFunc writers[N_WRITERS]
      = { register_thread, mask_thread,       child_thread,
          child_thread,    build_func_thread, load_thread };
  GThread *threads[N_WRITERS + N_READERS];
  Shared shared;
  GregFactoryList *list;
  Mirror mirror;
  int n_told = 0;

  shared_init (&shared);
  list = greg_factory_list_new (GREG_SOURCE (shared.family.det), NULL);
  mirror_start (&mirror, list);
  greg_source_watch (GREG_SOURCE (shared.family.det), GREG_WATCH_REPLAY, count_cb, &n_told, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("thread", i < N_WRITERS ? writers[i] : ask_thread, &shared);
  while (g_atomic_int_get (&shared.done) < N_WRITERS)
    g_main_context_iteration (NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  assert_same (&mirror, shared.family.det);
  g_assert_cmpint (n_told, ==, (int) greg_source_count (GREG_SOURCE (shared.family.det)));
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&shared.family);
}

/* --- one scope, one winner --- */

#define N_TOGETHER 4

typedef struct
{
  GregRegistry *parent;
  int n_waiting; /* atomic */
} Together;

static gpointer
take_scope_thread (gpointer data)
{
  Together *together = data;
  g_autoptr (GError) error = NULL;
  GregRegistry *child;

  g_atomic_int_inc (&together->n_waiting);
  while (g_atomic_int_get (&together->n_waiting) < N_TOGETHER)
    g_thread_yield ();
  child = greg_registry_new_child (together->parent, NULL, G_TYPE_NONE, "one", &error);
  if (child == NULL)
    g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  return child;
}

static void
test_one_scope (void)
{
  for (guint round = 0; round < 50; round++)
    {
      Together together = { greg_registry_new ("top", G_TYPE_NONE), 0 };
      GThread *threads[N_TOGETHER];
      GregRegistry *winner = NULL;
      guint n_children = 0;

      for (guint i = 0; i < N_TOGETHER; i++)
        threads[i] = g_thread_new ("taker", take_scope_thread, &together);
      /* The winner keeps it to the end, so that nobody can have had it after another. */
      for (guint i = 0; i < N_TOGETHER; i++)
        {
          GregRegistry *child = g_thread_join (threads[i]);

          n_children += child != NULL;
          winner = child != NULL ? child : winner;
        }
      g_assert_cmpuint (n_children, ==, 1);
      g_assert_cmpstr (greg_registry_get_scope (winner), ==, "one");
      g_assert_finalize_object (winner);
      g_assert_finalize_object (together.parent);
    }
}

/* --- the last reference, in whichever thread --- */

static gpointer
drop_thread (gpointer data)
{
  g_object_unref (data);
  return NULL;
}

static void
test_drop_everywhere (void)
{
  for (guint round = 0; round < 50; round++)
    {
      GregRegistry *members[4];
      gpointer watched[4];
      GThread *threads[4];

      members[0] = greg_registry_new ("top", G_TYPE_NONE);
      members[1] = new_child (members[0], "a");
      members[2] = new_child (members[1], "b");
      members[3] = new_child (members[0], "c");
      put (members[0], "x", "x");
      for (guint i = 0; i < 4; i++)
        {
          watched[i] = members[i];
          g_object_add_weak_pointer (watched[i], &watched[i]);
        }
      for (guint i = 0; i < 4; i++)
        threads[i] = g_thread_new ("dropper", drop_thread, members[(i + round) % 4]);
      for (guint i = 0; i < 4; i++)
        g_thread_join (threads[i]);
      for (guint i = 0; i < 4; i++)
        g_assert_null (watched[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hierarchy-threads/all-at-once", test_all_at_once);
  g_test_add_func ("/hierarchy-threads/one-scope", test_one_scope);
  g_test_add_func ("/hierarchy-threads/drop-everywhere", test_drop_everywhere);
  return g_test_run ();
}
