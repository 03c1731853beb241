/* greg-schema-private.h - GregSchema: what a factory takes, worked out once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-convert-private.h"

G_BEGIN_DECLS

typedef struct _GregSchema GregSchema;

struct _GregSchema
{
  guint n_params;
  GregParam *params; /* as declared; for a class, as g_object_class_list_properties() has them */
  guint n_required;
  gboolean needs_init; /* of a class: it implements GInitable or GAsyncInitable */
  /* private: an open-addressing table of the names */
  struct GregSchemaSlot *slots;
  guint32 mask;      /* number of slots - 1; a power of two, at least twice n_params */
  guint32 allocated; /* of params */
  gboolean is_class;
};

/* For a class: takes what its properties say now. The class must stay referenced as long as the
 * schema. */
GregSchema *greg_schema_new_for_class (GObjectClass *klass);

/* For declared parameters. Adding moves `params`: all of it comes before the schema is shared. A
 * declared parameter is always writable. Errors of adding: INVALID_NAME, and EXISTS for a name that
 * is already there. */
GregSchema *greg_schema_new (void);
GregSchema *greg_schema_copy (const GregSchema *schema);
gboolean greg_schema_add (GregSchema *schema,
                          const char *name,
                          GParamSpec *pspec,
                          gboolean required,
                          GError **error);
/* The same parameters in the same order: names, types, ranges, defaults. */
gboolean greg_schema_equal (const GregSchema *a, const GregSchema *b);
void greg_schema_free (GregSchema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregSchema, greg_schema_free)

/* '_' and '-' are the same. NULL when there is none. Safe from any thread. */
const GregParam *greg_schema_find (const GregSchema *schema, const char *name);

/* Fills UNKNOWN_PROPERTY with what is near; `owner` is "GZlibCompressor" or the factory's name. */
void greg_schema_problem_unknown (const GregSchema *schema,
                                  const char *owner,
                                  const char *name,
                                  GregProblem *problem);

/* Whether a key that begins with “$” is one that arguments can have; FALSE with UNKNOWN_PROPERTY. */
gboolean greg_schema_check_reserved (const char *key, GregProblem *problem);

/* A GParamSpec for greg_factory_declare(): any value type that a config can be converted to.
 * `default_json` is checked; where a GParamSpec cannot hold it, greg_param_get_default() tells it.
 * Returns a reference that is not floating. Errors: INVALID_NAME, INVALID_TYPE, INVALID_VALUE,
 * INVALID_CONFIG. */
GParamSpec *greg_schema_make_pspec (const char *name,
                                    GType type,
                                    const char *default_json,
                                    const char *blurb,
                                    GError **error);

G_END_DECLS
