/* greg-instantiate-private.h - making an instance of a type, completely
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An instance with those properties, which were validated; floating references are sunk, a GInitable is
 * initialised (`is_initable` says whether the type is one). NULL always with an error. */
GObject *greg_instantiate (GType type,
                           gboolean is_initable,
                           guint n_properties,
                           const char *names[],
                           const GValue values[],
                           GError **error);

G_END_DECLS
