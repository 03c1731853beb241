# lane.py - the way through C: text in, checked values, a product out
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import re

from gi.repository import GLib, GObject, Greg

from .exceptions import DOMAIN, error, native, own, take_parked
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


def explain(failure, builder, text, path):
    """A failure of C with its place, and with the report of all that is wrong if validating finds it again."""
    failure = own(failure)
    if failure.domain == DOMAIN:
        failure.report = report_on(builder, text)
    return with_path(failure, path)


def report_on(builder, text):
    try:
        report = builder.validate(new_config(text, -1, None))
    except GLib.Error:
        return None  # what cannot even be read has one problem only
    return report if report.count_errors() else None


def fail(failure, builder, text, path=""):
    """Raises what a failure of C stands for."""
    exception = take_parked(failure)
    if exception is None:
        exception = explain(failure, builder, text, path)
    try:
        raise exception
    finally:
        del exception


def make_text(source, text):
    """Has C build an object; nothing but the call, for this is where time counts."""
    try:
        return build_json(source, text, -1)
    except GLib.Error as problem:
        failure = problem
    return fail(failure, new_builder(source, ()), text)


def make(source, entry, tree, path="", home=None):
    """Has C build a tree that says everything, its name included."""
    text, live = encode_flat(tree), ()
    if text is None:
        text, live = encode_apart(tree)
    try:
        if not live and home is None and entry.makes_objects:
            return build_json(source, text, -1)
        return make_any(new_builder(source, live, home), entry, new_config(text, -1, None))
    except GLib.Error as problem:
        failure = problem
    return fail(failure, new_builder(source, live, home), text, path)


def make_any(builder, entry, config):
    if entry.makes_objects:
        return builder_build(builder, config, None)
    return builder_build_context(builder, config, None).get_product()


def validate(source, node):
    """Raises the first thing that is wrong with what C will make."""
    text, live = encode_apart(node.known())
    report = new_builder(source, live).validate(new_config(text, -1, None))
    try:
        report.check()
    except GLib.Error as failure:
        failure.report = report
        exception = with_path(failure, node.path)
    else:
        return
    raise exception
