/* greg-listing-private.h - what a registry lists: its own factories, and what it inherits
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-query-private.h"
#include "greg-table-private.h"

G_BEGIN_DECLS

/* A name of an ancestor is listed when a look-up gives the ancestor's factory: when no nearer level
 * knows the name, as a name or an alias, or masks it. Listed is the own level first, in the order
 * of registration, then its parent's, and so on.
 *
 * Alone: without what is inherited. */
char **greg_listing_names (GregTable *self, gboolean alone);
GPtrArray *greg_listing_factories (GregTable *self, gboolean alone);
guint greg_listing_count (GregTable *self, gboolean alone);

/* All that a watch tells of, as additions: for each name that is listed the whole stack of its
 * level. NULL for nothing. */
GregChanges *greg_listing_entries (GregTable *self);

/* What matches, in the order of listing, for greg_found_finish(). A stacked query also gets what a
 * nearer level has taken the name of. */
GArray *greg_listing_query (GregTable *self, GregQuery *query);

G_END_DECLS
