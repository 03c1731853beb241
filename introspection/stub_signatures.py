# stub_signatures.py - the types of what the Python override adds, for list-stubs
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What follows the name in "def name", by class and method; several are overloads.

list-stubs compares the names of the parameters with those of the override.
"""

IMPORTS = '''\
from builtins import list as _list  # a source has a method of that name
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar, overload

from gi.repository import Gio, GLib, GObject, Json

# A class, a function, or whatever else can be called.
_Code = TypeVar("_Code", bound=Callable[..., Any])
_Config = Mapping[str, Any] | Config
_Sources = Mapping[str, Source] | Mapping[str | None, Source] | Iterable[Source | tuple[str | None, Source]]
'''

OPTIONS = (
    "aliases: str | Iterable[str] = ..., override: bool = ..., duplicates: str | Duplicates = ..., "
    "priority: int = ..., defaults: Mapping[str, Any] | None = ..., summary: str | None = ..., "
    "deprecated: bool | str = ..., replacement: str | None = ..., nested: bool = ..., "
    "parameters: Mapping[str, Any] | None = ..., product_type: Any = ..., "
    "metadata: Mapping[str, Any] | None = ..., **more_metadata: Any"
)
NAMES = "str | _list[str] | None"
REGISTER = [
    f"(self, fn: _Code, /, *, name: {NAMES} = ..., {OPTIONS}) -> _Code",
    f"(self, name: {NAMES}, fn: _Code, /, *, {OPTIONS}) -> _Code",
    f"(self, *, fn: _Code, name: {NAMES} = ..., {OPTIONS}) -> _Code",
    f"(self, name: {NAMES} = ..., *, {OPTIONS}) -> Callable[[_Code], _Code]",
]

CONDITIONS = (
    "include: str | Iterable[str] = ..., exclude: str | Iterable[str] = ..., "
    "tags: str | Iterable[str] = ..., has: str | Iterable[str] = ..., "
    "one_of: Mapping[str, Iterable[Any]] | None = ..., at_least: Mapping[str, Any] | None = ..., "
    "product_type: Any = ..., deprecated: bool | None = ..., stacked: bool | None = ..., "
    "own: bool | None = ..., order: str | QueryOrder | None = ..., metadata: Mapping[str, Any] | None = ..., "
    "**more_metadata: Any"
)


def asking(result):
    return [f"(self, query: Query, /) -> {result}", f"(self, *globs: str, {CONDITIONS}) -> {result}"]


def settable(kind):
    """A property, and its setter."""
    return [f"(self) -> {kind}", f"(self, value: {kind}) -> None"]


SEVERAL = "_list[Any] | Config"
LATER = "callback: Callable[..., Any] | None = ..., *user_data: Any) -> None"
CANCELLABLE = "cancellable: Gio.Cancellable | None = ..."

ADDING = {
    "add": "(self, factory: Factory) -> bool",
    "register_type": "(self, name: str | None, thing: Any) -> bool",
}
SET_OPERATORS = ("__and__", "__or__", "__sub__", "__xor__",
                 "__rand__", "__ror__", "__rsub__", "__rxor__")
COMPARISONS = ("__le__", "__lt__", "__ge__", "__gt__")

SIGNATURES = {
    "Batch": {
        **ADDING,
        "__enter__": "(self) -> Batch",
        "__exit__": "(self, kind: Any, exception: Any, traceback: Any) -> None",
        "temporary": "(self) -> _Temporary",
    },
    "Builder": {
        "__init__": "(self, *sources: Source, **properties: Any) -> None",
        "build": "(self, config: _Config | str, report: Report | None = ...) -> Any",
        "build_async":
            f"(self, config: _Config | str, report: Report | None = ..., {CANCELLABLE}, {LATER}",
        "build_context": "(self, config: _Config | str, report: Report | None = ...) -> Context",
        "build_list": f"(self, config: {SEVERAL}, report: Report | None = ...) -> _list[Any]",
        "build_list_async":
            f"(self, config: {SEVERAL}, report: Report | None = ..., {CANCELLABLE}, {LATER}",
        "set_defaults": "(self, defaults: _Config | None) -> bool",
        "validate": "(self, config: _Config | _list[Any] | str) -> Report",
    },
    "ExternalSource": {
        "__init__":
            "(self, name: str | None = ..., base_type: Any = ..., *, "
            "find: Callable[[ExternalSource, str], Factory | None] | None = ..., "
            "list: Callable[[ExternalSource], Iterable[str]] | None = ..., "
            "membership: Callable[[ExternalSource, str], Membership] | None = ..., "
            "**properties: Any) -> None",
        "set_find_func":
            "(self, function: Callable[[ExternalSource, str], Factory | None] | None) -> None",
        "set_list_func": "(self, function: Callable[[ExternalSource], Iterable[str]] | None) -> None",
        "set_membership_func":
            "(self, function: Callable[[ExternalSource, str], Membership] | None) -> None",
    },
    "Factory": {
        "__call__": "(self, /, *args: Any, **kwargs: Any) -> Any",
        "__repr__": "(self) -> str",
        "bind": "(self, arguments: _Config | None = ..., **more: Any) -> Factory",
        "code": "(self) -> Callable[..., Any] | None",
        "copy": "(self, name: str | None = ...) -> Factory",
        "metadata": "(self) -> Mapping[str, Any]",
        "new_for_func":
            "(name: str, product_type: Any, function: Callable[[Context], Any]) -> Factory",
        "set_metadata": "(self, key: str, value: Any) -> bool",
    },
    "MultiRegistry": {
        **ADDING,
        "__init__": "(self, name: str | None = ..., sources: _Sources = ..., base_type: Any = ..., *, "
                    "separator: str | None = ..., default: Registry | None = ..., "
                    "strict: bool = ..., build_func: Callable[..., Any] | None = ..., "
                    "**properties: Any) -> None",
        "add_full": "(self, factory: Factory, duplicates: Duplicates) -> Factory",
        "append": [
            "(self, prefix: Source, source: None = ...) -> bool",
            "(self, prefix: str | None, source: Source) -> bool",
        ],
        "concat": "(left: Source, right: Source) -> MultiRegistry",
        "default": settable("Registry | None"),
        "insert": [
            "(self, position: int, prefix: Source, source: None = ...) -> bool",
            "(self, position: int, prefix: str | None, source: Source) -> bool",
        ],
        "prefixes": "(self) -> _list[str]",
        "separator": "(self) -> str",
        "source": "(self, prefix: str) -> Source | None",
        "sources": "(self) -> tuple[Source, ...]",
        "strict": settable("bool"),
    },
    "Query": {
        "__init__":
            f"(self, *globs: str, deprecation: QueryDeprecation | None = ..., {CONDITIONS}) -> None",
        "match_at_least": "(self, key: str, value: Any) -> None",
        "match_equal": "(self, key: str, value: Any) -> None",
        "match_one_of": "(self, key: str, values: Iterable[Any] | GLib.Variant) -> None",
    },
    "Registry": {
        **ADDING,
        "__init__": "(self, name: str | None = ..., base_type: Any = ..., *, "
                    "parent: Registry | None = ..., scope: str | None = ..., "
                    "separator: str | None = ..., duplicates: str | Duplicates = ..., "
                    "build_func: Callable[..., Any] | None = ..., **properties: Any) -> None",
        "add_full": "(self, factory: Factory, duplicates: Duplicates) -> Factory",
        "add_loader": "(self, label: str, function: Callable[[Registry, str], Any]) -> int",
        "add_loader_full":
            "(self, label: str, flags: FactoryFlags, function: Callable[[Registry, str], Any]) -> int",
        "child": "(self, scope: str) -> Registry | None",
        "children": "(self) -> tuple[Registry, ...]",
        "masks": "(self) -> tuple[str, ...]",
        "parent": "(self) -> Registry | None",
        "register_func":
            "(self, name: str, product_type: Any, function: Callable[[Context], Any]) -> bool",
        "remove": "(self, name: str | Factory) -> None",
        "root": "(self) -> Registry",
        "scope": "(self) -> str | None",
        "separator": "(self) -> str",
    },
    "Source": {
        **dict.fromkeys(SET_OPERATORS, "(self, other: Any) -> set[str]"),
        **dict.fromkeys(COMPARISONS, "(self, other: Any) -> bool"),
        "__add__": "(self, other: Source) -> MultiRegistry",
        "__bool__": "(self) -> bool",
        "__contains__": "(self, name: object) -> bool",
        "__eq__": "(self, other: object) -> bool",
        "__getitem__": "(self, name: str) -> Factory",
        "__iter__": "(self) -> Iterator[str]",
        "__len__": "(self) -> int",
        "__ne__": "(self, other: object) -> bool",
        "__repr__": "(self) -> str",
        "__str__": "(self) -> str",
        "_ipython_key_completions_": "(self) -> _list[str]",
        "_repr_html_": "(self) -> str",
        "available_keys": "(self) -> _list[str]",
        "best": asking("Factory | None"),
        "build": "(self, what: Any, /, *args: Any, **kwargs: Any) -> Any",
        "build_async": f"(self, name: str, arguments: _Config | None = ..., {CANCELLABLE}, {LATER}",
        "build_config_async": f"(self, config: _Config | str, {CANCELLABLE}, {LATER}",
        "get": [
            "(self, name: str, default: None = ..., **metadata: Any) -> Factory | None",
            "(self, name: str, default: Any, **metadata: Any) -> Any",
        ],
        "isdisjoint": "(self, other: Iterable[Any]) -> bool",
        "items": "(self) -> ItemsView[str, Factory]",
        "keys": "(self) -> KeysView[str]",
        "list": asking("_list[str]"),
        "lookup_all": "(self, name: str, **metadata: Any) -> _list[Factory]",
        "query": asking("_list[Factory]"),
        "set_build_func": "(self, function: Callable[..., Any] | None) -> None",
        "set_build_func_full": "(self, flags: FactoryFlags, function: Callable[..., Any] | None) -> None",
        "values": "(self) -> ValuesView[Factory]",
        "watch": "(self, function: Callable[[Source, Factory | None, Factory | None], Any], "
                 "flags: WatchFlags = ...) -> int",
    },
}

# What several classes have, as a base that only the stub knows.
MIXINS = {"Batch": "_Registers", "MultiRegistry": "_Registers", "Registry": "_Registers"}
SIGNATURES["_Registers"] = {"__call__": REGISTER, "register": REGISTER}

# What is no class of the typelib.
EXTRA = {
    "ClassRegistry": [
        "class ClassRegistry:",
        "    def __get__(self, instance: object, owner: type | None = ...) -> Registry: ...",
        "    def __init__(self, name: str | None = ..., *, base_type: type | None = ..., "
        "duplicates: str | Duplicates = ..., build_func: Callable[..., Any] | None = ...) -> None: ...",
        "    def __set_name__(self, owner: type, attribute: str) -> None: ...",
    ],
    "NotFound": ["class NotFound(GLib.Error, KeyError):", "    report: Report | None"],
    "_Registers": [
        "class _Registers:",
        *(line for name in ("__call__", "register") for signature in REGISTER
          for line in ("    @overload", f"    def {name}{signature}: ...")),
    ],
    "_Temporary": [
        "class _Temporary(_Registers):",
        "    def __enter__(self) -> _Temporary: ...",
        "    def __exit__(self, kind: Any, exception: Any, traceback: Any) -> None: ...",
        "    def add(self, factory: Factory) -> bool: ...",
    ],
}
