/* example-element.c - a factory that makes one kind of GStreamer element
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-element.h"

struct _ExampleElement
{
  GregFactory parent_instance;

  GstElementFactory *feature;
};

G_DEFINE_FINAL_TYPE (ExampleElement, example_element, GREG_TYPE_FACTORY)

/* Only now the plug-in is loaded, and it is known which properties the element has. A factory of the type checks the
 * arguments against them. */
static GObject *
example_element_create (GregFactory *factory, GregContext *context, GError **error)
{
  ExampleElement *self = EXAMPLE_ELEMENT (factory);
  const char *name = greg_factory_get_name (factory);
  g_autoptr (GstPluginFeature) loaded = gst_plugin_feature_load (GST_PLUGIN_FEATURE (self->feature));
  g_autoptr (GregFactory) type = NULL;

  if (loaded == NULL)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_LOAD_FAILED, "the plug-in of “%s” cannot be loaded",
                   name);
      return NULL;
    }
  type = greg_factory_new_for_type (
      name, gst_element_factory_get_element_type (GST_ELEMENT_FACTORY (loaded)));
  return greg_factory_create (type, context, error);
}

static void
example_element_finalize (GObject *object)
{
  gst_clear_object (&EXAMPLE_ELEMENT (object)->feature);

  G_OBJECT_CLASS (example_element_parent_class)->finalize (object);
}

static void
example_element_class_init (ExampleElementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = example_element_finalize;
  GREG_FACTORY_CLASS (klass)->create = example_element_create;
}

static void
example_element_init (ExampleElement *self)
{
}

/* A new factory can be changed; none of this can fail. */
GregFactory *
example_element_new (GstElementFactory *feature)
{
  GstPluginFeature *plugin_feature = GST_PLUGIN_FEATURE (feature);
  ExampleElement *self = g_object_new (EXAMPLE_TYPE_ELEMENT,
                                       "name", gst_plugin_feature_get_name (plugin_feature),
                                       "product-type", GST_TYPE_ELEMENT,
                                       "priority", (int) gst_plugin_feature_get_rank (plugin_feature),
                                       "flags", GREG_FACTORY_ANY_THREAD,
                                       NULL);
  GregFactory *factory = GREG_FACTORY (self);

  self->feature = gst_object_ref (feature);
  greg_factory_set_summary (
      factory, gst_element_factory_get_metadata (feature, GST_ELEMENT_METADATA_DESCRIPTION), NULL);
  greg_factory_set_metadata_string (
      factory, "klass", gst_element_factory_get_metadata (feature, GST_ELEMENT_METADATA_KLASS), NULL);
  return factory;
}
