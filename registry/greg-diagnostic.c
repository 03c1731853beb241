/* greg-diagnostic.c - GregDiagnostic: one thing that is wrong, and where
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "greg-diagnostic-private.h"

#include "greg-enum-types.h"
#include "greg-excerpt-private.h"
#include "greg-suggest-private.h"

#include <string.h>

/**
 * GregDiagnostic:
 *
 * One thing that is wrong with a configuration, and where.
 *
 * A diagnostic says what was found and what was expected, with the place in the text and in the
 * tree. It is immutable. The library makes them while it validates and collects them in a
 * [class@Greg.Report]; whoever checks configurations by own rules can make more and add them.
 *
 * Everything but the message may be missing: a configuration that was not read from text has no
 * line, and a problem of the whole has no path.
 *
 * ## Example
 *
 * ```c
 * g_autofree char *text = greg_diagnostic_to_string (diagnostic);
 *
 * g_printerr ("%s\n", text);
 * ```
 *
 * prints
 *
 * ```
 * pipeline.json:3:21: error: /stages/0/levle: “GZlibCompressor” has no property “levle”; did you mean “level”?
 *   {"type": "gzip", "levle": 9}
 *                    ^
 * ```
 *
 * ## Ownership
 *
 * What a getter returns belongs to the diagnostic and stays as long as it does.
 *
 * ## Errors
 *
 * A diagnostic is an error in waiting: `domain` and `code` are those that a [struct@GLib.Error]
 * about the same problem has, nearly always [error@Greg.Error].
 *
 * ## Threads
 *
 * Immutable, so usable from any thread.
 *
 * ## From Python and JavaScript
 *
 * All is in properties, and can be given at construction:
 * `Greg.Diagnostic(message="too slow", path="/stages/0", severity=Greg.Severity.WARNING)`.
 *
 * Since: 1.0
 */
struct _GregDiagnostic
{
  GObject parent_instance;

  GregSeverity severity;
  char *domain;
  int code;
  char *message;
  char *path;
  char *file;
  guint line;
  guint column;
  char *excerpt;
  gsize caret; /* in bytes of the excerpt, when has_caret */
  gboolean has_caret; /* the excerpt was cut here: `column` counts in the whole line */
  char *value;
  char *expected;
  char **suggestions;
  char *factory;
};

enum
{
  PROP_SEVERITY = 1,
  PROP_DOMAIN,
  PROP_CODE,
  PROP_MESSAGE,
  PROP_PATH,
  PROP_FILE,
  PROP_LINE,
  PROP_COLUMN,
  PROP_EXCERPT,
  PROP_VALUE,
  PROP_EXPECTED,
  PROP_SUGGESTIONS,
  PROP_FACTORY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GregDiagnostic, greg_diagnostic, G_TYPE_OBJECT)

static void
append_message (GString *text, GregDiagnostic *self)
{
  const char *const *suggestions = (const char *const *) self->suggestions;
  g_autofree char *question = greg_suggest_to_question (suggestions);

  greg_append_path (text, self->path);
  g_string_append (text, self->message);
  /* The replacement of what is deprecated is no guess. */
  if (self->code == GREG_ERROR_DEPRECATED && suggestions != NULL && suggestions[0] != NULL
      && g_strcmp0 (self->domain, g_quark_to_string (GREG_ERROR)) == 0)
    g_string_append_printf (text, "; use “%s”", suggestions[0]);
  else
    g_string_append (text, question);
}

/* An excerpt that came in by the property is a whole line as somebody else cut it. */
static char *
dup_printable_excerpt (GregDiagnostic *self, gsize *caret)
{
  g_autofree char *valid = NULL;
  glong n_chars;

  if (self->has_caret)
    {
      *caret = self->caret;
      return g_strdup (self->excerpt);
    }
  valid = g_utf8_make_valid (self->excerpt, -1);
  n_chars = g_utf8_strlen (valid, -1);
  *caret = self->column > 0 ? MIN (self->column - 1, (gsize) n_chars) : 0;
  *caret = (gsize) (g_utf8_offset_to_pointer (valid, (glong) *caret) - valid);
  return greg_excerpt_new (valid, strlen (valid), *caret, caret);
}

static void
append_excerpt (GString *text, GregDiagnostic *self)
{
  g_autofree char *excerpt = NULL;
  gsize caret;

  if (self->excerpt == NULL || *self->excerpt == '\0')
    return;
  excerpt = dup_printable_excerpt (self, &caret);
  g_string_append_printf (text, "\n  %s", excerpt);
  if (self->has_caret || self->column > 0)
    {
      g_autofree char *underline = greg_excerpt_underline (excerpt, caret);

      g_string_append_printf (text, "\n  %s", underline);
    }
}

static guint32
offset_of (const GregTree *tree, guint32 index, GregPlace place)
{
  const GregNode *node = greg_tree_node (tree, index);

  if (place == GREG_PLACE_KEY && node->key_offset != GREG_NO_OFFSET)
    return node->key_offset;
  return node->offset;
}

static void
set_place (GregDiagnostic *self, const GregTree *tree, guint32 index, GregPlace place)
{
  guint32 offset = offset_of (tree, index, place);

  self->file = g_strdup (tree->display_name);
  if (tree->text == NULL || offset == GREG_NO_OFFSET)
    return;
  if (!greg_tree_place (tree, offset, &self->line, &self->column))
    return;
  self->excerpt = greg_excerpt_new (tree->text, tree->text_length, offset, &self->caret);
  self->has_caret = TRUE;
}

/* `path` leads to `index`; the rest of the way to `at` is the same in both trees. */
static char *
dup_path (const GregTree *tree, guint32 index, guint32 at, const char *path)
{
  g_autofree char *pointer = greg_tree_pointer (tree, at);
  g_autofree char *start = NULL;

  if (path == NULL)
    return g_steal_pointer (&pointer);
  if (at == index)
    return g_strdup (path);
  start = greg_tree_pointer (tree, index);
  return g_strconcat (path, pointer + strlen (start), NULL);
}

static void
greg_diagnostic_finalize (GObject *object)
{
  GregDiagnostic *self = GREG_DIAGNOSTIC (object);

  g_free (self->domain);
  g_free (self->message);
  g_free (self->path);
  g_free (self->file);
  g_free (self->excerpt);
  g_free (self->value);
  g_free (self->expected);
  g_strfreev (self->suggestions);
  g_free (self->factory);
  G_OBJECT_CLASS (greg_diagnostic_parent_class)->finalize (object);
}

static void
greg_diagnostic_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GregDiagnostic *self = GREG_DIAGNOSTIC (object);

  switch (id)
    {
    case PROP_SEVERITY:
      g_value_set_enum (value, (int) self->severity);
      break;
    case PROP_DOMAIN:
      g_value_set_string (value, self->domain);
      break;
    case PROP_CODE:
      g_value_set_int (value, self->code);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_FILE:
      g_value_set_string (value, self->file);
      break;
    case PROP_LINE:
      g_value_set_uint (value, self->line);
      break;
    case PROP_COLUMN:
      g_value_set_uint (value, self->column);
      break;
    case PROP_EXCERPT:
      g_value_set_string (value, self->excerpt);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_EXPECTED:
      g_value_set_string (value, self->expected);
      break;
    case PROP_SUGGESTIONS:
      g_value_set_boxed (value, self->suggestions);
      break;
    case PROP_FACTORY:
      g_value_set_string (value, self->factory);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Each is called once, by the constructor. */
static void
greg_diagnostic_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GregDiagnostic *self = GREG_DIAGNOSTIC (object);

  switch (id)
    {
    case PROP_SEVERITY:
      self->severity = (GregSeverity) g_value_get_enum (value);
      break;
    case PROP_DOMAIN:
      self->domain = g_value_dup_string (value);
      break;
    case PROP_CODE:
      self->code = g_value_get_int (value);
      break;
    case PROP_MESSAGE:
      self->message = g_value_dup_string (value);
      break;
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    case PROP_FILE:
      self->file = g_value_dup_string (value);
      break;
    case PROP_LINE:
      self->line = g_value_get_uint (value);
      break;
    case PROP_COLUMN:
      self->column = g_value_get_uint (value);
      break;
    case PROP_EXCERPT:
      self->excerpt = g_value_dup_string (value);
      break;
    case PROP_VALUE:
      self->value = g_value_dup_string (value);
      break;
    case PROP_EXPECTED:
      self->expected = g_value_dup_string (value);
      break;
    case PROP_SUGGESTIONS:
      self->suggestions = g_value_dup_boxed (value);
      break;
    case PROP_FACTORY:
      self->factory = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
greg_diagnostic_constructed (GObject *object)
{
  GregDiagnostic *self = GREG_DIAGNOSTIC (object);

  G_OBJECT_CLASS (greg_diagnostic_parent_class)->constructed (object);
  if (self->message == NULL)
    self->message = g_strdup ("");
  if (self->domain == NULL)
    self->domain = g_strdup (g_quark_to_string (GREG_ERROR));
}

#define PROPERTY_FLAGS (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)

static void
greg_diagnostic_class_init (GregDiagnosticClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = greg_diagnostic_constructed;
  object_class->finalize = greg_diagnostic_finalize;
  object_class->get_property = greg_diagnostic_get_property;
  object_class->set_property = greg_diagnostic_set_property;

  /**
   * GregDiagnostic:severity: (getter get_severity)
   *
   * How bad it is.
   *
   * Since: 1.0
   */
  props[PROP_SEVERITY] = g_param_spec_enum ("severity", NULL, NULL, GREG_TYPE_SEVERITY,
                                            GREG_SEVERITY_ERROR, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:domain: (getter get_domain)
   *
   * The error domain; %NULL at construction means that of [error@Greg.Error].
   *
   * Since: 1.0
   */
  props[PROP_DOMAIN] = g_param_spec_string ("domain", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:code: (getter get_code)
   *
   * The error code within the domain.
   *
   * Since: 1.0
   */
  props[PROP_CODE] =
      g_param_spec_int ("code", NULL, NULL, G_MININT, G_MAXINT, 0, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:message: (getter get_message)
   *
   * What is wrong; %NULL at construction becomes the empty string.
   *
   * Since: 1.0
   */
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:path: (getter get_path)
   *
   * The place in the tree, as a JSON Pointer.
   *
   * Since: 1.0
   */
  props[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:file: (getter get_file)
   *
   * What the text is called, nearly always a file's name.
   *
   * Since: 1.0
   */
  props[PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:line: (getter get_line)
   *
   * The line of the text, from 1; 0 when it is unknown.
   *
   * Since: 1.0
   */
  props[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:column: (getter get_column)
   *
   * The character in the line, from 1; 0 when it is unknown.
   *
   * Since: 1.0
   */
  props[PROP_COLUMN] = g_param_spec_uint ("column", NULL, NULL, 0, G_MAXUINT, 0, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:excerpt: (getter get_excerpt)
   *
   * The line of text that holds the place, cut on both sides when it is long.
   *
   * Since: 1.0
   */
  props[PROP_EXCERPT] = g_param_spec_string ("excerpt", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:value: (getter get_value)
   *
   * The value that was given, as text for people.
   *
   * Since: 1.0
   */
  props[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:expected: (getter get_expected)
   *
   * What would have been right, as text for people.
   *
   * Since: 1.0
   */
  props[PROP_EXPECTED] = g_param_spec_string ("expected", NULL, NULL, NULL, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:suggestions: (getter get_suggestions)
   *
   * What may have been meant, the nearest first.
   *
   * Since: 1.0
   */
  props[PROP_SUGGESTIONS] =
      g_param_spec_boxed ("suggestions", NULL, NULL, G_TYPE_STRV, PROPERTY_FLAGS);
  /**
   * GregDiagnostic:factory: (getter get_factory)
   *
   * The name of the factory that the value is for.
   *
   * Since: 1.0
   */
  props[PROP_FACTORY] = g_param_spec_string ("factory", NULL, NULL, NULL, PROPERTY_FLAGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
greg_diagnostic_init (GregDiagnostic *self)
{
}

GregDiagnostic *
greg_diagnostic_new (GregSeverity severity,
                     GregProblem *problem,
                     const GregTree *tree,
                     guint32 index,
                     GregPlace place,
                     const char *path,
                     const char *factory)
{
  GQuark domain = problem->domain != 0 ? problem->domain : GREG_ERROR;
  guint32 at = problem->at != 0 ? problem->at : index;
  GregDiagnostic *self = g_object_new (GREG_TYPE_DIAGNOSTIC, "severity", severity, "domain",
                                       g_quark_to_string (domain), "code", problem->code,
                                       "message", problem->message, "factory", factory, NULL);

  self->value = g_steal_pointer (&problem->value);
  self->expected = g_steal_pointer (&problem->expected);
  self->suggestions = g_steal_pointer (&problem->suggestions);
  if (tree == NULL)
    {
      self->path = g_strdup (path);
    }
  else
    {
      self->path = dup_path (tree, index, at, path);
      set_place (self, tree, at, place);
      if (self->value == NULL)
        self->value = greg_tree_describe (tree, at);
    }
  greg_problem_clear (problem);
  return self;
}

GError *
greg_diagnostic_to_error (GregDiagnostic *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  greg_append_place (text, self->file, self->line, self->column);
  append_message (text, self);
  return g_error_new_literal (g_quark_from_string (self->domain), self->code, text->str);
}

/**
 * greg_diagnostic_get_severity: (get-property severity)
 * @self: a diagnostic
 *
 * Tells how bad it is.
 *
 * Returns: the severity
 *
 * Since: 1.0
 */
GregSeverity
greg_diagnostic_get_severity (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), GREG_SEVERITY_ERROR);

  return self->severity;
}

/**
 * greg_diagnostic_get_domain: (get-property domain)
 * @self: a diagnostic
 *
 * Gets the name of the error domain.
 *
 * It is the string of the domain's quark, `greg-error-quark` for the codes of [error@Greg.Error].
 *
 * Returns: the domain
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_domain (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->domain;
}

/**
 * greg_diagnostic_get_code: (get-property code)
 * @self: a diagnostic
 *
 * Gets the error code within [property@Greg.Diagnostic:domain].
 *
 * Returns: the code
 *
 * Since: 1.0
 */
int
greg_diagnostic_get_code (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), 0);

  return self->code;
}

/**
 * greg_diagnostic_get_message: (get-property message)
 * @self: a diagnostic
 *
 * Gets what is wrong, without the place and without the suggestions.
 *
 * Returns: the message; empty when none was given
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_message (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->message;
}

/**
 * greg_diagnostic_get_path: (get-property path)
 * @self: a diagnostic
 *
 * Gets the place in the tree.
 *
 * It is a JSON Pointer (RFC 6901): the empty string is the root, `/stages/0` the first element of
 * the member `stages`.
 *
 * Returns: (nullable): the path
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_path (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->path;
}

/**
 * greg_diagnostic_get_file: (get-property file)
 * @self: a diagnostic
 *
 * Gets what the text is called.
 *
 * It is the display name that the configuration was read with, nearly always a file's name.
 *
 * Returns: (nullable): the name
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_file (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->file;
}

/**
 * greg_diagnostic_get_line: (get-property line)
 * @self: a diagnostic
 *
 * Gets the line of the text.
 *
 * Returns: the line, from 1; 0 when it is unknown or there is no text
 *
 * Since: 1.0
 */
guint
greg_diagnostic_get_line (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), 0);

  return self->line;
}

/**
 * greg_diagnostic_get_column: (get-property column)
 * @self: a diagnostic
 *
 * Gets the character in the line.
 *
 * Returns: the column in characters, from 1; 0 when it is unknown or there is no text
 *
 * Since: 1.0
 */
guint
greg_diagnostic_get_column (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), 0);

  return self->column;
}

/**
 * greg_diagnostic_get_excerpt: (get-property excerpt)
 * @self: a diagnostic
 *
 * Gets the line of text that holds the place.
 *
 * A long line is cut on both sides, and “…” says so; [property@Greg.Diagnostic:column] counts in
 * the whole line. [method@Greg.Diagnostic.to_string] prints it with a mark below the place.
 *
 * Returns: (nullable): the line
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_excerpt (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->excerpt;
}

/**
 * greg_diagnostic_get_value: (get-property value)
 * @self: a diagnostic
 *
 * Gets a short text of the value that was given.
 *
 * Returns: (nullable): the value for people, such as `"high"` or `an array of 3`
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_value (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->value;
}

/**
 * greg_diagnostic_get_expected: (get-property expected)
 * @self: a diagnostic
 *
 * Gets a short text of what would have been right.
 *
 * Returns: (nullable): what was expected, such as `an integer from 0 to 9`
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_expected (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->expected;
}

/**
 * greg_diagnostic_get_suggestions: (get-property suggestions)
 * @self: a diagnostic
 *
 * Gets what may have been meant.
 *
 * Returns: (nullable) (array zero-terminated=1) (transfer none): the names, the nearest first;
 *   %NULL when none is near
 *
 * Since: 1.0
 */
const char *const *
greg_diagnostic_get_suggestions (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return (const char *const *) self->suggestions;
}

/**
 * greg_diagnostic_get_factory: (get-property factory)
 * @self: a diagnostic
 *
 * Gets the name of the factory that the value is for.
 *
 * Returns: (nullable): the name
 *
 * Since: 1.0
 */
const char *
greg_diagnostic_get_factory (GregDiagnostic *self)
{
  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  return self->factory;
}

/**
 * greg_diagnostic_to_string:
 * @self: a diagnostic
 *
 * Writes the diagnostic for people.
 *
 * The first line is `file:line:column: error: path: message; did you mean “name”?`, without the
 * parts that are unknown. When there is an excerpt, it follows on a line of its own, and below it a
 * `^` under the column. There is no line feed at the end.
 *
 * Returns: (transfer full): the text
 *
 * Since: 1.0
 */
char *
greg_diagnostic_to_string (GregDiagnostic *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (GREG_IS_DIAGNOSTIC (self), NULL);

  greg_append_place (text, self->file, self->line, self->column);
  g_string_append (text, self->severity == GREG_SEVERITY_WARNING ? "warning: " : "error: ");
  append_message (text, self);
  append_excerpt (text, self);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
