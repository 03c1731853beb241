/* greg-registry-missing.c - pass 3 of a look-up: asking for what nobody has
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-registry-fields-private.h"

#include "greg-error.h"
#include "greg-lookup-private.h"
#include "greg-source-private.h"

#define PRIV(self) greg_registry_get_private (self)

/* --- the handlers of “resolve” --- */

/* One look-up that asks the handlers, in one thread. */
typedef struct _Asking Asking;
struct _Asking
{
  GregRegistry *registry;
  const char *name;
  const Asking *outer;
};

static GPrivate askings;

/* A handler that looks up the name it was asked for would be asked again, for ever. */
static gboolean
is_asked (GregRegistry *self, const char *name)
{
  for (const Asking *asking = g_private_get (&askings); asking != NULL; asking = asking->outer)
    if (asking->registry == self && g_str_equal (asking->name, name))
      return TRUE;
  return FALSE;
}

static GregFactory *
ask (GregRegistry *self, const char *name)
{
  Asking asking = { self, name, g_private_get (&askings) };
  GregFactory *factory;

  if (is_asked (self, name))
    return NULL;
  g_private_set (&askings, &asking);
  factory = greg_registry_emit_resolve (self, name);
  g_private_set (&askings, (gpointer) asking.outer);
  return factory;
}

/* What handlers give is checked like what is added, and must be of use to whoever was asked. */
static gboolean
check (GregRegistry *self, const GregQuestion *question, GregFactory *factory, GError **error)
{
  GregSource *source = GREG_SOURCE (question->registry);

  if (greg_factory_seal (factory, greg_source_get_base_type (source), error)
      && greg_factory_seal (factory, greg_source_get_base_type (GREG_SOURCE (self)), error))
    return TRUE;
  g_prefix_error (error, "what a handler of “resolve” gave for “%s” cannot be used in %s: ",
                  question->text, greg_source_get_label (source));
  return FALSE;
}

/* To register the name instead of giving a factory is as good. */
static GregFactory *
resolve (GregRegistry *self, const char *name, GError **error)
{
  g_autoptr (GArray) questions = greg_lookup_list_questions (PRIV (self)->table, name);
  GregFactory *factory = NULL;

  for (guint i = 0; factory == NULL && i < questions->len; i++)
    {
      const GregQuestion *question = &g_array_index (questions, GregQuestion, i);
      g_autoptr (GregFactory) answer = ask (question->registry, question->text);

      if (answer == NULL)
        factory = greg_lookup (PRIV (self)->table, name, greg_store_hash (name));
      else if (check (self, question, answer, error))
        factory = g_steal_pointer (&answer);
      else
        return NULL;
    }
  return factory;
}

/* --- loaders --- */

/* The first question that was not asked yet; it joins those that were. A loader may bring the registry of a scope,
 * so the questions are made anew each time. FALSE when all were asked. */
static gboolean
next_question (GregRegistry *self, const char *name, GArray *asked, GregQuestion *next)
{
  g_autoptr (GArray) questions = greg_lookup_list_questions (PRIV (self)->table, name);

  for (guint i = 0; i < questions->len; i++)
    {
      GregQuestion question = g_array_index (questions, GregQuestion, i);
      gboolean is_new = TRUE;

      for (guint j = 0; is_new && j < asked->len; j++)
        is_new = g_array_index (asked, GregQuestion, j).registry != question.registry
                 || g_array_index (asked, GregQuestion, j).text != question.text;
      if (!is_new)
        continue;
      g_object_ref (question.registry);
      g_array_append_val (asked, question);
      *next = question;
      return TRUE;
    }
  return FALSE;
}

static GregFactory *
load (GregRegistry *self, const char *name, GString **failures, GError **error)
{
  g_autoptr (GArray) asked = greg_lookup_new_questions ();
  GregFactory *factory = NULL;
  gboolean loaded = FALSE;
  GregQuestion question;

  while (factory == NULL && next_question (self, name, asked, &question))
    {
      guint cursor = 0;

      while (factory == NULL
             && greg_loaders_step (PRIV (question.registry)->loaders, question.registry,
                                   question.text, &cursor, failures))
        {
          factory = greg_lookup (PRIV (self)->table, name, greg_store_hash (name));
          loaded = TRUE;
        }
    }
  return factory != NULL || !loaded ? factory : resolve (self, name, error);
}

/* --- pass 3 --- */

/* Somebody in reach may make the name up. Whoever is reached by a scope is not looked for here. */
static gboolean
may_help (GregRegistry *self, const char *name)
{
  for (GregRegistry *level = self; level != NULL; level = PRIV (level)->parent)
    if (greg_registry_has_helpers (level))
      return TRUE;
  return greg_lookup_is_scoped (PRIV (self)->table, name);
}

/* A loader or a handler may drop the last reference that anybody else has. */
GregFactory *
greg_registry_find_missing (GregRegistry *self, const char *name, GError **error)
{
  g_autoptr (GregRegistry) alive = NULL;
  g_autoptr (GString) failures = NULL;
  g_autoptr (GError) problem = NULL;
  GregFactory *factory;

  if (!may_help (self, name))
    return NULL;
  alive = g_object_ref (self);
  factory = resolve (alive, name, &problem);
  if (factory == NULL && problem == NULL)
    factory = load (alive, name, &failures, &problem);
  if (factory == NULL && problem == NULL && failures != NULL)
    g_set_error_literal (&problem, GREG_ERROR, GREG_ERROR_LOAD_FAILED, failures->str);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return factory;
}

/* --- public functions --- */

/**
 * greg_registry_add_loader:
 * @self: a registry
 * @label: what it loads, for messages, such as a file's name
 * @func: (scope notified) (closure user_data) (destroy destroy): registers what was not registered
 *   yet
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Adds a function that is run when a name is missing.
 *
 * The name may have been looked up here, in a registry below, or by the scope of this one;
 * [class@Greg.Registry] says whose loaders are run when. Loaders run one after the other, in the order of their adding, until the name is there. A loader
 * that returns %TRUE has done its work and is never run again. One that fails is run again at the
 * next miss; until then its label and its error are part of the explanation that
 * [method@Greg.Source.require] gives. A loader that fails without an error, or succeeds without
 * registering the name, hides no other. It may as well make the registry of a scope that was asked
 * for, with loaders of its own.
 *
 * Each loader runs in one thread at a time. A miss waits for a loader that runs in another thread,
 * unless it is itself a miss of a loader, of whatever registry: so loaders may look names up
 * anywhere. A loader that misses in its own registry is not run again by that. Finding what is
 * there never waits.
 *
 * A loader may add and remove loaders, itself included: its data is freed when its last call is
 * over.
 *
 * Returns: a number for [method@Greg.Registry.remove_loader]; never 0
 *
 * Since: 1.0
 */
guint
greg_registry_add_loader (GregRegistry *self,
                          const char *label,
                          GregLoaderFunc func,
                          gpointer user_data,
                          GDestroyNotify destroy)
{
  return greg_registry_add_loader_full (self, label, GREG_FACTORY_ANY_THREAD, func, user_data, destroy);
}

/**
 * greg_registry_add_loader_full:
 * @self: a registry
 * @label: what it loads, for messages, such as a file's name
 * @flags: %GREG_FACTORY_HOME_THREAD to bind it to the calling thread; with anything else it runs in
 *   whichever thread misses a name
 * @func: (scope notified) (closure user_data) (destroy destroy): registers what was not registered
 *   yet
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Adds a function that is run when a name is missing, like [method@Greg.Registry.add_loader], and
 * decides in which threads it may run.
 *
 * One that is bound to a thread is for code that may not run in another one, such as that of a script.
 * For a miss in another thread it counts as a loader that failed: it is not run, what is said of the
 * missing name tells that it belongs to another thread, and the next miss in its own thread runs it.
 * When it is running in its own thread, the miss waits for it all the same.
 *
 * Returns: a number for [method@Greg.Registry.remove_loader]; never 0
 *
 * Since: 1.0
 */
guint
greg_registry_add_loader_full (GregRegistry *self,
                               const char *label,
                               GregFactoryFlags flags,
                               GregLoaderFunc func,
                               gpointer user_data,
                               GDestroyNotify destroy)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), 0);
  g_return_val_if_fail (label != NULL, 0);
  g_return_val_if_fail (func != NULL, 0);

  return greg_loaders_add (PRIV (self)->loaders, label, (flags & GREG_FACTORY_HOME_THREAD) != 0, func,
                           user_data, destroy);
}

/**
 * greg_registry_remove_loader:
 * @self: a registry
 * @id: what [method@Greg.Registry.add_loader] returned
 *
 * Removes a loader.
 *
 * When it runs at this moment, in this or another thread, it is removed as soon as that call is
 * over.
 *
 * Returns: %FALSE when it is not there any more
 *
 * Since: 1.0
 */
gboolean
greg_registry_remove_loader (GregRegistry *self, guint id)
{
  g_return_val_if_fail (GREG_IS_REGISTRY (self), FALSE);

  return greg_loaders_remove (PRIV (self)->loaders, id);
}
