/* greg-context.c - GregContext: one call of a factory, arguments in and product out
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-context-private.h"

#include "greg-factory.h"
#include "greg-instantiate-private.h"
#include "greg-name-private.h"
#include "greg-source.h"

/**
 * GregContext:
 *
 * One call of a factory that runs code: the arguments, whom they are for, and the product.
 *
 * Functions, closures without declared parameters, derived factories and build functions are given a
 * context. Arguments have been merged with the defaults and, where the factory declares parameters,
 * converted and validated; a declared parameter that was not given has its default.
 *
 * A factory without declared parameters gets arguments as they came. From a configuration that is a
 * boolean, a 64-bit integer, a double, a string, a [class@Greg.Config] for an array or an object, and
 * an object value that holds %NULL for null.
 *
 * ## Example
 *
 * ```c
 * static GObject *
 * make_compressor (GregContext *context, gpointer user_data, GError **error)
 * {
 *   gint64 level = greg_context_get_int64 (context, "level", -1, error);
 *
 *   return level > 0 ? G_OBJECT (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, (int) level))
 *                    : make_identity ();
 * }
 * ```
 *
 * ## Ownership
 *
 * A context may be kept after the call. What its getters return belongs to it.
 *
 * ## Errors
 *
 * The typed getters fail with [error@Greg.Error.INVALID_VALUE] when an argument is of another kind, and
 * give the default when it is absent.
 *
 * ## Threads
 *
 * A context belongs to the thread that runs the factory.
 *
 * ## From Python and JavaScript
 *
 * `context.get_value ('level')` gives the argument as a native value. A product that is not a GObject
 * goes through `context.return_value (…)`.
 *
 * Since: 1.0
 */
struct _GregContext
{
  GObject parent_instance;

  GregFactory *factory;
  GregSource *source;
  GregTree *tree; /* keeps the names; may be NULL */
  guint32 index;
  char *path; /* worked out when it is asked for */
  GregArguments arguments;
  GValue product;
  GError *failure;
};

G_DEFINE_FINAL_TYPE (GregContext, greg_context, G_TYPE_OBJECT)

static void
clear_values (guint n, GValue *values)
{
  for (guint i = 0; i < n; i++)
    if (G_IS_VALUE (&values[i]))
      g_value_unset (&values[i]);
  g_free (values);
}

void
greg_arguments_init (GregArguments *arguments, guint capacity)
{
  *arguments = (GregArguments) { 0 };
  if (capacity == 0)
    return;
  arguments->values = g_malloc_n (capacity, sizeof (GValue) + sizeof (char *));
  memset (arguments->values, 0, capacity * sizeof (GValue));
  arguments->names = (const char **) (arguments->values + capacity);
}

const char *
greg_arguments_own_name (GregArguments *arguments, const char *name)
{
  char *copy = g_strdup (name);

  if (arguments->owned == NULL)
    arguments->owned = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (arguments->owned, copy);
  return copy;
}

void
greg_arguments_clear (GregArguments *arguments)
{
  clear_values (arguments->n, arguments->values);
  clear_values (arguments->n_positional, arguments->positional);
  g_clear_pointer (&arguments->owned, g_ptr_array_unref);
  *arguments = (GregArguments) { 0 };
}

/* A closure that keeps the context, which keeps an argument that keeps the closure: disposing lets go. */
static void
greg_context_dispose (GObject *object)
{
  GregContext *self = GREG_CONTEXT (object);

  greg_arguments_clear (&self->arguments);
  if (G_IS_VALUE (&self->product))
    g_value_unset (&self->product);
  g_clear_object (&self->factory);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (greg_context_parent_class)->dispose (object);
}

static void
greg_context_finalize (GObject *object)
{
  GregContext *self = GREG_CONTEXT (object);

  g_clear_pointer (&self->tree, greg_tree_unref);
  g_clear_error (&self->failure);
  g_free (self->path);

  G_OBJECT_CLASS (greg_context_parent_class)->finalize (object);
}

static void
greg_context_class_init (GregContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = greg_context_dispose;
  object_class->finalize = greg_context_finalize;
}

static void
greg_context_init (GregContext *self)
{
}

GregContext *
greg_context_new (GregFactory *factory,
                  GregSource *source,
                  const GregTree *tree,
                  guint32 index,
                  const char *path,
                  GregArguments *arguments)
{
  GregContext *self = g_object_new (GREG_TYPE_CONTEXT, NULL);

  self->factory = g_object_ref (factory);
  self->source = g_object_ref (source);
  self->tree = tree != NULL ? greg_tree_ref ((GregTree *) tree) : NULL;
  self->index = index;
  self->path = g_strdup (path);
  self->arguments = *arguments;
  *arguments = (GregArguments) { 0 };
  return self;
}

static const GValue *
find_argument (GregContext *self, const char *name)
{
  for (guint i = 0; i < self->arguments.n; i++)
    if (greg_name_is_same (self->arguments.names[i], name))
      return &self->arguments.values[i];
  return NULL;
}

/* Everything that the context was given must be a property of the type; a factory may be asked to create with
 * the context of another one. */
static gboolean
fit_arguments (GregContext *self,
               const GregSchema *schema,
               GType type,
               const char **names,
               GValue *values,
               GregProblem *problem)
{
  for (guint i = 0; i < self->arguments.n; i++)
    {
      const char *name = self->arguments.names[i];
      const GregParam *param = greg_schema_find (schema, name);

      if (param == NULL)
        greg_schema_problem_unknown (schema, g_type_name (type), name, problem);
      else if (!param->writable)
        greg_problem_set (problem, GREG_ERROR_READ_ONLY, "“%s” of %s cannot be written", name,
                          g_type_name (type));
      if (param == NULL || !param->writable
          || greg_convert_value (param, &self->arguments.values[i], &values[i], problem)
                 == GREG_CONVERSION_REFUSED)
        return FALSE;
      names[i] = param->pspec->name;
    }
  return TRUE;
}

/* A context that was not made by a build has no factory. */
static const char *
factory_name (GregContext *self)
{
  return self->factory != NULL ? greg_factory_get_name (self->factory) : NULL;
}

GObject *
greg_context_instantiate (GregContext *self, GType type, const GregSchema *schema, GError **error)
{
  guint n = self->arguments.n;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  GValue *values = g_new0 (GValue, n + 1);
  g_auto (GregProblem) problem = { 0 };
  GObject *object = NULL;

  if (fit_arguments (self, schema, type, names, values, &problem))
    object = greg_instantiate (type, schema, n, names, values, error);
  else
    greg_problem_propagate (&problem, error);
  clear_values (n, values);
  return object;
}

/* The value of a declared parameter, or its default. */
static gboolean
argument_or_default (GregContext *self,
                     const GregParam *param,
                     GValue *value,
                     GregProblem *problem)
{
  const GValue *given = find_argument (self, param->name);

  if (given != NULL)
    return greg_convert_value (param, given, value, problem) != GREG_CONVERSION_REFUSED;
  g_value_init (value, param->type);
  g_param_value_set_default (param->pspec, value);
  return TRUE;
}

static GType
return_type (GType product_type)
{
  return product_type != G_TYPE_NONE && G_TYPE_IS_VALUE (product_type) ? product_type
                                                                       : G_TYPE_OBJECT;
}

static GObject *
take_result (GregContext *self, GValue *result, GError **error)
{
  GObject *object;

  if (greg_context_take_failure (self, error))
    return NULL;
  if (!G_VALUE_HOLDS_OBJECT (result))
    {
      greg_context_return_value (self, result);
      return NULL;
    }

  object = g_value_dup_object (result);
  if (object != NULL && g_object_is_floating (object))
    g_object_ref_sink (object);
  return object;
}

static GObject *
invoke (GregContext *self,
        GClosure *closure,
        GType product_type,
        guint n,
        const GValue *values,
        GError **error)
{
  g_auto (GValue) result = G_VALUE_INIT;

  if (closure->is_invalid)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                   "the closure of “%s” is gone: what it belongs to was finalised",
                   factory_name (self) != NULL ? factory_name (self) : "no factory");
      return NULL;
    }

  g_value_init (&result, return_type (product_type));
  g_closure_invoke (closure, &result, n, values, NULL);
  return take_result (self, &result, error);
}

static GObject *
invoke_with_context (GregContext *self, GClosure *closure, GType product_type, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GREG_TYPE_CONTEXT);
  g_value_set_object (&value, self);
  return invoke (self, closure, product_type, 1, &value, error);
}

GObject *
greg_context_invoke (GregContext *self,
                     GClosure *closure,
                     GType product_type,
                     const GregSchema *schema,
                     GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  GValue *values;
  GObject *product = NULL;
  gboolean fits = TRUE;

  if (schema == NULL)
    return invoke_with_context (self, closure, product_type, error);

  values = g_new0 (GValue, schema->n_params + 1);
  for (guint i = 0; fits && i < schema->n_params; i++)
    fits = argument_or_default (self, &schema->params[i], &values[i], &problem);
  if (fits)
    product = invoke (self, closure, product_type, schema->n_params, values, error);
  else
    greg_problem_propagate (&problem, error);
  clear_values (schema->n_params, values);
  return product;
}

gboolean
greg_context_take_failure (GregContext *self, GError **error)
{
  if (self->failure == NULL)
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return TRUE;
}

/**
 * greg_context_get_factory:
 * @self: a context
 *
 * Gets the factory that is called.
 *
 * Returns: (transfer none) (nullable): the factory
 *
 * Since: 1.0
 */
GregFactory *
greg_context_get_factory (GregContext *self)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  return self->factory;
}

/**
 * greg_context_get_source:
 * @self: a context
 *
 * Gets the source that was asked, with which a factory can build more.
 *
 * Returns: (transfer none) (nullable): the source
 *
 * Since: 1.0
 */
GregSource *
greg_context_get_source (GregContext *self)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  return self->source;
}

/**
 * greg_context_get_path:
 * @self: a context
 *
 * Gets the JSON Pointer of what is built in its configuration: `/stages/0`.
 *
 * Returns: the path; empty for the root and for what is built without a configuration
 *
 * Since: 1.0
 */
const char *
greg_context_get_path (GregContext *self)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  if (self->path == NULL)
    self->path = self->tree != NULL ? greg_tree_pointer (self->tree, self->index) : g_strdup ("");
  return self->path;
}

/**
 * greg_context_list_names:
 * @self: a context
 *
 * Lists the names of the arguments.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, perhaps none
 *
 * Since: 1.0
 */
char **
greg_context_list_names (GregContext *self)
{
  char **names;

  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  names = g_new0 (char *, self->arguments.n + 1);
  for (guint i = 0; i < self->arguments.n; i++)
    names[i] = g_strdup (self->arguments.names[i]);
  return names;
}

/**
 * greg_context_get_value:
 * @self: a context
 * @name: the name of an argument; `_` and `-` are the same
 *
 * Gets an argument.
 *
 * Returns: (transfer none) (nullable): the argument, or %NULL when it is absent
 *
 * Since: 1.0
 */
const GValue *
greg_context_get_value (GregContext *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return find_argument (self, name);
}

/**
 * greg_context_get_n_positional:
 * @self: a context
 *
 * Gets the number of positional arguments.
 *
 * A factory that declares parameters has none: they were given to the parameters in order.
 *
 * Returns: how many there are
 *
 * Since: 1.0
 */
guint
greg_context_get_n_positional (GregContext *self)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), 0);

  return self->arguments.n_positional;
}

/**
 * greg_context_get_positional:
 * @self: a context
 * @index: which one, from 0
 *
 * Gets a positional argument: an element of `$args` in a configuration.
 *
 * Returns: (transfer none) (nullable): the argument, or %NULL when there are not so many
 *
 * Since: 1.0
 */
const GValue *
greg_context_get_positional (GregContext *self, guint index)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  return index < self->arguments.n_positional ? &self->arguments.positional[index] : NULL;
}

/**
 * greg_context_return_value:
 * @self: a context
 * @value: the product; it is copied
 *
 * Gives a product that is not a GObject.
 *
 * The factory then returns %NULL and sets no error. A second call replaces the first product.
 *
 * Since: 1.0
 */
void
greg_context_return_value (GregContext *self, const GValue *value)
{
  GValue copy = G_VALUE_INIT;

  g_return_if_fail (GREG_IS_CONTEXT (self));
  g_return_if_fail (G_IS_VALUE (value));

  g_value_init (&copy, G_VALUE_TYPE (value));
  g_value_copy (value, &copy);
  if (G_IS_VALUE (&self->product))
    g_value_unset (&self->product);
  self->product = copy;
}

/**
 * greg_context_get_product:
 * @self: a context
 *
 * Gets what was made.
 *
 * Returns: (transfer none) (nullable): the product, or %NULL before there is one
 *
 * Since: 1.0
 */
const GValue *
greg_context_get_product (GregContext *self)
{
  g_return_val_if_fail (GREG_IS_CONTEXT (self), NULL);

  return G_IS_VALUE (&self->product) ? &self->product : NULL;
}

/**
 * greg_context_fail:
 * @self: a context
 * @code: what kind of failure
 * @message: why, without a full stop
 *
 * Makes the build fail, for closures, which cannot set an error.
 *
 * The first failure counts.
 *
 * Since: 1.0
 */
void
greg_context_fail (GregContext *self, GregError code, const char *message)
{
  g_return_if_fail (GREG_IS_CONTEXT (self));
  g_return_if_fail (message != NULL);

  if (self->failure == NULL)
    self->failure = g_error_new_literal (GREG_ERROR, (int) code, message);
}
