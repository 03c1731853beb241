#!/usr/bin/env -S gjs -m
// task-classes.js - tasks whose classes have registries, which kinds of tasks inherit and change
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as task-classes.c.

import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

// Stands for a neural network: all that it does is to say what it is.
const Network = GObject.registerClass({
    GTypeName: 'ExampleNetwork',
    Properties: {
        'title': GObject.ParamSpec.string('title', '', '', GObject.ParamFlags.READWRITE, ''),
        'layers': GObject.ParamSpec.uint('layers', '', '', GObject.ParamFlags.READWRITE, 0, 1000, 0),
    },
}, class Network extends GObject.Object {});

// A task is made with a backbone: a name, a name and arguments, or a function.
const Task = GObject.registerClass({GTypeName: 'ExampleTask'}, class Task extends GObject.Object {
    constructor(backbone) {
        super();
        if (typeof backbone === 'function')
            this.network = backbone();
        else
            this.network = this.constructor.backbones.build(...[backbone].flat());
    }

    toString() {
        const {title, layers} = this.network;
        return `${this.constructor.$gtype.name} with ${title}, ${layers} layers`;
    }
});

// The base type is for all kinds of tasks.
Greg.classRegistry(Task, 'backbones', {baseType: Network});
Task.backbones.register('mlp', Network, {defaults: {title: 'mlp', layers: 3}, pretrained: false});
Task.backbones.register('resnet', Network, {defaults: {title: 'resnet', layers: 18}, pretrained: true});

// One backbone more.
const Classifier = GObject.registerClass({GTypeName: 'ExampleClassifier'}, class Classifier extends Task {});
Classifier.backbones.register('vit', Network, {defaults: {title: 'vit', layers: 12}, pretrained: true});

// One more, one that stands before another, and one that is of no use here.
const Segmenter = GObject.registerClass({GTypeName: 'ExampleSegmenter'}, class Segmenter extends Task {});
Segmenter.backbones.register('unet', Network, {defaults: {title: 'unet', layers: 23}, pretrained: false});
Segmenter.backbones.register('resnet', Network, {defaults: {title: 'dilated resnet', layers: 50}, pretrained: true});
Segmenter.backbones.mask('mlp');

// What a task of this kind can be made with, and which class has registered it.
function printAvailable(task) {
    print(`${task.$gtype.name} has`);
    for (const name of task.availableBackbones())
        print(`  ${name} from ${task.backbones.find_level(name).name}`);
}

function tryTask(Kind, backbone) {
    try {
        print(new Kind(backbone));
    } catch (error) {
        if (!(error instanceof Greg.Error))
            throw error;
        print(error.message);
    }
}

printAvailable(Segmenter);
printAvailable(Classifier);
printAvailable(Task);
print(`\nPretrained for ExampleClassifier: ${Classifier.availableBackbones({pretrained: true}).join(' ')}`);

print('\nBy name, by name and arguments, by function:');
tryTask(Classifier, 'resnet');
tryTask(Segmenter, 'resnet');
tryTask(Classifier, ['resnet', {layers: 34}]);
tryTask(Segmenter, () => new Network({title: 'my own', layers: 5}));

print('\nNot there:');
tryTask(Segmenter, 'mlp');
tryTask(Task, 'resnt');
