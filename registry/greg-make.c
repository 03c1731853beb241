/* greg-make.c - one product of a plan: its parts put in, made, checked and announced
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-make-private.h"

#include "greg-error.h"
#include "greg-instantiate-private.h"

/* What all elements are for sure: the base type of the one source that they came from. */
static GType
element_type (const GregPlan *plan, const GregPending *pending)
{
  GregSource *source = NULL;
  GType base;

  for (guint i = 0; i < pending->n; i++)
    {
      GregItem *item = &plan->items[g_array_index (plan->links, guint, pending->first + i)];

      if (source != NULL && item->source != source)
        return G_TYPE_OBJECT;
      source = item->source;
    }
  base = source != NULL ? greg_source_get_base_type (source) : G_TYPE_NONE;
  return base != G_TYPE_NONE && g_type_is_a (base, G_TYPE_OBJECT) ? base : G_TYPE_OBJECT;
}

static GObject *
new_list_model (const GregPlan *plan, const GregPending *pending)
{
  GListStore *store = g_list_store_new (element_type (plan, pending));

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
void
greg_make_fill (const GregPlan *plan, GregItem *item)
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
make_by_code (GregItem *item, GError **error)
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
  return settle_call (item, failure, error) && need_object (item, error);
}

gboolean
greg_make_calls_code (const GregItem *item)
{
  return greg_factory_get_instantiated_type (item->factory) == 0
         || greg_source_is_hooked (item->source);
}

static gboolean
check_instance (GregItem *item, GError **error)
{
  GType type = greg_factory_get_instantiated_type (item->factory);

  return G_LIKELY (G_OBJECT_TYPE (item->object) == type)
         || check_product (item, G_OBJECT_TYPE (item->object), error);
}

static gboolean
make_instance (GregItem *item, GError **error)
{
  item->object = greg_instantiate (greg_factory_get_instantiated_type (item->factory),
                                   greg_factory_get_schema (item->factory), item->arguments.n,
                                   item->arguments.names, item->arguments.values, error);
  return item->object != NULL && check_instance (item, error);
}

gboolean
greg_make_run (GregItem *item, GError **error)
{
  return greg_make_calls_code (item) ? make_by_code (item, error) : make_instance (item, error);
}

gboolean
greg_make_find_home (const GregItem *item, GregHome *home)
{
  const GregHome *own = greg_factory_get_home (item->factory);

  if (greg_source_find_hook_home (item->source, item->factory, home))
    return TRUE;
  if (greg_home_is_here (own))
    return FALSE;
  greg_home_copy (own, home);
  return TRUE;
}

gboolean
greg_make_uninitialised (GregItem *item, GError **error)
{
  item->object = greg_instantiate_only (greg_factory_get_instantiated_type (item->factory),
                                        item->arguments.n, item->arguments.names,
                                        item->arguments.values, error);
  return item->object != NULL && check_instance (item, error);
}

gboolean
greg_make_check_thread (GregFactory *factory, GError **error)
{
  if (G_LIKELY (greg_home_is_here (greg_factory_get_home (factory))))
    return TRUE;
  g_set_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
               "“%s” was registered by another thread and can make something only there; build it "
               "asynchronously, or let it run in any thread",
               greg_factory_get_name (factory));
  return FALSE;
}

void
greg_make_announce (const GregItem *item)
{
  greg_source_emit_built (item->source, item->factory, item->object);
}

gboolean
greg_make_item (const GregPlan *plan, GregItem *item, GError **error)
{
  greg_make_fill (plan, item);
  if (!greg_make_check_thread (item->factory, error) || !greg_make_run (item, error))
    return FALSE;
  greg_make_announce (item);
  return TRUE;
}

/* The constructor gave something else than an instance of the type. */
static gboolean
check_other_instance (GregFactory *factory, GObject **object, GError **error)
{
  GregItem item = { .factory = factory };

  if (check_type (&item, G_OBJECT_TYPE (*object), greg_factory_get_product_type (factory), error))
    return TRUE;
  g_clear_object (object);
  return FALSE;
}

gboolean
greg_make_at_once (GregSource *source,
                   GregFactory *factory,
                   const GregSchema *schema,
                   guint n,
                   const char *names[],
                   const GValue values[],
                   GObject **object,
                   GError **error)
{
  GType type = greg_factory_get_instantiated_type (factory);
  g_autoptr (GregSource) traced = NULL;

  if (!greg_make_check_thread (factory, error))
    return FALSE;
  /* A constructor may drop the source: it is held only when it is still needed. */
  if (G_UNLIKELY (greg_source_is_traced (source)))
    traced = g_object_ref (source);

  *object = greg_instantiate (type, schema, n, names, values, error);
  if (*object == NULL)
    return FALSE;
  if (G_UNLIKELY (G_OBJECT_TYPE (*object) != type) && !check_other_instance (factory, object, error))
    return FALSE;
  if (traced != NULL)
    greg_source_emit_built (traced, factory, *object);
  return TRUE;
}

/* A failure while making is one more diagnostic, with its own domain and code. */
void
greg_make_report (GregPlan *plan, const GregItem *item, GError **failure)
{
  g_auto (GregProblem) problem = { 0 };

  greg_problem_set (&problem, (*failure)->code, "%s", (*failure)->message);
  problem.domain = (*failure)->domain;
  greg_plan_report (plan, GREG_SEVERITY_ERROR, &problem, item->tree, item->index, GREG_PLACE_VALUE,
                    greg_factory_get_name (item->factory));
  greg_prefix_error_place (failure, item->tree, item->index, NULL);
}
