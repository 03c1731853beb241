# tree.py - steps in trees of registries, and what sources say of themselves
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc

from gi.repository import Greg

from expect import match, see_text

# --- the tree ---


def set_up(world, step):
    for name, spec in step["set_up"].items():
        world.add_source(name, spec)


def drop(world, step):
    world.source(step["drop"])
    del world.sources[step["drop"]]
    gc.collect()


def mask(world, step):
    world.source(step.get("on")).mask(step["mask"])


def unmask(world, step):
    world.source(step.get("on")).unmask(step["unmask"])


def list_masks(world, step):
    return world.source(step.get("on")).list_masks()


def list_children(world, step):
    return [world.name_of(child) for child in world.source(step.get("on")).list_children()]


def find_level(world, step):
    return world.name_of(world.source(step.get("on")).find_level(step["level"]))


def find_scope(world, step):
    return world.name_of(world.source(step.get("on")).find_scope(step["scope"]))


def is_shadowed(world, step):
    return world.source(step.get("on")).is_shadowed(world.recall(step["shadowed"]))


# --- text ---


def explain(world, step):
    return world.source(step.get("on")).explain(step["explain"])


def draw(world, step):
    return world.source(step.get("on")).to_string()


# --- registries on classes ---


def class_registry(world, step):
    owner, name = world.class_named(step["of"]), step["class_registry"]
    if hasattr(owner, name):
        return world.name_of(getattr(owner, name))
    return world.name_of(Greg.class_registry_get(owner, name))


def list_class_registries(world, step):
    return Greg.class_registry_list(world.class_named(step["class_registries"]))


def available(world, step):
    """The class method beside the registry."""
    method = getattr(world.class_named(step["of"]), f"available_{step['available']}")
    return method(**step.get("with", {}))


VERBS = {
    "set_up": (set_up, None, []),
    "drop": (drop, None, []),
    "mask": (mask, None, []),
    "unmask": (unmask, None, []),
    "masks": (list_masks, match, []),
    "children": (list_children, match, []),
    "level": (find_level, match, []),
    "scope": (find_scope, match, []),
    "shadowed": (is_shadowed, match, []),
    "explain": (explain, see_text, []),
    "draw": (draw, see_text, []),
    "class_registry": (class_registry, match, ["of"]),
    "class_registries": (list_class_registries, match, []),
    "available": (available, match, ["of", "with"]),
}
