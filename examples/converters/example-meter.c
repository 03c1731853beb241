/* example-meter.c - a converter that counts what goes through another one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-meter.h"

struct _ExampleMeter
{
  GObject parent_instance;

  GConverter *converter; /* owned; NULL when none was given, and then nothing works */
  guint64 bytes_in;
  guint64 bytes_out;
};

enum
{
  PROP_CONVERTER = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void example_meter_converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ExampleMeter, example_meter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER,
                                                      example_meter_converter_init))

static GConverterResult
example_meter_convert (GConverter *converter,
                       const void *inbuf,
                       gsize inbuf_size,
                       void *outbuf,
                       gsize outbuf_size,
                       GConverterFlags flags,
                       gsize *bytes_read,
                       gsize *bytes_written,
                       GError **error)
{
  ExampleMeter *self = EXAMPLE_METER (converter);
  GConverterResult result;

  if (self->converter == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "a meter needs a converter");
      return G_CONVERTER_ERROR;
    }

  result = g_converter_convert (self->converter, inbuf, inbuf_size, outbuf, outbuf_size, flags,
                                bytes_read, bytes_written, error);
  if (result != G_CONVERTER_ERROR)
    {
      self->bytes_in += *bytes_read;
      self->bytes_out += *bytes_written;
    }
  return result;
}

static void
example_meter_reset (GConverter *converter)
{
  ExampleMeter *self = EXAMPLE_METER (converter);

  if (self->converter != NULL)
    g_converter_reset (self->converter);
  self->bytes_in = 0;
  self->bytes_out = 0;
}

static void
example_meter_converter_init (GConverterIface *iface)
{
  iface->convert = example_meter_convert;
  iface->reset = example_meter_reset;
}

static void
example_meter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, EXAMPLE_METER (object)->converter);
}

static void
example_meter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  EXAMPLE_METER (object)->converter = g_value_dup_object (value);
}

static void
example_meter_finalize (GObject *object)
{
  g_clear_object (&EXAMPLE_METER (object)->converter);
  G_OBJECT_CLASS (example_meter_parent_class)->finalize (object);
}

static void
example_meter_class_init (ExampleMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = example_meter_get_property;
  object_class->set_property = example_meter_set_property;
  object_class->finalize = example_meter_finalize;

  /* The type of this property is all that a pipeline needs to nest one converter in another. */
  props[PROP_CONVERTER]
    = g_param_spec_object ("converter", NULL, NULL, G_TYPE_CONVERTER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
example_meter_init (ExampleMeter *self)
{
}

char *
example_meter_to_string (ExampleMeter *self)
{
  return g_strdup_printf ("%s: %" G_GUINT64_FORMAT " bytes in, %" G_GUINT64_FORMAT " bytes out",
                          G_OBJECT_TYPE_NAME (self->converter), self->bytes_in, self->bytes_out);
}
