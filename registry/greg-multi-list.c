/* greg-multi-list.c - GregMultiRegistry: what there is, by the names that its members' prefixes make
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-query-private.h"

typedef struct
{
  char *name;
  GregFactory *factory;
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_object_unref (row->factory);
}

static void
add_names (GArray *rows, GHashTable *seen, const GregMultiView *view, GregMultiMember *member)
{
  g_auto (GStrv) names = greg_source_list_names (member->source);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *spelled = greg_multi_member_spell (member, *name);
      Row row;

      if (g_hash_table_contains (seen, spelled))
        continue;
      row.factory = greg_multi_view_peek (view, spelled, NULL);
      if (row.factory == NULL)
        continue;
      row.name = g_steal_pointer (&spelled);
      g_hash_table_add (seen, row.name);
      g_array_append_val (rows, row);
    }
}

/* Each name is looked up, because what a member lists may be hidden: behind an alias or a name of another member,
 * behind a longer prefix, or by the base type. So whatever is listed is also found, and is what is found. */
static GArray *
list_rows (const GregMultiView *view)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (rows, row_clear);
  for (guint i = 0; i < view->members->n; i++)
    add_names (rows, seen, view, view->members->items[i]);
  return rows;
}

static inline Row *
row_at (GArray *rows, guint i)
{
  return &g_array_index (rows, Row, i);
}

char **
greg_multi_registry_names (GregSource *source)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_autoptr (GArray) rows = list_rows (&view);
  char **names = g_new0 (char *, (gsize) rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    names[i] = g_steal_pointer (&row_at (rows, i)->name);
  return names;
}

GPtrArray *
greg_multi_registry_factories (GregSource *source)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_autoptr (GArray) rows = list_rows (&view);
  GPtrArray *factories = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (factories, g_object_ref (row_at (rows, i)->factory));
  return factories;
}

guint
greg_multi_registry_count (GregSource *source)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_autoptr (GArray) rows = list_rows (&view);

  return rows->len;
}

static void
offer_stack (GArray *found, GregQuery *query, const GregMultiView *view, const Row *row)
{
  g_autoptr (GPtrArray) stack = greg_multi_view_find_all (view, row->name);

  greg_found_offer_stack (found, query, row->name, stack);
}

/* The names are borrowed from the rows. */
static GArray *
offer_rows (const GregMultiView *view, GArray *rows, GregQuery *query)
{
  gboolean stacked = greg_query_get_stacked (query);
  GArray *found = greg_found_new ();

  for (guint i = 0; i < rows->len; i++)
    if (stacked)
      offer_stack (found, query, view, row_at (rows, i));
    else
      greg_found_offer (found, query, row_at (rows, i)->name, row_at (rows, i)->factory);
  return found;
}

GPtrArray *
greg_multi_registry_select (GregSource *source, GregQuery *query)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_autoptr (GArray) rows = list_rows (&view);

  return greg_found_finish (offer_rows (&view, rows, query), query);
}

/* A derived class that selects something else has to be asked for that. */
char **
greg_multi_registry_select_names (GregSource *source, GregQuery *query)
{
  g_auto (GregMultiView) view = { 0 };
  g_autoptr (GArray) rows = NULL;

  if (GREG_SOURCE_GET_CLASS (source)->select != greg_multi_registry_select)
    return NULL;
  view = greg_multi_registry_view (source);
  rows = list_rows (&view);
  return greg_found_finish_names (offer_rows (&view, rows, query), query);
}
