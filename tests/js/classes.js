// classes.js - classes for whichever test wants them
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

const {CONSTRUCT_ONLY, READABLE, READWRITE} = GObject.ParamFlags;

export const Part = GObject.registerClass({
    Properties: {
        'size': GObject.ParamSpec.int('size', '', '', READWRITE, 0, 100, 7),
        'weight': GObject.ParamSpec.double('weight', '', '', READWRITE, 0, 10, 1),
        'is-old': GObject.ParamSpec.boolean('is-old', '', '', READWRITE, false),
        'long-name': GObject.ParamSpec.string('long-name', '', '', READWRITE, ''),
        'format': GObject.ParamSpec.enum('format', '', '', READWRITE, Gio.ZlibCompressorFormat,
            Gio.ZlibCompressorFormat.ZLIB),
        'part': GObject.ParamSpec.object('part', '', '', READWRITE, GObject.Object),
        'parts': GObject.ParamSpec.object('parts', '', '', READWRITE, Gio.ListModel),
        'fixed': GObject.ParamSpec.int('fixed', '', '', READWRITE | CONSTRUCT_ONLY, 0, 9, 1),
        'told': GObject.ParamSpec.int('told', '', '', READABLE, 0, 9, 1),
    },
}, class Part extends GObject.Object {});

// Takes something that is no property, and another argument.
export const Painted = GObject.registerClass(class Painted extends Part {
    constructor({color = 'white', ...props} = {}, coats = 1) {
        super(props);
        this.color = color;
        this.coats = coats;
    }
});

export const Starter = GObject.registerClass({
    Implements: [Gio.Initable],
    Properties: {
        'key': GObject.ParamSpec.string('key', '', '', READWRITE, ''),
    },
}, class Starter extends GObject.Object {
    vfunc_init(_cancellable) {
        if (this.key === 'wrong')
            throw new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.PERMISSION_DENIED, 'the key does not fit');
        this.runs = true;
        return true;
    }
});

// No GObject at all.
export class Plain {
    constructor(props, ...args) {
        this.props = props;
        this.args = args;
    }
}
