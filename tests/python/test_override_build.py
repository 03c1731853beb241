# test_override_build.py - building in Python, by call, from dicts and through C
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import copy
import traceback
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


class Plain:
    def __init__(self, size=1, part=None):
        self.size = size
        self.part = part


class Thing(GObject.Object):
    level = GObject.Property(type=int, default=0, minimum=0, maximum=9)
    child = GObject.Property(type=GObject.Object)


class Picky(GObject.Object, Gio.Initable):
    fails = GObject.Property(type=bool, default=False)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.is_ready = False

    def do_init(self, cancellable):
        if self.fails:
            raise ValueError("not today")
        self.is_ready = True
        return True


class Ready(GObject.Object, Gio.Initable):
    fails = GObject.Property(type=bool, default=False)
    level = GObject.Property(type=int, default=0, minimum=0, maximum=9)

    def do_init(self, cancellable):
        if self.fails:
            raise ValueError("not today")
        self.is_ready = True
        return True


class Bag(GObject.Object):
    content = GObject.Property(type=object)


def everything(*args, **kwargs):
    return args, kwargs


def config(text):
    return Greg.Config.new_from_json(text, -1, None)


class BuildTest(unittest.TestCase):
    def setUp(self):
        registry = self.registry = Greg.Registry("things")
        registry.register("plain", Plain)
        registry.register("thing", Thing)
        registry.register("picky", Picky)
        registry.register("all", everything)
        registry.register("gzip", Gio.ZlibCompressor, defaults={"format": "gzip"})
        registry.register("stream", Gio.ConverterInputStream)

    def fails(self, code, call, *args, **kwargs):
        with self.assertRaises(GLib.Error) as caught:
            call(*args, **kwargs)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), code), caught.exception)
        return caught.exception

    def test_calls(self):
        build, marker = self.registry.build, {"type": "plain"}
        self.assertEqual(build("all", 1, 2, a=3), ((1, 2), {"a": 3}))
        args, kwargs = build("all", marker, key=marker)
        self.assertIs(args[0], marker)
        self.assertIs(kwargs["key"], marker)
        self.assertEqual(build("plain", 5).size, 5)
        self.assertEqual(build("thing", level=5).level, 5)

    def test_dicts(self):
        build = self.registry.build
        self.assertEqual(build({"type": "all", "a": 3}), ((), {"a": 3}))
        self.assertEqual(build({"type": "all"}, 1, b=2), ((1,), {"b": 2}))
        self.assertEqual(build({"type": "all", "$args": [1, "x"]}), ((1, "x"), {}))
        self.assertEqual(build({"$type": "all", "type": 4}), ((), {"type": 4}))
        self.assertEqual(build({"type": "all", "a-b": 1, "$comment": "?"}), ((), {"a_b": 1}))
        self.assertEqual(build({"type": everything, "a": 1}), ((), {"a": 1}))
        self.assertEqual(build({"type": Plain, "size": 4}).size, 4)

    def test_configs(self):
        build = self.registry.build
        self.assertEqual(build(config('{"type": "all", "a": 3}')), ((), {"a": 3}))
        self.assertEqual(build(config('{"type": "plain", "size": 4}')).size, 4)
        self.assertEqual(build(config('{"type": "thing", "level": 5}')).level, 5)
        error = self.fails(Greg.Error.INVALID_VALUE, build, config('{"type": "thing", "level": 10}'))
        self.assertEqual(error.report[0].get_path(), "/level")

    def test_properties_are_checked(self):
        build = self.registry.build
        for level in 10, "x", 1.5:
            for path, call in (
                    ("/level", lambda: build("thing", level=level)),
                    ("/level", lambda: build({"type": "thing", "level": level})),
                    ("/0/level", lambda: build([{"type": "thing", "level": level}])),
                    ("/level", lambda: self.registry["thing"](level=level))):
                error = self.fails(Greg.Error.INVALID_VALUE, call)
                self.assertEqual(error.report[0].get_path(), path)
        self.fails(Greg.Error.UNKNOWN_PROPERTY, build, "thing", levle=1)
        thing = build("thing", child=Thing(level=4))
        self.assertEqual(thing.child.level, 4)
        content = {"type": "nothing"}, object()
        self.registry.register("bag", Bag)
        self.assertIs(build("bag", content=content).content, content)

    def test_default_args(self):
        build = self.registry.build
        self.assertEqual(build({"type": "all", "a": 1}, default_args={"a": 2, "b": 3}),
                         ((), {"a": 1, "b": 3}))
        self.assertEqual(build({"a": None}, default_args={"type": "all", "a": 2}),
                         ((), {"a": None}))
        self.assertEqual(build({"type": "all"}, default_args={"type": "plain", "a": 2}), ((), {}))
        self.assertEqual(build({"type": "gzip"}, default_args={"level": 4}).props.level, 4)

    def test_nested(self):
        live = object()
        before = {"type": "plain", "part": [
            {"type": "thing", "level": 3},
            {"a": {"type": "all", "x": live}, "b": (1, {"type": "plain"})},
            {"type": "gzip", "level": 9}]}
        kept = copy.copy(before)
        thing, inner, gzip = self.registry.build(before).part
        self.assertEqual(thing.level, 3)
        self.assertIs(inner["a"][1]["x"], live)
        self.assertEqual(inner["b"], (1, {"type": "plain"}))
        self.assertEqual(gzip.props.level, 9)
        self.assertEqual(before, kept)
        self.assertIsNot(before["part"], self.registry.build(before).part)

    def test_parts_before_wholes_and_validation_before_both(self):
        made = []
        self.registry.register("log", lambda name, *parts, **more: made.append(name))
        self.registry.build({"type": "log", "name": 1, "x": {"type": "log", "name": 2},
                             "y": [{"type": "log", "name": 3}]})
        self.assertEqual(made, [2, 3, 1])
        made.clear()
        for wrong in {"type": "gzip", "level": 99}, {"type": "gzpi"}, {"type": "gzip", "lvel": 1}:
            with self.assertRaises(GLib.Error):
                self.registry.build({"type": "log", "name": 1, "x": {"type": "log", "name": 2},
                                     "y": wrong})
        self.assertEqual(made, [])

    def test_without_nesting(self):
        self.registry.register("raw", everything, nested=False)
        part = {"type": "plain"}
        self.assertIs(self.registry.build({"type": "raw", "x": part})[1]["x"], part)

    def test_lists(self):
        products = self.registry.build([{"type": "plain"}, "thing", {"type": "gzip"}, Plain])
        self.assertEqual([type(product) for product in products],
                         [Plain, Thing, Gio.ZlibCompressor, Plain])
        error = self.fails(Greg.Error.INVALID_VALUE, self.registry.build, ["plain", 5])
        self.assertTrue(error.message.startswith("/1: "))

    def test_identity(self):
        for product in (1, 2), {"a": 1}, [1], Plain(), None, 2**70, "text", b"x":
            self.registry.register("one", lambda: product, override=True)
            self.assertIs(self.registry.build("one"), product)
            self.assertIs(self.registry.build({"type": "one"}), product)
            self.assertIs(self.registry["one"](), product)

    def test_defaults(self):
        live = object()
        self.registry.register("d", everything, defaults={"a": 1, "b": live, "c": {"type": "plain"}})
        for build in (lambda: self.registry.build("d", a=2), lambda: self.registry["d"](a=2)):
            _, kwargs = build()
            self.assertEqual(kwargs["a"], 2)
            self.assertIs(kwargs["b"], live)
        one = self.registry.build({"type": "d"})[1]["c"]
        two = self.registry.build({"type": "d"})[1]["c"]
        self.assertIsInstance(one, Plain)
        self.assertIsNot(one, two)
        through_c = self.registry.build_context(config('"d"')).get_product()[1]
        self.assertIs(through_c["b"], live)
        self.assertEqual(through_c["a"], 1)

    def test_defaults_and_positions(self):
        """What is given by position takes the place of a default of that name."""
        live = object()
        self.registry.register("f", lambda a, b, *, c: (a, b, c),
                               defaults={"a": 1, "b": live, "c": 3})
        for build in (lambda *args: self.registry.build("f", *args),
                      lambda *args: self.registry["f"](*args),
                      lambda *args: self.registry.build({"type": "f"}, *args),
                      lambda *args: self.registry.build({"type": "f", "$args": list(args)})):
            self.assertEqual(build(), (1, live, 3))
            self.assertEqual(build(7), (7, live, 3))
            self.assertEqual(build(7, 8), (7, 8, 3))
        through_c = self.registry.build_context(config('{"type": "f", "$args": [7]}'))
        self.assertEqual(through_c.get_product(), (7, live, 3))
        with self.assertRaises(TypeError):
            self.registry.build("f", 7, a=1)

    def test_initable(self):
        self.assertTrue(self.registry.build("picky").is_ready)
        self.assertTrue(self.registry.build({"type": "picky"}).is_ready)
        with self.assertRaises(ValueError):
            self.registry.build("picky", fails=True)

    def test_init_that_fails_in_c(self):
        registry = self.registry
        registry.register("ready", Ready)
        registry.register("again", Ready)
        self.assertTrue(registry.build("ready").is_ready)
        for build in (lambda: registry.build("ready", fails=True),
                      lambda: registry.build({"type": "again", "fails": True}),
                      lambda: registry.build({"type": "thing", "child": {"type": "ready", "fails": True}}),
                      lambda: registry.build_json('{"type": "ready", "fails": true}', -1)):
            try:
                build()
                self.fail("nothing was raised")
            except ValueError as error:
                frames = traceback.extract_tb(error.__traceback__)
            self.assertEqual(frames[-1].name, "do_init")
        self.fails(Greg.Error.INVALID_VALUE, registry.build, "ready", fails=True, level=10)

    def test_values_are_checked_for_c(self):
        build = self.registry.build
        product = build("gzip", format="gzip", level=9)
        self.assertEqual(product.props.format, Gio.ZlibCompressorFormat.GZIP)
        self.assertEqual(build("gzip", format=Gio.ZlibCompressorFormat.RAW).props.format,
                         Gio.ZlibCompressorFormat.RAW)
        for level in 99, 4294967301, 1.7, "9", True, None:
            error = self.fails(Greg.Error.INVALID_VALUE, build, "gzip", level=level)
            self.assertTrue(error.message.startswith("/level: "), error.message)
            self.fails(Greg.Error.INVALID_VALUE, build, {"type": "gzip", "level": level})
        self.fails(Greg.Error.LIMIT, build, "gzip", level=2**80)
        error = self.fails(Greg.Error.UNKNOWN_PROPERTY, build, "gzip", lvel=9)
        self.assertIn("did you mean “level”?", error.message)
        self.fails(Greg.Error.INVALID_CONFIG, build, "gzip", 9)
        self.fails(Greg.Error.INVALID_VALUE, build, "gzip", level=float("nan"))

    def test_values_are_checked_for_own_classes(self):
        build = self.registry.build
        self.assertIs(type(build("thing", level=5)), Thing)
        for level in 99, 4294967301, 1.7, "9", True, None:
            for call in (lambda: build("thing", level=level),
                         lambda: build({"type": "thing", "level": level}),
                         lambda: self.registry["thing"](level=level)):
                self.fails(Greg.Error.INVALID_VALUE, call)
        self.fails(Greg.Error.UNKNOWN_PROPERTY, build, "thing", lvel=9)
        child = Thing()
        self.assertIs(build("thing", child=child).child, child)
        self.assertEqual(build("thing", child={"type": "thing", "level": 3}).child.level, 3)

    def test_declared_parameters_are_checked(self):
        build, calls = self.registry.build, []
        self.registry.register("d", lambda **kwargs: calls.append(kwargs) or 5,
                               parameters={"level": int, "word": (str, "none")})
        self.registry.register("liar", lambda: Thing(), product_type=Gio.ZlibCompressor)
        for level in 4294967301, 1.7, "9", True, None:
            self.fails(Greg.Error.INVALID_VALUE, build, "d", level=level)
            self.fails(Greg.Error.INVALID_VALUE, build, {"type": "d", "level": level})
        self.fails(Greg.Error.MISSING_VALUE, build, "d")
        self.fails(Greg.Error.UNKNOWN_PROPERTY, build, "d", level=1, lvel=2)
        self.assertEqual(calls, [])
        self.assertEqual(build("d", level=1), 5)
        self.assertEqual(calls, [{"level": 1, "word": "none"}])
        self.fails(Greg.Error.BUILD_FAILED, build, "liar")

    def test_arguments_of_odd_types(self):
        kept = []
        parameters = {"data": GLib.Bytes, "char": GObject.TYPE_CHAR, "uchar": GObject.TYPE_UCHAR,
                      "config": Greg.Config}
        self.registry.register("odd", lambda **kwargs: kept.append(kwargs) or 5,
                               parameters=parameters)
        for char in -128, 0, 1, 127:
            self.registry.build(config(
                f'{{"type": "odd", "data": "aGVsbG8=", "char": {char}, "uchar": {char & 255},'
                ' "config": {"type": "nothing"}}'))
            self.assertEqual(kept[-1]["data"].get_data(), b"hello")
            self.assertEqual((kept[-1]["char"], kept[-1]["uchar"]), (char, char & 255))
            self.assertEqual(kept[-1]["config"], {"type": "nothing"})

    def test_a_config_gives_any_product(self):
        self.registry.register("five", lambda: 5)
        self.assertEqual(self.registry.build(config('"five"')), 5)
        self.fails(Greg.Error.INVALID_VALUE, self.registry.build, {"type": None})

    def test_live_values_for_c(self):
        bytes_stream = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(b"abc"))
        converter = Gio.ZlibCompressor()
        for build in (
            lambda **more: self.registry.build("stream", **more),
            lambda **more: self.registry.build({"type": "stream", **more}),
            lambda **more: Greg.Builder(self.registry).build({"type": "stream", **more}),
        ):
            stream = build(base_stream=bytes_stream, converter=converter)
            self.assertIs(stream.props.converter, converter)
            self.assertIs(stream.props.base_stream, bytes_stream)
            stream = build(base_stream=bytes_stream, converter={"type": "gzip"})
            self.assertIsInstance(stream.props.converter, Gio.ZlibCompressor)
            error = self.fails(Greg.Error.INVALID_VALUE, build, base_stream=converter)
            self.assertIn("GInputStream", error.message)
            self.fails(Greg.Error.UNKNOWN_PROPERTY, build, base_stream=bytes_stream,
                       converter={"$object": 0})
        stream = self.registry.build({"type": "stream", "base-stream": bytes_stream,
                                      "converter": {"type": Gio.ZlibCompressor}})
        self.assertIsInstance(stream.props.converter, Gio.ZlibCompressor)

    def test_values_that_c_makes(self):
        def number(context):
            context.return_value(GObject.Value(GObject.TYPE_INT, context.get_int64("n", 1) + 1))

        self.registry.register_func("number", GObject.TYPE_INT, number)
        self.assertEqual(self.registry.build("number", n=4), 5)
        self.assertEqual(self.registry.build({"type": "plain", "part": {"type": "number"}}).part, 2)

    def test_python_code_within_c(self):
        self.registry.register("made", lambda level=1: Gio.ZlibCompressor(level=level))
        self.registry.register("box", Thing)
        product = self.registry.build_json(
            '{"type": "box", "child": {"type": "made", "level": 7}}', -1)
        self.assertEqual(product.child.props.level, 7)
        context = self.registry.build_context(
            config('{"type": "all", "$args": [1, [2]], "a-b": {"c": null}, "p": {"type": "plain"}}'))
        args, kwargs = context.get_product()
        self.assertEqual(args, (1, [2]))
        self.assertEqual(kwargs["a_b"], {"c": None})
        self.assertIsInstance(kwargs["p"], Plain)

    def test_scopes_of_python_code(self):
        other = Greg.Registry("other", parent=self.registry, scope="other")
        other.register("plain", Plain, defaults={"size": 7})
        other.register("word", lambda: "other's")
        self.registry.register("word", lambda: "things'")
        build = self.registry.build
        self.assertEqual(build({"type": "plain", "$scope": "other"}).size, 7)
        self.assertEqual(build({"type": "all", "$scope": "other", "a": {"type": "word"}}),
                         ((), {"a": "other's"}))
        self.assertEqual(build({"type": "plain", "part": {"type": Plain, "$scope": "other",
                                                          "part": {"type": "word"}}}).part.part,
                         "other's")
        self.registry.register("box", Bag)
        bag = build({"type": "thing", "child": {"type": "box", "$scope": "other", "content": {
            "type": Plain, "part": {"type": "word"}}}})
        self.assertEqual(bag.child.content.part, "other's")
        self.assertEqual(build({"type": "word"}), "things'")
        error = self.fails(Greg.Error.UNKNOWN_SCOPE, build,
                           {"type": "plain", "part": {"type": "plain", "$scope": "othre"}})
        self.assertIn("/part/$scope: ", error.message)

    def test_what_is_wrong_with_a_dict(self):
        build = self.registry.build
        self.fails(Greg.Error.MISSING_VALUE, build, {"size": 1})
        self.fails(Greg.Error.INVALID_VALUE, build, {"type": 5})
        self.fails(Greg.Error.UNKNOWN_PROPERTY, build, {"type": "all", "$what": 5})
        self.fails(Greg.Error.INVALID_VALUE, build, {"type": "all", "$args": 5})
        self.fails(Greg.Error.INVALID_CONFIG, build, {"type": "all", "a-b": 1, "a_b": 1})
        loop = {"type": "all"}
        loop["x"] = [loop]
        self.fails(Greg.Error.CYCLE, build, loop)
        deep = {"type": "plain"}
        for _ in range(500):
            deep = {"type": "plain", "part": deep}
        self.fails(Greg.Error.LIMIT, build, deep)
        with self.assertRaises(TypeError):
            build(5)

    def test_changes_are_seen(self):
        build = self.registry.build
        self.assertEqual(build({"type": "plain"}).size, 1)
        self.registry.register("plain", everything, override=True)
        self.assertEqual(build({"type": "plain"}), ((), {}))
        self.registry.remove("plain")
        with self.assertRaises(KeyError):
            build({"type": "plain"})
        with self.registry.begin() as batch:
            batch.register("plain", Plain)
        self.assertIsInstance(build("plain"), Plain)

    def test_traced(self):
        built = []
        self.registry.connect("built", lambda _, factory, thing: built.append((factory.get_name(), thing)))
        self.registry.build("plain")
        self.registry.set_traced(True)
        thing = self.registry.build({"type": "thing"})
        self.registry.build({"type": "plain"})
        gzip = self.registry.build("gzip")
        self.assertEqual(built, [("thing", thing), ("plain", None), ("gzip", gzip)])

    def test_resolve(self):
        number = 0

        def resolve(registry, name):
            nonlocal number
            number += 1
            return Greg.Factory.new_for_type(name, Gio.ZlibCompressor) if name == "new" else None

        self.registry.connect("resolve", resolve)
        for _ in range(3):
            self.registry.build("new")
        self.assertGreaterEqual(number, 3)

    def test_factories_are_callable(self):
        factory = self.registry["all"]
        self.assertEqual(factory(1, b=2), ((1,), {"b": 2}))
        self.assertEqual(self.registry["gzip"](level=3).props.level, 3)
        self.fails(Greg.Error.INVALID_VALUE, self.registry["gzip"], level=30)
        self.assertIs(factory.code, everything)
        self.assertIsNone(self.registry["gzip"].code)

    def test_bind_and_copy(self):
        live = object()
        bound = self.registry["all"].bind({"a": 1}, b=live).bind(a=2)
        self.assertEqual(bound(c=3), ((), {"a": 2, "b": live, "c": 3}))
        self.registry.add(bound.copy("bound"))
        self.assertEqual(self.registry.build("bound"), ((), {"a": 2, "b": live}))
        self.assertEqual(self.registry["gzip"].bind(level=4)().props.level, 4)
        other = Greg.Registry("other")
        other.add(self.registry["all"])
        del self.registry
        self.assertEqual(other.build("all", 1), ((1,), {}))


class BuildFuncTest(unittest.TestCase):
    def test_configuration_form(self):
        calls = []

        def build(cfg, registry, *args, **kwargs):
            calls.append((cfg, registry, args, kwargs))
            cfg = dict(cfg)
            return registry.get(cfg.pop("type"))(*args, **cfg)

        registry = Greg.Registry("things", build_func=build)
        registry.register("all", everything)
        before = {"type": "all", "a": 1}
        self.assertEqual(registry.build(before), ((), {"a": 1}))
        self.assertEqual(calls[-1][0], before)
        self.assertIsNot(calls[-1][0], before)
        self.assertIs(calls[-1][1], registry)
        self.assertEqual(registry.build("all", 1, b=2), ((1,), {"b": 2}))
        self.assertEqual(registry.build_context(config('"all"')).get_product(), ((), {}))

    def test_context_form(self):
        def build(source, factory, context):
            return factory.create(context)

        registry = Greg.Registry("things", build_func=build)
        registry.register("gzip", Gio.ZlibCompressor)
        registry.register("all", everything)
        self.assertEqual(registry.build("gzip", level=3).props.level, 3)
        self.assertEqual(registry.build("all", b=2), ((), {"b": 2}))
        registry.set_build_func(None)
        self.assertFalse(registry.has_build_func())
        self.assertEqual(registry.build("all", 1), ((1,), {}))

    def test_neither_form(self):
        with self.assertRaises(TypeError):
            Greg.Registry("things", build_func=lambda: None)
