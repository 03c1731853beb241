# test_override_mapping.py - a source as a mapping, as a set, and as something to look at
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import unittest
from collections.abc import Mapping

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, Greg  # noqa: E402


class MappingTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        self.registry.register("b", dict, aliases=["bee"], tags=["x"], kind="one",
                               summary="an <odd> thing")
        self.registry.register("a", list, kind="two")

    def test_mapping(self):
        registry = self.registry
        self.assertIsInstance(registry, Mapping)
        self.assertEqual(list(registry), ["b", "a"])
        self.assertEqual(list(registry.keys()), ["b", "a"])
        self.assertEqual([factory.code for factory in registry.values()], [dict, list])
        self.assertEqual([(name, factory.code) for name, factory in registry.items()],
                         [("b", dict), ("a", list)])
        self.assertEqual(registry.available_keys(), ["a", "b"])
        self.assertEqual(len(registry), 2)
        self.assertIn("b", registry)
        self.assertIn("bee", registry)
        self.assertIn(registry["b"], registry)
        self.assertNotIn("c", registry)
        self.assertNotIn(5, registry)
        self.assertIs(registry["bee"].code, dict)
        self.assertEqual(dict(registry), {"b": registry["b"], "a": registry["a"]})
        with self.assertRaises(KeyError):
            registry["c"]
        with self.assertRaises(TypeError):
            registry[5]

    def test_get(self):
        registry = self.registry
        self.assertIs(registry.get("a").code, list)
        self.assertIsNone(registry.get("c"))
        self.assertEqual(registry.get("c", 5), 5)
        self.assertIs(registry.get("a", kind="two").code, list)
        self.assertIsNone(registry.get("a", kind="one"))

    def test_truth(self):
        self.assertTrue(Greg.Registry())
        self.assertEqual(len(Greg.Registry()), 0)

    def test_remove(self):
        self.registry.remove("bee")
        self.registry.remove(self.registry["a"])
        self.assertEqual(list(self.registry), [])

    def test_sets(self):
        registry, other = self.registry, Greg.Registry("other")
        other.register("a", dict)
        self.assertTrue(registry == {"a", "b"})
        self.assertTrue(registry != {"a"})
        self.assertFalse(registry == other)
        self.assertTrue(registry == registry)
        self.assertTrue(other < registry)
        self.assertTrue(registry >= {"a"})
        self.assertEqual(registry & other, {"a"})
        self.assertEqual(registry - other, {"b"})
        self.assertEqual({"c"} | registry, {"a", "b", "c"})
        self.assertEqual(registry ^ {"a", "c"}, {"b", "c"})
        self.assertTrue(registry.isdisjoint({"c"}))
        self.assertEqual(len({registry, other, registry}), 2)
        with self.assertRaises(TypeError):
            registry < 5

    def test_showing(self):
        self.assertEqual(repr(self.registry), "<Registry “things”: 2 factories: b, a>")
        self.assertEqual(repr(Greg.Registry()), "<Registry: empty>")
        for number in range(20):
            self.registry.register(f"n{number}", dict)
        self.assertLess(len(repr(self.registry)), 100)
        html = self.registry._repr_html_()
        self.assertIn("<td>bee</td>", html)
        self.assertIn("an &lt;odd&gt; thing", html)
        self.assertEqual(self.registry._ipython_key_completions_()[:2], ["b", "a"])
        self.assertIn("“b”", repr(self.registry["b"]))
        self.assertLessEqual({"build", "register", "get", "keys"}, set(dir(self.registry)))
        self.assertIn("decorator", Greg.Registry.register.__doc__)

    def test_query(self):
        names = lambda factories: [factory.get_name() for factory in factories]  # noqa: E731
        self.assertEqual(names(self.registry.query(tags="x")), ["b"])
        self.assertEqual(names(self.registry.query(kind="two")), ["a"])
        self.assertEqual(names(self.registry.query(exclude=["b*"])), ["a"])
        self.assertEqual(self.registry.best(kind="one").get_name(), "b")
        self.assertIsNone(self.registry.best(kind="three"))

    def test_watch(self):
        seen = []
        watch = self.registry.watch(lambda source, removed, added: seen.append(
            (removed and removed.get_name(), added and added.get_name())))
        self.registry.register("c", dict)
        self.registry.remove("a")
        while len(seen) < 2:
            GLib.MainContext.default().iteration(True)
        self.assertEqual(seen, [(None, "c"), ("a", None)])
        self.assertTrue(self.registry.unwatch(watch))
        with self.assertRaises(TypeError):
            self.registry.watch(5)

    def test_made_in_c(self):
        registry = Greg.Registry.new("things", Gio.Converter)
        registry.register("gzip", Gio.ZlibCompressor)
        self.assertEqual(list(registry), ["gzip"])
        self.assertEqual(registry.build("gzip", level=3).props.level, 3)

    def test_derived(self):
        class Special(Greg.Registry):
            def __init__(self):
                super().__init__("special", base_type=Gio.Converter)
                self.extra = 1

        registry = Special()
        registry.register("gzip", Gio.ZlibCompressor)
        self.assertEqual(registry.get_name(), "special")
        self.assertIn("Special “special”", repr(registry))

    def test_exported(self):
        for name in "Registry", "Builder", "Config", "NotFound", "Error", "error_quark", "Duplicates":
            self.assertIn(name, vars(Greg))


class BatchTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        self.registry.register("old", dict)

    def test_commit(self):
        with self.registry.begin() as batch:
            batch.register("new", list)

            @batch.register
            def more():
                return 1

            self.assertNotIn("new", self.registry)
        self.assertEqual(list(self.registry), ["old", "new", "more"])
        self.assertEqual(self.registry.build("more"), 1)

    def test_exception(self):
        with self.assertRaises(ZeroDivisionError):
            with self.registry.begin() as batch:
                batch.register("new", list)
                1 / 0
        self.assertEqual(list(self.registry), ["old"])

    def test_all_or_nothing(self):
        with self.assertRaises(GLib.Error) as caught:
            with self.registry.begin() as batch:
                batch.register("new", list)
                batch.register("old", list)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.EXISTS))
        self.assertEqual(list(self.registry), ["old"])

    def test_temporary(self):
        with self.registry.begin().temporary() as batch:
            batch.register("old", list, override=True)
            self.assertEqual(self.registry.build("old"), [])

            @batch.register("fake")
            def fake():
                return 1

            self.assertEqual(self.registry.build("fake"), 1)
        self.assertEqual(list(self.registry), ["old"])
        self.assertEqual(self.registry.build("old"), {})

    def test_temporary_with_contents(self):
        batch = self.registry.begin()
        batch.register("fake", list)
        with self.assertRaises(ZeroDivisionError):
            with batch.temporary():
                self.assertIn("fake", self.registry)
                1 / 0
        self.assertNotIn("fake", self.registry)
