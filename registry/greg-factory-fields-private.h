/* greg-factory-fields-private.h - the inside of a factory, for the files that implement it
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory-private.h"
#include "greg-metadata-private.h"
#include "greg-name-private.h"

G_BEGIN_DECLS

/* How products are made. */
typedef enum
{
  GREG_MAKES_NOTHING,   /* a base factory that was given neither type nor code; a derived one overrides create */
  GREG_MAKES_INSTANCE,  /* instances of product_type */
  GREG_CALLS_FUNC,      /* maker.call */
  GREG_CALLS_CLOSURE,   /* maker.closure */
  GREG_CALLS_FACTORY    /* maker.factory: a copy of a derived factory asks the original */
} GregMaker;

/* A function and its data, shared by a factory and its copies. */
typedef struct
{
  gatomicrefcount ref_count;
  GregFactoryFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} GregCall;

/* What most factories do not have; allocated when the first of it is set. */
typedef struct
{
  char **aliases;
  GregMetadata metadata;
  GregConfig *defaults;
  char *summary;
  gboolean deprecated;
  char *deprecation_note;
  char *replacement;
  char *module;
  char *qualified_name;
  char *file;
  guint line;
  GregHome home; /* set by sealing, or by copying; empty when it may run anywhere */
} GregFactoryDetails;

/* Everything but `schema` and `sealed` is written only before the factory is sealed, by the one thread that has
 * it then; sealed factories are read from any thread without a lock. */
typedef struct
{
  char *name;
  GType product_type;
  union
  {
    GregCall *call;
    GClosure *closure;
    GregFactory *factory;
  } maker;
  GregSchema *schema; /* atomic: set once, by whoever works it out first */
  GregFactoryDetails *details;
  int priority;
  guint8 maker_kind; /* GregMaker */
  guint8 flags;      /* GregFactoryFlags */
  gboolean sealed;   /* atomic */
} GregFactoryPrivate;

GregFactoryPrivate *greg_factory_get_private (GregFactory *self);

/* The details, or empty ones. */
const GregFactoryDetails *greg_factory_peek_details (GregFactory *self);

/* The details, made when they are not there; only for a mutable factory. */
GregFactoryDetails *greg_factory_ensure_details (GregFactory *self);

void greg_factory_notify_sealed (GregFactory *self);

/* READ_ONLY for a sealed factory. */
gboolean greg_factory_check_mutable (GregFactory *self, GError **error);

G_END_DECLS
