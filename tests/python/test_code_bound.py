# test_code_bound.py - loaders and build functions that are bound to a thread
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import threading
import unittest

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, Greg

HOME = Greg.FactoryFlags.HOME_THREAD
ANY = Greg.FactoryFlags.ANY_THREAD


def elsewhere(function):
    """What a call in another thread returns, or the error that it raises."""
    results = []

    def run():
        try:
            results.append(function())
        except GLib.Error as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]


class CodeBoundTest(unittest.TestCase):
    def setUp(self):
        self.registry = Greg.Registry("things")
        self.registry.register("gzip", Gio.ZlibCompressor)
        self.registry.register("plain", lambda: "plain")

    def assert_wrong_thread(self, error):
        self.assertTrue(error.matches(Greg.error_quark(), Greg.Error.WRONG_THREAD), error)

    def test_loader(self):
        def load(registry, name):
            registry.register(name, lambda: name)

        self.registry.add_loader_full("names", HOME, load)
        error = elsewhere(lambda: self.registry.require("x"))
        self.assertIn("the loader “names” belongs to another thread", error.message)
        self.assertEqual(self.registry.build("x"), "x")

    def test_free_loader(self):
        self.registry.add_loader_full(
            "names", ANY, lambda registry, name: registry.register(name, lambda: name))
        self.assertEqual(elsewhere(lambda: self.registry.build("x")), "x")

    def test_build_function(self):
        self.registry.set_build_func_full(HOME, lambda source, factory, context: "made")
        for name in ["gzip", "plain"]:
            self.assert_wrong_thread(elsewhere(lambda: self.registry.build_context(
                Greg.Config.new_from_json(f'"{name}"', -1, None))))
        self.assert_wrong_thread(elsewhere(lambda: self.registry.build("plain")))
        self.assertEqual(self.registry.build("plain"), "made")
        self.registry.set_build_func_full(HOME, None)
        self.assertEqual(elsewhere(lambda: self.registry.build("plain")), "plain")

    def test_exceptions(self):
        def fail(*_):
            raise RuntimeError("mine")

        self.registry.set_build_func_full(HOME, fail)
        with self.assertRaisesRegex(RuntimeError, "mine"):
            self.registry.build("plain")
        self.registry.add_loader_full("failing", HOME, fail)
        with self.assertRaisesRegex(GLib.Error, "mine"):
            self.registry.require("x")


if __name__ == "__main__":
    unittest.main()
