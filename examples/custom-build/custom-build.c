/* custom-build.c - functions of the program that make what a registry builds
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define MOST 3

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The name of a factory and all arguments that it is to get. */
static char *
make_key (GregFactory *factory, GregContext *context)
{
  GString *key = g_string_new (greg_factory_get_name (factory));
  g_auto (GStrv) names = greg_context_list_names (context);

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = g_strdup_value_contents (greg_context_get_value (context, names[i]));

      g_string_append_printf (key, " %s=%s", names[i], value);
    }
  return g_string_free (key, FALSE);
}

/* Makes one object for all who give the same arguments. A build function is called when everything
 * has been found, merged, checked and converted. It need not make anything, but what it gives must
 * be what the registry promises. */
static GObject *
share (GregSource *source,
       GregFactory *factory,
       GregContext *context,
       gpointer user_data,
       GError **error)
{
  GHashTable *shared = user_data;
  g_autofree char *key = make_key (factory, context);
  GObject *product = g_hash_table_lookup (shared, key);

  if (product != NULL)
    {
      g_print ("  %s: shared\n", greg_factory_get_name (factory));
      return g_object_ref (product);
    }
  g_print ("  %s: made\n", greg_factory_get_name (factory));
  product = greg_factory_create (factory, context, error);
  if (product != NULL)
    g_hash_table_insert (shared, g_steal_pointer (&key), g_object_ref (product));
  return product;
}

static GQuark
number_quark (void)
{
  return g_quark_from_static_string ("example-number");
}

/* Gives numbers to what is made. */
static GObject *
number (GregSource *source,
        GregFactory *factory,
        GregContext *context,
        gpointer user_data,
        GError **error)
{
  guint *n_made = user_data;
  GObject *product;

  if (*n_made == MOST)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%d is the most that can be made", MOST);
      return NULL;
    }
  product = greg_factory_create (factory, context, error);
  if (product != NULL)
    g_object_set_qdata (product, number_quark (), GUINT_TO_POINTER (++*n_made));
  return product;
}

static GregSource *
create_converters (void)
{
  g_autoptr (GregRegistry) converters = greg_registry_new ("converters", G_TYPE_CONVERTER);
  g_autoptr (GregFactory) gzip = greg_factory_new_for_type ("gzip", G_TYPE_ZLIB_COMPRESSOR);
  g_autoptr (GregFactory) gunzip = greg_factory_new_for_type ("gunzip", G_TYPE_ZLIB_DECOMPRESSOR);
  g_autoptr (GError) error = NULL;

  if (!greg_factory_set_defaults_json (gzip, "{\"format\": \"gzip\"}", &error)
      || !greg_registry_add (converters, gzip, &error)
      || !greg_factory_set_defaults_json (gunzip, "{\"format\": \"gzip\"}", &error)
      || !greg_registry_add (converters, gunzip, &error))
    g_error ("%s", error->message);
  return GREG_SOURCE (g_steal_pointer (&converters));
}

/* Here nothing is wrong. */
static GObject *
build_json (GregSource *converters, const char *json)
{
  g_autoptr (GError) error = NULL;
  GObject *product = greg_source_build_json (converters, json, -1, &error);

  if (product == NULL)
    g_error ("%s", error->message);
  return product;
}

/* Here something is wrong. */
static void
print_failure (GregSource *converters, int level)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) product = NULL;

  product = greg_source_build (converters, "gzip", &error, "level", level, NULL);
  g_print ("  %s\n", product != NULL ? G_OBJECT_TYPE_NAME (product) : error->message);
}

static void
compare (GObject *one, GObject *other)
{
  g_print (one == other ? "  the same object\n" : "  two objects\n");
}

static void
print_shared (GregSource *converters)
{
  g_autoptr (GObject) best = build_json (converters, "{\"type\": \"gzip\", \"level\": 9}");
  g_autoptr (GObject) again = build_json (converters, "{\"type\": \"gzip\", \"level\": 9}");
  g_autoptr (GObject) fast = NULL;

  compare (best, again);
  fast = build_json (converters, "{\"type\": \"gzip\", \"level\": 1}");
  compare (best, fast);
}

static void
print_numbered (GregSource *converters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregBuilder) builder = greg_builder_new (converters);
  g_autoptr (GregConfig) config = NULL;
  g_autoptr (GPtrArray) stages = NULL;

  config = greg_config_new_from_json ("[{\"type\": \"gzip\", \"level\": 9}, \"gunzip\", \"gzip\"]",
                                      -1, NULL, &error);
  if (config != NULL)
    stages = greg_builder_build_list (builder, config, NULL, &error);
  if (stages == NULL)
    g_error ("%s", error->message);

  for (guint i = 0; i < stages->len; i++)
    {
      GObject *stage = g_ptr_array_index (stages, i);

      g_print ("  %u: %s\n", GPOINTER_TO_UINT (g_object_get_qdata (stage, number_quark ())),
               G_OBJECT_TYPE_NAME (stage));
    }
}

int
main (void)
{
  g_autoptr (GregSource) converters = create_converters ();
  g_autoptr (GObject) one = NULL;
  g_autoptr (GObject) other = NULL;
  guint n_made = 0;

  setlocale (LC_ALL, "");
  g_print ("Equal arguments share an object\n");
  greg_source_set_build_func (
      converters, share, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref),
      (GDestroyNotify) g_hash_table_unref);
  print_shared (converters);

  g_print ("\nWhat is wrong never comes to the function\n");
  print_failure (converters, 99);

  g_print ("\nEverything that is made has a number\n");
  greg_source_set_build_func (converters, number, &n_made, NULL);
  print_numbered (converters);

  g_print ("\nThe function may refuse\n");
  print_failure (converters, 9);

  g_print ("\nWithout a function all is as before\n");
  greg_source_set_build_func (converters, NULL, NULL, NULL);
  one = build_json (converters, "\"gunzip\"");
  other = build_json (converters, "\"gunzip\"");
  compare (one, other);
  return EXIT_SUCCESS;
}
