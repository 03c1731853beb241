/* multi-helpers.h - multi-registries, and a source that is not sure, for tests of both
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "registry-helpers.h"

/* A source that may have any name. It finds what is in its table, and lists nothing. */
#define OPEN_TYPE_SOURCE (open_source_get_type ())
G_DECLARE_FINAL_TYPE (OpenSource, open_source, OPEN, SOURCE, GregSource)

struct _OpenSource
{
  GregSource parent_instance;

  GHashTable *factories; /* char to GregFactory */
  gboolean is_down;      /* it fails */
  guint n_finds;
  void (*hook) (gpointer data); /* called by each find, if there is one */
  void (*generation_hook) (gpointer data);
  gpointer data;
};

G_DEFINE_FINAL_TYPE (OpenSource, open_source, GREG_TYPE_SOURCE)

static GregFactory *
open_source_find (GregSource *source, const char *name, GError **error)
{
  OpenSource *self = OPEN_SOURCE (source);
  GregFactory *factory = g_hash_table_lookup (self->factories, name);

  self->n_finds++;
  if (self->hook != NULL)
    self->hook (self->data);
  if (self->is_down)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "nobody answers");
      return NULL;
    }
  return factory != NULL ? g_object_ref (factory) : NULL;
}

static GregMembership
open_source_membership (GregSource *source, const char *name)
{
  return GREG_MEMBERSHIP_MAYBE;
}

static guint64
open_source_generation (GregSource *source)
{
  OpenSource *self = OPEN_SOURCE (source);

  if (self->generation_hook != NULL)
    self->generation_hook (self->data);
  return 5;
}

static void
open_source_finalize (GObject *object)
{
  g_hash_table_unref (OPEN_SOURCE (object)->factories);

  G_OBJECT_CLASS (open_source_parent_class)->finalize (object);
}

static void
open_source_class_init (OpenSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = open_source_finalize;
  GREG_SOURCE_CLASS (klass)->find = open_source_find;
  GREG_SOURCE_CLASS (klass)->membership = open_source_membership;
  GREG_SOURCE_CLASS (klass)->generation = open_source_generation;
}

static void
open_source_init (OpenSource *self)
{
  self->factories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static inline OpenSource *
open_source_new (const char *name)
{
  return g_object_new (OPEN_TYPE_SOURCE, "name", name, NULL);
}

static inline void
open_source_put (OpenSource *self, const char *id, const char *name)
{
  g_hash_table_insert (self->factories, g_strdup (name), make_factory (id, name, "", 0));
}

/* A registry with factories, given as “id=name”, or “id=name/alias”, separated by spaces. */
static inline void
put (GregRegistry *registry, const char *factories)
{
  g_auto (GStrv) list = g_strsplit (factories, " ", -1);

  for (char **item = list; *item != NULL && **item != '\0'; item++)
    {
      g_auto (GStrv) parts = g_strsplit_set (*item, "=/", 3);
      g_autoptr (GregFactory) factory
          = make_factory (parts[0], parts[1], parts[2] != NULL ? parts[2] : "", 0);
      g_autoptr (GError) error = NULL;

      greg_registry_add (registry, factory, &error);
      g_assert_no_error (error);
    }
}

static inline GregRegistry *
new_filled (const char *name, const char *factories)
{
  GregRegistry *registry = greg_registry_new (name, G_TYPE_NONE);

  put (registry, factories);
  return registry;
}

static inline void
append_ok (GregMultiRegistry *multi, const char *prefix, gpointer source)
{
  g_autoptr (GError) error = NULL;

  greg_multi_registry_append (multi, prefix, source, &error);
  g_assert_no_error (error);
}

static inline void
remove_ok (GregMultiRegistry *multi, gpointer source)
{
  g_autoptr (GError) error = NULL;

  greg_multi_registry_remove (multi, source, &error);
  g_assert_no_error (error);
}

/* The listed names, separated by spaces; and that the rest is what the names say. */
static inline char *
list_names (GregSource *source)
{
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);

  g_assert_cmpuint (g_strv_length (names), ==, factories->len);
  g_assert_cmpuint (greg_source_count (source), ==, factories->len);
  for (guint i = 0; i < factories->len; i++)
    {
      g_autoptr (GregFactory) factory = greg_source_lookup (source, names[i]);

      g_assert_true (factory == factories->pdata[i]);
    }
  return g_strjoinv (" ", names);
}

#define assert_names(source, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *listed_names = list_names (GREG_SOURCE (source));                             \
    g_assert_cmpstr (listed_names, ==, (expected));                                                \
  }                                                                                                \
  G_STMT_END

/* The ids of all candidates, separated by spaces. */
static inline char *
all_ids (gpointer source, const char *name)
{
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, name);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", id_of (all->pdata[i]));
  return g_string_free (text, FALSE);
}

#define assert_all(source, name, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *candidate_ids = all_ids ((source), (name));                                   \
    g_assert_cmpstr (candidate_ids, ==, (expected));                                               \
  }                                                                                                \
  G_STMT_END

#define assert_found_in(multi, name, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GregSource) found_in = greg_multi_registry_find_source ((multi), (name));           \
    g_assert_true (found_in == (GregSource *) (expected));                                         \
  }                                                                                                \
  G_STMT_END

static inline void
assert_missing (gpointer source, const char *name, GregError code, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_source_require (source, name, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  if (strstr (error->message, text) == NULL)
    g_error ("“%s” is not in “%s”", text, error->message);
}
