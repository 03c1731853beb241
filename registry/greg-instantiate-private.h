/* greg-instantiate-private.h - making an instance of a type, completely
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-schema-private.h"

G_BEGIN_DECLS

/* An instance with those properties, which were validated against the schema of the type; floating references
 * are sunk, a GInitable is initialised. NULL always with an error. */
GObject *greg_instantiate (GType type,
                           const GregSchema *schema,
                           guint n_properties,
                           const char *names[],
                           const GValue values[],
                           GError **error);

/* The two halves of it. */
GObject *greg_instantiate_only (GType type,
                                guint n_properties,
                                const char *names[],
                                const GValue values[],
                                GError **error);
gboolean greg_initialise (GObject *object, GCancellable *cancellable, GError **error);

/* For an initialisation that failed: makes an error when nobody else did. */
void greg_initialise_explain (GObject *object, GError **error);

G_END_DECLS
