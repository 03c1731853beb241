#!/usr/bin/env python3
# custom-build.py - functions of the program that make what a registry builds
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as custom-build.c."""

import itertools

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, Greg  # noqa: E402

MOST = 3

shared = {}
numbers = itertools.count(1)


def share(source, factory, context):
    """Makes one object for all who give the same arguments.

    A build function of three arguments is called when everything has been found, merged, checked
    and converted. It need not make anything, but what it gives must be what the registry promises.
    """
    arguments = sorted((name, context.get_value(name)) for name in context.list_names())
    key = factory.get_name(), *arguments
    if key in shared:
        print(f"  {factory.get_name()}: shared")
        return shared[key]
    print(f"  {factory.get_name()}: made")
    shared[key] = factory.create(context)
    return shared[key]


def number(config, registry, **arguments):
    """Gives numbers to what is made.

    A build function of two arguments is given what build() was given, and is in charge of all that
    follows: here the factory, which is called, finds, checks and makes. MMCV has this form.
    """
    index = next(numbers)
    if index > MOST:
        raise RuntimeError(f"{MOST} is the most that can be made")
    config = dict(config)
    product = registry[config.pop("type")](**config, **arguments)
    product.number = index
    return product


def compare(one, other):
    print("  the same object" if one is other else "  two objects")


def main():
    converters = Greg.Registry("converters", base_type=Gio.Converter, build_func=share)
    converters.register("gzip", Gio.ZlibCompressor, defaults={"format": "gzip"})
    converters.register("gunzip", Gio.ZlibDecompressor, defaults={"format": "gzip"})

    print("Equal arguments share an object")
    best = converters.build("gzip", level=9)
    compare(best, converters.build({"type": "gzip", "level": 9}))
    compare(best, converters.build("gzip", level=1))

    print("\nWhat is wrong never comes to the function")
    try:
        converters.build("gzip", level=99)
    except GLib.Error as error:
        print(f"  {error.report[0].get_message()}")

    print("\nEverything that is made has a number")
    converters.set_build_func(number)
    stages = converters.build([{"type": "gzip", "level": 9}, "gunzip", "gzip"])
    for stage in stages:
        print(f"  {stage.number}: {stage.__gtype__.name}")

    print("\nThe function may refuse")
    try:
        converters.build("gzip")
    except RuntimeError as error:
        print(f"  {error}")

    print("\nWithout a function all is as before")
    converters.set_build_func(None)
    compare(converters.build("gunzip"), converters.build("gunzip"))


main()
