/* driver-foreign.c - sources of what was registered elsewhere, and the steps that they have
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* ---- a source from functions ---- */

#define KNOWN "finds lists membership fails"

/* What stands behind a source. Each search is written down, by the name of the source. */
typedef struct
{
  World *world;
  char *name;
  JsonObject *spec;
} Store;

static void
store_free (gpointer data)
{
  Store *self = data;

  g_free (self->name);
  json_object_unref (self->spec);
  g_free (self);
}

static gboolean
fail_at (Store *self, const char *what, GError **error)
{
  JsonObject *fails
      = has (self->spec, "fails") ? json_object_get_object_member (self->spec, "fails") : NULL;

  if (fails == NULL || !has (fails, what))
    return FALSE;
  set_error_of (json_object_get_object_member (fails, what), error);
  return TRUE;
}

static GregFactory *
find_cb (GregExternalSource *source, const char *name, gpointer data, GError **error)
{
  Store *self = data;
  JsonObject *finds
      = has (self->spec, "finds") ? json_object_get_object_member (self->spec, "finds") : NULL;

  world_note_call (self->world, self->name, texts_new ("name", name, NULL), NULL);
  if (fail_at (self, "find", error) || finds == NULL || !has (finds, name))
    return NULL;
  return new_factory (self->world, json_object_get_member (finds, name), error);
}

static char **
list_cb (GregExternalSource *source, gpointer data, GError **error)
{
  Store *self = data;
  JsonArray *names
      = has (self->spec, "lists") ? json_object_get_array_member (self->spec, "lists") : NULL;
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  if (fail_at (self, "list", error))
    return NULL;
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    g_strv_builder_add (list, json_array_get_string_element (names, i));
  return g_strv_builder_end (list);
}

static GregMembership
membership_cb (GregExternalSource *source, const char *name, gpointer data, GError **error)
{
  Store *self = data;
  g_autoptr (GEnumClass) answers = g_type_class_ref (GREG_TYPE_MEMBERSHIP);

  return g_enum_get_value_by_nick (answers, get_text (self->spec, "membership", NULL))->value;
}

GObject *
new_external (World *world, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  GregExternalSource *source;
  Store *store;
  GType base;

  if (!take_keys ("external", node, "kind! base cached " KNOWN, error)
      || !base_of (spec, &base, error))
    return NULL;
  store = g_new0 (Store, 1);
  store->world = world;
  store->name = g_strdup (name);
  store->spec = json_object_new ();
  each_member (spec, put_member, store->spec, NULL);
  source = greg_external_source_new (name, base);
  greg_external_source_set_cached (source, has (spec, "cached")
                                             && json_object_get_boolean_member (spec, "cached"));
  greg_external_source_set_find_func (source, find_cb, store, store_free);
  greg_external_source_set_list_func (source, list_cb, store, NULL);
  if (has (spec, "membership"))
    greg_external_source_set_membership_func (source, membership_cb, store, NULL);
  g_object_set_data (G_OBJECT (source), "store", store);
  return G_OBJECT (source);
}

/* Changes what stands behind a source, and says so. */
gboolean
step_invalidate (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  Store *store = source != NULL ? g_object_get_data (G_OBJECT (source), "store") : NULL;

  if (source == NULL
      || !take_keys ("invalidate", json_object_get_member (step, "invalidate"), KNOWN, error))
    return FALSE;
  if (store == NULL)
    return wrong (error, "there is no store");
  each_member (json_object_get_object_member (step, "invalidate"), put_member, store->spec, NULL);
  greg_external_source_invalidate (GREG_EXTERNAL_SOURCE (source));
  return TRUE;
}

gboolean
step_failure (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  if (source != NULL)
    g_value_take_string (g_value_init (outcome, G_TYPE_STRING), greg_source_dup_failure (source));
  return source != NULL;
}

/* ---- what the type system and GIO know ---- */

GObject *
new_subtypes (World *world, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  GType base;

  if (!take_keys ("subtypes", node, "kind! base! prefix", error) || !base_of (spec, &base, error))
    return NULL;
  return G_OBJECT (greg_subtype_source_new (name, base, get_text (spec, "prefix", NULL)));
}

static gboolean
extend (GregExtensionPointSource *source, JsonNode *node, GError **error)
{
  JsonObject *said = json_node_get_object (node);
  GType type;

  if (!take_keys ("extension", node, "name! type! priority", error))
    return FALSE;
  type = type_of (get_text (said, "type", ""), error);
  if (type == G_TYPE_INVALID)
    return FALSE;
  g_io_extension_point_implement (greg_extension_point_source_get_extension_point (source), type,
                                  get_text (said, "name", ""),
                                  json_object_get_int_member_with_default (said, "priority", 0));
  return TRUE;
}

/* A point for the case alone, since points and extensions stay. */
GObject *
new_extensions (World *world, const char *name, JsonNode *node, GError **error)
{
  static guint n_points;
  JsonObject *spec = json_node_get_object (node);
  JsonArray *list
      = has (spec, "extensions") ? json_object_get_array_member (spec, "extensions") : NULL;
  g_autofree char *label = g_strdup_printf ("case%u-%s", n_points++, name);
  g_autoptr (GregExtensionPointSource) source = NULL;
  GIOExtensionPoint *point;
  GType base;

  if (!take_keys ("extensions", node, "kind! base extensions", error)
      || !base_of (spec, &base, error))
    return NULL;
  point = g_io_extension_point_register (label);
  if (base != G_TYPE_NONE)
    g_io_extension_point_set_required_type (point, base);
  source = greg_extension_point_source_new (label);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      if (!extend (source, json_array_get_element (list, i), error))
        return NULL;
    }
  return G_OBJECT (g_steal_pointer (&source));
}

gboolean
step_extend (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);

  return source != NULL
         && extend (GREG_EXTENSION_POINT_SOURCE (source), json_object_get_member (step, "extend"),
                    error);
}
