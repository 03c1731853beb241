# sources.py - a source as a mapping from names to factories
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from collections.abc import ItemsView, KeysView, Mapping, Set, ValuesView

from gi.repository import Greg

from .entries import find_entry
from .exceptions import native
from .targets import Held, state_of

lookup_all = Greg.Source.lookup_all
add_loader = Greg.Registry.add_loader_full


def source_contains(self, name):
    """Whether there is a factory of that name; a factory is asked for by itself."""
    try:
        return self._greg.found[name] is not None
    except (AttributeError, KeyError, TypeError):  # no state yet; never asked for; no name
        pass
    if isinstance(name, Greg.Factory):
        return any(factory == name for factory in lookup_all(self, name.get_name()))
    return isinstance(name, str) and self.contains(name)


def source_getitem(self, name):
    try:
        return self._greg.found[name].factory
    except (AttributeError, KeyError, TypeError):  # no state yet; never asked for; no name
        pass
    if not isinstance(name, str):
        raise TypeError(f"a name must be a string, not {name!r}")
    return find_entry(self, name).factory


def source_get(self, name, default=None, **metadata):
    """The factory of that name, the first one that has the metadata; else the default."""
    if metadata:
        return next(iter(self.lookup_all(name, **metadata)), default)
    try:
        return self._greg.found[name].factory
    except (AttributeError, KeyError, TypeError):  # no state yet; never asked for; no name
        pass
    factory = self.lookup(name)
    return factory if factory is not None else default


def source_keys(self):
    """A view of the names, which can be used as a set."""
    return KeysView(self)


def source_values(self):
    """A view of the factories."""
    return ValuesView(self)


def source_items(self):
    """A view of the pairs of name and factory."""
    return ItemsView(self)


def source_available_keys(self):
    """The names in alphabetical order."""
    return sorted(self.list_names())


def source_isdisjoint(self, other):
    """Whether none of its names is among others."""
    return set(self.list_names()).isdisjoint(other)


def as_set(other):
    if isinstance(other, Greg.Source):
        return set(other.list_names())
    return set(other) if isinstance(other, (Set, KeysView)) else None


def compare(operator):
    """An operator of sets, on the names of a source."""

    def operation(self, other):
        names = as_set(other)
        if names is None:
            return NotImplemented
        return getattr(set(self.list_names()), operator)(names)

    operation.__name__ = operator
    return operation


object_eq = Greg.Source.__eq__


def source_eq(self, other):
    """A source equals itself, and a set of the names that it has."""
    if isinstance(other, (set, frozenset)):
        return set(self.list_names()) == other
    return object_eq(self, other)


def source_ne(self, other):
    result = source_eq(self, other)
    return result if result is NotImplemented else not result


# --- loaders ---


def registry_add_loader(self, label, function):
    """Calls function(registry, name) when a name is missed; it returns True when it is done."""
    if callable(label):
        raise TypeError("add_loader() takes a label and a function")
    return registry_add_loader_full(self, label, Greg.FactoryFlags.ANY_THREAD, function)


def registry_add_loader_full(self, label, flags, function):
    """The same; with the flag HOME_THREAD it is called in this thread only."""
    return add_loader(self, label, flags, state_of(self).hold(Loader(function)))


class Loader(Held):
    """A function that need not say that it is done."""

    __slots__ = ()

    def call_from_c(self, registry, name):
        return self.function(registry, name) is not False


# --- watching ---


class Watcher(Held):
    """What is told of changes; an exception of its own is printed, as in any handler."""

    __slots__ = ()
    can_fail = False


def source_watch(self, function, flags=Greg.WatchFlags.NONE):
    """Calls function(source, removed, added) in this thread's main context.

    Returns an id for unwatch().
    """
    if not callable(function):
        function, flags = flags, function  # as in C
    if not callable(function):
        raise TypeError(f"{function!r} cannot be called")
    return watch(self, flags, state_of(self).hold(Watcher(function)))


watch = Greg.Source.watch


def install():
    source = Greg.Source
    source.watch = source_watch
    source.require = native(source.require)
    source.__contains__ = source_contains
    source.__getitem__ = source_getitem
    source.__len__ = lambda self: self.count()
    source.__bool__ = lambda self: True
    source.__iter__ = lambda self: iter(self.list_names())
    source.get = source_get
    source.keys = source_keys
    source.values = source_values
    source.items = source_items
    source.available_keys = source_available_keys
    source.__eq__ = source_eq
    source.__ne__ = source_ne
    source.__hash__ = Greg.Source.__mro__[1].__hash__
    for operator in ("__and__", "__or__", "__sub__", "__xor__", "__rand__", "__ror__", "__rsub__",
                     "__rxor__", "__le__", "__lt__", "__ge__", "__gt__"):
        setattr(source, operator, compare(operator))
    source.isdisjoint = source_isdisjoint
    Greg.Registry.add_loader = registry_add_loader
    Greg.Registry.add_loader_full = registry_add_loader_full
    Mapping.register(Greg.Source)
