/* greg-multi-find.c - GregMultiRegistry: which member answers for a name
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-multi-registry-private.h"

#include "greg-error.h"
#include "greg-multi-defer-private.h"
#include "greg-name-private.h"
#include "greg-store-private.h"

/* One look-up. Everything that it gives is in here. */
typedef struct
{
  const GregMultiView *view;
  gboolean wants_all;      /* fill `all` instead of `factory` */
  gboolean spares_maybes;  /* do not ask who says “maybe” */

  GregMultiMember *member; /* that has it; borrowed from the view */
  GregFactory *factory;
  GPtrArray *all;
  gboolean maybe;          /* who was spared might have it */
  GString *failures;       /* what members said that failed; NULL: none */
  GError *verdict;         /* why nothing that was found may be taken */
} Search;

static void
search_clear (Search *self)
{
  g_clear_object (&self->factory);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  if (self->failures != NULL)
    g_string_free (self->failures, TRUE);
  g_clear_error (&self->verdict);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* --- what went wrong --- */

/* Takes the error. The first verdict counts; all other failures are told together. */
static void
add_failure (Search *self, GregSource *source, GError *error)
{
  if (greg_source_is_verdict (error) && self->verdict == NULL)
    {
      self->verdict = error;
      return;
    }
  if (self->failures == NULL)
    self->failures = g_string_new (NULL);
  g_string_append_printf (self->failures, "%s%s: %s", self->failures->len > 0 ? "; " : "",
                          greg_source_get_label (source), error->message);
  g_error_free (error);
}

static void
add_ambiguity (Search *self, const char *name, GPtrArray *rivals)
{
  g_autofree char *shown = greg_name_show (name);
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_printf (message, "“%s” may be in ", shown);
  for (guint i = 0; i < rivals->len; i++)
    {
      GregMultiMember *rival = rivals->pdata[i];

      if (i > 0)
        g_string_append (message, i + 1 < rivals->len ? ", " : " or in ");
      g_string_append (message, greg_source_get_label (rival->source));
      if (rival->head != NULL)
        g_string_append_printf (message, " (“%s%s”)", rival->head, shown);
    }
  g_string_append (message, ", and none of them can tell without being asked");
  add_failure (self, NULL, g_error_new_literal (GREG_ERROR, GREG_ERROR_AMBIGUOUS, message->str));
}

static void
propagate (Search *self, GError **error)
{
  if (self->verdict != NULL)
    g_propagate_error (error, g_steal_pointer (&self->verdict));
  else if (self->failures != NULL)
    g_set_error_literal (error, GREG_ERROR, GREG_ERROR_LOAD_FAILED, self->failures->str);
}

/* --- the three steps --- */

/* Loads nothing. */
static gboolean
look_into (Search *self, GregMultiMember *member, const char *name)
{
  g_autoptr (GregFactory) factory = greg_multi_member_peek (member, name);

  if (factory == NULL)
    return FALSE;
  if (self->member == NULL)
    self->member = member;
  if (self->wants_all)
    greg_multi_member_find_all (member, name, self->all);
  else
    self->factory = g_steal_pointer (&factory);
  return TRUE;
}

/* A factory that says itself that something was not found is no miss, and does not get here: nothing is built. */
static gboolean
ask (Search *self, GregMultiMember *member, const char *name)
{
  GError *error = NULL;

  if (self->wants_all)
    greg_multi_member_find_all (member, name, self->all);
  else
    self->factory = greg_multi_member_find (member, name, &error);
  if (error != NULL)
    add_failure (self, member->source, error);
  if (self->factory == NULL && (self->all == NULL || self->all->len == 0))
    return FALSE;
  self->member = member;
  return TRUE;
}

/* 1. The text as it stands, in whichever member: so a name that begins with the prefix of another member is found.
 * Of all there are, those of all members are wanted. */
static gboolean
search_known (Search *self, const char *name)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->view->members->n && (!found || self->wants_all); i++)
    found |= look_into (self, self->view->members->items[i], name);
  return found;
}

/* 2. Whoever has the prefix answers alone. */
static void
search_member (Search *self, GregMultiMember *member, const char *name)
{
  if (self->spares_maybes && greg_multi_member_is_open (member, name))
    self->maybe = TRUE;
  else
    ask (self, member, name);
}

static void
search_maybes (Search *self, const char *name, GPtrArray *maybes)
{
  self->maybe = TRUE;
  if (self->spares_maybes)
    return;
  if (self->view->strict && maybes->len > 1)
    {
      add_ambiguity (self, name, maybes);
      return;
    }
  for (guint i = 0; i < maybes->len && !ask (self, maybes->pdata[i], name); i++)
    ;
}

/* 3. A bare name: each member in order, but last those that cannot tell what they have. */
static void
search_bare (Search *self, const char *name)
{
  g_autoptr (GPtrArray) maybes = NULL;

  for (guint i = 0; i < self->view->members->n; i++)
    {
      GregMultiMember *member = self->view->members->items[i];

      if (greg_multi_member_is_open (member, name))
        {
          if (maybes == NULL)
            maybes = g_ptr_array_new ();
          g_ptr_array_add (maybes, member);
        }
      else if (ask (self, member, name))
        return;
    }
  if (maybes != NULL)
    search_maybes (self, name, maybes);
}

static void
search_run (Search *self, const char *name)
{
  GregMultiMember *member;
  const char *rest;

  if (self->wants_all)
    self->all = g_ptr_array_new_with_free_func (g_object_unref);
  if (search_known (self, name))
    return;
  member = greg_multi_members_match (self->view->members, name, &rest);
  if (member != NULL)
    search_member (self, member, rest);
  else
    search_bare (self, name);
}

/* --- the same for the other files --- */

GregFactory *
greg_multi_view_peek (const GregMultiView *self, const char *name, GregMultiMember **member)
{
  g_auto (Search) search = { .view = self };

  if (!search_known (&search, name))
    {
      GregMultiMember *match;
      const char *rest;

      match = greg_multi_members_match (self->members, name, &rest);
      if (match != NULL)
        look_into (&search, match, rest);
    }
  if (member != NULL)
    *member = search.member;
  return g_steal_pointer (&search.factory);
}

GPtrArray *
greg_multi_view_find_all (const GregMultiView *self, const char *name)
{
  g_auto (Search) search = { .view = self, .wants_all = TRUE };

  search_run (&search, name);
  return g_steal_pointer (&search.all);
}

/* --- GregSource --- */

GregFactory *
greg_multi_registry_find (GregSource *source, const char *name, GError **error)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_auto (Search) search = { .view = &view };

  search_run (&search, name);
  if (search.factory == NULL)
    propagate (&search, error);
  return g_steal_pointer (&search.factory);
}

GPtrArray *
greg_multi_registry_find_all (GregSource *source, const char *name)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);

  return greg_multi_view_find_all (&view, name);
}

GregMembership
greg_multi_registry_membership (GregSource *source, const char *name)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);
  g_auto (Search) search = { .view = &view, .spares_maybes = TRUE };

  search_run (&search, name);
  if (search.factory != NULL)
    return GREG_MEMBERSHIP_YES;
  return search.maybe ? GREG_MEMBERSHIP_MAYBE : GREG_MEMBERSHIP_NO;
}

GregFactory *
greg_multi_registry_peek (GregSource *source, const char *name)
{
  g_auto (GregMultiView) view = greg_multi_registry_view (source);

  return greg_multi_view_peek (&view, name, NULL);
}

/* FALSE: foreign code would have to be called, and nobody knows what it would say. */
static gboolean
look_quickly (GregMultiMember *member, const char *name, guint32 hash, GregFactory **factory)
{
  g_autoptr (GregFactory) found = NULL;

  if (member->quick == NULL)
    return FALSE;
  found = member->quick (member->source, name, hash);
  if (found == NULL)
    return member->is_complete;
  greg_multi_note_giver (found, member->source);
  if (greg_multi_member_accepts (member, found))
    *factory = g_steal_pointer (&found);
  return TRUE;
}

static GregFactory *
peek_quickly (GregMultiMembers *members, const char *name, guint32 hash)
{
  GregFactory *factory = NULL;
  GregMultiMember *match;
  const char *rest;

  for (guint i = 0; i < members->n; i++)
    if (!look_quickly (members->items[i], name, hash, &factory) || factory != NULL)
      return factory;
  match = greg_multi_members_match (members, name, &rest);
  if (match != NULL)
    look_quickly (match, rest, greg_store_hash (rest), &factory);
  return factory;
}

/* What every build begins with: the first steps as far as they go without foreign code. The cast is not checked. */
GregFactory *
greg_multi_registry_peek_quickly (GregSource *source, const char *name, guint32 hash)
{
  GregMultiRegistryPrivate *priv = greg_multi_registry_get_private ((GregMultiRegistry *) source);
  GregFactory *factory = peek_quickly (greg_multi_registry_begin_read (priv), name, hash);

  greg_multi_registry_end_read (priv);
  return factory;
}

/**
 * greg_multi_registry_find_source:
 * @self: a multi-registry
 * @name: a name or an alias
 *
 * Finds the source that answers for a name.
 *
 * It is the one whose factory [method@Greg.Source.lookup] gives, found in the same way: sources may
 * load what is missing. A nested multi-registry is not looked into.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL when there is no such factory
 *
 * Since: 1.0
 */
GregSource *
greg_multi_registry_find_source (GregMultiRegistry *self, const char *name)
{
  g_auto (GregMultiView) view = { 0 };
  g_auto (Search) search = { .view = &view };

  g_return_val_if_fail (GREG_IS_MULTI_REGISTRY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  view = greg_multi_registry_view (GREG_SOURCE (self));
  search_run (&search, name);
  return search.member != NULL ? g_object_ref (search.member->source) : NULL;
}
