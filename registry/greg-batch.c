/* greg-batch.c - GregBatch: several registrations, published or withdrawn as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-batch.h"

#include "greg-error.h"
#include "greg-factory-private.h"
#include "greg-registry-private.h"

/**
 * GregBatch:
 *
 * Several registrations that are published as one, and can be withdrawn as one.
 *
 * A plug-in collects what it brings in a batch, commits it when it is loaded and reverts it when it
 * is unloaded. Committing registers all or nothing; nobody ever sees half of it. Reverting
 * unregisters what is still there of it, and brings back what it replaced.
 *
 * A batch is open, then committed or discarded, then never open again. Committing twice and
 * reverting twice do no harm. That a batch is no longer referenced means nothing: what was
 * committed stays, what was not is not registered.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregBatch) batch = greg_registry_begin (converters);
 *
 * if (!greg_batch_register_type (batch, "gzip", G_TYPE_ZLIB_COMPRESSOR, &error)
 *     || !greg_batch_register_type (batch, "gunzip", G_TYPE_ZLIB_DECOMPRESSOR, &error)
 *     || !greg_batch_commit (batch, &error))
 *   return FALSE;
 * ```
 *
 * ## Ownership
 *
 * A batch holds its registry and, from the first addition until it is reverted or finalised, what
 * was added and what that replaced.
 *
 * ## Errors
 *
 * What is wrong with a factory itself (a bad name, type or default) is said when it is added to the
 * batch. Whether names are free is decided when it is committed: [error@Greg.Error.EXISTS]. A
 * commit that fails leaves the registry as it was, and the batch open.
 *
 * ## Threads
 *
 * All functions may be called from any thread. The signals of a commit or a revert are those of
 * each factory, in order, then one `changed`, after all of it is visible.
 *
 * ## From Python and JavaScript
 *
 * `batch = registry.begin ()`, `batch.add (factory)`, `batch.commit ()` and `batch.revert ()` work
 * as in C. In Python `with registry.begin () as batch:` commits, and reverts after an exception.
 *
 * Since: 1.0
 */

typedef enum
{
  OPEN,
  COMMITTED,
  REVERTED
} State;

struct _GregBatch
{
  GObject parent_instance;

  GregRegistry *registry;

  GMutex lock; /* guards all below; the lock of the table may be taken inside, nothing else */
  State state;
  GArray *additions;      /* of GregAddition, their factories owned; NULL unless open */
  GregChanges *published; /* what committing did */
};

enum
{
  PROP_REGISTRY = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GregBatch, greg_batch, G_TYPE_OBJECT)

static void
clear_addition (gpointer data)
{
  GregAddition *addition = data;

  g_object_unref (addition->factory);
}

static GArray *
new_additions (void)
{
  GArray *additions = g_array_new (FALSE, FALSE, sizeof (GregAddition));

  g_array_set_clear_func (additions, clear_addition);
  return additions;
}

/* What is gone is handed out, to be dropped when the lock is not held. */
static void
close_locked (GregBatch *self, State state, GArray **additions)
{
  self->state = state;
  *additions = g_steal_pointer (&self->additions);
}

static void
set_closed_error (State state, GError **error)
{
  g_set_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY, "the batch was %s: begin another one",
               state == COMMITTED ? "committed" : "reverted");
}

static void
greg_batch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregBatch *self = GREG_BATCH (object);

  switch (id)
    {
    case PROP_REGISTRY:
      self->registry = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_batch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregBatch *self = GREG_BATCH (object);

  switch (id)
    {
    case PROP_REGISTRY:
      g_value_set_object (value, self->registry);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A batch that was constructed without a registry has one of its own, so that nothing else need be
 * said about that. */
static void
greg_batch_constructed (GObject *object)
{
  GregBatch *self = GREG_BATCH (object);

  G_OBJECT_CLASS (greg_batch_parent_class)->constructed (object);

  if (self->registry == NULL)
    self->registry = greg_registry_new (NULL, G_TYPE_NONE);
}

static void
greg_batch_finalize (GObject *object)
{
  GregBatch *self = GREG_BATCH (object);

  g_clear_pointer (&self->additions, g_array_unref);
  g_clear_pointer (&self->published, greg_changes_unref);
  g_clear_object (&self->registry);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (greg_batch_parent_class)->finalize (object);
}

static void
greg_batch_class_init (GregBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = greg_batch_set_property;
  object_class->get_property = greg_batch_get_property;
  object_class->constructed = greg_batch_constructed;
  object_class->finalize = greg_batch_finalize;

  /**
   * GregBatch:registry: (getter get_registry)
   *
   * The registry that it changes.
   *
   * Since: 1.0
   */
  properties[PROP_REGISTRY]
      = g_param_spec_object ("registry", NULL, NULL, GREG_TYPE_REGISTRY,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_batch_init (GregBatch *self)
{
  g_mutex_init (&self->lock);
  self->additions = new_additions ();
}

/**
 * greg_batch_new:
 * @registry: the registry to change
 *
 * Makes an empty batch; the same as [method@Greg.Registry.begin].
 *
 * Returns: (transfer full): a new batch
 *
 * Since: 1.0
 */
GregBatch *
greg_batch_new (GregRegistry *registry)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (registry), NULL);

  return g_object_new (GREG_TYPE_BATCH, "registry", registry, NULL);
}

/**
 * greg_batch_get_registry: (get-property registry)
 * @self: a batch
 *
 * Gets the registry that it changes.
 *
 * Returns: (transfer none): the registry
 *
 * Since: 1.0
 */
GregRegistry *
greg_batch_get_registry (GregBatch *self)
{
  g_return_val_if_fail (GREG_IS_BATCH (self), NULL);

  return self->registry;
}

/**
 * greg_batch_add:
 * @self: a batch
 * @factory: what to register
 * @error: where to put an error
 *
 * Adds a factory, to be registered with the policy that the registry has when the batch is
 * committed.
 *
 * For the errors see [method@Greg.Batch.add_full].
 *
 * Returns: %TRUE when it was added to the batch
 *
 * Since: 1.0
 */
gboolean
greg_batch_add (GregBatch *self, GregFactory *factory, GError **error)
{
  return greg_batch_add_full (self, factory, GREG_DUPLICATES_DEFAULT, error);
}

/**
 * greg_batch_add_full:
 * @self: a batch
 * @factory: what to register
 * @duplicates: what happens when its name is taken
 * @error: where to put an error
 *
 * Adds a factory, to be registered with a policy of its own.
 *
 * Only the factory itself is checked now, and sealed, so that nothing can change between adding and
 * committing: [error@Greg.Error.INVALID_NAME], [error@Greg.Error.INVALID_TYPE] and whatever is
 * wrong with its defaults. When it is committed, later additions of a batch see earlier ones. A
 * batch that is no longer open takes nothing: [error@Greg.Error.READ_ONLY].
 *
 * Returns: %TRUE when it was added to the batch
 *
 * Since: 1.0
 */
gboolean
greg_batch_add_full (GregBatch *self,
                     GregFactory *factory,
                     GregDuplicates duplicates,
                     GError **error)
{
  GregAddition addition = { factory, duplicates };
  State state;

  g_return_val_if_fail (GREG_IS_BATCH (self), FALSE);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), FALSE);

  if (!greg_factory_seal (factory, greg_source_get_base_type (GREG_SOURCE (self->registry)), error))
    return FALSE;
  g_mutex_lock (&self->lock);
  state = self->state;
  if (state == OPEN)
    {
      g_object_ref (factory);
      g_array_append_val (self->additions, addition);
    }
  g_mutex_unlock (&self->lock);
  if (state != OPEN)
    set_closed_error (state, error);
  return state == OPEN;
}

/**
 * greg_batch_register_type:
 * @self: a batch
 * @name: (nullable): the name, or %NULL for the name of the type
 * @type: what instances are made of
 * @error: where to put an error
 *
 * Adds a type; see [method@Greg.Registry.register_type].
 *
 * Returns: %TRUE when it was added to the batch
 *
 * Since: 1.0
 */
gboolean
greg_batch_register_type (GregBatch *self, const char *name, GType type, GError **error)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, type);

  return greg_batch_add (self, factory, error);
}

/**
 * greg_batch_commit:
 * @self: a batch
 * @error: where to put an error
 *
 * Registers everything that was added, in order, or nothing.
 *
 * Fails with [error@Greg.Error.EXISTS] when a name or an alias is taken and with
 * [error@Greg.Error.READ_ONLY] when the registry is frozen; then nothing has changed, nothing was
 * emitted, and the batch is still open. A batch that was reverted cannot be committed:
 * [error@Greg.Error.READ_ONLY]. Committing again does nothing.
 *
 * Returns: %TRUE when the batch is committed, now or before
 *
 * Since: 1.0
 */
gboolean
greg_batch_commit (GregBatch *self, GError **error)
{
  g_autoptr (GArray) additions = NULL;
  g_autoptr (GregChanges) changes = NULL;
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };
  gboolean published = FALSE;
  State state;

  g_return_val_if_fail (GREG_IS_BATCH (self), FALSE);

  g_mutex_lock (&self->lock);
  state = self->state;
  if (state == OPEN)
    published = greg_registry_publish (
        self->registry, &g_array_index (self->additions, GregAddition, 0), self->additions->len,
        NULL, &changes, &conflict);
  if (published)
    {
      close_locked (self, COMMITTED, &additions);
      self->published = greg_changes_ref (changes);
    }
  g_mutex_unlock (&self->lock);

  if (published)
    greg_registry_announce (self->registry, changes);
  else if (state == OPEN)
    greg_registry_explain (self->registry, &conflict, error);
  else if (state == REVERTED)
    set_closed_error (state, error);
  return published || state == COMMITTED;
}

static gboolean
withdraw_locked (GregBatch *self, GregChanges **changes, GregConflict *conflict)
{
  return self->published == NULL
         || greg_table_revert (greg_registry_get_table (self->registry), self->published, changes,
                               conflict);
}

/**
 * greg_batch_revert:
 * @self: a batch
 * @error: where to put an error
 *
 * Withdraws what the batch published, or discards a batch that is still open.
 *
 * What was unregistered or replaced by others since stays so. A factory that the batch replaced
 * comes back at its old position: in the place of its replacement when that is still there, else
 * when its name is free; in both cases only when its aliases are free. Otherwise the newer ones
 * stay.
 *
 * Fails with [error@Greg.Error.READ_ONLY] when there is something to withdraw and the registry is
 * frozen. Reverting again does nothing.
 *
 * Returns: %TRUE when the batch is reverted, now or before
 *
 * Since: 1.0
 */
gboolean
greg_batch_revert (GregBatch *self, GError **error)
{
  g_autoptr (GArray) additions = NULL;
  g_autoptr (GregChanges) published = NULL;
  g_autoptr (GregChanges) changes = NULL;
  g_auto (GregConflict) conflict = { GREG_CONFLICT_NONE };
  gboolean reverted;

  g_return_val_if_fail (GREG_IS_BATCH (self), FALSE);

  g_mutex_lock (&self->lock);
  reverted = withdraw_locked (self, &changes, &conflict);
  if (reverted)
    {
      close_locked (self, REVERTED, &additions);
      published = g_steal_pointer (&self->published);
    }
  g_mutex_unlock (&self->lock);

  if (reverted)
    greg_registry_announce (self->registry, changes);
  else
    greg_registry_explain (self->registry, &conflict, error);
  return reverted;
}
