/* driver-several.c - several sources that are seen as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

static GregMultiRegistry *
multi_of (World *world, JsonObject *step, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source != NULL && !GREG_IS_MULTI_REGISTRY (source))
    {
      wrong (error, "this is no multi-registry");
      return NULL;
    }
  return source != NULL ? GREG_MULTI_REGISTRY (source) : NULL;
}

static GregSource *
named (World *world, JsonObject *object, const char *key, GError **error)
{
  const char *name = get_text (object, key, NULL);

  return (GregSource *) find_in (world->sources, "source", name, error);
}

/* ---- kinds ---- */

static gboolean
add_members (World *world, GregMultiRegistry *multi, JsonArray *members, GError **error)
{
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *node = json_array_get_element (members, i);
      JsonObject *member;
      GregSource *source;

      if (!take_keys ("member", node, "source! prefix", error))
        return FALSE;
      member = json_node_get_object (node);
      source = named (world, member, "source", error);
      if (source == NULL
          || !greg_multi_registry_append (multi, get_text (member, "prefix", NULL), source, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_default (World *world, GregMultiRegistry *multi, JsonObject *object, GError **error)
{
  GregSource *source = NULL;

  if (!json_object_get_null_member (object, "default"))
    {
      source = named (world, object, "default", error);
      if (source == NULL)
        return FALSE;
    }
  return greg_multi_registry_set_default_source (multi, (GregRegistry *) source, error);
}

GObject *
new_multi (World *world, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  g_autoptr (GregMultiRegistry) multi = NULL;
  GType base;

  if (!take_keys ("multi", node, "kind! sources! base separator strict default wraps", error)
      || !base_of (spec, &base, error))
    return NULL;
  multi = g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", name, "base-type", base, "separator",
                        get_text (spec, "separator", NULL), NULL);
  greg_multi_registry_set_strict (multi, has (spec, "strict")
                                           && json_object_get_boolean_member (spec, "strict"));
  if (!add_members (world, multi, json_object_get_array_member (spec, "sources"), error)
      || (has (spec, "default") && !set_default (world, multi, spec, error)))
    return NULL;
  if (has (spec, "wraps"))
    set_wrapper (world, GREG_SOURCE (multi), get_text (spec, "wraps", NULL));
  listen (world, name, multi);
  return G_OBJECT (g_steal_pointer (&multi));
}

GObject *
new_concat (World *world, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  GregMultiRegistry *multi;
  GregSource *left, *right;

  if (!take_keys ("concat", node, "kind! left! right!", error))
    return NULL;
  left = named (world, spec, "left", error);
  right = left != NULL ? named (world, spec, "right", error) : NULL;
  if (right == NULL)
    return NULL;
  multi = greg_multi_registry_concat (left, right);
  listen (world, name, multi);
  return G_OBJECT (multi);
}

/* ---- steps ---- */

gboolean
step_append (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);
  GregSource *source = multi != NULL ? named (world, step, "append", error) : NULL;

  return source != NULL
         && greg_multi_registry_append (multi, get_text (step, "prefix", NULL), source, error);
}

gboolean
step_insert (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);
  GregSource *source = multi != NULL ? named (world, step, "insert", error) : NULL;

  return source != NULL
         && greg_multi_registry_insert (multi, (guint) json_object_get_int_member (step, "at"),
                                        get_text (step, "prefix", NULL), source, error);
}

gboolean
step_remove (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);
  GregSource *source = multi != NULL ? named (world, step, "remove", error) : NULL;

  return source != NULL && greg_multi_registry_remove (multi, source, error);
}

gboolean
step_move (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);
  GregSource *source = multi != NULL ? named (world, step, "move", error) : NULL;

  return source != NULL
         && greg_multi_registry_move (multi, source, (guint) json_object_get_int_member (step, "at"),
                                      error);
}

gboolean
step_default (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);

  return multi != NULL && set_default (world, multi, step, error);
}

gboolean
step_sources (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);
  g_autoptr (GPtrArray) sources = multi != NULL ? greg_multi_registry_list_sources (multi) : NULL;

  return sources != NULL && take_sources (world, outcome, sources, error);
}

gboolean
step_prefixes (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);

  if (multi != NULL)
    g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), greg_multi_registry_dup_prefixes (multi));
  return multi != NULL;
}

gboolean
step_source (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);

  return multi != NULL
         && take_source (world, outcome,
                         greg_multi_registry_dup_source (multi, get_text (step, "source", NULL)),
                         error);
}

gboolean
step_find_source (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregMultiRegistry *multi = multi_of (world, step, error);

  return multi != NULL
         && take_source (
             world, outcome,
             greg_multi_registry_find_source (multi, get_text (step, "find_source", NULL)), error);
}
