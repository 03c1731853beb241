/* greg-tree-private.h - GregTree: the shared immutable node array behind GregConfig
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-config.h"

G_BEGIN_DECLS

/* A tree is an array of nodes in document order:
 *
 *   {"type": "gzip", "stages": [1, 2]}
 *
 *   index  kind     key       end        The children of node i begin at i + 1; the sibling after
 *   0      OBJECT   -         5          node i is at nodes[i].end; the subtree of node i is the
 *   1      STRING   "type"    2          nodes from i up to, not including, nodes[i].end.
 *   2      ARRAY    "stages"  5
 *   3      INTEGER  -         4
 *   4      INTEGER  -         5
 *
 * Keys and strings lie NUL-terminated and unescaped in one arena. A node stores only the byte
 * offsets of its key and value; lines and columns are worked out from the text when somebody
 * asks. */

#define GREG_NO_KEY G_MAXUINT32
#define GREG_NO_OFFSET G_MAXUINT32

#define GREG_TREE_MAX_DEPTH 128         /* arrays and objects within each other */
#define GREG_TREE_MAX_NODES (1u << 24)  /* values */
#define GREG_TREE_MAX_SIZE (256u << 20) /* bytes of text, and bytes of the arena */

typedef struct
{
  guint8 kind;         /* GregConfigKind */
  guint8 is_unsigned;  /* an INTEGER above G_MAXINT64, held in v.u */
  guint32 key;         /* where the member's name begins in the arena, or GREG_NO_KEY */
  guint32 key_length;  /* in bytes */
  guint32 key_offset;  /* of the name's opening quote in the text, or GREG_NO_OFFSET */
  guint32 offset;      /* of the value's first byte in the text, or GREG_NO_OFFSET */
  guint32 end;         /* index just behind the subtree */
  union
  {
    gboolean b;
    gint64 i;
    guint64 u;
    double d;
    struct
    {
      guint32 start;  /* in the arena */
      guint32 length; /* in bytes; strings hold no NUL of their own */
    } s;
    guint32 n_children;
  } v;
} GregNode;

typedef struct
{
  gatomicrefcount ref_count;
  guint32 n_nodes;
  GregNode *nodes;
  char *strings;      /* the arena */
  char *display_name; /* for messages, such as a file's name; may be NULL */
  char *text;         /* NUL-terminated copy of what was read; NULL when it was not text */
  gsize text_length;
  guint8 separate;    /* which of the arrays are allocations of their own: GREG_TREE_SEPARATE_…;
                         the others lie behind this structure, in the same block */
} GregTree;

#define GREG_TREE_SEPARATE_NODES (1 << 0)
#define GREG_TREE_SEPARATE_STRINGS (1 << 1)
#define GREG_TREE_SEPARATE_TEXT (1 << 2)

GregTree *greg_tree_ref (GregTree *tree);
void greg_tree_unref (GregTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregTree, greg_tree_unref)

static inline const GregNode *
greg_tree_node (const GregTree *tree, guint32 index)
{
  return &tree->nodes[index];
}

/* NULL for elements and the root. */
static inline const char *
greg_tree_key (const GregTree *tree, const GregNode *node)
{
  return node->key == GREG_NO_KEY ? NULL : tree->strings + node->key;
}

/* Only for a STRING. */
static inline const char *
greg_tree_string (const GregTree *tree, const GregNode *node)
{
  return tree->strings + node->v.s.start;
}

/* Children of an ARRAY or OBJECT. */
static inline guint32
greg_tree_n_children (const GregTree *tree, guint32 index)
{
  const GregNode *node = &tree->nodes[index];

  return node->kind >= GREG_CONFIG_ARRAY ? node->v.n_children : 0;
}

/* The doors of GregConfig, for those who need no object around the tree. JSON text has
 * greg_json_read(). */
GregTree *greg_tree_new_from_node (JsonNode *node, const char *display_name, GError **error);
GregTree *greg_tree_new_from_variant (GVariant *variant, const char *display_name, GError **error);

/* The member of that exact name of an OBJECT, or 0, which is never a member. */
guint32 greg_tree_find_member (const GregTree *tree, guint32 object, const char *name);

/* The child at a position, or 0 when there are not that many. */
guint32 greg_tree_find_child (const GregTree *tree, guint32 container, guint32 position);

/* The indexes of the children, in order. */
guint32 *greg_tree_list_children (const GregTree *tree, guint32 container);

/* The indexes of the members, sorted by name; equal names stay in order. */
guint32 *greg_tree_sort_members (const GregTree *tree, guint32 object);

/* Finds a name in what greg_tree_sort_members() gave; 0 when it is not there. */
guint32 greg_tree_search_member (const GregTree *tree,
                                 const guint32 *sorted,
                                 guint32 n_children,
                                 const char *name,
                                 gsize length);

/* Alike in meaning: the order of members counts for nothing, 1 equals 1.0. */
gboolean
greg_tree_equal (const GregTree *a, guint32 a_index, const GregTree *b, guint32 b_index);

/* Whether a DOUBLE is a whole number within the range, and which. */
gboolean greg_double_to_int64 (double number, gint64 *value);
gboolean greg_double_to_uint64 (double number, guint64 *value);

/* The JSON Pointer of a node, from the root of its tree; "" for the root itself. */
char *greg_tree_pointer (const GregTree *tree, guint32 index);

/* Appends "/" and the name, with "~" and "/" escaped. */
void greg_pointer_append (GString *pointer, const char *name);

/* Line and column, both from 1, the column in characters. FALSE when the tree has no text. */
gboolean
greg_tree_place (const GregTree *tree, guint32 offset, guint *line, guint *column);

/* The same for text that is no tree yet. */
void greg_text_place (const char *text, gsize offset, guint *line, guint *column);

/* "file.json:3:5: /stages/0: ", each part only when there is one; "" when there is none. */
char *greg_tree_prefix (const GregTree *tree, guint32 index);

/* The line of text that holds the offset, without its end; NULL when the tree has no text. */
char *greg_tree_line (const GregTree *tree, guint32 offset);

/* A short text of a value for messages: "level", 9, true, null, an object, an array of 3. Long
 * strings are cut at a character. */
char *greg_tree_describe (const GregTree *tree, guint32 index);

/* A text for messages: control characters escaped as in JSON, cut at a character when it is long.
 * */
char *greg_text_shorten (const char *text, gsize length);

/* A JSON Pointer for messages, of any origin: escaped in the same way, without the middle when it is long. */
char *greg_pointer_show (const char *pointer);

/* Appends JSON text. Stable: the same tree always gives the same text. */
void greg_tree_write_json (const GregTree *tree, guint32 index, gboolean pretty, GString *json);
void greg_json_append_string (GString *json, const char *text, gsize length);
void greg_json_append_double (GString *json, double number);

/* The handle: which tree (borrowed, alive as long as the handle), and which node of it. */
const GregTree *greg_config_get_tree (GregConfig *self);
guint32 greg_config_get_index (GregConfig *self);

/* Quick for any child of any size: what is worked out for it is kept with the handle. 0 when
 * there is none. */
guint32 greg_config_find_child (GregConfig *self, guint32 position);
guint32 greg_config_find_member (GregConfig *self, const char *name);

/* greg_config_merge() where '_' and '-' are the same in the names of members. */
GregConfig *
greg_config_merge_arguments (GregConfig *self, GregConfig *overlay, GError **error);

GregConfig *greg_config_new_for_tree (const GregTree *tree, guint32 index);

G_END_DECLS
