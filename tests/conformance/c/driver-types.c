/* driver-types.c - the classes of this driver's own, as each language has them
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

/* ---- OwnPacker: the properties of a GZlibCompressor and some more ---- */

G_DECLARE_FINAL_TYPE (OwnPacker, own_packer, OWN, PACKER, GObject)

enum
{
  FORMAT = 1,
  LEVEL,
  RATIO,
  DRY,
  LABEL,
  PART,
  N_PACKER_PROPS,
};

struct _OwnPacker
{
  GObject parent_instance;

  GValue values[N_PACKER_PROPS];
};

G_DEFINE_FINAL_TYPE (OwnPacker, own_packer, G_TYPE_OBJECT)

static void
own_packer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_value_copy (value, &OWN_PACKER (object)->values[id]);
}

static void
own_packer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&OWN_PACKER (object)->values[id], value);
}

static void
own_packer_finalize (GObject *object)
{
  for (guint i = FORMAT; i < N_PACKER_PROPS; i++)
    g_value_unset (&OWN_PACKER (object)->values[i]);
  G_OBJECT_CLASS (own_packer_parent_class)->finalize (object);
}

static void
own_packer_class_init (OwnPackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GParamSpec *props[] = {
    [FORMAT] = g_param_spec_enum ("format", NULL, NULL, G_TYPE_ZLIB_COMPRESSOR_FORMAT,
                                  G_ZLIB_COMPRESSOR_FORMAT_ZLIB, rw),
    [LEVEL] = g_param_spec_int ("level", NULL, NULL, -1, 9, -1, rw),
    [RATIO] = g_param_spec_double ("ratio", NULL, NULL, 0, 1, 0.5, rw),
    [DRY] = g_param_spec_boolean ("dry", NULL, NULL, FALSE, rw),
    [LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, rw),
    [PART] = g_param_spec_object ("part", NULL, NULL, G_TYPE_OBJECT, rw),
  };

  object_class->set_property = own_packer_set_property;
  object_class->get_property = own_packer_get_property;
  object_class->finalize = own_packer_finalize;
  g_object_class_install_properties (object_class, N_PACKER_PROPS, props);
}

static void
own_packer_init (OwnPacker *self)
{
  g_autofree GParamSpec **props = NULL;
  guint n_props = 0;

  props = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_props);
  for (guint i = 0; i < n_props; i++)
    {
      GValue *value = &self->values[props[i]->param_id];

      g_value_init (value, props[i]->value_type);
      g_param_value_set_default (props[i], value);
    }
}

/* ---- OwnCharset: has to be initialised, which fails for a charset that nobody knows ---- */

G_DECLARE_FINAL_TYPE (OwnCharset, own_charset, OWN, CHARSET, GObject)

enum
{
  FROM_CHARSET = 1,
  TO_CHARSET,
  IS_READY,
  N_CHARSET_PROPS,
};

struct _OwnCharset
{
  GObject parent_instance;

  char *from;
  char *to;
  gboolean is_ready;
};

static void own_charset_initable_init (GInitableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OwnCharset,
                               own_charset,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, own_charset_initable_init))

static gboolean
own_charset_initable_real_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  OwnCharset *self = OWN_CHARSET (initable);

  if (g_strcmp0 (self->from, "nope") == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "Conversion is not supported");
      return FALSE;
    }
  self->is_ready = TRUE;
  return TRUE;
}

static void
own_charset_initable_init (GInitableIface *iface)
{
  iface->init = own_charset_initable_real_init;
}

static void
own_charset_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OwnCharset *self = OWN_CHARSET (object);
  char **text = id == FROM_CHARSET ? &self->from : &self->to;

  g_free (*text);
  *text = g_value_dup_string (value);
}

static void
own_charset_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OwnCharset *self = OWN_CHARSET (object);

  if (id == IS_READY)
    g_value_set_boolean (value, self->is_ready);
  else
    g_value_set_string (value, id == FROM_CHARSET ? self->from : self->to);
}

static void
own_charset_finalize (GObject *object)
{
  g_free (OWN_CHARSET (object)->from);
  g_free (OWN_CHARSET (object)->to);
  G_OBJECT_CLASS (own_charset_parent_class)->finalize (object);
}

static void
own_charset_class_init (OwnCharsetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GParamSpec *props[] = {
    [FROM_CHARSET] = g_param_spec_string ("from-charset", NULL, NULL, NULL, rw),
    [TO_CHARSET] = g_param_spec_string ("to-charset", NULL, NULL, NULL, rw),
    [IS_READY] = g_param_spec_boolean ("is-ready", NULL, NULL, FALSE,
                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS),
  };

  object_class->set_property = own_charset_set_property;
  object_class->get_property = own_charset_get_property;
  object_class->finalize = own_charset_finalize;
  g_object_class_install_properties (object_class, N_CHARSET_PROPS, props);
}

static void
own_charset_init (OwnCharset *self)
{
}

/* ---- names ---- */

/* A type has a name only when somebody has asked for it. */
void
ensure_types (void)
{
  const GType types[] = {
    own_packer_get_type (),
    own_charset_get_type (),
    G_TYPE_APPLICATION,
    G_TYPE_APPLICATION_FLAGS,
    G_TYPE_BUFFERED_INPUT_STREAM,
    G_TYPE_BYTES,
    G_TYPE_CANCELLABLE,
    G_TYPE_CHARSET_CONVERTER,
    G_TYPE_CONVERTER,
    G_TYPE_CONVERTER_INPUT_STREAM,
    G_TYPE_DATE_TIME,
    G_TYPE_FILE,
    G_TYPE_FILE_ICON,
    G_TYPE_GTYPE,
    G_TYPE_INITIALLY_UNOWNED,
    G_TYPE_INPUT_STREAM,
    G_TYPE_LIST_MODEL,
    G_TYPE_LIST_STORE,
    G_TYPE_MEMORY_INPUT_STREAM,
    G_TYPE_SIMPLE_ACTION,
    G_TYPE_SIMPLE_PROXY_RESOLVER,
    G_TYPE_SOCKET_CLIENT,
    G_TYPE_STRV,
    G_TYPE_THEMED_ICON,
    G_TYPE_ZLIB_COMPRESSOR,
    G_TYPE_ZLIB_COMPRESSOR_FORMAT,
    G_TYPE_ZLIB_DECOMPRESSOR,
    GREG_TYPE_CONFIG,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_nonnull (g_type_name (types[i]));
}
