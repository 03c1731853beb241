/* test-query.c - which factories a query finds, and in which order
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

/* --- helpers --- */

static char *
join_ids (GPtrArray *factories)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < factories->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", id_of (factories->pdata[i]));
  return g_string_free (text, FALSE);
}

/* That best() gives the first is checked on the way. */
static char *
query_ids (GregSource *source, GregQuery *query)
{
  g_autoptr (GPtrArray) found = greg_source_query (source, query);
  g_autoptr (GregFactory) best = greg_source_best (source, query);

  g_assert_true (best == (found->len > 0 ? found->pdata[0] : NULL));
  return join_ids (found);
}

#define assert_query(source, query, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ids = query_ids (GREG_SOURCE (source), (query));                        \
    g_assert_cmpstr (found_ids, ==, (expected));                                                   \
  }                                                                                                \
  G_STMT_END

static void
add (GregRegistry *registry, GregFactory *factory)
{
  g_autoptr (GError) error = NULL;

  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
  g_object_unref (factory);
}

static GregRegistry *
new_stacking (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  return registry;
}

/* --- names --- */

typedef struct
{
  const char *label;
  const char *include; /* separated by spaces */
  const char *exclude;
  const char *expected; /* of gzip (gz), zip, rot13 (caesar), grün (vert) */
} GlobCase;

static const GlobCase glob_cases[] = {
  { "none", "", "", "gzip zip rot13 grün" },
  { "all", "*", "", "gzip zip rot13 grün" },
  { "literal", "zip", "", "zip" },
  { "literal-alias", "gz", "", "gzip" },
  { "suffix", "*zip", "", "gzip zip" },
  { "prefix", "g*", "", "gzip grün" },
  { "middle", "*i*", "", "gzip zip" },
  { "question", "?zip", "", "gzip" },
  { "question-is-a-character", "gr?n", "", "grün" },
  { "alias", "c*r", "", "rot13" },
  { "several", "zip caesar", "", "zip rot13" },
  { "case", "ZIP", "", "" },
  { "nothing", "xyz", "", "" },
  { "exclude", "", "*zip", "rot13 grün" },
  { "exclude-alias", "", "vert", "gzip zip rot13" },
  { "exclude-wins", "*zip", "gz", "zip" },
  { "exclude-several", "", "gz rot* gr*", "zip" },
  { "exclude-all", "*", "*", "" },
  { "no-brackets", "[gz]zip", "", "" },
};

static GregRegistry *
new_converters (void)
{
  GregRegistry *registry = greg_registry_new ("converters", G_TYPE_NONE);

  add (registry, make_factory ("gzip", "gzip", "gz", 0));
  add (registry, make_factory ("zip", "zip", "", 0));
  add (registry, make_factory ("rot13", "rot13", "caesar", 0));
  add (registry, make_factory ("grün", "grün", "vert", 0));
  return registry;
}

static void
test_globs (gconstpointer data)
{
  const GlobCase *item = data;
  GregRegistry *registry = new_converters ();
  GregQuery *query = greg_query_new ();
  g_auto (GStrv) includes = g_strsplit (item->include, " ", -1);
  g_auto (GStrv) excludes = g_strsplit (item->exclude, " ", -1);

  for (char **glob = includes; *glob != NULL; glob++)
    greg_query_include (query, *glob);
  for (char **glob = excludes; *glob != NULL; glob++)
    greg_query_exclude (query, *glob);
  assert_query (registry, query, item->expected);
  g_assert_finalize_object (query);
  g_assert_finalize_object (registry);
}

/* What can be no name is like no name, and a glob cannot make matching slow. */
static void
test_hostile_globs (void)
{
  static const char *const globs[] = { "", "\xff*", "*\xc3", "\xf0\x9f*" };
  GregRegistry *registry = new_converters ();
  g_autofree char *long_name = g_strnfill (5000, 'a');
  g_autofree char *stars = NULL;
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (globs); i++)
    {
      g_autoptr (GregQuery) in = greg_query_new ();
      g_autoptr (GregQuery) out = greg_query_new ();

      greg_query_include (in, globs[i]);
      greg_query_exclude (out, globs[i]);
      assert_query (registry, in, "");
      assert_query (registry, out, "gzip zip rot13 grün");
    }

  for (guint i = 0; i < 1000; i++)
    g_string_append (many, "*a");
  g_string_append (many, "*b");
  stars = g_string_free (g_steal_pointer (&many), FALSE);
  add (registry, make_factory ("long", long_name, "", 0));
  {
    g_autoptr (GregQuery) query = greg_query_new ();

    greg_query_include (query, stars);
    assert_query (registry, query, "");
  }
  g_assert_finalize_object (registry);
}

/* --- tags, types, deprecation, keys --- */

static void
test_tags (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0), *b = make_factory ("B", "b", "", 0);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GregQuery) either = greg_query_new ();
  g_autoptr (GregQuery) empty = greg_query_new ();

  greg_factory_add_tag (a, "fast", NULL);
  greg_factory_add_tag (a, "safe", NULL);
  greg_factory_add_tag (b, "fast", NULL);
  add (registry, a);
  add (registry, b);
  add (registry, make_factory ("C", "c", "", 0));

  greg_query_add_tag (query, "fast");
  assert_query (registry, query, "A B");
  greg_query_add_tag (query, "safe");
  assert_query (registry, query, "A");
  greg_query_add_tag (query, "new");
  assert_query (registry, query, "");
  greg_query_match_one_of (either, "tags", g_variant_new_parsed ("['safe', 'fast']"));
  assert_query (registry, either, "A B");
  greg_query_add_tag (empty, "");
  assert_query (registry, empty, "");
  g_assert_finalize_object (registry);
}

static GObject *
create_cb (GregContext *context, gpointer data, GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
test_product_type (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GPtrArray) found = NULL;
  static const struct
  {
    GType (*type) (void);
    guint n;
  } cases[] = {
    { g_object_get_type, 3 },
    { g_converter_get_type, 2 },
    { g_zlib_compressor_get_type, 1 },
    { g_file_get_type, 0 },
  };

  greg_registry_register_type (registry, "gzip", G_TYPE_ZLIB_COMPRESSOR, NULL);
  greg_registry_register_type (registry, "gunzip", G_TYPE_ZLIB_DECOMPRESSOR, NULL);
  greg_registry_register_type (registry, "cancel", G_TYPE_CANCELLABLE, NULL);
  greg_registry_register_func (registry, "any", G_TYPE_NONE, create_cb, NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) of_type = NULL;

      greg_query_set_product_type (query, cases[i].type ());
      of_type = greg_source_query (GREG_SOURCE (registry), query);
      g_assert_cmpuint (of_type->len, ==, cases[i].n);
    }
  greg_query_set_product_type (query, G_TYPE_NONE);
  found = greg_source_query (GREG_SOURCE (registry), query);
  g_assert_cmpuint (found->len, ==, 4);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_assert_finalize_object (registry);
}

static void
test_deprecation (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *old = make_factory ("A", "a", "", 0);
  g_autoptr (GregQuery) query = greg_query_new ();

  greg_factory_set_deprecated (old, NULL, "b", NULL);
  add (registry, old);
  add (registry, make_factory ("B", "b", "", 0));

  assert_query (registry, query, "A B");
  greg_query_set_deprecation (query, GREG_QUERY_DEPRECATION_EXCLUDE);
  assert_query (registry, query, "B");
  greg_query_set_deprecation (query, GREG_QUERY_DEPRECATION_ONLY);
  assert_query (registry, query, "A");
  g_assert_finalize_object (registry);
}

static void
set_level (GregFactory *factory, int level)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, level);
  greg_factory_set_metadata (factory, "level", &value, NULL);
}

static void
test_conditions (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "a", "", 0), *b = make_factory ("B", "b", "", 0);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GregQuery) empty = greg_query_new ();
  g_auto (GValue) four = G_VALUE_INIT;

  greg_factory_set_metadata_string (a, "kind", "toy", NULL);
  set_level (a, 3);
  greg_factory_set_metadata_string (b, "kind", "toy", NULL);
  set_level (b, 5);
  add (registry, a);
  add (registry, b);
  add (registry, make_factory ("C", "c", "", 0));

  greg_query_match_has (query, "level");
  assert_query (registry, query, "A B");
  greg_query_match_string (query, "kind", "toy");
  assert_query (registry, query, "A B");
  g_value_init (&four, G_TYPE_UINT64);
  g_value_set_uint64 (&four, 4);
  greg_query_match_at_least (query, "level", &four);
  assert_query (registry, query, "B");
  greg_query_match_string (query, "kind", "tool");
  assert_query (registry, query, "");

  greg_query_match_has (empty, "");
  assert_query (registry, empty, "");
  g_assert_finalize_object (registry);
}

/* --- order --- */

static void
test_order (void)
{
  GregRegistry *registry = new_stacking ();
  g_autoptr (GregQuery) query = greg_query_new ();

  add (registry, make_factory ("m1", "m", "", 0));
  add (registry, make_factory ("z1", "z", "", 5));
  add (registry, make_factory ("a1", "a", "", 0));
  add (registry, make_factory ("m2", "m", "", 9));
  add (registry, make_factory ("a2", "a", "", -1));
  add (registry, make_factory ("m3", "m", "", 0));

  assert_query (registry, NULL, "m2 z1 a1");
  assert_query (registry, query, "m2 z1 a1");
  greg_query_set_order (query, GREG_QUERY_ORDER_REGISTRATION);
  assert_query (registry, query, "z1 a1 m2");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  assert_query (registry, query, "a1 m2 z1");

  greg_query_set_stacked (query, TRUE);
  assert_query (registry, query, "a1 a2 m2 m1 m3 z1");
  greg_query_set_order (query, GREG_QUERY_ORDER_REGISTRATION);
  assert_query (registry, query, "m1 z1 a1 m2 a2 m3");
  greg_query_set_order (query, GREG_QUERY_ORDER_PRIORITY);
  assert_query (registry, query, "m2 z1 m1 a1 m3 a2");
  g_assert_finalize_object (registry);
}

/* Without stacks the one behind does not stand in for the one in front. */
static void
test_front_only (void)
{
  GregRegistry *registry = new_stacking ();
  GregFactory *front = make_factory ("front", "x", "", 1);
  g_autoptr (GregQuery) query = greg_query_new ();

  greg_factory_set_metadata_string (front, "kind", "new", NULL);
  add (registry, make_factory ("back", "x", "ex", 0));
  add (registry, front);

  greg_query_include (query, "ex");
  assert_query (registry, query, "");
  greg_query_set_stacked (query, TRUE);
  assert_query (registry, query, "back");
  greg_query_match_has (query, "kind");
  assert_query (registry, query, "");
  g_assert_finalize_object (registry);
}

static void
test_empty (void)
{
  GregRegistry *registry = greg_registry_new (NULL, G_TYPE_NONE);

  assert_query (registry, NULL, "");
  g_assert_finalize_object (registry);
}

/* --- other sources --- */

/* A source that has its own idea of what comes first. */
typedef struct
{
  GregSource parent_instance;
  GPtrArray *factories;
} Shelf;

typedef GregSourceClass ShelfClass;

GType shelf_get_type (void);
G_DEFINE_TYPE (Shelf, shelf, GREG_TYPE_SOURCE)

static GPtrArray *
shelf_find_all (GregSource *source, const char *name)
{
  Shelf *self = (Shelf *) source;
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < self->factories->len; i++)
    if (g_str_equal (greg_factory_get_name (self->factories->pdata[i]), name))
      g_ptr_array_add (all, g_object_ref (self->factories->pdata[i]));
  return all;
}

static GregFactory *
shelf_find (GregSource *source, const char *name, GError **error)
{
  g_autoptr (GPtrArray) all = greg_source_lookup_all (source, name);

  return all->len > 0 ? g_object_ref (all->pdata[0]) : NULL;
}

static char **
shelf_names (GregSource *source)
{
  Shelf *self = (Shelf *) source;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->factories->len; i++)
    {
      const char *name = greg_factory_get_name (self->factories->pdata[i]);

      if (g_hash_table_add (seen, (gpointer) name))
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

static void
shelf_finalize (GObject *object)
{
  g_ptr_array_unref (((Shelf *) object)->factories);
  G_OBJECT_CLASS (shelf_parent_class)->finalize (object);
}

static void
shelf_class_init (ShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = shelf_finalize;
  klass->find = shelf_find;
  klass->find_all = shelf_find_all;
  klass->names = shelf_names;
}

static void
shelf_init (Shelf *self)
{
  self->factories = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
test_derived_source (void)
{
  Shelf *shelf = g_object_new (shelf_get_type (), NULL);
  g_autoptr (GregQuery) query = greg_query_new ();

  g_ptr_array_add (shelf->factories, make_factory ("b1", "b", "", 0));
  g_ptr_array_add (shelf->factories, make_factory ("b2", "b", "", 7));
  g_ptr_array_add (shelf->factories, make_factory ("a1", "a", "", 3));
  g_ptr_array_add (shelf->factories, make_factory ("a2", "a", "", 9));
  g_ptr_array_add (shelf->factories, make_factory ("c1", "c", "", 3));

  assert_query (shelf, NULL, "a1 c1 b1");
  greg_query_set_stacked (query, TRUE);
  assert_query (shelf, query, "a1 a2 c1 b1 b2");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  assert_query (shelf, query, "a1 a2 b1 b2 c1");
  greg_query_set_order (query, GREG_QUERY_ORDER_REGISTRATION);
  assert_query (shelf, query, "b1 b2 a1 a2 c1");
  greg_query_include (query, "a");
  assert_query (shelf, query, "a1 a2");
  g_assert_finalize_object (shelf);
}

/* --- nothing happens on the way --- */

static gboolean
loader_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

static GregFactory *
resolve_cb (GregRegistry *registry, const char *name, gpointer data)
{
  g_assert_not_reached ();
}

static void
test_never_loads (void)
{
  GregRegistry *registry = new_converters ();
  g_autoptr (GregQuery) query = greg_query_new ();

  greg_registry_add_loader (registry, "all", loader_cb, NULL, NULL);
  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), NULL);
  greg_query_include (query, "absent");
  assert_query (registry, query, "");
  greg_query_set_stacked (query, TRUE);
  assert_query (registry, query, "");
  g_assert_finalize_object (registry);
}

/* An enumeration whose class is made at its first use, and then asks the registry: if that were
 * locked, it would never end. */
static GregRegistry *mode_registry;
static guint n_mode_classes;

static void
mode_class_init (gpointer class, gpointer data)
{
  static const GEnumValue values[] = {
    { 0, "MODE_SLOW", "slow" },
    { 1, "MODE_FAST", "fast" },
    { 0, NULL, NULL },
  };
  GEnumClass *klass = class;
  g_autofree char *ids = query_ids (GREG_SOURCE (mode_registry), NULL);

  g_assert_cmpstr (ids, ==, "a b c");
  klass->maximum = 1;
  klass->n_values = 2;
  klass->values = (GEnumValue *) values;
  n_mode_classes++;
}

static GregFactory *
make_mode_factory (const char *id, GType type, int mode)
{
  GregFactory *factory = make_factory (id, id, "", 0);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_value_set_enum (&value, mode);
  greg_factory_set_metadata (factory, "mode", &value, NULL);
  return factory;
}

static void
test_unloaded_enum (void)
{
  GTypeInfo info = { .class_size = sizeof (GEnumClass), .class_init = mode_class_init };
  GType type = g_type_register_static (G_TYPE_ENUM, "Mode", &info, 0);
  g_autoptr (GregQuery) query = greg_query_new ();
  g_autoptr (GregQuery) other = greg_query_new ();

  mode_registry = greg_registry_new ("things", G_TYPE_NONE);
  add (mode_registry, make_mode_factory ("a", type, 0));
  add (mode_registry, make_mode_factory ("b", type, 1));
  add (mode_registry, make_mode_factory ("c", type, 1));

  greg_query_match_one_of (other, "mode", g_variant_new_parsed ("(0, 7)"));
  assert_query (mode_registry, other, "a");
  greg_query_match_string (query, "mode", "fast");
  g_assert_cmpuint (n_mode_classes, ==, 0); /* nothing has needed a nick */
  assert_query (mode_registry, query, "b c");
  g_assert_cmpuint (n_mode_classes, ==, 1);
  greg_query_exclude (query, "b");
  assert_query (mode_registry, query, "c");
  greg_query_match_one_of (other, "mode", g_variant_new_parsed ("['slow', 'medium']"));
  assert_query (mode_registry, other, "a");
  g_assert_finalize_object (mode_registry);
}

/* --- the object --- */

static void
notify_cb (GObject *object, GParamSpec *pspec, GString *names)
{
  g_string_append_printf (names, "%s ", pspec->name);
}

static void
test_properties (void)
{
  GregQuery *query = greg_query_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  GregQueryDeprecation deprecation;
  GregQueryOrder order;
  gboolean stacked;
  GType type;

  g_object_get (query, "product-type", &type, "deprecation", &deprecation, "stacked", &stacked,
                "order", &order, NULL);
  g_assert_true (type == G_TYPE_NONE);
  g_assert_cmpint (deprecation, ==, GREG_QUERY_DEPRECATION_ANY);
  g_assert_false (stacked);
  g_assert_cmpint (order, ==, GREG_QUERY_ORDER_PRIORITY);

  g_signal_connect (query, "notify", G_CALLBACK (notify_cb), names);
  for (guint i = 0; i < 2; i++) /* the second time nothing changes */
    {
      g_object_set (query, "product-type", G_TYPE_CONVERTER, NULL);
      g_object_set (query, "deprecation", GREG_QUERY_DEPRECATION_ONLY, NULL);
      g_object_set (query, "stacked", TRUE, NULL);
      g_object_set (query, "order", GREG_QUERY_ORDER_NAME, NULL);
    }
  g_assert_cmpstr (names->str, ==, "product-type deprecation stacked order ");
  greg_query_set_stacked (query, 17);
  g_assert_cmpstr (names->str, ==, "product-type deprecation stacked order ");

  g_assert_true (greg_query_get_product_type (query) == G_TYPE_CONVERTER);
  g_assert_cmpint (greg_query_get_deprecation (query), ==, GREG_QUERY_DEPRECATION_ONLY);
  g_assert_true (greg_query_get_stacked (query));
  g_assert_cmpint (greg_query_get_order (query), ==, GREG_QUERY_ORDER_NAME);
  g_assert_finalize_object (query);
}

static void
test_copy (void)
{
  GregRegistry *registry = new_converters ();
  GregQuery *query = greg_query_new (), *copy;
  GObject *held = g_object_new (G_TYPE_OBJECT, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  greg_query_include (query, "*zip");
  greg_query_exclude (query, "zip");
  greg_query_set_order (query, GREG_QUERY_ORDER_NAME);
  greg_query_set_stacked (query, TRUE);
  greg_query_set_product_type (query, G_TYPE_OBJECT);
  greg_query_set_deprecation (query, GREG_QUERY_DEPRECATION_EXCLUDE);
  copy = greg_query_copy (query);
  g_assert_cmpint (greg_query_get_order (copy), ==, GREG_QUERY_ORDER_NAME);
  g_assert_true (greg_query_get_stacked (copy));
  g_assert_true (greg_query_get_product_type (copy) == G_TYPE_OBJECT);
  g_assert_cmpint (greg_query_get_deprecation (copy), ==, GREG_QUERY_DEPRECATION_EXCLUDE);

  greg_query_include (query, "rot13");
  greg_query_match_has (copy, "absent");
  assert_query (registry, query, "gzip rot13");
  assert_query (registry, copy, "");
  g_assert_finalize_object (copy);

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_set_object (&value, held);
  greg_query_match_equal (query, "held", &value);
  greg_query_add_tag (query, "tag");
  g_value_unset (&value);
  copy = greg_query_copy (query);
  g_assert_finalize_object (query);
  assert_query (registry, copy, "");
  g_assert_finalize_object (copy);
  g_assert_finalize_object (held);
  g_assert_finalize_object (registry);
}

/* A factory that was never registered, nor given a name. */
static void
test_matches (void)
{
  GregFactory *nameless = g_object_new (GREG_TYPE_FACTORY, NULL);
  GregQuery *query = greg_query_new ();

  g_assert_true (greg_query_matches (query, nameless));
  greg_query_exclude (query, "*");
  g_assert_true (greg_query_matches (query, nameless));
  greg_query_include (query, "*");
  g_assert_false (greg_query_matches (query, nameless));
  g_assert_finalize_object (nameless);
  g_assert_finalize_object (query);
}

/* --- against a model --- */

static gint
compare_cb (gconstpointer a, gconstpointer b)
{
  GregFactory *left = *(GregFactory **) a, *right = *(GregFactory **) b;
  int priority = greg_factory_get_priority (left), other = greg_factory_get_priority (right);

  if (priority != other)
    return priority > other ? -1 : 1;
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (left), "serial"))
         - GPOINTER_TO_INT (g_object_get_data (G_OBJECT (right), "serial"));
}

/* More factories than are looked at together, in stacks, with holes in the table. */
static void
test_model (void)
{
  GregRegistry *registry = new_stacking ();
  GregQuery *query = greg_query_new ();
  g_autoptr (GPtrArray) model = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *expected = NULL;

  greg_query_match_has (query, "level");
  greg_query_set_stacked (query, TRUE);
  for (int i = 0; i < 1500; i++)
    {
      g_autofree char *id = g_strdup_printf ("i%d", i);
      g_autofree char *name = g_strdup_printf ("n%d", g_test_rand_int_range (0, 400));
      GregFactory *factory = make_factory (id, name, "", g_test_rand_int_range (0, 5));

      g_object_set_data (G_OBJECT (factory), "serial", GINT_TO_POINTER (i));
      if (g_test_rand_bit ())
        set_level (factory, i);
      g_ptr_array_add (model, g_object_ref (factory));
      add (registry, factory);
      if (g_test_rand_int_range (0, 3) == 0)
        {
          guint victim = (guint) g_test_rand_int_range (0, (int) model->len);

          greg_registry_unregister_factory (registry, model->pdata[victim], NULL);
          g_ptr_array_remove_index (model, victim);
        }
    }

  for (guint i = model->len; i > 0; i--)
    if (!greg_query_matches (query, model->pdata[i - 1]))
      g_ptr_array_remove_index (model, i - 1);
  g_ptr_array_sort (model, compare_cb);
  expected = join_ids (model);
  assert_query (registry, query, expected);

  for (guint i = model->len; i > 0; i--)
    {
      const char *name = greg_factory_get_name (model->pdata[i - 1]);
      g_autoptr (GregFactory) front = greg_source_lookup (GREG_SOURCE (registry), name);

      if (front != model->pdata[i - 1])
        g_ptr_array_remove_index (model, i - 1);
    }
  g_free (expected);
  expected = join_ids (model);
  greg_query_set_stacked (query, FALSE);
  assert_query (registry, query, expected);
  g_clear_pointer (&model, g_ptr_array_unref);
  g_assert_finalize_object (query);
  g_assert_finalize_object (registry);
}

/* --- threads --- */

typedef struct
{
  GregRegistry *registry;
  GregQuery *query;
  int done; /* atomic */
} Shared;

static gpointer
ask_cb (gpointer data)
{
  Shared *shared = data;
  guint n_asked = 0;

  while (!g_atomic_int_get (&shared->done) || n_asked == 0)
    {
      GregSource *source = GREG_SOURCE (shared->registry);
      g_autoptr (GPtrArray) found = greg_source_query (source, shared->query);

      n_asked++;
      g_assert_cmpuint (found->len, <=, 50);
      for (guint i = 0; i < found->len; i++)
        g_assert_nonnull (greg_factory_get_metadata (found->pdata[i], "level"));
    }
  return NULL;
}

static void
test_threads (void)
{
  Shared shared = { greg_registry_new ("things", G_TYPE_NONE), greg_query_new (), 0 };
  GThread *threads[3];

  greg_query_match_has (shared.query, "level");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_cb, &shared);
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%d", i % 100);
      GregFactory *factory = make_factory (name, name, "", i % 7);

      if (i >= 100)
        greg_registry_unregister (shared.registry, name, NULL);
      if (i % 2 == 0)
        set_level (factory, i);
      add (shared.registry, factory);
    }
  g_atomic_int_set (&shared.done, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_finalize_object (shared.query);
  g_assert_finalize_object (shared.registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (glob_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/query/globs/", glob_cases[i].label, NULL);

      g_test_add_data_func (path, &glob_cases[i], test_globs);
    }
  g_test_add_func ("/query/hostile-globs", test_hostile_globs);
  g_test_add_func ("/query/tags", test_tags);
  g_test_add_func ("/query/product-type", test_product_type);
  g_test_add_func ("/query/deprecation", test_deprecation);
  g_test_add_func ("/query/conditions", test_conditions);
  g_test_add_func ("/query/order", test_order);
  g_test_add_func ("/query/front-only", test_front_only);
  g_test_add_func ("/query/empty", test_empty);
  g_test_add_func ("/query/derived-source", test_derived_source);
  g_test_add_func ("/query/never-loads", test_never_loads);
  g_test_add_func ("/query/unloaded-enum", test_unloaded_enum);
  g_test_add_func ("/query/properties", test_properties);
  g_test_add_func ("/query/copy", test_copy);
  g_test_add_func ("/query/matches", test_matches);
  g_test_add_func ("/query/model", test_model);
  g_test_add_func ("/query/threads", test_threads);
  return g_test_run ();
}
