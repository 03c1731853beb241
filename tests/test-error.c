/* test-error.c - the error domain
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg-enum-types.h>
#include <greg-error.h>

static void
test_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (GREG_ERROR), ==, "greg-error-quark");
}

/* The numbers are a promise to programs that store or send them. */
static void
test_numbers (void)
{
  static const char *const nicks[] = {
    "not-found",    "unknown-scope",  "ambiguous",        "exists",        "read-only",
    "invalid-name", "invalid-type",   "invalid-config",   "unknown-property", "invalid-value",
    "missing-value", "bad-reference", "cycle",            "limit",         "load-failed",
    "build-failed", "wrong-thread",   "deprecated",
  };
  g_autoptr (GEnumClass) klass = g_type_class_ref (GREG_TYPE_ERROR);

  g_assert_cmpuint (klass->n_values, ==, G_N_ELEMENTS (nicks));
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      GEnumValue *value = g_enum_get_value (klass, (int) i);

      g_assert_nonnull (value);
      g_assert_cmpstr (value->value_nick, ==, nicks[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/domain", test_domain);
  g_test_add_func ("/error/numbers", test_numbers);
  return g_test_run ();
}
