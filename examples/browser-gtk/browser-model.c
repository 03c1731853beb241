/* browser-model.c - the factories of a source, searched, sorted and selected
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser-model.h"

/* A chain of list models, each of which follows the one before it:
 *
 *   GregFactoryList → GtkFilterListModel → GtkSortListModel → GtkSingleSelection
 *
 * Nothing has to be refreshed by hand. When a factory comes or goes, in whichever thread, the first
 * one says so in the main loop, and the change goes down the chain to the rows of the list view. */
struct _BrowserModel
{
  GObject parent_instance;

  GregFactoryList *all;
  GtkSortListModel *shown;
  GtkSingleSelection *selection;
  GtkCustomFilter *filter;
};

G_DEFINE_FINAL_TYPE (BrowserModel, browser_model, G_TYPE_OBJECT)

/* The words that all must be found, whatever their case. */
char **
browser_search_words (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_strsplit_set (folded, " \t\n", -1);
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, word) != NULL;
}

static gboolean
any_contains (const char *const *texts, const char *word)
{
  for (; *texts != NULL; texts++)
    if (contains (*texts, word))
      return TRUE;
  return FALSE;
}

gboolean
browser_factory_matches (GregFactory *factory, const char *const *words)
{
  for (; *words != NULL; words++)
    if (!contains (greg_factory_get_name (factory), *words)
        && !contains (greg_factory_get_summary (factory), *words)
        && !any_contains (greg_factory_get_aliases (factory), *words)
        && !any_contains (greg_factory_get_tags (factory), *words))
      return FALSE;
  return TRUE;
}

/* By name, with numbers in the order of numbers. Those of one name stay as they are. */
int
browser_factory_compare (GregFactory *a, GregFactory *b)
{
  const char *a_name = greg_factory_get_name (a);
  const char *b_name = greg_factory_get_name (b);
  g_autofree char *a_key = g_utf8_collate_key_for_filename (a_name, -1);
  g_autofree char *b_key = g_utf8_collate_key_for_filename (b_name, -1);
  int order = strcmp (a_key, b_key);

  return order != 0 ? order : strcmp (a_name, b_name);
}

static gboolean
filter_func (gpointer item, gpointer user_data)
{
  return browser_factory_matches (item, user_data);
}

static int
compare_func (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return browser_factory_compare ((GregFactory *) a, (GregFactory *) b);
}

static void
browser_model_dispose (GObject *object)
{
  BrowserModel *self = BROWSER_MODEL (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->all);
  G_OBJECT_CLASS (browser_model_parent_class)->dispose (object);
}

static void
browser_model_class_init (BrowserModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = browser_model_dispose;
}

static void
browser_model_init (BrowserModel *self)
{
}

/* The models take their arguments over, hence the references. */
BrowserModel *
browser_model_new (GregSource *source)
{
  BrowserModel *self = g_object_new (BROWSER_TYPE_MODEL, NULL);
  g_autoptr (GregQuery) query = greg_query_new ();
  GtkFilterListModel *filtered;
  GtkSorter *sorter;

  greg_query_set_stacked (query, TRUE);
  self->all = greg_factory_list_new (source, query);

  self->filter = gtk_custom_filter_new (NULL, NULL, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->all)),
                                        g_object_ref (GTK_FILTER (self->filter)));
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_func, NULL, NULL));
  self->shown = gtk_sort_list_model_new (G_LIST_MODEL (filtered), sorter);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  return self;
}

GtkSingleSelection *
browser_model_get_selection (BrowserModel *self)
{
  return self->selection;
}

GListModel *
browser_model_get_all (BrowserModel *self)
{
  return G_LIST_MODEL (self->all);
}

GListModel *
browser_model_get_shown (BrowserModel *self)
{
  return G_LIST_MODEL (self->shown);
}

/* The filter owns the words, and looks at everything again. */
void
browser_model_set_search (BrowserModel *self, const char *text)
{
  gtk_custom_filter_set_filter_func (self->filter, filter_func, browser_search_words (text),
                                     (GDestroyNotify) g_strfreev);
}

gboolean
browser_model_select (BrowserModel *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GregFactory) factory = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_str_equal (greg_factory_get_name (factory), name))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return TRUE;
        }
    }
  return FALSE;
}
