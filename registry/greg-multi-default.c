/* greg-multi-default.c - GregMultiRegistry: registering in the source that is set for it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-diagnostic-private.h"
#include "greg-error.h"
#include "greg-name-private.h"

#define PRIV(self) greg_multi_registry_get_private (self)

/**
 * greg_multi_registry_dup_default_source: (get-property default-source)
 * @self: a multi-registry
 *
 * Gets the registry to which additions go.
 *
 * Returns: (transfer full) (nullable): the registry, or %NULL when nothing can be added
 *
 * Since: 1.0
 */
GregRegistry *
greg_multi_registry_dup_default_source (GregMultiRegistry *self)
{
  GregMultiRegistryPrivate *priv;
  GregRegistry *source;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);

  priv = PRIV (self);
  g_mutex_lock (&priv->lock);
  source = priv->default_source;
  if (source != NULL)
    g_object_ref (source);
  g_mutex_unlock (&priv->lock);
  return source;
}

/* FALSE: it is not a member. */
static gboolean
exchange_default (GregMultiRegistry *self, GregRegistry *source, gboolean *changes)
{
  GregMultiRegistryPrivate *priv = PRIV (self);
  gboolean may;
  guint index;

  g_mutex_lock (&priv->lock);
  may = source == NULL
        || greg_multi_members_index (priv->members, GREG_SOURCE (source), &index);
  *changes = may && priv->default_source != source;
  if (*changes)
    priv->default_source = source;
  g_mutex_unlock (&priv->lock);
  return may;
}

/**
 * greg_multi_registry_set_default_source:
 * @self: a multi-registry
 * @source: (nullable): one of its sources, or %NULL for none
 * @error: where to put an error
 *
 * Decides to which of the sources additions go.
 *
 * It fails with [error@Greg.Error.NOT_FOUND] when the registry is not among the sources.
 *
 * Returns: %TRUE when it is set
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_set_default_source (GregMultiRegistry *self,
                                        GregRegistry *source,
                                        GError **error)
{
  gboolean changes;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);
  g_return_val_if_fail (source == NULL || GREG_IS_REGISTRY (source), FALSE);

  if (!exchange_default (self, source, &changes))
    {
      greg_multi_registry_refuse_stranger (self, GREG_SOURCE (source), error);
      return FALSE;
    }
  if (changes)
    greg_multi_registry_notify_default (self);
  return TRUE;
}

static GregRegistry *
require_default (GregMultiRegistry *self, GError **error)
{
  GregRegistry *source = greg_multi_registry_dup_default_source (self);

  if (source == NULL)
    g_set_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY,
                 "%s has no default source, in which something could be registered",
                 greg_source_get_label (GREG_SOURCE (self)));
  return source;
}

/**
 * greg_multi_registry_add:
 * @self: a multi-registry
 * @factory: what to register
 * @error: where to put an error
 *
 * Registers a factory in the default source, with the policy of that.
 *
 * See [method@Greg.MultiRegistry.add_full].
 *
 * Returns: %TRUE when the factory, or an old one that stands for it, is registered
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_add (GregMultiRegistry *self, GregFactory *factory, GError **error)
{
  g_autoptr (GregFactory) stands = NULL;

  stands = greg_multi_registry_add_full (self, factory, GREG_DUPLICATES_DEFAULT, error);
  return stands != NULL;
}

/**
 * greg_multi_registry_add_full:
 * @self: a multi-registry
 * @factory: what to register
 * @duplicates: what happens when its name is taken in the default source
 * @error: where to put an error
 *
 * Registers a factory in the default source, and tells which one stands for it.
 *
 * What other sources have does not count: a name of theirs may stand before this one. It fails with
 * [error@Greg.Error.READ_ONLY] when there is no default source, with
 * [error@Greg.Error.INVALID_TYPE] when the factory does not fit the base type of the
 * multi-registry, and else like [method@Greg.Registry.add].
 *
 * Returns: (transfer full): @factory, or the one that was there
 *
 * Since: 1.0
 */
GregFactory *
greg_multi_registry_add_full (GregMultiRegistry *self,
                              GregFactory *factory,
                              GregDuplicates duplicates,
                              GError **error)
{
  g_autoptr (GregRegistry) source = NULL;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), NULL);

  source = require_default (self, error);
  if (source == NULL
      || !greg_factory_seal (factory, greg_source_get_base_type (GREG_SOURCE (self)), error))
    return NULL;
  return greg_registry_add_full (source, factory, duplicates, error);
}

/* What the name is in the source, if it has the prefix of that; else NULL. */
static const char *
strip_prefix (const GregMultiView *view, GregRegistry *source, const char *name)
{
  const char *rest = NULL;
  GregMultiMember *member = greg_multi_members_match (view->members, name, &rest);

  return member != NULL && member->source == GREG_SOURCE (source) ? rest : NULL;
}

/* Nothing is loaded for it. */
static void
explain_absent (GregMultiRegistry *self,
                const GregMultiView *view,
                GregRegistry *source,
                const char *name,
                GError **error)
{
  GregSource *multi = GREG_SOURCE (self);
  GregMultiMember *member = NULL;
  g_autoptr (GregFactory) other = greg_multi_view_peek (view, name, &member);
  g_autofree char *shown = greg_name_show (name);
  g_auto (GregProblem) problem = { 0 };

  if (other != NULL)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY,
                   "“%s” is in %s, and through %s only what is in %s can be unregistered", shown,
                   greg_source_get_label (member->source), greg_source_get_label (multi),
                   greg_source_get_label (GREG_SOURCE (source)));
      return;
    }
  greg_sources_explain_miss (&multi, 1, name, NULL, &problem);
  greg_problem_propagate (&problem, error);
}

/**
 * greg_multi_registry_unregister:
 * @self: a multi-registry
 * @name: a name or an alias, with or without the prefix of the default source
 * @error: where to put an error
 *
 * Unregisters the factory that the default source has of that name.
 *
 * It fails with [error@Greg.Error.READ_ONLY] when there is no default source, when that is frozen, or
 * when only another source has the name; else with [error@Greg.Error.NOT_FOUND].
 *
 * Returns: %TRUE when one was unregistered
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_unregister (GregMultiRegistry *self, const char *name, GError **error)
{
  g_auto (GregMultiView) view = { 0 };
  g_autoptr (GregRegistry) source = NULL;
  g_autoptr (GError) problem = NULL;
  const char *rest;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  source = require_default (self, error);
  if (source == NULL)
    return FALSE;
  view = greg_multi_registry_view (GREG_SOURCE (self));
  rest = strip_prefix (&view, source, name);
  if (greg_registry_unregister (source, name, &problem)
      || (rest != NULL && greg_registry_unregister (source, rest, NULL)))
    return TRUE;
  if (g_error_matches (problem, GREG_ERROR, GREG_ERROR_NOT_FOUND))
    explain_absent (self, &view, source, name, error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
