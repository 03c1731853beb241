/* greg-selection-private.h - GregSelection: what the changes of a source are for a query
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-query.h"
#include "greg-rows-private.h"
#include "greg-rules-private.h"

G_BEGIN_DECLS

/* A query that wants only what is in front of each name cannot be answered from the changes alone:
 * the selection then keeps a copy of the source's store, by which it knows who comes to the front. */
typedef struct
{
  GregQuery *query; /* owned, and changed by nobody */
  gboolean stacked;
  GregQueryOrder order;
  GregStore copy; /* empty if stacked */
} GregSelection;

/* `query` is copied; NULL is a query that was just made. */
void greg_selection_init (GregSelection *self, GregQuery *query);
void greg_selection_clear (GregSelection *self);

/* Tells which rows a log of changes takes away, if they are there, and which it brings, each in the
 * order of the query. What comes and goes within the log is in neither. Whether a row that goes has
 * matched is not asked again, since an answer that depends on a type may be another one today. All
 * logs must be told, from the beginning on. Both are made with greg_selection_new_rows(); they borrow
 * the factories from the log and from the selection. */
void greg_selection_apply (GregSelection *self,
                           const GregChanges *changes,
                           GArray *gone,
                           GArray *come);

GArray *greg_selection_new_rows (void);

/* A GregRowCompare for which the data is the selection. */
int greg_selection_compare (const GregRow *a, const GregRow *b, gpointer self);

G_END_DECLS
