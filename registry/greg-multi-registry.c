/* greg-multi-registry.c - GregMultiRegistry: several sources seen as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-multi-defer-private.h"
#include "greg-multi-explain-private.h"
#include "greg-name-private.h"
#include "greg-source-hooks-private.h"

/**
 * GregMultiRegistry:
 *
 * Several sources, in an order, seen as one.
 *
 * Each of its sources may have a prefix, by which it can be asked alone: with the prefix “timm” and
 * the separator “.”, `timm.resnet50` is what that source knows as `resnet50`. It shows what its
 * sources have at each moment, and copies nothing.
 *
 * ## How a name is found
 *
 * 1. The text as it stands, among what each source knows already, in their order. So a name is found
 *    even if it begins with what is also a prefix.
 * 2. If the text begins with a prefix and the separator, the source of the longest such prefix is
 *    asked for the rest. It answers alone: what it does not have is not there.
 * 3. Any other text is a bare name. Each source is asked in order, and may load what is missing; the
 *    first that has it gives it. Sources that cannot tell whether they have it
 *    (%GREG_MEMBERSHIP_MAYBE) are asked after all others. If several of them would have to be asked and
 *    [property@Greg.MultiRegistry:strict] is set, none is, and the look-up fails with
 *    [error@Greg.Error.AMBIGUOUS].
 *
 * A source that fails hides no other. Only if nothing is found, its error is part of the explanation
 * that [method@Greg.Source.require] gives. A factory that does not fit the base type of the
 * multi-registry counts as not there.
 *
 * ## What is listed
 *
 * The names of the sources in their order, with the prefix of those that have one, each name once.
 * A name is listed if [method@Greg.Source.peek] gives a factory for it, and that is the factory
 * listed with it. A name that has a prefix is found without it, too, but not listed so. In a query,
 * globs are compared with the listed name, with the factory's own and with its aliases; the order by
 * name is that of the listed names.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregMultiRegistry) all = greg_multi_registry_new ("all", G_TYPE_CONVERTER);
 *
 * if (!greg_multi_registry_append (all, NULL, GREG_SOURCE (ours), &error)
 *     || !greg_multi_registry_append (all, "plug-in", GREG_SOURCE (theirs), &error))
 *   return FALSE;
 * converter = greg_source_build (GREG_SOURCE (all), "plug-in.gzip", &error, "level", 9, NULL);
 * ```
 *
 * ## Ownership
 *
 * A multi-registry holds its sources, and they do not hold it. A source that does, by a function
 * for instance, makes a cycle, which removing it, or disposing of the multi-registry, breaks.
 *
 * ## Errors
 *
 * A prefix that is taken, or a source that is there already, is [error@Greg.Error.EXISTS]; a bad
 * prefix is [error@Greg.Error.INVALID_NAME]; a source that would contain itself is
 * [error@Greg.Error.CYCLE]; one that is not there is [error@Greg.Error.NOT_FOUND]. Registering
 * without a default source is [error@Greg.Error.READ_ONLY].
 *
 * ## Threads
 *
 * All functions may be called from any thread. No lock is held while a source is asked or a handler
 * runs: each may change the multi-registry. A call that runs meanwhile goes on with the sources that
 * it began with. [signal@Greg.Source::changed] is emitted in the thread that changed the
 * multi-registry or one of its sources; it has no other signals of change, and
 * [method@Greg.Source.watch] tells the differences.
 *
 * ## Building
 *
 * A build function of its own makes the products. If it has none, that of the first source counts
 * that has the factory. [signal@Greg.Source::built] is emitted by the source that was asked to build.
 *
 * ## From Python and JavaScript
 *
 * `Greg.MultiRegistry.new ('all', Gio.Converter)`, then `append (None, ours)` and
 * `append ('plug-in', theirs)` work as in C; with another separator
 * `Greg.MultiRegistry (name='all', separator='_')`. `greg_multi_registry_concat ()` is
 * `Greg.MultiRegistry.concat (ours, theirs)`.
 *
 * Since: 1.0
 */

#define DEFAULT_SEPARATOR "."

enum
{
  PROP_SEPARATOR = 1,
  PROP_STRICT,
  PROP_DEFAULT_SOURCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GregMultiRegistry, greg_multi_registry, GREG_TYPE_SOURCE)

#define PRIV(self) ((GregMultiRegistryPrivate *) greg_multi_registry_get_instance_private (self))

/* --- for the other files --- */

GregMultiRegistryPrivate *
greg_multi_registry_get_private (GregMultiRegistry *self)
{
  return PRIV (self);
}

/* The cast is not checked: this is what every look-up begins with. */
GregMultiView
greg_multi_registry_view (GregSource *source)
{
  GregMultiRegistryPrivate *priv = PRIV ((GregMultiRegistry *) source);
  GregMultiView view;

  view.strict = g_atomic_int_get (&priv->strict);
  g_mutex_lock (&priv->lock);
  view.members = greg_multi_members_ref (priv->members);
  g_mutex_unlock (&priv->lock);
  return view;
}

void
greg_multi_view_clear (GregMultiView *self)
{
  g_clear_pointer (&self->members, greg_multi_members_unref);
}

void
greg_multi_registry_notify_default (GregMultiRegistry *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_SOURCE]);
}

/* --- GregSource --- */

static guint64
sum_generations (const GregMultiView *view)
{
  guint64 sum = 0;

  for (guint i = 0; i < view->members->n; i++)
    sum += greg_source_dup_generation (view->members->items[i]->source);
  return sum;
}

/* A number of its own, which grows when the sum of the members' does. The sum itself would fall when a member
 * leaves. A sum of members that are no longer these says nothing, and need not: the exchange has been counted. */
static guint64
greg_multi_registry_generation (GregSource *source)
{
  g_autoptr (GregMultiRegistry) self = g_object_ref (GREG_MULTI_REGISTRY (source));
  GregMultiRegistryPrivate *priv = PRIV (self);
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  guint64 sum = sum_generations (&view);
  guint64 generation;

  g_mutex_lock (&priv->lock);
  if (priv->members == view.members && sum > priv->seen)
    {
      priv->seen = sum;
      priv->generation++;
    }
  generation = priv->generation;
  g_mutex_unlock (&priv->lock);
  return generation;
}

/* --- GObject --- */

static void
set_separator (GregMultiRegistry *self, const char *separator)
{
  if (separator == NULL)
    return;
  g_return_if_fail (greg_name_check ("separator", separator, NULL));

  g_free (PRIV (self)->separator);
  PRIV (self)->separator = g_strdup (separator);
}

static void
greg_multi_registry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregMultiRegistry *self = GREG_MULTI_REGISTRY (object);

  switch (id)
    {
    case PROP_SEPARATOR:
      set_separator (self, g_value_get_string (value));
      break;
    case PROP_STRICT:
      greg_multi_registry_set_strict (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_multi_registry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregMultiRegistry *self = GREG_MULTI_REGISTRY (object);

  switch (id)
    {
    case PROP_SEPARATOR:
      g_value_set_string (value, PRIV (self)->separator);
      break;
    case PROP_STRICT:
      g_value_set_boolean (value, greg_multi_registry_get_strict (self));
      break;
    case PROP_DEFAULT_SOURCE:
      g_value_take_object (value, greg_multi_registry_dup_default_source (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Breaks the cycles through sources that hold this one. */
static void
greg_multi_registry_dispose (GObject *object)
{
  greg_multi_registry_close (GREG_MULTI_REGISTRY (object));

  G_OBJECT_CLASS (greg_multi_registry_parent_class)->dispose (object);
}

static void
greg_multi_registry_finalize (GObject *object)
{
  GregMultiRegistryPrivate *priv = PRIV (GREG_MULTI_REGISTRY (object));

  greg_multi_registry_close (GREG_MULTI_REGISTRY (object));
  greg_multi_members_unref (priv->members);
  g_free (priv->separator);
  g_mutex_clear (&priv->lock);

  G_OBJECT_CLASS (greg_multi_registry_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * GregMultiRegistry:separator: (getter get_separator)
   *
   * What stands between the prefix of a source and a name of it.
   *
   * It must be UTF-8 without control characters and not empty; %NULL is “.”.
   *
   * Since: 1.0
   */
  properties[PROP_SEPARATOR]
      = g_param_spec_string ("separator", NULL, NULL, DEFAULT_SEPARATOR,
                             flags | G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY);

  /**
   * GregMultiRegistry:strict: (getter get_strict) (setter set_strict)
   *
   * Whether a bare name that several sources may have, without being able to tell, is an error.
   *
   * Otherwise they are asked in order. To change this is a change that counts: `changed` is emitted.
   *
   * Since: 1.0
   */
  properties[PROP_STRICT]
      = g_param_spec_boolean ("strict", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);

  /**
   * GregMultiRegistry:default-source: (getter dup_default_source)
   *
   * The registry among the sources to which additions go, or %NULL.
   *
   * It is set with [method@Greg.MultiRegistry.set_default_source], which may fail.
   *
   * Since: 1.0
   */
  properties[PROP_DEFAULT_SOURCE] = g_param_spec_object ("default-source", NULL, NULL,
                                                         GREG_TYPE_REGISTRY,
                                                         flags | G_PARAM_READABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_multi_registry_class_init (GregMultiRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);
  GregSourceHooks *hooks = greg_source_class_get_hooks (source_class);

  object_class->set_property = greg_multi_registry_set_property;
  object_class->get_property = greg_multi_registry_get_property;
  object_class->dispose = greg_multi_registry_dispose;
  object_class->finalize = greg_multi_registry_finalize;
  source_class->find = greg_multi_registry_find;
  source_class->find_all = greg_multi_registry_find_all;
  source_class->names = greg_multi_registry_names;
  source_class->factories = greg_multi_registry_factories;
  source_class->count = greg_multi_registry_count;
  source_class->generation = greg_multi_registry_generation;
  source_class->select = greg_multi_registry_select;
  source_class->membership = greg_multi_registry_membership;
  source_class->peek = greg_multi_registry_peek;
  hooks->defers_to_hooked = greg_multi_registry_defers_to_hooked;
  hooks->defer = greg_multi_registry_defer;
  hooks->explain = greg_multi_registry_explain;
  hooks->advise = greg_multi_registry_advise;
  hooks->offer = greg_multi_registry_offer;
  hooks->select_names = greg_multi_registry_select_names;
  hooks->outline = greg_multi_registry_outline;
  install_properties (object_class);
}

static void
greg_multi_registry_init (GregMultiRegistry *self)
{
  GregMultiRegistryPrivate *priv = PRIV (self);

  g_mutex_init (&priv->lock);
  priv->members = greg_multi_members_new ();
  priv->separator = g_strdup (DEFAULT_SEPARATOR);
  greg_source_set_trusted (GREG_SOURCE (self), greg_multi_registry_find,
                           greg_multi_registry_peek_quickly, NULL);
  greg_source_set_defers (GREG_SOURCE (self));
}

/* --- public functions --- */

/**
 * greg_multi_registry_new:
 * @name: (nullable): a name for messages
 * @base_type: what every product must be, or %G_TYPE_NONE for anything
 *
 * Makes a multi-registry without sources.
 *
 * The separator is “.”; another one is given as [property@Greg.MultiRegistry:separator] to
 * [ctor@GObject.Object.new].
 *
 * Returns: (transfer full): a new multi-registry
 *
 * Since: 1.0
 */
GregMultiRegistry *
greg_multi_registry_new (const char *name, GType base_type)
{
  return g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", name, "base-type", base_type, NULL);
}

/**
 * greg_multi_registry_get_separator: (get-property separator)
 * @self: a multi-registry
 *
 * Gets what stands between the prefix of a source and a name of it.
 *
 * Returns: the separator
 *
 * Since: 1.0
 */
const char *
greg_multi_registry_get_separator (GregMultiRegistry *self)
{
  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);

  return PRIV (self)->separator;
}

/**
 * greg_multi_registry_get_strict: (get-property strict)
 * @self: a multi-registry
 *
 * Tells whether a bare name that several sources may have is an error.
 *
 * Returns: %TRUE when it is
 *
 * Since: 1.0
 */
gboolean
greg_multi_registry_get_strict (GregMultiRegistry *self)
{
  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), FALSE);

  return g_atomic_int_get (&PRIV (self)->strict);
}

/**
 * greg_multi_registry_set_strict: (set-property strict)
 * @self: a multi-registry
 * @strict: whether it is an error
 *
 * Decides whether a bare name that several sources may have is an error.
 *
 * Since: 1.0
 */
void
greg_multi_registry_set_strict (GregMultiRegistry *self, gboolean strict)
{
  GregMultiRegistryPrivate *priv;

  g_return_if_fail (GREG_IS_MULTI_REGISTRY (self));

  priv = PRIV (self);
  strict = !!strict;
  if (g_atomic_int_exchange (&priv->strict, strict) == strict)
    return;
  g_mutex_lock (&priv->lock);
  priv->generation++;
  g_mutex_unlock (&priv->lock);

  g_object_ref (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRICT]);
  greg_source_emit_changed (GREG_SOURCE (self));
  g_object_unref (self);
}
