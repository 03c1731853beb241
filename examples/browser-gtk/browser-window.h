/* browser-window.h - shows a registry, and follows it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>
#include <gtk/gtk.h>

#include "browser-model.h"

G_BEGIN_DECLS

#define BROWSER_TYPE_WINDOW (browser_window_get_type ())
G_DECLARE_FINAL_TYPE (BrowserWindow, browser_window, BROWSER, WINDOW, GtkApplicationWindow)

GtkWidget *browser_window_new (GtkApplication *application, GregRegistry *registry);
BrowserModel *browser_window_get_model (BrowserWindow *self);
GtkListView *browser_window_get_view (BrowserWindow *self);
void browser_window_set_search (BrowserWindow *self, const char *text);

G_END_DECLS
