/* hierarchy-helpers.h - a family of registries, for tests of parents, scopes and masks
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "watch-helpers.h"

static inline GregRegistry *
new_child_of_type (GregRegistry *parent, const char *scope, GType base_type)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *child = greg_registry_new_child (parent, NULL, base_type, scope, &error);

  g_assert_no_error (error);
  return child;
}

static inline GregRegistry *
new_child (GregRegistry *parent, const char *scope)
{
  return new_child_of_type (parent, scope, G_TYPE_NONE);
}

/* On top of what is there. */
static inline void
put_full (GregRegistry *registry,
          const char *id,
          const char *name,
          const char *aliases,
          int priority)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, aliases, priority);

  register_ok (registry, factory, GREG_DUPLICATES_STACK);
}

static inline void
put (GregRegistry *registry, const char *id, const char *name)
{
  put_full (registry, id, name, "", 0);
}

static inline void
mask_ok (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;

  greg_registry_mask (registry, name, &error);
  g_assert_no_error (error);
}

static inline void
unmask_ok (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;

  greg_registry_unmask (registry, name, &error);
  g_assert_no_error (error);
}

/*   top, with the scope “top”
 *   ├─ vision
 *   │  └─ det
 *   │     └─ fast
 *   └─ text
 *      └─ tiny, without a scope
 */
typedef struct
{
  GregRegistry *top;
  GregRegistry *vision;
  GregRegistry *det;
  GregRegistry *fast;
  GregRegistry *text;
  GregRegistry *tiny;
} Family;

static inline Family
family_new (const char *separator)
{
  Family self;

  self.top = g_object_new (GREG_TYPE_REGISTRY, "name", "top", "scope", "top", "separator",
                           separator, NULL);
  self.vision = new_child (self.top, "vision");
  self.det = new_child (self.vision, "det");
  self.fast = new_child (self.det, "fast");
  self.text = new_child (self.top, "text");
  self.tiny = new_child (self.text, NULL);
  return self;
}

static inline void
family_free (Family *self)
{
  g_assert_finalize_object (self->tiny);
  g_assert_finalize_object (self->text);
  g_assert_finalize_object (self->fast);
  g_assert_finalize_object (self->det);
  g_assert_finalize_object (self->vision);
  g_assert_finalize_object (self->top);
}

static inline char *
join_ids (GPtrArray *factories)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < factories->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", id_of (factories->pdata[i]));
  return g_string_free (text, FALSE);
}

#define assert_all(registry, name, expected)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GPtrArray) all_found = greg_source_lookup_all (GREG_SOURCE (registry), (name));     \
    g_autofree char *all_ids = join_ids (all_found);                                               \
    g_assert_cmpstr (all_ids, ==, (expected));                                                     \
  }                                                                                                \
  G_STMT_END

#define assert_query(registry, query, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GPtrArray) query_found = greg_source_query (GREG_SOURCE (registry), (query));       \
    g_autofree char *query_ids = join_ids (query_found);                                           \
    g_assert_cmpstr (query_ids, ==, (expected));                                                   \
  }                                                                                                \
  G_STMT_END

#define assert_level(registry, name, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GregRegistry) found_level = greg_registry_find_level ((registry), (name));          \
    g_assert_true (found_level == (expected));                                                     \
  }                                                                                                \
  G_STMT_END

#define assert_strv(strv, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_auto (GStrv) joined_strv = (strv);                                                           \
    g_autofree char *joined_text = g_strjoinv (" ", joined_strv);                                  \
    g_assert_cmpstr (joined_text, ==, (expected));                                                 \
  }                                                                                                \
  G_STMT_END
