/* bench-watch.c - what events cost: signals nobody hears, watches, lists
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Figures are ratios of what was measured in one run, each the best of several rounds in which all
 * take turns, so that a noisy machine disturbs them alike. */

#include <greg.h>
#include <stdio.h>
#include <string.h>

#include "greg-registry-private.h"
#include "greg-source-private.h"

static double
now_ns (void)
{
  return (double) g_get_monotonic_time () * 1000.0;
}

static void
run_context (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
add_one (GregRegistry *registry, guint i)
{
  char name[32];

  g_snprintf (name, sizeof name, "component-%u", i);
  if (!greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL))
    g_error ("“%s” was refused", name);
}

static void
ignore_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* --- one by one --- */

typedef enum
{
  PLAIN,
  HEARD,   /* by a handler of a signal */
  WATCHED, /* the delivery counts too */
  LISTED,
  N_WAYS
} Way;

static const char *const way_labels[]
    = { "nobody", "a signal handler", "a watch, delivered", "a list by name, delivered" };

static void
heard_cb (GregSource *source, GregFactory *factory, guint *n)
{
  ++*n;
}

static double
register_all (guint n, Way way)
{
  GregRegistry *registry = greg_registry_new ("components", G_TYPE_NONE);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GregFactoryList) list = NULL;
  guint n_told = 0;
  double start, ns;

  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  if (way == HEARD)
    g_signal_connect (registry, "registered", G_CALLBACK (heard_cb), &n_told);
  if (way == WATCHED)
    greg_source_watch (GREG_SOURCE (registry), GREG_WATCH_NONE, ignore_cb, &n_told, NULL);
  if (way == LISTED)
    list = greg_factory_list_new (GREG_SOURCE (registry), query);
  start = now_ns ();
  for (guint i = 0; i < n; i++)
    add_one (registry, i * 7919);
  run_context ();
  ns = (now_ns () - start) / n;
  g_assert_cmpuint (n_told, ==, way == HEARD || way == WATCHED ? n : 0);
  g_assert_true (list == NULL || g_list_model_get_n_items (G_LIST_MODEL (list)) == n);
  g_object_unref (registry);
  return ns;
}

/* What a registration spends on telling nobody: the signal alone, with the look-up of its detail,
 * or all with “changed” and the reference that keeps the registry alive meanwhile. */
static double
announce_all (guint n, gboolean all)
{
  GregRegistry *registry = greg_registry_new ("components", G_TYPE_NONE);
  GregFactory *factory = greg_factory_new_for_type ("component-12345", G_TYPE_OBJECT);
  GregChange change = { .new_factory = factory };
  g_autoptr (GregChanges) log = NULL;
  double start;

  greg_changes_append (&log, change);
  start = now_ns ();
  for (guint i = 0; i < n; i++)
    if (all)
      greg_registry_announce (registry, log);
    else
      greg_source_emit_registered (GREG_SOURCE (registry), factory);
  start = now_ns () - start;
  g_object_unref (registry);
  return start / n;
}

static void
bench_single (guint n, guint rounds)
{
  double best[N_WAYS], unheard[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < N_WAYS; i++)
    best[i] = G_MAXDOUBLE;
  for (guint r = 0; r < rounds; r++)
    {
      for (guint i = 0; i < N_WAYS; i++)
        {
          double ns = register_all (n, (Way) i);

          best[i] = MIN (best[i], ns);
        }
      for (guint i = 0; i < 2; i++)
        {
          double ns = announce_all (n, i == 1);

          unheard[i] = MIN (unheard[i], ns);
        }
    }
  printf ("# registering %u types, one by one, and who is told\n", n);
  for (guint i = 0; i < N_WAYS; i++)
    printf ("# %-42s %8.1f ns %6.2f x\n", way_labels[i], best[i], best[i] / best[PLAIN]);
  printf ("# %-42s %8.1f ns %6.1f %%  (aim: at most 10 %%)\n", "“registered” that nobody hears",
          unheard[0], unheard[0] / best[PLAIN] * 100);
  printf ("# %-42s %8.1f ns %6.1f %%\n", "with “changed” that nobody hears", unheard[1],
          unheard[1] / best[PLAIN] * 100);
}

/* --- a batch --- */

typedef struct
{
  guint n_changed;
  guint n_emissions;
  guint n_items;
} Tally;

static void
changed_cb (GregSource *source, Tally *tally)
{
  tally->n_changed++;
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, Tally *tally)
{
  tally->n_emissions++;
  tally->n_items += added;
}

/* What it takes to deliver a batch to a list, for each factory. */
static double
deliver_batch (guint n, GregQueryOrder order, gboolean stacked)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("components", G_TYPE_NONE);
  g_autoptr (GregBatch) batch = greg_registry_begin (registry);
  g_autoptr (GregQuery) query
      = g_object_new (GREG_TYPE_QUERY, "order", order, "stacked", stacked, NULL);
  g_autoptr (GregFactoryList) list = greg_factory_list_new (GREG_SOURCE (registry), query);
  Tally tally = { 0 };
  double start;

  g_signal_connect (registry, "changed", G_CALLBACK (changed_cb), &tally);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &tally);
  for (guint i = 0; i < n; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "component-%07u", (guint) ((guint64) i * 7919 % n));
      greg_batch_register_type (batch, name, G_TYPE_OBJECT, NULL);
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  start = now_ns ();
  run_context ();
  start = now_ns () - start;
  g_assert_cmpuint (tally.n_changed, ==, 1);
  g_assert_cmpuint (tally.n_emissions, ==, 1);
  g_assert_cmpuint (tally.n_items, ==, n);
  return start / n;
}

/* The floor: as many objects put into a GListStore at once. */
static double
fill_list_store (guint n)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  double start;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (objects, g_object_new (G_TYPE_OBJECT, NULL));
  start = now_ns ();
  g_list_store_splice (store, 0, 0, objects->pdata, n);
  return (now_ns () - start) / n;
}

static double
deliver_as_registered (guint n)
{
  return deliver_batch (n, GREG_QUERY_ORDER_REGISTRATION, FALSE);
}

static double
deliver_stacked (guint n)
{
  return deliver_batch (n, GREG_QUERY_ORDER_REGISTRATION, TRUE);
}

static double
deliver_by_name (guint n)
{
  return deliver_batch (n, GREG_QUERY_ORDER_NAME, FALSE);
}

static const struct
{
  const char *label;
  double (*run) (guint n);
} batches[] = {
  { "GListStore, one splice", fill_list_store },
  { "list, as registered", deliver_as_registered },
  { "list, as registered, stacks and all", deliver_stacked },
  { "list, by name", deliver_by_name },
};

static void
bench_batch (guint n, guint rounds)
{
  double floor_growth = 0, floor_ns = 0;

  printf ("# a batch delivered to a list, for each factory: one “changed”, one items-changed\n");
  printf ("# %-36s %9u %12u %12s %12s\n", "", n / 10, n, "to GListStore", "its growth");
  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      double small = G_MAXDOUBLE, large = G_MAXDOUBLE;

      for (guint r = 0; r < rounds; r++)
        {
          double ns = batches[i].run (n / 10);

          small = MIN (small, ns);
          ns = batches[i].run (n);
          large = MIN (large, ns);
        }
      if (i == 0)
        {
          floor_ns = large;
          floor_growth = large / small;
        }
      printf ("# %-36s %6.0f ns %9.0f ns %10.2f x %10.2f x\n", batches[i].label, small, large,
              large / floor_ns, large / small / floor_growth);
    }
  printf ("# (growth from %u to %u factories, to that of GListStore, which is linear; aim: at most 2.00 x)\n",
          n / 10, n);
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && strcmp (argv[1], "--brief") == 0;

  bench_single (brief ? 1000 : 100000, brief ? 2 : 5);
  bench_batch (brief ? 1000 : 100000, brief ? 2 : 5);
  return 0;
}
