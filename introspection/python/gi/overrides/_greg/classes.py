# classes.py - registries that hang on classes
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A class with a GType has the registry that C has for it; it lives as long as the type, for ever.

The registry of a plain class is kept in the class itself, so that both go together.
"""

import threading

from gi.repository import GObject, Greg

from .exceptions import native
from .registering import is_interactive
from .targets import state_of
from .values import member_of, own_gtype

install_in_c = native(Greg.class_registry_install)

KEPT = "_greg_class_registries"  # in each class: name -> registry
lock = threading.RLock()


def check_name(name):
    if not isinstance(name, str) or not name:
        raise TypeError(f"the name of a class registry must be a string, not {name!r}")
    return name


class ClassRegistry:
    """A registry for the class in whose body it stands, and one for each subclass.

        class Task:
            backbones = Greg.ClassRegistry()

        class Segmentation(Task):
            pass

    `Segmentation.backbones` finds what `Task.backbones` has too; the ancestor is the nearest one in
    the method resolution order. Instances have the registry of their class. Beside it stands a class
    method `available_backbones()`.

    The name is that of the attribute if no other is given. `base_type`, `duplicates` and
    `build_func` are as in Greg.Registry; subclasses inherit them, and may say something else by a
    `ClassRegistry` of their own.
    """

    def __init__(self, name=None, *, base_type=None, duplicates="default", build_func=None):
        if base_type is not None and own_gtype(base_type) is None and not isinstance(base_type, type):
            raise TypeError(f"a base type must be a class, not {base_type!r}")
        self.name = check_name(name) if name is not None else None
        self.base_type = base_type
        self.duplicates = member_of(Greg.Duplicates, duplicates, "duplicates")
        self.build_func = build_func

    def __set_name__(self, owner, attribute):
        if self.name is None:
            self.name = attribute
        method = f"available_{attribute}"
        if method not in vars(owner):
            setattr(owner, method, new_available(method, attribute))

    def __get__(self, instance, owner=None):
        if self.name is None:
            raise TypeError("a class registry that is no part of a class body needs a name")
        return registry_of(owner if owner is not None else type(instance), self.name)


def new_available(method, attribute):
    def available(cls, **metadata):
        """The names that can be asked for, sorted; with metadata those that have it."""
        registry = getattr(cls, attribute)
        names = registry.available_keys()
        if not metadata:
            return names
        return [name for name in names if registry.get(name, **metadata) is not None]

    available.__name__ = method
    return classmethod(available)


# --- which class has which ---


def own_declaration(cls, name):
    """What stands in the body of the class itself, or None."""
    for member in vars(cls).values():
        if isinstance(member, ClassRegistry) and member.name == name:
            return member
    return None


def has_registry(cls, name):
    return any(own_declaration(base, name) is not None for base in cls.__mro__)


def ancestor_of(cls, name):
    """The nearest class that has one as well, or None."""
    return next((base for base in cls.__mro__[1:] if has_registry(base, name)), None)


# --- making them ---


def registry_of(cls, name):
    try:
        return vars(cls)[KEPT][name]
    except KeyError:
        with lock:
            return make_once(cls, name)


def make_once(cls, name):
    kept = vars(cls).get(KEPT)
    if kept is None:
        kept = {}
        type.__setattr__(cls, KEPT, kept)  # a metaclass may have rules of its own
    if name not in kept:
        ancestor = ancestor_of(cls, name)
        parent = registry_of(ancestor, name) if ancestor is not None else None
        said = own_declaration(cls, name) or ClassRegistry(name)
        if own_gtype(cls) is not None:
            check_ancestor(cls, ancestor, name)
            kept[name] = make_in_c(cls, said)
        else:
            kept[name] = make_here(cls, parent, said)
        finish(kept[name], parent, said)
    return kept[name]


def check_ancestor(cls, ancestor, name):
    if ancestor is not None and own_gtype(ancestor) is None:
        raise TypeError(
            f"{cls.__qualname__} has a GType, and “{name}” comes from {ancestor.__qualname__}, which "
            f"has none: declare it in {cls.__qualname__} or in a GObject class above it")


def make_in_c(cls, said):
    gtype = own_gtype(said.base_type) if said.base_type is not None else None
    registry = install_in_c(cls, said.name, gtype if gtype is not None else GObject.TYPE_NONE)
    if said.duplicates != Greg.Duplicates.DEFAULT:
        registry.set_duplicates(said.duplicates)
    if is_interactive():
        registry.set_redefine(True)
    return registry


def make_here(cls, parent, said):
    duplicates = said.duplicates
    if duplicates == Greg.Duplicates.DEFAULT and parent is not None:
        duplicates = parent.get_duplicates()
    return Greg.Registry(f"{cls.__name__}.{said.name}", said.base_type, duplicates=duplicates,
                         parent=parent)


def finish(registry, parent, said):
    """What only Python knows of."""
    state = state_of(registry)
    if said.base_type is not None and own_gtype(said.base_type) is None:
        state.base = said.base_type
    elif parent is not None and said.base_type is None:
        state.base = state_of(parent).base
    if said.build_func is not None:
        registry.set_build_func(said.build_func)
