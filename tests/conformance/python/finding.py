# finding.py - steps that find
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import GLib, Greg

from expect import check, match, see_factories, see_factory, take_keys
from factories import class_of


def lookup(world, step):
    return world.source(step.get("on")).get(step["lookup"])


def require(world, step):
    return world.source(step.get("on"))[step["require"]]


def contains(world, step):
    return step["contains"] in world.source(step.get("on"))


def lookup_all(world, step):
    return world.source(step.get("on")).lookup_all(step["lookup_all"])


def peek(world, step):
    return world.source(step.get("on")).peek(step["peek"])


def membership(world, step):
    return world.source(step.get("on")).membership(step["membership"]).value_nick


def list_all(world, step):
    """What the ways of listing have in common."""
    source = world.source(step.get("on"))
    if step.get("own", False):
        names = source.list_own_names()
        factories = [factory.get_name() for factory in source.list_own_factories()]
        check(factories == names, "own factories", names, factories)
        return names
    names = list(source)
    check(source.list_names() == names, "list_names", names, source.list_names())
    listed = [factory.get_name() for factory in source.values()]
    found = [source.peek(name).get_name() for name in names]
    check(listed == found, "factories", found, listed)
    check(len(source) == len(names), "length", len(names), len(source))
    return names


QUERY = ["include", "exclude", "tags", "equal", "one_of", "at_least", "has", "product",
         "deprecated", "order", "stacked", "own"]


def is_simple(query):
    return not set(query) - {"include", "exclude", "tags", "equal", "product"}


def simple_query(said):
    """The keywords of query(); the other conditions need a Greg.Query."""
    conditions = {key: said[key] for key in ("include", "exclude", "tags") if key in said}
    if "product" in said:
        conditions["product_type"] = class_of(said["product"])
    return {**conditions, "metadata": said.get("equal", {})}


def new_query(said):
    query = Greg.Query()
    for key, method in (("include", query.include), ("exclude", query.exclude),
                        ("tags", query.add_tag), ("has", query.match_has)):
        for value in said.get(key, []):
            method(value)
    for key, value in said.get("equal", {}).items():
        query.match_equal(key, value)
    for key, value in said.get("at_least", {}).items():
        query.match_at_least(key, value)
    for key, values in said.get("one_of", {}).items():
        kind = "as" if isinstance(values[0], str) else "ad"
        query.match_one_of(key, GLib.Variant(kind, values))
    if "product" in said:
        query.set_product_type(class_of(said["product"]))
    if "deprecated" in said:
        query.set_deprecation(getattr(Greg.QueryDeprecation, said["deprecated"].upper()))
    if "order" in said:
        query.set_order(getattr(Greg.QueryOrder, said["order"].upper()))
    query.set_stacked(said.get("stacked", False))
    query.set_own(said.get("own", False))
    return query


def query(world, step):
    said, source = step["query"], world.source(step.get("on"))
    take_keys("query", said, [], QUERY)
    found = source.query(**simple_query(said)) if is_simple(said) else source.query(new_query(said))
    best = source.best(new_query(said))
    first = found[0] if found else None
    check(best == first, "best", first, best)
    return [factory.get_name() for factory in found]


VERBS = {
    "lookup": (lookup, see_factory, []),
    "require": (require, see_factory, []),
    "contains": (contains, match, []),
    "lookup_all": (lookup_all, see_factories, []),
    "peek": (peek, see_factory, []),
    "membership": (membership, match, []),
    "list": (list_all, match, ["own"]),
    "query": (query, match, []),
}
