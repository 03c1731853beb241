/* test-build-scope.c - building in a tree of registries: scopes in names, "$scope", build functions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"
#include "test-types.h"

/* Two frameworks under one root, each with a part of the same name:
 *
 *   parts               whole
 *   ├── red             part (number 1)
 *   └── blue            part (number 2)
 *       └── deep        part (number 3)
 */
typedef struct
{
  GregRegistry *parts;
  GregRegistry *red;
  GregRegistry *blue;
  GregRegistry *deep;
} Tree;

static GregRegistry *
add_child (GregRegistry *parent, const char *scope, const char *defaults)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *child = greg_registry_new_child (parent, NULL, G_TYPE_NONE, scope, &error);

  g_assert_no_error (error);
  test_add_type (child, "part", TEST_TYPE_PART, defaults);
  return child;
}

static void
setup (Tree *tree, gconstpointer base_type)
{
  tree->parts = test_registry ("parts", *(const GType *) base_type);
  tree->red = add_child (tree->parts, "red", "{'number': 1}");
  tree->blue = add_child (tree->parts, "blue", "{'number': 2}");
  tree->deep = add_child (tree->blue, "deep", "{'number': 3}");
  test_add_type (tree->parts, "whole", TEST_TYPE_PART, NULL);
}

static void
teardown (Tree *tree, gconstpointer base_type)
{
  g_assert_finalize_object (tree->deep);
  g_assert_finalize_object (tree->blue);
  g_assert_finalize_object (tree->red);
  g_assert_finalize_object (tree->parts);
}

static TestPart *
build_part (GregRegistry *registry, const char *text)
{
  g_autoptr (GError) error = NULL;
  GObject *object = test_build (registry, text, &error);

  g_assert_no_error (error);
  return TEST_PART (object);
}

/* The numbers of a part and of the parts in it, outside first. */
static void
assert_numbers (GregRegistry *registry, const char *text, const char *numbers)
{
  g_autoptr (TestPart) whole = build_part (registry, text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (TestPart *part = whole; part != NULL; part = test_part_get_part (part))
    g_string_append_printf (found, "%d", test_part_get_number (part));
  g_assert_cmpstr (found->str, ==, numbers);
}

static void
test_in_names (Tree *tree, gconstpointer base_type)
{
  assert_numbers (tree->red, "{'type': 'part'}", "1");
  assert_numbers (tree->red, "{'type': 'whole', 'part': 'part'}", "51");
  assert_numbers (tree->red, "{'type': 'blue.part'}", "2");
  assert_numbers (tree->parts, "{'type': 'blue.deep.part'}", "3");
  assert_numbers (tree->red, "{'type': 'whole', 'part': {'type': 'blue.part', 'part': 'part'}}",
                  "521");
}

/* The parts of an object are looked for where the scope led to. */
static void
test_key (Tree *tree, gconstpointer base_type)
{
  assert_numbers (tree->red, "{'type': 'part', '$scope': 'blue'}", "2");
  assert_numbers (tree->red, "{'$scope': 'blue.deep', 'type': 'part'}", "3");
  assert_numbers (tree->red, "{'type': 'part', '$scope': 'blue', 'part': 'part'}", "22");
  assert_numbers (tree->red, "{'type': 'part', '$scope': 'blue', 'part': 'red.part'}", "21");
  assert_numbers (tree->red,
                  "{'type': 'whole', 'part': {'type': 'part', '$scope': 'blue', 'part': {"
                  "'type': 'part', '$scope': 'deep', 'part': 'part'}}}",
                  "5233");
  /* From there it climbs. */
  assert_numbers (tree->parts, "{'type': 'whole', '$scope': 'red', 'part': 'part'}", "51");
}

static void
test_key_refused (Tree *tree, gconstpointer base_type)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_build (tree->red, "{'type': 'part', '$scope': 'bleu'}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_SCOPE,
                     "cfg.json:1:28: /$scope: no scope is called “bleu” as seen from red; did you "
                     "mean “blue”?");
  g_assert_null (test_build (tree->red, "{'type': 'part', '$scope': ''}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_SCOPE,
                     "cfg.json:1:28: /$scope: no scope is called “” as seen from red");
  g_assert_null (test_build (tree->red, "{'type': 'part', '$scope': 7}", &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE,
                     "cfg.json:1:28: /$scope: “$scope” must be a string");
  g_assert_null (test_build (tree->red, "{'type': 'whole', '$scope': 'blue', 'part': 'nothing'}",
                             &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND,
                     "cfg.json:1:45: /part: nothing is registered as “nothing” in blue, which has "
                     "2 factories");
}

/* A source without scopes has none of any name. */
static void
test_find_scope (Tree *tree, gconstpointer base_type)
{
  g_autoptr (GregRegistry) other = greg_registry_new ("other", G_TYPE_NONE);
  g_autoptr (GregSource) source = NULL;
  g_autoptr (GError) error = NULL;

  source = greg_source_find_scope (GREG_SOURCE (tree->red), "blue.deep", &error);
  g_assert_no_error (error);
  g_assert_true (source == GREG_SOURCE (tree->deep));
  g_assert_null (greg_source_find_scope (GREG_SOURCE (other), "blue", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_UNKNOWN_SCOPE);
}

/* --- build functions --- */

static GObject *
count_cb (GregSource *source,
          GregFactory *factory,
          GregContext *context,
          gpointer user_data,
          GError **error)
{
  GString *asked = user_data;

  g_string_append_printf (asked, "%s:%s ", greg_source_get_name (source),
                          greg_factory_get_name (factory));
  return greg_factory_create (factory, context, error);
}

/* The function of the source that was asked, else that of its nearest ancestor that has one now. */
static void
test_build_func (Tree *tree, gconstpointer base_type)
{
  g_autoptr (GString) root = g_string_new (NULL);
  g_autoptr (GString) blue = g_string_new (NULL);
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (tree->deep));

  g_assert_false (greg_source_has_build_func (GREG_SOURCE (tree->deep)));
  greg_source_set_build_func (GREG_SOURCE (tree->parts), count_cb, root, NULL);
  g_assert_true (greg_source_has_build_func (GREG_SOURCE (tree->deep)));
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (tree->deep)), >, generation);
  assert_numbers (tree->deep, "{'type': 'part'}", "3");
  g_assert_cmpstr (root->str, ==, "deep:part ");

  greg_source_set_build_func (GREG_SOURCE (tree->blue), count_cb, blue, NULL);
  assert_numbers (tree->deep, "{'type': 'whole', 'part': 'part'}", "53");
  g_assert_cmpstr (blue->str, ==, "deep:part deep:whole ");
  assert_numbers (tree->red, "{'type': 'blue.part'}", "2");
  g_assert_cmpstr (root->str, ==, "deep:part red:part ");

  greg_source_set_build_func (GREG_SOURCE (tree->blue), NULL, NULL, NULL);
  greg_source_set_build_func (GREG_SOURCE (tree->parts), NULL, NULL, NULL);
  assert_numbers (tree->deep, "{'type': 'part'}", "3");
  g_assert_cmpstr (root->str, ==, "deep:part red:part ");
  g_assert_false (greg_source_has_build_func (GREG_SOURCE (tree->deep)));
}

#define ADD(path, func)                                                                            \
  g_test_add ("/build-scope/" path "/any", Tree, &any, setup, func, teardown);                      \
  g_test_add ("/build-scope/" path "/parts", Tree, &parts, setup, func, teardown)

int
main (int argc, char *argv[])
{
  /* With a base type, a nested node is looked for in the source that its property picks. */
  GType any = G_TYPE_NONE, parts = TEST_TYPE_PART;

  g_test_init (&argc, &argv, NULL);

  ADD ("in-names", test_in_names);
  ADD ("key", test_key);
  ADD ("key-refused", test_key_refused);
  ADD ("find-scope", test_find_scope);
  ADD ("build-func", test_build_func);

  return g_test_run ();
}
