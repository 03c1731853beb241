/* greg-factory-list.h - GregFactoryList: a live list of what a query finds in a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

#define GREG_TYPE_FACTORY_LIST (greg_factory_list_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregFactoryList, greg_factory_list, GREG, FACTORY_LIST, GObject)

GREG_AVAILABLE_IN_ALL
GregFactoryList *greg_factory_list_new (GregSource *source, GregQuery *query);
GREG_AVAILABLE_IN_ALL
GregSource *greg_factory_list_dup_source (GregFactoryList *self);
GREG_AVAILABLE_IN_ALL
GregQuery *greg_factory_list_dup_query (GregFactoryList *self);

G_END_DECLS
