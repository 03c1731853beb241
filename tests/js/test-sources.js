// test-sources.js - sources that a script defines
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';
import System from 'system';
import Threads from 'gi://Threads?version=1';

import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

const gzip = name => Greg.Factory.new_for_type(name, Gio.ZlibCompressor.$gtype);
const BOOM = new Error('boom');
const throwBoom = () => {
    throw BOOM;
};

// Only what must be there.
const Small = GObject.registerClass(class Small extends Greg.Source {
    vfunc_find(name) {
        return name.startsWith('g') ? gzip(name) : null;
    }

    vfunc_names() {
        return ['gzip', 'gone', 'lost'];
    }
});

// Each function does what the test wants.
const Full = GObject.registerClass(class Full extends Greg.Source {
    vfunc_find(name) {
        return this.find(name);
    }

    vfunc_find_all(name) {
        return this.find_all(name);
    }

    vfunc_names() {
        return this.names();
    }

    vfunc_factories() {
        return this.factories();
    }

    vfunc_count() {
        return this.number();
    }

    vfunc_generation() {
        return this.generation?.() ?? 0;
    }

    vfunc_select(query) {
        return this.select(query);
    }

    vfunc_membership(name) {
        return this.member(name);
    }

    vfunc_peek(name) {
        return this.look(name);
    }
});

test('two functions are enough', () => {
    const source = new Small({name: 'small', baseType: Gio.Converter.$gtype});
    assertSame([...source], ['gzip', 'gone', 'lost']);
    assertEqual(source.size, 3);
    assertSame([...source.values()].map(factory => factory.name), ['gzip', 'gone']);
    assert(source.has('gz'));
    assert(!source.has('x'));
    assertEqual(source.membership('gz'), Greg.Membership.YES);
    assertEqual(source.membership('x'), Greg.Membership.NO);
    assertEqual(source.peek('gz').name, 'gz');
    assertEqual(source.build('gzip', {level: 3}).level, 3);
    assertThrowsError(() => source.build('gzip', {level: 99}), Greg.Error, Greg.Error.INVALID_VALUE);
    const error = assertThrowsError(() => source.build('xzip'), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('gzip'), error.message);
});

test('every function can be implemented', () => {
    const source = new Full({name: 'full'});
    const [a, b] = [gzip('a'), gzip('b')];
    Object.assign(source, {
        find: () => a, find_all: () => [a, b], names: () => ['a'], factories: () => [a, b], number: () => 5,
        generation: () => 2 ** 40, select: () => [b], member: () => Greg.Membership.MAYBE, look: () => b,
    });
    assertEqual(source.lookup('a'), a);
    assertSame(source.lookup_all('a'), [a, b]);
    assertSame(source.list_names(), ['a']);
    assertEqual(source.list_factories()[1], b);
    assertEqual(source.count(), 5);
    assertEqual(source.dup_generation(), 2 ** 40);
    assertEqual(source.query(null)[0], b);
    assertEqual(source.membership('a'), Greg.Membership.MAYBE);
    assertEqual(source.peek('a'), b);
});

test('what finding throws comes back as it is', () => {
    const source = new Full({name: 'full'});
    source.names = () => [];
    source.find = throwBoom;
    assertEqual(assertThrows(() => source.require('x')), BOOM);
    assertEqual(assertThrows(() => source.build('x')), BOOM);
    assertEqual(assertThrows(() => source.build({type: 'x'})), BOOM);
    assertEqual(source.lookup('x'), null);
    source.find = () => {
        throw new GLib.Error(Gio.io_error_quark(), Gio.IOErrorEnum.BUSY, 'busy');
    };
    assertThrowsError(() => source.require('x'), Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY);
    source.find = () => undefined;
    assertThrowsError(() => source.require('x'), Greg.Error, Greg.Error.NOT_FOUND);
});

test('a build takes what the source gives now, and not what it gave before', () => {
    const registries = [1, 2].map(value => {
        const registry = new Greg.Registry();
        registry.register('it', () => value);
        return registry;
    });
    const [one, two] = registries.map(registry => registry.lookup('it'));
    const source = new Full({name: 'full'});
    Object.assign(source, {find: () => one, find_all: () => [one], generation: () => 0});
    assertEqual(source.build('it'), 1);
    Object.assign(source, {find: () => two, find_all: () => [two]});
    assertEqual(source.build('it'), 2);
    const external = new Greg.ExternalSource({name: 'external'});
    let now = one;
    external.set_find_func(() => now);
    assertEqual(external.build('it'), 1);
    now = two;
    assertEqual(external.build('it'), 2);
});

const answers = {
    find_all: source => source.lookup_all('x'),
    names: source => source.list_names(),
    factories: source => source.list_factories(),
    number: source => source.count(),
    generation: source => source.dup_generation(),
    select: source => source.query(null),
    member: source => source.membership('x'),
    look: source => source.peek('x'),
};

test('what the others throw comes back to who asks, and nothing is logged', () => {
    for (const [name, ask] of Object.entries(answers)) {
        const source = new Full({name: 'full'});
        source[name] = throwBoom;
        assertEqual(assertThrows(() => ask(source)), BOOM);
        assertEqual(source.dup_failure(), 'Error: boom');
    }
});

test('what is no answer is an error', () => {
    const wrong = {
        find: [5, 'x', new Gio.ZlibCompressor(), {}],
        find_all: [null, gzip('a'), [5]],
        names: [null, undefined, 5, 'x', [5], [null]],
        factories: [null, [null], ['x']],
        number: [null, 'x', -1, 1.5],
        generation: ['x', -1, NaN],
        select: [null, 5],
        member: [null, 'yes', 77, true],
        look: [5, 'x'],
    };
    for (const [name, values] of Object.entries(wrong)) {
        for (const value of values) {
            const source = new Full({name: 'full'});
            source.names = () => [];
            source[name] = () => value;
            const error = assertThrows(() => (answers[name] ?? (() => source.require('x')))(source));
            assert(error instanceof TypeError && error.message.includes('expected'), `${error}`);
        }
    }
});

test('a listing that failed is told by errors, until it succeeds', () => {
    const source = new Full({name: 'full'});
    Object.assign(source, {find: () => null, factories: throwBoom, number: () => 0});
    const error = assertThrowsError(() => source.require('x'), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('could not tell what it has (Error: boom)'), error.message);
    assert(source.explain('x').includes('boom'));
    source.factories = () => [];
    assertEqual(source.list_factories().length, 0);
    assertEqual(source.dup_failure(), null);
});

test('a class that calls super gets what it throws', () => {
    const Heir = GObject.registerClass(class Heir extends Full {
        vfunc_names() {
            try {
                return super.vfunc_names();
            } catch (error) {
                return [error.message];
            }
        }
    });
    const source = new Heir({name: 'heir'});
    source.names = throwBoom;
    assertSame(source.list_names(), ['boom']);
    assertEqual(source.dup_failure(), null);
    source.find = throwBoom;
    assertEqual(assertThrows(() => source.require('x')), BOOM);
});

const WRONG = 'its code belongs to another one';

test('another thread is refused', () => {
    for (const source of [new Small({name: 'small'}), new Full({name: 'full'})]) {
        Object.assign(source, {find: throwBoom, names: throwBoom});
        const answer = Threads.ask(source, 'gzip');
        assert(answer.endsWith(`${WRONG} 0 0 0 0 0 0 2`), answer);
        assertThrowsError(() => Threads.build(source, '"gzip"'), Greg.Error, Greg.Error.WRONG_THREAD);
    }
});

test('a registry is bound only if the script changes how it answers', () => {
    const Plain = GObject.registerClass(class PlainRegistry extends Greg.Registry {});
    const Special = GObject.registerClass(class SpecialRegistry extends Greg.Registry {
        vfunc_names() {
            return ['special'];
        }
    });
    const plain = new Plain({name: 'plain'});
    plain.register('gzip', Gio.ZlibCompressor);
    assertEqual(Threads.ask(plain, 'gzip'), 'found 1 1 1 1 1 1 1');
    const special = new Special({name: 'special'});
    special.register('gzip', Gio.ZlibCompressor);
    assertSame([...special], ['special']);
    assert(Threads.ask(special, 'gzip').startsWith('found 0 0 0'));
});

// ---- sources from functions --------------------------------------------------------------------------------------

function newExternal() {
    const source = new Greg.ExternalSource({name: 'external', baseType: Gio.Converter.$gtype});
    source.set_find_func((_source, name) => name.startsWith('g') ? gzip(name) : null);
    source.set_list_func(() => ['gzip', 'gone', 'lost']);
    return source;
}

test('functions make a source', () => {
    const source = newExternal();
    assertSame([...source], ['gzip', 'gone', 'lost']);
    assertEqual(source.build('gz', {level: 4}).level, 4);
    assertEqual(source.membership('gz'), Greg.Membership.YES);
    source.set_membership_func((_source, name) => name === 'gz' ? Greg.Membership.MAYBE : Greg.Membership.NO);
    assertEqual(source.membership('gz'), Greg.Membership.MAYBE);
    assertEqual(source.peek('gz'), null);
    source.cached = true;
    assertEqual(source.lookup('gz'), source.lookup('gz'));
    assertEqual(source.peek('gz'), source.lookup('gz'));
    const before = source.lookup('gz');
    source.invalidate();
    assert(source.lookup('gz') !== before);
    source.set_find_func(null);
    source.set_list_func(null);
    source.set_membership_func(null);
    assertEqual(source.lookup('gz'), null);
    assertEqual(source.size, 0);
});

test('functions that throw', () => {
    const source = newExternal();
    source.set_find_func(throwBoom);
    assertEqual(assertThrows(() => source.require('x')), BOOM);
    assertEqual(assertThrows(() => source.build('x')), BOOM);
    source.set_find_func(() => 5);
    assert(assertThrows(() => source.require('x')) instanceof TypeError);
    source.set_find_func(() => undefined);
    source.set_list_func(throwBoom);
    assertEqual(assertThrows(() => source.list_names()), BOOM);
    const error = assertThrowsError(() => source.require('x'), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('boom'), error.message);
    source.set_list_func(() => new Set(['a', 'b']));
    assertSame(source.list_names(), ['a', 'b']);
    source.set_list_func(() => 5);
    assert(assertThrows(() => source.size) instanceof TypeError);
    source.set_membership_func(throwBoom);
    assertEqual(assertThrows(() => source.membership('x')), BOOM);
});

test('functions are always bound to the thread of the script', () => {
    const source = newExternal();
    assert(Threads.ask(source, 'gzip').endsWith(`${WRONG} 0 0 0 0 0 0 2`));
    assert(assertThrows(() => source.set_any_thread(true)) instanceof TypeError);
    source.set_any_thread(false);
    const free = new Greg.ExternalSource({name: 'free', anyThread: true});
    free.set_find_func((_source, name) => gzip(name));
    assert(!free.any_thread);
    assert(Threads.ask(free, 'gzip').endsWith(`${WRONG} 0 0 0 0 0 0 2`));
});

test('a function may replace itself, and drop the source', () => {
    let source = new Greg.ExternalSource({name: 'external'});
    source.set_find_func(self => {
        self.set_find_func(() => gzip('second'));
        return gzip('first');
    });
    assertEqual(source.lookup('x').name, 'first');
    assertEqual(source.lookup('x').name, 'second');
    source.set_find_func(() => {
        source = null;
        return gzip('last');
    });
    assertEqual(source.lookup('x').name, 'last');
    assertEqual(source, null);
});

// ---- adapters ----------------------------------------------------------------------------------------------------

test('types and extension points', () => {
    const types = new Greg.SubtypeSource({name: 'converters', baseType: Gio.Converter.$gtype, prefix: 'G'});
    assert(new Gio.ZlibCompressor() instanceof GObject.Object);
    assert([...types].includes('ZlibCompressor'));
    assertEqual(types.build('ZlibCompressor', {level: 7}).level, 7);
    assertEqual(types.lookup('ZlibCompressor'), types.lookup('ZlibCompressor'));
    Gio.Vfs.get_default();
    const systems = Greg.ExtensionPointSource.new(Gio.VFS_EXTENSION_POINT_NAME);
    assert(systems.has('local'));
    assertEqual(systems.lookup('local').product_type.name, 'GLocalVfs');
});

// ---- memory ------------------------------------------------------------------------------------------------------

function collect() {
    for (let i = 0; i < 5; i++) {
        System.gc();
        while (GLib.MainContext.default().iteration(false))
            ;
    }
}

function watchDeath(object) {
    const group = new GObject.SignalGroup({targetType: Greg.Source.$gtype});
    group.set_target(object);
    return group;
}

// What still lies on the stack of the engine counts as used, so that some may stay. A cycle would keep all.
function assertCollected(make) {
    const groups = Array.from({length: 20}, () => watchDeath(make()));
    collect();
    const left = groups.filter(group => group.dup_target() !== null).length;
    assert(left <= 10, `${left} of 20 live on`);
}

test('functions that refer to their source', () => assertCollected(() => {
    const source = newExternal();
    source.set_find_func(() => source.get_name() === null ? null : gzip('x'));
    source.set_list_func(() => [source.get_name()]);
    source.cached = true;
    source.lookup('x');
    assertEqual(source.size, 1);
    return source;
}));

test('derived sources', () => assertCollected(() => {
    const source = new Full({name: 'full'});
    source.find = () => source.lookup === null ? null : gzip('x');
    source.names = throwBoom;
    source.lookup('x');
    assertThrows(() => source.list_names());
    return source;
}));

function kilobytes() {
    const [, status] = GLib.file_get_contents('/proc/self/status');
    return Number(/VmRSS:\s+(\d+)/.exec(new TextDecoder().decode(status))[1]);
}

// What leaks takes more in each part; of 10000 rounds 20 bytes each.
function assertFlat(func) {
    const sizes = Array.from({length: 6}, () => {
        for (let i = 0; i < 10000; i++)
            func(i);
        collect();
        return kilobytes();
    });
    const least = Math.min(...sizes.slice(1).map((size, i) => size - sizes[i]));
    assert(least * 1024 < 20 * 10000, `it took ${sizes.join(', ')} kB`);
}

test('finding leaves nothing behind', () => {
    const external = newExternal();
    const small = new Small({name: 'small'});
    assertFlat(i => {
        external.lookup('gzip');
        external.has(`x${i}`);
        small.lookup('gzip');
        external.membership('gz');
    });
});

run();
