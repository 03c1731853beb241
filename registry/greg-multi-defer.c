/* greg-multi-defer.c - GregMultiRegistry: whose build function makes a product
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-defer-private.h"

#include "greg-multi-registry-private.h"

/* A factory that was made up for one look-up is in no listing, and one that was found by a scope is not found by its
 * own name: nobody could tell later where it comes from. So it remembers the numbers of the sources that gave it; a
 * reference would make a circle with a source that keeps it, and an address may be used again. */
static GMutex lock; /* guards the numbers, and those of sources */

#define GIVERS "greg-multi-givers"
#define NUMBER "greg-multi-number"

static guint64
number_of_locked (GregSource *source)
{
  static guint64 last;
  guint64 *id = g_object_get_data (G_OBJECT (source), NUMBER);

  if (id == NULL)
    {
      id = g_new (guint64, 1);
      *id = ++last;
      g_object_set_data_full (G_OBJECT (source), NUMBER, id, g_free);
    }
  return *id;
}

static gboolean
is_giver_locked (GregFactory *factory, guint64 id)
{
  GArray *givers = g_object_get_data (G_OBJECT (factory), GIVERS);

  for (guint i = 0; givers != NULL && i < givers->len; i++)
    if (g_array_index (givers, guint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_giver_locked (GregFactory *factory, guint64 id)
{
  GArray *givers = g_object_get_data (G_OBJECT (factory), GIVERS);

  if (givers == NULL)
    {
      givers = g_array_new (FALSE, FALSE, sizeof (guint64));
      g_object_set_data_full (G_OBJECT (factory), GIVERS, givers, (GDestroyNotify) g_array_unref);
    }
  g_array_append_val (givers, id);
}

void
greg_multi_note_giver (GregFactory *factory, GregSource *source)
{
  guint64 id;

  if (!greg_source_is_hooked (source))
    return;
  g_mutex_lock (&lock);
  id = number_of_locked (source);
  if (!is_giver_locked (factory, id))
    add_giver_locked (factory, id);
  g_mutex_unlock (&lock);
}

static gboolean
is_giver (GregFactory *factory, GregSource *source)
{
  gboolean is;

  g_mutex_lock (&lock);
  is = is_giver_locked (factory, number_of_locked (source));
  g_mutex_unlock (&lock);
  return is;
}

/* Nothing is loaded for this. */
static gboolean
has_factory (GregSource *source, GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);
  g_autoptr (GregFactory) first = greg_source_peek (source, name);
  g_autoptr (GPtrArray) all = NULL;

  if (first == NULL || first == factory)
    return first != NULL;
  all = greg_source_lookup_all (source, name);
  return g_ptr_array_find (all, factory, NULL);
}

/* Asked at each build, and of a nested one at each look-up. */
gboolean
greg_multi_registry_defers_to_hooked (GregSource *source)
{
  GregMultiRegistryPrivate *priv = greg_multi_registry_get_private ((GregMultiRegistry *) source);
  GregMultiMembers *members = greg_multi_registry_begin_read (priv);
  gboolean hooked = FALSE;

  for (guint i = 0; i < members->n && !hooked; i++)
    hooked = greg_source_is_hooked (members->items[i]->source);
  greg_multi_registry_end_read (priv);
  return hooked;
}

/* The members in their order, as it was when the factory was found. */
GregSource *
greg_multi_registry_defer (GregSource *source, GregFactory *factory)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);

  for (guint i = 0; i < view.members->n; i++)
    {
      GregSource *member = view.members->items[i]->source;

      if (is_giver (factory, member) || has_factory (member, factory))
        return g_object_ref (member);
    }
  return NULL;
}
