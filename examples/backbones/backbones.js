#!/usr/bin/env -S gjs -m
// backbones.js - tasks that find the backbones of their networks in a registry
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as backbones.c.

import Greg from 'gi://Greg?version=1';

const CLASSIFICATION = 'image/classification';
const SEGMENTATION = 'image/segmentation';

// Stands for a neural network: all that it does is to say what it is.
class Network {
    constructor({title, layers, nFeatures = null}) {
        Object.assign(this, {title, layers, nFeatures});
    }
}

// A backbone turns a picture into features, which the task turns into classes.
class Task {
    // All tasks share it. Several backbones may have one name, for different namespaces.
    static backbones = new Greg.Registry({name: 'backbones', duplicates: Greg.Duplicates.STACK});
    static namespace = null;

    // The names of the backbones for this task that also have all the metadata.
    static availableBackbones(metadata = {}) {
        const query = new Greg.Query({stacked: true});
        for (const [key, value] of Object.entries({namespace: this.namespace, ...metadata}))
            query.match_equal(key, value);
        return [...new Set(this.backbones.query(query).map(factory => factory.name))].sort();
    }

    // The first backbone of that name that is for this task.
    static findBackbone(name) {
        const candidates = this.backbones.lookup_all(name);
        const factory = candidates.find(({metadata}) => metadata.namespace === this.namespace);
        if (factory === undefined) {
            this.backbones.require(name); // if nobody has the name, this says which are near
            throw new Error(`“${name}” is there, but not for ${this.namespace}`);
        }
        return factory;
    }

    constructor(backbone, args = {}, nClasses = 10) {
        const product = this.constructor.findBackbone(backbone).create(args);
        // Either the network knows how many features it gives, or they come beside it.
        [this.network, this.nFeatures] = Array.isArray(product) ? product : [product, product.nFeatures];
        this.nClasses = nClasses;
    }

    toString() {
        const {title, layers} = this.network;
        return `${title}, ${layers} layers → ${this.nFeatures} features → ${this.nClasses} classes`;
    }
}

class ImageClassifier extends Task {
    static namespace = CLASSIFICATION;
}

class ImageSegmenter extends Task {
    static namespace = SEGMENTATION;
}

// A function. Every key that the registry does not know is metadata.
function makeTiny({width = 16}) {
    return [new Network({title: 'tiny', layers: 3}), width];
}
Task.backbones.register('tiny', makeTiny, {namespace: CLASSIFICATION, pretrained: false});

function makeResnet({depth, title = 'resnet'}) {
    return [new Network({title: `${title}${depth}`, layers: depth}), depth < 50 ? 512 : 2048];
}

// One function under several names, with other arguments for each.
for (const depth of [18, 50]) {
    Task.backbones.register(`resnet${depth}`, makeResnet,
        {defaults: {depth}, namespace: CLASSIFICATION, pretrained: true});
}

// The same name once more, for another task.
Task.backbones.register('resnet50', makeResnet,
    {defaults: {depth: 50, title: 'dilated resnet'}, namespace: SEGMENTATION, pretrained: true});

// A class, with arguments of its own for this name.
Task.backbones.register('vit', Network,
    {defaults: {title: 'vit', layers: 12, nFeatures: 768}, namespace: CLASSIFICATION, pretrained: true});

function printFailure(Class, name) {
    try {
        new Class(name);
    } catch (error) {
        print(error.message);
    }
}

print(`For image classification: ${ImageClassifier.availableBackbones().join(', ')}`);
print(`… and pretrained: ${ImageClassifier.availableBackbones({pretrained: true}).join(', ')}`);
print(`For image segmentation: ${ImageSegmenter.availableBackbones().join(', ')}`);

print('\nEvery “resnet50”:');
for (const {metadata} of Task.backbones.lookup_all('resnet50'))
    print(`  ${metadata.namespace}`);

print();
print(new ImageClassifier('tiny'));
print(new ImageClassifier('tiny', {width: 32}));
print(new ImageClassifier('resnet50'));
print(new ImageSegmenter('resnet50'));
print(new ImageClassifier('vit'));

print();
printFailure(ImageClassifier, 'resnet5');
printFailure(ImageSegmenter, 'vit');
