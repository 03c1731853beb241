/* task-classes.c - tasks whose classes have registries, which kinds of tasks inherit and change
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "example-task.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What a task of this kind can be made with, and which class has registered it. */
static void
print_available (GType type)
{
  GregRegistry *backbones = example_task_get_backbones (type);
  g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (backbones));

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  g_print ("%s has\n", g_type_name (type));
  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GregRegistry) level = greg_registry_find_level (backbones, *name);

      g_print ("  %s from %s\n", *name, greg_source_get_name (GREG_SOURCE (level)));
    }
}

static void
print_pretrained (GType type)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_query_match_one_of (query, "pretrained", g_variant_new ("(b)", TRUE));
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  found = greg_source_query (GREG_SOURCE (example_task_get_backbones (type)), query);
  g_print ("\nPretrained for %s:", g_type_name (type));
  for (guint i = 0; i < found->len; i++)
    g_print (" %s", greg_factory_get_name (found->pdata[i]));
  g_print ("\n");
}

static ExampleNetwork *
make_own (void)
{
  return example_network_new ("my own", 5);
}

/* Takes the task. */
static void
print_task (ExampleTask *task, const GError *error)
{
  g_autofree char *text = task != NULL ? example_task_to_string (task) : NULL;

  g_print ("%s\n", text != NULL ? text : error->message);
  g_clear_object (&task);
}

static void
try_task (GType type, const char *backbone, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  ExampleTask *task = example_task_new (type, backbone, arguments, &error);

  print_task (task, error);
}

int
main (void)
{
  setlocale (LC_ALL, "");
  print_available (EXAMPLE_TYPE_SEGMENTER);
  print_available (EXAMPLE_TYPE_CLASSIFIER);
  print_available (EXAMPLE_TYPE_TASK);
  print_pretrained (EXAMPLE_TYPE_CLASSIFIER);

  g_print ("\nBy name, by name and arguments, by function:\n");
  try_task (EXAMPLE_TYPE_CLASSIFIER, "resnet", NULL);
  try_task (EXAMPLE_TYPE_SEGMENTER, "resnet", NULL);
  try_task (EXAMPLE_TYPE_CLASSIFIER, "resnet", "{\"layers\": 34}");
  print_task (example_task_new_for_func (EXAMPLE_TYPE_SEGMENTER, make_own), NULL);

  g_print ("\nNot there:\n");
  try_task (EXAMPLE_TYPE_SEGMENTER, "mlp", NULL);
  try_task (EXAMPLE_TYPE_TASK, "resnt", NULL);
  return 0;
}
