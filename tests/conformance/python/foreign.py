# foreign.py - sources of what was registered elsewhere, and the steps that they have
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import itertools

from gi.repository import Gio, GLib, Greg

from expect import match, take_keys
from factories import class_of, error_code, gtype_of, new_factory

# --- a source from functions ---

KNOWN = ["finds", "lists", "membership", "fails"]


class Store:
    """What stands behind a source. Each search is written down, by the name of the source."""

    def __init__(self, world, name, spec):
        self.world = world
        self.name = name
        self.spec = spec

    def fail_at(self, what):
        failure = self.spec.get("fails", {}).get(what)
        if failure is not None:
            raise GLib.Error(failure["message"], failure["domain"], error_code(failure))

    def find(self, source, name):
        self.world.note_call(self.name, {"name": name})
        self.fail_at("find")
        spec = self.spec.get("finds", {}).get(name)
        return new_factory(spec) if spec is not None else None

    def list(self, source):
        self.fail_at("list")
        return self.spec.get("lists", [])

    def membership(self, source, name):
        return getattr(Greg.Membership, self.spec["membership"].upper())


def new_external(world, name, spec):
    take_keys("external", spec, ["kind"], ["base", "cached", *KNOWN])
    store = Store(world, name, spec)
    options = {"membership": store.membership} if "membership" in spec else {}
    base = class_of(spec["base"]) if "base" in spec else None
    source = Greg.ExternalSource(name, base, find=store.find, list=store.list,
                                 cached=spec.get("cached", False), **options)
    world.stores[name] = store
    return source


def invalidate(world, step):
    """Changes what stands behind a source, and says so."""
    take_keys("invalidate", step["invalidate"], [], KNOWN)
    world.store(step.get("on")).spec.update(step["invalidate"])
    world.source(step.get("on")).invalidate()


def failure(world, step):
    return world.source(step.get("on")).dup_failure()


# --- what the type system and GIO know ---

point_numbers = itertools.count()


def new_subtypes(world, name, spec):
    take_keys("subtypes", spec, ["kind", "base"], ["prefix"])
    return Greg.SubtypeSource.new(name, gtype_of(spec["base"]), spec.get("prefix"))


def new_extensions(world, name, spec):
    """A point for the case alone, since points and extensions stay."""
    take_keys("extensions", spec, ["kind"], ["base", "extensions"])
    label = f"case{next(point_numbers)}-{name}"
    point = Gio.io_extension_point_register(label)
    if "base" in spec:
        point.set_required_type(gtype_of(spec["base"]))
    source = Greg.ExtensionPointSource.new(label)
    for extension in spec.get("extensions", []):
        extend_source(source, extension)
    return source


def extend_source(source, said):
    take_keys("extension", said, ["name", "type"], ["priority"])
    Gio.io_extension_point_implement(source.get_extension_point(), gtype_of(said["type"]),
                                     said["name"], said.get("priority", 0))


def extend(world, step):
    extend_source(world.source(step.get("on")), step["extend"])


VERBS = {
    "invalidate": (invalidate, None, []),
    "failure": (failure, match, []),
    "extend": (extend, None, []),
}
