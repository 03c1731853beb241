# plans.py - configurations that hold Python code and live values
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A configuration is planned as a whole and then made, parts before wholes.

Planning finds every name and lets C validate every part that C will make, so that a mistake is
found before the first constructor runs. Nothing of the caller's is changed: what holds parts is
copied.
"""

from gi.repository import GLib, GObject, Greg

from .entries import entry_of_code, find_entry
from .exceptions import DOMAIN, error
from .lane import make, validate

# As deep as a text may be for C, and well before Python's own limit.
MAX_DEPTH = 128

# What needs no second look.
PLAIN = frozenset({str, int, float, bool, type(None), tuple, bytes, GObject.GType})


class Node:
    """Something to be made."""

    __slots__ = ("entry", "args", "kwargs", "tree", "path")

    def __init__(self, entry, args, kwargs, tree, path):
        self.entry = entry
        self.args = args
        self.kwargs = kwargs
        self.tree = tree  # for C: everything, its name included
        self.path = path

    def known(self):
        """What C can look at before the parts are made that Python makes."""
        return {key: value for key, value in self.tree.items() if not has_node(value)}


def has_node(value):
    if isinstance(value, dict):
        return any(map(has_node, value.values()))
    return isinstance(value, Node) or (isinstance(value, list) and any(map(has_node, value)))


def step(path, key):
    """One step further in a JSON Pointer."""
    text = str(key).replace("~", "~0").replace("/", "~1")
    return f"{path}/{text}"


def type_key(config):
    return "$type" if "$type" in config else "type"


def is_node(value):
    wanted = value.get("$type", value.get("type"))
    return isinstance(wanted, str) or callable(wanted)


def refuse(code, path, message):
    return error(code, f"{path}: {message}" if path else message)


def merge(config, defaults):
    """Puts a configuration over defaults, unless these are for another type."""
    if not defaults:
        return dict(config)
    wanted = config.get(type_key(config))
    default = defaults.get(type_key(defaults))
    if wanted is not None and default is not None and wanted != default:
        return dict(config)
    return {**defaults, **config}


class Plan:
    """What will be made from one configuration."""

    def __init__(self, source):
        self.source = source
        self.open = []  # the containers that are being walked
        self.for_c = []

    def find(self, wanted, path):
        if callable(wanted):
            return entry_of_code(self.source, wanted)
        try:
            return find_entry(self.source, wanted)
        except GLib.Error as failure:
            if path and failure.domain == DOMAIN:
                failure = error(failure.code, f"{path}: {failure.message}")
            raise failure from None

    def enter(self, container, path):
        if any(container is other for other in self.open):
            raise refuse(Greg.Error.CYCLE, path, "this holds itself")
        if len(self.open) == MAX_DEPTH:
            raise refuse(Greg.Error.LIMIT, path,
                         f"objects are nested deeper than {MAX_DEPTH} levels")
        self.open.append(container)

    def value(self, value, path):
        """The value, or what will be it."""
        if type(value) in PLAIN or not isinstance(value, (dict, list)):
            return value
        self.enter(value, path)
        if isinstance(value, list):
            planned = [self.value(item, step(path, i)) for i, item in enumerate(value)]
        elif is_node(value):
            planned = self.node(value, path)
        else:
            planned = {key: self.value(item, step(path, key)) for key, item in value.items()}
        self.open.pop()
        return planned

    def node(self, config, path, args=(), defaults=None):
        config = merge(config, defaults)
        key = type_key(config)
        if key not in config:
            raise refuse(Greg.Error.MISSING_VALUE, path,
                         "there is no “type” that says what to build")
        wanted = config.pop(key)
        if not isinstance(wanted, str) and not callable(wanted):
            raise refuse(Greg.Error.INVALID_VALUE, step(path, key),
                         f"“{key}” must be a name, a class or a function, not {wanted!r}")
        entry = self.find(wanted, step(path, key))
        if entry.code is None:
            return self.node_for_c(entry, config, path, args)
        return self.node_of_code(entry, config, path, args)

    def node_of_code(self, entry, config, path, args):
        args = list(args) + self.positional(config, path, entry.nested)
        config = {**entry.defaults, **config}
        kwargs = {}
        for key, item in config.items():
            name = self.argument_name(key, path)
            if name is None:
                continue
            if name in kwargs:
                raise refuse(Greg.Error.INVALID_CONFIG, step(path, key),
                             f"“{key}” is given twice; “_” and “-” are the same in names")
            kwargs[name] = self.value(item, step(path, key)) if entry.nested else item
        return Node(entry, args, kwargs, None, path)

    def positional(self, config, path, nested):
        given = config.pop("$args", [])
        if not isinstance(given, (list, tuple)):
            raise refuse(Greg.Error.INVALID_VALUE, step(path, "$args"), "“$args” must be an array")
        if not nested:
            return list(given)
        return [self.value(item, f"{path}/$args/{i}") for i, item in enumerate(given)]

    def argument_name(self, key, path):
        if not isinstance(key, str):
            raise refuse(Greg.Error.INVALID_CONFIG, path, f"a key must be a string, not {key!r}")
        if not key.startswith("$"):
            return key.replace("-", "_")
        if key == "$comment":
            return None
        raise refuse(Greg.Error.UNKNOWN_PROPERTY, step(path, key),
                     f"“{key}” means nothing here; keys that begin with “$” are reserved")

    def node_for_c(self, entry, config, path, args):
        """What C makes, with all that is below it but classes and functions as types."""
        tree = {"$type": entry.name}
        if args:
            config["$args"] = list(args) + list(config.get("$args", []))
        for key, item in config.items():
            tree[key] = self.value_for_c(item, step(path, key))
        node = Node(entry, (), {}, tree, path)
        self.for_c.append(node)
        return node

    def value_for_c(self, value, path):
        if type(value) in PLAIN or not isinstance(value, (dict, list)):
            return value
        self.enter(value, path)
        if isinstance(value, list):
            planned = [self.value_for_c(item, step(path, i)) for i, item in enumerate(value)]
        elif callable(value.get("$type", value.get("type"))):
            planned = self.node(value, path)
        else:
            planned = {key: self.value_for_c(item, step(path, key)) for key, item in value.items()}
        self.open.pop()
        return planned

    def check(self, root):
        """C looks at its parts; the root it looks at anyway, when it makes it."""
        for node in self.for_c:
            if node is not root:
                validate(self.source, node)

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
            return make(self.source, node.entry, self.make(node.tree), node.path)
        if not node.entry.nested:
            return node.entry.call(self.source, node.args, node.kwargs, node.path)
        args = [self.make(item) for item in node.args]
        kwargs = {name: self.make(item) for name, item in node.kwargs.items()}
        return node.entry.call(self.source, args, kwargs, node.path)


def build_node(source, config, args, kwargs, defaults):
    """Builds what a dict describes; what is given beside it wins."""
    plan = Plan(source)
    plan.enter(config, "")
    root = plan.node({**config, **kwargs}, "", args, defaults)
    plan.check(root)
    return plan.make_node(root)


def build_list(source, configs, defaults):
    """One product for each; all are planned before the first is made."""
    plan = Plan(source)
    plan.enter(configs, "")
    nodes = []
    for index, config in enumerate(configs):
        config = {"type": config} if isinstance(config, str) or callable(config) else config
        if not isinstance(config, dict):
            raise refuse(Greg.Error.INVALID_VALUE, f"/{index}",
                         f"an object with a “type”, or a name, is wanted, not {config!r}")
        nodes.append(plan.node(config, f"/{index}", (), defaults))
    plan.check(None)
    return [plan.make_node(node) for node in nodes]


def build_parts(source, args, kwargs, path):
    """Makes the parts among the arguments that C gives to Python code."""
    if not any(isinstance(value, (dict, list)) for value in (*args, *kwargs.values())):
        return args, kwargs
    plan = Plan(source)
    args = [plan.value(value, f"{path}/$args/{i}") for i, value in enumerate(args)]
    kwargs = {name: plan.value(value, step(path, name)) for name, value in kwargs.items()}
    plan.check(None)
    return plan.make(args), plan.make(kwargs)
