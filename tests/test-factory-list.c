/* test-factory-list.c - lists that follow a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "watch-helpers.h"

static void
add_full (GregRegistry *registry,
          const char *id,
          const char *name,
          int priority,
          GregDuplicates duplicates)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, "", priority);

  register_ok (registry, factory, duplicates);
}

static void
add (GregRegistry *registry, const char *id, const char *name)
{
  add_full (registry, id, name, 0, GREG_DUPLICATES_REJECT);
}

static GregQuery *
make_query (GregQueryOrder order, gboolean stacked)
{
  return g_object_new (GREG_TYPE_QUERY, "order", order, "stacked", stacked, NULL);
}

/* --- order --- */

static void
test_registration (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_REGISTRATION, FALSE);
  GregFactoryList *list;
  Mirror mirror;

  add (registry, "A", "a");
  add_full (registry, "B", "b", 5, GREG_DUPLICATES_REJECT);
  list = greg_factory_list_new (GREG_SOURCE (registry), query);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "A B");
  add_full (registry, "C", "c", 9, GREG_DUPLICATES_REJECT);
  add (registry, "D", "d");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  assert_mirror (&mirror, "2-0+1 3-0+1", "A B C D");
  unregister_ok (registry, "b");
  assert_mirror (&mirror, "1-1+0", "A C D");
  add_full (registry, "E", "c", 0, GREG_DUPLICATES_REPLACE);
  assert_mirror (&mirror, "1-1+1", "A E D");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

static void
test_priority (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactoryList *list;
  Mirror mirror;

  add (registry, "A", "a");
  add_full (registry, "B", "b", 5, GREG_DUPLICATES_REJECT);
  list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "B A");
  add_full (registry, "C", "c", 2, GREG_DUPLICATES_REJECT);
  add_full (registry, "D", "d", 5, GREG_DUPLICATES_REJECT);
  assert_mirror (&mirror, "1-0+1 1-0+1", "B D C A");
  /* The same place in the source is not the same place in the list. */
  add_full (registry, "E", "d", 1, GREG_DUPLICATES_REPLACE);
  assert_mirror (&mirror, "1-1+0 2-0+1", "B C E A");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

static void
test_name (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_NAME, FALSE);
  GregBatch *batch = greg_registry_begin (registry);
  GregFactoryList *list;
  Mirror mirror;

  add (registry, "M", "m");
  add (registry, "C", "c");
  list = greg_factory_list_new (GREG_SOURCE (registry), query);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "C M");
  for (const char *name = "zdaenlk"; *name != '\0'; name++)
    {
      const char text[] = { *name, '\0' }, id[] = { g_ascii_toupper (*name), '\0' };
      g_autoptr (GregFactory) factory = make_factory (id, text, "", 0);

      g_assert_true (greg_batch_add (batch, factory, NULL));
    }
  /* One emission for what comes at one place, in the order of the list. */
  g_assert_true (greg_batch_commit (batch, NULL));
  assert_mirror (&mirror, "0-0+1 2-0+4 7-0+2", "A C D E K L M N Z");
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_mirror (&mirror, "0-1+0 1-4+0 2-2+0", "C M");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

/* --- batches --- */

static void
test_batch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  GregFactoryList *list;
  Mirror mirror;
  g_autoptr (GregFactory) b = make_factory ("B2", "b", "", 0);
  g_autoptr (GregFactory) c = make_factory ("C2", "c", "", 0);
  g_autoptr (GregFactory) x = make_factory ("X", "x", "", 0);
  g_autoptr (GregFactory) x2 = make_factory ("X2", "x", "", 0);

  add (registry, "A", "a");
  add (registry, "B", "b");
  add (registry, "C", "c");
  add (registry, "D", "d");
  list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  mirror_start (&mirror, list);
  /* Two neighbours are replaced; X is never seen, since it is gone again. */
  greg_batch_add_full (batch, b, GREG_DUPLICATES_REPLACE, NULL);
  greg_batch_add_full (batch, x, GREG_DUPLICATES_REPLACE, NULL);
  greg_batch_add_full (batch, x2, GREG_DUPLICATES_REPLACE, NULL);
  greg_batch_add_full (batch, c, GREG_DUPLICATES_REPLACE, NULL);
  g_assert_true (greg_batch_commit (batch, NULL));
  assert_mirror (&mirror, "1-2+2 4-0+1", "A B2 C2 D X2");
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_mirror (&mirror, "1-2+2 4-1+0", "A B C D");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

static void
test_large_batch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  g_autoptr (GregQuery) by_name = make_query (GREG_QUERY_ORDER_NAME, TRUE);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  GregFactoryList *named = greg_factory_list_new (GREG_SOURCE (registry), by_name);
  Mirror mirror, named_mirror;

  mirror_start (&mirror, list);
  mirror_start (&named_mirror, named);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u", i * 7919 % 3000);

      g_assert_true (greg_batch_register_type (batch, name, G_TYPE_OBJECT, NULL));
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  run_context (NULL);
  g_assert_cmpstr (mirror.text->str, ==, "0-0+3000");
  g_assert_cmpstr (named_mirror.text->str, ==, "0-0+3000");
  g_string_truncate (mirror.text, 0);
  g_string_truncate (named_mirror.text, 0);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u", i);

      g_assert_cmpstr (greg_factory_get_name (named_mirror.items->pdata[i]), ==, name);
    }
  unregister_ok (registry, "1500");
  run_context (NULL);
  g_assert_cmpstr (named_mirror.text->str, ==, "1500-1+0");
  g_string_truncate (named_mirror.text, 0);
  g_string_truncate (mirror.text, 0);
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_mirror (&mirror, "0-2999+0", "");
  assert_mirror (&named_mirror, "0-2999+0", "");
  mirror_stop (&mirror);
  mirror_stop (&named_mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (named);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

/* --- stacks --- */

static void
test_stacks (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) fronts = make_query (GREG_QUERY_ORDER_REGISTRATION, FALSE);
  g_autoptr (GregQuery) all = make_query (GREG_QUERY_ORDER_REGISTRATION, TRUE);
  g_autoptr (GregQuery) named = make_query (GREG_QUERY_ORDER_NAME, FALSE);
  GregFactoryList *lists[3];
  Mirror mirrors[3];

  lists[0] = greg_factory_list_new (GREG_SOURCE (registry), fronts);
  lists[1] = greg_factory_list_new (GREG_SOURCE (registry), all);
  lists[2] = greg_factory_list_new (GREG_SOURCE (registry), named);
  for (guint i = 0; i < 3; i++)
    mirror_start (&mirrors[i], lists[i]);
  add (registry, "A", "a");
  add (registry, "B", "b");
  assert_mirror (&mirrors[0], "0-0+1 1-0+1", "A B");
  assert_mirror (&mirrors[1], "0-0+1 1-0+1", "A B");
  assert_mirror (&mirrors[2], "0-0+1 1-0+1", "A B");
  /* Behind: only seen where all are. */
  add_full (registry, "A2", "a", -1, GREG_DUPLICATES_STACK);
  assert_mirror (&mirrors[0], "", "A B");
  assert_mirror (&mirrors[1], "2-0+1", "A B A2");
  assert_mirror (&mirrors[2], "", "A B");
  /* In front. */
  add_full (registry, "A3", "a", 1, GREG_DUPLICATES_STACK);
  assert_mirror (&mirrors[0], "0-1+0 1-0+1", "B A3");
  assert_mirror (&mirrors[1], "3-0+1", "A B A2 A3");
  assert_mirror (&mirrors[2], "0-1+1", "A3 B");
  unregister_ok (registry, "a");
  assert_mirror (&mirrors[0], "0-0+1 2-1+0", "A B");
  assert_mirror (&mirrors[1], "3-1+0", "A B A2");
  assert_mirror (&mirrors[2], "0-1+1", "A B");
  /* All of that name at once. */
  add_full (registry, "A4", "a", 0, GREG_DUPLICATES_REPLACE);
  assert_mirror (&mirrors[0], "0-1+1", "A4 B");
  assert_mirror (&mirrors[1], "0-1+1 2-1+0", "A4 B");
  assert_mirror (&mirrors[2], "0-1+1", "A4 B");
  for (guint i = 0; i < 3; i++)
    {
      mirror_stop (&mirrors[i]);
      g_assert_finalize_object (lists[i]);
    }
  g_assert_finalize_object (registry);
}

/* --- which ones --- */

static void
add_tagged (GregRegistry *registry, const char *id, const char *name, int priority, const char *tag)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, "", priority);

  if (tag != NULL)
    g_assert_true (greg_factory_add_tag (factory, tag, NULL));
  register_ok (registry, factory, GREG_DUPLICATES_STACK);
}

static void
test_query (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_REGISTRATION, FALSE);
  GregFactoryList *list;
  Mirror mirror;

  greg_query_add_tag (query, "red");
  add_tagged (registry, "A", "a", 0, "red");
  add_tagged (registry, "B", "b", 0, "blue");
  list = greg_factory_list_new (GREG_SOURCE (registry), query);
  /* The list has its own copy. */
  greg_query_add_tag (query, "green");
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "A");
  add_tagged (registry, "C", "c", 0, NULL);
  add_tagged (registry, "D", "d", 0, "red");
  assert_mirror (&mirror, "1-0+1", "A D");
  /* What does not match hides what would. */
  add_tagged (registry, "A2", "a", 1, "blue");
  assert_mirror (&mirror, "0-1+0", "D");
  unregister_ok (registry, "b");
  unregister_ok (registry, "c");
  assert_mirror (&mirror, "", "D");
  unregister_ok (registry, "a");
  assert_mirror (&mirror, "0-0+1", "A D");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

/* What goes is one place in the list, though others went between. */
static void
test_gaps (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_REGISTRATION, FALSE);
  GregFactoryList *list;
  Mirror mirror;

  greg_query_include (query, "red*");
  list = greg_factory_list_new (GREG_SOURCE (registry), query);
  mirror_start (&mirror, list);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf (i % 2 == 0 ? "red%u" : "blue%u", i);
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (GregFactory) factory = make_factory (id, name, "", 0);

      g_assert_true (greg_batch_add (batch, factory, NULL));
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  assert_mirror (&mirror, "0-0+5", "0 2 4 6 8");
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_mirror (&mirror, "0-5+0", "");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

/* --- properties --- */

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
test_properties (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_NAME, FALSE);
  GregFactoryList *list = g_object_new (GREG_TYPE_FACTORY_LIST, "query", query, "source", registry, NULL);
  g_autoptr (GregSource) source = NULL;
  g_autoptr (GregQuery) copy = NULL;
  GType item_type;
  guint n_items, n_notified = 0, n_lost = 0;

  g_signal_connect (list, "notify::n-items", G_CALLBACK (count_cb), &n_notified);
  g_signal_connect (list, "notify::source", G_CALLBACK (count_cb), &n_lost);
  g_object_get (list, "source", &source, "query", &copy, "item-type", &item_type, "n-items", &n_items,
                NULL);
  g_assert_true (source == GREG_SOURCE (registry));
  g_assert_true (copy != query);
  g_assert_cmpint (greg_query_get_order (copy), ==, GREG_QUERY_ORDER_NAME);
  g_assert_true (item_type == GREG_TYPE_FACTORY);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == GREG_TYPE_FACTORY);
  g_assert_cmpuint (n_items, ==, 0);
  add (registry, "A", "a");
  add_full (registry, "B", "a", 0, GREG_DUPLICATES_REPLACE);
  run_context (NULL);
  g_object_get (list, "n-items", &n_items, NULL);
  g_assert_cmpuint (n_items, ==, 1);
  g_assert_cmpuint (n_notified, ==, 1);
  g_clear_object (&source);
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_finalize_object (registry);
  run_context (NULL);
  g_assert_cmpuint (n_lost, ==, 1);
  g_assert_cmpuint (n_notified, ==, 2);
  g_object_get (list, "source", &source, NULL);
  g_assert_null (source);
  g_assert_finalize_object (list);
}

static void
test_no_source (void)
{
  GregFactoryList *list = g_object_new (GREG_TYPE_FACTORY_LIST, NULL);
  g_autoptr (GregQuery) query = greg_factory_list_dup_query (list);

  g_assert_null (greg_factory_list_dup_source (list));
  g_assert_nonnull (query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_finalize_object (list);
}

/* --- lives --- */

static void
test_source_goes (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  GregFactoryList *list;
  Mirror mirror;

  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  add (registry, "B", "b");
  list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  mirror_start (&mirror, list);
  add (registry, "C", "c");
  g_assert_finalize_object (registry);
  mirror_check (&mirror);
  g_assert_cmpuint (mirror.items->len, ==, 2);
  assert_mirror (&mirror, "0-2+0", "");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (a);
}

static void
test_source_goes_unseen (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0);
  GregFactoryList *list;

  register_ok (registry, a, GREG_DUPLICATES_REJECT);
  list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (list);
  g_assert_finalize_object (a);
  run_context (NULL);
}

static void
drop_cb (GListModel *list, guint position, guint removed, guint added, guint *n)
{
  ++*n;
  g_object_unref (list);
}

static void
test_drop_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  gpointer weak = list;
  guint n = 0;

  g_object_add_weak_pointer (G_OBJECT (list), &weak);
  g_signal_connect (list, "items-changed", G_CALLBACK (drop_cb), &n);
  add (registry, "A", "a");
  add (registry, "B", "b");
  run_context (NULL);
  g_assert_null (weak);
  g_assert_cmpuint (n, ==, 1);
  g_assert_finalize_object (registry);
}

static void
dispose_cb (GListModel *list, guint position, guint removed, guint added, guint *n)
{
  ++*n;
  g_object_run_dispose (G_OBJECT (list));
}

/* A batch that needs several emissions ends with the list. */
static void
test_dispose_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregBatch *batch = greg_registry_begin (registry);
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_NAME, FALSE);
  GregFactoryList *list;
  guint n = 0;

  add (registry, "M", "m");
  list = greg_factory_list_new (GREG_SOURCE (registry), query);
  g_signal_connect (list, "items-changed", G_CALLBACK (dispose_cb), &n);
  g_assert_true (greg_batch_register_type (batch, "a", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_register_type (batch, "z", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_batch_commit (batch, NULL));
  run_context (NULL);
  g_assert_cmpuint (n, ==, 1);
  g_assert_finalize_object (list);
  g_assert_finalize_object (batch);
  g_assert_finalize_object (registry);
}

static void
drop_source_cb (GListModel *list, guint position, guint removed, guint added, GregRegistry **registry)
{
  g_clear_object (registry);
}

static void
test_drop_source_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  Mirror mirror;

  mirror_start (&mirror, list);
  g_signal_connect (list, "items-changed", G_CALLBACK (drop_source_cb), &registry);
  add (registry, "A", "a");
  add (registry, "B", "b");
  assert_mirror (&mirror, "0-0+1 1-0+1 0-2+0", "");
  g_assert_null (registry);
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
}

static void
run_cb (GListModel *list, guint position, guint removed, guint added, GregRegistry *registry)
{
  guint n = g_list_model_get_n_items (list);
  g_autofree char *name = g_strdup_printf ("n%u", n);

  if (n < 5)
    g_assert_true (greg_registry_register_type (registry, name, G_TYPE_OBJECT, NULL));
  run_context (NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n);
}

/* A list does not change while a handler runs the main loop. */
static void
test_run_in_handler (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  Mirror mirror;

  mirror_start (&mirror, list);
  g_signal_connect (list, "items-changed", G_CALLBACK (run_cb), registry);
  add (registry, "A", "a");
  run_context (NULL);
  g_assert_cmpstr (mirror.text->str, ==, "0-0+1 1-0+1 2-0+1 3-0+1 4-0+1");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

static void
test_context (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GMainContext *context = g_main_context_new ();
  GregFactoryList *list;
  Mirror mirror;

  g_main_context_push_thread_default (context);
  list = greg_factory_list_new (GREG_SOURCE (registry), NULL);
  g_main_context_pop_thread_default (context);
  mirror_start (&mirror, list);
  add (registry, "A", "a");
  assert_mirror (&mirror, "", "");
  run_context (context);
  assert_mirror (&mirror, "0-0+1", "A");
  /* Without its context it stays as it is. */
  g_main_context_unref (context);
  add (registry, "B", "b");
  assert_mirror (&mirror, "", "A");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

/* The number of a list is none of a watch. */
static void
test_not_a_watch (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (registry), NULL);

  for (guint i = 0; i < 100; i++)
    g_assert_false (greg_source_unwatch (GREG_SOURCE (registry), i));
  add (registry, "A", "a");
  run_context (NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_finalize_object (list);
  g_assert_finalize_object (registry);
}

/* --- sources that only tell that they changed --- */

static void
test_listed (void)
{
  ListSource *source = list_source_new ();
  GregFactory *factories[8];
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_REGISTRATION, FALSE);
  GregFactoryList *list;
  Mirror mirror;

  for (guint i = 0; i < G_N_ELEMENTS (factories); i++)
    {
      const char id[] = { (char) ('A' + i), '\0' }, name[] = { (char) ('a' + i), '\0' };

      factories[i] = make_factory (id, name, "", 0);
      if (i < 6)
        list_source_change (source, i, 0, factories[i]);
    }
  list = greg_factory_list_new (GREG_SOURCE (source), query);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "A B C D E F");
  list_source_change (source, 3, 1, factories[6]);
  assert_mirror (&mirror, "", "A B C D E F");
  list_source_announce (source);
  assert_mirror (&mirror, "3-1+1", "A B C G E F");
  list_source_change (source, 0, 2, NULL);
  list_source_change (source, 4, 0, factories[7]);
  list_source_announce (source);
  assert_mirror (&mirror, "0-2+0 4-0+1", "C G E F H");
  list_source_change (source, 1, 1, NULL);
  list_source_change (source, 1, 0, factories[0]);
  list_source_change (source, 3, 1, factories[1]);
  list_source_announce (source);
  assert_mirror (&mirror, "1-1+1 3-1+1", "C A E B H");
  /* What stays has changed places. */
  list_source_change (source, 1, 1, NULL);
  list_source_change (source, 3, 0, factories[0]);
  list_source_announce (source);
  assert_mirror (&mirror, "1-3+3", "C E B A H");
  list_source_announce (source);
  assert_mirror (&mirror, "", "C E B A H");
  list_source_change (source, 0, 5, NULL);
  list_source_announce (source);
  assert_mirror (&mirror, "0-5+0", "");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  g_assert_finalize_object (source);
  for (guint i = 0; i < G_N_ELEMENTS (factories); i++)
    g_assert_finalize_object (factories[i]);
}

static void
test_listed_stacks (void)
{
  ListSource *source = list_source_new ();
  g_autoptr (GregQuery) query = make_query (GREG_QUERY_ORDER_REGISTRATION, TRUE);
  g_autoptr (GregFactory) a = make_factory ("A", "a", "", 0);
  g_autoptr (GregFactory) a2 = make_factory ("A2", "a", "", 0);
  g_autoptr (GregFactory) b = make_factory ("B", "b", "", 0);
  GregFactoryList *fronts, *all;
  Mirror mirrors[2];

  list_source_change (source, 0, 0, a);
  list_source_change (source, 1, 0, b);
  list_source_change (source, 2, 0, a2);
  fronts = greg_factory_list_new (GREG_SOURCE (source), NULL);
  all = greg_factory_list_new (GREG_SOURCE (source), query);
  mirror_start (&mirrors[0], fronts);
  mirror_start (&mirrors[1], all);
  assert_mirror (&mirrors[0], "", "A B");
  assert_mirror (&mirrors[1], "", "A A2 B");
  /* One factory may be listed twice. */
  list_source_change (source, 0, 0, b);
  list_source_announce (source);
  assert_mirror (&mirrors[0], "0-2+2", "B A");
  assert_mirror (&mirrors[1], "0-3+4", "B B A A2");
  list_source_change (source, 2, 1, NULL);
  list_source_announce (source);
  assert_mirror (&mirrors[0], "", "B A");
  assert_mirror (&mirrors[1], "1-1+0", "B A A2");
  mirror_stop (&mirrors[0]);
  mirror_stop (&mirrors[1]);
  g_assert_finalize_object (fronts);
  g_assert_finalize_object (all);
  g_assert_finalize_object (source);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/factory-list/order/registration", test_registration);
  g_test_add_func ("/factory-list/order/priority", test_priority);
  g_test_add_func ("/factory-list/order/name", test_name);
  g_test_add_func ("/factory-list/batch", test_batch);
  g_test_add_func ("/factory-list/large-batch", test_large_batch);
  g_test_add_func ("/factory-list/stacks", test_stacks);
  g_test_add_func ("/factory-list/query", test_query);
  g_test_add_func ("/factory-list/gaps", test_gaps);
  g_test_add_func ("/factory-list/properties", test_properties);
  g_test_add_func ("/factory-list/no-source", test_no_source);
  g_test_add_func ("/factory-list/source-goes", test_source_goes);
  g_test_add_func ("/factory-list/source-goes-unseen", test_source_goes_unseen);
  g_test_add_func ("/factory-list/handler/drop", test_drop_in_handler);
  g_test_add_func ("/factory-list/handler/dispose", test_dispose_in_handler);
  g_test_add_func ("/factory-list/handler/drop-source", test_drop_source_in_handler);
  g_test_add_func ("/factory-list/handler/run", test_run_in_handler);
  g_test_add_func ("/factory-list/context", test_context);
  g_test_add_func ("/factory-list/not-a-watch", test_not_a_watch);
  g_test_add_func ("/factory-list/listed", test_listed);
  g_test_add_func ("/factory-list/listed-stacks", test_listed_stacks);
  return g_test_run ();
}
