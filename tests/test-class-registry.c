/* test-class-registry.c - registries that hang on classes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "registry-helpers.h"
#include "test-components.h"

/* --- classes to hang registries on --- */

/* A class for the case alone, since what hangs on a class stays there. */
static GType
new_class (GType parent, const char *name)
{
  GTypeQuery query;

  g_type_query (parent, &query);
  return g_type_register_static_simple (parent, name, (guint16) query.class_size, NULL,
                                        (guint16) query.instance_size, NULL, 0);
}

static GregRegistry *
get (GType owner, const char *name)
{
  GregRegistry *registry = greg_class_registry_get (owner, name);

  g_assert_true (GREG_IS_REGISTRY (registry));
  return registry;
}

static void
add (GregRegistry *registry, const char *id, const char *name)
{
  g_autoptr (GregFactory) factory = make_factory (id, name, "", 0);
  g_autoptr (GError) error = NULL;

  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
}

#define assert_names(owner, expected)                                   \
  G_STMT_START                                                          \
  {                                                                     \
    g_auto (GStrv) list_ = greg_class_registry_list (owner);            \
    g_autofree char *text_ = g_strjoinv (" ", list_);                   \
    g_assert_cmpstr (text_, ==, (expected));                            \
  }                                                                     \
  G_STMT_END

/* --- one for each class and name --- */

static void
test_get (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "GetAnimal");
  GType dog = new_class (animal, "GetDog");
  GregRegistry *sounds = get (dog, "sounds");

  g_assert_true (get (dog, "sounds") == sounds);
  g_assert_true (get (dog, "games") != sounds);
  g_assert_true (get (animal, "sounds") != sounds);
  g_assert_true (greg_registry_get_parent (sounds) == get (animal, "sounds"));
  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (sounds)), ==, "GetDog.sounds");
  g_assert_cmpuint (greg_source_get_base_type (GREG_SOURCE (sounds)), ==, G_TYPE_NONE);
}

static void
test_label (void)
{
  GregRegistry *registry = get (new_class (G_TYPE_OBJECT, "animals+cats+Cat"), "sounds");

  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (registry)), ==, "Cat.sounds");
}

/* What a look-up finds, whichever of the two registries was made first. */
static void
check_inheritance (GregRegistry *animal, GregRegistry *dog)
{
  g_autoptr (GError) error = NULL;

  add (animal, "a", "eat");
  assert_lookup (animal, "eat", "a");
  assert_lookup (dog, "eat", "a");

  add (dog, "d", "bark");
  assert_lookup (dog, "bark", "d");
  assert_lookup (animal, "bark", "none");
  assert_list (dog, "d a");

  add (dog, "d", "eat");
  assert_lookup (dog, "eat", "d");
  assert_lookup (animal, "eat", "a");
  assert_list (dog, "d d");

  greg_registry_unregister (dog, "eat", &error);
  g_assert_no_error (error);
  assert_lookup (dog, "eat", "a");
  greg_registry_mask (dog, "eat", &error);
  g_assert_no_error (error);
  assert_lookup (dog, "eat", "none");
  assert_lookup (animal, "eat", "a");
  assert_list (dog, "d");
}

static void
test_ancestor_first (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "FirstAnimal");
  GType dog = new_class (new_class (animal, "FirstMammal"), "FirstDog");
  GregRegistry *animals = get (animal, "actions");

  check_inheritance (animals, get (dog, "actions"));
}

static void
test_descendant_first (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "LateAnimal");
  GType mammal = new_class (animal, "LateMammal");
  GType dog = new_class (mammal, "LateDog");
  GregRegistry *dogs = get (dog, "actions");

  assert_lookup (dogs, "eat", "none");
  check_inheritance (get (animal, "actions"), dogs);

  add (get (mammal, "actions"), "m", "drink");
  assert_lookup (dogs, "drink", "m");
  assert_lookup (get (animal, "actions"), "drink", "none");
}

static void
test_other_names (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "NamesAnimal");
  GType dog = new_class (animal, "NamesDog");

  add (get (animal, "actions"), "a", "eat");
  assert_lookup (get (dog, "sounds"), "eat", "none");
  assert_lookup (get (dog, "Actions"), "eat", "none");
  assert_lookup (get (new_class (animal, "NamesCat"), "actions"), "eat", "a");
}

static void
count_cb (GregSource *source, guint *count)
{
  ++*count;
}

static void
test_signals (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "SignalsAnimal");
  GregRegistry *dogs = get (new_class (new_class (animal, "SignalsMammal"), "SignalsDog"), "actions");
  guint count = 0;

  g_signal_connect (dogs, "changed", G_CALLBACK (count_cb), &count);
  add (get (animal, "actions"), "a", "eat");
  g_assert_cmpuint (count, ==, 1);
  g_signal_handlers_disconnect_by_data (dogs, &count);
}

/* --- which there are --- */

static void
test_list (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "ListAnimal");
  GType mammal = new_class (animal, "ListMammal");
  GType dog = new_class (mammal, "ListDog");

  assert_names (dog, "");
  get (dog, "sounds");
  get (dog, "actions");
  assert_names (dog, "actions sounds");
  assert_names (mammal, "");
  assert_names (animal, "");

  get (animal, "sounds");
  get (animal, "Food");
  assert_names (dog, "Food actions sounds");
  assert_names (mammal, "Food sounds");
}

static void
test_peek (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "PeekAnimal");
  GType dog = new_class (animal, "PeekDog");
  GregRegistry *sounds;

  g_assert_null (greg_class_registry_peek (dog, "sounds"));
  assert_names (dog, "");
  sounds = get (dog, "sounds");
  g_assert_true (greg_class_registry_peek (dog, "sounds") == sounds);
  g_assert_null (greg_class_registry_peek (animal, "sounds"));
  g_assert_null (greg_class_registry_peek (dog, ""));
}

static void
test_texts (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "TextAnimal");
  GType mammal = new_class (animal, "TextMammal");
  GregRegistry *dogs = get (new_class (mammal, "TextDog"), "texts");
  GregRegistry *animals = get (animal, "texts");
  g_autofree char *explained = greg_source_explain (GREG_SOURCE (dogs), "bark");
  g_autofree char *drawn = greg_source_to_string (GREG_SOURCE (animals));
  g_autofree char *used = NULL;

  g_assert_cmpstr (explained, ==,
                   "1. TextDog.texts has no “bark” among its 0\n"
                   "2. TextAnimal.texts has no “bark” among its 0\n"
                   "nothing is registered as “bark” in TextDog.texts, which has no factories");
  g_assert_cmpstr (drawn, ==, "TextAnimal.texts: 0 factories\n└─ TextDog.texts: 0 factories");

  add (greg_registry_get_parent (dogs), "m", "drink");
  used = greg_source_explain (GREG_SOURCE (dogs), "bark");
  g_assert_nonnull (strstr (used, "TextMammal.texts has no “bark” among its 1"));
}

/* --- what hangs in it --- */

static GregRegistry *
install (GType owner, const char *name, GType base_type)
{
  g_autoptr (GError) error = NULL;
  GregRegistry *registry = greg_class_registry_install (owner, name, base_type, &error);

  g_assert_no_error (error);
  g_assert_true (GREG_IS_REGISTRY (registry));
  return registry;
}

static GType
base_of (GregRegistry *registry)
{
  return greg_source_get_base_type (GREG_SOURCE (registry));
}

static void
test_base_type (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "BaseAnimal");
  GType dog = new_class (animal, "BaseDog");
  GregRegistry *parts = install (animal, "parts", TEST_TYPE_PART);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (base_of (parts), ==, TEST_TYPE_PART);
  g_assert_cmpuint (base_of (get (dog, "parts")), ==, TEST_TYPE_PART);
  g_assert_false (greg_registry_register_type (get (dog, "parts"), "file", G_TYPE_FILE_INFO, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "TestPart");

  g_assert_true (install (animal, "parts", TEST_TYPE_PART) == parts);
  g_assert_true (install (animal, "parts", G_TYPE_NONE) == parts);
  g_assert_cmpuint (base_of (parts), ==, TEST_TYPE_PART);
}

static void
test_narrower_base_type (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "NarrowAnimal");
  GType dog = new_class (animal, "NarrowDog");
  GregRegistry *parts = install (animal, "parts", TEST_TYPE_PART);
  GregRegistry *devices = install (dog, "parts", TEST_TYPE_DEVICE);

  test_add_type (parts, "part", TEST_TYPE_PART, NULL);
  test_add_type (parts, "device", TEST_TYPE_DEVICE, NULL);
  g_assert_true (greg_source_contains (GREG_SOURCE (devices), "device"));
  g_assert_false (greg_source_contains (GREG_SOURCE (devices), "part"));
}

/* A level that was made for a subclass becomes what the class says. */
static void
test_base_type_later (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "WiseAnimal");
  GType mammal = new_class (animal, "WiseMammal");
  GregRegistry *dogs = get (new_class (mammal, "WiseDog"), "parts");
  GregRegistry *animals = greg_registry_get_parent (greg_registry_get_parent (dogs));
  g_autoptr (GError) error = NULL;
  GType seen;

  g_assert_true (install (animal, "parts", TEST_TYPE_PART) == animals);
  g_assert_cmpuint (base_of (animals), ==, TEST_TYPE_PART);
  g_object_get (animals, "base-type", &seen, NULL);
  g_assert_cmpuint (seen, ==, TEST_TYPE_PART);
  g_assert_false (greg_registry_register_type (animals, "file", G_TYPE_FILE_INFO, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "TestPart");

  g_assert_cmpuint (base_of (get (mammal, "parts")), ==, TEST_TYPE_PART);
  g_assert_cmpuint (base_of (dogs), ==, G_TYPE_NONE);
  test_add_type (animals, "part", TEST_TYPE_PART, NULL);
  g_assert_true (greg_source_contains (GREG_SOURCE (dogs), "part"));
}

static void
test_base_type_too_late (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "TardyAnimal");
  GType dog = new_class (animal, "TardyDog");
  g_autoptr (GError) error = NULL;

  get (dog, "parts");
  install (animal, "parts", TEST_TYPE_PART);
  g_assert_null (greg_class_registry_install (animal, "parts", G_TYPE_CONVERTER, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
                     "TardyAnimal.parts is there already for products of TestPart, not of GConverter");
  g_assert_cmpuint (base_of (get (animal, "parts")), ==, TEST_TYPE_PART);

  g_assert_null (greg_class_registry_install (dog, "parts", TEST_TYPE_PART, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
                     "TardyDog.parts is there already for products of any type, not of TestPart");
}

/* Somebody has reached the level through its child. */
static void
test_base_type_of_used_level (void)
{
  GType being = new_class (G_TYPE_OBJECT, "UsedBeing");
  GType animal = new_class (being, "UsedAnimal");
  GregRegistry *level
      = greg_registry_get_parent (get (new_class (animal, "UsedDog"), "parts"));
  g_autoptr (GError) error = NULL;

  add (level, "a", "eat");
  g_assert_null (greg_class_registry_install (animal, "parts", TEST_TYPE_PART, &error));
  test_assert_error_has (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE, "any type");
  g_assert_null (greg_class_registry_peek (animal, "parts"));
  install (being, "parts", TEST_TYPE_PART);
  g_assert_true (get (animal, "parts") == level);
  g_assert_cmpuint (base_of (level), ==, G_TYPE_NONE);
  assert_lookup (level, "eat", "a");
}

static void
test_policies (void)
{
  GType animal = new_class (G_TYPE_OBJECT, "PolicyAnimal");
  GType mammal = new_class (animal, "PolicyMammal");
  GType dog = new_class (mammal, "PolicyDog");
  GregRegistry *animals = get (animal, "actions");

  greg_registry_set_duplicates (animals, GREG_DUPLICATES_STACK);
  greg_registry_set_redefine (animals, TRUE);
  g_assert_cmpint (greg_registry_get_duplicates (get (dog, "actions")), ==, GREG_DUPLICATES_STACK);
  g_assert_true (greg_registry_get_redefine (get (dog, "actions")));

  greg_registry_set_duplicates (animals, GREG_DUPLICATES_KEEP);
  g_assert_cmpint (greg_registry_get_duplicates (get (dog, "actions")), ==, GREG_DUPLICATES_STACK);
  g_assert_cmpint (greg_registry_get_duplicates (get (mammal, "actions")), ==, GREG_DUPLICATES_KEEP);
}

/* --- the initialisers of classes --- */

static guint n_initialised;

static void
creature_class_init (gpointer klass, gpointer data)
{
  GregRegistry *parts = GREG_CLASS_REGISTRY (klass, "parts", TEST_TYPE_PART);

  n_initialised++;
  test_add_type (parts, "plain", TEST_TYPE_PART, NULL);
}

static void
machine_class_init (gpointer klass, gpointer data)
{
  GregRegistry *parts = GREG_CLASS_REGISTRY (klass, "parts", G_TYPE_NONE);

  n_initialised++;
  test_add_type (parts, "device", TEST_TYPE_DEVICE, NULL);
}

static GType
new_class_with_init (GType parent, const char *name, GClassInitFunc init)
{
  GTypeQuery query;

  g_type_query (parent, &query);
  return g_type_register_static_simple (parent, name, (guint16) query.class_size, init,
                                        (guint16) query.instance_size, NULL, 0);
}

/* Nobody has made an instance: asking is enough. */
static void
test_class_init (void)
{
  GType creature = new_class_with_init (G_TYPE_OBJECT, "InitCreature", creature_class_init);
  GType machine = new_class_with_init (creature, "InitMachine", machine_class_init);
  GregRegistry *parts;
  g_autoptr (GObject) object = NULL;

  n_initialised = 0;
  parts = get (machine, "parts");
  g_assert_cmpuint (n_initialised, ==, 2);
  g_assert_true (greg_source_contains (GREG_SOURCE (parts), "plain"));
  g_assert_true (greg_source_contains (GREG_SOURCE (parts), "device"));
  g_assert_cmpuint (base_of (parts), ==, TEST_TYPE_PART);

  object = g_object_new (machine, NULL);
  g_assert_true (greg_class_registry_get (G_OBJECT_TYPE (object), "parts") == parts);
  g_assert_cmpuint (n_initialised, ==, 2);
  g_assert_finalize_object (g_steal_pointer (&object));
}

static void
test_list_initialises (void)
{
  GType creature = new_class_with_init (G_TYPE_OBJECT, "ListCreature", creature_class_init);
  GType other = new_class_with_init (G_TYPE_OBJECT, "PeekCreature", creature_class_init);

  assert_names (creature, "parts");
  g_assert_nonnull (greg_class_registry_peek (other, "parts"));
}

/* --- interfaces and others --- */

static void
walker_default_init (gpointer iface, gpointer data)
{
  add (GREG_CLASS_REGISTRY (iface, "gaits", G_TYPE_NONE), "w", "walk");
}

static void
test_interface (void)
{
  static const GTypeInfo info = { .class_size = sizeof (GTypeInterface), .class_init = walker_default_init };
  GType walker = g_type_register_static (G_TYPE_INTERFACE, "TestWalker", &info, 0);
  GType dog = new_class (G_TYPE_OBJECT, "WalkingDog");

  g_type_add_interface_static (dog, walker, &(GInterfaceInfo){ NULL, NULL, NULL });
  assert_lookup (get (walker, "gaits"), "walk", "w");
  assert_names (walker, "gaits");
  g_assert_null (greg_registry_get_parent (get (walker, "gaits")));

  assert_lookup (get (dog, "gaits"), "walk", "none");
}

static void
test_other_classes (void)
{
  GregRegistry *units = get (G_TYPE_CONVERTER_FLAGS, "units");

  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (units)), ==, "GConverterFlags.units");
  get (TEST_TYPE_ABSTRACT_PART, "units");
}

static void
test_errors (void)
{
  GType owner = new_class (G_TYPE_OBJECT, "FaultyOwner");
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_class_registry_install (owner, "", G_TYPE_NONE, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME, "the name is empty");
  g_assert_null (greg_class_registry_install (owner, "a\nb", G_TYPE_NONE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_null (greg_class_registry_install (owner, "\xff", G_TYPE_NONE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_NAME);
  g_clear_error (&error);
  g_assert_null (greg_class_registry_install (G_TYPE_STRING, "x", G_TYPE_NONE, &error));
  test_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE,
                     "gchararray is neither a class nor an interface: it cannot have a registry");
  g_assert_null (greg_class_registry_install (G_TYPE_INVALID, "x", G_TYPE_NONE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_clear_error (&error);
  g_assert_null (greg_class_registry_install (G_TYPE_INTERFACE, "x", G_TYPE_NONE, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_assert_null (greg_class_registry_install (G_TYPE_STRING, "x", G_TYPE_NONE, NULL));
  assert_names (owner, "");
}

static void
test_implement_twice (void)
{
  GType owner = new_class (G_TYPE_OBJECT, "TwiceOwner");

  g_assert_nonnull (greg_class_registry_implement (owner, "parts", TEST_TYPE_PART));
  g_test_expect_message ("Greg", G_LOG_LEVEL_CRITICAL, "cannot give TwiceOwner a registry: *GConverter");
  g_assert_null (greg_class_registry_implement (owner, "parts", G_TYPE_CONVERTER));
  g_test_assert_expected_messages ();
}

/* --- a plug-in --- */

typedef GTypeModule Plugin;
typedef GTypeModuleClass PluginClass;

static GType plugin_get_type (void);
G_DEFINE_TYPE (Plugin, plugin, G_TYPE_TYPE_MODULE)

static guint n_unloaded;
static GType plugin_class;

static gboolean
plugin_load (GTypeModule *module)
{
  static const GTypeInfo info = { .class_size = sizeof (GObjectClass),
                                  .class_init = creature_class_init,
                                  .instance_size = sizeof (GObject) };

  plugin_class = g_type_module_register_type (module, G_TYPE_OBJECT, "PluginCreature", &info, 0);
  return TRUE;
}

static void
plugin_unload (GTypeModule *module)
{
  n_unloaded++;
}

static void
plugin_class_init (PluginClass *klass)
{
  klass->load = plugin_load;
  klass->unload = plugin_unload;
}

static void
plugin_init (Plugin *self)
{
}

static void
test_dynamic (void)
{
  GTypeModule *module = g_object_new (plugin_get_type (), NULL);
  GregRegistry *parts;
  guint unloaded;

  g_assert_true (g_type_module_use (module));
  g_type_module_unuse (module);
  unloaded = n_unloaded;

  n_initialised = 0;
  parts = get (plugin_class, "parts");
  g_assert_cmpuint (n_initialised, ==, 1);
  g_assert_true (greg_source_contains (GREG_SOURCE (parts), "plain"));
  g_assert_true (get (plugin_class, "parts") == parts);

  g_assert_finalize_object (g_object_new (plugin_class, NULL));
  g_assert_cmpuint (n_unloaded, ==, unloaded);
  g_assert_cmpuint (n_initialised, ==, 1);
}

/* --- threads --- */

#define N_THREADS 8
#define N_CLASSES 40

typedef struct
{
  GType classes[N_CLASSES]; /* each derived from the one before */
  gboolean backwards;
  int *start;
  GregRegistry *registries[N_CLASSES];
} Work;

static gpointer
work_thread (gpointer data)
{
  Work *work = data;

  g_atomic_int_add (work->start, -1);
  while (g_atomic_int_get (work->start) > 0)
    g_thread_yield ();
  for (guint i = 0; i < N_CLASSES; i++)
    {
      guint n = work->backwards ? N_CLASSES - 1 - i : i;

      work->registries[n] = get (work->classes[n], "parts");
      g_assert_true (greg_source_contains (GREG_SOURCE (work->registries[n]), "plain"));
      g_strfreev (greg_class_registry_list (work->classes[n]));
    }
  return NULL;
}

/* All make the same ones at once, from both ends, while the classes are initialised. */
static void
test_threads (void)
{
  Work works[N_THREADS] = { 0 };
  GThread *threads[N_THREADS];
  int start = N_THREADS;
  GType parent = G_TYPE_OBJECT;

  for (guint i = 0; i < N_CLASSES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Thread%u", i);

      parent = i % 2 == 0 ? new_class_with_init (parent, name, creature_class_init)
                          : new_class (parent, name);
      for (guint j = 0; j < N_THREADS; j++)
        works[j].classes[i] = parent;
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      works[i].start = &start;
      works[i].backwards = i % 2 == 1;
      threads[i] = g_thread_new ("work", work_thread, &works[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_CLASSES; i++)
    {
      for (guint j = 1; j < N_THREADS; j++)
        g_assert_true (works[j].registries[i] == works[0].registries[i]);
      g_assert_true (greg_registry_get_parent (works[0].registries[i])
                     == get (i > 0 ? works[0].classes[i - 1] : G_TYPE_OBJECT, "parts"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/class-registry/get", test_get);
  g_test_add_func ("/class-registry/label", test_label);
  g_test_add_func ("/class-registry/inherit/ancestor-first", test_ancestor_first);
  g_test_add_func ("/class-registry/inherit/descendant-first", test_descendant_first);
  g_test_add_func ("/class-registry/inherit/other-names", test_other_names);
  g_test_add_func ("/class-registry/inherit/signals", test_signals);
  g_test_add_func ("/class-registry/list", test_list);
  g_test_add_func ("/class-registry/peek", test_peek);
  g_test_add_func ("/class-registry/texts", test_texts);
  g_test_add_func ("/class-registry/base-type", test_base_type);
  g_test_add_func ("/class-registry/base-type/narrower", test_narrower_base_type);
  g_test_add_func ("/class-registry/base-type/later", test_base_type_later);
  g_test_add_func ("/class-registry/base-type/too-late", test_base_type_too_late);
  g_test_add_func ("/class-registry/base-type/used-level", test_base_type_of_used_level);
  g_test_add_func ("/class-registry/policies", test_policies);
  g_test_add_func ("/class-registry/class-init", test_class_init);
  g_test_add_func ("/class-registry/class-init/list", test_list_initialises);
  g_test_add_func ("/class-registry/interface", test_interface);
  g_test_add_func ("/class-registry/other-classes", test_other_classes);
  g_test_add_func ("/class-registry/errors", test_errors);
  g_test_add_func ("/class-registry/implement-twice", test_implement_twice);
  g_test_add_func ("/class-registry/dynamic", test_dynamic);
  g_test_add_func ("/class-registry/threads", test_threads);

  return g_test_run ();
}
