/* greg-convert-number.c - nodes become numbers and characters, when nothing is lost
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <float.h>
#include <math.h>

/* Values are set by hand, not with g_value_init() and g_value_set_*(): these look the type up
 * twice, and numbers are most of what a configuration holds. For the fundamental number types a
 * GValue is its type and the number in the first field, as the collectors of the type system
 * themselves write it. */

#define EXACT_MAX 9007199254740992.0 /* 2⁵³ */
#define TWO_TO_63 9223372036854775808.0
#define TWO_TO_64 18446744073709551616.0

static gboolean
is_exact_integer (double d)
{
  return d >= -EXACT_MAX && d <= EXACT_MAX && d == trunc (d);
}

gboolean
greg_node_to_int64 (const GregNode *node, gint64 *number)
{
  if (node->kind == GREG_CONFIG_INTEGER && !node->is_unsigned)
    *number = node->v.i;
  else if (node->kind == GREG_CONFIG_DOUBLE && is_exact_integer (node->v.d))
    *number = (gint64) node->v.d;
  else
    return FALSE;
  return TRUE;
}

gboolean
greg_node_to_uint64 (const GregNode *node, guint64 *number)
{
  gint64 i;

  if (node->kind == GREG_CONFIG_INTEGER && node->is_unsigned)
    {
      *number = node->v.u;
      return TRUE;
    }
  if (!greg_node_to_int64 (node, &i) || i < 0)
    return FALSE;
  *number = (guint64) i;
  return TRUE;
}

gboolean
greg_node_to_double (const GregNode *node, double *number)
{
  double d;

  if (node->kind == GREG_CONFIG_DOUBLE)
    {
      *number = node->v.d;
      return TRUE;
    }
  if (node->kind != GREG_CONFIG_INTEGER)
    return FALSE;
  /* The casts back are undefined when rounding has led out of the integer's range. */
  d = node->is_unsigned ? (double) node->v.u : (double) node->v.i;
  if (node->is_unsigned ? d >= TWO_TO_64 || (guint64) d != node->v.u
                        : d >= TWO_TO_63 || (gint64) d != node->v.i)
    return FALSE;
  *number = d;
  return TRUE;
}

/* That a fraction is rounded to the nearest float is what a float is for. An integer that changes,
 * a number that becomes infinite or zero would be another number. */
gboolean
greg_node_to_float (const GregNode *node, float *number)
{
  double d;
  float f;

  if (!greg_node_to_double (node, &d))
    return FALSE;
  if (isfinite (d) && fabs (d) > (double) FLT_MAX)
    return FALSE;
  f = (float) d;
  if (node->kind == GREG_CONFIG_INTEGER && (double) f != d)
    return FALSE;
  if (f == 0 && d != 0)
    return FALSE;
  *number = f;
  return TRUE;
}

gboolean
greg_param_allows_double (const GregParam *param, double number)
{
  return number >= param->range.d.min && number <= param->range.d.max;
}

GregConversion
greg_convert_signed (const GregParam *param,
                     const GregTree *tree,
                     guint32 index,
                     GValue *value,
                     GregProblem *problem)
{
  gint64 i;

  if (!greg_node_to_int64 (greg_tree_node (tree, index), &i) || i < param->range.i.min
      || i > param->range.i.max)
    return greg_convert_refuse (param, tree, index, problem);
  if (param->target == GREG_TARGET_INT64)
    value->data[0].v_int64 = i;
  else if (param->target == GREG_TARGET_LONG)
    value->data[0].v_long = (glong) i;
  else
    value->data[0].v_int = (int) i;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}

GregConversion
greg_convert_unsigned (const GregParam *param,
                       const GregTree *tree,
                       guint32 index,
                       GValue *value,
                       GregProblem *problem)
{
  guint64 u;

  if (!greg_node_to_uint64 (greg_tree_node (tree, index), &u) || u < param->range.u.min
      || u > param->range.u.max)
    return greg_convert_refuse (param, tree, index, problem);
  if (param->target == GREG_TARGET_UINT64)
    value->data[0].v_uint64 = u;
  else if (param->target == GREG_TARGET_ULONG)
    value->data[0].v_ulong = (gulong) u;
  else
    value->data[0].v_uint = (guint) u;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}

static GregConversion
refuse_inexact (const GregParam *param, const GregTree *tree, guint32 index, GregProblem *problem)
{
  const char *expected = param->target == GREG_TARGET_FLOAT
                             ? "a number that single precision can hold"
                             : "a number that double precision can hold";

  return greg_convert_refuse_part (param, tree, index, index, expected, problem);
}

static gboolean
is_number (const GregNode *node)
{
  return node->kind == GREG_CONFIG_INTEGER || node->kind == GREG_CONFIG_DOUBLE;
}

GregConversion
greg_convert_double (const GregParam *param,
                     const GregTree *tree,
                     guint32 index,
                     GValue *value,
                     GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  double d;
  float f = 0;

  if (!is_number (node))
    return greg_convert_refuse (param, tree, index, problem);
  if (!greg_node_to_double (node, &d))
    return refuse_inexact (param, tree, index, problem);
  if (!greg_param_allows_double (param, d))
    return greg_convert_refuse (param, tree, index, problem);
  if (param->target == GREG_TARGET_FLOAT && !greg_node_to_float (node, &f))
    return refuse_inexact (param, tree, index, problem);
  if (param->target == GREG_TARGET_FLOAT)
    value->data[0].v_float = f;
  else
    value->data[0].v_double = d;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}

GregConversion
greg_convert_unichar (const GregParam *param,
                      const GregTree *tree,
                      guint32 index,
                      GValue *value,
                      GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  guint64 c;

  if (node->kind == GREG_CONFIG_STRING)
    {
      const char *text = greg_tree_string (tree, node);

      if (*text == '\0' || *g_utf8_next_char (text) != '\0')
        return greg_convert_refuse (param, tree, index, problem);
      c = g_utf8_get_char (text);
    }
  else if (!greg_node_to_uint64 (node, &c) || c > G_MAXUINT32)
    {
      return greg_convert_refuse (param, tree, index, problem);
    }
  if (!g_unichar_validate ((gunichar) c))
    return greg_convert_refuse (param, tree, index, problem);
  value->data[0].v_uint = (guint) c;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}
