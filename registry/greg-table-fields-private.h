/* greg-table-fields-private.h - the inside of a table, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-family-private.h"

G_BEGIN_DECLS

struct _GregTable
{
  GregFamily *family; /* whose lock guards all below, and the same of all relatives */
  GregStore store;
  gboolean frozen;
  GPtrArray *feeds; /* of GregFeed; NULL when there are none; never changed, only exchanged */

  GregTable *parent;   /* kept alive by the owner */
  GPtrArray *children; /* of GregTable, borrowed, in the order of joining; NULL when there are none */
  GHashTable *scopes;  /* those of the children that have one, by it; NULL when there are none */
  char *scope;         /* NULL: it is not reached by one */
  GHashTable *masks;   /* of char; NULL when there are none */
  GType base_type;     /* what a factory of another level must suit */
  GregWeak *owner;
};

static inline void
greg_table_lock (GregTable *self)
{
  g_mutex_lock (&self->family->lock);
}

static inline void
greg_table_unlock (GregTable *self)
{
  g_mutex_unlock (&self->family->lock);
}

static inline GregFactory *
greg_table_ref_locked (const GregTable *self, guint32 entry)
{
  return (GregFactory *) g_object_ref (greg_store_entry (&self->store, entry)->factory);
}

static inline gboolean
greg_table_masks_locked (const GregTable *self, const char *name)
{
  return G_UNLIKELY (self->masks != NULL) && g_hash_table_contains (self->masks, name);
}

gboolean greg_table_is_open_locked (GregTable *self, GregConflict *conflict);

G_END_DECLS
