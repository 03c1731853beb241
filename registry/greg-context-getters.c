/* greg-context-getters.c - the arguments of a call by type
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-context-private.h"

#include "greg-convert-parts-private.h"

/* Converts as a declared parameter of that type would, so that getters and declarations agree. */
static gboolean
get_as (GregContext *self, const char *name, GParamSpec *pspec, GValue *value, GError **error)
{
  const GValue *given = greg_context_get_value (self, name);
  g_auto (GregProblem) problem = { 0 };
  GregParam param;
  GregConversion result = GREG_CONVERSION_DEFERRED;

  greg_param_init (&param, name, pspec, FALSE);
  if (given != NULL)
    result = greg_convert_value (&param, given, value, &problem);
  if (result == GREG_CONVERSION_REFUSED)
    greg_problem_propagate (&problem, error);
  greg_param_clear (&param);
  return result == GREG_CONVERSION_DONE;
}

/**
 * greg_context_get_boolean:
 * @self: a context
 * @name: the name of an argument
 * @default_value: what to give when it is absent
 * @error: where to put an error
 *
 * Gets an argument that is a boolean.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else.
 *
 * Returns: the argument; @default_value when it is absent or an error was set
 *
 * Since: 1.0
 */
gboolean
greg_context_get_boolean (GregContext *self,
                          const char *name,
                          gboolean default_value,
                          GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), default_value);
  g_return_val_if_fail (name != NULL, default_value);

  if (!get_as (self, name, g_param_spec_boolean ("value", NULL, NULL, FALSE, G_PARAM_READWRITE),
               &value, error))
    return default_value;
  return g_value_get_boolean (&value);
}

/**
 * greg_context_get_int64:
 * @self: a context
 * @name: the name of an argument
 * @default_value: what to give when it is absent
 * @error: where to put an error
 *
 * Gets an argument that is an integer; a double without a fraction is one.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else or out of range.
 *
 * Returns: the argument; @default_value when it is absent or an error was set
 *
 * Since: 1.0
 */
gint64
greg_context_get_int64 (GregContext *self, const char *name, gint64 default_value, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), default_value);
  g_return_val_if_fail (name != NULL, default_value);

  if (!get_as (self, name,
               g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                   G_PARAM_READWRITE),
               &value, error))
    return default_value;
  return g_value_get_int64 (&value);
}

/**
 * greg_context_get_uint64:
 * @self: a context
 * @name: the name of an argument
 * @default_value: what to give when it is absent
 * @error: where to put an error
 *
 * Gets an argument that is an integer and not negative.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else or out of range.
 *
 * Returns: the argument; @default_value when it is absent or an error was set
 *
 * Since: 1.0
 */
guint64
greg_context_get_uint64 (GregContext *self,
                         const char *name,
                         guint64 default_value,
                         GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), default_value);
  g_return_val_if_fail (name != NULL, default_value);

  if (!get_as (self, name,
               g_param_spec_uint64 ("value", NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READWRITE),
               &value, error))
    return default_value;
  return g_value_get_uint64 (&value);
}

/**
 * greg_context_get_double:
 * @self: a context
 * @name: the name of an argument
 * @default_value: what to give when it is absent
 * @error: where to put an error
 *
 * Gets an argument that is a number.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else, or an integer that no double
 * can hold exactly.
 *
 * Returns: the argument; @default_value when it is absent or an error was set
 *
 * Since: 1.0
 */
double
greg_context_get_double (GregContext *self, const char *name, double default_value, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), default_value);
  g_return_val_if_fail (name != NULL, default_value);

  if (!get_as (self, name,
               g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                                    G_PARAM_READWRITE),
               &value, error))
    return default_value;
  return g_value_get_double (&value);
}

/* INVALID_VALUE: what is wanted, and what is there. */
static void
refuse_type (GregContext *self,
             const char *name,
             const char *wanted,
             const GValue *given,
             GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *found = greg_value_describe (given);

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“%s” must be %s, not %s", name, wanted,
                    found);
  problem.expected = g_strdup (wanted);
  greg_problem_propagate (&problem, error);
}

/**
 * greg_context_get_string:
 * @self: a context
 * @name: the name of an argument
 * @default_value: (nullable): what to give when it is absent
 * @error: where to put an error
 *
 * Gets an argument that is a string.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else.
 *
 * Returns: (transfer none) (nullable): the argument; @default_value when it is absent or an error was set
 *
 * Since: 1.0
 */
const char *
greg_context_get_string (GregContext *self,
                         const char *name,
                         const char *default_value,
                         GError **error)
{
  const GValue *given;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), default_value);
  g_return_val_if_fail (name != NULL, default_value);

  given = greg_context_get_value (self, name);
  if (given == NULL)
    return default_value;
  if (G_VALUE_HOLDS_STRING (given))
    return g_value_get_string (given);
  if (G_VALUE_HOLDS_OBJECT (given) && g_value_get_object (given) == NULL)
    return NULL;

  refuse_type (self, name, "a string", given, error);
  return default_value;
}

/**
 * greg_context_get_object:
 * @self: a context
 * @name: the name of an argument
 * @type: what it must be
 * @error: where to put an error
 *
 * Gets an argument that is an object.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when it is something else or not a @type.
 *
 * Returns: (transfer none) (nullable): the argument; %NULL when it is absent or null, or an error was set
 *
 * Since: 1.0
 */
GObject *
greg_context_get_object (GregContext *self, const char *name, GType type, GError **error)
{
  const GValue *given;
  GObject *object;
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  given = greg_context_get_value (self, name);
  if (given == NULL)
    return NULL;
  if (G_VALUE_HOLDS_OBJECT (given))
    {
      object = g_value_get_object (given);
      if (object == NULL || g_type_is_a (G_OBJECT_TYPE (object), type))
        return object;
    }

  wanted = greg_type_describe (type);
  refuse_type (self, name, wanted, given, error);
  return NULL;
}
