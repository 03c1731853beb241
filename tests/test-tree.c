/* test-tree.c - what messages say of the nodes of a tree, and how trees are made
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg-json-reader-private.h>

static GregTree *
read_tree (const char *text, const char *display_name)
{
  g_autoptr (GError) error = NULL;
  GregTree *tree = greg_json_read (text, strlen (text), display_name, &error);

  g_assert_no_error (error);
  return tree;
}

static void
test_describe (void)
{
  static const struct
  {
    const char *text;
    const char *description;
  } cases[] = {
    { "null", "null" },
    { "true", "true" },
    { "-5", "-5" },
    { "1.0", "1.0" },
    { "\"fast\"", "\"fast\"" },
    { "\"\"", "\"\"" },
    { "\"a\\n\\\"b\\\"\"", "\"a\\n\\\"b\\\"\"" },
    { "\"0123456789012345678901234567890123456789\"",
      "\"0123456789012345678901234567890123456789\"" },
    { "\"0123456789012345678901234567890123456789x\"",
      "\"0123456789012345678901234567890123456789…\"" },
    { "\"éééééééééééééééééééééééééééééééééééééééééé\"",
      "\"éééééééééééééééééééééééééééééééééééééééé…\"" },
    { "[]", "an empty array" },
    { "[[1, 2], 3]", "an array of 2" },
    { "{}", "an empty object" },
    { "{\"a\": 1}", "an object" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GregTree) tree = read_tree (cases[i].text, NULL);
      g_autofree char *description = greg_tree_describe (tree, 0);

      g_assert_cmpstr (description, ==, cases[i].description);
    }
}

static void
assert_line (const GregTree *tree, guint32 offset, const char *expected)
{
  g_autofree char *line = greg_tree_line (tree, offset);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_line (void)
{
  g_autoptr (GregTree) tree = read_tree ("[\n  1,\r\n\n  \"é\"]", NULL);

  assert_line (tree, 0, "[");
  assert_line (tree, 1, "[");
  assert_line (tree, 2, "  1,");
  assert_line (tree, 7, "  1,");
  assert_line (tree, 8, "");
  assert_line (tree, 9, "  \"é\"]");
  assert_line (tree, (guint32) tree->text_length, "  \"é\"]");
  assert_line (tree, GREG_NO_OFFSET, NULL);
}

static void
assert_prefix (const GregTree *tree, guint32 index, const char *expected)
{
  g_autofree char *prefix = greg_tree_prefix (tree, index);

  g_assert_cmpstr (prefix, ==, expected);
}

static GregTree *
make_without_text (const char *display_name)
{
  GregTreeWriter writer;

  greg_tree_writer_init (&writer);
  greg_tree_writer_add_node (&writer);
  greg_tree_writer_open (&writer, GREG_CONFIG_ARRAY);
  greg_tree_writer_add_node (&writer);
  greg_tree_writer_close (&writer);
  return greg_tree_writer_finish (&writer, display_name);
}

/* Each part is there when it is known. */
static void
test_prefix (void)
{
  g_autoptr (GregTree) named = read_tree ("[\n 1]", "x.json");
  g_autoptr (GregTree) nameless = read_tree ("[\n 1]", NULL);
  g_autoptr (GregTree) textless = make_without_text ("node");
  g_autoptr (GregTree) neither = make_without_text (NULL);

  assert_prefix (named, 0, "x.json:1:1: ");
  assert_prefix (named, 1, "x.json:2:2: /0: ");
  assert_prefix (nameless, 1, "2:2: /0: ");
  assert_prefix (textless, 0, "node: ");
  assert_prefix (textless, 1, "node: /0: ");
  assert_prefix (neither, 1, "/0: ");
  assert_prefix (neither, 0, "");
  assert_line (textless, 0, NULL);
}

/* At each node of a tree with everything in it. */
static void
test_pointers (void)
{
  static const char *const pointers[] = {
    "", "/a", "/a/0", "/a/1", "/a/1/b", "/a/1/c", "/a/2", "/a/2/0", "/a/2/0/0", "/~0~1", "/", "/z",
  };
  const char *text = "{\"a\": [1, {\"b\": 2, \"c\": {}}, [[3]]], \"~/\": 4, \"\": 5, \"z\": 6}";
  g_autoptr (GregTree) tree = read_tree (text, NULL);

  g_assert_cmpuint (tree->n_nodes, ==, G_N_ELEMENTS (pointers));
  for (guint32 i = 0; i < tree->n_nodes; i++)
    {
      g_autofree char *pointer = greg_tree_pointer (tree, i);

      g_assert_cmpstr (pointer, ==, pointers[i]);
    }
}

static void
test_whole_doubles (void)
{
  static const struct
  {
    double number;
    gboolean fits_signed;
    gboolean fits_unsigned;
  } cases[] = {
    { 0, TRUE, TRUE },           { -0.0, TRUE, TRUE },      { 0.5, FALSE, FALSE },
    { -1, TRUE, FALSE },         { 0x1p63, FALSE, TRUE },   { 0x1p64, FALSE, FALSE },
    { -0x1p63, TRUE, FALSE },    { -0x1.0000000000001p63, FALSE, FALSE },
    { 0x1.fffffffffffffp62, TRUE, TRUE },
    { 0x1.fffffffffffffp63, FALSE, TRUE },
    { 1e300, FALSE, FALSE },     { 5e-324, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = 0;
      guint64 unsigned_value = 0;

      g_assert_cmpint (greg_double_to_int64 (cases[i].number, &value), ==, cases[i].fits_signed);
      if (cases[i].fits_signed)
        g_assert_cmpfloat ((double) value, ==, cases[i].number);
      g_assert_cmpint (greg_double_to_uint64 (cases[i].number, &unsigned_value), ==,
                       cases[i].fits_unsigned);
      if (cases[i].fits_unsigned)
        g_assert_cmpfloat ((double) unsigned_value, ==, cases[i].number);
    }
}

/* What is refused leaves the writer as it was. */
static void
test_writer_limits (void)
{
  g_auto (GregTreeWriter) writer;
  guint32 start = 77;

  greg_tree_writer_init (&writer);
  g_assert_false (greg_tree_writer_grow_nodes (&writer, GREG_TREE_MAX_NODES + 1));
  g_assert_false (greg_tree_writer_grow_strings (&writer, (gsize) GREG_TREE_MAX_SIZE + 1));
  g_assert_false (greg_tree_writer_grow_strings (&writer, G_MAXSIZE));
  g_assert_false (greg_tree_writer_add_string (&writer, "x", G_MAXSIZE, &start));
  g_assert_false (greg_tree_writer_add_string (&writer, "x", GREG_TREE_MAX_SIZE, &start));
  g_assert_cmpuint (start, ==, 77);
  g_assert_true (greg_tree_writer_add_string (&writer, "x", 1, &start));
  g_assert_cmpuint (start, ==, 0);
  g_assert_false (greg_tree_writer_add_string (&writer, "x", GREG_TREE_MAX_SIZE - 2, &start));
  greg_tree_writer_add_node (&writer);
  for (guint i = 0; i < GREG_TREE_MAX_DEPTH; i++)
    {
      g_assert_true (greg_tree_writer_open (&writer, GREG_CONFIG_ARRAY));
      greg_tree_writer_add_node (&writer);
    }
  g_assert_false (greg_tree_writer_open (&writer, GREG_CONFIG_ARRAY));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree/describe", test_describe);
  g_test_add_func ("/tree/line", test_line);
  g_test_add_func ("/tree/prefix", test_prefix);
  g_test_add_func ("/tree/pointers", test_pointers);
  g_test_add_func ("/tree/whole-doubles", test_whole_doubles);
  g_test_add_func ("/tree/writer-limits", test_writer_limits);
  return g_test_run ();
}
