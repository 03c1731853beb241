/* greg-difference-private.h - what makes one listing of factories into another
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

typedef struct
{
  guint position; /* in the listing before, as the earlier splices have left it, and in the one after */
  guint n_gone;
  guint n_come;
} GregSplice;

/* The splices that turn one listing into the other, from the first to the last; each at another
 * place. They are as few as can be when what stays has kept its order. Otherwise one splice
 * exchanges all from the first to the last difference. Takes linear time. */
GArray *greg_difference (GPtrArray *before, GPtrArray *after);

G_END_DECLS
