# plans.py - configurations that hold Python code and live values
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A configuration is planned as a whole and then made, parts before wholes.

Planning finds every name and lets C validate every part that C will make, so that all mistakes are
found before the first constructor runs. Nothing of the caller's is changed: what holds parts is
copied. Where a part stands is a chain of steps, which only a message makes a text of.
"""

from gi.repository import GLib, GObject, Greg

from .entries import entry_of_code, find_entry
from .exceptions import DOMAIN
from .lane import make, validate
from .problems import Refused, raise_first
from .targets import pointer, positional_names, state_of

# As deep as a text may be for C, and well before Python's own limit.
MAX_DEPTH = 128

# The key that says in which registry of the tree an object and all its parts are looked for.
SCOPE = "$scope"

# What needs no second look.
PLAIN = frozenset({str, int, float, bool, type(None), tuple, bytes, GObject.GType})


class Node:
    """Something to be made."""

    __slots__ = ("source", "entry", "args", "kwargs", "tree", "path")

    def __init__(self, source, entry, args, kwargs, tree, path):
        self.source = source  # where it and its parts are looked for
        self.entry = entry
        self.args = args
        self.kwargs = kwargs
        self.tree = tree  # for C: everything, its name included
        self.path = path  # for pointer()

    def known(self):
        """What C can look at before the parts are made that Python makes."""
        return {key: value for key, value in self.tree.items() if not has_node(value)}


def has_node(value):
    if isinstance(value, dict):
        return any(map(has_node, value.values()))
    return isinstance(value, Node) or (isinstance(value, list) and any(map(has_node, value)))


def type_key(config):
    return "$type" if "$type" in config else "type"


def is_node(value):
    wanted = value.get(type_key(value))
    return isinstance(wanted, str) or callable(wanted)


def merge(config, defaults):
    """Puts a configuration over defaults, unless these are for another type."""
    if not defaults:
        return dict(config)
    wanted = config.get(type_key(config))
    default = defaults.get(type_key(defaults))
    if wanted is not None and default is not None and wanted != default:
        return dict(config)
    return {**defaults, **config}


def bad_type(wanted, key, path):
    return Refused(Greg.Error.INVALID_VALUE, (path, key),
                   f"“{key}” must be a name, a class or a function, not {wanted!r}")


def leave_scope(source, config, path):
    """The source that the “$scope” of a configuration names, and the rest of the configuration."""
    key = type_key(config)
    if key in config and not is_node(config):
        raise bad_type(config[key], key, path)
    rest = {key: value for key, value in config.items() if key != SCOPE}
    return enter_scope(source, config[SCOPE], path), rest


def enter_scope(source, scope, path):
    """The source that a scope leads to."""
    if not isinstance(scope, str):
        raise Refused(Greg.Error.INVALID_VALUE, (path, SCOPE), f"“{SCOPE}” must be a string")
    try:
        return source.find_scope(scope)
    except GLib.Error as failure:
        raise Refused(failure.code, (path, SCOPE), failure.message) from None


class Plan:
    """What will be made from one configuration."""

    def __init__(self, source):
        self.source = source
        self.state = state_of(source)
        self.open = set()  # the containers that are being walked, by their addresses
        self.for_c = []
        self.problems = []

    def asking(self, source, then, *args):
        """Does something while another source is asked, as for an object with “$scope”."""
        outer, self.source, self.state = self.source, source, state_of(source)
        try:
            return then(*args)
        finally:
            self.source, self.state = outer, state_of(outer)

    def find(self, wanted, path):
        entry = self.state.found.get(wanted) if type(wanted) is str else None
        if entry is not None:
            return entry
        if callable(wanted):
            return entry_of_code(self.source, wanted)
        try:
            return find_entry(self.source, wanted)
        except GLib.Error as failure:
            if failure.domain != DOMAIN:
                raise
            raise Refused(failure.code, path, failure.message) from None

    def enter(self, container, path):
        if id(container) in self.open:
            raise Refused(Greg.Error.CYCLE, path, "this holds itself")
        if len(self.open) == MAX_DEPTH:
            raise Refused(Greg.Error.LIMIT, path,
                          f"objects are nested deeper than {MAX_DEPTH} levels")
        self.open.add(id(container))

    def value(self, value, path):
        """The value, or what will be it."""
        if type(value) in PLAIN or not isinstance(value, (dict, list)):
            return value
        try:
            self.enter(value, path)
        except Refused as problem:
            return self.note(problem)
        try:
            if isinstance(value, list):
                return [item if type(item) in PLAIN else self.value(item, (path, index))
                        for index, item in enumerate(value)]
            if is_node(value):
                return self.node(value, path)
            return {key: self.value(item, (path, key)) for key, item in value.items()}
        except Refused as problem:
            return self.note(problem)
        finally:
            self.open.discard(id(value))

    def note(self, problem):
        """What is wrong with one part; the others are looked at all the same."""
        self.problems.append(problem.diagnostic)

    def node(self, config, path, args=(), defaults=None):
        if SCOPE in config:
            source, config = leave_scope(self.source, config, path)
            return self.asking(source, self.node, config, path, args, defaults)
        config = merge(config, defaults)
        key = type_key(config)
        if key not in config:
            raise Refused(Greg.Error.MISSING_VALUE, path,
                          "there is no “type” that says what to build")
        wanted = config.pop(key)
        if not (isinstance(wanted, str) or callable(wanted)):
            raise bad_type(wanted, key, path)
        if defaults and SCOPE in config:  # they say nothing of where to look
            self.argument_name(SCOPE, path)
        entry = self.find(wanted, (path, key))
        if entry.code is None:
            return self.node_for_c(entry, config, path, args)
        return self.node_of_code(entry, config, path, args)

    def node_of_code(self, entry, config, path, args):
        if "$args" in config:
            args = [*args, *self.positional(config, path, entry.nested)]
        if entry.defaults:
            taken = positional_names(entry.code, len(args)) if args else ()
            defaults = {name: value for name, value in entry.defaults.items() if name not in taken}
            config = {**defaults, **config}
        kwargs = {}
        for key, item in config.items():
            name = key if type(key) is str and key.isidentifier() else self.argument_name(key, path)
            if name is None:
                continue
            if name in kwargs:
                raise Refused(Greg.Error.INVALID_CONFIG, (path, key),
                              f"“{key}” is given twice; “_” and “-” are the same in names")
            is_ready = type(item) in PLAIN or not entry.nested
            kwargs[name] = item if is_ready else self.value(item, (path, key))
        return Node(self.source, entry, args, kwargs, None, path)

    def positional(self, config, path, nested):
        given = config.pop("$args")
        path = (path, "$args")
        if not isinstance(given, (list, tuple)):
            raise Refused(Greg.Error.INVALID_VALUE, path, "“$args” must be an array")
        return [self.value(item, (path, index)) for index, item in enumerate(given)] if nested else given

    def argument_name(self, key, path):
        if not isinstance(key, str):
            raise Refused(Greg.Error.INVALID_CONFIG, path, f"a key must be a string, not {key!r}")
        if not key.startswith("$"):
            return key.replace("-", "_")
        if key == "$comment":
            return None
        raise Refused(Greg.Error.UNKNOWN_PROPERTY, (path, key),
                      f"“{key}” means nothing here; keys that begin with “$” are reserved")

    def node_for_c(self, entry, config, path, args):
        """What C makes, with all that is below it but classes and functions as types."""
        tree = {"$type": entry.name}
        if args:
            config["$args"] = list(args) + list(config.get("$args", []))
        for key, item in config.items():
            tree[key] = self.value_for_c(item, (path, key))
        node = Node(self.source, entry, (), {}, tree, path)
        self.for_c.append(node)
        return node

    def value_for_c(self, value, path):
        if type(value) in PLAIN or not isinstance(value, (dict, list)):
            return value
        self.enter(value, path)
        try:
            if isinstance(value, list):
                return [self.value_for_c(item, (path, index)) for index, item in enumerate(value)]
            if callable(value.get(type_key(value))):
                return self.node(value, path)
            if SCOPE in value:
                return self.asking(self.source_for_c(value), self.members_for_c, value, path)
            return self.members_for_c(value, path)
        finally:
            self.open.discard(id(value))

    def members_for_c(self, value, path):
        return {key: self.value_for_c(item, (path, key)) for key, item in value.items()}

    def source_for_c(self, value):
        """Where code further down finds its parts; whether it is a scope at all, C will say."""
        try:
            return self.source.find_scope(value[SCOPE])
        except (GLib.Error, TypeError):
            return self.source

    def root(self, key, config, path, args, defaults):
        """What a product is made from; `key` is what the caller gave."""
        try:
            if not isinstance(config, dict):
                raise Refused(Greg.Error.INVALID_VALUE, path,
                              f"an object with a “type”, or a name, is wanted, not {config!r}")
            self.enter(key, path)
            return self.node(config, path, args, defaults)
        except Refused as problem:
            return self.note(problem)
        finally:
            self.open.discard(id(key))

    def check(self, root):
        """C looks at its parts; at the root it looks anyway, when it makes it."""
        for node in self.for_c:
            if node is not root or self.problems:
                self.problems += validate(node.source, node)
        if self.problems:
            raise_first(self.problems)

    def make(self, planned):
        kind = type(planned)
        if kind is Node:
            return self.make_node(planned)
        if kind is dict:
            return {key: self.make(item) for key, item in planned.items()}
        if kind is list:
            return [self.make(item) for item in planned]
        return planned

    def make_node(self, node):
        if node.tree is not None:
            return make(node.source, node.entry, self.make(node.tree), pointer(node.path))
        args, kwargs = node.args, node.kwargs
        if node.entry.nested:
            args = [self.make(item) for item in args] if args else args
            kwargs = {name: item if type(item) in PLAIN else self.make(item)
                      for name, item in kwargs.items()}
        return node.entry.call(node.source, args, kwargs, node.path)


def build_node(source, config, args, kwargs, defaults):
    """Builds what a dict describes; what is given beside it wins."""
    plan = Plan(source)
    root = plan.root(config, {**config, **kwargs} if kwargs else config, "", args, defaults)
    plan.check(root)
    return plan.make_node(root)


def build_list(source, configs, defaults):
    """One product for each; all are planned before the first is made."""
    plan = Plan(source)
    plan.enter(configs, "")
    nodes = []
    for index, config in enumerate(configs):
        config = {"type": config} if isinstance(config, str) or callable(config) else config
        nodes.append(plan.root(config, config, ("", index), (), defaults))
    plan.check(None)
    return [plan.make_node(node) for node in nodes]


def build_parts(source, args, kwargs, path):
    """Makes the parts among the arguments that C gives to Python code."""
    if not any(isinstance(value, (dict, list)) for value in (*args, *kwargs.values())):
        return args, kwargs
    plan = Plan(source)
    args = [plan.value(value, ((path, "$args"), index)) for index, value in enumerate(args)]
    kwargs = {name: plan.value(value, (path, name)) for name, value in kwargs.items()}
    plan.check(None)
    return plan.make(args), plan.make(kwargs)
