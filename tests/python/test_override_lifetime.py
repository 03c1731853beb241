# test_override_lifetime.py - that everything goes when nobody needs it, and nothing before
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import os
import threading
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

# How often something is built, and how often something is registered or fails.
BUILDS = int(os.environ.get("GREG_TEST_BUILDS", "10000"))
OTHERS = int(os.environ.get("GREG_TEST_OTHERS", "10000"))

# What the allocators of Python and C may keep for themselves, however often it is done.
SLACK = 400_000


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(way, rounds):
    """By how much memory grows when something is done that often."""
    for _ in range(rounds // 10):
        way()
    gc.collect()
    before = resident()
    for _ in range(rounds):
        way()
    gc.collect()
    return resident() - before


class Thing(GObject.Object):
    level = GObject.Property(type=int)


class LifetimeTest(unittest.TestCase):
    def dies(self, fill):
        finalized = []
        registry = Greg.Registry("things")
        registry.weak_ref(finalized.append, True)
        fill(registry)
        del registry
        gc.collect()
        self.assertEqual(finalized, [True], fill)

    def test_closures_over_the_registry(self):
        def functions(registry):
            registry.register("f", lambda: registry)
            self.assertIs(registry.build("f"), registry)
            self.assertIs(registry.build({"type": "f"}), registry)
            registry.build_json('"f"', -1)

        def classes(registry):
            class Closed:
                def registry(self):
                    return registry

            registry.register(Closed)
            registry.build("Closed")

        def loaders(registry):
            registry.add_loader("all", lambda _, name: registry.register(name, lambda: registry))
            registry.build("x")

        def build_funcs(registry):
            registry.register("f", dict)
            registry.set_build_func(lambda cfg, _: registry)
            registry.build("f")

        def batches(registry):
            with registry.begin() as batch:
                batch.register("f", lambda: registry)
            with registry.begin().temporary() as batch:
                batch.register("g", lambda: registry)

        def copies(registry):
            registry.register("f", lambda x=0: registry)
            registry.add(registry["f"].copy("g"))
            registry.add(registry["f"].bind(x=1).copy("h"))
            registry["g"]()

        def defaults(registry):
            registry.register("f", dict, defaults={"x": registry})
            registry.build("f")

        def failures(registry):
            def fail():
                raise ValueError(registry)

            registry.register("f", fail)
            for build in registry.build, lambda name: registry.build_json(f'"{name}"', -1):
                with self.assertRaises(ValueError):
                    build("f")

        def watches(registry):
            registry.watch(lambda *_: registry)

        def shared(registry):
            other = Greg.Registry("other")
            registry.register("f", lambda: (registry, other))
            other.add(registry["f"])
            other.build("f")

        for fill in (functions, classes, loaders, build_funcs, batches, copies, defaults, failures,
                     watches, shared):
            with self.subTest(fill.__name__):
                self.dies(fill)

    def test_code_goes_with_its_factory(self):
        class Code:
            def __call__(self):
                return 1

        registry, code, gone = Greg.Registry(), Code(), []
        import weakref
        weakref.finalize(code, gone.append, True)
        registry.register("x", code)
        registry.build("x")
        del code
        gc.collect()
        self.assertEqual(gone, [])
        registry.remove("x")
        gc.collect()
        self.assertEqual(gone, [True])

    def test_factory_without_its_registry(self):
        registry = Greg.Registry()
        registry.register("x", lambda: 1)
        factory = registry["x"]
        del registry
        gc.collect()
        with self.assertRaises(GLib.Error) as caught:
            factory()
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.BUILD_FAILED))

    def test_kept_by_c(self):
        registry = Greg.Registry()
        registry.register("x", lambda: Gio.ZlibCompressor())
        builder = Greg.Builder(registry)
        del registry
        gc.collect()
        self.assertIsInstance(builder.build({"type": "x"}), Gio.ZlibCompressor)

    def test_memory(self):
        registry = Greg.Registry("things")
        registry.register("plain", dict)
        registry.register("gzip", Gio.ZlibCompressor)
        registry.register("thing", Thing)
        registry.register("fail", lambda: 1 / 0)
        config = Greg.Config.new_from_json('"plain"', -1, None)
        child = Greg.Registry("child", parent=registry)
        sister = Greg.Registry("sister", parent=registry, scope="sister")
        sister.register("own", dict)
        multi = Greg.MultiRegistry("multi", {"a": child, "b": sister})

        def fails(kind, call):
            try:
                call()
            except kind:
                return
            self.fail()

        def register():
            registry.register("new", lambda: 1, tags=["a"], x=1, sizes=[1, 2], defaults={"y": 2})
            registry.remove("new")

        def tree():
            other = Greg.Registry(parent=Greg.Registry(parent=registry), scope="x")
            both = other + sister
            other["plain"], other["sister.own"], both["own"], both["sister.own"], str(both)
            other.mask("plain")

        def batch():
            with registry.begin().temporary() as batch:
                batch.register("new", lambda: 1)

        builds = {
            "call": lambda: registry.build("plain", a=1),
            "dict": lambda: registry.build({"type": "plain", "a": 1}),
            "nested": lambda: registry.build({"type": "plain", "a": [{"type": "plain"}]}),
            "object": lambda: registry.build({"type": "thing", "level": 3}),
            "C": lambda: registry.build("gzip", level=3),
            "text": lambda: registry.build("gzip", format=1),
            "live": lambda: registry.build("gzip", file_info=Gio.FileInfo()),
            "from C": lambda: registry.build_context(config).get_product(),
            "in a tree": lambda: (child["plain"], child["sister.own"], child.build("sister.own"),
                                  child.build({"type": "own", "$scope": "sister"})),
            "in several": lambda: (multi["a.plain"], multi.build("own"), multi.list("b.*")),
            "find": lambda: (registry["plain"], registry.get("gzip"), registry.list("p*", tags=["x"])),
        }
        others = {
            "register": register,
            "batch": batch,
            "tree": tree,
            "scope taken": lambda: fails(GLib.Error, lambda: Greg.Registry(parent=registry, scope="sister")),
            "no such scope": lambda: fails(KeyError, lambda: registry["none.x"]),
            "not found": lambda: fails(KeyError, lambda: registry.build("nothing")),
            "failure": lambda: fails(ZeroDivisionError, lambda: registry.build("fail")),
            "failure in C": lambda: fails(ZeroDivisionError, lambda: registry.build_json('"fail"', -1)),
            "refused": lambda: fails(GLib.Error, lambda: registry.build("gzip", level=99)),
        }
        for rounds, ways in (BUILDS, builds), (OTHERS, others):
            for name, way in ways.items():
                with self.subTest(name):
                    self.assertLess(growth(way, rounds), SLACK)

    def test_a_leak_is_seen(self):
        """What the measure is worth: one small object that is kept each time is too much."""
        kept = []
        self.assertGreater(growth(lambda: kept.append(bytearray(30)), BUILDS), SLACK)

    def test_threads(self):
        registry = Greg.Registry("things")
        registry.register("plain", dict)
        problems = []

        def work(number):
            try:
                for index in range(300):
                    registry.register(f"{number}-{index}", lambda: index)
                    assert registry.build({"type": "plain", "a": 1}) == {"a": 1}
                    assert registry.build(f"{number}-{index}") == index
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])
        self.assertEqual(len(registry), 1201)
