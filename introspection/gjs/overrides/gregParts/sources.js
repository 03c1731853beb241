// sources.js - sources that a script defines
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Most functions of a source cannot fail in C: what a script throws in them would be logged, and be lost. So what is
// thrown stays with the source as its failure, for the library to tell, C gets what stands for nothing, and if it was a
// script that asked this very source, it is thrown there.

/* exported patch */

const {GObject} = imports.gi;
const {guard, show} = imports.overrides.gregParts.errors;

const CHECKED = Symbol('Greg checked source');
const FAILED = Symbol('Greg failed source');

// What a script is asking right now: the innermost comes last.
const questions = [];

function fail(source, name, error) {
    source[FAILED] = name;
    source.set_failure(String(error));
    const question = questions.filter(each => each.source === source).pop();
    if (question !== undefined)
        question.thrown = {error};
}

function recover(source, name) {
    if (source[FAILED] !== name)
        return;
    source[FAILED] = undefined;
    source.set_failure(null);
}

// For a method of C that asks functions of the script.
function asking(method) {
    return function (...args) {
        const question = {source: this, thrown: null};
        questions.push(question);
        let answer;
        try {
            answer = method.apply(this, args);
        } finally {
            questions.pop();
        }
        if (question.thrown !== null)
            throw question.thrown.error;
        return answer;
    };
}

// ---- what functions may give -------------------------------------------------------------------------------------

function must(isRight, what, value) {
    if (!isRight)
        throw new TypeError(`${what} was expected, not ${show(value)}`);
    return value;
}

const isFactory = value => value instanceof imports.gi.Greg.Factory;
const isNumber = value => Number.isInteger(value) && value >= 0;

// Whatever can be iterated, as an array.
function listOf(isRight, what) {
    return value => {
        const items = typeof value === 'object' && value?.[Symbol.iterator] ? [...value] : null;
        must(items?.every(isRight), what, value);
        return items;
    };
}

const maybeFactory = value => must(value === null || value === undefined || isFactory(value),
    'a Greg.Factory or null', value) ?? null;
const factories = listOf(isFactory, 'an array of Greg.Factory');
const names = listOf(each => typeof each === 'string', 'an array of strings');
const number = value => must(isNumber(value), 'a number', value);
const membership = value => must(isNumber(value) && value <= 2, 'a Greg.Membership', value);

// ---- sources that derive Greg.Source -----------------------------------------------------------------------------

// What each virtual function may give, and what stands for nothing.
const ANSWERS = {
    find_all: [factories, []],
    names: [names, []],
    factories: [factories, []],
    count: [number, 0],
    generation: [number, 0],
    select: [factories, []],
    membership: [membership, 2],
    peek: [maybeFactory, null],
};

const ASKING = ['best', 'count', 'dup_generation', 'list', 'list_factories', 'list_names', 'lookup_all', 'membership',
    'peek', 'query'];

// In place of what the script wrote.
function wrap(name, func) {
    if (name === 'find') {
        return guard(function (...args) {
            return maybeFactory(func.apply(this, args));
        });
    }
    const [check, nothing] = ANSWERS[name];
    return function (...args) {
        try {
            const answer = check(func.apply(this, args));
            recover(this, name);
            return answer;
        } catch (error) {
            fail(this, name, error);
            return nothing;
        }
    };
}

function checkMethods(prototype) {
    if (prototype[CHECKED])
        return;
    prototype[CHECKED] = true;
    for (const name of ASKING)
        prototype[name] = asking(prototype[name]);
}

// C calls the functions that stand in the prototype while the class is registered. Afterwards those of the script are
// there again: another class that calls super gets what they throw.
function classInit(klass) {
    const {Greg} = imports.gi;
    const {prototype} = klass;
    const own = Object.fromEntries(['find', ...Object.keys(ANSWERS)]
        .filter(name => Object.hasOwn(prototype, `vfunc_${name}`))
        .map(name => [name, prototype[`vfunc_${name}`]]));

    for (const [name, func] of Object.entries(own))
        prototype[`vfunc_${name}`] = wrap(name, func);
    try {
        klass = GObject.Object._classInit(klass);
    } finally {
        for (const [name, func] of Object.entries(own))
            prototype[`vfunc_${name}`] = func;
    }
    if (Object.keys(own).length > 0) {
        Greg.Source.bind_to_thread.call(klass);
        checkMethods(prototype);
    }
    return klass;
}

// ---- sources from functions --------------------------------------------------------------------------------------

// Finding hands on what is thrown; of the other two C keeps it, and it is for the script that asks.
function setter(native, name, check) {
    const {set_any_thread} = imports.gi.Greg.ExternalSource.prototype;
    return function (func) {
        set_any_thread.call(this, false);
        native.call(this, func === null ? null : guard((source, ...args) => {
            try {
                return check(func(source, ...args));
            } catch (error) {
                if (name !== 'find')
                    fail(source, name, error);
                throw error;
            }
        }));
    };
}

function patch(Greg) {
    const {prototype} = Greg.ExternalSource;
    const {set_any_thread, set_find_func, set_list_func, set_membership_func} = prototype;
    Greg.Source._classInit = classInit;
    Object.assign(prototype, {
        set_find_func: setter(set_find_func, 'find', maybeFactory),
        set_list_func: setter(set_list_func, 'names', names),
        set_membership_func: setter(set_membership_func, 'membership', membership),
        set_any_thread(anyThread) {
            if (anyThread)
                throw new TypeError('Code of a script can only run in the thread of the script');
            set_any_thread.call(this, false);
        },
    });
    checkMethods(prototype);
}
