/* greg-source.c - GregSource: where factories are found and things are built
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-source-fields-private.h"

#include "greg-context.h"
#include "greg-marshal.h"
#include "greg-source-hooks-private.h"

/**
 * GregSource:
 *
 * Finds factories by name and builds things with them.
 *
 * [class@Greg.Registry] is the source that can be changed. Other sources present what is registered
 * elsewhere; they derive this class and implement `find` and `names`.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GObject) gzip = greg_source_build (source, "gzip", &error, "level", 9, NULL);
 * ```
 *
 * ## Ownership
 *
 * A source owns nothing that it builds. What look-ups return is owned by the caller and stays usable
 * when it is unregistered meanwhile.
 *
 * ## Errors
 *
 * Looking up gives %NULL for what is absent; requiring and building say why, with
 * [error@Greg.Error]. Errors of constructors and functions keep their own domain and code; the
 * place in the configuration is put in front of their message.
 *
 * ## Threads
 *
 * All functions may be called from any thread. No lock is held while a factory, a handler or a
 * build function runs. Signals are emitted in the thread that made the change.
 *
 * ## From Python and JavaScript
 *
 * `source.lookup ("gzip")`, `source.contains ("gzip")` and `source.list_names ()` work as they are.
 * Arguments of a build go through a [class@Greg.Config], as with
 * [method@Greg.Source.build_with_config].
 *
 * In Python a source is a mapping as well: `'gzip' in source`, `source['gzip']`, `len (source)`; and
 * `source.build ('gzip', level=9)` and `source.build ({'type': 'gzip', 'level': 9})` build. See
 * [the page about Python](python.html).
 *
 * Since: 1.0
 */

enum
{
  PROP_NAME = 1,
  PROP_BASE_TYPE,
  PROP_TRACED,
  N_PROPS
};

enum
{
  REGISTERED,
  UNREGISTERED,
  REPLACED,
  CHANGED,
  BUILT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The private part of the class is inherited like the class itself. */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (GregSource,
                                  greg_source,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (GregSource)
                                  g_type_add_class_private (g_define_type_id,
                                                            sizeof (GregSourceHooks)))

#define PRIV(self) ((GregSourcePrivate *) greg_source_get_instance_private (self))

static GregFactory *
greg_source_real_find (GregSource *self, const char *name, GError **error)
{
  return NULL;
}

static GregMembership
greg_source_real_membership (GregSource *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_find (self, name, &error);

  if (factory != NULL)
    return GREG_MEMBERSHIP_YES;
  return error != NULL ? GREG_MEMBERSHIP_MAYBE : GREG_MEMBERSHIP_NO;
}

/* A source that has no membership() is not asked twice. */
static GregFactory *
greg_source_real_peek (GregSource *self, const char *name)
{
  GregSourceClass *klass = GREG_SOURCE_GET_CLASS (self);

  if (klass->membership != greg_source_real_membership
      && klass->membership (self, name) != GREG_MEMBERSHIP_YES)
    return NULL;
  return greg_source_find (self, name, NULL);
}

static char **
greg_source_real_names (GregSource *self)
{
  return g_new0 (char *, 1);
}

static GPtrArray *
greg_source_real_find_all (GregSource *self, const char *name)
{
  GPtrArray *all = g_ptr_array_new ();
  GregFactory *factory = greg_source_find (self, name, NULL);

  if (factory != NULL)
    g_ptr_array_add (all, factory);
  return all;
}

static GPtrArray *
greg_source_real_factories (GregSource *self)
{
  GPtrArray *all = g_ptr_array_new ();
  g_auto (GStrv) names = greg_source_list_names (self);

  for (char **name = names; *name != NULL; name++)
    {
      GregFactory *factory = greg_source_find (self, *name, NULL);

      if (factory != NULL)
        g_ptr_array_add (all, factory);
    }
  return all;
}

static guint
greg_source_real_count (GregSource *self)
{
  g_auto (GStrv) names = greg_source_list_names (self);

  return g_strv_length (names);
}

static guint64
greg_source_real_generation (GregSource *self)
{
  return 0;
}

static void
greg_source_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregSourcePrivate *priv = PRIV (GREG_SOURCE (object));

  switch (id)
    {
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    case PROP_BASE_TYPE:
      priv->base_type = g_value_get_gtype (value);
      break;
    case PROP_TRACED:
      greg_source_set_traced (GREG_SOURCE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregSourcePrivate *priv = PRIV (GREG_SOURCE (object));

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    case PROP_BASE_TYPE:
      g_value_set_gtype (value, greg_source_get_base_type (GREG_SOURCE (object)));
      break;
    case PROP_TRACED:
      g_value_set_boolean (value, greg_source_get_traced (GREG_SOURCE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* The class is only known when construction has come to its end. */
static void
greg_source_constructed (GObject *object)
{
  GregSource *self = GREG_SOURCE (object);

  PRIV (self)->home = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (self))->home;
  G_OBJECT_CLASS (greg_source_parent_class)->constructed (object);
}

/* A build function may hold the source (a script's closure over it), and so may whoever watches it:
 * disposing breaks the cycle. */
static void
greg_source_dispose (GObject *object)
{
  greg_source_clear_build_hook (GREG_SOURCE (object));
  greg_feed_set_end_all (&PRIV (GREG_SOURCE (object))->feeds, GREG_SOURCE (object));

  G_OBJECT_CLASS (greg_source_parent_class)->dispose (object);
}

static void
greg_source_finalize (GObject *object)
{
  GregSourcePrivate *priv = PRIV (GREG_SOURCE (object));

  g_free (priv->name);
  g_free (priv->failure);
  greg_feed_set_clear (&priv->feeds);
  g_mutex_clear (&priv->hook_lock);

  G_OBJECT_CLASS (greg_source_parent_class)->finalize (object);
}

static guint
add_factory_signal (GregSourceClass *klass, const char *name)
{
  guint id = g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED,
                           0, NULL, NULL, g_cclosure_marshal_VOID__OBJECT, G_TYPE_NONE, 1,
                           GREG_TYPE_FACTORY);

  g_signal_set_va_marshaller (id, G_TYPE_FROM_CLASS (klass), g_cclosure_marshal_VOID__OBJECTv);
  return id;
}

static void
greg_source_class_init (GregSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->set_property = greg_source_set_property;
  object_class->get_property = greg_source_get_property;
  object_class->constructed = greg_source_constructed;
  object_class->dispose = greg_source_dispose;
  object_class->finalize = greg_source_finalize;
  klass->find = greg_source_real_find;
  klass->names = greg_source_real_names;
  klass->find_all = greg_source_real_find_all;
  klass->factories = greg_source_real_factories;
  klass->count = greg_source_real_count;
  klass->generation = greg_source_real_generation;
  klass->select = greg_source_real_select;
  klass->membership = greg_source_real_membership;
  klass->peek = greg_source_real_peek;

  /**
   * GregSource:name: (getter get_name)
   *
   * The name of the source, for messages; such as what it holds: “converters”.
   *
   * Since: 1.0
   */
  properties[PROP_NAME]
      = g_param_spec_string ("name", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GregSource:base-type: (getter get_base_type)
   *
   * What every product must be: a class or an interface, or %G_TYPE_NONE for anything.
   *
   * Since: 1.0
   */
  properties[PROP_BASE_TYPE]
      = g_param_spec_gtype ("base-type", NULL, NULL, G_TYPE_NONE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GregSource:traced: (getter get_traced) (setter set_traced)
   *
   * Whether [signal@Greg.Source::built] is emitted.
   *
   * Since: 1.0
   */
  properties[PROP_TRACED]
      = g_param_spec_boolean ("traced", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GregSource::registered:
   * @self: the source
   * @factory: what has come
   *
   * Emitted when a factory has been registered, after it can be found, in the thread that did it.
   *
   * The detail is the factory's primary name.
   *
   * Since: 1.0
   */
  signals[REGISTERED] = add_factory_signal (klass, "registered");

  /**
   * GregSource::unregistered:
   * @self: the source
   * @factory: what has gone
   *
   * Emitted when a factory has been unregistered, in the thread that did it.
   *
   * The detail is the factory's primary name. Another factory of that name may be found now, when
   * several were registered.
   *
   * Since: 1.0
   */
  signals[UNREGISTERED] = add_factory_signal (klass, "unregistered");

  /**
   * GregSource::replaced:
   * @self: the source
   * @old_factory: what has gone
   * @new_factory: what has come in its place
   *
   * Emitted when one factory has taken the place of another of the same name.
   *
   * The detail is the primary name of both.
   *
   * Since: 1.0
   */
  signals[REPLACED] = g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                                    NULL, greg_marshal_VOID__OBJECT_OBJECT, G_TYPE_NONE, 2,
                                    GREG_TYPE_FACTORY, GREG_TYPE_FACTORY);
  g_signal_set_va_marshaller (signals[REPLACED], type, greg_marshal_VOID__OBJECT_OBJECTv);

  /**
   * GregSource::changed:
   * @self: the source
   *
   * Emitted once after all signals of one operation, however many factories came and went.
   *
   * A registry emits it also when an ancestor has done so, since what it inherits may be different.
   *
   * Since: 1.0
   */
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
  g_signal_set_va_marshaller (signals[CHANGED], type, g_cclosure_marshal_VOID__VOIDv);

  /**
   * GregSource::built:
   * @self: the source
   * @factory: what made it
   * @object: (nullable): what was made; %NULL when it is not an object
   *
   * Emitted when something was built with a factory of this source, as long as
   * [property@Greg.Source:traced] is %TRUE: for the parts of a tree too, each when it is ready, in
   * the thread that builds.
   *
   * The detail is the factory's primary name.
   *
   * Since: 1.0
   */
  signals[BUILT] = g_signal_new ("built", type, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                                 greg_marshal_VOID__OBJECT_OBJECT, G_TYPE_NONE, 2,
                                 GREG_TYPE_FACTORY, G_TYPE_OBJECT);
  g_signal_set_va_marshaller (signals[BUILT], type, greg_marshal_VOID__OBJECT_OBJECTv);
}

static void
greg_source_init (GregSource *self)
{
  PRIV (self)->base_type = G_TYPE_NONE;
  greg_feed_set_init (&PRIV (self)->feeds);
  g_mutex_init (&PRIV (self)->hook_lock);
}

GregFeedSet *
greg_source_get_feeds (GregSource *self)
{
  return &PRIV (self)->feeds;
}

GregSourceHooks *
greg_source_class_get_hooks (GregSourceClass *klass)
{
  return G_TYPE_CLASS_GET_PRIVATE (klass, GREG_TYPE_SOURCE, GregSourceHooks);
}

/* A quark is never freed, so a name is not made one here; nobody who listens to a detail can have done so
 * without making the quark. */
static GQuark
detail_of (GregFactory *factory)
{
  return g_quark_try_string (greg_factory_get_name (factory));
}

void
greg_source_emit_registered (GregSource *self, GregFactory *factory)
{
  g_signal_emit (self, signals[REGISTERED], detail_of (factory), factory);
}

void
greg_source_emit_unregistered (GregSource *self, GregFactory *factory)
{
  g_signal_emit (self, signals[UNREGISTERED], detail_of (factory), factory);
}

void
greg_source_emit_replaced (GregSource *self, GregFactory *old_factory, GregFactory *new_factory)
{
  g_signal_emit (self, signals[REPLACED], detail_of (new_factory), old_factory, new_factory);
}

void
greg_source_emit_changed (GregSource *self)
{
  g_autoptr (GregSource) followed = NULL;

  if (G_UNLIKELY (g_atomic_int_get (&PRIV (self)->followed)))
    followed = g_object_ref (self);
  g_signal_emit (self, signals[CHANGED], 0);
  if (followed != NULL)
    greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (followed))->pass_on (followed);
}

void
greg_source_set_followed (GregSource *self)
{
  g_atomic_int_set (&PRIV (self)->followed, TRUE);
}

void
greg_source_set_defers (GregSource *self)
{
  PRIV (self)->defers = TRUE;
}

gboolean
greg_source_is_traced (GregSource *self)
{
  return g_atomic_int_get (&PRIV (self)->traced);
}

void
greg_source_emit_built (GregSource *self, GregFactory *factory, GObject *object)
{
  if (G_UNLIKELY (greg_source_is_traced (self)))
    g_signal_emit (self, signals[BUILT], detail_of (factory), factory, object);
}

GregSourcePrivate *
greg_source_get_private (GregSource *self)
{
  return PRIV (self);
}

void
greg_source_set_trusted (GregSource *self,
                         GregSourceFind find,
                         GregSourcePeek peek,
                         GregSourceKnown known)
{
  PRIV (self)->trusted = find;
  PRIV (self)->peek = peek;
  PRIV (self)->known = known;
}

GregSourcePeek
greg_source_get_trusted_peek (GregSource *self)
{
  GregSourcePrivate *priv = PRIV (self);

  return GREG_SOURCE_GET_CLASS (self)->find == priv->trusted ? priv->peek : NULL;
}

gboolean
greg_source_peeks_no_more (GregSource *self)
{
  return PRIV (self)->known != NULL && GREG_SOURCE_GET_CLASS (self)->peek == PRIV (self)->known;
}

gboolean
greg_source_has_membership (GregSource *self)
{
  return GREG_SOURCE_GET_CLASS (self)->membership != greg_source_real_membership;
}

/**
 * greg_source_get_name: (get-property name)
 * @self: a source
 *
 * Gets the name of the source.
 *
 * Returns: (nullable): the name
 *
 * Since: 1.0
 */
const char *
greg_source_get_name (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);

  return PRIV (self)->name;
}

const char *
greg_source_get_label (GregSource *self)
{
  const char *name = PRIV (self)->name;

  return name != NULL && *name != '\0' ? name : G_OBJECT_TYPE_NAME (self);
}

void
greg_source_set_base_type (GregSource *self, GType base_type)
{
  g_atomic_pointer_set (&PRIV (self)->base_type, base_type);
}

/**
 * greg_source_get_base_type: (get-property base-type)
 * @self: a source
 *
 * Gets the type that every product must be.
 *
 * Returns: a class or an interface, or %G_TYPE_NONE for anything
 *
 * Since: 1.0
 */
GType
greg_source_get_base_type (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), G_TYPE_NONE);

  return (GType) g_atomic_pointer_get (&PRIV (self)->base_type);
}

/**
 * greg_source_dup_generation:
 * @self: a source
 *
 * Tells a number that grows with every change that could alter an answer.
 *
 * Compare two of them to see whether something kept from earlier is still right. Setting a function
 * with [method@Greg.Source.set_build_func] and switching [property@Greg.Source:traced] count too: both
 * change what a build by name does. The numbers of different sources have nothing to do with each
 * other.
 *
 * Returns: the generation
 *
 * Since: 1.0
 */
guint64
greg_source_dup_generation (GregSource *self)
{
  guint64 generation = G_GUINT64_CONSTANT (1) << 48;
  guint settings;

  g_return_val_if_fail (GREG_IS_SOURCE (self), 0);

  settings = (guint) g_atomic_int_get (&PRIV (self)->settings);
  /* Another thread gets other answers; what is kept of them is never taken for these. */
  if (greg_source_is_here (self))
    generation = GREG_SOURCE_GET_CLASS (self)->generation (self); /* which may drop the source */
  return generation + settings;
}

/**
 * greg_source_get_traced: (get-property traced)
 * @self: a source
 *
 * Gets whether [signal@Greg.Source::built] is emitted.
 *
 * Returns: %TRUE when it is
 *
 * Since: 1.0
 */
gboolean
greg_source_get_traced (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), FALSE);

  return g_atomic_int_get (&PRIV (self)->traced);
}

/**
 * greg_source_set_traced: (set-property traced)
 * @self: a source
 * @traced: whether to tell what is built
 *
 * Sets whether [signal@Greg.Source::built] is emitted.
 *
 * Since: 1.0
 */
void
greg_source_set_traced (GregSource *self, gboolean traced)
{
  g_return_if_fail (GREG_IS_SOURCE (self));

  traced = !!traced;
  if (g_atomic_int_exchange (&PRIV (self)->traced, traced) == traced)
    return;
  g_atomic_int_inc (&PRIV (self)->settings);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACED]);
}

/**
 * greg_source_announce_built:
 * @self: a source
 * @factory: a factory that it found
 * @object: (nullable): what the factory made, or %NULL when that is not a GObject
 *
 * Tells what was built, if the source is traced.
 *
 * For languages that call their own factories themselves: with [property@Greg.Source:traced] set it
 * emits [signal@Greg.Source::built], as every build of the library does.
 *
 * Since: 1.0
 */
void
greg_source_announce_built (GregSource *self, GregFactory *factory, GObject *object)
{
  g_return_if_fail (GREG_IS_SOURCE (self));
  g_return_if_fail (GREG_IS_FACTORY (factory));
  g_return_if_fail (object == NULL || G_IS_OBJECT (object));

  greg_source_emit_built (self, factory, object);
}
