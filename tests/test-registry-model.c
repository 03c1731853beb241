/* test-registry-model.c - random operations on a registry, against the rules written down naively
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The model keeps its factories in one array and answers every question by looking at all of them.
 * After each step every look-up, the lists, and the signals of the step must be the same. A failure
 * prints the seed and the step; "test-registry-model --only N" runs that one alone. */

#include "registry-helpers.h"
#include "seed-helpers.h"

#include <string.h>

static const char *const texts[] = { "a", "b", "c", "d", "e", "f" };
static const char *const ids[] = { "1", "2", "3" };
static const char *const files[] = { "x.c", "y.c" };
static const char *const modules[] = { "m", "n" };

#define N_STEPS 300
#define N_BATCHES 3

typedef struct
{
  GregFactory *factory; /* alive as long as the run */
  guint64 serial;
} Item;

typedef struct
{
  GregFactory *old_factory;
  GregFactory *new_factory;
} Signal;

/* One addition that changed something: who came, and who left for it, the front first. */
typedef struct
{
  Item came;
  guint n_left;
  Item left[16];
} Event;

typedef enum
{
  OPEN,
  COMMITTED,
  REVERTED
} State;

typedef struct
{
  GregFactory *factory;
  GregDuplicates duplicates;
} Addition;

typedef struct
{
  GregBatch *batch;
  State state;
  GArray *additions; /* of Addition */
  GArray *events;    /* of Event */
} ModelBatch;

typedef struct
{
  guint seed;
  guint step;
  const char *what; /* the operation of the step */
  GRand *random;
  GPtrArray *known; /* every factory that was made */

  GArray *items; /* of Item */
  guint64 last_serial;
  gboolean frozen;
  gboolean redefine;
  GregDuplicates duplicates;
  GArray *signals; /* of Signal: what the step should emit */
  ModelBatch batches[N_BATCHES];

  GregRegistry *registry;
  GArray *emitted; /* of Signal: what it did emit */
  guint n_changed;
} Model;

#define check(self, condition)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("seed %u, step %u (%s): %s", (self)->seed, (self)->step, (self)->what, #condition); \
  }                                                                                                \
  G_STMT_END

static guint
pick (Model *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

/* --- the naive rules --- */

static const char *
name_of (GregFactory *factory)
{
  return greg_factory_get_name (factory);
}

static gboolean
has_text (GregFactory *factory, const char *text)
{
  return g_str_equal (name_of (factory), text)
         || g_strv_contains (greg_factory_get_aliases (factory), text);
}

static gboolean
is_identical (GregFactory *a, GregFactory *b)
{
  return g_str_equal (name_of (a), name_of (b)) && g_str_equal (id_of (a), id_of (b))
         && greg_factory_get_priority (a) == greg_factory_get_priority (b)
         && g_strv_equal (greg_factory_get_aliases (a), greg_factory_get_aliases (b));
}

static gboolean
is_same_definition (GregFactory *a, GregFactory *b, gboolean redefine)
{
  const char *module_a, *name_a, *file_a, *module_b, *name_b, *file_b;
  guint line_a, line_b;

  greg_factory_get_origin (a, &module_a, &name_a, &file_a, &line_a);
  greg_factory_get_origin (b, &module_b, &name_b, &file_b, &line_b);
  if (name_a == NULL || g_strcmp0 (name_a, name_b) != 0)
    return FALSE;
  return (g_strcmp0 (file_a, file_b) == 0 && line_a == line_b)
         || (redefine && g_strcmp0 (module_a, module_b) == 0);
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const Item *item_a = a, *item_b = b;
  int priority_a = greg_factory_get_priority (item_a->factory);
  int priority_b = greg_factory_get_priority (item_b->factory);

  if (priority_a != priority_b)
    return priority_a > priority_b ? -1 : 1;
  return item_a->serial < item_b->serial ? -1 : 1;
}

static int
compare_serial (gconstpointer a, gconstpointer b)
{
  return ((const Item *) a)->serial < ((const Item *) b)->serial ? -1 : 1;
}

/* Those of a text, front first. */
static GArray *
stack_of (Model *self, const char *text)
{
  GArray *stack = g_array_new (FALSE, FALSE, sizeof (Item));

  for (guint i = 0; i < self->items->len; i++)
    {
      Item item = g_array_index (self->items, Item, i);

      if (has_text (item.factory, text))
        g_array_append_val (stack, item);
    }
  g_array_sort (stack, compare_rank);
  return stack;
}

static int
index_of (Model *self, GregFactory *factory)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, Item, i).factory == factory)
      return (int) i;
  return -1;
}

static gboolean
is_free_of_others (Model *self, GregFactory *factory)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      GregFactory *other = g_array_index (self->items, Item, i).factory;

      if (g_str_equal (name_of (factory), name_of (other)))
        continue;
      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        if (has_text (factory, texts[t]) && has_text (other, texts[t]))
          return FALSE;
    }
  return TRUE;
}

static void
model_emit (Model *self, GregFactory *old_factory, GregFactory *new_factory)
{
  Signal signal = { old_factory, new_factory };

  g_array_append_val (self->signals, signal);
}

static void
leave (Model *self, Event *event, GregFactory *factory)
{
  int i = index_of (self, factory);

  g_assert_cmpuint (event->n_left, <, G_N_ELEMENTS (event->left));
  event->left[event->n_left++] = g_array_index (self->items, Item, i);
  g_array_remove_index (self->items, (guint) i);
}

static void
come (Model *self, Event *event, GregFactory *factory, GArray *events)
{
  event->came.factory = factory;
  event->came.serial = 0;
  for (guint i = 0; i < event->n_left; i++)
    if (event->came.serial == 0 || event->left[i].serial < event->came.serial)
      event->came.serial = event->left[i].serial;
  if (event->n_left == 0)
    event->came.serial = ++self->last_serial;
  g_array_append_val (self->items, event->came);
  for (guint i = 1; i < event->n_left; i++)
    model_emit (self, event->left[i].factory, NULL);
  model_emit (self, event->n_left > 0 ? event->left[0].factory : NULL, factory);
  if (events != NULL)
    g_array_append_val (events, *event);
}

static GregFactory *
find_alike (GArray *stack, GregFactory *factory, gboolean definition, gboolean redefine)
{
  for (guint i = 0; i < stack->len; i++)
    {
      GregFactory *other = g_array_index (stack, Item, i).factory;

      if (definition ? is_same_definition (factory, other, redefine)
                     : is_identical (factory, other))
        return other;
    }
  return NULL;
}

/* The factory that stands for the newcomer, or NULL when it is refused. */
static GregFactory *
model_add (Model *self, GregFactory *factory, GregDuplicates duplicates, GArray *events)
{
  g_autoptr (GArray) stack = stack_of (self, name_of (factory));
  GregFactory *front = stack->len > 0 ? g_array_index (stack, Item, 0).factory : NULL;
  GregFactory *alike;
  Event event = { 0 };

  if (duplicates == GREG_DUPLICATES_DEFAULT)
    duplicates = self->duplicates;
  if (front != NULL && !g_str_equal (name_of (front), name_of (factory)))
    return NULL;
  if ((alike = find_alike (stack, factory, FALSE, FALSE)) != NULL)
    return alike;
  if (front != NULL && duplicates == GREG_DUPLICATES_KEEP)
    return front;
  if (!is_free_of_others (self, factory))
    return NULL;
  if (front != NULL
      && (duplicates == GREG_DUPLICATES_REJECT || duplicates == GREG_DUPLICATES_DEFAULT))
    {
      alike = find_alike (stack, factory, TRUE, self->redefine);
      if (alike == NULL)
        return NULL;
      leave (self, &event, alike);
    }
  if (front != NULL && duplicates == GREG_DUPLICATES_REPLACE)
    for (guint i = 0; i < stack->len; i++)
      leave (self, &event, g_array_index (stack, Item, i).factory);
  come (self, &event, factory, events);
  return factory;
}

static gboolean
model_remove (Model *self, GregFactory *factory)
{
  int i = factory != NULL ? index_of (self, factory) : -1;

  if (i < 0)
    return FALSE;
  g_array_remove_index (self->items, (guint) i);
  model_emit (self, factory, NULL);
  return TRUE;
}

static gboolean
may_return (Model *self, GregFactory *factory)
{
  return index_of (self, factory) < 0 && is_free_of_others (self, factory);
}

static void
model_undo (Model *self, const Event *event)
{
  int i = index_of (self, event->came.factory);
  gboolean there
      = i >= 0 && g_array_index (self->items, Item, i).serial == event->came.serial;
  g_autoptr (GArray) stack = stack_of (self, name_of (event->came.factory));
  gboolean open = there || stack->len == 0;
  gboolean front_returns;

  if (there)
    g_array_remove_index (self->items, (guint) i);
  front_returns = event->n_left > 0 && open && may_return (self, event->left[0].factory);
  if (front_returns)
    g_array_append_val (self->items, event->left[0]);
  if (there || front_returns)
    model_emit (self, there ? event->came.factory : NULL,
                front_returns ? event->left[0].factory : NULL);
  for (guint j = event->n_left; j-- > 1;)
    if (open && may_return (self, event->left[j].factory))
      {
        g_array_append_val (self->items, event->left[j]);
        model_emit (self, NULL, event->left[j].factory);
      }
}

/* --- making things up --- */

static GregFactory *
make_up (Model *self)
{
  GregFactory *factory;
  guint n_aliases;

  if (self->known->len > 0 && pick (self, 5) == 0)
    return self->known->pdata[pick (self, self->known->len)];
  factory = greg_factory_new_for_type (texts[pick (self, 4)], G_TYPE_OBJECT);
  greg_factory_set_summary (factory, ids[pick (self, G_N_ELEMENTS (ids))], NULL);
  greg_factory_set_priority (factory, (int) pick (self, 3) - 1, NULL);
  n_aliases = pick (self, 4) == 0 ? 1 + pick (self, 2) : 0;
  for (guint i = 0; i < n_aliases; i++)
    greg_factory_add_alias (factory, texts[pick (self, G_N_ELEMENTS (texts))], NULL);
  if (pick (self, 2) == 0)
    greg_factory_set_origin (factory, modules[pick (self, 2)], "q", files[pick (self, 2)], 7, NULL);
  g_ptr_array_add (self->known, factory);
  return factory;
}

/* --- steps --- */

static void
step_add (Model *self)
{
  GregFactory *factory = make_up (self);
  GregDuplicates duplicates = (GregDuplicates) pick (self, 5);
  GregFactory *expected = self->frozen ? NULL : model_add (self, factory, duplicates, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) stands
      = greg_registry_add_full (self->registry, factory, duplicates, &error);

  self->what = "add";
  check (self, stands == expected);
  check (self, (stands == NULL) == (error != NULL));
  if (error != NULL)
    check (self, error->code == (self->frozen ? GREG_ERROR_READ_ONLY : GREG_ERROR_EXISTS));
}

static void
check_removed (Model *self, gboolean removed, gboolean expected, const GError *error)
{
  check (self, removed == expected);
  check (self, removed == (error == NULL));
  if (error != NULL)
    check (self, error->code == (self->frozen ? GREG_ERROR_READ_ONLY : GREG_ERROR_NOT_FOUND));
}

static void
step_unregister (Model *self)
{
  const char *text = texts[pick (self, G_N_ELEMENTS (texts))];
  g_autoptr (GArray) stack = stack_of (self, text);
  GregFactory *front = stack->len > 0 ? g_array_index (stack, Item, 0).factory : NULL;
  gboolean expected = !self->frozen && model_remove (self, front);
  g_autoptr (GError) error = NULL;
  gboolean removed = greg_registry_unregister (self->registry, text, &error);

  self->what = "unregister";
  check_removed (self, removed, expected, error);
}

static void
step_unregister_factory (Model *self)
{
  GregFactory *factory = make_up (self);
  gboolean expected = !self->frozen && model_remove (self, factory);
  g_autoptr (GError) error = NULL;
  gboolean removed = greg_registry_unregister_factory (self->registry, factory, &error);

  self->what = "unregister factory";
  check_removed (self, removed, expected, error);
}

static void
step_policy (Model *self)
{
  self->what = "policy";
  self->duplicates = (GregDuplicates) pick (self, 5);
  self->redefine = pick (self, 2) == 0;
  greg_registry_set_duplicates (self->registry, self->duplicates);
  greg_registry_set_redefine (self->registry, self->redefine);
}

static void
batch_clear (ModelBatch *batch)
{
  g_clear_object (&batch->batch);
  g_clear_pointer (&batch->additions, g_array_unref);
  g_clear_pointer (&batch->events, g_array_unref);
  batch->state = OPEN;
}

static ModelBatch *
pick_batch (Model *self)
{
  ModelBatch *batch = &self->batches[pick (self, N_BATCHES)];

  if (batch->batch != NULL && (batch->state != REVERTED || pick (self, 4) != 0))
    return batch;
  batch_clear (batch);
  batch->batch = greg_registry_begin (self->registry);
  batch->additions = g_array_new (FALSE, FALSE, sizeof (Addition));
  batch->events = g_array_new (FALSE, FALSE, sizeof (Event));
  return batch;
}

static void
step_batch_add (Model *self)
{
  ModelBatch *batch = pick_batch (self);
  Addition addition = { make_up (self), (GregDuplicates) pick (self, 5) };
  g_autoptr (GError) error = NULL;
  gboolean added
      = greg_batch_add_full (batch->batch, addition.factory, addition.duplicates, &error);

  self->what = "batch add";
  check (self, added == (batch->state == OPEN));
  if (added)
    g_array_append_val (batch->additions, addition);
  else
    check (self, g_error_matches (error, GREG_ERROR, GREG_ERROR_READ_ONLY));
}

/* All or nothing: naively, by keeping a copy of everything. */
static gboolean
model_commit (Model *self, ModelBatch *batch)
{
  g_autoptr (GArray) items = g_array_copy (self->items);
  guint64 last_serial = self->last_serial;

  for (guint i = 0; i < batch->additions->len; i++)
    {
      Addition *addition = &g_array_index (batch->additions, Addition, i);

      if (model_add (self, addition->factory, addition->duplicates, batch->events) != NULL)
        continue;
      g_array_unref (self->items);
      self->items = g_steal_pointer (&items);
      self->last_serial = last_serial;
      g_array_set_size (batch->events, 0);
      g_array_set_size (self->signals, 0);
      return FALSE;
    }
  return TRUE;
}

static void
step_commit (Model *self)
{
  ModelBatch *batch = pick_batch (self);
  gboolean expected = batch->state == COMMITTED;
  int code = GREG_ERROR_READ_ONLY;
  g_autoptr (GError) error = NULL;
  gboolean committed;

  self->what = "commit";
  if (batch->state == OPEN && !self->frozen)
    {
      expected = model_commit (self, batch);
      code = GREG_ERROR_EXISTS;
    }
  if (expected)
    batch->state = COMMITTED;
  committed = greg_batch_commit (batch->batch, &error);
  check (self, committed == expected);
  check (self, committed == (error == NULL));
  if (error != NULL)
    check (self, error->code == code);
}

static void
step_revert (Model *self)
{
  ModelBatch *batch = pick_batch (self);
  gboolean expected
      = !self->frozen || batch->state != COMMITTED || batch->events->len == 0;
  g_autoptr (GError) error = NULL;
  gboolean reverted;

  self->what = "revert";
  if (expected && batch->state == COMMITTED)
    for (guint i = batch->events->len; i-- > 0;)
      model_undo (self, &g_array_index (batch->events, Event, i));
  if (expected)
    batch->state = REVERTED;
  reverted = greg_batch_revert (batch->batch, &error);
  check (self, reverted == expected);
  check (self, reverted == (error == NULL));
}

static void
step_freeze (Model *self)
{
  self->what = "freeze";
  self->frozen = TRUE;
  greg_registry_freeze (self->registry);
}

/* --- comparing --- */

static void
check_text (Model *self, const char *text)
{
  g_autoptr (GArray) stack = stack_of (self, text);
  GregSource *source = GREG_SOURCE (self->registry);
  g_autoptr (GregFactory) found = greg_source_lookup (source, text);
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, text);

  check (self, greg_source_contains (source, text) == (stack->len > 0));
  check (self, (found != NULL) == (stack->len > 0));
  check (self, all->len == stack->len);
  check (self, found == NULL || found == g_array_index (stack, Item, 0).factory);
  for (guint i = 0; i < all->len; i++)
    check (self, all->pdata[i] == g_array_index (stack, Item, i).factory);
}

static void
check_lists (Model *self)
{
  g_auto (GStrv) names = greg_source_list_names (GREG_SOURCE (self->registry));
  g_autoptr (GPtrArray) factories = greg_source_list_factories (GREG_SOURCE (self->registry));
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  g_array_sort (self->items, compare_serial);
  for (guint i = 0; i < self->items->len; i++)
    {
      const char *name = name_of (g_array_index (self->items, Item, i).factory);
      g_autoptr (GArray) stack = stack_of (self, name);
      guint n = seen->len;

      if (g_ptr_array_find_with_equal_func (seen, name, g_str_equal, NULL))
        continue;
      g_ptr_array_add (seen, (gpointer) name);
      check (self, n < factories->len);
      check (self, g_str_equal (names[n], name));
      check (self, factories->pdata[n] == g_array_index (stack, Item, 0).factory);
    }
  check (self, factories->len == seen->len);
  check (self, g_strv_length (names) == seen->len);
  check (self, greg_source_count (GREG_SOURCE (self->registry)) == seen->len);
}

static void
check_signals (Model *self, guint64 generation)
{
  gboolean changed = self->signals->len > 0;

  check (self, self->emitted->len == self->signals->len);
  for (guint i = 0; i < self->signals->len; i++)
    {
      Signal expected = g_array_index (self->signals, Signal, i);
      Signal emitted = g_array_index (self->emitted, Signal, i);

      check (self, emitted.old_factory == expected.old_factory);
      check (self, emitted.new_factory == expected.new_factory);
    }
  check (self, self->n_changed == (changed ? 1 : 0));
  check (self, changed
                   == (greg_source_dup_generation (GREG_SOURCE (self->registry)) != generation));
}

static void
emitted (Model *self, GregFactory *old_factory, GregFactory *new_factory)
{
  Signal signal = { old_factory, new_factory };

  check (self, self->n_changed == 0);
  g_array_append_val (self->emitted, signal);
}

static void
registered_cb (GregSource *source, GregFactory *factory, gpointer user_data)
{
  emitted (user_data, NULL, factory);
}

static void
unregistered_cb (GregSource *source, GregFactory *factory, gpointer user_data)
{
  emitted (user_data, factory, NULL);
}

static void
replaced_cb (GregSource *source,
             GregFactory *old_factory,
             GregFactory *new_factory,
             gpointer user_data)
{
  emitted (user_data, old_factory, new_factory);
}

static void
changed_cb (GregSource *source, gpointer user_data)
{
  ((Model *) user_data)->n_changed++;
}

/* --- running --- */

static void
run_step (Model *self)
{
  static void (*const steps[]) (Model *self) = {
    step_add,       step_add,       step_add,       step_add,        step_add,
    step_add,       step_add,       step_add,       step_unregister, step_unregister,
    step_batch_add, step_batch_add, step_batch_add, step_commit,     step_revert,
    step_policy,    step_unregister_factory,
  };
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (self->registry));

  g_array_set_size (self->signals, 0);
  g_array_set_size (self->emitted, 0);
  self->n_changed = 0;
  if (self->step == N_STEPS - 20)
    step_freeze (self);
  else
    steps[pick (self, G_N_ELEMENTS (steps))](self);
  check_signals (self, generation);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_text (self, texts[i]);
  check_lists (self);
}

static void
model_init (Model *self, guint seed)
{
  *self = (Model){ .seed = seed, .what = "begin" };
  self->random = g_rand_new_with_seed (seed);
  self->known = g_ptr_array_new ();
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->signals = g_array_new (FALSE, FALSE, sizeof (Signal));
  self->emitted = g_array_new (FALSE, FALSE, sizeof (Signal));
  self->registry = greg_registry_new ("things", G_TYPE_NONE);
  g_signal_connect (self->registry, "registered", G_CALLBACK (registered_cb), self);
  g_signal_connect (self->registry, "unregistered", G_CALLBACK (unregistered_cb), self);
  g_signal_connect (self->registry, "replaced", G_CALLBACK (replaced_cb), self);
  g_signal_connect (self->registry, "changed", G_CALLBACK (changed_cb), self);
}

static void
model_clear (Model *self)
{
  for (guint i = 0; i < N_BATCHES; i++)
    batch_clear (&self->batches[i]);
  g_assert_finalize_object (self->registry);
  for (guint i = 0; i < self->known->len; i++)
    g_assert_finalize_object (self->known->pdata[i]);
  g_ptr_array_unref (self->known);
  g_array_unref (self->items);
  g_array_unref (self->signals);
  g_array_unref (self->emitted);
  g_rand_free (self->random);
}

static void
run_seed (guint seed)
{
  Model model;

  model_init (&model, seed);
  for (model.step = 0; model.step < N_STEPS; model.step++)
    run_step (&model);
  model_clear (&model);
}

static void
test_model (void)
{
  run_seeds (run_seed, g_test_thorough () ? 3000 : 60, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  seeds_init (argc, argv);
  g_test_add_func ("/registry-model", test_model);
  return g_test_run ();
}
