// code.js - code of this script behind the factories of the library
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

//   registry's wrapper ── state.codes: WeakMap ── entry → record (code, live defaults and metadata)
//        │                                          ▲
//        └── C: factory, its wrapper ── [ENTRY] ────┤
//                  └── C: callback ─────────────────┘
//
// The library holds factories and they hold their callbacks, which GJS keeps alive with all that they refer to. So a
// callback refers to an entry alone, which holds the registry weakly. The code hangs on the wrapper of the registry:
// code that refers to its registry is collected with it, and code whose factory is gone is collected as well.

/* exported Record, STATE, attach, box, callRecord, giveProduct, ownerOf, recordOf, stateOf, unbox */

const {GObject} = imports.gi;
const {fail, guard, noteEmpty} = imports.overrides.gregParts.errors;
const {readFunction} = imports.overrides.gregParts.options;
const {hasGType, isClass, isPlainObject, isScriptClass, takesMore} = imports.overrides.gregParts.kinds;

var STATE = Symbol('Greg state');
const ENTRY = Symbol('Greg entry');
const BOX = Symbol('Greg product');

var State = class State {
    constructor(source) {
        this.codes = new WeakMap();
        // What a group of no signals does is to hold its target weakly; WeakRef leaks before GJS 1.78.5.
        this.weak = new GObject.SignalGroup({targetType: imports.gi.Greg.Source.$gtype});
        this.weak.set_target(source);
        this.found = new Map();
        // Of factories whose code lives here: what is known of them.
        this.described = new WeakMap();
        // Of code that is named by itself: code → what is known of it.
        this.live = new WeakMap();
        this.generation = -1;
        const base = source.get_base_type();
        this.baseType = base.name === 'void' ? null : base;
    }
};

// What the override keeps for a source, on its wrapper.
function stateOf(source) {
    let state = source[STATE];
    if (state === undefined)
        state = source[STATE] = new State(source);
    return state;
}

// Code and what belongs to it. `defaults` and `metadata` are those that only a script can hold.
var Record = class Record {
    constructor(code) {
        this.code = code;
        this.defaults = null;
        this.metadata = null;
        this.isObject = hasGType(code);
        this.isClass = isClass(code);
        // The library makes instances of its own classes, and checks what they are given.
        this.isScript = !this.isObject || isScriptClass(code);
        this.isInitable = this.isObject && GObject.type_is_a(code.$gtype, imports.gi.Gio.Initable.$gtype);
        this.takesMore = this.isObject && this.isScript && takesMore(code);
    }
};

// Called as C calls it, GJS would throw a copy of what it throws.
function initialise(product) {
    const isDone = product.vfunc_init ? product.vfunc_init(null) : product.init(null);
    if (!isDone)
        throw fail('BUILD_FAILED', `${product.constructor.name} could not be initialised and did not say why`);
}

function callRecord(record, props, args) {
    const {code} = record;
    if (!record.isClass)
        return code(props, ...args);
    const product = new code(props, ...args);
    if (record.isInitable)
        initialise(product);
    return product;
}

// ---- calls from the library --------------------------------------------------------------------------------------

// Code that declares nothing gets nested configurations as plain objects.
function nativeValue(context, name, value) {
    const {Config} = imports.gi.Greg;
    if (isPlainObject(value))
        return unbox(value);
    return value instanceof Config && context.get_factory().find_parameter(name) === null
        ? JSON.parse(value.to_json(false)) : value;
}

function argumentsOf(context, record) {
    const props = {...record.defaults};
    for (const name of context.list_names())
        props[name] = nativeValue(context, name, context.get_value(name));
    const args = [];
    for (let i = 0; i < context.get_n_positional(); i++)
        args.push(nativeValue(context, '', context.get_positional(i)));
    return [props, args];
}

// A GValue holds primitives, and objects that have no class.
function box(product) {
    const isSimple = ['string', 'number', 'boolean'].includes(typeof product);
    return isSimple ? product : {[BOX]: product};
}

function unbox(product) {
    return isPlainObject(product) && BOX in product ? product[BOX] : product;
}

function handOver(context, product) {
    if (product instanceof GObject.Object)
        return product;
    if (product === null || product === undefined)
        noteEmpty();
    else
        context.return_value(box(product));
    return null;
}

// For a function that C calls with a context as its last argument.
function giveProduct(func) {
    readFunction(func);
    return guard((...args) => {
        const product = func(...args), context = args.at(-1);
        return product === null && context.get_product() !== null ? null : handOver(context, product);
    });
}

function recordOfEntry(entry) {
    const registry = entry.registry.dup_target();
    return registry === null ? undefined : stateOf(registry).codes.get(entry);
}

function makeCallback(entry) {
    return guard(context => {
        const record = recordOfEntry(entry);
        if (record === undefined) {
            throw fail('BUILD_FAILED', `the code of “${context.get_factory().get_name()}” is gone with the ` +
                'registry that it was registered in');
        }
        const [props, args] = argumentsOf(context, record);
        return handOver(context, callRecord(record, props, args));
    });
}

// ---- factories ---------------------------------------------------------------------------------------------------

// A factory for the code, which belongs to the registry from now on.
function attach(registry, name, record, productType) {
    const {Factory, FactoryFlags} = imports.gi.Greg;
    const state = stateOf(registry);
    const entry = {registry: state.weak};
    const factory = record.isObject
        ? Factory.new_for_type(name, record.code.$gtype)
        : Factory.new_for_func(name, productType, makeCallback(entry));
    if (record.isObject && record.isScript)
        factory.set_flags(FactoryFlags.HOME_THREAD);
    state.codes.set(entry, record);
    factory[ENTRY] = entry;
    return factory;
}

// The registry with which the code lives; null when there is none.
function ownerOf(factory) {
    return factory[ENTRY]?.registry.dup_target() ?? null;
}

// undefined: the factory is not code of this script.
function recordOf(factory) {
    const entry = factory[ENTRY];
    return entry === undefined ? undefined : recordOfEntry(entry);
}
