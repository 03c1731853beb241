/* greg-family-private.h - GregFamily: what all registries of one tree share
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-table-private.h"
#include "greg-weak-private.h"

G_BEGIN_DECLS

/* The tables of all registries of a tree have one lock, so that a look-up that climbs sees all its
 * levels at one moment, and takes the lock once.
 *
 *   registry ──holds──► parent         the way up lives as long as the child
 *   table    ──►        children       the way down is borrowed: whoever leaves takes itself out
 *
 * A registry joins once, when it is constructed, and never changes its parent: so there is no
 * cycle. */
typedef struct
{
  gatomicrefcount ref_count;
  GMutex lock;        /* guards all below and the tables */
  guint64 generation;
  int n_scopes;       /* how many registries of the tree have a scope; also read without the lock */
  char *separator;    /* between a scope and a name; set before anybody else can see it */
  gsize separator_length;
} GregFamily;

/* The owner of a table is its registry, as long as that is in use. Under the lock only a reference on the GregWeak is
 * taken: one on the registry may run code of a script that holds it.
 *
 * Gives that reference back; a reference on the registry, or NULL when it is not in use any more. */
GregRegistry *greg_owner_finish (GregWeak *owner);

GregFamily *greg_family_new (void);
GregFamily *greg_family_ref (GregFamily *self);
void greg_family_unref (GregFamily *self);

/* For a table that nobody else has seen yet. Without a parent it is a root and brings `separator`
 * (NULL: "."). `scope` and `owner`, the registry, are borrowed; `base_type` is what the owner's products must be.
 * FALSE when a sister has the scope already or it is none: then the table has joined without one. */
gboolean greg_family_join (GregTable *table,
                           GregTable *parent,
                           const char *scope,
                           const char *separator,
                           GType base_type,
                           GregRegistry *owner);
/* From now on nobody reaches the table from above or from its sisters. May be called again. */
void greg_family_leave (GregTable *table);

const char *greg_family_get_separator (GregTable *table);
/* Whether the first separator of “scope.name” is the one behind the scope. If it is not, because the
 * scope contains one or ends as one begins, the scope could never be asked for. */
gboolean greg_family_can_divide (GregTable *table, const char *scope);
const char *greg_family_get_scope (GregTable *table);

/* Gives a table another base type. FALSE, and nothing changes, when something is registered in it. */
gboolean greg_family_settle (GregTable *table, GType base_type);

/* The registries right below, those of them that are still in use, in the order of their joining. */
GPtrArray *greg_family_list_children (GregTable *table);
GregRegistry *greg_family_dup_child (GregTable *table, const char *scope);

/* Masks. FALSE: nothing changed; then `conflict` may say that the table is frozen. */
gboolean greg_family_mask (GregTable *table, const char *name, GregConflict *conflict);
gboolean greg_family_unmask (GregTable *table, const char *name, GregConflict *conflict);
char **greg_family_list_masks (GregTable *table);

G_END_DECLS
