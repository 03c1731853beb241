/* greg-table-private.h - GregTable: the factories of one registry, and how they change
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-feed-private.h"
#include "greg-rules-private.h"

G_BEGIN_DECLS

/* All functions may be called from any thread. Whatever they hand out is owned by the caller, so
 * that readers could do without the lock one day. No reference is dropped and no foreign code is
 * called while the lock is held: factories that leave are handed out in the log of changes. */
typedef struct _GregTable GregTable;

GregTable *greg_table_new (void);
void greg_table_free (GregTable *self);

gboolean greg_table_contains (GregTable *self, const char *name);
/* Of the whole tree. */
guint64 greg_table_get_generation (GregTable *self);

gboolean greg_table_is_frozen (GregTable *self);
/* FALSE when it was frozen before. */
gboolean greg_table_freeze (GregTable *self);

/* Adds all or none; later additions see earlier ones. GREG_DUPLICATES_DEFAULT means `duplicates`.
 * `stands` gets the factory that stands for the last addition: itself, or the one that was there;
 * may be NULL. Here and below `*changes` is NULL at first and stays so when nothing had to be
 * changed. */
gboolean greg_table_add (GregTable *self,
                         const GregAddition *additions,
                         guint n_additions,
                         GregDuplicates duplicates,
                         gboolean redefine,
                         GregFactory **stands,
                         GregChanges **changes,
                         GregConflict *conflict);

/* Removes the factory that a look-up gives. */
gboolean greg_table_remove (GregTable *self,
                            const char *name,
                            GregChanges **changes,
                            GregConflict *conflict);
gboolean greg_table_remove_factory (GregTable *self,
                                    GregFactory *factory,
                                    GregChanges **changes,
                                    GregConflict *conflict);

/* greg_rules_undo() */
gboolean greg_table_revert (GregTable *self,
                            const GregChanges *published,
                            GregChanges **changes,
                            GregConflict *conflict);

/* From now on the log of each operation is pushed to the feed, in the order of the operations. When
 * `replay`, gives what is there now as additions, in the order of listing; NULL when there is
 * nothing. The table keeps a reference on the feed until it is detached. */
GregChanges *greg_table_attach (GregTable *self, GregFeed *feed, gboolean replay);
void greg_table_detach (GregTable *self, GregFeed *feed);

/* Empties the table and freezes it. Gives what was in it. */
GPtrArray *greg_table_close (GregTable *self);

G_END_DECLS
