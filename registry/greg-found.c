/* greg-found.c - what a query has found, put in order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-factory.h"
#include "greg-query-private.h"

static const char *
name_of (const GregFound *item)
{
  return item->listed != NULL ? item->listed : greg_factory_get_name (item->factory);
}

static int
compare_priorities (int a, int b)
{
  return (a < b) - (a > b);
}

/* Who stands behind a nearer level's counts with a lower priority than it has. Among those of its
 * own level it keeps its place. */
static int
compare (const GregFound *a, const GregFound *b, GregQueryOrder order)
{
  int result = 0;

  if (order == GREG_QUERY_ORDER_NAME)
    result = g_strcmp0 (name_of (a), name_of (b));
  if (result == 0 && order != GREG_QUERY_ORDER_REGISTRATION)
    result = compare_priorities (a->priority, b->priority);
  if (result == 0)
    result = (a->depth > b->depth) - (a->depth < b->depth);
  if (result == 0 && order != GREG_QUERY_ORDER_REGISTRATION && a->depth > 0)
    result = compare_priorities (greg_factory_get_priority (a->factory),
                                 greg_factory_get_priority (b->factory));
  if (result == 0)
    result = (a->serial > b->serial) - (a->serial < b->serial);
  return result;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer order)
{
  return compare (a, b, (GregQueryOrder) GPOINTER_TO_INT (order));
}

int
greg_query_compare (GregQuery *self,
                    GregFactory *a,
                    guint64 serial_a,
                    GregFactory *b,
                    guint64 serial_b)
{
  GregFound left = { a, 0, serial_a, greg_factory_get_priority (a), FALSE };
  GregFound right = { b, 0, serial_b, greg_factory_get_priority (b), FALSE };

  return compare (&left, &right, greg_query_get_order (self));
}

GArray *
greg_found_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GregFound));
}

static void
offer (GArray *found, GregQuery *query, const char *listed, GregFactory *factory, int priority)
{
  GregFound item = { .factory = factory, .serial = found->len, .priority = priority, .listed = listed };

  if (!greg_query_matches_as (query, factory, listed))
    return;
  g_object_ref (factory);
  g_array_append_val (found, item);
}

void
greg_found_offer (GArray *found, GregQuery *query, const char *listed, GregFactory *factory)
{
  offer (found, query, listed, factory, greg_factory_get_priority (factory));
}

void
greg_found_offer_stack (GArray *found, GregQuery *query, const char *listed, GPtrArray *stack)
{
  int highest = G_MAXINT;

  for (guint i = 0; i < stack->len; i++)
    {
      GregFactory *factory = g_ptr_array_index (stack, i);

      highest = MIN (highest, greg_factory_get_priority (factory));
      offer (found, query, listed, factory, highest);
    }
}

static inline GregFound *
item_at (GArray *found, guint i)
{
  return &g_array_index (found, GregFound, i);
}

static void
decide (GArray *found, GregQuery *query)
{
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      GregFound item = *item_at (found, i);

      if (!item.undecided || greg_query_matches (query, item.factory))
        *item_at (found, n++) = item;
      else
        g_object_unref (item.factory);
    }
  g_array_set_size (found, n);
}

/* Mostly all priorities are the same, and what was registered is in order already. */
static gboolean
is_in_order (GArray *found, GregQueryOrder order)
{
  for (guint i = 1; i < found->len; i++)
    if (compare (item_at (found, i - 1), item_at (found, i), order) > 0)
      return FALSE;
  return TRUE;
}

static void
put_in_order (GArray *found, GregQuery *query)
{
  GregQueryOrder order = greg_query_get_order (query);

  decide (found, query);
  if (!is_in_order (found, order))
    g_array_sort_with_data (found, compare_cb, GINT_TO_POINTER (order));
}

GPtrArray *
greg_found_finish (GArray *found, GregQuery *query)
{
  GPtrArray *factories;

  put_in_order (found, query);
  factories = g_ptr_array_new_full (found->len, g_object_unref);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (factories, item_at (found, i)->factory);
  g_array_unref (found);
  return factories;
}

char **
greg_found_finish_names (GArray *found, GregQuery *query)
{
  char **names;

  put_in_order (found, query);
  names = g_new0 (char *, (gsize) found->len + 1);
  for (guint i = 0; i < found->len; i++)
    {
      names[i] = g_strdup (name_of (item_at (found, i)));
      g_object_unref (item_at (found, i)->factory);
    }
  g_array_unref (found);
  return names;
}
