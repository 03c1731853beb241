/* example-decoder.h - factories of what stands for decoders
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

/* Makes an ExampleNetwork of that title, from the arguments "layers" and "features". */
GregFactory *example_decoder_new (const char *name, const char *title, gboolean pretrained);

G_END_DECLS
