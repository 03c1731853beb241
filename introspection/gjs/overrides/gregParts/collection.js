// collection.js - sources as collections, factories as plain things
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported patch, readMetadata */

const {GLib} = imports.gi;
const {recordOf} = imports.overrides.gregParts.code;
const {define, isText} = imports.overrides.gregParts.options;

// As those of a Map from names to factories, except that iterating gives names.
var sourceMethods = {
    has(name) {
        return isText(name) && this.contains(name);
    },

    get(name) {
        return (isText(name) ? this.lookup(name) : null) ?? undefined;
    },

    keys() {
        return this.list_names().values();
    },

    values() {
        return this.list_factories().values();
    },

    entries() {
        return this.list_factories().map(factory => [factory.get_name(), factory]).values();
    },

    [Symbol.iterator]() {
        return this.keys();
    },

    forEach(func, self = undefined) {
        for (const [name, factory] of this.entries())
            func.call(self, factory, name, this);
    },

    toString() {
        const name = this.get_name();
        const className = this.constructor.name.replace(/^Greg_/, 'Greg.');
        return `[${className}${name === null ? '' : ` “${name}”`} of ${this.count()}]`;
    },
};

var registryMethods = {
    delete(name) {
        return this.has(name) && this.unregister(name);
    },
};
registryMethods.remove = registryMethods.delete;

// The iterator of a GListModel.
function* items() {
    for (let i = 0; i < this.get_n_items(); i++)
        yield this.get_item(i);
}

// What the script gave itself is not asked for: GJS 1.74 never frees what it makes of a GVariant.
function readMetadata(factory) {
    const live = recordOf(factory)?.metadata ?? {};
    const known = factory.get_metadata_keys().map(key => {
        const value = Object.hasOwn(live, key) ? live[key] : factory.get_metadata(key);
        return [key, value instanceof GLib.Variant ? value.recursiveUnpack() : value];
    });
    return Object.freeze(Object.fromEntries([...known, ...Object.entries(live)]));
}

function readOrigin(factory) {
    const [module, name, file, line] = factory.get_origin();
    return Object.freeze({module, name, file, line});
}

function patch(Greg) {
    define(Greg.Source, sourceMethods, {size: source => source.count()});
    define(Greg.Registry, registryMethods);
    define(Greg.Report, {[Symbol.iterator]: items}, {length: report => report.get_n_items()});
    define(Greg.FactoryList, {[Symbol.iterator]: items});
    define(Greg.Factory, {}, {
        aliases: factory => factory.get_aliases(),
        metadata: readMetadata,
        origin: readOrigin,
        tags: factory => factory.get_tags(),
    });
}
