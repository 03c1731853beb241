// register.js - registering classes and functions
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported batchRegister, inBatch, readDuplicates, register, registerThrough */

const {GLib, GObject} = imports.gi;
const {show} = imports.overrides.gregParts.errors;
const {Record, attach, recordOf} = imports.overrides.gregParts.code;
const {Found} = imports.overrides.gregParts.found;
const {hasGType, isPlainObject} = imports.overrides.gregParts.kinds;
const {checkCode, checkText, isText, readBoolean, readEnum, readObject, readStrings, readType} =
    imports.overrides.gregParts.options;
const {MAX_DEPTH, Writer} = imports.overrides.gregParts.text;

const OPTIONS = ['aliases', 'defaults', 'deprecated', 'duplicates', 'metadata', 'override', 'parameters', 'priority',
    'productType', 'summary', 'tags'];

// ---- what was said -----------------------------------------------------------------------------------------------

// (name, code, options), (code, options)
function readArguments(first, ...rest) {
    const [name, code, options = {}] = typeof first === 'function' ? [first.name, first, ...rest] : [first, ...rest];
    if (typeof name !== 'string')
        throw new TypeError(`A name must be a string, not ${show(name)}`);
    checkText(name);
    checkCode(code);
    if (name === '' && first === code)
        throw new TypeError('A class or function that has no name of its own needs one: register(name, code)');
    if (!isPlainObject(options))
        throw new TypeError(`The options of “${name}” must be a plain object, not ${show(options)}`);
    return {name, code, options: readOptions(name, options)};
}

function readDuplicates(owner, {duplicates, override}) {
    const {Duplicates} = imports.gi.Greg;
    const replaces = readBoolean(owner, 'override', override);
    if (duplicates === undefined)
        return replaces ? Duplicates.REPLACE : Duplicates.DEFAULT;
    return readEnum(owner, 'duplicates', 'Duplicates', duplicates);
}

// The arguments of greg_factory_set_deprecated(), or null.
function readDeprecated(owner, deprecated = false) {
    if (deprecated === false)
        return null;
    if (deprecated === true || typeof deprecated === 'string')
        return [deprecated === true ? null : deprecated, null];
    const {note = null, replacement = null} = readObject(owner, 'deprecated', deprecated);
    return [note, replacement];
}

function readParameter(owner, name, said) {
    const {type, required, default: value, summary = null} = isPlainObject(said) ? said : {type: said};
    if (value !== undefined && !isData(value))
        throw new TypeError(`The default of “${name}” of ${owner} must be what JSON can say, not ${show(value)}`);
    return [name, readType(owner, name, type), readBoolean(owner, 'required', required),
        value === undefined ? null : new Writer(PLAIN).write(value, ''), summary];
}

// The arguments of greg_factory_declare(), or a GParamSpec, for each.
function readParameters(owner, parameters) {
    if (!Array.isArray(parameters))
        return Object.entries(readObject(owner, 'parameters', parameters)).map(each => readParameter(owner, ...each));
    if (!parameters.every(each => each instanceof GObject.ParamSpec))
        throw new TypeError(`“parameters” of ${owner} must be GObject.ParamSpecs, or a plain object`);
    return parameters;
}

// Every key that means nothing else is metadata.
function readOptions(name, options) {
    const owner = `“${name}”`;
    const rest = Object.entries(options).filter(([key]) => !OPTIONS.includes(key));
    const {priority = 0, summary = null} = options;
    if (!Number.isInteger(priority) || Math.abs(priority) > 0x7fffffff)
        throw new TypeError(`“priority” of “${name}” must be a whole number, not ${show(priority)}`);
    if (summary !== null && !isText(summary))
        throw new TypeError(`“summary” of “${name}” must be a string, not ${show(summary)}`);
    return {
        priority,
        summary,
        aliases: readStrings(owner, 'aliases', options.aliases),
        tags: readStrings(owner, 'tags', options.tags),
        defaults: readObject(owner, 'defaults', options.defaults),
        metadata: {...readObject(owner, 'metadata', options.metadata), ...Object.fromEntries(rest)},
        parameters: readParameters(owner, options.parameters),
        deprecated: readDeprecated(owner, options.deprecated),
        duplicates: readDuplicates(owner, options),
        productType: readType(owner, 'productType', options.productType ?? GObject.TYPE_NONE),
    };
}

// ---- where it was said -------------------------------------------------------------------------------------------

// The first line of the stack that is not of the override: "name@file:///path/script.js:12:5".
function caller() {
    const own = new Error().fileName.replace(/gregParts\/[^/]*$/, '');
    for (const line of new Error().stack.split('\n')) {
        const match = /@(.+):(\d+):\d+$/.exec(line);
        if (match !== null && !match[1].startsWith(own))
            return {module: moduleOf(match[1]), file: pathOf(match[1]), line: Number(match[2])};
    }
    return {module: null, file: null, line: 0};
}

function moduleOf(uri) {
    return uri.replace(/^.*\//, '').replace(/\.m?js$/, '');
}

function pathOf(uri) {
    return uri.startsWith('file://') ? GLib.filename_from_uri(uri)[0] : uri;
}

// ---- metadata ----------------------------------------------------------------------------------------------------

// Puts into the factory what every language can read, and gives back what only a script can hold. What GJS makes of
// a GVariant is never freed (1.74): lists and dictionaries go as text, and the script reads what it gave.
function setMetadata(factory, metadata) {
    const live = [];
    for (const [key, value] of Object.entries(metadata)) {
        checkText(key);
        const isSimple = isText(value) || ['number', 'boolean'].includes(typeof value);
        if (isSimple)
            factory.set_metadata(key, value);
        else if (isData(value))
            factory.set_metadata_json(key, new Writer(PLAIN).write(value, ''));
        if (!isSimple)
            live.push([key, value]);
    }
    return Object.fromEntries(live);
}

// ---- registering -------------------------------------------------------------------------------------------------

// Defaults are looked at before anything nested in them can be found.
const PLAIN = {
    find: () => null,
    describe: () => null,
    enter: () => null,
    keepCode(code) {
        throw new TypeError(`Defaults name what is registered, they cannot hold ${show(code)}`);
    },
    keep(value) {
        throw new TypeError(`Defaults of what the library makes cannot hold ${show(value)}`);
    },
};

// What JSON can say goes to the library as well, for those who build from C.
function setDefaults(factory, record, defaults) {
    if (Object.keys(defaults).length === 0)
        return;
    const said = record.isObject ? defaults
        : Object.fromEntries(Object.entries(defaults).filter(([, value]) => isData(value)));
    factory.set_defaults_json(new Writer(PLAIN).writeObject(said, '', false, new Found(factory)));
    if (record.isScript)
        record.defaults = defaults;
}

// Whether JSON can say it. What refers to itself is deeper than any text.
function isData(value, depth = 0) {
    if (typeof value !== 'object' || value === null)
        return value === null || Number.isFinite(value) || isText(value) || isWide(value) || typeof value === 'boolean';
    return (Array.isArray(value) || isPlainObject(value)) && depth < MAX_DEPTH &&
        Object.entries(value).every(([key, each]) => isText(key) && isData(each, depth + 1));
}

function isWide(value) {
    return typeof value === 'bigint' && (value === BigInt.asIntN(64, value) || value === BigInt.asUintN(64, value));
}

function declare(factory, parameters) {
    for (const each of parameters) {
        if (each instanceof GObject.ParamSpec)
            factory.add_parameter(each, false);
        else
            factory.declare(...each);
    }
}

function makeFactory(registry, name, code, options, origin) {
    const record = new Record(code);
    const factory = attach(registry, name, record, options.productType);
    declare(factory, options.parameters);
    setDefaults(factory, record, options.defaults);
    record.metadata = setMetadata(factory, options.metadata);
    options.aliases.forEach(alias => factory.add_alias(alias));
    options.tags.forEach(tag => factory.add_tag(tag));
    if (options.priority !== 0)
        factory.set_priority(options.priority);
    if (options.summary !== null)
        factory.set_summary(options.summary);
    if (options.deprecated !== null)
        factory.set_deprecated(...options.deprecated);
    // A class of C is not defined where it is registered, and may be registered there more than once.
    const definition = record.isScript ? code.name : '';
    factory.set_origin(origin.module, definition || null, origin.file, origin.line);
    return factory;
}

// The library sees a new callback each time, and cannot tell that the code is the same.
function isSameFunction(registry, name, code, factory) {
    const old = registry.contains(name) ? registry.lookup(name) : null;
    return old !== null && recordOf(old)?.code === code && old.get_priority() === factory.get_priority() &&
        old.to_string() === factory.to_string();
}

// `target` publishes what is registered, in the registry; without one it refuses.
function registerThrough(target, registry, args) {
    const {name, code, options} = readArguments(...args);
    const factory = makeFactory(registry ?? target, name, code, options, caller());
    if (registry === null || hasGType(code) || !isSameFunction(registry, name, code, factory))
        target.add_full(factory, options.duplicates);
    return code;
}

// register(name, code, options), register(code, options)
function register(...args) {
    return registerThrough(this, this, args);
}

// ---- batches -----------------------------------------------------------------------------------------------------

function batchRegister(...args) {
    return registerThrough(this, this.get_registry(), args);
}

// Everything that the function registers with the batch is published when it returns, or nothing when it throws.
function inBatch(func) {
    const batch = this.begin();
    try {
        const result = func(batch);
        batch.commit();
        return result;
    } catch (error) {
        batch.revert();
        throw error;
    }
}
