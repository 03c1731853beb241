// build.js - building, in the script or in the library
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Code of this script that declares no parameters is called here, with the arguments as they are. Everything else is
// built by the library, which checks all of it before it makes anything.

/* exported buildAny, create, mayGiveAnything, plan */

const {leave, show, within} = imports.overrides.gregParts.errors;
const {callRecord, stateOf, unbox} = imports.overrides.gregParts.code;
const {accept, describeCode, find} = imports.overrides.gregParts.found;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {isText} = imports.overrides.gregParts.options;
const {Lane} = imports.overrides.gregParts.lane;
const {configText, placeText, typeKey} = imports.overrides.gregParts.text;

// ---- what is to be built, and where ------------------------------------------------------------------------------

// A place: the source that was asked, `where` it was found, what was found there, and its arguments; and what was said,
// for the text that the library reads.

function placeOfName(source, name, props, args) {
    return {source, where: source, key: '$type', what: name, found: find(source, stateOf(source), name), props, args};
}

// The name and the arguments of a configuration; null when only the library can read it.
function split(config) {
    const key = typeKey(config);
    const {[key]: what, $args: args = [], $scope: scope, $comment: _comment, ...props} = config;
    const isReadable = ['string', 'function'].includes(typeof what) && Array.isArray(args) &&
        (scope === undefined || isText(scope)) && !Object.keys(props).some(each => each[0] === '$');
    return isReadable ? {key, what, scope, props, args} : null;
}

// The same place for a configuration, or null.
function locate(source, config) {
    const said = split(config);
    if (said === null)
        return null;
    const {key, what, scope} = said;
    // Before code of the script runs, whose errors come back as they are.
    const where = scope === undefined ? source : within('/$scope', () => source.find_scope(scope));
    const found = typeof what === 'function' ? describeCode(where, what)
        : within(`/${key}`, () => find(where, stateOf(where), what));
    return {source, where, found, ...said};
}

function laneOf(source) {
    return new Lane(source, (where, name) => where.contains(name) ? find(where, stateOf(where), name) : null,
        describeCode);
}

// ---- making it ---------------------------------------------------------------------------------------------------

// What the code can be called with here; null when the library must look at it.
function argumentsHere({where, found, props}) {
    const state = stateOf(where);
    if (!found.isDirect || state.hasBuildFunc || !found.fits(state.baseType))
        return null;
    const given = found.withDefaults(props);
    if (given === null || found.checks === null)
        return given;
    return found.checks.accept(given, found.record.takesMore) ? given : null;
}

function buildPlace(place) {
    const {source, where, found, args} = place;
    const given = argumentsHere(place);
    if (given !== null)
        return accept(where, stateOf(where), found, callRecord(found.record, given, args));
    const lane = laneOf(source);
    return lane.build(placeText(place, lane), found.givesObject);
}

function buildConfig(source, config) {
    if (config instanceof imports.gi.Greg.Config)
        return unbox(source.build_context(config).get_product());
    const place = locate(source, config);
    if (place !== null)
        return buildPlace(place);
    const lane = laneOf(source);
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
        return buildPlace(placeOfName(this, what, props, args));
    }
    if (Array.isArray(what))
        return buildList(this, what);
    return isPlainObject(what) || what instanceof imports.gi.Greg.Config ? buildConfig(this, what) : refuse(what);
}

// Everything is looked at before anything is made.
function buildList(source, list) {
    return makeList(planList(source, list, ''));
}

function planList(source, list, path) {
    return Array.from(list, (each, i) => planElement(source, each, `${path}/${i}`));
}

function planElement(source, each, path) {
    if (Array.isArray(each)) {
        const plans = planList(source, each, path);
        return planNow(() => makeList(plans));
    }
    return within(path, () => {
        const steps = plan(source, each, typeof each === 'string' ? {} : null);
        if (steps.make === null)
            steps.lane.validate(steps.text);
        return {...steps, path};
    });
}

function makeList(plans) {
    return plans.map(({make, finish, lane, text, path}) =>
        make === null ? within(path, () => lane.build(text, false)) : finish(make()));
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
    const place = props !== null ? placeOfName(source, what, props, []) : locate(source, what);
    return place === null ? planConfig(source, what) : planPlace(place);
}

// For what is checked already when it is made.
function planNow(make) {
    return {make, finish: product => product};
}

function planConfig(source, config) {
    const lane = laneOf(source);
    return {make: null, lane, text: configText(config, lane)};
}

function planPlace(place) {
    const {source, where, found, args} = place;
    const given = argumentsHere(place);
    if (given !== null) {
        return {make: () => callRecord(found.record, given, args),
            finish: product => accept(where, stateOf(where), found, product)};
    }
    const lane = laneOf(source);
    const text = placeText(place, lane);
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
    return buildPlace(placeOfName(source, factory.get_name(), props, args));
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
