/* browser-details.h - all that is known of one factory
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BROWSER_TYPE_DETAILS (browser_details_get_type ())
G_DECLARE_FINAL_TYPE (BrowserDetails, browser_details, BROWSER, DETAILS, GtkBox)

GtkWidget *browser_details_new (void);
void browser_details_set_factory (BrowserDetails *self, GregFactory *factory);

G_END_DECLS
