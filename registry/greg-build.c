/* greg-build.c - the one path of all builds: resolve, merge, validate, create, check
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-build-private.h"

#include "greg-error.h"
#include "greg-make-private.h"

#include <gobject/gvaluecollector.h>

/* As many arguments are handled without an allocation. */
#define FEW 8

static gboolean
make_all (GregPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->n_items; i++)
    {
      GregItem *item = &plan->items[i];
      GError *failure = NULL;

      if (greg_make_item (plan, item, &failure))
        continue;

      greg_make_report (plan, item, &failure);
      g_propagate_error (error, failure);
      return FALSE;
    }
  return TRUE;
}

static void
plan_setup (GregPlan *plan, const GregBuildSetup *setup, GregReport *report)
{
  greg_plan_init (plan, setup->sources, setup->n_sources, setup->defaults, report);
  plan->live = setup->live != NULL ? g_array_ref (setup->live) : NULL;
}

/* The first error of this plan. */
static gboolean
check_plan (GregPlan *plan, GError **error)
{
  return plan->report == NULL || greg_report_check (plan->report, error);
}

static gboolean
plan_root (GregPlan *plan, GregConfig *config, GType wanted)
{
  guint item;

  return greg_plan_root (plan, greg_config_get_tree (config), greg_config_get_index (config), NULL,
                         wanted, &item);
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
  if (!greg_plan_root (&plan, tree, index, name, G_TYPE_OBJECT, &item))
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
greg_build_any (const GregBuildSetup *setup,
                GregConfig *config,
                GregReport *report,
                GError **error)
{
  g_auto (GregPlan) plan;

  plan_setup (&plan, setup, report);
  if (!plan_root (&plan, config, G_TYPE_NONE))
    {
      check_plan (&plan, error);
      return NULL;
    }
  if (!make_all (&plan, error))
    return NULL;
  return context_of (&plan.items[plan.n_items - 1]);
}

gboolean
greg_build_plan_list (GregPlan *plan, const GregTree *tree, guint32 index, GArray *roots)
{
  gboolean is_array = greg_tree_node (tree, index)->kind == GREG_CONFIG_ARRAY;
  guint32 first = is_array ? index + 1 : index, end = greg_tree_node (tree, index)->end;
  gboolean ok = TRUE;

  for (guint32 i = first; i < end; i = greg_tree_node (tree, i)->end)
    {
      guint item;

      if (greg_plan_root (plan, tree, i, NULL, G_TYPE_OBJECT, &item))
        g_array_append_val (roots, item);
      else
        ok = FALSE;
    }
  return ok;
}

static gboolean
plan_list (GregPlan *plan, GregConfig *config, GArray *roots)
{
  return greg_build_plan_list (plan, greg_config_get_tree (config), greg_config_get_index (config),
                               roots);
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

  if (type == 0 || n > FEW || greg_source_is_hooked (source)
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

  *object = NULL;
  greg_make_at_once (source, factory, schema, n, canonical, values, object, error);
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
  g_autoptr (GregSource) held = NULL;
  g_autoptr (GregFactory) factory = greg_source_find_or_fail (source, name, &held, error);

  return factory != NULL ? build_values (source, factory, n, names, values, error) : NULL;
}

/* C passes values without saying what they are: only a declared parameter can tell. */
static const GregParam *
require_param (GregFactory *factory, const char *name, GError **error)
{
  const GregSchema *schema = greg_factory_get_schema (factory);
  const GregParam *param = schema != NULL ? greg_schema_find (schema, name) : NULL;
  g_auto (GregProblem) problem = { 0 };

  if (param != NULL)
    return param;

  if (schema != NULL)
    greg_schema_problem_unknown (schema, greg_factory_get_name (factory), name, &problem);
  else
    greg_problem_set (&problem, GREG_ERROR_UNKNOWN_PROPERTY,
                      "“%s” declares no parameters, so that the type of “%s” is not known; "
                      "give it as a GValue or in a configuration",
                      greg_factory_get_name (factory), name);
  greg_problem_propagate (&problem, error);
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
  g_autoptr (GregSource) held = NULL;
  g_autoptr (GregFactory) factory = greg_source_find_or_fail (source, name, &held, error);
  g_auto (Collected) collected;

  collected_init (&collected);
  if (factory == NULL || !collect (&collected, factory, first_property, var_args, error))
    return NULL;
  return build_values (source, factory, collected.n, collected.names, collected.values, error);
}
