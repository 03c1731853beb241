/* greg-name-private.h - which texts can be names, and which are the same
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* INVALID_NAME for what is empty, not UTF-8 or has control characters; `what` is "name", "alias", … */
gboolean greg_name_check (const char *what, const char *name, GError **error);

/* A name as messages show it, whatever somebody passed or wrote: valid, without control characters, cut when it is
 * long. */
char *greg_name_show (const char *name);

/* Names of parameters: '_' and '-' are the same. */
gboolean greg_name_is_same (const char *a, const char *b);

G_END_DECLS
