/* greg-multi-change.c - GregMultiRegistry: its sources come, go and are registered in
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-weak-private.h"

#define PRIV(self) greg_multi_registry_get_private (self)

/* Held while the members of any multi-registry are exchanged, so that two exchanges at once cannot make a circle
 * that neither would. It comes before the lock of a multi-registry; nothing else is called while it is held. */
static GMutex structure_lock;

/* --- exchanging --- */

/* Who retired before nobody looked can be looked at by nobody: those who came later see what took its place. */
void
greg_multi_registry_free_retired (GregMultiRegistryPrivate *priv)
{
  g_autoptr (GPtrArray) retired = NULL;

  g_mutex_lock (&priv->lock);
  if (g_atomic_int_get (&priv->readers) == 0)
    {
      retired = priv->retired;
      g_atomic_pointer_set (&priv->retired, NULL);
    }
  g_mutex_unlock (&priv->lock);
}

/* Takes the old members. If somebody still looks at them, the last one of those frees them. */
static void
retire (GregMultiRegistry *self, GregMultiMembers *old)
{
  GregMultiRegistryPrivate *priv = PRIV (self);
  GPtrArray *retired;

  g_mutex_lock (&priv->lock);
  retired = priv->retired;
  if (retired == NULL)
    retired = g_ptr_array_new_with_free_func ((GDestroyNotify) greg_multi_members_unref);
  g_ptr_array_add (retired, old);
  g_atomic_pointer_set (&priv->retired, retired);
  g_mutex_unlock (&priv->lock);
  greg_multi_registry_free_retired (priv);
}

/* Takes the new members, and gives the old ones, which must be retired. */
static GregMultiMembers *
exchange_locked (GregMultiRegistry *self, GregMultiMembers *members, gboolean *default_left)
{
  GregMultiRegistryPrivate *priv = PRIV (self);
  GregMultiMembers *old;
  guint index;

  g_mutex_lock (&priv->lock);
  old = priv->members;
  g_atomic_pointer_set (&priv->members, members);
  priv->generation++;
  priv->seen = 0;
  *default_left = priv->default_source != NULL
                  && !greg_multi_members_index (members, GREG_SOURCE (priv->default_source), &index);
  if (*default_left)
    priv->default_source = NULL;
  g_mutex_unlock (&priv->lock);
  return old;
}

static void
changed_cb (GregSource *source, GregWeak *multi)
{
  g_autoptr (GregMultiRegistry) self = greg_weak_get (multi);

  if (self != NULL)
    greg_source_emit_changed (GREG_SOURCE (self));
}

static void
closure_end_cb (gpointer multi, GClosure *closure)
{
  greg_weak_unref (multi);
}

static void
member_connect (GregMultiMember *member, GregMultiRegistry *self)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (changed_cb), greg_weak_new (self), closure_end_cb);

  member->handler = g_signal_connect_closure (member->source, "changed", closure, FALSE);
}

static void
member_disconnect (GregMultiMember *member)
{
  g_signal_handler_disconnect (member->source, member->handler);
}

void
greg_multi_registry_close (GregMultiRegistry *self)
{
  GregMultiMembers *old = NULL;
  gboolean default_left;

  g_mutex_lock (&structure_lock);
  old = exchange_locked (self, greg_multi_members_new (), &default_left);
  g_mutex_unlock (&structure_lock);

  for (guint i = 0; i < old->n; i++)
    member_disconnect (old->items[i]);
  retire (self, old);
}

/* The change is visible already. Takes the old members. */
static void
announce (GregMultiRegistry *self, GregMultiMembers *old, gboolean default_left)
{
  g_object_ref (self);
  retire (self, old);
  if (default_left)
    greg_multi_registry_notify_default (self);
  greg_source_emit_changed (GREG_SOURCE (self));
  g_object_unref (self);
}

/* --- why not --- */

static gboolean
contains_locked (GregSource *source, GregSource *wanted)
{
  GregMultiMembers *members;

  if (source == wanted)
    return TRUE;
  if (!GREG_IS_MULTI_REGISTRY (source))
    return FALSE;
  members = PRIV (GREG_MULTI_REGISTRY (source))->members;
  for (guint i = 0; i < members->n; i++)
    if (contains_locked (members->items[i]->source, wanted))
      return TRUE;
  return FALSE;
}

static gboolean
check_locked (GregMultiRegistry *self, GregSource *source, const char *prefix, GError **error)
{
  GregMultiMembers *members = PRIV (self)->members;
  const char *label = greg_source_get_label (GREG_SOURCE (self));
  GregMultiMember *other;
  guint index;

  if (contains_locked (source, GREG_SOURCE (self)))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_CYCLE,
                   source == GREG_SOURCE (self) ? "%s cannot be a source of itself"
                                                : "%s is a source of %s already",
                   label, greg_source_get_label (source));
      return FALSE;
    }
  if (greg_multi_members_index (members, source, &index))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS, "%s is a source of %s already",
                   greg_source_get_label (source), label);
      return FALSE;
    }
  other = prefix != NULL ? greg_multi_members_get (members, prefix) : NULL;
  if (other == NULL)
    return TRUE;
  g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS, "“%s” is the prefix of %s in %s already",
               prefix, greg_source_get_label (other->source), label);
  return FALSE;
}

void
greg_multi_registry_refuse_stranger (GregMultiRegistry *self, GregSource *source, GError **error)
{
  g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "%s is not a source of %s",
               greg_source_get_label (source), greg_source_get_label (GREG_SOURCE (self)));
}

static gboolean
find_locked (GregMultiRegistry *self, GregSource *source, guint *index, GError **error)
{
  if (greg_multi_members_index (PRIV (self)->members, source, index))
    return TRUE;
  greg_multi_registry_refuse_stranger (self, source, error);
  return FALSE;
}

/* --- changing --- */

/**
 * greg_multi_registry_append:
 * @self: a multi-registry
 * @prefix: (nullable): by which it can be asked alone, or %NULL
 * @source: the source
 * @error: where to put an error
 *
 * Adds a source after all others.
 *
 * The prefix may contain the separator. It fails with [error@Greg.Error.INVALID_NAME] for a prefix
 * that is empty, not UTF-8 or has control characters, [error@Greg.Error.EXISTS] when another source
 * has the prefix or the source is there already, and [error@Greg.Error.CYCLE] when the source is the
 * multi-registry itself or contains it.
 *
 * Returns: %TRUE when it was added
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_append (GregMultiRegistry *self,
                            const char *prefix,
                            GregSource *source,
                            GError **error)
{
  return greg_multi_registry_insert (self, G_MAXUINT, prefix, source, error);
}

/**
 * greg_multi_registry_insert:
 * @self: a multi-registry
 * @position: the position among the sources; the end if there are fewer
 * @prefix: (nullable): by which it can be asked alone, or %NULL
 * @source: the source
 * @error: where to put an error
 *
 * Adds a source at a position.
 *
 * For the errors see [method@Greg.MultiRegistry.append].
 *
 * Returns: %TRUE when it was added
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_insert (GregMultiRegistry *self,
                            guint position,
                            const char *prefix,
                            GregSource *source,
                            GError **error)
{
  g_autoptr (GregMultiMember) member = NULL;
  GregMultiMembers *old = NULL;
  gboolean fits, default_left;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);
  g_return_val_if_fail (GREG_IS_SOURCE (source), FALSE);

  if (prefix != NULL && !greg_name_check ("prefix", prefix, error))
    return FALSE;
  member = greg_multi_member_new (source, prefix, PRIV (self)->separator,
                                  greg_source_get_base_type (GREG_SOURCE (self)));
  member_connect (member, self); /* before it is visible, so that no change is missed */
  g_mutex_lock (&structure_lock);
  fits = check_locked (self, source, prefix, error);
  if (fits)
    old = exchange_locked (self, greg_multi_members_with (PRIV (self)->members, position, member),
                           &default_left);
  g_mutex_unlock (&structure_lock);

  if (fits)
    announce (self, old, default_left);
  else
    member_disconnect (member);
  return fits;
}

/**
 * greg_multi_registry_remove:
 * @self: a multi-registry
 * @source: one of its sources
 * @error: where to put an error
 *
 * Takes a source out.
 *
 * If it is the default source, there is none afterwards. It fails with
 * [error@Greg.Error.NOT_FOUND] when it is not there.
 *
 * Returns: %TRUE when it was taken out
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_remove (GregMultiRegistry *self, GregSource *source, GError **error)
{
  GregMultiMembers *old = NULL;
  gboolean found, default_left;
  guint index;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);
  g_return_val_if_fail (GREG_IS_SOURCE (source), FALSE);

  g_mutex_lock (&structure_lock);
  found = find_locked (self, source, &index, error);
  if (found)
    old = exchange_locked (self, greg_multi_members_without (PRIV (self)->members, index),
                           &default_left);
  g_mutex_unlock (&structure_lock);

  if (!found)
    return FALSE;
  member_disconnect (old->items[index]);
  announce (self, old, default_left);
  return TRUE;
}

/**
 * greg_multi_registry_move:
 * @self: a multi-registry
 * @source: one of its sources
 * @position: its new position; the end if there are fewer
 * @error: where to put an error
 *
 * Puts a source at another position.
 *
 * It fails with [error@Greg.Error.NOT_FOUND] when it is not there. If it stands there already,
 * nothing happens.
 *
 * Returns: %TRUE when it stands there
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_move (GregMultiRegistry *self,
                          GregSource *source,
                          guint position,
                          GError **error)
{
  GregMultiMembers *old = NULL;
  gboolean found, default_left = FALSE;
  guint index;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);
  g_return_val_if_fail (GREG_IS_SOURCE (source), FALSE);

  g_mutex_lock (&structure_lock);
  found = find_locked (self, source, &index, error);
  if (found && index != MIN (position, PRIV (self)->members->n - 1))
    old = exchange_locked (
        self, greg_multi_members_moved (PRIV (self)->members, index, position), &default_left);
  g_mutex_unlock (&structure_lock);

  if (old != NULL)
    announce (self, old, default_left);
  return found;
}

/* --- looking at them --- */

/**
 * greg_multi_registry_get_n_sources:
 * @self: a multi-registry
 *
 * Counts the sources.
 *
 * Returns: how many there are
 *
 * Since: 1.0
 */
guint
greg_multi_registry_get_n_sources (GregMultiRegistry *self)
{
  g_auto (GregMultiView) view = { 0 };

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), 0);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  return view.members->n;
}

/**
 * greg_multi_registry_list_sources:
 * @self: a multi-registry
 *
 * Lists the sources in their order.
 *
 * Returns: (transfer container) (element-type GregSource): the sources
 *
 * Since: 1.0
 */
GPtrArray *
greg_multi_registry_list_sources (GregMultiRegistry *self)
{
  g_auto (GregMultiView) view = { 0 };
  GPtrArray *sources;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  sources = g_ptr_array_new_full (view.members->n, g_object_unref);
  for (guint i = 0; i < view.members->n; i++)
    g_ptr_array_add (sources, g_object_ref (view.members->items[i]->source));
  return sources;
}

/**
 * greg_multi_registry_dup_prefixes:
 * @self: a multi-registry
 *
 * Lists the prefixes in the order of their sources.
 *
 * Sources without a prefix are left out.
 *
 * Returns: (transfer full) (array zero-terminated=1): the prefixes
 *
 * Since: 1.0
 */
char **
greg_multi_registry_dup_prefixes (GregMultiRegistry *self)
{
  g_auto (GregMultiView) view = { 0 };
  char **prefixes;
  guint n = 0;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  prefixes = g_new0 (char *, (gsize) view.members->n + 1);
  for (guint i = 0; i < view.members->n; i++)
    if (view.members->items[i]->prefix != NULL)
      prefixes[n++] = g_strdup (view.members->items[i]->prefix);
  return prefixes;
}

/**
 * greg_multi_registry_dup_source:
 * @self: a multi-registry
 * @prefix: a prefix, without the separator
 *
 * Gets the source that has a prefix.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL when none has that prefix
 *
 * Since: 1.0
 */
GregSource *
greg_multi_registry_dup_source (GregMultiRegistry *self, const char *prefix)
{
  g_auto (GregMultiView) view = { 0 };
  GregMultiMember *member;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  member = greg_multi_members_get (view.members, prefix);
  return member != NULL ? g_object_ref (member->source) : NULL;
}

/**
 * greg_multi_registry_dup_prefix:
 * @self: a multi-registry
 * @source: one of its sources
 *
 * Gets the prefix of a source.
 *
 * Returns: (transfer full) (nullable): the prefix, or %NULL when the source has none, or is not there
 *
 * Since: 1.0
 */
char *
greg_multi_registry_dup_prefix (GregMultiRegistry *self, GregSource *source)
{
  g_auto (GregMultiView) view = { 0 };
  guint index;

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);
  g_return_val_if_fail (GREG_IS_SOURCE (source), NULL);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  if (!greg_multi_members_index (view.members, source, &index))
    return NULL;
  return g_strdup (view.members->items[index]->prefix);
}
