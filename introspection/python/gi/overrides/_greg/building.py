# building.py - build(): from a name and arguments, from a dict, from whatever describes a product
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Factories that are Python code are called with the very arguments, and their exceptions come as
they are. Everything else goes to C as JSON text, where all values are checked before anything is
made.
"""

import inspect
from collections.abc import Mapping

from gi.repository import GLib, GObject, Greg

from .entries import Entry, code_behind, entry_of_code, find_entry, python_base
from .exceptions import DOMAIN, native
from .lane import as_config, make, make_text, new_config
from .plans import PLAIN, SCOPE, Plan, build_list, build_node, leave_scope
from .problems import Refused, raise_first
from .targets import (Held, annotate_call, arguments_of, hand_over, home_of, positional_names,
                      state_of)
from .values import encode_apart, encode_flat

set_build_func = Greg.Source.set_build_func
set_build_func_full = Greg.Source.set_build_func_full
add_full = native(Greg.Registry.add_full)
object_init = GObject.Object.__init__


def build_by_name(source, name, args, kwargs):
    """A call: Python code gets the arguments untouched."""
    entry = find_entry(source, name)
    if entry.code is None:
        return make(source, entry, tree_of_call(name, args, kwargs))
    return call_code(source, entry, args, kwargs)


def tree_of_call(name, args, kwargs):
    tree = {"$type": name, **kwargs}
    if args:
        tree["$args"] = list(args)
    return tree


def call_code(source, entry, args, kwargs):
    if entry.defaults:
        given = {*kwargs, *(positional_names(entry.code, len(args)) if args else ())}
        kwargs = {**default_parts(source, entry, given), **kwargs}
    return entry.call(source, args, kwargs)


def default_parts(source, entry, given):
    """The defaults that nobody gave something else for, with their own parts made."""
    plan = Plan(source)
    missing = {key: value for key, value in entry.defaults.items() if key not in given}
    if not entry.nested:
        return missing
    planned = {key: plan.value(value, ("", key)) for key, value in missing.items()}
    plan.check(None)
    return plan.make(planned)


def build_by_hook(source, hook, what, args, kwargs):
    """A build function that wants the configuration itself."""
    if isinstance(what, (str, type)) or not isinstance(what, Mapping):
        config, kwargs = {"type": what, **kwargs}, {}
    else:
        config = dict(what)
    try:
        return hook.function(config, source, *args, **kwargs)
    except BaseException as exception:
        annotate_call(exception, str(config.get("type")), source, "")
        raise


def build_in_scope(source, config, args, kwargs):
    """What has a “$scope”: the build function there counts."""
    try:
        source, config = leave_scope(source, config, "")
    except Refused as problem:
        raise_first([problem.diagnostic])
    return build_slowly(source, config, args, kwargs)


def build_config(source, config):
    """What a Greg.Config says; the product may be anything."""
    builder = Greg.Builder.new(source)
    return call_builder(builder, builder_build_context, config, None).get_product()


def build_slowly(source, what, args, kwargs):
    kind = type(what)
    if kind is not str and (kind is dict or isinstance(what, Mapping)) and SCOPE in what:
        return build_in_scope(source, what, args, kwargs)
    hook = state_of(source).find_hook()
    if kind is dict and hook is None:
        defaults = kwargs.pop("default_args", None)
        return build_node(source, what, args, kwargs, defaults)
    if isinstance(what, list):
        defaults = kwargs.pop("default_args", None)
        if args or kwargs:
            raise TypeError("build() takes nothing but default_args beside a list")
        return build_list(source, what, defaults)
    if hook is not None and hook.wants_config and not isinstance(what, Greg.Config):
        return build_by_hook(source, hook, what, args, kwargs)
    if isinstance(what, str):
        return build_by_name(source, what, args, kwargs)
    if isinstance(what, Mapping):
        defaults = kwargs.pop("default_args", None)
        return build_node(source, what, args, kwargs, defaults)
    if isinstance(what, Greg.Config):
        return build_config(source, what)
    if callable(what):
        return entry_of_code(source, what).call(source, args, kwargs)
    raise TypeError(f"build() takes a name, a dict, a list, a Greg.Config or something to call, "
                    f"not {what!r}")


def build(self, what, /, *args, **kwargs):
    """Builds something.

    build(name, *args, **kwargs) calls what the name stands for. build(config) builds what a dict
    says: "type" is a name, a class or a function, the rest are arguments, in which dicts with a
    "type" are built first; build(config, default_args={...}) puts arguments under them. A list
    builds a list. Neither dict nor list is ever changed.
    """
    # The ordinary cases, as short as they can be: what was built before, and plain arguments.
    kind = type(what)
    try:
        if kind is str:
            entry = self._greg.found[what]
        elif kind is dict and not args and not kwargs:
            entry = self._greg.found[what["type"]]
        else:
            return build_slowly(self, what, args, kwargs)
    except (AttributeError, KeyError, TypeError):  # AttributeError: no state yet
        return build_slowly(self, what, args, kwargs)
    if kind is str:
        code = entry.quick
        if code is not None:
            try:
                return code(*args, **kwargs)
            except BaseException as exception:
                annotate_call(exception, what, self, "")
                raise
        if entry.head is not None and not args:
            product = make_call(self, entry, kwargs)
            if product is not None:
                return product
        return build_slowly(self, what, args, kwargs)
    arguments = what.copy()
    del arguments["type"]
    code = entry.quick_for_dicts
    if code is None:
        product = None
        if entry.construct is not None:
            product = entry.construct(arguments)
        if product is None and entry.head is not None:
            text = encode_flat(what)
            product = make_text(self, text) if text is not None else None
        return product if product is not None else build_slowly(self, what, args, kwargs)
    for value in arguments.values():
        if type(value) not in PLAIN:
            return build_slowly(self, what, args, kwargs)
    try:
        return code(**arguments)
    except BaseException as exception:
        # A name with "-" or "$" is none for Python, so that nothing ran yet.
        if all(map(str.isidentifier, arguments)):
            annotate_call(exception, what["type"], self, "")
            raise
    return build_slowly(self, what, args, kwargs)


def make_call(source, entry, arguments):
    """An object of C, or None if it takes more than writing plain arguments down."""
    product = entry.construct(arguments) if entry.construct is not None else None
    if product is not None:
        return product
    text = encode_flat(arguments) if arguments else "{}"
    if text is None:
        return None
    return make_text(source, f"{entry.head},{text[1:]}" if arguments else entry.head + "}")


def call_factory(factory, args, kwargs):
    """The same without a look-up; parts are found where the factory was registered."""
    home, target, name = home_of(factory), code_behind(factory), factory.get_name()
    base = python_base(home, state_of(home)) if home is not None else None
    entry = Entry(name, factory, target, base, False)
    alone = Greg.Registry()
    if entry.code is not None:
        return call_code(home if home is not None else alone, entry, args, kwargs)
    add_full(alone, factory, Greg.Duplicates.DEFAULT)
    return make(alone, entry, tree_of_call(name, args, kwargs), home=home)


# --- build functions ---


class Hook(Held):
    """A build function, in one of two forms."""

    __slots__ = ("wants_config",)

    def __init__(self, function):
        super().__init__(function)
        self.wants_config = wants_config(function)

    def call_from_c(self, source, factory, context):
        if not self.wants_config:
            product = self.function(source, factory, context)
            if product is None and context.get_product() is not None:
                return None  # what factory.create() has handed over already
            return hand_over(context, product)
        args, kwargs = arguments_of(context)
        config = {"type": factory.get_name(), **kwargs}
        return hand_over(context, self.function(config, source, *args))


class HookOfC:
    """A build function that Python leaves to C; those of ancestors do not count."""

    wants_config = False


def wants_config(function):
    """Whether it is called as (config, registry, ...) or as (source, factory, context)."""
    try:
        signature = inspect.signature(function)
    except ValueError:  # made in C, and keeps it for itself
        return False
    try:
        signature.bind(None, None)
        return True
    except TypeError:
        pass
    try:
        signature.bind(None, None, None)
        return False
    except TypeError:
        raise TypeError("a build function takes (config, registry, ...) "
                        "or (source, factory, context)") from None


def source_set_build_func(self, function):
    """Sets what makes products in place of the factories; None restores the ordinary way.

    A function of three arguments is called as (source, factory, context), after everything was
    validated. One that takes two by position is called as (config, registry, *args, **kwargs) with
    what build() was given, and is in charge of everything.
    """
    state = state_of(self)
    state.hook = None
    if function is None:
        set_build_func(self, None)
    else:
        hook = Hook(function)
        set_build_func(self, state.hold(hook))
        state.hook = hook
    state.forget()


def source_set_build_func_full(self, flags, function):
    """The same; with the flag HOME_THREAD it is called in this thread only.

    It is C that knows the thread, so that C always makes the call.
    """
    state = state_of(self)
    state.hook = None
    set_build_func_full(self, flags, None if function is None else state.hold(Hook(function)))
    state.hook = None if function is None else HookOfC
    state.forget()


# --- building without blocking ---


def arguments_config(arguments):
    """Arguments for C; there is no builder that could keep what text cannot hold."""
    if arguments is None or isinstance(arguments, Greg.Config):
        return arguments
    text, live = encode_apart(arguments)
    if live:
        raise TypeError(f"{live[0]!r} cannot be given to an asynchronous build of a source; "
                        "use Greg.Builder, which can keep it")
    return new_config(text, -1, None)


def source_build_async(self, name, arguments=None, cancellable=None, callback=None, *user_data):
    """Builds by name without blocking; callback(source, result) calls build_finish(result)."""
    return build_async(self, name, arguments_config(arguments), cancellable, callback, *user_data)


def source_build_config_async(self, config, cancellable=None, callback=None, *user_data):
    """Builds what a dict or a Greg.Config says, without blocking.

    callback(source, result) calls build_config_finish(result).
    """
    return build_config_async(self, arguments_config(config), cancellable, callback, *user_data)


def builder_async(method):
    def call(self, config, report=None, cancellable=None, callback=None, *user_data):
        return method(self, as_config(self, config), report, cancellable, callback, *user_data)

    call.__name__ = method.__name__
    return call


build_async = Greg.Source.build_async
build_config_async = Greg.Source.build_config_async


# --- whole configurations in C ---


class BuilderMethods:
    """Greg.Builder takes what Source.build() takes, and has C do all of it."""

    @staticmethod
    def init(self, *sources, **properties):
        object_init(self, **properties)
        for source in sources:
            self.add_source(source)

    @staticmethod
    def build(self, config, report=None):
        """Builds what a dict or a Greg.Config describes; raises the first problem."""
        return call_builder(self, builder_build, config, report)

    @staticmethod
    def build_list(self, config, report=None):
        """Builds a list of products."""
        return call_builder(self, builder_build_list, config, report)

    @staticmethod
    def build_context(self, config, report=None):
        return call_builder(self, builder_build_context, config, report)

    @staticmethod
    def validate(self, config):
        """Finds everything that is wrong with a dict or a Greg.Config, and builds nothing."""
        return builder_validate(self, as_config(self, config))

    @staticmethod
    def set_defaults(self, defaults):
        return builder_set_defaults(self, None if defaults is None else as_config(self, defaults))


def call_builder(builder, method, config, report):
    report = report if report is not None else Greg.Report()
    try:
        return method(builder, as_config(builder, config), report)
    except GLib.Error as failure:
        exception = failure
        has_report = getattr(failure, "report", None) is not None
        if failure.domain == DOMAIN and report.count_errors() and not has_report:
            failure.report = report
    raise exception


builder_build = native(Greg.Builder.build)
builder_build_list = native(Greg.Builder.build_list)
builder_build_context = native(Greg.Builder.build_context)
builder_validate = native(Greg.Builder.validate)
builder_set_defaults = native(Greg.Builder.set_defaults)


def install():
    Greg.Source.build = build
    Greg.Source.set_build_func = source_set_build_func
    Greg.Source.set_build_func_full = source_set_build_func_full
    Greg.Source.build_async = source_build_async
    Greg.Source.build_config_async = source_build_config_async
    Greg.Builder.build_async = builder_async(Greg.Builder.build_async)
    Greg.Builder.build_list_async = builder_async(Greg.Builder.build_list_async)
    for name in ("build_config", "build_context", "build_finish", "build_config_finish",
                 "build_json", "build_node", "build_variant", "build_with_config"):
        setattr(Greg.Source, name, native(getattr(Greg.Source, name)))
    for name in ("build_finish", "build_list_finish"):
        setattr(Greg.Builder, name, native(getattr(Greg.Builder, name)))
    Greg.Builder.__init__ = BuilderMethods.init
    for name in ("build", "build_list", "build_context", "validate", "set_defaults"):
        setattr(Greg.Builder, name, getattr(BuilderMethods, name))
