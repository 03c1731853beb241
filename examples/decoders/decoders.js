#!/usr/bin/env -S gjs -m
// decoders.js - decoders of several libraries, behind prefixes, as one
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as decoders.c.

import Greg from 'gi://Greg?version=1';

// Stands for a neural network: all that it does is to say what it is.
class Network {
    constructor(title, layers, features) {
        Object.assign(this, {title, layers, features});
    }
}

// Arguments by position come after the named ones.
function makeDecoder(title) {
    return (named, layers = 4, features = 64) =>
        new Network(title, named.layers ?? layers, named.features ?? features);
}

function add(source, name, title, pretrained) {
    source.register(name, makeDecoder(title), {summary: title, pretrained});
}

function printSource(decoders, name) {
    const source = decoders.findSource(name);
    print(`  ${name} is ${source === null ? 'not there' : `in ${source.name}`}`);
}

function printBuilt({title, layers, features}) {
    print(`  ${title}: ${layers} layers, ${features} features`);
}

function printFailure(decoders, name) {
    try {
        decoders.require(name);
    } catch (error) {
        print(`  ${error.message}`);
    }
}

function printAdded(decoders, name) {
    try {
        add(decoders, name, 'my own', false);
        printSource(decoders, name);
    } catch (error) {
        print(`  ${error.message}`);
    }
}

const native = new Greg.Registry({name: 'native'});
const timm = new Greg.Registry({name: 'timm'});
const smp = new Greg.Registry({name: 'smp'});
const trials = new Greg.Registry({name: 'trials'});

add(native, 'fcn', 'FCN', false);
add(timm, 'unet', 'U-Net of timm', true);
add(timm, 'fpn', 'FPN of timm', false);
add(smp, 'unet', 'U-Net of smp', true);
add(smp, 'linknet', 'LinkNet of smp', false);
add(trials, 'fcn', 'FCN on trial', false);
add(trials, 'mamba', 'Mamba on trial', true);

const decoders = new Greg.MultiRegistry({
    name: 'decoders', separator: '_', sources: {native, timm, smp}, defaultSource: native,
});
print(`Prefixes: ${decoders.prefixes().join(' ')}`);
print(`Names: ${[...decoders].join(' ')}`);

print('\nWith a prefix one source is asked, without one the first that has it:');
printSource(decoders, 'smp_unet');
printSource(decoders, 'unet');
printSource(decoders, 'linknet');
printSource(decoders, 'timm_linknet');

print('\nBuilt, with arguments by position too:');
printBuilt(decoders.build('unet'));
printBuilt(decoders.build('smp_unet', {}, 5, 256));
printBuilt(decoders.build('fcn', {features: 32}));

print('\nNot found:');
printFailure(decoders, 'timm_linknet');
printFailure(decoders, 'smp_unett');

print('\nThe native source takes what is added:');
printAdded(decoders, 'own');
print(`Now native has: ${[...native].join(' ')}`);

print('\nWith the trials after them, what comes first still wins, and nobody takes additions:');
const every = Greg.concat(decoders, trials);
printSource(every, 'fcn');
printSource(every, 'mamba');
printAdded(every, 'other');

print('\nPretrained in all of them:');
for (const factory of every.query({pretrained: true}))
    print(`  ${factory.summary}`);
