/* greg-home-private.h - GregHome: the thread and the main context that code is bound to
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands for one thread. It outlives the thread and knows that it has ended, and no later thread
 * can look like it, which may happen with a GThread that is not held and cannot be asked. */
typedef struct _GregThreadMark GregThreadMark;

/* Zero-filled: no home. */
typedef struct
{
  GregThreadMark *mark;  /* owned */
  GMainContext *context; /* owned; the thread-default context at that time */
} GregHome;

/* The calling thread becomes the home. */
void greg_home_settle (GregHome *home);
void greg_home_copy (const GregHome *from, GregHome *to);
void greg_home_clear (GregHome *home);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregHome, greg_home_clear)

gboolean greg_home_is_this_thread (const GregHome *home);

/* NULL is at home everywhere: what most factories are asked at each build. */
static inline gboolean
greg_home_is_here (const GregHome *home)
{
  return home == NULL || greg_home_is_this_thread (home);
}

/* How an errand ended up where it was sent. */
typedef enum
{
  GREG_ERRAND_AT_HOME,   /* in the thread and the context of the home */
  GREG_ERRAND_ELSEWHERE, /* another thread iterates that context, and this is it */
  GREG_ERRAND_TOO_LATE   /* the thread has ended; this is its very end */
} GregErrandEnd;

typedef void (*GregErrandFunc) (GregErrandEnd end, gpointer data);

/* A call in another thread. It is called once, or it is cancelled, never both and never neither as
 * long as the thread ends or iterates its context. */
typedef struct _GregErrand GregErrand;

/* NULL when the thread has ended; then nothing is called. */
GregErrand *
greg_home_send (const GregHome *home, int priority, GregErrandFunc func, gpointer data);
/* TRUE: it will not be called any more. FALSE: it is being called, or was. */
gboolean greg_errand_cancel (GregErrand *errand);
void greg_errand_unref (GregErrand *errand);

G_END_DECLS
