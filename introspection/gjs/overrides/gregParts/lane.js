// lane.js - the way through the library for one configuration
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A configuration goes to the library as text. What text cannot hold is given to a builder, and stands in the text as
// {"$object": n}; classes and functions that are named by themselves are registered for the time being.

/* exported Lane, explainText */

const {GLib, GObject} = imports.gi;
const {explain, fail, show} = imports.overrides.gregParts.errors;
const {box, unbox} = imports.overrides.gregParts.code;
const {hasGType} = imports.overrides.gregParts.kinds;

function typeValue(type) {
    const value = new GObject.Value();
    value.init(GObject.TYPE_GTYPE);
    value.set_gtype(type);
    return value;
}

// A GValue, or what GJS makes the right one of.
function liveValue(value, pspec) {
    if (pspec?.value_type.name === 'GType' && hasGType(value))
        return typeValue(value.$gtype);
    if (value instanceof Uint8Array)
        return pspec?.value_type.name === 'GBytes' ? GLib.Bytes.new(value) : box(value);
    const isNative = value instanceof GObject.Object || Object.hasOwn(value.constructor ?? {}, '$gtype');
    return isNative && typeof value === 'object' ? value : box(value);
}

var Lane = class Lane {
    // `finder` gives what is known of a factory of the source by its name, or null; `describe` what is known of any.
    constructor(source, finder, describe) {
        this._source = source;
        this._finder = finder;
        this._describe = describe;
        this._shelved = new Map();
        this._shelf = null;
        this._values = [];
    }

    find(name) {
        return this._shelved.get(name) ?? this._finder(name);
    }

    keep(value, pspec, path) {
        if (typeof value === 'symbol' || value === undefined)
            throw fail('INVALID_VALUE', `${path}: ${show(value)} cannot be said in a configuration`);
        return this._values.push(liveValue(value, pspec)) - 1;
    }

    // A registry of its own: the source is not changed, and answers for all other names.
    shelve(code) {
        if (this._shelf === null) {
            this._shelf = new imports.gi.Greg.Registry({name: this._source.get_name(),
                baseType: this._source.get_base_type()});
            this._shelf.connect('resolve', (_shelf, name) => this._source.lookup(name));
        }
        const name = `${code.name || 'function'} ${this._shelf.size}`;
        this._shelf.register(name, code);
        this._shelved.set(name, this._describe(this._shelf.lookup(name)));
        return name;
    }

    // A class or function that was given itself, and its registry.
    get shelf() {
        return this._shelf;
    }

    build(text, givesObject) {
        try {
            if (givesObject && this._isSimple)
                return this._source.build_json(text, -1);
            return unbox(this._context(imports.gi.Greg.Config.new_from_json(text, -1, null)).get_product());
        } catch (error) {
            throw this.explain(error, text);
        }
    }

    get _isSimple() {
        return this._shelf === null && this._values.length === 0;
    }

    get builder() {
        const builder = imports.gi.Greg.Builder.new(this._shelf ?? this._source);
        for (const value of this._values)
            builder.add_value(value);
        return builder;
    }

    _context(config) {
        return this._isSimple ? this._source.build_context(config) : this.builder.build_context(config, null);
    }

    // Throws the first of what is wrong, and makes nothing.
    validate(text) {
        const report = this.builder.validate(imports.gi.Greg.Config.new_from_json(text, -1, null));
        try {
            report.check();
        } catch (error) {
            throw this.explain(error, text);
        }
    }

    // With all that the source has, what was meant can be suggested.
    explain(error, text) {
        const {Config, Error} = imports.gi.Greg;
        if (this._shelf !== null && error instanceof Error && error.code === Error.NOT_FOUND) {
            this._source.list_factories().forEach(factory => this._shelf.add(factory));
            error = this._firstProblem(text) ?? error;
        }
        return explain(error, () => this.builder.validate(Config.new_from_json(text, -1, null)));
    }

    _firstProblem(text) {
        try {
            this.builder.validate(imports.gi.Greg.Config.new_from_json(text, -1, null)).check();
        } catch (error) {
            return error;
        }
        return null;
    }
};

// The same for text that went to a source at once.
function explainText(error, source, text) {
    const {Builder, Config} = imports.gi.Greg;
    return explain(error, () => Builder.new(source).validate(Config.new_from_json(text, -1, null)));
}
