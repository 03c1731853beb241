# steps.py - what a case can do, and what it can say about the outcome
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json
import threading

from gi.repository import GLib, Greg

from expect import (Wrong, check, match, match_error, match_factory, match_report, show,
                    take_keys)
from world import class_of, gtype_of, new_factory, register

# --- building ---


def config_of(name, step):
    """The configuration that says the same as a name with its arguments."""
    arguments = step.get("with", {})
    key = "$type" if "type" in arguments else "type"
    config = {key: name, **arguments}
    if "args" in step:
        config["$args"] = step["args"]
    return config


def build(world, step):
    what, source = step["build"], world.source(step.get("on"))
    if isinstance(what, str) and world.way == "call" and not isinstance(source, Greg.Builder):
        return source.build(what, *step.get("args", []), **step.get("with", {}))
    config = config_of(what, step) if isinstance(what, str) else what
    return build_config(source, config, world.way == "text")


def build_config(source, config, as_text):
    if as_text:
        return build_text_on(source, json.dumps(config), None)
    if isinstance(source, Greg.Builder) and isinstance(config, list):
        return list(source.build_list(config))
    return source.build(config)


def build_text(world, step):
    return build_text_on(world.source(step.get("on")), step["build_text"], step.get("file"))


def build_text_on(source, text, file):
    config = Greg.Config.new_from_json(text, -1, file)
    if config.get_kind() != Greg.ConfigKind.ARRAY:
        return source.build(config)
    builder = source if isinstance(source, Greg.Builder) else Greg.Builder(source)
    return list(builder.build_list(config))


def validate(world, step):
    source = world.source(step.get("on"))
    builder = source if isinstance(source, Greg.Builder) else Greg.Builder(source)
    config = step["validate"]
    if world.way == "text":
        config = Greg.Config.new_from_json(json.dumps(config), -1, None)
    return builder.validate(config)


def validate_text(world, step):
    source = world.source(step.get("on"))
    builder = source if isinstance(source, Greg.Builder) else Greg.Builder(source)
    return builder.validate(Greg.Config.new_from_json(step["validate_text"], -1, step.get("file")))


def build_elsewhere(world, step):
    """The same in a thread of its own."""
    source, outcome = world.source(step.get("on")), []

    def run():
        try:
            outcome.append(build_text_on(source, json.dumps(step["build_elsewhere"]), None))
        except GLib.Error as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(outcome[0], GLib.Error):
        raise outcome[0]
    return outcome[0]


def build_later(world, step):
    """The same without blocking; waits for the outcome."""
    source, results = world.source(step.get("on")), []
    source.build_config_async(step["build_later"], None, lambda _, result: results.append(result))
    while not results:
        GLib.MainContext.default().iteration(True)
    return source.build_config_finish(results[0])


# --- registering ---


def batch_of(world, name):
    if name not in world.batches:
        raise Wrong(f"there is no batch “{name}”")
    return world.batches[name]


def do_register(world, step):
    batch = batch_of(world, step["in"]) if "in" in step else None
    register(world, world.source(step.get("on")), step["register"], batch)


def add(world, step):
    policy = getattr(Greg.Duplicates, step.get("duplicates", "default").upper())
    target = batch_of(world, step["in"]) if "in" in step else world.source(step.get("on"))
    return target.add_full(kept(world, step["add"]), policy)


def unregister(world, step):
    world.source(step.get("on")).unregister(step["unregister"])


def unregister_factory(world, step):
    world.source(step.get("on")).unregister_factory(kept(world, step["unregister_factory"]))


def freeze(world, step):
    world.source(step.get("on")).freeze()


def change_registry(world, step):
    take_keys("set", step["set"], [], ["duplicates", "redefine"])
    source = world.source(step.get("on"))
    if "duplicates" in step["set"]:
        source.set_duplicates(getattr(Greg.Duplicates, step["set"]["duplicates"].upper()))
    if "redefine" in step["set"]:
        source.set_redefine(step["set"]["redefine"])


def begin(world, step):
    world.batches[step["begin"]] = world.source(step.get("on")).begin()


def commit(world, step):
    batch_of(world, step["commit"]).commit()


def revert(world, step):
    batch_of(world, step["revert"]).revert()


# --- factories by themselves ---


def kept(world, name):
    if name not in world.kept:
        raise Wrong(f"nothing was kept as “{name}”")
    return world.kept[name]


def make(world, step):
    return new_factory(step["make"])


def bind(world, step):
    return kept(world, step["bind"]).bind(step.get("with", {}))


def copy(world, step):
    return kept(world, step["copy"]).copy(step.get("as"))


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
        CHANGES[key](kept(world, step["change"]), value)


# --- finding ---


def lookup(world, step):
    return world.source(step.get("on")).get(step["lookup"])


def require(world, step):
    return world.source(step.get("on"))[step["require"]]


def contains(world, step):
    return step["contains"] in world.source(step.get("on"))


def lookup_all(world, step):
    return world.source(step.get("on")).lookup_all(step["lookup_all"])


def list_all(world, step):
    """What the ways of listing have in common."""
    source = world.source(step.get("on"))
    names = list(source)
    check(source.list_names() == names, "list_names", names, source.list_names())
    factories = [factory.get_name() for factory in source.values()]
    check(factories == names, "factories", names, factories)
    check(len(source) == len(names), "length", len(names), len(source))
    return names


QUERY = ["include", "exclude", "tags", "equal", "one_of", "at_least", "has", "product",
         "deprecated", "order", "stacked"]


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
    return query


def query(world, step):
    said, source = step["query"], world.source(step.get("on"))
    take_keys("query", said, [], QUERY)
    found = source.query(**simple_query(said)) if is_simple(said) else source.query(new_query(said))
    best = source.best(new_query(said))
    first = found[0] if found else None
    check(best == first, "best", first, best)
    return [factory.get_name() for factory in found]


# --- what came of it ---


def expect_calls(world, expected, _):
    check(len(expected) == len(world.calls), "calls", expected, world.calls)
    for wanted, (name, args, kwargs) in zip(expected, world.calls):
        if isinstance(wanted, str):
            check(name == wanted, "call", wanted, name)
            continue
        take_keys("call", wanted, [name], ["args"])
        match(f"arguments of {name}", wanted[name], kwargs)
        match(f"positional arguments of {name}", wanted.get("args", []), args)
    world.calls.clear()


def expect_signals(world, expected, _):
    check(world.signals == expected, "signals", expected, world.signals)


def expect_same(world, expected, result):
    check(result is not None and result == kept(world, expected), "the same as", expected, result)


def expect_other(world, expected, result):
    check(result is not None and result != kept(world, expected), "other than", expected, result)


def expect_properties(world, expected, result):
    for name, value in expected.items():
        match(name, value, result.get_property(name))


def keep(world, name, result):
    world.kept[name] = result


def see_factory(what, expected, result):
    match_factory(what, expected, result)


def see_factories(what, expected, result):
    check(len(result) == len(expected), what, expected, result)
    for index, (wanted, factory) in enumerate(zip(expected, result)):
        match_factory(f"{what}/{index}", wanted, factory)


def see_report(what, expected, result):
    match_report(expected, result)


# verb: what does it, how its outcome is compared with "gives", more keys
VERBS = {
    "build": (build, match, ["with", "args"]),
    "build_text": (build_text, match, ["file"]),
    "build_elsewhere": (build_elsewhere, match, []),
    "build_later": (build_later, match, []),
    "validate": (validate, see_report, []),
    "validate_text": (validate_text, see_report, ["file"]),
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
    "lookup": (lookup, see_factory, []),
    "require": (require, see_factory, []),
    "contains": (contains, match, []),
    "lookup_all": (lookup_all, see_factories, []),
    "list": (list_all, match, []),
    "query": (query, match, []),
}

AFTER = {
    "calls": expect_calls,
    "signals": expect_signals,
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


def generation_of(world, step):
    source = world.source(step.get("on"))
    return source.dup_generation() if isinstance(source, Greg.Source) else 0


def expect_generation(expected, before, after):
    if expected not in ("grows", "same"):
        raise Wrong(f"a generation grows or is the same, not “{expected}”")
    is_right = after > before if expected == "grows" else after == before
    check(is_right, "generation", expected, [before, after])


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
    before = generation_of(world, step)
    result = attempt(world, step, do)
    if "gives" in step:
        see(verb, step["gives"], result)
    for key, expect in AFTER.items():
        if key in step:
            expect(world, step[key], result)
    if "generation" in step:
        expect_generation(step["generation"], before, generation_of(world, step))
