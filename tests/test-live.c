/* test-live.c - values that a configuration stands for but cannot hold
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <greg.h>

static GregRegistry *
new_registry (void)
{
  GregRegistry *registry = greg_registry_new ("things", G_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  greg_registry_register_type (registry, "stream", G_TYPE_CONVERTER_INPUT_STREAM, &error);
  g_assert_no_error (error);
  greg_registry_register_type (registry, "gzip", G_TYPE_ZLIB_COMPRESSOR, &error);
  g_assert_no_error (error);
  return registry;
}

static GObject *
build (GregBuilder *builder, const char *text, GError **error)
{
  g_autoptr (GregConfig) config = greg_config_new_from_json (text, -1, NULL, error);

  g_assert_nonnull (config);
  return greg_builder_build (builder, config, NULL, error);
}

static guint
add_object (GregBuilder *builder, gpointer object)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_OBJECT_TYPE (object));
  g_value_set_object (&value, object);
  return greg_builder_add_value (builder, &value);
}

static void
test_property (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GInputStream *base = g_memory_input_stream_new ();
  GZlibCompressor *gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) made = NULL;
  GObject *stream;

  g_assert_cmpuint (add_object (builder, base), ==, 0);
  g_assert_cmpuint (add_object (builder, gzip), ==, 1);
  stream = build (builder,
                  "{\"type\": \"stream\", \"base-stream\": {\"$object\": 0},"
                  " \"converter\": {\"$object\": 1}}",
                  &error);
  g_assert_no_error (error);
  g_object_get (stream, "converter", &made, NULL);
  g_assert_true (made == G_OBJECT (gzip));
  g_clear_object (&made);

  g_assert_finalize_object (stream);
  g_assert_finalize_object (builder);
  g_assert_finalize_object (gzip);
  g_assert_finalize_object (base);
  g_assert_finalize_object (registry);
}

static void
assert_refused (GregBuilder *builder, const char *text, GregError code, const char *phrase)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (build (builder, text, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, phrase));
}

static void
test_refused (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GObject *other = g_object_new (G_TYPE_OBJECT, NULL);

  assert_refused (builder, "{\"type\": \"stream\", \"converter\": {\"$object\": 0}}",
                  GREG_ERROR_BAD_REFERENCE, "none was");
  add_object (builder, other);
  assert_refused (builder, "{\"type\": \"stream\", \"converter\": {\"$object\": 0}}",
                  GREG_ERROR_INVALID_VALUE, "GConverter");
  for (const char *const *wrong = (const char *const[]){ "1", "-1", "\"0\"", "0.5", "null", "[]",
                                                         "18446744073709551615", NULL };
       *wrong != NULL; wrong++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"type\": \"stream\", \"converter\": {\"$object\": %s}}", *wrong);

      assert_refused (builder, text, GREG_ERROR_BAD_REFERENCE, "/converter");
    }
  assert_refused (builder, "{\"$object\": 0}", GREG_ERROR_MISSING_VALUE, "type");

  g_assert_finalize_object (builder);
  g_assert_finalize_object (other);
  g_assert_finalize_object (registry);
}

static GObject *
sum_cb (GregContext *context, gpointer user_data, GError **error)
{
  g_auto (GValue) sum = G_VALUE_INIT;

  g_value_init (&sum, G_TYPE_INT);
  g_value_set_int (&sum, g_value_get_int (greg_context_get_value (context, "a"))
                             + g_value_get_int (greg_context_get_positional (context, 0)));
  greg_context_return_value (context, &sum);
  return NULL;
}

static void
test_function (void)
{
  GregRegistry *registry = new_registry ();
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  g_autoptr (GError) error = NULL;
  g_autoptr (GregConfig) config = NULL;
  g_autoptr (GregContext) context = NULL;
  g_auto (GValue) three = G_VALUE_INIT;

  greg_registry_register_func (registry, "sum", G_TYPE_NONE, sum_cb, NULL, NULL, &error);
  g_assert_no_error (error);
  g_value_init (&three, G_TYPE_INT);
  g_value_set_int (&three, 3);
  greg_builder_add_value (builder, &three);
  config = greg_config_new_from_json (
      "{\"type\": \"sum\", \"a\": {\"$object\": 0}, \"$args\": [{\"$object\": 0}]}", -1, NULL, &error);
  context = greg_builder_build_context (builder, config, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (greg_context_get_product (context)), ==, 6);

  g_clear_object (&context);
  assert_refused (builder, "{\"type\": \"sum\", \"$args\": [{\"$object\": 1}]}",
                  GREG_ERROR_BAD_REFERENCE, "index of a value");
  g_assert_finalize_object (builder);
  g_assert_finalize_object (registry);
}

static GObject *
make_object_cb (GregSource *source,
                GregFactory *factory,
                GregContext *context,
                gpointer user_data,
                GError **error)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_build_func (void)
{
  GregRegistry *registry = new_registry ();
  GregSource *source = GREG_SOURCE (registry);
  guint n_changed = 0;

  g_signal_connect_swapped (registry, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_false (greg_source_has_build_func (source));
  greg_source_set_build_func (source, make_object_cb, NULL, NULL);
  g_assert_true (greg_source_has_build_func (source));
  greg_source_set_build_func (source, NULL, NULL, NULL);
  g_assert_false (greg_source_has_build_func (source));
  g_assert_cmpuint (n_changed, ==, 2);

  g_assert_finalize_object (registry);
}

static void
test_announce (void)
{
  GregRegistry *registry = new_registry ();
  GregSource *source = GREG_SOURCE (registry);
  GregFactory *factory = greg_source_lookup (source, "gzip");
  guint n_built = 0;

  g_signal_connect_swapped (registry, "built::gzip", G_CALLBACK (count_cb), &n_built);
  greg_source_announce_built (source, factory, NULL);
  g_assert_cmpuint (n_built, ==, 0);
  greg_source_set_traced (source, TRUE);
  greg_source_announce_built (source, factory, NULL);
  g_assert_cmpuint (n_built, ==, 1);

  g_object_unref (factory);
  g_assert_finalize_object (registry);
}

static GObject *
build_hook_cb (GregSource *source,
               GregFactory *factory,
               GregContext *context,
               gpointer user_data,
               GError **error)
{
  GString *calls = user_data;

  g_string_append_printf (calls, "%s:%s ", greg_source_get_name (source),
                          greg_factory_get_name (factory));
  return greg_factory_create (factory, context, error);
}

/* Code that is not registered, at the root and in a part: it belongs to the source where its name would be looked for. */
static void
test_factory (void)
{
  GregRegistry *registry = new_registry ();
  GregRegistry *child
      = greg_registry_new_child (registry, NULL, G_TYPE_CONVERTER, "conv", NULL);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GregFactory *gzip = greg_factory_new_for_type ("given", G_TYPE_ZLIB_COMPRESSOR);
  GInputStream *base = g_memory_input_stream_new ();
  g_autoptr (GString) calls = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GObject *object;

  greg_source_set_build_func (GREG_SOURCE (registry), build_hook_cb, calls, NULL);
  add_object (builder, gzip);
  add_object (builder, base);
  object = build (builder, "{\"type\": {\"$object\": 0}, \"level\": 3}", &error);
  g_assert_no_error (error);
  g_assert_true (G_IS_ZLIB_COMPRESSOR (object));
  g_assert_finalize_object (object);
  object = build (builder,
                  "{\"type\": \"stream\", \"base-stream\": {\"$object\": 1},"
                  " \"converter\": {\"$type\": {\"$object\": 0}, \"$scope\": \"conv\"}}",
                  &error);
  g_assert_no_error (error);
  g_assert_finalize_object (object);
  g_assert_cmpstr (calls->str, ==, "things:given conv:given things:stream ");

  g_assert_finalize_object (builder);
  g_assert_finalize_object (gzip);
  g_assert_finalize_object (base);
  g_assert_finalize_object (child);
  g_assert_finalize_object (registry);
}

static void
test_factory_refused (void)
{
  GregRegistry *registry = greg_registry_new ("converters", G_TYPE_CONVERTER);
  GregBuilder *builder = greg_builder_new (GREG_SOURCE (registry));
  GregFactory *object = greg_factory_new_for_type ("object", G_TYPE_OBJECT);
  GregFactory *gzip = greg_factory_new_for_type ("given", G_TYPE_ZLIB_COMPRESSOR);
  GObject *other = g_object_new (G_TYPE_OBJECT, NULL);

  assert_refused (builder, "{\"type\": {\"$object\": 0}}", GREG_ERROR_BAD_REFERENCE, "/type: ");
  add_object (builder, object);
  add_object (builder, other);
  add_object (builder, gzip);
  assert_refused (builder, "{\"type\": {\"$object\": 0}}", GREG_ERROR_INVALID_TYPE, "/type: ");
  assert_refused (builder, "{\"type\": {\"$object\": 1}}", GREG_ERROR_INVALID_VALUE, "or a factory");
  assert_refused (builder, "{\"$type\": {\"$object\": 3}}", GREG_ERROR_BAD_REFERENCE, "/$type: ");
  assert_refused (builder, "{\"type\": {\"$object\": 2, \"x\": 1}}", GREG_ERROR_INVALID_VALUE, "/type: ");
  assert_refused (builder, "{\"type\": {\"$object\": 2}, \"level\": 99}", GREG_ERROR_INVALID_VALUE,
                  "/level: ");

  g_assert_finalize_object (builder);
  g_assert_finalize_object (object);
  g_assert_finalize_object (gzip);
  g_assert_finalize_object (other);
  g_assert_finalize_object (registry);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/property", test_property);
  g_test_add_func ("/live/refused", test_refused);
  g_test_add_func ("/live/function", test_function);
  g_test_add_func ("/live/build-func", test_build_func);
  g_test_add_func ("/live/announce", test_announce);
  g_test_add_func ("/live/factory", test_factory);
  g_test_add_func ("/live/factory-refused", test_factory_refused);

  return g_test_run ();
}
