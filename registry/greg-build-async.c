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
 *   ready ──► step ──► made here at once ────────────────────► done: the whole it is a part of
 *               ├────► initialised asynchronously ───────────►       has one part less to wait for
 *               └────► code bound to another thread: all of
 *                      this happens there, and comes back ───►
 *
 * The first failure, or the caller's wish to cancel, ends it: nothing more is started, what is
 * under way is cancelled, and when the last of it has come back everything that was made is let go
 * and the error is given.
 *
 * All of this happens in the main context of the caller, so that it needs no lock: a context is
 * iterated by one thread at a time. Only a step that is away is touched by another thread, and by
 * that one alone until it comes back.
 *
 * Whatever is called may run the main loop, and so bring other steps to their end, before it
 * returns. So everything that comes from outside is enclosed in enter() and leave(), and only the
 * outermost leave() goes on. */

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
  guint n_running;     /* steps that have begun and not ended */
  GQueue away;         /* of Step: those that other threads may still have to begin */
  GCancellable *cancellable; /* stops what is under way; the caller's leads to it */
  GSource *cancel_source;
  GError *failure;
  guint n_inside;      /* how often it was entered and not left */
  gboolean is_over;    /* the result is under way to the caller */
} Engine;

#define NO_ITEM G_MAXUINT

/* The making of one item. */
typedef struct
{
  GTask *task;
  guint item;
  gboolean is_away;
  GregErrand *errand; /* for the thread of the caller alone; NULL when it is made there */
  GError *error;
} Step;

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

static void
step_free (Step *step)
{
  g_clear_pointer (&step->errand, greg_errand_unref);
  g_clear_error (&step->error);
  g_object_unref (step->task);
  g_free (step);
}

/* Calls something in the main context of the caller, from whichever thread. */
static void
call_in_context (GTask *task, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, g_task_get_context (task));
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

static gboolean
give_result_cb (gpointer data)
{
  GTask *task = data;
  Engine *engine = g_task_get_task_data (task);

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
  return G_SOURCE_REMOVE;
}

/* What has not begun in another thread will not begin any more. */
static void
abandon_steps (Engine *engine)
{
  GList *next;

  for (GList *link = engine->away.head; link != NULL; link = next)
    {
      Step *step = link->data;

      next = link->next;
      if (!greg_errand_cancel (step->errand))
        continue;
      g_queue_delete_link (&engine->away, link);
      engine->n_running--;
      step_free (step);
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
  abandon_steps (engine);
}

/* TRUE, once, when the caller does not want it any more. */
static gboolean
fail_if_cancelled (GTask *task, Engine *engine)
{
  GError *cancelled = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &cancelled))
    return FALSE;
  fail (engine, cancelled);
  return TRUE;
}

/* --- one item --- */

/* Takes the failure, which is NULL when the item was made. When the build has failed already,
 * nobody wants either. */
static void
item_done (GTask *task, Engine *engine, guint index, GError *failure)
{
  GregItem *item = &engine->plan.items[index];
  guint whole = engine->whole[index];

  if (engine->failure != NULL)
    {
      g_clear_error (&failure);
      return;
    }
  if (failure != NULL)
    {
      /* That an item was cancelled with the whole is no fault of it. */
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          && fail_if_cancelled (task, engine))
        {
          g_error_free (failure);
          return;
        }
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
enter (Engine *engine)
{
  engine->n_inside++;
}

static void leave (GTask *task, Engine *engine);

/* In the main context of the caller. */
static gboolean
step_returned_cb (gpointer data)
{
  Step *step = data;
  g_autoptr (GTask) task = g_object_ref (step->task);
  Engine *engine = g_task_get_task_data (task);

  enter (engine);
  if (step->is_away)
    g_queue_remove (&engine->away, step);
  engine->n_running--;
  item_done (task, engine, step->item, g_steal_pointer (&step->error));
  step_free (step);
  leave (task, engine);
  return G_SOURCE_REMOVE;
}

/* The step belongs to the caller's thread again. */
static void
step_return (Step *step)
{
  if (step->is_away)
    call_in_context (step->task, step_returned_cb, step, NULL);
  else
    step_returned_cb (step);
}

static void
initialised_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  GError *failure = NULL;

  if (g_async_initable_init_finish (G_ASYNC_INITABLE (object), result, &failure))
    g_clear_error (&failure);
  else
    greg_initialise_explain (object, &failure);
  step->error = failure;
  step_return (step);
}

/* The thread of the caller may be kept busy by what it initialises here, so that only the caller's
 * own cancellable reaches it there. */
static void
make_instance (Step *step)
{
  Engine *engine = g_task_get_task_data (step->task);
  GregItem *item = &engine->plan.items[step->item];
  GCancellable *cancellable = g_task_get_cancellable (step->task);

  /* A constructor may give an instance of another class than was asked for: the object tells what
   * it needs. */
  if (!greg_make_uninitialised (item, &step->error))
    step_return (step);
  else if (G_IS_ASYNC_INITABLE (item->object))
    g_async_initable_init_async (G_ASYNC_INITABLE (item->object), g_task_get_priority (step->task),
                                 engine->cancellable, initialised_cb, step);
  else
    {
      greg_initialise (item->object, step->is_away ? engine->cancellable : cancellable,
                       &step->error);
      step_return (step);
    }
}

/* In the thread that the item wants. The items stay where they are as long as a step has not come
 * back. */
static void
make (Step *step)
{
  Engine *engine = g_task_get_task_data (step->task);
  GregItem *item = &engine->plan.items[step->item];
  /* Another build function may count by now than when it was decided where to make it. */
  gboolean may_be_made = greg_make_check_thread (item->factory, &step->error);

  if (may_be_made && !greg_make_calls_code (item))
    {
      make_instance (step);
      return;
    }
  if (may_be_made)
    greg_make_run (item, &step->error);
  step_return (step);
}

static void
refuse (Step *step, const char *reason)
{
  Engine *engine = g_task_get_task_data (step->task);

  g_set_error (&step->error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
               "“%s” can be made only in the thread that its code belongs to, but %s",
               greg_factory_get_name (engine->plan.items[step->item].factory), reason);
}

static void
errand_cb (GregErrandEnd end, gpointer data)
{
  Step *step = data;

  if (end == GREG_ERRAND_AT_HOME)
    {
      make (step);
      return;
    }
  refuse (step, end == GREG_ERRAND_TOO_LATE ? "that thread has ended"
                                            : "its main context is run by another thread");
  step_return (step);
}

static void
send_away (Step *step, Engine *engine, const GregHome *home)
{
  step->is_away = TRUE;
  g_queue_push_tail (&engine->away, step);
  step->errand = greg_home_send (home, g_task_get_priority (step->task), errand_cb, step);
  if (step->errand != NULL)
    return;
  refuse (step, "that thread has ended");
  step_returned_cb (step);
}

static void
start (GTask *task, Engine *engine, guint index)
{
  GregItem *item = &engine->plan.items[index];
  g_auto (GregHome) home = { 0 };
  Step *step = g_new (Step, 1);

  *step = (Step) { .task = g_object_ref (task), .item = index };
  engine->n_running++;
  greg_make_fill (&engine->plan, item);
  if (greg_make_find_home (item, &home))
    send_away (step, engine, &home);
  else
    make (step);
}

/* --- going on --- */

static gboolean
may_go_on (GTask *task, Engine *engine)
{
  if (engine->failure == NULL)
    fail_if_cancelled (task, engine);
  return engine->failure == NULL;
}

/* What is started shall find the context of the caller as its default, even if the caller has
 * popped it since. */
static void
start_ready (GTask *task, Engine *engine)
{
  GMainContext *context = g_task_get_context (task);
  g_autoptr (GMainContext) current = g_main_context_ref_thread_default ();

  if (current != context)
    g_main_context_push_thread_default (context);
  while (may_go_on (task, engine) && !g_queue_is_empty (&engine->ready))
    start (task, engine, GPOINTER_TO_UINT (g_queue_pop_head (&engine->ready)) - 1);
  if (current != context)
    g_main_context_pop_thread_default (context);
}

/* The result is given in a turn of its own: not before the call has returned, not within a main
 * loop that something here is running, and not before those who brought the last step have let go
 * of its object. */
static void
leave (GTask *task, Engine *engine)
{
  if (engine->n_inside == 1 && !engine->is_over)
    start_ready (task, engine);
  engine->n_inside--;
  if (engine->is_over || engine->n_inside > 0 || engine->n_running > 0)
    return;
  if (engine->failure == NULL && engine->n_done < engine->plan.n_items)
    return;
  engine->is_over = TRUE;
  call_in_context (task, give_result_cb, g_object_ref (task), g_object_unref);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Engine *engine = g_task_get_task_data (task);

  enter (engine);
  leave (task, engine);
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

static gboolean
begin_cb (gpointer data)
{
  GTask *task = data;
  Engine *engine = g_task_get_task_data (task);

  enter (engine);
  if (engine->failure == NULL)
    {
      prepare (engine);
      watch_cancellable (task, engine);
    }
  leave (task, engine);
  return G_SOURCE_REMOVE;
}

/* A thread without a context of its own has the default one, which another thread may be running:
 * then it begins there. */
static void
begin (GTask *task)
{
  GMainContext *context = g_task_get_context (task);

  if (g_main_context_acquire (context))
    {
      begin_cb (task);
      g_main_context_release (context);
    }
  else
    call_in_context (task, begin_cb, g_object_ref (task), g_object_unref);
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
  gboolean planned;
  guint item;

  g_task_set_task_data (owned, engine, engine_free);
  engine->wants_list = wants_list;
  planned = wants_list ? greg_build_plan_list (&engine->plan, tree, index, engine->roots)
                       : greg_plan_root (&engine->plan, tree, index, name, G_TYPE_OBJECT, &item);
  if (!planned)
    greg_report_check (engine->plan.report, &engine->failure);
  begin (owned);
}
