// test-types.js - whether the TypeScript definitions say what a script sees
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Usage: gjs -m test-types.js GENERATED OVERRIDE
// Names are compared in both directions, and the parameters of what the override leaves alone. The types are for the
// compiler to check; this test needs none.

import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';

import {assert, assertEqual, run, test} from './tap.js';

// Of every class of GJS, whatever it is.
const COMMON = ['$gtype', '$signals', '_init', 'constructor', 'length', 'name', 'prototype', 'valueOf'];

// ---- the definitions ---------------------------------------------------------------------------------------------

const BLOCK = /^ {4}(?:export )?(?:abstract )?(class|enum|interface|namespace) (\w+)/;
const VALUE = /^ {4}(?:const|function) (\w+)/;
const MEMBER = /^ {8}(static )?(?:readonly |get |set )?(?:\["?([\w.]+)"?\]|([\w$]+))(.*)$/;

// "a: number, b: (c, d) => void" without what is nested: [a, b].
function parameterNames(text) {
    let flat = text.replace(/=>/g, '');
    for (let before = ''; before !== flat;) {
        before = flat;
        flat = flat.replace(/<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, '').replace(/(?!^)\([^()]*\)/g, '');
    }
    const inner = /^\(([^()]*)\)/.exec(flat)?.[1] ?? '';
    return inner.split(',').filter(each => each.trim() !== '').map(each => /[\w$]+/.exec(each)[0]);
}

function newBlock(kind) {
    return {kind, members: new Map(), statics: new Map()};
}

// The blocks by name: {members, statics}, each a map from names to the lists of parameters.
function readDefinitions(path) {
    const text = new TextDecoder().decode(GLib.file_get_contents(path)[1]);
    const found = {text, blocks: new Map(), values: new Set()};
    let block = null;
    for (const line of text.split('\n')) {
        const start = BLOCK.exec(line), value = VALUE.exec(line), member = MEMBER.exec(line);
        if (start !== null) {
            const [, kind, name] = start;
            block = kind === 'namespace' ? null : found.blocks.get(name) ?? newBlock(kind);
            if (block !== null)
                found.blocks.set(name, block);
        } else if (value !== null) {
            found.values.add(value[1]);
        } else if (line === '    }') {
            block = null;
        } else if (block !== null && member !== null) {
            const [, isStatic, quoted, plain, rest] = member;
            const parameters = parameterNames(rest.replace(/^<.*?>(?=\()/, ''));
            (isStatic ? block.statics : block.members).set(quoted ?? plain, parameters);
        }
    }
    return found;
}

const [generated, override] = ARGV.map(readDefinitions);

function defined(name, part) {
    return new Map([generated, override].flatMap(({blocks}) => [...blocks.get(name)?.[part] ?? []]));
}

// ---- what there is -----------------------------------------------------------------------------------------------

const classes = Object.keys(Greg).filter(name => typeof Greg[name] === 'function' &&
    Object.hasOwn(Greg[name], '$gtype'));
const enums = Object.keys(Greg).filter(name => typeof Greg[name] === 'object');

function isNative(owner, name) {
    const {get, value} = Object.getOwnPropertyDescriptor(owner, name);
    return /\[native code\]|wrapper for native symbol/.test(String(get ?? value));
}

function namesOf(owner) {
    return Object.getOwnPropertyNames(owner).filter(name => !COMMON.includes(name) && !name.startsWith('_'));
}

// "method Greg.Source.contains(name) {": [name]
function nativeParameters(func) {
    return /\(([^)]*)\)/.exec(String(func))[1].split(',').map(each => each.trim()).filter(each => each !== '');
}

function assertParameters(owner, name, said) {
    const {value} = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof value !== 'function' || !isNative(owner, name))
        return;
    assertEqual(`${name}(${said.map(each => each.replace(/^_/, ''))})`,
        `${name}(${nativeParameters(value).map(each => each.replace(/^_/, ''))})`);
}

// ---- cases -------------------------------------------------------------------------------------------------------

test('parameters are read', () => {
    assertEqual(parameterNames('(a: X<A, B>, b: (c: D, e: F) => void, g?: {h: I, j: K}, ...l: M[]): N;').join(), 'a,b,g,l');
    assertEqual(parameterNames('(): N;').length, 0);
    assertEqual(parameterNames(': number;').length, 0);
});

test('the module', () => {
    const blocks = [...generated.blocks].filter(([, {kind}]) => ['class', 'enum'].includes(kind)).map(([name]) => name);
    // The structures of classes are types only.
    const there = Object.keys(Greg).filter(name => !name.endsWith('Class'));
    const said = [...blocks, ...generated.values, ...override.values].filter(name => !name.startsWith('__'));
    assertEqual(said.sort().join(), there.sort().join());
    assert(classes.length > 10 && enums.length > 4);
});

for (const name of enums) {
    test(name, () => {
        const body = new RegExp(`^ {4}enum ${name} \\{\n([^}]*)\\}`, 'm').exec(generated.text)[1];
        const said = [...body.matchAll(/(\w+) = (\d+)/g)].map(([, key, value]) => `${key} = ${value}`);
        assertEqual(said.sort().join(), Object.entries(Greg[name]).filter(([, value]) => typeof value === 'number')
            .map(([key, value]) => `${key} = ${value}`).sort().join());
    });
}

for (const name of classes) {
    const {prototype} = Greg[name];

    test(`${name}: what is there is defined`, () => {
        const members = defined(name, 'members'), statics = defined(name, 'statics');
        const inherited = Object.getPrototypeOf(prototype);
        for (const each of namesOf(prototype)) {
            // What every object has, such as toString(), must be defined where the override makes it.
            const isInherited = each in Object.prototype ? isNative(prototype, each) : each in inherited;
            assert(members.has(each) || isInherited, `${each} is not defined`);
            if (members.has(each))
                assertParameters(prototype, each, members.get(each));
        }
        for (const each of namesOf(Greg[name])) {
            assert(statics.has(each), `${each} is not defined`);
            assertParameters(Greg[name], each, statics.get(each));
        }
        if (Object.hasOwn(prototype, Symbol.iterator))
            assert(members.has('Symbol.iterator'), 'Symbol.iterator is not defined');
    });

    test(`${name}: what is defined is there`, () => {
        for (const each of defined(name, 'members').keys()) {
            const key = each === 'Symbol.iterator' ? Symbol.iterator : each;
            const isThere = COMMON.includes(each) || each.startsWith('vfunc_') || key in prototype;
            // A report is put on those errors that have one.
            assert(isThere || name === 'Error' && each === 'report', `there is no ${each}`);
        }
        for (const each of defined(name, 'statics').keys())
            assert(COMMON.includes(each) || each in Greg[name], `there is no ${each}`);
    });

    test(`${name}: what the override defines is its own`, () => {
        for (const each of override.blocks.get(name)?.members.keys() ?? []) {
            const key = each === 'Symbol.iterator' ? Symbol.iterator : each;
            if (name === 'Error' && each === 'report')
                continue;
            assert(Object.hasOwn(prototype, key), `there is no ${each}`);
            assert(!isNative(prototype, key), `${each} is as C has it`);
        }
    });
}

run();
