// kinds.js - what sort of code or value something is
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported hasGType, isClass, isObjectOf, isPlainObject, isScriptClass, takesMore */

const {GObject} = imports.gi;

function source(func) {
    return Function.prototype.toString.call(func);
}

function isNative(klass) {
    return source(klass).endsWith('[native code]\n}');
}

// A class that was not registered has the GType of its parent.
function hasGType(value) {
    return Object.hasOwn(value, '$gtype');
}

// The prototype of a function can be replaced, that of a class cannot.
function isClass(func) {
    return Object.getOwnPropertyDescriptor(func, 'prototype')?.writable === false;
}

// A GObject class that a script defines.
function isScriptClass(klass) {
    return hasGType(klass) && !isNative(klass);
}

// Whether the constructor may want more than properties.
function takesMore(klass) {
    for (let each = klass; !isNative(each); each = Object.getPrototypeOf(each)) {
        if (Object.hasOwn(each.prototype, '_init') || /\bconstructor\s*\(/.test(source(each)))
            return true;
    }
    return false;
}

function isPlainObject(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isObjectOf(value, type) {
    return value instanceof GObject.Object && GObject.type_is_a(value.constructor.$gtype, type);
}
