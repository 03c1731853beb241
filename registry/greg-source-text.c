/* greg-source-text.c - GregSource: what is in it, as text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-name-private.h"
#include "greg-source-hooks-private.h"
#include "greg-source-private.h"

void
greg_outline_add_factory (GregOutline *self, GregFactory *factory, const char *mark)
{
  const char *const *aliases = greg_factory_get_aliases (factory);
  g_autoptr (GString) line = g_string_new (greg_factory_get_name (factory));

  for (guint i = 0; aliases[i] != NULL; i++)
    g_string_append_printf (line, "%s%s", i == 0 ? " or " : ", ", aliases[i]);
  if (greg_factory_is_deprecated (factory))
    g_string_append (line, " (deprecated)");
  if (mark != NULL)
    g_string_append_printf (line, " (%s)", mark);
  greg_outline_add (self, "%s", line->str);
}

static void
outline_list (GregSource *source, GregOutline *outline)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);

  greg_outline_add (outline, factories->len == 1 ? "%s: %u factory" : "%s: %u factories",
                    greg_source_get_label (source), factories->len);
  greg_outline_enter (outline);
  for (guint i = 0; i < factories->len; i++)
    greg_outline_add_factory (outline, factories->pdata[i], NULL);
  greg_outline_leave (outline);
}

void
greg_source_outline (GregSource *source, GregOutline *outline)
{
  GregSourceHooks *hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source));

  if (hooks->outline != NULL)
    hooks->outline (source, outline);
  else
    outline_list (source, outline);
}

/**
 * greg_source_to_string:
 * @self: a source
 *
 * Draws what is in a source, for people: a line for each factory, sources in it as branches.
 *
 * Of a registry in a tree, its own factories come first, then what its ancestors have, with what is
 * shadowed or masked here marked as such, then the registries below it. Nothing is loaded. The words
 * may change from version to version.
 *
 * Returns: (transfer full): the text, of several lines
 *
 * Since: 1.0
 */
char *
greg_source_to_string (GregSource *self)
{
  g_autoptr (GregSource) alive = NULL;
  GregOutline *outline;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);

  alive = g_object_ref (self);
  outline = greg_outline_new ();
  greg_source_outline (alive, outline);
  return greg_outline_finish (outline);
}
