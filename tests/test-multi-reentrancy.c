/* test-multi-reentrancy.c - multi-registries changed and dropped from inside their own calls
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"

typedef struct
{
  GregMultiRegistry *multi;
  gpointer source;
  gpointer other;
  guint n_calls;
} World;

/* --- in handlers --- */

static void
exchange_cb (GregMultiRegistry *multi, World *world)
{
  if (world->n_calls++ > 0)
    return;
  remove_ok (multi, world->source);
  append_ok (multi, "new", world->other);
  assert_names (multi, "new.y");
}

static void
test_change_in_changed (void)
{
  World world = { .source = new_filled ("a", "a1=x"), .other = new_filled ("b", "b1=y") };
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);

  append_ok (multi, "old", world.source);
  g_signal_connect (multi, "changed", G_CALLBACK (exchange_cb), &world);
  put (world.source, "a2=z");
  g_assert_cmpuint (world.n_calls, ==, 3);
  assert_names (multi, "new.y");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (world.source);
  g_assert_finalize_object (world.other);
}

static void
drop_cb (GregMultiRegistry *multi, World *world)
{
  g_clear_object (&world->multi);
}

/* The change was the last thing that anybody wanted of it. */
static void
test_drop_in_changed (void)
{
  World world = { .source = new_filled ("a", "") };
  gpointer weak;

  world.multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  weak = world.multi;
  g_object_add_weak_pointer (weak, &weak);
  append_ok (world.multi, NULL, world.source);
  g_signal_connect (world.multi, "changed", G_CALLBACK (drop_cb), &world);
  put (world.source, "a1=x");
  g_assert_null (weak);

  world.multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  weak = world.multi;
  g_object_add_weak_pointer (weak, &weak);
  g_signal_connect (world.multi, "changed", G_CALLBACK (drop_cb), &world);
  append_ok (world.multi, NULL, world.source);
  g_assert_null (weak);

  world.multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  weak = world.multi;
  g_object_add_weak_pointer (weak, &weak);
  g_signal_connect (world.multi, "changed", G_CALLBACK (drop_cb), &world);
  greg_multi_registry_set_strict (world.multi, TRUE);
  g_assert_null (weak);
  g_assert_finalize_object (world.source);
}

/* --- while a source is asked --- */

static void
remove_itself (gpointer data)
{
  World *world = data;

  if (world->n_calls++ == 0)
    remove_ok (world->multi, world->source);
}

/* The look-up goes on with the sources it began with, and they stay alive so long. */
static void
test_remove_in_find (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  OpenSource *hub = open_source_new ("hub");
  World world = { .multi = multi, .source = hub };
  gpointer weak = hub;

  open_source_put (hub, "h1", "x");
  hub->hook = remove_itself;
  hub->data = &world;
  append_ok (multi, "hub", hub);
  g_object_add_weak_pointer (G_OBJECT (hub), &weak);
  g_object_unref (hub);
  assert_lookup (multi, "hub.x", "h1");
  g_assert_null (weak);
  assert_lookup (multi, "hub.x", "none");
  g_assert_finalize_object (multi);
}

static void
add_another (gpointer data)
{
  World *world = data;

  if (world->n_calls++ == 0)
    append_ok (world->multi, "late", world->other);
}

static void
exchange (gpointer data)
{
  World *world = data;

  if (world->n_calls++ > 0)
    return;
  remove_ok (world->multi, world->source);
  append_ok (world->multi, "late", world->other);
}

static void
test_add_in_find (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  OpenSource *hub = open_source_new ("hub");
  World world = { .multi = multi, .other = new_filled ("late", "l1=x") };

  hub->hook = add_another;
  hub->data = &world;
  append_ok (multi, NULL, hub);
  assert_lookup (multi, "x", "none");
  assert_lookup (multi, "x", "l1");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (world.other);
}

static void
drop_all (gpointer data)
{
  World *world = data;

  g_clear_object (&world->multi);
}

/* A source may drop the last reference that anybody has on what asks it. */
static void
assert_survives_drop (void (*call) (GregSource *source))
{
  World world = { .multi = greg_multi_registry_new ("all", G_TYPE_NONE) };
  OpenSource *hub = open_source_new ("hub");
  gpointer weak = world.multi;

  hub->hook = drop_all;
  hub->data = &world;
  append_ok (world.multi, "hub", hub);
  g_object_add_weak_pointer (weak, &weak);
  call (GREG_SOURCE (world.multi));
  g_assert_null (weak);
  g_assert_finalize_object (hub);
}

static void
call_lookup (GregSource *source)
{
  g_assert_null (greg_source_lookup (source, "x"));
}

static void
call_require (GregSource *source)
{
  g_assert_null (greg_source_require (source, "hub.x", NULL));
}

static void
call_lookup_all (GregSource *source)
{
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, "x");

  g_assert_cmpuint (all->len, ==, 0);
}

static void
call_find_source (GregSource *source)
{
  g_assert_null (greg_multi_registry_find_source (GREG_MULTI_REGISTRY (source), "x"));
}

static void
call_build (GregSource *source)
{
  g_assert_null (greg_source_build (source, "x", NULL, NULL));
}

static void
test_drop_in_find (void)
{
  assert_survives_drop (call_lookup);
  assert_survives_drop (call_require);
  assert_survives_drop (call_lookup_all);
  assert_survives_drop (call_find_source);
  assert_survives_drop (call_build);
}

/* The same while it is asked how often it changed. */
static void
test_drop_in_generation (void)
{
  World world = { .multi = greg_multi_registry_new ("all", G_TYPE_NONE) };
  OpenSource *hub = open_source_new ("hub");
  gpointer weak = world.multi;

  hub->generation_hook = drop_all;
  hub->data = &world;
  append_ok (world.multi, "hub", hub);
  g_object_add_weak_pointer (weak, &weak);
  g_assert_cmpuint (greg_multi_registry_get_n_sources (world.multi), ==, 1);
  greg_source_dup_generation (GREG_SOURCE (world.multi));
  g_assert_null (weak);
  g_assert_finalize_object (hub);
}

/* What the sources that were there have said does not count for those that are there now. */
static void
test_change_in_generation (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (multi);
  OpenSource *hub = open_source_new ("hub");
  GregRegistry *late = new_filled ("late", "");
  World world = { .multi = multi, .source = hub, .other = late };
  guint64 generation;

  hub->generation_hook = exchange;
  hub->data = &world;
  append_ok (multi, "hub", hub);
  generation = greg_source_dup_generation (source);
  put (late, "l1=x");
  g_assert_cmpuint (greg_source_dup_generation (source), >, generation);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (late);
}

static GregFactory *
ask_back_cb (GregRegistry *registry, const char *name, GregSource *multi)
{
  return greg_source_lookup (multi, name);
}

/* A handler that looks the name up where it is asked for is asked once. */
static void
test_ask_back (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", ""), *b = new_filled ("b", "");
  OpenSource *hub = open_source_new ("hub");

  open_source_put (hub, "h1", "x");
  append_ok (multi, NULL, a);
  append_ok (multi, NULL, b);
  append_ok (multi, NULL, hub);
  g_signal_connect (a, "resolve", G_CALLBACK (ask_back_cb), multi);
  g_signal_connect (b, "resolve", G_CALLBACK (ask_back_cb), multi);
  assert_lookup (multi, "x", "h1");
  assert_lookup (multi, "y", "none");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (hub);
}

/* --- finalisation --- */

/* Nothing of a source that is left behind still points at the multi-registry, nor the other way. */
static void
test_finalise_in_any_order (void)
{
  for (guint order = 0; order < 3; order++)
    {
      GregMultiRegistry *inner = greg_multi_registry_new ("inner", G_TYPE_NONE);
      GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
      GregRegistry *a = new_filled ("a", "a1=x");
      gpointer weak = a;

      g_object_add_weak_pointer (G_OBJECT (a), &weak);
      append_ok (inner, NULL, a);
      append_ok (outer, "i", inner);
      g_assert_true (greg_multi_registry_set_default_source (inner, a, NULL));
      if (order == 0)
        {
          g_assert_finalize_object (outer);
          g_assert_finalize_object (inner);
          put (a, "a2=y");
          g_assert_finalize_object (a);
        }
      else
        {
          g_object_unref (order == 1 ? (gpointer) a : inner);
          g_object_unref (order == 1 ? (gpointer) inner : a);
          assert_lookup (outer, "i.x", "a1");
          g_assert_finalize_object (outer);
        }
      g_assert_null (weak);
    }
}

static GObject *
make_nothing (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

/* A function that holds the multi-registry, in a registry that is held by it. */
static void
test_cycle (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", "");
  gpointer weak_multi = multi, weak_a = a;

  g_object_add_weak_pointer (G_OBJECT (multi), &weak_multi);
  g_object_add_weak_pointer (G_OBJECT (a), &weak_a);
  g_assert_true (greg_registry_register_func (a, "x", G_TYPE_NONE, make_nothing,
                                              g_object_ref (multi), g_object_unref, NULL));
  append_ok (multi, NULL, a);
  g_object_unref (a);
  g_object_run_dispose (G_OBJECT (multi));
  g_assert_null (weak_a);
  assert_names (multi, "");
  g_assert_finalize_object (multi);
  g_assert_null (weak_multi);
}

/* What is added to it afterwards, by a destroy notify for instance, is let go as well. */
static void
test_add_after_dispose (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", "a1=x");

  g_object_run_dispose (G_OBJECT (multi));
  append_ok (multi, "a", a);
  assert_lookup (multi, "a.x", "a1");
  g_assert_finalize_object (multi);
  put (a, "a2=y");
  g_assert_finalize_object (a);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multi-reentrancy/change-in-changed", test_change_in_changed);
  g_test_add_func ("/multi-reentrancy/drop-in-changed", test_drop_in_changed);
  g_test_add_func ("/multi-reentrancy/remove-in-find", test_remove_in_find);
  g_test_add_func ("/multi-reentrancy/add-in-find", test_add_in_find);
  g_test_add_func ("/multi-reentrancy/drop-in-find", test_drop_in_find);
  g_test_add_func ("/multi-reentrancy/drop-in-generation", test_drop_in_generation);
  g_test_add_func ("/multi-reentrancy/change-in-generation", test_change_in_generation);
  g_test_add_func ("/multi-reentrancy/ask-back", test_ask_back);
  g_test_add_func ("/multi-reentrancy/finalise-in-any-order", test_finalise_in_any_order);
  g_test_add_func ("/multi-reentrancy/cycle", test_cycle);
  g_test_add_func ("/multi-reentrancy/add-after-dispose", test_add_after_dispose);
  return g_test_run ();
}
