/* greg-convert-parts-private.h - the conversions by kind of target, behind greg-convert
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-convert-private.h"

G_BEGIN_DECLS

/* G_TYPE_PARAM_VALUE_ARRAY, which is deprecated. */
#define GREG_PARAM_SPEC_TYPE_VALUE_ARRAY (g_param_spec_types[18])

/* Each takes a node that is not null, and returns DONE with `value` set, or REFUSED with `problem`
 * set. */
typedef GregConversion (*GregConvertFunc) (const GregParam *param,
                                           const GregTree *tree,
                                           guint32 index,
                                           GValue *value,
                                           GregProblem *problem);

#define GREG_DECLARE_CONVERT(name)                                                                 \
  GregConversion greg_convert_##name (const GregParam *param, const GregTree *tree, guint32 index, \
                                      GValue *value, GregProblem *problem);

/* greg-convert-number.c */
GREG_DECLARE_CONVERT (signed)
GREG_DECLARE_CONVERT (unsigned)
GREG_DECLARE_CONVERT (double)
GREG_DECLARE_CONVERT (unichar)

/* greg-convert-enum.c */
GREG_DECLARE_CONVERT (enum)
GREG_DECLARE_CONVERT (flags)

/* greg-convert-variant.c */
GREG_DECLARE_CONVERT (variant)

/* greg-convert-array.c */
GREG_DECLARE_CONVERT (value_array)

/* greg-convert-boxed.c */
GREG_DECLARE_CONVERT (strv)
GREG_DECLARE_CONVERT (bytes)
GREG_DECLARE_CONVERT (file)
GREG_DECLARE_CONVERT (date_time)
GREG_DECLARE_CONVERT (config)
GREG_DECLARE_CONVERT (json)
GREG_DECLARE_CONVERT (hash_table)
GREG_DECLARE_CONVERT (transform)

/* What a node is as a number, when nothing is lost; FALSE otherwise and for any other node. A
 * double is an integer when it has no fraction and is no larger than 2⁵³: beyond, it may stand for
 * its neighbours. */
gboolean greg_node_to_int64 (const GregNode *node, gint64 *number);
gboolean greg_node_to_uint64 (const GregNode *node, guint64 *number);
gboolean greg_node_to_double (const GregNode *node, double *number);
gboolean greg_node_to_float (const GregNode *node, float *number);

/* Whether the rules of a parameter that is `constrained` allow a value of its type. */
gboolean greg_param_allows (const GregParam *param, const GValue *value);

/* Whether GObject would keep the number. It warns of what is not a number, and infinity is in no
 * range. */
gboolean greg_param_allows_double (const GregParam *param, double number);

/* “name” must be (what the parameter expects), not (the value). */
GregConversion greg_convert_refuse (const GregParam *param,
                                    const GregTree *tree,
                                    guint32 index,
                                    GregProblem *problem);

/* The same with another expectation, of which the caller keeps the ownership; for a node further in
 * when `at` is not `index`. */
GregConversion greg_convert_refuse_part (const GregParam *param,
                                         const GregTree *tree,
                                         guint32 index,
                                         guint32 at,
                                         const char *expected,
                                         GregProblem *problem);

/* greg_param_describe() with both ends of a range, also where the type alone sets them. */
char *greg_param_describe_bounds (const GregParam *param);

/* "a GFile", "an AdwBin". */
char *greg_type_describe (GType type);

/* Like greg_tree_describe(). */
char *greg_value_describe (const GValue *value);

/* Shortest text that reads as the same number. */
char *greg_double_to_string (double number);
char *greg_float_to_string (float number);

G_END_DECLS
