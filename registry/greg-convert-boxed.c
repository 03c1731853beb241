/* greg-convert-boxed.c - nodes become string lists, bytes, files, dates, trees and boxed values
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <string.h>

static GregConversion
take_boxed (const GregParam *param, GValue *value, gpointer boxed)
{
  g_value_init (value, param->type);
  g_value_take_boxed (value, boxed);
  return GREG_CONVERSION_DONE;
}

static const char *
get_string (const GregTree *tree, guint32 index)
{
  const GregNode *node = greg_tree_node (tree, index);

  return node->kind == GREG_CONFIG_STRING ? greg_tree_string (tree, node) : NULL;
}

GregConversion
greg_convert_strv (const GregParam *param,
                   const GregTree *tree,
                   guint32 index,
                   GValue *value,
                   GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  g_auto (GStrv) strv = NULL;
  guint n = 0;

  if (node->kind != GREG_CONFIG_ARRAY)
    return greg_convert_refuse (param, tree, index, problem);
  strv = g_new0 (char *, node->v.n_children + 1);
  for (guint32 i = index + 1; i < node->end; i = greg_tree_node (tree, i)->end)
    {
      const char *text = get_string (tree, i);

      if (text == NULL)
        return greg_convert_refuse_part (param, tree, index, i, "a string", problem);
      strv[n++] = g_strdup (text);
    }
  return take_boxed (param, value, g_steal_pointer (&strv));
}

static int
base64_digit (char c)
{
  if (g_ascii_isupper (c))
    return c - 'A';
  if (g_ascii_islower (c))
    return c - 'a' + 26;
  if (g_ascii_isdigit (c))
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* RFC 4648 to the letter: full groups, padding only at the end, no bits beyond the last byte, no
 * line breaks. g_base64_decode() would skip whatever it does not know. */
static gboolean
is_base64 (const char *text, gsize length)
{
  gsize n_padding = 0;
  int last = 0;

  if (length % 4 != 0)
    return FALSE;
  while (n_padding < MIN (length, 2) && text[length - 1 - n_padding] == '=')
    n_padding++;
  for (gsize i = 0; i < length - n_padding; i++)
    {
      last = base64_digit (text[i]);
      if (last < 0)
        return FALSE;
    }
  return n_padding == 0 || (last & (n_padding == 1 ? 0x3 : 0xf)) == 0;
}

GregConversion
greg_convert_bytes (const GregParam *param,
                    const GregTree *tree,
                    guint32 index,
                    GValue *value,
                    GregProblem *problem)
{
  const char *text = get_string (tree, index);
  gsize length = 0;
  guchar *data;

  if (text == NULL || !is_base64 (text, strlen (text)))
    return greg_convert_refuse (param, tree, index, problem);
  data = g_base64_decode (text, &length);
  if (param->target == GREG_TARGET_BYTE_ARRAY)
    return take_boxed (param, value, g_byte_array_new_take (data, length));
  return take_boxed (param, value, g_bytes_new_take (data, length));
}

/* A URI has its scheme and "://"; all else is a path: "c:" and "a:b" may well be files. */
static gboolean
is_uri (const char *text)
{
  const char *scheme = g_uri_peek_scheme (text);

  return scheme != NULL && g_str_has_prefix (strchr (text, ':'), "://");
}

GregConversion
greg_convert_file (const GregParam *param,
                   const GregTree *tree,
                   guint32 index,
                   GValue *value,
                   GregProblem *problem)
{
  const char *text = get_string (tree, index);

  if (greg_tree_node (tree, index)->kind == GREG_CONFIG_OBJECT)
    return GREG_CONVERSION_DEFERRED;
  if (text == NULL || *text == '\0')
    return greg_convert_refuse (param, tree, index, problem);
  g_value_init (value, param->type);
  g_value_take_object (value,
                       is_uri (text) ? g_file_new_for_uri (text) : g_file_new_for_path (text));
  return GREG_CONVERSION_DONE;
}

GregConversion
greg_convert_date_time (const GregParam *param,
                        const GregTree *tree,
                        guint32 index,
                        GValue *value,
                        GregProblem *problem)
{
  const char *text = get_string (tree, index);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *date = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (date == NULL)
    return greg_convert_refuse (param, tree, index, problem);
  return take_boxed (param, value, date);
}

GregConversion
greg_convert_config (const GregParam *param,
                     const GregTree *tree,
                     guint32 index,
                     GValue *value,
                     GregProblem *problem)
{
  g_value_init (value, param->type);
  g_value_take_object (value, greg_config_new_for_tree (tree, index));
  return GREG_CONVERSION_DONE;
}

GregConversion
greg_convert_json (const GregParam *param,
                   const GregTree *tree,
                   guint32 index,
                   GValue *value,
                   GregProblem *problem)
{
  guint8 kind = greg_tree_node (tree, index)->kind;
  g_autoptr (GregConfig) config = NULL;
  g_autoptr (JsonNode) node = NULL;

  if ((param->target == GREG_TARGET_JSON_OBJECT && kind != GREG_CONFIG_OBJECT)
      || (param->target == GREG_TARGET_JSON_ARRAY && kind != GREG_CONFIG_ARRAY))
    return greg_convert_refuse (param, tree, index, problem);
  config = greg_config_new_for_tree (tree, index);
  node = greg_config_to_node (config);
  if (param->target == GREG_TARGET_JSON_OBJECT)
    return take_boxed (param, value, json_node_dup_object (node));
  if (param->target == GREG_TARGET_JSON_ARRAY)
    return take_boxed (param, value, json_node_dup_array (node));
  return take_boxed (param, value, g_steal_pointer (&node));
}

GregConversion
greg_convert_hash_table (const GregParam *param,
                         const GregTree *tree,
                         guint32 index,
                         GValue *value,
                         GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  g_autoptr (GHashTable) table = NULL;

  if (node->kind != GREG_CONFIG_OBJECT)
    return greg_convert_refuse (param, tree, index, problem);
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint32 i = index + 1; i < node->end; i = greg_tree_node (tree, i)->end)
    {
      const char *text = get_string (tree, i);

      if (text == NULL)
        return greg_convert_refuse_part (param, tree, index, i, "a string", problem);
      g_hash_table_replace (table, g_strdup (greg_tree_key (tree, greg_tree_node (tree, i))),
                            g_strdup (text));
    }
  return take_boxed (param, value, g_steal_pointer (&table));
}

/* Boxed types say how they are read from text by registering a value transform from strings. */
GregConversion
greg_convert_transform (const GregParam *param,
                        const GregTree *tree,
                        guint32 index,
                        GValue *value,
                        GregProblem *problem)
{
  const char *text = get_string (tree, index);
  g_auto (GValue) source = G_VALUE_INIT;
  g_auto (GValue) result = G_VALUE_INIT;

  if (text == NULL || !g_value_type_transformable (G_TYPE_STRING, param->type))
    return greg_convert_refuse (param, tree, index, problem);
  g_value_init (&source, G_TYPE_STRING);
  g_value_set_static_string (&source, text);
  g_value_init (&result, param->type);
  if (!g_value_transform (&source, &result) || g_value_get_boxed (&result) == NULL)
    return greg_convert_refuse (param, tree, index, problem);
  *value = result;
  memset (&result, 0, sizeof result);
  return GREG_CONVERSION_DONE;
}
