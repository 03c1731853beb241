// several.js - steps with several sources that are seen as one
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import {match} from './expect.js';

function insert(world, step) {
    world.source(step.on).insert(step.at, step.prefix ?? null, world.source(step.insert));
}

function setDefault(world, step) {
    world.source(step.on).set_default_source(step.default === null ? null : world.source(step.default));
}

function listSources(world, step) {
    return world.source(step.on).list_sources().map(source => world.nameOf(source));
}

export const VERBS = {
    append: [(world, step) =>
        world.source(step.on).append(step.prefix ?? null, world.source(step.append)), null, ['prefix']],
    insert: [insert, null, ['prefix', 'at']],
    remove: [(world, step) => world.source(step.on).remove(world.source(step.remove))],
    move: [(world, step) => world.source(step.on).move(world.source(step.move), step.at), null, ['at']],
    default: [setDefault],
    sources: [listSources, match],
    prefixes: [(world, step) => world.source(step.on).dup_prefixes(), match],
    source: [(world, step) => world.nameOf(world.source(step.on).dup_source(step.source)), match],
    find_source: [(world, step) => world.nameOf(world.source(step.on).find_source(step.find_source)), match],
};
