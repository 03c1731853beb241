/* greg-plan-private.h - GregPlan: everything that a build will make, found and validated
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-context-private.h"
#include "greg-report.h"
#include "greg-source-private.h"

G_BEGIN_DECLS

/* Defaults that name each other can ask for any number of objects, and a text for any number of mistakes: beyond
 * these nothing more is looked at. */
#define GREG_PLAN_MAX_ITEMS (1u << 20)
#define GREG_PLAN_MAX_PROBLEMS 1000

/* An argument that has to be built first, from `n` items whose indexes lie in links from `first` on. */
typedef enum
{
  GREG_PENDING_OBJECT,
  GREG_PENDING_LIST_MODEL,
  GREG_PENDING_PTR_ARRAY
} GregPendingKind;

typedef struct
{
  guint argument;
  GregPendingKind kind;
  guint first;
  guint n;
} GregPending;

/* One product to be made. */
typedef struct
{
  GregFactory *factory; /* owned */
  GregSource *source;   /* borrowed from the plan */
  const GregTree *tree; /* where it was asked for; borrowed from the caller or from a factory; may be NULL */
  guint32 index;
  GType wanted; /* what the product must be; G_TYPE_NONE: anything */
  GregArguments arguments;
  GArray *pending;      /* of GregPending; NULL when everything is there already */
  GObject *object;      /* the product, if it is an object */
  GregContext *context; /* holds the product, if it is something else */
} GregItem;

/* The nodes that are being walked, innermost first. A node that lies within itself can only be one that defaults lead
 * back to. */
typedef struct _GregFrame GregFrame;
struct _GregFrame
{
  const GregTree *tree; /* may be NULL */
  guint32 index;
  GregFactory *factory;
  const GregFrame *outer;
};

/* Items stand in the order in which they are made: parts before wholes. */
typedef struct
{
  GregSource *const *sources; /* the first one answers for the root */
  guint n_sources;
  GregConfig *defaults; /* put under the root's own arguments; may be NULL */
  GregReport *report;        /* of this plan alone; made when there is something to report */
  GregReport *wanted_report; /* what the caller gave for it, which may hold older ones; may be NULL */
  guint n_problems;
  guint n_visited; /* how often something was to be built, in vain or not */
  gboolean is_full; /* a limit was reached: nothing more is looked at */
  GregItem *items;
  guint n_items;
  guint n_allocated;
  GArray *links; /* of guint */
  guint depth;
  const GregFrame *frame;
  GArray *live;   /* of GValue, what `{"$object": n}` stands for; may be NULL */
  GPtrArray *entered; /* the sources that “$scope” led to; NULL when there are none */
  GregTree *tree; /* held: code that is called may drop the configuration that it is built from */
  GregItem single; /* most plans have one item and need no array */
} GregPlan;

void greg_plan_init (GregPlan *plan,
                     GregSource *const *sources,
                     guint n_sources,
                     GregConfig *defaults,
                     GregReport *report);
void greg_plan_clear (GregPlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GregPlan, greg_plan_clear)

/* Each adds items, the last of which is the whole, or reports what is wrong and fails. A NULL `name` is read from
 * the node; with a name the node is the object of its arguments, and may be missing (a NULL tree). */
gboolean greg_plan_root (GregPlan *plan,
                         const GregTree *tree,
                         guint32 index,
                         const char *name,
                         GType wanted,
                         guint *item);

/* A part of something that `current` answered for; see greg_plan_find_part(). */
gboolean greg_plan_part (GregPlan *plan,
                         GregSource *current,
                         const GregTree *tree,
                         guint32 index,
                         GType wanted,
                         guint *item);

/* The same from names and values. */
gboolean greg_plan_values (GregPlan *plan,
                           GregSource *source,
                           GregFactory *factory,
                           guint n,
                           const char *const names[],
                           const GValue values[]);

/* For the files that implement the plan. */
gboolean greg_plan_is_live (const GregTree *tree, guint32 index);
/* For a node that is live; NULL with a problem if there is no such value. */
const GValue *greg_plan_find_live (GregPlan *plan,
                                   const GregTree *tree,
                                   guint32 index,
                                   GregProblem *problem);
void greg_plan_report (GregPlan *plan,
                       GregSeverity severity,
                       GregProblem *problem,
                       const GregTree *tree,
                       guint32 index,
                       GregPlace place,
                       const char *factory);
void greg_plan_discard (GregItem *item);
/* Takes the item over; it becomes part of the plan if it is `ok`, which is returned. */
gboolean greg_plan_push (GregPlan *plan, GregItem *item, gboolean ok, guint *index);
gboolean greg_plan_arguments (GregPlan *plan,
                              GregItem *item,
                              const GregTree *tree,
                              guint32 object,
                              guint32 type_member,
                              GregConfig *overlay,
                              guint32 overlay_type_member);

/* What is wanted picks the source; where it does not, the first source that has the name answers, `*source` before all
 * others. It becomes the one that answered. NULL: the problem is filled. */
GregFactory *greg_plan_find_part (GregPlan *plan,
                                  GregSource **source,
                                  GType wanted,
                                  const char *name,
                                  GregProblem *problem);

G_END_DECLS
