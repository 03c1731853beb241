// test-override-threads.js - code of a script and other threads
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';
import Threads from 'gi://Threads?version=1';

import {Part} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

function deliver() {
    while (GLib.MainContext.default().iteration(false))
        ;
}

test('code of the script is bound to its thread', () => {
    const registry = new Greg.Registry({name: 'things'});
    let called = 0;
    registry.register('function', () => {
        called++;
        return new Part();
    });
    registry.register(Part);
    registry.register('gzip', Gio.ZlibCompressor);
    for (const name of ['function', 'Part']) {
        const error = assertThrowsError(() => Threads.build(registry, `"${name}"`), Greg.Error,
            Greg.Error.WRONG_THREAD);
        assert(error.message.includes(`“${name}”`));
    }
    assertEqual(called, 0);
    assert(Threads.build(registry, '"gzip"') instanceof Gio.ZlibCompressor);
});

function buildLater(registry, name) {
    return new Promise((resolve, reject) => {
        Threads.build_later(registry, name, (_source, result) => {
            try {
                resolve(Threads.build_later_finish(result));
            } catch (error) {
                reject(error);
            }
        });
    });
}

test('asked for asynchronously, code of the script runs in its own context', async () => {
    const registry = new Greg.Registry({name: 'things'});
    const made = new Part({size: 5});
    registry.register('function', () => made);
    registry.register(Part);
    registry.register('bad', () => {
        throw new RangeError('mine');
    });
    assertEqual(await buildLater(registry, 'function'), made);
    assert(await buildLater(registry, 'Part') instanceof Part);
    const error = await buildLater(registry, 'bad').catch(failure => failure);
    assert(error.message.includes('mine'));
});

test('functions of the C interface are bound as well', () => {
    const registry = new Greg.Registry();
    registry.register_func('function', Part.$gtype, () => new Part());
    assertThrowsError(() => Threads.build(registry, '"function"'), Greg.Error, Greg.Error.WRONG_THREAD);
});

test('changes of other threads arrive in the thread of the script, in order', () => {
    const registry = new Greg.Registry();
    const heard = [];
    registry.connect('registered', (_source, factory) => heard.push(`+${factory.name}`));
    registry.connect('unregistered', (_source, factory) => heard.push(`-${factory.name}`));
    registry.register('a', () => 1);
    Threads.register(registry, 'b', Gio.ZlibCompressor);
    registry.register('c', () => 1);
    Threads.unregister(registry, 'a');
    Threads.register(registry, 'd', Gio.ZlibCompressor);
    assertSame(heard, []);
    deliver();
    assertSame(heard, ['+a', '+b', '+c', '-a', '+d']);
});

test('what another thread changed is noticed', () => {
    const registry = new Greg.Registry();
    registry.register('x', () => 1);
    assertEqual(registry.build('x'), 1);
    Threads.unregister(registry, 'x');
    assertThrowsError(() => registry.build('x'), Greg.Error, Greg.Error.NOT_FOUND);
    Threads.register(registry, 'x', Gio.ZlibCompressor);
    assert(registry.build('x', {level: 1}) instanceof Gio.ZlibCompressor);
});

test('a loader belongs to the thread of the script', () => {
    const registry = new Greg.Registry({name: 'things'});
    const child = new Greg.Registry({parent: registry, scope: 'child'});
    const asked = [];
    registry.add_loader('numbers', (self, name) => {
        asked.push(name);
        self.register('gzip', Gio.ZlibCompressor);
    });
    for (const source of [registry, child, Greg.concat(child, registry)]) {
        for (let i = 0; i < 2; i++) {
            const error = assertThrowsError(() => Threads.build(source, '{"type": "gzip"}'), Greg.Error,
                Greg.Error.NOT_FOUND);
            assert(error.message.includes('the loader “numbers” belongs to another thread'), error.message);
        }
    }
    assertSame(asked, []);
    assert(child.has('gzip'));
    assertSame(asked, ['gzip']);
    assert(Threads.build(child, '"gzip"') instanceof Gio.ZlibCompressor);
});

test('a build function belongs to the thread of the script', async () => {
    const registry = new Greg.Registry({name: 'things'});
    const child = new Greg.Registry({parent: registry});
    const all = Greg.concat(registry);
    let called = 0;
    registry.register('gzip', Gio.ZlibCompressor);
    registry.set_build_func((_source, factory, context) => {
        called++;
        return factory.create(context);
    });
    for (const source of [registry, child, all]) {
        const error = assertThrowsError(() => Threads.build(source, '"gzip"'), Greg.Error, Greg.Error.WRONG_THREAD);
        assert(error.message.includes('the build function of things'), error.message);
        assertEqual(called, 0);
        assert(await buildLater(source, 'gzip') instanceof Gio.ZlibCompressor);
        assertEqual(called, 1);
        called = 0;
    }
    registry.set_build_func(null);
    assert(Threads.build(registry, '"gzip"') instanceof Gio.ZlibCompressor);
});

test('what a script brings cannot be let go of its thread', () => {
    const registry = new Greg.Registry({name: 'things'});
    const {ANY_THREAD, NONE} = Greg.FactoryFlags;
    assert(assertThrows(() => registry.add_loader_full('x', ANY_THREAD, () => true)) instanceof TypeError);
    assert(assertThrows(() => registry.set_build_func_full(ANY_THREAD, () => 1)) instanceof TypeError);
    registry.add_loader_full('x', NONE, () => true);
    registry.set_build_func_full(NONE, () => 1);
    assertThrowsError(() => Threads.build(registry, '"gzip"'), Greg.Error, Greg.Error.NOT_FOUND);
    assert(!registry.has('gzip'));
});

test('errors of other threads', () => {
    const registry = new Greg.Registry();
    assert(assertThrows(() => Threads.build(registry, '{')) instanceof Greg.Error);
});

run();
