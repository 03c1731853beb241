/* greg-multi-registry.h - GregMultiRegistry: several sources seen as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"

G_BEGIN_DECLS

#define GREG_TYPE_MULTI_REGISTRY (greg_multi_registry_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_DERIVABLE_TYPE (GregMultiRegistry, greg_multi_registry, GREG, MULTI_REGISTRY, GregSource)

/**
 * GregMultiRegistryClass:
 * @parent_class: the parent class
 *
 * The class of [class@Greg.MultiRegistry].
 *
 * Since: 1.0
 */
struct _GregMultiRegistryClass
{
  GregSourceClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

GREG_AVAILABLE_IN_ALL
GregMultiRegistry *greg_multi_registry_new (const char *name, GType base_type);
GREG_AVAILABLE_IN_ALL
GregMultiRegistry *greg_multi_registry_concat (GregSource *left, GregSource *right);

GREG_AVAILABLE_IN_ALL
const char *greg_multi_registry_get_separator (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_multi_registry_get_strict (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
void greg_multi_registry_set_strict (GregMultiRegistry *self, gboolean strict);

GREG_AVAILABLE_IN_ALL
gboolean greg_multi_registry_append (GregMultiRegistry *self,
                                     const char *prefix,
                                     GregSource *source,
                                     GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_multi_registry_insert (GregMultiRegistry *self,
                                     guint position,
                                     const char *prefix,
                                     GregSource *source,
                                     GError **error);
GREG_AVAILABLE_IN_ALL
gboolean
greg_multi_registry_remove (GregMultiRegistry *self, GregSource *source, GError **error);
GREG_AVAILABLE_IN_ALL
gboolean greg_multi_registry_move (GregMultiRegistry *self,
                                   GregSource *source,
                                   guint position,
                                   GError **error);

GREG_AVAILABLE_IN_ALL
guint greg_multi_registry_get_n_sources (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
GPtrArray *greg_multi_registry_list_sources (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
char **greg_multi_registry_dup_prefixes (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
GregSource *greg_multi_registry_dup_source (GregMultiRegistry *self, const char *prefix);
GREG_AVAILABLE_IN_ALL
char *greg_multi_registry_dup_prefix (GregMultiRegistry *self, GregSource *source);
GREG_AVAILABLE_IN_ALL
GregSource *greg_multi_registry_find_source (GregMultiRegistry *self, const char *name);

GREG_AVAILABLE_IN_ALL
GregRegistry *greg_multi_registry_dup_default_source (GregMultiRegistry *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_multi_registry_set_default_source (GregMultiRegistry *self,
                                                 GregRegistry *source,
                                                 GError **error);
GREG_AVAILABLE_IN_ALL
gboolean
greg_multi_registry_add (GregMultiRegistry *self, GregFactory *factory, GError **error);
GREG_AVAILABLE_IN_ALL
GregFactory *greg_multi_registry_add_full (GregMultiRegistry *self,
                                           GregFactory *factory,
                                           GregDuplicates duplicates,
                                           GError **error);
GREG_AVAILABLE_IN_ALL
gboolean
greg_multi_registry_unregister (GregMultiRegistry *self, const char *name, GError **error);

G_END_DECLS
