/* bench-explain.c - what it costs to say that something is not there, and what is near
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The measure is one pass of strcmp() over all names. Best of several rounds in which both take
 * turns, so that a noisy machine disturbs both alike. */

#include <greg.h>
#include <stdio.h>
#include <string.h>

#define N_NAMES 10000

static char *names[N_NAMES];
static GregRegistry *registry;
static guint n_equal;

static double
now_ns (void)
{
  return (double) g_get_monotonic_time () * 1000.0;
}

static void
compare_all (const char *wanted)
{
  for (guint i = 0; i < N_NAMES; i++)
    n_equal += strcmp (names[i], wanted) == 0;
}

static void
require (const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory
      = greg_source_require (GREG_SOURCE (registry), wanted, &error);

  g_assert_null (factory);
}

static void
look_up (const char *wanted)
{
  g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (registry), wanted);

  g_assert_null (factory);
}

static const struct
{
  const char *label;
  void (*func) (const char *wanted);
} ways[] = {
  { "strcmp() with each name", compare_all },
  { "greg_source_require, NOT_FOUND", require },
  { "greg_source_lookup, a miss", look_up },
};

/* Names as model libraries have them: families, sizes, resolutions. */
static void
fill (void)
{
  const char *families[] = { "resnet", "vit", "swin", "convnext", "efficientnet" };

  registry = greg_registry_new ("models", G_TYPE_NONE);
  for (guint i = 0; i < N_NAMES; i++)
    {
      names[i] = g_strdup_printf ("%s_%u_patch%u", families[i % G_N_ELEMENTS (families)], i, i % 32);
      greg_registry_register_type (registry, names[i], G_TYPE_OBJECT, NULL);
    }
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && g_str_equal (argv[1], "--brief");
  guint rounds = brief ? 2 : 20, repeats = brief ? 2 : 20;
  const char *wanted[] = { "resnet_5005_pacth13", "swim_large", "transformer-xl" };

  fill ();
  printf ("# a name that is not among %u\n", N_NAMES);
  for (guint w = 0; w < G_N_ELEMENTS (wanted); w++)
    {
      double best[G_N_ELEMENTS (ways)];

      for (guint r = 0; r < rounds; r++)
        for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
          {
            double start = now_ns (), ns;

            for (guint j = 0; j < repeats; j++)
              ways[i].func (wanted[w]);
            ns = (now_ns () - start) / repeats;
            best[i] = r == 0 ? ns : MIN (best[i], ns);
          }
      printf ("# “%s”\n", wanted[w]);
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        printf ("#   %-36s %8.2f us %6.2f x%s\n", ways[i].label, best[i] / 1000, best[i] / best[0],
                i == 1 ? "  (aim: at most 10.00 x)" : "");
    }
  g_assert_cmpuint (n_equal, ==, 0);
  g_assert_finalize_object (registry);
  for (guint i = 0; i < N_NAMES; i++)
    g_free (names[i]);
  return 0;
}
