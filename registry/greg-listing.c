/* greg-listing.c - what a registry lists: its own factories, and what it inherits
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-listing-private.h"

#include "greg-lookup-private.h"

/* --- one level after the other --- */

/* The entries of all levels that are listed. */
typedef struct
{
  GregTable *self;  /* who lists */
  GregTable *level; /* whose turn it is; NULL after the last one */
  guint32 entry;
} Cursor;

static gboolean
next_locked (Cursor *cursor, gboolean alone)
{
  cursor->entry = greg_store_after (&cursor->level->store, cursor->entry);
  while (cursor->entry == 0)
    {
      cursor->level = alone ? NULL : cursor->level->parent;
      if (cursor->level == NULL)
        return FALSE;
      cursor->entry = greg_store_after (&cursor->level->store, 0);
    }
  return TRUE;
}

static inline GregFactory *
factory_at (const Cursor *cursor)
{
  return greg_store_entry (&cursor->level->store, cursor->entry)->factory;
}

/* --- what is hidden --- */

static gboolean
is_masked_locked (const Cursor *cursor, const char *name)
{
  for (GregTable *level = cursor->self; level != cursor->level; level = level->parent)
    if (greg_table_masks_locked (level, name))
      return TRUE;
  return FALSE;
}

/* The level's own front of the entry's name; 0 when a nearer level hides the name, or when nothing
 * there suits. */
static guint32
front_locked (const Cursor *cursor)
{
  const char *name;
  guint32 hash;

  if (cursor->level == cursor->self)
    return greg_store_front (&cursor->level->store, cursor->entry);

  name = greg_factory_get_name (factory_at (cursor));
  hash = greg_store_hash (name);
  for (GregTable *level = cursor->self; level != cursor->level; level = level->parent)
    if (greg_table_masks_locked (level, name)
        || greg_lookup_front_locked (cursor->self, level, hash, name) != 0)
      return 0;
  return greg_lookup_front_locked (cursor->self, cursor->level, hash, name);
}

/* Whether an entry is the first registered of its name at its level, of those that suit. */
static gboolean
leads_locked (const Cursor *cursor)
{
  const GregTable *level = cursor->level;
  guint64 serial = greg_store_entry (&level->store, cursor->entry)->serial;
  guint32 link, i;

  if (level->base_type == cursor->self->base_type)
    return greg_store_leads (&level->store, cursor->entry);
  if (!greg_lookup_suits (cursor->self, level, factory_at (cursor)))
    return FALSE;
  i = greg_store_begin (&level->store, greg_factory_get_name (factory_at (cursor)), &link);
  for (; i != 0; i = greg_store_next (&level->store, &link))
    if (greg_store_entry (&level->store, i)->serial < serial
        && greg_lookup_suits (cursor->self, level, greg_store_entry (&level->store, i)->factory))
      return FALSE;
  return TRUE;
}

/* The front of the entry's name, when this is where the name stands in the list; else 0. */
static guint32
listed_locked (const Cursor *cursor)
{
  return leads_locked (cursor) ? front_locked (cursor) : 0;
}

/* --- listing --- */

static Cursor
begin (GregTable *self)
{
  return (Cursor){ self, self, 0 };
}

char **
greg_listing_names (GregTable *self, gboolean alone)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Cursor cursor = begin (self);

  greg_table_lock (self);
  while (next_locked (&cursor, alone))
    if (listed_locked (&cursor) != 0)
      g_ptr_array_add (names, g_strdup (greg_factory_get_name (factory_at (&cursor))));
  greg_table_unlock (self);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

GPtrArray *
greg_listing_factories (GregTable *self, gboolean alone)
{
  GPtrArray *factories = g_ptr_array_new_with_free_func (g_object_unref);
  Cursor cursor = begin (self);

  greg_table_lock (self);
  while (next_locked (&cursor, alone))
    {
      guint32 front = listed_locked (&cursor);

      if (front != 0)
        g_ptr_array_add (factories, greg_table_ref_locked (cursor.level, front));
    }
  greg_table_unlock (self);
  return factories;
}

guint
greg_listing_count (GregTable *self, gboolean alone)
{
  Cursor cursor = begin (self);
  guint n = 0;

  greg_table_lock (self);
  if (alone || self->parent == NULL)
    n = self->store.n_names;
  else
    while (next_locked (&cursor, FALSE))
      n += listed_locked (&cursor) != 0;
  greg_table_unlock (self);
  return n;
}

GregChanges *
greg_listing_entries (GregTable *self)
{
  GregChanges *changes = NULL;
  Cursor cursor = begin (self);

  greg_table_lock (self);
  while (next_locked (&cursor, FALSE))
    if (front_locked (&cursor) != 0
        && greg_lookup_suits (self, cursor.level, factory_at (&cursor)))
      greg_changes_append (
          &changes,
          (GregChange){ .new_factory = greg_table_ref_locked (cursor.level, cursor.entry),
                        .new_serial = greg_store_entry (&cursor.level->store, cursor.entry)->serial });
  greg_table_unlock (self);
  return changes;
}

/* --- asking --- */

/* Takes up to GREG_QUERY_MANY entries of a level, from the one after `entry` on. */
static guint
take_many_locked (const GregTable *level, guint32 entry, guint32 *entries, GregFactory **factories)
{
  guint n = 0;

  for (guint32 i = greg_store_after (&level->store, entry); i != 0 && n < GREG_QUERY_MANY;
       i = greg_store_after (&level->store, i))
    {
      factories[n] = greg_store_entry (&level->store, i)->factory;
      entries[n++] = i;
    }
  return n;
}

/* The priority of the last one of a name at one level. */
static int
lowest_locked (const GregTable *self, const GregTable *level, const char *name, int lowest)
{
  guint32 link;

  for (guint32 i = greg_store_begin (&level->store, name, &link); i != 0;
       i = greg_store_next (&level->store, &link))
    {
      GregFactory *factory = greg_store_entry (&level->store, i)->factory;

      if (greg_lookup_suits (self, level, factory))
        lowest = MIN (lowest, greg_factory_get_priority (factory));
    }
  return lowest;
}

/* Whoever is behind a nearer level counts no more than those in front of it. */
static int
priority_locked (const Cursor *cursor)
{
  GregFactory *factory = factory_at (cursor);
  int priority = greg_factory_get_priority (factory);

  for (GregTable *level = cursor->self; level != cursor->level; level = level->parent)
    priority = lowest_locked (cursor->self, level, greg_factory_get_name (factory), priority);
  return priority;
}

/* Whether the query may have this one, as far as it is about others of its name. */
static gboolean
may_collect_locked (const Cursor *cursor, gboolean stacked)
{
  if (!stacked)
    return front_locked (cursor) == cursor->entry;
  return cursor->level == cursor->self
         || (greg_lookup_suits (cursor->self, cursor->level, factory_at (cursor))
             && !is_masked_locked (cursor, greg_factory_get_name (factory_at (cursor))));
}

static void
collect_locked (const Cursor *cursor, guint depth, gboolean stacked, gboolean undecided, GArray *found)
{
  if (may_collect_locked (cursor, stacked))
    greg_found_add (found, factory_at (cursor), depth,
                    greg_store_entry (&cursor->level->store, cursor->entry)->serial,
                    priority_locked (cursor), undecided);
}

static void
query_level_locked (Cursor *cursor, guint depth, GregQuery *query, GArray *found)
{
  gboolean stacked = greg_query_get_stacked (query);
  guint32 entries[GREG_QUERY_MANY] = { 0 };
  GregFactory *factories[GREG_QUERY_MANY];
  GregVerdict verdicts[GREG_QUERY_MANY];
  guint n = take_many_locked (cursor->level, 0, entries, factories);

  while (n > 0)
    {
      greg_query_match_many (query, factories, n, verdicts);
      for (guint i = 0; i < n; i++)
        if (verdicts[i] != GREG_VERDICT_NO)
          {
            cursor->entry = entries[i];
            collect_locked (cursor, depth, stacked, verdicts[i] == GREG_VERDICT_UNDECIDED, found);
          }
      n = take_many_locked (cursor->level, entries[n - 1], entries, factories);
    }
}

GArray *
greg_listing_query (GregTable *self, GregQuery *query)
{
  GArray *found = greg_found_new ();
  gboolean alone = greg_query_get_own (query);
  Cursor cursor = begin (self);
  guint depth = 0;

  greg_table_lock (self);
  for (; cursor.level != NULL; cursor.level = alone ? NULL : cursor.level->parent)
    query_level_locked (&cursor, depth++, query, found);
  greg_table_unlock (self);
  return found;
}
