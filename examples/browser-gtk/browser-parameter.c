/* browser-parameter.c - one parameter of a factory, in words
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-parameter.h"

/* A parameter is described by a GParamSpec, whether it is the property of a type or was declared.
 * What is read from it here never changes. */
struct _BrowserParameter
{
  GObject parent_instance;

  char *name;
  char *takes;
  char *preset; /* the default; empty when there is none */
  gboolean required;
};

G_DEFINE_FINAL_TYPE (BrowserParameter, browser_parameter, G_TYPE_OBJECT)

static char *
describe_enum (GEnumClass *klass)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (text, i > 0 ? ", %s" : "%s", klass->values[i].value_nick);
  return g_string_free (text, FALSE);
}

static char *
describe_flags (GFlagsClass *klass)
{
  GString *text = g_string_new ("any of ");

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (text, i > 0 ? ", %s" : "%s", klass->values[i].value_nick);
  return g_string_free (text, FALSE);
}

static char *
describe_signed (gint64 minimum, gint64 maximum, gint64 lowest, gint64 highest)
{
  if (minimum == lowest && maximum == highest)
    return g_strdup ("integer");
  if (maximum == highest)
    return g_strdup_printf ("integer from %" G_GINT64_FORMAT, minimum);
  return g_strdup_printf ("integer from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, minimum,
                          maximum);
}

static char *
describe_unsigned (guint64 minimum, guint64 maximum, guint64 highest)
{
  if (maximum == highest)
    return g_strdup_printf ("integer from %" G_GUINT64_FORMAT, minimum);
  return g_strdup_printf ("integer from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, minimum,
                          maximum);
}

static char *
describe_double (const GParamSpecDouble *pspec)
{
  if (pspec->minimum == -G_MAXDOUBLE || pspec->maximum == G_MAXDOUBLE)
    return g_strdup ("number");
  return g_strdup_printf ("number from %g to %g", pspec->minimum, pspec->maximum);
}

/* The types that properties have most often; for others, the name of the type must do. */
static char *
describe (GParamSpec *pspec)
{
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    return g_strdup ("true or false");
  if (G_IS_PARAM_SPEC_STRING (pspec))
    return g_strdup ("text");
  if (G_IS_PARAM_SPEC_ENUM (pspec))
    return describe_enum (G_PARAM_SPEC_ENUM (pspec)->enum_class);
  if (G_IS_PARAM_SPEC_FLAGS (pspec))
    return describe_flags (G_PARAM_SPEC_FLAGS (pspec)->flags_class);
  if (G_IS_PARAM_SPEC_INT (pspec))
    return describe_signed (G_PARAM_SPEC_INT (pspec)->minimum, G_PARAM_SPEC_INT (pspec)->maximum,
                            G_MININT, G_MAXINT);
  if (G_IS_PARAM_SPEC_INT64 (pspec))
    return describe_signed (G_PARAM_SPEC_INT64 (pspec)->minimum,
                            G_PARAM_SPEC_INT64 (pspec)->maximum, G_MININT64, G_MAXINT64);
  if (G_IS_PARAM_SPEC_UINT (pspec))
    return describe_unsigned (G_PARAM_SPEC_UINT (pspec)->minimum,
                              G_PARAM_SPEC_UINT (pspec)->maximum, G_MAXUINT);
  if (G_IS_PARAM_SPEC_UINT64 (pspec))
    return describe_unsigned (G_PARAM_SPEC_UINT64 (pspec)->minimum,
                              G_PARAM_SPEC_UINT64 (pspec)->maximum, G_MAXUINT64);
  if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    return describe_double (G_PARAM_SPEC_DOUBLE (pspec));
  return g_strdup (g_type_name (G_PARAM_SPEC_VALUE_TYPE (pspec)));
}

static char *
describe_enum_value (GParamSpecEnum *pspec, int number)
{
  const GEnumValue *value = g_enum_get_value (pspec->enum_class, number);

  return value != NULL ? g_strdup (value->value_nick) : g_strdup_printf ("%d", number);
}

/* The default of a property or of a declaration. NULL is shown as nothing. */
static char *
describe_default (GParamSpec *pspec)
{
  const GValue *value = g_param_spec_get_default_value (pspec);
  g_auto (GValue) text = G_VALUE_INIT;

  if (G_IS_PARAM_SPEC_ENUM (pspec))
    return describe_enum_value (G_PARAM_SPEC_ENUM (pspec), g_value_get_enum (value));
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    return g_strdup (g_value_get_boolean (value) ? "true" : "false");
  g_value_init (&text, G_TYPE_STRING);
  if (G_IS_PARAM_SPEC_OBJECT (pspec) || G_IS_PARAM_SPEC_BOXED (pspec)
      || !g_value_transform (value, &text))
    return g_strdup ("");
  return g_value_get_string (&text) != NULL ? g_value_dup_string (&text) : g_strdup ("");
}

/* What the factory itself says goes before what the parameter says. */
static char *
find_default (GregFactory *factory, GParamSpec *pspec)
{
  GregConfig *defaults = greg_factory_get_defaults (factory);
  g_autoptr (GregConfig) member = NULL;

  if (defaults != NULL)
    member = greg_config_lookup_member (defaults, pspec->name);
  if (member == NULL)
    return describe_default (pspec);
  if (greg_config_get_kind (member) == GREG_CONFIG_STRING)
    return g_strdup (greg_config_get_string (member, NULL));
  return greg_config_to_json (member, FALSE);
}

static void
browser_parameter_finalize (GObject *object)
{
  BrowserParameter *self = BROWSER_PARAMETER (object);

  g_free (self->name);
  g_free (self->takes);
  g_free (self->preset);
  G_OBJECT_CLASS (browser_parameter_parent_class)->finalize (object);
}

static void
browser_parameter_class_init (BrowserParameterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = browser_parameter_finalize;
}

static void
browser_parameter_init (BrowserParameter *self)
{
}

static BrowserParameter *
create (GregFactory *factory, GParamSpec *pspec)
{
  BrowserParameter *self = g_object_new (BROWSER_TYPE_PARAMETER, NULL);

  self->name = g_strdup (pspec->name);
  self->takes = describe (pspec);
  self->required = greg_factory_is_required (factory, pspec->name);
  self->preset = self->required ? g_strdup ("") : find_default (factory, pspec);
  return self;
}

/* All that a factory takes. */
GListModel *
browser_parameter_list (GregFactory *factory)
{
  g_autoptr (GPtrArray) pspecs = greg_factory_list_parameters (factory);
  GListStore *store = g_list_store_new (BROWSER_TYPE_PARAMETER);

  for (guint i = 0; i < pspecs->len; i++)
    {
      g_autoptr (BrowserParameter) parameter = create (factory, g_ptr_array_index (pspecs, i));

      g_list_store_append (store, parameter);
    }
  return G_LIST_MODEL (store);
}

const char *
browser_parameter_get_name (BrowserParameter *self)
{
  return self->name;
}

const char *
browser_parameter_get_takes (BrowserParameter *self)
{
  return self->takes;
}

const char *
browser_parameter_get_default (BrowserParameter *self)
{
  return self->preset;
}

const char *
browser_parameter_get_required (BrowserParameter *self)
{
  return self->required ? "yes" : "";
}
