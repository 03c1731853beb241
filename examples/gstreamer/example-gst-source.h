/* example-gst-source.h - GStreamer's elements as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_GST_SOURCE (example_gst_source_get_type ())
G_DECLARE_FINAL_TYPE (ExampleGstSource, example_gst_source, EXAMPLE, GST_SOURCE, GregSource)

/* GStreamer must have been initialised. May be used from any thread. */
GregSource *example_gst_source_new (void);

G_END_DECLS
