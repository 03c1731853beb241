/* greg-source-explain.c - GregSource: telling what a look-up does
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-name-private.h"
#include "greg-source-hooks-private.h"
#include "greg-source-private.h"

/* What can be said of any source: it is asked. */
static void
explain_answer (GregSource *source, const char *name, GregExplanation *explanation)
{
  const char *label = greg_source_get_label (source);
  g_autofree char *shown = greg_name_show (name);
  g_autofree char *failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_find (source, name, &error);

  if (factory != NULL)
    greg_explanation_add (explanation, "%s has “%s”", label, shown);
  else if (error != NULL)
    greg_explanation_add (explanation, "%s failed: %s", label, error->message);
  else
    greg_explanation_add (explanation, "%s has no “%s”", label, shown);

  failure = greg_source_dup_failure (source);
  if (failure != NULL)
    greg_explanation_add (explanation, "%s could not tell what it has: %s", label, failure);
}

void
greg_source_explain_to (GregSource *source, const char *name, GregExplanation *explanation)
{
  GregSourceHooks *hooks = greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source));

  if (hooks->explain != NULL)
    hooks->explain (source, name, explanation);
  else
    explain_answer (source, name, explanation);
}

/**
 * greg_source_explain:
 * @self: a source
 * @name: a name or an alias
 *
 * Tells what a look-up of a name tries, in order, and what it meets at each step.
 *
 * One line for each step, for people to read. The words may change from version to version.
 *
 * Returns: (transfer full): the explanation
 *
 * Since: 1.0
 */
char *
greg_source_explain (GregSource *self, const char *name)
{
  g_autoptr (GregSource) alive = NULL;
  GregExplanation *explanation;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  alive = g_object_ref (self);
  explanation = greg_explanation_new ();
  greg_source_explain_to (alive, name, explanation);
  return greg_explanation_finish (explanation);
}
