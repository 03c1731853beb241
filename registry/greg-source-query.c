/* greg-source-query.c - GregSource: asking with a query
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-query-private.h"
#include "greg-source-fields-private.h"

static void
offer_stacks (GArray *found, GregQuery *query, GregSource *source)
{
  g_auto (GStrv) names = greg_source_list_names (source);

  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GPtrArray) stack = greg_source_lookup_all (source, *name);

      greg_found_offer_stack (found, query, NULL, stack);
    }
}

static void
offer_fronts (GArray *found, GregQuery *query, GregSource *source)
{
  g_autoptr (GPtrArray) fronts = greg_source_list_factories (source);

  for (guint i = 0; i < fronts->len; i++)
    greg_found_offer (found, query, NULL, g_ptr_array_index (fronts, i));
}

/* Only for sources that have no better way: it makes lists of all that there is. */
GPtrArray *
greg_source_real_select (GregSource *self, GregQuery *query)
{
  GArray *found = greg_found_new ();

  if (greg_query_get_stacked (query))
    offer_stacks (found, query, self);
  else
    offer_fronts (found, query, self);
  return greg_found_finish (found, query);
}

/**
 * greg_source_query:
 * @self: a source
 * @query: (nullable): which factories, and in which order; %NULL is a query that was just made
 *
 * Finds the factories that a query describes.
 *
 * Unless [property@Greg.Query:stacked] is set, each primary name is considered once, with the
 * factory that [method@Greg.Source.lookup] gives: a name whose factory does not match is left out,
 * even if another one behind it would match. A query never loads anything and asks no handlers.
 *
 * The answer is what was there at one moment. It does not change when the source does.
 *
 * Returns: (transfer container) (element-type GregFactory): the factories in the order of the
 *   query, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_source_query (GregSource *self, GregQuery *query)
{
  g_autoptr (GregQuery) everything = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (query == NULL || GREG_IS_QUERY (query), NULL);

  if (!greg_source_is_here (self))
    return greg_source_own_elements (NULL);
  if (query == NULL)
    query = everything = greg_query_new ();
  return greg_source_own_elements (GREG_SOURCE_GET_CLASS (self)->select (self, query));
}

/**
 * greg_source_best:
 * @self: a source
 * @query: (nullable): which factories, and in which order; %NULL is a query that was just made
 *
 * Finds the first of the factories that [method@Greg.Source.query] gives.
 *
 * Returns: (transfer full) (nullable): the factory, or %NULL when none matches
 *
 * Since: 1.0
 */
GregFactory *
greg_source_best (GregSource *self, GregQuery *query)
{
  g_autoptr (GPtrArray) factories = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (query == NULL || GREG_IS_QUERY (query), NULL);

  factories = greg_source_query (self, query);
  return factories->len > 0 ? g_object_ref (g_ptr_array_index (factories, 0)) : NULL;
}
