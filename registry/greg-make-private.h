/* greg-make-private.h - one product of a plan: its parts put in, made, checked and announced
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-plan-private.h"

G_BEGIN_DECLS

/* All steps of a build that does not wait. The parts of the item have been made. */
gboolean greg_make_item (const GregPlan *plan, GregItem *item, GError **error);

/* The same for an instance that needs no plan. */
gboolean greg_make_at_once (GregSource *source,
                            GregFactory *factory,
                            const GregSchema *schema,
                            guint n,
                            const char *names[],
                            const GValue values[],
                            GObject **object,
                            GError **error);

/* Adds a failure to the report and puts the place in front of its message. */
void greg_make_report (GregPlan *plan, const GregItem *item, GError **failure);

/* The single steps, for a build that waits in between: put the parts in; see whether it is to be made in another thread,
 * whose home is given; make it, if this is the right one; tell. */
void greg_make_fill (const GregPlan *plan, GregItem *item);
gboolean greg_make_find_home (const GregItem *item, GregHome *home);
gboolean greg_make_check_thread (GregFactory *factory, GError **error);
gboolean greg_make_run (GregItem *item, GError **error);
void greg_make_announce (const GregItem *item);

/* What no code makes is an instance, and may be made without initialising it. */
gboolean greg_make_calls_code (const GregItem *item);
gboolean greg_make_uninitialised (GregItem *item, GError **error);

G_END_DECLS
