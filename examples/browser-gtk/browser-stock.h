/* browser-stock.h - the factories that the browser registers, so that there is something to see
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

gboolean browser_stock_register_first (GregRegistry *registry, GError **error);
GregFactory *browser_stock_create_next (GregSource *source, GError **error);
gboolean browser_stock_fill_batch (GregBatch *batch, GError **error);
GregFactory *browser_stock_create_numbered (guint number, GError **error);

G_END_DECLS
