# memory.py - for how long it is known what a name stands for
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A registry that is asked for a name without a separator looks at itself and at its ancestors. All
of these tell when they change, and so do the sources of a multi-registry: what was found is right
until they do. It is in "found", which is emptied then.

A name with a separator may lead anywhere in the tree, and of what happens there nobody tells. What it
stands for is right as long as the generation is the same. It is in "kept", and held by the registry
that has it, so that neither that registry nor its code stays because somebody has asked for it.

A handler of "resolve", a class that finds by itself, and sources that are neither may come up with
another factory each time.
"""

import inspect
import weakref

from gi.repository import Greg

from .targets import state_of

peek = Greg.Source.peek


def finds_by_itself(cls):
    return any(inspect.isfunction(getattr(cls, name)) for name in ("do_find", "do_peek"))


def registries_behind(source):
    """All registries that answer for what is asked of a source; None if others may, too."""
    if finds_by_itself(type(source)):
        return None
    if isinstance(source, Greg.Registry):
        levels = [source]
        while (parent := levels[-1].get_parent()) is not None:
            levels.append(parent)
        return levels
    if not isinstance(source, Greg.MultiRegistry):
        return None
    registries = []
    for member in source.list_sources():
        behind = registries_behind(member)
        if behind is None:
            return None
        registries += behind
    return registries


class Memory:
    """What there is to be known before a look-up; what changes after that is not remembered."""

    __slots__ = ("source", "state", "found", "kept", "generation", "registries")

    def __init__(self, source, state):
        self.source = source
        self.state = state
        self.found = state.found
        self.kept = state.kept
        self.registries = registries_behind(source)
        self.generation = source.dup_generation() if self.registries is not None else 0
        if isinstance(source, Greg.MultiRegistry):
            for registry in self.registries or ():
                state_of(registry).below[state] = True

    def owner_of(self, factory):
        """The registry behind the source that has a factory in front, or None; nothing is loaded."""
        name = factory.get_name()
        return next((registry.find_level(name) for registry in self.registries
                     if peek(registry, name) == factory), None)

    def may_lead_elsewhere(self, name, owner, factory):
        """Whether scopes count: not for a name that a registry or an ancestor has as it stands."""
        if not any(registry.get_separator() in name for registry in self.registries):
            return False
        is_literal = name == factory.get_name() or name in factory.get_aliases()
        return not (is_literal and isinstance(self.source, Greg.Registry) and owner in self.registries
                    and not any(name in level.list_masks() for level in self.registries))

    def keep(self, name, entry):
        """Remembers an entry for as long as it is sure to be right, if that is so at all."""
        factory = entry.factory
        if self.registries is None or peek(self.source, name) != factory:
            return False
        owner = (self.source.find_level(name) if isinstance(self.source, Greg.Registry)
                 else self.owner_of(factory))
        if owner is None:
            return False
        if self.may_lead_elsewhere(name, owner, factory):
            state_of(owner).lend(self.state, name, entry)
            self.kept[name] = self.generation, weakref.ref(entry)
        else:
            self.found[name] = entry
        return True


def recall(source, state, name):
    """The entry of a name, if it is known and right."""
    entry = state.found.get(name)
    if entry is not None or name not in state.kept:
        return entry
    generation, kept = state.kept[name]
    return kept() if generation == source.dup_generation() else None
