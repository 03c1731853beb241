/* test-json-reader.c - the strict reader: what it takes, what it refuses and where
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg-enum-types.h>
#include <greg-json-reader-private.h>
#include <math.h>

/* The corpus: json/accept/NAME.json with what it reads as in json/accepted.tsv,
 * json/refuse/NAME.json with code, place and message in json/refused.tsv. */
static char *
read_corpus_file (const char *name, gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "json", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static char *
read_case (const char *folder, const char *name, gsize *length)
{
  g_autofree char *file = g_strconcat (folder, "/", name, ".json", NULL);

  return read_corpus_file (file, length);
}

static guint
count_files (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "json", folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

typedef void (*CheckLine) (char **fields);

/* Every file of the folder has its line, and every line its file. */
static void
check_corpus (const char *list, const char *folder, CheckLine check)
{
  g_autofree char *text = read_corpus_file (list, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (; lines[n][0] != '\0'; n++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[n], "\t", -1);

      g_test_message ("%s/%s", folder, fields[0]);
      check (fields);
    }
  g_assert_cmpuint (n, ==, count_files (folder));
}

static char *
to_json (const GregTree *tree, gboolean pretty)
{
  g_autoptr (GString) json = g_string_new (NULL);

  greg_tree_write_json (tree, 0, pretty, json);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static GregTree *
read_string (const char *text)
{
  g_autoptr (GError) error = NULL;
  GregTree *tree = greg_json_read (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return tree;
}

static void
check_accepted (char **fields)
{
  gsize length;
  g_autofree char *text = read_case ("accept", fields[0], &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GregTree) tree = greg_json_read (text, length, NULL, &error);
  g_autofree char *json = NULL;
  g_autofree char *pretty = NULL;
  g_autoptr (GregTree) again = NULL;

  g_assert_no_error (error);
  json = to_json (tree, FALSE);
  g_assert_cmpstr (json, ==, fields[1]);
  pretty = to_json (tree, TRUE);
  again = read_string (pretty);
  g_assert_true (greg_tree_equal (tree, 0, again, 0));
  g_assert_cmpmem (tree->text, tree->text_length, text, length);
}

static void
test_accept (void)
{
  check_corpus ("accepted.tsv", "accept", check_accepted);
}

/* The buffer ends where the text does, so that a sanitizer sees any look behind it. */
static void
check_refused (char **fields)
{
  gsize length;
  g_autofree char *text = read_case ("refuse", fields[0], &length);
  g_autofree char *exact = g_memdup2 (text, length);
  g_autofree char *message = g_strdup_printf ("%s.json:%s: %s", fields[0], fields[2], fields[3]);
  g_autofree char *without_name = g_strdup_printf ("%s: %s", fields[2], fields[3]);
  g_autofree char *name = g_strconcat (fields[0], ".json", NULL);
  g_autoptr (GEnumClass) codes = g_type_class_ref (GREG_TYPE_ERROR);
  GEnumValue *code = g_enum_get_value_by_nick (codes, fields[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_nonnull (code);
  g_assert_null (greg_json_read (exact, length, name, &error));
  g_assert_error (error, GREG_ERROR, code->value);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (greg_json_read (exact, length, NULL, &second));
  g_assert_cmpstr (second->message, ==, without_name);
  g_assert_null (greg_json_read (exact, length, NULL, NULL));
}

static void
test_refuse (void)
{
  check_corpus ("refused.tsv", "refuse", check_refused);
}

/* Whatever is cut off a text, it is either still a value or refused; nothing is read behind its
 * end. */
static void
test_every_prefix (void)
{
  gsize length;
  g_autofree char *text = read_case ("accept", "pipeline", &length);
  gsize end = length;

  while (g_ascii_isspace (text[end - 1]))
    end--;
  for (gsize n = 0; n < end; n++)
    {
      g_autofree char *prefix = g_memdup2 (text, n);
      g_autoptr (GError) error = NULL;

      g_assert_null (greg_json_read (prefix, n, NULL, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
    }
}

/* Small trees are one allocation, larger ones several, and each part may be the one that is
 * large. */
static void
test_every_size (void)
{
  for (guint n = 0; n < 700; n += n < 100 ? 1 : 7)
    {
      g_autoptr (GString) numbers = g_string_new ("[");
      g_autofree char *spaces = g_strnfill (n, ' ');
      g_autofree char *letters = g_strnfill (n, 'x');
      g_autofree char *text = NULL;
      g_autofree char *json = NULL;
      g_autofree char *expected = NULL;
      g_autoptr (GregTree) tree = NULL;

      for (guint i = 0; i < n / 2; i++)
        g_string_append (numbers, i > 0 ? ",1" : "1");
      g_string_append_c (numbers, ']');
      text = g_strdup_printf ("{\"n\":%s,%s\"%s\":\"%s\"}", numbers->str, spaces, letters, letters);
      expected = g_strdup_printf ("{\"n\":%s,\"%s\":\"%s\"}", numbers->str, letters, letters);
      tree = greg_json_read (text, strlen (text), n % 2 == 0 ? "name.json" : NULL, NULL);
      g_assert_nonnull (tree);
      g_assert_cmpstr (tree->display_name, ==, n % 2 == 0 ? "name.json" : NULL);
      json = to_json (tree, FALSE);
      g_assert_cmpstr (json, ==, expected);
      g_assert_cmpstr (tree->text, ==, text);
    }
}

static void
assert_double (const char *text)
{
  g_autoptr (GregTree) tree = read_string (text);
  double expected = g_ascii_strtod (text, NULL);

  g_assert_cmpint (tree->nodes[0].kind, ==, GREG_CONFIG_DOUBLE);
  if (memcmp (&tree->nodes[0].v.d, &expected, sizeof expected) != 0)
    g_error ("%s: %a, not %a", text, tree->nodes[0].v.d, expected);
}

/* Digits and exponents of all lengths, so that each way of converting is taken and compared with
 * strtod(). */
static void
test_doubles (void)
{
  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (g_test_rand_bit () ? "-" : "");
      int n_digits = g_test_rand_int_range (1, 25);
      int point = g_test_rand_int_range (0, n_digits);

      for (int digit = 0; digit < n_digits; digit++)
        {
          gboolean is_first = digit == 0 && point != 0;

          g_string_append_c (text, (char) ('0' + g_test_rand_int_range (is_first ? 1 : 0, 10)));
          if (digit == point && digit < n_digits - 1)
            g_string_append_c (text, '.');
        }
      if (i % 3 != 0)
        g_string_append_printf (text, "e%d", g_test_rand_int_range (-30, 30));
      else if (i % 2 == 0)
        g_string_append_printf (text, "E%+03d", g_test_rand_int_range (-320, 280));
      else if (strchr (text->str, '.') == NULL)
        g_string_append (text, ".0");
      assert_double (text->str);
    }
}

/* Exactly between two doubles, and one digit to either side of it. */
static void
test_doubles_between (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      guint64 random = (guint64) (guint32) g_test_rand_int () << 20;
      guint64 between = (G_GUINT64_CONSTANT (1) << 53) + random + 2 * (i % 2) + 1;
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT ".0", between);
      g_autofree char *below = g_strdup_printf ("%" G_GUINT64_FORMAT ".9", between - 1);
      g_autofree char *above = g_strdup_printf ("%" G_GUINT64_FORMAT ".1", between);
      g_autofree char *scaled = g_strdup_printf ("%" G_GUINT64_FORMAT "e-%u", between, i % 25);

      assert_double (text);
      assert_double (below);
      assert_double (above);
      assert_double (scaled);
    }
}

/* Every double that is written is read back, bit for bit. */
static void
test_doubles_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GregTree) tree = NULL;
      double number;

      memcpy (&number, &bits, sizeof number);
      /* All exponents are as likely; every fourth one is small. */
      if (i % 4 == 0)
        number = ldexp ((double) (bits >> 40), -1074);
      if (!isfinite (number))
        continue;
      greg_json_append_double (text, number);
      g_assert_cmpuint (text->len, <=, 24);
      tree = read_string (text->str);
      g_assert_cmpint (tree->nodes[0].kind, ==, GREG_CONFIG_DOUBLE);
      g_assert_cmpmem (&tree->nodes[0].v.d, sizeof (double), &number, sizeof number);
    }
}

static void
test_size_limit (void)
{
  const char *text = "1";
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_null (greg_json_read (text, (gsize) GREG_TREE_MAX_SIZE + 1, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "the text is larger than 268435456 bytes");
  g_assert_null (greg_json_read (text, (gsize) GREG_TREE_MAX_SIZE + 1, "x.json", &second));
  g_assert_cmpstr (second->message, ==, "x.json: the text is larger than 268435456 bytes");
}

/* Takes half a gigabyte, so only in the slow mode. */
static void
test_node_limit (void)
{
  g_autoptr (GString) text = g_string_new ("[1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GregTree) tree = NULL;

  for (guint i = 0; i < GREG_TREE_MAX_NODES - 2; i++)
    g_string_append (text, ",1");
  g_string_append_c (text, ']');
  tree = greg_json_read (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tree->n_nodes, ==, GREG_TREE_MAX_NODES);
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",1]");
  g_assert_null (greg_json_read (text->str, text->len, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_LIMIT);
  g_assert_true (g_str_has_suffix (error->message, ": there are more than 16777216 values"));
}

/* Whether the hash sends a key to the first slot of every table. */
static gboolean
is_hostile (const char *key)
{
  return greg_tree_hash_key (key, 8) >> 40 == 0;
}

/* Goes backwards through the hash from what it should give to the key that gives it. Most are no
 * text. */
static gboolean
make_hostile_key (guint64 wanted, char key[24])
{
  guint64 word = wanted;

  for (guint i = 0; i < 2; i++)
    {
      word *= GREG_TREE_HASH_INVERSE;
      word ^= word >> 32;
    }
  word = GUINT64_TO_LE (word * GREG_TREE_HASH_INVERSE ^ 9);
  memset (key, 0, 24);
  memcpy (key, &word, sizeof word);
  for (guint i = 0; i < 8; i++)
    {
      if (key[i] < ' ' || key[i] > '~' || key[i] == '"' || key[i] == '\\')
        return FALSE;
    }
  return TRUE;
}

static char *
make_object (guint n_members, gboolean hostile, const char *last)
{
  g_autoptr (GString) text = g_string_new ("{");
  guint64 wanted = 0;
  char key[24];

  for (guint i = 0; i < n_members; i++)
    {
      while (hostile && !make_hostile_key (wanted++, key))
        ;
      if (!hostile)
        g_snprintf (key, sizeof key, "k%07u", i);
      g_assert_true (!hostile || is_hostile (key));
      g_string_append_printf (text, "\"%s\":%u,", key, i);
    }
  g_string_append_printf (text, "\"%s\":0}", last != NULL ? last : "last");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
time_reading (const char *text)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 3; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GregTree) tree = read_string (text);

      g_assert_cmpuint (tree->nodes[0].v.n_children, >, 1);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return best;
}

/* Names chosen to collide cost a sort: some times as much, where comparing all with all is
 * hundreds of times. */
static void
test_hostile_keys (void)
{
  g_autofree char *plain = make_object (20000, FALSE, NULL);
  g_autofree char *hostile = make_object (20000, TRUE, NULL);

  g_assert_cmpint (time_reading (hostile), <, 40 * time_reading (plain) + 1000);
}

static void
assert_duplicate (const char *text, const char *key)
{
  g_autofree char *expected = g_strdup_printf ("the key “%s” is given twice", key);
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_json_read (text, strlen (text), NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG);
  g_assert_nonnull (strstr (error->message, expected));
  g_assert_true (g_str_has_suffix (error->message, "the first is at line 1, column 2"));
}

/* A duplicate of the first is found behind any number of members, whatever the names are. */
static void
test_duplicates (void)
{
  static const guint sizes[] = { 1, 2, 3, 31, 32, 33, 34, 100, 1000 };

  for (guint hostile = 0; hostile < 2; hostile++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autofree char *distinct = make_object (sizes[i], hostile != 0, NULL);
          g_autofree char *first = g_strndup (distinct + 2, 8);
          g_autofree char *text = make_object (sizes[i], hostile != 0, first);
          g_autofree char *shown = greg_text_shorten (first, 8);
          g_autoptr (GregTree) tree = read_string (distinct);

          g_assert_cmpuint (tree->nodes[0].v.n_children, ==, sizes[i] + 1);
          assert_duplicate (text, shown);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/accept", test_accept);
  g_test_add_func ("/json-reader/refuse", test_refuse);
  g_test_add_func ("/json-reader/every-prefix", test_every_prefix);
  g_test_add_func ("/json-reader/every-size", test_every_size);
  g_test_add_func ("/json-reader/doubles", test_doubles);
  g_test_add_func ("/json-reader/doubles-between", test_doubles_between);
  g_test_add_func ("/json-reader/doubles-round-trip", test_doubles_round_trip);
  g_test_add_func ("/json-reader/size-limit", test_size_limit);
  g_test_add_func ("/json-reader/hostile-keys", test_hostile_keys);
  g_test_add_func ("/json-reader/duplicates", test_duplicates);
  if (g_test_slow ())
    g_test_add_func ("/json-reader/node-limit", test_node_limit);
  return g_test_run ();
}
