# test_override_queries.py - asking a source with what Python has for names, lists and numbers
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


class Adapter:
    """A value of metadata that is compared as Python compares it."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Adapter) and other.number == self.number

    __hash__ = None


def make():
    return None


class QueriesTest(unittest.TestCase):
    def setUp(self):
        registry = self.registry = Greg.Registry("models", duplicates="stack")
        registry.register("seg.unet", make, aliases=["unet"], task="x", year=2015, tags=["seg", "old"],
                          sizes=[1, 2], langs=["c", "py"], adapter=Adapter(1), pair=("a", 1))
        registry.register("seg.fcn", make, task="y", year=2014.0, tags="seg", priority=5, far=2**40,
                          huge=2**64 - 1, kind=dict, options={"a": [1]})
        registry.register("det.rcnn", make, task="x", year=2013, deprecated="is slow", langs=["c"],
                          metadata={"order": 3, "tags": ("det",)})
        registry.register("gzip", Gio.ZlibCompressor, empty=[], rows=[["a"], [1.5, True]])

    def finds(self, expected, *globs, **conditions):
        names = self.registry.list(*globs, **conditions)
        self.assertEqual(sorted(names), sorted(expected.split()), (globs, conditions))

    def test_names(self):
        self.finds("seg.unet seg.fcn", "seg.*")
        self.finds("seg.unet det.rcnn", "unet", "det.*")
        self.finds("seg.fcn", "seg.*", exclude="*unet")
        self.finds("seg.fcn gzip", exclude=["*unet", "det.*"])
        self.finds("seg.unet gzip", "gz*", include="*unet")
        self.finds("seg.unet seg.fcn det.rcnn gzip")
        self.finds("", "nothing*")

    def test_metadata(self):
        self.finds("seg.unet", "seg.*", task="x")
        self.finds("seg.unet det.rcnn", task="x")
        self.finds("seg.fcn", year=2014)
        self.finds("seg.fcn", far=2**40)
        self.finds("seg.fcn", huge=2**64 - 1)
        self.finds("det.rcnn", metadata={"order": 3})
        self.finds("", task="X")
        self.finds("", nothing=1)

    def test_lists(self):
        for equal in [1, 2], (1, 2), [1.0, 2]:
            self.finds("seg.unet", sizes=equal)
        for other in [2, 1], [1], [1, "2"], [1, True], []:
            self.finds("", sizes=other)
        self.finds("seg.unet", langs=["c", "py"])
        self.finds("seg.unet", langs=("c", "py"))
        self.finds("seg.unet", pair=["a", 1])
        self.finds("gzip", empty=[])
        self.finds("gzip", rows=[["a"], [1.5, True]])
        self.finds("", rows=[["a"], [1.5, False]])

    def test_lists_come_back(self):
        metadata = self.registry["seg.unet"].metadata
        self.assertEqual(metadata["sizes"], [1, 2])
        self.assertEqual(metadata["langs"], ["c", "py"])
        self.assertEqual(metadata["pair"], ("a", 1))
        self.assertEqual(self.registry["gzip"].metadata["rows"], [["a"], [1.5, True]])
        self.assertEqual(self.registry["seg.fcn"].metadata["options"], {"a": [1]})
        self.assertIs(self.registry["seg.fcn"].metadata["kind"], dict)
        self.assertEqual(self.registry["seg.fcn"].get_tags(), ["seg"])
        self.assertEqual(self.registry["det.rcnn"].get_tags(), ["det"])
        factory = Greg.Factory.new_for_type("x", Gio.ZlibCompressor)
        factory.set_metadata("variant", GLib.Variant("as", ["a"]))
        self.assertEqual(factory.metadata["variant"], ["a"])

    def test_a_list_is_copied(self):
        mine = [1, 2]
        self.registry.register("copied", make, mine=mine)
        mine.append(3)
        self.finds("copied", mine=[1, 2])

    def test_what_only_python_compares(self):
        self.finds("seg.unet", adapter=Adapter(1))
        self.finds("", adapter=Adapter(2))
        self.finds("seg.fcn", kind=dict)
        self.finds("seg.fcn", options={"a": [1]})
        self.finds("", options={"a": [2]})
        self.finds("seg.unet", task="x", adapter=Adapter(1), metadata={"year": 2015})
        self.assertEqual(self.registry.best(options={"a": [1]}).get_name(), "seg.fcn")
        self.assertIsNone(self.registry.best(options={"a": [2]}))

    def test_tags_has_and_numbers(self):
        self.finds("seg.unet seg.fcn", tags="seg")
        self.finds("seg.unet", tags=["seg", "old"])
        self.finds("seg.unet", has="adapter")
        self.finds("seg.unet", has=["adapter", "langs"])
        self.finds("seg.unet seg.fcn", at_least={"year": 2014})
        self.finds("seg.unet", at_least={"year": 2014.5})
        self.finds("seg.fcn", at_least={"far": 2**40})
        self.finds("seg.unet seg.fcn det.rcnn", one_of={"task": ["x", "y", 3]})
        self.finds("seg.unet det.rcnn", one_of={"langs": ("c", "js")})
        self.finds("seg.unet", one_of={"year": {2015, 7}})

    def test_kinds_and_deprecation(self):
        self.finds("gzip", product_type=Gio.Converter)
        self.finds("det.rcnn", deprecated=True)
        self.finds("seg.unet seg.fcn gzip", deprecated=False)
        with self.assertRaises(TypeError):
            self.registry.list(product_type=Adapter)

    def test_order_and_stacks(self):
        self.registry.register("gzip", make, priority=-1)
        self.assertEqual(self.registry.list(), ["seg.fcn", "seg.unet", "det.rcnn", "gzip"])
        self.assertEqual(self.registry.list(order="name"), ["det.rcnn", "gzip", "seg.fcn", "seg.unet"])
        self.assertEqual(self.registry.list(order=Greg.QueryOrder.REGISTRATION)[0], "seg.unet")
        self.assertEqual(self.registry.list("gzip", stacked=True), ["gzip", "gzip"])
        with self.assertRaises(ValueError):
            self.registry.list(order="size")

    def test_own(self):
        child = Greg.Registry("child", parent=self.registry)
        child.register("seg.child", make)
        self.assertEqual(child.list("seg.*"), ["seg.fcn", "seg.child", "seg.unet"])
        self.assertEqual(child.list("seg.*", own=True), ["seg.child"])

    def test_factories_and_the_best(self):
        found = self.registry.query("seg.*")
        self.assertEqual([factory.get_name() for factory in found], ["seg.fcn", "seg.unet"])
        self.assertEqual(self.registry.best("seg.*"), self.registry["seg.fcn"])
        self.assertIsNone(self.registry.best("nothing"))

    def test_query_objects(self):
        query = Greg.Query("seg.*", task="x", tags="old")
        self.finds("seg.unet", query)
        query = Greg.Query(order=Greg.QueryOrder.NAME, stacked=True, product_type=Gio.Converter,
                           deprecation=Greg.QueryDeprecation.EXCLUDE)
        self.assertEqual((query.get_order(), query.get_stacked(), query.get_product_type()),
                         (Greg.QueryOrder.NAME, True, Gio.Converter.__gtype__))
        self.assertEqual(query.get_deprecation(), Greg.QueryDeprecation.EXCLUDE)
        query = Greg.Query()
        query.match_equal("sizes", [1, 2])
        query.match_at_least("year", 2**31 - 2**31 + 2000)
        query.match_one_of("task", ["x"])
        self.finds("seg.unet", query)
        query.match_one_of("year", GLib.Variant("ai", [2015]))
        self.finds("seg.unet", query)
        with self.assertRaises(TypeError):
            self.registry.list(query, task="x")
        with self.assertRaises(TypeError):
            self.registry.query(5)

    def test_get_with_metadata(self):
        registry = Greg.Registry("stack", duplicates="stack")
        registry.register("x", make, sizes=[1, 2], adapter=Adapter(1), n=1)
        registry.register("x", dict, sizes=[1], adapter=Adapter(2), n=2)
        self.assertIs(registry.get("x", sizes=(1,)).code, dict)
        self.assertIs(registry.get("x", adapter=Adapter(2)).code, dict)
        self.assertIs(registry.get("x", n=1.0).code, make)
        self.assertEqual(registry.get("x", 5, n=3), 5)
        self.assertEqual([factory.code for factory in registry.lookup_all("x", n=2)], [dict])
        self.assertEqual(registry.lookup_all("y", n=2), [])


class HelpTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")

    def help(self, name):
        import pydoc
        return pydoc.render_doc(self.registry[name], renderer=pydoc.plaintext)

    def test_function(self):
        @self.registry.register(summary="One line.", deprecated="is slow", replacement="other")
        def blur(image, radius=2):
            """Blurs an image."""

        text = self.help("blur")
        for part in ("blur(image, radius=2)", "One line.", "Blurs an image.", "is slow", "“other”"):
            self.assertIn(part, text)
        self.assertNotIn("Method resolution order", text)

    def test_declared(self):
        self.registry.register("it", lambda **arguments: None, summary="Short.",
                               parameters={"level": int, "fast": (bool, False, "whether to hurry")})
        text = self.help("it")
        self.assertIn("level: an integer, required", text)
        self.assertIn("Short.", text)

    def test_type(self):
        import inspect
        self.registry.register("gzip", Gio.ZlibCompressor, summary="Packs.", defaults={"level": 3})
        text = self.help("gzip")
        self.assertIn("level: an integer from -1 to 9, default 3", text)
        self.assertIn("Packs.", text)
        signature = inspect.signature(self.registry["gzip"])
        self.assertEqual((signature.parameters["level"].default, signature.parameters["level"].annotation),
                         (3, int))

    def test_nothing_to_say(self):
        self.registry.register("it", [].append)
        self.assertIn("it", self.help("it"))
        with self.assertRaises(AttributeError):
            self.registry["it"].nothing

    def test_a_factory_as_an_attribute(self):
        self.registry.register("it", dict)

        class Holder:
            make = self.registry["it"]

        self.assertEqual(Holder().make(a=1), {"a": 1})
        self.assertEqual(Holder.make, self.registry["it"])

    def test_methods_have_their_names_and_keywords(self):
        import inspect
        for name in "register", "query", "list", "build", "keys":
            method = getattr(Greg.Registry, name)
            self.assertEqual(method.__name__, name)
            self.assertTrue(inspect.getdoc(method), name)
        self.assertIn("priority", inspect.signature(Greg.Registry.register).parameters)
        self.assertIn("at_least", inspect.signature(Greg.Registry.list).parameters)
