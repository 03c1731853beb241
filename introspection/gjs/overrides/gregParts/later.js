// later.js - building without blocking, as promises
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported patch */

const {Gio} = imports.gi;
const {build} = imports.overrides.gregParts;
const {leave, withReport} = imports.overrides.gregParts.errors;

// build_async(name, props, cancellable), build_async(config, cancellable)
async function buildLater(source, what, ...rest) {
    const [props, cancellable = null] = typeof what === 'string' ? [rest[0] ?? {}, rest[1]] : [null, rest[0]];
    // Nothing happens before the caller has gone on.
    await null;
    cancellable?.set_error_if_cancelled();
    const plan = build.plan(source, what, props);
    if (plan.make !== null)
        return plan.finish(await plan.make());
    const {Config} = imports.gi.Greg;
    try {
        return await plan.lane.builder.build_async(Config.new_from_json(plan.text, -1, null), null, cancellable);
    } catch (error) {
        throw plan.lane.explain(error, plan.text);
    }
}

function buildAsync(original) {
    return function (...args) {
        return typeof args.at(-1) === 'function' ? original.apply(this, args) : leave(buildLater)(this, ...args);
    };
}

// build_async(config, report, cancellable), the latter two optional
function builderAsync(name) {
    const promised = imports.gi.Greg.Builder.prototype[name];
    return function (config, report, cancellable = null, ...rest) {
        if (rest.length > 0)
            return promised.call(this, config, report, cancellable, ...rest);
        report ??= new imports.gi.Greg.Report();
        return promised.call(this, config, report, cancellable).catch(error => {
            throw withReport(error, report);
        });
    };
}

function patch(Greg) {
    for (const name of ['build_async', 'build_list_async']) {
        Gio._promisify(Greg.Builder.prototype, name);
        Greg.Builder.prototype[name] = builderAsync(name);
    }
    Gio._promisify(Greg.Source.prototype, 'build_config_async');
    Greg.Source.prototype.build_async = buildAsync(Greg.Source.prototype.build_async);
}
