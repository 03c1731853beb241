/* greg-convert-private.h - from a configuration or a GValue to the type that a parameter wants
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-diagnostic-private.h"

G_BEGIN_DECLS

/* The conversion that a parameter needs, chosen once when its schema is made. */
typedef enum
{
  GREG_TARGET_UNSUPPORTED,
  GREG_TARGET_BOOLEAN,
  GREG_TARGET_CHAR,
  GREG_TARGET_UCHAR,
  GREG_TARGET_INT,
  GREG_TARGET_UINT,
  GREG_TARGET_LONG,
  GREG_TARGET_ULONG,
  GREG_TARGET_INT64,
  GREG_TARGET_UINT64,
  GREG_TARGET_FLOAT,
  GREG_TARGET_DOUBLE,
  GREG_TARGET_UNICHAR,
  GREG_TARGET_ENUM,
  GREG_TARGET_FLAGS,
  GREG_TARGET_STRING,
  GREG_TARGET_STRV,
  GREG_TARGET_GTYPE,
  GREG_TARGET_VARIANT,
  GREG_TARGET_BYTES,
  GREG_TARGET_BYTE_ARRAY,
  GREG_TARGET_FILE,
  GREG_TARGET_DATE_TIME,
  GREG_TARGET_CONFIG,
  GREG_TARGET_JSON_NODE,
  GREG_TARGET_JSON_OBJECT,
  GREG_TARGET_JSON_ARRAY,
  GREG_TARGET_HASH_TABLE,
  GREG_TARGET_OBJECT,
  GREG_TARGET_LIST_MODEL,
  GREG_TARGET_PTR_ARRAY,
  GREG_TARGET_VALUE_ARRAY,
  GREG_TARGET_BOXED
} GregTarget;

/* One parameter of a factory. */
typedef struct
{
  GParamSpec *pspec;  /* owned */
  const char *name;   /* as declared; '_' and '-' are the same when it is looked up */
  GType type;         /* pspec->value_type */
  guint8 target;      /* GregTarget */
  guint8 required;
  guint8 writable;
  guint8 constrained; /* the pspec has rules of its own that only validating a value tells */
  /* private: what is allowed, copied out of the pspec so that a conversion has it at hand */
  union
  {
    struct
    {
      gint64 min, max;
    } i;
    struct
    {
      guint64 min, max;
    } u;
    struct
    {
      double min, max;
    } d;
    GEnumClass *enums;             /* owned */
    GFlagsClass *flags;            /* owned */
    const GVariantType *variant;   /* the pspec's */
    GType gtype;                   /* what a GType must be, or G_TYPE_NONE */
  } range;
} GregParam;

typedef enum
{
  GREG_CONVERSION_DONE,     /* the value is initialised and set */
  GREG_CONVERSION_DEFERRED, /* needs a source (OBJECT, LIST_MODEL, PTR_ARRAY, VALUE_ARRAY, GTYPE;
                               FILE when it is given an object): nothing is initialised */
  GREG_CONVERSION_REFUSED   /* the problem is filled, nothing is initialised */
} GregConversion;

GregTarget greg_target_for_pspec (GParamSpec *pspec);
GregTarget greg_target_for_type (GType type);

/* Takes a reference to the pspec and sinks it. `name` is borrowed; NULL means the pspec's own. */
void greg_param_init (GregParam *param, const char *name, GParamSpec *pspec, gboolean required);
void greg_param_clear (GregParam *param);

/* The default of a parameter whose GParamSpec cannot hold one, because it is an object, a list or
 * boxed: to be converted with greg_convert_node() and built like a value that was given. Borrowed;
 * NULL means that g_param_value_set_default() tells everything. */
GregConfig *greg_param_get_default (const GregParam *param);
void greg_param_spec_set_default (GParamSpec *pspec, GregConfig *config);

/* A zeroed `value` becomes the parameter's type. Nothing is narrowed, rounded or dropped. */
GregConversion greg_convert_node (const GregParam *param,
                                  const GregTree *tree,
                                  guint32 index,
                                  GValue *value,
                                  GregProblem *problem);

/* The same from a GValue: what already has the right type is copied, numbers are converted when
 * nothing is lost, strings become enums and so on. Never DEFERRED. */
GregConversion greg_convert_value (const GregParam *param,
                                   const GValue *given,
                                   GValue *value,
                                   GregProblem *problem);

/* Whether `given` can be handed to GObject as it is: same type, within range. Must be quick. */
gboolean greg_convert_is_exact (const GregParam *param, const GValue *given);

/* The value as it comes without any wish: boolean, int64 or uint64, double, string; a GregConfig
 * for arrays and objects; an object value holding NULL for null. For functions that declare no
 * parameters. */
void greg_convert_natural (const GregTree *tree, guint32 index, GValue *value);

/* "an integer from 0 to 9", "one of “zlib”, “gzip”, “raw”", "a GConverter". */
char *greg_param_describe (const GregParam *param);

/* The default for people: 9, "gzip", null; NULL when there is none worth showing. */
char *greg_param_describe_default (const GregParam *param);

G_END_DECLS
