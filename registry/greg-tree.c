/* greg-tree.c - GregTree: finding, comparing and naming the nodes of a tree
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-tree-private.h"

#include <math.h>
#include <string.h>

/* How many characters of a value a message shows. */
#define SHOWN_CHARACTERS 40
#define SHOWN_PATH 60 /* from each end */

GregTree *
greg_tree_ref (GregTree *tree)
{
  g_atomic_ref_count_inc (&tree->ref_count);
  return tree;
}

void
greg_tree_unref (GregTree *tree)
{
  if (!g_atomic_ref_count_dec (&tree->ref_count))
    return;
  if (tree->separate & GREG_TREE_SEPARATE_NODES)
    g_free (tree->nodes);
  if (tree->separate & GREG_TREE_SEPARATE_STRINGS)
    g_free (tree->strings);
  if (tree->separate & GREG_TREE_SEPARATE_TEXT)
    g_free (tree->text);
  g_free (tree);
}

guint32
greg_tree_find_member (const GregTree *tree, guint32 object, const char *name)
{
  const GregNode *nodes = tree->nodes;
  gsize length = strlen (name);

  if (nodes[object].kind != GREG_CONFIG_OBJECT)
    return 0;
  for (guint32 i = object + 1; i < nodes[object].end; i = nodes[i].end)
    {
      if (nodes[i].key_length == length
          && memcmp (tree->strings + nodes[i].key, name, length) == 0)
        return i;
    }
  return 0;
}

guint32
greg_tree_find_child (const GregTree *tree, guint32 container, guint32 position)
{
  const GregNode *nodes = tree->nodes;
  guint32 n_children = greg_tree_n_children (tree, container);
  guint32 child = container + 1;

  if (position >= n_children)
    return 0;
  /* Without anything nested the children lie side by side. */
  if (nodes[container].end == child + n_children)
    return child + position;
  for (; position > 0; position--)
    child = nodes[child].end;
  return child;
}

static int
compare_keys (const char *a, gsize a_length, const char *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  if (order != 0)
    return order;
  return a_length < b_length ? -1 : a_length > b_length;
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GregTree *tree = user_data;
  const GregNode *first = &tree->nodes[*(const guint32 *) a];
  const GregNode *second = &tree->nodes[*(const guint32 *) b];

  return compare_keys (tree->strings + first->key, first->key_length,
                       tree->strings + second->key, second->key_length);
}

guint32 *
greg_tree_list_children (const GregTree *tree, guint32 container)
{
  guint32 n_children = greg_tree_n_children (tree, container);
  guint32 *children = g_new (guint32, n_children);
  guint32 child = container + 1;

  for (guint32 i = 0; i < n_children; i++)
    {
      children[i] = child;
      child = tree->nodes[child].end;
    }
  return children;
}

guint32 *
greg_tree_sort_members (const GregTree *tree, guint32 object)
{
  guint32 *members = greg_tree_list_children (tree, object);

  g_qsort_with_data (members, (int) greg_tree_n_children (tree, object), sizeof *members,
                     compare_members, (gpointer) tree);
  return members;
}

guint32
greg_tree_search_member (const GregTree *tree,
                         const guint32 *sorted,
                         guint32 n_children,
                         const char *name,
                         gsize length)
{
  guint32 low = 0;
  guint32 high = n_children;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const GregNode *node = &tree->nodes[sorted[middle]];
      int order = compare_keys (name, length, tree->strings + node->key, node->key_length);

      if (order == 0)
        return sorted[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return 0;
}

/* Both bounds are powers of two, and so exact doubles; 2⁶³ itself is out of range. */
gboolean
greg_double_to_int64 (double number, gint64 *value)
{
  if (!(number >= -0x1p63 && number < 0x1p63) || trunc (number) != number)
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}

gboolean
greg_double_to_uint64 (double number, guint64 *value)
{
  if (!(number >= 0 && number < 0x1p64) || trunc (number) != number)
    return FALSE;
  *value = (guint64) number;
  return TRUE;
}

static gboolean
integer_equals_double (const GregNode *integer, double number)
{
  gint64 value;
  guint64 unsigned_value;

  if (integer->is_unsigned)
    return greg_double_to_uint64 (number, &unsigned_value) && unsigned_value == integer->v.u;
  return greg_double_to_int64 (number, &value) && value == integer->v.i;
}

static gboolean
numbers_equal (const GregNode *a, const GregNode *b)
{
  if (a->kind == GREG_CONFIG_DOUBLE && b->kind == GREG_CONFIG_DOUBLE)
    return a->v.d == b->v.d;
  if (a->kind == GREG_CONFIG_DOUBLE)
    return integer_equals_double (b, a->v.d);
  if (b->kind == GREG_CONFIG_DOUBLE)
    return integer_equals_double (a, b->v.d);
  return a->is_unsigned == b->is_unsigned && a->v.u == b->v.u;
}

static gboolean
same_key (const GregTree *a, const GregNode *first, const GregTree *b, const GregNode *second)
{
  return first->key_length == second->key_length
         && memcmp (a->strings + first->key, b->strings + second->key, first->key_length) == 0;
}

/* Whether two containers of as many children have their members in the same order. */
static gboolean
same_order (const GregTree *a, guint32 a_index, const GregTree *b, guint32 b_index)
{
  guint32 i = a_index + 1;
  guint32 j = b_index + 1;

  if (a->nodes[a_index].kind == GREG_CONFIG_ARRAY)
    return TRUE;
  for (; i < a->nodes[a_index].end; i = a->nodes[i].end, j = b->nodes[j].end)
    {
      if (!same_key (a, &a->nodes[i], b, &b->nodes[j]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
children_equal (const GregTree *a, guint32 a_index, const GregTree *b, guint32 b_index)
{
  guint32 i = a_index + 1;
  guint32 j = b_index + 1;

  for (; i < a->nodes[a_index].end; i = a->nodes[i].end, j = b->nodes[j].end)
    {
      if (!greg_tree_equal (a, i, b, j))
        return FALSE;
    }
  return TRUE;
}

/* Sorts both by name, so that many members do not make it quadratic. */
static gboolean
members_equal (const GregTree *a, guint32 a_index, const GregTree *b, guint32 b_index)
{
  g_autofree guint32 *first = greg_tree_sort_members (a, a_index);
  g_autofree guint32 *second = greg_tree_sort_members (b, b_index);
  guint32 n_children = greg_tree_n_children (a, a_index);

  for (guint32 i = 0; i < n_children; i++)
    {
      if (!same_key (a, &a->nodes[first[i]], b, &b->nodes[second[i]]))
        return FALSE;
    }
  for (guint32 i = 0; i < n_children; i++)
    {
      if (!greg_tree_equal (a, first[i], b, second[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_number (const GregNode *node)
{
  return node->kind == GREG_CONFIG_INTEGER || node->kind == GREG_CONFIG_DOUBLE;
}

/* Recursion is bounded: no tree is deeper than GREG_TREE_MAX_DEPTH. */
gboolean
greg_tree_equal (const GregTree *a, guint32 a_index, const GregTree *b, guint32 b_index)
{
  const GregNode *first = &a->nodes[a_index];
  const GregNode *second = &b->nodes[b_index];

  if (is_number (first) && is_number (second))
    return numbers_equal (first, second);
  if (first->kind != second->kind)
    return FALSE;
  switch (first->kind)
    {
    case GREG_CONFIG_NULL:
      return TRUE;
    case GREG_CONFIG_BOOLEAN:
      return first->v.b == second->v.b;
    case GREG_CONFIG_STRING:
      return first->v.s.length == second->v.s.length
             && memcmp (greg_tree_string (a, first), greg_tree_string (b, second),
                        first->v.s.length) == 0;
    default:
      if (first->v.n_children != second->v.n_children)
        return FALSE;
      if (same_order (a, a_index, b, b_index))
        return children_equal (a, a_index, b, b_index);
      return members_equal (a, a_index, b, b_index);
    }
}

void
greg_pointer_append (GString *pointer, const char *name)
{
  g_string_append_c (pointer, '/');
  for (; *name != '\0'; name++)
    {
      if (*name == '~')
        g_string_append (pointer, "~0");
      else if (*name == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *name);
    }
}

/* Goes down from the root: at each level the child whose subtree holds the node. */
char *
greg_tree_pointer (const GregTree *tree, guint32 index)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  guint32 at = 0;

  while (at != index)
    {
      guint32 child = at + 1;
      guint32 position = 0;

      for (; tree->nodes[child].end <= index; position++)
        child = tree->nodes[child].end;
      if (tree->nodes[at].kind == GREG_CONFIG_OBJECT)
        greg_pointer_append (pointer, greg_tree_key (tree, &tree->nodes[child]));
      else
        g_string_append_printf (pointer, "/%" G_GUINT32_FORMAT, position);
      at = child;
    }
  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

void
greg_text_place (const char *text, gsize offset, guint *line, guint *column)
{
  const char *at = text + offset;
  const char *line_start = text;
  const char *line_end;
  guint n_lines = 1;
  guint n_characters = 1;

  while ((line_end = memchr (line_start, '\n', (gsize) (at - line_start))) != NULL)
    {
      line_start = line_end + 1;
      n_lines++;
    }
  /* Every byte but those that continue a character begins one. */
  for (const char *p = line_start; p < at; p++)
    n_characters += ((guchar) *p & 0xc0) != 0x80;
  if (line != NULL)
    *line = n_lines;
  if (column != NULL)
    *column = n_characters;
}

gboolean
greg_tree_place (const GregTree *tree, guint32 offset, guint *line, guint *column)
{
  if (tree->text == NULL || offset == GREG_NO_OFFSET)
    return FALSE;
  greg_text_place (tree->text, offset, line, column);
  return TRUE;
}

char *
greg_tree_prefix (const GregTree *tree, guint32 index)
{
  g_autoptr (GString) prefix = g_string_new (NULL);
  g_autofree char *pointer = greg_tree_pointer (tree, index);
  guint line;
  guint column;

  if (greg_tree_place (tree, tree->nodes[index].offset, &line, &column))
    {
      if (tree->display_name != NULL)
        g_string_append_printf (prefix, "%s:", tree->display_name);
      g_string_append_printf (prefix, "%u:%u: ", line, column);
    }
  else if (tree->display_name != NULL)
    g_string_append_printf (prefix, "%s: ", tree->display_name);
  if (*pointer != '\0')
    {
      g_autofree char *shown = greg_pointer_show (pointer);

      g_string_append_printf (prefix, "%s: ", shown);
    }
  return g_string_free (g_steal_pointer (&prefix), FALSE);
}

char *
greg_tree_line (const GregTree *tree, guint32 offset)
{
  const char *start;
  const char *end;

  if (tree->text == NULL || offset == GREG_NO_OFFSET)
    return NULL;
  for (start = tree->text + offset; start > tree->text && start[-1] != '\n'; start--)
    ;
  end = memchr (start, '\n', (gsize) (tree->text + tree->text_length - start));
  if (end == NULL)
    end = tree->text + tree->text_length;
  if (end > start && end[-1] == '\r')
    end--;
  return g_strndup (start, (gsize) (end - start));
}

/* Nothing that moves a cursor, rings a bell or turns the direction of reading. */
static void
append_character (GString *string, gunichar c)
{
  if (c == '"' || c == '\\')
    g_string_append_c (string, '\\');
  if (g_unichar_isprint (c))
    g_string_append_unichar (string, c);
  else if (c == '\n' || c == '\t' || c == '\r')
    g_string_append (string, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
  else
    g_string_append_printf (string, c > 0xffff ? "\\u{%x}" : "\\u%04x", c);
}

static void
append_characters (GString *string, const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    append_character (string, g_utf8_get_char (p));
}

/* Cuts before it escapes, so that an escape is never cut. */
static void
append_shortened (GString *string, const char *text, gsize length)
{
  const char *p = text;

  for (guint n = 0; n < SHOWN_CHARACTERS && p < text + length; n++)
    p = g_utf8_next_char (p);
  append_characters (string, text, p);
  if (p < text + length)
    g_string_append (string, "…");
}

char *
greg_text_shorten (const char *text, gsize length)
{
  g_autoptr (GString) string = g_string_new (NULL);

  append_shortened (string, text, length);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Both ends of a path say something; what is left out of a long one is its middle. */
char *
greg_pointer_show (const char *pointer)
{
  g_autoptr (GString) string = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (pointer, -1);
  const char *end = valid + strlen (valid);
  glong length = g_utf8_strlen (valid, -1);

  if (length <= 2 * SHOWN_PATH)
    append_characters (string, valid, end);
  else
    {
      append_characters (string, valid, g_utf8_offset_to_pointer (valid, SHOWN_PATH));
      g_string_append (string, "…");
      append_characters (string, g_utf8_offset_to_pointer (end, -SHOWN_PATH), end);
    }
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
append_container (GString *string, const GregNode *node)
{
  gboolean is_array = node->kind == GREG_CONFIG_ARRAY;

  if (node->v.n_children == 0)
    g_string_append (string, is_array ? "an empty array" : "an empty object");
  else if (is_array)
    g_string_append_printf (string, "an array of %" G_GUINT32_FORMAT, node->v.n_children);
  else
    g_string_append (string, "an object");
}

char *
greg_tree_describe (const GregTree *tree, guint32 index)
{
  g_autoptr (GString) string = g_string_new (NULL);
  const GregNode *node = &tree->nodes[index];

  if (node->kind >= GREG_CONFIG_ARRAY)
    append_container (string, node);
  else if (node->kind == GREG_CONFIG_STRING)
    {
      g_string_append_c (string, '"');
      append_shortened (string, greg_tree_string (tree, node), node->v.s.length);
      g_string_append_c (string, '"');
    }
  else
    greg_tree_write_json (tree, index, FALSE, string);
  return g_string_free (g_steal_pointer (&string), FALSE);
}
