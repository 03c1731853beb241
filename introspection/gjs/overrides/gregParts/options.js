// options.js - reading what a script says in an object of options
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// `owner` is what the option belongs to, as messages call it. What is not given is undefined.

/* exported checkCode, checkText, define, isText, readBoolean, readEnum, readFunction, readObject,
   readSeparator, readStrings, readType */

const {GObject} = imports.gi;
const {fail, show} = imports.overrides.gregParts.errors;
const {hasGType, isPlainObject} = imports.overrides.gregParts.kinds;

// What C would cut off, or see as another character.
const UNSAYABLE = /\0|[\ud800-\udfff]/u;

function isText(value) {
    return typeof value === 'string' && !UNSAYABLE.test(value);
}

function checkText(text) {
    if (!isText(text))
        throw fail('INVALID_NAME', `${JSON.stringify(text)} has characters that no text of the library can have`);
}

// Methods of the library can be written, but not defined anew. Getters are functions of the object.
function define(klass, methods, getters = {}) {
    Object.assign(klass.prototype, methods);
    for (const [key, read] of Object.entries(getters)) {
        Object.defineProperty(klass.prototype, key, {
            get() {
                return read(this);
            },
            configurable: true,
        });
    }
}

function wrong(owner, key, wanted, value) {
    return new TypeError(`“${key}” of ${owner} must be ${wanted}, not ${show(value)}`);
}

// One string, or several.
function readStrings(owner, key, value = []) {
    const items = typeof value === 'string' ? [value] : value;
    if (typeof items?.[Symbol.iterator] !== 'function')
        throw wrong(owner, key, 'strings', value);
    return Array.from(items, item => {
        if (typeof item !== 'string')
            throw wrong(owner, key, 'strings', item);
        checkText(item);
        return item;
    });
}

function readObject(owner, key, value = {}) {
    if (!isPlainObject(value))
        throw wrong(owner, key, 'a plain object', value);
    return value;
}

function readBoolean(owner, key, value = false) {
    if (typeof value !== 'boolean')
        throw wrong(owner, key, 'true or false', value);
    return value;
}

// What stands between a scope or a prefix and a name; null for that of the library.
function readSeparator(separator) {
    if (separator === null)
        return null;
    if (typeof separator !== 'string')
        throw new TypeError(`“separator” must be a string, not ${show(separator)}`);
    checkText(separator);
    if (separator === '' || /\p{Cc}/u.test(separator))
        throw fail('INVALID_NAME', `${JSON.stringify(separator)} cannot separate what stands before a name from it`);
    return separator;
}

// `name` is that of an enumeration of the library, whose values go by their nicks as well.
function readEnum(owner, key, name, value) {
    const values = imports.gi.Greg[name];
    const found = typeof value === 'string' ? values[value.toUpperCase()] : value;
    if (typeof found !== 'number' || !Object.values(values).includes(found))
        throw wrong(owner, key, `a Greg.${name} or its nick`, value);
    return found;
}

function isGType(value) {
    return typeof value === 'object' && value !== null &&
        Object.getPrototypeOf(value) === Object.getPrototypeOf(GObject.TYPE_NONE);
}

// A class of its own GType, or the GType itself.
function readType(owner, key, value) {
    if (isGType(value))
        return value;
    if (!['object', 'function'].includes(typeof value) || value === null || !hasGType(value))
        throw wrong(owner, key, 'a class that has a GType, or the GType', value);
    return value.$gtype;
}

// A class or a function.
function checkCode(code) {
    if (typeof code !== 'function')
        throw new TypeError(`A class or a function is wanted, not ${show(code)}`);
    if (code.prototype instanceof GObject.Object && !hasGType(code)) {
        throw new TypeError(`${show(code)} is a GObject class that was not registered; ` +
            'call GObject.registerClass() first');
    }
}

function readFunction(value) {
    if (typeof value !== 'function')
        throw new TypeError(`A function is wanted, not ${show(value)}`);
    return value;
}
