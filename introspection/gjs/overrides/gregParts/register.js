// register.js - registering classes and functions
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported batchRegister, inBatch, readDuplicates, register */

const {GLib, GObject} = imports.gi;
const {show} = imports.overrides.gregParts.errors;
const {Record, attach, recordOf} = imports.overrides.gregParts.code;
const {Found} = imports.overrides.gregParts.build;
const {hasGType, isPlainObject} = imports.overrides.gregParts.kinds;
const {Writer} = imports.overrides.gregParts.text;

const OPTIONS = ['aliases', 'defaults', 'deprecated', 'duplicates', 'metadata', 'override', 'parameters', 'priority',
    'productType', 'summary', 'tags'];

// ---- what was said -----------------------------------------------------------------------------------------------

function checkCode(code) {
    if (typeof code !== 'function')
        throw new TypeError(`A class or a function is wanted, not ${show(code)}`);
    if (code.prototype instanceof GObject.Object && !hasGType(code)) {
        throw new TypeError(`${show(code)} is a GObject class that was not registered; ` +
            'call GObject.registerClass() first');
    }
}

// (name, code, options), (code, options)
function readArguments(first, ...rest) {
    const [name, code, options = {}] = typeof first === 'function' ? [first.name, first, ...rest] : [first, ...rest];
    if (typeof name !== 'string')
        throw new TypeError(`A name must be a string, not ${show(name)}`);
    checkCode(code);
    if (name === '' && first === code)
        throw new TypeError('A class or function that has no name of its own needs one: register(name, code)');
    if (!isPlainObject(options))
        throw new TypeError(`The options of “${name}” must be a plain object, not ${show(options)}`);
    return {name, code, options: readOptions(name, options)};
}

function list(name, key, value) {
    const items = typeof value === 'string' ? [value] : Array.from(value ?? []);
    if (!items.every(item => typeof item === 'string'))
        throw new TypeError(`“${key}” of “${name}” must be strings`);
    return items;
}

function plain(name, key, value) {
    if (value !== undefined && !isPlainObject(value))
        throw new TypeError(`“${key}” of “${name}” must be a plain object, not ${show(value)}`);
    return value ?? {};
}

function readDuplicates(name, {duplicates, override = false}) {
    const {Duplicates} = imports.gi.Greg;
    if (duplicates === undefined)
        return override ? Duplicates.REPLACE : Duplicates.DEFAULT;
    const value = typeof duplicates === 'string' ? Duplicates[duplicates.toUpperCase()] : duplicates;
    if (!Object.values(Duplicates).includes(value))
        throw new TypeError(`“duplicates” of “${name}” must be a Greg.Duplicates or its nick, not ${show(duplicates)}`);
    return value;
}

// Every key that means nothing else is metadata.
function readOptions(name, options) {
    const rest = Object.entries(options).filter(([key]) => !OPTIONS.includes(key));
    const {priority = 0, summary = null} = options;
    if (!Number.isInteger(priority) || Math.abs(priority) > 0x7fffffff)
        throw new TypeError(`“priority” of “${name}” must be a whole number, not ${show(priority)}`);
    if (summary !== null && typeof summary !== 'string')
        throw new TypeError(`“summary” of “${name}” must be a string, not ${show(summary)}`);
    return {
        priority,
        summary,
        aliases: list(name, 'aliases', options.aliases),
        tags: list(name, 'tags', options.tags),
        defaults: plain(name, 'defaults', options.defaults),
        metadata: {...plain(name, 'metadata', options.metadata), ...Object.fromEntries(rest)},
        parameters: options.parameters,
        deprecated: options.deprecated,
        duplicates: readDuplicates(name, options),
        productType: options.productType?.$gtype ?? options.productType ?? GObject.TYPE_NONE,
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
    const live = {};
    for (const [key, value] of Object.entries(metadata)) {
        const isSimple = ['string', 'number', 'boolean'].includes(typeof value);
        if (isSimple)
            factory.set_metadata(key, value);
        else if (typeof value === 'object' && isData(value))
            factory.set_metadata_json(key, new Writer(PLAIN).write(value, ''));
        if (!isSimple)
            live[key] = value;
    }
    return live;
}

// ---- registering -------------------------------------------------------------------------------------------------

// Defaults are looked at before anything nested in them can be found.
const PLAIN = {
    find: () => null,
    shelve(code) {
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

function isData(value) {
    if (Array.isArray(value))
        return value.every(isData);
    return isPlainObject(value) ? Object.values(value).every(isData)
        : value === null || Number.isFinite(value) || ['string', 'boolean', 'bigint'].includes(typeof value);
}

function declare(factory, parameters) {
    if (Array.isArray(parameters)) {
        parameters.forEach(pspec => factory.add_parameter(pspec, false));
        return;
    }
    for (const [name, said] of Object.entries(parameters ?? {})) {
        const {type, required = false, default: value, summary = null} = isPlainObject(said) ? said : {type: said};
        const json = value === undefined ? null : JSON.stringify(value);
        factory.declare(name, type?.$gtype ?? type, required, json, summary);
    }
}

function setDeprecated(factory, deprecated) {
    if (deprecated === undefined || deprecated === false)
        return;
    const {note = null, replacement = null} = isPlainObject(deprecated) ? deprecated
        : {note: typeof deprecated === 'string' ? deprecated : null};
    factory.set_deprecated(note, replacement);
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
    setDeprecated(factory, options.deprecated);
    factory.set_origin(origin.module, code.name || null, origin.file, origin.line);
    return factory;
}

// The library sees a new callback each time, and cannot tell that the code is the same.
function isSameFunction(registry, name, code, factory) {
    const old = registry.contains(name) ? registry.lookup(name) : null;
    return old !== null && recordOf(old)?.code === code && old.get_priority() === factory.get_priority() &&
        old.to_string() === factory.to_string();
}

function add(registry, args, publish) {
    const {name, code, options} = readArguments(...args);
    const factory = makeFactory(registry, name, code, options, caller());
    if (hasGType(code) || !isSameFunction(registry, name, code, factory))
        publish(factory, options.duplicates);
    return code;
}

// register(name, code, options), register(code, options)
function register(...args) {
    return add(this, args, (factory, duplicates) => this.add_full(factory, duplicates));
}

// ---- batches -----------------------------------------------------------------------------------------------------

function batchRegister(...args) {
    return add(this.get_registry(), args, (factory, duplicates) => this.add_full(factory, duplicates));
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
