/* greg-key.c - keys of metadata, each text kept once
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-key-private.h"

#include <string.h>

typedef struct
{
  gsize n_uses;
  char text[];
} Key;

/* A GRefString would do, but where it is interned its last unref may meet a new ref in another
 * thread. */
static GMutex lock;
static GHashTable *keys; /* of the texts; guarded by lock, NULL when there are none */

static inline Key *
key_of (char *text)
{
  return (gpointer) (text - G_STRUCT_OFFSET (Key, text));
}

static char *
add_locked (const char *text)
{
  gsize size = strlen (text) + 1;
  Key *key = g_malloc (sizeof (Key) + size);

  key->n_uses = 0;
  memcpy (key->text, text, size);
  if (keys == NULL)
    keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (keys, key->text);
  return key->text;
}

static void
remove_locked (char *text)
{
  g_hash_table_remove (keys, text);
  if (g_hash_table_size (keys) == 0)
    g_clear_pointer (&keys, g_hash_table_unref);
  g_free (key_of (text));
}

char *
greg_key_ref (const char *text)
{
  char *key;

  g_mutex_lock (&lock);
  key = keys != NULL ? g_hash_table_lookup (keys, text) : NULL;
  if (key == NULL)
    key = add_locked (text);
  key_of (key)->n_uses++;
  g_mutex_unlock (&lock);
  return key;
}

void
greg_key_unref (char *key)
{
  g_mutex_lock (&lock);
  if (--key_of (key)->n_uses == 0)
    remove_locked (key);
  g_mutex_unlock (&lock);
}
