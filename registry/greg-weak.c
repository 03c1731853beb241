/* greg-weak.c - GregWeak: a weak reference that may be used while others wait for a script
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-weak-private.h"

/* Whoever wants the object says so under the lock, and takes the reference without it. If the object is disposed
 * between the two, its end leaves a reference for each of those, so that the object is still there for them; they
 * give it back. Whoever had its own already when the end looks again needs none.
 *
 *   taker                                    end, which has a reference all the time
 *   1. sees the object, n_takers++
 *                                            2. object = NULL: there are no more takers than these
 *                                            3. takes as many references
 *   4. takes a reference
 *   5. n_takers--; if n_left > 0: n_left--,  5. n_left = n_takers, and gives the other references back
 *      and gives one reference back
 */
struct _GregWeak
{
  gatomicrefcount ref_count;
  GMutex lock;      /* guards all below; held while nothing is called */
  gpointer object;  /* NULL once it was disposed */
  guint n_takers;   /* who have seen the object and are about to take a reference */
  guint n_left;     /* references that its end has left for them */
};

static G_DEFINE_QUARK (greg-weak, greg_weak)

GregWeak *
greg_weak_ref (GregWeak *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
greg_weak_unref (GregWeak *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* While the object is disposed, which still holds a reference. */
static void
end_cb (gpointer data, GObject *object)
{
  GregWeak *self = data;
  guint n, n_left;

  g_mutex_lock (&self->lock);
  self->object = NULL;
  n = self->n_takers;
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < n; i++)
    g_object_ref (object);
  g_mutex_lock (&self->lock);
  self->n_left = n_left = self->n_takers;
  g_mutex_unlock (&self->lock);
  for (guint i = n_left; i < n; i++)
    g_object_unref (object);
  greg_weak_unref (self);
}

static gpointer
dup_weak (gpointer data, gpointer user_data)
{
  return greg_weak_ref (data);
}

GregWeak *
greg_weak_new (gpointer object)
{
  GregWeak *self = g_object_dup_qdata (object, greg_weak_quark (), dup_weak, NULL);

  if (self != NULL)
    return self;

  self = g_new0 (GregWeak, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->object = object;
  if (!g_object_replace_qdata (object, greg_weak_quark (), NULL, greg_weak_ref (self),
                               (GDestroyNotify) greg_weak_unref, NULL))
    {
      greg_weak_unref (self); /* another thread was first */
      greg_weak_unref (self);
      return greg_weak_new (object);
    }
  g_object_weak_ref (object, end_cb, greg_weak_ref (self));
  return self;
}

gpointer
greg_weak_get (GregWeak *self)
{
  gpointer object;
  gboolean is_left;

  if (self == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  object = self->object;
  self->n_takers += object != NULL;
  g_mutex_unlock (&self->lock);
  if (object == NULL)
    return NULL;

  g_object_ref (object);
  g_mutex_lock (&self->lock);
  self->n_takers--;
  is_left = self->n_left > 0;
  self->n_left -= is_left;
  g_mutex_unlock (&self->lock);
  if (is_left)
    g_object_unref (object);
  return object;
}
