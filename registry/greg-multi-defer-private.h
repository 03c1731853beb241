/* greg-multi-defer-private.h - from which member of a multi-registry a factory comes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-multi-registry.h"

G_BEGIN_DECLS

/* Remembers that the source gave a factory, if there is a build function that may be asked for. */
void greg_multi_note_giver (GregFactory *factory, GregSource *source);

/* See GregSourceHooks. */
gboolean greg_multi_registry_defers_to_hooked (GregSource *source);
GregSource *greg_multi_registry_defer (GregSource *source, GregFactory *factory);

G_END_DECLS
