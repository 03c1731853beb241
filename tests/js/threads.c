/* threads.c - what scripts cannot do: use a source in another thread
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "threads.h"

typedef struct
{
  gpointer source;
  const char *text;
  GType type; /* to register; G_TYPE_NONE to unregister, 0 to build */
  GObject *object;
  gboolean ok;
  GError *error;
} Job;

static gpointer
run (gpointer data)
{
  Job *job = data;

  if (job->type == 0)
    job->object = greg_source_build_json (job->source, job->text, -1, &job->error);
  else if (job->type == G_TYPE_NONE)
    job->ok = greg_registry_unregister (job->source, job->text, &job->error);
  else
    job->ok = greg_registry_register_type (job->source, job->text, job->type, &job->error);
  return NULL;
}

static Job
run_in_thread (gpointer source, const char *text, GType type, GError **error)
{
  Job job = { .source = source, .text = text, .type = type };

  g_thread_join (g_thread_new ("test", run, &job));
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job;
}

/**
 * threads_build:
 * @source: a source
 * @text: JSON text
 * @error: where to put an error
 *
 * Builds in a thread, and waits for it.
 *
 * Returns: (transfer full): the product
 */
GObject *
threads_build (GregSource *source, const char *text, GError **error)
{
  return run_in_thread (source, text, 0, error).object;
}

/**
 * threads_register:
 * @registry: a registry
 * @name: a name
 * @type: a type
 * @error: where to put an error
 *
 * Registers in a thread, and waits for it.
 *
 * Returns: %TRUE when it is registered
 */
gboolean
threads_register (GregRegistry *registry, const char *name, GType type, GError **error)
{
  return run_in_thread (registry, name, type, error).ok;
}

/**
 * threads_unregister:
 * @registry: a registry
 * @name: a name
 * @error: where to put an error
 *
 * Unregisters in a thread, and waits for it.
 *
 * Returns: %TRUE when it was unregistered
 */
gboolean
threads_unregister (GregRegistry *registry, const char *name, GError **error)
{
  return run_in_thread (registry, name, G_TYPE_NONE, error).ok;
}

typedef struct
{
  GregSource *source;
  const char *name;
} Question;

static gpointer
ask (gpointer data)
{
  const Question *question = data;
  GregSource *source = question->source;
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_require (source, question->name, &error);
  g_autoptr (GregFactory) peeked = greg_source_peek (source, question->name);
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, question->name);
  g_autoptr (GPtrArray) listed = greg_source_list_factories (source);
  g_autoptr (GPtrArray) queried = greg_source_query (source, NULL);
  g_auto (GStrv) names = greg_source_list_names (source);

  greg_source_dup_generation (source);
  return g_strdup_printf ("%s %d %u %u %u %u %u %d", factory != NULL ? "found" : error->message,
                          peeked != NULL, all->len, listed->len, queried->len,
                          g_strv_length (names), greg_source_count (source),
                          greg_source_membership (source, question->name));
}

/**
 * threads_ask:
 * @source: a source
 * @name: a name
 *
 * Asks everything in a thread, and waits for it.
 *
 * Returns: (transfer full): the answers, as text
 */
char *
threads_ask (GregSource *source, const char *name)
{
  Question question = { source, name };

  return g_thread_join (g_thread_new ("test", ask, &question));
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->object = greg_source_build_finish (GREG_SOURCE (source), result, &job->error);
  job->ok = TRUE;
}

/* With a main context of its own, as a worker has. */
static void
build_later (GTask *task, gpointer source, gpointer name, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Job job = { 0 };

  g_main_context_push_thread_default (context);
  greg_source_build_async (source, name, NULL, cancellable, ready_cb, &job);
  while (!job.ok)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  if (job.error != NULL)
    g_task_return_error (task, job.error);
  else
    g_task_return_pointer (task, job.object, g_object_unref);
}

/**
 * threads_build_later:
 * @source: a source
 * @name: a name
 * @callback: (scope async) (closure user_data): what to call when it is ready
 * @user_data: data for @callback
 *
 * Builds in a thread, asynchronously, and does not wait for it.
 */
void
threads_build_later (GregSource *source, const char *name, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, build_later);
}

/**
 * threads_build_later_finish:
 * @result: the result
 * @error: where to put an error
 *
 * Gives what threads_build_later() has built.
 *
 * Returns: (transfer full): the product
 */
GObject *
threads_build_later_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
