/* gstreamer.c - what GStreamer can make, found and built like everything else
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gst/gst.h>
#include <locale.h>
#include <stdlib.h>

#include "example-gst-source.h"

static void
show_elements (GregSource *source)
{
  const char *const wanted[] = { "fakesrc", "identity", "fakesink" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GregFactory) factory = greg_source_lookup (source, wanted[i]);

      g_print ("%s: %s (%s)\n", greg_factory_get_name (factory),
               greg_factory_get_summary (factory),
               g_value_get_string (greg_factory_get_metadata (factory, "klass")));
    }
}

/* No plug-in is loaded for this. */
static void
show_query (GregSource *source)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_query_include (query, "fake*");
  greg_query_match_string (query, "klass", "Sink");
  found = greg_source_query (source, query);
  for (guint i = 0; i < found->len; i++)
    g_print ("found %s\n", greg_factory_get_name (found->pdata[i]));
}

static void
show_mistake (GregSource *source, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) element = greg_source_build_json (source, text, -1, &error);

  g_print ("%s\n", element != NULL ? "built, which it should not be" : error->message);
}

static guint
count_buffers (GstElement *pipeline, GstElement *counter)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GstStructure) stats = NULL;
  guint64 n_buffers = 0;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
                                        GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_object_get (counter, "stats", &stats, NULL);
  gst_structure_get_uint64 (stats, "rendered", &n_buffers);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return (guint) n_buffers;
}

static gboolean
run_pipeline (GregSource *source, GError **error)
{
  const char *const texts[] = {
    "{\"type\": \"fakesrc\", \"num-buffers\": 3, \"sizetype\": \"fixed\"}",
    "{\"type\": \"identity\", \"single-segment\": true}",
    "{\"type\": \"fakesink\", \"sync\": false}",
  };
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *previous = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GObject) element = greg_source_build_json (source, texts[i], -1, error);

      if (element == NULL)
        return FALSE;
      gst_bin_add (GST_BIN (pipeline), GST_ELEMENT (element));
      if (previous != NULL)
        gst_element_link (previous, GST_ELEMENT (element));
      previous = GST_ELEMENT (element);
    }
  g_print ("%u buffers went through\n", count_buffers (pipeline, previous));
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GregSource) source = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  gst_init (&argc, &argv);
  source = example_gst_source_new ();
  show_elements (source);
  show_query (source);
  show_mistake (source, "{\"type\": \"identity\", \"slepe-time\": 5}");
  show_mistake (source, "{\"type\": \"identity\", \"drop-probability\": 1.5}");
  if (!run_pipeline (source, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
