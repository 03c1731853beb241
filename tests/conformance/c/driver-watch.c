/* driver-watch.c - steps that watch, and what was told
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

typedef struct
{
  GregSource *source;
  guint id;
  GPtrArray *told; /* of char*; NULL at the end */
} Watch;

void
watch_free (gpointer data)
{
  Watch *self = data;

  greg_source_unwatch (self->source, self->id);
  g_object_unref (self->source);
  g_ptr_array_unref (self->told);
  g_free (self);
}

static const char *
label_of (GregFactory *factory)
{
  const char *summary = greg_factory_get_summary (factory);

  return summary != NULL ? summary : greg_factory_get_name (factory);
}

static void
told_cb (GregSource *source, GregFactory *removed, GregFactory *added, gpointer data)
{
  Watch *self = data;
  char *text;

  if (removed == NULL)
    text = g_strconcat ("+", label_of (added), NULL);
  else if (added == NULL)
    text = g_strconcat ("-", label_of (removed), NULL);
  else
    text = g_strconcat (label_of (removed), ">", label_of (added), NULL);
  g_ptr_array_add (self->told, text);
}

gboolean
step_watch (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  GregSource *source = source_of (world, step, error);
  gboolean replay = has (step, "replay") && json_object_get_boolean_member (step, "replay");
  Watch *self;

  if (source == NULL)
    return FALSE;
  self = g_new0 (Watch, 1);
  self->source = g_object_ref (source);
  self->told = g_ptr_array_new_with_free_func (g_free);
  self->id = greg_source_watch (source, replay ? GREG_WATCH_REPLAY : GREG_WATCH_NONE, told_cb, self,
                                NULL);
  g_hash_table_insert (world->watches, g_strdup (get_text (step, "watch", NULL)), self);
  return TRUE;
}

gboolean
step_unwatch (World *world, JsonObject *step, GValue *outcome, GError **error)
{
  Watch *self = find_in (world->watches, "watch", get_text (step, "unwatch", NULL), error);

  return self != NULL && greg_source_unwatch (self->source, self->id);
}

static gboolean
match_told (const char *label, JsonNode *expected, gpointer world, GError **error)
{
  Watch *self = find_in (((World *) world)->watches, "watch", label, error);
  gboolean is_good;

  if (self == NULL)
    return FALSE;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_add (self->told, NULL);
  is_good = match_names ("told", expected, (const char *const *) self->told->pdata, error);
  g_ptr_array_set_size (self->told, 0);
  return is_good;
}

gboolean
expect_told (World *world, JsonObject *step, GError **error)
{
  return !has (step, "told")
         || each_member (json_object_get_object_member (step, "told"), match_told, world, error);
}
