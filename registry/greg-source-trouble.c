/* greg-source-trouble.c - GregSource: what keeps a source from answering
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-source-fields-private.h"

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-source-hooks-private.h"

#define PRIV(self) greg_source_get_private (self)

void
greg_source_set_wrong_thread (GregSource *self, const char *name, GError **error)
{
  g_autofree char *shown = greg_name_show (name);

  g_set_error (error, GREG_ERROR, GREG_ERROR_WRONG_THREAD,
               "“%s” cannot be looked for in %s by this thread: its code belongs to another one",
               shown, greg_source_get_label (self));
}

/**
 * greg_source_class_bind_to_thread:
 * @klass: the class of a source
 *
 * Binds the code of a class of sources to the calling thread.
 *
 * For languages whose code must not run in another thread than its own, before the first instance is
 * made; classes that derive this one are bound as well. No virtual function of [class@Greg.Source] is
 * then called elsewhere. In another thread, finding fails with [error@Greg.Error.WRONG_THREAD], nothing
 * is listed, and [method@Greg.Source.membership] is %GREG_MEMBERSHIP_MAYBE.
 *
 * The override for JavaScript does this for each class that implements one of these functions.
 *
 * Since: 1.0
 */
void
greg_source_class_bind_to_thread (GregSourceClass *klass)
{
  GregSourceHooks *hooks;
  GregHome *home;

  g_return_if_fail (GREG_IS_SOURCE_CLASS (klass));

  hooks = greg_source_class_get_hooks (klass);
  if (hooks->home != NULL && greg_home_is_this_thread (hooks->home))
    return;
  /* Classes live as long as the process, and so do what their instances borrow. */
  home = g_new0 (GregHome, 1);
  greg_home_settle (home);
  hooks->home = home;
}

/**
 * greg_source_set_failure:
 * @self: a source
 * @message: (nullable): what went wrong, as the end of a sentence; %NULL when all is well again
 *
 * Keeps what went wrong where no error can be returned.
 *
 * For implementations of sources: listing cannot fail, so a source that cannot be listed lists
 * nothing. With this it says why. The message is told by [method@Greg.Source.explain], and by the
 * error about a name that is not there.
 *
 * Since: 1.0
 */
void
greg_source_set_failure (GregSource *self, const char *message)
{
  GregSourcePrivate *priv;
  g_autofree char *old = NULL;

  g_return_if_fail (GREG_IS_SOURCE (self));

  priv = PRIV (self);
  g_mutex_lock (&priv->hook_lock);
  old = priv->failure;
  priv->failure = message != NULL ? g_utf8_make_valid (message, -1) : NULL;
  g_mutex_unlock (&priv->hook_lock);
}

/**
 * greg_source_dup_failure:
 * @self: a source
 *
 * Tells what went wrong where no error could be returned, such as in listing.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL when all is well
 *
 * Since: 1.0
 */
char *
greg_source_dup_failure (GregSource *self)
{
  GregSourcePrivate *priv;
  char *message;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);

  priv = PRIV (self);
  g_mutex_lock (&priv->hook_lock);
  message = g_strdup (priv->failure);
  g_mutex_unlock (&priv->hook_lock);
  return message;
}
