/* greg-registry-tree.c - registries with parents: scopes, children and masks
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-fields-private.h"

#include "greg-error.h"
#include "greg-family-private.h"
#include "greg-listing-private.h"
#include "greg-lookup-private.h"
#include "greg-name-private.h"
#include "greg-source-private.h"

#include <string.h>

#define PRIV(self) greg_registry_get_private (self)

/* --- children --- */

static gboolean
check_scope (GregRegistry *parent, const char *scope, GError **error)
{
  const char *separator = greg_registry_get_separator (parent);

  if (!greg_name_check ("scope", scope, error))
    return FALSE;
  if (greg_family_can_divide (PRIV (parent)->table, scope))
    return TRUE;
  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME,
               "the scope “%s” %s “%s”, which separates a scope from what is in it", scope,
               strstr (scope, separator) != NULL ? "contains" : "ends with the beginning of",
               separator);
  return FALSE;
}

/**
 * greg_registry_new_child: (constructor)
 * @parent: a registry
 * @name: (nullable): what it holds, for messages; %NULL for the scope
 * @base_type: what every product must be; %G_TYPE_NONE for the same as in @parent
 * @scope: (nullable): by what others ask for it, as in “scope.name”, or %NULL
 * @error: where to put an error
 *
 * Makes an empty registry below another one.
 *
 * What is not found in it is looked for in its parent, and so on. The child holds its parent; the
 * parent does not hold its child.
 *
 * Fails with [error@Greg.Error.EXISTS] when another child of the parent has the scope, and with
 * [error@Greg.Error.INVALID_NAME] when the scope is no name, or contains the separator of the tree,
 * or ends as it begins: then “scope.name” would be divided at another place.
 *
 * Returns: (transfer full): a new registry
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_new_child (GregRegistry *parent,
                         const char *name,
                         GType base_type,
                         const char *scope,
                         GError **error)
{
  g_autoptr (GregRegistry) child = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (parent), NULL);

  if (scope != NULL && !check_scope (parent, scope, error))
    return NULL;
  child = g_object_new (GREG_TYPE_REGISTRY, "name", name != NULL ? name : scope, "base-type",
                        base_type, "parent", parent, "scope", scope, NULL);
  if (scope == NULL || greg_registry_get_scope (child) != NULL)
    return g_steal_pointer (&child);

  g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS, "%s has a child with the scope “%s” already",
               greg_source_get_label (GREG_SOURCE (parent)), scope);
  return NULL;
}

/**
 * greg_registry_get_parent: (get-property parent)
 * @self: a registry
 *
 * Gets the registry that is asked for what is not here.
 *
 * Returns: (transfer none) (nullable): the parent, or %NULL for a root
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_get_parent (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return PRIV (self)->parent;
}

/**
 * greg_registry_get_root:
 * @self: a registry
 *
 * Gets the registry at the top of the tree.
 *
 * Returns: (transfer none): the root; @self when it has no parent
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_get_root (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  while (PRIV (self)->parent != NULL)
    self = PRIV (self)->parent;
  return self;
}

/**
 * greg_registry_get_scope: (get-property scope)
 * @self: a registry
 *
 * Gets by what others ask for this registry, as in “scope.name”.
 *
 * Returns: (nullable): the scope, or %NULL when it has none
 *
 * Since: 1.0
 */
const char *
greg_registry_get_scope (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_family_get_scope (PRIV (self)->table);
}

/**
 * greg_registry_get_separator: (get-property separator)
 * @self: a registry
 *
 * Gets what stands between a scope and a name, in the whole tree.
 *
 * Returns: the separator
 *
 * Since: 1.0
 */
const char *
greg_registry_get_separator (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_family_get_separator (PRIV (self)->table);
}

/**
 * greg_registry_list_children:
 * @self: a registry
 *
 * Lists the registries right below this one, in the order in which they were made.
 *
 * Returns: (transfer container) (element-type GregRegistry): the children, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_registry_list_children (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_family_list_children (PRIV (self)->table);
}

/**
 * greg_registry_dup_child:
 * @self: a registry
 * @scope: the scope of a child
 *
 * Gets the child that has a scope.
 *
 * Returns: (transfer full) (nullable): the child, or %NULL when there is none
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_dup_child (GregRegistry *self, const char *scope)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  return greg_family_dup_child (PRIV (self)->table, scope);
}

/**
 * greg_registry_find_level:
 * @self: a registry
 * @name: a name or an alias
 *
 * Finds the registry of the tree whose factory a look-up gives: this one, an ancestor, or the one of
 * a scope.
 *
 * Nothing is loaded and no handler is asked.
 *
 * Returns: (transfer full) (nullable): the registry, or %NULL when the name is not there
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_find_level (GregRegistry *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return greg_lookup_level (PRIV (self)->table, name);
}

void
greg_registry_set_implied (GregRegistry *self)
{
  g_atomic_int_set (&PRIV (self)->implied, TRUE);
}

gboolean
greg_registry_is_implied (GregRegistry *self)
{
  return g_atomic_int_get (&PRIV (self)->implied);
}

gboolean
greg_registry_settle (GregRegistry *self, GType base_type, GregRegistry *model)
{
  if (base_type != greg_source_get_base_type (GREG_SOURCE (self))
      && !greg_family_settle (PRIV (self)->table, base_type))
    return FALSE;
  greg_source_set_base_type (GREG_SOURCE (self), base_type);
  if (model != NULL)
    {
      g_atomic_int_set (&PRIV (self)->duplicates, (int) greg_registry_get_duplicates (model));
      g_atomic_int_set (&PRIV (self)->redefine, greg_registry_get_redefine (model));
    }
  g_atomic_int_set (&PRIV (self)->implied, FALSE);
  return TRUE;
}

/* --- what is its own --- */

/**
 * greg_registry_list_own_names:
 * @self: a registry
 *
 * Lists the primary names that are registered here, without those of ancestors.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, perhaps none
 *
 * Since: 1.0
 */
char **
greg_registry_list_own_names (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_listing_names (PRIV (self)->table, TRUE);
}

/**
 * greg_registry_list_own_factories:
 * @self: a registry
 *
 * Lists for each name that is registered here the factory in front, without those of ancestors.
 *
 * Returns: (transfer container) (element-type GregFactory): the factories, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_registry_list_own_factories (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_listing_factories (PRIV (self)->table, TRUE);
}

/* --- masks --- */

/**
 * greg_registry_mask:
 * @self: a registry
 * @name: a name or an alias
 * @error: where to put an error
 *
 * Hides a name of its ancestors from a registry and from all below it.
 *
 * The name may be registered here nevertheless. Masked is this very text: a factory that is also known by
 * another one is still found under that. To mask what is masked is no error.
 *
 * Fails with [error@Greg.Error.INVALID_NAME] and [error@Greg.Error.READ_ONLY].
 *
 * Returns: %TRUE when the name is masked
 *
 * Since: 1.0
 */
gboolean
greg_registry_mask (GregRegistry *self, const char *name, GError **error)
{
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  if (!greg_name_check ("name", name, error))
    return FALSE;
  if (greg_family_mask (PRIV (self)->table, name, &conflict))
    greg_source_emit_changed (GREG_SOURCE (self));
  if (conflict.kind == GREG_CONFLICT_NONE)
    return TRUE;
  greg_registry_explain (self, &conflict, error);
  return FALSE;
}

/**
 * greg_registry_unmask:
 * @self: a registry
 * @name: what was masked
 * @error: where to put an error
 *
 * Shows a name of its ancestors again that [method@Greg.Registry.mask] hides.
 *
 * To unmask what is not masked is no error. Fails with [error@Greg.Error.READ_ONLY].
 *
 * Returns: %TRUE when the name is not masked any more
 *
 * Since: 1.0
 */
gboolean
greg_registry_unmask (GregRegistry *self, const char *name, GError **error)
{
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (greg_family_unmask (PRIV (self)->table, name, &conflict))
    greg_source_emit_changed (GREG_SOURCE (self));
  if (conflict.kind == GREG_CONFLICT_NONE)
    return TRUE;
  greg_registry_explain (self, &conflict, error);
  return FALSE;
}

/**
 * greg_registry_list_masks:
 * @self: a registry
 *
 * Lists what is masked here, in alphabetical order.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, perhaps none
 *
 * Since: 1.0
 */
char **
greg_registry_list_masks (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_family_list_masks (PRIV (self)->table);
}
