#!/usr/bin/env python3
# sources.py - the program's own, GIO's and GStreamer's, side by side
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as sources.c."""

import gi

gi.require_version("Greg", "1")
gi.require_version("Gst", "1.0")
from gi.repository import Gio, GLib, GObject, Greg, Gst  # noqa: E402


def list_elements(source):
    """The names of the elements that are in GStreamer's core."""
    features = Gst.Registry.get().get_feature_list_by_plugin("coreelements")
    return [feature.get_name() for feature in features if isinstance(feature, Gst.ElementFactory)]


def find_element(source, name):
    """A plug-in that is loaded tells the type, and with it all properties of the element."""
    element = Gst.ElementFactory.find(name)
    loaded = element and element.load()
    return loaded and Greg.Factory.new_for_type(name, loaded.get_element_type())


def print_built(everything, name):
    source = everything.find_source(name)
    built = everything.build(name)
    print(f"  {name}: {built.__gtype__.name} of {source.get_name()}")


Gst.init(None)

own = Greg.Registry("own")
own.register("gzip", Gio.ZlibCompressor)

# The types are there as soon as somebody has used them.
for converter in Gio.CharsetConverter, Gio.ZlibCompressor, Gio.ZlibDecompressor:
    GObject.type_ensure(converter)
converters = Greg.SubtypeSource.new("converters of GIO", Gio.Converter, "G")

# The extension point is there as soon as somebody has asked for the file system.
Gio.Vfs.get_default()
systems = Greg.ExtensionPointSource.new(Gio.VFS_EXTENSION_POINT_NAME)

# A factory that was found is kept.
elements = Greg.ExternalSource("gstreamer", Gst.Element, list=list_elements, find=find_element,
                               cached=True)

everything = Greg.MultiRegistry("all", base_type=GObject.Object, sources=[
    own, ("gio", converters), ("vfs", systems), ("gst", elements)])

print("Built:")
for name in "gzip", "gio.ZlibCompressor", "vfs.local", "gst.identity", "tee":
    print_built(everything, name)

print("\nWhat converts, wherever it is:")
for factory in everything.query(product_type=Gio.Converter, order="name"):
    print(f"  {factory.get_name()}")
print("\nSinks of GStreamer:")
for factory in everything.query("gst.*sink", order="name"):
    print(f"  {factory.get_name()}")

print("\nWhat is wrong is found before anything is made:")
try:
    everything.build({"type": "identity", "sleep-tiem": 5})
except GLib.Error as error:
    print(f"  {error.message}")
