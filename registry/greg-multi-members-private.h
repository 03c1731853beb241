/* greg-multi-members-private.h - the members of a multi-registry, in order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source-private.h"

G_BEGIN_DECLS

/* A source in one multi-registry. It never changes, but for the handler. */
typedef struct
{
  gatomicrefcount ref_count;
  GregSource *source;
  char *prefix;         /* NULL: none */
  char *head;           /* the prefix and the separator; NULL: none */
  gsize head_length;
  GregSourcePeek quick; /* what is sure to call no foreign code; NULL: there is no such thing */
  gboolean is_complete; /* what quick() does not give, peek() does not give either */
  GType base_type;      /* of what is accepted from it; G_TYPE_NONE when that need not be asked */
  gulong handler;       /* of “changed”; for those who change the multi-registry */
} GregMultiMember;

/* All members. It is never changed, only exchanged, so that those who go through it need no lock. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  GregMultiMember *items[];
} GregMultiMembers;

/* `base_type` is what every factory of the multi-registry must fit. */
GregMultiMember *greg_multi_member_new (GregSource *source,
                                        const char *prefix,
                                        const char *separator,
                                        GType base_type);
GregMultiMember *greg_multi_member_ref (GregMultiMember *self);
void greg_multi_member_unref (GregMultiMember *self);

/* What the multi-registry lists for a name that the source lists. */
char *greg_multi_member_spell (GregMultiMember *self, const char *name);

/* Whether only finding can tell if there is such a factory. */
gboolean greg_multi_member_is_open (GregMultiMember *self, const char *name);

static inline gboolean
greg_multi_member_accepts (GregMultiMember *self, GregFactory *factory)
{
  return self->base_type == G_TYPE_NONE || greg_factory_suits (factory, self->base_type);
}

/* What the source has of that name. The first loads nothing, and gives what is not accepted too. */
GregFactory *greg_multi_member_look (GregMultiMember *self, const char *name);
GregFactory *greg_multi_member_peek (GregMultiMember *self, const char *name);
GregFactory *greg_multi_member_find (GregMultiMember *self, const char *name, GError **error);
/* Adds all that is accepted. */
void greg_multi_member_find_all (GregMultiMember *self, const char *name, GPtrArray *all);

/* Copies with one more, with one less, and with one elsewhere; a position beyond the end is the end. */
GregMultiMembers *greg_multi_members_new (void);
GregMultiMembers *greg_multi_members_with (GregMultiMembers *self,
                                           guint position,
                                           GregMultiMember *member);
GregMultiMembers *greg_multi_members_without (GregMultiMembers *self, guint index);
GregMultiMembers *greg_multi_members_moved (GregMultiMembers *self, guint index, guint position);
GregMultiMembers *greg_multi_members_ref (GregMultiMembers *self);
void greg_multi_members_unref (GregMultiMembers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregMultiMember, greg_multi_member_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregMultiMembers, greg_multi_members_unref)

/* FALSE: it is not there. */
gboolean greg_multi_members_index (GregMultiMembers *self, GregSource *source, guint *index);
/* The member of that prefix, borrowed; NULL: none. */
GregMultiMember *greg_multi_members_get (GregMultiMembers *self, const char *prefix);
/* The member with the longest prefix that the text begins with, borrowed, and the rest of the text; NULL: none. */
GregMultiMember *
greg_multi_members_match (GregMultiMembers *self, const char *text, const char **rest);

G_END_DECLS
