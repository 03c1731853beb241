/* greg-registry-changes.c - registering and unregistering
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-private.h"

#include "greg-batch.h"
#include "greg-error.h"
#include "greg-source-private.h"

/* --- why not --- */

static char *
describe_origin (GregFactory *factory)
{
  char *origin = greg_factory_dup_origin_text (factory);

  return origin != NULL ? origin : g_strdup ("an unknown place");
}

static void
explain_exists (GregRegistry *self, const GregConflict *conflict, GError **error)
{
  const char *label = greg_source_get_label (GREG_SOURCE (self));
  const char *name = greg_factory_get_name (conflict->factory);
  const char *other_name = greg_factory_get_name (conflict->other);
  g_autofree char *origin = describe_origin (conflict->factory);
  g_autofree char *other_origin = describe_origin (conflict->other);

  switch (conflict->kind)
    {
    case GREG_CONFLICT_ALIASED:
      g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS,
                   "“%s” is already an alias of “%s” in %s, which comes from %s; "
                   "the newcomer comes from %s and needs another name",
                   name, other_name, label, other_origin, origin);
      return;
    case GREG_CONFLICT_ALIAS:
      g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS,
                   "“%s” is to be an alias of “%s”, but %s knows “%s” by it, which comes from %s; "
                   "the newcomer comes from %s",
                   conflict->text, name, label, other_name, other_origin, origin);
      return;
    default:
      g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS,
                   "“%s” is already registered in %s and comes from %s; the newcomer comes from %s "
                   "and needs another name, or one of the policies replace, keep and stack",
                   name, label, other_origin, origin);
    }
}

void
greg_registry_explain (GregRegistry *self, const GregConflict *conflict, GError **error)
{
  if (conflict->kind == GREG_CONFLICT_FROZEN)
    g_set_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY,
                 "%s is frozen: nothing can be registered or unregistered any more",
                 greg_source_get_label (GREG_SOURCE (self)));
  else
    explain_exists (self, conflict, error);
}

/* Absence is explained like any other miss, but nobody is asked and nothing is loaded for it. What a
 * look-up finds at another level can be unregistered only there. */
static void
explain_absent (GregRegistry *self, const char *name, GError **error)
{
  g_auto (GregProblem) problem = { 0 };
  g_autoptr (GregRegistry) level = greg_registry_find_level (self, name);
  GregSource *source = GREG_SOURCE (self);

  if (level != NULL && level != self)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                   "“%s” is registered in %s, not in %s itself", name,
                   greg_source_get_label (GREG_SOURCE (level)), greg_source_get_label (source));
      return;
    }
  greg_sources_explain_miss (&source, 1, name, NULL, &problem);
  greg_problem_propagate (&problem, error);
}

static void
explain_stranger (GregRegistry *self, GregFactory *factory, GError **error)
{
  const char *name = greg_factory_get_name (factory);
  gboolean namesake = name != NULL && greg_table_contains (greg_registry_get_table (self), name);

  g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
               "this factory “%s” is not registered in %s%s",
               name != NULL ? name : "", greg_source_get_label (GREG_SOURCE (self)),
               namesake ? ", where that name stands for another one" : "");
}

/* --- with an origin --- */

static gboolean
add_with_origin (GregRegistry *self,
                 GregFactory *factory,
                 const char *qualified_name,
                 const char *file,
                 guint line,
                 GError **error)
{
  return greg_factory_set_origin (factory, NULL, qualified_name, file, line, error)
         && greg_registry_add (self, factory, error);
}

/**
 * greg_registry_add:
 * @self: a registry
 * @factory: what to register
 * @error: where to put an error
 *
 * Registers a factory with the policy of the registry.
 *
 * This seals the factory, even when it is then refused. It fails with [error@Greg.Error.EXISTS]
 * when its name or an alias is taken, [error@Greg.Error.INVALID_NAME] and
 * [error@Greg.Error.INVALID_TYPE] when it cannot be registered here, [error@Greg.Error.READ_ONLY]
 * in a frozen registry, and with whatever is wrong with the factory's defaults.
 *
 * Returns: %TRUE when the factory, or an old one that stands for it, is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_add (GregRegistry *self, GregFactory *factory, GError **error)
{
  g_autoptr (GregFactory) stands = NULL;

  stands = greg_registry_add_full (self, factory, GREG_DUPLICATES_DEFAULT, error);
  return stands != NULL;
}

/**
 * greg_registry_add_full:
 * @self: a registry
 * @factory: what to register
 * @duplicates: what happens when its name is taken
 * @error: where to put an error
 *
 * Registers a factory, and tells which one stands for it.
 *
 * With %GREG_DUPLICATES_KEEP, or when an identical factory is there, that is an old one; then
 * nothing has changed. For the errors see [method@Greg.Registry.add].
 *
 * Returns: (transfer full): @factory, or the one that was there
 *
 * Since: 1.0
 */
GregFactory *
greg_registry_add_full (GregRegistry *self,
                        GregFactory *factory,
                        GregDuplicates duplicates,
                        GError **error)
{
  GregAddition addition = { factory, duplicates };
  g_autoptr (GregChanges) changes = NULL;
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };
  GregFactory *stands = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), NULL);

  if (!greg_factory_seal (factory, greg_source_get_base_type (GREG_SOURCE (self)), error))
    return NULL;
  if (greg_registry_publish (self, &addition, 1, &stands, &changes, &conflict))
    greg_registry_announce (self, changes);
  else
    greg_registry_explain (self, &conflict, error);
  return stands;
}

/**
 * greg_registry_register_type:
 * @self: a registry
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: what instances are made of
 * @error: where to put an error
 *
 * Registers a type, whose properties become the parameters.
 *
 * Its class is not loaded by this. For the errors see [method@Greg.Registry.add]. C code that may
 * be loaded twice uses [func@Greg.REGISTER_TYPE], which remembers the origin.
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_register_type (GregRegistry *self, const char *name, GType type, GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  factory = greg_factory_new_for_type (name, type);
  return greg_registry_add (self, factory, error);
}

/**
 * greg_registry_register_func:
 * @self: a registry
 * @name: the name
 * @product_type: what the function makes, or %G_TYPE_NONE for anything
 * @func: (scope notified) (closure user_data) (destroy destroy): makes one product
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data, also when the function is refused
 * @error: where to put an error
 *
 * Registers a function.
 *
 * For the errors see [method@Greg.Registry.add].
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_register_func (GregRegistry *self,
                             const char *name,
                             GType product_type,
                             GregFactoryFunc func,
                             gpointer user_data,
                             GDestroyNotify destroy,
                             GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  factory = greg_factory_new_for_func (name, product_type, func, user_data, destroy);
  return greg_registry_add (self, factory, error);
}

/**
 * greg_registry_register_closure:
 * @self: a registry
 * @name: the name
 * @product_type: what the closure makes, or %G_TYPE_NONE for anything
 * @closure: makes one product
 * @error: where to put an error
 *
 * Registers a closure.
 *
 * For the errors see [method@Greg.Registry.add].
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_register_closure (GregRegistry *self,
                                const char *name,
                                GType product_type,
                                GClosure *closure,
                                GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (closure != NULL, FALSE);

  factory = greg_factory_new_for_closure (name, product_type, closure);
  return greg_registry_add (self, factory, error);
}

/**
 * greg_registry_register_type_with_origin: (skip)
 * @self: a registry
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: what instances are made of
 * @qualified_name: the type, as it is written in the source
 * @file: the source file
 * @line: the line in it
 * @error: where to put an error
 *
 * Registers a type and remembers where that was done.
 *
 * What [func@Greg.REGISTER_TYPE] calls.
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_register_type_with_origin (GregRegistry *self,
                                         const char *name,
                                         GType type,
                                         const char *qualified_name,
                                         const char *file,
                                         guint line,
                                         GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  factory = greg_factory_new_for_type (name, type);
  return add_with_origin (self, factory, qualified_name, file, line, error);
}

/**
 * greg_registry_register_func_with_origin: (skip)
 * @self: a registry
 * @name: the name
 * @product_type: what the function makes, or %G_TYPE_NONE for anything
 * @func: makes one product
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 * @qualified_name: the function, as it is written in the source
 * @file: the source file
 * @line: the line in it
 * @error: where to put an error
 *
 * Registers a function and remembers where that was done.
 *
 * What [func@Greg.REGISTER_FUNC] calls.
 *
 * Returns: %TRUE when it is registered
 *
 * Since: 1.0
 */
gboolean
greg_registry_register_func_with_origin (GregRegistry *self,
                                         const char *name,
                                         GType product_type,
                                         GregFactoryFunc func,
                                         gpointer user_data,
                                         GDestroyNotify destroy,
                                         const char *qualified_name,
                                         const char *file,
                                         guint line,
                                         GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  factory = greg_factory_new_for_func (name, product_type, func, user_data, destroy);
  return add_with_origin (self, factory, qualified_name, file, line, error);
}

/**
 * greg_registry_implement_component: (skip)
 * @self: a registry
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: the type that is being defined
 * @file: the source file
 * @line: the line in it
 *
 * Registers a type from its definition.
 *
 * What [func@Greg.IMPLEMENT_COMPONENT] calls. A type is defined once, in one place, so a failure is
 * a programmer error: it is logged as a critical message.
 *
 * Since: 1.0
 */
void
greg_registry_implement_component (GregRegistry *self,
                                   const char *name,
                                   GType type,
                                   const char *file,
                                   guint line)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GREG_IS_REGISTRY (self));

  if (!greg_registry_register_type_with_origin (self, name, type, g_type_name (type), file, line,
                                                &error))
    g_critical ("%s:%u: cannot register %s: %s", file, line, g_type_name (type), error->message);
}

/**
 * greg_registry_unregister:
 * @self: a registry
 * @name: a name or an alias
 * @error: where to put an error
 *
 * Unregisters the factory that is found here by the name, with its name and all its aliases.
 *
 * When several factories have that name, or an ancestor has it, the next one is found now: after
 * [signal@Greg.Source::unregistered] a look-up need not fail. What is inherited can be unregistered
 * only where it is registered. No loader is run for a name that is not there. Fails with [error@Greg.Error.NOT_FOUND] or [error@Greg.Error.READ_ONLY].
 *
 * Returns: %TRUE when one was unregistered
 *
 * Since: 1.0
 */
gboolean
greg_registry_unregister (GregRegistry *self, const char *name, GError **error)
{
  g_autoptr (GregChanges) changes = NULL;
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (greg_table_remove (greg_registry_get_table (self), name, &changes, &conflict))
    {
      greg_registry_announce (self, changes);
      return TRUE;
    }
  if (conflict.kind == GREG_CONFLICT_ABSENT)
    explain_absent (self, name, error);
  else
    greg_registry_explain (self, &conflict, error);
  return FALSE;
}

/**
 * greg_registry_unregister_factory:
 * @self: a registry
 * @factory: the very factory
 * @error: where to put an error
 *
 * Unregisters a factory, with its name and all its aliases.
 *
 * Others of its name stay. Fails with [error@Greg.Error.NOT_FOUND] when this very factory is not
 * there, or with [error@Greg.Error.READ_ONLY].
 *
 * Returns: %TRUE when it was unregistered
 *
 * Since: 1.0
 */
gboolean
greg_registry_unregister_factory (GregRegistry *self, GregFactory *factory, GError **error)
{
  g_autoptr (GregChanges) changes = NULL;
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };

  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), FALSE);

  if (greg_table_remove_factory (greg_registry_get_table (self), factory, &changes, &conflict))
    {
      greg_registry_announce (self, changes);
      return TRUE;
    }
  if (conflict.kind == GREG_CONFLICT_ABSENT)
    explain_stranger (self, factory, error);
  else
    greg_registry_explain (self, &conflict, error);
  return FALSE;
}

/**
 * greg_registry_begin:
 * @self: a registry
 *
 * Begins a batch, whose registrations are published or withdrawn as one.
 *
 * Nothing changes before [method@Greg.Batch.commit].
 *
 * Returns: (transfer full): a new batch
 *
 * Since: 1.0
 */
GregBatch *
greg_registry_begin (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), NULL);

  return greg_batch_new (self);
}
