/* example-task.h - tasks for networks, with the backbones that there are for them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

#define EXAMPLE_CLASSIFICATION "image/classification"
#define EXAMPLE_SEGMENTATION "image/segmentation"

#define EXAMPLE_TYPE_TASK (example_task_get_type ())
G_DECLARE_DERIVABLE_TYPE (ExampleTask, example_task, EXAMPLE, TASK, GObject)

/* A member of the class is what other languages call a static attribute: a class that is derived
 * begins with what its parent has, so that all tasks share the registry. */
struct _ExampleTaskClass
{
  GObjectClass parent_class;

  GregRegistry *backbones;
  const char *namespace;
};

#define EXAMPLE_TYPE_IMAGE_CLASSIFIER (example_image_classifier_get_type ())
GType example_image_classifier_get_type (void);

#define EXAMPLE_TYPE_IMAGE_SEGMENTER (example_image_segmenter_get_type ())
GType example_image_segmenter_get_type (void);

char *example_task_list_backbones (ExampleTaskClass *klass, gboolean only_pretrained);
ExampleTask *example_task_new (ExampleTaskClass *klass,
                               const char *backbone,
                               const char *arguments,
                               GError **error);
char *example_task_to_string (ExampleTask *self);

G_END_DECLS
