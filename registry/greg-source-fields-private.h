/* greg-source-fields-private.h - the inside of a source, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-feed-private.h"
#include "greg-source-private.h"

G_BEGIN_DECLS

/* What greg_source_set_build_func() was given. */
typedef struct _GregBuildHook GregBuildHook;

typedef struct
{
  char *name;
  GType base_type;        /* atomic */
  GregSourceFind trusted; /* an implementation whose first step is peek */
  GregSourcePeek peek;
  GregSourceKnown known;  /* the vfunc that gives no more; may be NULL */
  const GregHome *home;   /* where all virtual functions must run; NULL: anywhere */
  GMutex hook_lock;       /* guards failure, the replacement of hook, and taking a reference on it */
  char *failure;          /* what went wrong where no error could be returned */
  GregBuildHook *hook;  /* read without the lock only to see whether there is one */
  gboolean defers;      /* to the build functions of other sources when it has none */
  gboolean followed;    /* atomic: there are sources to which it passes on “changed” */
  gboolean traced;      /* atomic */
  guint settings;       /* atomic: how often one of the two before this was set */
  GregFeedSet feeds;
} GregSourcePrivate;

GregSourcePrivate *greg_source_get_private (GregSource *self);

/* Whether its virtual functions may be called in this thread. */
static inline gboolean
greg_source_is_here (GregSource *self)
{
  return greg_home_is_here (greg_source_get_private (self)->home);
}

void greg_source_clear_build_hook (GregSource *self);

G_END_DECLS
