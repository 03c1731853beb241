# test_watch.py - watches and lists from Python, without the override
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import threading
import unittest
import weakref

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, Greg  # noqa: E402


def run_context():
    while GLib.MainContext.default().iteration(False):
        pass


def name_of(factory):
    return factory.get_name() if factory else None


class Listener:
    """Its method is the function of a watch, so a watch that leaks keeps it alive."""

    def __init__(self):
        self.calls = []
        self.threads = set()

    def changed(self, source, removed, added, *data):
        self.calls.append((name_of(removed), name_of(added), *data))
        self.threads.add(threading.current_thread())


class WatchTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry.new("converters", Gio.Converter)
        self.registry.register_type("gzip", Gio.ZlibCompressor)
        self.listener = Listener()

    def tearDown(self):
        ends = []
        self.registry.weak_ref(ends.append, "registry")
        listener = weakref.ref(self.listener)
        del self.registry, self.listener
        run_context()
        gc.collect()
        self.assertEqual(ends, ["registry"])
        self.assertIsNone(listener())

    def test_replay(self):
        watch = self.registry.watch(Greg.WatchFlags.REPLAY, self.listener.changed)
        self.registry.register_type("gunzip", Gio.ZlibDecompressor)
        self.registry.unregister("gzip")
        self.assertEqual(self.listener.calls, [])
        run_context()
        self.assertEqual(self.listener.calls, [(None, "gzip"), (None, "gunzip"), ("gzip", None)])
        self.assertTrue(self.registry.unwatch(watch))
        self.assertFalse(self.registry.unwatch(watch))

    def test_data(self):
        self.registry.watch(Greg.WatchFlags.NONE, self.listener.changed, "more", 7)
        self.registry.unregister("gzip")
        run_context()
        self.assertEqual(self.listener.calls, [("gzip", None, "more", 7)])

    def test_thread(self):
        self.registry.watch(Greg.WatchFlags.NONE, self.listener.changed)
        thread = threading.Thread(target=self.registry.unregister, args=("gzip",))
        thread.start()
        thread.join()
        run_context()
        self.assertEqual(self.listener.calls, [("gzip", None)])
        self.assertEqual(self.listener.threads, {threading.main_thread()})

    def test_list(self):
        query = Greg.Query(order=Greg.QueryOrder.NAME)
        names = Greg.FactoryList.new(self.registry, query)
        changes = []
        names.connect("items-changed", lambda model, *change: changes.append(change))
        self.registry.register_type("charset", Gio.CharsetConverter)
        self.assertEqual([factory.get_name() for factory in names], ["gzip"])
        run_context()
        self.assertEqual(changes, [(0, 0, 1)])
        self.assertEqual([factory.get_name() for factory in names], ["charset", "gzip"])
        self.assertEqual(names.props.n_items, 2)
        self.assertEqual(names.props.source, self.registry)

    def test_list_of_properties(self):
        names = Greg.FactoryList(source=self.registry)
        self.assertEqual(len(names), 1)
        self.assertEqual(names[0].get_name(), "gzip")
        self.assertEqual(len(Greg.FactoryList()), 0)
