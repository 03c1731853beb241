/* greg-explanation.c - GregExplanation: what a look-up tries, told line by line
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-explanation-private.h"

GregExplanation *
greg_explanation_new (void)
{
  GregExplanation *self = g_new0 (GregExplanation, 1);
  guint none = 0;

  self->text = g_string_new (NULL);
  self->counters = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->counters, none);
  return self;
}

char *
greg_explanation_finish (GregExplanation *self)
{
  char *text;

  if (self->text->len > 0)
    g_string_truncate (self->text, self->text->len - 1);
  text = g_string_free (self->text, FALSE);
  g_array_unref (self->counters);
  g_free (self);
  return text;
}

void
greg_explanation_add (GregExplanation *self, const char *format, ...)
{
  guint *counter = &g_array_index (self->counters, guint, self->depth);
  va_list args;

  g_string_append_printf (self->text, "%*s%u. ", (int) (3 * self->depth), "", ++*counter);
  va_start (args, format);
  g_string_append_vprintf (self->text, format, args);
  va_end (args);
  g_string_append_c (self->text, '\n');
}

void
greg_explanation_enter (GregExplanation *self)
{
  guint none = 0;

  self->depth++;
  g_array_append_val (self->counters, none);
}

void
greg_explanation_leave (GregExplanation *self)
{
  g_array_set_size (self->counters, self->depth);
  self->depth--;
}
