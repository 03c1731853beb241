/* test-reentrancy.c - registries that are used and dropped from inside their own calls
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

/* --- changing inside handlers --- */

static void
unregister_cb (GregRegistry *registry, GregFactory *factory, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  greg_registry_unregister_factory (registry, factory, &error);
  g_assert_no_error (error);
}

static void
test_unregister_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  Record record;

  record_start (&record, registry);
  g_signal_connect (registry, "registered", G_CALLBACK (unregister_cb), NULL);
  g_assert_true (greg_registry_add (registry, a, NULL));
  assert_record (&record, "+A -A changed changed");
  assert_list (registry, "");
  record_stop (&record);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
}

#define DEPTH 50

static void
register_next_cb (GregRegistry *registry, GregFactory *factory, guint *depth)
{
  g_autofree char *name = g_strdup_printf ("n%u", *depth + 1);

  if (++*depth < DEPTH)
    g_assert_true (greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL));
  g_assert_true (
      greg_source_contains (GREG_SOURCE (registry), greg_factory_get_name (factory)));
}

static void
test_register_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  guint depth = 0;

  g_signal_connect (registry, "registered", G_CALLBACK (register_next_cb), &depth);
  g_assert_true (greg_registry_register_type (registry, "n0", G_TYPE_OBJECT, NULL));
  g_assert_cmpuint (depth, ==, DEPTH);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, DEPTH);
  g_assert_finalize_object (registry);
}

/* The newcomer is gone again, and the old one is back, before the others hear of the exchange. */
static void
replace_back_cb (GregRegistry *registry,
                 GregFactory *old_factory,
                 GregFactory *new_factory,
                 gpointer user_data)
{
  g_autoptr (GregFactory) stands = NULL;

  g_signal_handlers_disconnect_by_func (registry, replace_back_cb, user_data);
  stands = greg_registry_add_full (registry, old_factory, GREG_DUPLICATES_REPLACE, NULL);
  g_assert_true (stands == old_factory);
}

static void
test_replace_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  GregFactory *b = make_factory ("B", "a", "", 0);
  Record record;

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_REPLACE);
  g_assert_true (greg_registry_add (registry, a, NULL));
  g_signal_connect (registry, "replaced", G_CALLBACK (replace_back_cb), NULL);
  record_start (&record, registry);
  g_assert_true (greg_registry_add (registry, b, NULL));
  assert_record (&record, "B>A changed A>B changed");
  assert_list (registry, "A");
  record_stop (&record);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

typedef struct
{
  gulong ids[3];
  guint n_calls;
} Handlers;

static void
disconnect_all_cb (GregRegistry *registry, GregFactory *factory, Handlers *handlers)
{
  handlers->n_calls++;
  for (guint i = 0; i < G_N_ELEMENTS (handlers->ids); i++)
    g_clear_signal_handler (&handlers->ids[i], registry);
}

static void
test_disconnect_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  Handlers handlers = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (handlers.ids); i++)
    handlers.ids[i]
        = g_signal_connect (registry, "registered", G_CALLBACK (disconnect_all_cb), &handlers);
  g_assert_true (greg_batch_register_type (batch, "a", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_register_type (batch, "b", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_commit (batch, NULL));
  g_assert_cmpuint (handlers.n_calls, ==, 1);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 2);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

/* --- dropping the last reference --- */

static void
drop_cb (GregRegistry **owned)
{
  g_clear_object (owned);
}

typedef struct
{
  const char *signal;
  gboolean with_batch;
} Drop;

static const Drop drops[] = {
  { "registered", FALSE }, { "unregistered", FALSE }, { "replaced", FALSE }, { "changed", FALSE },
  { "registered", TRUE },  { "unregistered", TRUE },  { "replaced", TRUE },  { "changed", TRUE },
};

/* Two old ones of one name, so that replacing them emits three kinds of signals. */
static void
test_drop_in_handler (gconstpointer data)
{
  const Drop *drop = data;
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE), *owned = registry;
  GregFactory *a = make_factory ("A", "a", "", 0);
  GregFactory *b = make_factory ("B", "a", "", 1);
  GregFactory *c = make_factory ("C", "a", "", 0);
  GregFactory *d = make_factory ("D", "d", "", 0);
  GregFactory *all[] = { a, b, c, d };
  GregBatch *batch = greg_registry_begin (registry);

  g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  g_assert_true (greg_registry_add (registry, a, NULL));
  g_assert_true (greg_registry_add (registry, b, NULL));
  g_signal_connect_swapped (registry, drop->signal, G_CALLBACK (drop_cb), &owned);
  if (drop->with_batch)
    {
      g_assert_true (greg_batch_add_full (batch, c, GREG_DUPLICATES_REPLACE, NULL));
      g_assert_true (greg_batch_add (batch, d, NULL));
      g_assert_true (greg_batch_commit (batch, NULL));
      g_assert_nonnull (registry);
    }
  g_assert_finalize_object (batch);
  if (!drop->with_batch)
    {
      g_autoptr (GregFactory) stands
          = greg_registry_add_full (registry, c, GREG_DUPLICATES_REPLACE, NULL);

      g_assert_true (stands == c);
      if (owned != NULL)
        greg_registry_add (registry, d, NULL);
    }
  g_assert_null (owned);
  g_assert_null (registry);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_finalize_object (all[i]);
}

static gboolean
dropping_loader_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  g_clear_object ((GregRegistry **) user_data);
  return greg_registry_register_type (registry, "x", G_TYPE_OBJECT, error);
}

static void
test_drop_in_loader (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE), *owned = registry;
  g_autoptr (GregFactory) factory = NULL;

  g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
  greg_registry_add_loader (registry, "dropping", dropping_loader_cb, &owned, NULL);
  factory = greg_source_lookup (GREG_SOURCE (registry), "x");
  g_assert_nonnull (factory);
  g_assert_null (registry);
}

static GregFactory *
dropping_resolve_cb (GregRegistry *registry, const char *name, gpointer user_data)
{
  g_clear_object ((GregRegistry **) user_data);
  return greg_factory_new_for_type ("x", G_TYPE_OBJECT);
}

static void
test_drop_in_resolve (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE), *owned = registry;
  g_autoptr (GregFactory) factory = NULL;

  g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
  g_signal_connect (registry, "resolve", G_CALLBACK (dropping_resolve_cb), &owned);
  factory = greg_source_lookup (GREG_SOURCE (registry), "x");
  g_assert_nonnull (factory);
  g_assert_null (registry);
}

/* --- resolving and loading --- */

static GregFactory *
registering_resolve_cb (GregRegistry *registry, const char *name, guint *n_calls)
{
  ++*n_calls;
  g_assert_true (greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL));
  return NULL;
}

static void
test_register_in_resolve (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  guint n_calls = 0;

  g_signal_connect (registry, "resolve", G_CALLBACK (registering_resolve_cb), &n_calls);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "x"));
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "x"));
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_finalize_object (registry);
}

static gboolean
adding_loader_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  guint *depth = user_data;

  if (++*depth < DEPTH)
    greg_registry_add_loader (registry, "next", adding_loader_cb, depth, NULL);
  else
    greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL);
  return TRUE;
}

/* One that is added by another is run for the same miss. */
static void
test_add_loader_in_loader (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  guint depth = 0;

  greg_registry_add_loader (registry, "first", adding_loader_cb, &depth, NULL);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "x"));
  g_assert_cmpuint (depth, ==, DEPTH);
  g_assert_finalize_object (registry);
}

/* --- destroy notifies --- */

typedef struct
{
  GregRegistry *registry; /* borrowed */
  GregRegistry *owned;
  guint n_left;
  guint n_calls;
  gboolean refused;
} Phoenix;

static GObject *
create_cb (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

/* Whoever dies registers the next one under the same name. */
static void
rise_cb (gpointer user_data)
{
  Phoenix *phoenix = user_data;

  phoenix->n_calls++;
  g_assert_false (greg_source_contains (GREG_SOURCE (phoenix->registry), "phoenix"));
  if (phoenix->n_left == 0)
    return;
  phoenix->n_left--;
  phoenix->refused = !greg_registry_register_func (phoenix->registry, "phoenix", G_TYPE_NONE,
                                                   create_cb, phoenix, rise_cb, NULL);
}

static void
test_register_in_destroy (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Phoenix phoenix = { .registry = registry, .n_left = 3 };

  g_assert_true (greg_registry_register_func (registry, "phoenix", G_TYPE_NONE, create_cb, &phoenix,
                                              rise_cb, NULL));
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (greg_source_contains (GREG_SOURCE (registry), "phoenix"));
      g_assert_true (greg_registry_unregister (registry, "phoenix", NULL));
      g_assert_cmpuint (phoenix.n_calls, ==, i + 1);
    }
  g_assert_false (phoenix.refused);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 0);
  g_assert_finalize_object (registry);
}

/* While the registry is disposed of, the next one is refused, and dies too: once, not for ever. */
static void
rise_once_cb (gpointer user_data)
{
  Phoenix *phoenix = user_data;
  g_autoptr (GError) error = NULL;

  if (phoenix->n_calls++ > 0)
    return;
  phoenix->refused = !greg_registry_register_func (phoenix->registry, "phoenix", G_TYPE_NONE,
                                                   create_cb, phoenix, rise_once_cb, &error);
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
}

static void
count_signal_cb (guint *n)
{
  ++*n;
}

static void
test_register_in_dispose (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Phoenix phoenix = { .registry = registry };
  guint n_signals = 0;

  g_assert_true (greg_registry_register_func (registry, "phoenix", G_TYPE_NONE, create_cb, &phoenix,
                                              rise_once_cb, NULL));
  g_signal_connect_swapped (registry, "unregistered", G_CALLBACK (count_signal_cb), &n_signals);
  g_signal_connect_swapped (registry, "changed", G_CALLBACK (count_signal_cb), &n_signals);
  g_assert_finalize_object (registry);
  g_assert_true (phoenix.refused);
  g_assert_cmpuint (phoenix.n_calls, ==, 2);
  g_assert_cmpuint (n_signals, ==, 0);
}

static void
drop_owned_cb (gpointer user_data)
{
  Phoenix *phoenix = user_data;

  g_clear_object (&phoenix->owned);
}

/* The registry is held by a function that is registered in it, and by nothing else. */
static void
test_drop_in_destroy (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Phoenix phoenix = { .owned = registry };

  g_object_add_weak_pointer (G_OBJECT (registry), (gpointer *) &registry);
  g_assert_true (greg_registry_register_func (registry, "a", G_TYPE_NONE, create_cb, &phoenix,
                                              drop_owned_cb, NULL));
  g_assert_true (greg_registry_unregister (registry, "a", NULL));
  g_assert_null (registry);
  g_assert_null (phoenix.owned);
}

static void
test_cycle (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  guint id;

  g_assert_true (greg_registry_register_func (registry, "a", G_TYPE_NONE, create_cb,
                                              g_object_ref (registry), g_object_unref, NULL));
  id = greg_registry_add_loader (registry, "l", dropping_loader_cb, g_object_ref (registry),
                                 g_object_unref);
  g_object_run_dispose (G_OBJECT (registry));
  g_assert_false (greg_registry_remove_loader (registry, id));
  g_assert_finalize_object (registry);
}

/* --- class initialisers --- */

static GregRegistry *for_class_init;

typedef struct
{
  GObject parent_instance;
  int level;
} Thing;

typedef GObjectClass ThingClass;

static GType thing_get_type (void);
G_DEFINE_TYPE (Thing, thing, G_TYPE_OBJECT)

static void
thing_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ((Thing *) object)->level = g_value_get_int (value);
}

static void
thing_class_init (ThingClass *klass)
{
  klass->set_property = thing_set_property;
  g_object_class_install_property (
      klass, 1,
      g_param_spec_int ("level", NULL, NULL, 0, 9, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  g_assert_true (greg_registry_register_type (for_class_init, "thing", G_TYPE_OBJECT, NULL));
}

static void
thing_init (Thing *self)
{
}

/* Defaults are checked against the class, which is loaded for that and takes the name itself. */
static void
test_register_in_class_init (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *factory = greg_factory_new_for_type ("thing", thing_get_type ());
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_factory_set_defaults_json (factory, "{\"level\": 3}", &error));
  for_class_init = registry;
  g_assert_false (greg_registry_add (registry, factory, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  for_class_init = NULL;
  g_assert_finalize_object (registry);
  g_assert_finalize_object (factory);
}

/* --- threads --- */

#define N_THREADS 4
#define N_ROUNDS 2000

typedef struct
{
  GregRegistry *registry;
  guint seed;
} Worker;

static void
work_once (GregRegistry *registry, GRand *random)
{
  char name[8];

  g_snprintf (name, sizeof name, "n%d", g_rand_int_range (random, 0, 20));
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL);
      break;
    case 1:
      greg_registry_unregister (registry, name, NULL);
      break;
    case 2:
      {
        g_autoptr (GregBatch) batch = greg_registry_begin (registry);

        greg_batch_register_type (batch, name, G_TYPE_ZLIB_COMPRESSOR, NULL);
        greg_batch_register_type (batch, "n20", G_TYPE_ZLIB_COMPRESSOR, NULL);
        if (greg_batch_commit (batch, NULL))
          g_assert_true (greg_batch_revert (batch, NULL));
        break;
      }
    case 3:
      {
        g_autoptr (GPtrArray) all = greg_source_list_factories (GREG_SOURCE (registry));
        g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (registry));

        g_assert_cmpuint (all->len, <=, 21);
        g_assert_cmpuint (g_strv_length (names), <=, 21);
        break;
      }
    default:
      greg_source_contains (GREG_SOURCE (registry), name);
    }
}

static gpointer
work_thread (gpointer data)
{
  Worker *worker = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (worker->seed);

  for (guint i = 0; i < N_ROUNDS; i++)
    work_once (worker->registry, random);
  return NULL;
}

static void
count_atomically_cb (int *n)
{
  g_atomic_int_inc (n);
}

static gboolean
failing_loader_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  count_atomically_cb (user_data);
  return FALSE;
}

static void
test_threads (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  int n_came = 0, n_went = 0, n_missed = 0;
  GThread *threads[N_THREADS];
  Worker workers[N_THREADS];

  g_signal_connect_swapped (registry, "registered", G_CALLBACK (count_atomically_cb), &n_came);
  g_signal_connect_swapped (registry, "unregistered", G_CALLBACK (count_atomically_cb), &n_went);
  greg_registry_add_loader (registry, "failing", failing_loader_cb, &n_missed, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    {
      workers[i] = (Worker){ registry, i + 1 };
      threads[i] = g_thread_new ("worker", work_thread, &workers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (n_came - n_went, ==, (int) greg_source_count (GREG_SOURCE (registry)));
  g_assert_cmpint (n_missed, >, 0);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reentrancy/handler/unregister", test_unregister_in_handler);
  g_test_add_func ("/reentrancy/handler/register", test_register_in_handler);
  g_test_add_func ("/reentrancy/handler/replace", test_replace_in_handler);
  g_test_add_func ("/reentrancy/handler/disconnect", test_disconnect_in_handler);
  for (guint i = 0; i < G_N_ELEMENTS (drops); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reentrancy/drop/%s%s", drops[i].signal,
                                               drops[i].with_batch ? "-of-batch" : "");

      g_test_add_data_func (path, &drops[i], test_drop_in_handler);
    }
  g_test_add_func ("/reentrancy/drop/loader", test_drop_in_loader);
  g_test_add_func ("/reentrancy/drop/resolve", test_drop_in_resolve);
  g_test_add_func ("/reentrancy/resolve/register", test_register_in_resolve);
  g_test_add_func ("/reentrancy/loader/add-loader", test_add_loader_in_loader);
  g_test_add_func ("/reentrancy/destroy/register", test_register_in_destroy);
  g_test_add_func ("/reentrancy/destroy/register-in-dispose", test_register_in_dispose);
  g_test_add_func ("/reentrancy/destroy/drop", test_drop_in_destroy);
  g_test_add_func ("/reentrancy/destroy/cycle", test_cycle);
  g_test_add_func ("/reentrancy/class-init", test_register_in_class_init);
  g_test_add_func ("/reentrancy/threads", test_threads);
  return g_test_run ();
}
