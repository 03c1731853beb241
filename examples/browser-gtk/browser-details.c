/* browser-details.c - all that is known of one factory
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-details.h"

#include "browser-parameter.h"

struct _BrowserDetails
{
  GtkBox parent_instance;

  GtkStack *pages; /* "none", or "factory" */
  GtkLabel *name;
  GtkLabel *summary;
  GtkLabel *deprecation;
  GtkGrid *facts;
  GtkStack *tables; /* "none", or "parameters" */
  GtkColumnView *parameters;
};

G_DEFINE_FINAL_TYPE (BrowserDetails, browser_details, GTK_TYPE_BOX)

/* Text is wrapped where it must be, but not narrower than so many characters. */
static GtkLabel *
create_label (const char *css_class, int width_chars)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_width_chars (label, width_chars);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

/* --- the table of parameters --- */

static void
setup_cell_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkLabel *label = create_label ("cell", 6);

  gtk_list_item_set_child (item, GTK_WIDGET (label));
}

typedef const char *(*Getter) (BrowserParameter *parameter);

static void
bind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, Getter get)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      get (gtk_list_item_get_item (item)));
}

static void
add_column (BrowserDetails *self, const char *title, Getter get, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), (gpointer) get);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->parameters, column);
}

static GtkWidget *
create_table (BrowserDetails *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->parameters = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->parameters), "data-table");
  gtk_column_view_set_show_row_separators (self->parameters, TRUE);
  add_column (self, "Parameter", browser_parameter_get_name, FALSE);
  add_column (self, "Takes", browser_parameter_get_takes, TRUE);
  add_column (self, "Default", browser_parameter_get_default, FALSE);
  add_column (self, "Required", browser_parameter_get_required, FALSE);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->parameters));
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
show_parameters (BrowserDetails *self, GregFactory *factory)
{
  g_autoptr (GListModel) parameters = browser_parameter_list (factory);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (parameters));
  gboolean any = g_list_model_get_n_items (parameters) > 0;

  gtk_column_view_set_model (self->parameters, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->tables, any ? "parameters" : "none");
}

/* --- what stands above it --- */

static void
clear_facts (BrowserDetails *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
}

/* Says nothing when there is nothing to say. */
static void
add_fact (BrowserDetails *self, int row, const char *title, const char *text)
{
  GtkLabel *left, *right;

  if (text == NULL || *text == '\0')
    return;
  left = create_label ("dim-label", 8);
  gtk_label_set_text (left, title);
  gtk_widget_set_valign (GTK_WIDGET (left), GTK_ALIGN_START);
  right = create_label ("fact", 24);
  gtk_label_set_text (right, text);
  gtk_label_set_selectable (right, TRUE);
  gtk_grid_attach (self->facts, GTK_WIDGET (left), 0, row, 1, 1);
  gtk_grid_attach (self->facts, GTK_WIDGET (right), 1, row, 1, 1);
}

static void
show_facts (BrowserDetails *self, GregFactory *factory)
{
  g_autofree char *aliases = g_strjoinv (", ", (char **) greg_factory_get_aliases (factory));
  g_autofree char *tags = g_strjoinv (", ", (char **) greg_factory_get_tags (factory));
  g_autofree char *origin = greg_factory_dup_origin_text (factory);
  GregConfig *config = greg_factory_get_defaults (factory);
  g_autofree char *defaults = config != NULL ? greg_config_to_json (config, FALSE) : NULL;
  GType type = greg_factory_get_product_type (factory);

  clear_facts (self);
  add_fact (self, 0, "Makes", type != G_TYPE_NONE ? g_type_name (type) : "anything");
  add_fact (self, 1, "Aliases", aliases);
  add_fact (self, 2, "Tags", tags);
  add_fact (self, 3, "Defaults", defaults);
  add_fact (self, 4, "Origin", origin);
}

static void
show_deprecation (BrowserDetails *self, GregFactory *factory)
{
  const char *note = greg_factory_get_deprecation_note (factory);
  const char *replacement = greg_factory_get_replacement (factory);
  GString *text = g_string_new ("Deprecated");

  if (note != NULL)
    g_string_append_printf (text, ": %s", note);
  if (replacement != NULL)
    g_string_append_printf (text, "; use “%s” instead", replacement);
  gtk_label_set_text (self->deprecation, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->deprecation), greg_factory_is_deprecated (factory));
  g_string_free (text, TRUE);
}

/* --- the widget --- */

static GtkWidget *
create_empty (const char *text)
{
  GtkLabel *label = create_label ("empty", 24);

  gtk_label_set_text (label, text);
  gtk_label_set_xalign (label, 0.5f);
  gtk_widget_set_vexpand (GTK_WIDGET (label), TRUE);
  return GTK_WIDGET (label);
}

static GtkWidget *
create_page (BrowserDetails *self)
{
  GtkBox *page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkBox *heading = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkWidget *unregister = gtk_button_new_with_mnemonic ("_Unregister");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (unregister), "win.unregister");
  gtk_widget_set_tooltip_text (unregister, "Unregister this factory (Ctrl+D)");
  gtk_widget_set_valign (unregister, GTK_ALIGN_CENTER);
  self->name = create_label ("title-1", 10);
  gtk_label_set_wrap (self->name, FALSE);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_box_append (heading, GTK_WIDGET (self->name));
  gtk_box_append (heading, unregister);

  self->summary = create_label ("summary", 30);
  self->deprecation = create_label ("deprecation", 30);
  self->facts = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->facts, 12);
  gtk_grid_set_row_spacing (self->facts, 6);
  self->tables = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->tables, create_empty ("It declares no parameters."), "none");
  gtk_stack_add_named (self->tables, create_table (self), "parameters");

  gtk_box_append (page, GTK_WIDGET (heading));
  gtk_box_append (page, GTK_WIDGET (self->summary));
  gtk_box_append (page, GTK_WIDGET (self->deprecation));
  gtk_box_append (page, GTK_WIDGET (self->facts));
  gtk_box_append (page, GTK_WIDGET (self->tables));
  gtk_widget_add_css_class (GTK_WIDGET (page), "details");
  return GTK_WIDGET (page);
}

static void
browser_details_class_init (BrowserDetailsClass *klass)
{
}

static void
browser_details_init (BrowserDetails *self)
{
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->pages, create_empty ("Nothing is selected"), "none");
  gtk_stack_add_named (self->pages, create_page (self), "factory");
  gtk_widget_set_hexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->pages));
}

GtkWidget *
browser_details_new (void)
{
  return g_object_new (BROWSER_TYPE_DETAILS, NULL);
}

/* Without a factory, it says that nothing is selected. */
void
browser_details_set_factory (BrowserDetails *self, GregFactory *factory)
{
  const char *summary;

  gtk_stack_set_visible_child_name (self->pages, factory != NULL ? "factory" : "none");
  if (factory == NULL)
    {
      gtk_column_view_set_model (self->parameters, NULL);
      return;
    }
  summary = greg_factory_get_summary (factory);
  gtk_label_set_text (self->name, greg_factory_get_name (factory));
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL);
  show_deprecation (self, factory);
  show_facts (self, factory);
  show_parameters (self, factory);
}
