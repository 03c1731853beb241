#!/usr/bin/env python3
# converters.py - sends a file through a pipeline of converters that a JSON file describes
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Usage: converters.py PIPELINE.json INPUT OUTPUT
       converters.py --list

Does and prints the same as converters.c.
"""

import codecs
import sys

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

# The registry takes nothing but converters: its base type sees to that.
converters = Greg.Registry("converters", base_type=Gio.Converter)

# One class can have several names, each with defaults of its own.
converters.register("gzip", Gio.ZlibCompressor, defaults={"format": "gzip"},
                    summary="packs as gzip does")
converters.register("gunzip", Gio.ZlibDecompressor, defaults={"format": "gzip"},
                    summary="unpacks what gzip packed")
converters.register("deflate", Gio.ZlibCompressor, defaults={"format": "raw"},
                    summary="packs without a header")
converters.register("inflate", Gio.ZlibDecompressor, defaults={"format": "raw"},
                    summary="unpacks what deflate packed")


# A function can stand behind a name too. What it declares is checked before it is called.
@converters.register("zip", summary="packs or unpacks, whichever is asked for",
                     product_type=Gio.Converter,
                     parameters={"format": Gio.ZlibCompressorFormat, "unpack": (bool, False)})
def make_zip(format, unpack=False):
    if unpack:
        return Gio.ZlibDecompressor(format=format)
    return Gio.ZlibCompressor(format=format, level=-1)


# Without a charset GIO's converter crashes: what a class cannot do without gets a default.
converters.register("charset", Gio.CharsetConverter, summary="changes the encoding of text",
                    defaults={"from-charset": "UTF-8", "to-charset": "UTF-8"})


# PyGObject gives a converter no buffer that it could write to, so that converters in Python have a
# method of their own.
@converters.register("meter")
class Meter(GObject.Object, Gio.Converter):
    """Counts what goes through another converter."""

    __gtype_name__ = "ExampleMeter"

    converter = GObject.Property(
        type=Gio.Converter,
        flags=GObject.ParamFlags.READWRITE | GObject.ParamFlags.CONSTRUCT_ONLY)

    def convert_all(self, data):
        converted = convert_all(self.converter, data)
        print(f"{self.converter.__gtype__.name}: {len(data)} bytes in, {len(converted)} bytes out")
        return converted


@converters.register("rot13")
class Rot13(GObject.Object, Gio.Converter):
    """Turns letters by half the alphabet."""

    __gtype_name__ = "ExampleRot13"

    def convert_all(self, data):
        return codecs.encode(data.decode("latin-1"), "rot13").encode("latin-1")


def convert_all(converter, data):
    """Sends bytes through a converter of either language."""
    if hasattr(converter, "convert_all"):
        return converter.convert_all(data)
    source = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(data))
    sink = Gio.MemoryOutputStream.new_resizable()
    flags = Gio.OutputStreamSpliceFlags.CLOSE_SOURCE | Gio.OutputStreamSpliceFlags.CLOSE_TARGET
    sink.splice(Gio.ConverterInputStream.new(source, converter), flags, None)
    return sink.steal_as_bytes().get_data()


def convert(pipeline, source, target):
    """Everything that is wrong with the pipeline is found before anything is built."""
    config = Greg.Config.new_from_file(Gio.File.new_for_commandline_arg(pipeline), None)
    stages = Greg.Builder(converters).build_list(config)
    _, data, _ = Gio.File.new_for_commandline_arg(source).load_contents(None)
    for stage in stages:
        data = convert_all(stage, data)
    Gio.File.new_for_commandline_arg(target).replace_contents(
        data, None, False, Gio.FileCreateFlags.NONE, None)


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(factory.to_string() for factory in converters.values()), end="")
    elif len(arguments) == 3:
        try:
            convert(*arguments)
        except GLib.Error as error:
            # A report has all that the validation found; other errors are a constructor's own.
            report = getattr(error, "report", None)
            sys.exit(report.to_string() if report is not None
                     else f"{error.message}\n({error.domain}, code {error.code})")
    else:
        sys.exit(__doc__.strip().rpartition("\n\n")[0])


main(sys.argv[1:])
