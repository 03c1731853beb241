/* bench-registry.c - finding and registering, against an unlocked GHashTable of GObjects
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Figures are ratios to what plain GLib needs for the same, the best of several rounds in which
 * both take turns, so that a noisy machine disturbs both alike. Memory is what malloc says is in
 * use, which is the same in every run; the registry's includes the factories and their names, the
 * hash table's the objects and their names. */

#include <greg.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_NAMES 1000

typedef struct
{
  GHashTable *table; /* of GObject */
  GregRegistry *registry;
  GregRegistry *middle; /* its child, with as many other names */
  GregRegistry *leaf;   /* the child of that, the same */
} Pair;

static char *hits[N_NAMES];
static char *misses[N_NAMES];
static Pair thousand;

static double
now_ns (void)
{
  return (double) g_get_monotonic_time () * 1000.0;
}

static gsize
in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* --- finding --- */

static void
table_find (char **names)
{
  for (guint i = 0; i < N_NAMES; i++)
    {
      GObject *object = g_hash_table_lookup (thousand.table, names[i]);

      if (object != NULL)
        g_object_unref (g_object_ref (object));
    }
}

static void
registry_find (char **names)
{
  for (guint i = 0; i < N_NAMES; i++)
    {
      GregFactory *factory = greg_source_lookup (GREG_SOURCE (thousand.registry), names[i]);

      if (factory != NULL)
        g_object_unref (factory);
    }
}

/* What the root has, asked for three levels below. */
static void
leaf_find (char **names)
{
  for (guint i = 0; i < N_NAMES; i++)
    {
      GregFactory *factory = greg_source_lookup (GREG_SOURCE (thousand.leaf), names[i]);

      if (factory != NULL)
        g_object_unref (factory);
    }
}

/* What both do with what they found, so that it can be taken off. */
static void
only_unref (char **names)
{
  static GObject *object;

  if (object == NULL)
    object = g_object_new (G_TYPE_OBJECT, NULL);
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_object_ref (object);
      g_object_unref (object);
    }
}

static void
registry_contains (char **names)
{
  for (guint i = 0; i < N_NAMES; i++)
    greg_source_contains (GREG_SOURCE (thousand.registry), names[i]);
}

static const struct
{
  const char *label;
  void (*find) (char **names);
  char **names;
} ways[] = {
  { "GHashTable, hit, ref and unref", table_find, hits },
  { "greg_source_lookup, hit, and unref", registry_find, hits },
  { "greg_source_contains, hit", registry_contains, hits },
  { "GHashTable, miss", table_find, misses },
  { "greg_source_lookup, miss", registry_find, misses },
  { "(of each hit: ref and unref)", only_unref, hits },
  { "the same hit from two levels below", leaf_find, hits },
};

static GregRegistry *
add_level (GregRegistry *parent, const char *prefix)
{
  GregRegistry *level = greg_registry_new_child (parent, prefix, G_TYPE_NONE, NULL, NULL);

  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", prefix, i);

      greg_registry_register_type (level, name, G_TYPE_OBJECT, NULL);
    }
  return level;
}

static void
fill_thousand (void)
{
  thousand.table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  thousand.registry = greg_registry_new ("components", G_TYPE_NONE);
  for (guint i = 0; i < N_NAMES; i++)
    {
      hits[i] = g_strdup_printf ("component-%u", i * 7919 % 10000);
      misses[i] = g_strdup_printf ("nothing-%u", i * 7919 % 10000);
      g_hash_table_insert (thousand.table, hits[i], g_object_new (G_TYPE_OBJECT, NULL));
      greg_registry_register_type (thousand.registry, hits[i], G_TYPE_OBJECT, NULL);
    }
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (thousand.registry)), ==, N_NAMES);
  thousand.middle = add_level (thousand.registry, "middle");
  thousand.leaf = add_level (thousand.middle, "leaf");
}

static void
empty_thousand (void)
{
  g_hash_table_unref (thousand.table);
  g_assert_finalize_object (thousand.leaf);
  g_assert_finalize_object (thousand.middle);
  g_assert_finalize_object (thousand.registry);
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_free (hits[i]);
      g_free (misses[i]);
    }
}

static void
bench_find (guint rounds, guint repeats)
{
  double best[G_N_ELEMENTS (ways)];

  fill_thousand ();
  for (guint r = 0; r < rounds; r++)
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
      {
        double start = now_ns (), ns;

        for (guint j = 0; j < repeats; j++)
          ways[i].find (ways[i].names);
        ns = (now_ns () - start) / repeats / N_NAMES;
        best[i] = r == 0 ? ns : MIN (best[i], ns);
      }
  empty_thousand ();

  printf ("# finding one of %u names\n", N_NAMES);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    printf ("# %-42s %6.1f ns\n", ways[i].label, best[i]);
  printf ("# %-42s %6.2f x  (aim: at most 2.00 x)\n", "hit, the registry to the table",
          best[1] / best[0]);
  printf ("# %-42s %6.2f x  (aim: at most 2.00 x)\n", "the same without the unref of both",
          (best[1] - best[5] / 2) / (best[0] - best[5] / 2));
  printf ("# %-42s %6.2f x\n", "miss, the registry to the table", best[4] / best[3]);
  printf ("# %-42s %6.2f x  (aim: at most 1.50 x)\n", "hit two levels above, to a hit here",
          best[6] / best[1]);
}

/* --- registering --- */

typedef struct
{
  double ns;
  double bytes;
} Cost;

static Cost
table_fill (guint n)
{
  gsize before = in_use ();
  double start = now_ns ();
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  Cost cost;

  for (guint i = 0; i < n; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "component-%u", i);
      g_hash_table_insert (table, g_strdup (name), g_object_new (G_TYPE_OBJECT, NULL));
    }
  cost.ns = (now_ns () - start) / n;
  cost.bytes = (double) (in_use () - before) / n;
  g_hash_table_unref (table);
  return cost;
}

static Cost
registry_fill (guint n)
{
  gsize before = in_use ();
  double start = now_ns ();
  GregRegistry *registry = greg_registry_new ("components", G_TYPE_NONE);
  Cost cost;

  for (guint i = 0; i < n; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "component-%u", i);
      greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL);
    }
  cost.ns = (now_ns () - start) / n;
  cost.bytes = (double) (in_use () - before) / n;
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, n);
  g_assert_finalize_object (registry);
  return cost;
}

/* In a process of its own: memory that an earlier run gave back to GLib's allocator would not be
 * counted. */
static Cost
measure (Cost (*fill) (guint n), guint n)
{
  Cost cost = { G_MAXDOUBLE, 0 };
  int ends[2];
  pid_t child;

  g_assert_no_errno (pipe (ends));
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      cost = fill (n);
      _exit (write (ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
    }
  g_assert_cmpint (read (ends[0], &cost, sizeof cost), ==, sizeof cost);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  close (ends[0]);
  close (ends[1]);
  return cost;
}

static void
bench_register (guint max)
{
  printf ("# registering types, one by one\n");
  printf ("# %9s %12s %12s %8s %12s %12s\n", "how many", "table", "registry", "ratio", "table",
          "registry");
  for (guint n = 1000; n <= max; n *= 10)
    {
      Cost table = { G_MAXDOUBLE, 0 }, registry = { G_MAXDOUBLE, 0 };

      for (guint r = 0; r < 3; r++)
        {
          Cost plain = measure (table_fill, n), ours = measure (registry_fill, n);

          table = plain.ns < table.ns ? plain : table;
          registry = ours.ns < registry.ns ? ours : registry;
        }
      printf ("# %9u %9.0f ns %9.0f ns %6.2f x %10.0f B %10.0f B\n", n, table.ns, registry.ns,
              registry.ns / table.ns, table.bytes, registry.bytes);
    }
  printf ("# (aim at 1,000,000: at most 4.00 x and 300 B)\n");
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && strcmp (argv[1], "--brief") == 0;

  bench_register (brief ? 1000 : 1000000);
  bench_find (brief ? 3 : 15, brief ? 2 : 300);
  return 0;
}
