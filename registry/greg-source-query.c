/* greg-source-query.c - GregSource: asking with a query
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-query-private.h"
#include "greg-source-fields-private.h"
#include "greg-source-hooks-private.h"

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

static char **
names_of (GPtrArray *factories)
{
  char **names = g_new0 (char *, (gsize) factories->len + 1);

  for (guint i = 0; i < factories->len; i++)
    names[i] = g_strdup (greg_factory_get_name (g_ptr_array_index (factories, i)));
  return names;
}

/**
 * greg_source_query_names:
 * @self: a source
 * @query: (nullable): which factories, and in which order; %NULL is a query that was just made
 *
 * Lists the names of the factories that [method@Greg.Source.query] gives, each as the source lists it.
 *
 * That is the factory's own name, except in a [class@Greg.MultiRegistry], where the prefix of its
 * source stands in front.
 *
 * Returns: (transfer full) (array zero-terminated=1): one name for each factory, perhaps none
 *
 * Since: 1.0
 */
char **
greg_source_query_names (GregSource *self, GregQuery *query)
{
  GregSourceHooks *hooks;
  g_autoptr (GregQuery) everything = NULL;
  g_autoptr (GPtrArray) factories = NULL;
  char **names = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (query == NULL || GREG_IS_QUERY (query), NULL);

  if (!greg_source_is_here (self))
    return g_new0 (char *, 1);
  if (query == NULL)
    query = everything = greg_query_new ();
  hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (self));
  if (hooks->select_names != NULL)
    names = hooks->select_names (self, query);
  if (names != NULL)
    return names;
  factories = greg_source_query (self, query);
  return names_of (factories);
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
