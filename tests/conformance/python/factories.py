# factories.py - the classes and factories that cases name, and the code behind them
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json

from gi.repository import Gio, GLib, GObject, Greg

from expect import Wrong, take_keys


class OwnPacker(GObject.Object):
    """A class of this language, with the properties of a GZlibCompressor and some more."""

    __gtype_name__ = "OwnPacker"

    format = GObject.Property(type=Gio.ZlibCompressorFormat, default=Gio.ZlibCompressorFormat.ZLIB)
    level = GObject.Property(type=int, minimum=-1, maximum=9, default=-1)
    ratio = GObject.Property(type=float, minimum=0, maximum=1, default=0.5)
    dry = GObject.Property(type=bool, default=False)
    label = GObject.Property(type=str)
    part = GObject.Property(type=GObject.Object)


class OwnCharset(GObject.Object, Gio.Initable):
    """One that has to be initialised, which fails for a charset that nobody knows."""

    __gtype_name__ = "OwnCharset"

    from_charset = GObject.Property(type=str)
    to_charset = GObject.Property(type=str)
    is_ready = GObject.Property(type=bool, default=False)

    def do_init(self, cancellable):
        if self.from_charset == "nope":
            raise GLib.Error("Conversion is not supported", "g-io-error-quark",
                             Gio.IOErrorEnum.NOT_SUPPORTED)
        self.is_ready = True
        return True


OWN = {cls.__gtype_name__: cls for cls in (OwnPacker, OwnCharset)}


OWN.update({"GObject": GObject.Object, "GregConfig": Greg.Config})


def class_of(name):
    """A class by the name of its GType; a GType where there is no class."""
    if name in OWN:
        return OWN[name]
    found = (getattr(module, name[1:], None) for module in (Gio, GObject, GLib))
    cls = next((cls for cls in found if hasattr(cls, "__gtype__")), None)
    return cls if cls is not None else GObject.GType.from_name(name)


def gtype_of(name):
    return GObject.GType(class_of(name))


# --- the code behind factories ---


class Code:
    """What a case says of a function; each call is written down."""

    def __init__(self, world, name, does):
        take_keys("func", does, [], ["makes", "returns", "nothing", "fails", "builds", "registers",
                                     "unregisters"])
        self.world = world
        self.name = name
        self.does = does

    def __call__(self, source, args, kwargs):
        self.world.note_call(self.name, kwargs, args)
        product = None
        for what, value in self.does.items():
            product = getattr(self, what)(source, value)
        return product

    def makes(self, source, name):
        return class_of(name)()

    def returns(self, source, value):
        return value

    def nothing(self, source, value):
        return None

    def fails(self, source, failure):
        raise GLib.Error(failure["message"], failure["domain"], error_code(failure))

    def builds(self, source, config):
        return source.build(config)

    def registers(self, source, spec):
        register(self.world, source, spec)

    def unregisters(self, source, name):
        source.unregister(name)


def error_code(failure):
    code = failure["code"]
    return int(getattr(Greg.Error, code)) if isinstance(code, str) else code


def function_of(world, source, spec):
    """The same function for the same words, as code that is written once."""
    key = json.dumps([source.get_name(), spec["name"], spec["func"]], sort_keys=True)
    if key not in world.functions:
        code = Code(world, spec["name"], spec["func"])
        world.functions[key] = lambda *args, **kwargs: code(source, args, kwargs)
    return world.functions[key]


# --- factories ---

FACTORY = ["name", "type", "func", "closure", "derived", "product", "aliases", "tags",
           "metadata", "defaults", "priority", "summary", "deprecated", "replacement", "parameters", "origin",
           "duplicates"]


def parameter_of(said):
    """What register() takes: a type that must be given, or a type and a default."""
    if isinstance(said, str):
        return gtype_of(said)
    take_keys("parameter", said, ["type"], ["default"])
    return (gtype_of(said["type"]), said.get("default"))


def options_of(spec):
    options = {key: spec[key] for key in ("aliases", "tags", "defaults", "priority", "summary",
                                          "replacement", "duplicates", "metadata") if key in spec}
    if "deprecated" in spec:
        options["deprecated"] = spec["deprecated"]
    if "parameters" in spec:
        options["parameters"] = {key: parameter_of(said)
                                 for key, said in spec["parameters"].items()}
    if "product" in spec:
        options["product_type"] = gtype_of(spec["product"])
    return options


def thing_of(world, source, spec):
    take_keys("factory", spec, [], FACTORY)
    if sum(key in spec for key in ("type", "func", "closure", "derived")) != 1:
        raise Wrong("a factory has a “type”, a “func”, a “closure”, or is “derived”")
    if "closure" in spec or "derived" in spec:
        return None
    return class_of(spec["type"]) if "type" in spec else function_of(world, source, spec)


def policy_of(said):
    return getattr(Greg.Duplicates, said.get("duplicates", "default").upper())


def register(world, source, spec, batch=None):
    """Registers as this language does; what has an origin is made first and then added."""
    thing = thing_of(world, source, spec)
    target = batch if batch is not None else source
    if "closure" in spec:
        target.add_full(new_closure_factory(spec), policy_of(spec))
    elif "derived" in spec:
        target.add_full(Labeler(name=spec["name"]), policy_of(spec))
    elif "origin" in spec or isinstance(target, Greg.MultiRegistry):
        target.add_full(new_factory(spec), policy_of(spec))
    else:
        target.register(spec.get("name"), thing, **options_of(spec))


def name_action(*values):
    """What it makes has the name of what it was invoked with."""
    return Gio.SimpleAction.new(
        " ".join("context" if isinstance(value, Greg.Context) else str(value) for value in values),
        None)


class Labeler(Greg.Factory):
    """A factory of another kind: what it makes has the label as its name."""

    def do_create(self, context):
        return Gio.SimpleAction.new(context.get_string("label", None), None)


def new_closure_factory(spec):
    factory = Greg.Factory.new_for_closure(spec["name"], Gio.SimpleAction, name_action)
    for key, said in spec.get("parameters", {}).items():
        required = isinstance(said, str)
        default = None if required else json.dumps(said["default"])
        factory.declare(key, gtype_of(said if required else said["type"]), required, default, None)
    return factory


def new_factory(spec):
    take_keys("factory", spec, ["name", "type"], ["origin", "aliases", "summary", "duplicates"])
    factory = Greg.Factory.new_for_type(spec["name"], gtype_of(spec["type"]))
    origin = spec.get("origin", {})
    take_keys("origin", origin, [], ["module", "name", "file", "line"])
    if origin:
        factory.set_origin(origin.get("module"), origin.get("name"), origin.get("file"),
                           origin.get("line", 0))
    for alias in spec.get("aliases", []):
        factory.add_alias(alias)
    if "summary" in spec:
        factory.set_summary(spec["summary"])
    return factory
