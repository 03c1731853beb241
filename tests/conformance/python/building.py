# building.py - steps that build and validate
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json
import threading

from gi.repository import GLib, Greg

from expect import match, see_report


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


VERBS = {
    "build": (build, match, ["with", "args"]),
    "build_text": (build_text, match, ["file"]),
    "build_elsewhere": (build_elsewhere, match, []),
    "build_later": (build_later, match, []),
    "validate": (validate, see_report, []),
    "validate_text": (validate_text, see_report, ["file"]),
}
