/* consumer.c - a program of somebody else, which is C and C++ at once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) product = NULL;
  g_autoptr (GregRegistry) registry = greg_registry_new ("converters", G_TYPE_CONVERTER);

  greg_registry_register_type (registry, "gzip", G_TYPE_ZLIB_COMPRESSOR, &error);
  g_assert_no_error (error);
  product = greg_source_build (GREG_SOURCE (registry), "gzip", &error, "level", 9, NULL);
  g_assert_no_error (error);
  g_print ("built a %s with Greg %d.%d\n", G_OBJECT_TYPE_NAME (product), GREG_MAJOR_VERSION,
           GREG_MINOR_VERSION);
  return 0;
}
