/* test-hierarchy-model.c - random trees of registries, against the passes written down naively
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Registries come and go, and each is changed and masked at random. After each step every level must
 * answer what hierarchy-model.h says, and what follows it, a watch and lists with several queries,
 * must show the same. A failure prints the seed and the step; "test-hierarchy-model --only N" runs
 * that one alone. */

#include "hierarchy-model.h"
#include "seed-helpers.h"

#define N_STEPS 150
#define MAX_LEVELS 12
#define MAX_DEPTH 4
#define N_TEXTS 12

static const char *const names[] = { "a", "b", "s", "t" };
static const char *const scopes[] = { "s", "t", "u", "a" };

typedef struct
{
  GRand *random;
  Tree tree;
  GPtrArray *followers; /* of Follower, by the index of the level */
  GPtrArray *known;     /* every factory that was made */

  Level *changed;   /* who has announced a change in this step */
  gboolean altered; /* whether the step could have altered an answer */

  GregBatch *batch; /* the last one that was committed, as long as nothing else changed its level */
  Level *batch_level;
  GArray *before; /* of Item: what the level had before */
} Model;

static guint
pick (Model *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static Level *
pick_level (Model *self)
{
  return self->tree.levels->pdata[pick (self, self->tree.levels->len)];
}

/* --- making things up --- */

/* Up to three parts; some of them empty when it is for asking. */
static char *
random_text (Model *self, gboolean asking)
{
  GString *text = g_string_new (NULL);
  guint n_parts = 1 + pick (self, 6) / 3 + pick (self, asking ? 6 : 4) / 3;

  for (guint i = 0; i < n_parts; i++)
    {
      gboolean is_last = i + 1 == n_parts;

      if (!asking || pick (self, 12) > 0)
        g_string_append (text, is_last || pick (self, 5) == 0
                                   ? names[pick (self, G_N_ELEMENTS (names))]
                                   : scopes[pick (self, G_N_ELEMENTS (scopes))]);
      if (!is_last)
        g_string_append (text, self->tree.separator);
    }
  return g_string_free (text, FALSE);
}

static GObject *
make_nothing (GregContext *context, gpointer user_data, GError **error)
{
  return NULL;
}

static GregFactory *
random_factory (Model *self)
{
  const GType types[] = { G_TYPE_OBJECT, G_TYPE_LIST_STORE, G_TYPE_SIMPLE_ACTION, G_TYPE_NONE };
  GType type = types[pick (self, G_N_ELEMENTS (types))];
  g_autofree char *name = random_text (self, FALSE);
  g_autofree char *alias = random_text (self, FALSE);
  g_autofree char *id = g_strdup_printf ("%s#%u", name, self->known->len);
  GregFactory *factory
      = type != G_TYPE_NONE ? greg_factory_new_for_type (name, type)
                            : greg_factory_new_for_func (name, type, make_nothing, NULL, NULL);

  g_assert_true (greg_factory_set_summary (factory, id, NULL));
  g_assert_true (greg_factory_set_priority (factory, (int) pick (self, 3), NULL));
  if (pick (self, 3) == 0)
    g_assert_true (greg_factory_add_alias (factory, alias, NULL));
  g_ptr_array_add (self->known, factory);
  return factory;
}

/* Now and then one that is registered already, perhaps at another level. */
static GregFactory *
some_factory (Model *self)
{
  if (self->known->len == 0 || pick (self, 5) > 0)
    return random_factory (self);
  return self->known->pdata[pick (self, self->known->len)];
}

/* --- levels --- */

static void
changed_cb (GregSource *source, Level *level)
{
  level->n_changed++;
}

static void
level_free (gpointer data)
{
  Level *self = data;

  g_free (self->scope);
  g_ptr_array_unref (self->masks);
  g_array_unref (self->items);
  g_free (self);
}

static void
add_level (Model *self, Level *parent, const char *scope, GType base_type, GregRegistry *registry)
{
  Level *level = g_new0 (Level, 1);

  level->parent = parent;
  level->scope = g_strdup (scope);
  level->base_type = base_type;
  level->masks = g_ptr_array_new_with_free_func (g_free);
  level->items = new_items ();
  level->registry = registry;
  g_signal_connect (registry, "changed", G_CALLBACK (changed_cb), level);
  g_ptr_array_add (self->tree.levels, level);
  g_ptr_array_add (self->followers, follower_new (registry));
}

static guint
depth_of (Level *level)
{
  return level == NULL ? 0 : 1 + depth_of (level->parent);
}

static GType
random_base_type (Model *self)
{
  const GType types[] = { G_TYPE_NONE, G_TYPE_NONE, G_TYPE_NONE, G_TYPE_OBJECT, G_TYPE_LIST_MODEL,
                          G_TYPE_ACTION };

  return types[pick (self, G_N_ELEMENTS (types))];
}

static void
step_new (Model *self)
{
  Level *parent = pick_level (self);
  const char *scope = pick (self, 3) > 0 ? scopes[pick (self, G_N_ELEMENTS (scopes))] : NULL;
  gboolean taken = scope != NULL && child_with_scope (&self->tree, parent, scope) != NULL;
  GType base_type = random_base_type (self);
  g_autoptr (GError) error = NULL;
  GregRegistry *registry;

  if (self->tree.levels->len == MAX_LEVELS || depth_of (parent) == MAX_DEPTH)
    return;
  registry = greg_registry_new_child (parent->registry, NULL, base_type, scope, &error);
  check ((registry == NULL) == taken);
  if (taken)
    {
      check (g_error_matches (error, GREG_ERROR, GREG_ERROR_EXISTS));
      registry = g_object_new (GREG_TYPE_REGISTRY, "parent", parent->registry, "scope", scope,
                               "base-type", base_type, NULL);
    }
  add_level (self, parent, taken ? NULL : scope,
             base_type != G_TYPE_NONE ? base_type : parent->base_type, registry);
  self->altered = TRUE;
}

static gboolean
is_parent (Model *self, Level *level)
{
  for (guint i = 0; i < self->tree.levels->len; i++)
    if (((Level *) self->tree.levels->pdata[i])->parent == level)
      return TRUE;
  return FALSE;
}

static void
forget_batch (Model *self)
{
  g_clear_object (&self->batch);
  g_clear_pointer (&self->before, g_array_unref);
  self->batch_level = NULL;
}

static void
drop_level (Model *self, guint index)
{
  Level *level = self->tree.levels->pdata[index];
  GregRegistry *registry = level->registry;

  if (self->batch_level == level)
    forget_batch (self);
  follower_free (g_ptr_array_steal_index (self->followers, index), registry);
  g_ptr_array_remove_index (self->tree.levels, index);
  g_assert_finalize_object (registry);
}

static void
step_drop (Model *self)
{
  guint index = pick (self, self->tree.levels->len);

  if (index == 0 || is_parent (self, self->tree.levels->pdata[index]))
    return;
  drop_level (self, index);
  self->altered = TRUE;
}

/* --- changing --- */

/* FALSE when it is refused. Gives in `*changed` whether anything came of it. */
static gboolean
model_add (Level *level, GregFactory *factory, GregDuplicates policy, gboolean *changed)
{
  const char *name = name_of (factory);
  g_autoptr (GArray) stack = stack_at (level, level, name);
  const char *const *aliases = greg_factory_get_aliases (factory);
  Item item = { factory, 0 };

  if (stack->len > 0 && !g_str_equal (name_of (item_at (stack, 0).factory), name))
    return FALSE;
  for (guint i = 0; i < stack->len; i++)
    if (item_at (stack, i).factory == factory)
      return TRUE;
  if (stack->len > 0 && policy == GREG_DUPLICATES_KEEP)
    return TRUE;
  if (stack->len > 0 && policy == GREG_DUPLICATES_REJECT)
    return FALSE;
  for (; *aliases != NULL; aliases++)
    {
      g_autoptr (GArray) others = stack_at (level, level, *aliases);

      if (others->len > 0 && !g_str_equal (name_of (item_at (others, 0).factory), name))
        return FALSE;
    }
  if (stack->len == 0 || policy == GREG_DUPLICATES_STACK)
    item.serial = ++level->last_serial;
  for (guint i = 0; policy == GREG_DUPLICATES_REPLACE && i < stack->len; i++)
    {
      Item left = item_at (stack, i);

      item.serial = i == 0 ? left.serial : MIN (item.serial, left.serial);
      g_array_remove_index (level->items, index_of (level->items, left));
    }
  add_item (level->items, item);
  *changed = TRUE;
  return TRUE;
}

static gboolean
fits (Level *level, GregFactory *factory)
{
  GType product = greg_factory_get_product_type (factory);

  return level->base_type == G_TYPE_NONE || product == G_TYPE_NONE
         || g_type_is_a (product, level->base_type);
}

static GregDuplicates
random_policy (Model *self)
{
  return GREG_DUPLICATES_REJECT
         + pick (self, GREG_DUPLICATES_STACK - GREG_DUPLICATES_REJECT + 1);
}

static void
note_change (Model *self, Level *level, gboolean changed)
{
  if (!changed)
    return;
  self->changed = level;
  self->altered = TRUE;
  if (self->batch_level == level)
    forget_batch (self);
}

static void
step_add (Model *self)
{
  Level *level = pick_level (self);
  GregFactory *factory = some_factory (self);
  GregDuplicates policy = random_policy (self);
  g_autoptr (GregFactory) stands = NULL;
  gboolean changed = FALSE, added;

  added = fits (level, factory) && !level->frozen && model_add (level, factory, policy, &changed);
  stands = greg_registry_add_full (level->registry, factory, policy, NULL);
  check ((stands != NULL) == added);
  note_change (self, level, changed);
}

static void
step_remove (Model *self)
{
  Level *level = pick_level (self);
  g_autofree char *text = random_text (self, FALSE);
  g_autoptr (GArray) stack = stack_at (level, level, text);
  gboolean by_name = pick (self, 2) == 0;
  guint nth = stack->len > 0 && !by_name ? pick (self, stack->len) : 0;
  gboolean removed;

  if (by_name || stack->len == 0)
    removed = greg_registry_unregister (level->registry, text, NULL);
  else
    removed = greg_registry_unregister_factory (level->registry, item_at (stack, nth).factory,
                                                NULL);
  check (removed == (stack->len > 0 && !level->frozen));
  if (removed)
    g_array_remove_index (level->items, index_of (level->items, item_at (stack, nth)));
  note_change (self, level, removed);
}

static GArray *
copy_items (GArray *items)
{
  GArray *copy = new_items ();

  for (guint i = 0; i < items->len; i++)
    add_item (copy, item_at (items, i));
  return copy;
}

static void
step_commit (Model *self)
{
  Level *level = pick_level (self);
  g_autoptr (GregBatch) batch = greg_registry_begin (level->registry);
  g_autoptr (GArray) before = copy_items (level->items);
  guint64 last_serial = level->last_serial;
  gboolean changed = FALSE, all = !level->frozen;

  for (guint n = 1 + pick (self, 4); n > 0; n--)
    {
      GregFactory *factory = some_factory (self);
      GregDuplicates policy = random_policy (self);

      if (!fits (level, factory))
        continue;
      g_assert_true (greg_batch_add_full (batch, factory, policy, NULL));
      all = all && model_add (level, factory, policy, &changed);
    }
  if (!all)
    {
      g_array_unref (level->items);
      level->items = g_steal_pointer (&before);
      level->last_serial = last_serial;
    }
  check (greg_batch_commit (batch, NULL) == all);
  note_change (self, level, all && changed);
  if (!all || !changed)
    return;
  forget_batch (self);
  self->batch = g_steal_pointer (&batch);
  self->batch_level = level;
  self->before = g_steal_pointer (&before);
}

static void
step_revert (Model *self)
{
  Level *level = self->batch_level;

  if (level == NULL)
    return;
  check (greg_batch_revert (self->batch, NULL) == !level->frozen);
  if (level->frozen)
    return;
  g_array_unref (level->items);
  level->items = g_steal_pointer (&self->before);
  note_change (self, level, TRUE);
}

static void
step_mask (Model *self)
{
  Level *level = pick_level (self);
  g_autofree char *text = random_text (self, FALSE);
  gboolean masks = pick (self, 2) == 0;
  gboolean done = masks ? greg_registry_mask (level->registry, text, NULL)
                        : greg_registry_unmask (level->registry, text, NULL);

  check (done == !level->frozen);
  if (!done || is_masked (level, text) == masks)
    return;
  if (masks)
    g_ptr_array_add (level->masks, g_strdup (text));
  else
    for (guint i = 0; i < level->masks->len; i++)
      if (g_str_equal (level->masks->pdata[i], text))
        g_ptr_array_remove_index (level->masks, i--);
  self->changed = level;
  self->altered = TRUE;
}

static void
step_freeze (Model *self)
{
  Level *level = pick_level (self);

  if (pick (self, 20) > 0)
    return;
  greg_registry_freeze (level->registry);
  level->frozen = TRUE;
}

/* --- comparing --- */

static void
check_all (GPtrArray *real, GArray *naive)
{
  check (real->len == naive->len);
  for (guint i = 0; i < real->len; i++)
    check (real->pdata[i] == item_at (naive, i).factory);
}

static void
check_text (Model *self, Level *level, const char *text)
{
  GregSource *source = GREG_SOURCE (level->registry);
  g_autoptr (GArray) naive_all = model_lookup_all (&self->tree, level, text);
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, text);
  g_autoptr (GregFactory) found = greg_source_lookup (source, text);
  g_autoptr (GregFactory) known = greg_source_peek (source, text);
  g_autoptr (GregRegistry) where = greg_registry_find_level (level->registry, text);
  Level *naive_where;

  check (found == model_lookup (&self->tree, level, text, &naive_where));
  check (known == found);
  check (where == (naive_where != NULL ? naive_where->registry : NULL));
  check (greg_source_contains (source, text) == (found != NULL));
  check (greg_source_membership (source, text)
         == (found != NULL ? GREG_MEMBERSHIP_YES : GREG_MEMBERSHIP_NO));
  check_all (all, naive_all);
}

static void
check_scope (Model *self, Level *level, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregSource) source
      = greg_source_find_scope (GREG_SOURCE (level->registry), path, &error);
  Level *naive = model_scope (&self->tree, level, path);

  check (source == (gpointer) (naive != NULL ? naive->registry : NULL));
  check (source != NULL || g_error_matches (error, GREG_ERROR, GREG_ERROR_UNKNOWN_SCOPE));
}

static void
check_names (Level *level, GArray *fronts, char **listed)
{
  check (g_strv_length (listed) == fronts->len);
  for (guint i = 0; i < fronts->len; i++)
    {
      g_autoptr (GregFactory) found
          = greg_source_lookup (GREG_SOURCE (level->registry), listed[i]);

      check (g_str_equal (listed[i], name_of (item_at (fronts, i).factory)));
      check (found == item_at (fronts, i).factory);
    }
}

static void
check_listing (Level *level)
{
  g_autoptr (GArray) fronts = model_list (level, FALSE);
  g_autoptr (GArray) own = model_list (level, TRUE);
  g_auto (GStrv) listed = greg_source_list_names (GREG_SOURCE (level->registry));
  g_auto (GStrv) own_listed = greg_registry_list_own_names (level->registry);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (GREG_SOURCE (level->registry));
  g_autoptr (GPtrArray) own_factories = greg_registry_list_own_factories (level->registry);

  check_names (level, fronts, listed);
  check_names (level, own, own_listed);
  check_all (factories, fronts);
  check_all (own_factories, own);
  check (greg_source_count (GREG_SOURCE (level->registry)) == fronts->len);
}

/* Of one name, a stacked query gives what lookup_all() gives, in that order. */
static void
check_stack (Model *self, Level *level, GPtrArray *found, const char *name)
{
  g_autoptr (GArray) all = model_lookup_all (&self->tree, level, name);
  guint next = 0;

  for (guint i = 0; i < found->len; i++)
    {
      if (!g_str_equal (name_of (found->pdata[i]), name))
        continue;
      while (next < all->len && item_at (all, next).factory != found->pdata[i])
        next++;
      check (next < all->len);
      next++;
    }
}

static void
check_query (Model *self, Level *level, GregQueryOrder order, gboolean stacked, gboolean own)
{
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) answers = model_query (level, order, stacked, own);

  greg_query_set_order (query, order);
  greg_query_set_stacked (query, stacked);
  greg_query_set_own (query, own);
  found = greg_source_query (GREG_SOURCE (level->registry), query);
  check (found->len == answers->len);
  for (guint i = 0; i < found->len; i++)
    {
      Level *where;
      GregFactory *front = model_lookup (&self->tree, level, name_of (found->pdata[i]), &where);

      check (found->pdata[i] == g_array_index (answers, Answer, i).factory);
      check (greg_source_is_shadowed (GREG_SOURCE (level->registry), found->pdata[i])
             == (found->pdata[i] != front));
    }
  for (guint i = 0; order != GREG_QUERY_ORDER_REGISTRATION && !own && i < found->len; i++)
    check_stack (self, level, found, name_of (found->pdata[i]));
}

static gboolean
is_below (Level *level, Level *ancestor)
{
  while (level != NULL && level != ancestor)
    level = level->parent;
  return level != NULL;
}

static void
check_events (Model *self, Level *level)
{
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (level->registry));
  gboolean told = self->changed != NULL && is_below (level, self->changed);

  check (level->n_changed == (told ? 1 : 0));
  check (self->altered ? generation > level->generation : generation >= level->generation);
  level->n_changed = 0;
  level->generation = generation;
}

static void
check_level (Model *self, guint index)
{
  Level *level = self->tree.levels->pdata[index];

  check_events (self, level);
  check (g_strcmp0 (greg_registry_get_scope (level->registry), level->scope) == 0);
  check (greg_source_get_base_type (GREG_SOURCE (level->registry)) == level->base_type);
  check_listing (level);
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = random_text (self, TRUE);

      check_text (self, level, text);
      check_scope (self, level, text);
    }
  for (guint i = 0; i < 3; i++)
    check_query (self, level, (GregQueryOrder) i, pick (self, 2) == 0, pick (self, 4) == 0);
  check_lists (self->followers->pdata[index], GREG_SOURCE (level->registry));
}

/* --- running --- */

static void
take_step (Model *self)
{
  static const struct
  {
    const char *what;
    void (*run) (Model *self);
    guint weight;
  } kinds[] = { { "new", step_new, 3 },       { "drop", step_drop, 2 }, { "add", step_add, 12 },
                { "remove", step_remove, 5 }, { "commit", step_commit, 3 },
                { "revert", step_revert, 2 }, { "mask", step_mask, 4 },
                { "freeze", step_freeze, 1 } };
  guint n = pick (self, 32), kind = 0;

  while (n >= kinds[kind].weight)
    n -= kinds[kind++].weight;
  place.what = kinds[kind].what;
  self->changed = NULL;
  self->altered = FALSE;
  kinds[kind].run (self);
}

static void
compare_step (Model *self)
{
  gboolean anew = place.step % 10 == 9;

  run_context (NULL);
  for (guint i = 0; i < self->tree.levels->len; i++)
    {
      check_level (self, i);
      if (anew)
        check_watch (self->followers->pdata[i], self->tree.levels->pdata[i]);
    }
}

static void
run_seed (guint seed)
{
  Model self = { 0 };
  GregRegistry *root;

  place = (Place){ seed, 0, "begin" };
  self.random = g_rand_new_with_seed (seed);
  self.tree.separator = pick (&self, 2) == 0 ? "." : "::";
  self.tree.levels = g_ptr_array_new_with_free_func (level_free);
  self.followers = g_ptr_array_new ();
  self.known = g_ptr_array_new_with_free_func (g_object_unref);
  root = g_object_new (GREG_TYPE_REGISTRY, "separator", self.tree.separator, "scope",
                       seed % 3 == 0 ? "u" : NULL, NULL);
  add_level (&self, NULL, seed % 3 == 0 ? "u" : NULL, G_TYPE_NONE, root);
  for (; place.step < N_STEPS; place.step++)
    {
      take_step (&self);
      compare_step (&self);
    }
  forget_batch (&self);
  while (self.tree.levels->len > 0)
    drop_level (&self, self.tree.levels->len - 1);
  g_ptr_array_unref (self.tree.levels);
  g_ptr_array_unref (self.followers);
  g_ptr_array_unref (self.known);
  g_rand_free (self.random);
}

static void
test_model (void)
{
  run_seeds (run_seed, g_test_thorough () ? 500 : 12, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  seeds_init (argc, argv);
  g_test_add_func ("/hierarchy-model", test_model);
  return g_test_run ();
}
