/* greg-plan.c - GregPlan: everything that a build will make, found and validated
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-plan-private.h"

#include "greg-error.h"

void
greg_plan_init (GregPlan *plan,
                GregSource *const *sources,
                guint n_sources,
                GregConfig *defaults,
                GregReport *report)
{
  plan->sources = sources;
  plan->n_sources = n_sources;
  plan->defaults = defaults;
  plan->report = NULL;
  plan->wanted_report = report != NULL ? g_object_ref (report) : NULL;
  plan->n_problems = 0;
  plan->n_visited = 0;
  plan->is_full = FALSE;
  plan->items = &plan->single;
  plan->n_items = 0;
  plan->n_allocated = 1;
  plan->links = NULL;
  plan->depth = 0;
  plan->frame = NULL;
  plan->live = NULL;
  plan->entered = NULL;
  plan->tree = NULL;
  /* Code that is called may drop them as well. */
  for (guint i = 0; i < n_sources; i++)
    g_object_ref (sources[i]);
}

void
greg_plan_discard (GregItem *item)
{
  greg_arguments_clear (&item->arguments);
  g_clear_pointer (&item->pending, g_array_unref);
  g_clear_object (&item->object);
  g_clear_object (&item->context);
  g_clear_object (&item->factory);
}

void
greg_plan_clear (GregPlan *plan)
{
  for (guint i = 0; i < plan->n_items; i++)
    greg_plan_discard (&plan->items[i]);
  if (plan->items != &plan->single)
    g_free (plan->items);
  g_clear_pointer (&plan->links, g_array_unref);
  g_clear_pointer (&plan->live, g_array_unref);
  g_clear_pointer (&plan->entered, g_ptr_array_unref);
  g_clear_pointer (&plan->tree, greg_tree_unref);
  g_clear_object (&plan->report);
  g_clear_object (&plan->wanted_report);
  for (guint i = 0; i < plan->n_sources; i++)
    g_object_unref (plan->sources[i]);
}

void
greg_plan_report (GregPlan *plan,
                  GregSeverity severity,
                  GregProblem *problem,
                  const GregTree *tree,
                  guint32 index,
                  GregPlace place,
                  const char *factory)
{
  g_autoptr (GregDiagnostic) diagnostic = NULL;

  if (plan->n_problems == GREG_PLAN_MAX_PROBLEMS)
    {
      greg_problem_clear (problem);
      greg_problem_set (problem, GREG_ERROR_LIMIT,
                        "there are more than %d problems; the rest was not looked at",
                        GREG_PLAN_MAX_PROBLEMS);
      severity = GREG_SEVERITY_ERROR;
      plan->is_full = TRUE;
    }
  if (plan->n_problems++ > GREG_PLAN_MAX_PROBLEMS)
    return;

  diagnostic = greg_diagnostic_new (severity, problem, tree, index, place, NULL, factory);
  if (plan->report == NULL)
    plan->report = greg_report_new ();
  greg_report_add (plan->report, diagnostic);
  if (plan->wanted_report != NULL)
    greg_report_add (plan->wanted_report, diagnostic);
}

static void
grow (GregPlan *plan)
{
  guint n = MAX (plan->n_allocated * 2, 8);

  if (plan->items == &plan->single)
    {
      plan->items = g_new (GregItem, n);
      plan->items[0] = plan->single;
    }
  else
    plan->items = g_renew (GregItem, plan->items, n);
  plan->n_allocated = n;
}

/* Takes the item over. */
static void
push (GregPlan *plan, GregItem *item, guint *index)
{
  if (plan->n_items == plan->n_allocated)
    grow (plan);
  *index = plan->n_items;
  plan->items[plan->n_items++] = *item;
}

gboolean
greg_plan_push (GregPlan *plan, GregItem *item, gboolean ok, guint *index)
{
  if (ok)
    push (plan, item, index);
  else
    greg_plan_discard (item);
  return ok;
}

static guint
type_depth (GType type)
{
  return G_TYPE_IS_INTERFACE (type) ? 1 : g_type_depth (type);
}

/* A type is more specific than what it is itself; of two that are not each other, a class is more specific than an
 * interface, and a class further down than one further up. */
static gboolean
is_more_specific (GType type, GType other)
{
  if (type == other)
    return FALSE;
  if (other == G_TYPE_NONE || g_type_is_a (type, other))
    return TRUE;
  return !g_type_is_a (other, type) && type_depth (type) > type_depth (other);
}

/* The source with the most specific base type that what is wanted is; of several the current one, which may be one that
 * a scope led to. NULL: the type says nothing. */
static GregSource *
pick_source (GregPlan *plan, GregSource *current, GType type)
{
  GregSource *best = NULL;
  GType best_base = G_TYPE_NONE;

  for (guint i = 0; i <= plan->n_sources; i++)
    {
      GregSource *source = i < plan->n_sources ? plan->sources[i] : current;
      GType base = greg_source_get_base_type (source);

      if (base == G_TYPE_NONE || base == G_TYPE_INVALID || base == G_TYPE_OBJECT
          || !g_type_is_a (type, base))
        continue;
      if (is_more_specific (base, best_base) || (base == best_base && source == current))
        {
          best = source;
          best_base = base;
        }
    }
  return best;
}

static gboolean
key_is (const GregTree *tree, const GregNode *node, const char *key, gsize length)
{
  return node->key_length == length && memcmp (greg_tree_key (tree, node), key, length) == 0;
}

/* What an object says of the factory that it wants. */
typedef struct
{
  guint32 type;  /* the member that picks it, or 0: "$type" when it is there, which leaves "type" to be an argument */
  guint32 scope; /* the member that picks the source, or 0 */
} Choice;

static Choice
find_choice (const GregTree *tree, guint32 object)
{
  guint32 end = greg_tree_node (tree, object)->end;
  Choice choice = { 0 };
  gboolean is_reserved = FALSE;

  for (guint32 i = object + 1; i < end; i = greg_tree_node (tree, i)->end)
    {
      const GregNode *node = greg_tree_node (tree, i);

      if (key_is (tree, node, "$scope", 6))
        choice.scope = i;
      else if (key_is (tree, node, "$type", 5))
        {
          choice.type = i;
          is_reserved = TRUE;
        }
      else if (!is_reserved && key_is (tree, node, "type", 4))
        choice.type = i;
    }
  return choice;
}

static guint32
find_type_member (const GregTree *tree, guint32 object)
{
  return find_choice (tree, object).type;
}

static const char *
string_or_null (const GregTree *tree, guint32 index)
{
  const GregNode *node = greg_tree_node (tree, index);

  return index != 0 && node->kind == GREG_CONFIG_STRING ? greg_tree_string (tree, node) : NULL;
}

/* What a node says about the factory it wants. */
typedef struct
{
  const char *name;
  GregFactory *factory; /* in place of a name, for a script's own code; borrowed from a live value */
  guint32 member;   /* the member that has the name, or 0 */
  guint32 index;    /* where the name stands */
  guint32 node;     /* the whole */
  guint32 object;   /* where the arguments stand, if has_object */
  gboolean has_object;
  guint32 scope;      /* the member that picks the source, or 0 */
} Request;

/* A script may name code by itself. Text from anywhere else has no live values. */
static gboolean
read_live_factory (GregPlan *plan, const GregTree *tree, Request *request)
{
  g_auto (GregProblem) problem = { 0 };
  const GValue *value = greg_plan_find_live (plan, tree, request->member, &problem);

  if (value != NULL && G_VALUE_HOLDS (value, GREG_TYPE_FACTORY))
    request->factory = g_value_get_object (value);
  if (request->factory != NULL)
    return TRUE;

  if (value != NULL)
    greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE,
                      "“%s” must be the name of something registered, or a factory",
                      greg_tree_key (tree, greg_tree_node (tree, request->member)));
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, request->member, GREG_PLACE_VALUE, NULL);
  return FALSE;
}

static gboolean
read_object_request (GregPlan *plan, const GregTree *tree, guint32 index, Request *request)
{
  Choice choice = find_choice (tree, index);
  g_auto (GregProblem) problem = { 0 };

  *request = (Request) { .node = index, .object = index, .has_object = TRUE, .index = index,
                         .member = choice.type, .scope = choice.scope };
  if (request->member == 0)
    return TRUE; /* the defaults may have one */

  request->index = request->member;
  request->name = string_or_null (tree, request->member);
  if (request->name != NULL)
    return TRUE;
  if (greg_plan_is_live (tree, request->member))
    return read_live_factory (plan, tree, request);

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE,
                    "“%s” must be the name of something registered",
                    greg_tree_key (tree, greg_tree_node (tree, request->member)));
  problem.expected = g_strdup ("a name");
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, request->index, GREG_PLACE_VALUE,
                    NULL);
  return FALSE;
}

static gboolean
read_request (GregPlan *plan, const GregTree *tree, guint32 index, Request *request)
{
  const GregNode *node = greg_tree_node (tree, index);
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *found = NULL;

  if (node->kind == GREG_CONFIG_OBJECT)
    return read_object_request (plan, tree, index, request);
  if (node->kind == GREG_CONFIG_STRING)
    {
      *request = (Request) { .name = greg_tree_string (tree, node), .node = index, .index = index };
      return TRUE;
    }

  found = greg_tree_describe (tree, index);
  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE,
                    "an object with a “type”, or a name, is wanted, not %s", found);
  problem.expected = g_strdup ("an object with a “type”, or a name");
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, index, GREG_PLACE_VALUE, NULL);
  return FALSE;
}

static gboolean
may_make (GType product, GType wanted)
{
  if (wanted == G_TYPE_NONE || product == G_TYPE_NONE || g_type_is_a (product, wanted))
    return TRUE;
  /* Not promised, but possible: the product is looked at when it is made. */
  return g_type_is_a (wanted, product)
         || (G_TYPE_IS_INTERFACE (wanted) && G_TYPE_IS_OBJECT (product))
         || (G_TYPE_IS_INTERFACE (product) && G_TYPE_IS_OBJECT (wanted));
}

static gboolean
check_product (GregPlan *plan, const GregItem *item, const GregTree *tree, guint32 index)
{
  GType product = greg_factory_get_product_type (item->factory);
  GType type = greg_factory_get_instantiated_type (item->factory);
  const char *name = greg_factory_get_name (item->factory);
  g_auto (GregProblem) problem = { 0 };

  /* An instance is exactly of its type. */
  if (type != 0 ? item->wanted == G_TYPE_NONE || g_type_is_a (type, item->wanted)
                : may_make (product, item->wanted))
    return TRUE;

  greg_problem_set (&problem, GREG_ERROR_INVALID_TYPE, "“%s” makes a %s, but a %s is wanted here",
                    name, g_type_name (product), g_type_name (item->wanted));
  problem.expected = g_strdup (g_type_name (item->wanted));
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, index, GREG_PLACE_VALUE, name);
  return FALSE;
}

static void
warn_deprecated (GregPlan *plan, GregFactory *factory, const GregTree *tree, guint32 index)
{
  const char *suggestions[] = { greg_factory_get_replacement (factory), NULL };
  const char *note = greg_factory_get_deprecation_note (factory);
  const char *name = greg_factory_get_name (factory);
  g_auto (GregProblem) problem = { 0 };

  greg_problem_set (&problem, GREG_ERROR_DEPRECATED, "“%s” is deprecated%s%s", name,
                    note != NULL ? ": " : "", note != NULL ? note : "");
  if (suggestions[0] != NULL)
    problem.suggestions = g_strdupv ((char **) suggestions);
  greg_plan_report (plan, GREG_SEVERITY_WARNING, &problem, tree, index, GREG_PLACE_VALUE, name);
}

/* The first source that has the name, `*source` before all others. */
static GregFactory *
find_anywhere (GregPlan *plan, GregSource **source, const char *name, GregProblem *problem)
{
  g_autoptr (GError) cause = NULL;
  GregFactory *factory = greg_source_find (*source, name, &cause);

  for (guint i = 0; factory == NULL && i < plan->n_sources; i++)
    if (plan->sources[i] != *source
        && (factory = greg_source_find (plan->sources[i], name, cause == NULL ? &cause : NULL))
               != NULL)
      *source = plan->sources[i];
  if (factory == NULL)
    greg_sources_explain_miss (plan->sources, plan->n_sources, name, cause, problem);
  return factory;
}

GregFactory *
greg_plan_find_part (GregPlan *plan,
                     GregSource **source,
                     GType wanted,
                     const char *name,
                     GregProblem *problem)
{
  GregSource *best = pick_source (plan, *source, wanted);

  if (best == NULL && plan->n_sources > 1)
    return find_anywhere (plan, source, name, problem);
  if (best != NULL)
    *source = best;
  return greg_source_find_or_problem (*source, name, problem);
}

/* Code that is not registered is made as if it were, in the source where its name would be looked for. */
static GregFactory *
take_factory (GregPlan *plan,
              GregSource **source,
              const Request *request,
              GType wanted,
              gboolean is_root,
              GregProblem *problem)
{
  GregSource *best = is_root || request->scope != 0 ? NULL : pick_source (plan, *source, wanted);
  g_autoptr (GError) error = NULL;

  if (best != NULL)
    *source = best;
  if (greg_factory_seal (request->factory, greg_source_get_base_type (*source), &error))
    return g_object_ref (request->factory);
  greg_problem_set (problem, error->code, "%s", error->message);
  problem->domain = error->domain;
  return NULL;
}

/* The root is what the first source has, whatever the others have. A scope tells exactly which source is meant. */
static GregFactory *
find_factory (GregPlan *plan,
              GregSource **source,
              const Request *request,
              GType wanted,
              gboolean is_root,
              const GregTree *tree)
{
  g_auto (GregProblem) problem = { 0 };
  GregFactory *factory;

  if (request->factory != NULL)
    factory = take_factory (plan, source, request, wanted, is_root, &problem);
  else if (is_root || request->scope != 0)
    factory = greg_source_find_or_problem (*source, request->name, &problem);
  else
    factory = greg_plan_find_part (plan, source, wanted, request->name, &problem);
  if (factory == NULL)
    greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, request->index, GREG_PLACE_VALUE,
                      NULL);
  else if (G_UNLIKELY (greg_factory_is_deprecated (factory)))
    warn_deprecated (plan, factory, tree, request->index);
  return factory;
}

static gboolean
has_name (GregFactory *factory, const char *name)
{
  return strcmp (greg_factory_get_name (factory), name) == 0
         || g_strv_contains (greg_factory_get_aliases (factory), name);
}

/* The builder's defaults hold for the root, unless they are for another type than the one that was asked for. */
static GregConfig *
pick_overlay (GregPlan *plan, GregFactory *factory, guint32 *type_member)
{
  const GregTree *tree = greg_config_get_tree (plan->defaults);
  guint32 root = greg_config_get_index (plan->defaults);
  const char *name;

  *type_member = find_type_member (tree, root);
  if (*type_member == 0)
    return plan->defaults;
  name = string_or_null (tree, *type_member);
  return name != NULL && has_name (factory, name) ? plan->defaults : NULL;
}

static gboolean
report_missing_type (GregPlan *plan, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  greg_problem_set (&problem, GREG_ERROR_MISSING_VALUE, "there is no “type” that says what to build");
  problem.expected = g_strdup ("a “type”");
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, index, GREG_PLACE_VALUE, NULL);
  return FALSE;
}

/* The name of the builder's defaults, for a root that has none of its own. */
static const char *
default_name (GregPlan *plan)
{
  const GregTree *tree;

  if (plan->defaults == NULL)
    return NULL;
  tree = greg_config_get_tree (plan->defaults);
  return string_or_null (tree, find_type_member (tree, greg_config_get_index (plan->defaults)));
}

/* The names of the factories from the last time that this one was asked until now. */
static char *
describe_cycle (const GregFrame *frame)
{
  GString *text = g_string_new (greg_factory_get_name (frame->factory));

  for (const GregFrame *f = frame->outer; f != NULL; f = f->outer)
    {
      g_string_prepend (text, " → ");
      g_string_prepend (text, greg_factory_get_name (f->factory));
      if (f->factory == frame->factory)
        break;
    }
  return g_string_free (text, FALSE);
}

/* Defaults can name other factories, whose defaults can name this one again. That alone is no harm: what is given with
 * the name may end it. */
static gboolean
is_cycle (GregPlan *plan, const GregFrame *frame)
{
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *cycle = NULL;
  const GregFrame *f = frame->outer;

  while (f != NULL && (f->tree != frame->tree || f->index != frame->index))
    f = f->outer;
  if (f == NULL || f->tree == NULL)
    return FALSE;

  cycle = describe_cycle (frame->outer);
  greg_problem_set (&problem, GREG_ERROR_CYCLE, "the defaults lead back to where they began: %s",
                    cycle);
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, frame->tree, frame->index,
                    GREG_PLACE_VALUE, greg_factory_get_name (frame->factory));
  return TRUE;
}

static gboolean
plan_request (GregPlan *plan,
              GregSource *source,
              const GregTree *tree,
              const Request *request,
              GType wanted,
              gboolean is_root,
              guint *index)
{
  GregItem item = { .tree = tree, .index = request->index, .wanted = wanted };
  GregFrame frame = { .tree = tree, .index = request->node, .outer = plan->frame };
  guint32 overlay_member = 0;
  GregConfig *overlay = NULL;
  gboolean ok;

  item.factory = find_factory (plan, &source, request, wanted, is_root, tree);
  if (item.factory == NULL)
    return FALSE;
  item.source = source;
  frame.factory = item.factory;
  if (is_cycle (plan, &frame))
    return greg_plan_push (plan, &item, FALSE, index);

  if (request->has_object)
    item.index = request->object;
  if (is_root && plan->defaults != NULL)
    overlay = pick_overlay (plan, item.factory, &overlay_member);

  plan->frame = &frame;
  ok = check_product (plan, &item, tree, request->index);
  ok &= greg_plan_arguments (plan, &item, request->has_object ? tree : NULL, request->object,
                             request->member, overlay, overlay_member);
  plan->frame = frame.outer;
  return greg_plan_push (plan, &item, ok, index);
}

static gboolean
too_many (GregPlan *plan, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  if (plan->is_full)
    return TRUE;
  if (plan->n_visited++ < GREG_PLAN_MAX_ITEMS)
    return FALSE;
  greg_problem_set (&problem, GREG_ERROR_LIMIT, "more than %u objects would have to be built",
                    GREG_PLAN_MAX_ITEMS);
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, index, GREG_PLACE_VALUE, NULL);
  plan->is_full = TRUE;
  return TRUE;
}

static gboolean
too_deep (GregPlan *plan, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  if (plan->depth < GREG_TREE_MAX_DEPTH)
    return FALSE;
  greg_problem_set (&problem, GREG_ERROR_LIMIT, "objects are nested deeper than %d levels",
                    GREG_TREE_MAX_DEPTH);
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, index, GREG_PLACE_VALUE, NULL);
  return TRUE;
}

/* “$scope” changes the source for an object and all its parts. NULL: the problem was reported. */
static GregSource *
enter_scope (GregPlan *plan, GregSource *source, const GregTree *tree, guint32 member)
{
  const char *scope = string_or_null (tree, member);
  g_auto (GregProblem) problem = { 0 };
  GregSource *entered = NULL;

  if (scope != NULL)
    entered = greg_source_enter (source, scope, &problem);
  else
    greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“$scope” must be a string");

  if (entered == NULL)
    greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, tree, member, GREG_PLACE_VALUE, NULL);
  else if (plan->entered == NULL)
    plan->entered = g_ptr_array_new_with_free_func (g_object_unref);
  if (entered != NULL)
    g_ptr_array_add (plan->entered, entered);
  return entered;
}

static gboolean
plan_node (GregPlan *plan,
           GregSource *source,
           const GregTree *tree,
           guint32 index,
           const char *name,
           GType wanted,
           gboolean is_root,
           guint *item)
{
  Request request = {
    .name = name, .node = index, .object = index, .has_object = tree != NULL, .index = index
  };
  gboolean ok;

  if (too_many (plan, tree, index) || too_deep (plan, tree, index))
    return FALSE;
  if (name == NULL && !read_request (plan, tree, index, &request))
    return FALSE;
  if (name != NULL && tree != NULL)
    request.scope = find_choice (tree, index).scope;
  if (G_UNLIKELY (request.scope != 0))
    source = enter_scope (plan, source, tree, request.scope);
  if (source == NULL)
    return FALSE;
  if (request.name == NULL && request.factory == NULL && is_root)
    request.name = default_name (plan);
  if (request.name == NULL && request.factory == NULL)
    return report_missing_type (plan, tree, index);

  plan->depth++;
  ok = plan_request (plan, source, tree, &request, wanted, is_root, item);
  plan->depth--;
  return ok;
}

gboolean
greg_plan_root (GregPlan *plan,
                const GregTree *tree,
                guint32 index,
                const char *name,
                GType wanted,
                guint *item)
{
  if (plan->tree == NULL && tree != NULL)
    plan->tree = greg_tree_ref ((GregTree *) tree);
  return plan_node (plan, plan->sources[0], tree, index, name, wanted, TRUE, item);
}

gboolean
greg_plan_part (GregPlan *plan,
                GregSource *current,
                const GregTree *tree,
                guint32 index,
                GType wanted,
                guint *item)
{
  return plan_node (plan, current, tree, index, NULL, wanted, FALSE, item);
}
