/* greg-config.c - GregConfig: an immutable configuration tree
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-config.h"
#include "greg-enum-types.h"
#include "greg-error.h"
#include "greg-json-reader-private.h"
#include "greg-tree-private.h"

/**
 * GregConfig:
 *
 * A configuration: an immutable tree of objects, arrays and plain values.
 *
 * It is read from JSON text, strictly after RFC 8259, or made from a [struct@Json.Node] or a
 * [struct@GLib.Variant]. What comes from text knows its place, so that messages can say file,
 * line and column. Nothing is lost on the way: integers are exact from −2⁶³ to 2⁶⁴−1, doubles are
 * rounded correctly, members keep their order. What JSON readers often pass over in silence is
 * refused: members that are given twice, numbers that do not fit, text that is not UTF-8, NUL
 * characters. Depth (128 levels), size (256 MiB) and the number of values (16,777,216) are
 * limited, so text from anywhere may be read.
 *
 * An object stands for one value of a tree, and all of them share the tree: getting a child copies
 * nothing.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GregConfig) config
 *     = greg_config_new_from_json ("{\"type\": \"gzip\", \"level\": 9}", -1, "gzip.json", &error);
 * g_autoptr (GregConfig) level = greg_config_lookup_pointer (config, "/level");
 *
 * g_print ("%" G_GINT64_FORMAT "\n", greg_config_get_int64 (level, &error));
 * ```
 *
 * ## Ownership
 *
 * What [method@Greg.Config.dup_child] and the look-ups return belongs to the caller and keeps the
 * whole tree alive, text included. Strings that the getters return live as long as the object
 * that was asked.
 *
 * ## Errors
 *
 * %GREG_ERROR_INVALID_CONFIG for what cannot be read, %GREG_ERROR_LIMIT for what is too deep, too
 * large or a number that does not fit, %GREG_ERROR_INVALID_VALUE for a value of another kind than
 * the one asked for. Messages begin with `name:line:column: `.
 *
 * ## Threads
 *
 * Configurations never change and may be used from any thread, by several at once.
 *
 * ## From Python and JavaScript
 *
 * Text is given with the length −1: `Greg.Config.new_from_json('{"type": "gzip"}', -1, None)`.
 *
 * Since: 1.0
 */

struct _GregConfig
{
  GObject parent_instance;

  GregTree *tree;    /* NULL until a constructor has set it; then it stands for null */
  guint32 index;     /* the node that this is */
  guint32 *children; /* atomic: in order, made when somebody asks for one far from the first */
  guint32 *members;  /* atomic: sorted by name, made when somebody looks for one of many */
};

/* Of so many children it is quicker to go over them than to allocate an index. */
#define FEW_CHILDREN 16

/* Files are read in pieces that double, up to this. */
#define FIRST_PIECE ((gsize) 16 * 1024)
#define LARGEST_PIECE ((gsize) 4 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (GregConfig, greg_config, G_TYPE_OBJECT)

/* Who makes an object by its type alone gets null. */
static GregNode null_node = {
  .kind = GREG_CONFIG_NULL,
  .key = GREG_NO_KEY,
  .key_offset = GREG_NO_OFFSET,
  .offset = GREG_NO_OFFSET,
  .end = 1,
};

static GregTree null_tree = {
  .ref_count = 1, /* never the last one */
  .n_nodes = 1,
  .nodes = &null_node,
};

static void
greg_config_finalize (GObject *object)
{
  GregConfig *self = GREG_CONFIG (object);

  g_free (self->children);
  g_free (self->members);
  g_clear_pointer (&self->tree, greg_tree_unref);

  G_OBJECT_CLASS (greg_config_parent_class)->finalize (object);
}

static void
greg_config_class_init (GregConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = greg_config_finalize;
}

static void
greg_config_init (GregConfig *self)
{
}

const GregTree *
greg_config_get_tree (GregConfig *self)
{
  return self->tree != NULL ? self->tree : &null_tree;
}

guint32
greg_config_get_index (GregConfig *self)
{
  return self->index;
}

GregConfig *
greg_config_new_for_tree (const GregTree *tree, guint32 index)
{
  GregConfig *self = g_object_new (GREG_TYPE_CONFIG, NULL);

  self->tree = greg_tree_ref ((GregTree *) tree);
  self->index = index;
  return self;
}

/* Several threads may make the same index; one is kept. */
static const guint32 *
publish (guint32 **place, guint32 *made)
{
  if (g_atomic_pointer_compare_and_exchange (place, NULL, made))
    return made;
  g_free (made);
  return g_atomic_pointer_get (place);
}

guint32
greg_config_find_child (GregConfig *self, guint32 position)
{
  const GregTree *tree = greg_config_get_tree (self);
  const guint32 *children = g_atomic_pointer_get (&self->children);

  if (position < FEW_CHILDREN || position >= greg_tree_n_children (tree, self->index))
    return greg_tree_find_child (tree, self->index, position);
  if (children == NULL)
    children = publish (&self->children, greg_tree_list_children (tree, self->index));
  return children[position];
}

guint32
greg_config_find_member (GregConfig *self, const char *name)
{
  const GregTree *tree = greg_config_get_tree (self);
  const guint32 *members = g_atomic_pointer_get (&self->members);
  guint32 n_children = greg_tree_n_children (tree, self->index);

  if (n_children <= FEW_CHILDREN || tree->nodes[self->index].kind != GREG_CONFIG_OBJECT)
    return greg_tree_find_member (tree, self->index, name);
  if (members == NULL)
    members = publish (&self->members, greg_tree_sort_members (tree, self->index));
  return greg_tree_search_member (tree, members, n_children, name, strlen (name));
}

static GregConfig *
new_from_text (const char *text, gsize length, const char *display_name, GError **error)
{
  GregTree *tree = greg_json_read (text, length, display_name, error);
  GregConfig *self;

  if (tree == NULL)
    return NULL;
  self = g_object_new (GREG_TYPE_CONFIG, NULL);
  self->tree = tree;
  return self;
}

/**
 * greg_config_new_from_json: (constructor)
 * @text: JSON text in UTF-8
 * @length: its length in bytes, or -1 if a NUL ends it
 * @display_name: (nullable): what messages call it, such as a file's name
 * @error: where to put an error
 *
 * Reads JSON text.
 *
 * The text must be one value after RFC 8259 and nothing else: no comments, no trailing commas, no
 * NaN, no byte order mark. Also refused are members of one object with the same name, integers
 * beyond 64 bits, numbers too large for a double, and the escape `\u0000`, because strings end
 * there. The number `-0` is a double. A copy of the text is kept for places and messages.
 *
 * Errors: %GREG_ERROR_INVALID_CONFIG, %GREG_ERROR_LIMIT. The message begins with
 * `display_name:line:column: `.
 *
 * Returns: (transfer full): the configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_new_from_json (const char *text,
                           gssize length,
                           const char *display_name,
                           GError **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return new_from_text (text, length < 0 ? strlen (text) : (gsize) length, display_name, error);
}

/**
 * greg_config_new_from_bytes: (constructor)
 * @bytes: JSON text in UTF-8
 * @display_name: (nullable): what messages call it, such as a file's name
 * @error: where to put an error
 *
 * Reads JSON text, such as a resource.
 *
 * It does what [ctor@Greg.Config.new_from_json] does.
 *
 * Errors: %GREG_ERROR_INVALID_CONFIG, %GREG_ERROR_LIMIT.
 *
 * Returns: (transfer full): the configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_new_from_bytes (GBytes *bytes, const char *display_name, GError **error)
{
  const char *text;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  return new_from_text (text, length, display_name, error);
}

/* No more than the limit and one piece, however much the file has to give. */
static GByteArray *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize piece = FIRST_PIECE;
  gsize n_read = 0;

  if (stream == NULL)
    return NULL;
  do
    {
      guint length = text->len;

      piece = MIN (piece * 2, LARGEST_PIECE);
      g_byte_array_set_size (text, length + (guint) piece);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text->data + length, piece, &n_read,
                                    cancellable, error))
        return NULL;
      g_byte_array_set_size (text, length + (guint) n_read);
    }
  while (n_read == piece && text->len <= GREG_TREE_MAX_SIZE);
  return g_steal_pointer (&text);
}

/**
 * greg_config_new_from_file: (constructor)
 * @file: a file with JSON text in UTF-8
 * @cancellable: (nullable): to cancel it from elsewhere
 * @error: where to put an error
 *
 * Reads a file of JSON text.
 *
 * It does what [ctor@Greg.Config.new_from_json] does; messages call it by its parse name, see
 * [method@Gio.File.get_parse_name]. It blocks.
 *
 * Errors: %GREG_ERROR_INVALID_CONFIG, %GREG_ERROR_LIMIT. An error in reading the file keeps its
 * domain and code, with the file's name in front of its message.
 *
 * Returns: (transfer full): the configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GByteArray) text = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  name = g_file_get_parse_name (file);
  text = read_file (file, cancellable, error);
  if (text == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return new_from_text ((const char *) text->data, text->len, name, error);
}

/**
 * greg_config_get_kind:
 * @self: a configuration
 *
 * Tells what it holds.
 *
 * Returns: the kind
 *
 * Since: 1.0
 */
GregConfigKind
greg_config_get_kind (GregConfig *self)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), GREG_CONFIG_NULL);

  return (GregConfigKind) greg_tree_node (greg_config_get_tree (self), self->index)->kind;
}

/**
 * greg_config_get_display_name:
 * @self: a configuration
 *
 * Tells what messages call the text that it is from, such as a file's name.
 *
 * Returns: (nullable): the name
 *
 * Since: 1.0
 */
const char *
greg_config_get_display_name (GregConfig *self)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  return greg_config_get_tree (self)->display_name;
}

/**
 * greg_config_get_key:
 * @self: a configuration
 *
 * Tells under which name it is a member of an object.
 *
 * Returns: (nullable): the name, or %NULL for elements of arrays and for the root
 *
 * Since: 1.0
 */
const char *
greg_config_get_key (GregConfig *self)
{
  const GregTree *tree;

  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  tree = greg_config_get_tree (self);
  return greg_tree_key (tree, greg_tree_node (tree, self->index));
}

/**
 * greg_config_dup_pointer:
 * @self: a configuration
 *
 * Tells where it is in its tree.
 *
 * Returns: (transfer full): the JSON Pointer (RFC 6901) from the root, which is the empty string
 *   itself
 *
 * Since: 1.0
 */
char *
greg_config_dup_pointer (GregConfig *self)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);

  return greg_tree_pointer (greg_config_get_tree (self), self->index);
}

static gboolean
get_place (const GregTree *tree, guint32 at, guint *line, guint *column, gsize *offset)
{
  if (!greg_tree_place (tree, at, line, column))
    return FALSE;
  if (offset != NULL)
    *offset = at;
  return TRUE;
}

/**
 * greg_config_get_place:
 * @self: a configuration
 * @line: (out) (optional): the line, from 1
 * @column: (out) (optional): the column in characters, from 1
 * @offset: (out) (optional): the offset in bytes, from 0
 *
 * Tells where the value begins in the text.
 *
 * Returns: %FALSE when it is not from text; nothing is set then
 *
 * Since: 1.0
 */
gboolean
greg_config_get_place (GregConfig *self, guint *line, guint *column, gsize *offset)
{
  const GregTree *tree;

  g_return_val_if_fail (GREG_IS_CONFIG (self), FALSE);

  tree = greg_config_get_tree (self);
  return get_place (tree, greg_tree_node (tree, self->index)->offset, line, column, offset);
}

/**
 * greg_config_get_key_place:
 * @self: a configuration
 * @line: (out) (optional): the line, from 1
 * @column: (out) (optional): the column in characters, from 1
 * @offset: (out) (optional): the offset in bytes, from 0
 *
 * Tells where the name of a member begins in the text, with its quote.
 *
 * Returns: %FALSE when it is not from text or has no name; nothing is set then
 *
 * Since: 1.0
 */
gboolean
greg_config_get_key_place (GregConfig *self, guint *line, guint *column, gsize *offset)
{
  const GregTree *tree;

  g_return_val_if_fail (GREG_IS_CONFIG (self), FALSE);

  tree = greg_config_get_tree (self);
  return get_place (tree, greg_tree_node (tree, self->index)->key_offset, line, column, offset);
}
