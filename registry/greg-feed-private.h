/* greg-feed-private.h - GregFeed: the changes of a source, in order, for one main context
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-rules-private.h"
#include "greg-source.h"

G_BEGIN_DECLS

/* A feed carries the changes of a source into the thread of one main context:
 *
 *   thread that changes                              thread of the context
 *     lock of the table
 *       change the store
 *       push the log ───────►  queue of the feed
 *     unlock                         │
 *     wake the context ─────────────►│
 *                                    └──────────────►  changed (log), one after the other
 *
 * Logs are pushed under the same lock under which the change was made, so they come in the order of
 * the changes, and none is lost or told twice after what greg_feed_connect() gave.
 *
 * Sources that tell no more than that something changed (all but registries without a parent, see
 * GregSourceHooks) must be listed anew in the context's thread when they have emitted “changed”; the
 * owner of the feed does so.
 *
 * In the context a feed is a GSource. It never runs inside itself: while one of its functions runs
 * the main loop, the feed waits. It does not keep its source alive, nor its context. It ends, and
 * gives its data back, when
 *   - its owner ends it,
 *   - its source is disposed, or
 *   - its context is freed.
 * All that happens in the context's thread, unless the context is freed elsewhere. */
typedef struct _GregFeed GregFeed;

typedef struct
{
  void (*changed) (gpointer data,
                   GregFeed *feed,
                   GregSource *source,
                   const GregChanges *changes);
  /* The source must be listed to see what changed. */
  void (*stale) (gpointer data, GregFeed *feed, GregSource *source);
  /* The source has been disposed. When this is NULL and that happened in the context's thread, the
   * feed ends at once. */
  void (*lost) (gpointer data);
  GDestroyNotify free;
} GregFeedFuncs;

/* The feeds of one source. */
typedef struct
{
  GMutex lock;      /* guards all below */
  GPtrArray *feeds; /* of GregFeed; NULL when there are none */
  guint last_id;
} GregFeedSet;

/* `funcs` is borrowed for ever. */
GregFeed *greg_feed_new (const GregFeedFuncs *funcs, gpointer data);
GregFeed *greg_feed_ref (GregFeed *self);
void greg_feed_unref (GregFeed *self);

/* Begins to collect the changes of a source; nothing is delivered before greg_feed_run(). To be
 * called once. `*exact` tells whether the source can tell each change; if so and `replay`, gives
 * what is there now, as additions in the order of listing. */
GregChanges *
greg_feed_connect (GregFeed *self, GregSource *source, gboolean replay, gboolean *exact);

/* Delivers from now on in the context that is the default of this thread. `first`, which is taken
 * over and may be NULL, comes before everything else. */
void greg_feed_run (GregFeed *self, GregChanges *first);

/* Stops delivering at once, or after the call that runs now in another thread. FALSE when it had
 * ended before. */
gboolean greg_feed_end (GregFeed *self);
gboolean greg_feed_is_running (GregFeed *self);

/* For sources: push with the lock held that guards them; wake without. */
void greg_feed_push (GregFeed *self, GregChanges *changes);
void greg_feed_wake (GregFeed *self);

/* The number by which a feed with these functions is found again; never 0. */
guint greg_feed_get_id (GregFeed *self);
GregFeed *greg_feed_set_find (GregFeedSet *self, const GregFeedFuncs *funcs, guint id);

void greg_feed_set_init (GregFeedSet *self);
void greg_feed_set_clear (GregFeedSet *self);
/* For a source that is being disposed. */
void greg_feed_set_end_all (GregFeedSet *self, GregSource *source);

/* In greg-source.c, where they are kept. */
GregFeedSet *greg_source_get_feeds (GregSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregFeed, greg_feed_unref)

G_END_DECLS
