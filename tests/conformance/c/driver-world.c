/* driver-world.c - what a case is set up with
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* ---- calls ---- */

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->name);
  g_hash_table_unref (call->named);
  g_clear_pointer (&call->args, g_ptr_array_unref);
  g_free (call);
}

/* Takes the arguments. */
void
world_note_call (World *self, const char *name, GHashTable *named, GPtrArray *args)
{
  Call *call = g_new0 (Call, 1);

  call->name = g_strdup (name);
  call->named = named;
  call->args = args;
  g_ptr_array_add (self->calls, call);
}

static gboolean
match_named (const char *name, JsonNode *expected, gpointer data, GError **error)
{
  Call *call = data;
  g_autofree char *where = g_strdup_printf ("arguments of %s/%s", call->name, name);
  GValue *value = g_hash_table_lookup (call->named, name);

  return value != NULL ? match (where, expected, value, error)
                       : wrong (error, "%s was not given", where);
}

static gboolean
match_args (Call *call, JsonObject *expected, GError **error)
{
  JsonArray *wanted = has (expected, "args") ? json_object_get_array_member (expected, "args") : NULL;
  guint n_wanted = wanted != NULL ? json_array_get_length (wanted) : 0;
  guint n_args = call->args != NULL ? call->args->len : 0;

  if (n_args != n_wanted)
    return wrong (error, "positional arguments of %s: %u were expected, not %u", call->name,
                  n_wanted, n_args);
  for (guint i = 0; i < n_args; i++)
    {
      if (!match (call->name, json_array_get_element (wanted, i), call->args->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
match_call (Call *call, JsonNode *expected, GError **error)
{
  g_autofree char *shown = show (expected);
  g_autofree char *keys = g_strdup_printf ("%s! args", call->name);
  JsonObject *named;

  if (is_text (expected))
    return g_str_equal (call->name, json_node_get_string (expected))
           || wrong (error, "call: %s was expected, not “%s”", shown, call->name);
  if (!take_keys ("call", expected, keys, error))
    return FALSE;
  named = json_object_get_object_member (json_node_get_object (expected), call->name);
  if (json_object_get_size (named) != g_hash_table_size (call->named))
    return wrong (error, "arguments of %s: %s was expected, not %u", call->name, shown,
                  g_hash_table_size (call->named));
  return each_member (named, match_named, call, error)
         && match_args (call, json_node_get_object (expected), error);
}

gboolean
world_expect_calls (World *self, JsonNode *expected, GError **error)
{
  JsonArray *wanted = json_node_get_array (expected);
  g_autofree char *shown = show (expected);

  if (json_array_get_length (wanted) != self->calls->len)
    return wrong (error, "calls: %s was expected, not %u calls", shown, self->calls->len);
  for (guint i = 0; i < self->calls->len; i++)
    {
      if (!match_call (self->calls->pdata[i], json_array_get_element (wanted, i), error))
        return FALSE;
    }
  g_ptr_array_set_size (self->calls, 0);
  return TRUE;
}

/* ---- sources ---- */

static const struct
{
  const char *kind;
  GObject *(*make) (World *self, const char *name, JsonNode *node, GError **error);
} kinds[] = {
  { "registry", new_registry },
  { "builder", new_builder },
  { "class", new_class_registry },
  { "multi", new_multi },
  { "concat", new_concat },
  { "external", new_external },
  { "subtypes", new_subtypes },
  { "extensions", new_extensions },
};

static gboolean
add_source (const char *name, JsonNode *spec, gpointer data, GError **error)
{
  World *self = data;
  const char *kind;
  GObject *source;

  if (JSON_NODE_HOLDS_NULL (spec))
    return TRUE;
  kind = get_text (json_node_get_object (spec), "kind", "registry");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].kind, kind))
        continue;
      source = kinds[i].make (self, name, spec, error);
      if (source == NULL)
        return FALSE;
      if (self->first == NULL)
        self->first = g_strdup (name);
      g_hash_table_insert (self->sources, g_strdup (name), source);
      return TRUE;
    }
  return wrong (error, "there is no kind of source “%s”", kind);
}

gboolean
world_add_sources (World *self, JsonObject *specs, GError **error)
{
  return each_member (specs, add_source, self, error);
}

gpointer
find_in (GHashTable *things, const char *what, const char *name, GError **error)
{
  gpointer found = name != NULL ? g_hash_table_lookup (things, name) : NULL;

  if (found == NULL)
    wrong (error, "there is no %s “%s”", what, name);
  return found;
}

const char *
world_label (World *self, JsonObject *step)
{
  return get_text (step, "on", self->first);
}

GObject *
world_source (World *self, const char *name, GError **error)
{
  return find_in (self->sources, "source", name != NULL ? name : self->first, error);
}

GregSource *
source_of (World *self, JsonObject *step, GError **error)
{
  GObject *source = world_source (self, world_label (self, step), error);

  if (source != NULL && !GREG_IS_SOURCE (source))
    {
      wrong (error, "this is no source");
      return NULL;
    }
  return source != NULL ? GREG_SOURCE (source) : NULL;
}

GregRegistry *
registry_of (World *self, JsonObject *step, GError **error)
{
  GregSource *source = source_of (self, step, error);

  if (source != NULL && !GREG_IS_REGISTRY (source))
    {
      wrong (error, "this is no registry");
      return NULL;
    }
  return source != NULL ? GREG_REGISTRY (source) : NULL;
}

gpointer
world_recall (World *self, const char *name, GError **error)
{
  return find_in (self->kept, "object", name, error);
}

/* What a case calls this very source. */
static const char *
name_of (World *self, gpointer source)
{
  GHashTableIter iter;
  gpointer name, each;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &name, &each))
    {
      if (each == source)
        return name;
    }
  return NULL;
}

gboolean
take_source (World *self, GValue *outcome, gpointer source, GError **error)
{
  g_autoptr (GObject) owned = source;
  const char *name = name_of (self, owned);

  g_value_set_string (g_value_init (outcome, G_TYPE_STRING), name);
  return owned == NULL || name != NULL || wrong (error, "this is no source of the case");
}

gboolean
take_sources (World *self, GValue *outcome, GPtrArray *sources, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < sources->len; i++)
    {
      const char *name = name_of (self, sources->pdata[i]);

      if (name == NULL)
        return wrong (error, "this is no source of the case");
      g_strv_builder_add (names, name);
    }
  g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), g_strv_builder_end (names));
  return TRUE;
}

/* ---- signals ---- */

static void
signal_free (gpointer data)
{
  Signal *signal = data;

  g_free (signal->source);
  g_free (signal->text);
  g_free (signal);
}

void
world_note_signal (World *self, const char *source, const char *what, const char *name)
{
  Signal *signal = g_new (Signal, 1);

  signal->source = g_strdup (source);
  signal->text = g_strconcat (what, name, NULL);
  g_ptr_array_add (self->signals, signal);
}

/* ---- the world ---- */

World *
world_new (const char *way)
{
  World *self = g_new0 (World, 1);

  self->way = way;
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->signals = g_ptr_array_new_with_free_func (signal_free);
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, watch_free);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, code_free);
  return self;
}

static void
died_cb (gpointer n_live, GObject *object)
{
  --*(guint *) n_live;
}

gboolean
world_free (World *self, GError **error)
{
  GHashTableIter iter;
  gpointer source;
  guint n_live = 0;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    {
      if (is_class_registry (source))
        continue; /* stays with its class */
      g_object_weak_ref (source, died_cb, &n_live);
      n_live++;
    }
  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->watches);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->batches);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->classes);
  g_ptr_array_unref (self->signals);
  g_free (self->first);
  g_free (self);
  return n_live == 0 || wrong (error, "%u sources were not finalised", n_live);
}

gboolean
world_set_up (World *self, JsonObject *setup, GError **error)
{
  gboolean is_good = world_add_sources (self, setup, error);

  g_ptr_array_set_size (self->calls, 0);
  g_ptr_array_set_size (self->signals, 0);
  return is_good;
}
