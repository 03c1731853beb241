/* test-suggest.c - the names nearest to a mistyped one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-suggest-private.h"

#include <string.h>

static char *
suggest_strv (const char *wanted, const char *const *candidates)
{
  GregSuggest suggest;
  g_auto (GStrv) names = NULL;

  greg_suggest_init (&suggest, wanted);
  for (gsize i = 0; candidates[i] != NULL; i++)
    greg_suggest_offer (&suggest, candidates[i]);
  names = greg_suggest_finish (&suggest);
  return names != NULL ? g_strjoinv (" ", names) : NULL;
}

#define assert_suggests(wanted, expected, ...)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const char *candidates_[] = { __VA_ARGS__, NULL };                                             \
    g_autofree char *got_ = suggest_strv (wanted, candidates_);                                    \
    g_assert_cmpstr (got_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_slips (void)
{
  assert_suggests ("levle", "level", "format", "level", "file-info");
  assert_suggests ("leve", "level", "level");
  assert_suggests ("levell", "level", "level");
  assert_suggests ("lavel", "level", "level");
  assert_suggests ("gizp", "gzip", "gzip", "identity");
  assert_suggests ("form-charset", "from-charset", "from-charset", "to-charset");
}

static void
test_far (void)
{
  assert_suggests ("level", NULL, "format", "file-info", "leftovers", "l", "");
  assert_suggests ("abcdef", NULL, "abcxyz");
  assert_suggests ("x", NULL, "y", "xy");
  assert_suggests ("", NULL, "a", "");
  assert_suggests (NULL, NULL, "a");
}

static void
test_spelling (void)
{
  assert_suggests ("FROM_CHARSET", "from-charset", "from-charset");
  assert_suggests ("from-charset", "From_Charset", "From_Charset");
  assert_suggests ("X", "x", "x", "y");
  assert_suggests ("GrößE", "größe", "größe");
}

static void
test_prefix (void)
{
  assert_suggests ("comp", "camp compressor", "compressor", "camp");
  assert_suggests ("com", "co com-beyond compressor", "com-beyond", "compressor", "co");
  assert_suggests ("co", NULL, "compressor");
  assert_suggests ("größ", "größenordnung", "größenordnung");
}

static void
test_order (void)
{
  /* Nearest first, equals by name, whatever the order of arrival; at most three. */
  assert_suggests ("filter", "filler filtar filte", "zilter", "filtar", "filler", "filte");
  assert_suggests ("filters", "filter filterz", "filterz", "filter", "filter");
  assert_suggests ("filter", "Filter", "fitler", "Filter", "filter");
}

static void
test_unicode (void)
{
  /* A character is one step, however many bytes it has. */
  assert_suggests ("naive", "naïve", "naïve");
  assert_suggests ("naïve", "naive", "naive");
  assert_suggests ("日本語", "日木語", "日木語", "中国語");
  assert_suggests ("caf\xe9s", "cafes", "cafes");
}

static void
test_long (void)
{
  g_autofree char *wanted = g_strnfill (100, 'a');
  g_autofree char *near = g_strnfill (102, 'a');
  g_autofree char *far = g_strnfill (96, 'a');
  g_autofree char *huge = g_strnfill (5000, 'b');
  g_autofree char *huge_upper = g_strnfill (5000, 'B');
  g_autofree char *word = g_strnfill (64, 'c');
  g_autofree char *word_less = g_strnfill (61, 'c');
  g_autofree char *word_few = g_strnfill (60, 'c');

  wanted[50] = 'b';
  assert_suggests (wanted, near, far, near);
  assert_suggests (huge, huge_upper, huge_upper, far);
  assert_suggests ("bbb", huge, huge);
  assert_suggests (word, word_less, word_few, word_less);
}

static void
test_question (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autofree char *three = greg_suggest_to_question (names);
  g_autofree char *two = greg_suggest_to_question (names + 1);
  g_autofree char *one = greg_suggest_to_question (names + 2);
  g_autofree char *none = greg_suggest_to_question (names + 3);
  g_autofree char *null = greg_suggest_to_question (NULL);

  g_assert_cmpstr (three, ==, "; did you mean “a”, “b” or “c”?");
  g_assert_cmpstr (two, ==, "; did you mean “b” or “c”?");
  g_assert_cmpstr (one, ==, "; did you mean “c”?");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (null, ==, "");
}

/* The textbook's table, for words of at most 15 letters. */
static guint
naive_distance (const char *a, const char *b)
{
  gsize m = strlen (a), n = strlen (b);
  guint table[16][16];

  for (guint i = 0; i <= m; i++)
    {
      for (guint j = 0; j <= n; j++)
        {
          if (i == 0 || j == 0)
            {
              table[i][j] = i + j;
              continue;
            }
          table[i][j] = MIN (table[i - 1][j], table[i][j - 1]) + 1;
          table[i][j] = MIN (table[i][j], table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            table[i][j] = MIN (table[i][j], table[i - 2][j - 2] + 1);
        }
    }
  return table[m][n];
}

static void
random_word (GRand *rand, char word[16])
{
  int length = g_rand_int_range (rand, 1, 16);

  for (int i = 0; i < length; i++)
    word[i] = (char) g_rand_int_range (rand, 'a', 'e');
  word[length] = '\0';
}

static guint
distance_of (const char *wanted, const char *candidate)
{
  GregSuggest suggest;
  guint distance;

  greg_suggest_init (&suggest, wanted);
  greg_suggest_offer (&suggest, candidate);
  distance = suggest.n > 0 ? suggest.best[0].distance : G_MAXUINT;
  g_strfreev (greg_suggest_finish (&suggest));
  return distance;
}

/* Random words of few letters; each pair also with a letter in front that is not ASCII, so that the
 * bit vectors and the table are both checked. */
static void
test_model (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240229);
  guint n_near = 0;

  for (guint round = 0; round < 50000; round++)
    {
      char wanted[16], candidate[16];
      g_autofree char *wide = NULL;
      g_autofree char *wide_candidate = NULL;
      guint limit, expected;

      random_word (rand, wanted);
      random_word (rand, candidate);
      if (strcmp (wanted, candidate) == 0
          || (strlen (wanted) >= 2 && g_str_has_prefix (candidate, wanted)))
        continue;
      limit = strlen (wanted) == 1 ? 0 : (guint) CLAMP (strlen (wanted) / 3, 1, 3);
      expected = naive_distance (wanted, candidate);
      n_near += expected <= limit;
      g_assert_cmpuint (distance_of (wanted, candidate), ==,
                        expected <= limit ? expected : G_MAXUINT);

      wide = g_strconcat ("é", wanted, NULL);
      wide_candidate = g_strconcat ("é", candidate, NULL);
      limit = (guint) CLAMP ((strlen (wanted) + 1) / 3, 1, 3);
      g_assert_cmpuint (distance_of (wide, wide_candidate), ==,
                        expected <= limit ? expected : G_MAXUINT);
    }
  g_assert_cmpuint (n_near, >, 100);
}

static double
time_strcmp (const GPtrArray *names, const char *wanted, guint rounds)
{
  volatile int sum G_GNUC_UNUSED = 0;
  g_autoptr (GTimer) timer = g_timer_new ();

  for (guint round = 0; round < rounds; round++)
    {
      for (guint i = 0; i < names->len; i++)
        sum += strcmp (names->pdata[i], wanted) == 0;
    }
  g_assert_cmpint (sum, ==, 0);
  return g_timer_elapsed (timer, NULL) / rounds;
}

static double
time_suggest (const GPtrArray *names, const char *wanted, guint rounds)
{
  g_autoptr (GTimer) timer = g_timer_new ();

  for (guint round = 0; round < rounds; round++)
    {
      GregSuggest suggest;

      greg_suggest_init (&suggest, wanted);
      for (guint i = 0; i < names->len; i++)
        greg_suggest_offer (&suggest, names->pdata[i]);
      g_strfreev (greg_suggest_finish (&suggest));
    }
  return g_timer_elapsed (timer, NULL) / rounds;
}

/* Run with -m perf for numbers that mean something. */
static void
test_speed (void)
{
  static const char *const stems[] = { "charset", "compressor", "detector",  "encoder",
                                       "filter",  "head",       "optimizer", "sampler" };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint rounds = g_test_perf () ? 200 : 2;
  double base, ours;

  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (names, g_strdup_printf ("%c%c%c-%s-%u", 'a' + i % 26, 'a' + i / 26 % 26,
                                             'a' + i / 676 % 26, stems[i % 8], i % 100));
  base = time_strcmp (names, "abc-fitler-42", rounds);
  ours = time_suggest (names, "abc-fitler-42", rounds);
  g_test_message ("10000 names: strcmp %.1f us, suggest %.1f us, %.1f times", base * 1e6,
                  ours * 1e6, ours / base);
  if (g_test_perf ())
    g_assert_cmpfloat (ours, <=, 10 * base);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/slips", test_slips);
  g_test_add_func ("/suggest/far", test_far);
  g_test_add_func ("/suggest/spelling", test_spelling);
  g_test_add_func ("/suggest/prefix", test_prefix);
  g_test_add_func ("/suggest/order", test_order);
  g_test_add_func ("/suggest/unicode", test_unicode);
  g_test_add_func ("/suggest/long", test_long);
  g_test_add_func ("/suggest/question", test_question);
  g_test_add_func ("/suggest/model", test_model);
  g_test_add_func ("/suggest/speed", test_speed);
  return g_test_run ();
}
