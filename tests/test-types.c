/* test-types.c - types with a property of every kind, for all tests
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-types.h"

#include <greg-config.h>

#include <stdio.h>

G_DEFINE_ENUM_TYPE (TestColor,
                    test_color,
                    G_DEFINE_ENUM_VALUE (TEST_COLOR_RED, "red"),
                    G_DEFINE_ENUM_VALUE (TEST_COLOR_DARK_GREEN, "dark-green"),
                    G_DEFINE_ENUM_VALUE (TEST_COLOR_BLUE, "blue"),
                    G_DEFINE_ENUM_VALUE (TEST_COLOR_BLACK, "black"))

G_DEFINE_FLAGS_TYPE (TestAccess,
                     test_access,
                     G_DEFINE_ENUM_VALUE (TEST_ACCESS_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (TEST_ACCESS_READ, "read"),
                     G_DEFINE_ENUM_VALUE (TEST_ACCESS_WRITE, "write"),
                     G_DEFINE_ENUM_VALUE (TEST_ACCESS_EXECUTE, "execute"),
                     G_DEFINE_ENUM_VALUE (TEST_ACCESS_READ_WRITE, "read-write"))

static TestPoint *
test_point_copy (TestPoint *self)
{
  return g_memdup2 (self, sizeof *self);
}

static void
test_point_from_string (const GValue *text, GValue *value)
{
  TestPoint point;
  char end;

  if (g_value_get_string (text) != NULL
      && sscanf (g_value_get_string (text), "%d,%d%c", &point.x, &point.y, &end) == 2)
    g_value_set_boxed (value, &point);
  else
    g_value_set_boxed (value, NULL);
}

G_DEFINE_BOXED_TYPE_WITH_CODE (TestPoint,
                               test_point,
                               test_point_copy,
                               g_free,
                               g_value_register_transform_func (G_TYPE_STRING,
                                                                g_define_type_id,
                                                                test_point_from_string))

typedef TestPoint TestOpaque;
G_DEFINE_BOXED_TYPE (TestOpaque, test_opaque, test_point_copy, g_free)

static gboolean
test_param_even_validate (GParamSpec *pspec, GValue *value)
{
  GParamSpecInt *range = G_PARAM_SPEC_INT (pspec);
  int given = g_value_get_int (value);
  int even = CLAMP (given, range->minimum, range->maximum) / 2 * 2;

  g_value_set_int (value, even);
  return even != given;
}

static gboolean
test_param_even_is_valid (GParamSpec *pspec, const GValue *value)
{
  GParamSpecInt *range = G_PARAM_SPEC_INT (pspec);
  int given = g_value_get_int (value);

  return given % 2 == 0 && given >= range->minimum && given <= range->maximum;
}

static void
test_param_even_class_init (GParamSpecClass *klass)
{
  klass->value_type = G_TYPE_INT;
  klass->value_validate = test_param_even_validate;
  klass->value_is_valid = test_param_even_is_valid;
}

GType
test_param_even_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      GTypeInfo info = {
        .class_size = sizeof (GParamSpecClass),
        .class_init = (GClassInitFunc) test_param_even_class_init,
        .instance_size = sizeof (GParamSpecInt),
      };

      g_once_init_leave (&type, g_type_register_static (G_TYPE_PARAM_INT, "TestParamEven", &info,
                                                        G_TYPE_FLAG_NONE));
    }
  return type;
}

GParamSpec *
test_param_spec_even (const char *name, int minimum, int maximum, GParamFlags flags)
{
  GParamSpecInt *pspec = g_param_spec_internal (TEST_TYPE_PARAM_EVEN, name, NULL, NULL, flags);

  pspec->minimum = minimum;
  pspec->maximum = maximum;
  pspec->default_value = 0;
  return G_PARAM_SPEC (pspec);
}

G_DEFINE_INTERFACE (TestShape, test_shape, G_TYPE_OBJECT)

static void
test_shape_default_init (TestShapeInterface *iface)
{
  g_object_interface_install_property (
      iface, g_param_spec_int ("size", NULL, NULL, 1, 10, 2, G_PARAM_READWRITE));
}

#define MAX_PROPS 64

struct _TestEverything
{
  GObject parent_instance;

  GValue values[MAX_PROPS];
};

static guint n_props;

G_DEFINE_FINAL_TYPE_WITH_CODE (TestEverything,
                               test_everything,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TEST_TYPE_SHAPE, NULL))

static void
test_everything_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TestEverything *self = TEST_EVERYTHING (object);

  if (G_IS_VALUE (&self->values[id]))
    g_value_unset (&self->values[id]);
  g_value_init (&self->values[id], G_VALUE_TYPE (value));
  g_value_copy (value, &self->values[id]);
}

static void
test_everything_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TestEverything *self = TEST_EVERYTHING (object);

  if (G_IS_VALUE (&self->values[id]))
    g_value_copy (&self->values[id], value);
  else
    g_param_value_set_default (pspec, value);
}

static void
test_everything_finalize (GObject *object)
{
  TestEverything *self = TEST_EVERYTHING (object);

  for (guint i = 0; i < MAX_PROPS; i++)
    {
      if (G_IS_VALUE (&self->values[i]))
        g_value_unset (&self->values[i]);
    }
  G_OBJECT_CLASS (test_everything_parent_class)->finalize (object);
}

static void
install (GObjectClass *klass, GParamSpec *pspec)
{
  g_assert_cmpuint (n_props, <, MAX_PROPS - 1);
  g_object_class_install_property (klass, ++n_props, pspec);
}

#define RW (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS)

static void
install_numbers (GObjectClass *klass)
{
  install (klass, g_param_spec_boolean ("boolean", NULL, NULL, FALSE, RW));
  install (klass, g_param_spec_char ("char", NULL, NULL, G_MININT8, G_MAXINT8, 0, RW));
  install (klass, g_param_spec_uchar ("uchar", NULL, NULL, 0, G_MAXUINT8, 0, RW));
  install (klass, g_param_spec_int ("int", NULL, NULL, G_MININT, G_MAXINT, 0, RW));
  install (klass, g_param_spec_uint ("uint", NULL, NULL, 0, G_MAXUINT, 0, RW));
  install (klass, g_param_spec_long ("long", NULL, NULL, G_MINLONG, G_MAXLONG, 0, RW));
  install (klass, g_param_spec_ulong ("ulong", NULL, NULL, 0, G_MAXULONG, 0, RW));
  install (klass, g_param_spec_int64 ("int64", NULL, NULL, G_MININT64, G_MAXINT64, 0, RW));
  install (klass, g_param_spec_uint64 ("uint64", NULL, NULL, 0, G_MAXUINT64, 0, RW));
  install (klass, g_param_spec_float ("float", NULL, NULL, -G_MAXFLOAT, G_MAXFLOAT, 0, RW));
  install (klass, g_param_spec_double ("double", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, RW));
  install (klass, g_param_spec_unichar ("unichar", NULL, NULL, 'x', RW));
  install (klass, g_param_spec_int ("level", NULL, NULL, 0, 9, 6, RW));
  install (klass, g_param_spec_uint64 ("count", NULL, NULL, 1, 100, 1, RW));
  install (klass, g_param_spec_double ("ratio", NULL, NULL, 0, 1, 0.5, RW));
  install (klass, g_param_spec_float ("small", NULL, NULL, -1, 1, 0, RW));
  install (klass, test_param_spec_even ("even", -10, 10, RW));
  install (klass, g_param_spec_int ("fixed", NULL, NULL, 0, 9, 0, RW | G_PARAM_CONSTRUCT_ONLY));
  install (klass, g_param_spec_int ("read-only", NULL, NULL, 0, 9, 0,
                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
install_names (GObjectClass *klass)
{
  GParamSpec *word = g_param_spec_string ("word", NULL, NULL, "word", RW);
  GParamSpec *folded = g_param_spec_string ("folded", NULL, NULL, NULL, RW);

  g_free (G_PARAM_SPEC_STRING (word)->cset_first);
  g_free (G_PARAM_SPEC_STRING (word)->cset_nth);
  G_PARAM_SPEC_STRING (word)->cset_first = g_strdup (G_CSET_a_2_z);
  G_PARAM_SPEC_STRING (word)->cset_nth = g_strdup (G_CSET_a_2_z);
  G_PARAM_SPEC_STRING (word)->ensure_non_null = TRUE;
  G_PARAM_SPEC_STRING (folded)->null_fold_if_empty = TRUE;
  install (klass, g_param_spec_enum ("enum", NULL, NULL, TEST_TYPE_COLOR, TEST_COLOR_BLUE, RW));
  install (klass, g_param_spec_flags ("flags", NULL, NULL, TEST_TYPE_ACCESS, 0, RW));
  install (klass, g_param_spec_string ("string", NULL, NULL, "hello", RW));
  install (klass, word);
  install (klass, folded);
  install (klass, g_param_spec_gtype ("gtype", NULL, NULL, TEST_TYPE_SHAPE, RW));
  install (klass, g_param_spec_variant ("variant", NULL, NULL, G_VARIANT_TYPE_ANY, NULL, RW));
  install (klass, g_param_spec_variant ("dict", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, RW));
  install (klass, g_param_spec_variant ("numbers", NULL, NULL, G_VARIANT_TYPE ("ai"),
                                        g_variant_new_parsed ("[1, 2]"), RW));
  install (klass, g_param_spec_variant ("maybe", NULL, NULL, G_VARIANT_TYPE ("ms"), NULL, RW));
}

static void
install_structures (GObjectClass *klass)
{
  const struct
  {
    const char *name;
    GType type;
  } boxed[] = {
    { "strv", G_TYPE_STRV },
    { "bytes", G_TYPE_BYTES },
    { "byte-array", G_TYPE_BYTE_ARRAY },
    { "date-time", G_TYPE_DATE_TIME },
    { "json-node", JSON_TYPE_NODE },
    { "json-object", JSON_TYPE_OBJECT },
    { "json-array", JSON_TYPE_ARRAY },
    { "hash-table", G_TYPE_HASH_TABLE },
    { "ptr-array", G_TYPE_PTR_ARRAY },
    { "point", TEST_TYPE_POINT },
    { "opaque", TEST_TYPE_OPAQUE },
  };
  const struct
  {
    const char *name;
    GType type;
  } objects[] = {
    { "file", G_TYPE_FILE },           { "config", GREG_TYPE_CONFIG },
    { "object", G_TYPE_OBJECT },       { "shape", TEST_TYPE_SHAPE },
    { "list-model", G_TYPE_LIST_MODEL }, { "list-store", G_TYPE_LIST_STORE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (boxed); i++)
    install (klass, g_param_spec_boxed (boxed[i].name, NULL, NULL, boxed[i].type, RW));
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    install (klass, g_param_spec_object (objects[i].name, NULL, NULL, objects[i].type, RW));
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  install (klass, g_param_spec_value_array ("value-array", NULL, NULL, NULL, RW));
  install (klass, g_param_spec_value_array (
                      "number-array", NULL, NULL,
                      g_param_spec_int ("number", NULL, NULL, 0, 9, 0, RW), RW));
  install (klass, g_param_spec_value_array (
                      "object-array", NULL, NULL,
                      g_param_spec_object ("object", NULL, NULL, G_TYPE_OBJECT, RW), RW));
  G_GNUC_END_IGNORE_DEPRECATIONS
  install (klass, g_param_spec_pointer ("pointer", NULL, NULL, RW));
}

static void
test_everything_class_init (TestEverythingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = test_everything_set_property;
  object_class->get_property = test_everything_get_property;
  object_class->finalize = test_everything_finalize;
  install_numbers (object_class);
  install_names (object_class);
  install_structures (object_class);
  g_object_class_override_property (object_class, ++n_props, "size");
}

static void
test_everything_init (TestEverything *self)
{
}

struct _TestSquare
{
  GObject parent_instance;

  int size;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSquare,
                               test_square,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TEST_TYPE_SHAPE, NULL))

static void
test_square_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TEST_SQUARE (object)->size = g_value_get_int (value);
}

static void
test_square_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, TEST_SQUARE (object)->size);
}

static void
test_square_class_init (TestSquareClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = test_square_set_property;
  object_class->get_property = test_square_get_property;
  g_object_class_override_property (object_class, 1, "size");
}

static void
test_square_init (TestSquare *self)
{
  self->size = 2;
}
