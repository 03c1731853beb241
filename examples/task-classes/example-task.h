/* example-task.h - tasks for networks; each kind of task has a registry of backbones
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

#include "../backbones/example-network.h"

#define EXAMPLE_TYPE_TASK (example_task_get_type ())
G_DECLARE_DERIVABLE_TYPE (ExampleTask, example_task, EXAMPLE, TASK, GObject)

struct _ExampleTaskClass
{
  GObjectClass parent_class;
};

#define EXAMPLE_TYPE_CLASSIFIER (example_classifier_get_type ())
GType example_classifier_get_type (void);

#define EXAMPLE_TYPE_SEGMENTER (example_segmenter_get_type ())
GType example_segmenter_get_type (void);

/* The backbone is a name that the class has, with arguments as JSON, or NULL for none. */
ExampleTask *
example_task_new (GType type, const char *backbone, const char *arguments, GError **error);

/* The backbone is what a function makes, whether anybody has registered it or not. */
typedef ExampleNetwork *(*ExampleTaskFunc) (void);
ExampleTask *example_task_new_for_func (GType type, ExampleTaskFunc func);

GregRegistry *example_task_get_backbones (GType type);
char *example_task_to_string (ExampleTask *self);
