/* greg-external-source.h - GregExternalSource: a source from functions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source.h"

G_BEGIN_DECLS

#define GREG_TYPE_EXTERNAL_SOURCE (greg_external_source_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (GregExternalSource,
                          greg_external_source,
                          GREG,
                          EXTERNAL_SOURCE,
                          GregSource)

/**
 * GregExternalSourceClass:
 * @parent_class: the parent class
 *
 * The class of [class@Greg.ExternalSource].
 *
 * Since: 1.0
 */
struct _GregExternalSourceClass
{
  GregSourceClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

/**
 * GregExternalFindFunc:
 * @source: the source that was asked
 * @name: the name that was asked for
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Finds a factory.
 *
 * %NULL without an error means that there is none of that name.
 *
 * Returns: (transfer full) (nullable): the factory
 *
 * Since: 1.0
 */
typedef GregFactory *(*GregExternalFindFunc) (GregExternalSource *source,
                                              const char *name,
                                              gpointer user_data,
                                              GError **error);

/**
 * GregExternalListFunc:
 * @source: the source that was asked
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Lists each name once.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the names; %NULL for none
 *
 * Since: 1.0
 */
typedef char **(*GregExternalListFunc) (GregExternalSource *source,
                                        gpointer user_data,
                                        GError **error);

/**
 * GregExternalMembershipFunc:
 * @source: the source that was asked
 * @name: the name that was asked for
 * @user_data: (closure): what was given with the function
 * @error: where to put an error
 *
 * Tells whether there is a factory of a name, without making it.
 *
 * With an error the answer is “maybe”, whatever is returned.
 *
 * Returns: whether there is one
 *
 * Since: 1.0
 */
typedef GregMembership (*GregExternalMembershipFunc) (GregExternalSource *source,
                                                      const char *name,
                                                      gpointer user_data,
                                                      GError **error);

GREG_AVAILABLE_IN_ALL
GregExternalSource *greg_external_source_new (const char *name, GType base_type);

GREG_AVAILABLE_IN_ALL
gboolean greg_external_source_get_any_thread (GregExternalSource *self);
GREG_AVAILABLE_IN_ALL
void greg_external_source_set_any_thread (GregExternalSource *self, gboolean any_thread);
GREG_AVAILABLE_IN_ALL
gboolean greg_external_source_get_cached (GregExternalSource *self);
GREG_AVAILABLE_IN_ALL
void greg_external_source_set_cached (GregExternalSource *self, gboolean cached);

GREG_AVAILABLE_IN_ALL
void greg_external_source_set_find_func (GregExternalSource *self,
                                         GregExternalFindFunc func,
                                         gpointer user_data,
                                         GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
void greg_external_source_set_list_func (GregExternalSource *self,
                                         GregExternalListFunc func,
                                         gpointer user_data,
                                         GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
void greg_external_source_set_membership_func (GregExternalSource *self,
                                               GregExternalMembershipFunc func,
                                               gpointer user_data,
                                               GDestroyNotify destroy);
GREG_AVAILABLE_IN_ALL
void greg_external_source_invalidate (GregExternalSource *self);

G_END_DECLS
