/* greg-convert-enum.c - nodes become enumerators and flags
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"
#include "greg-suggest-private.h"

#include <string.h>

static const GEnumValue *
find_enum (GEnumClass *klass, const char *text)
{
  for (guint i = 0; i < klass->n_values; i++)
    {
      const GEnumValue *value = &klass->values[i];

      if (strcmp (value->value_nick, text) == 0 || strcmp (value->value_name, text) == 0)
        return value;
    }
  return NULL;
}

static const GFlagsValue *
find_flag (GFlagsClass *klass, const char *text)
{
  for (guint i = 0; i < klass->n_values; i++)
    {
      const GFlagsValue *value = &klass->values[i];

      if (strcmp (value->value_nick, text) == 0 || strcmp (value->value_name, text) == 0)
        return value;
    }
  return NULL;
}

/* Nicks and full names alike, so that a slip in either is recognised. */
static char **
suggest_enum (GEnumClass *klass, const char *text)
{
  GregSuggest suggest;

  greg_suggest_init (&suggest, text);
  for (guint i = 0; i < klass->n_values; i++)
    {
      greg_suggest_offer (&suggest, klass->values[i].value_nick);
      greg_suggest_offer (&suggest, klass->values[i].value_name);
    }
  return greg_suggest_finish (&suggest);
}

static char **
suggest_flag (GFlagsClass *klass, const char *text)
{
  GregSuggest suggest;

  greg_suggest_init (&suggest, text);
  for (guint i = 0; i < klass->n_values; i++)
    {
      greg_suggest_offer (&suggest, klass->values[i].value_nick);
      greg_suggest_offer (&suggest, klass->values[i].value_name);
    }
  return greg_suggest_finish (&suggest);
}

GregConversion
greg_convert_enum (const GregParam *param,
                   const GregTree *tree,
                   guint32 index,
                   GValue *value,
                   GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  GEnumClass *klass = param->range.enums;
  const GEnumValue *found = NULL;
  gint64 number;

  if (node->kind == GREG_CONFIG_STRING)
    found = find_enum (klass, greg_tree_string (tree, node));
  else if (greg_node_to_int64 (node, &number) && number >= G_MININT && number <= G_MAXINT)
    found = g_enum_get_value (klass, (int) number);
  if (found == NULL)
    {
      greg_convert_refuse (param, tree, index, problem);
      if (node->kind == GREG_CONFIG_STRING)
        problem->suggestions = suggest_enum (klass, greg_tree_string (tree, node));
      return GREG_CONVERSION_REFUSED;
    }
  value->data[0].v_long = found->value;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}

static gboolean
add_flag (const GregParam *param,
          const GregTree *tree,
          guint32 index,
          guint32 at,
          const char *text,
          guint *mask,
          GregProblem *problem)
{
  const GFlagsValue *found = find_flag (param->range.flags, text);

  if (found == NULL)
    {
      g_autofree char *expected = greg_param_describe (param);

      greg_convert_refuse_part (param, tree, index, at, expected, problem);
      problem->suggestions = suggest_flag (param->range.flags, text);
      return FALSE;
    }
  *mask |= found->value;
  return TRUE;
}

/* "a", or "a|b" with spaces anywhere around the names. */
static gboolean
add_flags (const GregParam *param,
           const GregTree *tree,
           guint32 index,
           guint *mask,
           GregProblem *problem)
{
  const char *text = greg_tree_string (tree, greg_tree_node (tree, index));
  g_auto (GStrv) names = NULL;

  if (strchr (text, '|') == NULL)
    return add_flag (param, tree, index, index, text, mask, problem);
  names = g_strsplit (text, "|", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!add_flag (param, tree, index, index, g_strstrip (names[i]), mask, problem))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_flag_list (const GregParam *param,
               const GregTree *tree,
               guint32 index,
               guint *mask,
               GregProblem *problem)
{
  guint32 end = greg_tree_node (tree, index)->end;

  for (guint32 at = index + 1; at < end; at = greg_tree_node (tree, at)->end)
    {
      const GregNode *node = greg_tree_node (tree, at);

      if (node->kind != GREG_CONFIG_STRING)
        {
          greg_convert_refuse_part (param, tree, index, at, "the name of a flag", problem);
          return FALSE;
        }
      if (!add_flag (param, tree, index, at, greg_tree_string (tree, node), mask, problem))
        return FALSE;
    }
  return TRUE;
}

GregConversion
greg_convert_flags (const GregParam *param,
                    const GregTree *tree,
                    guint32 index,
                    GValue *value,
                    GregProblem *problem)
{
  const GregNode *node = greg_tree_node (tree, index);
  guint64 number;
  guint mask = 0;

  if (node->kind == GREG_CONFIG_STRING)
    {
      if (!add_flags (param, tree, index, &mask, problem))
        return GREG_CONVERSION_REFUSED;
    }
  else if (node->kind == GREG_CONFIG_ARRAY)
    {
      if (!add_flag_list (param, tree, index, &mask, problem))
        return GREG_CONVERSION_REFUSED;
    }
  else
    {
      if (!greg_node_to_uint64 (node, &number)
          || (number & ~(guint64) param->range.flags->mask) != 0)
        return greg_convert_refuse (param, tree, index, problem);
      mask = (guint) number;
    }
  value->data[0].v_ulong = mask;
  value->g_type = param->type;
  return GREG_CONVERSION_DONE;
}
