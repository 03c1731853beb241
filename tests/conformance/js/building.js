// building.js - steps that build and validate
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import Greg from 'gi://Greg?version=1';
import Threads from 'gi://Threads?version=1';

import {match, matchReport} from './expect.js';

// The configuration that says the same as a name with its arguments.
function configOf(name, {with: props = {}, args}) {
    const config = {['type' in props ? '$type' : 'type']: name, ...props};
    return args === undefined ? config : {...config, $args: args};
}

function build(world, step) {
    const source = world.source(step.on);
    const what = step.build;
    if (typeof what === 'string' && world.way === 'call' && source instanceof Greg.Source)
        return source.build(what, step.with ?? {}, ...step.args ?? []);
    const config = typeof what === 'string' ? configOf(what, step) : what;
    if (world.way === 'text' || source instanceof Greg.Builder)
        return buildTextOn(source, JSON.stringify(config), null);
    return source.build(config);
}

function buildText(world, step) {
    return buildTextOn(world.source(step.on), step.build_text, step.file ?? null);
}

function buildTextOn(source, text, file) {
    const config = Greg.Config.new_from_json(text, -1, file);
    if (config.get_kind() === Greg.ConfigKind.ARRAY)
        return builderOf(source).build_list(config);
    return source.build(config);
}

function builderOf(source) {
    return source instanceof Greg.Builder ? source : Greg.Builder.new(source);
}

function validate(world, step) {
    const config = Greg.Config.new_from_json(JSON.stringify(step.validate), -1, null);
    return builderOf(world.source(step.on)).validate(config);
}

function validateText(world, step) {
    const config = Greg.Config.new_from_json(step.validate_text, -1, step.file ?? null);
    return builderOf(world.source(step.on)).validate(config);
}

// The same without blocking; waits for the outcome.
function buildLater(world, step) {
    let settle = null;
    world.source(step.on).build_async(step.build_later).then(
        product => {
            settle = () => product;
        },
        error => {
            settle = () => {
                throw error;
            };
        });
    while (settle === null)
        GLib.MainContext.default().iteration(true);
    return settle();
}

export const VERBS = {
    build: [build, match, ['with', 'args']],
    build_text: [buildText, match, ['file']],
    build_elsewhere: [(world, step) =>
        Threads.build(world.source(step.on), JSON.stringify(step.build_elsewhere)), match],
    build_later: [buildLater, match],
    validate: [validate, matchReport],
    validate_text: [validateText, matchReport, ['file']],
};
