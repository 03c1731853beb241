/* greg-condition-private.h - GregCondition: what a query asks of one key of the metadata
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-metadata-private.h"

G_BEGIN_DECLS

typedef enum
{
  GREG_CONDITION_HAS,
  GREG_CONDITION_EQUAL,
  GREG_CONDITION_ONE_OF,
  GREG_CONDITION_AT_LEAST
} GregConditionKind;

/* Never changes; the copies of a query share it. */
typedef struct _GregCondition GregCondition;

/* `value` is copied; NULL for GREG_CONDITION_HAS. */
GregCondition *
greg_condition_new (GregConditionKind kind, const char *key, const GValue *value);
GregCondition *greg_condition_ref (GregCondition *self);
void greg_condition_unref (GregCondition *self);

/* Calls no foreign code unless `undecided` is NULL: to look for the nick of an enumeration may load
 * a plug-in. Where all depends on such a nick, sets `*undecided` and says TRUE. */
gboolean greg_condition_is_met (const GregCondition *self,
                                const GregMetadata *metadata,
                                gboolean *undecided);

G_END_DECLS
