/* greg-external-source.c - GregExternalSource: a source from functions
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-external-source.h"

#include "greg-error.h"
#include "greg-source-private.h"

/**
 * GregExternalSource:
 *
 * Presents what is registered elsewhere, through functions.
 *
 * One function finds a factory by name, one lists the names, and one tells whether there is a name.
 * Each is optional: without the first nothing is found, without the second nothing is listed, and
 * without the third the first one decides. So a store that cannot be listed is possible, and a
 * source that knows its names without making factories of them.
 *
 * The functions are asked each time, so the source is as live as what stands behind it. Whoever
 * knows that something changed there calls [method@Greg.ExternalSource.invalidate].
 *
 * A function that makes a new factory at each call gives another one at each look-up. Who compares
 * factories, such as a [class@Greg.FactoryList], then sees that all of them were replaced. With
 * [property@Greg.ExternalSource:cached] what was found is kept until the source is invalidated.
 *
 * ## Example
 *
 * ```c
 * static GregFactory *
 * find_codec (GregExternalSource *source, const char *name, gpointer codecs, GError **error)
 * {
 *   Codec *codec = codecs_open (codecs, name, error);
 *
 *   return codec != NULL ? codec_make_factory (codec) : NULL;
 * }
 *
 * GregExternalSource *source = greg_external_source_new ("codecs", EXAMPLE_TYPE_CODEC);
 *
 * greg_external_source_set_find_func (source, find_codec, codecs, NULL);
 * ```
 *
 * ## Ownership
 *
 * The source owns the data of its functions. It is freed once, when the function has been replaced
 * or the source disposed, and no call is running any more.
 *
 * ## Errors
 *
 * An error of the function that finds keeps its domain and code, and is what
 * [method@Greg.Source.require] and builds fail with. Listing cannot fail: when the function does,
 * nothing is listed, and [method@Greg.Source.dup_failure], [method@Greg.Source.explain] and the error
 * about a missing name say why. When the function that tells membership fails, the answer is “maybe”.
 *
 * ## Threads
 *
 * A function is bound to the thread that sets it. From another thread, finding fails with
 * [error@Greg.Error.WRONG_THREAD], nothing is listed, and the membership is “maybe”; what was found
 * before and is cached is still given. [property@Greg.ExternalSource:any-thread] lifts this: the
 * functions are then called in any thread, by several at once.
 *
 * No lock is held while a function runs. It may replace the functions, invalidate the source and
 * drop it.
 *
 * ## From Python and JavaScript
 *
 * ```python
 * source = Greg.ExternalSource ("codecs", find=open_codec, list=lambda: sorted (codecs))
 * ```
 *
 * In Python the functions may be called in any thread. In JavaScript they are always bound:
 * `source.set_find_func ((source, name) => …)`. What they throw comes back to who asked.
 *
 * Since: 1.0
 */

typedef enum
{
  FIND,
  LIST,
  MEMBERSHIP,
  N_CALLS
} Which;

typedef union
{
  GregExternalFindFunc find;
  GregExternalListFunc list;
  GregExternalMembershipFunc membership;
} Func;

/* Outlives its replacement while it runs. */
typedef struct
{
  gatomicrefcount ref_count;
  Func func;
  gpointer user_data;
  GDestroyNotify destroy;
  GregHome home;
} Call;

typedef struct
{
  int any_thread; /* atomic */
  GMutex lock;    /* guards all below */
  gboolean cached;
  guint64 generation;
  Call *calls[N_CALLS]; /* NULL: not set */
  GHashTable *found;    /* name → factory, all of this generation; NULL: none */
} GregExternalSourcePrivate;

enum
{
  PROP_ANY_THREAD = 1,
  PROP_CACHED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GregExternalSource, greg_external_source, GREG_TYPE_SOURCE)

#define PRIV(self)                                                                                 \
  ((GregExternalSourcePrivate *) greg_external_source_get_instance_private (self))

static void
call_unref (Call *call)
{
  if (call == NULL || !g_atomic_ref_count_dec (&call->ref_count))
    return;
  if (call->destroy != NULL)
    call->destroy (call->user_data);
  greg_home_clear (&call->home);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_unref)

static Call *
call_new (Func func, gpointer user_data, GDestroyNotify destroy)
{
  Call *call = g_new0 (Call, 1);

  g_atomic_ref_count_init (&call->ref_count);
  call->func = func;
  call->user_data = user_data;
  call->destroy = destroy;
  greg_home_settle (&call->home);
  return call;
}

static Call *
ref_call (GregExternalSource *self, Which which, guint64 *generation)
{
  GregExternalSourcePrivate *priv = PRIV (self);
  Call *call;

  g_mutex_lock (&priv->lock);
  call = priv->calls[which];
  if (call != NULL)
    g_atomic_ref_count_inc (&call->ref_count);
  if (generation != NULL)
    *generation = priv->generation;
  g_mutex_unlock (&priv->lock);
  return call;
}

static gboolean
may_run (GregExternalSource *self, const Call *call)
{
  return g_atomic_int_get (&PRIV (self)->any_thread) || greg_home_is_here (&call->home);
}

/* What was answered before counts no more. Gives what is to be freed without the lock. */
static GHashTable *
begin_generation_locked (GregExternalSourcePrivate *priv)
{
  priv->generation++;
  return g_steal_pointer (&priv->found);
}

/* Takes the new one. The old one is freed when all is done: that may run code, which may drop the source. */
static void
replace_call (GregExternalSource *self, Which which, Call *call)
{
  GregExternalSourcePrivate *priv = PRIV (self);
  g_autoptr (GregExternalSource) alive = g_object_ref (self);
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (Call) old = NULL;

  g_mutex_lock (&priv->lock);
  old = priv->calls[which];
  priv->calls[which] = call;
  found = begin_generation_locked (priv);
  g_mutex_unlock (&priv->lock);

  greg_source_emit_changed (GREG_SOURCE (alive));
}

static GregFactory *
recall (GregExternalSource *self, const char *name)
{
  GregExternalSourcePrivate *priv = PRIV (self);
  GregFactory *factory = NULL;

  g_mutex_lock (&priv->lock);
  if (priv->found != NULL)
    factory = g_hash_table_lookup (priv->found, name);
  if (factory != NULL)
    g_object_ref (factory);
  g_mutex_unlock (&priv->lock);
  return factory;
}

/* Takes the factory and gives what all others get who look for the name: when two threads have found it at once, that
 * of the first. What was found before the last change is not kept. */
static GregFactory *
remember (GregExternalSource *self, const char *name, GregFactory *factory, guint64 generation)
{
  GregExternalSourcePrivate *priv = PRIV (self);
  g_autoptr (GregFactory) found = factory;
  GregFactory *first = NULL;

  g_mutex_lock (&priv->lock);
  if (priv->cached && priv->generation == generation)
    {
      if (priv->found == NULL)
        priv->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      first = g_hash_table_lookup (priv->found, name);
      if (first == NULL)
        g_hash_table_insert (priv->found, g_strdup (name), g_object_ref (found));
      else
        g_object_ref (first);
    }
  g_mutex_unlock (&priv->lock);
  return first != NULL ? first : g_steal_pointer (&found);
}

/* --- GregSource --- */

static GregFactory *
greg_external_source_find (GregSource *source, const char *name, GError **error)
{
  GregExternalSource *self = GREG_EXTERNAL_SOURCE (source);
  GregFactory *factory = recall (self, name);
  g_autoptr (Call) call = NULL;
  guint64 generation;

  if (factory != NULL)
    return factory;
  call = ref_call (self, FIND, &generation);
  if (call == NULL)
    return NULL;
  if (!may_run (self, call))
    {
      greg_source_set_wrong_thread (source, name, error);
      return NULL;
    }
  factory = call->func.find (self, name, call->user_data, error);
  return factory != NULL ? remember (self, name, factory, generation) : NULL;
}

static void
note_failure (GregExternalSource *self, const GError *error)
{
  greg_source_set_failure (GREG_SOURCE (self), error != NULL ? error->message : NULL);
}

static char **
greg_external_source_names (GregSource *source)
{
  g_autoptr (GregExternalSource) self = g_object_ref (GREG_EXTERNAL_SOURCE (source));
  g_autoptr (Call) call = ref_call (self, LIST, NULL);
  g_autoptr (GError) error = NULL;
  char **names;

  if (call == NULL || !may_run (self, call))
    return NULL;
  names = call->func.list (self, call->user_data, &error);
  note_failure (self, error);
  return names;
}

static GregMembership
greg_external_source_membership (GregSource *source, const char *name)
{
  g_autoptr (GregExternalSource) self = g_object_ref (GREG_EXTERNAL_SOURCE (source));
  g_autoptr (GregFactory) known = recall (self, name);
  g_autoptr (Call) call = ref_call (self, MEMBERSHIP, NULL);
  g_autoptr (GError) error = NULL;
  GregMembership answer;

  if (known != NULL)
    return GREG_MEMBERSHIP_YES;
  if (call == NULL)
    return GREG_SOURCE_CLASS (greg_external_source_parent_class)->membership (source, name);
  if (!may_run (self, call))
    return GREG_MEMBERSHIP_MAYBE;
  answer = call->func.membership (self, name, call->user_data, &error);
  note_failure (self, error);
  return error == NULL ? answer : GREG_MEMBERSHIP_MAYBE;
}

/* To find something that may not be there is to search. */
static GregFactory *
greg_external_source_peek (GregSource *source, const char *name)
{
  GregExternalSource *self = GREG_EXTERNAL_SOURCE (source);
  GregFactory *known = recall (self, name);
  g_autoptr (Call) call = NULL;

  if (known != NULL)
    return known;
  call = ref_call (self, MEMBERSHIP, NULL);
  if (call != NULL && greg_source_membership (source, name) != GREG_MEMBERSHIP_YES)
    return NULL;
  return greg_source_find (source, name, NULL);
}

static guint64
greg_external_source_generation (GregSource *source)
{
  GregExternalSourcePrivate *priv = PRIV (GREG_EXTERNAL_SOURCE (source));
  guint64 generation;

  g_mutex_lock (&priv->lock);
  generation = priv->generation;
  g_mutex_unlock (&priv->lock);
  return generation;
}

/* --- GObject --- */

static void
greg_external_source_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  GregExternalSource *self = GREG_EXTERNAL_SOURCE (object);

  switch (id)
    {
    case PROP_ANY_THREAD:
      greg_external_source_set_any_thread (self, g_value_get_boolean (value));
      break;
    case PROP_CACHED:
      greg_external_source_set_cached (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_external_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregExternalSource *self = GREG_EXTERNAL_SOURCE (object);

  switch (id)
    {
    case PROP_ANY_THREAD:
      g_value_set_boolean (value, greg_external_source_get_any_thread (self));
      break;
    case PROP_CACHED:
      g_value_set_boolean (value, greg_external_source_get_cached (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A function, and what it made, may hold the source: disposing breaks the cycle. */
static void
greg_external_source_dispose (GObject *object)
{
  GregExternalSourcePrivate *priv = PRIV (GREG_EXTERNAL_SOURCE (object));
  g_autoptr (GHashTable) found = NULL;
  Call *calls[N_CALLS];

  g_mutex_lock (&priv->lock);
  memcpy (calls, priv->calls, sizeof calls);
  memset (priv->calls, 0, sizeof priv->calls);
  found = begin_generation_locked (priv);
  g_mutex_unlock (&priv->lock);
  for (guint i = 0; i < N_CALLS; i++)
    call_unref (calls[i]);

  G_OBJECT_CLASS (greg_external_source_parent_class)->dispose (object);
}

static void
greg_external_source_finalize (GObject *object)
{
  g_mutex_clear (&PRIV (GREG_EXTERNAL_SOURCE (object))->lock);

  G_OBJECT_CLASS (greg_external_source_parent_class)->finalize (object);
}

static void
greg_external_source_class_init (GregExternalSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GregSourceClass *source_class = GREG_SOURCE_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = greg_external_source_set_property;
  object_class->get_property = greg_external_source_get_property;
  object_class->dispose = greg_external_source_dispose;
  object_class->finalize = greg_external_source_finalize;
  source_class->find = greg_external_source_find;
  source_class->names = greg_external_source_names;
  source_class->membership = greg_external_source_membership;
  source_class->peek = greg_external_source_peek;
  source_class->generation = greg_external_source_generation;

  /**
   * GregExternalSource:any-thread: (getter get_any_thread) (setter set_any_thread)
   *
   * Whether the functions may be called in any thread, and not only in the one that set them.
   *
   * Since: 1.0
   */
  properties[PROP_ANY_THREAD] = g_param_spec_boolean ("any-thread", NULL, NULL, FALSE, flags);

  /**
   * GregExternalSource:cached: (getter get_cached) (setter set_cached)
   *
   * Whether what was found is kept until the source is invalidated.
   *
   * Since: 1.0
   */
  properties[PROP_CACHED] = g_param_spec_boolean ("cached", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_external_source_init (GregExternalSource *self)
{
  g_mutex_init (&PRIV (self)->lock);
}

/**
 * greg_external_source_new:
 * @name: (nullable): what it holds, for messages, such as “codecs”
 * @base_type: what every product must be, or %G_TYPE_NONE for anything
 *
 * Makes a source that has nothing until its functions are set.
 *
 * Returns: (transfer full): a new source
 *
 * Since: 1.0
 */
GregExternalSource *
greg_external_source_new (const char *name, GType base_type)
{
  return g_object_new (GREG_TYPE_EXTERNAL_SOURCE, "name", name, "base-type", base_type, NULL);
}

/**
 * greg_external_source_get_any_thread: (get-property any-thread)
 * @self: a source
 *
 * Gets whether the functions may be called in any thread.
 *
 * Returns: %TRUE when they are not bound to the thread that set them
 *
 * Since: 1.0
 */
gboolean
greg_external_source_get_any_thread (GregExternalSource *self)
{
  g_return_val_if_fail (GREG_IS_EXTERNAL_SOURCE (self), FALSE);

  return g_atomic_int_get (&PRIV (self)->any_thread);
}

/**
 * greg_external_source_set_any_thread: (set-property any-thread)
 * @self: a source
 * @any_thread: whether the functions may be called in any thread
 *
 * Sets whether the functions may be called in any thread, by several at once.
 *
 * This is for functions that use nothing but their arguments, or lock what they use. Never set it
 * for functions in JavaScript.
 *
 * Since: 1.0
 */
void
greg_external_source_set_any_thread (GregExternalSource *self, gboolean any_thread)
{
  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  any_thread = !!any_thread;
  if (g_atomic_int_exchange (&PRIV (self)->any_thread, any_thread) != any_thread)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANY_THREAD]);
}

/**
 * greg_external_source_get_cached: (get-property cached)
 * @self: a source
 *
 * Gets whether what was found is kept until the source is invalidated.
 *
 * Returns: %TRUE when it is kept
 *
 * Since: 1.0
 */
gboolean
greg_external_source_get_cached (GregExternalSource *self)
{
  gboolean cached;

  g_return_val_if_fail (GREG_IS_EXTERNAL_SOURCE (self), FALSE);

  g_mutex_lock (&PRIV (self)->lock);
  cached = PRIV (self)->cached;
  g_mutex_unlock (&PRIV (self)->lock);
  return cached;
}

/**
 * greg_external_source_set_cached: (set-property cached)
 * @self: a source
 * @cached: whether to keep what is found
 *
 * Sets whether what was found is kept until the source is invalidated.
 *
 * A name that was found then gives the same factory at each look-up, in every thread, and the
 * function is asked once for it. Names that are not there are asked for again. One factory is kept
 * for each name that was found, so a source without end should not be cached.
 *
 * With %FALSE what was kept is dropped.
 *
 * Since: 1.0
 */
void
greg_external_source_set_cached (GregExternalSource *self, gboolean cached)
{
  GregExternalSourcePrivate *priv;
  g_autoptr (GHashTable) found = NULL;
  gboolean was_cached;

  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  priv = PRIV (self);
  cached = !!cached;
  g_mutex_lock (&priv->lock);
  was_cached = priv->cached;
  priv->cached = cached;
  if (!cached)
    found = g_steal_pointer (&priv->found);
  g_mutex_unlock (&priv->lock);
  if (was_cached != cached)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CACHED]);
}

/**
 * greg_external_source_set_find_func:
 * @self: a source
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): finds a factory; %NULL
 *   for none
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets the function that finds a factory by name.
 *
 * The factory it gives is sealed, and checked against [property@Greg.Source:base-type] as if it was
 * added to a registry. A call that runs meanwhile goes on with the old function.
 *
 * Like all changes this invalidates the source; see [method@Greg.ExternalSource.invalidate].
 *
 * Since: 1.0
 */
void
greg_external_source_set_find_func (GregExternalSource *self,
                                    GregExternalFindFunc func,
                                    gpointer user_data,
                                    GDestroyNotify destroy)
{
  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  replace_call (self, FIND,
                func != NULL ? call_new ((Func) { .find = func }, user_data, destroy) : NULL);
}

/**
 * greg_external_source_set_list_func:
 * @self: a source
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): lists the names; %NULL
 *   for none
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets the function that lists the names.
 *
 * A name that is listed and cannot be found is left out of [method@Greg.Source.list_factories] and
 * of queries.
 *
 * Like all changes this invalidates the source; see [method@Greg.ExternalSource.invalidate].
 *
 * Since: 1.0
 */
void
greg_external_source_set_list_func (GregExternalSource *self,
                                    GregExternalListFunc func,
                                    gpointer user_data,
                                    GDestroyNotify destroy)
{
  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  replace_call (self, LIST,
                func != NULL ? call_new ((Func) { .list = func }, user_data, destroy) : NULL);
}

/**
 * greg_external_source_set_membership_func:
 * @self: a source
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): tells whether there is
 *   a name; %NULL for none
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets the function that tells whether there is a factory of a name.
 *
 * A source that is searched far away answers %GREG_MEMBERSHIP_MAYBE: it is then asked last where
 * several sources are asked, and [method@Greg.Source.peek] gives only what was found before.
 * [method@Greg.Source.contains] is still told by finding.
 *
 * Like all changes this invalidates the source; see [method@Greg.ExternalSource.invalidate].
 *
 * Since: 1.0
 */
void
greg_external_source_set_membership_func (GregExternalSource *self,
                                          GregExternalMembershipFunc func,
                                          gpointer user_data,
                                          GDestroyNotify destroy)
{
  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  replace_call (self, MEMBERSHIP,
                func != NULL ? call_new ((Func) { .membership = func }, user_data, destroy) : NULL);
}

/**
 * greg_external_source_invalidate:
 * @self: a source
 *
 * Says that what stands behind the source has changed.
 *
 * The generation grows, what is cached is dropped, and [signal@Greg.Source::changed] is emitted, in
 * this thread.
 *
 * Since: 1.0
 */
void
greg_external_source_invalidate (GregExternalSource *self)
{
  GregExternalSourcePrivate *priv;
  g_autoptr (GHashTable) found = NULL;

  g_return_if_fail (GREG_IS_EXTERNAL_SOURCE (self));

  priv = PRIV (self);
  g_mutex_lock (&priv->lock);
  found = begin_generation_locked (priv);
  g_mutex_unlock (&priv->lock);
  greg_source_emit_changed (GREG_SOURCE (self));
}
