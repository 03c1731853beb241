/* test-explain.c - what a registry says when a name is not found, and how it was looked for
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>
#include <string.h>

/* Two frameworks under one root:
 *
 *   models              resnet, vit_base.augreg
 *   ├── mmdet           NetA
 *   └── mmcls           NetB, resnet
 *       └── heads       Linear
 */
typedef struct
{
  GregRegistry *models;
  GregRegistry *mmdet;
  GregRegistry *mmcls;
  GregRegistry *heads;
} Tree;

static GregRegistry *
add_child (GregRegistry *parent, const char *scope)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *child = greg_registry_new_child (parent, NULL, G_TYPE_NONE, scope, &error);

  g_assert_no_error (error);
  return child;
}

static void
add (GregRegistry *registry, const char *name)
{
  g_autoptr (GError) error = NULL;

  greg_registry_register_type (registry, name, G_TYPE_OBJECT, &error);
  g_assert_no_error (error);
}

static void
setup (Tree *tree, gconstpointer data)
{
  tree->models = greg_registry_new ("models", G_TYPE_OBJECT);
  tree->mmdet = add_child (tree->models, "mmdet");
  tree->mmcls = add_child (tree->models, "mmcls");
  tree->heads = add_child (tree->mmcls, "heads");
  add (tree->models, "resnet");
  add (tree->models, "vit_base.augreg");
  add (tree->mmdet, "NetA");
  add (tree->mmcls, "NetB");
  add (tree->mmcls, "resnet");
  add (tree->heads, "Linear");
}

static void
teardown (Tree *tree, gconstpointer data)
{
  g_assert_finalize_object (tree->heads);
  g_assert_finalize_object (tree->mmcls);
  g_assert_finalize_object (tree->mmdet);
  g_assert_finalize_object (tree->models);
}

static void
assert_miss (GregRegistry *registry, const char *name, GregError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *explanation = NULL;

  g_assert_null (greg_source_require (GREG_SOURCE (registry), name, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_false (greg_source_contains (GREG_SOURCE (registry), name));

  /* It is the last line of the long form. */
  explanation = greg_source_explain (GREG_SOURCE (registry), name);
  g_assert_true (g_str_has_suffix (explanation, message));
}

static void
assert_explained (GregRegistry *registry, const char *name, const char *text)
{
  g_autofree char *explanation = greg_source_explain (GREG_SOURCE (registry), name);

  g_assert_cmpstr (explanation, ==, text);
}

/* --- ten situations --- */

static void
test_near_name (Tree *tree, gconstpointer data)
{
  assert_miss (tree->mmdet, "renset", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “renset” in mmdet, which has 3 factories; did you mean "
               "“resnet”?");
  assert_explained (tree->mmdet, "renset",
                    "1. mmdet has no “renset” among its 1\n"
                    "2. models has no “renset” among its 2\n"
                    "nothing is registered as “renset” in mmdet, which has 3 factories; did you "
                    "mean “resnet”?");
}

static void
test_other_scope (Tree *tree, gconstpointer data)
{
  assert_miss (tree->mmdet, "NetB", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “NetB” in mmdet, which has 3 factories; it is registered "
               "in the scope “mmcls”: ask for “mmcls.NetB”; did you mean “NetA”?");
  assert_miss (tree->mmdet, "Linear", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “Linear” in mmdet, which has 3 factories; it is "
               "registered in the scope “mmcls.heads”: ask for “mmcls.heads.Linear”");
  assert_miss (tree->models, "Linear", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “Linear” in models, which has 2 factories; it is "
               "registered in the scope “mmcls.heads”: ask for “mmcls.heads.Linear”");
  assert_miss (tree->heads, "NetA", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “NetA” in heads, which has 4 factories; it is registered "
               "in the scope “mmdet”: ask for “mmdet.NetA”; did you mean “NetB”?");
}

/* What it advises is found. */
static void
test_advice_is_true (Tree *tree, gconstpointer data)
{
  GregRegistry *registries[] = { tree->models, tree->mmdet, tree->mmcls, tree->heads };
  const char *names[] = { "NetA", "NetB", "Linear", "resnet", "vit_base.augreg" };
  guint n_advised = 0;

  for (guint i = 0; i < G_N_ELEMENTS (registries); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GregFactory) factory
            = greg_source_require (GREG_SOURCE (registries[i]), names[j], &error);
        const char *start;
        g_autofree char *spelling = NULL;

        if (factory != NULL)
          continue;
        start = strstr (error->message, "ask for “");
        g_assert_nonnull (start);
        start += strlen ("ask for “");
        spelling = g_strndup (start, (gsize) (strstr (start, "”") - start));
        g_assert_true (greg_source_contains (GREG_SOURCE (registries[i]), spelling));
        n_advised++;
      }
  g_assert_cmpuint (n_advised, ==, 8);
}

static void
test_masked (Tree *tree, gconstpointer data)
{
  greg_registry_mask (tree->mmdet, "resnet", NULL);

  assert_miss (tree->mmdet, "resnet", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “resnet” in mmdet, which has 2 factories; models has it, "
               "but mmdet masks it");
  assert_explained (tree->mmdet, "resnet",
                    "1. mmdet has no “resnet” among its 1, and masks the name: nobody above is "
                    "asked\n"
                    "nothing is registered as “resnet” in mmdet, which has 2 factories; models "
                    "has it, but mmdet masks it");
}

static void
test_unknown_scope (Tree *tree, gconstpointer data)
{
  assert_miss (tree->mmdet, "mmcsl.NetB", GREG_ERROR_UNKNOWN_SCOPE,
               "no scope is called “mmcsl” as seen from mmdet, and no name begins with “mmcsl.”; "
               "did you mean “mmcls”?");
  assert_explained (tree->mmdet, "mmcsl.NetB",
                    "1. mmdet has no “mmcsl.NetB” among its 1\n"
                    "2. models has no “mmcsl.NetB” among its 2\n"
                    "3. no scope is called “mmcsl” as seen from here\n"
                    "no scope is called “mmcsl” as seen from mmdet, and no name begins with "
                    "“mmcsl.”; did you mean “mmcls”?");

  /* It may as well be a name. */
  assert_miss (tree->mmdet, "vit_base.augre", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “vit_base.augre” in mmdet, which has 3 factories; did you "
               "mean “vit_base.augreg”?");
}

static void
test_wrong_scope (Tree *tree, gconstpointer data)
{
  assert_miss (tree->mmdet, "mmcls.NetA", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “mmcls.NetA” in mmdet, which has 3 factories; mmcls has "
               "none, but there is one without that scope: ask for “NetA”; did you mean "
               "“mmcls.NetB”?");
  assert_miss (tree->models, "mmcls.Linear", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “mmcls.Linear” in models, which has 2 factories; mmcls "
               "has none, but there is one without that scope: ask for “mmcls.heads.Linear”");
  assert_miss (tree->models, "mmcls.NetZ", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “mmcls.NetZ” in models, which has 2 factories; only mmcls "
               "was asked for “NetZ”, whose scope stands in front; did you mean “mmcls.NetB”?");
  assert_explained (tree->mmdet, "mmcls.NetB",
                    "1. mmdet has no “mmcls.NetB” among its 1\n"
                    "2. models has no “mmcls.NetB” among its 2\n"
                    "3. the scope leads to mmcls, which has “NetB”: it makes GObject\n"
                    "found “NetB”");
}

/* Whatever somebody asks for, what is said can be shown. */
static void
test_invalid_text (Tree *tree, gconstpointer data)
{
  const char *names[] = { "\xff", "mmcls.\xff\n", "m\xff.NetB", "mmcls.heads.\x01" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *explanation = NULL;

      g_assert_null (greg_source_require (GREG_SOURCE (tree->mmdet), names[i], &error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strpbrk (error->message, "\n\x01"));
      explanation = greg_source_explain (GREG_SOURCE (tree->mmdet), names[i]);
      g_assert_true (g_utf8_validate (explanation, -1, NULL));
    }
}

static void
test_shadowed (Tree *tree, gconstpointer data)
{
  assert_explained (tree->mmcls, "resnet",
                    "1. mmcls has “resnet”: it makes GObject\n"
                    "2. models has “resnet” too, which is shadowed\n"
                    "found “resnet”");
}

static gboolean
failing_loader (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  int *n_runs = data;

  ++*n_runs;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "no such module: nets");
  return FALSE;
}

static gboolean
idle_loader (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  return TRUE;
}

static void
test_failed_loader (Tree *tree, gconstpointer data)
{
  int n_runs = 0;
  g_autofree char *explanation = NULL;

  greg_registry_add_loader (tree->models, "import nets", failing_loader, &n_runs, NULL);
  greg_registry_add_loader (tree->mmdet, "import more", idle_loader, NULL, NULL);

  explanation = greg_source_explain (GREG_SOURCE (tree->mmdet), "transformer");
  g_assert_cmpint (n_runs, ==, 1);
  g_assert_cmpstr (explanation, ==,
                   "1. mmdet has no “transformer” among its 1\n"
                   "2. models has no “transformer” among its 2\n"
                   "3. mmdet: the loader “import more” has done its work\n"
                   "4. models: the loader “import nets” failed: no such module: nets\n"
                   "nothing is registered as “transformer” in mmdet, which has 3 factories (the "
                   "loader “import nets” failed: no such module: nets)");
  assert_miss (tree->mmdet, "transformer", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “transformer” in mmdet, which has 3 factories (the loader "
               "“import nets” failed: no such module: nets)");
}

static void
test_refused (Tree *tree, gconstpointer data)
{
  g_autoptr (GregRegistry) actions
      = greg_registry_new_child (tree->models, "actions", G_TYPE_ACTION, NULL, NULL);

  assert_miss (actions, "resnet", GREG_ERROR_INVALID_TYPE,
               "models has “resnet”, but it makes a GObject, which is not a GAction as everything "
               "in actions must be");
  assert_explained (actions, "resnet",
                    "1. actions has no “resnet” among its 0\n"
                    "2. models has “resnet”, but it makes GObject, which is not a GAction\n"
                    "models has “resnet”, but it makes a GObject, which is not a GAction as "
                    "everything in actions must be");
}

static void
test_type_name (Tree *tree, gconstpointer data)
{
  g_type_ensure (G_TYPE_SIMPLE_ACTION);
  greg_registry_register_type (tree->models, "action", G_TYPE_SIMPLE_ACTION, NULL);
  g_type_ensure (G_TYPE_CANCELLABLE);

  assert_miss (tree->models, "GSimpleAction", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “GSimpleAction” in models, which has 3 factories; the "
               "type GSimpleAction is registered as “action”");
  assert_miss (tree->models, "GCancellable", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “GCancellable” in models, which has 3 factories; "
               "GCancellable is a type, but nobody has registered it in models");
}

static void
test_empty_registry (void)
{
  g_autoptr (GregRegistry) registry = greg_registry_new ("things", G_TYPE_NONE);

  assert_miss (registry, "x", GREG_ERROR_NOT_FOUND,
               "nothing is registered as “x” in things, which has no factories");
}

static GregFactory *
make_up_cb (GregRegistry *registry, const char *name, gpointer data)
{
  return greg_factory_new_for_type (name, G_TYPE_OBJECT);
}

static void
test_made_up (Tree *tree, gconstpointer data)
{
  g_signal_connect (tree->models, "resolve", G_CALLBACK (make_up_cb), NULL);

  assert_explained (tree->mmdet, "anything",
                    "1. mmdet has no “anything” among its 1\n"
                    "2. models has no “anything” among its 2\n"
                    "found “anything”, which was made up for this look-up");
}

/* A source that knows “one” and “two”, and fails for anything else. */
typedef struct
{
  GregSource parent_instance;
} TestSource;

typedef struct
{
  GregSourceClass parent_class;
} TestSourceClass;

GType test_source_get_type (void);

G_DEFINE_TYPE (TestSource, test_source, GREG_TYPE_SOURCE)

static GregFactory *
test_source_find (GregSource *source, const char *name, GError **error)
{
  if (g_str_equal (name, "one") || g_str_equal (name, "two"))
    return greg_factory_new_for_type (name, G_TYPE_OBJECT);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "the disk is full");
  return NULL;
}

static char **
test_source_names (GregSource *source)
{
  return g_strsplit ("one two", " ", -1);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  GREG_SOURCE_CLASS (klass)->find = test_source_find;
  GREG_SOURCE_CLASS (klass)->names = test_source_names;
}

static void
test_source_init (TestSource *self)
{
}

/* The long form belongs to any source. */
static void
test_no_registry (void)
{
  g_autoptr (GregSource) source = NULL;
  g_autofree char *explanation = NULL;

  source = g_object_new (test_source_get_type (), "name", "three", NULL);
  explanation = greg_source_explain (source, "two");
  g_assert_cmpstr (explanation, ==, "1. three has “two”\nfound “two”");
  g_free (explanation);
  explanation = greg_source_explain (source, "four");
  g_assert_cmpstr (explanation, ==,
                   "1. three failed: the disk is full\n"
                   "looking for “four” in three failed: the disk is full");
}

/* --- as text --- */

static void
assert_drawn (GregSource *source, const char *text)
{
  g_autofree char *drawn = greg_source_to_string (source);

  g_assert_cmpstr (drawn, ==, text);
}

static void
test_drawn (Tree *tree, gconstpointer data)
{
  g_autoptr (GregFactory) old = greg_factory_new_for_type ("old", G_TYPE_OBJECT);

  greg_factory_add_alias (old, "older", NULL);
  greg_factory_add_alias (old, "oldest", NULL);
  greg_factory_set_deprecated (old, NULL, NULL, NULL);
  greg_registry_add (tree->mmcls, old, NULL);
  greg_registry_mask (tree->heads, "vit_base.augreg", NULL);

  assert_drawn (GREG_SOURCE (tree->models),
                "models: 2 factories\n"
                "├─ resnet\n"
                "├─ vit_base.augreg\n"
                "├─ mmdet: 1 factory\n"
                "│  └─ NetA\n"
                "└─ mmcls: 3 factories\n"
                "   ├─ NetB\n"
                "   ├─ resnet\n"
                "   ├─ old or older, oldest (deprecated)\n"
                "   └─ heads: 1 factory\n"
                "      ├─ Linear\n"
                "      └─ no vit_base.augreg from above");
  assert_drawn (GREG_SOURCE (tree->heads),
                "heads: 1 factory\n"
                "├─ Linear\n"
                "├─ no vit_base.augreg from above\n"
                "├─ from mmcls: 3 factories\n"
                "│  ├─ NetB\n"
                "│  ├─ resnet\n"
                "│  └─ old or older, oldest (deprecated)\n"
                "└─ from models: 2 factories\n"
                "   ├─ resnet (shadowed)\n"
                "   └─ vit_base.augreg (masked)");
}

static void
test_drawn_strangers (Tree *tree, gconstpointer data)
{
  g_autoptr (GregSource) source = g_object_new (test_source_get_type (), "name", "three", NULL);
  g_autoptr (GregRegistry) actions
      = g_object_new (GREG_TYPE_REGISTRY, "name", "actions", "scope", "act", "base-type",
                      G_TYPE_ACTION, "parent", tree->models, NULL);

  assert_drawn (source, "three: 2 factories\n├─ one\n└─ two");
  assert_drawn (GREG_SOURCE (actions), "actions, scope act: 0 factories\n"
                                       "└─ from models: 2 factories\n"
                                       "   ├─ resnet (of no use here)\n"
                                       "   └─ vit_base.augreg (of no use here)");
}

#define ADD(path, func) g_test_add ("/explain/" path, Tree, NULL, setup, func, teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("near-name", test_near_name);
  ADD ("other-scope", test_other_scope);
  ADD ("advice-is-true", test_advice_is_true);
  ADD ("masked", test_masked);
  ADD ("unknown-scope", test_unknown_scope);
  ADD ("wrong-scope", test_wrong_scope);
  ADD ("invalid-text", test_invalid_text);
  ADD ("shadowed", test_shadowed);
  ADD ("failed-loader", test_failed_loader);
  ADD ("refused", test_refused);
  ADD ("type-name", test_type_name);
  ADD ("made-up", test_made_up);
  ADD ("drawn", test_drawn);
  ADD ("drawn-strangers", test_drawn_strangers);
  g_test_add_func ("/explain/empty-registry", test_empty_registry);
  g_test_add_func ("/explain/no-registry", test_no_registry);

  return g_test_run ();
}
