/* greg-loaders-private.h - GregLoaders: what a registry runs when a name is missing
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"

G_BEGIN_DECLS

/* Safe from any thread. No lock is held while a loader or its destroy notify runs. */
typedef struct _GregLoaders GregLoaders;

GregLoaders *greg_loaders_new (void);
void greg_loaders_free (GregLoaders *self);

/* `is_bound`: to the calling thread. */
guint greg_loaders_add (GregLoaders *self,
                        const char *label,
                        gboolean is_bound,
                        GregLoaderFunc func,
                        gpointer user_data,
                        GDestroyNotify destroy);
gboolean greg_loaders_remove (GregLoaders *self, guint id);
void greg_loaders_remove_all (GregLoaders *self);

/* Whether there is one that has not done its work yet. */
gboolean greg_loaders_is_pending (GregLoaders *self);

/* A sentence about each loader, as strings. */
GPtrArray *greg_loaders_describe (GregLoaders *self);

/* Runs the next loader that has not done its work yet, or waits for it when another thread runs it.
 * FALSE when there is none left; after TRUE it is worth looking again. `cursor` begins with 0. What
 * went wrong is added to `failures`, which is made when it is NULL. */
gboolean greg_loaders_step (GregLoaders *self,
                            GregRegistry *registry,
                            const char *name,
                            guint *cursor,
                            GString **failures);

G_END_DECLS
