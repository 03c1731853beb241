/* greg-diagnostic-private.h - what the library fills a diagnostic with
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-diagnostic.h"
#include "greg-error.h"
#include "greg-tree-private.h"

G_BEGIN_DECLS

/* A problem with one value, before anybody knows where the value stands. Zero-initialise, then
 * fill. */
typedef struct
{
  GQuark domain;       /* 0 means GREG_ERROR */
  int code;
  char *message;       /* a sentence without a place, without a full stop, without suggestions */
  char *expected;      /* "an integer from 0 to 9"; may be NULL */
  char *value;         /* as it was given; may be NULL, then it is described from the tree */
  char **suggestions;  /* may be NULL */
  guint32 at;          /* the node that the problem is about when it lies further in than the one
                          that was converted, such as an element of a list of strings; else 0 */
} GregProblem;

void greg_problem_clear_fields (GregProblem *problem);

/* Nearly every problem that is declared stays empty: what has no message has nothing. */
static inline void
greg_problem_clear (GregProblem *problem)
{
  if (G_UNLIKELY (problem->message != NULL))
    greg_problem_clear_fields (problem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregProblem, greg_problem_clear)

/* The error of a problem that has no place; takes what the problem holds. */
void greg_problem_propagate (GregProblem *problem, GError **error);

/* Sets the code and the message, and drops what was there before. */
void greg_problem_set (GregProblem *problem, int code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Which side of a member the problem is about, and so where the caret goes. */
typedef enum
{
  GREG_PLACE_VALUE,
  GREG_PLACE_KEY
} GregPlace;

/* Takes what the problem holds and leaves it empty. `tree` may be NULL: the diagnostic then has
 * `path` only, which may be NULL too. `path` NULL with a tree means: the node's own JSON Pointer.
 * Where the problem names a node further in, that one is meant, and `path` goes on down to it. */
GregDiagnostic *greg_diagnostic_new (GregSeverity severity,
                                     GregProblem *problem,
                                     const GregTree *tree,
                                     guint32 index,
                                     GregPlace place,
                                     const char *path,
                                     const char *factory);

/* The first line of to_string() without "error: ": place, path, message, question. */
GError *greg_diagnostic_to_error (GregDiagnostic *self);

/* Parts of such a line, each with a space behind it; what is not known is left out. */
void greg_append_place (GString *text, const char *file, guint line, guint column);
void greg_append_path (GString *text, const char *path);

/* Puts "file:line:column: path: " in front of an error that came from elsewhere. */
void greg_prefix_error_place (GError **error,
                              const GregTree *tree,
                              guint32 index,
                              const char *path);

G_END_DECLS
