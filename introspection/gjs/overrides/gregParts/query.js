// query.js - asking a source for what fits
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The library compares what it can keep. What only a script can hold is compared here, among what the library found.

/* exported patch */

const {GLib} = imports.gi;
const {readMetadata} = imports.overrides.gregParts.collection;
const {show} = imports.overrides.gregParts.errors;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {isText, readBoolean, readEnum, readObject, readStrings, readType} = imports.overrides.gregParts.options;

const CONDITIONS = ['atLeast', 'deprecated', 'exclude', 'has', 'include', 'metadata', 'oneOf', 'order', 'own',
    'productType', 'stacked', 'tags'];
const OWNER = 'the query';

// ---- values ------------------------------------------------------------------------------------------------------

function isScalar(value) {
    return isText(value) || typeof value === 'boolean' || Number.isFinite(value);
}

// A GVariant that was parsed is freed; one that GJS 1.74 makes of a value is not.
function variantText(value) {
    switch (typeof value) {
    case 'number':
        return Number.isSafeInteger(value) ? `int64 ${value}` : `double ${value}`;
    case 'string':
        return JSON.stringify(value);
    default:
        return String(value);
    }
}

function variantOf(values) {
    const text = values.length === 0 ? '@av []' : `[${values.map(value => `<${variantText(value)}>`).join()}]`;
    return GLib.Variant.parse(null, text, null, null);
}

function isSame(one, other) {
    if (Array.isArray(one) && Array.isArray(other))
        return one.length === other.length && one.every((each, i) => isSame(each, other[i]));
    if (!isPlainObject(one) || !isPlainObject(other))
        return one === other;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length &&
        keys.every(key => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

// ---- conditions --------------------------------------------------------------------------------------------------

function addEqual(query, checks, key, value) {
    if (isScalar(value))
        query.match_equal(key, value);
    else if (Array.isArray(value) && value.every(isScalar))
        query.match_equal(key, variantOf(value));
    else
        checks.push(metadata => Object.hasOwn(metadata, key) && isSame(metadata[key], value));
}

function hasOneOf(actual, values) {
    return values.some(value => isSame(actual, value) ||
        Array.isArray(actual) && actual.some(each => isSame(each, value)));
}

function addOneOf(query, checks, key, value) {
    if (typeof value?.[Symbol.iterator] !== 'function' || typeof value === 'string')
        throw new TypeError(`“${key}” in “oneOf” of ${OWNER} must be several values, not ${show(value)}`);
    const values = [...value];
    if (values.every(isScalar))
        query.match_one_of(key, variantOf(values));
    else
        checks.push(metadata => Object.hasOwn(metadata, key) && hasOneOf(metadata[key], values));
}

function addAtLeast(query, key, value) {
    if (typeof value !== 'number' && !isText(value))
        throw new TypeError(`“${key}” in “atLeast” of ${OWNER} must be a number or a string, not ${show(value)}`);
    query.match_at_least(key, value);
}

function addMetadata(query, checks, conditions) {
    const {atLeast, has, metadata, oneOf} = conditions;
    const others = Object.entries(conditions).filter(([key]) => !CONDITIONS.includes(key));
    for (const key of readStrings(OWNER, 'has', has))
        checks.push(actual => Object.hasOwn(actual, key));
    for (const [key, value] of [...others, ...Object.entries(readObject(OWNER, 'metadata', metadata))])
        addEqual(query, checks, key, value);
    for (const [key, value] of Object.entries(readObject(OWNER, 'oneOf', oneOf)))
        addOneOf(query, checks, key, value);
    for (const [key, value] of Object.entries(readObject(OWNER, 'atLeast', atLeast)))
        addAtLeast(query, key, value);
}

// The query for the library, and the checks that are made here.
function read(conditions) {
    const {Query, QueryDeprecation} = imports.gi.Greg;
    const {deprecated, include, exclude, order, own, productType, stacked, tags} = conditions;
    const query = new Query(), checks = [];
    readStrings(OWNER, 'include', include).forEach(glob => query.include(glob));
    readStrings(OWNER, 'exclude', exclude).forEach(glob => query.exclude(glob));
    readStrings(OWNER, 'tags', tags).forEach(tag => query.add_tag(tag));
    if (productType !== undefined)
        query.set_product_type(readType(OWNER, 'productType', productType));
    if (deprecated !== undefined) {
        query.set_deprecation(readBoolean(OWNER, 'deprecated', deprecated)
            ? QueryDeprecation.ONLY : QueryDeprecation.EXCLUDE);
    }
    if (order !== undefined)
        query.set_order(readEnum(OWNER, 'order', 'QueryOrder', order));
    query.set_stacked(readBoolean(OWNER, 'stacked', stacked));
    query.set_own(readBoolean(OWNER, 'own', own));
    addMetadata(query, checks, conditions);
    return [query, checks];
}

// ---- asking ------------------------------------------------------------------------------------------------------

function patch(Greg) {
    const {best: nativeBest, query: nativeQuery} = Greg.Source.prototype;

    // Gives what a Greg.Query, or an object of conditions, describes; everything without either.
    function query(conditions = null) {
        if (conditions === null || conditions instanceof Greg.Query)
            return nativeQuery.call(this, conditions);
        if (!isPlainObject(conditions))
            throw new TypeError(`Conditions must be a plain object or a Greg.Query, not ${show(conditions)}`);
        const [wanted, checks] = read(conditions);
        return nativeQuery.call(this, wanted).filter(factory => {
            const metadata = checks.length === 0 ? null : readMetadata(factory);
            return checks.every(check => check(metadata));
        });
    }

    function best(conditions = null) {
        return conditions === null || conditions instanceof Greg.Query
            ? nativeBest.call(this, conditions) : query.call(this, conditions)[0] ?? null;
    }

    Object.assign(Greg.Source.prototype, {query, list: query, best});
}
