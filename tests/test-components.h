/* test-components.h - components that count themselves, and a source that is no registry
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <greg.h>

G_BEGIN_DECLS

/* A part of something. It and all that derive it are counted. The properties:
 *
 *   label        string
 *   number       int, 0 to 100, 5 by default
 *   limit        uint, construct-only
 *   secret       int, read-only
 *   type         string: a property that has the name of a key
 *   part         TestPart
 *   object       GObject
 *   shape        TestShape
 *   list         GListModel
 *   model        TestModel, a list model of its own kind
 *   parts        GPtrArray
 *   kind         GType that is a TestPart
 *   node         JsonNode
 *   config       GregConfig
 *   dict         GVariant of the type a{sv}
 *   tint         TestColor
 */
#define TEST_TYPE_PART (test_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (TestPart, test_part, TEST, PART, GObject)

struct _TestPartClass
{
  GObjectClass parent_class;
};

/* Of parts, since the last reset: how many were constructed, and how many are alive. */
guint test_part_count_constructed (void);
guint test_part_count_live (void);
void test_part_reset_counts (void);

const char *test_part_get_label (TestPart *self);
int test_part_get_number (TestPart *self);
TestPart *test_part_get_part (TestPart *self);
GObject *test_part_get_object (TestPart *self);
GListModel *test_part_get_list (TestPart *self);
GPtrArray *test_part_get_parts (TestPart *self);

/* Called in each constructor with the label, which may be NULL; NULL takes it away. */
typedef void (*TestPartHook) (const char *label, gpointer user_data);
void test_part_set_hook (TestPartHook hook, gpointer user_data);

/* A part that has to be initialised. The property "outcome" says how that ends: "ok", "fail" with
 * G_IO_ERROR_NOT_FOUND, "mute" without an error. */
#define TEST_TYPE_DEVICE (test_device_get_type ())
G_DECLARE_FINAL_TYPE (TestDevice, test_device, TEST, DEVICE, TestPart)
gboolean test_device_is_ready (TestDevice *self);

/* A part that only its own kind can be put in. */
#define TEST_TYPE_SPECIAL_PART (test_special_part_get_type ())
G_DECLARE_FINAL_TYPE (TestSpecialPart, test_special_part, TEST, SPECIAL_PART, TestPart)

/* A part that no instance can be made of. */
#define TEST_TYPE_ABSTRACT_PART (test_abstract_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (TestAbstractPart, test_abstract_part, TEST, ABSTRACT_PART, TestPart)

struct _TestAbstractPartClass
{
  TestPartClass parent_class;
};

/* Its constructor gives NULL, about which GObject complains. */
#define TEST_TYPE_REFUSER (test_refuser_get_type ())
G_DECLARE_FINAL_TYPE (TestRefuser, test_refuser, TEST, REFUSER, GObject)

/* Its constructor gives a TestPart. */
#define TEST_TYPE_IMPOSTOR (test_impostor_get_type ())
G_DECLARE_FINAL_TYPE (TestImpostor, test_impostor, TEST, IMPOSTOR, TestPart)

/* Begins its life with a floating reference. The property "child" holds another. */
#define TEST_TYPE_FLOATER (test_floater_get_type ())
G_DECLARE_FINAL_TYPE (TestFloater, test_floater, TEST, FLOATER, GInitiallyUnowned)

/* A list model that is no GListStore. */
#define TEST_TYPE_MODEL (test_model_get_type ())
G_DECLARE_FINAL_TYPE (TestModel, test_model, TEST, MODEL, GObject)

/* Has eighty integers, "p0" to "p79". */
#define TEST_N_WIDE 80
#define TEST_TYPE_WIDE (test_wide_get_type ())
G_DECLARE_FINAL_TYPE (TestWide, test_wide, TEST, WIDE, GObject)
int test_wide_get (TestWide *self, guint i);

/* A factory that overrides create: makes a part whose label is the argument "label", or fails with
 * GREG_ERROR_NOT_FOUND when there is no such argument. */
#define TEST_TYPE_FACTORY (test_factory_get_type ())
G_DECLARE_FINAL_TYPE (TestFactory, test_factory, TEST, FACTORY, GregFactory)

/* A source that implements only `find` and `names`. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GregSource)
TestSource *test_source_new (const char *name, GType base_type);
void test_source_add (TestSource *self, GregFactory *factory);
/* From then on it fails with G_IO_ERROR_HOST_UNREACHABLE. */
void test_source_break (TestSource *self);

/* The first line of the explanation; the last one is what requiring the name says. */
void test_assert_explained (GregSource *source, const char *name, const char *expected);

/* JSON in which ' stands for ", called "cfg.json" in messages. */
GregConfig *test_config (const char *text);
char *test_json (const char *text);

GregRegistry *test_registry (const char *name, GType base_type);
/* `defaults` as in test_config(), or NULL. */
void test_add_type (GregRegistry *registry, const char *name, GType type, const char *defaults);
void test_add_func (GregRegistry *registry, const char *name, GType product, GregFactoryFunc func);

GObject *test_build (GregRegistry *registry, const char *text, GError **error);

/* The diagnostics of a report one a line: "line:column path code message". */
char *test_report_lines (GregReport *report);

/* Asserts the message as a whole, and clears the error. */
#define test_assert_error(error, domain, code, text)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_error (error, domain, code);                                                          \
    g_assert_cmpstr ((error)->message, ==, text);                                                  \
    g_clear_error (&(error));                                                                      \
  }                                                                                                \
  G_STMT_END

/* Asserts that the message contains the text, and clears the error. */
#define test_assert_error_has(error, domain, code, text)                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_error (error, domain, code);                                                          \
    if (strstr ((error)->message, text) == NULL)                                                   \
      g_error ("“%s” is not in “%s”", text, (error)->message);                                     \
    g_clear_error (&(error));                                                                      \
  }                                                                                                \
  G_STMT_END

/* What was built is finalised with this reference, and no other part is alive. */
#define test_assert_last(object)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_finalize_object (object);                                                             \
    g_assert_cmpuint (test_part_count_live (), ==, 0);                                             \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
