/* test-query-values.c - what conditions on metadata take for equal, and for greater
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <math.h>

#include "test-types.h"

#define TWO_53 G_GINT64_CONSTANT (9007199254740992)

/* A value, and the number of the class of values that it is equal to. */
typedef struct
{
  GValue value;
  guint class;
} Sample;

static GArray *samples;
static GObject *object;
static guint current_class;

static void
clear_sample_cb (gpointer data)
{
  g_value_unset (&((Sample *) data)->value);
}

static GValue *
add_sample (GType type)
{
  Sample *sample;

  g_array_set_size (samples, samples->len + 1);
  sample = &g_array_index (samples, Sample, samples->len - 1);
  sample->class = current_class;
  g_value_init (&sample->value, type);
  return &sample->value;
}

/* The text is what g_variant_parse() reads. */
static void
add_variant (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *variant = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  g_value_take_variant (add_sample (G_TYPE_VARIANT), variant);
}

static void
add_variants (const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    add_variant (texts[i]);
}

#define ADD_VARIANTS(...) add_variants ((const char *const[]){ __VA_ARGS__, NULL })

static void
add_small_integer (gint8 number)
{
  current_class++;
  g_value_set_schar (add_sample (G_TYPE_CHAR), number);
  g_value_set_int (add_sample (G_TYPE_INT), number);
  g_value_set_long (add_sample (G_TYPE_LONG), number);
  g_value_set_int64 (add_sample (G_TYPE_INT64), number);
  g_value_set_float (add_sample (G_TYPE_FLOAT), number);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), number);
  if (number < 0)
    return;
  g_value_set_uchar (add_sample (G_TYPE_UCHAR), (guchar) number);
  g_value_set_uint (add_sample (G_TYPE_UINT), (guint) number);
  g_value_set_ulong (add_sample (G_TYPE_ULONG), (gulong) number);
  g_value_set_uint64 (add_sample (G_TYPE_UINT64), (guint64) number);
}

static void
add_numbers (void)
{
  add_small_integer (-7);
  add_small_integer (1);
  add_small_integer (3);
  g_value_set_flags (add_sample (TEST_TYPE_ACCESS), 3);
  ADD_VARIANTS ("byte 3", "int16 3", "uint16 3", "3", "uint32 3", "int64 3", "uint64 3", "3.0",
                "handle 3", "<3>", "<<int64 3>>", "just 3");
  add_small_integer (0);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), -0.0);

  current_class++;
  g_value_set_int64 (add_sample (G_TYPE_INT64), TWO_53);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), (double) TWO_53);
  g_value_set_float (add_sample (G_TYPE_FLOAT), (float) TWO_53);
  current_class++;
  g_value_set_int64 (add_sample (G_TYPE_INT64), TWO_53 + 1);
  g_value_set_uint64 (add_sample (G_TYPE_UINT64), TWO_53 + 1);
  current_class++;
  g_value_set_int64 (add_sample (G_TYPE_INT64), G_MININT64);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), -0x1p63);
  current_class++;
  g_value_set_int64 (add_sample (G_TYPE_INT64), G_MAXINT64);
  current_class++;
  g_value_set_uint64 (add_sample (G_TYPE_UINT64), (guint64) G_MAXINT64 + 1);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), 0x1p63);
  current_class++;
  g_value_set_uint64 (add_sample (G_TYPE_UINT64), G_MAXUINT64);
  current_class++;
  g_value_set_double (add_sample (G_TYPE_DOUBLE), 0x1p64);
  current_class++;
  g_value_set_double (add_sample (G_TYPE_DOUBLE), 0.1);
  add_variant ("0.1");
  current_class++;
  g_value_set_float (add_sample (G_TYPE_FLOAT), 0.1f);
  g_value_set_double (add_sample (G_TYPE_DOUBLE), (double) 0.1f);
  current_class++;
  g_value_set_double (add_sample (G_TYPE_DOUBLE), (double) INFINITY);
  g_value_set_float (add_sample (G_TYPE_FLOAT), INFINITY);
}

static void
add_plain_values (void)
{
  current_class++;
  g_value_set_boolean (add_sample (G_TYPE_BOOLEAN), TRUE);
  ADD_VARIANTS ("true", "<true>");
  current_class++;
  g_value_set_boolean (add_sample (G_TYPE_BOOLEAN), FALSE);
  current_class++;
  g_value_set_string (add_sample (G_TYPE_STRING), "3");
  ADD_VARIANTS ("'3'", "<'3'>");
  current_class++;
  g_value_set_string (add_sample (G_TYPE_STRING), "");
  current_class++;
  g_value_set_string (add_sample (G_TYPE_STRING), "/a");
  add_variant ("objectpath '/a'");
  current_class++;
  g_value_set_string (add_sample (G_TYPE_STRING), "GObject");
  g_value_set_gtype (add_sample (G_TYPE_GTYPE), G_TYPE_OBJECT);

  current_class++;
  g_value_set_object (add_sample (G_TYPE_OBJECT), object);
  g_value_set_pointer (add_sample (G_TYPE_POINTER), object);
  current_class++; /* nothing, of whatever type */
  add_sample (G_TYPE_STRING);
  add_sample (G_TYPE_OBJECT);
  add_sample (G_TYPE_STRV);
  add_sample (G_TYPE_VARIANT);
  add_sample (G_TYPE_POINTER);
  ADD_VARIANTS ("@ms nothing", "<@mi nothing>");
}

static void
add_lists (void)
{
  static const char *const two[] = { "a", "b", NULL }, *const none[] = { NULL };

  current_class++;
  g_value_set_boxed (add_sample (G_TYPE_STRV), two);
  ADD_VARIANTS ("['a', 'b']", "('a', 'b')", "[<'a'>, <'b'>]", "<['a', 'b']>");
  current_class++;
  g_value_set_boxed (add_sample (G_TYPE_STRV), none);
  ADD_VARIANTS ("@as []", "()", "@ai []", "@av []");
  current_class++;
  ADD_VARIANTS ("[1, 2]", "[int64 1, 2]", "(1, 2.0)", "[<byte 1>, <2>]", "[1.0, 2.0]");
  current_class++;
  ADD_VARIANTS ("[2, 1]", "(2, 1)");
  current_class++;
  add_variant ("[1]");
  current_class++;
  ADD_VARIANTS ("[[1], [2, 3]]", "([int64 1], (2, 3))");
  current_class++;
  ADD_VARIANTS ("{'a': 1}", "<{'a': 1}>");
  current_class++;
  add_variant ("{'a': 2}");
}

static gboolean
meets (const GValue *own,
       void (*add) (GregQuery *query, const char *key, const GValue *value),
       const GValue *given)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type ("x", G_TYPE_OBJECT);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GError) error = NULL;

  greg_factory_set_metadata (factory, "key", own, &error);
  g_assert_no_error (error);
  add (query, "key", given);
  return greg_query_matches (query, factory);
}

static void
test_equal (void)
{
  for (guint i = 0; i < samples->len; i++)
    for (guint j = 0; j < samples->len; j++)
      {
        const Sample *a = &g_array_index (samples, Sample, i);
        const Sample *b = &g_array_index (samples, Sample, j);
        gboolean equal = meets (&a->value, greg_query_match_equal, &b->value);

        if (equal != (a->class == b->class))
          {
            g_autofree char *left = g_strdup_value_contents (&a->value);
            g_autofree char *right = g_strdup_value_contents (&b->value);

            g_error ("%s and %s are %s", left, right, equal ? "equal" : "different");
          }
      }
}

/* --- order --- */

static void
test_at_least (void)
{
  double doubles[] = { (double) -INFINITY, -0x1p70, -0x1p63, -1.5, -1, 0, 0.5, 1, (double) TWO_53,
                       0x1p63, 0x1p64, (double) INFINITY };
  static const struct
  {
    gint64 integer;
    guint at; /* the first double that is greater or equal */
    gboolean equal;
  } integers[] = {
    { G_MININT64, 2, TRUE },   { G_MININT64 + 1, 3 }, { -2, 3 },
    { -1, 4, TRUE },           { 0, 5, TRUE },        { 1, 7, TRUE },
    { 2, 8 },                  { TWO_53 - 1, 8 },     { TWO_53, 8, TRUE },
    { TWO_53 + 1, 9 },         { G_MAXINT64, 9 },
  };
  g_auto (GValue) real = G_VALUE_INIT, whole = G_VALUE_INIT, large = G_VALUE_INIT;

  g_value_init (&real, G_TYPE_DOUBLE);
  g_value_init (&whole, G_TYPE_INT64);
  g_value_init (&large, G_TYPE_UINT64);
  g_value_set_uint64 (&large, G_MAXUINT64);
  for (guint j = 0; j < G_N_ELEMENTS (doubles); j++)
    {
      g_value_set_double (&real, doubles[j]);
      for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
        {
          g_value_set_int64 (&whole, integers[i].integer);
          g_assert_cmpint (meets (&real, greg_query_match_at_least, &whole), ==,
                           j >= integers[i].at);
          g_assert_cmpint (meets (&whole, greg_query_match_at_least, &real), ==,
                           j < integers[i].at || (integers[i].equal && j == integers[i].at));
          g_assert_true (meets (&large, greg_query_match_at_least, &whole));
          g_assert_false (meets (&whole, greg_query_match_at_least, &large));
        }
      g_assert_cmpint (meets (&real, greg_query_match_at_least, &large), ==, j >= 10);
      g_assert_cmpint (meets (&large, greg_query_match_at_least, &real), ==, j < 10);
    }
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (integers); j++)
      {
        g_auto (GValue) other = G_VALUE_INIT;

        g_value_init (&other, G_TYPE_INT64);
        g_value_set_int64 (&other, integers[j].integer);
        g_value_set_int64 (&whole, integers[i].integer);
        g_assert_cmpint (meets (&whole, greg_query_match_at_least, &other), ==, i >= j);
      }
  g_assert_true (meets (&large, greg_query_match_at_least, &large));
}

/* Only numbers and strings have an order, and only among themselves. */
static void
test_no_order (void)
{
  g_auto (GValue) text = G_VALUE_INIT, number = G_VALUE_INIT, truth = G_VALUE_INIT;
  g_auto (GValue) nan = G_VALUE_INIT, list = G_VALUE_INIT, later = G_VALUE_INIT;
  const GValue *all[] = { &text, &number, &truth, &nan, &list };
  const char *const strings[] = { "a", NULL };

  g_value_init (&text, G_TYPE_STRING);
  g_value_set_string (&text, "b");
  g_value_init (&later, G_TYPE_STRING);
  g_value_set_string (&later, "bä");
  g_value_init (&number, G_TYPE_INT);
  g_value_set_int (&number, 1);
  g_value_init (&truth, G_TYPE_BOOLEAN);
  g_value_set_boolean (&truth, TRUE);
  g_value_init (&nan, G_TYPE_DOUBLE);
  g_value_set_double (&nan, (double) NAN);
  g_value_init (&list, G_TYPE_STRV);
  g_value_set_boxed (&list, strings);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < G_N_ELEMENTS (all); j++)
      g_assert_cmpint (meets (all[i], greg_query_match_at_least, all[j]), ==, i == j && i < 2);
  g_assert_true (meets (&later, greg_query_match_at_least, &text));
  g_assert_false (meets (&text, greg_query_match_at_least, &later));
  g_assert_false (meets (&nan, greg_query_match_equal, &nan));
}

/* --- one of several --- */

static gboolean
is_one_of (const GValue *own, const char *values)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type ("x", G_TYPE_OBJECT);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GError) error = NULL;

  greg_factory_set_metadata (factory, "key", own, &error);
  g_assert_no_error (error);
  greg_query_match_one_of (query, "key", g_variant_new_parsed (values));
  return greg_query_matches (query, factory);
}

static void
test_one_of (void)
{
  g_auto (GValue) text = G_VALUE_INIT, number = G_VALUE_INIT, list = G_VALUE_INIT;
  const char *const strings[] = { "a", "b", NULL };

  g_value_init (&text, G_TYPE_STRING);
  g_value_set_string (&text, "b");
  g_value_init (&number, G_TYPE_DOUBLE);
  g_value_set_double (&number, 2);
  g_value_init (&list, G_TYPE_STRV);
  g_value_set_boxed (&list, strings);

  g_assert_true (is_one_of (&text, "['a', 'b']"));
  g_assert_true (is_one_of (&text, "('b', 2)"));
  g_assert_true (is_one_of (&text, "[<1>, <'b'>]"));
  g_assert_true (is_one_of (&text, "<['b']>"));
  g_assert_false (is_one_of (&text, "['a', 'c']"));
  g_assert_false (is_one_of (&text, "@as []"));
  g_assert_false (is_one_of (&text, "'b'"));
  g_assert_false (is_one_of (&text, "{'b': 'b'}"));

  g_assert_true (is_one_of (&number, "[1, 2]"));
  g_assert_true (is_one_of (&number, "[int64 2]"));
  g_assert_true (is_one_of (&number, "(true, byte 2)"));
  g_assert_false (is_one_of (&number, "['2']"));

  /* of a list: one element in common, or the whole list */
  g_assert_true (is_one_of (&list, "['x', 'b']"));
  g_assert_true (is_one_of (&list, "[['a', 'b'], ['c']]"));
  g_assert_false (is_one_of (&list, "[['a'], ['b']]"));
  g_assert_false (is_one_of (&list, "['ab']"));
}

/* --- enumerations --- */

static void
test_enum (void)
{
  g_auto (GValue) color = G_VALUE_INIT, other = G_VALUE_INIT, alien = G_VALUE_INIT;

  g_value_init (&color, TEST_TYPE_COLOR);
  g_value_set_enum (&color, TEST_COLOR_DARK_GREEN);
  g_value_init (&alien, G_TYPE_ZLIB_COMPRESSOR_FORMAT);
  g_value_set_enum (&alien, TEST_COLOR_DARK_GREEN);
  g_assert_true (meets (&color, greg_query_match_equal, &color));
  g_assert_false (meets (&color, greg_query_match_equal, &alien));
  g_assert_false (meets (&color, greg_query_match_at_least, &alien));
  g_assert_true (meets (&color, greg_query_match_at_least, &color));

  g_value_init (&other, G_TYPE_INT);
  g_value_set_int (&other, TEST_COLOR_DARK_GREEN);
  g_assert_true (meets (&color, greg_query_match_equal, &other));
  g_assert_true (meets (&other, greg_query_match_equal, &color));
  g_assert_true (meets (&color, greg_query_match_at_least, &other));
  g_value_unset (&other);

  g_value_init (&other, G_TYPE_STRING);
  g_value_set_string (&other, "dark-green");
  g_assert_true (meets (&color, greg_query_match_equal, &other));
  g_assert_true (meets (&other, greg_query_match_equal, &color));
  g_assert_false (meets (&color, greg_query_match_at_least, &other));
  g_assert_true (is_one_of (&color, "['red', 'dark-green']"));
  g_assert_false (is_one_of (&color, "['red', 'blue']"));
  g_value_set_string (&other, "TEST_COLOR_DARK_GREEN");
  g_assert_false (meets (&color, greg_query_match_equal, &other));

  /* a number that the type does not know has no nick */
  g_value_set_enum (&color, 99);
  g_value_set_string (&other, "");
  g_assert_false (meets (&color, greg_query_match_equal, &other));
  g_assert_true (is_one_of (&color, "[99]"));
}

/* --- what has no content that could be compared --- */

static void
test_opaque (void)
{
  g_auto (GValue) one = G_VALUE_INIT, copy = G_VALUE_INIT, param = G_VALUE_INIT;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) like = g_bytes_new_static ("x", 1);

  g_value_init (&one, G_TYPE_BYTES);
  g_value_set_boxed (&one, bytes);
  g_value_init (&copy, G_TYPE_BYTES);
  g_value_set_boxed (&copy, bytes);
  g_assert_true (meets (&one, greg_query_match_equal, &copy));
  g_value_set_boxed (&copy, like);
  g_assert_false (meets (&one, greg_query_match_equal, &copy));

  g_value_init (&param, G_TYPE_PARAM);
  g_value_take_param (&param, g_param_spec_int ("x", NULL, NULL, 0, 1, 0, G_PARAM_READABLE));
  g_assert_true (meets (&param, greg_query_match_equal, &param));
  g_assert_false (meets (&param, greg_query_match_equal, &one));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  samples = g_array_new (FALSE, TRUE, sizeof (Sample));
  g_array_set_clear_func (samples, clear_sample_cb);
  object = g_object_new (G_TYPE_OBJECT, NULL);
  add_numbers ();
  add_plain_values ();
  add_lists ();

  g_test_add_func ("/query-values/equal", test_equal);
  g_test_add_func ("/query-values/at-least", test_at_least);
  g_test_add_func ("/query-values/no-order", test_no_order);
  g_test_add_func ("/query-values/one-of", test_one_of);
  g_test_add_func ("/query-values/enum", test_enum);
  g_test_add_func ("/query-values/opaque", test_opaque);
  status = g_test_run ();

  g_array_unref (samples);
  g_assert_finalize_object (object);
  return status;
}
