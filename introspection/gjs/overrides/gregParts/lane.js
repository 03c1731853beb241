// lane.js - the way through the library for one configuration
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A configuration goes to the library as text. What text cannot hold is given to a builder, and stands in the text as
// {"$object": n}; for a class or a function that is named by itself that is a factory.

/* exported Lane, explainText */

const {GLib, GObject} = imports.gi;
const {explain, fail, show} = imports.overrides.gregParts.errors;
const {box, unbox} = imports.overrides.gregParts.code;
const {hasGType} = imports.overrides.gregParts.kinds;
const {isText} = imports.overrides.gregParts.options;

function newConfig(text) {
    return imports.gi.Greg.Config.new_from_json(text, -1, null);
}

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
    // `finder` gives what is known of a factory of a source by its name, or null; `describer` what is known of code that
    // is named by itself.
    constructor(source, finder, describer) {
        this.source = source;
        this._finder = finder;
        this._describer = describer;
        this._codes = new Map();
        this._values = [];
    }

    find(name, source) {
        return this._finder(source, name);
    }

    describe(code, source) {
        return this._describer(source, code);
    }

    // The library says what is wrong with a scope.
    enter(scope, source) {
        if (!isText(scope))
            return source;
        try {
            return source.find_scope(scope);
        } catch {
            return source;
        }
    }

    keep(value, pspec, path) {
        if (typeof value === 'symbol' || value === undefined)
            throw fail('INVALID_VALUE', `${path}: ${show(value)} cannot be said in a configuration`);
        return this._values.push(liveValue(value, pspec)) - 1;
    }

    keepCode(code) {
        if (!this._codes.has(code))
            this._codes.set(code, this._values.push(this._describer(this.source, code).factory) - 1);
        return this._codes.get(code);
    }

    build(text, givesObject) {
        try {
            if (givesObject && this._values.length === 0)
                return this.source.build_json(text, -1);
            return unbox(this._context(newConfig(text)).get_product());
        } catch (error) {
            throw explain(error, () => this.builder.validate(newConfig(text)));
        }
    }

    get builder() {
        const builder = imports.gi.Greg.Builder.new(this.source);
        for (const value of this._values)
            builder.add_value(value);
        return builder;
    }

    _context(config) {
        return this._values.length === 0 ? this.source.build_context(config)
            : this.builder.build_context(config, null);
    }

    // Throws the first of what is wrong, and makes nothing.
    validate(text) {
        const report = this.builder.validate(newConfig(text));
        try {
            report.check();
        } catch (error) {
            throw explain(error, () => report);
        }
    }

    async buildLater(text, cancellable) {
        const {builder} = this;
        try {
            return await builder.build_async(newConfig(text), null, cancellable);
        } catch (error) {
            throw explain(error, () => builder.validate(newConfig(text)));
        }
    }
};

// The same for text that went to a source at once.
function explainText(error, source, text) {
    return explain(error, () => imports.gi.Greg.Builder.new(source).validate(newConfig(text)));
}
