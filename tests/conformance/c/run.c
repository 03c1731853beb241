/* run.c - runs the conformance cases in C, reported as TAP
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Usage: run FILE... */

#include "driver.h"

#include <locale.h>
#include <string.h>

static const char *const all_ways[] = { "call", "config", "text", NULL };
static const char *const one_way[] = { "config", NULL };

/* One time that a case is run. */
typedef struct
{
  char *title;
  char *way;
  JsonNode *given; /* the case */
  JsonNode *setup; /* that of the file */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->title);
  g_free (run->way);
  json_node_unref (run->given);
  json_node_unref (run->setup);
  g_free (run);
}

/* ---- planning ---- */

static gboolean
builds_by_name (JsonObject *given)
{
  JsonArray *steps = json_object_get_array_member (given, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonNode *step = json_array_get_element (steps, i);

      if (JSON_NODE_HOLDS_OBJECT (step) && has (json_node_get_object (step), "build")
          && is_text (json_object_get_member (json_node_get_object (step), "build")))
        return TRUE;
    }
  return FALSE;
}

static char **
ways_of (JsonObject *given)
{
  g_autoptr (GStrvBuilder) ways = g_strv_builder_new ();
  JsonArray *said = has (given, "ways") ? json_object_get_array_member (given, "ways") : NULL;

  if (said == NULL)
    return g_strdupv ((char **) (builds_by_name (given) ? all_ways : one_way));
  for (guint i = 0; i < json_array_get_length (said); i++)
    g_strv_builder_add (ways, json_array_get_string_element (said, i));
  return g_strv_builder_end (ways);
}

static gboolean
show_cell (const char *key, JsonNode *value, gpointer title, GError **error)
{
  g_autofree char *text = show (value);

  g_string_append_printf (title, ", %s", text);
  return TRUE;
}

static void
plan_row (GPtrArray *runs, const char *file, JsonNode *node, JsonObject *row, JsonNode *setup)
{
  g_autoptr (JsonNode) given = replace (node, row);
  JsonObject *object = json_node_get_object (given);
  g_auto (GStrv) ways = ways_of (object);

  for (guint i = 0; ways[i] != NULL; i++)
    {
      GString *title = g_string_new (file);
      Run *run = g_new0 (Run, 1);

      g_string_append_printf (title, ": %s", get_text (object, "name", "?"));
      each_member (row, show_cell, title, NULL);
      if (ways[1] != NULL)
        g_string_append_printf (title, " (by %s)", ways[i]);
      run->title = g_string_free (title, FALSE);
      run->way = g_strdup (ways[i]);
      run->given = json_node_ref (given);
      run->setup = replace (setup, row);
      g_ptr_array_add (runs, run);
    }
}

static void
plan_case (GPtrArray *runs, const char *file, JsonNode *node, JsonNode *setup)
{
  JsonObject *given = json_node_get_object (node);
  JsonArray *rows = has (given, "each") ? json_object_get_array_member (given, "each") : NULL;
  g_autoptr (JsonObject) none = json_object_new ();

  if (rows == NULL)
    plan_row (runs, file, node, none, setup);
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    plan_row (runs, file, node, json_array_get_object_element (rows, i), setup);
}

static gboolean
plan_file (GPtrArray *runs, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (JsonNode) setup = NULL;
  JsonObject *document;
  JsonArray *cases;

  if (!json_parser_load_from_file (parser, path, error)
      || !take_keys (name, json_parser_get_root (parser), "about! cases! setup", error))
    return FALSE;
  *strchr (name, '.') = '\0';
  document = json_node_get_object (json_parser_get_root (parser));
  setup = has (document, "setup")
            ? json_node_copy (json_object_get_member (document, "setup"))
            : json_from_string ("{}", NULL);
  cases = json_object_get_array_member (document, "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    plan_case (runs, name, json_array_get_element (cases, i), setup);
  return TRUE;
}

/* ---- running ---- */

static gboolean
run_steps (World *world, Run *run, GError **error)
{
  JsonObject *given = json_node_get_object (run->given);
  JsonArray *steps = json_object_get_array_member (given, "steps");
  g_autoptr (JsonObject) setup = json_object_new ();

  each_member (json_node_get_object (run->setup), put_member, setup, NULL);
  if (has (given, "setup"))
    each_member (json_object_get_object_member (given, "setup"), put_member, setup, NULL);
  if (!world_set_up (world, setup, error))
    {
      g_prefix_error (error, "set up: ");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      g_autofree char *shown = show (json_array_get_element (steps, i));

      if (!run_step (world, json_array_get_element (steps, i), error))
        {
          g_prefix_error (error, "step %u, %s\n", i + 1, shown);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
run_case (Run *run, GError **error)
{
  World *world;
  gboolean is_good;

  if (!take_keys ("case", run->given, "name! steps! setup each ways skip because", error))
    return FALSE;
  if (!g_strv_contains (all_ways, run->way))
    return wrong (error, "there is no way “%s”", run->way);
  world = world_new (run->way);
  is_good = run_steps (world, run, error);
  return world_free (world, is_good ? error : NULL) && is_good;
}

/* NULL, or what was wrong; a case with "because" must be wrong in just that way. */
static char *
verdict (Run *run)
{
  const char *reason = get_text (json_node_get_object (run->given), "because", NULL);
  g_autoptr (GError) error = NULL;

  if (run_case (run, &error))
    return reason != NULL ? g_strdup_printf ("the case must fail, because %s", reason) : NULL;
  return reason != NULL && error->domain == WRONG && strstr (error->message, reason) != NULL
           ? NULL
           : g_strdup (error->message);
}

static gboolean
report (Run *run, guint number)
{
  JsonObject *given = json_node_get_object (run->given);
  JsonObject *skips = has (given, "skip") ? json_object_get_object_member (given, "skip") : NULL;
  g_autofree char *problem = NULL;
  g_auto (GStrv) lines = NULL;

  if (skips != NULL && has (skips, "c"))
    {
      g_print ("ok %u %s # SKIP %s\n", number, run->title, get_text (skips, "c", ""));
      return TRUE;
    }
  problem = verdict (run);
  g_print ("%s %u %s\n", problem == NULL ? "ok" : "not ok", number, run->title);
  lines = g_strsplit (problem != NULL ? problem : "", "\n", -1);
  for (guint i = 0; problem != NULL && lines[i] != NULL; i++)
    g_print ("# %s\n", lines[i]);
  return problem == NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (run_free);
  g_autoptr (GError) error = NULL;
  gboolean is_good = TRUE;

  setlocale (LC_ALL, "");
  ensure_types ();
  for (int i = 1; i < argc; i++)
    {
      if (!plan_file (runs, argv[i], &error))
        {
          g_print ("Bail out! %s: %s\n", argv[i], error->message);
          return 1;
        }
    }
  g_print ("1..%u\n", runs->len);
  for (guint i = 0; i < runs->len; i++)
    is_good = report (runs->pdata[i], i + 1) && is_good;
  return is_good ? 0 : 1;
}
