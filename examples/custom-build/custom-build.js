#!/usr/bin/env -S gjs -m
// custom-build.js - functions of the program that make what a registry builds
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as custom-build.c.

import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

const MOST = 3;

const shared = new Map();
let nMade = 0;

// Makes one object for all who give the same arguments. A build function is called when everything has been found,
// merged, checked and converted. It need not make anything, but what it gives must be what the registry promises.
function share(source, factory, context) {
    const args = context.list_names().sort().map(name => `${name}=${context.get_value(name)}`);
    const key = [factory.name, ...args].join(' ');
    if (shared.has(key)) {
        print(`  ${factory.name}: shared`);
        return shared.get(key);
    }
    print(`  ${factory.name}: made`);
    shared.set(key, factory.create(context));
    return shared.get(key);
}

// Gives numbers to what is made.
function number(source, factory, context) {
    if (nMade === MOST)
        throw new Error(`${MOST} is the most that can be made`);
    const product = factory.create(context);
    product.number = ++nMade;
    return product;
}

function compare(one, other) {
    print(one === other ? '  the same object' : '  two objects');
}

const converters = new Greg.Registry({name: 'converters', baseType: Gio.Converter});
converters.register('gzip', Gio.ZlibCompressor, {defaults: {format: 'gzip'}});
converters.register('gunzip', Gio.ZlibDecompressor, {defaults: {format: 'gzip'}});

print('Equal arguments share an object');
converters.set_build_func(share);
const best = converters.build('gzip', {level: 9});
compare(best, converters.build({type: 'gzip', level: 9}));
compare(best, converters.build('gzip', {level: 1}));

print('\nWhat is wrong never comes to the function');
try {
    converters.build('gzip', {level: 99});
} catch (error) {
    print(`  ${error.report.get_item(0).get_message()}`);
}

print('\nEverything that is made has a number');
converters.set_build_func(number);
const stages = converters.build([{type: 'gzip', level: 9}, 'gunzip', 'gzip']);
for (const stage of stages)
    print(`  ${stage.number}: ${stage.constructor.$gtype.name}`);

print('\nThe function may refuse');
try {
    converters.build('gzip');
} catch (error) {
    print(`  ${error.message}`);
}

print('\nWithout a function all is as before');
converters.set_build_func(null);
compare(converters.build('gunzip'), converters.build('gunzip'));
