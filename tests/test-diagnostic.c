/* test-diagnostic.c - diagnostics that the library makes of a problem and a place
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-diagnostic-private.h"

#include <string.h>

static const char text[] = "{\n"
                           "  \"stages\": [{\"levle\": 9}],\n"
                           "\t\"größe\": [\"a\", 1]\n"
                           "}";

static GregConfig *
read_text (const char *json, const char *name)
{
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_json (json, -1, name, &error);

  g_assert_no_error (error);
  return config;
}

static guint32
index_of (GregConfig *config, const char *pointer)
{
  g_autoptr (GregConfig) node = greg_config_lookup_pointer (config, pointer);

  g_assert_nonnull (node);
  return greg_config_get_index (node);
}

static GregDiagnostic *
diagnose (GregConfig *config, const char *pointer, GregPlace place, GregProblem *problem)
{
  return greg_diagnostic_new (GREG_SEVERITY_ERROR, problem, greg_config_get_tree (config),
                              index_of (config, pointer), place, NULL, "gzip");
}

static void
assert_text (GregDiagnostic *diagnostic, const char *expected)
{
  g_autofree char *got = greg_diagnostic_to_string (diagnostic);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_value (void)
{
  GregConfig *config = read_text (text, "a.json");
  g_auto (GregProblem) problem = { 0 };
  GregDiagnostic *diagnostic;

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“%s” is wrong", "größe");
  problem.expected = g_strdup ("an integer");
  diagnostic = diagnose (config, "/größe/1", GREG_PLACE_VALUE, &problem);
  g_assert_null (problem.message);
  g_assert_null (problem.expected);
  g_assert_cmpstr (greg_diagnostic_get_path (diagnostic), ==, "/größe/1");
  g_assert_cmpstr (greg_diagnostic_get_file (diagnostic), ==, "a.json");
  g_assert_cmpuint (greg_diagnostic_get_line (diagnostic), ==, 3);
  g_assert_cmpuint (greg_diagnostic_get_column (diagnostic), ==, 17);
  g_assert_cmpstr (greg_diagnostic_get_excerpt (diagnostic), ==, "\t\"größe\": [\"a\", 1]");
  g_assert_cmpstr (greg_diagnostic_get_value (diagnostic), ==, "1");
  g_assert_cmpstr (greg_diagnostic_get_expected (diagnostic), ==, "an integer");
  g_assert_cmpstr (greg_diagnostic_get_factory (diagnostic), ==, "gzip");
  g_assert_cmpint (greg_diagnostic_get_code (diagnostic), ==, GREG_ERROR_INVALID_VALUE);
  assert_text (diagnostic, "a.json:3:17: error: /größe/1: “größe” is wrong\n"
                           "  \t\"größe\": [\"a\", 1]\n"
                           "  \t               ^");
  g_assert_finalize_object (diagnostic);
  g_assert_finalize_object (config);
}

static void
test_key (void)
{
  static const char *const names[] = { "level", NULL };
  GregConfig *config = read_text (text, NULL);
  g_auto (GregProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;
  GregDiagnostic *diagnostic;

  greg_problem_set (&problem, GREG_ERROR_UNKNOWN_PROPERTY, "no such property");
  problem.suggestions = g_strdupv ((char **) names);
  diagnostic = diagnose (config, "/stages/0/levle", GREG_PLACE_KEY, &problem);
  assert_text (diagnostic,
               "2:15: error: /stages/0/levle: no such property; did you mean “level”?\n"
               "    \"stages\": [{\"levle\": 9}],\n"
               "                ^");
  error = greg_diagnostic_to_error (diagnostic);
  g_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY);
  g_assert_cmpstr (error->message, ==,
                   "2:15: /stages/0/levle: no such property; did you mean “level”?");
  g_assert_finalize_object (diagnostic);
  g_assert_finalize_object (config);
}

/* The tree may be a part of another one that only `path` knows. */
static void
test_further_in (void)
{
  GregConfig *config = read_text (text, NULL);
  const GregTree *tree = greg_config_get_tree (config);
  g_auto (GregProblem) problem = { 0 };
  GregDiagnostic *here, *there;

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "bad");
  problem.at = index_of (config, "/größe/1");
  here = diagnose (config, "/größe", GREG_PLACE_VALUE, &problem);
  g_assert_cmpstr (greg_diagnostic_get_path (here), ==, "/größe/1");
  g_assert_cmpstr (greg_diagnostic_get_value (here), ==, "1");
  g_assert_cmpuint (problem.at, ==, 0);

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "bad");
  problem.at = index_of (config, "/größe/1");
  there = greg_diagnostic_new (GREG_SEVERITY_ERROR, &problem, tree, index_of (config, "/größe"),
                               GREG_PLACE_VALUE, "/parts/7", NULL);
  g_assert_cmpstr (greg_diagnostic_get_path (there), ==, "/parts/7/1");
  g_assert_cmpuint (greg_diagnostic_get_column (there), ==, 17);
  g_assert_finalize_object (here);
  g_assert_finalize_object (there);
  g_assert_finalize_object (config);
}

static void
test_without_text (void)
{
  g_autoptr (JsonNode) json = json_from_string ("[true]", NULL);
  GregConfig *config = greg_config_new_from_node (json, "a node", NULL);
  g_auto (GregProblem) problem = { 0 };
  GregDiagnostic *diagnostic;

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "bad");
  diagnostic = diagnose (config, "/0", GREG_PLACE_KEY, &problem);
  assert_text (diagnostic, "a node: error: /0: bad");
  g_assert_finalize_object (diagnostic);
  g_assert_finalize_object (config);
}

static void
test_without_tree (void)
{
  g_auto (GregProblem) problem = { 0 };
  GregDiagnostic *diagnostic;
  g_autoptr (GError) error = NULL;

  greg_problem_set (&problem, G_IO_ERROR_NOT_FOUND, "gone");
  problem.domain = G_IO_ERROR;
  diagnostic = greg_diagnostic_new (GREG_SEVERITY_WARNING, &problem, NULL, 0, GREG_PLACE_VALUE,
                                    "/a", NULL);
  assert_text (diagnostic, "warning: /a: gone");
  error = greg_diagnostic_to_error (diagnostic);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_finalize_object (diagnostic);
  diagnostic = greg_diagnostic_new (GREG_SEVERITY_ERROR, &problem, NULL, 0, GREG_PLACE_VALUE, NULL,
                                    NULL);
  assert_text (diagnostic, "error: ");
  g_assert_finalize_object (diagnostic);
}

static void
test_prefix (void)
{
  GregConfig *config = read_text (text, "a.json");
  const GregTree *tree = greg_config_get_tree (config);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "disk full");

  greg_prefix_error_place (NULL, tree, 0, NULL);
  greg_prefix_error_place (&error, tree, index_of (config, "/stages/0"), NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "a.json:2:14: /stages/0: disk full");
  g_clear_error (&error);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "disk full");
  greg_prefix_error_place (&error, NULL, 0, "/x");
  g_assert_cmpstr (error->message, ==, "/x: disk full");
  g_clear_error (&error);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "disk full");
  greg_prefix_error_place (&error, NULL, 0, NULL);
  g_assert_cmpstr (error->message, ==, "disk full");
  g_assert_finalize_object (config);
}

static void
test_problem (void)
{
  g_auto (GregProblem) problem = { 0 };

  greg_problem_set (&problem, 3, "%d", 1);
  problem.value = g_strdup ("1");
  problem.at = 4;
  greg_problem_set (&problem, 5, "%d", 2);
  g_assert_cmpint (problem.code, ==, 5);
  g_assert_cmpstr (problem.message, ==, "2");
  g_assert_null (problem.value);
  g_assert_cmpuint (problem.at, ==, 0);
}

/* One line of a megabyte: a diagnostic holds some hundred bytes of it. */
static void
test_huge_line (void)
{
  g_autoptr (GString) json = g_string_new ("[0");
  g_auto (GregProblem) problem = { 0 };
  GregDiagnostic *diagnostic;
  GregConfig *config;

  for (guint i = 1; i < 200000; i++)
    g_string_append (json, ", 12");
  g_string_append_c (json, ']');
  config = read_text (json->str, NULL);
  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "bad");
  diagnostic = diagnose (config, "/100000", GREG_PLACE_VALUE, &problem);
  g_assert_cmpuint (greg_diagnostic_get_column (diagnostic), ==, 400001);
  g_assert_cmpuint (strlen (greg_diagnostic_get_excerpt (diagnostic)), <, 120);
  assert_text (diagnostic,
               "1:400001: error: /100000: bad\n"
               "  …12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, "
               "12, 12, 12, 12, 12, …\n"
               "                                           ^");
  g_assert_finalize_object (diagnostic);
  g_assert_finalize_object (config);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostic/value", test_value);
  g_test_add_func ("/diagnostic/key", test_key);
  g_test_add_func ("/diagnostic/further-in", test_further_in);
  g_test_add_func ("/diagnostic/without-text", test_without_text);
  g_test_add_func ("/diagnostic/without-tree", test_without_tree);
  g_test_add_func ("/diagnostic/prefix", test_prefix);
  g_test_add_func ("/diagnostic/problem", test_problem);
  g_test_add_func ("/diagnostic/huge-line", test_huge_line);
  return g_test_run ();
}
