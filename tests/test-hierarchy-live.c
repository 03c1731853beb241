/* test-hierarchy-live.c - registries with parents that change: signals, watches, lists, generations
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

/* --- signals --- */

typedef struct
{
  Family family;
  Record top, vision, det, text;
} Heard;

static void
heard_start (Heard *self)
{
  self->family = family_new (NULL);
  record_start (&self->top, self->family.top);
  record_start (&self->vision, self->family.vision);
  record_start (&self->det, self->family.det);
  record_start (&self->text, self->family.text);
}

static void
heard_stop (Heard *self)
{
  record_stop (&self->top);
  record_stop (&self->vision);
  record_stop (&self->det);
  record_stop (&self->text);
  family_free (&self->family);
}

static void
assert_heard (Heard *self, const char *top, const char *vision, const char *det, const char *text)
{
  assert_record (&self->top, top);
  assert_record (&self->vision, vision);
  assert_record (&self->det, det);
  assert_record (&self->text, text);
}

/* What comes and goes is told where it does; below, that something has changed. */
static void
test_signals (void)
{
  Heard heard;

  heard_start (&heard);
  put (heard.family.vision, "a", "x");
  assert_heard (&heard, "", "+a changed", "changed", "");
  put (heard.family.top, "b", "x");
  assert_heard (&heard, "+b changed", "changed", "changed", "changed");
  unregister_ok (heard.family.vision, "x");
  assert_heard (&heard, "", "-a changed", "changed", "");
  put (heard.family.fast, "c", "x");
  assert_heard (&heard, "", "", "", "");
  g_assert_false (greg_registry_unregister (heard.family.det, "x", NULL));
  assert_heard (&heard, "", "", "", "");
  heard_stop (&heard);
}

static void
test_signals_of_masks (void)
{
  Heard heard;

  heard_start (&heard);
  mask_ok (heard.family.vision, "x");
  assert_heard (&heard, "", "changed", "changed", "");
  mask_ok (heard.family.vision, "x");
  unmask_ok (heard.family.vision, "y");
  assert_heard (&heard, "", "", "", "");
  unmask_ok (heard.family.vision, "x");
  assert_heard (&heard, "", "changed", "changed", "");
  greg_registry_freeze (heard.family.vision);
  g_assert_false (greg_registry_mask (heard.family.vision, "x", NULL));
  assert_heard (&heard, "", "", "", "");
  heard_stop (&heard);
}

static GObject *
make_object (GregSource *source,
             GregFactory *factory,
             GregContext *context,
             gpointer user_data,
             GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

/* What is built is no longer the same for those below either. */
static void
test_signals_of_build_func (void)
{
  Heard heard;

  heard_start (&heard);
  greg_source_set_build_func (GREG_SOURCE (heard.family.vision), make_object, NULL, NULL);
  assert_heard (&heard, "", "changed", "changed", "");
  heard_stop (&heard);
}

/* Once, however many come and go. */
static void
test_signals_of_batches (void)
{
  Heard heard;
  g_autoptr (GregBatch) batch = NULL;

  heard_start (&heard);
  batch = greg_registry_begin (heard.family.top);
  for (guint i = 0; i < 3; i++)
    {
      const char *const names[] = { "x", "y", "z" };
      g_autoptr (GregFactory) factory = make_factory (names[i], names[i], "", 0);

      g_assert_true (greg_batch_add (batch, factory, NULL));
    }
  g_assert_true (greg_batch_commit (batch, NULL));
  assert_heard (&heard, "+x +y +z changed", "changed", "changed", "changed");
  assert_list (heard.family.fast, "x y z");
  g_assert_true (greg_batch_revert (batch, NULL));
  assert_heard (&heard, "-z -y -x changed", "changed", "changed", "changed");
  assert_list (heard.family.fast, "");
  g_clear_object (&batch);
  heard_stop (&heard);
}

/* Freezing ends the changes of one level, not of those above and below. */
static void
test_freeze (void)
{
  Heard heard;

  heard_start (&heard);
  greg_registry_freeze (heard.family.vision);
  assert_heard (&heard, "", "", "", "");
  put (heard.family.top, "a", "x");
  put (heard.family.det, "b", "x");
  assert_heard (&heard, "+a changed", "changed", "changed +b changed", "changed");
  g_assert_false (greg_registry_register_type (heard.family.vision, "x", G_TYPE_OBJECT, NULL));
  assert_lookup (heard.family.vision, "x", "a");
  assert_lookup (heard.family.fast, "x", "b");
  heard_stop (&heard);
}

/* --- watches --- */

/* What a watch told, as “+a -b c>d”. */
static void
note_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  GString *text = user_data;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (removed == NULL)
    g_string_append_printf (text, "+%s", id_of (added));
  else if (added == NULL)
    g_string_append_printf (text, "-%s", id_of (removed));
  else
    g_string_append_printf (text, "%s>%s", id_of (removed), id_of (added));
}

static void
assert_told (GString *text, const char *expected)
{
  run_context (NULL);
  g_assert_cmpstr (text->str, ==, expected);
  g_string_truncate (text, 0);
}

static guint
watch (GregRegistry *registry, GregWatchFlags flags, GString *told)
{
  return greg_source_watch (GREG_SOURCE (registry), flags, note_cb, told, NULL);
}

static void
test_watch (void)
{
  Family family = family_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  watch (family.det, GREG_WATCH_NONE, told);
  put (family.top, "t1", "x");
  assert_told (told, "+t1");
  put (family.top, "t2", "x");
  put_full (family.top, "t3", "y", "z", 0);
  assert_told (told, "+t2 +t3");
  /* hidden by a name, uncovered */
  put (family.vision, "v1", "x");
  assert_told (told, "t1>v1 -t2");
  put (family.top, "t4", "x");
  assert_told (told, "");
  unregister_ok (family.vision, "x");
  assert_told (told, "v1>t1 +t2 +t4");
  /* hidden by an alias */
  put_full (family.det, "d1", "d", "y", 0);
  assert_told (told, "-t3 +d1");
  unregister_ok (family.det, "d");
  assert_told (told, "-d1 +t3");
  family_free (&family);
}

static void
test_watch_masks (void)
{
  Family family = family_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  put (family.top, "t1", "x");
  put (family.vision, "v1", "y");
  watch (family.fast, GREG_WATCH_REPLAY, told);
  assert_told (told, "+v1 +t1");
  mask_ok (family.vision, "x");
  assert_told (told, "-t1");
  mask_ok (family.vision, "y");
  assert_told (told, "");
  mask_ok (family.det, "y");
  assert_told (told, "-v1");
  unmask_ok (family.vision, "x");
  unmask_ok (family.det, "y");
  assert_told (told, "+v1 +t1");
  family_free (&family);
}

/* The own level first, and all that stands behind a front. */
static void
test_watch_replay (void)
{
  Family family = family_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  put (family.top, "t1", "x");
  put (family.top, "t2", "y");
  put (family.top, "t3", "y");
  put (family.vision, "v1", "x");
  put (family.vision, "v2", "z");
  put (family.vision, "v3", "x");
  put (family.text, "e1", "e");
  watch (family.vision, GREG_WATCH_REPLAY, told);
  assert_told (told, "+v1 +v2 +v3 +t2 +t3");
  put (family.text, "e2", "e2");
  put (family.det, "d1", "d1");
  assert_told (told, "");
  family_free (&family);
}

/* Of what happens before the context runs, the result is told. */
static void
test_watch_result (void)
{
  Family family = family_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  watch (family.det, GREG_WATCH_NONE, told);
  put (family.top, "t1", "x");
  put (family.vision, "v1", "x");
  unregister_ok (family.top, "x");
  put (family.top, "t2", "y");
  unregister_ok (family.top, "y");
  assert_told (told, "+v1");
  family_free (&family);
}

static void
never_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
destroyed_cb (gpointer n)
{
  ++*(guint *) n;
}

/* It ends with the registry that is watched, whatever becomes of the parent. */
static void
test_watch_ends (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_destroyed = 0;
  guint id;

  greg_source_watch (GREG_SOURCE (child), GREG_WATCH_NONE, note_cb, told, NULL);
  id = greg_source_watch (GREG_SOURCE (child), GREG_WATCH_NONE, never_cb, &n_destroyed,
                          destroyed_cb);
  put (top, "a", "x");
  g_assert_true (greg_source_unwatch (GREG_SOURCE (child), id));
  g_assert_cmpuint (n_destroyed, ==, 1);
  g_assert_finalize_object (child);
  put (top, "b", "y");
  assert_told (told, "");
  g_assert_cmpuint (n_destroyed, ==, 1);
  g_assert_finalize_object (top);
}

/* --- lists --- */

static void
assert_fresh (Mirror *mirror, GregRegistry *registry, GregQuery *query)
{
  g_autoptr (GPtrArray) fresh = NULL;

  run_context (NULL);
  fresh = greg_source_query (GREG_SOURCE (registry), query);
  g_assert_cmpuint (mirror->items->len, ==, fresh->len);
  for (guint i = 0; i < fresh->len; i++)
    g_assert_true (mirror->items->pdata[i] == fresh->pdata[i]);
}

static void
test_list (void)
{
  Family family = family_new (NULL);
  GregFactoryList *list;
  Mirror mirror;

  put_full (family.top, "t5", "a", "", 5);
  put_full (family.vision, "v3", "b", "", 3);
  list = greg_factory_list_new (GREG_SOURCE (family.det), NULL);
  mirror_start (&mirror, list);
  assert_mirror (&mirror, "", "t5 v3");
  put_full (family.top, "t4", "c", "", 4);
  assert_mirror (&mirror, "1-0+1", "t5 t4 v3");
  put_full (family.det, "d1", "a", "", 1);
  assert_mirror (&mirror, "0-1+0 2-0+1", "t4 v3 d1");
  unregister_ok (family.det, "a");
  assert_mirror (&mirror, "0-0+1 3-1+0", "t5 t4 v3");
  mask_ok (family.vision, "c");
  assert_mirror (&mirror, "1-1+0", "t5 v3");
  assert_fresh (&mirror, family.det, NULL);
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&family);
}

static void
test_list_own (void)
{
  Family family = family_new (NULL);
  g_autoptr (GregQuery) query = greg_query_new ();
  GregFactoryList *list;
  Mirror mirror;

  greg_query_set_own (query, TRUE);
  put (family.top, "t1", "a");
  list = greg_factory_list_new (GREG_SOURCE (family.det), query);
  mirror_start (&mirror, list);
  put (family.top, "t2", "b");
  assert_mirror (&mirror, "", "");
  put (family.det, "d1", "b");
  assert_mirror (&mirror, "0-0+1", "d1");
  mask_ok (family.det, "b");
  assert_mirror (&mirror, "", "d1");
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&family);
}

static void
test_list_stacked (void)
{
  Family family = family_new (NULL);
  g_autoptr (GregQuery) query = greg_query_new ();
  GregFactoryList *list;
  Mirror mirror;

  greg_query_set_stacked (query, TRUE);
  list = greg_factory_list_new (GREG_SOURCE (family.det), query);
  mirror_start (&mirror, list);
  put_full (family.top, "t9", "a", "", 9);
  put_full (family.top, "t5", "b", "", 5);
  put_full (family.det, "d1", "a", "", 1);
  assert_mirror (&mirror, "0-0+3", "t5 d1 t9");
  mask_ok (family.vision, "a");
  assert_mirror (&mirror, "2-1+0", "t5 d1");
  assert_fresh (&mirror, family.det, query);
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&family);
}

/* --- in the middle of it --- */

static void
add_above_cb (GregRegistry *registry, GregRegistry *above)
{
  if (!greg_source_contains (GREG_SOURCE (above), "again"))
    put (above, "again", "again");
}

/* A handler below changes the level whose change is passed on. */
static void
test_change_while_passing_on (void)
{
  Heard heard;

  heard_start (&heard);
  g_signal_connect (heard.family.vision, "changed", G_CALLBACK (add_above_cb), heard.family.top);
  put (heard.family.top, "a", "x");
  assert_heard (&heard, "+a changed +again changed", "changed changed", "changed changed",
                "changed changed");
  assert_list (heard.family.fast, "a again");
  heard_stop (&heard);
}

static void
drop_cb (GregRegistry *registry, GregRegistry **held)
{
  g_clear_object (held);
}

/* A handler drops whoever would be told next, and whoever is told now. */
static void
test_drop_while_passing_on (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *first = new_child (top, "first");
  GregRegistry *second = new_child (top, "second");
  GregRegistry *below = new_child (second, "below");
  gpointer watched[] = { first, second, below };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_object_add_weak_pointer (watched[i], &watched[i]);
  g_signal_connect (first, "changed", G_CALLBACK (drop_cb), &below);
  g_signal_connect (first, "changed", G_CALLBACK (drop_cb), &second);
  g_signal_connect (first, "changed", G_CALLBACK (drop_cb), &first);
  put (top, "a", "x");
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_assert_null (watched[i]);
  g_assert_finalize_object (top);
}

static void
drop_parent_cb (GregSource *source, GregFactory *factory, GregRegistry **held)
{
  g_clear_object (&held[1]);
  g_clear_object (&held[0]);
}

/* The registry that changes goes, with its child, while it tells so. */
static void
test_drop_while_telling (void)
{
  GregRegistry *held[2];
  gpointer watched[2];

  held[0] = greg_registry_new ("top", G_TYPE_NONE);
  held[1] = new_child (held[0], "child");
  for (guint i = 0; i < 2; i++)
    {
      watched[i] = held[i];
      g_object_add_weak_pointer (watched[i], &watched[i]);
    }
  g_signal_connect (held[0], "registered", G_CALLBACK (drop_parent_cb), held);
  put (held[0], "a", "x");
  g_assert_null (watched[0]);
  g_assert_null (watched[1]);
}

typedef struct
{
  GregRegistry *made;
  Record record;
} Late;

static void
make_child_cb (GregRegistry *registry, Late *late)
{
  if (late->made != NULL)
    return;
  late->made = new_child (registry, "late");
  record_start (&late->record, late->made);
}

/* Who comes while a change is told has it already, and is told of the next. */
static void
test_make_while_telling (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  Late late = { 0 };

  g_signal_connect (top, "changed", G_CALLBACK (make_child_cb), &late);
  put (top, "a", "x");
  assert_list (late.made, "a");
  g_string_truncate (late.record.text, 0);
  put (top, "b", "y");
  assert_record (&late.record, "changed");
  assert_list (late.made, "a b");
  record_stop (&late.record);
  g_assert_finalize_object (late.made);
  g_assert_finalize_object (top);
}

static void
withdraw_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  note_cb (source, removed, added, user_data);
  if (added != NULL && g_str_equal (id_of (added), "t1"))
    unregister_ok (greg_registry_get_root (GREG_REGISTRY (source)), "x");
}

/* The watch of a child changes the parent. */
static void
test_change_in_watch (void)
{
  Family family = family_new (NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  greg_source_watch (GREG_SOURCE (family.det), GREG_WATCH_NONE, withdraw_cb, told, NULL);
  put (family.top, "t1", "x");
  put (family.top, "t2", "y");
  assert_told (told, "+t1 +t2 -t1");
  family_free (&family);
}

static void
fill_cb (GListModel *list, guint position, guint removed, guint added, GregRegistry *above)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  guint n = g_list_model_get_n_items (list);

  if (n < G_N_ELEMENTS (names))
    put (above, "more", names[n]);
}

static void
test_change_in_list (void)
{
  Family family = family_new (NULL);
  GregFactoryList *list = greg_factory_list_new (GREG_SOURCE (family.fast), NULL);
  Mirror mirror;

  mirror_start (&mirror, list);
  g_signal_connect (list, "items-changed", G_CALLBACK (fill_cb), family.vision);
  put (family.top, "first", "a");
  assert_mirror (&mirror, "0-0+1 0-0+1 1-0+1 2-0+1", "more more more first");
  assert_fresh (&mirror, family.fast, NULL);
  mirror_stop (&mirror);
  g_assert_finalize_object (list);
  family_free (&family);
}

/* --- generations --- */

static guint64
generation_of (GregRegistry *registry)
{
  return greg_source_dup_generation (GREG_SOURCE (registry));
}

/* One for the whole tree: a scope may lead to any level of it. */
static void
test_generation (void)
{
  Family family = family_new (NULL);
  GregRegistry *all[] = { family.top, family.vision, family.fast, family.tiny };
  GregRegistry *stranger = greg_registry_new ("stranger", G_TYPE_NONE);
  guint64 before[G_N_ELEMENTS (all)];
  GregRegistry *late = NULL;

  for (guint step = 0; step < 8; step++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        before[i] = generation_of (all[i]);
      switch (step)
        {
        case 0:
          put (family.det, "a", "x");
          break;
        case 1:
          put (family.text, "b", "y");
          break;
        case 2:
          mask_ok (family.tiny, "y");
          break;
        case 3:
          unmask_ok (family.tiny, "y");
          break;
        case 4:
          late = new_child (family.text, "late");
          break;
        case 5:
          put (late, "c", "z");
          break;
        case 6:
          g_assert_finalize_object (late);
          break;
        default:
          unregister_ok (family.det, "x");
        }
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        g_assert_cmpuint (generation_of (all[i]), >, before[i]);
    }
  g_assert_cmpuint (generation_of (stranger), ==, 0);
  mask_ok (family.tiny, "q");
  before[0] = generation_of (family.fast);
  mask_ok (family.tiny, "q");
  g_assert_false (greg_registry_unregister (family.det, "x", NULL));
  greg_registry_freeze (family.det);
  g_assert_cmpuint (generation_of (family.fast), ==, before[0]);
  g_assert_finalize_object (stranger);
  family_free (&family);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hierarchy-live/signals/registering", test_signals);
  g_test_add_func ("/hierarchy-live/signals/masks", test_signals_of_masks);
  g_test_add_func ("/hierarchy-live/signals/build-func", test_signals_of_build_func);
  g_test_add_func ("/hierarchy-live/signals/batches", test_signals_of_batches);
  g_test_add_func ("/hierarchy-live/signals/freeze", test_freeze);
  g_test_add_func ("/hierarchy-live/watch/changes", test_watch);
  g_test_add_func ("/hierarchy-live/watch/masks", test_watch_masks);
  g_test_add_func ("/hierarchy-live/watch/replay", test_watch_replay);
  g_test_add_func ("/hierarchy-live/watch/result", test_watch_result);
  g_test_add_func ("/hierarchy-live/watch/ends", test_watch_ends);
  g_test_add_func ("/hierarchy-live/list/changes", test_list);
  g_test_add_func ("/hierarchy-live/list/own", test_list_own);
  g_test_add_func ("/hierarchy-live/list/stacked", test_list_stacked);
  g_test_add_func ("/hierarchy-live/reentrant/change", test_change_while_passing_on);
  g_test_add_func ("/hierarchy-live/reentrant/drop-below", test_drop_while_passing_on);
  g_test_add_func ("/hierarchy-live/reentrant/drop-all", test_drop_while_telling);
  g_test_add_func ("/hierarchy-live/reentrant/make", test_make_while_telling);
  g_test_add_func ("/hierarchy-live/reentrant/watch", test_change_in_watch);
  g_test_add_func ("/hierarchy-live/reentrant/list", test_change_in_list);
  g_test_add_func ("/hierarchy-live/generation", test_generation);
  return g_test_run ();
}
