/* greg-context.h - GregContext: one call of a factory, arguments in and product out
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-error.h"
#include "greg-types.h"

G_BEGIN_DECLS

#define GREG_TYPE_CONTEXT (greg_context_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregContext, greg_context, GREG, CONTEXT, GObject)

GREG_AVAILABLE_IN_ALL
GregFactory *greg_context_get_factory (GregContext *self);
GREG_AVAILABLE_IN_ALL
GregSource *greg_context_get_source (GregContext *self);
GREG_AVAILABLE_IN_ALL
const char *greg_context_get_path (GregContext *self);

GREG_AVAILABLE_IN_ALL
char **greg_context_list_names (GregContext *self);
GREG_AVAILABLE_IN_ALL
const GValue *greg_context_get_value (GregContext *self, const char *name);
GREG_AVAILABLE_IN_ALL
guint greg_context_get_n_positional (GregContext *self);
GREG_AVAILABLE_IN_ALL
const GValue *greg_context_get_positional (GregContext *self, guint index);

GREG_AVAILABLE_IN_ALL
gboolean greg_context_get_boolean (GregContext *self,
                                   const char *name,
                                   gboolean default_value,
                                   GError **error);
GREG_AVAILABLE_IN_ALL
gint64 greg_context_get_int64 (GregContext *self,
                               const char *name,
                               gint64 default_value,
                               GError **error);
GREG_AVAILABLE_IN_ALL
guint64 greg_context_get_uint64 (GregContext *self,
                                 const char *name,
                                 guint64 default_value,
                                 GError **error);
GREG_AVAILABLE_IN_ALL
double greg_context_get_double (GregContext *self,
                                const char *name,
                                double default_value,
                                GError **error);
GREG_AVAILABLE_IN_ALL
const char *greg_context_get_string (GregContext *self,
                                     const char *name,
                                     const char *default_value,
                                     GError **error);
GREG_AVAILABLE_IN_ALL
GObject *greg_context_get_object (GregContext *self,
                                  const char *name,
                                  GType type,
                                  GError **error);

GREG_AVAILABLE_IN_ALL
void greg_context_return_value (GregContext *self, const GValue *value);
GREG_AVAILABLE_IN_ALL
const GValue *greg_context_get_product (GregContext *self);
GREG_AVAILABLE_IN_ALL
void greg_context_fail (GregContext *self, GregError code, const char *message);

G_END_DECLS
