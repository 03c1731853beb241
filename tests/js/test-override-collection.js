// test-override-collection.js - sources as collections
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertSame, assertThrowsError, run, test} from './tap.js';

function newRegistry() {
    const registry = new Greg.Registry({name: 'things'});
    registry.register('part', Part, {aliases: ['p']});
    registry.register('plain', Plain, {color: 'red'});
    return registry;
}

test('has and get', () => {
    const registry = newRegistry();
    assert(registry.has('part') && registry.has('p') && !registry.has('q') && !registry.has(5));
    assertEqual(registry.get('p').name, 'part');
    assertEqual(registry.get('q'), undefined);
    assertEqual(registry.get(undefined), undefined);
    assert(!registry.has('part\0x') && registry.get('part\0x') === undefined && !registry.delete('part\0x'));
    assertThrowsError(() => registry.require('q'), Greg.Error, Greg.Error.NOT_FOUND);
});

test('iteration', () => {
    const registry = newRegistry();
    assertEqual(registry.size, 2);
    assertSame([...registry], ['part', 'plain']);
    assertSame([...registry.keys()], ['part', 'plain']);
    assertSame([...registry.values()].map(factory => factory.name), ['part', 'plain']);
    assertSame([...registry.entries()].map(([name, factory]) => [name, factory.name]),
        [['part', 'part'], ['plain', 'plain']]);
    const seen = [];
    registry.forEach(function (factory, name, source) {
        seen.push([factory.name, name, source === registry, this.self]);
    }, {self: 1});
    assertSame(seen, [['part', 'part', true, 1], ['plain', 'plain', true, 1]]);
});

test('delete', () => {
    const registry = newRegistry();
    assert(registry.delete('p'));
    assert(!registry.delete('p') && !registry.remove('part') && !registry.delete(5));
    assert(registry.remove('plain'));
    assertEqual(registry.size, 0);
});

test('text', () => {
    assertEqual(String(newRegistry()), '[Greg.Registry “things” of 2]');
    assertEqual(String(new Greg.Registry()), '[Greg.Registry of 0]');
});

test('metadata', () => {
    const registry = newRegistry();
    assertSame(registry.get('plain').metadata, {color: 'red'});
    assertSame(registry.get('part').metadata, {});
});

test('report', () => {
    const registry = new Greg.Registry();
    registry.register('gzip', Gio.ZlibCompressor);
    const report = Greg.Builder.new(registry).validate(
        Greg.Config.new_from_json('[{"type": "gzip", "levle": 1}, "zip"]', -1, null));
    assertEqual(report.length, 2);
    assertSame([...report].map(each => each.get_code()), [Greg.Error.UNKNOWN_PROPERTY, Greg.Error.NOT_FOUND]);
});

run();
