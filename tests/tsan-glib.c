/* tsan-glib.c - tells ThreadSanitizer what GLib orders: linked into the tests when they are built
 * with it SPDX-FileCopyrightText: the Greg authors SPDX-License-Identifier: LGPL-2.1-or-later */

/* ThreadSanitizer sees memory and locks only where code was compiled for it. An ordinary GLib is
 * not: its mutexes are system calls and atomic operations that nobody sees, and each is reported
 * as a race of whatever it protects. So the functions of GLib that order two threads are defined
 * here once more; they call the real one, and say what happens before what. Nothing else is said:
 * what GLib does not order is reported.
 *
 * The real function is found behind this one in the order of linking. Only calls from one library
 * to another come here, which is every call that a program, Greg, GObject or GIO makes to GLib. */

#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>

#undef g_atomic_ref_count_dec
#undef g_once_init_enter
#undef g_once_init_leave

#define REAL(name) ((__typeof__ (&name)) real (#name))

/* Found at most a few times for each; keeps no table, which would need an order of its own. */
static gpointer
real (const char *name)
{
  gpointer symbol = dlsym (RTLD_NEXT, name);

  if (symbol == NULL)
    __builtin_trap ();
  return symbol;
}

/* One static pointer for each function that is called often. All threads store the same. */
#define FAST(name)                                                                                 \
  ({                                                                                               \
    static __typeof__ (&name) cached;                                                              \
    __typeof__ (&name) found = __atomic_load_n (&cached, __ATOMIC_RELAXED);                        \
    if (found == NULL)                                                                             \
      {                                                                                            \
        found = REAL (name);                                                                       \
        __atomic_store_n (&cached, found, __ATOMIC_RELAXED);                                       \
      }                                                                                            \
    found;                                                                                         \
  })

/* --- locks --- */

/* A GMutex is not always initialised by a call. */
#define MUTEX __tsan_mutex_linker_init

void
g_mutex_clear (GMutex *mutex)
{
  __tsan_mutex_destroy (mutex, MUTEX);
  FAST (g_mutex_clear) (mutex);
}

void
g_mutex_lock (GMutex *mutex)
{
  __tsan_mutex_pre_lock (mutex, MUTEX);
  FAST (g_mutex_lock) (mutex);
  __tsan_mutex_post_lock (mutex, MUTEX, 0);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_mine;

  __tsan_mutex_pre_lock (mutex, MUTEX | __tsan_mutex_try_lock);
  is_mine = FAST (g_mutex_trylock) (mutex);
  __tsan_mutex_post_lock (
      mutex, MUTEX | __tsan_mutex_try_lock | (is_mine ? 0 : __tsan_mutex_try_lock_failed), 0);
  return is_mine;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  FAST (g_mutex_unlock) (mutex);
  __tsan_mutex_post_unlock (mutex, 0);
}

/* While it waits, the mutex is free. A signal orders nothing by itself. */
void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  FAST (g_cond_wait) (cond, mutex);
  __tsan_mutex_pre_lock (mutex, MUTEX);
  __tsan_mutex_post_lock (mutex, MUTEX, 0);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean came;

  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  came = FAST (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_mutex_pre_lock (mutex, MUTEX);
  __tsan_mutex_post_lock (mutex, MUTEX, 0);
  return came;
}

gboolean
g_once_init_enter (volatile void *location)
{
  gboolean is_first = FAST (g_once_init_enter) (location);

  if (!is_first)
    __tsan_acquire ((void *) location);
  return is_first;
}

void
g_once_init_leave (volatile void *location, gsize result)
{
  __tsan_release ((void *) location);
  FAST (g_once_init_leave) (location, result);
}

/* --- counted references: what was done before one was dropped comes before the end --- */

gboolean
g_atomic_ref_count_dec (gatomicrefcount *count)
{
  gboolean is_last;

  __tsan_release (count);
  is_last = FAST (g_atomic_ref_count_dec) (count);
  if (is_last)
    __tsan_acquire (count);
  return is_last;
}

void
g_object_unref (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  FAST (g_object_unref) (object);
}

/* --- classes: initialised by one thread, used by all --- */

typedef struct
{
  GClassInitFunc class_init;
  GInstanceInitFunc instance_init;
} TypeFuncs;

static char classes; /* stands for the lock of the type system */

static GQuark
type_funcs_quark (void)
{
  return g_quark_from_static_string ("tsan-type-funcs");
}

static void
class_init (gpointer class, gpointer data)
{
  TypeFuncs *funcs = data;

  funcs->class_init (class, NULL);
  __tsan_release (&classes);
}

/* Each class of an instance is its class while it is initialised as one. */
static void
instance_init (GTypeInstance *instance, gpointer class)
{
  TypeFuncs *funcs = g_type_get_qdata (G_TYPE_FROM_INSTANCE (instance), type_funcs_quark ());

  __tsan_acquire (&classes);
  funcs->instance_init (instance, class);
}

GType
g_type_register_static_simple (GType parent_type,
                               const char *type_name,
                               guint class_size,
                               GClassInitFunc class_func,
                               guint instance_size,
                               GInstanceInitFunc instance_func,
                               GTypeFlags flags)
{
  TypeFuncs *funcs;
  GTypeInfo info = { .class_size = (guint16) class_size, .instance_size = (guint16) instance_size };
  GType type;

  if (class_func == NULL || instance_func == NULL)
    return FAST (g_type_register_static_simple) (parent_type, type_name, class_size, class_func,
                                                 instance_size, instance_func, flags);

  /* As long as the program runs, as a static type does. */
  funcs = g_new (TypeFuncs, 1);
  *funcs = (TypeFuncs) { class_func, instance_func };
  info.class_init = class_init;
  info.class_data = funcs;
  info.instance_init = instance_init;
  type = g_type_register_static (parent_type, type_name, &info, flags);
  g_type_set_qdata (type, type_funcs_quark (), funcs);
  return type;
}

/* --- main contexts: attaching comes before dispatching, and dispatching is done by one thread at
 * a time --- */

typedef struct
{
  GSourceFuncs funcs; /* the real ones, but for the dispatching */
  const GSourceFuncs *real;
} SourceFuncs;

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  GMainContext *context = g_main_context_ref (g_source_get_context (source));
  const GSourceFuncs *funcs;
  gboolean goes_on;

  __tsan_acquire (source);
  __tsan_acquire (context);
  funcs = ((const SourceFuncs *) source->source_funcs)->real;
  goes_on = funcs->dispatch (source, callback, data);
  __tsan_release (context);
  g_main_context_unref (context);
  return goes_on;
}

/* One for each kind of source, for ever. */
static GSourceFuncs *
wrap_source_funcs (const GSourceFuncs *funcs)
{
  static GMutex lock;
  static GHashTable *all;
  SourceFuncs *wrapped;

  g_mutex_lock (&lock);
  if (all == NULL)
    all = g_hash_table_new (NULL, NULL);
  wrapped = g_hash_table_lookup (all, funcs);
  if (wrapped == NULL)
    {
      wrapped = g_new (SourceFuncs, 1);
      *wrapped = (SourceFuncs) { *funcs, funcs };
      wrapped->funcs.dispatch = source_dispatch;
      g_hash_table_insert (all, (gpointer) funcs, wrapped);
    }
  g_mutex_unlock (&lock);
  return &wrapped->funcs;
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  source->source_funcs = wrap_source_funcs (source->source_funcs);
  __tsan_release (source);
  return FAST (g_source_attach) (source, context);
}

void
g_source_set_ready_time (GSource *source, gint64 ready_time)
{
  __tsan_release (source);
  FAST (g_source_set_ready_time) (source, ready_time);
}

static guint
attach_func (GSource *made, int priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source = made;

  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, data, notify);
  return g_source_attach (source, NULL);
}

/* These would attach their sources from within GLib. */
guint
g_idle_add_full (int priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  return attach_func (g_idle_source_new (), priority, func, data, notify);
}

guint
g_idle_add (GSourceFunc func, gpointer data)
{
  return g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, func, data, NULL);
}

guint
g_timeout_add_full (int priority,
                    guint interval,
                    GSourceFunc func,
                    gpointer data,
                    GDestroyNotify notify)
{
  return attach_func (g_timeout_source_new (interval), priority, func, data, notify);
}

guint
g_timeout_add (guint interval, GSourceFunc func, gpointer data)
{
  return g_timeout_add_full (G_PRIORITY_DEFAULT, interval, func, data, NULL);
}

gboolean
g_main_context_acquire (GMainContext *context)
{
  gboolean is_mine = FAST (g_main_context_acquire) (context);

  if (is_mine)
    __tsan_acquire (context != NULL ? context : g_main_context_default ());
  return is_mine;
}

void
g_main_context_release (GMainContext *context)
{
  __tsan_release (context != NULL ? context : g_main_context_default ());
  FAST (g_main_context_release) (context);
}

/* --- pools of threads: what was pushed comes before it is handled --- */

typedef struct
{
  GFunc func;
  gpointer data;
} PoolFunc;

static char pools; /* stands for the queues of all of them */

static void
pool_func (gpointer item, gpointer data)
{
  PoolFunc *pool = data;

  __tsan_acquire (&pools);
  pool->func (item, pool->data);
}

GThreadPool *
g_thread_pool_new (GFunc func, gpointer data, int max_threads, gboolean exclusive, GError **error)
{
  /* As long as the program runs; GIO has one. */
  PoolFunc *pool = g_new (PoolFunc, 1);

  *pool = (PoolFunc) { func, data };
  return FAST (g_thread_pool_new) (pool_func, pool, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer item, GError **error)
{
  __tsan_release (&pools);
  return FAST (g_thread_pool_push) (pool, item, error);
}
