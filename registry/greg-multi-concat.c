/* greg-multi-concat.c - GregMultiRegistry: one source after the other
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-source-fields-private.h"

#define PRIV(self) greg_multi_registry_get_private (self)

/* Whether it does nothing but to put its sources one after the other: then they may stand for it. */
static gboolean
is_plain_concat (GregSource *source, const GregMultiView *view)
{
  GType base_type = greg_source_get_base_type (source);

  if (!PRIV (GREG_MULTI_REGISTRY (source))->is_concat || view->strict
      || g_atomic_pointer_get (&greg_source_get_private (source)->hook) != NULL)
    return FALSE;
  for (guint i = 0; i < view->members->n; i++)
    if (view->members->items[i]->prefix != NULL
        || (base_type != G_TYPE_NONE
            && !g_type_is_a (greg_source_get_base_type (view->members->items[i]->source),
                             base_type)))
      return FALSE;
  return TRUE;
}

/* What is there already is hidden by itself. */
static void
append_once (GregMultiRegistry *self, GregSource *source)
{
  greg_multi_registry_append (self, NULL, source, NULL);
}

static void
append_part (GregMultiRegistry *self, GregSource *part)
{
  g_auto (GregMultiView) view = { 0 };

  if (GREG_IS_MULTI_REGISTRY (part))
    view = greg_multi_registry_view (part);
  if (view.members == NULL || !is_plain_concat (part, &view))
    {
      append_once (self, part);
      return;
    }
  for (guint i = 0; i < view.members->n; i++)
    append_once (self, view.members->items[i]->source);
}

/* The narrower of the two would hide what is in the wider. */
static GType
common_base_type (GType a, GType b)
{
  if (a == G_TYPE_NONE || b == G_TYPE_NONE)
    return G_TYPE_NONE;
  if (g_type_is_a (a, b))
    return b;
  return g_type_is_a (b, a) ? a : G_TYPE_NONE;
}

/**
 * greg_multi_registry_concat:
 * @left: what comes first
 * @right: what comes after it
 *
 * Puts two sources one after the other.
 *
 * Neither has a prefix; a name that both have is found, and listed once, in @left. The sources stay
 * what they are: what is registered in them later is found, too. A part that was itself made by this
 * function is taken apart, so that the result has its sources; unless it has something of its own by
 * then, such as a prefix or a build function. A source that is in both parts is there once. The name
 * is made from the two, and the base type is the one that includes the other, if one does.
 *
 * Returns: (transfer full): a new multi-registry
 *
 * Since: 1.0
 */
GregMultiRegistry *
greg_multi_registry_concat (GregSource *left, GregSource *right)
{
  g_autofree char *name = NULL;
  GregMultiRegistry *self;

  g_return_val_if_fail (GREG_IS_SOURCE (left), NULL);
  g_return_val_if_fail (GREG_IS_SOURCE (right), NULL);

  name = g_strdup_printf ("%s + %s", greg_source_get_label (left), greg_source_get_label (right));
  self = greg_multi_registry_new (name, common_base_type (greg_source_get_base_type (left),
                                                          greg_source_get_base_type (right)));
  PRIV (self)->is_concat = TRUE;
  append_part (self, left);
  append_part (self, right);
  return self;
}
