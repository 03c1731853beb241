/* greg-class-registry.c - registries that hang on classes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-class-registry.h"

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-registry-private.h"

#include <string.h>

/* The registries of one name have the shape of the classes:
 *
 *   GObject.backbones ◄── AppTask.backbones ◄── AppSegmentation.backbones
 *
 * A registry keeps its parent for ever. So that the one of a class can come after those of its
 * subclasses, every class between the first one and the root gets one at once, which is implied and
 * does not count as there until somebody asks for it. A look-up passes an empty level in a few
 * nanoseconds; to give registries new parents would make every reader of a parent take a lock.
 *
 * Nothing is called under the lock that could wait for a class to be initialised: whoever does that
 * may wait for this lock. */
static GMutex lock;
static GHashTable *owners; /* GType → (char → GregRegistry); both last as long as types do */

static gboolean
is_owner (GType type)
{
  return G_TYPE_IS_CLASSED (type) || (G_TYPE_IS_INTERFACE (type) && type != G_TYPE_INTERFACE);
}

/* An interface has no single ancestor. */
static GType
parent_of (GType owner)
{
  return G_TYPE_IS_INTERFACE (owner) ? G_TYPE_INVALID : g_type_parent (owner);
}

/* Classes say in their initialisers which registries they have: first those of its ancestors, then
 * its own. */
static gpointer
load (GType owner)
{
  return G_TYPE_IS_INTERFACE (owner) ? g_type_default_interface_ref (owner)
                                     : g_type_class_ref (owner);
}

static void
unload (gpointer klass)
{
  if (G_TYPE_IS_INTERFACE (G_TYPE_FROM_CLASS (klass)))
    g_type_default_interface_unref (klass);
  else
    g_type_class_unref (klass);
}

/* --- levels --- */

static GHashTable *
levels_of_locked (GType owner)
{
  return owners != NULL ? g_hash_table_lookup (owners, GSIZE_TO_POINTER (owner)) : NULL;
}

static GregRegistry *
find_locked (GType owner, const char *name)
{
  GHashTable *levels = levels_of_locked (owner);

  return levels != NULL ? g_hash_table_lookup (levels, name) : NULL;
}

/* PyGObject puts the module before the name of a class, and a plus between them. */
static char *
label_for (GType owner, const char *name)
{
  const char *type_name = g_type_name (owner);
  const char *plus = strrchr (type_name, '+');

  return g_strconcat (plus != NULL ? plus + 1 : type_name, ".", name, NULL);
}

static GregRegistry *
add_level_locked (GType owner, const char *name, GregRegistry *parent)
{
  GHashTable *levels = levels_of_locked (owner);
  g_autofree char *label = label_for (owner, name);
  GregRegistry *level = g_object_new (GREG_TYPE_REGISTRY, "name", label, "parent", parent, NULL);

  greg_registry_set_implied (level);
  if (owners == NULL)
    owners = g_hash_table_new (NULL, NULL);
  if (levels == NULL)
    {
      levels = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (owners, GSIZE_TO_POINTER (owner), levels);
    }
  g_hash_table_insert (levels, g_strdup (name), level);
  return level;
}

/* The level, with those of all ancestors. */
static GregRegistry *
obtain_locked (GType owner, const char *name)
{
  GregRegistry *level = find_locked (owner, name);
  GType parent = parent_of (owner);

  if (level != NULL)
    return level;
  return add_level_locked (owner, name,
                           parent != G_TYPE_INVALID ? obtain_locked (parent, name) : NULL);
}

/* What a registry does not say itself is as in the nearest ancestor that is there; unless somebody
 * has reached it through its child and registered what would not suit. */
static gboolean
settle_locked (GregRegistry *level, GType base_type)
{
  GregRegistry *ancestor = greg_registry_get_parent (level);
  GType own = greg_source_get_base_type (GREG_SOURCE (level));

  while (ancestor != NULL && greg_registry_is_implied (ancestor))
    ancestor = greg_registry_get_parent (ancestor);
  if (base_type != G_TYPE_NONE || ancestor == NULL)
    return greg_registry_settle (level, base_type != G_TYPE_NONE ? base_type : own, ancestor);
  return greg_registry_settle (level, greg_source_get_base_type (GREG_SOURCE (ancestor)), ancestor)
         || greg_registry_settle (level, own, ancestor);
}

/* FALSE when it has another base type. */
static gboolean
claim_locked (GregRegistry *level, GType base_type)
{
  if (greg_registry_is_implied (level))
    return settle_locked (level, base_type);
  return base_type == G_TYPE_NONE || base_type == greg_source_get_base_type (GREG_SOURCE (level));
}

static void
refuse_base_type (GregRegistry *registry, GType base_type, GError **error)
{
  GType own = greg_source_get_base_type (GREG_SOURCE (registry));

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
               "%s is there already for products of %s, not of %s",
               greg_source_get_name (GREG_SOURCE (registry)),
               own != G_TYPE_NONE ? g_type_name (own) : "any type", g_type_name (base_type));
}

/* A class that has a registry stays loaded: what a plug-in has registered is code of that plug-in. */
static GregRegistry *
claim (GType owner, const char *name, GType base_type, GError **error)
{
  GTypeClass *registry_class = g_type_class_ref (GREG_TYPE_REGISTRY);
  gpointer klass = load (owner);
  GregRegistry *registry;
  gboolean was_there, is_claimed;

  g_mutex_lock (&lock);
  registry = obtain_locked (owner, name);
  was_there = !greg_registry_is_implied (registry);
  is_claimed = claim_locked (registry, base_type);
  g_mutex_unlock (&lock);

  if (!is_claimed)
    refuse_base_type (registry, base_type, error);
  if (!is_claimed || was_there)
    unload (klass);
  g_type_class_unref (registry_class);
  return is_claimed ? registry : NULL;
}

/* --- public functions --- */

/**
 * greg_class_registry_get:
 * @owner: a class or an interface
 * @name: the name of the registry, such as "backbones"
 *
 * Gets the registry of a class that has a name; makes it when it is not there yet.
 *
 * There is one for each class and name. It inherits from the one of the nearest ancestor class that
 * has a registry of that name, whichever was made first: a look-up goes from class to class. It is
 * called “Class.name” in messages. A class that is not initialised yet is initialised, so that what
 * its initialiser registers is there; from then on it stays in memory.
 *
 * The base type, and the policy for duplicates, are those of that ancestor at the first call, unless
 * [func@Greg.class_registry_install] says it.
 *
 * The registry of an interface stands alone: an interface can have several prerequisites and no
 * parent, and a class many interfaces. Those who implement it do not inherit its registry.
 *
 * The owner must be a type with a class, or an interface, and the name a valid one: not empty, UTF-8, no
 * control characters. For names that come from data there is [func@Greg.class_registry_install].
 *
 * Returns: (transfer none): the registry, which is never freed
 *
 * Since: 1.0
 */
GregRegistry *
greg_class_registry_get (GType owner, const char *name)
{
  g_return_val_if_fail (is_owner (owner), NULL);
  g_return_val_if_fail (greg_name_check ("name", name, NULL), NULL);

  return claim (owner, name, G_TYPE_NONE, NULL);
}

/**
 * greg_class_registry_install:
 * @owner: a class or an interface
 * @name: the name of the registry
 * @base_type: what every product must be; %G_TYPE_NONE for the same as the nearest ancestor
 * @error: where to put an error
 *
 * Gets the registry of a class that has a name, and says what its products are.
 *
 * As [func@Greg.class_registry_get], but nothing that is given is a programmer error. To install the
 * same twice is no error: the registry is the same.
 *
 * Fails with [error@Greg.Error.INVALID_NAME] when the name is not a valid one, and with
 * [error@Greg.Error.INVALID_TYPE] when the owner is neither a class nor an interface, or when the
 * registry is there already with another base type.
 *
 * Returns: (transfer none): the registry, which is never freed
 *
 * Since: 1.0
 */
GregRegistry *
greg_class_registry_install (GType owner, const char *name, GType base_type, GError **error)
{
  if (!greg_name_check ("name", name, error))
    return NULL;
  if (is_owner (owner))
    return claim (owner, name, base_type, error);

  g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
               "%s is neither a class nor an interface: it cannot have a registry",
               owner != G_TYPE_INVALID ? g_type_name (owner) : "what is given");
  return NULL;
}

/**
 * greg_class_registry_implement: (skip)
 * @owner: the class or the interface that is being initialised
 * @name: the name of the registry
 * @base_type: what every product must be; %G_TYPE_NONE for the same as the nearest ancestor
 *
 * Installs a registry from the initialiser of a class.
 *
 * What [func@Greg.CLASS_REGISTRY] calls. A class is defined once, in one place, so a failure of
 * [func@Greg.class_registry_install] is a programmer error here: it is logged as a critical message.
 *
 * Returns: (transfer none): the registry
 *
 * Since: 1.0
 */
GregRegistry *
greg_class_registry_implement (GType owner, const char *name, GType base_type)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *registry = greg_class_registry_install (owner, name, base_type, &error);

  if (registry == NULL)
    g_critical ("cannot give %s a registry: %s", g_type_name (owner), error->message);
  return registry;
}

/**
 * greg_class_registry_peek:
 * @owner: a class or an interface
 * @name: the name of the registry
 *
 * Gets the registry that a class itself has under a name, without making one.
 *
 * The registries of ancestors do not count; `g_type_parent()` leads to them. Like
 * [func@Greg.class_registry_get] it initialises the class.
 *
 * Returns: (transfer none) (nullable): the registry, or %NULL when nobody has asked for it
 *
 * Since: 1.0
 */
GregRegistry *
greg_class_registry_peek (GType owner, const char *name)
{
  GregRegistry *registry;
  gpointer klass;

  g_return_val_if_fail (is_owner (owner), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  klass = load (owner);
  g_mutex_lock (&lock);
  registry = find_locked (owner, name);
  g_mutex_unlock (&lock);
  unload (klass);
  return registry != NULL && !greg_registry_is_implied (registry) ? registry : NULL;
}

static void
collect_locked (GHashTable *levels, GHashTable *names)
{
  GHashTableIter iter;
  gpointer name, level;

  g_hash_table_iter_init (&iter, levels);
  while (g_hash_table_iter_next (&iter, &name, &level))
    if (!greg_registry_is_implied (level))
      g_hash_table_add (names, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * greg_class_registry_list:
 * @owner: a class or an interface
 *
 * Lists the names of the registries that a class has, its own and inherited ones.
 *
 * Each name is there once, in the order of their bytes. Like [func@Greg.class_registry_get] it
 * initialises the class.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, perhaps none
 *
 * Since: 1.0
 */
char **
greg_class_registry_list (GType owner)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gpointer *keys = NULL;
  gpointer klass;
  guint n;

  g_return_val_if_fail (is_owner (owner), NULL);

  klass = load (owner);
  g_mutex_lock (&lock);
  for (GType type = owner; type != G_TYPE_INVALID; type = parent_of (type))
    if (levels_of_locked (type) != NULL)
      collect_locked (levels_of_locked (type), names);
  g_mutex_unlock (&lock);
  unload (klass);

  /* The texts are those of the table, which stay. */
  keys = g_hash_table_get_keys_as_array (names, &n);
  qsort (keys, n, sizeof *keys, compare_names);
  return g_strdupv ((char **) keys);
}
