# test_override_register.py - registering classes and functions in Python
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import functools
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


class Plain:
    def __init__(self, size=1):
        self.size = size

    def double(self, factor=2):
        return self.size * factor


class Thing(GObject.Object):
    level = GObject.Property(type=int, default=0, minimum=0, maximum=9)


def make(size=1):
    return ("made", size)


class RegisterTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")

    def test_forms_of_decorators(self):
        registry = self.registry

        @registry
        class One:
            pass

        @registry()
        class Two:
            pass

        @registry("three")
        class Three:
            pass

        @registry.register
        def four():
            return 4

        @registry.register("five", aliases=["fife"])
        def five():
            return 5

        @registry(name="six")
        def seven():
            return 6

        self.assertEqual(list(registry), ["One", "Two", "three", "four", "five", "six"])
        self.assertIsInstance(registry.build("three"), Three)
        self.assertEqual(registry.build("fife"), 5)
        self.assertEqual(seven(), 6)

    def test_forms_of_calls(self):
        registry = self.registry
        self.assertIs(registry.register("plain", Plain), Plain)
        self.assertIs(registry.register(make), make)
        partial = functools.partial(make, size=7)
        self.assertIs(registry(fn=partial, name="username/make"), partial)
        self.assertIs(registry(partial, name="p", aliases="q"), partial)
        self.assertEqual(list(registry), ["plain", "make", "username/make", "p"])
        self.assertEqual(registry.build("username/make"), ("made", 7))
        self.assertEqual(registry.build("q", size=8), ("made", 8))

    def test_kinds(self):
        registry = self.registry
        registry.register("lambda", lambda x: x + 1)
        registry.register(Plain(4).double)
        registry.register(Thing)
        registry.register(Gio.ZlibCompressor)
        registry.register("gtype", Gio.ZlibCompressor.__gtype__)
        registry.register("callable", functools.partial(Plain(3).double, 5))
        self.assertEqual(registry.build("lambda", 1), 2)
        self.assertEqual(registry.build("double", factor=3), 12)
        self.assertEqual(registry.build("Thing", level=3).level, 3)
        self.assertEqual(registry.build("ZlibCompressor", level=3).props.level, 3)
        self.assertEqual(registry.build("gtype", level=3).props.level, 3)
        self.assertEqual(registry.build("callable"), 15)

    def test_names_of_partials(self):
        self.registry(functools.partial(functools.partial(make, 1)))
        self.assertEqual(list(self.registry), ["make"])

    def test_list_of_names(self):
        self.registry.register(["a", "b", "c"], make)
        self.assertEqual(self.registry["a"].get_aliases(), ["b", "c"])
        self.assertEqual(self.registry["c"], self.registry["a"])

    def test_stacked_decorators(self):
        other = Greg.Registry("others")

        @self.registry
        @other.register("x")
        class Both:
            pass

        self.assertIsInstance(self.registry.build("Both"), Both)
        self.assertIsInstance(other.build("x"), Both)

    def test_wrong_arguments(self):
        registry = self.registry
        with self.assertRaises(TypeError):
            registry.register("x", 5)
        with self.assertRaises(TypeError):
            registry.register("x")(5)
        with self.assertRaises(TypeError):
            registry.register(5)
        with self.assertRaises(TypeError):
            registry.register(["a", 5], make)
        with self.assertRaises(TypeError):
            registry.register("a", make, aliases=[5])
        with self.assertRaises(TypeError):
            registry.register(lambda: 1)
        with self.assertRaises(TypeError):
            registry.register(make, Plain)
        with self.assertRaises(TypeError):
            registry.register("a", "b", make)
        with self.assertRaises(ValueError):
            registry.register(make, duplicates="perhaps")
        self.assertEqual(len(registry), 0)

    def test_bad_names(self):
        for name in ("", "a\nb"):
            with self.assertRaises(GLib.Error) as caught:
                self.registry.register(name, make)
            self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.INVALID_NAME))
        self.assertEqual(len(self.registry), 0)

    def test_aliases_are_all_or_nothing(self):
        self.registry.register("taken", make)
        with self.assertRaises(GLib.Error):
            self.registry.register("free", Plain, aliases=["also-free", "taken"])
        self.assertEqual(list(self.registry), ["taken"])
        self.assertNotIn("also-free", self.registry)

    def test_metadata(self):
        @self.registry.register(namespace="image/classification", type="backbone", count=2**40,
                                tags=["fast", "small"], adapter=Plain, metadata={"name": "x"})
        def resnet():
            return None

        metadata = self.registry["resnet"].metadata
        self.assertEqual(dict(metadata), {
            "namespace": "image/classification", "type": "backbone", "count": 2**40,
            "tags": ["fast", "small"], "adapter": Plain, "name": "x"})
        self.assertEqual(len(metadata), 6)
        self.assertIn("type", metadata)
        self.assertNotIn("nothing", metadata)
        with self.assertRaises(KeyError):
            metadata["nothing"]
        self.assertTrue(self.registry["resnet"].has_tag("fast"))

    def test_details(self):
        self.registry.register("x", make, priority=4, summary="one line", defaults={"size": 3},
                               deprecated="is slow", replacement="y")
        factory = self.registry["x"]
        self.assertEqual(factory.get_priority(), 4)
        self.assertEqual(factory.get_summary(), "one line")
        self.assertEqual(factory.get_defaults().to_json(False), '{"size":3}')
        self.assertTrue(factory.is_deprecated())
        self.assertEqual(factory.get_deprecation_note(), "is slow")
        self.assertEqual(factory.get_replacement(), "y")
        self.assertIs(factory.code, make)
        self.assertTrue(factory.get_flags() & Greg.FactoryFlags.ANY_THREAD)

    def test_parameters(self):
        self.registry.register("declared", make, product_type=GObject.TYPE_OBJECT,
                               parameters={"size": int, "fast": (bool, False, "whether to hurry")})
        factory = self.registry["declared"]
        self.assertEqual([pspec.name for pspec in factory.list_parameters()], ["size", "fast"])
        self.assertTrue(factory.is_required("size"))
        self.assertFalse(factory.is_required("fast"))
        self.assertEqual(factory.get_product_type(), GObject.TYPE_OBJECT)
        builder = Greg.Builder(self.registry)
        for text, code in (('{"type": "declared"}', Greg.Error.MISSING_VALUE),
                           ('{"type": "declared", "size": "x"}', Greg.Error.INVALID_VALUE),
                           ('{"type": "declared", "sise": 1}', Greg.Error.UNKNOWN_PROPERTY)):
            config = Greg.Config.new_from_json(text, -1, None)
            report = builder.validate(config)
            self.assertEqual(report.get_item(0).get_code(), code)

    def test_unknown_default_of_a_type(self):
        with self.assertRaises(GLib.Error) as caught:
            self.registry.register("gzip", Gio.ZlibCompressor, defaults={"lvel": 3})
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.UNKNOWN_PROPERTY))
        self.assertIn("level", caught.exception.message)


class OriginTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")

    def origin(self, name):
        return self.registry[name].get_origin()

    def test_function_and_class(self):
        self.registry.register(make)
        self.registry.register(Plain)
        module, name, file, line = self.origin("make")
        self.assertEqual((module, name, file), (__name__, "make", __file__))
        self.assertEqual(line, make.__code__.co_firstlineno)
        module, name, file, line = self.origin("Plain")
        self.assertEqual((module, name, file), (__name__, "Plain", __file__))
        self.assertGreater(line, 0)

    def test_no_definition(self):
        self.registry.register("lambda", lambda: 1)
        self.registry.register("partial", functools.partial(make, 1))
        self.assertIsNone(self.origin("lambda")[1])
        self.assertIsNone(self.origin("partial")[1])
        self.assertEqual(self.origin("partial")[2], __file__)

    def test_exists_names_both(self):
        self.registry.register("x", make)
        with self.assertRaises(GLib.Error) as caught:
            self.registry.register("x", Plain)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.EXISTS))
        self.assertIn("make", caught.exception.message)
        self.assertIn("Plain", caught.exception.message)


class DuplicatesTest(unittest.TestCase):
    def test_the_same_again(self):
        registry = Greg.Registry()
        method, partial = Plain(2).double, functools.partial(make, 3)
        for thing in (lambda: 1), method, partial, make, Thing, Gio.ZlibCompressor:
            for _ in range(2):
                registry.register("x", thing, defaults={}, tags=["a"])
            self.assertEqual(len(registry.lookup_all("x")), 1)
            registry.remove("x")
        registry.register("bound", Plain(2).double)
        with self.assertRaises(GLib.Error):
            registry.register("bound", functools.partial(make, 9))

    def test_policies(self):
        for policy in "reject", Greg.Duplicates.REJECT:
            registry = Greg.Registry(duplicates=policy)
            registry.register("x", make)
            with self.assertRaises(GLib.Error):
                registry.register("x", Plain)
            registry.register("x", Plain, override=True)
            self.assertIs(registry["x"].code, Plain)
            registry.register("x", make, duplicates="keep")
            self.assertIs(registry["x"].code, Plain)
        with self.assertRaises(ValueError):
            Greg.Registry(duplicates="never")

    def test_stack(self):
        registry = Greg.Registry("backbones", duplicates="stack")
        registry.register("x", make, provider="a")
        registry.register("x", Plain, provider="b")
        registry.register("x", Thing, provider="b", priority=5)
        self.assertEqual([factory.code for factory in registry.lookup_all("x")], [Thing, make, Plain])
        self.assertEqual([f.code for f in registry.lookup_all("x", provider="b")], [Thing, Plain])
        self.assertIs(registry.get("x", provider="a").code, make)
        self.assertIsNone(registry.get("x", provider="c"))
        self.assertEqual(registry.get("x", 7, provider="c"), 7)
        self.assertEqual(len(registry), 1)

    def test_module_twice(self):
        registry = Greg.Registry()
        source = "@registry\ndef f():\n  return {}\n\n@registry\nclass C:\n  def value(self): return {}\n"
        for number in range(2):
            code = compile(source.format(number, number), "/tmp/module.py", "exec")
            exec(code, {"registry": registry, "__name__": "module"})
        self.assertEqual(registry.build("f"), 1)
        self.assertEqual(registry.build("f"), 1)

    def test_redefine(self):
        registry = Greg.Registry(redefine=True)
        for number in range(2):
            code = compile("\n" * number + f"@registry\ndef f(): return {number}\n", f"cell-{number}",
                           "exec")
            exec(code, {"registry": registry, "__name__": "__main__"})
        self.assertEqual(registry.build("f"), 1)
        self.assertFalse(Greg.Registry().get_redefine())


class BaseTypeTest(unittest.TestCase):
    def test_gtype(self):
        registry = Greg.Registry("converters", base_type=Gio.Converter)
        registry.register(Gio.ZlibCompressor)
        for thing in Thing, Plain:
            with self.assertRaises(GLib.Error) as caught:
                registry.register(thing)
            self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.INVALID_TYPE))
        registry.register("wrong", lambda: Plain())
        with self.assertRaises(GLib.Error) as caught:
            registry.build("wrong")
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.BUILD_FAILED))
        registry.register("right", lambda: Gio.ZlibCompressor())
        self.assertIsInstance(registry.build({"type": "right"}), Gio.ZlibCompressor)

    def test_plain_class(self):
        class Special(Plain):
            pass

        registry = Greg.Registry("plain", base_type=Plain)
        registry.register(Special)
        with self.assertRaises(TypeError):
            registry.register(Thing)
        registry.register(make)
        with self.assertRaises(GLib.Error):
            registry.build("make")
        self.assertIsInstance(registry.build("Special"), Special)

    def test_no_class(self):
        with self.assertRaises(TypeError):
            Greg.Registry("x", base_type="Plain")
