/* fuzz-json-reader.c - what must hold for the reader whatever bytes it is given
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fuzz.h"

#include <greg-json-reader-private.h>

/* "LINE:COLUMN: message", in UTF-8. */
static void
check_error (GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == GREG_ERROR);
  g_assert_true (error->code == GREG_ERROR_INVALID_CONFIG || error->code == GREG_ERROR_LIMIT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_regex_match_simple ("^[1-9][0-9]*:[1-9][0-9]*: .", error->message, 0, 0));
}

/* What the first byte of a value must be. */
static const char *
first_bytes (guint8 kind)
{
  switch (kind)
    {
    case GREG_CONFIG_NULL:
      return "n";
    case GREG_CONFIG_BOOLEAN:
      return "tf";
    case GREG_CONFIG_STRING:
      return "\"";
    case GREG_CONFIG_ARRAY:
      return "[";
    case GREG_CONFIG_OBJECT:
      return "{";
    default:
      return "-0123456789";
    }
}

/* Subtrees lie within each other, all members have their names, and each place is where it should
 * be. Returns the index behind the subtree. */
static guint32
check_subtree (const GregTree *tree, guint32 index)
{
  const GregNode *node = &tree->nodes[index];
  guint32 at = index + 1;

  g_assert_cmpuint (node->offset, <, tree->text_length);
  g_assert_nonnull (strchr (first_bytes (node->kind), tree->text[node->offset]));
  if (node->kind == GREG_CONFIG_STRING)
    g_assert_true (g_utf8_validate_len (greg_tree_string (tree, node), node->v.s.length, NULL));
  for (guint32 i = 0; i < greg_tree_n_children (tree, index); i++)
    {
      const GregNode *child = &tree->nodes[at];

      g_assert_cmpuint (child->offset, >, node->offset);
      g_assert_true ((child->key == GREG_NO_KEY) == (node->kind == GREG_CONFIG_ARRAY));
      g_assert_true ((child->key_offset == GREG_NO_OFFSET) == (node->kind == GREG_CONFIG_ARRAY));
      if (child->key != GREG_NO_KEY)
        {
          const char *key = greg_tree_key (tree, child);

          g_assert_cmpint (tree->text[child->key_offset], ==, '"');
          g_assert_cmpuint (greg_tree_find_member (tree, index, key), ==, at);
        }
      at = check_subtree (tree, at);
    }
  g_assert_cmpuint (node->end, ==, at);
  return at;
}

static char *
to_json (const GregTree *tree, gboolean pretty)
{
  g_autoptr (GString) json = g_string_new (NULL);

  greg_tree_write_json (tree, 0, pretty, json);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Written and read again it is the same. */
static void
check_round_trip (const GregTree *tree, gboolean pretty)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = to_json (tree, pretty);
  g_autoptr (GregTree) again = greg_json_read (json, strlen (json), NULL, &error);
  g_autofree char *json_again = NULL;

  g_assert_no_error (error);
  g_assert_true (greg_tree_equal (tree, 0, again, 0));
  g_assert_true (greg_tree_equal (again, 0, tree, 0));
  json_again = to_json (again, pretty);
  g_assert_cmpstr (json_again, ==, json);
}

/* The pointer of a node leads to that node. */
static void
check_pointers (const GregTree *tree)
{
  g_autoptr (GregConfig) root = greg_config_new_for_tree (tree, 0);
  guint32 step = MAX (tree->n_nodes / 8, 1);

  for (guint32 i = 0; i < tree->n_nodes; i += step)
    {
      g_autofree char *pointer = greg_tree_pointer (tree, i);
      g_autoptr (GregConfig) found = greg_config_lookup_pointer (root, pointer);

      g_assert_nonnull (found);
      g_assert_cmpuint (greg_config_get_index (found), ==, i);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregTree) tree = greg_json_read ((const char *) data, size, NULL, &error);

  if (tree == NULL)
    {
      check_error (error);
      return 0;
    }
  g_assert_null (error);
  g_assert_cmpuint (check_subtree (tree, 0), ==, tree->n_nodes);
  check_round_trip (tree, FALSE);
  check_round_trip (tree, TRUE);
  check_pointers (tree);
  return 0;
}
