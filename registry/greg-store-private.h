/* greg-store-private.h - GregStore: names and aliases to ordered stacks of factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory.h"

G_BEGIN_DECLS

/* The memory of a GregTable: it knows no lock, no policy and no signal, and calls no foreign code.
 *
 *   slots                            entries
 *     name    hash  ref                0  the end of the ring
 *     "gz"    …     1 ───────────────► 1  gzip  serial 1
 *     -             0                  2  zip   serial 4, priority 5
 *     "gzip"  …     1 ───────────────► 1  3  zip   serial 2
 *     "zip"   …     STACKED | 1 ─┐
 *                                └► links 1 {entry 2} ─► 2 {entry 3}
 *
 * A slot is open-addressed and stands for one text. It refers to the one factory of that text, or
 * to a chain of links when there are several: priority first, then serial. A factory sits in the
 * slot of its name and in one for each alias. All factories of a slot have the same primary name:
 * whoever inserts sees to that. The name in a slot is borrowed from one of its factories, which are
 * sealed.
 *
 * Entries are linked to a ring in the order of their serials, which is the order of listing.
 * Everything is found by index, because the arrays move when they grow. Index 0 means none. */

#define GREG_STORE_STACKED 0x80000000u

typedef struct
{
  const char *name;
  guint32 hash;
  guint32 ref; /* an entry, GREG_STORE_STACKED | a link, or 0 for a free slot */
} GregSlot;

typedef struct
{
  GregFactory *factory; /* owned; NULL when the entry is free, which `next` then chains */
  guint64 serial;
  guint32 prev;
  guint32 next;
} GregEntry;

typedef struct
{
  guint32 entry;
  guint32 next;
} GregLink;

typedef struct
{
  GregSlot *slots;
  guint32 mask;    /* number of slots - 1 */
  guint32 n_slots; /* taken ones */

  GregEntry *entries;
  guint32 n_entries;    /* used so far, with the ring's end and the free ones */
  guint32 size_entries;
  guint32 free_entry;

  GregLink *links;
  guint32 n_links;
  guint32 size_links;
  guint32 free_link;
  guint32 n_stacks; /* slots with more than one factory */

  guint32 n_names; /* primary names */
  guint64 last_serial;
} GregStore;

void greg_store_init (GregStore *self);
/* Frees the memory; the store must be empty. */
void greg_store_clear (GregStore *self);
/* Empties the store and hands over the references it had, to be dropped where no lock is held. */
GPtrArray *greg_store_steal (GregStore *self);

guint32 greg_store_hash (const char *name);

/* The factory in front of a text, or 0. */
guint32 greg_store_find (const GregStore *self, guint32 hash, const char *name);
/* The entry of that very factory, or 0. */
guint32 greg_store_find_factory (const GregStore *self, GregFactory *factory);

/* The stack of a text, front first: for (entry = greg_store_begin (store, name, &link); entry != 0;
 * entry = greg_store_next (store, &link)) */
guint32 greg_store_begin (const GregStore *self, const char *name, guint32 *link);
guint32 greg_store_next (const GregStore *self, guint32 *link);

/* Takes the reference. Its place is looked for from `near` on, an entry whose serial is close; 0 is
 * where the list begins. A serial higher than all others goes to the end at once. */
guint32
greg_store_insert (GregStore *self, GregFactory *factory, guint64 serial, guint32 near);
/* Gives the reference back. */
GregFactory *greg_store_remove (GregStore *self, guint32 entry);

/* Whether an entry is the first registered of its primary name: those make up the list of names. */
gboolean greg_store_leads (const GregStore *self, guint32 entry);
/* The front of the stack of an entry's primary name. */
guint32 greg_store_front (const GregStore *self, guint32 entry);

static inline const GregEntry *
greg_store_entry (const GregStore *self, guint32 entry)
{
  return &self->entries[entry];
}

/* The list: greg_store_after (store, 0) is its first entry; 0 ends it. */
static inline guint32
greg_store_after (const GregStore *self, guint32 entry)
{
  return self->entries[entry].next;
}

G_END_DECLS
