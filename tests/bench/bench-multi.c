/* bench-multi.c - finding through a multi-registry, against finding in the registry itself
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Figures are ratios to greg_source_lookup() in the registry that has the name, the best of several
 * rounds in which all take turns, so that a noisy machine disturbs all alike. */

#include <greg.h>
#include <stdio.h>
#include <string.h>

#define N_SOURCES 3
#define N_NAMES 1000
#define MIDDLE 1
#define LAST 2

static GregRegistry *registries[N_SOURCES];
static GregMultiRegistry *multi;
static GregMultiRegistry *typed;
static GregMultiRegistry *nested;

static const char *const prefixes[N_SOURCES] = { "native", "timm", "hub" };
static char *bare[N_SOURCES][N_NAMES];     /* “component-7-of-1” */
static char *prefixed[N_SOURCES][N_NAMES]; /* “timm.component-7-of-1” */
static char *absent[N_NAMES];

static const struct
{
  const char *label;
  gpointer source;
  char **names;
} ways[] = {
  { "in the registry itself", &registries[LAST], bare[LAST] },
  { "bare, in the first of 3 sources", &multi, bare[0] },
  { "bare, in the middle one", &multi, bare[MIDDLE] },
  { "bare, in the last one", &multi, bare[LAST] },
  { "with the prefix of the middle one", &multi, prefixed[MIDDLE] },
  { "with the prefix of the last one", &multi, prefixed[LAST] },
  { "bare, in the last one, with a base type", &typed, bare[LAST] },
  { "bare, in the last one of a nested one", &nested, bare[LAST] },
};

static const struct
{
  const char *label;
  gpointer source;
} missing[] = {
  { "in the registry itself, absent", &registries[LAST] },
  { "bare, absent", &multi },
};

static double
now_ns (void)
{
  return (double) g_get_monotonic_time () * 1000.0;
}

static double
measure (gpointer *source, char **names, guint repeats)
{
  double start = now_ns ();

  for (guint i = 0; i < repeats; i++)
    for (guint j = 0; j < N_NAMES; j++)
      {
        GregFactory *factory = greg_source_lookup (*source, names[j]);

        if (factory != NULL)
          g_object_unref (factory);
      }
  return (now_ns () - start) / repeats / N_NAMES;
}

static GregMultiRegistry *
make_multi (const char *name, GType base_type)
{
  GregMultiRegistry *self = greg_multi_registry_new (name, base_type);

  for (guint i = 0; i < N_SOURCES; i++)
    greg_multi_registry_append (self, prefixes[i], GREG_SOURCE (registries[i]), NULL);
  return self;
}

static void
fill (void)
{
  for (guint i = 0; i < N_SOURCES; i++)
    {
      registries[i] = greg_registry_new ("components", G_TYPE_NONE);
      for (guint j = 0; j < N_NAMES; j++)
        {
          bare[i][j] = g_strdup_printf ("component-%u-of-%u", j * 7919 % 10000, i);
          prefixed[i][j] = g_strconcat (prefixes[i], ".", bare[i][j], NULL);
          greg_registry_register_type (registries[i], bare[i][j], G_TYPE_LIST_STORE, NULL);
        }
    }
  for (guint j = 0; j < N_NAMES; j++)
    absent[j] = g_strdup_printf ("nothing-%u", j * 7919 % 10000);
  multi = make_multi ("all", G_TYPE_NONE);
  typed = make_multi ("typed", G_TYPE_LIST_MODEL);
  nested = greg_multi_registry_new ("nested", G_TYPE_NONE);
  greg_multi_registry_append (nested, "all", GREG_SOURCE (multi), NULL);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (nested)), ==, N_SOURCES * N_NAMES);
}

static void
empty (void)
{
  g_assert_finalize_object (nested);
  g_assert_finalize_object (typed);
  g_assert_finalize_object (multi);
  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_assert_finalize_object (registries[i]);
      for (guint j = 0; j < N_NAMES; j++)
        {
          g_free (bare[i][j]);
          g_free (prefixed[i][j]);
        }
    }
  for (guint j = 0; j < N_NAMES; j++)
    g_free (absent[j]);
}

static void
keep_best (double *best, double ns, guint round)
{
  *best = round == 0 ? ns : MIN (*best, ns);
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && strcmp (argv[1], "--brief") == 0;
  guint rounds = brief ? 3 : 15, repeats = brief ? 2 : 200;
  double best[G_N_ELEMENTS (ways)] = { 0 }, best_miss[G_N_ELEMENTS (missing)] = { 0 };

  fill ();
  for (guint r = 0; r < rounds; r++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        keep_best (&best[i], measure (ways[i].source, ways[i].names, repeats), r);
      for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
        keep_best (&best_miss[i], measure (missing[i].source, absent, repeats), r);
    }
  empty ();

  printf ("# finding one of %u names, and the unref\n", N_NAMES);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    printf ("# %-42s %6.1f ns %6.2f x%s\n", ways[i].label, best[i], best[i] / best[0],
            i >= 1 && i <= 5 ? "  (aim: at most 3.00 x)" : "");
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    printf ("# %-42s %6.1f ns %6.2f x\n", missing[i].label, best_miss[i],
            best_miss[i] / best_miss[0]);
  return 0;
}
