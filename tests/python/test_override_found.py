# test_override_found.py - what was found is remembered, and forgotten in time
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import sys
import threading
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GObject, Greg  # noqa: E402

from changing import First, Native, Second  # noqa: E402


class FoundTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        self.registry.register("x", First, aliases=["ex"])
        self.look()

    def look(self):
        """What each way of finding gives, when all have been used before."""
        registry, products = self.registry, set()
        for name in "x", "ex":
            for _ in range(2):
                found = registry.get(name)
                self.assertEqual(name in registry, found is not None)
                if found is None:
                    with self.assertRaises(KeyError):
                        registry[name]
                    with self.assertRaises(KeyError):
                        registry.build(name)
                    with self.assertRaises(KeyError):
                        registry.build({"type": name})
                    products.add(None)
                    continue
                self.assertEqual(registry[name], found)
                products |= {found.code, type(registry.build(name)),
                             type(registry.build({"type": name}))}
        self.assertEqual(len(products), 1, products)
        return products.pop()

    def test_the_very_same(self):
        self.assertIs(self.registry["x"], self.registry["x"])
        self.assertIs(self.registry.get("ex"), self.registry["ex"])
        self.assertEqual(self.look(), First)

    def test_override(self):
        self.registry.register("x", Second, aliases=["ex"], override=True)
        self.assertEqual(self.look(), Second)

    def test_remove(self):
        self.registry.remove("ex")
        self.assertIsNone(self.look())
        self.registry.register(["x", "ex"], Second)
        self.assertEqual(self.look(), Second)

    def test_stack(self):
        self.registry.register("x", Second, aliases=["ex"], duplicates="stack", priority=5)
        self.assertEqual(self.look(), Second)
        self.registry.remove("x")
        self.assertEqual(self.look(), First)

    def test_batch(self):
        batch = self.registry.begin()
        batch.register("x", Second, aliases=["ex"], override=True)
        self.assertEqual(self.look(), First)
        batch.commit()
        self.assertEqual(self.look(), Second)
        batch.revert()
        self.assertEqual(self.look(), First)

    def test_changed_by_c(self):
        Native.unregister(self.registry, "x")
        self.assertIsNone(self.look())
        factory = Greg.Factory.new_for_type("x", Gio.ZlibCompressor)
        Native.add(self.registry, factory, Greg.Duplicates.REJECT)
        self.assertIsInstance(self.registry.build("x"), Gio.ZlibCompressor)
        self.assertEqual(self.registry["x"], factory)

    def test_within_handlers(self):
        """A handler of a change, however early it was connected, sees the change."""
        registry = Greg.Registry("things")
        seen = []
        for signal in "registered", "unregistered", "replaced", "changed":
            registry.connect(signal, lambda *_: seen.append("x" in registry and registry["x"].code))
        registry.register("x", First)
        registry["x"]
        registry.register("x", Second, override=True)
        registry["x"]
        registry.remove("x")
        self.assertEqual(seen, [First, First, Second, Second, False, False])

    def test_another_thread(self):
        thread = threading.Thread(target=lambda: self.registry.register(
            "x", Second, aliases=["ex"], override=True))
        thread.start()
        thread.join()
        self.assertEqual(self.look(), Second)
        thread = threading.Thread(target=Native.unregister, args=(self.registry, "x"))
        thread.start()
        thread.join()
        self.assertIsNone(self.look())

    def test_a_look_up_that_was_overtaken(self):
        """What changes before it is remembered is not remembered as it was."""
        entries = sys.modules["gi.overrides._greg.entries"]
        memory = sys.modules["gi.overrides._greg.memory"]
        for module, step in (entries, "require"), (memory, "peek"):
            registry = Greg.Registry("things")
            registry.register("y", First)
            original = getattr(module, step)

            def overtaken(*args):
                result = original(*args)
                registry.register("y", Second, override=True)
                return result

            setattr(module, step, overtaken)
            try:
                self.assertIs(registry["y"].code, First)
            finally:
                setattr(module, step, original)
            self.assertIs(registry["y"].code, Second)

    def test_build_function(self):
        self.registry.set_build_func(lambda config, registry: Second())
        self.assertIsInstance(self.registry.build("x"), Second)
        self.assertIsInstance(self.registry.build({"type": "x"}), Second)
        self.registry.set_build_func(None)
        self.assertEqual(self.look(), First)

    def test_not_registered_is_not_remembered(self):
        numbers = iter(range(10))
        self.registry.connect("resolve", lambda registry, name: Greg.Factory.new_for_type(
            f"{name}-{next(numbers)}", Gio.ZlibCompressor))
        one, other = self.registry["any"], self.registry["any"]
        self.assertNotEqual(one.get_name(), other.get_name())

    def test_a_class_that_finds_by_itself(self):
        class Odd(Greg.Registry):
            __gtype_name__ = "OddRegistry"
            count = 0

            def do_find(self, name):
                self.count += 1
                return Greg.Factory.new_for_type(f"{name}{self.count}", Gio.ZlibCompressor)

        registry = Odd()
        self.assertEqual([registry["a"].get_name(), registry["a"].get_name()], ["a1", "a2"])

    def test_strange_names(self):
        for name in None, 5, [], {}, First:
            self.assertNotIn(name, self.registry)
            with self.assertRaises(TypeError):
                self.registry[name]
        for name in [], {}:
            with self.assertRaises(TypeError):
                self.registry.get(name)

    def test_parents_and_children(self):
        """What another registry answers for is asked for each time."""
        child = Greg.Registry("child", parent=self.registry, scope="kid")
        child.register("own", First)
        for _ in range(2):
            self.assertIs(child["x"].code, First)
            self.assertIs(self.registry["kid.own"].code, First)
            self.assertIs(child.build("own").__class__, First)
        self.registry.register("x", Second, aliases=["ex"], override=True)
        child.register("own", Second, override=True)
        self.assertIs(child["x"].code, Second)
        self.assertIs(child["own"].code, Second)
        self.assertIs(self.registry["kid.own"].code, Second)
        self.assertIsInstance(child.build({"type": "x"}), Second)
        self.assertIsInstance(self.registry.build({"type": "kid.own"}), Second)
