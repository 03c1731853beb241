/* test-loaders.c - what a registry asks when a name is missing: handlers of ::resolve and loaders
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

/* What a loader does, and what has become of it. */
typedef struct
{
  const char *registers; /* a name, or NULL */
  const char *fails;     /* a message, or NULL */
  gboolean done;
  GString *calls; /* the names it was told, with its label in front */
  const char *label;
  guint n_destroyed;
} Loader;

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Loader *loader = user_data;

  if (loader->calls != NULL)
    g_string_append_printf (loader->calls, "%s:%s ", loader->label, name);
  if (loader->registers != NULL)
    greg_registry_register_type (registry, loader->registers, G_TYPE_OBJECT, NULL);
  if (loader->fails != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, loader->fails);
  return loader->done;
}

static void
destroyed_cb (gpointer user_data)
{
  ((Loader *) user_data)->n_destroyed++;
}

static guint
add_loader (GregRegistry *registry, Loader *loader)
{
  return greg_registry_add_loader (registry, loader->label, load_cb, loader, destroyed_cb);
}

#define assert_calls(text, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr ((text)->str, ==, (expected));                                                 \
    g_string_truncate ((text), 0);                                                                 \
  }                                                                                                \
  G_STMT_END

/* In order of adding, until the name is there; one that has succeeded never runs again. */
static void
test_order (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (registry);
  g_autoptr (GString) calls = g_string_new (NULL);
  Loader a = { .label = "a", .calls = calls, .done = TRUE };
  Loader b = { .label = "b", .calls = calls, .done = TRUE, .registers = "x" };
  Loader c = { .label = "c", .calls = calls, .done = TRUE, .registers = "y" };

  g_assert_cmpuint (add_loader (registry, &a), !=, 0);
  add_loader (registry, &b);
  add_loader (registry, &c);
  g_assert_true (greg_source_contains (source, "x"));
  assert_calls (calls, "a:x b:x ");
  g_assert_true (greg_source_contains (source, "x"));
  assert_calls (calls, "");
  g_assert_true (greg_source_contains (source, "y"));
  assert_calls (calls, "c:y ");
  g_assert_false (greg_source_contains (source, "z"));
  assert_calls (calls, "");
  g_assert_cmpuint (a.n_destroyed + b.n_destroyed + c.n_destroyed, ==, 0);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (a.n_destroyed, ==, 1);
  g_assert_cmpuint (b.n_destroyed, ==, 1);
  g_assert_cmpuint (c.n_destroyed, ==, 1);
}

static void
test_never_for_lists (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (registry);
  g_autoptr (GString) calls = g_string_new (NULL);
  Loader a = { .label = "a", .calls = calls, .registers = "x" };
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) factories = NULL;
  g_autoptr (GError) error = NULL;

  add_loader (registry, &a);
  names = greg_source_list_names (source);
  factories = greg_source_list_factories (source);
  g_assert_cmpuint (greg_source_count (source), ==, 0);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, 0);
  g_assert_false (greg_registry_unregister (registry, "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  assert_calls (calls, "");
  g_assert_finalize_object (registry);
}

static void
test_all_of_a_name (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Loader a = { .label = "a", .registers = "x", .done = TRUE };
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GPtrArray) none = NULL;

  add_loader (registry, &a);
  loaded = greg_source_lookup_all (GREG_SOURCE (registry), "x");
  g_assert_cmpuint (loaded->len, ==, 1);
  none = greg_source_lookup_all (GREG_SOURCE (registry), "y");
  g_assert_cmpuint (none->len, ==, 0);
  g_clear_pointer (&loaded, g_ptr_array_unref);
  g_assert_finalize_object (registry);
}

/* A failure is told, and tried again at the next miss; it hides no other loader. */
static void
test_failure (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (registry);
  g_autoptr (GString) calls = g_string_new (NULL);
  Loader a = { .label = "modules", .calls = calls, .fails = "no such folder" };
  Loader b = { .label = "silent", .calls = calls };
  Loader c = { .label = "c", .calls = calls, .registers = "y", .done = TRUE };
  g_autoptr (GregFactory) factory = NULL;
  g_autoptr (GError) error = NULL;

  add_loader (registry, &a);
  add_loader (registry, &b);
  add_loader (registry, &c);
  factory = greg_source_require (source, "x", &error);
  g_assert_null (factory);
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“x”"));
  g_assert_nonnull (strstr (error->message,
                            "the loader “modules” failed: no such folder; "
                            "the loader “silent” failed without saying why"));
  assert_calls (calls, "modules:x silent:x c:x ");
  g_clear_error (&error);
  g_assert_null (greg_source_lookup (source, "x"));
  assert_calls (calls, "modules:x silent:x ");

  /* What was registered by a loader that failed afterwards counts. */
  a.registers = "z";
  factory = greg_source_require (source, "z", &error);
  g_assert_no_error (error);
  g_assert_nonnull (factory);
  assert_calls (calls, "modules:z ");
  g_clear_object (&factory);

  /* When it succeeds at last, that is over. */
  a.fails = NULL;
  a.done = TRUE;
  g_assert_false (greg_source_contains (source, "x"));
  assert_calls (calls, "modules:x silent:x ");
  g_assert_false (greg_source_contains (source, "x"));
  assert_calls (calls, "silent:x ");
  g_assert_finalize_object (registry);
}

static void
test_remove (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GString) calls = g_string_new (NULL);
  Loader a = { .label = "a", .calls = calls };
  Loader b = { .label = "b", .calls = calls };
  guint id_a = add_loader (registry, &a), id_b = add_loader (registry, &b);

  g_assert_cmpuint (id_a, !=, id_b);
  g_assert_true (greg_registry_remove_loader (registry, id_a));
  g_assert_cmpuint (a.n_destroyed, ==, 1);
  g_assert_false (greg_registry_remove_loader (registry, id_a));
  g_assert_false (greg_registry_remove_loader (registry, 0));
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "x"));
  assert_calls (calls, "b:x ");
  b.done = TRUE;
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "x"));
  g_assert_true (greg_registry_remove_loader (registry, id_b));
  g_assert_cmpuint (b.n_destroyed, ==, 1);
  g_assert_cmpuint (add_loader (registry, &a), >, id_b);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (a.n_destroyed, ==, 2);
}

/* What a loader may not do is for it to report; the registry stays as it is. */
static gboolean
strict_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  return greg_registry_register_type (registry, name, G_TYPE_OBJECT, error);
}

static void
test_frozen (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_registry_add_loader (registry, "strict", strict_cb, NULL, NULL);
  greg_registry_freeze (registry);
  g_assert_null (greg_source_require (GREG_SOURCE (registry), "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "the loader “strict” failed: things is frozen"));
  g_assert_finalize_object (registry);
}

/* --- nesting --- */

typedef struct
{
  GregRegistry *other;
  guint depth, max_depth, n_calls;
} Nested;

static gboolean
nested_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Nested *nested = user_data;

  nested->n_calls++;
  nested->depth++;
  nested->max_depth = MAX (nested->max_depth, nested->depth);
  g_assert_cmpuint (nested->depth, <, 3);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "something else"));
  g_assert_false (greg_source_contains (GREG_SOURCE (nested->other), name));
  nested->depth--;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "not this time");
  return FALSE;
}

/* A loader that misses in its own registry, or in one whose loader misses back here, is not run
 * again. */
static void
test_no_recursion (void)
{
  GregRegistry *a = greg_registry_new ("a", G_TYPE_NONE);
  GregRegistry *b = greg_registry_new ("b", G_TYPE_NONE);
  Nested in_a = { .other = b }, in_b = { .other = a };

  greg_registry_add_loader (a, "in a", nested_cb, &in_a, NULL);
  greg_registry_add_loader (b, "in b", nested_cb, &in_b, NULL);
  g_assert_false (greg_source_contains (GREG_SOURCE (a), "x"));
  g_assert_cmpuint (in_a.max_depth, ==, 1);
  g_assert_cmpuint (in_b.max_depth, ==, 1);
  g_assert_cmpuint (in_a.n_calls, ==, 1);
  g_assert_cmpuint (in_b.n_calls, ==, 1);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* A loader's own miss may run the other loaders of its registry. */
static gboolean
depends_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  return greg_source_contains (GREG_SOURCE (registry), "base")
         && greg_registry_register_type (registry, "derived", G_TYPE_OBJECT, error);
}

static void
test_dependency (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Loader base = { .label = "base", .registers = "base", .done = TRUE };

  greg_registry_add_loader (registry, "derived", depends_cb, NULL, NULL);
  add_loader (registry, &base);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "derived"));
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 2);
  g_assert_finalize_object (registry);
}

typedef struct
{
  guint own_id, n_calls, n_destroyed;
  gboolean destroyed_inside;
} Suicide;

static gboolean
remove_self_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Suicide *suicide = user_data;

  suicide->n_calls++;
  g_assert_true (greg_registry_remove_loader (registry, suicide->own_id));
  suicide->destroyed_inside = suicide->n_destroyed > 0;
  return greg_registry_register_type (registry, "y", G_TYPE_OBJECT, error);
}

static void
suicide_destroyed_cb (gpointer user_data)
{
  ((Suicide *) user_data)->n_destroyed++;
}

static void
test_remove_self (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Suicide suicide = { 0 };

  suicide.own_id = greg_registry_add_loader (registry, "self", remove_self_cb, &suicide,
                                             suicide_destroyed_cb);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "x"));
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "y"));
  g_assert_false (suicide.destroyed_inside);
  g_assert_cmpuint (suicide.n_calls, ==, 1);
  g_assert_cmpuint (suicide.n_destroyed, ==, 1);
  g_assert_false (greg_registry_remove_loader (registry, suicide.own_id));
  g_assert_finalize_object (registry);
}

/* --- threads --- */

typedef struct
{
  GMutex lock;
  GCond changed;
  guint stage;
  guint n_calls;
  gboolean fails;
  GregRegistry *here;
  GregRegistry *other;
} Slow;

static void
reach (Slow *slow, guint stage)
{
  g_mutex_lock (&slow->lock);
  slow->stage = MAX (slow->stage, stage);
  g_cond_broadcast (&slow->changed);
  g_mutex_unlock (&slow->lock);
}

static void
await (Slow *slow, guint stage)
{
  g_mutex_lock (&slow->lock);
  while (slow->stage < stage)
    g_cond_wait (&slow->changed, &slow->lock);
  g_mutex_unlock (&slow->lock);
}

static gboolean
slow_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Slow *slow = user_data;

  g_atomic_int_inc (&slow->n_calls);
  reach (slow, 1);
  await (slow, 2);
  if (slow->fails)
    return FALSE;
  return greg_registry_register_type (registry, "x", G_TYPE_OBJECT, error)
         && greg_registry_register_type (registry, "y", G_TYPE_OBJECT, error);
}

static gpointer
find_x_thread (gpointer data)
{
  return GINT_TO_POINTER (greg_source_contains (GREG_SOURCE (data), "x"));
}

static gpointer
find_y_thread (gpointer data)
{
  return GINT_TO_POINTER (greg_source_contains (GREG_SOURCE (data), "y"));
}

static void
slow_init (Slow *slow)
{
  g_mutex_init (&slow->lock);
  g_cond_init (&slow->changed);
}

static void
slow_clear (Slow *slow)
{
  g_cond_clear (&slow->changed);
  g_mutex_clear (&slow->lock);
}

/* A hit never waits; a miss waits for the loader that another thread runs, and then need not run
 * it. */
static void
test_waiting (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Slow slow = { 0 };
  GThread *first, *second;

  slow_init (&slow);
  greg_registry_register_type (registry, "there", G_TYPE_OBJECT, NULL);
  greg_registry_add_loader (registry, "slow", slow_cb, &slow, NULL);
  first = g_thread_new ("first", find_x_thread, registry);
  await (&slow, 1);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "there"));
  second = g_thread_new ("second", find_y_thread, registry);
  g_usleep (20000); /* most likely the second waits now; the outcome is the same if not */
  g_assert_cmpint (g_atomic_int_get (&slow.n_calls), ==, 1);
  reach (&slow, 2);
  g_assert_true (GPOINTER_TO_INT (g_thread_join (first)));
  g_assert_true (GPOINTER_TO_INT (g_thread_join (second)));
  g_assert_cmpint (g_atomic_int_get (&slow.n_calls), ==, 1);
  slow_clear (&slow);
  g_assert_finalize_object (registry);
}

/* When the one that was waited for has failed, the waiter tries with its own name. */
static void
test_waiting_for_failure (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Slow slow = { .fails = TRUE };
  GThread *first, *second;

  slow_init (&slow);
  greg_registry_add_loader (registry, "slow", slow_cb, &slow, NULL);
  first = g_thread_new ("first", find_x_thread, registry);
  await (&slow, 1);
  second = g_thread_new ("second", find_y_thread, registry);
  g_usleep (20000);
  reach (&slow, 2);
  g_assert_false (GPOINTER_TO_INT (g_thread_join (first)));
  g_assert_false (GPOINTER_TO_INT (g_thread_join (second)));
  g_assert_cmpint (g_atomic_int_get (&slow.n_calls), ==, 2);
  slow_clear (&slow);
  g_assert_finalize_object (registry);
}

/* Removed while it runs elsewhere: nobody waits, and its data lives until it is over. */
static void
test_remove_while_running (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Slow slow = { 0 };
  GThread *first;
  guint id;

  slow_init (&slow);
  id = greg_registry_add_loader (registry, "slow", slow_cb, &slow, (GDestroyNotify) slow_clear);
  first = g_thread_new ("first", find_x_thread, registry);
  await (&slow, 1);
  g_assert_true (greg_registry_remove_loader (registry, id));
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "z"));
  reach (&slow, 2);
  g_assert_true (GPOINTER_TO_INT (g_thread_join (first)));
  g_assert_finalize_object (registry);
}

/* Each waits inside its loader until the other is inside too, then misses in the other registry. */
static gboolean
crossing_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Slow *slow = user_data;

  g_mutex_lock (&slow->lock);
  slow->n_calls++;
  g_cond_broadcast (&slow->changed);
  while (slow->n_calls < 2)
    g_cond_wait (&slow->changed, &slow->lock);
  g_mutex_unlock (&slow->lock);
  g_assert_false (
      greg_source_contains (GREG_SOURCE (registry == slow->here ? slow->other : slow->here), name));
  return TRUE;
}

static void
test_crossing (void)
{
  GregRegistry *a = greg_registry_new ("a", G_TYPE_NONE);
  GregRegistry *b = greg_registry_new ("b", G_TYPE_NONE);
  Slow slow = { .here = a, .other = b };
  GThread *first, *second;

  slow_init (&slow);
  greg_registry_add_loader (a, "in a", crossing_cb, &slow, NULL);
  greg_registry_add_loader (b, "in b", crossing_cb, &slow, NULL);
  first = g_thread_new ("first", find_x_thread, a);
  second = g_thread_new ("second", find_x_thread, b);
  g_assert_false (GPOINTER_TO_INT (g_thread_join (first)));
  g_assert_false (GPOINTER_TO_INT (g_thread_join (second)));
  g_assert_cmpuint (slow.n_calls, ==, 2);
  slow_clear (&slow);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* --- ::resolve --- */

typedef struct
{
  const char *knows; /* the name it makes something for, or NULL */
  GregFactory *gives;
  guint n_calls;
} Resolver;

static GregFactory *
resolve_cb (GregRegistry *registry, const char *name, gpointer user_data)
{
  Resolver *resolver = user_data;

  resolver->n_calls++;
  return g_strcmp0 (name, resolver->knows) == 0 ? g_object_ref (resolver->gives) : NULL;
}

/* The first that is not NULL wins; what is there is not asked for; what is answered is not
 * registered. */
static void
test_resolve (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "anything", "", 0);
  GregFactory *b = make_factory ("B", "x", "", 0);
  Resolver first = { .knows = "x", .gives = a }, second = { .knows = "x", .gives = b };
  Resolver none = { 0 };

  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), &none);
  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), &first);
  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), &second);
  g_assert_true (greg_registry_register_type (registry, "there", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "there"));
  g_assert_cmpuint (none.n_calls, ==, 0);
  assert_lookup (registry, "x", "A");
  g_assert_cmpuint (none.n_calls, ==, 1);
  g_assert_cmpuint (first.n_calls, ==, 1);
  g_assert_cmpuint (second.n_calls, ==, 0);
  g_assert_true (greg_factory_is_sealed (a));
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 1);
  assert_lookup (registry, "x", "A");
  g_assert_cmpuint (first.n_calls, ==, 2);
  assert_lookup (registry, "y", "none");
  g_assert_cmpuint (second.n_calls, ==, 1);
  {
    g_autoptr (GPtrArray) all = greg_source_lookup_all (GREG_SOURCE (registry), "x");

    g_assert_cmpuint (all->len, ==, 1);
    g_assert_true (all->pdata[0] == a);
  }
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

static GObject *
string_list_cb (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

static void
test_resolve_wrong_type (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_CONVERTER);
  GregFactory *wrong = greg_factory_new_for_type ("x", G_TYPE_OBJECT);
  GregFactory *nameless = greg_factory_new_for_func (NULL, G_TYPE_NONE, string_list_cb, NULL, NULL);
  Resolver resolver = { .knows = "x", .gives = wrong };
  g_autoptr (GError) error = NULL;

  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), &resolver);
  g_assert_null (greg_source_require (GREG_SOURCE (registry), "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_assert_nonnull (strstr (error->message, "what a handler of “resolve” gave for “x”"));
  g_clear_error (&error);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "x"));
  resolver.gives = nameless;
  g_assert_null (greg_source_require (GREG_SOURCE (registry), "x", &error));
  g_assert_nonnull (error);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (wrong);
  g_assert_finalize_object (nameless);
}

/* The signal goes before the loaders, and once more behind them when one has run. */
static void
test_resolve_and_loaders (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "x", "", 0);
  Resolver resolver = { .knows = "x", .gives = a };
  Loader loader = { .label = "l", .calls = g_string_new (NULL), .done = TRUE };

  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), &resolver);
  add_loader (registry, &loader);
  assert_lookup (registry, "x", "A");
  assert_calls (loader.calls, "");
  resolver.n_calls = 0;
  assert_lookup (registry, "y", "none");
  assert_calls (loader.calls, "l:y ");
  g_assert_cmpuint (resolver.n_calls, ==, 2);
  assert_lookup (registry, "y", "none");
  g_assert_cmpuint (resolver.n_calls, ==, 3);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_string_free (loader.calls, TRUE);
}

static GregFactory *
ask_again_cb (GregRegistry *registry, const char *name, gpointer user_data)
{
  Resolver *resolver = user_data;
  g_autofree char *lower = g_ascii_strdown (name, -1);

  resolver->n_calls++;
  g_assert_cmpuint (resolver->n_calls, <, 10);
  return greg_source_lookup (GREG_SOURCE (registry), lower);
}

/* A handler that tries another spelling, which may be the same one. */
static void
test_resolve_recursion (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Resolver resolver = { 0 };

  g_assert_true (greg_registry_register_type (registry, "gzip", G_TYPE_OBJECT, NULL));
  g_signal_connect (registry, "resolve", G_CALLBACK (ask_again_cb), &resolver);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "GZip"));
  g_assert_cmpuint (resolver.n_calls, ==, 1);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "Zip"));
  g_assert_cmpuint (resolver.n_calls, ==, 3);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "zip"));
  g_assert_cmpuint (resolver.n_calls, ==, 4);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loaders/order", test_order);
  g_test_add_func ("/loaders/never-for-lists", test_never_for_lists);
  g_test_add_func ("/loaders/all-of-a-name", test_all_of_a_name);
  g_test_add_func ("/loaders/failure", test_failure);
  g_test_add_func ("/loaders/remove", test_remove);
  g_test_add_func ("/loaders/frozen", test_frozen);
  g_test_add_func ("/loaders/no-recursion", test_no_recursion);
  g_test_add_func ("/loaders/dependency", test_dependency);
  g_test_add_func ("/loaders/remove-self", test_remove_self);
  g_test_add_func ("/loaders/waiting", test_waiting);
  g_test_add_func ("/loaders/waiting-for-failure", test_waiting_for_failure);
  g_test_add_func ("/loaders/remove-while-running", test_remove_while_running);
  g_test_add_func ("/loaders/crossing", test_crossing);
  g_test_add_func ("/resolve/first-wins", test_resolve);
  g_test_add_func ("/resolve/wrong-type", test_resolve_wrong_type);
  g_test_add_func ("/resolve/and-loaders", test_resolve_and_loaders);
  g_test_add_func ("/resolve/recursion", test_resolve_recursion);
  return g_test_run ();
}
