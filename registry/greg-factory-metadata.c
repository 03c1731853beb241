/* greg-factory-metadata.c - the metadata of a factory, and the tags among it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-factory-fields-private.h"

#define TAGS "tags"

static const char *const no_strings[] = { NULL };

/**
 * greg_factory_get_metadata_keys:
 * @self: a factory
 *
 * Gets the keys of the metadata, in the order of their first setting.
 *
 * Returns: (transfer none) (array zero-terminated=1): the keys, perhaps none
 *
 * Since: 1.0
 */
const char *const *
greg_factory_get_metadata_keys (GregFactory *self)
{
  char **keys;

  g_return_val_if_fail (GREG_IS_FACTORY (self), no_strings);

  keys = greg_factory_peek_details (self)->metadata.keys;
  return keys != NULL ? (const char *const *) keys : no_strings;
}

/**
 * greg_factory_get_metadata:
 * @self: a factory
 * @key: a key
 *
 * Gets one piece of metadata.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL when there is none for that key
 *
 * Since: 1.0
 */
const GValue *
greg_factory_get_metadata (GregFactory *self, const char *key)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return greg_metadata_get (&greg_factory_peek_details (self)->metadata, key);
}

/**
 * greg_factory_dup_metadata_variant:
 * @self: a factory
 *
 * Gives the metadata as a variant of type `a{sv}`.
 *
 * Numbers, booleans, strings, lists of strings and variants are given as they are, enumerations by
 * nick, types by name. What a variant cannot hold, such as an object, is left out.
 *
 * Returns: (transfer full): the metadata
 *
 * Since: 1.0
 */
GVariant *
greg_factory_dup_metadata_variant (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return g_variant_ref_sink (greg_metadata_to_variant (&greg_factory_peek_details (self)->metadata));
}

/* One tag given as a plain string is a list of one, so that has_tag() has one form to look at. */
static gboolean
set_tags (GregFactory *self, const GValue *value, GError **error)
{
  GregMetadata *metadata = &greg_factory_ensure_details (self)->metadata;
  g_auto (GValue) tags = G_VALUE_INIT;

  if (G_VALUE_HOLDS (value, G_TYPE_STRV) && g_value_get_boxed (value) != NULL)
    {
      greg_metadata_set (metadata, TAGS, value);
      return TRUE;
    }
  if (G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL)
    {
      const char *one[] = { g_value_get_string (value), NULL };

      g_value_init (&tags, G_TYPE_STRV);
      g_value_set_boxed (&tags, one);
      greg_metadata_set (metadata, TAGS, &tags);
      return TRUE;
    }

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
               "the tags of “%s” are a %s, not a list of strings", greg_factory_get_name (self),
               G_VALUE_TYPE_NAME (value));
  return FALSE;
}

/**
 * greg_factory_set_metadata:
 * @self: a factory
 * @key: a key
 * @value: (nullable): any value, or %NULL to remove the key
 * @error: where to put an error
 *
 * Sets one piece of metadata; the value is copied.
 *
 * The key `tags` holds a list of strings; a single string is taken as a list of one. Fails with
 * [error@Greg.Error.INVALID_NAME] when @key is empty or not UTF-8, with
 * [error@Greg.Error.INVALID_VALUE] for tags that are no strings, and with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_metadata (GregFactory *self, const char *key, const GValue *value, GError **error)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (value == NULL || G_IS_VALUE (value), FALSE);

  if (!greg_factory_check_mutable (self, error) || !greg_name_check ("metadata key", key, error))
    return FALSE;
  if (value != NULL && strcmp (key, TAGS) == 0)
    return set_tags (self, value, error);

  greg_metadata_set (&greg_factory_ensure_details (self)->metadata, key, value);
  return TRUE;
}

/**
 * greg_factory_set_metadata_string:
 * @self: a factory
 * @key: a key
 * @value: (nullable): a string, or %NULL to remove the key
 * @error: where to put an error
 *
 * Sets one piece of metadata that is a string.
 *
 * Fails as [method@Greg.Factory.set_metadata] does.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_metadata_string (GregFactory *self,
                                  const char *key,
                                  const char *value,
                                  GError **error)
{
  g_auto (GValue) holder = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  g_value_init (&holder, G_TYPE_STRING);
  g_value_set_string (&holder, value);
  return greg_factory_set_metadata (self, key, value != NULL ? &holder : NULL, error);
}

static gboolean
is_string_list (GregConfig *config)
{
  const GregTree *tree = greg_config_get_tree (config);
  const GregNode *array = greg_tree_node (tree, 0);

  for (guint32 i = 1; i < array->end; i = greg_tree_node (tree, i)->end)
    if (greg_tree_node (tree, i)->kind != GREG_CONFIG_STRING)
      return FALSE;
  return array->kind == GREG_CONFIG_ARRAY;
}

/* As a parameter that takes anything would. */
static gboolean
value_of_config (const char *key, GregConfig *config, GValue *value, GError **error)
{
  g_autoptr (GParamSpec) pspec = NULL;
  g_auto (GregProblem) problem = { 0 };
  GregParam param;
  GregConversion conversion;

  pspec = is_string_list (config)
              ? g_param_spec_boxed ("value", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE)
              : g_param_spec_variant ("value", NULL, NULL, G_VARIANT_TYPE_ANY, NULL, G_PARAM_READWRITE);
  g_param_spec_ref_sink (pspec);
  greg_param_init (&param, key, pspec, FALSE);
  conversion = greg_convert_node (&param, greg_config_get_tree (config), 0, value, &problem);
  greg_param_clear (&param);
  if (conversion == GREG_CONVERSION_DONE)
    return TRUE;

  greg_problem_propagate (&problem, error);
  return FALSE;
}

/**
 * greg_factory_set_metadata_json:
 * @self: a factory
 * @key: a key
 * @text: JSON text in UTF-8
 * @error: where to put an error
 *
 * Sets one piece of metadata that JSON describes.
 *
 * A list of strings is kept as one, anything else as a [struct@GLib.Variant]. For languages in which
 * making a variant is slow, or loses memory.
 *
 * Fails as [method@Greg.Factory.set_metadata] does, and with [error@Greg.Error.INVALID_CONFIG] for text
 * that is not JSON.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_metadata_json (GregFactory *self, const char *key, const char *text, GError **error)
{
  g_autoptr (GregConfig) config = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  config = greg_config_new_from_json (text, -1, NULL, error);
  return config != NULL && value_of_config (key, config, &value, error)
         && greg_factory_set_metadata (self, key, &value, error);
}

/**
 * greg_factory_get_tags:
 * @self: a factory
 *
 * Gets the tags: the strings under the metadata key `tags`.
 *
 * Returns: (transfer none) (array zero-terminated=1): the tags, perhaps none
 *
 * Since: 1.0
 */
const char *const *
greg_factory_get_tags (GregFactory *self)
{
  const GValue *tags;

  g_return_val_if_fail (GREG_IS_FACTORY (self), no_strings);

  tags = greg_metadata_get (&greg_factory_peek_details (self)->metadata, TAGS);
  return tags != NULL ? g_value_get_boxed (tags) : no_strings;
}

/**
 * greg_factory_has_tag:
 * @self: a factory
 * @tag: a tag
 *
 * Whether it has that tag.
 *
 * Returns: %TRUE when it has
 *
 * Since: 1.0
 */
gboolean
greg_factory_has_tag (GregFactory *self, const char *tag)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (tag != NULL, FALSE);

  return g_strv_contains (greg_factory_get_tags (self), tag);
}

static char **
with_string (const char *const *strings, const char *one_more)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **all;

  g_strv_builder_addv (builder, (const char **) strings);
  g_strv_builder_add (builder, one_more);
  all = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return all;
}

/**
 * greg_factory_add_tag:
 * @self: a factory
 * @tag: a tag
 * @error: where to put an error
 *
 * Adds a tag; one that it has already changes nothing.
 *
 * Fails with [error@Greg.Error.INVALID_NAME] when @tag is empty or not UTF-8, and with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it has that tag now
 *
 * Since: 1.0
 */
gboolean
greg_factory_add_tag (GregFactory *self, const char *tag, GError **error)
{
  g_auto (GStrv) tags = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error) || !greg_name_check ("tag", tag, error))
    return FALSE;
  if (greg_factory_has_tag (self, tag))
    return TRUE;

  tags = with_string (greg_factory_get_tags (self), tag);
  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, tags);
  greg_metadata_set (&greg_factory_ensure_details (self)->metadata, TAGS, &value);
  return TRUE;
}
