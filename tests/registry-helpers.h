/* registry-helpers.h - factories to register, and a record of signals, for tests of registries
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_GNUC_UNUSED static GregFactory *make_factory (const char *id,
                                                const char *name,
                                                const char *aliases,
                                                int priority);

/* The id is what makes it differ from others of its name, and what records show. Aliases are
 * separated by spaces. */
static GregFactory *
make_factory (const char *id, const char *name, const char *aliases, int priority)
{
  GregFactory *factory = greg_factory_new_for_type (name, G_TYPE_OBJECT);
  g_auto (GStrv) list = g_strsplit (aliases, " ", -1);
  g_autoptr (GError) error = NULL;

  for (char **alias = list; *alias != NULL; alias++)
    if (**alias != '\0')
      greg_factory_add_alias (factory, *alias, &error);
  g_assert_no_error (error);
  greg_factory_set_priority (factory, priority, &error);
  g_assert_no_error (error);
  greg_factory_set_summary (factory, id, &error);
  g_assert_no_error (error);
  return factory;
}

static inline const char *
id_of (GregFactory *factory)
{
  const char *id = factory != NULL ? greg_factory_get_summary (factory) : "none";

  return id != NULL ? id : "?";
}

/* What the signals said, as “+a1 -b2 c1>c2 changed”. */
typedef struct
{
  GregRegistry *registry;
  GString *text;
} Record;

static inline void
record_add (Record *record, const char *format, const char *first, const char *second)
{
  if (record->text->len > 0)
    g_string_append_c (record->text, ' ');
  g_string_append_printf (record->text, "%s%s%s", first, format, second);
}

static inline void
record_registered_cb (GregSource *source, GregFactory *factory, Record *record)
{
  record_add (record, "+", "", id_of (factory));
}

static inline void
record_unregistered_cb (GregSource *source, GregFactory *factory, Record *record)
{
  record_add (record, "-", "", id_of (factory));
}

static inline void
record_replaced_cb (GregSource *source,
                    GregFactory *old_factory,
                    GregFactory *new_factory,
                    Record *record)
{
  record_add (record, ">", id_of (old_factory), id_of (new_factory));
}

static inline void
record_changed_cb (GregSource *source, Record *record)
{
  record_add (record, "changed", "", "");
}

static inline void
record_start (Record *record, GregRegistry *registry)
{
  record->registry = registry;
  record->text = g_string_new (NULL);
  g_signal_connect (registry, "registered", G_CALLBACK (record_registered_cb), record);
  g_signal_connect (registry, "unregistered", G_CALLBACK (record_unregistered_cb), record);
  g_signal_connect (registry, "replaced", G_CALLBACK (record_replaced_cb), record);
  g_signal_connect (registry, "changed", G_CALLBACK (record_changed_cb), record);
}

static inline void
record_stop (Record *record)
{
  g_signal_handlers_disconnect_by_data (record->registry, record);
  g_string_free (record->text, TRUE);
}

/* Compares what was emitted since the last time. */
#define assert_record(record, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr ((record)->text->str, ==, (expected));                                         \
    g_string_truncate ((record)->text, 0);                                                         \
  }                                                                                                \
  G_STMT_END

/* The ids of the listed factories, separated by spaces. */
static inline char *
list_ids (GregSource *source)
{
  g_autoptr (GPtrArray) factories = greg_source_list_factories (source);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < factories->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", id_of (factories->pdata[i]));
  return g_string_free (text, FALSE);
}

#define assert_list(registry, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *listed_ids = list_ids (GREG_SOURCE (registry));                               \
    g_assert_cmpstr (listed_ids, ==, (expected));                                                  \
  }                                                                                                \
  G_STMT_END

#define assert_lookup(registry, name, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GregFactory) found_factory = greg_source_lookup (GREG_SOURCE (registry), (name));   \
    g_assert_cmpstr (id_of (found_factory), ==, (expected));                                       \
  }                                                                                                \
  G_STMT_END
