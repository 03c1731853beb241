#!/usr/bin/env -S gjs -m
// hierarchy.js - two frameworks under one root, which build with each other's models
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Does and prints the same as hierarchy.c.

import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

// Stands for a model, which may have other models as its parts.
const Model = GObject.registerClass({
    GTypeName: 'ExampleModel',
    Properties: {
        'title': GObject.ParamSpec.string('title', '', '', GObject.ParamFlags.READWRITE, ''),
        'backbone': GObject.ParamSpec.object('backbone', '', '', GObject.ParamFlags.READWRITE, GObject.Object),
        'head': GObject.ParamSpec.object('head', '', '', GObject.ParamFlags.READWRITE, GObject.Object),
    },
}, class Model extends GObject.Object {
    toString() {
        return this.backbone ? `${this.title} [${this.backbone}, ${this.head}]` : this.title;
    }
});

const models = new Greg.Registry({name: 'models', baseType: Model});
const detection = new Greg.Registry({name: 'det', parent: models, scope: 'det'});
const classification = new Greg.Registry({name: 'cls', parent: models, scope: 'cls'});

models.register('resnet', Model, {defaults: {title: 'ResNet-18'}});
models.register('linear', Model, {defaults: {title: 'linear'}});
detection.register('yolo', Model, {defaults: {title: 'YOLO'}});
detection.register('boxes', Model, {defaults: {title: 'boxes'}});
detection.mask('linear');

// Stands for a module that is imported, and registers what it has.
function loadClassification(registry, name) {
    print(`  “${name}” is missing in ${registry.name}, which loads its models`);
    registry.register('vit', Model, {defaults: {title: 'ViT'}});
    registry.register('resnet', Model, {defaults: {title: 'ResNet-50'}});
    registry.register('classifier', Model, {defaults: {title: 'classifier'}});
    return true;
}

// Set on the root, it makes what is asked of the registries below as well.
function make(source, factory, context) {
    print(`  ${source.name} makes ${factory.name}`);
    return factory.create(context);
}

function build(registry, title, config) {
    print(title);
    print(`  → ${registry.build(config)}\n`);
}

function printFailure(registry, name) {
    try {
        registry.require(name);
    } catch (error) {
        print(error.message);
    }
}

classification.add_loader('classification models', loadClassification);
models.set_build_func(make);
print(`${models.draw()}\n`);

build(detection, 'Its own parts, and one of the root:',
    {type: 'yolo', backbone: 'resnet', head: 'boxes'});
build(detection, 'A part of the other framework:',
    {type: 'yolo', backbone: 'cls.vit', head: 'boxes'});
build(detection, 'A part that is built with all its parts as the other framework would:', {
    type: 'yolo',
    backbone: {type: 'classifier', $scope: 'cls', backbone: 'resnet', head: 'linear'},
    head: 'boxes',
});
print(`${models.draw()}\n`);

printFailure(detection, 'linear');
printFailure(detection, 'vit');
print(`\nWhere “cls.yolo” is looked for:\n${detection.explain('cls.yolo')}`);
