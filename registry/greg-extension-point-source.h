/* greg-extension-point-source.h - GregExtensionPointSource: an extension point of GIO as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source.h"

G_BEGIN_DECLS

#define GREG_TYPE_EXTENSION_POINT_SOURCE (greg_extension_point_source_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregExtensionPointSource,
                      greg_extension_point_source,
                      GREG,
                      EXTENSION_POINT_SOURCE,
                      GregSource)

GREG_AVAILABLE_IN_ALL
GregExtensionPointSource *greg_extension_point_source_new (const char *extension_point);
GREG_AVAILABLE_IN_ALL
const char *
greg_extension_point_source_get_extension_point (GregExtensionPointSource *self);

G_END_DECLS
