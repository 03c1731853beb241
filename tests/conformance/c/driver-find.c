/* driver-find.c - steps that find
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

gboolean
step_lookup (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source == NULL)
    return FALSE;
  g_value_take_object (g_value_init (outcome, G_TYPE_OBJECT),
                       greg_source_lookup (source, get_text (step, "lookup", NULL)));
  return TRUE;
}

gboolean
step_require (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  GregFactory *factory
      = source != NULL ? greg_source_require (source, get_text (step, "require", NULL), error) : NULL;

  g_value_take_object (g_value_init (outcome, G_TYPE_OBJECT), factory);
  return factory != NULL;
}

gboolean
step_contains (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source == NULL)
    return FALSE;
  g_value_set_boolean (g_value_init (outcome, G_TYPE_BOOLEAN),
                       greg_source_contains (source, get_text (step, "contains", NULL)));
  return TRUE;
}

gboolean
step_lookup_all (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source == NULL)
    return FALSE;
  g_value_take_boxed (g_value_init (outcome, G_TYPE_PTR_ARRAY),
                      greg_source_lookup_all (source, get_text (step, "lookup_all", NULL)));
  return TRUE;
}

gboolean
step_peek (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source == NULL)
    return FALSE;
  g_value_take_object (g_value_init (outcome, G_TYPE_OBJECT),
                       greg_source_peek (source, get_text (step, "peek", NULL)));
  return TRUE;
}

gboolean
step_membership (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  g_autoptr (GEnumClass) answers = g_type_class_ref (GREG_TYPE_MEMBERSHIP);

  if (source == NULL)
    return FALSE;
  g_value_set_string (
      g_value_init (outcome, G_TYPE_STRING),
      g_enum_get_value (answers,
                        greg_source_membership (source, get_text (step, "membership", NULL)))
          ->value_nick);
  return TRUE;
}

/* ---- listing ---- */

static char **
names_of (GPtrArray *factories)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < factories->len; i++)
    g_strv_builder_add (names, greg_factory_get_name (factories->pdata[i]));
  return g_strv_builder_end (names);
}

/* Whether each factory has the name of the one that is found by what is listed. */
static gboolean
are_found (GregSource *source, char **names, GPtrArray *factories)
{
  guint i;

  for (i = 0; names[i] != NULL && i < factories->len; i++)
    {
      g_autoptr (GregFactory) found = greg_source_peek (source, names[i]);

      if (found == NULL
          || !g_str_equal (greg_factory_get_name (found),
                           greg_factory_get_name (factories->pdata[i])))
        return FALSE;
    }
  return names[i] == NULL && i == factories->len;
}

/* What the ways of listing have in common. */
gboolean
step_list (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  gboolean is_own = has (step, "own") && json_object_get_boolean_member (step, "own");
  g_autoptr (GPtrArray) factories = NULL;
  g_auto (GStrv) names = NULL;

  if (source == NULL)
    return FALSE;
  names = is_own ? greg_registry_list_own_names (GREG_REGISTRY (source))
                 : greg_source_list_names (source);
  factories = is_own ? greg_registry_list_own_factories (GREG_REGISTRY (source))
                     : greg_source_list_factories (source);
  if (!are_found (source, names, factories))
    return wrong (error, "the factories that are listed are not those of the names");
  if (!is_own && greg_source_count (source) != factories->len)
    return wrong (error, "count: %u was expected, not %u", factories->len, greg_source_count (source));
  g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), g_steal_pointer (&names));
  return TRUE;
}

/* ---- queries ---- */

static void
add_all (GregQuery *query, JsonObject *said, const char *key, void (*add) (GregQuery *, const char *))
{
  JsonArray *texts = has (said, key) ? json_object_get_array_member (said, key) : NULL;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    add (query, json_array_get_string_element (texts, i));
}

typedef void (*Compare) (GregQuery *query, const char *key, const GValue *value);

static void
compare_all (GregQuery *query, JsonObject *said, const char *which, Compare compare)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (!has (said, which))
    return;
  json_object_iter_init_ordered (&iter, json_object_get_object_member (said, which));
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      g_auto (GValue) value = G_VALUE_INIT;

      value_from_node (node, &value);
      compare (query, key, &value);
    }
}

static void
one_of_all (GregQuery *query, JsonObject *said)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (!has (said, "one_of"))
    return;
  json_object_iter_init_ordered (&iter, json_object_get_object_member (said, "one_of"));
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      GVariant *values = json_gvariant_deserialize (node, NULL, NULL);

      greg_query_match_one_of (query, key, values);
    }
}

static int
value_of_nick (GType type, const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *value = g_enum_get_value_by_nick (klass, nick);

  g_assert_nonnull (value);
  return value->value;
}

static GregQuery *
new_query (JsonNode *node, GError **error)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  JsonObject *said;
  GType product = G_TYPE_NONE;

  if (!take_keys ("query", node,
                  "include exclude tags equal one_of at_least has product deprecated order stacked own",
                  error))
    return NULL;
  said = json_node_get_object (node);
  add_all (query, said, "include", greg_query_include);
  add_all (query, said, "exclude", greg_query_exclude);
  add_all (query, said, "tags", greg_query_add_tag);
  add_all (query, said, "has", greg_query_match_has);
  compare_all (query, said, "equal", greg_query_match_equal);
  compare_all (query, said, "at_least", greg_query_match_at_least);
  one_of_all (query, said);
  if (has (said, "product"))
    product = type_of (get_text (said, "product", ""), error);
  if (product == G_TYPE_INVALID)
    return NULL;
  greg_query_set_product_type (query, product);
  greg_query_set_deprecation (query, value_of_nick (GREG_TYPE_QUERY_DEPRECATION,
                                                    get_text (said, "deprecated", "any")));
  greg_query_set_order (query,
                        value_of_nick (GREG_TYPE_QUERY_ORDER, get_text (said, "order", "priority")));
  greg_query_set_stacked (query,
                          has (said, "stacked") && json_object_get_boolean_member (said, "stacked"));
  greg_query_set_own (query, has (said, "own") && json_object_get_boolean_member (said, "own"));
  return g_steal_pointer (&query);
}

gboolean
step_query (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  g_autoptr (GregQuery) query = new_query (json_object_get_member (step, "query"), error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GregFactory) best = NULL;

  if (source == NULL || query == NULL)
    return FALSE;
  found = greg_source_query (source, query);
  best = greg_source_best (source, query);
  if (best != (found->len > 0 ? found->pdata[0] : NULL))
    return wrong (error, "best: not the first that was found");
  g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), names_of (found));
  return TRUE;
}
