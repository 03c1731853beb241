/* greg-convert-value.c - from a GValue to the type that a parameter wants
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <string.h>

/* What has the right type is copied. Anything else that a configuration could have said is turned
 * into a tree, a single node on the stack for numbers and strings, and goes the way of
 * configurations: there is one set of rules. */

static gboolean
in_signed (const GregParam *param, gint64 i)
{
  return i >= param->range.i.min && i <= param->range.i.max;
}

static gboolean
in_unsigned (const GregParam *param, guint64 u)
{
  return u >= param->range.u.min && u <= param->range.u.max;
}

static gboolean
is_gtype (const GregParam *param, GType type)
{
  GType wanted = param->range.gtype;

  return wanted == G_TYPE_NONE || (type != G_TYPE_INVALID && g_type_is_a (type, wanted));
}

/* The type is right; is the value? */
static gboolean
is_allowed (const GregParam *param, const GValue *given)
{
  switch ((GregTarget) param->target)
    {
    case GREG_TARGET_CHAR:
    case GREG_TARGET_INT:
      return in_signed (param, given->data[0].v_int);
    case GREG_TARGET_LONG:
      return in_signed (param, given->data[0].v_long);
    case GREG_TARGET_INT64:
      return in_signed (param, given->data[0].v_int64);
    case GREG_TARGET_UCHAR:
    case GREG_TARGET_UINT:
      return in_unsigned (param, given->data[0].v_uint);
    case GREG_TARGET_ULONG:
      return in_unsigned (param, given->data[0].v_ulong);
    case GREG_TARGET_UINT64:
      return in_unsigned (param, given->data[0].v_uint64);
    case GREG_TARGET_FLOAT:
      return greg_param_allows_double (param, (double) given->data[0].v_float);
    case GREG_TARGET_DOUBLE:
      return greg_param_allows_double (param, given->data[0].v_double);
    case GREG_TARGET_UNICHAR:
      return g_unichar_validate (given->data[0].v_uint);
    case GREG_TARGET_ENUM:
      return g_enum_get_value (param->range.enums, (int) given->data[0].v_long) != NULL;
    case GREG_TARGET_FLAGS:
      return (given->data[0].v_ulong & ~(gulong) param->range.flags->mask) == 0;
    case GREG_TARGET_GTYPE:
      return is_gtype (param, g_value_get_gtype (given));
    default:
      return TRUE;
    }
}

gboolean
greg_convert_is_exact (const GregParam *param, const GValue *given)
{
  GType type = G_VALUE_TYPE (given);

  /* Objects come as what they are; all other types are the very one. */
  if (type != param->type && (!G_TYPE_IS_OBJECT (type) || !g_type_is_a (type, param->type)))
    return FALSE;
  return is_allowed (param, given) && (!param->constrained || greg_param_allows (param, given));
}

static GregConversion
refuse_given (const GregParam *param, const GValue *given, GregProblem *problem)
{
  g_autofree char *expected = greg_param_describe_bounds (param);
  char *text = greg_value_describe (given);

  greg_problem_set (problem, GREG_ERROR_INVALID_VALUE, "“%s” must be %s, not %s", param->name,
                    expected, text);
  problem->expected = greg_param_describe (param);
  problem->value = text;
  return GREG_CONVERSION_REFUSED;
}

/* The tree is gone when the problem is looked at: the way to a node further in goes into the
 * message. */
static void
detach_problem (GregProblem *problem, const GregTree *tree, guint32 index)
{
  g_autofree char *message = g_steal_pointer (&problem->message);
  g_autofree char *start = greg_tree_pointer (tree, index);
  g_autofree char *pointer = greg_tree_pointer (tree, problem->at);

  problem->message = g_strdup_printf ("%s (%s)", message, pointer + strlen (start));
  problem->at = 0;
}

static GregConversion
convert_tree (const GregParam *param,
              const GValue *given,
              const GregTree *tree,
              guint32 index,
              GValue *value,
              GregProblem *problem)
{
  GregConversion conversion = greg_convert_node (param, tree, index, value, problem);

  if (conversion == GREG_CONVERSION_DEFERRED)
    return refuse_given (param, given, problem);
  if (conversion == GREG_CONVERSION_REFUSED && problem->at != 0)
    detach_problem (problem, tree, index);
  return conversion;
}

static GregConversion
convert_config (const GregParam *param,
                const GValue *given,
                GregConfig *config,
                GValue *value,
                GregProblem *problem)
{
  return convert_tree (param, given, greg_config_get_tree (config),
                       greg_config_get_index (config), value, problem);
}

/* Strings must be kept by a tree that is counted when the result refers to it. */
static gboolean
keeps_tree (const GregParam *param)
{
  return param->target == GREG_TARGET_CONFIG || param->target == GREG_TARGET_JSON_NODE;
}

static GregConversion
convert_variant (const GregParam *param,
                 const GValue *given,
                 GVariant *variant,
                 GValue *value,
                 GregProblem *problem)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (variant);
  g_autoptr (GregConfig) config = greg_config_new_from_variant (sunk, NULL, NULL);

  if (config == NULL)
    return refuse_given (param, given, problem);
  return convert_config (param, given, config, value, problem);
}

static GregConversion
convert_leaf (const GregParam *param,
              const GValue *given,
              const GregNode *leaf,
              const char *text,
              GValue *value,
              GregProblem *problem)
{
  GregNode node = *leaf;
  GregTree tree = { .n_nodes = 1, .nodes = &node, .strings = (char *) text };

  node.key = GREG_NO_KEY;
  node.key_offset = GREG_NO_OFFSET;
  node.offset = GREG_NO_OFFSET;
  node.end = 1;
  return convert_tree (param, given, &tree, 0, value, problem);
}

static gboolean
set_integer (GregNode *node, const GValue *given)
{
  node->kind = GREG_CONFIG_INTEGER;
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (given)))
    {
    case G_TYPE_CHAR:
      node->v.i = g_value_get_schar (given);
      return TRUE;
    case G_TYPE_UCHAR:
      node->v.i = g_value_get_uchar (given);
      return TRUE;
    case G_TYPE_INT:
      node->v.i = g_value_get_int (given);
      return TRUE;
    case G_TYPE_UINT:
      node->v.i = g_value_get_uint (given);
      return TRUE;
    case G_TYPE_LONG:
      node->v.i = g_value_get_long (given);
      return TRUE;
    case G_TYPE_INT64:
      node->v.i = g_value_get_int64 (given);
      return TRUE;
    case G_TYPE_ULONG:
      node->v.u = g_value_get_ulong (given);
      break;
    case G_TYPE_UINT64:
      node->v.u = g_value_get_uint64 (given);
      break;
    default:
      return FALSE;
    }
  node->is_unsigned = node->v.u > G_MAXINT64;
  return TRUE;
}

/* FALSE for what is not a single node. */
static gboolean
set_leaf (GregNode *node, const GValue *given)
{
  memset (node, 0, sizeof *node);
  if (set_integer (node, given))
    return TRUE;
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (given)))
    {
    case G_TYPE_BOOLEAN:
      node->kind = GREG_CONFIG_BOOLEAN;
      node->v.b = g_value_get_boolean (given);
      return TRUE;
    case G_TYPE_FLOAT:
      node->kind = GREG_CONFIG_DOUBLE;
      node->v.d = (double) g_value_get_float (given);
      return TRUE;
    case G_TYPE_DOUBLE:
      node->kind = GREG_CONFIG_DOUBLE;
      node->v.d = g_value_get_double (given);
      return TRUE;
    case G_TYPE_STRING:
      if (g_value_get_string (given) == NULL)
        return FALSE;
      node->kind = GREG_CONFIG_STRING;
      node->v.s.length = (guint32) strlen (g_value_get_string (given));
      return TRUE;
    default:
      return FALSE;
    }
}

static GVariant *
leaf_to_variant (const GregNode *node, const char *text)
{
  switch ((GregConfigKind) node->kind)
    {
    case GREG_CONFIG_BOOLEAN:
      return g_variant_new_boolean (node->v.b);
    case GREG_CONFIG_INTEGER:
      return node->is_unsigned ? g_variant_new_uint64 (node->v.u)
                               : g_variant_new_int64 (node->v.i);
    case GREG_CONFIG_DOUBLE:
      return g_variant_new_double (node->v.d);
    default:
      return g_variant_new_string (text);
    }
}

static GregConversion
copy_given (const GregParam *param, const GValue *given, GValue *value)
{
  g_value_init (value, param->type);
  g_value_copy (given, value);
  return GREG_CONVERSION_DONE;
}

/* An object whose GValue says less of it than it is. */
static GregConversion
convert_object (const GregParam *param,
                const GValue *given,
                GObject *object,
                GValue *value,
                GregProblem *problem)
{
  if (g_type_is_a (G_OBJECT_TYPE (object), param->type))
    {
      g_value_init (value, param->type);
      g_value_set_object (value, object);
      if (!param->constrained || greg_param_allows (param, value))
        return GREG_CONVERSION_DONE;
      g_value_unset (value);
    }
  else if (GREG_IS_CONFIG (object))
    {
      return convert_config (param, given, GREG_CONFIG (object), value, problem);
    }
  return refuse_given (param, given, problem);
}

static GregConversion
convert_null (const GregParam *param, const GValue *given, GValue *value, GregProblem *problem)
{
  GregNode node = { .kind = GREG_CONFIG_NULL };

  return convert_leaf (param, given, &node, NULL, value, problem);
}

static GregConversion
convert_structure (const GregParam *param,
                   const GValue *given,
                   GValue *value,
                   GregProblem *problem)
{
  GType type = G_VALUE_TYPE (given);

  if (g_value_fits_pointer (given) && g_value_peek_pointer (given) == NULL
      && type != G_TYPE_GTYPE)
    return convert_null (param, given, value, problem);
  if (G_VALUE_HOLDS_OBJECT (given))
    return convert_object (param, given, g_value_get_object (given), value, problem);
  if (type == G_TYPE_VARIANT)
    return convert_variant (param, given, g_value_get_variant (given), value, problem);
  if (type == G_TYPE_STRV)
    return convert_variant (param, given, g_variant_new_strv (g_value_get_boxed (given), -1), value,
                            problem);
  if (type == JSON_TYPE_NODE)
    {
      g_autoptr (GregConfig) config =
          greg_config_new_from_node (g_value_get_boxed (given), NULL, NULL);

      if (config != NULL)
        return convert_config (param, given, config, value, problem);
    }
  if (param->target == GREG_TARGET_UNSUPPORTED && g_value_type_compatible (type, param->type)
      && greg_param_allows (param, given))
    return copy_given (param, given, value);
  return refuse_given (param, given, problem);
}

GregConversion
greg_convert_value (const GregParam *param,
                    const GValue *given,
                    GValue *value,
                    GregProblem *problem)
{
  const char *text = NULL;
  GregNode node;

  if (!G_IS_VALUE (given))
    return refuse_given (param, given, problem);
  if (greg_convert_is_exact (param, given))
    return copy_given (param, given, value);
  if (!set_leaf (&node, given))
    return convert_structure (param, given, value, problem);
  if (node.kind == GREG_CONFIG_STRING)
    {
      text = g_value_get_string (given);
      if (!g_utf8_validate (text, -1, NULL))
        return refuse_given (param, given, problem);
    }
  if (keeps_tree (param))
    return convert_variant (param, given, leaf_to_variant (&node, text), value, problem);
  return convert_leaf (param, given, &node, text, value, problem);
}
