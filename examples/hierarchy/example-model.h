/* example-model.h - what stands for a model, which may have other models as its parts
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_MODEL (example_model_get_type ())
G_DECLARE_FINAL_TYPE (ExampleModel, example_model, EXAMPLE, MODEL, GObject)

/* Its title, and in brackets its parts. */
char *example_model_to_string (ExampleModel *self);

G_END_DECLS
