/* greg-table.c - GregTable: the factories of one registry, and how they change
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-table-fields-private.h"

gboolean
greg_table_is_open_locked (GregTable *self, GregConflict *conflict)
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

  self->family = greg_family_new ();
  self->base_type = G_TYPE_NONE;
  greg_store_init (&self->store);
  return self;
}

void
greg_table_free (GregTable *self)
{
  greg_family_leave (self);
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  g_ptr_array_unref (greg_store_steal (&self->store));
  greg_store_clear (&self->store);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->scopes, g_hash_table_unref);
  g_clear_pointer (&self->masks, g_hash_table_unref);
  g_free (self->scope);
  greg_weak_unref (self->owner);
  greg_family_unref (self->family);
  g_free (self);
}

gboolean
greg_table_contains (GregTable *self, const char *name)
{
  guint32 hash = greg_store_hash (name);
  guint32 entry;

  greg_table_lock (self);
  entry = greg_store_find (&self->store, hash, name);
  greg_table_unlock (self);
  return entry != 0;
}

guint64
greg_table_get_generation (GregTable *self)
{
  guint64 generation;

  greg_table_lock (self);
  generation = self->family->generation;
  greg_table_unlock (self);
  return generation;
}

gboolean
greg_table_is_frozen (GregTable *self)
{
  gboolean frozen;

  greg_table_lock (self);
  frozen = self->frozen;
  greg_table_unlock (self);
  return frozen;
}

gboolean
greg_table_freeze (GregTable *self)
{
  gboolean frozen;

  greg_table_lock (self);
  frozen = self->frozen;
  self->frozen = TRUE;
  greg_table_unlock (self);
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

  greg_table_lock (self);
  added = greg_table_is_open_locked (self, conflict);
  for (guint i = 0; added && i < n_additions; i++)
    {
      GregAddition addition = additions[i];

      if (addition.duplicates == GREG_DUPLICATES_DEFAULT)
        addition.duplicates = duplicates;
      added = greg_rules_add (&self->store, &addition, redefine, &entry, &made, conflict);
    }
  if (added && made != NULL)
    {
      self->family->generation++;
      feeds = push_locked (self, made);
    }
  if (!added)
    greg_rules_undo (&self->store, made, &conflict->undone);
  if (added && stands != NULL)
    *stands = greg_table_ref_locked (self, entry);
  greg_table_unlock (self);
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

  greg_table_lock (self);
  if (greg_table_is_open_locked (self, conflict))
    {
      entry = find_locked (self, what);
      if (entry == 0)
        conflict->kind = GREG_CONFLICT_ABSENT;
    }
  if (entry != 0)
    {
      greg_rules_remove (&self->store, entry, changes);
      self->family->generation++;
      feeds = push_locked (self, *changes);
    }
  greg_table_unlock (self);
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

  greg_table_lock (self);
  open = greg_table_is_open_locked (self, conflict);
  if (open)
    greg_rules_undo (&self->store, published, changes);
  if (open && *changes != NULL)
    {
      self->family->generation++;
      feeds = push_locked (self, *changes);
    }
  greg_table_unlock (self);
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
                         (GregChange){ .new_factory = greg_table_ref_locked (self, i),
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

  greg_table_lock (self);
  old = self->feeds;
  self->feeds = copy_feeds (old, feed, NULL);
  if (replay)
    changes = list_locked (self);
  greg_table_unlock (self);
  g_clear_pointer (&old, g_ptr_array_unref);
  return changes;
}

void
greg_table_detach (GregTable *self, GregFeed *feed)
{
  GPtrArray *old;

  greg_table_lock (self);
  old = self->feeds;
  self->feeds = copy_feeds (old, NULL, feed);
  greg_table_unlock (self);
  g_clear_pointer (&old, g_ptr_array_unref);
}

GPtrArray *
greg_table_close (GregTable *self)
{
  GPtrArray *factories;

  greg_family_leave (self);
  greg_table_lock (self);
  factories = greg_store_steal (&self->store);
  self->frozen = TRUE;
  self->family->generation++;
  greg_table_unlock (self);
  return factories;
}
