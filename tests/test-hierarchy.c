/* test-hierarchy.c - parents, scopes and masks: which factory a name finds, and what is listed
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

/* --- pass 1: the climb --- */

static void
test_nearest_first (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-x", "x");
  put (family.vision, "vision-x", "x");
  put (family.top, "top-y", "y");
  assert_lookup (family.fast, "x", "vision-x");
  assert_level (family.fast, "x", family.vision);
  assert_lookup (family.fast, "y", "top-y");
  assert_level (family.fast, "y", family.top);
  assert_lookup (family.tiny, "x", "top-x");
  assert_lookup (family.top, "x", "top-x");
  assert_lookup (family.fast, "z", "none");
  assert_level (family.fast, "z", NULL);
  family_free (&family);
}

/* Nothing of a child is found from above without its scope, nor from the side. */
static void
test_no_descent (void)
{
  Family family = family_new (NULL);

  put (family.det, "det-x", "x");
  assert_lookup (family.top, "x", "none");
  assert_lookup (family.vision, "x", "none");
  assert_lookup (family.text, "x", "none");
  assert_lookup (family.fast, "x", "det-x");
  family_free (&family);
}

/* A level has one kind of key: whoever is nearer wins, by a name or by an alias. */
static void
test_aliases (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-gzip", "gzip");
  put_full (family.vision, "vision-zip", "zip", "gzip", 0);
  put_full (family.top, "top-tar", "tar", "zip t", 0);
  assert_lookup (family.det, "gzip", "vision-zip");
  assert_lookup (family.det, "zip", "vision-zip");
  assert_lookup (family.det, "t", "top-tar");
  assert_lookup (family.top, "zip", "top-tar");
  /* “gzip” is known nearer, so what the root calls so is not in the list. */
  assert_list (family.det, "vision-zip top-tar");
  family_free (&family);
}

/* --- masks --- */

static void
test_mask (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-x", "x");
  mask_ok (family.det, "x");
  assert_lookup (family.fast, "x", "none");
  assert_lookup (family.det, "x", "none");
  assert_lookup (family.vision, "x", "top-x");
  g_assert_false (greg_source_contains (GREG_SOURCE (family.fast), "x"));
  assert_list (family.fast, "");
  assert_list (family.vision, "top-x");
  mask_ok (family.det, "x"); /* again */
  unmask_ok (family.det, "x");
  assert_lookup (family.fast, "x", "top-x");
  unmask_ok (family.det, "x");
  family_free (&family);
}

/* The level that masks a name is still asked for it; so are those below. */
static void
test_mask_own (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-x", "x");
  put (family.det, "det-x", "x");
  mask_ok (family.det, "x");
  assert_lookup (family.fast, "x", "det-x");
  assert_all (family.fast, "x", "det-x");
  unregister_ok (family.det, "x");
  assert_lookup (family.fast, "x", "none");
  put (family.fast, "fast-x", "x");
  assert_lookup (family.fast, "x", "fast-x");
  assert_lookup (family.det, "x", "none");
  family_free (&family);
}

/* Masked is a text, not a factory. */
static void
test_mask_text (void)
{
  Family family = family_new (NULL);

  put_full (family.top, "top-gzip", "gzip", "gz", 0);
  mask_ok (family.vision, "gz");
  assert_lookup (family.vision, "gz", "none");
  assert_lookup (family.vision, "gzip", "top-gzip");
  assert_list (family.vision, "top-gzip");
  unmask_ok (family.vision, "gz");
  mask_ok (family.vision, "gzip");
  assert_lookup (family.vision, "gz", "top-gzip");
  assert_list (family.vision, "");
  family_free (&family);
}

/* A mask is about names of ancestors; what a scope leads to is asked for by another name. */
static void
test_mask_and_scope (void)
{
  Family family = family_new (NULL);

  put (family.text, "text-x", "x");
  put (family.top, "top-text.x", "text.x");
  mask_ok (family.vision, "x");
  assert_lookup (family.vision, "text.x", "top-text.x");
  mask_ok (family.vision, "text.x");
  assert_lookup (family.vision, "text.x", "text-x");
  mask_ok (family.text, "x"); /* there it is its own */
  assert_lookup (family.vision, "text.x", "text-x");
  family_free (&family);
}

static void
test_mask_lists (void)
{
  Family family = family_new (NULL);

  assert_strv (greg_registry_list_masks (family.det), "");
  mask_ok (family.det, "b");
  mask_ok (family.det, "a");
  mask_ok (family.det, "c.d");
  mask_ok (family.det, "a");
  assert_strv (greg_registry_list_masks (family.det), "a b c.d");
  unmask_ok (family.det, "b");
  assert_strv (greg_registry_list_masks (family.det), "a c.d");
  assert_strv (greg_registry_list_masks (family.vision), "");
  family_free (&family);
}

static void
test_mask_errors (void)
{
  Family family = family_new (NULL);

  for (const char *const *wrong = (const char *const[]){ "", "a\nb", "\xff", NULL }; *wrong != NULL;
       wrong++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (greg_registry_mask (family.det, *wrong, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
    }
  mask_ok (family.det, "x");
  greg_registry_freeze (family.det);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *name = i % 2 == 0 ? "x" : "y";

      g_assert_false (i < 2 ? greg_registry_mask (family.det, name, &error)
                            : greg_registry_unmask (family.det, name, &error));
      g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
    }
  assert_strv (greg_registry_list_masks (family.det), "x");
  family_free (&family);
}

/* --- pass 2: scopes --- */

static void
test_scopes (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-x", "x");
  put (family.vision, "vision-x", "x");
  put (family.det, "det-x", "x");
  put (family.fast, "fast-x", "x");
  put (family.text, "text-x", "x");
  put (family.text, "text-y", "y");
  /* a child, a sister, an uncle */
  assert_lookup (family.top, "text.x", "text-x");
  assert_lookup (family.vision, "text.x", "text-x");
  assert_lookup (family.fast, "text.x", "text-x");
  assert_level (family.fast, "text.x", family.text);
  /* its own scope, and that of an ancestor */
  assert_lookup (family.text, "text.x", "text-x");
  assert_lookup (family.fast, "vision.x", "vision-x");
  assert_lookup (family.fast, "top.x", "top-x");
  assert_lookup (family.top, "top.x", "top-x");
  /* a cousin, and the whole path from anywhere */
  assert_lookup (family.text, "vision.det.x", "det-x");
  assert_lookup (family.tiny, "vision.det.fast.x", "fast-x");
  assert_lookup (family.tiny, "top.vision.det.fast.x", "fast-x");
  assert_lookup (family.fast, "top.text.y", "text-y");
  assert_lookup (family.fast, "det.fast.x", "fast-x");
  /* steps must not be left out, and a scope further down is not seen */
  assert_lookup (family.top, "det.x", "none");
  assert_lookup (family.text, "vision.fast.x", "none");
  assert_lookup (family.tiny, "fast.x", "none");
  family_free (&family);
}

/* Whoever the scope is given to answers alone: its ancestors are not asked. */
static void
test_no_climb_from_a_scope (void)
{
  Family family = family_new (NULL);

  put (family.top, "top-x", "x");
  put (family.vision, "vision-y", "y");
  assert_lookup (family.top, "text.x", "none");
  assert_lookup (family.fast, "det.y", "none");
  assert_lookup (family.fast, "vision.det.y", "none");
  assert_lookup (family.fast, "y", "vision-y");
  family_free (&family);
}

static void
test_nearest_scope (void)
{
  GregRegistry *top = g_object_new (GREG_TYPE_REGISTRY, "scope", "s", NULL);
  GregRegistry *left = new_child (top, "l");
  GregRegistry *right = new_child (top, "r");
  GregRegistry *deep = new_child (left, "s");
  GregRegistry *deeper = new_child (deep, "s");

  put (top, "top", "x");
  put (deep, "deep", "x");
  put (deeper, "deeper", "x");
  put (deeper, "deeper-s.y", "s.y");
  assert_lookup (right, "s.x", "top");
  assert_lookup (top, "s.x", "top");
  assert_lookup (left, "s.x", "deep");
  /* its own scope is nearer than that of its child */
  assert_lookup (deep, "s.x", "deep");
  assert_lookup (deeper, "s.x", "deeper");
  /* once a scope has matched, nobody else of that scope is asked */
  assert_lookup (left, "s.y", "none");
  assert_lookup (left, "s.s.x", "deeper");
  assert_lookup (left, "s.s.s.y", "deeper-s.y");
  assert_lookup (deep, "s.s.x", "deeper");
  assert_lookup (top, "s.l.s.s.x", "deeper");
  g_assert_finalize_object (deeper);
  g_assert_finalize_object (deep);
  g_assert_finalize_object (left);
  g_assert_finalize_object (right);
  g_assert_finalize_object (top);
}

/* A scope is not a beginning: it is the whole of what stands before the separator. */
static void
test_like_scopes (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *vis = new_child (top, "vis");
  GregRegistry *vision = new_child (top, "vision");

  put (vis, "vis-x", "x");
  put (vision, "vision-x", "x");
  assert_lookup (top, "vis.x", "vis-x");
  assert_lookup (top, "vision.x", "vision-x");
  assert_lookup (top, "vi.x", "none");
  assert_lookup (top, "visio.x", "none");
  assert_lookup (top, "visions.x", "none");
  assert_lookup (top, "Vis.x", "none");
  /* A scope is no name. */
  assert_lookup (top, "vis", "none");
  put (top, "top-vis", "vis");
  assert_lookup (top, "vis", "top-vis");
  assert_lookup (vision, "vis.x", "vis-x");
  g_assert_finalize_object (vis);
  assert_lookup (top, "vis", "top-vis");
  assert_lookup (top, "vis.x", "none");
  g_assert_finalize_object (vision);
  g_assert_finalize_object (top);
}

static void
test_odd_texts (void)
{
  Family family = family_new (NULL);

  put (family.text, "text-x", "x");
  for (const char *const *odd
       = (const char *const[]){ "", ".", "..", "text.", ".text", ".text.x", "text..x", "text.x.",
                                "top.text.", "vision.text.x", "text.text.x", " text.x", NULL };
       *odd != NULL; odd++)
    {
      assert_lookup (family.vision, *odd, "none");
      assert_all (family.vision, *odd, "");
      assert_level (family.vision, *odd, NULL);
      g_assert_false (greg_source_contains (GREG_SOURCE (family.vision), *odd));
    }
  put (family.text, "text-.x", ".x");
  put (family.vision, "vision-.", ".");
  put (family.vision, "vision-text.", "text.");
  assert_lookup (family.vision, "text..x", "text-.x");
  assert_lookup (family.vision, ".", "vision-.");
  assert_lookup (family.fast, "text.", "vision-text.");
  family_free (&family);
}

/* --- names with the separator in them --- */

static void
test_literal_first (void)
{
  Family family = family_new (NULL);

  put (family.text, "text-x", "x");
  put (family.top, "top-text.x", "text.x");
  assert_lookup (family.top, "text.x", "top-text.x");
  assert_lookup (family.det, "text.x", "top-text.x");
  /* Seen from the level of the scope as well: its rest is a name before it is a path. */
  put (family.det, "det-x", "x");
  put (family.vision, "vision-det.x", "det.x");
  assert_lookup (family.text, "vision.det.x", "vision-det.x");
  assert_lookup (family.det, "det.x", "vision-det.x");
  unregister_ok (family.vision, "det.x");
  assert_lookup (family.text, "vision.det.x", "det-x");
  family_free (&family);
}

/* No part of such a name need be a scope. */
static void
test_dotted_names (void)
{
  Family family = family_new (NULL);
  GregRegistry *base = new_child (family.top, "vit_base");

  put (family.top, "augreg", "vit_base.augreg");
  put (family.vision, "in21k", "vit_base.augreg.in21k");
  put (base, "base", "augreg.in1k");
  assert_lookup (family.det, "vit_base.augreg", "augreg");
  assert_lookup (family.det, "vit_base.augreg.in21k", "in21k");
  assert_lookup (family.text, "vision.vit_base.augreg.in21k", "in21k");
  assert_lookup (family.det, "vit_base.augreg.in1k", "base");
  assert_lookup (family.det, "top.vit_base.augreg.in1k", "base");
  assert_lookup (family.text, "vit_base.augreg.in21k", "none");
  g_assert_finalize_object (base);
  family_free (&family);
}

static void
test_slash (void)
{
  Family family = family_new ("/");

  g_assert_cmpstr (greg_registry_get_separator (family.tiny), ==, "/");
  put (family.text, "user", "username/model");
  put (family.text, "v1.5", "model.v1.5");
  assert_lookup (family.tiny, "username/model", "user");
  assert_lookup (family.fast, "text/username/model", "user");
  assert_lookup (family.fast, "text/model.v1.5", "v1.5");
  assert_lookup (family.fast, "text.model.v1.5", "none");
  assert_lookup (family.fast, "top/text/username/model", "user");
  family_free (&family);
}

static void
test_long_separator (void)
{
  Family family = family_new ("::");

  put (family.det, "det-x", "x");
  put (family.det, "det-:x", ":x");
  put (family.det, "det-a:b", "a:b");
  assert_lookup (family.text, "vision::det::x", "det-x");
  assert_lookup (family.text, "vision::det:::x", "det-:x");
  assert_lookup (family.text, "vision::det::a:b", "det-a:b");
  assert_lookup (family.text, "vision:det:x", "none");
  assert_lookup (family.text, "vision.det.x", "none");
  assert_lookup (family.text, "vision::det:x", "none");
  family_free (&family);
}

/* Bytes are compared, so any text can separate. */
static void
test_other_separator (void)
{
  Family family = family_new (" → ");

  put (family.det, "det-x", "größe");
  assert_lookup (family.text, "vision → det → größe", "det-x");
  assert_lookup (family.text, "vision→det→größe", "none");
  family_free (&family);
}

/* It is the root's: what a child is given has no effect, and an empty one is none. */
static void
test_separator_of_the_root (void)
{
  GregRegistry *top = g_object_new (GREG_TYPE_REGISTRY, "separator", "", NULL);
  GregRegistry *child = g_object_new (GREG_TYPE_REGISTRY, "parent", top, "separator", "/", "scope",
                                      "a/b", NULL);
  g_autofree char *separator = NULL;

  g_assert_cmpstr (greg_registry_get_separator (top), ==, ".");
  g_object_get (child, "separator", &separator, NULL);
  g_assert_cmpstr (separator, ==, ".");
  put (child, "x", "x");
  assert_lookup (top, "a/b.x", "x");
  g_assert_finalize_object (child);
  g_assert_finalize_object (top);
}

/* --- base types --- */

static void
put_type (GregRegistry *registry, const char *id, const char *name, GType type, int priority)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, type);

  g_assert_true (greg_factory_set_summary (factory, id, NULL));
  g_assert_true (greg_factory_set_priority (factory, priority, NULL));
  register_ok (registry, factory, GREG_DUPLICATES_STACK);
}

/* What is of no use is not there: it is passed by, from any level, in a stack too. */
static void
test_base_type (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_OBJECT);
  GregRegistry *lists = new_child_of_type (top, "lists", G_TYPE_LIST_MODEL);
  GregRegistry *below = new_child (lists, NULL);
  GregRegistry *any = new_child_of_type (lists, "any", G_TYPE_OBJECT);

  g_assert_true (greg_source_get_base_type (GREG_SOURCE (below)) == G_TYPE_LIST_MODEL);
  put_type (top, "action", "x", G_TYPE_SIMPLE_ACTION, 9);
  put_type (top, "store", "x", G_TYPE_LIST_STORE, 0);
  put_type (top, "other-action", "y", G_TYPE_SIMPLE_ACTION, 0);
  put_type (any, "any-action", "z", G_TYPE_SIMPLE_ACTION, 0);
  assert_all (top, "x", "action store");
  assert_all (below, "x", "store");
  assert_lookup (below, "x", "store");
  assert_lookup (below, "y", "none");
  assert_lookup (lists, "any.z", "none");
  assert_lookup (top, "lists.any.z", "any-action");
  assert_list (below, "store");
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (below)), ==, 1);
  /* Seen through a narrower level, all is there again. */
  assert_list (any, "any-action action other-action");
  g_assert_finalize_object (any);
  g_assert_finalize_object (below);
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

/* A name is listed where the first one of use was registered. */
static void
test_base_type_order (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *lists = new_child_of_type (top, NULL, G_TYPE_LIST_MODEL);

  put_type (top, "action", "a", G_TYPE_SIMPLE_ACTION, 0);
  put_type (top, "b", "b", G_TYPE_LIST_STORE, 0);
  put_type (top, "a", "a", G_TYPE_LIST_STORE, 0);
  assert_list (top, "action b");
  assert_list (lists, "b a");
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

/* What does not fit cannot be registered, though it could above. */
static void
test_base_type_refused (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *lists = new_child_of_type (top, "lists", G_TYPE_LIST_MODEL);
  GregRegistry *below = new_child (lists, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_registry_register_type (top, "x", G_TYPE_OBJECT, NULL));
  g_assert_false (greg_registry_register_type (below, "x", G_TYPE_OBJECT, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_assert_finalize_object (below);
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hierarchy/climb/nearest-first", test_nearest_first);
  g_test_add_func ("/hierarchy/climb/no-descent", test_no_descent);
  g_test_add_func ("/hierarchy/climb/aliases", test_aliases);
  g_test_add_func ("/hierarchy/mask/ancestor", test_mask);
  g_test_add_func ("/hierarchy/mask/own", test_mask_own);
  g_test_add_func ("/hierarchy/mask/text", test_mask_text);
  g_test_add_func ("/hierarchy/mask/scope", test_mask_and_scope);
  g_test_add_func ("/hierarchy/mask/lists", test_mask_lists);
  g_test_add_func ("/hierarchy/mask/errors", test_mask_errors);
  g_test_add_func ("/hierarchy/scope/everywhere", test_scopes);
  g_test_add_func ("/hierarchy/scope/no-climb", test_no_climb_from_a_scope);
  g_test_add_func ("/hierarchy/scope/nearest", test_nearest_scope);
  g_test_add_func ("/hierarchy/scope/alike", test_like_scopes);
  g_test_add_func ("/hierarchy/scope/odd-texts", test_odd_texts);
  g_test_add_func ("/hierarchy/separator/literal-first", test_literal_first);
  g_test_add_func ("/hierarchy/separator/dotted-names", test_dotted_names);
  g_test_add_func ("/hierarchy/separator/slash", test_slash);
  g_test_add_func ("/hierarchy/separator/long", test_long_separator);
  g_test_add_func ("/hierarchy/separator/other", test_other_separator);
  g_test_add_func ("/hierarchy/separator/of-the-root", test_separator_of_the_root);
  g_test_add_func ("/hierarchy/base-type/passed-by", test_base_type);
  g_test_add_func ("/hierarchy/base-type/order", test_base_type_order);
  g_test_add_func ("/hierarchy/base-type/refused", test_base_type_refused);
  return g_test_run ();
}
