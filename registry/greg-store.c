/* greg-store.c - GregStore: names and aliases to ordered stacks of factories
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-store-private.h"

#include <string.h>

#define MIN_SLOTS 16
#define LARGE_SLOTS 1024
#define MIN_ITEMS 8
#define MAX_ITEMS (GREG_STORE_STACKED - 1)

/* --- hashing --- */

/* Drawn once per process, so that nobody can choose names that collide. */
static guint64 keys[2];

static void
draw_keys (void)
{
  static gsize drawn;

  if (!g_once_init_enter (&drawn))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    keys[i] = ((guint64) g_random_int () << 32 | g_random_int ()) | 1;
  g_once_init_leave (&drawn, 1);
}

/* Every bit of the product of two words depends on every bit of both; the upper half must not be
 * lost. */
static inline guint64
mix (guint64 a, guint64 b)
{
#ifdef __SIZEOF_INT128__
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
#else
  guint64 low = a * (b | 1);
  guint64 high = (a >> 32 | a << 32) * (b >> 32 | 1);

  return low ^ (high >> 32 | high << 32);
#endif
}

static inline guint64
read_word (const char *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* Up to eight bytes. */
static inline guint64
read_rest (const char *bytes, gsize n)
{
  guint32 first, last;

  if (n >= 4)
    {
      memcpy (&first, bytes, sizeof first);
      memcpy (&last, bytes + n - sizeof last, sizeof last);
      return (guint64) first << 32 | last;
    }
  if (n == 0)
    return 0;
  return (guint64) (guint8) bytes[0] << 16 | (guint64) (guint8) bytes[n / 2] << 8
         | (guint8) bytes[n - 1];
}

guint32
greg_store_hash (const char *name)
{
  gsize length = strlen (name);
  guint64 hash = mix (keys[0] ^ length, keys[1]);

  for (; length > 8; name += 8, length -= 8)
    hash = mix (hash ^ read_word (name), keys[1]);
  hash = mix (hash ^ read_rest (name, length), keys[1]);
  return (guint32) (hash ^ hash >> 32);
}

/* --- arrays that grow --- */

/* Running out of indices takes more than 300 GB of factories; like running out of memory, it is
 * fatal. */
static gpointer
grow (gpointer items, guint32 *size, gsize item_size)
{
  guint32 wanted = *size == 0 ? MIN_ITEMS : *size + *size / 2;

  if (*size >= MAX_ITEMS)
    g_error ("A registry cannot hold more than %u factories", MAX_ITEMS);
  *size = MIN (wanted, MAX_ITEMS);
  return g_realloc_n (items, *size, item_size);
}

static guint32
take_entry (GregStore *self)
{
  guint32 entry = self->free_entry;

  if (entry != 0)
    {
      self->free_entry = self->entries[entry].next;
      return entry;
    }
  if (self->n_entries == self->size_entries)
    self->entries = grow (self->entries, &self->size_entries, sizeof (GregEntry));
  return self->n_entries++;
}

static void
give_entry (GregStore *self, guint32 entry)
{
  self->entries[entry].factory = NULL;
  self->entries[entry].next = self->free_entry;
  self->free_entry = entry;
}

static guint32
take_link (GregStore *self, guint32 entry, guint32 next)
{
  guint32 link = self->free_link;

  if (link != 0)
    self->free_link = self->links[link].next;
  else
    {
      if (self->n_links == self->size_links)
        self->links = grow (self->links, &self->size_links, sizeof (GregLink));
      link = self->n_links++;
    }
  self->links[link] = (GregLink){ entry, next };
  return link;
}

static void
give_link (GregStore *self, guint32 link)
{
  self->links[link].next = self->free_link;
  self->free_link = link;
}

/* --- slots --- */

/* The slot of a text, or the free one where it would go. There is always a free one. */
static GregSlot *
find_slot (const GregStore *self, guint32 hash, const char *name)
{
  guint32 i = hash & self->mask;

  while (self->slots[i].ref != 0
         && (self->slots[i].hash != hash || strcmp (self->slots[i].name, name) != 0))
    i = (i + 1) & self->mask;
  return &self->slots[i];
}

static void
grow_slots (GregStore *self)
{
  GregSlot *old = self->slots;
  guint32 n_old = self->mask + 1;

  if (n_old > G_MAXUINT32 / 2)
    g_error ("A registry cannot hold more than %u names", n_old);
  self->mask = n_old * 2 - 1;
  self->slots = g_new0 (GregSlot, n_old * 2);
  for (guint32 i = 0; i < n_old; i++)
    {
      guint32 j = old[i].hash & self->mask;

      if (old[i].ref == 0)
        continue;
      while (self->slots[j].ref != 0)
        j = (j + 1) & self->mask;
      self->slots[j] = old[i];
    }
  g_free (old);
}

/* Backward-shift deletion: whoever was pushed past the hole moves back into it, so no tombstone is
 * left. */
static void
free_slot (GregStore *self, GregSlot *slot)
{
  guint32 hole = (guint32) (slot - self->slots);

  for (guint32 i = (hole + 1) & self->mask; self->slots[i].ref != 0; i = (i + 1) & self->mask)
    {
      guint32 pushed = (i - self->slots[i].hash) & self->mask;

      if (pushed < ((i - hole) & self->mask))
        continue;
      self->slots[hole] = self->slots[i];
      hole = i;
    }
  self->slots[hole] = (GregSlot){ NULL, 0, 0 };
  self->n_slots--;
}

static inline gboolean
is_stacked (guint32 ref)
{
  return (ref & GREG_STORE_STACKED) != 0;
}

static inline guint32
front_of (const GregStore *self, guint32 ref)
{
  return is_stacked (ref) ? self->links[ref & ~GREG_STORE_STACKED].entry : ref;
}

/* --- stacks --- */

static gboolean
goes_before (const GregStore *self, guint32 entry, guint32 other)
{
  int priority = greg_factory_get_priority (self->entries[entry].factory);
  int other_priority = greg_factory_get_priority (self->entries[other].factory);

  if (priority != other_priority)
    return priority > other_priority;
  return self->entries[entry].serial < self->entries[other].serial;
}

static gboolean
stack_has (const GregStore *self, guint32 ref, guint32 entry)
{
  if (!is_stacked (ref))
    return ref == entry;
  for (guint32 i = ref & ~GREG_STORE_STACKED; i != 0; i = self->links[i].next)
    if (self->links[i].entry == entry)
      return TRUE;
  return FALSE;
}

/* Puts an entry into a chain that has one or more. */
static guint32
chain_insert (GregStore *self, guint32 first, guint32 entry)
{
  guint32 last = 0, next = first;

  while (next != 0 && goes_before (self, self->links[next].entry, entry))
    {
      last = next;
      next = self->links[next].next;
    }
  next = take_link (self, entry, next);
  if (last == 0)
    return next;
  self->links[last].next = next;
  return first;
}

static void
slot_insert (GregStore *self, const char *name, guint32 entry)
{
  guint32 hash = greg_store_hash (name);
  GregSlot *slot = find_slot (self, hash, name);

  if (slot->ref == 0)
    {
      *slot = (GregSlot){ name, hash, entry };
      self->n_slots++;
      return;
    }
  if (stack_has (self, slot->ref, entry))
    return; /* an alias that repeats the name or another alias */
  if (!is_stacked (slot->ref))
    {
      slot->ref = take_link (self, slot->ref, 0) | GREG_STORE_STACKED;
      self->n_stacks++;
    }
  slot->ref = chain_insert (self, slot->ref & ~GREG_STORE_STACKED, entry) | GREG_STORE_STACKED;
}

static guint32
chain_remove (GregStore *self, guint32 first, guint32 entry)
{
  guint32 last = 0, link = first;

  while (self->links[link].entry != entry)
    {
      last = link;
      link = self->links[link].next;
    }
  if (last == 0)
    first = self->links[link].next;
  else
    self->links[last].next = self->links[link].next;
  give_link (self, link);
  return first;
}

/* The factory's own spelling of a text it is known by. */
static const char *
own_text (GregFactory *factory, const char *text)
{
  const char *const *aliases = greg_factory_get_aliases (factory);

  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    if (strcmp (aliases[i], text) == 0)
      return aliases[i];
  return greg_factory_get_name (factory);
}

static void
slot_remove (GregStore *self, const char *name, guint32 entry)
{
  GregSlot *slot = find_slot (self, greg_store_hash (name), name);
  guint32 first;

  if (slot->ref == 0 || !stack_has (self, slot->ref, entry))
    return;
  if (!is_stacked (slot->ref))
    {
      free_slot (self, slot);
      return;
    }
  first = chain_remove (self, slot->ref & ~GREG_STORE_STACKED, entry);
  slot->ref = first | GREG_STORE_STACKED;
  if (self->links[first].next == 0)
    {
      slot->ref = self->links[first].entry;
      give_link (self, first);
      self->n_stacks--;
    }
  slot->name = own_text (self->entries[front_of (self, slot->ref)].factory, name);
}

/* --- the ring --- */

/* The end of the ring has serial 0, so that walking back ends there. */
static void
ring_insert (GregStore *self, guint32 entry, guint32 near)
{
  guint64 serial = self->entries[entry].serial;
  guint32 last = self->entries[0].prev;
  guint32 before = self->entries[last].serial < serial ? last : near;
  guint32 after;

  while (self->entries[before].serial > serial)
    before = self->entries[before].prev;
  after = self->entries[before].next;
  while (after != 0 && self->entries[after].serial < serial)
    {
      before = after;
      after = self->entries[after].next;
    }
  self->entries[entry].prev = before;
  self->entries[entry].next = after;
  self->entries[before].next = entry;
  self->entries[after].prev = entry;
}

static void
ring_remove (GregStore *self, guint32 entry)
{
  guint32 before = self->entries[entry].prev;
  guint32 after = self->entries[entry].next;

  self->entries[before].next = after;
  self->entries[after].prev = before;
}

/* --- for the table --- */

void
greg_store_init (GregStore *self)
{
  draw_keys ();
  *self = (GregStore){ .mask = MIN_SLOTS - 1, .n_entries = 1, .n_links = 1 };
  self->slots = g_new0 (GregSlot, MIN_SLOTS);
  self->entries = grow (NULL, &self->size_entries, sizeof (GregEntry));
  self->links = grow (NULL, &self->size_links, sizeof (GregLink));
  self->entries[0] = (GregEntry){ NULL, 0, 0, 0 };
}

void
greg_store_clear (GregStore *self)
{
  g_assert (self->entries[0].next == 0);
  g_free (self->slots);
  g_free (self->entries);
  g_free (self->links);
}

/* Gives the memory back. Serials go on: a batch must not take something newer for its own. */
static void
start_over (GregStore *self)
{
  guint64 last_serial = self->last_serial;

  greg_store_clear (self);
  greg_store_init (self);
  self->last_serial = last_serial;
}

GPtrArray *
greg_store_steal (GregStore *self)
{
  GPtrArray *factories = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint32 i = greg_store_after (self, 0); i != 0; i = greg_store_after (self, i))
    g_ptr_array_add (factories, self->entries[i].factory);
  self->entries[0].next = 0;
  start_over (self);
  return factories;
}

guint32
greg_store_find (const GregStore *self, guint32 hash, const char *name)
{
  return front_of (self, find_slot (self, hash, name)->ref);
}

guint32
greg_store_find_factory (const GregStore *self, GregFactory *factory)
{
  const char *name = greg_factory_get_name (factory);
  guint32 link, entry;

  if (name == NULL)
    return 0; /* never sealed, so never added */
  entry = greg_store_begin (self, name, &link);
  while (entry != 0 && self->entries[entry].factory != factory)
    entry = greg_store_next (self, &link);
  return entry;
}

guint32
greg_store_begin (const GregStore *self, const char *name, guint32 *link)
{
  guint32 ref = find_slot (self, greg_store_hash (name), name)->ref;

  *link = is_stacked (ref) ? ref & ~GREG_STORE_STACKED : 0;
  return front_of (self, ref);
}

guint32
greg_store_next (const GregStore *self, guint32 *link)
{
  if (*link != 0)
    *link = self->links[*link].next;
  return *link != 0 ? self->links[*link].entry : 0;
}

guint32
greg_store_insert (GregStore *self, GregFactory *factory, guint64 serial, guint32 near)
{
  const char *const *aliases = greg_factory_get_aliases (factory);
  guint32 n_aliases = aliases != NULL ? g_strv_length ((char **) aliases) : 0;
  guint32 n_slots = self->n_slots;
  guint32 entry;

  while (((guint64) self->n_slots + 1 + n_aliases) * 4 > ((guint64) self->mask + 1) * 3)
    grow_slots (self);
  entry = take_entry (self);
  self->entries[entry].factory = factory;
  self->entries[entry].serial = serial;
  ring_insert (self, entry, near);
  slot_insert (self, greg_factory_get_name (factory), entry);
  self->n_names += self->n_slots - n_slots;
  for (guint i = 0; i < n_aliases; i++)
    slot_insert (self, aliases[i], entry);
  return entry;
}

GregFactory *
greg_store_remove (GregStore *self, guint32 entry)
{
  GregFactory *factory = self->entries[entry].factory;
  const char *const *aliases = greg_factory_get_aliases (factory);
  guint32 n_slots = self->n_slots;

  slot_remove (self, greg_factory_get_name (factory), entry);
  self->n_names -= n_slots - self->n_slots;
  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    slot_remove (self, aliases[i], entry);
  ring_remove (self, entry);
  give_entry (self, entry);
  if (self->n_slots == 0 && self->mask >= LARGE_SLOTS)
    start_over (self);
  return factory;
}

gboolean
greg_store_leads (const GregStore *self, guint32 entry)
{
  guint32 link, other;

  if (self->n_stacks == 0)
    return TRUE;
  other = greg_store_begin (self, greg_factory_get_name (self->entries[entry].factory), &link);
  for (; other != 0; other = greg_store_next (self, &link))
    if (self->entries[other].serial < self->entries[entry].serial)
      return FALSE;
  return TRUE;
}

guint32
greg_store_front (const GregStore *self, guint32 entry)
{
  guint32 link;

  if (self->n_stacks == 0)
    return entry;
  return greg_store_begin (self, greg_factory_get_name (self->entries[entry].factory), &link);
}
