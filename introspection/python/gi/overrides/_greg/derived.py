# derived.py - sources that Python defines
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Most functions of a source cannot fail in C: PyGObject would print the exception, and lose it.

So what is raised stays with the source as its failure, for the library to tell, C gets what stands
for nothing, and if it was Python code that asked this very source, it is raised there.
"""

import functools
import threading
from collections.abc import Iterable

from gi.repository import Greg

from .exceptions import describe, park


class Questions(threading.local):
    """What this thread is asking right now, as [source, exception]; the innermost comes last."""

    def __init__(self):
        self.stack = []


questions = Questions()


def fail(source, name, exception):
    source._greg_failed = name
    source.set_failure(describe(exception))
    for question in reversed(questions.stack):
        if question[0] is source:
            question[1] = exception
            break


def recover(source, name):
    if getattr(source, "_greg_failed", None) == name:
        source._greg_failed = None
        source.set_failure(None)


def asking(method):
    """A method of C that asks functions of Python."""

    @functools.wraps(method)
    def call(self, *args, **kwargs):
        question = [self, None]
        questions.stack.append(question)
        try:
            answer = method(self, *args, **kwargs)
        finally:
            questions.stack.pop()
        if question[1] is not None:
            try:
                raise question[1]
            finally:
                del question
        return answer

    return call


# --- what functions may give ---


def expect(is_right, what, value):
    if not is_right:
        raise TypeError(f"{what} was expected, not {value!r}")
    return value


def to_factory(value):
    return expect(value is None or isinstance(value, Greg.Factory), "a Greg.Factory or None", value)


def to_list(kind, what):
    def convert(value):
        is_right = isinstance(value, Iterable) and not isinstance(value, str)
        items = list(value) if is_right else []
        expect(is_right and all(isinstance(item, kind) for item in items), what, value)
        return items

    return convert


to_factories = to_list(Greg.Factory, "a list of Greg.Factory")
to_names = to_list(str, "a list of strings")


def to_number(most):
    def convert(value):
        is_right = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
        return expect(is_right, f"a number from 0 to {most}", value)

    return convert


def to_membership(value):
    return expect(isinstance(value, Greg.Membership), "a Greg.Membership", value)


# What each virtual function may give, and what stands for nothing.
ANSWERS = {
    "do_find_all": (to_factories, []),
    "do_names": (to_names, []),
    "do_factories": (to_factories, []),
    "do_count": (to_number(2**32 - 1), 0),
    "do_generation": (to_number(2**64 - 1), 0),
    "do_select": (to_factories, []),
    "do_membership": (to_membership, Greg.Membership.MAYBE),
    "do_peek": (to_factory, None),
}

ASKING = ("best", "count", "dup_generation", "list", "list_factories", "list_names", "lookup_all",
          "membership", "peek", "query")


def guard_find(function):
    """What do_find() raises comes back to who asks."""

    @functools.wraps(function)
    def guard(self, name):
        if type(self).do_find is not guard:  # called by super(), from Python
            return function(self, name)
        try:
            return to_factory(function(self, name))
        except BaseException as exception:
            failure = park(exception)
        raise failure

    return guard


def guard_answer(name, function):
    convert, nothing = ANSWERS[name]

    @functools.wraps(function)
    def guard(self, *args):
        if getattr(type(self), name) is not guard:
            return function(self, *args)
        try:
            answer = convert(function(self, *args))
            recover(self, name)
        except BaseException as exception:
            fail(self, name, exception)
            return nothing
        return answer

    return guard


def check_methods(cls):
    for name in ASKING:
        if name not in vars(cls):
            setattr(cls, name, asking(getattr(cls, name)))


def guard_class(cls, **kwargs):
    super(Greg.Source, cls).__init_subclass__(**kwargs)
    own = vars(cls)
    if "do_find" in own:
        cls.do_find = guard_find(own["do_find"])
    answers = [name for name in ANSWERS if name in own]
    for name in answers:
        setattr(cls, name, guard_answer(name, own[name]))
    if answers and not any("_greg_is_checked" in vars(base) for base in cls.__mro__):
        cls._greg_is_checked = True
        check_methods(cls)


def install():
    Greg.Source.__init_subclass__ = classmethod(guard_class)
