/* test-rows.c - the sequence behind a list of factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-rows-private.h"

#include "registry-helpers.h"

#define N_FACTORIES 10

static GregFactory *factories[N_FACTORIES];

static int
compare (const GregRow *a, const GregRow *b, gpointer data)
{
  g_assert_true (data == factories);
  return (a->serial > b->serial) - (a->serial < b->serial);
}

/* The rows and what they must be; the serials of a fresh row fit between its neighbours. */
typedef struct
{
  GregRows rows;
  GArray *model; /* of GregRow */
} Pair;

static GregRow
model_row (Pair *self, guint position)
{
  return g_array_index (self->model, GregRow, position);
}

static void
check_row (Pair *self, guint position)
{
  const GregRow *row = greg_rows_get (&self->rows, position);

  g_assert_nonnull (row);
  g_assert_true (row->factory == model_row (self, position).factory);
  g_assert_cmpuint (row->serial, ==, model_row (self, position).serial);
}

static void
check_all (Pair *self)
{
  g_assert_cmpuint (greg_rows_get_length (&self->rows), ==, self->model->len);
  for (guint i = 0; i < self->model->len; i++)
    check_row (self, i);
  g_assert_null (greg_rows_get (&self->rows, self->model->len));
  g_assert_null (greg_rows_get (&self->rows, G_MAXUINT));
}

static void
pair_splice (Pair *self, guint position, guint n_gone, guint n_come)
{
  guint64 before = position > 0 ? model_row (self, position - 1).serial : 0;
  guint64 after = position + n_gone < self->model->len
                      ? model_row (self, position + n_gone).serial
                      : before + (G_GUINT64_CONSTANT (1) << 40);
  g_autofree GregRow *come = g_new0 (GregRow, (gsize) n_come + 1);

  for (guint i = 0; i < n_come; i++)
    come[i] = (GregRow){ factories[(position + i * 7) % N_FACTORIES],
                         before + (after - before) / (n_come + 1) * (i + 1) };
  greg_rows_splice (&self->rows, position, n_gone, come, n_come);
  g_array_remove_range (self->model, position, n_gone);
  g_array_insert_vals (self->model, position, come, n_come);
}

static void
pair_init (Pair *self)
{
  for (guint i = 0; i < N_FACTORIES; i++)
    factories[i] = make_factory ("f", "f", "", 0);
  greg_rows_init (&self->rows);
  self->model = g_array_new (FALSE, FALSE, sizeof (GregRow));
}

/* The rows' references were their own: nobody else's are left. */
static void
pair_clear (Pair *self)
{
  greg_rows_clear (&self->rows);
  g_assert_cmpuint (greg_rows_get_length (&self->rows), ==, 0);
  g_array_unref (self->model);
  for (guint i = 0; i < N_FACTORIES; i++)
    g_assert_finalize_object (factories[i]);
}

static void
test_append (void)
{
  Pair pair;

  pair_init (&pair);
  check_all (&pair);
  for (guint i = 0; i < 3000; i++)
    pair_splice (&pair, i, 0, 1);
  check_all (&pair);
  /* What only grows at its end fills its leaves. */
  g_assert_cmpuint (pair.rows.n_leaves, <=, 3000 / 250 + 1);
  pair_splice (&pair, 3000, 0, 5000);
  check_all (&pair);
  g_assert_cmpuint (pair.rows.n_leaves, <=, 8000 / 250 + 2);
  pair_clear (&pair);
}

static void
test_remove (void)
{
  Pair pair;

  pair_init (&pair);
  pair_splice (&pair, 0, 0, 20000);
  /* Nine of ten go, one by one: leaves that have become small are put together. */
  for (guint i = 0; i < 2000; i++)
    for (guint j = 0; j < 9; j++)
      pair_splice (&pair, i, 1, 0);
  check_all (&pair);
  g_assert_cmpuint (pair.rows.n_leaves, <=, 2000 / 60);
  pair_splice (&pair, 0, 2000, 0);
  check_all (&pair);
  g_assert_cmpuint (pair.rows.n_leaves, ==, 0);
  pair_splice (&pair, 0, 0, 1);
  check_all (&pair);
  pair_clear (&pair);
}

static void
test_find (void)
{
  Pair pair;

  pair_init (&pair);
  pair_splice (&pair, 0, 0, 2000);
  for (guint i = 0; i < 2000; i++)
    {
      GregRow row = model_row (&pair, i);

      for (guint from = 0; from <= i; from += 1 + (i - from) / 3)
        g_assert_cmpuint (greg_rows_find (&pair.rows, from, &row, compare, factories), ==, i);
      row.serial++;
      g_assert_cmpuint (greg_rows_find (&pair.rows, 0, &row, compare, factories), ==, i + 1);
    }
  g_assert_cmpuint (greg_rows_find (&pair.rows, 2000, &(GregRow){ NULL, 1 }, compare, factories),
                    ==, 2000);
  pair_clear (&pair);
}

/* Splices of all sizes anywhere, in lists that grow and shrink. */
static void
test_random (void)
{
  for (guint round = 0; round < (g_test_thorough () ? 200 : 10); round++)
    {
      Pair pair;

      pair_init (&pair);
      for (guint i = 0; i < 400; i++)
        {
          guint n = pair.model->len;
          guint position = (guint) g_test_rand_int_range (0, (gint32) n + 1);
          guint limit = g_test_rand_bit () ? 4 : g_test_rand_bit () ? 100 : 1500;
          guint n_gone = (guint) g_test_rand_int_range (0, (gint32) limit);
          guint n_come = (guint) g_test_rand_int_range (0, (gint32) limit);

          pair_splice (&pair, position, MIN (n_gone, n - position), i % 50 < 30 ? n_come : 0);
          g_assert_cmpuint (greg_rows_get_length (&pair.rows), ==, pair.model->len);
          if (position < pair.model->len)
            check_row (&pair, position);
          if (i % 20 == 0)
            check_all (&pair);
        }
      check_all (&pair);
      pair_clear (&pair);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rows/append", test_append);
  g_test_add_func ("/rows/remove", test_remove);
  g_test_add_func ("/rows/find", test_find);
  g_test_add_func ("/rows/random", test_random);
  return g_test_run ();
}
