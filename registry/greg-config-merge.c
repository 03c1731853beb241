/* greg-config-merge.c - comparing and merging configurations
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-config.h"
#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-tree-writer-private.h"

/**
 * greg_config_equal:
 * @self: a configuration
 * @other: another
 *
 * Compares two configurations by what they mean.
 *
 * The order of members, the names under which they are members themselves, places and display names
 * count for nothing. Numbers are compared by value: 1 equals 1.0.
 *
 * Returns: %TRUE if they mean the same
 *
 * Since: 1.0
 */
gboolean
greg_config_equal (GregConfig *self, GregConfig *other)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (GREG_IS_CONFIG (other), FALSE);

  return greg_tree_equal (greg_config_get_tree (self), greg_config_get_index (self),
                          greg_config_get_tree (other), greg_config_get_index (other));
}

static gboolean
add_member (GregTreeWriter *writer,
            const GregTree *key_tree,
            guint32 key,
            const GregTree *tree,
            guint32 index)
{
  const GregNode *from = &key_tree->nodes[key];
  GregNode *node;
  guint32 start;

  if (!greg_tree_writer_add_string (writer, key_tree->strings + from->key, from->key_length,
                                    &start))
    return FALSE;
  node = greg_tree_writer_add_node (writer);
  if (node == NULL)
    return FALSE;
  node->key = start;
  node->key_length = from->key_length;
  return greg_tree_writer_add_subtree (writer, tree, index);
}

/* The member of that name, or 0. Arguments are few: they are compared one by one. */
static guint32
find (GregConfig *self, const char *name, gboolean are_arguments)
{
  const GregTree *tree = greg_config_get_tree (self);
  guint32 object = greg_config_get_index (self);

  if (!are_arguments)
    return greg_config_find_member (self, name);
  for (guint32 i = object + 1; i < tree->nodes[object].end; i = tree->nodes[i].end)
    if (greg_name_is_same (greg_tree_key (tree, &tree->nodes[i]), name))
      return i;
  return 0;
}

/* The members of `self`, each with the value that `overlay` has for it, if it has one. */
static gboolean
add_own (GregTreeWriter *writer, GregConfig *self, GregConfig *overlay, gboolean are_arguments)
{
  const GregTree *tree = greg_config_get_tree (self);
  const GregTree *over = greg_config_get_tree (overlay);
  guint32 object = greg_config_get_index (self);

  for (guint32 i = object + 1; i < tree->nodes[object].end; i = tree->nodes[i].end)
    {
      guint32 found = find (overlay, greg_tree_key (tree, &tree->nodes[i]), are_arguments);

      if (!add_member (writer, tree, i, found != 0 ? over : tree, found != 0 ? found : i))
        return FALSE;
    }
  return TRUE;
}

/* The members of `overlay` that `self` does not have. An argument in two spellings stays so, to be refused by whoever
 * reads it. */
static gboolean
add_new (GregTreeWriter *writer, GregConfig *self, GregConfig *overlay, gboolean are_arguments)
{
  const GregTree *tree = greg_config_get_tree (overlay);
  guint32 object = greg_config_get_index (overlay);

  for (guint32 i = object + 1; i < tree->nodes[object].end; i = tree->nodes[i].end)
    {
      const char *name = greg_tree_key (tree, &tree->nodes[i]);
      gboolean is_new = find (self, name, are_arguments) == 0
                        || (are_arguments && find (overlay, name, TRUE) != i);

      if (is_new && !add_member (writer, tree, i, tree, i))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_is_object (GregConfig *config, GError **error)
{
  const GregTree *tree = greg_config_get_tree (config);
  guint32 index = greg_config_get_index (config);
  g_autofree char *prefix = NULL;
  g_autofree char *value = NULL;

  if (tree->nodes[index].kind == GREG_CONFIG_OBJECT)
    return TRUE;
  prefix = greg_tree_prefix (tree, index);
  value = greg_tree_describe (tree, index);
  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
               "%sonly objects can be merged, and this is %s", prefix, value);
  return FALSE;
}

/* A name that both share still names the result. */
static const char *
common_name (GregConfig *self, GregConfig *overlay)
{
  const char *name = greg_config_get_display_name (self);

  return g_strcmp0 (name, greg_config_get_display_name (overlay)) == 0 ? name : NULL;
}

static GregConfig *
merge (GregConfig *self, GregConfig *overlay, gboolean are_arguments, GError **error)
{
  g_auto (GregTreeWriter) writer;
  g_autoptr (GregTree) tree = NULL;

  greg_tree_writer_init (&writer);
  if (!check_is_object (self, error) || !check_is_object (overlay, error))
    return NULL;
  greg_tree_writer_add_node (&writer);
  greg_tree_writer_open (&writer, GREG_CONFIG_OBJECT);
  if (!add_own (&writer, self, overlay, are_arguments)
      || !add_new (&writer, self, overlay, are_arguments))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_LIMIT,
                   "the merged configuration has more than %u values or %u bytes of strings",
                   GREG_TREE_MAX_NODES, GREG_TREE_MAX_SIZE);
      return NULL;
    }
  greg_tree_writer_close (&writer);
  tree = greg_tree_writer_finish (&writer, common_name (self, overlay));
  return greg_config_new_for_tree (tree, 0);
}

/**
 * greg_config_merge:
 * @self: an object
 * @overlay: an object whose members win
 * @error: where to put an error
 *
 * Makes an object of the members of two.
 *
 * It has the members of @self in their order, then those that only @overlay has. Where both have
 * one, the value is that of @overlay, null included; objects and arrays are replaced, not merged.
 * The result is the root of a tree of its own. It is not from one text, so its values have no
 * place.
 *
 * Errors: %GREG_ERROR_INVALID_VALUE when one of them is not an object, %GREG_ERROR_LIMIT when the
 * result is too large.
 *
 * Returns: (transfer full): the merged configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_merge (GregConfig *self, GregConfig *overlay, GError **error)
{
  g_return_val_if_fail (GREG_IS_CONFIG (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (overlay), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return merge (self, overlay, FALSE, error);
}

GregConfig *
greg_config_merge_arguments (GregConfig *self, GregConfig *overlay, GError **error)
{
  return merge (self, overlay, TRUE, error);
}
