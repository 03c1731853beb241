/* greg-batch.h - GregBatch: several registrations, published or withdrawn as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"

G_BEGIN_DECLS

#define GREG_TYPE_BATCH (greg_batch_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregBatch, greg_batch, GREG, BATCH, GObject)

GREG_AVAILABLE_IN_ALL
GregBatch *greg_batch_new (GregRegistry *registry);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_batch_get_registry (GregBatch *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_batch_add (GregBatch *self, GregFactory *factory, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_batch_add_full (GregBatch *self,
                              GregFactory *factory,
                              GregDuplicates duplicates,
                              GError **error);
GREG_AVAILABLE_IN_ALL
gboolean
greg_batch_register_type (GregBatch *self, const char *name, GType type, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_batch_commit (GregBatch *self, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_batch_revert (GregBatch *self, GError **error);

G_END_DECLS
