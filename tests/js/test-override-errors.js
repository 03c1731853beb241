// test-override-errors.js - errors and exceptions, through the library and back
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Part} from './classes.js';
import {assert, assertEqual, assertThrows, assertThrowsError, run, test} from './tap.js';

class OwnError extends RangeError {
    constructor(message, detail) {
        super(message);
        this.detail = detail;
    }
}

function newRegistry(thrown) {
    const registry = new Greg.Registry({name: 'things'});
    registry.register(Part);
    registry.register('bad', () => {
        throw thrown;
    });
    return registry;
}

test('errors of the library', () => {
    const registry = newRegistry();
    const error = assertThrows(() => registry.build('Parrt'));
    assert(error instanceof Greg.Error && error instanceof GLib.Error);
    assertEqual(error.code, Greg.Error.NOT_FOUND);
    assert(error.matches(Greg.Error, Greg.Error.NOT_FOUND));
    assert(error.message.includes('did you mean “Part”?'));
});

test('the exception of an init() itself comes back', () => {
    const thrown = new OwnError('own', 5);
    const Starter = GObject.registerClass({Implements: [Gio.Initable]}, class ErrorsStarter extends GObject.Object {
        vfunc_init(_cancellable) {
            throw thrown;
        }
    });
    const Charset = GObject.registerClass(class ErrorsCharset extends Gio.CharsetConverter {});
    const registry = newRegistry();
    registry.register('starter', Starter);
    registry.register('charset', Charset);
    assertEqual(assertThrows(() => registry.build('starter')), thrown);
    registry.build('charset', {fromCharset: 'latin1', toCharset: 'utf-8'});
    assertThrowsError(() => registry.build('charset', {fromCharset: 'klingon', toCharset: 'utf-8'}),
        Gio.IOErrorEnum, Gio.IOErrorEnum.NOT_SUPPORTED);
});

test('the exception itself comes back', () => {
    for (const thrown of [new OwnError('own', 5), new TypeError('type'), 'text', 5, {a: 1}]) {
        const registry = newRegistry(thrown);
        assertEqual(assertThrows(() => registry.build('bad')), thrown);
        assertEqual(assertThrows(() => registry.build({type: 'Part', part: {type: 'Part', part: 'bad'}})), thrown);
        assertEqual(assertThrows(() => registry.build({type: 'Part', parts: ['bad']})), thrown);
        assertEqual(assertThrows(() => registry.build_json('"bad"', -1)), thrown);
        assertEqual(assertThrows(() => Greg.Builder.new(registry).build(
            Greg.Config.new_from_json('"bad"', -1, null), null)), thrown);
    }
});

test('through several levels of scripts and C', () => {
    const thrown = new OwnError('deep', 1);
    const registry = newRegistry(thrown);
    registry.register('outer', ({inner}) => registry.build(inner));
    registry.register('outermost', () => registry.build_json('{"type": "outer", "inner": "bad"}', -1));
    assertEqual(assertThrows(() => registry.build({type: 'Part', part: 'outermost'})), thrown);
});

test('errors of GLib keep domain and code', () => {
    const thrown = new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.BUSY, 'too tired');
    const registry = newRegistry(thrown);
    assertEqual(assertThrows(() => registry.build('bad')), thrown);
    const error = assertThrowsError(() => registry.build({type: 'Part', part: 'bad'}), Gio.IOErrorEnum,
        Gio.IOErrorEnum.BUSY);
    assert(error.message.endsWith('too tired'));
});

test('NOT_FOUND of a factory is its own', () => {
    const registry = newRegistry(new Greg.Error({code: Greg.Error.NOT_FOUND, message: 'mine'}));
    const error = assertThrowsError(() => registry.build('bad'), Greg.Error, Greg.Error.NOT_FOUND);
    assertEqual(error.message, 'mine');
});

test('report', async () => {
    const registry = newRegistry(new Error('never called'));
    const config = {type: 'Part', size: -1, part: 'Parrt'};
    const text = Greg.Config.new_from_json(JSON.stringify(config), -1, null);
    const {report} = assertThrows(() => registry.build(config));
    assertEqual([...report].map(each => each.get_path()).join(), '/size,/part');
    assertEqual(assertThrows(() => registry.build('Part', {size: -1})).report.count_errors(), 1);
    assertEqual(assertThrows(() => Greg.Builder.new(registry).build(text)).report.count_errors(), 2);
    for (const promise of [Greg.Builder.new(registry).build_async(text), registry.build_async(config)]) {
        const failure = await promise.catch(error => error);
        assertEqual(failure.report.count_errors(), 2);
    }
    const mine = new Greg.Report();
    assertEqual(assertThrows(() => Greg.Builder.new(registry).build(text, mine)).report, mine);
});

test('a call that the collector made GJS refuse is made again', () => {
    const {leave, noteEmpty} = imports.overrides.gregParts.errors;
    const refused = new Greg.Error({code: Greg.Error.BUILD_FAILED, message: '“x” made nothing and did not say why'});
    let times = 0;
    assertEqual(leave(() => {
        if (times++ === 0)
            throw refused;
        return 5;
    })(), 5);
    assertEqual(times, 2);
    assertEqual(assertThrows(leave(() => {
        noteEmpty();
        throw refused;
    })), refused);
});

test('and so is one that was waited for, but its result is taken once', async () => {
    const {insistLater, leaveOnce} = imports.overrides.gregParts.errors;
    const refused = new Greg.Error({code: Greg.Error.BUILD_FAILED, message: '“x” made nothing and did not say why'});
    let times = 0;
    assertEqual(await insistLater(async () => {
        if (times++ === 0)
            throw refused;
        return 5;
    }), 5);
    assertEqual(times, 2);
    assertEqual(assertThrows(leaveOnce(() => {
        times++;
        throw refused;
    })), refused);
    assertEqual(times, 3);
});

test('constructors', () => {
    const registry = new Greg.Registry();
    const thrown = new OwnError('no', 1);
    const Broken = GObject.registerClass(class Broken extends Part {
        constructor(props) {
            super(props);
            throw thrown;
        }
    });
    registry.register(Broken);
    assertEqual(assertThrows(() => registry.build('Broken')), thrown);
});

test('loader', () => {
    const registry = new Greg.Registry({name: 'things'});
    let times = 0;
    registry.add_loader('broken loader', () => {
        if (++times < 2)
            throw new OwnError('not yet');
        registry.register('late', () => 5);
        return true;
    });
    const error = assertThrowsError(() => registry.build('late'), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('broken loader') && error.message.includes('not yet'));
    assertEqual(registry.build('late'), 5);
    assert(assertThrows(() => registry.add_loader('x', 5)) instanceof TypeError);
});

test('a loader need not say that it is done', () => {
    const registry = new Greg.Registry();
    let times = 0;
    registry.add_loader('more', () => {
        times++;
    });
    assert(!registry.has('x') && !registry.has('y'));
    assertEqual(times, 1);
    registry.add_loader('never done', () => {
        times++;
        return false;
    });
    assert(!registry.has('x') && !registry.has('y'));
    assertEqual(times, 3);
});

test('handler of "resolve"', () => {
    const registry = new Greg.Registry();
    let times = 0;
    registry.connect('resolve', (_registry, name) => {
        if (name !== 'made-up')
            return null;
        times++;
        return Greg.Factory.new_for_type('made-up', Gio.ZlibCompressor);
    });
    assert(registry.build('made-up') instanceof Gio.ZlibCompressor);
    assert(registry.build('made-up', {level: 1}) instanceof Gio.ZlibCompressor);
    assert(times >= 2);
    assertEqual(registry.size, 0);
});

test('build function that throws', () => {
    const thrown = new OwnError('never');
    const registry = newRegistry();
    registry.set_build_func(() => {
        throw thrown;
    });
    assertEqual(assertThrows(() => registry.build('Part')), thrown);
});

test('function of the C interface', () => {
    const thrown = new OwnError('plain');
    const registry = new Greg.Registry();
    registry.register_func('bad', GObject.TYPE_NONE, () => {
        throw thrown;
    });
    assertEqual(assertThrows(() => registry.build('bad')), thrown);
});

run();
