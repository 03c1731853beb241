/* greg-build.c - the one path of all builds: resolve, merge, validate, create, check
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-build-private.h"

#include "greg-error.h"
#include "greg-instantiate-private.h"

#include <gobject/gvaluecollector.h>

/* As many arguments are handled without an allocation. */
#define FEW 8

static GObject *
new_list_model (const GregPlan *plan, const GregPending *pending)
{
  GListStore *store = g_list_store_new (pending->element_type);

  for (guint i = 0; i < pending->n; i++)
    {
      guint item = g_array_index (plan->links, guint, pending->first + i);

      g_list_store_append (store, plan->items[item].object);
    }
  return G_OBJECT (store);
}

static GPtrArray *
new_ptr_array (const GregPlan *plan, const GregPending *pending)
{
  GPtrArray *array = g_ptr_array_new_full (pending->n, g_object_unref);

  for (guint i = 0; i < pending->n; i++)
    {
      guint item = g_array_index (plan->links, guint, pending->first + i);

      g_ptr_array_add (array, g_object_ref (plan->items[item].object));
    }
  return array;
}

static void
fill_one_pending (const GregPlan *plan, const GregPending *pending, GType type, GValue *value)
{
  g_value_init (value, type);
  switch (pending->kind)
    {
    case GREG_PENDING_OBJECT:
      g_value_set_object (value,
                          plan->items[g_array_index (plan->links, guint, pending->first)].object);
      break;
    case GREG_PENDING_LIST_MODEL:
      g_value_take_object (value, new_list_model (plan, pending));
      break;
    case GREG_PENDING_PTR_ARRAY:
      g_value_take_boxed (value, new_ptr_array (plan, pending));
      break;
    }
}

/* The parts were made before: put them where they belong. */
static void
fill_pending (const GregPlan *plan, GregItem *item)
{
  const GregSchema *schema;

  if (item->pending == NULL)
    return;

  schema = greg_factory_get_schema (item->factory);
  for (guint i = 0; i < item->pending->len; i++)
    {
      const GregPending *pending = &g_array_index (item->pending, GregPending, i);
      const char *name = item->arguments.names[pending->argument];
      GType type = greg_schema_find (schema, name)->type;

      fill_one_pending (plan, pending, type, &item->arguments.values[pending->argument]);
    }
}

static gboolean
refuse_product (GregItem *item, GType found, GType wanted, GError **error)
{
  g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "“%s” made a %s, which is not a %s",
               greg_factory_get_name (item->factory), g_type_name (found), g_type_name (wanted));
  return FALSE;
}

static gboolean
check_type (GregItem *item, GType found, GType wanted, GError **error)
{
  return wanted == G_TYPE_NONE || wanted == G_TYPE_INVALID || g_type_is_a (found, wanted)
         || refuse_product (item, found, wanted, error);
}

/* What was made must be what its factory promised, what its source holds and what is wanted here. */
static gboolean
check_product (GregItem *item, GType found, GError **error)
{
  return check_type (item, found, greg_factory_get_product_type (item->factory), error)
         && check_type (item, found, greg_source_get_base_type (item->source), error)
         && check_type (item, found, item->wanted, error);
}

/* A call ends in an object, in a value in the context, or in an error; code that says none of them has failed. */
static gboolean
settle_call (GregItem *item, GError *failure, GError **error)
{
  const GValue *value = greg_context_get_product (item->context);

  if (failure != NULL || greg_context_take_failure (item->context, &failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (item->object != NULL)
    return check_product (item, G_OBJECT_TYPE (item->object), error);
  if (value != NULL)
    return check_product (item, G_VALUE_TYPE (value), error);

  g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
               "“%s” made nothing and did not say why", greg_factory_get_name (item->factory));
  return FALSE;
}

/* An object may also come as a value. */
static void
unwrap_object (GregItem *item)
{
  const GValue *value = greg_context_get_product (item->context);

  if (item->object == NULL && value != NULL && G_VALUE_HOLDS_OBJECT (value))
    item->object = g_value_dup_object (value);
  if (item->object != NULL && g_object_is_floating (item->object))
    g_object_ref_sink (item->object);
}

static gboolean
call_code (GregItem *item, GError **error)
{
  GError *failure = NULL;
  gboolean handled;

  item->context = greg_context_new (item->factory, item->source, item->tree, item->index, NULL,
                                    &item->arguments);
  item->object = greg_source_call_build_func (item->source, item->factory, item->context, &handled,
                                              &failure);
  if (!handled)
    item->object = greg_factory_create (item->factory, item->context, &failure);
  unwrap_object (item);
  return settle_call (item, failure, error);
}

static gboolean
make (GregItem *item, GError **error)
{
  GType type = greg_factory_get_instantiated_type (item->factory);

  if (type == 0 || greg_source_has_build_func (item->source))
    return call_code (item, error);

  item->object
      = greg_instantiate (type, greg_factory_get_schema (item->factory)->is_initable,
                          item->arguments.n, item->arguments.names, item->arguments.values, error);
  return item->object != NULL
         && (G_LIKELY (G_OBJECT_TYPE (item->object) == type)
             || check_product (item, G_OBJECT_TYPE (item->object), error));
}

/* A failure while making is one more diagnostic, with its own domain and code. */
static void
report_failure (GregPlan *plan, const GregItem *item, const GError *failure)
{
  g_auto (GregProblem) problem = { 0 };

  greg_problem_set (&problem, failure->code, "%s", failure->message);
  problem.domain = failure->domain;
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, item->tree, item->index, GREG_PLACE_VALUE,
                    greg_factory_get_name (item->factory));
}

/* Only objects can be parts of something, or what a caller of greg_build_object() gets. */
static gboolean
need_object (GregItem *item, GError **error)
{
  if (item->object != NULL || item->wanted == G_TYPE_NONE)
    return TRUE;
  return refuse_product (item, G_VALUE_TYPE (greg_context_get_product (item->context)),
                         item->wanted, error);
}

static gboolean
make_all (GregPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->n_items; i++)
    {
      GregItem *item = &plan->items[i];
      GError *failure = NULL;

      fill_pending (plan, item);
      if (make (item, &failure) && need_object (item, &failure))
        continue;

      report_failure (plan, item, failure);
      greg_prefix_error_place (&failure, item->tree, item->index, NULL);
      g_propagate_error (error, failure);
      return FALSE;
    }
  return TRUE;
}

static void
plan_setup (GregPlan *plan, const GregBuildSetup *setup, GregReport *report)
{
  greg_plan_init (plan, setup->sources, setup->n_sources, setup->defaults, report);
}

/* The first error of this plan. A report that the caller gave may hold older ones. */
static gboolean
check_plan (GregPlan *plan, GError **error)
{
  return !plan->failed || greg_report_check (plan->report, error);
}

static gboolean
plan_root (GregPlan *plan, GregConfig *config, GType wanted)
{
  guint item;

  return greg_plan_node (plan, plan->sources[0], greg_config_get_tree (config),
                         greg_config_get_index (config), NULL, wanted, TRUE, &item);
}

GObject *
greg_build_object (const GregBuildSetup *setup,
                   const char *name,
                   const GregTree *tree,
                   guint32 index,
                   GregReport *report,
                   GError **error)
{
  g_auto (GregPlan) plan;
  guint item;

  plan_setup (&plan, setup, report);
  if (!greg_plan_node (&plan, plan.sources[0], tree, index, name, G_TYPE_OBJECT, TRUE, &item))
    {
      check_plan (&plan, error);
      return NULL;
    }
  if (!make_all (&plan, error))
    return NULL;
  return g_steal_pointer (&plan.items[plan.n_items - 1].object);
}

/* Instances were made without a context: make one that holds the product. */
static GregContext *
context_of (GregItem *item)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (item->context == NULL)
    item->context = greg_context_new (item->factory, item->source, item->tree, item->index, NULL,
                                      &item->arguments);
  if (item->object != NULL)
    {
      g_value_init (&value, G_OBJECT_TYPE (item->object));
      g_value_set_object (&value, item->object);
      greg_context_return_value (item->context, &value);
    }
  return g_object_ref (item->context);
}

GregContext *
greg_build_any (const GregBuildSetup *setup, GregConfig *config, GError **error)
{
  g_auto (GregPlan) plan;

  plan_setup (&plan, setup, NULL);
  if (!plan_root (&plan, config, G_TYPE_NONE))
    {
      check_plan (&plan, error);
      return NULL;
    }
  if (!make_all (&plan, error))
    return NULL;
  return context_of (&plan.items[plan.n_items - 1]);
}

static gboolean
plan_array (GregPlan *plan, GregConfig *config, GArray *roots)
{
  const GregTree *tree = greg_config_get_tree (config);
  guint32 index = greg_config_get_index (config);
  guint32 end = greg_tree_node (tree, index)->end;
  gboolean ok = TRUE;

  for (guint32 i = index + 1; i < end; i = greg_tree_node (tree, i)->end)
    {
      guint item;

      if (greg_plan_node (plan, plan->sources[0], tree, i, NULL, G_TYPE_OBJECT, TRUE, &item))
        g_array_append_val (roots, item);
      else
        ok = FALSE;
    }
  return ok;
}

static gboolean
plan_list (GregPlan *plan, GregConfig *config, GArray *roots)
{
  guint item;

  if (greg_config_get_kind (config) == GREG_CONFIG_ARRAY)
    return plan_array (plan, config, roots);
  if (!plan_root (plan, config, G_TYPE_OBJECT))
    return FALSE;
  item = plan->n_items - 1;
  g_array_append_val (roots, item);
  return TRUE;
}

GPtrArray *
greg_build_list (const GregBuildSetup *setup,
                 GregConfig *config,
                 GregReport *report,
                 GError **error)
{
  g_auto (GregPlan) plan;
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *objects;

  plan_setup (&plan, setup, report);
  if (!plan_list (&plan, config, roots))
    {
      check_plan (&plan, error);
      return NULL;
    }
  if (!make_all (&plan, error))
    return NULL;

  objects = g_ptr_array_new_full (roots->len, g_object_unref);
  for (guint i = 0; i < roots->len; i++)
    g_ptr_array_add (objects,
                     g_steal_pointer (&plan.items[g_array_index (roots, guint, i)].object));
  return objects;
}

void
greg_build_validate (const GregBuildSetup *setup, GregConfig *config, GregReport *report)
{
  g_auto (GregPlan) plan;
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));

  plan_setup (&plan, setup, report);
  plan_list (&plan, config, roots);
}

/* The ordinary case, in which nothing has to be converted or merged: the values go to GObject as they are. FALSE:
 * it is not that case, and nothing was done. */
static gboolean
build_at_once (GregSource *source,
               GregFactory *factory,
               guint n,
               const char *const names[],
               const GValue values[],
               GObject **object,
               GError **error)
{
  GType type = greg_factory_get_instantiated_type (factory);
  const char *canonical[FEW];
  const GregSchema *schema;

  if (type == 0 || n > FEW || greg_source_has_build_func (source)
      || greg_factory_get_defaults (factory) != NULL)
    return FALSE;

  schema = greg_factory_get_schema (factory);
  for (guint i = 0; i < n; i++)
    {
      const GregParam *param = greg_schema_find (schema, names[i]);

      if (param == NULL || !param->writable || !greg_convert_is_exact (param, &values[i]))
        return FALSE;
      canonical[i] = param->pspec->name;
      for (guint j = 0; j < i; j++)
        if (canonical[j] == canonical[i])
          return FALSE;
    }

  *object = greg_instantiate (type, schema->is_initable, n, canonical, values, error);
  return TRUE;
}

static GObject *
build_with_plan (GregSource *source,
                 GregFactory *factory,
                 guint n,
                 const char *const names[],
                 const GValue values[],
                 GError **error)
{
  g_auto (GregPlan) plan;

  greg_plan_init (&plan, &source, 1, NULL, NULL);
  if (!greg_plan_values (&plan, source, factory, n, names, values))
    {
      check_plan (&plan, error);
      return NULL;
    }
  if (!make_all (&plan, error))
    return NULL;
  return g_steal_pointer (&plan.items[plan.n_items - 1].object);
}

static GObject *
build_values (GregSource *source,
              GregFactory *factory,
              guint n,
              const char *const names[],
              const GValue values[],
              GError **error)
{
  GObject *object;

  if (build_at_once (source, factory, n, names, values, &object, error))
    return object;
  return build_with_plan (source, factory, n, names, values, error);
}

GObject *
greg_build_values (GregSource *source,
                   const char *name,
                   guint n,
                   const char *const names[],
                   const GValue values[],
                   GError **error)
{
  g_autoptr (GregFactory) factory = greg_source_require (source, name, error);

  return factory != NULL ? build_values (source, factory, n, names, values, error) : NULL;
}

/* C passes values without saying what they are: only a declared parameter can tell. */
static const GregParam *
require_param (GregFactory *factory, const char *name, GError **error)
{
  const GregSchema *schema = greg_factory_get_schema (factory);
  const GregParam *param = schema != NULL ? greg_schema_find (schema, name) : NULL;
  g_auto (GregProblem) problem = { 0 };
  g_autoptr (GregDiagnostic) diagnostic = NULL;

  if (param != NULL)
    return param;

  if (schema != NULL)
    greg_schema_problem_unknown (schema, greg_factory_get_name (factory), name, &problem);
  else
    greg_problem_set (&problem, GREG_ERROR_UNKNOWN_PROPERTY,
                      "“%s” declares no parameters, so that the type of “%s” is not known; "
                      "give it as a GValue or in a configuration",
                      greg_factory_get_name (factory), name);
  diagnostic = greg_diagnostic_new (GREG_SEVERITY_ERROR, &problem, NULL, 0, GREG_PLACE_KEY, NULL,
                                    greg_factory_get_name (factory));
  g_propagate_error (error, greg_diagnostic_to_error (diagnostic));
  return NULL;
}

/* Names and values from a va_list; few of them need no allocation. */
typedef struct
{
  guint n;
  guint size;
  const char **names;
  GValue *values;
  const char *few_names[FEW];
  GValue few_values[FEW];
} Collected;

static void
collected_init (Collected *self)
{
  self->n = 0;
  self->size = FEW;
  self->names = self->few_names;
  self->values = self->few_values;
}

static void
collected_clear (Collected *self)
{
  for (guint i = 0; i < self->n; i++)
    g_value_unset (&self->values[i]);
  if (self->names == self->few_names)
    return;
  g_free (self->names);
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Collected, collected_clear)

static void
collected_grow (Collected *self)
{
  gboolean is_first = self->names == self->few_names;

  self->size *= 2;
  self->names = g_renew (const char *, is_first ? NULL : self->names, self->size);
  self->values = g_renew (GValue, is_first ? NULL : self->values, self->size);
  if (!is_first)
    return;
  memcpy (self->names, self->few_names, sizeof self->few_names);
  memcpy (self->values, self->few_values, sizeof self->few_values);
}

/* Strings are not copied: the caller has them as long as the build runs, and whoever keeps a value copies it. */
static gboolean
collect (Collected *self,
         GregFactory *factory,
         const char *first_property,
         va_list var_args,
         GError **error)
{
  for (const char *name = first_property; name != NULL; name = va_arg (var_args, const char *))
    {
      const GregParam *param = require_param (factory, name, error);
      g_autofree char *problem = NULL;

      if (param == NULL)
        return FALSE;
      if (self->n == self->size)
        collected_grow (self);
      self->names[self->n] = name;
      self->values[self->n] = (GValue) G_VALUE_INIT;
      G_VALUE_COLLECT_INIT (&self->values[self->n], param->type, var_args,
                            G_VALUE_NOCOPY_CONTENTS, &problem);
      if (problem != NULL)
        {
          g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_VALUE, "“%s”: %s", name, problem);
          return FALSE;
        }
      self->n++;
    }
  return TRUE;
}

GObject *
greg_build_valist (GregSource *source,
                   const char *name,
                   const char *first_property,
                   va_list var_args,
                   GError **error)
{
  g_autoptr (GregFactory) factory = greg_source_require (source, name, error);
  g_auto (Collected) collected;

  collected_init (&collected);
  if (factory == NULL || !collect (&collected, factory, first_property, var_args, error))
    return NULL;
  return build_values (source, factory, collected.n, collected.names, collected.values, error);
}
