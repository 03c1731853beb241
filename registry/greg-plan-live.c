/* greg-plan-live.c - values that a configuration stands for but cannot hold
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-error.h"
#include "greg-plan-private.h"

/* A script's configuration goes to C as text. What text cannot hold, such as an object, stands in a table of the
 * builder, and `{"$object": n}` in its place. */

#define KEY "$object"

gboolean
greg_plan_is_live (const GregTree *tree, guint32 index)
{
  const GregNode *node = greg_tree_node (tree, index);
  const GregNode *member;

  if (node->kind != GREG_CONFIG_OBJECT || node->v.n_children != 1)
    return FALSE;
  member = greg_tree_node (tree, index + 1);
  return member->key_length == strlen (KEY)
         && memcmp (greg_tree_key (tree, member), KEY, strlen (KEY)) == 0;
}

const GValue *
greg_plan_find_live (GregPlan *plan,
                     const GregTree *tree,
                     guint32 index,
                     GregProblem *problem)
{
  const GregNode *number = greg_tree_node (tree, index + 1);
  guint n = plan->live != NULL ? plan->live->len : 0;

  if (number->kind == GREG_CONFIG_INTEGER && !number->is_unsigned && number->v.i >= 0
      && number->v.i < n)
    return &g_array_index (plan->live, GValue, number->v.i);

  greg_problem_set (problem, GREG_ERROR_BAD_REFERENCE,
                    n == 0 ? "“" KEY "” stands for a value that was added to the builder, and none was"
                           : "“" KEY "” must be the index of a value that was added to the builder");
  problem->expected = n > 0 ? g_strdup_printf ("an integer from 0 to %u", n - 1) : NULL;
  return NULL;
}
