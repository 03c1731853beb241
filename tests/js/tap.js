// tap.js - cases and assertions for GJS, reported as TAP
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A file of tests calls test() for each case and, at its end, run(). A case may be async.

import GLib from 'gi://GLib';
import System from 'system';

const cases = [];

export function test(name, func) {
    cases.push({name, func});
}

// Thrown by skip(); run() reports the reason.
class Skip extends Error {}

export function skip(reason) {
    throw new Skip(reason);
}

export function assert(condition, message = 'a true value was expected') {
    if (!condition)
        throw new Error(message);
}

export function assertEqual(actual, expected) {
    if (!Object.is(actual, expected))
        throw new Error(`${show(expected)} was expected, not ${show(actual)}`);
}

// For arrays and plain objects.
export function assertSame(actual, expected) {
    assertEqual(JSON.stringify(actual), JSON.stringify(expected));
}

// Returns what was thrown.
export function assertThrows(func) {
    let thrown = null;
    try {
        func();
    } catch (error) {
        thrown = error ?? new Error('nothing useful was thrown');
    }
    assert(thrown !== null, 'an error was expected');
    return thrown;
}

// The same for an error of a GLib domain, such as Greg.Error and Greg.Error.NOT_FOUND.
export function assertThrowsError(func, domain, code) {
    const error = assertThrows(func);
    if (!(error instanceof GLib.Error) || !error.matches(domain, code))
        throw error;
    return error;
}

function show(value) {
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

async function runCase({name, func}, number) {
    try {
        await func();
        print(`ok ${number} ${name}`);
        return true;
    } catch (error) {
        if (error instanceof Skip) {
            print(`ok ${number} ${name} # SKIP ${error.message}`);
            return true;
        }
        print(`not ok ${number} ${name}`);
        for (const line of `${error}\n${error.stack}`.trimEnd().split('\n'))
            print(`# ${line}`);
        return false;
    }
}

async function runAll() {
    let allGood = true;
    print(`1..${cases.length}`);
    for (const [index, item] of cases.entries())
        allGood = await runCase(item, index + 1) && allGood;
    return allGood;
}

export function run() {
    const loop = new GLib.MainLoop(null, false);
    let allGood = false;
    runAll().then(result => {
        allGood = result;
    }).finally(() => loop.quit());
    loop.run();
    System.exit(allGood ? 0 : 1);
}
