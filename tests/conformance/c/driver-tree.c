/* driver-tree.c - steps in trees of registries, and what sources say of themselves
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

static gboolean
take_text (GValue *outcome, char *text)
{
  g_value_take_string (g_value_init (outcome, G_TYPE_STRING), text);
  return TRUE;
}

/* ---- the tree ---- */

gboolean
step_set_up (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  return world_add_sources (world, json_object_get_object_member (step, "set_up"), error);
}

gboolean
step_drop (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  const char *name = get_text (step, "drop", NULL);

  return g_hash_table_remove (world->sources, name)
         || wrong (error, "there is no source “%s”", name);
}

gboolean
step_mask (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  return registry != NULL && greg_registry_mask (registry, get_text (step, "mask", NULL), error);
}

gboolean
step_unmask (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  return registry != NULL && greg_registry_unmask (registry, get_text (step, "unmask", NULL), error);
}

gboolean
step_masks (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  if (registry != NULL)
    g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), greg_registry_list_masks (registry));
  return registry != NULL;
}

gboolean
step_children (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  g_autoptr (GPtrArray) children
      = registry != NULL ? greg_registry_list_children (registry) : NULL;

  return children != NULL && take_sources (world, outcome, children, error);
}

gboolean
step_level (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  return registry != NULL
         && take_source (world, outcome,
                         greg_registry_find_level (registry, get_text (step, "level", NULL)), error);
}

gboolean
step_scope (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  GregSource *found
      = source != NULL ? greg_source_find_scope (source, get_text (step, "scope", NULL), error) : NULL;

  return found != NULL && take_source (world, outcome, found, error);
}

gboolean
step_shadowed (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  GregFactory *factory
      = source != NULL ? world_recall (world, get_text (step, "shadowed", NULL), error) : NULL;

  if (factory != NULL)
    g_value_set_boolean (g_value_init (outcome, G_TYPE_BOOLEAN),
                         greg_source_is_shadowed (source, factory));
  return factory != NULL;
}

/* ---- text ---- */

gboolean
step_explain (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  return source != NULL
         && take_text (outcome, greg_source_explain (source, get_text (step, "explain", NULL)));
}

gboolean
step_draw (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  return source != NULL && take_text (outcome, greg_source_to_string (source));
}
