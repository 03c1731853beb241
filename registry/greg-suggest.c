/* greg-suggest.c - the names nearest to a mistyped one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-suggest-private.h"

#include <string.h>

/* The distance is that of optimal string alignment: Levenshtein's with swapped neighbours counted
 * once.
 *
 * A wanted name of ASCII with at most 64 characters, which is nearly all of them, is compared with
 * the bit-parallel algorithm of Myers in Hyyrö's form for swaps: one step for each character of the
 * candidate, whatever the length of the wanted name. Before that, most candidates are sent away by
 * counting the characters that do not occur in the wanted name around the same position: each of
 * them costs at least one. Everything else takes the textbook's table, restricted to the cells that
 * can still be near.
 */

#define PLAIN_MAX 64    /* bits in a word */
#define GENERAL_MAX 255 /* longer names are near only when equal but for case, or as a beginning */
#define PREFIX_MIN 3
#define FAR G_MAXUINT

static gunichar
fold (gunichar c)
{
  if (c == '_')
    return '-';
  return c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : g_unichar_tolower (c);
}

/* Names of factories are valid UTF-8; what was typed need not be: a stray byte is itself. */
static gunichar
next_char (const char **text)
{
  gunichar c = g_utf8_get_char_validated (*text, -1);

  if (c >= (gunichar) -2)
    {
      c = 0x110000 + (guchar) **text;
      *text += 1;
      return c;
    }
  *text = g_utf8_next_char (*text);
  return fold (c);
}

static gboolean
is_continuation (guchar c)
{
  return (c & 0xc0) == 0x80;
}

/* With no more than `limit` changes a character stays within `limit` of its position. FALSE as soon
 * as more than `limit` characters have no counterpart there. `length` becomes the number of
 * characters. */
static gboolean
has_counterparts (const GregSuggest *self, const char *candidate, guint limit, gsize *length)
{
  guint64 around = (G_GUINT64_CONSTANT (2) << limit) - 1;
  guint missing = 0; /* counted without a branch, which nobody could predict */
  gsize n = 0;

  for (const guchar *p = (const guchar *) candidate; *p != '\0'; p++)
    {
      if (is_continuation (*p))
        continue;
      missing += (self->positions[*p] & around) == 0;
      if (missing > limit)
        return FALSE;
      around = around << 1 | (n++ < limit);
    }
  *length = n;
  return TRUE;
}

static guint
plain_distance (const GregSuggest *self, const char *candidate, gsize length, guint limit)
{
  const guint64 last = G_GUINT64_CONSTANT (1) << (self->wanted_length - 1);
  guint64 rises = ~G_GUINT64_CONSTANT (0); /* where the column of the table goes up by one */
  guint64 falls = 0;
  guint64 diagonal = 0; /* where the diagonal does not grow */
  guint64 before = 0;   /* the positions of the previous character */
  gsize score = self->wanted_length;

  for (const guchar *p = (const guchar *) candidate; *p != '\0'; p++)
    {
      guint64 here, swapped, right_rises, right_falls;

      if (is_continuation (*p))
        continue;
      here = self->positions[*p];
      swapped = ((~diagonal & here) << 1) & before;
      diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped;
      right_rises = falls | ~(diagonal | rises);
      right_falls = diagonal & rises;
      score += (right_rises & last) != 0;
      score -= (right_falls & last) != 0;
      /* Each of the remaining characters can lower the score by one at most. */
      if (score > limit + --length)
        return FAR;
      right_rises = (right_rises << 1) | 1;
      right_falls <<= 1;
      rises = right_falls | ~(diagonal | right_rises);
      falls = right_rises & diagonal;
      before = here;
    }
  return (guint) score;
}

static gboolean
plain_is_prefix (const GregSuggest *self, const char *candidate)
{
  for (gsize i = 0; i < self->wanted_length; i++)
    {
      if ((self->positions[(guchar) candidate[i]] >> i & 1) == 0)
        return FALSE;
    }
  return TRUE;
}

static guint
plain_compare (const GregSuggest *self, const char *candidate, guint limit)
{
  gsize length;

  if (self->wanted_length >= PREFIX_MIN && plain_is_prefix (self, candidate))
    {
      gsize more = (gsize) g_utf8_strlen (candidate + self->wanted_length, -1);

      return (guint) MIN (more, self->limit + 1);
    }
  if (!has_counterparts (self, candidate, limit, &length))
    return FAR;
  if (length + limit < self->wanted_length || length > self->wanted_length + limit)
    return FAR;
  return plain_distance (self, candidate, length, limit);
}

/* The smallest of the four ways to reach a cell of the table. */
static guint
cell (const GregSuggest *self,
      const gunichar *text,
      guint rows[3][GENERAL_MAX + 1],
      gsize i,
      gsize j)
{
  const gunichar *wanted = self->chars;
  guint *above = rows[(i + 2) % 3], *here = rows[i % 3], *swap = rows[(i + 1) % 3];
  guint best = above[j - 1] + (wanted[i - 1] != text[j - 1]);

  best = MIN (best, above[j] + 1);
  best = MIN (best, here[j - 1] + 1);
  if (i > 1 && j > 1 && wanted[i - 1] == text[j - 2] && wanted[i - 2] == text[j - 1])
    best = MIN (best, swap[j - 2] + 1);
  return best;
}

/* Cells further than `limit` from the diagonal cannot be near: they hold a value that is never
 * chosen. */
static guint
general_distance (const GregSuggest *self, const gunichar *text, gsize length, guint limit)
{
  guint rows[3][GENERAL_MAX + 1];
  guint best;

  for (gsize j = 0; j <= length; j++)
    {
      rows[0][j] = (guint) j;
      rows[1][j] = rows[2][j] = GENERAL_MAX * 2;
    }
  for (gsize i = 1; i <= self->wanted_length; i++)
    {
      guint *row = rows[i % 3];
      gsize first = i > limit ? i - limit : 1;
      gsize end = MIN (length, i + limit);

      row[first - 1] = first == 1 ? (guint) i : GENERAL_MAX * 2;
      for (gsize j = first; j <= end; j++)
        row[j] = cell (self, text, rows, i, j);
      if (end < length)
        row[end + 1] = GENERAL_MAX * 2;
    }
  best = rows[self->wanted_length % 3][length];
  return best <= limit ? best : FAR;
}

static guint
general_compare (const GregSuggest *self, const char *candidate, guint limit)
{
  gunichar text[GENERAL_MAX];
  gboolean alike = TRUE;
  gsize length = 0;

  for (const char *p = candidate; *p != '\0'; length++)
    {
      gunichar c = next_char (&p);

      if (length < self->wanted_length)
        alike = alike && c == self->chars[length];
      if (length < GENERAL_MAX)
        text[length] = c;
      else if (!alike)
        return FAR;
    }
  if (alike && length == self->wanted_length)
    return 0;
  if (alike && length > self->wanted_length && self->wanted_length >= PREFIX_MIN)
    return (guint) MIN (length - self->wanted_length, self->limit + 1);
  if (length > GENERAL_MAX || self->wanted_length > GENERAL_MAX)
    return FAR;
  if (length + limit < self->wanted_length || length > self->wanted_length + limit)
    return FAR;
  return general_distance (self, text, length, limit);
}

/* Where the candidate belongs, by distance and then by name; the number of names when it is the
 * last. */
static guint
place_of (const GregSuggest *self, const char *candidate, guint distance)
{
  guint i = self->n;

  while (i > 0 && (self->best[i - 1].distance > distance
                   || (self->best[i - 1].distance == distance
                       && strcmp (self->best[i - 1].name, candidate) > 0)))
    i--;
  return i;
}

static void
keep (GregSuggest *self, const char *candidate, guint distance)
{
  guint at = place_of (self, candidate, distance);

  if (at == GREG_SUGGEST_MAX)
    return;
  /* The same name may be offered by several sources. */
  if (at > 0 && strcmp (self->best[at - 1].name, candidate) == 0)
    return;
  if (self->n == GREG_SUGGEST_MAX)
    g_free (self->best[--self->n].name);
  for (guint i = self->n++; i > at; i--)
    self->best[i] = self->best[i - 1];
  self->best[at].name = g_strdup (candidate);
  self->best[at].distance = distance;
}

static void
mark_positions (GregSuggest *self)
{
  memset (self->positions, 0, sizeof self->positions);
  for (gsize i = 0; i < self->wanted_length; i++)
    {
      guchar c = (guchar) fold ((guchar) self->wanted[i]);

      self->positions[c] |= G_GUINT64_CONSTANT (1) << i;
      self->positions[(guchar) g_ascii_toupper ((char) c)] = self->positions[c];
      if (c == '-')
        self->positions['_'] = self->positions[c];
    }
}

static void
decode_wanted (GregSuggest *self)
{
  const char *p = self->wanted;

  self->chars = g_new (gunichar, strlen (self->wanted));
  self->wanted_length = 0;
  while (*p != '\0')
    self->chars[self->wanted_length++] = next_char (&p);
}

void
greg_suggest_init (GregSuggest *suggest, const char *wanted)
{
  suggest->wanted = wanted != NULL ? wanted : "";
  suggest->wanted_length = strlen (suggest->wanted);
  suggest->n = 0;
  suggest->chars = NULL;
  if (suggest->wanted_length <= PLAIN_MAX && g_str_is_ascii (suggest->wanted))
    mark_positions (suggest);
  else
    decode_wanted (suggest);
  suggest->limit = (guint) CLAMP (suggest->wanted_length / 3, 1, 3);
  /* Any other letter would be near to a single one. */
  if (suggest->wanted_length == 1)
    suggest->limit = 0;
}

/* What is further than this is only noise beside the nearest one. */
static guint
enough_for (const GregSuggest *self)
{
  return self->best[0].distance * 2;
}

void
greg_suggest_offer (GregSuggest *suggest, const char *candidate)
{
  guint limit = suggest->limit;
  guint distance;

  if (suggest->wanted_length == 0 || candidate == NULL || *candidate == '\0')
    return;
  if (suggest->n == GREG_SUGGEST_MAX)
    limit = MIN (limit, suggest->best[GREG_SUGGEST_MAX - 1].distance);
  if (suggest->n > 0)
    limit = MIN (limit, enough_for (suggest));
  distance = suggest->chars == NULL ? plain_compare (suggest, candidate, limit)
                                    : general_compare (suggest, candidate, limit);
  if (distance == FAR)
    return;
  /* To suggest the very text that was not found would help nobody. */
  if (distance == 0 && strcmp (candidate, suggest->wanted) == 0)
    return;
  keep (suggest, candidate, distance);
}

char **
greg_suggest_finish (GregSuggest *suggest)
{
  char **names = NULL;

  if (suggest->n > 0)
    {
      guint enough = enough_for (suggest);

      while (suggest->best[suggest->n - 1].distance > enough)
        g_free (suggest->best[--suggest->n].name);
      names = g_new0 (char *, suggest->n + 1);
      for (guint i = 0; i < suggest->n; i++)
        names[i] = suggest->best[i].name;
    }
  suggest->n = 0;
  g_clear_pointer (&suggest->chars, g_free);
  return names;
}

char *
greg_suggest_to_question (const char *const *suggestions)
{
  GString *question;
  gsize n = 0;

  while (suggestions != NULL && suggestions[n] != NULL)
    n++;
  if (n == 0)
    return g_strdup ("");
  question = g_string_new ("; did you mean ");
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (question, i + 1 == n ? " or " : ", ");
      g_string_append_printf (question, "“%s”", suggestions[i]);
    }
  g_string_append_c (question, '?');
  return g_string_free (question, FALSE);
}
