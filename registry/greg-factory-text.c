/* greg-factory-text.c - a factory described for people
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-factory-fields-private.h"

static void
append_heading (GString *text, GregFactory *self)
{
  const char *name = greg_factory_get_name (self);
  const char *const *aliases = greg_factory_get_aliases (self);
  GType type = greg_factory_get_product_type (self);

  g_string_append (text, name != NULL ? name : "(no name yet)");
  if (aliases[0] != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) aliases);

      g_string_append_printf (text, " (%s)", list);
    }
  if (type != G_TYPE_NONE)
    g_string_append_printf (text, " → %s", g_type_name (type));
  if (greg_factory_get_summary (self) != NULL)
    g_string_append_printf (text, " — %s", greg_factory_get_summary (self));
  g_string_append_c (text, '\n');
}

static void
append_deprecation (GString *text, GregFactory *self)
{
  const char *note = greg_factory_get_deprecation_note (self);
  const char *replacement = greg_factory_get_replacement (self);

  if (!greg_factory_is_deprecated (self))
    return;
  g_string_append (text, "  deprecated");
  if (note != NULL)
    g_string_append_printf (text, ": %s", note);
  if (replacement != NULL)
    g_string_append_printf (text, "; use “%s”", replacement);
  g_string_append_c (text, '\n');
}

static void
append_metadata (GString *text, GregFactory *self)
{
  for (const char *const *key = greg_factory_get_metadata_keys (self); *key != NULL; key++)
    {
      const GValue *value = greg_factory_get_metadata (self, *key);
      g_autofree char *shown = greg_metadata_value_to_text (value);

      g_string_append_printf (text, "  # %s: %s\n", *key, shown);
    }
}

/* The default of the factory goes before that of the parameter. */
static char *
describe_default (GregFactory *self, const GregParam *param)
{
  GregConfig *defaults = greg_factory_get_defaults (self);
  const GregTree *tree = defaults != NULL ? greg_config_get_tree (defaults) : NULL;
  guint32 root = defaults != NULL ? greg_config_get_index (defaults) : 0;

  for (guint32 i = root + 1; tree != NULL && i < greg_tree_node (tree, root)->end;
       i = greg_tree_node (tree, i)->end)
    if (greg_name_is_same (greg_tree_key (tree, greg_tree_node (tree, i)), param->name))
      return greg_tree_describe (tree, i);
  return param->required ? NULL : greg_param_describe_default (param);
}

static void
append_parameter (GString *text, GregFactory *self, const GregParam *param)
{
  g_autofree char *description = greg_param_describe (param);
  g_autofree char *standard = describe_default (self, param);

  g_string_append_printf (text, "  %s: %s", param->name, description);
  if (param->required)
    g_string_append (text, ", required");
  if (standard != NULL)
    g_string_append_printf (text, ", default %s", standard);
  g_string_append_c (text, '\n');
}

/**
 * greg_factory_to_string:
 * @self: a factory
 *
 * Describes the factory for people: a line with name, aliases, product and summary, then a line for
 * each piece of metadata and each parameter with its type, range, nicks and default.
 *
 * The text is for reading, not for parsing. This loads the class of a type.
 *
 * Returns: (transfer full): lines of text, each with its end
 *
 * Since: 1.0
 */
char *
greg_factory_to_string (GregFactory *self)
{
  GString *text;
  const GregSchema *schema;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  text = g_string_new (NULL);
  append_heading (text, self);
  append_deprecation (text, self);
  append_metadata (text, self);
  schema = greg_factory_get_schema (self);
  for (guint i = 0; schema != NULL && i < schema->n_params; i++)
    if (schema->params[i].writable)
      append_parameter (text, self, &schema->params[i]);
  return g_string_free (text, FALSE);
}
