// lifetime.js - whether something is collected, for tests
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import System from 'system';

export function collect() {
    for (let i = 0; i < 5; i++) {
        System.gc();
        while (GLib.MainContext.default().iteration(false))
            ;
    }
}

// A group of no signals holds its target weakly.
export function watchDeath(object) {
    const group = new GObject.SignalGroup({targetType: object.constructor.$gtype});
    group.set_target(object);
    return group;
}
