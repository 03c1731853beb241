/* hierarchy.c - two frameworks under one root, which build with each other's models
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <locale.h>

#include "example-model.h"

/* What is registered is written here: that it fails would be a mistake of this program. */
static void
add (GregRegistry *registry, const char *name, const char *defaults)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, EXAMPLE_TYPE_MODEL);
  g_autoptr (GError) error = NULL;

  if (!greg_factory_set_defaults_json (factory, defaults, &error)
      || !greg_registry_add (registry, factory, &error))
    g_error ("%s", error->message);
}

static GregRegistry *
add_framework (GregRegistry *models, const char *scope)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *framework = greg_registry_new_child (models, NULL, G_TYPE_NONE, scope, &error);

  if (framework == NULL)
    g_error ("%s", error->message);
  return framework;
}

/* Stands for a module that is imported, and registers what it has. */
static gboolean
load_classification (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  g_print ("  “%s” is missing in %s, which loads its models\n", name,
           greg_source_get_name (GREG_SOURCE (registry)));
  add (registry, "vit", "{\"title\": \"ViT\"}");
  add (registry, "resnet", "{\"title\": \"ResNet-50\"}");
  add (registry, "classifier", "{\"title\": \"classifier\"}");
  return TRUE;
}

/* Set on the root, it makes what is asked of the registries below as well. */
static GObject *
make (GregSource *source,
      GregFactory *factory,
      GregContext *context,
      gpointer user_data,
      GError **error)
{
  g_print ("  %s makes %s\n", greg_source_get_name (source), greg_factory_get_name (factory));
  return greg_factory_create (factory, context, error);
}

static void
draw (GregRegistry *registry)
{
  g_autofree char *drawn = greg_source_to_string (GREG_SOURCE (registry));

  g_print ("%s\n\n", drawn);
}

static void
build (GregRegistry *registry, const char *title, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) model = NULL;
  g_autofree char *text = NULL;

  g_print ("%s\n", title);
  model = greg_source_build_json (GREG_SOURCE (registry), json, -1, &error);
  if (model == NULL)
    g_error ("%s", error->message);
  text = example_model_to_string (EXAMPLE_MODEL (model));
  g_print ("  → %s\n\n", text);
}

static void
print_failure (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = NULL;

  factory = greg_source_require (GREG_SOURCE (registry), name, &error);
  g_print ("%s\n", factory != NULL ? "found, which it should not be" : error->message);
}

int
main (void)
{
  g_autoptr (GregRegistry) models = greg_registry_new ("models", EXAMPLE_TYPE_MODEL);
  g_autoptr (GregRegistry) detection = add_framework (models, "det");
  g_autoptr (GregRegistry) classification = add_framework (models, "cls");
  g_autofree char *steps = NULL;

  setlocale (LC_ALL, "");
  add (models, "resnet", "{\"title\": \"ResNet-18\"}");
  add (models, "linear", "{\"title\": \"linear\"}");
  add (detection, "yolo", "{\"title\": \"YOLO\"}");
  add (detection, "boxes", "{\"title\": \"boxes\"}");
  greg_registry_mask (detection, "linear", NULL);
  greg_registry_add_loader (classification, "classification models", load_classification, NULL,
                            NULL);
  greg_source_set_build_func (GREG_SOURCE (models), make, NULL, NULL);
  draw (models);

  build (detection, "Its own parts, and one of the root:",
         "{\"type\": \"yolo\", \"backbone\": \"resnet\", \"head\": \"boxes\"}");
  build (detection, "A part of the other framework:",
         "{\"type\": \"yolo\", \"backbone\": \"cls.vit\", \"head\": \"boxes\"}");
  build (detection, "A part that is built with all its parts as the other framework would:",
         "{\"type\": \"yolo\","
         " \"backbone\": {\"type\": \"classifier\", \"$scope\": \"cls\","
         "                \"backbone\": \"resnet\", \"head\": \"linear\"},"
         " \"head\": \"boxes\"}");
  draw (models);

  print_failure (detection, "linear");
  print_failure (detection, "vit");
  steps = greg_source_explain (GREG_SOURCE (detection), "cls.yolo");
  g_print ("\nWhere “cls.yolo” is looked for:\n%s\n", steps);
  return 0;
}
