/* greg-excerpt.c - the line of text that a message points into
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-excerpt-private.h"

#include <string.h>

/* Characters kept on either side of the place. */
#define KEEP_BEFORE 40
#define KEEP_AFTER 60

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static const char *
find_start (const char *text, const char *at)
{
  for (guint n = 0; n < KEEP_BEFORE && at > text && !is_line_end (at[-1]); n++)
    at = g_utf8_prev_char (at);
  return at;
}

static const char *
find_end (const char *end, const char *at)
{
  for (guint n = 0; n < KEEP_AFTER && at < end && !is_line_end (*at); n++)
    at = MIN (end, g_utf8_next_char (at));
  return at;
}

/* A control character could do anything to a terminal. */
static void
append_clean (GString *line, const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, c != '\t' && g_unichar_iscntrl (c) ? 0xfffd : c);
    }
}

char *
greg_excerpt_new (const char *text, gsize length, gsize offset, gsize *caret)
{
  GString *line = g_string_new (NULL);
  const char *at = text + MIN (offset, length);
  const char *start = find_start (text, at);
  const char *end = find_end (text + length, at);

  if (start > text && !is_line_end (start[-1]))
    g_string_append (line, "…");
  append_clean (line, start, at);
  *caret = line->len;
  append_clean (line, at, end);
  if (end < text + length && !is_line_end (*end))
    g_string_append (line, "…");
  return g_string_free (line, FALSE);
}

char *
greg_excerpt_underline (const char *excerpt, gsize caret)
{
  GString *line = g_string_new (NULL);

  for (const char *p = excerpt; p < excerpt + caret; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t')
        g_string_append_c (line, '\t');
      else if (g_unichar_iswide (c))
        g_string_append (line, "  ");
      else if (!g_unichar_iszerowidth (c))
        g_string_append_c (line, ' ');
    }
  g_string_append_c (line, '^');
  return g_string_free (line, FALSE);
}
