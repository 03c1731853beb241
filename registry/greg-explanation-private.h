/* greg-explanation-private.h - GregExplanation: what a look-up tries, told line by line
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/* A list of steps; a step may have steps of its own. */
typedef struct
{
  GString *text;
  guint depth;
  GArray *counters; /* of guint: how many steps there are so far at each depth */
} GregExplanation;

GregExplanation *greg_explanation_new (void);
/* Gives the text, without a newline at its end. */
char *greg_explanation_finish (GregExplanation *self);

/* One step. */
void greg_explanation_add (GregExplanation *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* What is added in between belongs to the step before. */
void greg_explanation_enter (GregExplanation *self);
void greg_explanation_leave (GregExplanation *self);

/* In greg-source-explain.c: what a source does for a name, with the source's own hook if it has one. */
void greg_source_explain_to (GregSource *source, const char *name, GregExplanation *explanation);

G_END_DECLS
