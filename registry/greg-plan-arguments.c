/* greg-plan-arguments.c - from members of a configuration to the arguments of one item
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-plan-private.h"

/* How many arguments are compared one by one before a hash table is worth its making. */
#define FEW 16

/* The arguments of one item are gathered layer by layer, the strongest first; a name that a stronger layer has
 * is passed over. */
typedef struct
{
  GregPlan *plan;
  GregItem *item;
  const GregSchema *schema; /* NULL: the factory takes anything */
  const char *owner;        /* the factory's name, for messages */
  guint layer;              /* from 1 */
  guint8 *seen;             /* for each parameter, the layer that gave it; 0: none yet */
  guint8 few_seen[64];
  guint layer_start;        /* the first argument of this layer; for undeclared ones */
  GHashTable *names;        /* undeclared names → position + 1, when they are many */
  gboolean owns_names;      /* the names of this layer do not live as long as the arguments */
  gboolean ok;
} Walk;

static guint
folded_hash (gconstpointer text)
{
  guint hash = 5381;

  for (const char *c = text; *c != '\0'; c++)
    hash = hash * 33 + (guchar) (*c == '_' ? '-' : *c);
  return hash;
}

static gboolean
folded_equal (gconstpointer a, gconstpointer b)
{
  return greg_name_is_same (a, b);
}

static void
walk_init (Walk *walk, GregPlan *plan, GregItem *item, guint capacity)
{
  GregArguments *arguments = &item->arguments;

  walk->plan = plan;
  walk->item = item;
  walk->schema = greg_factory_get_schema (item->factory);
  walk->owner = greg_factory_get_name (item->factory);
  walk->layer = 0;
  walk->seen = walk->few_seen;
  walk->names = NULL;
  walk->owns_names = FALSE;
  walk->ok = TRUE;

  if (walk->schema != NULL && walk->schema->n_params > G_N_ELEMENTS (walk->few_seen))
    walk->seen = g_malloc0 (walk->schema->n_params);
  else if (walk->schema != NULL)
    memset (walk->few_seen, 0, walk->schema->n_params);
  else if (capacity > FEW)
    walk->names = g_hash_table_new (folded_hash, folded_equal);
  greg_arguments_init (arguments, capacity);
}

static void
walk_clear (Walk *walk)
{
  if (walk->seen != walk->few_seen)
    g_free (walk->seen);
  g_clear_pointer (&walk->names, g_hash_table_unref);
}

static void
report (Walk *walk, GregProblem *problem, const GregTree *tree, guint32 index, GregPlace place)
{
  greg_plan_report (walk->plan, GREG_SEVERITY_ERROR, problem, tree, index, place, walk->owner);
  walk->ok = FALSE;
}

static GValue *
append (Walk *walk, const char *name)
{
  GregArguments *arguments = &walk->item->arguments;

  arguments->names[arguments->n] = name;
  return &arguments->values[arguments->n++];
}

static void
append_pending (Walk *walk,
                const GregParam *param,
                GregPendingKind kind,
                guint n,
                const guint *children)
{
  GregPlan *plan = walk->plan;
  GregPending pending = {
    .argument = walk->item->arguments.n,
    .kind = kind,
    .n = n,
  };

  if (plan->links == NULL)
    plan->links = g_array_new (FALSE, FALSE, sizeof (guint));
  pending.first = plan->links->len;
  if (n > 0)
    g_array_append_vals (plan->links, children, n);

  if (walk->item->pending == NULL)
    walk->item->pending = g_array_new (FALSE, FALSE, sizeof (GregPending));
  g_array_append_val (walk->item->pending, pending);
  append (walk, param->name);
}

static void
plan_object (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  guint child;

  if (greg_plan_part (walk->plan, walk->item->source, tree, index, param->type, &child))
    append_pending (walk, param, GREG_PENDING_OBJECT, 1, &child);
  else
    walk->ok = FALSE;
}

static void
plan_list (Walk *walk,
           const GregParam *param,
           const GregTree *tree,
           guint32 index,
           GregPendingKind kind)
{
  const GregNode *array = greg_tree_node (tree, index);
  g_autoptr (GArray) children = g_array_sized_new (FALSE, FALSE, sizeof (guint), array->v.n_children);

  for (guint32 i = index + 1; i < array->end && !walk->plan->is_full; i = greg_tree_node (tree, i)->end)
    {
      guint child;

      if (greg_plan_part (walk->plan, walk->item->source, tree, i, G_TYPE_OBJECT, &child))
        g_array_append_val (children, child);
      else
        walk->ok = FALSE;
    }
  if (children->len == array->v.n_children)
    append_pending (walk, param, kind, children->len,
                    (const guint *) (gconstpointer) children->data);
}

static void
report_wanted (Walk *walk,
               const GregParam *param,
               const char *wanted,
               const GregTree *tree,
               guint32 index)
{
  g_auto (GregProblem) problem = { 0 };
  g_autofree char *found = greg_tree_describe (tree, index);

  greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“%s” wants %s, not %s", param->name, wanted,
                    found);
  problem.expected = g_strdup (wanted);
  report (walk, &problem, tree, index, GREG_PLACE_VALUE);
}

/* A type is named as what is registered, never as GObject names it. */
static void
plan_gtype (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  const GregNode *node = greg_tree_node (tree, index);
  g_auto (GregProblem) problem = { 0 };
  g_autoptr (GregFactory) factory = NULL;
  GType type, is_a = param->range.gtype;
  GregSource *source = walk->item->source;
  GValue *value;

  if (node->kind != GREG_CONFIG_STRING)
    {
      report_wanted (walk, param, "the name of a registered type", tree, index);
      return;
    }

  factory = greg_plan_find_part (walk->plan, &source, is_a != G_TYPE_NONE ? is_a : G_TYPE_OBJECT,
                                 greg_tree_string (tree, node), &problem);
  if (factory == NULL)
    {
      report (walk, &problem, tree, index, GREG_PLACE_VALUE);
      return;
    }

  type = greg_factory_get_instantiated_type (factory);
  if (type == 0 || (is_a != G_TYPE_NONE && !g_type_is_a (type, is_a)))
    {
      greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“%s” wants a type%s%s, which “%s” is not",
                        param->name, is_a != G_TYPE_NONE ? " that is a " : "",
                        is_a != G_TYPE_NONE ? g_type_name (is_a) : "",
                        greg_factory_get_name (factory));
      report (walk, &problem, tree, index, GREG_PLACE_VALUE);
      return;
    }

  value = append (walk, param->name);
  g_value_init (value, G_TYPE_GTYPE);
  g_value_set_gtype (value, type);
}

static void
plan_deferred (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  gboolean is_array = greg_tree_node (tree, index)->kind == GREG_CONFIG_ARRAY;

  switch ((GregTarget) param->target)
    {
    case GREG_TARGET_LIST_MODEL:
      if (is_array)
        plan_list (walk, param, tree, index, GREG_PENDING_LIST_MODEL);
      else
        plan_object (walk, param, tree, index);
      break;
    case GREG_TARGET_PTR_ARRAY:
      if (is_array)
        plan_list (walk, param, tree, index, GREG_PENDING_PTR_ARRAY);
      else
        report_wanted (walk, param, "an array", tree, index);
      break;
    case GREG_TARGET_GTYPE:
      plan_gtype (walk, param, tree, index);
      break;
    default:
      plan_object (walk, param, tree, index);
    }
}

/* TRUE when a stronger layer has it, or when it is given twice, which is reported. */
static gboolean
is_taken (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index, GregPlace place)
{
  guint8 *seen = &walk->seen[param - walk->schema->params];
  g_auto (GregProblem) problem = { 0 };

  if (*seen == 0)
    {
      *seen = (guint8) walk->layer;
      return FALSE;
    }
  if (*seen == walk->layer)
    {
      greg_problem_set (&problem, GREG_ERROR_INVALID_CONFIG,
                        "“%s” is given twice; “_” and “-” are the same in names", param->name);
      report (walk, &problem, tree, index, place);
    }
  return TRUE;
}

static gboolean
is_writable (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  if (param->writable)
    return TRUE;
  greg_problem_set (&problem, GREG_ERROR_READ_ONLY, "“%s” of “%s” can be read but not written",
                    param->name, walk->owner);
  report (walk, &problem, tree, index, GREG_PLACE_KEY);
  return FALSE;
}

/* What stands for a value that text cannot hold is checked as a value. */
static void
plan_live (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };
  const GValue *live = greg_plan_find_live (walk->plan, tree, index, &problem);
  GValue value = G_VALUE_INIT;

  if (live == NULL
      || greg_convert_value (param, live, &value, &problem) == GREG_CONVERSION_REFUSED)
    report (walk, &problem, tree, index, GREG_PLACE_VALUE);
  else
    *append (walk, param->name) = value;
}

static void
plan_declared (Walk *walk, const GregParam *param, const GregTree *tree, guint32 index)
{
  GValue value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  if (greg_plan_is_live (tree, index))
    {
      plan_live (walk, param, tree, index);
      return;
    }
  switch (greg_convert_node (param, tree, index, &value, &problem))
    {
    case GREG_CONVERSION_DONE:
      *append (walk, param->name) = value;
      break;
    case GREG_CONVERSION_DEFERRED:
      plan_deferred (walk, param, tree, index);
      break;
    case GREG_CONVERSION_REFUSED:
      report (walk, &problem, tree, index, GREG_PLACE_VALUE);
      break;
    }
}

static void
plan_natural (Walk *walk, const GregTree *tree, guint32 index, GValue *value)
{
  g_auto (GregProblem) problem = { 0 };
  const GValue *live;

  if (!greg_plan_is_live (tree, index))
    {
      greg_convert_natural (tree, index, value);
      return;
    }
  live = greg_plan_find_live (walk->plan, tree, index, &problem);
  if (live != NULL)
    {
      g_value_init (value, G_VALUE_TYPE (live));
      g_value_copy (live, value);
    }
  else
    {
      g_value_init (value, G_TYPE_OBJECT);
      report (walk, &problem, tree, index, GREG_PLACE_VALUE);
    }
}

/* The position of an argument of that name, or -1. */
static int
find_undeclared (Walk *walk, const char *name)
{
  const GregArguments *arguments = &walk->item->arguments;

  if (walk->names != NULL)
    return GPOINTER_TO_INT (g_hash_table_lookup (walk->names, name)) - 1;
  for (guint i = 0; i < arguments->n; i++)
    if (greg_name_is_same (arguments->names[i], name))
      return (int) i;
  return -1;
}

static void
plan_undeclared (Walk *walk, const char *name, const GregTree *tree, guint32 index)
{
  int position = find_undeclared (walk, name);
  g_auto (GregProblem) problem = { 0 };

  if (position < 0)
    {
      if (walk->owns_names)
        name = greg_arguments_own_name (&walk->item->arguments, name);
      if (walk->names != NULL)
        g_hash_table_insert (walk->names, (gpointer) name,
                             GINT_TO_POINTER (walk->item->arguments.n + 1));
      plan_natural (walk, tree, index, append (walk, name));
    }
  else if ((guint) position >= walk->layer_start)
    {
      g_autofree char *shown = greg_name_show (name);

      greg_problem_set (&problem, GREG_ERROR_INVALID_CONFIG,
                        "“%s” is given twice; “_” and “-” are the same in names", shown);
      report (walk, &problem, tree, index, GREG_PLACE_KEY);
    }
}

static void
plan_member (Walk *walk, const char *name, const GregTree *tree, guint32 index)
{
  const GregParam *param;
  g_auto (GregProblem) problem = { 0 };

  if (walk->schema == NULL)
    {
      plan_undeclared (walk, name, tree, index);
      return;
    }

  param = greg_schema_find (walk->schema, name);
  if (param == NULL)
    {
      greg_schema_problem_unknown (walk->schema, walk->owner, name, &problem);
      report (walk, &problem, tree, index, GREG_PLACE_KEY);
    }
  else if (is_writable (walk, param, tree, index)
           && !is_taken (walk, param, tree, index, GREG_PLACE_KEY))
    plan_declared (walk, param, tree, index);
}

static void
plan_natural_positional (Walk *walk, const GregTree *tree, guint32 index)
{
  GregArguments *arguments = &walk->item->arguments;
  const GregNode *array = greg_tree_node (tree, index);

  if (arguments->positional != NULL)
    return; /* a stronger layer has them */
  arguments->positional = g_new0 (GValue, array->v.n_children + 1);
  for (guint32 i = index + 1; i < array->end; i = greg_tree_node (tree, i)->end)
    plan_natural (walk, tree, i, &arguments->positional[arguments->n_positional++]);
}

static void
plan_declared_positional (Walk *walk, const GregTree *tree, guint32 index)
{
  const GregNode *array = greg_tree_node (tree, index);
  g_auto (GregProblem) problem = { 0 };
  guint n = 0;

  for (guint32 i = index + 1; i < array->end; i = greg_tree_node (tree, i)->end, n++)
    {
      if (n == walk->schema->n_params)
        {
          greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE,
                            "“%s” takes %u arguments, not %u", walk->owner, n,
                            array->v.n_children);
          report (walk, &problem, tree, i, GREG_PLACE_VALUE);
          return;
        }
      if (!is_taken (walk, &walk->schema->params[n], tree, i, GREG_PLACE_VALUE))
        plan_declared (walk, &walk->schema->params[n], tree, i);
    }
}

static void
plan_positional (Walk *walk, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  if (greg_tree_node (tree, index)->kind != GREG_CONFIG_ARRAY)
    {
      greg_problem_set (&problem, GREG_ERROR_INVALID_VALUE, "“$args” must be an array");
      report (walk, &problem, tree, index, GREG_PLACE_VALUE);
    }
  else if (greg_factory_get_instantiated_type (walk->item->factory) != 0)
    {
      greg_problem_set (&problem, GREG_ERROR_INVALID_CONFIG,
                        "“%s” makes instances of a type, which take no positional arguments",
                        walk->owner);
      report (walk, &problem, tree, index, GREG_PLACE_KEY);
    }
  else if (walk->schema == NULL)
    plan_natural_positional (walk, tree, index);
  else
    plan_declared_positional (walk, tree, index);
}

static void
plan_reserved (Walk *walk, const char *key, const GregTree *tree, guint32 index)
{
  g_auto (GregProblem) problem = { 0 };

  if (strcmp (key, "$scope") == 0 && tree == walk->item->tree)
    return; /* done before the factory was found */
  if (!greg_schema_check_reserved (key, &problem))
    report (walk, &problem, tree, index, GREG_PLACE_KEY);
  else if (strcmp (key, "$args") == 0)
    plan_positional (walk, tree, index);
}

static void
plan_layer (Walk *walk, const GregTree *tree, guint32 object, guint32 type_member)
{
  guint32 end = greg_tree_node (tree, object)->end;

  walk->layer++;
  walk->layer_start = walk->item->arguments.n;
  for (guint32 i = object + 1; i < end && !walk->plan->is_full; i = greg_tree_node (tree, i)->end)
    {
      const char *key = greg_tree_key (tree, greg_tree_node (tree, i));

      if (i == type_member)
        continue;
      if (key[0] == '$')
        plan_reserved (walk, key, tree, i);
      else
        plan_member (walk, key, tree, i);
    }
}

/* A declared parameter that nobody gave has its default, so that code finds every one. */
static void
plan_declared_default (Walk *walk, const GregParam *param)
{
  GregConfig *config = greg_param_get_default (param);
  GValue *value;

  if (config != NULL)
    {
      plan_declared (walk, param, greg_config_get_tree (config), greg_config_get_index (config));
      return;
    }
  value = append (walk, param->name);
  g_value_init (value, param->type);
  g_param_value_set_default (param->pspec, value);
}

static gboolean
is_code (const Walk *walk)
{
  return greg_factory_get_instantiated_type (walk->item->factory) == 0;
}

static void
plan_declared_defaults (Walk *walk)
{
  for (guint i = 0; i < walk->schema->n_params; i++)
    if (walk->seen[i] == 0 && !walk->schema->params[i].required)
      plan_declared_default (walk, &walk->schema->params[i]);
}

/* The weakest layers: what the factory was given, and what was declared. */
static void
plan_defaults (Walk *walk)
{
  GregConfig *defaults = greg_factory_get_defaults (walk->item->factory);

  if (defaults != NULL)
    plan_layer (walk, greg_config_get_tree (defaults), greg_config_get_index (defaults), 0);
  if (walk->schema != NULL && is_code (walk))
    plan_declared_defaults (walk);
}

static void
check_required (Walk *walk)
{
  for (guint i = 0; i < walk->schema->n_params; i++)
    {
      const GregParam *param = &walk->schema->params[i];
      g_auto (GregProblem) problem = { 0 };

      if (!param->required || walk->seen[i] != 0)
        continue;
      greg_problem_set (&problem, GREG_ERROR_MISSING_VALUE, "“%s” needs “%s”", walk->owner,
                        param->name);
      problem.expected = greg_param_describe (param);
      report (walk, &problem, walk->item->tree, walk->item->index, GREG_PLACE_VALUE);
    }
}

static guint
count_members (GregConfig *layer)
{
  return layer != NULL ? greg_config_get_n_children (layer) : 0;
}

/* A plan that is full has failed, even where nobody was left to say so. */
static gboolean
finish (Walk *walk)
{
  walk->ok &= !walk->plan->is_full;
  if (walk->schema != NULL && walk->schema->n_required > 0)
    check_required (walk);
  walk_clear (walk);
  return walk->ok;
}

/* Room for what the layers have, and for the parameters that nobody gave. */
static guint
capacity_for (GregFactory *factory, guint given)
{
  const GregSchema *schema = greg_factory_get_schema (factory);

  if (schema == NULL)
    return given;
  if (greg_factory_get_instantiated_type (factory) != 0)
    return MIN (given, schema->n_params);
  return schema->n_params;
}

gboolean
greg_plan_arguments (GregPlan *plan,
                     GregItem *item,
                     const GregTree *tree,
                     guint32 object,
                     guint32 type_member,
                     GregConfig *overlay,
                     guint32 overlay_type_member)
{
  guint given = (tree != NULL ? greg_tree_node (tree, object)->v.n_children : 0)
                + count_members (overlay)
                + count_members (greg_factory_get_defaults (item->factory));
  Walk walk;

  walk_init (&walk, plan, item, capacity_for (item->factory, given));
  if (tree != NULL)
    plan_layer (&walk, tree, object, type_member);
  /* A context may be kept, and holds the tree of the node and the factory, but not the builder's defaults. */
  walk.owns_names = TRUE;
  if (overlay != NULL)
    plan_layer (&walk, greg_config_get_tree (overlay), greg_config_get_index (overlay),
                overlay_type_member);
  walk.owns_names = FALSE;
  plan_defaults (&walk);
  return finish (&walk);
}

static void
plan_value (Walk *walk, const char *name, const GValue *given)
{
  const GregParam *param = greg_schema_find (walk->schema, name);
  GValue value = G_VALUE_INIT;
  g_auto (GregProblem) problem = { 0 };

  if (param == NULL)
    {
      greg_schema_problem_unknown (walk->schema, walk->owner, name, &problem);
      report (walk, &problem, NULL, 0, GREG_PLACE_KEY);
    }
  else if (is_writable (walk, param, NULL, 0)
           && !is_taken (walk, param, NULL, 0, GREG_PLACE_KEY))
    {
      if (greg_convert_value (param, given, &value, &problem) == GREG_CONVERSION_REFUSED)
        report (walk, &problem, NULL, 0, GREG_PLACE_VALUE);
      else
        *append (walk, param->name) = value;
    }
}

static void
plan_undeclared_value (Walk *walk, const char *name, const GValue *given)
{
  g_auto (GregProblem) problem = { 0 };
  GValue *value;

  if (find_undeclared (walk, name) >= 0)
    {
      g_autofree char *shown = greg_name_show (name);

      greg_problem_set (&problem, GREG_ERROR_INVALID_CONFIG, "“%s” is given twice", shown);
      report (walk, &problem, NULL, 0, GREG_PLACE_KEY);
      return;
    }
  if (walk->names != NULL)
    g_hash_table_insert (walk->names, (gpointer) name,
                         GINT_TO_POINTER (walk->item->arguments.n + 1));
  value = append (walk, greg_arguments_own_name (&walk->item->arguments, name));
  g_value_init (value, G_VALUE_TYPE (given));
  g_value_copy (given, value);
}

gboolean
greg_plan_values (GregPlan *plan,
                  GregSource *source,
                  GregFactory *factory,
                  guint n,
                  const char *const names[],
                  const GValue values[])
{
  GregItem item = { .source = source, .factory = g_object_ref (factory), .wanted = G_TYPE_OBJECT };
  GregFrame frame = { .factory = factory };
  guint given = n + count_members (greg_factory_get_defaults (factory));
  guint index;
  Walk walk;

  walk_init (&walk, plan, &item, capacity_for (factory, given));
  plan->frame = &frame;
  walk.layer = 1;
  walk.layer_start = 0;
  for (guint i = 0; i < n; i++)
    if (walk.schema != NULL)
      plan_value (&walk, names[i], &values[i]);
    else
      plan_undeclared_value (&walk, names[i], &values[i]);
  plan_defaults (&walk);
  plan->frame = NULL;
  return greg_plan_push (plan, &item, finish (&walk), &index);
}
