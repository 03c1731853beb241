/* greg-outline-private.h - GregOutline: nested lines, drawn as a tree
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *lines; /* private */
  guint depth;
} GregOutline;

GregOutline *greg_outline_new (void);
/* Gives the text, without a newline at its end:
 *
 *   models: 2 factories
 *   ├─ resnet
 *   └─ mmcls: 1 factory
 *      └─ NetB
 */
char *greg_outline_finish (GregOutline *self);

void greg_outline_add (GregOutline *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* What is added in between is below the line before. */
void greg_outline_enter (GregOutline *self);
void greg_outline_leave (GregOutline *self);

/* In greg-source-text.c: a source and all that is in it. */
void greg_source_outline (GregSource *source, GregOutline *outline);
/* One factory, and what is to be said of it, which may be NULL. */
void greg_outline_add_factory (GregOutline *self, GregFactory *factory, const char *mark);

G_END_DECLS
