/* driver-steps.c - what a case can do, and what it can say about the outcome
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

static gpointer
find_in (GHashTable *things, const char *what, const char *name, GError **error)
{
  gpointer found = g_hash_table_lookup (things, name);

  if (found == NULL)
    wrong (error, "there is no %s “%s”", what, name);
  return found;
}

static GregRegistry *
registry_of (World *world, JsonObject *step, GError **error)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), error);

  if (source != NULL && !GREG_IS_REGISTRY (source))
    {
      wrong (error, "this is no registry");
      return NULL;
    }
  return source != NULL ? GREG_REGISTRY (source) : NULL;
}

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

static gboolean
step_register (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  GregBatch *batch = has (step, "in") ? batch_of (world, step, "in", error) : NULL;

  return registry != NULL && (batch != NULL || !has (step, "in"))
         && register_factory (world, registry, batch, json_object_get_member (step, "register"),
                              error);
}

static gboolean
step_add (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  GregFactory *factory = find_in (world->kept, "factory", get_text (step, "add", ""), error);
  GregDuplicates duplicates = policy_of (get_text (step, "duplicates", "default"));
  GregBatch *batch;

  if (registry == NULL || factory == NULL)
    return FALSE;
  if (!has (step, "in"))
    return take_factory (outcome, greg_registry_add_full (registry, factory, duplicates, error));
  batch = batch_of (world, step, "in", error);
  return batch != NULL && greg_batch_add_full (batch, factory, duplicates, error);
}

static gboolean
step_unregister (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  return registry != NULL
         && greg_registry_unregister (registry, get_text (step, "unregister", ""), error);
}

static gboolean
step_unregister_factory (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  GregFactory *factory
      = find_in (world->kept, "factory", get_text (step, "unregister_factory", ""), error);

  return registry != NULL && factory != NULL
         && greg_registry_unregister_factory (registry, factory, error);
}

static gboolean
step_freeze (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  if (registry != NULL)
    greg_registry_freeze (registry);
  return registry != NULL;
}

static gboolean
step_set (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);
  JsonObject *set;

  if (registry == NULL
      || !take_keys ("set", json_object_get_member (step, "set"), "duplicates redefine", error))
    return FALSE;
  set = json_object_get_object_member (step, "set");
  if (has (set, "duplicates"))
    greg_registry_set_duplicates (registry, policy_of (get_text (set, "duplicates", "")));
  if (has (set, "redefine"))
    greg_registry_set_redefine (registry, json_object_get_boolean_member (set, "redefine"));
  return TRUE;
}

/* ---- batches ---- */

static gboolean
step_begin (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregRegistry *registry = registry_of (world, step, error);

  if (registry != NULL)
    g_hash_table_insert (world->batches, g_strdup (get_text (step, "begin", "")),
                         greg_registry_begin (registry));
  return registry != NULL;
}

static gboolean
step_commit (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregBatch *batch = batch_of (world, step, "commit", error);

  return batch != NULL && greg_batch_commit (batch, error);
}

static gboolean
step_revert (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregBatch *batch = batch_of (world, step, "revert", error);

  return batch != NULL && greg_batch_revert (batch, error);
}

/* ---- factories by themselves ---- */

static gboolean
step_make (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  return take_factory (outcome,
                       new_factory (world, json_object_get_member (step, "make"), error));
}

static gboolean
step_bind (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = find_in (world->kept, "factory", get_text (step, "bind", ""), error);
  g_autoptr (GregConfig) arguments
      = greg_config_new_from_node (json_object_get_member (step, "with"), NULL, error);

  return factory != NULL && arguments != NULL
         && take_factory (outcome, greg_factory_bind (factory, arguments, error));
}

static gboolean
step_copy (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = find_in (world->kept, "factory", get_text (step, "copy", ""), error);

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

static gboolean
step_change (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregFactory *factory = find_in (world->kept, "factory", get_text (step, "change", ""), error);

  return factory != NULL
         && each_member (json_object_get_object_member (step, "to"), change_one, factory, error);
}

/* ---- what came of it ---- */

static gboolean
see_factory (const char *what, JsonNode *expected, const GValue *outcome, GError **error)
{
  return match_factory (what, expected, g_value_get_object (outcome), error);
}

static gboolean
see_factories (const char *what, JsonNode *expected, const GValue *outcome, GError **error)
{
  return match_factories (what, expected, g_value_get_boxed (outcome), error);
}

static gboolean
see_report (const char *what, JsonNode *expected, const GValue *outcome, GError **error)
{
  return match_report (what, expected, g_value_get_object (outcome), error);
}

static const struct
{
  const char *verb;
  StepFunc act;
  gboolean (*see) (const char *what, JsonNode *expected, const GValue *outcome, GError **error);
  const char *more;
} verbs[] = {
  { "build", step_build, match, "with args" },
  { "build_text", step_build_text, match, "file" },
  { "build_elsewhere", step_build_elsewhere, match, "" },
  { "build_later", step_build_later, match, "" },
  { "validate", step_validate, see_report, "" },
  { "validate_text", step_validate_text, see_report, "file" },
  { "register", step_register, NULL, "in" },
  { "add", step_add, see_factory, "in duplicates" },
  { "unregister", step_unregister, NULL, "" },
  { "unregister_factory", step_unregister_factory, NULL, "" },
  { "freeze", step_freeze, NULL, "" },
  { "set", step_set, NULL, "" },
  { "begin", step_begin, NULL, "" },
  { "commit", step_commit, NULL, "" },
  { "revert", step_revert, NULL, "" },
  { "make", step_make, see_factory, "" },
  { "bind", step_bind, see_factory, "with!" },
  { "copy", step_copy, see_factory, "as" },
  { "change", step_change, NULL, "to!" },
  { "lookup", step_lookup, see_factory, "" },
  { "require", step_require, see_factory, "" },
  { "contains", step_contains, match, "" },
  { "lookup_all", step_lookup_all, see_factories, "" },
  { "list", step_list, match, "" },
  { "query", step_query, match, "" },
};

static GObject *
object_of (const GValue *outcome)
{
  return G_VALUE_HOLDS_OBJECT (outcome) ? g_value_get_object (outcome) : NULL;
}

static gboolean
expect_identity (World *world, JsonObject *step, const GValue *outcome, GError **error)
{
  GObject *object = object_of (outcome);
  const char *same = get_text (step, "same", NULL);
  const char *other = get_text (step, "other", NULL);
  GObject *kept;

  if (same == NULL && other == NULL)
    return TRUE;
  kept = find_in (world->kept, "object", same != NULL ? same : other, error);
  if (kept == NULL)
    return FALSE;
  if (object == NULL || (object == kept) != (same != NULL))
    return wrong (error, "%s “%s” was expected", same != NULL ? "the same as" : "other than",
                  same != NULL ? same : other);
  return TRUE;
}

static gboolean
expect_signals (World *world, JsonObject *step, GError **error)
{
  gboolean is_good;

  if (!has (step, "signals"))
    return TRUE;
  g_ptr_array_add (world->signals, NULL);
  is_good = match_names ("signals", json_object_get_member (step, "signals"),
                         (const char *const *) world->signals->pdata, error);
  g_ptr_array_set_size (world->signals, 0);
  return is_good;
}

static gboolean
expect_properties (JsonObject *step, const GValue *outcome, GError **error)
{
  GObject *object = object_of (outcome);

  if (!has (step, "has"))
    return TRUE;
  return object != NULL
           ? match_properties ("has", json_object_get_object_member (step, "has"), object, error)
           : wrong (error, "has: there is no object");
}

static gboolean
keep (World *world, JsonObject *step, const GValue *outcome, GError **error)
{
  GObject *object = object_of (outcome);

  if (!has (step, "keep"))
    return TRUE;
  if (object == NULL)
    return wrong (error, "keep: there is no object");
  g_hash_table_insert (world->kept, g_strdup (get_text (step, "keep", "")), g_object_ref (object));
  return TRUE;
}

static gboolean
expect_generation (JsonObject *step, guint64 before, guint64 after, GError **error)
{
  const char *wanted = get_text (step, "generation", NULL);

  if (wanted == NULL)
    return TRUE;
  if (!g_str_equal (wanted, "grows") && !g_str_equal (wanted, "same"))
    return wrong (error, "a generation grows or is the same, not “%s”", wanted);
  return (g_str_equal (wanted, "grows") ? after > before : after == before)
         || wrong (error, "generation: it %s was expected", wanted);
}

static guint64
generation_of (World *world, JsonObject *step)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), NULL);

  return source != NULL && GREG_IS_SOURCE (source)
           ? greg_source_dup_generation (GREG_SOURCE (source))
           : 0;
}

/* Whether it did, or failed, as was expected. */
static gboolean
attempt (World *world, JsonObject *step, StepFunc act, GValue *outcome, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GregReport) report = NULL;
  gboolean is_done = act (world, step, outcome, &problem);

  if (is_done && problem != NULL)
    return wrong (error, "succeeded with an error: %s", problem->message);
  if (is_done)
    return !has (step, "fails") || wrong (error, "a failure was expected");
  if (problem == NULL)
    return wrong (error, "failed without an error");
  if (problem->domain == WRONG)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!has (step, "fails"))
    return wrong (error, "failed: %s", problem->message);
  report = report_of (world, step);
  return match_error (json_object_get_member (step, "fails"), problem,
                      !is_call_with_values (world, step), report, error);
}

static int
verb_of (JsonObject *step, GError **error)
{
  int found = -1;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (!has (step, verbs[i].verb))
        continue;
      if (found >= 0)
        {
          wrong (error, "a step does one thing, not “%s” and “%s”", verbs[found].verb, verbs[i].verb);
          return -1;
        }
      found = i;
    }
  if (found < 0)
    wrong (error, "a step does one thing, not none");
  return found;
}

static gboolean
check_keys (JsonNode *node, int verb, GError **error)
{
  g_autofree char *keys = g_strdup_printf (
      "%s! %s on fails generation calls signals same other has keep%s", verbs[verb].verb,
      verbs[verb].more, verbs[verb].see != NULL ? " gives" : "");

  return take_keys ("step", node, keys, error);
}

gboolean
run_step (World *world, JsonNode *node, GError **error)
{
  JsonObject *step = json_node_get_object (node);
  g_auto (GValue) outcome = G_VALUE_INIT;
  int verb = verb_of (step, error);
  guint64 before;

  if (verb < 0 || !check_keys (node, verb, error))
    return FALSE;
  g_ptr_array_set_size (world->signals, 0);
  before = generation_of (world, step);
  if (!attempt (world, step, verbs[verb].act, &outcome, error))
    return FALSE;
  if (!G_IS_VALUE (&outcome))
    g_value_init (&outcome, G_TYPE_OBJECT);
  return (!has (step, "gives")
          || verbs[verb].see (verbs[verb].verb, json_object_get_member (step, "gives"), &outcome,
                              error))
         && (!has (step, "calls")
             || world_expect_calls (world, json_object_get_member (step, "calls"), error))
         && expect_signals (world, step, error) && expect_identity (world, step, &outcome, error)
         && expect_properties (step, &outcome, error) && keep (world, step, &outcome, error)
         && expect_generation (step, before, generation_of (world, step), error);
}
