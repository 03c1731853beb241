// foreign.js - sources of what was registered elsewhere, and the steps that they have
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GObject from 'gi://GObject';
import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

import {match, takeKeys} from './expect.js';
import {errorOf, gtypeOf, newFactory} from './factories.js';

// ---- a source from functions -------------------------------------------------------------------------------------

const KNOWN = ['finds', 'lists', 'membership', 'fails'];

// What stands behind a source. Each search is written down, by the name of the source.
class Store {
    constructor(world, name, spec) {
        Object.assign(this, {world, name, spec});
    }

    failAt(what) {
        const failure = this.spec.fails?.[what];
        if (failure !== undefined)
            throw errorOf(failure);
    }

    find(name) {
        this.world.noteCall(this.name, {name});
        this.failAt('find');
        const spec = this.spec.finds?.[name];
        return spec === undefined ? null : newFactory(spec);
    }

    list() {
        this.failAt('list');
        return this.spec.lists ?? [];
    }

    membership() {
        return Greg.Membership[this.spec.membership.toUpperCase()];
    }
}

export function newExternal(world, name, spec) {
    takeKeys('external', spec, ['kind'], ['base', 'cached', ...KNOWN]);
    const store = new Store(world, name, {...spec});
    const baseType = 'base' in spec ? gtypeOf(spec.base) : GObject.TYPE_NONE;
    const source = new Greg.ExternalSource({name, baseType, cached: spec.cached ?? false});
    source.set_find_func((_source, wanted) => store.find(wanted));
    source.set_list_func(() => store.list());
    if ('membership' in spec)
        source.set_membership_func(() => store.membership());
    world.stores[name] = store;
    return source;
}

// Changes what stands behind a source, and says so.
function invalidate(world, step) {
    takeKeys('invalidate', step.invalidate, [], KNOWN);
    Object.assign(world.store(step.on).spec, step.invalidate);
    world.source(step.on).invalidate();
}

// ---- what the type system and GIO know ---------------------------------------------------------------------------

let nPoints = 0;

export function newSubtypes(_world, name, spec) {
    takeKeys('subtypes', spec, ['kind', 'base'], ['prefix']);
    return Greg.SubtypeSource.new(name, gtypeOf(spec.base), spec.prefix ?? null);
}

function extendSource(source, said) {
    takeKeys('extension', said, ['name', 'type'], ['priority']);
    Gio.io_extension_point_implement(source.get_extension_point(), gtypeOf(said.type), said.name, said.priority ?? 0);
}

// A point for the case alone, since points and extensions stay.
export function newExtensions(_world, name, spec) {
    takeKeys('extensions', spec, ['kind'], ['base', 'extensions']);
    const label = `case${nPoints++}-${name}`;
    const point = Gio.io_extension_point_register(label);
    if ('base' in spec)
        point.set_required_type(gtypeOf(spec.base));
    const source = Greg.ExtensionPointSource.new(label);
    (spec.extensions ?? []).forEach(said => extendSource(source, said));
    return source;
}

export const VERBS = {
    invalidate: [invalidate],
    failure: [(world, step) => world.source(step.on).dup_failure(), match],
    extend: [(world, step) => extendSource(world.source(step.on), step.extend)],
};
