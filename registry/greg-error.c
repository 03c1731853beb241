/* greg-error.c - the error domain
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"

/**
 * greg_error_quark:
 *
 * Gets the error domain.
 *
 * From C use %GREG_ERROR.
 *
 * Returns: the quark of the domain
 *
 * Since: 1.0
 */
G_DEFINE_QUARK (greg-error-quark, greg_error)
