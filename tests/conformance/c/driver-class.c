/* driver-class.c - registries that hang on classes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* A class for the case alone, since what hangs on a class stays there. Messages leave out what stands
 * before the last "+". */
static GType
new_class (World *world, const char *name, GType parent)
{
  static guint n_classes;
  g_autofree char *type_name = g_strdup_printf ("case%u+%s", n_classes++, name);
  GTypeQuery query;
  GType type;

  g_type_query (parent, &query);
  type = g_type_register_static_simple (parent, type_name, (guint16) query.class_size, NULL,
                                        (guint16) query.instance_size, NULL, 0);
  g_hash_table_insert (world->classes, g_strdup (name), GSIZE_TO_POINTER (type));
  return type;
}

static GType
ensure_class (World *world, const char *name, GType parent)
{
  gpointer found = g_hash_table_lookup (world->classes, name);

  return found != NULL ? GPOINTER_TO_SIZE (found) : new_class (world, name, parent);
}

/* The class, made with those that it extends, nearest first, as far as they are not there. */
static GType
owner_of (World *world, JsonObject *spec)
{
  JsonArray *above = has (spec, "extends") ? json_object_get_array_member (spec, "extends") : NULL;
  GType type = G_TYPE_OBJECT;

  for (guint i = above != NULL ? json_array_get_length (above) : 0; i > 0; i--)
    type = ensure_class (world, json_array_get_string_element (above, i - 1), type);
  return ensure_class (world, get_text (spec, "owner", NULL), type);
}

static GQuark
stays_quark (void)
{
  return g_quark_from_static_string ("stays");
}

gboolean
is_class_registry (gpointer source)
{
  return g_object_get_qdata (source, stays_quark ()) != NULL;
}

/* All classes of C have a GType, so "plain" makes no difference. */
GObject *
new_class_registry (World *world, const char *name, JsonNode *node, GError **error)
{
  JsonObject *spec = json_node_get_object (node);
  GregRegistry *registry;
  GType base;

  if (!take_keys ("class", node,
                  "kind! owner! registry! extends plain base duplicates " CONTENTS, error)
      || !base_of (spec, &base, error))
    return NULL;
  registry = greg_class_registry_install (owner_of (world, spec), get_text (spec, "registry", NULL),
                                          base, error);
  if (registry == NULL)
    return NULL;
  g_object_set_qdata (G_OBJECT (registry), stays_quark (), registry);
  if (has (spec, "duplicates"))
    greg_registry_set_duplicates (registry, policy_of (get_text (spec, "duplicates", NULL)));
  return fill_registry (world, name, registry, spec, error) ? g_object_ref (G_OBJECT (registry))
                                                            : NULL;
}

/* ---- steps ---- */

static GType
class_named (World *world, JsonObject *step, const char *key, GError **error)
{
  return GPOINTER_TO_SIZE (find_in (world->classes, "class", get_text (step, key, NULL), error));
}

gboolean
step_class_registry (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GType owner = class_named (world, step, "of", error);

  return owner != 0
         && take_source (world, outcome,
                         g_object_ref (greg_class_registry_get (
                             owner, get_text (step, "class_registry", NULL))),
                         error);
}

gboolean
step_class_registries (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GType owner = class_named (world, step, "class_registries", error);

  if (owner != 0)
    g_value_take_boxed (g_value_init (outcome, G_TYPE_STRV), greg_class_registry_list (owner));
  return owner != 0;
}

static gboolean
match_one (const char *key, JsonNode *node, gpointer query, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  value_from_node (node, &value);
  greg_query_match_equal (query, key, &value);
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The sorted names of those that have the metadata. */
gboolean
step_available (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GType owner = class_named (world, step, "of", error);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;

  if (owner == 0)
    return FALSE;
  if (has (step, "with"))
    each_member (json_object_get_object_member (step, "with"), match_one, query, NULL);
  found = greg_source_query (
      GREG_SOURCE (greg_class_registry_get (owner, get_text (step, "available", NULL))), query);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (names, (char *) greg_factory_get_name (found->pdata[i]));
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  g_value_set_boxed (g_value_init (outcome, G_TYPE_STRV), names->pdata);
  return TRUE;
}
