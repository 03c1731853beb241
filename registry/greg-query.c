/* greg-query.c - GregQuery: which factories, and in which order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-query-fields-private.h"

#include "greg-enum-types.h"

/**
 * GregQuery:
 *
 * Says which factories are wanted, and in which order.
 *
 * A new query describes every factory. Each call adds a condition, and all of them must be met:
 *
 * - [method@Greg.Query.include] and [method@Greg.Query.exclude] look at the names,
 * - [method@Greg.Query.add_tag] at the tags,
 * - [method@Greg.Query.match_has], [method@Greg.Query.match_equal],
 *   [method@Greg.Query.match_one_of] and [method@Greg.Query.match_at_least] at the metadata,
 * - [property@Greg.Query:product-type] and [property@Greg.Query:deprecation] at the rest.
 *
 * [method@Greg.Source.query] gives what matches, in the order that [property@Greg.Query:order]
 * says, and [method@Greg.Source.best] gives the first of it. Unless [property@Greg.Query:stacked] is
 * set, the factory that [method@Greg.Source.lookup] gives is the only one of its name that is
 * considered. If it is set, that factory comes first of its name in the orders by priority and by
 * name.
 *
 * ## How values are compared
 *
 * By what they mean, whatever type they are kept in:
 *
 * - Numbers are compared as numbers and exactly: 3, 3.0 and an unsigned 3 are equal, 2^53 + 1 and
 *   2^53 as a double are not, and neither are 0.1 as a float and 0.1 as a double. Nothing is equal
 *   to NaN.
 * - A boolean is no number, and a string is none either.
 * - Strings are compared byte by byte.
 * - An enumeration is equal to its number and to its nick, flags to their number, a type to its
 *   name.
 * - Lists are equal when their elements are, in order: string lists, and arrays and tuples in a
 *   variant.
 * - Objects and boxed values are equal only to themselves.
 * - A variant stands for what is in it, and so does a filled maybe. Dictionaries are compared as
 *   [method@GLib.Variant.equal] does.
 * - What is %NULL is equal to what is %NULL. A key that is absent meets no condition at all.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregQuery) query = greg_query_new ();
 * g_autoptr (GPtrArray) packers = NULL;
 *
 * greg_query_include (query, "*zip*");
 * greg_query_add_tag (query, "compression");
 * greg_query_match_one_of (query, "suffix", g_variant_new ("(ss)", ".gz", ".zip"));
 * packers = greg_source_query (GREG_SOURCE (converters), query);
 * ```
 *
 * ## Ownership
 *
 * A query copies what it is given; it holds references on objects to compare with. It holds no
 * factory and no source.
 *
 * ## Errors
 *
 * A query cannot fail. What no factory can meet, such as the name of a key that nobody uses,
 * matches nothing.
 *
 * ## Threads
 *
 * A query belongs to the thread that sets it up. When it is not changed any more it may be used
 * from any thread, and by several at once. Whoever keeps a query makes a copy, so that what is
 * changed later has no effect there. No code of factories, classes or values runs while a registry
 * is locked for a query.
 *
 * ## From Python and JavaScript
 *
 * All functions work as they are. `query.match_equal ('level', 3)` takes plain numbers, strings and
 * booleans. What has no plain form, such as a number beyond 32 bits in Python or a list in both, is
 * given as a [struct@GLib.Variant].
 *
 * Since: 1.0
 */

enum
{
  PROP_PRODUCT_TYPE = 1,
  PROP_DEPRECATION,
  PROP_STACKED,
  PROP_OWN,
  PROP_ORDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GregQuery, greg_query, G_TYPE_OBJECT)

static void
greg_query_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregQuery *self = GREG_QUERY (object);

  switch (id)
    {
    case PROP_PRODUCT_TYPE:
      g_value_set_gtype (value, self->product_type);
      break;
    case PROP_DEPRECATION:
      g_value_set_enum (value, (int) self->deprecation);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, self->stacked);
      break;
    case PROP_OWN:
      g_value_set_boolean (value, self->own);
      break;
    case PROP_ORDER:
      g_value_set_enum (value, (int) self->order);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_query_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregQuery *self = GREG_QUERY (object);

  switch (id)
    {
    case PROP_PRODUCT_TYPE:
      greg_query_set_product_type (self, g_value_get_gtype (value));
      break;
    case PROP_DEPRECATION:
      greg_query_set_deprecation (self, (GregQueryDeprecation) g_value_get_enum (value));
      break;
    case PROP_STACKED:
      greg_query_set_stacked (self, g_value_get_boolean (value));
      break;
    case PROP_OWN:
      greg_query_set_own (self, g_value_get_boolean (value));
      break;
    case PROP_ORDER:
      greg_query_set_order (self, (GregQueryOrder) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_query_finalize (GObject *object)
{
  GregQuery *self = GREG_QUERY (object);

  g_ptr_array_unref (self->includes);
  g_ptr_array_unref (self->excludes);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->conditions);

  G_OBJECT_CLASS (greg_query_parent_class)->finalize (object);
}

static void
greg_query_class_init (GregQueryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = greg_query_get_property;
  object_class->set_property = greg_query_set_property;
  object_class->finalize = greg_query_finalize;

  /**
   * GregQuery:product-type: (getter get_product_type) (setter set_product_type)
   *
   * The class or interface that products must be; %G_TYPE_NONE, the default, for anything.
   *
   * Since: 1.0
   */
  properties[PROP_PRODUCT_TYPE]
      = g_param_spec_gtype ("product-type", NULL, NULL, G_TYPE_NONE, flags);

  /**
   * GregQuery:deprecation: (getter get_deprecation) (setter set_deprecation)
   *
   * Whether factories that are deprecated are wanted.
   *
   * Since: 1.0
   */
  properties[PROP_DEPRECATION]
      = g_param_spec_enum ("deprecation", NULL, NULL, GREG_TYPE_QUERY_DEPRECATION,
                           GREG_QUERY_DEPRECATION_ANY, flags);

  /**
   * GregQuery:stacked: (getter get_stacked) (setter set_stacked)
   *
   * Whether all factories of a name are considered, or only the one that is found under it.
   *
   * Since: 1.0
   */
  properties[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE, flags);

  /**
   * GregQuery:own: (getter get_own) (setter set_own)
   *
   * Whether a registry is asked only for its own factories, without those of its ancestors.
   *
   * Since: 1.0
   */
  properties[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, flags);

  /**
   * GregQuery:order: (getter get_order) (setter set_order)
   *
   * In which order factories are given.
   *
   * Since: 1.0
   */
  properties[PROP_ORDER] = g_param_spec_enum ("order", NULL, NULL, GREG_TYPE_QUERY_ORDER,
                                              GREG_QUERY_ORDER_PRIORITY, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_query_init (GregQuery *self)
{
  self->includes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  self->excludes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) greg_condition_unref);
  self->product_type = G_TYPE_NONE;
}

/**
 * greg_query_new:
 *
 * Makes a query that every factory matches.
 *
 * Returns: (transfer full): a new query
 *
 * Since: 1.0
 */
GregQuery *
greg_query_new (void)
{
  return g_object_new (GREG_TYPE_QUERY, NULL);
}

static gpointer
copy_glob_cb (gconstpointer glob, gpointer data)
{
  return g_pattern_spec_copy ((GPatternSpec *) glob);
}

static gpointer
copy_tag_cb (gconstpointer tag, gpointer data)
{
  return g_strdup (tag);
}

static gpointer
copy_condition_cb (gconstpointer condition, gpointer data)
{
  return greg_condition_ref ((GregCondition *) condition);
}

static void
copy_all (GPtrArray *to, GPtrArray *from, GCopyFunc copy)
{
  g_ptr_array_extend (to, from, copy, NULL);
}

/**
 * greg_query_copy:
 * @self: a query
 *
 * Makes a query that describes the same and can be changed independently.
 *
 * Returns: (transfer full): a new query
 *
 * Since: 1.0
 */
GregQuery *
greg_query_copy (GregQuery *self)
{
  GregQuery *copy;

  g_return_val_if_fail (GREG_IS_QUERY (self), NULL);

  copy = greg_query_new ();
  copy_all (copy->includes, self->includes, (GCopyFunc) copy_glob_cb);
  copy_all (copy->excludes, self->excludes, (GCopyFunc) copy_glob_cb);
  copy_all (copy->tags, self->tags, (GCopyFunc) copy_tag_cb);
  copy_all (copy->conditions, self->conditions, (GCopyFunc) copy_condition_cb);
  copy->product_type = self->product_type;
  copy->deprecation = self->deprecation;
  copy->stacked = self->stacked;
  copy->own = self->own;
  copy->order = self->order;
  return copy;
}

/* What is not UTF-8 matches no name, as no name is empty; a pattern must be UTF-8. */
static GPatternSpec *
parse_glob (const char *glob)
{
  return g_pattern_spec_new (g_utf8_validate (glob, -1, NULL) ? glob : "");
}

/**
 * greg_query_include:
 * @self: a query
 * @glob: a name in which `*` stands for any text and `?` for one character
 *
 * Wants factories whose name or one of whose aliases is like that.
 *
 * Called more than once, it is enough that one of the globs matches. A name that itself contains
 * `*` or `?` is matched by that, among others: there is no way to take their meaning away.
 *
 * Since: 1.0
 */
void
greg_query_include (GregQuery *self, const char *glob)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (glob != NULL);

  g_ptr_array_add (self->includes, parse_glob (glob));
}

/**
 * greg_query_exclude:
 * @self: a query
 * @glob: a name in which `*` stands for any text and `?` for one character
 *
 * Wants no factories whose name or one of whose aliases is like that.
 *
 * This wins over [method@Greg.Query.include].
 *
 * Since: 1.0
 */
void
greg_query_exclude (GregQuery *self, const char *glob)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (glob != NULL);

  g_ptr_array_add (self->excludes, parse_glob (glob));
}

/**
 * greg_query_add_tag:
 * @self: a query
 * @tag: a tag
 *
 * Wants factories that have this tag, and all others that were added.
 *
 * For any one of several tags, use [method@Greg.Query.match_one_of] with the key `tags`.
 *
 * Since: 1.0
 */
void
greg_query_add_tag (GregQuery *self, const char *tag)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (tag != NULL);

  g_ptr_array_add (self->tags, g_strdup (tag));
}

static void
add_condition (GregQuery *self, GregConditionKind kind, const char *key, const GValue *value)
{
  g_ptr_array_add (self->conditions, greg_condition_new (kind, key, value));
}

/**
 * greg_query_match_has:
 * @self: a query
 * @key: a key of the metadata
 *
 * Wants factories that have metadata for this key, whatever the value.
 *
 * Since: 1.0
 */
void
greg_query_match_has (GregQuery *self, const char *key)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (key != NULL);

  add_condition (self, GREG_CONDITION_HAS, key, NULL);
}

/**
 * greg_query_match_equal:
 * @self: a query
 * @key: a key of the metadata
 * @value: a value; it is copied
 *
 * Wants factories whose metadata for this key is equal to a value.
 *
 * The introduction of [class@Greg.Query] says what is equal. A list is equal only to the whole
 * list; see [method@Greg.Query.match_one_of] for its elements.
 *
 * Since: 1.0
 */
void
greg_query_match_equal (GregQuery *self, const char *key, const GValue *value)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (G_IS_VALUE (value));

  add_condition (self, GREG_CONDITION_EQUAL, key, value);
}

/**
 * greg_query_match_string:
 * @self: a query
 * @key: a key of the metadata
 * @value: a string
 *
 * Wants factories whose metadata for this key is equal to a string.
 *
 * It is [method@Greg.Query.match_equal] for what [method@Greg.Factory.set_metadata_string] sets.
 *
 * Since: 1.0
 */
void
greg_query_match_string (GregQuery *self, const char *key, const char *value)
{
  g_auto (GValue) holder = G_VALUE_INIT;

  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (value != NULL);

  g_value_init (&holder, G_TYPE_STRING);
  g_value_set_string (&holder, value);
  add_condition (self, GREG_CONDITION_EQUAL, key, &holder);
}

/**
 * greg_query_match_one_of:
 * @self: a query
 * @key: a key of the metadata
 * @values: an array or a tuple, such as `as`, `ai`, `av` or `(ss)`; if it is floating, it is
 *   consumed
 *
 * Wants factories whose metadata for this key is equal to one of several values.
 *
 * When the metadata is a list itself, it is enough that the two have one element in common; the
 * whole list may also be one of @values. Nothing is equal to one of no values, or of what is not a
 * list.
 *
 * Since: 1.0
 */
void
greg_query_match_one_of (GregQuery *self, const char *key, GVariant *values)
{
  g_auto (GValue) holder = G_VALUE_INIT;

  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (values != NULL);

  g_value_init (&holder, G_TYPE_VARIANT);
  g_value_set_variant (&holder, values);
  add_condition (self, GREG_CONDITION_ONE_OF, key, &holder);
}

/**
 * greg_query_match_at_least:
 * @self: a query
 * @key: a key of the metadata
 * @value: a number, a string or an enumeration; it is copied
 *
 * Wants factories whose metadata for this key is as great as a value or greater.
 *
 * Numbers and enumerations are compared as numbers, strings byte by byte. Nothing else has an
 * order, and so matches nothing.
 *
 * Since: 1.0
 */
void
greg_query_match_at_least (GregQuery *self, const char *key, const GValue *value)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (G_IS_VALUE (value));

  add_condition (self, GREG_CONDITION_AT_LEAST, key, value);
}

/**
 * greg_query_get_product_type: (get-property product-type)
 * @self: a query
 *
 * Gets what products must be.
 *
 * Returns: a class or an interface, or %G_TYPE_NONE for anything
 *
 * Since: 1.0
 */
GType
greg_query_get_product_type (GregQuery *self)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), G_TYPE_NONE);

  return self->product_type;
}

/**
 * greg_query_set_product_type: (set-property product-type)
 * @self: a query
 * @type: a class or an interface, or %G_TYPE_NONE for anything
 *
 * Wants factories whose products are of this type.
 *
 * What counts is what the factory promises. A function that promises nothing makes products of no
 * type, even if they turn out to be of this one.
 *
 * Since: 1.0
 */
void
greg_query_set_product_type (GregQuery *self, GType type)
{
  g_return_if_fail (GREG_IS_QUERY (self));

  if (self->product_type == type)
    return;
  self->product_type = type;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRODUCT_TYPE]);
}

/**
 * greg_query_get_deprecation: (get-property deprecation)
 * @self: a query
 *
 * Tells whether factories that are deprecated are wanted.
 *
 * Returns: whether they are
 *
 * Since: 1.0
 */
GregQueryDeprecation
greg_query_get_deprecation (GregQuery *self)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), GREG_QUERY_DEPRECATION_ANY);

  return self->deprecation;
}

/**
 * greg_query_set_deprecation: (set-property deprecation)
 * @self: a query
 * @deprecation: whether they are
 *
 * Decides whether factories that are deprecated are wanted.
 *
 * Since: 1.0
 */
void
greg_query_set_deprecation (GregQuery *self, GregQueryDeprecation deprecation)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (deprecation <= GREG_QUERY_DEPRECATION_ONLY);

  if (self->deprecation == deprecation)
    return;
  self->deprecation = deprecation;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEPRECATION]);
}

/**
 * greg_query_get_stacked: (get-property stacked)
 * @self: a query
 *
 * Tells whether all factories of a name are considered.
 *
 * Returns: %FALSE for only the one that is found under it
 *
 * Since: 1.0
 */
gboolean
greg_query_get_stacked (GregQuery *self)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), FALSE);

  return self->stacked;
}

/**
 * greg_query_set_stacked: (set-property stacked)
 * @self: a query
 * @stacked: %FALSE for only the one that is found under it
 *
 * Decides whether all factories of a name are considered.
 *
 * Those behind the one that is found are in the order of [method@Greg.Source.lookup_all]: what stands
 * behind a nearer registry's counts with no higher priority than the lowest in front of it.
 *
 * Since: 1.0
 */
void
greg_query_set_stacked (GregQuery *self, gboolean stacked)
{
  g_return_if_fail (GREG_IS_QUERY (self));

  stacked = !!stacked;
  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACKED]);
}

/**
 * greg_query_get_own: (get-property own)
 * @self: a query
 *
 * Tells whether a registry is asked only for its own factories.
 *
 * Returns: %FALSE when those of its ancestors count too
 *
 * Since: 1.0
 */
gboolean
greg_query_get_own (GregQuery *self)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), FALSE);

  return self->own;
}

/**
 * greg_query_set_own: (set-property own)
 * @self: a query
 * @own: %FALSE to count those of its ancestors too
 *
 * Decides whether a registry is asked only for its own factories.
 *
 * Other sources have no ancestors; for them this makes no difference.
 *
 * Since: 1.0
 */
void
greg_query_set_own (GregQuery *self, gboolean own)
{
  g_return_if_fail (GREG_IS_QUERY (self));

  own = !!own;
  if (self->own == own)
    return;
  self->own = own;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN]);
}

/**
 * greg_query_get_order: (get-property order)
 * @self: a query
 *
 * Tells in which order factories are given.
 *
 * Returns: the order
 *
 * Since: 1.0
 */
GregQueryOrder
greg_query_get_order (GregQuery *self)
{
  g_return_val_if_fail (GREG_IS_QUERY (self), GREG_QUERY_ORDER_PRIORITY);

  return self->order;
}

/**
 * greg_query_set_order: (set-property order)
 * @self: a query
 * @order: the order
 *
 * Decides in which order factories are given.
 *
 * Since: 1.0
 */
void
greg_query_set_order (GregQuery *self, GregQueryOrder order)
{
  g_return_if_fail (GREG_IS_QUERY (self));
  g_return_if_fail (order <= GREG_QUERY_ORDER_NAME);

  if (self->order == order)
    return;
  self->order = order;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}
