/* greg-registry-explain-private.h - why a name is found in a tree of registries, or is not
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source-hooks-private.h"

G_BEGIN_DECLS

/* The hooks of a registry; see GregSourceHooks. */
gboolean greg_registry_diagnose (GregSource *source, const char *name, GregProblem *problem);
char **greg_registry_suggest_scopes (GregSource *source, const char *scope);
char *greg_registry_advise (GregSource *source, const char *name);
void greg_registry_offer (GregSource *source, const char *name, GregSuggest *suggest);
void greg_registry_explain_name (GregSource *source, const char *name, GregExplanation *explanation);

G_END_DECLS
