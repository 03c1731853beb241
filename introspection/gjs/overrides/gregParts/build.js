// build.js - building, in the script or in the library
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Code of this script that declares no parameters is called here, with the arguments as they are. Everything else is
// built by the library, which checks all of it before it makes anything.

/* exported Found, buildAny, create, mayGiveAnything, plan */

const {GObject} = imports.gi;
const {fail, leave, show} = imports.overrides.gregParts.errors;
const {callRecord, recordOf, stateOf, unbox} = imports.overrides.gregParts.code;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {checkText} = imports.overrides.gregParts.options;
const {PropertyChecks, areDistinct, hyphenate} = imports.overrides.gregParts.properties;
const {Lane} = imports.overrides.gregParts.lane;
const {configText, namedText} = imports.overrides.gregParts.text;

// More names than this has only a source that makes them up.
const MAX_FOUND = 10000;

// What is known of a factory.
var Found = class Found {
    constructor(factory) {
        this.factory = factory;
        this.name = factory.get_name();
        this.record = recordOf(factory);
        const product = factory.get_product_type();
        this.productType = product.name === 'void' ? null : product;
        this.givesObject = this.productType !== null && (GObject.type_is_a(product, GObject.TYPE_OBJECT) ||
            GObject.type_is_a(product, GObject.TYPE_INTERFACE));
        this.isScript = this.record?.isScript ?? false;
        this.checks = this.isScript && this.record.isObject ? new PropertyChecks(factory) : null;
        this.isDirect = this.isScript &&
            (this.checks !== null || factory.list_parameters().length === 0);
        this._parameters = new Map();
        this.isCallable = false;
        this.head = null;
    }

    // Lets fast.js build it, where nothing has to be done before or after.
    prepare(source, state) {
        if (state.hasBuildFunc)
            return;
        if (this.isDirect) {
            this.isCallable = this.record.defaults === null && !this.record.isInitable;
            this.accept = product => accept(source, state, this, product);
            if (!state.isTraced)
                this.accept = acceptFast(this.accept, this.record, this.productType === null && state.baseType === null);
        } else if (this.givesObject && this.record?.isScript !== true) {
            this.head = `{"$type":${JSON.stringify(this.name)}`;
            this.knownKeys = new Set();
        }
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

function refresh(source, state, generation) {
    state.found.clear();
    state.generation = generation;
    state.isTraced = source.get_traced();
    state.hasBuildFunc = source.has_build_func();
}

// What a handler of the signal "resolve" makes up may be another thing the next time, and so may what a source gives
// that need not tell when it changes.
function remember(source, state, name, found) {
    if (state.found.size >= MAX_FOUND || !(source instanceof imports.gi.Greg.Registry) ||
        !source.lookup_all(name).includes(found.factory))
        return;
    found.prepare(source, state);
    state.found.set(name, found);
}

// One call into the library tells whether what was found before still holds.
function find(source, state, name) {
    const generation = source.dup_generation();
    if (generation !== state.generation)
        refresh(source, state, generation);
    let found = state.found.get(name);
    if (found === undefined) {
        checkText(name);
        found = new Found(source.require(name));
        remember(source, state, name, found);
    }
    return found;
}

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

function makeHere(source, state, found, props, args) {
    return accept(source, state, found, callRecord(found.record, props, args));
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

function buildNamed(source, name, props, args) {
    const state = stateOf(source);
    const found = find(source, state, name);
    const given = argumentsHere(state, found, props);
    if (given !== null)
        return makeHere(source, state, found, given, args);
    const lane = laneOf(source, state);
    return lane.build(namedText(name, props, args, found, lane), found.givesObject);
}

// The arguments with which the code can be called here; null when the library must look at them.
function argumentsHere(state, found, props) {
    if (!found.isDirect || state.hasBuildFunc)
        return null;
    const given = found.withDefaults(props);
    if (given === null || found.checks === null)
        return given;
    return found.checks.accept(given, found.record.takesMore) ? given : null;
}

function laneOf(source, state) {
    return new Lane(source, name => source.contains(name) ? find(source, state, name) : null,
        factory => new Found(factory));
}

// The name and the arguments of a configuration; null when only the library can read it.
function split(config) {
    const key = '$type' in config ? '$type' : 'type';
    const {[key]: what, $args: args = [], $comment: _comment, ...props} = config;
    if (!['string', 'function'].includes(typeof what) || !Array.isArray(args) ||
        Object.keys(props).some(each => each[0] === '$'))
        return null;
    return {key, what, props, args};
}

// What a configuration names, and in which source; null when only the library can read it.
function locate(source, config) {
    const parts = split(config);
    if (parts === null || typeof parts.what === 'string')
        return parts && {source, name: parts.what, ...parts};
    const lane = laneOf(source, stateOf(source));
    const name = lane.shelve(parts.what);
    return {source: lane.shelf, name, ...parts};
}

// With the path of a part in front of what the library says.
function within(path, func) {
    const {Error} = imports.gi.Greg;
    try {
        return func();
    } catch (error) {
        if (!(error instanceof Error))
            throw error;
        const between = error.message.startsWith('/') ? '' : ': ';
        throw Object.assign(new Error({code: error.code, message: `${path}${between}${error.message}`}),
            {report: error.report});
    }
}

// Before code of the script runs, whose errors come back as they are.
function findPlace({source, name, key}) {
    return within(`/${key}`, () => find(source, stateOf(source), name));
}

function buildConfig(source, config) {
    if (config instanceof imports.gi.Greg.Config)
        return unbox(source.build_context(config).get_product());
    const place = locate(source, config);
    if (place !== null) {
        findPlace(place);
        return buildNamed(place.source, place.name, place.props, place.args);
    }
    const lane = laneOf(source, stateOf(source));
    return lane.build(configText(config, lane), false);
}

function checkProps(name, props) {
    if (!isPlainObject(props))
        throw new TypeError(`The arguments of “${name}” must be a plain object, not ${show(props)}`);
}

function refuse(what) {
    throw new TypeError(`A name or a configuration is wanted, not ${show(what)}`);
}

// build(name, props, ...args), build(config), build([config, …])
function buildAny(what, props = {}, ...args) {
    if (typeof what === 'string') {
        checkProps(what, props);
        return buildNamed(this, what, props, args);
    }
    if (Array.isArray(what))
        return buildList(this, Array.from(what));
    return isPlainObject(what) || what instanceof imports.gi.Greg.Config ? buildConfig(this, what) : refuse(what);
}

// Everything is looked at before anything is made.
function buildList(source, list) {
    const plans = list.map((each, i) => within(`/${i}`, () => planElement(source, each)));
    return plans.map(({make, finish, lane, text}) => make === null ? lane.build(text, false) : finish(make()));
}

function planElement(source, each) {
    if (Array.isArray(each))
        return planNow(() => buildAny.call(source, each));
    const steps = typeof each === 'string' ? plan(source, each, {}) : plan(source, each, null);
    if (steps.make === null)
        steps.lane.validate(steps.text);
    return steps;
}

// The same as steps, for those who wait in between: a function that makes the product and one that takes it, or a
// text, and the way through the library on which it goes.
function plan(source, what, props) {
    if (what instanceof imports.gi.Greg.Config)
        return planNow(() => buildConfig(source, what));
    if (props !== null)
        checkProps(what, props);
    else if (!isPlainObject(what))
        refuse(what);
    const place = props !== null ? {source, name: what, props, args: []} : locate(source, what);
    if (place === null)
        return planConfig(source, what);
    if (props === null)
        findPlace(place);
    return planNamed(place);
}

// For what is checked already when it is made.
function planNow(make) {
    return {make, finish: product => product};
}

function planConfig(source, config) {
    const lane = laneOf(source, stateOf(source));
    return {make: null, lane, text: configText(config, lane)};
}

function planNamed({source, name, props, args}) {
    const state = stateOf(source);
    const found = find(source, state, name);
    const given = argumentsHere(state, found, props);
    if (given !== null) {
        return {make: () => callRecord(found.record, given, args),
            finish: product => accept(source, state, found, product)};
    }
    const lane = laneOf(source, state);
    const text = namedText(name, props, args, found, lane);
    return givesAnything(found) ? planNow(() => lane.build(text, false)) : {make: null, lane, text};
}

// The library waits for objects only.
function givesAnything(found) {
    return found.isScript && !found.givesObject;
}

// The same for what a Greg.Config names.
function mayGiveAnything(source, config) {
    const {STRING} = imports.gi.Greg.ConfigKind;
    const type = config.get_kind() === STRING ? config
        : config.lookup_member('$type') ?? config.lookup_member('type');
    return type !== null && type.get_kind() === STRING && source.contains(type.get_string()) &&
        givesAnything(find(source, stateOf(source), type.get_string()));
}

// ---- one factory -------------------------------------------------------------------------------------------------

// Any source will do for a factory at hand.
function createWith(factory, props, args) {
    const source = new imports.gi.Greg.Registry();
    source.add(factory);
    return buildNamed(source, factory.get_name(), props, args);
}

// create(props, ...args); and create(context), as C has it.
function create(original) {
    return leave(function (props = {}, ...args) {
        if (props instanceof imports.gi.Greg.Context)
            return original.call(this, props);
        checkProps(this.get_name(), props);
        return createWith(this, props, args);
    });
}
