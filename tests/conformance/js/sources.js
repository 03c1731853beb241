// sources.js - the kinds of sources that a case can be set up with
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {takeKeys} from './expect.js';
import {errorOf, gtypeOf, mapValues, newFactory, policyOf, register} from './factories.js';
import {newExtensions, newExternal, newSubtypes} from './foreign.js';

// ---- what hangs on a registry ---------------------------------------------------------------------------------------

// Registers what a case says, after it has failed as often as the case says.
function makeLoader(world, spec) {
    takeKeys('loader', spec, ['label'], ['registers', 'sets_up', 'fails', 'times']);
    let nFailures = 'fails' in spec ? spec.times ?? 1 : 0;
    return (registry, name) => {
        world.noteCall(spec.label, {name});
        if (nFailures-- > 0)
            throw errorOf(spec.fails);
        (spec.registers ?? []).forEach(each => register(world, registry, each));
        Object.entries(spec.sets_up ?? {}).forEach(item => world.addSource(...item));
        return true;
    };
}

// A handler of "resolve" that makes up factories.
function makeResolver(world, specs) {
    const factories = mapValues(specs, newFactory);
    return (_source, name) => {
        world.noteCall('resolve', {name});
        return factories[name] ?? null;
    };
}

// A build function that writes down the call and lets the factory do it.
function makeWrapper(world, label) {
    return (source, factory, context) => {
        world.noteCall(label, {source: source.get_name(), factory: factory.get_name()});
        return factory.create(context);
    };
}

export function setWrapper(world, source, label) {
    source.set_build_func(label === null ? null : makeWrapper(world, label));
}

function listen(world, name, source) {
    const say = text => void world.signals.push({source: name, text});
    source.connect('registered', (_, factory) => say(`registered ${factory.get_name()}`));
    source.connect('unregistered', (_, factory) => say(`unregistered ${factory.get_name()}`));
    source.connect('replaced', (_, old) => say(`replaced ${old.get_name()}`));
    source.connect('changed', () => say('changed'));
}

// ---- registries -----------------------------------------------------------------------------------------------------

const CONTENTS = ['factories', 'loaders', 'resolves', 'wraps', 'masks'];

function baseOf(spec) {
    return 'base' in spec ? gtypeOf(spec.base) : GObject.TYPE_NONE;
}

function fill(world, name, registry, spec) {
    for (const loader of spec.loaders ?? [])
        registry.add_loader(loader.label, makeLoader(world, loader));
    if ('resolves' in spec)
        registry.connect('resolve', makeResolver(world, spec.resolves));
    (spec.factories ?? []).forEach(factory => register(world, registry, factory));
    (spec.masks ?? []).forEach(text => registry.mask(text));
    if ('wraps' in spec)
        setWrapper(world, registry, spec.wraps);
    listen(world, name, registry);
    return registry;
}

function newRegistry(world, name, spec) {
    takeKeys('registry', spec, [], ['kind', 'base', 'duplicates', 'redefine', 'parent', 'scope', 'separator',
        ...CONTENTS]);
    const {parent, scope = null, separator = null, duplicates = 'reject', redefine = false} = spec;
    const registry = parent === undefined
        ? new Greg.Registry({name, baseType: baseOf(spec), scope, separator, redefine})
        : Greg.Registry.new_child(world.source(parent), name, baseOf(spec), scope);
    registry.duplicates = policyOf(duplicates);
    return fill(world, name, registry, spec);
}

let nClasses = 0;

// A class for the case alone, since what hangs on a class with a GType stays there. Messages leave out what stands
// before the last "+".
function newClass(name, above, isPlain) {
    if (isPlain)
        return Object.defineProperty(class extends (above ?? Object) {}, 'name', {value: name});
    const GTypeName = `case${nClasses++}+${name}`;
    return GObject.registerClass({GTypeName}, class extends (above ?? GObject.Object) {});
}

// The class, made with those that it extends, nearest first, as far as they are not there.
function ownerOf(world, {owner, extends: above = [], plain = false}) {
    return [...above, owner].reduce((parent, name) => {
        world.classes[name] ??= newClass(name, parent, plain);
        return world.classes[name];
    }, null);
}

function newClassRegistry(world, name, spec) {
    takeKeys('class', spec, ['kind', 'owner', 'registry'], ['extends', 'plain', 'base', 'duplicates', ...CONTENTS]);
    const owner = ownerOf(world, {...spec, extends: [...spec.extends ?? []].reverse()});
    const options = {};
    if ('base' in spec)
        options.baseType = gtypeOf(spec.base);
    if ('duplicates' in spec)
        options.duplicates = spec.duplicates;
    if (!(spec.registry in owner) || Object.keys(options).length > 0)
        Greg.classRegistry(owner, spec.registry, options);
    return fill(world, name, owner[spec.registry], spec);
}

// ---- several sources as one -----------------------------------------------------------------------------------------

function newMulti(world, name, spec) {
    takeKeys('multi', spec, ['kind', 'sources'], ['base', 'separator', 'strict', 'default', 'wraps']);
    const {separator = null, strict = false} = spec;
    const multi = new Greg.MultiRegistry({name, baseType: baseOf(spec), separator, strict});
    for (const member of spec.sources) {
        takeKeys('member', member, ['source'], ['prefix']);
        multi.append(member.prefix ?? null, world.source(member.source));
    }
    if ('default' in spec)
        multi.set_default_source(world.source(spec.default));
    if ('wraps' in spec)
        setWrapper(world, multi, spec.wraps);
    listen(world, name, multi);
    return multi;
}

function newConcat(world, name, spec) {
    takeKeys('concat', spec, ['kind', 'left', 'right']);
    const multi = Greg.MultiRegistry.concat(world.source(spec.left), world.source(spec.right));
    listen(world, name, multi);
    return multi;
}

// ---- builders -------------------------------------------------------------------------------------------------------

function newBuilder(world, _name, spec) {
    takeKeys('builder', spec, ['kind', 'sources'], ['defaults']);
    const [first, ...rest] = spec.sources.map(name => world.source(name));
    const builder = Greg.Builder.new(first);
    rest.forEach(source => builder.add_source(source));
    if ('defaults' in spec)
        builder.set_defaults(Greg.Config.new_from_json(JSON.stringify(spec.defaults), -1, null));
    return builder;
}

export const KINDS = {
    registry: newRegistry,
    builder: newBuilder,
    class: newClassRegistry,
    multi: newMulti,
    concat: newConcat,
    external: newExternal,
    subtypes: newSubtypes,
    extensions: newExtensions,
};
