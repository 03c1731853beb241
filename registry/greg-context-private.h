/* greg-context-private.h - how a build makes a context, and what factories do with it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-context.h"
#include "greg-schema-private.h"

G_BEGIN_DECLS

/* The arguments of one call. A context takes them over. */
typedef struct
{
  guint n;
  const char **names; /* in one block with the values; the strings live elsewhere: in the schema of the factory,
                         in a tree, or in `owned` */
  GValue *values;
  guint n_positional;
  GValue *positional;
  GPtrArray *owned; /* names that live nowhere else; may be NULL */
} GregArguments;

/* Room for `capacity` arguments, whose values are zeroed. */
void greg_arguments_init (GregArguments *arguments, guint capacity);
const char *greg_arguments_own_name (GregArguments *arguments, const char *name);
void greg_arguments_clear (GregArguments *arguments);

/* Empties `arguments`. `tree` and `path` may be NULL; with a tree, `index` is the node that is built. */
GregContext *greg_context_new (GregFactory *factory,
                               GregSource *source,
                               const GregTree *tree,
                               guint32 index,
                               const char *path,
                               GregArguments *arguments);

/* The ways in which a factory itself makes products; see GregMaker. */
GObject *greg_context_instantiate (GregContext *self,
                                   GType type,
                                   const GregSchema *schema,
                                   GError **error);
GObject *greg_context_invoke (GregContext *self,
                              GClosure *closure,
                              GType product_type,
                              const GregSchema *schema,
                              GError **error);

/* What fail() was told, moved to `error`; TRUE when there was something. */
gboolean greg_context_take_failure (GregContext *self, GError **error);

G_END_DECLS
