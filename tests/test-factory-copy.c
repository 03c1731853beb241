/* test-factory-copy.c - factories made of factories: copies, bound and derived ones
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "factory-helpers.h"
#include "test-types.h"

static void
test_copy (void)
{
  GregFactory *factory = new_full (NULL);
  GregFactory *copy = greg_factory_copy (factory, NULL);
  g_autofree char *text = greg_factory_to_string (factory);
  g_autofree char *same = greg_factory_to_string (copy);
  g_autofree char *origin = greg_factory_dup_origin_text (copy);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (same, ==, text);
  g_assert_cmpstr (greg_factory_get_aliases (copy)[0], ==, "that");
  g_assert_cmpint (greg_factory_get_priority (copy), ==, 3);
  g_assert_cmpstr (origin, ==, "f.c:7 (m.n)");

  /* Neither sees what is done to the other. */
  greg_factory_add_tag (copy, "big", &error);
  greg_factory_add_alias (copy, "third", &error);
  greg_factory_declare (copy, "more", G_TYPE_INT, FALSE, "4", NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&same, g_free);
  same = greg_factory_to_string (factory);
  g_assert_cmpstr (same, ==, text);
  g_assert_finalize_object (factory);
  g_assert_true (greg_factory_has_tag (copy, "toy"));
  g_assert_nonnull (greg_factory_find_parameter (copy, "low-pass"));
  g_assert_finalize_object (copy);
}

static void
test_copy_of_sealed (void)
{
  GregFactory *factory = new_full (NULL);
  GregFactory *copy;
  g_autoptr (GError) error = NULL;
  GObject *part = build (factory, NULL, &error);

  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_true (greg_factory_is_sealed (factory));
  copy = greg_factory_copy (factory, NULL);
  g_assert_false (greg_factory_is_sealed (copy));
  g_assert_true (greg_factory_set_summary (copy, "Other", &error));
  g_assert_cmpstr (greg_factory_get_summary (factory), ==, "Makes it");
  g_assert_finalize_object (factory);
  g_assert_finalize_object (copy);
}

/* Aliases belong to the original, unless the copy goes in its place. */
static void
test_copy_under_another_name (void)
{
  GregFactory *factory = new_full (NULL);
  GregFactory *copy = greg_factory_copy (factory, "other");
  GregFactory *same = greg_factory_copy (factory, "it");

  g_assert_cmpstr (greg_factory_get_name (copy), ==, "other");
  g_assert_null (greg_factory_get_aliases (copy)[0]);
  g_assert_true (greg_factory_has_tag (copy, "toy"));
  g_assert_cmpstr (greg_factory_get_aliases (same)[0], ==, "that");
  g_assert_finalize_object (factory);
  g_assert_finalize_object (copy);
  g_assert_finalize_object (same);
}

/* The data of a function is shared, and freed once, with the last that has it. */
static void
test_copy_shares_data (void)
{
  guint n_destroyed = 0;
  GregFactory *factory = new_full (&n_destroyed);
  GregFactory *copy = greg_factory_copy (factory, "copy");
  GregFactory *third = greg_factory_copy (copy, "third");

  g_assert_finalize_object (factory);
  g_assert_finalize_object (third);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_finalize_object (copy);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

static void
test_copy_of_closure (void)
{
  guint n_destroyed = 0;
  GClosure *closure = g_cclosure_new (G_CALLBACK (make_part), &n_destroyed, NULL);
  GregFactory *factory, *copy;

  g_closure_add_finalize_notifier (closure, &n_destroyed, (GClosureNotify)count_cb);
  factory = greg_factory_new_for_closure ("it", TEST_TYPE_PART, closure);
  copy = greg_factory_copy (factory, NULL);
  g_assert_finalize_object (factory);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_finalize_object (copy);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

static GregFactory *
new_derived (void)
{
  return g_object_new (TEST_TYPE_FACTORY, "name", "derived", "product-type", TEST_TYPE_PART, NULL);
}

static void
test_derived (void)
{
  GregFactory *factory = new_derived ();
  g_autoptr (GError) error = NULL;
  GObject *part = build (factory, "{'label': 'x'}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  test_assert_last (part);
  g_assert_finalize_object (factory);
}

static void
test_derived_declares (void)
{
  GregFactory *factory = new_derived ();
  GError *error = NULL;
  GObject *part;

  greg_factory_declare (factory, "label", G_TYPE_STRING, FALSE, "\"none\"", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (build (factory, "{'lable': 'x'}", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY);
  g_clear_error (&error);
  part = build (factory, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "none");
  test_assert_last (part);
  g_assert_finalize_object (factory);
}

/* Only the original has the code. */
static void
test_copy_of_derived (void)
{
  GregFactory *factory = new_derived ();
  g_autoptr (GError) error = NULL;
  GregFactory *copy, *second;
  GObject *part;

  greg_factory_declare (factory, "label", G_TYPE_STRING, TRUE, NULL, NULL, &error);
  copy = greg_factory_copy (factory, "copy");
  second = greg_factory_copy (copy, "second");
  g_assert_false (TEST_IS_FACTORY (copy));
  g_assert_true (greg_factory_is_required (second, "label"));
  part = build (second, "{'label': 'x'}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "x");
  test_assert_last (part);

  g_object_unref (factory);
  g_assert_finalize_object (copy);
  g_assert_finalize_object (second);
}

static void
test_bind (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART), *bound;
  g_autoptr (GregConfig) arguments = test_config ("{'number': 8, 'label': 'b'}");
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_factory_add_alias (factory, "that", &error);
  greg_factory_set_defaults_json (factory, "{\"number\": 7, \"limit\": 2}", &error);
  bound = greg_factory_bind (factory, arguments, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (greg_factory_get_name (bound), ==, "it");
  g_assert_null (greg_factory_get_aliases (bound)[0]);
  g_assert_cmpstr (greg_factory_get_aliases (factory)[0], ==, "that");

  part = build (bound, "{'label': 'mine'}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_part_get_number (TEST_PART (part)), ==, 8);
  g_assert_cmpstr (test_part_get_label (TEST_PART (part)), ==, "mine");
  test_assert_last (part);
  g_assert_finalize_object (factory);
  g_assert_finalize_object (bound);
}

/* “_” and “-” are the same: what is bound takes the place of a default in another spelling. */
static void
test_bind_in_another_spelling (void)
{
  GregFactory *factory = new_full (NULL), *bound;
  g_autoptr (GregConfig) arguments = test_config ("{'low_pass': 8}");
  g_autoptr (GError) error = NULL;
  GObject *part;

  bound = greg_factory_bind (factory, arguments, &error);
  g_assert_no_error (error);
  part = build (bound, NULL, &error);
  g_assert_no_error (error);
  test_assert_last (part);
  g_assert_finalize_object (factory);
  g_assert_finalize_object (bound);
}

static void
test_bind_two_spellings (void)
{
  GregFactory *factory = new_full (NULL), *bound;
  g_autoptr (GregConfig) arguments = test_config ("{'low-pass': 7, 'low_pass': 8}");
  GError *error = NULL;

  bound = greg_factory_bind (factory, arguments, &error);
  g_assert_no_error (error);
  g_assert_null (build (bound, NULL, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_CONFIG, "twice");
  g_assert_finalize_object (factory);
  g_assert_finalize_object (bound);
}

static void
test_bind_null (void)
{
  GregFactory *factory = greg_factory_new_for_type ("it", TEST_TYPE_PART), *bound;
  g_autoptr (GregConfig) arguments = test_config ("{'label': null}");
  g_autoptr (GError) error = NULL;
  GObject *part;

  greg_factory_set_defaults_json (factory, "{\"label\": \"x\"}", &error);
  bound = greg_factory_bind (factory, arguments, &error);
  part = build (bound, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (test_part_get_label (TEST_PART (part)));
  test_assert_last (part);
  g_assert_finalize_object (factory);
  g_assert_finalize_object (bound);
}

static void
test_bind_refuses (void)
{
  GregFactory *factory = new_func ("it"), *bound;
  g_autoptr (GregConfig) list = test_config ("[1]");
  g_autoptr (GregConfig) wrong = test_config ("{'nmber': 1}");
  GError *error = NULL;

  g_assert_null (greg_factory_bind (factory, list, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  greg_factory_set_defaults_json (factory, "{}", &error);
  g_assert_null (greg_factory_bind (factory, list, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE);
  g_clear_error (&error);

  greg_factory_declare (factory, "number", G_TYPE_INT, FALSE, NULL, NULL, &error);
  bound = greg_factory_bind (factory, wrong, &error);
  g_assert_no_error (error);
  g_assert_null (build (bound, NULL, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_PROPERTY);
  g_clear_error (&error);
  g_assert_finalize_object (bound);
  g_assert_finalize_object (factory);
}

/* A bound factory shares the data of the function. */
static void
test_bind_shares_data (void)
{
  guint n_destroyed = 0;
  GregFactory *factory = new_full (&n_destroyed), *bound;
  g_autoptr (GregConfig) arguments = test_config ("{'low-pass': 8}");
  g_autoptr (GError) error = NULL;

  bound = greg_factory_bind (factory, arguments, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (factory);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_finalize_object (bound);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factory/copy", test_copy);
  g_test_add_func ("/factory/copy/sealed", test_copy_of_sealed);
  g_test_add_func ("/factory/copy/name", test_copy_under_another_name);
  g_test_add_func ("/factory/copy/data", test_copy_shares_data);
  g_test_add_func ("/factory/copy/closure", test_copy_of_closure);
  g_test_add_func ("/factory/copy/derived", test_copy_of_derived);
  g_test_add_func ("/factory/derived", test_derived);
  g_test_add_func ("/factory/derived/declares", test_derived_declares);
  g_test_add_func ("/factory/bind", test_bind);
  g_test_add_func ("/factory/bind/spelling", test_bind_in_another_spelling);
  g_test_add_func ("/factory/bind/two-spellings", test_bind_two_spellings);
  g_test_add_func ("/factory/bind/null", test_bind_null);
  g_test_add_func ("/factory/bind/refused", test_bind_refuses);
  g_test_add_func ("/factory/bind/data", test_bind_shares_data);
  return g_test_run ();
}
