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
GQuark
greg_error_quark (void)
{
  /* G_DEFINE_QUARK() reads and writes its static without order, which is a race on paper. */
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("greg-error-quark"));
  return (GQuark) quark;
}
