// program.ts - a program that uses everything that the definitions say
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// It is compiled, with all checks of the compiler, and it runs.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Greg from 'gi://Greg?version=1';

const Lamp = GObject.registerClass({
    Properties: {
        'power': GObject.ParamSpec.int('power', '', '', GObject.ParamFlags.READWRITE, 1, 100, 40),
    },
}, class Lamp extends GObject.Object {
    declare power: number;
});

class Point {
    readonly x: number;

    constructor({x = 0}: {x?: number} = {}) {
        this.x = x;
    }
}

const made: string[] = [];

function say(...parts: (string | number | boolean)[]): void {
    made.push(parts.join(' '));
}

// ---- registering -------------------------------------------------------------------------------------------------

const things = new Greg.Registry({name: 'things', duplicates: Greg.Duplicates.REJECT});
const converters = new Greg.Registry({name: 'converters', baseType: Gio.Converter});

const SameLamp: typeof Lamp = things.register(Lamp);
const SamePoint: typeof Point = things.register('point', Point, {
    aliases: ['dot'], tags: 'plane', priority: 1, summary: 'a point', deprecated: {note: 'old', replacement: 'pixel'},
    defaults: {x: 1}, metadata: {tags: ['also']}, dimensions: 2, made: new Map<string, number>(),
});
const sum = things.register('sum', ({a, b}: {a: number, b: number}, c: number = 0) => a + b + c, {
    tags: new Set(['number']),
});
things.register('typed', ({level, unpack}: {level: number, unpack: boolean}) => unpack ? level : -level, {
    parameters: {level: {type: Number, required: true, summary: 'how much'}, unpack: Boolean, part: Gio.Converter},
    productType: GObject.TYPE_DOUBLE, deprecated: true, duplicates: 'stack',
});
things.register('specified', ({level}: {level: number}) => level, {
    parameters: [GObject.ParamSpec.int('level', '', '', GObject.ParamFlags.READWRITE, 0, 9, 3)], override: true,
});
things.register('slow', async ({a}: {a: number}) => a * 2, {deprecated: 'slow'});
converters.register('gzip', Gio.ZlibCompressor, {defaults: {format: 'gzip'}});
say(SameLamp === Lamp, SamePoint === Point, sum({a: 1, b: 2}));

// ---- finding -----------------------------------------------------------------------------------------------------

const names: string[] = [...things];
const factory: Greg.Factory | undefined = things.get('dot');
const {file, line}: {file: string | null, line: number} = factory!.origin;
say(things.has('sum'), things.size, names.length, [...things.keys()].length, [...things.values()].length);
for (const [name, each] of things.entries())
    say(name === each.name);
things.forEach((each, name, source) => say(each.name === name && source.size > 0));
say(factory!.tags.join(), factory!.aliases.join(), Number(factory!.metadata.dimensions), String(things));
say(file !== null && line > 0);

const found: Greg.Factory[] = things.query({
    include: '*', exclude: ['x*'], tags: ['plane'], deprecated: true, order: 'name', stacked: false, has: 'dimensions',
    atLeast: {dimensions: 1}, oneOf: {dimensions: [2, 3]}, metadata: {dimensions: 2}, dimensions: 2,
});
const best: Greg.Factory | null = things.best({productType: Lamp, order: Greg.QueryOrder.PRIORITY});
const query = new Greg.Query({order: Greg.QueryOrder.NAME});
query.match_equal('dimensions', 2);
say(found.length, best?.name ?? 'none', things.list(query).length, things.query().length);

// ---- trees, and several sources as one ---------------------------------------------------------------------------

const models = new Greg.Registry({name: 'models', separator: '/'});
const det = new Greg.Registry({parent: models, scope: 'det'});
models.register('one', () => 1);
det.register('one', () => 2);
det.mask('other');
const above: Greg.Registry | null = models.child('det')?.parent ?? null;
say(above === models, det.root === models, models.children.length, det.masks.join(), det.scope ?? 'none');
say(det.findLevel('one')?.name ?? 'none', models.findScope('det').size, det.isShadowed(models.get('one')!));
say(det.list({own: true}).length, det.build<number>({type: 'one', $scope: 'det'}), models.build<number>('det/one'));
say(det.draw().length > 0, det.explain('one').length > 0);

const all = new Greg.MultiRegistry({name: 'all', separator: '_', strict: true, sources: {models, things}, defaultSource: models});
const same = new Greg.MultiRegistry({sources: [models, ['things', things]]});
const mapped = new Greg.MultiRegistry({sources: new Map([['models', models]])});
const joined: Greg.MultiRegistry = Greg.concat(models, things, converters);
all.append(converters);
all.insert(0, 'det', det);
all.move('det', 1);
all.remove(converters);
all.remove('det');
all.defaultSource = null;
all.defaultSource = models;
const Two: () => number = all.register('two', () => 2);
say(all.prefixes().join(), all.source('things') === things, all.prefixOf(things) ?? 'none', Two());
say(all.findSource('two')?.name ?? 'none', all.delete('two'), all.sources.length, all.defaultSource?.name ?? 'none');
say(same.size, mapped.has('models.one'), joined.sources.length, models.concat(things).size);

// ---- building ----------------------------------------------------------------------------------------------------

const config = Greg.Config.new_from_json('{"type": "Lamp", "power": 7}', -1, null);

const lamp = things.build<InstanceType<typeof Lamp>>('Lamp', {power: 60});
const point: Point = things.build({type: Point, x: 5});
const number: number = things.build({type: ({a}: {a: number}) => a, a: 5});
const total = things.build<number>('sum', {a: 1, b: 2}, 3);
const several = things.build<Gio.ZlibCompressor>([{type: Gio.ZlibCompressor, level: 3}]);
const fromConfig = things.build<InstanceType<typeof Lamp>>(config);
const free = things.build<Point>({$type: 'point', type: 'x', $args: [1], $comment: 'why'});
const gzip = converters.build<Gio.ZlibCompressor>('gzip');
const again: Point = factory!.create<Point>({x: 4});
const unknown: unknown = things.build('point');
say(lamp.power, point.x, number, total, several[0]!.level, fromConfig.power, free.x, gzip.level, again.x);
say(typeof unknown, things.build_config<InstanceType<typeof Lamp>>(config).power);

try {
    converters.build('gzip', {level: 99});
} catch (error) {
    if (!(error instanceof Greg.Error))
        throw error;
    say(error.matches(Greg.Error, Greg.Error.INVALID_VALUE), error.code === Greg.Error.INVALID_VALUE, error.message);
    for (const diagnostic of error.report ?? [])
        say(diagnostic.get_path() ?? '', diagnostic.get_severity() === Greg.Severity.ERROR);
}

const builder = Greg.Builder.new(things);
const report = new Greg.Report();
builder.add_source(converters);
say(builder.build<InstanceType<typeof Lamp>>(config).power, builder.build(config, report) instanceof GObject.Object);
say(report.length, builder.validate(config).length, builder.build_context(config).list_names().length);

const list: Greg.Config = Greg.Config.new_from_json('["Lamp"]', -1, null);
say(builder.build_list<InstanceType<typeof Lamp>>(list)[0]!.power);

// ---- what the library calls --------------------------------------------------------------------------------------

things.add_loader('more', (registry, name) => {
    if (name === 'late')
        registry.register('late', () => 'late');
    return name === 'late';
});
say(things.build<string>('late'));

converters.set_build_func((source, each, context) => source.size > 0 ? each.create(context) : context.get_path());
say(converters.build<Gio.ZlibCompressor>('gzip', {level: 2}).level);
converters.set_build_func(null);

things.register_func('counted', GObject.TYPE_NONE, context => context.get_int64('n', 1));
things.add(Greg.Factory.new_for_func('made', GObject.TYPE_NONE, () => new Map()));
say(things.build<number>('counted', {n: 4}), things.build<Map<string, string>>('made').size);

const Doubler = GObject.registerClass(class Doubler extends Greg.Factory {
    vfunc_create(context: Greg.Context): GObject.Object | null {
        context.return_value(2 * context.get_int64('n', 1));
        return null;
    }
});
things.add(new Doubler({name: 'doubler', summary: 'twice'}));
say(things.build<number>('doubler', {n: 4}));

things.connect('resolve', (_registry, name) => name === 'made up'
    ? Greg.Factory.new_for_type('made up', Gio.ZlibCompressor.$gtype) : null);
say(things.has('made up'), things.lookup('absent')?.name ?? 'none', things.require('sum').name ?? '');

// ---- changes -----------------------------------------------------------------------------------------------------

const heard: string[] = [];
const id: number = things.connect('registered', (_source, each) => heard.push(`+${each.name}`));
things.connect('registered::two', () => heard.push('two'));
things.connect('replaced', (_source, old, young) => heard.push(`${old.name}→${young.name}`));
things.connect_after('changed', source => heard.push(source.name ?? ''));
const watches: number[] = [
    things.watch((_source, removed, added) => heard.push(`w${removed?.name ?? ''}${added?.name ?? ''}`)),
    things.watch(() => undefined, Greg.WatchFlags.REPLAY), things.watch(Greg.WatchFlags.NONE, () => undefined),
];

const result: number = things.batch(batch => {
    const One: () => number = batch.register('one', () => 1);
    batch.register(function two() {
        return 2;
    }, {tags: 'number'});
    return One();
});
const batch: Greg.Batch = things.begin();
try {
    batch.register('one', () => 'fake', {override: true});
    batch.commit();
} finally {
    batch.revert();
}
say(result, things.delete('one'), things.remove('one'));

class Task {
    declare static readonly backbones: Greg.Registry;
    declare static availableBackbones: Greg.Available;
}
Greg.classRegistry(Task, 'backbones', {baseType: GObject.Object, duplicates: 'keep'});
class Heir extends Task {}
Heir.backbones.register('lamp', Lamp, {bright: true});
const available: string[] = Heir.availableBackbones({bright: true});
say(available.join(), Task.availableBackbones().length);

const factories = Greg.FactoryList.new(things, query);
for (const each of factories)
    say(each.name ?? '');

// ---- without blocking --------------------------------------------------------------------------------------------

const cancellable = new Gio.Cancellable();

function withCallback(): Promise<GObject.Object> {
    return new Promise(resolve => {
        things.build_async('Lamp', null, cancellable, (source, ready) => resolve(source!.build_finish(ready)));
    });
}

async function main(): Promise<void> {
    const doubled = await things.build_async<number>('slow', {a: 4}, cancellable);
    const awaited: number = await things.build_async({type: async ({a}: {a: number}) => a, a: 3});
    const both = await things.build_async<GObject.Object>(['Lamp', {type: 'Lamp'}], cancellable);
    say(doubled, awaited, both.length, (await things.build_async<GObject.Object>(config)) instanceof Lamp);
    say((await things.build_config_async<InstanceType<typeof Lamp>>(config)).power);
    say((await builder.build_async<InstanceType<typeof Lamp>>(config, report, cancellable)).power);
    say((await builder.build_list_async(list)).length, (await withCallback()) instanceof Lamp);
    things.disconnect(id);
    watches.forEach(watch => things.unwatch(watch));
    things.freeze();
}

const loop = new GLib.MainLoop(null, false);
main().catch(error => say(String(error))).finally(() => loop.quit());
loop.run();
const legacy: typeof Greg = imports.gi.Greg;
say(legacy === Greg, heard.length > 0);
print(made.join('\n'));
