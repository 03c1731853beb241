/* greg-rules.c - the rules of adding, replacing and bringing back, on a store
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-rules-private.h"

#include <string.h>

#include "greg-factory-private.h"

/* --- the log --- */

GregChanges *
greg_changes_ref (GregChanges *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_changes_unref (GregChanges *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n; i++)
    {
      g_clear_object (&self->items[i].old_factory);
      g_clear_object (&self->items[i].new_factory);
    }
  g_free (self);
}

void
greg_changes_append (GregChanges **changes, GregChange change)
{
  GregChanges *self = *changes;
  guint size = self != NULL ? self->size : 0;

  if (self == NULL || self->n == size)
    {
      size = MAX (1, size * 2);
      self = g_realloc (self, sizeof *self + size * sizeof (GregChange));
      if (*changes == NULL)
        {
          g_atomic_ref_count_init (&self->ref_count);
          self->n = 0;
        }
      self->size = size;
      *changes = self;
    }
  self->items[self->n++] = change;
}

void
greg_conflict_clear (GregConflict *self)
{
  g_clear_object (&self->factory);
  g_clear_object (&self->other);
  greg_changes_unref (self->tried);
  greg_changes_unref (self->undone);
  *self = (GregConflict){ GREG_CONFLICT_NONE };
}

/* --- helpers --- */

static GregFactory *
factory_of (GregStore *store, guint32 entry)
{
  return greg_store_entry (store, entry)->factory;
}

static guint64
serial_of (GregStore *store, guint32 entry)
{
  return greg_store_entry (store, entry)->serial;
}

static gboolean
same_name (GregFactory *factory, GregFactory *other)
{
  return strcmp (greg_factory_get_name (factory), greg_factory_get_name (other)) == 0;
}

void
greg_rules_remove (GregStore *store, guint32 entry, GregChanges **changes)
{
  guint64 serial = serial_of (store, entry);
  GregFactory *factory = greg_store_remove (store, entry);

  greg_changes_append (changes, (GregChange){ .old_factory = factory, .old_serial = serial });
}

static guint32
insert (GregStore *store,
        GregFactory *factory,
        guint64 serial,
        guint32 near,
        GregChanges **changes)
{
  greg_changes_append (changes,
                       (GregChange){ .new_factory = g_object_ref (factory), .new_serial = serial });
  return greg_store_insert (store, g_object_ref (factory), serial, near);
}

static guint32
exchange (GregStore *store,
          guint32 entry,
          GregFactory *factory,
          guint64 serial,
          guint32 near,
          GregChanges **changes)
{
  guint64 old_serial = serial_of (store, entry);
  GregFactory *old_factory = greg_store_remove (store, entry);

  greg_changes_append (changes,
                       (GregChange){ old_factory, old_serial, g_object_ref (factory), serial });
  return greg_store_insert (store, g_object_ref (factory), serial, near);
}

/* --- adding --- */

typedef enum
{
  REFUSE,
  KEEP,     /* the entry stands for the newcomer */
  APPEND,   /* the newcomer comes to the end of the list */
  EXCHANGE, /* the newcomer takes the place of the entry */
  REPLACE   /* the newcomer takes the place of the whole stack, whose front is the entry */
} Decision;

static Decision
refuse (GregStore *store,
        GregConflictKind kind,
        GregFactory *factory,
        const char *text,
        guint32 entry,
        GregConflict *conflict)
{
  conflict->kind = kind;
  conflict->factory = g_object_ref (factory);
  conflict->text = text;
  conflict->other = g_object_ref (factory_of (store, entry));
  return REFUSE;
}

static guint32
find_identical (GregStore *store, GregFactory *factory)
{
  guint32 link, entry;

  entry = greg_store_begin (store, greg_factory_get_name (factory), &link);
  while (entry != 0 && !greg_factory_is_identical (factory, factory_of (store, entry)))
    entry = greg_store_next (store, &link);
  return entry;
}

static guint32
find_same_definition (GregStore *store, GregFactory *factory, gboolean redefine)
{
  guint32 link, entry;

  entry = greg_store_begin (store, greg_factory_get_name (factory), &link);
  while (entry != 0
         && !greg_factory_is_same_definition (factory, factory_of (store, entry), redefine))
    entry = greg_store_next (store, &link);
  return entry;
}

/* What the policy says to a newcomer whose primary name is there; sets `*entry` for that. */
static Decision
decide_duplicate (GregStore *store,
                  const GregAddition *addition,
                  gboolean redefine,
                  guint32 *entry,
                  GregConflict *conflict)
{
  GregFactory *factory = addition->factory;
  guint32 front = *entry;

  *entry = find_identical (store, factory);
  if (*entry != 0)
    return KEEP;
  *entry = front;
  switch (addition->duplicates)
    {
    case GREG_DUPLICATES_KEEP:
      return KEEP;
    case GREG_DUPLICATES_REPLACE:
      return REPLACE;
    case GREG_DUPLICATES_STACK:
      return APPEND;
    case GREG_DUPLICATES_DEFAULT:
    case GREG_DUPLICATES_REJECT:
    default:
      *entry = find_same_definition (store, factory, redefine);
      if (*entry != 0)
        return EXCHANGE;
      return refuse (store, GREG_CONFLICT_NAME, factory, greg_factory_get_name (factory),
                     front, conflict);
    }
}

/* A text of the newcomer's that a factory of another name is known by; `*entry` is that factory or
 * 0. */
static const char *
find_foreign (GregStore *store, GregFactory *factory, guint32 *entry)
{
  const char *const *aliases = greg_factory_get_aliases (factory);

  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    {
      *entry = greg_store_find (store, greg_store_hash (aliases[i]), aliases[i]);
      if (*entry != 0 && !same_name (factory, factory_of (store, *entry)))
        return aliases[i];
    }
  *entry = 0;
  return NULL;
}

static Decision
decide (GregStore *store,
        const GregAddition *addition,
        gboolean redefine,
        guint32 *entry,
        GregConflict *conflict)
{
  const char *name = greg_factory_get_name (addition->factory);
  Decision decision = APPEND;
  const char *text;
  guint32 foreign;

  *entry = greg_store_find (store, greg_store_hash (name), name);
  if (*entry != 0 && !same_name (addition->factory, factory_of (store, *entry)))
    return refuse (store, GREG_CONFLICT_ALIASED, addition->factory, name, *entry, conflict);
  if (*entry != 0)
    decision = decide_duplicate (store, addition, redefine, entry, conflict);
  if (decision == REFUSE || decision == KEEP)
    return decision;
  text = find_foreign (store, addition->factory, &foreign);
  if (text != NULL)
    return refuse (store, GREG_CONFLICT_ALIAS, addition->factory, text, foreign, conflict);
  return decision;
}

/* All of that name leave; the newcomer gets the position of the one that was there first. Whoever
 * is before that one in the list is of another name, and stays. */
static guint32
replace (GregStore *store, guint32 front, GregFactory *factory, GregChanges **changes)
{
  const char *name = greg_factory_get_name (factory);
  guint32 link, next, first = front;
  guint64 serial;
  guint32 near;

  greg_store_begin (store, name, &link);
  while ((next = greg_store_next (store, &link)) != 0)
    if (serial_of (store, next) < serial_of (store, first))
      first = next;
  serial = serial_of (store, first);
  near = greg_store_entry (store, first)->prev;
  greg_store_begin (store, name, &link);
  while ((next = greg_store_next (store, &link)) != 0)
    {
      greg_rules_remove (store, next, changes);
      greg_store_begin (store, name, &link);
    }
  return exchange (store, front, factory, serial, near, changes);
}

gboolean
greg_rules_add (GregStore *store,
                const GregAddition *addition,
                gboolean redefine,
                guint32 *entry,
                GregChanges **changes,
                GregConflict *conflict)
{
  GregFactory *factory = addition->factory;

  switch (decide (store, addition, redefine, entry, conflict))
    {
    case KEEP:
      return TRUE;
    case APPEND:
      *entry = insert (store, factory, ++store->last_serial, 0, changes);
      return TRUE;
    case EXCHANGE:
      *entry = exchange (store, *entry, factory, serial_of (store, *entry),
                                greg_store_entry (store, *entry)->prev, changes);
      return TRUE;
    case REPLACE:
      *entry = replace (store, *entry, factory, changes);
      return TRUE;
    case REFUSE:
    default:
      return FALSE;
    }
}

/* --- undoing --- */

/* Whether a factory that left may come back, as far as its aliases are concerned. */
static gboolean
is_free (GregStore *store, GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);
  guint32 entry = greg_store_find (store, greg_store_hash (name), name);

  if (entry != 0 && !same_name (factory, factory_of (store, entry)))
    return FALSE;
  if (greg_store_find_factory (store, factory) != 0)
    return FALSE;
  return find_foreign (store, factory, &entry) == NULL;
}

/* The entry that a change put there, if it is still the same. */
static guint32
find_published (GregStore *store, const GregChange *change)
{
  guint32 entry;

  if (change->new_factory == NULL)
    return 0;
  entry = greg_store_find_factory (store, change->new_factory);
  return entry != 0 && serial_of (store, entry) == change->new_serial ? entry : 0;
}

static gboolean
is_taken (GregStore *store, GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);

  return greg_store_find (store, greg_store_hash (name), name) != 0;
}

/* A stack that was replaced as a whole is logged as the removal of all but its front, then the
 * exchange of that; so backwards the exchange tells for all of them whether they may return
 * (`open`): when the replacement is still there, or else nobody took the name. */
void
greg_rules_undo (GregStore *store, const GregChanges *published, GregChanges **changes)
{
  gboolean open = FALSE;
  guint32 near = 0;

  for (guint i = published != NULL ? published->n : 0; i-- > 0;)
    {
      const GregChange *change = &published->items[i];
      guint32 entry = find_published (store, change);
      gboolean returns;

      if (change->new_factory != NULL)
        open = entry != 0 || !is_taken (store, change->new_factory);
      returns = change->old_factory != NULL && open && is_free (store, change->old_factory);
      if (returns && entry != 0)
        near = exchange (store, entry, change->old_factory, change->old_serial,
                         greg_store_entry (store, entry)->prev, changes);
      else if (returns)
        near = insert (store, change->old_factory, change->old_serial, near, changes);
      else if (entry != 0)
        {
          greg_rules_remove (store, entry, changes);
          near = 0;
        }
    }
}
