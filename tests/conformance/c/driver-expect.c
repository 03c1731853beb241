/* driver-expect.c - compares values, errors and reports with what a case expects
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "driver.h"

static gboolean
differs (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  g_autofree char *wanted = show (expected);
  g_autofree char *found = g_strdup_value_contents (actual);

  return wrong (error, "%s: %s was expected, not %s", what, wanted, found);
}

static gboolean
check (gboolean is_right, const char *what, const char *expected, const char *actual, GError **error)
{
  return is_right || wrong (error, "%s: %s was expected, not %s", what, expected, actual);
}

/* ---- objects ---- */

gboolean
match_properties (const char *what, JsonObject *expected, GObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *wanted;

  json_object_iter_init_ordered (&iter, expected);
  while (json_object_iter_next_ordered (&iter, &key, &wanted))
    {
      g_autofree char *where = g_strdup_printf ("%s.%s", what, key);
      g_auto (GValue) value = G_VALUE_INIT;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (object), key) == NULL)
        return wrong (error, "%s: there is no such property", where);
      g_object_get_property (object, key, &value);
      if (!match (where, wanted, &value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
match_object (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  JsonObject *wanted = json_node_get_object (expected);
  GObject *object = G_VALUE_HOLDS_OBJECT (actual) ? g_value_get_object (actual) : NULL;

  if (!take_keys (what, expected, "is! properties", error))
    return FALSE;
  if (object == NULL || g_strcmp0 (G_OBJECT_TYPE_NAME (object), get_text (wanted, "is", "")) != 0)
    return differs (what, expected, actual, error);
  return !has (wanted, "properties")
         || match_properties (what, json_object_get_object_member (wanted, "properties"), object,
                              error);
}

/* ---- values that JSON has no form for ---- */

static char *
text_of_bytes (const GValue *value)
{
  gsize size;
  const char *data = g_bytes_get_data (g_value_get_boxed (value), &size);

  return g_strndup (data, size);
}

/* The text that stands for a value of a special kind, or NULL if it is none of that kind. */
static char *
text_of_kind (const char *kind, const GValue *value)
{
  if (g_str_equal (kind, "gtype") && G_VALUE_HOLDS_GTYPE (value))
    return g_strdup (g_type_name (g_value_get_gtype (value)));
  if (g_value_fits_pointer (value) && g_value_peek_pointer (value) == NULL)
    return NULL;
  if (g_str_equal (kind, "bytes") && G_VALUE_HOLDS (value, G_TYPE_BYTES))
    return text_of_bytes (value);
  if (g_str_equal (kind, "uri") && G_VALUE_HOLDS (value, G_TYPE_FILE))
    return g_file_get_uri (g_value_get_object (value));
  if (g_str_equal (kind, "date") && G_VALUE_HOLDS (value, G_TYPE_DATE_TIME))
    return g_date_time_format_iso8601 (g_value_get_boxed (value));
  if (g_str_equal (kind, "variant") && G_VALUE_HOLDS_VARIANT (value))
    return g_variant_print (g_value_get_variant (value), TRUE);
  return NULL;
}

static gboolean
match_kind (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  JsonObject *object = json_node_get_object (expected);
  g_autoptr (GList) keys = json_object_get_members (object);
  g_autofree char *text = text_of_kind (keys->data, actual);

  return g_strcmp0 (text, get_text (object, keys->data, NULL)) == 0
         || differs (what, expected, actual, error);
}

/* ---- lists ---- */

gboolean
match_names (const char *what, JsonNode *expected, const char *const *actual, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRV);
  g_value_set_static_boxed (&value, actual);
  return match (what, expected, &value, error);
}

static void
free_value (gpointer value)
{
  g_value_unset (value);
  g_free (value);
}

static GValue *
add_value (GPtrArray *values, GType type)
{
  GValue *value = g_new0 (GValue, 1);

  g_ptr_array_add (values, value);
  return g_value_init (value, type);
}

/* The elements as values; NULL for what is no list. */
static GPtrArray *
elements_of (const GValue *list)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  gpointer data = g_value_fits_pointer (list) ? g_value_peek_pointer (list) : NULL;
  gboolean is_model = G_VALUE_HOLDS_OBJECT (list) && G_IS_LIST_MODEL (data);
  char **texts = G_VALUE_HOLDS (list, G_TYPE_STRV) ? data : NULL;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_value_set_string (add_value (values, G_TYPE_STRING), texts[i]);
  for (guint i = 0; is_model && i < g_list_model_get_n_items (data); i++)
    g_value_take_object (add_value (values, G_TYPE_OBJECT), g_list_model_get_item (data, i));
  return is_model || texts != NULL ? g_steal_pointer (&values) : NULL;
}

static gboolean
match_list (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  JsonArray *wanted = json_node_get_array (expected);
  g_autoptr (GPtrArray) values = elements_of (actual);

  if (values == NULL || values->len != json_array_get_length (wanted))
    return differs (what, expected, actual, error);
  for (guint i = 0; i < values->len; i++)
    {
      g_autofree char *where = g_strdup_printf ("%s/%u", what, i);

      if (!match (where, json_array_get_element (wanted, i), values->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* ---- scalars ---- */

static gboolean
number_of (const GValue *value, double *number)
{
  g_auto (GValue) wide = G_VALUE_INIT;

  g_value_init (&wide, G_TYPE_DOUBLE);
  if (G_VALUE_HOLDS_ENUM (value))
    *number = g_value_get_enum (value);
  else if (G_VALUE_HOLDS_FLAGS (value))
    *number = g_value_get_flags (value);
  else if (G_VALUE_HOLDS_CHAR (value))
    *number = g_value_get_schar (value);
  else if (G_VALUE_HOLDS_UCHAR (value))
    *number = g_value_get_uchar (value);
  else if (!G_VALUE_HOLDS_BOOLEAN (value) && !G_VALUE_HOLDS_STRING (value)
           && g_value_transform (value, &wide))
    *number = g_value_get_double (&wide);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_scalar (JsonNode *expected, const GValue *actual)
{
  GType type = json_node_get_value_type (expected);
  double number;

  if (JSON_NODE_HOLDS_NULL (expected))
    return g_value_fits_pointer (actual) && g_value_peek_pointer (actual) == NULL;
  if (type == G_TYPE_STRING)
    return G_VALUE_HOLDS_STRING (actual)
           && g_strcmp0 (g_value_get_string (actual), json_node_get_string (expected)) == 0;
  if (type == G_TYPE_BOOLEAN)
    return G_VALUE_HOLDS_BOOLEAN (actual)
           && g_value_get_boolean (actual) == json_node_get_boolean (expected);
  return number_of (actual, &number) && number == json_node_get_double (expected);
}

gboolean
match (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  if (JSON_NODE_HOLDS_ARRAY (expected))
    return match_list (what, expected, actual, error);
  if (JSON_NODE_HOLDS_OBJECT (expected) && has (json_node_get_object (expected), "is"))
    return match_object (what, expected, actual, error);
  if (JSON_NODE_HOLDS_OBJECT (expected))
    return json_object_get_size (json_node_get_object (expected)) == 1
             ? match_kind (what, expected, actual, error)
             : differs (what, expected, actual, error);
  return is_scalar (expected, actual) || differs (what, expected, actual, error);
}

/* ---- errors ---- */

static char *
name_of_code (int code)
{
  g_autoptr (GEnumClass) codes = g_type_class_ref (GREG_TYPE_ERROR);
  GEnumValue *value = g_enum_get_value (codes, code);
  char *name = g_ascii_strup (value != NULL ? value->value_nick : "?", -1);

  return g_strdelimit (name, "-", '_');
}

/* The code as a case has it: a name if it is of the library, else a number. */
int
error_code (JsonNode *node)
{
  g_autoptr (GEnumClass) codes = g_type_class_ref (GREG_TYPE_ERROR);
  g_autofree char *nick = NULL;

  if (!is_text (node))
    return json_node_get_int (node);
  nick = g_ascii_strdown (json_node_get_string (node), -1);
  g_strdelimit (nick, "_", '-');
  for (guint i = 0; i < codes->n_values; i++)
    {
      if (g_str_equal (codes->values[i].value_nick, nick))
        return codes->values[i].value;
    }
  return -1;
}

/* The message without the line and the column. */
static const char *
without_place (const char *message)
{
  g_autoptr (GRegex) place = g_regex_new ("^(?:[^\\s:/][^\\s:]*:)?\\d+:\\d+: ", 0, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  int end = 0;

  if (g_regex_match (place, message, 0, &info))
    g_match_info_fetch_pos (info, 0, NULL, &end);
  return message + end;
}

static gboolean
match_texts (JsonObject *expected, const char *key, const char *message, GError **error)
{
  JsonArray *texts = has (expected, key) ? json_object_get_array_member (expected, key) : NULL;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      const char *text = json_array_get_string_element (texts, i);
      gboolean is_there = strstr (message, text) != NULL;

      if (!check (is_there != g_str_equal (key, "lacks"), key, text, message, error))
        return FALSE;
    }
  return TRUE;
}

/* An array stands for all lines of a text, an object for parts. */
gboolean
match_text (const char *what, JsonNode *expected, const GValue *actual, GError **error)
{
  const char *text = g_value_get_string (actual);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (JSON_NODE_HOLDS_ARRAY (expected))
    return match_names (what, expected, (const char *const *) lines, error);
  return take_keys (what, expected, "says lacks", error)
         && match_texts (json_node_get_object (expected), "says", text, error)
         && match_texts (json_node_get_object (expected), "lacks", text, error);
}

static gboolean
match_near (JsonObject *expected, const char *message, GError **error)
{
  JsonArray *names = has (expected, "near") ? json_object_get_array_member (expected, "near") : NULL;
  const char *suggestions = strstr (message, "did you mean ");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("“%s”", json_array_get_string_element (names, i));

      if (!check (suggestions != NULL && strstr (suggestions, name) != NULL, "suggestion", name,
                  message, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
match_path (JsonObject *expected, const char *message, GError **error)
{
  const char *wanted = get_text (expected, "path", NULL);
  const char *end = *message == '/' ? strstr (message, ": ") : NULL;
  g_autofree char *path = g_strndup (message, end != NULL ? end - message : 0);

  return wanted == NULL || check (g_str_equal (path, wanted), "path", wanted, message, error);
}

static gboolean
match_problems (JsonObject *expected, GregReport *report, GError **error)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;
  guint n_items = report != NULL ? g_list_model_get_n_items (G_LIST_MODEL (report)) : 0;

  if (!has (expected, "problems"))
    return TRUE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GregDiagnostic) item = g_list_model_get_item (G_LIST_MODEL (report), i);

      g_strv_builder_add (paths, greg_diagnostic_get_path (item));
    }
  found = g_strv_builder_end (paths);
  return match_names ("problems", json_object_get_member (expected, "problems"),
                      (const char *const *) found, error);
}

static gboolean
match_code (JsonObject *expected, const GError *actual, GError **error)
{
  const char *domain = get_text (expected, "domain", "greg-error-quark");
  g_autofree char *wanted = NULL;

  if (!check (g_str_equal (g_quark_to_string (actual->domain), domain), "domain", domain,
              actual->message, error))
    return FALSE;
  if (!has (expected, "code"))
    return TRUE;
  wanted = show (json_object_get_member (expected, "code"));
  return check (error_code (json_object_get_member (expected, "code")) == actual->code, "code",
                wanted, actual->message, error);
}

gboolean
match_error (JsonNode *expected,
             const GError *actual,
             gboolean has_path,
             GregReport *report,
             GError **error)
{
  JsonObject *wanted = json_node_get_object (expected);
  const char *message = without_place (actual->message);

  return take_keys ("fails", expected, "code domain says lacks path near problems", error)
         && match_code (wanted, actual, error)
         && match_texts (wanted, "says", actual->message, error)
         && match_texts (wanted, "lacks", actual->message, error)
         && (!has_path || match_path (wanted, message, error)) && match_near (wanted, message, error)
         && match_problems (wanted, report, error);
}

/* ---- reports ---- */

static gboolean
match_diagnostic (const char *what, JsonNode *expected, GregDiagnostic *item, GError **error)
{
  JsonObject *wanted = json_node_get_object (expected);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (!take_keys (what, expected,
                  "severity code path file line column value expected suggestions factory message",
                  error))
    return FALSE;
  json_object_iter_init_ordered (&iter, wanted);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      g_autofree char *where = g_strdup_printf ("%s.%s", what, key);
      g_auto (GValue) value = G_VALUE_INIT;
      gboolean is_error = greg_diagnostic_get_severity (item) == GREG_SEVERITY_ERROR;

      if (g_str_equal (key, "severity"))
        g_value_set_static_string (g_value_init (&value, G_TYPE_STRING),
                                   is_error ? "error" : "warning");
      else if (g_str_equal (key, "code"))
        g_value_take_string (g_value_init (&value, G_TYPE_STRING),
                             name_of_code (greg_diagnostic_get_code (item)));
      else
        g_object_get_property (G_OBJECT (item), key, &value);
      if (!match (where, node, &value, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
match_report (const char *what, JsonNode *expected, GregReport *report, GError **error)
{
  JsonArray *wanted = json_node_get_array (expected);
  g_autofree char *shown = greg_report_to_string (report);

  if (g_list_model_get_n_items (G_LIST_MODEL (report)) != json_array_get_length (wanted))
    return wrong (error, "%s: %u diagnostics were expected, not\n%s", what,
                  json_array_get_length (wanted), shown);
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      g_autoptr (GregDiagnostic) item = g_list_model_get_item (G_LIST_MODEL (report), i);
      g_autofree char *where = g_strdup_printf ("%s/%u", what, i);

      if (!match_diagnostic (where, json_array_get_element (wanted, i), item, error))
        return FALSE;
    }
  return TRUE;
}
