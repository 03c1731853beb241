// world.js - everything that one run of one case has made
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';

import {Wrong} from './expect.js';
import {KINDS} from './sources.js';

// A handler in GJS is called from the main loop, as the function of a watch is everywhere.
export function dispatch() {
    const context = GLib.MainContext.default();
    while (context.iteration(false));
}

function findIn(things, what, name) {
    if (!Object.hasOwn(things, name))
        throw new Wrong(`there is no ${what} “${name}”`);
    return things[name];
}

export class World {
    constructor(way) {
        this.way = way;
        this.first = undefined;
        this.sources = {};
        this.classes = {};
        this.stores = {};
        this.batches = {};
        this.kept = {};
        this.watches = {};
        this.calls = [];
        this.signals = [];
        this.functions = {};
    }

    setUp(setup) {
        for (const [name, spec] of Object.entries(setup)) {
            if (spec !== null)
                this.addSource(name, spec);
        }
        this.calls = [];
        this.signals = [];
    }

    addSource(name, spec) {
        const {kind = 'registry'} = spec;
        if (!Object.hasOwn(KINDS, kind))
            throw new Wrong(`there is no kind of source “${kind}”`);
        this.sources[name] = KINDS[kind](this, name, spec);
        this.first ??= name;
    }

    // The source of that name, or the first.
    source(name) {
        return findIn(this.sources, 'source', this.labelOf(name));
    }

    labelOf(name) {
        return name ?? this.first;
    }

    // What the case calls this very source; null for none.
    nameOf(source) {
        if (source === null)
            return null;
        const found = Object.entries(this.sources).find(([, each]) => each === source);
        if (found === undefined)
            throw new Wrong(`no source of the case is ${source}`);
        return found[0];
    }

    store(name) {
        return findIn(this.stores, 'store', this.labelOf(name));
    }

    batch(name) {
        return findIn(this.batches, 'batch', name);
    }

    classNamed(name) {
        return findIn(this.classes, 'class', name);
    }

    recall(name) {
        return findIn(this.kept, 'object', name);
    }

    watch(label) {
        return findIn(this.watches, 'watch', label);
    }

    noteCall(name, props, args = []) {
        this.calls.push({name, props, args});
    }
}
