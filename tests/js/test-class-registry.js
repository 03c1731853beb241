// test-class-registry.js - registries that hang on classes, with a GType and without
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

import {collect, watchDeath} from './lifetime.js';
import {assert, assertEqual, assertSame, assertThrows, assertThrowsError, run, test} from './tap.js';

let number = 0;

// What hangs on a class with a GType stays there: each case has classes of its own.
const kinds = {
    plain: {
        root: () => class Task {},
        derive: base => class Segmentation extends base {},
        label: klass => klass.name,
    },
    GObject: {
        root: () => GObject.registerClass({GTypeName: `Task${number++}`}, class Task extends GObject.Object {}),
        derive: base => GObject.registerClass({GTypeName: `Heir${number++}`}, class Segmentation extends base {}),
        label: klass => klass.$gtype.name,
    },
};

for (const [kind, {root, derive, label}] of Object.entries(kinds)) {
    const three = options => {
        const task = root();
        Greg.classRegistry(task, 'backbones', options);
        const heir = derive(task);
        return [task, heir, derive(heir)];
    };

    test(`${kind}: one for each class`, () => {
        const [task, heir, last] = three();
        assert(task.backbones instanceof Greg.Registry);
        assertEqual(task.backbones, task.backbones);
        assert(heir.backbones !== task.backbones);
        assertEqual(last.backbones.get_parent(), heir.backbones);
        assertEqual(heir.backbones.get_parent(), task.backbones);
        assertEqual(new heir().constructor.backbones, heir.backbones);
        assertEqual(heir.backbones.name, `${label(heir)}.backbones`);
    });

    test(`${kind}: inheritance`, () => {
        const [task, heir, last] = three();
        task.backbones.register('small', () => 'small of all');
        heir.backbones.register('large', () => 'large');
        assertSame(last.availableBackbones(), ['large', 'small']);
        assertSame(task.availableBackbones(), ['small']);
        assertEqual(last.backbones.build('small'), 'small of all');

        heir.backbones.register('small', () => 'small of one');
        assertEqual(last.backbones.build('small'), 'small of one');
        assertEqual(task.backbones.build('small'), 'small of all');

        heir.backbones.delete('small');
        heir.backbones.mask('small');
        assertSame(last.availableBackbones(), ['large']);
        assertThrowsError(() => last.backbones.build('small'), Greg.Error, Greg.Error.NOT_FOUND);
    });

    test(`${kind}: subclass first`, () => {
        const [task, heir, last] = three();
        last.backbones.register('tiny', () => 1);
        task.backbones.register('small', () => 1);
        assertSame(last.availableBackbones(), ['small', 'tiny']);
        assertSame(heir.availableBackbones(), ['small']);
    });

    test(`${kind}: available with metadata`, () => {
        const [task, heir] = three();
        task.backbones.register('b', () => 1, {size: 1, tags: ['x', 'y']});
        task.backbones.register('a', () => 1, {size: 2, owner: task});
        heir.backbones.register('c', () => 1, {size: 2});
        assertSame(heir.availableBackbones({size: 2}), ['a', 'c']);
        assertSame(heir.availableBackbones({size: 2, owner: task}), ['a']);
        assertSame(heir.availableBackbones({tags: ['x', 'y']}), ['b']);
        assertSame(heir.availableBackbones({none: 1}), []);
        assertThrows(() => heir.availableBackbones('size'));
    });

    test(`${kind}: base type`, () => {
        const [task, heir] = three({baseType: Gio.Converter});
        Greg.classRegistry(heir, 'backbones', {baseType: Gio.ZlibCompressor});
        for (const klass of [task, heir]) {
            assertThrowsError(() => klass.backbones.register('info', Gio.FileInfo),
                Greg.Error, Greg.Error.INVALID_TYPE);
        }
        assertEqual(derive(task).backbones.baseType, Gio.Converter.$gtype);
        assertEqual(heir.backbones.baseType, Gio.ZlibCompressor.$gtype);
        task.backbones.register('charset', Gio.CharsetConverter);
        task.backbones.register('gzip', Gio.ZlibCompressor);
        assertSame(heir.availableBackbones(), ['gzip']);
    });

    test(`${kind}: policies`, () => {
        const [, heir] = three({duplicates: 'keep'});
        heir.backbones.register('a', () => 1, {size: 1});
        heir.backbones.register('a', () => 2, {size: 2});
        assertEqual(heir.backbones.get('a').metadata.size, 1);
    });

    test(`${kind}: several`, () => {
        const [task, heir] = three();
        Greg.classRegistry(heir, 'loss-functions');
        heir.lossFunctions.register('square', () => 1);
        assertSame(heir.availableLossFunctions(), ['square']);
        assertSame(heir.availableBackbones(), []);
        assertEqual(heir.lossFunctions.name, `${label(heir)}.loss-functions`);
        assertEqual(task.lossFunctions, undefined);
    });

    test(`${kind}: errors`, () => {
        const task = root();
        const wrong = [[null, 'x'], [() => 1, 'x'], [task, 5], [task, ''], [task, 'x', 5], [task, 'x', {base: 1}],
            [task, 'x', {baseType: 5}], [task, 'x', {baseType: class {}}], [task, 'x', {duplicates: 'rejekt'}]];
        for (const args of wrong)
            assert(assertThrows(() => Greg.classRegistry(...args)) instanceof TypeError, String(args[1]));
        assertEqual(task.x, undefined);
        Greg.classRegistry(task, 'backbones');
        const {get} = Object.getOwnPropertyDescriptor(task, 'backbones');
        assert(assertThrows(() => get.call(5)) instanceof TypeError);
    });
}

test('GObject: the same as in C', () => {
    const task = kinds.GObject.root();
    const heir = kinds.GObject.derive(task);
    Greg.classRegistry(task, 'backbones', {baseType: Gio.Converter});
    assertEqual(Greg.class_registry_peek(task, 'backbones'), task.backbones);
    assertEqual(Greg.class_registry_get(heir, 'backbones'), heir.backbones);
    assertSame(Greg.class_registry_list(heir), ['backbones']);
});

test('GObject: asked from C first', () => {
    const task = kinds.GObject.root();
    const heir = kinds.GObject.derive(task);
    const before = Greg.class_registry_get(heir, 'backbones');
    Greg.classRegistry(task, 'backbones', {baseType: Gio.Converter});
    assertEqual(task.backbones.baseType, Gio.Converter.$gtype);
    assertEqual(heir.backbones, before);
    assertEqual(before.get_parent(), task.backbones);
});

test('GObject: another base type', () => {
    const task = kinds.GObject.root();
    Greg.class_registry_install(task, 'parts', Gio.Converter);
    assertThrowsError(() => Greg.classRegistry(task, 'parts', {baseType: Gio.File}),
        Greg.Error, Greg.Error.INVALID_TYPE);
    assertThrowsError(() => Greg.classRegistry(task, 'a\nb'), Greg.Error, Greg.Error.INVALID_NAME);
});

test('GObject: in a static block', () => {
    const Task = GObject.registerClass({GTypeName: `Task${number++}`}, class Task extends GObject.Object {
        static {
            Greg.classRegistry(this, 'backbones');
        }
    });
    class Unregistered extends Task {}
    Task.backbones.register('small', () => 1);
    assertSame(Task.availableBackbones(), ['small']);
    assertThrows(() => Unregistered.backbones);
    assertThrows(() => Unregistered.availableBackbones());
});

// ---- lifetime ----------------------------------------------------------------------------------------------------

test('plain: collected with its class', () => {
    const newTask = () => {
        class Task {}
        Greg.classRegistry(Task, 'backbones');
        Task.backbones.register('small', () => Task);
        return Task;
    };
    const groups = Array.from({length: 20}, () => {
        const Task = newTask();
        class Heir extends Task {}
        Heir.backbones.register('large', () => [Task, Heir]);
        Heir.backbones.build('large');
        return [watchDeath(Task.backbones), watchDeath(Heir.backbones)];
    }).flat();
    collect();
    collect();
    // What still lies on the stack of the engine counts as used.
    const left = groups.filter(group => group.dup_target() !== null).length;
    assert(left <= 20, `${left} of 40 live on`);
});

test('GObject: never collected', () => {
    const task = kinds.GObject.root();
    Greg.classRegistry(task, 'backbones');
    task.backbones.register('small', () => 5);
    collect();
    assertEqual(Greg.class_registry_get(task, 'backbones').build('small'), 5);
});

run();
