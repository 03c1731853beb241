/* greg-query-private.h - how a query orders what it finds
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-query.h"

G_BEGIN_DECLS

/* The order of two factories that were registered with these serials; never 0 for different serials. */
int greg_query_compare (GregQuery *self,
                        GregFactory *a,
                        guint64 serial_a,
                        GregFactory *b,
                        guint64 serial_b);

G_END_DECLS
