/* example-task.c - tasks for networks; each kind of task has a registry of backbones
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-task.h"

typedef struct
{
  ExampleNetwork *network;
} ExampleTaskPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ExampleTask, example_task, G_TYPE_OBJECT)

typedef ExampleTask ExampleClassifier;
typedef ExampleTaskClass ExampleClassifierClass;
G_DEFINE_TYPE (ExampleClassifier, example_classifier, EXAMPLE_TYPE_TASK)

typedef ExampleTask ExampleSegmenter;
typedef ExampleTaskClass ExampleSegmenterClass;
G_DEFINE_TYPE (ExampleSegmenter, example_segmenter, EXAMPLE_TYPE_TASK)

#define PRIV(self) ((ExampleTaskPrivate *) example_task_get_instance_private (self))

/* What a class registers is written here: that it fails would be a mistake of this program. */
static void
add (GregRegistry *backbones, const char *name, const char *defaults, gboolean pretrained)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, EXAMPLE_TYPE_NETWORK);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, pretrained);
  if (!greg_factory_set_defaults_json (factory, defaults, &error)
      || !greg_factory_set_metadata (factory, "pretrained", &value, &error)
      || !greg_registry_add (backbones, factory, &error))
    g_error ("%s", error->message);
}

static void
example_task_finalize (GObject *object)
{
  g_clear_object (&PRIV (EXAMPLE_TASK (object))->network);
  G_OBJECT_CLASS (example_task_parent_class)->finalize (object);
}

/* The base type is for all kinds of tasks. */
static void
example_task_class_init (ExampleTaskClass *klass)
{
  GregRegistry *backbones = GREG_CLASS_REGISTRY (klass, "backbones", EXAMPLE_TYPE_NETWORK);

  G_OBJECT_CLASS (klass)->finalize = example_task_finalize;
  add (backbones, "mlp", "{\"title\": \"mlp\", \"layers\": 3}", FALSE);
  add (backbones, "resnet", "{\"title\": \"resnet\", \"layers\": 18}", TRUE);
}

static void
example_task_init (ExampleTask *self)
{
}

/* One backbone more. */
static void
example_classifier_class_init (ExampleClassifierClass *klass)
{
  GregRegistry *backbones = GREG_CLASS_REGISTRY (klass, "backbones", G_TYPE_NONE);

  add (backbones, "vit", "{\"title\": \"vit\", \"layers\": 12}", TRUE);
}

static void
example_classifier_init (ExampleClassifier *self)
{
}

/* One more, one that stands before another, and one that is of no use here. */
static void
example_segmenter_class_init (ExampleSegmenterClass *klass)
{
  GregRegistry *backbones = GREG_CLASS_REGISTRY (klass, "backbones", G_TYPE_NONE);

  add (backbones, "unet", "{\"title\": \"unet\", \"layers\": 23}", FALSE);
  add (backbones, "resnet", "{\"title\": \"dilated resnet\", \"layers\": 50}", TRUE);
  greg_registry_mask (backbones, "mlp", NULL);
}

static void
example_segmenter_init (ExampleSegmenter *self)
{
}

static ExampleTask *
new_task (GType type, ExampleNetwork *network)
{
  ExampleTask *self = g_object_new (type, NULL);

  PRIV (self)->network = network;
  return self;
}

ExampleTask *
example_task_new (GType type, const char *backbone, const char *arguments, GError **error)
{
  GregSource *backbones = GREG_SOURCE (example_task_get_backbones (type));
  g_autoptr (GregConfig) config = NULL;
  GObject *network;

  if (arguments != NULL)
    {
      config = greg_config_new_from_json (arguments, -1, NULL, error);
      if (config == NULL)
        return NULL;
    }
  network = greg_source_build_with_config (backbones, backbone, config, error);
  return network != NULL ? new_task (type, EXAMPLE_NETWORK (network)) : NULL;
}

ExampleTask *
example_task_new_for_func (GType type, ExampleTaskFunc func)
{
  return new_task (type, func ());
}

GregRegistry *
example_task_get_backbones (GType type)
{
  return greg_class_registry_get (type, "backbones");
}

char *
example_task_to_string (ExampleTask *self)
{
  ExampleNetwork *network = PRIV (self)->network;

  return g_strdup_printf ("%s with %s, %u layers", G_OBJECT_TYPE_NAME (self),
                          example_network_get_title (network), example_network_get_layers (network));
}
