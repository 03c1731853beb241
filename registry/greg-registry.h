/* greg-registry.h - GregRegistry: the source that changes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory.h"
#include "greg-source.h"

G_BEGIN_DECLS

/**
 * GregDuplicates:
 * @GREG_DUPLICATES_DEFAULT: what the registry's property says; as that property: the same as
 *   %GREG_DUPLICATES_REJECT
 * @GREG_DUPLICATES_REJECT: a newcomer from the same definition replaces the old factory, any other
 *   is refused
 * @GREG_DUPLICATES_REPLACE: the newcomer replaces all factories of that name
 * @GREG_DUPLICATES_KEEP: the old factory stays and nothing changes
 * @GREG_DUPLICATES_STACK: all stay, in the order of their priority, then of their registration
 *
 * What happens when a name is registered that is already there.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_DUPLICATES_DEFAULT,
  GREG_DUPLICATES_REJECT,
  GREG_DUPLICATES_REPLACE,
  GREG_DUPLICATES_KEEP,
  GREG_DUPLICATES_STACK
} GregDuplicates;

#define GREG_TYPE_REGISTRY (greg_registry_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (GregRegistry, greg_registry, GREG, REGISTRY, GregSource)

/**
 * GregRegistryClass:
 * @parent_class: the parent class
 *
 * The class of [class@Greg.Registry].
 *
 * Since: 1.0
 */
struct _GregRegistryClass
{
  GregSourceClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

/**
 * GregLoaderFunc:
 * @registry: the registry whose loader it is; the name may have been looked up below it, or by its
 *   scope
 * @name: the name that is missing; when a scope led here, what stands behind it
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Registers what was not registered yet.
 *
 * Returns: %TRUE when the loader has done its work and need not be called again, %FALSE with an
 *   error when it should be tried again at the next miss
 *
 * Since: 1.0
 */
typedef gboolean (*GregLoaderFunc) (GregRegistry *registry,
                                    const char *name,
                                    gpointer user_data,
                                    GError **error);

GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_new (const char *name, GType base_type);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_new_child (GregRegistry *parent,
                                       const char *name,
                                       GType base_type,
                                       const char *scope,
                                       GError **error);

GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_get_parent (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_get_root (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
const char *greg_registry_get_scope (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
const char *greg_registry_get_separator (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_registry_list_children (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_dup_child (GregRegistry *self, const char *scope);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_registry_find_level (GregRegistry *self, const char *name);
GREG_AVAILABLE_IN_ALL
char **greg_registry_list_own_names (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_registry_list_own_factories (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_mask (GregRegistry *self, const char *name, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_unmask (GregRegistry *self, const char *name, GError **error);
GREG_AVAILABLE_IN_ALL
char **greg_registry_list_masks (GregRegistry *self);

GREG_AVAILABLE_IN_ALL
GregDuplicates greg_registry_get_duplicates (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
void greg_registry_set_duplicates (GregRegistry *self, GregDuplicates duplicates);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_get_redefine (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
void greg_registry_set_redefine (GregRegistry *self, gboolean redefine);

GREG_AVAILABLE_IN_ALL
gboolean greg_registry_add (GregRegistry *self, GregFactory *factory, GError **error);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_registry_add_full (GregRegistry *self,
                                     GregFactory *factory,
                                     GregDuplicates duplicates,
                                     GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_register_type (GregRegistry *self,
                                      const char *name,
                                      GType type,
                                      GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_register_func (GregRegistry *self,
                                      const char *name,
                                      GType product_type,
                                      GregFactoryFunc func,
                                      gpointer user_data,
                                      GDestroyNotify destroy,
                                      GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_register_closure (GregRegistry *self,
                                         const char *name,
                                         GType product_type,
                                         GClosure *closure,
                                         GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_register_type_with_origin (GregRegistry *self,
                                                  const char *name,
                                                  GType type,
                                                  const char *qualified_name,
                                                  const char *file,
                                                  guint line,
                                                  GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_register_func_with_origin (GregRegistry *self,
                                                  const char *name,
                                                  GType product_type,
                                                  GregFactoryFunc func,
                                                  gpointer user_data,
                                                  GDestroyNotify destroy,
                                                  const char *qualified_name,
                                                  const char *file,
                                                  guint line,
                                                  GError **error);
GREG_AVAILABLE_IN_ALL
void greg_registry_implement_component (GregRegistry *self,
                                        const char *name,
                                        GType type,
                                        const char *file,
                                        guint line);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_unregister (GregRegistry *self, const char *name, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean
greg_registry_unregister_factory (GregRegistry *self, GregFactory *factory, GError **error);
GREG_AVAILABLE_IN_ALL
void greg_registry_freeze (GregRegistry *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_is_frozen (GregRegistry *self);

GREG_AVAILABLE_IN_ALL
guint greg_registry_add_loader (GregRegistry *self,
                                const char *label,
                                GregLoaderFunc func,
                                gpointer user_data,
                                GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
guint greg_registry_add_loader_full (GregRegistry *self,
                                     const char *label,
                                     GregFactoryFlags flags,
                                     GregLoaderFunc func,
                                     gpointer user_data,
                                     GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
gboolean greg_registry_remove_loader (GregRegistry *self, guint id);

GREG_AVAILABLE_IN_ALL
GregBatch *greg_registry_begin (GregRegistry *self);

/**
 * GREG_REGISTER_TYPE:
 * @registry: a [class@Greg.Registry]
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: the type, as its macro
 * @error: where to put an error
 *
 * Registers a type as [method@Greg.Registry.register_type] does, and remembers this line as its
 * origin.
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
#define GREG_REGISTER_TYPE(registry, name, type, error)                                            \
  (greg_registry_register_type_with_origin ((registry), (name), (type), #type, __FILE__, __LINE__, \
                                            (error)))

/**
 * GREG_REGISTER_FUNC:
 * @registry: a [class@Greg.Registry]
 * @name: the name
 * @product_type: what the function makes, or %G_TYPE_NONE for anything
 * @func: the function
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 * @error: where to put an error
 *
 * Registers a function as [method@Greg.Registry.register_func] does, and remembers this line as its
 * origin.
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
#define GREG_REGISTER_FUNC(registry, name, product_type, func, user_data, destroy, error)          \
  (greg_registry_register_func_with_origin ((registry), (name), (product_type), (func),            \
                                            (user_data), (destroy), #func, __FILE__, __LINE__,     \
                                            (error)))

/**
 * GREG_IMPLEMENT_COMPONENT:
 * @registry: a [class@Greg.Registry]
 * @name: (nullable): the name, or %NULL for the name of the type
 *
 * Registers the type that is being defined.
 *
 * To be used in the last argument of `G_DEFINE_TYPE_WITH_CODE()` and its relatives:
 *
 * ```c
 * G_DEFINE_FINAL_TYPE_WITH_CODE (AppRot13, app_rot13, G_TYPE_OBJECT,
 *                                G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, converter_init)
 *                                GREG_IMPLEMENT_COMPONENT (app_converters (), "rot13"))
 * ```
 *
 * The type is registered when its `get_type` function is called for the first time, so somebody
 * must call it. While that call runs, no handler of the registry may call the same function, which
 * would wait for itself. A failure is a programmer error and logged as a critical message. See
 * [method@Greg.Registry.implement_component].
 *
 * Since: 1.0
 */
#define GREG_IMPLEMENT_COMPONENT(registry, name)                                                   \
  {                                                                                                \
    greg_registry_implement_component ((registry), (name), g_define_type_id, __FILE__, __LINE__);  \
  }

G_END_DECLS
