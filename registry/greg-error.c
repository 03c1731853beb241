/* greg-error.c - the error domain
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"

G_DEFINE_QUARK (greg-error-quark, greg_error)
