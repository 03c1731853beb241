// run.js - runs the conformance cases in GJS, reported as TAP
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Usage: gjs -m run.js FILE…

import GLib from 'gi://GLib';
import System from 'system';

import {Wrong, takeKeys} from './expect.js';
import {runStep} from './steps.js';
import {World} from './world.js';

const LANGUAGE = 'js';
const WAYS = ['call', 'config', 'text'];

// The value with what the row knows put in: for a whole string anything, within one its text.
function replace(value, row) {
    if (typeof value === 'string')
        return Object.hasOwn(row, value) ? row[value] : replaceText(value, row);
    if (Array.isArray(value))
        return value.map(each => replace(each, row));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [replaceText(key, row), replace(each, row)]));
}

function replaceText(text, row) {
    for (const [key, value] of Object.entries(row))
        text = text.replaceAll(key, typeof value === 'string' ? value : JSON.stringify(value));
    return text;
}

function defaultWays(given) {
    return given.steps.some(step => typeof step.build === 'string') ? WAYS : ['config'];
}

// The title, the way and the case with its whole setup for each time that it is run.
function* variants(given, setup) {
    for (const row of given.each ?? [{}]) {
        const variant = replace({...given, setup: {...setup, ...given.setup}}, row);
        const ways = given.ways ?? defaultWays(variant);
        const shown = Object.values(row).map(value => `, ${JSON.stringify(value)}`).join('');
        for (const way of ways) {
            const how = ways.length > 1 ? ` (by ${way})` : '';
            yield {title: `${given.name}${shown}${how}`, way, given: variant};
        }
    }
}

function runCase({given, way}) {
    takeKeys('case', given, ['name', 'steps'], ['setup', 'each', 'ways', 'skip', 'because']);
    if (!WAYS.includes(way))
        throw new Wrong(`there is no way “${way}”`);
    const world = new World(way);
    world.setUp(given.setup);
    given.steps.forEach((step, i) => {
        try {
            runStep(world, step);
        } catch (problem) {
            problem.place = `step ${i + 1}, ${JSON.stringify(step)}`;
            throw problem;
        }
    });
}

// null, or what was wrong; a case with "because" must be wrong in just that way.
function verdict(run) {
    const reason = run.given.because;
    try {
        runCase(run);
    } catch (problem) {
        if (reason !== undefined && problem instanceof Wrong && problem.message.includes(reason))
            return null;
        const stack = problem instanceof Wrong ? '' : `\n${problem.stack}`;
        return `${problem.place ?? 'set up'}\n${problem.message}${stack}`;
    }
    return reason === undefined ? null : `the case must fail, because ${reason}`;
}

function* load(path) {
    const [, bytes] = GLib.file_get_contents(path);
    const document = JSON.parse(new TextDecoder().decode(bytes));
    const stem = GLib.path_get_basename(path).replace(/\.json$/, '');
    takeKeys(stem, document, ['about', 'cases'], ['setup']);
    for (const given of document.cases) {
        for (const {title, ...run} of variants(given, document.setup))
            yield {title: `${stem}: ${title}`, ...run};
    }
}

function report(run, number) {
    const skip = run.given.skip?.[LANGUAGE];
    if (skip !== undefined) {
        print(`ok ${number} ${run.title} # SKIP ${skip}`);
        return true;
    }
    const problem = verdict(run);
    print(`${problem === null ? 'ok' : 'not ok'} ${number} ${run.title}`);
    for (const line of problem?.trimEnd().split('\n') ?? [])
        print(`# ${line}`);
    return problem === null;
}

const planned = System.programArgs.flatMap(path => [...load(path)]);
print(`1..${planned.length}`);
const verdicts = planned.map((run, i) => report(run, i + 1));
System.exit(verdicts.every(isGood => isGood) ? 0 : 1);
