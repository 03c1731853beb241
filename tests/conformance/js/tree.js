// tree.js - steps in trees of registries, and what sources say of themselves
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Greg from 'gi://Greg?version=1';
import System from 'system';

import {match, matchText} from './expect.js';

function drop(world, step) {
    world.source(step.drop);
    delete world.sources[step.drop];
    System.gc();
}

function listChildren(world, step) {
    return world.source(step.on).list_children().map(child => world.nameOf(child));
}

// ---- registries on classes ------------------------------------------------------------------------------------------

function classRegistry(world, step) {
    const owner = world.classNamed(step.of);
    const name = step.class_registry;
    return world.nameOf(name in owner ? owner[name] : Greg.class_registry_get(owner.$gtype, name));
}

// The method beside the registry.
function available(world, step) {
    const {available: name, of, with: metadata = {}} = step;
    return world.classNamed(of)[`available${name[0].toUpperCase()}${name.slice(1)}`](metadata);
}

export const VERBS = {
    set_up: [(world, step) => Object.entries(step.set_up).forEach(item => world.addSource(...item))],
    drop: [drop],
    mask: [(world, step) => world.source(step.on).mask(step.mask)],
    unmask: [(world, step) => world.source(step.on).unmask(step.unmask)],
    masks: [(world, step) => world.source(step.on).list_masks(), match],
    children: [listChildren, match],
    level: [(world, step) => world.nameOf(world.source(step.on).find_level(step.level)), match],
    scope: [(world, step) => world.nameOf(world.source(step.on).find_scope(step.scope)), match],
    shadowed: [(world, step) => world.source(step.on).is_shadowed(world.recall(step.shadowed)), match],
    explain: [(world, step) => world.source(step.on).explain(step.explain), matchText],
    draw: [(world, step) => world.source(step.on).to_string(), matchText],
    class_registry: [classRegistry, match, ['of']],
    class_registries: [(world, step) =>
        Greg.class_registry_list(world.classNamed(step.class_registries).$gtype), match],
    available: [available, match, ['of', 'with']],
};
