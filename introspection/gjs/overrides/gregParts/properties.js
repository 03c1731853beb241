// properties.js - whether values can be given to the constructor of a class as they are
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// GJS narrows, rounds and drops silently: a string for an int becomes 0, 1.7 becomes 1. So only what is surely right
// goes to a constructor at once; the library looks at everything else.

/* exported PropertyChecks, areDistinct, hyphenate */

const {GObject} = imports.gi;
const {isObjectOf} = imports.overrides.gregParts.kinds;

// What GValue calls it, and the least and greatest number that may be probed.
const NUMBERS = {
    gchar: ['schar', -128, 127],
    guchar: ['uchar', 0, 255],
    gint: ['int', -(2 ** 31), 2 ** 31 - 1],
    guint: ['uint', 0, 2 ** 32 - 1],
    gdouble: ['double', -Number.MAX_VALUE, Number.MAX_VALUE],
};

function hyphenate(name) {
    return name.replace(/_/g, '-').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

// A GParamSpec does not tell its range, but it moves what lies outside into it.
function narrow(pspec, word, number) {
    const value = new GObject.Value();
    value.init(pspec.value_type);
    value[`set_${word}`](number);
    GObject.param_value_validate(pspec, value);
    return value[`get_${word}`]();
}

function numberCheck(pspec) {
    const [word, least, greatest] = NUMBERS[pspec.value_type.name];
    const min = narrow(pspec, word, least), max = narrow(pspec, word, greatest);
    const isWhole = word !== 'double';
    return value => typeof value === 'number' && value >= min && value <= max &&
        (!isWhole || value % 1 === 0);
}

function makeCheck(pspec) {
    const type = pspec.value_type;
    if (!(pspec.flags & GObject.ParamFlags.WRITABLE))
        return () => false;
    if (type.name in NUMBERS)
        return numberCheck(pspec);
    if (type.name === 'gboolean')
        return value => typeof value === 'boolean';
    if (type.name === 'gchararray')
        return value => typeof value === 'string';
    if (type.name === 'JSObject')
        return value => typeof value === 'object' && value !== null;
    if (GObject.type_is_a(type, GObject.TYPE_OBJECT) || GObject.type_is_a(type, GObject.TYPE_INTERFACE))
        return value => isObjectOf(value, type);
    return () => false;
}

// The checks of one factory, each made when its name is used for the first time.
var PropertyChecks = class PropertyChecks {
    constructor(factory) {
        this._factory = factory;
        this._checks = new Map();
    }

    // false: there is no such property.
    _find(name) {
        const pspec = this._factory.find_parameter(hyphenate(name));
        const check = pspec === null ? false : makeCheck(pspec);
        if (check)
            check.hasSpellings = pspec.name.includes('-');
        if (this._checks.size < 1000)
            this._checks.set(name, check);
        return check;
    }

    // `strangers`: names that are no properties are for the constructor, which knows what it wants.
    accept(props, strangers) {
        let several = 0;
        for (const name in props) {
            const check = this._checks.get(name) ?? this._find(name);
            if (check ? !check(props[name]) : !strangers)
                return false;
            if (check && check.hasSpellings)
                several++;
        }
        return several < 2 || areDistinct(props);
    }
};

// One property may be given once, however it is spelled.
function areDistinct(props) {
    const names = Object.keys(props).map(hyphenate);
    return new Set(names).size === names.length;
}
