/* greg-source-explain.c - GregSource: telling what a look-up does
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-name-private.h"
#include "greg-source-hooks-private.h"
#include "greg-source-private.h"

#include <string.h>

static const GregSourceHooks *
hooks_of (GregSource *source)
{
  return greg_source_class_get_hooks (GREG_SOURCE_GET_CLASS (source));
}

/* --- the short form: NOT_FOUND --- */

static void
offer_factories (GregSource *source, GregSuggest *suggest)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);

  for (guint i = 0; i < factories->len; i++)
    {
      GregFactory *factory = g_ptr_array_index (factories, i);

      greg_suggest_offer (suggest, greg_factory_get_name (factory));
      for (const char *const *alias = greg_factory_get_aliases (factory); *alias != NULL; alias++)
        greg_suggest_offer (suggest, *alias);
    }
}

static void
offer (GregSource *source, const char *name, GregSuggest *suggest)
{
  if (hooks_of (source)->offer != NULL)
    hooks_of (source)->offer (source, name, suggest);
  else
    offer_factories (source, suggest);
}

static void
append_count (GString *message, GregSource *source)
{
  guint n = greg_source_count (source);
  g_autofree char *failure = greg_source_dup_failure (source);

  g_string_append_printf (message, "in %s, which ", greg_source_get_label (source));
  if (failure != NULL)
    {
      g_string_append_printf (message, "could not tell what it has (%s)", failure);
      return;
    }
  g_string_append (message, "has ");
  if (n == 0)
    g_string_append (message, "no factories");
  else
    g_string_append_printf (message, n == 1 ? "%u factory" : "%u factories", n);
}

/* Somebody may take the name of a type for a name here. */
static char *
advise_type (GregSource *source, const char *name)
{
  GType type = g_type_from_name (name);
  g_autoptr (GPtrArray) factories = NULL;

  if (type == 0 || !g_type_is_a (type, G_TYPE_OBJECT))
    return NULL;
  factories = greg_source_list_factories (source);
  for (guint i = 0; i < factories->len; i++)
    if (greg_factory_get_product_type (factories->pdata[i]) == type)
      return g_strdup_printf ("the type %s is registered as “%s”", g_type_name (type),
                              greg_factory_get_name (factories->pdata[i]));
  return g_strdup_printf ("%s is a type, but nobody has registered it in %s", g_type_name (type),
                          greg_source_get_label (source));
}

static char *
advise (GregSource *source, const char *name)
{
  char *advice = NULL;

  if (hooks_of (source)->advise != NULL)
    advice = hooks_of (source)->advise (source, name);
  return advice != NULL ? advice : advise_type (source, name);
}

/* What was asked on the way may know no more than that the name is not there, and add what it knows. Any other error
 * is no miss: something was found but may not be used, or nobody could look. */
static gboolean
is_miss (const GError *cause)
{
  return cause == NULL || g_error_matches (cause, GREG_ERROR, GREG_ERROR_NOT_FOUND)
         || g_error_matches (cause, GREG_ERROR, GREG_ERROR_LOAD_FAILED);
}

/* The domain and the code stay; only what failed is put in front. NULL: it is not known which source did. */
static void
pass_on (const GError *cause, GregSource *source, const char *name, GregProblem *problem)
{
  g_autofree char *shown = greg_name_show (name);

  if (cause->domain == GREG_ERROR)
    greg_problem_set (problem, cause->code, "%s", cause->message);
  else
    greg_problem_set (problem, cause->code, "looking for “%s”%s%s failed: %s", shown,
                      source != NULL ? " in " : "",
                      source != NULL ? greg_source_get_label (source) : "", cause->message);
  problem->domain = cause->domain;
}

/* Takes the suggestions, and gives those that the advice does not name already; NULL for none. */
static char **
drop_advised (char **suggestions, const char *advice)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  gboolean any = FALSE;

  for (char **name = suggestions; name != NULL && *name != NULL; name++)
    {
      g_autofree char *quoted = g_strdup_printf ("“%s”", *name);

      if (strstr (advice, quoted) != NULL)
        continue;
      g_strv_builder_add (kept, *name);
      any = TRUE;
    }
  g_strfreev (suggestions);
  return any ? g_strv_builder_end (kept) : NULL;
}

gboolean
greg_source_is_verdict (const GError *error)
{
  return g_error_matches (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE)
         || g_error_matches (error, GREG_ERROR, GREG_ERROR_AMBIGUOUS);
}

static gboolean
diagnose (GregSource *const *sources,
          guint n_sources,
          const char *name,
          const GError *cause,
          GregProblem *problem)
{
  if (!is_miss (cause))
    {
      pass_on (cause, n_sources == 1 ? sources[0] : NULL, name, problem);
      return TRUE;
    }
  return cause == NULL && n_sources == 1 && hooks_of (sources[0])->diagnose != NULL
         && hooks_of (sources[0])->diagnose (sources[0], name, problem);
}

void
greg_sources_explain_miss (GregSource *const *sources,
                           guint n_sources,
                           const char *name,
                           const GError *cause,
                           GregProblem *problem)
{
  g_autofree char *shown = greg_name_show (name);
  g_autofree char *advice = NULL;
  g_autoptr (GString) message = g_string_new (NULL);
  GregSuggest suggest;

  if (diagnose (sources, n_sources, name, cause, problem))
    return;

  g_string_printf (message, "nothing is registered as “%s” ", shown);
  greg_suggest_init (&suggest, name);
  for (guint i = 0; i < n_sources; i++)
    {
      if (i > 0)
        g_string_append (message, i + 1 < n_sources ? ", " : ", or ");
      offer (sources[i], name, &suggest);
      append_count (message, sources[i]); /* after listing, which may have failed */
      if (advice == NULL)
        advice = advise (sources[i], name);
    }
  if (cause != NULL)
    g_string_append_printf (message, " (%s)", cause->message);
  if (advice != NULL)
    g_string_append_printf (message, "; %s", advice);

  greg_problem_set (problem, GREG_ERROR_NOT_FOUND, "%s", message->str);
  problem->suggestions = greg_suggest_finish (&suggest);
  if (advice != NULL)
    problem->suggestions = drop_advised (problem->suggestions, advice);
}

/* --- step by step --- */

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
  if (hooks_of (source)->explain != NULL)
    hooks_of (source)->explain (source, name, explanation);
  else
    explain_answer (source, name, explanation);
}

/* What it all comes to. */
static char *
conclude (GregSource *source, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_require (source, name, &error);
  g_autoptr (GregFactory) known = NULL;
  g_autofree char *shown = NULL;

  if (factory == NULL)
    return g_strdup (error->message);
  known = greg_source_peek (source, name);
  shown = greg_name_show (greg_factory_get_name (factory));
  return g_strdup_printf ("found “%s”%s", shown,
                          known != NULL ? "" : ", which was made up for this look-up");
}

/**
 * greg_source_explain:
 * @self: a source
 * @name: a name or an alias
 *
 * Tells what a look-up of a name tries, in order, and what it meets at each step.
 *
 * A line for each step, and a last one for the result: what [method@Greg.Source.require] says when
 * the name is not there. The look-up is made for this: loaders run and handlers are asked, as far as
 * they would be. The text is for people, its words may change from version to version.
 *
 * Returns: (transfer full): the explanation
 *
 * Since: 1.0
 */
char *
greg_source_explain (GregSource *self, const char *name)
{
  g_autoptr (GregSource) alive = NULL;
  g_autofree char *steps = NULL;
  g_autofree char *conclusion = NULL;
  GregExplanation *explanation;

  g_return_val_if_fail (GREG_IS_SOURCE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  alive = g_object_ref (self);
  conclusion = conclude (alive, name);
  explanation = greg_explanation_new ();
  greg_source_explain_to (alive, name, explanation);
  steps = greg_explanation_finish (explanation);
  return g_strdup_printf ("%s\n%s", steps, conclusion);
}
