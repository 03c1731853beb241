#!/usr/bin/env python3
# mixed.py - builds classes of C, a class of Python and functions of Python from one file
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Builds what mixed.json says: letters whose text comes through streams, and a digest of them."""

from pathlib import Path

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

things = Greg.Registry("things")

# Classes of C. The streams in them may be made by C or by Python.
things.register("gzip", Gio.ZlibCompressor, defaults={"format": "gzip"})
things.register("gunzip", Gio.ZlibDecompressor, defaults={"format": "gzip"})
things.register("converted", Gio.ConverterInputStream)


# A function of Python that makes an object of C.
@things.register("text", product_type=Gio.InputStream, parameters={"text": str})
def open_text(text):
    return Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(text.encode()))


# A class of Python: what it takes is its properties, and C checks them.
@things.register("letter")
class Letter(GObject.Object):
    __gtype_name__ = "ExampleLetter"

    subject = GObject.Property(type=str)
    urgent = GObject.Property(type=bool, default=False)
    body = GObject.Property(type=Gio.InputStream)

    def __str__(self):
        text = self.body.read_bytes(1000, None).get_data().decode()
        return f"{'!' if self.urgent else '-'} {self.subject}: {text}"


# A function that makes a plain string. Since it says what it takes, all that is nested in its
# arguments is checked before anything is made, and it gets the letters themselves.
@things.register("digest", parameters={"title": str, "letters": Gio.ListModel})
def make_digest(title, letters):
    return "\n".join([title, *map(str, letters)])


def build(text):
    config = Greg.Config.new_from_json(text, -1, "mixed.json")
    try:
        print(Greg.Builder(things).build_context(config).get_product())
    except GLib.Error as error:
        print(error.report.to_string())


text = Path(__file__).with_name("mixed.json").read_text(encoding="utf-8")
build(text)

print("\nThe same with two mistakes")
build(text.replace('"level"', '"levle"').replace("true", '"very"'))
