/* example-gst-source.c - GStreamer's elements as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-gst-source.h"

#include "example-element.h"

struct _ExampleGstSource
{
  GregSource parent_instance;

  GMutex lock;           /* guards the table */
  GHashTable *factories; /* GstElementFactory → ExampleElement */
};

G_DEFINE_FINAL_TYPE (ExampleGstSource, example_gst_source, GREG_TYPE_SOURCE)

/* The same element has the same factory each time. */
static GregFactory *
factory_for (ExampleGstSource *self, GstElementFactory *feature)
{
  GregFactory *factory;

  g_mutex_lock (&self->lock);
  factory = g_hash_table_lookup (self->factories, feature);
  if (factory == NULL)
    {
      factory = example_element_new (feature);
      g_hash_table_insert (self->factories, gst_object_ref (feature), factory);
    }
  g_object_ref (factory);
  g_mutex_unlock (&self->lock);
  return factory;
}

static GregFactory *
example_gst_source_find (GregSource *source, const char *name, GError **error)
{
  g_autoptr (GstElementFactory) feature = gst_element_factory_find (name);

  return feature != NULL ? factory_for (EXAMPLE_GST_SOURCE (source), feature) : NULL;
}

static char **
example_gst_source_names (GregSource *source)
{
  GList *features
      = gst_registry_get_feature_list (gst_registry_get (), GST_TYPE_ELEMENT_FACTORY);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (GList *link = features; link != NULL; link = link->next)
    g_strv_builder_add (names, gst_plugin_feature_get_name (link->data));
  gst_plugin_feature_list_free (features);
  return g_strv_builder_end (names);
}

/* GStreamer counts the changes of its registry. */
static guint64
example_gst_source_generation (GregSource *source)
{
  return gst_registry_get_feature_list_cookie (gst_registry_get ());
}

static void
example_gst_source_finalize (GObject *object)
{
  ExampleGstSource *self = EXAMPLE_GST_SOURCE (object);

  g_hash_table_unref (self->factories);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (example_gst_source_parent_class)->finalize (object);
}

static void
example_gst_source_class_init (ExampleGstSourceClass *klass)
{
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = example_gst_source_finalize;
  source_class->find = example_gst_source_find;
  source_class->names = example_gst_source_names;
  source_class->generation = example_gst_source_generation;
}

static void
example_gst_source_init (ExampleGstSource *self)
{
  g_mutex_init (&self->lock);
  self->factories
      = g_hash_table_new_full (NULL, NULL, gst_object_unref, g_object_unref);
}

GregSource *
example_gst_source_new (void)
{
  return g_object_new (EXAMPLE_TYPE_GST_SOURCE, "name", "gstreamer", "base-type", GST_TYPE_ELEMENT,
                       NULL);
}
