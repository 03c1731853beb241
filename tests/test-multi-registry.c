/* test-multi-registry.c - several sources as one: who is in it, what is found, listed and asked for
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "multi-helpers.h"

/* “native” without a prefix, and “timm” with one; both have “gzip”. */
typedef struct
{
  GregMultiRegistry *multi;
  GregRegistry *native;
  GregRegistry *timm;
} Pair;

static void
pair_init (Pair *pair)
{
  pair->multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  pair->native = new_filled ("native", "n1=gzip n2=zip/z");
  pair->timm = new_filled ("timm", "t1=gzip t2=resnet/r");
  append_ok (pair->multi, NULL, pair->native);
  append_ok (pair->multi, "timm", pair->timm);
}

static void
pair_clear (Pair *pair)
{
  g_assert_finalize_object (pair->multi);
  g_assert_finalize_object (pair->native);
  g_assert_finalize_object (pair->timm);
}

static void
test_properties (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_OBJECT);
  GregMultiRegistry *other = g_object_new (GREG_TYPE_MULTI_REGISTRY, "separator", "::", "strict",
                                           TRUE, NULL);
  GregMultiRegistry *none = g_object_new (GREG_TYPE_MULTI_REGISTRY, "separator", NULL, NULL);
  g_autofree char *separator = NULL;
  g_autoptr (GregRegistry) source = NULL;
  gboolean strict;

  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (multi)), ==, "all");
  g_assert_true (greg_source_get_base_type (GREG_SOURCE (multi)) == G_TYPE_OBJECT);
  g_assert_cmpstr (greg_multi_registry_get_separator (multi), ==, ".");
  g_assert_cmpstr (greg_multi_registry_get_separator (none), ==, ".");
  g_assert_false (greg_multi_registry_get_strict (multi));
  g_object_get (other, "separator", &separator, "strict", &strict, "default-source", &source, NULL);
  g_assert_cmpstr (separator, ==, "::");
  g_assert_true (strict);
  g_assert_null (source);
  g_assert_cmpuint (greg_multi_registry_get_n_sources (multi), ==, 0);
  assert_names (multi, "");
  assert_missing (multi, "x", GREG_ERROR_NOT_FOUND, "in all, which has no factories");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (other);
  g_assert_finalize_object (none);
}

static char *
source_names (GregMultiRegistry *multi)
{
  g_autoptr (GPtrArray) sources = greg_multi_registry_list_sources (multi);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (sources->len, ==, greg_multi_registry_get_n_sources (multi));
  for (guint i = 0; i < sources->len; i++)
    {
      g_autofree char *prefix = greg_multi_registry_dup_prefix (multi, sources->pdata[i]);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", prefix != NULL ? prefix : "",
                              greg_source_get_name (sources->pdata[i]));
    }
  return g_string_free (text, FALSE);
}

#define assert_sources(multi, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *source_text = source_names (multi);                                           \
    g_assert_cmpstr (source_text, ==, (expected));                                                 \
  }                                                                                                \
  G_STMT_END

static void
count_cb (GregSource *source, guint *n)
{
  ++*n;
}

static void
test_sources (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", ""), *b = new_filled ("b", ""), *c = new_filled ("c", "");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) prefixes = NULL;
  g_autofree char *joined = NULL;
  GregSource *found;
  guint n = 0;

  g_signal_connect (multi, "changed", G_CALLBACK (count_cb), &n);
  append_ok (multi, "x", b);
  g_assert_true (greg_multi_registry_insert (multi, 0, NULL, GREG_SOURCE (a), &error));
  g_assert_true (greg_multi_registry_insert (multi, 2, "y.z", GREG_SOURCE (c), &error));
  assert_sources (multi, ":a x:b y.z:c");
  g_assert_cmpuint (n, ==, 3);
  prefixes = greg_multi_registry_dup_prefixes (multi);
  joined = g_strjoinv (" ", prefixes);
  g_assert_cmpstr (joined, ==, "x y.z");
  found = greg_multi_registry_dup_source (multi, "y.z");
  g_assert_true (found == GREG_SOURCE (c));
  g_object_unref (found);
  g_assert_null (greg_multi_registry_dup_source (multi, "y"));

  g_assert_true (greg_multi_registry_move (multi, GREG_SOURCE (c), 0, &error));
  assert_sources (multi, "y.z:c :a x:b");
  g_assert_true (greg_multi_registry_move (multi, GREG_SOURCE (c), G_MAXUINT, &error));
  assert_sources (multi, ":a x:b y.z:c");
  g_assert_true (greg_multi_registry_move (multi, GREG_SOURCE (a), 1, &error));
  assert_sources (multi, "x:b :a y.z:c");
  g_assert_cmpuint (n, ==, 6);
  g_assert_true (greg_multi_registry_move (multi, GREG_SOURCE (a), 1, &error));
  g_assert_true (greg_multi_registry_move (multi, GREG_SOURCE (c), 7, &error));
  g_assert_cmpuint (n, ==, 6);
  remove_ok (multi, a);
  assert_sources (multi, "x:b y.z:c");
  g_assert_cmpuint (n, ==, 7);
  g_assert_finalize_object (a);
  g_assert_finalize_object (multi);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
}

static void
assert_refused (GregMultiRegistry *multi,
                const char *prefix,
                gpointer source,
                GregError code,
                const char *message)
{
  guint64 generation = greg_source_dup_generation (GREG_SOURCE (multi));
  g_autoptr (GError) error = NULL;

  g_assert_false (greg_multi_registry_append (multi, prefix, source, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (greg_source_dup_generation (GREG_SOURCE (multi)), ==, generation);
}

/* Nothing has changed then. */
static void
test_refusals (void)
{
  Pair pair;
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregMultiRegistry *outermost = greg_multi_registry_new ("outermost", G_TYPE_NONE);
  GregRegistry *other = new_filled ("other", "");
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  append_ok (outer, NULL, pair.multi);
  append_ok (outermost, NULL, outer);
  assert_refused (pair.multi, "timm", other, GREG_ERROR_EXISTS,
                  "“timm” is the prefix of timm in all already");
  assert_refused (pair.multi, "again", pair.native, GREG_ERROR_EXISTS,
                  "native is a source of all already");
  assert_refused (pair.multi, "", other, GREG_ERROR_INVALID_NAME, "the prefix is empty");
  assert_refused (pair.multi, "a\nb", other, GREG_ERROR_INVALID_NAME,
                  "the prefix “a\\nb” is not printable UTF-8 text without control characters");
  assert_refused (pair.multi, NULL, pair.multi, GREG_ERROR_CYCLE,
                  "all cannot be a source of itself");
  assert_refused (pair.multi, NULL, outer, GREG_ERROR_CYCLE, "all is a source of outer already");
  assert_refused (pair.multi, NULL, outermost, GREG_ERROR_CYCLE,
                  "all is a source of outermost already");
  g_assert_false (greg_multi_registry_remove (pair.multi, GREG_SOURCE (other), &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "other is not a source of all");
  g_clear_error (&error);
  g_assert_false (greg_multi_registry_move (pair.multi, GREG_SOURCE (other), 0, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  assert_sources (pair.multi, ":native timm:timm");
  g_assert_finalize_object (other);
  g_assert_finalize_object (outermost);
  g_assert_finalize_object (outer);
  pair_clear (&pair);
}

/* --- finding --- */

static void
test_find (void)
{
  Pair pair;

  pair_init (&pair);
  assert_lookup (pair.multi, "gzip", "n1");
  assert_lookup (pair.multi, "timm.gzip", "t1");
  assert_lookup (pair.multi, "resnet", "t2");
  assert_lookup (pair.multi, "timm.resnet", "t2");
  assert_lookup (pair.multi, "r", "t2");
  assert_lookup (pair.multi, "timm.r", "t2");
  assert_lookup (pair.multi, "z", "n2");
  assert_lookup (pair.multi, "timm.zip", "none");
  assert_lookup (pair.multi, "native.zip", "none");
  assert_lookup (pair.multi, "timm.", "none");
  assert_lookup (pair.multi, "timm", "none");
  assert_lookup (pair.multi, "", "none");
  assert_found_in (pair.multi, "gzip", pair.native);
  assert_found_in (pair.multi, "timm.gzip", pair.timm);
  assert_found_in (pair.multi, "r", pair.timm);
  assert_found_in (pair.multi, "timm.zip", NULL);
  assert_all (pair.multi, "gzip", "n1 t1");
  assert_all (pair.multi, "timm.gzip", "t1");
  assert_all (pair.multi, "resnet", "t2");
  assert_all (pair.multi, "absent", "");
  assert_missing (pair.multi, "timm.gzpi", GREG_ERROR_NOT_FOUND,
                  "nothing is registered as “timm.gzpi” in all, which has 4 factories; "
                  "did you mean “timm.gzip”?");
  g_assert_true (greg_multi_registry_move (pair.multi, GREG_SOURCE (pair.timm), 0, NULL));
  assert_lookup (pair.multi, "gzip", "t1");
  assert_all (pair.multi, "gzip", "t1 n1");
  pair_clear (&pair);
}

/* The longest one counts, whatever the order, and the others are not asked. */
static void
test_prefixes_within_prefixes (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *a = new_filled ("a", "a1=x a2=b.y a3=c.z");
  GregRegistry *ab = new_filled ("ab", "b1=x b2=w");

  append_ok (multi, "a", a);
  append_ok (multi, "a.b", ab);
  assert_lookup (multi, "a.x", "a1");
  assert_lookup (multi, "a.b.x", "b1");
  assert_lookup (multi, "a.b.w", "b2");
  assert_lookup (multi, "a.b.y", "none");
  assert_lookup (multi, "b.y", "a2");
  assert_lookup (multi, "a.c.z", "a3");
  /* “a.b.y” would be listed, but could not be found. */
  assert_names (multi, "a.x a.c.z a.b.x a.b.w");
  assert_missing (multi, "a.b.y", GREG_ERROR_NOT_FOUND, "in all, which has 4 factories");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (a);
  g_assert_finalize_object (ab);
}

/* A name that looks as if it had a prefix. */
static void
test_literal_names (void)
{
  GregMultiRegistry *multi = greg_multi_registry_new ("all", G_TYPE_NONE);
  GregRegistry *timm = new_filled ("timm", "t1=x t2=y t3=timm.q");
  GregRegistry *hub = new_filled ("hub", "h1=timm.x h2=other/timm.y h3=plain");

  append_ok (multi, "timm", timm);
  append_ok (multi, "hub", hub);
  assert_lookup (multi, "timm.x", "h1");
  assert_lookup (multi, "timm.y", "h2");
  assert_lookup (multi, "timm.q", "t3");
  assert_lookup (multi, "timm.timm.q", "t3");
  assert_lookup (multi, "hub.timm.x", "h1");
  assert_all (multi, "timm.x", "h1");
  /* What is listed by the name is what is found by it. */
  assert_names (multi, "timm.x timm.y timm.timm.q hub.timm.x hub.other hub.plain");
  assert_list (multi, "h1 h2 t3 h1 h2 h3");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (timm);
  g_assert_finalize_object (hub);
}

static void
test_separator (void)
{
  GregMultiRegistry *multi
      = g_object_new (GREG_TYPE_MULTI_REGISTRY, "name", "all", "separator", "_", NULL);
  GregRegistry *timm = new_filled ("timm", "t1=resnet_50 t2=vit.b");

  append_ok (multi, "timm_new", timm);
  assert_names (multi, "timm_new_resnet_50 timm_new_vit.b");
  assert_lookup (multi, "timm_resnet_50", "none");
  assert_lookup (multi, "resnet_50", "t1");
  g_assert_finalize_object (multi);
  g_assert_finalize_object (timm);
}

static gboolean
load_cb (GregRegistry *registry, const char *name, gpointer data, GError **error)
{
  ++*(guint *) data;
  put (registry, "l1=lazy");
  return TRUE;
}

/* Each source loads what it is asked for, and only then. */
static void
test_loaders (void)
{
  Pair pair;
  guint n_native = 0, n_timm = 0;
  GregSource *source;
  g_autoptr (GregFactory) peeked = NULL;

  pair_init (&pair);
  source = GREG_SOURCE (pair.multi);
  greg_registry_add_loader (pair.native, "native", load_cb, &n_native, NULL);
  greg_registry_add_loader (pair.timm, "timm", load_cb, &n_timm, NULL);
  assert_names (pair.multi, "gzip zip timm.gzip timm.resnet");
  assert_lookup (pair.multi, "resnet", "t2");
  g_assert_null (greg_source_peek (source, "timm.lazy"));
  g_assert_null (greg_source_peek (source, "lazy"));
  g_assert_cmpuint (n_native + n_timm, ==, 0);
  assert_lookup (pair.multi, "timm.lazy", "l1");
  g_assert_cmpuint (n_native, ==, 0);
  g_assert_cmpuint (n_timm, ==, 1);
  peeked = greg_source_peek (source, "timm.lazy");
  g_assert_cmpstr (id_of (peeked), ==, "l1");
  assert_found_in (pair.multi, "lazy", pair.timm); /* it is known there */
  g_assert_cmpuint (n_native, ==, 0);
  g_assert_cmpint (greg_source_membership (source, "absent"), ==, GREG_MEMBERSHIP_NO);
  g_assert_cmpuint (n_native, ==, 1);
  g_assert_cmpint (greg_source_membership (source, "timm.lazy"), ==, GREG_MEMBERSHIP_YES);
  g_clear_object (&peeked);
  pair_clear (&pair);
}

/* A bare name is loaded by the first that can, and all of it is found in it. */
static void
test_load_all (void)
{
  Pair pair;
  guint n_native = 0, n_timm = 0;

  pair_init (&pair);
  greg_registry_add_loader (pair.native, "native", load_cb, &n_native, NULL);
  greg_registry_add_loader (pair.timm, "timm", load_cb, &n_timm, NULL);
  assert_all (pair.multi, "lazy", "l1");
  g_assert_cmpuint (n_native, ==, 1);
  g_assert_cmpuint (n_timm, ==, 0);
  assert_all (pair.multi, "timm.lazy", "l1");
  assert_all (pair.multi, "lazy", "l1 l1");
  pair_clear (&pair);
}

/* --- nested --- */

static void
test_nested (void)
{
  Pair pair;
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregRegistry *own = new_filled ("own", "o1=zip");

  pair_init (&pair);
  append_ok (outer, NULL, own);
  append_ok (outer, "all", pair.multi);
  assert_names (outer, "zip all.gzip all.zip all.timm.gzip all.timm.resnet");
  assert_lookup (outer, "all.timm.gzip", "t1");
  assert_lookup (outer, "timm.gzip", "t1");
  assert_lookup (outer, "zip", "o1");
  assert_lookup (outer, "all.zip", "n2");
  assert_lookup (outer, "resnet", "t2");
  assert_lookup (outer, "all.absent", "none");
  assert_all (outer, "zip", "o1 n2");
  assert_all (outer, "all.gzip", "n1 t1");
  assert_found_in (outer, "timm.gzip", pair.multi);
  g_assert_finalize_object (outer);
  g_assert_finalize_object (own);
  pair_clear (&pair);
}

/* --- changes --- */

static void
test_generation (void)
{
  Pair pair;
  GregMultiRegistry *outer = greg_multi_registry_new ("outer", G_TYPE_NONE);
  GregSource *source = GREG_SOURCE (outer);
  guint64 last, generation;

#define assert_grown()                                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    generation = greg_source_dup_generation (source);                                              \
    g_assert_cmpuint (generation, >, last);                                                        \
    last = generation;                                                                             \
    g_assert_cmpuint (greg_source_dup_generation (source), ==, last);                              \
  }                                                                                                \
  G_STMT_END

  pair_init (&pair);
  last = greg_source_dup_generation (source);
  append_ok (outer, "all", pair.multi);
  assert_grown ();
  put (pair.timm, "t3=new");
  assert_grown ();
  g_assert_true (greg_multi_registry_move (pair.multi, GREG_SOURCE (pair.timm), 0, NULL));
  assert_grown ();
  for (guint i = 0; i < 20; i++)
    {
      g_assert_true (greg_registry_unregister (pair.timm, "new", NULL));
      put (pair.timm, "t3=new");
    }
  assert_grown ();
  remove_ok (pair.multi, pair.timm); /* what its own generation added must not be missed */
  assert_grown ();
  put (pair.native, "n3=new");
  assert_grown ();
  greg_multi_registry_set_strict (pair.multi, TRUE);
  assert_grown ();
  greg_source_set_build_func (GREG_SOURCE (pair.native), NULL, NULL, NULL);
  g_assert_cmpuint (greg_source_dup_generation (source), ==, last);
  greg_source_set_traced (GREG_SOURCE (pair.native), TRUE);
  assert_grown ();
  remove_ok (outer, pair.multi);
  assert_grown ();
  g_assert_finalize_object (outer);
  pair_clear (&pair);
}

static void
test_signals (void)
{
  Pair pair;
  guint n = 0;

  pair_init (&pair);
  g_signal_connect (pair.multi, "changed", G_CALLBACK (count_cb), &n);
  put (pair.native, "n3=a");
  put (pair.timm, "t3=a");
  g_assert_cmpuint (n, ==, 2);
  greg_multi_registry_set_strict (pair.multi, TRUE);
  greg_multi_registry_set_strict (pair.multi, TRUE);
  g_assert_cmpuint (n, ==, 3);
  remove_ok (pair.multi, pair.timm);
  g_assert_cmpuint (n, ==, 4);
  put (pair.timm, "t4=b");
  g_assert_cmpuint (n, ==, 4);
  append_ok (pair.multi, NULL, pair.timm);
  put (pair.timm, "t5=c");
  g_assert_cmpuint (n, ==, 6);
  pair_clear (&pair);
}

/* --- registering --- */

static void
default_cb (GregMultiRegistry *multi, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
test_default_source (void)
{
  Pair pair;
  GregRegistry *other = new_filled ("other", "");
  g_autoptr (GregFactory) factory = make_factory ("new", "new", "", 0);
  g_autoptr (GregFactory) clash = make_factory ("clash", "zip", "", 0);
  g_autoptr (GregFactory) stands = NULL;
  g_autoptr (GError) error = NULL;
  GregRegistry *source;
  guint n = 0;

  pair_init (&pair);
  g_signal_connect (pair.multi, "notify::default-source", G_CALLBACK (default_cb), &n);
  g_assert_false (greg_multi_registry_add (pair.multi, factory, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (greg_multi_registry_unregister (pair.multi, "gzip", &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (greg_multi_registry_set_default_source (pair.multi, other, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (n, ==, 0);

  g_assert_true (greg_multi_registry_set_default_source (pair.multi, pair.native, &error));
  g_assert_true (greg_multi_registry_set_default_source (pair.multi, pair.native, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (greg_multi_registry_add (pair.multi, factory, &error));
  assert_lookup (pair.native, "new", "new");
  g_assert_false (greg_multi_registry_add (pair.multi, clash, &error));
  g_assert_error (error, GREG_ERROR, GREG_ERROR_EXISTS);
  g_clear_error (&error);
  stands = greg_multi_registry_add_full (pair.multi, clash, GREG_DUPLICATES_KEEP, &error);
  g_assert_cmpstr (id_of (stands), ==, "n2");

  remove_ok (pair.multi, pair.native);
  source = greg_multi_registry_dup_default_source (pair.multi);
  g_assert_null (source);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (greg_multi_registry_set_default_source (pair.multi, NULL, &error));
  g_assert_cmpuint (n, ==, 2);
  g_clear_object (&stands);
  g_assert_finalize_object (other);
  pair_clear (&pair);
}

static void
assert_unregister (GregMultiRegistry *multi, const char *name, GregError code, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (greg_multi_registry_unregister (multi, name, &error));
  g_assert_error (error, GREG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, text));
}

static void
test_unregister (void)
{
  Pair pair;

  pair_init (&pair);
  g_assert_true (greg_multi_registry_set_default_source (pair.multi, pair.timm, NULL));
  /* That of the first source stands before it, but cannot be meant. */
  g_assert_true (greg_multi_registry_unregister (pair.multi, "gzip", NULL));
  g_assert_true (greg_multi_registry_unregister (pair.multi, "timm.resnet", NULL));
  assert_names (pair.multi, "gzip zip");
  assert_unregister (pair.multi, "zip", GREG_ERROR_READ_ONLY,
                     "“zip” is in native, and through all only what is in timm can be unregistered");
  assert_unregister (pair.multi, "timm.zip", GREG_ERROR_NOT_FOUND, "as “timm.zip” in all");
  greg_registry_freeze (pair.timm);
  assert_unregister (pair.multi, "timm.zip", GREG_ERROR_READ_ONLY, "timm is frozen");
  pair_clear (&pair);
}

/* --- concat --- */

static void
test_concat (void)
{
  GregRegistry *a = new_filled ("a", "a1=x a2=y"), *b = new_filled ("b", "b1=y b2=z");
  GregRegistry *c = new_filled ("c", "c1=z c2=w");
  GregMultiRegistry *ab = greg_multi_registry_concat (GREG_SOURCE (a), GREG_SOURCE (b));
  GregMultiRegistry *abc = greg_multi_registry_concat (GREG_SOURCE (ab), GREG_SOURCE (c));
  GregMultiRegistry *cab = greg_multi_registry_concat (GREG_SOURCE (c), GREG_SOURCE (ab));
  GregMultiRegistry *twice = greg_multi_registry_concat (GREG_SOURCE (abc), GREG_SOURCE (ab));

  g_assert_cmpstr (greg_source_get_name (GREG_SOURCE (abc)), ==, "a + b + c");
  assert_sources (ab, ":a :b");
  assert_sources (abc, ":a :b :c");
  assert_sources (cab, ":c :a :b");
  assert_sources (twice, ":a :b :c");
  assert_names (abc, "x y z w");
  assert_list (abc, "a1 a2 b2 c2");
  assert_list (cab, "c1 c2 a1 a2");
  assert_all (abc, "y", "a2 b1");
  put (a, "a3=late");
  assert_names (abc, "x y late z w");
  g_assert_finalize_object (twice);
  g_assert_finalize_object (cab);
  g_assert_finalize_object (ab);
  assert_lookup (abc, "late", "a3");
  g_assert_finalize_object (abc);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
}

static GObject *
build_cb (GregSource *source,
          GregFactory *factory,
          GregContext *context,
          gpointer user_data,
          GError **error)
{
  return greg_factory_create (factory, context, error);
}

/* What is more than one source after the other stays in one piece. */
static void
test_concat_of_others (void)
{
  GregRegistry *a = new_filled ("a", "a1=x"), *b = new_filled ("b", "b1=y");
  GregRegistry *c = new_filled ("c", "c1=z");
  GregMultiRegistry *plain = greg_multi_registry_new ("plain", G_TYPE_NONE);
  GregMultiRegistry *with_prefix = greg_multi_registry_concat (GREG_SOURCE (a), GREG_SOURCE (b));
  GregMultiRegistry *with_func = greg_multi_registry_concat (GREG_SOURCE (a), GREG_SOURCE (b));
  GregMultiRegistry *strict = greg_multi_registry_concat (GREG_SOURCE (a), GREG_SOURCE (b));
  GregMultiRegistry *parts[] = { plain, with_prefix, with_func, strict };

  append_ok (plain, NULL, a);
  append_ok (with_prefix, "p", c);
  greg_source_set_build_func (GREG_SOURCE (with_func), build_cb, NULL, NULL);
  greg_multi_registry_set_strict (strict, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GregMultiRegistry *sum = greg_multi_registry_concat (GREG_SOURCE (parts[i]), GREG_SOURCE (c));
      g_autoptr (GPtrArray) sources = greg_multi_registry_list_sources (sum);

      g_assert_cmpuint (sources->len, ==, 2);
      g_assert_true (sources->pdata[0] == parts[i]);
      g_clear_pointer (&sources, g_ptr_array_unref);
      g_assert_finalize_object (sum);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_finalize_object (parts[i]);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  g_assert_finalize_object (c);
}

/* The wider one, so that nothing is hidden. */
static void
test_concat_base_type (void)
{
  g_autoptr (GregRegistry) models = greg_registry_new ("models", G_TYPE_LIST_MODEL);
  g_autoptr (GregRegistry) stores = greg_registry_new ("stores", G_TYPE_LIST_STORE);
  g_autoptr (GregRegistry) converters = greg_registry_new ("converters", G_TYPE_CONVERTER);
  g_autoptr (GregRegistry) things = greg_registry_new ("things", G_TYPE_NONE);
  const struct
  {
    GregRegistry *left, *right;
    GType base_type;
  } cases[] = {
    { models, models, G_TYPE_LIST_MODEL },  { models, stores, G_TYPE_LIST_MODEL },
    { stores, models, G_TYPE_LIST_MODEL },  { models, converters, G_TYPE_NONE },
    { things, models, G_TYPE_NONE },        { models, things, G_TYPE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GregMultiRegistry *sum = greg_multi_registry_concat (GREG_SOURCE (cases[i].left),
                                                           GREG_SOURCE (cases[i].right));

      g_assert_true (greg_source_get_base_type (GREG_SOURCE (sum)) == cases[i].base_type);
      g_assert_cmpuint (greg_multi_registry_get_n_sources (sum), ==, i == 0 ? 1 : 2);
      g_assert_finalize_object (sum);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multi-registry/properties", test_properties);
  g_test_add_func ("/multi-registry/sources", test_sources);
  g_test_add_func ("/multi-registry/refusals", test_refusals);
  g_test_add_func ("/multi-registry/find", test_find);
  g_test_add_func ("/multi-registry/prefixes-within-prefixes", test_prefixes_within_prefixes);
  g_test_add_func ("/multi-registry/literal-names", test_literal_names);
  g_test_add_func ("/multi-registry/separator", test_separator);
  g_test_add_func ("/multi-registry/loaders", test_loaders);
  g_test_add_func ("/multi-registry/load-all", test_load_all);
  g_test_add_func ("/multi-registry/nested", test_nested);
  g_test_add_func ("/multi-registry/generation", test_generation);
  g_test_add_func ("/multi-registry/signals", test_signals);
  g_test_add_func ("/multi-registry/default-source", test_default_source);
  g_test_add_func ("/multi-registry/unregister", test_unregister);
  g_test_add_func ("/multi-registry/concat", test_concat);
  g_test_add_func ("/multi-registry/concat-of-others", test_concat_of_others);
  g_test_add_func ("/multi-registry/concat-base-type", test_concat_base_type);
  return g_test_run ();
}
