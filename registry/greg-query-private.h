/* greg-query-private.h - how a query decides, and orders what it finds
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-query.h"

G_BEGIN_DECLS

/* The order of two factories that were registered with these serials; never 0 for different
 * serials. */
int greg_query_compare (GregQuery *self,
                        GregFactory *a,
                        guint64 serial_a,
                        GregFactory *b,
                        guint64 serial_b);

typedef enum
{
  GREG_VERDICT_NO,
  GREG_VERDICT_YES,
  /* All depends on the nick of an enumeration, whose class might have to be loaded: ask
   * greg_query_matches() where no lock is held. */
  GREG_VERDICT_UNDECIDED
} GregVerdict;

#define GREG_QUERY_MANY 128

/* Decides on up to GREG_QUERY_MANY factories, much faster than one by one. Calls no foreign code,
 * so that a lock may be held. */
void greg_query_match_many (GregQuery *self,
                            GregFactory *const *factories,
                            guint n,
                            GregVerdict *verdicts);

/* greg_query_matches() for a factory that its source also lists under another name, which may be NULL. */
gboolean greg_query_matches_as (GregQuery *self, GregFactory *factory, const char *listed);

/* What has been found so far. */
typedef struct
{
  GregFactory *factory; /* owned */
  guint depth;          /* how far its level is from the source that was asked */
  guint64 serial;
  int priority;
  gboolean undecided;
  const char *listed; /* by which name the source lists it, if not by the factory's; borrowed */
} GregFound;

/* An empty array of GregFound. */
GArray *greg_found_new (void);

/* Takes a reference on the factory. */
static inline void
greg_found_add (GArray *found,
                GregFactory *factory,
                guint depth,
                guint64 serial,
                int priority,
                gboolean undecided)
{
  GregFound item
      = { (GregFactory *) g_object_ref ((gpointer) factory), depth, serial, priority, undecided };

  g_array_append_val (found, item);
}

/* Add what matches of one name: the factory in front, or all of them. What a source says comes first
 * for a name does so whatever the priorities are: a factory behind another one counts with no higher
 * priority than that. The name, which may be NULL, lives as long as what was found. */
void greg_found_offer (GArray *found, GregQuery *query, const char *listed, GregFactory *factory);
void
greg_found_offer_stack (GArray *found, GregQuery *query, const char *listed, GPtrArray *stack);

/* Decides what is undecided, puts the rest in order and hands it over; frees the array. Hold no
 * lock. */
GPtrArray *greg_found_finish (GArray *found, GregQuery *query);
/* The same, of the names by which the source lists them. */
char **greg_found_finish_names (GArray *found, GregQuery *query);

G_END_DECLS
