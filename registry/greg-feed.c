/* greg-feed.c - GregFeed: the changes of a source, in order, for one main context
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-feed-private.h"

#include "greg-source-hooks-private.h"
#include "greg-weak-private.h"

typedef enum
{
  RUNNING,
  LOST, /* the source was disposed */
  ENDED
} State;

struct _GregFeed
{
  gatomicrefcount ref_count;
  const GregFeedFuncs *funcs;
  gpointer data;
  guint id;       /* guarded by the lock of the set */
  gulong handler; /* of “changed”; 0 for a source that pushes */
  GregWeak *source; /* NULL before it is connected */
  GThread *thread; /* that made it run; compared only */

  int state; /* atomic; set with the lock held */

  GMutex lock;           /* guards all below; the context's own may be taken inside */
  GMainContext *context; /* not owned, and only compared */
  GSource *gsource;      /* owned by the context; NULL before the feed runs and when it has ended */
  GQueue queue;          /* of GregChanges */
  gboolean stale;        /* the source has changed, and tells no more than that */
};

/* The one who holds the last reference of a GSource must know that its context is still there.
 * Nobody but the context has a reference on this one, therefore. */
typedef struct
{
  GSource parent_instance;
  GregFeed *feed; /* owned */
} FeedSource;

/* --- the feeds of a source --- */

void
greg_feed_set_init (GregFeedSet *self)
{
  g_mutex_init (&self->lock);
}

void
greg_feed_set_clear (GregFeedSet *self)
{
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
}

static GregFeed *
find_locked (GregFeedSet *self, guint id)
{
  for (guint i = 0; self->feeds != NULL && i < self->feeds->len; i++)
    {
      GregFeed *feed = self->feeds->pdata[i];

      if (feed->id == id)
        return feed;
    }
  return NULL;
}

static void
set_add (GregFeedSet *self, GregFeed *feed)
{
  g_mutex_lock (&self->lock);
  if (self->feeds == NULL)
    self->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) greg_feed_unref);
  do
    self->last_id++;
  while (self->last_id == 0 || find_locked (self, self->last_id) != NULL);
  feed->id = self->last_id;
  g_ptr_array_add (self->feeds, greg_feed_ref (feed));
  g_mutex_unlock (&self->lock);
}

/* Gives the reference that the set had. */
static GregFeed *
set_steal (GregFeedSet *self, GregFeed *feed)
{
  guint index;
  gboolean found;

  g_mutex_lock (&self->lock);
  found = self->feeds != NULL && g_ptr_array_find (self->feeds, feed, &index);
  if (found)
    g_ptr_array_steal_index (self->feeds, index);
  g_mutex_unlock (&self->lock);
  return found ? feed : NULL;
}

GregFeed *
greg_feed_set_find (GregFeedSet *self, const GregFeedFuncs *funcs, guint id)
{
  GregFeed *feed;

  g_mutex_lock (&self->lock);
  feed = find_locked (self, id);
  if (feed != NULL && feed->funcs == funcs)
    greg_feed_ref (feed);
  else
    feed = NULL;
  g_mutex_unlock (&self->lock);
  return feed;
}

/* --- from the source --- */

/* Whoever takes the feed out of the set breaks the connection; so that happens once. */
static void
disconnect (GregFeed *self, GregSource *source)
{
  g_autoptr (GregFeed) member = set_steal (greg_source_get_feeds (source), self);

  if (member == NULL)
    return;
  if (self->handler != 0)
    g_signal_handler_disconnect (source, self->handler);
  else
    greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source))->detach (source, self);
}

/* Stops, and drops what was not delivered. FALSE when somebody else did so before. */
static gboolean
stop (GregFeed *self, State state, GregSource *source)
{
  gboolean was_running;
  GQueue queue;

  g_mutex_lock (&self->lock);
  was_running = self->state == RUNNING;
  if (self->state != ENDED)
    g_atomic_int_set (&self->state, state);
  queue = self->queue;
  g_queue_init (&self->queue);
  g_mutex_unlock (&self->lock);

  if (source != NULL)
    disconnect (self, source);
  g_queue_clear_full (&queue, (GDestroyNotify) greg_changes_unref);
  return was_running;
}

/* Called when the GSource is destroyed, by whomever, but not before a call that runs now is over. */
static void
destroyed_cb (gpointer data)
{
  g_autoptr (GregFeed) self = data;
  g_autoptr (GregSource) source = greg_weak_get (self->source);

  g_mutex_lock (&self->lock);
  self->context = NULL;
  self->gsource = NULL;
  g_mutex_unlock (&self->lock);
  stop (self, ENDED, source);
  self->funcs->free (self->data);
}

/* Whether this is the thread of the context, which is then acquired: it runs it, or it began the
 * feed and nobody else runs it. The context is compared before it is used, because only as the
 * default of this thread it is sure to be still there. */
static gboolean
enter_home (GregFeed *self, GMainContext *here)
{
  gboolean ours;

  g_mutex_lock (&self->lock);
  ours = self->context == here;
  g_mutex_unlock (&self->lock);
  return ours && (g_main_context_is_owner (here) || self->thread == g_thread_self ())
         && g_main_context_acquire (here);
}

/* Only now nobody else can destroy the GSource. */
static void
destroy_at_home (GregFeed *self)
{
  GSource *gsource;

  g_mutex_lock (&self->lock);
  gsource = self->gsource;
  g_mutex_unlock (&self->lock);
  if (gsource != NULL)
    g_source_destroy (gsource);
}

static void
finish (GregFeed *self)
{
  g_autoptr (GMainContext) here = g_main_context_ref_thread_default ();

  if (!enter_home (self, here))
    {
      greg_feed_wake (self);
      return;
    }
  destroy_at_home (self);
  g_main_context_release (here);
}

void
greg_feed_set_end_all (GregFeedSet *self, GregSource *source)
{
  g_autoptr (GPtrArray) feeds = NULL;

  g_mutex_lock (&self->lock);
  if (self->feeds != NULL)
    feeds = g_ptr_array_copy (self->feeds, (GCopyFunc) (void (*) (void)) greg_feed_ref, NULL);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    {
      GregFeed *feed = feeds->pdata[i];

      stop (feed, LOST, source);
      if (feed->funcs->lost == NULL)
        finish (feed);
      else
        greg_feed_wake (feed);
    }
}

void
greg_feed_push (GregFeed *self, GregChanges *changes)
{
  g_mutex_lock (&self->lock);
  if (self->state == RUNNING)
    g_queue_push_tail (&self->queue, greg_changes_ref (changes));
  g_mutex_unlock (&self->lock);
}

/* The lock is held meanwhile because destroyed_cb() takes it before the GSource and its context are
 * freed. */
void
greg_feed_wake (GregFeed *self)
{
  g_mutex_lock (&self->lock);
  if (self->gsource != NULL)
    g_source_set_ready_time (self->gsource, 0);
  g_mutex_unlock (&self->lock);
}

static void
changed_cb (GregSource *source, gpointer data)
{
  GregFeed *self = data;

  g_mutex_lock (&self->lock);
  self->stale = TRUE;
  g_mutex_unlock (&self->lock);
  greg_feed_wake (self);
}

/* --- the GSource --- */

static gboolean
feed_dispatch (GSource *gsource, GSourceFunc callback, gpointer user_data)
{
  GregFeed *self = ((FeedSource *) gsource)->feed;
  g_autoptr (GregSource) source = greg_weak_get (self->source);
  GregChanges *changes;
  GQueue queue;
  gboolean stale;

  g_source_set_ready_time (gsource, -1);
  g_mutex_lock (&self->lock);
  queue = self->queue;
  g_queue_init (&self->queue);
  stale = self->stale;
  self->stale = FALSE;
  g_mutex_unlock (&self->lock);

  while ((changes = g_queue_pop_head (&queue)) != NULL)
    {
      if (source != NULL && greg_feed_is_running (self))
        self->funcs->changed (self->data, self, source, changes);
      greg_changes_unref (changes);
    }
  if (source != NULL && stale && greg_feed_is_running (self))
    self->funcs->stale (self->data, self, source);
  if (g_atomic_int_get (&self->state) == LOST && self->funcs->lost != NULL)
    self->funcs->lost (self->data);
  return greg_feed_is_running (self);
}

static void
feed_finalize (GSource *gsource)
{
  greg_feed_unref (((FeedSource *) gsource)->feed);
}

static GSourceFuncs feed_funcs = {
  .dispatch = feed_dispatch,
  .finalize = feed_finalize,
};

/* What counts of the callback is the destroy notify; the function is never called. */
static GSource *
make_gsource (GregFeed *self)
{
  GSource *gsource = g_source_new (&feed_funcs, sizeof (FeedSource));

  ((FeedSource *) gsource)->feed = greg_feed_ref (self);
  g_source_set_static_name (gsource, "[greg] feed");
  g_source_set_callback (gsource, NULL, greg_feed_ref (self), destroyed_cb);
  return gsource;
}

/* --- for owners --- */

GregFeed *
greg_feed_new (const GregFeedFuncs *funcs, gpointer data)
{
  GregFeed *self = g_new0 (GregFeed, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->funcs = funcs;
  self->data = data;
  g_mutex_init (&self->lock);
  g_queue_init (&self->queue);
  return self;
}

GregFeed *
greg_feed_ref (GregFeed *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_feed_unref (GregFeed *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->queue, (GDestroyNotify) greg_changes_unref);
  greg_weak_unref (self->source);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
greg_feed_get_id (GregFeed *self)
{
  return self->id;
}

gboolean
greg_feed_is_running (GregFeed *self)
{
  return g_atomic_int_get (&self->state) == RUNNING;
}

GregChanges *
greg_feed_connect (GregFeed *self,
                   GregSource *source,
                   gboolean replay,
                   gboolean *exact)
{
  GregSourceHooks *hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source));
  GregChanges *there = NULL;
  GClosure *closure;

  self->source = greg_weak_new (source);
  set_add (greg_source_get_feeds (source), self);
  *exact = hooks->attach != NULL && hooks->attach (source, self, replay, &there);
  if (*exact)
    return there;

  closure = g_cclosure_new (G_CALLBACK (changed_cb), greg_feed_ref (self),
                            (GClosureNotify) (void (*) (void)) greg_feed_unref);
  self->handler = g_signal_connect_closure (source, "changed", closure, FALSE);
  return NULL;
}

/* It is attached under the lock, so that whoever wakes it does so before or after, never in
 * between. */
void
greg_feed_run (GregFeed *self, GregChanges *first)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GSource) gsource = make_gsource (self);

  g_mutex_lock (&self->lock);
  if (first != NULL)
    g_queue_push_head (&self->queue, first);
  self->thread = g_thread_self ();
  self->context = context;
  self->gsource = gsource;
  if (self->stale || self->queue.head != NULL || self->state != RUNNING)
    g_source_set_ready_time (gsource, 0);
  g_source_attach (gsource, context);
  g_mutex_unlock (&self->lock);
}

gboolean
greg_feed_end (GregFeed *self)
{
  g_autoptr (GregSource) source = greg_weak_get (self->source);
  gboolean ended = stop (self, ENDED, source);

  finish (self);
  return ended;
}
