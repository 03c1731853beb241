/* greg-registry.c - GregRegistry: the source that changes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-fields-private.h"

#include "greg-enum-types.h"
#include "greg-listing-private.h"
#include "greg-lookup-private.h"
#include "greg-marshal.h"
#include "greg-registry-explain-private.h"
#include "greg-registry-text-private.h"
#include "greg-source-fields-private.h"

/**
 * GregRegistry:
 *
 * The source whose factories come and go.
 *
 * A registry belongs to whoever makes it; there is no global one, and nothing is registered by
 * being linked. A factory is found under its primary name and its aliases. What happens when a name
 * is taken is decided by [property@Greg.Registry:duplicates], and for one call by
 * [method@Greg.Registry.add_full]:
 *
 * - A newcomer that is identical to a factory of its name is no newcomer: the old one stands for
 *   it, whatever the policy.
 * - %GREG_DUPLICATES_KEEP: the old one stays, and stands for it.
 * - %GREG_DUPLICATES_REJECT, the default: a newcomer of the same definition takes the place of the
 *   old one (a module that is imported twice); any other is refused. The same definition means the
 *   same file, line and qualified name; with [property@Greg.Registry:redefine] also the same module
 *   and qualified name (a cell that is run again).
 * - %GREG_DUPLICATES_REPLACE: all factories of that name leave, with their aliases.
 * - %GREG_DUPLICATES_STACK: all stay. The one of highest priority is found, among equals the one
 *   that was registered first; when it leaves, the next one is found.
 *
 * Under every policy the name and the aliases of a newcomer must not be known for a factory of
 * another name, or it is refused and nothing changes. Who takes a place takes it in the list as
 * well.
 *
 * ## Finding
 *
 * A registry may have a parent, and a scope by which others of the tree ask for it. There is one
 * order in which a name is looked for, and the first that has it answers:
 *
 * | Pass | Who is asked | For what |
 * | --- | --- | --- |
 * | 1 | this registry, its parent, and so on up to the root; one that masks the text ([method@Greg.Registry.mask]) is the last | the whole text, as a name or an alias |
 * | 2, if the text has the separator | the nearest of these whose own scope, or one of whose children's, is what stands before the first separator; then its child whose scope the rest begins with, and so on downwards | the rest, whole at each step |
 * | 3, if nobody had it | handlers of [signal@Greg.Registry::resolve], until one gives a factory: of the registries of pass 2, then of pass 1 | the same texts |
 * | | loaders ([method@Greg.Registry.add_loader]) of the same, until passes 1 and 2 find the name; the handlers once more, if a loader was run | the same texts |
 *
 * What another registry has and this one's base type excludes counts as not there. Listing, counting
 * and queries ask nobody: listed are the own names, then those that pass 1 finds in the parent, and
 * so on. See [the page about hierarchies](hierarchies.html).
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregRegistry) converters = greg_registry_new ("converters", G_TYPE_CONVERTER);
 *
 * if (!GREG_REGISTER_TYPE (converters, "gzip", G_TYPE_ZLIB_COMPRESSOR, &error))
 *   return FALSE;
 * converter = greg_source_build (GREG_SOURCE (converters), "gzip", &error, "level", 9, NULL);
 * ```
 *
 * ## Ownership
 *
 * A registry holds a reference on each factory, and factories hold their functions' data. A
 * function that in turn holds the registry, or one below it, makes a cycle, which unregistering, or
 * disposing of the registry, breaks. A child holds its parent; the parent does not hold its children.
 * A registry that was disposed has nothing, and passes no more changes on to those below it.
 *
 * ## Errors
 *
 * A name that is taken is [error@Greg.Error.EXISTS], with the origins of both factories. A frozen
 * registry is [error@Greg.Error.READ_ONLY]. Bad names and types are [error@Greg.Error.INVALID_NAME]
 * and [error@Greg.Error.INVALID_TYPE]. An operation that fails has changed nothing, but a factory
 * that was refused may be sealed.
 *
 * ## Threads
 *
 * All functions may be called from any thread. Signals are emitted in the thread that made the
 * change, after it is visible, one after the other, then `changed` once, here and then on all below.
 * All registries of a tree have one lock, so that each answer is of one moment. It is not held while
 * a handler, a loader, a class initialiser or a destroy notify runs: each of them may use the
 * registry, and change it. Finding what is there never waits for a loader.
 *
 * ## From Python and JavaScript
 *
 * `Greg.Registry.new ('converters', Gio.Converter)`, then `register_type ('gzip',
 * Gio.ZlibCompressor)` and `add (factory)` work as in C. Conflicts arrive as exceptions that match
 * `Greg.Error.EXISTS`.
 *
 * In Python a registry is a decorator too: `@registry`, `@registry.register ('name', aliases=['n'])`.
 * See [the page about Python](python.html).
 *
 * Since: 1.0
 */

enum
{
  PROP_DUPLICATES = 1,
  PROP_REDEFINE,
  PROP_FROZEN,
  PROP_PARENT,
  PROP_SCOPE,
  PROP_SEPARATOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint resolve_signal;

G_DEFINE_TYPE_WITH_PRIVATE (GregRegistry, greg_registry, GREG_TYPE_SOURCE)

#define PRIV(self) ((GregRegistryPrivate *) greg_registry_get_instance_private (self))

GregRegistryPrivate *
greg_registry_get_private (GregRegistry *self)
{
  return PRIV (self);
}

/* --- pass 3 --- */

GregFactory *
greg_registry_emit_resolve (GregRegistry *self, const char *name)
{
  GregFactory *factory = NULL;

  g_signal_emit (self, resolve_signal, 0, name, &factory);
  return factory;
}

/* Most misses have nobody to ask. */
gboolean
greg_registry_has_helpers (GregRegistry *self)
{
  return greg_loaders_is_pending (PRIV (self)->loaders)
         || g_signal_has_handler_pending (self, resolve_signal, 0, FALSE);
}

static gboolean
first_factory_wins (GSignalInvocationHint *hint,
                    GValue *result,
                    const GValue *handler_result,
                    gpointer data)
{
  gpointer factory = g_value_get_object (handler_result);

  if (factory != NULL)
    g_value_set_object (result, factory);
  return factory == NULL;
}

/* --- GregSource --- */

/* The cast is not checked: this is what every build begins with. */
static GregFactory *
greg_registry_peek_hashed (GregSource *source, const char *name, guint32 hash)
{
  return greg_lookup (PRIV ((GregRegistry *) source)->table, name, hash);
}

static GregFactory *
greg_registry_peek (GregSource *source, const char *name)
{
  return greg_registry_peek_hashed (source, name, greg_store_hash (name));
}

static GregFactory *
greg_registry_find (GregSource *source, const char *name, GError **error)
{
  GregFactory *factory = greg_registry_peek (source, name);

  return factory != NULL ? factory : greg_registry_find_missing (GREG_REGISTRY (source), name, error);
}

static GPtrArray *
greg_registry_find_all (GregSource *source, const char *name)
{
  GregRegistry *self = GREG_REGISTRY (source);
  GPtrArray *all = greg_lookup_all (PRIV (self)->table, name);
  g_autoptr (GregFactory) missing = NULL;

  if (all->len == 0)
    missing = greg_registry_find_missing (self, name, NULL);
  if (missing == NULL)
    return all;
  g_ptr_array_unref (all);
  all = greg_lookup_all (PRIV (self)->table, name);
  if (all->len == 0)
    g_ptr_array_add (all, g_steal_pointer (&missing));
  return all;
}

static char **
greg_registry_names (GregSource *source)
{
  return greg_listing_names (PRIV (GREG_REGISTRY (source))->table, FALSE);
}

static GPtrArray *
greg_registry_factories (GregSource *source)
{
  return greg_listing_factories (PRIV (GREG_REGISTRY (source))->table, FALSE);
}

static guint
greg_registry_count (GregSource *source)
{
  return greg_listing_count (PRIV (GREG_REGISTRY (source))->table, FALSE);
}

/* The build functions of ancestors count here too. */
static guint64
greg_registry_generation (GregSource *source)
{
  GregRegistry *self = GREG_REGISTRY (source);
  guint64 generation = greg_table_get_generation (PRIV (self)->table);

  for (GregRegistry *level = PRIV (self)->parent; level != NULL; level = PRIV (level)->parent)
    generation += (guint) g_atomic_int_get (&greg_source_get_private (GREG_SOURCE (level))->settings);
  return generation;
}

static GPtrArray *
greg_registry_select (GregSource *source, GregQuery *query)
{
  return greg_found_finish (greg_listing_query (PRIV (GREG_REGISTRY (source))->table, query), query);
}

/* A derived class that lists something else than the table must be listed. */
static gboolean
lists_tables (GregSourceClass *klass)
{
  return klass->names == greg_registry_names && klass->factories == greg_registry_factories
         && klass->find_all == greg_registry_find_all && klass->select == greg_registry_select;
}

/* A root can tell each change. What a change is for a child depends on what all its levels have, so it
 * is listed when it has changed. */
static gboolean
greg_registry_attach (GregSource *source, GregFeed *feed, gboolean replay, GregChanges **there)
{
  GregRegistryPrivate *priv = PRIV (GREG_REGISTRY (source));
  gboolean exact = priv->parent == NULL && lists_tables (GREG_SOURCE_GET_CLASS (source));

  if (exact)
    *there = greg_table_attach (priv->table, feed, replay);
  return exact;
}

static void
greg_registry_detach (GregSource *source, GregFeed *feed)
{
  greg_table_detach (PRIV (GREG_REGISTRY (source))->table, feed);
}

static gboolean
greg_registry_list (GregSource *source, GregChanges **there)
{
  gboolean lists = lists_tables (GREG_SOURCE_GET_CLASS (source));

  if (lists)
    *there = greg_listing_entries (PRIV (GREG_REGISTRY (source))->table);
  return lists;
}

/* --- with ancestors and descendants --- */

static gboolean
greg_registry_defers_to_hooked (GregSource *source)
{
  return greg_source_is_hooked (GREG_SOURCE (PRIV (GREG_REGISTRY (source))->parent));
}

static GregSource *
greg_registry_defer (GregSource *source, GregFactory *factory)
{
  return g_object_ref (GREG_SOURCE (PRIV (GREG_REGISTRY (source))->parent));
}

static GregSource *
greg_registry_enter (GregSource *source, const char *scope)
{
  return (GregSource *) greg_lookup_scope (PRIV (GREG_REGISTRY (source))->table, scope);
}

/* What an ancestor announces, its descendants announce in turn. */
static void
greg_registry_pass_on (GregSource *source)
{
  g_autoptr (GPtrArray) children = greg_family_list_children (PRIV (GREG_REGISTRY (source))->table);

  for (guint i = 0; i < children->len; i++)
    greg_source_emit_changed (children->pdata[i]);
}

/* --- GObject --- */

static void
greg_registry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregRegistry *self = GREG_REGISTRY (object);

  switch (id)
    {
    case PROP_DUPLICATES:
      g_value_set_enum (value, greg_registry_get_duplicates (self));
      break;
    case PROP_REDEFINE:
      g_value_set_boolean (value, greg_registry_get_redefine (self));
      break;
    case PROP_FROZEN:
      g_value_set_boolean (value, greg_registry_is_frozen (self));
      break;
    case PROP_PARENT:
      g_value_set_object (value, PRIV (self)->parent);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, greg_registry_get_scope (self));
      break;
    case PROP_SEPARATOR:
      g_value_set_string (value, greg_registry_get_separator (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_registry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregRegistry *self = GREG_REGISTRY (object);

  switch (id)
    {
    case PROP_DUPLICATES:
      greg_registry_set_duplicates (self, g_value_get_enum (value));
      break;
    case PROP_REDEFINE:
      greg_registry_set_redefine (self, g_value_get_boolean (value));
      break;
    case PROP_PARENT:
      PRIV (self)->parent = g_value_dup_object (value);
      break;
    case PROP_SCOPE:
      PRIV (self)->wanted_scope = g_value_dup_string (value);
      break;
    case PROP_SEPARATOR:
      PRIV (self)->wanted_separator = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A child that is not told what its products must be takes that from its parent. */
static void
inherit_base_type (GregRegistry *self)
{
  GregSourcePrivate *own = greg_source_get_private (GREG_SOURCE (self));

  if (own->base_type == G_TYPE_NONE)
    own->base_type = greg_source_get_base_type (GREG_SOURCE (PRIV (self)->parent));
}

static void
greg_registry_constructed (GObject *object)
{
  GregRegistry *self = GREG_REGISTRY (object);
  GregRegistryPrivate *priv = PRIV (self);
  GregTable *parent = NULL;

  G_OBJECT_CLASS (greg_registry_parent_class)->constructed (object);

  if (priv->parent != NULL)
    {
      parent = PRIV (priv->parent)->table;
      inherit_base_type (self);
      greg_source_set_defers (GREG_SOURCE (self));
      greg_source_set_followed (GREG_SOURCE (priv->parent));
    }
  greg_family_join (priv->table, parent, priv->wanted_scope, priv->wanted_separator,
                    greg_source_get_base_type (GREG_SOURCE (self)), self);
  g_clear_pointer (&priv->wanted_scope, g_free);
  g_clear_pointer (&priv->wanted_separator, g_free);
}

/* Breaks the cycles through functions that hold the registry. Its own signals are not emitted: nobody
 * could use what the handlers would be told. But children, which are alive only when the registry is
 * disposed by hand, have lost what they inherited. The table stays usable but closed, for destroy
 * notifies that come back here. */
static void
greg_registry_dispose (GObject *object)
{
  GregRegistryPrivate *priv = PRIV (GREG_REGISTRY (object));
  GPtrArray *factories = greg_table_close (priv->table);
  gboolean had_factories = factories->len > 0;

  g_ptr_array_unref (factories);
  greg_loaders_remove_all (priv->loaders);
  if (had_factories)
    greg_registry_pass_on (GREG_SOURCE (object));

  G_OBJECT_CLASS (greg_registry_parent_class)->dispose (object);
}

static void
greg_registry_finalize (GObject *object)
{
  GregRegistryPrivate *priv = PRIV (GREG_REGISTRY (object));

  greg_table_free (priv->table);
  greg_loaders_free (priv->loaders);
  g_clear_object (&priv->parent);

  G_OBJECT_CLASS (greg_registry_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * GregRegistry:duplicates: (getter get_duplicates) (setter set_duplicates)
   *
   * What happens when a name is registered that is there already, unless the call says it.
   *
   * Since: 1.0
   */
  properties[PROP_DUPLICATES]
      = g_param_spec_enum ("duplicates", NULL, NULL, GREG_TYPE_DUPLICATES, GREG_DUPLICATES_DEFAULT,
                           flags | G_PARAM_READWRITE);

  /**
   * GregRegistry:redefine: (getter get_redefine) (setter set_redefine)
   *
   * Whether the same module and qualified name count as the same definition, wherever they are.
   *
   * For interactive sessions, where a definition is changed and run again.
   *
   * Since: 1.0
   */
  properties[PROP_REDEFINE]
      = g_param_spec_boolean ("redefine", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);

  /**
   * GregRegistry:frozen: (getter is_frozen)
   *
   * Whether it can no longer be changed.
   *
   * Since: 1.0
   */
  properties[PROP_FROZEN]
      = g_param_spec_boolean ("frozen", NULL, NULL, FALSE, flags | G_PARAM_READABLE);

  /**
   * GregRegistry:parent: (getter get_parent)
   *
   * The registry that is asked for what is not here.
   *
   * Since: 1.0
   */
  properties[PROP_PARENT]
      = g_param_spec_object ("parent", NULL, NULL, GREG_TYPE_REGISTRY,
                             flags | G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY);

  /**
   * GregRegistry:scope: (getter get_scope)
   *
   * By what other registries of the tree ask for this one: what stands before the separator in
   * “scope.name”.
   *
   * When it is given at construction and another child of the parent has it, or it is none that
   * could be asked for, the registry has none. [ctor@Greg.Registry.new_child] fails instead.
   *
   * Since: 1.0
   */
  properties[PROP_SCOPE]
      = g_param_spec_string ("scope", NULL, NULL, NULL,
                             flags | G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY);

  /**
   * GregRegistry:separator: (getter get_separator)
   *
   * What stands between a scope and a name, in the whole tree; “.” unless the root was given another
   * one. Given to a child it has no effect.
   *
   * Since: 1.0
   */
  properties[PROP_SEPARATOR]
      = g_param_spec_string ("separator", NULL, NULL, NULL,
                             flags | G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_registry_class_init (GregRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);
  GregSourceHooks *hooks = greg_source_class_get_hooks (source_class);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = greg_registry_get_property;
  object_class->set_property = greg_registry_set_property;
  object_class->constructed = greg_registry_constructed;
  object_class->dispose = greg_registry_dispose;
  object_class->finalize = greg_registry_finalize;
  source_class->find = greg_registry_find;
  source_class->find_all = greg_registry_find_all;
  source_class->names = greg_registry_names;
  source_class->factories = greg_registry_factories;
  source_class->count = greg_registry_count;
  source_class->generation = greg_registry_generation;
  source_class->select = greg_registry_select;
  source_class->peek = greg_registry_peek;
  hooks->attach = greg_registry_attach;
  hooks->detach = greg_registry_detach;
  hooks->list = greg_registry_list;
  hooks->defers_to_hooked = greg_registry_defers_to_hooked;
  hooks->defer = greg_registry_defer;
  hooks->pass_on = greg_registry_pass_on;
  hooks->explain = greg_registry_explain_name;
  hooks->diagnose = greg_registry_diagnose;
  hooks->advise = greg_registry_advise;
  hooks->offer = greg_registry_offer;
  hooks->enter = greg_registry_enter;
  hooks->suggest_scopes = greg_registry_suggest_scopes;
  hooks->outline = greg_registry_outline;
  install_properties (object_class);

  /**
   * GregRegistry::resolve:
   * @self: the registry
   * @name: the name that is missing; when a scope led here, what stands behind it
   *
   * Emitted when a name is looked up that is not there; a handler may make up the factory.
   *
   * Who looked it up may be another registry of the tree: one below, or one that asks by the scope.
   *
   * The first factory that a handler gives is the answer; the others are not asked. It is not
   * registered: the next look-up asks again. It is checked as if it were added, here and where it
   * was looked up: when it does not fit the base type, the look-up fails with
   * [error@Greg.Error.INVALID_TYPE]. A handler may instead register the name and give %NULL; then
   * nobody is asked again.
   *
   * A handler that looks up the same name in the same registry is not asked again for it.
   *
   * Returns: (transfer full) (nullable): a factory, or %NULL to leave it to the next handler
   *
   * Since: 1.0
   */
  resolve_signal = g_signal_new ("resolve", type, G_SIGNAL_RUN_LAST, 0, first_factory_wins, NULL,
                                 greg_marshal_OBJECT__STRING, GREG_TYPE_FACTORY, 1, G_TYPE_STRING);
  g_signal_set_va_marshaller (resolve_signal, type, greg_marshal_OBJECT__STRINGv);
}

static void
greg_registry_init (GregRegistry *self)
{
  PRIV (self)->table = greg_table_new ();
  PRIV (self)->loaders = greg_loaders_new ();
  greg_source_set_trusted (GREG_SOURCE (self), greg_registry_find, greg_registry_peek_hashed,
                           greg_registry_peek);
}

/* --- changing, for batches too --- */

GregTable *
greg_registry_get_table (GregRegistry *self)
{
  return PRIV (self)->table;
}

gboolean
greg_registry_publish (GregRegistry *self,
                       const GregAddition *additions,
                       guint n_additions,
                       GregFactory **stands,
                       GregChanges **changes,
                       GregConflict *conflict)
{
  return greg_table_add (PRIV (self)->table, additions, n_additions,
                         greg_registry_get_duplicates (self), greg_registry_get_redefine (self),
                         stands, changes, conflict);
}

static void
announce (GregSource *source, const GregChange *change)
{
  if (change->old_factory == NULL)
    greg_source_emit_registered (source, change->new_factory);
  else if (change->new_factory == NULL)
    greg_source_emit_unregistered (source, change->old_factory);
  else
    greg_source_emit_replaced (source, change->old_factory, change->new_factory);
}

/* A handler may drop the last reference that anybody else has. */
void
greg_registry_announce (GregRegistry *self, const GregChanges *changes)
{
  g_autoptr (GregSource) alive = NULL;

  if (changes == NULL)
    return;
  alive = GREG_SOURCE (g_object_ref (self));
  for (guint i = 0; i < changes->n; i++)
    announce (alive, &changes->items[i]);
  greg_source_emit_changed (alive);
}

/* --- public functions --- */

/**
 * greg_registry_new:
 * @name: (nullable): what it holds, for messages, such as “converters”
 * @base_type: what every product must be, a class or an interface; %G_TYPE_NONE for anything
 *
 * Makes an empty registry.
 *
 * Returns: (transfer full): a new registry
 *
 * Since: 1.0
 */
GregRegistry *
greg_registry_new (const char *name, GType base_type)
{
  return g_object_new (GREG_TYPE_REGISTRY, "name", name, "base-type", base_type, NULL);
}

/**
 * greg_registry_get_duplicates: (get-property duplicates)
 * @self: a registry
 *
 * Tells what happens when a name is registered that is there already.
 *
 * Returns: the policy
 *
 * Since: 1.0
 */
GregDuplicates
greg_registry_get_duplicates (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), GREG_DUPLICATES_DEFAULT);

  return (GregDuplicates) g_atomic_int_get (&PRIV (self)->duplicates);
}

/**
 * greg_registry_set_duplicates: (set-property duplicates)
 * @self: a registry
 * @duplicates: the policy
 *
 * Decides what happens from now on when a name is registered that is there already.
 *
 * Since: 1.0
 */
void
greg_registry_set_duplicates (GregRegistry *self, GregDuplicates duplicates)
{
  g_return_if_fail (GREG_IS_REGISTRY (self));
  g_return_if_fail (duplicates <= GREG_DUPLICATES_STACK);

  if (g_atomic_int_exchange (&PRIV (self)->duplicates, (int) duplicates) != (int) duplicates)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUPLICATES]);
}

/**
 * greg_registry_get_redefine: (get-property redefine)
 * @self: a registry
 *
 * Tells whether the same module and qualified name count as the same definition.
 *
 * Returns: %TRUE when they do
 *
 * Since: 1.0
 */
gboolean
greg_registry_get_redefine (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  return g_atomic_int_get (&PRIV (self)->redefine);
}

/**
 * greg_registry_set_redefine: (set-property redefine)
 * @self: a registry
 * @redefine: whether they do
 *
 * Decides whether the same module and qualified name count as the same definition.
 *
 * Since: 1.0
 */
void
greg_registry_set_redefine (GregRegistry *self, gboolean redefine)
{
  g_return_if_fail (GREG_IS_REGISTRY (self));

  redefine = !!redefine;
  if (g_atomic_int_exchange (&PRIV (self)->redefine, redefine) != redefine)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDEFINE]);
}

/**
 * greg_registry_freeze:
 * @self: a registry
 *
 * Ends all changes: whatever would change the registry from now on fails.
 *
 * There is no way back. Loaders still run, but what they want to register is refused.
 *
 * Since: 1.0
 */
void
greg_registry_freeze (GregRegistry *self)
{
  g_return_if_fail (GREG_IS_REGISTRY (self));

  if (greg_table_freeze (PRIV (self)->table))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
}

/**
 * greg_registry_is_frozen: (get-property frozen)
 * @self: a registry
 *
 * Tells whether it can no longer be changed.
 *
 * Returns: %TRUE once it is frozen
 *
 * Since: 1.0
 */
gboolean
greg_registry_is_frozen (GregRegistry *self)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  return greg_table_is_frozen (PRIV (self)->table);
}
