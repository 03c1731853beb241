// test-multi.js - several sources as one
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {Part, Plain} from './classes.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

function newSources() {
    const ours = new Greg.Registry({name: 'ours'});
    const timm = new Greg.Registry({name: 'timm'});
    ours.register('unet', ({width = 1}, ...more) => ({width, more}));
    timm.register('resnet', Plain);
    timm.register('unet', () => 'far');
    timm.register('gzip', Gio.ZlibCompressor);
    return {ours, timm};
}

function newMulti(props = {}) {
    const {ours, timm} = newSources();
    const all = new Greg.MultiRegistry({name: 'all', separator: '_', sources: [ours, ['timm', timm]], ...props});
    return {ours, timm, all};
}

test('sources can be said in several ways', () => {
    const {ours, timm} = newSources();
    const ways = [{ours, timm}, [['ours', ours], ['timm', timm]], new Map([['ours', ours], ['timm', timm]])];
    for (const sources of ways) {
        const all = new Greg.MultiRegistry({sources});
        assertSame(all.prefixes(), ['ours', 'timm']);
        assertEqual(all.sources[1], timm);
        assertEqual(all.separator, '.');
    }
    const mixed = new Greg.MultiRegistry({sources: new Set([ours, timm])});
    assertSame(mixed.prefixes(), []);
    assertEqual(mixed.sources.length, 2);
    assertSame(new Greg.MultiRegistry({sources: [[null, ours], [timm]]}).prefixes(), []);
    assertEqual(new Greg.MultiRegistry().size, 0);
    assertEqual(new Greg.MultiRegistry({name: 'x', baseType: Gio.Converter, strict: true}).strict, true);
});

test('what cannot be put together', () => {
    const {ours, timm} = newSources();
    for (const sources of [5, 'x', [5], [['a', 5]], {a: null}, [[5, ours]], [null]])
        assert(assertThrows(() => new Greg.MultiRegistry({sources})) instanceof TypeError);
    const refused = [[[ours, ours], 'EXISTS'], [[['a', ours], ['a', timm]], 'EXISTS'], [{'': ours}, 'INVALID_NAME'],
        [{'a\0': ours}, 'INVALID_NAME']];
    for (const [sources, code] of refused)
        assertThrowsError(() => new Greg.MultiRegistry({sources}), Greg.Error, Greg.Error[code]);
    for (const separator of ['', 'a\n', '\0'])
        assertThrowsError(() => new Greg.MultiRegistry({separator}), Greg.Error, Greg.Error.INVALID_NAME);
    assert(assertThrows(() => new Greg.MultiRegistry({separator: 5})) instanceof TypeError);
    assertThrowsError(() => new Greg.MultiRegistry({defaultSource: ours}), Greg.Error, Greg.Error.NOT_FOUND);
    const all = new Greg.MultiRegistry({name: 'all'});
    assertThrowsError(() => all.append(all), Greg.Error, Greg.Error.CYCLE);
});

test('a collection of the names that are listed', () => {
    const {ours, timm, all} = newMulti();
    const names = ['unet', 'timm_resnet', 'timm_unet', 'timm_gzip'];
    assertSame([...all], names);
    assertSame([...all.keys()], names);
    assertSame([...all.entries()].map(([name]) => name), names);
    for (const [name, factory] of all.entries())
        assertEqual(all.get(name), factory);
    const seen = [];
    all.forEach((factory, name, source) => seen.push(`${name}:${factory.name}:${source === all}`));
    assertEqual(seen[1], 'timm_resnet:resnet:true');
    assertEqual(all.size, 4);
    assertEqual([...all.values()][2], timm.get('unet'));
    assert(all.has('resnet') && all.has('timm_resnet') && !all.has('ours_unet'));
    assertEqual(all.get('unet'), ours.get('unet'));
    assertEqual(all.get('nothing'), undefined);
    assertSame(all.list({include: 'timm_*', tags: []}).map(each => each.name), ['resnet', 'unet', 'gzip']);
    assertEqual(String(all), '[Greg.MultiRegistry “all” of 4]');
    assert(all.draw().includes('with the prefix “timm”'));
    assert(all.explain('timm_resnet').includes('so timm alone is asked for “resnet”'));
});

test('building, by both spellings, with any product', () => {
    const {timm, all} = newMulti();
    for (let i = 0; i < 3; i++) {
        assertSame(all.build('unet', {width: i}, 5), {width: i, more: [5]});
        assertEqual(all.build('timm_unet'), 'far');
        assert(all.build('timm_resnet', {}) instanceof Plain);
        assert(all.build({type: 'resnet'}) instanceof Plain);
        assertEqual(all.build('timm_gzip', {level: i}).level, i);
        assertEqual(all.build('gzip', {level: i}).level, i);
        assertEqual(all.build({type: 'timm_gzip', level: i}).level, i);
    }
    assertThrowsError(() => all.build('timm_gzip', {level: 99}), Greg.Error, Greg.Error.INVALID_VALUE);
    const error = assertThrowsError(() => all.build({type: 'timm_zip'}), Greg.Error, Greg.Error.NOT_FOUND);
    assert(error.message.startsWith('/type: ') && error.message.includes('timm_gzip'), error.message);
    const mine = new RangeError('mine');
    timm.register('bad', () => {
        throw mine;
    });
    assertEqual(assertThrows(() => all.build('timm_bad')), mine);
});

test('what is found is never old', () => {
    const {ours, timm, all} = newMulti();
    assertEqual(all.build('timm_unet'), 'far');
    timm.register('unet', () => 'farther', {override: true});
    assertEqual(all.build('timm_unet'), 'farther');
    assertSame(all.build('unet'), {width: 1, more: []});
    ours.delete('unet');
    assertEqual(all.build('unet'), 'farther');
    all.insert(0, new Greg.Registry({name: 'first'}));
    all.sources[0].register('unet', () => 'first');
    assertEqual(all.build('unet'), 'first');
    all.move(all.sources[0], 2);
    assertEqual(all.build('unet'), 'farther');
    all.remove('timm');
    assertEqual(all.build('unet'), 'first');
    assertThrowsError(() => all.build('timm_unet'), Greg.Error, Greg.Error.NOT_FOUND);
    all.append('timm', timm);
    assertEqual(all.build('timm_unet'), 'farther');
    timm.set_build_func(() => 'function');
    assertEqual(all.build('timm_unet'), 'function');
    assertEqual(all.build('unet'), 'first');
    timm.set_build_func(null);
    assertEqual(all.build('timm_unet'), 'farther');
    const parent = new Greg.Registry({name: 'parent'});
    all.append('child', new Greg.Registry({parent}));
    parent.register('deep', () => 1);
    assertEqual(all.build('child_deep'), 1);
    parent.register('deep', () => 2, {override: true});
    assertEqual(all.build('child_deep'), 2);
    all.source('child').mask('deep');
    assertThrowsError(() => all.build('child_deep'), Greg.Error, Greg.Error.NOT_FOUND);
});

test('a source that need not tell of changes is asked each time', () => {
    const {ours, timm} = newSources();
    const external = new Greg.ExternalSource({name: 'external'});
    let now = ours.get('unet');
    external.set_find_func((_source, name) => name === 'x' ? now : null);
    const all = new Greg.MultiRegistry({sources: {external, nested: Greg.concat(external, ours)}});
    assertSame(all.build('external.x'), {width: 1, more: []});
    assertSame(all.build('nested.x'), {width: 1, more: []});
    now = timm.get('unet');
    assertEqual(all.build('external.x'), 'far');
    assertEqual(all.build('nested.x'), 'far');
    const Own = GObject.registerClass(class OwnMulti extends Greg.MultiRegistry {
        vfunc_find(name) {
            return name === 'x' ? now : super.vfunc_find(name);
        }

        vfunc_find_all(name) {
            return name === 'x' ? [now] : super.vfunc_find_all(name);
        }
    });
    const own = new Own({sources: [ours]});
    assertEqual(own.build('x'), 'far');
    now = ours.get('unet');
    assertSame(own.build('x'), {width: 1, more: []});
});

test('sources come, move and go', () => {
    const {ours, timm, all} = newMulti();
    const more = new Greg.Registry({name: 'more'});
    all.insert(0, 'more', more);
    assertSame(all.sources.map(each => each.name), ['more', 'ours', 'timm']);
    assertSame(all.prefixes(), ['more', 'timm']);
    assertEqual(all.source('timm'), timm);
    assertEqual(all.source('ours'), null);
    assertEqual(all.source('\0'), null);
    assertEqual(all.prefixOf(timm), 'timm');
    assertEqual(all.prefixOf(ours), null);
    assertEqual(all.findSource('timm_resnet'), timm);
    assertEqual(all.findSource('unet'), ours);
    assertEqual(all.findSource('nothing'), null);
    assertEqual(all.findSource('\0'), null);
    all.move('timm', 0);
    assertSame(all.sources.map(each => each.name), ['timm', 'more', 'ours']);
    all.remove(more);
    all.remove('timm');
    assertSame(all.sources.map(each => each.name), ['ours']);
    for (const wrong of [() => all.remove('timm'), () => all.remove(more), () => all.move('timm', 0)])
        assertThrowsError(wrong, Greg.Error, Greg.Error.NOT_FOUND);
    for (const wrong of [() => all.remove(5), () => all.move(null, 0), () => all.append('x'), () => all.append(5, ours),
        () => all.append(), () => all.insert(0), () => all.prefixOf('timm')])
        assert(assertThrows(wrong) instanceof TypeError);
});

test('registering goes to the default source', () => {
    const {ours, timm, all} = newMulti();
    class Mine {}
    for (const wrong of [() => all.register('mine', Mine), () => all.register('unet', ours.build), () => all.delete('unet')])
        assertThrowsError(wrong, Greg.Error, Greg.Error.READ_ONLY);
    assertEqual(all.defaultSource, null);
    all.defaultSource = ours;
    assertEqual(all.default_source, ours);
    assertEqual(all.register('mine', Mine, {tags: 'own', level: 3}), Mine);
    assertEqual(all.register(Mine), Mine);
    assert(ours.has('mine') && !timm.has('mine') && all.build('Mine') instanceof Mine);
    assertEqual(all.get('mine').metadata.level, 3);
    assert(all.get('mine').origin.file.endsWith('test-multi.js'));
    const func = () => 1;
    all.register('func', func);
    all.register('func', func);
    assertThrowsError(() => all.register('func', () => 2), Greg.Error, Greg.Error.EXISTS);
    all.register('func', () => 3, {override: true});
    assertEqual(all.build('func'), 3);
    assert(all.delete('mine') && !ours.has('mine') && !all.delete('mine'));
    assertThrowsError(() => all.delete('timm_unet'), Greg.Error, Greg.Error.READ_ONLY);
    assert(assertThrows(() => all.register('x')) instanceof TypeError);
    assert(assertThrows(() => {
        all.defaultSource = 5;
    }) instanceof Error);
    all.defaultSource = null;
    assertThrowsError(() => all.register('mine', Mine), Greg.Error, Greg.Error.READ_ONLY);
    assertThrowsError(() => {
        all.defaultSource = new Greg.Registry();
    }, Greg.Error, Greg.Error.NOT_FOUND);
    const given = new Greg.MultiRegistry({sources: {ours}, defaultSource: ours, baseType: Gio.Converter});
    assertThrowsError(() => given.register(Part), Greg.Error, Greg.Error.INVALID_TYPE);
});

test('one after the other', () => {
    const {ours, timm} = newSources();
    const more = new Greg.Registry({name: 'more'});
    const all = Greg.concat(ours, timm, more);
    assertEqual(all.name, 'ours + timm + more');
    assertSame(all.sources.map(each => each.name), ['ours', 'timm', 'more']);
    assertSame([...all], ['unet', 'resnet', 'gzip']);
    assertEqual(all.build('gzip', {level: 4}).level, 4);
    more.register('late', () => 'late');
    assertEqual(all.build('late'), 'late');
    assertSame([...ours.concat(timm)], [...Greg.concat(ours, timm)]);
    assertEqual(ours.concat(timm, more).sources.length, 3);
    assertEqual(ours.concat(timm).concat(more).sources.length, 3);
    const alone = Greg.concat(ours);
    assert(alone instanceof Greg.MultiRegistry && alone !== ours);
    assertSame([...alone], [...ours]);
    for (const wrong of [() => Greg.concat(), () => Greg.concat(ours, 5), () => ours.concat([timm])])
        assert(assertThrows(wrong) instanceof TypeError);
    assertEqual(Greg.MultiRegistry.concat(ours, timm).sources.length, 2);
});

test('a bare name that several may have', () => {
    const perhaps = name => {
        const source = new Greg.ExternalSource({name});
        source.set_find_func(() => null);
        source.set_membership_func(() => Greg.Membership.MAYBE);
        return source;
    };
    const all = new Greg.MultiRegistry({strict: true, sources: {a: perhaps('a'), b: perhaps('b')}});
    const error = assertThrowsError(() => all.build({type: 'x'}), Greg.Error, Greg.Error.AMBIGUOUS);
    assert(error.message.startsWith('/type: '), error.message);
    assertThrowsError(() => all.build('a.x'), Greg.Error, Greg.Error.NOT_FOUND);
    all.strict = false;
    assertThrowsError(() => all.build('x'), Greg.Error, Greg.Error.NOT_FOUND);
});

test('changes of all sources are heard', async () => {
    const {ours, timm, all} = newMulti();
    const heard = [];
    all.connect('registered', (_source, factory) => heard.push(`+${factory.name}`));
    all.connect('unregistered', (_source, factory) => heard.push(`-${factory.name}`));
    ours.register('late', () => 1);
    timm.delete('resnet');
    await new Promise(resolve => setTimeout(resolve, 0));
    assertSame(heard.sort(), ['+late', '-resnet']);
});

run();
