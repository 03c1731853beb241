/* threads.h - what scripts cannot do: use a source in another thread
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

GObject *threads_build (GregSource *source, const char *text, GError **error);
gboolean
threads_register (GregRegistry *registry, const char *name, GType type, GError **error);
gboolean threads_unregister (GregRegistry *registry, const char *name, GError **error);
char *threads_ask (GregSource *source, const char *name);
void threads_build_later (GregSource *source, const char *name, GAsyncReadyCallback callback,
                          gpointer user_data);
GObject *threads_build_later_finish (GAsyncResult *result, GError **error);

G_END_DECLS
