/* greg-json-reader-private.h - the strict reader of JSON text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-error.h"
#include "greg-tree-writer-private.h"

G_BEGIN_DECLS

/* Reads RFC 8259 and nothing else. The error is INVALID_CONFIG or LIMIT; its message begins with
 * the place. `length` bytes are read, NUL or not. */
GregTree *
greg_json_read (const char *text, gsize length, const char *display_name, GError **error);

typedef struct
{
  GregTreeWriter writer;
  const char *display_name;
  GError **error;
} GregJsonReader;

/* What the reader hands a number to, once its form has been checked. */
typedef struct
{
  const char *text;      /* from the sign on */
  guint64 mantissa;      /* all digits as an integer, if they fit */
  gint64 exponent;       /* the power of ten that goes with it */
  gboolean fits;         /* there are no more than GREG_JSON_MANTISSA_DIGITS significant digits */
  gboolean is_negative;
} GregJsonNumber;

#define GREG_JSON_MANTISSA_DIGITS 19

/* The nearest double, ties to even; infinite when there is none. */
double greg_json_number_to_double (const GregJsonNumber *number);

/* Each sets the error, with the place of `at` in front, and returns NULL. They look around for
 * what was probably meant. */
const char *greg_json_refuse (GregJsonReader *self,
                              const char *at,
                              GregError code,
                              const char *format,
                              ...) G_GNUC_PRINTF (4, 5);
const char *greg_json_refuse_value (GregJsonReader *self, const char *at);
const char *greg_json_refuse_key (GregJsonReader *self, const char *at);
const char *greg_json_refuse_colon (GregJsonReader *self, const char *at);
const char *greg_json_refuse_separator (GregJsonReader *self, const char *at);
const char *greg_json_refuse_trailing (GregJsonReader *self, const char *at);
const char *greg_json_refuse_comma (GregJsonReader *self, const char *comma);
const char *greg_json_refuse_number (GregJsonReader *self, const char *number, const char *at);
const char *greg_json_refuse_string (GregJsonReader *self, const char *quote, const char *at);
const char *greg_json_refuse_duplicate (GregJsonReader *self, guint32 first, guint32 second);

G_END_DECLS
