/* browser-model.h - the factories of a source, searched, sorted and selected
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BROWSER_TYPE_MODEL (browser_model_get_type ())
G_DECLARE_FINAL_TYPE (BrowserModel, browser_model, BROWSER, MODEL, GObject)

BrowserModel *browser_model_new (GregSource *source);
GtkSingleSelection *browser_model_get_selection (BrowserModel *self);
GListModel *browser_model_get_all (BrowserModel *self);
GListModel *browser_model_get_shown (BrowserModel *self);
void browser_model_set_search (BrowserModel *self, const char *text);
gboolean browser_model_select (BrowserModel *self, const char *name);

gboolean browser_factory_matches (GregFactory *factory, const char *const *words);
int browser_factory_compare (GregFactory *a, GregFactory *b);
char **browser_search_words (const char *text);

G_END_DECLS
