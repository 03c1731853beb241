/* greg-builder.h - GregBuilder: turns a configuration into objects
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

#define GREG_TYPE_BUILDER (greg_builder_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregBuilder, greg_builder, GREG, BUILDER, GObject)

GREG_AVAILABLE_IN_ALL
GregBuilder *greg_builder_new (GregSource *source);
GREG_AVAILABLE_IN_ALL
void greg_builder_add_source (GregBuilder *self, GregSource *source);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_builder_list_sources (GregBuilder *self);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_builder_dup_defaults (GregBuilder *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_builder_set_defaults (GregBuilder *self, GregConfig *defaults, GError **error);

GREG_AVAILABLE_IN_ALL
guint greg_builder_add_value (GregBuilder *self, const GValue *value);

GREG_AVAILABLE_IN_ALL
GObject *greg_builder_build (GregBuilder *self,
                             GregConfig *config,
                             GregReport *report,
                             GError **error);
GREG_AVAILABLE_IN_ALL
GregContext *greg_builder_build_context (GregBuilder *self,
                                         GregConfig *config,
                                         GregReport *report,
                                         GError **error);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_builder_build_list (GregBuilder *self,
                                    GregConfig *config,
                                    GregReport *report,
                                    GError **error);
GREG_AVAILABLE_IN_ALL
void greg_builder_build_async (GregBuilder *self,
                               GregConfig *config,
                               GregReport *report,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GREG_AVAILABLE_IN_ALL
GObject *greg_builder_build_finish (GregBuilder *self, GAsyncResult *result, GError **error);
GREG_AVAILABLE_IN_ALL
void greg_builder_build_list_async (GregBuilder *self,
                                    GregConfig *config,
                                    GregReport *report,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_builder_build_list_finish (GregBuilder *self, GAsyncResult *result, GError **error);
GREG_AVAILABLE_IN_ALL
GregReport *greg_builder_validate (GregBuilder *self, GregConfig *config);

G_END_DECLS
