/* example-backbone.c - what a function makes: a network, and how many features it gives
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-backbone.h"

G_DEFINE_BOXED_TYPE (ExampleBackbone, example_backbone, example_backbone_copy,
                     example_backbone_free)

ExampleBackbone *
example_backbone_new (ExampleNetwork *network, guint n_features)
{
  ExampleBackbone *self = g_new (ExampleBackbone, 1);

  self->network = g_object_ref (network);
  self->n_features = n_features;
  return self;
}

ExampleBackbone *
example_backbone_copy (const ExampleBackbone *self)
{
  return example_backbone_new (self->network, self->n_features);
}

void
example_backbone_free (ExampleBackbone *self)
{
  g_object_unref (self->network);
  g_free (self);
}
