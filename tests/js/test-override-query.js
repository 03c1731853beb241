// test-override-query.js - asking for what fits
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, run, test} from './tap.js';

const map = new Map();

function newRegistry() {
    const registry = new Greg.Registry({name: 'things'});
    registry.register('a', () => 1, {colors: ['red', 'blue'], size: 3, klass: Plain, tags: ['t', 'u'], big: 5n,
        nested: {a: {b: [1]}}, priority: -1});
    registry.register('b', () => 1, {colors: 'red', size: 4.5, on: true, tags: 't', mixed: [1, 'x', true, 2 ** 53],
        map, deprecated: true, aliases: ['bb']});
    registry.register('zip', Gio.ZlibCompressor, {size: 2 ** 40, empty: [], matrix: [[1], [2]], include: 'odd'});
    registry.register(Part);
    return registry;
}

function assertFinds(conditions, names) {
    const registry = newRegistry();
    assertEqual(registry.query(conditions).map(factory => factory.name).join(), names.join());
    assertEqual(registry.list(conditions).length, names.length);
    assertEqual(registry.best(conditions)?.name, names[0]);
}

test('everything', () => {
    for (const conditions of [undefined, null, {}, new Greg.Query(), {tags: []}])
        assertFinds(conditions, ['b', 'zip', 'Part', 'a']);
    assertSame(new Greg.Registry().query(), []);
    assertEqual(new Greg.Registry().best({tags: 'x'}), null);
});

test('names', () => {
    assertFinds({include: '*i*'}, ['zip']);
    assertFinds({include: new Set(['a', 'bb'])}, ['b', 'a']);
    assertFinds({exclude: ['a', 'P*']}, ['b', 'zip']);
    assertFinds({include: 'x'}, []);
});

test('tags, deprecation, product type, order', () => {
    assertFinds({tags: 't'}, ['b', 'a']);
    assertFinds({tags: ['t', 'u']}, ['a']);
    assertFinds({deprecated: true}, ['b']);
    assertFinds({deprecated: false, tags: 't'}, ['a']);
    assertFinds({productType: Gio.Converter}, ['zip']);
    assertFinds({productType: Part.$gtype}, ['Part']);
    assertFinds({order: 'name'}, ['Part', 'a', 'b', 'zip']);
    assertFinds({order: Greg.QueryOrder.REGISTRATION}, ['a', 'b', 'zip', 'Part']);
});

test('metadata', () => {
    assertFinds({size: 3}, ['a']);
    assertFinds({size: 2 ** 40}, ['zip']);
    assertFinds({size: 4.5, on: true}, ['b']);
    assertFinds({size: 4}, []);
    assertFinds({size: NaN}, []);
    assertFinds({colors: 'red'}, ['b']);
    assertFinds({metadata: {include: 'odd'}}, ['zip']);
    assertFinds({has: ['on', 'map']}, ['b']);
    assertFinds({atLeast: {size: 4}}, ['b', 'zip']);
});

test('metadata that is no single value', () => {
    assertFinds({colors: ['red', 'blue']}, ['a']);
    assertFinds({colors: ['blue', 'red']}, []);
    assertFinds({mixed: [1, 'x', true, 2 ** 53]}, ['b']);
    assertFinds({empty: []}, ['zip']);
    assertFinds({matrix: [[1], [2]]}, ['zip']);
    assertFinds({nested: {a: {b: [1]}}}, ['a']);
    assertFinds({nested: {a: {b: [1], c: 2}}}, []);
    assertFinds({nested: {a: {b: [2]}}}, []);
    assertFinds({klass: Plain}, ['a']);
    assertFinds({klass: Part}, []);
    assertFinds({map, big: 5n}, []);
    assertFinds({map}, ['b']);
    assertFinds({big: 5n}, ['a']);
});

test('one of several values', () => {
    assertFinds({oneOf: {colors: ['red', 'green']}}, ['b', 'a']);
    assertFinds({oneOf: {size: [3, 2 ** 40]}}, ['zip', 'a']);
    assertFinds({oneOf: {size: []}}, []);
    assertFinds({oneOf: {klass: [Part, Plain]}}, ['a']);
    assertFinds({oneOf: {matrix: [[2]]}}, ['zip']);
    assertFinds({oneOf: {size: new Set([3])}, tags: 'u'}, ['a']);
});

test('metadata that C gave', () => {
    const registry = new Greg.Registry();
    const factory = Greg.Factory.new_for_type('gzip', Gio.ZlibCompressor);
    factory.set_metadata_json('levels', '[1, 9]');
    factory.set_metadata('format', 'gzip');
    registry.add(factory);
    for (const conditions of [{levels: [1, 9]}, {oneOf: {levels: [9]}}, {oneOf: {format: ['x', 'gzip']}}, {has: 'levels'}])
        assertEqual(registry.query(conditions).length, 1);
});

test('a stack', () => {
    const registry = new Greg.Registry();
    registry.register('x', () => 1, {n: 1, klass: Plain});
    registry.register('x', () => 2, {n: 2, duplicates: 'stack'});
    assertSame([registry.query({n: 1}).length, registry.query({n: 2}).length], [1, 0]);
    assertSame([registry.query({n: 2, stacked: true}).length, registry.query({klass: Plain, stacked: true}).length],
        [1, 1]);
});

test('what is no condition', () => {
    const registry = newRegistry();
    class Unregistered extends Part {}
    for (const wrong of [5, 'a', [], map, {tags: 5}, {include: [5]}, {exclude: null}, {order: 'x'}, {order: 99},
        {productType: 5}, {productType: Unregistered}, {deprecated: 'yes'}, {stacked: 1}, {metadata: 5}, {oneOf: 5},
        {oneOf: {a: 'x'}}, {oneOf: {a: 5}}, {atLeast: 5}, {atLeast: {a: true}}, {has: 5}]) {
        for (const ask of ['query', 'best', 'list'])
            assert(assertThrows(() => registry[ask](wrong)) instanceof TypeError);
    }
});

run();
