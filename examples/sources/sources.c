/* sources.c - the program's own, GIO's and GStreamer's, side by side
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <gst/gst.h>
#include <locale.h>

/* Here nothing fails, unless this program is wrong. */
static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

/* The names of the elements that are in GStreamer's core. */
static char **
list_elements (GregExternalSource *source, gpointer user_data, GError **error)
{
  GList *features = gst_registry_get_feature_list_by_plugin (gst_registry_get (), "coreelements");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (GList *link = features; link != NULL; link = link->next)
    if (GST_IS_ELEMENT_FACTORY (link->data))
      g_strv_builder_add (names, gst_plugin_feature_get_name (link->data));
  gst_plugin_feature_list_free (features);
  return g_strv_builder_end (names);
}

/* A plug-in that is loaded tells the type, and with it all properties of the element. */
static GregFactory *
find_element (GregExternalSource *source, const char *name, gpointer user_data, GError **error)
{
  g_autoptr (GstElementFactory) element = gst_element_factory_find (name);
  g_autoptr (GstPluginFeature) loaded = NULL;

  if (element != NULL)
    loaded = gst_plugin_feature_load (GST_PLUGIN_FEATURE (element));
  if (loaded == NULL)
    return NULL;
  return greg_factory_new_for_type (
      name, gst_element_factory_get_element_type (GST_ELEMENT_FACTORY (loaded)));
}

/* A factory that was found is kept. */
static GregSource *
new_elements (void)
{
  GregExternalSource *elements = greg_external_source_new ("gstreamer", GST_TYPE_ELEMENT);

  greg_external_source_set_list_func (elements, list_elements, NULL, NULL);
  greg_external_source_set_find_func (elements, find_element, NULL, NULL);
  greg_external_source_set_cached (elements, TRUE);
  return GREG_SOURCE (elements);
}

static GregSource *
new_own (void)
{
  GregRegistry *own = greg_registry_new ("own", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  check (GREG_REGISTER_TYPE (own, "gzip", G_TYPE_ZLIB_COMPRESSOR, &error), error);
  return GREG_SOURCE (own);
}

/* The types are there as soon as somebody has used them. */
static GregSource *
new_converters (void)
{
  g_type_ensure (G_TYPE_CHARSET_CONVERTER);
  g_type_ensure (G_TYPE_ZLIB_COMPRESSOR);
  g_type_ensure (G_TYPE_ZLIB_DECOMPRESSOR);
  return GREG_SOURCE (greg_subtype_source_new ("converters of GIO", G_TYPE_CONVERTER, "G"));
}

/* The extension point is there as soon as somebody has asked for the file system. */
static GregSource *
new_systems (void)
{
  g_vfs_get_default ();
  return GREG_SOURCE (greg_extension_point_source_new (G_VFS_EXTENSION_POINT_NAME));
}

/* Takes the source. */
static void
append (GregMultiRegistry *all, const char *prefix, GregSource *source)
{
  g_autoptr (GError) error = NULL;

  check (greg_multi_registry_append (all, prefix, source, &error), error);
  g_object_unref (source);
}

static void
print_built (GregMultiRegistry *all, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregSource) source = greg_multi_registry_find_source (all, name);
  g_autoptr (GObject) built = greg_source_build (GREG_SOURCE (all), name, &error, NULL);

  check (built != NULL, error);
  g_print ("  %s: %s of %s\n", name, G_OBJECT_TYPE_NAME (built), greg_source_get_name (source));
}

/* In the order of their names. */
static void
print_found (GregMultiRegistry *all, const char *glob, GType type)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_query_include (query, glob);
  greg_query_set_product_type (query, type);
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  found = greg_source_query (GREG_SOURCE (all), query);
  for (guint i = 0; i < found->len; i++)
    g_print ("  %s\n", greg_factory_get_name (found->pdata[i]));
}

int
main (int argc, char *argv[])
{
  const char *const names[] = { "gzip", "gio.ZlibCompressor", "vfs.local", "gst.identity", "tee" };
  g_autoptr (GregMultiRegistry) all = greg_multi_registry_new ("all", G_TYPE_OBJECT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) refused = NULL;

  setlocale (LC_ALL, "");
  gst_init (&argc, &argv);
  append (all, NULL, new_own ());
  append (all, "gio", new_converters ());
  append (all, "vfs", new_systems ());
  append (all, "gst", new_elements ());

  g_print ("Built:\n");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    print_built (all, names[i]);

  g_print ("\nWhat converts, wherever it is:\n");
  print_found (all, "*", G_TYPE_CONVERTER);
  g_print ("\nSinks of GStreamer:\n");
  print_found (all, "gst.*sink", G_TYPE_OBJECT);

  g_print ("\nWhat is wrong is found before anything is made:\n");
  refused = greg_source_build_variant (
      GREG_SOURCE (all), g_variant_new_parsed ("{'type': <'identity'>, 'sleep-tiem': <5>}"), &error);
  g_print ("  %s\n", refused != NULL ? "built, which it should not be" : error->message);
  return 0;
}
