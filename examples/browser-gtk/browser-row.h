/* browser-row.h - a factory in the list
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BROWSER_TYPE_ROW (browser_row_get_type ())
G_DECLARE_FINAL_TYPE (BrowserRow, browser_row, BROWSER, ROW, GtkBox)

GtkListItemFactory *browser_row_factory_new (void);
void browser_row_set_factory (BrowserRow *self, GregFactory *factory);

G_END_DECLS
