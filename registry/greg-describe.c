/* greg-describe.c - values, parameters and types in words, for messages and listings
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <float.h>
#include <string.h>

/* Beyond that a list of names is not read any more. */
#define MAX_NAMES 12
#define MAX_CHARS 60

static gboolean
reads_as (const char *text, double number, gboolean single)
{
  double read = g_ascii_strtod (text, NULL);

  return single ? (float) read == (float) number : read == number;
}

/* The shortest text that reads as the same number. */
static char *
number_to_string (double number, int min_digits, int max_digits)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = min_digits; digits <= max_digits; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (reads_as (text, number, max_digits == FLT_DECIMAL_DIG))
        break;
    }
  return g_strdup (text);
}

char *
greg_double_to_string (double number)
{
  return number_to_string (number, DBL_DIG, DBL_DECIMAL_DIG);
}

char *
greg_float_to_string (float number)
{
  return number_to_string ((double) number, FLT_DIG, FLT_DECIMAL_DIG);
}

char *
greg_type_describe (GType type)
{
  const char *name = g_type_name (type);

  if (name == NULL)
    return g_strdup ("nothing");
  return g_strdup_printf ("%s %s", strchr ("AEIOaeio", *name) != NULL ? "an" : "a", name);
}

static char *
describe_range (const char *what, const char *min, const char *max)
{
  if (min != NULL && max != NULL)
    return g_strdup_printf ("%s from %s to %s", what, min, max);
  if (min != NULL)
    return g_strdup_printf ("%s from %s", what, min);
  if (max != NULL)
    return g_strdup_printf ("%s up to %s", what, max);
  return g_strdup (what);
}

/* The ends that a type of 32 or 64 bits has by itself are not worth the room, unless they were
 * passed. */
static char *
describe_signed (const GregParam *param, gboolean bounds)
{
  gint64 min = param->range.i.min, max = param->range.i.max;
  gboolean wide = param->target != GREG_TARGET_CHAR && !bounds;
  gboolean natural_min = min == (param->target == GREG_TARGET_INT ? G_MININT : G_MININT64);
  gboolean natural_max = max == (param->target == GREG_TARGET_INT ? G_MAXINT : G_MAXINT64);
  g_autofree char *low =
      wide && natural_min ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, min);
  g_autofree char *high =
      wide && natural_max ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, max);

  return describe_range ("an integer", low, high);
}

static char *
describe_unsigned (const GregParam *param, gboolean bounds)
{
  guint64 min = param->range.u.min, max = param->range.u.max;
  gboolean wide = param->target != GREG_TARGET_UCHAR && !bounds;
  gboolean natural_max = max == (param->target == GREG_TARGET_UINT ? G_MAXUINT : G_MAXUINT64);
  g_autofree char *low = g_strdup_printf ("%" G_GUINT64_FORMAT, min);
  g_autofree char *high =
      wide && natural_max ? NULL : g_strdup_printf ("%" G_GUINT64_FORMAT, max);

  return describe_range ("an integer", low, high);
}

static char *
describe_double (const GregParam *param, gboolean bounds)
{
  double limit = param->target == GREG_TARGET_FLOAT ? (double) FLT_MAX : DBL_MAX;
  double min = param->range.d.min, max = param->range.d.max;
  gboolean single = param->target == GREG_TARGET_FLOAT;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (bounds || min > -limit)
    low = single ? greg_float_to_string ((float) min) : greg_double_to_string (min);
  if (bounds || max < limit)
    high = single ? greg_float_to_string ((float) max) : greg_double_to_string (max);

  return describe_range ("a number", low, high);
}

static void
append_name (GString *text, guint i, guint n, const char *name)
{
  if (i < MAX_NAMES)
    g_string_append_printf (text, "%s“%s”", i > 0 ? ", " : "", name);
  else if (i == MAX_NAMES)
    g_string_append_printf (text, " and %u more", n - MAX_NAMES);
}

static char *
describe_enum (GEnumClass *klass)
{
  GString *text = g_string_new (klass->n_values > 1 ? "one of " : "");

  for (guint i = 0; i < klass->n_values; i++)
    append_name (text, i, klass->n_values, klass->values[i].value_nick);
  return g_string_free (text, FALSE);
}

static char *
describe_flags (GFlagsClass *klass)
{
  GString *text = g_string_new ("flags of ");

  for (guint i = 0; i < klass->n_values; i++)
    append_name (text, i, klass->n_values, klass->values[i].value_nick);
  return g_string_free (text, FALSE);
}

static char *
describe_string (const GregParam *param)
{
  GParamSpec *target = g_param_spec_get_redirect_target (param->pspec);
  GParamSpec *rules = target != NULL ? target : param->pspec;
  GString *text = g_string_new ("a string");

  if (G_IS_PARAM_SPEC_STRING (rules))
    {
      GParamSpecString *strings = G_PARAM_SPEC_STRING (rules);

      if (strings->cset_first != NULL)
        g_string_append_printf (text, " that begins with one of “%s”", strings->cset_first);
      if (strings->cset_nth != NULL)
        g_string_append_printf (text, "%s of “%s”",
                                strings->cset_first != NULL ? " and goes on with characters"
                                                            : " of characters",
                                strings->cset_nth);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_variant (const GVariantType *type)
{
  g_autofree char *name = g_variant_type_dup_string (type);

  if (g_variant_type_equal (type, G_VARIANT_TYPE_ANY))
    return g_strdup ("any value");
  return g_strdup_printf ("a value of the type “%s”", name);
}

static char *
describe_gtype (GType type)
{
  g_autofree char *what = NULL;

  if (type == G_TYPE_NONE)
    return g_strdup ("the name of a type");
  what = greg_type_describe (type);
  return g_strdup_printf ("the name of a type that is %s", what);
}

static char *
describe_boxed (GType type)
{
  g_autofree char *what = greg_type_describe (type);

  if (!g_value_type_transformable (G_TYPE_STRING, type))
    return g_steal_pointer (&what);
  return g_strdup_printf ("%s as a string", what);
}

static char *
describe (const GregParam *param, gboolean bounds)
{
  switch ((GregTarget) param->target)
    {
    case GREG_TARGET_BOOLEAN:
      return g_strdup ("true or false");
    case GREG_TARGET_CHAR:
    case GREG_TARGET_INT:
    case GREG_TARGET_LONG:
    case GREG_TARGET_INT64:
      return describe_signed (param, bounds);
    case GREG_TARGET_UCHAR:
    case GREG_TARGET_UINT:
    case GREG_TARGET_ULONG:
    case GREG_TARGET_UINT64:
      return describe_unsigned (param, bounds);
    case GREG_TARGET_FLOAT:
    case GREG_TARGET_DOUBLE:
      return describe_double (param, bounds);
    case GREG_TARGET_UNICHAR:
      return g_strdup ("a character");
    case GREG_TARGET_ENUM:
      return describe_enum (param->range.enums);
    case GREG_TARGET_FLAGS:
      return describe_flags (param->range.flags);
    case GREG_TARGET_STRING:
      return describe_string (param);
    case GREG_TARGET_STRV:
      return g_strdup ("a list of strings");
    case GREG_TARGET_GTYPE:
      return describe_gtype (param->range.gtype);
    case GREG_TARGET_VARIANT:
      return describe_variant (param->range.variant);
    case GREG_TARGET_BYTES:
    case GREG_TARGET_BYTE_ARRAY:
      return g_strdup ("bytes as a base64 string");
    case GREG_TARGET_FILE:
      return g_strdup ("a path or a URI");
    case GREG_TARGET_DATE_TIME:
      return g_strdup ("a date and time as in “2024-02-29T12:00:00Z”");
    case GREG_TARGET_CONFIG:
    case GREG_TARGET_JSON_NODE:
      return g_strdup ("any value");
    case GREG_TARGET_JSON_OBJECT:
      return g_strdup ("an object");
    case GREG_TARGET_JSON_ARRAY:
      return g_strdup ("an array");
    case GREG_TARGET_HASH_TABLE:
      return g_strdup ("an object of strings");
    case GREG_TARGET_LIST_MODEL:
      if (param->type == G_TYPE_LIST_MODEL || param->type == G_TYPE_LIST_STORE)
        return g_strdup ("a list of objects");
      return greg_type_describe (param->type);
    case GREG_TARGET_PTR_ARRAY:
      return g_strdup ("a list of objects");
    case GREG_TARGET_VALUE_ARRAY:
      return g_strdup ("a list");
    case GREG_TARGET_BOXED:
      return describe_boxed (param->type);
    case GREG_TARGET_OBJECT:
    case GREG_TARGET_UNSUPPORTED:
    default:
      return greg_type_describe (param->type);
    }
}

char *
greg_param_describe (const GregParam *param)
{
  return describe (param, FALSE);
}

char *
greg_param_describe_bounds (const GregParam *param)
{
  return describe (param, TRUE);
}

/* Whatever the text is, a message is UTF-8, of a sensible length, and on one line. */
static char *
quote_between (const char *quotes, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quoted = g_string_new (quotes);
  const char *end = valid;

  for (guint n = 0; n < MAX_CHARS && *end != '\0'; n++)
    end = g_utf8_next_char (end);
  for (const char *p = valid; p < end; p++)
    {
      if (*quotes != '\0' && (*p == '"' || *p == '\\'))
        g_string_append_c (quoted, '\\');
      if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (quoted, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (quoted, *p);
    }
  if (*end != '\0')
    g_string_append (quoted, "…");
  g_string_append (quoted, quotes);
  return g_string_free (quoted, FALSE);
}

/* As it would stand in JSON. */
static char *
quote (const char *text)
{
  return text != NULL ? quote_between ("\"", text) : g_strdup ("null");
}

static char *
describe_enum_value (GType type, int number)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *value = g_enum_get_value (klass, number);

  return value != NULL ? quote (value->value_nick) : g_strdup_printf ("%d", number);
}

/* The nicks that together make it, the widest first where some contain others. */
static char *
describe_flags_value (GType type, guint mask)
{
  g_autoptr (GFlagsClass) klass = g_type_class_ref (type);
  g_autoptr (GString) text = g_string_new (NULL);

  while (mask != 0)
    {
      const GFlagsValue *widest = NULL;

      for (guint i = 0; i < klass->n_values; i++)
        {
          const GFlagsValue *value = &klass->values[i];

          if (value->value != 0 && (value->value & mask) == value->value
              && (widest == NULL || (value->value | widest->value) == value->value))
            widest = value;
        }
      if (widest == NULL)
        return g_strdup_printf ("%u", mask);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", widest->value_nick);
      mask &= ~widest->value;
    }
  return text->len > 0 ? quote (text->str) : g_strdup ("0");
}

/* NULL for all that is not a number, a boolean, a string or made of names. */
static char *
describe_plain_value (const GValue *value)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (g_value_get_boolean (value) ? "true" : "false");
    case G_TYPE_CHAR:
      return g_strdup_printf ("%d", g_value_get_schar (value));
    case G_TYPE_UCHAR:
      return g_strdup_printf ("%u", g_value_get_uchar (value));
    case G_TYPE_INT:
      return g_strdup_printf ("%d", g_value_get_int (value));
    case G_TYPE_UINT:
      return g_strdup_printf ("%u", g_value_get_uint (value));
    case G_TYPE_LONG:
      return g_strdup_printf ("%ld", g_value_get_long (value));
    case G_TYPE_ULONG:
      return g_strdup_printf ("%lu", g_value_get_ulong (value));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));
    case G_TYPE_UINT64:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, g_value_get_uint64 (value));
    case G_TYPE_FLOAT:
      return greg_float_to_string (g_value_get_float (value));
    case G_TYPE_DOUBLE:
      return greg_double_to_string (g_value_get_double (value));
    case G_TYPE_ENUM:
      return describe_enum_value (G_VALUE_TYPE (value), g_value_get_enum (value));
    case G_TYPE_FLAGS:
      return describe_flags_value (G_VALUE_TYPE (value), g_value_get_flags (value));
    case G_TYPE_STRING:
      return quote (g_value_get_string (value));
    default:
      return NULL;
    }
}

char *
greg_value_describe (const GValue *value)
{
  char *plain;

  if (!G_IS_VALUE (value))
    return g_strdup ("nothing");
  plain = describe_plain_value (value);
  if (plain != NULL)
    return plain;
  if (g_value_fits_pointer (value) && g_value_peek_pointer (value) == NULL)
    return g_strdup ("null");
  if (G_VALUE_HOLDS_OBJECT (value))
    return greg_type_describe (G_OBJECT_TYPE (g_value_get_object (value)));
  if (G_VALUE_HOLDS_VARIANT (value))
    {
      g_autofree char *text = g_variant_print (g_value_get_variant (value), FALSE);

      return quote_between ("", text);
    }
  return greg_type_describe (G_VALUE_TYPE (value));
}

/* A character is shown as such where it can be. */
static char *
describe_unichar (gunichar c)
{
  char text[7] = { 0 };

  if (c == 0 || !g_unichar_isprint (c))
    return g_strdup_printf ("%u", c);
  g_unichar_to_utf8 (c, text);
  return quote (text);
}

char *
greg_param_describe_default (const GregParam *param)
{
  GregConfig *config = greg_param_get_default (param);
  g_auto (GValue) value = G_VALUE_INIT;

  if (config != NULL)
    return greg_config_to_json (config, FALSE);
  if (param->target == GREG_TARGET_UNSUPPORTED || param->target == GREG_TARGET_GTYPE)
    return NULL;
  g_value_init (&value, param->type);
  g_param_value_set_default (param->pspec, &value);
  if (param->target == GREG_TARGET_UNICHAR)
    return describe_unichar (g_value_get_uint (&value));
  return greg_value_describe (&value);
}
