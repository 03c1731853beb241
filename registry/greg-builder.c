/* greg-builder.c - GregBuilder: turns a configuration into objects
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-builder.h"

#include "greg-build-private.h"
#include "greg-error.h"

/**
 * GregBuilder:
 *
 * Turns a configuration into a tree of objects, with factories from one or more sources.
 *
 * The first source answers for the root. A nested object is built with the source whose base type fits
 * the property that wants it most closely. Where the property does not tell, as with a list, the
 * first source that has the name builds it, the one that built the whole before all others. A configuration can name only what is registered in these
 * sources: they are the list of what it is allowed to build.
 *
 * ```json
 * { "type": "pipeline",
 *   "stages": [ {"type": "charset", "from-charset": "latin1", "to-charset": "utf-8"},
 *               {"type": "gzip", "level": 9}, "identity" ] }
 * ```
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregReport) report = greg_report_new ();
 * g_autoptr (GregBuilder) builder = greg_builder_new (GREG_SOURCE (pipelines));
 * g_autoptr (GObject) pipeline = NULL;
 *
 * greg_builder_add_source (builder, GREG_SOURCE (converters));
 * pipeline = greg_builder_build (builder, config, report, &error);
 * if (pipeline == NULL)
 *   g_printerr ("%s", greg_report_to_string (report));
 * ```
 *
 * ## Ownership
 *
 * A builder holds its sources, and nothing of what it builds.
 *
 * ## Errors
 *
 * All problems of a configuration are found in one pass, before the first constructor runs. The
 * error is the first of them; the report has all, with their places. When a constructor fails later, what
 * was built so far is let go.
 *
 * ## Threads
 *
 * Set a builder up in one thread; after that it may be used from any.
 *
 * ## From Python and JavaScript
 *
 * `builder.build (config, report)` throws the first error; pass `None` or `null` without a report.
 * In Python the configuration may be a dict, which may hold objects, and the exception has a `report`.
 *
 * Since: 1.0
 */
struct _GregBuilder
{
  GObject parent_instance;

  GPtrArray *sources;
  GMutex lock;          /* guards defaults */
  GregConfig *defaults;
  GArray *values; /* of GValue; NULL before the first */
};

enum
{
  PROP_SOURCE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GregBuilder, greg_builder, G_TYPE_OBJECT)

static void
greg_builder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregBuilder *self = GREG_BUILDER (object);

  switch (id)
    {
    case PROP_SOURCE:
      if (g_value_get_object (value) != NULL)
        greg_builder_add_source (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_builder_dispose (GObject *object)
{
  GregBuilder *self = GREG_BUILDER (object);

  g_ptr_array_set_size (self->sources, 0);
  g_clear_object (&self->defaults);
  g_clear_pointer (&self->values, g_array_unref);

  G_OBJECT_CLASS (greg_builder_parent_class)->dispose (object);
}

static void
greg_builder_finalize (GObject *object)
{
  GregBuilder *self = GREG_BUILDER (object);

  g_ptr_array_unref (self->sources);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (greg_builder_parent_class)->finalize (object);
}

static void
greg_builder_class_init (GregBuilderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = greg_builder_set_property;
  object_class->dispose = greg_builder_dispose;
  object_class->finalize = greg_builder_finalize;

  /**
   * GregBuilder:source:
   *
   * The first source, which answers for the root.
   *
   * Since: 1.0
   */
  properties[PROP_SOURCE]
      = g_param_spec_object ("source", NULL, NULL, GREG_TYPE_SOURCE,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_builder_init (GregBuilder *self)
{
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->lock);
}

/**
 * greg_builder_new:
 * @source: the source that answers for the root
 *
 * Makes a builder.
 *
 * Returns: (transfer full): a new builder
 *
 * Since: 1.0
 */
GregBuilder *
greg_builder_new (GregSource *source)
{
  g_return_val_if_fail (GREG_IS_SOURCE (source), NULL);

  return g_object_new (GREG_TYPE_BUILDER, "source", source, NULL);
}

/**
 * greg_builder_add_source:
 * @self: a builder
 * @source: one more source
 *
 * Adds a source for nested objects; one that it has already changes nothing.
 *
 * Since: 1.0
 */
void
greg_builder_add_source (GregBuilder *self, GregSource *source)
{
  g_return_if_fail (GREG_IS_BUILDER (self));
  g_return_if_fail (GREG_IS_SOURCE (source));

  if (!g_ptr_array_find (self->sources, source, NULL))
    g_ptr_array_add (self->sources, g_object_ref (source));
}

/**
 * greg_builder_list_sources:
 * @self: a builder
 *
 * Lists the sources in the order of their adding.
 *
 * Returns: (transfer container) (element-type GregSource): the sources
 *
 * Since: 1.0
 */
GPtrArray *
greg_builder_list_sources (GregBuilder *self)
{
  GPtrArray *list;

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);

  list = g_ptr_array_new_full (self->sources->len, g_object_unref);
  for (guint i = 0; i < self->sources->len; i++)
    g_ptr_array_add (list, g_object_ref (g_ptr_array_index (self->sources, i)));
  return list;
}

/**
 * greg_builder_dup_defaults:
 * @self: a builder
 *
 * Gets the arguments that are put under those of the root.
 *
 * Returns: (transfer full) (nullable): an object, or %NULL when there are none
 *
 * Since: 1.0
 */
GregConfig *
greg_builder_dup_defaults (GregBuilder *self)
{
  GregConfig *defaults;

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);

  g_mutex_lock (&self->lock);
  defaults = self->defaults != NULL ? g_object_ref (self->defaults) : NULL;
  g_mutex_unlock (&self->lock);
  return defaults;
}

/**
 * greg_builder_set_defaults:
 * @self: a builder
 * @defaults: (nullable): an object
 * @error: where to put an error
 *
 * Sets arguments that are put under those of the root: the caller's win, and these win over the
 * defaults of the factory.
 *
 * A `type` among them is used for a root that has none; for a root of another type none of them is
 * used. Fails with [error@Greg.Error.INVALID_VALUE] when @defaults is not an object.
 *
 * Returns: %TRUE when they were set
 *
 * Since: 1.0
 */
gboolean
greg_builder_set_defaults (GregBuilder *self, GregConfig *defaults, GError **error)
{
  g_autoptr (GregConfig) old = NULL;

  g_return_val_if_fail (GREG_IS_BUILDER (self), FALSE);
  g_return_val_if_fail (defaults == NULL || GREG_IS_CONFIG (defaults), FALSE);

  if (defaults != NULL && greg_config_get_kind (defaults) != GREG_CONFIG_OBJECT)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                   "the defaults of a builder must be an object of names and values");
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  old = self->defaults;
  self->defaults = defaults != NULL ? g_object_ref (defaults) : NULL;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/**
 * greg_builder_add_value:
 * @self: a builder
 * @value: any value, which is copied
 *
 * Adds a value that configurations of this builder can refer to as `{"$object": n}`, where n is the
 * number that is returned.
 *
 * For what JSON has no form for: an object that exists already, a boxed value. It is checked as any
 * other value before anything is made. As the `type` of an object it must be a
 * [class@Greg.Factory], which need not be registered. A reference in what another builder builds is an
 * [error@Greg.Error.BAD_REFERENCE].
 *
 * Returns: the index of the value, from 0
 *
 * Since: 1.0
 */
guint
greg_builder_add_value (GregBuilder *self, const GValue *value)
{
  GValue copy = G_VALUE_INIT;

  g_return_val_if_fail (GREG_IS_BUILDER (self), 0);
  g_return_val_if_fail (G_IS_VALUE (value), 0);

  if (self->values == NULL)
    {
      self->values = g_array_new (FALSE, FALSE, sizeof (GValue));
      g_array_set_clear_func (self->values, (GDestroyNotify) g_value_unset);
    }
  g_value_init (&copy, G_VALUE_TYPE (value));
  g_value_copy (value, &copy);
  g_array_append_val (self->values, copy);
  return self->values->len - 1;
}

/* What a build works with. Holds the sources: code that it calls may drop the builder. */
typedef struct
{
  GPtrArray *sources;
  GregConfig *defaults;
  GregBuildSetup setup;
} Session;

/* `report` may be NULL. */
static void
report_no_source (GregReport *report, GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  g_autoptr (GregDiagnostic) diagnostic = NULL;

  greg_problem_set (&problem, GREG_ERROR_NOT_FOUND, "the builder has no source to build from");
  diagnostic = greg_diagnostic_new (GREG_SEVERITY_ERROR, &problem, NULL, 0, GREG_PLACE_VALUE, NULL,
                                    NULL);
  if (report != NULL)
    greg_report_add (report, diagnostic);
  g_propagate_error (error, greg_diagnostic_to_error (diagnostic));
}

static gboolean
session_init (Session *session, GregBuilder *self, GregReport *report, GError **error)
{
  session->sources = greg_builder_list_sources (self);
  session->defaults = greg_builder_dup_defaults (self);
  session->setup = (GregBuildSetup) {
    .sources = (GregSource *const *) session->sources->pdata,
    .n_sources = session->sources->len,
    .defaults = session->defaults,
    .live = self->values,
  };
  if (session->sources->len == 0)
    report_no_source (report, error);
  return session->sources->len > 0;
}

static void
session_clear (Session *session)
{
  g_clear_pointer (&session->sources, g_ptr_array_unref);
  g_clear_object (&session->defaults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

/**
 * greg_builder_build:
 * @self: a builder
 * @config: an object with a `type`, or a name
 * @report: (nullable): where to put all problems and warnings
 * @error: where to put the first problem
 *
 * Builds what a configuration describes.
 *
 * Nothing is made before everything has been validated. The error is the first problem, with its
 * place and the number of others. Validation fails with [error@Greg.Error.NOT_FOUND],
 * [error@Greg.Error.INVALID_CONFIG], [error@Greg.Error.INVALID_TYPE],
 * [error@Greg.Error.UNKNOWN_PROPERTY], [error@Greg.Error.READ_ONLY],
 * [error@Greg.Error.INVALID_VALUE], [error@Greg.Error.MISSING_VALUE], [error@Greg.Error.CYCLE] and
 * [error@Greg.Error.LIMIT]; making fails with [error@Greg.Error.WRONG_THREAD],
 * [error@Greg.Error.BUILD_FAILED] or the error of the constructor or function.
 *
 * Returns: (transfer full): the root of the tree
 *
 * Since: 1.0
 */
GObject *
greg_builder_build (GregBuilder *self, GregConfig *config, GregReport *report, GError **error)
{
  g_auto (Session) session = { 0 };

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);
  g_return_val_if_fail (report == NULL || GREG_IS_REPORT (report), NULL);

  if (!session_init (&session, self, report, error))
    return NULL;
  return greg_build_object (&session.setup, NULL, greg_config_get_tree (config),
                            greg_config_get_index (config), report, error);
}

/**
 * greg_builder_build_context:
 * @self: a builder
 * @config: an object with a `type`, or a name
 * @report: (nullable): where to put all problems and warnings
 * @error: where to put the first problem
 *
 * Builds what a configuration describes, whatever the type of the product.
 *
 * [method@Greg.Context.get_product] of the result gives it. Fails as [method@Greg.Builder.build] does.
 *
 * Returns: (transfer full): the call that made the product
 *
 * Since: 1.0
 */
GregContext *
greg_builder_build_context (GregBuilder *self,
                            GregConfig *config,
                            GregReport *report,
                            GError **error)
{
  g_auto (Session) session = { 0 };

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);
  g_return_val_if_fail (report == NULL || GREG_IS_REPORT (report), NULL);

  if (!session_init (&session, self, report, error))
    return NULL;
  return greg_build_any (&session.setup, config, report, error);
}

/**
 * greg_builder_build_list:
 * @self: a builder
 * @config: an array of objects with a `type` and of names
 * @report: (nullable): where to put all problems and warnings
 * @error: where to put the first problem
 *
 * Builds a list of what a configuration describes: one product for each element.
 *
 * Anything but an array is taken as an array of one. Fails as [method@Greg.Builder.build] does; then
 * nothing of the list was kept.
 *
 * Returns: (transfer container) (element-type GObject): the products
 *
 * Since: 1.0
 */
GPtrArray *
greg_builder_build_list (GregBuilder *self,
                         GregConfig *config,
                         GregReport *report,
                         GError **error)
{
  g_auto (Session) session = { 0 };

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);
  g_return_val_if_fail (report == NULL || GREG_IS_REPORT (report), NULL);

  if (!session_init (&session, self, report, error))
    return NULL;
  return greg_build_list (&session.setup, config, report, error);
}

static void
build_async (GregBuilder *self,
             gpointer tag,
             GregConfig *config,
             gboolean wants_list,
             GregReport *report,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (Session) session = { 0 };
  GError *error = NULL;

  (g_task_set_source_tag) (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  if (!session_init (&session, self, report, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  greg_build_async (g_steal_pointer (&task), &session.setup, NULL, greg_config_get_tree (config),
                    greg_config_get_index (config), wants_list, report);
}

/**
 * greg_builder_build_async:
 * @self: a builder
 * @config: an object with a `type`, or a name
 * @report: (nullable): where to put all problems and warnings
 * @cancellable: (nullable): to cancel it from elsewhere
 * @callback: (nullable) (scope async) (closure user_data): what to call when it is ready
 * @user_data: data for @callback
 *
 * Builds what a configuration describes, without blocking.
 *
 * Parts are made before wholes, those that are initialised asynchronously side by side; see
 * [method@Greg.Source.build_async].
 *
 * Since: 1.0
 */
void
greg_builder_build_async (GregBuilder *self,
                          GregConfig *config,
                          GregReport *report,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (GREG_IS_BUILDER (self));
  g_return_if_fail (GREG_IS_CONFIG (config));
  g_return_if_fail (report == NULL || GREG_IS_REPORT (report));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  build_async (self, greg_builder_build_async, config, FALSE, report, cancellable, callback,
               user_data);
}

/**
 * greg_builder_build_finish:
 * @self: a builder
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Gives what [method@Greg.Builder.build_async] has built.
 *
 * Fails as [method@Greg.Builder.build] does, and with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the root of the tree
 *
 * Since: 1.0
 */
GObject *
greg_builder_build_finish (GregBuilder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, greg_builder_build_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * greg_builder_build_list_async:
 * @self: a builder
 * @config: an array of objects with a `type` and of names
 * @report: (nullable): where to put all problems and warnings
 * @cancellable: (nullable): to cancel it from elsewhere
 * @callback: (nullable) (scope async) (closure user_data): what to call when it is ready
 * @user_data: data for @callback
 *
 * Builds a list of what a configuration describes, without blocking; see
 * [method@Greg.Builder.build_list] and [method@Greg.Source.build_async].
 *
 * Since: 1.0
 */
void
greg_builder_build_list_async (GregBuilder *self,
                               GregConfig *config,
                               GregReport *report,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (GREG_IS_BUILDER (self));
  g_return_if_fail (GREG_IS_CONFIG (config));
  g_return_if_fail (report == NULL || GREG_IS_REPORT (report));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  build_async (self, greg_builder_build_list_async, config, TRUE, report, cancellable, callback,
               user_data);
}

/**
 * greg_builder_build_list_finish:
 * @self: a builder
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Gives what [method@Greg.Builder.build_list_async] has built.
 *
 * Fails as [method@Greg.Builder.build_list] does, and with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer container) (element-type GObject): the products
 *
 * Since: 1.0
 */
GPtrArray *
greg_builder_build_list_finish (GregBuilder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, greg_builder_build_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * greg_builder_validate:
 * @self: a builder
 * @config: an object with a `type`, a name, or an array of them
 *
 * Finds out what is wrong with a configuration, and builds nothing.
 *
 * Factories are found, which may run loaders; no constructor or function runs. What only they can
 * know, such as whether a file exists, is not found out.
 *
 * Returns: (transfer full): all problems and warnings, perhaps none
 *
 * Since: 1.0
 */
GregReport *
greg_builder_validate (GregBuilder *self, GregConfig *config)
{
  g_auto (Session) session = { 0 };
  g_autoptr (GregReport) report = NULL;

  g_return_val_if_fail (GREG_IS_BUILDER (self), NULL);
  g_return_val_if_fail (GREG_IS_CONFIG (config), NULL);

  report = greg_report_new ();
  if (session_init (&session, self, report, NULL))
    greg_build_validate (&session.setup, config, report);
  return g_steal_pointer (&report);
}
