/* greg-factory-list.c - GregFactoryList: a live list of what a query finds in a source
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-factory-list.h"

#include "greg-difference-private.h"
#include "greg-feed-private.h"
#include "greg-query.h"
#include "greg-selection-private.h"
#include "greg-weak-private.h"

/**
 * GregFactoryList:
 *
 * A live list of what a query finds in a source.
 *
 * A [iface@Gio.ListModel] of [class@Greg.Factory], for lists and menus that shall always show what
 * is there. It is filled when it is made, and then follows the source: what comes is inserted at
 * its place in the order of the query, what goes is taken out. It has what
 * [method@Greg.Source.query] gives, as soon as all changes have been delivered.
 *
 * [signal@Gio.ListModel::items-changed] is exact. Whatever one operation on the source changes at
 * one place of the list is one emission: a batch of factories that stand together in the list, an
 * old factory and the one that replaces it.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregQuery) query = greg_query_new ();
 * g_autoptr (GregFactoryList) list = NULL;
 *
 * greg_query_add_tag (query, "audio");
 * list = greg_factory_list_new (GREG_SOURCE (converters), query);
 * g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), NULL);
 * ```
 *
 * ## Ownership
 *
 * The list holds its factories and a copy of the query, but not the source. When the source is
 * disposed, the list becomes empty. It may be dropped at any time, even by a handler of its own
 * signal.
 *
 * ## Errors
 *
 * Nothing here fails.
 *
 * ## Threads
 *
 * A list belongs to the thread in which it was made and to the main context that was the default
 * there: it changes only when that context runs, whichever threads change the source, and never
 * inside a call of a function of the source. So it shows the state as last delivered. While a
 * handler of its signal runs, it does not change, even when the handler runs the main loop.
 *
 * Of a source that is not a [class@Greg.Registry], and of a registry that has a parent, only the
 * difference is seen between what the query gave before and after one or several emissions of
 * [signal@Greg.Source::changed].
 *
 * ## From Python and JavaScript
 *
 * `Greg.FactoryList.new (source, query)`; `len (list)`, `list[0]` and iteration work in Python as
 * with every list model, `list.get_n_items ()` and `list.get_item (0)` in both languages.
 *
 * Since: 1.0
 */
struct _GregFactoryList
{
  GObject parent_instance;

  GregWeak *source; /* NULL without a source */
  GregFeed *feed;   /* NULL without a source, and after it has ended */
  GregSelection selection;
  GregRows rows;
};

static void greg_factory_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GregFactoryList,
                               greg_factory_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      greg_factory_list_list_model_init))

enum
{
  PROP_SOURCE = 1,
  PROP_QUERY,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- changing --- */

static void
splice (GregFactoryList *self,
        guint position,
        guint n_gone,
        const GregRow *come,
        guint n_come)
{
  greg_rows_splice (&self->rows, position, n_gone, come, n_come);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_gone, n_come);
  if (n_gone != n_come)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static guint
find (GregFactoryList *self, guint from, const GregRow *row)
{
  if (row == NULL)
    return G_MAXUINT;
  return greg_rows_find (&self->rows, from, row, greg_selection_compare, &self->selection);
}

static void
swap_rows (GregRow *a, GregRow *b)
{
  GregRow row = *a;

  *a = *b;
  *b = row;
}

/* Forgets what is not there. */
static void
keep_present (GregFactoryList *self, GArray *gone)
{
  guint n = 0, position = 0;

  for (guint i = 0; i < gone->len; i++)
    {
      GregRow *row = &g_array_index (gone, GregRow, i);
      const GregRow *there;

      position = find (self, position, row);
      there = greg_rows_get (&self->rows, position);
      if (there != NULL && there->factory == row->factory)
        swap_rows (&g_array_index (gone, GregRow, n++), row);
    }
  g_array_set_size (gone, n);
}

/* Where we are in the two sorted arrays of what goes and what comes. */
typedef struct
{
  GArray *gone;
  GArray *come;
  guint i_gone;
  guint i_come;
} Merge;

static const GregRow *
next_gone (Merge *merge)
{
  return merge->i_gone < merge->gone->len ? &g_array_index (merge->gone, GregRow, merge->i_gone)
                                          : NULL;
}

static const GregRow *
next_come (Merge *merge)
{
  return merge->i_come < merge->come->len ? &g_array_index (merge->come, GregRow, merge->i_come)
                                          : NULL;
}

/* Steps over what goes and comes at one place, up to the next row that stays. Gives how many go. */
static guint
step (GregFactoryList *self, Merge *merge, guint position)
{
  guint n_gone = 0;

  for (;;)
    {
      const GregRow *stays = greg_rows_get (&self->rows, position + n_gone);
      const GregRow *gone = next_gone (merge), *come = next_come (merge);

      if (gone != NULL && stays != NULL && stays->factory == gone->factory)
        {
          merge->i_gone++;
          n_gone++;
        }
      else if (come != NULL
               && (stays == NULL || greg_selection_compare (come, stays, &self->selection) < 0))
        merge->i_come++;
      else
        return n_gone;
    }
}

/* One splice for each place, from the first to the last. A handler may end all this by disposing
 * the list. */
static void
merge_rows (GregFactoryList *self, GArray *gone, GArray *come)
{
  Merge merge = { gone, come, 0, 0 };
  guint position = 0;

  while (self->feed != NULL)
    {
      guint at_gone = find (self, position, next_gone (&merge));
      guint at_come = find (self, position, next_come (&merge));
      const GregRow *first = next_come (&merge);
      guint i_come = merge.i_come;
      guint n_gone, n_come;

      position = MIN (at_gone, at_come);
      if (position == G_MAXUINT)
        return;
      n_gone = step (self, &merge, position);
      n_come = merge.i_come - i_come;
      splice (self, position, n_gone, first, n_come);
      position += n_come;
    }
}

/* --- listing anew --- */

static void
splice_factories (GregFactoryList *self, const GregSplice *change, GPtrArray *factories)
{
  g_autofree GregRow *come = g_new0 (GregRow, (gsize) change->n_come + 1);

  for (guint i = 0; i < change->n_come; i++)
    come[i].factory = factories->pdata[change->position + i];
  splice (self, change->position, change->n_gone, come, change->n_come);
}

static GPtrArray *
list_rows (GregFactoryList *self)
{
  guint n = greg_rows_get_length (&self->rows);
  GPtrArray *factories = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (factories, g_object_ref (greg_rows_get (&self->rows, i)->factory));
  return factories;
}

static void
replace_rows (GregFactoryList *self, GPtrArray *factories)
{
  g_autoptr (GPtrArray) before = list_rows (self);
  g_autoptr (GArray) changes = greg_difference (before, factories);

  for (guint i = 0; i < changes->len && self->feed != NULL; i++)
    splice_factories (self, &g_array_index (changes, GregSplice, i), factories);
}

/* --- the feed --- */

/* The feed has a weak reference to the list. */
static GregFactoryList *
get_list (gpointer data)
{
  return greg_weak_get (data);
}

static void
list_changed (gpointer data, GregFeed *feed, GregSource *source, const GregChanges *changes)
{
  g_autoptr (GregFactoryList) self = get_list (data);
  g_autoptr (GArray) gone = NULL;
  g_autoptr (GArray) come = NULL;

  if (self == NULL || self->feed == NULL)
    return;
  gone = greg_selection_new_rows ();
  come = greg_selection_new_rows ();
  greg_selection_apply (&self->selection, changes, gone, come);
  keep_present (self, gone);
  merge_rows (self, gone, come);
}

static void
list_stale (gpointer data, GregFeed *feed, GregSource *source)
{
  g_autoptr (GregFactoryList) self = get_list (data);
  g_autoptr (GPtrArray) factories = NULL;

  if (self == NULL || self->feed == NULL)
    return;
  factories = greg_source_query (source, self->selection.query);
  if (self->feed != NULL)
    replace_rows (self, factories);
}

static void
list_lost (gpointer data)
{
  g_autoptr (GregFactoryList) self = get_list (data);
  g_autoptr (GPtrArray) gone = NULL;

  if (self == NULL || self->feed == NULL)
    return;
  g_clear_pointer (&self->feed, greg_feed_unref);
  gone = list_rows (self);
  if (gone->len > 0)
    splice (self, 0, gone->len, NULL, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
}

static void
list_free (gpointer data)
{
  greg_weak_unref (data);
}

static const GregFeedFuncs list_funcs = { list_changed, list_stale, list_lost, list_free };

/* --- filling --- */

static void
fill_exactly (GregFactoryList *self, const GregChanges *there)
{
  g_autoptr (GArray) gone = greg_selection_new_rows ();
  g_autoptr (GArray) come = greg_selection_new_rows ();

  greg_selection_apply (&self->selection, there, gone, come);
  if (come->len > 0)
    greg_rows_splice (&self->rows, 0, 0, (GregRow *) (gpointer) come->data, come->len);
}

static void
fill_listed (GregFactoryList *self, GregSource *source)
{
  g_autoptr (GPtrArray) factories = greg_source_query (source, self->selection.query);

  replace_rows (self, factories);
}

static void
start (GregFactoryList *self, GregSource *source)
{
  g_autoptr (GregChanges) there = NULL;
  gboolean exact;

  self->feed = greg_feed_new (&list_funcs, greg_weak_new (self));
  there = greg_feed_connect (self->feed, source, TRUE, &exact);
  if (exact)
    fill_exactly (self, there);
  else
    fill_listed (self, source);
  greg_feed_run (self->feed, NULL);
}

/* --- GListModel --- */

static GType
greg_factory_list_get_item_type (GListModel *model)
{
  return GREG_TYPE_FACTORY;
}

static guint
greg_factory_list_get_n_items (GListModel *model)
{
  return greg_rows_get_length (&GREG_FACTORY_LIST (model)->rows);
}

static gpointer
greg_factory_list_get_item (GListModel *model, guint position)
{
  const GregRow *row = greg_rows_get (&GREG_FACTORY_LIST (model)->rows, position);

  return row != NULL ? g_object_ref (row->factory) : NULL;
}

static void
greg_factory_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = greg_factory_list_get_item_type;
  iface->get_n_items = greg_factory_list_get_n_items;
  iface->get_item = greg_factory_list_get_item;
}

/* --- GObject --- */

static void
greg_factory_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregFactoryList *self = GREG_FACTORY_LIST (object);

  switch (id)
    {
    case PROP_SOURCE:
      g_value_take_object (value, greg_factory_list_dup_source (self));
      break;
    case PROP_QUERY:
      g_value_take_object (value, greg_factory_list_dup_query (self));
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, GREG_TYPE_FACTORY);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, greg_rows_get_length (&self->rows));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_factory_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregFactoryList *self = GREG_FACTORY_LIST (object);

  switch (id)
    {
    case PROP_SOURCE:
      if (g_value_get_object (value) != NULL)
        self->source = greg_weak_new (g_value_get_object (value));
      break;
    case PROP_QUERY:
      greg_selection_init (&self->selection, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_factory_list_constructed (GObject *object)
{
  GregFactoryList *self = GREG_FACTORY_LIST (object);
  g_autoptr (GregSource) source = greg_factory_list_dup_source (self);

  G_OBJECT_CLASS (greg_factory_list_parent_class)->constructed (object);

  if (source != NULL)
    start (self, source);
}

static void
greg_factory_list_dispose (GObject *object)
{
  GregFactoryList *self = GREG_FACTORY_LIST (object);

  if (self->feed != NULL)
    greg_feed_end (self->feed);
  g_clear_pointer (&self->feed, greg_feed_unref);

  G_OBJECT_CLASS (greg_factory_list_parent_class)->dispose (object);
}

static void
greg_factory_list_finalize (GObject *object)
{
  GregFactoryList *self = GREG_FACTORY_LIST (object);

  greg_rows_clear (&self->rows);
  greg_selection_clear (&self->selection);
  greg_weak_unref (self->source);

  G_OBJECT_CLASS (greg_factory_list_parent_class)->finalize (object);
}

static void
greg_factory_list_class_init (GregFactoryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS
                          | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = greg_factory_list_get_property;
  object_class->set_property = greg_factory_list_set_property;
  object_class->constructed = greg_factory_list_constructed;
  object_class->dispose = greg_factory_list_dispose;
  object_class->finalize = greg_factory_list_finalize;

  /**
   * GregFactoryList:source: (getter dup_source)
   *
   * The source that the list follows; %NULL when there is none, or none any more.
   *
   * Since: 1.0
   */
  properties[PROP_SOURCE]
      = g_param_spec_object ("source", NULL, NULL, GREG_TYPE_SOURCE, construct);

  /**
   * GregFactoryList:query: (getter dup_query)
   *
   * Which factories the list has, and in which order.
   *
   * A copy is made when it is set and when it is read: what a list has never changes for that.
   *
   * Since: 1.0
   */
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, GREG_TYPE_QUERY, construct);

  /**
   * GregFactoryList:item-type:
   *
   * The type of what the list has: [class@Greg.Factory].
   *
   * Since: 1.0
   */
  properties[PROP_ITEM_TYPE]
      = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, readable);

  /**
   * GregFactoryList:n-items:
   *
   * How many factories the list has.
   *
   * Since: 1.0
   */
  properties[PROP_N_ITEMS]
      = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
greg_factory_list_init (GregFactoryList *self)
{
  greg_rows_init (&self->rows);
}

/* --- public functions --- */

/**
 * greg_factory_list_new:
 * @source: (nullable): the source to follow
 * @query: (nullable): which factories, and in which order; %NULL is a query that was just made
 *
 * Makes a list of what a query finds in a source now and later.
 *
 * Without a source the list is empty for ever.
 *
 * Returns: (transfer full): a new list
 *
 * Since: 1.0
 */
GregFactoryList *
greg_factory_list_new (GregSource *source, GregQuery *query)
{
  g_return_val_if_fail (source == NULL || GREG_IS_SOURCE (source), NULL);
  g_return_val_if_fail (query == NULL || GREG_IS_QUERY (query), NULL);

  return g_object_new (GREG_TYPE_FACTORY_LIST, "source", source, "query", query, NULL);
}

/**
 * greg_factory_list_dup_source: (get-property source)
 * @self: a list
 *
 * Gets the source that the list follows.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL when there is none, or none any more
 *
 * Since: 1.0
 */
GregSource *
greg_factory_list_dup_source (GregFactoryList *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY_LIST (self), NULL);

  return greg_weak_get (self->source);
}

/**
 * greg_factory_list_dup_query: (get-property query)
 * @self: a list
 *
 * Tells which factories the list has, and in which order.
 *
 * Returns: (transfer full): a copy of the query
 *
 * Since: 1.0
 */
GregQuery *
greg_factory_list_dup_query (GregFactoryList *self)
{
  g_return_val_if_fail (GREG_IS_FACTORY_LIST (self), NULL);

  return greg_query_copy (self->selection.query);
}
