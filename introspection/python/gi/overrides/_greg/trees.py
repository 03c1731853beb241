# trees.py - making registries, with parents and scopes
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import unicodedata

from gi.repository import GObject, Greg

from .exceptions import error, native
from .registering import is_interactive
from .targets import state_of
from .values import member_of, own_gtype

object_init = GObject.Object.__init__
new_child = Greg.Registry.new_child


def base_gtype(base_type):
    """The GType for C of what every product must be; of a class without one only Python knows."""
    gtype = own_gtype(base_type) if base_type is not None else None
    if base_type is not None and gtype is None and not isinstance(base_type, type):
        raise TypeError(f"a base type must be a class, not {base_type!r}")
    return gtype if gtype is not None else GObject.TYPE_NONE


def set_base(source, base_type):
    """Remembers a base type that C does not know."""
    if base_type is not None and own_gtype(base_type) is None:
        state_of(source).base = base_type


def check_separator(separator):
    """C takes a bad one for a fault of the program."""
    if separator is None:
        return
    if not isinstance(separator, str):
        raise TypeError(f"a separator must be a string, not {separator!r}")
    if not separator or any(unicodedata.category(char) in ("Cc", "Cs") for char in separator):
        raise error(Greg.Error.INVALID_NAME,
                    f"the separator {separator!r} is not text without control characters"
                    if separator else "the separator is empty")


def check_parent(parent, scope, separator):
    if parent is not None and not isinstance(parent, Greg.Registry):
        raise TypeError(f"a parent must be a Greg.Registry, not {parent!r}")
    if scope is not None and not isinstance(scope, str):
        raise TypeError(f"a scope must be a string, not {scope!r}")
    check_separator(separator)
    if parent is not None and separator not in (None, parent.get_separator()):
        raise ValueError(f"the separator of this tree is “{parent.get_separator()}”; "
                         "only a registry without a parent can be given another one")


def refuse_scope(parent, scope, separator):
    """Has C say why it did not take a scope."""
    if parent is None:
        parent = Greg.Registry(separator=separator)
    new_child(parent, None, GObject.TYPE_NONE, scope)
    raise error(Greg.Error.EXISTS, f"another registry had the scope “{scope}” until just now")


def registry_init(self, name=None, base_type=None, *, parent=None, scope=None, separator=None,
                  duplicates="default", build_func=None, **properties):
    """Makes a registry; everything is optional.

    `base_type` is a class that every product must be an instance of, with a GType or without;
    `duplicates` one of "reject", "replace", "keep" and "stack"; `build_func` makes products in
    place of their factories, called as (source, factory, context) or, if it takes only two
    arguments by position, as (config, registry, *args, **kwargs).

    What is not found here is looked for in `parent`, whose base type and build function hold here,
    too, unless others are given. By `scope` other registries of the tree ask for this one, as in
    "scope.name"; it is also its name if there is no other. `separator` is what stands between the
    two; it is that of the whole tree, and is given to a registry without a parent.
    """
    gtype = base_gtype(base_type)
    check_parent(parent, scope, separator)
    properties.setdefault("redefine", is_interactive())
    object_init(self, name=name if name is not None else scope, base_type=gtype, parent=parent,
                scope=scope, separator=separator,
                duplicates=member_of(Greg.Duplicates, duplicates, "duplicates"), **properties)
    if scope is not None and self.get_scope() is None:
        self.run_dispose()  # which takes it out of the tree
        refuse_scope(parent, scope, separator)
    state_of(self)  # from now on it hears of changes, and before anybody else
    set_base(self, base_type)
    if build_func is not None:
        self.set_build_func(build_func)


# --- what C has getters for ---


def getter(method, doc):
    return property(lambda self: method(self), doc=doc)


def tuple_getter(method, doc):
    return property(lambda self: tuple(method(self)), doc=doc)


def install():
    registry = Greg.Registry
    registry.__init__ = registry_init
    registry.parent = getter(registry.get_parent, "The registry above this one, or None.")
    registry.root = getter(registry.get_root, "The registry at the top of the tree.")
    registry.scope = getter(registry.get_scope, "By what others ask for this one, or None.")
    registry.separator = getter(registry.get_separator, "What stands between a scope and a name.")
    registry.children = tuple_getter(registry.list_children, "The registries right below this one.")
    registry.masks = tuple_getter(registry.list_masks, "The names that mask() hides.")
    registry.child = lambda self, scope: self.dup_child(scope)
    registry.child.__doc__ = "The child that has a scope, or None."
    Greg.Source.find_scope = native(Greg.Source.find_scope)
