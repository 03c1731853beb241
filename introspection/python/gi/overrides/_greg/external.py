# external.py - a source from Python functions
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import GObject, Greg

from .derived import check_methods, fail, to_factory, to_membership, to_names
from .targets import Held, state_of
from .values import own_gtype

object_init = GObject.Object.__init__


class Answer(Held):
    """A function whose answer is looked at before C gets it."""

    __slots__ = ("name", "convert")

    def __init__(self, function, name, convert):
        super().__init__(function)
        self.name = name
        self.convert = convert

    def call_from_c(self, source, *args):
        try:
            return self.convert(self.function(source, *args))
        except BaseException as exception:
            if self.name != "find":  # which hands it on; the others keep it
                fail(source, self.name, exception)
            raise


def external_init(self, name=None, base_type=None, *, find=None, list=None, membership=None,
                  **properties):
    """Makes a source; everything is optional.

    `find` is called as (source, name) and gives a factory or None; `list` as (source) and gives the
    names; `membership` as (source, name) and gives a Greg.Membership.
    """
    gtype = own_gtype(base_type) if base_type is not None else GObject.TYPE_NONE
    if gtype is None:
        raise TypeError(f"a base type must be a class with a GType, not {base_type!r}")
    object_init(self, name=name, base_type=gtype, **properties)
    for setter, function in ((self.set_find_func, find), (self.set_list_func, list),
                             (self.set_membership_func, membership)):
        if function is not None:
            setter(function)


def setter(native, name, convert, doc):
    def set_func(self, function):
        self.set_any_thread(True)  # Python runs one thread at a time
        if function is None:
            native(self, None)
        else:
            native(self, state_of(self).hold(Answer(function, name, convert)))

    set_func.__doc__ = doc
    set_func.__name__ = set_func.__qualname__ = native.__name__
    return set_func


def install():
    external = Greg.ExternalSource
    external.__init__ = external_init
    external.set_find_func = setter(
        external.set_find_func, "find", to_factory,
        "Calls function(source, name) to find a factory; it gives None when there is none.")
    external.set_list_func = setter(
        external.set_list_func, "names", to_names,
        "Calls function(source) to list the names.")
    external.set_membership_func = setter(
        external.set_membership_func, "membership", to_membership,
        "Calls function(source, name) to tell whether there is a name: a Greg.Membership.")
    check_methods(external)
