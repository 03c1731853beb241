/* driver-make.c - steps that build and validate
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* ---- configs ---- */

static JsonObject *
arguments_of (JsonObject *step)
{
  return has (step, "with") ? json_object_get_object_member (step, "with") : NULL;
}

static JsonNode *
node_of_object (JsonObject *object)
{
  return json_node_init_object (json_node_alloc (), object);
}

/* The arguments as a config; with the name, the config that says the same as both. */
static JsonNode *
node_of_call (const char *name, JsonObject *step)
{
  JsonObject *arguments = arguments_of (step);
  g_autoptr (JsonObject) config = json_object_new ();

  if (name != NULL)
    json_object_set_string_member (
        config, arguments != NULL && has (arguments, "type") ? "$type" : "type", name);
  if (arguments != NULL)
    each_member (arguments, put_member, config, NULL);
  if (has (step, "args"))
    json_object_set_member (config, "$args", json_node_copy (json_object_get_member (step, "args")));
  return node_of_object (config);
}

static JsonNode *
node_of_step (JsonObject *step, const char *verb)
{
  JsonNode *what = json_object_get_member (step, verb);

  return is_text (what) && g_str_equal (verb, "build")
           ? node_of_call (json_node_get_string (what), step)
           : json_node_copy (what);
}

static GregConfig *
config_of_node (JsonNode *node, gboolean as_text, GError **error)
{
  g_autofree char *text = as_text ? show (node) : NULL;

  return as_text ? greg_config_new_from_json (text, -1, NULL, error)
                 : greg_config_new_from_node (node, NULL, error);
}

static GregConfig *
config_of_text (JsonObject *step, const char *verb, GError **error)
{
  return greg_config_new_from_json (get_text (step, verb, NULL), -1, get_text (step, "file", NULL),
                                    error);
}

static GregBuilder *
builder_of (GObject *source)
{
  return GREG_IS_BUILDER (source) ? g_object_ref (GREG_BUILDER (source))
                                  : greg_builder_new (GREG_SOURCE (source));
}

/* ---- building ---- */

static gboolean
take_object (GValue *outcome, GObject *object)
{
  g_value_take_object (g_value_init (outcome, G_TYPE_OBJECT), object);
  return object != NULL;
}

static gboolean
build_list (GObject *source, GregConfig *config, GValue *outcome, GError **error)
{
  g_autoptr (GregBuilder) builder = builder_of (source);
  g_autoptr (GPtrArray) products = greg_builder_build_list (builder, config, NULL, error);
  g_autoptr (GListStore) list = NULL;

  if (products == NULL)
    return FALSE;
  list = g_list_store_new (G_TYPE_OBJECT);
  for (guint i = 0; i < products->len; i++)
    g_list_store_append (list, products->pdata[i]);
  return take_object (outcome, G_OBJECT (g_steal_pointer (&list)));
}

/* Whether the step wants something that is no object. */
static gboolean
wants_value (JsonObject *step)
{
  return has (step, "gives") && JSON_NODE_HOLDS_VALUE (json_object_get_member (step, "gives"));
}

static gboolean
build_config (GObject *source, JsonObject *step, GregConfig *config, GValue *outcome, GError **error)
{
  if (greg_config_get_kind (config) == GREG_CONFIG_ARRAY)
    return build_list (source, config, outcome, error);
  if (GREG_IS_BUILDER (source))
    return take_object (outcome, greg_builder_build (GREG_BUILDER (source), config, NULL, error));
  if (wants_value (step))
    return greg_source_build_value (GREG_SOURCE (source), config, outcome, error);
  return take_object (outcome, greg_source_build_config (GREG_SOURCE (source), config, error));
}

/* Among what is listed, since a look-up would run loaders. */
static GregFactory *
find_quietly (GregSource *source, const char *name)
{
  g_autoptr (GregQuery) query = greg_query_new ();

  greg_query_include (query, name);
  return greg_source_best (source, query);
}

/* Whether C code would give it as a value: not null, nor what stands for something to build. */
static gboolean
has_plain_value (const char *key, JsonNode *value, gpointer factory, GError **error)
{
  GParamSpec *pspec = factory != NULL ? greg_factory_find_parameter (factory, key) : NULL;
  gboolean is_built = pspec != NULL
                      && (g_type_is_a (pspec->value_type, G_TYPE_OBJECT)
                          || pspec->value_type == G_TYPE_GTYPE);

  return JSON_NODE_HOLDS_VALUE (value) && !(is_built && is_text (value));
}

gboolean
is_call_with_values (World *world, JsonObject *step)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), NULL);
  JsonObject *arguments = arguments_of (step);
  JsonNode *what = has (step, "build") ? json_object_get_member (step, "build") : NULL;
  g_autoptr (GregFactory) factory = NULL;

  if (what == NULL || !is_text (what) || !GREG_IS_SOURCE (source) || !g_str_equal (world->way, "call")
      || has (step, "args") || wants_value (step))
    return FALSE;
  factory = find_quietly (GREG_SOURCE (source), json_node_get_string (what));
  return arguments == NULL || each_member (arguments, has_plain_value, factory, NULL);
}

/* Values as C code has them: an int if it fits, else 64 bits. */
static void
set_property_value (GValue *value, JsonNode *node)
{
  if (json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= G_MININT
      && json_node_get_int (node) <= G_MAXINT)
    g_value_set_int (g_value_init (value, G_TYPE_INT), json_node_get_int (node));
  else
    value_from_node (node, value);
}

static GObject *
build_with_values (GregSource *source, const char *name, JsonObject *arguments, GError **error)
{
  guint n_values = arguments != NULL ? json_object_get_size (arguments) : 0;
  g_autofree const char **names = g_new0 (const char *, n_values + 1);
  g_autofree GValue *values = g_new0 (GValue, n_values + 1);
  g_autoptr (GList) members = arguments != NULL ? json_object_get_members (arguments) : NULL;
  GObject *product;
  guint i = 0;

  for (GList *l = members; l != NULL; l = l->next, i++)
    {
      names[i] = l->data;
      set_property_value (&values[i], json_object_get_member (arguments, l->data));
    }
  product = greg_source_build_with_properties (source, name, n_values, names, values, error);
  for (i = 0; i < n_values; i++)
    g_value_unset (&values[i]);
  return product;
}

/* By name, with values where all of them have a plain form in C, else with a config. */
static gboolean
call (World *world,
      GregSource *source,
      const char *name,
      JsonObject *step,
      GValue *outcome,
      GError **error)
{
  JsonObject *arguments = arguments_of (step);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GregConfig) config = NULL;

  if (is_call_with_values (world, step))
    return take_object (outcome, build_with_values (source, name, arguments, error));
  node = node_of_call (NULL, step);
  config = greg_config_new_from_node (node, NULL, error);
  return config != NULL
         && take_object (outcome, greg_source_build_with_config (source, name, config, error));
}

gboolean
step_build (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  JsonNode *what = json_object_get_member (step, "build");
  GObject *source = world_source (world, get_text (step, "on", NULL), error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GregConfig) config = NULL;

  if (source == NULL)
    return FALSE;
  if (is_text (what) && g_str_equal (world->way, "call") && GREG_IS_SOURCE (source)
      && !wants_value (step))
    return call (world, GREG_SOURCE (source), json_node_get_string (what), step, outcome, error);
  node = node_of_step (step, "build");
  config = config_of_node (node, g_str_equal (world->way, "text"), error);
  return config != NULL && build_config (source, step, config, outcome, error);
}

gboolean
step_build_text (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), error);
  g_autoptr (GregConfig) config = config_of_text (step, "build_text", error);

  return source != NULL && config != NULL && build_config (source, step, config, outcome, error);
}

/* ---- in another thread ---- */

typedef struct
{
  GregSource *source;
  char *text;
  GObject *product;
  GError *error;
} Elsewhere;

static gpointer
build_in_thread (gpointer data)
{
  Elsewhere *elsewhere = data;

  elsewhere->product
      = greg_source_build_json (elsewhere->source, elsewhere->text, -1, &elsewhere->error);
  return NULL;
}

gboolean
step_build_elsewhere (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), error);
  Elsewhere elsewhere = { NULL };

  if (source == NULL)
    return FALSE;
  elsewhere.source = GREG_SOURCE (source);
  elsewhere.text = show (json_object_get_member (step, "build_elsewhere"));
  g_thread_join (g_thread_new ("elsewhere", build_in_thread, &elsewhere));
  g_free (elsewhere.text);
  if (elsewhere.error != NULL)
    g_propagate_error (error, elsewhere.error);
  return take_object (outcome, elsewhere.product);
}

/* ---- without blocking ---- */

static void
built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

gboolean
step_build_later (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), error);
  g_autoptr (GregConfig) config
      = config_of_node (json_object_get_member (step, "build_later"), FALSE, error);
  g_autoptr (GAsyncResult) result = NULL;

  if (source == NULL || config == NULL)
    return FALSE;
  greg_source_build_config_async (GREG_SOURCE (source), config, NULL, built_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return take_object (outcome, greg_source_build_config_finish (GREG_SOURCE (source), result, error));
}

/* ---- validating ---- */

static gboolean
validate (World *world, JsonObject *step, GregConfig *config, GValue *outcome, GError **error)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), error);
  g_autoptr (GregBuilder) builder = source != NULL ? builder_of (source) : NULL;

  return builder != NULL && config != NULL
         && take_object (outcome, G_OBJECT (greg_builder_validate (builder, config)));
}

gboolean
step_validate (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  g_autoptr (GregConfig) config = config_of_node (json_object_get_member (step, "validate"),
                                                  g_str_equal (world->way, "text"), error);

  return validate (world, step, config, outcome, error);
}

gboolean
step_validate_text (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  g_autoptr (GregConfig) config = config_of_text (step, "validate_text", error);

  return validate (world, step, config, outcome, error);
}

GregReport *
report_of (World *world, JsonObject *step)
{
  GObject *source = world_source (world, get_text (step, "on", NULL), NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GregConfig) config = NULL;
  g_autoptr (GregBuilder) builder = NULL;

  if (!has (step, "build") || source == NULL)
    return NULL;
  node = node_of_step (step, "build");
  config = config_of_node (node, FALSE, NULL);
  builder = builder_of (source);
  return config != NULL ? greg_builder_validate (builder, config) : NULL;
}
