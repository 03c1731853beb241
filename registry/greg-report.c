/* greg-report.c - GregReport: everything found wrong with a configuration
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-report.h"

#include "greg-diagnostic-private.h"

/**
 * GregReport:
 *
 * Everything that was found wrong with a configuration.
 *
 * A [iface@Gio.ListModel] of [class@Greg.Diagnostic], in the order in which they were found.
 * Whoever validates adds to it; nothing is ever taken away. It can be watched with
 * [signal@Gio.ListModel::items-changed] and shown in a list as it is.
 *
 * ## Example
 *
 * ```c
 * g_autoptr (GregReport) report = greg_builder_validate (builder, config);
 *
 * if (greg_report_count_errors (report) > 0)
 *   {
 *     g_autofree char *text = greg_report_to_string (report);
 *
 *     g_printerr ("%s\n", text);
 *   }
 * ```
 *
 * ## Ownership
 *
 * The report holds a reference to each of its diagnostics.
 *
 * ## Errors
 *
 * [method@Greg.Report.check] makes one [struct@GLib.Error] of the whole: the first error's.
 *
 * ## Threads
 *
 * Like any list model, a report belongs to one thread at a time.
 *
 * ## From Python and JavaScript
 *
 * `len (report)`, `report[0]` and iteration work as with every list model.
 *
 * Since: 1.0
 */
struct _GregReport
{
  GObject parent_instance;

  GPtrArray *diagnostics; /* GregDiagnostic, owned */
  guint n_errors;
  guint n_warnings;
};

static void greg_report_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GregReport,
                               greg_report,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      greg_report_list_model_init))

static GregDiagnostic *
find_first_error (GregReport *self)
{
  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      GregDiagnostic *diagnostic = self->diagnostics->pdata[i];

      if (greg_diagnostic_get_severity (diagnostic) == GREG_SEVERITY_ERROR)
        return diagnostic;
    }
  return NULL;
}

static void
append_count (GString *text, guint n, const char *singular, const char *plural)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append_printf (text, "%u %s", n, n == 1 ? singular : plural);
}

static GType
greg_report_get_item_type (GListModel *model)
{
  return GREG_TYPE_DIAGNOSTIC;
}

static guint
greg_report_get_n_items (GListModel *model)
{
  return GREG_REPORT (model)->diagnostics->len;
}

static gpointer
greg_report_get_item (GListModel *model, guint position)
{
  GregReport *self = GREG_REPORT (model);

  if (position >= self->diagnostics->len)
    return NULL;
  return g_object_ref (self->diagnostics->pdata[position]);
}

static void
greg_report_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = greg_report_get_item_type;
  iface->get_n_items = greg_report_get_n_items;
  iface->get_item = greg_report_get_item;
}

static void
greg_report_finalize (GObject *object)
{
  GregReport *self = GREG_REPORT (object);

  g_ptr_array_unref (self->diagnostics);
  G_OBJECT_CLASS (greg_report_parent_class)->finalize (object);
}

static void
greg_report_class_init (GregReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = greg_report_finalize;
}

static void
greg_report_init (GregReport *self)
{
  self->diagnostics = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * greg_report_new:
 *
 * Makes an empty report.
 *
 * Returns: (transfer full): the report
 *
 * Since: 1.0
 */
GregReport *
greg_report_new (void)
{
  return g_object_new (GREG_TYPE_REPORT, NULL);
}

/**
 * greg_report_add:
 * @self: a report
 * @diagnostic: (transfer none): what was found
 *
 * Adds a diagnostic at the end.
 *
 * Emits [signal@Gio.ListModel::items-changed]. The same one may be added twice, and then counts
 * twice.
 *
 * Since: 1.0
 */
void
greg_report_add (GregReport *self, GregDiagnostic *diagnostic)
{
  g_return_if_fail (GREG_IS_REPORT (self));
  g_return_if_fail (GREG_IS_DIAGNOSTIC (diagnostic));

  g_ptr_array_add (self->diagnostics, g_object_ref (diagnostic));
  if (greg_diagnostic_get_severity (diagnostic) == GREG_SEVERITY_ERROR)
    self->n_errors++;
  else
    self->n_warnings++;
  g_list_model_items_changed (G_LIST_MODEL (self), self->diagnostics->len - 1, 0, 1);
}

/**
 * greg_report_count_errors:
 * @self: a report
 *
 * Counts the diagnostics that are errors.
 *
 * Returns: the number of errors
 *
 * Since: 1.0
 */
guint
greg_report_count_errors (GregReport *self)
{
  g_return_val_if_fail (GREG_IS_REPORT (self), 0);

  return self->n_errors;
}

/**
 * greg_report_count_warnings:
 * @self: a report
 *
 * Counts the diagnostics that are warnings.
 *
 * Returns: the number of warnings
 *
 * Since: 1.0
 */
guint
greg_report_count_warnings (GregReport *self)
{
  g_return_val_if_fail (GREG_IS_REPORT (self), 0);

  return self->n_warnings;
}

/**
 * greg_report_check:
 * @self: a report
 * @error: where to put an error
 *
 * Fails when the report holds an error.
 *
 * The error has the domain and the code of the first one, and as message its place, path and
 * message; if there are more, their number follows: “(and 3 more)”. Warnings do not matter.
 *
 * Returns: %TRUE if there are no errors
 *
 * Since: 1.0
 */
gboolean
greg_report_check (GregReport *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  g_return_val_if_fail (GREG_IS_REPORT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->n_errors == 0)
    return TRUE;
  first = greg_diagnostic_to_error (find_first_error (self));
  if (self->n_errors > 1)
    {
      g_autofree char *message = g_steal_pointer (&first->message);

      first->message = g_strdup_printf ("%s (and %u more)", message, self->n_errors - 1);
    }
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/**
 * greg_report_to_string:
 * @self: a report
 *
 * Writes the whole report for people.
 *
 * Each diagnostic is written as [method@Greg.Diagnostic.to_string] does; the last line counts them:
 * “2 errors, 1 warning”, or “no problems”. There is no line feed at the end.
 *
 * Returns: (transfer full): the text
 *
 * Since: 1.0
 */
char *
greg_report_to_string (GregReport *self)
{
  g_autoptr (GString) counts = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (GREG_IS_REPORT (self), NULL);

  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      g_autofree char *line = greg_diagnostic_to_string (self->diagnostics->pdata[i]);

      g_string_append_printf (text, "%s\n", line);
    }
  append_count (counts, self->n_errors, "error", "errors");
  append_count (counts, self->n_warnings, "warning", "warnings");
  g_string_append (text, counts->len > 0 ? counts->str : "no problems");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
