/* greg-source-hooks-private.h - what some sources of this library do better than others can
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-diagnostic-private.h"
#include "greg-explanation-private.h"
#include "greg-feed-private.h"
#include "greg-home-private.h"
#include "greg-outline-private.h"
#include "greg-suggest-private.h"

G_BEGIN_DECLS

/* Kept in the private part of the class; each may be NULL. */
typedef struct
{
  /* Where all virtual functions must run; never freed. */
  const GregHome *home;

  /* For a source that can tell each change: pushes from now on; FALSE when this one cannot. When
   * `replay`, `*there` is what is there now, as additions. */
  gboolean (*attach) (GregSource *source, GregFeed *feed, gboolean replay, GregChanges **there);
  void (*detach) (GregSource *source, GregFeed *feed);

  /* For a source that cannot tell each change, but what a watch tells of: `*there` becomes that, as
   * additions. FALSE when this one cannot. */
  gboolean (*list) (GregSource *source, GregChanges **there);
  /* For a source that was told of with greg_source_set_followed(): “changed” was emitted. */
  void (*pass_on) (GregSource *source);

  /* For a source that calls greg_source_set_defers(). Whether a function makes the products of any
   * source that it may defer to; and the one whose function counts for a factory: a new reference,
   * or NULL. */
  gboolean (*defers_to_hooked) (GregSource *source);
  GregSource *(*defer) (GregSource *source, GregFactory *factory);

  /* Says where a look-up has looked for a name, in order, and what is there; nothing is loaded for it. Without this,
   * the source is said to have the name or not. */
  void (*explain) (GregSource *source, const char *name, GregExplanation *explanation);

  /* For a name that was not found; nothing is loaded for these. `diagnose` fills the problem when it is another one
   * than NOT_FOUND, or gives FALSE. `advise` says what to ask for instead, as the end of a sentence; or NULL. `offer`
   * offers all that could have been asked for; without it, the names and aliases that are listed are offered. */
  gboolean (*diagnose) (GregSource *source, const char *name, GregProblem *problem);
  char *(*advise) (GregSource *source, const char *name);
  void (*offer) (GregSource *source, const char *name, GregSuggest *suggest);

  /* The source that a scope leads to: a new reference, or NULL. Without this, there are no scopes. */
  GregSource *(*enter) (GregSource *source, const char *scope);
  /* The scopes nearest to one that is not there; or NULL. */
  char **(*suggest_scopes) (GregSource *source, const char *scope);

  /* Adds what is in it. Without this, what it lists. */
  void (*outline) (GregSource *source, GregOutline *outline);
} GregSourceHooks;

/* In greg-source.c, where they are kept. */
GregSourceHooks *greg_source_class_get_hooks (GregSourceClass *klass);

G_END_DECLS
