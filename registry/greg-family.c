/* greg-family.c - GregFamily: what all registries of one tree share
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-table-fields-private.h"

#include "greg-name-private.h"

#include <string.h>

#define DEFAULT_SEPARATOR "."

static void
set_separator (GregFamily *self, const char *separator)
{
  g_free (self->separator);
  self->separator = g_strdup (separator);
  self->separator_length = strlen (separator);
}

GregFamily *
greg_family_new (void)
{
  GregFamily *self = g_new0 (GregFamily, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  set_separator (self, DEFAULT_SEPARATOR);
  return self;
}

GregFamily *
greg_family_ref (GregFamily *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_family_unref (GregFamily *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->separator);
  g_mutex_clear (&self->lock);
  g_free (self);
}

GregRegistry *
greg_owner_finish (GregWeak *owner)
{
  GregRegistry *registry = greg_weak_get (owner);

  greg_weak_unref (owner);
  return registry;
}

/* --- joining and leaving --- */

gboolean
greg_family_can_divide (GregTable *self, const char *scope)
{
  g_autofree char *text = g_strconcat (scope, self->family->separator, NULL);

  return strstr (text, self->family->separator) == text + strlen (scope);
}

static gboolean
is_scope (GregTable *self, const char *scope)
{
  return greg_name_check ("scope", scope, NULL) && greg_family_can_divide (self, scope);
}

static gboolean
take_scope_locked (GregTable *self, const char *scope)
{
  GregTable *parent = self->parent;

  if (!is_scope (self, scope)
      || (parent != NULL && parent->scopes != NULL && g_hash_table_contains (parent->scopes, scope)))
    return FALSE;
  self->scope = g_strdup (scope);
  g_atomic_int_inc (&self->family->n_scopes);
  if (parent == NULL)
    return TRUE;
  if (parent->scopes == NULL)
    parent->scopes = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (parent->scopes, self->scope, self);
  return TRUE;
}

gboolean
greg_family_join (GregTable *self,
                  GregTable *parent,
                  const char *scope,
                  const char *separator,
                  GType base_type,
                  GregRegistry *owner)
{
  gboolean taken;

  self->base_type = base_type;
  self->owner = greg_weak_new (owner);
  if (parent != NULL)
    {
      greg_family_unref (self->family);
      self->family = greg_family_ref (parent->family);
    }
  else if (separator != NULL && *separator != '\0')
    set_separator (self->family, separator);

  greg_table_lock (self);
  self->parent = parent;
  if (parent != NULL)
    {
      if (parent->children == NULL)
        parent->children = g_ptr_array_new ();
      g_ptr_array_add (parent->children, self);
    }
  taken = scope == NULL || take_scope_locked (self, scope);
  self->family->generation += parent != NULL;
  greg_table_unlock (self);
  return taken;
}

void
greg_family_leave (GregTable *self)
{
  GregTable *parent = self->parent;

  greg_table_lock (self);
  if (parent != NULL && parent->children != NULL && g_ptr_array_remove (parent->children, self))
    {
      if (self->scope != NULL)
        {
          g_hash_table_remove (parent->scopes, self->scope);
          g_atomic_int_add (&self->family->n_scopes, -1);
        }
      self->family->generation++;
    }
  greg_table_unlock (self);
}

gboolean
greg_family_settle (GregTable *self, GType base_type)
{
  gboolean is_empty;

  greg_table_lock (self);
  is_empty = self->store.n_names == 0;
  if (is_empty)
    self->base_type = base_type;
  self->family->generation += is_empty;
  greg_table_unlock (self);
  return is_empty;
}

/* --- relatives --- */

const char *
greg_family_get_separator (GregTable *self)
{
  return self->family->separator;
}

const char *
greg_family_get_scope (GregTable *self)
{
  return self->scope;
}

GPtrArray *
greg_family_list_children (GregTable *self)
{
  GPtrArray *registries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();

  greg_table_lock (self);
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    g_ptr_array_add (owners, greg_weak_ref (((GregTable *) self->children->pdata[i])->owner));
  greg_table_unlock (self);
  for (guint i = 0; i < owners->len; i++)
    {
      GregRegistry *registry = greg_owner_finish (owners->pdata[i]);

      if (registry != NULL)
        g_ptr_array_add (registries, registry);
    }
  return registries;
}

GregRegistry *
greg_family_dup_child (GregTable *self, const char *scope)
{
  GregTable *child = NULL;
  GregWeak *owner = NULL;

  greg_table_lock (self);
  if (self->scopes != NULL)
    child = g_hash_table_lookup (self->scopes, scope);
  if (child != NULL)
    owner = greg_weak_ref (child->owner);
  greg_table_unlock (self);
  return owner != NULL ? greg_owner_finish (owner) : NULL;
}

/* --- masks --- */

gboolean
greg_family_mask (GregTable *self, const char *name, GregConflict *conflict)
{
  gboolean masked = FALSE;

  greg_table_lock (self);
  if (greg_table_is_open_locked (self, conflict))
    {
      if (self->masks == NULL)
        self->masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      masked = g_hash_table_add (self->masks, g_strdup (name));
    }
  self->family->generation += masked;
  greg_table_unlock (self);
  return masked;
}

gboolean
greg_family_unmask (GregTable *self, const char *name, GregConflict *conflict)
{
  gboolean unmasked = FALSE;

  greg_table_lock (self);
  if (greg_table_is_open_locked (self, conflict) && self->masks != NULL)
    unmasked = g_hash_table_remove (self->masks, name);
  self->family->generation += unmasked;
  greg_table_unlock (self);
  return unmasked;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
greg_family_list_masks (GregTable *self)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  greg_table_lock (self);
  if (self->masks != NULL)
    {
      g_hash_table_iter_init (&iter, self->masks);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  greg_table_unlock (self);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
