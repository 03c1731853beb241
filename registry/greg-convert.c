/* greg-convert.c - from a configuration to the type that a parameter wants
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

GregConversion
greg_convert_refuse_part (const GregParam *param,
                          const GregTree *tree,
                          guint32 index,
                          guint32 at,
                          const char *expected,
                          GregProblem *problem)
{
  char *given = greg_tree_describe (tree, at);

  greg_problem_set (problem, GREG_ERROR_INVALID_VALUE,
                    at != index ? "“%s” must have %s here, not %s" : "“%s” must be %s, not %s",
                    param->name, expected, given);
  problem->expected = g_strdup (expected);
  problem->value = given;
  problem->at = at != index ? at : 0;
  return GREG_CONVERSION_REFUSED;
}

/* A number that is not in the range is told the range, also where it is the type's own. */
GregConversion
greg_convert_refuse (const GregParam *param,
                     const GregTree *tree,
                     guint32 index,
                     GregProblem *problem)
{
  guint8 kind = greg_tree_node (tree, index)->kind;
  g_autofree char *expected = kind == GREG_CONFIG_INTEGER || kind == GREG_CONFIG_DOUBLE
                                  ? greg_param_describe_bounds (param)
                                  : greg_param_describe (param);

  return greg_convert_refuse_part (param, tree, index, index, expected, problem);
}

static GregConversion
convert_boolean (const GregParam *param,
                 const GregTree *tree,
                 guint32 index,
                 GValue *value,
                 GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);

  if (node->kind != GREG_CONFIG_BOOLEAN)
    return greg_convert_refuse (param, tree, index, problem);
  value->data[0].v_int = node->v.b != FALSE;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}

static GregConversion
convert_string (const GregParam *param,
                const GregTree *tree,
                guint32 index,
                GValue *value,
                GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);

  if (node->kind != GREG_CONFIG_STRING)
    return greg_convert_refuse (param, tree, index, problem);
  g_value_init (value, param->type);
  g_value_take_string (value, g_strndup (greg_tree_string (tree, node), node->v.s.length));
  return GREG_CONVERSION_DONE;
}

/* What needs a source is only looked at from outside. */
static GregConversion
defer (const GregParam *param, const GregTree *tree, guint32 index, GregProblem *problem)
{
  guint8 kind = greg_tree_node (tree, index)->kind;
  gboolean fits;

  switch (param->target)
    {
    case GREG_TARGET_GTYPE:
      fits = kind == GREG_CONFIG_STRING;
      break;
    case GREG_TARGET_OBJECT:
      fits = kind == GREG_CONFIG_STRING || kind == GREG_CONFIG_OBJECT;
      break;
    case GREG_TARGET_LIST_MODEL:
      /* An array becomes a GListStore, which not every kind of list model is. */
      fits = kind == GREG_CONFIG_STRING || kind == GREG_CONFIG_OBJECT
             || (kind == GREG_CONFIG_ARRAY && g_type_is_a (G_TYPE_LIST_STORE, param->type));
      break;
    default:
      fits = kind == GREG_CONFIG_ARRAY;
      break;
    }
  return fits ? GREG_CONVERSION_DEFERRED : greg_convert_refuse (param, tree, index, problem);
}

/* NULL for all that can be NULL. A GVariant of a maybe type has a nothing of its own. */
static GregConversion
convert_null (const GregParam *param,
              const GregTree *tree,
              guint32 index,
              GValue *value,
              GregProblem *problem)
{
  switch (G_TYPE_FUNDAMENTAL (param->type))
    {
    case G_TYPE_VARIANT:
      if (g_variant_type_is_maybe (param->range.variant))
        return greg_convert_variant (param, tree, index, value, problem);
      break;
    case G_TYPE_STRING:
    case G_TYPE_BOXED:
    case G_TYPE_OBJECT:
    case G_TYPE_INTERFACE:
      break;
    default:
      return greg_convert_refuse (param, tree, index, problem);
    }
  g_value_init (value, param->type);
  return GREG_CONVERSION_DONE;
}

static GregConversion
convert_present (const GregParam *param,
                 const GregTree *tree,
                 guint32 index,
                 GValue *value,
                 GregProblem *problem)
{
  switch ((GregTarget) param->target)
    {
    case GREG_TARGET_BOOLEAN:
      return convert_boolean (param, tree, index, value, problem);
    case GREG_TARGET_CHAR:
    case GREG_TARGET_INT:
    case GREG_TARGET_LONG:
    case GREG_TARGET_INT64:
      return greg_convert_signed (param, tree, index, value, problem);
    case GREG_TARGET_UCHAR:
    case GREG_TARGET_UINT:
    case GREG_TARGET_ULONG:
    case GREG_TARGET_UINT64:
      return greg_convert_unsigned (param, tree, index, value, problem);
    case GREG_TARGET_FLOAT:
    case GREG_TARGET_DOUBLE:
      return greg_convert_double (param, tree, index, value, problem);
    case GREG_TARGET_UNICHAR:
      return greg_convert_unichar (param, tree, index, value, problem);
    case GREG_TARGET_ENUM:
      return greg_convert_enum (param, tree, index, value, problem);
    case GREG_TARGET_FLAGS:
      return greg_convert_flags (param, tree, index, value, problem);
    case GREG_TARGET_STRING:
      return convert_string (param, tree, index, value, problem);
    case GREG_TARGET_STRV:
      return greg_convert_strv (param, tree, index, value, problem);
    case GREG_TARGET_VARIANT:
      return greg_convert_variant (param, tree, index, value, problem);
    case GREG_TARGET_BYTES:
    case GREG_TARGET_BYTE_ARRAY:
      return greg_convert_bytes (param, tree, index, value, problem);
    case GREG_TARGET_FILE:
      return greg_convert_file (param, tree, index, value, problem);
    case GREG_TARGET_DATE_TIME:
      return greg_convert_date_time (param, tree, index, value, problem);
    case GREG_TARGET_CONFIG:
      return greg_convert_config (param, tree, index, value, problem);
    case GREG_TARGET_JSON_NODE:
    case GREG_TARGET_JSON_OBJECT:
    case GREG_TARGET_JSON_ARRAY:
      return greg_convert_json (param, tree, index, value, problem);
    case GREG_TARGET_HASH_TABLE:
      return greg_convert_hash_table (param, tree, index, value, problem);
    case GREG_TARGET_BOXED:
      return greg_convert_transform (param, tree, index, value, problem);
    case GREG_TARGET_GTYPE:
    case GREG_TARGET_OBJECT:
    case GREG_TARGET_LIST_MODEL:
    case GREG_TARGET_PTR_ARRAY:
      return defer (param, tree, index, problem);
    case GREG_TARGET_VALUE_ARRAY:
      return greg_convert_value_array (param, tree, index, value, problem);
    case GREG_TARGET_UNSUPPORTED:
    default:
      return greg_convert_refuse (param, tree, index, problem);
    }
}

static GregConversion
check_rules (const GregParam *param,
             const GregTree *tree,
             guint32 index,
             GValue *value,
             GregProblem *problem)
{
  if (greg_param_allows (param, value))
    return GREG_CONVERSION_DONE;
  g_value_unset (value);
  return greg_convert_refuse (param, tree, index, problem);
}

GregConversion
greg_convert_node (const GregParam *param,
                   const GregTree *tree,
                   guint32 index,
                   GValue *value,
                   GregProblem *problem)
{
  GregConversion conversion;

  if (greg_tree_node (tree, index)->kind == GREG_CONFIG_NULL)
    conversion = convert_null (param, tree, index, value, problem);
  else
    conversion = convert_present (param, tree, index, value, problem);
  if (conversion == GREG_CONVERSION_DONE && param->constrained)
    return check_rules (param, tree, index, value, problem);
  return conversion;
}

void
greg_convert_natural (const GregTree *tree, guint32 index, GValue *value)
{
  const GregNode *node = greg_tree_node (tree, index);

  switch ((GregConfigKind) node->kind)
    {
    case GREG_CONFIG_NULL:
      g_value_init (value, G_TYPE_OBJECT);
      break;
    case GREG_CONFIG_BOOLEAN:
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, node->v.b);
      break;
    case GREG_CONFIG_INTEGER:
      g_value_init (value, node->is_unsigned ? G_TYPE_UINT64 : G_TYPE_INT64);
      if (node->is_unsigned)
        g_value_set_uint64 (value, node->v.u);
      else
        g_value_set_int64 (value, node->v.i);
      break;
    case GREG_CONFIG_DOUBLE:
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, node->v.d);
      break;
    case GREG_CONFIG_STRING:
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, greg_tree_string (tree, node));
      break;
    case GREG_CONFIG_ARRAY:
    case GREG_CONFIG_OBJECT:
    default:
      g_value_init (value, GREG_TYPE_CONFIG);
      g_value_take_object (value, greg_config_new_for_tree (tree, index));
      break;
    }
}
