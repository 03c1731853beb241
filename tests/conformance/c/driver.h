/* driver.h - what the parts of the C driver share
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

/* Something is not as the case says, or the case says what no driver knows: an error of its own, so
 * that it is never taken for one of the library. */
#define WRONG (g_quark_from_static_string ("wrong"))
gboolean wrong (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* driver-json.c */

/* Refuses keys that mean nothing, and asks for those that must be there: "name! type func". */
gboolean take_keys (const char *what, JsonNode *given, const char *keys, GError **error);
/* The node with what the row knows put in: for a whole string anything, within one its text. */
JsonNode *replace (JsonNode *node, JsonObject *row);
char *show (JsonNode *node);
gboolean has (JsonObject *object, const char *key);
const char *get_text (JsonObject *object, const char *key, const char *otherwise);
gboolean is_text (JsonNode *node);
/* Calls the function for each member, in order, until one fails. */
typedef gboolean (*MemberFunc) (const char *key, JsonNode *value, gpointer data, GError **error);
gboolean each_member (JsonObject *object, MemberFunc func, gpointer data, GError **error);
/* Sets the member in the object that is the data, in place of one that is there. */
gboolean put_member (const char *key, JsonNode *value, gpointer object, GError **error);
/* What a scalar is in C; a NULL object for null. */
void value_from_node (JsonNode *node, GValue *value);

/* driver-expect.c */

gboolean match (const char *what, JsonNode *expected, const GValue *actual, GError **error);
gboolean match_properties (const char *what, JsonObject *expected, GObject *object, GError **error);
gboolean match_names (const char *what,
                      JsonNode *expected,
                      const char *const *actual,
                      GError **error);
/* Without `has_path` there is no config that a path could be in. */
gboolean match_error (JsonNode *expected,
                      const GError *actual,
                      gboolean has_path,
                      GregReport *report,
                      GError **error);
gboolean match_text (const char *what, JsonNode *expected, const GValue *actual, GError **error);
gboolean match_report (const char *what, JsonNode *expected, GregReport *report, GError **error);
int error_code (JsonNode *node);

/* driver-factory.c: the factory, or NULL for none */
gboolean
match_factory (const char *what, JsonNode *expected, GregFactory *factory, GError **error);
gboolean
match_factories (const char *what, JsonNode *expected, GPtrArray *factories, GError **error);

/* driver-types.c: the types of "the own language"; all types that cases name are there */

void ensure_types (void);

/* driver-world.c: everything that one run of one case has made */

typedef struct
{
  char *name;
  GHashTable *named; /* name → GValue */
  GPtrArray *args;   /* of GValue */
} Call;

typedef struct
{
  char *source; /* its name in the case */
  char *text;
} Signal;

typedef struct
{
  const char *way;
  GHashTable *sources; /* name → GregSource or GregBuilder */
  char *first;         /* the name of the first source */
  GHashTable *batches; /* name → GregBatch */
  GHashTable *kept;    /* name → GObject */
  GHashTable *classes; /* name → GType */
  GHashTable *watches; /* name → Watch */
  GPtrArray *calls;    /* of Call */
  GPtrArray *signals;  /* of Signal */
  GHashTable *codes;   /* the words → Code */
} World;

World *world_new (const char *way);
/* FALSE if something that it has made is alive: everything is dropped in any case. */
gboolean world_free (World *self, GError **error);
gboolean world_set_up (World *self, JsonObject *setup, GError **error);
/* Makes sources; what is null is none. */
gboolean world_add_sources (World *self, JsonObject *specs, GError **error);
gpointer find_in (GHashTable *things, const char *what, const char *name, GError **error);
/* The source of the name, or the first one. */
GObject *world_source (World *self, const char *name, GError **error);
/* What the step is done with, and what the case calls it. */
const char *world_label (World *self, JsonObject *step);
GregSource *source_of (World *self, JsonObject *step, GError **error);
GregRegistry *registry_of (World *self, JsonObject *step, GError **error);
gpointer world_recall (World *self, const char *name, GError **error);
/* Sources as an outcome: what the case calls them. The one source is taken, and may be NULL. */
gboolean take_source (World *self, GValue *outcome, gpointer source, GError **error);
gboolean take_sources (World *self, GValue *outcome, GPtrArray *sources, GError **error);
void
world_note_signal (World *self, const char *source, const char *what, const char *name);
void world_note_call (World *self,
                      const char *name,
                      GHashTable *named,
                      GPtrArray *args);
gboolean world_expect_calls (World *self, JsonNode *expected, GError **error);

/* driver-code.c */

/* Frees what `codes` of a world holds. */
void code_free (gpointer code);
GType type_of (const char *name, GError **error);
GregDuplicates policy_of (const char *nick);
GregFactory *new_factory (World *world, JsonNode *spec, GError **error);
gboolean register_factory (World *world,
                           GregSource *source,
                           GregBatch *batch,
                           JsonNode *spec,
                           GError **error);
/* The named arguments of a call, from names and texts. */
GHashTable *texts_new (const char *name, ...) G_GNUC_NULL_TERMINATED;
void set_error_of (JsonObject *failure, GError **error);

/* driver-source.c, driver-class.c, driver-several.c and driver-foreign.c: the kinds of sources */

/* What a registry of any kind may have from the beginning. */
#define CONTENTS "factories loaders resolves wraps masks"

gboolean base_of (JsonObject *spec, GType *base, GError **error);
gboolean fill_registry (World *self,
                        const char *name,
                        GregRegistry *registry,
                        JsonObject *spec,
                        GError **error);
void set_wrapper (World *world, GregSource *source, const char *label);
void listen (World *self, const char *name, gpointer source);
gboolean is_class_registry (gpointer source);

GObject *new_registry (World *self, const char *name, JsonNode *node, GError **error);
GObject *new_builder (World *self, const char *name, JsonNode *node, GError **error);
GObject *new_class_registry (World *world, const char *name, JsonNode *node, GError **error);
GObject *new_multi (World *world, const char *name, JsonNode *node, GError **error);
GObject *new_concat (World *world, const char *name, JsonNode *node, GError **error);
GObject *new_external (World *world, const char *name, JsonNode *node, GError **error);
GObject *new_subtypes (World *world, const char *name, JsonNode *node, GError **error);
GObject *new_extensions (World *world, const char *name, JsonNode *node, GError **error);

/* driver-watch.c */

void watch_free (gpointer watch);
gboolean expect_told (World *world, JsonObject *step, GError **error);

/* driver-steps.c */

gboolean run_step (World *world, JsonNode *step, GError **error);

/* What steps do. The outcome is a value of any type. */

typedef gboolean (*StepFunc) (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-find.c */

gboolean step_lookup (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_require (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_contains (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_lookup_all (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_peek (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_membership (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_list (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_query (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-make.c */

gboolean step_build (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_build_text (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_build_elsewhere (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_build_later (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_validate (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_validate_text (World *world, JsonObject *step, GValue *outcome, GError **error);
/* Whether it builds from values of C, which have no place in any config. */
gboolean is_call_with_values (World *world, JsonObject *step);
/* Everything that is wrong with what the step builds, or NULL. */
GregReport *report_of (World *world, JsonObject *step);

/* driver-change.c */

gboolean step_register (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_add (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_unregister (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_unregister_factory (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_freeze (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_set (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_begin (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_commit (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_revert (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_make (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_bind (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_copy (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_change (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-tree.c */

gboolean step_set_up (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_drop (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_mask (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_unmask (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_masks (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_children (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_level (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_scope (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_shadowed (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_explain (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_draw (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-class.c */

gboolean step_class_registry (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_class_registries (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_available (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-foreign.c */

gboolean step_invalidate (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_failure (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_extend (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-several.c */

gboolean step_append (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_insert (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_remove (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_move (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_default (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_sources (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_prefixes (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_source (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_find_source (World *world, JsonObject *step, GValue *outcome, GError **error);

/* driver-watch.c */

gboolean step_watch (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_unwatch (World *world, JsonObject *step, GValue *outcome, GError **error);

G_END_DECLS
