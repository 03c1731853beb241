/* greg-factory-seal.c - checking a factory once, and comparing it with others
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-factory-fields-private.h"

static gboolean
check_instance_type (const char *name, GType type, GError **error)
{
  const char *problem = NULL;

  if (type == G_TYPE_INVALID || type == G_TYPE_NONE)
    problem = "no type was given";
  else if (G_TYPE_IS_INTERFACE (type))
    problem = "it is an interface";
  else if (!G_TYPE_IS_OBJECT (type))
    problem = "it is not a GObject type";
  else if (G_TYPE_IS_ABSTRACT (type))
    problem = "it is abstract";
  if (problem == NULL)
    return TRUE;

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
               "“%s” cannot make instances of %s: %s", name,
               g_type_name (type) != NULL ? g_type_name (type) : "nothing", problem);
  return FALSE;
}

static gboolean
check_product_type (const char *name, GType type, GError **error)
{
  if (type == G_TYPE_NONE || G_TYPE_IS_INTERFACE (type) || G_TYPE_IS_VALUE (type))
    return TRUE;

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "“%s” cannot make a value of type %s",
               name, g_type_name (type) != NULL ? g_type_name (type) : "nothing");
  return FALSE;
}

/* A function may promise less than the base type; its products are checked when they are made. */
static gboolean
may_be (GType product, GType base, gboolean is_exact)
{
  if (g_type_is_a (product, base))
    return TRUE;
  if (is_exact)
    return FALSE;
  return product == G_TYPE_NONE || g_type_is_a (base, product)
         || (G_TYPE_IS_INTERFACE (base) && G_TYPE_IS_OBJECT (product))
         || (G_TYPE_IS_INTERFACE (product) && G_TYPE_IS_OBJECT (base));
}

static gboolean
suits (const GregFactoryPrivate *priv, GType base)
{
  return base == G_TYPE_NONE || base == G_TYPE_INVALID
         || may_be (priv->product_type, base, priv->maker_kind == GREG_MAKES_INSTANCE);
}

gboolean
greg_factory_suits (GregFactory *self, GType base_type)
{
  return suits (greg_factory_get_private (self), base_type);
}

static gboolean
check_base_type (const GregFactoryPrivate *priv, GType base, GError **error)
{
  if (suits (priv, base))
    return TRUE;

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
               "“%s” makes a %s, which is not a %s as everything here must be", priv->name,
               g_type_name (priv->product_type), g_type_name (base));
  return FALSE;
}

static gboolean
check_default (GregFactory *self,
               const GregSchema *schema,
               const GregTree *tree,
               guint32 index,
               GHashTable *seen,
               GregProblem *problem,
               GregPlace *place)
{
  const char *name = greg_tree_key (tree, greg_tree_node (tree, index));
  const GregParam *param;
  g_auto (GValue) value = G_VALUE_INIT;

  *place = GREG_PLACE_KEY;
  if (name[0] == '$')
    return greg_schema_check_reserved (name, problem);
  if (schema == NULL)
    return TRUE; /* the function takes anything */

  param = greg_schema_find (schema, name);
  *place = param == NULL ? GREG_PLACE_KEY : GREG_PLACE_VALUE;
  if (param == NULL)
    greg_schema_problem_unknown (schema, greg_factory_get_name (self), name, problem);
  else if (!param->writable)
    greg_problem_set (problem, GREG_ERROR_READ_ONLY, "“%s” cannot be written", name);
  else if (!g_hash_table_add (seen, (gpointer) param))
    greg_problem_set (problem, GREG_ERROR_INVALID_CONFIG, "“%s” is given twice", name);
  else
    return greg_convert_node (param, tree, index, &value, problem) != GREG_CONVERSION_REFUSED;
  return FALSE;
}

/* Names and simple values; what must be built itself is checked when it is built. */
static gboolean
check_defaults (GregFactory *self, GError **error)
{
  GregConfig *defaults = greg_factory_get_defaults (self);
  const GregSchema *schema;
  g_autoptr (GHashTable) seen = NULL;
  const GregTree *tree;
  guint32 root, end;

  if (defaults == NULL)
    return TRUE;

  schema = greg_factory_get_schema (self);
  seen = g_hash_table_new (NULL, NULL);
  tree = greg_config_get_tree (defaults);
  root = greg_config_get_index (defaults);
  end = greg_tree_node (tree, root)->end;
  for (guint32 i = root + 1; i < end; i = greg_tree_node (tree, i)->end)
    {
      g_auto (GregProblem) problem = { 0 };
      g_autoptr (GregDiagnostic) diagnostic = NULL;
      GregPlace place = GREG_PLACE_VALUE;

      if (check_default (self, schema, tree, i, seen, &problem, &place))
        continue;
      diagnostic = greg_diagnostic_new (GREG_SEVERITY_ERROR, &problem, tree, i, place, NULL,
                                        greg_factory_get_name (self));
      g_propagate_error (error, greg_diagnostic_to_error (diagnostic));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_bound (const GregFactoryPrivate *priv)
{
  if ((priv->flags & GREG_FACTORY_HOME_THREAD) != 0)
    return TRUE;
  return (priv->flags & GREG_FACTORY_ANY_THREAD) == 0 && priv->maker_kind != GREG_MAKES_INSTANCE;
}

/* Two threads may add the same new factory at once. What sealing writes is allocated before either
 * of them reads the details without the lock. */
static GMutex seal_lock;

static void
prepare_home (GregFactory *self)
{
  GregFactoryPrivate *priv = greg_factory_get_private (self);

  g_mutex_lock (&seal_lock);
  if (!priv->sealed && is_bound (priv))
    greg_factory_ensure_details (self);
  g_mutex_unlock (&seal_lock);
}

/* A copy of what is bound has the home of the original already: that is where the code comes
 * from. */
static void
settle (GregFactoryPrivate *priv)
{
  if (!is_bound (priv))
    {
      if (priv->details != NULL)
        greg_home_clear (&priv->details->home);
    }
  else if (priv->details->home.mark == NULL)
    greg_home_settle (&priv->details->home);
}

/* The first thread has it. FALSE: another one was first. */
static gboolean
seal_once (GregFactory *self)
{
  GregFactoryPrivate *priv = greg_factory_get_private (self);
  gboolean is_first;

  g_mutex_lock (&seal_lock);
  is_first = !priv->sealed;
  if (is_first)
    settle (priv);
  g_atomic_int_set (&priv->sealed, TRUE);
  g_mutex_unlock (&seal_lock);
  return is_first;
}

const GregHome *
greg_factory_get_home (GregFactory *self)
{
  const GregFactoryDetails *details = greg_factory_get_private (self)->details;

  return details != NULL && details->home.mark != NULL ? &details->home : NULL;
}

gboolean
greg_factory_seal (GregFactory *self, GType base_type, GError **error)
{
  GregFactoryPrivate *priv = greg_factory_get_private (self);

  if (greg_factory_is_sealed (self))
    return check_base_type (priv, base_type, error);

  prepare_home (self);
  if (!greg_name_check ("name", priv->name, error))
    return FALSE;
  if (priv->maker_kind == GREG_MAKES_INSTANCE
          ? !check_instance_type (priv->name, priv->product_type, error)
          : !check_product_type (priv->name, priv->product_type, error))
    return FALSE;
  if (!check_base_type (priv, base_type, error))
    return FALSE;
  if (!check_defaults (self, error))
    return FALSE;

  if (seal_once (self))
    greg_factory_notify_sealed (self);
  return TRUE;
}

static gboolean
strv_equal0 (char **a, char **b)
{
  static char *none[] = { NULL };

  return g_strv_equal ((const char *const *) (a != NULL ? a : none),
                       (const char *const *) (b != NULL ? b : none));
}

static gboolean
config_equal0 (GregConfig *a, GregConfig *b)
{
  return a == b || (a != NULL && b != NULL && greg_config_equal (a, b));
}

static gboolean
details_equal (const GregFactoryDetails *a, const GregFactoryDetails *b)
{
  static const GregFactoryDetails none;

  if (a == NULL)
    a = &none;
  if (b == NULL)
    b = &none;
  return strv_equal0 (a->aliases, b->aliases) && greg_metadata_equal (&a->metadata, &b->metadata)
         && config_equal0 (a->defaults, b->defaults)
         && g_strcmp0 (a->summary, b->summary) == 0 && a->deprecated == b->deprecated
         && g_strcmp0 (a->deprecation_note, b->deprecation_note) == 0
         && g_strcmp0 (a->replacement, b->replacement) == 0;
}

static gboolean
call_equal (const GregCall *a, const GregCall *b)
{
  return a == b || (a->func == b->func && a->user_data == b->user_data);
}

static gboolean
maker_equal (const GregFactoryPrivate *a, const GregFactoryPrivate *b)
{
  if (a->maker_kind != b->maker_kind || a->product_type != b->product_type)
    return FALSE;

  switch ((GregMaker) a->maker_kind)
    {
    case GREG_MAKES_INSTANCE:
      return TRUE;
    case GREG_CALLS_FUNC:
      return call_equal (a->maker.call, b->maker.call);
    case GREG_CALLS_CLOSURE:
      return a->maker.closure == b->maker.closure;
    case GREG_CALLS_FACTORY:
      return a->maker.factory == b->maker.factory;
    case GREG_MAKES_NOTHING:
      break;
    }
  return FALSE;
}

/* The properties of a type are the same for all factories of it. */
static gboolean
schema_equal0 (const GregFactoryPrivate *a, const GregFactoryPrivate *b)
{
  if (a->maker_kind == GREG_MAKES_INSTANCE || a->schema == b->schema)
    return TRUE;
  return a->schema != NULL && b->schema != NULL && greg_schema_equal (a->schema, b->schema);
}

gboolean
greg_factory_is_identical (GregFactory *self, GregFactory *other)
{
  const GregFactoryPrivate *a = greg_factory_get_private (self);
  const GregFactoryPrivate *b = greg_factory_get_private (other);

  if (self == other)
    return TRUE;
  if (G_OBJECT_TYPE (self) != GREG_TYPE_FACTORY || G_OBJECT_TYPE (other) != GREG_TYPE_FACTORY)
    return FALSE;
  return strcmp (a->name, b->name) == 0 && a->priority == b->priority
         && a->flags == b->flags && maker_equal (a, b)
         && schema_equal0 (a, b) && details_equal (a->details, b->details);
}

static gboolean
equal_and_known (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

gboolean
greg_factory_is_same_definition (GregFactory *self, GregFactory *other, gboolean redefine)
{
  const GregFactoryDetails *a = greg_factory_get_private (self)->details;
  const GregFactoryDetails *b = greg_factory_get_private (other)->details;

  if (a == NULL || b == NULL || !equal_and_known (a->qualified_name, b->qualified_name))
    return FALSE;
  if (equal_and_known (a->file, b->file) && a->line == b->line && a->line > 0)
    return TRUE;
  return redefine && equal_and_known (a->module, b->module);
}
