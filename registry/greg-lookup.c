/* greg-lookup.c - the one order in which the registries of a tree are asked for a name
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-lookup-private.h"

#include <string.h>

/* --- the order --- */

char *
greg_lookup_split (const GregTable *self, const char *text, const char **rest)
{
  const GregFamily *family = self->family;
  const char *end = strstr (text, family->separator);

  if (end == NULL)
    return NULL;
  *rest = end + family->separator_length;
  return g_strndup (text, (gsize) (end - text));
}

static GregTable *
child_locked (const GregTable *level, const char *scope)
{
  return level->scopes != NULL ? g_hash_table_lookup (level->scopes, scope) : NULL;
}

static GregTable *
nearest_locked (GregTable *self, const char *scope)
{
  for (GregTable *level = self; level != NULL; level = level->parent)
    {
      GregTable *child = child_locked (level, scope);

      if (g_strcmp0 (level->scope, scope) == 0)
        return level;
      if (child != NULL)
        return child;
    }
  return NULL;
}

/* From the climb to the level of the scope, or from there one step down. */
static gboolean
enter_scope_locked (GregWalk *walk)
{
  const char *rest = NULL;
  g_autofree char *scope = greg_lookup_split (walk->self, walk->text, &rest);

  if (scope == NULL)
    return FALSE;
  walk->level = walk->pass == GREG_PASS_CLIMB ? nearest_locked (walk->self, scope)
                                              : child_locked (walk->level, scope);
  walk->pass = GREG_PASS_SCOPE;
  walk->text = rest;
  walk->hash = greg_store_hash (rest);
  return walk->level != NULL;
}

gboolean
greg_walk_next_locked (GregWalk *walk)
{
  if (walk->level == NULL)
    {
      walk->level = walk->self;
      walk->pass = GREG_PASS_CLIMB;
      walk->text = walk->asked;
      return TRUE;
    }
  if (walk->pass == GREG_PASS_CLIMB && walk->level->parent != NULL
      && !greg_table_masks_locked (walk->level, walk->text))
    {
      walk->level = walk->level->parent;
      return TRUE;
    }
  return walk->self->family->n_scopes > 0 && enter_scope_locked (walk);
}

/* --- finding --- */

static guint32
front_that_suits (const GregTable *self, const GregTable *level, const char *text)
{
  guint32 link;
  guint32 entry = greg_store_begin (&level->store, text, &link);

  while (entry != 0
         && !greg_lookup_suits (self, level, greg_store_entry (&level->store, entry)->factory))
    entry = greg_store_next (&level->store, &link);
  return entry;
}

guint32
greg_lookup_front_locked (const GregTable *self,
                          const GregTable *level,
                          guint32 hash,
                          const char *text)
{
  guint32 entry = greg_store_find (&level->store, hash, text);

  if (entry == 0 || level->base_type == self->base_type)
    return entry;
  return front_that_suits (self, level, text);
}

guint32
greg_walk_find_locked (const GregWalk *walk)
{
  return greg_lookup_front_locked (walk->self, walk->level, walk->hash, walk->text);
}

gboolean
greg_lookup_reaches_locked (const GregTable *self, const GregTable *ancestor, const char *text)
{
  for (const GregTable *level = self; level != ancestor; level = level->parent)
    if (greg_table_masks_locked (level, text))
      return FALSE;
  return ancestor->base_type == self->base_type || front_that_suits (self, ancestor, text) != 0;
}

GregFactory *
greg_lookup (GregTable *self, const char *name, guint32 hash)
{
  GregWalk walk = GREG_WALK_INIT (self, name, hash);
  GregFactory *factory = NULL;

  greg_table_lock (self);
  while (factory == NULL && greg_walk_next_locked (&walk))
    {
      guint32 entry = greg_walk_find_locked (&walk);

      if (entry != 0)
        factory = greg_table_ref_locked (walk.level, entry);
    }
  greg_table_unlock (self);
  return factory;
}

static void
add_stack_locked (const GregWalk *walk, GPtrArray *factories)
{
  guint32 link;

  for (guint32 i = greg_store_begin (&walk->level->store, walk->text, &link); i != 0;
       i = greg_store_next (&walk->level->store, &link))
    if (greg_lookup_suits (walk->self, walk->level,
                           greg_store_entry (&walk->level->store, i)->factory))
      g_ptr_array_add (factories, greg_table_ref_locked (walk->level, i));
}

GPtrArray *
greg_lookup_all (GregTable *self, const char *name)
{
  GPtrArray *factories = g_ptr_array_new_with_free_func (g_object_unref);
  GregWalk walk = GREG_WALK_INIT (self, name, 0);

  greg_table_lock (self);
  while (greg_walk_next_locked (&walk)
         && (walk.pass == GREG_PASS_CLIMB || factories->len == 0))
    add_stack_locked (&walk, factories);
  greg_table_unlock (self);
  return factories;
}

GregRegistry *
greg_lookup_level (GregTable *self, const char *name)
{
  GregWalk walk = GREG_WALK_INIT (self, name, greg_store_hash (name));
  GregWeak *owner = NULL;
  gboolean found = FALSE;

  greg_table_lock (self);
  while (!found && greg_walk_next_locked (&walk))
    found = greg_walk_find_locked (&walk) != 0;
  if (found)
    owner = greg_weak_ref (walk.level->owner);
  greg_table_unlock (self);
  return owner != NULL ? greg_owner_finish (owner) : NULL;
}

GregRegistry *
greg_lookup_scope (GregTable *self, const char *scope)
{
  g_autofree char *path = g_strconcat (scope, self->family->separator, NULL);
  GregWalk walk = GREG_WALK_INIT (self, path, 0);
  GregWeak *owner = NULL;

  greg_table_lock (self);
  while (owner == NULL && greg_walk_next_locked (&walk))
    if (walk.pass == GREG_PASS_SCOPE && *walk.text == '\0')
      owner = greg_weak_ref (walk.level->owner);
  greg_table_unlock (self);
  return owner != NULL ? greg_owner_finish (owner) : NULL;
}

gboolean
greg_lookup_is_scoped (GregTable *self, const char *name)
{
  GregWalk walk = GREG_WALK_INIT (self, name, 0);
  gboolean scoped = FALSE;

  if (g_atomic_int_get (&self->family->n_scopes) == 0)
    return FALSE;
  greg_table_lock (self);
  while (!scoped && greg_walk_next_locked (&walk))
    scoped = walk.pass == GREG_PASS_SCOPE;
  greg_table_unlock (self);
  return scoped;
}

/* --- whom to ask for what nobody has --- */

static void
clear_question (gpointer data)
{
  g_clear_object (&((GregQuestion *) data)->registry);
}

GArray *
greg_lookup_new_questions (void)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (GregQuestion));

  g_array_set_clear_func (questions, clear_question);
  return questions;
}

typedef struct
{
  GregWeak *owner;
  const char *text;
} Step;

static void
add_question (GArray *questions, const Step *step)
{
  GregQuestion question = { greg_owner_finish (step->owner), step->text };

  if (question.registry != NULL)
    g_array_append_val (questions, question);
}

GArray *
greg_lookup_list_questions (GregTable *self, const char *name)
{
  GArray *questions = greg_lookup_new_questions ();
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  GregWalk walk = GREG_WALK_INIT (self, name, 0);
  guint n_scoped = 0;

  greg_table_lock (self);
  while (greg_walk_next_locked (&walk) && *walk.text != '\0')
    {
      Step step = { greg_weak_ref (walk.level->owner), walk.text };

      g_array_insert_val (steps, walk.pass == GREG_PASS_SCOPE ? n_scoped++ : steps->len, step);
    }
  greg_table_unlock (self);
  for (guint i = 0; i < steps->len; i++)
    add_question (questions, &g_array_index (steps, Step, i));
  return questions;
}
