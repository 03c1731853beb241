/* greg-factory-private.h - what registries and builds know of a factory
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory.h"
#include "greg-home-private.h"
#include "greg-schema-private.h"

G_BEGIN_DECLS

/* Checks the name, the type against `base_type` (G_TYPE_NONE: anything) and the defaults against the
 * parameters, then seals. A sealed factory is only checked against the base type. Loads a class only when
 * there are defaults to check. Calls no code but class initialisers; take no lock around it.
 * Errors: INVALID_NAME, INVALID_TYPE, and those of the defaults. */
gboolean greg_factory_seal (GregFactory *self, GType base_type, GError **error);

/* Whether what it makes may be a `base_type` (G_TYPE_NONE: anything), as far as it is known before something is made.
 * Calls no foreign code. */
gboolean greg_factory_suits (GregFactory *self, GType base_type);

/* Alike in everything but origin. A derived factory is identical only to itself. */
gboolean greg_factory_is_identical (GregFactory *self, GregFactory *other);

/* Both come from the same file, line and qualified name, or, if `redefine`, from the same module and
 * qualified name. Factories without an origin never do. */
gboolean
greg_factory_is_same_definition (GregFactory *self, GregFactory *other, gboolean redefine);

/* 0 unless instances of a type are what it makes, by g_object_new() and nothing else. */
GType greg_factory_get_instantiated_type (GregFactory *self);

/* Where code must run that is bound to the thread which registered it; NULL when it may run anywhere. Only for a
 * sealed factory. */
const GregHome *greg_factory_get_home (GregFactory *self);

/* What it takes; worked out at the first call. NULL when a function declares nothing and takes anything. */
const GregSchema *greg_factory_get_schema (GregFactory *self);

G_END_DECLS
