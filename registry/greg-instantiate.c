/* greg-instantiate.c - making an instance of a type, completely
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-instantiate-private.h"

#include "greg-error.h"

GObject *
greg_instantiate_only (GType type,
                       guint n_properties,
                       const char *names[],
                       const GValue values[],
                       GError **error)
{
  GObject *object = g_object_new_with_properties (type, n_properties, names, values);

  if (object == NULL)
    g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED, "no instance of %s could be made",
                 g_type_name (type));
  else if (g_object_is_floating (object))
    g_object_ref_sink (object);
  return object;
}

void
greg_initialise_explain (GObject *object, GError **error)
{
  if (*error == NULL)
    *error = g_error_new (GREG_ERROR, GREG_ERROR_BUILD_FAILED,
                          "%s could not be initialised and did not say why",
                          G_OBJECT_TYPE_NAME (object));
}

static gboolean
refuse_asynchronous (GObject *object, GError **error)
{
  g_set_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED,
               "%s can only be initialised asynchronously; build it with an asynchronous function",
               G_OBJECT_TYPE_NAME (object));
  return FALSE;
}

gboolean
greg_initialise (GObject *object, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  if (!G_IS_INITABLE (object))
    return !G_IS_ASYNC_INITABLE (object) || refuse_asynchronous (object, error);

  if (g_initable_init (G_INITABLE (object), cancellable, &failure))
    {
      g_clear_error (&failure);
      return TRUE;
    }
  greg_initialise_explain (object, &failure);
  g_propagate_error (error, failure);
  return FALSE;
}

GObject *
greg_instantiate (GType type,
                  const GregSchema *schema,
                  guint n_properties,
                  const char *names[],
                  const GValue values[],
                  GError **error)
{
  GObject *object = greg_instantiate_only (type, n_properties, names, values, error);

  if (object == NULL)
    return NULL;
  /* A constructor may give an instance of another class than was asked for, about which the schema says nothing. */
  if (G_LIKELY (!schema->needs_init && G_OBJECT_TYPE (object) == type))
    return object;
  if (greg_initialise (object, NULL, error))
    return object;

  g_object_unref (object);
  return NULL;
}
