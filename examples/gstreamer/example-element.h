/* example-element.h - a factory that makes one kind of GStreamer element
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define EXAMPLE_TYPE_ELEMENT (example_element_get_type ())
G_DECLARE_FINAL_TYPE (ExampleElement, example_element, EXAMPLE, ELEMENT, GregFactory)

/* Named as GStreamer names it, with its rank as priority, its description, and the metadata “klass”: where it
 * belongs, as in "Source/File". Nothing is loaded for it. */
GregFactory *example_element_new (GstElementFactory *feature);

G_END_DECLS
