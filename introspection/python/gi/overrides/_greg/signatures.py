# signatures.py - what the functions of the override look like from outside
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import inspect
import types

VAR_POSITIONAL = inspect.Parameter.VAR_POSITIONAL
KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY
VAR_KEYWORD = inspect.Parameter.VAR_KEYWORD


def takes(function):
    """Shows the keywords of the function that a decorated one hands its own to."""

    def decorate(outer):
        own = list(inspect.signature(outer).parameters.values())
        named = {parameter.name for parameter in own}
        keywords = [parameter for parameter in inspect.signature(function).parameters.values()
                    if parameter.kind is KEYWORD_ONLY and parameter.name not in named]
        more = [parameter for parameter in inspect.signature(function).parameters.values()
                if parameter.kind is VAR_KEYWORD]
        kept = [parameter for parameter in own if parameter.kind is not VAR_KEYWORD]
        outer.__signature__ = inspect.Signature(kept + keywords + more)
        return outer

    return decorate


def rename(cls):
    """Gives the functions that were put onto a class the names that they have there."""
    for name, member in vars(cls).items():
        function = member.__func__ if isinstance(member, staticmethod) else member
        if not isinstance(function, types.FunctionType) or hasattr(function, "__wrapped__"):
            continue
        if function.__name__ not in vars(cls):  # else it has that one, and this is another
            function.__qualname__ = f"{cls.__name__}.{name}"
            function.__name__ = name
