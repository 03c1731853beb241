// steps.js - what a case can do, and what it can say about the outcome
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Greg from 'gi://Greg?version=1';

import * as building from './building.js';
import * as changing from './changing.js';
import {Wrong, check, match, matchError, matchProperties, takeKeys} from './expect.js';
import * as finding from './finding.js';
import * as foreign from './foreign.js';
import * as several from './several.js';
import * as tree from './tree.js';
import * as watching from './watching.js';
import {dispatch} from './world.js';

// verb: what does it, how its outcome is compared with "gives", more keys
const VERBS = {...building.VERBS, ...changing.VERBS, ...finding.VERBS, ...foreign.VERBS, ...several.VERBS,
    ...tree.VERBS, ...watching.VERBS};

// ---- what came of it ------------------------------------------------------------------------------------------------

function expectCalls(world, {calls}) {
    check(calls.length === world.calls.length, 'calls', calls, world.calls);
    calls.forEach((wanted, i) => {
        const {name, props, args} = world.calls[i];
        if (typeof wanted === 'string') {
            check(name === wanted, 'call', wanted, name);
            return;
        }
        takeKeys('call', wanted, [name], ['args']);
        match(`arguments of ${name}`, wanted[name], props);
        match(`positional arguments of ${name}`, wanted.args ?? [], args);
    });
    world.calls = [];
}

function expectSignals(world, {on, signals}) {
    dispatch();
    const sent = world.signals.filter(({source}) => source === world.labelOf(on));
    match('signals', signals, sent.map(({text}) => text));
}

function expectChanged(world, {changed}) {
    dispatch();
    const sent = world.signals.filter(({text}) => text === 'changed');
    match('changed', changed, [...new Set(sent.map(({source}) => source))].sort());
}

function expectTold(world, {told}) {
    dispatch();
    for (const [label, expected] of Object.entries(told))
        match(`told to ${label}`, expected, world.watch(label).told.splice(0));
}

const AFTER = {
    calls: expectCalls,
    signals: expectSignals,
    changed: expectChanged,
    told: expectTold,
    same: (world, step, result) => check(result === world.recall(step.same), 'the same as', step.same, result),
    other: (world, step, result) =>
        check(result && result !== world.recall(step.other), 'other than', step.other, result),
    has: (_world, step, result) => matchProperties('', step.has, result),
    keep(world, step, result) {
        world.kept[step.keep] = result;
    },
};

function verbOf(step) {
    const verbs = Object.keys(step).filter(key => Object.hasOwn(VERBS, key));
    if (verbs.length !== 1)
        throw new Wrong(`a step does one thing, not ${JSON.stringify(verbs)}`);
    return verbs[0];
}

function generationsOf(world) {
    return Object.fromEntries(Object.entries(world.sources)
        .filter(([, source]) => source instanceof Greg.Source)
        .map(([name, source]) => [name, source.dup_generation()]));
}

// Of the step's source, or of all that an object names.
function expectGeneration(world, step, before) {
    const after = generationsOf(world);
    const {generation, on} = step;
    const expected = typeof generation === 'object' ? generation : {[world.labelOf(on)]: generation};
    for (const [name, how] of Object.entries(expected)) {
        if (!['grows', 'same'].includes(how))
            throw new Wrong(`a generation grows or is the same, not “${how}”`);
        world.source(name);
        check(how === 'grows' ? after[name] > before[name] : after[name] === before[name],
            `generation of ${name}`, how, [before[name], after[name]]);
    }
}

// The outcome; null after a failure that was expected.
function attempt(world, step, act) {
    let result = null;
    try {
        result = act(world, step);
    } catch (error) {
        if (error instanceof Wrong)
            throw error;
        if (!('fails' in step))
            throw new Wrong(`failed: ${error}\n${error.stack}`);
        matchError(step.fails, error);
        return null;
    }
    if ('fails' in step)
        throw new Wrong(`a failure was expected, not ${result}`);
    return result;
}

export function runStep(world, step) {
    const verb = verbOf(step);
    const [act, see = null, more = []] = VERBS[verb];
    takeKeys('step', step, [verb], [...more, 'on', 'fails', 'generation', ...Object.keys(AFTER),
        ...see === null ? [] : ['gives']]);
    if ('signals' in step || 'changed' in step)
        dispatch(); // what was before
    world.signals = [];
    const before = 'generation' in step ? generationsOf(world) : {};
    const result = attempt(world, step, act);
    if ('gives' in step)
        see(verb, step.gives, result);
    for (const [key, expect] of Object.entries(AFTER)) {
        if (key in step)
            expect(world, step, result);
    }
    if ('generation' in step)
        expectGeneration(world, step, before);
}
