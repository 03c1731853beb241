/* test-devices.h - parts that take time to be initialised, and waiting for what is built
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "test-components.h"

G_BEGIN_DECLS

/* A part that can only be initialised asynchronously. The property "outcome" says how that ends:
 *
 *   ok      in the next turn of the main loop
 *   fail    then, too, with G_IO_ERROR_NOT_FOUND
 *   mute    then, too, without an error
 *   now     at once, from within the call
 *   held    when test_device_release() names its label
 *   deaf    the same, and does not care about being cancelled
 *   abrupt  never; when it is cancelled, from within that call
 *
 * What is held fails with G_IO_ERROR_CANCELLED in a turn of the main loop after it was
 * cancelled. */
#define TEST_TYPE_ASYNC_DEVICE (test_async_device_get_type ())
G_DECLARE_FINAL_TYPE (TestAsyncDevice, test_async_device, TEST, ASYNC_DEVICE, TestPart)

gboolean test_async_device_is_ready (TestAsyncDevice *self);
/* Where its initialisation was begun. */
GThread *test_async_device_get_thread (TestAsyncDevice *self);
GMainContext *test_async_device_get_context (TestAsyncDevice *self);

/* How many are being initialised in this thread. */
guint test_device_count_running (void);
/* Ends the initialisation of the one in this thread that has the label. */
void test_device_release (const char *label);

/* A part whose GInitable waits, up to ten seconds, until its cancellable is cancelled; then it
 * fails with G_IO_ERROR_CANCELLED. Without a cancellable it is ready at once. */
#define TEST_TYPE_WAITER (test_waiter_get_type ())
G_DECLARE_FINAL_TYPE (TestWaiter, test_waiter, TEST, WAITER, TestPart)

/* How many are waiting in any thread. */
int test_waiter_count (void);

/* A part whose GInitable runs in a thread of its own when it is built asynchronously: what
 * GAsyncInitable does by default. */
#define TEST_TYPE_THREADED (test_threaded_get_type ())
G_DECLARE_FINAL_TYPE (TestThreaded, test_threaded, TEST, THREADED, TestPart)
GThread *test_threaded_get_thread (TestThreaded *self);

/* What an asynchronous build came to. */
typedef struct
{
  guint n_calls;
  GObject *object;
  GPtrArray *list;
  GError *error;
  GObject *source;       /* not owned: it may be gone */
  guint n_live;          /* parts that were alive when the callback was called */
  GThread *thread;       /* where it was called */
  GMainContext *context; /* not owned; the thread-default one there, or NULL */
} TestOutcome;

/* A GAsyncReadyCallback for all asynchronous functions of sources and builders; the data is a
 * TestOutcome. */
void test_outcome_cb (GObject *object, GAsyncResult *result, gpointer outcome);
/* Iterates the thread-default main context until it is there; fails after ten seconds. */
void test_outcome_wait (TestOutcome *outcome);
void test_outcome_clear (TestOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestOutcome, test_outcome_clear)

/* Iterates the thread-default main context until the condition holds; fails after ten seconds. */
#define test_wait_until(condition)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 give_up_at = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                             \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (!g_main_context_iteration (g_main_context_get_thread_default (), FALSE))               \
          g_usleep (100);                                                                          \
        g_assert_cmpint (g_get_monotonic_time (), <, give_up_at);                                  \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* Iterates the thread-default main context as long as there is something to do. */
void test_run_dry (void);

/* A thread with a main context of its own, which it iterates until it is told to stop. */
typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
} TestHome;

void test_home_start (TestHome *home);
/* Runs something there and waits for its end. */
void test_home_run (TestHome *home, GThreadFunc func, gpointer data);
/* Waits for the end of the thread; frees everything. */
void test_home_stop (TestHome *home);

G_END_DECLS
