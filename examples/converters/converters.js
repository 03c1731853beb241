#!/usr/bin/env -S gjs -m
// converters.js - sends a file through a pipeline of converters that a JSON file describes
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as converters.c.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';
import System, {programArgs} from 'system';

// The registry takes nothing but converters: its base type sees to that.
const converters = new Greg.Registry({name: 'converters', baseType: Gio.Converter});

// One class can have several names, each with defaults of its own.
converters.register('gzip', Gio.ZlibCompressor, {defaults: {format: 'gzip'}, summary: 'packs as gzip does'});
converters.register('gunzip', Gio.ZlibDecompressor, {defaults: {format: 'gzip'}, summary: 'unpacks what gzip packed'});
converters.register('deflate', Gio.ZlibCompressor, {defaults: {format: 'raw'}, summary: 'packs without a header'});
converters.register('inflate', Gio.ZlibDecompressor,
    {defaults: {format: 'raw'}, summary: 'unpacks what deflate packed'});

// A function can stand behind a name too. What it declares is checked before it is called.
function makeZip({format, unpack}) {
    return unpack ? new Gio.ZlibDecompressor({format}) : new Gio.ZlibCompressor({format, level: -1});
}
converters.register('zip', makeZip, {
    summary: 'packs or unpacks, whichever is asked for',
    productType: Gio.Converter,
    parameters: {
        format: {type: Gio.ZlibCompressorFormat, required: true},
        unpack: {type: Boolean, default: false},
    },
});

// Without a charset GIO's converter crashes: what a class cannot do without gets a default.
converters.register('charset', Gio.CharsetConverter, {
    summary: 'changes the encoding of text',
    defaults: {'from-charset': 'UTF-8', 'to-charset': 'UTF-8'},
});

// GJS gives a converter no buffer that it could write to, so that converters in JavaScript have a method of their own.
const Meter = GObject.registerClass({
    GTypeName: 'ExampleMeter',
    Implements: [Gio.Converter],
    Properties: {
        // The type of this property is all that a pipeline needs to nest one converter in another.
        'converter': GObject.ParamSpec.object('converter', '', '',
            GObject.ParamFlags.READWRITE | GObject.ParamFlags.CONSTRUCT_ONLY, Gio.Converter),
    },
}, class Meter extends GObject.Object {
    convertAll(bytes) {
        const converted = convertAll(this.converter, bytes);
        print(`${this.converter.constructor.$gtype.name}: ${bytes.length} bytes in, ${converted.length} bytes out`);
        return converted;
    }
});
converters.register('meter', Meter);

const Rot13 = GObject.registerClass({
    GTypeName: 'ExampleRot13',
    Implements: [Gio.Converter],
}, class Rot13 extends GObject.Object {
    convertAll(bytes) {
        return bytes.map(byte => {
            const letter = byte | 0x20;
            return letter < 0x61 || letter > 0x7a ? byte : byte + (letter < 0x6e ? 13 : -13);
        });
    }
});
converters.register('rot13', Rot13);

// Sends bytes through a converter of either language.
function convertAll(converter, bytes) {
    if (converter.convertAll)
        return converter.convertAll(bytes);
    const source = Gio.MemoryInputStream.new_from_bytes(new GLib.Bytes(bytes));
    const sink = Gio.MemoryOutputStream.new_resizable();
    sink.splice(Gio.ConverterInputStream.new(source, converter),
        Gio.OutputStreamSpliceFlags.CLOSE_SOURCE | Gio.OutputStreamSpliceFlags.CLOSE_TARGET, null);
    return sink.steal_as_bytes().toArray();
}

// Everything that is wrong with the pipeline is found before anything is built.
function convert(pipeline, input, output) {
    const [config, from, to] = [pipeline, input, output].map(path => Gio.File.new_for_commandline_arg(path));
    const stages = Greg.Builder.new(converters).build_list(Greg.Config.new_from_file(config, null));
    const [, bytes] = from.load_contents(null);
    to.replace_contents(stages.reduce((data, stage) => convertAll(stage, data), bytes), null, false,
        Gio.FileCreateFlags.NONE, null);
}

// A report has everything that the validation found; other errors are a constructor's own.
function explain(error) {
    return error.report?.to_string() ??
        `${error.message}\n(${GLib.quark_to_string(error.domain)}, code ${error.code})`;
}

function main(args) {
    if (args.length === 1 && args[0] === '--list') {
        print([...converters.values()].map(factory => factory.to_string()).join('\n').trimEnd());
        return 0;
    }
    if (args.length !== 3) {
        printerr('Usage: converters.js PIPELINE.json INPUT OUTPUT\n       converters.js --list');
        return 1;
    }
    try {
        convert(...args);
        return 0;
    } catch (error) {
        if (!(error instanceof GLib.Error))
            throw error;
        printerr(explain(error));
        return 1;
    }
}

System.exit(main(programArgs));
