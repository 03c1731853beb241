// found.js - what is known of a factory, and how long it holds
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What a source has found is kept with its wrapper until its generation grows.

/* exported Found, accept, describeCode, find */

const {GObject} = imports.gi;
const {fail, show} = imports.overrides.gregParts.errors;
const {Record, attach, ownerOf, recordOf, stateOf} = imports.overrides.gregParts.code;
const {checkCode, checkText} = imports.overrides.gregParts.options;
const {PropertyChecks, areDistinct, hyphenate} = imports.overrides.gregParts.properties;

// More names than this has only a source that makes them up.
const MAX_FOUND = 10000;

// What is known of a factory.
var Found = class Found {
    constructor(factory) {
        this.factory = factory;
        this.name = factory.get_name();
        const record = recordOf(factory);
        this.isScript = record?.isScript ?? false;
        // What the library makes needs nothing that may refer to a registry.
        this.record = this.isScript ? record : null;
        const product = factory.get_product_type();
        this.productType = product.name === 'void' ? null : product;
        this.givesObject = this.productType !== null && (GObject.type_is_a(product, GObject.TYPE_OBJECT) ||
            GObject.type_is_a(product, GObject.TYPE_INTERFACE));
        this.checks = this.isScript && this.record.isObject ? new PropertyChecks(factory) : null;
        this.isDirect = this.isScript &&
            (this.checks !== null || factory.list_parameters().length === 0);
        this._parameters = new Map();
        this.isCallable = false;
        this.head = null;
    }

    // Lets fast.js build it, where nothing has to be done before or after.
    prepare(source, state, name) {
        if (state.hasBuildFunc)
            return;
        if (this.isDirect) {
            this.isCallable = this.record.defaults === null && !this.record.isInitable;
            this.accept = product => accept(source, state, this, product);
            if (!state.isTraced)
                this.accept = acceptFast(this.accept, this.record, this.productType === null && state.baseType === null);
        } else if (this.givesObject && !this.isScript) {
            this.head = `{"$type":${JSON.stringify(name)}`;
            this.knownKeys = new Set();
        }
    }

    // What is registered does; code that is named by itself was not looked at yet.
    fits(baseType) {
        return baseType === null || !this.record.isObject || GObject.type_is_a(this.productType, baseType);
    }

    // What is given over what the factory was registered with; null when a property is given twice.
    withDefaults(props) {
        const {defaults} = this.record;
        if (defaults === null)
            return props;
        if (this.checks === null)
            return {...defaults, ...props};
        return areDistinct(props) ? {...spelled(defaults), ...spelled(props)} : null;
    }

    // Functions keep the spelling of their parameters.
    parameter(key) {
        let pspec = this._parameters.get(key);
        if (pspec === undefined) {
            pspec = this.factory.find_parameter(key) ?? this.factory.find_parameter(hyphenate(key));
            this._parameters.set(key, pspec);
        }
        return pspec;
    }
};

// An instance of exactly the class was looked at when the class was registered.
function acceptFast(careful, record, takesAnything) {
    const {code, isObject} = record;
    return product => {
        if (isObject ? product.constructor === code : takesAnything && product !== null && typeof product !== 'undefined')
            return product;
        return careful(product);
    };
}

function spelled(props) {
    return Object.fromEntries(Object.entries(props).map(([key, value]) => [hyphenate(key), value]));
}

// ---- what was made -----------------------------------------------------------------------------------------------

function checkType(found, product, type) {
    const actual = product instanceof GObject.Object ? product.constructor.$gtype : null;
    if (type === null || actual !== null && GObject.type_is_a(actual, type) || isValueOf(product, type))
        return;
    throw fail('BUILD_FAILED', `“${found.name}” made ${actual?.name ?? show(product)}, which is not a ${type.name}`);
}

// Whether a primitive is what a factory of GType values promised.
function isValueOf(product, type) {
    switch (typeof product) {
    case 'string':
        return type.name === 'gchararray';
    case 'boolean':
        return type.name === 'gboolean';
    case 'number':
        return GObject.type_is_a(GObject.TYPE_DOUBLE, type) ||
            Number.isInteger(product) && ['gint', 'guint', 'gint64', 'guint64', 'glong', 'gulong'].includes(type.name);
    default:
        return type.name === 'JSObject' && product instanceof Object && !(product instanceof GObject.Object);
    }
}

function accept(source, state, found, product) {
    if (product === null || product === undefined)
        throw fail('BUILD_FAILED', `“${found.name}” made nothing and did not say why`);
    if (found.checks === null)
        checkType(found, product, found.productType);
    checkType(found, product, state.baseType);
    if (state.isTraced)
        source.announce_built(found.factory, product instanceof GObject.Object ? product : null);
    return product;
}

// ---- finding -----------------------------------------------------------------------------------------------------

function refresh(source, state, generation) {
    state.found.clear();
    state.generation = generation;
    state.isTraced = source.get_traced();
    state.hasBuildFunc = source.has_build_func();
}

// One call into the library tells whether what was found before still holds.
function freshen(source, state) {
    const generation = source.dup_generation();
    if (generation !== state.generation)
        refresh(source, state, generation);
}

// Whether a source grows its generation with all that may alter an answer: those of the library do whose answers no
// script makes.
function tells(source) {
    const {MultiRegistry, Registry} = imports.gi.Greg;
    if (source instanceof MultiRegistry)
        return !answersItself(source, MultiRegistry.prototype) && source.list_sources().every(tells);
    return source instanceof Registry && !answersItself(source, Registry.prototype);
}

function answersItself(source, end) {
    for (let each = Object.getPrototypeOf(source); each !== end; each = Object.getPrototypeOf(each)) {
        if (Object.getOwnPropertyNames(each).some(name => name.startsWith('vfunc_')))
            return true;
    }
    return false;
}

// Whether a source keeps a registry alive.
function holds(source, registry) {
    if (source instanceof imports.gi.Greg.MultiRegistry)
        return source.list_sources().some(each => holds(each, registry));
    for (let each = source; each; each = each.parent) {
        if (each === registry)
            return true;
    }
    return false;
}

// What a handler of the signal "resolve" makes up may be another thing the next time. Code of a registry that a scope
// has led to may refer to that registry, which can go; kept here, it never would.
function mayRemember(source, state, name, {factory, isScript}) {
    return state.found.size < MAX_FOUND && tells(source) && (!isScript || holds(source, ownerOf(factory))) &&
        source.lookup_all(name).includes(factory);
}

// Kept with the code, whichever source has found it.
function describe(factory) {
    const owner = ownerOf(factory);
    if (owner === null)
        return new Found(factory);
    const {described} = stateOf(owner);
    if (!described.has(factory))
        described.set(factory, new Found(factory));
    return described.get(factory);
}

function find(source, state, name) {
    freshen(source, state);
    let found = state.found.get(name);
    if (found !== undefined)
        return found;
    checkText(name);
    found = describe(source.require(name));
    if (!mayRemember(source, state, name, found))
        return found;
    // With what only this source needs.
    found = new Found(found.factory);
    found.prepare(source, state, name);
    state.found.set(name, found);
    return found;
}

// What is known of code that is named by itself.
function describeCode(source, code) {
    const state = stateOf(source);
    freshen(source, state);
    let found = state.live.get(code);
    if (found === undefined) {
        checkCode(code);
        found = new Found(attach(source, code.name || 'function', new Record(code), GObject.TYPE_NONE));
        state.live.set(code, found);
    }
    return found;
}
