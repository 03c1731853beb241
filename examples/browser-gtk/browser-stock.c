/* browser-stock.c - the factories that the browser registers, so that there is something to see
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-stock.h"

/* All of them work: they are the converters of GIO, under names and with defaults of our own. */
typedef struct
{
  const char *name;
  const char *alias; /* or NULL, as with all that follow */
  GType (*get_type) (void);
  const char *defaults;
  const char *summary;
  const char *tag;
  const char *replacement; /* what to use instead, when it is deprecated */
} Converter;

/* Here when the window opens. */
static const Converter first[] = {
  { "gzip", "gz", g_zlib_compressor_get_type, "{\"format\": \"gzip\"}",
    "Packs as the program gzip does", "pack", NULL },
  { "gunzip", NULL, g_zlib_decompressor_get_type, "{\"format\": \"gzip\"}",
    "Unpacks what gzip has packed", "unpack", NULL },
  { "deflate", NULL, g_zlib_compressor_get_type, "{\"format\": \"raw\"}",
    "Packs without a header", "pack", NULL },
  { "inflate", NULL, g_zlib_decompressor_get_type, "{\"format\": \"raw\"}",
    "Unpacks what has no header", "unpack", NULL },
  { "compress", NULL, g_zlib_compressor_get_type, "{\"format\": \"gzip\", \"level\": 6}",
    "Packs, as it was called before", "pack", "gzip" },
  { "charset", "iconv", g_charset_converter_get_type, NULL,
    "From any character set to any other", "text", NULL },
};

/* What the button “Register” takes, one after the other. */
static const Converter prepared[] = {
  { "zlib", NULL, g_zlib_compressor_get_type, "{\"format\": \"zlib\"}",
    "Packs with the header of zlib", "pack", NULL },
  { "unzlib", NULL, g_zlib_decompressor_get_type, "{\"format\": \"zlib\"}",
    "Unpacks what zlib has packed", "unpack", NULL },
  { "gzip-best", NULL, g_zlib_compressor_get_type, "{\"format\": \"gzip\", \"level\": 9}",
    "Packs as small as it can", "pack", NULL },
  { "gzip-fast", NULL, g_zlib_compressor_get_type, "{\"format\": \"gzip\", \"level\": 1}",
    "Packs as fast as it can", "pack", NULL },
  { "from-utf-16", NULL, g_charset_converter_get_type,
    "{\"from-charset\": \"UTF-16\", \"to-charset\": \"UTF-8\"}",
    "Text from other systems into UTF-8", "text", NULL },
  { "to-ascii", "ascii", g_charset_converter_get_type,
    "{\"from-charset\": \"UTF-8\", \"to-charset\": \"ASCII\", \"use-fallback\": true}",
    "Text as old printers want it", "text", NULL },
};

/* What the batch brings: twenty character sets, and the languages that are written with each. */
static const struct
{
  const char *charset;
  const char *languages;
} charsets[] = {
  { "BIG5", "Traditional Chinese" },
  { "EUC-JP", "Japanese, from Unix" },
  { "EUC-KR", "Korean" },
  { "GB18030", "Simplified Chinese" },
  { "ISO-8859-1", "Western European" },
  { "ISO-8859-2", "Central European" },
  { "ISO-8859-3", "Maltese and Esperanto" },
  { "ISO-8859-4", "Baltic, before 1998" },
  { "ISO-8859-5", "Cyrillic" },
  { "ISO-8859-6", "Arabic" },
  { "ISO-8859-7", "Greek" },
  { "ISO-8859-8", "Hebrew" },
  { "ISO-8859-9", "Turkish" },
  { "ISO-8859-10", "Nordic" },
  { "ISO-8859-13", "Baltic" },
  { "ISO-8859-14", "Celtic" },
  { "ISO-8859-15", "Western European, with the euro" },
  { "KOI8-R", "Russian" },
  { "KOI8-U", "Ukrainian" },
  { "SHIFT_JIS", "Japanese, from Windows" },
};

static GregFactory *
create (const Converter *self, GError **error)
{
  g_autoptr (GregFactory) factory = greg_factory_new_for_type (self->name, self->get_type ());

  if ((self->alias != NULL && !greg_factory_add_alias (factory, self->alias, error))
      || (self->defaults != NULL
          && !greg_factory_set_defaults_json (factory, self->defaults, error))
      || (self->replacement != NULL
          && !greg_factory_set_deprecated (factory, NULL, self->replacement, error))
      || !greg_factory_set_summary (factory, self->summary, error)
      || !greg_factory_add_tag (factory, self->tag, error))
    return NULL;
  return g_steal_pointer (&factory);
}

/* A function instead of a type. Its parameters are declared, so there is something to show. */
static GObject *
make_zip (GregContext *context, gpointer user_data, GError **error)
{
  int format = g_value_get_enum (greg_context_get_value (context, "format"));
  int level = g_value_get_int (greg_context_get_value (context, "level"));

  if (g_value_get_boolean (greg_context_get_value (context, "unpack")))
    return G_OBJECT (g_zlib_decompressor_new ((GZlibCompressorFormat) format));
  return G_OBJECT (g_zlib_compressor_new ((GZlibCompressorFormat) format, level));
}

static gboolean
register_zip (GregRegistry *registry, GError **error)
{
  g_autoptr (GregFactory) zip = NULL;
  GParamSpec *level = g_param_spec_int ("level", NULL, "from fast to small", 1, 9, 6,
                                        G_PARAM_READWRITE);

  zip = greg_factory_new_for_func ("zip", G_TYPE_CONVERTER, make_zip, NULL, NULL);
  return greg_factory_set_summary (zip, "Packs or unpacks, whichever is asked for", error)
         && greg_factory_add_tag (zip, "pack", error)
         && greg_factory_add_tag (zip, "unpack", error)
         && greg_factory_declare (zip, "format", G_TYPE_ZLIB_COMPRESSOR_FORMAT, TRUE, NULL,
                                  "how the packed side looks", error)
         && greg_factory_add_parameter (zip, level, FALSE, error)
         && greg_factory_declare (zip, "unpack", G_TYPE_BOOLEAN, FALSE, "false",
                                  "whether to unpack", error)
         && greg_registry_add (registry, zip, error);
}

gboolean
browser_stock_register_first (GregRegistry *registry, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_autoptr (GregFactory) factory = create (&first[i], error);

      if (factory == NULL || !greg_registry_add (registry, factory, error))
        return FALSE;
    }
  return register_zip (registry, error);
}

/* The next that is not in the source, so what was unregistered can come back. */
GregFactory *
browser_stock_create_next (GregSource *source, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (prepared); i++)
    if (!greg_source_contains (source, prepared[i].name))
      return create (&prepared[i], error);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (!greg_source_contains (source, first[i].name))
      return create (&first[i], error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "Everything that was prepared is registered");
  return NULL;
}

static gboolean
add_charset (GregBatch *batch, guint i, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (charsets[i].charset, -1);
  g_autofree char *name = g_strconcat ("from-", lower, NULL);
  g_autofree char *summary = g_strconcat (charsets[i].languages, " into UTF-8", NULL);
  g_autofree char *defaults = NULL;
  g_autoptr (GregFactory) factory = NULL;
  Converter converter = { name, lower, g_charset_converter_get_type, NULL, summary, "text", NULL };

  defaults = g_strdup_printf ("{\"from-charset\": \"%s\", \"to-charset\": \"UTF-8\"}",
                              charsets[i].charset);
  converter.defaults = defaults;
  factory = create (&converter, error);
  return factory != NULL && greg_batch_add (batch, factory, error);
}

gboolean
browser_stock_fill_batch (GregBatch *batch, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (!add_charset (batch, i, error))
      return FALSE;
  return TRUE;
}

/* What the thread registers and unregisters; number is from 1 to 9. */
GregFactory *
browser_stock_create_numbered (guint number, GError **error)
{
  g_autofree char *name = g_strdup_printf ("thread-%u", number);
  g_autofree char *defaults = g_strdup_printf ("{\"level\": %u}", number);
  g_autofree char *summary = g_strdup_printf ("Packs with level %u", number);
  Converter converter = { name, NULL, g_zlib_compressor_get_type, defaults, summary, "thread" };

  return create (&converter, error);
}
