/* test-multi-model.c - random changes of multi-registries, compared with a naive model after each
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"

#include <stdlib.h>

#define N_STEPS 150
#define N_REGISTRIES 3
#define N_MULTIS 2
#define N_SOURCES (N_REGISTRIES + N_MULTIS)

/* Names that look like prefixes, and prefixes that begin with each other. */
static const char *const names[] = { "x", "y", "a.x", "b.x", "a.b.x", "a.a.x", "b", "a." };
static const char *const prefixes[] = { NULL, NULL, "a", "b", "a.b", "a.a" };
static const char *const texts[]
    = { "x",       "y",       "z",         "b",       "a.",      "a.x",    "a.y",
        "a.b",     "a.z",     "b.x",       "b.b",     "b.a.",    "a.b.x",  "a.b.y",
        "a.a.x",   "a.a.b.x", "a.a.a.x",   "b.a.x",   "b.a.b.x", "a.b.b",  "a.b.a.x",
        "a.a.b",   "a..x",    "b.a.b.a.x", "a.b.a.b", "",        "a.b.a." };

typedef struct
{
  const char *prefix;
  GregSource *source;
} Part;

typedef struct
{
  guint seed;
  guint step;
  const char *what;
  GRand *random;
  GregSource *sources[N_SOURCES]; /* the registries, then the multi-registries */
  GArray *parts[N_MULTIS];        /* of Part */
  guint64 generations[N_MULTIS];
  guint n_changed[N_MULTIS];
} Model;

#define check(self, condition)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("seed %u, step %u (%s): not true: %s", (self)->seed, (self)->step, (self)->what,    \
               #condition);                                                                        \
  }                                                                                                \
  G_STMT_END

static guint
pick (Model *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static inline GregMultiRegistry *
multi_at (Model *self, guint i)
{
  return GREG_MULTI_REGISTRY (self->sources[N_REGISTRIES + i]);
}

static inline Part *
part_at (Model *self, guint multi, guint i)
{
  return &g_array_index (self->parts[multi], Part, i);
}

/* --- the model --- */

static guint
model_index (Model *self, guint multi, GregSource *source)
{
  guint i = 0;

  while (i < self->parts[multi]->len && part_at (self, multi, i)->source != source)
    i++;
  return i;
}

static guint
multi_index (Model *self, GregSource *source)
{
  guint i = 0;

  while (i < N_MULTIS && self->sources[N_REGISTRIES + i] != source)
    i++;
  return i;
}

static gboolean
model_contains (Model *self, GregSource *source, GregSource *wanted)
{
  guint multi = multi_index (self, source);

  if (source == wanted)
    return TRUE;
  for (guint i = 0; multi < N_MULTIS && i < self->parts[multi]->len; i++)
    if (model_contains (self, part_at (self, multi, i)->source, wanted))
      return TRUE;
  return FALSE;
}

static const Part *
model_match (Model *self, guint multi, const char *text, const char **rest)
{
  const Part *best = NULL;

  for (guint i = 0; i < self->parts[multi]->len; i++)
    {
      const Part *part = part_at (self, multi, i);
      g_autofree char *head = part->prefix != NULL ? g_strconcat (part->prefix, ".", NULL) : NULL;

      if (head == NULL || !g_str_has_prefix (text, head)
          || (best != NULL && strlen (best->prefix) > strlen (part->prefix)))
        continue;
      best = part;
      *rest = text + strlen (head);
    }
  return best;
}

/* What registries are asked for is tested elsewhere, and is right. */
static GPtrArray *
model_find_all (Model *self, GregSource *source, const char *text)
{
  guint multi = multi_index (self, source);
  GPtrArray *all;
  const Part *part;
  const char *rest;

  if (multi == N_MULTIS)
    return greg_source_lookup_all (source, text);
  all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->parts[multi]->len; i++)
    g_ptr_array_extend_and_steal (all,
                                  model_find_all (self, part_at (self, multi, i)->source, text));
  part = all->len == 0 ? model_match (self, multi, text, &rest) : NULL;
  if (part == NULL)
    return all;
  g_ptr_array_unref (all);
  return model_find_all (self, part->source, rest);
}

static GPtrArray *
model_names (Model *self, GregSource *source)
{
  guint multi = multi_index (self, source);
  GPtrArray *listed = g_ptr_array_new_with_free_func (g_free);

  if (multi == N_MULTIS)
    {
      g_auto (GStrv) list = greg_source_list_names (source);

      for (char **name = list; *name != NULL; name++)
        g_ptr_array_add (listed, g_strdup (*name));
      return listed;
    }
  for (guint i = 0; i < self->parts[multi]->len; i++)
    {
      const Part *part = part_at (self, multi, i);
      g_autoptr (GPtrArray) own = model_names (self, part->source);

      for (guint j = 0; j < own->len; j++)
        {
          g_autofree char *name
              = part->prefix != NULL ? g_strconcat (part->prefix, ".", own->pdata[j], NULL)
                                     : g_strdup (own->pdata[j]);
          g_autoptr (GPtrArray) found = model_find_all (self, source, name);

          if (found->len > 0 && !g_ptr_array_find_with_equal_func (listed, name, g_str_equal, NULL))
            g_ptr_array_add (listed, g_steal_pointer (&name));
        }
    }
  return listed;
}

/* --- steps --- */

static int
expected_error (Model *self, guint multi, const char *prefix, GregSource *source)
{
  if (model_contains (self, source, GREG_SOURCE (multi_at (self, multi))))
    return GREG_ERROR_CYCLE;
  if (model_index (self, multi, source) < self->parts[multi]->len)
    return GREG_ERROR_EXISTS;
  for (guint i = 0; prefix != NULL && i < self->parts[multi]->len; i++)
    if (g_strcmp0 (part_at (self, multi, i)->prefix, prefix) == 0)
      return GREG_ERROR_EXISTS;
  return -1;
}

static void
step_insert (Model *self)
{
  guint multi = pick (self, N_MULTIS), position = pick (self, 5);
  Part part = { prefixes[pick (self, G_N_ELEMENTS (prefixes))],
                self->sources[pick (self, N_SOURCES)] };
  int expected = expected_error (self, multi, part.prefix, part.source);
  g_autoptr (GError) error = NULL;
  gboolean inserted = greg_multi_registry_insert (multi_at (self, multi), position, part.prefix,
                                                  part.source, &error);

  self->what = "insert";
  check (self, inserted == (expected == -1));
  check (self, inserted == (error == NULL));
  check (self, inserted || error->code == expected);
  if (inserted)
    g_array_insert_val (self->parts[multi], MIN (position, self->parts[multi]->len), part);
}

static void
step_remove (Model *self)
{
  guint multi = pick (self, N_MULTIS);
  GregSource *source = self->sources[pick (self, N_SOURCES)];
  guint index = model_index (self, multi, source);
  gboolean removed = greg_multi_registry_remove (multi_at (self, multi), source, NULL);

  self->what = "remove";
  check (self, removed == (index < self->parts[multi]->len));
  if (removed)
    g_array_remove_index (self->parts[multi], index);
}

static void
step_move (Model *self)
{
  guint multi = pick (self, N_MULTIS), position = pick (self, 5);
  GregSource *source = self->sources[pick (self, N_SOURCES)];
  guint index = model_index (self, multi, source);
  gboolean moved = greg_multi_registry_move (multi_at (self, multi), source, position, NULL);
  Part part;

  self->what = "move";
  check (self, moved == (index < self->parts[multi]->len));
  if (!moved)
    return;
  part = *part_at (self, multi, index);
  g_array_remove_index (self->parts[multi], index);
  g_array_insert_val (self->parts[multi], MIN (position, self->parts[multi]->len), part);
}

static void
step_add (Model *self)
{
  GregRegistry *registry = GREG_REGISTRY (self->sources[pick (self, N_REGISTRIES)]);
  const char *alias = pick (self, 3) == 0 ? names[pick (self, G_N_ELEMENTS (names))] : "";
  const char *name = names[pick (self, G_N_ELEMENTS (names))];
  g_autoptr (GregFactory) factory = make_factory ("f", name, g_str_equal (alias, name) ? "" : alias,
                                                  (int) pick (self, 3));
  g_autoptr (GregFactory) stands G_GNUC_UNUSED
      = greg_registry_add_full (registry, factory, (GregDuplicates) pick (self, 5), NULL);

  self->what = "add";
}

static void
step_unregister (Model *self)
{
  GregRegistry *registry = GREG_REGISTRY (self->sources[pick (self, N_REGISTRIES)]);

  self->what = "unregister";
  greg_registry_unregister (registry, names[pick (self, G_N_ELEMENTS (names))], NULL);
}

/* --- comparing --- */

static void
check_text (Model *self, GregSource *source, const char *text)
{
  g_autoptr (GPtrArray) expected = model_find_all (self, source, text);
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, text);
  g_autoptr (GregFactory) found = greg_source_lookup (source, text);
  g_autoptr (GregFactory) peeked = greg_source_peek (source, text);
  GregMembership membership = greg_source_membership (source, text);

  check (self, all->len == expected->len);
  for (guint i = 0; i < all->len; i++)
    check (self, all->pdata[i] == expected->pdata[i]);
  check (self, found == (expected->len > 0 ? expected->pdata[0] : NULL));
  check (self, peeked == found);
  check (self, greg_source_contains (source, text) == (found != NULL));
  check (self, membership == (found != NULL ? GREG_MEMBERSHIP_YES : GREG_MEMBERSHIP_NO));
}

static void
check_lists (Model *self, GregSource *source)
{
  g_autoptr (GPtrArray) expected = model_names (self, source);
  g_auto (GStrv) listed = greg_source_list_names (source);
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
  g_autoptr (GregQuery) query = g_object_new (GREG_TYPE_QUERY, "order",
                                              GREG_QUERY_ORDER_REGISTRATION, NULL);
  g_autoptr (GPtrArray) queried = greg_source_query (source, query);

  check (self, g_strv_length (listed) == expected->len);
  check (self, factories->len == expected->len);
  check (self, queried->len == expected->len);
  check (self, greg_source_count (source) == expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      g_autoptr (GregFactory) found = greg_source_lookup (source, listed[i]);

      check (self, g_str_equal (listed[i], expected->pdata[i]));
      check (self, factories->pdata[i] == found);
      check (self, queried->pdata[i] == found);
    }
}

static void
check_multi (Model *self, guint multi)
{
  GregSource *source = self->sources[N_REGISTRIES + multi];
  guint64 generation = greg_source_dup_generation (source);
  g_autoptr (GPtrArray) sources = greg_multi_registry_list_sources (multi_at (self, multi));

  check (self, sources->len == self->parts[multi]->len);
  for (guint i = 0; i < sources->len; i++)
    check (self, sources->pdata[i] == part_at (self, multi, i)->source);
  check (self, generation >= self->generations[multi]);
  check (self, (generation > self->generations[multi]) == (self->n_changed[multi] > 0));
  self->generations[multi] = generation;
  self->n_changed[multi] = 0;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_text (self, source, texts[i]);
  check_lists (self, source);
}

/* --- running --- */

static void
changed_cb (GregSource *source, guint *n)
{
  ++*n;
}

static void
model_init (Model *self, guint seed)
{
  *self = (Model){ .seed = seed, .what = "begin" };
  self->random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < N_REGISTRIES; i++)
    self->sources[i] = GREG_SOURCE (greg_registry_new ("registry", G_TYPE_NONE));
  for (guint i = 0; i < N_MULTIS; i++)
    {
      self->sources[N_REGISTRIES + i]
          = GREG_SOURCE (greg_multi_registry_new ("multi", G_TYPE_NONE));
      self->parts[i] = g_array_new (FALSE, FALSE, sizeof (Part));
      g_signal_connect (multi_at (self, i), "changed", G_CALLBACK (changed_cb),
                        &self->n_changed[i]);
    }
}

static void
model_clear (Model *self)
{
  for (guint i = 0; i < N_MULTIS; i++)
    {
      for (guint j = 0; j < self->parts[i]->len; j++)
        remove_ok (multi_at (self, i), part_at (self, i, j)->source);
      g_array_unref (self->parts[i]);
    }
  for (guint i = 0; i < N_SOURCES; i++)
    g_assert_finalize_object (self->sources[i]);
  g_rand_free (self->random);
}

static void
run_seed (guint seed)
{
  static void (*const steps[]) (Model *self)
      = { step_insert, step_insert, step_insert, step_remove,     step_move,
          step_add,    step_add,    step_add,    step_unregister, step_unregister };
  Model model;

  model_init (&model, seed);
  for (model.step = 0; model.step < N_STEPS; model.step++)
    {
      steps[pick (&model, G_N_ELEMENTS (steps))](&model);
      for (guint i = 0; i < N_MULTIS; i++)
        check_multi (&model, i);
    }
  model_clear (&model);
}

static guint only_seed;

static void
test_model (void)
{
  guint n_seeds = g_test_thorough () ? 1500 : 30;
  guint first = only_seed != 0 ? only_seed : 1;

  for (guint seed = first; seed < first + (only_seed != 0 ? 1 : n_seeds); seed++)
    run_seed (seed);
}

/* Another one in each run; the framework prints what to repeat it with. */
static void
test_model_random (void)
{
  for (guint i = 0; i < 5; i++)
    run_seed ((guint) g_test_rand_int_range (1, G_MAXINT32));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 2 && g_str_equal (argv[1], "--seed"))
    only_seed = (guint) atoi (argv[2]);
  g_test_add_func ("/multi-model/fixed", test_model);
  if (only_seed == 0)
    g_test_add_func ("/multi-model/random", test_model_random);
  return g_test_run ();
}
