/* driver-steps.c - what a case can do, and what it can say about the outcome
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

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
  { "peek", step_peek, see_factory, "" },
  { "membership", step_membership, match, "" },
  { "list", step_list, match, "own" },
  { "query", step_query, match, "" },
  { "set_up", step_set_up, NULL, "" },
  { "drop", step_drop, NULL, "" },
  { "mask", step_mask, NULL, "" },
  { "unmask", step_unmask, NULL, "" },
  { "masks", step_masks, match, "" },
  { "children", step_children, match, "" },
  { "level", step_level, match, "" },
  { "scope", step_scope, match, "" },
  { "shadowed", step_shadowed, match, "" },
  { "explain", step_explain, match_text, "" },
  { "draw", step_draw, match_text, "" },
  { "class_registry", step_class_registry, match, "of!" },
  { "class_registries", step_class_registries, match, "" },
  { "available", step_available, match, "of! with" },
  { "append", step_append, NULL, "prefix" },
  { "insert", step_insert, NULL, "prefix at!" },
  { "remove", step_remove, NULL, "" },
  { "move", step_move, NULL, "at!" },
  { "default", step_default, NULL, "" },
  { "sources", step_sources, match, "" },
  { "prefixes", step_prefixes, match, "" },
  { "source", step_source, match, "" },
  { "find_source", step_find_source, match, "" },
  { "invalidate", step_invalidate, NULL, "" },
  { "failure", step_failure, match, "" },
  { "extend", step_extend, NULL, "" },
  { "watch", step_watch, NULL, "replay" },
  { "unwatch", step_unwatch, NULL, "" },
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
  kept = world_recall (world, same != NULL ? same : other, error);
  if (kept == NULL)
    return FALSE;
  if (object == NULL || (object == kept) != (same != NULL))
    return wrong (error, "%s “%s” was expected", same != NULL ? "the same as" : "other than",
                  same != NULL ? same : other);
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Of one source in order; else who said that it changed. */
static gboolean
match_signals (World *world, const char *key, const char *source, JsonNode *expected, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < world->signals->len; i++)
    {
      Signal *signal = world->signals->pdata[i];
      gboolean is_change = g_str_equal (signal->text, "changed");

      if (source != NULL && g_str_equal (signal->source, source))
        g_ptr_array_add (found, signal->text);
      else if (source == NULL && is_change
               && !g_ptr_array_find_with_equal_func (found, signal->source, g_str_equal, NULL))
        g_ptr_array_add (found, signal->source);
    }
  if (source == NULL)
    g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);
  return match_names (key, expected, (const char *const *) found->pdata, error);
}

static gboolean
expect_signals (World *world, JsonObject *step, GError **error)
{
  return (!has (step, "signals")
          || match_signals (world, "signals", world_label (world, step),
                            json_object_get_member (step, "signals"), error))
         && (!has (step, "changed")
             || match_signals (world, "changed", NULL, json_object_get_member (step, "changed"),
                               error));
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

static GHashTable *
generations_of (World *world)
{
  GHashTable *generations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, source;

  g_hash_table_iter_init (&iter, world->sources);
  while (g_hash_table_iter_next (&iter, &name, &source))
    {
      guint64 generation = GREG_IS_SOURCE (source) ? greg_source_dup_generation (source) : 0;

      g_hash_table_insert (generations, g_strdup (name), g_memdup2 (&generation, sizeof generation));
    }
  return generations;
}

typedef struct
{
  GHashTable *before;
  GHashTable *after;
} Generations;

static gboolean
match_generation (const char *name, JsonNode *expected, gpointer data, GError **error)
{
  Generations *generations = data;
  const char *wanted = json_node_get_string (expected);
  guint64 *before = find_in (generations->before, "source", name, error);
  guint64 *after = before != NULL ? find_in (generations->after, "source", name, error) : NULL;

  if (after == NULL)
    return FALSE;
  if (!g_str_equal (wanted, "grows") && !g_str_equal (wanted, "same"))
    return wrong (error, "a generation grows or is the same, not “%s”", wanted);
  return (g_str_equal (wanted, "grows") ? *after > *before : *after == *before)
         || wrong (error, "generation of %s: it %s was expected", name, wanted);
}

/* Of the step's source, or of all that an object names. */
static gboolean
expect_generation (World *world, JsonObject *step, GHashTable *before, GError **error)
{
  g_autoptr (GHashTable) after = generations_of (world);
  Generations generations = { before, after };
  JsonNode *expected;

  if (!has (step, "generation"))
    return TRUE;
  expected = json_object_get_member (step, "generation");
  return JSON_NODE_HOLDS_OBJECT (expected)
           ? each_member (json_node_get_object (expected), match_generation, &generations, error)
           : match_generation (world_label (world, step), expected, &generations, error);
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
      "%s! %s on fails generation calls signals changed told same other has keep%s", verbs[verb].verb,
      verbs[verb].more, verbs[verb].see != NULL ? " gives" : "");

  return take_keys ("step", node, keys, error);
}

gboolean
run_step (World *world, JsonNode *node, GError **error)
{
  JsonObject *step = json_node_get_object (node);
  g_auto (GValue) outcome = G_VALUE_INIT;
  int verb = verb_of (step, error);
  g_autoptr (GHashTable) before = NULL;

  if (verb < 0 || !check_keys (node, verb, error))
    return FALSE;
  g_ptr_array_set_size (world->signals, 0);
  before = generations_of (world);
  if (!attempt (world, step, verbs[verb].act, &outcome, error))
    return FALSE;
  if (!G_IS_VALUE (&outcome))
    g_value_init (&outcome, G_TYPE_OBJECT);
  return (!has (step, "gives")
          || verbs[verb].see (verbs[verb].verb, json_object_get_member (step, "gives"), &outcome,
                              error))
         && (!has (step, "calls")
             || world_expect_calls (world, json_object_get_member (step, "calls"), error))
         && expect_signals (world, step, error) && expect_told (world, step, error)
         && expect_identity (world, step, &outcome, error)
         && expect_properties (step, &outcome, error) && keep (world, step, &outcome, error)
         && expect_generation (world, step, before, error);
}
