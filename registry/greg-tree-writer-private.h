/* greg-tree-writer-private.h - GregTreeWriter: makes a tree, node by node in document order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-tree-private.h"

#include <string.h>

G_BEGIN_DECLS

/* Reading may go this far behind the end of the text, and writing as far behind the end of what
 * is used of the arena: both move eight bytes at a time. */
#define GREG_TREE_PADDING 16

/* What most configurations need is on the stack until the tree is made, which then takes one
 * allocation. */
typedef struct
{
  GregNode *nodes;
  char *strings;
  char *text; /* NULL when there is none */
  guint32 n_nodes;
  guint32 max_nodes;
  gsize n_strings;   /* bytes used of the arena */
  gsize max_strings; /* bytes that may be used of it; the padding comes on top */
  gsize text_length;
  guint depth;
  guint32 open[GREG_TREE_MAX_DEPTH]; /* the containers that are being filled, outermost first */
  GregNode small_nodes[48];
  char small_strings[512 + GREG_TREE_PADDING];
  char small_text[512 + GREG_TREE_PADDING];
} GregTreeWriter;

void greg_tree_writer_init (GregTreeWriter *self);
void greg_tree_writer_clear (GregTreeWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregTreeWriter, greg_tree_writer_clear)

/* Keeps a copy of the text, with a NUL and the padding behind it, and room for its strings in the
 * arena: they never need more bytes than they have in the text. At most GREG_TREE_MAX_SIZE bytes.
 * */
void greg_tree_writer_set_text (GregTreeWriter *self, const char *text, gsize length);

/* Room for so many nodes; FALSE beyond the limit, and nothing changes. */
gboolean greg_tree_writer_grow_nodes (GregTreeWriter *self, guint32 n_nodes);

/* Room for so many bytes more; FALSE beyond the limit, and nothing changes. */
gboolean greg_tree_writer_grow_strings (GregTreeWriter *self, gsize n_bytes);

/* Copies a text into the arena, with a NUL behind it. FALSE beyond the limit. */
gboolean greg_tree_writer_add_string (GregTreeWriter *self,
                                      const char *string,
                                      gsize length,
                                      guint32 *start);

/* Copies a subtree of another tree. The node for it has been added, with its key. FALSE beyond
 * the limits. */
gboolean greg_tree_writer_add_subtree (GregTreeWriter *self, const GregTree *tree, guint32 index);

/* Two members with the same name, of the object that is innermost and complete but still open:
 * the second of them, and the first; 0 when all are distinct. */
guint32 greg_tree_writer_find_duplicate (const GregTreeWriter *self, guint32 *first);

/* The JSON Pointer of a child of the innermost open container, of an array the last one; 0 for
 * the container itself. */
char *greg_tree_writer_pointer (const GregTreeWriter *self, guint32 child);

/* The hash that finds duplicates: in each round a word of the key is taken in, multiplied by an
 * odd constant and folded; the inverse of that constant is there for tests, which choose keys
 * that collide. Eight bytes behind the key must be readable. */
#define GREG_TREE_HASH_FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define GREG_TREE_HASH_INVERSE G_GUINT64_CONSTANT (0xf1de83e19937733d)

guint64 greg_tree_hash_key (const char *key, gsize length);

/* Makes the tree and leaves the writer empty. All containers are closed. */
GregTree *greg_tree_writer_finish (GregTreeWriter *self, const char *display_name);

/* The node for the next value, a child of the innermost open container; it is null until it is
 * filled. NULL beyond the limit. */
static inline GregNode *
greg_tree_writer_add_node (GregTreeWriter *self)
{
  GregNode *node;

  if (G_UNLIKELY (self->n_nodes == self->max_nodes)
      && !greg_tree_writer_grow_nodes (self, self->n_nodes + 1))
    return NULL;
  if (self->depth > 0)
    self->nodes[self->open[self->depth - 1]].v.n_children++;
  node = &self->nodes[self->n_nodes++];
  node->kind = GREG_CONFIG_NULL;
  node->is_unsigned = FALSE;
  node->key = GREG_NO_KEY;
  node->key_length = 0;
  node->key_offset = GREG_NO_OFFSET;
  node->offset = GREG_NO_OFFSET;
  node->end = self->n_nodes;
  node->v.u = 0;
  return node;
}

static inline GregNode *
greg_tree_writer_last (GregTreeWriter *self)
{
  return &self->nodes[self->n_nodes - 1];
}

/* The node added last becomes a container, and those that follow its children. FALSE when it is
 * too deep. */
static inline gboolean
greg_tree_writer_open (GregTreeWriter *self, GregConfigKind kind)
{
  GregNode *node = greg_tree_writer_last (self);

  if (self->depth == GREG_TREE_MAX_DEPTH)
    return FALSE;
  node->kind = (guint8) kind;
  node->v.n_children = 0;
  self->open[self->depth++] = self->n_nodes - 1;
  return TRUE;
}

static inline guint32
greg_tree_writer_innermost (const GregTreeWriter *self)
{
  return self->open[self->depth - 1];
}

static inline void
greg_tree_writer_close (GregTreeWriter *self)
{
  self->nodes[self->open[--self->depth]].end = self->n_nodes;
}

G_END_DECLS
