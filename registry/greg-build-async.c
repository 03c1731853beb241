/* greg-build-async.c - a build that waits for its parts without blocking
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-build-private.h"

#include "greg-error.h"
#include "greg-instantiate-private.h"
#include "greg-make-private.h"

/* A build is planned at once. Then every item is started as soon as its parts are there:
 *
 *   ready ──► start ──► made here at once ─────────────────► done: the whole it is a part of
 *               ├─────► initialised asynchronously ────────►       has one part less to wait for
 *               └─────► code bound to another thread: runs
 *                       there, and comes back ─────────────►
 *
 * The first failure, or the caller's wish to cancel, ends it: nothing more is started, what is under way is
 * cancelled, and when the last of it has come back everything that was made is let go and the error is given.
 *
 * All of this happens in the main context of the caller, so that it needs no lock. Only a call in another thread
 * is shared: an atomic state decides whether it runs or was given up. */

typedef struct
{
  GregPlan plan;
  GPtrArray *sources;
  GregConfig *defaults;
  GregTree *tree;
  GArray *roots;       /* of guint, when a list is wanted */
  gboolean wants_list;
  guint *n_missing;    /* for each item, how many of its parts are not made yet */
  guint *whole;        /* for each item, the item that it is a part of, or NO_ITEM */
  GQueue ready;        /* of items + 1 */
  guint n_done;
  guint n_running;
  GQueue calls;        /* of Call: what waits for other threads */
  GCancellable *cancellable; /* stops what is under way; the caller's leads to it */
  GSource *cancel_source;
  GError *failure;
  gboolean is_pumping;
} Engine;

#define NO_ITEM G_MAXUINT

/* Code that runs in its own thread. */
typedef enum
{
  CALL_PENDING,
  CALL_RUNNING,
  CALL_ABANDONED
} CallState;

typedef struct
{
  gatomicrefcount ref_count;
  int state; /* CallState; atomic */
  GTask *task;
  guint item;
  GError *error;
} Call;

/* What an asynchronous initialisation comes back with. */
typedef struct
{
  GTask *task;
  guint item;
} Waiting;

static void pump (GTask *task);

static Call *
call_ref (Call *call)
{
  g_atomic_ref_count_inc (&call->ref_count);
  return call;
}

static void
call_unref (gpointer data)
{
  Call *call = data;

  if (!g_atomic_ref_count_dec (&call->ref_count))
    return;
  g_clear_error (&call->error);
  g_object_unref (call->task);
  g_free (call);
}

/* Lets go of everything that was planned and made. */
static void
engine_release (Engine *engine)
{
  if (engine->cancel_source != NULL)
    g_source_destroy (engine->cancel_source);
  g_clear_pointer (&engine->cancel_source, g_source_unref);
  greg_plan_clear (&engine->plan);
  greg_plan_init (&engine->plan, NULL, 0, NULL, NULL);
  g_queue_clear (&engine->ready);
}

static void
engine_free (gpointer data)
{
  Engine *engine = data;

  engine_release (engine);
  g_clear_pointer (&engine->tree, greg_tree_unref);
  g_clear_object (&engine->defaults);
  g_ptr_array_unref (engine->sources);
  g_array_unref (engine->roots);
  g_object_unref (engine->cancellable);
  g_clear_error (&engine->failure);
  g_free (engine->n_missing);
  g_free (engine->whole);
  g_free (engine);
}

/* --- the end --- */

static GPtrArray *
take_list (Engine *engine)
{
  GPtrArray *objects = g_ptr_array_new_full (engine->roots->len, g_object_unref);

  for (guint i = 0; i < engine->roots->len; i++)
    {
      guint root = g_array_index (engine->roots, guint, i);

      g_ptr_array_add (objects, g_steal_pointer (&engine->plan.items[root].object));
    }
  return objects;
}

static void
give_result (GTask *task, Engine *engine)
{
  if (engine->failure != NULL)
    {
      engine_release (engine);
      g_task_return_error (task, g_steal_pointer (&engine->failure));
    }
  else if (engine->wants_list)
    {
      GPtrArray *objects = take_list (engine);

      engine_release (engine);
      g_task_return_pointer (task, objects, (GDestroyNotify) g_ptr_array_unref);
    }
  else
    {
      GObject *object
          = g_steal_pointer (&engine->plan.items[engine->plan.n_items - 1].object);

      engine_release (engine);
      g_task_return_pointer (task, object, g_object_unref);
    }
}

/* --- one item --- */

/* A call that has not begun will not begin any more. */
static void
abandon_calls (Engine *engine)
{
  Call *call;

  while ((call = g_queue_pop_head (&engine->calls)) != NULL)
    {
      if (g_atomic_int_compare_and_exchange (&call->state, CALL_PENDING, CALL_ABANDONED))
        engine->n_running--;
      call_unref (call);
    }
}

static void
fail (Engine *engine, GError *failure)
{
  if (engine->failure != NULL)
    {
      g_error_free (failure);
      return;
    }
  engine->failure = failure;
  g_cancellable_cancel (engine->cancellable);
  abandon_calls (engine);
}

/* Takes the failure, which is NULL when the item was made. */
static void
item_done (Engine *engine, guint index, GError *failure)
{
  GregItem *item = &engine->plan.items[index];
  guint whole = engine->whole[index];

  if (failure != NULL)
    {
      if (engine->failure == NULL)
        greg_make_report (&engine->plan, item, &failure);
      fail (engine, failure);
      return;
    }

  greg_make_announce (item);
  engine->n_done++;
  if (whole != NO_ITEM && --engine->n_missing[whole] == 0)
    g_queue_push_tail (&engine->ready, GUINT_TO_POINTER (whole + 1));
}

static void
initialised_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (GTask) task = waiting->task;
  Engine *engine = g_task_get_task_data (task);
  GError *failure = NULL;

  engine->n_running--;
  if (g_async_initable_init_finish (G_ASYNC_INITABLE (object), result, &failure))
    g_clear_error (&failure);
  else
    greg_initialise_explain (object, &failure);
  item_done (engine, waiting->item, failure);
  pump (task);
}

static void
start_initialising (GTask *task, Engine *engine, guint index)
{
  GregItem *item = &engine->plan.items[index];
  GError *failure = NULL;
  Waiting *waiting;

  if (!greg_make_uninitialised (item, &failure))
    {
      item_done (engine, index, failure);
      return;
    }
  /* A constructor may give an instance of another class than was asked for. */
  if (!G_IS_ASYNC_INITABLE (item->object))
    {
      greg_initialise (item->object, engine->cancellable, &failure);
      item_done (engine, index, failure);
      return;
    }

  waiting = g_new (Waiting, 1);
  *waiting = (Waiting) { .task = g_object_ref (task), .item = index };
  engine->n_running++;
  g_async_initable_init_async (G_ASYNC_INITABLE (item->object), g_task_get_priority (task),
                               engine->cancellable, initialised_cb, waiting);
}

/* --- code that is bound to another thread --- */

static void
attach (GMainContext *context, GSourceFunc func, Call *call)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (call->task));
  g_source_set_callback (source, func, call_ref (call), call_unref);
  g_source_attach (source, context);
}

/* Back in the context of the caller. */
static gboolean
call_returned_cb (gpointer data)
{
  Call *call = data;
  g_autoptr (GTask) task = g_object_ref (call->task);
  Engine *engine = g_task_get_task_data (task);

  if (g_queue_remove (&engine->calls, call))
    call_unref (call);
  engine->n_running--;
  item_done (engine, call->item, g_steal_pointer (&call->error));
  pump (task);
  return G_SOURCE_REMOVE;
}

/* In the context where the code was registered. */
static gboolean
call_cb (gpointer data)
{
  Call *call = data;
  Engine *engine = g_task_get_task_data (call->task);
  GregItem *item;

  if (!g_atomic_int_compare_and_exchange (&call->state, CALL_PENDING, CALL_RUNNING))
    return G_SOURCE_REMOVE;

  /* The caller waits for this call, so the items stay; and whoever iterates the context may not be its thread. */
  item = &engine->plan.items[call->item];
  if (greg_make_check_thread (item->factory, &call->error))
    greg_make_run (item, &call->error);
  attach (g_task_get_context (call->task), call_returned_cb, call);
  return G_SOURCE_REMOVE;
}

static void
start_call (GTask *task, Engine *engine, guint index, const GregHome *home)
{
  Call *call = g_new (Call, 1);

  *call = (Call) { .state = CALL_PENDING, .task = g_object_ref (task), .item = index };
  g_atomic_ref_count_init (&call->ref_count);
  g_queue_push_tail (&engine->calls, call);
  engine->n_running++;
  attach (home->context, call_cb, call);
}

/* --- going on --- */

static void
start (GTask *task, Engine *engine, guint index)
{
  GregItem *item = &engine->plan.items[index];
  const GregHome *home = greg_factory_get_home (item->factory);
  GError *failure = NULL;

  greg_make_fill (&engine->plan, item);
  if (!greg_home_is_here (home))
    start_call (task, engine, index, home);
  else if (greg_make_needs_waiting (item))
    start_initialising (task, engine, index);
  else
    {
      greg_make_run (item, &failure);
      item_done (engine, index, failure);
    }
}

static gboolean
may_go_on (GTask *task, Engine *engine)
{
  GError *cancelled = NULL;

  if (engine->failure == NULL
      && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &cancelled))
    fail (engine, cancelled);
  return engine->failure == NULL;
}

/* Starts whatever is ready. Code that runs in here may bring the main loop, and so this, to run again. */
static void
pump (GTask *task)
{
  g_autoptr (GTask) alive = g_object_ref (task);
  Engine *engine = g_task_get_task_data (alive);

  if (engine->is_pumping)
    return;

  engine->is_pumping = TRUE;
  while (may_go_on (alive, engine) && !g_queue_is_empty (&engine->ready))
    start (alive, engine, GPOINTER_TO_UINT (g_queue_pop_head (&engine->ready)) - 1);
  engine->is_pumping = FALSE;

  if (engine->n_running == 0
      && (engine->failure != NULL || engine->n_done == engine->plan.n_items))
    give_result (alive, engine);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;

  pump (task);
  return G_SOURCE_REMOVE;
}

/* The source holds the task; both go when the result is given. */
static void
watch_cancellable (GTask *task, Engine *engine)
{
  if (g_task_get_cancellable (task) == NULL)
    return;
  engine->cancel_source = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (engine->cancel_source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task),
                         g_object_unref);
  g_source_attach (engine->cancel_source, g_task_get_context (task));
}

static void
note_parts (Engine *engine, guint index)
{
  GArray *pending = engine->plan.items[index].pending;

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      const GregPending *one = &g_array_index (pending, GregPending, i);

      engine->n_missing[index] += one->n;
      for (guint j = 0; j < one->n; j++)
        engine->whole[g_array_index (engine->plan.links, guint, one->first + j)] = index;
    }
}

static void
prepare (Engine *engine)
{
  guint n = engine->plan.n_items;

  engine->n_missing = g_new0 (guint, n + 1);
  engine->whole = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    engine->whole[i] = NO_ITEM;
  for (guint i = 0; i < n; i++)
    note_parts (engine, i);
  for (guint i = 0; i < n; i++)
    if (engine->n_missing[i] == 0)
      g_queue_push_tail (&engine->ready, GUINT_TO_POINTER (i + 1));
}

static Engine *
engine_new (const GregBuildSetup *setup, const GregTree *tree, GregReport *report)
{
  Engine *engine = g_new0 (Engine, 1);

  engine->sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < setup->n_sources; i++)
    g_ptr_array_add (engine->sources, g_object_ref (setup->sources[i]));
  engine->defaults = setup->defaults != NULL ? g_object_ref (setup->defaults) : NULL;
  engine->tree = tree != NULL ? greg_tree_ref ((GregTree *) tree) : NULL;
  engine->roots = g_array_new (FALSE, FALSE, sizeof (guint));
  engine->cancellable = g_cancellable_new ();
  greg_plan_init (&engine->plan, (GregSource *const *) engine->sources->pdata,
                  engine->sources->len, engine->defaults, report);
  engine->plan.live = setup->live != NULL ? g_array_ref (setup->live) : NULL;
  return engine;
}

void
greg_build_async (GTask *task,
                  const GregBuildSetup *setup,
                  const char *name,
                  const GregTree *tree,
                  guint32 index,
                  gboolean wants_list,
                  GregReport *report)
{
  g_autoptr (GTask) owned = task;
  Engine *engine = engine_new (setup, tree, report);
  GError *failure = NULL;
  gboolean planned;
  guint item;

  g_task_set_task_data (owned, engine, engine_free);
  engine->wants_list = wants_list;
  planned = wants_list ? greg_build_plan_list (&engine->plan, tree, index, engine->roots)
                       : greg_plan_root (&engine->plan, tree, index, name, G_TYPE_OBJECT, &item);
  if (!planned)
    {
      greg_report_check (engine->plan.report, &failure);
      engine_release (engine);
      g_task_return_error (owned, failure);
      return;
    }

  prepare (engine);
  watch_cancellable (owned, engine);
  pump (owned);
}
