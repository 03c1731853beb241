/* greg-query-match.c - GregQuery: which factories match
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-factory-fields-private.h"
#include "greg-query-fields-private.h"

static gboolean
any_glob_matches (GPtrArray *globs, const char *text)
{
  for (guint i = 0; i < globs->len; i++)
    if (g_pattern_spec_match_string (globs->pdata[i], text))
      return TRUE;
  return FALSE;
}

static gboolean
is_named (GPtrArray *globs, const char *listed, const char *name, char *const *aliases)
{
  if (listed != NULL && any_glob_matches (globs, listed))
    return TRUE;
  if (name != NULL && any_glob_matches (globs, name))
    return TRUE;
  for (; aliases != NULL && *aliases != NULL; aliases++)
    if (any_glob_matches (globs, *aliases))
      return TRUE;
  return FALSE;
}

static gboolean
matches_name (GregQuery *self, const char *listed, const char *name, char *const *aliases)
{
  return (self->includes->len == 0 || is_named (self->includes, listed, name, aliases))
         && (self->excludes->len == 0 || !is_named (self->excludes, listed, name, aliases));
}

static gboolean
has_tags (GregQuery *self, GregFactory *factory)
{
  for (guint i = 0; i < self->tags->len; i++)
    if (!greg_factory_has_tag (factory, self->tags->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
meets_conditions (GregQuery *self, const GregMetadata *metadata, gboolean *undecided)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (!greg_condition_is_met (self->conditions->pdata[i], metadata, undecided))
      return FALSE;
  return TRUE;
}

static gboolean
matches_type (GregQuery *self, GType product_type)
{
  return self->product_type == G_TYPE_NONE || g_type_is_a (product_type, self->product_type);
}

static gboolean
matches_deprecation (GregQuery *self, const GregFactoryDetails *details)
{
  return self->deprecation == GREG_QUERY_DEPRECATION_ANY
         || details->deprecated == (self->deprecation == GREG_QUERY_DEPRECATION_ONLY);
}

static const GregFactoryDetails *
peek_details (const GregFactoryPrivate *fields)
{
  static const GregFactoryDetails none;

  return fields->details != NULL ? fields->details : &none;
}

/* What is cheap comes first. Of most factories nothing but the metadata is fetched from memory. */
static gboolean
match (GregQuery *self,
       GregFactory *factory,
       const GregFactoryPrivate *fields,
       const GregFactoryDetails *details,
       const char *listed,
       gboolean *undecided)
{
  return matches_deprecation (self, details)
         && meets_conditions (self, &details->metadata, undecided) && has_tags (self, factory)
         && matches_type (self, fields->product_type)
         && matches_name (self, listed, fields->name, details->aliases);
}

/* --- matching many --- */

#ifdef __GNUC__
#define PREFETCH(address) __builtin_prefetch (address)
#else
#define PREFETCH(address)
#endif

#define MAX_PREFETCHED_VALUES 4

/* Going from a factory to a string in its metadata takes four steps through memory that is rarely
 * in the cache. Each step is taken this many factories ahead of the next one, so that what it asks
 * for is there by then. */
#define AHEAD 8

typedef struct
{
  const GregFactoryPrivate *fields;
  const GregFactoryDetails *details;
} Lane;

static inline void
prefetch_fields (Lane *lane, GregFactory *factory)
{
  lane->fields = greg_factory_get_private (factory);
  PREFETCH (lane->fields);
}

static inline void
prefetch_details (Lane *lane)
{
  lane->details = peek_details (lane->fields);
  PREFETCH (lane->details);
}

/* Keys and values lie in one block. */
static inline void
prefetch_metadata (const Lane *lane)
{
  PREFETCH (lane->details->metadata.keys);
  PREFETCH (lane->details->metadata.values + 1);
}

static inline void
prefetch_strings (const Lane *lane)
{
  const GregMetadata *metadata = &lane->details->metadata;

  for (guint i = 0; i < metadata->n && i < MAX_PREFETCHED_VALUES; i++)
    PREFETCH (metadata->values[i].data[0].v_pointer);
}

static inline GregVerdict
decide (GregQuery *self, GregFactory *factory, const Lane *lane)
{
  gboolean undecided = FALSE;

  if (!match (self, factory, lane->fields, lane->details, NULL, &undecided))
    return GREG_VERDICT_NO;
  return undecided ? GREG_VERDICT_UNDECIDED : GREG_VERDICT_YES;
}

void
greg_query_match_many (GregQuery *self,
                       GregFactory *const *factories,
                       guint n,
                       GregVerdict *verdicts)
{
  gboolean wants_metadata = self->conditions->len > 0;
  Lane lanes[GREG_QUERY_MANY];

  g_assert (n <= GREG_QUERY_MANY);
  for (guint i = 0; i < n + 4 * AHEAD; i++)
    {
      /* Where a step has not begun yet, the index is far beyond the end. */
      guint second = i - AHEAD, third = i - 2 * AHEAD, fourth = i - 3 * AHEAD, last = i - 4 * AHEAD;

      if (i < n)
        prefetch_fields (&lanes[i], factories[i]);
      if (second < n)
        prefetch_details (&lanes[second]);
      if (third < n && wants_metadata)
        prefetch_metadata (&lanes[third]);
      if (fourth < n && wants_metadata)
        prefetch_strings (&lanes[fourth]);
      if (last < n)
        verdicts[last] = decide (self, factories[last], &lanes[last]);
    }
}

gboolean
greg_query_matches_as (GregQuery *self, GregFactory *factory, const char *listed)
{
  const GregFactoryPrivate *fields = greg_factory_get_private (factory);

  return match (self, factory, fields, peek_details (fields), listed, NULL);
}

/**
 * greg_query_matches:
 * @self: a query
 * @factory: a factory
 *
 * Whether a factory meets all conditions.
 *
 * It need not be registered. When an enumeration has to be compared with a string, its class is
 * loaded.
 *
 * Returns: %TRUE when it does
 *
 * Since: 1.0
 */
gboolean
greg_query_matches (GregQuery *self, GregFactory *factory)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), FALSE);
  g_return_val_if_fail (GREG_IS_FACTORY (factory), FALSE);

  return greg_query_matches_as (self, factory, NULL);
}
