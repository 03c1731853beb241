/* greg-type-factories-private.h - GregTypeFactories: one factory for each thing that others registered
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-explanation-private.h"
#include "greg-source-private.h"

G_BEGIN_DECLS

/* Whoever asks for the same thing gets the same factory, from whatever thread. Made at the first need, kept for as
 * long as the source lives: neither types nor extensions ever go away. */
typedef struct
{
  GMutex lock; /* guards the table */
  GHashTable *table;
} GregTypeFactories;

void greg_type_factories_init (GregTypeFactories *self);
void greg_type_factories_clear (GregTypeFactories *self);

/* A new reference to the factory for `key`, which is made with the rest if there is none. A factory that cannot be used in the source is given too; it is not sealed. */
GregFactory *greg_type_factories_get (GregTypeFactories *self,
                                      GregSource *source,
                                      gconstpointer key,
                                      const char *name,
                                      GType type,
                                      int priority);

/* Why no instances can be made of a type for a source, as a sentence; NULL when they can. */
char *greg_type_factories_refuse (GregSource *source, GType type);

/* One step: the source has the name, or, with a reason, it has not. Takes the reason. */
void greg_type_factories_explain (GregSource *source,
                                  const char *name,
                                  char *reason,
                                  GregExplanation *explanation);

G_END_DECLS
