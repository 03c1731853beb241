/* tsan-race.c - a race, for proving that tests/tsan would find one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib.h>

/* Counts in two threads: with a lock when there is an argument, without when there is none. */
static GMutex lock;
static gboolean is_locked;
static int n;

static gpointer
count_thread (gpointer data)
{
  for (guint i = 0; i < 1000; i++)
    {
      if (is_locked)
        g_mutex_lock (&lock);
      n++;
      if (is_locked)
        g_mutex_unlock (&lock);
    }
  return NULL;
}

int
main (int argc, char *argv[])
{
  GThread *thread;

  is_locked = argc > 1;
  thread = g_thread_new ("counter", count_thread, NULL);
  count_thread (NULL);
  g_thread_join (thread);
  return n > 0 ? 0 : 1;
}
