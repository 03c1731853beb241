// later.js - building without blocking, as promises
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported patch */

const {Gio} = imports.gi;
const {build} = imports.overrides.gregParts;
const {insistLater, within, withinLater, withReport} = imports.overrides.gregParts.errors;

function noProps(what) {
    return typeof what === 'string' ? {} : null;
}

// `props`: the arguments of a name, or null. `path`: that of an element of a list.
async function buildLater(source, what, props, cancellable, path = '') {
    // Nothing happens before the caller has gone on.
    await null;
    cancellable?.set_error_if_cancelled();
    if (Array.isArray(what))
        return Promise.all(Array.from(what, (each, i) => buildLater(source, each, noProps(each), cancellable, `${path}/${i}`)));
    if (what instanceof imports.gi.Greg.Config && !build.mayGiveAnything(source, what))
        return imports.gi.Greg.Builder.new(source).build_async(what, null, cancellable);
    const {make, finish, lane, text} = within(path, () => build.plan(source, what, props));
    return make === null ? withinLater(path, () => lane.buildLater(text, cancellable)) : finish(await make());
}

// build_async(name, props, cancellable), build_async(config, cancellable), the last of them optional
function buildAsync(original) {
    return function (what, ...rest) {
        if (typeof rest.at(-1) === 'function')
            return original.call(this, what, ...rest);
        const [props, cancellable = null] = typeof what === 'string' ? rest : [null, ...rest];
        return insistLater(() => buildLater(this, what, props ?? noProps(what), cancellable));
    };
}

// build_config_async(config, cancellable), the latter optional
function configAsync(promised) {
    return function (config, cancellable = null, ...rest) {
        return promised.call(this, config, cancellable, ...rest);
    };
}

// build_async(config, report, cancellable), the latter two optional
function builderAsync(promised) {
    return function (config, report, cancellable = null, ...rest) {
        if (rest.length > 0)
            return promised.call(this, config, report, cancellable, ...rest);
        report ??= new imports.gi.Greg.Report();
        return promised.call(this, config, report, cancellable).catch(error => {
            throw withReport(error, report);
        });
    };
}

function promise({prototype}, name, wrap) {
    Gio._promisify(prototype, name);
    prototype[name] = wrap(prototype[name]);
}

function patch(Greg) {
    promise(Greg.Builder, 'build_async', builderAsync);
    promise(Greg.Builder, 'build_list_async', builderAsync);
    promise(Greg.Source, 'build_config_async', configAsync);
    Greg.Source.prototype.build_async = buildAsync(Greg.Source.prototype.build_async);
}
