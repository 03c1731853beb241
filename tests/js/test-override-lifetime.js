// test-override-lifetime.js - what refers to each other is collected together, and memory stays flat
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// With the argument "slow" every round is run 10⁵ times.

import GLib from 'gi://GLib';
import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';
import System from 'system';

import {Part, Plain} from './classes.js';
import {collect, watchDeath} from './lifetime.js';
import {assert, assertEqual, assertThrows, assertThrowsError, run, skip, test} from './tap.js';

const ROUNDS = 100000;
// The heap grows in steps; what leaks grows in each part.
const PARTS = 5;
const ROUNDS_A_COLLECTION = 10000;

// What still lies on the stack of the engine counts as used, so that some may stay. A cycle would keep all.
function assertCollected(make) {
    const groups = Array.from({length: 20}, () => watchDeath(make()));
    collect();
    const left = groups.filter(group => group.dup_target() !== null).length;
    assert(left <= 10, `${left} of 20 live on`);
}

const cycles = {
    'function'(registry) {
        registry.register('x', () => registry);
        registry.build('x');
        registry.build_context(Greg.Config.new_from_json('"x"', -1, null));
    },
    'class'(registry) {
        registry.register(class X {
            constructor() {
                this.registry = registry;
            }
        });
        registry.build('X');
    },
    'metadata and defaults'(registry) {
        registry.register('x', () => 1, {home: registry, find: () => registry, defaults: {registry}});
    },
    'signal handler'(registry) {
        registry.connect('registered', () => registry.size);
        registry.register('x', () => 1);
    },
    'loader'(registry) {
        registry.add_loader('more', () => registry.size > 0);
        registry.has('x');
    },
    'build function'(registry) {
        registry.register(Part);
        registry.set_build_func((_source, factory, context) => registry && factory.create(context));
        registry.build('Part');
    },
    'code that is named by itself'(registry) {
        registry.build({type: () => registry});
        registry.build({type: class Own extends Plain {}, registry});
        registry.build([{type: () => new Part({part: registry.lookup('none')}), a: registry}]);
    },
    'code of a child'(registry) {
        const child = new Greg.Registry({parent: registry, scope: 'child'});
        child.register('x', () => [registry, child]);
        child.build('x');
        registry.build('child.x');
        registry.build({type: 'x', $scope: 'child'});
    },
    'a source of several'(registry) {
        const all = Greg.concat(registry, new Greg.Registry());
        registry.register('x', () => registry);
        all.defaultSource = registry;
        all.register('y', () => registry);
        all.build('x');
        all.build('y');
    },
    'exception'(registry) {
        registry.register('x', () => {
            throw Object.assign(new Error('x'), {registry});
        });
        assertThrows(() => registry.build_json('"x"', -1));
    },
};

for (const [name, tie] of Object.entries(cycles)) {
    test(`${name} that refers to the registry`, () => assertCollected(() => {
        const registry = new Greg.Registry({name});
        tie(registry);
        return registry;
    }));
}

test('what was unregistered', () => {
    const registry = new Greg.Registry();
    assertCollected(() => {
        const held = new Part();
        registry.register('x', () => held);
        assertEqual(registry.build('x'), held);
        registry.delete('x');
        registry.has('x');
        return held;
    });
});

test('a factory outlives its registration, not its registry', () => {
    let registry = new Greg.Registry();
    registry.register('x', () => 5);
    const factory = registry.get('x');
    registry.delete('x');
    assertEqual(factory.create(), 5);
    const other = new Greg.Registry();
    other.add(factory);
    const death = watchDeath(registry);
    registry = null;
    collect();
    if (death.dup_target() !== null)
        skip('the engine still holds the registry');
    const error = assertThrowsError(() => other.build('x'), Greg.Error, Greg.Error.BUILD_FAILED);
    assert(error.message.includes('gone'));
});

// ---- memory ------------------------------------------------------------------------------------------------------

function kilobytes() {
    const [, status] = GLib.file_get_contents('/proc/self/status');
    return Number(/VmRSS:\s+(\d+)/.exec(new TextDecoder().decode(status))[1]);
}

function repeat(func, rounds) {
    for (let i = 1; i <= rounds; i++) {
        func();
        if (i % ROUNDS_A_COLLECTION === 0)
            System.gc();
    }
    collect();
}

const THROWN = new Error('bad');

function newRegistry() {
    const registry = new Greg.Registry({name: 'things'});
    registry.register(Part);
    registry.register(Plain);
    registry.register('info', Gio.FileInfo);
    registry.register('bad', () => {
        throw THROWN;
    });
    return registry;
}

const rounds = {
    register: registry => {
        registry.register('x', () => 1, {tags: ['a'], sizes: [1, {a: 'b'}], defaults: {a: 1}, aliases: ['y']});
        registry.delete('x');
    },
    'build in the script': registry => [registry.build('Part', {size: 3}), registry.build('Plain')],
    'build in the library': registry => registry.build({type: 'Part', part: {type: 'Part', longName: 'x'}}),
    'live values': registry => registry.build({type: 'Part', format: 'gzip', part: new Part()}),
    'batches': registry => {
        const batch = registry.begin();
        batch.register('Part', Plain, {override: true});
        batch.commit();
        batch.revert();
    },
    'one factory': registry => registry.get('info').create() && registry.get('Part').create({size: 3}),
    'queries': registry => {
        assertEqual(registry.query({tags: 'none', sizes: [1, 'a'], oneOf: {size: [1, 2]}}).length, 0);
        assertEqual(registry.best({has: 'home'}), null);
    },
    'code named by itself': registry => [registry.build({type: () => 1}), registry.build({type: Part, part: 'Part'})],
    'trees': registry => {
        const child = new Greg.Registry({parent: registry, scope: 'child'});
        child.register('x', () => 1);
        registry.build('child.x');
        registry.build({type: 'x', $scope: 'child'});
        child.run_dispose();
    },
    'several sources': registry => Greg.concat(registry, registry.child('none') ?? new Greg.Registry()).build('Part'),
    'failures': registry => {
        assertThrows(() => registry.build('Part', {size: -1}));
        assertEqual(assertThrows(() => registry.build({type: 'Part', part: 'bad'})), THROWN);
        assertThrows(() => registry.build('none'));
    },
};

if (ARGV.includes('slow')) {
    for (const [name, func] of Object.entries(rounds)) {
        test(`memory: ${name}`, () => {
            const registry = newRegistry();
            const sizes = Array.from({length: PARTS + 1}, () => {
                repeat(() => func(registry), ROUNDS / PARTS);
                return kilobytes();
            });
            const least = Math.min(...sizes.slice(1).map((size, i) => size - sizes[i]));
            assert(least * 1024 < 20 * ROUNDS / PARTS, `it took ${sizes.join(', ')} kB`);
        });
    }
}

run();
