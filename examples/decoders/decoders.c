/* decoders.c - decoders of several libraries, behind prefixes, as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <locale.h>

#include "../backbones/example-network.h"
#include "example-decoder.h"

/* Here nothing fails, unless this program is wrong. */
static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static void
add (GregRegistry *registry, const char *name, const char *title, gboolean pretrained)
{
  g_autoptr (GregFactory) factory = example_decoder_new (name, title, pretrained);
  g_autoptr (GError) error = NULL;

  check (greg_registry_add (registry, factory, &error), error);
}

/* Takes the words. */
static void
print_words (const char *title, char **words)
{
  g_autofree char *text = g_strjoinv (" ", words);

  g_print ("%s: %s\n", title, text);
  g_strfreev (words);
}

static void
print_source (GregMultiRegistry *decoders, const char *name)
{
  g_autoptr (GregSource) source = greg_multi_registry_find_source (decoders, name);

  g_print ("  %s is %s%s\n", name, source != NULL ? "in " : "not there",
           source != NULL ? greg_source_get_name (source) : "");
}

static void
print_built (GregMultiRegistry *decoders, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) built = greg_source_build_json (GREG_SOURCE (decoders), json, -1, &error);
  ExampleNetwork *network;

  check (built != NULL, error);
  network = EXAMPLE_NETWORK (built);
  g_print ("  %s: %u layers, %u features\n", example_network_get_title (network),
           example_network_get_layers (network), example_network_get_n_features (network));
}

static void
print_failure (GregMultiRegistry *decoders, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = NULL;

  factory = greg_source_require (GREG_SOURCE (decoders), name, &error);
  g_print ("  %s\n", factory != NULL ? "found, which it should not be" : error->message);
}

static void
print_added (GregMultiRegistry *decoders, const char *name)
{
  g_autoptr (GregFactory) factory = example_decoder_new (name, "my own", FALSE);
  g_autoptr (GError) error = NULL;

  if (greg_multi_registry_add (decoders, factory, &error))
    print_source (decoders, name);
  else
    g_print ("  %s\n", error->message);
}

static void
print_pretrained (GregSource *source)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_query_match_one_of (query, "pretrained", g_variant_new ("(b)", TRUE));
  found = greg_source_query (source, query);
  g_print ("\nPretrained in all of them:\n");
  for (guint i = 0; i < found->len; i++)
    g_print ("  %s\n", greg_factory_get_summary (found->pdata[i]));
}

int
main (void)
{
  g_autoptr (GregRegistry) native = greg_registry_new ("native", EXAMPLE_TYPE_NETWORK);
  g_autoptr (GregRegistry) timm = greg_registry_new ("timm", EXAMPLE_TYPE_NETWORK);
  g_autoptr (GregRegistry) smp = greg_registry_new ("smp", EXAMPLE_TYPE_NETWORK);
  g_autoptr (GregRegistry) trials = greg_registry_new ("trials", EXAMPLE_TYPE_NETWORK);
  g_autoptr (GregMultiRegistry) decoders = NULL;
  g_autoptr (GregMultiRegistry) all = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  add (native, "fcn", "FCN", FALSE);
  add (timm, "unet", "U-Net of timm", TRUE);
  add (timm, "fpn", "FPN of timm", FALSE);
  add (smp, "unet", "U-Net of smp", TRUE);
  add (smp, "linknet", "LinkNet of smp", FALSE);
  add (trials, "fcn", "FCN on trial", FALSE);
  add (trials, "mamba", "Mamba on trial", TRUE);

  decoders = g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", "decoders", "separator", "_", NULL);
  check (greg_multi_registry_append (decoders, "native", GREG_SOURCE (native), &error)
             && greg_multi_registry_append (decoders, "timm", GREG_SOURCE (timm), &error)
             && greg_multi_registry_append (decoders, "smp", GREG_SOURCE (smp), &error)
             && greg_multi_registry_set_default_source (decoders, native, &error),
         error);
  print_words ("Prefixes", greg_multi_registry_dup_prefixes (decoders));
  print_words ("Names", greg_source_list_names (GREG_SOURCE (decoders)));

  g_print ("\nWith a prefix one source is asked, without one the first that has it:\n");
  print_source (decoders, "smp_unet");
  print_source (decoders, "unet");
  print_source (decoders, "linknet");
  print_source (decoders, "timm_linknet");

  g_print ("\nBuilt, with arguments by position too:\n");
  print_built (decoders, "{\"type\": \"unet\"}");
  print_built (decoders, "{\"type\": \"smp_unet\", \"$args\": [5, 256]}");
  print_built (decoders, "{\"type\": \"fcn\", \"features\": 32}");

  g_print ("\nNot found:\n");
  print_failure (decoders, "timm_linknet");
  print_failure (decoders, "smp_unett");

  g_print ("\nThe native source takes what is added:\n");
  print_added (decoders, "own");
  print_words ("Now native has", greg_source_list_names (GREG_SOURCE (native)));

  g_print ("\nWith the trials after them, what comes first still wins, and nobody takes additions:\n");
  all = greg_multi_registry_concat (GREG_SOURCE (decoders), GREG_SOURCE (trials));
  print_source (all, "fcn");
  print_source (all, "mamba");
  print_added (all, "other");
  print_pretrained (GREG_SOURCE (all));
  return 0;
}
