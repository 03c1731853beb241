/* greg-types.h - forward declarations of the types, for headers that only name them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "greg-version.h"

G_BEGIN_DECLS

typedef struct _GregBatch GregBatch;
typedef struct _GregBuilder GregBuilder;
typedef struct _GregConfig GregConfig;
typedef struct _GregContext GregContext;
typedef struct _GregDiagnostic GregDiagnostic;
typedef struct _GregExtensionPointSource GregExtensionPointSource;
typedef struct _GregExternalSource GregExternalSource;
typedef struct _GregFactory GregFactory;
typedef struct _GregFactoryList GregFactoryList;
typedef struct _GregMultiRegistry GregMultiRegistry;
typedef struct _GregQuery GregQuery;
typedef struct _GregRegistry GregRegistry;
typedef struct _GregReport GregReport;
typedef struct _GregSource GregSource;
typedef struct _GregSubtypeSource GregSubtypeSource;

G_END_DECLS
