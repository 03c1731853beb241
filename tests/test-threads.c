/* test-threads.c - what code may run in which thread, and everything used by several threads at
 * once SPDX-FileCopyrightText: the Greg authors SPDX-License-Identifier: LGPL-2.1-or-later */

#include "test-components.h"

/* --- code that is bound to a thread --- */

static GObject *
part_func (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, "label", "made", NULL);
}

static GObject *
part_closure (GregContext *context, gpointer user_data)
{
  return g_object_new (TEST_TYPE_PART, "label", "made", NULL);
}

static GregFactory *
new_func (void)
{
  return greg_factory_new_for_func ("thing", TEST_TYPE_PART, part_func, NULL, NULL);
}

static GregFactory *
new_closure (void)
{
  return greg_factory_new_for_closure ("thing", TEST_TYPE_PART,
                                       g_cclosure_new (G_CALLBACK (part_closure), NULL, NULL));
}

static GregFactory *
new_derived (void)
{
  GregFactory *factory = g_object_new (TEST_TYPE_FACTORY, "name", "thing", "product-type",
                                       TEST_TYPE_PART, NULL);

  g_assert_true (greg_factory_set_defaults_json (factory, "{\"label\": \"made\"}", NULL));
  return factory;
}

static GregFactory *
new_type (void)
{
  GregFactory *factory = greg_factory_new_for_type ("thing", TEST_TYPE_PART);

  g_assert_true (greg_factory_set_defaults_json (factory, "{\"label\": \"made\"}", NULL));
  return factory;
}

static GregFactory *
new_copy (void)
{
  g_autoptr (GregFactory) original = new_derived ();

  return greg_factory_copy (original, NULL);
}

typedef struct
{
  const char *path;
  GregFactory *(*create) (void);
  GregFactoryFlags flags;
  gboolean is_bound;
} Binding;

static const Binding bindings[] = {
  { "/threads/bound/function", new_func, GREG_FACTORY_NONE, TRUE },
  { "/threads/bound/closure", new_closure, GREG_FACTORY_NONE, TRUE },
  { "/threads/bound/derived", new_derived, GREG_FACTORY_NONE, TRUE },
  { "/threads/bound/copy-of-derived", new_copy, GREG_FACTORY_NONE, TRUE },
  { "/threads/bound/type", new_type, GREG_FACTORY_HOME_THREAD, TRUE },
  { "/threads/bound/both", new_func, GREG_FACTORY_HOME_THREAD | GREG_FACTORY_ANY_THREAD, TRUE },
  { "/threads/free/type", new_type, GREG_FACTORY_NONE, FALSE },
  { "/threads/free/function", new_func, GREG_FACTORY_ANY_THREAD, FALSE },
  { "/threads/free/closure", new_closure, GREG_FACTORY_ANY_THREAD, FALSE },
  { "/threads/free/derived", new_derived, GREG_FACTORY_ANY_THREAD, FALSE },
  { "/threads/free/copy-of-derived", new_copy, GREG_FACTORY_ANY_THREAD, FALSE },
};

/* All ways to build without waiting, from whichever thread. */
typedef struct
{
  GregRegistry *registry;
  gboolean may_build;
} Attempt;

static void
assert_attempt (const Attempt *attempt, GObject *object, GError *error, const char *place)
{
  g_assert_true ((object != NULL) == attempt->may_build);
  if (attempt->may_build)
    {
      g_assert_no_error (error);
      g_object_unref (object);
      return;
    }
  g_assert_nonnull (strstr (error->message, place));
  g_assert_nonnull (strstr (error->message, "“thing” was registered by another thread"));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD);
  g_error_free (error);
}

static gpointer
attempt_thread (gpointer data)
{
  const Attempt *attempt = data;
  GregSource *source = GREG_SOURCE (attempt->registry);
  g_autoptr (GregBuilder) builder = greg_builder_new (source);
  g_autoptr (GregConfig) nested = test_config ("{'type': 'part', 'part': 'thing'}");
  g_autoptr (GregConfig) plain = test_config ("'thing'");
  GError *error = NULL;
  GObject *object;
  g_autoptr (GregContext) context = NULL;

  object = greg_source_build (source, "thing", &error, NULL);
  assert_attempt (attempt, object, g_steal_pointer (&error), "");
  object = greg_source_build_with_config (source, "thing", NULL, &error);
  assert_attempt (attempt, object, g_steal_pointer (&error), "");
  object = greg_builder_build (builder, nested, NULL, &error);
  assert_attempt (attempt, object, g_steal_pointer (&error), "cfg.json:1:26: /part: ");
  context = greg_source_build_context (source, plain, &error);
  object = context != NULL ? g_value_dup_object (greg_context_get_product (context)) : NULL;
  assert_attempt (attempt, object, g_steal_pointer (&error), "cfg.json:1:1: ");
  return NULL;
}

static void
test_binding (gconstpointer data)
{
  const Binding *binding = data;
  GregRegistry *registry = test_registry ("things", G_TYPE_NONE);
  GregFactory *factory = binding->create ();
  Attempt here = { registry, TRUE }, there = { registry, !binding->is_bound };
  g_autoptr (GError) error = NULL;

  test_part_reset_counts ();
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
  greg_factory_set_flags (factory, binding->flags, &error);
  g_assert_no_error (error);
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  attempt_thread (&here);
  g_thread_join (g_thread_new ("there", attempt_thread, &there));
  /* Nobody changes that afterwards. */
  g_assert_false (greg_factory_set_flags (factory, GREG_FACTORY_ANY_THREAD, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (factory);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
}

/* --- two threads add the same new factory --- */

#define N_TOGETHER 4

typedef struct
{
  GregRegistry *registries[N_TOGETHER];
  GregFactory *factory;
  int n_waiting; /* atomic */
  int n_sealed;  /* atomic */
} Together;

typedef struct
{
  Together *together;
  guint index;
} Adder;

static gpointer
add_thread (gpointer data)
{
  Adder *adder = data;
  Together *together = adder->together;
  g_autoptr (GError) error = NULL;

  g_atomic_int_inc (&together->n_waiting);
  while (g_atomic_int_get (&together->n_waiting) < N_TOGETHER)
    g_thread_yield ();
  greg_registry_add (together->registries[adder->index], together->factory, &error);
  g_assert_no_error (error);
  g_assert_true (greg_factory_is_sealed (together->factory));
  g_assert_false (greg_factory_set_priority (together->factory, 3, NULL));
  return NULL;
}

static void
sealed_cb (GregFactory *factory, GParamSpec *pspec, int *n)
{
  g_atomic_int_inc (n);
}

/* To one registry or to several: it is sealed once, and one thread is its home. */
static void
add_together (gboolean to_one, GregFactory *factory)
{
  Together together = { .factory = factory };
  Adder adders[N_TOGETHER];
  GThread *threads[N_TOGETHER];

  g_signal_connect (factory, "notify::sealed", G_CALLBACK (sealed_cb), &together.n_sealed);
  for (guint i = 0; i < N_TOGETHER; i++)
    together.registries[i] = i > 0 && to_one ? g_object_ref (together.registries[0])
                                             : test_registry ("things", TEST_TYPE_PART);
  for (guint i = 0; i < N_TOGETHER; i++)
    {
      adders[i] = (Adder) { &together, i };
      threads[i] = g_thread_new ("adder", add_thread, &adders[i]);
    }
  for (guint i = 0; i < N_TOGETHER; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < N_TOGETHER; i++)
    {
      g_assert_true (greg_source_contains (GREG_SOURCE (together.registries[i]), "thing"));
      g_assert_cmpuint (greg_source_count (GREG_SOURCE (together.registries[i])), ==, 1);
    }
  g_assert_cmpint (together.n_sealed, ==, 1);
  for (guint i = 0; i < N_TOGETHER; i++)
    g_object_unref (together.registries[i]);
  g_assert_finalize_object (factory);
}

static void
test_add_together (void)
{
  for (guint i = 0; i < 50; i++)
    {
      add_together (i % 2 == 0, new_type ());
      add_together (i % 2 == 0, new_func ());
      add_together (i % 2 == 0, new_derived ());
    }
}

/* --- everything at once --- */

#define N_WORKERS 4
#define N_NAMES 16

/* The default is a fraction of a second. */
static guint
n_rounds (void)
{
  return g_test_thorough () ? 100000 : 3000;
}

typedef struct
{
  GregRegistry *registry;
  int balance;      /* atomic: how many came and did not go */
  int n_built;      /* atomic */
  int n_loaded;     /* atomic */
  int n_data;       /* atomic: data of functions that is alive */
  int generation;   /* atomic: how often “changed” was emitted */
} Common;

typedef struct
{
  Common *common;
  guint32 seed;
} Worker;

static void
came_cb (GregSource *source, GregFactory *factory, Common *common)
{
  g_atomic_int_inc (&common->balance);
}

static void
went_cb (GregSource *source, GregFactory *factory, Common *common)
{
  g_atomic_int_add (&common->balance, -1);
}

static void
changed_cb (GregSource *source, Common *common)
{
  g_atomic_int_inc (&common->generation);
}

static void
built_cb (GregSource *source, GregFactory *factory, GObject *object, Common *common)
{
  g_assert_true (TEST_IS_PART (object));
  g_atomic_int_inc (&common->n_built);
}

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Common *common = user_data;

  g_atomic_int_inc (&common->n_loaded);
  return greg_registry_register_type (registry, "loaded", TEST_TYPE_PART, error);
}

static GObject *
shared_func (GregContext *context, gpointer user_data, GError **error)
{
  Common *common = user_data;

  g_assert_cmpint (g_atomic_int_get (&common->n_data), >, 0);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
forget_cb (gpointer data)
{
  Common *common = data;

  g_atomic_int_add (&common->n_data, -1);
}

static void
register_func (Common *common, const char *name)
{
  g_autoptr (GregFactory) factory = NULL;

  g_atomic_int_inc (&common->n_data);
  factory = greg_factory_new_for_func (name, TEST_TYPE_PART, shared_func, common, forget_cb);
  g_assert_true (greg_factory_set_flags (factory, GREG_FACTORY_ANY_THREAD, NULL));
  greg_registry_add (common->registry, factory, NULL);
}

static void
build_one (Common *common, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = greg_source_build (GREG_SOURCE (common->registry), name, &error,
                                                  NULL);

  g_assert_true ((object == NULL) == g_error_matches (error, GREG_ERROR, GREG_ERROR_NOT_FOUND));
}

static void
build_tree (Common *common, const char *name)
{
  g_autofree char *json
      = g_strdup_printf ("{\"type\": \"part\", \"part\": \"%s\", \"list\": [\"part\"]}", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = greg_source_build_json (GREG_SOURCE (common->registry), json, -1,
                                                       &error);

  g_assert_true ((object == NULL) == g_error_matches (error, GREG_ERROR, GREG_ERROR_NOT_FOUND));
}

/* Published or not, all or nothing; a withdrawn one leaves nothing. */
static void
use_batch (Common *common, const char *name, gboolean reverts)
{
  g_autoptr (GregBatch) batch = greg_registry_begin (common->registry);
  g_autofree char *other = g_strconcat (name, "-too", NULL);

  greg_batch_register_type (batch, name, TEST_TYPE_SPECIAL_PART, NULL);
  greg_batch_register_type (batch, other, TEST_TYPE_SPECIAL_PART, NULL);
  if (greg_batch_commit (batch, NULL) && reverts)
    greg_batch_revert (batch, NULL);
}

static void
list_all (Common *common)
{
  g_autoptr (GPtrArray) all = greg_source_list_factories (GREG_SOURCE (common->registry));
  g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (common->registry));

  g_assert_cmpuint (all->len, <=, 2 * N_NAMES + 2);
  for (guint i = 0; i < all->len; i++)
    g_assert_true (greg_factory_is_sealed (all->pdata[i]));
  g_assert_cmpuint (g_strv_length (names), <=, 2 * N_NAMES + 2);
}

static void
look_up (Common *common, const char *name)
{
  g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (common->registry), name);
  g_autoptr (GPtrArray) stack = greg_source_lookup_all (GREG_SOURCE (common->registry), name);

  if (factory != NULL)
    g_assert_cmpstr (greg_factory_get_name (factory), ==, name);
  g_assert_cmpuint (stack->len, <=, 1);
}

static void
listen_for_a_while (Common *common)
{
  gulong id = g_signal_connect (common->registry, "changed", G_CALLBACK (changed_cb), common);

  g_signal_handler_disconnect (common->registry, id);
}

static void
trace_for_a_while (Common *common)
{
  GregSource *source = GREG_SOURCE (common->registry);

  greg_source_set_traced (source, !greg_source_get_traced (source));
}

static void
query_all (Common *common)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_query_include (query, "n*");
  greg_query_set_product_type (query, TEST_TYPE_SPECIAL_PART);
  found = greg_source_query (GREG_SOURCE (common->registry), query);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpint (greg_factory_get_name (found->pdata[i])[0], ==, 'n');
}

static void
watch_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  GHashTable *present = user_data;

  if (removed != NULL)
    g_assert_true (g_hash_table_remove (present, removed));
  if (added != NULL)
    g_assert_true (g_hash_table_add (present, g_object_ref (added)));
}

/* What is delivered is a history without gaps, however fast the others change things. */
static void
watch_for_a_while (Common *common)
{
  GregSource *source = GREG_SOURCE (common->registry);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GHashTable) present
      = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  guint id;

  g_main_context_push_thread_default (context);
  id = greg_source_watch (source, GREG_WATCH_REPLAY, watch_cb, present, NULL);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (context, FALSE);
  g_assert_true (greg_source_unwatch (source, id));
  g_main_context_pop_thread_default (context);
  g_assert_cmpuint (g_hash_table_size (present), >, 0);
}

static void
work_once (Common *common, GRand *random)
{
  g_autofree char *name = g_strdup_printf ("n%d", g_rand_int_range (random, 0, N_NAMES));

  switch (g_rand_int_range (random, 0, 14))
    {
    case 0:
      greg_registry_register_type (common->registry, name, TEST_TYPE_PART, NULL);
      break;
    case 1:
      register_func (common, name);
      break;
    case 2:
    case 3:
      greg_registry_unregister (common->registry, name, NULL);
      break;
    case 4:
      use_batch (common, name, TRUE);
      break;
    case 5:
      use_batch (common, name, FALSE);
      break;
    case 6:
      list_all (common);
      break;
    case 7:
      look_up (common, name);
      break;
    case 8:
      listen_for_a_while (common);
      break;
    case 9:
      trace_for_a_while (common);
      break;
    case 10:
      build_one (common, name);
      break;
    case 11:
      query_all (common);
      break;
    case 12:
      watch_for_a_while (common);
      break;
    default:
      build_tree (common, name);
    }
  if (g_rand_int_range (random, 0, 8) == 0)
    {
      g_autofree char *other = g_strconcat (name, "-too", NULL);

      greg_registry_unregister (common->registry, other, NULL);
    }
}

static gpointer
work_thread (gpointer data)
{
  Worker *worker = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (worker->seed);

  for (guint i = 0; i < n_rounds (); i++)
    work_once (worker->common, random);
  return NULL;
}

static void
start_common (Common *common)
{
  GregRegistry *registry = test_registry ("things", TEST_TYPE_PART);

  *common = (Common) { .registry = registry };
  test_part_reset_counts ();
  g_signal_connect (registry, "registered", G_CALLBACK (came_cb), common);
  g_signal_connect (registry, "unregistered", G_CALLBACK (went_cb), common);
  g_signal_connect (registry, "built", G_CALLBACK (built_cb), common);
  test_add_type (registry, "part", TEST_TYPE_PART, NULL);
}

/* Whatever happened, what is there is what came and did not go, and nothing is left behind. */
static void
end_common (Common *common)
{
  g_assert_cmpint (common->balance, ==, (int) greg_source_count (GREG_SOURCE (common->registry)));
  g_assert_finalize_object (common->registry);
  g_assert_cmpint (common->n_data, ==, 0);
  g_assert_cmpuint (test_part_count_live (), ==, 0);
}

static void
run_workers (Common *common, GThreadFunc func)
{
  GThread *threads[N_WORKERS];
  Worker workers[N_WORKERS];

  for (guint i = 0; i < N_WORKERS; i++)
    {
      workers[i] = (Worker) { common, (guint32) g_test_rand_int () };
      threads[i] = g_thread_new ("worker", func, &workers[i]);
    }
  for (guint i = 0; i < N_WORKERS; i++)
    g_thread_join (threads[i]);
}

static void
test_everything (void)
{
  Common common;

  start_common (&common);
  greg_registry_add_loader (common.registry, "once", load_cb, &common, NULL);
  run_workers (&common, work_thread);
  g_assert_true (greg_source_contains (GREG_SOURCE (common.registry), "loaded"));
  g_assert_cmpint (common.n_loaded, ==, 1);
  g_assert_cmpint (common.n_built, >, 0);
  end_common (&common);
}

/* --- one thing by all --- */

/* The first build of a type works out its parameters. */
static gpointer
first_build_thread (gpointer data)
{
  Worker *worker = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = greg_source_build (GREG_SOURCE (worker->common->registry), "fresh",
                                                  &error, "number", 7, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (object)), ==, 7);
  return NULL;
}

static void
test_first_build (void)
{
  for (guint i = 0; i < 50; i++)
    {
      Common common;

      start_common (&common);
      test_add_type (common.registry, "fresh", TEST_TYPE_PART, NULL);
      run_workers (&common, first_build_thread);
      end_common (&common);
    }
}

static gboolean
slow_load_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Common *common = user_data;

  g_atomic_int_inc (&common->n_loaded);
  g_usleep (2000);
  return greg_registry_register_type (registry, "late", TEST_TYPE_PART, error);
}

static gpointer
miss_thread (gpointer data)
{
  Worker *worker = data;

  g_assert_true (greg_source_contains (GREG_SOURCE (worker->common->registry), "late"));
  return NULL;
}

/* Each miss waits for the one loader that runs. */
static void
test_loader (void)
{
  for (guint i = 0; i < 20; i++)
    {
      Common common;

      start_common (&common);
      greg_registry_add_loader (common.registry, "slow", slow_load_cb, &common, NULL);
      run_workers (&common, miss_thread);
      g_assert_cmpint (common.n_loaded, ==, 1);
      end_common (&common);
    }
}

static GObject *
leaving_func (GregContext *context, gpointer user_data, GError **error)
{
  GregRegistry *registry = GREG_REGISTRY (greg_context_get_source (context));
  Common *common = user_data;

  greg_registry_unregister (registry, "leaving", NULL);
  g_assert_cmpint (g_atomic_int_get (&common->n_data), >, 0);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static gpointer
leaving_thread (gpointer data)
{
  Worker *worker = data;
  Common *common = worker->common;

  for (guint i = 0; i < n_rounds () / 4; i++)
    {
      g_autoptr (GregFactory) factory = NULL;

      g_atomic_int_inc (&common->n_data);
      factory = greg_factory_new_for_func ("leaving", TEST_TYPE_PART, leaving_func, common,
                                           forget_cb);
      g_assert_true (greg_factory_set_flags (factory, GREG_FACTORY_ANY_THREAD, NULL));
      greg_registry_add (common->registry, factory, NULL);
      build_one (common, "leaving");
    }
  return NULL;
}

/* A factory that unregisters itself while others build with it. */
static void
test_leaving (void)
{
  Common common;

  start_common (&common);
  run_workers (&common, leaving_thread);
  end_common (&common);
}

static gpointer
drop_thread (gpointer data)
{
  GregRegistry *registry = data;
  char name[16];

  g_snprintf (name, sizeof name, "%p", g_thread_self ());
  greg_registry_register_type (registry, name, TEST_TYPE_PART, NULL);
  g_object_unref (registry);
  return NULL;
}

/* The last one to use it frees it, whichever thread that is. */
static void
test_drop (void)
{
  for (guint i = 0; i < 100; i++)
    {
      GregRegistry *registry = test_registry ("things", TEST_TYPE_PART);
      GThread *threads[N_WORKERS];

      for (guint j = 0; j < N_WORKERS; j++)
        threads[j] = g_thread_new ("drop", drop_thread, g_object_ref (registry));
      g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
      g_object_unref (registry);
      for (guint j = 0; j < N_WORKERS; j++)
        g_thread_join (threads[j]);
      g_assert_null (registry);
    }
}

static GObject *
hook_func (GregSource *source,
           GregFactory *factory,
           GregContext *context,
           gpointer user_data,
           GError **error)
{
  Common *common = user_data;

  g_assert_cmpint (g_atomic_int_get (&common->n_data), >, 0);
  return greg_factory_create (factory, context, error);
}

static gpointer
hook_thread (gpointer data)
{
  Worker *worker = data;
  Common *common = worker->common;
  GregSource *source = GREG_SOURCE (common->registry);

  for (guint i = 0; i < n_rounds () / 4; i++)
    {
      build_one (common, "part");
      if (i % 7 == 0)
        {
          g_atomic_int_inc (&common->n_data);
          greg_source_set_build_func (source, hook_func, common, forget_cb);
        }
      else if (i % 7 == 4)
        greg_source_set_build_func (source, NULL, NULL, NULL);
    }
  return NULL;
}

/* A build function outlives its replacement as long as it runs. */
static void
test_build_func (void)
{
  Common common;

  start_common (&common);
  run_workers (&common, hook_thread);
  end_common (&common);
}

/* --- deep re-entrancy, while others work --- */

#define DEPTH 100

static GObject *
deep_func (GregContext *context, gpointer user_data, GError **error)
{
  GregSource *source = greg_context_get_source (context);
  gint64 depth = greg_context_get_int64 (context, "depth", 0, error);
  g_autoptr (GObject) inner = NULL;
  g_autofree char *json = NULL;

  if (depth == DEPTH)
    return g_object_new (TEST_TYPE_PART, "label", "deepest", NULL);
  json = g_strdup_printf ("{\"type\": \"deep\", \"depth\": %d}", (int) depth + 1);
  inner = greg_source_build_json (source, json, -1, error);
  return inner != NULL ? g_object_new (TEST_TYPE_PART, "part", inner, NULL) : NULL;
}

static gpointer
deep_thread (gpointer data)
{
  Worker *worker = data;
  Common *common = worker->common;

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *object = greg_source_build (GREG_SOURCE (common->registry), "deep", &error, NULL);
      guint n = 0;

      g_assert_no_error (error);
      for (TestPart *part = TEST_PART (object); part != NULL; part = test_part_get_part (part))
        n++;
      g_assert_cmpuint (n, ==, DEPTH + 1);
      g_object_unref (object);
    }
  return NULL;
}

static void
test_deep_build (void)
{
  g_autoptr (GregFactory) factory
      = greg_factory_new_for_func ("deep", TEST_TYPE_PART, deep_func, NULL, NULL);
  Common common;

  start_common (&common);
  g_assert_true (greg_factory_set_flags (factory, GREG_FACTORY_ANY_THREAD, NULL));
  g_assert_true (greg_registry_add (common.registry, factory, NULL));
  run_workers (&common, deep_thread);
  end_common (&common);
}

/* A name is “thread/depth”. */
static void
register_deeper_cb (GregRegistry *registry, GregFactory *factory, gpointer user_data)
{
  const char *name = greg_factory_get_name (factory);
  const char *slash = strchr (name, '/');
  int depth = slash != NULL ? atoi (slash + 1) : DEPTH;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  if (depth == DEPTH)
    return;
  next = g_strdup_printf ("%.*s/%d", (int) (slash - name), name, depth + 1);
  greg_registry_register_type (registry, next, TEST_TYPE_PART, &error);
  g_assert_no_error (error);
}

static gpointer
deep_handler_thread (gpointer data)
{
  Worker *worker = data;
  g_autofree char *name = g_strdup_printf ("%p/1", data);
  g_autoptr (GError) error = NULL;

  greg_registry_register_type (worker->common->registry, name, TEST_TYPE_PART, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
test_deep_handler (void)
{
  Common common;

  start_common (&common);
  g_signal_connect (common.registry, "registered", G_CALLBACK (register_deeper_cb), NULL);
  run_workers (&common, deep_handler_thread);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (common.registry)), ==,
                    N_WORKERS * DEPTH + 1);
  end_common (&common);
}

/* Each destroy notify registers the next one. */
typedef struct
{
  Common *common;
  guint depth;
} Chain;

static void
next_link_cb (gpointer data)
{
  Chain *chain = data;
  g_autofree char *name = g_strdup_printf ("%p", data);

  if (++chain->depth < DEPTH)
    {
      greg_registry_register_func (chain->common->registry, name, TEST_TYPE_PART, part_func, chain,
                                   next_link_cb, NULL);
      greg_registry_unregister (chain->common->registry, name, NULL);
    }
}

static gpointer
chain_thread (gpointer data)
{
  Worker *worker = data;
  Chain chain = { worker->common, 0 };

  next_link_cb (&chain);
  g_assert_cmpuint (chain.depth, ==, DEPTH);
  return NULL;
}

static void
test_deep_destroy (void)
{
  Common common;

  start_common (&common);
  run_workers (&common, chain_thread);
  end_common (&common);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    g_test_add_data_func (bindings[i].path, &bindings[i], test_binding);
  g_test_add_func ("/threads/at-once/same-factory", test_add_together);
  g_test_add_func ("/threads/at-once/everything", test_everything);
  g_test_add_func ("/threads/at-once/first-build", test_first_build);
  g_test_add_func ("/threads/at-once/loader", test_loader);
  g_test_add_func ("/threads/at-once/leaving", test_leaving);
  g_test_add_func ("/threads/at-once/drop", test_drop);
  g_test_add_func ("/threads/at-once/build-func", test_build_func);
  g_test_add_func ("/threads/deep/build", test_deep_build);
  g_test_add_func ("/threads/deep/handler", test_deep_handler);
  g_test_add_func ("/threads/deep/destroy", test_deep_destroy);
  return g_test_run ();
}
