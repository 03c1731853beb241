/* greg-convert-variant.c - nodes become a GVariant of the wanted type
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-convert-parts-private.h"

#include <string.h>

/* A GVariant that is serialised may be nested 128 deep, and silently loses what is deeper. An array
 * within an array without a type of its own counts twice, because of the "v" between them. A few
 * levels are left to whoever puts the value into another one. */
#define MAX_DEPTH 120

typedef struct
{
  const GregParam *param;
  const GregTree *tree;
  guint32 index; /* the node that was asked for */
  guint depth;
  GregProblem *problem;
} Job;

static GVariant *make (Job *job, guint32 at, const GVariantType *type);
static GVariant *make_natural (Job *job, guint32 at);

static GVariant *
refuse (Job *job, guint32 at, const char *expected)
{
  greg_convert_refuse_part (job->param, job->tree, job->index, at, expected, job->problem);
  return NULL;
}

static GVariant *
refuse_type (Job *job, guint32 at, const char *what, const GVariantType *type)
{
  g_autofree char *name = g_variant_type_dup_string (type);
  g_autofree char *expected = g_strdup_printf ("%s for the type “%s”", what, name);

  return refuse (job, at, expected);
}

static GPtrArray *
children_new (const GregNode *node)
{
  return g_ptr_array_new_full (node->v.n_children, (GDestroyNotify) g_variant_unref);
}

/* An empty array and nothing at all have a type nevertheless: "*" may be anything, and so is "v". */
static GVariantType *
make_definite (const GVariantType *type)
{
  GString *text = g_string_new (NULL);
  const char *name = g_variant_type_peek_string (type);
  gsize length = g_variant_type_get_string_length (type);
  GVariantType *definite;

  for (gsize i = 0; i < length; i++)
    {
      if (name[i] == 'r')
        g_string_append (text, "()");
      else
        g_string_append_c (text, name[i] == '*' ? 'v' : name[i] == '?' ? 's' : name[i]);
    }
  definite = g_variant_type_new (text->str);
  g_string_free (text, TRUE);
  return definite;
}

static GVariant *
make_signed (Job *job, guint32 at, const GVariantType *type)
{
  gint64 i;
  gboolean ok = greg_node_to_int64 (greg_tree_node (job->tree, at), &i);

  switch (*g_variant_type_peek_string (type))
    {
    case 'n':
      if (!ok || i < G_MININT16 || i > G_MAXINT16)
        return refuse (job, at, "an integer from -32768 to 32767");
      return g_variant_ref_sink (g_variant_new_int16 ((gint16) i));
    case 'i':
      if (!ok || i < G_MININT32 || i > G_MAXINT32)
        return refuse (job, at, "an integer from -2147483648 to 2147483647");
      return g_variant_ref_sink (g_variant_new_int32 ((gint32) i));
    default:
      if (!ok)
        return refuse (job, at, "an integer from -9223372036854775808 to 9223372036854775807");
      return g_variant_ref_sink (g_variant_new_int64 (i));
    }
}

static GVariant *
make_unsigned (Job *job, guint32 at, const GVariantType *type)
{
  guint64 u;
  gboolean ok = greg_node_to_uint64 (greg_tree_node (job->tree, at), &u);

  switch (*g_variant_type_peek_string (type))
    {
    case 'y':
      if (!ok || u > G_MAXUINT8)
        return refuse (job, at, "an integer from 0 to 255");
      return g_variant_ref_sink (g_variant_new_byte ((guint8) u));
    case 'q':
      if (!ok || u > G_MAXUINT16)
        return refuse (job, at, "an integer from 0 to 65535");
      return g_variant_ref_sink (g_variant_new_uint16 ((guint16) u));
    case 'u':
      if (!ok || u > G_MAXUINT32)
        return refuse (job, at, "an integer from 0 to 4294967295");
      return g_variant_ref_sink (g_variant_new_uint32 ((guint32) u));
    default:
      if (!ok)
        return refuse (job, at, "an integer from 0 to 18446744073709551615");
      return g_variant_ref_sink (g_variant_new_uint64 (u));
    }
}

static GVariant *
make_double (Job *job, guint32 at)
{
  double d;

  if (!greg_node_to_double (greg_tree_node (job->tree, at), &d))
    return refuse (job, at, "a number that double precision can hold");
  return g_variant_ref_sink (g_variant_new_double (d));
}

static GVariant *
make_boolean (Job *job, guint32 at)
{
  const GregNode *node = greg_tree_node (job->tree, at);

  if (node->kind != GREG_CONFIG_BOOLEAN)
    return refuse (job, at, "true or false");
  return g_variant_ref_sink (g_variant_new_boolean (node->v.b));
}

static GVariant *
make_text (Job *job, guint32 at, const char *text, char type)
{
  if (type == 'o' && !g_variant_is_object_path (text))
    return refuse (job, at, "a D-Bus object path");
  if (type == 'g' && !g_variant_is_signature (text))
    return refuse (job, at, "a D-Bus signature");
  if (type == 'o')
    return g_variant_ref_sink (g_variant_new_object_path (text));
  if (type == 'g')
    return g_variant_ref_sink (g_variant_new_signature (text));
  return g_variant_ref_sink (g_variant_new_string (text));
}

static GVariant *
make_string (Job *job, guint32 at, const GVariantType *type)
{
  const GregNode *node = greg_tree_node (job->tree, at);

  if (node->kind != GREG_CONFIG_STRING)
    return refuse (job, at, "a string");
  return make_text (job, at, greg_tree_string (job->tree, node),
                    *g_variant_type_peek_string (type));
}

static GVariant *
make_basic (Job *job, guint32 at)
{
  switch (greg_tree_node (job->tree, at)->kind)
    {
    case GREG_CONFIG_BOOLEAN:
    case GREG_CONFIG_INTEGER:
    case GREG_CONFIG_DOUBLE:
    case GREG_CONFIG_STRING:
      return make_natural (job, at);
    default:
      return refuse (job, at, "a string, a number, true or false");
    }
}

static GVariant *
make_boxed (Job *job, guint32 at)
{
  g_autoptr (GVariant) content = make_natural (job, at);

  return content != NULL ? g_variant_ref_sink (g_variant_new_variant (content)) : NULL;
}

static GVariant *
make_maybe (Job *job, guint32 at, const GVariantType *type)
{
  g_autoptr (GVariant) content = NULL;

  if (greg_tree_node (job->tree, at)->kind == GREG_CONFIG_NULL)
    {
      g_autoptr (GVariantType) element = make_definite (g_variant_type_element (type));

      return g_variant_ref_sink (g_variant_new_maybe (element, NULL));
    }
  content = make (job, at, g_variant_type_element (type));
  return content != NULL ? g_variant_ref_sink (g_variant_new_maybe (NULL, content)) : NULL;
}

/* Names of members are text; where the type wants numbers as keys, the text must be one. */
static GVariant *
make_key (Job *job, guint32 at, const GVariantType *type)
{
  const char *text = greg_tree_key (job->tree, greg_tree_node (job->tree, at));
  g_autoptr (GVariant) number = NULL;

  if (g_variant_type_equal (type, G_VARIANT_TYPE_BASIC))
    return make_text (job, at, text, 's');
  if (g_variant_type_is_subtype_of (type, G_VARIANT_TYPE_STRING)
      || g_variant_type_is_subtype_of (type, G_VARIANT_TYPE_OBJECT_PATH)
      || g_variant_type_is_subtype_of (type, G_VARIANT_TYPE_SIGNATURE))
    return make_text (job, at, text, *g_variant_type_peek_string (type));
  /* The parser is strict about the range; "01" and " 1" would be the same key once more. */
  if (*text == '-' || g_ascii_isdigit (*text)
      || g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    number = g_variant_parse (type, text, NULL, NULL, NULL);
  if (number != NULL)
    {
      g_autofree char *spelling = g_variant_print (number, FALSE);

      if (strcmp (spelling, text) == 0)
        return g_steal_pointer (&number);
    }
  return refuse_type (job, at, "a name that is a key", type);
}

static GVariant *
make_entry (Job *job, guint32 at, const GVariantType *type)
{
  const GVariantType *value_type = g_variant_type_value (type);
  g_autoptr (GVariant) key = make_key (job, at, g_variant_type_key (type));
  g_autoptr (GVariant) value = NULL;

  if (key == NULL)
    return NULL;
  if (g_variant_type_equal (value_type, G_VARIANT_TYPE_ANY))
    value_type = G_VARIANT_TYPE_VARIANT;
  value = make (job, at, value_type);
  return value != NULL ? g_variant_ref_sink (g_variant_new_dict_entry (key, value)) : NULL;
}

static GVariant *
make_element (Job *job, guint32 at, const GVariantType *type)
{
  if (g_variant_type_is_dict_entry (type))
    return make_entry (job, at, type);
  if (g_variant_type_equal (type, G_VARIANT_TYPE_ANY))
    return make_boxed (job, at);
  return make (job, at, type);
}

/* All elements of an array have one type, also where the wanted type leaves open which. */
static GVariant *
make_array_of (Job *job, guint32 at, const GVariantType *element)
{
  const GregNode *node = greg_tree_node (job->tree, at);
  g_autoptr (GVariantType) definite = make_definite (element);
  g_autoptr (GPtrArray) children = children_new (node);
  const GVariantType *first;

  for (guint32 i = at + 1; i < node->end; i = greg_tree_node (job->tree, i)->end)
    {
      GVariant *child = make_element (job, i, element);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
      first = g_variant_get_type (children->pdata[0]);
      if (!g_variant_is_of_type (child, first))
        return refuse_type (job, i, "the same as its neighbours", first);
    }
  return g_variant_ref_sink (g_variant_new_array (
      children->len > 0 ? NULL : definite, (GVariant **) children->pdata, children->len));
}

static GVariant *
make_array (Job *job, guint32 at, const GVariantType *type)
{
  const GVariantType *element = g_variant_type_element (type);
  gboolean is_dict = g_variant_type_is_dict_entry (element);
  GregConfigKind kind = is_dict ? GREG_CONFIG_OBJECT : GREG_CONFIG_ARRAY;

  if (greg_tree_node (job->tree, at)->kind != kind)
    return refuse_type (job, at, is_dict ? "an object" : "an array", type);
  return make_array_of (job, at, element);
}

static GVariant *
make_tuple (Job *job, guint32 at, const GVariantType *type)
{
  const GregNode *node = greg_tree_node (job->tree, at);
  gboolean any = g_variant_type_equal (type, G_VARIANT_TYPE_TUPLE);
  const GVariantType *item = any ? G_VARIANT_TYPE_ANY : g_variant_type_first (type);
  g_autoptr (GPtrArray) children = children_new (node);

  if (node->kind != GREG_CONFIG_ARRAY
      || (!any && node->v.n_children != g_variant_type_n_items (type)))
    return refuse_type (job, at, any ? "an array" : "an array of as many elements", type);
  for (guint32 i = at + 1; i < node->end; i = greg_tree_node (job->tree, i)->end)
    {
      GVariant *child = make (job, i, item);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
      item = any ? item : g_variant_type_next (item);
    }
  return g_variant_ref_sink (
      g_variant_new_tuple ((GVariant **) children->pdata, children->len));
}

/* A dictionary's entry outside of a dictionary: an object of one member. */
static GVariant *
make_lone_entry (Job *job, guint32 at, const GVariantType *type)
{
  const GregNode *node = greg_tree_node (job->tree, at);

  if (node->kind != GREG_CONFIG_OBJECT || node->v.n_children != 1)
    return refuse_type (job, at, "an object of one member", type);
  return make_entry (job, at + 1, type);
}

static GVariant *
make_natural (Job *job, guint32 at)
{
  const GregNode *node = greg_tree_node (job->tree, at);

  switch ((GregConfigKind) node->kind)
    {
    case GREG_CONFIG_NULL:
      return g_variant_ref_sink (g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
    case GREG_CONFIG_BOOLEAN:
      return g_variant_ref_sink (g_variant_new_boolean (node->v.b));
    case GREG_CONFIG_INTEGER:
      return g_variant_ref_sink (node->is_unsigned ? g_variant_new_uint64 (node->v.u)
                                                   : g_variant_new_int64 (node->v.i));
    case GREG_CONFIG_DOUBLE:
      return g_variant_ref_sink (g_variant_new_double (node->v.d));
    case GREG_CONFIG_STRING:
      return g_variant_ref_sink (g_variant_new_string (greg_tree_string (job->tree, node)));
    case GREG_CONFIG_ARRAY:
      return make (job, at, G_VARIANT_TYPE ("av"));
    case GREG_CONFIG_OBJECT:
    default:
      return make (job, at, G_VARIANT_TYPE_VARDICT);
    }
}

static GVariant *
make_by_type (Job *job, guint32 at, const GVariantType *type)
{
  switch (*g_variant_type_peek_string (type))
    {
    case 'b':
      return make_boolean (job, at);
    case 'n':
    case 'i':
    case 'x':
      return make_signed (job, at, type);
    case 'y':
    case 'q':
    case 'u':
    case 't':
      return make_unsigned (job, at, type);
    case 'd':
      return make_double (job, at);
    case 's':
    case 'o':
    case 'g':
      return make_string (job, at, type);
    case 'v':
      return make_boxed (job, at);
    case 'm':
      return make_maybe (job, at, type);
    case 'a':
      return make_array (job, at, type);
    case '(':
    case 'r':
      return make_tuple (job, at, type);
    case '{':
      return make_lone_entry (job, at, type);
    case '?':
      return make_basic (job, at);
    case '*':
      return make_natural (job, at);
    default:
      return refuse_type (job, at, "nothing that can be written down", type);
    }
}

/* Returns a reference that is not floating, or NULL with the problem set. */
static GVariant *
make (Job *job, guint32 at, const GVariantType *type)
{
  GVariant *variant;

  if (job->depth == MAX_DEPTH)
    {
      greg_problem_set (job->problem, GREG_ERROR_LIMIT,
                        "“%s” is nested more deeply than the %d levels that a GVariant can have",
                        job->param->name, MAX_DEPTH);
      return NULL;
    }
  job->depth++;
  variant = make_by_type (job, at, type);
  job->depth--;
  return variant;
}

GregConversion
greg_convert_variant (const GregParam *param,
                      const GregTree *tree,
                      guint32 index,
                      GValue *value,
                      GregProblem *problem)
{
  Job job = { param, tree, index, 0, problem };
  GVariant *variant = make (&job, index, param->range.variant);

  if (variant == NULL)
    return GREG_CONVERSION_REFUSED;
  g_value_init (value, param->type);
  g_value_take_variant (value, variant);
  return GREG_CONVERSION_DONE;
}
