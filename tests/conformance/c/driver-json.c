/* driver-json.c - reading and rewriting cases
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

gboolean
wrong (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WRONG, 0, message);
  return FALSE;
}

char *
show (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

gboolean
has (JsonObject *object, const char *key)
{
  return json_object_has_member (object, key);
}

const char *
get_text (JsonObject *object, const char *key, const char *otherwise)
{
  return json_object_get_string_member_with_default (object, key, otherwise);
}

gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
each_member (JsonObject *object, MemberFunc func, gpointer data, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      if (!func (key, value, data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
take_keys (const char *what, JsonNode *given, const char *keys, GError **error)
{
  g_auto (GStrv) known = g_strsplit (keys, " ", -1);
  g_autoptr (GList) members = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (given))
    return wrong (error, "%s must be an object", what);
  object = json_node_get_object (given);
  for (guint i = 0; known[i] != NULL; i++)
    {
      char *mark = strchr (known[i], '!');

      if (mark == NULL)
        continue;
      *mark = '\0';
      if (!has (object, known[i]))
        return wrong (error, "missing key “%s” in %s", known[i], what);
    }
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains ((const char *const *) known, l->data))
        return wrong (error, "unknown key “%s” in %s", (char *) l->data, what);
    }
  return TRUE;
}

gboolean
put_member (const char *key, JsonNode *value, gpointer object, GError **error)
{
  json_object_set_member (object, key, json_node_copy (value));
  return TRUE;
}

void
value_from_node (JsonNode *node, GValue *value)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      json_node_get_value (node, value);
      return;
    }
  g_value_init (value, G_TYPE_OBJECT);
}

/* ---- rows ---- */

static char *
replace_text (const char *text, JsonObject *row)
{
  g_autoptr (GString) result = g_string_new (text);
  g_autoptr (GList) keys = json_object_get_members (row);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (row, l->data);
      g_autofree char *put = is_text (value) ? json_node_dup_string (value) : show (value);

      g_string_replace (result, l->data, put, 0);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static JsonNode *
replace_string (JsonNode *node, JsonObject *row)
{
  const char *text = json_node_get_string (node);
  g_autofree char *replaced = NULL;

  if (has (row, text))
    return json_node_copy (json_object_get_member (row, text));
  replaced = replace_text (text, row);
  return json_node_init_string (json_node_alloc (), replaced);
}

static JsonNode *
replace_array (JsonNode *node, JsonObject *row)
{
  JsonArray *array = json_node_get_array (node);
  JsonArray *copy = json_array_new ();
  JsonNode *result;

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, replace (json_array_get_element (array, i), row));
  result = json_node_init_array (json_node_alloc (), copy);
  json_array_unref (copy);
  return result;
}

static JsonNode *
replace_object (JsonNode *node, JsonObject *row)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  JsonNode *result;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      g_autofree char *name = replace_text (key, row);

      json_object_set_member (copy, name, replace (value, row));
    }
  result = json_node_init_object (json_node_alloc (), copy);
  json_object_unref (copy);
  return result;
}

JsonNode *
replace (JsonNode *node, JsonObject *row)
{
  if (is_text (node))
    return replace_string (node, row);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return replace_array (node, row);
  return JSON_NODE_HOLDS_OBJECT (node) ? replace_object (node, row) : json_node_copy (node);
}
