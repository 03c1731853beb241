/* example-network.c - what stands for a neural network
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-network.h"

/* All that it does is to say what it is. */
struct _ExampleNetwork
{
  GObject parent_instance;

  char *title;
  guint layers;
  guint n_features; /* 0: it does not know */
};

enum
{
  PROP_TITLE = 1,
  PROP_LAYERS,
  PROP_N_FEATURES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ExampleNetwork, example_network, G_TYPE_OBJECT)

static void
example_network_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ExampleNetwork *self = EXAMPLE_NETWORK (object);

  switch (id)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_LAYERS:
      self->layers = g_value_get_uint (value);
      break;
    case PROP_N_FEATURES:
      self->n_features = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
example_network_finalize (GObject *object)
{
  g_free (EXAMPLE_NETWORK (object)->title);
  G_OBJECT_CLASS (example_network_parent_class)->finalize (object);
}

static void
example_network_class_init (ExampleNetworkClass *klass)
{
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = example_network_set_property;
  object_class->finalize = example_network_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "network", flags);
  props[PROP_LAYERS] = g_param_spec_uint ("layers", NULL, NULL, 1, G_MAXUINT, 1, flags);
  props[PROP_N_FEATURES] = g_param_spec_uint ("n-features", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
example_network_init (ExampleNetwork *self)
{
}

ExampleNetwork *
example_network_new (const char *title, guint layers)
{
  return g_object_new (EXAMPLE_TYPE_NETWORK, "title", title, "layers", layers, NULL);
}

const char *
example_network_get_title (ExampleNetwork *self)
{
  return self->title;
}

guint
example_network_get_layers (ExampleNetwork *self)
{
  return self->layers;
}

guint
example_network_get_n_features (ExampleNetwork *self)
{
  return self->n_features;
}
