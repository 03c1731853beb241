/* test-batch.c - several registrations, published or withdrawn as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

typedef struct
{
  GregRegistry *registry;
  GregBatch *batch;
  GPtrArray *factories; /* all that were made, by id in order of making */
  Record record;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->registry = greg_registry_new ("things", G_TYPE_OBJECT);
  self->batch = greg_registry_begin (self->registry);
  self->factories = g_ptr_array_new ();
  record_start (&self->record, self->registry);
}

/* Whatever happened: nothing outlives the registry and the batch. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  record_stop (&self->record);
  if (self->batch != NULL)
    g_assert_finalize_object (self->batch);
  g_assert_finalize_object (self->registry);
  for (guint i = 0; i < self->factories->len; i++)
    g_assert_finalize_object (self->factories->pdata[i]);
  g_ptr_array_unref (self->factories);
}

static GregFactory *
make (Fixture *self, const char *id, const char *name, const char *aliases)
{
  GregFactory *factory = make_factory (id, name, aliases, 0);

  g_ptr_array_add (self->factories, factory);
  return factory;
}

/* Registers at once. */
static GregFactory *
put (Fixture *self,
     const char *id,
     const char *name,
     const char *aliases,
     GregDuplicates duplicates)
{
  GregFactory *factory = make (self, id, name, aliases);
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) stands
      = greg_registry_add_full (self->registry, factory, duplicates, &error);

  g_assert_no_error (error);
  g_assert_true (stands == factory);
  g_string_truncate (self->record.text, 0);
  return factory;
}

static void
collect (Fixture *self,
         const char *id,
         const char *name,
         const char *aliases,
         GregDuplicates duplicates)
{
  g_autoptr (GError) error = NULL;

  greg_batch_add_full (self->batch, make (self, id, name, aliases), duplicates, &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean committed = greg_batch_commit (self->batch, &error);

  g_assert_no_error (error);
  g_assert_true (committed);
}

static void
revert (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean reverted = greg_batch_revert (self->batch, &error);

  g_assert_no_error (error);
  g_assert_true (reverted);
}

#define assert_fails(call, expected_code)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
    g_assert_false (call);                                                                         \
    g_assert_error (error, GREG_ERROR, (expected_code));                                           \
  }                                                                                                \
  G_STMT_END

/* --- committing --- */

static void
test_commit (Fixture *self, gconstpointer data)
{
  guint64 generation;

  collect (self, "A", "a", "aa", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "C", "a", "", GREG_DUPLICATES_STACK);
  g_assert_true (greg_batch_register_type (self->batch, "t", G_TYPE_OBJECT, NULL));
  assert_record (&self->record, "");
  assert_list (self->registry, "");
  g_assert_true (greg_batch_get_registry (self->batch) == self->registry);
  generation = greg_source_dup_generation (GREG_SOURCE (self->registry));

  commit (self);
  assert_record (&self->record, "+A +B +C +? changed");
  assert_list (self->registry, "A B ?");
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (self->registry)), ==, generation + 1);
  commit (self);
  assert_record (&self->record, "");
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  commit (self);
  revert (self);
  assert_record (&self->record, "");
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (self->registry)), ==, 0);
}

/* Later additions see earlier ones. */
static void
test_order (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "x", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "a", "y", GREG_DUPLICATES_REPLACE);
  collect (self, "C", "c", "x", GREG_DUPLICATES_DEFAULT);
  collect (self, "D", "c", "", GREG_DUPLICATES_KEEP);
  commit (self);
  assert_record (&self->record, "+A A>B +C changed");
  assert_list (self->registry, "B C");
  assert_lookup (self->registry, "x", "C");
  revert (self);
  assert_record (&self->record, "-C B>A -A changed");
  assert_list (self->registry, "");
}

/* The policy of the registry is that of the moment of committing. */
static void
test_late_policy (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "a", "", GREG_DUPLICATES_DEFAULT);
  greg_registry_set_duplicates (self->registry, GREG_DUPLICATES_STACK);
  commit (self);
  assert_record (&self->record, "+B changed");
}

/* --- failing --- */

static void
test_failure (Fixture *self, gconstpointer data)
{
  guint64 generation;
  GregFactory *c;

  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  c = put (self, "C", "c", "cc", GREG_DUPLICATES_DEFAULT);
  generation = greg_source_dup_generation (GREG_SOURCE (self->registry));
  collect (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  collect (self, "D", "cc", "", GREG_DUPLICATES_DEFAULT);
  assert_fails (greg_batch_commit (self->batch, &error), GREG_ERROR_EXISTS);
  assert_record (&self->record, "");
  assert_list (self->registry, "A C");
  assert_lookup (self->registry, "b", "none");
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (self->registry)), ==, generation);

  /* It is open still, and can be tried again. */
  g_assert_true (greg_registry_unregister_factory (self->registry, c, NULL));
  assert_record (&self->record, "-C changed");
  commit (self);
  assert_record (&self->record, "+B A>N +D changed");
  assert_list (self->registry, "N B D");
}

static void
test_conflict_within (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "a", "", GREG_DUPLICATES_DEFAULT);
  assert_fails (greg_batch_commit (self->batch, &error), GREG_ERROR_EXISTS);
  assert_record (&self->record, "");
  assert_list (self->registry, "");
}

/* What is wrong with a factory alone is said at once. */
static void
test_early_errors (Fixture *self, gconstpointer data)
{
  assert_fails (greg_batch_register_type (self->batch, "", G_TYPE_OBJECT, &error),
                GREG_ERROR_INVALID_NAME);
  assert_fails (greg_batch_register_type (self->batch, "x", G_TYPE_CONVERTER, &error),
                GREG_ERROR_INVALID_TYPE);
  commit (self);
  assert_list (self->registry, "");
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  GregFactory *a = make (self, "A", "a", "");

  commit (self);
  assert_fails (greg_batch_add (self->batch, a, &error), GREG_ERROR_READ_ONLY);
  revert (self);
  assert_fails (greg_batch_add (self->batch, a, &error), GREG_ERROR_READ_ONLY);
  assert_fails (greg_batch_commit (self->batch, &error), GREG_ERROR_READ_ONLY);
  assert_list (self->registry, "");
}

static void
test_frozen (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  greg_registry_freeze (self->registry);
  assert_fails (greg_batch_commit (self->batch, &error), GREG_ERROR_READ_ONLY);
  assert_list (self->registry, "");

  /* There is nothing to withdraw. */
  revert (self);
}

static void
test_frozen_after_commit (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  commit (self);
  greg_registry_freeze (self->registry);
  assert_fails (greg_batch_revert (self->batch, &error), GREG_ERROR_READ_ONLY);
  assert_record (&self->record, "+A changed");
  assert_list (self->registry, "A");
  commit (self);
}

/* --- reverting --- */

static void
test_discard (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  revert (self);
  assert_record (&self->record, "");
  assert_fails (greg_batch_commit (self->batch, &error), GREG_ERROR_READ_ONLY);
  revert (self);
  assert_list (self->registry, "");
}

/* What was replaced comes back where it was. */
static void
test_revert (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "x", GREG_DUPLICATES_DEFAULT);
  put (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "y", GREG_DUPLICATES_REPLACE);
  collect (self, "C", "c", "", GREG_DUPLICATES_DEFAULT);
  commit (self);
  assert_record (&self->record, "A>N +C changed");
  revert (self);
  assert_record (&self->record, "-C N>A changed");
  assert_list (self->registry, "A B");
  assert_lookup (self->registry, "x", "A");
  assert_lookup (self->registry, "y", "none");
  revert (self);
  assert_record (&self->record, "");
}

static void
test_revert_stack (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  put (self, "A", "a", "", GREG_DUPLICATES_STACK);
  put (self, "B", "b", "", GREG_DUPLICATES_STACK);
  put (self, "C", "a", "", GREG_DUPLICATES_STACK);
  put (self, "D", "a", "", GREG_DUPLICATES_STACK);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  assert_record (&self->record, "-C -D A>N changed");
  revert (self);
  assert_record (&self->record, "N>A +D +C changed");
  assert_list (self->registry, "A B");
  all = greg_source_lookup_all (GREG_SOURCE (self->registry), "a");
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (id_of (all->pdata[0]), ==, "A");
  g_assert_cmpstr (id_of (all->pdata[1]), ==, "C");
  g_assert_cmpstr (id_of (all->pdata[2]), ==, "D");
}

/* Unregistered by somebody else meanwhile: the one that was replaced comes back all the same. */
static void
test_revert_after_unregistering (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  put (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  collect (self, "C", "c", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  greg_registry_unregister (self->registry, "a", NULL);
  greg_registry_unregister (self->registry, "c", NULL);
  g_string_truncate (self->record.text, 0);
  revert (self);
  assert_record (&self->record, "+A changed");
  assert_list (self->registry, "A B");
}

/* The name is taken by somebody else meanwhile: the newer one stays. */
static void
test_revert_after_taking (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  put (self, "O", "a", "", GREG_DUPLICATES_REPLACE);
  revert (self);
  assert_record (&self->record, "");
  assert_list (self->registry, "O");
}

/* An alias is taken by somebody else meanwhile: the replacement goes, and nothing comes back. */
static void
test_revert_after_taking_alias (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "x", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  put (self, "O", "o", "x", GREG_DUPLICATES_DEFAULT);
  g_string_truncate (self->record.text, 0);
  revert (self);
  assert_record (&self->record, "-N changed");
  assert_list (self->registry, "O");
}

/* Somebody stacked another one on the replacement: it stays, beside the one that comes back. */
static void
test_revert_after_stacking (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  put (self, "O", "a", "", GREG_DUPLICATES_STACK);
  revert (self);
  assert_record (&self->record, "N>A changed");
  assert_list (self->registry, "A");
  {
    g_autoptr (GPtrArray) all = greg_source_lookup_all (GREG_SOURCE (self->registry), "a");

    g_assert_cmpuint (all->len, ==, 2);
  }
}

/* The replaced one was registered again by its owner: it is not brought back a second time. */
static void
test_revert_after_return (Fixture *self, gconstpointer data)
{
  GregFactory *a = put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  g_autoptr (GregFactory) stands = NULL;

  collect (self, "N", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  stands = greg_registry_add_full (self->registry, a, GREG_DUPLICATES_STACK, NULL);
  g_assert_true (stands == a);
  g_string_truncate (self->record.text, 0);
  revert (self);
  assert_record (&self->record, "-N changed");
  assert_list (self->registry, "A");
  g_clear_object (&stands);
}

/* What was there already is not the batch's to withdraw. */
static void
test_revert_identical (Fixture *self, gconstpointer data)
{
  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  commit (self);
  assert_record (&self->record, "");
  revert (self);
  assert_list (self->registry, "A");
}

/* One batch upon another, reverted in either order. */
static void
test_two_batches (Fixture *self, gconstpointer data)
{
  g_autoptr (GregBatch) second = greg_batch_new (self->registry);

  put (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "a", "", GREG_DUPLICATES_REPLACE);
  commit (self);
  g_assert_true (
      greg_batch_add_full (second, make (self, "C", "a", ""), GREG_DUPLICATES_REPLACE, NULL));
  g_assert_true (greg_batch_commit (second, NULL));
  g_string_truncate (self->record.text, 0);
  revert (self);
  assert_record (&self->record, "");
  g_assert_true (greg_batch_revert (second, NULL));
  assert_record (&self->record, "C>B changed");
  assert_list (self->registry, "B");
}

/* --- life --- */

/* Neither committed nor reverted by being forgotten. */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  commit (self);
  g_assert_finalize_object (self->batch);
  assert_list (self->registry, "A");
  self->batch = greg_registry_begin (self->registry);
  collect (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  g_assert_finalize_object (self->batch);
  self->batch = NULL;
  assert_record (&self->record, "+A changed");
  assert_list (self->registry, "A");
}

static void
revert_cb (GregBatch *batch)
{
  g_assert_true (greg_batch_commit (batch, NULL));
  g_assert_true (greg_batch_revert (batch, NULL));
}

/* Reverting while the commit is still being announced. */
static void
test_revert_in_handler (Fixture *self, gconstpointer data)
{
  collect (self, "A", "a", "", GREG_DUPLICATES_DEFAULT);
  collect (self, "B", "b", "", GREG_DUPLICATES_DEFAULT);
  g_signal_connect_object (self->registry, "registered::b", G_CALLBACK (revert_cb), self->batch,
                           G_CONNECT_SWAPPED);
  commit (self);
  assert_record (&self->record, "+A +B -B -A changed changed");
  assert_list (self->registry, "");
}

static void
test_without_registry (void)
{
  GregBatch *batch = g_object_new (GREG_TYPE_BATCH, NULL);
  g_autoptr (GregRegistry) registry = NULL;

  g_assert_true (greg_batch_register_type (batch, "a", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_commit (batch, NULL));
  g_object_get (batch, "registry", &registry, NULL);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "a"));
  g_clear_object (&registry);
  g_assert_finalize_object (batch);
}

#define N_LARGE 20000

/* A large batch costs no more per factory than a small one, wherever its replacements go. */
static void
test_large (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < N_LARGE; i++)
        {
          g_autofree char *name = g_strdup_printf ("n%u", i);
          g_autofree char *id = g_strdup_printf ("%u-%u", round, i);

          collect (self, id, name, "", GREG_DUPLICATES_REPLACE);
        }
      commit (self);
      g_assert_cmpuint (greg_source_count (GREG_SOURCE (self->registry)), ==, N_LARGE);
      if (round == 0)
        {
          g_assert_finalize_object (self->batch);
          self->batch = greg_registry_begin (self->registry);
        }
    }
  assert_lookup (self->registry, "n77", "1-77");
  for (guint i = 0; i < N_LARGE; i += 2)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);

      g_assert_true (greg_registry_unregister (self->registry, name, NULL));
    }
  revert (self);
  {
    g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (self->registry));

    for (guint i = 0; i < N_LARGE; i++)
      {
        g_autofree char *name = g_strdup_printf ("n%u", i);

        g_assert_cmpstr (names[i], ==, name);
      }
  }
  assert_lookup (self->registry, "n77", "0-77");
}

#define TEST(path, func) g_test_add ("/batch/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("commit", test_commit);
  TEST ("empty", test_empty);
  TEST ("order", test_order);
  TEST ("late-policy", test_late_policy);
  TEST ("failure", test_failure);
  TEST ("conflict-within", test_conflict_within);
  TEST ("early-errors", test_early_errors);
  TEST ("closed", test_closed);
  TEST ("frozen", test_frozen);
  TEST ("frozen-after-commit", test_frozen_after_commit);
  TEST ("discard", test_discard);
  TEST ("revert", test_revert);
  TEST ("revert-stack", test_revert_stack);
  TEST ("revert-after-unregistering", test_revert_after_unregistering);
  TEST ("revert-after-taking", test_revert_after_taking);
  TEST ("revert-after-taking-alias", test_revert_after_taking_alias);
  TEST ("revert-after-stacking", test_revert_after_stacking);
  TEST ("revert-after-return", test_revert_after_return);
  TEST ("revert-identical", test_revert_identical);
  TEST ("two-batches", test_two_batches);
  TEST ("forgotten", test_forgotten);
  TEST ("revert-in-handler", test_revert_in_handler);
  TEST ("large", test_large);
  g_test_add_func ("/batch/without-registry", test_without_registry);
  return g_test_run ();
}
