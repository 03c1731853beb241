// signals.js - hearing of changes in the thread of the script
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A source emits its signals in the thread that changes it, and a handler that runs in another thread than its script
// breaks the engine. So handlers of these four hang on a watch, which calls from the main context, in the order of
// the changes. All changes come that way, those of the script's own thread too: there is one order only.

/* exported methods */

const {GLib, GObject} = imports.gi;
const {stateOf} = imports.overrides.gregParts.code;

const WATCHED = ['registered', 'unregistered', 'replaced', 'changed'];

// Numbers that GObject never comes to.
const FIRST_ID = 2 ** 48;
let lastId = FIRST_ID;

function split(name) {
    const [signal, detail = null] = name.split('::');
    return [signal, detail];
}

var Handlers = class Handlers {
    constructor() {
        this._handlers = new Map();
        this._watch = 0;
        this._idle = 0;
    }

    add(source, name, func) {
        const [signal, detail] = split(name);
        const id = ++lastId;
        this._handlers.set(id, {signal, detail, func});
        if (this._watch === 0) {
            this._watch = source.watch(imports.gi.Greg.WatchFlags.NONE,
                (origin, removed, added) => this._deliver(origin, removed, added));
        }
        return id;
    }

    remove(source, id) {
        if (!this._handlers.delete(id))
            throw new Error(`${source} has no signal handler ${id}`);
        if (this._handlers.size > 0)
            return;
        source.unwatch(this._watch);
        this._watch = 0;
    }

    _deliver(source, removed, added) {
        if (removed === null)
            this._call(source, 'registered', added);
        else if (added === null)
            this._call(source, 'unregistered', removed);
        else
            this._call(source, 'replaced', removed, added);
        this._announceChange(source);
    }

    // Once for whatever is delivered together.
    _announceChange(source) {
        if (this._idle !== 0 || ![...this._handlers.values()].some(({signal}) => signal === 'changed'))
            return;
        this._idle = GLib.idle_add(GLib.PRIORITY_DEFAULT, () => {
            this._idle = 0;
            this._call(source, 'changed');
            return GLib.SOURCE_REMOVE;
        });
    }

    // A handler may remove others, or itself.
    _call(source, signal, ...factories) {
        for (const [id, handler] of [...this._handlers]) {
            if (handler.signal !== signal || !this._handlers.has(id))
                continue;
            if (handler.detail !== null && handler.detail !== factories[0]?.get_name())
                continue;
            try {
                handler.func.call(source, source, ...factories);
            } catch (error) {
                logError(error, `A handler of “${signal}”`);
            }
        }
    }
};

function connectWith(original) {
    return function (name, func) {
        if (typeof func !== 'function' || !WATCHED.includes(split(name)[0]))
            return original.call(this, name, func);
        const state = stateOf(this);
        state.handlers ??= new Handlers();
        return state.handlers.add(this, name, func);
    };
}

function disconnect(id) {
    if (id > FIRST_ID && stateOf(this).handlers !== undefined)
        stateOf(this).handlers.remove(this, id);
    else
        GObject.Object.prototype.disconnect.call(this, id);
}

function methods() {
    const {connect, connect_after} = GObject.Object.prototype;
    return {connect: connectWith(connect), connect_after: connectWith(connect_after), disconnect};
}
