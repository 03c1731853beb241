/* greg-key-private.h - keys of metadata, each text kept once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Many factories use few keys. A key is the same pointer for all of them, so that a query compares
 * pointers and need not fetch the texts. It is freed when nobody uses it any more. From any
 * thread. */
char *greg_key_ref (const char *text);
void greg_key_unref (char *key);

G_END_DECLS
