// classes.js - registries that hang on classes
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A class with a GType has the registry that C has for it; it lives as long as the type, for ever. The registry of a
// plain class is kept in the class itself, so that both go together.

/* exported classRegistry */

const {GObject} = imports.gi;
const {show} = imports.overrides.gregParts.errors;
const {hasGType, isPlainObject} = imports.overrides.gregParts.kinds;
const {readDuplicates} = imports.overrides.gregParts.register;

const OPTIONS = ['baseType', 'duplicates'];

// Of a class that was given registries: name -> what was said; of any class: name -> registry.
const SAID = Symbol('what was said of class registries');
const KEPT = Symbol('class registries');

// ---- what was said -----------------------------------------------------------------------------------------------

function readName(name) {
    if (typeof name !== 'string' || name === '')
        throw new TypeError(`The name of a class registry must be a string, not ${show(name)}`);
    return name;
}

function isGType(value) {
    return typeof value === 'object' && value !== null &&
        Object.getPrototypeOf(value) === Object.getPrototypeOf(GObject.TYPE_NONE);
}

function readOptions(name, options) {
    if (!isPlainObject(options))
        throw new TypeError(`The options of “${name}” must be a plain object, not ${show(options)}`);
    const unknown = Object.keys(options).find(key => !OPTIONS.includes(key));
    if (unknown !== undefined)
        throw new TypeError(`“${name}” has no option “${unknown}”; there are ${OPTIONS.join(' and ')}`);
    const {baseType} = options;
    const type = baseType === undefined ? GObject.TYPE_NONE : baseType?.$gtype ?? baseType;
    if (!isGType(type))
        throw new TypeError(`“baseType” of “${name}” must be a class with a GType, not ${show(baseType)}`);
    return {type, duplicates: readDuplicates(name, options)};
}

function ownSaid(klass, name) {
    return Object.hasOwn(klass, SAID) ? klass[SAID].get(name) : undefined;
}

function hasRegistry(klass, name) {
    return typeof klass === 'function' &&
        (ownSaid(klass, name) !== undefined || hasRegistry(Object.getPrototypeOf(klass), name));
}

// ---- making them -------------------------------------------------------------------------------------------------

function isUnregistered(klass) {
    return !hasGType(klass) && klass.prototype instanceof GObject.Object;
}

function ownMap(klass, key) {
    if (!Object.hasOwn(klass, key))
        Object.defineProperty(klass, key, {value: new Map()});
    return klass[key];
}

function makeInC(klass, name, {type, duplicates}) {
    const {Duplicates, class_registry_install} = imports.gi.Greg;
    const registry = class_registry_install(klass.$gtype, name, type);
    if (duplicates !== Duplicates.DEFAULT)
        registry.set_duplicates(duplicates);
    return registry;
}

function makeHere(klass, name, parent, said) {
    const {Duplicates, Registry} = imports.gi.Greg;
    const inherits = said.duplicates === Duplicates.DEFAULT && parent !== null;
    const duplicates = inherits ? parent.get_duplicates() : said.duplicates;
    return new Registry({name: `${klass.name}.${name}`, baseType: said.type, duplicates, parent});
}

function registryOf(klass, name) {
    if (typeof klass !== 'function')
        throw new TypeError(`“${name}” belongs to a class, not to ${show(klass)}`);
    if (isUnregistered(klass)) {
        throw new TypeError(`${show(klass)} is a GObject class that was not registered; ` +
            'call GObject.registerClass() first');
    }
    const kept = ownMap(klass, KEPT);
    if (!kept.has(name)) {
        const ancestor = Object.getPrototypeOf(klass);
        const parent = hasRegistry(ancestor, name) ? registryOf(ancestor, name) : null;
        const said = ownSaid(klass, name) ?? readOptions(name, {});
        kept.set(name, hasGType(klass) ? makeInC(klass, name, said) : makeHere(klass, name, parent, said));
    }
    return kept.get(name);
}

// ---- what a class has --------------------------------------------------------------------------------------------

function isEqual(a, b) {
    if (Array.isArray(a) && Array.isArray(b))
        return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
    return Object.is(a, b);
}

function fits(factory, conditions) {
    const {metadata} = factory;
    return conditions.every(([key, value]) => Object.hasOwn(metadata, key) && isEqual(metadata[key], value));
}

function listAvailable(registry, metadata) {
    if (!isPlainObject(metadata))
        throw new TypeError(`Metadata must be a plain object, not ${show(metadata)}`);
    const conditions = Object.entries(metadata);
    const names = registry.list_names().sort();
    return conditions.length === 0 ? names
        : names.filter(name => registry.lookup_all(name).some(factory => fits(factory, conditions)));
}

function camelCase(name) {
    return name.replace(/[-_]+(.)/g, (_match, letter) => letter.toUpperCase());
}

// Gives a class, and with it its subclasses, a static property for the registry and a method beside it.
function classRegistry(klass, name, options = {}) {
    if (typeof klass !== 'function' || !klass.prototype)
        throw new TypeError(`A class is wanted, not ${show(klass)}`);
    const property = camelCase(readName(name));
    ownMap(klass, SAID).set(name, readOptions(name, options));
    Object.defineProperty(klass, property, {
        get() {
            return registryOf(this, name);
        },
        configurable: true,
    });
    Object.defineProperty(klass, `available${property.charAt(0).toUpperCase()}${property.slice(1)}`, {
        value(metadata = {}) {
            return listAvailable(registryOf(this, name), metadata);
        },
        configurable: true,
        writable: true,
    });
    // So that C finds it too. In its own static block a GObject class has no type yet.
    if (!isUnregistered(klass))
        registryOf(klass, name);
}
