/* greg-config.h - GregConfig: an immutable configuration tree
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/**
 * GregConfigKind:
 * @GREG_CONFIG_NULL: null
 * @GREG_CONFIG_BOOLEAN: true or false
 * @GREG_CONFIG_INTEGER: an integer from −2⁶³ to 2⁶⁴−1
 * @GREG_CONFIG_DOUBLE: any other number
 * @GREG_CONFIG_STRING: a string
 * @GREG_CONFIG_ARRAY: an array
 * @GREG_CONFIG_OBJECT: an object
 *
 * What a [class@Greg.Config] holds.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_CONFIG_NULL,
  GREG_CONFIG_BOOLEAN,
  GREG_CONFIG_INTEGER,
  GREG_CONFIG_DOUBLE,
  GREG_CONFIG_STRING,
  GREG_CONFIG_ARRAY,
  GREG_CONFIG_OBJECT
} GregConfigKind;

#define GREG_TYPE_CONFIG (greg_config_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregConfig, greg_config, GREG, CONFIG, GObject)

GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_new_from_json (const char *text,
                                       gssize length,
                                       const char *display_name,
                                       GError **error);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_new_from_bytes (GBytes *bytes, const char *display_name, GError **error);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_new_from_file (GFile *file, GCancellable *cancellable, GError **error);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_new_from_node (JsonNode *node, const char *display_name, GError **error);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_new_from_variant (GVariant *variant,
                                          const char *display_name,
                                          GError **error);

GREG_AVAILABLE_IN_ALL
GregConfigKind greg_config_get_kind (GregConfig *self);
GREG_AVAILABLE_IN_ALL
const char *greg_config_get_display_name (GregConfig *self);
GREG_AVAILABLE_IN_ALL
const char *greg_config_get_key (GregConfig *self);
GREG_AVAILABLE_IN_ALL
char *greg_config_dup_pointer (GregConfig *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_config_get_place (GregConfig *self, guint *line, guint *column, gsize *offset);
GREG_AVAILABLE_IN_ALL
gboolean greg_config_get_key_place (GregConfig *self, guint *line, guint *column, gsize *offset);

GREG_AVAILABLE_IN_ALL
gboolean greg_config_get_boolean (GregConfig *self, GError **error);
GREG_AVAILABLE_IN_ALL
gint64 greg_config_get_int64 (GregConfig *self, GError **error);
GREG_AVAILABLE_IN_ALL
guint64 greg_config_get_uint64 (GregConfig *self, GError **error);
GREG_AVAILABLE_IN_ALL
double greg_config_get_double (GregConfig *self, GError **error);
GREG_AVAILABLE_IN_ALL
const char *greg_config_get_string (GregConfig *self, GError **error);

GREG_AVAILABLE_IN_ALL
guint greg_config_get_n_children (GregConfig *self);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_dup_child (GregConfig *self, guint index);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_lookup_member (GregConfig *self, const char *name);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_lookup_pointer (GregConfig *self, const char *pointer);

GREG_AVAILABLE_IN_ALL
gboolean greg_config_equal (GregConfig *self, GregConfig *other);
GREG_AVAILABLE_IN_ALL
GregConfig *greg_config_merge (GregConfig *self, GregConfig *overlay, GError **error);
GREG_AVAILABLE_IN_ALL
char *greg_config_to_json (GregConfig *self, gboolean pretty);
GREG_AVAILABLE_IN_ALL
JsonNode *greg_config_to_node (GregConfig *self);

G_END_DECLS
