/* greg-source-watch.c - being told of changes in a main context of one's own
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-source-hooks-private.h"

typedef struct
{
  GregWatchFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  GregChanges *known; /* what was there when a source was listed last */
} Watch;

/* --- listing --- */

static void
list_add (GregChanges **listing, GPtrArray *factories)
{
  for (guint i = 0; i < factories->len; i++)
    greg_changes_append (listing,
                         (GregChange){ .new_factory = g_object_ref (factories->pdata[i]) });
}

/* Only a source that has its own find_all() can have several factories of a name. */
static gboolean
has_stacks (GregSource *source)
{
  GregSourceClass *base = g_type_class_peek (GREG_TYPE_SOURCE);

  return GREG_SOURCE_GET_CLASS (source)->find_all != base->find_all;
}

/* All there is, as additions. */
static GregChanges *
list (GregSource *source)
{
  GregSourceHooks *hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source));
  g_autoptr (GPtrArray) fronts = NULL;
  g_auto (GStrv) names = NULL;
  GregChanges *listing = NULL;

  if (hooks->list != NULL && hooks->list (source, &listing))
    return listing;
  if (!has_stacks (source))
    {
      fronts = greg_source_list_factories (source);
      list_add (&listing, fronts);
      return listing;
    }
  names = greg_source_list_names (source);
  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GPtrArray) stack = greg_source_lookup_all (source, *name);

      list_add (&listing, stack);
    }
  return listing;
}

/* --- the difference between two listings --- */

/* How often each factory is in a listing; a source may list one twice. */
static GHashTable *
count_factories (const GregChanges *listing)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; listing != NULL && i < listing->n; i++)
    {
      GregFactory *factory = listing->items[i].new_factory;
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, factory));

      g_hash_table_insert (counts, factory, GUINT_TO_POINTER (count + 1));
    }
  return counts;
}

/* What is in one listing and not in the other, in its order; borrowed. */
static GPtrArray *
subtract (const GregChanges *listing, const GregChanges *other)
{
  g_autoptr (GHashTable) counts = count_factories (other);
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; listing != NULL && i < listing->n; i++)
    {
      GregFactory *factory = listing->items[i].new_factory;
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, factory));

      if (count == 0)
        g_ptr_array_add (rest, factory);
      else
        g_hash_table_insert (counts, factory, GUINT_TO_POINTER (count - 1));
    }
  return rest;
}

/* The name of a factory that nobody sealed may be missing. */
static const char *
name_of (GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);

  return name != NULL ? name : "";
}

static void
append (GregChanges **changes, GregFactory *removed, GregFactory *added)
{
  GregChange change = { 0 };

  if (removed != NULL)
    change.old_factory = g_object_ref (removed);
  if (added != NULL)
    change.new_factory = g_object_ref (added);
  greg_changes_append (changes, change);
}

/* What has gone comes first; who came under its name has replaced it. */
static GregChanges *
compare (const GregChanges *before, const GregChanges *after)
{
  g_autoptr (GPtrArray) gone = subtract (before, after);
  g_autoptr (GPtrArray) come = subtract (after, before);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GregChanges *changes = NULL;

  for (guint i = come->len; i-- > 0;)
    g_hash_table_insert (by_name, (char *) name_of (come->pdata[i]), &come->pdata[i]);
  for (guint i = 0; i < gone->len; i++)
    {
      gpointer *added = g_hash_table_lookup (by_name, name_of (gone->pdata[i]));

      g_hash_table_remove (by_name, name_of (gone->pdata[i]));
      append (&changes, gone->pdata[i], added != NULL ? *added : NULL);
      if (added != NULL)
        *added = NULL;
    }
  for (guint i = 0; i < come->len; i++)
    if (come->pdata[i] != NULL)
      append (&changes, NULL, come->pdata[i]);
  return changes;
}

/* --- the feed --- */

static void
deliver (Watch *self, GregFeed *feed, GregSource *source, const GregChanges *changes)
{
  for (guint i = 0; changes != NULL && i < changes->n && greg_feed_is_running (feed); i++)
    self->func (source, changes->items[i].old_factory, changes->items[i].new_factory,
                self->user_data);
}

static void
watch_changed (gpointer data, GregFeed *feed, GregSource *source, const GregChanges *changes)
{
  deliver (data, feed, source, changes);
}

static void
watch_stale (gpointer data, GregFeed *feed, GregSource *source)
{
  Watch *self = data;
  g_autoptr (GregChanges) before = self->known;
  g_autoptr (GregChanges) difference = NULL;

  self->known = list (source);
  difference = compare (before, self->known);
  deliver (self, feed, source, difference);
}

static void
watch_free (gpointer data)
{
  Watch *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  greg_changes_unref (self->known);
  g_free (self);
}

static const GregFeedFuncs watch_funcs = { watch_changed, watch_stale, NULL, watch_free };

/* --- public functions --- */

/**
 * greg_source_watch:
 * @self: a source
 * @flags: what to deliver
 * @func: (scope notified) (closure user_data) (destroy destroy): hears of each change
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Delivers changes in the thread of the caller, whichever thread makes them.
 *
 * More exactly, in the main context that is the default of the calling thread: `func` is called
 * when that context runs, never from within this function or from within a change. Programs that
 * have a main loop need this; a signal of the source would be emitted in the thread that makes the
 * change.
 *
 * The calls come in the order in which the changes were made, one for each factory that came, went
 * or was replaced, whatever number of threads makes them. No change is left out, and none is told
 * twice. With %GREG_WATCH_REPLAY the factories that are there now come first, in the order of
 * [method@Greg.Source.list_factories], those included that are behind another of their name; then
 * follows what has changed since. `func` is not called again before it has returned, even when it
 * runs the main loop.
 *
 * Only a registry without a parent knows each change. Any other source is listed when it has emitted
 * [signal@Greg.Source::changed], and the difference to the listing before is delivered; of changes
 * that follow each other quickly only the result is seen. For a registry with a parent that is what
 * the change of an ancestor means here: nothing for a name that is hidden, a replacement when a name
 * is hidden or uncovered.
 *
 * A watch does not keep the source alive. It ends with [method@Greg.Source.unwatch], when the
 * source is disposed, or when the main context is freed; what has not been delivered then is
 * dropped. `destroy` is called once, in the thread of the main context, as soon as that is
 * possible, and never while `func` runs. Changes wait in memory until the context runs, so whoever
 * never runs it should not watch.
 *
 * Returns: a number for [method@Greg.Source.unwatch]; never 0
 *
 * Since: 1.0
 */
guint
greg_source_watch (GregSource *self,
                   GregWatchFlags flags,
                   GregWatchFunc func,
                   gpointer user_data,
                   GDestroyNotify destroy)
{
  gboolean replay = (flags & GREG_WATCH_REPLAY) != 0;
  g_autoptr (GregFeed) feed = NULL;
  g_autoptr (GregChanges) there = NULL;
  Watch *watch;
  gboolean exact;
  guint id;

  g_return_val_if_fail (GREG_IS_SOURCE (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  watch = g_new0 (Watch, 1);
  watch->func = func;
  watch->user_data = user_data;
  watch->destroy = destroy;
  feed = greg_feed_new (&watch_funcs, watch);
  there = greg_feed_connect (feed, self, replay, &exact);
  if (!exact)
    {
      there = list (self);
      watch->known = greg_changes_ref (there);
    }
  id = greg_feed_get_id (feed);
  greg_feed_run (feed, replay ? g_steal_pointer (&there) : NULL);
  return id;
}

/**
 * greg_source_unwatch:
 * @self: a source
 * @id: what [method@Greg.Source.watch] returned
 *
 * Ends a watch.
 *
 * In the thread of the watch's main context no call comes after this. From another thread, a call
 * that has begun goes on. The data of the watch is freed in the thread of its main context: now,
 * when this is that thread, else when the context runs; and not before a call that runs now has
 * returned.
 *
 * Returns: %FALSE when there is no such watch any more
 *
 * Since: 1.0
 */
gboolean
greg_source_unwatch (GregSource *self, guint id)
{
  g_autoptr (GregFeed) feed = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), FALSE);

  feed = greg_feed_set_find (greg_source_get_feeds (self), &watch_funcs, id);
  return feed != NULL && greg_feed_end (feed);
}
