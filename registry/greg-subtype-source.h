/* greg-subtype-source.h - GregSubtypeSource: the types of the process as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source.h"

G_BEGIN_DECLS

#define GREG_TYPE_SUBTYPE_SOURCE (greg_subtype_source_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregSubtypeSource, greg_subtype_source, GREG, SUBTYPE_SOURCE, GregSource)

GREG_AVAILABLE_IN_ALL
GregSubtypeSource *greg_subtype_source_new (const char *name, GType base_type, const char *prefix);
GREG_AVAILABLE_IN_ALL
const char *greg_subtype_source_get_prefix (GregSubtypeSource *self);

G_END_DECLS
