/* greg-query.h - GregQuery: which factories, and in which order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/**
 * GregQueryOrder:
 * @GREG_QUERY_ORDER_PRIORITY: the highest priority first, then as by registration
 * @GREG_QUERY_ORDER_REGISTRATION: in the order of registration; a registry's own first, then its
 *   parent's, and so on
 * @GREG_QUERY_ORDER_NAME: by name, compared byte by byte, then as by priority
 *
 * In which order a [class@Greg.Query] gives factories.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_QUERY_ORDER_PRIORITY,
  GREG_QUERY_ORDER_REGISTRATION,
  GREG_QUERY_ORDER_NAME
} GregQueryOrder;

/**
 * GregQueryDeprecation:
 * @GREG_QUERY_DEPRECATION_ANY: deprecated or not
 * @GREG_QUERY_DEPRECATION_EXCLUDE: only what is not deprecated
 * @GREG_QUERY_DEPRECATION_ONLY: only what is deprecated
 *
 * Whether a [class@Greg.Query] gives factories that are deprecated.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_QUERY_DEPRECATION_ANY,
  GREG_QUERY_DEPRECATION_EXCLUDE,
  GREG_QUERY_DEPRECATION_ONLY
} GregQueryDeprecation;

#define GREG_TYPE_QUERY (greg_query_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregQuery, greg_query, GREG, QUERY, GObject)

GREG_AVAILABLE_IN_ALL
GregQuery *greg_query_new (void);
GREG_AVAILABLE_IN_ALL
GregQuery *greg_query_copy (GregQuery *self);

GREG_AVAILABLE_IN_ALL
void greg_query_include (GregQuery *self, const char *glob);
GREG_AVAILABLE_IN_ALL
void greg_query_exclude (GregQuery *self, const char *glob);
GREG_AVAILABLE_IN_ALL
void greg_query_add_tag (GregQuery *self, const char *tag);
GREG_AVAILABLE_IN_ALL
void greg_query_match_has (GregQuery *self, const char *key);
GREG_AVAILABLE_IN_ALL
void greg_query_match_equal (GregQuery *self, const char *key, const GValue *value);
GREG_AVAILABLE_IN_ALL
void greg_query_match_string (GregQuery *self, const char *key, const char *value);
GREG_AVAILABLE_IN_ALL
void greg_query_match_one_of (GregQuery *self, const char *key, GVariant *values);
GREG_AVAILABLE_IN_ALL
void greg_query_match_at_least (GregQuery *self, const char *key, const GValue *value);

GREG_AVAILABLE_IN_ALL
GType greg_query_get_product_type (GregQuery *self);
GREG_AVAILABLE_IN_ALL
void greg_query_set_product_type (GregQuery *self, GType type);
GREG_AVAILABLE_IN_ALL
GregQueryDeprecation greg_query_get_deprecation (GregQuery *self);
GREG_AVAILABLE_IN_ALL
void greg_query_set_deprecation (GregQuery *self, GregQueryDeprecation deprecation);
GREG_AVAILABLE_IN_ALL
gboolean greg_query_get_stacked (GregQuery *self);
GREG_AVAILABLE_IN_ALL
void greg_query_set_stacked (GregQuery *self, gboolean stacked);
GREG_AVAILABLE_IN_ALL
gboolean greg_query_get_own (GregQuery *self);
GREG_AVAILABLE_IN_ALL
void greg_query_set_own (GregQuery *self, gboolean own);
GREG_AVAILABLE_IN_ALL
GregQueryOrder greg_query_get_order (GregQuery *self);
GREG_AVAILABLE_IN_ALL
void greg_query_set_order (GregQuery *self, GregQueryOrder order);

GREG_AVAILABLE_IN_ALL
gboolean greg_query_matches (GregQuery *self, GregFactory *factory);

G_END_DECLS
