/* greg-selection.c - GregSelection: what the changes of a source are for a query
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-selection-private.h"

#include "greg-query-private.h"

/* One step in the life of a row. Like all rows here it borrows the factory: each is in the log or in the
 * copy, and whoever leaves the copy is in the log. */
typedef struct
{
  GregRow row;
  gboolean comes;
} Event;

/* What all steps of one factory come to. */
typedef struct
{
  GregRow before; /* no factory: it was not there */
  GregRow after;  /* no factory: it is not there */
} Outcome;

void
greg_selection_init (GregSelection *self, GregQuery *query)
{
  self->query = query != NULL ? greg_query_copy (query) : greg_query_new ();
  self->stacked = greg_query_get_stacked (self->query);
  self->order = greg_query_get_order (self->query);
  greg_store_init (&self->copy);
}

void
greg_selection_clear (GregSelection *self)
{
  g_ptr_array_unref (greg_store_steal (&self->copy));
  greg_store_clear (&self->copy);
  g_clear_object (&self->query);
}

/* In the order of registration no factory need be looked at, and fetched from far away in memory. */
int
greg_selection_compare (const GregRow *a, const GregRow *b, gpointer data)
{
  const GregSelection *self = data;

  if (self->order == GREG_QUERY_ORDER_REGISTRATION)
    return (a->serial > b->serial) - (a->serial < b->serial);
  return greg_query_compare (self->query, a->factory, a->serial, b->factory, b->serial);
}

GArray *
greg_selection_new_rows (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GregRow));
}

/* --- events --- */

static void
add_event (GregSelection *self, GArray *events, GregRow row, gboolean comes)
{
  Event event = { row, comes };

  if (row.factory == NULL || (comes && !greg_query_matches (self->query, row.factory)))
    return;
  g_array_append_val (events, event);
}

static GregRow
front_of (GregStore *store, const char *name)
{
  guint32 entry = greg_store_find (store, greg_store_hash (name), name);

  if (entry == 0)
    return (GregRow){ NULL, 0 };
  return (GregRow){ greg_store_entry (store, entry)->factory,
                    greg_store_entry (store, entry)->serial };
}

/* Makes the same change to the copy as was made to the original. `*near` is where the next one may
 * be near to, as in greg_rules_undo(). The factories stay alive, as the log has references. */
static void
repeat_change (GregStore *store, const GregChange *change, guint32 *near)
{
  if (change->old_factory != NULL)
    {
      guint32 entry = greg_store_find_factory (store, change->old_factory);

      *near = greg_store_entry (store, entry)->prev;
      g_object_unref (greg_store_remove (store, entry));
    }
  if (change->new_factory != NULL)
    *near = greg_store_insert (store, g_object_ref (change->new_factory), change->new_serial, *near);
  else
    *near = 0;
}

static void
add_front_events (GregSelection *self, GArray *events, const GregChange *change, guint32 *near)
{
  const char *name = greg_factory_get_name (change->old_factory != NULL ? change->old_factory
                                                                        : change->new_factory);
  GregRow before = front_of (&self->copy, name);
  GregRow after;

  repeat_change (&self->copy, change, near);
  after = front_of (&self->copy, name);
  if (before.factory == after.factory)
    return;
  add_event (self, events, before, FALSE);
  add_event (self, events, after, TRUE);
}

static GArray *
list_events (GregSelection *self, const GregChanges *changes)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (Event));
  guint32 near = 0;

  for (guint i = 0; changes != NULL && i < changes->n; i++)
    {
      const GregChange *change = &changes->items[i];

      if (!self->stacked)
        add_front_events (self, events, change, &near);
      else
        {
          add_event (self, events, (GregRow){ change->old_factory, change->old_serial }, FALSE);
          add_event (self, events, (GregRow){ change->new_factory, change->new_serial }, TRUE);
        }
    }
  return events;
}

/* --- outcomes --- */

static void
note_event (GArray *outcomes, GHashTable *numbers, const Event *event)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, event->row.factory));
  Outcome *outcome;

  if (number == 0)
    {
      Outcome fresh = { event->comes ? (GregRow){ NULL, 0 } : event->row };

      g_array_append_val (outcomes, fresh);
      number = outcomes->len;
      g_hash_table_insert (numbers, event->row.factory, GUINT_TO_POINTER (number));
    }
  outcome = &g_array_index (outcomes, Outcome, number - 1);
  outcome->after = event->comes ? event->row : (GregRow){ NULL, 0 };
}

static void
add_outcomes (GArray *events, GArray *gone, GArray *come)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (Outcome));

  for (guint i = 0; i < events->len; i++)
    note_event (outcomes, numbers, &g_array_index (events, Event, i));
  for (guint i = 0; i < outcomes->len; i++)
    {
      const Outcome *outcome = &g_array_index (outcomes, Outcome, i);

      if (outcome->before.factory == outcome->after.factory
          && outcome->before.serial == outcome->after.serial)
        continue;
      if (outcome->before.factory != NULL)
        g_array_append_val (gone, outcome->before);
      if (outcome->after.factory != NULL)
        g_array_append_val (come, outcome->after);
    }
}

static gboolean
only_comes (GArray *events)
{
  for (guint i = 0; i < events->len; i++)
    if (!g_array_index (events, Event, i).comes)
      return FALSE;
  return TRUE;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer self)
{
  return greg_selection_compare (a, b, self);
}

/* What was registered in order is mostly in order already. */
static void
sort (GregSelection *self, GArray *rows)
{
  guint i = 1;

  while (i < rows->len
         && greg_selection_compare (&g_array_index (rows, GregRow, i - 1),
                                    &g_array_index (rows, GregRow, i), self)
                < 0)
    i++;
  if (i < rows->len)
    g_array_sort_with_data (rows, compare_cb, self);
}

void
greg_selection_apply (GregSelection *self,
                      const GregChanges *changes,
                      GArray *gone,
                      GArray *come)
{
  g_autoptr (GArray) events = list_events (self, changes);

  if (only_comes (events))
    for (guint i = 0; i < events->len; i++)
      g_array_append_val (come, g_array_index (events, Event, i).row);
  else
    add_outcomes (events, gone, come);
  sort (self, gone);
  sort (self, come);
}
