/* greg-rows.c - GregRows: a long sequence that is changed in pieces
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-rows-private.h"

#include <string.h>

#define LEAF_SIZE 254 /* 4 KiB with the count */

struct _GregRowsLeaf
{
  guint n; /* never 0 */
  GregRow rows[LEAF_SIZE];
};

void
greg_rows_init (GregRows *self)
{
  *self = (GregRows){ .size = 1 };
  self->leaves = g_new (GregRowsLeaf *, 1);
  self->starts = g_new0 (guint, 2);
}

void
greg_rows_clear (GregRows *self)
{
  for (guint i = 0; i < self->n_leaves; i++)
    {
      for (guint j = 0; j < self->leaves[i]->n; j++)
        g_object_unref (self->leaves[i]->rows[j].factory);
      g_free (self->leaves[i]);
    }
  g_free (self->leaves);
  g_free (self->starts);
  *self = (GregRows){ 0 };
}

guint
greg_rows_get_length (const GregRows *self)
{
  return self->starts != NULL ? self->starts[self->n_leaves] : 0;
}

/* The leaf that has a position; the last one for the end. There is at least one. */
static guint
find_leaf (const GregRows *self, guint position)
{
  guint low = 0, high = self->n_leaves;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->starts[middle] <= position)
        low = middle;
      else
        high = middle;
    }
  return low;
}

const GregRow *
greg_rows_get (const GregRows *self, guint position)
{
  guint leaf;

  if (position >= greg_rows_get_length (self))
    return NULL;
  leaf = find_leaf (self, position);
  return &self->leaves[leaf]->rows[position - self->starts[leaf]];
}

guint
greg_rows_find (const GregRows *self,
                guint from,
                const GregRow *row,
                GregRowCompare compare,
                gpointer data)
{
  guint n = greg_rows_get_length (self);
  guint low = from, high = from, step = 1;

  /* Whoever comes in order is looked for at the end of a small step, then of a larger one. */
  while (high < n && compare (greg_rows_get (self, high), row, data) < 0)
    {
      low = high + 1;
      high = n - high > step ? high + step : n;
      step *= 2;
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (greg_rows_get (self, middle), row, data) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- changing --- */

static void
count_from (GregRows *self, guint leaf)
{
  guint start = leaf > 0 ? self->starts[leaf] : 0;

  for (; leaf < self->n_leaves; leaf++)
    {
      self->starts[leaf] = start;
      start += self->leaves[leaf]->n;
    }
  self->starts[self->n_leaves] = start;
}

/* Makes room for `n` leaves in the place of `n_old`, which are forgotten. */
static void
resize_leaves (GregRows *self, guint leaf, guint n_old, guint n)
{
  guint n_leaves = self->n_leaves - n_old + n;

  if (n_leaves > self->size)
    {
      self->size = MAX (n_leaves, self->size * 2);
      self->leaves = g_renew (GregRowsLeaf *, self->leaves, self->size);
      self->starts = g_renew (guint, self->starts, (gsize) self->size + 1);
    }
  memmove (&self->leaves[leaf + n], &self->leaves[leaf + n_old],
           (self->n_leaves - leaf - n_old) * sizeof (GregRowsLeaf *));
  self->n_leaves = n_leaves;
}

/* Three runs of rows that follow each other. */
typedef struct
{
  const GregRow *rows[3];
  guint n[3];
} Runs;

static void
take_rows (Runs *runs, GregRowsLeaf *leaf, guint n)
{
  leaf->n = 0;
  for (guint i = 0; i < 3; i++)
    {
      guint n_taken = MIN (n - leaf->n, runs->n[i]);

      if (n_taken == 0)
        continue;
      memcpy (&leaf->rows[leaf->n], runs->rows[i], n_taken * sizeof (GregRow));
      leaf->n += n_taken;
      runs->rows[i] += n_taken;
      runs->n[i] -= n_taken;
    }
}

/* Fills new leaves: to the brim at the end of the list, where more will be appended, else evenly,
 * so that there is room in each. */
static void
refill (GregRows *self, guint first, guint n_old, Runs *runs, gboolean at_end)
{
  guint n_rows = runs->n[0] + runs->n[1] + runs->n[2];
  guint n = (n_rows + LEAF_SIZE - 1) / LEAF_SIZE;
  g_autofree GregRowsLeaf **old = g_memdup2 (&self->leaves[first], n_old * sizeof *old);

  resize_leaves (self, first, n_old, n);
  for (guint i = 0; i < n; i++)
    {
      guint rest = n - i;

      self->leaves[first + i] = g_new (GregRowsLeaf, 1);
      take_rows (runs, self->leaves[first + i],
                 at_end ? MIN (n_rows, LEAF_SIZE) : (n_rows + rest - 1) / rest);
      n_rows -= self->leaves[first + i]->n;
    }
  for (guint i = 0; i < n_old; i++)
    g_free (old[i]);
}

/* Within one leaf, which does not become empty. */
static void
shift (GregRowsLeaf *leaf, guint offset, guint n_gone, const GregRow *come, guint n_come)
{
  memmove (&leaf->rows[offset + n_come], &leaf->rows[offset + n_gone],
           (leaf->n - offset - n_gone) * sizeof (GregRow));
  if (n_come > 0)
    memcpy (&leaf->rows[offset], come, n_come * sizeof (GregRow));
  leaf->n = leaf->n - n_gone + n_come;
}

/* Leaves that have become small are put together, so that their number stays in proportion. */
static void
join (GregRows *self, guint leaf)
{
  GregRowsLeaf *left, *right;

  if (leaf + 1 >= self->n_leaves)
    return;
  left = self->leaves[leaf];
  right = self->leaves[leaf + 1];
  if (left->n + right->n > LEAF_SIZE / 2)
    return;
  memcpy (&left->rows[left->n], right->rows, right->n * sizeof (GregRow));
  left->n += right->n;
  resize_leaves (self, leaf + 1, 1, 0);
  g_free (right);
}

static void
release (GregRows *self, guint position, guint n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (greg_rows_get (self, position + i)->factory);
}

void
greg_rows_splice (GregRows *self,
                  guint position,
                  guint n_gone,
                  const GregRow *come,
                  guint n_come)
{
  guint length = greg_rows_get_length (self);
  guint first, last, offset, end;

  for (guint i = 0; i < n_come; i++)
    g_object_ref (come[i].factory);
  release (self, position, n_gone);
  if (self->n_leaves == 0)
    {
      refill (self, 0, 0, &(Runs){ { NULL, come }, { 0, n_come } }, TRUE);
      count_from (self, 0);
      return;
    }
  first = find_leaf (self, position);
  last = n_gone > 0 ? find_leaf (self, position + n_gone - 1) : first;
  offset = position - self->starts[first];
  end = position + n_gone - self->starts[last];
  if (first == last && self->leaves[first]->n - n_gone + n_come <= LEAF_SIZE
      && self->leaves[first]->n + n_come > n_gone)
    {
      shift (self->leaves[first], offset, n_gone, come, n_come);
      if (n_gone > n_come)
        join (self, first);
      if (n_gone > n_come && first > 0)
        join (self, --first);
    }
  else
    refill (self, first, last - first + 1,
            &(Runs){ { self->leaves[first]->rows, come, &self->leaves[last]->rows[end] },
                     { offset, n_come, self->leaves[last]->n - end } },
            position + n_gone == length);
  count_from (self, first);
}
