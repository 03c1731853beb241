// steps.js - what a case can do, and what it can say about the outcome
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';
import Threads from 'gi://Threads?version=1';

import {Wrong, check, match, matchError, matchFactory, matchProperties, matchReport, takeKeys} from './expect.js';
import {gtypeOf, newFactory, policyOf, register} from './world.js';

// ---- building ----------------------------------------------------------------------------------------------------

// The configuration that says the same as a name with its arguments.
function configOf(name, {with: props = {}, args}) {
    const config = {['type' in props ? '$type' : 'type']: name, ...props};
    return args === undefined ? config : {...config, $args: args};
}

function build(world, step) {
    const source = world.source(step.on);
    const what = step.build;
    if (typeof what === 'string' && world.way === 'call' && source instanceof Greg.Source)
        return source.build(what, step.with ?? {}, ...step.args ?? []);
    const config = typeof what === 'string' ? configOf(what, step) : what;
    if (world.way === 'text' || source instanceof Greg.Builder)
        return buildTextOn(source, JSON.stringify(config), null);
    return source.build(config);
}

function buildText(world, step) {
    return buildTextOn(world.source(step.on), step.build_text, step.file ?? null);
}

function buildTextOn(source, text, file) {
    const config = Greg.Config.new_from_json(text, -1, file);
    if (config.get_kind() === Greg.ConfigKind.ARRAY)
        return builderOf(source).build_list(config);
    return source.build(config);
}

function builderOf(source) {
    return source instanceof Greg.Builder ? source : Greg.Builder.new(source);
}

function validate(world, step) {
    const config = Greg.Config.new_from_json(JSON.stringify(step.validate), -1, null);
    return builderOf(world.source(step.on)).validate(config);
}

function validateText(world, step) {
    const config = Greg.Config.new_from_json(step.validate_text, -1, step.file ?? null);
    return builderOf(world.source(step.on)).validate(config);
}

// The same without blocking; waits for the outcome.
function buildLater(world, step) {
    let settle = null;
    world.source(step.on).build_async(step.build_later).then(
        product => {
            settle = () => product;
        },
        error => {
            settle = () => {
                throw error;
            };
        });
    while (settle === null)
        GLib.MainContext.default().iteration(true);
    return settle();
}

// ---- registering -------------------------------------------------------------------------------------------------

function batchOf(world, name) {
    if (!Object.hasOwn(world.batches, name))
        throw new Wrong(`there is no batch “${name}”`);
    return world.batches[name];
}

function doRegister(world, step) {
    const batch = 'in' in step ? batchOf(world, step.in) : null;
    register(world, world.source(step.on), step.register, batch);
}

function add(world, step) {
    const target = 'in' in step ? batchOf(world, step.in) : world.source(step.on);
    return target.add_full(kept(world, step.add), policyOf(step.duplicates));
}

function changeRegistry(world, step) {
    takeKeys('set', step.set, [], ['duplicates', 'redefine']);
    const source = world.source(step.on);
    if ('duplicates' in step.set)
        source.duplicates = policyOf(step.set.duplicates);
    if ('redefine' in step.set)
        source.redefine = step.set.redefine;
}

// ---- factories by themselves -------------------------------------------------------------------------------------

function kept(world, name) {
    if (!Object.hasOwn(world.kept, name))
        throw new Wrong(`nothing was kept as “${name}”`);
    return world.kept[name];
}

function bind(world, step) {
    return kept(world, step.bind).bind(Greg.Config.new_from_json(JSON.stringify(step.with ?? {}), -1, null));
}

const CHANGES = {
    alias: (factory, value) => factory.add_alias(value),
    tag: (factory, value) => factory.add_tag(value),
    priority: (factory, value) => factory.set_priority(value),
    summary: (factory, value) => factory.set_summary(value),
    defaults: (factory, value) => factory.set_defaults_json(JSON.stringify(value)),
    metadata: (factory, value) => Object.entries(value).forEach(item => factory.set_metadata(...item)),
    parameter: (factory, {name, type}) => factory.declare(name, gtypeOf(type), false, null, null),
};

function change(world, step) {
    takeKeys('to', step.to, [], Object.keys(CHANGES));
    for (const [key, value] of Object.entries(step.to))
        CHANGES[key](kept(world, step.change), value);
}

// ---- finding -----------------------------------------------------------------------------------------------------

// What the ways of listing have in common.
function listAll(world, step) {
    const source = world.source(step.on);
    const names = [...source];
    match('list_names', names, source.list_names());
    match('factories', names, [...source.values()].map(factory => factory.get_name()));
    check(source.size === names.length, 'size', names.length, source.size);
    return names;
}

const QUERY = ['include', 'exclude', 'tags', 'equal', 'one_of', 'at_least', 'has', 'product', 'deprecated', 'order',
    'stacked'];

function oneOf(values) {
    return new GLib.Variant(typeof values[0] === 'string' ? 'as' : 'ad', values);
}

function newQuery(said) {
    takeKeys('query', said, [], QUERY);
    const query = new Greg.Query();
    (said.include ?? []).forEach(glob => query.include(glob));
    (said.exclude ?? []).forEach(glob => query.exclude(glob));
    (said.tags ?? []).forEach(tag => query.add_tag(tag));
    (said.has ?? []).forEach(key => query.match_has(key));
    Object.entries(said.equal ?? {}).forEach(([key, value]) => query.match_equal(key, value));
    Object.entries(said.at_least ?? {}).forEach(([key, value]) => query.match_at_least(key, value));
    Object.entries(said.one_of ?? {}).forEach(([key, values]) => query.match_one_of(key, oneOf(values)));
    if ('product' in said)
        query.product_type = gtypeOf(said.product);
    if ('deprecated' in said)
        query.deprecation = Greg.QueryDeprecation[said.deprecated.toUpperCase()];
    if ('order' in said)
        query.order = Greg.QueryOrder[said.order.toUpperCase()];
    query.stacked = said.stacked ?? false;
    return query;
}

function runQuery(world, step) {
    const source = world.source(step.on);
    const query = newQuery(step.query);
    const found = source.query(query);
    check(source.best(query) === (found[0] ?? null), 'best', found[0], source.best(query));
    return found.map(factory => factory.get_name());
}

// ---- what came of it ---------------------------------------------------------------------------------------------

function expectCalls(world, expected) {
    check(expected.length === world.calls.length, 'calls', expected, world.calls);
    expected.forEach((wanted, i) => {
        const {name, props, args} = world.calls[i];
        if (typeof wanted === 'string') {
            check(name === wanted, 'call', wanted, name);
            return;
        }
        takeKeys('call', wanted, [name], ['args']);
        match(`arguments of ${name}`, wanted[name], props);
        match(`positional arguments of ${name}`, wanted.args ?? [], args);
    });
    world.calls = [];
}

// A handler in GJS is called from the main loop.
function dispatch() {
    const context = GLib.MainContext.default();
    while (context.iteration(false));
}

function expectSignals(world, expected) {
    dispatch();
    match('signals', expected, world.signals);
}

const AFTER = {
    calls: expectCalls,
    signals: expectSignals,
    same: (world, name, result) => check(result === kept(world, name), 'the same as', name, result),
    other: (world, name, result) => check(result && result !== kept(world, name), 'other than', name, result),
    has: (_world, expected, result) => matchProperties('', expected, result),
    keep(world, name, result) {
        world.kept[name] = result;
    },
};

function matchFactories(what, expected, result) {
    check(result.length === expected.length, what, expected, result);
    expected.forEach((wanted, i) => matchFactory(`${what}/${i}`, wanted, result[i]));
}

// verb: what does it, how its outcome is compared with "gives", more keys
const VERBS = {
    build: [build, match, ['with', 'args']],
    build_text: [buildText, match, ['file']],
    build_elsewhere: [(world, step) =>
        Threads.build(world.source(step.on), JSON.stringify(step.build_elsewhere)), match],
    build_later: [buildLater, match],
    validate: [validate, matchReport],
    validate_text: [validateText, matchReport, ['file']],
    register: [doRegister, null, ['in']],
    add: [add, matchFactory, ['in', 'duplicates']],
    unregister: [(world, step) => world.source(step.on).unregister(step.unregister)],
    unregister_factory: [(world, step) =>
        world.source(step.on).unregister_factory(kept(world, step.unregister_factory))],
    freeze: [(world, step) => world.source(step.on).freeze()],
    set: [changeRegistry],
    begin: [(world, step) => {
        world.batches[step.begin] = world.source(step.on).begin();
    }],
    commit: [(world, step) => batchOf(world, step.commit).commit()],
    revert: [(world, step) => batchOf(world, step.revert).revert()],
    make: [(world, step) => newFactory(step.make), matchFactory],
    bind: [bind, matchFactory, ['with']],
    copy: [(world, step) => kept(world, step.copy).copy(step.as ?? null), matchFactory, ['as']],
    change: [change, null, ['to']],
    lookup: [(world, step) => world.source(step.on).get(step.lookup) ?? null, matchFactory],
    require: [(world, step) => world.source(step.on).require(step.require), matchFactory],
    contains: [(world, step) => world.source(step.on).has(step.contains), match],
    lookup_all: [(world, step) => world.source(step.on).lookup_all(step.lookup_all), matchFactories],
    list: [listAll, match],
    query: [runQuery, match],
};

function verbOf(step) {
    const verbs = Object.keys(step).filter(key => Object.hasOwn(VERBS, key));
    if (verbs.length !== 1)
        throw new Wrong(`a step does one thing, not ${JSON.stringify(verbs)}`);
    return verbs[0];
}

function generationOf(world, step) {
    const source = world.source(step.on);
    return source instanceof Greg.Source ? source.dup_generation() : 0;
}

function expectGeneration(expected, before, after) {
    if (!['grows', 'same'].includes(expected))
        throw new Wrong(`a generation grows or is the same, not “${expected}”`);
    check(expected === 'grows' ? after > before : after === before, 'generation', expected, [before, after]);
}

// The outcome; null after a failure that was expected.
function attempt(world, step, act) {
    let result = null;
    try {
        result = act(world, step);
    } catch (error) {
        if (error instanceof Wrong)
            throw error;
        if (!('fails' in step))
            throw new Wrong(`failed: ${error}\n${error.stack}`);
        matchError(step.fails, error);
        return null;
    }
    if ('fails' in step)
        throw new Wrong(`a failure was expected, not ${result}`);
    return result;
}

export function runStep(world, step) {
    const verb = verbOf(step);
    const [act, see = null, more = []] = VERBS[verb];
    takeKeys('step', step, [verb], [...more, 'on', 'fails', 'generation', ...Object.keys(AFTER),
        ...see === null ? [] : ['gives']]);
    dispatch();
    world.signals = [];
    const before = generationOf(world, step);
    const result = attempt(world, step, act);
    if ('gives' in step)
        see(verb, step.gives, result);
    for (const [key, expect] of Object.entries(AFTER)) {
        if (key in step)
            expect(world, step[key], result);
    }
    if ('generation' in step)
        expectGeneration(step.generation, before, generationOf(world, step));
}
