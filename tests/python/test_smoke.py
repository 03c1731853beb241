# test_smoke.py - the library from Python, without the override
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


def parse(text):
    return Greg.Config.new_from_json(text, -1, None)


class UpperFactory(Greg.Factory):
    """A factory whose products depend on nothing but the name it has."""

    def do_create(self, context):
        return Gio.ZlibCompressor(level=len(self.get_name()))


class SmokeTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry.new("converters", Gio.Converter)

    def tearDown(self):
        finalized = []
        self.registry.weak_ref(finalized.append, True)
        del self.registry
        gc.collect()
        self.assertEqual(finalized, [True])

    def test_type(self):
        self.assertTrue(self.registry.register_type("gzip", Gio.ZlibCompressor))
        config = parse('{"type": "gzip", "format": "gzip", "level": 9}')
        product = self.registry.build_config(config)
        self.assertIsInstance(product, Gio.ZlibCompressor)
        self.assertEqual(product.props.level, 9)
        self.assertEqual(product.props.format, Gio.ZlibCompressorFormat.GZIP)
        self.assertEqual(self.registry.list_names(), ["gzip"])

    def test_error(self):
        self.registry.register_type("gzip", Gio.ZlibCompressor)
        with self.assertRaises(GLib.Error) as caught:
            self.registry.build_config(parse('{"type": "gzpi"}'))
        error = caught.exception
        self.assertTrue(error.matches(Greg.error_quark(), Greg.Error.NOT_FOUND))
        self.assertIn("gzip", error.message)

    def test_hierarchy(self):
        self.registry.register_type("gzip", Gio.ZlibCompressor)
        child = Greg.Registry.new_child(self.registry, None, GObject.TYPE_NONE, "un")
        other = Greg.Registry(parent=self.registry, scope="other")
        child.register_type("gzip", Gio.ZlibDecompressor)
        self.assertEqual(child.props.base_type, self.registry.props.base_type)
        self.assertIsInstance(other.build_with_config("gzip", None), Gio.ZlibCompressor)
        self.assertIsInstance(other.build_with_config("un.gzip", None), Gio.ZlibDecompressor)
        self.assertIs(other.find_level("un.gzip"), child)
        self.assertEqual([c.props.scope for c in self.registry.list_children()], ["un", "other"])
        self.assertTrue(other.mask("gzip"))
        self.assertEqual((other.list_names(), other.list_masks()), ([], ["gzip"]))
        with self.assertRaises(GLib.Error) as caught:
            Greg.Registry.new_child(self.registry, None, GObject.TYPE_NONE, "un")
        self.assertTrue(caught.exception.matches(Greg.error_quark(), Greg.Error.EXISTS))

    def test_function(self):
        def make(context):
            return Gio.ZlibCompressor(level=context.get_int64("effort", 1) * 2)

        self.registry.register_func("squeeze", Gio.ZlibCompressor, make)
        product = self.registry.build_config(parse('{"type": "squeeze", "effort": 4}'))
        self.assertEqual(product.props.level, 8)

    def test_function_that_fails(self):
        def fail(context):
            raise GLib.Error.new_literal(Gio.io_error_quark(), "too tired", Gio.IOErrorEnum.BUSY)

        self.registry.register_func("tired", Gio.ZlibCompressor, fail)
        with self.assertRaises(GLib.Error) as caught:
            self.registry.build_config(parse('{"type": "tired"}'))
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.BUSY))
        self.assertIn("too tired", caught.exception.message)

    def test_factory_subclass(self):
        factory = UpperFactory(name="seven77", product_type=Gio.ZlibCompressor)
        self.assertTrue(self.registry.add(factory))
        product = self.registry.build_config(parse('{"type": "seven77"}'))
        self.assertEqual(product.props.level, 7)

    def test_builder(self):
        self.registry.register_type("gzip", Gio.ZlibCompressor)
        builder = Greg.Builder.new(self.registry)
        products = builder.build_list(parse('["gzip", {"type": "gzip", "level": 1}]'), None)
        self.assertEqual([product.props.level for product in products], [-1, 1])
        report = builder.validate(parse('[{"type": "gzip", "levle": 1}, {"type": "zip"}]'))
        self.assertEqual(report.count_errors(), 2)
        codes = [report.get_item(index).get_code() for index in range(report.get_n_items())]
        self.assertEqual(codes, [Greg.Error.UNKNOWN_PROPERTY, Greg.Error.NOT_FOUND])

    def test_enumerations(self):
        self.assertEqual(Greg.ConfigKind.OBJECT.value_nick, "object")
        self.assertEqual(parse("[1]").get_kind(), Greg.ConfigKind.ARRAY)
        self.assertTrue(GObject.type_is_a(Greg.Registry, Greg.Source))
