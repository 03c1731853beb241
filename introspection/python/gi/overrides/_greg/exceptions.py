# exceptions.py - exceptions on their way through C, and those that C raises
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A Python exception cannot pass through C: PyGObject prints it and the caller learns nothing.

So whatever Python gives C to call is guarded: the exception is parked under a ticket, C gets a
GError whose code is the ticket, and where the error comes out of C again the parked exception is
raised, itself and with its traceback. A GLib.Error keeps its own domain and code while it is in C.
"""

import functools
import itertools
import threading
from collections import OrderedDict

from gi.repository import GLib, Greg

DOMAIN = GLib.quark_to_string(Greg.error_quark())
TICKETS = "greg-python-exception"

# An error that stays in C, because nobody who speaks Python asked, leaves its exception behind;
# only so many are kept.
MAX_PARKED = 16

_parked = OrderedDict()
_lock = threading.Lock()
_next_ticket = itertools.count(1)


class NotFound(GLib.Error, KeyError):
    """No factory has that name: a GLib.Error for those who know Greg, a KeyError for Python."""

    report = None  # of the build that found it, if that was one

    def __init__(self, message="not found", domain=DOMAIN, code=0):
        GLib.Error.__init__(self, message, domain, int(code))

    def __str__(self):
        return GLib.Error.__str__(self)

    def __repr__(self):
        return f"Greg.NotFound({self.message!r})"


def error(code, message):
    """An error of the library's own domain, to be raised."""
    if code in (Greg.Error.NOT_FOUND, Greg.Error.UNKNOWN_SCOPE):
        return NotFound(message, DOMAIN, code)
    return GLib.Error(message, DOMAIN, int(code))


def annotate(exception, note):
    """Adds a note that a traceback shows below the message (since Python 3.11)."""
    add_note = getattr(exception, "add_note", None)
    if add_note is not None and note not in getattr(exception, "__notes__", ()):
        add_note(note)


def describe(exception):
    """The text that C gets: "KeyError: 'x'"."""
    text = str(exception)
    name = type(exception).__name__
    return f"{name}: {text}" if text else name


def park(exception):
    """Keeps an exception; returns the GLib.Error that stands for it in C."""
    if isinstance(exception, GLib.Error):
        message, domain, code = exception.message, exception.domain, exception.code
        key = (threading.get_ident(), domain, code, message)
    else:
        message, domain, code = describe(exception), TICKETS, next(_next_ticket) & 0x7FFFFFFF
        key = code
    with _lock:
        _parked[key] = exception
        _parked.move_to_end(key)
        while len(_parked) > MAX_PARKED:
            _parked.popitem(last=False)
    return GLib.Error(message, domain, int(code))


def _find_parked(failure):
    """C puts the place in front of a message, so it is the end that tells."""
    thread = threading.get_ident()
    for key in reversed(_parked):
        if (isinstance(key, tuple) and key[:3] == (thread, failure.domain, failure.code)
                and failure.message.endswith(key[3])):
            return key
    return None


def take_parked(failure):
    """The exception that a GLib.Error from C stands for, or None."""
    with _lock:
        key = failure.code if failure.domain == TICKETS else _find_parked(failure)
        return _parked.pop(key, None)


def own(failure):
    """An error of C as Python knows it."""
    if failure.domain == DOMAIN and not isinstance(failure, NotFound):
        if failure.code in (Greg.Error.NOT_FOUND, Greg.Error.UNKNOWN_SCOPE):
            return NotFound(failure.message, failure.domain, failure.code)
    return failure


def guarded(function):
    """A function whose exceptions survive their way through C."""

    @functools.wraps(function)
    def guard(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except BaseException as exception:
            failure = park(exception)
        raise failure

    return guard


def native(method):
    """A method of C that raises what Python code below it has raised."""

    @functools.wraps(method)
    def call(*args, **kwargs):
        try:
            return method(*args, **kwargs)
        except GLib.Error as failure:
            exception = take_parked(failure) or own(failure)
        # Outside of the handler, so that it keeps the context and the cause that it had.
        try:
            raise exception
        finally:
            del exception

    return call
