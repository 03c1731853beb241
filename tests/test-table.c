/* test-table.c - the store of a registry, and the table around it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

#include "greg-store-private.h"
#include "greg-listing-private.h"
#include "greg-lookup-private.h"
#include "greg-table-private.h"

/* --- the store --- */

static guint32
put (GregStore *store, GregFactory *factory, guint64 serial)
{
  return greg_store_insert (store, g_object_ref (factory), serial, 0);
}

static void
take (GregStore *store, GregFactory *factory)
{
  guint32 entry = greg_store_find_factory (store, factory);

  g_assert_cmpuint (entry, !=, 0);
  g_assert_true (greg_store_remove (store, entry) == factory);
  g_object_unref (factory);
}

static const char *
find (GregStore *store, const char *name)
{
  guint32 entry = greg_store_find (store, greg_store_hash (name), name);

  return entry != 0 ? id_of (greg_store_entry (store, entry)->factory) : "none";
}

static char *
stack (GregStore *store, const char *name)
{
  GString *text = g_string_new (NULL);
  guint32 link;

  for (guint32 i = greg_store_begin (store, name, &link); i != 0;
       i = greg_store_next (store, &link))
    g_string_append (text, id_of (greg_store_entry (store, i)->factory));
  return g_string_free (text, FALSE);
}

#define assert_stack(store, name, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *stacked_ids = stack ((store), (name));                                        \
    g_assert_cmpstr (stacked_ids, ==, (expected));                                                 \
  }                                                                                                \
  G_STMT_END

/* The listed fronts in order, then the number of names. */
static char *
listing (GregStore *store)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = greg_store_after (store, 0); i != 0; i = greg_store_after (store, i))
    if (greg_store_leads (store, i))
      g_string_append (text,
                       id_of (greg_store_entry (store, greg_store_front (store, i))->factory));
  g_string_append_printf (text, "%u", store->n_names);
  return g_string_free (text, FALSE);
}

#define assert_listing(store, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *listed = listing (store);                                                     \
    g_assert_cmpstr (listed, ==, (expected));                                                      \
  }                                                                                                \
  G_STMT_END

static void
test_store_names (void)
{
  GregFactory *a = make_factory ("A", "alpha", "al a-name-longer-than-eight-bytes", 0);
  GregFactory *b = make_factory ("B", "", "bé", 0);
  GregStore store;

  greg_store_init (&store);
  g_assert_cmpstr (find (&store, "alpha"), ==, "none");
  g_assert_cmpstr (find (&store, ""), ==, "none");
  put (&store, a, 1);
  put (&store, b, 2);
  g_assert_cmpstr (find (&store, "alpha"), ==, "A");
  g_assert_cmpstr (find (&store, "al"), ==, "A");
  g_assert_cmpstr (find (&store, "a-name-longer-than-eight-bytes"), ==, "A");
  g_assert_cmpstr (find (&store, "a-name-longer-than-eight-bytez"), ==, "none");
  g_assert_cmpstr (find (&store, ""), ==, "B");
  g_assert_cmpstr (find (&store, "bé"), ==, "B");
  g_assert_cmpstr (find (&store, "\xff\xfe"), ==, "none");
  assert_listing (&store, "AB2");
  take (&store, a);
  g_assert_cmpstr (find (&store, "al"), ==, "none");
  g_assert_cmpstr (find (&store, ""), ==, "B");
  take (&store, b);
  assert_listing (&store, "0");
  greg_store_clear (&store);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

static void
test_store_repeated_alias (void)
{
  GregFactory *a = greg_factory_new_for_type ("a", G_TYPE_OBJECT);
  GregStore store;

  /* Whether a factory refuses these or not, one entry per slot is enough. */
  greg_factory_add_alias (a, "b", NULL);
  greg_factory_add_alias (a, "b", NULL);
  greg_factory_add_alias (a, "a", NULL);
  greg_factory_set_summary (a, "A", NULL);
  greg_store_init (&store);
  put (&store, a, 1);
  assert_stack (&store, "a", "A");
  assert_stack (&store, "b", "A");
  g_assert_cmpuint (store.n_slots, ==, 2);
  take (&store, a);
  g_assert_cmpuint (store.n_slots, ==, 0);
  greg_store_clear (&store);
  g_assert_finalize_object (a);
}

static void
test_store_stack (void)
{
  GregFactory *a = make_factory ("A", "x", "y", 0);
  GregFactory *b = make_factory ("B", "x", "y z", 5);
  GregFactory *c = make_factory ("C", "x", "y", 0);
  GregFactory *d = make_factory ("D", "x", "z", 5);
  GregStore store;

  greg_store_init (&store);
  put (&store, a, 1);
  put (&store, b, 2);
  put (&store, c, 3);
  put (&store, d, 4);
  assert_stack (&store, "x", "BDAC");
  assert_stack (&store, "y", "BAC");
  assert_stack (&store, "z", "BD");
  assert_stack (&store, "w", "");
  assert_listing (&store, "B1");
  g_assert_cmpuint (store.n_stacks, ==, 3);
  take (&store, b);
  assert_stack (&store, "x", "DAC");
  assert_stack (&store, "z", "D");
  take (&store, c);
  assert_stack (&store, "x", "DA");
  assert_stack (&store, "y", "A");
  take (&store, a);
  assert_stack (&store, "x", "D");
  assert_stack (&store, "y", "");
  assert_listing (&store, "D1");
  g_assert_cmpuint (store.n_stacks, ==, 0);
  take (&store, d);
  greg_store_clear (&store);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
  g_assert_finalize_object (d);
}

/* A slot borrows its text from one of its factories, which may be the first to leave and die. */
static void
test_store_borrowed_text (void)
{
  GregFactory *a = make_factory ("A", "name", "alias", 0);
  GregFactory *b = make_factory ("B", "name", "other alias", 0);
  GregStore store;

  greg_store_init (&store);
  put (&store, a, 1);
  put (&store, b, 2);
  take (&store, a);
  g_assert_finalize_object (a);
  g_assert_cmpstr (find (&store, "name"), ==, "B");
  g_assert_cmpstr (find (&store, "alias"), ==, "B");
  take (&store, b);
  greg_store_clear (&store);
  g_assert_finalize_object (b);
}

static void
test_store_positions (void)
{
  GregFactory *factories[6];
  GregStore store;

  for (guint i = 0; i < G_N_ELEMENTS (factories); i++)
    {
      char text[] = { (char) ('A' + i), '\0' };

      factories[i] = make_factory (text, text, "", 0);
    }
  greg_store_init (&store);
  put (&store, factories[3], 40);
  put (&store, factories[0], 10);
  put (&store, factories[5], 60);
  put (&store, factories[1], 20);
  greg_store_insert (&store, g_object_ref (factories[2]), 30,
                     greg_store_find_factory (&store, factories[5]));
  greg_store_insert (&store, g_object_ref (factories[4]), 50,
                     greg_store_find_factory (&store, factories[0]));
  assert_listing (&store, "ABCDEF6");
  take (&store, factories[0]);
  take (&store, factories[5]);
  take (&store, factories[2]);
  assert_listing (&store, "BDE3");
  put (&store, factories[2], 30);
  assert_listing (&store, "BCDE4");
  for (guint i = 1; i < 5; i++)
    take (&store, factories[i]);
  greg_store_clear (&store);
  for (guint i = 0; i < G_N_ELEMENTS (factories); i++)
    g_assert_finalize_object (factories[i]);
}

/* The position of a name is that of its earliest factory, though another may be in front. */
static void
test_store_leads (void)
{
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "y", "", 0);
  GregFactory *c = make_factory ("C", "x", "", 9);
  GregStore store;

  greg_store_init (&store);
  put (&store, a, 1);
  put (&store, b, 2);
  put (&store, c, 3);
  assert_listing (&store, "CB2");
  take (&store, a);
  assert_listing (&store, "BC2");
  take (&store, b);
  take (&store, c);
  greg_store_clear (&store);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
}

#define N_CHURN 3000

/* Growing, and deletion that shifts back, against a hash table. */
static void
test_store_churn (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GregFactory *factories[N_CHURN];
  GregStore store;
  guint32 n_entries = 0;

  greg_store_init (&store);
  for (guint i = 0; i < N_CHURN; i++)
    {
      g_autofree char *name = g_strdup_printf ("component-%u", i);

      factories[i] = greg_factory_new_for_type (name, G_TYPE_OBJECT);
    }
  for (guint round = 0; round < 10 * N_CHURN; round++)
    {
      GregFactory *factory = factories[g_rand_int_range (random, 0, N_CHURN)];
      const char *name = greg_factory_get_name (factory);

      if (g_hash_table_remove (there, name))
        take (&store, factory);
      else
        {
          put (&store, factory, round + 1);
          g_hash_table_insert (there, (gpointer) name, factory);
        }
      n_entries = MAX (n_entries, g_hash_table_size (there));
    }
  for (guint i = 0; i < N_CHURN; i++)
    {
      const char *name = greg_factory_get_name (factories[i]);
      guint32 entry = greg_store_find (&store, greg_store_hash (name), name);

      g_assert_true ((entry != 0) == g_hash_table_contains (there, name));
      g_assert_true (entry == greg_store_find_factory (&store, factories[i]));
      if (entry != 0)
        take (&store, factories[i]);
      g_assert_finalize_object (factories[i]);
    }
  g_assert_cmpuint (store.n_slots, ==, 0);
  g_assert_cmpuint (store.n_names, ==, 0);
  g_assert_cmpuint (n_entries, >, N_CHURN / 3);
  g_assert_cmpuint (store.size_entries, <, 100); /* what is empty is small again */
  greg_store_clear (&store);
}

/* 65,536 names into as many places: 63.2 % of the places are hit when nothing is better than
 * chance. */
static void
test_store_hash (void)
{
  g_autofree guint8 *hit = g_new0 (guint8, 1 << 16);
  guint n_hit = 0;
  GregStore store;

  greg_store_init (&store);
  for (guint i = 0; i < 1 << 16; i++)
    {
      g_autofree char *name = g_strdup_printf ("GstElement%u", i);
      guint32 hash = greg_store_hash (name);

      g_assert_cmpuint (hash, ==, greg_store_hash (name));
      n_hit += !hit[hash & 0xffff];
      hit[hash & 0xffff] = 1;
    }
  g_assert_cmpuint (n_hit, >, 40000);
  g_assert_cmpuint (n_hit, <, 43000);
  greg_store_clear (&store);
}

/* Every length around the width of a word, and every byte of it, counts. */
static void
test_store_hash_lengths (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  char text[33];
  guint n = 0;
  GregStore store;

  greg_store_init (&store);
  for (guint length = 1; length < sizeof text; length++)
    for (guint changed = 0; changed < length; changed++)
      {
        memset (text, 'x', length);
        text[length] = '\0';
        text[changed] = 'y';
        g_hash_table_add (seen, GUINT_TO_POINTER (greg_store_hash (text)));
        n++;
      }
  /* Of 528 hashes of 32 bits two are the same once in 30,000 runs. */
  g_assert_cmpuint (g_hash_table_size (seen), >=, n - 1);
  greg_store_clear (&store);
}

/* --- the table --- */

typedef struct
{
  GregTable *table;
  GregChanges *changes;
  GregConflict conflict;
  GregFactory *stands;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->table = greg_table_new ();
}

static void
forget (Fixture *self)
{
  greg_conflict_clear (&self->conflict);
  g_clear_pointer (&self->changes, greg_changes_unref);
  g_clear_object (&self->stands);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  forget (self);
  greg_table_free (self->table);
}

static gboolean
add (Fixture *self, GregFactory *factory, GregDuplicates duplicates)
{
  GregAddition addition = { factory, duplicates };

  forget (self);
  return greg_table_add (self->table, &addition, 1, GREG_DUPLICATES_REJECT, FALSE, &self->stands,
                         &self->changes, &self->conflict);
}

static void
test_table_log (Fixture *self, gconstpointer data)
{
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "x", "", 7);
  GregFactory *c = make_factory ("C", "x", "", 0);

  g_assert_true (add (self, a, GREG_DUPLICATES_DEFAULT));
  g_assert_cmpuint (self->changes->n, ==, 1);
  g_assert_null (self->changes->items[0].old_factory);
  g_assert_true (self->changes->items[0].new_factory == a);
  g_assert_cmpuint (self->changes->items[0].new_serial, ==, 1);
  g_assert_true (self->stands == a);
  g_assert_true (add (self, b, GREG_DUPLICATES_STACK));
  g_assert_cmpuint (self->changes->items[0].new_serial, ==, 2);

  /* All leave, front last; the newcomer gets the first position. */
  g_assert_true (add (self, c, GREG_DUPLICATES_REPLACE));
  g_assert_cmpuint (self->changes->n, ==, 2);
  g_assert_true (self->changes->items[0].old_factory == a);
  g_assert_null (self->changes->items[0].new_factory);
  g_assert_true (self->changes->items[1].old_factory == b);
  g_assert_cmpuint (self->changes->items[1].old_serial, ==, 2);
  g_assert_true (self->changes->items[1].new_factory == c);
  g_assert_cmpuint (self->changes->items[1].new_serial, ==, 1);
  g_assert_cmpuint (greg_table_get_generation (self->table), ==, 3);

  forget (self);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_true (greg_table_remove (self->table, "x", &self->changes, &self->conflict));
  g_assert_true (self->changes->items[0].old_factory == c);
  g_assert_cmpuint (greg_listing_count (self->table, FALSE), ==, 0);
  forget (self);
  g_assert_finalize_object (c);
}

static void
test_table_no_change (Fixture *self, gconstpointer data)
{
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *twin = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "x", "", 0);

  g_assert_true (add (self, a, GREG_DUPLICATES_DEFAULT));
  g_assert_true (add (self, twin, GREG_DUPLICATES_REPLACE));
  g_assert_null (self->changes);
  g_assert_true (self->stands == a);
  g_assert_true (add (self, b, GREG_DUPLICATES_KEEP));
  g_assert_null (self->changes);
  g_assert_true (self->stands == a);
  g_assert_false (add (self, b, GREG_DUPLICATES_REJECT));
  g_assert_cmpint (self->conflict.kind, ==, GREG_CONFLICT_NAME);
  g_assert_true (self->conflict.other == a);
  g_assert_false (greg_table_remove_factory (self->table, b, &self->changes, &self->conflict));
  g_assert_cmpuint (greg_table_get_generation (self->table), ==, 1);

  forget (self);
  g_assert_true (greg_table_remove_factory (self->table, a, &self->changes, &self->conflict));
  forget (self);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (twin);
}

/* A batch that fails at its end leaves everything as it was, positions included. */
static void
test_table_roll_back (Fixture *self, gconstpointer data)
{
  GregFactory *a = make_factory ("A", "x", "xx", 0);
  GregFactory *b = make_factory ("B", "x", "", 3);
  GregFactory *c = make_factory ("C", "y", "yy", 0);
  GregFactory *d = make_factory ("D", "x", "", 1);
  GregFactory *e = make_factory ("E", "z", "", 0);
  GregFactory *f = make_factory ("F", "y", "", 0);
  GregAddition additions[]
      = { { e, GREG_DUPLICATES_DEFAULT }, { d, GREG_DUPLICATES_REPLACE },
          { b, GREG_DUPLICATES_REPLACE }, { f, GREG_DUPLICATES_DEFAULT } };
  GregFactory *all[] = { a, b, c, d, e, f };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) stacked = NULL;

  add (self, a, GREG_DUPLICATES_DEFAULT);
  add (self, c, GREG_DUPLICATES_DEFAULT);
  add (self, b, GREG_DUPLICATES_STACK);
  forget (self);
  before = greg_listing_factories (self->table, FALSE);
  g_assert_false (greg_table_add (self->table, additions, G_N_ELEMENTS (additions),
                                  GREG_DUPLICATES_REJECT, FALSE, NULL, &self->changes,
                                  &self->conflict));
  g_assert_null (self->changes);
  g_assert_cmpint (self->conflict.kind, ==, GREG_CONFLICT_NAME);
  g_assert_true (self->conflict.factory == f);
  g_assert_true (self->conflict.other == c);
  after = greg_listing_factories (self->table, FALSE);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (before->pdata[i] == after->pdata[i]);
  stacked = greg_lookup_all (self->table, "x");
  g_assert_cmpuint (stacked->len, ==, 2);
  g_assert_true (stacked->pdata[0] == b);
  g_assert_true (stacked->pdata[1] == a);
  g_assert_true (greg_table_contains (self->table, "xx"));
  g_assert_false (greg_table_contains (self->table, "z"));
  g_assert_cmpuint (greg_table_get_generation (self->table), ==, 3);

  g_clear_pointer (&before, g_ptr_array_unref);
  g_clear_pointer (&after, g_ptr_array_unref);
  g_clear_pointer (&stacked, g_ptr_array_unref);
  forget (self);
  g_ptr_array_unref (greg_table_close (self->table));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_finalize_object (all[i]);
}

static void
test_table_close (Fixture *self, gconstpointer data)
{
  GregFactory *a = make_factory ("A", "x", "y", 0);
  g_autoptr (GPtrArray) left = NULL;

  g_assert_true (add (self, a, GREG_DUPLICATES_DEFAULT));
  g_assert_false (greg_table_is_frozen (self->table));
  left = greg_table_close (self->table);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_false (greg_table_contains (self->table, "y"));
  g_assert_true (greg_table_is_frozen (self->table));
  g_assert_false (add (self, a, GREG_DUPLICATES_DEFAULT));
  g_assert_cmpint (self->conflict.kind, ==, GREG_CONFLICT_FROZEN);
  g_clear_pointer (&left, g_ptr_array_unref);
  left = greg_table_close (self->table);
  g_assert_cmpuint (left->len, ==, 0);
  forget (self);
  g_assert_finalize_object (a);
}

#define TABLE_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/names", test_store_names);
  g_test_add_func ("/store/repeated-alias", test_store_repeated_alias);
  g_test_add_func ("/store/stack", test_store_stack);
  g_test_add_func ("/store/borrowed-text", test_store_borrowed_text);
  g_test_add_func ("/store/positions", test_store_positions);
  g_test_add_func ("/store/leads", test_store_leads);
  g_test_add_func ("/store/churn", test_store_churn);
  g_test_add_func ("/store/hash", test_store_hash);
  g_test_add_func ("/store/hash-lengths", test_store_hash_lengths);
  TABLE_TEST ("/table/log", test_table_log);
  TABLE_TEST ("/table/no-change", test_table_no_change);
  TABLE_TEST ("/table/roll-back", test_table_roll_back);
  TABLE_TEST ("/table/close", test_table_close);
  return g_test_run ();
}
