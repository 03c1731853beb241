#!/usr/bin/env -S gjs -m
// sources.js - the program's own, GIO's and GStreamer's, side by side
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as sources.c.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';
import Gst from 'gi://Gst?version=1.0';

// The names of the elements that are in GStreamer's core.
function listElements() {
    return Gst.Registry.get().get_feature_list_by_plugin('coreelements')
        .filter(feature => feature instanceof Gst.ElementFactory)
        .map(feature => feature.get_name());
}

// A plug-in that is loaded tells the type, and with it all properties of the element.
function findElement(_source, name) {
    const loaded = Gst.ElementFactory.find(name)?.load() ?? null;
    return loaded && Greg.Factory.new_for_type(name, loaded.get_element_type());
}

function printBuilt(everything, name) {
    const source = everything.findSource(name);
    const built = everything.build(name);
    print(`  ${name}: ${built.constructor.$gtype.name} of ${source.name}`);
}

Gst.init(null);

const own = new Greg.Registry({name: 'own'});
own.register('gzip', Gio.ZlibCompressor);

// The types are there as soon as somebody has used them.
[Gio.CharsetConverter, Gio.ZlibCompressor, Gio.ZlibDecompressor].forEach(type => GObject.type_ensure(type));
const converters = Greg.SubtypeSource.new('converters of GIO', Gio.Converter, 'G');

// The extension point is there as soon as somebody has asked for the file system.
Gio.Vfs.get_default();
const systems = Greg.ExtensionPointSource.new(Gio.VFS_EXTENSION_POINT_NAME);

// A factory that was found is kept.
const elements = new Greg.ExternalSource({name: 'gstreamer', baseType: Gst.Element, cached: true});
elements.set_list_func(listElements);
elements.set_find_func(findElement);

const everything = new Greg.MultiRegistry({
    name: 'all', baseType: GObject.Object,
    sources: [own, ['gio', converters], ['vfs', systems], ['gst', elements]],
});

print('Built:');
for (const name of ['gzip', 'gio.ZlibCompressor', 'vfs.local', 'gst.identity', 'tee'])
    printBuilt(everything, name);

print('\nWhat converts, wherever it is:');
for (const factory of everything.query({productType: Gio.Converter, order: 'name'}))
    print(`  ${factory.name}`);
print('\nSinks of GStreamer:');
for (const factory of everything.query({include: 'gst.*sink', order: 'name'}))
    print(`  ${factory.name}`);

print('\nWhat is wrong is found before anything is made:');
try {
    everything.build({type: 'identity', 'sleep-tiem': 5});
} catch (error) {
    print(`  ${error.message}`);
}
