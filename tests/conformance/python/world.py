# world.py - everything that one run of one case has made
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import GLib

from expect import Wrong
from sources import KINDS


class World:
    """Everything that one run of one case has made."""

    def __init__(self, way):
        self.way = way
        self.first = None
        self.sources = {}
        self.classes = {}
        self.stores = {}
        self.batches = {}
        self.kept = {}
        self.watches = {}
        self.calls = []
        self.signals = []
        self.functions = {}

    def set_up(self, setup):
        for name, spec in setup.items():
            if spec is not None:
                self.add_source(name, spec)
        self.calls.clear()
        self.signals.clear()

    def add_source(self, name, spec):
        kind = spec.get("kind", "registry")
        if kind not in KINDS:
            raise Wrong(f"there is no kind of source “{kind}”")
        self.sources[name] = KINDS[kind](self, name, spec)
        self.first = self.first or name

    def source(self, name=None):
        """The source of that name, or the first."""
        return find_in(self.sources, "source", self.label_of(name))

    def label_of(self, name):
        return name if name is not None else self.first

    def name_of(self, source):
        """What the case calls this very source; None for none."""
        if source is None:
            return None
        for name, each in self.sources.items():
            if each == source:
                return name
        raise Wrong(f"no source of the case is {source!r}")

    def store(self, name):
        return find_in(self.stores, "store", self.label_of(name))

    def batch(self, name):
        return find_in(self.batches, "batch", name)

    def class_named(self, name):
        return find_in(self.classes, "class", name)

    def recall(self, name):
        return find_in(self.kept, "object", name)

    def watch(self, label):
        return find_in(self.watches, "watch", label)

    def told(self, label):
        """What a watch was told, once the main context has run."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.watch(label).told

    def note_call(self, name, kwargs, args=()):
        self.calls.append((name, list(args), kwargs))

    def note_signal(self, name, text):
        self.signals.append((name, text))


def find_in(things, what, name):
    if name not in things:
        raise Wrong(f"there is no {what} “{name}”")
    return things[name]
