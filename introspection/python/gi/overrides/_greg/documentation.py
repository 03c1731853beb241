# documentation.py - help() for a factory, as for the function or class behind it
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What help() needs is __name__, __signature__ and __doc__.

A class of PyGObject cannot be given another __doc__ once it is there, and help() reads no other. So
the class that is Python's own finds the text of an instance when it is asked, and the others are
given theirs when they are first found.
"""

import inspect

from gi.repository import Greg

from .values import class_of, from_config


class OfInstance:
    """An attribute that only instances have, read from the factory itself."""

    __slots__ = ("read",)

    def __init__(self, read):
        self.read = read

    def __get__(self, instance, owner=None):
        if instance is None:
            raise AttributeError("only an instance has this")
        return self.read(instance)


def deprecation_of(factory):
    note, replacement = factory.get_deprecation_note(), factory.get_replacement()
    instead = f"use “{replacement}”" if replacement else None
    return "Deprecated" + "".join(f": {text}" for text in (note, instead) if text)


def parameters_of(factory):
    """What C knows of the parameters, in words."""
    lines = [line for line in factory.to_string().splitlines()
             if line.startswith("  ") and not line.startswith("  # ")]
    if factory.is_deprecated():
        lines = lines[1:]  # which says so
    return "\n".join(["Parameters:", *lines]) if lines else None


def documentation_of(factory):
    code = factory.code
    parts = [factory.get_summary(), inspect.getdoc(code) if code is not None else None,
             deprecation_of(factory) if factory.is_deprecated() else None, parameters_of(factory)]
    return "\n\n".join(part for part in parts if part) or None


KINDS = {"gboolean": bool, "gchararray": str, "gdouble": float, "gfloat": float, "gint": int,
         "gint64": int, "glong": int, "guint": int, "guint64": int, "gulong": int, "gchar": int,
         "guchar": int}


def kind_of(gtype):
    return KINDS.get(gtype.name) or class_of(gtype) or gtype.name


def default_of(factory, pspec):
    defaults = factory.get_defaults()
    given = defaults.lookup_member(pspec.name) if defaults is not None else None
    if given is not None:
        return from_config(given)
    default = getattr(pspec, "default_value", None)
    return getattr(default, "value_nick", default)


def declared_signature(factory):
    """What was declared, or the properties of a type."""
    parameters = [inspect.Parameter(
        pspec.name.replace("-", "_"), inspect.Parameter.KEYWORD_ONLY,
        annotation=kind_of(pspec.value_type),
        default=inspect.Parameter.empty if factory.is_required(pspec.name)
        else default_of(factory, pspec)) for pspec in factory.list_parameters()]
    return inspect.Signature(parameters)


def signature_of(factory):
    code = factory.code
    try:
        return declared_signature(factory) if code is None else inspect.signature(code)
    except (TypeError, ValueError):  # it keeps it for itself, or a parameter has a name of its own
        raise AttributeError("__signature__") from None


def get_other_attribute(self, name):
    # Python allows a class no descriptor of that name.
    if name == "__name__":
        return self.get_name()
    raise AttributeError(f"a factory has no attribute {name!r}", name=name, obj=self)


def install():
    Greg.Factory.__getattr__ = get_other_attribute
    Greg.Factory.__signature__ = OfInstance(signature_of)
    # What has __get__ is a routine for help(), which then tells of it and not of its class.
    Greg.Factory.__get__ = lambda self, instance, owner=None: self
