/* greg-multi-explain-private.h - telling what a look-up in a multi-registry does
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-source-hooks-private.h"

G_BEGIN_DECLS

/* See GregSourceHooks. */
void
greg_multi_registry_explain (GregSource *source, const char *name, GregExplanation *explanation);
char *greg_multi_registry_advise (GregSource *source, const char *name);
void greg_multi_registry_offer (GregSource *source, const char *name, GregSuggest *suggest);
void greg_multi_registry_outline (GregSource *source, GregOutline *outline);

G_END_DECLS
