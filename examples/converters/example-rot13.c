/* example-rot13.c - a converter that turns letters by half the alphabet
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "example-rot13.h"

/* Nothing here knows of a registry: any GObject class can be registered as it is. */
struct _ExampleRot13
{
  GObject parent_instance;
};

static void example_rot13_converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ExampleRot13, example_rot13, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER,
                                                      example_rot13_converter_init))

static guint8
rotate (guint8 byte)
{
  if (!g_ascii_isalpha (byte))
    return byte;
  return g_ascii_tolower (byte) < 'n' ? byte + 13 : byte - 13;
}

static GConverterResult
example_rot13_convert (GConverter *converter,
                       const void *inbuf,
                       gsize inbuf_size,
                       void *outbuf,
                       gsize outbuf_size,
                       GConverterFlags flags,
                       gsize *bytes_read,
                       gsize *bytes_written,
                       GError **error)
{
  const guint8 *in = inbuf;
  guint8 *out = outbuf;
  gsize n = MIN (inbuf_size, outbuf_size);

  for (gsize i = 0; i < n; i++)
    out[i] = rotate (in[i]);
  *bytes_read = n;
  *bytes_written = n;
  if (n == inbuf_size && (flags & G_CONVERTER_INPUT_AT_END) != 0)
    return G_CONVERTER_FINISHED;
  return (flags & G_CONVERTER_FLUSH) != 0 ? G_CONVERTER_FLUSHED : G_CONVERTER_CONVERTED;
}

static void
example_rot13_reset (GConverter *converter)
{
}

static void
example_rot13_converter_init (GConverterIface *iface)
{
  iface->convert = example_rot13_convert;
  iface->reset = example_rot13_reset;
}

static void
example_rot13_class_init (ExampleRot13Class *klass)
{
}

static void
example_rot13_init (ExampleRot13 *self)
{
}
