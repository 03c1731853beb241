# changing.py - steps that change what is there: registries, batches, factories
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json

from gi.repository import Greg

from expect import see_factory, take_keys
from factories import gtype_of, new_factory, policy_of, register
from sources import set_wrapper

# --- registering ---


def do_register(world, step):
    batch = world.batch(step["in"]) if "in" in step else None
    register(world, world.source(step.get("on")), step["register"], batch)


def add(world, step):
    target = world.batch(step["in"]) if "in" in step else world.source(step.get("on"))
    return target.add_full(world.recall(step["add"]), policy_of(step))


def unregister(world, step):
    world.source(step.get("on")).unregister(step["unregister"])


def unregister_factory(world, step):
    world.source(step.get("on")).unregister_factory(world.recall(step["unregister_factory"]))


def freeze(world, step):
    world.source(step.get("on")).freeze()


def change_registry(world, step):
    take_keys("set", step["set"], [], ["duplicates", "redefine", "strict", "wraps"])
    source = world.source(step.get("on"))
    if "duplicates" in step["set"]:
        source.set_duplicates(policy_of(step["set"]))
    if "redefine" in step["set"]:
        source.set_redefine(step["set"]["redefine"])
    if "strict" in step["set"]:
        source.set_strict(step["set"]["strict"])
    if "wraps" in step["set"]:
        set_wrapper(world, source, step["set"]["wraps"])


def begin(world, step):
    world.batches[step["begin"]] = world.source(step.get("on")).begin()


def commit(world, step):
    world.batch(step["commit"]).commit()


def revert(world, step):
    world.batch(step["revert"]).revert()


# --- factories by themselves ---


def make(world, step):
    return new_factory(step["make"])


def bind(world, step):
    return world.recall(step["bind"]).bind(step.get("with", {}))


def copy(world, step):
    return world.recall(step["copy"]).copy(step.get("as"))


CHANGES = {
    "alias": lambda factory, value: factory.add_alias(value),
    "tag": lambda factory, value: factory.add_tag(value),
    "priority": lambda factory, value: factory.set_priority(value),
    "summary": lambda factory, value: factory.set_summary(value),
    "defaults": lambda factory, value: factory.set_defaults_json(json.dumps(value)),
    "metadata": lambda factory, value: [factory.set_metadata(*item) for item in value.items()],
    "parameter": lambda factory, value: factory.declare(
        value["name"], gtype_of(value["type"]), False, None, None),
}


def change(world, step):
    take_keys("to", step["to"], [], CHANGES)
    for key, value in step["to"].items():
        CHANGES[key](world.recall(step["change"]), value)


VERBS = {
    "register": (do_register, None, ["in"]),
    "add": (add, see_factory, ["in", "duplicates"]),
    "unregister": (unregister, None, []),
    "unregister_factory": (unregister_factory, None, []),
    "freeze": (freeze, None, []),
    "set": (change_registry, None, []),
    "begin": (begin, None, []),
    "commit": (commit, None, []),
    "revert": (revert, None, []),
    "make": (make, see_factory, []),
    "bind": (bind, see_factory, ["with"]),
    "copy": (copy, see_factory, ["as"]),
    "change": (change, None, ["to"]),
}
