// Greg.js - what JavaScript expects of the library
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Only methods are added to the classes of the library: an object that C made has them as well.

/* exported _init */

const {guard, leave, leaveOnce, withReport} = imports.overrides.gregParts.errors;
const {define} = imports.overrides.gregParts.options;

// Before anything of the override looks at imports.gi.Greg, which this call makes.
function _init() {
    const Greg = this;
    const parts = imports.overrides.gregParts;

    const build = parts.fast.makeBuild(Greg, parts.build.buildAny);
    patchThrowing(Greg);
    patchBuilder(Greg);
    patchCallbacks(Greg);
    parts.collection.patch(Greg);
    parts.query.patch(Greg);
    parts.later.patch(Greg);
    parts.sources.patch(Greg);
    parts.trees.patch(Greg);
    parts.multi.patch(Greg);
    define(Greg.Source, {build, ...parts.signals.methods()});
    define(Greg.Factory, {create: parts.build.create(Greg.Factory.prototype.create)});
    define(Greg.Registry, {register: parts.register.register, batch: parts.register.inBatch});
    Greg.classRegistry = parts.classes.classRegistry;
    define(Greg.Batch, {register: parts.register.batchRegister});
}

// Functions through which an exception of a script may come back.
function patchThrowing(Greg) {
    const names = {
        Batch: ['add', 'add_full', 'commit', 'revert'],
        Builder: ['build', 'build_context', 'build_list', 'build_finish', 'build_list_finish'],
        MultiRegistry: ['add', 'add_full', 'unregister'],
        Registry: ['add', 'add_full', 'register_type', 'unregister', 'unregister_factory'],
        Source: ['build_config', 'build_config_finish', 'build_context', 'build_finish', 'build_json', 'build_node',
            'build_variant', 'build_with_config', 'require'],
    };
    for (const [className, methods] of Object.entries(names)) {
        const {prototype} = Greg[className];
        // A result can be taken only once.
        const wrap = name => name.endsWith('_finish') ? leaveOnce(prototype[name]) : leave(prototype[name]);
        define(Greg[className], Object.fromEntries(methods.map(name => [name, wrap(name)])));
    }
}

// A builder's errors have a report of all that is wrong; the argument for one is optional.
function patchBuilder(Greg) {
    for (const name of ['build', 'build_context', 'build_list']) {
        const original = Greg.Builder.prototype[name];
        Greg.Builder.prototype[name] = function (config, report) {
            report ??= new Greg.Report();
            try {
                return original.call(this, config, report);
            } catch (error) {
                throw withReport(error, report);
            }
        };
    }
}

// Functions that take code which C calls later. What makes something may make anything.
function patchCallbacks(Greg) {
    const {giveProduct} = imports.overrides.gregParts.code;
    const {readFunction} = imports.overrides.gregParts.options;
    const {add_loader_full: addLoader, register_func} = Greg.Registry.prototype;
    const {set_build_func_full: setBuildFunc, watch} = Greg.Source.prototype;
    const {new_for_func} = Greg.Factory;
    const {set_flags} = Greg.Factory.prototype;
    const {ANY_THREAD, HOME_THREAD} = Greg.FactoryFlags;

    function checkFlags(flags) {
        if (flags & ANY_THREAD)
            throw new TypeError('Code of a script can only run in the thread of the script');
    }

    define(Greg.Registry, {
        add_loader(label, func) {
            readFunction(func);
            // It need not say that it is done.
            return addLoader.call(this, label, HOME_THREAD, guard((registry, name) => func(registry, name) !== false));
        },
        add_loader_full(label, flags, func) {
            checkFlags(flags);
            return this.add_loader(label, func);
        },
        register_func(name, productType, func) {
            return register_func.call(this, name, productType, giveProduct(func));
        },
    });
    define(Greg.Source, {
        set_build_func(func) {
            setBuildFunc.call(this, HOME_THREAD, func === null ? null : giveProduct(func));
        },
        set_build_func_full(flags, func) {
            checkFlags(flags);
            this.set_build_func(func);
        },
        // watch(func), watch(func, flags), and as C has it
        watch(...args) {
            const [func, flags = Greg.WatchFlags.NONE] = typeof args[0] === 'function' ? args : args.reverse();
            return watch.call(this, flags, readFunction(func));
        },
    });
    define(Greg.Factory, {
        set_flags(flags) {
            checkFlags(flags);
            return set_flags.call(this, flags);
        },
    });
    Greg.Factory.new_for_func = (name, productType, func) =>
        new_for_func.call(Greg.Factory, name, productType, giveProduct(func));
}
