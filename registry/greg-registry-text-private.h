/* greg-registry-text-private.h - a tree of registries as text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-outline-private.h"

G_BEGIN_DECLS

/* The hook of a registry; see GregSourceHooks. */
void greg_registry_outline (GregSource *source, GregOutline *outline);

G_END_DECLS
