/* greg-suggest-private.h - the names nearest to a mistyped one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GREG_SUGGEST_MAX 3

/* Collects candidates one by one, so that nobody has to build an array of all names first.
 *
 * The distance is the number of characters to insert, drop, replace or swap with their neighbour;
 * upper and lower case are the same, and so are '_' and '-'. Near is a third of the length, at
 * least 1 and at most 3; a name that begins with the wanted one (of 3 characters or more) is always
 * near. What is more than twice as far as the nearest name is only noise beside it, and left out.
 */
typedef struct
{
  const char *wanted;
  gsize wanted_length; /* in characters */
  guint limit;         /* the largest distance that is near */
  guint n;
  struct
  {
    char *name; /* a copy */
    guint distance;
  } best[GREG_SUGGEST_MAX];
  /* private: for each byte, at which positions of an ASCII `wanted` of at most 64 characters it
   * stands */
  guint64 positions[256];
  /* private: any other `wanted`, decoded and folded */
  gunichar *chars;
} GregSuggest;

void greg_suggest_init (GregSuggest *suggest, const char *wanted);
void greg_suggest_offer (GregSuggest *suggest, const char *candidate);

/* The nearest names, best first, at most GREG_SUGGEST_MAX; NULL when none is near. Call it once for
 * each greg_suggest_init(): it also frees what the search held. Offering calls no foreign code and
 * copies only what is kept, so that it can be done under a lock. */
char **greg_suggest_finish (GregSuggest *suggest);

/* "; did you mean “a”, “b” or “c”?" for the end of a message; "" for NULL or none. */
char *greg_suggest_to_question (const char *const *suggestions);

G_END_DECLS
