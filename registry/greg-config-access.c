/* greg-config-access.c - the values and the children of a configuration
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-config.h"
#include "greg-error.h"
#include "greg-tree-private.h"

#include <float.h>
#include <string.h>

static const GregNode *
get_node (GregConfig *self)
{
  return greg_tree_node (greg_config_get_tree (self), greg_config_get_index (self));
}

/* "file.json:3:5: /level: an integer was expected, not "fast"" */
static void
refuse (GregConfig *self, const char *expected, GError **error)
{
  const GregTree *tree = greg_config_get_tree (self);
  guint32 index = greg_config_get_index (self);
  g_autofree char *prefix = greg_tree_prefix (tree, index);
  g_autofree char *value = greg_tree_describe (tree, index);

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "%s%s was expected, not %s", prefix,
               expected, value);
}

/**
 * greg_config_get_boolean:
 * @self: a configuration
 * @error: where to put an error
 *
 * Gets true or false.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE for anything else; numbers and strings are not booleans.
 *
 * Returns: the value, %FALSE on error
 *
 * Since: 1.0
 */
gboolean
greg_config_get_boolean (GregConfig *self, GError **error)
{
  const GregNode *node;

  g_return_val_if_fail (GREG_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  node = get_node (self);
  if (node->kind == GREG_CONFIG_BOOLEAN)
    return node->v.b;
  refuse (self, "true or false", error);
  return FALSE;
}

/**
 * greg_config_get_int64:
 * @self: a configuration
 * @error: where to put an error
 *
 * Gets an integer.
 *
 * A double that is a whole number within the range, such as 2.0, is one too.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE for anything else.
 *
 * Returns: the value, 0 on error
 *
 * Since: 1.0
 */
gint64
greg_config_get_int64 (GregConfig *self, GError **error)
{
  const GregNode *node;
  gint64 value;

  g_return_val_if_fail (GREG_IS_CONFIG (self), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  node = get_node (self);
  if (node->kind == GREG_CONFIG_INTEGER && !node->is_unsigned)
    return node->v.i;
  if (node->kind == GREG_CONFIG_DOUBLE && greg_double_to_int64 (node->v.d, &value))
    return value;
  refuse (self, "an integer from -9223372036854775808 to 9223372036854775807", error);
  return 0;
}

/**
 * greg_config_get_uint64:
 * @self: a configuration
 * @error: where to put an error
 *
 * Gets an integer that is not negative.
 *
 * A double that is a whole number within the range, such as 2.0, is one too.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE for anything else.
 *
 * Returns: the value, 0 on error
 *
 * Since: 1.0
 */
guint64
greg_config_get_uint64 (GregConfig *self, GError **error)
{
  const GregNode *node;
  guint64 value;

  g_return_val_if_fail (GREG_IS_CONFIG (self), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  node = get_node (self);
  if (node->kind == GREG_CONFIG_INTEGER && (node->is_unsigned || node->v.i >= 0))
    return node->v.u;
  if (node->kind == GREG_CONFIG_DOUBLE && greg_double_to_uint64 (node->v.d, &value))
    return value;
  refuse (self, "an integer from 0 to 18446744073709551615", error);
  return 0;
}

/* Whether a double can hold the integer: it must not have more digits between its first and its
 * last set bit. */
static gboolean
integer_to_double (const GregNode *node, double *value)
{
  gboolean is_negative = !node->is_unsigned && node->v.i < 0;
  guint64 magnitude = is_negative ? 0 - node->v.u : node->v.u;

  while (magnitude != 0 && (magnitude & 1) == 0)
    magnitude >>= 1;
  if (magnitude >> DBL_MANT_DIG != 0)
    return FALSE;
  *value = node->is_unsigned ? (double) node->v.u : (double) node->v.i;
  return TRUE;
}

/**
 * greg_config_get_double:
 * @self: a configuration
 * @error: where to put an error
 *
 * Gets a number.
 *
 * An integer that a double holds exactly is one too.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE for anything else.
 *
 * Returns: the value, 0 on error
 *
 * Since: 1.0
 */
double
greg_config_get_double (GregConfig *self, GError **error)
{
  const GregNode *node;
  double value;

  g_return_val_if_fail (GREG_IS_CONFIG (self), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  node = get_node (self);
  if (node->kind == GREG_CONFIG_DOUBLE)
    return node->v.d;
  if (node->kind == GREG_CONFIG_INTEGER && integer_to_double (node, &value))
    return value;
  if (node->kind == GREG_CONFIG_INTEGER)
    refuse (self, "an integer that a double holds exactly", error);
  else
    refuse (self, "a number", error);
  return 0;
}

/**
 * greg_config_get_string:
 * @self: a configuration
 * @error: where to put an error
 *
 * Gets a string.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE for anything else; null is not a string.
 *
 * Returns: (transfer none): the string, %NULL on error; it lives as long as @self
 *
 * Since: 1.0
 */
const char *
greg_config_get_string (GregConfig *self, GError **error)
{
  const GregNode *node;

  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  node = get_node (self);
  if (node->kind == GREG_CONFIG_STRING)
    return greg_tree_string (greg_config_get_tree (self), node);
  refuse (self, "a string", error);
  return NULL;
}

/**
 * greg_config_get_n_children:
 * @self: a configuration
 *
 * Counts the members of an object or the elements of an array.
 *
 * Returns: how many there are; 0 for anything else
 *
 * Since: 1.0
 */
guint
greg_config_get_n_children (GregConfig *self)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), 0);

  return greg_tree_n_children (greg_config_get_tree (self), greg_config_get_index (self));
}

static GregConfig *
new_unless_zero (GregConfig *self, guint32 found)
{
  return found != 0 ? greg_config_new_for_tree (greg_config_get_tree (self), found) : NULL;
}

/**
 * greg_config_dup_child:
 * @self: a configuration
 * @index: the position, from 0
 *
 * Gets a member of an object or an element of an array, in the order of the text.
 *
 * Returns: (transfer full) (nullable): the child, or %NULL when there are not that many
 *
 * Since: 1.0
 */
GregConfig *
greg_config_dup_child (GregConfig *self, guint index)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  return new_unless_zero (self, greg_config_find_child (self, index));
}

/**
 * greg_config_lookup_member:
 * @self: a configuration
 * @name: a name
 *
 * Looks for a member of an object.
 *
 * The name must be the same byte for byte; here `_` and `-` differ.
 *
 * Returns: (transfer full) (nullable): the member, or %NULL when there is none of that name or
 *   @self is not an object
 *
 * Since: 1.0
 */
GregConfig *
greg_config_lookup_member (GregConfig *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return new_unless_zero (self, greg_config_find_member (self, name));
}

/* "0", "12", but not "", "01", "+1" or "-". */
static gboolean
parse_position (const char *text, guint32 *position)
{
  guint64 value = 0;

  if (text[0] == '\0' || (text[0] == '0' && text[1] != '\0'))
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isdigit (*text) || value > G_MAXUINT32 / 10)
        return FALSE;
      value = value * 10 + (guint64) (*text - '0');
    }
  *position = (guint32) MIN (value, G_MAXUINT32);
  return TRUE;
}

/* In place. FALSE when a "~" is followed by neither 0 nor 1. */
static gboolean
unescape (char *token)
{
  char *out = token;

  for (; *token != '\0'; token++)
    {
      if (*token != '~')
        *out++ = *token;
      else if (token[1] == '0' || token[1] == '1')
        *out++ = *++token == '0' ? '~' : '/';
      else
        return FALSE;
    }
  *out = '\0';
  return TRUE;
}

static guint32
find_token (const GregTree *tree, guint32 index, char *token)
{
  guint32 position;

  if (!unescape (token))
    return 0;
  if (tree->nodes[index].kind == GREG_CONFIG_OBJECT)
    return greg_tree_find_member (tree, index, token);
  return parse_position (token, &position) ? greg_tree_find_child (tree, index, position) : 0;
}

/**
 * greg_config_lookup_pointer:
 * @self: a configuration
 * @pointer: a JSON Pointer (RFC 6901), such as `/stages/0/level`
 *
 * Follows a JSON Pointer down from this value.
 *
 * The empty pointer is @self. `~1` stands for `/` in a name, `~0` for `~`.
 *
 * Returns: (transfer full) (nullable): what it leads to, or %NULL when there is nothing or
 *   @pointer is no JSON Pointer
 *
 * Since: 1.0
 */
GregConfig *
greg_config_lookup_pointer (GregConfig *self, const char *pointer)
{
  g_auto (GStrv) tokens = NULL;
  const GregTree *tree;
  guint32 index;

  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);
  g_return_val_if_fail (pointer != NULL, NULL);

  if (*pointer == '\0')
    return g_object_ref (self);
  if (*pointer != '/')
    return NULL;
  tree = greg_config_get_tree (self);
  index = greg_config_get_index (self);
  tokens = g_strsplit (pointer + 1, "/", -1);
  /* The empty pointer splits into no token, "/" into none as well, though it names the member "".
   * */
  if (tokens[0] == NULL)
    return greg_config_lookup_member (self, "");
  for (gsize i = 0; tokens[i] != NULL; i++)
    {
      index = find_token (tree, index, tokens[i]);
      if (index == 0)
        return NULL;
    }
  return greg_config_new_for_tree (tree, index);
}
