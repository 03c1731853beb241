/* greg-source-hook.c - GregSource: the function that makes products in place of their factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-source-fields-private.h"

#include "greg-error.h"
#include "greg-home-private.h"
#include "greg-source-hooks-private.h"

#define PRIV(self) greg_source_get_private (self)

/* Outlives a replacement while it runs. */
struct _GregBuildHook
{
  gatomicrefcount ref_count;
  GregHome home; /* empty when it may run anywhere */
  GregBuildFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
};

static GregBuildHook *
build_hook_new (gboolean is_bound, GregBuildFunc func, gpointer user_data, GDestroyNotify destroy)
{
  GregBuildHook *hook = g_new0 (GregBuildHook, 1);

  g_atomic_ref_count_init (&hook->ref_count);
  if (is_bound)
    greg_home_settle (&hook->home);
  hook->func = func;
  hook->user_data = user_data;
  hook->destroy = destroy;
  return hook;
}

static void
build_hook_unref (GregBuildHook *hook)
{
  if (hook == NULL || !g_atomic_ref_count_dec (&hook->ref_count))
    return;
  if (hook->destroy != NULL)
    hook->destroy (hook->user_data);
  greg_home_clear (&hook->home);
  g_free (hook);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregBuildHook, build_hook_unref)

static gboolean
is_here (const GregBuildHook *hook)
{
  return hook->home.mark == NULL || greg_home_is_this_thread (&hook->home);
}

/* Takes the new one. */
static void
replace_hook (GregSource *self, GregBuildHook *hook)
{
  GregSourcePrivate *priv = PRIV (self);
  GregBuildHook *old;

  g_mutex_lock (&priv->hook_lock);
  old = priv->hook;
  g_atomic_pointer_set (&priv->hook, hook);
  g_mutex_unlock (&priv->hook_lock);
  if (old != hook)
    g_atomic_int_inc (&priv->settings);

  build_hook_unref (old);
}

void
greg_source_clear_build_hook (GregSource *self)
{
  replace_hook (self, NULL);
}

/* FALSE: there is none. One that belongs to another thread is not even held, since its end would come in the wrong
 * one: `*hook` stays NULL, and its home is copied. */
static gboolean
take_hook (GregSource *self, GregBuildHook **hook, GregHome *home)
{
  GregSourcePrivate *priv = PRIV (self);
  gboolean exists;

  if (g_atomic_pointer_get (&priv->hook) == NULL)
    return FALSE;

  g_mutex_lock (&priv->hook_lock);
  exists = priv->hook != NULL;
  if (exists && !is_here (priv->hook))
    greg_home_copy (&priv->hook->home, home);
  else if (exists)
    {
      g_atomic_ref_count_inc (&priv->hook->ref_count);
      *hook = priv->hook;
    }
  g_mutex_unlock (&priv->hook_lock);
  return exists;
}

/* The same for the one that counts now for a product of this factory. `*holder` becomes a reference on the source that
 * has it. */
static gboolean
find_hook (GregSource *self,
           GregFactory *factory,
           GregSource **holder,
           GregBuildHook **hook,
           GregHome *home)
{
  g_autoptr (GregSource) next = NULL;

  if (take_hook (self, hook, home))
    {
      *holder = g_object_ref (self);
      return TRUE;
    }
  if (!PRIV (self)->defers)
    return FALSE;
  next = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (self))->defer (self, factory);
  return next != NULL && find_hook (next, factory, holder, hook, home);
}

gboolean
greg_source_is_hooked (GregSource *self)
{
  GregSourcePrivate *priv = PRIV (self);

  if (g_atomic_pointer_get (&priv->hook) != NULL)
    return TRUE;
  return priv->defers
         && greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (self))->defers_to_hooked (self);
}

gboolean
greg_source_find_hook_home (GregSource *self, GregFactory *factory, GregHome *home)
{
  g_autoptr (GregSource) holder = NULL;
  g_autoptr (GregBuildHook) hook = NULL;

  return greg_source_is_hooked (self) && find_hook (self, factory, &holder, &hook, home)
         && hook == NULL;
}

GObject *
greg_source_call_build_func (GregSource *self,
                             GregFactory *factory,
                             GregContext *context,
                             gboolean *handled,
                             GError **error)
{
  g_autoptr (GregSource) holder = NULL;
  g_autoptr (GregBuildHook) hook = NULL;
  g_auto (GregHome) home = { 0 };

  *handled = find_hook (self, factory, &holder, &hook, &home);
  if (hook != NULL)
    return hook->func (self, factory, context, hook->user_data, error);
  if (*handled)
    g_set_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
                 "the build function of %s belongs to another thread and can make “%s” only there; "
                 "build it asynchronously",
                 greg_source_get_label (holder), greg_factory_get_name (factory));
  return NULL;
}

/**
 * greg_source_set_build_func:
 * @self: a source
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): what makes products
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets a function that makes the products of this source in place of
 * [method@Greg.Factory.create].
 *
 * It is called after the factory has been found, and the arguments have been merged and validated, in
 * the thread that builds. %NULL restores the ordinary way. A build that runs meanwhile keeps the function
 * it began with. [signal@Greg.Source::changed] is emitted, since what is built is no longer the same.
 *
 * Since: 1.0
 */
void
greg_source_set_build_func (GregSource *self,
                            GregBuildFunc func,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  greg_source_set_build_func_full (self, GREG_FACTORY_ANY_THREAD, func, user_data, destroy);
}

/**
 * greg_source_set_build_func_full:
 * @self: a source
 * @flags: %GREG_FACTORY_HOME_THREAD to bind it to the calling thread; with anything else it runs in
 *   the thread that builds
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): what makes products
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets a function that makes the products of this source, like
 * [method@Greg.Source.set_build_func], and decides in which threads it may run.
 *
 * One that is bound to a thread is for code that may not run in another one, such as that of a script.
 * A build in another thread then fails with [error@Greg.Error.WRONG_THREAD]. An asynchronous build
 * calls it in the thread that set it, and in the main context that was the default of that thread
 * then, as it does for factories that are bound. A factory that is bound to yet another thread cannot be
 * built then.
 *
 * Since: 1.0
 */
void
greg_source_set_build_func_full (GregSource *self,
                                 GregFactoryFlags flags,
                                 GregBuildFunc func,
                                 gpointer user_data,
                                 GDestroyNotify destroy)
{
  gboolean is_bound = (flags & GREG_FACTORY_HOME_THREAD) != 0;

  g_return_if_fail (GREG_IS_SOURCE (self));

  replace_hook (self, func != NULL ? build_hook_new (is_bound, func, user_data, destroy) : NULL);
  greg_source_emit_changed (self);
}

/**
 * greg_source_has_build_func:
 * @self: a source
 *
 * Whether a function makes products of this source in place of their factories.
 *
 * Returns: %TRUE after [method@Greg.Source.set_build_func], on this source or on one whose function it
 *   uses
 *
 * Since: 1.0
 */
gboolean
greg_source_has_build_func (GregSource *self)
{
  g_return_val_if_fail (GREG_IS_SOURCE (self), FALSE);

  return greg_source_is_hooked (self);
}
