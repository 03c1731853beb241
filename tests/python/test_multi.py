# test_multi.py - several sources as one
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import unittest
from collections.abc import Mapping

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, Greg  # noqa: E402


class A:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs


class B(A):
    pass


class MultiTest(unittest.TestCase):
    def setUp(self):
        self.timm, self.smp = Greg.Registry("timm"), Greg.Registry("smp")
        self.native = Greg.Registry("native")
        self.timm.register("resnet", A, task="seg")
        self.smp.register("resnet", B)
        self.smp.register("unet", B, aliases=["u"], task="seg")
        self.multi = Greg.MultiRegistry("decoders", {"timm": self.timm, "smp": self.smp}, separator="_",
                                        default=self.native)

    def assert_raises(self, code, function, *args, **kwargs):
        with self.assertRaises(GLib.Error) as caught:
            function(*args, **kwargs)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), code), caught.exception)

    def test_making(self):
        multi = self.multi
        self.assertEqual(multi.get_name(), "decoders")
        self.assertEqual(multi.separator, "_")
        self.assertEqual(multi.prefixes(), ["timm", "smp"])
        self.assertEqual(multi.sources, (self.native, self.timm, self.smp))
        self.assertIs(multi.default, self.native)
        self.assertIs(multi.source("timm"), self.timm)
        self.assertIsNone(multi.source("native"))
        for sources in ([self.native, ("timm", self.timm), (None, self.smp)],
                        {None: self.native, "timm": self.timm, "s": self.smp}.items(),
                        iter([self.native, ("timm", self.timm), self.smp])):
            other = Greg.MultiRegistry("other", sources, default=self.native)
            self.assertEqual(other.sources, (self.native, self.timm, self.smp))
            self.assertEqual(other.prefixes()[0], "timm")
        self.assertEqual(list(Greg.MultiRegistry()), [])
        self.assertTrue(Greg.MultiRegistry(name="x").get_name() == "x")

    def test_bad_arguments(self):
        make = Greg.MultiRegistry
        for sources in self.timm, [5], [("a", 5)], [(5, self.timm)], {5: self.timm}, [("a", "b")], 5:
            with self.assertRaises(TypeError):
                make("x", sources)
        for options in {"separator": 5}, {"default": 5}, {"base_type": 5}:
            with self.assertRaises(TypeError):
                make("x", **options)
        for separator in "", "\t":
            self.assert_raises(Greg.Error.INVALID_NAME, make, separator=separator)
        self.assert_raises(Greg.Error.INVALID_NAME, make, "x", {"": self.timm})
        self.assert_raises(Greg.Error.EXISTS, make, "x", [("a", self.timm), ("a", self.smp)])
        self.assert_raises(Greg.Error.EXISTS, make, "x", [self.timm, self.timm])

    def test_mapping(self):
        multi = self.multi
        self.assertIsInstance(multi, Mapping)
        names = ["timm_resnet", "smp_resnet", "smp_unet"]
        self.assertEqual(list(multi), names)
        self.assertEqual(list(multi.keys()), names)
        self.assertEqual([factory.code for factory in multi.values()], [A, B, B])
        self.assertEqual(dict(multi.items()), {name: multi[name] for name in names})
        self.assertEqual(len(multi), 3)
        self.assertTrue(multi == set(names))
        self.assertEqual(multi & {"smp_unet", "unet"}, {"smp_unet"})
        self.assertEqual(multi.available_keys(), sorted(names))
        for name in "timm_resnet", "resnet", "unet", "smp_unet", "smp_u":
            for _ in range(2):
                self.assertIn(name, multi)
                self.assertEqual(multi.get(name), multi[name])
        self.assertIs(multi["resnet"].code, A)
        self.assertNotIn("timm_unet", multi)
        self.assertIn(multi["unet"], multi)
        with self.assertRaises(KeyError):
            multi["timm_unet"]
        self.assertIs(multi.find_source("u"), self.smp)
        self.assertIsNone(multi.find_source("nothing"))

    def test_queries(self):
        multi = self.multi
        self.assertEqual(multi.list(task="seg"), ["timm_resnet", "smp_unet"])
        self.assertEqual(multi.list("smp_*", order="name"), ["smp_resnet", "smp_unet"])
        self.assertEqual([factory.code for factory in multi.query("timm_*")], [A])
        self.assertEqual(multi.best("smp_*").code, B)
        self.timm.register("live", A, kind=A)
        self.assertEqual(multi.list(kind=A), ["timm_live"])
        self.assertEqual(multi.list(kind=A, stacked=True), ["timm_live"])
        self.smp.add(self.timm["live"])
        self.assertEqual(multi.list("smp_*", kind=A), ["smp_live"])

    def test_building(self):
        multi = self.multi
        built = multi.build("timm_resnet", 1, 2, a=3)
        self.assertEqual((type(built), built.args, built.kwargs), (A, (1, 2), {"a": 3}))
        self.assertIs(type(multi.build({"type": "smp_resnet", "x": {"type": "resnet"}}).kwargs["x"]), A)
        self.timm.register("gzip", Gio.ZlibCompressor)
        self.assertEqual(multi.build("gzip", level=3).props.level, 3)
        self.assertEqual(multi.build({"type": "timm_gzip", "level": 4}).props.level, 4)
        thing = object()
        self.smp.register("thing", lambda: thing)
        self.assertIs(multi.build("thing"), thing)
        self.smp.register("fails", lambda: {}["fails"])
        self.timm.register("late", A)
        with self.assertRaises(KeyError) as caught:
            multi.build("fails")
        self.assertNotIsInstance(caught.exception, Greg.NotFound)

    def test_registering(self):
        multi = self.multi

        @multi.register("new", aliases=["n"], task="seg")
        def new(*args, **kwargs):
            return args, kwargs

        @multi
        class Plain:
            pass

        self.assertEqual(multi.build("new", 1, 2, a=3), ((1, 2), {"a": 3}))
        self.assertEqual(list(self.native), ["new", "Plain"])
        self.assertIs(multi.register("x", A), A)
        multi.register_type("gzip", Gio.ZlibCompressor)
        multi.add(self.timm["resnet"])
        self.assertIs(self.native["resnet"].code, A)
        self.assert_raises(Greg.Error.EXISTS, multi.register, "x", B)
        multi.register("x", B, override=True)
        self.assertIs(multi["x"].code, B)
        self.assertTrue(multi.unregister("n"))
        self.assertNotIn("new", self.native)
        self.assert_raises(Greg.Error.READ_ONLY, multi.unregister, "smp_unet")
        with self.assertRaises(Greg.NotFound):
            multi.unregister("nothing")

    def test_read_only(self):
        multi = Greg.MultiRegistry("all", [self.timm])
        self.assertIsNone(multi.default)
        for call in (lambda: multi.register("x", A), lambda: multi.register("x"), lambda: multi(A),
                     lambda: multi.add(self.smp["unet"]), lambda: multi.register_type("x", Gio.Menu),
                     lambda: multi.unregister("resnet")):
            self.assert_raises(Greg.Error.READ_ONLY, call)
        multi.default = self.timm
        multi.register("x", A)
        self.assertIn("x", self.timm)
        multi.default = None
        self.assert_raises(Greg.Error.READ_ONLY, multi.register, "y", A)
        with self.assertRaises(Greg.NotFound):
            multi.default = self.smp

    def test_changing(self):
        multi, more = self.multi, Greg.Registry("more")
        more.register("resnet", A)
        self.assertTrue(multi.append("more", more))
        self.assertIn("more_resnet", multi)
        multi.move(more, 0)
        self.assertEqual(multi.sources[0], more)
        self.assertEqual(multi["resnet"], more["resnet"])
        multi.remove(more)
        self.assertNotIn("more_resnet", multi)
        self.assertEqual(multi["resnet"], self.timm["resnet"])
        multi.insert(0, more)
        self.assertEqual(multi.list("resnet")[0], "resnet")
        multi.remove(more)
        multi.insert(0, "m", more)
        multi.remove(more)
        multi.append(more)
        multi.remove(more)
        multi.append(None, more)
        self.assertEqual(multi.sources[-1], more)
        self.assert_raises(Greg.Error.EXISTS, multi.append, more)
        self.assert_raises(Greg.Error.CYCLE, multi.append, multi)
        multi.remove(more)
        with self.assertRaises(Greg.NotFound):
            multi.remove(more)
        with self.assertRaises(Greg.NotFound):
            multi.move(more, 0)
        for call in (lambda: multi.append("x"), lambda: multi.append(5), lambda: multi.insert(0, "x")):
            with self.assertRaises(TypeError):
                call()

    def test_strict(self):
        def maybe(name):
            return Greg.ExternalSource(name, find=lambda source, wanted: self.timm.get(wanted),
                                       membership=lambda *_: Greg.Membership.MAYBE)

        multi = Greg.MultiRegistry("hubs", {"a": maybe("a"), "b": maybe("b")}, strict=True)
        self.assertTrue(multi.strict)
        self.assert_raises(Greg.Error.AMBIGUOUS, lambda: multi["resnet"])
        self.assertIs(multi["a.resnet"].code, A)
        multi.strict = False
        self.assertIs(multi["resnet"].code, A)

    def test_base_types(self):
        plain = Greg.MultiRegistry("plain", [self.timm, self.smp], base_type=B)
        self.timm.register("wrong", lambda: A())
        self.assert_raises(Greg.Error.BUILD_FAILED, plain.build, "wrong")
        self.assertIsInstance(plain.build("unet"), B)
        self.timm.register("gzip", Gio.ZlibCompressor)
        converters = Greg.MultiRegistry("converters", [self.timm], base_type=Gio.Converter)
        self.assertIn("gzip", converters)
        self.assertNotIn("resnet", converters)

    def test_build_functions(self):
        calls = []

        def build_func(config, source, *args, **kwargs):
            calls.append((config, source.get_name(), args))
            return "made"

        multi = Greg.MultiRegistry("all", {"timm": self.timm, "smp": self.smp}, build_func=build_func)
        self.assertEqual(multi.build({"type": "timm.resnet", "x": 1}), "made")
        self.assertEqual(calls.pop(), ({"type": "timm.resnet", "x": 1}, "all", ()))
        self.assertIsInstance(self.timm.build("resnet"), A)
        multi.set_build_func(None)
        self.assertIsInstance(multi.build("timm.resnet"), A)
        self.smp.set_build_func(build_func)
        self.assertEqual(multi.build("unet", 1), "made")
        self.assertEqual(calls.pop(), ({"type": "unet"}, "all", (1,)))
        self.assertIsInstance(multi.build("timm.resnet"), A)
        self.assertEqual(calls, [])

    def test_showing(self):
        self.assertIn("├─ with the prefix “timm”\n│  └─ timm: 1 factory", str(self.multi))
        self.assertEqual(repr(self.multi),
                         "<MultiRegistry “decoders”: 3 factories: timm_resnet, smp_resnet, smp_unet>")
        table = self.multi._repr_html_()
        self.assertIn("<td>smp_unet</td>", table)
        self.assertIn("<td>smp</td>", table)
        self.assertIn("smp knows it, which is found", self.multi.explain("unet"))

    def test_made_in_c(self):
        multi = Greg.MultiRegistry.new("all", Gio.Converter)
        multi.append("p", self.timm)
        self.timm.register("gzip", Gio.ZlibCompressor)
        self.assertEqual(list(multi), ["p.gzip"])
        self.assertEqual(multi.build("p.gzip", level=3).props.level, 3)


class ConcatTest(unittest.TestCase):
    def setUp(self):
        self.a, self.b = Greg.Registry("a"), Greg.Registry("b")
        self.a.register("x", A)
        self.b.register("x", B)
        self.b.register("y", B)

    def test_live_and_flattened(self):
        c = Greg.Registry("c")
        both = self.a + self.b
        all_three = both + c
        self.assertEqual(both.sources, (self.a, self.b))
        self.assertEqual(all_three.sources, (self.a, self.b, c))
        self.assertEqual((self.a + both).sources, (self.a, self.b))
        self.assertEqual(list(both), ["x", "y"])
        self.assertIs(both["x"].code, A)
        c.register("z", A)
        self.assertIn("z", all_three)
        self.assertNotIn("z", both)
        self.a.remove("x")
        self.assertIs(all_three["x"].code, B)
        self.assertEqual(Greg.MultiRegistry.concat(self.a, self.b).sources, both.sources)

    def test_other_things(self):
        for add in (lambda: self.a + 5, lambda: 5 + self.a, lambda: self.a + {"x"}, lambda: {"x"} + self.a,
                    lambda: sum([self.a, self.b])):
            with self.assertRaises(TypeError):
                add()
        self.assertEqual(self.a | self.b, {"x", "y"})

    def test_any_source(self):
        external = Greg.ExternalSource("hub", find=lambda source, name: self.b.get(name),
                                       list=lambda source: ["y"])
        both = self.a + external
        self.assertEqual(list(both), ["x", "y"])
        self.assertIs(both["y"].code, B)

    def test_base_types(self):
        wide, narrow = Greg.Registry("w", base_type=A), Greg.Registry("n", base_type=B)
        both = narrow + wide
        narrow.register("wrong", lambda: 5)
        wide.register("right", lambda: A())
        with self.assertRaises(GLib.Error):
            both.build("wrong")
        self.assertIsInstance(both.build("right"), A)
        self.a.register("number", lambda: 5)
        self.assertEqual((wide + self.a).build("number"), 5)


class OtherSourcesTest(unittest.TestCase):
    def test_mapping_of_external(self):
        registry = Greg.Registry("r")
        registry.register("x", A, task="seg")
        source = Greg.ExternalSource("hub", find=lambda source, name: registry.get(name),
                                     list=lambda source: registry.list_names())
        for _ in range(2):
            self.assertEqual((list(source), len(source), "x" in source, "y" in source),
                             (["x"], 1, True, False))
            self.assertIs(source["x"].code, A)
            self.assertEqual(source.build("x", 1).args, (1,))
            self.assertEqual(source.list(task="seg"), ["x"])
            with self.assertRaises(KeyError):
                source["y"]
        registry.register("x", B, override=True)
        self.assertIs(source["x"].code, B)
        self.assertIsInstance(source.build("x"), B)
        self.assertIn("hub", str(source))

    def test_mapping_of_types(self):
        source = Greg.SubtypeSource.new("converters", Gio.Converter, "G")
        self.assertIn("ZlibCompressor", source)
        self.assertIsInstance(source.build("ZlibCompressor", level=3), Gio.ZlibCompressor)
        self.assertEqual(dict(source)["ZlibCompressor"].get_name(), "ZlibCompressor")
        self.assertTrue(source >= {"ZlibCompressor"})
        self.assertNotIn("Nothing", source)

    def test_mapping_of_extension_points(self):
        source = Greg.ExtensionPointSource.new("gio-vfs")
        Gio.Vfs.get_default()
        self.assertEqual(set(source), set(source.list_names()))
        for name in source:
            self.assertEqual(source[name].get_name(), name)
        with self.assertRaises(KeyError):
            source["nothing"]
