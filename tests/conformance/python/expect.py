# expect.py - compares what there is with what a case expects
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import json
import re

from gi.repository import Gio, GLib, GObject, Greg

PLACE = re.compile(r"^(?:[^\s:/][^\s:]*:)?\d+:\d+: ")


class Wrong(Exception):
    """Something is not as the case says, or the case says what no driver knows."""


def take_keys(what, given, required, optional=()):
    """Refuses keys that mean nothing, and asks for those that must be there."""
    if not isinstance(given, dict):
        raise Wrong(f"{what} must be an object, not {given!r}")
    for key in given:
        if key not in required and key not in optional:
            raise Wrong(f"unknown key “{key}” in {what}")
    for key in required:
        if key not in given:
            raise Wrong(f"missing key “{key}” in {what}")


def show(value):
    return json.dumps(value, ensure_ascii=False, default=repr) if is_data(value) else repr(value)


def is_data(value):
    return value is None or isinstance(value, (str, int, float, bool, list, dict))


def check(is_right, what, expected, actual):
    if not is_right:
        raise Wrong(f"{what}: {show(expected)} was expected, not {show(actual)}")


# --- values ---


def type_name(value):
    return value.__gtype__.name


def match_object(what, expected, actual):
    take_keys(what, expected, ["is"], ["properties"])
    check(isinstance(actual, GObject.Object), what, expected, actual)
    check(type_name(actual) == expected["is"], what, expected, type_name(actual))
    for name, value in expected.get("properties", {}).items():
        match(f"{what}.{name}", value, actual.get_property(name))


# How a value of each special kind is said in a case.
KINDS = {
    "is": None,
    "bytes": lambda value: value.get_data().decode(),
    "uri": lambda value: value.get_uri(),
    "date": lambda value: value.format_iso8601(),
    "gtype": lambda value: GObject.GType(value).name,
    "config": lambda value: json.loads(value.to_json(False)),
    "variant": lambda value: value.print_(True),
}


def match(what, expected, actual):
    """Whether a value is what a case says, numbers being equal as numbers."""
    if isinstance(expected, dict) and "is" in expected:
        match_object(what, expected, actual)
    elif isinstance(expected, dict) and len(expected) == 1 and next(iter(expected)) in KINDS:
        kind, wanted = next(iter(expected.items()))
        check(actual is not None and not is_data(actual), what, expected, actual)
        check(KINDS[kind](actual) == wanted, what, wanted, KINDS[kind](actual))
    elif isinstance(expected, dict):
        check(isinstance(actual, dict), what, expected, actual)
        check(sorted(expected) == sorted(actual), what, expected, actual)
        for key, value in expected.items():
            match(f"{what}/{key}", value, actual[key])
    elif isinstance(expected, list):
        items = list(actual) if isinstance(actual, (list, tuple, Gio.ListModel)) else None
        check(items is not None and len(items) == len(expected), what, expected, actual)
        for index, (value, item) in enumerate(zip(expected, items)):
            match(f"{what}/{index}", value, item)
    else:
        match_scalar(what, expected, actual)


def match_scalar(what, expected, actual):
    if isinstance(actual, (GObject.GEnum, GObject.GFlags)):
        actual = int(actual)
    is_number = isinstance(expected, (int, float)) and not isinstance(expected, bool)
    if is_number:
        is_right = not isinstance(actual, bool) and isinstance(actual, (int, float))
    else:
        is_right = type(actual) is type(expected)
    check(is_right and actual == expected, what, expected, actual)


# --- factories ---

FACTORY = {
    "name": lambda factory: factory.get_name(),
    "type": lambda factory: factory.get_product_type().name,
    "aliases": lambda factory: factory.get_aliases(),
    "tags": lambda factory: factory.get_tags(),
    "metadata": lambda factory: dict(factory.metadata),
    "priority": lambda factory: factory.get_priority(),
    "summary": lambda factory: factory.get_summary(),
    "deprecated": lambda factory: factory.get_deprecation_note(),
    "replacement": lambda factory: factory.get_replacement(),
    "defaults": lambda factory: defaults_of(factory),
    "parameters": lambda factory: [pspec.name for pspec in factory.list_parameters()],
    "module": lambda factory: factory.get_origin()[0],
    "line": lambda factory: factory.get_origin()[3],
    "sealed": lambda factory: factory.is_sealed(),
}


def defaults_of(factory):
    config = factory.get_defaults()
    return json.loads(config.to_json(False)) if config is not None else None


def match_factory(what, expected, factory):
    """A string stands for the name alone; null for no factory."""
    if expected is None or factory is None:
        check(expected is None and factory is None, what, expected, factory)
        return
    if isinstance(expected, str):
        expected = {"name": expected}
    take_keys(what, expected, [], FACTORY)
    for key, value in expected.items():
        match(f"{what}.{key}", value, FACTORY[key](factory))


def see_factory(what, expected, factory):
    match_factory(what, expected, factory)


def see_factories(what, expected, factories):
    check(len(factories) == len(expected), what, expected, factories)
    for index, (wanted, factory) in enumerate(zip(expected, factories)):
        match_factory(f"{what}/{index}", wanted, factory)


# --- text ---


def match_parts(expected, text):
    for part in expected.get("says", []):
        check(part in text, "text", part, text)
    for part in expected.get("lacks", []):
        check(part not in text, "text without", part, text)


def see_text(what, expected, text):
    """An array stands for all lines of it, an object for parts."""
    if isinstance(expected, list):
        match(what, expected, text.split("\n"))
        return
    take_keys(what, expected, [], ["says", "lacks"])
    match_parts(expected, text)


# --- errors ---


def code_of(error):
    """The code as a case has it: its name if it is of the library, else its number."""
    if error.domain == GLib.quark_to_string(Greg.error_quark()):
        return Greg.Error(error.code).value_nick.replace("-", "_").upper()
    return error.code


def match_error(expected, error):
    take_keys("fails", expected, [], ["code", "domain", "says", "lacks", "path", "near", "problems"])
    if not isinstance(error, GLib.Error):
        raise Wrong(f"a GLib.Error was expected, not {error!r}") from error
    message = PLACE.sub("", error.message, 1)
    domain = expected.get("domain", "greg-error-quark")
    check(error.domain == domain, "domain", domain, f"{error.domain}: {message}")
    if "code" in expected:
        check(code_of(error) == expected["code"], "code", expected["code"],
              f"{code_of(error)}: {message}")
    match_parts(expected, error.message)
    if "path" in expected:
        path = message.partition(": ")[0] if message.startswith("/") else ""
        check(path == expected["path"], "path", expected["path"], error.message)
    for name in expected.get("near", []):
        check(f"“{name}”" in message.partition("did you mean ")[2], "suggestion", name, message)
    if "problems" in expected:
        report = getattr(error, "report", None) or []
        check([item.get_path() for item in report] == expected["problems"], "problems",
              expected["problems"], [item.get_path() for item in report])


# --- reports ---

DIAGNOSTIC = {
    "severity": lambda item: item.get_severity().value_nick,
    "code": lambda item: Greg.Error(item.get_code()).value_nick.replace("-", "_").upper(),
    "path": lambda item: item.get_path(),
    "file": lambda item: item.get_file(),
    "line": lambda item: item.get_line(),
    "column": lambda item: item.get_column(),
    "value": lambda item: item.get_value(),
    "expected": lambda item: item.get_expected(),
    "suggestions": lambda item: item.get_suggestions(),
    "factory": lambda item: item.get_factory(),
    "message": lambda item: item.get_message(),
}


def see_report(_, expected, report):
    items = list(report)
    shown = [item.to_string() for item in items]
    check(len(items) == len(expected), "report", expected, shown)
    for index, (wanted, item) in enumerate(zip(expected, items)):
        take_keys("report", wanted, [], DIAGNOSTIC)
        for key, value in wanted.items():
            match(f"report/{index}.{key}", value, DIAGNOSTIC[key](item))
