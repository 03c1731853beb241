# bench-python.py - building from Python, against what Python does without a registry
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Figures are ratios, the best of several rounds in which all ways take turns.

Usage: bench-python.py [--brief]
"""

import sys
import time

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GObject, Greg  # noqa: E402


class Plain:
    def __init__(self, size=1, depth=2, name=""):
        self.size = size
        self.depth = depth
        self.name = name


class Thing(GObject.Object):
    level = GObject.Property(type=int)
    label = GObject.Property(type=str)


class DictRegistry:
    """The least that a registry in Python can be."""

    def __init__(self):
        self.classes = {}

    def build(self, config):
        arguments = dict(config)
        return self.classes[arguments.pop("type")](**arguments)

    def build_nested(self, config):
        arguments = {key: self.build_nested(value) if isinstance(value, dict) else value
                     for key, value in config.items()}
        return self.classes[arguments.pop("type")](**arguments)


peer = DictRegistry()
peer.classes["plain"] = Plain
registry = Greg.Registry("things")
registry.register("plain", Plain)
registry.register("thing", Thing)
registry.register("action", Gio.SimpleAction)
registry.register("gzip", Gio.ZlibCompressor)

# A tree of four registries, and two of them as one.
parent = Greg.Registry("parent")
child = Greg.Registry("child", parent=Greg.Registry("middle", parent=parent), scope="child")
sister = Greg.Registry("sister", parent=parent, scope="sister")
parent.register("inherited", Plain)
sister.register("plain", Plain)
several = Greg.MultiRegistry("several", {"a": registry, "b": parent}, separator="_")
dotted = Greg.MultiRegistry("dotted", {"a": registry, "b": parent})

PLAIN = {"type": "plain", "size": 3, "depth": 4, "name": "x"}
THING = {"type": "thing", "level": 3, "label": "x"}
ACTION = {"type": "action", "name": "quit", "enabled": False}
NESTED = {"type": "plain", "size": {"type": "plain", "size": 1}}
COMPRESSOR = {"type": "gzip", "format": "gzip", "level": 9}
INHERITED = {**PLAIN, "type": "inherited"}
SCOPED = {**PLAIN, "type": "sister.plain"}
IN_SCOPE = {**PLAIN, "$scope": "sister"}
PREFIXED = {**PLAIN, "type": "a_plain"}
BY_NUMBER = {"type": "gzip", "format": 1, "level": 9}
Action, Compressor = Gio.SimpleAction, Gio.ZlibCompressor
GZIP = Gio.ZlibCompressorFormat.GZIP

# What is measured, what it is compared with, and the ratio to stay below.
WAYS = {
    "a dict of classes": (lambda: peer.build(PLAIN), None, None),
    "a plain class from a dict": (lambda: registry.build(PLAIN), "a dict of classes", 2.0),
    "a plain class by name": (lambda: registry.build("plain", size=3, depth=4, name="x"),
                              "a dict of classes", None),
    "nested dicts of classes": (lambda: peer.build_nested(NESTED), None, None),
    "a plain class in a plain class": (lambda: registry.build(NESTED), "nested dicts of classes", None),
    "the shortest call to C": (lambda: registry.count(), None, None),
    "find": (lambda: registry["plain"], "the shortest call to C", 0.5),
    "contains": (lambda: "plain" in registry, "the shortest call to C", 0.5),
    "get": (lambda: registry.get("plain"), "the shortest call to C", 0.5),
    "find in a child": (lambda: child["inherited"], "the shortest call to C", 0.5),
    "find by a scope": (lambda: child["sister.plain"], "the shortest call to C", None),
    "find in several sources": (lambda: several["a_plain"], "the shortest call to C", 0.5),
    "the same with “.” in the name": (lambda: dotted["a.plain"], "the shortest call to C", None),
    "an inherited class from a dict": (lambda: child.build(INHERITED), "a dict of classes", 2.0),
    "a class of a scope from a dict": (lambda: child.build(SCOPED), "a dict of classes", None),
    "a class in a $scope from a dict": (lambda: child.build(IN_SCOPE), "a dict of classes", None),
    "a class of several sources": (lambda: several.build(PREFIXED), "a dict of classes", 2.0),
    "calling a GObject class": (lambda: Thing(level=3, label="x"), None, None),
    "a GObject class from a dict": (lambda: registry.build(THING), "calling a GObject class", 1.25),
    "calling a class of C": (lambda: Action(name="quit", enabled=False), None, None),
    "a class of C from a dict": (lambda: registry.build(ACTION), "calling a class of C", 2.0),
    "a class of C by name": (lambda: registry.build("action", name="quit", enabled=False),
                             "calling a class of C", 2.0),
    "calling a class of C with an enum": (lambda: Compressor(format=GZIP, level=9), None, None),
    "the same by its nick": (lambda: registry.build(COMPRESSOR),
                             "calling a class of C with an enum", 2.0),
    "the same by its number": (lambda: registry.build(BY_NUMBER),
                               "calling a class of C with an enum", 2.2),
}


def measure(function, count):
    start = time.perf_counter_ns()
    for _ in range(count):
        function()
    return (time.perf_counter_ns() - start) / count


def main():
    is_brief = "--brief" in sys.argv
    rounds, count = (5, 500) if is_brief else (25, 5000)
    best = dict.fromkeys(WAYS, float("inf"))
    for _ in range(rounds):
        for name, (function, _, _) in WAYS.items():
            best[name] = min(best[name], measure(function, count))

    print("# building from Python")
    for name, (_, base, limit) in WAYS.items():
        line = f"# {name:32} {best[name]:7.0f} ns"
        if base is not None:
            line += f"  {best[name] / best[base]:5.2f} x {base}"
        if limit is not None:
            line += f"  (aim: at most {limit:.2f} x)"
        print(line)


main()
