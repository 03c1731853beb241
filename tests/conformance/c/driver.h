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
  const char *way;
  GHashTable *sources; /* name → GregSource or GregBuilder */
  char *first;         /* the name of the first source */
  GHashTable *batches; /* name → GregBatch */
  GHashTable *kept;    /* name → GObject */
  GPtrArray *calls;    /* of Call */
  GPtrArray *signals;  /* of char* */
  GHashTable *codes;   /* the words → Code */
} World;

World *world_new (const char *way);
/* FALSE if something that it has made is alive: everything is dropped in any case. */
gboolean world_free (World *self, GError **error);
gboolean world_set_up (World *self, JsonObject *setup, GError **error);
/* The source of the name, or the first one. */
GObject *world_source (World *self, const char *name, GError **error);
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
                           GregRegistry *registry,
                           GregBatch *batch,
                           JsonNode *spec,
                           GError **error);
/* The named arguments of a call, from names and texts. */
GHashTable *texts_new (const char *name, ...) G_GNUC_NULL_TERMINATED;
void set_error_of (JsonObject *failure, GError **error);

/* driver-steps.c */

gboolean run_step (World *world, JsonNode *step, GError **error);

/* driver-find.c and driver-make.c: what steps do. The outcome is a value of any type. */

typedef gboolean (*StepFunc) (World *world, JsonObject *step, GValue *outcome, GError **error);

gboolean step_lookup (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_require (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_contains (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_lookup_all (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_list (World *world, JsonObject *step, GValue *outcome, GError **error);
gboolean step_query (World *world, JsonObject *step, GValue *outcome, GError **error);

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

G_END_DECLS
