# multi.py - several sources seen as one
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from collections.abc import Mapping

from gi.repository import Greg

from .exceptions import error, native
from .registering import register
from .signatures import takes
from .targets import adopt, state_of
from .trees import base_gtype, check_separator, getter, object_init, set_base, tuple_getter

native_append = Greg.MultiRegistry.append
native_insert = Greg.MultiRegistry.insert
native_remove = native(Greg.MultiRegistry.remove)
native_move = native(Greg.MultiRegistry.move)
native_concat = Greg.MultiRegistry.concat
add_full = native(Greg.MultiRegistry.add_full)
unregister = native(Greg.MultiRegistry.unregister)
set_default_source = native(Greg.MultiRegistry.set_default_source)


def check_source(source):
    if not isinstance(source, Greg.Source):
        raise TypeError(f"a source must be a Greg.Source, not {source!r}")
    return source


def as_pair(prefix, source):
    """A prefix and a source; the source may stand alone."""
    if source is None and not isinstance(prefix, str):
        prefix, source = None, prefix
    if prefix is not None and not isinstance(prefix, str):
        raise TypeError(f"a prefix must be a string, not {prefix!r}")
    return prefix, check_source(source)


def as_pairs(sources):
    """A dict from prefixes to sources, or a list of sources and of pairs of prefix and source."""
    if isinstance(sources, Greg.Source):  # which is a mapping, too
        raise TypeError("the sources must be a dict or a list, not one source")
    pairs = sources.items() if isinstance(sources, Mapping) else sources
    return [as_pair(*item) if isinstance(item, tuple) and len(item) == 2 else as_pair(item, None)
            for item in pairs]


def multi_init(self, name=None, sources=(), base_type=None, *, separator=None, default=None,
               strict=False, build_func=None, **properties):
    """Makes a multi-registry; everything is optional.

    `sources` is a dict from prefixes to sources, or a list of sources, or of pairs of prefix and
    source, in the order in which they are asked. `separator` stands between a prefix and a name.
    What is registered goes to `default`, a registry; if it is not among the sources, it becomes the
    first one, without a prefix. With `strict` a name that several sources may have, without being
    able to tell, is an error. `base_type` and `build_func` are as in Greg.Registry.
    """
    gtype, pairs = base_gtype(base_type), as_pairs(sources)
    check_separator(separator)
    if separator is not None:
        properties["separator"] = separator
    object_init(self, name=name, base_type=gtype, strict=strict, **properties)
    state_of(self)
    set_base(self, base_type)
    if default is not None and not any(source == default for _, source in pairs):
        pairs.insert(0, (None, default))
    for prefix, source in pairs:
        native_append(self, prefix, source)
    if default is not None:
        set_default_source(self, default)
    if build_func is not None:
        self.set_build_func(build_func)


# --- its sources ---


def multi_append(self, prefix, source=None):
    """Adds a source after all others: append(source), or append(prefix, source)."""
    return native_append(self, *as_pair(prefix, source))


def multi_insert(self, position, prefix, source=None):
    """Adds a source at a position: insert(0, source), or insert(0, prefix, source)."""
    return native_insert(self, position, *as_pair(prefix, source))


def multi_source(self, prefix):
    """The source that has a prefix, or None."""
    return self.dup_source(prefix)


def multi_prefixes(self):
    """The prefixes in the order of their sources."""
    return self.dup_prefixes()


# --- registering in the default source ---


def require_default(self):
    registry = self.dup_default_source()
    if registry is None:
        raise error(Greg.Error.READ_ONLY, f"{self.get_name() or type(self).__name__} has no default "
                    "source, in which something could be registered")
    return registry


@takes(register)
def multi_register(self, /, *args, **options):
    """Registers in the default source; see Greg.Registry.register()."""
    return register(self, require_default(self), add_full, args, **options)


def multi_register_type(self, name, thing):
    """Registers a class in the default source, under a name or under its own."""
    multi_register(self, name, thing)
    return True


def multi_add_full(self, factory, duplicates):
    adopt(require_default(self), factory)
    return add_full(self, factory, duplicates)


def multi_add(self, factory):
    """Adds a factory to the default source; returns True when it is registered."""
    multi_add_full(self, factory, Greg.Duplicates.DEFAULT)
    return True


# --- one after the other ---


def wider_base(left, right):
    """The one of two Python classes that includes the other, or None."""
    if left is None or right is None:
        return None
    return left if issubclass(right, left) else right if issubclass(left, right) else None


def concat(left, right):
    """Puts two sources one after the other, without prefixes; they stay what they are."""
    both = native_concat(check_source(left), check_source(right))
    state_of(both).base = wider_base(state_of(left).base, state_of(right).base)
    return both


def source_add(self, other):
    return concat(self, other) if isinstance(other, Greg.Source) else NotImplemented


def install():
    multi = Greg.MultiRegistry
    multi.__init__ = multi_init
    multi.append = multi_append
    multi.insert = multi_insert
    multi.remove = native_remove
    multi.move = native_move
    multi.source = multi_source
    multi.prefixes = multi_prefixes
    multi.sources = tuple_getter(multi.list_sources, "The sources in the order in which they are asked.")
    multi.separator = getter(multi.get_separator, "What stands between a prefix and a name.")
    multi.strict = property(multi.get_strict, lambda self, strict: self.set_strict(strict),
                            doc="Whether a name that several sources may have is an error.")
    multi.default = property(multi.dup_default_source,
                             lambda self, source: set_default_source(self, source) and None,
                             doc="The registry to which what is registered goes, or None.")
    multi.register = multi_register
    multi.__call__ = multi_register
    multi.register_type = multi_register_type
    multi.add = multi_add
    multi.add_full = multi_add_full
    multi.unregister = unregister
    multi.concat = staticmethod(concat)
    Greg.Source.__add__ = source_add
