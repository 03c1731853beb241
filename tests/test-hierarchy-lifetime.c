/* test-hierarchy-lifetime.c - registries with parents that go, in whichever order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

#define N_MEMBERS 6

/* --- the last reference --- */

static void
test_parent_first (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  gpointer watched = top;

  g_object_add_weak_pointer (G_OBJECT (top), &watched);
  put (top, "top-x", "x");
  g_object_unref (top);
  g_assert_nonnull (watched);
  assert_lookup (child, "x", "top-x");
  assert_lookup (child, "child.x", "none");
  put (greg_registry_get_parent (child), "top-y", "y");
  assert_lookup (child, "y", "top-y");
  g_assert_finalize_object (child);
  g_assert_null (watched);
}

/* The n-th order of some numbers. */
static void
permute (guint n, guint *numbers, guint n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    numbers[i] = i;
  for (guint i = n_numbers; i > 1; i--)
    {
      guint j = n % i, swapped = numbers[i - 1];

      n /= i;
      numbers[i - 1] = numbers[j];
      numbers[j] = swapped;
    }
}

/* Whoever is still held finds what it found before: all above it is still there. */
static void
drop_in_order (const guint *order)
{
  Family family = family_new (NULL);
  GregRegistry *members[]
      = { family.top, family.vision, family.det, family.fast, family.text, family.tiny };
  gpointer watched[N_MEMBERS];

  put (family.top, "t", "x");
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      watched[i] = members[i];
      g_object_add_weak_pointer (watched[i], &watched[i]);
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_clear_object (&members[order[i]]);
      for (guint j = 0; j < N_MEMBERS; j++)
        if (members[j] != NULL)
          {
            assert_lookup (members[j], "x", "t");
            assert_lookup (members[j], "top.x", "t");
            assert_lookup (members[j], "vision.det.y", "none");
          }
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    g_assert_null (watched[i]);
}

static void
test_all_orders (void)
{
  guint order[N_MEMBERS];

  for (guint n = 0; n < 720; n++)
    {
      permute (n, order, N_MEMBERS);
      drop_in_order (order);
    }
}

/* A scope leads to whoever is there, and holds nobody. */
static void
test_scope_holds_nobody (void)
{
  Family family = family_new (NULL);
  gpointer watched = family.vision;

  put (family.vision, "v", "x");
  put (family.det, "d", "y");
  g_object_add_weak_pointer (G_OBJECT (family.vision), &watched);
  assert_lookup (family.text, "vision.x", "v");
  /* Held by the ones below. */
  g_object_unref (family.vision);
  assert_lookup (family.text, "vision.x", "v");
  g_assert_finalize_object (family.fast);
  g_assert_nonnull (watched);
  assert_lookup (family.text, "vision.det.y", "d");
  g_assert_finalize_object (family.det);
  g_assert_null (watched);
  assert_lookup (family.text, "vision.x", "none");
  g_assert_finalize_object (family.tiny);
  g_assert_finalize_object (family.text);
  g_assert_finalize_object (family.top);
}

/* --- disposing --- */

static void
test_dispose_parent (void)
{
  Family family = family_new (NULL);
  guint64 generation;

  put (family.top, "t", "x");
  put (family.vision, "v", "y");
  put (family.text, "e", "z");
  mask_ok (family.top, "q");
  generation = greg_source_dup_generation (GREG_SOURCE (family.det));
  g_object_run_dispose (G_OBJECT (family.top));
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (family.det)), >, generation);
  assert_lookup (family.det, "x", "none");
  assert_lookup (family.det, "y", "v");
  assert_lookup (family.det, "text.z", "e");
  assert_list (family.det, "v");
  put (family.det, "d", "x");
  assert_lookup (family.fast, "x", "d");
  g_assert_false (greg_registry_register_type (family.top, "x", G_TYPE_OBJECT, NULL));
  family_free (&family);
}

/* Those below an ancestor that is disposed are told that they have less. */
static void
test_dispose_is_told (void)
{
  Family family = family_new (NULL);
  GregFactoryList *list;
  Record record;
  Mirror mirror;

  put (family.top, "t", "x");
  put (family.vision, "v", "y");
  list = greg_factory_list_new (GREG_SOURCE (family.det), NULL);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "v t");
  record_start (&record, family.det);
  g_object_run_dispose (G_OBJECT (family.top));
  assert_record (&record, "changed");
  assert_mirror (&mirror, "1-1+0", "v");
  g_object_run_dispose (G_OBJECT (family.vision));
  assert_record (&record, "changed");
  assert_mirror (&mirror, "0-1+0", "");
  record_stop (&record);
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&family);
}

/* What goes through a level that was disposed goes through: it has nothing and masks what it masked. */
static void
test_dispose_between (void)
{
  Family family = family_new (NULL);

  put (family.top, "t", "x");
  put (family.top, "u", "y");
  put (family.vision, "v", "x");
  mask_ok (family.vision, "y");
  g_object_run_dispose (G_OBJECT (family.vision));
  assert_lookup (family.fast, "x", "t");
  assert_lookup (family.fast, "y", "none");
  assert_lookup (family.text, "vision.det.x", "none");
  assert_lookup (family.fast, "text.x", "none");
  g_object_run_dispose (G_OBJECT (family.vision));
  family_free (&family);
}

/* --- cycles --- */

static gboolean
load_never (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  return FALSE;
}

/* A loader that holds a child holds its own registry by it; disposing ends that. */
static void
test_loader_holds_child (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  gpointer watched = child;
  guint id;

  g_object_add_weak_pointer (G_OBJECT (child), &watched);
  id = greg_registry_add_loader (top, "holds", load_never, g_object_ref (child), g_object_unref);
  g_object_unref (child);
  g_assert_nonnull (watched);
  g_assert_true (greg_registry_remove_loader (top, id));
  g_assert_null (watched);

  child = new_child (top, "child");
  greg_registry_add_loader (top, "holds", load_never, child, g_object_unref);
  g_object_run_dispose (G_OBJECT (top));
  g_assert_finalize_object (top);
}

static GObject *
make_nothing (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

static void
test_factory_holds_child (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  gpointer watched = child;

  g_object_add_weak_pointer (G_OBJECT (child), &watched);
  g_assert_true (greg_registry_register_func (top, "x", G_TYPE_NONE, make_nothing, child,
                                              g_object_unref, NULL));
  g_assert_nonnull (watched);
  unregister_ok (top, "x");
  g_assert_null (watched);
  g_assert_finalize_object (top);
}

/* --- in the middle of going --- */

static void
use_parent (gpointer data)
{
  GregRegistry *parent = data;

  g_assert_false (greg_source_contains (GREG_SOURCE (parent), "child.x"));
  put (parent, "gone", "gone");
}

/* When a child goes, what it had may use the parent. */
static void
test_destroy_uses_parent (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");

  g_assert_true (greg_registry_register_func (child, "x", G_TYPE_NONE, make_nothing, top,
                                              use_parent, NULL));
  g_assert_true (greg_source_contains (GREG_SOURCE (top), "child.x"));
  g_assert_finalize_object (child);
  assert_list (top, "gone");
  g_assert_finalize_object (top);
}

static void
use_child (gpointer data)
{
  GregRegistry *child = data;

  assert_lookup (child, "x", "none");
  assert_list (child, "");
  put (child, "own", "own");
}

/* When the parent is disposed, what it had may use the child. */
static void
test_destroy_uses_child (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");

  g_assert_true (greg_registry_register_func (top, "x", G_TYPE_NONE, make_nothing, child, use_child,
                                              NULL));
  g_object_run_dispose (G_OBJECT (top));
  assert_list (child, "own");
  g_assert_finalize_object (child);
  g_assert_finalize_object (top);
}

static void
drop_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  g_clear_object ((GregRegistry **) user_data);
}

/* The watch of a child drops the child. */
static void
test_watch_drops (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  gpointer watched = child;

  g_object_add_weak_pointer (G_OBJECT (child), &watched);
  greg_source_watch (GREG_SOURCE (child), GREG_WATCH_NONE, drop_cb, &child, NULL);
  put (top, "a", "x");
  put (top, "b", "y");
  run_context (NULL);
  g_assert_null (watched);
  g_assert_finalize_object (top);
}

/* --- many --- */

#define N_MANY 5000

static void
test_many (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  put (top, "t", "x");
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *scope = g_strdup_printf ("s%u", i);

      g_ptr_array_add (children, new_child (top, scope));
    }
  put (children->pdata[17], "c", "y");
  assert_lookup (children->pdata[N_MANY - 1], "s17.y", "c");
  while (children->len > 0)
    {
      guint i = 7919 % children->len;

      assert_lookup (children->pdata[i], "x", "t");
      g_ptr_array_remove_index_fast (children, i);
    }
  assert_lookup (top, "s17.y", "none");
  g_assert_finalize_object (top);
}

/* Each holds the one above it, so the last one lets all of them go. */
static void
test_deep (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *level = top;
  g_autoptr (GString) path = g_string_new (NULL);
  gpointer watched = top;

  g_object_add_weak_pointer (G_OBJECT (top), &watched);
  put (top, "t", "x");
  for (guint i = 0; i < 1000; i++)
    {
      GregRegistry *child = new_child (level, "s");

      g_object_unref (level);
      level = child;
      g_string_append (path, "s.");
    }
  g_string_append (path, "y");
  put (level, "bottom", "y");
  assert_lookup (level, "x", "t");
  assert_lookup (top, path->str, "bottom");
  g_object_unref (level);
  g_assert_null (watched);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hierarchy-lifetime/parent-first", test_parent_first);
  g_test_add_func ("/hierarchy-lifetime/all-orders", test_all_orders);
  g_test_add_func ("/hierarchy-lifetime/scope-holds-nobody", test_scope_holds_nobody);
  g_test_add_func ("/hierarchy-lifetime/dispose/parent", test_dispose_parent);
  g_test_add_func ("/hierarchy-lifetime/dispose/is-told", test_dispose_is_told);
  g_test_add_func ("/hierarchy-lifetime/dispose/between", test_dispose_between);
  g_test_add_func ("/hierarchy-lifetime/cycle/loader", test_loader_holds_child);
  g_test_add_func ("/hierarchy-lifetime/cycle/factory", test_factory_holds_child);
  g_test_add_func ("/hierarchy-lifetime/destroy/uses-parent", test_destroy_uses_parent);
  g_test_add_func ("/hierarchy-lifetime/destroy/uses-child", test_destroy_uses_child);
  g_test_add_func ("/hierarchy-lifetime/watch-drops", test_watch_drops);
  g_test_add_func ("/hierarchy-lifetime/many", test_many);
  g_test_add_func ("/hierarchy-lifetime/deep", test_deep);
  return g_test_run ();
}
