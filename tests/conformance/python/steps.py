# steps.py - what a case can do, and what it can say about the outcome
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import Greg

import building
import changing
import finding
import foreign
import several
import tree
import watching
from expect import Wrong, check, match, match_error, show, take_keys

# --- what came of it ---


def expect_calls(world, step, _):
    expected = step["calls"]
    check(len(expected) == len(world.calls), "calls", expected, world.calls)
    for wanted, (name, args, kwargs) in zip(expected, world.calls):
        if isinstance(wanted, str):
            check(name == wanted, "call", wanted, name)
            continue
        take_keys("call", wanted, [name], ["args"])
        match(f"arguments of {name}", wanted[name], kwargs)
        match(f"positional arguments of {name}", wanted.get("args", []), args)
    world.calls.clear()


def expect_signals(world, step, _):
    sent = [text for name, text in world.signals if name == world.label_of(step.get("on"))]
    check(sent == step["signals"], "signals", step["signals"], sent)


def expect_changed(world, step, _):
    names = sorted({name for name, text in world.signals if text == "changed"})
    check(names == step["changed"], "changed", step["changed"], names)


def expect_told(world, step, _):
    for label, expected in step["told"].items():
        told = world.told(label)
        check(told == expected, f"told to {label}", expected, told)
        told.clear()


def expect_same(world, step, result):
    kept = world.recall(step["same"])
    check(result is not None and result == kept, "the same as", step["same"], result)


def expect_other(world, step, result):
    kept = world.recall(step["other"])
    check(result is not None and result != kept, "other than", step["other"], result)


def expect_properties(world, step, result):
    for name, value in step["has"].items():
        match(name, value, result.get_property(name))


def keep(world, step, result):
    world.kept[step["keep"]] = result


# verb: what does it, how its outcome is compared with "gives", more keys
VERBS = {**building.VERBS, **changing.VERBS, **finding.VERBS, **foreign.VERBS, **several.VERBS,
         **tree.VERBS, **watching.VERBS}

AFTER = {
    "calls": expect_calls,
    "signals": expect_signals,
    "changed": expect_changed,
    "told": expect_told,
    "same": expect_same,
    "other": expect_other,
    "has": expect_properties,
    "keep": keep,
}


def verb_of(step):
    verbs = [key for key in step if key in VERBS]
    if len(verbs) != 1:
        raise Wrong(f"a step does one thing, not {show(verbs)}")
    return verbs[0]


def generations_of(world):
    return {name: source.dup_generation() for name, source in world.sources.items()
            if isinstance(source, Greg.Source)}


def expect_generation(world, step, before):
    """Of the step's source, or of all that an object names."""
    expected, after = step["generation"], generations_of(world)
    if not isinstance(expected, dict):
        expected = {world.label_of(step.get("on")): expected}
    for name, how in expected.items():
        if how not in ("grows", "same"):
            raise Wrong(f"a generation grows or is the same, not “{how}”")
        world.source(name)
        is_right = after[name] > before[name] if how == "grows" else after[name] == before[name]
        check(is_right, f"generation of {name}", how, [before[name], after[name]])


def attempt(world, step, do):
    """The outcome; None after a failure that was expected."""
    try:
        result = do(world, step)
    except Wrong:
        raise
    except Exception as error:
        if "fails" not in step:
            raise Wrong(f"failed: {error!r}") from error
        match_error(step["fails"], error)
        return None
    if "fails" in step:
        raise Wrong(f"a failure was expected, not {result!r}")
    return result


def run_step(world, step):
    verb = verb_of(step)
    do, see, more = VERBS[verb]
    take_keys("step", step, [verb], [*more, "on", "fails", "generation", *AFTER,
                                     *(["gives"] if see else [])])
    world.signals.clear()
    before = generations_of(world) if "generation" in step else {}
    result = attempt(world, step, do)
    if "gives" in step:
        see(verb, step["gives"], result)
    for key, expect in AFTER.items():
        if key in step:
            expect(world, step, result)
    if "generation" in step:
        expect_generation(world, step, before)
