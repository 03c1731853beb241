/* greg-source-hooks-private.h - what some sources of this library do better than others can
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-explanation-private.h"
#include "greg-feed-private.h"

G_BEGIN_DECLS

/* Kept in the private part of the class; each may be NULL. */
typedef struct
{
  /* For a source that can tell each change: pushes from now on; FALSE when this one cannot. When
   * `replay`, `*there` is what is there now, as additions. */
  gboolean (*attach) (GregSource *source, GregFeed *feed, gboolean replay, GregChanges **there);
  void (*detach) (GregSource *source, GregFeed *feed);

  /* For a source that calls greg_source_set_defers(). Whether a function makes the products of any
   * source that it may defer to; and the one whose function counts for a factory: a new reference,
   * or NULL. */
  gboolean (*defers_to_hooked) (GregSource *source);
  GregSource *(*defer) (GregSource *source, GregFactory *factory);

  /* Says where it looks for a name, in order, and what is there; nothing is loaded for it. Without
   * this, the source is said to have the name or not. */
  void (*explain) (GregSource *source, const char *name, GregExplanation *explanation);

  /* What to ask for instead of a name that is not here, as a sentence; or NULL. */
  char *(*advise) (GregSource *source, const char *name);

  /* It lists factories by other names than their own. */
  gboolean respells;
} GregSourceHooks;

/* In greg-source.c, where they are kept. */
GregSourceHooks *greg_source_class_get_hooks (GregSourceClass *klass);

G_END_DECLS
