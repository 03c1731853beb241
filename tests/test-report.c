/* test-report.c - diagnostics made by hand, and reports of them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg-diagnostic.h>
#include <greg-enum-types.h>
#include <greg-error.h>
#include <greg-report.h>

static GregDiagnostic *
new_error (const char *message)
{
  return g_object_new (GREG_TYPE_DIAGNOSTIC, "code", GREG_ERROR_INVALID_VALUE, "message", message,
                       "path", "/level", NULL);
}

static GregDiagnostic *
new_warning (const char *message)
{
  return g_object_new (GREG_TYPE_DIAGNOSTIC, "severity", GREG_SEVERITY_WARNING, "message", message,
                       NULL);
}

static void
assert_text (GregDiagnostic *diagnostic, const char *expected)
{
  g_autofree char *text = greg_diagnostic_to_string (diagnostic);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_empty_diagnostic (void)
{
  GregDiagnostic *diagnostic = g_object_new (GREG_TYPE_DIAGNOSTIC, NULL);

  g_assert_cmpint (greg_diagnostic_get_severity (diagnostic), ==, GREG_SEVERITY_ERROR);
  g_assert_cmpstr (greg_diagnostic_get_domain (diagnostic), ==, "greg-error-quark");
  g_assert_cmpint (greg_diagnostic_get_code (diagnostic), ==, 0);
  g_assert_cmpstr (greg_diagnostic_get_message (diagnostic), ==, "");
  g_assert_null (greg_diagnostic_get_path (diagnostic));
  g_assert_null (greg_diagnostic_get_file (diagnostic));
  g_assert_cmpuint (greg_diagnostic_get_line (diagnostic), ==, 0);
  g_assert_cmpuint (greg_diagnostic_get_column (diagnostic), ==, 0);
  g_assert_null (greg_diagnostic_get_excerpt (diagnostic));
  g_assert_null (greg_diagnostic_get_value (diagnostic));
  g_assert_null (greg_diagnostic_get_expected (diagnostic));
  g_assert_null (greg_diagnostic_get_suggestions (diagnostic));
  g_assert_null (greg_diagnostic_get_factory (diagnostic));
  assert_text (diagnostic, "error: ");
  g_assert_finalize_object (diagnostic);
}

static void
test_full_diagnostic (void)
{
  const char *suggestions[] = { "level", "lever", NULL };
  GregDiagnostic *diagnostic =
      g_object_new (GREG_TYPE_DIAGNOSTIC, "severity", GREG_SEVERITY_WARNING, "domain",
                    "g-io-error-quark", "code", 14, "message", "what a pity", "path",
                    "/stages/0/levle", "file", "a.json", "line", 3, "column", 9, "excerpt",
                    "    \"x\": 1, \"levle\": 9", "value", "9", "expected", "one of “level”",
                    "suggestions", suggestions, "factory", "gzip", NULL);
  g_autofree char *domain = NULL, *value = NULL, *expected = NULL, *factory = NULL;
  g_auto (GStrv) read = NULL;

  g_object_get (diagnostic, "domain", &domain, "value", &value, "expected", &expected, "factory",
                &factory, "suggestions", &read, NULL);
  g_assert_cmpstr (domain, ==, "g-io-error-quark");
  g_assert_cmpstr (value, ==, "9");
  g_assert_cmpstr (expected, ==, "one of “level”");
  g_assert_cmpstr (factory, ==, "gzip");
  g_assert_cmpstrv (read, suggestions);
  assert_text (diagnostic, "a.json:3:9: warning: /stages/0/levle: what a pity; did you mean “level” "
                           "or “lever”?\n"
                           "      \"x\": 1, \"levle\": 9\n"
                           "          ^");
  g_assert_finalize_object (diagnostic);
}

static void
test_partial_places (void)
{
  static const struct
  {
    const char *file, *path;
    guint line, column;
    const char *expected;
  } cases[] = {
    { "a.json", NULL, 0, 0, "a.json: error: no" },
    { "a.json", NULL, 2, 0, "a.json:2: error: no" },
    { "a.json", "", 0, 7, "a.json: error: no" },
    { NULL, "", 2, 7, "2:7: error: no" },
    { NULL, "/", 0, 0, "error: /: no" },
    { NULL, "/a~1b/0", 0, 0, "error: /a~1b/0: no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregDiagnostic *diagnostic = g_object_new (
          GREG_TYPE_DIAGNOSTIC, "message", "no", "file", cases[i].file, "path", cases[i].path,
          "line", cases[i].line, "column", cases[i].column, NULL);

      assert_text (diagnostic, cases[i].expected);
      g_assert_finalize_object (diagnostic);
    }
}

static void
assert_excerpt (const char *excerpt, guint column, const char *expected)
{
  GregDiagnostic *diagnostic =
      g_object_new (GREG_TYPE_DIAGNOSTIC, "excerpt", excerpt, "column", column, NULL);
  g_autofree char *text = g_strconcat ("error: ", expected, NULL);

  assert_text (diagnostic, text);
  g_assert_finalize_object (diagnostic);
}

static void
test_excerpts (void)
{
  assert_excerpt ("", 3, "");
  assert_excerpt ("abc", 0, "\n  abc");
  assert_excerpt ("abc", 1, "\n  abc\n  ^");
  assert_excerpt ("abc", 4, "\n  abc\n     ^");
  assert_excerpt ("abc", 400, "\n  abc\n     ^");
  /* Tabs stay, wide characters take two columns, combining ones none. */
  assert_excerpt ("\t\tab", 4, "\n  \t\tab\n  \t\t ^");
  assert_excerpt ("日本x", 3, "\n  日本x\n      ^");
  assert_excerpt ("e\xcc\x81x", 3, "\n  e\xcc\x81x\n   ^");
  /* Nothing may drive the terminal, and what is not text is no reason to fail. */
  assert_excerpt ("a\033[2Jb", 6, "\n  a\357\277\275[2Jb\n       ^");
  assert_excerpt ("a\xff" "b", 3, "\n  a\357\277\275b\n    ^");
  assert_excerpt ("one\ntwo", 2, "\n  one\n   ^");
}

static void
test_long_excerpts (void)
{
  g_autofree char *before = g_strnfill (5000, 'x');
  g_autofree char *after = g_strnfill (5000, 'y');
  g_autofree char *line = g_strconcat (before, "@", after, NULL);
  g_autofree char *shown = g_strdup_printf ("\n  …%.40s@%.59s…\n  %41s^", before, after, "");

  assert_excerpt (line, 5001, shown);
}

static void
test_model (void)
{
  GregReport *report = greg_report_new ();
  GregDiagnostic *error = new_error ("bad");
  g_autoptr (GregDiagnostic) item = NULL;
  guint calls = 0;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (report)) == GREG_TYPE_DIAGNOSTIC);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 0);
  g_signal_connect_swapped (report, "items-changed", G_CALLBACK (g_atomic_int_inc), &calls);
  greg_report_add (report, error);
  g_assert_cmpuint (calls, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_true (item == error);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (report), 1));
  g_assert_finalize_object (report);
  g_clear_object (&item);
  g_assert_finalize_object (error);
}

static void
add (GregReport *report, GregDiagnostic *diagnostic)
{
  greg_report_add (report, diagnostic);
  g_object_unref (diagnostic);
}

static void
test_check (void)
{
  GregReport *report = greg_report_new ();
  g_autoptr (GError) one = NULL;
  g_autoptr (GError) more = NULL;

  g_assert_true (greg_report_check (report, &one));
  add (report, new_warning ("strange"));
  g_assert_true (greg_report_check (report, &one));
  g_assert_no_error (one);
  add (report, new_error ("first"));
  g_assert_false (greg_report_check (report, NULL));
  g_assert_false (greg_report_check (report, &one));
  g_assert_error (one, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_assert_cmpstr (one->message, ==, "/level: first");
  add (report, new_error ("second"));
  add (report, new_error ("third"));
  g_assert_false (greg_report_check (report, &more));
  g_assert_cmpstr (more->message, ==, "/level: first (and 2 more)");
  g_assert_finalize_object (report);
}

static void
test_foreign_domain (void)
{
  GregReport *report = greg_report_new ();
  g_autoptr (GError) error = NULL;

  add (report, g_object_new (GREG_TYPE_DIAGNOSTIC, "domain", "g-io-error-quark", "code",
                             G_IO_ERROR_NOT_FOUND, "message", "no such file", NULL));
  g_assert_false (greg_report_check (report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "no such file");
  g_assert_finalize_object (report);
}

static void
test_to_string (void)
{
  GregReport *report = greg_report_new ();
  g_autofree char *none = greg_report_to_string (report);
  g_autofree char *one = NULL;
  g_autofree char *all = NULL;

  g_assert_cmpstr (none, ==, "no problems");
  add (report, new_warning ("strange"));
  one = greg_report_to_string (report);
  g_assert_cmpstr (one, ==, "warning: strange\n1 warning");
  add (report, new_error ("first"));
  add (report, new_error ("second"));
  all = greg_report_to_string (report);
  g_assert_cmpstr (all, ==,
                   "warning: strange\nerror: /level: first\nerror: /level: second\n"
                   "2 errors, 1 warning");
  g_assert_cmpuint (greg_report_count_errors (report), ==, 2);
  g_assert_cmpuint (greg_report_count_warnings (report), ==, 1);
  g_assert_finalize_object (report);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostic/empty", test_empty_diagnostic);
  g_test_add_func ("/diagnostic/full", test_full_diagnostic);
  g_test_add_func ("/diagnostic/partial-places", test_partial_places);
  g_test_add_func ("/diagnostic/excerpts", test_excerpts);
  g_test_add_func ("/diagnostic/long-excerpts", test_long_excerpts);
  g_test_add_func ("/report/model", test_model);
  g_test_add_func ("/report/check", test_check);
  g_test_add_func ("/report/foreign-domain", test_foreign_domain);
  g_test_add_func ("/report/to-string", test_to_string);
  return g_test_run ();
}
