/* greg-registry-text.c - a tree of registries as text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-text-private.h"

#include "greg-registry-private.h"
#include "greg-source-private.h"

static void
add_title (GregRegistry *self, const char *relation, guint n, GregOutline *outline)
{
  const char *label = greg_source_get_label (GREG_SOURCE (self));
  const char *scope = greg_registry_get_scope (self);
  gboolean tells_scope = scope != NULL && g_strcmp0 (scope, label) != 0;

  greg_outline_add (outline, n == 1 ? "%s%s%s%s: %u factory" : "%s%s%s%s: %u factories", relation,
                    label, tells_scope ? ", scope " : "", tells_scope ? scope : "", n);
}

/* What a look-up in `self` has for a factory of its ancestor. */
static const char *
mark_of (GregRegistry *self, GregRegistry *ancestor, GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);
  g_autoptr (GregFactory) found = greg_source_peek (GREG_SOURCE (self), name);

  if (found == factory)
    return NULL;
  if (!greg_factory_suits (factory, greg_source_get_base_type (GREG_SOURCE (self))))
    return "of no use here";
  for (GregRegistry *level = self; level != ancestor; level = greg_registry_get_parent (level))
    {
      g_auto (GStrv) masks = greg_registry_list_masks (level);

      if (g_strv_contains ((const char *const *) masks, name))
        return "masked";
    }
  return "shadowed";
}

static void
outline_ancestor (GregRegistry *self, GregRegistry *ancestor, GregOutline *outline)
{
  g_autoptr (GPtrArray) factories = greg_registry_list_own_factories (ancestor);

  if (factories->len == 0)
    return;
  add_title (ancestor, "from ", factories->len, outline);
  greg_outline_enter (outline);
  for (guint i = 0; i < factories->len; i++)
    greg_outline_add_factory (outline, factories->pdata[i],
                              mark_of (self, ancestor, factories->pdata[i]));
  greg_outline_leave (outline);
}

static void
outline_own (GregRegistry *self, GregOutline *outline)
{
  g_autoptr (GPtrArray) factories = greg_registry_list_own_factories (self);
  g_auto (GStrv) masks = greg_registry_list_masks (self);

  add_title (self, "", factories->len, outline);
  greg_outline_enter (outline);
  for (guint i = 0; i < factories->len; i++)
    greg_outline_add_factory (outline, factories->pdata[i], NULL);
  for (char **mask = masks; *mask != NULL; mask++)
    greg_outline_add (outline, "no %s from above", *mask);
  greg_outline_leave (outline);
}

static gboolean
is_untold (GregRegistry *self)
{
  g_auto (GStrv) names = NULL;

  if (!greg_registry_is_implied (self))
    return FALSE;
  names = greg_registry_list_own_names (self);
  return *names == NULL;
}

/* Trees may be deep; the depth of the calls is that of the tree. What is below one that is not told of stands in its
 * place. */
static void
outline_children (GregRegistry *self, GregOutline *outline)
{
  g_autoptr (GPtrArray) children = greg_registry_list_children (self);

  for (guint i = 0; i < children->len; i++)
    {
      gboolean is_told = !is_untold (children->pdata[i]);

      if (is_told)
        {
          outline_own (children->pdata[i], outline);
          greg_outline_enter (outline);
        }
      outline_children (children->pdata[i], outline);
      if (is_told)
        greg_outline_leave (outline);
    }
}

void
greg_registry_outline (GregSource *source, GregOutline *outline)
{
  GregRegistry *self = GREG_REGISTRY (source);

  outline_own (self, outline);
  greg_outline_enter (outline);
  for (GregRegistry *level = greg_registry_get_parent (self); level != NULL;
       level = greg_registry_get_parent (level))
    outline_ancestor (self, level, outline);
  greg_outline_leave (outline);
  greg_outline_enter (outline);
  outline_children (self, outline);
  greg_outline_leave (outline);
}
