/* greg-query-fields-private.h - the inside of a query, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-condition-private.h"
#include "greg-query-private.h"

G_BEGIN_DECLS

struct _GregQuery
{
  GObject parent_instance;

  GPtrArray *includes;   /* GPatternSpec */
  GPtrArray *excludes;   /* GPatternSpec */
  GPtrArray *tags;       /* char */
  GPtrArray *conditions; /* GregCondition */
  GType product_type;
  GregQueryDeprecation deprecation;
  GregQueryOrder order;
  gboolean stacked;
  gboolean own;
};

G_END_DECLS
