/* greg-tree-writer.c - GregTreeWriter: makes a tree, node by node in document order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-tree-writer-private.h"

/* Text per value, on the safe side of what configurations have; only the first guess depends on
 * it. */
#define BYTES_PER_NODE 16

void
greg_tree_writer_init (GregTreeWriter *self)
{
  self->nodes = self->small_nodes;
  self->strings = self->small_strings;
  self->text = NULL;
  self->n_nodes = 0;
  self->max_nodes = G_N_ELEMENTS (self->small_nodes);
  self->n_strings = 0;
  self->max_strings = sizeof self->small_strings - GREG_TREE_PADDING;
  self->text_length = 0;
  self->depth = 0;
}

void
greg_tree_writer_clear (GregTreeWriter *self)
{
  if (self->nodes != self->small_nodes)
    g_free (self->nodes);
  if (self->strings != self->small_strings)
    g_free (self->strings);
  if (self->text != self->small_text)
    g_free (self->text);
  greg_tree_writer_init (self);
}

void
greg_tree_writer_set_text (GregTreeWriter *self, const char *text, gsize length)
{
  gboolean is_small = length + GREG_TREE_PADDING <= sizeof self->small_text;

  self->text = is_small ? self->small_text : g_malloc (length + GREG_TREE_PADDING);
  self->text_length = length;
  if (length > 0)
    memcpy (self->text, text, length);
  memset (self->text + length, 0, GREG_TREE_PADDING);
  if (is_small)
    return;
  greg_tree_writer_grow_strings (self, length);
  greg_tree_writer_grow_nodes (self,
                               (guint32) CLAMP (length / BYTES_PER_NODE, 1, GREG_TREE_MAX_NODES));
}

gboolean
greg_tree_writer_grow_nodes (GregTreeWriter *self, guint32 n_nodes)
{
  guint32 max_nodes = MIN (MAX (n_nodes, self->max_nodes * 2), GREG_TREE_MAX_NODES);

  if (n_nodes > GREG_TREE_MAX_NODES)
    return FALSE;
  if (n_nodes <= self->max_nodes)
    return TRUE;
  if (self->nodes == self->small_nodes)
    {
      self->nodes = g_new (GregNode, max_nodes);
      memcpy (self->nodes, self->small_nodes, self->n_nodes * sizeof (GregNode));
    }
  else
    self->nodes = g_renew (GregNode, self->nodes, max_nodes);
  self->max_nodes = max_nodes;
  return TRUE;
}

gboolean
greg_tree_writer_grow_strings (GregTreeWriter *self, gsize n_bytes)
{
  gsize needed = self->n_strings + n_bytes;
  gsize max_strings = MAX (needed, MIN (self->max_strings * 2, GREG_TREE_MAX_SIZE));

  /* The text itself may have the size of the limit, so its strings fit. */
  if (n_bytes > GREG_TREE_MAX_SIZE || needed > GREG_TREE_MAX_SIZE)
    return FALSE;
  if (needed <= self->max_strings)
    return TRUE;
  if (self->strings == self->small_strings)
    {
      self->strings = g_malloc (max_strings + GREG_TREE_PADDING);
      memcpy (self->strings, self->small_strings, self->n_strings);
    }
  else
    self->strings = g_realloc (self->strings, max_strings + GREG_TREE_PADDING);
  self->max_strings = max_strings;
  return TRUE;
}

gboolean
greg_tree_writer_add_string (GregTreeWriter *self,
                             const char *string,
                             gsize length,
                             guint32 *start)
{
  if (length >= self->max_strings - self->n_strings
      && (length > GREG_TREE_MAX_SIZE || !greg_tree_writer_grow_strings (self, length + 1)))
    return FALSE;
  *start = (guint32) self->n_strings;
  memcpy (self->strings + self->n_strings, string, length);
  self->strings[self->n_strings + length] = '\0';
  self->n_strings += length + 1;
  return TRUE;
}

static gboolean
copy_strings (GregTreeWriter *self, const GregTree *tree, GregNode *node, gboolean with_key)
{
  if (with_key && node->key != GREG_NO_KEY
      && !greg_tree_writer_add_string (self, tree->strings + node->key, node->key_length,
                                       &node->key))
    return FALSE;
  return node->kind != GREG_CONFIG_STRING
         || greg_tree_writer_add_string (self, tree->strings + node->v.s.start, node->v.s.length,
                                         &node->v.s.start);
}

gboolean
greg_tree_writer_add_subtree (GregTreeWriter *self, const GregTree *tree, guint32 index)
{
  const GregNode *from = &tree->nodes[index];
  guint32 n_nodes = from->end - index;
  guint32 at = self->n_nodes - 1;

  if (!greg_tree_writer_grow_nodes (self, at + n_nodes))
    return FALSE;
  for (guint32 i = 0; i < n_nodes; i++)
    {
      GregNode *node = &self->nodes[at + i];
      GregNode own = *node;

      *node = from[i];
      node->end = node->end - index + at;
      node->key_offset = GREG_NO_OFFSET;
      node->offset = GREG_NO_OFFSET;
      if (i == 0)
        {
          node->key = own.key;
          node->key_length = own.key_length;
        }
      if (!copy_strings (self, tree, node, i > 0))
        return FALSE;
    }
  self->n_nodes = at + n_nodes;
  return TRUE;
}

char *
greg_tree_writer_pointer (const GregTreeWriter *self, guint32 child)
{
  g_autoptr (GString) pointer = g_string_new (NULL);

  for (guint level = 0; level < self->depth; level++)
    {
      const GregNode *container = &self->nodes[self->open[level]];
      guint32 next = level + 1 < self->depth ? self->open[level + 1] : child;

      if (next == 0)
        break;
      if (container->kind == GREG_CONFIG_OBJECT)
        greg_pointer_append (pointer, self->strings + self->nodes[next].key);
      else
        g_string_append_printf (pointer, "/%" G_GUINT32_FORMAT, container->v.n_children - 1);
    }
  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

/* Moves what lies on the stack to `*at`, which moves on; what has a block of its own stays there,
 * without the room that it did not use. */
static gpointer
settle (gpointer data, gsize size, gsize room, gboolean is_small, char **at)
{
  char *place = *at;

  if (!is_small)
    return size == room ? data : g_realloc (data, MAX (size, 1));
  memcpy (place, data, size);
  *at += size;
  return place;
}

GregTree *
greg_tree_writer_finish (GregTreeWriter *self, const char *display_name)
{
  gboolean small_nodes = self->nodes == self->small_nodes;
  gboolean small_strings = self->strings == self->small_strings;
  gboolean small_text = self->text == self->small_text;
  gsize nodes_size = self->n_nodes * sizeof (GregNode);
  gsize name_size = display_name != NULL ? strlen (display_name) + 1 : 0;
  gsize size = sizeof (GregTree) + name_size;
  GregTree *tree;
  char *at;

  size += small_nodes ? nodes_size : 0;
  size += small_strings ? self->n_strings : 0;
  size += small_text ? self->text_length + 1 : 0;
  tree = g_malloc (size);
  at = (char *) (tree + 1);
  g_atomic_ref_count_init (&tree->ref_count);
  tree->n_nodes = self->n_nodes;
  tree->text_length = self->text_length;
  tree->separate = (guint8) ((small_nodes ? 0 : GREG_TREE_SEPARATE_NODES)
                             | (small_strings ? 0 : GREG_TREE_SEPARATE_STRINGS)
                             | (small_text ? 0 : GREG_TREE_SEPARATE_TEXT));
  /* The nodes come first because only they need an alignment. */
  tree->nodes = settle (self->nodes, nodes_size, self->max_nodes * sizeof (GregNode), small_nodes,
                        &at);
  tree->strings = settle (self->strings, self->n_strings, self->max_strings, small_strings, &at);
  tree->text = self->text == NULL ? NULL
                                  : settle (self->text, self->text_length + 1,
                                            self->text_length + 1, small_text, &at);
  tree->display_name = name_size > 0 ? memcpy (at, display_name, name_size) : NULL;
  greg_tree_writer_init (self);
  return tree;
}
