/* greg-json-number.c - from decimal digits to the nearest double
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-json-reader-private.h"

#include <float.h>
#include <math.h>

/* The powers of ten that a double holds exactly. */
#define MAX_EXACT_POWER 22

/* The largest integer up to which a double holds all of them. */
#define MAX_EXACT_INTEGER (G_GUINT64_CONSTANT (1) << DBL_MANT_DIG)

static const double powers[MAX_EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Both operands are exact, and so IEEE 754 promises that the one operation rounds correctly,
 * unless the machine computes with more digits than it stores. */
static gboolean
convert_with_doubles (guint64 mantissa, gint64 exponent, double *value)
{
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1
  return FALSE;
#else
  if (mantissa > MAX_EXACT_INTEGER || exponent < -MAX_EXACT_POWER || exponent > MAX_EXACT_POWER)
    return FALSE;
  if (exponent < 0)
    *value = (double) mantissa / powers[-exponent];
  else
    *value = (double) mantissa * powers[exponent];
  return TRUE;
#endif
}

#ifdef __SIZEOF_INT128__

/* The powers of ten that 64 bits hold. */
#define MAX_WIDE_POWER 19

__extension__ typedef unsigned __int128 Wide;

static guint
wide_bits (Wide number)
{
  guint64 high = (guint64) (number >> 64);

  if (high != 0)
    return 128 - (guint) __builtin_clzll (high);
  return number == 0 ? 0 : 64 - (guint) __builtin_clzll ((guint64) number);
}

/* The double nearest to (number + something below 1 unless `is_exact`) · 2^scale. */
static double
round_wide (Wide number, gboolean is_exact, int scale)
{
  guint bits = wide_bits (number);
  guint n_dropped = bits > DBL_MANT_DIG ? bits - DBL_MANT_DIG : 0;
  guint64 kept = (guint64) (number >> n_dropped);
  Wide dropped = number - ((Wide) kept << n_dropped);
  Wide half = n_dropped > 0 ? (Wide) 1 << (n_dropped - 1) : 0;

  if (n_dropped > 0 && (dropped > half || (dropped == half && (!is_exact || (kept & 1) != 0))))
    kept++;
  return ldexp ((double) kept, scale + (int) n_dropped);
}

/* All in integers of 128 bits: the product is exact, and the quotient has more than 60 bits and a
 * remainder. */
static gboolean
convert_with_integers (guint64 mantissa, gint64 exponent, double *value)
{
  guint64 power = 1;
  guint shift = (guint) __builtin_clzll (mantissa);
  Wide dividend = (Wide) (mantissa << shift) << 64;

  if (exponent < -MAX_WIDE_POWER || exponent > MAX_WIDE_POWER)
    return FALSE;
  for (gint64 i = 0; i < ABS (exponent); i++)
    power *= 10;
  if (exponent >= 0)
    *value = round_wide ((Wide) mantissa * power, TRUE, 0);
  else
    *value = round_wide (dividend / power, dividend % power == 0, -64 - (int) shift);
  return TRUE;
}

#else

static gboolean
convert_with_integers (guint64 mantissa, gint64 exponent, double *value)
{
  return FALSE;
}

#endif

double
greg_json_number_to_double (const GregJsonNumber *number)
{
  double value = 0;

  if (number->fits
      && (number->mantissa == 0
          || convert_with_doubles (number->mantissa, number->exponent, &value)
          || convert_with_integers (number->mantissa, number->exponent, &value)))
    return number->is_negative ? -value : value;
  return g_ascii_strtod (number->text, NULL);
}
