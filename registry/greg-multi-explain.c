/* greg-multi-explain.c - GregMultiRegistry: telling where a name is looked for, and where it is instead
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-explain-private.h"

#include "greg-multi-registry-private.h"
#include "greg-name-private.h"

#include <string.h>

static const char *
label_of (const GregMultiMember *member)
{
  return greg_source_get_label (member->source);
}

/* --- step by step --- */

/* Why a factory that is there is not taken; NULL: it is. */
static char *
dup_refusal (GregMultiMember *member, GregFactory *factory)
{
  g_autoptr (GError) error = NULL;

  if (greg_multi_member_accepts (member, factory)
      || greg_factory_seal (factory, member->base_type, &error))
    return NULL;
  return g_strdup (error->message);
}

/* What a member knows of a name; whether that is what is found, if nobody before it has it. */
static gboolean
explain_known (GregMultiMember *member,
               const char *name,
               gboolean found,
               GregExplanation *explanation)
{
  g_autoptr (GregFactory) factory = greg_multi_member_look (member, name);
  g_autofree char *refusal = factory != NULL ? dup_refusal (member, factory) : NULL;
  const char *label = label_of (member);

  if (factory == NULL)
    {
      if (!found)
        greg_explanation_add (explanation, "%s does not know it", label);
      return FALSE;
    }
  if (refusal != NULL)
    greg_explanation_add (explanation, "%s knows it, but it is refused: %s", label, refusal);
  else if (found)
    greg_explanation_add (explanation, "%s knows it too, which is hidden by this", label);
  else
    greg_explanation_add (explanation, "%s knows it, which is found", label);
  return refusal == NULL;
}

static gboolean
explain_literal (const GregMultiView *view, const char *name, GregExplanation *explanation)
{
  g_autofree char *shown = greg_name_show (name);
  gboolean found = FALSE;

  greg_explanation_add (explanation, "“%s” as it stands is looked for in all sources", shown);
  greg_explanation_enter (explanation);
  for (guint i = 0; i < view->members->n; i++)
    found |= explain_known (view->members->items[i], name, found, explanation);
  greg_explanation_leave (explanation);
  return found;
}

static void
explain_asking (GregMultiMember *member, const char *name, GregExplanation *explanation)
{
  greg_explanation_enter (explanation);
  greg_source_explain_to (member->source, name, explanation);
  greg_explanation_leave (explanation);
}

static void
explain_prefixed (GregMultiMember *member, const char *rest, GregExplanation *explanation)
{
  g_autofree char *shown = greg_name_show (rest);

  greg_explanation_add (explanation, "it begins with “%s”, so %s alone is asked for “%s”",
                        member->head, label_of (member), shown);
  explain_asking (member, rest, explanation);
}

static void
explain_maybes (const GregMultiView *view, GPtrArray *maybes, GregExplanation *explanation)
{
  for (guint i = 0; i < maybes->len; i++)
    greg_explanation_add (explanation, "%s may have it, and is asked after all others",
                          label_of (maybes->pdata[i]));
  if (view->strict && maybes->len > 1)
    greg_explanation_add (explanation, "as several may have it, none of them is asked");
}

static void
explain_bare (const GregMultiView *view, const char *name, GregExplanation *explanation)
{
  g_autoptr (GPtrArray) maybes = g_ptr_array_new ();

  greg_explanation_add (explanation, "it begins with no prefix, so all sources are asked");
  greg_explanation_enter (explanation);
  for (guint i = 0; i < view->members->n; i++)
    {
      GregMultiMember *member = view->members->items[i];

      if (greg_multi_member_is_open (member, name))
        {
          g_ptr_array_add (maybes, member);
          continue;
        }
      greg_explanation_add (explanation, "%s is asked", label_of (member));
      explain_asking (member, name, explanation);
    }
  explain_maybes (view, maybes, explanation);
  greg_explanation_leave (explanation);
}

void
greg_multi_registry_explain (GregSource *source, const char *name, GregExplanation *explanation)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  GregMultiMember *member;
  const char *rest;

  if (explain_literal (&view, name, explanation))
    return;
  member = greg_multi_members_match (view.members, name, &rest);
  if (member != NULL)
    explain_prefixed (member, rest, explanation);
  else
    explain_bare (&view, name, explanation);
}

/* --- what there is --- */

/* Both spellings of each name are found, and its aliases. */
void
greg_multi_registry_offer (GregSource *source, const char *name, GregSuggest *suggest)
{
  g_auto (GStrv) names = greg_source_list_names (source);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);

  for (char **listed = names; *listed != NULL; listed++)
    greg_suggest_offer (suggest, *listed);
  for (guint i = 0; i < factories->len; i++)
    {
      const char *const *aliases = greg_factory_get_aliases (factories->pdata[i]);

      greg_suggest_offer (suggest, greg_factory_get_name (factories->pdata[i]));
      for (; *aliases != NULL; aliases++)
        greg_suggest_offer (suggest, *aliases);
    }
}

static void
outline_member (GregMultiMember *member, GregOutline *outline)
{
  if (member->head == NULL)
    {
      greg_source_outline (member->source, outline);
      return;
    }
  greg_outline_add (outline, "with the prefix “%s”", member->prefix);
  greg_outline_enter (outline);
  greg_source_outline (member->source, outline);
  greg_outline_leave (outline);
}

void
greg_multi_registry_outline (GregSource *source, GregOutline *outline)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);

  greg_outline_add (outline, view.members->n == 1 ? "%s: %u source" : "%s: %u sources",
                    greg_source_get_label (source), view.members->n);
  greg_outline_enter (outline);
  for (guint i = 0; i < view.members->n; i++)
    outline_member (view.members->items[i], outline);
  greg_outline_leave (outline);
}

/* --- what to ask for instead --- */

/* A spelling that would be found; NULL: this member's name cannot be reached by one. */
static char *
dup_reachable (const GregMultiView *view, GregMultiMember *member, const char *name)
{
  g_autofree char *spelled = greg_multi_member_spell (member, name);
  GregMultiMember *found = NULL;
  g_autoptr (GregFactory) factory = greg_multi_view_peek (view, spelled, &found);

  return factory != NULL && found == member ? g_steal_pointer (&spelled) : NULL;
}

static char *
advise_on (const GregMultiView *view, GregMultiMember *member, const char *name)
{
  g_autofree char *spelled = dup_reachable (view, member, name);

  if (spelled == NULL)
    return NULL;
  return g_strdup_printf ("“%s” is in %s: ask for “%s”", name, label_of (member), spelled);
}

static char *
dup_near_name (GregMultiMember *member, const char *name)
{
  g_auto (GStrv) names = greg_source_list_names (member->source);
  g_auto (GStrv) near = NULL;
  GregSuggest suggest;

  greg_suggest_init (&suggest, name);
  for (char **candidate = names; *candidate != NULL; candidate++)
    greg_suggest_offer (&suggest, *candidate);
  near = greg_suggest_finish (&suggest);
  return near != NULL ? g_strdup (near[0]) : NULL;
}

static char *
advise_on_name (const GregMultiView *view, GregMultiMember *asked, const char *name)
{
  char *advice = NULL;

  for (guint i = 0; i < view->members->n && advice == NULL; i++)
    if (view->members->items[i] != asked)
      advice = advise_on (view, view->members->items[i], name);
  return advice;
}

/* What stands behind the prefix of one source may be in another, which was not asked. */
static char *
advise_on_others (const GregMultiView *view, GregMultiMember *asked, const char *rest)
{
  g_autofree char *own = dup_near_name (asked, rest);
  char *advice = advise_on_name (view, asked, rest);

  for (guint i = 0; i < view->members->n && advice == NULL && own == NULL; i++)
    {
      GregMultiMember *member = view->members->items[i];
      g_autofree char *near = member != asked ? dup_near_name (member, rest) : NULL;

      if (near != NULL)
        advice = advise_on (view, member, near);
    }
  return advice;
}

/* What looks like a prefix, the name of a source perhaps, is none. */
static char *
advise_without_prefix (const GregMultiView *view, const char *separator, const char *name)
{
  const char *end = strstr (name, separator);

  return end != NULL ? advise_on_name (view, NULL, end + strlen (separator)) : NULL;
}

/* It is there, but may not be used here. */
static char *
advise_on_refused (GregMultiMember *member, const char *name)
{
  g_autoptr (GregFactory) factory = greg_multi_member_look (member, name);
  g_autofree char *refusal = factory != NULL ? dup_refusal (member, factory) : NULL;

  return refusal != NULL ? g_strdup_printf ("in %s %s", label_of (member), refusal) : NULL;
}

char *
greg_multi_registry_advise (GregSource *source, const char *name)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  const char *rest;
  GregMultiMember *asked = greg_multi_members_match (view.members, name, &rest);
  char *advice = asked != NULL ? advise_on_refused (asked, rest) : NULL;

  for (guint i = 0; i < view.members->n && advice == NULL; i++)
    advice = advise_on_refused (view.members->items[i], name);
  if (advice != NULL)
    return advice;
  if (asked != NULL)
    return advise_on_others (&view, asked, rest);
  return advise_without_prefix (
      &view, greg_multi_registry_get_separator (GREG_MULTI_REGISTRY (source)), name);
}
