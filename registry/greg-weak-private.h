/* greg-weak-private.h - GregWeak: a weak reference that may be used while others wait for a script
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What GWeakRef is for. With GLib 2.74 g_weak_ref_get() takes its reference under a lock that all weak references of
 * the process share. If the object has a wrapper in a script, and nobody else holds it, that calls into the language,
 * which waits for a lock of its own, such as Python's; and whoever has that one may wait for the lock of the weak
 * references, since every end of an object takes it that has some. GLib 2.80 has no such lock any more.
 *
 * There is one for each object. */
typedef struct _GregWeak GregWeak;

/* A reference on the one of the object, which must not be in its end. */
GregWeak *greg_weak_new (gpointer object);
/* Each of these takes NULL. */
GregWeak *greg_weak_ref (GregWeak *self);
void greg_weak_unref (GregWeak *self);
/* A new reference on the object; NULL when it has been disposed. Hold no lock. */
gpointer greg_weak_get (GregWeak *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GregWeak, greg_weak_unref)

G_END_DECLS
