/* test-live-model.c - random histories of a source: what follows it must be what is there
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Lists with several queries and a watch that keeps its own copy follow a source that changes at
 * random, in one thread or in several. After each emission of a list an array that only knows the
 * emissions is the list; once all is delivered, the lists are what a fresh query gives, and the
 * copy is all there is. A failure prints the seed; "test-live-model --only N" runs that one alone. */

#include "seed-helpers.h"
#include "watch-helpers.h"

#define N_NAMES 7
#define N_QUERIES 8
#define N_BATCHES 3
#define N_WRITERS 3

static guint current_seed;

#define check(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("seed %u: %s", current_seed, #condition);                                           \
  }                                                                                                \
  G_STMT_END

static guint
pick (GRand *random, guint n)
{
  return (guint) g_rand_int_range (random, 0, (gint32) n);
}

/* --- changing --- */

/* Some have an alias that another name may have too, some are tagged, some belong to a definition. */
static GregFactory *
random_factory (GRand *random)
{
  static const char *const tags[] = { "red", "blue" };
  g_autofree char *name = g_strdup_printf ("%c", (char) ('a' + pick (random, N_NAMES)));
  g_autofree char *id = g_strdup_printf ("%s%u", name, pick (random, 4));
  g_autofree char *alias = g_strdup_printf ("%c", (char) ('A' + pick (random, N_NAMES)));
  GregFactory *factory
      = make_factory (id, name, pick (random, 4) == 0 ? alias : "", (int) pick (random, 3));

  if (pick (random, 3) > 0)
    g_assert_true (greg_factory_add_tag (factory, tags[pick (random, 2)], NULL));
  if (pick (random, 3) == 0)
    g_assert_true (greg_factory_set_origin (factory, NULL, name, "x.c", 1, NULL));
  return factory;
}

static GregDuplicates
random_policy (GRand *random)
{
  return (GregDuplicates) pick (random, GREG_DUPLICATES_STACK + 1);
}

typedef struct
{
  GregRegistry *registry;
  GRand *random;
  guint n_steps;
  GregBatch *batches[N_BATCHES];
} Writer;

static void
fill_batch (Writer *self, GregBatch *batch)
{
  for (guint n = pick (self->random, 12); n > 0; n--)
    {
      g_autoptr (GregFactory) factory = random_factory (self->random);

      greg_batch_add_full (batch, factory, random_policy (self->random), NULL);
    }
}

/* What fails is a step too: nothing may come of it. */
static void
change_batch (Writer *self)
{
  GregBatch **batch = &self->batches[pick (self->random, N_BATCHES)];

  switch (pick (self->random, 3))
    {
    case 0:
      greg_batch_revert (*batch, NULL);
      g_object_unref (*batch);
      *batch = greg_registry_begin (self->registry);
      break;
    case 1:
      greg_batch_revert (*batch, NULL);
      break;
    default:
      fill_batch (self, *batch);
      greg_batch_commit (*batch, NULL);
    }
}

static void
remove_one (Writer *self)
{
  g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (self->registry));
  guint n = g_strv_length (names);
  const char *name = n > 0 ? names[pick (self->random, n)] : "a";
  g_autoptr (GPtrArray) stack = greg_source_lookup_all (GREG_SOURCE (self->registry), name);

  if (stack->len == 0 || pick (self->random, 2) == 0)
    greg_registry_unregister (self->registry, name, NULL);
  else
    greg_registry_unregister_factory (self->registry,
                                      stack->pdata[pick (self->random, stack->len)], NULL);
}

static void
write_step (Writer *self)
{
  g_autoptr (GregFactory) factory = NULL;
  g_autoptr (GregFactory) stands = NULL;

  switch (pick (self->random, 8))
    {
    case 0:
    case 1:
      change_batch (self);
      break;
    case 2:
    case 3:
      remove_one (self);
      break;
    default:
      factory = random_factory (self->random);
      stands = greg_registry_add_full (self->registry, factory, random_policy (self->random), NULL);
    }
}

static void
writer_init (Writer *self, GregRegistry *registry, guint seed, guint n_steps)
{
  self->registry = registry;
  self->random = g_rand_new_with_seed (seed);
  self->n_steps = n_steps;
  for (guint i = 0; i < N_BATCHES; i++)
    self->batches[i] = greg_registry_begin (registry);
}

static void
writer_clear (Writer *self)
{
  for (guint i = 0; i < N_BATCHES; i++)
    g_object_unref (self->batches[i]);
  g_rand_free (self->random);
}

/* --- following --- */

static GregQuery *
make_query (guint number)
{
  GregQuery *query = greg_query_new ();

  greg_query_set_order (query, (GregQueryOrder) (number % 3));
  greg_query_set_stacked (query, number % 2 == 1);
  if (number >= 4)
    greg_query_add_tag (query, number % 3 == 0 ? "red" : "blue");
  if (number == 7)
    greg_query_exclude (query, "[ab]");
  if (number == 6)
    greg_query_include (query, "?");
  return query;
}

typedef struct
{
  GregSource *source;
  GregQuery *queries[N_QUERIES];
  GregFactoryList *lists[N_QUERIES];
  Mirror mirrors[N_QUERIES];
  GHashTable *there; /* factory to how often the watch was told of it */
  guint id;
} Follower;

static void
count (GHashTable *there, GregFactory *factory, int change)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (there, factory)) + change;

  check (n >= 0);
  if (n == 0)
    g_hash_table_remove (there, factory);
  else
    g_hash_table_insert (there, g_object_ref (factory), GINT_TO_POINTER (n));
}

static void
follow_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  Follower *self = user_data;

  check (source == self->source);
  if (removed != NULL)
    count (self->there, removed, -1);
  if (added != NULL)
    count (self->there, added, 1);
}

static void
follower_start (Follower *self, gpointer source)
{
  self->source = source;
  for (guint i = 0; i < N_QUERIES; i++)
    {
      self->queries[i] = make_query (i);
      self->lists[i] = greg_factory_list_new (source, self->queries[i]);
      mirror_start (&self->mirrors[i], self->lists[i]);
    }
  self->there = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->id = greg_source_watch (source, GREG_WATCH_REPLAY, follow_cb, self, NULL);
}

static void
follower_stop (Follower *self)
{
  g_assert_true (greg_source_unwatch (self->source, self->id));
  g_hash_table_unref (self->there);
  for (guint i = 0; i < N_QUERIES; i++)
    {
      mirror_stop (&self->mirrors[i]);
      g_assert_finalize_object (self->lists[i]);
      g_object_unref (self->queries[i]);
    }
}

static void
check_lists (Follower *self)
{
  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (GPtrArray) fresh = greg_source_query (self->source, self->queries[i]);
      Mirror *mirror = &self->mirrors[i];

      check (g_list_model_get_n_items (mirror->list) == fresh->len);
      check (mirror->items->len == fresh->len);
      for (guint j = 0; j < fresh->len; j++)
        check (mirror->items->pdata[j] == fresh->pdata[j]);
      mirror_check (mirror);
    }
}

static void
check_watch (Follower *self)
{
  g_auto (GStrv) names = greg_source_list_names (self->source);
  guint n = 0, n_told = 0;
  GHashTableIter iter;
  gpointer times;

  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GPtrArray) stack = greg_source_lookup_all (self->source, *name);

      for (guint i = 0; i < stack->len; i++)
        check (g_hash_table_contains (self->there, stack->pdata[i]));
      n += stack->len;
    }
  g_hash_table_iter_init (&iter, self->there);
  while (g_hash_table_iter_next (&iter, NULL, &times))
    n_told += GPOINTER_TO_UINT (times);
  check (n == n_told);
}

/* Once all has been delivered. */
static void
follower_check (Follower *self)
{
  run_context (NULL);
  check_lists (self);
  check_watch (self);
}

/* --- one thread --- */

static void
run_alone (guint seed)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Follower first = { 0 }, late = { 0 };
  Writer writer;

  current_seed = seed;
  writer_init (&writer, registry, seed, 300);
  follower_start (&first, registry);
  for (guint i = 0; i < writer.n_steps; i++)
    {
      write_step (&writer);
      if (i % 100 == 50)
        follower_start (&late, registry);
      if (pick (writer.random, 3) == 0)
        follower_check (&first);
      if (i % 100 == 99)
        {
          follower_check (&late);
          follower_stop (&late);
        }
    }
  follower_check (&first);
  follower_stop (&first);
  writer_clear (&writer);
  g_assert_finalize_object (registry);
}

/* --- several threads --- */

static gpointer
write_thread (gpointer data)
{
  Writer *self = data;

  for (guint i = 0; i < self->n_steps; i++)
    write_step (self);
  return NULL;
}

static void
run_threads (guint seed)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GThread *threads[N_WRITERS];
  Writer writers[N_WRITERS];
  Follower first = { 0 };

  current_seed = seed;
  follower_start (&first, registry);
  for (guint i = 0; i < N_WRITERS; i++)
    {
      writer_init (&writers[i], registry, seed * N_WRITERS + i, 200);
      threads[i] = g_thread_new ("writer", write_thread, &writers[i]);
    }
  /* Others begin while the source changes, and end so. */
  for (guint i = 0; i < 8; i++)
    {
      Follower late = { 0 };

      follower_start (&late, registry);
      for (guint j = 0; j < 20; j++)
        g_main_context_iteration (NULL, FALSE);
      follower_stop (&late);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  follower_check (&first);
  follower_stop (&first);
  for (guint i = 0; i < N_WRITERS; i++)
    writer_clear (&writers[i]);
  g_assert_finalize_object (registry);
}

/* --- sources that are listed --- */

typedef struct
{
  ListSource *source;
  GPtrArray *pool;
  GRand *random;
} Lister;

static void
list_step (Lister *self)
{
  guint n = self->source->factories->len;
  guint index = pick (self->random, n + 1);
  guint n_gone = pick (self->random, MIN (n - index, 2) + 1);
  GregFactory *factory = self->pool->pdata[pick (self->random, self->pool->len)];

  list_source_change (self->source, index, n_gone,
                      pick (self->random, 4) < 3 && n < 12 ? factory : NULL);
  list_source_announce (self->source);
}

static gpointer
list_thread (gpointer data)
{
  for (guint i = 0; i < 300; i++)
    list_step (data);
  return NULL;
}

static void
lister_init (Lister *self, guint seed)
{
  self->source = list_source_new ();
  self->random = g_rand_new_with_seed (seed);
  self->pool = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 15; i++)
    g_ptr_array_add (self->pool, random_factory (self->random));
}

static void
lister_clear (Lister *self)
{
  g_assert_finalize_object (self->source);
  g_ptr_array_unref (self->pool);
  g_rand_free (self->random);
}

static void
run_listed (guint seed)
{
  Follower follower = { 0 };
  Lister lister;
  GThread *thread;

  current_seed = seed;
  lister_init (&lister, seed);
  follower_start (&follower, lister.source);
  for (guint i = 0; i < 300; i++)
    {
      list_step (&lister);
      if (pick (lister.random, 3) == 0)
        follower_check (&follower);
    }
  thread = g_thread_new ("lister", list_thread, &lister);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  g_thread_join (thread);
  follower_check (&follower);
  follower_stop (&follower);
  lister_clear (&lister);
}

/* --- running --- */

static void
test_seeds (gconstpointer data)
{
  run_seeds (*(void (*const *) (guint)) data, g_test_thorough () ? 300 : 10, 3);
}

int
main (int argc, char *argv[])
{
  static void (*const alone) (guint) = run_alone;
  static void (*const threads) (guint) = run_threads;
  static void (*const listed) (guint) = run_listed;

  g_test_init (&argc, &argv, NULL);
  seeds_init (argc, argv);
  g_test_add_data_func ("/live-model/one-thread", &alone, test_seeds);
  g_test_add_data_func ("/live-model/threads", &threads, test_seeds);
  g_test_add_data_func ("/live-model/listed", &listed, test_seeds);
  return g_test_run ();
}
