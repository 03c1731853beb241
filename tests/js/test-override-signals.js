// test-override-signals.js - hearing of changes
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

import {Part} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, run, test} from './tap.js';

// Until nothing waits any more.
function deliver() {
    const context = GLib.MainContext.default();
    while (context.iteration(false))
        ;
}

function listen(registry) {
    const heard = [];
    for (const signal of ['registered', 'unregistered', 'replaced', 'changed'])
        registry.connect(signal, (source, ...factories) => {
            assertEqual(source, registry);
            heard.push([signal, ...factories.map(factory => factory.get_name())].join(' '));
        });
    return heard;
}

test('in order, when the main context runs', () => {
    const registry = new Greg.Registry();
    const heard = listen(registry);
    registry.register('a', () => 1);
    registry.register('b', () => 1);
    registry.register('a', () => 2, {override: true});
    registry.delete('b');
    assertSame(heard, []);
    deliver();
    assertSame(heard, ['registered a', 'registered b', 'replaced a a', 'unregistered b', 'changed']);
    registry.delete('a');
    deliver();
    assertSame(heard.slice(5), ['unregistered a', 'changed']);
});

test('detail and disconnecting', () => {
    const registry = new Greg.Registry();
    const heard = [];
    const one = registry.connect('registered::a', () => heard.push('a'));
    const two = registry.connect_after('registered', (_registry, factory) => {
        heard.push(factory.name);
        registry.disconnect(two);
    });
    registry.register('b', () => 1);
    registry.register('a', () => 1);
    deliver();
    assertSame(heard, ['b', 'a']);
    registry.disconnect(one);
    assert(assertThrows(() => registry.disconnect(one)) instanceof Error);
    registry.register('c', () => 1);
    deliver();
    assertSame(heard, ['b', 'a']);
});

test('other signals stay as they are', () => {
    const registry = new Greg.Registry();
    let frozen = 0;
    const id = registry.connect('notify::frozen', () => frozen++);
    registry.freeze();
    assertEqual(frozen, 1);
    registry.disconnect(id);
});

test('watching', () => {
    const registry = new Greg.Registry();
    const heard = [];
    const hear = prefix => (_source, removed, added) => heard.push(`${prefix} ${(added ?? removed).name}`);
    registry.register(Part);
    const ids = [registry.watch(hear('new')), registry.watch(hear('all'), Greg.WatchFlags.REPLAY),
        registry.watch(Greg.WatchFlags.REPLAY, hear('as C'))];
    registry.register('gzip', Gio.ZlibCompressor);
    deliver();
    assertSame(heard.sort(), ['all Part', 'all gzip', 'as C Part', 'as C gzip', 'new gzip']);
    assert(ids.every(id => registry.unwatch(id)));
    for (const wrong of [[], [5], [Greg.WatchFlags.NONE, null]])
        assert(assertThrows(() => registry.watch(...wrong)) instanceof TypeError);
});

test('list of factories', () => {
    const registry = new Greg.Registry();
    registry.register(Part);
    const list = Greg.FactoryList.new(registry, null);
    assertSame([...list].map(factory => factory.name), ['Part']);
    registry.register('gzip', Gio.ZlibCompressor);
    deliver();
    assertSame([...list].map(factory => factory.name), ['Part', 'gzip']);
});

run();
