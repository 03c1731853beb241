/* test-query-compare.c - the order of two factories, for who keeps a list in order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-query-private.h"
#include "registry-helpers.h"

#include <stdlib.h>

#define N 40

static GregFactory *factories[N];

static int
sign (int number)
{
  return (number > 0) - (number < 0);
}

/* Few names and priorities, so that all ways to be equal occur. The index is the serial. */
static void
make_factories (void)
{
  for (int i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autofree char *name = g_strdup_printf ("n%d", i * 7 % 3);

      factories[i] = make_factory (id, name, "", i * 5 % 4);
    }
}

static int
compare (GregQuery *query, int i, int j)
{
  return sign (greg_query_compare (query, factories[i], (guint64) i, factories[j], (guint64) j));
}

/* Antisymmetric, transitive, and 0 only for the same. */
static void
test_total (gconstpointer order)
{
  GregQuery *query = greg_query_new ();

  make_factories ();
  greg_query_set_order (query, (GregQueryOrder) GPOINTER_TO_INT (order));
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      {
        g_assert_cmpint (compare (query, i, j), ==, -compare (query, j, i));
        g_assert_cmpint (compare (query, i, j) == 0, ==, i == j);
        for (int k = 0; k < N; k++)
          if (compare (query, i, j) < 0 && compare (query, j, k) < 0)
            g_assert_cmpint (compare (query, i, k), <, 0);
      }
  for (int i = 0; i < N; i++)
    g_assert_finalize_object (factories[i]);
  g_assert_finalize_object (query);
}

/* It is the order in which a registry answers. */
static void
test_as_queried (gconstpointer order)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregQuery *query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  greg_query_set_stacked (query, TRUE);
  greg_query_set_order (query, (GregQueryOrder) GPOINTER_TO_INT (order));
  make_factories ();
  for (int i = 0; i < N; i++)
    g_assert_true (greg_registry_add (registry, factories[i], NULL));

  found = greg_source_query (GREG_SOURCE (registry), query);
  g_assert_cmpuint (found->len, ==, N);
  for (guint i = 1; i < found->len; i++)
    g_assert_cmpint (compare (query, atoi (id_of (found->pdata[i - 1])),
                              atoi (id_of (found->pdata[i]))),
                     <, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_assert_finalize_object (registry);
  for (int i = 0; i < N; i++)
    g_assert_finalize_object (factories[i]);
  g_assert_finalize_object (query);
}

int
main (int argc, char *argv[])
{
  static const char *const names[] = { "priority", "registration", "name" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *total = g_strconcat ("/query-compare/total/", names[i], NULL);
      g_autofree char *queried = g_strconcat ("/query-compare/as-queried/", names[i], NULL);

      g_test_add_data_func (total, GUINT_TO_POINTER (i), test_total);
      g_test_add_data_func (queried, GUINT_TO_POINTER (i), test_as_queried);
    }
  return g_test_run ();
}
