/* greg-suggest-private.h - the names nearest to a mistyped one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GREG_SUGGEST_MAX 3

/* Collects candidates one by one, so that nobody has to build an array of all names first. */
typedef struct
{
  const char *wanted;
  gsize wanted_length;
  guint n;
  struct
  {
    const char *name; /* borrowed: must live until greg_suggest_finish() */
    guint distance;
  } best[GREG_SUGGEST_MAX];
} GregSuggest;

void greg_suggest_init (GregSuggest *suggest, const char *wanted);
void greg_suggest_offer (GregSuggest *suggest, const char *candidate);

/* The nearest names, best first, at most GREG_SUGGEST_MAX; NULL when none is near. */
char **greg_suggest_finish (GregSuggest *suggest);

/* "; did you mean “a”, “b” or “c”?" for the end of a message; "" for NULL or none. */
char *greg_suggest_to_question (const char *const *suggestions);

G_END_DECLS
