// bench-js.js - what a build by name costs in JavaScript, beside the constructor
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Usage: gjs -m bench-js.js [--brief]

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';
import System from 'system';

const isBrief = ARGV.includes('--brief');
const ROUNDS = isBrief ? 200 : 5000;
const REPEATS = isBrief ? 1 : 15;

const Part = GObject.registerClass({
    Properties: {
        'size': GObject.ParamSpec.int('size', '', '', GObject.ParamFlags.READWRITE, 0, 100, 7),
        'label': GObject.ParamSpec.string('label', '', '', GObject.ParamFlags.READWRITE, ''),
    },
}, class Part extends GObject.Object {});

class Plain {
    constructor({a, b}) {
        this.sum = a + b;
    }
}

const registry = new Greg.Registry({name: 'things'});
registry.register(Part);
registry.register(Plain);
registry.register('zip', Gio.ZlibCompressor);
for (let i = 0; i < 1000; i++)
    registry.register(`filler-${i}`, Plain);

const child = new Greg.Registry({parent: registry, scope: 'child'});
const several = new Greg.MultiRegistry({sources: {child, things: registry}});

const pairs = [
    ['class of the script', 1.3, i => new Part({size: i % 100, label: 'x'}),
        i => registry.build('Part', {size: i % 100, label: 'x'})],
    ['class of the library', 2.5, i => new Gio.ZlibCompressor({level: i % 10, format: 1}),
        i => registry.build('zip', {level: i % 10, format: 1})],
    ['… in a parent', 1.4, i => new Part({size: i % 100, label: 'x'}),
        i => child.build('Part', {size: i % 100, label: 'x'})],
    ['… of several sources', 1.5, i => new Part({size: i % 100, label: 'x'}),
        i => several.build('things.Part', {size: i % 100, label: 'x'})],
    ['plain class', null, i => new Plain({a: i, b: 1}), i => registry.build('Plain', {a: i, b: 1})],
];

function time(func) {
    const start = GLib.get_monotonic_time();
    for (let i = 0; i < ROUNDS; i++)
        func(i);
    return (GLib.get_monotonic_time() - start) / ROUNDS * 1000;
}

function median(numbers) {
    return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

// By turns, so that both meet the same machine; the collector runs outside.
function compare(floor, build) {
    const ratios = [], floors = [], builds = [];
    for (let i = 0; i <= REPEATS; i++) {
        System.gc();
        const one = time(floor);
        System.gc();
        const other = time(build);
        // The first warms up.
        if (i > 0) {
            floors.push(one);
            builds.push(other);
            ratios.push(other / one);
        }
    }
    return [median(floors), median(builds), median(ratios)];
}

print('                          new      build   ratio   at most');
for (const [name, limit, floor, build] of pairs) {
    const [one, other, ratio] = compare(floor, build);
    print(`${name.padEnd(21)} ${one.toFixed(0).padStart(5)} ns ${other.toFixed(0).padStart(7)} ns ` +
        `${ratio.toFixed(2).padStart(7)}   ${limit ?? ''}`);
}
