/* example-rot13.h - a converter that turns letters by half the alphabet
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_ROT13 (example_rot13_get_type ())
G_DECLARE_FINAL_TYPE (ExampleRot13, example_rot13, EXAMPLE, ROT13, GObject)

G_END_DECLS
