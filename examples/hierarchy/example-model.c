/* example-model.c - what stands for a model, which may have other models as its parts
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-model.h"

/* All that it does is to say what it is. */
struct _ExampleModel
{
  GObject parent_instance;

  char *title;
  ExampleModel *backbone;
  ExampleModel *head;
};

enum
{
  PROP_TITLE = 1,
  PROP_BACKBONE,
  PROP_HEAD,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ExampleModel, example_model, G_TYPE_OBJECT)

static void
example_model_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ExampleModel *self = EXAMPLE_MODEL (object);

  switch (id)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_BACKBONE:
      self->backbone = g_value_dup_object (value);
      break;
    case PROP_HEAD:
      self->head = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
example_model_finalize (GObject *object)
{
  ExampleModel *self = EXAMPLE_MODEL (object);

  g_free (self->title);
  g_clear_object (&self->backbone);
  g_clear_object (&self->head);
  G_OBJECT_CLASS (example_model_parent_class)->finalize (object);
}

static void
example_model_class_init (ExampleModelClass *klass)
{
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = example_model_set_property;
  object_class->finalize = example_model_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "model", flags);
  props[PROP_BACKBONE]
      = g_param_spec_object ("backbone", NULL, NULL, EXAMPLE_TYPE_MODEL, flags);
  props[PROP_HEAD] = g_param_spec_object ("head", NULL, NULL, EXAMPLE_TYPE_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
example_model_init (ExampleModel *self)
{
}

char *
example_model_to_string (ExampleModel *self)
{
  g_autofree char *backbone = NULL;
  g_autofree char *head = NULL;

  if (self->backbone == NULL || self->head == NULL)
    return g_strdup (self->title);
  backbone = example_model_to_string (self->backbone);
  head = example_model_to_string (self->head);
  return g_strdup_printf ("%s [%s, %s]", self->title, backbone, head);
}
