/* driver-factory.c - compares factories with what a case expects
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

typedef gboolean (*Matcher) (const char *what,
                             JsonNode *expected,
                             GregFactory *factory,
                             GError **error);

static gboolean
match_string (const char *what, JsonNode *expected, const char *text, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_set_static_string (g_value_init (&value, G_TYPE_STRING), text);
  return match (what, expected, &value, error);
}

static gboolean
match_number (const char *what, JsonNode *expected, int number, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_set_int (g_value_init (&value, G_TYPE_INT), number);
  return match (what, expected, &value, error);
}

static gboolean
match_type (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_string (what, expected, g_type_name (greg_factory_get_product_type (factory)), error);
}

static gboolean
match_aliases (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_names (what, expected, greg_factory_get_aliases (factory), error);
}

static gboolean
match_tags (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_names (what, expected, greg_factory_get_tags (factory), error);
}

typedef struct
{
  const char *what;
  GregFactory *factory;
} Found;

static gboolean
match_metadatum (const char *key, JsonNode *expected, gpointer data, GError **error)
{
  Found *found = data;
  const GValue *value = greg_factory_get_metadata (found->factory, key);

  if (value == NULL)
    return wrong (error, "%s has no “%s”", found->what, key);
  return match (key, expected, value, error);
}

static gboolean
match_metadata (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  JsonObject *wanted = json_node_get_object (expected);
  guint n_keys = g_strv_length ((char **) greg_factory_get_metadata_keys (factory));
  Found found = { what, factory };

  if (n_keys != json_object_get_size (wanted))
    return wrong (error, "%s has %u keys, not %u", what, n_keys, json_object_get_size (wanted));
  return each_member (wanted, match_metadatum, &found, error);
}

static gboolean
match_defaults (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  GregConfig *defaults = greg_factory_get_defaults (factory);
  g_autoptr (JsonNode) node = defaults != NULL ? greg_config_to_node (defaults)
                                               : json_node_new (JSON_NODE_NULL);
  g_autofree char *wanted = show (expected);
  g_autofree char *found = show (node);

  return json_node_equal (node, expected)
         || wrong (error, "%s: %s was expected, not %s", what, wanted, found);
}

static gboolean
match_parameters (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  g_autoptr (GPtrArray) pspecs = greg_factory_list_parameters (factory);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < pspecs->len; i++)
    g_ptr_array_add (names, (char *) g_param_spec_get_name (pspecs->pdata[i]));
  g_ptr_array_add (names, NULL);
  return match_names (what, expected, (const char *const *) names->pdata, error);
}

static gboolean
match_module (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  const char *module;

  greg_factory_get_origin (factory, &module, NULL, NULL, NULL);
  return match_string (what, expected, module, error);
}

static gboolean
match_line (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  guint line;

  greg_factory_get_origin (factory, NULL, NULL, NULL, &line);
  return match_number (what, expected, line, error);
}

static gboolean
match_name (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_string (what, expected, greg_factory_get_name (factory), error);
}

static gboolean
match_summary (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_string (what, expected, greg_factory_get_summary (factory), error);
}

static gboolean
match_deprecated (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_string (what, expected, greg_factory_get_deprecation_note (factory), error);
}

static gboolean
match_replacement (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_string (what, expected, greg_factory_get_replacement (factory), error);
}

static gboolean
match_priority (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return match_number (what, expected, greg_factory_get_priority (factory), error);
}

static gboolean
match_sealed (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  return json_node_get_boolean (expected) == greg_factory_is_sealed (factory)
         || wrong (error, "%s: the other was expected", what);
}

static const struct
{
  const char *key;
  Matcher matches;
} matchers[] = {
  { "name", match_name },
  { "type", match_type },
  { "aliases", match_aliases },
  { "tags", match_tags },
  { "metadata", match_metadata },
  { "priority", match_priority },
  { "summary", match_summary },
  { "deprecated", match_deprecated },
  { "replacement", match_replacement },
  { "defaults", match_defaults },
  { "parameters", match_parameters },
  { "module", match_module },
  { "line", match_line },
  { "sealed", match_sealed },
};

static gboolean
match_one (const char *key, JsonNode *expected, gpointer data, GError **error)
{
  Found *found = data;
  g_autofree char *where = g_strdup_printf ("%s.%s", found->what, key);

  for (guint i = 0; i < G_N_ELEMENTS (matchers); i++)
    {
      if (g_str_equal (matchers[i].key, key))
        return matchers[i].matches (where, expected, found->factory, error);
    }
  return wrong (error, "unknown key “%s” in a factory", key);
}

gboolean
match_factory (const char *what, JsonNode *expected, GregFactory *factory, GError **error)
{
  Found found = { what, factory };
  g_autofree char *wanted = show (expected);

  if (factory == NULL || JSON_NODE_HOLDS_NULL (expected))
    return (factory == NULL && JSON_NODE_HOLDS_NULL (expected))
           || wrong (error, "%s: %s was expected, not %s", what, wanted,
                     factory != NULL ? greg_factory_get_name (factory) : "nothing");
  if (is_text (expected))
    return match_name (what, expected, factory, error);
  return each_member (json_node_get_object (expected), match_one, &found, error);
}

gboolean
match_factories (const char *what, JsonNode *expected, GPtrArray *factories, GError **error)
{
  JsonArray *wanted = json_node_get_array (expected);

  if (factories->len != json_array_get_length (wanted))
    return wrong (error, "%s: %u factories were expected, not %u", what,
                  json_array_get_length (wanted), factories->len);
  for (guint i = 0; i < factories->len; i++)
    {
      if (!match_factory (what, json_array_get_element (wanted, i), factories->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}
