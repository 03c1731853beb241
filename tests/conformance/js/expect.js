// expect.js - compares what there is with what a case expects
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

const PLACE = /^(?:[^\s:/][^\s:]*:)?\d+:\d+: /;

// Something is not as the case says, or the case says what no driver knows.
export class Wrong extends Error {}

// Refuses keys that mean nothing, and asks for those that must be there.
export function takeKeys(what, given, required, optional = []) {
    if (!isPlain(given))
        throw new Wrong(`${what} must be an object, not ${show(given)}`);
    for (const key of Object.keys(given)) {
        if (!required.includes(key) && !optional.includes(key))
            throw new Wrong(`unknown key “${key}” in ${what}`);
    }
    for (const key of required) {
        if (!Object.hasOwn(given, key))
            throw new Wrong(`missing key “${key}” in ${what}`);
    }
}

function isPlain(value) {
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function show(value) {
    return isPlain(value) || Array.isArray(value) || typeof value === 'string' ? JSON.stringify(value) : String(value);
}

export function check(isRight, what, expected, actual) {
    if (!isRight)
        throw new Wrong(`${what}: ${show(expected)} was expected, not ${show(actual)}`);
}

// ---- values ------------------------------------------------------------------------------------------------------

function matchObject(what, expected, actual) {
    takeKeys(what, expected, ['is'], ['properties']);
    check(actual instanceof GObject.Object, what, expected, actual);
    const {name} = actual.constructor.$gtype;
    check(name === expected.is, what, expected, name);
    matchProperties(what, expected.properties ?? {}, actual);
}

export function matchProperties(what, expected, object) {
    for (const [key, value] of Object.entries(expected))
        match(`${what}.${key}`, value, object[key.replaceAll('-', '_')]);
}

// How a value of each special kind is said in a case.
const KINDS = {
    bytes: value => new TextDecoder().decode(value.toArray()),
    uri: value => value.get_uri(),
    date: value => value.format_iso8601(),
    gtype: value => value.name,
    config: value => JSON.parse(value.to_json(false)),
    variant: value => value.print(true),
};

function kindOf(expected) {
    const keys = Object.keys(expected);
    return keys.length === 1 && Object.hasOwn(KINDS, keys[0]) ? keys[0] : null;
}

function itemsOf(value) {
    if (!(value instanceof Gio.ListModel))
        return value;
    return Array.from({length: value.get_n_items()}, (_, i) => value.get_item(i));
}

// Whether a value is what a case says.
export function match(what, expected, actual) {
    if (Array.isArray(expected)) {
        const items = itemsOf(actual);
        check(Array.isArray(items) && items.length === expected.length, what, expected, actual);
        expected.forEach((each, i) => match(`${what}/${i}`, each, items[i]));
    } else if (isPlain(expected)) {
        matchMembers(what, expected, actual);
    } else {
        check(Object.is(actual, expected) || actual === 0 && expected === 0, what, expected, actual);
    }
}

function matchMembers(what, expected, actual) {
    const kind = kindOf(expected);
    if ('is' in expected) {
        matchObject(what, expected, actual);
    } else if (kind !== null) {
        check(typeof actual === 'object' && actual !== null, what, expected, actual);
        match(what, expected[kind], KINDS[kind](actual));
    } else {
        check(isPlain(actual), what, expected, actual);
        match(what, Object.keys(expected).sort(), Object.keys(actual).sort());
        for (const [key, value] of Object.entries(expected))
            match(`${what}/${key}`, value, actual[key]);
    }
}

// ---- factories ---------------------------------------------------------------------------------------------------

const FACTORY = {
    name: factory => factory.get_name(),
    type: factory => factory.get_product_type().name,
    aliases: factory => factory.aliases,
    tags: factory => factory.tags,
    metadata: factory => ({...factory.metadata}),
    priority: factory => factory.get_priority(),
    summary: factory => factory.get_summary(),
    deprecated: factory => factory.get_deprecation_note(),
    replacement: factory => factory.get_replacement(),
    defaults: factory => JSON.parse(factory.get_defaults()?.to_json(false) ?? 'null'),
    parameters: factory => factory.list_parameters().map(pspec => pspec.name),
    module: factory => factory.origin.module,
    line: factory => factory.origin.line,
    sealed: factory => factory.is_sealed(),
};

// A string stands for the name alone; null for no factory.
export function matchFactory(what, expected, factory) {
    if (expected === null || factory === null) {
        check(expected === null && factory === null, what, expected, factory);
        return;
    }
    const wanted = typeof expected === 'string' ? {name: expected} : expected;
    takeKeys(what, wanted, [], Object.keys(FACTORY));
    for (const [key, value] of Object.entries(wanted))
        match(`${what}.${key}`, value, FACTORY[key](factory));
}

export function matchFactories(what, expected, factories) {
    check(factories.length === expected.length, what, expected, factories);
    expected.forEach((wanted, i) => matchFactory(`${what}/${i}`, wanted, factories[i]));
}

// ---- text -----------------------------------------------------------------------------------------------------------

function matchParts({says = [], lacks = []}, text) {
    for (const part of says)
        check(text.includes(part), 'text', part, text);
    for (const part of lacks)
        check(!text.includes(part), 'text without', part, text);
}

// An array stands for all lines of it, an object for parts.
export function matchText(what, expected, text) {
    if (Array.isArray(expected)) {
        match(what, expected, text.split('\n'));
        return;
    }
    takeKeys(what, expected, [], ['says', 'lacks']);
    matchParts(expected, text);
}

// ---- errors ------------------------------------------------------------------------------------------------------

function nameOfCode(code) {
    return Object.keys(Greg.Error).find(key => Greg.Error[key] === code);
}

// The code as a case has it: its name if it is of the library, else its number.
function codeOf(error) {
    return error.domain === Greg.Error.quark() ? nameOfCode(error.code) : error.code;
}

export function matchError(expected, error) {
    takeKeys('fails', expected, [], ['code', 'domain', 'says', 'lacks', 'path', 'near', 'problems']);
    if (!(error instanceof GLib.Error))
        throw new Wrong(`a GLib.Error was expected, not ${error}\n${error.stack}`);
    const message = error.message.replace(PLACE, '');
    const domain = GLib.quark_to_string(error.domain);
    check(domain === (expected.domain ?? 'greg-error-quark'), 'domain', expected.domain, `${domain}: ${message}`);
    if ('code' in expected)
        check(codeOf(error) === expected.code, 'code', expected.code, `${codeOf(error)}: ${message}`);
    matchParts(expected, error.message);
    if ('path' in expected) {
        const path = message.startsWith('/') ? message.split(': ', 1)[0] : '';
        check(path === expected.path, 'path', expected.path, error.message);
    }
    const suggestions = message.split('did you mean ')[1] ?? '';
    for (const name of expected.near ?? [])
        check(suggestions.includes(`“${name}”`), 'suggestion', name, message);
    if ('problems' in expected)
        match('problems', expected.problems, [...error.report ?? []].map(item => item.get_path()));
}

// ---- reports -----------------------------------------------------------------------------------------------------

const DIAGNOSTIC = {
    severity: item => item.get_severity() === Greg.Severity.ERROR ? 'error' : 'warning',
    code: item => nameOfCode(item.get_code()),
    path: item => item.get_path(),
    file: item => item.get_file(),
    line: item => item.get_line(),
    column: item => item.get_column(),
    value: item => item.get_value(),
    expected: item => item.get_expected(),
    suggestions: item => item.get_suggestions(),
    factory: item => item.get_factory(),
    message: item => item.get_message(),
};

export function matchReport(what, expected, report) {
    const items = [...report];
    check(items.length === expected.length, what, expected, items.map(item => item.to_string()));
    expected.forEach((wanted, i) => {
        takeKeys(what, wanted, [], Object.keys(DIAGNOSTIC));
        for (const [key, value] of Object.entries(wanted))
            match(`${what}/${i}.${key}`, value, DIAGNOSTIC[key](items[i]));
    });
}
