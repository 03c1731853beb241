/* greg-diagnostic.h - GregDiagnostic: one thing that is wrong, and where
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/**
 * GregSeverity:
 * @GREG_SEVERITY_ERROR: nothing can be built
 * @GREG_SEVERITY_WARNING: it can be built, but somebody should look at it
 *
 * How bad a [class@Greg.Diagnostic] is.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_SEVERITY_ERROR,
  GREG_SEVERITY_WARNING
} GregSeverity;

#define GREG_TYPE_DIAGNOSTIC (greg_diagnostic_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregDiagnostic, greg_diagnostic, GREG, DIAGNOSTIC, GObject)

GREG_AVAILABLE_IN_ALL
GregSeverity greg_diagnostic_get_severity (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_domain (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
int greg_diagnostic_get_code (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_message (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_path (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_file (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
guint greg_diagnostic_get_line (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
guint greg_diagnostic_get_column (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_excerpt (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_value (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_expected (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *const *greg_diagnostic_get_suggestions (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
const char *greg_diagnostic_get_factory (GregDiagnostic *self);
GREG_AVAILABLE_IN_ALL
char *greg_diagnostic_to_string (GregDiagnostic *self);

G_END_DECLS
