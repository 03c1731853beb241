/* bench-reader.c - reading JSON, compared with JsonParser in the same run
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg-config.h>
#include <string.h>

/* Each side is run so often, in turns; the best time of each counts, for it was disturbed least. */
#define ROUNDS 7
#define BRIEF_ROUNDS 2

#define SMALL_TEXT "{\"type\": \"gzip\", \"level\": 9, \"to-charset\": \"utf-8\", \"x\": 1.5}"

typedef void (*Work) (gpointer data);

typedef struct
{
  char *text;
  gsize length;
  JsonNode *node;
  guint n_repeats;
} Subject;

static gboolean brief;

static const GOptionEntry options[] = {
  { "brief", 0, 0, G_OPTION_ARG_NONE, &brief, "Run for a moment only, as a test", NULL },
  G_OPTION_ENTRY_NULL,
};

static void
append_component (GString *text, GRand *random, guint number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text,
                          "  {\n    \"type\": \"component-%u\",\n    \"$id\": \"c%u\",\n"
                          "    \"summary\": \"Does \\\"%u\\\" things, ünd möre\",\n"
                          "    \"level\": %u, \"offset\": %d, \"enabled\": %s, \"parent\": null,\n"
                          "    \"weights\": [",
                          number % 50, number, number, g_rand_int_range (random, 0, 10),
                          g_rand_int_range (random, -1000000, 1000000),
                          number % 3 == 0 ? "true" : "false");
  for (guint i = 0; i < 8; i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, i % 2 == 0 ? "%.6g" : "%.17g",
                       g_rand_double_range (random, -10, 10));
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", buffer);
    }
  g_string_append (text, "],\n    \"stages\": [{\"type\": \"charset\", \"from\": \"latin1\"}, "
                         "{\"type\": \"gzip\", \"level\": 9}, \"identity\"]\n  }");
}

static char *
make_text (gsize size)
{
  g_autoptr (GString) text = g_string_sized_new (size + 1024);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  g_string_append (text, "[\n");
  for (guint i = 0; text->len < size; i++)
    {
      if (i > 0)
        g_string_append (text, ",\n");
      append_component (text, random, i);
    }
  g_string_append (text, "\n]\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
read_with_greg (gpointer data)
{
  const Subject *subject = data;

  for (guint i = 0; i < subject->n_repeats; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GregConfig) config G_GNUC_UNUSED
          = greg_config_new_from_json (subject->text, (gssize) subject->length, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (config);
    }
}

static void
read_with_parser (gpointer data)
{
  const Subject *subject = data;

  for (guint i = 0; i < subject->n_repeats; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();

      json_parser_load_from_data (parser, subject->text, (gssize) subject->length, &error);
      g_assert_no_error (error);
    }
}

static void
copy_node (gpointer data)
{
  const Subject *subject = data;

  for (guint i = 0; i < subject->n_repeats; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GregConfig) config G_GNUC_UNUSED
          = greg_config_new_from_node (subject->node, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (config);
    }
}

/* The part of the others that is the object itself. */
static void
make_object (gpointer data)
{
  const Subject *subject = data;

  for (guint i = 0; i < subject->n_repeats; i++)
    {
      g_autoptr (GregConfig) config = g_object_new (GREG_TYPE_CONFIG, NULL);

      g_assert_nonnull (config);
    }
}

static double
time_once (Work work, gpointer data)
{
  gint64 start = g_get_monotonic_time ();

  work (data);
  return (double) (g_get_monotonic_time () - start) * 1000;
}

/* Nanoseconds for each of the works. */
static void
time_all (const Work *works, gsize n_works, const Subject *subject, double *nanoseconds)
{
  for (gsize i = 0; i < n_works; i++)
    nanoseconds[i] = G_MAXDOUBLE;
  for (guint round = 0; round < (brief ? BRIEF_ROUNDS : ROUNDS); round++)
    {
      for (gsize i = 0; i < n_works; i++)
        nanoseconds[i] = MIN (nanoseconds[i], time_once (works[i], (gpointer) subject));
    }
  for (gsize i = 0; i < n_works; i++)
    nanoseconds[i] /= subject->n_repeats;
}

static void
compare_large (void)
{
  static const Work works[] = { read_with_greg, read_with_parser };
  g_autofree char *text = make_text (brief ? 64 * 1024 : 16 * 1024 * 1024);
  Subject subject = { text, strlen (text), NULL, 1 };
  double nanoseconds[G_N_ELEMENTS (works)];

  time_all (works, G_N_ELEMENTS (works), &subject, nanoseconds);
  g_print ("large text of %.1f MB: Greg %.1f MB/s, JsonParser %.1f MB/s, ratio %.2f\n",
           (double) subject.length / 1e6, (double) subject.length / nanoseconds[0] * 1e3,
           (double) subject.length / nanoseconds[1] * 1e3, nanoseconds[1] / nanoseconds[0]);
}

static void
compare_small (void)
{
  static const Work works[] = { make_object, read_with_greg, read_with_parser, copy_node };
  g_autoptr (JsonNode) node = json_from_string (SMALL_TEXT, NULL);
  Subject subject = { (char *) SMALL_TEXT, strlen (SMALL_TEXT), node, brief ? 100 : 200000 };
  double nanoseconds[G_N_ELEMENTS (works)];

  time_all (works, G_N_ELEMENTS (works), &subject, nanoseconds);
  g_print ("text of %" G_GSIZE_FORMAT " bytes: Greg %.0f ns, of them the object %.0f ns; "
           "JsonParser %.0f ns, ratio %.2f\n",
           subject.length, nanoseconds[1], nanoseconds[0], nanoseconds[2],
           nanoseconds[2] / nanoseconds[1]);
  g_print ("the same from a JsonNode: %.0f ns, of them the object %.0f ns\n", nanoseconds[3],
           nanoseconds[0]);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  compare_large ();
  compare_small ();
  return 0;
}
