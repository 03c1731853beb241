/* greg-multi-registry-private.h - the inside of a multi-registry, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-multi-members-private.h"
#include "greg-multi-registry.h"

G_BEGIN_DECLS

typedef struct
{
  char *separator;    /* never changes */
  gboolean is_concat; /* set by who makes it */
  int strict;         /* atomic */

  /* The two after the lock are atomic as well: readers look at them without it. */
  int readers; /* atomic: how many look at the members without a reference */
  GMutex lock; /* guards all below; nothing is called while it is held */
  GregMultiMembers *members; /* exchanged only by who also holds the lock of greg-multi-change.c */
  GPtrArray *retired; /* of GregMultiMembers at which a reader may still look; NULL: none */
  GregRegistry *default_source; /* a member, or NULL */
  guint64 generation;
  guint64 seen; /* the sum of the members' generations that is in `generation` already */
} GregMultiRegistryPrivate;

GregMultiRegistryPrivate *greg_multi_registry_get_private (GregMultiRegistry *self);

/* A quicker way than a view, for those who are not long and call no foreign code. */
static inline GregMultiMembers *
greg_multi_registry_begin_read (GregMultiRegistryPrivate *priv)
{
  g_atomic_int_inc (&priv->readers);
  return (GregMultiMembers *) g_atomic_pointer_get (&priv->members);
}

void greg_multi_registry_free_retired (GregMultiRegistryPrivate *priv);

static inline void
greg_multi_registry_end_read (GregMultiRegistryPrivate *priv)
{
  if (g_atomic_int_dec_and_test (&priv->readers)
      && G_UNLIKELY (g_atomic_pointer_get (&priv->retired) != NULL))
    greg_multi_registry_free_retired (priv);
}

/* What a call needs of a multi-registry, which may be changed or dropped while members are asked. */
typedef struct
{
  GregMultiMembers *members;
  gboolean strict;
} GregMultiView;

GregMultiView greg_multi_registry_view (GregSource *source);
void greg_multi_view_clear (GregMultiView *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregMultiView, greg_multi_view_clear)


/* In greg-multi-change.c: takes all members out, without a signal. */
void greg_multi_registry_close (GregMultiRegistry *self);
/* NOT_FOUND for a source that is not there. */
void
greg_multi_registry_refuse_stranger (GregMultiRegistry *self, GregSource *source, GError **error);
/* In greg-multi-registry.c. */
void greg_multi_registry_notify_default (GregMultiRegistry *self);

/* In greg-multi-find.c: the virtual functions, and the quick half of peek(). */
GregFactory *greg_multi_registry_find (GregSource *source, const char *name, GError **error);
GPtrArray *greg_multi_registry_find_all (GregSource *source, const char *name);
GregMembership greg_multi_registry_membership (GregSource *source, const char *name);
GregFactory *greg_multi_registry_peek (GregSource *source, const char *name);
GregFactory *
greg_multi_registry_peek_quickly (GregSource *source, const char *name, guint32 hash);

/* What is found without loading; `*member`, borrowed from the view, gets where, and may be NULL. */
GregFactory *greg_multi_view_peek (const GregMultiView *self,
                                   const char *name,
                                   GregMultiMember **member);
/* All factories of a name. */
GPtrArray *greg_multi_view_find_all (const GregMultiView *self, const char *name);

/* In greg-multi-list.c */
char **greg_multi_registry_names (GregSource *source);
GPtrArray *greg_multi_registry_factories (GregSource *source);
guint greg_multi_registry_count (GregSource *source);
GPtrArray *greg_multi_registry_select (GregSource *source, GregQuery *query);
char **greg_multi_registry_select_names (GregSource *source, GregQuery *query);

G_END_DECLS
