/* greg-schema-pspec.c - a GParamSpec for a parameter that is declared by name, type and default
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-schema-private.h"

#include "greg-suggest-private.h"

#define FLAGS G_PARAM_READWRITE

/* `initial` is the default as a value of the type, or NULL for the type's own. */
static GParamSpec *
make_signed (const char *name, GType type, const char *blurb, const GValue *initial)
{
  switch (greg_target_for_type (type))
    {
    case GREG_TARGET_CHAR:
      return g_param_spec_char (name, NULL, blurb, G_MININT8, G_MAXINT8,
                                initial != NULL ? g_value_get_schar (initial) : 0, FLAGS);
    case GREG_TARGET_INT:
      return g_param_spec_int (name, NULL, blurb, G_MININT, G_MAXINT,
                               initial != NULL ? g_value_get_int (initial) : 0, FLAGS);
    case GREG_TARGET_LONG:
      return g_param_spec_long (name, NULL, blurb, G_MINLONG, G_MAXLONG,
                                initial != NULL ? g_value_get_long (initial) : 0, FLAGS);
    default:
      return g_param_spec_int64 (name, NULL, blurb, G_MININT64, G_MAXINT64,
                                 initial != NULL ? g_value_get_int64 (initial) : 0, FLAGS);
    }
}

static GParamSpec *
make_unsigned (const char *name, GType type, const char *blurb, const GValue *initial)
{
  switch (greg_target_for_type (type))
    {
    case GREG_TARGET_UCHAR:
      return g_param_spec_uchar (name, NULL, blurb, 0, G_MAXUINT8,
                                 initial != NULL ? g_value_get_uchar (initial) : 0, FLAGS);
    case GREG_TARGET_UINT:
      return g_param_spec_uint (name, NULL, blurb, 0, G_MAXUINT,
                                initial != NULL ? g_value_get_uint (initial) : 0, FLAGS);
    case GREG_TARGET_ULONG:
      return g_param_spec_ulong (name, NULL, blurb, 0, G_MAXULONG,
                                 initial != NULL ? g_value_get_ulong (initial) : 0, FLAGS);
    default:
      return g_param_spec_uint64 (name, NULL, blurb, 0, G_MAXUINT64,
                                  initial != NULL ? g_value_get_uint64 (initial) : 0, FLAGS);
    }
}

/* The default of an enumeration must be one of its values; 0 where that is one. */
static int
first_enum (GType type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, 0) != NULL ? 0 : klass->values[0].value;
}

static GParamSpec *
make_pspec (const char *name, GType type, const char *blurb, const GValue *initial)
{
  switch (greg_target_for_type (type))
    {
    case GREG_TARGET_BOOLEAN:
      return g_param_spec_boolean (name, NULL, blurb,
                                   initial != NULL && g_value_get_boolean (initial), FLAGS);
    case GREG_TARGET_CHAR:
    case GREG_TARGET_INT:
    case GREG_TARGET_LONG:
    case GREG_TARGET_INT64:
      return make_signed (name, type, blurb, initial);
    case GREG_TARGET_UCHAR:
    case GREG_TARGET_UINT:
    case GREG_TARGET_ULONG:
    case GREG_TARGET_UINT64:
      return make_unsigned (name, type, blurb, initial);
    case GREG_TARGET_FLOAT:
      return g_param_spec_float (name, NULL, blurb, -G_MAXFLOAT, G_MAXFLOAT,
                                 initial != NULL ? g_value_get_float (initial) : 0, FLAGS);
    case GREG_TARGET_DOUBLE:
      return g_param_spec_double (name, NULL, blurb, -G_MAXDOUBLE, G_MAXDOUBLE,
                                  initial != NULL ? g_value_get_double (initial) : 0, FLAGS);
    case GREG_TARGET_ENUM:
      return g_param_spec_enum (name, NULL, blurb, type,
                                initial != NULL ? g_value_get_enum (initial) : first_enum (type),
                                FLAGS);
    case GREG_TARGET_FLAGS:
      return g_param_spec_flags (name, NULL, blurb, type,
                                 initial != NULL ? g_value_get_flags (initial) : 0, FLAGS);
    case GREG_TARGET_STRING:
      return g_param_spec_string (name, NULL, blurb,
                                  initial != NULL ? g_value_get_string (initial) : NULL, FLAGS);
    case GREG_TARGET_VARIANT:
      return g_param_spec_variant (name, NULL, blurb, G_VARIANT_TYPE_ANY,
                                   initial != NULL ? g_value_get_variant (initial) : NULL, FLAGS);
    case GREG_TARGET_GTYPE:
      return g_param_spec_gtype (name, NULL, blurb, G_TYPE_NONE, FLAGS);
    default:
      if (g_type_is_a (type, G_TYPE_BOXED))
        return g_param_spec_boxed (name, NULL, blurb, type, FLAGS);
      return g_param_spec_object (name, NULL, blurb, type, FLAGS);
    }
}

/* An enumeration without values has no default, and no value at all; an interface must be one of
 * objects. */
static gboolean
can_have_pspec (GType type)
{
  g_autoptr (GEnumClass) klass = NULL;

  if (greg_target_for_type (type) == GREG_TARGET_UNSUPPORTED || type == G_TYPE_FLAGS
      || type == G_TYPE_BOXED)
    return FALSE;
  if (G_TYPE_IS_INTERFACE (type))
    return g_type_is_a (type, G_TYPE_OBJECT);
  if (!G_TYPE_IS_ENUM (type))
    return TRUE;
  klass = g_type_class_ref (type);
  return klass->n_values > 0;
}

static gboolean
check_declaration (const char *name, GType type, GError **error)
{
  if (name == NULL || !g_param_spec_is_valid_name (name))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME,
                   "“%s” cannot be the name of a parameter: it must be a letter, and then letters, "
                   "digits, “-” and “_”",
                   name != NULL ? name : "");
      return FALSE;
    }
  if (!can_have_pspec (type))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
                   "The parameter “%s” cannot be of the type “%s”: no configuration can say a "
                   "value of it",
                   name, g_type_name (type) != NULL ? g_type_name (type) : "invalid");
      return FALSE;
    }
  return TRUE;
}

static void
set_default_error (GError **error, const char *name, const GregProblem *problem)
{
  g_autofree char *question =
      greg_suggest_to_question ((const char *const *) problem->suggestions);

  g_set_error (error, problem->domain != 0 ? problem->domain : GREG_ERROR, problem->code,
               "The default of the parameter “%s” is wrong: %s%s", name, problem->message,
               question);
}

/* `plain` is the same parameter without a default. */
static GParamSpec *
make_with_default (GParamSpec *plain, GregConfig *config, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  GParamSpec *pspec;
  GregParam param;
  GregConversion conversion;

  greg_param_init (&param, NULL, plain, FALSE);
  conversion = greg_convert_node (&param, greg_config_get_tree (config),
                                  greg_config_get_index (config), &value, &problem);
  greg_param_clear (&param);
  if (conversion == GREG_CONVERSION_REFUSED)
    {
      set_default_error (error, plain->name, &problem);
      return NULL;
    }
  pspec = g_param_spec_ref_sink (make_pspec (plain->name, plain->value_type,
                                             g_param_spec_get_blurb (plain),
                                             conversion == GREG_CONVERSION_DONE ? &value : NULL));
  /* GLib's pspecs of boxed and object types have no place for one. */
  if (conversion == GREG_CONVERSION_DEFERRED
      || (g_value_fits_pointer (&value) && g_value_peek_pointer (&value) != NULL
          && !G_VALUE_HOLDS_STRING (&value) && !G_VALUE_HOLDS_VARIANT (&value)))
    greg_param_spec_set_default (pspec, config);
  return pspec;
}

GParamSpec *
greg_schema_make_pspec (const char *name,
                        GType type,
                        const char *default_json,
                        const char *blurb,
                        GError **error)
{
  g_autoptr (GParamSpec) plain = NULL;
  g_autoptr (GregConfig) config = NULL;

  if (!check_declaration (name, type, error))
    return NULL;
  plain = g_param_spec_ref_sink (make_pspec (name, type, blurb, NULL));
  if (default_json == NULL)
    return g_steal_pointer (&plain);
  config = greg_config_new_from_json (default_json, -1, NULL, error);
  if (config == NULL)
    {
      g_prefix_error (error, "The default of the parameter “%s” is wrong: ", name);
      return NULL;
    }
  return make_with_default (plain, config, error);
}
