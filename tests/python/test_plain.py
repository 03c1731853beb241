# test_plain.py - what a program does with a registry, without the override
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402


def parse(text):
    return Greg.Config.new_from_json(text, -1, None)


def names(factories):
    return [factory.get_name() for factory in factories]


class PlainTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry.new("converters", Gio.Converter)
        self.registry.register_type("gzip", Gio.ZlibCompressor)

    def tearDown(self):
        finalized = []
        self.registry.weak_ref(finalized.append, True)
        del self.registry
        gc.collect()
        self.assertEqual(finalized, [True])

    def fails(self, code, call, *args):
        with self.assertRaises(GLib.Error) as caught:
            call(*args)
        self.assertTrue(caught.exception.matches(Greg.error_quark(), code), caught.exception)

    def test_no_override(self):
        self.assertFalse(hasattr(Greg, "NotFound"))
        self.assertFalse(hasattr(Greg.Registry, "register"))

    def test_finding(self):
        registry = self.registry
        self.assertEqual(registry.lookup("gzip").get_name(), "gzip")
        self.assertIsNone(registry.lookup("nothing"))
        self.fails(Greg.Error.NOT_FOUND, registry.require, "nothing")
        self.assertTrue(registry.contains("gzip"))
        self.assertEqual(registry.count(), 1)
        self.assertEqual(names(registry.lookup_all("gzip")), ["gzip"])

    def test_details(self):
        factory = Greg.Factory.new_for_type("packer", Gio.ZlibCompressor)
        factory.add_alias("pack")
        factory.set_defaults_json('{"format": "gzip"}')
        factory.set_summary("packs")
        factory.set_priority(3)
        factory.set_metadata("level", 9)
        factory.set_metadata("langs", GLib.Variant("as", ["a", "b"]))
        factory.add_tag("fast")
        self.assertTrue(self.registry.add(factory))
        self.assertEqual(self.registry.lookup("pack"), factory)
        self.fails(Greg.Error.READ_ONLY, factory.set_summary, "unpacks")
        product = self.registry.build_with_config("pack", parse('{"level": 4}'))
        self.assertEqual((product.props.level, product.props.format.value_nick), (4, "gzip"))

        query = Greg.Query()
        query.include("pa*")
        query.add_tag("fast")
        query.match_at_least("level", 5.5)
        query.match_equal("langs", GLib.Variant("av", [GLib.Variant("s", "a"), GLib.Variant("s", "b")]))
        self.assertEqual(names(self.registry.query(query)), ["packer"])
        query.exclude("packer")
        self.assertIsNone(self.registry.best(query))

    def test_duplicates(self):
        factory = Greg.Factory.new_for_type("gzip", Gio.ZlibDecompressor)
        self.fails(Greg.Error.EXISTS, self.registry.add, factory)
        self.assertEqual(self.registry.add_full(factory, Greg.Duplicates.REPLACE), factory)
        self.registry.unregister("gzip")
        self.fails(Greg.Error.NOT_FOUND, self.registry.unregister, "gzip")
        self.registry.freeze()
        self.fails(Greg.Error.READ_ONLY, self.registry.register_type, "x", Gio.ZlibCompressor)

    def test_batch(self):
        batch = self.registry.begin()
        batch.register_type("one", Gio.ZlibCompressor)
        batch.register_type("two", Gio.ZlibDecompressor)
        self.assertEqual(self.registry.list_names(), ["gzip"])
        batch.commit()
        self.assertEqual(self.registry.list_names(), ["gzip", "one", "two"])
        batch.revert()
        self.assertEqual(self.registry.list_names(), ["gzip"])

    def test_values(self):
        def add(context):
            total = sum(context.get_positional(index) for index in range(context.get_n_positional()))
            context.return_value(GObject.Value(GObject.TYPE_INT, total + context.get_int64("more", 0)))

        registry = Greg.Registry.new("numbers", GObject.TYPE_NONE)
        registry.register_func("add", GObject.TYPE_INT, add)
        context = registry.build_context(parse('{"type": "add", "$args": [1, 2], "more": 4}'))
        self.assertEqual(context.get_product(), 7)

    def test_loader_and_build_func(self):
        asked = []

        def load(registry, name):
            asked.append(name)
            registry.register_type("late", Gio.ZlibCompressor)
            return True

        self.registry.add_loader("later", load)
        self.assertTrue(self.registry.contains("late"))
        self.assertEqual(asked, ["late"])

        def build(source, factory, context):
            return Gio.ZlibCompressor(level=len(factory.get_name()))

        self.registry.set_build_func(build)
        self.assertEqual(self.registry.build_json('"gzip"', -1).props.level, 4)
        self.registry.set_build_func(None)
        self.assertEqual(self.registry.build_json('"gzip"', -1).props.level, -1)

    def test_signals(self):
        seen = []
        for signal in "registered", "unregistered", "changed":
            self.registry.connect(signal, lambda source, *args, signal=signal: seen.append(signal))
        self.registry.register_type("new", Gio.ZlibCompressor)
        self.registry.unregister("new")
        self.assertEqual(seen, ["registered", "changed", "unregistered", "changed"])

    def test_async(self):
        results = []

        def on_ready(source, result):
            try:
                results.append(source.build_finish(result).props.level)
            except GLib.Error as error:
                results.append(error.code)

        self.registry.build_async("gzip", parse('{"level": 2}'), None, on_ready)
        self.registry.build_async("gzpi", None, None, on_ready)
        while len(results) < 2:
            GLib.MainContext.default().iteration(True)
        self.assertEqual(sorted(results), [int(Greg.Error.NOT_FOUND), 2])

    def test_text_of_every_kind(self):
        variant = GLib.Variant("a{sv}", {"type": GLib.Variant("s", "gzip"), "level": GLib.Variant("i", 5)})
        self.assertEqual(self.registry.build_variant(variant).props.level, 5)
        self.assertEqual(self.registry.build_json('{"type": "gzip", "level": 6}', -1).props.level, 6)
        self.fails(Greg.Error.INVALID_VALUE, self.registry.build_json, '{"type": "gzip", "level": 66}', -1)
