/* gtk-helpers.h - what tests ask a list view and the main loop
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

/* --- time --- */

static inline void
stop_waiting_cb (gboolean *waiting)
{
  *waiting = FALSE;
}

/* Until all that was due is delivered, and the window has been laid out and drawn after it. */
static inline void
settle (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean waiting = TRUE;
  gulong id;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (stop_waiting_cb), &waiting);
  gtk_widget_queue_draw (window);
  while (waiting)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

/* --- widgets --- */

/* The first descendant of a type, or the widget itself. */
static inline GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* Appends the texts of all labels that can be seen, in the order of the widgets. */
static inline void
append_texts (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "",
                            gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_texts (child, text);
}

static inline char *
texts_of (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  append_texts (widget, text);
  return g_string_free (text, FALSE);
}

/* --- rows --- */

/* The rows that a list view has made, from the top: those on the screen and some around them. */
static inline GPtrArray *
list_rows (GtkListView *view, GType type)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_widget (child, type);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static inline graphene_rect_t
bounds_of (GtkWidget *row, GtkListView *view)
{
  graphene_rect_t bounds;

  /* With what the view puts around a row. */
  row = gtk_widget_get_parent (row);
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (view), &bounds));
  return bounds;
}

/* Where the next row stands among what is expected; rows are in that order. */
static inline guint
find_row (GtkWidget *row, char **expected, guint from)
{
  g_autofree char *text = texts_of (row);
  guint i = from;

  while (expected[i] != NULL && !g_str_equal (text, expected[i]))
    i++;
  if (expected[i] == NULL)
    g_error ("“%s” is not expected, or not in this place", text);
  return i;
}

/* All rows must be of those expected, in that order: a view makes some ahead, and keeps the one
 * that is selected. Those on the screen must have no gap, and reach from its top to its bottom
 * unless the list ends before. */
static inline void
assert_rows (GtkListView *view, GType type, char **expected)
{
  g_autoptr (GPtrArray) rows = list_rows (view, type);
  guint n_expected = g_strv_length (expected);
  float height = (float) gtk_widget_get_height (GTK_WIDGET (view));
  guint next = 0, n_mapped = 0, bottom = 0;
  graphene_rect_t bounds;

  g_assert_cmpuint (rows->len > 0, ==, n_expected > 0);
  for (guint i = 0; i < rows->len; i++)
    {
      guint place = find_row (rows->pdata[i], expected, next);

      next = place + 1;
      if (!gtk_widget_get_mapped (rows->pdata[i]))
        continue;
      bounds = bounds_of (rows->pdata[i], view);
      g_assert_true (n_mapped > 0 || place == 0 || bounds.origin.y <= 0);
      g_assert_true (n_mapped == 0 || place == bottom + 1);
      bottom = place;
      n_mapped++;
    }
  g_assert_true (n_expected == 0
                 || (n_mapped > 0
                     && (bottom == n_expected - 1
                         || bounds.origin.y + bounds.size.height >= height)));
}
