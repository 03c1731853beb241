/* greg-convert-array.c - arrays of values become GValueArray
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

/* GLib has deprecated GValueArray, but elements of properties that were made before go on to have it. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* An array whose elements have no specification takes them as they come. */
static GregConversion
convert_element (const GregParam *element,
                 const GregTree *tree,
                 guint32 index,
                 GValue *value,
                 GregProblem *problem)
{
  if (element != NULL)
    return greg_convert_node (element, tree, index, value, problem);
  greg_convert_natural (tree, index, value);
  return GREG_CONVERSION_DONE;
}

/* Elements are values; an object that would have to be built is none. */
static GregConversion
convert_elements (const GregParam *param,
                  const GregParam *element,
                  const GregTree *tree,
                  guint32 index,
                  GValueArray *array,
                  GregProblem *problem)
{
  guint32 end = greg_tree_node (tree, index)->end;

  for (guint32 i = index + 1; i < end; i = greg_tree_node (tree, i)->end)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      GregConversion conversion = convert_element (element, tree, i, &value, problem);

      if (conversion == GREG_CONVERSION_DEFERRED)
        return greg_convert_refuse_part (param, tree, index, i, "a value that need not be built",
                                         problem);
      if (conversion == GREG_CONVERSION_REFUSED)
        {
          problem->at = problem->at != 0 ? problem->at : i;
          return conversion;
        }
      g_value_array_append (array, &value);
    }
  return GREG_CONVERSION_DONE;
}

/* The macros that would ask for this type are deprecated, which no pragma silences. */
static GParamSpec *
find_element_spec (GParamSpec *pspec)
{
  if (!G_TYPE_CHECK_INSTANCE_TYPE (pspec, GREG_PARAM_SPEC_TYPE_VALUE_ARRAY))
    return NULL;
  return ((GParamSpecValueArray *) pspec)->element_spec;
}

GregConversion
greg_convert_value_array (const GregParam *param,
                          const GregTree *tree,
                          guint32 index,
                          GValue *value,
                          GregProblem *problem)
{
  GParamSpec *element_spec = find_element_spec (param->pspec);
  const GregNode *node = greg_tree_node (tree, index);
  GValueArray *array;
  GregConversion conversion;
  GregParam element;

  if (node->kind != GREG_CONFIG_ARRAY)
    return greg_convert_refuse (param, tree, index, problem);

  array = g_value_array_new (node->v.n_children);
  if (element_spec != NULL)
    greg_param_init (&element, param->name, element_spec, FALSE);
  conversion = convert_elements (param, element_spec != NULL ? &element : NULL, tree, index, array,
                                 problem);
  if (element_spec != NULL)
    greg_param_clear (&element);

  if (conversion != GREG_CONVERSION_DONE)
    {
      g_value_array_free (array);
      return conversion;
    }
  g_value_init (value, param->type);
  g_value_take_boxed (value, array);
  return GREG_CONVERSION_DONE;
}

G_GNUC_END_IGNORE_DEPRECATIONS
