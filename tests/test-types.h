/* test-types.h - types with a property of every kind, for all tests
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TEST_COLOR_RED = 1,
  TEST_COLOR_DARK_GREEN = 2,
  TEST_COLOR_BLUE = 3,
  TEST_COLOR_BLACK = -7
} TestColor;

#define TEST_TYPE_COLOR (test_color_get_type ())
GType test_color_get_type (void);

typedef enum
{
  TEST_ACCESS_NONE = 0,
  TEST_ACCESS_READ = 1 << 0,
  TEST_ACCESS_WRITE = 1 << 1,
  TEST_ACCESS_EXECUTE = 1 << 2,
  TEST_ACCESS_READ_WRITE = TEST_ACCESS_READ | TEST_ACCESS_WRITE
} TestAccess;

#define TEST_TYPE_ACCESS (test_access_get_type ())
GType test_access_get_type (void);

/* A boxed type that is read from "x,y" by a registered value transform. */
typedef struct
{
  int x, y;
} TestPoint;

#define TEST_TYPE_POINT (test_point_get_type ())
GType test_point_get_type (void);

/* A boxed type that no text can say. */
#define TEST_TYPE_OPAQUE (test_opaque_get_type ())
GType test_opaque_get_type (void);

/* An integer pspec with a rule of its own: the value must be even. */
#define TEST_TYPE_PARAM_EVEN (test_param_even_get_type ())
GType test_param_even_get_type (void);
GParamSpec *test_param_spec_even (const char *name, int minimum, int maximum, GParamFlags flags);

/* Has the property "size", from 1 to 10. */
#define TEST_TYPE_SHAPE (test_shape_get_type ())
G_DECLARE_INTERFACE (TestShape, test_shape, TEST, SHAPE, GObject)

struct _TestShapeInterface
{
  GTypeInterface parent_iface;
};

/* Keeps whatever its properties are set to. The properties, by name:
 *
 *   boolean char uchar int uint long ulong int64 uint64 float double unichar    the whole range
 *   level        int, 0 to 9, 6 by default
 *   count        uint64, 1 to 100
 *   ratio        double, 0 to 1
 *   small        float, -1 to 1
 *   even         int, -10 to 10, a pspec of its own kind
 *   size         of TestShape, overridden
 *   enum flags   TestColor (blue by default), TestAccess
 *   string       "hello" by default
 *   word         string of lower-case letters, never empty
 *   folded       string that is NULL when it is empty
 *   strv gtype   GStrv; a GType that is a TestShape
 *   variant      of any type
 *   dict         of the type a{sv}
 *   numbers      of the type ai
 *   maybe        of the type ms
 *   bytes byte-array file date-time config json-node json-object json-array hash-table
 *   object       GObject
 *   shape        TestShape
 *   list-model list-store ptr-array value-array number-array object-array
 *   point opaque boxed types
 *   pointer      gpointer
 *   fixed        int, construct-only
 *   read-only    int
 */
#define TEST_TYPE_EVERYTHING (test_everything_get_type ())
G_DECLARE_FINAL_TYPE (TestEverything, test_everything, TEST, EVERYTHING, GObject)

/* A TestShape and nothing else. */
#define TEST_TYPE_SQUARE (test_square_get_type ())
G_DECLARE_FINAL_TYPE (TestSquare, test_square, TEST, SQUARE, GObject)

G_END_DECLS
