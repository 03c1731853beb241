/* browser-changer.h - changes a registry in all the ways in which a program can
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

#define BROWSER_TYPE_CHANGER (browser_changer_get_type ())
G_DECLARE_FINAL_TYPE (BrowserChanger, browser_changer, BROWSER, CHANGER, GObject)

BrowserChanger *browser_changer_new (GregRegistry *registry);
char *browser_changer_register_next (BrowserChanger *self, GError **error);
gboolean browser_changer_unregister (BrowserChanger *self, GregFactory *factory, GError **error);
gboolean browser_changer_set_batch (BrowserChanger *self, gboolean published, GError **error);
void browser_changer_set_thread (BrowserChanger *self, gboolean running);

G_END_DECLS
