/* greg-rows-private.h - GregRows: a long sequence that is changed in pieces
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory.h"

G_BEGIN_DECLS

/* The rows of a list, in leaves of limited size:
 *
 *   leaves   [0]────────┐ [1]──────────┐ [2]──────────┐
 *            │ a b c d  │ │ e f g      │ │ h i j k l  │
 *   starts   0            4              7              12
 *
 * A row is found by position in a search of `starts`. A small change moves rows within one leaf and
 * counts the later leaves anew, which is a few hundred additions for 100,000 rows; a large one
 * fills new leaves in one go. */
typedef struct
{
  GregFactory *factory; /* owned by who has the row */
  guint64 serial;
} GregRow;

typedef struct _GregRowsLeaf GregRowsLeaf;

typedef struct
{
  GregRowsLeaf **leaves;
  guint *starts; /* the position at which each leaf begins; one more than there are leaves */
  guint n_leaves;
  guint size;
} GregRows;

void greg_rows_init (GregRows *self);
/* Removes all and frees the memory. */
void greg_rows_clear (GregRows *self);

guint greg_rows_get_length (const GregRows *self);
const GregRow *greg_rows_get (const GregRows *self, guint position);

/* Puts `n_come` rows, on whose factories it takes references, in the place of `n_gone`. The caller
 * has references on those that go, so that no last one is dropped here. */
void greg_rows_splice (GregRows *self,
                       guint position,
                       guint n_gone,
                       const GregRow *come,
                       guint n_come);

/* The first position, from `from` on, whose row does not come before this one. The search is fast
 * when that is near. */
typedef int (*GregRowCompare) (const GregRow *a, const GregRow *b, gpointer data);
guint greg_rows_find (const GregRows *self,
                      guint from,
                      const GregRow *row,
                      GregRowCompare compare,
                      gpointer data);

G_END_DECLS
