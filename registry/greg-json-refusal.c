/* greg-json-refusal.c - what is wrong with text that is not JSON, in words that help
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-json-reader-private.h"

/* What people write where JSON has something else. */
typedef struct
{
  const char *word;
  const char *advice;
} Advice;

static const Advice words[] = {
  { "NaN", "use null, or leave the member out" },
  { "nan", "use null, or leave the member out" },
  { "Infinity", "use null, or a large number" },
  { "-Infinity", "use null, or a large number" },
  { "+Infinity", "use null, or a large number" },
  { "inf", "use null, or a large number" },
  { "-inf", "use null, or a large number" },
  { "+inf", "use null, or a large number" },
  { "-NaN", "use null, or leave the member out" },
  { "-nan", "use null, or leave the member out" },
  { "True", "did you mean “true”?" },
  { "TRUE", "did you mean “true”?" },
  { "yes", "did you mean “true”?" },
  { "on", "did you mean “true”?" },
  { "False", "did you mean “false”?" },
  { "FALSE", "did you mean “false”?" },
  { "no", "did you mean “false”?" },
  { "off", "did you mean “false”?" },
  { "None", "did you mean “null”?" },
  { "NULL", "did you mean “null”?" },
  { "Null", "did you mean “null”?" },
  { "nil", "did you mean “null”?" },
  { "undefined", "did you mean “null”?" },
};

static const char *
text_end (GregJsonReader *self)
{
  return self->writer.text + self->writer.text_length;
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || c == '.' || c == '+' || c == '-'
         || (c & 0x80) != 0;
}

static gsize
word_length (const char *p)
{
  gsize length = 0;

  while (is_word_byte (p[length]))
    length++;
  return length;
}

/* The text may hold anything, a message may not. */
static char *
show_bytes (const char *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) MIN (length, 200));

  return greg_text_shorten (valid, strlen (valid));
}

static gsize
string_length (const char *quote)
{
  gsize length = 1;

  while (quote[length] != '\0' && quote[length] != '"' && quote[length] != '\n')
    length++;
  return length;
}

/* “}”, “word”, the string “text”, the end of the text: what stands at `at`. */
static char *
show_token (GregJsonReader *self, const char *at)
{
  gboolean is_string = *at == '"';
  g_autofree char *shown = NULL;

  if (at == text_end (self))
    return g_strdup ("the end of the text");
  if (is_string)
    shown = show_bytes (at + 1, string_length (at) - 1);
  else
    shown = show_bytes (at, MAX (word_length (at), 1));
  return g_strdup_printf ("%s“%s”", is_string ? "the string " : "", shown);
}

/* "line 3, column 5" */
static char *
show_place (GregJsonReader *self, gsize offset)
{
  guint line;
  guint column;

  greg_text_place (self->writer.text, offset, &line, &column);
  return g_strdup_printf ("line %u, column %u", line, column);
}

static char *
show_key (GregJsonReader *self, const GregNode *node)
{
  return greg_text_shorten (self->writer.strings + node->key, node->key_length);
}

const char *
greg_json_refuse (GregJsonReader *self, const char *at, GregError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line;
  guint column;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  greg_text_place (self->writer.text, (gsize) (at - self->writer.text), &line, &column);
  g_set_error (self->error, GREG_ERROR, (int) code, "%s%s%u:%u: %s",
               self->display_name != NULL ? self->display_name : "",
               self->display_name != NULL ? ":" : "", line, column, message);
  return NULL;
}

#define refuse(self, at, ...) greg_json_refuse (self, at, GREG_ERROR_INVALID_CONFIG, __VA_ARGS__)

static const char *
refuse_end (GregJsonReader *self)
{
  const GregNode *container;
  g_autofree char *place = NULL;
  gboolean is_object;

  if (self->writer.text_length == 0)
    return refuse (self, text_end (self), "the text is empty; a JSON value was expected");
  if (self->writer.depth == 0)
    return refuse (self, text_end (self),
                   "there is only white space; a JSON value was expected");
  container = &self->writer.nodes[greg_tree_writer_innermost (&self->writer)];
  is_object = container->kind == GREG_CONFIG_OBJECT;
  place = show_place (self, container->offset);
  return refuse (self, text_end (self),
                 "the text ends within the %s that begins at %s; “%c” is missing",
                 is_object ? "object" : "array", place, is_object ? '}' : ']');
}

static gboolean
starts_with (const char *at, const char *prefix)
{
  return strncmp (at, prefix, strlen (prefix)) == 0;
}

/* A mark that only text of another encoding begins with. */
static const char *
name_byte_order_mark (const char *text)
{
  if (starts_with (text, "\xef\xbb\xbf"))
    return "the text begins with a byte order mark; save it as UTF-8 without one";
  if (starts_with (text, "\xff\xfe") || starts_with (text, "\xfe\xff"))
    return "the text is UTF-16; save it as UTF-8";
  return NULL;
}

static const char *
name_typographic (const char *at)
{
  if (starts_with (at, "“") || starts_with (at, "”") || starts_with (at, "„")
      || starts_with (at, "‘") || starts_with (at, "’"))
    return "a typographic quote; JSON strings are in straight double quotes (\")";
  if (starts_with (at, "\xc2\xa0") || starts_with (at, "\xe2\x80\xaf")
      || starts_with (at, "\xe3\x80\x80"))
    return "a space that is not the plain one; use plain spaces";
  if (starts_with (at, "\xe2\x80\x8b") || starts_with (at, "\xef\xbb\xbf"))
    return "an invisible character; remove it";
  return NULL;
}

static gboolean
refuse_mark (GregJsonReader *self, const char *at, const char *message)
{
  if (message != NULL)
    refuse (self, at, "%s", message);
  return message != NULL;
}

static gboolean
refuse_non_ascii (GregJsonReader *self, const char *at)
{
  gunichar character = g_utf8_get_char_validated (at, 4);

  if (at == self->writer.text && refuse_mark (self, at, name_byte_order_mark (at)))
    return TRUE;
  if (character == (gunichar) -1 || character == (gunichar) -2)
    refuse (self, at, "the byte 0x%02X is not UTF-8", (guint) (guchar) *at);
  else if (!refuse_mark (self, at, name_typographic (at)))
    return FALSE;
  return TRUE;
}

/* What is wrong wherever it stands between values. */
static gboolean
refuse_everywhere (GregJsonReader *self, const char *at)
{
  if (at == text_end (self))
    refuse_end (self);
  else if ((*at & 0x80) != 0)
    return refuse_non_ascii (self, at);
  else if (*at == '\0')
    refuse (self, at, "a NUL byte; text in UTF-16 or binary data is not read");
  else if (g_ascii_iscntrl (*at))
    refuse (self, at, "the control character U+%04X between values", (guint) *at);
  else if (starts_with (at, "//") || starts_with (at, "/*") || *at == '#')
    refuse (self, at, "JSON has no comments; the member “$comment” of an object may hold one");
  else if (*at == '\'')
    refuse (self, at, "JSON strings are in double quotes, not in single quotes");
  else if (*at == '`')
    refuse (self, at, "JSON strings are in double quotes, not in back quotes");
  else
    return FALSE;
  return TRUE;
}

static const char *
refuse_word (GregJsonReader *self, const char *at)
{
  const char *digits = at + (*at == '-');
  gsize length = word_length (at);
  g_autofree char *shown = show_bytes (at, length);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strlen (words[i].word) == length && starts_with (at, words[i].word))
        return refuse (self, at, "“%s” is not JSON; %s", shown, words[i].advice);
    }
  if (starts_with (digits, "0x") || starts_with (digits, "0X"))
    return refuse (self, at, "“%s” is not JSON; it has only decimal numbers", shown);
  if (g_ascii_isdigit (*digits))
    return refuse (self, at, "“%s” is not a JSON number", shown);
  return refuse (self, at, "“%s” is not a JSON value; a string needs double quotes", shown);
}

const char *
greg_json_refuse_value (GregJsonReader *self, const char *at)
{
  const GregNode *node = greg_tree_writer_last (&self->writer);
  g_autofree char *token = show_token (self, at);
  g_autofree char *key = NULL;

  if (refuse_everywhere (self, at))
    return NULL;
  if (*at == '+' && g_ascii_isdigit (at[1]))
    return refuse (self, at, "a JSON number has no plus sign");
  if (*at == '.' && g_ascii_isdigit (at[1]))
    return refuse (self, at, "a JSON number has a digit before the point, such as 0");
  if (word_length (at) > 0)
    return refuse_word (self, at);
  if (node->key == GREG_NO_KEY)
    return refuse (self, at, "a value was expected, not %s", token);
  key = show_key (self, node);
  return refuse (self, at, "a value was expected for the key “%s”, not %s", key, token);
}

const char *
greg_json_refuse_key (GregJsonReader *self, const char *at)
{
  gsize length = word_length (at);
  g_autofree char *token = show_token (self, at);

  if (refuse_everywhere (self, at))
    return NULL;
  if (length > 0)
    return refuse (self, at, "the key %s must be in double quotes", token);
  return refuse (self, at, "a key in double quotes was expected, not %s", token);
}

const char *
greg_json_refuse_colon (GregJsonReader *self, const char *at)
{
  g_autofree char *key = show_key (self, greg_tree_writer_last (&self->writer));
  g_autofree char *token = show_token (self, at);

  if (refuse_everywhere (self, at))
    return NULL;
  if (*at == '}' || *at == ',')
    return refuse (self, at, "the key “%s” has no value; “:” and a value were expected, not %s",
                   key, token);
  return refuse (self, at, "“:” was expected after the key “%s”, not %s", key, token);
}

/* Text that goes on where a number or a word has ended. */
static gboolean
refuse_longer_word (GregJsonReader *self, const char *at)
{
  const GregNode *last = greg_tree_writer_last (&self->writer);
  const char *start = self->writer.text + last->offset;

  if (last->kind >= GREG_CONFIG_STRING || !is_word_byte (*at)
      || start + word_length (start) <= at)
    return FALSE;
  refuse_word (self, start);
  return TRUE;
}

static gboolean
begins_value (char c)
{
  return c == '"' || c == '{' || c == '[' || is_word_byte (c);
}

const char *
greg_json_refuse_separator (GregJsonReader *self, const char *at)
{
  const GregNode *container
      = &self->writer.nodes[greg_tree_writer_innermost (&self->writer)];
  gboolean is_object = container->kind == GREG_CONFIG_OBJECT;
  g_autofree char *token = show_token (self, at);
  g_autofree char *place = show_place (self, container->offset);

  if (refuse_everywhere (self, at) || refuse_longer_word (self, at))
    return NULL;
  if (*at == (is_object ? ']' : '}'))
    return refuse (self, at, "“%c” was expected to close the %s that begins at %s, not %s",
                   is_object ? '}' : ']', is_object ? "object" : "array", place, token);
  if (*at == ':' && !is_object)
    return refuse (self, at, "an array has no keys; use { and } for an object");
  if (begins_value (*at))
    return refuse (self, at, "“,” is missing before %s", token);
  return refuse (self, at, "“,” or “%c” was expected, not %s", is_object ? '}' : ']', token);
}

const char *
greg_json_refuse_trailing (GregJsonReader *self, const char *at)
{
  g_autofree char *token = show_token (self, at);

  if (refuse_everywhere (self, at) || refuse_longer_word (self, at))
    return NULL;
  if (*at == '}' || *at == ']')
    return refuse (self, at, "%s closes nothing", token);
  return refuse (self, at, "%s follows the value; the text must hold one value and no more", token);
}

const char *
greg_json_refuse_comma (GregJsonReader *self, const char *comma)
{
  const GregNode *container
      = &self->writer.nodes[greg_tree_writer_innermost (&self->writer)];
  gboolean is_object = container->kind == GREG_CONFIG_OBJECT;

  return refuse (self, comma, "a comma before the closing “%c”; remove it", is_object ? '}' : ']');
}

const char *
greg_json_refuse_number (GregJsonReader *self, const char *number, const char *at)
{
  g_autofree char *shown = show_bytes (number, word_length (number));

  if (at - number <= 1 && *number == '-' && g_ascii_isalpha (*at))
    return refuse_word (self, number);
  if (at - number <= 1 && *number == '-')
    return refuse (self, number, "“%s” is not a JSON number; a digit was expected after the minus",
                   shown);
  if (at[-1] == '.')
    return refuse (self, number, "“%s” is not a JSON number; a digit was expected after the point",
                   shown);
  if (g_ascii_isdigit (at[-1]))
    return refuse (self, number, "“%s” is not a JSON number; it must not begin with zeros", shown);
  return refuse (self, number, "“%s” is not a JSON number; a digit was expected in the exponent",
                 shown);
}

/* `at` is at the backslash of a \u that has gone wrong. */
static const char *
refuse_unicode_escape (GregJsonReader *self, const char *at)
{
  g_autofree char *shown = NULL;
  guint n_digits = 0;

  while (n_digits < 4 && g_ascii_isxdigit (at[2 + n_digits]))
    n_digits++;
  shown = show_bytes (at + 1, 1 + n_digits);
  if (n_digits < 4)
    return refuse (self, at, "“\\%s” is incomplete; \\u takes four hexadecimal digits", shown);
  if (starts_with (at, "\\u0000"))
    return refuse (self, at, "“\\u0000” is refused: strings end at a NUL character");
  return refuse (self, at,
                 "“\\%s” is half of a character; a high surrogate and a low one make a whole",
                 shown);
}

static const char *
refuse_escape (GregJsonReader *self, const char *at)
{
  g_autofree char *shown = show_bytes (at + 1, (gsize) (g_utf8_next_char (at + 1) - (at + 1)));

  if (at[1] == 'u')
    return refuse_unicode_escape (self, at);
  if (at[1] == 'x')
    return refuse (self, at, "“\\x” is not a JSON escape; write \\u and four hexadecimal digits");
  return refuse (self, at,
                 "“\\%s” is not a JSON escape; a backslash itself is written as two", shown);
}

const char *
greg_json_refuse_string (GregJsonReader *self, const char *quote, const char *at)
{
  if (at == text_end (self) || (*at == '\\' && at + 1 == text_end (self)))
    return refuse (self, quote, "the string that begins here has no closing quote");
  if (*at == '\\')
    return refuse_escape (self, at);
  if ((*at & 0x80) != 0)
    return refuse (self, at, "the byte 0x%02X is not UTF-8", (guint) (guchar) *at);
  if (*at == '\n' || *at == '\r')
    return refuse (self, at, "a line break within a string; close it, or write \\n");
  if (*at == '\t')
    return refuse (self, at, "a tab within a string; write \\t");
  if (*at == '\0')
    return refuse (self, at, "a NUL byte within a string");
  return refuse (self, at, "the control character U+%04X within a string; write \\u%04x",
                 (guint) *at, (guint) *at);
}

const char *
greg_json_refuse_duplicate (GregJsonReader *self, guint32 first, guint32 second)
{
  const GregNode *node = &self->writer.nodes[second];
  g_autofree char *key = show_key (self, node);
  g_autofree char *place = show_place (self, self->writer.nodes[first].key_offset);

  return refuse (self, self->writer.text + node->key_offset,
                 "the key “%s” is given twice; the first is at %s", key, place);
}
