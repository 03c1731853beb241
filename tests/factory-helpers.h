/* factory-helpers.h - functions and factories that the tests of factories share
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "test-components.h"

static GObject *
make_part (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_PART, "label", user_data, NULL);
}

static void
count_cb (gpointer data)
{
  ++*(guint *)data;
}

static GregFactory *
new_func (const char *name)
{
  return greg_factory_new_for_func (name, TEST_TYPE_PART, make_part, NULL, NULL);
}

static GObject *
build (GregFactory *factory, const char *arguments, GError **error)
{
  g_autoptr (GregRegistry) registry = test_registry ("parts", G_TYPE_NONE);
  g_autoptr (GregConfig) config = arguments != NULL ? test_config (arguments) : NULL;

  if (!greg_registry_add (registry, factory, error))
    return NULL;
  return greg_source_build_with_config (GREG_SOURCE (registry), greg_factory_get_name (factory),
                                        config, error);
}

/* One that has all that a function can have. */
G_GNUC_UNUSED static GregFactory *
new_full (guint *n_destroyed)
{
  GregFactory *factory = greg_factory_new_for_func ("it", TEST_TYPE_PART, make_part, n_destroyed,
                                                    n_destroyed != NULL ? count_cb : NULL);
  g_autoptr (GError) error = NULL;

  greg_factory_add_alias (factory, "that", &error);
  greg_factory_set_priority (factory, 3, &error);
  greg_factory_set_summary (factory, "Makes it", &error);
  greg_factory_set_deprecated (factory, "old", "new", &error);
  greg_factory_add_tag (factory, "toy", &error);
  greg_factory_set_metadata_string (factory, "paper", "x", &error);
  greg_factory_set_origin (factory, "m", "n", "f.c", 7, &error);
  greg_factory_declare (factory, "low_pass", G_TYPE_INT, FALSE, "4", "Hertz", &error);
  greg_factory_declare (factory, "words", G_TYPE_STRV, FALSE, "[\"a\"]", NULL, &error);
  greg_factory_set_defaults_json (factory, "{\"low-pass\": 5}", &error);
  g_assert_no_error (error);
  return factory;
}
