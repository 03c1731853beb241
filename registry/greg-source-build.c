/* greg-source-build.c - GregSource: the doors to building
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-build-private.h"
#include "greg-error.h"
#include "greg-json-reader-private.h"

/**
 * greg_source_build: (skip)
 * @self: a source
 * @name: a name or an alias
 * @error: where to put an error
 * @first_property: (nullable): the name of the first argument, or %NULL for none
 * @...: the value of the first argument, then names and values, then %NULL
 *
 * Builds something by name.
 *
 * The factory is found, its defaults are put under the arguments, all of them are validated, and only
 * then the product is made. Nothing is narrowed, rounded or dropped on the way.
 *
 * Fails with [error@Greg.Error.NOT_FOUND], [error@Greg.Error.UNKNOWN_PROPERTY],
 * [error@Greg.Error.READ_ONLY], [error@Greg.Error.INVALID_VALUE],
 * [error@Greg.Error.MISSING_VALUE], [error@Greg.Error.INVALID_TYPE],
 * [error@Greg.Error.WRONG_THREAD] and [error@Greg.Error.BUILD_FAILED]; an error of the constructor or the
 * function comes as it is.
 *
 * A function that declares no parameters can be given none in this way, since their types are not
 * known.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build (GregSource *self,
                   const char *name,
                   GError **error,
                   const char *first_property,
                   ...)
{
  va_list var_args;
  GObject *object;

  va_start (var_args, first_property);
  object = greg_source_build_valist (self, name, error, first_property, var_args);
  va_end (var_args);
  return object;
}

/**
 * greg_source_build_valist: (skip)
 * @self: a source
 * @name: a name or an alias
 * @error: where to put an error
 * @first_property: (nullable): the name of the first argument, or %NULL for none
 * @var_args: the value of the first argument, then names and values, then %NULL
 *
 * Builds something by name; see [method@Greg.Source.build].
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_valist (GregSource *self,
                          const char *name,
                          GError **error,
                          const char *first_property,
                          va_list var_args)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return greg_build_valist (self, name, first_property, var_args, error);
}

/**
 * greg_source_build_with_properties: (skip)
 * @self: a source
 * @name: a name or an alias
 * @n_properties: how many arguments there are
 * @names: (array length=n_properties): their names
 * @values: (array length=n_properties): their values
 * @error: where to put an error
 *
 * Builds something by name, from arrays of names and values.
 *
 * A value of another type than the parameter is converted when nothing is lost: an integer of another
 * width that is in range, the nick of an enumeration. Fails as [method@Greg.Source.build] does, with
 * all problems counted in the message.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_with_properties (GregSource *self,
                                   const char *name,
                                   guint n_properties,
                                   const char *names[],
                                   const GValue values[],
                                   GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (n_properties == 0 || (names != NULL && values != NULL), NULL);

  return greg_build_values (self, name, n_properties, names, values, error);
}

static gboolean
check_arguments (const char *name, GregConfig *arguments, GError **error)
{
  if (arguments == NULL || greg_config_get_kind (arguments) == GREG_CONFIG_OBJECT)
    return TRUE;
  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
               "the arguments for “%s” are not an object of names and values", name);
  return FALSE;
}

/**
 * greg_source_build_with_config:
 * @self: a source
 * @name: a name or an alias
 * @arguments: (nullable): an object of arguments, or %NULL for none
 * @error: where to put an error
 *
 * Builds something by name, with arguments from a configuration.
 *
 * Here `type` is an argument like any other. Nested objects are built with this source. Fails as
 * [method@Greg.Source.build] does, and with [error@Greg.Error.INVALID_VALUE] when @arguments is not
 * an object.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_with_config (GregSource *self,
                               const char *name,
                               GregConfig *arguments,
                               GError **error)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (arguments == NULL || GREG_IS_CONFIG (arguments), NULL);

  if (!check_arguments (name, arguments, error))
    return NULL;
  return greg_build_object (&setup, name,
                            arguments != NULL ? greg_config_get_tree (arguments) : NULL,
                            arguments != NULL ? greg_config_get_index (arguments) : 0, NULL,
                            error);
}

/**
 * greg_source_build_config:
 * @self: a source
 * @config: an object with a `type`, or a name
 * @error: where to put an error
 *
 * Builds what a configuration describes.
 *
 * Nested objects are built with this source; a [class@Greg.Builder] uses several. Nothing is made
 * before everything has been validated. Fails as [method@Greg.Source.build] does, with the place of
 * the first problem and the number of others; the builder can give a report of all.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_config (GregSource *self, GregConfig *config, GError **error)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);

  return greg_build_object (&setup, NULL, greg_config_get_tree (config),
                            greg_config_get_index (config), NULL, error);
}

static GObject *
build_tree (GregSource *self, GregTree *tree, GError **error)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };
  g_autoptr (GregTree) owned = tree;

  return owned != NULL ? greg_build_object (&setup, NULL, owned, 0, NULL, error) : NULL;
}

/**
 * greg_source_build_json:
 * @self: a source
 * @text: JSON text in UTF-8: an object with a `type`, or a name
 * @length: its length in bytes, or -1 if a NUL ends it
 * @error: where to put an error
 *
 * Builds what JSON text describes.
 *
 * The same as reading it with [ctor@Greg.Config.new_from_json] and building that, in one step. Fails as
 * these two do.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_json (GregSource *self, const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return build_tree (
      self, greg_json_read (text, length < 0 ? strlen (text) : (gsize) length, NULL, error), error);
}

/**
 * greg_source_build_node:
 * @self: a source
 * @node: an object with a `type`, or a name
 * @error: where to put an error
 *
 * Builds what a [struct@Json.Node] describes.
 *
 * The same as reading it with [ctor@Greg.Config.new_from_node] and building that, in one step. Fails as
 * these two do.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_node (GregSource *self, JsonNode *node, GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  return build_tree (self, greg_tree_new_from_node (node, NULL, error), error);
}

/**
 * greg_source_build_variant:
 * @self: a source
 * @variant: a dictionary with a `type`, or a name; a floating one is sunk
 * @error: where to put an error
 *
 * Builds what a [struct@GLib.Variant] describes.
 *
 * The same as reading it with [ctor@Greg.Config.new_from_variant] and building that, in one step. Fails
 * as these two do.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_variant (GregSource *self, GVariant *variant, GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (variant != NULL, NULL);

  return build_tree (self, greg_tree_new_from_variant (variant, NULL, error), error);
}

/**
 * greg_source_build_context:
 * @self: a source
 * @config: an object with a `type`, or a name
 * @error: where to put an error
 *
 * Builds what a configuration describes, whatever the type of the product.
 *
 * [method@Greg.Context.get_product] of the result gives it. Fails as
 * [method@Greg.Source.build_config] does.
 *
 * Returns: (transfer full): the call that made the product
 *
 * Since: 1.0
 */
GregContext *
greg_source_build_context (GregSource *self, GregConfig *config, GError **error)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);

  return greg_build_any (&setup, config, NULL, error);
}

/**
 * greg_source_build_value: (skip)
 * @self: a source
 * @config: an object with a `type`, or a name
 * @value: (out caller-allocates): where to put the product; zero-filled before
 * @error: where to put an error
 *
 * Builds what a configuration describes, whatever the type of the product.
 *
 * On failure @value holds a pointer that is %NULL, so that it can be unset in any case. Languages other
 * than C use [method@Greg.Source.build_context]. Fails as [method@Greg.Source.build_config] does.
 *
 * Returns: %TRUE when it was built
 *
 * Since: 1.0
 */
gboolean
greg_source_build_value (GregSource *self, GregConfig *config, GValue *value, GError **error)
{
  g_autoptr (GregContext) context = NULL;
  const GValue *product;

  g_return_val_if_fail (GREG_IS_SOURCE (self), FALSE);
  g_return_val_if_fail (GREG_IS_CONFIG (config), FALSE);
  g_return_val_if_fail (value != NULL && !G_IS_VALUE (value), FALSE);

  context = greg_source_build_context (self, config, error);
  if (context == NULL)
    {
      g_value_init (value, G_TYPE_POINTER);
      return FALSE;
    }
  product = greg_context_get_product (context);
  g_value_init (value, G_VALUE_TYPE (product));
  g_value_copy (product, value);
  return TRUE;
}

static GTask *
new_task (GregSource *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  (g_task_set_source_tag) (task, tag);
  /* A build that succeeded succeeded; the engine looks at the cancellable itself. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * greg_source_build_async:
 * @self: a source
 * @name: a name or an alias
 * @arguments: (nullable): an object of arguments, or %NULL for none
 * @cancellable: (nullable): to cancel it from elsewhere
 * @callback: (nullable) (scope async) (closure user_data): what to call when it is ready
 * @user_data: data for @callback
 *
 * Builds something by name, without blocking.
 *
 * Everything is found and validated at once, as in [method@Greg.Source.build_with_config]; then each
 * part is made as soon as its own parts are there. A [iface@Gio.AsyncInitable] is initialised
 * asynchronously, several at a time; a [iface@Gio.Initable] gets @cancellable. Code that is bound to
 * another thread runs there, in the main context that was the thread's default when it was registered;
 * that context must be iterated. Everything else runs in the thread-default main context of the caller,
 * which is also where @callback is called, in a turn of its own after this function has returned.
 *
 * When it fails or is cancelled, no part is started any more, and what was made is let go before
 * @callback is called.
 *
 * Since: 1.0
 */
void
greg_source_build_async (GregSource *self,
                         const char *name,
                         GregConfig *arguments,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (GREG_IS_SOURCE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (arguments == NULL || GREG_IS_CONFIG (arguments));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = new_task (self, greg_source_build_async, cancellable, callback, user_data);
  if (!check_arguments (name, arguments, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  greg_build_async (g_steal_pointer (&task), &setup, name,
                    arguments != NULL ? greg_config_get_tree (arguments) : NULL,
                    arguments != NULL ? greg_config_get_index (arguments) : 0, FALSE, NULL);
}

/**
 * greg_source_build_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Gives what [method@Greg.Source.build_async] has built.
 *
 * Fails as [method@Greg.Source.build_with_config] does, with %G_IO_ERROR_CANCELLED, and with
 * [error@Greg.Error.WRONG_THREAD] only when a thread that code is bound to has ended or does not iterate
 * its main context itself.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_finish (GregSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, greg_source_build_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * greg_source_build_config_async:
 * @self: a source
 * @config: an object with a `type`, or a name
 * @cancellable: (nullable): to cancel it from elsewhere
 * @callback: (nullable) (scope async) (closure user_data): what to call when it is ready
 * @user_data: data for @callback
 *
 * Builds what a configuration describes, without blocking; see [method@Greg.Source.build_async].
 *
 * Since: 1.0
 */
void
greg_source_build_config_async (GregSource *self,
                                GregConfig *config,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GregBuildSetup setup = { .sources = &self, .n_sources = 1 };

  g_return_if_fail (GREG_IS_SOURCE (self));
  g_return_if_fail (GREG_IS_CONFIG (config));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  greg_build_async (
      new_task (self, greg_source_build_config_async, cancellable, callback, user_data), &setup,
      NULL, greg_config_get_tree (config), greg_config_get_index (config), FALSE, NULL);
}

/**
 * greg_source_build_config_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Gives what [method@Greg.Source.build_config_async] has built.
 *
 * Fails as [method@Greg.Source.build_config] does, and with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the product
 *
 * Since: 1.0
 */
GObject *
greg_source_build_config_finish (GregSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, greg_source_build_config_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
