/* greg-lookup-private.h - the one order in which the registries of a tree are asked for a name
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory-private.h"
#include "greg-table-fields-private.h"

G_BEGIN_DECLS

/* A walk goes through the levels that may answer for a text, and tells which text each of them is
 * asked for:
 *
 *   pass 1, the climb   the whole text: this registry, its parent, and so on up to the root; a
 *                       registry that masks the text is the last one
 *   pass 2, the scope   when the text has the separator: the nearest level whose own scope, or one
 *                       of whose children's scopes, is what stands before the first separator.
 *                       From there only downwards, each step with the rest of the text: the level
 *                       itself, then its child whose scope the rest begins with, and so on. Nobody
 *                       climbs from there.
 *
 * The first level that has a factory for its text answers. At every level a name that contains the
 * separator is found literally before its first part is taken for a scope. What does not suit the
 * base type of the registry that was asked counts as not there. */
typedef enum
{
  GREG_PASS_CLIMB,
  GREG_PASS_SCOPE
} GregPass;

typedef struct
{
  GregTable *self;    /* who was asked */
  const char *asked;  /* for what */
  GregTable *level;   /* who is asked now; NULL before the first step */
  GregPass pass;
  const char *text;   /* for what: the end of `asked` */
  guint32 hash;       /* of `text` */
} GregWalk;

/* Who only goes through the levels and finds nothing there needs no hash of the name: 0 will do. */
#define GREG_WALK_INIT(table, name, name_hash)                      \
  {                                                                 \
    .self = (table), .asked = (name), .hash = (name_hash)           \
  }

/* FALSE after the last level. */
gboolean greg_walk_next_locked (GregWalk *walk);
/* The front one that suits, at the level of the walk; 0 for none. */
guint32 greg_walk_find_locked (const GregWalk *walk);

/* The front of a text at one level, as far as it suits the registry that was asked. */
guint32 greg_lookup_front_locked (const GregTable *self,
                                  const GregTable *level,
                                  guint32 hash,
                                  const char *text);
static inline gboolean
greg_lookup_suits (const GregTable *self, const GregTable *level, GregFactory *factory)
{
  return level->base_type == self->base_type || greg_factory_suits (factory, self->base_type);
}

/* Whether the climb gets as far as an ancestor for this text, and finds something there that suits. */
gboolean
greg_lookup_reaches_locked (const GregTable *self, const GregTable *ancestor, const char *text);

/* What stands before the first separator of a text, and `*rest` behind it; NULL when it has none. */
char *greg_lookup_split (const GregTable *self, const char *text, const char **rest);

/* Passes 1 and 2. `hash` is that of the name: whoever asks several trees computes it once. */
GregFactory *greg_lookup (GregTable *self, const char *name, guint32 hash);
/* The stacks of all levels of pass 1, nearest first; if there are none, the stack that pass 2 finds. */
GPtrArray *greg_lookup_all (GregTable *self, const char *name);

/* The registry that pass 2 comes to at the end of a scope, or of several with separators between them; a new
 * reference, or NULL. */
GregRegistry *greg_lookup_scope (GregTable *self, const char *scope);

/* Whether pass 2 has a level to begin with. */
gboolean greg_lookup_is_scoped (GregTable *self, const char *name);

/* One registry that pass 3 asks, and for what. */
typedef struct
{
  GregRegistry *registry; /* owned */
  const char *text;       /* the end of the name that was asked for */
} GregQuestion;

/* An empty array of GregQuestion, which owns their registries. */
GArray *greg_lookup_new_questions (void);
/* Whom pass 3 asks: first those of pass 2, then those of pass 1. Nobody is asked for an empty text,
 * which is no name. */
GArray *greg_lookup_list_questions (GregTable *self, const char *name);

/* The registry whose factory a look-up gives; a new reference, or NULL. */
GregRegistry *greg_lookup_level (GregTable *self, const char *name);

G_END_DECLS
