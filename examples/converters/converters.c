/* converters.c - sends a file through a pipeline of converters that a JSON file describes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <locale.h>
#include <stdlib.h>

#include "example-meter.h"
#include "example-rot13.h"

/* A function can stand behind a name too. It sees its arguments, already checked against what was
 * declared, and decides what to make of them. */
static GObject *
make_zip (GregContext *context, gpointer user_data, GError **error)
{
  int format = g_value_get_enum (greg_context_get_value (context, "format"));
  gboolean unpack = g_value_get_boolean (greg_context_get_value (context, "unpack"));

  if (unpack)
    return G_OBJECT (g_zlib_decompressor_new ((GZlibCompressorFormat) format));
  return G_OBJECT (g_zlib_compressor_new ((GZlibCompressorFormat) format, -1));
}

static gboolean
register_zip (GregRegistry *registry, GError **error)
{
  g_autoptr (GregFactory) zip = NULL;

  zip = greg_factory_new_for_func ("zip", G_TYPE_CONVERTER, make_zip, NULL, NULL);
  return greg_factory_set_summary (zip, "packs or unpacks, whichever is asked for", error)
         && greg_factory_declare (zip, "format", G_TYPE_ZLIB_COMPRESSOR_FORMAT, TRUE, NULL,
                                  "how the packed side looks", error)
         && greg_factory_declare (zip, "unpack", G_TYPE_BOOLEAN, FALSE, "false",
                                  "whether to unpack", error)
         && greg_registry_add (registry, zip, error);
}

/* One class can have several names, each with defaults of its own. */
static gboolean
register_preset (GregRegistry *registry,
                 const char *name,
                 GType type,
                 const char *defaults,
                 const char *summary,
                 GError **error)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, type);

  return greg_factory_set_defaults_json (factory, defaults, error)
         && greg_factory_set_summary (factory, summary, error)
         && greg_registry_add (registry, factory, error);
}

/* The registry takes nothing but converters: its base type sees to that. */
static GregRegistry *
create_registry (GError **error)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("converters", G_TYPE_CONVERTER);

  if (!register_preset (registry, "gzip", G_TYPE_ZLIB_COMPRESSOR, "{\"format\": \"gzip\"}",
                        "packs as gzip does", error)
      || !register_preset (registry, "gunzip", G_TYPE_ZLIB_DECOMPRESSOR, "{\"format\": \"gzip\"}",
                           "unpacks what gzip packed", error)
      || !register_preset (registry, "deflate", G_TYPE_ZLIB_COMPRESSOR, "{\"format\": \"raw\"}",
                           "packs without a header", error)
      || !register_preset (registry, "inflate", G_TYPE_ZLIB_DECOMPRESSOR, "{\"format\": \"raw\"}",
                           "unpacks what deflate packed", error)
      || !register_zip (registry, error)
      /* Without a charset GIO's converter crashes: what a class cannot do without gets a default. */
      || !register_preset (registry, "charset", G_TYPE_CHARSET_CONVERTER,
                           "{\"from-charset\": \"UTF-8\", \"to-charset\": \"UTF-8\"}",
                           "changes the encoding of text", error)
      || !greg_registry_register_type (registry, "meter", EXAMPLE_TYPE_METER, error)
      || !greg_registry_register_type (registry, "rot13", EXAMPLE_TYPE_ROT13, error))
    return NULL;
  return g_steal_pointer (&registry);
}

/* What is registered, with the parameters that each takes. */
static void
print_list (GregRegistry *registry)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (GREG_SOURCE (registry));

  for (guint i = 0; i < factories->len; i++)
    {
      g_autofree char *text = greg_factory_to_string (g_ptr_array_index (factories, i));

      g_print ("%s%s", i > 0 ? "\n" : "", text);
    }
}

/* Everything that is wrong with the file goes into the report, before anything is built. */
static GPtrArray *
load_pipeline (GregRegistry *registry, const char *path, GregReport *report, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GregConfig) config = greg_config_new_from_file (file, NULL, error);
  g_autoptr (GregBuilder) builder = NULL;

  if (config == NULL)
    return NULL;
  builder = greg_builder_new (GREG_SOURCE (registry));
  return greg_builder_build_list (builder, config, report, error);
}

static gboolean
run_pipeline (GPtrArray *stages, const char *input, const char *output, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_commandline_arg (input);
  g_autoptr (GFile) to = g_file_new_for_commandline_arg (output);
  g_autoptr (GInputStream) source = G_INPUT_STREAM (g_file_read (from, NULL, error));
  g_autoptr (GOutputStream) sink = NULL;

  if (source == NULL)
    return FALSE;
  for (guint i = 0; i < stages->len; i++)
    {
      GConverter *converter = g_ptr_array_index (stages, i);
      g_autoptr (GInputStream) before = g_steal_pointer (&source);

      source = g_converter_input_stream_new (before, converter);
    }

  sink = G_OUTPUT_STREAM (g_file_replace (to, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error));
  return sink != NULL
         && g_output_stream_splice (sink, source,
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                      | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                    NULL, error)
              >= 0;
}

static void
print_meters (GPtrArray *stages)
{
  for (guint i = 0; i < stages->len; i++)
    {
      GObject *stage = g_ptr_array_index (stages, i);

      if (EXAMPLE_IS_METER (stage))
        {
          g_autofree char *text = example_meter_to_string (EXAMPLE_METER (stage));

          g_print ("%s\n", text);
        }
    }
}

/* What the validation found is all in the report. An error of another domain comes from a constructor,
 * as it was given there, with the place in the pipeline put in front. */
static int
fail (const GError *error, GregReport *report)
{
  if (error->domain == GREG_ERROR && report != NULL && greg_report_count_errors (report) > 0)
    {
      g_autofree char *text = greg_report_to_string (report);

      g_printerr ("%s\n", text);
    }
  else
    {
      g_printerr ("%s\n(%s, code %d)\n", error->message, g_quark_to_string (error->domain),
                  error->code);
    }
  return EXIT_FAILURE;
}

static int
convert (GregRegistry *registry, char *paths[3])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregReport) report = greg_report_new ();
  g_autoptr (GPtrArray) stages = load_pipeline (registry, paths[0], report, &error);

  if (stages == NULL || !run_pipeline (stages, paths[1], paths[2], &error))
    return fail (error, report);
  print_meters (stages);
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregRegistry) registry = NULL;

  setlocale (LC_ALL, "");
  registry = create_registry (&error);
  if (registry == NULL)
    return fail (error, NULL);

  if (argc == 2 && g_str_equal (argv[1], "--list"))
    {
      print_list (registry);
      return EXIT_SUCCESS;
    }
  if (argc == 4)
    return convert (registry, argv + 1);
  g_printerr ("Usage: %s PIPELINE.json INPUT OUTPUT\n       %s --list\n", argv[0], argv[0]);
  return EXIT_FAILURE;
}
