/* greg-factory-parameters.c - what a factory takes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-factory-fields-private.h"

/* Loads the class, keeps it, and works its properties out; of several threads that do it at once the first
 * wins. */
static const GregSchema *
load_schema (GregFactoryPrivate *priv)
{
  GObjectClass *klass = g_type_class_ref (priv->product_type);
  GregSchema *schema = greg_schema_new_for_class (klass);

  if (g_atomic_pointer_compare_and_exchange (&priv->schema, NULL, schema))
    return schema;

  greg_schema_free (schema);
  g_type_class_unref (klass);
  return g_atomic_pointer_get (&priv->schema);
}

const GregSchema *
greg_factory_get_schema (GregFactory *self)
{
  GregFactoryPrivate *priv = greg_factory_get_private (self);
  const GregSchema *schema = g_atomic_pointer_get (&priv->schema);

  if (schema != NULL)
    return schema;
  if (priv->maker_kind == GREG_CALLS_FACTORY)
    return greg_factory_get_schema (priv->maker.factory);
  if (priv->maker_kind != GREG_MAKES_INSTANCE || !G_TYPE_IS_OBJECT (priv->product_type))
    return NULL;
  return load_schema (priv);
}

/**
 * greg_factory_list_parameters:
 * @self: a factory
 *
 * Lists what the factory takes: the writable properties of a type, or what was declared, in that
 * order.
 *
 * This loads the class of a type. A function that declares nothing takes anything and lists nothing.
 *
 * Returns: (transfer container) (element-type GParamSpec): the parameters, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_factory_list_parameters (GregFactory *self)
{
  GPtrArray *list;
  const GregSchema *schema;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_param_spec_unref);
  schema = greg_factory_get_schema (self);
  for (guint i = 0; schema != NULL && i < schema->n_params; i++)
    if (schema->params[i].writable)
      g_ptr_array_add (list, g_param_spec_ref (schema->params[i].pspec));
  return list;
}

static const GregParam *
find_param (GregFactory *self, const char *name)
{
  const GregSchema *schema = greg_factory_get_schema (self);

  return schema != NULL ? greg_schema_find (schema, name) : NULL;
}

/**
 * greg_factory_find_parameter:
 * @self: a factory
 * @name: the name of a parameter; `_` and `-` are the same
 *
 * Finds one thing that the factory takes.
 *
 * Returns: (transfer none) (nullable): the parameter, which may be a property that cannot be written, or
 *   %NULL when there is none of that name
 *
 * Since: 1.0
 */
GParamSpec *
greg_factory_find_parameter (GregFactory *self, const char *name)
{
  const GregParam *param;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  param = find_param (self, name);
  return param != NULL ? param->pspec : NULL;
}

/**
 * greg_factory_is_required:
 * @self: a factory
 * @name: the name of a parameter; `_` and `-` are the same
 *
 * Whether a parameter must be given.
 *
 * Returns: %TRUE when it was declared as required
 *
 * Since: 1.0
 */
gboolean
greg_factory_is_required (GregFactory *self, const char *name)
{
  const GregParam *param;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  param = find_param (self, name);
  return param != NULL && param->required;
}

static gboolean
check_declarable (GregFactory *self, GError **error)
{
  if (!greg_factory_check_mutable (self, error))
    return FALSE;
  if (greg_factory_get_private (self)->maker_kind != GREG_MAKES_INSTANCE)
    return TRUE;

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
               "“%s” makes instances of a type and takes the properties of it; "
               "only functions declare parameters",
               greg_factory_get_name (self));
  return FALSE;
}

static gboolean
add_to_schema (GregFactory *self,
               const char *name,
               GParamSpec *pspec,
               gboolean required,
               GError **error)
{
  GregFactoryPrivate *priv = greg_factory_get_private (self);

  if (priv->schema == NULL)
    priv->schema = greg_schema_new ();
  return greg_schema_add (priv->schema, name, pspec, required, error);
}

static gboolean
has_own_constructor (GType type)
{
  GObjectClass *base = g_type_class_peek (G_TYPE_OBJECT);
  GObjectClass *klass = g_type_class_peek (type); /* which the schema keeps */

  return klass->constructor != base->constructor;
}

static gboolean
has_strings_with_rules (const GregSchema *schema)
{
  for (guint i = 0; i < schema->n_params; i++)
    if (schema->params[i].target == GREG_TARGET_STRING && schema->params[i].constrained)
      return TRUE;
  return FALSE;
}

/**
 * greg_factory_get_plain_type:
 * @self: a factory
 *
 * Gives the type of the products, if any language may make them with its own constructor.
 *
 * That is so when the factory does nothing but instantiate a type, in any thread, the type is not
 * initialised afterwards as a [iface@Gio.Initable] is, its class always gives a new object, and its
 * strings may be any text. Who has checked names, types and ranges against
 * [method@Greg.Factory.list_parameters], and applied the defaults, then makes with the constructor
 * what a build makes.
 *
 * This is for bindings, for which each call to C has its price. The class is loaded by it.
 *
 * Returns: the type, or %G_TYPE_NONE when only the library can make the products
 *
 * Since: 1.0
 */
GType
greg_factory_get_plain_type (GregFactory *self)
{
  const GregSchema *schema;
  GType type;

  g_return_val_if_fail (GREG_IS_FACTORY (self), G_TYPE_NONE);

  type = greg_factory_get_instantiated_type (self);
  if (type == 0 || (greg_factory_get_flags (self) & GREG_FACTORY_HOME_THREAD) != 0)
    return G_TYPE_NONE;

  schema = greg_factory_get_schema (self);
  if (schema->needs_init || has_own_constructor (type) || has_strings_with_rules (schema))
    return G_TYPE_NONE;
  return type;
}

/**
 * greg_factory_add_parameter:
 * @self: a factory that calls code
 * @pspec: (transfer full): what it takes; a reference is taken unless it is floating
 * @required: whether it must be given
 * @error: where to put an error
 *
 * Declares a parameter with all rules that a [class@GObject.ParamSpec] can have.
 *
 * A parameter that is not required has the default of @pspec when it is not given. PyGObject cannot
 * pass a parameter specification; use [method@Greg.Factory.declare] there.
 *
 * Fails with [error@Greg.Error.EXISTS] when there is one of that name, with
 * [error@Greg.Error.INVALID_TYPE] for a factory that instantiates a type, and with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was added
 *
 * Since: 1.0
 */
gboolean
greg_factory_add_parameter (GregFactory *self, GParamSpec *pspec, gboolean required, GError **error)
{
  g_autoptr (GParamSpec) owned = NULL;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (G_IS_PARAM_SPEC (pspec), FALSE);

  /* GJS passes what is still floating, and unreferences it later: sinking would use up its reference, if the
   * annotation did not make it pass one of its own. */
  owned = g_param_spec_ref_sink (pspec);
  return check_declarable (self, error)
         && add_to_schema (self, owned->name, owned, required, error);
}

/**
 * greg_factory_declare:
 * @self: a factory that calls code
 * @name: the name of the parameter
 * @type: the type of its value
 * @required: whether it must be given
 * @default_json: (nullable): its value in JSON when it is not given, or %NULL for the zero of @type
 * @blurb: (nullable): a line for people
 * @error: where to put an error
 *
 * Declares a parameter.
 *
 * The name keeps its spelling; `_` and `-` are the same when an argument is given. Once a factory
 * declares parameters, it takes no others.
 *
 * Fails with [error@Greg.Error.INVALID_NAME] for a name that does not begin with a letter or has
 * characters other than letters, digits, `-` and `_`, with [error@Greg.Error.INVALID_TYPE] for a type
 * that no configuration can be converted to or for a factory that instantiates a type, with
 * [error@Greg.Error.INVALID_CONFIG] or [error@Greg.Error.INVALID_VALUE] for a default that does not
 * fit, with [error@Greg.Error.EXISTS] when there is one of that name, and with
 * [error@Greg.Error.READ_ONLY] when the factory is sealed.
 *
 * Returns: %TRUE when it was declared
 *
 * Since: 1.0
 */
gboolean
greg_factory_declare (GregFactory *self,
                      const char *name,
                      GType type,
                      gboolean required,
                      const char *default_json,
                      const char *blurb,
                      GError **error)
{
  g_autoptr (GParamSpec) pspec = NULL;

  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!check_declarable (self, error))
    return FALSE;
  pspec = greg_schema_make_pspec (name, type, default_json, blurb, error);
  if (pspec == NULL)
    return FALSE;
  return add_to_schema (self, name, pspec, required, error);
}
