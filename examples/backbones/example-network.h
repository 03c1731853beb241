/* example-network.h - what stands for a neural network
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_NETWORK (example_network_get_type ())
G_DECLARE_FINAL_TYPE (ExampleNetwork, example_network, EXAMPLE, NETWORK, GObject)

ExampleNetwork *example_network_new (const char *title, guint layers);
const char *example_network_get_title (ExampleNetwork *self);
guint example_network_get_layers (ExampleNetwork *self);
guint example_network_get_n_features (ExampleNetwork *self);

G_END_DECLS
