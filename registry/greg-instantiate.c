/* greg-instantiate.c - making an instance of a type, completely
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-instantiate-private.h"

#include "greg-error.h"

static gboolean
initialise (GObject *object, GError **error)
{
  GError *failure = NULL;

  if (g_initable_init (G_INITABLE (object), NULL, &failure))
    {
      g_clear_error (&failure);
      return TRUE;
    }

  if (failure == NULL)
    failure = g_error_new (GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                           "%s could not be initialised and did not say why",
                           G_OBJECT_TYPE_NAME (object));
  g_propagate_error (error, failure);
  return FALSE;
}

GObject *
greg_instantiate (GType type,
                  gboolean is_initable,
                  guint n_properties,
                  const char *names[],
                  const GValue values[],
                  GError **error)
{
  GObject *object = g_object_new_with_properties (type, n_properties, names, values);

  if (object == NULL)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "no instance of %s could be made",
                   g_type_name (type));
      return NULL;
    }

  if (g_object_is_floating (object))
    g_object_ref_sink (object);
  /* A constructor may give an instance of another class than was asked for. */
  if (G_UNLIKELY (G_OBJECT_TYPE (object) != type))
    is_initable = G_IS_INITABLE (object);
  if (!is_initable || initialise (object, error))
    return object;

  g_object_unref (object);
  return NULL;
}
