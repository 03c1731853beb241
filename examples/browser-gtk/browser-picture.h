/* browser-picture.h - a picture of a window, in a file
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean browser_picture_save (GtkWindow *window, const char *path, GError **error);

G_END_DECLS
