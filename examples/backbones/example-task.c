/* example-task.c - tasks for networks, with the backbones that there are for them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-task.h"

#include "example-backbone.h"

/* A backbone turns a picture into features, which the task turns into classes. */
typedef struct
{
  ExampleNetwork *network;
  guint n_features;
  guint n_classes;
} ExampleTaskPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ExampleTask, example_task, G_TYPE_OBJECT)

typedef ExampleTask ExampleImageClassifier;
typedef ExampleTaskClass ExampleImageClassifierClass;
G_DEFINE_TYPE (ExampleImageClassifier, example_image_classifier, EXAMPLE_TYPE_TASK)

typedef ExampleTask ExampleImageSegmenter;
typedef ExampleTaskClass ExampleImageSegmenterClass;
G_DEFINE_TYPE (ExampleImageSegmenter, example_image_segmenter, EXAMPLE_TYPE_TASK)

static void
example_task_finalize (GObject *object)
{
  ExampleTaskPrivate *priv = example_task_get_instance_private (EXAMPLE_TASK (object));

  g_clear_object (&priv->network);
  G_OBJECT_CLASS (example_task_parent_class)->finalize (object);
}

static void
example_task_class_init (ExampleTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = example_task_finalize;

  /* Several backbones may have one name, for different namespaces. */
  klass->backbones = greg_registry_new ("backbones", G_TYPE_NONE);
  greg_registry_set_duplicates (klass->backbones, GREG_DUPLICATES_STACK);
}

static void
example_task_init (ExampleTask *self)
{
  ExampleTaskPrivate *priv = example_task_get_instance_private (self);

  priv->n_classes = 10;
}

static void
example_image_classifier_class_init (ExampleImageClassifierClass *klass)
{
  klass->namespace = EXAMPLE_CLASSIFICATION;
}

static void
example_image_classifier_init (ExampleImageClassifier *self)
{
}

static void
example_image_segmenter_class_init (ExampleImageSegmenterClass *klass)
{
  klass->namespace = EXAMPLE_SEGMENTATION;
}

static void
example_image_segmenter_init (ExampleImageSegmenter *self)
{
}

static GregQuery *
new_query (ExampleTaskClass *klass)
{
  GregQuery *query = greg_query_new ();

  greg_query_match_string (query, "namespace", klass->namespace);
  greg_query_set_stacked (query, TRUE);
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  return query;
}

/* The names of the backbones for this task, with commas in between. */
char *
example_task_list_backbones (ExampleTaskClass *klass, gboolean only_pretrained)
{
  g_autoptr (GregQuery) query = new_query (klass);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_auto (GValue) yes = G_VALUE_INIT;

  g_value_init (&yes, G_TYPE_BOOLEAN);
  g_value_set_boolean (&yes, TRUE);
  if (only_pretrained)
    greg_query_match_equal (query, "pretrained", &yes);

  found = greg_source_query (GREG_SOURCE (klass->backbones), query);
  for (guint i = 0; i < found->len; i++)
    g_strv_builder_add (builder, greg_factory_get_name (g_ptr_array_index (found, i)));
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

/* The first backbone of that name that is for this task. */
static GregFactory *
find_backbone (ExampleTaskClass *klass, const char *name, GError **error)
{
  GregSource *backbones = GREG_SOURCE (klass->backbones);
  g_autoptr (GregQuery) query = new_query (klass);
  g_autoptr (GPtrArray) candidates = greg_source_lookup_all (backbones, name);
  g_autoptr (GregFactory) other = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      if (greg_query_matches (query, g_ptr_array_index (candidates, i)))
        return g_object_ref (g_ptr_array_index (candidates, i));
    }

  other = greg_source_require (backbones, name, error); /* says which names are near */
  if (other != NULL)
    g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "“%s” is there, but not for %s", name,
                 klass->namespace);
  return NULL;
}

/* A name stands for what is found first. To build with another factory of that name, it is added to
 * a registry in which it is alone. */
static gboolean
build_with (GregFactory *factory, GregConfig *arguments, GValue *product, GError **error)
{
  g_autoptr (GregRegistry) alone = greg_registry_new (NULL, G_TYPE_NONE);
  g_autoptr (GregFactory) bound = greg_factory_bind (factory, arguments, error);
  g_autoptr (GregConfig) name = NULL;

  if (bound == NULL || !greg_registry_add (alone, bound, error))
    return FALSE;
  name = greg_config_new_from_variant (g_variant_new_string (greg_factory_get_name (bound)), NULL,
                                       error);
  return name != NULL && greg_source_build_value (GREG_SOURCE (alone), name, product, error);
}

/* Either the network knows how many features it gives, or they come beside it. */
static void
take_backbone (ExampleTask *self, const GValue *product)
{
  ExampleTaskPrivate *priv = example_task_get_instance_private (self);

  if (G_VALUE_HOLDS (product, EXAMPLE_TYPE_BACKBONE))
    {
      const ExampleBackbone *backbone = g_value_get_boxed (product);

      priv->network = g_object_ref (backbone->network);
      priv->n_features = backbone->n_features;
    }
  else
    {
      priv->network = g_value_dup_object (product);
      priv->n_features = example_network_get_n_features (priv->network);
    }
}

/* `arguments` are an object in JSON. */
ExampleTask *
example_task_new (ExampleTaskClass *klass,
                  const char *backbone,
                  const char *arguments,
                  GError **error)
{
  g_autoptr (GregFactory) factory = find_backbone (klass, backbone, error);
  g_autoptr (GregConfig) config = NULL;
  g_auto (GValue) product = G_VALUE_INIT;
  ExampleTask *self;

  if (factory == NULL)
    return NULL;
  config = greg_config_new_from_json (arguments, -1, NULL, error);
  if (config == NULL || !build_with (factory, config, &product, error))
    return NULL;
  self = g_object_new (G_TYPE_FROM_CLASS (klass), NULL);
  take_backbone (self, &product);
  return self;
}

char *
example_task_to_string (ExampleTask *self)
{
  ExampleTaskPrivate *priv = example_task_get_instance_private (self);

  return g_strdup_printf ("%s, %u layers → %u features → %u classes",
                          example_network_get_title (priv->network),
                          example_network_get_layers (priv->network), priv->n_features,
                          priv->n_classes);
}
