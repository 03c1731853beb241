/* greg-problem.c - problems before they are diagnostics, and places in front of messages
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-diagnostic-private.h"

#include <string.h>

void
greg_problem_clear_fields (GregProblem *problem)
{
  g_free (problem->message);
  g_free (problem->expected);
  g_free (problem->value);
  g_strfreev (problem->suggestions);
  memset (problem, 0, sizeof *problem);
}

void
greg_problem_set (GregProblem *problem, int code, const char *format, ...)
{
  va_list args;

  greg_problem_clear (problem);
  problem->code = code;
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
}

void
greg_problem_propagate (GregProblem *problem, GError **error)
{
  g_autoptr (GregDiagnostic) diagnostic = greg_diagnostic_new (
      GREG_SEVERITY_ERROR, problem, NULL, 0, GREG_PLACE_VALUE, NULL, NULL);

  g_propagate_error (error, greg_diagnostic_to_error (diagnostic));
}

void
greg_append_place (GString *text, const char *file, guint line, guint column)
{
  gsize before = text->len;

  if (file != NULL)
    g_string_append_printf (text, "%s:", file);
  if (line > 0)
    g_string_append_printf (text, "%u:", line);
  if (line > 0 && column > 0)
    g_string_append_printf (text, "%u:", column);
  if (text->len > before)
    g_string_append_c (text, ' ');
}

/* The root is left out: a lone ": " would say nothing. */
void
greg_append_path (GString *text, const char *path)
{
  g_autofree char *shown = path != NULL ? greg_pointer_show (path) : NULL;

  if (shown != NULL && *shown != '\0')
    g_string_append_printf (text, "%s: ", shown);
}

void
greg_prefix_error_place (GError **error, const GregTree *tree, guint32 index, const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *pointer = NULL;
  guint line = 0, column = 0;

  if (tree != NULL)
    {
      guint32 offset = greg_tree_node (tree, index)->offset;

      if (offset != GREG_NO_OFFSET)
        greg_tree_place (tree, offset, &line, &column);
      greg_append_place (text, tree->display_name, line, column);
      pointer = path == NULL ? greg_tree_pointer (tree, index) : NULL;
    }
  greg_append_path (text, path != NULL ? path : pointer);
  g_prefix_error_literal (error, text->str);
}
