# constructors.py - objects of C made by Python's own constructor, where that comes to the same
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A call to C and back costs as much as all that it has to do for a few properties.

Whatever C has to look at goes there: a name that is not known, a value that is not exactly of the
property's type and in its range, a type that takes more than instantiating it. What is left is what
a constructor of PyGObject gets right, and it is made with one call less.
"""

import functools

from gi.repository import GObject

from .values import class_of, from_config

# For PyGObject a gchar is text.
INTEGERS = frozenset({"GParamInt", "GParamUInt", "GParamLong", "GParamULong", "GParamInt64",
                      "GParamUInt64"})


def has_plain_constructor(cls):
    """Whether a GObject class is constructed from its properties and from nothing else."""
    return cls.__init__ is GObject.Object.__init__ and cls.__new__ is GObject.Object.__new__


# --- a value that C would take as it is ---


def read_string(value):
    # NUL would end it, and half of a surrogate pair, which cannot be printed, is no text.
    if "\0" not in value if value.isascii() else value.isprintable():
        return value
    raise KeyError


def nick_reader(enumeration):
    """Names, numbers and what else stands for a value is left to C."""
    nicks = {value.value_nick: value for value in enumeration.__enum_values__.values()}
    return nicks.__getitem__


def rule_of(pspec):
    """The very type of a value, and its range or what reads it; None if C has to."""
    kind = pspec.__gtype__.name
    if kind in INTEGERS:
        return int, pspec.minimum, pspec.maximum, None
    if kind == "GParamDouble":
        return float, pspec.minimum, pspec.maximum, None
    if kind == "GParamBoolean":
        return bool, False, True, None
    if kind == "GParamString":
        return str, None, None, read_string
    if kind == "GParamEnum":
        # Not "enum_class", which makes a class of its own where nobody has used the right one yet.
        return str, None, None, nick_reader(type(pspec.default_value))
    return None


def rules_of(factory):
    rules = {pspec.name.replace("-", "_"): rule_of(pspec) for pspec in factory.list_parameters()
             if pspec.flags & GObject.ParamFlags.WRITABLE}
    return {name: rule for name, rule in rules.items() if rule is not None}


def construct(cls, rules, defaults, arguments):
    """Calls the class with the arguments as it takes them; None if C has to look."""
    values = defaults.copy()
    try:
        for name, value in arguments.items():
            kind, least, greatest, reader = rules[name]
            if type(value) is not kind:
                return None
            if reader is not None:
                value = reader(value)
            elif not least <= value <= greatest:
                return None
            values[name] = value
    except KeyError:  # no such property or nick, or one whose values C has to read
        return None
    return cls(**values)


def defaults_of(factory, rules):
    config = factory.get_defaults()
    arguments = from_config(config) if config is not None else {}
    return construct(dict, rules, {}, {name.replace("-", "_"): value
                                       for name, value in arguments.items()})


def constructor_of(factory):
    """Makes an object of a dict of arguments, or gives None if C has to; None if it always has."""
    gtype = factory.get_plain_type()
    cls = None if gtype == GObject.TYPE_NONE else class_of(gtype)
    if cls is None or cls.__gtype__ != gtype or not has_plain_constructor(cls):
        return None
    rules = rules_of(factory)
    defaults = defaults_of(factory, rules)
    return functools.partial(construct, cls, rules, defaults) if defaults is not None else None
