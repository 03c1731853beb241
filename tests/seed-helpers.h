/* seed-helpers.h - running what is random: the same seeds each time, others, or a single one again
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <stdlib.h>

static guint only_seed;

/* After g_test_init(), which has an option of its own for what g_test_rand_int() begins with. */
static inline void
seeds_init (int argc, char *argv[])
{
  if (argc > 2 && g_str_equal (argv[1], "--only"))
    only_seed = (guint) atoi (argv[2]);
}

/* Of the others the framework prints what to repeat them with. */
static inline void
run_seeds (void (*run) (guint seed), guint n_fixed, guint n_others)
{
  if (only_seed != 0)
    {
      run (only_seed);
      return;
    }
  for (guint seed = 1; seed <= n_fixed; seed++)
    run (seed);
  for (guint i = 0; i < n_others; i++)
    run ((guint) g_test_rand_int_range (1, G_MAXINT32 / 8));
}
