/* greg-multi-members.c - the members of a multi-registry, in order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-members-private.h"

#include "greg-multi-defer-private.h"
#include "greg-store-private.h"

/* --- one member --- */

/* What the source has was compared with its own base type, which need not be done twice. */
static GType
base_type_to_ask (GregSource *source, GType base_type)
{
  if (base_type == G_TYPE_INVALID || base_type == greg_source_get_base_type (source))
    return G_TYPE_NONE;
  return base_type;
}

GregMultiMember *
greg_multi_member_new (GregSource *source,
                       const char *prefix,
                       const char *separator,
                       GType base_type)
{
  GregMultiMember *self = g_new0 (GregMultiMember, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->source = g_object_ref (source);
  self->quick = greg_source_get_trusted_peek (source);
  self->is_complete = self->quick != NULL && greg_source_peeks_no_more (source);
  self->base_type = base_type_to_ask (source, base_type);
  if (prefix != NULL)
    {
      self->prefix = g_strdup (prefix);
      self->head = g_strconcat (prefix, separator, NULL);
      self->head_length = strlen (self->head);
    }
  return self;
}

GregMultiMember *
greg_multi_member_ref (GregMultiMember *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_multi_member_unref (GregMultiMember *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->source);
  g_free (self->prefix);
  g_free (self->head);
  g_free (self);
}

char *
greg_multi_member_spell (GregMultiMember *self, const char *name)
{
  return g_strconcat (self->head != NULL ? self->head : "", name, NULL);
}

gboolean
greg_multi_member_is_open (GregMultiMember *self, const char *name)
{
  return greg_source_has_membership (self->source)
         && greg_source_membership (self->source, name) == GREG_MEMBERSHIP_MAYBE;
}

GregFactory *
greg_multi_member_look (GregMultiMember *self, const char *name)
{
  GregFactory *factory = self->is_complete ? self->quick (self->source, name, greg_store_hash (name))
                                           : greg_source_peek (self->source, name);

  if (factory != NULL)
    greg_multi_note_giver (factory, self->source);
  return factory;
}

static GregFactory *
accept_or_drop (GregMultiMember *self, GregFactory *factory)
{
  if (factory == NULL || greg_multi_member_accepts (self, factory))
    return factory;
  g_object_unref (factory);
  return NULL;
}

GregFactory *
greg_multi_member_peek (GregMultiMember *self, const char *name)
{
  return accept_or_drop (self, greg_multi_member_look (self, name));
}

GregFactory *
greg_multi_member_find (GregMultiMember *self, const char *name, GError **error)
{
  GregFactory *factory = greg_source_find (self->source, name, error);

  if (factory != NULL)
    greg_multi_note_giver (factory, self->source);
  return accept_or_drop (self, factory);
}

void
greg_multi_member_find_all (GregMultiMember *self, const char *name, GPtrArray *all)
{
  g_autoptr (GPtrArray) stack = greg_source_lookup_all (self->source, name);

  for (guint i = 0; i < stack->len; i++)
    if (greg_multi_member_accepts (self, stack->pdata[i]))
      g_ptr_array_add (all, g_object_ref (stack->pdata[i]));
}

/* --- all members --- */

/* Some items are still to be filled in. */
static GregMultiMembers *
make_members (guint n)
{
  GregMultiMembers *self
      = g_malloc0 (sizeof (GregMultiMembers) + n * sizeof (GregMultiMember *));

  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  return self;
}

GregMultiMembers *
greg_multi_members_new (void)
{
  return make_members (0);
}

GregMultiMembers *
greg_multi_members_ref (GregMultiMembers *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_multi_members_unref (GregMultiMembers *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n; i++)
    greg_multi_member_unref (self->items[i]);
  g_free (self);
}

static void
copy_items (GregMultiMembers *to, guint at, GregMultiMembers *from, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    to->items[at++] = greg_multi_member_ref (from->items[i]);
}

GregMultiMembers *
greg_multi_members_with (GregMultiMembers *self, guint position, GregMultiMember *member)
{
  GregMultiMembers *copy = make_members (self->n + 1);

  position = MIN (position, self->n);
  copy_items (copy, 0, self, 0, position);
  copy->items[position] = greg_multi_member_ref (member);
  copy_items (copy, position + 1, self, position, self->n);
  return copy;
}

GregMultiMembers *
greg_multi_members_without (GregMultiMembers *self, guint index)
{
  GregMultiMembers *copy = make_members (self->n - 1);

  copy_items (copy, 0, self, 0, index);
  copy_items (copy, index, self, index + 1, self->n);
  return copy;
}

GregMultiMembers *
greg_multi_members_moved (GregMultiMembers *self, guint index, guint position)
{
  g_autoptr (GregMultiMembers) rest = greg_multi_members_without (self, index);

  return greg_multi_members_with (rest, position, self->items[index]);
}

gboolean
greg_multi_members_index (GregMultiMembers *self, GregSource *source, guint *index)
{
  for (guint i = 0; i < self->n; i++)
    if (self->items[i]->source == source)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

GregMultiMember *
greg_multi_members_get (GregMultiMembers *self, const char *prefix)
{
  for (guint i = 0; i < self->n; i++)
    if (g_strcmp0 (self->items[i]->prefix, prefix) == 0)
      return self->items[i];
  return NULL;
}

GregMultiMember *
greg_multi_members_match (GregMultiMembers *self, const char *text, const char **rest)
{
  GregMultiMember *best = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      GregMultiMember *member = self->items[i];

      if (member->head != NULL && (best == NULL || member->head_length > best->head_length)
          && text[0] == member->head[0] && strncmp (text, member->head, member->head_length) == 0)
        best = member;
    }
  if (best != NULL)
    *rest = text + best->head_length;
  return best;
}
