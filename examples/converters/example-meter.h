/* example-meter.h - a converter that counts what goes through another one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_METER (example_meter_get_type ())
G_DECLARE_FINAL_TYPE (ExampleMeter, example_meter, EXAMPLE, METER, GObject)

char *example_meter_to_string (ExampleMeter *self);

G_END_DECLS
