/* greg-metadata.c - GregMetadata: a flat array of keys and values
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-metadata-private.h"

#include "greg-key-private.h"

#include <string.h>

/* Makes one block for `n` keys and values, both of which are still to be set. It is as large as
 * needed and no larger: a key is added or removed a few times in the life of a factory, and then
 * all are moved. */
static void
allocate (GregMetadata *self, guint n)
{
  gsize keys_size = ((gsize) n + 1) * sizeof (char *);

  *self = (GregMetadata){ .n = n };
  if (n == 0)
    return;
  self->keys = g_malloc (keys_size + n * sizeof (GValue));
  self->values = (gpointer) ((char *) self->keys + keys_size);
  self->keys[n] = NULL;
}

void
greg_metadata_clear (GregMetadata *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_value_unset (&self->values[i]);
      greg_key_unref (self->keys[i]);
    }
  g_free (self->keys);
  *self = (GregMetadata){ 0 };
}

void
greg_metadata_copy (const GregMetadata *self, GregMetadata *copy)
{
  allocate (copy, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      copy->keys[i] = greg_key_ref (self->keys[i]);
      copy->values[i] = (GValue) G_VALUE_INIT;
      g_value_init (&copy->values[i], G_VALUE_TYPE (&self->values[i]));
      g_value_copy (&self->values[i], &copy->values[i]);
    }
}

static gboolean
find (const GregMetadata *self, const char *key, guint *position)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->keys[i], key) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

const GValue *
greg_metadata_get (const GregMetadata *self, const char *key)
{
  guint i;

  return find (self, key, &i) ? &self->values[i] : NULL;
}

static void
move (GregMetadata *to, guint to_first, const GregMetadata *from, guint from_first, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      to->keys[to_first + i] = from->keys[from_first + i];
      to->values[to_first + i] = from->values[from_first + i];
    }
}

static void
remove_at (GregMetadata *self, guint i)
{
  GregMetadata old = *self;

  allocate (self, old.n - 1);
  move (self, 0, &old, 0, i);
  move (self, i, &old, i + 1, self->n - i);
  g_value_unset (&old.values[i]);
  greg_key_unref (old.keys[i]);
  g_free (old.keys);
}

/* Takes the value. */
static void
append (GregMetadata *self, const char *key, const GValue *value)
{
  GregMetadata old = *self;

  allocate (self, old.n + 1);
  move (self, 0, &old, 0, old.n);
  self->keys[old.n] = greg_key_ref (key);
  self->values[old.n] = *value;
  g_free (old.keys);
}

void
greg_metadata_set (GregMetadata *self, const char *key, const GValue *value)
{
  guint i;
  gboolean found = find (self, key, &i);
  GValue copy = G_VALUE_INIT;

  if (value == NULL)
    {
      if (found)
        remove_at (self, i);
      return;
    }

  /* What is given may be one of the values here, which are freed or moved below. */
  g_value_init (&copy, G_VALUE_TYPE (value));
  g_value_copy (value, &copy);
  if (!found)
    {
      append (self, key, &copy);
      return;
    }
  g_value_unset (&self->values[i]);
  self->values[i] = copy;
}

static gboolean
strv_equal0 (const char *const *a, const char *const *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal (a, b);
}

/* Equal by content where the type has a content that can be compared, else by identity. */
static gboolean
value_equal (const GValue *a, const GValue *b)
{
  if (G_VALUE_TYPE (a) != G_VALUE_TYPE (b))
    return FALSE;
  if (G_VALUE_HOLDS (a, G_TYPE_STRV))
    return strv_equal0 (g_value_get_boxed (a), g_value_get_boxed (b));

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (a)))
    {
    case G_TYPE_STRING:
      return g_strcmp0 (g_value_get_string (a), g_value_get_string (b)) == 0;
    case G_TYPE_VARIANT:
      {
        GVariant *left = g_value_get_variant (a), *right = g_value_get_variant (b);

        return left == right || (left != NULL && right != NULL && g_variant_equal (left, right));
      }
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
      return a->data[0].v_int == b->data[0].v_int;
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_UINT:
      return a->data[0].v_uint == b->data[0].v_uint;
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
      return a->data[0].v_ulong == b->data[0].v_ulong;
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
      return a->data[0].v_int64 == b->data[0].v_int64;
    case G_TYPE_FLOAT:
      return a->data[0].v_float == b->data[0].v_float;
    case G_TYPE_DOUBLE:
      return a->data[0].v_double == b->data[0].v_double;
    default:
      return a->data[0].v_pointer == b->data[0].v_pointer;
    }
}

gboolean
greg_metadata_equal (const GregMetadata *self, const GregMetadata *other)
{
  if (self->n != other->n)
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      const GValue *value = greg_metadata_get (other, self->keys[i]);

      if (value == NULL || !value_equal (&self->values[i], value))
        return FALSE;
    }
  return TRUE;
}

static const char *
enum_nick (const GValue *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (G_VALUE_TYPE (value));
  GEnumValue *entry = g_enum_get_value (klass, g_value_get_enum (value));

  /* The nick is static data of the type, which outlives its class. */
  return entry != NULL ? entry->value_nick : NULL;
}

static GVariant *
string_variant (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_variant_new_string (text) : NULL;
}

static GVariant *
value_to_variant (const GValue *value)
{
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    {
      const char *const *strv = g_value_get_boxed (value);

      return strv != NULL ? g_variant_new_strv (strv, -1) : NULL;
    }
  if (G_VALUE_HOLDS (value, G_TYPE_GTYPE))
    return string_variant (g_type_name (g_value_get_gtype (value)));

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_STRING:
      return string_variant (g_value_get_string (value));
    case G_TYPE_VARIANT:
      return g_value_get_variant (value);
    case G_TYPE_BOOLEAN:
      return g_variant_new_boolean (g_value_get_boolean (value));
    case G_TYPE_CHAR:
      return g_variant_new_int16 (g_value_get_schar (value));
    case G_TYPE_UCHAR:
      return g_variant_new_byte (g_value_get_uchar (value));
    case G_TYPE_INT:
      return g_variant_new_int32 (g_value_get_int (value));
    case G_TYPE_UINT:
      return g_variant_new_uint32 (g_value_get_uint (value));
    case G_TYPE_LONG:
      return g_variant_new_int64 (g_value_get_long (value));
    case G_TYPE_ULONG:
      return g_variant_new_uint64 (g_value_get_ulong (value));
    case G_TYPE_INT64:
      return g_variant_new_int64 (g_value_get_int64 (value));
    case G_TYPE_UINT64:
      return g_variant_new_uint64 (g_value_get_uint64 (value));
    case G_TYPE_FLOAT:
      return g_variant_new_double ((double) g_value_get_float (value));
    case G_TYPE_DOUBLE:
      return g_variant_new_double (g_value_get_double (value));
    case G_TYPE_ENUM:
      return string_variant (enum_nick (value));
    case G_TYPE_FLAGS:
      return g_variant_new_uint32 (g_value_get_flags (value));
    default:
      return NULL;
    }
}

GVariant *
greg_metadata_to_variant (const GregMetadata *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < self->n; i++)
    {
      GVariant *variant = value_to_variant (&self->values[i]);

      if (variant != NULL)
        g_variant_builder_add (&builder, "{sv}", self->keys[i], variant);
    }
  return g_variant_builder_end (&builder);
}

char *
greg_metadata_value_to_text (const GValue *value)
{
  GVariant *variant = value_to_variant (value);
  g_autoptr (GVariant) owned = variant != NULL ? g_variant_ref_sink (variant) : NULL;

  if (owned != NULL)
    return g_variant_print (owned, FALSE);
  return g_strdup_printf ("a %s", G_VALUE_TYPE_NAME (value));
}
