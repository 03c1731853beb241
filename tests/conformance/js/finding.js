// finding.js - steps that find
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';

import {check, match, matchFactories, matchFactory, takeKeys} from './expect.js';
import {gtypeOf} from './factories.js';

const MEMBERSHIPS = ['no', 'yes', 'maybe'];

const namesOf = factories => factories.map(factory => factory.get_name());

// What the ways of listing have in common.
function listAll(world, step) {
    const source = world.source(step.on);
    if (step.own ?? false) {
        const own = source.list_own_names();
        match('own factories', own, namesOf(source.list_own_factories()));
        return own;
    }
    const names = [...source];
    match('list_names', names, source.list_names());
    match('factories', namesOf(names.map(name => source.peek(name))), namesOf([...source.values()]));
    check(source.size === names.length, 'size', names.length, source.size);
    return names;
}

const QUERY = ['include', 'exclude', 'tags', 'equal', 'one_of', 'at_least', 'has', 'product', 'deprecated', 'order',
    'stacked', 'own'];

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
    query.own = said.own ?? false;
    return query;
}

function runQuery(world, step) {
    const source = world.source(step.on);
    const query = newQuery(step.query);
    const found = source.query(query);
    check(source.best(query) === (found[0] ?? null), 'best', found[0], source.best(query));
    return namesOf(found);
}

export const VERBS = {
    lookup: [(world, step) => world.source(step.on).get(step.lookup) ?? null, matchFactory],
    require: [(world, step) => world.source(step.on).require(step.require), matchFactory],
    contains: [(world, step) => world.source(step.on).has(step.contains), match],
    lookup_all: [(world, step) => world.source(step.on).lookup_all(step.lookup_all), matchFactories],
    peek: [(world, step) => world.source(step.on).peek(step.peek), matchFactory],
    membership: [(world, step) => MEMBERSHIPS[world.source(step.on).membership(step.membership)], match],
    list: [listAll, match, ['own']],
    query: [runQuery, match],
};
