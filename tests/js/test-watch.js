// test-watch.js - watches and lists from JavaScript, without the override
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';
import System from 'system';

import {assert, assertEqual, assertSame, run, test} from './tap.js';

function runContext() {
    while (GLib.MainContext.default().iteration(false))
        ;
}

function makeRegistry() {
    const registry = Greg.Registry.new('converters', Gio.Converter.$gtype);
    registry.register_type('gzip', Gio.ZlibCompressor.$gtype);
    return registry;
}

const nameOf = factory => factory?.get_name() ?? null;

test('watch with a replay', () => {
    const registry = makeRegistry();
    const calls = [];
    const watch = registry.watch(Greg.WatchFlags.REPLAY, (source, removed, added) => {
        assertEqual(source, registry);
        calls.push([nameOf(removed), nameOf(added)]);
    });
    registry.register_type('gunzip', Gio.ZlibDecompressor.$gtype);
    registry.unregister('gzip');
    assertSame(calls, []);
    runContext();
    assertSame(calls, [[null, 'gzip'], [null, 'gunzip'], ['gzip', null]]);
    assert(registry.unwatch(watch));
    assert(!registry.unwatch(watch));
    registry.unregister('gunzip');
    runContext();
    assertEqual(calls.length, 3);
});

test('unwatch inside', () => {
    const registry = makeRegistry();
    registry.register_type('gunzip', Gio.ZlibDecompressor.$gtype);
    let calls = 0;
    const watch = registry.watch(Greg.WatchFlags.REPLAY, () => {
        calls++;
        assert(registry.unwatch(watch));
    });
    runContext();
    assertEqual(calls, 1);
});

test('watches come and go', () => {
    const registry = makeRegistry();
    for (let i = 0; i < 5000; i++)
        assert(registry.unwatch(registry.watch(Greg.WatchFlags.NONE, () => assert(false))));
    System.gc();
    registry.unregister('gzip');
    runContext();
});

test('list', () => {
    const registry = makeRegistry();
    const list = Greg.FactoryList.new(registry, new Greg.Query({order: Greg.QueryOrder.NAME}));
    const changes = [];
    list.connect('items-changed', (model, ...change) => changes.push(change));
    registry.register_type('charset', Gio.CharsetConverter.$gtype);
    assertEqual(list.get_n_items(), 1);
    runContext();
    assertSame(changes, [[0, 0, 1]]);
    assertEqual(list.get_item(0).get_name(), 'charset');
    assertEqual(list.get_item(1).get_name(), 'gzip');
    assertEqual(list.nItems, 2);
    assertEqual(list.source, registry);
});

test('list of properties', () => {
    const registry = makeRegistry();
    assertEqual(new Greg.FactoryList({source: registry}).get_n_items(), 1);
    assertEqual(new Greg.FactoryList().get_n_items(), 0);
});

run();
