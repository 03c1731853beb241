/* greg-type-factories.c - GregTypeFactories: one factory for each thing that others registered
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-type-factories-private.h"

#include "greg-name-private.h"

void
greg_type_factories_init (GregTypeFactories *self)
{
  g_mutex_init (&self->lock);
  self->table = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

void
greg_type_factories_clear (GregTypeFactories *self)
{
  g_hash_table_unref (self->table);
  g_mutex_clear (&self->lock);
}

static GregFactory *
lookup (GregTypeFactories *self, gconstpointer key)
{
  GregFactory *factory;

  g_mutex_lock (&self->lock);
  factory = g_hash_table_lookup (self->table, key);
  if (factory != NULL)
    g_object_ref (factory);
  g_mutex_unlock (&self->lock);
  return factory;
}

/* Takes the factory; when another thread was faster, its factory is given. */
static GregFactory *
insert (GregTypeFactories *self, gconstpointer key, GregFactory *factory)
{
  g_autoptr (GregFactory) mine = factory;
  GregFactory *first;

  g_mutex_lock (&self->lock);
  first = g_hash_table_lookup (self->table, key);
  if (first == NULL)
    {
      first = mine;
      g_hash_table_insert (self->table, (gpointer) key, g_object_ref (mine));
    }
  g_object_ref (first);
  g_mutex_unlock (&self->lock);
  return first;
}

GregFactory *
greg_type_factories_get (GregTypeFactories *self,
                         GregSource *source,
                         gconstpointer key,
                         const char *name,
                         GType type,
                         int priority)
{
  GregFactory *factory = lookup (self, key);

  if (factory != NULL)
    return factory;

  factory = greg_factory_new_for_type (name, type);
  greg_factory_set_priority (factory, priority, NULL);
  greg_factory_seal (factory, greg_source_get_base_type (source), NULL);
  return insert (self, key, factory);
}

char *
greg_type_factories_refuse (GregSource *source, GType type)
{
  GType base = greg_source_get_base_type (source);
  const char *name = g_type_name (type);

  if (G_TYPE_IS_INTERFACE (type))
    return g_strdup_printf ("%s is an interface", name);
  if (!G_TYPE_IS_OBJECT (type))
    return g_strdup_printf ("%s is not a GObject type", name);
  if (base != G_TYPE_NONE && !g_type_is_a (type, base))
    return g_strdup_printf ("%s is not a %s", name, g_type_name (base));
  if (G_TYPE_IS_ABSTRACT (type))
    return g_strdup_printf ("%s is abstract", name);
  return NULL;
}

void
greg_type_factories_explain (GregSource *source,
                             const char *name,
                             char *reason,
                             GregExplanation *explanation)
{
  const char *label = greg_source_get_label (source);
  g_autofree char *shown = greg_name_show (name);
  g_autofree char *why = reason;

  if (why == NULL)
    greg_explanation_add (explanation, "%s has “%s”", label, shown);
  else
    greg_explanation_add (explanation, "%s has no “%s”: %s", label, shown, why);
}
