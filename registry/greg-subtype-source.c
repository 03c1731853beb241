/* greg-subtype-source.c - GregSubtypeSource: the types of the process as a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-subtype-source.h"

#include "greg-name-private.h"
#include "greg-source-hooks-private.h"
#include "greg-type-factories-private.h"

/**
 * GregSubtypeSource:
 *
 * Presents all types of the process that are some class, or implement some interface.
 *
 * Each type that instances can be made of is a factory, by the name that it has in the type system:
 * `GZlibCompressor`. What is abstract is left out. With a [property@Greg.SubtypeSource:prefix] only types
 * whose name begins with it are there, and their names leave it out: with `G` it is `ZlibCompressor`.
 *
 * The source is live: a type is there from the moment in which it has been registered. The type system
 * knows a type of a library only once its `get_type` function has been called, and tells nobody when
 * that happens: [method@Greg.Source.dup_generation] grows, but [signal@Greg.Source::changed] is not
 * emitted. Whoever keeps a listing compares the generation.
 *
 * A config that is built with such a source can name every type below
 * [property@Greg.Source:base-type], also those that somebody else registers. So the base type should say
 * what is really wanted; a [class@Greg.Registry] lists what is allowed one by one.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregSubtypeSource) converters = greg_subtype_source_new ("converters", G_TYPE_CONVERTER, "G");
 * g_autoptr (GObject) gzip = NULL;
 *
 * g_type_ensure (G_TYPE_ZLIB_COMPRESSOR);
 * gzip = greg_source_build (GREG_SOURCE (converters), "ZlibCompressor", &error, "level", 9, NULL);
 * ```
 *
 * ## Ownership
 *
 * The source keeps the factories that it has given, one for each type; a type always has the same.
 * No class is loaded before something is built.
 *
 * ## Errors
 *
 * What is not there is [error@Greg.Error.NOT_FOUND]; [method@Greg.Source.explain] says whether there
 * is no such type, or why it is not offered.
 *
 * ## Threads
 *
 * All functions may be called from any thread. Types that a script defines should only be built by its
 * own thread, which this source does not know.
 *
 * ## From Python and JavaScript
 *
 * ```python
 * converters = Greg.SubtypeSource (name="converters", base_type=Gio.Converter, prefix="G")
 * ```
 *
 * Since: 1.0
 */

struct _GregSubtypeSource
{
  GregSource parent_instance;

  char *prefix; /* never NULL once constructed */
  GregTypeFactories factories;
  GMutex lock;     /* guards all below */
  GArray *types;   /* of GType: all that may be wanted; NULL: not looked yet */
  guint serial;    /* of the type system, when they were looked up */
  guint n_wanted;  /* how many of them were wanted then, or since */
  guint n_changes; /* how often that was more than before */
};

enum
{
  PROP_PREFIX = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GregSubtypeSource, greg_subtype_source, GREG_TYPE_SOURCE)

/* NULL: the type is not called as the types here are. */
static const char *
name_of (GregSubtypeSource *self, GType type)
{
  const char *name = g_type_name (type);
  gsize length = strlen (self->prefix);

  return g_str_has_prefix (name, self->prefix) && name[length] != '\0' ? name + length : NULL;
}

/* What never changes while the type is there. */
static gboolean
may_be_wanted (GregSubtypeSource *self, GType type)
{
  return G_TYPE_IS_OBJECT (type) && !G_TYPE_IS_ABSTRACT (type) && name_of (self, type) != NULL;
}

static gboolean
fits (GregSubtypeSource *self, GType type)
{
  GType base = greg_source_get_base_type (GREG_SOURCE (self));

  return base == G_TYPE_NONE || g_type_is_a (type, base);
}

/* The type system has no list of the types that implement an interface. */
static GType
root_of (GregSubtypeSource *self)
{
  GType base = greg_source_get_base_type (GREG_SOURCE (self));

  return base == G_TYPE_NONE || G_TYPE_IS_INTERFACE (base) ? G_TYPE_OBJECT : base;
}

/* A type comes before those that derive it. */
static void
collect (GregSubtypeSource *self, GArray *types, GType type)
{
  g_autofree GType *children = NULL;
  guint n_children;

  if (may_be_wanted (self, type))
    g_array_append_val (types, type);
  children = g_type_children (type, &n_children);
  for (guint i = 0; i < n_children; i++)
    collect (self, types, children[i]);
}

/* The serial is read before the types: one that comes meanwhile is looked for once more. */
static void
update_types_locked (GregSubtypeSource *self)
{
  guint serial = g_type_get_type_registration_serial ();

  if (self->types != NULL && self->serial == serial)
    return;
  g_clear_pointer (&self->types, g_array_unref);
  self->types = g_array_new (FALSE, FALSE, sizeof (GType));
  collect (self, self->types, root_of (self));
  self->serial = serial;
  self->n_wanted = 0;
}

/* A type gets its interfaces a moment after it was registered, which no serial tells. Whoever listed the types in
 * between hears of it by the generation. */
static GArray *
list_types (GregSubtypeSource *self)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (GType));

  g_mutex_lock (&self->lock);
  update_types_locked (self);
  for (guint i = 0; i < self->types->len; i++)
    if (fits (self, g_array_index (self->types, GType, i)))
      g_array_append_val (wanted, g_array_index (self->types, GType, i));
  if (self->n_wanted > 0 && wanted->len > self->n_wanted)
    self->n_changes++;
  self->n_wanted = wanted->len;
  g_mutex_unlock (&self->lock);
  return wanted;
}

static GregFactory *
factory_for (GregSubtypeSource *self, GType type)
{
  return greg_type_factories_get (&self->factories, GREG_SOURCE (self), GSIZE_TO_POINTER (type),
                                  name_of (self, type), type, 0);
}

static GType
type_of (GregSubtypeSource *self, const char *name)
{
  g_autofree char *type_name = NULL;

  if (*self->prefix == '\0')
    return g_type_from_name (name);
  type_name = g_strconcat (self->prefix, name, NULL);
  return g_type_from_name (type_name);
}

static gboolean
is_wanted (GregSubtypeSource *self, GType type)
{
  return type != 0 && may_be_wanted (self, type) && fits (self, type);
}

/* --- GregSource --- */

static GregFactory *
greg_subtype_source_peek (GregSource *source, const char *name)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);
  GType type = type_of (self, name);

  return is_wanted (self, type) ? factory_for (self, type) : NULL;
}

static GregFactory *
greg_subtype_source_find (GregSource *source, const char *name, GError **error)
{
  return greg_subtype_source_peek (source, name);
}

static GregFactory *
greg_subtype_source_peek_hashed (GregSource *source, const char *name, guint32 hash)
{
  return greg_subtype_source_peek (source, name);
}

static GregMembership
greg_subtype_source_membership (GregSource *source, const char *name)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);

  return is_wanted (self, type_of (self, name)) ? GREG_MEMBERSHIP_YES : GREG_MEMBERSHIP_NO;
}

static char **
greg_subtype_source_names (GregSource *source)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);
  g_autoptr (GArray) types = list_types (self);
  char **names = g_new0 (char *, types->len + 1);

  for (guint i = 0; i < types->len; i++)
    names[i] = g_strdup (name_of (self, g_array_index (types, GType, i)));
  return names;
}

static GPtrArray *
greg_subtype_source_factories (GregSource *source)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);
  g_autoptr (GArray) types = list_types (self);
  GPtrArray *factories = g_ptr_array_sized_new (types->len);

  for (guint i = 0; i < types->len; i++)
    g_ptr_array_add (factories, factory_for (self, g_array_index (types, GType, i)));
  return factories;
}

static guint
greg_subtype_source_count (GregSource *source)
{
  g_autoptr (GArray) types = list_types (GREG_SUBTYPE_SOURCE (source));

  return types->len;
}

static guint64
greg_subtype_source_generation (GregSource *source)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);
  guint n_changes;

  g_mutex_lock (&self->lock);
  n_changes = self->n_changes;
  g_mutex_unlock (&self->lock);
  return (guint64) g_type_get_type_registration_serial () + n_changes;
}

static char *
greg_subtype_source_advise (GregSource *source, const char *name)
{
  GType type = type_of (GREG_SUBTYPE_SOURCE (source), name);

  return type != 0 ? greg_type_factories_refuse (source, type) : NULL;
}

static void
greg_subtype_source_explain (GregSource *source, const char *name, GregExplanation *explanation)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (source);
  char *reason = greg_subtype_source_advise (source, name);
  g_autofree char *shown = greg_name_show (name);

  if (type_of (self, name) == 0)
    reason = g_strdup_printf ("no type called “%s%s” has been registered so far", self->prefix,
                              shown);
  greg_type_factories_explain (source, name, reason, explanation);
}

/* --- GObject --- */

static void
greg_subtype_source_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (object);

  switch (id)
    {
    case PROP_PREFIX:
      self->prefix = g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_subtype_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (object);

  switch (id)
    {
    case PROP_PREFIX:
      g_value_set_string (value, greg_subtype_source_get_prefix (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_subtype_source_finalize (GObject *object)
{
  GregSubtypeSource *self = GREG_SUBTYPE_SOURCE (object);

  g_free (self->prefix);
  g_clear_pointer (&self->types, g_array_unref);
  greg_type_factories_clear (&self->factories);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (greg_subtype_source_parent_class)->finalize (object);
}

static void
greg_subtype_source_class_init (GregSubtypeSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);
  GregSourceHooks *hooks = greg_source_class_get_hooks (source_class);

  object_class->set_property = greg_subtype_source_set_property;
  object_class->get_property = greg_subtype_source_get_property;
  object_class->finalize = greg_subtype_source_finalize;
  source_class->find = greg_subtype_source_find;
  source_class->peek = greg_subtype_source_peek;
  source_class->membership = greg_subtype_source_membership;
  source_class->names = greg_subtype_source_names;
  source_class->factories = greg_subtype_source_factories;
  source_class->count = greg_subtype_source_count;
  source_class->generation = greg_subtype_source_generation;
  hooks->advise = greg_subtype_source_advise;
  hooks->explain = greg_subtype_source_explain;

  /**
   * GregSubtypeSource:prefix: (getter get_prefix)
   *
   * What the names of the types begin with, and the names of the factories leave out; or %NULL.
   *
   * Since: 1.0
   */
  properties[PROP_PREFIX]
      = g_param_spec_string ("prefix", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_subtype_source_init (GregSubtypeSource *self)
{
  greg_type_factories_init (&self->factories);
  g_mutex_init (&self->lock);
  greg_source_set_trusted (GREG_SOURCE (self), greg_subtype_source_find,
                           greg_subtype_source_peek_hashed, greg_subtype_source_peek);
}

/**
 * greg_subtype_source_new:
 * @name: (nullable): what it holds, for messages, such as “converters”
 * @base_type: the class or interface that all types must be; %G_TYPE_NONE for all GObject types
 * @prefix: (nullable): what the names of the types begin with, and the names here leave out
 *
 * Makes a source of all types of the process that are a certain class or interface.
 *
 * Returns: (transfer full): a new source
 *
 * Since: 1.0
 */
GregSubtypeSource *
greg_subtype_source_new (const char *name, GType base_type, const char *prefix)
{
  return g_object_new (GREG_TYPE_SUBTYPE_SOURCE, "name", name, "base-type", base_type, "prefix",
                       prefix, NULL);
}

/**
 * greg_subtype_source_get_prefix: (get-property prefix)
 * @self: a source
 *
 * Gets what the names of the types begin with, and the names of the factories leave out.
 *
 * Returns: (nullable): the prefix, or %NULL
 *
 * Since: 1.0
 */
const char *
greg_subtype_source_get_prefix (GregSubtypeSource *self)
{
  g_return_val_if_fail (GREG_IS_SUBTYPE_SOURCE (self), NULL);

  return *self->prefix != '\0' ? self->prefix : NULL;
}
