/* greg-error.h - the error domain
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-types.h"

G_BEGIN_DECLS

/**
 * GREG_ERROR:
 *
 * The error domain of the library; its codes are [error@Greg.Error].
 *
 * Since: 1.0
 */
#define GREG_ERROR (greg_error_quark ())

/**
 * GregError:
 * @GREG_ERROR_NOT_FOUND: no factory has that name
 * @GREG_ERROR_UNKNOWN_SCOPE: the name begins with a scope that no registry of the tree has
 * @GREG_ERROR_AMBIGUOUS: several sources could answer, and none may be preferred
 * @GREG_ERROR_EXISTS: the name or an alias belongs to another factory
 * @GREG_ERROR_READ_ONLY: a frozen registry, a sealed factory or a property that cannot be written
 * @GREG_ERROR_INVALID_NAME: a name that is empty, not UTF-8 or has control characters
 * @GREG_ERROR_INVALID_TYPE: a type that cannot be built, or not the one that is wanted here
 * @GREG_ERROR_INVALID_CONFIG: text that is not JSON, or a tree that is not a configuration
 * @GREG_ERROR_UNKNOWN_PROPERTY: the factory has no such parameter
 * @GREG_ERROR_INVALID_VALUE: a value of the wrong type or out of its range
 * @GREG_ERROR_MISSING_VALUE: a required parameter was not given
 * @GREG_ERROR_BAD_REFERENCE: a reference to something that is not there
 * @GREG_ERROR_CYCLE: references that lead back to where they began
 * @GREG_ERROR_LIMIT: input that is too deep, too large or has too many parts
 * @GREG_ERROR_LOAD_FAILED: a loader failed
 * @GREG_ERROR_BUILD_FAILED: a factory made nothing, or not what it promised
 * @GREG_ERROR_WRONG_THREAD: a function that is bound to another thread
 * @GREG_ERROR_DEPRECATED: a factory that should no longer be used; only ever a warning
 *
 * What can go wrong.
 *
 * The numbers are stable: codes are only ever added at the end. Errors that come from elsewhere
 * (a file, a constructor) keep their own domain and code; only the place is put in front of their
 * message.
 *
 * Since: 1.0
 */
typedef enum
{
  GREG_ERROR_NOT_FOUND = 0,
  GREG_ERROR_UNKNOWN_SCOPE = 1,
  GREG_ERROR_AMBIGUOUS = 2,
  GREG_ERROR_EXISTS = 3,
  GREG_ERROR_READ_ONLY = 4,
  GREG_ERROR_INVALID_NAME = 5,
  GREG_ERROR_INVALID_TYPE = 6,
  GREG_ERROR_INVALID_CONFIG = 7,
  GREG_ERROR_UNKNOWN_PROPERTY = 8,
  GREG_ERROR_INVALID_VALUE = 9,
  GREG_ERROR_MISSING_VALUE = 10,
  GREG_ERROR_BAD_REFERENCE = 11,
  GREG_ERROR_CYCLE = 12,
  GREG_ERROR_LIMIT = 13,
  GREG_ERROR_LOAD_FAILED = 14,
  GREG_ERROR_BUILD_FAILED = 15,
  GREG_ERROR_WRONG_THREAD = 16,
  GREG_ERROR_DEPRECATED = 17
} GregError;

GREG_AVAILABLE_IN_ALL
GQuark greg_error_quark (void);

G_END_DECLS
