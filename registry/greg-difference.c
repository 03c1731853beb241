/* greg-difference.c - what makes one listing of factories into another
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-difference-private.h"

#define NOWHERE G_MAXUINT

/* Two listings, of which only the middle differs. */
typedef struct
{
  GPtrArray *before;
  GPtrArray *after;
  guint start;
  guint before_end;
  guint after_end;
  guint *places; /* for each in the middle of `after`: where it is in `before`, or NOWHERE */
} Difference;

static void
trim (Difference *self)
{
  while (self->start < self->before_end && self->start < self->after_end
         && self->before->pdata[self->start] == self->after->pdata[self->start])
    self->start++;
  while (self->before_end > self->start && self->after_end > self->start
         && self->before->pdata[self->before_end - 1] == self->after->pdata[self->after_end - 1])
    {
      self->before_end--;
      self->after_end--;
    }
}

/* A factory that is in a listing more than once is found again in the order of its places. */
static void
find_places (Difference *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL); /* factory to place + 1 */
  g_autofree guint *next = g_new0 (guint, (gsize) self->before_end + 1);

  for (guint i = self->before_end; i-- > self->start;)
    {
      gpointer factory = self->before->pdata[i];

      next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (first, factory));
      g_hash_table_insert (first, factory, GUINT_TO_POINTER (i + 1));
    }
  self->places = g_new (guint, (gsize) self->after_end + 1);
  for (guint i = self->start; i < self->after_end; i++)
    {
      gpointer factory = self->after->pdata[i];
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (first, factory));

      self->places[i] = place > 0 ? place - 1 : NOWHERE;
      if (place > 0)
        g_hash_table_insert (first, factory, GUINT_TO_POINTER (next[place - 1]));
    }
}

static void
forget_moved (Difference *self)
{
  gboolean moved = FALSE;
  guint last = 0;

  for (guint i = self->start; i < self->after_end; i++)
    {
      if (self->places[i] == NOWHERE)
        continue;
      moved |= self->places[i] < last;
      last = self->places[i];
    }
  for (guint i = self->start; moved && i < self->after_end; i++)
    self->places[i] = NOWHERE;
}

/* Everything before a position of `after` is in its place when the splice there is made, so that is
 * its position too. */
static void
add_splices (Difference *self, GArray *splices)
{
  guint i_before = self->start, i_after = self->start;

  while (i_before < self->before_end || i_after < self->after_end)
    {
      GregSplice splice = { i_after, 0, 0 };

      while (i_after < self->after_end && self->places[i_after] == NOWHERE)
        i_after++;
      splice.n_come = i_after - splice.position;
      splice.n_gone = (i_after < self->after_end ? self->places[i_after] : self->before_end)
                      - i_before;
      if (splice.n_gone > 0 || splice.n_come > 0)
        g_array_append_val (splices, splice);
      /* Over the one that stays. */
      i_before += splice.n_gone + 1;
      i_after++;
    }
}

GArray *
greg_difference (GPtrArray *before, GPtrArray *after)
{
  Difference self = { before, after, 0, before->len, after->len, NULL };
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (GregSplice));

  trim (&self);
  find_places (&self);
  forget_moved (&self);
  add_splices (&self, splices);
  g_free (self.places);
  return splices;
}
