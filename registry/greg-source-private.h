/* greg-source-private.h - what registries and builds know of a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-factory-private.h"
#include "greg-source.h"

G_BEGIN_DECLS

/* Announce a change that is already visible, in the thread that made it, with no lock held. The detail is the
 * primary name, if anybody ever made a quark of it. After the last one of an operation comes one changed(). */
void greg_source_emit_registered (GregSource *self, GregFactory *factory);
void greg_source_emit_unregistered (GregSource *self, GregFactory *factory);
void greg_source_emit_replaced (GregSource *self, GregFactory *old_factory, GregFactory *new_factory);
void greg_source_emit_changed (GregSource *self);

/* From now on “changed” is passed on, see GregSourceHooks. */
void greg_source_set_followed (GregSource *self);

/* What a source without a better way gives for a query. */
GPtrArray *greg_source_real_select (GregSource *self, GregQuery *query);

/* What a vfunc returned becomes what a public function returns. NULL is taken for nothing. */
GPtrArray *greg_source_own_elements (GPtrArray *factories);

/* Whether a function makes products of this source, its own or that of a source it defers to; for those who ask at
 * each build. */
gboolean greg_source_is_hooked (GregSource *self);

/* For a source that presents what others have: when it has no build function, see GregSourceHooks. */
void greg_source_set_defers (GregSource *self);

/* Whether anybody wants to be told what is made. */
gboolean greg_source_is_traced (GregSource *self);

/* Tells that something was made, if the source is traced; NULL for what is no object. */
void greg_source_emit_built (GregSource *self, GregFactory *factory, GObject *object);

/* The finding that look-ups and builds share. NULL without an error: the source has no such factory. */
GregFactory *greg_source_find (GregSource *self, const char *name, GError **error);

/* For a source that seals what is added to it with its base type: as long as nobody overrides this find(), peek() is
 * asked first, which gives only what fits and runs no foreign code. It is told greg_store_hash() of the name. */
typedef GregFactory *(*GregSourceFind) (GregSource *self, const char *name, GError **error);
typedef GregFactory *(*GregSourcePeek) (GregSource *self, const char *name, guint32 hash);
/* As long as nobody overrides this vfunc peek() either, it gives no more than that; NULL: it may. */
typedef GregFactory *(*GregSourceKnown) (GregSource *self, const char *name);
void greg_source_set_trusted (GregSource *self,
                              GregSourceFind find,
                              GregSourcePeek peek,
                              GregSourceKnown known);

/* That peek(), if this find() is still the one that counts; else NULL. Both never change. */
GregSourcePeek greg_source_get_trusted_peek (GregSource *self);
/* Whether the vfunc gives no more than that. */
gboolean greg_source_peeks_no_more (GregSource *self);

/* Whether it has a membership() of its own, which alone can say “maybe”. To ask any other source is to find. */
gboolean greg_source_has_membership (GregSource *self);

/* The same with the explanation that a person wants. NULL: the problem is filled. */
GregFactory *greg_source_find_or_problem (GregSource *self, const char *name, GregProblem *problem);

/* The same with an error. `*held`, NULL before, becomes a reference when code was called, which may have dropped the
 * source: keep it as long as the source is used. */
GregFactory *greg_source_find_or_fail (GregSource *self,
                                       const char *name,
                                       GregSource **held,
                                       GError **error);

/* WRONG_THREAD: the code that would find the name must not run in this thread. */
void greg_source_set_wrong_thread (GregSource *self, const char *name, GError **error);

/* Before anybody else can rely on what it was. */
void greg_source_set_base_type (GregSource *self, GType base_type);

/* Where a scope leads to, as a new reference. NULL: the problem is filled. */
GregSource *greg_source_enter (GregSource *self, const char *scope, GregProblem *problem);

/* The name for messages; the type's name for a source that has none. */
const char *greg_source_get_label (GregSource *self);

/* Whether an error of greg_source_find() says what is the matter with the name, and not that a source failed: what was
 * found may not be used, or there may be two of it. Such an error is the answer. */
gboolean greg_source_is_verdict (const GError *error);

/* NOT_FOUND for a name that was not found: says where it was looked for, what is near and how many there are.
 * `cause`, what a loader or a source said, is added to it; may be NULL. A verdict is the problem itself. */
void greg_sources_explain_miss (GregSource *const *sources,
                                guint n_sources,
                                const char *name,
                                const GError *cause,
                                GregProblem *problem);

/* Whether the function that counts for a product of this factory belongs to another thread: the home, which was
 * empty, is then that. */
gboolean greg_source_find_hook_home (GregSource *self, GregFactory *factory, GregHome *home);

/* Calls the function set with greg_source_set_build_func(), here or where this source defers to. `*handled` tells
 * whether there is one. It may belong to another thread, which is an error. */
GObject *greg_source_call_build_func (GregSource *self,
                                      GregFactory *factory,
                                      GregContext *context,
                                      gboolean *handled,
                                      GError **error);

G_END_DECLS
