/* browser-changer.c - changes a registry in all the ways in which a program can
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-changer.h"

#include "browser-stock.h"

/* Nothing here knows of the window, and nothing tells it: its list follows the registry. */
struct _BrowserChanger
{
  GObject parent_instance;

  GregRegistry *registry;
  GregBatch *batch; /* NULL when it is not published */
  GThread *thread;  /* NULL when it is not running */
  GMutex mutex;
  GCond cond;
  gboolean stopping; /* under the mutex */
};

G_DEFINE_FINAL_TYPE (BrowserChanger, browser_changer, G_TYPE_OBJECT)

#define N_OF_THREAD 9
#define PAUSE_OF_THREAD (G_TIME_SPAN_MILLISECOND * 250)

/* Registers what is not there, and unregisters what is. Somebody else may have been faster with
 * either; then it is as it should be, and the error says nothing new. */
static void
toggle (GregRegistry *registry, guint number)
{
  g_autoptr (GregFactory) factory = browser_stock_create_numbered (number, NULL);
  const char *name = greg_factory_get_name (factory);

  if (greg_source_contains (GREG_SOURCE (registry), name))
    greg_registry_unregister (registry, name, NULL);
  else
    greg_registry_add (registry, factory, NULL);
}

/* Waits until it is time to go on, or to stop. */
static gboolean
pause_thread (BrowserChanger *self)
{
  gint64 end = g_get_monotonic_time () + PAUSE_OF_THREAD;
  gboolean go_on;

  g_mutex_lock (&self->mutex);
  while (!self->stopping && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  go_on = !self->stopping;
  g_mutex_unlock (&self->mutex);
  return go_on;
}

static gpointer
thread_func (gpointer data)
{
  BrowserChanger *self = data;

  for (guint i = 0; pause_thread (self); i++)
    toggle (self->registry, i % N_OF_THREAD + 1);
  return NULL;
}

static void
stop_thread (BrowserChanger *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
}

static void
browser_changer_dispose (GObject *object)
{
  BrowserChanger *self = BROWSER_CHANGER (object);

  stop_thread (self);
  g_clear_object (&self->batch);
  g_clear_object (&self->registry);
  G_OBJECT_CLASS (browser_changer_parent_class)->dispose (object);
}

static void
browser_changer_finalize (GObject *object)
{
  BrowserChanger *self = BROWSER_CHANGER (object);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (browser_changer_parent_class)->finalize (object);
}

static void
browser_changer_class_init (BrowserChangerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = browser_changer_dispose;
  G_OBJECT_CLASS (klass)->finalize = browser_changer_finalize;
}

static void
browser_changer_init (BrowserChanger *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

BrowserChanger *
browser_changer_new (GregRegistry *registry)
{
  BrowserChanger *self = g_object_new (BROWSER_TYPE_CHANGER, NULL);

  self->registry = g_object_ref (registry);
  return self;
}

/* Registers the next of what was prepared, and returns its name. */
char *
browser_changer_register_next (BrowserChanger *self, GError **error)
{
  g_autoptr (GregFactory) factory = NULL;

  factory = browser_stock_create_next (GREG_SOURCE (self->registry), error);
  if (factory == NULL || !greg_registry_add (self->registry, factory, error))
    return NULL;
  return g_strdup (greg_factory_get_name (factory));
}

/* By the factory, not by its name: another one may have the name by now. */
gboolean
browser_changer_unregister (BrowserChanger *self, GregFactory *factory, GError **error)
{
  return greg_registry_unregister_factory (self->registry, factory, error);
}

static gboolean
publish (BrowserChanger *self, GError **error)
{
  g_autoptr (GregBatch) batch = greg_registry_begin (self->registry);

  if (!browser_stock_fill_batch (batch, error) || !greg_batch_commit (batch, error))
    return FALSE;
  self->batch = g_steal_pointer (&batch);
  return TRUE;
}

/* Publishes twenty factories as one, or withdraws them as one. */
gboolean
browser_changer_set_batch (BrowserChanger *self, gboolean published, GError **error)
{
  if (published == (self->batch != NULL))
    return TRUE;
  if (published)
    return publish (self, error);
  if (!greg_batch_revert (self->batch, error))
    return FALSE;
  g_clear_object (&self->batch);
  return TRUE;
}

/* Starts or stops a thread that registers and unregisters without asking anybody. */
void
browser_changer_set_thread (BrowserChanger *self, gboolean running)
{
  if (!running)
    stop_thread (self);
  else if (self->thread == NULL)
    {
      self->stopping = FALSE;
      self->thread = g_thread_new ("changer", thread_func, self);
    }
}
