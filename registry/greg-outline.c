/* greg-outline.c - GregOutline: nested lines, drawn as a tree
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-outline-private.h"

typedef struct
{
  guint depth;
  char *text;
} Line;

static void
clear_line (gpointer data)
{
  g_free (((Line *) data)->text);
}

GregOutline *
greg_outline_new (void)
{
  GregOutline *self = g_new0 (GregOutline, 1);

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  return self;
}

void
greg_outline_add (GregOutline *self, const char *format, ...)
{
  Line line = { .depth = self->depth };
  va_list args;

  va_start (args, format);
  line.text = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (self->lines, line);
}

void
greg_outline_enter (GregOutline *self)
{
  self->depth++;
}

void
greg_outline_leave (GregOutline *self)
{
  self->depth--;
}

/* Whether a sister of the line's ancestor at this depth (or of the line itself) follows. */
static gboolean
goes_on (GArray *lines, guint index, guint depth)
{
  for (guint i = index + 1; i < lines->len; i++)
    if (g_array_index (lines, Line, i).depth <= depth)
      return g_array_index (lines, Line, i).depth == depth;
  return FALSE;
}

static void
draw (GArray *lines, guint index, GString *text)
{
  const Line *line = &g_array_index (lines, Line, index);

  for (guint depth = 1; depth < line->depth; depth++)
    g_string_append (text, goes_on (lines, index, depth) ? "│  " : "   ");
  if (line->depth > 0)
    g_string_append (text, goes_on (lines, index, line->depth) ? "├─ " : "└─ ");
  g_string_append (text, line->text);
}

char *
greg_outline_finish (GregOutline *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      draw (self->lines, i, text);
    }
  g_array_unref (self->lines);
  g_free (self);
  return g_string_free (text, FALSE);
}
