// trees.js - registries that have parents, scopes and masks
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

/* exported patch */

const {GObject} = imports.gi;
const {fail, show} = imports.overrides.gregParts.errors;
const {checkText, define, isText, readSeparator} = imports.overrides.gregParts.options;

// What a name may be, and where “scope.name” is divided at the right place.
function mayBeScope(scope, separator) {
    return scope !== '' && !/\p{Cc}/u.test(scope) && `${scope}${separator}`.indexOf(separator) === scope.length;
}

// A property that is refused has no error. The function that makes a child has one, and fails for the same reason.
function refuseScope(parent, scope) {
    imports.gi.Greg.Registry.new_child(parent, null, GObject.TYPE_NONE, scope);
    throw fail('EXISTS', `the scope “${scope}” was taken, and is free again`);
}

// Before there is a registry: one that was refused would be a child until it is collected.
function checkScope(scope, parent, separator) {
    checkText(scope);
    if (!mayBeScope(scope, parent?.separator ?? separator ?? '.'))
        refuseScope(parent ?? new imports.gi.Greg.Registry({separator}), scope);
    if (parent?.dup_child(scope))
        refuseScope(parent, scope);
}

function checkParts({parent = null, scope = null, separator = null}) {
    readSeparator(separator);
    if (parent !== null && !(parent instanceof imports.gi.Greg.Registry))
        throw new TypeError(`“parent” must be a Greg.Registry, not ${show(parent)}`);
    if (parent !== null && separator !== null && separator !== parent.separator) {
        throw fail('INVALID_NAME', `“${separator}” cannot separate scopes from names in a tree that has ` +
            `“${parent.separator}” for it`);
    }
    if (scope !== null)
        checkScope(scope, parent, separator);
}

// A child takes the name of its scope if it is given none.
function initWith(original) {
    return function (props, ...rest) {
        const {parent = null, scope = null} = props ?? {};
        checkParts(props ?? {});
        original.call(this, scope === null ? props : {name: scope, ...props}, ...rest);
        if (parent !== null && scope !== null && this.scope === null)
            refuseScope(parent, scope);
    };
}

var sourceMethods = {
    findScope(scope) {
        checkText(scope);
        return this.find_scope(scope);
    },

    isShadowed(factory) {
        return this.is_shadowed(factory);
    },

    // toString() says what it is, this what is in it.
    draw() {
        return this.to_string();
    },
};

function registryMethods({find_level: findLevel, mask, unmask}) {
    return {
        child(scope) {
            return isText(scope) ? this.dup_child(scope) : null;
        },

        findLevel(name) {
            return isText(name) ? findLevel.call(this, name) : null;
        },

        mask(name) {
            checkText(name);
            return mask.call(this, name);
        },

        unmask(name) {
            return isText(name) && unmask.call(this, name);
        },
    };
}

var registryGetters = {
    root: registry => registry.get_root(),
    children: registry => registry.list_children(),
    masks: registry => registry.list_masks(),
};

function patch(Greg) {
    const {explain} = Greg.Source.prototype;
    define(Greg.Source, {
        ...sourceMethods,
        explain(name) {
            checkText(name);
            return explain.call(this, name);
        },
    });
    define(Greg.Registry, registryMethods(Greg.Registry.prototype), registryGetters);
    Greg.Registry.prototype._init = initWith(Greg.Registry.prototype._init);
}
