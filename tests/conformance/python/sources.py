# sources.py - the kinds of sources that a case can be set up with
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import itertools

from gi.repository import GLib, GObject, Greg

import foreign
from expect import take_keys
from factories import class_of, error_code, gtype_of, new_factory, policy_of, register

# --- what hangs on a registry ---


class Loader:
    """Registers what a case says, after it has failed as often as the case says."""

    def __init__(self, world, spec):
        take_keys("loader", spec, ["label"], ["registers", "sets_up", "fails", "times"])
        self.world = world
        self.spec = spec
        self.n_failures = spec.get("times", 1) if "fails" in spec else 0

    def __call__(self, registry, name):
        self.world.note_call(self.spec["label"], {"name": name})
        if self.n_failures > 0:
            self.n_failures -= 1
            failure = self.spec["fails"]
            raise GLib.Error(failure["message"], failure["domain"], error_code(failure))
        for spec in self.spec.get("registers", []):
            register(self.world, registry, spec)
        for source, spec in self.spec.get("sets_up", {}).items():
            self.world.add_source(source, spec)


class Resolver:
    """A handler of "resolve" that makes up factories."""

    def __init__(self, world, specs):
        self.world = world
        self.factories = {name: new_factory(spec) for name, spec in specs.items()}

    def __call__(self, source, name):
        self.world.note_call("resolve", {"name": name})
        return self.factories.get(name)


class Wrapper:
    """A build function that writes down the call and lets the factory do it."""

    def __init__(self, world, label):
        self.world = world
        self.label = label

    def __call__(self, source, factory, context):
        self.world.note_call(self.label, {
            "source": source.get_name(), "factory": factory.get_name()})
        return Greg.Factory.create(factory, context)


def set_wrapper(world, source, label):
    source.set_build_func(Wrapper(world, label) if label is not None else None)


def listen(world, name, source):
    for signal in ("registered", "unregistered"):
        source.connect(signal, lambda _, factory, signal=signal:
                       world.note_signal(name, f"{signal} {factory.get_name()}"))
    source.connect("replaced", lambda _, old, new:
                   world.note_signal(name, f"replaced {old.get_name()}"))
    source.connect("changed", lambda _: world.note_signal(name, "changed"))


# --- registries ---

CONTENTS = ["factories", "loaders", "resolves", "wraps", "masks"]


def fill(world, name, registry, spec):
    for loader in spec.get("loaders", []):
        registry.add_loader(loader["label"], Loader(world, loader))
    if "resolves" in spec:
        registry.connect("resolve", Resolver(world, spec["resolves"]))
    for factory in spec.get("factories", []):
        register(world, registry, factory)
    for text in spec.get("masks", []):
        registry.mask(text)
    if "wraps" in spec:
        set_wrapper(world, registry, spec["wraps"])
    listen(world, name, registry)
    return registry


def new_registry(world, name, spec):
    take_keys("registry", spec, [], ["kind", "base", "duplicates", "redefine", "parent", "scope",
                                     "separator", *CONTENTS])
    options = {key: spec[key] for key in ("duplicates", "redefine", "scope", "separator")
               if key in spec}
    base = class_of(spec["base"]) if "base" in spec else None
    if "parent" not in spec:
        return fill(world, name, Greg.Registry(name, base, **options), spec)
    registry = Greg.Registry.new_child(world.source(spec["parent"]), name,
                                       base or GObject.TYPE_NONE, spec.get("scope"))
    registry.set_duplicates(policy_of({"duplicates": "reject", **spec}))
    return fill(world, name, registry, spec)


class_numbers = itertools.count()


def new_class(world, name, bases, is_plain, members):
    """A class for the case alone, since what hangs on a class with a GType stays there.

    Messages leave out what stands before the last "+".
    """
    bases = bases or (() if is_plain else (GObject.Object,))
    if not is_plain:
        members["__gtype_name__"] = f"case{next(class_numbers)}+{name}"
    world.classes[name] = type(name, bases, members)


def class_of_owner(world, spec, members):
    """The class, made with those that it extends, nearest first, as far as they are not there."""
    is_plain = spec.get("plain", False)
    names = [spec["owner"], *spec.get("extends", [])]
    above = ()
    for name in reversed(names):
        if name not in world.classes:
            new_class(world, name, above, is_plain, members if name == spec["owner"] else {})
        above = (world.classes[name],)
    return world.classes[spec["owner"]]


def new_class_registry(world, name, spec):
    """What stands in the body of a class; where that is there already, C gives it the registry."""
    take_keys("class", spec, ["kind", "owner", "registry"],
              ["extends", "plain", "base", "duplicates", *CONTENTS])
    attribute = spec["registry"]
    base = class_of(spec["base"]) if "base" in spec else None
    declared = Greg.ClassRegistry(base_type=base, duplicates=spec.get("duplicates", "default"))
    owner = class_of_owner(world, spec, {attribute: declared})
    if hasattr(owner, attribute):
        registry = getattr(owner, attribute)
    else:
        registry = Greg.class_registry_install(owner, attribute, base or GObject.TYPE_NONE)
    return fill(world, name, registry, spec)


# --- several sources as one ---


def new_multi(world, name, spec):
    take_keys("multi", spec, ["kind", "sources"],
              ["base", "separator", "strict", "default", "wraps"])
    options = {key: spec[key] for key in ("separator", "strict") if key in spec}
    if "base" in spec:
        options["base_type"] = gtype_of(spec["base"])
    multi = Greg.MultiRegistry(name=name, **options)
    for member in spec["sources"]:
        take_keys("member", member, ["source"], ["prefix"])
        multi.append(member.get("prefix"), world.source(member["source"]))
    if "default" in spec:
        multi.set_default_source(world.source(spec["default"]))
    if "wraps" in spec:
        set_wrapper(world, multi, spec["wraps"])
    listen(world, name, multi)
    return multi


def new_concat(world, name, spec):
    take_keys("concat", spec, ["kind", "left", "right"])
    multi = Greg.MultiRegistry.concat(world.source(spec["left"]), world.source(spec["right"]))
    listen(world, name, multi)
    return multi


def new_builder(world, name, spec):
    take_keys("builder", spec, ["kind", "sources"], ["defaults"])
    builder = Greg.Builder(*[world.sources[each] for each in spec["sources"]])
    if "defaults" in spec:
        builder.set_defaults(spec["defaults"])
    return builder


KINDS = {
    "registry": new_registry,
    "builder": new_builder,
    "class": new_class_registry,
    "multi": new_multi,
    "concat": new_concat,
    "external": foreign.new_external,
    "subtypes": foreign.new_subtypes,
    "extensions": foreign.new_extensions,
}
