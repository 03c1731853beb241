/* greg-operand-private.h - GregOperand: a value that is compared by what it means
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  GREG_OPERAND_OTHER, /* what cannot be compared; equal to nothing, not even to itself */
  GREG_OPERAND_NULL,  /* no string, no object, nothing in a “maybe” */
  GREG_OPERAND_BOOLEAN,
  GREG_OPERAND_SIGNED,   /* every number that an int64 can hold, whatever it came as */
  GREG_OPERAND_UNSIGNED, /* whole numbers from 2^63 on that a uint64 can hold */
  GREG_OPERAND_DOUBLE,   /* the rest: with a fraction, beyond 64 bits, infinite, NaN */
  GREG_OPERAND_ENUM,
  GREG_OPERAND_STRING,
  GREG_OPERAND_STRINGS,
  GREG_OPERAND_LIST,   /* a variant: an array or a tuple */
  GREG_OPERAND_STRUCT, /* a variant: a dictionary or an entry of one */
  GREG_OPERAND_POINTER
} GregOperandKind;

/* Each number has one form only, so that equal numbers are alike bit by bit. */
typedef struct
{
  GregOperandKind kind;
  gboolean has_nick; /* an enumeration: whether `nick` was looked for */
  union
  {
    gint64 number; /* BOOLEAN, SIGNED, ENUM */
    guint64 large;
    double real;
    const char *string;
    const char *const *strings;
    gpointer pointer;
  } as;
  GType type;        /* of an enumeration */
  char *nick;        /* owned; NULL for a number that has none */
  GVariant *variant; /* owned; what `string` points into, or the LIST or STRUCT */
} GregOperand;

/* Borrows from the value. An enumeration's nick is in its class: to find it may load a plug-in, so
 * it is left out unless `nicks`. Nothing else calls foreign code. */
void greg_operand_init_value (GregOperand *self, const GValue *value, gboolean nicks);
/* Variants and maybes around a value are taken off. */
void greg_operand_init_variant (GregOperand *self, GVariant *variant);
void greg_operand_clear (GregOperand *self);

/* How many elements it has; 0 for what is no list. */
gsize greg_operand_count (const GregOperand *self);
/* One of them; to be cleared. */
void greg_operand_init_element (GregOperand *self, const GregOperand *list, gsize i);

/* When that depends on a nick that was left out, sets `*undecided` and says TRUE. */
gboolean
greg_operand_equal (const GregOperand *a, const GregOperand *b, gboolean *undecided);
/* Numbers as numbers, strings byte by byte; nothing else has an order. */
gboolean greg_operand_at_least (const GregOperand *self, const GregOperand *other);

G_END_DECLS
