/* test-hierarchy-missing.c - pass 3: who is asked, and what is loaded, for a name that no level has
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hierarchy-helpers.h"

#include <string.h>

/* --- what handlers and loaders do, and a record of their calls --- */

static GString *calls;

static const char *
label_of (GregRegistry *registry)
{
  const char *name = greg_source_get_name (GREG_SOURCE (registry));

  return name != NULL ? name : "nameless";
}

static void
note_call (const char *what, GregRegistry *registry, const char *name)
{
  g_string_append_printf (calls, "%s%s%s:%s", calls->len > 0 ? " " : "", what,
                          label_of (registry), name);
}

#define assert_calls(expected)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr (calls->str, ==, (expected));                                                  \
    g_string_truncate (calls, 0);                                                                  \
  }                                                                                                \
  G_STMT_END

/* All of it may be NULL. */
typedef struct
{
  const char *gives;      /* the id of a factory that a handler makes up */
  const char *registers;  /* a name, in the registry that is asked */
  const char *brings;     /* the scope of a child that a loader makes, kept in `child` */
  const char *fails;      /* a message of a loader */
  gboolean undone;        /* a loader wants to be called again */
  GregRegistry *child;
} Deed;

static GregFactory *
resolve_cb (GregRegistry *registry, const char *name, Deed *deed)
{
  note_call ("?", registry, name);
  if (deed->registers != NULL)
    put (registry, deed->registers, deed->registers);
  return deed->gives != NULL ? make_factory (deed->gives, name, "", 0) : NULL;
}

static gboolean load_cb (GregRegistry *, const char *, gpointer, GError **);

static void
add_loader (GregRegistry *registry, Deed *deed)
{
  greg_registry_add_loader (registry, label_of (registry), load_cb, deed, NULL);
}

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer user_data, GError **error)
{
  Deed *deed = user_data;

  note_call ("!", registry, name);
  if (deed->registers != NULL)
    put (registry, deed->registers, deed->registers);
  if (deed->brings != NULL)
    {
      static Deed deeper = { .registers = "x" };

      deed->child = new_child (registry, deed->brings);
      add_loader (deed->child, &deeper);
    }
  if (deed->fails != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, deed->fails);
  return !deed->undone && deed->fails == NULL;
}

static void
add_handler (GregRegistry *registry, Deed *deed)
{
  g_signal_connect (registry, "resolve", G_CALLBACK (resolve_cb), deed);
}

/* Each level only notes that it was asked. */
static void
listen_everywhere (Family *family, Deed *deed)
{
  GregRegistry *all[] = { family->top, family->vision, family->det, family->fast, family->text };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    add_handler (all[i], deed);
}

static void
load_everywhere (Family *family, Deed *deed)
{
  GregRegistry *all[] = { family->top, family->vision, family->det, family->fast, family->text };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    add_loader (all[i], deed);
}

/* --- handlers --- */

static void
test_handler_order (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 };

  listen_everywhere (&family, &none);
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x ?top:x");
  /* Whoever the scope leads to comes first, and is told the rest; then the climb, with all of it. */
  assert_lookup (family.det, "text.x", "none");
  assert_calls ("?text:x ?det:text.x ?vision:text.x ?top:text.x");
  assert_lookup (family.text, "vision.det.x", "none");
  assert_calls ("?vision:det.x ?det:x ?text:vision.det.x ?top:vision.det.x");
  assert_lookup (family.det, "det.x", "none");
  assert_calls ("?det:x ?det:det.x ?vision:det.x ?top:det.x");
  assert_lookup (family.text, "nowhere.x", "none");
  assert_calls ("?text:nowhere.x ?top:nowhere.x");
  /* Nothing is no name. */
  assert_lookup (family.det, "text.", "none");
  assert_calls ("?det:text. ?vision:text. ?top:text.");
  assert_lookup (family.det, "vision.det.", "none");
  assert_calls ("?vision:det. ?det:vision.det. ?vision:vision.det. ?top:vision.det.");
  assert_lookup (family.det, "", "none");
  assert_calls ("");
  family_free (&family);
}

static void
test_handler_answers (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 }, made = { .gives = "made" };
  gulong id;

  listen_everywhere (&family, &none);
  add_handler (family.vision, &made);
  assert_lookup (family.det, "x", "made");
  assert_calls ("?det:x ?vision:x ?vision:x");
  assert_lookup (family.text, "vision.y", "made");
  assert_calls ("?vision:y ?vision:y");
  assert_all (family.det, "x", "made");
  assert_calls ("?det:x ?vision:x ?vision:x");
  /* It is not registered, so nobody has it and nobody lists it. */
  assert_level (family.det, "x", NULL);
  assert_list (family.det, "");
  assert_calls ("");
  id = g_signal_handler_find (family.vision, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, &made);
  g_signal_handler_disconnect (family.vision, id);
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x ?top:x");
  family_free (&family);
}

/* To register the name instead of answering is as good. */
static void
test_handler_registers (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 }, registers = { .registers = "x" };

  add_handler (family.det, &none);
  add_handler (family.vision, &registers);
  add_handler (family.top, &none);
  assert_lookup (family.det, "x", "x");
  assert_calls ("?det:x ?vision:x");
  assert_level (family.det, "x", family.vision);
  assert_lookup (family.fast, "x", "x");
  assert_calls ("");
  family_free (&family);
}

/* Neither handlers nor loaders beyond a mask are asked; the level that masks is. */
static void
test_mask (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 };

  listen_everywhere (&family, &none);
  load_everywhere (&family, &none);
  mask_ok (family.vision, "x");
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x !det:x !vision:x ?det:x ?vision:x");
  mask_ok (family.vision, "text.y");
  assert_lookup (family.det, "text.y", "none");
  assert_calls ("?text:y ?det:text.y ?vision:text.y !text:y ?text:y ?det:text.y ?vision:text.y");
  family_free (&family);
}

static void
assert_refused (GregRegistry *registry, const char *name, GregError code, const char *phrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GregFactory) factory = greg_source_require (GREG_SOURCE (registry), name, &error);

  g_assert_null (factory);
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, phrase));
}

/* What a handler gives must be of use at its own level and to whoever asked. */
static void
test_handler_checked (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_OBJECT);
  GregRegistry *lists = new_child_of_type (top, "lists", G_TYPE_LIST_MODEL);
  Deed made = { .gives = "made" };

  add_handler (top, &made);
  assert_lookup (top, "x", "made");
  assert_lookup (lists, "x", "none");
  assert_refused (lists, "x", GREG_ERROR_INVALID_TYPE, "“x”");
  g_assert_false (greg_source_contains (GREG_SOURCE (lists), "x"));
  add_handler (lists, &made);
  assert_refused (top, "lists.x", GREG_ERROR_INVALID_TYPE, "cannot be used in lists");
  g_string_truncate (calls, 0);
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

static GregFactory *
look_up_cb (GregRegistry *registry, const char *name, GregRegistry *other)
{
  note_call ("?", registry, name);
  return greg_source_lookup (GREG_SOURCE (other), name);
}

/* Each of the two asks the other; neither is asked from within its own question. */
static void
test_handlers_ask_each_other (void)
{
  Family family = family_new (NULL);
  gulong id;

  g_signal_connect (family.det, "resolve", G_CALLBACK (look_up_cb), family.vision);
  id = g_signal_connect (family.vision, "resolve", G_CALLBACK (look_up_cb), family.det);
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x ?vision:x ?det:x");
  assert_lookup (family.vision, "x", "none");
  assert_calls ("?vision:x ?det:x");
  g_signal_handler_disconnect (family.vision, id);
  g_signal_connect (family.vision, "resolve", G_CALLBACK (look_up_cb), family.text);
  put (family.text, "text-x", "x");
  assert_lookup (family.det, "x", "text-x");
  assert_calls ("?det:x ?vision:x");
  family_free (&family);
}

static GregFactory *
drop_cb (GregRegistry *registry, const char *name, GregRegistry **held)
{
  g_clear_object (held);
  return NULL;
}

/* The look-up holds whom it asks. */
static void
test_handler_drops (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *child = new_child (top, "child");
  GregRegistry *other = new_child (top, "other");
  gpointer watched_child = child, watched_other = other;

  g_object_add_weak_pointer (G_OBJECT (child), &watched_child);
  g_object_add_weak_pointer (G_OBJECT (other), &watched_other);
  g_signal_connect (child, "resolve", G_CALLBACK (drop_cb), &child);
  g_signal_connect (other, "resolve", G_CALLBACK (drop_cb), &other);
  assert_lookup (child, "other.x", "none");
  g_assert_null (child);
  g_assert_null (other);
  g_assert_null (watched_child);
  g_assert_null (watched_other);
  g_assert_finalize_object (top);
}

/* --- loaders --- */

static void
test_loader_order (void)
{
  Family family = family_new (NULL);
  Deed again = { .undone = TRUE };

  load_everywhere (&family, &again);
  assert_lookup (family.det, "x", "none");
  assert_calls ("!det:x !vision:x !top:x");
  assert_lookup (family.det, "text.x", "none");
  assert_calls ("!text:x !det:text.x !vision:text.x !top:text.x");
  assert_lookup (family.text, "vision.det.x", "none");
  assert_calls ("!vision:det.x !det:x !text:vision.det.x !top:vision.det.x");
  /* Listing, and what only looks, never loads. */
  assert_list (family.fast, "");
  assert_level (family.fast, "x", NULL);
  g_assert_null (greg_source_peek (GREG_SOURCE (family.fast), "x"));
  g_assert_cmpuint (greg_source_count (GREG_SOURCE (family.fast)), ==, 0);
  assert_query (family.fast, NULL, "");
  assert_calls ("");
  family_free (&family);
}

/* No further than needed; a loader that has done its work is not run for any other level. */
static void
test_loader_stops (void)
{
  Family family = family_new (NULL);
  Deed nothing = { 0 }, registers = { .registers = "x" };

  add_loader (family.det, &nothing);
  add_loader (family.vision, &registers);
  add_loader (family.top, &registers);
  assert_lookup (family.fast, "x", "x");
  assert_calls ("!det:x !vision:x");
  assert_level (family.fast, "x", family.vision);
  assert_lookup (family.det, "y", "none");
  assert_calls ("!top:y");
  assert_lookup (family.text, "x", "x");
  assert_lookup (family.text, "vision.z", "none");
  assert_calls ("");
  family_free (&family);
}

/* By the scope and by the climb: whichever of the passes finds it. */
static void
test_loader_any_pass (void)
{
  Family family = family_new (NULL);
  Deed nothing = { .undone = TRUE }, literal = { .registers = "text.x" };

  add_loader (family.text, &nothing);
  add_loader (family.vision, &literal);
  add_loader (family.top, &nothing);
  assert_lookup (family.vision, "text.x", "text.x");
  assert_calls ("!text:x !vision:text.x");
  assert_level (family.vision, "text.x", family.vision);
  family_free (&family);
}

/* A loader may make the registry of a scope; then that one's loaders are asked, first. */
static void
test_loader_brings_child (void)
{
  Family family = family_new (NULL);
  Deed brings = { .brings = "audio" }, never = { .undone = TRUE };

  add_loader (family.top, &brings);
  add_loader (family.top, &never);
  assert_lookup (family.det, "audio.x", "x");
  assert_calls ("!top:audio.x !top:audio.x !audio:x");
  assert_level (family.det, "audio.x", brings.child);
  assert_lookup (family.det, "audio.x", "x");
  assert_calls ("");
  g_assert_finalize_object (brings.child);
  assert_lookup (family.det, "audio.x", "none");
  assert_calls ("!top:audio.x");
  family_free (&family);
}

/* The same, one step deeper than what was known of the path. */
static void
test_loader_brings_grandchild (void)
{
  Family family = family_new (NULL);
  Deed brings = { .brings = "deep" };

  add_loader (family.vision, &brings);
  assert_lookup (family.text, "vision.deep.x", "x");
  assert_calls ("!vision:deep.x !deep:x");
  g_assert_finalize_object (brings.child);
  family_free (&family);
}

/* Once more, and only when something was loaded. */
static void
test_handlers_after_loaders (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 };

  listen_everywhere (&family, &none);
  add_loader (family.top, &none);
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x ?top:x !top:x ?det:x ?vision:x ?top:x");
  assert_lookup (family.det, "x", "none");
  assert_calls ("?det:x ?vision:x ?top:x");
  family_free (&family);
}

/* Of all levels that were asked, and only of these. */
static void
test_failures (void)
{
  Family family = family_new (NULL);
  Deed det = { .fails = "no network" }, top = { .fails = "no such folder" };
  Deed text = { .fails = "not of interest" };
  g_autoptr (GError) error = NULL;

  add_loader (family.det, &det);
  add_loader (family.top, &top);
  add_loader (family.text, &text);
  g_assert_null (greg_source_require (GREG_SOURCE (family.fast), "x", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "the loader “det” failed: no network"));
  g_assert_nonnull (strstr (error->message, "the loader “top” failed: no such folder"));
  g_assert_null (strstr (error->message, "not of interest"));
  /* They hide nobody, and are run again. */
  g_string_truncate (calls, 0);
  put (family.text, "x", "x");
  assert_lookup (family.fast, "text.x", "x");
  assert_calls ("");
  assert_lookup (family.fast, "y", "none");
  assert_calls ("!det:y !top:y");
  family_free (&family);
}

/* What was loaded above is not there for who has no use of it. */
static void
test_loaded_of_no_use (void)
{
  GregRegistry *top = greg_registry_new ("top", G_TYPE_NONE);
  GregRegistry *lists = new_child_of_type (top, "lists", G_TYPE_LIST_MODEL);
  Deed registers = { .registers = "x" };

  add_loader (top, &registers);
  assert_lookup (lists, "x", "none");
  assert_calls ("!top:x");
  assert_lookup (top, "x", "x");
  assert_calls ("");
  g_assert_finalize_object (lists);
  g_assert_finalize_object (top);
}

static gboolean
look_up_below (GregRegistry *registry, const char *name, gpointer child, GError **error)
{
  note_call ("!", registry, name);
  assert_lookup (child, name, "none");
  put (registry, name, name);
  assert_lookup (child, name, name);
  return TRUE;
}

/* A loader of the parent looks up below, where the miss came from. */
static void
test_loader_looks_below (void)
{
  Family family = family_new (NULL);
  Deed none = { 0 };

  greg_registry_add_loader (family.top, "top", look_up_below, family.det, NULL);
  add_loader (family.vision, &none);
  assert_lookup (family.det, "x", "x");
  assert_calls ("!vision:x !top:x");
  family_free (&family);
}

static gboolean
drop_all (GregRegistry *registry, const char *name, gpointer held, GError **error)
{
  GregRegistry **registries = held;

  for (guint i = 0; i < 3; i++)
    g_clear_object (&registries[i]);
  return TRUE;
}

static void
test_loader_drops (void)
{
  GregRegistry *held[3], *top;
  gpointer watched[3];

  held[0] = top = greg_registry_new ("top", G_TYPE_NONE);
  held[1] = new_child (top, "child");
  held[2] = new_child (held[1], "grandchild");
  for (guint i = 0; i < 3; i++)
    {
      watched[i] = held[i];
      g_object_add_weak_pointer (watched[i], &watched[i]);
    }
  greg_registry_add_loader (top, "drops", drop_all, held, NULL);
  assert_lookup (held[2], "child.x", "none");
  for (guint i = 0; i < 3; i++)
    g_assert_null (watched[i]);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  calls = g_string_new (NULL);
  g_test_add_func ("/hierarchy/handlers/order", test_handler_order);
  g_test_add_func ("/hierarchy/handlers/answers", test_handler_answers);
  g_test_add_func ("/hierarchy/handlers/registers", test_handler_registers);
  g_test_add_func ("/hierarchy/handlers/mask", test_mask);
  g_test_add_func ("/hierarchy/handlers/checked", test_handler_checked);
  g_test_add_func ("/hierarchy/handlers/each-other", test_handlers_ask_each_other);
  g_test_add_func ("/hierarchy/handlers/drop", test_handler_drops);
  g_test_add_func ("/hierarchy/loaders/order", test_loader_order);
  g_test_add_func ("/hierarchy/loaders/stop", test_loader_stops);
  g_test_add_func ("/hierarchy/loaders/any-pass", test_loader_any_pass);
  g_test_add_func ("/hierarchy/loaders/bring-child", test_loader_brings_child);
  g_test_add_func ("/hierarchy/loaders/bring-grandchild", test_loader_brings_grandchild);
  g_test_add_func ("/hierarchy/loaders/handlers-after", test_handlers_after_loaders);
  g_test_add_func ("/hierarchy/loaders/failures", test_failures);
  g_test_add_func ("/hierarchy/loaders/of-no-use", test_loaded_of_no_use);
  g_test_add_func ("/hierarchy/loaders/look-below", test_loader_looks_below);
  g_test_add_func ("/hierarchy/loaders/drop", test_loader_drops);
  status = g_test_run ();
  g_string_free (calls, TRUE);
  return status;
}
