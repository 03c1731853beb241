/* greg-factory.c - GregFactory: a named way to make something
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-factory-fields-private.h"

#include "greg-context-private.h"
#include "greg-enum-types.h"
#include "greg-error.h"

/**
 * GregFactory:
 *
 * Makes one kind of thing, and says what it is called and what it takes.
 *
 * A factory instantiates a type, calls a function or invokes a closure. Other kinds derive this class
 * and override `create`. It carries a name and aliases, metadata and tags, a priority, default
 * arguments, a summary, a note of deprecation, the place it comes from and the parameters it takes.
 *
 * A factory can be changed until it is added to a registry for the first time; from then on it is
 * sealed. A sealed factory can be added to other registries; [method@Greg.Factory.copy] and
 * [method@Greg.Factory.bind] make a new one that can be changed.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregFactory) gzip = greg_factory_new_for_type ("gzip", G_TYPE_ZLIB_COMPRESSOR);
 *
 * if (!greg_factory_add_alias (gzip, "gz", &error)
 *     || !greg_factory_set_defaults_json (gzip, "{\"format\": \"gzip\"}", &error)
 *     || !greg_registry_add (converters, gzip, &error))
 *   return FALSE;
 * ```
 *
 * ## Ownership
 *
 * A registry holds a reference on what is added to it. A factory owns the data of its function and
 * frees it when it is finalised.
 *
 * ## Errors
 *
 * Everything that changes a factory fails with [error@Greg.Error.READ_ONLY] once it is sealed. Whether
 * a type can be built and the defaults fit the parameters is checked when the factory is added.
 *
 * ## Threads
 *
 * A sealed factory may be used from any thread. Before that it belongs to the thread that made it.
 *
 * What it makes may be bound to a thread: a function, a closure or a derived factory runs only in the
 * thread in which it was first added to a registry. A build from another thread fails with
 * [error@Greg.Error.WRONG_THREAD]; an asynchronous build runs it in its own thread, in the main
 * context that was the thread's default when it was added. A copy is bound where the original is. With
 * %GREG_FACTORY_ANY_THREAD among the flags it runs wherever it is asked for, and with
 * %GREG_FACTORY_HOME_THREAD instances of a type are bound, too.
 *
 * ## From Python and JavaScript
 *
 * `Greg.Factory.new_for_type ('gzip', Gio.ZlibCompressor)` and `Greg.Factory.new_for_func (name, type,
 * func)` work as in C. A class that derives Greg.Factory overrides `do_create` in Python and
 * `vfunc_create` in JavaScript, and is constructed with the properties `name` and `product-type`.
 * In Python a factory can be called, and `factory.metadata` is a mapping.
 *
 * Since: 1.0
 */

enum
{
  PROP_NAME = 1,
  PROP_PRODUCT_TYPE,
  PROP_PRIORITY,
  PROP_FLAGS,
  PROP_SUMMARY,
  PROP_DEFAULTS,
  PROP_DEPRECATED,
  PROP_SEALED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GregFactory, greg_factory, G_TYPE_OBJECT)

#define PRIV(self) ((GregFactoryPrivate *) greg_factory_get_instance_private (self))

static void
call_unref (GregCall *call)
{
  if (!g_atomic_ref_count_dec (&call->ref_count))
    return;
  if (call->destroy != NULL)
    call->destroy (call->user_data);
  g_free (call);
}

static void
details_free (GregFactoryDetails *details)
{
  g_strfreev (details->aliases);
  greg_metadata_clear (&details->metadata);
  g_clear_object (&details->defaults);
  g_free (details->summary);
  g_free (details->deprecation_note);
  g_free (details->replacement);
  g_free (details->module);
  g_free (details->qualified_name);
  g_free (details->file);
  greg_home_clear (&details->home);
  g_free (details);
}

static void
clear_maker (GregFactoryPrivate *priv)
{
  switch ((GregMaker) priv->maker_kind)
    {
    case GREG_CALLS_FUNC:
      g_clear_pointer (&priv->maker.call, call_unref);
      break;
    case GREG_CALLS_CLOSURE:
      g_clear_pointer (&priv->maker.closure, g_closure_unref);
      break;
    case GREG_CALLS_FACTORY:
      g_clear_object (&priv->maker.factory);
      break;
    case GREG_MAKES_NOTHING:
    case GREG_MAKES_INSTANCE:
      break;
    }
}

/* What was worked out from a type keeps its class loaded. Declared parameters have nothing to do with the type. */
static void
drop_schema (GregFactoryPrivate *priv)
{
  if (priv->schema == NULL || priv->maker_kind != GREG_MAKES_INSTANCE)
    return;
  g_clear_pointer (&priv->schema, greg_schema_free);
  g_type_class_unref (g_type_class_peek (priv->product_type));
}

static GObject *
call_func (GregFactory *self, GregContext *context, GError **error)
{
  GregCall *call = PRIV (self)->maker.call;

  return call->func (context, call->user_data, error);
}

static GObject *
greg_factory_real_create (GregFactory *self, GregContext *context, GError **error)
{
  GregFactoryPrivate *priv = PRIV (self);

  switch ((GregMaker) priv->maker_kind)
    {
    case GREG_MAKES_INSTANCE:
      return greg_context_instantiate (context, priv->product_type,
                                       greg_factory_get_schema (self), error);
    case GREG_CALLS_FUNC:
      return call_func (self, context, error);
    case GREG_CALLS_CLOSURE:
      return greg_context_invoke (context, priv->maker.closure, priv->product_type,
                                  greg_factory_get_schema (self), error);
    case GREG_CALLS_FACTORY:
      return greg_factory_create (priv->maker.factory, context, error);
    case GREG_MAKES_NOTHING:
      break;
    }
  g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
               "“%s” is a %s that neither has a type or a function nor overrides create",
               priv->name, G_OBJECT_TYPE_NAME (self));
  return NULL;
}

static void
set_name (GregFactory *self, const char *name, GParamSpec *pspec)
{
  GregFactoryPrivate *priv = PRIV (self);

  if (g_strcmp0 (priv->name, name) == 0)
    return;
  g_free (priv->name);
  priv->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_product_type (GregFactory *self, GType type, GParamSpec *pspec)
{
  GregFactoryPrivate *priv = PRIV (self);

  if (priv->product_type == type)
    return;
  drop_schema (priv);
  priv->product_type = type;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/* A property of a sealed factory cannot be set; scripts see the same as from C: a critical, as for any
 * programmer error with a property. */
static void
greg_factory_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregFactory *self = GREG_FACTORY (object);
  g_autoptr (GError) error = NULL;

  if (!greg_factory_check_mutable (self, &error))
    {
      g_critical ("%s", error->message);
      return;
    }

  switch (id)
    {
    case PROP_NAME:
      set_name (self, g_value_get_string (value), pspec);
      break;
    case PROP_PRODUCT_TYPE:
      set_product_type (self, g_value_get_gtype (value), pspec);
      break;
    case PROP_PRIORITY:
      greg_factory_set_priority (self, g_value_get_int (value), NULL);
      break;
    case PROP_FLAGS:
      greg_factory_set_flags (self, g_value_get_flags (value), NULL);
      break;
    case PROP_SUMMARY:
      greg_factory_set_summary (self, g_value_get_string (value), NULL);
      break;
    case PROP_DEFAULTS:
      if (!greg_factory_set_defaults (self, g_value_get_object (value), &error))
        g_critical ("%s", error->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_factory_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregFactory *self = GREG_FACTORY (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, PRIV (self)->name);
      break;
    case PROP_PRODUCT_TYPE:
      g_value_set_gtype (value, PRIV (self)->product_type);
      break;
    case PROP_PRIORITY:
      g_value_set_int (value, PRIV (self)->priority);
      break;
    case PROP_FLAGS:
      g_value_set_flags (value, PRIV (self)->flags);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, greg_factory_get_summary (self));
      break;
    case PROP_DEFAULTS:
      g_value_set_object (value, greg_factory_get_defaults (self));
      break;
    case PROP_DEPRECATED:
      g_value_set_boolean (value, greg_factory_is_deprecated (self));
      break;
    case PROP_SEALED:
      g_value_set_boolean (value, greg_factory_is_sealed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_factory_finalize (GObject *object)
{
  GregFactoryPrivate *priv = PRIV (GREG_FACTORY (object));

  clear_maker (priv);
  drop_schema (priv);
  g_clear_pointer (&priv->schema, greg_schema_free);
  g_clear_pointer (&priv->details, details_free);
  g_free (priv->name);

  G_OBJECT_CLASS (greg_factory_parent_class)->finalize (object);
}

static void
greg_factory_class_init (GregFactoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readwrite
      = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags readonly = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = greg_factory_set_property;
  object_class->get_property = greg_factory_get_property;
  object_class->finalize = greg_factory_finalize;
  klass->create = greg_factory_real_create;

  /**
   * GregFactory:name: (getter get_name)
   *
   * The primary name. It can be set until the factory is sealed.
   *
   * Since: 1.0
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readwrite);

  /**
   * GregFactory:product-type: (getter get_product_type)
   *
   * The type of what it makes, or %G_TYPE_NONE for anything. It can be set until the factory is sealed.
   *
   * Since: 1.0
   */
  properties[PROP_PRODUCT_TYPE]
      = g_param_spec_gtype ("product-type", NULL, NULL, G_TYPE_NONE, readwrite);

  /**
   * GregFactory:priority: (getter get_priority)
   *
   * Which of several factories of one name comes first: the one with the greater number.
   *
   * Since: 1.0
   */
  properties[PROP_PRIORITY]
      = g_param_spec_int ("priority", NULL, NULL, G_MININT, G_MAXINT, 0, readwrite);

  /**
   * GregFactory:flags: (getter get_flags)
   *
   * In which threads it may make something.
   *
   * Since: 1.0
   */
  properties[PROP_FLAGS] = g_param_spec_flags ("flags", NULL, NULL, GREG_TYPE_FACTORY_FLAGS,
                                               GREG_FACTORY_NONE, readwrite);

  /**
   * GregFactory:summary: (getter get_summary)
   *
   * One line for people about what it makes.
   *
   * Since: 1.0
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, readwrite);

  /**
   * GregFactory:defaults: (getter get_defaults)
   *
   * Arguments that are used where the caller gives none.
   *
   * Since: 1.0
   */
  properties[PROP_DEFAULTS]
      = g_param_spec_object ("defaults", NULL, NULL, GREG_TYPE_CONFIG, readwrite);

  /**
   * GregFactory:deprecated: (getter is_deprecated)
   *
   * Whether it should no longer be used.
   *
   * Since: 1.0
   */
  properties[PROP_DEPRECATED] = g_param_spec_boolean ("deprecated", NULL, NULL, FALSE, readonly);

  /**
   * GregFactory:sealed: (getter is_sealed)
   *
   * Whether it was added to a registry and cannot be changed any more.
   *
   * Since: 1.0
   */
  properties[PROP_SEALED] = g_param_spec_boolean ("sealed", NULL, NULL, FALSE, readonly);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_factory_init (GregFactory *self)
{
  PRIV (self)->product_type = G_TYPE_NONE;
}

void
greg_factory_notify_sealed (GregFactory *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEALED]);
}

GregFactoryPrivate *
greg_factory_get_private (GregFactory *self)
{
  return PRIV (self);
}

GregFactoryDetails *
greg_factory_ensure_details (GregFactory *self)
{
  GregFactoryPrivate *priv = PRIV (self);

  if (priv->details == NULL)
    priv->details = g_new0 (GregFactoryDetails, 1);
  return priv->details;
}

static GregFactory *
new_factory (const char *name, GType product_type, GregMaker kind)
{
  GregFactory *self = g_object_new (GREG_TYPE_FACTORY, NULL);
  GregFactoryPrivate *priv = PRIV (self);

  priv->name = g_strdup (name);
  priv->product_type = product_type;
  priv->maker_kind = kind;
  return self;
}

/**
 * greg_factory_new_for_type:
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: what it makes instances of
 *
 * Makes a factory that instantiates a type.
 *
 * It takes the properties of the type as parameters. Whether instances can be made of it at all is
 * checked when the factory is added to a registry; its class is not loaded before it is needed.
 * A type that implements [iface@Gio.Initable] is initialised when it is built.
 *
 * Returns: (transfer full): a new factory
 *
 * Since: 1.0
 */
GregFactory *
greg_factory_new_for_type (const char *name, GType type)
{
  return new_factory (name != NULL ? name : g_type_name (type), type, GREG_MAKES_INSTANCE);
}

/**
 * greg_factory_new_for_func:
 * @name: the name
 * @product_type: what the function makes, or %G_TYPE_NONE for anything
 * @func: (scope notified) (closure user_data) (destroy destroy): makes one product
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Makes a factory that calls a function.
 *
 * Without declared parameters the function takes any arguments and checks them itself; see
 * [method@Greg.Factory.declare].
 *
 * Returns: (transfer full): a new factory
 *
 * Since: 1.0
 */
GregFactory *
greg_factory_new_for_func (const char *name,
                           GType product_type,
                           GregFactoryFunc func,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  GregFactory *self;
  GregCall *call;

  g_return_val_if_fail (func != NULL, NULL);

  self = new_factory (name, product_type, GREG_CALLS_FUNC);
  call = g_new (GregCall, 1);
  *call = (GregCall) { .func = func, .user_data = user_data, .destroy = destroy };
  g_atomic_ref_count_init (&call->ref_count);
  PRIV (self)->maker.call = call;
  return self;
}

/**
 * greg_factory_new_for_closure:
 * @name: the name
 * @product_type: what the closure makes, or %G_TYPE_NONE for any object
 * @closure: makes one product
 *
 * Makes a factory that invokes a closure.
 *
 * With declared parameters the closure is invoked with their values, in the order of their
 * declaration; without, with the [class@Greg.Context]. It returns a value of @product_type; with
 * %G_TYPE_NONE it returns an object, or %NULL after [method@Greg.Context.return_value].
 * It reports a failure with [method@Greg.Context.fail]. A floating @closure is sunk.
 *
 * Returns: (transfer full): a new factory
 *
 * Since: 1.0
 */
GregFactory *
greg_factory_new_for_closure (const char *name, GType product_type, GClosure *closure)
{
  GregFactory *self;

  g_return_val_if_fail (closure != NULL, NULL);

  self = new_factory (name, product_type, GREG_CALLS_CLOSURE);
  PRIV (self)->maker.closure = g_closure_ref (closure);
  g_closure_sink (closure);
  if (G_CLOSURE_NEEDS_MARSHAL (closure))
    g_closure_set_marshal (closure, g_cclosure_marshal_generic);
  return self;
}

static void
share_maker (GregFactory *self, GregFactoryPrivate *copy)
{
  GregFactoryPrivate *priv = PRIV (self);

  copy->maker_kind = priv->maker_kind;
  if (G_OBJECT_TYPE (self) != GREG_TYPE_FACTORY)
    {
      copy->maker_kind = GREG_CALLS_FACTORY;
      copy->maker.factory = g_object_ref (self);
      return;
    }

  switch ((GregMaker) priv->maker_kind)
    {
    case GREG_CALLS_FUNC:
      copy->maker.call = priv->maker.call;
      g_atomic_ref_count_inc (&copy->maker.call->ref_count);
      break;
    case GREG_CALLS_CLOSURE:
      copy->maker.closure = g_closure_ref (priv->maker.closure);
      break;
    case GREG_CALLS_FACTORY:
      copy->maker.factory = g_object_ref (priv->maker.factory);
      break;
    case GREG_MAKES_NOTHING:
    case GREG_MAKES_INSTANCE:
      break;
    }
}

static void
copy_details (const GregFactoryDetails *from, GregFactoryDetails *to)
{
  to->aliases = g_strdupv (from->aliases);
  greg_metadata_copy (&from->metadata, &to->metadata);
  g_set_object (&to->defaults, from->defaults);
  to->summary = g_strdup (from->summary);
  to->deprecated = from->deprecated;
  to->deprecation_note = g_strdup (from->deprecation_note);
  to->replacement = g_strdup (from->replacement);
  to->module = g_strdup (from->module);
  to->qualified_name = g_strdup (from->qualified_name);
  to->file = g_strdup (from->file);
  to->line = from->line;
  greg_home_copy (&from->home, &to->home);
}

/**
 * greg_factory_copy:
 * @self: a factory
 * @name: (nullable): the name of the copy, or %NULL for the same name
 *
 * Makes a factory that makes the same and can be changed.
 *
 * The copy has everything of the original, also when that one is sealed; under another name it has
 * no aliases, since they belong to the original. The copy of a derived factory asks the original
 * to create.
 *
 * Returns: (transfer full): a new factory
 *
 * Since: 1.0
 */
GregFactory *
greg_factory_copy (GregFactory *self, const char *name)
{
  GregFactoryPrivate *priv;
  g_autoptr (GregFactory) copy = NULL;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);

  priv = PRIV (self);
  copy = new_factory (name != NULL ? name : priv->name, priv->product_type, GREG_MAKES_NOTHING);
  share_maker (self, PRIV (copy));
  PRIV (copy)->priority = priv->priority;
  PRIV (copy)->flags = priv->flags;
  if (priv->details != NULL)
    copy_details (priv->details, greg_factory_ensure_details (copy));
  if (name != NULL && g_strcmp0 (name, priv->name) != 0 && priv->details != NULL)
    g_clear_pointer (&PRIV (copy)->details->aliases, g_strfreev);
  if (priv->schema != NULL && priv->maker_kind != GREG_MAKES_INSTANCE)
    PRIV (copy)->schema = greg_schema_copy (priv->schema);
  return g_steal_pointer (&copy);
}

/**
 * greg_factory_bind:
 * @self: a factory
 * @arguments: an object of arguments
 * @error: where to put an error
 *
 * Makes a factory that has some arguments already.
 *
 * The arguments are put over the defaults of @self, key by key; who builds can still give others. The
 * new factory has the same name and no aliases, and can be changed.
 *
 * Fails with [error@Greg.Error.INVALID_VALUE] when @arguments is no object. Whether they fit the
 * parameters is checked when the new factory is added.
 *
 * Returns: (transfer full): a new factory
 *
 * Since: 1.0
 */
GregFactory *
greg_factory_bind (GregFactory *self, GregConfig *arguments, GError **error)
{
  g_autoptr (GregFactory) bound = NULL;
  g_autoptr (GregConfig) merged = NULL;
  GregConfig *defaults;

  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (arguments), NULL);

  bound = greg_factory_copy (self, NULL);
  if (PRIV (bound)->details != NULL)
    g_clear_pointer (&PRIV (bound)->details->aliases, g_strfreev);
  defaults = greg_factory_get_defaults (self);
  if (defaults != NULL)
    merged = greg_config_merge_arguments (defaults, arguments, error);
  else
    merged = g_object_ref (arguments);
  if (merged == NULL || !greg_factory_set_defaults (bound, merged, error))
    return NULL;
  return g_steal_pointer (&bound);
}

/**
 * greg_factory_create:
 * @self: a factory
 * @context: the arguments
 * @error: where to put an error
 *
 * Makes one product.
 *
 * This is for build functions and for derived factories that build on another one. Programs build
 * with [method@Greg.Source.build] and its siblings, which validate the arguments before and check the
 * product afterwards.
 *
 * Returns: (transfer full) (nullable): the product; %NULL without an error when the product was given to
 *   [method@Greg.Context.return_value]
 *
 * Since: 1.0
 */
GObject *
greg_factory_create (GregFactory *self, GregContext *context, GError **error)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), NULL);
  g_return_val_if_fail (GREG_IS_CONTEXT (context), NULL);

  return GREG_FACTORY_GET_CLASS (self)->create (self, context, error);
}

/**
 * greg_factory_is_sealed: (get-property sealed)
 * @self: a factory
 *
 * Whether the factory was added to a registry and cannot be changed any more.
 *
 * Returns: %TRUE when it is sealed
 *
 * Since: 1.0
 */
gboolean
greg_factory_is_sealed (GregFactory *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY (self), FALSE);

  return g_atomic_int_get (&PRIV (self)->sealed);
}

GType
greg_factory_get_instantiated_type (GregFactory *self)
{
  GregFactoryPrivate *priv = PRIV (self);

  /* Only greg_factory_new_for_type() makes this kind, never of a derived class. */
  return priv->maker_kind == GREG_MAKES_INSTANCE ? priv->product_type : 0;
}
