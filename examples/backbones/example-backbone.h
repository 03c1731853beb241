/* example-backbone.h - what a function makes: a network, and how many features it gives
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "example-network.h"

G_BEGIN_DECLS

/* What other languages return as a tuple or an array is a boxed structure in C. */
typedef struct
{
  ExampleNetwork *network; /* owned */
  guint n_features;
} ExampleBackbone;

#define EXAMPLE_TYPE_BACKBONE (example_backbone_get_type ())
GType example_backbone_get_type (void);

ExampleBackbone *example_backbone_new (ExampleNetwork *network, guint n_features);
ExampleBackbone *example_backbone_copy (const ExampleBackbone *self);
void example_backbone_free (ExampleBackbone *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExampleBackbone, example_backbone_free)

G_END_DECLS
