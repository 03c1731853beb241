/* greg-tree-duplicates.c - members of one object that have the same name
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-tree-writer-private.h"

/* Up to so many members a filter of 256 bits and plain comparison do; it is quadratic at worst,
 * but never much. */
#define FEW 32

/* With an even hash the table of half empty slots needs 1.5 probes a member. Who chooses names
 * that collide gets so many, and then the members are sorted. */
#define PROBES_PER_MEMBER 8

static inline guint64
load_word (const char *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

/* Reads behind the key, where the arena has padding, and shifts that away. */
guint64
greg_tree_hash_key (const char *key, gsize length)
{
  guint64 hash = length + 1;

  for (; length >= 8; key += 8, length -= 8)
    {
      hash = (hash ^ load_word (key)) * GREG_TREE_HASH_FACTOR;
      hash ^= hash >> 32;
    }
  if (length > 0)
    hash ^= load_word (key) << (64 - 8 * length);
  hash *= GREG_TREE_HASH_FACTOR;
  hash ^= hash >> 32;
  return hash * GREG_TREE_HASH_FACTOR;
}

static inline gboolean
same_key (const GregTreeWriter *self, guint32 a, guint32 b)
{
  const GregNode *first = &self->nodes[a];
  const GregNode *second = &self->nodes[b];

  return first->key_length == second->key_length
         && memcmp (self->strings + first->key, self->strings + second->key, first->key_length)
                == 0;
}

static guint32
find_among_few (const GregTreeWriter *self, guint32 *first)
{
  guint64 filter[4] = { 0 };
  guint32 seen[FEW];
  guint n_seen = 0;

  for (guint32 i = greg_tree_writer_innermost (self) + 1; i < self->n_nodes; i = self->nodes[i].end)
    {
      const GregNode *node = &self->nodes[i];
      guint64 hash = greg_tree_hash_key (self->strings + node->key, node->key_length);
      guint8 bit = (guint8) (hash >> 56);
      guint64 mask = G_GUINT64_CONSTANT (1) << (bit & 63);

      for (guint j = 0; (filter[bit >> 6] & mask) != 0 && j < n_seen; j++)
        {
          if (same_key (self, seen[j], i))
            {
              *first = seen[j];
              return i;
            }
        }
      filter[bit >> 6] |= mask;
      seen[n_seen++] = i;
    }
  return 0;
}

/* Takes n log n comparisons whatever the names are. */
static guint32
find_sorted (const GregTreeWriter *self, guint32 *first)
{
  GregTree view = { .nodes = self->nodes, .strings = self->strings };
  guint32 object = greg_tree_writer_innermost (self);
  guint32 n_children = self->nodes[object].v.n_children;
  g_autofree guint32 *sorted = greg_tree_sort_members (&view, object);
  guint32 second = 0;

  /* The sort is stable: of two members with one name the earlier comes first. */
  for (guint32 i = 1; i < n_children; i++)
    {
      if ((second == 0 || sorted[i] < second) && same_key (self, sorted[i - 1], sorted[i]))
        {
          *first = sorted[i - 1];
          second = sorted[i];
        }
    }
  return second;
}

static guint
table_bits (guint32 n_children)
{
  return g_bit_storage (n_children) + 1;
}

static guint32
find_among_many (const GregTreeWriter *self, guint32 *first)
{
  guint32 n_children = self->nodes[greg_tree_writer_innermost (self)].v.n_children;
  guint bits = table_bits (n_children);
  g_autofree guint32 *table = g_new0 (guint32, (gsize) 1 << bits);
  guint32 mask = (guint32) (((gsize) 1 << bits) - 1);
  gsize n_probes = (gsize) n_children * PROBES_PER_MEMBER;

  for (guint32 i = greg_tree_writer_innermost (self) + 1; i < self->n_nodes; i = self->nodes[i].end)
    {
      const GregNode *node = &self->nodes[i];
      guint64 hash = greg_tree_hash_key (self->strings + node->key, node->key_length);
      guint32 slot = (guint32) (hash >> (64 - bits));

      for (; table[slot] != 0; slot = (slot + 1) & mask)
        {
          if (same_key (self, table[slot], i))
            {
              *first = table[slot];
              return i;
            }
          if (n_probes-- == 0)
            return find_sorted (self, first);
        }
      table[slot] = i;
    }
  return 0;
}

guint32
greg_tree_writer_find_duplicate (const GregTreeWriter *self, guint32 *first)
{
  guint32 n_children = self->nodes[greg_tree_writer_innermost (self)].v.n_children;

  if (n_children < 2)
    return 0;
  if (n_children <= FEW)
    return find_among_few (self, first);
  return find_among_many (self, first);
}
