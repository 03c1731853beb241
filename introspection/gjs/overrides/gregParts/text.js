// text.js - from what a script says to the text that the library reads
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported configText, namedText */

const {GObject} = imports.gi;
const {fail, show} = imports.overrides.gregParts.errors;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {hyphenate} = imports.overrides.gregParts.properties;

// As deep as the library reads.
const MAX_DEPTH = 128;

function isScalar(value) {
    switch (typeof value) {
    case 'string':
    case 'boolean':
        return true;
    case 'number':
        return Number.isFinite(value);
    default:
        return value === null;
    }
}

function numberText(value, path) {
    if (!Number.isFinite(value))
        throw fail('INVALID_VALUE', `${path}: ${value} is no number that a configuration can have`);
    return JSON.stringify(value);
}

function bigText(value, path) {
    if (value !== BigInt.asUintN(64, value) && value !== BigInt.asIntN(64, value))
        throw fail('INVALID_VALUE', `${path}: ${value} does not fit into 64 bits`);
    return String(value);
}

// Writes one configuration. A property may be spelled in any way that JavaScript knows; what is not a property, such
// as a key of a dictionary, stays as it is.
var Writer = class Writer {
    // `find` gives what is known of a factory by its name, or null.
    constructor(find) {
        this._find = find;
        this._depth = 0;
    }

    write(value, path, wanted) {
        switch (typeof value) {
        case 'string':
        case 'boolean':
            return JSON.stringify(value);
        case 'number':
            return numberText(value, path);
        case 'bigint':
            return bigText(value, path);
        }
        if (value === null)
            return 'null';
        if (this._depth >= MAX_DEPTH)
            throw fail('LIMIT', `${path.slice(0, 40)}…: the configuration is deeper than ${MAX_DEPTH} levels`);
        this._depth++;
        const text = this._writeContainer(value, path, wanted);
        this._depth--;
        return text;
    }

    _writeContainer(value, path, wanted) {
        if (Array.isArray(value)) {
            const parts = Array.from(value, (each, i) => this.write(each, `${path}/${i}`, wanted));
            return `[${parts.join(',')}]`;
        }
        if (isPlainObject(value))
            return this.writeObject(value, path, wanted);
        throw fail('INVALID_VALUE', `${path}: ${show(value)} cannot be said in a configuration`);
    }

    // `wanted`: the object says what to build.
    writeObject(object, path, wanted, found = null) {
        const parts = [];
        if (wanted)
            found = this._foundFor(object);
        for (const [key, value] of Object.entries(object)) {
            if (value !== undefined)
                parts.push(this._writeMember(key, value, path, found));
        }
        return `{${parts.join(',')}}`;
    }

    _foundFor(object) {
        const name = object.$type ?? object.type;
        return typeof name === 'string' ? this._find(name) : null;
    }

    _writeMember(key, value, path, found) {
        const pspec = found === null || key.startsWith('$') ? null : found.parameter(key);
        const name = pspec === null ? key : pspec.name;
        return `${JSON.stringify(name)}:${this.write(value, `${path}/${key}`, pspec !== null && mayBuild(pspec))}`;
    }
};

// Whether a value of this parameter may be something that is to be built.
function mayBuild(pspec) {
    const type = pspec.value_type;
    return type.name === 'GPtrArray' || GObject.type_is_a(type, GObject.TYPE_OBJECT) ||
        GObject.type_is_a(type, GObject.TYPE_INTERFACE);
}

// Arguments as JavaScript gives them most often need no look at the parameters.
function isEasy(props) {
    for (const key in props) {
        if (!isScalar(props[key]) || /[A-Z$]/.test(key))
            return false;
    }
    return true;
}

// The text of a configuration that has a name and arguments.
function namedText(name, props, args, found, find) {
    const positional = args.length === 0 ? '' : `,"$args":${new Writer(find).write(args, '/$args', false)}`;
    const head = `{"$type":${JSON.stringify(name)}${positional}`;
    const body = isEasy(props) ? JSON.stringify(props) : new Writer(find).writeObject(props, '', false, found);
    return body === '{}' ? `${head}}` : `${head},${body.slice(1)}`;
}

function configText(config, find) {
    return new Writer(find).write(config, '', true);
}
