/* test-watch-threads.c - watches while several threads change a source at full speed
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "watch-helpers.h"

#include <string.h>

#define N_THREADS 4
#define N_ROUNDS 2000
#define N_WATCHES 3

typedef struct
{
  GregRegistry *registry;
  guint number;
  int *n_done;
} Writer;

/* Each thread adds, replaces and removes under names of its own and under one that all share. */
static gpointer
write_thread (gpointer data)
{
  Writer *self = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *name
          = i % 3 == 0 ? g_strdup ("shared") : g_strdup_printf ("%u-%u", self->number, i % 7);
      g_autofree char *id = g_strdup_printf ("%u-%u", self->number, i);
      g_autoptr (GregFactory) factory = make_factory (id, name, "", (int) (i % 5));

      if (i % 4 == 3)
        greg_registry_unregister (self->registry, name, NULL);
      else
        register_ok (self->registry, factory,
                     i % 4 == 1 ? GREG_DUPLICATES_STACK : GREG_DUPLICATES_REPLACE);
    }
  g_atomic_int_inc (self->n_done);
  g_main_context_wakeup (NULL);
  return NULL;
}

typedef struct
{
  GPtrArray *log;     /* removed and added in turns */
  GHashTable *there;  /* what is there as far as this watch was told */
  GHashTable *before; /* what was there when it began; NULL with a replay */
} Follower;

static void
follow_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  Follower *self = user_data;

  g_ptr_array_add (self->log, removed != NULL ? g_object_ref (removed) : NULL);
  g_ptr_array_add (self->log, added != NULL ? g_object_ref (added) : NULL);
  if (removed != NULL)
    g_assert_true (g_hash_table_remove (self->there, removed));
  if (added != NULL)
    g_assert_true (g_hash_table_add (self->there, g_object_ref (added)));
}

static void
clear_entry (gpointer object)
{
  g_clear_object (&object);
}

static void
follower_start (Follower *self)
{
  self->log = g_ptr_array_new_with_free_func (clear_entry);
  self->there = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

static void
follower_clear (Follower *self)
{
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->there);
}

static void
assert_follows (Follower *self, GregSource *source)
{
  g_auto (GStrv) names = greg_source_list_names (source);
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GPtrArray) stack = greg_source_lookup_all (source, *name);

      for (guint i = 0; i < stack->len; i++, n++)
        g_assert_true (g_hash_table_contains (self->there, stack->pdata[i]));
    }
  g_assert_cmpuint (n, ==, g_hash_table_size (self->there));
}

/* All watches see one history, and each factory comes before it goes. A watch that begins in the
 * middle, with a replay, is as good as one that was there from the beginning. */
static void
test_history (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GThread *threads[N_THREADS];
  Writer writers[N_THREADS];
  Follower followers[N_WATCHES + 1];
  int n_done = 0;

  for (guint i = 0; i < N_WATCHES; i++)
    {
      follower_start (&followers[i]);
      greg_source_watch (GREG_SOURCE (registry), GREG_WATCH_REPLAY, follow_cb, &followers[i], NULL);
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      writers[i] = (Writer){ registry, i, &n_done };
      threads[i] = g_thread_new ("writer", write_thread, &writers[i]);
    }
  while (followers[0].log->len < N_ROUNDS)
    g_main_context_iteration (NULL, TRUE);
  follower_start (&followers[N_WATCHES]);
  greg_source_watch (GREG_SOURCE (registry), GREG_WATCH_REPLAY, follow_cb, &followers[N_WATCHES],
                     NULL);
  while (g_atomic_int_get (&n_done) < N_THREADS)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  run_context (NULL);

  for (guint i = 0; i <= N_WATCHES; i++)
    assert_follows (&followers[i], GREG_SOURCE (registry));
  for (guint i = 1; i < N_WATCHES; i++)
    {
      g_assert_cmpuint (followers[i].log->len, ==, followers[0].log->len);
      g_assert_true (memcmp (followers[i].log->pdata, followers[0].log->pdata,
                             followers[0].log->len * sizeof (gpointer))
                     == 0);
    }
  for (guint i = 0; i <= N_WATCHES; i++)
    follower_clear (&followers[i]);
  g_assert_finalize_object (registry);
}

typedef struct
{
  GregRegistry *registry;
  int n_freed;
  int *n_done;
} Visitor;

static void
visit_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
}

static void
visitor_freed_cb (gpointer user_data)
{
  Visitor *self = user_data;

  g_atomic_int_inc (&self->n_freed);
}

/* Watches in contexts that come and go; some are unwatched, some end with their context. */
static gpointer
visit_thread (gpointer data)
{
  Visitor *self = data;

  for (guint i = 0; i < 300; i++)
    {
      GMainContext *context = g_main_context_new ();
      guint id;

      g_main_context_push_thread_default (context);
      id = greg_source_watch (GREG_SOURCE (self->registry), i % 2, visit_cb, self,
                              visitor_freed_cb);
      g_main_context_iteration (context, FALSE);
      if (i % 3 == 0)
        g_assert_true (greg_source_unwatch (GREG_SOURCE (self->registry), id));
      g_main_context_pop_thread_default (context);
      if (i % 3 == 1)
        g_assert_true (greg_source_unwatch (GREG_SOURCE (self->registry), id));
      g_main_context_unref (context);
    }
  g_assert_cmpint (self->n_freed, ==, 300);
  g_atomic_int_inc (self->n_done);
  return NULL;
}

static void
test_contexts (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GThread *threads[4];
  Writer writers[2];
  Visitor visitors[2];
  int n_done = 0;

  for (guint i = 0; i < 2; i++)
    {
      writers[i] = (Writer){ registry, i, &n_done };
      visitors[i] = (Visitor){ registry, 0, &n_done };
      threads[i] = g_thread_new ("writer", write_thread, &writers[i]);
      threads[2 + i] = g_thread_new ("visitor", visit_thread, &visitors[i]);
    }
  for (guint i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (n_done, ==, 4);
  g_assert_finalize_object (registry);
}

/* A watch whose calls and whose end are counted. */
typedef struct
{
  GregSource *source;
  GThread *thread; /* where all happens */
  guint id;
  guint n_freed;
} Counted;

static void
counted_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  Counted *self = user_data;

  g_assert_true (source == self->source);
  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpuint (self->n_freed, ==, 0);
}

static void
counted_freed_cb (gpointer user_data)
{
  Counted *self = user_data;

  g_assert_true (g_thread_self () == self->thread);
  self->n_freed++;
}

static gpointer
unwatch_thread (gpointer data)
{
  Counted *self = data;

  g_assert_true (greg_source_unwatch (self->source, self->id));
  g_assert_false (greg_source_unwatch (self->source, self->id));
  return NULL;
}

/* Unwatching from another thread while calls come: no call after the data was freed. */
static void
test_unwatch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  int n_done = 0;
  Writer writer = { registry, 0, &n_done };
  GThread *thread = g_thread_new ("writer", write_thread, &writer);

  while (g_atomic_int_get (&n_done) == 0)
    {
      Counted watch = { GREG_SOURCE (registry), g_thread_self () };
      GThread *stopper;

      watch.id = greg_source_watch (watch.source, GREG_WATCH_REPLAY, counted_cb, &watch,
                                    counted_freed_cb);
      g_main_context_iteration (NULL, FALSE);
      stopper = g_thread_new ("unwatch", unwatch_thread, &watch);
      while (watch.n_freed == 0)
        g_main_context_iteration (NULL, FALSE);
      g_thread_join (stopper);
      g_assert_cmpuint (watch.n_freed, ==, 1);
    }
  g_thread_join (thread);
  g_assert_finalize_object (registry);
}

/* A thread without a context of its own watches in the default one, which another thread runs on
 * and off: each watch ends once, in whichever of them has the context. */
typedef struct
{
  GregRegistry *registry;
  int n_freed;
  int *n_done;
} Guest;

static void
guest_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
}

static void
guest_freed_cb (gpointer user_data)
{
  Guest *self = user_data;

  g_atomic_int_inc (&self->n_freed);
}

static gpointer
guest_thread (gpointer data)
{
  Guest *self = data;

  for (guint i = 0; i < 1000; i++)
    {
      guint id = greg_source_watch (GREG_SOURCE (self->registry), i % 2, guest_cb, self,
                                    guest_freed_cb);

      if (i % 3 == 0)
        g_thread_yield ();
      g_assert_true (greg_source_unwatch (GREG_SOURCE (self->registry), id));
    }
  g_atomic_int_inc (self->n_done);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
test_guests (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  int n_done = 0;
  Writer writer = { registry, 0, &n_done };
  Guest guests[2] = { { registry, 0, &n_done }, { registry, 0, &n_done } };
  GThread *threads[3];

  threads[0] = g_thread_new ("writer", write_thread, &writer);
  for (guint i = 0; i < 2; i++)
    threads[1 + i] = g_thread_new ("guest", guest_thread, &guests[i]);
  while (g_atomic_int_get (&n_done) < 3)
    g_main_context_iteration (NULL, FALSE);
  for (guint i = 0; i < 3; i++)
    g_thread_join (threads[i]);
  run_context (NULL);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (guests[i].n_freed, ==, 1000);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch-threads/history", test_history);
  g_test_add_func ("/watch-threads/contexts", test_contexts);
  g_test_add_func ("/watch-threads/unwatch", test_unwatch);
  g_test_add_func ("/watch-threads/guests", test_guests);
  return g_test_run ();
}
