/* greg-registry-fields-private.h - the inside of a registry, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-loaders-private.h"
#include "greg-registry-private.h"

G_BEGIN_DECLS

typedef struct
{
  GregTable *table;
  GregLoaders *loaders;
  GregRegistry *parent;   /* owned; NULL for a root */
  char *wanted_scope;     /* only while it is constructed */
  char *wanted_separator; /* the same */
  int duplicates;         /* atomic */
  int redefine;           /* atomic */
  int implied;            /* atomic: nobody has asked for it yet */
} GregRegistryPrivate;

GregRegistryPrivate *greg_registry_get_private (GregRegistry *self);

/* Emits “resolve”; hold no lock. */
GregFactory *greg_registry_emit_resolve (GregRegistry *self, const char *name);
/* Whether anybody could make up the name: a handler or a loader of this very registry. */
gboolean greg_registry_has_helpers (GregRegistry *self);

/* Pass 3 of a look-up, for a name that passes 1 and 2 did not find. */
GregFactory *greg_registry_find_missing (GregRegistry *self, const char *name, GError **error);

G_END_DECLS
