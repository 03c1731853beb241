/* browser-parameter.h - one parameter of a factory, in words
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

#define BROWSER_TYPE_PARAMETER (browser_parameter_get_type ())
G_DECLARE_FINAL_TYPE (BrowserParameter, browser_parameter, BROWSER, PARAMETER, GObject)

GListModel *browser_parameter_list (GregFactory *factory);
const char *browser_parameter_get_name (BrowserParameter *self);
const char *browser_parameter_get_takes (BrowserParameter *self);
const char *browser_parameter_get_default (BrowserParameter *self);
const char *browser_parameter_get_required (BrowserParameter *self);

G_END_DECLS
