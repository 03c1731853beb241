# test_override_errors.py - exceptions of Python and errors of C, there and back
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import sys
import traceback
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


class Special(Exception):
    pass


class Box(GObject.Object):
    child = GObject.Property(type=GObject.Object)


class ErrorsTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        self.registry.register("box", Box)
        self.registry.register("gzip", Gio.ZlibCompressor)
        self.registry.register("fail", self.fail_here)

    def fail_here(self):
        raise self.failure

    def ways(self):
        """Python's own way, and those through C."""
        registry = self.registry
        yield "", lambda: registry.build("fail")
        yield "", lambda: registry.build({"type": "fail"})
        yield "", lambda: registry["fail"]()
        yield "", lambda: registry.build_json('"fail"', -1)
        yield "", lambda: registry.build_context(Greg.Config.new_from_json('"fail"', -1, None))
        yield "/child", lambda: registry.build({"type": "box", "child": {"type": "fail"}})
        yield "/child", lambda: registry.build_json('{"type": "box", "child": "fail"}', -1)
        yield "/child", lambda: Greg.Builder(registry).build({"type": "box", "child": "fail"})
        yield "/0", lambda: Greg.Builder(registry).build_list(["fail"])

    def test_the_very_exception(self):
        cause = OSError("the cause")
        for make in (lambda: Special("a", 1), lambda: KeyError("x"), lambda: SystemExit(3),
                     lambda: KeyboardInterrupt(), lambda: GeneratorExit(),
                     lambda: GLib.Error("tired", "g-io-error-quark", 26),
                     lambda: GLib.Error("mine", "greg-error-quark", int(Greg.Error.NOT_FOUND))):
            for path, build in self.ways():
                self.failure = make()
                self.failure.__cause__ = cause
                try:
                    build()
                    self.fail("nothing was raised")
                except BaseException as exception:
                    caught = exception
                    frames = traceback.extract_tb(exception.__traceback__)
                self.assertIs(caught, self.failure)
                self.assertIs(caught.__cause__, cause)
                self.assertEqual(frames[-1].name, "fail_here")
                self.assertNotIsInstance(caught, Greg.NotFound)
                if sys.version_info >= (3, 11):
                    notes = "\n".join(caught.__notes__)
                    self.assertIn("“fail”", notes)
                    self.assertIn(path, notes)

    def test_the_text_for_c(self):
        """What C has of an exception: its text, and the domain and code of a GLib.Error."""
        seen = []

        def on_ready(source, result):
            seen.append(result.had_error())

        self.failure = Special("for C")
        self.registry.build_async("fail", None, None, on_ready)
        while not seen:
            GLib.MainContext.default().iteration(True)
        self.assertEqual(seen, [True])

    def test_not_found(self):
        for call in (lambda: self.registry["gzpi"], lambda: self.registry.build("gzpi"),
                     lambda: self.registry.build({"type": "gzpi"}),
                     lambda: self.registry.require("gzpi"),
                     lambda: self.registry.build({"type": "box", "child": {"type": "gzpi"}})):
            with self.assertRaises(Greg.NotFound) as caught:
                call()
            error = caught.exception
            self.assertIsInstance(error, KeyError)
            self.assertIsInstance(error, GLib.Error)
            self.assertTrue(error.matches(Greg.error_quark(), Greg.Error.NOT_FOUND))
            self.assertIn("did you mean “gzip”?", str(error))
            self.assertIn("gzpi", repr(error))
        with self.assertRaises(Greg.NotFound):
            self.registry.remove("gzpi")

    def test_report(self):
        for build in self.registry.build, Greg.Builder(self.registry).build:
            with self.assertRaises(GLib.Error) as caught:
                build({"type": "gzip", "level": 99, "lvel": 1})
            report = caught.exception.report
            self.assertEqual(report.count_errors(), 2)
            self.assertIn("lvel", report.to_string())
        for build in (lambda config: Greg.Builder(self.registry).build_list([config, config]),
                      lambda config: self.registry.build({"type": "box", "child": config})):
            with self.assertRaises(Greg.NotFound) as caught:
                build({"type": "gzpi"})
            self.assertIn("gzpi", caught.exception.report.to_string())
        with self.assertRaises(Greg.NotFound) as caught:
            self.registry["gzpi"]
        self.assertIsNone(caught.exception.report)
        report = Greg.Builder(self.registry).validate({"type": "gzip", "level": 99})
        self.assertEqual(report.count_errors(), 1)

    def test_all_that_is_wrong(self):
        """One build finds every mistake, of Python's parts and of C's, and makes nothing."""
        made = []
        self.registry.register("all", lambda **parts: made.append(parts))
        loop = {"type": "all"}
        loop["x"] = [loop]
        wrong = {"type": "all", "a": {"type": "gzip", "lvel": 1}, "b": {"type": "gzpi"},
                 "c": [{"type": "gzip", "level": 99, "format": "zip"}, {"type": "gzip"}],
                 "d": {"type": "all", "$x": 1}, "e": loop, "f": {"type": "all", "a-b": 1, "a_b": 1}}
        with self.assertRaises(Greg.NotFound) as caught:
            self.registry.build(wrong)
        self.assertIn("/b/type: ", caught.exception.message)
        self.assertIn("(and 6 more)", caught.exception.message)
        paths = [diagnostic.get_path() for diagnostic in caught.exception.report]
        self.assertEqual(sorted(paths), ["/a/lvel", "/b/type", "/c/0/format", "/c/0/level", "/d/$x",
                                         "/e/x/0", "/f/a_b"])
        self.assertEqual(made, [])
        with self.assertRaises(GLib.Error) as caught:
            self.registry.build({"type": "all", "a": {"type": "gzip", "lvel": 1}})
        self.assertEqual(caught.exception.message,
                         "/a/lvel: “gzip” has no property “lvel”; did you mean “level”?")
        with self.assertRaises(Greg.NotFound) as caught:
            self.registry.build(["gzpi", 5, {"x": 1}, "gzip"])
        self.assertEqual(caught.exception.report.count_errors(), 3)

    def test_derived_factory(self):
        class Failing(Greg.Factory):
            def do_create(self, context):
                raise Special("derived")

        self.registry.add(Failing(name="failing", product_type=GObject.TYPE_OBJECT))
        with self.assertRaises(Special):
            self.registry.build("failing")

    def test_derived_source(self):
        class Failing(Greg.Source):
            def do_find(self, name):
                if name == "gzip":
                    return Greg.Factory.new_for_type("gzip", Gio.ZlibCompressor)
                if name == "fail":
                    raise Special("derived")
                return None

            def do_names(self):
                return ["gzip"]

        source = Failing(name="failing")
        self.assertEqual(source.build("gzip", level=3).props.level, 3)
        self.assertEqual(list(source), ["gzip"])

    def test_loader(self):
        def load(registry, name):
            if name == "broken":
                raise ImportError("no module named torch")
            registry.register(name, dict)

        self.registry.add_loader("models", load)
        with self.assertRaises(Greg.NotFound) as caught:
            self.registry.build("broken")
        self.assertIn("no module named torch", str(caught.exception))
        self.assertEqual(self.registry.build("late", a=1), {"a": 1})

    def test_build_func(self):
        def build(source, factory, context):
            raise Special("build func")

        self.registry.set_build_func(build)
        for call in (lambda: self.registry.build("gzip"),
                     lambda: self.registry.build_json('"gzip"', -1)):
            with self.assertRaises(Special):
                call()

    def test_async(self):
        results = []

        def on_ready(source, result):
            try:
                results.append(source.build_finish(result))
            except BaseException as exception:
                results.append(exception)

        self.failure = Special("later")
        self.registry.build_async("fail", None, None, on_ready)
        self.registry.build_async("gzip", {"level": 4}, None, on_ready)
        while len(results) < 2:
            GLib.MainContext.default().iteration(True)
        self.assertIs(next(r for r in results if isinstance(r, Exception)), self.failure)
        self.assertEqual(next(r for r in results if not isinstance(r, Exception)).props.level, 4)
        with self.assertRaises(TypeError):
            self.registry.build_async("gzip", {"level": object()}, None, on_ready)
