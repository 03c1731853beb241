// test-smoke.js - the library from JavaScript, without the override
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {assert, assertEqual, assertSame, assertThrowsError, run, test} from './tap.js';

function parse(text) {
    return Greg.Config.new_from_json(text, -1, null);
}

function newRegistry() {
    return Greg.Registry.new('converters', Gio.Converter.$gtype);
}

const LengthFactory = GObject.registerClass(
class LengthFactory extends Greg.Factory {
    vfunc_create(_context) {
        return new Gio.ZlibCompressor({level: this.get_name().length});
    }
});

test('type', () => {
    const registry = newRegistry();
    assert(registry.register_type('gzip', Gio.ZlibCompressor.$gtype));
    const config = parse('{"type": "gzip", "format": "gzip", "level": 9}');
    const product = registry.build_config(config);
    assert(product instanceof Gio.ZlibCompressor);
    assertEqual(product.level, 9);
    assertEqual(product.format, Gio.ZlibCompressorFormat.GZIP);
    assertSame(registry.list_names(), ['gzip']);
});

test('error', () => {
    const registry = newRegistry();
    registry.register_type('gzip', Gio.ZlibCompressor.$gtype);
    const error = assertThrowsError(() => registry.build_config(parse('{"type": "gzpi"}')),
        Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('gzip'));
});

test('hierarchy', () => {
    const registry = newRegistry();
    registry.register_type('gzip', Gio.ZlibCompressor.$gtype);
    const child = Greg.Registry.new_child(registry, null, GObject.TYPE_NONE, 'un');
    const other = new Greg.Registry({parent: registry, scope: 'other'});
    child.register_type('gzip', Gio.ZlibDecompressor.$gtype);
    assertEqual(child.base_type, registry.base_type);
    assert(other.build_with_config('gzip', null) instanceof Gio.ZlibCompressor);
    assert(other.build_with_config('un.gzip', null) instanceof Gio.ZlibDecompressor);
    assertEqual(other.find_level('un.gzip'), child);
    assertSame(registry.list_children().map(c => c.scope), ['un', 'other']);
    assert(other.mask('gzip'));
    assertSame(other.list_names(), []);
    assertSame(other.list_masks(), ['gzip']);
    assertThrowsError(() => Greg.Registry.new_child(registry, null, GObject.TYPE_NONE, 'un'),
        Greg.Error, Greg.Error.EXISTS);
});

test('function', () => {
    const registry = newRegistry();
    registry.register_func('squeeze', Gio.ZlibCompressor.$gtype,
        context => new Gio.ZlibCompressor({level: context.get_int64('effort', 1) * 2}));
    const product = registry.build_config(parse('{"type": "squeeze", "effort": 4}'));
    assertEqual(product.level, 8);
});

test('function that fails', () => {
    const registry = newRegistry();
    registry.register_func('tired', Gio.ZlibCompressor.$gtype, () => {
        throw new Gio.IOErrorEnum({code: Gio.IOErrorEnum.BUSY, message: 'too tired'});
    });
    const error = assertThrowsError(() => registry.build_config(parse('{"type": "tired"}')),
        Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY);
    assert(error.message.includes('too tired'));
});

test('factory subclass', () => {
    const registry = newRegistry();
    const factory = new LengthFactory({name: 'seven77', product_type: Gio.ZlibCompressor.$gtype});
    assert(registry.add(factory));
    const product = registry.build_config(parse('{"type": "seven77"}'));
    assertEqual(product.level, 7);
});

test('builder', () => {
    const registry = newRegistry();
    registry.register_type('gzip', Gio.ZlibCompressor.$gtype);
    const builder = Greg.Builder.new(registry);
    const products = builder.build_list(parse('["gzip", {"type": "gzip", "level": 1}]'), null);
    assertSame(products.map(product => product.level), [-1, 1]);
    const report = builder.validate(parse('[{"type": "gzip", "levle": 1}, {"type": "zip"}]'));
    assertEqual(report.count_errors(), 2);
    assertEqual(report.get_item(0).get_code(), Greg.Error.UNKNOWN_PROPERTY);
    assertEqual(report.get_item(1).get_code(), Greg.Error.NOT_FOUND);
});

test('enumerations', () => {
    assertEqual(parse('[1]').get_kind(), Greg.ConfigKind.ARRAY);
    assert(GObject.type_is_a(Greg.Registry.$gtype, Greg.Source.$gtype));
});

run();
