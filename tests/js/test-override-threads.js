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

test('errors of other threads', () => {
    const registry = new Greg.Registry();
    assert(assertThrows(() => Threads.build(registry, '{')) instanceof Greg.Error);
});

run();
