/* greg-table.c - GregTable: the factories of one registry, and how they change
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-table-private.h"

#include "greg-query-private.h"

struct _GregTable
{
  GMutex lock; /* guards all below */
  GregStore store;
  guint64 generation;
  gboolean frozen;
  GPtrArray *feeds; /* of GregFeed; NULL when there are none; never changed, only exchanged */
};

static inline GregFactory *
ref_locked (GregTable *self, guint32 entry)
{
  return g_object_ref (greg_store_entry (&self->store, entry)->factory);
}

static gboolean
is_open_locked (GregTable *self, GregConflict *conflict)
{
  if (self->frozen)
    conflict->kind = GREG_CONFLICT_FROZEN;
  return !self->frozen;
}

/* Logs are pushed under the lock, so that they come in the order of the operations; contexts are
 * woken when it is not held any more. */
static GPtrArray *
push_locked (GregTable *self, GregChanges *changes)
{
  if (self->feeds == NULL || changes == NULL)
    return NULL;
  for (guint i = 0; i < self->feeds->len; i++)
    greg_feed_push (self->feeds->pdata[i], changes);
  return g_ptr_array_ref (self->feeds);
}

static void
wake (GPtrArray *feeds)
{
  if (feeds == NULL)
    return;
  for (guint i = 0; i < feeds->len; i++)
    greg_feed_wake (feeds->pdata[i]);
  g_ptr_array_unref (feeds);
}

GregTable *
greg_table_new (void)
{
  GregTable *self = g_new0 (GregTable, 1);

  g_mutex_init (&self->lock);
  greg_store_init (&self->store);
  return self;
}

void
greg_table_free (GregTable *self)
{
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  g_ptr_array_unref (greg_store_steal (&self->store));
  greg_store_clear (&self->store);
  g_mutex_clear (&self->lock);
  g_free (self);
}

GregFactory *
greg_table_lookup (GregTable *self, const char *name)
{
  guint32 hash = greg_store_hash (name);
  GregFactory *factory = NULL;
  guint32 entry;

  g_mutex_lock (&self->lock);
  entry = greg_store_find (&self->store, hash, name);
  if (entry != 0)
    factory = ref_locked (self, entry);
  g_mutex_unlock (&self->lock);
  return factory;
}

gboolean
greg_table_contains (GregTable *self, const char *name)
{
  guint32 hash = greg_store_hash (name);
  guint32 entry;

  g_mutex_lock (&self->lock);
  entry = greg_store_find (&self->store, hash, name);
  g_mutex_unlock (&self->lock);
  return entry != 0;
}

GPtrArray *
greg_table_lookup_all (GregTable *self, const char *name)
{
  GPtrArray *factories = g_ptr_array_new_with_free_func (g_object_unref);
  guint32 link;

  g_mutex_lock (&self->lock);
  for (guint32 i = greg_store_begin (&self->store, name, &link); i != 0;
       i = greg_store_next (&self->store, &link))
    g_ptr_array_add (factories, ref_locked (self, i));
  g_mutex_unlock (&self->lock);
  return factories;
}

char **
greg_table_list_names (GregTable *self)
{
  guint n = 0;
  char **names;

  g_mutex_lock (&self->lock);
  names = g_new (char *, (gsize) self->store.n_names + 1);
  for (guint32 i = greg_store_after (&self->store, 0); i != 0;
       i = greg_store_after (&self->store, i))
    if (greg_store_leads (&self->store, i))
      names[n++] = g_strdup (greg_factory_get_name (self->store.entries[i].factory));
  g_mutex_unlock (&self->lock);
  names[n] = NULL;
  return names;
}

GPtrArray *
greg_table_list_factories (GregTable *self)
{
  GPtrArray *factories = g_ptr_array_new_with_free_func (g_object_unref);

  g_mutex_lock (&self->lock);
  for (guint32 i = greg_store_after (&self->store, 0); i != 0;
       i = greg_store_after (&self->store, i))
    if (greg_store_leads (&self->store, i))
      g_ptr_array_add (factories, ref_locked (self, greg_store_front (&self->store, i)));
  g_mutex_unlock (&self->lock);
  return factories;
}

/* Takes up to GREG_QUERY_MANY entries of the list, from the one after `entry` on. */
static guint
next_many_locked (GregTable *self, guint32 entry, guint32 *entries, GregFactory **factories)
{
  guint n = 0;

  for (guint32 i = greg_store_after (&self->store, entry); i != 0 && n < GREG_QUERY_MANY;
       i = greg_store_after (&self->store, i))
    {
      factories[n] = greg_store_entry (&self->store, i)->factory;
      entries[n++] = i;
    }
  return n;
}

/* Of a name that is not stacked the factory in front is the only one. */
static void
collect_locked (GregTable *self, guint32 entry, gboolean stacked, gboolean undecided, GArray *found)
{
  const GregEntry *item = greg_store_entry (&self->store, entry);

  if (stacked || greg_store_front (&self->store, entry) == entry)
    greg_found_add (found, item->factory, item->serial, greg_factory_get_priority (item->factory),
                    undecided);
}

GArray *
greg_table_query (GregTable *self, GregQuery *query)
{
  GArray *found = greg_found_new ();
  gboolean stacked = greg_query_get_stacked (query);
  guint32 entries[GREG_QUERY_MANY] = { 0 };
  GregFactory *factories[GREG_QUERY_MANY];
  GregVerdict verdicts[GREG_QUERY_MANY];
  guint n;

  g_mutex_lock (&self->lock);
  n = next_many_locked (self, 0, entries, factories);
  while (n > 0)
    {
      greg_query_match_many (query, factories, n, verdicts);
      for (guint i = 0; i < n; i++)
        if (verdicts[i] != GREG_VERDICT_NO)
          collect_locked (self, entries[i], stacked, verdicts[i] == GREG_VERDICT_UNDECIDED, found);
      n = next_many_locked (self, entries[n - 1], entries, factories);
    }
  g_mutex_unlock (&self->lock);
  return found;
}

guint
greg_table_count (GregTable *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->store.n_names;
  g_mutex_unlock (&self->lock);
  return n;
}

guint64
greg_table_get_generation (GregTable *self)
{
  guint64 generation;

  g_mutex_lock (&self->lock);
  generation = self->generation;
  g_mutex_unlock (&self->lock);
  return generation;
}

gboolean
greg_table_is_frozen (GregTable *self)
{
  gboolean frozen;

  g_mutex_lock (&self->lock);
  frozen = self->frozen;
  g_mutex_unlock (&self->lock);
  return frozen;
}

gboolean
greg_table_freeze (GregTable *self)
{
  gboolean frozen;

  g_mutex_lock (&self->lock);
  frozen = self->frozen;
  self->frozen = TRUE;
  g_mutex_unlock (&self->lock);
  return !frozen;
}

gboolean
greg_table_add (GregTable *self,
                const GregAddition *additions,
                guint n_additions,
                GregDuplicates duplicates,
                gboolean redefine,
                GregFactory **stands,
                GregChanges **changes,
                GregConflict *conflict)
{
  GregChanges *made = NULL;
  GPtrArray *feeds = NULL;
  guint32 entry = 0;
  gboolean added;

  g_mutex_lock (&self->lock);
  added = is_open_locked (self, conflict);
  for (guint i = 0; added && i < n_additions; i++)
    {
      GregAddition addition = additions[i];

      if (addition.duplicates == GREG_DUPLICATES_DEFAULT)
        addition.duplicates = duplicates;
      added = greg_rules_add (&self->store, &addition, redefine, &entry, &made, conflict);
    }
  if (added && made != NULL)
    {
      self->generation++;
      feeds = push_locked (self, made);
    }
  if (!added)
    greg_rules_undo (&self->store, made, &conflict->undone);
  if (added && stands != NULL)
    *stands = ref_locked (self, entry);
  g_mutex_unlock (&self->lock);
  wake (feeds);
  *(added ? changes : &conflict->tried) = made;
  return added;
}

static gboolean
remove_entry (GregTable *self,
              guint32 (*find_locked) (GregTable *self, gconstpointer what),
              gconstpointer what,
              GregChanges **changes,
              GregConflict *conflict)
{
  GPtrArray *feeds = NULL;
  guint32 entry = 0;

  g_mutex_lock (&self->lock);
  if (is_open_locked (self, conflict))
    {
      entry = find_locked (self, what);
      if (entry == 0)
        conflict->kind = GREG_CONFLICT_ABSENT;
    }
  if (entry != 0)
    {
      greg_rules_remove (&self->store, entry, changes);
      self->generation++;
      feeds = push_locked (self, *changes);
    }
  g_mutex_unlock (&self->lock);
  wake (feeds);
  return entry != 0;
}

static guint32
find_name_locked (GregTable *self, gconstpointer name)
{
  return greg_store_find (&self->store, greg_store_hash (name), name);
}

static guint32
find_factory_locked (GregTable *self, gconstpointer factory)
{
  return greg_store_find_factory (&self->store, (GregFactory *) factory);
}

gboolean
greg_table_remove (GregTable *self,
                   const char *name,
                   GregChanges **changes,
                   GregConflict *conflict)
{
  return remove_entry (self, find_name_locked, name, changes, conflict);
}

gboolean
greg_table_remove_factory (GregTable *self,
                           GregFactory *factory,
                           GregChanges **changes,
                           GregConflict *conflict)
{
  return remove_entry (self, find_factory_locked, factory, changes, conflict);
}

gboolean
greg_table_revert (GregTable *self,
                   const GregChanges *published,
                   GregChanges **changes,
                   GregConflict *conflict)
{
  GPtrArray *feeds = NULL;
  gboolean open;

  g_mutex_lock (&self->lock);
  open = is_open_locked (self, conflict);
  if (open)
    greg_rules_undo (&self->store, published, changes);
  if (open && *changes != NULL)
    {
      self->generation++;
      feeds = push_locked (self, *changes);
    }
  g_mutex_unlock (&self->lock);
  wake (feeds);
  return open;
}

static GregChanges *
list_locked (GregTable *self)
{
  GregChanges *changes = NULL;

  for (guint32 i = greg_store_after (&self->store, 0); i != 0;
       i = greg_store_after (&self->store, i))
    greg_changes_append (&changes,
                         (GregChange){ .new_factory = ref_locked (self, i),
                                       .new_serial = greg_store_entry (&self->store, i)->serial });
  return changes;
}

/* The feeds with one more (`with`), or one less. */
static GPtrArray *
copy_feeds (GPtrArray *feeds, GregFeed *with, GregFeed *without)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) greg_feed_unref);

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    if (feeds->pdata[i] != without)
      g_ptr_array_add (copy, greg_feed_ref (feeds->pdata[i]));
  if (with != NULL)
    g_ptr_array_add (copy, greg_feed_ref (with));
  if (copy->len == 0)
    g_clear_pointer (&copy, g_ptr_array_unref);
  return copy;
}

GregChanges *
greg_table_attach (GregTable *self, GregFeed *feed, gboolean replay)
{
  GregChanges *changes = NULL;
  GPtrArray *old;

  g_mutex_lock (&self->lock);
  old = self->feeds;
  self->feeds = copy_feeds (old, feed, NULL);
  if (replay)
    changes = list_locked (self);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, g_ptr_array_unref);
  return changes;
}

void
greg_table_detach (GregTable *self, GregFeed *feed)
{
  GPtrArray *old;

  g_mutex_lock (&self->lock);
  old = self->feeds;
  self->feeds = copy_feeds (old, NULL, feed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, g_ptr_array_unref);
}

GPtrArray *
greg_table_close (GregTable *self)
{
  GPtrArray *factories;

  g_mutex_lock (&self->lock);
  factories = greg_store_steal (&self->store);
  self->frozen = TRUE;
  self->generation++;
  g_mutex_unlock (&self->lock);
  return factories;
}
