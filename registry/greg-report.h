/* greg-report.h - GregReport: everything found wrong with a configuration
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

#define GREG_TYPE_REPORT (greg_report_get_type ())
GREG_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GregReport, greg_report, GREG, REPORT, GObject)

GREG_AVAILABLE_IN_ALL
GregReport *greg_report_new (void);
GREG_AVAILABLE_IN_ALL
void greg_report_add (GregReport *self, GregDiagnostic *diagnostic);
GREG_AVAILABLE_IN_ALL
guint greg_report_count_errors (GregReport *self);
GREG_AVAILABLE_IN_ALL
guint greg_report_count_warnings (GregReport *self);
GREG_AVAILABLE_IN_ALL
gboolean greg_report_check (GregReport *self, GError **error);
GREG_AVAILABLE_IN_ALL
char *greg_report_to_string (GregReport *self);

G_END_DECLS
