// multi.js - several sources as one
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported patch */

const {fail, show} = imports.overrides.gregParts.errors;
const {isPlainObject} = imports.overrides.gregParts.kinds;
const {checkText, define, isText, readSeparator} = imports.overrides.gregParts.options;
const {registerThrough} = imports.overrides.gregParts.register;

function checkSource(source) {
    if (!(source instanceof imports.gi.Greg.Source))
        throw new TypeError(`A Greg.Source is wanted, not ${show(source)}`);
    return source;
}

// The arguments of append(): a source, or a prefix and a source.
function readMember(...said) {
    const [prefix, source] = said.length > 1 ? said : [null, ...said];
    if (prefix !== null && typeof prefix !== 'string')
        throw new TypeError(`A prefix must be a string or null, not ${show(prefix)}`);
    if (prefix !== null)
        checkText(prefix);
    return [prefix, checkSource(source)];
}

// {prefix: source, …}, or several sources and pairs of a prefix and a source, such as a Map.
function readMembers(sources = []) {
    const items = isPlainObject(sources) ? Object.entries(sources) : sources;
    if (typeof items?.[Symbol.iterator] !== 'function' || typeof items === 'string')
        throw new TypeError(`“sources” must be a plain object, or several sources, not ${show(sources)}`);
    return Array.from(items, item => Array.isArray(item) ? readMember(...item) : readMember(item));
}

function initWith(original) {
    return function ({sources, default_source = null, defaultSource = default_source, ...props} = {}, ...rest) {
        readSeparator(props.separator ?? null);
        const members = readMembers(sources);
        original.call(this, props, ...rest);
        members.forEach(member => this.append(...member));
        if (defaultSource !== null)
            this.defaultSource = defaultSource;
    };
}

function methods({append, find_source: findSource, insert, move, remove}) {
    // A source is named by itself or by its prefix.
    function member(multi, what) {
        if (typeof what !== 'string')
            return checkSource(what);
        const source = multi.source(what);
        if (source === null)
            throw fail('NOT_FOUND', `no source of ${multi.get_name() ?? 'GregMultiRegistry'} has the prefix “${what}”`);
        return source;
    }

    return {
        append(...said) {
            return append.call(this, ...readMember(...said));
        },

        insert(position, ...said) {
            return insert.call(this, position, ...readMember(...said));
        },

        move(what, position) {
            return move.call(this, member(this, what), position);
        },

        remove(what) {
            return remove.call(this, member(this, what));
        },

        prefixes() {
            return this.dup_prefixes();
        },

        source(prefix) {
            return isText(prefix) ? this.dup_source(prefix) : null;
        },

        prefixOf(source) {
            return this.dup_prefix(checkSource(source));
        },

        findSource(name) {
            return isText(name) ? findSource.call(this, name) : null;
        },

        // A name that is listed has the prefix, which the factory does not know.
        entries() {
            return this.list_names().map(name => [name, this.peek(name)])
                .filter(([, factory]) => factory !== null).values();
        },

        delete(name) {
            return this.has(name) && this.unregister(name);
        },

        register(...args) {
            return registerThrough(this, this.dup_default_source(), args);
        },
    };
}

// The library has a property that can only be read, for setting it may fail.
const DEFAULT_SOURCE = {
    get() {
        return this.dup_default_source();
    },
    set(source) {
        this.set_default_source(source);
    },
    configurable: true,
};

function concat(...sources) {
    if (sources.length === 0)
        throw new TypeError('There is nothing to put together');
    const {MultiRegistry} = imports.gi.Greg;
    const [first, ...others] = sources.map(checkSource);
    if (others.length === 0)
        return new MultiRegistry({name: first.get_name(), baseType: first.get_base_type(), sources: [first]});
    return others.reduce((left, right) => MultiRegistry.concat(left, right), first);
}

function patch(Greg) {
    const {prototype} = Greg.MultiRegistry;
    define(Greg.MultiRegistry, methods(prototype), {sources: multi => multi.list_sources()});
    for (const name of ['defaultSource', 'default_source'])
        Object.defineProperty(prototype, name, DEFAULT_SOURCE);
    prototype._init = initWith(prototype._init);
    Greg.concat = concat;
    define(Greg.Source, {
        concat(...others) {
            return concat(this, ...others);
        },
    });
}
