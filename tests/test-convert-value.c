/* test-convert-value.c - from values of any type to the type that a parameter wants
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"
#include "greg-schema-private.h"
#include "test-types.h"

#include <math.h>
#include <string.h>

static GTypeClass *klass;
static GregSchema *schema;

static const GregParam *
find (const char *name)
{
  const GregParam *param = greg_schema_find (schema, name);

  g_assert_nonnull (param);
  return param;
}

/* Takes the content of `given`. */
static void
assert_gives (const char *name, GValue given, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *text = NULL;
  GregConversion conversion = greg_convert_value (find (name), &given, &value, &problem);

  g_assert_cmpstr (problem.message, ==, NULL);
  g_assert_cmpint (conversion, ==, GREG_CONVERSION_DONE);
  g_assert_true (G_VALUE_TYPE (&value) == find (name)->type);
  g_assert_true (greg_convert_is_exact (find (name), &value));
  text = greg_value_describe (&value);
  g_assert_cmpstr (text, ==, expected);
  g_value_unset (&given);
}

static void
assert_refuses (const char *name, GValue given, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *message = g_strdup_printf ("“%s” must %s", name, expected);

  g_assert_false (G_IS_VALUE (&given) && greg_convert_is_exact (find (name), &given));
  g_assert_cmpint (greg_convert_value (find (name), &given, &value, &problem), ==,
                   GREG_CONVERSION_REFUSED);
  g_assert_false (G_IS_VALUE (&value));
  g_assert_cmpstr (problem.message, ==, message);
  g_assert_cmpint (problem.code, ==, GREG_ERROR_INVALID_VALUE);
  g_assert_nonnull (problem.value);
  g_assert_nonnull (problem.expected);
  g_assert_cmpuint (problem.at, ==, 0);
  if (G_IS_VALUE (&given))
    g_value_unset (&given);
}

#define DEFINE_VALUE(name, c_type, g_type)                                                         \
  static GValue v_##name (c_type content)                                                          \
  {                                                                                                \
    GValue value = G_VALUE_INIT;                                                                   \
    g_value_init (&value, g_type);                                                                 \
    g_value_set_##name (&value, content);                                                          \
    return value;                                                                                  \
  }

DEFINE_VALUE (boolean, gboolean, G_TYPE_BOOLEAN)
DEFINE_VALUE (schar, gint8, G_TYPE_CHAR)
DEFINE_VALUE (uchar, guint8, G_TYPE_UCHAR)
DEFINE_VALUE (int, int, G_TYPE_INT)
DEFINE_VALUE (uint, guint, G_TYPE_UINT)
DEFINE_VALUE (long, glong, G_TYPE_LONG)
DEFINE_VALUE (ulong, gulong, G_TYPE_ULONG)
DEFINE_VALUE (int64, gint64, G_TYPE_INT64)
DEFINE_VALUE (uint64, guint64, G_TYPE_UINT64)
DEFINE_VALUE (float, float, G_TYPE_FLOAT)
DEFINE_VALUE (double, double, G_TYPE_DOUBLE)
DEFINE_VALUE (string, const char *, G_TYPE_STRING)
DEFINE_VALUE (enum, int, TEST_TYPE_COLOR)
DEFINE_VALUE (flags, guint, TEST_TYPE_ACCESS)
DEFINE_VALUE (gtype, GType, G_TYPE_GTYPE)
DEFINE_VALUE (pointer, gpointer, G_TYPE_POINTER)

static GValue
v_variant (const char *text)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_VARIANT);
  if (text != NULL)
    g_value_set_variant (&value, g_variant_new_parsed (text));
  return value;
}

static GValue
v_boxed (GType type, gconstpointer boxed)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_value_set_boxed (&value, boxed);
  return value;
}

/* The GValue says `type`, whatever the object is. */
static GValue
v_take_object (GType type, gpointer object)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_value_take_object (&value, object);
  return value;
}

static GValue
v_config (const char *json)
{
  return v_take_object (GREG_TYPE_CONFIG, greg_config_new_from_json (json, -1, NULL, NULL));
}

static void
test_integers (void)
{
  assert_gives ("int", v_int (-5), "-5");
  assert_gives ("int", v_schar (-5), "-5");
  assert_gives ("int", v_uchar (5), "5");
  assert_gives ("int", v_long (-5), "-5");
  assert_gives ("int", v_uint64 (5), "5");
  assert_gives ("char", v_int64 (-128), "-128");
  assert_gives ("uchar", v_ulong (255), "255");
  assert_gives ("uint", v_uint (4294967295u), "4294967295");
  assert_gives ("ulong", v_int (7), "7");
  assert_gives ("int64", v_uint (4294967295u), "4294967295");
  assert_gives ("uint64", v_uint64 (G_MAXUINT64), "18446744073709551615");
  assert_refuses ("int", v_int64 (G_GINT64_CONSTANT (4294967301)),
                  "be an integer from -2147483648 to 2147483647, not 4294967301");
  assert_refuses ("uint", v_int (-1), "be an integer from 0 to 4294967295, not -1");
  assert_refuses ("uchar", v_int (300), "be an integer from 0 to 255, not 300");
  assert_refuses ("int64", v_uint64 (G_MAXUINT64),
                  "be an integer from -9223372036854775808 to 9223372036854775807, not "
                  "18446744073709551615");
  assert_refuses ("level", v_int (10), "be an integer from 0 to 9, not 10");
  assert_refuses ("even", v_int (3), "be an integer from -10 to 10, not 3");
  assert_refuses ("size", v_int (0), "be an integer from 1 to 10, not 0");
  assert_refuses ("int", v_boolean (TRUE), "be an integer, not true");
  assert_refuses ("boolean", v_int (1), "be true or false, not 1");
}

static void
test_doubles (void)
{
  assert_gives ("int", v_double (3), "3");
  assert_gives ("double", v_int (3), "3");
  assert_gives ("double", v_float (0.5f), "0.5");
  assert_gives ("float", v_double (0.1), "0.1");
  assert_gives ("double", v_double (1e308), "1e+308");
  assert_refuses ("int", v_double (1.7),
                  "be an integer from -2147483648 to 2147483647, not 1.7");
  assert_refuses ("ratio", v_double (1.5), "be a number from 0 to 1, not 1.5");
  assert_refuses ("double", v_int64 (G_GINT64_CONSTANT (9007199254740993)),
                  "be a number that double precision can hold, not 9007199254740993");
}

/* Where GObject would clamp or keep nonsense. */
static void
test_not_numbers (void)
{
  static const struct
  {
    const char *name;
    double number;
  } cases[] = {
    { "double", (double) INFINITY }, { "double", -(double) INFINITY }, { "double", (double) NAN },
    { "float", (double) INFINITY },  { "int", (double) INFINITY },     { "int", (double) NAN },
    { "ratio", (double) NAN },       { "float", 1e39 },                { "float", 1e-60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GValue given = v_double (cases[i].number);
      GValue value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };

      g_assert_cmpint (greg_convert_value (find (cases[i].name), &given, &value, &problem), ==,
                       GREG_CONVERSION_REFUSED);
      g_assert_nonnull (problem.message);
    }
}

static void
test_names (void)
{
  assert_gives ("enum", v_enum (TEST_COLOR_RED), "\"red\"");
  assert_gives ("enum", v_string ("red"), "\"red\"");
  assert_gives ("enum", v_int (-7), "\"black\"");
  assert_gives ("enum", v_int64 (3), "\"blue\"");
  assert_refuses ("enum", v_int (4), "be one of “red”, “dark-green”, “blue”, “black”, not 4");
  assert_refuses ("enum", v_enum (99), "be one of “red”, “dark-green”, “blue”, “black”, not 99");
  assert_refuses ("enum", v_flags (1),
                  "be one of “red”, “dark-green”, “blue”, “black”, not \"read\"");
  assert_gives ("flags", v_flags (5), "\"read|execute\"");
  assert_gives ("flags", v_string ("read|write"), "\"read-write\"");
  assert_gives ("flags", v_uint (2), "\"write\"");
  assert_refuses ("flags", v_flags (64),
                  "be flags of “none”, “read”, “write”, “execute”, “read-write”, not 64");
  assert_refuses ("int", v_enum (3), "be an integer from -2147483648 to 2147483647, not \"blue\"");
  assert_gives ("unichar", v_string ("é"), "233");
  assert_gives ("unichar", v_uint (233), "233");
  assert_refuses ("unichar", v_uint (0xd800), "be a character, not 55296");
}

static void
test_strings (void)
{
  assert_gives ("string", v_string ("a"), "\"a\"");
  assert_gives ("string", v_string (NULL), "null");
  assert_gives ("word", v_string ("abc"), "\"abc\"");
  assert_refuses ("string", v_int (1), "be a string, not 1");
  assert_gives ("point", v_string ("1,2"), "a TestPoint");
  assert_gives ("bytes", v_string ("aGk="), "a GBytes");
  assert_gives ("file", v_string ("/tmp"), "a GLocalFile");
  assert_gives ("date-time", v_string ("2024-02-29T12:00:00Z"), "a GDateTime");
  assert_gives ("config", v_string ("abc"), "a GregConfig");
  assert_gives ("config", v_int (1), "a GregConfig");
  assert_gives ("json-node", v_double (1.5), "a JsonNode");
  assert_gives ("variant", v_string ("abc"), "'abc'");
  assert_refuses ("int", v_string ("12"), "be an integer, not \"12\"");
  assert_refuses ("boolean", v_string ("true"), "be true or false, not \"true\"");
  assert_refuses ("boolean", v_string (NULL), "be true or false, not null");
}

static void
test_bad_text (void)
{
  GValue given = v_string ("a\xff");
  GValue value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  g_assert_cmpint (greg_convert_value (find ("enum"), &given, &value, &problem), ==,
                   GREG_CONVERSION_REFUSED);
  g_assert_true (g_utf8_validate (problem.message, -1, NULL));
  g_assert_true (g_utf8_validate (problem.value, -1, NULL));
  g_value_unset (&given);
}

static void
test_string_lists (void)
{
  static const char *const names[] = { "read", "write", NULL };

  assert_gives ("strv", v_boxed (G_TYPE_STRV, names), "a GStrv");
  assert_gives ("strv", v_boxed (G_TYPE_STRV, NULL), "null");
  assert_gives ("strv", v_variant ("['a', 'b']"), "a GStrv");
  assert_gives ("flags", v_boxed (G_TYPE_STRV, names), "\"read-write\"");
  assert_gives ("variant", v_boxed (G_TYPE_STRV, names), "[<'read'>, <'write'>]");
  assert_refuses ("numbers", v_boxed (G_TYPE_STRV, names),
                  "have an integer from -2147483648 to 2147483647 here, not \"read\" (/0)");
}

static void
test_variants (void)
{
  assert_gives ("int", v_variant ("int64 5"), "5");
  assert_gives ("string", v_variant ("'a'"), "\"a\"");
  assert_gives ("enum", v_variant ("'red'"), "\"red\"");
  assert_gives ("dict", v_variant ("@a{sv} {}"), "{}");
  assert_gives ("dict", v_variant (NULL), "null");
  assert_gives ("dict", v_variant ("{'a': 1}"), "{'a': <int64 1>}");
  assert_refuses ("dict", v_variant ("[1, 2]"),
                  "be an object for the type “a{sv}”, not an array of 2");
  assert_refuses ("numbers", v_variant (NULL), "be a value of the type “ai”, not null");
  assert_refuses ("int", v_variant ("int64 4294967301"),
                  "be an integer from -2147483648 to 2147483647, not 4294967301");
  assert_refuses ("object", v_variant ("'gzip'"), "be a GObject, not 'gzip'");
}

static void
test_objects (void)
{
  GObject *square = g_object_new (TEST_TYPE_SQUARE, NULL);

  assert_gives ("object", v_take_object (TEST_TYPE_SQUARE, g_object_ref (square)), "a TestSquare");
  assert_gives ("shape", v_take_object (TEST_TYPE_SQUARE, g_object_ref (square)), "a TestSquare");
  assert_gives ("shape", v_take_object (G_TYPE_OBJECT, g_object_ref (square)), "a TestSquare");
  assert_gives ("shape", v_take_object (TEST_TYPE_SHAPE, NULL), "null");
  assert_gives ("shape", v_take_object (G_TYPE_OBJECT, NULL), "null");
  assert_gives ("shape", v_take_object (GREG_TYPE_CONFIG, NULL), "null");
  assert_gives ("string", v_take_object (G_TYPE_OBJECT, NULL), "null");
  assert_refuses ("list-model", v_take_object (TEST_TYPE_SQUARE, g_object_ref (square)),
                  "be a list of objects, not a TestSquare");
  assert_refuses ("int", v_take_object (TEST_TYPE_SQUARE, g_object_ref (square)),
                  "be an integer from -2147483648 to 2147483647, not a TestSquare");
  assert_refuses ("shape", v_string ("square"), "be a TestShape, not \"square\"");
  assert_refuses ("shape", v_config ("{\"type\": \"square\"}"), "be a TestShape, not a GregConfig");
  assert_gives ("object", v_config ("{\"type\": \"square\"}"), "a GregConfig");
  g_assert_finalize_object (square);
}

static void
test_configs (void)
{
  g_autoptr (JsonNode) node = json_from_string ("[\"a\"]", NULL);

  assert_gives ("int", v_config ("5"), "5");
  assert_gives ("config", v_config ("{}"), "a GregConfig");
  assert_gives ("hash-table", v_config ("{\"a\": \"b\"}"), "a GHashTable");
  assert_gives ("strv", v_boxed (JSON_TYPE_NODE, node), "a GStrv");
  assert_gives ("json-node", v_boxed (JSON_TYPE_NODE, node), "a JsonNode");
  assert_gives ("config", v_boxed (JSON_TYPE_NODE, node), "a GregConfig");
  assert_refuses ("hash-table", v_config ("{\"a\": 1}"), "have a string here, not 1 (/a)");
}

static void
test_others (void)
{
  TestPoint point = { 1, 2 };
  int thing;

  assert_gives ("point", v_boxed (TEST_TYPE_POINT, &point), "a TestPoint");
  assert_gives ("opaque", v_boxed (TEST_TYPE_OPAQUE, &point), "a TestOpaque");
  assert_refuses ("opaque", v_boxed (TEST_TYPE_POINT, &point), "be a TestOpaque, not a TestPoint");
  assert_gives ("opaque", v_pointer (NULL), "null");
  assert_refuses ("opaque", v_pointer (&thing), "be a TestOpaque, not a gpointer");
  assert_gives ("pointer", v_pointer (NULL), "null");
  assert_gives ("pointer", v_pointer (&thing), "a gpointer");
  assert_refuses ("pointer", v_int (1), "be a gpointer, not 1");
  assert_gives ("gtype", v_gtype (TEST_TYPE_SQUARE), "a GType");
  assert_refuses ("gtype", v_gtype (G_TYPE_OBJECT),
                  "be the name of a type that is a TestShape, not a GType");
  assert_refuses ("gtype", v_gtype (G_TYPE_INVALID),
                  "be the name of a type that is a TestShape, not null");
  assert_refuses ("gtype", v_string ("TestSquare"),
                  "be the name of a type that is a TestShape, not \"TestSquare\"");
  assert_refuses ("int", (GValue) G_VALUE_INIT,
                  "be an integer from -2147483648 to 2147483647, not nothing");
}

/* Each kind of value for each parameter: what comes out is what GObject takes as it is. */
static void
test_everything (void)
{
  static const char *const names[] = { "a", "b", NULL };
  TestPoint point = { 1, 2 };
  GValue values[] = {
    v_boolean (TRUE),
    v_schar (-1),
    v_uchar (200),
    v_int (9),
    v_int (-1),
    v_uint (G_MAXUINT),
    v_long (3),
    v_ulong (3),
    v_int64 (G_MININT64),
    v_uint64 (G_MAXUINT64),
    v_float (0.25f),
    v_double (1e300),
    v_double (2),
    v_double ((double) NAN),
    v_double (-(double) INFINITY),
    v_string (NULL),
    v_string (""),
    v_string ("red"),
    v_string ("/tmp"),
    v_enum (1),
    v_enum (1000),
    v_flags (3),
    v_flags (G_MAXUINT),
    v_gtype (TEST_TYPE_SQUARE),
    v_gtype (G_TYPE_INT),
    v_pointer (NULL),
    v_variant (NULL),
    v_variant ("5"),
    v_variant ("[1, 2]"),
    v_variant ("{'a': <int64 1>}"),
    v_variant ("@h 1"),
    v_boxed (G_TYPE_STRV, names),
    v_boxed (TEST_TYPE_POINT, &point),
    v_boxed (TEST_TYPE_POINT, NULL),
    v_take_object (G_TYPE_OBJECT, NULL),
    v_take_object (TEST_TYPE_SQUARE, g_object_new (TEST_TYPE_SQUARE, NULL)),
    v_take_object (G_TYPE_LIST_STORE, g_list_store_new (G_TYPE_OBJECT)),
    v_config ("null"),
    v_config ("[1]"),
    v_config ("{\"type\": \"gzip\"}"),
  };
  guint n_done = 0, n_refused = 0;

  for (guint i = 0; i < schema->n_params * G_N_ELEMENTS (values); i++)
    {
      const GregParam *param = &schema->params[i / G_N_ELEMENTS (values)];
      const GValue *given = &values[i % G_N_ELEMENTS (values)];
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GregProblem) problem = { 0 };

      if (greg_convert_value (param, given, &value, &problem) == GREG_CONVERSION_DONE)
        {
          n_done++;
          g_assert_true (G_VALUE_TYPE (&value) == param->type);
          g_assert_true (greg_convert_is_exact (param, &value));
          if (strcmp (param->name, "folded") != 0)
            g_assert_false (g_param_value_validate (param->pspec, &value));
          g_assert_null (problem.message);
        }
      else
        {
          n_refused++;
          g_assert_false (greg_convert_is_exact (param, given));
          g_assert_false (G_IS_VALUE (&value));
          g_assert_nonnull (problem.message);
          g_assert_nonnull (problem.value);
        }
    }
  g_assert_cmpuint (n_done, >, 300);
  g_assert_cmpuint (n_refused, >, 800);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_value_unset (&values[i]);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  klass = g_type_class_ref (TEST_TYPE_EVERYTHING);
  schema = greg_schema_new_for_class (G_OBJECT_CLASS (klass));
  g_test_add_func ("/convert-value/integers", test_integers);
  g_test_add_func ("/convert-value/doubles", test_doubles);
  g_test_add_func ("/convert-value/not-numbers", test_not_numbers);
  g_test_add_func ("/convert-value/names", test_names);
  g_test_add_func ("/convert-value/strings", test_strings);
  g_test_add_func ("/convert-value/bad-text", test_bad_text);
  g_test_add_func ("/convert-value/string-lists", test_string_lists);
  g_test_add_func ("/convert-value/variants", test_variants);
  g_test_add_func ("/convert-value/objects", test_objects);
  g_test_add_func ("/convert-value/configs", test_configs);
  g_test_add_func ("/convert-value/others", test_others);
  g_test_add_func ("/convert-value/everything", test_everything);
  result = g_test_run ();
  greg_schema_free (schema);
  g_type_class_unref (klass);
  return result;
}
