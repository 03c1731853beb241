# values.py - values on their way between Python and C
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import base64
import json
import math
import operator
import os
import re

from gi.repository import Gio, GLib, GObject, Greg

from .exceptions import error


def own_gtype(thing):
    """The GType of a class that has one, or None."""
    if isinstance(thing, GObject.GType):
        return thing
    gtype = getattr(thing, "__gtype__", None) if isinstance(thing, type) else None
    return gtype if gtype is not None and gtype != GObject.TYPE_INVALID else None


def class_of(gtype):
    """The Python class that stands for a GType, or None."""
    try:
        return gtype.pytype
    except AttributeError:
        return None


def is_python_class(cls):
    """Whether a class with a GType was written in Python, and not only made visible to it."""
    if not isinstance(cls, type) or cls.__module__ == "__gi__":
        return False
    info = getattr(cls, "__info__", None)
    return info is None or info.get_g_type() != cls.__gtype__


def several(one_or_more):
    """One string is a list of one."""
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more)


def member_of(enumeration, what, label):
    """A value of an enumeration from its nick, as in "stack", or from itself."""
    if not isinstance(what, str):
        return enumeration(what)
    members = enumeration.__enum_values__.values()
    for member in members:
        if member.value_nick == what:
            return member
    nicks = ", ".join(f"“{member.value_nick}”" for member in members)
    raise ValueError(f"{label} must be one of {nicks}, not {what!r}")


def to_value(thing):
    """A GValue that holds anything: a plain type where C can read one, else the object itself."""
    if isinstance(thing, bool):
        return GObject.Value(GObject.TYPE_BOOLEAN, thing)
    if type(thing) is int:
        if -2**31 <= thing < 2**31:
            return GObject.Value(GObject.TYPE_INT, thing)
        if -2**63 <= thing < 2**63:
            return GObject.Value(GObject.TYPE_INT64, thing)
        if 0 <= thing < 2**64:
            return GObject.Value(GObject.TYPE_UINT64, thing)
    elif type(thing) is float:
        return GObject.Value(GObject.TYPE_DOUBLE, thing)
    elif type(thing) is str:
        return GObject.Value(GObject.TYPE_STRING, thing)
    elif isinstance(thing, GLib.Variant):
        return GObject.Value(GObject.TYPE_VARIANT, thing)
    elif isinstance(thing, GObject.Object):
        return GObject.Value(type(thing).__gtype__, thing)
    elif isinstance(thing, (GObject.GEnum, GObject.GFlags, GObject.GBoxed)):
        return GObject.Value(type(thing).__gtype__, thing)
    return GObject.Value(GObject.TYPE_PYOBJECT, thing)


def to_metadata(thing):
    """The same, with lists and tuples as C compares them."""
    if isinstance(thing, list) and all(type(item) is str for item in thing):
        return GObject.Value(GObject.TYPE_STRV, thing)
    if isinstance(thing, (list, tuple)) and has_variant(thing):
        return GObject.Value(GObject.TYPE_VARIANT, to_variant(thing))
    return to_value(thing)


def is_for_c(thing):
    """Whether C can compare a value by what it means."""
    return has_variant(thing) or isinstance(
        thing, (GLib.Variant, GObject.Object, GObject.GEnum, GObject.GFlags))


def has_variant(thing):
    if isinstance(thing, (list, tuple)):
        return all(map(has_variant, thing))
    return -2**63 <= thing < 2**64 if type(thing) is int else type(thing) in VARIANTS


VARIANTS = {bool: "b", int: "x", float: "d", str: "s"}


def to_variant(thing):
    """A list as an array, a tuple as a tuple, of whatever is in it."""
    if isinstance(thing, (list, tuple)):
        items = [GLib.Variant("v", to_variant(item)) for item in thing]
        return (GLib.Variant("av", [to_variant(item) for item in thing]) if isinstance(thing, list)
                else GLib.Variant.new_tuple(*items))
    kind = "t" if type(thing) is int and thing >= 2**63 else VARIANTS[type(thing)]
    return GLib.Variant(kind, thing)


def from_config(config):
    """What a configuration holds, as Python writes it."""
    return json.loads(config.to_json(False))


def from_argument(value):
    """An argument as C gives it, as Python writes it."""
    if isinstance(value, Greg.Config):
        return from_config(value)
    if isinstance(value, GObject.GBoxed):
        return GObject.Value(type(value).__gtype__, value).get_value()  # C frees its own
    return class_of(value) or value if isinstance(value, GObject.GType) else value


def _encode_other(thing):
    """What JSON has no form for, but a configuration has."""
    if isinstance(thing, (bytes, bytearray)):
        return base64.b64encode(thing).decode("ascii")
    if isinstance(thing, os.PathLike):
        path = os.fspath(thing)
        return os.fsdecode(path)
    return operator.index(thing)


def encode(thing, keep):
    """JSON text; `keep` is given what text cannot hold, and gives the n of `{"$object": n}`."""
    n_live = 0

    def default(other):
        nonlocal n_live
        try:
            return _encode_other(other)
        except TypeError:
            n_live += 1
            return {"$object": keep(other)}

    try:
        text = json.dumps(thing, default=default, allow_nan=False)
    except ValueError as problem:
        raise error(Greg.Error.INVALID_VALUE,
                    f"this cannot be written as JSON: {problem}") from None
    if n_live != text.count('"$object"'):
        raise error(Greg.Error.UNKNOWN_PROPERTY, "“$object” is reserved: give the object itself")
    return text


class KeyTexts(dict):
    """Keys as they stand in JSON, each looked at once; a key that must be escaped is a KeyError."""

    LIMIT = 4096
    PLAIN = re.compile(r"[$A-Za-z0-9_-]+")

    def __missing__(self, key):
        if not self.PLAIN.fullmatch(key):
            raise KeyError(key)
        text = f'"{key}":'
        if len(self) < self.LIMIT:
            self[key] = text
        return text


# Making a JSONEncoder takes longer than all the rest of a build.
KEYS = KeyTexts()
WRITERS = {str: json.encoder.encode_basestring_ascii, int: int.__repr__,
           bool: {True: "true", False: "false"}.__getitem__}


def encode_flat(thing):
    """JSON text of a dict of plain values that is not empty, or None for anything else."""
    text = "{"
    try:
        for key, value in thing.items():
            text += KEYS[key] + WRITERS[type(value)](value) + ","
        return text[:-1] + "}"
    except (KeyError, TypeError):
        return None


def encode_apart(thing):
    """JSON text, and the list of what text cannot hold."""
    live = []

    def keep(other):
        live.append(other)
        return len(live) - 1

    return encode(thing, keep), live


def to_live(thing):
    """A GValue for a parameter of C's; a class with a GType stands for its type."""
    gtype = own_gtype(thing)
    if gtype is not None:
        return GObject.Value(GObject.TYPE_GTYPE, gtype)
    if is_list_of_objects(thing):
        return to_value(list_store(thing))
    return to_value(thing)


def is_list_of_objects(thing):
    return (isinstance(thing, list) and bool(thing)
            and all(isinstance(item, GObject.Object) for item in thing))


def list_store(items):
    store = Gio.ListStore.new(GObject.Object)
    for item in items:
        store.append(item)
    return store


def is_plain(thing):
    """Whether a value is the same in JSON."""
    kind = type(thing)
    if kind is list:
        return all(map(is_plain, thing))
    if kind is dict:
        return all(type(key) is str for key in thing) and all(map(is_plain, thing.values()))
    if kind is float:
        return math.isfinite(thing)
    return kind in (str, bool, int, type(None))
