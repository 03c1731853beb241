/* driver-change.c - steps that change what is there: registries, batches, factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

static GregBatch *
batch_of (World *world, JsonObject *step, const char *key, GError **error)
{
  return find_in (world->batches, "batch", get_text (step, key, ""), error);
}

static gboolean
take_factory (GValue *outcome, GregFactory *factory)
{
  g_value_take_object (g_value_init (outcome, G_TYPE_OBJECT), factory);
  return factory != NULL;
}

/* ---- registering ---- */

gboolean
step_register (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  GregBatch *batch = has (step, "in") ? batch_of (world, step, "in", error) : NULL;

  return source != NULL && (batch != NULL || !has (step, "in"))
         && register_factory (world, source, batch, json_object_get_member (step, "register"),
                              error);
}

gboolean
step_add (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  GregFactory *factory = world_recall (world, get_text (step, "add", ""), error);
  GregDuplicates duplicates = policy_of (get_text (step, "duplicates", "default"));
  GregBatch *batch;

  if (registry == NULL || factory == NULL)
    return FALSE;
  if (!has (step, "in"))
    return take_factory (outcome, greg_registry_add_full (registry, factory, duplicates, error));
  batch = batch_of (world, step, "in", error);
  return batch != NULL && greg_batch_add_full (batch, factory, duplicates, error);
}

gboolean
step_unregister (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  const char *name = get_text (step, "unregister", "");

  if (source == NULL)
    return FALSE;
  return GREG_IS_MULTI_REGISTRY (source)
           ? greg_multi_registry_unregister (GREG_MULTI_REGISTRY (source), name, error)
           : greg_registry_unregister (GREG_REGISTRY (source), name, error);
}

gboolean
step_unregister_factory (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  GregFactory *factory
      = world_recall (world, get_text (step, "unregister_factory", ""), error);

  return registry != NULL && factory != NULL
         && greg_registry_unregister_factory (registry, factory, error);
}

gboolean
step_freeze (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  if (registry != NULL)
    greg_registry_freeze (registry);
  return registry != NULL;
}

gboolean
step_set (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  JsonObject *set;

  if (source == NULL
      || !take_keys ("set", json_object_get_member (step, "set"), "duplicates redefine strict wraps",
                     error))
    return FALSE;
  set = json_object_get_object_member (step, "set");
  if (has (set, "duplicates"))
    greg_registry_set_duplicates (GREG_REGISTRY (source),
                                  policy_of (get_text (set, "duplicates", "")));
  if (has (set, "redefine"))
    greg_registry_set_redefine (GREG_REGISTRY (source),
                                json_object_get_boolean_member (set, "redefine"));
  if (has (set, "strict"))
    greg_multi_registry_set_strict (GREG_MULTI_REGISTRY (source),
                                    json_object_get_boolean_member (set, "strict"));
  if (has (set, "wraps"))
    set_wrapper (world, source, get_text (set, "wraps", NULL));
  return TRUE;
}

/* ---- batches ---- */

gboolean
step_begin (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  if (registry != NULL)
    g_hash_table_insert (world->batches, g_strdup (get_text (step, "begin", "")),
                         greg_registry_begin (registry));
  return registry != NULL;
}

gboolean
step_commit (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregBatch *batch = batch_of (world, step, "commit", error);

  return batch != NULL && greg_batch_commit (batch, error);
}

gboolean
step_revert (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregBatch *batch = batch_of (world, step, "revert", error);

  return batch != NULL && greg_batch_revert (batch, error);
}

/* ---- factories by themselves ---- */

gboolean
step_make (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  return take_factory (outcome,
                       new_factory (world, json_object_get_member (step, "make"), error));
}

gboolean
step_bind (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = world_recall (world, get_text (step, "bind", ""), error);
  g_autoptr (GregConfig) arguments
      = greg_config_new_from_node (json_object_get_member (step, "with"), NULL, error);

  return factory != NULL && arguments != NULL
         && take_factory (outcome, greg_factory_bind (factory, arguments, error));
}

gboolean
step_copy (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = world_recall (world, get_text (step, "copy", ""), error);

  return factory != NULL
         && take_factory (outcome, greg_factory_copy (factory, get_text (step, "as", NULL)));
}

static gboolean
set_number (const char *key, JsonNode *value, gpointer factory, GError **error)
{
  g_auto (GValue) number = G_VALUE_INIT;

  value_from_node (value, &number);
  return greg_factory_set_metadata (factory, key, &number, error);
}

static gboolean
change_one (const char *key, JsonNode *value, gpointer factory, GError **error)
{
  g_autofree char *json = show (value);

  if (g_str_equal (key, "alias"))
    return greg_factory_add_alias (factory, json_node_get_string (value), error);
  if (g_str_equal (key, "tag"))
    return greg_factory_add_tag (factory, json_node_get_string (value), error);
  if (g_str_equal (key, "priority"))
    return greg_factory_set_priority (factory, json_node_get_int (value), error);
  if (g_str_equal (key, "summary"))
    return greg_factory_set_summary (factory, json_node_get_string (value), error);
  if (g_str_equal (key, "defaults"))
    return greg_factory_set_defaults_json (factory, json, error);
  if (g_str_equal (key, "metadata"))
    return each_member (json_node_get_object (value), set_number, factory, error);
  if (g_str_equal (key, "parameter"))
    return greg_factory_declare (
        factory, get_text (json_node_get_object (value), "name", ""),
        type_of (get_text (json_node_get_object (value), "type", ""), NULL), FALSE, NULL, NULL,
        error);
  return wrong (error, "unknown key “%s” in to", key);
}

gboolean
step_change (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = world_recall (world, get_text (step, "change", ""), error);

  return factory != NULL
         && each_member (json_object_get_object_member (step, "to"), change_one, factory, error);
}
