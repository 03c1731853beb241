/* greg-metadata-private.h - GregMetadata: a flat array of keys and values
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Few keys, read often: two parallel arrays are searched faster than a hash table or a GVariant.
 * They lie in one block, so that searching many factories fetches little memory. */
typedef struct
{
  guint n;
  char **keys; /* of greg_key_ref(), NULL-terminated, in the order of their first setting, or NULL */
  GValue *values;
} GregMetadata;

void greg_metadata_clear (GregMetadata *self);
void greg_metadata_copy (const GregMetadata *self, GregMetadata *copy);
const GValue *greg_metadata_get (const GregMetadata *self, const char *key);

/* The same for what greg_key_ref() gave. */
static inline const GValue *
greg_metadata_get_by_key (const GregMetadata *self, const char *key)
{
  for (guint i = 0; i < self->n; i++)
    if (self->keys[i] == key)
      return &self->values[i];
  return NULL;
}

/* A NULL value removes the key. */
void greg_metadata_set (GregMetadata *self, const char *key, const GValue *value);

/* Regardless of the order of keys. */
gboolean greg_metadata_equal (const GregMetadata *self, const GregMetadata *other);

/* a{sv} of what a GVariant can hold; floating. */
GVariant *greg_metadata_to_variant (const GregMetadata *self);

/* "toy", ["a", "b"], 3: for people. */
char *greg_metadata_value_to_text (const GValue *value);

G_END_DECLS
