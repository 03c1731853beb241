/* greg-source.h - GregSource: where factories are found and things are built
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory.h"

G_BEGIN_DECLS

#define GREG_TYPE_SOURCE (greg_source_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (GregSource, greg_source, GREG, SOURCE, GObject)

/**
 * GregMembership:
 * @GREG_MEMBERSHIP_NO: there is none of that name
 * @GREG_MEMBERSHIP_YES: there is one
 * @GREG_MEMBERSHIP_MAYBE: only finding it would tell, as with a store of models that cannot be listed
 *
 * Whether a source has a factory of some name.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_MEMBERSHIP_NO,
  GREG_MEMBERSHIP_YES,
  GREG_MEMBERSHIP_MAYBE
} GregMembership;

/**
 * GregSourceClass:
 * @parent_class: the parent class
 * @find: the factory of that name or alias, or %NULL; %NULL with an error means that the source failed
 * @find_all: all factories of that name or alias, the one that @find gives first
 * @names: each primary name once
 * @factories: for each of @names, in the same order, the factory that @find gives
 * @count: how many names there are
 * @generation: a number that grows with every change that could alter an answer
 * @select: the factories that a query describes, in its order
 * @membership: whether there is a factory of that name
 * @peek: what @find gives as long as nothing is loaded and nobody is asked
 *
 * The class of [class@Greg.Source]. Only @find and @names must be implemented.
 *
 * Since: 1.0
 */
struct _GregSourceClass
{
  GObjectClass parent_class;

  /**
   * GregSourceClass::find:
   * @self: a source
   * @name: a name or an alias
   * @error: where to put an error
   *
   * Finds a factory.
   *
   * %NULL without an error means that there is none of that name.
   *
   * Returns: (transfer full) (nullable): the factory
   *
   * Since: 1.0
   */
  GregFactory *(*find) (GregSource *self, const char *name, GError **error);

  /**
   * GregSourceClass::find_all:
   * @self: a source
   * @name: a name or an alias
   *
   * Finds all factories of a name, the one that `find` gives first.
   *
   * Returns: (transfer full) (element-type GregFactory): the factories
   *
   * Since: 1.0
   */
  GPtrArray *(*find_all) (GregSource *self, const char *name);

  /**
   * GregSourceClass::names:
   * @self: a source
   *
   * Lists each primary name once.
   *
   * Returns: (transfer full) (array zero-terminated=1): the names
   *
   * Since: 1.0
   */
  char **(*names) (GregSource *self);

  /**
   * GregSourceClass::factories:
   * @self: a source
   *
   * Lists for each name the factory that `find` gives.
   *
   * Returns: (transfer full) (element-type GregFactory): the factories
   *
   * Since: 1.0
   */
  GPtrArray *(*factories) (GregSource *self);

  /**
   * GregSourceClass::count:
   * @self: a source
   *
   * Counts the primary names.
   *
   * Returns: how many `names` lists
   *
   * Since: 1.0
   */
  guint (*count) (GregSource *self);

  /**
   * GregSourceClass::generation:
   * @self: a source
   *
   * Tells a number that grows with every change that could alter an answer.
   *
   * Returns: the generation
   *
   * Since: 1.0
   */
  guint64 (*generation) (GregSource *self);

  /**
   * GregSourceClass::select:
   * @self: a source
   * @query: which factories, and in which order
   *
   * Finds the factories that a query describes.
   *
   * Unless this is implemented, everything is listed and then chosen from.
   *
   * Returns: (transfer full) (element-type GregFactory): the factories
   *
   * Since: 1.0
   */
  GPtrArray *(*select) (GregSource *self, GregQuery *query);

  /**
   * GregSourceClass::membership:
   * @self: a source
   * @name: a name or an alias
   *
   * Tells whether there is a factory of that name.
   *
   * Unless this is implemented, `find` tells it, and the answer is never “maybe”.
   *
   * Returns: whether there is one
   *
   * Since: 1.0
   */
  GregMembership (*membership) (GregSource *self, const char *name);

  /**
   * GregSourceClass::peek:
   * @self: a source
   * @name: a name or an alias
   *
   * Finds a factory without loading anything and without asking anybody.
   *
   * Unless this is implemented, `find` tells it when `membership` says that there is one.
   *
   * Returns: (transfer full) (nullable): the factory
   *
   * Since: 1.0
   */
  GregFactory *(*peek) (GregSource *self, const char *name);

  /*< private >*/
  gpointer padding[9];
};

/**
 * GregBuildFunc:
 * @source: the source that was asked
 * @factory: the factory that was found
 * @context: the arguments, merged and validated
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Makes a product in place of [method@Greg.Factory.create].
 *
 * It may call [method@Greg.Factory.create] itself, before or after work of its own. A product that is
 * not a GObject goes through [method@Greg.Context.return_value].
 *
 * Returns: (transfer full) (nullable): the product
 *
 * Since: 1.0
 */
typedef GObject *(*GregBuildFunc) (GregSource *source,
                                   GregFactory *factory,
                                   GregContext *context,
                                   gpointer user_data,
                                   GError **error);

/**
 * GregWatchFlags:
 * @GREG_WATCH_NONE: only what changes from now on
 * @GREG_WATCH_REPLAY: what is there already comes first, each factory as if it had just come
 *
 * What [method@Greg.Source.watch] delivers.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_WATCH_NONE = 0,
  GREG_WATCH_REPLAY = 1 << 0
} GregWatchFlags;

/**
 * GregWatchFunc:
 * @source: the source that changed
 * @removed: (nullable): the factory that has gone, or %NULL
 * @added: (nullable): the factory that has come, or %NULL
 * @user_data: (closure): what was given with the function
 *
 * Hears of one change.
 *
 * Without @removed, @added has come; without @added, @removed has gone; with both, @added has taken the
 * place of @removed. Other changes may have been made since: a look-up tells what is there now, this
 * function what happened.
 *
 * Since: 1.0
 */
typedef void (*GregWatchFunc) (GregSource *source,
                               GregFactory *removed,
                               GregFactory *added,
                               gpointer user_data);

GREG_AVAILABLE_IN_ALL
void greg_source_class_bind_to_thread (GregSourceClass *klass);

GREG_AVAILABLE_IN_ALL
const char *greg_source_get_name (GregSource *self);
GREG_AVAILABLE_IN_ALL
GType greg_source_get_base_type (GregSource *self);
GREG_AVAILABLE_IN_ALL
guint64 greg_source_dup_generation (GregSource *self);

GREG_AVAILABLE_IN_ALL
GregFactory *greg_source_lookup (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_source_require (GregSource *self, const char *name, GError **error);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_source_lookup_all (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
gboolean greg_source_contains (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregMembership greg_source_membership (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_source_peek (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregSource *greg_source_find_scope (GregSource *self, const char *scope, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_source_is_shadowed (GregSource *self, GregFactory *factory);
GREG_AVAILABLE_IN_ALL
char *greg_source_explain (GregSource *self, const char *name);
GREG_AVAILABLE_IN_ALL
char *greg_source_to_string (GregSource *self);
GREG_AVAILABLE_IN_ALL
char **greg_source_list_names (GregSource *self);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_source_list_factories (GregSource *self);
GREG_AVAILABLE_IN_ALL
guint greg_source_count (GregSource *self);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_source_query (GregSource *self, GregQuery *query);
GREG_AVAILABLE_IN_ALL
char **greg_source_query_names (GregSource *self, GregQuery *query);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_source_best (GregSource *self, GregQuery *query);

GREG_AVAILABLE_IN_ALL
void greg_source_set_failure (GregSource *self, const char *message);
GREG_AVAILABLE_IN_ALL
char *greg_source_dup_failure (GregSource *self);

GREG_AVAILABLE_IN_ALL
gboolean greg_source_get_traced (GregSource *self);
GREG_AVAILABLE_IN_ALL
void greg_source_set_traced (GregSource *self, gboolean traced);

GREG_AVAILABLE_IN_ALL
void greg_source_set_build_func (GregSource *self,
                                 GregBuildFunc func,
                                 gpointer user_data,
                                 GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
void greg_source_set_build_func_full (GregSource *self,
                                      GregFactoryFlags flags,
                                      GregBuildFunc func,
                                      gpointer user_data,
                                      GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
gboolean greg_source_has_build_func (GregSource *self);
GREG_AVAILABLE_IN_ALL
void greg_source_announce_built (GregSource *self, GregFactory *factory, GObject *object);

GREG_AVAILABLE_IN_ALL
guint greg_source_watch (GregSource *self,
                         GregWatchFlags flags,
                         GregWatchFunc func,
                         gpointer user_data,
                         GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
gboolean greg_source_unwatch (GregSource *self, guint id);

GREG_AVAILABLE_IN_ALL
GObject *greg_source_build (GregSource *self,
                            const char *name,
                            GError **error,
                            const char *first_property,
                            ...);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_valist (GregSource *self,
                                   const char *name,
                                   GError **error,
                                   const char *first_property,
                                   va_list var_args);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_with_properties (GregSource *self,
                                            const char *name,
                                            guint n_properties,
                                            const char *names[],
                                            const GValue values[],
                                            GError **error);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_with_config (GregSource *self,
                                        const char *name,
                                        GregConfig *arguments,
                                        GError **error);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_config (GregSource *self, GregConfig *config, GError **error);
GREG_AVAILABLE_IN_ALL
GObject *
greg_source_build_json (GregSource *self, const char *text, gssize length, GError **error);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_node (GregSource *self, JsonNode *node, GError **error);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_variant (GregSource *self, GVariant *variant, GError **error);
GREG_AVAILABLE_IN_ALL
void greg_source_build_async (GregSource *self,
                              const char *name,
                              GregConfig *arguments,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_finish (GregSource *self, GAsyncResult *result, GError **error);
GREG_AVAILABLE_IN_ALL
void greg_source_build_config_async (GregSource *self,
                                     GregConfig *config,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GREG_AVAILABLE_IN_ALL
GObject *greg_source_build_config_finish (GregSource *self, GAsyncResult *result, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_source_build_value (GregSource *self,
                                  GregConfig *config,
                                  GValue *value,
                                  GError **error);
GREG_AVAILABLE_IN_ALL
GregContext *
greg_source_build_context (GregSource *self, GregConfig *config, GError **error);

G_END_DECLS
