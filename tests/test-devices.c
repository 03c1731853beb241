/* test-devices.c - parts that take time to be initialised, and waiting for what is built
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-devices.h"

/* --- a device that is only initialised asynchronously --- */

struct _TestAsyncDevice
{
  TestPart parent_instance;

  char *outcome;
  gboolean ready;
  GThread *thread;
  GMainContext *context;
};

/* One that is being initialised. */
typedef struct
{
  GTask *task;
  GSource *source;  /* ends it; or NULL */
  gulong handler;   /* the same */
} Running;

static GPrivate all_running = G_PRIVATE_INIT ((GDestroyNotify) g_queue_free);

static GQueue *
get_running (void)
{
  GQueue *running = g_private_get (&all_running);

  if (running == NULL)
    {
      running = g_queue_new ();
      g_private_set (&all_running, running);
    }
  return running;
}

static void
return_outcome (TestAsyncDevice *self, GTask *task)
{
  if (g_strcmp0 (self->outcome, "fail") == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such device");
  else if (g_strcmp0 (self->outcome, "mute") == 0)
    g_task_return_boolean (task, FALSE);
  else
    {
      self->ready = TRUE;
      g_task_return_boolean (task, TRUE);
    }
}

static void
end (Running *running, gboolean is_cancelled)
{
  g_autoptr (GTask) task = running->task;

  g_assert_true (g_queue_remove (get_running (), running));
  if (running->source != NULL)
    g_source_destroy (running->source);
  g_clear_pointer (&running->source, g_source_unref);
  g_clear_signal_handler (&running->handler, g_task_get_cancellable (task));
  g_free (running);
  if (is_cancelled)
    g_assert_true (g_task_return_error_if_cancelled (task));
  else
    return_outcome (g_task_get_source_object (task), task);
}

static gboolean
end_cb (gpointer data)
{
  end (data, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  end (data, TRUE);
  return G_SOURCE_REMOVE;
}

static void
abrupt_cb (GCancellable *cancellable, gpointer data)
{
  end (data, TRUE);
}

static void
run (GTask *task, const char *outcome)
{
  Running *running = g_new0 (Running, 1);

  running->task = task;
  g_task_set_check_cancellable (task, FALSE);
  g_queue_push_tail (get_running (), running);
  if (g_str_equal (outcome, "deaf"))
    return;
  if (g_str_equal (outcome, "abrupt"))
    {
      running->handler = g_signal_connect (g_task_get_cancellable (task), "cancelled",
                                           G_CALLBACK (abrupt_cb), running);
      return;
    }
  if (g_str_equal (outcome, "held"))
    {
      running->source = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (running->source, G_SOURCE_FUNC (cancelled_cb), running, NULL);
    }
  else
    {
      running->source = g_idle_source_new ();
      g_source_set_callback (running->source, end_cb, running, NULL);
    }
  g_source_attach (running->source, g_task_get_context (task));
}

/* A GTask would wait for the next turn. */
static void
call_now (TestAsyncDevice *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  self->ready = TRUE;
  g_task_return_boolean (task, TRUE);
  callback (G_OBJECT (self), G_ASYNC_RESULT (task), user_data);
}

static void
test_async_device_init_async (GAsyncInitable *initable,
                              int priority,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  TestAsyncDevice *self = TEST_ASYNC_DEVICE (initable);

  self->thread = g_thread_self ();
  self->context = g_main_context_get_thread_default ();
  if (g_str_equal (self->outcome, "now"))
    call_now (self, callback, user_data);
  else
    run (g_task_new (self, cancellable, callback, user_data), self->outcome);
}

static gboolean
test_async_device_init_finish (GAsyncInitable *initable, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, initable));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_async_device_iface_init (GAsyncInitableIface *iface)
{
  iface->init_async = test_async_device_init_async;
  iface->init_finish = test_async_device_init_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestAsyncDevice,
                               test_async_device,
                               TEST_TYPE_PART,
                               G_IMPLEMENT_INTERFACE (G_TYPE_ASYNC_INITABLE,
                                                      test_async_device_iface_init))

static void
test_async_device_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TestAsyncDevice *self = TEST_ASYNC_DEVICE (object);

  g_free (self->outcome);
  self->outcome = g_value_dup_string (value);
}

static void
test_async_device_finalize (GObject *object)
{
  g_free (TEST_ASYNC_DEVICE (object)->outcome);
  G_OBJECT_CLASS (test_async_device_parent_class)->finalize (object);
}

static void
test_async_device_class_init (TestAsyncDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = test_async_device_set_property;
  object_class->finalize = test_async_device_finalize;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_string ("outcome", NULL, NULL, "ok",
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT));
}

static void
test_async_device_init (TestAsyncDevice *self)
{
}

gboolean
test_async_device_is_ready (TestAsyncDevice *self)
{
  return self->ready;
}

GThread *
test_async_device_get_thread (TestAsyncDevice *self)
{
  return self->thread;
}

GMainContext *
test_async_device_get_context (TestAsyncDevice *self)
{
  return self->context;
}

guint
test_device_count_running (void)
{
  return g_queue_get_length (get_running ());
}

void
test_device_release (const char *label)
{
  for (GList *link = get_running ()->head; link != NULL; link = link->next)
    {
      Running *running = link->data;

      if (g_strcmp0 (test_part_get_label (g_task_get_source_object (running->task)), label) != 0)
        continue;
      end (running, FALSE);
      return;
    }
  g_error ("no device “%s” is being initialised", label);
}

/* --- a device that blocks --- */

struct _TestWaiter
{
  TestPart parent_instance;
};

static int n_waiting;

static gboolean
test_waiter_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  if (cancellable == NULL)
    return TRUE;

  g_atomic_int_inc (&n_waiting);
  for (guint i = 0; i < 10000 && !g_cancellable_is_cancelled (cancellable); i++)
    g_usleep (1000);
  g_atomic_int_add (&n_waiting, -1);
  g_assert_true (g_cancellable_set_error_if_cancelled (cancellable, error));
  return FALSE;
}

static void
test_waiter_iface_init (GInitableIface *iface)
{
  iface->init = test_waiter_initable_init;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestWaiter,
                               test_waiter,
                               TEST_TYPE_PART,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_waiter_iface_init))

static void
test_waiter_class_init (TestWaiterClass *klass)
{
}

static void
test_waiter_init (TestWaiter *self)
{
}

int
test_waiter_count (void)
{
  return g_atomic_int_get (&n_waiting);
}

/* --- a device that GIO initialises in a thread --- */

struct _TestThreaded
{
  TestPart parent_instance;

  GThread *thread;
};

static gboolean
test_threaded_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  TEST_THREADED (initable)->thread = g_thread_self ();
  return TRUE;
}

static void
test_threaded_initable_iface_init (GInitableIface *iface)
{
  iface->init = test_threaded_initable_init;
}

static void
test_threaded_async_initable_iface_init (GAsyncInitableIface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestThreaded,
                               test_threaded,
                               TEST_TYPE_PART,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      test_threaded_initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_ASYNC_INITABLE,
                                                      test_threaded_async_initable_iface_init))

static void
test_threaded_class_init (TestThreadedClass *klass)
{
}

static void
test_threaded_init (TestThreaded *self)
{
}

GThread *
test_threaded_get_thread (TestThreaded *self)
{
  return self->thread;
}

/* --- waiting --- */

static gboolean
is_from (GAsyncResult *result, gpointer function)
{
  return g_async_result_is_tagged (result, function);
}

void
test_outcome_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  TestOutcome *outcome = data;

  outcome->n_calls++;
  outcome->n_live = test_part_count_live ();
  outcome->source = object;
  outcome->thread = g_thread_self ();
  outcome->context = g_main_context_get_thread_default ();
  if (is_from (result, greg_source_build_async))
    outcome->object = greg_source_build_finish (GREG_SOURCE (object), result, &outcome->error);
  else if (is_from (result, greg_source_build_config_async))
    outcome->object
        = greg_source_build_config_finish (GREG_SOURCE (object), result, &outcome->error);
  else if (is_from (result, greg_builder_build_async))
    outcome->object = greg_builder_build_finish (GREG_BUILDER (object), result, &outcome->error);
  else
    outcome->list
        = greg_builder_build_list_finish (GREG_BUILDER (object), result, &outcome->error);
  g_assert_true ((outcome->error != NULL) == (outcome->object == NULL && outcome->list == NULL));
}

void
test_run_dry (void)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (g_main_context_iteration (context, FALSE))
    continue;
}

void
test_outcome_wait (TestOutcome *outcome)
{
  test_wait_until (outcome->n_calls > 0);
  test_run_dry ();
  g_assert_cmpuint (outcome->n_calls, ==, 1);
}

void
test_outcome_clear (TestOutcome *outcome)
{
  g_clear_object (&outcome->object);
  g_clear_pointer (&outcome->list, g_ptr_array_unref);
  g_clear_error (&outcome->error);
  *outcome = (TestOutcome) { 0 };
}

/* --- another thread --- */

static gpointer
home_thread (gpointer data)
{
  TestHome *home = data;

  g_main_context_push_thread_default (home->context);
  g_main_loop_run (home->loop);
  g_main_context_pop_thread_default (home->context);
  return NULL;
}

void
test_home_start (TestHome *home)
{
  home->context = g_main_context_new ();
  home->loop = g_main_loop_new (home->context, FALSE);
  home->thread = g_thread_new ("home", home_thread, home);
}

typedef struct
{
  GThreadFunc func;
  gpointer data;
  int is_done; /* atomic */
} Job;

static gboolean
job_cb (gpointer data)
{
  Job *job = data;

  job->func (job->data);
  g_atomic_int_set (&job->is_done, TRUE);
  return G_SOURCE_REMOVE;
}

void
test_home_run (TestHome *home, GThreadFunc func, gpointer data)
{
  Job job = { func, data, FALSE };
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, job_cb, &job, NULL);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_attach (source, home->context);
  while (!g_atomic_int_get (&job.is_done))
    g_usleep (100);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
test_home_stop (TestHome *home)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, home->loop, NULL);
  g_source_attach (source, home->context);
  g_thread_join (home->thread);
  g_main_loop_unref (home->loop);
  g_main_context_unref (home->context);
}
