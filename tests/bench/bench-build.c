/* bench-build.c - building by name, from a JsonNode, a GVariant and JSON text
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Each way builds an object with two properties. The floor is g_object_new_with_properties(); figures are ratios to
 * it, the best of several rounds in which all ways take turns, so that a noisy machine disturbs all alike. */

#include <greg.h>
#include <stdio.h>
#include <string.h>

#define TEXT "{\"type\": \"thing\", \"level\": 9, \"label\": \"nine\"}"
#define PLAIN "{\"level\": 9, \"label\": \"nine\"}"

typedef struct
{
  GObject parent_instance;
  int level;
  char *label;
} Thing;

typedef GObjectClass ThingClass;

GType thing_get_type (void);
G_DEFINE_TYPE (Thing, thing, G_TYPE_OBJECT)

static void
thing_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  Thing *self = (Thing *) object;

  if (id == 1)
    self->level = g_value_get_int (value);
  else
    {
      g_free (self->label);
      self->label = g_value_dup_string (value);
    }
}

static void
thing_finalize (GObject *object)
{
  g_free (((Thing *) object)->label);
  G_OBJECT_CLASS (thing_parent_class)->finalize (object);
}

static void
thing_class_init (ThingClass *klass)
{
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  klass->set_property = thing_set_property;
  klass->finalize = thing_finalize;
  g_object_class_install_property (klass, 1,
                                   g_param_spec_int ("level", NULL, NULL, 0, 100, 0, flags));
  g_object_class_install_property (klass, 2,
                                   g_param_spec_string ("label", NULL, NULL, NULL, flags));
}

static void
thing_init (Thing *self)
{
}

static GregSource *source;
static JsonNode *node;
static GVariant *variant;
static GregConfig *config;
static const char *names[] = { "level", "label" };
static GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };

static GObject *
by_gobject (void)
{
  return g_object_new_with_properties (thing_get_type (), 2, names, values);
}

static GObject *
by_name (void)
{
  return greg_source_build_with_properties (source, "thing", 2, names, values, NULL);
}

static GObject *
by_gobject_varargs (void)
{
  return g_object_new (thing_get_type (), "level", 9, "label", "nine", NULL);
}

static GObject *
by_varargs (void)
{
  return greg_source_build (source, "thing", NULL, "level", 9, "label", "nine", NULL);
}

static GObject *
by_config (void)
{
  return greg_source_build_config (source, config, NULL);
}

static GObject *
by_node (void)
{
  return greg_source_build_node (source, node, NULL);
}

static GObject *
by_variant (void)
{
  return greg_source_build_variant (source, variant, NULL);
}

static GObject *
by_text (void)
{
  return greg_source_build_json (source, TEXT, sizeof TEXT - 1, NULL);
}

static GObject *
by_json_glib_node (void)
{
  return json_gobject_deserialize (thing_get_type (), node);
}

static GObject *
by_json_glib_text (void)
{
  return json_gobject_from_data (thing_get_type (), PLAIN, sizeof PLAIN - 1, NULL);
}

static const struct
{
  const char *label;
  GObject *(*build) (void);
  double limit; /* 0: a peer */
} ways[] = {
  { "g_object_new_with_properties, the floor", by_gobject, 0 },
  { "greg_source_build_with_properties", by_name, 1.25 },
  { "g_object_new", by_gobject_varargs, 0 },
  { "greg_source_build", by_varargs, 0 },
  { "from a GregConfig", by_config, 0 },
  { "from a JsonNode", by_node, 2.5 },
  { "from a GVariant", by_variant, 0 },
  { "from JSON text", by_text, 3.0 },
  { "json_gobject_deserialize", by_json_glib_node, 0 },
  { "json_gobject_from_data", by_json_glib_text, 0 },
};

static double
run (GObject *(*build) (void), guint n)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    g_object_unref (build ());
  return (double) (g_get_monotonic_time () - start) * 1000.0 / n;
}

static void
set_up (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_OBJECT);
  g_autoptr (GError) error = NULL;

  greg_registry_register_type (registry, "thing", thing_get_type (), &error);
  g_assert_no_error (error);
  source = GREG_SOURCE (registry);
  node = json_from_string (TEXT, NULL);
  variant = g_variant_ref_sink (
      g_variant_new_parsed ("{'type': <'thing'>, 'level': <9>, 'label': <'nine'>}"));
  config = greg_config_new_from_json (TEXT, -1, NULL, NULL);
  g_value_init (&values[0], G_TYPE_INT);
  g_value_set_int (&values[0], 9);
  g_value_init (&values[1], G_TYPE_STRING);
  g_value_set_static_string (&values[1], "nine");
}

static void
tear_down (void)
{
  g_value_unset (&values[1]);
  g_object_unref (config);
  g_variant_unref (variant);
  json_node_unref (node);
  g_assert_finalize_object (source);
}

int
main (int argc, char *argv[])
{
  gboolean brief = argc > 1 && strcmp (argv[1], "--brief") == 0;
  guint rounds = brief ? 3 : 300, n = 2000;
  double best[G_N_ELEMENTS (ways)];

  set_up ();
  for (guint r = 0; r < rounds; r++)
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
      {
        double ns = run (ways[i].build, n);

        best[i] = r == 0 ? ns : MIN (best[i], ns);
      }
  tear_down ();

  printf ("# building an object with two properties\n");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      printf ("# %-42s %6.0f ns  %5.2f x", ways[i].label, best[i], best[i] / best[0]);
      if (ways[i].limit > 0)
        printf ("  (aim: at most %.2f x)", ways[i].limit);
      printf ("\n");
    }
  return 0;
}
