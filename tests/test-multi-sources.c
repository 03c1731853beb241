/* test-multi-sources.c - sources that fail, are not sure, do not fit or build by a function, as one
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"
#include "test-components.h"

/* --- sources that fail --- */

/* The others are asked all the same, and the error is told when nothing is found. */
static void
test_failing (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  TestSource *hub = test_source_new ("hub", G_TYPE_NONE);
  OpenSource *web = open_source_new ("web");
  GregRegistry *native = new_filled ("native", "n1=gzip");

  test_source_break (hub);
  web->is_down = TRUE;
  append_ok (multi, "hub", hub);
  append_ok (multi, "web", web);
  append_ok (multi, NULL, native);
  assert_lookup (multi, "gzip", "n1");
  assert_all (multi, "gzip", "n1");
  assert_names (multi, "gzip");
  assert_missing (multi, "resnet", GREG_ERROR_NOT_FOUND,
                  "in all, which has 1 factory (hub: the hub is down; web: nobody answers)");
  assert_missing (multi, "hub.resnet", GREG_ERROR_NOT_FOUND, "(hub: the hub is down)");
  assert_missing (multi, "web.resnet", GREG_ERROR_NOT_FOUND, "(web: nobody answers)");
  g_assert_cmpint (greg_source_membership (GREG_SOURCE (multi), "resnet"), ==,
                   GREG_MEMBERSHIP_MAYBE);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (web);
  g_assert_finalize_object (native);
}

static gboolean
fail_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such file");
  return FALSE;
}

static void
test_failing_loader (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregRegistry *native = new_filled ("native", ""), *other = new_filled ("other", "o1=x");

  greg_registry_add_loader (native, "plug-ins", fail_cb, NULL, NULL);
  append_ok (multi, NULL, native);
  append_ok (multi, NULL, other);
  append_ok (outer, NULL, multi);
  assert_lookup (multi, "x", "o1");
  assert_missing (multi, "y", GREG_ERROR_NOT_FOUND,
                  "native: the loader “plug-ins” failed: no such file");
  assert_missing (outer, "y", GREG_ERROR_NOT_FOUND,
                  "all: native: the loader “plug-ins” failed: no such file");
  g_assert_finalize_object (outer);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (native);
  g_assert_finalize_object (other);
}

static GObject *
fail_to_build (GregContext *context, gpointer user_data, GError **error)
{
  g_set_error_literal (error, GREG_ERROR, GREG_ERROR_NOT_FOUND, "a part is missing");
  return NULL;
}

/* What a factory cannot find is not what was asked for. */
static void
test_failing_factory (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", ""), *b = new_filled ("b", "b1=x");
  g_autoptr (GError) error = NULL;

  g_assert_true (greg_registry_register_func (a, "x", G_TYPE_NONE, fail_to_build, NULL, NULL,
                                              &error));
  append_ok (multi, NULL, a);
  append_ok (multi, NULL, b);
  g_assert_null (greg_source_build (GREG_SOURCE (multi), "x", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "a part is missing");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* --- sources of one's own --- */

/* They are asked in their turn, also in a nested one whose registries would be quicker to ask. */
static void
test_derived (void)
{
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregMultiRegistry *inner = greg_multi_registry_new ("inner", G_TYPE_NONE);
  TestSource *hub = test_source_new ("hub", G_TYPE_NONE);
  GregRegistry *first = new_filled ("first", "f1=y"), *last = new_filled ("last", "l1=x l2=z");
  g_autoptr (GregFactory) factory = make_factory ("h1", "x", "", 0);

  test_source_add (hub, factory);
  append_ok (inner, NULL, first);
  append_ok (inner, "hub", hub);
  append_ok (outer, "in", inner);
  append_ok (outer, "last", last);
  assert_lookup (outer, "x", "h1");
  assert_lookup (outer, "y", "f1");
  assert_lookup (outer, "z", "l2");
  assert_lookup (outer, "hub.x", "h1");
  assert_lookup (outer, "in.hub.x", "h1");
  assert_lookup (outer, "last.x", "l1");
  assert_names (outer, "in.y in.hub.x last.x last.z");
  assert_all (outer, "x", "h1 l1");
  g_assert_finalize_object (outer);
  g_assert_finalize_object (inner);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (first);
  g_assert_finalize_object (last);
}

/* --- sources that are not sure --- */

static void
test_maybe (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  OpenSource *hub = open_source_new ("hub"), *web = open_source_new ("web");
  GregRegistry *native = new_filled ("native", "n1=gzip");

  open_source_put (hub, "h1", "gzip");
  open_source_put (hub, "h2", "resnet");
  open_source_put (web, "w1", "resnet");
  open_source_put (web, "w2", "vit");
  append_ok (multi, "hub", hub);
  append_ok (multi, NULL, web);
  append_ok (multi, NULL, native);
  assert_names (multi, "gzip");
  assert_lookup (multi, "gzip", "n1");
  assert_all (multi, "gzip", "n1");
  g_assert_cmpuint (hub->n_finds + web->n_finds, ==, 0);
  assert_lookup (multi, "resnet", "h2");
  assert_all (multi, "resnet", "h2");
  g_assert_cmpuint (web->n_finds, ==, 0);
  assert_lookup (multi, "vit", "w2");
  assert_found_in (multi, "vit", web);
  assert_lookup (multi, "hub.gzip", "h1");
  assert_lookup (multi, "hub.vit", "none");
  g_assert_null (greg_source_peek (GREG_SOURCE (multi), "hub.gzip"));
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (web);
  g_assert_finalize_object (native);
}

static void
test_membership (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (multi);
  OpenSource *hub = open_source_new ("hub");
  GregRegistry *native = new_filled ("native", "n1=gzip");

  append_ok (multi, "native", native);
  g_assert_cmpint (greg_source_membership (source, "gzip"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "vit"), ==, GREG_MEMBERSHIP_NO);
  append_ok (multi, "hub", hub);
  g_assert_cmpint (greg_source_membership (source, "gzip"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpint (greg_source_membership (source, "vit"), ==, GREG_MEMBERSHIP_MAYBE);
  g_assert_cmpint (greg_source_membership (source, "hub.vit"), ==, GREG_MEMBERSHIP_MAYBE);
  g_assert_cmpint (greg_source_membership (source, "native.vit"), ==, GREG_MEMBERSHIP_NO);
  g_assert_cmpint (greg_source_membership (source, "native.gzip"), ==, GREG_MEMBERSHIP_YES);
  g_assert_cmpuint (hub->n_finds, ==, 0);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (native);
}

static void
test_strict (void)
{
  GregMultiRegistry *multi
      = g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", "all", "strict", TRUE, NULL);
  OpenSource *hub = open_source_new ("hub"), *web = open_source_new ("web");
  GregRegistry *native = new_filled ("native", "n1=gzip");

  open_source_put (hub, "h1", "resnet");
  append_ok (multi, "hub", hub);
  append_ok (multi, NULL, native);
  assert_lookup (multi, "resnet", "h1"); /* only one may have it */
  append_ok (multi, NULL, web);
  hub->n_finds = 0;
  assert_lookup (multi, "gzip", "n1");
  assert_lookup (multi, "resnet", "none");
  assert_all (multi, "resnet", "");
  assert_missing (multi, "resnet", GREG_ERROR_AMBIGUOUS,
                  "“resnet” may be in hub (“hub.resnet”) or in web, "
                  "and none of them can tell without being asked");
  g_assert_cmpuint (hub->n_finds + web->n_finds, ==, 0);
  assert_lookup (multi, "hub.resnet", "h1");
  greg_multi_registry_set_strict (multi, FALSE);
  assert_lookup (multi, "resnet", "h1");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (web);
  g_assert_finalize_object (native);
}

/* A verdict of an inner one hides nobody either. */
static void
test_nested_strict (void)
{
  GregMultiRegistry *inner
      = g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", "inner", "strict", TRUE, NULL);
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  OpenSource *hub = open_source_new ("hub"), *web = open_source_new ("web");
  OpenSource *last = open_source_new ("last");

  open_source_put (last, "l1", "vit");
  append_ok (inner, NULL, hub);
  append_ok (inner, NULL, web);
  append_ok (outer, NULL, inner);
  append_ok (outer, NULL, last);
  assert_lookup (outer, "vit", "l1");
  assert_missing (outer, "resnet", GREG_ERROR_AMBIGUOUS, "“resnet” may be in hub or in web");
  g_assert_finalize_object (outer);
  g_assert_finalize_object (inner);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (web);
  g_assert_finalize_object (last);
}

/* --- base types --- */

static GObject *
make_object (GregContext *context, gpointer user_data, GError **error)
{
  return g_object_new (TEST_TYPE_FLOATER, NULL);
}

/* What does not fit is not there, even if it stands before what fits. */
static void
test_base_type (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("parts", TEST_TYPE_PART);
  GregSource *source = GREG_SOURCE (multi);
  GregRegistry *things = test_registry ("things", G_TYPE_NONE);
  GregRegistry *parts = test_registry ("own", TEST_TYPE_PART);
  g_autoptr (GregFactory) fits = NULL;
  g_autoptr (GregFactory) stranger = greg_factory_new_for_type ("new", TEST_TYPE_MODEL);
  g_autoptr (GError) error = NULL;

  test_add_type (things, "model", TEST_TYPE_MODEL, NULL);
  test_add_type (things, "device", TEST_TYPE_MODEL, NULL);
  test_add_type (things, "special", TEST_TYPE_SPECIAL_PART, NULL);
  test_add_func (things, "any", G_TYPE_NONE, make_object);
  test_add_type (parts, "device", TEST_TYPE_DEVICE, NULL);
  append_ok (multi, "t", things);
  append_ok (multi, NULL, parts);
  assert_names (multi, "t.special t.any device");
  g_assert_false (greg_source_contains (source, "model"));
  g_assert_false (greg_source_contains (source, "t.model"));
  g_assert_false (greg_source_contains (source, "t.device"));
  fits = greg_source_lookup (source, "device");
  g_assert_true (greg_factory_get_product_type (fits) == TEST_TYPE_DEVICE);
  assert_found_in (multi, "device", parts);
  assert_missing (multi, "t.model", GREG_ERROR_NOT_FOUND,
                  "in things “model” makes a TestModel, which is not a TestPart");
  assert_missing (multi, "model", GREG_ERROR_NOT_FOUND, "in things “model” makes a TestModel");
  /* A function is found, and what it makes is looked at. */
  g_assert_null (greg_source_build (source, "any", &error, NULL));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_BUILD_FAILED);
  g_clear_error (&error);
  g_assert_true (greg_multi_registry_set_default_source (multi, things, NULL));
  g_assert_false (greg_multi_registry_add (multi, stranger, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_INVALID_TYPE);
  g_assert_false (greg_source_contains (GREG_SOURCE (things), "new"));
  g_assert_finalize_object (multi);
  g_assert_finalize_object (things);
  g_assert_finalize_object (parts);
}

/* A source that offers what it may not is told of as it is. */
static void
test_invalid_type (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  TestSource *hub = test_source_new ("hub", TEST_TYPE_PART);
  GregRegistry *native = new_filled ("native", "n1=gzip");
  g_autoptr (GregFactory) model = greg_factory_new_for_type ("model", TEST_TYPE_MODEL);
  g_autoptr (GregFactory) gzip = greg_factory_new_for_type ("gzip", TEST_TYPE_MODEL);

  test_source_add (hub, model);
  test_source_add (hub, gzip);
  append_ok (multi, "hub", hub);
  append_ok (multi, NULL, native);
  assert_missing (multi, "model", GREG_ERROR_INVALID_TYPE, "TestModel");
  assert_missing (multi, "hub.model", GREG_ERROR_INVALID_TYPE, "TestModel");
  assert_lookup (multi, "gzip", "n1");
  assert_names (multi, "gzip");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (native);
}

/* --- build functions --- */

typedef struct
{
  GString *calls;
  GregSource *asked;
} Builds;

static GObject *
record_build (Builds *builds, const char *who, GregSource *source)
{
  g_string_append_printf (builds->calls, "%s ", who);
  g_assert_true (source == builds->asked);
  return g_object_new (TEST_TYPE_PART, NULL);
}

static GObject *
build_multi_cb (GregSource *source, GregFactory *f, GregContext *c, gpointer data, GError **error)
{
  return record_build (data, "multi", source);
}

static GObject *
build_a_cb (GregSource *source, GregFactory *f, GregContext *c, gpointer data, GError **error)
{
  return record_build (data, "a", source);
}

static GObject *
build_hub_cb (GregSource *source, GregFactory *f, GregContext *c, gpointer data, GError **error)
{
  return record_build (data, "hub", source);
}

static void
assert_build (Builds *builds, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) product = greg_source_build (builds->asked, name, &error, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (product);
  g_assert_cmpstr (builds->calls->str, ==, expected);
  g_string_truncate (builds->calls, 0);
}

static GregFactory *
resolve_cb (GregRegistry *registry, const char *name, gpointer data)
{
  return g_str_equal (name, "made-up") ? make_factory ("made-up", "other", "", 0) : NULL;
}

/* That of the source that the factory comes from, also when it cannot be looked up again. */
static void
test_build_func (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", "a1=x a2=y"), *b = new_filled ("b", "b1=x b2=z");
  OpenSource *hub = open_source_new ("hub");
  Builds builds = { g_string_new (NULL), GREG_SOURCE (multi) };

  open_source_put (hub, "h1", "x");
  append_ok (multi, "a", a);
  append_ok (multi, "b", b);
  append_ok (multi, "hub", hub);
  append_ok (outer, "all", multi);
  g_signal_connect (a, "resolve", G_CALLBACK (resolve_cb), NULL);
  g_assert_false (greg_source_has_build_func (GREG_SOURCE (multi)));
  assert_build (&builds, "x", "");
  greg_source_set_build_func (GREG_SOURCE (a), build_a_cb, &builds, NULL);
  greg_source_set_build_func (GREG_SOURCE (hub), build_hub_cb, &builds, NULL);
  g_assert_true (greg_source_has_build_func (GREG_SOURCE (multi)));
  assert_build (&builds, "x", "a ");
  assert_build (&builds, "a.y", "a ");
  assert_build (&builds, "b.x", "");
  assert_build (&builds, "z", "");
  assert_build (&builds, "hub.x", "hub ");
  assert_build (&builds, "a.made-up", "a ");
  builds.asked = GREG_SOURCE (outer);
  assert_build (&builds, "all.a.x", "a ");
  assert_build (&builds, "all.b.x", "");
  assert_build (&builds, "all.hub.x", "hub ");
  assert_build (&builds, "all.a.made-up", "a ");
  greg_source_set_build_func (GREG_SOURCE (multi), build_multi_cb, &builds, NULL);
  assert_build (&builds, "all.b.x", "multi ");
  assert_build (&builds, "all.hub.x", "multi ");
  assert_build (&builds, "x", "multi ");
  g_assert_finalize_object (outer);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (hub);
  g_string_free (builds.calls, TRUE);
}

static void
built_cb (GregSource *source, GregFactory *factory, GObject *object, GString *text)
{
  g_string_append_printf (text, "%s:%s ", greg_source_get_name (source), id_of (factory));
}

static void
test_traced (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", "a1=x");
  GString *text = g_string_new (NULL);
  g_autoptr (GObject) product = NULL;

  append_ok (multi, "a", a);
  greg_source_set_traced (GREG_SOURCE (multi), TRUE);
  g_signal_connect (multi, "built", G_CALLBACK (built_cb), text);
  g_signal_connect (a, "built", G_CALLBACK (built_cb), text);
  product = greg_source_build (GREG_SOURCE (multi), "a.x", NULL, NULL);
  g_assert_nonnull (product);
  g_assert_cmpstr (text->str, ==, "all:a1 ");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (a);
  g_string_free (text, TRUE);
}

/* --- explanations --- */

static void
assert_explain (gpointer source, const char *name, const char *expected)
{
  g_autofree char *text = greg_source_explain (source, name);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_explain (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("parts", TEST_TYPE_PART);
  OpenSource *hub = open_source_new ("hub"), *web = open_source_new ("web");
  TestSource *down = test_source_new ("down", G_TYPE_NONE);
  TestSource *a = test_source_new ("a", G_TYPE_NONE), *b = test_source_new ("b", G_TYPE_NONE);
  g_autoptr (GregFactory) part = greg_factory_new_for_type ("part", TEST_TYPE_PART);
  g_autoptr (GregFactory) model = greg_factory_new_for_type ("model", TEST_TYPE_MODEL);

  test_source_add (a, part);
  test_source_add (a, model);
  test_source_add (b, part);
  append_ok (multi, "a", a);
  append_ok (multi, "b", b);
  assert_explain (multi, "part",
                  "1. “part” as it stands is looked for in all sources\n"
                  "   1. a knows it, which is found\n"
                  "   2. b knows it too, which is hidden by this\n"
                  "found “part”");
  assert_explain (multi, "b.part",
                  "1. “b.part” as it stands is looked for in all sources\n"
                  "   1. a does not know it\n"
                  "   2. b does not know it\n"
                  "2. it begins with “b.”, so b alone is asked for “part”\n"
                  "   1. b has “part”\n"
                  "found “part”");
  test_source_break (down);
  greg_multi_registry_set_strict (multi, TRUE);
  append_ok (multi, "down", down);
  append_ok (multi, "hub", hub);
  append_ok (multi, "web", web);
  assert_explain (multi, "model",
                  "1. “model” as it stands is looked for in all sources\n"
                  "   1. a knows it, but it is refused: “model” makes a TestModel, "
                  "which is not a TestPart as everything here must be\n"
                  "   2. b does not know it\n"
                  "   3. down does not know it\n"
                  "   4. hub does not know it\n"
                  "   5. web does not know it\n"
                  "2. it begins with no prefix, so all sources are asked\n"
                  "   1. a is asked\n"
                  "      1. a has “model”\n"
                  "   2. b is asked\n"
                  "      1. b has no “model”\n"
                  "   3. down is asked\n"
                  "      1. down failed: the hub is down\n"
                  "   4. hub may have it, and is asked after all others\n"
                  "   5. web may have it, and is asked after all others\n"
                  "   6. as several may have it, none of them is asked\n"
                  "“model” may be in hub (“hub.model”) or in web (“web.model”), "
                  "and none of them can tell without being asked");
  g_assert_cmpuint (hub->n_finds + web->n_finds, ==, 0);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (hub);
  g_assert_finalize_object (web);
  g_assert_finalize_object (down);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

static void
test_to_string (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregMultiRegistry *inner = greg_multi_registry_new ("inner", G_TYPE_NONE);
  GregRegistry *native = new_filled ("native", "n1=gzip/gz n2=zip"), *timm = new_filled ("timm", "");
  g_autofree char *text = NULL;

  append_ok (inner, "timm", timm);
  append_ok (multi, NULL, native);
  append_ok (multi, "more", inner);
  text = greg_source_to_string (GREG_SOURCE (multi));
  g_assert_cmpstr (text, ==,
                   "all: 2 sources\n"
                   "├─ native: 2 factories\n"
                   "│  ├─ gzip or gz\n"
                   "│  └─ zip\n"
                   "└─ with the prefix “more”\n"
                   "   └─ inner: 1 source\n"
                   "      └─ with the prefix “timm”\n"
                   "         └─ timm: 0 factories");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (inner);
  g_assert_finalize_object (native);
  g_assert_finalize_object (timm);
}

/* --- registries with parents --- */

static GregRegistry *
new_child (GregRegistry *parent, const char *scope, const char *factories)
{
  GregRegistry *child = g_object_new (GREG_TYPE_REGISTRY, "name", scope, "parent", parent, "scope",
                                      scope, NULL);

  put (child, factories);
  return child;
}

static void
count_cb (GregSource *source, guint *n)
{
  ++*n;
}

/* A source that looks into others itself: what they have is there, with their changes and build functions. */
static void
test_hierarchy (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *root = new_filled ("root", "r1=x r2=up");
  GregRegistry *child = new_child (root, "cls", "c1=x"), *sister = new_child (root, "det", "d1=net");
  Builds builds = { g_string_new (NULL), GREG_SOURCE (multi) };
  guint64 generation;
  guint n = 0;

  append_ok (multi, "m", child);
  assert_names (multi, "m.x m.up");
  assert_lookup (multi, "m.x", "c1");
  assert_lookup (multi, "up", "r2");
  assert_lookup (multi, "det.net", "d1");
  assert_lookup (multi, "m.det.net", "d1");
  assert_all (multi, "m.x", "c1 r1");
  g_signal_connect (multi, "changed", G_CALLBACK (count_cb), &n);
  generation = greg_source_dup_generation (GREG_SOURCE (multi));
  put (root, "r3=new");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (multi)), >, generation);
  assert_lookup (multi, "m.new", "r3");
  greg_source_set_build_func (GREG_SOURCE (root), build_a_cb, &builds, NULL);
  g_assert_true (greg_source_has_build_func (GREG_SOURCE (multi)));
  assert_build (&builds, "m.x", "a ");
  assert_build (&builds, "det.net", "a ");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (sister);
  g_assert_finalize_object (child);
  g_assert_finalize_object (root);
  g_string_free (builds.calls, TRUE);
}

static void
assert_message (gpointer source, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (greg_source_require (source, name, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, expected);
}

/* What is missing may be close by. */
static void
test_advice (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *native = new_filled ("native", "n1=gzip n2=charset");
  GregRegistry *timm = new_filled ("timm", "t1=resnet50 t2=vit-base");

  append_ok (multi, NULL, native);
  append_ok (multi, "timm", timm);
  assert_message (multi, "timm.gzip",
                  "nothing is registered as “timm.gzip” in all, which has 4 factories; "
                  "“gzip” is in native: ask for “gzip”");
  assert_message (multi, "timm.charest",
                  "nothing is registered as “timm.charest” in all, which has 4 factories; "
                  "“charset” is in native: ask for “charset”");
  assert_message (multi, "native.gzip",
                  "nothing is registered as “native.gzip” in all, which has 4 factories; "
                  "“gzip” is in native: ask for “gzip”");
  assert_message (multi, "hub.resnet50",
                  "nothing is registered as “hub.resnet50” in all, which has 4 factories; "
                  "“resnet50” is in timm: ask for “timm.resnet50”");
  assert_message (multi, "timm.vit-bas",
                  "nothing is registered as “timm.vit-bas” in all, which has 4 factories; "
                  "did you mean “timm.vit-base”?");
  assert_message (multi, "timm.absent",
                  "nothing is registered as “timm.absent” in all, which has 4 factories");
  assert_message (multi, "hub.absent",
                  "nothing is registered as “hub.absent” in all, which has 4 factories");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (native);
  g_assert_finalize_object (timm);
}

/* What is in another source, and near in spelling as well, is said once. */
static void
test_advice_once (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *first = new_filled ("first", "f1=gzip");
  GregRegistry *second = new_filled ("second", "s1=charset");

  append_ok (multi, "ab", first);
  append_ok (multi, "ac", second);
  assert_message (multi, "ab.charset",
                  "nothing is registered as “ab.charset” in all, which has 2 factories; "
                  "“charset” is in second: ask for “ac.charset”");
  assert_message (multi, "a.charset",
                  "nothing is registered as “a.charset” in all, which has 2 factories; "
                  "“charset” is in second: ask for “ac.charset”");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multi-sources/failing", test_failing);
  g_test_add_func ("/multi-sources/failing-loader", test_failing_loader);
  g_test_add_func ("/multi-sources/failing-factory", test_failing_factory);
  g_test_add_func ("/multi-sources/derived", test_derived);
  g_test_add_func ("/multi-sources/maybe", test_maybe);
  g_test_add_func ("/multi-sources/membership", test_membership);
  g_test_add_func ("/multi-sources/strict", test_strict);
  g_test_add_func ("/multi-sources/nested-strict", test_nested_strict);
  g_test_add_func ("/multi-sources/base-type", test_base_type);
  g_test_add_func ("/multi-sources/invalid-type", test_invalid_type);
  g_test_add_func ("/multi-sources/build-func", test_build_func);
  g_test_add_func ("/multi-sources/traced", test_traced);
  g_test_add_func ("/multi-sources/explain", test_explain);
  g_test_add_func ("/multi-sources/to-string", test_to_string);
  g_test_add_func ("/multi-sources/hierarchy", test_hierarchy);
  g_test_add_func ("/multi-sources/advice", test_advice);
  g_test_add_func ("/multi-sources/advice-once", test_advice_once);
  return g_test_run ();
}
