# entries.py - finding what a name stands for, and calling it
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""An Entry is a factory as one source found it. Entries are remembered while they are sure to be right:
a look-up in C costs as much as constructing a plain object.
"""

import inspect
import json

from gi.repository import Gio, GObject, Greg

from .constructors import constructor_of
from .documentation import documentation_of
from .exceptions import error, native
from .memory import Memory, recall
from .targets import CodeFactory, annotate_call, state_of, target_of
from .values import class_of

require = native(Greg.Source.require)


def is_initable(code):
    return isinstance(code, type) and issubclass(code, Gio.Initable)


def initialise(product):
    """What a constructor of a Gio.Initable leaves to do; do_init() may raise what it likes."""
    do_init = product.do_init if hasattr(product.do_init, "__func__") else product.init
    if do_init(None) is False:
        raise error(Greg.Error.BUILD_FAILED,
                    f"{type(product).__name__} could not be initialised and did not say why")


def makes_objects(factory):
    gtype = factory.get_product_type()
    return gtype.is_a(GObject.TYPE_OBJECT) or gtype.is_a(GObject.TYPE_INTERFACE)


def refuses_strange_keys(code):
    """Whether Python itself complains of a keyword with a "-" or a "$", before anything runs."""
    if isinstance(code, type):
        if issubclass(code, GObject.Object) and code.__init__ is GObject.Object.__init__:
            return True
        code = code.__init__ if code.__new__ is object.__new__ else None
    compiled = getattr(code, "__code__", None)
    return compiled is not None and not compiled.co_flags & inspect.CO_VARKEYWORDS


class Entry:
    """A factory, ready to be called."""

    __slots__ = ("name", "factory", "code", "defaults", "nested", "base", "is_traced",
                 "is_initable", "makes_objects", "quick", "quick_for_dicts", "construct", "head",
                 "__weakref__")

    def __init__(self, name, factory, target, base, is_traced):
        if not isinstance(factory, CodeFactory):
            target = None  # a type: C looks at each value and makes it
        code = target.code if target is not None else None
        self.name = name
        self.factory = factory
        self.code = code  # None: C makes it
        self.defaults = target.defaults if target is not None else {}
        self.nested = target is None or target.nested
        self.is_initable = is_initable(code)
        self.makes_objects = factory is not None and makes_objects(factory)
        self.is_traced = is_traced
        # What a class makes is of that class; everything else is looked at when it is made.
        is_sure = base is None or (isinstance(code, type) and issubclass(code, base))
        self.base = None if is_sure else base
        self.quick = None      # the code, if calling it is all there is to do
        self.quick_for_dicts = None  # the same, if it takes the members of a dict as they are
        self.construct = None  # what makes an object of C without C, or gives None
        self.head = None       # the beginning of the text from which C makes an object

    def prepare(self, source, state):
        """Finds the shortest way that builds the same."""
        if self.code is not None:
            if not (self.defaults or self.base or self.is_traced or self.is_initable):
                self.quick = self.code
                if refuses_strange_keys(self.code):
                    self.quick_for_dicts = self.code
        elif self.makes_objects and state.find_hook() is None:
            self.head = '{"$type":' + json.dumps(self.name)
            if not (self.is_traced or source.has_build_func()):
                self.construct = constructor_of(self.factory)

    def call(self, source, args, kwargs, path=""):
        """Calls Python code with the very arguments."""
        try:
            product = self.code(*args, **kwargs)
            if self.is_initable:
                initialise(product)
            if self.base is not None and not isinstance(product, self.base):
                raise error(Greg.Error.BUILD_FAILED,
                            f"“{self.name}” made a {type(product).__name__}, "
                            f"which is not a {self.base.__name__}")
        except BaseException as exception:
            annotate_call(exception, self.name, source, path)
            raise
        if self.is_traced:
            is_object = isinstance(product, GObject.Object)
            source.announce_built(self.factory, product if is_object else None)
        return product


def python_base(source, state):
    """The class that all products must be instances of, or None."""
    if state.base is not None:
        return state.base
    gtype = source.get_base_type()
    return None if gtype in (GObject.TYPE_NONE, GObject.TYPE_INVALID) else class_of(gtype)


def code_behind(factory):
    """The target of a factory that Python calls by itself, or None.

    C checks what was declared, be it the properties of a class or the parameters and the product of
    a function; Python would narrow a number, and call what has yet to be checked.
    """
    target = target_of(factory)
    promises = target is not None and not isinstance(target.code, type) and makes_objects(factory)
    return None if promises or factory.list_parameters() else target


def new_entry(source, state, name, factory):
    target = code_behind(factory)
    if source.has_build_func():
        target = None  # C calls it
    return Entry(name, factory, target, python_base(source, state), source.get_traced())


def entry_of_code(source, code):
    """A class or a function that stands in a configuration itself."""
    name = getattr(code, "__qualname__", None) or repr(code)
    entry = Entry(name, None, None, python_base(source, state_of(source)), False)
    entry.code = code
    entry.is_initable = is_initable(code)
    return entry


def find_entry(source, name):
    """What a name stands for; NotFound if for nothing."""
    state = state_of(source)
    entry = recall(source, state, name)
    if entry is not None:
        return entry
    memory = Memory(source, state)
    factory = require(source, name)
    entry = new_entry(source, state, name, factory)
    if memory.keep(name, entry):
        entry.prepare(source, state)
        if not isinstance(factory, CodeFactory):
            factory.__doc__ = documentation_of(factory)
    return entry
