/* greg-param.c - what a parameter wants, worked out once from its GParamSpec
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <string.h>

/* From GParamChar to GParamVariant, in g_param_spec_types. The names of the deprecated ones cannot
 * be used. */
#define N_PARAM_SPEC_TYPES 23

static GQuark
default_quark (void)
{
  return g_quark_from_static_string ("greg-param-default");
}

static GregTarget
target_for_fundamental (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_BOOLEAN:
      return GREG_TARGET_BOOLEAN;
    case G_TYPE_CHAR:
      return GREG_TARGET_CHAR;
    case G_TYPE_UCHAR:
      return GREG_TARGET_UCHAR;
    case G_TYPE_INT:
      return GREG_TARGET_INT;
    case G_TYPE_UINT:
      return GREG_TARGET_UINT;
    case G_TYPE_LONG:
      return GREG_TARGET_LONG;
    case G_TYPE_ULONG:
      return GREG_TARGET_ULONG;
    case G_TYPE_INT64:
      return GREG_TARGET_INT64;
    case G_TYPE_UINT64:
      return GREG_TARGET_UINT64;
    case G_TYPE_FLOAT:
      return GREG_TARGET_FLOAT;
    case G_TYPE_DOUBLE:
      return GREG_TARGET_DOUBLE;
    case G_TYPE_ENUM:
      return GREG_TARGET_ENUM;
    case G_TYPE_FLAGS:
      return GREG_TARGET_FLAGS;
    case G_TYPE_STRING:
      return GREG_TARGET_STRING;
    case G_TYPE_VARIANT:
      return GREG_TARGET_VARIANT;
    default:
      return GREG_TARGET_UNSUPPORTED;
    }
}

static GregTarget
target_for_boxed (GType type)
{
  if (type == G_TYPE_STRV)
    return GREG_TARGET_STRV;
  if (type == G_TYPE_BYTES)
    return GREG_TARGET_BYTES;
  if (type == G_TYPE_BYTE_ARRAY)
    return GREG_TARGET_BYTE_ARRAY;
  if (type == G_TYPE_DATE_TIME)
    return GREG_TARGET_DATE_TIME;
  if (type == JSON_TYPE_NODE)
    return GREG_TARGET_JSON_NODE;
  if (type == JSON_TYPE_OBJECT)
    return GREG_TARGET_JSON_OBJECT;
  if (type == JSON_TYPE_ARRAY)
    return GREG_TARGET_JSON_ARRAY;
  if (type == G_TYPE_HASH_TABLE)
    return GREG_TARGET_HASH_TABLE;
  if (type == G_TYPE_PTR_ARRAY)
    return GREG_TARGET_PTR_ARRAY;
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (type == g_value_array_get_type ())
    return GREG_TARGET_VALUE_ARRAY;
  G_GNUC_END_IGNORE_DEPRECATIONS
  return GREG_TARGET_BOXED;
}

static GregTarget
target_for_object (GType type)
{
  if (type == G_TYPE_FILE)
    return GREG_TARGET_FILE;
  if (g_type_is_a (type, GREG_TYPE_CONFIG))
    return GREG_TARGET_CONFIG;
  if (g_type_is_a (type, G_TYPE_LIST_MODEL))
    return GREG_TARGET_LIST_MODEL;
  return GREG_TARGET_OBJECT;
}

GregTarget
greg_target_for_type (GType type)
{
  if (type == G_TYPE_GTYPE)
    return GREG_TARGET_GTYPE;
  if (G_TYPE_IS_OBJECT (type) || G_TYPE_IS_INTERFACE (type))
    return target_for_object (type);
  if (g_type_is_a (type, G_TYPE_BOXED))
    return target_for_boxed (type);
  return target_for_fundamental (type);
}

/* An overridden property has its rules where it was first declared. */
static GParamSpec *
get_rules (GParamSpec *pspec)
{
  GParamSpec *target = g_param_spec_get_redirect_target (pspec);

  return target != NULL ? target : pspec;
}

GregTarget
greg_target_for_pspec (GParamSpec *pspec)
{
  if (G_IS_PARAM_SPEC_UNICHAR (get_rules (pspec)))
    return GREG_TARGET_UNICHAR;
  return greg_target_for_type (pspec->value_type);
}

static void
set_signed (GregParam *param, gint64 min, gint64 max)
{
  param->range.i.min = min;
  param->range.i.max = max;
}

static void
set_unsigned (GregParam *param, guint64 min, guint64 max)
{
  param->range.u.min = min;
  param->range.u.max = max;
}

static void
set_double (GregParam *param, double min, double max)
{
  param->range.d.min = min;
  param->range.d.max = max;
}

/* What the type alone allows, for a pspec of a kind that we do not know. */
static void
set_range_of_type (GregParam *param)
{
  switch ((GregTarget) param->target)
    {
    case GREG_TARGET_CHAR:
      return set_signed (param, G_MININT8, G_MAXINT8);
    case GREG_TARGET_UCHAR:
      return set_unsigned (param, 0, G_MAXUINT8);
    case GREG_TARGET_INT:
      return set_signed (param, G_MININT, G_MAXINT);
    case GREG_TARGET_UINT:
      return set_unsigned (param, 0, G_MAXUINT);
    case GREG_TARGET_LONG:
      return set_signed (param, G_MINLONG, G_MAXLONG);
    case GREG_TARGET_ULONG:
      return set_unsigned (param, 0, G_MAXULONG);
    case GREG_TARGET_INT64:
      return set_signed (param, G_MININT64, G_MAXINT64);
    case GREG_TARGET_UINT64:
      return set_unsigned (param, 0, G_MAXUINT64);
    case GREG_TARGET_FLOAT:
      return set_double (param, -(double) G_MAXFLOAT, (double) G_MAXFLOAT);
    case GREG_TARGET_DOUBLE:
      return set_double (param, -G_MAXDOUBLE, G_MAXDOUBLE);
    case GREG_TARGET_ENUM:
      param->range.enums = g_type_class_ref (param->type);
      break;
    case GREG_TARGET_FLAGS:
      param->range.flags = g_type_class_ref (param->type);
      break;
    case GREG_TARGET_VARIANT:
      param->range.variant = G_VARIANT_TYPE_ANY;
      break;
    case GREG_TARGET_GTYPE:
      param->range.gtype = G_TYPE_NONE;
      break;
    default:
      break;
    }
}

static void
set_range_of_integer (GregParam *param, GParamSpec *rules)
{
  if (G_IS_PARAM_SPEC_CHAR (rules))
    set_signed (param, G_PARAM_SPEC_CHAR (rules)->minimum, G_PARAM_SPEC_CHAR (rules)->maximum);
  else if (G_IS_PARAM_SPEC_UCHAR (rules))
    set_unsigned (param, G_PARAM_SPEC_UCHAR (rules)->minimum, G_PARAM_SPEC_UCHAR (rules)->maximum);
  else if (G_IS_PARAM_SPEC_INT (rules))
    set_signed (param, G_PARAM_SPEC_INT (rules)->minimum, G_PARAM_SPEC_INT (rules)->maximum);
  else if (G_IS_PARAM_SPEC_UINT (rules))
    set_unsigned (param, G_PARAM_SPEC_UINT (rules)->minimum, G_PARAM_SPEC_UINT (rules)->maximum);
  else if (G_IS_PARAM_SPEC_LONG (rules))
    set_signed (param, G_PARAM_SPEC_LONG (rules)->minimum, G_PARAM_SPEC_LONG (rules)->maximum);
  else if (G_IS_PARAM_SPEC_ULONG (rules))
    set_unsigned (param, G_PARAM_SPEC_ULONG (rules)->minimum, G_PARAM_SPEC_ULONG (rules)->maximum);
  else if (G_IS_PARAM_SPEC_INT64 (rules))
    set_signed (param, G_PARAM_SPEC_INT64 (rules)->minimum, G_PARAM_SPEC_INT64 (rules)->maximum);
  else if (G_IS_PARAM_SPEC_UINT64 (rules))
    set_unsigned (param, G_PARAM_SPEC_UINT64 (rules)->minimum,
                  G_PARAM_SPEC_UINT64 (rules)->maximum);
}

static void
set_range (GregParam *param, GParamSpec *rules)
{
  set_range_of_type (param);
  set_range_of_integer (param, rules);
  if (G_IS_PARAM_SPEC_FLOAT (rules))
    set_double (param, (double) G_PARAM_SPEC_FLOAT (rules)->minimum,
                (double) G_PARAM_SPEC_FLOAT (rules)->maximum);
  else if (G_IS_PARAM_SPEC_DOUBLE (rules))
    set_double (param, G_PARAM_SPEC_DOUBLE (rules)->minimum, G_PARAM_SPEC_DOUBLE (rules)->maximum);
  else if (G_IS_PARAM_SPEC_VARIANT (rules))
    param->range.variant = G_PARAM_SPEC_VARIANT (rules)->type;
  else if (G_IS_PARAM_SPEC_GTYPE (rules))
    param->range.gtype = G_PARAM_SPEC_GTYPE (rules)->is_a_type;
}

static gboolean
has_string_rules (GParamSpec *rules)
{
  GParamSpecString *strings = G_PARAM_SPEC_STRING (rules);

  return strings->cset_first != NULL || strings->cset_nth != NULL || strings->ensure_non_null;
}

/* The kinds of GLib itself are checked here, and quicker; a kind derived from one of them may have
 * any rule. */
static gboolean
is_constrained (GParamSpec *rules)
{
  GType type = G_PARAM_SPEC_TYPE (rules);

  if (type == G_TYPE_PARAM_STRING)
    return has_string_rules (rules);
  /* NULL is allowed for some variants only, and value arrays have rules for their elements. */
  if (type == G_TYPE_PARAM_VARIANT || type == GREG_PARAM_SPEC_TYPE_VALUE_ARRAY)
    return TRUE;
  for (guint i = 0; i < N_PARAM_SPEC_TYPES; i++)
    {
      if (type == g_param_spec_types[i])
        return FALSE;
    }
  return TRUE;
}

void
greg_param_init (GregParam *param, const char *name, GParamSpec *pspec, gboolean required)
{
  GParamSpec *rules = get_rules (pspec);

  memset (param, 0, sizeof *param);
  param->pspec = g_param_spec_ref_sink (pspec);
  param->name = name != NULL ? name : pspec->name;
  param->type = pspec->value_type;
  param->target = (guint8) greg_target_for_pspec (pspec);
  param->required = required != FALSE;
  param->writable = (pspec->flags & G_PARAM_WRITABLE) != 0;
  param->constrained = is_constrained (rules) != FALSE;
  set_range (param, rules);
}

void
greg_param_clear (GregParam *param)
{
  if (param->target == GREG_TARGET_ENUM)
    g_type_class_unref (param->range.enums);
  if (param->target == GREG_TARGET_FLAGS)
    g_type_class_unref (param->range.flags);
  g_clear_pointer (&param->pspec, g_param_spec_unref);
}

/* Validates a copy and looks whether it was changed. g_param_value_is_valid() would be made for
 * this, but in GLib 2.74 it refuses doubles above 3.4e38 that GObject takes, and it does not see
 * the rules of a kind that derives from one of GLib's and has only its own value_validate(). */
static gboolean
is_left_alone (GParamSpec *rules, const GValue *value)
{
  g_auto (GValue) copy = G_VALUE_INIT;

  g_value_init (&copy, G_VALUE_TYPE (value));
  g_value_copy (value, &copy);
  return !g_param_value_validate (rules, &copy);
}

static gboolean
allows_variant (GParamSpecVariant *rules, GVariant *variant)
{
  if (variant == NULL)
    return rules->default_value == NULL;
  return g_variant_is_of_type (variant, rules->type);
}

gboolean
greg_param_allows (const GregParam *param, const GValue *value)
{
  GParamSpec *rules = get_rules (param->pspec);

  if (G_PARAM_SPEC_TYPE (rules) == G_TYPE_PARAM_VARIANT)
    return allows_variant (G_PARAM_SPEC_VARIANT (rules), g_value_get_variant (value));
  /* That "" becomes NULL is what the property itself says, and loses nothing. */
  if (param->target == GREG_TARGET_STRING && G_IS_PARAM_SPEC_STRING (rules)
      && G_PARAM_SPEC_STRING (rules)->null_fold_if_empty
      && g_strcmp0 (g_value_get_string (value), "") == 0)
    return !G_PARAM_SPEC_STRING (rules)->ensure_non_null;
  return is_left_alone (rules, value);
}

void
greg_param_spec_set_default (GParamSpec *pspec, GregConfig *config)
{
  g_param_spec_set_qdata_full (pspec, default_quark (), g_object_ref (config), g_object_unref);
}

GregConfig *
greg_param_get_default (const GregParam *param)
{
  return g_param_spec_get_qdata (param->pspec, default_quark ());
}
