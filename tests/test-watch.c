/* test-watch.c - being told of changes in a main context of one's own
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "watch-helpers.h"

/* What a watch was told, as “+a1 -b2 c1>c2”, and how often its data was freed. */
typedef struct
{
  GregSource *source;
  GString *text;
  GThread *thread; /* where everything must happen */
  guint id;
  guint n_freed;
  gboolean running;
  void (*then) (gpointer user_data); /* called from within the first call */
} Watch;

static void
watch_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  Watch *self = user_data;
  void (*then) (gpointer) = self->then;

  g_assert_true (source == self->source);
  g_assert_true (removed != NULL || added != NULL);
  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpuint (self->n_freed, ==, 0);
  g_assert_false (self->running);
  if (self->text->len > 0)
    g_string_append_c (self->text, ' ');
  g_string_append_printf (self->text, "%s%s%s", removed == NULL ? "+" : added == NULL ? "-" : "",
                          id_of (removed != NULL ? removed : added),
                          removed != NULL && added != NULL ? ">" : "");
  if (removed != NULL && added != NULL)
    g_string_append (self->text, id_of (added));
  self->then = NULL;
  self->running = TRUE;
  if (then != NULL)
    then (self);
  self->running = FALSE;
}

static void
freed_cb (gpointer user_data)
{
  Watch *self = user_data;

  g_assert_true (g_thread_self () == self->thread);
  g_assert_false (self->running);
  self->n_freed++;
}

static void
watch_start (Watch *self, gpointer source, GregWatchFlags flags)
{
  self->source = source;
  self->text = g_string_new (NULL);
  self->thread = g_thread_self ();
  self->id = greg_source_watch (source, flags, watch_cb, self, freed_cb);
  g_assert_cmpuint (self->id, !=, 0);
  g_assert_cmpstr (self->text->str, ==, "");
}

static void
watch_clear (Watch *self)
{
  g_assert_cmpuint (self->n_freed, ==, 1);
  g_string_free (self->text, TRUE);
}

static void
watch_stop (Watch *self)
{
  g_assert_true (greg_source_unwatch (self->source, self->id));
  watch_clear (self);
}

/* Compares what came since the last time, once the context has run. */
#define assert_watch(self, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    run_context (NULL);                                                                            \
    g_assert_cmpstr ((self)->text->str, ==, (expected));                                           \
    g_string_truncate ((self)->text, 0);                                                           \
  }                                                                                                \
  G_STMT_END

/* Adds and forgets a factory. */
static void
add (GregRegistry *registry, const char *id, const char *name, GregDuplicates duplicates)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, "", 0);

  register_ok (registry, factory, duplicates);
}

/* --- what is delivered --- */

static void
test_changes (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  add (registry, "C", "b", GREG_DUPLICATES_REPLACE);
  unregister_ok (registry, "a");
  g_assert_cmpstr (watch.text->str, ==, "");
  assert_watch (&watch, "+B B>C -A");
  assert_watch (&watch, "");
  add (registry, "D", "b", GREG_DUPLICATES_STACK);
  add (registry, "E", "b", GREG_DUPLICATES_REPLACE);
  assert_watch (&watch, "+D -D C>E");
  watch_stop (&watch);
  add (registry, "F", "f", GREG_DUPLICATES_REJECT);
  run_context (NULL);
  g_assert_finalize_object (registry);
}

static void
test_nothing_changed (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregFactory) other = make_factory ("B", "a", "", 0);
  GregBatch *batch = greg_registry_begin (registry);
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  add (registry, "A", "a", GREG_DUPLICATES_REPLACE);
  add (registry, "B", "a", GREG_DUPLICATES_KEEP);
  g_assert_false (greg_registry_add (registry, other, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (greg_registry_unregister (registry, "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (greg_batch_register_type (batch, "c", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_add (batch, other, NULL));
  g_assert_false (greg_batch_commit (batch, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  assert_watch (&watch, "");
  watch_stop (&watch);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

static void
test_replay (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregFactory) front = make_factory ("C", "a", "", 7);
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  register_ok (registry, front, GREG_DUPLICATES_STACK);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  /* What changes before the context runs comes after what was there, and what was there comes
   * whole. */
  add (registry, "D", "b", GREG_DUPLICATES_REPLACE);
  unregister_ok (registry, "a");
  assert_watch (&watch, "+A +B +C B>D -C");
  watch_stop (&watch);
  g_assert_finalize_object (registry);
}

static void
test_replay_of_nothing (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  assert_watch (&watch, "");
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  assert_watch (&watch, "+A");
  watch_stop (&watch);
  g_assert_finalize_object (registry);
}

/* A watch tells what the signals told, but for “changed”. */
static void
test_batch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  g_autoptr (GregFactory) b = make_factory ("B", "a", "", 0);
  g_autoptr (GregFactory) c = make_factory ("C", "c", "", 0);
  Watch watch = { 0 }, late = { 0 };
  Record record;

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  record_start (&record, registry);
  greg_batch_add_full (batch, b, GREG_DUPLICATES_REPLACE, NULL);
  greg_batch_add (batch, c, NULL);
  g_assert_true (greg_batch_commit (batch, NULL));
  assert_record (&record, "A>B +C changed");
  watch_start (&late, registry, GREG_WATCH_REPLAY);
  assert_watch (&watch, "A>B +C");
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_record (&record, "-C B>A changed");
  assert_watch (&watch, "-C B>A");
  assert_watch (&late, "+B +C -C B>A");
  record_stop (&record);
  watch_stop (&watch);
  watch_stop (&late);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

/* --- ending --- */

static void
test_unwatch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch first = { 0 }, second = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&first, registry, GREG_WATCH_REPLAY);
  watch_start (&second, registry, GREG_WATCH_REPLAY);
  g_assert_cmpuint (first.id, !=, second.id);
  g_assert_true (greg_source_unwatch (first.source, first.id));
  g_assert_cmpuint (first.n_freed, ==, 1);
  g_assert_false (greg_source_unwatch (first.source, first.id));
  g_assert_false (greg_source_unwatch (first.source, 0));
  g_assert_false (greg_source_unwatch (first.source, second.id + 1));
  assert_watch (&first, "");
  assert_watch (&second, "+A");
  watch_clear (&first);
  watch_stop (&second);
  g_assert_finalize_object (registry);
}

static void
test_without_destroy (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { registry != NULL ? GREG_SOURCE (registry) : NULL };
  guint id;

  watch.text = g_string_new (NULL);
  watch.thread = g_thread_self ();
  id = greg_source_watch (GREG_SOURCE (registry), GREG_WATCH_NONE, watch_cb, &watch, NULL);
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  assert_watch (&watch, "+A");
  g_assert_true (greg_source_unwatch (GREG_SOURCE (registry), id));
  g_string_free (watch.text, TRUE);
  g_assert_finalize_object (registry);
}

static void
test_source_goes (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  Watch watch = { 0 };

  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (watch.n_freed, ==, 1);
  assert_watch (&watch, "");
  watch_clear (&watch);
  g_assert_finalize_object (a);
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);
  return NULL;
}

static void
test_source_goes_elsewhere (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  Watch watch = { 0 };

  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  g_thread_join (g_thread_new ("unref", unref_thread, registry));
  g_assert_cmpuint (watch.n_freed, ==, 0);
  g_assert_finalize_object (a);
  assert_watch (&watch, "");
  watch_clear (&watch);
}

static gpointer
unwatch_thread (gpointer data)
{
  Watch *watch = data;

  g_assert_true (greg_source_unwatch (watch->source, watch->id));
  g_assert_false (greg_source_unwatch (watch->source, watch->id));
  return NULL;
}

static void
test_unwatch_elsewhere (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  watch_start (&watch, registry, GREG_WATCH_NONE);
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  g_thread_join (g_thread_new ("unwatch", unwatch_thread, &watch));
  g_assert_cmpuint (watch.n_freed, ==, 0);
  assert_watch (&watch, "");
  watch_clear (&watch);
  g_assert_finalize_object (registry);
}

/* --- from within a call --- */

static void
unwatch_then (gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_true (greg_source_unwatch (watch->source, watch->id));
  g_assert_cmpuint (watch->n_freed, ==, 0);
}

static void
test_unwatch_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  add (registry, "C", "c", GREG_DUPLICATES_REJECT);
  watch.then = unwatch_then;
  assert_watch (&watch, "+A");
  watch_clear (&watch);
  g_assert_finalize_object (registry);
}

static void
register_then (gpointer user_data)
{
  Watch *watch = user_data;

  add (GREG_REGISTRY (watch->source), "N", "n", GREG_DUPLICATES_REJECT);
}

static void
test_register_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  watch.then = register_then;
  assert_watch (&watch, "+A +B +N");
  watch_stop (&watch);
  g_assert_finalize_object (registry);
}

static Watch inner;

static void
watch_then (gpointer user_data)
{
  Watch *watch = user_data;

  watch_start (&inner, watch->source, GREG_WATCH_REPLAY);
}

static void
test_watch_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  inner = (Watch){ 0 };
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  watch.then = watch_then;
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  assert_watch (&watch, "+A +B");
  assert_watch (&inner, "+A +B");
  watch_stop (&watch);
  watch_stop (&inner);
  g_assert_finalize_object (registry);
}

static void
run_then (gpointer user_data)
{
  Watch *watch = user_data;

  register_then (watch);
  run_context (NULL);
  g_assert_cmpstr (watch->text->str, ==, "+A");
}

/* A watch waits until its function has returned; another one goes on meanwhile. */
static void
test_run_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  inner = (Watch){ 0 };
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  watch_start (&inner, registry, GREG_WATCH_NONE);
  watch.then = run_then;
  assert_watch (&watch, "+A +N");
  assert_watch (&inner, "+N");
  watch_stop (&watch);
  watch_stop (&inner);
  g_assert_finalize_object (registry);
}

static void
drop_then (gpointer user_data)
{
  Watch *watch = user_data;

  g_object_unref (watch->source);
}

static void
test_drop_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  gpointer weak = registry;
  Watch watch = { 0 };

  g_object_add_weak_pointer (G_OBJECT (registry), &weak);
  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  watch.then = drop_then;
  /* It stays until all that is due has been delivered. */
  assert_watch (&watch, "+A +B");
  g_assert_null (weak);
  watch_clear (&watch);
  g_assert_finalize_object (a);
}

static void
dispose_then (gpointer user_data)
{
  Watch *watch = user_data;

  g_object_run_dispose (G_OBJECT (watch->source));
  g_assert_cmpuint (watch->n_freed, ==, 0);
}

static void
test_dispose_inside (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { 0 };

  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  add (registry, "B", "b", GREG_DUPLICATES_REJECT);
  watch_start (&watch, registry, GREG_WATCH_REPLAY);
  watch.then = dispose_then;
  assert_watch (&watch, "+A");
  watch_clear (&watch);
  g_assert_finalize_object (registry);
}

static void
free_and_watch_cb (gpointer user_data)
{
  Watch *watch = user_data;

  freed_cb (watch);
  watch_start (&inner, watch->source, GREG_WATCH_REPLAY);
  register_then (watch);
  g_assert_false (greg_source_unwatch (watch->source, watch->id));
}

static void
test_use_in_destroy (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  Watch watch = { .source = GREG_SOURCE (registry), .thread = g_thread_self () };

  inner = (Watch){ 0 };
  watch.text = g_string_new (NULL);
  watch.id = greg_source_watch (watch.source, GREG_WATCH_NONE, watch_cb, &watch, free_and_watch_cb);
  g_assert_true (greg_source_unwatch (watch.source, watch.id));
  assert_watch (&inner, "+N");
  watch_clear (&watch);
  watch_stop (&inner);
  g_assert_finalize_object (registry);
}

/* --- contexts --- */

static void
test_context (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GMainContext *context = g_main_context_new ();
  Watch watch = { 0 };

  g_main_context_push_thread_default (context);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  g_main_context_pop_thread_default (context);
  add (registry, "A", "a", GREG_DUPLICATES_REJECT);
  assert_watch (&watch, "");
  run_context (context);
  assert_watch (&watch, "+A");
  g_main_context_push_thread_default (context);
  watch_stop (&watch);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  g_assert_finalize_object (registry);
}

static void
test_context_goes (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GMainContext *context = g_main_context_new ();
  GregFactory *a = make_factory ("A", "a", "", 0);
  Watch watch = { 0 };

  g_main_context_push_thread_default (context);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  g_main_context_pop_thread_default (context);
  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  g_main_context_unref (context);
  g_assert_cmpuint (watch.n_freed, ==, 1);
  g_assert_cmpstr (watch.text->str, ==, "");
  g_assert_false (greg_source_unwatch (watch.source, watch.id));
  unregister_ok (registry, "a");
  g_assert_finalize_object (a);
  watch_clear (&watch);
  g_assert_finalize_object (registry);
}

/* Unwatching before the context is freed, where nobody runs it any more. */
static void
test_context_goes_later (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GMainContext *context = g_main_context_new ();
  Watch watch = { 0 };

  g_main_context_push_thread_default (context);
  watch_start (&watch, registry, GREG_WATCH_NONE);
  g_main_context_pop_thread_default (context);
  g_assert_true (greg_source_unwatch (watch.source, watch.id));
  g_assert_cmpuint (watch.n_freed, ==, 0);
  g_main_context_unref (context);
  watch_clear (&watch);
  g_assert_finalize_object (registry);
}

/* --- sources that only tell that they changed --- */

static void
test_listed (void)
{
  ListSource *source = list_source_new ();
  g_autoptr (GregFactory) a = make_factory ("A", "a", "", 0);
  g_autoptr (GregFactory) a2 = make_factory ("A2", "a", "", 0);
  g_autoptr (GregFactory) a3 = make_factory ("A3", "a", "", 0);
  g_autoptr (GregFactory) b = make_factory ("B", "b", "", 0);
  g_autoptr (GregFactory) c = make_factory ("C", "c", "", 0);
  Watch watch = { 0 }, replay = { 0 };

  list_source_change (source, 0, 0, a);
  list_source_change (source, 1, 0, b);
  watch_start (&watch, source, GREG_WATCH_NONE);
  watch_start (&replay, source, GREG_WATCH_REPLAY);
  assert_watch (&watch, "");
  assert_watch (&replay, "+A +B");

  list_source_change (source, 0, 1, a2);
  assert_watch (&watch, "");
  list_source_announce (source);
  assert_watch (&watch, "A>A2");
  /* Several changes are seen as one, and what came and went is not seen. */
  list_source_change (source, 0, 0, c);
  list_source_announce (source);
  list_source_change (source, 2, 1, NULL);
  list_source_announce (source);
  list_source_change (source, 2, 0, b);
  list_source_change (source, 2, 1, NULL);
  list_source_announce (source);
  assert_watch (&watch, "-B +C");
  assert_watch (&replay, "A>A2 -B +C");
  /* A stack; one factory twice; another order. */
  list_source_change (source, 0, 0, a);
  list_source_change (source, 0, 0, a3);
  list_source_change (source, 0, 0, a3);
  list_source_announce (source);
  assert_watch (&watch, "+A3 +A3 +A");
  list_source_change (source, 0, 1, NULL);
  list_source_change (source, 1, 1, NULL);
  list_source_announce (source);
  assert_watch (&watch, "-A3 -A");
  list_source_change (source, 0, 1, NULL);
  list_source_change (source, 2, 0, a3);
  list_source_announce (source);
  assert_watch (&watch, "");
  list_source_change (source, 0, 3, NULL);
  list_source_announce (source);
  assert_watch (&watch, "-C -A2 -A3");
  watch_stop (&watch);
  g_assert_finalize_object (source);
  watch_clear (&replay);
}

/* What changes between the watch and its first delivery is not lost, and not told twice. */
static void
test_listed_replay (void)
{
  ListSource *source = list_source_new ();
  g_autoptr (GregFactory) a = make_factory ("A", "a", "", 0);
  g_autoptr (GregFactory) b = make_factory ("B", "b", "", 0);
  Watch watch = { 0 };

  list_source_change (source, 0, 0, a);
  watch_start (&watch, source, GREG_WATCH_REPLAY);
  list_source_change (source, 0, 1, b);
  list_source_announce (source);
  assert_watch (&watch, "+A -A +B");
  watch_stop (&watch);
  g_assert_finalize_object (source);
}

static gpointer
announce_thread (gpointer source)
{
  list_source_change (source, 0, LIST_SOURCE (source)->factories->len, NULL);
  list_source_announce (source);
  return NULL;
}

static void
test_listed_elsewhere (void)
{
  ListSource *source = list_source_new ();
  GregFactory *a = make_factory ("A", "a", "", 0);
  Watch watch = { 0 };

  list_source_change (source, 0, 0, a);
  watch_start (&watch, source, GREG_WATCH_NONE);
  g_thread_join (g_thread_new ("announce", announce_thread, source));
  assert_watch (&watch, "-A");
  watch_stop (&watch);
  g_assert_finalize_object (source);
  g_assert_finalize_object (a);
}

/* --- derived registries --- */

#define PLAIN_TYPE_REGISTRY (plain_registry_get_type ())
G_DECLARE_FINAL_TYPE (PlainRegistry, plain_registry, PLAIN, REGISTRY, GregRegistry)

struct _PlainRegistry
{
  GregRegistry parent_instance;
};

G_DEFINE_FINAL_TYPE (PlainRegistry, plain_registry, GREG_TYPE_REGISTRY)

static void
plain_registry_class_init (PlainRegistryClass *klass)
{
}

static void
plain_registry_init (PlainRegistry *self)
{
}

/* Shows only what is named in capitals. */
#define CAPITAL_TYPE_REGISTRY (capital_registry_get_type ())
G_DECLARE_FINAL_TYPE (CapitalRegistry, capital_registry, CAPITAL, REGISTRY, GregRegistry)

struct _CapitalRegistry
{
  GregRegistry parent_instance;
};

G_DEFINE_FINAL_TYPE (CapitalRegistry, capital_registry, GREG_TYPE_REGISTRY)

static char **
capital_registry_names (GregSource *source)
{
  char **names = GREG_SOURCE_CLASS (capital_registry_parent_class)->names (source);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_isupper (names[i][0]))
      names[n++] = names[i];
    else
      g_free (names[i]);
  names[n] = NULL;
  return names;
}

static void
capital_registry_class_init (CapitalRegistryClass *klass)
{
  GREG_SOURCE_CLASS (klass)->names = capital_registry_names;
}

static void
capital_registry_init (CapitalRegistry *self)
{
}

static void
test_derived (void)
{
  GregRegistry *plain = g_object_new (PLAIN_TYPE_REGISTRY, NULL);
  GregRegistry *capital = g_object_new (CAPITAL_TYPE_REGISTRY, NULL);
  Watch watches[2] = { 0 };

  add (plain, "A", "a", GREG_DUPLICATES_REJECT);
  add (capital, "A", "a", GREG_DUPLICATES_REJECT);
  watch_start (&watches[0], plain, GREG_WATCH_REPLAY);
  watch_start (&watches[1], capital, GREG_WATCH_REPLAY);
  for (guint i = 0; i < 2; i++)
    {
      GregRegistry *registry = i == 0 ? plain : capital;

      add (registry, "B", "B", GREG_DUPLICATES_REJECT);
      add (registry, "C", "c", GREG_DUPLICATES_REJECT);
      unregister_ok (registry, "B");
      add (registry, "D", "D", GREG_DUPLICATES_REJECT);
    }
  /* Each change of the one; of the other, which must be listed, the result. */
  assert_watch (&watches[0], "+A +B +C -B +D");
  assert_watch (&watches[1], "+D");
  watch_stop (&watches[0]);
  watch_stop (&watches[1]);
  g_assert_finalize_object (plain);
  g_assert_finalize_object (capital);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch/changes", test_changes);
  g_test_add_func ("/watch/nothing-changed", test_nothing_changed);
  g_test_add_func ("/watch/replay", test_replay);
  g_test_add_func ("/watch/replay-of-nothing", test_replay_of_nothing);
  g_test_add_func ("/watch/batch", test_batch);
  g_test_add_func ("/watch/unwatch", test_unwatch);
  g_test_add_func ("/watch/without-destroy", test_without_destroy);
  g_test_add_func ("/watch/source-goes", test_source_goes);
  g_test_add_func ("/watch/source-goes-elsewhere", test_source_goes_elsewhere);
  g_test_add_func ("/watch/unwatch-elsewhere", test_unwatch_elsewhere);
  g_test_add_func ("/watch/inside/unwatch", test_unwatch_inside);
  g_test_add_func ("/watch/inside/register", test_register_inside);
  g_test_add_func ("/watch/inside/watch", test_watch_inside);
  g_test_add_func ("/watch/inside/run", test_run_inside);
  g_test_add_func ("/watch/inside/drop", test_drop_inside);
  g_test_add_func ("/watch/inside/dispose", test_dispose_inside);
  g_test_add_func ("/watch/inside/destroy", test_use_in_destroy);
  g_test_add_func ("/watch/context", test_context);
  g_test_add_func ("/watch/context-goes", test_context_goes);
  g_test_add_func ("/watch/context-goes-later", test_context_goes_later);
  g_test_add_func ("/watch/listed", test_listed);
  g_test_add_func ("/watch/listed/replay", test_listed_replay);
  g_test_add_func ("/watch/listed/elsewhere", test_listed_elsewhere);
  g_test_add_func ("/watch/derived", test_derived);
  return g_test_run ();
}
