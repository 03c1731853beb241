/* browser-row.c - a factory in the list
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-row.h"

struct _BrowserRow
{
  GtkBox parent_instance;

  GtkLabel *name;
  GtkLabel *deprecated;
  GtkLabel *type;
  GtkLabel *summary;
};

G_DEFINE_FINAL_TYPE (BrowserRow, browser_row, GTK_TYPE_BOX)

static GtkLabel *
create_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
browser_row_class_init (BrowserRowClass *klass)
{
}

static void
browser_row_init (BrowserRow *self)
{
  GtkBox *line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));

  self->name = create_label ("heading");
  self->deprecated = create_label ("deprecated");
  gtk_label_set_text (self->deprecated, "deprecated");
  self->type = create_label ("dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->type), TRUE);
  gtk_label_set_xalign (self->type, 1);
  self->summary = create_label ("summary");

  gtk_box_append (line, GTK_WIDGET (self->name));
  gtk_box_append (line, GTK_WIDGET (self->deprecated));
  gtk_box_append (line, GTK_WIDGET (self->type));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (line));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->summary));
  gtk_widget_add_css_class (GTK_WIDGET (self), "factory");
}

static const char *
type_text (GType type)
{
  return type != G_TYPE_NONE ? g_type_name (type) : "anything";
}

/* What is registered does not change any more, so a row is filled once for each one it shows. */
void
browser_row_set_factory (BrowserRow *self, GregFactory *factory)
{
  const char *summary = greg_factory_get_summary (factory);

  gtk_label_set_text (self->name, greg_factory_get_name (factory));
  gtk_widget_set_visible (GTK_WIDGET (self->deprecated), greg_factory_is_deprecated (factory));
  gtk_label_set_text (self->type, type_text (greg_factory_get_product_type (factory)));
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (BROWSER_TYPE_ROW, NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  browser_row_set_factory (BROWSER_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

/* Two kinds of factories: GTK's makes the rows, Greg's are what they show. */
GtkListItemFactory *
browser_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
