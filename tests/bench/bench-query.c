/* bench-query.c - queries, against loops over a GPtrArray that compare one string each
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Every hundredth factory matches. Figures are ratios to the first loop, which compares nothing but
 * strings and takes references on the objects beside those that match; the best of several rounds
 * in which all take turns, so that a noisy machine disturbs all alike. */

#include <greg.h>
#include <stdio.h>
#include <string.h>

#define EVERY 100

typedef struct
{
  GObject *object;
  char *kind;
} Thing;

static GPtrArray *things;
static GPtrArray *factories;
static GregSource *source;
static GregQuery *by_kind;
static GregQuery *by_level;
static GregQuery *by_glob;

static GPtrArray *
loop_over_strings (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < things->len; i++)
    {
      Thing *thing = g_ptr_array_index (things, i);

      if (strcmp (thing->kind, "rare") == 0)
        g_ptr_array_add (found, g_object_ref (thing->object));
    }
  return found;
}

static GPtrArray *
loop_over_factories (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < factories->len; i++)
    {
      GregFactory *factory = g_ptr_array_index (factories, i);
      const GValue *kind = greg_factory_get_metadata (factory, "kind");

      if (kind != NULL && strcmp (g_value_get_string (kind), "rare") == 0)
        g_ptr_array_add (found, g_object_ref (factory));
    }
  return found;
}

static GPtrArray *
query_kind (void)
{
  return greg_source_query (source, by_kind);
}

static GPtrArray *
query_level (void)
{
  return greg_source_query (source, by_level);
}

static GPtrArray *
query_glob (void)
{
  return greg_source_query (source, by_glob);
}

static const struct
{
  const char *label;
  GPtrArray *(*find) (void);
  double limit;
} ways[] = {
  { "a loop that compares strings", loop_over_strings, 0 },
  { "a loop that asks factories", loop_over_factories, 0 },
  { "a query for a string", query_kind, 3.0 },
  { "a query for a number", query_level, 0 },
  { "a query for a glob", query_glob, 0 },
};

static GregFactory *
make_factory (guint i)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", i % EVERY == 0 ? "rare" : "often", i);
  GregFactory *factory = greg_factory_new_for_type (name, G_TYPE_OBJECT);
  g_auto (GValue) level = G_VALUE_INIT;

  greg_factory_set_metadata_string (factory, "kind", i % EVERY == 0 ? "rare" : "often", NULL);
  g_value_init (&level, G_TYPE_INT);
  g_value_set_int (&level, i % EVERY);
  greg_factory_set_metadata (factory, "level", &level, NULL);
  return factory;
}

static Thing *
make_thing (guint i)
{
  Thing *thing = g_new (Thing, 1);

  thing->object = g_object_new (G_TYPE_OBJECT, NULL);
  thing->kind = g_strdup (i % EVERY == 0 ? "rare" : "often");
  return thing;
}

static void
free_thing (gpointer data)
{
  Thing *thing = data;

  g_object_unref (thing->object);
  g_free (thing->kind);
  g_free (thing);
}

static void
set_up (guint n)
{
  GregRegistry *registry = greg_registry_new ("components", G_TYPE_NONE);

  things = g_ptr_array_new_with_free_func (free_thing);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (things, make_thing (i));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GregFactory) factory = make_factory (i);

      greg_registry_add (registry, factory, NULL);
    }
  source = GREG_SOURCE (registry);
  factories = greg_source_list_factories (source);

  by_kind = greg_query_new ();
  greg_query_match_string (by_kind, "kind", "rare");
  by_level = greg_query_new ();
  greg_query_match_one_of (by_level, "level", g_variant_new ("(x)", (gint64) 0));
  by_glob = greg_query_new ();
  greg_query_include (by_glob, "rare-*");
}

static void
tear_down (void)
{
  g_object_unref (by_kind);
  g_object_unref (by_level);
  g_object_unref (by_glob);
  g_ptr_array_unref (things);
  g_ptr_array_unref (factories);
  g_assert_finalize_object (source);
}

static double
run (GPtrArray *(*find) (void), guint n)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) found = find ();
  double ns = (double) (g_get_monotonic_time () - start) * 1000.0;

  g_assert_cmpuint (found->len, ==, n / EVERY);
  return ns;
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && strcmp (argv[1], "--brief") == 0;
  guint rounds = brief ? 3 : 200, n = brief ? 1000 : 100000;
  double best[G_N_ELEMENTS (ways)];

  set_up (n);
  for (guint r = 0; r < rounds; r++)
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
      {
        double ns = run (ways[i].find, n);

        best[i] = r == 0 ? ns : MIN (best[i], ns);
      }
  tear_down ();

  printf ("# %u of %u factories\n", n / EVERY, n);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      printf ("# %-32s %8.1f ns each  %5.2f x", ways[i].label, best[i] / n, best[i] / best[0]);
      if (ways[i].limit > 0)
        printf ("  (aim: at most %.2f x)", ways[i].limit);
      printf ("\n");
    }
  return 0;
}
