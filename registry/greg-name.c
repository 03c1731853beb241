/* greg-name.c - which texts can be names
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-name-private.h"

#include "greg-error.h"
#include "greg-tree-private.h"

char *
greg_name_show (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  return greg_text_shorten (valid, strlen (valid));
}

/* Most names are plain ASCII, which needs no decoding. */
static gboolean
is_plain (const char *name)
{
  while (*name >= ' ' && *name <= '~')
    name++;
  return *name == '\0';
}

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

gboolean
greg_name_check (const char *what, const char *name, GError **error)
{
  g_autofree char *shown = NULL;

  if (name == NULL || *name == '\0')
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME, "the %s is empty", what);
      return FALSE;
    }
  if (is_plain (name) || (g_utf8_validate (name, -1, NULL) && !has_control_character (name)))
    return TRUE;

  shown = greg_name_show (name);
  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME,
               "the %s “%s” is not printable UTF-8 text without control characters", what, shown);
  return FALSE;
}

static inline char
fold (char c)
{
  return c == '_' ? '-' : c;
}

gboolean
greg_name_is_same (const char *a, const char *b)
{
  while (*a != '\0' && fold (*a) == fold (*b))
    a++, b++;
  return *a == *b;
}
