/* greg-factory.h - GregFactory: a named way to make something
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/**
 * GregFactoryFlags:
 * @GREG_FACTORY_NONE: nothing special: code is bound to the thread that registers it, types are not
 * @GREG_FACTORY_ANY_THREAD: its code may run in any thread
 * @GREG_FACTORY_HOME_THREAD: it is bound to the thread that registers it, even if it instantiates a type;
 *   for types that a script defines
 *
 * In which threads a [class@Greg.Factory] may make something.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_FACTORY_NONE = 0,
  GREG_FACTORY_ANY_THREAD = 1 << 0,
  GREG_FACTORY_HOME_THREAD = 1 << 1
} GregFactoryFlags;

#define GREG_TYPE_FACTORY (greg_factory_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (GregFactory, greg_factory, GREG, FACTORY, GObject)

/**
 * GregFactoryClass:
 * @parent_class: the parent class
 * @create: makes one product from the arguments of the context; the implementation of
 *   [method@Greg.Factory.create]
 *
 * The class of [class@Greg.Factory]; other kinds of factories override @create.
 *
 * Since: 1.0
 */
struct _GregFactoryClass
{
  GObjectClass parent_class;

  GObject *(*create) (GregFactory *self, GregContext *context, GError **error);

  /*< private >*/
  gpointer padding[8];
};

/**
 * GregFactoryFunc:
 * @context: the arguments, and whom they are for
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Makes one product.
 *
 * A product that is not a GObject goes through [method@Greg.Context.return_value]; the function then
 * returns %NULL and sets no error.
 *
 * Returns: (transfer full) (nullable): the product
 *
 * Since: 1.0
 */
typedef GObject *(*GregFactoryFunc) (GregContext *context, gpointer user_data, GError **error);

GREG_AVAILABLE_IN_ALL
GregFactory *greg_factory_new_for_type (const char *name, GType type);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_factory_new_for_func (const char *name,
                                        GType product_type,
                                        GregFactoryFunc func,
                                        gpointer user_data,
                                        GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_factory_new_for_closure (const char *name, GType product_type, GClosure *closure);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_factory_copy (GregFactory *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_factory_bind (GregFactory *self, GregConfig *arguments, GError **error);

GREG_AVAILABLE_IN_ALL
const char *greg_factory_get_name (GregFactory *self);
GREG_AVAILABLE_IN_ALL
GType greg_factory_get_product_type (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_is_sealed (GregFactory *self);

GREG_AVAILABLE_IN_ALL
const char *const *greg_factory_get_aliases (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_add_alias (GregFactory *self, const char *alias, GError **error);

GREG_AVAILABLE_IN_ALL
int greg_factory_get_priority (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_priority (GregFactory *self, int priority, GError **error);
GREG_AVAILABLE_IN_ALL
GregFactoryFlags greg_factory_get_flags (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_flags (GregFactory *self, GregFactoryFlags flags, GError **error);
GREG_AVAILABLE_IN_ALL
const char *greg_factory_get_summary (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_summary (GregFactory *self, const char *summary, GError **error);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_factory_get_defaults (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean
greg_factory_set_defaults (GregFactory *self, GregConfig *defaults, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_defaults_json (GregFactory *self, const char *text, GError **error);

GREG_AVAILABLE_IN_ALL
gboolean greg_factory_is_deprecated (GregFactory *self);
GREG_AVAILABLE_IN_ALL
const char *greg_factory_get_deprecation_note (GregFactory *self);
GREG_AVAILABLE_IN_ALL
const char *greg_factory_get_replacement (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_deprecated (GregFactory *self,
                                      const char *note,
                                      const char *replacement,
                                      GError **error);

GREG_AVAILABLE_IN_ALL
const char *const *greg_factory_get_metadata_keys (GregFactory *self);
GREG_AVAILABLE_IN_ALL
const GValue *greg_factory_get_metadata (GregFactory *self, const char *key);
GREG_AVAILABLE_IN_ALL
GVariant *greg_factory_dup_metadata_variant (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_metadata (GregFactory *self,
                                    const char *key,
                                    const GValue *value,
                                    GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_metadata_string (GregFactory *self,
                                           const char *key,
                                           const char *value,
                                           GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_metadata_json (GregFactory *self,
                                         const char *key,
                                         const char *text,
                                         GError **error);
GREG_AVAILABLE_IN_ALL
const char *const *greg_factory_get_tags (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_has_tag (GregFactory *self, const char *tag);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_add_tag (GregFactory *self, const char *tag, GError **error);

GREG_AVAILABLE_IN_ALL
void greg_factory_get_origin (GregFactory *self,
                              const char **module,
                              const char **qualified_name,
                              const char **file,
                              guint *line);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_set_origin (GregFactory *self,
                                  const char *module,
                                  const char *qualified_name,
                                  const char *file,
                                  guint line,
                                  GError **error);
GREG_AVAILABLE_IN_ALL
char *greg_factory_dup_origin_text (GregFactory *self);

GREG_AVAILABLE_IN_ALL
GPtrArray *greg_factory_list_parameters (GregFactory *self);
GREG_AVAILABLE_IN_ALL
GParamSpec *greg_factory_find_parameter (GregFactory *self, const char *name);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_is_required (GregFactory *self, const char *name);
GREG_AVAILABLE_IN_ALL
GType greg_factory_get_plain_type (GregFactory *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_add_parameter (GregFactory *self,
                                     GParamSpec *pspec,
                                     gboolean required,
                                     GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_factory_declare (GregFactory *self,
                               const char *name,
                               GType type,
                               gboolean required,
                               const char *default_json,
                               const char *blurb,
                               GError **error);

GREG_AVAILABLE_IN_ALL
GObject *greg_factory_create (GregFactory *self, GregContext *context, GError **error);
GREG_AVAILABLE_IN_ALL
char *greg_factory_to_string (GregFactory *self);

G_END_DECLS
