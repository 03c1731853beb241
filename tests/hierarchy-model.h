/* hierarchy-model.h - how names are found in a tree of registries, written down naively
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "watch-helpers.h"

#include <string.h>

/* What is done now, for the message of a failure. */
typedef struct
{
  guint seed;
  guint step;
  const char *what;
} Place;

static Place place;

#define check(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("seed %u, step %u (%s): %s", place.seed, place.step, place.what, #condition);       \
  }                                                                                                \
  G_STMT_END

/* The rules, line by line, as GregRegistry tells them; nothing is clever, and nothing is shared with
 * what is tested. */

typedef struct
{
  GregFactory *factory; /* owned */
  guint64 serial;
} Item;

typedef struct _Level Level;
struct _Level
{
  Level *parent;
  char *scope;
  GType base_type;
  GPtrArray *masks; /* of char */
  GArray *items;    /* of Item, in no order */
  guint64 last_serial;
  gboolean frozen;

  GregRegistry *registry;
  guint64 generation;
  guint n_changed; /* how often “changed” was emitted in this step */
};

typedef struct
{
  const char *separator;
  GPtrArray *levels; /* of Level, parents before their children */
} Tree;

/* One level that is asked for one text. */
typedef struct
{
  Level *level;
  char *text;
} Step;

static inline void
clear_item (gpointer data)
{
  g_object_unref (((Item *) data)->factory);
}

static inline void
clear_step (gpointer data)
{
  g_free (((Step *) data)->text);
}

static inline Item
item_at (GArray *items, guint i)
{
  return g_array_index (items, Item, i);
}

static inline void
add_item (GArray *items, Item item)
{
  g_object_ref (item.factory);
  g_array_append_val (items, item);
}

static inline GArray *
new_items (void)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  g_array_set_clear_func (items, clear_item);
  return items;
}

/* --- the passes --- */

static inline void
add_step (GArray *steps, Level *level, const char *text)
{
  Step step = { level, g_strdup (text) };

  g_array_append_val (steps, step);
}

static inline gboolean
is_masked (Level *level, const char *text)
{
  return g_ptr_array_find_with_equal_func (level->masks, text, g_str_equal, NULL);
}

static inline void
add_pass_1 (Level *asked, const char *text, GArray *steps)
{
  for (Level *level = asked; level != NULL; level = level->parent)
    {
      add_step (steps, level, text);
      if (is_masked (level, text))
        return;
    }
}

static inline Level *
child_with_scope (Tree *tree, Level *parent, const char *scope)
{
  for (guint i = 0; i < tree->levels->len; i++)
    {
      Level *level = tree->levels->pdata[i];

      if (level->parent == parent && g_strcmp0 (level->scope, scope) == 0)
        return level;
    }
  return NULL;
}

static inline Level *
nearest_with_scope (Tree *tree, Level *asked, const char *scope)
{
  for (Level *level = asked; level != NULL; level = level->parent)
    {
      Level *child = child_with_scope (tree, level, scope);

      if (g_strcmp0 (level->scope, scope) == 0)
        return level;
      if (child != NULL)
        return child;
    }
  return NULL;
}

static inline void
add_pass_2 (Tree *tree, Level *asked, const char *text, GArray *steps)
{
  g_auto (GStrv) parts = g_strsplit (text, tree->separator, 2);
  Level *level = g_strv_length (parts) == 2 ? nearest_with_scope (tree, asked, parts[0]) : NULL;

  while (level != NULL)
    {
      g_auto (GStrv) deeper = g_strsplit (parts[1], tree->separator, 2);

      add_step (steps, level, parts[1]);
      if (g_strv_length (deeper) < 2)
        return;
      level = child_with_scope (tree, level, deeper[0]);
      g_strfreev (parts);
      parts = g_steal_pointer (&deeper);
    }
}

static inline GArray *
new_steps (void)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_set_clear_func (steps, clear_step);
  return steps;
}

static inline GArray *
list_steps (Tree *tree, Level *asked, const char *text, guint *n_climb)
{
  GArray *steps = new_steps ();

  add_pass_1 (asked, text, steps);
  *n_climb = steps->len;
  add_pass_2 (tree, asked, text, steps);
  return steps;
}

/* --- one level --- */

static inline const char *
name_of (GregFactory *factory)
{
  return greg_factory_get_name (factory);
}

static inline gboolean
has_text (GregFactory *factory, const char *text)
{
  return g_str_equal (name_of (factory), text)
         || g_strv_contains (greg_factory_get_aliases (factory), text);
}

/* All factories here promise a type exactly, or promise nothing. */
static inline gboolean
is_of_use (Level *asked, Level *level, GregFactory *factory)
{
  GType product = greg_factory_get_product_type (factory);

  return level == asked || product == G_TYPE_NONE || asked->base_type == G_TYPE_NONE
         || g_type_is_a (product, asked->base_type);
}

static inline int
compare_rank (gconstpointer a, gconstpointer b)
{
  const Item *item_a = a, *item_b = b;
  int priority_a = greg_factory_get_priority (item_a->factory);
  int priority_b = greg_factory_get_priority (item_b->factory);

  if (priority_a != priority_b)
    return priority_a > priority_b ? -1 : 1;
  return item_a->serial < item_b->serial ? -1 : 1;
}

static inline int
compare_serial (gconstpointer a, gconstpointer b)
{
  return ((const Item *) a)->serial < ((const Item *) b)->serial ? -1 : 1;
}

/* What a level has for a text that is of use to who was asked, front first. */
static inline GArray *
stack_at (Level *asked, Level *level, const char *text)
{
  GArray *stack = new_items ();

  for (guint i = 0; i < level->items->len; i++)
    {
      Item item = item_at (level->items, i);

      if (has_text (item.factory, text) && is_of_use (asked, level, item.factory))
        add_item (stack, item);
    }
  g_array_sort (stack, compare_rank);
  return stack;
}

/* --- answers --- */

static inline GregFactory *
ask_in_order (Level *asked, GArray *steps, Level **where)
{
  *where = NULL;
  for (guint i = 0; i < steps->len; i++)
    {
      Step step = g_array_index (steps, Step, i);
      g_autoptr (GArray) stack = stack_at (asked, step.level, step.text);

      if (stack->len == 0)
        continue;
      *where = step.level;
      return item_at (stack, 0).factory;
    }
  return NULL;
}

static inline GregFactory *
model_lookup (Tree *tree, Level *asked, const char *text, Level **where)
{
  guint n_climb;
  g_autoptr (GArray) steps = list_steps (tree, asked, text, &n_climb);

  return ask_in_order (asked, steps, where);
}

/* Where pass 1 finds a name, if it does. */
static inline Level *
find_by_climbing (Level *asked, const char *name)
{
  g_autoptr (GArray) steps = new_steps ();
  Level *where;

  add_pass_1 (asked, name, steps);
  ask_in_order (asked, steps, &where);
  return where;
}

static inline GArray *
model_lookup_all (Tree *tree, Level *asked, const char *text)
{
  guint n_climb;
  g_autoptr (GArray) steps = list_steps (tree, asked, text, &n_climb);
  GArray *all = new_items ();

  for (guint i = 0; i < steps->len; i++)
    {
      Step step = g_array_index (steps, Step, i);
      g_autoptr (GArray) stack = stack_at (asked, step.level, step.text);

      if (i >= n_climb && all->len > 0)
        break;
      for (guint j = 0; j < stack->len; j++)
        add_item (all, item_at (stack, j));
    }
  return all;
}

/* Where a scope leads to, or several with separators between them; NULL for nowhere. */
static inline Level *
model_scope (Tree *tree, Level *asked, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, tree->separator, -1);
  Level *level = parts[0] != NULL ? nearest_with_scope (tree, asked, parts[0]) : NULL;

  for (guint i = 1; level != NULL && parts[i] != NULL; i++)
    level = child_with_scope (tree, level, parts[i]);
  return level;
}

/* What one level shows under its primary names to who was asked, in the order of registration. */
static inline GArray *
list_level (Level *asked, Level *level)
{
  GArray *items = new_items ();

  for (guint i = 0; i < level->items->len; i++)
    if (is_of_use (asked, level, item_at (level->items, i).factory))
      add_item (items, item_at (level->items, i));
  g_array_sort (items, compare_serial);
  return items;
}

static inline gboolean
is_first_of_name (GArray *items, guint index)
{
  for (guint i = 0; i < index; i++)
    if (g_str_equal (name_of (item_at (items, i).factory),
                     name_of (item_at (items, index).factory)))
      return FALSE;
  return TRUE;
}

/* For each primary name that pass 1 finds at the level from which it is listed: the front one. */
static inline GArray *
model_list (Level *asked, gboolean own)
{
  GArray *fronts = new_items ();

  for (Level *level = asked; level != NULL; level = own ? NULL : level->parent)
    {
      g_autoptr (GArray) items = list_level (asked, level);

      for (guint i = 0; i < items->len; i++)
        {
          const char *name = name_of (item_at (items, i).factory);
          g_autoptr (GArray) stack = stack_at (asked, level, name);

          if (find_by_climbing (asked, name) == level && is_first_of_name (items, i))
            add_item (fronts, item_at (stack, 0));
        }
    }
  return fronts;
}

/* --- queries --- */

typedef struct
{
  GregFactory *factory; /* borrowed */
  int priority;
  int counts; /* with which priority */
  guint depth;
  guint place; /* in the stack of its name at its level */
  guint64 serial;
} Answer;

static inline int
compare_answers (gconstpointer a, gconstpointer b, gpointer order)
{
  const Answer *x = a, *y = b;
  int names = strcmp (name_of (x->factory), name_of (y->factory));

  if (GPOINTER_TO_INT (order) == GREG_QUERY_ORDER_NAME && names != 0)
    return names;
  if (GPOINTER_TO_INT (order) != GREG_QUERY_ORDER_REGISTRATION && x->counts != y->counts)
    return x->counts > y->counts ? -1 : 1;
  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  if (GPOINTER_TO_INT (order) != GREG_QUERY_ORDER_REGISTRATION && x->priority != y->priority)
    return x->priority > y->priority ? -1 : 1;
  return x->serial < y->serial ? -1 : 1;
}

static inline guint
index_of (GArray *items, Item item)
{
  guint i = 0;

  while (item_at (items, i).factory != item.factory || item_at (items, i).serial != item.serial)
    i++;
  return i;
}

static inline int
lowest_priority (GArray *items, int lowest)
{
  for (guint i = 0; i < items->len; i++)
    lowest = MIN (lowest, greg_factory_get_priority (item_at (items, i).factory));
  return lowest;
}

/* Whoever is behind a nearer level's counts no more than the lowest in front of it. */
static inline Answer
make_answer (Level *asked, Level *level, guint depth, Item item)
{
  const char *name = name_of (item.factory);
  g_autoptr (GArray) stack = stack_at (asked, level, name);
  int priority = greg_factory_get_priority (item.factory);
  Answer answer
      = { item.factory, priority, priority, depth, index_of (stack, item), item.serial };

  for (Level *nearer = asked; nearer != level; nearer = nearer->parent)
    {
      g_autoptr (GArray) in_front = stack_at (asked, nearer, name);

      answer.counts = lowest_priority (in_front, answer.counts);
    }
  return answer;
}

static inline gboolean
is_reached (Level *asked, Level *level, const char *name)
{
  for (Level *nearer = asked; nearer != level; nearer = nearer->parent)
    if (is_masked (nearer, name))
      return FALSE;
  return TRUE;
}

static inline GArray *
model_query (Level *asked, GregQueryOrder order, gboolean stacked, gboolean own)
{
  GArray *answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  guint depth = 0;

  for (Level *level = asked; level != NULL; level = own ? NULL : level->parent)
    {
      g_autoptr (GArray) items = list_level (asked, level);

      for (guint i = 0; i < items->len; i++)
        {
          Item item = item_at (items, i);
          Answer answer = make_answer (asked, level, depth, item);
          const char *name = name_of (item.factory);

          if (stacked ? is_reached (asked, level, name)
                      : find_by_climbing (asked, name) == level && answer.place == 0)
            g_array_append_val (answers, answer);
        }
      depth++;
    }
  g_array_sort_with_data (answers, compare_answers, GINT_TO_POINTER (order));
  return answers;
}

/* --- following --- */

#define N_LISTS 4

typedef struct
{
  GregQuery *query;
  GregFactoryList *list;
  Mirror mirror;
} List;

typedef struct
{
  GHashTable *there; /* factory to how often the watch was told of it */
  guint id;
  List lists[N_LISTS];
} Follower;

static inline void
follow_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer user_data)
{
  Follower *self = user_data;
  int n;

  if (removed != NULL)
    {
      n = GPOINTER_TO_INT (g_hash_table_lookup (self->there, removed));
      check (n > 0);
      g_hash_table_insert (self->there, g_object_ref (removed), GINT_TO_POINTER (n - 1));
    }
  if (added != NULL)
    {
      n = GPOINTER_TO_INT (g_hash_table_lookup (self->there, added));
      g_hash_table_insert (self->there, g_object_ref (added), GINT_TO_POINTER (n + 1));
    }
}

static inline Follower *
follower_new (GregRegistry *registry)
{
  Follower *self = g_new0 (Follower, 1);

  self->there = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->id = greg_source_watch (GREG_SOURCE (registry), GREG_WATCH_REPLAY, follow_cb, self, NULL);
  for (guint i = 0; i < N_LISTS; i++)
    {
      List *list = &self->lists[i];

      list->query = greg_query_new ();
      greg_query_set_order (list->query, (GregQueryOrder) (i % 3));
      greg_query_set_stacked (list->query, i % 2 == 1);
      greg_query_set_own (list->query, i == 2);
      list->list = greg_factory_list_new (GREG_SOURCE (registry), list->query);
      mirror_start (&list->mirror, list->list);
    }
  return self;
}

static inline void
follower_free (Follower *self, GregRegistry *registry)
{
  g_assert_true (greg_source_unwatch (GREG_SOURCE (registry), self->id));
  for (guint i = 0; i < N_LISTS; i++)
    {
      mirror_stop (&self->lists[i].mirror);
      g_assert_finalize_object (self->lists[i].list);
      g_object_unref (self->lists[i].query);
    }
  g_hash_table_unref (self->there);
  g_free (self);
}

static inline void
check_lists (Follower *self, GregSource *source)
{
  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (GPtrArray) fresh = greg_source_query (source, self->lists[i].query);
      Mirror *mirror = &self->lists[i].mirror;

      check (mirror->items->len == fresh->len);
      for (guint j = 0; j < fresh->len; j++)
        check (mirror->items->pdata[j] == fresh->pdata[j]);
      mirror_check (mirror);
    }
}

/* A watch tells of the whole stack of each name that is listed, at the level where it is found. */
static inline void
check_watch (Follower *self, Level *level)
{
  g_autoptr (GArray) fronts = model_list (level, FALSE);
  GHashTableIter iter;
  gpointer factory, n;

  for (guint i = 0; i < fronts->len; i++)
    {
      const char *name = name_of (item_at (fronts, i).factory);
      g_autoptr (GArray) stack = stack_at (level, find_by_climbing (level, name), name);

      for (guint j = 0; j < stack->len; j++)
        {
          factory = item_at (stack, j).factory;
          n = g_hash_table_lookup (self->there, factory);
          check (n != NULL);
          g_hash_table_insert (self->there, g_object_ref (factory),
                               GINT_TO_POINTER (GPOINTER_TO_INT (n) - 1));
        }
    }
  g_hash_table_iter_init (&iter, self->there);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    check (n == NULL);
  g_hash_table_remove_all (self->there);
  greg_source_unwatch (GREG_SOURCE (level->registry), self->id);
  self->id = greg_source_watch (GREG_SOURCE (level->registry), GREG_WATCH_REPLAY, follow_cb, self,
                                NULL);
}
