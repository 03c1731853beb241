# targets.py - what stands behind a factory that is Python code, and who keeps it alive
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A factory in C may not hold Python code, which would keep a registry that it refers to for ever.

    wrapper of the registry --> State --> held: anchor (weak) -> target --> code
    registry in C --> factory in C, which has an anchor and finds its target by its address

Python's collector sees the first line and can take it apart. When the factory goes, its anchor
goes, and with it the entry in "held". Functions that are not factories have a trampoline for an
anchor.
"""

import inspect
import threading
import weakref

from gi.repository import GObject, Greg

from .documentation import OfInstance, documentation_of
from .exceptions import annotate, error, park
from .values import from_argument, to_value


class Trampoline:
    """What C calls; weakly bound to what it calls in turn."""

    __slots__ = ("_held", "__weakref__")

    def __init__(self, held):
        self._held = weakref.ref(held)

    def __call__(self, *args):
        held = self._held()
        if held is not None and not held.can_fail:
            return held.call_from_c(*args)
        try:
            if held is None:
                raise error(Greg.Error.BUILD_FAILED, "the Python code went with its registry")
            return held.call_from_c(*args)
        except BaseException as exception:
            failure = park(exception)
        raise failure


class Held:
    """A function for C to call, such as a loader. Where no error can be given, Python prints it."""

    __slots__ = ("function", "__weakref__")

    def __init__(self, function):
        self.function = function

    can_fail = True

    def call_from_c(self, *args):
        return self.function(*args)


def positional_names(code, count):
    """The names of as many arguments as are given by position."""
    try:
        parameters = inspect.signature(code).parameters.values()
    except (TypeError, ValueError):
        return []
    by_position = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [parameter.name for parameter in parameters if parameter.kind in by_position][:count]


class Target:
    """The code of a factory, and what it was registered with."""

    __slots__ = ("code", "defaults", "live_defaults", "nested", "__weakref__")

    def __init__(self, code, defaults, live_defaults, nested):
        self.code = code
        self.defaults = defaults
        self.live_defaults = live_defaults
        self.nested = nested

    def call_from_c(self, context):
        """C has found, merged and validated; the product goes back as C takes it."""
        args, kwargs = arguments_of(context)
        for name, value in self.live_defaults.items():
            kwargs.setdefault(name, value)
        for name in positional_names(self.code, len(args)) if args and self.defaults else ():
            if name in self.defaults and kwargs[name] == self.defaults[name]:
                del kwargs[name]
        name, path = context.get_factory().get_name(), context.get_path()
        if self.nested and not context.get_factory().list_parameters():  # else C has made them
            from .plans import build_parts
            args, kwargs = build_parts(context.get_source(), args, kwargs, path)
        try:
            product = self.code(*args, **kwargs)
        except BaseException as exception:
            annotate_call(exception, name, context.get_source(), path)
            raise
        return hand_over(context, product)


def arguments_of(context):
    args = [from_argument(context.get_positional(index))
            for index in range(context.get_n_positional())]
    kwargs = {name.replace("-", "_"): read_argument(context, name)
              for name in context.list_names()}
    return args, kwargs


def read_argument(context, name):
    """An argument by its name. For PyGObject a gchar is text, but here it is a number."""
    try:
        value = context.get_value(name)
    except UnicodeDecodeError:
        return context.get_int64(name, 0)
    if type(value) in (str, bytes) and len(value) == 1 and is_char(context, name):
        return context.get_int64(name, 0)
    return from_argument(value)


def is_char(context, name):
    pspec = context.get_factory().find_parameter(name)
    return pspec is not None and pspec.value_type in (GObject.TYPE_CHAR, GObject.TYPE_UCHAR)


def hand_over(context, product):
    """An object is returned; anything else goes through the context."""
    if isinstance(product, GObject.Object):
        return product
    wanted = context.get_factory().get_product_type()
    as_object = wanted == GObject.TYPE_PYOBJECT
    context.return_value(GObject.Value(GObject.TYPE_PYOBJECT, product) if as_object
                         else to_value(product))
    return None


def pointer(path):
    """The JSON Pointer of a place: a text, or (place, key) for one step further."""
    steps = []
    while type(path) is tuple:
        path, key = path
        steps.append("/" + str(key).replace("~", "~0").replace("/", "~1"))
    return path + "".join(reversed(steps))


def annotate_call(exception, name, source, path):
    """Says in a note which factory raised it, and where in the configuration."""
    path = pointer(path)
    where = source.get_name() if source is not None else None
    annotate(exception, "while building “{}”{}{}".format(
        name, f" of “{where}”" if where else "", f" at {path}" if path else ""))


# --- the state of a source ---


class State:
    """What the override knows about one source; hangs on its wrapper and never points to it."""

    __slots__ = ("found", "kept", "lent", "above", "below", "held", "base", "hook", "__weakref__")

    def __init__(self, above=()):
        self.found = {}    # name -> Entry, as long as nothing changes; see memory.py
        self.kept = {}     # name -> (generation, weak reference to an Entry)
        self.lent = None   # state -> those entries of it that were found here
        self.above = above  # the states of the ancestors, the parent first
        self.below = weakref.WeakKeyDictionary()  # the states that a change here matters to
        self.held = weakref.WeakKeyDictionary()  # anchor or trampoline -> what is called
        self.base = None   # a Python class that all products are instances of
        self.hook = None   # the build function, if it is set here

    def forget(self, *_):
        """Something changed: what was found before may be wrong, here and by those below.

        A look-up that runs meanwhile in another thread remembers in the old dict.
        """
        self.lent = None
        for state in (self, *(below() for below in self.below.keyrefs())):
            if state is not None:
                state.found = {}
                state.kept = {}

    def lend(self, state, name, entry):
        """Keeps an entry for somebody else, until something changes here."""
        lent = self.lent
        if lent is None:
            lent = self.lent = weakref.WeakKeyDictionary()
        lent.setdefault(state, {})[name] = entry

    def find_hook(self):
        """The build function that counts: the nearest one."""
        return self.hook or next((state.hook for state in self.above if state.hook), None)

    def hold(self, held):
        """Keeps a function for as long as C keeps the trampoline that is returned."""
        trampoline = Trampoline(held)
        self.held[trampoline] = held
        return trampoline


def state_of(source):
    try:
        return source._greg
    except AttributeError:
        with making:
            return getattr(source, "_greg", None) or new_state(source)


making = threading.RLock()

# After each of them a name may stand for something else, or be built in another way.
CHANGES = "registered", "unregistered", "replaced", "changed", "notify::traced"


def new_state(source):
    """As soon as there is a wrapper, so that other handlers of these signals come later."""
    parent = source.get_parent() if isinstance(source, Greg.Registry) else None
    above = state_of(parent) if parent is not None else None
    state = State((above, *above.above) if above is not None else ())
    for signal in CHANGES if isinstance(source, (Greg.Registry, Greg.MultiRegistry)) else ():
        source.connect(signal, state.forget)
    for level in state.above:
        level.below[state] = True
    if above is not None and source.get_base_type() == parent.get_base_type():
        state.base = above.base
    source._greg = state
    return state


# --- from a factory to its target ---


class Anchor:
    """Lives exactly as long as one factory."""

    __slots__ = ("find", "home", "__weakref__")

    def __init__(self, target):
        self.find = lambda: target
        self.home = lambda: None  # the registry that was the first to get it


_anchors = {}  # by the address of the factory


def _drop_anchor(address, anchors=_anchors):
    # At the end of the process a module's own names are gone before the last factory.
    anchors.pop(address, None)


def link(factory, target):
    """Remembers what stands behind a factory; keeps it until a registry adopts the factory."""
    address = hash(factory)
    anchor = _anchors[address] = Anchor(target)
    factory.weak_ref(_drop_anchor, address)
    return anchor


def target_of(factory):
    anchor = _anchors.get(hash(factory))
    return anchor.find() if anchor is not None else None


def home_of(factory):
    anchor = _anchors.get(hash(factory))
    return anchor.home() if anchor is not None else None


def adopt(source, factory):
    """From now on the registry keeps the code, so that both can go together."""
    anchor = _anchors.get(hash(factory)) or link(factory, None)
    state = state_of(source)
    if anchor.home() is None:
        anchor.home = weakref.ref(source)
    target = anchor.find()
    if target is not None:
        state.held[anchor] = target
        anchor.find = weakref.ref(target)


class CodeFactory(Greg.Factory):
    # A factory whose products Python code makes. One class for all, since PyGObject 3.42 never frees
    # the memory of a callback that C keeps.
    __doc__ = OfInstance(documentation_of)

    # For a class of "gi.overrides" PyGObject registers no type: it would change Greg.Factory.
    __module__ = "gi._greg"
    __gtype_name__ = "GregPythonFactory"

    def do_create(self, context):
        try:
            target = target_of(self)
            if target is None:
                raise error(Greg.Error.BUILD_FAILED,
                            f"the Python code of “{self.get_name()}” went with its registry")
            return target.call_from_c(context)
        except BaseException as exception:
            failure = park(exception)
        raise failure
