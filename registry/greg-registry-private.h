/* greg-registry-private.h - what batches and class registries know of a registry
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"
#include "greg-table-private.h"

G_BEGIN_DECLS

/* The store of a registry, to be changed by whoever then calls greg_registry_announce(). */
GregTable *greg_registry_get_table (GregRegistry *self);

/* Adds with the policies of the registry; emits nothing. */
gboolean greg_registry_publish (GregRegistry *self,
                                const GregAddition *additions,
                                guint n_additions,
                                GregFactory **stands,
                                GregChanges **changes,
                                GregConflict *conflict);

/* Emits the signals for what has been changed; `changes` may be NULL. Hold no lock. */
void greg_registry_announce (GregRegistry *self, const GregChanges *changes);

/* A registry that was only made to stand between others. As long as it is empty, nobody is told of it. */
void greg_registry_set_implied (GregRegistry *self);
gboolean greg_registry_is_implied (GregRegistry *self);

/* For an implied one that is wanted now: gives it a base type, and the policies of another one, if there is one. Emits
 * nothing. FALSE, and nothing changes, when something is registered in it that may not suit. */
gboolean greg_registry_settle (GregRegistry *self, GType base_type, GregRegistry *model);

/* Says why something could not be changed. Hold no lock. */
void greg_registry_explain (GregRegistry *self, const GregConflict *conflict, GError **error);

G_END_DECLS
