// mistakes.ts - lines that must not compile
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Each mistake is one line, and the line before it says so: the compiler complains about one that it misses. This file
// is only compiled.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

class Point {
    x = 0;
}

const things = new Greg.Registry({name: 'things'});
const factory = things.require('point');
const config = Greg.Config.new_from_json('"point"', -1, null);
const builder = Greg.Builder.new(things);
const report = new Greg.Report();
const all = new Greg.MultiRegistry({name: 'all'});
const error = new Greg.Error({code: Greg.Error.NOT_FOUND, message: 'x'});

// ---- registering -------------------------------------------------------------------------------------------------

// @ts-expect-error
new Greg.Registry({nmae: 'things'});
// @ts-expect-error
new Greg.Registry({baseType: 5});
// @ts-expect-error
new Greg.Source();
// @ts-expect-error
things.register(5);
// @ts-expect-error
things.register('point');
// @ts-expect-error
things.register('point', {});
// @ts-expect-error
things.register(5, Point);
// @ts-expect-error
things.register('stream', Gio.InputStream);
// @ts-expect-error
things.register(Point, []);
// @ts-expect-error
things.register(Point, {priority: 'high'});
// @ts-expect-error
things.register(Point, {aliases: [5]});
// @ts-expect-error
things.register(Point, {tags: 5});
// @ts-expect-error
things.register(Point, {summary: 5});
// @ts-expect-error
things.register(Point, {override: 'no'});
// @ts-expect-error
things.register(Point, {duplicates: 'sometimes'});
// @ts-expect-error
things.register(Point, {deprecated: 5});
// @ts-expect-error
things.register(Point, {deprecated: {replacement: 5}});
// @ts-expect-error
things.register(Point, {defaults: [1]});
// @ts-expect-error
things.register(Point, {metadata: 'x'});
// @ts-expect-error
things.register(Point, {productType: Point});
// @ts-expect-error
things.register(Point, {parameters: {x: 5}});
// @ts-expect-error
things.register(Point, {parameters: {x: {type: Number, required: 'yes'}}});
// @ts-expect-error
things.register(Point, {parameters: [5]});
// @ts-expect-error
const given: string = things.register(Point);
// @ts-expect-error
things.begin().register(5);
// @ts-expect-error
things.batch(5);
// @ts-expect-error
things.batch(batch => batch.nothing());
// @ts-expect-error
const result: string = things.batch(() => 5);
// @ts-expect-error
things.delete(5);
// @ts-expect-error
things.duplicates = Greg.Duplicates.SOMETIMES;

// ---- finding -----------------------------------------------------------------------------------------------------

// @ts-expect-error
things.has(5);
// @ts-expect-error
things.get();
// @ts-expect-error
things.get('point').name;
// @ts-expect-error
things.size = 5;
// @ts-expect-error
things.nothing;
// @ts-expect-error
for (const [, each] of things) each.get_name();
// @ts-expect-error
things.forEach((each, name) => name.nothing);
// @ts-expect-error
factory.metadata.level.nothing;
// @ts-expect-error
factory.metadata.level = 5;
// @ts-expect-error
factory.tags = [];
// @ts-expect-error
factory.origin.line = 5;
// @ts-expect-error
factory.origin.file.length;
// @ts-expect-error
things.query(5);
// @ts-expect-error
things.query([]);
// @ts-expect-error
things.query({tags: 5});
// @ts-expect-error
things.query({include: [5]});
// @ts-expect-error
things.query({order: 'size'});
// @ts-expect-error
things.query({deprecated: 'yes'});
// @ts-expect-error
things.query({productType: 5});
// @ts-expect-error
things.query({atLeast: {level: true}});
// @ts-expect-error
things.query({oneOf: {level: 5}});
// @ts-expect-error
things.list({stacked: 1});
// @ts-expect-error
const best: Greg.Factory = things.best();

// ---- trees, and several sources as one ---------------------------------------------------------------------------

// @ts-expect-error
new Greg.Registry({parent: 5});
// @ts-expect-error
new Greg.Registry({scope: 5});
// @ts-expect-error
things.root = things;
// @ts-expect-error
things.children.push(5);
// @ts-expect-error
things.masks.nothing;
// @ts-expect-error
things.child('det').name;
// @ts-expect-error
things.findLevel('point').name;
// @ts-expect-error
things.findScope(5);
// @ts-expect-error
things.isShadowed('point');
// @ts-expect-error
things.draw(5);
// @ts-expect-error
things.list({own: 1});
// @ts-expect-error
things.build({type: 'point', $scope: 5});
// @ts-expect-error
things.concat('point');
// @ts-expect-error
Greg.concat();
// @ts-expect-error
new Greg.MultiRegistry({sources: things});
// @ts-expect-error
new Greg.MultiRegistry({sources: {things: 5}});
// @ts-expect-error
new Greg.MultiRegistry({sources: [['things', 5]]});
// @ts-expect-error
new Greg.MultiRegistry({defaultSource: 'things'});
// @ts-expect-error
all.append('things');
// @ts-expect-error
all.insert('things', things);
// @ts-expect-error
all.move(things);
// @ts-expect-error
all.remove(5);
// @ts-expect-error
all.source('things').name;
// @ts-expect-error
all.findSource('point').name;
// @ts-expect-error
all.prefixOf('things');
// @ts-expect-error
all.sources = [];
// @ts-expect-error
all.defaultSource = 'things';
// @ts-expect-error
all.register(5, Point);

// ---- building ----------------------------------------------------------------------------------------------------

// @ts-expect-error
things.build();
// @ts-expect-error
things.build(5);
// @ts-expect-error
things.build(Point);
// @ts-expect-error
things.build('point', 5);
// @ts-expect-error
things.build('point', [5]);
// @ts-expect-error
things.build('point').x;
// @ts-expect-error
things.build(config).x;
// @ts-expect-error
things.build<Point>('point').y;
// @ts-expect-error
things.build({type: Point}).y;
// @ts-expect-error
const text: string = things.build({type: () => 5});
// @ts-expect-error
things.build(['point', 5]);
// @ts-expect-error
things.build<Point>(['point']).x;
// @ts-expect-error
things.build({type: 'point', $args: 5});
// @ts-expect-error
things.build_json('"point"');
// @ts-expect-error
factory.create(5);
// @ts-expect-error
factory.create({}).x;
// @ts-expect-error
builder.build('point');
// @ts-expect-error
builder.build(config, 5);
// @ts-expect-error
builder.build_list(config).x;
// @ts-expect-error
error.report.length;
// @ts-expect-error
Greg.Error.NOTHING;
// @ts-expect-error
report.length = 5;
// @ts-expect-error
for (const diagnostic of report) diagnostic.nothing();
// @ts-expect-error
for (const each of Greg.FactoryList.new(things, null)) each.nothing();

// ---- without blocking --------------------------------------------------------------------------------------------

// @ts-expect-error
things.build_async(5);
// @ts-expect-error
things.build_async<Point>('point').x;
// @ts-expect-error
things.build_async<Point>('point').then(point => point.y);
// @ts-expect-error
things.build_async({type: async () => 5}).then(number => number.length);
// @ts-expect-error
things.build_async('point', {}, 5);
// @ts-expect-error
things.build_config_async('point');
// @ts-expect-error
builder.build_async(config).then(object => object.nothing());
// @ts-expect-error
builder.build_list_async(config, report, 5);

// ---- what the library calls, and changes -------------------------------------------------------------------------

// @ts-expect-error
things.add_loader(() => true);
// @ts-expect-error
things.add_loader('more', (registry, name) => name.nothing);
// @ts-expect-error
things.set_build_func(5);
// @ts-expect-error
things.set_build_func((source, each, context) => context.nothing);
// @ts-expect-error
things.register_func('point', GObject.TYPE_NONE, context => context.get_int64(5));
// @ts-expect-error
things.watch();
// @ts-expect-error
things.watch(5);
// @ts-expect-error
things.watch((source, removed, added) => added.name);
// @ts-expect-error
things.connect('registerd', () => undefined);
// @ts-expect-error
things.connect('registered', (source, each) => each.nothing);
// @ts-expect-error
things.connect('resolve', () => 5);
// @ts-expect-error
imports.gi.Greg.nothing;
