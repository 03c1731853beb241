/* greg-operand.c - GregOperand: a value that is compared by what it means
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-operand-private.h"

#include <string.h>

/* --- taking values apart --- */

static inline void
set_signed (GregOperand *self, gint64 number)
{
  self->kind = GREG_OPERAND_SIGNED;
  self->as.number = number;
}

static void
set_unsigned (GregOperand *self, guint64 number)
{
  if (number <= G_MAXINT64)
    {
      set_signed (self, (gint64) number);
      return;
    }
  self->kind = GREG_OPERAND_UNSIGNED;
  self->as.large = number;
}

static void
set_double (GregOperand *self, double number)
{
  if (number >= -0x1p63 && number < 0x1p63 && number == (double) (gint64) number)
    set_signed (self, (gint64) number);
  else if (number >= 0x1p63 && number < 0x1p64)
    set_unsigned (self, (guint64) number);
  else
    {
      self->kind = GREG_OPERAND_DOUBLE;
      self->as.real = number;
    }
}

static inline void
set_boolean (GregOperand *self, gboolean boolean)
{
  self->kind = GREG_OPERAND_BOOLEAN;
  self->as.number = !!boolean;
}

static inline void
set_string (GregOperand *self, const char *string)
{
  self->kind = string != NULL ? GREG_OPERAND_STRING : GREG_OPERAND_NULL;
  self->as.string = string;
}

static inline void
set_pointer (GregOperand *self, gpointer pointer)
{
  self->kind = pointer != NULL ? GREG_OPERAND_POINTER : GREG_OPERAND_NULL;
  self->as.pointer = pointer;
}

static void
set_strings (GregOperand *self, const char *const *strings)
{
  self->kind = strings != NULL ? GREG_OPERAND_STRINGS : GREG_OPERAND_NULL;
  self->as.strings = strings;
}

static void
set_enum (GregOperand *self, GType type, int number, gboolean nicks)
{
  g_autoptr (GEnumClass) klass = nicks ? g_type_class_ref (type) : NULL;
  GEnumValue *known = nicks ? g_enum_get_value (klass, number) : NULL;

  self->kind = GREG_OPERAND_ENUM;
  self->as.number = number;
  self->type = type;
  self->has_nick = nicks;
  self->nick = known != NULL ? g_strdup (known->value_nick) : NULL;
}

static gboolean
is_wrapper (GVariant *variant)
{
  return g_variant_is_of_type (variant, G_VARIANT_TYPE_VARIANT)
         || (g_variant_is_of_type (variant, G_VARIANT_TYPE_MAYBE)
             && g_variant_n_children (variant) > 0);
}

/* What is in it, with variants and maybes taken off. Gives a reference. */
static GVariant *
unwrap (GVariant *variant)
{
  GVariant *inner = g_variant_ref (variant);

  while (is_wrapper (inner))
    {
      GVariant *outer = inner;

      inner = g_variant_get_child_value (outer, 0);
      g_variant_unref (outer);
    }
  return inner;
}

static void
set_variant (GregOperand *self, GVariant *variant)
{
  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      set_boolean (self, g_variant_get_boolean (variant));
      break;
    case G_VARIANT_CLASS_BYTE:
      set_signed (self, g_variant_get_byte (variant));
      break;
    case G_VARIANT_CLASS_INT16:
      set_signed (self, g_variant_get_int16 (variant));
      break;
    case G_VARIANT_CLASS_UINT16:
      set_signed (self, g_variant_get_uint16 (variant));
      break;
    case G_VARIANT_CLASS_INT32:
      set_signed (self, g_variant_get_int32 (variant));
      break;
    case G_VARIANT_CLASS_UINT32:
      set_signed (self, g_variant_get_uint32 (variant));
      break;
    case G_VARIANT_CLASS_INT64:
      set_signed (self, g_variant_get_int64 (variant));
      break;
    case G_VARIANT_CLASS_UINT64:
      set_unsigned (self, g_variant_get_uint64 (variant));
      break;
    case G_VARIANT_CLASS_HANDLE:
      set_signed (self, g_variant_get_handle (variant));
      break;
    case G_VARIANT_CLASS_DOUBLE:
      set_double (self, g_variant_get_double (variant));
      break;
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
      set_string (self, g_variant_get_string (variant, NULL));
      break;
    case G_VARIANT_CLASS_MAYBE: /* an empty one */
      self->kind = GREG_OPERAND_NULL;
      break;
    case G_VARIANT_CLASS_ARRAY:
      self->kind = g_variant_is_of_type (variant, G_VARIANT_TYPE_DICTIONARY) ? GREG_OPERAND_STRUCT
                                                                             : GREG_OPERAND_LIST;
      break;
    case G_VARIANT_CLASS_TUPLE:
      self->kind = GREG_OPERAND_LIST;
      break;
    case G_VARIANT_CLASS_DICT_ENTRY:
      self->kind = GREG_OPERAND_STRUCT;
      break;
    case G_VARIANT_CLASS_VARIANT:
    default:
      self->kind = GREG_OPERAND_OTHER;
    }
}

void
greg_operand_init_variant (GregOperand *self, GVariant *variant)
{
  *self = (GregOperand){ .kind = GREG_OPERAND_NULL };
  if (variant == NULL)
    return;
  self->variant = unwrap (variant);
  set_variant (self, self->variant);
}

static void
set_boxed (GregOperand *self, const GValue *value)
{
  if (G_VALUE_TYPE (value) == G_TYPE_STRV)
    set_strings (self, g_value_get_boxed (value));
  else
    set_pointer (self, value->data[0].v_pointer);
}

/* Types are compared by name: a name is what a variant or a script can give. */
static void
set_plain_pointer (GregOperand *self, const GValue *value)
{
  if (G_VALUE_TYPE (value) == G_TYPE_GTYPE)
    set_string (self, g_type_name (g_value_get_gtype (value)));
  else
    set_pointer (self, value->data[0].v_pointer);
}

void
greg_operand_init_value (GregOperand *self, const GValue *value, gboolean nicks)
{
  GType type = G_VALUE_TYPE (value);

  *self = (GregOperand){ .kind = GREG_OPERAND_OTHER };
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_STRING:
      set_string (self, value->data[0].v_pointer);
      break;
    case G_TYPE_BOOLEAN:
      set_boolean (self, value->data[0].v_int);
      break;
    case G_TYPE_CHAR:
      set_signed (self, g_value_get_schar (value));
      break;
    case G_TYPE_UCHAR:
      set_signed (self, g_value_get_uchar (value));
      break;
    case G_TYPE_INT:
      set_signed (self, value->data[0].v_int);
      break;
    case G_TYPE_UINT:
      set_signed (self, value->data[0].v_uint);
      break;
    case G_TYPE_LONG:
      set_signed (self, value->data[0].v_long);
      break;
    case G_TYPE_ULONG:
      set_unsigned (self, value->data[0].v_ulong);
      break;
    case G_TYPE_INT64:
      set_signed (self, value->data[0].v_int64);
      break;
    case G_TYPE_UINT64:
      set_unsigned (self, value->data[0].v_uint64);
      break;
    case G_TYPE_FLOAT:
      set_double (self, (double) value->data[0].v_float);
      break;
    case G_TYPE_DOUBLE:
      set_double (self, value->data[0].v_double);
      break;
    case G_TYPE_FLAGS:
      set_signed (self, g_value_get_flags (value));
      break;
    case G_TYPE_ENUM:
      set_enum (self, type, g_value_get_enum (value), nicks);
      break;
    case G_TYPE_VARIANT:
      greg_operand_init_variant (self, g_value_get_variant (value));
      break;
    case G_TYPE_BOXED:
      set_boxed (self, value);
      break;
    case G_TYPE_POINTER:
      set_plain_pointer (self, value);
      break;
    case G_TYPE_PARAM:
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      set_pointer (self, value->data[0].v_pointer);
      break;
    default: /* somebody's own kind; what its values hold is known to itself alone */
      if (G_TYPE_IS_INSTANTIATABLE (type))
        set_pointer (self, value->data[0].v_pointer);
    }
}

void
greg_operand_clear (GregOperand *self)
{
  g_clear_pointer (&self->nick, g_free);
  g_clear_pointer (&self->variant, g_variant_unref);
}

/* --- lists --- */

gsize
greg_operand_count (const GregOperand *self)
{
  if (self->kind == GREG_OPERAND_STRINGS)
    return g_strv_length ((char **) self->as.strings);
  return self->kind == GREG_OPERAND_LIST ? g_variant_n_children (self->variant) : 0;
}

void
greg_operand_init_element (GregOperand *self, const GregOperand *list, gsize i)
{
  g_autoptr (GVariant) child = NULL;

  if (list->kind == GREG_OPERAND_STRINGS)
    {
      *self = (GregOperand){ .kind = GREG_OPERAND_STRING, .as.string = list->as.strings[i] };
      return;
    }
  child = g_variant_get_child_value (list->variant, i);
  greg_operand_init_variant (self, child);
}

static inline gboolean
is_list (const GregOperand *self)
{
  return self->kind == GREG_OPERAND_STRINGS || self->kind == GREG_OPERAND_LIST;
}

/* Alike as bytes, for two variants of one type; doubles have more than one zero, and NaN is never
 * equal. */
static gboolean
are_plain (const GregOperand *a, const GregOperand *b)
{
  return a->kind == GREG_OPERAND_LIST && b->kind == GREG_OPERAND_LIST
         && g_variant_type_equal (g_variant_get_type (a->variant), g_variant_get_type (b->variant))
         && strpbrk (g_variant_get_type_string (a->variant), "dv") == NULL;
}

static gboolean
elements_equal (const GregOperand *a, const GregOperand *b, gsize i, gboolean *undecided)
{
  GregOperand left, right;
  gboolean equal;

  greg_operand_init_element (&left, a, i);
  greg_operand_init_element (&right, b, i);
  equal = greg_operand_equal (&left, &right, undecided);
  greg_operand_clear (&left);
  greg_operand_clear (&right);
  return equal;
}

static gboolean
lists_equal (const GregOperand *a, const GregOperand *b, gboolean *undecided)
{
  gsize n = greg_operand_count (a);

  if (are_plain (a, b))
    return g_variant_equal (a->variant, b->variant);
  if (greg_operand_count (b) != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!elements_equal (a, b, i, undecided))
      return FALSE;
  return TRUE;
}

/* --- comparing --- */

static gboolean
is_named (const GregOperand *self, const char *nick, gboolean *undecided)
{
  if (self->has_nick)
    return g_strcmp0 (self->nick, nick) == 0;
  *undecided = TRUE;
  return TRUE;
}

static gboolean
enum_equal (const GregOperand *self, const GregOperand *other, gboolean *undecided)
{
  if (other->kind == GREG_OPERAND_STRING)
    return is_named (self, other->as.string, undecided);
  if (other->kind == GREG_OPERAND_ENUM && other->type != self->type)
    return FALSE;
  return (other->kind == GREG_OPERAND_ENUM || other->kind == GREG_OPERAND_SIGNED)
         && self->as.number == other->as.number;
}

gboolean
greg_operand_equal (const GregOperand *a, const GregOperand *b, gboolean *undecided)
{
  if (is_list (a) && is_list (b))
    return lists_equal (a, b, undecided);
  if (a->kind == GREG_OPERAND_ENUM)
    return enum_equal (a, b, undecided);
  if (b->kind == GREG_OPERAND_ENUM)
    return enum_equal (b, a, undecided);
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case GREG_OPERAND_NULL:
      return TRUE;
    case GREG_OPERAND_BOOLEAN:
    case GREG_OPERAND_SIGNED:
      return a->as.number == b->as.number;
    case GREG_OPERAND_UNSIGNED:
      return a->as.large == b->as.large;
    case GREG_OPERAND_DOUBLE:
      return a->as.real == b->as.real;
    case GREG_OPERAND_STRING:
      return strcmp (a->as.string, b->as.string) == 0;
    case GREG_OPERAND_STRUCT:
      return g_variant_equal (a->variant, b->variant);
    case GREG_OPERAND_POINTER:
      return a->as.pointer == b->as.pointer;
    default:
      return FALSE;
    }
}

static gboolean
is_number (const GregOperand *self)
{
  return self->kind == GREG_OPERAND_SIGNED || self->kind == GREG_OPERAND_UNSIGNED
         || self->kind == GREG_OPERAND_DOUBLE || self->kind == GREG_OPERAND_ENUM;
}

/* Exact enough to be compared with a DOUBLE, which is either below 2^53 and then has a fraction, or
 * beyond all that 64 bits hold. */
static double
approximate (const GregOperand *self)
{
  if (self->kind == GREG_OPERAND_DOUBLE)
    return self->as.real;
  return self->kind == GREG_OPERAND_UNSIGNED ? 0x1p63 : (double) self->as.number;
}

static gboolean
number_at_least (const GregOperand *a, const GregOperand *b)
{
  if (a->kind == GREG_OPERAND_DOUBLE || b->kind == GREG_OPERAND_DOUBLE)
    return approximate (a) >= approximate (b);
  if (a->kind == GREG_OPERAND_UNSIGNED)
    return b->kind != GREG_OPERAND_UNSIGNED || a->as.large >= b->as.large;
  return b->kind != GREG_OPERAND_UNSIGNED && a->as.number >= b->as.number;
}

gboolean
greg_operand_at_least (const GregOperand *self, const GregOperand *other)
{
  if (self->kind == GREG_OPERAND_STRING && other->kind == GREG_OPERAND_STRING)
    return strcmp (self->as.string, other->as.string) >= 0;
  if (self->kind == GREG_OPERAND_ENUM && other->kind == GREG_OPERAND_ENUM
      && self->type != other->type)
    return FALSE;
  return is_number (self) && is_number (other) && number_at_least (self, other);
}
