/* test-source-bound.c - sources whose code belongs to one thread
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"

/* A source that implements everything, each function only for the thread of its class. */
#define BOUND_TYPE_SOURCE (bound_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (BoundSource, bound_source, BOUND, SOURCE, GregSource)

struct _BoundSourceClass
{
  GregSourceClass parent_class;
};

typedef struct
{
  GregFactory *factory;
} BoundSourcePrivate;

/* Binding is inherited. */
#define HEIR_TYPE_SOURCE (heir_source_get_type ())
G_DECLARE_FINAL_TYPE (HeirSource, heir_source, HEIR, SOURCE, BoundSource)

struct _HeirSource
{
  BoundSource parent_instance;
};

static GThread *home;
static int n_calls;

G_DEFINE_TYPE_WITH_PRIVATE (BoundSource, bound_source, GREG_TYPE_SOURCE)
G_DEFINE_FINAL_TYPE (HeirSource, heir_source, BOUND_TYPE_SOURCE)

static GregFactory *
factory_of (GregSource *source)
{
  BoundSourcePrivate *priv = bound_source_get_instance_private (BOUND_SOURCE (source));

  g_assert_true (g_thread_self () == home);
  n_calls++;
  return priv->factory;
}

static GregFactory *
bound_source_peek (GregSource *source, const char *name)
{
  return g_str_equal (name, "part") ? g_object_ref (factory_of (source)) : NULL;
}

static GregFactory *
bound_source_find (GregSource *source, const char *name, GError **error)
{
  return bound_source_peek (source, name);
}

static GPtrArray *
bound_source_factories (GregSource *source)
{
  GPtrArray *all = g_ptr_array_new ();

  g_ptr_array_add (all, g_object_ref (factory_of (source)));
  return all;
}

static GPtrArray *
bound_source_find_all (GregSource *source, const char *name)
{
  return bound_source_factories (source);
}

static GPtrArray *
bound_source_select (GregSource *source, GregQuery *query)
{
  return bound_source_factories (source);
}

static char **
bound_source_names (GregSource *source)
{
  char *names[] = { (char *)greg_factory_get_name (factory_of (source)), NULL };

  return g_strdupv (names);
}

static guint
bound_source_count (GregSource *source)
{
  return factory_of (source) != NULL;
}

static guint64
bound_source_generation (GregSource *source)
{
  return factory_of (source) != NULL ? 7 : 0;
}

static GregMembership
bound_source_membership (GregSource *source, const char *name)
{
  g_autoptr (GregFactory) factory = bound_source_peek (source, name);

  return factory != NULL ? GREG_MEMBERSHIP_YES : GREG_MEMBERSHIP_NO;
}

static void
bound_source_finalize (GObject *object)
{
  BoundSourcePrivate *priv = bound_source_get_instance_private (BOUND_SOURCE (object));

  g_clear_object (&priv->factory);
  G_OBJECT_CLASS (bound_source_parent_class)->finalize (object);
}

static void
bound_source_class_init (BoundSourceClass *klass)
{
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bound_source_finalize;
  source_class->find = bound_source_find;
  source_class->find_all = bound_source_find_all;
  source_class->names = bound_source_names;
  source_class->factories = bound_source_factories;
  source_class->count = bound_source_count;
  source_class->generation = bound_source_generation;
  source_class->select = bound_source_select;
  source_class->membership = bound_source_membership;
  source_class->peek = bound_source_peek;

  home = g_thread_self ();
  greg_source_class_bind_to_thread (source_class);
  greg_source_class_bind_to_thread (source_class);
}

static void
bound_source_init (BoundSource *self)
{
  BoundSourcePrivate *priv = bound_source_get_instance_private (self);

  priv->factory = greg_factory_new_for_type ("part", TEST_TYPE_PART);
}

static void
heir_source_class_init (HeirSourceClass *klass)
{
}

static void
heir_source_init (HeirSource *self)
{
}

/* What every function gives, as text. */
static char *
ask_everything (GregSource *source, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) build_error = NULL;
  g_autoptr (GregFactory) required = greg_source_require (source, name, &error);
  g_autoptr (GregFactory) found = greg_source_lookup (source, name);
  g_autoptr (GregFactory) peeked = greg_source_peek (source, name);
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, name);
  g_autoptr (GPtrArray) listed = greg_source_list_factories (source);
  g_autoptr (GPtrArray) queried = greg_source_query (source, NULL);
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GObject) built = greg_source_build (source, name, &build_error, NULL);
  g_autofree char *explanation = greg_source_explain (source, name);

  return g_strdup_printf ("%s %d %d %u %u %u %u %u %d %d %d %s", required != NULL ? "ok" : "error",
                          found != NULL, peeked != NULL, all->len, listed->len, queried->len,
                          g_strv_length (names), greg_source_count (source),
                          greg_source_contains (source, name),
                          greg_source_membership (source, name), built != NULL, explanation);
}

static gpointer
ask_cb (gpointer source)
{
  return ask_everything (source, "part");
}

static char *
ask_elsewhere (gpointer source)
{
  return g_thread_join (g_thread_new ("elsewhere", ask_cb, source));
}

#define WRONG                                                                                      \
  "“part” cannot be looked for in parts by this thread: its code belongs to another one"

static void
assert_bound (GType type)
{
  GregSource *source = g_object_new (type, "name", "parts", NULL);
  g_autofree char *here = ask_everything (source, "part");
  g_autofree char *there = NULL;
  int n_calls_here = n_calls;

  g_assert_cmpstr (here, ==, "ok 1 1 1 1 1 1 1 1 1 1 1. parts has “part”\nfound “part”");
  g_assert_cmpint (n_calls_here, >, 0);
  there = ask_elsewhere (source);
  g_assert_cmpstr (there, ==,
                   "error 0 0 0 0 0 0 0 0 2 0 1. parts failed: " WRONG "\n" WRONG);
  g_assert_cmpint (n_calls, ==, n_calls_here);
  g_assert_finalize_object (source);
}

static void
test_bound (void)
{
  assert_bound (BOUND_TYPE_SOURCE);
}

static void
test_inherited (void)
{
  assert_bound (HEIR_TYPE_SOURCE);
}

/* A class that is not bound derives the same class as one that is. */
static void
test_others_are_free (void)
{
  TestSource *source = test_source_new ("free", G_TYPE_NONE);
  g_autoptr (GregFactory) part = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_autofree char *there = NULL;

  test_source_add (source, part);
  there = ask_elsewhere (source);
  g_assert_cmpstr (there, ==, "ok 1 1 1 1 1 1 1 1 1 1 1. free has “part”\nfound “part”");
  g_assert_finalize_object (source);
}

static gpointer
require_cb (gpointer source)
{
  GError *error = NULL;

  g_assert_null (greg_source_require (source, "part", &error));
  return error;
}

static void
test_error (void)
{
  GregSource *source = g_object_new (BOUND_TYPE_SOURCE, "name", "parts", NULL);
  GError *error = g_thread_join (g_thread_new ("elsewhere", require_cb, source));

  test_assert_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD, WRONG);
  g_assert_finalize_object (source);
}

static gpointer
generation_cb (gpointer source)
{
  guint64 first = greg_source_dup_generation (source);

  g_assert_cmpuint (greg_source_dup_generation (source), ==, first);
  greg_source_set_traced (source, TRUE);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, first + 1);
  g_assert_cmpuint (first, !=, 7);
  return NULL;
}

/* What one thread has kept is never taken for what another one would get. */
static void
test_generation (void)
{
  GregSource *source = g_object_new (BOUND_TYPE_SOURCE, NULL);

  g_assert_cmpuint (greg_source_dup_generation (source), ==, 7);
  g_thread_join (g_thread_new ("elsewhere", generation_cb, source));
  g_assert_cmpuint (greg_source_dup_generation (source), ==, 8);
  g_assert_finalize_object (source);
}

static gpointer
new_cb (gpointer data)
{
  return g_object_new (BOUND_TYPE_SOURCE, "name", "parts", NULL);
}

/* It is the class that belongs to a thread, whoever makes the instance. */
static void
test_made_elsewhere (void)
{
  GregSource *source = g_thread_join (g_thread_new ("elsewhere", new_cb, NULL));
  g_autofree char *here = ask_everything (source, "part");

  g_assert_true (g_str_has_prefix (here, "ok 1 1"));
  g_assert_finalize_object (source);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_type_class_unref (g_type_class_ref (BOUND_TYPE_SOURCE));
  g_test_add_func ("/source-bound/bound", test_bound);
  g_test_add_func ("/source-bound/inherited", test_inherited);
  g_test_add_func ("/source-bound/others-are-free", test_others_are_free);
  g_test_add_func ("/source-bound/error", test_error);
  g_test_add_func ("/source-bound/generation", test_generation);
  g_test_add_func ("/source-bound/made-elsewhere", test_made_elsewhere);
  return g_test_run ();
}
