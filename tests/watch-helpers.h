/* watch-helpers.h - sources that can only be listed, and waiting, for tests of what watches them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "registry-helpers.h"

/* Runs what is due in a context. */
static inline void
run_context (GMainContext *context)
{
  while (g_main_context_iteration (context, FALSE))
    ;
}

static inline void
register_ok (GregRegistry *registry, GregFactory *factory, GregDuplicates duplicates)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) stands = NULL;

  stands = greg_registry_add_full (registry, factory, duplicates, &error);
  g_assert_no_error (error);
}

static inline void
unregister_ok (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;

  greg_registry_unregister (registry, name, &error);
  g_assert_no_error (error);
}

/* A source that tells that it changed, but not what. Its factories are listed as they stand in an
 * array; those of one name are a stack, in that order. It may be changed in any thread. */
#define LIST_TYPE_SOURCE (list_source_get_type ())
G_DECLARE_FINAL_TYPE (ListSource, list_source, LIST, SOURCE, GregSource)

struct _ListSource
{
  GregSource parent_instance;

  GMutex lock; /* guards the array */
  GPtrArray *factories;
};

G_DEFINE_FINAL_TYPE (ListSource, list_source, GREG_TYPE_SOURCE)

static GPtrArray *
list_source_find_all (GregSource *source, const char *name)
{
  ListSource *self = LIST_SOURCE (source);
  GPtrArray *all = g_ptr_array_new ();

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->factories->len; i++)
    if (g_str_equal (greg_factory_get_name (self->factories->pdata[i]), name))
      g_ptr_array_add (all, g_object_ref (self->factories->pdata[i]));
  g_mutex_unlock (&self->lock);
  return all;
}

static GregFactory *
list_source_find (GregSource *source, const char *name, GError **error)
{
  g_autoptr (GPtrArray) all = list_source_find_all (source, name);

  g_ptr_array_set_free_func (all, g_object_unref);
  return all->len > 0 ? g_object_ref (all->pdata[0]) : NULL;
}

static char **
list_source_names (GregSource *source)
{
  ListSource *self = LIST_SOURCE (source);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->factories->len; i++)
    {
      const char *name = greg_factory_get_name (self->factories->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_mutex_unlock (&self->lock);
  g_ptr_array_add (names, NULL);
  g_ptr_array_set_free_func (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
list_source_finalize (GObject *object)
{
  ListSource *self = LIST_SOURCE (object);

  g_ptr_array_unref (self->factories);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (list_source_parent_class)->finalize (object);
}

static void
list_source_class_init (ListSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = list_source_finalize;
  GREG_SOURCE_CLASS (klass)->find = list_source_find;
  GREG_SOURCE_CLASS (klass)->find_all = list_source_find_all;
  GREG_SOURCE_CLASS (klass)->names = list_source_names;
}

static void
list_source_init (ListSource *self)
{
  g_mutex_init (&self->lock);
  self->factories = g_ptr_array_new_with_free_func (g_object_unref);
}

static inline ListSource *
list_source_new (void)
{
  return g_object_new (LIST_TYPE_SOURCE, "name", "listed", NULL);
}

/* Replaces `n` factories from `index` on by another, which may be NULL; announces nothing. */
static inline void
list_source_change (ListSource *self, guint index, guint n, GregFactory *factory)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (gone, g_ptr_array_steal_index (self->factories, index));
  if (factory != NULL)
    g_ptr_array_insert (self->factories, (int) index, g_object_ref (factory));
  g_mutex_unlock (&self->lock);
}

static inline void
list_source_announce (ListSource *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* What the signals of a list make of an array: it must be the list after each of them. They are
 * recorded as “position-gone+come”. */
typedef struct
{
  GListModel *list;
  GPtrArray *items;
  GString *text;
} Mirror;

static inline void
mirror_check (Mirror *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (self->list), ==, self->items->len);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr (GregFactory) factory = g_list_model_get_item (self->list, i);

      g_assert_true (factory == self->items->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (self->list, self->items->len));
}

static inline void
mirror_splice (Mirror *self, guint position, guint removed, guint added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i),
                        g_list_model_get_item (self->list, position + i));
}

static inline void
mirror_changed_cb (GListModel *list, guint position, guint removed, guint added, Mirror *self)
{
  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (position + removed, <=, self->items->len);
  mirror_splice (self, position, removed, added);
  mirror_check (self);
  g_string_append_printf (self->text, "%s%u-%u+%u", self->text->len > 0 ? " " : "", position,
                          removed, added);
}

static inline void
mirror_start (Mirror *self, gpointer list)
{
  self->list = list;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->text = g_string_new (NULL);
  mirror_splice (self, 0, 0, g_list_model_get_n_items (list));
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_changed_cb), self);
}

/* The list may be gone already. */
static inline void
mirror_clear (Mirror *self)
{
  g_ptr_array_unref (self->items);
  g_string_free (self->text, TRUE);
}

static inline void
mirror_stop (Mirror *self)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  mirror_clear (self);
}

/* Compares what was emitted since the last time, once the context has run, and what is there. */
#define assert_mirror(self, changes, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GString) mirrored_ids = g_string_new (NULL);                                        \
    run_context (NULL);                                                                            \
    g_assert_cmpstr ((self)->text->str, ==, (changes));                                            \
    g_string_truncate ((self)->text, 0);                                                           \
    for (guint mirrored_i = 0; mirrored_i < (self)->items->len; mirrored_i++)                      \
      g_string_append_printf (mirrored_ids, mirrored_i > 0 ? " %s" : "%s",                         \
                              id_of ((self)->items->pdata[mirrored_i]));                           \
    g_assert_cmpstr (mirrored_ids->str, ==, (expected));                                           \
  }                                                                                                \
  G_STMT_END
