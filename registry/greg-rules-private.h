/* greg-rules-private.h - the rules of adding, replacing and bringing back, on a store
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"
#include "greg-store-private.h"

G_BEGIN_DECLS

/* What a newcomer meets, and in which order it is asked:
 *
 *   1. its primary name is an alias of a factory of another name   refused
 *   2. a factory of its name is identical                          that one stands for it
 *   3. a factory of its name is there, and the policy is KEEP      the front one stands for it
 *   4. … REJECT              it takes the place of one of the same definition, or is refused
 *   5. … REPLACE             it takes the place of them all
 *   6. … STACK               it joins them
 *   7. one of its aliases is known for a factory of another name   refused
 *
 * Who comes in gets the next serial; who takes a place gets the serial of the one (or the first of
 * those) whose place it is. Nothing here takes a lock, drops a reference or calls foreign code. */

/* One change: old only (it left), new only (it came), or both (new took the place of old). */
typedef struct
{
  GregFactory *old_factory; /* owned */
  guint64 old_serial;
  GregFactory *new_factory; /* owned */
  guint64 new_serial;
} GregChange;

/* The log of one operation, in order. NULL stands for an empty one. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  guint size;
  GregChange items[];
} GregChanges;

/* Takes over the references; `*changes` is made when it is NULL. */
void greg_changes_append (GregChanges **changes, GregChange change);
GregChanges *greg_changes_ref (GregChanges *self);
void greg_changes_unref (GregChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregChanges, greg_changes_unref)

/* What to add, and how; the factory is sealed. */
typedef struct
{
  GregFactory *factory; /* borrowed */
  GregDuplicates duplicates;
} GregAddition;

typedef enum
{
  GREG_CONFLICT_NONE,
  GREG_CONFLICT_FROZEN,
  GREG_CONFLICT_ABSENT,  /* nothing to remove */
  GREG_CONFLICT_NAME,    /* `other` has the same primary name */
  GREG_CONFLICT_ALIASED, /* the newcomer's primary name is an alias of `other` */
  GREG_CONFLICT_ALIAS,   /* the newcomer's alias is a name or an alias of `other` */
} GregConflictKind;

/* Why nothing was changed. `tried` and `undone` are what was done and taken back; they are kept to
 * be dropped by whoever clears this, where no lock is held. */
typedef struct
{
  GregConflictKind kind;
  GregFactory *factory; /* the newcomer; owned */
  const char *text;     /* which of its texts; borrowed from it */
  GregFactory *other;   /* owned */
  GregChanges *tried;
  GregChanges *undone;
} GregConflict;

void greg_conflict_clear (GregConflict *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregConflict, greg_conflict_clear)

/* `*entry` becomes the one that stands for the newcomer. FALSE with a conflict when it is refused;
 * then nothing has changed. `addition` says which policy; it is not DEFAULT. */
gboolean greg_rules_add (GregStore *store,
                         const GregAddition *addition,
                         gboolean redefine,
                         guint32 *entry,
                         GregChanges **changes,
                         GregConflict *conflict);

void greg_rules_remove (GregStore *store, guint32 entry, GregChanges **changes);

/* Goes backwards through the log of earlier additions: withdraws what they brought and is still
 * there, and brings back what they replaced: in the place of its replacement, or at its old
 * position when nobody took the name; in both cases only when no factory of another name has one of
 * its aliases meanwhile. Undoes everything exactly when nothing else happened since. */
void greg_rules_undo (GregStore *store, const GregChanges *published, GregChanges **changes);

G_END_DECLS
