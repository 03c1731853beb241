// test-override-register.js - registering, options and batches
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

test('what was given comes back', () => {
    const registry = new Greg.Registry();
    const arrow = () => 1;
    assertEqual(registry.register('a', arrow), arrow);
    assertEqual(registry.register(Part), Part);
    assertEqual(registry.register(Plain, {tags: ['x']}), Plain);
    assertEqual(registry.register('gzip', Gio.ZlibCompressor), Gio.ZlibCompressor);
    assertSame([...registry], ['a', 'Part', 'Plain', 'gzip']);
    assertSame(registry.get('Plain').tags, ['x']);
});

test('options', () => {
    const registry = new Greg.Registry();
    registry.register('part', Part, {
        aliases: ['p', 'piece'],
        priority: 5,
        defaults: {size: 3},
        summary: 'a part',
        tags: ['small', 'cheap'],
        metadata: {summary: 'in the metadata'},
        deprecated: {note: 'old', replacement: 'piece2'},
        color: 'red',
        sizes: ['s', 'm'],
        count: 3,
        ratio: 0.5,
        on: true,
        nested: {a: [1, 'x', {b: null}]},
        deep: {a: [1, 'x']},
        klass: Plain,
    });
    const factory = registry.get('p');
    assertSame(factory.aliases, ['p', 'piece']);
    assertEqual(factory.priority, 5);
    assertEqual(factory.get_defaults().to_json(false), '{"size":3}');
    assertEqual(factory.summary, 'a part');
    assertSame(factory.tags, ['small', 'cheap']);
    assert(factory.is_deprecated());
    assertEqual(factory.get_replacement(), 'piece2');
    const {metadata} = factory;
    assert(Object.isFrozen(metadata));
    assertEqual(metadata.color, 'red');
    assertEqual(metadata.summary, 'in the metadata');
    assertEqual(metadata.klass, Plain);
    assertSame([metadata.sizes, metadata.count, metadata.ratio, metadata.on], [['s', 'm'], 3, 0.5, true]);
    assertSame(metadata.nested, {a: [1, 'x', {b: null}]});
    assertSame(metadata.deep, {a: [1, 'x']});
    assertEqual(factory.get_metadata('color'), 'red');
    registry.register('one', () => 1, {aliases: 'uno', tags: 'number', deprecated: 'why'});
    assertSame([registry.get('uno').tags, registry.get('one').get_deprecation_note()], [['number'], 'why']);
});

test('metadata of any kind', () => {
    const registry = new Greg.Registry();
    const object = new Part(), cycle = {};
    cycle.self = cycle;
    const metadata = {map: new Map([[1, 2]]), set: new Set(), func: () => 1, object, cycle, big: 5n, wide: 10n ** 30n,
        symbol: Symbol('x'), nothing: null, text: 'x\0y', list: [1, 'x'], 'any key': true};
    registry.register('x', Plain, {metadata: {...metadata, ...JSON.parse('{"__proto__": 5}')}});
    const factory = registry.get('x');
    for (const [key, value] of Object.entries(metadata))
        assertEqual(factory.metadata[key], value);
    assertEqual(Object.getOwnPropertyDescriptor(factory.metadata, '__proto__').value, 5);
    // What JSON can say is seen from C as well.
    assertSame([...factory.get_metadata_keys()].sort(), ['__proto__', 'any key', 'big', 'list', 'nothing']);
    assertThrowsError(() => registry.register('y', Plain, {metadata: {'a\0b': 1}}), Greg.Error, Greg.Error.INVALID_NAME);
});

test('any function', () => {
    const registry = new Greg.Registry();
    registry.register('bound', function () {
        return this.a;
    }.bind({a: 5}));
    registry.register('generator', function* () {
        yield 6;
    });
    registry.register('method', {method: ({a}) => a}.method);
    registry.register('proxy', new Proxy(Plain, {}));
    assertEqual(registry.build('bound'), 5);
    assertSame([...registry.build('generator')], [6]);
    assertEqual(registry.build('method', {a: 7}), 7);
    assert(registry.build('proxy') instanceof Plain);
});

test('origin', () => {
    const registry = new Greg.Registry();
    registry.register(Plain);
    const {file, line, name, module} = registry.get('Plain').origin;
    assert(file.endsWith('/test-override-register.js'));
    assertEqual(line, new Error().lineNumber - 3);
    assertSame([name, module], ['Plain', 'test-override-register']);
});

test('what cannot be registered', () => {
    const registry = new Greg.Registry({name: 'things'});
    class Unregistered extends Part {}
    const wrong = [
        [5], [undefined], ['x'], ['x', 5], ['x', null], ['x', {}], ['x', Part.$gtype], [5, Part], [null, Part],
        [Symbol('x'), Part], ['x', Unregistered], [Unregistered], [() => 1], ['x', Part, 5], ['x', Part, []],
        ['x', Part, {priority: 'high'}], ['x', Part, {priority: 2 ** 40}], ['x', Part, {summary: 5}],
        ['x', Part, {aliases: [5]}], ['x', Part, {tags: [null]}], ['x', Part, {defaults: 5}],
        ['x', Part, {aliases: 5}], ['x', Part, {tags: 5}], ['x', Part, {override: 'no'}], ['x', Part, {deprecated: 5}],
        ['x', Part, {productType: 5}], ['x', Part, {productType: Unregistered}], ['x', Part, {parameters: 5}],
        ['x', Part, {parameters: [5]}], ['x', Plain, {parameters: {a: 5}}], ['x', Plain, {parameters: {a: {}}}],
        ['x', Plain, {parameters: {a: {type: Number, required: 1}}}],
        ['x', Plain, {parameters: {a: {type: Number, default: () => 1}}}], ['x', Part, null],
        ['x', Part, {metadata: []}], ['x', Part, {duplicates: 'sometimes'}], ['x', Part, {duplicates: 99}],
    ];
    for (const args of wrong) {
        const error = assertThrows(() => registry.register(...args));
        assert(error instanceof TypeError, `${String(error)} for ${args.length} arguments`);
    }
    for (const name of ['', 'a\0b', 'a\ud800', 'a\nb'])
        assertThrowsError(() => registry.register(name, Part), Greg.Error, Greg.Error.INVALID_NAME);
    assertThrowsError(() => registry.register('x', Part, {aliases: 'a\0b'}), Greg.Error, Greg.Error.INVALID_NAME);
    for (const klass of [GLib.Bytes, GLib.Variant, GLib.Error, GObject.ParamSpec])
        assertThrowsError(() => registry.register('x', klass), Greg.Error, Greg.Error.INVALID_TYPE);
    assertThrowsError(() => registry.register('x', Gio.Converter), Greg.Error, Greg.Error.INVALID_TYPE);
    assertThrowsError(() => registry.register('x', Gio.InputStream), Greg.Error, Greg.Error.INVALID_TYPE);
    assertThrowsError(() => registry.register('x', Part, {defaults: {sise: 1}}), Greg.Error,
        Greg.Error.UNKNOWN_PROPERTY);
    assertThrowsError(() => registry.register('x', Part, {parameters: {a: Number}}), Greg.Error,
        Greg.Error.INVALID_TYPE);
    assertEqual(registry.size, 0);
});

test('duplicates', () => {
    const registry = new Greg.Registry();
    const one = () => 1;
    const error = () => registry.register('x', function other() {});
    registry.register('x', one);
    registry.register('x', one);
    assertThrowsError(error, Greg.Error, Greg.Error.EXISTS);
    assertThrowsError(() => registry.register('x', one, {summary: 'other'}), Greg.Error, Greg.Error.EXISTS);
    assertEqual(registry.build('x'), 1);
    registry.register('x', () => 2, {duplicates: 'keep'});
    assertEqual(registry.build('x'), 1);
    registry.register('x', () => 3, {override: true});
    assertEqual(registry.build('x'), 3);
    registry.register('x', () => 4, {duplicates: Greg.Duplicates.STACK, priority: 1});
    assertEqual(registry.build('x'), 4);
    registry.delete('x');
    assertEqual(registry.build('x'), 3);
    assertEqual(registry.size, 1);
});

test('the same definition replaces', () => {
    const registry = new Greg.Registry();
    for (const number of [1, 2]) {
        registry.register('x', function numbered() {
            return number;
        });
    }
    assertEqual(registry.build('x'), 2);
});

test('a class of the library is not defined where it is registered', () => {
    const registry = new Greg.Registry();
    const register = level => registry.register('zip', Gio.ZlibCompressor, {defaults: {level}});
    register(1);
    register(1);
    assertThrowsError(() => register(2), Greg.Error, Greg.Error.EXISTS);
    assertEqual(registry.build('zip').level, 1);
});

test('batch that is committed', () => {
    const registry = new Greg.Registry();
    const result = registry.batch(batch => {
        batch.register('a', () => 1);
        assertEqual(batch.register('b', Plain), Plain);
        assertEqual(registry.size, 0);
        return 5;
    });
    assertEqual(result, 5);
    assertSame([...registry], ['a', 'b']);
    assertEqual(registry.build('a'), 1);
});

test('batch that throws', () => {
    const registry = new Greg.Registry();
    const stop = new Error('stop');
    assertEqual(assertThrows(() => registry.batch(batch => {
        batch.register('a', () => 1);
        throw stop;
    })), stop);
    assertEqual(registry.size, 0);
    registry.register('b', () => 1);
    assertThrowsError(() => registry.batch(batch => {
        batch.register('a', () => 1);
        batch.register('b', () => 2);
    }), Greg.Error, Greg.Error.EXISTS);
    assertSame([...registry], ['b']);
});

test('batch by hand', () => {
    const registry = new Greg.Registry();
    const batch = registry.begin();
    batch.register('a', () => 1);
    assertEqual(registry.size, 0);
    batch.commit();
    assertEqual(registry.build('a'), 1);
    batch.revert();
    assertEqual(registry.size, 0);
});

test('batch that is taken back', () => {
    const registry = new Greg.Registry();
    registry.register('a', () => 1);
    const batch = registry.begin();
    try {
        batch.register('a', () => 2, {override: true});
        batch.commit();
        assertEqual(registry.build('a'), 2);
    } finally {
        batch.revert();
    }
    assertEqual(registry.build('a'), 1);
});

test('frozen', () => {
    const registry = new Greg.Registry();
    registry.register('a', () => 1);
    registry.freeze();
    assertThrowsError(() => registry.register('b', () => 1), Greg.Error, Greg.Error.READ_ONLY);
    assertThrowsError(() => registry.delete('a'), Greg.Error, Greg.Error.READ_ONLY);
    assertEqual(registry.build('a'), 1);
});

test('code of a script never runs in any thread', () => {
    const registry = new Greg.Registry();
    registry.register('part', Part);
    assertEqual(registry.get('part').get_flags(), Greg.FactoryFlags.HOME_THREAD);
    registry.register('gzip', Gio.ZlibCompressor);
    assertEqual(registry.get('gzip').get_flags(), Greg.FactoryFlags.NONE);
    const factory = Greg.Factory.new_for_func('f', GObject.TYPE_NONE, () => null);
    assert(assertThrows(() => factory.set_flags(Greg.FactoryFlags.ANY_THREAD)) instanceof TypeError);
});

run();
