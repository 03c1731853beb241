/* greg-excerpt-private.h - the line of text that a message points into
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The line around byte `offset` of a valid UTF-8 text, without its end, cut to a width that fits a
 * terminal ("…" stands for what is left out) and without control characters other than tabs.
 * `caret` becomes the byte of the result that `offset` is. The cost does not depend on the length
 * of the line. */
char *greg_excerpt_new (const char *text, gsize length, gsize offset, gsize *caret);

/* A line to print below the excerpt: "^" under the byte `caret`, behind as much space as there is
 * before it; tabs stay tabs and wide characters take two columns. */
char *greg_excerpt_underline (const char *excerpt, gsize caret);

G_END_DECLS
