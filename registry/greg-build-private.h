/* greg-build-private.h - the one path of all builds: resolve, merge, validate, create, check
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-plan-private.h"

G_BEGIN_DECLS

/* Whom to ask, and what to put under the root's arguments. */
typedef struct
{
  GregSource *const *sources;
  guint n_sources;
  GregConfig *defaults; /* may be NULL */
  GArray *live;         /* of GValue; may be NULL */
} GregBuildSetup;

/* `report` may be NULL. With a `name`, the node is the object of its arguments, and `tree` may be NULL; without, the
 * node says itself what to build. NULL always with an error. */
GObject *greg_build_object (const GregBuildSetup *setup,
                            const char *name,
                            const GregTree *tree,
                            guint32 index,
                            GregReport *report,
                            GError **error);

/* The product of any type, held by the context of the call. */
GregContext *greg_build_any (const GregBuildSetup *setup,
                             GregConfig *config,
                             GregReport *report,
                             GError **error);

/* One product for each element of an array, or one for anything else. */
GPtrArray *greg_build_list (const GregBuildSetup *setup,
                            GregConfig *config,
                            GregReport *report,
                            GError **error);

/* Finds and validates only. */
void greg_build_validate (const GregBuildSetup *setup, GregConfig *config, GregReport *report);

/* Takes the task, whose result becomes the object, or with `wants_list` the GPtrArray of objects. */
void greg_build_async (GTask *task,
                       const GregBuildSetup *setup,
                       const char *name,
                       const GregTree *tree,
                       guint32 index,
                       gboolean wants_list,
                       GregReport *report);

/* The items of a list; `roots` gets the last one of each element. */
gboolean
greg_build_plan_list (GregPlan *plan, const GregTree *tree, guint32 index, GArray *roots);

/* From names and values, which are validated too. */
GObject *greg_build_values (GregSource *source,
                            const char *name,
                            guint n,
                            const char *const names[],
                            const GValue values[],
                            GError **error);
GObject *greg_build_valist (GregSource *source,
                            const char *name,
                            const char *first_property,
                            va_list var_args,
                            GError **error);

G_END_DECLS
