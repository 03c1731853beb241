/* greg-source-find.c - GregSource: finding and listing
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-source-fields-private.h"

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-source-hooks-private.h"
#include "greg-store-private.h"

#define PRIV(self) greg_source_get_private (self)

/* Code that runs in here may drop the last reference that the caller has. A derived source may hand out what was
 * never added anywhere, or to something else. It always gets a place for an error: without one, PyGObject (3.42)
 * prints what Python code raises. */
static GregFactory *
find_with_care (GregSource *self, const char *name, GError **error)
{
  g_autoptr (GregSource) alive = g_object_ref (self);
  g_autoptr (GregFactory) factory = NULL;
  g_autoptr (GError) failure = NULL;

  if (!greg_source_is_here (alive))
    {
      greg_source_set_wrong_thread (alive, name, error);
      return NULL;
    }
  factory = GREG_SOURCE_GET_CLASS (alive)->find (alive, name, &failure);
  if (factory == NULL && failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (factory != NULL && !greg_factory_seal (factory, greg_source_get_base_type (alive), error))
    return NULL;
  return g_steal_pointer (&factory);
}

GregFactory *
greg_source_find (GregSource *self, const char *name, GError **error)
{
  GregSourcePeek peek = greg_source_get_trusted_peek (self);
  GregFactory *factory = peek != NULL ? peek (self, name, greg_store_hash (name)) : NULL;

  return factory != NULL ? factory : find_with_care (self, name, error);
}

/* A derived source may hand out what was never added anywhere, or to something else. */
static GregFactory *
find_known (GregSource *self, const char *name)
{
  g_autoptr (GregSource) alive = g_object_ref (self);
  g_autoptr (GregFactory) factory = NULL;

  if (!greg_source_is_here (alive))
    return NULL;
  factory = GREG_SOURCE_GET_CLASS (alive)->peek (alive, name);
  if (factory != NULL && !greg_factory_seal (factory, greg_source_get_base_type (alive), NULL))
    return NULL;
  return g_steal_pointer (&factory);
}

/**
 * greg_source_lookup:
 * @self: a source
 * @name: a name or an alias
 *
 * Finds a factory.
 *
 * On a miss this asks whatever the source can still ask, such as the loaders of a registry. A source
 * that fails counts as one that has no such factory; [method@Greg.Source.require] tells the
 * difference.
 *
 * Returns: (transfer full) (nullable): the factory, or %NULL when there is none
 *
 * Since: 1.0
 */
GregFactory *
greg_source_lookup (GregSource *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return greg_source_find (self, name, NULL);
}

/* Code is called only when the quick way finds nothing. It may drop the source, which is held from then on. */
static GregFactory *
find_and_hold (GregSource *self, const char *name, GregSource **held, GregProblem *problem)
{
  GregSourcePeek peek = greg_source_get_trusted_peek (self);
  GregFactory *factory = peek != NULL ? peek (self, name, greg_store_hash (name)) : NULL;
  g_autoptr (GError) cause = NULL;

  if (G_LIKELY (factory != NULL))
    return factory;

  *held = g_object_ref (self);
  factory = find_with_care (self, name, &cause);
  if (factory == NULL)
    greg_sources_explain_miss (held, 1, name, cause, problem);
  return factory;
}

GregFactory *
greg_source_find_or_problem (GregSource *self, const char *name, GregProblem *problem)
{
  g_autoptr (GregSource) alive = NULL;

  return find_and_hold (self, name, &alive, problem);
}

GregFactory *
greg_source_find_or_fail (GregSource *self, const char *name, GregSource **held, GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  GregFactory *factory = find_and_hold (self, name, held, &problem);

  if (G_LIKELY (factory != NULL))
    return factory;

  greg_problem_propagate (&problem, error);
  return NULL;
}

/**
 * greg_source_require:
 * @self: a source
 * @name: a name or an alias
 * @error: where to put an error
 *
 * Finds a factory, or says why it is not there.
 *
 * Fails with [error@Greg.Error.NOT_FOUND] when there is none; the message says where it was looked
 * for, what is near and what failed to load. A factory that was found on the way but cannot be used
 * here is [error@Greg.Error.INVALID_TYPE]. A source that belongs to another thread gives
 * [error@Greg.Error.WRONG_THREAD]. An error of the source itself, such as that of a store that cannot be
 * reached, keeps its domain and code.
 *
 * Returns: (transfer full): the factory
 *
 * Since: 1.0
 */
GregFactory *
greg_source_require (GregSource *self, const char *name, GError **error)
{
  g_autoptr (GregSource) held = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return greg_source_find_or_fail (self, name, &held, error);
}

GregSource *
greg_source_enter (GregSource *self, const char *scope, GregProblem *problem)
{
  GregSourceHooks *hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (self));
  GregSource *source = hooks->enter != NULL ? hooks->enter (self, scope) : NULL;
  g_autofree char *shown = NULL;

  if (source != NULL)
    return source;
  shown = greg_name_show (scope);
  greg_problem_set (problem, GREG_ERROR_UNKNOWN_SCOPE, "no scope is called “%s” as seen from %s",
                    shown, greg_source_get_label (self));
  if (hooks->suggest_scopes != NULL)
    problem->suggestions = hooks->suggest_scopes (self, scope);
  return NULL;
}

/**
 * greg_source_find_scope:
 * @self: a source
 * @scope: a scope, or several with separators between them
 * @error: where to put an error
 *
 * Finds the source that a scope leads to, as seen from here.
 *
 * What stands before the separator in “scope.name” is a scope: of this registry, of an ancestor, or of a
 * child of one of them. To look a name up in the source that this gives is not quite the same as to
 * look up “scope.name”: there it is looked for in the ancestors too. In a configuration, `$scope`
 * does it for an object and all its parts.
 *
 * Fails with [error@Greg.Error.UNKNOWN_SCOPE]; sources that have no scopes do so always.
 *
 * Returns: (transfer full): the source
 *
 * Since: 1.0
 */
GregSource *
greg_source_find_scope (GregSource *self, const char *scope, GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  GregSource *source;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  source = greg_source_enter (self, scope, &problem);
  if (source == NULL)
    greg_problem_propagate (&problem, error);
  return source;
}

/**
 * greg_source_is_shadowed:
 * @self: a source
 * @factory: a factory that was found in it, such as by a query that is stacked
 *
 * Tells whether a look-up of the factory's name gives something else than the factory.
 *
 * That is so when another one of the same name is in front of it, when a nearer registry has the name
 * or masks it, and when the factory is not there at all. Nothing is loaded.
 *
 * Returns: %TRUE when the factory is not found under its name
 *
 * Since: 1.0
 */
gboolean
greg_source_is_shadowed (GregSource *self, GregFactory *factory)
{
  g_autoptr (GregFactory) found = NULL;
  const char *name;

  g_return_val_if_fail (GREG_IS_SOURCE (self), FALSE);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), FALSE);

  name = greg_factory_get_name (factory);
  if (name != NULL)
    found = find_known (self, name);
  return found != factory;
}

/* A vfunc written in a script gives an array without a free function. */
GPtrArray *
greg_source_own_elements (GPtrArray *factories)
{
  if (factories == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (factories, g_object_unref);
  return factories;
}

/**
 * greg_source_lookup_all:
 * @self: a source
 * @name: a name or an alias
 *
 * Finds all factories of a name, the one that [method@Greg.Source.lookup] gives first.
 *
 * Returns: (transfer container) (element-type GregFactory): the factories, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_source_lookup_all (GregSource *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!greg_source_is_here (self))
    return greg_source_own_elements (NULL);
  return greg_source_own_elements (GREG_SOURCE_GET_CLASS (self)->find_all (self, name));
}

/**
 * greg_source_contains:
 * @self: a source
 * @name: a name or an alias
 *
 * Whether there is a factory of that name; the same answer as from [method@Greg.Source.lookup].
 *
 * Returns: %TRUE when there is one
 *
 * Since: 1.0
 */
gboolean
greg_source_contains (GregSource *self, const char *name)
{
  g_autoptr (GregFactory) factory = greg_source_lookup (self, name);

  return factory != NULL;
}

/**
 * greg_source_membership:
 * @self: a source
 * @name: a name or an alias
 *
 * Tells whether there is a factory of that name, as far as the source can tell.
 *
 * Most sources can: the answer is then the same as from [method@Greg.Source.contains]. A source that
 * is open-ended, such as a store of models somewhere else, says “maybe”: finding out may take long,
 * and [method@Greg.Source.lookup] does it. So does one that fails, or belongs to another thread.
 *
 * Returns: whether there is one
 *
 * Since: 1.0
 */
GregMembership
greg_source_membership (GregSource *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), GREG_MEMBERSHIP_NO);
  g_return_val_if_fail (name != NULL, GREG_MEMBERSHIP_NO);

  if (!greg_source_is_here (self))
    return GREG_MEMBERSHIP_MAYBE;
  return GREG_SOURCE_GET_CLASS (self)->membership (self, name);
}

/**
 * greg_source_peek:
 * @self: a source
 * @name: a name or an alias
 *
 * Finds a factory that is there already.
 *
 * Nothing is loaded, no handler is asked and nothing far away is searched, so this is quick and
 * without effects. What it gives is what [method@Greg.Source.lookup] would give.
 *
 * Returns: (transfer full) (nullable): the factory, or %NULL when none is known yet
 *
 * Since: 1.0
 */
GregFactory *
greg_source_peek (GregSource *self, const char *name)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return find_known (self, name);
}

/**
 * greg_source_list_names:
 * @self: a source
 *
 * Lists the primary names, each once, in the order of their registration.
 *
 * A registry with a parent lists its own first, then those that it inherits from there, and so on.
 * Listing never loads anything.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, perhaps none
 *
 * Since: 1.0
 */
char **
greg_source_list_names (GregSource *self)
{
  char **names = NULL;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);

  if (greg_source_is_here (self))
    names = GREG_SOURCE_GET_CLASS (self)->names (self);
  return names != NULL ? names : g_new0 (char *, 1);
}

/**
 * greg_source_list_factories:
 * @self: a source
 *
 * Lists for each primary name the factory that [method@Greg.Source.lookup] gives, in the order of
 * their registration.
 *
 * Listing never loads anything.
 *
 * Returns: (transfer container) (element-type GregFactory): the factories, perhaps none
 *
 * Since: 1.0
 */
GPtrArray *
greg_source_list_factories (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);

  if (!greg_source_is_here (self))
    return greg_source_own_elements (NULL);
  return greg_source_own_elements (GREG_SOURCE_GET_CLASS (self)->factories (self));
}

/**
 * greg_source_count:
 * @self: a source
 *
 * Counts the primary names.
 *
 * Returns: how many names [method@Greg.Source.list_names] lists
 *
 * Since: 1.0
 */
guint
greg_source_count (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), 0);

  return greg_source_is_here (self) ? GREG_SOURCE_GET_CLASS (self)->count (self) : 0;
}
