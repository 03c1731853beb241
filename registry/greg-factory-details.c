/* greg-factory-details.c - what a factory carries beside its way of making things
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-factory-fields-private.h"

static const char *const no_strings[] = { NULL };

const GregFactoryDetails *
greg_factory_peek_details (GregFactory *self)
{
  static const GregFactoryDetails none;
  GregFactoryDetails *details = greg_factory_get_private (self)->details;

  return details != NULL ? details : &none;
}

gboolean
greg_factory_check_mutable (GregFactory *self, GError **error)
{
  if (!greg_factory_is_sealed (self))
    return TRUE;

  g_set_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY,
               "the factory “%s” was added to a registry and cannot be changed any more; "
               "change a copy of it",
               greg_factory_get_name (self));
  return FALSE;
}

/**
 * greg_factory_get_name: (get-property name)
 * @self: a factory
 *
 * Gets the primary name.
 *
 * Returns: (nullable): the name; %NULL only before one was given
 *
 * Since: 1.0
 */
const char *
greg_factory_get_name (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return greg_factory_get_private (self)->name;
}

/**
 * greg_factory_get_product_type: (get-property product-type)
 * @self: a factory
 *
 * Gets the type of what it makes.
 *
 * Returns: the type, or %G_TYPE_NONE for anything
 *
 * Since: 1.0
 */
GType
greg_factory_get_product_type (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), G_TYPE_NONE);

  return greg_factory_get_private (self)->product_type;
}

/**
 * greg_factory_get_aliases:
 * @self: a factory
 *
 * Gets the other names under which it is found.
 *
 * Returns: (transfer none) (array zero-terminated=1): the aliases, perhaps none, in the order of their
 *   adding
 *
 * Since: 1.0
 */
const char *const *
greg_factory_get_aliases (GregFactory *self)
{
  char **aliases;

  g_return_val_if_fail (GREG_IS_FACTORY (self), no_strings);

  aliases = greg_factory_peek_details (self)->aliases;
  return aliases != NULL ? (const char *const *) aliases : no_strings;
}

/* What is given may be what is there. */
static void
replace_string (char **place, const char *string)
{
  char *old = *place;

  *place = g_strdup (string);
  g_free (old);
}

static void
append_string (char ***strings, const char *string)
{
  guint n = *strings != NULL ? g_strv_length (*strings) : 0;

  *strings = g_renew (char *, *strings, n + 2);
  (*strings)[n] = g_strdup (string);
  (*strings)[n + 1] = NULL;
}

/**
 * greg_factory_add_alias:
 * @self: a factory
 * @alias: another name
 * @error: where to put an error
 *
 * Adds another name under which the factory is found.
 *
 * An alias that it has already, or its own name, changes nothing. Fails with
 * [error@Greg.Error.INVALID_NAME] for what can be no name and with [error@Greg.Error.READ_ONLY] when
 * the factory is sealed.
 *
 * Returns: %TRUE when it has that alias now
 *
 * Since: 1.0
 */
gboolean
greg_factory_add_alias (GregFactory *self, const char *alias, GError **error)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error) || !greg_name_check ("alias", alias, error))
    return FALSE;

  if (g_strcmp0 (greg_factory_get_name (self), alias) != 0
      && !g_strv_contains (greg_factory_get_aliases (self), alias))
    append_string (&greg_factory_ensure_details (self)->aliases, alias);
  return TRUE;
}

/**
 * greg_factory_get_priority: (get-property priority)
 * @self: a factory
 *
 * Gets the priority among several factories of one name.
 *
 * Returns: the priority; the greatest comes first; 0 unless it was set
 *
 * Since: 1.0
 */
int
greg_factory_get_priority (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), 0);

  return greg_factory_get_private (self)->priority;
}

/**
 * greg_factory_set_priority: (set-property priority)
 * @self: a factory
 * @priority: the priority
 * @error: where to put an error
 *
 * Sets the priority among several factories of one name.
 *
 * Fails with [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_priority (GregFactory *self, int priority, GError **error)
{
  GregFactoryPrivate *priv;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;

  priv = greg_factory_get_private (self);
  if (priv->priority != priority)
    {
      priv->priority = priority;
      g_object_notify (G_OBJECT (self), "priority");
    }
  return TRUE;
}

/**
 * greg_factory_get_flags: (get-property flags)
 * @self: a factory
 *
 * Gets in which threads it may make something.
 *
 * Returns: the flags
 *
 * Since: 1.0
 */
GregFactoryFlags
greg_factory_get_flags (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), GREG_FACTORY_NONE);

  return greg_factory_get_private (self)->flags;
}

/**
 * greg_factory_set_flags: (set-property flags)
 * @self: a factory
 * @flags: in which threads it may make something
 * @error: where to put an error
 *
 * Sets in which threads it may make something.
 *
 * Set %GREG_FACTORY_ANY_THREAD for a function that may run in several threads at once. Fails with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when they were set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_flags (GregFactory *self, GregFactoryFlags flags, GError **error)
{
  GregFactoryPrivate *priv;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;

  priv = greg_factory_get_private (self);
  if (priv->flags != flags)
    {
      priv->flags = (guint8) flags;
      g_object_notify (G_OBJECT (self), "flags");
    }
  return TRUE;
}

/**
 * greg_factory_get_summary: (get-property summary)
 * @self: a factory
 *
 * Gets the line for people about what it makes.
 *
 * Returns: (nullable): the summary
 *
 * Since: 1.0
 */
const char *
greg_factory_get_summary (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return greg_factory_peek_details (self)->summary;
}

/**
 * greg_factory_set_summary: (set-property summary)
 * @self: a factory
 * @summary: (nullable): one line, without a full stop
 * @error: where to put an error
 *
 * Sets the line for people about what it makes.
 *
 * Fails with [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_summary (GregFactory *self, const char *summary, GError **error)
{
  GregFactoryDetails *details;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;

  details = greg_factory_ensure_details (self);
  if (g_strcmp0 (details->summary, summary) != 0)
    {
      replace_string (&details->summary, summary);
      g_object_notify (G_OBJECT (self), "summary");
    }
  return TRUE;
}

/**
 * greg_factory_get_defaults: (get-property defaults)
 * @self: a factory
 *
 * Gets the arguments that are used where the caller gives none.
 *
 * Returns: (transfer none) (nullable): an object, or %NULL when there are none
 *
 * Since: 1.0
 */
GregConfig *
greg_factory_get_defaults (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return greg_factory_peek_details (self)->defaults;
}

/**
 * greg_factory_set_defaults: (set-property defaults)
 * @self: a factory
 * @defaults: (nullable): an object
 * @error: where to put an error
 *
 * Sets the arguments that are used where the caller gives none.
 *
 * Whether they fit the parameters is checked when the factory is added to a registry. Fails with
 * [error@Greg.Error.INVALID_VALUE] when @defaults is not an object and with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when they were set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_defaults (GregFactory *self, GregConfig *defaults, GError **error)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (defaults == NULL || GREG_IS_CONFIG (defaults), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;
  if (defaults != NULL && greg_config_get_kind (defaults) != GREG_CONFIG_OBJECT)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                   "the defaults of “%s” are not an object of names and values",
                   greg_factory_get_name (self));
      return FALSE;
    }

  if (g_set_object (&greg_factory_ensure_details (self)->defaults, defaults))
    g_object_notify (G_OBJECT (self), "defaults");
  return TRUE;
}

/**
 * greg_factory_set_defaults_json:
 * @self: a factory
 * @text: an object in JSON
 * @error: where to put an error
 *
 * Sets the arguments that are used where the caller gives none, from text.
 *
 * Fails as [ctor@Greg.Config.new_from_json] and [method@Greg.Factory.set_defaults] do.
 *
 * Returns: %TRUE when they were set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_defaults_json (GregFactory *self, const char *text, GError **error)
{
  g_autoptr (GregConfig) defaults = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  label = g_strdup_printf ("defaults of %s", greg_factory_get_name (self));
  defaults = greg_config_new_from_json (text, -1, label, error);
  return defaults != NULL && greg_factory_set_defaults (self, defaults, error);
}

/**
 * greg_factory_is_deprecated: (get-property deprecated)
 * @self: a factory
 *
 * Whether it should no longer be used.
 *
 * Returns: %TRUE after [method@Greg.Factory.set_deprecated]
 *
 * Since: 1.0
 */
gboolean
greg_factory_is_deprecated (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  return greg_factory_peek_details (self)->deprecated;
}

/**
 * greg_factory_get_deprecation_note:
 * @self: a factory
 *
 * Gets why it should no longer be used.
 *
 * Returns: (nullable): the note
 *
 * Since: 1.0
 */
const char *
greg_factory_get_deprecation_note (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return greg_factory_peek_details (self)->deprecation_note;
}

/**
 * greg_factory_get_replacement:
 * @self: a factory
 *
 * Gets the name of what should be used in its place.
 *
 * Returns: (nullable): a name
 *
 * Since: 1.0
 */
const char *
greg_factory_get_replacement (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  return greg_factory_peek_details (self)->replacement;
}

/**
 * greg_factory_set_deprecated:
 * @self: a factory
 * @note: (nullable): why, for people
 * @replacement: (nullable): the name of what should be used in its place
 * @error: where to put an error
 *
 * Says that the factory should no longer be used.
 *
 * It goes on to work; a report on a configuration that names it has a warning. Fails with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_deprecated (GregFactory *self,
                             const char *note,
                             const char *replacement,
                             GError **error)
{
  GregFactoryDetails *details;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;

  details = greg_factory_ensure_details (self);
  replace_string (&details->deprecation_note, note);
  replace_string (&details->replacement, replacement);
  if (!details->deprecated)
    {
      details->deprecated = TRUE;
      g_object_notify (G_OBJECT (self), "deprecated");
    }
  return TRUE;
}

/**
 * greg_factory_get_origin:
 * @self: a factory
 * @module: (out) (optional) (nullable) (transfer none): the module, such as `app.converters`
 * @qualified_name: (out) (optional) (nullable) (transfer none): the name within the module
 * @file: (out) (optional) (nullable) (transfer none): the source file
 * @line: (out) (optional): the line, from 1; 0 when it is not known
 *
 * Gets where the factory was defined.
 *
 * Since: 1.0
 */
void
greg_factory_get_origin (GregFactory *self,
                         const char **module,
                         const char **qualified_name,
                         const char **file,
                         guint *line)
{
  const GregFactoryDetails *details;

  g_return_if_fail (GREG_IS_FACTORY (self));

  details = greg_factory_peek_details (self);
  if (module != NULL)
    *module = details->module;
  if (qualified_name != NULL)
    *qualified_name = details->qualified_name;
  if (file != NULL)
    *file = details->file;
  if (line != NULL)
    *line = details->line;
}

/**
 * greg_factory_set_origin:
 * @self: a factory
 * @module: (nullable): the module, such as `app.converters`
 * @qualified_name: (nullable): the name within the module, such as `Rot13`
 * @file: (nullable): the source file
 * @line: the line, from 1; 0 when it is not known
 * @error: where to put an error
 *
 * Says where the factory was defined.
 *
 * Messages about duplicates name it, and a registry lets a definition replace itself: the same file,
 * line and qualified name, as when a module is imported twice. Give no @qualified_name to what has
 * no definition of its own, such as a lambda. Fails with [error@Greg.Error.READ_ONLY] when the
 * factory is sealed.
 *
 * Returns: %TRUE when it was set
 *
 * Since: 1.0
 */
gboolean
greg_factory_set_origin (GregFactory *self,
                         const char *module,
                         const char *qualified_name,
                         const char *file,
                         guint line,
                         GError **error)
{
  GregFactoryDetails *details;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  if (!greg_factory_check_mutable (self, error))
    return FALSE;

  details = greg_factory_ensure_details (self);
  replace_string (&details->module, module);
  replace_string (&details->qualified_name, qualified_name);
  replace_string (&details->file, file);
  details->line = line;
  return TRUE;
}

/**
 * greg_factory_dup_origin_text:
 * @self: a factory
 *
 * Says where the factory was defined, for messages: `app/rot13.py:12 (app.rot13.Rot13)`.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when nothing is known
 *
 * Since: 1.0
 */
char *
greg_factory_dup_origin_text (GregFactory *self)
{
  const GregFactoryDetails *details;
  g_autoptr (GString) text = NULL;
  g_autofree char *definition = NULL;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  details = greg_factory_peek_details (self);
  if (details->module != NULL && details->qualified_name != NULL)
    definition = g_strdup_printf ("%s.%s", details->module, details->qualified_name);
  else
    definition = g_strdup (details->qualified_name != NULL ? details->qualified_name
                                                           : details->module);
  if (details->file == NULL)
    return g_steal_pointer (&definition);

  text = g_string_new (details->file);
  if (details->line > 0)
    g_string_append_printf (text, ":%u", details->line);
  if (definition != NULL)
    g_string_append_printf (text, " (%s)", definition);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
