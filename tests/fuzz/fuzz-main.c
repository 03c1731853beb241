/* fuzz-main.c - runs a fuzz target without libFuzzer: on its corpus, and on random changes to it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* So many changed texts are tried for each file of the corpus, unless told otherwise. */
#define CHANGES 1000

/* Longer ones are only run as they are, so that a run takes a moment. */
#define MAX_CHANGED_SIZE 4096

static guint32 seed;
static int changes = CHANGES;
static char **paths;

static const GOptionEntry options[] = {
  { "seed", 's', 0, G_OPTION_ARG_INT, &seed, "Repeat the run that had this seed", "N" },
  { "changes", 'n', 0, G_OPTION_ARG_INT, &changes, "Change each file so many times", "N" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FOLDER..." },
  G_OPTION_ENTRY_NULL,
};

/* What is likely to reach something new. */
static const char *const pieces[] = {
  "{",         "}",          "[",          "]",    ",",        ":",        "\"",   "\\",
  "null",      "true",       "false",      "NaN",  "0",        "-0",       "0.1",  "1e400",
  "1e-400",    "e",          ".",          "-",    "+",        " ",        "\n",   "\r\n",
  "\t",        "//",         "/*",         "'",    "\\u0000",  "\\u00e9",  "\\n",  "\x7f",
  "\\ud800",   "\\udc00",    "\"a\":1,",    "“",    "\"a\":",    "\x01",     "\xff", "\xc3\xa9",
  "-Infinity", "[[[[[[[[[[", "]]]]]]]]]]", "\xed\xa0\x80", "\xef\xbb\xbf", "\xf0\x9f\x98\x80",
  "{\"a\":{\"a\":", "18446744073709551616", "-9223372036854775809",
};

static guint
random_below (GRand *random, gsize bound)
{
  return bound == 0 ? 0 : (guint) g_rand_int_range (random, 0, (gint32) bound);
}

static void
change_once (GRand *random, GByteArray *text, GPtrArray *corpus)
{
  guint at = random_below (random, text->len + 1);
  guint wanted = 1 + random_below (random, 8);
  guint length = MIN (wanted, text->len - at);
  const char *piece = pieces[random_below (random, G_N_ELEMENTS (pieces))];
  GBytes *other = g_ptr_array_index (corpus, random_below (random, corpus->len));
  g_autoptr (GByteArray) tail = g_byte_array_new ();

  g_byte_array_append (tail, text->data + at, text->len - at);
  switch (random_below (random, 6))
    {
    case 0: /* one byte becomes another */
      if (length > 0)
        text->data[at] = (guint8) g_rand_int (random);
      break;
    case 1: /* some bytes vanish */
      if (length > 0)
        g_byte_array_remove_range (text, at, length);
      break;
    case 2: /* some bytes are doubled */
      g_byte_array_set_size (text, at + length);
      g_byte_array_append (text, tail->data, tail->len);
      break;
    case 3: /* the end is cut off */
      g_byte_array_set_size (text, at);
      break;
    case 4: /* another file comes in between */
      g_byte_array_set_size (text, at);
      g_byte_array_append (text, g_bytes_get_data (other, NULL),
                           (guint) MIN (g_bytes_get_size (other), MAX_CHANGED_SIZE));
      g_byte_array_append (text, tail->data, tail->len);
      break;
    default: /* a piece comes in between */
      g_byte_array_set_size (text, at);
      g_byte_array_append (text, (const guint8 *) piece, (guint) strlen (piece));
      g_byte_array_append (text, tail->data, tail->len);
      break;
    }
}

/* A copy of exactly that size, so that a sanitizer sees any look behind it. */
static void
run (const guint8 *data, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (exact, size);
}

static void
run_changed (GRand *random, GBytes *original, GPtrArray *corpus)
{
  for (int i = 0; i < changes; i++)
    {
      g_autoptr (GByteArray) text = g_byte_array_new ();
      guint n_changes = 1 + random_below (random, 4);

      g_byte_array_append (text, g_bytes_get_data (original, NULL),
                           (guint) g_bytes_get_size (original));
      for (guint n = 0; n < n_changes; n++)
        change_once (random, text, corpus);
      run (text->data, text->len);
    }
}

static gboolean
load_folder (const char *path, GPtrArray *corpus, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      char *text;
      gsize length;

      if (!g_file_get_contents (file, &text, &length, error))
        return FALSE;
      g_ptr_array_add (corpus, g_bytes_new_take (text, length));
    }
  return TRUE;
}

static int
fail (GError *error)
{
  g_printerr ("%s\n", error->message);
  return 2;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GRand) random = NULL;
  g_autoptr (GError) error = NULL;

  seed = g_random_int () >> 1;
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (error);
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (!load_folder (paths[i], corpus, &error))
        return fail (error);
    }
  g_print ("seed %u, %u files\n", seed, corpus->len);
  random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < corpus->len; i++)
    {
      GBytes *original = g_ptr_array_index (corpus, i);

      run (g_bytes_get_data (original, NULL), g_bytes_get_size (original));
      if (g_bytes_get_size (original) <= MAX_CHANGED_SIZE)
        run_changed (random, original, corpus);
    }
  g_strfreev (paths);
  return corpus->len > 0 ? 0 : 2;
}
