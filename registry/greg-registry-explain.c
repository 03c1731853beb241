/* greg-registry-explain.c - why a name is found in a tree of registries, or is not
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-fields-private.h"

#include "greg-error.h"
#include "greg-lookup-private.h"
#include "greg-name-private.h"
#include "greg-registry-explain-private.h"
#include "greg-source-private.h"

#include <string.h>

#define PRIV(self) greg_registry_get_private (self)

/* --- what each level has --- */

/* What the walk met at one level. */
typedef struct
{
  GregRegistry *registry; /* owned; NULL when it went away meanwhile */
  GregPass pass;
  const char *text;       /* what it was asked for */
  GregFactory *front;     /* owned; NULL: nothing that suits */
  GregFactory *refused;   /* owned; what is there and does not suit, when there is nothing else */
  gboolean masked;
  guint n_names;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->registry);
  g_clear_object (&step->front);
  g_clear_object (&step->refused);
}

static Step
take_step_locked (const GregWalk *walk)
{
  const GregStore *store = &walk->level->store;
  guint32 entry = greg_walk_find_locked (walk);
  guint32 any = greg_store_find (store, walk->hash, walk->text);
  Step step = { .pass = walk->pass, .text = walk->text, .n_names = store->n_names };

  if (entry != 0)
    step.front = greg_table_ref_locked (walk->level, entry);
  else if (any != 0)
    step.refused = greg_table_ref_locked (walk->level, any);
  step.masked = walk->pass == GREG_PASS_CLIMB && greg_table_masks_locked (walk->level, walk->text);
  return step;
}

/* All levels of the climb, also behind the one that answers; those of a scope only if nobody does. */
static GArray *
take_steps (GregRegistry *self, const char *name)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();
  GregTable *table = PRIV (self)->table;
  GregWalk walk = GREG_WALK_INIT (table, name, greg_store_hash (name));
  gboolean found = FALSE;

  g_array_set_clear_func (steps, clear_step);
  greg_table_lock (table);
  while (greg_walk_next_locked (&walk) && !(found && walk.pass == GREG_PASS_SCOPE))
    {
      Step step = take_step_locked (&walk);

      found = found || step.front != NULL;
      g_array_append_val (steps, step);
      g_ptr_array_add (owners, greg_weak_ref (walk.level->owner));
    }
  greg_table_unlock (table);
  for (guint i = 0; i < owners->len; i++)
    g_array_index (steps, Step, i).registry = greg_owner_finish (owners->pdata[i]);
  return steps;
}

static const char *
label_of (const Step *step)
{
  return step->registry != NULL ? greg_source_get_label (GREG_SOURCE (step->registry)) : "a registry";
}

static const Step *
find_step (GArray *steps, gboolean (*is_wanted) (const Step *step))
{
  for (guint i = 0; i < steps->len; i++)
    if (is_wanted (&g_array_index (steps, Step, i)))
      return &g_array_index (steps, Step, i);
  return NULL;
}

static gboolean
has_answer (const Step *step)
{
  return step->front != NULL;
}

static gboolean
is_refused (const Step *step)
{
  return step->refused != NULL;
}

static gboolean
is_masked (const Step *step)
{
  return step->masked;
}

static gboolean
is_scoped (const Step *step)
{
  return step->pass == GREG_PASS_SCOPE;
}

/* --- scopes --- */

/* What stands before the first separator; NULL when there is none. */
static char *
scope_of (GregRegistry *self, const char *name)
{
  const char *rest;

  return greg_lookup_split (PRIV (self)->table, name, &rest);
}

static GregTable *
root_of (GregTable *table)
{
  while (table->parent != NULL)
    table = table->parent;
  return table;
}

/* What to ask for so that a level answers for a text: the scopes on the way down from the nearest common ancestor,
 * or NULL when one of them has none. */
static char *
spell_locked (GregTable *self, GregTable *level, const char *text)
{
  g_autoptr (GString) spelling = g_string_new (text);

  for (; level != NULL; level = level->parent)
    {
      GregTable *above = self;

      while (above != NULL && above != level)
        above = above->parent;
      if (above != NULL && spelling->len > strlen (text))
        break;
      if (level->scope == NULL)
        return NULL;
      g_string_prepend (spelling, self->family->separator);
      g_string_prepend (spelling, level->scope);
    }
  return g_string_free (g_steal_pointer (&spelling), FALSE);
}

/* The level that a spelling leads to. */
static gboolean
leads_to_locked (GregTable *self, const char *spelling, GregTable *level)
{
  GregWalk walk = GREG_WALK_INIT (self, spelling, greg_store_hash (spelling));

  while (greg_walk_next_locked (&walk))
    if (greg_walk_find_locked (&walk) != 0)
      return walk.level == level;
  return FALSE;
}

/* The first level of the tree, from `level` on downwards, that has the text and can be asked for it. */
static char *
find_elsewhere_locked (GregTable *self, GregTable *level, guint32 hash, const char *text)
{
  g_autofree char *spelling = NULL;

  if (greg_lookup_front_locked (self, level, hash, text) != 0)
    spelling = spell_locked (self, level, text);
  if (spelling != NULL && leads_to_locked (self, spelling, level))
    return g_steal_pointer (&spelling);
  for (guint i = 0; level->children != NULL && i < level->children->len; i++)
    {
      char *found = find_elsewhere_locked (self, level->children->pdata[i], hash, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
find_elsewhere (GregRegistry *self, const char *text)
{
  GregTable *table = PRIV (self)->table;
  char *spelling;

  greg_table_lock (table);
  spelling = find_elsewhere_locked (table, root_of (table), greg_store_hash (text), text);
  greg_table_unlock (table);
  return spelling;
}

static void
offer_scope (GregSuggest *suggest, const GregTable *level)
{
  if (level->scope != NULL)
    greg_suggest_offer (suggest, level->scope);
}

/* Of those that a name may begin with here. */
char **
greg_registry_suggest_scopes (GregSource *source, const char *scope)
{
  GregTable *table = PRIV (GREG_REGISTRY (source))->table;
  GregSuggest suggest;

  greg_suggest_init (&suggest, scope);
  greg_table_lock (table);
  for (const GregTable *level = table; level != NULL; level = level->parent)
    {
      offer_scope (&suggest, level);
      for (guint i = 0; level->children != NULL && i < level->children->len; i++)
        offer_scope (&suggest, level->children->pdata[i]);
    }
  greg_table_unlock (table);
  return greg_suggest_finish (&suggest);
}

/* Whether a name or an alias of the climb begins with the same first part. */
static gboolean
shares_first_part (GregRegistry *self, const char *scope)
{
  g_autofree char *start = g_strconcat (scope, greg_registry_get_separator (self), NULL);
  GregTable *table = PRIV (self)->table;
  gboolean shares = FALSE;

  greg_table_lock (table);
  for (const GregTable *level = table; !shares && level != NULL; level = level->parent)
    for (guint32 i = 0; !shares && i <= level->store.mask; i++)
      shares = level->store.slots[i].ref != 0 && g_str_has_prefix (level->store.slots[i].name, start);
  greg_table_unlock (table);
  return shares;
}

static gboolean
is_unknown_scope (GregRegistry *self, GArray *steps, const char *scope)
{
  return scope != NULL && g_atomic_int_get (&PRIV (self)->table->family->n_scopes) > 0
         && find_step (steps, is_scoped) == NULL && !shares_first_part (self, scope);
}

static void
set_unknown_scope (GregRegistry *self, const char *scope, GregProblem *problem)
{
  const char *label = greg_source_get_label (GREG_SOURCE (self));
  g_autofree char *shown = greg_name_show (scope);

  greg_problem_set (problem, GREG_ERROR_UNKNOWN_SCOPE,
                    "no scope is called “%s” as seen from %s, and no name begins with “%s%s”", shown,
                    label, shown, greg_registry_get_separator (self));
  problem->suggestions = greg_registry_suggest_scopes (GREG_SOURCE (self), scope);
}

/* --- for NOT_FOUND --- */

static void
set_refused (GregRegistry *self, const Step *step, GregProblem *problem)
{
  g_autofree char *shown = greg_name_show (step->text);

  greg_problem_set (problem, GREG_ERROR_INVALID_TYPE,
                    "%s has “%s”, but it makes a %s, which is not a %s as everything in %s must be",
                    label_of (step), shown,
                    g_type_name (greg_factory_get_product_type (step->refused)),
                    g_type_name (greg_source_get_base_type (GREG_SOURCE (self))),
                    greg_source_get_label (GREG_SOURCE (self)));
}

gboolean
greg_registry_diagnose (GregSource *source, const char *name, GregProblem *problem)
{
  GregRegistry *self = GREG_REGISTRY (source);
  g_autoptr (GArray) steps = take_steps (self, name);
  g_autofree char *scope = scope_of (self, name);
  const Step *refused = find_step (steps, is_refused);

  if (refused != NULL)
    set_refused (self, refused, problem);
  else if (is_unknown_scope (self, steps, scope))
    set_unknown_scope (self, scope, problem);
  else
    return FALSE;
  return TRUE;
}

/* Whether an ancestor has what a level masks. */
static char *
advise_masked (GregRegistry *self, const Step *step)
{
  GregRegistry *above = step->registry != NULL ? greg_registry_get_parent (step->registry) : NULL;
  g_autoptr (GregRegistry) level = NULL;

  if (above != NULL)
    level = greg_registry_find_level (above, step->text);
  if (level == NULL)
    return NULL;
  return g_strdup_printf ("%s has it, but %s masks it", greg_source_get_label (GREG_SOURCE (level)),
                          label_of (step));
}

/* The scope in front was the wrong one, or one too many. */
static char *
advise_scoped (GregRegistry *self, const Step *step)
{
  g_autoptr (GregFactory) bare = greg_source_peek (GREG_SOURCE (self), step->text);
  g_autofree char *elsewhere = bare == NULL ? find_elsewhere (self, step->text) : NULL;
  g_autofree char *shown = greg_name_show (step->text);

  if (bare == NULL && elsewhere == NULL)
    return g_strdup_printf ("only %s was asked for “%s”, whose scope stands in front",
                            label_of (step), shown);
  return g_strdup_printf ("%s has none, but there is one without that scope: ask for “%s”",
                          label_of (step), bare != NULL ? step->text : elsewhere);
}

static char *
advise_elsewhere (GregRegistry *self, const char *name)
{
  g_autofree char *spelling = find_elsewhere (self, name);
  g_autofree char *scope = NULL;

  if (spelling == NULL)
    return NULL;
  scope = g_strndup (spelling, strlen (spelling) - strlen (name)
                                   - strlen (greg_registry_get_separator (self)));
  return g_strdup_printf ("it is registered in the scope “%s”: ask for “%s”", scope, spelling);
}

char *
greg_registry_advise (GregSource *source, const char *name)
{
  GregRegistry *self = GREG_REGISTRY (source);
  g_autoptr (GArray) steps = take_steps (self, name);
  const Step *masked = find_step (steps, is_masked);
  const Step *scoped = find_step (steps, is_scoped);
  char *advice = NULL;

  if (masked != NULL)
    advice = advise_masked (self, masked);
  if (advice == NULL && scoped != NULL)
    advice = advise_scoped (self, scoped);
  if (advice == NULL)
    advice = advise_elsewhere (self, name);
  return advice;
}

/* A slot stands for a name or an alias. What an ancestor has may be masked, or of no use here. */
static void
offer_level_locked (GregTable *self, GregTable *level, GregSuggest *suggest)
{
  const GregStore *store = &level->store;

  for (guint32 i = 0; i <= store->mask; i++)
    if (store->slots[i].ref != 0
        && (level == self || greg_lookup_reaches_locked (self, level, store->slots[i].name)))
      greg_suggest_offer (suggest, store->slots[i].name);
}

/* With the scope in front, when that is where the name was looked for. */
static void
offer_scoped_locked (const GregWalk *walk, GregSuggest *suggest)
{
  const GregStore *store = &walk->level->store;
  g_autofree char *front = g_strndup (walk->asked, (gsize) (walk->text - walk->asked));

  for (guint32 i = 0; i <= store->mask; i++)
    if (store->slots[i].ref != 0)
      {
        g_autofree char *spelling = g_strconcat (front, store->slots[i].name, NULL);

        greg_suggest_offer (suggest, spelling);
      }
}

void
greg_registry_offer (GregSource *source, const char *name, GregSuggest *suggest)
{
  GregTable *self = PRIV (GREG_REGISTRY (source))->table;
  GregWalk walk = GREG_WALK_INIT (self, name, 0);

  greg_table_lock (self);
  for (GregTable *level = self; level != NULL; level = level->parent)
    offer_level_locked (self, level, suggest);
  while (greg_walk_next_locked (&walk))
    if (walk.pass == GREG_PASS_SCOPE)
      offer_scoped_locked (&walk, suggest);
  greg_table_unlock (self);
}

/* --- step by step --- */

static char *
describe (GregFactory *factory)
{
  g_autofree char *origin = greg_factory_dup_origin_text (factory);
  GType type = greg_factory_get_product_type (factory);
  const char *makes = type != G_TYPE_NONE ? g_type_name (type) : "anything";

  if (origin != NULL)
    return g_strdup_printf ("it makes %s and comes from %s", makes, origin);
  return g_strdup_printf ("it makes %s", makes);
}

static char *
describe_level (const Step *step)
{
  if (step->pass == GREG_PASS_SCOPE)
    return g_strdup_printf ("the scope leads to %s, which", label_of (step));
  return g_strdup (label_of (step));
}

/* What was made only to stand between others says nothing by having nothing. */
static gboolean
is_untold (const Step *step)
{
  return step->registry != NULL && greg_registry_is_implied (step->registry) && step->n_names == 0
         && !step->masked;
}

static void
explain_step (GregRegistry *self, const Step *step, gboolean answered, GregExplanation *explanation)
{
  const char *mask = step->masked ? ", and masks the name: nobody above is asked" : "";
  g_autofree char *subject = describe_level (step);
  g_autofree char *shown = greg_name_show (step->text);
  g_autofree char *what = step->front != NULL ? describe (step->front) : NULL;

  if (step->front != NULL && answered)
    greg_explanation_add (explanation, "%s has “%s” too, which is shadowed%s", subject, shown, mask);
  else if (step->front != NULL)
    greg_explanation_add (explanation, "%s has “%s”: %s%s", subject, shown, what, mask);
  else if (step->refused != NULL)
    greg_explanation_add (explanation, "%s has “%s”, but it makes %s, which is not a %s%s", subject,
                          shown, g_type_name (greg_factory_get_product_type (step->refused)),
                          g_type_name (greg_source_get_base_type (GREG_SOURCE (self))), mask);
  else
    greg_explanation_add (explanation, "%s has no “%s” among its %u%s", subject, shown,
                          step->n_names, mask);
}

static void
explain_steps (GregRegistry *self,
               GArray *steps,
               const char *name,
               GregExplanation *explanation)
{
  g_autofree char *scope = scope_of (self, name);
  gboolean answered = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      if (is_untold (step))
        continue;
      explain_step (self, step, answered, explanation);
      answered = answered || step->front != NULL;
    }
  if (!answered && is_unknown_scope (self, steps, scope))
    {
      g_autofree char *shown = greg_name_show (scope);

      greg_explanation_add (explanation, "no scope is called “%s” as seen from here", shown);
    }
}

/* What pass 3 has done, or would do, at each level that nobody else has answered for. */
static void
explain_loaders (GArray *steps, GregExplanation *explanation)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      g_autoptr (GPtrArray) loaders = NULL;

      if (step->registry == NULL)
        continue;
      loaders = greg_loaders_describe (PRIV (step->registry)->loaders);
      for (guint j = 0; j < loaders->len; j++)
        greg_explanation_add (explanation, "%s: %s", label_of (step),
                              (const char *) loaders->pdata[j]);
    }
}

void
greg_registry_explain_name (GregSource *source, const char *name, GregExplanation *explanation)
{
  GregRegistry *self = GREG_REGISTRY (source);
  g_autoptr (GArray) steps = take_steps (self, name);

  explain_steps (self, steps, name, explanation);
  if (find_step (steps, has_answer) == NULL)
    explain_loaders (steps, explanation);
}
