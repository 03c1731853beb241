/* test-components.c - components that count themselves, and a source that is no registry
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-components.h"

#include "test-types.h"

/* Parts are made in several threads: atomic. */
static guint n_constructed;
static guint n_live;
static TestPartHook part_hook;
static gpointer part_hook_data;

typedef struct
{
  GValue values[20];
} TestPartPrivate;

enum
{
  PROP_LABEL = 1,
  PROP_NUMBER,
  PROP_LIMIT,
  PROP_SECRET,
  PROP_TYPE,
  PROP_PART,
  PROP_OBJECT,
  PROP_SHAPE,
  PROP_LIST,
  PROP_MODEL,
  PROP_PARTS,
  PROP_KIND,
  PROP_NODE,
  PROP_CONFIG,
  PROP_DICT,
  PROP_TINT,
  N_PROPS
};

G_DEFINE_TYPE_WITH_PRIVATE (TestPart, test_part, G_TYPE_OBJECT)

#define VALUE(self, id) (&((TestPartPrivate *)test_part_get_instance_private (self))->values[id])

static void
test_part_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GValue *slot = VALUE (TEST_PART (object), id);

  if (G_IS_VALUE (slot))
    g_value_unset (slot);
  g_value_init (slot, G_VALUE_TYPE (value));
  g_value_copy (value, slot);
}

static void
test_part_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GValue *slot = VALUE (TEST_PART (object), id);

  if (G_IS_VALUE (slot))
    g_value_copy (slot, value);
  else
    g_param_value_set_default (pspec, value);
}

static void
test_part_constructed (GObject *object)
{
  G_OBJECT_CLASS (test_part_parent_class)->constructed (object);

  g_atomic_int_inc (&n_constructed);
  g_atomic_int_inc (&n_live);
  if (part_hook != NULL)
    part_hook (test_part_get_label (TEST_PART (object)), part_hook_data);
}

static void
test_part_finalize (GObject *object)
{
  for (guint id = 1; id < N_PROPS; id++)
    if (G_IS_VALUE (VALUE (TEST_PART (object), id)))
      g_value_unset (VALUE (TEST_PART (object), id));
  g_atomic_int_add (&n_live, -1);

  G_OBJECT_CLASS (test_part_parent_class)->finalize (object);
}

#define RW (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS)

static void
test_part_class_init (TestPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamSpec *props[N_PROPS] = {
    [PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, RW | G_PARAM_CONSTRUCT),
    [PROP_NUMBER] = g_param_spec_int ("number", NULL, NULL, 0, 100, 5, RW),
    [PROP_LIMIT] =
        g_param_spec_uint ("limit", NULL, NULL, 0, G_MAXUINT, 7, RW | G_PARAM_CONSTRUCT_ONLY),
    [PROP_SECRET] =
        g_param_spec_int ("secret", NULL, NULL, 0, 9, 3, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS),
    [PROP_TYPE] = g_param_spec_string ("type", NULL, NULL, NULL, RW),
    [PROP_PART] = g_param_spec_object ("part", NULL, NULL, TEST_TYPE_PART, RW),
    [PROP_OBJECT] = g_param_spec_object ("object", NULL, NULL, G_TYPE_OBJECT, RW),
    [PROP_SHAPE] = g_param_spec_object ("shape", NULL, NULL, TEST_TYPE_SHAPE, RW),
    [PROP_LIST] = g_param_spec_object ("list", NULL, NULL, G_TYPE_LIST_MODEL, RW),
    [PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, TEST_TYPE_MODEL, RW),
    [PROP_PARTS] = g_param_spec_boxed ("parts", NULL, NULL, G_TYPE_PTR_ARRAY, RW),
    [PROP_KIND] = g_param_spec_gtype ("kind", NULL, NULL, TEST_TYPE_PART, RW),
    [PROP_NODE] = g_param_spec_boxed ("node", NULL, NULL, JSON_TYPE_NODE, RW),
    [PROP_CONFIG] = g_param_spec_object ("config", NULL, NULL, GREG_TYPE_CONFIG, RW),
    [PROP_DICT] = g_param_spec_variant ("dict", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, RW),
    [PROP_TINT] = g_param_spec_enum ("tint", NULL, NULL, TEST_TYPE_COLOR, TEST_COLOR_BLUE, RW),
  };

  object_class->set_property = test_part_set_property;
  object_class->get_property = test_part_get_property;
  object_class->constructed = test_part_constructed;
  object_class->finalize = test_part_finalize;
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
test_part_init (TestPart *self)
{
}

guint
test_part_count_constructed (void)
{
  return g_atomic_int_get (&n_constructed);
}

guint
test_part_count_live (void)
{
  return g_atomic_int_get (&n_live);
}

void
test_part_reset_counts (void)
{
  g_assert_cmpuint (test_part_count_live (), ==, 0);
  g_atomic_int_set (&n_constructed, 0);
}

const char *
test_part_get_label (TestPart *self)
{
  GValue *slot = VALUE (self, PROP_LABEL);

  return G_IS_VALUE (slot) ? g_value_get_string (slot) : NULL;
}

int
test_part_get_number (TestPart *self)
{
  GValue *slot = VALUE (self, PROP_NUMBER);

  return G_IS_VALUE (slot) ? g_value_get_int (slot) : 5;
}

static gpointer
get_object (TestPart *self, guint id)
{
  GValue *slot = VALUE (self, id);

  return G_IS_VALUE (slot) ? g_value_get_object (slot) : NULL;
}

TestPart *
test_part_get_part (TestPart *self)
{
  return get_object (self, PROP_PART);
}

GObject *
test_part_get_object (TestPart *self)
{
  return get_object (self, PROP_OBJECT);
}

GListModel *
test_part_get_list (TestPart *self)
{
  return get_object (self, PROP_LIST);
}

GPtrArray *
test_part_get_parts (TestPart *self)
{
  GValue *slot = VALUE (self, PROP_PARTS);

  return G_IS_VALUE (slot) ? g_value_get_boxed (slot) : NULL;
}

void
test_part_set_hook (TestPartHook hook, gpointer user_data)
{
  part_hook = hook;
  part_hook_data = user_data;
}

struct _TestDevice
{
  TestPart parent_instance;

  char *outcome;
  gboolean ready;
};

static gboolean
test_device_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  TestDevice *self = TEST_DEVICE (initable);

  if (g_strcmp0 (self->outcome, "fail") == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such device");
  self->ready = g_strcmp0 (self->outcome, "ok") == 0;
  return self->ready;
}

static void
test_device_initable_iface_init (GInitableIface *iface)
{
  iface->init = test_device_initable_init;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestDevice,
                               test_device,
                               TEST_TYPE_PART,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      test_device_initable_iface_init))

static void
test_device_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TestDevice *self = TEST_DEVICE (object);

  g_free (self->outcome);
  self->outcome = g_value_dup_string (value);
}

static void
test_device_finalize (GObject *object)
{
  g_free (TEST_DEVICE (object)->outcome);
  G_OBJECT_CLASS (test_device_parent_class)->finalize (object);
}

static void
test_device_class_init (TestDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = test_device_set_property;
  object_class->finalize = test_device_finalize;
  g_object_class_install_property (
      object_class, 1,
      g_param_spec_string ("outcome", NULL, NULL, "ok", G_PARAM_WRITABLE | G_PARAM_CONSTRUCT));
}

static void
test_device_init (TestDevice *self)
{
}

gboolean
test_device_is_ready (TestDevice *self)
{
  return self->ready;
}

struct _TestSpecialPart
{
  TestPart parent_instance;
};

G_DEFINE_FINAL_TYPE (TestSpecialPart, test_special_part, TEST_TYPE_PART)

static void
test_special_part_class_init (TestSpecialPartClass *klass)
{
}

static void
test_special_part_init (TestSpecialPart *self)
{
}

G_DEFINE_ABSTRACT_TYPE (TestAbstractPart, test_abstract_part, TEST_TYPE_PART)

static void
test_abstract_part_class_init (TestAbstractPartClass *klass)
{
}

static void
test_abstract_part_init (TestAbstractPart *self)
{
}

struct _TestRefuser
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (TestRefuser, test_refuser, G_TYPE_OBJECT)

static GObject *
test_refuser_constructor (GType type, guint n_properties, GObjectConstructParam *properties)
{
  return NULL;
}

static void
test_refuser_class_init (TestRefuserClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = test_refuser_constructor;
}

static void
test_refuser_init (TestRefuser *self)
{
}

struct _TestImpostor
{
  TestPart parent_instance;
};

G_DEFINE_FINAL_TYPE (TestImpostor, test_impostor, TEST_TYPE_PART)

static GObject *
test_impostor_constructor (GType type, guint n_properties, GObjectConstructParam *properties)
{
  return g_object_new (TEST_TYPE_PART, NULL);
}

static void
test_impostor_class_init (TestImpostorClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = test_impostor_constructor;
}

static void
test_impostor_init (TestImpostor *self)
{
}

struct _TestFloater
{
  GInitiallyUnowned parent_instance;

  TestFloater *child;
};

G_DEFINE_FINAL_TYPE (TestFloater, test_floater, G_TYPE_INITIALLY_UNOWNED)

static void
test_floater_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TestFloater *self = TEST_FLOATER (object);

  g_clear_object (&self->child);
  if (g_value_get_object (value) != NULL)
    self->child = g_object_ref_sink (g_value_get_object (value));
}

static void
test_floater_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, TEST_FLOATER (object)->child);
}

static void
test_floater_dispose (GObject *object)
{
  g_clear_object (&TEST_FLOATER (object)->child);
  G_OBJECT_CLASS (test_floater_parent_class)->dispose (object);
}

static void
test_floater_class_init (TestFloaterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = test_floater_set_property;
  object_class->get_property = test_floater_get_property;
  object_class->dispose = test_floater_dispose;
  g_object_class_install_property (
      object_class, 1, g_param_spec_object ("child", NULL, NULL, TEST_TYPE_FLOATER, RW));
}

static void
test_floater_init (TestFloater *self)
{
}

struct _TestModel
{
  GObject parent_instance;
};

static GType
test_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
test_model_get_n_items (GListModel *model)
{
  return 0;
}

static gpointer
test_model_get_item (GListModel *model, guint position)
{
  return NULL;
}

static void
test_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = test_model_get_item_type;
  iface->get_n_items = test_model_get_n_items;
  iface->get_item = test_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestModel,
                               test_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, test_model_iface_init))

static void
test_model_class_init (TestModelClass *klass)
{
}

static void
test_model_init (TestModel *self)
{
}

struct _TestWide
{
  GObject parent_instance;

  int values[TEST_N_WIDE];
};

G_DEFINE_FINAL_TYPE (TestWide, test_wide, G_TYPE_OBJECT)

static void
test_wide_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TEST_WIDE (object)->values[id - 1] = g_value_get_int (value);
}

static void
test_wide_class_init (TestWideClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = test_wide_set_property;
  for (guint i = 0; i < TEST_N_WIDE; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      g_object_class_install_property (
          G_OBJECT_CLASS (klass), i + 1,
          g_param_spec_int (name, NULL, NULL, 0, 1000, 0, G_PARAM_WRITABLE));
    }
}

static void
test_wide_init (TestWide *self)
{
}

int
test_wide_get (TestWide *self, guint i)
{
  return self->values[i];
}

struct _TestFactory
{
  GregFactory parent_instance;
};

G_DEFINE_FINAL_TYPE (TestFactory, test_factory, GREG_TYPE_FACTORY)

static GObject *
test_factory_create (GregFactory *factory, GregContext *context, GError **error)
{
  const char *label = greg_context_get_string (context, "label", NULL, error);

  if (label != NULL)
    return g_object_new (TEST_TYPE_PART, "label", label, NULL);
  if (error == NULL || *error == NULL)
    g_set_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "no label was found");
  return NULL;
}

static void
test_factory_class_init (TestFactoryClass *klass)
{
  GREG_FACTORY_CLASS (klass)->create = test_factory_create;
}

static void
test_factory_init (TestFactory *self)
{
}

struct _TestSource
{
  GregSource parent_instance;

  GPtrArray *factories;
  gboolean broken;
};

G_DEFINE_FINAL_TYPE (TestSource, test_source, GREG_TYPE_SOURCE)

static GregFactory *
test_source_find (GregSource *source, const char *name, GError **error)
{
  TestSource *self = TEST_SOURCE (source);

  if (self->broken)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the hub is down");
      return NULL;
    }
  for (guint i = 0; i < self->factories->len; i++)
    {
      GregFactory *factory = g_ptr_array_index (self->factories, i);

      if (strcmp (greg_factory_get_name (factory), name) == 0)
        return g_object_ref (factory);
    }
  return NULL;
}

static char **
test_source_names (GregSource *source)
{
  TestSource *self = TEST_SOURCE (source);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->factories->len; i++)
    g_strv_builder_add (names, greg_factory_get_name (g_ptr_array_index (self->factories, i)));
  return g_strv_builder_end (names);
}

static void
test_source_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_SOURCE (object)->factories);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
  GREG_SOURCE_CLASS (klass)->find = test_source_find;
  GREG_SOURCE_CLASS (klass)->names = test_source_names;
}

static void
test_source_init (TestSource *self)
{
  self->factories = g_ptr_array_new_with_free_func (g_object_unref);
}

TestSource *
test_source_new (const char *name, GType base_type)
{
  return g_object_new (TEST_TYPE_SOURCE, "name", name, "base-type", base_type, NULL);
}

void
test_source_add (TestSource *self, GregFactory *factory)
{
  g_ptr_array_add (self->factories, g_object_ref (factory));
}

void
test_source_break (TestSource *self)
{
  self->broken = TRUE;
}

void
test_assert_explained (GregSource *source, const char *name, const char *expected)
{
  g_autofree char *explanation = greg_source_explain (source, name);
  char *end = strchr (explanation, '\n');

  g_assert_nonnull (end);
  *end = '\0';
  g_assert_cmpstr (explanation, ==, expected);
}

char *
test_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

GregConfig *
test_config (const char *text)
{
  g_autofree char *json = test_json (text);
  g_autoptr (GError) error = NULL;
  GregConfig *config = greg_config_new_from_json (json, -1, "cfg.json", &error);

  g_assert_no_error (error);
  return config;
}

GregRegistry *
test_registry (const char *name, GType base_type)
{
  return greg_registry_new (name, base_type);
}

void
test_add_type (GregRegistry *registry, const char *name, GType type, const char *defaults)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (name, type);
  g_autoptr (GError) error = NULL;

  if (defaults != NULL)
    {
      g_autofree char *json = test_json (defaults);

      greg_factory_set_defaults_json (factory, json, &error);
      g_assert_no_error (error);
    }
  greg_registry_add (registry, factory, &error);
  g_assert_no_error (error);
}

void
test_add_func (GregRegistry *registry, const char *name, GType product, GregFactoryFunc func)
{
  g_autoptr (GError) error = NULL;

  greg_registry_register_func (registry, name, product, func, NULL, NULL, &error);
  g_assert_no_error (error);
}

GObject *
test_build (GregRegistry *registry, const char *text, GError **error)
{
  g_autoptr (GregConfig) config = test_config (text);

  return greg_source_build_config (GREG_SOURCE (registry), config, error);
}

char *
test_report_lines (GregReport *report)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GEnumClass) codes = g_type_class_ref (GREG_TYPE_ERROR);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (report));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GregDiagnostic) diagnostic = g_list_model_get_item (G_LIST_MODEL (report), i);
      GEnumValue *code = g_enum_get_value (codes, greg_diagnostic_get_code (diagnostic));

      g_string_append_printf (
          text, "%u:%u %s %s%s %s\n", greg_diagnostic_get_line (diagnostic),
          greg_diagnostic_get_column (diagnostic), greg_diagnostic_get_path (diagnostic),
          greg_diagnostic_get_severity (diagnostic) == GREG_SEVERITY_WARNING ? "warning " : "",
          code->value_nick, greg_diagnostic_get_message (diagnostic));
    }
  return g_string_free (text, FALSE);
}
