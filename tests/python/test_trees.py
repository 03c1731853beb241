# test_trees.py - registries with parents, scopes and masks
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import re
import sys
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


class NetA:
    pass


class NetB:
    pass


class NetC:
    pass


class Raising:
    """What fails has the code that C gives it."""

    def assert_raises(self, code, function, *args, **kwargs):
        with self.assertRaises(GLib.Error) as caught:
            function(*args, **kwargs)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), code), caught.exception)
        return caught.exception


class Tree(unittest.TestCase, Raising):
    def setUp(self):
        self.models = Greg.Registry("models")
        self.det = Greg.Registry(parent=self.models, scope="mmdet")
        self.cls = Greg.Registry("classification", parent=self.models, scope="mmcls")
        self.models.register("NetA", NetA)
        self.det.register("NetC", NetC)
        self.cls.register("NetB", NetB)
        self.cls.register("NetA", NetB)


class MakingTest(Tree):
    def test_relatives(self):
        self.assertIs(self.det.parent, self.models)
        self.assertIsNone(self.models.parent)
        self.assertIs(self.det.root, self.models)
        self.assertIs(self.models.root, self.models)
        self.assertEqual((self.det.scope, self.models.scope), ("mmdet", None))
        self.assertEqual((self.det.separator, self.models.separator), (".", "."))
        self.assertEqual(self.models.children, (self.det, self.cls))
        self.assertEqual(self.det.children, ())
        self.assertIs(self.models.child("mmcls"), self.cls)
        self.assertIsNone(self.models.child("nothing"))
        with self.assertRaises(AttributeError):
            self.det.parent = None

    def test_names(self):
        self.assertEqual(self.det.get_name(), "mmdet")
        self.assertEqual(self.cls.get_name(), "classification")
        self.assertIsNone(Greg.Registry(parent=self.models).get_name())

    def test_errors(self):
        again = self.assert_raises(Greg.Error.EXISTS, Greg.Registry, parent=self.models, scope="mmdet")
        with self.assertRaises(GLib.Error) as caught:
            Greg.Registry.new_child(self.models, None, GObject.TYPE_NONE, "mmdet")
        self.assertEqual(again.message, caught.exception.message)
        for scope in "a.b", "", "a\n", "a.":
            self.assert_raises(Greg.Error.INVALID_NAME, Greg.Registry, parent=self.models, scope=scope)
            self.assert_raises(Greg.Error.INVALID_NAME, Greg.Registry, scope=scope)
        self.assertEqual(self.models.children, (self.det, self.cls))
        for bad in {"parent": 5}, {"scope": 5}, {"separator": 5}:
            with self.assertRaises(TypeError):
                Greg.Registry(**bad)

    def test_a_scope_is_free_again(self):
        del self.det
        self.assertIsNone(self.models.child("mmdet"))
        self.assertEqual(Greg.Registry(parent=self.models, scope="mmdet").scope, "mmdet")

    def test_separators(self):
        root = Greg.Registry("root", separator="/")
        child = Greg.Registry(parent=root, scope="a.b", separator="/")
        child.register("x", NetA)
        self.assertIs(root["a.b/x"].code, NetA)
        self.assert_raises(Greg.Error.INVALID_NAME, Greg.Registry, separator="/", scope="a/b")
        with self.assertRaises(ValueError):
            Greg.Registry(parent=root, separator=".")
        for separator in "", "\n", "\x85", "\ud800":
            self.assert_raises(Greg.Error.INVALID_NAME, Greg.Registry, separator=separator)

    def test_derived(self):
        class Models(Greg.Registry):
            pass

        child = Models("own", parent=self.models, scope="own")
        self.assertIs(self.models.child("own"), child)
        self.assertIs(child.build("NetA").__class__, NetA)
        self.assert_raises(Greg.Error.EXISTS, Models, parent=self.models, scope="own")

    def test_base_types(self):
        converters = Greg.Registry("converters", base_type=Gio.Converter)
        child = Greg.Registry(parent=converters, scope="child")
        self.assert_raises(Greg.Error.INVALID_TYPE, child.register, "menu", Gio.Menu)
        nets = Greg.Registry("nets", base_type=NetA)
        child = Greg.Registry(parent=Greg.Registry(parent=nets), scope="child")
        with self.assertRaises(TypeError):
            child.register("b", NetB)
        child.register("made", lambda: NetB())
        self.assert_raises(Greg.Error.BUILD_FAILED, child.build, "made")
        other = Greg.Registry(parent=nets, base_type=object)
        self.assertIsInstance(other.register("b", NetB)(), NetB)
        by_c = Greg.Registry.new_child(nets, None, GObject.TYPE_NONE, "by-c")
        with self.assertRaises(TypeError):
            by_c.register("b", NetB)

    def test_redefine(self):
        self.assertFalse(Greg.Registry(parent=self.models).get_redefine())
        sys.ps1 = ">>> "
        try:
            self.assertTrue(Greg.Registry(parent=self.models).get_redefine())
        finally:
            del sys.ps1


class FindingTest(Tree):
    def test_climb_and_scopes(self):
        for registry, name, code in ((self.det, "NetC", NetC), (self.det, "NetA", NetA),
                                     (self.cls, "NetA", NetB), (self.det, "mmcls.NetB", NetB),
                                     (self.models, "mmdet.NetC", NetC), (self.cls, "mmcls.NetB", NetB)):
            for _ in range(2):
                self.assertIs(registry[name].code, code)
                self.assertIs(registry.get(name).code, code)
                self.assertIn(name, registry)
                self.assertIs(type(registry.build(name)), code)
                self.assertIs(type(registry.build({"type": name})), code)
        for name in "NetB", "mmcls.NetC", "nothing":
            self.assertNotIn(name, self.det)
            self.assertIsNone(self.det.get(name))
            self.assert_raises(Greg.Error.NOT_FOUND, lambda: self.det[name])

    def test_unknown_scopes(self):
        for find in (lambda: self.det["mmclz.NetB"], lambda: self.det.build("mmclz.NetB"),
                     lambda: self.det.build({"type": "mmclz.NetB"}),
                     lambda: self.det.find_scope("mmclz")):
            with self.assertRaises(Greg.NotFound):
                find()
            with self.assertRaises(KeyError):
                find()
            problem = self.assert_raises(Greg.Error.UNKNOWN_SCOPE, find)
            self.assertIn("did you mean “mmcls”?", problem.message)
        self.assertNotIn("mmclz.NetB", self.det)
        self.assertEqual(self.det.get("mmclz.NetB", 5), 5)

    def test_levels(self):
        self.assertIs(self.det.find_level("NetA"), self.models)
        self.assertIs(self.det.find_level("mmcls.NetB"), self.cls)
        self.assertIsNone(self.det.find_level("NetB"))
        deep = Greg.Registry(parent=self.cls, scope="deep")
        self.assertIs(self.det.find_scope("mmcls.deep"), deep)

    def test_listing(self):
        self.assertEqual(list(self.det), ["NetC", "NetA"])
        self.assertEqual(self.det.list(own=True), ["NetC"])
        self.assertEqual(self.det.list_own_names(), ["NetC"])
        self.assertEqual(len(self.cls), 2)
        self.assertTrue(self.det == {"NetA", "NetC"})
        self.assertEqual(self.det - self.models, {"NetC"})
        self.assertEqual(dict(self.det), {"NetC": self.det["NetC"], "NetA": self.models["NetA"]})

    def test_queries(self):
        self.models.register("seg.unet", NetA, task="seg")
        self.models.register("seg.fcn", NetA, task="seg", live=NetA)
        self.cls.register("seg.own", NetB, task="seg")
        self.assertEqual(self.cls.list("seg.*", task="seg"), ["seg.own", "seg.unet", "seg.fcn"])
        self.assertEqual(self.cls.list("seg.*", own=True), ["seg.own"])
        self.assertEqual(self.cls.list(live=NetA), ["seg.fcn"])
        self.assertEqual([factory.code for factory in self.cls.query("NetA", stacked=True)], [NetB, NetA])
        self.assertEqual(self.cls.list("NetA", stacked=True), ["NetA", "NetA"])
        query = Greg.Query("seg.*")
        self.models.remove("seg.unet")
        self.assertEqual(self.det.list(query), ["seg.fcn"])

    def test_shadowed(self):
        self.assertTrue(self.cls.is_shadowed(self.models["NetA"]))
        self.assertFalse(self.det.is_shadowed(self.models["NetA"]))
        self.assertEqual([factory.code for factory in self.cls.lookup_all("NetA")], [NetB, NetA])

    def test_masks(self):
        self.assertIn("NetA", self.det)
        self.assertTrue(self.det.mask("NetA"))
        self.assertEqual(self.det.masks, ("NetA",))
        self.assertNotIn("NetA", self.det)
        self.assertIn("masks", self.assert_raises(Greg.Error.NOT_FOUND, lambda: self.det["NetA"]).message)
        self.assertTrue(self.det.unmask("NetA"))
        self.assertIs(self.det["NetA"].code, NetA)
        self.assert_raises(Greg.Error.INVALID_NAME, self.det.mask, "")
        self.det.freeze()
        self.assert_raises(Greg.Error.READ_ONLY, self.det.mask, "NetA")

    def test_remove(self):
        self.assertIn("models", self.assert_raises(Greg.Error.NOT_FOUND, self.det.remove, "NetA").message)
        self.cls.remove("NetA")
        self.assertIs(self.cls["NetA"].code, NetA)

    def test_loaders(self):
        self.cls.add_loader("more", lambda registry, name: registry.register(name, NetC))
        self.assertIs(self.det["mmcls.Late"].code, NetC)
        self.assertEqual(self.cls.list(own=True)[-1], "Late")


class ShowingTest(Tree):
    def test_text(self):
        self.assertEqual(str(self.models), "\n".join((
            "models: 1 factory",
            "├─ NetA",
            "├─ mmdet: 1 factory",
            "│  └─ NetC",
            "└─ classification, scope mmcls: 2 factories",
            "   ├─ NetB",
            "   └─ NetA")))
        self.assertEqual(repr(self.det), "<Registry “mmdet”: 2 factories: NetC, NetA>")
        self.assertIn("leads to classification, which has no “NetC”", self.det.explain("mmcls.NetC"))

    def test_table(self):
        table = self.cls._repr_html_()
        self.assertIn("<td>models, shadowed</td>", table)
        self.assertEqual(table.count("<td>NetA</td>"), 2)
        self.assertIn("<td>models</td>", self.det._repr_html_())
        self.assertNotIn("<th>from</th>", self.models._repr_html_())
        self.models.register("NetA", NetB, duplicates="stack")
        self.assertEqual(self.models._repr_html_().count("<td>shadowed</td>"), 1)


class BuildingTest(Tree):
    class Whole:
        def __init__(self, part=None):
            self.part = part

        def names(self):
            part = self.part
            return [type(self).__name__, *(part.names() if hasattr(part, "names") else ())]

    def setUp(self):
        super().setUp()
        self.models.register("whole", self.Whole)
        self.kinds = {}
        for registry in self.det, self.cls:
            self.kinds[registry] = type(registry.scope, (self.Whole,), {})
            registry.register("part", self.kinds[registry])
        self.deep = Greg.Registry(parent=self.cls, scope="deep")
        self.kinds[self.deep] = self.deep.register("part", type("deep", (self.Whole,), {}))

    def names(self, registry, config):
        return registry.build(config).names()

    def test_parts_are_looked_for_where_the_whole_was_asked_for(self):
        self.assertEqual(self.names(self.det, {"type": "whole", "part": {"type": "part"}}),
                         ["Whole", "mmdet"])
        self.assertEqual(self.names(self.det, {"type": "mmcls.part", "part": {"type": "part"}}),
                         ["mmcls", "mmdet"])
        self.assertEqual(self.names(self.models, {"type": "mmcls.deep.part"}), ["deep"])

    def test_scope(self):
        config = {"type": "part", "$scope": "mmcls", "part": {"type": "part"}}
        for _ in range(2):
            self.assertEqual(self.names(self.det, config), ["mmcls", "mmcls"])
        self.assertEqual(config["$scope"], "mmcls")
        self.assertEqual(self.names(self.det, {"$scope": "mmcls.deep", "type": "part"}), ["deep"])
        self.assertEqual(self.names(self.det, {
            "type": "whole", "part": {"type": "part", "$scope": "mmcls", "part": {
                "type": "part", "$scope": "deep", "part": {"type": "part"}}}}),
            ["Whole", "mmcls", "deep", "deep"])
        self.assertEqual(self.names(self.models, {
            "type": self.Whole, "$scope": "mmdet", "part": {"type": "part"}}), ["Whole", "mmdet"])
        self.assertEqual([type(part).__name__ for part in
                          self.det.build([{"type": "part", "$scope": "mmcls"}, "part"])], ["mmcls", "mmdet"])

    def test_default_arguments_and_scope(self):
        built = self.det.build({"type": "part", "$scope": "mmcls"}, default_args={"part": {"type": "part"}})
        self.assertEqual(built.names(), ["mmcls", "mmcls"])
        self.assert_raises(Greg.Error.UNKNOWN_PROPERTY, self.det.build, {"type": "part"},
                           default_args={"$scope": "mmcls"})

    def same_as_in_c(self, config):
        """The error of a configuration, which must be the same whoever reads it."""
        problems = []
        for build in self.det.build, Greg.Builder(self.det).build:
            with self.assertRaises(GLib.Error) as caught:
                build(config)
            problems.append(caught.exception)
        self.assertEqual(problems[0].code, problems[1].code)
        self.assertEqual(problems[0].message, re.sub(r"^\d+:\d+: ", "", problems[1].message))
        return problems[0].code

    def test_errors_of_scopes(self):
        for config, code in (
                ({"type": "part", "$scope": "mmclz"}, Greg.Error.UNKNOWN_SCOPE),
                ({"type": "part", "$scope": ""}, Greg.Error.UNKNOWN_SCOPE),
                ({"type": "part", "$scope": 7}, Greg.Error.INVALID_VALUE),
                ({"type": "part", "$scope": None}, Greg.Error.INVALID_VALUE),
                ({"type": "NetC", "$scope": "mmcls"}, Greg.Error.NOT_FOUND)):
            with self.subTest(config=config):
                self.assertEqual(self.same_as_in_c(config), code)
        self.assert_raises(Greg.Error.MISSING_VALUE, self.det.build, {"$scope": "mmcls"})
        problem = self.assert_raises(Greg.Error.INVALID_VALUE, self.det.build, {"type": 5, "$scope": "no"})
        self.assertTrue(problem.message.startswith("/type: "), problem.message)
        problem = self.assert_raises(Greg.Error.UNKNOWN_SCOPE, self.det.build, {
            "type": "whole", "part": {"type": "whole", "$scope": "no"}})
        self.assertIn("/part/$scope: ", problem.message)
        problem = self.assert_raises(Greg.Error.NOT_FOUND, self.det.build, {
            "type": "whole", "$scope": "mmcls", "part": {"type": "NetC"}})
        self.assertIn("in classification", problem.message)

    def test_scope_of_what_c_makes(self):
        streams = Greg.Registry("streams")
        child = Greg.Registry(parent=streams, scope="child")
        streams.register("converted", Gio.ConverterInputStream)
        child.register("memory", Gio.MemoryInputStream)
        child.register("gzip", Gio.ZlibCompressor)
        config = {"type": "converted", "base-stream": {"type": "memory"}, "converter": {"type": "gzip"}}
        self.assert_raises(Greg.Error.NOT_FOUND, streams.build, config)
        for _ in range(2):
            made = streams.build({**config, "$scope": "child"})
            self.assertIsInstance(made.props.converter, Gio.ZlibCompressor)
        made = streams.build({"type": "converted", "base-stream": Gio.MemoryInputStream(),
                              "converter": {"type": "gzip", "level": 3, "$scope": "child"}})
        self.assertEqual(made.props.converter.props.level, 3)

    def test_scope_between_parts_of_both_kinds(self):
        """A class in a part that C makes has its own parts where C looks for them."""
        seen = []

        def memory(part):
            seen.append(part.names())
            return Gio.MemoryInputStream()

        self.models.register("converted", Gio.ConverterInputStream)
        self.models.register("gzip", Gio.ZlibCompressor)
        self.det.build({"type": "converted", "$scope": "mmcls", "converter": "gzip",
                        "base-stream": {"type": memory, "part": {"type": "part"}}})
        inner = {"type": "converted", "$scope": "deep", "converter": "gzip",
                 "base-stream": {"type": memory, "part": {"type": "part"}}}
        self.det.build({"type": "converted", "$scope": "mmcls", "converter": "gzip", "base-stream": inner})
        self.assertEqual(seen, [["mmcls"], ["deep"]])

    def test_build_function_of_the_parent(self):
        calls = []

        def build_func(cfg, registry, **kwargs):
            calls.append((dict(cfg), registry.get_name(), kwargs))
            return registry.get(cfg["type"]).code()

        models = Greg.Registry("models", build_func=build_func)
        det = Greg.Registry(parent=models, scope="det")
        deep = Greg.Registry(parent=det, scope="deep")
        det.register("NetC", NetC)
        models.register("gzip", Gio.ZlibCompressor)
        for registry in det, deep:
            config = {"type": "NetC", "any-thing": 5}
            self.assertIsInstance(registry.build(config, default_args={"x": 1}), NetC)
            self.assertEqual(calls.pop(), (config, registry.get_name(), {"default_args": {"x": 1}}))
        self.assertIsInstance(det.build("NetC"), NetC)
        self.assertEqual(calls.pop(), ({"type": "NetC"}, "det", {}))
        self.assertRaises(KeyError, lambda: models.build({"type": "det.NetC", "$scope": "no"}))
        self.assertIsInstance(models.build({"type": "NetC", "$scope": "det.deep"}), NetC)
        self.assertEqual(calls.pop(), ({"type": "NetC"}, "deep", {}))

        det.set_build_func(lambda cfg, registry: "nearer")
        self.assertEqual((deep.build("gzip"), det.build("gzip")), ("nearer", "nearer"))
        det.set_build_func_full(Greg.FactoryFlags.HOME_THREAD, lambda cfg, registry: "in this thread")
        det.register("any", lambda: 5)
        self.assertEqual((deep.build("any"), deep.build({"type": "any"})), ("in this thread",) * 2)
        det.set_build_func_full(Greg.FactoryFlags.HOME_THREAD, None)
        models.set_build_func(None)
        self.assertIsInstance(deep.build("gzip"), Gio.ZlibCompressor)
        self.assertIsInstance(deep.build({"type": "gzip", "level": 3}), Gio.ZlibCompressor)
        self.assertEqual(calls, [])

    def test_build_function_with_a_context(self):
        seen = []

        def build_func(source, factory, context):
            seen.append((source.get_name(), factory.get_name()))
            return factory.create(context)

        models = Greg.Registry("models", build_func=build_func)
        child = Greg.Registry(parent=models, scope="child")
        child.register("net", self.Whole)
        models.register("gzip", Gio.ZlibCompressor)
        self.assertEqual(child.build("gzip", level=3).props.level, 3)
        self.assertEqual(child.build({"type": "net", "part": {"type": "net"}}).names(), ["Whole", "Whole"])
        self.assertEqual(seen, [("child", "gzip"), ("child", "net"), ("child", "net")])

    def test_identity(self):
        thing = object()
        self.models.register("thing", lambda value=thing: value)
        self.assertIs(self.det.build("thing"), thing)
        live = object()
        self.assertIs(self.det.build({"type": "whole", "$scope": "mmcls", "part": live}).part, live)
        self.assertIs(self.det.build("mmcls.part", live).part, live)
