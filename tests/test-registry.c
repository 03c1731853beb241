/* test-registry.c - registering, replacing and unregistering
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "registry-helpers.h"

/* --- policies --- */

typedef struct
{
  const char *id;
  const char *name;
  const char *aliases;
  int priority;
  const char *definition; /* "module qualified-name file line", or NULL */
} Spec;

typedef struct
{
  const char *label;
  Spec there[4]; /* registered with STACK, in order */
  Spec newcomer;
  GregDuplicates duplicates;
  const char *stands;  /* NULL: refused with EXISTS */
  const char *signals; /* of the newcomer alone */
  const char *listed;
  gboolean redefine;
} Case;

static const Case cases[] = {
  /* a free name */
  { "reject/free", { { "A", "a", "" } }, { "B", "b", "bb" }, GREG_DUPLICATES_REJECT,
    "B", "+B changed", "A B" },
  { "replace/free", { { "A", "a", "" } }, { "B", "b", "bb" }, GREG_DUPLICATES_REPLACE,
    "B", "+B changed", "A B" },
  { "keep/free", { { "A", "a", "" } }, { "B", "b", "bb" }, GREG_DUPLICATES_KEEP,
    "B", "+B changed", "A B" },
  { "stack/free", { { "A", "a", "" } }, { "B", "b", "bb" }, GREG_DUPLICATES_STACK,
    "B", "+B changed", "A B" },

  /* an identical one, wherever it comes from and wherever in the stack it is */
  { "reject/identical", { { "A", "a", "aa" } }, { "A", "a", "aa", 0, "m f x.c 7" },
    GREG_DUPLICATES_REJECT, "A", "", "A" },
  { "replace/identical", { { "A", "a", "aa" } }, { "A", "a", "aa", 0, "m f x.c 7" },
    GREG_DUPLICATES_REPLACE, "A", "", "A" },
  { "keep/identical", { { "A", "a", "", 1 }, { "B", "a", "" } }, { "B", "a", "" },
    GREG_DUPLICATES_KEEP, "B", "", "A" },
  { "stack/identical", { { "A", "a", "" }, { "B", "a", "" } }, { "B", "a", "" },
    GREG_DUPLICATES_STACK, "B", "", "A" },
  { "reject/other-priority", { { "A", "a", "" } }, { "A", "a", "", 3 }, GREG_DUPLICATES_REJECT,
    NULL, "", "A" },

  /* the same name */
  { "reject/taken", { { "A", "a", "" } }, { "B", "a", "" }, GREG_DUPLICATES_REJECT,
    NULL, "", "A" },
  { "default/taken", { { "A", "a", "" } }, { "B", "a", "" }, GREG_DUPLICATES_DEFAULT,
    NULL, "", "A" },
  { "reject/definition", { { "A", "a", "", 0, "m f x.c 7" }, { "C", "c", "" } },
    { "B", "a", "bb", 0, "m f x.c 7" }, GREG_DUPLICATES_REJECT, "B", "A>B changed", "B C" },
  { "reject/definition-elsewhere", { { "A", "a", "", 0, "m f x.c 7" } },
    { "B", "a", "", 0, "m f x.c 8" }, GREG_DUPLICATES_REJECT, NULL, "", "A" },
  { "reject/redefinition", { { "A", "a", "", 0, "m f x.c 7" }, { "C", "c", "" } },
    { "B", "a", "", 0, "m f y.c 8" }, GREG_DUPLICATES_REJECT, "B", "A>B changed", "B C", TRUE },
  { "reject/redefinition-elsewhere", { { "A", "a", "", 0, "m f x.c 7" } },
    { "B", "a", "", 0, "n f x.c 8" }, GREG_DUPLICATES_REJECT, NULL, "", "A", TRUE },
  { "reject/no-definition", { { "A", "a", "" } }, { "B", "a", "" }, GREG_DUPLICATES_REJECT,
    NULL, "", "A", TRUE },
  { "reject/definition-in-stack",
    { { "A", "a", "", 2 }, { "B", "a", "", 1, "m f x.c 7" }, { "C", "a", "" }, { "D", "d", "" } },
    { "N", "a", "", 5, "m f x.c 7" }, GREG_DUPLICATES_REJECT, "N", "B>N changed", "N D" },
  { "replace/one", { { "A", "a", "" }, { "C", "c", "" } }, { "B", "a", "" },
    GREG_DUPLICATES_REPLACE, "B", "A>B changed", "B C" },
  { "replace/stack",
    { { "X", "x", "" }, { "A", "a", "", 1 }, { "B", "a", "", 9 }, { "C", "a", "", 5 } },
    { "N", "a", "" }, GREG_DUPLICATES_REPLACE, "N", "-C -A B>N changed", "X N" },
  { "keep/taken", { { "A", "a", "" }, { "B", "a", "", 1 } }, { "C", "a", "" },
    GREG_DUPLICATES_KEEP, "B", "", "B" },
  { "stack/behind", { { "A", "a", "" }, { "C", "c", "" } }, { "B", "a", "" },
    GREG_DUPLICATES_STACK, "B", "+B changed", "A C" },
  { "stack/in-front", { { "A", "a", "" }, { "C", "c", "" } }, { "B", "a", "", 1 },
    GREG_DUPLICATES_STACK, "B", "+B changed", "B C" },

  /* the name is an alias of another */
  { "reject/aliased", { { "A", "a", "b" } }, { "B", "b", "" }, GREG_DUPLICATES_REJECT,
    NULL, "", "A" },
  { "replace/aliased", { { "A", "a", "b" } }, { "B", "b", "" }, GREG_DUPLICATES_REPLACE,
    NULL, "", "A" },
  { "keep/aliased", { { "A", "a", "b" } }, { "B", "b", "" }, GREG_DUPLICATES_KEEP,
    NULL, "", "A" },
  { "stack/aliased", { { "A", "a", "b" } }, { "B", "b", "" }, GREG_DUPLICATES_STACK,
    NULL, "", "A" },

  /* an alias is a name or an alias of another */
  { "reject/alias-is-name", { { "A", "a", "" } }, { "B", "b", "z a" }, GREG_DUPLICATES_REJECT,
    NULL, "", "A" },
  { "replace/alias-is-name", { { "A", "a", "" }, { "B", "b", "" } }, { "N", "b", "z a" },
    GREG_DUPLICATES_REPLACE, NULL, "", "A B" },
  { "keep/alias-is-name", { { "A", "a", "" } }, { "B", "b", "z a" }, GREG_DUPLICATES_KEEP,
    NULL, "", "A" },
  { "keep/alias-is-name-but-kept", { { "A", "a", "" }, { "B", "b", "" } }, { "N", "b", "z a" },
    GREG_DUPLICATES_KEEP, "B", "", "A B" },
  { "stack/alias-is-name", { { "A", "a", "" }, { "B", "b", "" } }, { "N", "b", "z a" },
    GREG_DUPLICATES_STACK, NULL, "", "A B" },
  { "replace/alias-is-alias", { { "A", "a", "y" }, { "B", "b", "" } }, { "N", "b", "z y" },
    GREG_DUPLICATES_REPLACE, NULL, "", "A B" },
  { "reject/definition-but-alias", { { "A", "a", "y" }, { "B", "b", "", 0, "m f x.c 7" } },
    { "N", "b", "y", 0, "m f x.c 7" }, GREG_DUPLICATES_REJECT, NULL, "", "A B" },
  { "replace/alias-of-replaced", { { "A", "a", "y" } }, { "B", "a", "y z" },
    GREG_DUPLICATES_REPLACE, "B", "A>B changed", "B" },
  { "stack/same-alias", { { "A", "a", "y" } }, { "B", "a", "y" }, GREG_DUPLICATES_STACK,
    "B", "+B changed", "A" },
};

static GregFactory *
make (const Spec *spec)
{
  GregFactory *factory = make_factory (spec->id, spec->name, spec->aliases, spec->priority);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;

  if (spec->definition == NULL)
    return factory;
  parts = g_strsplit (spec->definition, " ", 4);
  greg_factory_set_origin (factory, parts[0], parts[1], parts[2], (guint) atoi (parts[3]), &error);
  g_assert_no_error (error);
  return factory;
}

static void
check_refused (GregRegistry *registry, GregFactory *newcomer, GError *error)
{
  g_autoptr (GregFactory) found = NULL;

  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, greg_factory_get_name (newcomer)));
  g_assert_nonnull (strstr (error->message, "things"));
  found = greg_source_lookup (GREG_SOURCE (registry), "z");
  g_assert_null (found);
}

static void
test_policy (gconstpointer data)
{
  const Case *tried = data;
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_OBJECT);
  GregFactory *newcomer = make (&tried->newcomer);
  g_autoptr (GregFactory) stands = NULL;
  g_autoptr (GError) error = NULL;
  guint64 generation;
  Record record;

  greg_registry_set_redefine (registry, tried->redefine);
  for (guint i = 0; i < G_N_ELEMENTS (tried->there) && tried->there[i].id != NULL; i++)
    {
      g_autoptr (GregFactory) factory = make (&tried->there[i]);

      stands = greg_registry_add_full (registry, factory, GREG_DUPLICATES_STACK, &error);
      g_assert_no_error (error);
      g_assert_true (stands == factory);
      g_clear_object (&stands);
    }
  record_start (&record, registry);
  generation = greg_source_dup_generation (GREG_SOURCE (registry));

  stands = greg_registry_add_full (registry, newcomer, tried->duplicates, &error);
  if (tried->stands == NULL)
    check_refused (registry, newcomer, error);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (stands != NULL ? id_of (stands) : NULL, ==, tried->stands);
  assert_record (&record, tried->signals);
  assert_list (registry, tried->listed);
  g_assert_true ((greg_source_dup_generation (GREG_SOURCE (registry)) > generation)
                 == (*tried->signals != '\0'));

  g_clear_object (&stands);
  record_stop (&record);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (newcomer);
}

/* The policy of the registry is for calls that name none. */
static void
test_policy_of_registry (void)
{
  GregRegistry *registry = greg_registry_new (NULL, G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "x", "", 0);
  GregFactory *c = make_factory ("C", "x", "", 0);
  g_autoptr (GError) error = NULL;
  Record record;

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_REPLACE);
  record_start (&record, registry);
  g_assert_true (greg_registry_add (registry, a, &error));
  g_assert_true (greg_registry_add (registry, b, &error));
  assert_record (&record, "+A changed A>B changed");
  greg_registry_set_duplicates (registry, GREG_DUPLICATES_KEEP);
  g_assert_true (greg_registry_add (registry, c, &error));
  assert_record (&record, "");
  assert_list (registry, "B");
  record_stop (&record);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
}

/* --- adding --- */

static void
test_messages (void)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GregFactory) a = make_factory ("A", "gzip", "gz", 0);
  g_autoptr (GregFactory) b = make_factory ("B", "gzip", "", 0);
  g_autoptr (GregFactory) c = make_factory ("C", "gz", "", 0);
  g_autoptr (GregFactory) d = make_factory ("D", "zip", "gz", 0);
  g_autoptr (GError) error = NULL;

  greg_factory_set_origin (a, "app", "Gzip", "app/a.c", 7, NULL);
  greg_factory_set_origin (b, "app", "Other", "app/b.c", 9, NULL);
  g_assert_true (greg_registry_add (registry, a, &error));
  g_assert_false (greg_registry_add (registry, b, &error));
  g_assert_cmpstr (error->message, ==,
                   "“gzip” is already registered in things and comes from app/a.c:7 (app.Gzip); "
                   "the newcomer comes from app/b.c:9 (app.Other) and needs another name, or one "
                   "of the policies replace, keep and stack");
  g_clear_error (&error);
  g_assert_false (greg_registry_add (registry, c, &error));
  g_assert_cmpstr (error->message, ==,
                   "“gz” is already an alias of “gzip” in things, which comes from app/a.c:7 "
                   "(app.Gzip); the newcomer comes from an unknown place and needs another name");
  g_clear_error (&error);
  g_assert_false (greg_registry_add (registry, d, &error));
  g_assert_cmpstr (error->message, ==,
                   "“gz” is to be an alias of “zip”, but things knows “gzip” by it, which comes "
                   "from app/a.c:7 (app.Gzip); the newcomer comes from an unknown place");
}

static void
test_refused_factories (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_CONVERTER);
  g_autoptr (GError) error = NULL;
  Record record;

  record_start (&record, registry);
  g_assert_false (greg_registry_register_type (registry, "", G_TYPE_ZLIB_COMPRESSOR, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_false (greg_registry_register_type (registry, "a\nb", G_TYPE_ZLIB_COMPRESSOR, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_false (greg_registry_register_type (registry, "\xff", G_TYPE_ZLIB_COMPRESSOR, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_false (greg_registry_register_type (registry, "x", G_TYPE_OBJECT, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_false (greg_registry_register_type (registry, "x", G_TYPE_CONVERTER, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_false (greg_registry_register_type (registry, "x", G_TYPE_INVALID, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  assert_record (&record, "");
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 0);

  g_assert_true (greg_registry_register_type (registry, NULL, G_TYPE_ZLIB_COMPRESSOR, &error));
  g_assert_no_error (error);
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), "GZlibCompressor"));
  record_stop (&record);
  g_assert_finalize_object (registry);
}

/* A sealed factory may be in several registries, if it fits. */
static void
test_shared_factory (void)
{
  GregRegistry *first = greg_registry_new ("first", G_TYPE_NONE);
  GregRegistry *second = greg_registry_new ("second", G_TYPE_OBJECT);
  GregRegistry *third = greg_registry_new ("third", G_TYPE_CONVERTER);
  GregFactory *factory = make_factory ("A", "a", "", 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (greg_factory_is_sealed (factory));
  g_assert_true (greg_registry_add (first, factory, &error));
  g_assert_true (greg_factory_is_sealed (factory));
  g_assert_true (greg_registry_add (second, factory, &error));
  g_assert_false (greg_registry_add (third, factory, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_true (greg_registry_unregister (first, "a", &error));
  assert_lookup (first, "a", "none");
  assert_lookup (second, "a", "A");
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  g_assert_finalize_object (third);
  g_assert_finalize_object (factory);
}

static GObject *
create_cb (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
count_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
count_closure_cb (gpointer user_data, GClosure *closure)
{
  count_cb (user_data);
}

static void
test_functions (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GClosure *closure = g_cclosure_new (G_CALLBACK (create_cb), NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint n_destroyed = 0, n_finalized = 0;

  g_closure_ref (closure);
  g_closure_sink (closure);
  g_closure_add_finalize_notifier (closure, &n_finalized, count_closure_cb);
  g_assert_true (greg_registry_register_func (registry, "func", G_TYPE_OBJECT, create_cb,
                                              &n_destroyed, count_cb, &error));
  g_assert_true (
      greg_registry_register_closure (registry, "closure", G_TYPE_OBJECT, closure, &error));
  g_closure_unref (closure);

  /* A refused one is destroyed as well. */
  g_assert_false (greg_registry_register_func (registry, "func", G_TYPE_NONE, create_cb,
                                               &n_destroyed, count_cb, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_assert_cmpuint (n_destroyed, ==, 1);
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 2);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (n_destroyed, ==, 2);
  g_assert_cmpuint (n_finalized, ==, 1);
}

/* --- macros --- */

static GregRegistry *components;

typedef GObject Component;
typedef GObjectClass ComponentClass;

static GType component_get_type (void);
G_DEFINE_TYPE_WITH_CODE (Component,
                         component,
                         G_TYPE_OBJECT,
                         GREG_IMPLEMENT_COMPONENT (components, "component"))

static void
component_class_init (ComponentClass *klass)
{
}

static void
component_init (Component *self)
{
}

#define COMPONENT_TYPE_PLAIN G_TYPE_OBJECT

static guint
line_of (GregRegistry *registry, const char *name, const char *expected_name)
{
  g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (registry), name);
  const char *qualified_name, *file;
  guint line;

  g_assert_nonnull (factory);
  greg_factory_get_origin (factory, NULL, &qualified_name, &file, &line);
  g_assert_cmpstr (qualified_name, ==, expected_name);
  g_assert_true (g_str_has_suffix (file, "test-registry.c"));
  return line;
}

static gboolean
register_again (GregRegistry *registry, const char *alias, GError **error)
{
  /* One line for both calls: the same definition. */
  return GREG_REGISTER_TYPE (registry, "again", COMPONENT_TYPE_PLAIN, error);
}

static void
test_macros (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;
  guint n_destroyed = 0, line = __LINE__;
  GType type;

  g_assert_true (GREG_REGISTER_TYPE (registry, "plain", COMPONENT_TYPE_PLAIN, &error));
  g_assert_true (GREG_REGISTER_FUNC (registry, "func", G_TYPE_NONE, create_cb, &n_destroyed,
                                     count_cb, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (line_of (registry, "plain", "COMPONENT_TYPE_PLAIN"), ==, line + 3);
  g_assert_cmpuint (line_of (registry, "func", "create_cb"), >, line + 3);
  g_assert_true (register_again (registry, "one", &error));
  g_assert_true (register_again (registry, "two", &error));
  g_assert_no_error (error);
  g_assert_false (GREG_REGISTER_TYPE (registry, "again", G_TYPE_ZLIB_COMPRESSOR, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_clear_error (&error);

  components = registry;
  type = component_get_type ();
  components = NULL;
  g_assert_cmpuint (line_of (registry, "component", g_type_name (type)), >, 0);
  {
    g_autoptr (GregFactory) factory = greg_source_lookup (GREG_SOURCE (registry), "component");

    g_assert_true (greg_factory_get_product_type (factory) == type);
  }
  g_assert_finalize_object (registry);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

static void
test_failed_component (void)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("things", G_TYPE_NONE);

  greg_registry_freeze (registry);
  g_test_expect_message ("Greg", G_LOG_LEVEL_CRITICAL,
                         "app.c:3: cannot register GObject: *frozen*");
  greg_registry_implement_component (registry, "x", G_TYPE_OBJECT, "app.c", 3);
  g_test_assert_expected_messages ();
}

/* --- unregistering --- */

static void
test_unregister (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "x", "y", 0);
  GregFactory *b = make_factory ("B", "x", "y z", 1);
  g_autoptr (GError) error = NULL;
  Record record;

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  greg_registry_add (registry, a, &error);
  greg_registry_add (registry, b, &error);
  g_assert_no_error (error);
  record_start (&record, registry);

  /* By alias: the one that a look-up of that alias gives. */
  g_assert_true (greg_registry_unregister (registry, "y", &error));
  assert_record (&record, "-B changed");
  assert_lookup (registry, "x", "A");
  assert_lookup (registry, "y", "A");
  assert_lookup (registry, "z", "none");
  g_assert_finalize_object (b);
  g_assert_true (greg_registry_unregister (registry, "x", &error));
  assert_record (&record, "-A changed");
  assert_lookup (registry, "y", "none");
  assert_list (registry, "");
  g_assert_finalize_object (a);

  g_assert_false (greg_registry_unregister (registry, "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“x”"));
  assert_record (&record, "");
  record_stop (&record);
  g_assert_finalize_object (registry);
}

static void
test_unregister_factory (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "x", "", 1);
  GregFactory *twin = make_factory ("A", "x", "", 0);
  GregFactory *nameless = greg_factory_new_for_func (NULL, G_TYPE_NONE, create_cb, NULL, NULL);
  g_autoptr (GError) error = NULL;

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  greg_registry_add (registry, a, &error);
  greg_registry_add (registry, b, &error);
  g_assert_no_error (error);
  g_assert_false (greg_registry_unregister_factory (registry, twin, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==,
                   "this factory “x” is not registered in things, where that name stands for "
                   "another one");
  g_clear_error (&error);
  g_assert_false (greg_registry_unregister_factory (registry, nameless, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (greg_registry_unregister_factory (registry, a, &error));
  assert_list (registry, "B");
  g_assert_false (greg_registry_unregister_factory (registry, a, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (twin);
  g_assert_finalize_object (nameless);
}

/* Unregistering the first of a stack moves its name to the position of the next. */
static void
test_position_of_stack (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *factories[] = { make_factory ("A", "x", "", 0), make_factory ("B", "y", "", 0),
                               make_factory ("C", "x", "", 0), make_factory ("D", "y", "", 8) };

  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  for (guint i = 0; i < G_N_ELEMENTS (factories); i++)
    {
      g_assert_true (greg_registry_add (registry, factories[i], NULL));
      g_object_unref (factories[i]);
    }
  assert_list (registry, "A D");
  g_assert_true (greg_registry_unregister (registry, "x", NULL));
  assert_list (registry, "D C");
  g_assert_true (greg_registry_unregister_factory (registry, factories[3], NULL));
  assert_list (registry, "B C");
  g_assert_finalize_object (registry);
}

static void
test_freeze (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregFactory *a = make_factory ("A", "x", "", 0);
  GregFactory *b = make_factory ("B", "y", "", 0);
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;
  Record record;

  greg_registry_add (registry, a, &error);
  record_start (&record, registry);
  g_signal_connect_swapped (registry, "notify::frozen", G_CALLBACK (count_cb), &n_notified);
  g_assert_false (greg_registry_is_frozen (registry));
  greg_registry_freeze (registry);
  greg_registry_freeze (registry);
  g_assert_true (greg_registry_is_frozen (registry));
  g_assert_cmpuint (n_notified, ==, 1);

  g_assert_false (greg_registry_add (registry, b, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "things is frozen"));
  g_clear_error (&error);
  g_assert_false (greg_registry_unregister (registry, "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (greg_registry_unregister_factory (registry, a, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  assert_record (&record, "");
  assert_list (registry, "A");
  record_stop (&record);
  g_assert_finalize_object (registry);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* --- the rest --- */

static void
test_properties (void)
{
  g_autoptr (GregRegistry) registry = g_object_new (
      GREG_TYPE_REGISTRY, "name", "n", "base-type", G_TYPE_CONVERTER, "duplicates",
      GREG_DUPLICATES_STACK, "redefine", TRUE, NULL);
  guint n_notified = 0;
  GregDuplicates duplicates;
  gboolean redefine, frozen;

  g_signal_connect_swapped (registry, "notify", G_CALLBACK (count_cb), &n_notified);
  g_object_get (registry, "duplicates", &duplicates, "redefine", &redefine, "frozen", &frozen,
                NULL);
  g_assert_cmpint (duplicates, ==, GREG_DUPLICATES_STACK);
  g_assert_true (redefine);
  g_assert_false (frozen);
  greg_registry_set_duplicates (registry, GREG_DUPLICATES_STACK);
  greg_registry_set_redefine (registry, 5);
  g_assert_cmpuint (n_notified, ==, 0);
  greg_registry_set_duplicates (registry, GREG_DUPLICATES_KEEP);
  greg_registry_set_redefine (registry, FALSE);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpint (greg_registry_get_duplicates (registry), ==, GREG_DUPLICATES_KEEP);
  g_assert_false (greg_registry_get_redefine (registry));
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (registry)) == G_TYPE_CONVERTER);
}

static void
test_lists (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (registry);
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i % 40);
      g_autofree char *id = g_strdup_printf ("F%u", i);
      g_autofree char *alias = g_strdup_printf ("a%u", i % 40);
      g_autoptr (GregFactory) factory = make_factory (id, name, alias, 0);
      g_autoptr (GregFactory) stands
          = greg_registry_add_full (registry, factory, GREG_DUPLICATES_STACK, NULL);

      g_assert_true (stands == factory);
    }
  names = greg_source_list_names (source);
  g_assert_cmpuint (g_strv_length (names), ==, 40);
  g_assert_cmpuint (greg_source_count (source), ==, 40);
  g_assert_cmpstr (names[0], ==, "n0");
  g_assert_cmpstr (names[39], ==, "n39");
  all = greg_source_lookup_all (source, "a3");
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (id_of (all->pdata[0]), ==, "F3");
  g_assert_cmpstr (id_of (all->pdata[1]), ==, "F43");
  g_assert_true (greg_source_contains (source, "a39"));
  g_assert_false (greg_source_contains (source, "a40"));
  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_finalize_object (registry);
}

/* The names that signals speak of are never made quarks, which are never freed. */
static void
test_no_interning (void)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("things", G_TYPE_NONE);
  const char *name = "a name that nobody else has", *alias = "an alias that nobody else has";
  g_autoptr (GregFactory) factory = make_factory ("A", name, "", 0);
  Record record;

  greg_factory_add_alias (factory, alias, NULL);
  record_start (&record, registry);
  g_assert_true (greg_registry_add (registry, factory, NULL));
  g_assert_true (greg_source_contains (GREG_SOURCE (registry), alias));
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), "another name that nobody has"));
  g_assert_true (greg_registry_unregister (registry, name, NULL));
  g_assert_cmpuint (g_quark_try_string (name), ==, 0);
  g_assert_cmpuint (g_quark_try_string (alias), ==, 0);
  g_assert_cmpuint (g_quark_try_string ("another name that nobody has"), ==, 0);
  record_stop (&record);
}

static void
test_detail (void)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("things", G_TYPE_NONE);
  guint n_registered = 0, n_unregistered = 0;

  g_signal_connect_swapped (registry, "registered::x", G_CALLBACK (count_cb), &n_registered);
  g_signal_connect_swapped (registry, "unregistered::x", G_CALLBACK (count_cb), &n_unregistered);
  g_assert_true (greg_registry_register_type (registry, "x", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_registry_register_type (registry, "y", G_TYPE_OBJECT, NULL));
  g_assert_true (greg_registry_unregister (registry, "y", NULL));
  g_assert_true (greg_registry_unregister (registry, "x", NULL));
  g_assert_cmpuint (n_registered, ==, 1);
  g_assert_cmpuint (n_unregistered, ==, 1);
}

/* 100,000 registrations and look-ups of few names must not leave anything behind. */
static void
test_no_growth (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  guint n_created = 0, n_destroyed = 0;

  for (guint i = 0; i < 100000; i++)
    {
      char name[16];

      g_snprintf (name, sizeof name, "n%u", i % 100);
      if (i >= 100)
        g_assert_true (greg_registry_unregister (registry, name, NULL));
      g_assert_true (greg_registry_register_func (registry, name, G_TYPE_NONE, create_cb,
                                                  &n_destroyed, count_cb, NULL));
      n_created++;
      g_assert_true (greg_source_contains (GREG_SOURCE (registry), name));
    }
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (registry)), ==, 100);
  g_assert_cmpuint (n_destroyed, ==, n_created - 100);
  g_assert_finalize_object (registry);
  g_assert_cmpuint (n_destroyed, ==, n_created);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/registry/policy/", cases[i].label, NULL);

      g_test_add_data_func (path, &cases[i], test_policy);
    }
  g_test_add_func ("/registry/policy/of-registry", test_policy_of_registry);
  g_test_add_func ("/registry/messages", test_messages);
  g_test_add_func ("/registry/refused-factories", test_refused_factories);
  g_test_add_func ("/registry/shared-factory", test_shared_factory);
  g_test_add_func ("/registry/functions", test_functions);
  g_test_add_func ("/registry/macros", test_macros);
  g_test_add_func ("/registry/failed-component", test_failed_component);
  g_test_add_func ("/registry/unregister", test_unregister);
  g_test_add_func ("/registry/unregister-factory", test_unregister_factory);
  g_test_add_func ("/registry/position-of-stack", test_position_of_stack);
  g_test_add_func ("/registry/freeze", test_freeze);
  g_test_add_func ("/registry/properties", test_properties);
  g_test_add_func ("/registry/lists", test_lists);
  g_test_add_func ("/registry/no-interning", test_no_interning);
  g_test_add_func ("/registry/detail", test_detail);
  g_test_add_func ("/registry/no-growth", test_no_growth);
  return g_test_run ();
}
