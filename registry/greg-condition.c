/* greg-condition.c - GregCondition: what a query asks of one key of the metadata
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-condition-private.h"

#include "greg-key-private.h"
#include "greg-operand-private.h"

#include <string.h>

struct _GregCondition
{
  GregConditionKind kind;
  char *key; /* of greg_key_ref() */
  GValue value; /* what the operands point into */
  GregOperand *operands;
  gsize n_operands;
  const char *string; /* the operand of an EQUAL that asks for a string, which is what most do */
};

/* What is no list is none of its elements. */
static void
take_elements (GregCondition *self)
{
  GregOperand list;

  greg_operand_init_value (&list, &self->value, FALSE);
  self->n_operands = greg_operand_count (&list);
  self->operands = g_new (GregOperand, self->n_operands);
  for (gsize i = 0; i < self->n_operands; i++)
    greg_operand_init_element (&self->operands[i], &list, i);
  greg_operand_clear (&list);
}

GregCondition *
greg_condition_new (GregConditionKind kind, const char *key, const GValue *value)
{
  GregCondition *self = g_atomic_rc_box_new0 (GregCondition);

  self->kind = kind;
  self->key = greg_key_ref (key);
  if (kind == GREG_CONDITION_HAS)
    return self;

  g_value_init (&self->value, G_VALUE_TYPE (value));
  g_value_copy (value, &self->value);
  if (kind == GREG_CONDITION_ONE_OF)
    {
      take_elements (self);
      return self;
    }
  self->n_operands = 1;
  self->operands = g_new (GregOperand, 1);
  greg_operand_init_value (self->operands, &self->value, TRUE);
  if (kind == GREG_CONDITION_EQUAL && self->operands->kind == GREG_OPERAND_STRING)
    self->string = self->operands->as.string;
  return self;
}

GregCondition *
greg_condition_ref (GregCondition *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
condition_clear (GregCondition *self)
{
  for (gsize i = 0; i < self->n_operands; i++)
    greg_operand_clear (&self->operands[i]);
  g_free (self->operands);
  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  greg_key_unref (self->key);
}

void
greg_condition_unref (GregCondition *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) condition_clear);
}

static gboolean
equals_any (const GregCondition *self, const GregOperand *value, gboolean *undecided)
{
  for (gsize i = 0; i < self->n_operands; i++)
    if (greg_operand_equal (value, &self->operands[i], undecided))
      return TRUE;
  return FALSE;
}

static gboolean
has_any (const GregCondition *self, const GregOperand *list, gboolean *undecided)
{
  gsize n = greg_operand_count (list);
  gboolean found = FALSE;

  for (gsize i = 0; i < n && !found; i++)
    {
      GregOperand element;

      greg_operand_init_element (&element, list, i);
      found = equals_any (self, &element, undecided);
      greg_operand_clear (&element);
    }
  return found;
}

static gboolean
is_met_by (const GregCondition *self, const GregOperand *value, gboolean *undecided)
{
  switch (self->kind)
    {
    case GREG_CONDITION_EQUAL:
      return greg_operand_equal (value, self->operands, undecided);
    case GREG_CONDITION_ONE_OF:
      return equals_any (self, value, undecided) || has_any (self, value, undecided);
    case GREG_CONDITION_AT_LEAST:
      return greg_operand_at_least (value, self->operands);
    case GREG_CONDITION_HAS:
    default:
      return TRUE;
    }
}

static inline gboolean
is_string (const GValue *value, const char *string)
{
  const char *own = value->data[0].v_pointer;

  return own != NULL && strcmp (own, string) == 0;
}

gboolean
greg_condition_is_met (const GregCondition *self,
                       const GregMetadata *metadata,
                       gboolean *undecided)
{
  const GValue *value = greg_metadata_get_by_key (metadata, self->key);
  GregOperand operand;
  gboolean met, unused;

  if (value == NULL || self->kind == GREG_CONDITION_HAS)
    return value != NULL;
  if (self->string != NULL && G_VALUE_TYPE (value) == G_TYPE_STRING)
    return is_string (value, self->string);

  greg_operand_init_value (&operand, value, undecided == NULL);
  met = is_met_by (self, &operand, undecided != NULL ? undecided : &unused);
  greg_operand_clear (&operand);
  return met;
}
