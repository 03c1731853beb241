/* greg-config-import.c - the doors into a tree for JsonNode and GVariant
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-config.h"
#include "greg-error.h"
#include "greg-tree-writer-private.h"

#include <math.h>

typedef struct
{
  GregTreeWriter writer;
  const char *display_name;
  GError **error;
} Import;

/* Always FALSE. `child` is the one of the innermost container that is refused, or 0 for the
 * container. */
static gboolean
refuse_at (Import *self, guint32 child, GregError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static gboolean
refuse_at (Import *self, guint32 child, GregError code, const char *format, ...)
{
  g_autofree char *pointer = greg_tree_writer_pointer (&self->writer, child);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->error, GREG_ERROR, (int) code, "%s%s%s%s%s",
               self->display_name != NULL ? self->display_name : "",
               self->display_name != NULL ? ": " : "", pointer, *pointer != '\0' ? ": " : "",
               message);
  return FALSE;
}

/* For the value that was added last and is being filled. */
#define refuse(self, ...) refuse_at (self, (self)->writer.n_nodes - 1, __VA_ARGS__)

static gboolean
refuse_size (Import *self, guint32 child)
{
  return refuse_at (self, child, GREG_ERROR_LIMIT, "the strings have more than %u bytes in all",
                    GREG_TREE_MAX_SIZE);
}

static gboolean
add_node (Import *self)
{
  return greg_tree_writer_add_node (&self->writer) != NULL
         || refuse_at (self, 0, GREG_ERROR_LIMIT, "there are more than %u values",
                       GREG_TREE_MAX_NODES);
}

/* Most strings are ASCII, which is quicker to see than UTF-8 is to check. The text has no NUL. */
static inline gboolean
is_utf8 (const char *text, gsize length)
{
  guchar bits = 0;

  for (gsize i = 0; i < length; i++)
    bits |= (guchar) text[i];
  return bits < 0x80 || g_utf8_validate_len (text, length, NULL);
}

static gboolean
add_member (Import *self, const char *name)
{
  gsize length = strlen (name);
  guint32 start;
  GregNode *node;

  if (!is_utf8 (name, length))
    return refuse_at (self, 0, GREG_ERROR_INVALID_CONFIG, "the name of a member is not UTF-8");
  if (!greg_tree_writer_add_string (&self->writer, name, length, &start))
    return refuse_size (self, 0);
  if (!add_node (self))
    return FALSE;
  node = greg_tree_writer_last (&self->writer);
  node->key = start;
  node->key_length = (guint32) length;
  return TRUE;
}

static gboolean
fill_boolean (Import *self, gboolean value)
{
  GregNode *node = greg_tree_writer_last (&self->writer);

  node->kind = GREG_CONFIG_BOOLEAN;
  node->v.b = value;
  return TRUE;
}

static gboolean
fill_int64 (Import *self, gint64 value)
{
  GregNode *node = greg_tree_writer_last (&self->writer);

  node->kind = GREG_CONFIG_INTEGER;
  node->v.i = value;
  return TRUE;
}

static gboolean
fill_uint64 (Import *self, guint64 value)
{
  GregNode *node = greg_tree_writer_last (&self->writer);

  node->kind = GREG_CONFIG_INTEGER;
  node->is_unsigned = value > G_MAXINT64;
  node->v.u = value;
  return TRUE;
}

static gboolean
fill_double (Import *self, double value)
{
  GregNode *node = greg_tree_writer_last (&self->writer);

  if (!isfinite (value))
    return refuse (self, GREG_ERROR_INVALID_VALUE, "a finite number was expected, not %s",
                   isnan (value) ? "NaN" : "infinity");
  node->kind = GREG_CONFIG_DOUBLE;
  node->v.d = value;
  return TRUE;
}

static gboolean
fill_string (Import *self, const char *value, gsize length)
{
  GregNode *node = greg_tree_writer_last (&self->writer);
  guint32 start;

  if (!is_utf8 (value, length))
    return refuse (self, GREG_ERROR_INVALID_CONFIG, "the string is not UTF-8");
  if (!greg_tree_writer_add_string (&self->writer, value, length, &start))
    return refuse_size (self, self->writer.n_nodes - 1);
  node->kind = GREG_CONFIG_STRING;
  node->v.s.start = start;
  node->v.s.length = (guint32) length;
  return TRUE;
}

static gboolean
open_container (Import *self, GregConfigKind kind)
{
  return greg_tree_writer_open (&self->writer, kind)
         || refuse (self, GREG_ERROR_LIMIT, "arrays and objects are nested deeper than %d levels",
                    GREG_TREE_MAX_DEPTH);
}

static GregTree *
finish (Import *self, gboolean succeeded)
{
  GregTree *tree = NULL;

  if (succeeded)
    tree = greg_tree_writer_finish (&self->writer, self->display_name);
  greg_tree_writer_clear (&self->writer);
  return tree;
}

/* JsonNode */

static gboolean import_node (Import *self, JsonNode *node);

static gboolean
import_json_value (Import *self, JsonNode *node)
{
  const char *string;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      return fill_boolean (self, json_node_get_boolean (node));
    case G_TYPE_INT64:
      return fill_int64 (self, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return fill_double (self, json_node_get_double (node));
    case G_TYPE_STRING:
      string = json_node_get_string (node);
      return string == NULL || fill_string (self, string, strlen (string));
    default:
      return refuse (self, GREG_ERROR_INVALID_CONFIG, "the JsonNode holds no value");
    }
}

static gboolean
import_json_array (Import *self, JsonArray *array)
{
  guint length;

  if (array == NULL)
    return refuse (self, GREG_ERROR_INVALID_CONFIG, "the JsonNode holds no array");
  if (!open_container (self, GREG_CONFIG_ARRAY))
    return FALSE;
  length = json_array_get_length (array);
  for (guint i = 0; i < length; i++)
    {
      if (!add_node (self) || !import_node (self, json_array_get_element (array, i)))
        return FALSE;
    }
  greg_tree_writer_close (&self->writer);
  return TRUE;
}

static gboolean
import_json_object (Import *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (object == NULL)
    return refuse (self, GREG_ERROR_INVALID_CONFIG, "the JsonNode holds no object");
  if (!open_container (self, GREG_CONFIG_OBJECT))
    return FALSE;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!add_member (self, name) || !import_node (self, member))
        return FALSE;
    }
  greg_tree_writer_close (&self->writer);
  return TRUE;
}

/* Recursion is bounded by the depth that open_container() allows; that also ends a node that
 * holds itself. */
static gboolean
import_node (Import *self, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return import_json_object (self, json_node_get_object (node));
    case JSON_NODE_ARRAY:
      return import_json_array (self, json_node_get_array (node));
    case JSON_NODE_VALUE:
      return import_json_value (self, node);
    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

GregTree *
greg_tree_new_from_node (JsonNode *node, const char *display_name, GError **error)
{
  Import self;

  self.display_name = display_name;
  self.error = error;
  greg_tree_writer_init (&self.writer);
  return finish (&self, add_node (&self) && import_node (&self, node));
}

/**
 * greg_config_new_from_node: (constructor)
 * @node: a node
 * @display_name: (nullable): what messages call it, such as a file's name
 * @error: where to put an error
 *
 * Makes a configuration of what a [struct@Json.Node] holds.
 *
 * The node is copied: what happens to it afterwards changes nothing. Members keep their order. What
 * JSON text could not hold is refused: NaN, infinities, strings that are not UTF-8, nodes without a
 * value. A string value that is %NULL becomes null. Values have no place, so messages have their
 * JSON Pointer alone.
 *
 * Nobody may change the node while this runs.
 *
 * Errors: %GREG_ERROR_INVALID_CONFIG and %GREG_ERROR_INVALID_VALUE for what cannot be held,
 * %GREG_ERROR_LIMIT when it is too deep or too large.
 *
 * Returns: (transfer full): the configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_new_from_node (JsonNode *node, const char *display_name, GError **error)
{
  g_autoptr (GregTree) tree = NULL;

  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  tree = greg_tree_new_from_node (node, display_name, error);
  return tree != NULL ? greg_config_new_for_tree (tree, 0) : NULL;
}

/* GVariant */

static gboolean import_variant (Import *self, GVariant *variant);

static gboolean
import_children (Import *self, GVariant *variant)
{
  GVariantIter iter;
  GVariant *child;

  if (!open_container (self, GREG_CONFIG_ARRAY))
    return FALSE;
  g_variant_iter_init (&iter, variant);
  while ((child = g_variant_iter_next_value (&iter)) != NULL)
    {
      gboolean succeeded = add_node (self) && import_variant (self, child);

      g_variant_unref (child);
      if (!succeeded)
        return FALSE;
    }
  greg_tree_writer_close (&self->writer);
  return TRUE;
}

static gboolean
import_bytes (Import *self, GVariant *variant)
{
  gsize length;
  const guchar *bytes = g_variant_get_fixed_array (variant, &length, sizeof (guchar));
  g_autofree char *base64 = NULL;

  if (length > GREG_TREE_MAX_SIZE / 2)
    return refuse_size (self, self->writer.n_nodes - 1);
  base64 = g_base64_encode (bytes, length);
  return fill_string (self, base64, strlen (base64));
}

static gboolean
has_string_keys (GVariant *variant)
{
  return g_variant_is_of_type (variant, G_VARIANT_TYPE ("a{s*}"))
         || g_variant_is_of_type (variant, G_VARIANT_TYPE ("a{o*}"))
         || g_variant_is_of_type (variant, G_VARIANT_TYPE ("a{g*}"));
}

static gboolean
import_entry (Import *self, GVariant *entry)
{
  g_autoptr (GVariant) name = g_variant_get_child_value (entry, 0);
  g_autoptr (GVariant) value = g_variant_get_child_value (entry, 1);

  return add_member (self, g_variant_get_string (name, NULL)) && import_variant (self, value);
}

static gboolean
refuse_duplicate (Import *self, guint32 duplicate)
{
  const GregNode *node = &self->writer.nodes[duplicate];
  g_autofree char *name
      = greg_text_shorten (self->writer.strings + node->key, node->key_length);

  return refuse_at (self, duplicate, GREG_ERROR_INVALID_CONFIG, "the key “%s” is given twice",
                    name);
}

static gboolean
import_dictionary (Import *self, GVariant *variant)
{
  GVariantIter iter;
  GVariant *entry;
  guint32 duplicate;
  guint32 first;

  if (!has_string_keys (variant))
    return refuse (self, GREG_ERROR_INVALID_CONFIG,
                   "a dictionary of type “%s” has keys that are not strings",
                   g_variant_get_type_string (variant));
  if (!open_container (self, GREG_CONFIG_OBJECT))
    return FALSE;
  g_variant_iter_init (&iter, variant);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      gboolean succeeded = import_entry (self, entry);

      g_variant_unref (entry);
      if (!succeeded)
        return FALSE;
    }
  duplicate = greg_tree_writer_find_duplicate (&self->writer, &first);
  if (duplicate != 0)
    return refuse_duplicate (self, duplicate);
  greg_tree_writer_close (&self->writer);
  return TRUE;
}

static gboolean
import_array (Import *self, GVariant *variant)
{
  if (g_variant_is_of_type (variant, G_VARIANT_TYPE_BYTESTRING))
    return import_bytes (self, variant);
  if (g_variant_is_of_type (variant, G_VARIANT_TYPE_DICTIONARY))
    return import_dictionary (self, variant);
  return import_children (self, variant);
}

static gboolean
import_basic (Import *self, GVariant *variant)
{
  const char *string;
  gsize length;

  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      return fill_boolean (self, g_variant_get_boolean (variant));
    case G_VARIANT_CLASS_BYTE:
      return fill_int64 (self, g_variant_get_byte (variant));
    case G_VARIANT_CLASS_INT16:
      return fill_int64 (self, g_variant_get_int16 (variant));
    case G_VARIANT_CLASS_UINT16:
      return fill_int64 (self, g_variant_get_uint16 (variant));
    case G_VARIANT_CLASS_INT32:
      return fill_int64 (self, g_variant_get_int32 (variant));
    case G_VARIANT_CLASS_UINT32:
      return fill_int64 (self, g_variant_get_uint32 (variant));
    case G_VARIANT_CLASS_INT64:
      return fill_int64 (self, g_variant_get_int64 (variant));
    case G_VARIANT_CLASS_UINT64:
      return fill_uint64 (self, g_variant_get_uint64 (variant));
    case G_VARIANT_CLASS_DOUBLE:
      return fill_double (self, g_variant_get_double (variant));
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
      string = g_variant_get_string (variant, &length);
      return fill_string (self, string, length);
    case G_VARIANT_CLASS_HANDLE:
      return refuse (self, GREG_ERROR_INVALID_CONFIG,
                     "a handle means nothing outside of the message that carried it");
    default:
      return refuse (self, GREG_ERROR_INVALID_CONFIG, "a value of type “%s” cannot be held",
                     g_variant_get_type_string (variant));
    }
}

/* What is within any number of variants and maybes; NULL for nothing. A loop, for such nesting
 * counts as no depth. */
static GVariant *
unwrap (GVariant *variant)
{
  GVariant *value = g_variant_ref (variant);

  while (value != NULL
         && (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT)
             || g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE)))
    {
      GVariant *outer = value;

      value = g_variant_is_of_type (outer, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (outer)
                                                                   : g_variant_get_maybe (outer);
      g_variant_unref (outer);
    }
  return value;
}

static gboolean
import_variant (Import *self, GVariant *variant)
{
  g_autoptr (GVariant) value = unwrap (variant);

  if (value == NULL)
    return TRUE;
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_ARRAY:
      return import_array (self, value);
    case G_VARIANT_CLASS_TUPLE:
    case G_VARIANT_CLASS_DICT_ENTRY:
      return import_children (self, value);
    default:
      return import_basic (self, value);
    }
}

GregTree *
greg_tree_new_from_variant (GVariant *variant, const char *display_name, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (variant);
  Import self;

  self.display_name = display_name;
  self.error = error;
  greg_tree_writer_init (&self.writer);
  if (g_variant_is_normal_form (owned))
    return finish (&self, add_node (&self) && import_variant (&self, owned));

  refuse (&self, GREG_ERROR_INVALID_CONFIG, "the variant is damaged: it is not in normal form");
  return finish (&self, FALSE);
}

/**
 * greg_config_new_from_variant: (constructor)
 * @variant: a variant; a floating reference is sunk and released
 * @display_name: (nullable): what messages call it
 * @error: where to put an error
 *
 * Makes a configuration of what a [struct@GLib.Variant] holds.
 *
 * Booleans, integers of every width, doubles and strings become what they are; object paths and
 * signatures become strings; variants are unwrapped; a maybe is its value or null; arrays, tuples
 * and single dictionary entries become arrays; `ay` becomes a string in base64, as parameters of
 * type [struct@GLib.Bytes] take it; dictionaries whose keys are strings, object paths or
 * signatures become objects. Other dictionaries, handles, NaN, infinities and keys that are given
 * twice are refused, and so is a variant that is not in normal form. Values have no place, so
 * messages have their JSON Pointer alone.
 *
 * Errors: %GREG_ERROR_INVALID_CONFIG and %GREG_ERROR_INVALID_VALUE for what cannot be held,
 * %GREG_ERROR_LIMIT when it is too deep or too large.
 *
 * Returns: (transfer full): the configuration
 *
 * Since: 1.0
 */
GregConfig *
greg_config_new_from_variant (GVariant *variant, const char *display_name, GError **error)
{
  g_autoptr (GregTree) tree = NULL;

  g_return_val_if_fail (variant != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  tree = greg_tree_new_from_variant (variant, display_name, error);
  return tree != NULL ? greg_config_new_for_tree (tree, 0) : NULL;
}
