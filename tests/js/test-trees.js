// test-trees.js - registries that have parents, scopes and masks
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

function newTree() {
    const models = new Greg.Registry({name: 'models'});
    const det = new Greg.Registry({parent: models, scope: 'det'});
    const cls = new Greg.Registry({parent: models, scope: 'cls', name: 'classification'});
    return {models, det, cls};
}

test('a child and its relatives', () => {
    const {models, det, cls} = newTree();
    assertEqual(det.parent, models);
    assertEqual(models.parent, null);
    assertEqual(det.root, models);
    assertEqual(models.root, models);
    assertSame([det.scope, det.name, cls.name, models.scope], ['det', 'det', 'classification', null]);
    assertEqual(det.separator, '.');
    assertSame(models.children.map(each => each.scope), ['det', 'cls']);
    assertEqual(models.child('cls'), cls);
    assertEqual(models.child('seg'), null);
    assertEqual(models.child(5), null);
    const heads = new Greg.Registry({parent: cls, scope: 'heads'});
    assertEqual(heads.root, models);
    assertEqual(det.findScope('cls.heads'), heads);
    assertEqual(new Greg.Registry({scope: 'alone'}).scope, 'alone');
    assertEqual(new Greg.Registry({separator: '/'}).separator, '/');
    assertEqual(new Greg.Registry({parent: models}).scope, null);
    assertEqual(new Greg.Registry({parent: null, scope: null, separator: null}).scope, null);
});

test('a scope that cannot be had is an error, and nothing is left of it', () => {
    const {models} = newTree();
    const refused = [[{scope: 'det'}, 'EXISTS'], [{scope: ''}, 'INVALID_NAME'], [{scope: 'a.b'}, 'INVALID_NAME'],
        [{scope: 'a\n'}, 'INVALID_NAME'], [{scope: 'a\0'}, 'INVALID_NAME'], [{separator: '/'}, 'INVALID_NAME']];
    for (const [props, code] of refused) {
        const error = assertThrowsError(() => new Greg.Registry({parent: models, ...props}), Greg.Error, Greg.Error[code]);
        if (!props.separator && !props.scope.includes('\0')) {
            const native = assertThrows(() => Greg.Registry.new_child(models, null, GObject.TYPE_NONE, props.scope));
            assertEqual(error.message, native.message);
        }
    }
    assertEqual(models.children.length, 2);
    assertThrowsError(() => new Greg.Registry({scope: 'a.b'}), Greg.Error, Greg.Error.INVALID_NAME);
    assertThrowsError(() => new Greg.Registry({scope: 'a-', separator: '--'}), Greg.Error, Greg.Error.INVALID_NAME);
    assertEqual(new Greg.Registry({scope: 'a.b', separator: '/'}).scope, 'a.b');
    for (const separator of ['', '\n', '\0'])
        assertThrowsError(() => new Greg.Registry({separator}), Greg.Error, Greg.Error.INVALID_NAME);
    for (const props of [{separator: 5}, {parent: 5}, {parent: {}}])
        assert(assertThrows(() => new Greg.Registry(props)) instanceof TypeError);
});

test('classes that derive a registry', () => {
    const {models} = newTree();
    const Own = GObject.registerClass(class OwnRegistry extends Greg.Registry {
        constructor(scope) {
            super({parent: models, scope});
        }
    });
    const Old = GObject.registerClass(class OldRegistry extends Greg.Registry {
        _init(scope) {
            super._init({parent: models, scope});
        }
    });
    assertEqual(new Own('own').name, 'own');
    assertEqual(new Old('old').name, 'old');
    for (const Each of [Own, Old])
        assertThrowsError(() => new Each('old'), Greg.Error, Greg.Error.EXISTS);
});

test('names of others are found, built and listed', () => {
    const {models, det, cls} = newTree();
    models.register('gzip', Gio.ZlibCompressor);
    models.register('one', () => 1);
    cls.register('vit', Plain);
    cls.register('zip', Gio.ZlibCompressor);
    det.register('own', () => 'own');
    assert(det.has('one') && det.has('cls.vit') && !det.has('vit'));
    assertEqual(det.get('cls.vit').name, 'vit');
    assertEqual(det.get('vit'), undefined);
    for (let i = 0; i < 3; i++) {
        assertEqual(det.build('one'), 1);
        assert(det.build('cls.vit') instanceof Plain);
        assertEqual(det.build('cls.zip', {level: i}).level, i);
        assertEqual(det.build({type: 'cls.zip', level: i}).level, i);
        assertEqual(det.build('cls.gzip'.slice(4), {level: i}).level, i);
    }
    assertSame([...det], ['own', 'gzip', 'one']);
    assertSame(det.list({own: true}).map(each => each.name), ['own']);
    assertSame(det.list({own: false, include: 'o*'}).map(each => each.name), ['own', 'one']);
    assert(assertThrows(() => det.list({own: 1})) instanceof TypeError);
    assertEqual(det.findLevel('one'), models);
    assertEqual(det.findLevel('cls.vit'), cls);
    assertEqual(det.findLevel('vit'), null);
    assertEqual(det.findLevel('\0'), null);
});

test('what is found is never old', () => {
    const {models, det, cls} = newTree();
    models.register('one', () => 1);
    cls.register('two', () => 2);
    assertEqual(det.build('one') + det.build('cls.two'), 3);
    models.register('one', () => 10, {override: true});
    cls.register('two', () => 20, {override: true});
    assertEqual(det.build('one') + det.build('cls.two'), 30);
    det.register('one', () => 100);
    assertEqual(det.build('one'), 100);
    det.delete('one');
    assertEqual(det.build('one'), 10);
    det.mask('one');
    assertThrowsError(() => det.build('one'), Greg.Error, Greg.Error.NOT_FOUND);
    assertEqual(models.build('one'), 10);
    det.unmask('one');
    assertEqual(det.build('one'), 10);
    const seg = new Greg.Registry({parent: models, scope: 'seg'});
    seg.register('three', () => 3);
    assertEqual(det.build('seg.three'), 3);
    models.register('seg.three', () => 'literally');
    assertEqual(det.build('seg.three'), 'literally');
    models.delete('seg.three');
    assertEqual(det.build('seg.three'), 3);
    models.set_build_func(() => 'function');
    assertSame([det.build('one'), cls.build('two'), models.build('one')], ['function', 'function', 'function']);
    det.set_build_func((_source, factory, context) => `near ${factory.create(context) ?? context.get_product()}`);
    assertSame([det.build('one'), cls.build('two')], ['near 10', 'function']);
    det.set_build_func(null);
    models.set_build_func(null);
    assertEqual(det.build('one'), 10);
});

test('a build function gets the source that was asked', () => {
    const {models, det, cls} = newTree();
    const asked = [];
    models.register(Plain);
    models.register('gzip', Gio.ZlibCompressor);
    models.set_build_func((source, factory) => {
        asked.push(`${source.name}:${factory.name}`);
        return factory.name === 'Plain' ? new Part() : new Gio.ZlibCompressor();
    });
    for (const build of [() => det.build('Plain'), () => det.build({type: 'Plain'}), () => cls.build('gzip', {level: 3}),
        () => det.build({type: Plain}), () => det.build({type: 'gzip', $scope: 'cls'})])
        assert(build() instanceof GObject.Object);
    assertSame(asked, ['det:Plain', 'det:Plain', 'classification:gzip', 'det:Plain', 'classification:gzip']);
});

test('$scope changes the source for an object and its parts', () => {
    const {models, det, cls} = newTree();
    models.register('Part', Part);
    models.register('other', () => new Part({size: 1}), {productType: Part});
    cls.register('other', () => new Part({size: 2}), {productType: Part});
    det.register('other', () => new Part({size: 3}), {productType: Part});
    cls.register('any', (props, ...args) => ({props, args}));
    cls.register('native', Gio.ZlibCompressor);
    const size = config => det.build(config).part.size;
    for (let i = 0; i < 2; i++) {
        assertEqual(size({type: 'Part', part: 'other'}), 3);
        assertEqual(size({type: 'Part', part: 'other', $scope: 'cls'}), 2);
        assertEqual(size({type: 'Part', part: {type: 'other', $scope: 'cls'}}), 2);
        assertEqual(size({type: Part, part: 'other', $scope: 'cls'}), 2);
        assertEqual(size({type: 'Part', part: {type: Part, $scope: 'cls', part: 'other'}}), 7);
        assertEqual(det.build({type: Part, part: {type: Part, $scope: 'cls', part: 'other'}}).part.part.size, 2);
    }
    const {props, args} = det.build({type: 'any', $scope: 'cls', $args: [1], $comment: 'why', a: {$scope: 'x'}});
    assertSame([props, args], [{a: {$scope: 'x'}}, [1]]);
    assertEqual(det.build({type: 'native', $scope: 'cls', level: 3}).level, 3);
    assertEqual(det.build({type: ({a}) => a, $scope: 'cls', a: 5}), 5);
    assertSame(det.build([{type: 'any', $scope: 'cls'}, {type: ({a}) => a, $scope: 'cls', a: 5}]), [{props: {}, args: []}, 5]);
});

test('names of what a scope has are spelled in any way', () => {
    const {det, cls} = newTree();
    cls.register('Part', Part);
    const product = det.build({type: 'Part', $scope: 'cls', longName: 'a',
        part: {type: 'Part', longName: 'b', parts: [{type: 'Part', longName: 'c'}]}});
    assertSame([product.longName, product.part.longName, product.part.parts.get_item(0).longName], ['a', 'b', 'c']);
});

test('$scope that leads nowhere', async () => {
    const {det, cls} = newTree();
    cls.register('vit', Plain);
    const wrong = [['clz', 'UNKNOWN_SCOPE', '/$scope: no scope is called “clz” as seen from det; did you mean “cls”?'],
        [5, 'INVALID_VALUE', '/$scope: “$scope” must be a string'], ['', 'UNKNOWN_SCOPE', '/$scope: '],
        ['a\0', 'INVALID_CONFIG', '“\\u0000” is refused']];
    for (const [$scope, code, message] of wrong) {
        for (const type of ['vit', Plain]) {
            const error = assertThrowsError(() => det.build({type, $scope}), Greg.Error, Greg.Error[code]);
            assert(error.message.startsWith(message), error.message);
            assertSame([...error.report ?? []].map(each => each.get_path()), code === 'INVALID_CONFIG' ? [] : ['/$scope']);
            assertEqual((await det.build_async({type, $scope}).catch(failure => failure)).message, error.message);
        }
    }
    const error = assertThrowsError(() => det.build({type: 'vot', $scope: 'cls'}), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.startsWith('/type: nothing is registered as “vot” in classification'), error.message);
    assertThrowsError(() => det.build('vit', {$scope: 'cls'}), Greg.Error, Greg.Error.NOT_FOUND);
});

test('products are checked, and told of, where the scope leads', () => {
    const things = new Greg.Registry({name: 'things', traced: true});
    const conv = new Greg.Registry({parent: things, scope: 'conv', baseType: Gio.Converter, traced: true});
    const told = [];
    for (const each of [things, conv])
        each.connect('built', (source, factory) => told.push(`${source.name}:${factory.name}`));
    conv.register('bad', () => new Part());
    conv.register('good', () => new Gio.ZlibCompressor());
    assertThrowsError(() => things.build({type: 'bad', $scope: 'conv'}), Greg.Error, Greg.Error.BUILD_FAILED);
    assertThrowsError(() => things.build({type: Part, $scope: 'conv'}), Greg.Error, Greg.Error.INVALID_TYPE);
    things.build({type: 'good', $scope: 'conv'});
    things.build({type: Gio.ZlibCompressor, $scope: 'conv'});
    things.build({type: Gio.ZlibCompressor});
    things.build('conv.good');
    assertSame(told, ['conv:good', 'conv:Gio_ZlibCompressor', 'things:Gio_ZlibCompressor', 'things:good']);
});

test('masks', () => {
    const {models, det} = newTree();
    models.register('a', Plain);
    models.register('b', Plain);
    assertSame(det.masks, []);
    assert(det.mask('b') && det.mask('a') && det.mask('a'));
    assertSame(det.masks, ['a', 'b']);
    assertSame([...det], []);
    assert(det.unmask('b') && det.unmask('b'));
    assertEqual(det.unmask('\0'), false);
    assertSame([...det], ['b']);
    assertThrowsError(() => det.mask(''), Greg.Error, Greg.Error.INVALID_NAME);
    assertThrowsError(() => det.mask('a\0b'), Greg.Error, Greg.Error.INVALID_NAME);
    det.freeze();
    assertThrowsError(() => det.mask('b'), Greg.Error, Greg.Error.READ_ONLY);
    assertThrowsError(() => det.unmask('a'), Greg.Error, Greg.Error.READ_ONLY);
});

test('explaining and drawing', () => {
    const {models, det} = newTree();
    models.register('gzip', Gio.ZlibCompressor);
    const [far] = models.values();
    det.register('gzip', () => 1);
    assert(det.isShadowed(far) && !models.isShadowed(far));
    assertEqual(String(det), '[Greg.Registry “det” of 1]');
    assertEqual(models.draw(), 'models: 1 factory\n├─ gzip\n├─ det: 1 factory\n│  └─ gzip\n└─ classification, scope cls: 0 factories');
    const lines = det.explain('gzpi').split('\n');
    assertSame(lines.slice(0, 2), ['1. det has no “gzpi” among its 1', '2. models has no “gzpi” among its 1']);
    assert(lines.at(-1).includes('did you mean “gzip”?'));
    assertThrowsError(() => det.explain('a\0b'), Greg.Error, Greg.Error.INVALID_NAME);
    const error = assertThrowsError(() => det.findScope('clz'), Greg.Error, Greg.Error.UNKNOWN_SCOPE);
    assert(error.message.includes('did you mean “cls”?'), error.message);
    assertThrowsError(() => det.findScope('\0'), Greg.Error, Greg.Error.INVALID_NAME);
});

test('what is not there has its place and a report, in whichever way it is asked', async () => {
    const {det} = newTree();
    det.register('gzip', Gio.ZlibCompressor);
    for (const [config, path] of [[{type: 'gzpi'}, '/type'], [{$type: 'gzpi'}, '/$type'], [['gzpi'], '/0'],
        [['gzip', {type: 'gzpi'}], '/1/type'], [{type: 'gzip', 'file-info': {type: 'gzpi'}}, '/file-info/type'],
        [['gzip', ['gzip', {type: 'gzpi'}]], '/1/1/type']]) {
        const message = `${path}: nothing is registered as “gzpi” in det, which has 1 factory; did you mean “gzip”?`;
        for (const error of [assertThrows(() => det.build(config)), await det.build_async(config).catch(failure => failure)]) {
            assertEqual(error.message, message);
            assertSame([...error.report].map(each => each.get_path()), [path]);
        }
    }
});

test('a change of an ancestor is heard below', async () => {
    const {models, det} = newTree();
    const heard = [];
    det.connect('registered', (_source, factory) => heard.push(factory.name));
    models.register('one', () => 1);
    await new Promise(resolve => setTimeout(resolve, 0));
    assertSame(heard, ['one']);
});

run();
