/* backbones.c - tasks that find the backbones of their networks in a registry
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <locale.h>
#include <stdlib.h>

#include "example-backbone.h"
#include "example-task.h"

/* Hands over a network and how many features it gives: not an object, but a value. */
static void
return_backbone (GregContext *context, ExampleNetwork *network, guint n_features)
{
  g_auto (GValue) product = G_VALUE_INIT;

  g_value_init (&product, EXAMPLE_TYPE_BACKBONE);
  g_value_take_boxed (&product, example_backbone_new (network, n_features));
  greg_context_return_value (context, &product);
}

static GObject *
make_tiny (GregContext *context, gpointer user_data, GError **error)
{
  g_autoptr (ExampleNetwork) network = example_network_new ("tiny", 3);

  return_backbone (context, network,
                   g_value_get_uint (greg_context_get_value (context, "width")));
  return NULL;
}

static GObject *
make_resnet (GregContext *context, gpointer user_data, GError **error)
{
  guint depth = g_value_get_uint (greg_context_get_value (context, "depth"));
  const char *title = g_value_get_string (greg_context_get_value (context, "title"));
  g_autofree char *full_title = g_strdup_printf ("%s%u", title, depth);
  g_autoptr (ExampleNetwork) network = example_network_new (full_title, depth);

  return_backbone (context, network, depth < 50 ? 512 : 2048);
  return NULL;
}

/* Every key is free metadata; these two are what the tasks ask for. */
static gboolean
add (GregRegistry *backbones,
     GregFactory *factory,
     const char *namespace,
     gboolean pretrained,
     GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, pretrained);
  return greg_factory_set_metadata_string (factory, "namespace", namespace, error)
         && greg_factory_set_metadata (factory, "pretrained", &value, error)
         && greg_registry_add (backbones, factory, error);
}

/* A function. What it declares is checked before it is called. */
static gboolean
register_tiny (GregRegistry *backbones, GError **error)
{
  g_autoptr (GregFactory) tiny = NULL;

  tiny = greg_factory_new_for_func ("tiny", EXAMPLE_TYPE_BACKBONE, make_tiny, NULL, NULL);
  return greg_factory_declare (tiny, "width", G_TYPE_UINT, FALSE, "16", NULL, error)
         && add (backbones, tiny, EXAMPLE_CLASSIFICATION, FALSE, error);
}

/* The same function once more, with some arguments bound and under another name. */
static gboolean
register_resnet (GregRegistry *backbones,
                 GregFactory *resnet,
                 const char *name,
                 const char *arguments,
                 const char *namespace,
                 GError **error)
{
  g_autoptr (GregConfig) config = greg_config_new_from_json (arguments, -1, NULL, error);
  g_autoptr (GregFactory) bound = NULL;
  g_autoptr (GregFactory) named = NULL;

  if (config == NULL)
    return FALSE;
  bound = greg_factory_bind (resnet, config, error);
  if (bound == NULL)
    return FALSE;
  named = greg_factory_copy (bound, name);
  return add (backbones, named, namespace, TRUE, error);
}

/* Two of them have one name, for different tasks. */
static gboolean
register_resnets (GregRegistry *backbones, GError **error)
{
  g_autoptr (GregFactory) resnet = NULL;

  resnet = greg_factory_new_for_func ("resnet", EXAMPLE_TYPE_BACKBONE, make_resnet, NULL, NULL);
  return greg_factory_declare (resnet, "depth", G_TYPE_UINT, TRUE, NULL, NULL, error)
         && greg_factory_declare (resnet, "title", G_TYPE_STRING, FALSE, "\"resnet\"", NULL, error)
         && register_resnet (backbones, resnet, "resnet18", "{\"depth\": 18}",
                             EXAMPLE_CLASSIFICATION, error)
         && register_resnet (backbones, resnet, "resnet50", "{\"depth\": 50}",
                             EXAMPLE_CLASSIFICATION, error)
         && register_resnet (backbones, resnet, "resnet50",
                             "{\"depth\": 50, \"title\": \"dilated resnet\"}",
                             EXAMPLE_SEGMENTATION, error);
}

/* A type, with arguments of its own for this name. */
static gboolean
register_vit (GregRegistry *backbones, GError **error)
{
  g_autoptr (GregFactory) vit = greg_factory_new_for_type ("vit", EXAMPLE_TYPE_NETWORK);

  return greg_factory_set_defaults_json (vit,
                                         "{\"title\": \"vit\", \"layers\": 12, "
                                         "\"n-features\": 768}",
                                         error)
         && add (backbones, vit, EXAMPLE_CLASSIFICATION, TRUE, error);
}

static void
print_names (const char *title, ExampleTaskClass *klass, gboolean only_pretrained)
{
  g_autofree char *names = example_task_list_backbones (klass, only_pretrained);

  g_print ("%s: %s\n", title, names);
}

static void
print_candidates (GregRegistry *backbones, const char *name)
{
  g_autoptr (GPtrArray) candidates = greg_source_lookup_all (GREG_SOURCE (backbones), name);

  g_print ("\nEvery “%s”:\n", name);
  for (guint i = 0; i < candidates->len; i++)
    g_print ("  %s\n", g_value_get_string (
                           greg_factory_get_metadata (candidates->pdata[i], "namespace")));
}

static void
print_task (ExampleTaskClass *klass, const char *backbone, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ExampleTask) task = example_task_new (klass, backbone, arguments, &error);
  g_autofree char *text = task != NULL ? example_task_to_string (task) : NULL;

  g_print ("%s\n", task != NULL ? text : error->message);
}

int
main (void)
{
  g_autoptr (GTypeClass) classifier = g_type_class_ref (EXAMPLE_TYPE_IMAGE_CLASSIFIER);
  g_autoptr (GTypeClass) segmenter = g_type_class_ref (EXAMPLE_TYPE_IMAGE_SEGMENTER);
  ExampleTaskClass *classify = (ExampleTaskClass *) classifier;
  ExampleTaskClass *segment = (ExampleTaskClass *) segmenter;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!register_tiny (classify->backbones, &error)
      || !register_resnets (classify->backbones, &error)
      || !register_vit (classify->backbones, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  print_names ("For image classification", classify, FALSE);
  print_names ("… and pretrained", classify, TRUE);
  print_names ("For image segmentation", segment, FALSE);
  print_candidates (classify->backbones, "resnet50");

  g_print ("\n");
  print_task (classify, "tiny", "{}");
  print_task (classify, "tiny", "{\"width\": 32}");
  print_task (classify, "resnet50", "{}");
  print_task (segment, "resnet50", "{}");
  print_task (classify, "vit", "{}");

  g_print ("\n");
  print_task (classify, "resnet5", "{}");
  print_task (segment, "vit", "{}");
  return EXIT_SUCCESS;
}
