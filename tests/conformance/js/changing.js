// changing.js - steps that change what is there: registries, batches, factories
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Greg from 'gi://Greg?version=1';

import {matchFactory, takeKeys} from './expect.js';
import {gtypeOf, newFactory, policyOf, register} from './factories.js';
import {setWrapper} from './sources.js';

// ---- registering -------------------------------------------------------------------------------------------------

function doRegister(world, step) {
    const batch = 'in' in step ? world.batch(step.in) : null;
    register(world, world.source(step.on), step.register, batch);
}

function add(world, step) {
    const target = 'in' in step ? world.batch(step.in) : world.source(step.on);
    return target.add_full(world.recall(step.add), policyOf(step.duplicates));
}

function changeRegistry(world, step) {
    takeKeys('set', step.set, [], ['duplicates', 'redefine', 'strict', 'wraps']);
    const source = world.source(step.on);
    if ('duplicates' in step.set)
        source.duplicates = policyOf(step.set.duplicates);
    if ('redefine' in step.set)
        source.redefine = step.set.redefine;
    if ('strict' in step.set)
        source.strict = step.set.strict;
    if ('wraps' in step.set)
        setWrapper(world, source, step.set.wraps);
}

// ---- factories by themselves -------------------------------------------------------------------------------------

function bind(world, step) {
    return world.recall(step.bind).bind(Greg.Config.new_from_json(JSON.stringify(step.with ?? {}), -1, null));
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
        CHANGES[key](world.recall(step.change), value);
}

export const VERBS = {
    register: [doRegister, null, ['in']],
    add: [add, matchFactory, ['in', 'duplicates']],
    unregister: [(world, step) => world.source(step.on).unregister(step.unregister)],
    unregister_factory: [(world, step) =>
        world.source(step.on).unregister_factory(world.recall(step.unregister_factory))],
    freeze: [(world, step) => world.source(step.on).freeze()],
    set: [changeRegistry],
    begin: [(world, step) => {
        world.batches[step.begin] = world.source(step.on).begin();
    }],
    commit: [(world, step) => world.batch(step.commit).commit()],
    revert: [(world, step) => world.batch(step.revert).revert()],
    make: [(world, step) => newFactory(step.make), matchFactory],
    bind: [bind, matchFactory, ['with']],
    copy: [(world, step) => world.recall(step.copy).copy(step.as ?? null), matchFactory, ['as']],
    change: [change, null, ['to']],
};
