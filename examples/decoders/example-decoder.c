/* example-decoder.c - factories of what stands for decoders
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-decoder.h"

#include "../backbones/example-network.h"

static GObject *
make_decoder (GregContext *context, gpointer title, GError **error)
{
  guint layers = g_value_get_uint (greg_context_get_value (context, "layers"));
  guint features = g_value_get_uint (greg_context_get_value (context, "features"));

  return g_object_new (EXAMPLE_TYPE_NETWORK, "title", title, "layers", layers, "n-features",
                       features, NULL);
}

/* What is declared can be given by name, or by position in the order in which it is declared. */
GregFactory *
example_decoder_new (const char *name, const char *title, gboolean pretrained)
{
  GregFactory *factory = greg_factory_new_for_func (name, EXAMPLE_TYPE_NETWORK, make_decoder,
                                                    g_strdup (title), g_free);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, pretrained);
  if (!greg_factory_declare (factory, "layers", G_TYPE_UINT, FALSE, "4", NULL, &error)
      || !greg_factory_declare (factory, "features", G_TYPE_UINT, FALSE, "64", NULL, &error)
      || !greg_factory_set_summary (factory, title, &error)
      || !greg_factory_set_metadata (factory, "pretrained", &value, &error))
    g_error ("%s", error->message);
  return factory;
}
