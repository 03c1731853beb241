/* greg-extension-point-source.c - GregExtensionPointSource: an extension point of GIO as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-extension-point-source.h"

#include "greg-name-private.h"
#include "greg-source-fields-private.h"
#include "greg-source-hooks-private.h"
#include "greg-type-factories-private.h"

/**
 * GregExtensionPointSource:
 *
 * Presents an extension point of GIO.
 *
 * Each extension is a factory that makes instances of the extension's type, with the extension's name
 * and priority. Of several extensions of one name the one that GIO prefers comes first: that of the
 * highest priority, and among equals the one that was added last.
 *
 * The base type is what the extension point requires, if it was registered before the source is made,
 * and the name of the source is that of the extension point, if none is given.
 *
 * The source is live: extensions that come later appear, and none ever goes. GIO tells nobody when one
 * comes: [method@Greg.Source.dup_generation] grows, but [signal@Greg.Source::changed] is not emitted.
 * Whoever keeps a listing compares the generation. The extension points of GIO itself are registered when
 * GIO needs them for the first time; a source that is made before has nothing until then.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregExtensionPointSource) systems
 *     = greg_extension_point_source_new (G_VFS_EXTENSION_POINT_NAME);
 * g_autoptr (GObject) local = greg_source_build (GREG_SOURCE (systems), "local", &error, NULL);
 * ```
 *
 * ## Ownership
 *
 * The source keeps the factories that it has given, one for each extension; an extension always has the
 * same. No class is loaded before something is built.
 *
 * ## Errors
 *
 * What is not there is [error@Greg.Error.NOT_FOUND]; an extension of an abstract type is not listed, and
 * [error@Greg.Error.INVALID_TYPE]. [method@Greg.Source.explain] tells when the extension point itself is
 * not registered.
 *
 * ## Threads
 *
 * All functions may be called from any thread, but GIO does not guard the list of extensions of a point:
 * no other thread may add to the point meanwhile.
 *
 * ## From Python and JavaScript
 *
 * ```python
 * systems = Greg.ExtensionPointSource (extension_point="gio-vfs")
 * ```
 *
 * Since: 1.0
 */

struct _GregExtensionPointSource
{
  GregSource parent_instance;

  char *extension_point;
  GregTypeFactories factories;
};

enum
{
  PROP_EXTENSION_POINT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GregExtensionPointSource, greg_extension_point_source, GREG_TYPE_SOURCE)

static GIOExtensionPoint *
point_of (GregExtensionPointSource *self)
{
  return self->extension_point != NULL ? g_io_extension_point_lookup (self->extension_point) : NULL;
}

/* Borrowed, in the order in which GIO prefers them. */
static GList *
extensions_of (GregExtensionPointSource *self)
{
  GIOExtensionPoint *point = point_of (self);

  return point != NULL ? g_io_extension_point_get_extensions (point) : NULL;
}

static GregFactory *
factory_for (GregExtensionPointSource *self, GIOExtension *extension)
{
  return greg_type_factories_get (&self->factories, GREG_SOURCE (self), extension,
                                  g_io_extension_get_name (extension),
                                  g_io_extension_get_type (extension),
                                  g_io_extension_get_priority (extension));
}

static GIOExtension *
find_extension (GregExtensionPointSource *self, const char *name)
{
  for (GList *link = extensions_of (self); link != NULL; link = link->next)
    if (g_str_equal (g_io_extension_get_name (link->data), name))
      return link->data;
  return NULL;
}

/* --- GregSource --- */

static GregFactory *
greg_extension_point_source_find (GregSource *source, const char *name, GError **error)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (source);
  GIOExtension *extension = find_extension (self, name);

  return extension != NULL ? factory_for (self, extension) : NULL;
}

static GregFactory *
greg_extension_point_source_peek (GregSource *source, const char *name)
{
  g_autoptr (GregFactory) factory = greg_extension_point_source_find (source, name, NULL);

  return factory != NULL && greg_factory_is_sealed (factory) ? g_steal_pointer (&factory) : NULL;
}

static GregFactory *
greg_extension_point_source_peek_hashed (GregSource *source, const char *name, guint32 hash)
{
  return greg_extension_point_source_peek (source, name);
}

static GregMembership
greg_extension_point_source_membership (GregSource *source, const char *name)
{
  g_autoptr (GregFactory) factory = greg_extension_point_source_peek (source, name);

  return factory != NULL ? GREG_MEMBERSHIP_YES : GREG_MEMBERSHIP_NO;
}

static GPtrArray *
greg_extension_point_source_find_all (GregSource *source, const char *name)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (source);
  GPtrArray *all = g_ptr_array_new ();

  for (GList *link = extensions_of (self); link != NULL; link = link->next)
    if (g_str_equal (g_io_extension_get_name (link->data), name))
      {
        g_autoptr (GregFactory) factory = factory_for (self, link->data);

        if (greg_factory_is_sealed (factory))
          g_ptr_array_add (all, g_steal_pointer (&factory));
      }
  return all;
}

/* Of several extensions of one name the first counts. */
static GPtrArray *
greg_extension_point_source_factories (GregSource *source)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (source);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new ();

  for (GList *link = extensions_of (self); link != NULL; link = link->next)
    {
      g_autoptr (GregFactory) factory = NULL;

      if (!g_hash_table_add (seen, (char *) g_io_extension_get_name (link->data)))
        continue;
      factory = factory_for (self, link->data);
      if (greg_factory_is_sealed (factory))
        g_ptr_array_add (all, g_steal_pointer (&factory));
    }
  return all;
}

static char **
greg_extension_point_source_names (GregSource *source)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
  char **names = g_new0 (char *, factories->len + 1);

  for (guint i = 0; i < factories->len; i++)
    names[i] = g_strdup (greg_factory_get_name (factories->pdata[i]));
  return names;
}

static guint
greg_extension_point_source_count (GregSource *source)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);

  return factories->len;
}

/* None ever goes. */
static guint64
greg_extension_point_source_generation (GregSource *source)
{
  return g_list_length (extensions_of (GREG_EXTENSION_POINT_SOURCE (source)));
}

/* What is wrong with the extension point itself. */
static char *
refuse_point (GregExtensionPointSource *self)
{
  g_autofree char *shown = NULL;

  if (self->extension_point == NULL)
    return g_strdup ("it was made without the name of an extension point");
  if (point_of (self) != NULL)
    return NULL;
  shown = greg_name_show (self->extension_point);
  return g_strdup_printf ("no extension point called “%s” has been registered so far", shown);
}

static char *
greg_extension_point_source_advise (GregSource *source, const char *name)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (source);
  GIOExtension *extension = find_extension (self, name);

  if (extension != NULL)
    return greg_type_factories_refuse (source, g_io_extension_get_type (extension));
  return refuse_point (self);
}

static void
greg_extension_point_source_explain (GregSource *source,
                                     const char *name,
                                     GregExplanation *explanation)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (source);
  char *reason = greg_extension_point_source_advise (source, name);

  if (reason == NULL && find_extension (self, name) == NULL)
    reason = g_strdup_printf ("the extension point “%s” has no such extension",
                              self->extension_point);
  greg_type_factories_explain (source, name, reason, explanation);
}

/* --- GObject --- */

static void
greg_extension_point_source_set_property (GObject *object,
                                          guint id,
                                          const GValue *value,
                                          GParamSpec *pspec)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (object);

  switch (id)
    {
    case PROP_EXTENSION_POINT:
      self->extension_point = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_extension_point_source_get_property (GObject *object,
                                          guint id,
                                          GValue *value,
                                          GParamSpec *pspec)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (object);

  switch (id)
    {
    case PROP_EXTENSION_POINT:
      g_value_set_string (value, self->extension_point);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_extension_point_source_constructed (GObject *object)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (object);
  GregSourcePrivate *priv = greg_source_get_private (GREG_SOURCE (self));
  GIOExtensionPoint *point = point_of (self);
  GType required = point != NULL ? g_io_extension_point_get_required_type (point) : G_TYPE_INVALID;

  G_OBJECT_CLASS (greg_extension_point_source_parent_class)->constructed (object);
  if (priv->name == NULL)
    priv->name = g_strdup (self->extension_point);
  if (greg_source_get_base_type (GREG_SOURCE (self)) == G_TYPE_NONE && required != G_TYPE_INVALID)
    greg_source_set_base_type (GREG_SOURCE (self), required);
}

static void
greg_extension_point_source_finalize (GObject *object)
{
  GregExtensionPointSource *self = GREG_EXTENSION_POINT_SOURCE (object);

  g_free (self->extension_point);
  greg_type_factories_clear (&self->factories);

  G_OBJECT_CLASS (greg_extension_point_source_parent_class)->finalize (object);
}

static void
greg_extension_point_source_class_init (GregExtensionPointSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);
  GregSourceHooks *hooks = greg_source_class_get_hooks (source_class);

  object_class->set_property = greg_extension_point_source_set_property;
  object_class->get_property = greg_extension_point_source_get_property;
  object_class->constructed = greg_extension_point_source_constructed;
  object_class->finalize = greg_extension_point_source_finalize;
  source_class->find = greg_extension_point_source_find;
  source_class->find_all = greg_extension_point_source_find_all;
  source_class->names = greg_extension_point_source_names;
  source_class->factories = greg_extension_point_source_factories;
  source_class->count = greg_extension_point_source_count;
  source_class->generation = greg_extension_point_source_generation;
  source_class->membership = greg_extension_point_source_membership;
  source_class->peek = greg_extension_point_source_peek;
  hooks->advise = greg_extension_point_source_advise;
  hooks->explain = greg_extension_point_source_explain;

  /**
   * GregExtensionPointSource:extension-point: (getter get_extension_point)
   *
   * The name of the extension point.
   *
   * Since: 1.0
   */
  properties[PROP_EXTENSION_POINT]
      = g_param_spec_string ("extension-point", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_extension_point_source_init (GregExtensionPointSource *self)
{
  greg_type_factories_init (&self->factories);
  greg_source_set_trusted (GREG_SOURCE (self), greg_extension_point_source_find,
                           greg_extension_point_source_peek_hashed,
                           greg_extension_point_source_peek);
}

/**
 * greg_extension_point_source_new:
 * @extension_point: the name of an extension point
 *
 * Makes a source of the extensions of an extension point.
 *
 * The extension point need not be registered yet; without it, nothing is there.
 *
 * Returns: (transfer full): a new source
 *
 * Since: 1.0
 */
GregExtensionPointSource *
greg_extension_point_source_new (const char *extension_point)
{
  g_return_val_if_fail (extension_point != NULL, NULL);

  return g_object_new (GREG_TYPE_EXTENSION_POINT_SOURCE, "extension-point", extension_point, NULL);
}

/**
 * greg_extension_point_source_get_extension_point: (get-property extension-point)
 * @self: a source
 *
 * Gets the name of the extension point.
 *
 * Returns: (nullable): the name; %NULL only when the source was made without it
 *
 * Since: 1.0
 */
const char *
greg_extension_point_source_get_extension_point (GregExtensionPointSource *self)
{
  g_return_val_if_fail (GREG_IS_EXTENSION_POINT_SOURCE (self), NULL);

  return self->extension_point;
}
