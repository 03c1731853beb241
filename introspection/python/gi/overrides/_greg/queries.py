# queries.py - asking with names, tags and metadata as Python writes them
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import inspect

from gi.repository import GLib, GObject, Greg

from .signatures import takes
from .values import is_for_c, member_of, own_gtype, several, to_metadata, to_variant

object_init = GObject.Object.__init__


def type_of(what):
    gtype = own_gtype(what)
    if gtype is None:
        raise TypeError(f"product_type must be a class with a GType, not {what!r}")
    return gtype


def describe(query, *globs, include=(), exclude=(), tags=(), has=(), one_of=None, at_least=None,
             product_type=None, deprecated=None, stacked=None, own=None, order=None,
             metadata=None, **more_metadata):
    """Puts conditions into a query."""
    for glob in (*globs, *several(include)):
        query.include(glob)
    for glob in several(exclude):
        query.exclude(glob)
    for tag in several(tags):
        query.add_tag(tag)
    for key in several(has):
        query.match_has(key)
    for key, values in (one_of or {}).items():
        query.match_one_of(key, values)
    for key, value in (at_least or {}).items():
        query.match_at_least(key, value)
    for key, value in {**(metadata or {}), **more_metadata}.items():
        query.match_equal(key, value)
    if product_type is not None:
        query.set_product_type(type_of(product_type))
    if deprecated is not None:
        query.set_deprecation(Greg.QueryDeprecation.ONLY if deprecated
                              else Greg.QueryDeprecation.EXCLUDE)
    if stacked is not None:
        query.set_stacked(stacked)
    if own is not None:
        query.set_own(own)
    if order is not None:
        query.set_order(member_of(Greg.QueryOrder, order, "order"))


KEYWORDS = frozenset(parameter.name for parameter in inspect.signature(describe).parameters.values()
                     if parameter.kind is parameter.KEYWORD_ONLY)


def split(metadata):
    """Metadata that C can compare, and that only Python can."""
    live = {key: value for key, value in metadata.items() if not is_for_c(value)}
    return {key: value for key, value in metadata.items() if key not in live}, live


def matches(factory, live):
    metadata = factory.metadata
    return all(key in metadata and metadata[key] == value for key, value in live.items())


def as_query(globs, conditions):
    """A query, and the metadata to look at afterwards."""
    if globs and isinstance(globs[0], Greg.Query):
        if conditions or len(globs) > 1:
            raise TypeError("a Greg.Query says everything: nothing can be given beside it")
        return globs[0], {}
    metadata = dict(conditions.pop("metadata", None) or {})
    for key in set(conditions) - KEYWORDS:
        metadata[key] = conditions.pop(key)
    metadata, live = split(metadata)
    return Greg.Query(*globs, metadata=metadata, **conditions), live


# --- Greg.Query ---


@takes(describe)
def query_init(self, *globs, deprecation=None, product_type=None, **conditions):
    """A query for names like one of the globs, and for what Greg.Source.query() takes."""
    object_init(self)
    if product_type is not None:
        self.set_product_type(type_of(product_type))
    if deprecation is not None:
        self.set_deprecation(deprecation)
    describe(self, *globs, **conditions)


def query_match_equal(self, key, value):
    """Asks for a value; lists are compared by their elements."""
    match_equal(self, key, to_metadata(value))


def query_match_at_least(self, key, value):
    """Asks for this number or string, or a greater one."""
    match_at_least(self, key, to_metadata(value))


def query_match_one_of(self, key, values):
    """Asks for one of several values; for a list, one element in common."""
    match_one_of(self, key, values if isinstance(values, GLib.Variant) else to_variant(list(values)))


match_equal = Greg.Query.match_equal
match_at_least = Greg.Query.match_at_least
match_one_of = Greg.Query.match_one_of


# --- asking a source ---


@takes(describe)
def source_query(self, *globs, **conditions):
    """The factories whose name or alias is like one of the globs and that meet all conditions.

    `include` and `exclude` are more globs. `tags` must all be there, and `has` are keys of metadata
    that must be there. `at_least={"year": 2015}` and `one_of={"task": ["a", "b"]}` compare
    metadata, and so does every other keyword, which must be equal; `metadata={...}` takes keys that
    are keywords here. `product_type` is a class, `deprecated` True for nothing else and False for
    anything else; `order` is "priority", "registration" or "name"; with `stacked` those behind
    others count too, and with `own` nothing of a parent does. A Greg.Query says all of it alone.
    """
    query, live = as_query(globs, conditions)
    factories = native_query(self, query)
    return [factory for factory in factories if matches(factory, live)] if live else list(factories)


def has_live(source, name, query, live):
    """Whether a factory of that name has the metadata that only Python can compare."""
    if query.get_stacked():
        return any(matches(factory, live) for factory in lookup_all(source, name))
    factory = source.peek(name)
    return factory is not None and matches(factory, live)


@takes(describe)
def source_list(self, *globs, **conditions):
    """The names of the factories that query() gives."""
    query, live = as_query(globs, conditions)
    names = query_names(self, query)
    return [name for name in names if has_live(self, name, query, live)] if live else names


@takes(describe)
def source_best(self, *globs, **conditions):
    """The first factory that query() gives, or None."""
    return next(iter(source_query(self, *globs, **conditions)), None)


def source_lookup_all(self, name, **metadata):
    """All factories of a name, in the order in which they are preferred."""
    factories = list(lookup_all(self, name))
    if not metadata:
        return factories
    metadata, live = split(metadata)
    query = Greg.Query(metadata=metadata)
    return [factory for factory in factories if query.matches(factory) and matches(factory, live)]


native_query = Greg.Source.query
query_names = Greg.Source.query_names
lookup_all = Greg.Source.lookup_all


def install():
    Greg.Query.__init__ = query_init
    Greg.Query.match_equal = query_match_equal
    Greg.Query.match_at_least = query_match_at_least
    Greg.Query.match_one_of = query_match_one_of
    Greg.Source.query = source_query
    Greg.Source.list = source_list
    Greg.Source.best = source_best
    Greg.Source.lookup_all = source_lookup_all
