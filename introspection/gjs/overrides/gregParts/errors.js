// errors.js - exceptions on their way through the library
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// An exception of a script is parked, and crosses C as a GLib.Error of a domain of its own, whose code is the ticket.
// C puts a place in front of the message and keeps domain and code; on the way out the exception itself is thrown
// again. A GLib.Error needs none of this.

/* exported explain, fail, guard, insistLater, leave, leaveOnce, noteEmpty, show, unpark, within, withinLater,
   withReport */

const {GLib} = imports.gi;
const System = imports.system;

const DOMAIN = GLib.quark_from_string('greg-javascript-exception');

// What C has caught for itself is never asked for: only so many are kept.
const MAX_PARKED = 256;
const parked = new Map();
let lastTicket = 0;

function park(thrown) {
    if (thrown instanceof GLib.Error)
        return thrown;
    lastTicket = lastTicket % 0x7fffffff + 1;
    parked.set(lastTicket, thrown);
    if (parked.size > MAX_PARKED)
        parked.delete(parked.keys().next().value);
    return new GLib.Error(DOMAIN, lastTicket, String(thrown));
}

function unpark(thrown) {
    if (!(thrown instanceof GLib.Error) || thrown.domain !== DOMAIN || !parked.has(thrown.code))
        return thrown;
    const original = parked.get(thrown.code);
    parked.delete(thrown.code);
    return original;
}

// For a function of a script that C calls.
function guard(func) {
    return function (...args) {
        try {
            return func.apply(this, args);
        } catch (error) {
            throw park(error);
        }
    };
}

// How often code has made nothing of its own accord.
let nEmpty = 0;

function noteEmpty() {
    nEmpty++;
}

// While its collector sweeps in steps, GJS 1.74 refuses calls from C, and C sees that nothing was made. When the
// collection is over, the same call goes through. `seen` is nEmpty from before.
function wasRefused(thrown, seen) {
    const {Error} = imports.gi.Greg;
    return thrown instanceof Error && thrown.code === Error.BUILD_FAILED && nEmpty === seen &&
        thrown.message.endsWith('made nothing and did not say why');
}

// Calls it once more if the first call was refused.
function insist(func) {
    const seen = nEmpty;
    try {
        return func();
    } catch (error) {
        if (!wasRefused(error, seen))
            throw error;
        System.gc();
        return func();
    }
}

// The same for what gives a promise.
async function insistLater(func) {
    const seen = nEmpty;
    try {
        return await func();
    } catch (error) {
        if (!wasRefused(error, seen))
            throw error;
        System.gc();
        return func();
    }
}

// For a function of C through which an exception of a script may come back.
function leaveOnce(func) {
    return function (...args) {
        try {
            return func.apply(this, args);
        } catch (error) {
            throw unpark(error);
        }
    };
}

// For one that may call a script itself.
function leave(func) {
    return leaveOnce(function (...args) {
        return insist(() => func.apply(this, args));
    });
}

// The place in text that the script has never seen says nothing to anybody.
function withoutPlace(message) {
    return message.replace(/^\d+:\d+: (: )?/, '');
}

// What the library says of text that the override wrote, with a report of all that is wrong if validating finds it.
function explain(thrown, validate) {
    const {Error} = imports.gi.Greg;
    if (!(thrown instanceof Error))
        return thrown;
    const error = new Error({code: thrown.code, message: withoutPlace(thrown.message)});
    try {
        return withReport(error, validate());
    } catch {
        // It cannot even be read.
        return error;
    }
}

function withReport(error, report) {
    if (error instanceof imports.gi.Greg.Error && report.count_errors() > 0)
        error.report = report;
    return error;
}

// ---- places ------------------------------------------------------------------------------------------------------

const DETAILS = ['severity', 'code', 'domain', 'message', 'expected', 'value', 'suggestions', 'factory'];

function moved(diagnostic, path) {
    const details = DETAILS.map(name => [name, diagnostic[`get_${name}`]()]);
    return new imports.gi.Greg.Diagnostic({...Object.fromEntries(details), path: `${path}${diagnostic.get_path() ?? ''}`});
}

function diagnosticOf({code, message}, path) {
    const {Diagnostic, Severity, error_quark: quark} = imports.gi.Greg;
    return new Diagnostic({severity: Severity.ERROR, domain: GLib.quark_to_string(quark()), code, path, message});
}

// The same error with the path of a part in front of what the library says; its report as well.
function place(thrown, path) {
    const {Error, Report} = imports.gi.Greg;
    if (!(thrown instanceof Error) || path === '')
        return thrown;
    const between = thrown.message.startsWith('/') ? '' : ': ';
    const report = new Report();
    for (const each of thrown.report ?? [])
        report.add(moved(each, path));
    if (thrown.report === undefined)
        report.add(diagnosticOf(thrown, path));
    return withReport(new Error({code: thrown.code, message: `${path}${between}${thrown.message}`}), report);
}

function within(path, func) {
    try {
        return func();
    } catch (error) {
        throw place(error, path);
    }
}

// The same for what gives a promise.
async function withinLater(path, func) {
    try {
        return await func();
    } catch (error) {
        throw place(error, path);
    }
}

// An error as the library makes it.
function fail(code, message) {
    return new imports.gi.Greg.Error({code: imports.gi.Greg.Error[code], message});
}

function show(value) {
    if (typeof value === 'string')
        return `“${value}”`;
    if (typeof value === 'function')
        return value.name ? `the function or class “${value.name}”` : 'a function';
    if (Array.isArray(value))
        return 'an array';
    return typeof value === 'object' && value !== null
        ? `an object (${value.constructor?.name ?? 'Object'})` : String(value);
}
