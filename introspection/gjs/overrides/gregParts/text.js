// text.js - from what a script says to the text that the library reads
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported MAX_DEPTH, Writer, configText, placeText, typeKey */

const {GObject} = imports.gi;
const {fail} = imports.overrides.gregParts.errors;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {hyphenate} = imports.overrides.gregParts.properties;

// As deep as the library reads.
var MAX_DEPTH = 128;

// The member that says what to build.
function typeKey(config) {
    return '$type' in config ? '$type' : 'type';
}

// What stands for a value that was kept.
function liveText(number) {
    return `{"$object":${number}}`;
}

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
//
// The lane is asked for what the text needs: find(name, source) gives what is known of a factory, or null; describe(code)
// the same for a class or function; enter(scope, source) gives the source for the parts; keepCode(code) and keep(value)
// give a number for what text cannot hold.
var Writer = class Writer {
    // `source`: where names are looked for.
    constructor(lane, source = null) {
        this._lane = lane;
        this._source = source;
        this._depth = 0;
    }

    // `pspec`: what the value is for, or null.
    write(value, path, pspec = null) {
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
        return Array.isArray(value) || isPlainObject(value) ? this._writeContainer(value, path, pspec)
            : liveText(this._lane.keep(value, pspec, path));
    }

    _writeContainer(value, path, pspec) {
        if (this._depth >= MAX_DEPTH)
            throw fail('LIMIT', `${path.slice(0, 40)}…: the configuration is deeper than ${MAX_DEPTH} levels`);
        this._depth++;
        const text = Array.isArray(value) ? this.writeArray(value, path, pspec)
            : this.writeObject(value, path, pspec !== null && mayBuild(pspec));
        this._depth--;
        return text;
    }

    writeArray(array, path, pspec = null) {
        return `[${Array.from(array, (each, i) => this.write(each, `${path}/${i}`, pspec)).join(',')}]`;
    }

    // `wanted`: the object says what to build; otherwise it holds arguments of what was found, if anything was.
    writeObject(object, path, wanted, found = null) {
        if (!wanted)
            return this._writeMembers(object, path, found);
        const around = this._source;
        this._source = this._lane.enter(object.$scope, around);
        const text = this._writeMembers(object, path, this._resolve(object), typeKey(object));
        this._source = around;
        return text;
    }

    // `codeKey`: the member that may be a class or a function.
    _writeMembers(object, path, found, codeKey = null) {
        const parts = new Map();
        for (const [key, value] of Object.entries(object)) {
            if (value === undefined)
                continue;
            const pspec = found === null || key.startsWith('$') ? null : found.parameter(key);
            const name = pspec?.name ?? key;
            if (parts.has(name))
                throw fail('INVALID_CONFIG', `${path}/${name}: “${name}” is given twice, however it is spelled`);
            const text = key === codeKey && typeof value === 'function' ? liveText(this._lane.keepCode(value))
                : this.write(value, `${path}/${key}`, pspec);
            parts.set(name, `${JSON.stringify(name)}:${text}`);
        }
        return `{${[...parts.values()].join(',')}}`;
    }

    _resolve(object) {
        const type = object[typeKey(object)];
        if (typeof type === 'function')
            return this._lane.describe(type, this._source);
        return typeof type === 'string' ? this._lane.find(type, this._source) : null;
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

// The text of a configuration whose factory was found.
function placeText({key, what, scope, where, found, props, args}, lane) {
    const type = typeof what === 'string' ? JSON.stringify(what) : liveText(lane.keepCode(what));
    const scoped = scope === undefined ? '' : `,"$scope":${JSON.stringify(scope)}`;
    const writer = new Writer(lane, where);
    const positional = args.length === 0 ? '' : `,"$args":${writer.writeArray(args, '/$args')}`;
    const head = `{"${key}":${type}${scoped}${positional}`;
    const body = isEasy(props) ? JSON.stringify(props) : writer.writeObject(props, '', false, found);
    return body === '{}' ? `${head}}` : `${head},${body.slice(1)}`;
}

function configText(config, lane) {
    return new Writer(lane, lane.source).writeObject(config, '', true);
}
