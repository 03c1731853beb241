/* driver-source.c - the kinds of sources that a case can be set up with
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

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
      if (!register_factory (note->world, GREG_SOURCE (registry), NULL,
                             json_array_get_element (specs, i), error))
        return FALSE;
    }
  return !has (note->spec, "sets_up")
         || world_add_sources (note->world, json_object_get_object_member (note->spec, "sets_up"),
                               error);
}

static gboolean
add_loader (World *self, GregRegistry *registry, JsonNode *spec, GError **error)
{
  Note *note;

  if (!take_keys ("loader", spec, "label! registers sets_up fails times", error))
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

void
set_wrapper (World *world, GregSource *source, const char *label)
{
  g_autoptr (JsonObject) spec = json_object_new ();

  if (label == NULL)
    {
      greg_source_set_build_func (source, NULL, NULL, NULL);
      return;
    }
  json_object_set_string_member (spec, "wraps", label);
  greg_source_set_build_func (source, wrap_cb, note_new (world, spec), note_free);
}

/* ---- signals ---- */

typedef struct
{
  World *world;
  char *name; /* of the source */
} Heard;

static void
heard_free (gpointer data, GClosure *closure)
{
  Heard *heard = data;

  g_free (heard->name);
  g_free (heard);
}

static void
registered_cb (GregSource *source, GregFactory *factory, Heard *heard)
{
  world_note_signal (heard->world, heard->name, "registered ", greg_factory_get_name (factory));
}

static void
unregistered_cb (GregSource *source, GregFactory *factory, Heard *heard)
{
  world_note_signal (heard->world, heard->name, "unregistered ", greg_factory_get_name (factory));
}

static void
replaced_cb (GregSource *source, GregFactory *old, GregFactory *new, Heard *heard)
{
  world_note_signal (heard->world, heard->name, "replaced ", greg_factory_get_name (old));
}

static void
changed_cb (GregSource *source, Heard *heard)
{
  world_note_signal (heard->world, heard->name, "changed", "");
}

void
listen (World *self, const char *name, gpointer source)
{
  const struct
  {
    const char *signal;
    GCallback handler;
  } heard_signals[] = {
    { "registered", G_CALLBACK (registered_cb) },
    { "unregistered", G_CALLBACK (unregistered_cb) },
    { "replaced", G_CALLBACK (replaced_cb) },
    { "changed", G_CALLBACK (changed_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heard_signals); i++)
    {
      Heard *heard = g_new (Heard, 1);

      heard->world = self;
      heard->name = g_strdup (name);
      g_signal_connect_data (source, heard_signals[i].signal, heard_signals[i].handler, heard,
                             heard_free, 0);
    }
}

/* ---- registries ---- */

static gboolean
add_one (World *self, GregRegistry *registry, const char *list, JsonNode *node, GError **error)
{
  if (g_str_equal (list, "loaders"))
    return add_loader (self, registry, node, error);
  if (g_str_equal (list, "factories"))
    return register_factory (self, GREG_SOURCE (registry), NULL, node, error);
  return greg_registry_mask (registry, json_node_get_string (node), error);
}

gboolean
fill_registry (World *self,
               const char *name,
               GregRegistry *registry,
               JsonObject *spec,
               GError **error)
{
  const char *lists[] = { "loaders", "factories", "masks" };

  if (has (spec, "resolves"))
    g_signal_connect_data (registry, "resolve", G_CALLBACK (resolve_cb),
                           note_new (self, json_object_get_object_member (spec, "resolves")),
                           note_closure_free, 0);
  if (has (spec, "wraps"))
    set_wrapper (self, GREG_SOURCE (registry), get_text (spec, "wraps", NULL));
  listen (self, name, registry);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *list = has (spec, lists[i]) ? json_object_get_array_member (spec, lists[i]) : NULL;

      for (guint j = 0; list != NULL && j < json_array_get_length (list); j++)
        {
          if (!add_one (self, registry, lists[i], json_array_get_element (list, j), error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
base_of (JsonObject *spec, GType *base, GError **error)
{
  *base = has (spec, "base") ? type_of (get_text (spec, "base", ""), error) : G_TYPE_NONE;
  return *base != G_TYPE_INVALID;
}

static GregRegistry *
make_registry (World *self, const char *name, JsonObject *spec, GType base, GError **error)
{
  GObject *parent = NULL;

  if (!has (spec, "parent"))
    return g_object_new (GREG_TYPE_REGISTRY, "name", name, "base-type", base, "scope",
                         get_text (spec, "scope", NULL), "separator",
                         get_text (spec, "separator", NULL), NULL);
  parent = world_source (self, get_text (spec, "parent", NULL), error);
  return parent != NULL ? greg_registry_new_child (GREG_REGISTRY (parent), name, base,
                                                   get_text (spec, "scope", NULL), error)
                        : NULL;
}

GObject *
new_registry (World *self, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  g_autoptr (GregRegistry) registry = NULL;
  GType base;

  if (!take_keys ("registry", node,
                  "kind base duplicates redefine parent scope separator " CONTENTS, error)
      || !base_of (spec, &base, error))
    return NULL;
  registry = make_registry (self, name, spec, base, error);
  if (registry == NULL)
    return NULL;
  greg_registry_set_duplicates (registry, policy_of (get_text (spec, "duplicates", "reject")));
  greg_registry_set_redefine (registry, has (spec, "redefine")
                                          && json_object_get_boolean_member (spec, "redefine"));
  return fill_registry (self, name, registry, spec, error)
           ? G_OBJECT (g_steal_pointer (&registry))
           : NULL;
}

/* ---- builders ---- */

static gboolean
set_builder_defaults (GregBuilder *builder, JsonObject *spec, GError **error)
{
  g_autoptr (GregConfig) defaults
      = greg_config_new_from_node (json_object_get_member (spec, "defaults"), NULL, error);

  return defaults != NULL && greg_builder_set_defaults (builder, defaults, error);
}

GObject *
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
