# test_override_constructors.py - Python's constructor makes what C makes, or leaves it to C
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json
import random
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

# Classes of C, with properties of many kinds.
CLASSES = {
    "action": Gio.SimpleAction,
    "gzip": Gio.ZlibCompressor,
    "client": Gio.SocketClient,
    "emblem": Gio.Emblem,
    "notification": Gio.Notification,
    "greg-query": Greg.Query,
}
STRINGS = ["", "x", "a\0b", "\0", "\ud800", "é", "line\nline", "日本", "\N{NO-BREAK SPACE}", "a" * 300]
NUMBERS = [0, 1, -1, 9, 10, -2, 255, 256, 2**31 - 1, 2**31, 2**32, 2**63 - 1, 2**63, 2**64, -2**63,
           -2**80, 0.0, 1.0, 0.5, 1e300, float("nan"), float("inf")]
NICKS = ["gzip", "raw", "GZIP", "G_ZLIB_COMPRESSOR_FORMAT_GZIP", "zip", "ipv4", "stream", "tcp",
         "priority", "only", "origin"]
OTHERS = [True, False, None, [], ["a"], {}, (1,)]


def state(product):
    """What can be read of an object; of one in it, what it is."""
    values = {}
    for pspec in product.list_properties():
        if pspec.flags & GObject.ParamFlags.READABLE:
            value = product.get_property(pspec.name)
            is_plain = isinstance(value, (str, int, float, GLib.Variant))
            values[pspec.name] = value if is_plain else type(value)
    return type(product), values


def outcome(build):
    try:
        return state(build())
    except GLib.Error as error:
        return error.domain, error.code, error.message


class ConstructorsTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        # A build function that does what is done without it makes C do everything.
        self.by_c = Greg.Registry("things")
        for registry in self.registry, self.by_c:
            for name, cls in CLASSES.items():
                registry.register(name, cls)
            registry.register("defaults", Gio.ZlibCompressor, defaults={"format": "gzip", "level": 3})
            registry.register("charset", Gio.CharsetConverter)
            registry.register("far", Gio.SimpleAction, defaults={"state": {"a": 1}})
        self.by_c.set_build_func(lambda source, factory, context: factory.create(context))

    def constructor(self, name):
        self.registry[name]
        return self.registry._greg.found[name].construct

    def test_who_makes_it(self):
        for name in "action", "gzip", "client", "defaults":
            self.assertIsNotNone(self.constructor(name), name)
        self.assertIsNone(self.constructor("charset"))  # a GInitable
        self.assertIsNone(self.constructor("far"))      # defaults that C has to read
        made = self.constructor("gzip")({"format": "raw", "level": 2})
        self.assertEqual((made.props.format, made.props.level), (Gio.ZlibCompressorFormat.RAW, 2))
        for wrong in ({"level": 10}, {"level": -2}, {"level": True}, {"level": 1.0}, {"level": "1"},
                      {"format": "zip"}, {"format": 1}, {"file_info": None}, {"nothing": 1},
                      {"type": "gzip"}, {"file-info": None}):
            self.assertIsNone(self.constructor("gzip")(wrong), wrong)
        for wrong in ({"name": "a\0b"}, {"name": "\ud800"}, {"name": None}, {"enabled": 1},
                      {"state_type": "s"}, {"$comment": "x"}):
            self.assertIsNone(self.constructor("action")(wrong), wrong)

    def test_settings_that_need_more(self):
        self.registry.set_traced(True)
        self.assertIsNone(self.constructor("gzip"))
        self.registry.set_traced(False)
        self.assertIsNotNone(self.constructor("gzip"))
        self.assertIsNone(self.by_c["gzip"] and self.by_c._greg.found["gzip"].construct)
        factory = Greg.Factory.new_for_type("home", Gio.ZlibCompressor)
        factory.set_flags(Greg.FactoryFlags.HOME_THREAD)
        self.registry.add(factory)
        self.assertIsNone(self.constructor("home"))

    def test_defaults(self):
        for arguments, expected in (({}, (1, 3)), ({"level": 5}, (1, 5)), ({"format": "raw"}, (2, 3))):
            made = self.registry.build("defaults", **arguments)
            self.assertEqual((int(made.props.format), made.props.level), expected)
            made = self.registry.build({"type": "defaults", **arguments})
            self.assertEqual((int(made.props.format), made.props.level), expected)

    def random_arguments(self, dice, names):
        arguments = {}
        for _ in range(dice.randrange(4)):
            name = dice.choice(names)
            name = name.replace("-", "_") if dice.random() < 0.8 else name
            arguments[name] = dice.choice(dice.choice((STRINGS, NUMBERS, NICKS, OTHERS)))
        return arguments

    def test_the_same_as_c(self):
        """Whatever is given, object or error is the same as when C does everything."""
        dice = random.Random(20)
        made = 0
        for name, cls in CLASSES.items():
            names = [pspec.name for pspec in cls.list_properties()] + ["nothing", "type", "$comment"]
            for _ in range(400):
                arguments = self.random_arguments(dice, names)
                ways = [lambda registry: registry.build(name, **arguments)]
                if "type" not in arguments:
                    ways.append(lambda registry: registry.build({"type": name, **arguments}))
                for way in ways:
                    mine, its = (outcome(lambda: way(registry))
                                 for registry in (self.registry, self.by_c))
                    self.assertEqual(mine, its, (name, arguments))
                    made += isinstance(mine[0], type)
        self.assertGreater(made, 500)

    def test_text_says_the_same(self):
        for arguments in ({"level": 4}, {"format": "gzip"}, {"level": 4, "format": "raw"}, {}):
            text = json.dumps({"type": "gzip", **arguments})
            self.assertEqual(state(self.registry.build({"type": "gzip", **arguments})),
                             state(self.registry.build_json(text, -1)))
