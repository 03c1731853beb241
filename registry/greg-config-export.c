/* greg-config-export.c - from a tree to JSON text and to JsonNode
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-tree-private.h"

#include <float.h>
#include <math.h>

/* Every double is exact in so many digits. */
#define ENOUGH_DIGITS 17

static const char *
escape (guchar byte, char buffer[8])
{
  switch (byte)
    {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      g_snprintf (buffer, 8, "\\u%04x", (guint) byte);
      return buffer;
    }
}

void
greg_json_append_string (GString *json, const char *text, gsize length)
{
  const char *end = text + length;
  const char *plain = text;
  char buffer[8];

  g_string_append_c (json, '"');
  for (const char *p = text; p < end; p++)
    {
      if ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
        continue;
      g_string_append_len (json, plain, p - plain);
      g_string_append (json, escape ((guchar) *p, buffer));
      plain = p + 1;
    }
  g_string_append_len (json, plain, end - plain);
  g_string_append_c (json, '"');
}

/* The fewest digits that read back as the same number. With DBL_DIG of them a normal number that
 * has a shorter form shows it, for trailing zeros are left out; a subnormal one has fewer digits
 * to begin with. */
void
greg_json_append_double (GString *json, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  int n_digits = isnormal (number) ? DBL_DIG : 1;

  for (; n_digits <= ENOUGH_DIGITS; n_digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", n_digits);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  g_string_append (json, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (json, ".0");
}

static void
append_scalar (const GregTree *tree, const GregNode *node, GString *json)
{
  switch (node->kind)
    {
    case GREG_CONFIG_BOOLEAN:
      g_string_append (json, node->v.b ? "true" : "false");
      break;
    case GREG_CONFIG_INTEGER:
      if (node->is_unsigned)
        g_string_append_printf (json, "%" G_GUINT64_FORMAT, node->v.u);
      else
        g_string_append_printf (json, "%" G_GINT64_FORMAT, node->v.i);
      break;
    case GREG_CONFIG_DOUBLE:
      greg_json_append_double (json, node->v.d);
      break;
    case GREG_CONFIG_STRING:
      greg_json_append_string (json, greg_tree_string (tree, node), node->v.s.length);
      break;
    default:
      g_string_append (json, "null");
      break;
    }
}

static void
append_line (GString *json, guint depth)
{
  g_string_append_c (json, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (json, "  ");
}

static void
append_key (const GregTree *tree, const GregNode *node, gboolean pretty, GString *json)
{
  if (node->key == GREG_NO_KEY)
    return;
  greg_json_append_string (json, tree->strings + node->key, node->key_length);
  g_string_append (json, pretty ? ": " : ":");
}

static void append_value (const GregTree *tree,
                          guint32 index,
                          gboolean pretty,
                          guint depth,
                          GString *json);

static void
append_container (const GregTree *tree,
                  guint32 index,
                  gboolean pretty,
                  guint depth,
                  GString *json)
{
  const GregNode *nodes = tree->nodes;
  gboolean is_object = nodes[index].kind == GREG_CONFIG_OBJECT;

  g_string_append_c (json, is_object ? '{' : '[');
  for (guint32 i = index + 1; i < nodes[index].end; i = nodes[i].end)
    {
      if (i > index + 1)
        g_string_append_c (json, ',');
      if (pretty)
        append_line (json, depth + 1);
      append_key (tree, &nodes[i], pretty, json);
      append_value (tree, i, pretty, depth + 1, json);
    }
  if (pretty && nodes[index].v.n_children > 0)
    append_line (json, depth);
  g_string_append_c (json, is_object ? '}' : ']');
}

/* Recursion is bounded: no tree is deeper than GREG_TREE_MAX_DEPTH. */
static void
append_value (const GregTree *tree, guint32 index, gboolean pretty, guint depth, GString *json)
{
  if (tree->nodes[index].kind >= GREG_CONFIG_ARRAY)
    append_container (tree, index, pretty, depth, json);
  else
    append_scalar (tree, &tree->nodes[index], json);
}

void
greg_tree_write_json (const GregTree *tree, guint32 index, gboolean pretty, GString *json)
{
  append_value (tree, index, pretty, 0, json);
}

/**
 * greg_config_to_json:
 * @self: a configuration
 * @pretty: %TRUE to begin a new line for each member and element, indented by two spaces
 *
 * Writes JSON text.
 *
 * The text is stable: the same configuration always gives the same text, with members in their
 * order. Doubles have as few digits as bring back the very same number, and always a point or an
 * exponent, so that reading the text gives an equal configuration, kinds included. A
 * configuration that is part of another gives its own text alone.
 *
 * Returns: (transfer full): the text, without a line break at its end
 *
 * Since: 1.0
 */
char *
greg_config_to_json (GregConfig *self, gboolean pretty)
{
  g_autoptr (GString) json = g_string_new (NULL);

  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  greg_tree_write_json (greg_config_get_tree (self), greg_config_get_index (self), pretty, json);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static JsonNode *make_node (const GregTree *tree, guint32 index);

static JsonNode *
make_object_node (const GregTree *tree, guint32 index)
{
  const GregNode *nodes = tree->nodes;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint32 i = index + 1; i < nodes[index].end; i = nodes[i].end)
    json_object_set_member (object, greg_tree_key (tree, &nodes[i]), make_node (tree, i));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
make_array_node (const GregTree *tree, guint32 index)
{
  const GregNode *nodes = tree->nodes;
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (nodes[index].v.n_children);

  for (guint32 i = index + 1; i < nodes[index].end; i = nodes[i].end)
    json_array_add_element (array, make_node (tree, i));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
make_node (const GregTree *tree, guint32 index)
{
  const GregNode *node = &tree->nodes[index];

  switch (node->kind)
    {
    case GREG_CONFIG_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), node->v.b);
    case GREG_CONFIG_INTEGER:
      if (node->is_unsigned)
        return json_node_init_double (json_node_alloc (), (double) node->v.u);
      return json_node_init_int (json_node_alloc (), node->v.i);
    case GREG_CONFIG_DOUBLE:
      return json_node_init_double (json_node_alloc (), node->v.d);
    case GREG_CONFIG_STRING:
      return json_node_init_string (json_node_alloc (), greg_tree_string (tree, node));
    case GREG_CONFIG_ARRAY:
      return make_array_node (tree, index);
    case GREG_CONFIG_OBJECT:
      return make_object_node (tree, index);
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

/**
 * greg_config_to_node:
 * @self: a configuration
 *
 * Makes a [struct@Json.Node] of the configuration.
 *
 * A node holds no integers above 2⁶³−1: they become the nearest double.
 *
 * Returns: (transfer full): a node of its own, which may be changed
 *
 * Since: 1.0
 */
JsonNode *
greg_config_to_node (GregConfig *self)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  return make_node (greg_config_get_tree (self), greg_config_get_index (self));
}
