/* greg-schema.c - GregSchema: what a factory takes, worked out once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-schema-private.h"

#include "greg-name-private.h"
#include "greg-suggest-private.h"

#include <string.h>

/* The index is an array of slots with linear probing, at most half full. Names are read eight bytes
 * at a time with '_' turned into '-'; pspec names, with which they are compared, have no '_' any
 * more. A name of eight bytes or more is read in whole words, the last of which overlaps the one
 * before, and hashed; a shorter one is one word, made of two halves that overlap or byte by byte,
 * which with the length is the name itself. */

struct GregSchemaSlot
{
  guint64 key;    /* the word of a short name, the hash of a long one */
  guint32 length;
  guint32 number; /* of the parameter, from 1; 0 for an empty slot */
};

#define BYTES(c) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint8) (c))

/* Adding 0x7f to the low seven bits of a byte carries into its eighth unless they are all zero. */
static inline guint64
fold (guint64 word)
{
  guint64 x = word ^ BYTES ('_');
  guint64 not_equal = ((x & BYTES (0x7f)) + BYTES (0x7f)) | x;
  guint64 equal = (~not_equal & BYTES (0x80)) >> 7;

  return word ^ equal * ('_' ^ '-');
}

static inline guint64
load (const char *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);
  return word;
}

/* A name of fewer than eight bytes as one word, without reading beyond it. */
static inline guint64
load_short (const char *name, gsize length)
{
  guint32 low, high;

  if (length >= 4)
    {
      memcpy (&low, name, sizeof low);
      memcpy (&high, name + length - 4, sizeof high);
      return (guint64) high << 32 | low;
    }
  if (length == 0)
    return 0;
  return (guint64) (guchar) name[0] << 16 | (guint64) (guchar) name[length / 2] << 8
         | (guchar) name[length - 1];
}

static inline guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 32;
}

static inline guint64
make_key (const char *name, gsize length)
{
  guint64 hash = length;

  if (length < 8)
    return fold (load_short (name, length));
  for (gsize i = 0; i + 8 < length; i += 8)
    hash = mix (hash, fold (load (name + i)));
  return mix (hash, fold (load (name + length - 8)));
}

static inline guint32
first_slot (const GregSchema *self, guint64 key, gsize length)
{
  return (guint32) mix (length, key) & self->mask;
}

/* Of the same length, which is eight or more; `canonical` has no '_'. */
static inline gboolean
is_long_name (const char *canonical, const char *name, gsize length)
{
  for (gsize i = 0; i + 8 < length; i += 8)
    {
      if (load (canonical + i) != fold (load (name + i)))
        return FALSE;
    }
  return load (canonical + length - 8) == fold (load (name + length - 8));
}

static void
enter (GregSchema *self, guint32 number)
{
  const char *name = self->params[number - 1].pspec->name;
  gsize length = strlen (name);
  guint64 key = make_key (name, length);
  guint32 i = first_slot (self, key, length);

  while (self->slots[i].number != 0)
    i = (i + 1) & self->mask;
  self->slots[i] = (struct GregSchemaSlot) { key, (guint32) length, number };
}

static void
rebuild_index (GregSchema *self, guint32 n_slots)
{
  g_free (self->slots);
  self->slots = g_new0 (struct GregSchemaSlot, n_slots);
  self->mask = n_slots - 1;
  for (guint i = 0; i < self->n_params; i++)
    enter (self, i + 1);
}

static GregParam *
append (GregSchema *self)
{
  if (self->n_params == self->allocated)
    {
      self->allocated = MAX (4, self->allocated * 2);
      self->params = g_renew (GregParam, self->params, self->allocated);
    }
  return &self->params[self->n_params++];
}

static void
append_param (GregSchema *self, const char *name, GParamSpec *pspec, gboolean required)
{
  GregParam *param = append (self);

  /* A declared name keeps its spelling; most are those of the pspec. */
  greg_param_init (param, NULL, pspec, required);
  if (name != NULL && strcmp (name, pspec->name) != 0)
    param->name = g_strdup (name);
  self->n_required += required != FALSE;
}

static void
index_last (GregSchema *self)
{
  if (self->n_params * 2 > self->mask + 1)
    rebuild_index (self, (self->mask + 1) * 2);
  else
    enter (self, self->n_params);
}

GregSchema *
greg_schema_new (void)
{
  GregSchema *self = g_new0 (GregSchema, 1);

  rebuild_index (self, 8);
  return self;
}

GregSchema *
greg_schema_new_for_class (GObjectClass *klass)
{
  GregSchema *self = g_new0 (GregSchema, 1);
  guint n, n_slots = 8;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (klass, &n);

  self->is_class = TRUE;
  self->needs_init = g_type_is_a (G_OBJECT_CLASS_TYPE (klass), G_TYPE_INITABLE)
                     || g_type_is_a (G_OBJECT_CLASS_TYPE (klass), G_TYPE_ASYNC_INITABLE);
  self->allocated = n;
  self->params = g_new (GregParam, n);
  for (guint i = 0; i < n; i++)
    append_param (self, NULL, pspecs[i], FALSE);
  while (n_slots < n * 2)
    n_slots *= 2;
  rebuild_index (self, n_slots);
  return self;
}

GregSchema *
greg_schema_copy (const GregSchema *schema)
{
  GregSchema *copy = greg_schema_new ();

  copy->is_class = schema->is_class;
  for (guint i = 0; i < schema->n_params; i++)
    {
      const GregParam *param = &schema->params[i];

      append_param (copy, param->name, param->pspec, param->required);
      copy->params[i].writable = param->writable;
      index_last (copy);
    }
  return copy;
}

gboolean
greg_schema_add (GregSchema *schema,
                 const char *name,
                 GParamSpec *pspec,
                 gboolean required,
                 GError **error)
{
  g_autoptr (GParamSpec) owned = g_param_spec_ref_sink (pspec);

  if (name == NULL)
    name = pspec->name;
  if (!g_param_spec_is_valid_name (name))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME,
                   "“%s” cannot be the name of a parameter: it must be a letter, and then letters, "
                   "digits, “-” and “_”",
                   name);
      return FALSE;
    }
  if (!greg_name_is_same (pspec->name, name))
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME,
                   "a parameter cannot be named “%s” when its GParamSpec is named “%s”", name,
                   pspec->name);
      return FALSE;
    }
  if (greg_schema_find (schema, name) != NULL)
    {
      g_set_error (error, GREG_ERROR, GREG_ERROR_EXISTS, "the parameter “%s” is declared twice",
                   name);
      return FALSE;
    }
  append_param (schema, name, owned, required);
  schema->params[schema->n_params - 1].writable = TRUE;
  index_last (schema);
  return TRUE;
}

static gboolean
have_equal_defaults (const GregParam *a, const GregParam *b)
{
  GregConfig *config_a = greg_param_get_default (a);
  GregConfig *config_b = greg_param_get_default (b);
  g_auto (GValue) value_a = G_VALUE_INIT;
  g_auto (GValue) value_b = G_VALUE_INIT;

  if (config_a != NULL || config_b != NULL)
    return config_a != NULL && config_b != NULL && greg_config_equal (config_a, config_b);
  g_value_init (&value_a, a->type);
  g_value_init (&value_b, b->type);
  g_param_value_set_default (a->pspec, &value_a);
  g_param_value_set_default (b->pspec, &value_b);
  return g_param_values_cmp (a->pspec, &value_a, &value_b) == 0;
}

static gboolean
have_equal_ranges (const GregParam *a, const GregParam *b)
{
  if (a->target == GREG_TARGET_VARIANT)
    return g_variant_type_equal (a->range.variant, b->range.variant);
  /* Rules that only the pspec knows cannot be compared. */
  return !a->constrained && !b->constrained && memcmp (&a->range, &b->range, sizeof a->range) == 0;
}

static gboolean
are_equal (const GregParam *a, const GregParam *b)
{
  if (strcmp (a->name, b->name) != 0 || a->required != b->required)
    return FALSE;
  if (a->pspec == b->pspec)
    return TRUE;
  return G_PARAM_SPEC_TYPE (a->pspec) == G_PARAM_SPEC_TYPE (b->pspec) && a->type == b->type
         && g_strcmp0 (g_param_spec_get_blurb (a->pspec), g_param_spec_get_blurb (b->pspec)) == 0
         && have_equal_ranges (a, b) && have_equal_defaults (a, b);
}

gboolean
greg_schema_equal (const GregSchema *a, const GregSchema *b)
{
  if (a->n_params != b->n_params)
    return FALSE;
  for (guint i = 0; i < a->n_params; i++)
    {
      if (!are_equal (&a->params[i], &b->params[i]))
        return FALSE;
    }
  return TRUE;
}

void
greg_schema_free (GregSchema *schema)
{
  for (guint i = 0; i < schema->n_params; i++)
    {
      GregParam *param = &schema->params[i];

      if (param->name != param->pspec->name)
        g_free ((char *) param->name);
      greg_param_clear (param);
    }
  g_free (schema->params);
  g_free (schema->slots);
  g_free (schema);
}

const GregParam *
greg_schema_find (const GregSchema *schema, const char *name)
{
  gsize length = strlen (name);
  guint64 key = make_key (name, length);

  for (guint32 i = first_slot (schema, key, length);; i = (i + 1) & schema->mask)
    {
      const struct GregSchemaSlot *slot = &schema->slots[i];
      const GregParam *param;

      if (slot->number == 0)
        return NULL;
      param = &schema->params[slot->number - 1];
      if (slot->key == key && slot->length == length
          && (length < 8 || is_long_name (param->pspec->name, name, length)))
        return param;
    }
}

static char *
describe_names (const GregSchema *schema)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < schema->n_params; i++)
    {
      if (!schema->params[i].writable)
        continue;
      if (n < 12)
        g_string_append_printf (text, "%s“%s”", n == 0 ? "one of " : ", ", schema->params[i].name);
      n++;
    }
  if (n > 12)
    g_string_append_printf (text, " and %u more", n - 12);
  if (n == 0)
    g_string_append (text, "nothing");
  return g_string_free (text, FALSE);
}

void
greg_schema_problem_unknown (const GregSchema *schema,
                             const char *owner,
                             const char *name,
                             GregProblem *problem)
{
  GregSuggest suggest;
  g_autofree char *shown = greg_name_show (name);

  greg_suggest_init (&suggest, name);
  for (guint i = 0; i < schema->n_params; i++)
    {
      if (schema->params[i].writable)
        greg_suggest_offer (&suggest, schema->params[i].name);
    }
  greg_problem_set (problem, GREG_ERROR_UNKNOWN_PROPERTY, "“%s” has no %s “%s”", owner,
                    schema->is_class ? "property" : "parameter", shown);
  problem->suggestions = greg_suggest_finish (&suggest);
  problem->expected = describe_names (schema);
}

gboolean
greg_schema_check_reserved (const char *key, GregProblem *problem)
{
  g_autofree char *shown = NULL;

  if (strcmp (key, "$args") == 0 || strcmp (key, "$comment") == 0)
    return TRUE;

  shown = greg_name_show (key);
  greg_problem_set (problem, GREG_ERROR_UNKNOWN_PROPERTY,
                    "“%s” means nothing here; keys that begin with “$” are reserved", shown);
  return FALSE;
}
