/* test-weak.c - weak references to what scripts hold, while other threads wait for the script
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-weak-private.h"

#include <greg.h>

#define N_ROUNDS 2000

static void
test_one_for_each_object (void)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GregWeak) one = greg_weak_new (object);
  g_autoptr (GregWeak) other = greg_weak_new (object);

  g_assert_true (one == other);
  g_assert_true (greg_weak_get (one) == object);
  g_object_unref (object);
  g_assert_finalize_object (object);
  g_assert_null (greg_weak_get (one));
  g_assert_null (greg_weak_get (NULL));
  g_assert_null (greg_weak_ref (NULL));
}

/* Disposed by hand it is gone for good, even if it lives on. */
static void
test_disposed (void)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GregWeak) weak = greg_weak_new (object);
  g_autoptr (GregWeak) again = NULL;

  g_object_run_dispose (object);
  g_assert_null (greg_weak_get (weak));
  again = greg_weak_new (object);
  g_assert_true (again == weak);
  g_assert_finalize_object (object);
}

/* --- what a script does --- */

/* A script learns that somebody else holds its object, too. */
static void
dispose_cb (gpointer data, GObject *object, gboolean is_last)
{
  if (!is_last)
    g_object_run_dispose (object);
}

/* Who is about to take a reference when the object is disposed has one that counts. */
static void
test_disposed_meanwhile (void)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GregWeak) weak = greg_weak_new (object);
  GObject *taken;

  g_object_add_toggle_ref (object, dispose_cb, NULL);
  g_object_unref (object);
  taken = greg_weak_get (weak);
  g_assert_true (taken == object);
  g_assert_null (greg_weak_get (weak));
  g_object_remove_toggle_ref (object, dispose_cb, NULL);
  g_assert_finalize_object (taken);
}

static gpointer
make_and_drop_thread (gpointer parent)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *child = greg_registry_new_child (parent, NULL, G_TYPE_NONE, NULL, &error);
  GregMultiRegistry *multi = greg_multi_registry_concat (parent, GREG_SOURCE (child));
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (multi), NULL);

  g_assert_no_error (error);
  g_assert_finalize_object (list);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (child);
  return NULL;
}

/* Python waits here for its own lock, and whoever has that may do anything with other sources. */
static void
wait_cb (gpointer data, GObject *object, gboolean is_last)
{
  g_thread_join (g_thread_new ("other", make_and_drop_thread, data));
}

typedef struct
{
  GregRegistry *root;
  GObject *held; /* by a script alone */
} Script;

static void
script_init (Script *self, gpointer held)
{
  self->held = held;
  g_object_add_toggle_ref (self->held, wait_cb, self->root);
  g_object_unref (self->held);
}

static void
script_clear (Script *self)
{
  g_object_ref (self->held);
  g_object_remove_toggle_ref (self->held, wait_cb, self->root);
  g_assert_finalize_object (self->held);
  g_assert_finalize_object (self->root);
}

static void
test_children (void)
{
  Script script = { greg_registry_new ("root", G_TYPE_NONE) };
  g_autoptr (GPtrArray) children = NULL;

  script_init (&script, greg_registry_new_child (script.root, NULL, G_TYPE_NONE, "a", NULL));
  children = greg_registry_list_children (script.root);
  g_assert_cmpuint (children->len, ==, 1);
  g_assert_true (greg_registry_register_type (script.root, "x", G_TYPE_OBJECT, NULL));
  g_clear_pointer (&children, g_ptr_array_unref);
  g_assert_true (greg_registry_register_type (script.root, "y", G_TYPE_OBJECT, NULL));
  g_object_unref (greg_registry_dup_child (script.root, "a"));
  script_clear (&script);
}

static void
test_several_sources (void)
{
  Script script = { greg_registry_new ("root", G_TYPE_NONE) };
  GregMultiRegistry *multi = greg_multi_registry_new ("multi", G_TYPE_NONE);

  g_assert_true (greg_multi_registry_append (multi, NULL, GREG_SOURCE (script.root), NULL));
  script_init (&script, multi);
  g_assert_true (greg_registry_register_type (script.root, "x", G_TYPE_OBJECT, NULL));
  script_clear (&script);
}

static void
count_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer n)
{
  ++*(guint *) n;
}

static void
test_watches (void)
{
  Script script = { greg_registry_new ("root", G_TYPE_NONE) };
  GregRegistry *child = greg_registry_new_child (script.root, NULL, G_TYPE_NONE, "a", NULL);
  guint n = 0;

  greg_source_watch (GREG_SOURCE (child), GREG_WATCH_NONE, count_cb, &n, NULL);
  script_init (&script, child);
  g_assert_true (greg_registry_register_type (script.root, "x", G_TYPE_OBJECT, NULL));
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  script_clear (&script);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- at once --- */

static gpointer
take_thread (gpointer weak)
{
  GObject *object;

  while ((object = greg_weak_get (weak)) != NULL)
    {
      g_assert_true (G_IS_OBJECT (object));
      g_object_unref (object);
    }
  return NULL;
}

static void
count_end (gpointer n_ended)
{
  g_atomic_int_inc ((int *) n_ended);
}

/* Whoever is last, the object ends once. */
static void
test_threads (void)
{
  int n_ended = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
      g_autoptr (GregWeak) weak = greg_weak_new (object);
      GThread *threads[2];

      g_object_set_data_full (object, "end", &n_ended, count_end);
      for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
        threads[t] = g_thread_new ("take", take_thread, weak);
      g_object_unref (object);
      for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
        g_thread_join (threads[t]);
      g_assert_null (greg_weak_get (weak));
    }
  g_assert_cmpint (n_ended, ==, N_ROUNDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weak/one-for-each-object", test_one_for_each_object);
  g_test_add_func ("/weak/disposed", test_disposed);
  g_test_add_func ("/weak/disposed-meanwhile", test_disposed_meanwhile);
  g_test_add_func ("/weak/children", test_children);
  g_test_add_func ("/weak/several-sources", test_several_sources);
  g_test_add_func ("/weak/watches", test_watches);
  g_test_add_func ("/weak/threads", test_threads);
  return g_test_run ();
}
