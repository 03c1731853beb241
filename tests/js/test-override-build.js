// test-override-build.js - building by name and from configurations
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Painted, Part, Plain, Starter} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

function newRegistry() {
    const registry = new Greg.Registry({name: 'things'});
    registry.register('part', Part);
    registry.register('gzip', Gio.ZlibCompressor, {defaults: {format: 'gzip'}});
    registry.register('charset', Gio.CharsetConverter);
    registry.register(Plain);
    return registry;
}

test('class of the library', () => {
    const registry = newRegistry();
    const product = registry.build('gzip', {level: 9});
    assert(product instanceof Gio.ZlibCompressor);
    assertEqual(product.level, 9);
    assertEqual(product.format, Gio.ZlibCompressorFormat.GZIP);
    assertEqual(registry.build('gzip', {format: Gio.ZlibCompressorFormat.RAW}).format, Gio.ZlibCompressorFormat.RAW);
    assertEqual(registry.build('gzip').level, -1);
});

test('nothing is narrowed, rounded or dropped', () => {
    const registry = newRegistry();
    registry.register('zip', Gio.ZlibCompressor);
    for (const level of [99, -(2n ** 64n), 4294967301, 1.7, '9', true, NaN, Infinity, -2n, 10n ** 30n])
        assertThrowsError(() => registry.build('zip', {level}), Greg.Error, Greg.Error.INVALID_VALUE);
    assertThrowsError(() => registry.build('zip', {format: 'gzap'}), Greg.Error, Greg.Error.INVALID_VALUE);
    assertThrowsError(() => registry.build('zip', {levle: 1}), Greg.Error, Greg.Error.UNKNOWN_PROPERTY);
    assertThrowsError(() => registry.build('zip', {$level: 1}), Greg.Error, Greg.Error.UNKNOWN_PROPERTY);
    assertEqual(registry.build('zip', {level: undefined}).level, -1);
    assertEqual(registry.build('zip', {level: 9n}).level, 9);
});

test('messages of what a script said have no line of any text', () => {
    const registry = newRegistry();
    const error = assertThrowsError(() => registry.build('gzip', {level: 99}), Greg.Error, Greg.Error.INVALID_VALUE);
    assertEqual(error.message, '/level: “level” must be an integer from -1 to 9, not 99');
});

test('class of the script', () => {
    const registry = newRegistry();
    const product = registry.build('part', {size: 3, weight: 0.5, isOld: true, long_name: 'a', fixed: 2});
    assert(product instanceof Part);
    assertSame([product.size, product.weight, product.isOld, product.longName, product.fixed], [3, 0.5, true, 'a', 2]);
    assertEqual(registry.build('part').size, 7);
    assertEqual(registry.build('part', {'long-name': 'b'}).longName, 'b');
    assertEqual(registry.build('part', {format: 'gzip'}).format, Gio.ZlibCompressorFormat.GZIP);
    assertEqual(registry.build('part', {part: null}).part, null);
});

test('a property may be given once, however it is spelled', () => {
    const registry = newRegistry();
    registry.register('old', Part, {defaults: {size: 1}});
    registry.register(Painted);
    const given = {longName: 'a', 'long-name': 'b'};
    for (const what of [['part', given], ['part', {long_name: 'a', longName: 'b'}], ['old', given], ['Painted', given],
        ['gzip', {fileInfo: null, file_info: null}], [{type: 'part', part: {type: 'part', ...given}}]]) {
        const error = assertThrowsError(() => registry.build(...what), Greg.Error, Greg.Error.INVALID_CONFIG);
        assert(/^\/[-\w/]*: .* is given twice/.test(error.message), error.message);
    }
    assertEqual(registry.build('part', {longName: 'a', isOld: true}).longName, 'a');
});

test('a name is not cut off', () => {
    const registry = newRegistry();
    for (const name of ['part\0x', 'part\ud800']) {
        assertThrowsError(() => registry.build(name), Greg.Error, Greg.Error.INVALID_NAME);
        assertThrowsError(() => registry.build({type: 'part', part: name}), Greg.Error, Greg.Error.INVALID_CONFIG);
    }
});

test('a class of the script is checked as well', () => {
    const registry = newRegistry();
    for (const props of [{size: 101}, {size: -1}, {size: 1.5}, {size: '1'}, {weight: 11}, {weight: 'x'}, {isOld: 1},
        {longName: 5}, {fixed: 10}, {format: 'gzap'}, {size: NaN}, {part: 5}])
        assertThrowsError(() => registry.build('part', props), Greg.Error, Greg.Error.INVALID_VALUE);
    assertThrowsError(() => registry.build('part', {sise: 1}), Greg.Error, Greg.Error.UNKNOWN_PROPERTY);
    assertThrowsError(() => registry.build('part', {told: 1}), Greg.Error, Greg.Error.READ_ONLY);
});

test('arguments that are no properties', () => {
    const registry = new Greg.Registry();
    registry.register(Painted);
    const product = registry.build('Painted', {color: 'red', size: 5}, 3);
    assertSame([product.color, product.size, product.coats], ['red', 5, 3]);
});

test('plain class', () => {
    const registry = newRegistry();
    const props = {a: 1, b: [2]};
    const product = registry.build('Plain', props, 'x', 'y');
    assert(product instanceof Plain);
    assertEqual(product.props, props);
    assertSame(product.args, ['x', 'y']);
});

test('function and any product', () => {
    const registry = new Greg.Registry();
    const symbol = Symbol('product');
    for (const product of [1, 0, -1.5, '', 'text', false, 5n, symbol, [1, 2], () => 1, new Map(), {a: 1}, new Plain()]) {
        registry.register('any', () => product, {override: true});
        assertEqual(registry.build('any'), product);
        assertEqual(registry.build({type: 'any'}), product);
        assertEqual(registry.build(Greg.Config.new_from_json('"any"', -1, null)), product);
    }
    registry.register('sum', ({a, b}, c = 0) => a + b + c);
    assertEqual(registry.build('sum', {a: 1, b: 2}), 3);
    assertEqual(registry.build('sum', {a: 1, b: 2}, 3), 6);
    assertEqual(registry.build({type: 'sum', a: 1, b: 2, $args: [3]}), 6);
    assertEqual(registry.build(Greg.Config.new_from_json('{"type": "sum", "a": 1, "b": 2, "$args": [4]}', -1, null)), 7);
});

test('nothing is no product', () => {
    const registry = new Greg.Registry();
    registry.register('nothing', () => undefined);
    registry.register('null', () => null);
    for (const name of ['nothing', 'null']) {
        assertThrowsError(() => registry.build(name), Greg.Error, Greg.Error.BUILD_FAILED);
        assertThrowsError(() => registry.build_json(`"${name}"`, -1), Greg.Error, Greg.Error.BUILD_FAILED);
    }
});

test('defaults', () => {
    const registry = new Greg.Registry();
    const live = new Map();
    registry.register('part', Part, {defaults: {longName: 'a', size: 1}});
    registry.register('plain', Plain, {defaults: {a: 1, b: 2}});
    assertEqual(registry.build('part').longName, 'a');
    assertEqual(registry.build('part', {'long-name': 'b'}).longName, 'b');
    assertSame(registry.build('plain', {b: 3}).props, {a: 1, b: 3});
    assertEqual(registry.build_json('{"type": "part", "size": 4}', -1).longName, 'a');
    registry.register('live', Plain, {defaults: {live}});
    assertEqual(registry.build('live').props.live, live);
    assertEqual(registry.build(Greg.Config.new_from_json('"live"', -1, null)).props.live, live);
});

test('configurations', () => {
    const registry = newRegistry();
    const config = {type: 'part', longName: 'a', part: {type: 'part', long_name: 'b', part: 'gzip'},
        parts: [{type: 'gzip', level: 1}, 'gzip']};
    const product = registry.build(config);
    assertEqual(product.part.longName, 'b');
    assertEqual(product.part.part.format, Gio.ZlibCompressorFormat.GZIP);
    assertSame([...product.parts].map(each => each.level), [1, -1]);
    assertEqual(config.longName, 'a');
    assertEqual(registry.build({type: 'Plain', $comment: 'x', a: {type: 'part'}}).props.a.type, 'part');
    assertEqual(registry.build({$type: 'Plain', type: 'x'}).props.type, 'x');
    assertEqual(registry.build('Plain', {type: 'x'}).props.type, 'x');
});

test('everything is checked before anything is made', () => {
    const registry = newRegistry();
    let made = 0;
    registry.register('counted', () => {
        made++;
        return new Part();
    });
    const error = assertThrowsError(() => registry.build({type: 'part', part: 'counted', parts: ['counted',
        {type: 'gzip', level: 99}]}), Greg.Error, Greg.Error.INVALID_VALUE);
    assert(error.message.startsWith('/parts/1/level: '));
    assertEqual(made, 0);
});

test('GInitable', () => {
    const registry = newRegistry();
    registry.register(Starter);
    assert(registry.build('Starter', {key: 'right'}).runs);
    assert(registry.build_json('"Starter"', -1).runs);
    assertThrowsError(() => registry.build('Starter', {key: 'wrong'}), Gio.IOErrorEnum,
        Gio.IOErrorEnum.PERMISSION_DENIED);
    assertThrowsError(() => registry.build('charset', {fromCharset: 'klingon', toCharset: 'utf-8'}),
        Gio.IOErrorEnum, Gio.IOErrorEnum.NOT_SUPPORTED);
});

test('base type', () => {
    const registry = new Greg.Registry({name: 'converters', baseType: Gio.Converter});
    registry.register('number', () => 5);
    registry.register('zip', props => new Gio.ZlibCompressor(props));
    assertThrowsError(() => registry.build('number'), Greg.Error, Greg.Error.BUILD_FAILED);
    assertThrowsError(() => registry.register(Part), Greg.Error, Greg.Error.INVALID_TYPE);
    assertEqual(registry.build('zip', {level: 3}).level, 3);
});

test('product type', () => {
    const registry = new Greg.Registry();
    registry.register('part', () => new Part(), {productType: Gio.Converter});
    registry.register('text', () => 5, {productType: GObject.TYPE_STRING});
    assertThrowsError(() => registry.build('part'), Greg.Error, Greg.Error.BUILD_FAILED);
    assertThrowsError(() => registry.build('text'), Greg.Error, Greg.Error.BUILD_FAILED);
});

test('declared parameters', () => {
    const registry = newRegistry();
    registry.register('zip', ({format, unpack, part}) => [format, unpack, part], {parameters: {
        format: {type: Gio.ZlibCompressorFormat, required: true, summary: 'how'},
        unpack: {type: Boolean, default: false},
        part: GObject.Object,
    }});
    const [format, unpack, part] = registry.build('zip', {format: 'raw', part: 'part'});
    assertSame([format, unpack], [Gio.ZlibCompressorFormat.RAW, false]);
    assert(part instanceof Part);
    assertThrowsError(() => registry.build('zip'), Greg.Error, Greg.Error.MISSING_VALUE);
    assertThrowsError(() => registry.build('zip', {format: 'x'}), Greg.Error, Greg.Error.INVALID_VALUE);
    registry.register('n', ({n}) => n, {parameters: [
        GObject.ParamSpec.int('n', '', '', GObject.ParamFlags.READWRITE, 0, 5, 2)]});
    assertEqual(registry.build('n'), 2);
    assertThrowsError(() => registry.build('n', {n: 6}), Greg.Error, Greg.Error.INVALID_VALUE);
});

test('factory', () => {
    const registry = newRegistry();
    assertSame(registry.get('Plain').create({a: 1}, 2), {props: {a: 1}, args: [2]});
    assertEqual(registry.get('gzip').create({level: 3}).level, 3);
    assertThrowsError(() => registry.get('gzip').create({level: 33}), Greg.Error, Greg.Error.INVALID_VALUE);
});

test('build function', () => {
    const registry = newRegistry();
    registry.set_build_func((source, factory, context) => {
        assertEqual(source, registry);
        context.return_value(`${factory.get_name()} ${context.list_names()}`);
        return null;
    });
    assertEqual(registry.build('Plain', {a: 1}), 'Plain a');
    assertEqual(registry.build({type: 'Plain', b: 1}), 'Plain b');
    registry.set_build_func((_source, factory, context) => factory.create(context));
    assert(registry.build('Plain') instanceof Plain);
    registry.set_build_func((_source, _factory, context) => new Map([['a', context.get_value('a')]]));
    assertEqual(registry.build('Plain', {a: 5}).get('a'), 5);
    registry.set_build_func(() => null);
    assertThrowsError(() => registry.build('Plain'), Greg.Error, Greg.Error.BUILD_FAILED);
    registry.set_build_func(null);
    assert(registry.build('Plain') instanceof Plain);
    assert(assertThrows(() => registry.set_build_func(5)) instanceof TypeError);
});

test('functions of the C interface make anything', () => {
    const registry = new Greg.Registry();
    const map = new Map();
    registry.register_func('map', GObject.TYPE_NONE, () => map);
    registry.add(Greg.Factory.new_for_func('five', GObject.TYPE_NONE, context => context.get_int64('a', 5)));
    assertEqual(registry.build('map'), map);
    assertEqual(registry.build('five'), 5);
    assertEqual(registry.build('five', {a: 6}), 6);
    assert(assertThrows(() => registry.register_func('x', GObject.TYPE_NONE, null)) instanceof TypeError);
});

test('signal "built"', () => {
    const registry = newRegistry();
    const heard = [];
    registry.traced = true;
    registry.connect('built', (_source, factory, object) => heard.push([factory.get_name(), object !== null]));
    registry.connect('built::part', () => heard.push('part!'));
    registry.build('Plain');
    registry.build('part');
    registry.build('gzip');
    registry.traced = false;
    registry.build('part');
    assertSame(heard, [['Plain', false], ['part', true], 'part!', ['gzip', true]]);
});

test('what is registered anew is built', () => {
    const registry = new Greg.Registry();
    registry.register('x', () => 1);
    assertEqual(registry.build('x'), 1);
    registry.register('x', () => 2, {override: true});
    assertEqual(registry.build('x'), 2);
    registry.delete('x');
    assertThrowsError(() => registry.build('x'), Greg.Error, Greg.Error.NOT_FOUND);
});

test('what is not a configuration', () => {
    const registry = newRegistry();
    for (const what of [undefined, null, 5, Symbol('x'), new Map()])
        assert(assertThrows(() => registry.build(what)) instanceof TypeError);
    for (const props of [null, 5, 'x', [1]])
        assert(assertThrows(() => registry.build('part', props)) instanceof TypeError);
    assertThrowsError(() => registry.build({}), Greg.Error, Greg.Error.MISSING_VALUE);
    assertThrowsError(() => registry.build({type: 5}), Greg.Error, Greg.Error.INVALID_VALUE);
});

test('live objects', () => {
    const registry = newRegistry();
    const part = new Part({size: 5}), info = new Gio.FileInfo(), map = new Map();
    assertEqual(registry.build('part', {part}).part, part);
    assertEqual(registry.build({type: 'part', part: {type: 'part', part}}).part.part, part);
    assertEqual(registry.build('gzip', {level: 2, fileInfo: info}).file_info, info);
    assertEqual(registry.build({type: 'gzip', file_info: info}).file_info, info);
    assertThrowsError(() => registry.build('gzip', {fileInfo: part}), Greg.Error, Greg.Error.INVALID_VALUE);
    assertThrowsError(() => registry.build('gzip', {fileInfo: map}), Greg.Error, Greg.Error.INVALID_VALUE);
    assertThrowsError(() => registry.build('gzip', {level: Symbol('x')}), Greg.Error, Greg.Error.INVALID_VALUE);
    registry.register('echo', props => Object.assign(new Part(), {props}));
    const {props} = registry.build({type: 'part', part: {type: 'echo', map, part, list: [map, part], f: newRegistry}}).part;
    assert(props.map === map && props.part === part && props.f === newRegistry);
});

test('live values for declared parameters', () => {
    const registry = newRegistry();
    const bytes = new Uint8Array([1, 2, 3]), map = new Map();
    registry.register('typed', ({bytes: given, type, object}) => [given?.get_size(), type, object], {parameters: {
        bytes: GLib.Bytes, type: GObject.TYPE_GTYPE, object: GObject.Object}});
    assertEqual(registry.build('typed', {bytes})[0], 3);
    assertEqual(registry.build('typed', {type: Part})[1], Part.$gtype);
    assertThrowsError(() => registry.build('typed', {object: map}), Greg.Error, Greg.Error.INVALID_VALUE);
});

test('a class or function as type', () => {
    const registry = newRegistry();
    assert(registry.build({type: Plain, a: 1, $args: [2]}) instanceof Plain);
    assertEqual(registry.build({type: ({a}) => a + 1, a: 1}), 2);
    assertEqual(registry.build({type: Part, longName: 'x', part: 'gzip'}).part.format, Gio.ZlibCompressorFormat.GZIP);
    const product = registry.build({type: 'part', part: {type: Part, part: {type: Gio.ZlibCompressor, level: 3}},
        parts: [{type: () => new Part({size: 9})}, 'gzip']});
    assertEqual(product.part.part.level, 3);
    assertEqual([...product.parts][0].size, 9);
    assertThrowsError(() => registry.build({type: Gio.ZlibCompressor, level: 99}), Greg.Error, Greg.Error.INVALID_VALUE);
    const error = assertThrowsError(() => registry.build({type: 'part', part: {type: Part}, parts: ['gzpi']}),
        Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.includes('did you mean “gzip”?'));
    const converters = new Greg.Registry({baseType: Gio.Converter});
    assertThrowsError(() => converters.build({type: Part}), Greg.Error, Greg.Error.INVALID_TYPE);
    assertEqual(registry.size, 4);
});

test('a list of configurations', () => {
    const registry = newRegistry();
    const [one, two] = registry.build([{type: 'gzip', level: 1}, 'part']);
    assertEqual(one.level, 1);
    assert(two instanceof Part);
    assertSame(registry.build([]), []);
    assert(assertThrows(() => registry.build(Array(1))) instanceof TypeError);
});

test('a list is checked before anything of it is made', () => {
    const registry = newRegistry();
    let nCalls = 0;
    registry.register('count', () => ++nCalls);
    const paths = [
        [[{type: 'count'}, {type: 'gzip', level: 99}], '/1/level: '],
        [['count', {type: 'part', size: 'x'}], '/1/size: '],
        [['count', {type: 'gzpi'}], '/1/type: '],
        [['count', {$type: 'count'}, {level: 1}], '/2: '],
    ];
    for (const [list, path] of paths) {
        const error = assertThrows(() => registry.build(list));
        assert(error instanceof Greg.Error && error.message.startsWith(path), error.message);
    }
    assertEqual(nCalls, 0);
    assert(assertThrows(() => registry.build({type: 'gzpi'})).message.startsWith('/type: '));
    const mine = new Error('mine');
    registry.register('throw', () => {
        throw mine;
    });
    assertEqual(assertThrows(() => registry.build(['count', 'throw'])), mine);
    assertEqual(nCalls, 1);
});

test('text from anywhere else holds no live values', () => {
    const registry = newRegistry();
    assertThrowsError(() => registry.build_json('{"type": "part", "part": {"$object": 0}}', -1), Greg.Error,
        Greg.Error.BAD_REFERENCE);
});

test('deep and cyclic configurations', () => {
    const registry = newRegistry();
    const config = {type: 'part'};
    config.part = config;
    assertThrowsError(() => registry.build(config), Greg.Error, Greg.Error.LIMIT);
});

run();
