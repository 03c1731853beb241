# constructors.py - objects of C made by Python's own constructor, where that comes to the same
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A call to C and back costs as much as all that it has to do for a few properties.

Whatever C has to look at goes there: a name that is not known, a value that is not exactly of the
property's type and in its range, a type that takes more than instantiating it. What is left is what
a constructor of PyGObject gets right, and it is made with one call less.
"""

from gi.repository import GObject

from .values import class_of, from_config

INTEGERS = frozenset({"GParamChar", "GParamUChar", "GParamInt", "GParamUInt", "GParamLong",
                      "GParamULong", "GParamInt64", "GParamUInt64"})


def has_plain_constructor(cls):
    """Whether a GObject class is constructed from its properties and from nothing else."""
    return cls.__init__ is GObject.Object.__init__ and cls.__new__ is GObject.Object.__new__


# --- a value that C would take as it is; anything else is a KeyError ---


def read_boolean(value):
    if value is True or value is False:
        return value
    raise KeyError


def read_string(value):
    # NUL would end it, and half of a surrogate pair, which cannot be printed, is no text.
    if type(value) is str and ("\0" not in value if value.isascii() else value.isprintable()):
        return value
    raise KeyError


def number_reader(kind, least, greatest):
    def read_number(value):
        if type(value) is kind and least <= value <= greatest:
            return value
        raise KeyError

    return read_number


def nick_reader(enumeration):
    """Names, numbers and what else stands for a value is left to C."""
    values = {value.value_nick: value for value in enumeration.__enum_values__.values()}

    def read_nick(value):
        if type(value) is str:
            return values[value]
        raise KeyError

    return read_nick


def reader_of(pspec):
    """What reads the values of a property, or None if C has to."""
    kind = pspec.__gtype__.name
    if kind in INTEGERS:
        return number_reader(int, pspec.minimum, pspec.maximum)
    if kind == "GParamDouble":
        return number_reader(float, pspec.minimum, pspec.maximum)
    if kind == "GParamEnum":
        # Not "enum_class", which makes a class of its own where nobody has used the right one yet.
        return nick_reader(type(pspec.default_value))
    return {"GParamBoolean": read_boolean, "GParamString": read_string}.get(kind)


def readers_of(factory):
    readers = {pspec.name.replace("-", "_"): reader_of(pspec)
               for pspec in factory.list_parameters()
               if pspec.flags & GObject.ParamFlags.WRITABLE}
    return {name: read for name, read in readers.items() if read is not None}


def defaults_of(factory, readers):
    """The defaults as the constructor takes them; None if C has to look at them each time."""
    config = factory.get_defaults()
    arguments = from_config(config) if config is not None else {}
    try:
        return {name.replace("-", "_"): readers[name.replace("-", "_")](value)
                for name, value in arguments.items()}
    except KeyError:
        return None


def constructor_of(factory):
    """Makes an object of a dict of arguments, or gives None if C has to; None if it always has."""
    gtype = factory.get_plain_type()
    cls = None if gtype == GObject.TYPE_NONE else class_of(gtype)
    if cls is None or cls.__gtype__ != gtype or not has_plain_constructor(cls):
        return None
    readers = readers_of(factory)
    defaults = defaults_of(factory, readers)
    if defaults is None:
        return None

    def construct(arguments):
        try:
            values = {name: readers[name](value) for name, value in arguments.items()}
        except KeyError:  # also no such property, or one whose values C has to read
            return None
        return cls(**{**defaults, **values}) if defaults else cls(**values)

    return construct
