// watching.js - steps that watch
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Greg from 'gi://Greg?version=1';

const labelOf = factory => factory.get_summary() ?? factory.get_name();

function describe(removed, added) {
    if (removed === null)
        return `+${labelOf(added)}`;
    return added === null ? `-${labelOf(removed)}` : `${labelOf(removed)}>${labelOf(added)}`;
}

function watch(world, step) {
    const source = world.source(step.on);
    const flags = step.replay ?? false ? Greg.WatchFlags.REPLAY : Greg.WatchFlags.NONE;
    const told = [];
    const id = source.watch(flags, (_source, removed, added) => void told.push(describe(removed, added)));
    world.watches[step.watch] = {source, id, told};
}

function unwatch(world, step) {
    const {source, id} = world.watch(step.unwatch);
    source.unwatch(id);
}

export const VERBS = {
    watch: [watch, null, ['replay']],
    unwatch: [unwatch],
};
