/* greg-home.c - GregHome: the thread and the main context that code is bound to
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-home-private.h"

/* An errand stands in the list of its thread until somebody takes it out: the context that calls
 * it, the caller who does not want it any more, or the end of the thread. Whoever takes it out has
 * it, so that exactly one of them acts.
 *
 *   mark ──► errands: [ a, b ]          each is held by the list, by its source
 *                       │               and by whoever sent it
 *                       └──► source ──► context of the home */

struct _GregThreadMark
{
  gatomicrefcount ref_count;
  GMutex lock; /* guards all that follows; held while nothing is called */
  gboolean has_ended;
  GQueue errands;
};

struct _GregErrand
{
  gatomicrefcount ref_count;
  GregThreadMark *mark;
  GMainContext *context;
  GSource *source;
  GregErrandFunc func;
  gpointer data;
};

static void
mark_unref (GregThreadMark *mark)
{
  if (!g_atomic_ref_count_dec (&mark->ref_count))
    return;
  g_mutex_clear (&mark->lock);
  g_free (mark);
}

static GregThreadMark *
mark_ref (GregThreadMark *mark)
{
  g_atomic_ref_count_inc (&mark->ref_count);
  return mark;
}

static GregErrand *
errand_ref (GregErrand *errand)
{
  g_atomic_ref_count_inc (&errand->ref_count);
  return errand;
}

void
greg_errand_unref (GregErrand *errand)
{
  if (!g_atomic_ref_count_dec (&errand->ref_count))
    return;
  g_source_unref (errand->source);
  g_main_context_unref (errand->context);
  mark_unref (errand->mark);
  g_free (errand);
}

/* TRUE for the one who takes it out of the list. */
static gboolean
take (GregErrand *errand)
{
  gboolean is_mine;

  g_mutex_lock (&errand->mark->lock);
  is_mine = g_queue_remove (&errand->mark->errands, errand);
  g_mutex_unlock (&errand->mark->lock);
  if (is_mine)
    greg_errand_unref (errand);
  return is_mine;
}

/* At the end of a thread: what waits for it will not be done. */
static void
mark_end (gpointer data)
{
  GregThreadMark *mark = data;
  GregErrand *errand;
  GQueue errands;

  g_mutex_lock (&mark->lock);
  mark->has_ended = TRUE;
  errands = mark->errands;
  g_queue_init (&mark->errands);
  g_mutex_unlock (&mark->lock);

  while ((errand = g_queue_pop_head (&errands)) != NULL)
    {
      g_source_destroy (errand->source);
      errand->func (GREG_ERRAND_TOO_LATE, errand->data);
      greg_errand_unref (errand);
    }
  mark_unref (mark);
}

static GPrivate current_mark = G_PRIVATE_INIT (mark_end);

void
greg_home_settle (GregHome *home)
{
  GregThreadMark *mark = g_private_get (&current_mark);

  if (mark == NULL)
    {
      mark = g_new0 (GregThreadMark, 1);
      g_atomic_ref_count_init (&mark->ref_count);
      g_mutex_init (&mark->lock);
      g_private_set (&current_mark, mark);
    }
  home->mark = mark_ref (mark);
  home->context = g_main_context_ref_thread_default ();
}

void
greg_home_copy (const GregHome *from, GregHome *to)
{
  if (from->mark == NULL)
    return;
  to->mark = mark_ref (from->mark);
  to->context = g_main_context_ref (from->context);
}

void
greg_home_clear (GregHome *home)
{
  g_clear_pointer (&home->mark, mark_unref);
  g_clear_pointer (&home->context, g_main_context_unref);
}

gboolean
greg_home_is_this_thread (const GregHome *home)
{
  return home->mark == g_private_get (&current_mark);
}

/* Code expects to find the context it knows, even if the thread iterates it without having pushed
 * it. */
static void
call_at_home (GregErrand *errand)
{
  g_autoptr (GMainContext) current = g_main_context_ref_thread_default ();

  if (current != errand->context)
    g_main_context_push_thread_default (errand->context);
  errand->func (GREG_ERRAND_AT_HOME, errand->data);
  if (current != errand->context)
    g_main_context_pop_thread_default (errand->context);
}

static gboolean
errand_cb (gpointer data)
{
  GregErrand *errand = data;

  if (!take (errand))
    return G_SOURCE_REMOVE;
  if (errand->mark == g_private_get (&current_mark))
    call_at_home (errand);
  else
    errand->func (GREG_ERRAND_ELSEWHERE, errand->data);
  return G_SOURCE_REMOVE;
}

static GregErrand *
errand_new (const GregHome *home, int priority, GregErrandFunc func, gpointer data)
{
  GregErrand *errand = g_new (GregErrand, 1);

  *errand = (GregErrand) { .mark = mark_ref (home->mark),
                           .context = g_main_context_ref (home->context),
                           .source = g_idle_source_new (),
                           .func = func,
                           .data = data };
  g_atomic_ref_count_init (&errand->ref_count);
  g_source_set_priority (errand->source, priority);
  g_source_set_callback (errand->source, errand_cb, errand_ref (errand),
                         (GDestroyNotify) greg_errand_unref);
  return errand;
}

/* Attached under the lock: the end of the thread must find it either attached or not at all. */
GregErrand *
greg_home_send (const GregHome *home, int priority, GregErrandFunc func, gpointer data)
{
  GregErrand *errand = NULL;

  g_mutex_lock (&home->mark->lock);
  if (!home->mark->has_ended)
    {
      errand = errand_new (home, priority, func, data);
      g_queue_push_tail (&home->mark->errands, errand_ref (errand));
      g_source_attach (errand->source, errand->context);
    }
  g_mutex_unlock (&home->mark->lock);
  return errand;
}

gboolean
greg_errand_cancel (GregErrand *errand)
{
  if (!take (errand))
    return FALSE;
  g_source_destroy (errand->source);
  return TRUE;
}
