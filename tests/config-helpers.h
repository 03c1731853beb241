/* config-helpers.h - what the tests of configurations share
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg-config.h>
#include <greg-error.h>

static inline GregConfig *
config_from (const char *text)
{
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_json (text, -1, NULL, &error);

  g_assert_no_error (error);
  return config;
}

/* Nothing else holds it, so it dies. */
static inline void
assert_dies (GregConfig **config)
{
  g_assert_finalize_object (*config);
  *config = NULL;
}

static inline void
assert_json (GregConfig *config, const char *expected)
{
  g_autofree char *json = greg_config_to_json (config, FALSE);

  g_assert_cmpstr (json, ==, expected);
}
