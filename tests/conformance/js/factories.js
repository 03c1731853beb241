// factories.js - the classes and factories that cases name, and the code behind them
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

import {Wrong, takeKeys} from './expect.js';

const RW = GObject.ParamFlags.READWRITE;
const {ParamSpec} = GObject;

// A class of this language, with the properties of a GZlibCompressor and some more.
const OwnPacker = GObject.registerClass({
    GTypeName: 'OwnPacker',
    Properties: {
        format: ParamSpec.enum('format', '', '', RW, Gio.ZlibCompressorFormat, Gio.ZlibCompressorFormat.ZLIB),
        level: ParamSpec.int('level', '', '', RW, -1, 9, -1),
        ratio: ParamSpec.double('ratio', '', '', RW, 0, 1, 0.5),
        dry: ParamSpec.boolean('dry', '', '', RW, false),
        label: ParamSpec.string('label', '', '', RW, null),
        part: ParamSpec.object('part', '', '', RW, GObject.Object),
    },
}, class OwnPacker extends GObject.Object {});

// One that has to be initialised, which fails for a charset that nobody knows.
const OwnCharset = GObject.registerClass({
    GTypeName: 'OwnCharset',
    Implements: [Gio.Initable],
    Properties: {
        'from-charset': ParamSpec.string('from-charset', '', '', RW, null),
        'to-charset': ParamSpec.string('to-charset', '', '', RW, null),
        'is-ready': ParamSpec.boolean('is-ready', '', '', RW, false),
    },
}, class OwnCharset extends GObject.Object {
    vfunc_init() {
        if (this.from_charset === 'nope') {
            throw new Gio.IOErrorEnum({code: Gio.IOErrorEnum.NOT_SUPPORTED,
                message: 'Conversion is not supported'});
        }
        this.is_ready = true;
        return true;
    }
});

const OWN = {OwnPacker, OwnCharset};
const OTHERS = {GObject: GObject.Object, GInitiallyUnowned: GObject.InitiallyUnowned, GBytes: GLib.Bytes,
    GDateTime: GLib.DateTime, GregConfig: Greg.Config};

// A class by the name of its GType; a GType where there is no class.
export function classOf(name) {
    return OWN[name] ?? OTHERS[name] ?? Gio[name.slice(1)] ?? GObject.type_from_name(name);
}

export function gtypeOf(name) {
    const found = classOf(name);
    return found.$gtype ?? found;
}

export function policyOf(nick = 'default') {
    return Greg.Duplicates[nick.toUpperCase()];
}

// ---- the code behind factories -----------------------------------------------------------------------------------

export function errorOf({domain, code, message}) {
    return new GLib.Error(GLib.quark_from_string(domain), typeof code === 'string' ? Greg.Error[code] : code, message);
}

const DOES = {
    makes: (_source, name) => new (classOf(name))(),
    returns: (_source, value) => value,
    nothing: () => null,
    fails(_source, failure) {
        throw errorOf(failure);
    },
    builds: (source, config) => source.build(config),
    registers(source, spec, world) {
        register(world, source, spec);
    },
    unregisters(source, name) {
        source.unregister(name);
    },
};

// The same function for the same words, as code that is written once. Each call is written down.
function functionOf(world, source, {name, func}) {
    takeKeys('func', func, [], Object.keys(DOES));
    const key = JSON.stringify([source.get_name(), name, func]);
    world.functions[key] ??= (props, ...args) => {
        world.noteCall(name, props, args);
        return Object.entries(func).reduce((_, [what, value]) => DOES[what](source, value, world), null);
    };
    return world.functions[key];
}

// ---- factories ---------------------------------------------------------------------------------------------------

const SAME = ['aliases', 'tags', 'defaults', 'priority', 'summary', 'metadata', 'duplicates'];
const FACTORY = [...SAME, 'name', 'type', 'func', 'closure', 'derived', 'product', 'deprecated', 'replacement',
    'parameters', 'origin'];

// A name stands for a type that must be given.
function parameterOf(said) {
    if (typeof said === 'string')
        return {type: gtypeOf(said), required: true};
    takeKeys('parameter', said, ['type'], ['default']);
    return {type: gtypeOf(said.type), default: said.default};
}

export function mapValues(object, func) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, func(value)]));
}

function optionsOf(spec) {
    const options = Object.fromEntries(SAME.filter(key => key in spec).map(key => [key, spec[key]]));
    if ('deprecated' in spec)
        options.deprecated = {note: spec.deprecated, replacement: spec.replacement};
    if ('parameters' in spec)
        options.parameters = mapValues(spec.parameters, parameterOf);
    if ('product' in spec)
        options.productType = gtypeOf(spec.product);
    return options;
}

// Registers as this language does; what has an origin is made first and then added.
export function register(world, source, spec, batch = null) {
    takeKeys('factory', spec, [], FACTORY);
    if (['type', 'func', 'closure', 'derived'].filter(key => key in spec).length !== 1)
        throw new Wrong('a factory has a “type”, a “func”, a “closure”, or is “derived”');
    const target = batch ?? source;
    if ('closure' in spec || 'derived' in spec) {
        const factory = 'closure' in spec ? newClosureFactory(spec) : new Labeler({name: spec.name});
        target.add_full(factory, policyOf(spec.duplicates));
        return;
    }
    if ('origin' in spec || target instanceof Greg.MultiRegistry) {
        target.add_full(newFactory(spec), policyOf(spec.duplicates));
        return;
    }
    const code = 'type' in spec ? classOf(spec.type) : functionOf(world, source, spec);
    if ('name' in spec)
        target.register(spec.name, code, optionsOf(spec));
    else
        target.register(code, optionsOf(spec));
}

// What it makes has the name of what it was invoked with.
function nameAction(...values) {
    return Gio.SimpleAction.new(
        values.map(value => value instanceof Greg.Context ? 'context' : String(value)).join(' '), null);
}

// A factory of another kind: what it makes has the label as its name.
const Labeler = GObject.registerClass(class Labeler extends Greg.Factory {
    vfunc_create(context) {
        return Gio.SimpleAction.new(context.get_string('label', null), null);
    }
});

function newClosureFactory(spec) {
    const factory = Greg.Factory.new_for_closure(spec.name, Gio.SimpleAction, nameAction);
    for (const [key, said] of Object.entries(spec.parameters ?? {})) {
        const {type, required = false, default: value} = parameterOf(said);
        factory.declare(key, type, required, required ? null : JSON.stringify(value), null);
    }
    return factory;
}

export function newFactory(spec) {
    takeKeys('factory', spec, ['name', 'type'], ['origin', 'aliases', 'summary', 'duplicates']);
    const {origin = {}} = spec;
    takeKeys('origin', origin, [], ['module', 'name', 'file', 'line']);
    const factory = Greg.Factory.new_for_type(spec.name, gtypeOf(spec.type));
    if ('origin' in spec)
        factory.set_origin(origin.module ?? null, origin.name ?? null, origin.file ?? null, origin.line ?? 0);
    (spec.aliases ?? []).forEach(alias => factory.add_alias(alias));
    if ('summary' in spec)
        factory.set_summary(spec.summary);
    return factory;
}
