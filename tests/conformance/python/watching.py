# watching.py - steps that watch
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import Greg


class Watch:
    """Writes down what it is told."""

    def __init__(self):
        self.id = 0
        self.source = None
        self.told = []

    def __call__(self, source, removed, added):
        if removed is None:
            self.told.append(f"+{label_of(added)}")
        elif added is None:
            self.told.append(f"-{label_of(removed)}")
        else:
            self.told.append(f"{label_of(removed)}>{label_of(added)}")


def label_of(factory):
    return factory.get_summary() or factory.get_name()


def watch(world, step):
    made = Watch()
    made.source = world.source(step.get("on"))
    flags = Greg.WatchFlags.REPLAY if step.get("replay", False) else Greg.WatchFlags.NONE
    made.id = made.source.watch(made, flags)
    world.watches[step["watch"]] = made


def unwatch(world, step):
    found = world.watch(step["unwatch"])
    found.source.unwatch(found.id)


VERBS = {
    "watch": (watch, None, ["replay"]),
    "unwatch": (unwatch, None, []),
}
