# several.py - steps with several sources that are seen as one
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from expect import match


def append(world, step):
    world.source(step.get("on")).append(step.get("prefix"), world.source(step["append"]))


def insert(world, step):
    multi, source = world.source(step.get("on")), world.source(step["insert"])
    multi.insert(step["at"], step.get("prefix"), source)


def remove(world, step):
    world.source(step.get("on")).remove(world.source(step["remove"]))


def move(world, step):
    world.source(step.get("on")).move(world.source(step["move"]), step["at"])


def set_default(world, step):
    name = step["default"]
    world.source(step.get("on")).set_default_source(None if name is None else world.source(name))


def list_sources(world, step):
    multi = world.source(step.get("on"))
    return [world.name_of(source) for source in multi.list_sources()]


def list_prefixes(world, step):
    return world.source(step.get("on")).dup_prefixes()


def source_of_prefix(world, step):
    return world.name_of(world.source(step.get("on")).dup_source(step["source"]))


def find_source(world, step):
    return world.name_of(world.source(step.get("on")).find_source(step["find_source"]))


VERBS = {
    "append": (append, None, ["prefix"]),
    "insert": (insert, None, ["prefix", "at"]),
    "remove": (remove, None, []),
    "move": (move, None, ["at"]),
    "default": (set_default, None, []),
    "sources": (list_sources, match, []),
    "prefixes": (list_prefixes, match, []),
    "source": (source_of_prefix, match, []),
    "find_source": (find_source, match, []),
}
