// fast.js - the builds that need no second look
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// GJS looks the names of a legacy module, and the globals, “undefined” among them, up whenever they are used, 100 ns
// each. The names of a function are as fast as anywhere: so what runs for each build stands within one. It builds what was built before
// under the same name, with arguments that are surely right, and leaves everything else to the other parts.

/* exported makeBuild */

const {STATE} = imports.overrides.gregParts.code;
const {unpark} = imports.overrides.gregParts.errors;
const {explainText} = imports.overrides.gregParts.lane;

function makeBuild(Greg, buildAny) {
    const {getPrototypeOf, prototype: objectPrototype} = Object;
    const {stringify} = JSON;
    const {isFinite} = Number;
    const [state, leaving, explaining] = [STATE, unpark, explainText];
    const {build_json: buildJson, dup_generation: generation} = Greg.Source.prototype;
    const special = /[A-Z$]/;
    const notHere = Symbol('not here');

    function isPlain(props) {
        return typeof props === 'object' && props !== null && getPrototypeOf(props) === objectPrototype;
    }

    function isScalar(value) {
        const type = typeof value;
        return type === 'number' ? isFinite(value) : type === 'string' || type === 'boolean';
    }

    // Text can say it, and the library knows the names as they are.
    function isEasy(props, knownKeys) {
        for (const key in props) {
            if (!isScalar(props[key]))
                return false;
            if (knownKeys.has(key))
                continue;
            if (special.test(key) || knownKeys.size > 1000)
                return false;
            knownKeys.add(key);
        }
        return true;
    }

    function inLibrary(source, found, props) {
        const body = stringify(props);
        const text = body === '{}' ? `${found.head}}` : `${found.head},${body.slice(1)}`;
        try {
            return buildJson.call(source, text, -1);
        } catch (error) {
            throw explaining(error, source, text);
        }
    }

    function mayCall(found, props) {
        return found.isCallable && (found.checks === null || found.checks.accept(props, found.record.takesMore));
    }

    function attempt(source, known, name, props, args) {
        const found = known.found.get(name);
        if (!found || !isPlain(props) || generation.call(source) !== known.generation)
            return notHere;
        if (mayCall(found, props)) {
            const {code, isClass} = found.record;
            return found.accept(isClass ? new code(props, ...args) : code(props, ...args));
        }
        if (found.head !== null && args.length === 0 && isEasy(props, found.knownKeys))
            return inLibrary(source, found, props);
        return notHere;
    }

    return function build(what, props = {}, ...args) {
        try {
            const known = this[state];
            const product = known ? attempt(this, known, what, props, args) : notHere;
            return product === notHere ? buildAny.call(this, what, props, ...args) : product;
        } catch (error) {
            throw leaving(error);
        }
    };
}
