# registering.py - registering classes and functions, by call and by decorator
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import functools
import inspect
import sys

from gi.repository import Gio, GObject, Greg
from gi.types import hook_up_vfunc_implementation

from .constructors import has_plain_constructor
from .exceptions import guarded, native
from .signatures import takes
from .targets import CodeFactory, Held, Target, adopt, link, state_of, target_of
from .values import (class_of, encode_apart, is_plain, is_python_class, member_of, own_gtype, several,
                     to_metadata)

add_full = native(Greg.Registry.add_full)
batch_add_full = native(Greg.Batch.add_full)
unregister = native(Greg.Registry.unregister)


def is_interactive():
    return hasattr(sys, "ps1") or bool(sys.flags.interactive)


# --- what is registered ---


def innermost(code):
    while isinstance(code, functools.partial):
        code = code.func
    return code


def default_name(thing):
    """The name that a definition has by itself."""
    if isinstance(thing, GObject.GType):
        cls = class_of(thing)
        return cls.__name__ if cls is not None else thing.name
    name = getattr(innermost(thing), "__name__", None)
    if not isinstance(name, str) or name == "<lambda>":
        raise TypeError(f"{thing!r} has no name of its own: give one")
    return name


def is_registrable(thing):
    return callable(thing) or isinstance(thing, GObject.GType)


def check_names(name, aliases):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"a name must be a string, not {name!r}")
    for alias in aliases:
        if not isinstance(alias, str):
            raise TypeError(f"an alias must be a string, not {alias!r}")


def split_names(name, aliases):
    """A list of names is a name and its aliases."""
    aliases = several(aliases)
    if isinstance(name, (list, tuple)):
        name, *more = name or [None]
        aliases = more + aliases
    check_names(name, aliases)
    return name, aliases


def origin_of(thing):
    """Module, qualified name, file and line; a lambda or a partial has no definition of its own."""
    code = innermost(thing)
    is_own = code is thing and getattr(code, "__name__", "") != "<lambda>"
    module = getattr(code, "__module__", None)
    name = getattr(code, "__qualname__", None) if is_own else None
    file, line = place_of(code)
    return module if isinstance(module, str) else None, name, file, line


def place_of(code):
    function = inspect.unwrap(code) if callable(code) else code
    function = getattr(function, "__func__", function)
    compiled = getattr(function, "__code__", None)
    if compiled is not None:
        return compiled.co_filename, compiled.co_firstlineno
    return place_of_class(function) if isinstance(function, type) else (None, 0)


def place_of_class(cls):
    """The first method, or who registers the class: Python remembers the lines of functions only."""
    codes = [member.__code__ for member in vars(cls).values()
             if inspect.isfunction(member) and member.__module__ == cls.__module__]
    if codes:
        first = min(codes, key=lambda code: code.co_firstlineno)
        return first.co_filename, first.co_firstlineno
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__") != cls.__module__:
        frame = frame.f_back
    return (frame.f_code.co_filename, frame.f_lineno) if frame is not None else (None, 0)


# --- making the factory ---


def takes_any_object(cls):
    """Whether it has a property for what only Python knows; then C cannot look at the values."""
    return any(pspec.value_type == GObject.TYPE_PYOBJECT for pspec in cls.list_properties())


INIT = next(vfunc for vfunc in Gio.Initable.__info__.get_vfuncs() if vfunc.get_name() == "init")
guarded_types = set()


def guard_init(cls):
    """What do_init() raises when C calls it comes back to who builds."""
    do_init = getattr(cls, "do_init", None)
    if (issubclass(cls, Gio.Initable) and inspect.isfunction(do_init)
            and cls.__gtype__ not in guarded_types):
        guarded_types.add(cls.__gtype__)
        hook_up_vfunc_implementation(INIT, cls.__gtype__, guarded(do_init))


def product_type_of(code):
    gtype = own_gtype(code)
    if gtype is not None:
        return gtype
    return GObject.TYPE_PYOBJECT if isinstance(code, type) else GObject.TYPE_NONE


def new_code_factory(name, code, defaults, nested, product_type=None):
    """A factory for Python code: of a type if C can instantiate it as it is, else of a function."""
    live = {key: value for key, value in defaults.items() if not is_plain(value)}
    gtype = own_gtype(code)
    if (gtype is not None and nested and not live and has_plain_constructor(code)
            and not takes_any_object(code)):
        guard_init(code)
        factory = Greg.Factory.new_for_type(name, gtype)
    else:
        factory = CodeFactory(name=name, product_type=product_type or product_type_of(code),
                              flags=Greg.FactoryFlags.ANY_THREAD)
    link(factory, Target(code, defaults, live, nested))
    return factory


def new_type_factory(name, gtype):
    """A factory for a type of C: its class is Python's only view of it."""
    return Greg.Factory.new_for_type(name, gtype)


def is_code(thing):
    """Whether it is called by Python: everything but a type that C knows how to make."""
    gtype = own_gtype(thing)
    if gtype is None:
        return True
    return is_python_class(thing)


def set_plain_defaults(factory, defaults):
    """C knows the defaults that text can hold; the others are Python's alone."""
    plain = {key: value for key, value in defaults.items() if is_plain(value)}
    if plain:
        native_set_defaults(factory, encode_apart(plain)[0])


def declare(factory, name, parameter):
    """A parameter as type, or as (type, default) or (type, default, blurb)."""
    kind, *more = parameter if isinstance(parameter, tuple) else (parameter,)
    default, blurb = (more + [None, None])[:2]
    native_declare(factory, name, kind, not more, encode_apart(default)[0] if more else None, blurb)


def describe(factory, thing, options):
    """Puts everything but the name and the code into a factory."""
    for alias in options["aliases"]:
        native_add_alias(factory, alias)
    if options["priority"]:
        factory.set_priority(options["priority"])
    if options["summary"] is not None:
        factory.set_summary(options["summary"])
    for key, parameter in options["parameters"].items():
        declare(factory, key, parameter)
    for key, value in options["metadata"].items():
        native_set_metadata(factory, key, to_metadata(several(value) if key == "tags" else value))
    set_plain_defaults(factory, options["defaults"])
    deprecated = options["deprecated"]
    if deprecated:
        factory.set_deprecated(deprecated if isinstance(deprecated, str) else None,
                               options["replacement"])
    module, name, file, line = origin_of(thing)
    factory.set_origin(module, name, file, line)


def new_factory(name, thing, options):
    if isinstance(thing, GObject.GType):
        cls = class_of(thing)
        thing = cls if cls is not None and is_python_class(cls) else thing
    if is_code(thing):
        factory = new_code_factory(name, thing, options["defaults"], options["nested"],
                                   options["product_type"])
    else:
        factory = new_type_factory(name, own_gtype(thing))
    describe(factory, thing, options)
    return factory


# --- adding it ---


def same_code(one, other):
    """Bound methods are new objects each time, and partials of the same are not equal."""
    if isinstance(one, functools.partial) and isinstance(other, functools.partial):
        return (same_code(one.func, other.func) and one.args == other.args
                and one.keywords == other.keywords)
    return one is other or (inspect.ismethod(one) and one == other)


def is_registered(registry, factory):
    """Whether the very same is there already, in everything but its origin."""
    target = target_of(factory)
    if target is None or not isinstance(factory, CodeFactory):
        return False  # C can tell by itself
    for old in registry.lookup_all(factory.get_name()):
        other = target_of(old)
        if (other is not None and same_code(other.code, target.code)
                and other.defaults == target.defaults and other.nested == target.nested
                and old.get_aliases() == factory.get_aliases()
                and old.get_priority() == factory.get_priority()
                and old.get_summary() == factory.get_summary()
                and dict(old.metadata) == dict(factory.metadata)):
            return True
    return False


def check_base(registry, thing):
    base = state_of(registry).base
    if base is None or not isinstance(thing, type) or issubclass(thing, base):
        return
    raise TypeError(f"{thing.__qualname__} is not a {base.__qualname__} as everything in "
                    f"“{registry.get_name()}” must be")


def register_one(self, registry, add, name, thing, duplicates, options):
    """`self` is a registry, or a batch for it."""
    if name is None:
        name = default_name(thing)
    check_base(registry, thing)
    factory = new_factory(name, thing, options)
    if not is_registered(registry, factory):
        adopt(registry, factory)
        add(self, factory, duplicates)
    return thing


def sort_arguments(args, name, fn):
    """What was given by position: a name, what to register, or both in either order."""
    if len(args) > 2:
        raise TypeError("register() takes a name and what to register; the rest goes by keyword")
    for arg in args:
        if is_registrable(arg):
            if fn is not None:
                raise TypeError("register() got two things to register")
            fn = arg
        elif name is None and (isinstance(arg, (str, list, tuple)) or arg is None):
            name = arg
        else:
            raise TypeError(f"{arg!r} can be neither called nor used as a name")
    if fn is not None and not is_registrable(fn):
        raise TypeError(f"{fn!r} cannot be called")
    return name, fn


def register(self, registry, add, args, *, name=None, fn=None, aliases=(), override=False,
             duplicates="default", priority=0, defaults=None, summary=None, deprecated=False,
             replacement=None, nested=True, parameters=None, product_type=None, metadata=None,
             **more_metadata):
    name, fn = sort_arguments(args, name, fn)
    name, aliases = split_names(name, aliases)
    policy = (Greg.Duplicates.REPLACE if override
              else member_of(Greg.Duplicates, duplicates, "duplicates"))
    options = {
        "aliases": aliases, "priority": priority, "defaults": dict(defaults or {}),
        "summary": summary, "deprecated": deprecated, "replacement": replacement,
        "nested": nested, "parameters": dict(parameters or {}), "product_type": product_type,
        "metadata": {**(metadata or {}), **more_metadata},
    }
    if fn is not None:
        return register_one(self, registry, add, name, fn, policy, options)

    def decorate(thing):
        if not is_registrable(thing):
            raise TypeError(f"{thing!r} cannot be called")
        return register_one(self, registry, add, name, thing, policy, options)

    return decorate


@takes(register)
def registry_register(self, /, *args, **options):
    """Registers a class or a function and returns it; without one, returns a decorator.

    The name comes first or as `name=`, and is that of the definition if there is none. A list of
    names is a name and its aliases. `aliases`, `override`, `duplicates`, `priority`, `defaults`,
    `summary`, `deprecated`, `replacement`, `nested`, `parameters`, `product_type` and `metadata`
    say more; every other keyword is metadata.
    """
    return register(self, self, add_full, args, **options)


@takes(register)
def batch_register(self, /, *args, **options):
    """Registers in the batch; see Greg.Registry.register()."""
    return register(self, self.get_registry(), batch_add_full, args, **options)


def registry_register_type(self, name, thing):
    """Registers a class under a name, or under its own."""
    registry_register(self, name, thing)
    return True


def batch_register_type(self, name, thing):
    """Adds a class under a name, or under its own."""
    batch_register(self, name, thing)
    return True


def registry_add_full(self, factory, duplicates):
    adopt(self, factory)
    return add_full(self, factory, duplicates)


def registry_add(self, factory):
    """Adds a factory; returns True when it is registered."""
    registry_add_full(self, factory, Greg.Duplicates.DEFAULT)
    return True


def batch_add(self, factory):
    """Adds a factory to the batch; returns True when it was taken."""
    adopt(self.get_registry(), factory)
    batch_add_full(self, factory, Greg.Duplicates.DEFAULT)
    return True


def registry_remove(self, name):
    """Unregisters a name, or a factory."""
    if isinstance(name, Greg.Factory):
        native_unregister_factory(self, name)
    else:
        unregister(self, name)


def registry_register_func(self, name, product_type, function):
    """Registers a function that is called with the Greg.Context of each build."""
    return register_func(self, name, product_type, state_of(self).hold(Held(function)))


register_func = native(Greg.Registry.register_func)
native_declare = native(Greg.Factory.declare)
native_add_alias = native(Greg.Factory.add_alias)
native_set_metadata = native(Greg.Factory.set_metadata)
native_set_defaults = native(Greg.Factory.set_defaults_json)
native_unregister_factory = native(Greg.Registry.unregister_factory)


def install():
    Greg.Registry.register = registry_register
    Greg.Registry.__call__ = registry_register
    Greg.Registry.register_type = registry_register_type
    Greg.Registry.register_func = registry_register_func
    Greg.Registry.add = registry_add
    Greg.Registry.add_full = registry_add_full
    Greg.Registry.remove = registry_remove
    Greg.Registry.unregister = unregister
    Greg.Registry.unregister_factory = native_unregister_factory
    Greg.Batch.register = batch_register
    Greg.Batch.__call__ = batch_register
    Greg.Batch.register_type = batch_register_type
    Greg.Batch.add = batch_add
