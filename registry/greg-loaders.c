/* greg-loaders.c - GregLoaders: what a registry runs when a name is missing
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-loaders-private.h"

#include "greg-home-private.h"

typedef struct
{
  gatomicrefcount ref_count;
  guint id;
  char *label;
  GregHome home; /* empty when it may run anywhere */
  GregLoaderFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  /* guarded by the lock of the loaders: */
  guint n_runs;
  gboolean running;
  gboolean done;
  gboolean removed;
  char *failure; /* of the last run; NULL when there was none */
} Loader;

struct _GregLoaders
{
  GMutex lock;
  GCond stopped;      /* a loader is no longer running, or no longer there */
  GPtrArray *loaders; /* of Loader, by id, which is the order of adding */
  guint last_id;
  int n_pending; /* atomic: how many are not done, so that most misses need no lock */
};

/* How many loaders, of any registry, the current thread is inside of. */
static GPrivate depth;

static void
loader_unref (gpointer data)
{
  Loader *loader = data;

  if (!g_atomic_ref_count_dec (&loader->ref_count))
    return;
  if (loader->destroy != NULL)
    loader->destroy (loader->user_data);
  greg_home_clear (&loader->home);
  g_free (loader->label);
  g_free (loader->failure);
  g_free (loader);
}

static Loader *
loader_ref (Loader *loader)
{
  g_atomic_ref_count_inc (&loader->ref_count);
  return loader;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loader, loader_unref)

static char *
describe_failure (const char *label, const GError *error)
{
  if (error != NULL)
    return g_strdup_printf ("the loader “%s” failed: %s", label, error->message);
  return g_strdup_printf ("the loader “%s” failed without saying why", label);
}

/* Gives what went wrong, or NULL. */
static char *
call (Loader *loader, GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;
  int outer = GPOINTER_TO_INT (g_private_get (&depth));
  gboolean done;

  g_private_set (&depth, GINT_TO_POINTER (outer + 1));
  done = loader->func (registry, name, loader->user_data, &error);
  g_private_set (&depth, GINT_TO_POINTER (outer));
  return done ? NULL : describe_failure (loader->label, error);
}

static void
add_failure (GString **failures, const char *failure)
{
  if (*failures == NULL)
    *failures = g_string_new (NULL);
  else
    g_string_append (*failures, "; ");
  g_string_append (*failures, failure);
}

static gboolean
is_here (const Loader *loader)
{
  return loader->home.mark == NULL || greg_home_is_this_thread (&loader->home);
}

static char *
describe_foreign (const Loader *loader)
{
  return g_strdup_printf ("the loader “%s” belongs to another thread", loader->label);
}

static void
add_foreign (GString **failures, const Loader *loader)
{
  g_autofree char *failure = describe_foreign (loader);

  add_failure (failures, failure);
}

/* One that runs already is waited for, or left out when the waiter is itself inside a loader: that
 * one may be waiting for it, in this thread or through a chain of others. One that belongs to another
 * thread fails for this miss alone, and is not even held: its end would come in the wrong thread. */
static Loader *
next_locked (GregLoaders *self, guint cursor, GString **failures)
{
  gboolean inside = g_private_get (&depth) != NULL;

  for (guint i = 0; i < self->loaders->len; i++)
    {
      Loader *loader = g_ptr_array_index (self->loaders, i);

      if (loader->id <= cursor || loader->done || (loader->running && inside))
        continue;
      if (loader->running || is_here (loader))
        return loader;
      add_foreign (failures, loader);
    }
  return NULL;
}

static Loader *
remove_locked (GregLoaders *self, guint index)
{
  Loader *loader = g_ptr_array_remove_index (self->loaders, index);

  loader->removed = TRUE;
  if (!loader->done)
    g_atomic_int_add (&self->n_pending, -1);
  g_cond_broadcast (&self->stopped);
  return loader;
}

/* NULL when it is not there any more. */
static Loader *
find_locked (GregLoaders *self, guint id, guint *index)
{
  for (guint i = 0; i < self->loaders->len; i++)
    {
      Loader *loader = g_ptr_array_index (self->loaders, i);

      if (loader->id != id)
        continue;
      if (index != NULL)
        *index = i;
      return loader;
    }
  return NULL;
}

/* Until the call that runs now is over. The loader is not held, see next_locked(). */
static void
wait_locked (GregLoaders *self, const Loader *loader)
{
  guint id = loader->id, n_runs = loader->n_runs;

  while (loader != NULL && loader->running && loader->n_runs == n_runs)
    {
      g_cond_wait (&self->stopped, &self->lock);
      loader = find_locked (self, id, NULL);
    }
}

/* Takes the failure, which is NULL for a loader that has done its work. Gives the one before, to be freed. */
static char *
stop_locked (GregLoaders *self, Loader *loader, char *failure)
{
  char *before = loader->failure;
  gboolean done = failure == NULL;

  loader->n_runs++;
  loader->running = FALSE;
  loader->done = done;
  loader->failure = failure;
  if (done && !loader->removed)
    g_atomic_int_add (&self->n_pending, -1);
  g_cond_broadcast (&self->stopped);
  return before;
}

GregLoaders *
greg_loaders_new (void)
{
  GregLoaders *self = g_new0 (GregLoaders, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->stopped);
  self->loaders = g_ptr_array_new ();
  return self;
}

void
greg_loaders_free (GregLoaders *self)
{
  greg_loaders_remove_all (self);
  g_ptr_array_unref (self->loaders);
  g_cond_clear (&self->stopped);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
greg_loaders_add (GregLoaders *self,
                  const char *label,
                  gboolean is_bound,
                  GregLoaderFunc func,
                  gpointer user_data,
                  GDestroyNotify destroy)
{
  Loader *loader = g_new0 (Loader, 1);
  guint id;

  g_atomic_ref_count_init (&loader->ref_count);
  loader->label = g_strdup (label);
  loader->func = func;
  loader->user_data = user_data;
  loader->destroy = destroy;
  if (is_bound)
    greg_home_settle (&loader->home);
  g_mutex_lock (&self->lock);
  id = loader->id = ++self->last_id;
  g_ptr_array_add (self->loaders, loader);
  g_atomic_int_inc (&self->n_pending);
  g_mutex_unlock (&self->lock);
  return id;
}

gboolean
greg_loaders_remove (GregLoaders *self, guint id)
{
  g_autoptr (Loader) removed = NULL;
  guint index;

  g_mutex_lock (&self->lock);
  if (find_locked (self, id, &index) != NULL)
    removed = remove_locked (self, index);
  g_mutex_unlock (&self->lock);
  return removed != NULL;
}

void
greg_loaders_remove_all (GregLoaders *self)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (loader_unref);

  g_mutex_lock (&self->lock);
  while (self->loaders->len > 0)
    g_ptr_array_add (removed, remove_locked (self, 0));
  g_mutex_unlock (&self->lock);
}

gboolean
greg_loaders_is_pending (GregLoaders *self)
{
  return g_atomic_int_get (&self->n_pending) > 0;
}

static char *
describe_locked (const Loader *loader)
{
  if (loader->running)
    return g_strdup_printf ("the loader “%s” is running", loader->label);
  if (loader->failure != NULL)
    return g_strdup (loader->failure);
  if (loader->done)
    return g_strdup_printf ("the loader “%s” has done its work", loader->label);
  if (!is_here (loader))
    return describe_foreign (loader);
  return g_strdup_printf ("the loader “%s” was not run yet", loader->label);
}

GPtrArray *
greg_loaders_describe (GregLoaders *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->loaders->len; i++)
    g_ptr_array_add (sentences, describe_locked (self->loaders->pdata[i]));
  g_mutex_unlock (&self->lock);
  return sentences;
}

/* `*waited` tells that another thread was running it, and no longer does. */
static Loader *
take_next (GregLoaders *self, guint *cursor, GString **failures, gboolean *waited)
{
  Loader *loader;

  g_mutex_lock (&self->lock);
  loader = next_locked (self, *cursor, failures);
  *waited = loader != NULL && loader->running;
  if (*waited)
    {
      /* It was told another name, perhaps: it is asked again, unless it is done now. */
      *cursor = loader->id - 1;
      wait_locked (self, loader);
      loader = NULL;
    }
  else if (loader != NULL)
    {
      *cursor = loader->id;
      loader->running = TRUE;
      loader_ref (loader);
    }
  g_mutex_unlock (&self->lock);
  return loader;
}

gboolean
greg_loaders_step (GregLoaders *self,
                   GregRegistry *registry,
                   const char *name,
                   guint *cursor,
                   GString **failures)
{
  gboolean waited;
  g_autoptr (Loader) loader = take_next (self, cursor, failures, &waited);
  g_autofree char *before = NULL;
  char *failure;

  if (loader == NULL)
    return waited;
  failure = call (loader, registry, name);
  if (failure != NULL)
    add_failure (failures, failure);
  g_mutex_lock (&self->lock);
  before = stop_locked (self, loader, failure);
  g_mutex_unlock (&self->lock);
  return TRUE;
}
