/* converters.c - the frame around pieces of code that pages show
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <locale.h>

/* A piece works on an empty registry; an error that it returns is printed. */
static gboolean
run (GregRegistry *converters, GError **error)
{
@code@
  return TRUE;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *converters = greg_registry_new ("converters", G_TYPE_CONVERTER);

  setlocale (LC_ALL, "");
  if (!run (converters, &error))
    g_print ("%s\n", error->message);
  g_assert_finalize_object (converters);
  return 0;
}
