/* driver-code.c - factories as a case describes them, and the code behind them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* What a case says of a function. */
typedef struct
{
  World *world; /* not owned */
  char *name;
  JsonObject *does;
} Code;

GType
type_of (const char *name, GError **error)
{
  GType type = g_type_from_name (name);

  if (type == G_TYPE_INVALID)
    wrong (error, "there is no type “%s”", name);
  return type;
}

GregDuplicates
policy_of (const char *nick)
{
  g_autoptr (GEnumClass) policies = g_type_class_ref (GREG_TYPE_DUPLICATES);
  GEnumValue *value = g_enum_get_value_by_nick (policies, nick);

  g_assert_nonnull (value);
  return value->value;
}

void
set_error_of (JsonObject *failure, GError **error)
{
  g_set_error_literal (error, g_quark_from_string (get_text (failure, "domain", NULL)),
                       error_code (json_object_get_member (failure, "code")),
                       get_text (failure, "message", NULL));
}

/* ---- functions ---- */

static void
free_value (gpointer value)
{
  g_value_unset (value);
  g_free (value);
}

static GValue *
copy_value (const GValue *value)
{
  GValue *copy = g_new0 (GValue, 1);

  g_value_init (copy, G_VALUE_TYPE (value));
  g_value_copy (value, copy);
  return copy;
}

static GHashTable *
named_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

GHashTable *
texts_new (const char *name, ...)
{
  GHashTable *named = named_new ();
  va_list texts;

  va_start (texts, name);
  for (const char *key = name; key != NULL; key = va_arg (texts, const char *))
    {
      GValue *value = g_new0 (GValue, 1);

      g_value_set_string (g_value_init (value, G_TYPE_STRING), va_arg (texts, const char *));
      g_hash_table_insert (named, g_strdup (key), value);
    }
  va_end (texts);
  return named;
}

static void
note_call (Code *code, GregContext *context)
{
  GHashTable *named = named_new ();
  GPtrArray *args = g_ptr_array_new_with_free_func (free_value);
  g_auto (GStrv) names = greg_context_list_names (context);

  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (named, g_strdup (names[i]),
                         copy_value (greg_context_get_value (context, names[i])));
  for (guint i = 0; i < greg_context_get_n_positional (context); i++)
    g_ptr_array_add (args, copy_value (greg_context_get_positional (context, i)));
  world_note_call (code->world, code->name, named, args);
}

static GObject *
build_from_node (GregSource *source, JsonNode *node, GError **error)
{
  g_autoptr (GregConfig) config = greg_config_new_from_node (node, NULL, error);

  return config != NULL ? greg_source_build_config (source, config, error) : NULL;
}

/* Does one thing; may set the product. */
static gboolean
do_one (Code *code, const char *what, GregContext *context, GObject **product, GError **error)
{
  JsonNode *value = json_object_get_member (code->does, what);
  GregSource *source = greg_context_get_source (context);
  g_auto (GValue) returned = G_VALUE_INIT;

  if (g_str_equal (what, "makes"))
    *product = g_object_new (type_of (json_node_get_string (value), NULL), NULL);
  else if (g_str_equal (what, "builds"))
    *product = build_from_node (source, value, error);
  else if (g_str_equal (what, "fails"))
    set_error_of (json_node_get_object (value), error);
  else if (g_str_equal (what, "registers"))
    return register_factory (code->world, source, NULL, value, error);
  else if (g_str_equal (what, "unregisters"))
    return greg_registry_unregister (GREG_REGISTRY (source), json_node_get_string (value), error);
  else if (g_str_equal (what, "returns"))
    {
      value_from_node (value, &returned);
      greg_context_return_value (context, &returned);
    }
  return *product != NULL || g_str_equal (what, "returns") || g_str_equal (what, "nothing");
}

static GObject *
call_code (GregContext *context, gpointer data, GError **error)
{
  Code *code = data;
  g_autoptr (GList) things = json_object_get_members (code->does);
  GObject *product = NULL;

  note_call (code, context);
  for (GList *l = things; l != NULL; l = l->next)
    {
      if (!do_one (code, l->data, context, &product, error))
        return NULL;
    }
  return product;
}

void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->name);
  json_object_unref (code->does);
  g_free (code);
}

/* The same for the same words, as code that is written once. */
static Code *
code_of (World *world, const char *name, JsonNode *does, GError **error)
{
  g_autofree char *words = show (does);
  g_autofree char *key = g_strconcat (name, " ", words, NULL);
  Code *code = g_hash_table_lookup (world->codes, key);

  if (!take_keys ("func", does, "makes returns nothing fails builds registers unregisters", error))
    return NULL;
  if (code != NULL)
    return code;
  code = g_new0 (Code, 1);
  code->world = world;
  code->name = g_strdup (name);
  code->does = json_object_ref (json_node_get_object (does));
  g_hash_table_insert (world->codes, g_steal_pointer (&key), code);
  return code;
}

/* ---- what a factory carries ---- */

static gboolean
add_texts (GregFactory *factory,
           JsonObject *spec,
           const char *key,
           gboolean (*add) (GregFactory *, const char *, GError **),
           GError **error)
{
  JsonArray *texts = has (spec, key) ? json_object_get_array_member (spec, key) : NULL;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      if (!add (factory, json_array_get_string_element (texts, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_metadatum (const char *key, JsonNode *node, gpointer factory, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = show (node);

  if (!JSON_NODE_HOLDS_VALUE (node))
    return greg_factory_set_metadata_json (factory, key, text, error);
  json_node_get_value (node, &value);
  return greg_factory_set_metadata (factory, key, &value, error);
}

static gboolean
declare (const char *name, JsonNode *said, gpointer factory, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (said) ? json_node_get_object (said) : NULL;
  g_autofree char *json = NULL;
  GType type;

  if (object != NULL && !take_keys ("parameter", said, "type! default", error))
    return FALSE;
  type = type_of (object != NULL ? get_text (object, "type", "") : json_node_get_string (said),
                  error);
  if (type == G_TYPE_INVALID)
    return FALSE;
  if (object != NULL && has (object, "default"))
    json = show (json_object_get_member (object, "default"));
  return greg_factory_declare (factory, name, type, object == NULL, json, NULL, error);
}

static gboolean
set_origin (GregFactory *factory, JsonNode *node, GError **error)
{
  JsonObject *origin = json_node_get_object (node);

  return take_keys ("origin", node, "module name file line", error)
         && greg_factory_set_origin (
             factory, get_text (origin, "module", NULL), get_text (origin, "name", NULL),
             get_text (origin, "file", NULL),
             json_object_get_int_member_with_default (origin, "line", 0), error);
}

static gboolean
set_defaults (GregFactory *factory, JsonObject *spec, GError **error)
{
  g_autofree char *text = show (json_object_get_member (spec, "defaults"));

  return greg_factory_set_defaults_json (factory, text, error);
}

static gboolean
describe (GregFactory *factory, JsonObject *spec, GError **error)
{
  int priority = json_object_get_int_member_with_default (spec, "priority", 0);
  JsonObject *none = json_object_new ();
  JsonObject *metadata
      = has (spec, "metadata") ? json_object_get_object_member (spec, "metadata") : none;
  JsonObject *parameters
      = has (spec, "parameters") ? json_object_get_object_member (spec, "parameters") : none;
  gboolean is_good
      = add_texts (factory, spec, "aliases", greg_factory_add_alias, error)
        && add_texts (factory, spec, "tags", greg_factory_add_tag, error)
        && each_member (metadata, set_metadatum, factory, error)
        && each_member (parameters, declare, factory, error)
        && (priority == 0 || greg_factory_set_priority (factory, priority, error))
        && (!has (spec, "summary")
            || greg_factory_set_summary (factory, get_text (spec, "summary", NULL), error))
        && (!has (spec, "deprecated")
            || greg_factory_set_deprecated (factory, get_text (spec, "deprecated", NULL),
                                            get_text (spec, "replacement", NULL), error))
        && (!has (spec, "origin")
            || set_origin (factory, json_object_get_member (spec, "origin"), error))
        && (!has (spec, "defaults") || set_defaults (factory, spec, error));

  json_object_unref (none);
  return is_good;
}

/* ---- factories ---- */

static GregFactory *
factory_of_type (JsonObject *spec, GError **error)
{
  GType type = type_of (get_text (spec, "type", ""), error);

  return type != G_TYPE_INVALID ? greg_factory_new_for_type (get_text (spec, "name", NULL), type)
                                : NULL;
}

static GregFactory *
factory_of_func (World *world, JsonObject *spec, GError **error)
{
  const char *name = get_text (spec, "name", "");
  Code *code = code_of (world, name, json_object_get_member (spec, "func"), error);
  GType product = G_TYPE_NONE;

  if (code == NULL)
    return NULL;
  if (has (spec, "product"))
    product = type_of (get_text (spec, "product", ""), error);
  return product != G_TYPE_INVALID
           ? greg_factory_new_for_func (name, product, call_code, code, NULL)
           : NULL;
}

/* What it makes has the name of what it was invoked with. */
static void
name_action (GClosure *closure,
             GValue *result,
             guint n_values,
             const GValue *values,
             gpointer hint,
             gpointer data)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < n_values; i++)
    {
      g_auto (GValue) text = G_VALUE_INIT;

      g_value_init (&text, G_TYPE_STRING);
      if (i > 0)
        g_string_append_c (name, ' ');
      if (G_VALUE_HOLDS (&values[i], GREG_TYPE_CONTEXT))
        g_string_append (name, "context");
      else if (g_value_transform (&values[i], &text))
        g_string_append (name, g_value_get_string (&text));
    }
  g_value_take_object (result, g_simple_action_new (name->str, NULL));
}

static GregFactory *
factory_of_closure (JsonObject *spec)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), NULL);

  g_closure_set_marshal (closure, name_action);
  return greg_factory_new_for_closure (get_text (spec, "name", ""), G_TYPE_SIMPLE_ACTION, closure);
}

/* A factory of another kind: what it makes has the label as its name. */
typedef struct
{
  GregFactory parent_instance;
} Labeler;

typedef struct
{
  GregFactoryClass parent_class;
} LabelerClass;

static GType labeler_get_type (void);

G_DEFINE_TYPE (Labeler, labeler, GREG_TYPE_FACTORY)

static GObject *
labeler_create (GregFactory *factory, GregContext *context, GError **error)
{
  const char *label = greg_context_get_string (context, "label", NULL, error);

  return label != NULL ? G_OBJECT (g_simple_action_new (label, NULL)) : NULL;
}

static void
labeler_class_init (LabelerClass *klass)
{
  GREG_FACTORY_CLASS (klass)->create = labeler_create;
}

static void
labeler_init (Labeler *self)
{
}

static GregFactory *
factory_of_class (JsonObject *spec)
{
  return g_object_new (labeler_get_type (), "name", get_text (spec, "name", ""), NULL);
}

GregFactory *
new_factory (World *world, JsonNode *node, GError **error)
{
  g_autoptr (GregFactory) factory = NULL;
  JsonObject *spec;

  if (!take_keys ("factory", node,
                  "name type func closure derived product aliases tags metadata defaults priority summary "
                  "deprecated replacement parameters origin duplicates",
                  error))
    return NULL;
  spec = json_node_get_object (node);
  if (has (spec, "type") + has (spec, "func") + has (spec, "closure") + has (spec, "derived") != 1)
    {
      wrong (error, "a factory has a “type”, a “func”, a “closure”, or is “derived”");
      return NULL;
    }
  if (has (spec, "type"))
    factory = factory_of_type (spec, error);
  else if (has (spec, "func"))
    factory = factory_of_func (world, spec, error);
  else
    factory = has (spec, "closure") ? factory_of_closure (spec) : factory_of_class (spec);
  return factory != NULL && describe (factory, spec, error) ? g_steal_pointer (&factory) : NULL;
}

/* What is no more than a name and a type is registered as such. */
static gboolean
is_plain (JsonObject *spec)
{
  return has (spec, "type") && json_object_get_size (spec) == (has (spec, "name") ? 2 : 1);
}

gboolean
register_factory (World *world,
                  GregSource *source,
                  GregBatch *batch,
                  JsonNode *spec,
                  GError **error)
{
  g_autoptr (GregFactory) factory = new_factory (world, spec, error);
  g_autoptr (GregFactory) added = NULL;
  GregDuplicates duplicates;
  JsonObject *object;
  const char *name;
  GType type;

  if (factory == NULL)
    return FALSE;
  object = json_node_get_object (spec);
  name = get_text (object, "name", NULL);
  type = greg_factory_get_product_type (factory);
  duplicates = policy_of (get_text (object, "duplicates", "default"));
  if (is_plain (object) && !GREG_IS_MULTI_REGISTRY (source))
    return batch != NULL ? greg_batch_register_type (batch, name, type, error)
                         : greg_registry_register_type (GREG_REGISTRY (source), name, type, error);
  if (batch != NULL)
    return greg_batch_add_full (batch, factory, duplicates, error);
  added = GREG_IS_MULTI_REGISTRY (source)
            ? greg_multi_registry_add_full (GREG_MULTI_REGISTRY (source), factory, duplicates, error)
            : greg_registry_add_full (GREG_REGISTRY (source), factory, duplicates, error);
  return added != NULL;
}
