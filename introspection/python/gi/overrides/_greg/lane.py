# lane.py - the way through C: text in, checked values, a product out
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import re

from gi.repository import GLib, Greg

from .exceptions import DOMAIN, error, native, own, take_parked
from .problems import errors_of, moved
from .targets import pointer
from .values import encode, encode_apart, encode_flat, to_live

build_json = Greg.Source.build_json
builder_build = Greg.Builder.build
builder_build_context = Greg.Builder.build_context
new_config = native(Greg.Config.new_from_json)


# Where a problem stands in the text that was made of a dict says nothing to anybody.
POSITION = re.compile(r"^\d+:\d+: ")


def with_path(failure, path):
    """The same error, with the place of the part in front of its own."""
    if failure.domain != DOMAIN:
        return failure
    message = POSITION.sub("", failure.message, 1)
    between = ": " if path and not message.startswith("/") else ""
    placed = error(failure.code, f"{path}{between}{message}")
    placed.report = getattr(failure, "report", None)
    return placed


def as_config(builder, what):
    """Anything that describes a product, for C; the builder keeps what text cannot hold."""
    if isinstance(what, Greg.Config):
        return what
    return new_config(encode(what, lambda value: builder.add_value(to_live(value))), -1, None)


def new_builder(source, live, home=None):
    """A builder of one source, or of two: one for the root, and one for its parts."""
    builder = Greg.Builder.new(source)
    if home is not None:
        builder.add_source(home)
    for value in live:
        builder.add_value(to_live(value))
    return builder


def fail(failure, report, path=""):
    """Raises what a failure of C stands for.

    That is what Python has raised below it, or the failure itself with its place and report.
    """
    exception = take_parked(failure)
    if exception is None:
        exception = own(failure)
        if failure.domain == DOMAIN:
            exception.report = report if report is not None and report.count_errors() else None
        exception = with_path(exception, path)
    try:
        raise exception
    finally:
        del exception


def report_on(source, text):
    """Everything that is wrong, found once more; None for what cannot even be read."""
    try:
        return Greg.Builder.new(source).validate(new_config(text, -1, None))
    except GLib.Error:
        return None


def make_text(source, text, path=""):
    """Has C build an object; nothing but the call, for this is where time counts."""
    try:
        return build_json(source, text, -1)
    except GLib.Error as problem:
        failure = problem
    return fail(failure, report_on(source, text) if failure.domain == DOMAIN else None, path)


def make(source, entry, tree, path="", home=None):
    """Has C build a tree that says everything, its name included."""
    text, live = encode_flat(tree), ()
    if text is None:
        text, live = encode_apart(tree)
    if not live and home is None and entry.makes_objects:
        return make_text(source, text, path)
    report = Greg.Report()
    try:
        return make_any(new_builder(source, live, home), entry, new_config(text, -1, None), report)
    except GLib.Error as problem:
        failure = problem
    return fail(failure, report, path)


def make_any(builder, entry, config, report):
    if entry.makes_objects:
        return builder_build(builder, config, report)
    return builder_build_context(builder, config, report).get_product()


def validate(source, node):
    """What is wrong with what C will make, if that is an object."""
    if not node.entry.makes_objects:
        return []
    text, live = encode_apart(node.known())
    report = new_builder(source, live).validate(new_config(text, -1, None))
    return [moved(diagnostic, pointer(node.path)) for diagnostic in errors_of(report)]
