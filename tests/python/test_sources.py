# test_sources.py - sources that Python defines
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import os
import sys
import tempfile
import threading
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

ROUNDS = 10000


class Boom(Exception):
    pass


BOOM = Boom("boom")


def boom(*_):
    raise BOOM


def gzip(name):
    return Greg.Factory.new_for_type(name, Gio.ZlibCompressor)


class Small(Greg.Source):
    """Only what must be there."""

    def do_find(self, name):
        return gzip(name) if name.startswith("g") else None

    def do_names(self):
        return ["gzip", "gone", "lost"]


class Full(Greg.Source):
    """Each function does what the test wants."""

    def __init__(self, **functions):
        super().__init__(name="full")
        self.functions = {"generation": lambda: 0, "names": list, "count": lambda: 0,
                          "factories": list, **functions}

    def do_find(self, name):
        return self.functions["find"](name)

    def do_find_all(self, name):
        return self.functions["find_all"](name)

    def do_names(self):
        return self.functions["names"]()

    def do_factories(self):
        return self.functions["factories"]()

    def do_count(self):
        return self.functions["count"]()

    def do_generation(self):
        return self.functions["generation"]()

    def do_select(self, query):
        return self.functions["select"](query)

    def do_membership(self, name):
        return self.functions["membership"](name)

    def do_peek(self, name):
        return self.functions["peek"](name)


ASK = {
    "find_all": lambda source: source.lookup_all("x"),
    "names": lambda source: source.list_names(),
    "factories": lambda source: source.list_factories(),
    "count": len,
    "generation": lambda source: source.dup_generation(),
    "select": lambda source: source.query(),
    "membership": lambda source: source.membership("x"),
    "peek": lambda source: source.peek("x"),
}


class Quiet(unittest.TestCase):
    """Fails when anything is printed, by C code too."""

    def setUp(self):
        sys.stderr.flush()
        self.file = tempfile.TemporaryFile()
        self.stderr = os.dup(2)
        os.dup2(self.file.fileno(), 2)

    def tearDown(self):
        sys.stderr.flush()
        os.dup2(self.stderr, 2)
        os.close(self.stderr)
        self.file.seek(0)
        printed = self.file.read().decode()
        self.file.close()
        self.assertEqual(printed, "")

    def assert_raises_boom(self, function, *args):
        with self.assertRaises(Boom) as caught:
            function(*args)
        self.assertIs(caught.exception, BOOM)


class DerivedTest(Quiet):
    def test_two_functions_are_enough(self):
        source = Small(name="small", base_type=Gio.Converter)
        self.assertEqual(list(source), ["gzip", "gone", "lost"])
        self.assertEqual(len(source), 3)
        self.assertEqual([factory.get_name() for factory in source.list_factories()],
                         ["gzip", "gone"])
        self.assertIn("gz", source)
        self.assertNotIn("x", source)
        self.assertEqual(source.membership("gz"), Greg.Membership.YES)
        self.assertEqual(source.membership("x"), Greg.Membership.NO)
        self.assertEqual(source.peek("gz").get_name(), "gz")
        self.assertEqual(source.build("gzip", level=3).props.level, 3)
        with self.assertRaises(Greg.NotFound) as caught:
            source["xzip"]
        self.assertIn("gzip", str(caught.exception))

    def test_every_function(self):
        a, b = gzip("a"), gzip("b")
        source = Full(find=lambda name: a, find_all=lambda name: (a, b), names=lambda: ("a",),
                      factories=lambda: [a, b], count=lambda: 5, generation=lambda: 2**40,
                      select=lambda query: [b], membership=lambda name: Greg.Membership.MAYBE,
                      peek=lambda name: b)
        self.assertEqual(source.lookup("a"), a)
        self.assertEqual(source.lookup_all("a"), [a, b])
        self.assertEqual(source.list_names(), ["a"])
        self.assertEqual(source.list_factories(), [a, b])
        self.assertEqual(source.count(), 5)
        self.assertEqual(source.dup_generation(), 2**40)
        self.assertEqual(source.query(), [b])
        self.assertEqual(source.membership("a"), Greg.Membership.MAYBE)
        self.assertEqual(source.peek("a"), b)

    def test_what_finding_raises(self):
        source = Full(find=boom)
        self.assert_raises_boom(source.require, "x")
        self.assert_raises_boom(source.build, "x")
        self.assert_raises_boom(source.build, {"type": "x"})
        self.assertIsNone(source.lookup("x"))

        def busy(name):
            raise GLib.Error("busy", GLib.quark_to_string(Gio.io_error_quark()),
                             int(Gio.IOErrorEnum.BUSY))

        with self.assertRaises(GLib.Error) as caught:
            Full(find=busy).require("x")
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.BUSY))

    def test_what_the_others_raise(self):
        for name, ask in ASK.items():
            with self.subTest(name):
                source = Full(**{name: boom})
                self.assert_raises_boom(ask, source)
                self.assertEqual(source.dup_failure(), "Boom: boom")

    def test_what_is_no_answer(self):
        wrong = {
            "find": [5, "x", Gio.ZlibCompressor(), {}],
            "find_all": [None, gzip("a"), [5]],
            "names": [None, 5, "x", [5], [None]],
            "factories": [None, [None], ["x"]],
            "count": [None, "x", -1, 1.5, True, 2**32],
            "generation": ["x", -1, 2**64],
            "select": [None, 5],
            "membership": [None, "yes", 1, True],
            "peek": [5, "x"],
        }
        for name, values in wrong.items():
            for value in values:
                with self.subTest(name, value=value):
                    source = Full(**{name: lambda *_, value=value: value})
                    with self.assertRaises(TypeError) as caught:
                        ASK.get(name, lambda source: source.require("x"))(source)
                    self.assertIn("expected", str(caught.exception))

    def test_failed_listing(self):
        source = Full(find=lambda name: None, factories=boom)
        with self.assertRaises(Greg.NotFound) as caught:
            source.require("x")
        self.assertIn("could not tell what it has (Boom: boom)", str(caught.exception))
        self.assertIn("boom", source.explain("x"))
        source.functions["factories"] = list
        self.assertEqual(source.list_factories(), [])
        self.assertIsNone(source.dup_failure())

    def test_super(self):
        class Heir(Full):
            def do_find(self, name):
                try:
                    return super().do_find(name)
                except Boom:
                    return gzip("heir")

            def do_names(self):
                try:
                    return super().do_names()
                except Boom as exception:
                    return [str(exception)]

        source = Heir(find=boom, names=boom, count=boom)
        self.assertEqual(source.lookup("x").get_name(), "heir")
        self.assertEqual(source.list_names(), ["boom"])
        self.assertIsNone(source.dup_failure())
        self.assert_raises_boom(len, source)

    def test_other_thread(self):
        """Python code may run in any thread, and each thread gets its own exceptions."""
        source = Small(name="small")
        failing = Full(names=boom)
        answers = []

        def work():
            answers.append(source.build("gzip", level=2).props.level)
            answers.append(len(source))
            try:
                failing.list_names()
            except Boom as exception:
                answers.append(exception)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        self.assertEqual(answers, [2, 3, BOOM])


def new_external(**more):
    return Greg.ExternalSource(
        "external", Gio.Converter, list=lambda source: ["gzip", "gone", "lost"],
        find=lambda source, name: gzip(name) if name.startswith("g") else None, **more)


class ExternalTest(Quiet):
    def test_functions(self):
        source = new_external()
        self.assertEqual(source.get_name(), "external")
        self.assertEqual(list(source), ["gzip", "gone", "lost"])
        self.assertEqual(source.build("gz", level=4).props.level, 4)
        self.assertEqual(source.membership("gz"), Greg.Membership.YES)
        source.set_membership_func(lambda source, name: Greg.Membership.MAYBE)
        self.assertEqual(source.membership("gz"), Greg.Membership.MAYBE)
        self.assertIsNone(source.peek("gz"))
        source.set_find_func(None)
        source.set_list_func(None)
        source.set_membership_func(None)
        self.assertNotIn("gz", source)
        self.assertEqual(len(source), 0)

    def test_empty(self):
        source = Greg.ExternalSource()
        self.assertEqual(list(source), [])
        self.assertNotIn("x", source)
        with self.assertRaises(TypeError):
            Greg.ExternalSource("x", dict)
        with self.assertRaises(TypeError):
            Greg.ExternalSource("x", 5)

    def test_cached(self):
        source = new_external(cached=True)
        first = source["gz"]
        self.assertEqual(source["gz"], first)
        self.assertEqual(source.peek("gz"), first)
        source.invalidate()
        self.assertNotEqual(source["gz"], first)

    def test_what_functions_raise(self):
        source = Greg.ExternalSource("external", find=boom, list=boom, membership=boom)
        self.assert_raises_boom(source.require, "x")
        self.assert_raises_boom(source.build, "x")
        self.assert_raises_boom(source.list_names)
        self.assert_raises_boom(len, source)
        self.assert_raises_boom(source.membership, "x")
        source.set_find_func(lambda source, name: None)
        with self.assertRaises(Greg.NotFound) as caught:
            source.require("x")
        self.assertIn("boom", str(caught.exception))

    def test_what_is_no_answer(self):
        source = Greg.ExternalSource("external", find=lambda *_: 5, list=lambda *_: 5,
                                     membership=lambda *_: 5)
        for ask in (lambda: source["x"], source.list_names, lambda: source.membership("x")):
            with self.assertRaises(TypeError):
                ask()

    def test_any_iterable(self):
        source = Greg.ExternalSource("external", list=lambda source: {"a": 1, "b": 2}.keys())
        self.assertEqual(list(source), ["a", "b"])

    def test_any_thread(self):
        source = new_external()
        self.assertTrue(source.get_any_thread())
        answers = []
        thread = threading.Thread(target=lambda: answers.extend([source["gz"].get_name(),
                                                                 len(source)]))
        thread.start()
        thread.join()
        self.assertEqual(answers, ["gz", 3])

    def test_replaced_while_it_runs(self):
        def first(source, name):
            source.set_find_func(lambda source, name: gzip("second"))
            return gzip("first")

        source = Greg.ExternalSource(find=first)
        self.assertEqual(source["x"].get_name(), "first")
        self.assertEqual(source["x"].get_name(), "second")


class AdapterTest(Quiet):
    def test_types(self):
        source = Greg.SubtypeSource(name="converters", base_type=Gio.Converter, prefix="G")
        GObject.type_name(Gio.ZlibCompressor)
        self.assertIn("ZlibCompressor", source)
        self.assertEqual(source.build("ZlibCompressor", level=7).props.level, 7)
        self.assertEqual(source["ZlibCompressor"], source["ZlibCompressor"])

    def test_types_of_python(self):
        source = Greg.SubtypeSource(base_type=Greg.Source)

        class Late(Greg.Source):
            __gtype_name__ = "LateSource"

        self.assertIn("LateSource", source)
        self.assertIn("LateSource", list(source))
        self.assertIsInstance(source.build("LateSource", name="x"), Late)

    def test_extension_point(self):
        Gio.Vfs.get_default()
        source = Greg.ExtensionPointSource(extension_point="gio-vfs")
        self.assertIn("local", source)
        self.assertEqual(source.get_base_type(), Gio.Vfs.__gtype__)


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class LifetimeTest(unittest.TestCase):
    def dies(self, make):
        finalized = []
        source = make()
        source.weak_ref(finalized.append, True)
        del source
        gc.collect()
        self.assertEqual(finalized, [True])

    def test_functions_over_the_source(self):
        def external():
            source = new_external(cached=True)
            source.set_find_func(lambda *_: gzip(source.get_name()))
            source.set_list_func(lambda *_: [source.get_name()])
            source["x"], len(source)
            return source

        def derived():
            source = Full(find=lambda name: gzip(source.get_name()), names=boom)
            source["x"]
            with self.assertRaises(Boom):
                source.list_names()
            return source

        self.dies(external)
        self.dies(derived)

    def test_finding_leaves_nothing_behind(self):
        external, small = new_external(), Small(name="small")

        def find(i):
            external.lookup("gzip")
            external.contains(f"x{i}")
            small.lookup("gzip")
            small.membership(f"x{i}")

        sizes = []
        for _ in range(6):
            for i in range(ROUNDS):
                find(i)
            gc.collect()
            sizes.append(resident())
        growth = min(after - before for before, after in zip(sizes, sizes[1:]))
        self.assertLess(growth, 20 * ROUNDS, sizes)


if __name__ == "__main__":
    unittest.main()
