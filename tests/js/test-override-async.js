// test-override-async.js - building with promises
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertThrows, run, test} from './tap.js';

function newRegistry() {
    const registry = new Greg.Registry({name: 'things'});
    registry.register('part', Part);
    registry.register('gzip', Gio.ZlibCompressor);
    registry.register(Plain);
    return registry;
}

// What a promise is rejected with.
async function rejection(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error('a rejection was expected');
}

test('by name and by configuration', async () => {
    const registry = newRegistry();
    assertEqual((await registry.build_async('gzip', {level: 3})).level, 3);
    assertEqual((await registry.build_async('part', {longName: 'a'})).longName, 'a');
    assertEqual((await registry.build_async({type: 'part', part: {type: 'gzip', level: 4}})).part.level, 4);
    assertEqual((await registry.build_async('part', {part: new Part({size: 2})})).part.size, 2);
    assert(await registry.build_async('Plain') instanceof Plain);
    assertEqual(await registry.build_async({type: ({a}) => a, a: 5}), 5);
});

test('everything that can be built at once', async () => {
    const registry = newRegistry();
    const config = text => Greg.Config.new_from_json(text, -1, null);
    registry.register('typed', ({a, part}) => [a, part], {parameters: {a: GObject.TYPE_INT, part: GObject.Object}});
    registry.register('later', async ({a}) => a, {parameters: {a: GObject.TYPE_INT}});
    const [part, gzip, list] = await registry.build_async(['part', {type: 'gzip', level: 2}, ['part']]);
    assert(part instanceof Part && list[0] instanceof Part);
    assertEqual(gzip.level, 2);
    assertEqual((await registry.build_async([])).length, 0);
    assertEqual((await registry.build_async(config('{"type": "gzip", "level": 3}'))).level, 3);
    assert(await registry.build_async(config('"Plain"')) instanceof Plain);
    const [a, made] = await registry.build_async('typed', {a: 5, part: 'gzip'});
    assert(a === 5 && made instanceof Gio.ZlibCompressor);
    assertEqual((await registry.build_async(config('{"type": "typed", "a": 6}')))[0], 6);
    assertEqual(await registry.build_async('later', {a: 7}), 7);
    assert((await rejection(registry.build_async('typed', {a: 'x'}))).matches(Greg.Error, Greg.Error.INVALID_VALUE));
    assert((await rejection(registry.build_async(['part', 'none']))).matches(Greg.Error, Greg.Error.NOT_FOUND));
    assert((await rejection(registry.build_async(config('"none"')))).matches(Greg.Error, Greg.Error.NOT_FOUND));
    assert(await rejection(registry.build_async('part', config('{}'))) instanceof TypeError);
});

test('asynchronous factories', async () => {
    const registry = newRegistry();
    const converters = new Greg.Registry({baseType: Gio.Converter});
    registry.register('slow', async ({a}) => {
        await null;
        return a;
    });
    assertEqual(await registry.build_async('slow', {a: 7}), 7);
    converters.register('slow', async () => new Gio.ZlibCompressor());
    converters.register('wrong', async () => new Part());
    assert(await converters.build_async('slow') instanceof Gio.ZlibCompressor);
    assertEqual((await rejection(converters.build_async('wrong'))).code, Greg.Error.BUILD_FAILED);
});

test('rejections', async () => {
    const registry = newRegistry();
    const thrown = new RangeError('mine');
    registry.register('bad', () => {
        throw thrown;
    });
    assertEqual(await rejection(registry.build_async('bad')), thrown);
    assertEqual(await rejection(registry.build_async({type: 'part', part: 'bad'})), thrown);
    const error = await rejection(registry.build_async('gzip', {level: 99}));
    assert(error.matches(Greg.Error, Greg.Error.INVALID_VALUE));
    assertEqual(error.message, '/level: “level” must be an integer from -1 to 9, not 99');
    assert((await rejection(registry.build_async('none'))).matches(Greg.Error, Greg.Error.NOT_FOUND));
    assert(await rejection(registry.build_async(5)) instanceof TypeError);
    assert(await rejection(registry.build_async('part', 5)) instanceof TypeError);
});

test('cancelling', async () => {
    const registry = newRegistry();
    const cancellable = new Gio.Cancellable();
    const promise = registry.build_async('gzip', {}, cancellable);
    cancellable.cancel();
    assert((await rejection(promise)).matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED));
    assert((await rejection(registry.build_async({type: 'Plain'}, cancellable)))
        .matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED));
});

test('functions of the library as promises', async () => {
    const registry = newRegistry();
    const config = Greg.Config.new_from_json('{"type": "gzip", "level": 2}', -1, null);
    const list = Greg.Config.new_from_json('["gzip", "part"]', -1, null);
    const builder = Greg.Builder.new(registry);
    assertEqual((await registry.build_config_async(config, null)).level, 2);
    assertEqual((await registry.build_config_async(config)).level, 2);
    assertEqual((await builder.build_async(config, null, null)).level, 2);
    assertEqual((await builder.build_list_async(list, null, null)).length, 2);
});

test('with a callback', async () => {
    const registry = newRegistry();
    const product = await new Promise(resolve => {
        registry.build_async('gzip', null, null, (_source, result) => resolve(registry.build_finish(result)));
    });
    assert(product instanceof Gio.ZlibCompressor);
    const failure = await new Promise(resolve => {
        registry.build_async('none', null, null, (_source, result) =>
            resolve(assertThrows(() => registry.build_finish(result))));
    });
    assert(failure.matches(Greg.Error, Greg.Error.NOT_FOUND));
});

run();
