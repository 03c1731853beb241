/* greg-json-reader.c - the strict reader of JSON text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-json-reader-private.h"

#include <math.h>

/* How it works: one pass over a copy of the text that ends with zeros, so that nothing has to
 * look for the end all the time; a zero is nowhere allowed. Functions take the place where they
 * begin and return the place behind what they read, or NULL once the error is set. Open
 * containers are on a stack of their own, so deep text costs nothing. A node is added when its
 * key or, in an array, its place is reached, and filled when its value is. */

/* The lowest set byte of what it returns is the first byte that needs a look: a quote, a
 * backslash, a control character or one beyond ASCII. A borrow can only disturb the bytes above a
 * true match. */
static inline guint64
find_special (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 quote = word ^ (ones * '"');
  guint64 backslash = word ^ (ones * '\\');

  return ((quote - ones) | (backslash - ones) | (word - ones * 0x20) | word) & (ones * 0x80);
}

static inline gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static inline const char *
skip_space (const char *p)
{
  static const char spaces[8] = { ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ' };

  while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
    {
      p++;
      while (memcmp (p, spaces, sizeof spaces) == 0)
        p += sizeof spaces;
    }
  return p;
}

static inline gboolean
is_continuation (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/* The length of the UTF-8 sequence that begins here; 0 when it is overlong, a surrogate, beyond
 * U+10FFFF or no sequence at all. */
static guint
utf8_length (const char *p)
{
  guchar first = (guchar) p[0];
  guchar second = (guchar) p[1];

  if (first < 0xc2 || first > 0xf4 || !is_continuation (p[1]))
    return 0;
  if (first < 0xe0)
    return 2;
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)
      || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)
      || !is_continuation (p[2]))
    return 0;
  if (first < 0xf0)
    return 3;
  return is_continuation (p[3]) ? 4 : 0;
}

/* The four digits of \uXXXX, or G_MAXUINT32. */
static guint32
read_hex (const char *p)
{
  guint32 value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return G_MAXUINT32;
      value = value << 4 | (guint32) digit;
    }
  return value;
}

static inline gboolean
is_high_surrogate (guint32 unit)
{
  return unit >= 0xd800 && unit <= 0xdbff;
}

static inline gboolean
is_low_surrogate (guint32 unit)
{
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/* `p` is at the backslash of "\u". The length of the escape or of the pair, or 0 when it is
 * wrong. */
static guint
read_unicode_escape (const char *p, gunichar *character)
{
  guint32 unit = read_hex (p + 2);
  guint32 low;

  if (unit == 0 || unit == G_MAXUINT32 || is_low_surrogate (unit))
    return 0;
  *character = unit;
  if (!is_high_surrogate (unit))
    return 6;
  if (p[6] != '\\' || p[7] != 'u')
    return 0;
  low = read_hex (p + 8);
  if (!is_low_surrogate (low))
    return 0;
  *character = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  return 12;
}

/* What the character behind a backslash stands for; 0 when it is none of the short escapes. */
static char
short_escape (char c)
{
  switch (c)
    {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
    }
}

static const char *
read_escape (const char *p, char **out)
{
  char plain = short_escape (p[1]);
  gunichar character;
  guint length;

  if (plain != '\0')
    {
      *(*out)++ = plain;
      return p + 2;
    }
  if (p[1] != 'u' || (length = read_unicode_escape (p, &character)) == 0)
    return NULL;
  *out += g_unichar_to_utf8 (character, *out);
  return p + length;
}

/* A run of characters beyond ASCII; `*p` stops behind it, or at the first that is wrong. */
static gboolean
read_non_ascii (const char **p, char **out)
{
  while ((**p & 0x80) != 0)
    {
      guint length = utf8_length (*p);

      if (length == 0)
        return FALSE;
      memcpy (*out, *p, 4);
      *out += length;
      *p += length;
    }
  return TRUE;
}

/* What find_special() stopped at, other than the closing quote. */
static const char *
read_special (GregJsonReader *self, const char *quote, const char *p, char **out)
{
  const char *next = NULL;

  if (*p == '\\')
    next = read_escape (p, out);
  else if ((*p & 0x80) != 0 && read_non_ascii (&p, out))
    next = p;
  return next != NULL ? next : greg_json_refuse_string (self, quote, p);
}

/* Copies eight bytes at a time; what is copied too much lies in the padding or is overwritten. */
static inline const char *
read_string (GregJsonReader *self, const char *quote, guint32 *start, guint32 *length)
{
  char *begin = self->writer.strings + self->writer.n_strings;
  char *out = begin;
  const char *p = quote + 1;

  while (p != NULL)
    {
      guint64 word;
      guint64 special;

      memcpy (&word, p, sizeof word);
      memcpy (out, &word, sizeof word);
      special = find_special (GUINT64_FROM_LE (word));
      if (special == 0)
        {
          p += sizeof word;
          out += sizeof word;
          continue;
        }
      p += __builtin_ctzll (special) / 8;
      out += __builtin_ctzll (special) / 8;
      if (*p == '"')
        {
          *out = '\0';
          *start = (guint32) self->writer.n_strings;
          *length = (guint32) (out - begin);
          self->writer.n_strings += *length + 1;
          return p + 1;
        }
      p = read_special (self, quote, p, &out);
    }
  return NULL;
}

/* Twenty digits may fit into 64 bits or not. */
static gboolean
fits_64_bits (const char *digits, const char *end, guint64 *value)
{
  guint64 number = 0;

  for (; digits < end; digits++)
    {
      if (!g_uint64_checked_mul (&number, number, 10)
          || !g_uint64_checked_add (&number, number, (guint64) (*digits - '0')))
        return FALSE;
    }
  *value = number;
  return TRUE;
}

static const char *
fill_integer (GregJsonReader *self, GregNode *node, GregJsonNumber *number, const char *end)
{
  const char *digits = number->text + number->is_negative;
  gboolean fits = end - digits <= GREG_JSON_MANTISSA_DIGITS
                  || fits_64_bits (digits, end, &number->mantissa);

  if (!fits || (number->is_negative && number->mantissa > (guint64) G_MAXINT64 + 1))
    {
      g_autofree char *shown = greg_text_shorten (number->text, (gsize) (end - number->text));

      return greg_json_refuse (self, number->text, GREG_ERROR_LIMIT,
                               "the integer %s does not fit into 64 bits; integers go from "
                               "-9223372036854775808 to 18446744073709551615",
                               shown);
    }
  /* No integer has a sign without a value. */
  if (number->is_negative && number->mantissa == 0)
    {
      node->kind = GREG_CONFIG_DOUBLE;
      node->v.d = -0.0;
      return end;
    }
  node->kind = GREG_CONFIG_INTEGER;
  node->is_unsigned = !number->is_negative && number->mantissa > G_MAXINT64;
  node->v.u = number->is_negative ? 0 - number->mantissa : number->mantissa;
  return end;
}

static const char *
fill_double (GregJsonReader *self, GregNode *node, GregJsonNumber *number, const char *end)
{
  node->kind = GREG_CONFIG_DOUBLE;
  node->v.d = greg_json_number_to_double (number);
  if (isinf (node->v.d))
    {
      g_autofree char *shown = greg_text_shorten (number->text, (gsize) (end - number->text));

      return greg_json_refuse (self, number->text, GREG_ERROR_LIMIT,
                               "the number %s is too large; numbers go up to "
                               "1.7976931348623157e308",
                               shown);
    }
  return end;
}

/* The digits from `p` on are taken into the mantissa, which wraps when they do not fit. */
static inline const char *
read_digits (const char *p, guint64 *mantissa)
{
  for (; is_digit (*p); p++)
    *mantissa = *mantissa * 10 + (guint64) (*p - '0');
  return p;
}

/* Beyond a billion only the sign counts. */
static const char *
read_exponent (const char *p, gint64 *exponent)
{
  gboolean is_negative = *p == '-';
  gint64 value = 0;

  p += *p == '-' || *p == '+';
  for (; is_digit (*p); p++)
    value = MIN (value * 10 + (*p - '0'), G_MAXINT32);
  *exponent += is_negative ? -value : value;
  return p;
}

/* Leading zeros are not significant: 0.001 has one digit. */
static gboolean
mantissa_fits (const char *digits, const char *end)
{
  gssize n_digits = 0;

  if (end - digits <= GREG_JSON_MANTISSA_DIGITS)
    return TRUE;
  for (; digits < end && (*digits == '0' || *digits == '.'); digits++)
    ;
  for (; digits < end; digits++)
    n_digits += *digits != '.';
  return n_digits <= GREG_JSON_MANTISSA_DIGITS;
}

static const char *
read_number (GregJsonReader *self, GregNode *node, const char *text)
{
  GregJsonNumber number = { text, 0, 0, TRUE, *text == '-' };
  const char *digits = text + number.is_negative;
  const char *p = read_digits (digits, &number.mantissa);
  const char *end;

  if (p == digits || (*digits == '0' && p - digits > 1))
    return greg_json_refuse_number (self, text, p);
  if (*p != '.' && *p != 'e' && *p != 'E')
    return fill_integer (self, node, &number, p);
  if (*p == '.')
    {
      const char *fraction = p + 1;

      p = read_digits (fraction, &number.mantissa);
      if (p == fraction)
        return greg_json_refuse_number (self, text, p);
      number.exponent = fraction - p;
    }
  end = p;
  if (*p == 'e' || *p == 'E')
    {
      p = read_exponent (p + 1, &number.exponent);
      if (!is_digit (p[-1]))
        return greg_json_refuse_number (self, text, p);
    }
  number.fits = mantissa_fits (digits, end);
  return fill_double (self, node, &number, p);
}

static inline const char *
read_literal (GregJsonReader *self,
              GregNode *node,
              const char *p,
              const char *literal,
              gsize length,
              GregConfigKind kind,
              gboolean value)
{
  if (memcmp (p, literal, length) != 0)
    return greg_json_refuse_value (self, p);
  node->kind = (guint8) kind;
  node->v.b = value;
  return p + length;
}

static GregNode *
add_node (GregJsonReader *self, const char *p)
{
  GregNode *node = greg_tree_writer_add_node (&self->writer);

  if (G_UNLIKELY (node == NULL))
    greg_json_refuse (self, p, GREG_ERROR_LIMIT, "there are more than %u values",
                      GREG_TREE_MAX_NODES);
  return node;
}

/* A key and its colon; stops at the value. */
static const char *
read_key (GregJsonReader *self, const char *p)
{
  GregNode *node = add_node (self, p);

  if (G_UNLIKELY (node == NULL))
    return NULL;
  if (G_UNLIKELY (*p != '"'))
    return greg_json_refuse_key (self, p);
  node->key_offset = (guint32) (p - self->writer.text);
  p = read_string (self, p, &node->key, &node->key_length);
  if (G_UNLIKELY (p == NULL))
    return NULL;
  p = skip_space (p);
  if (G_UNLIKELY (*p != ':'))
    return greg_json_refuse_colon (self, p);
  return skip_space (p + 1);
}

static inline const char *
close_container (GregJsonReader *self, const char *p, GregConfigKind kind)
{
  if (kind == GREG_CONFIG_OBJECT)
    {
      guint32 first;
      guint32 second = greg_tree_writer_find_duplicate (&self->writer, &first);

      if (G_UNLIKELY (second != 0))
        return greg_json_refuse_duplicate (self, first, second);
    }
  greg_tree_writer_close (&self->writer);
  return p + 1;
}

/* An empty container is closed at once; of any other the first key is read, and its first value
 * is next. */
static const char *
open_container (GregJsonReader *self, const char *p, GregConfigKind kind, gboolean *opened)
{
  if (G_UNLIKELY (!greg_tree_writer_open (&self->writer, kind)))
    return greg_json_refuse (self, p, GREG_ERROR_LIMIT,
                             "arrays and objects are nested deeper than %d levels",
                             GREG_TREE_MAX_DEPTH);
  p = skip_space (p + 1);
  if (*p == (kind == GREG_CONFIG_OBJECT ? '}' : ']'))
    return close_container (self, p, kind);
  *opened = TRUE;
  if (kind == GREG_CONFIG_OBJECT)
    return read_key (self, p);
  return add_node (self, p) != NULL ? p : NULL;
}

static inline const char *
read_value (GregJsonReader *self, const char *p, gboolean *opened)
{
  GregNode *node = greg_tree_writer_last (&self->writer);

  node->offset = (guint32) (p - self->writer.text);
  *opened = FALSE;
  switch (*p)
    {
    case '"':
      node->kind = GREG_CONFIG_STRING;
      return read_string (self, p, &node->v.s.start, &node->v.s.length);
    case '{':
      return open_container (self, p, GREG_CONFIG_OBJECT, opened);
    case '[':
      return open_container (self, p, GREG_CONFIG_ARRAY, opened);
    case 't':
      return read_literal (self, node, p, "true", 4, GREG_CONFIG_BOOLEAN, TRUE);
    case 'f':
      return read_literal (self, node, p, "false", 5, GREG_CONFIG_BOOLEAN, FALSE);
    case 'n':
      return read_literal (self, node, p, "null", 4, GREG_CONFIG_NULL, FALSE);
    default:
      if (*p == '-' || is_digit (*p))
        return read_number (self, node, p);
      return greg_json_refuse_value (self, p);
    }
}

/* From behind a value to the next one, over all containers that end here. */
static inline const char *
step (GregJsonReader *self, const char *p)
{
  while (p != NULL && self->writer.depth > 0)
    {
      guint32 innermost = greg_tree_writer_innermost (&self->writer);
      gboolean is_object = self->writer.nodes[innermost].kind == GREG_CONFIG_OBJECT;
      char closing = is_object ? '}' : ']';

      p = skip_space (p);
      if (*p == ',')
        {
          const char *comma = p;

          p = skip_space (p + 1);
          if (G_UNLIKELY (*p == closing))
            return greg_json_refuse_comma (self, comma);
          if (is_object)
            return read_key (self, p);
          return add_node (self, p) != NULL ? p : NULL;
        }
      if (G_UNLIKELY (*p != closing))
        return greg_json_refuse_separator (self, p);
      p = close_container (self, p, is_object ? GREG_CONFIG_OBJECT : GREG_CONFIG_ARRAY);
    }
  return p;
}

static gboolean
read_text (GregJsonReader *self)
{
  const char *p = skip_space (self->writer.text);
  gboolean opened;

  if (add_node (self, p) == NULL)
    return FALSE;
  do
    {
      p = read_value (self, p, &opened);
      if (!opened)
        p = step (self, p);
    }
  while (p != NULL && self->writer.depth > 0);
  if (p == NULL)
    return FALSE;
  p = skip_space (p);
  return p == self->writer.text + self->writer.text_length
         || greg_json_refuse_trailing (self, p) != NULL;
}

GregTree *
greg_json_read (const char *text, gsize length, const char *display_name, GError **error)
{
  GregJsonReader self;
  GregTree *tree = NULL;

  if (length > GREG_TREE_MAX_SIZE)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_LIMIT,
                   "%s%sthe text is larger than %u bytes",
                   display_name != NULL ? display_name : "", display_name != NULL ? ": " : "",
                   GREG_TREE_MAX_SIZE);
      return NULL;
    }
  self.display_name = display_name;
  self.error = error;
  greg_tree_writer_init (&self.writer);
  greg_tree_writer_set_text (&self.writer, text, length);
  if (read_text (&self))
    tree = greg_tree_writer_finish (&self.writer, display_name);
  greg_tree_writer_clear (&self.writer);
  return tree;
}
