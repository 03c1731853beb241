/* greg.h - everything that is public
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-batch.h"
#include "greg-builder.h"
#include "greg-class-registry.h"
#include "greg-config.h"
#include "greg-context.h"
#include "greg-diagnostic.h"
#include "greg-enum-types.h"
#include "greg-error.h"
#include "greg-extension-point-source.h"
#include "greg-external-source.h"
#include "greg-factory-list.h"
#include "greg-factory.h"
#include "greg-multi-registry.h"
#include "greg-query.h"
#include "greg-registry.h"
#include "greg-report.h"
#include "greg-source.h"
#include "greg-subtype-source.h"
#include "greg-types.h"
#include "greg-version.h"
