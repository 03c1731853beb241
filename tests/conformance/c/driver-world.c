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

/* ---- loaders, handlers and build functions ---- */

typedef struct
{
  World *world;
  JsonObject *spec;
  int n_failures;
} Note;

static Note *
note_new (World *world, JsonObject *spec)
{
  Note *note = g_new0 (Note, 1);

  note->world = world;
  note->spec = json_object_ref (spec);
  return note;
}

static void
note_free (gpointer data)
{
  Note *note = data;

  json_object_unref (note->spec);
  g_free (note);
}

/* Registers what a case says, after it has failed as often as the case says. */
static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  Note *note = data;
  JsonArray *specs = has (note->spec, "registers")
                       ? json_object_get_array_member (note->spec, "registers")
                       : NULL;

  world_note_call (note->world, get_text (note->spec, "label", NULL), texts_new ("name", name, NULL),
                   NULL);
  if (note->n_failures-- > 0)
    {
      set_error_of (json_object_get_object_member (note->spec, "fails"), error);
      return FALSE;
    }
  for (guint i = 0; specs != NULL && i < json_array_get_length (specs); i++)
    {
      if (!register_factory (note->world, registry, NULL, json_array_get_element (specs, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_loader (World *self, GregRegistry *registry, JsonNode *spec, GError **error)
{
  Note *note;

  if (!take_keys ("loader", spec, "label! registers fails times", error))
    return FALSE;
  note = note_new (self, json_node_get_object (spec));
  if (has (note->spec, "fails"))
    note->n_failures = json_object_get_int_member_with_default (note->spec, "times", 1);
  greg_registry_add_loader (registry, get_text (note->spec, "label", NULL), load_cb, note, note_free);
  return TRUE;
}

/* Makes up factories. */
static GregFactory *
resolve_cb (GregRegistry *registry, const char *name, gpointer data)
{
  Note *note = data;
  GHashTable *named = texts_new ("name", name, NULL);

  world_note_call (note->world, "resolve", named, NULL);
  return has (note->spec, name)
           ? new_factory (note->world, json_object_get_member (note->spec, name), NULL)
           : NULL;
}

static void
note_closure_free (gpointer data, GClosure *closure)
{
  note_free (data);
}

/* Writes down the call and lets the factory do it. */
static GObject *
wrap_cb (GregSource *source, GregFactory *factory, GregContext *context, gpointer data, GError **error)
{
  Note *note = data;

  world_note_call (note->world, get_text (note->spec, "wraps", NULL),
                   texts_new ("source", greg_source_get_name (source), "factory",
                              greg_factory_get_name (factory), NULL),
                   NULL);
  return greg_factory_create (factory, context, error);
}

/* ---- signals ---- */

static void
registered_cb (GregSource *source, GregFactory *factory, World *self)
{
  g_ptr_array_add (self->signals, g_strconcat ("registered ", greg_factory_get_name (factory), NULL));
}

static void
unregistered_cb (GregSource *source, GregFactory *factory, World *self)
{
  g_ptr_array_add (self->signals,
                   g_strconcat ("unregistered ", greg_factory_get_name (factory), NULL));
}

static void
replaced_cb (GregSource *source, GregFactory *old, GregFactory *new, World *self)
{
  g_ptr_array_add (self->signals, g_strconcat ("replaced ", greg_factory_get_name (old), NULL));
}

static void
changed_cb (GregSource *source, World *self)
{
  g_ptr_array_add (self->signals, g_strdup ("changed"));
}

static void
listen (World *self, GObject *registry)
{
  g_signal_connect (registry, "registered", G_CALLBACK (registered_cb), self);
  g_signal_connect (registry, "unregistered", G_CALLBACK (unregistered_cb), self);
  g_signal_connect (registry, "replaced", G_CALLBACK (replaced_cb), self);
  g_signal_connect (registry, "changed", G_CALLBACK (changed_cb), self);
}

/* ---- sources ---- */

static gboolean
fill_registry (World *self, GregRegistry *registry, JsonObject *spec, GError **error)
{
  const char *lists[] = { "loaders", "factories" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *list = has (spec, lists[i]) ? json_object_get_array_member (spec, lists[i]) : NULL;

      for (guint j = 0; list != NULL && j < json_array_get_length (list); j++)
        {
          JsonNode *node = json_array_get_element (list, j);

          if (i == 0 ? !add_loader (self, registry, node, error)
                     : !register_factory (self, registry, NULL, node, error))
            return FALSE;
        }
    }
  return TRUE;
}

static GObject *
new_registry (World *self, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  g_autoptr (GregRegistry) registry = NULL;
  GType base = G_TYPE_NONE;

  if (!take_keys ("registry", node,
                  "kind base duplicates redefine factories loaders resolves wraps", error))
    return NULL;
  if (has (spec, "base"))
    base = type_of (get_text (spec, "base", ""), error);
  if (base == G_TYPE_INVALID)
    return NULL;
  registry = greg_registry_new (name, base);
  greg_registry_set_duplicates (registry, policy_of (get_text (spec, "duplicates", "reject")));
  greg_registry_set_redefine (registry, has (spec, "redefine")
                                          && json_object_get_boolean_member (spec, "redefine"));
  if (has (spec, "resolves"))
    g_signal_connect_data (registry, "resolve", G_CALLBACK (resolve_cb),
                           note_new (self, json_object_get_object_member (spec, "resolves")),
                           note_closure_free, 0);
  if (has (spec, "wraps"))
    greg_source_set_build_func (GREG_SOURCE (registry), wrap_cb, note_new (self, spec), note_free);
  listen (self, G_OBJECT (registry));
  return fill_registry (self, registry, spec, error) ? G_OBJECT (g_steal_pointer (&registry)) : NULL;
}

static gboolean
set_builder_defaults (GregBuilder *builder, JsonObject *spec, GError **error)
{
  g_autoptr (GregConfig) defaults
      = greg_config_new_from_node (json_object_get_member (spec, "defaults"), NULL, error);

  return defaults != NULL && greg_builder_set_defaults (builder, defaults, error);
}

static GObject *
new_builder (World *self, const char *name, JsonNode *node, GError **error)
{
  g_autoptr (GregBuilder) builder = NULL;
  JsonObject *spec = json_node_get_object (node);
  JsonArray *names;

  if (!take_keys ("builder", node, "kind! sources! defaults", error))
    return NULL;
  names = json_object_get_array_member (spec, "sources");
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      GObject *source = world_source (self, json_array_get_string_element (names, i), error);

      if (source == NULL)
        return NULL;
      if (builder == NULL)
        builder = greg_builder_new (GREG_SOURCE (source));
      else
        greg_builder_add_source (builder, GREG_SOURCE (source));
    }
  if (has (spec, "defaults") && !set_builder_defaults (builder, spec, error))
    return NULL;
  return G_OBJECT (g_steal_pointer (&builder));
}

static const struct
{
  const char *kind;
  GObject *(*make) (World *self, const char *name, JsonNode *node, GError **error);
} kinds[] = {
  { "registry", new_registry },
  { "builder", new_builder },
};

static gboolean
add_source (const char *name, JsonNode *spec, gpointer data, GError **error)
{
  World *self = data;
  const char *kind = get_text (json_node_get_object (spec), "kind", "registry");
  GObject *source;

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
  self->signals = g_ptr_array_new_with_free_func (g_free);
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
  guint n_live = g_hash_table_size (self->sources);

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    g_object_weak_ref (source, died_cb, &n_live);
  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->batches);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->signals);
  g_free (self->first);
  g_free (self);
  return n_live == 0 || wrong (error, "%u sources were not finalised", n_live);
}

gboolean
world_set_up (World *self, JsonObject *setup, GError **error)
{
  gboolean is_good = each_member (setup, add_source, self, error);

  g_ptr_array_set_size (self->calls, 0);
  g_ptr_array_set_size (self->signals, 0);
  return is_good;
}

GObject *
world_source (World *self, const char *name, GError **error)
{
  const char *wanted = name != NULL ? name : self->first;
  GObject *source = wanted != NULL ? g_hash_table_lookup (self->sources, wanted) : NULL;

  if (source == NULL)
    wrong (error, "there is no source “%s”", wanted);
  return source;
}
