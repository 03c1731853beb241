// greg-override.d.ts - what the override adds for GJS to what the GIR tells
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// This file is all that a program names. A member that stands here is left out of greg-1.d.ts; the test "types"
// compares both files with what a script sees.

/// <reference path="greg-1.d.ts" />

declare module 'gi://Greg?version=1' {

import type Gio from 'gi://Gio?version=2.0';
import type GObject from 'gi://GObject?version=2.0';

export namespace Greg {

    // ---- what is given ------------------------------------------------------------------------------------------

    /** Named arguments, or other values by name: a plain object. */
    interface Props {
        readonly [name: string]: unknown;
    }

    /** A class that can be instantiated. */
    type Class<T = unknown> = new (...args: any[]) => T;

    /** What a registry holds: a class or a function. */
    type Code<T = unknown> = Class<T> | ((...args: any[]) => T);

    /** What a class or function makes. */
    type Product<C extends Code> = C extends Class<infer T> ? T : C extends (...args: any[]) => infer T ? T : never;

    /** One string, or several. */
    type Strings = string | Iterable<string>;

    /** What to build, as an object; `type` or `$type` says what. */
    interface ConfigObject extends Props {
        readonly type?: unknown;
        readonly $type?: string | Code;
        readonly $args?: readonly unknown[];
        readonly $comment?: unknown;
        readonly $scope?: string;
    }

    /** What to build, which names the class or function itself. */
    type CodeConfig<C extends Code> = (Props & { readonly type: C }) | (Props & { readonly $type: C });

    /** Several things to build, one after the other. */
    type Configs = readonly (string | ConfigObject | Config | Configs)[];

    type QueryOrderNick = 'priority' | 'registration' | 'name';

    type DuplicatesNick = 'default' | 'reject' | 'replace' | 'keep' | 'stack';

    /** A parameter that a function declares. */
    interface Parameter {
        readonly type: GObject.GTypeInput;
        readonly required?: boolean;
        /** What JSON can say. */
        readonly default?: unknown;
        readonly summary?: string | null;
    }

    interface Deprecation {
        readonly note?: string | null;
        readonly replacement?: string | null;
    }

    /** How to register something. Every key that is not named here is metadata. */
    interface RegisterOptions extends Props {
        readonly aliases?: Strings;
        readonly defaults?: Props;
        readonly deprecated?: boolean | string | Deprecation;
        readonly duplicates?: Duplicates | DuplicatesNick;
        readonly metadata?: Props;
        readonly override?: boolean;
        readonly parameters?: Readonly<Record<string, Parameter | GObject.GTypeInput>> | readonly GObject.ParamSpec[];
        readonly priority?: number;
        readonly productType?: GObject.GTypeInput;
        readonly summary?: string | null;
        readonly tags?: Strings;
    }

    /** What a factory must have. Every key that is not named here is metadata that must be equal. */
    interface Conditions extends Props {
        readonly atLeast?: Readonly<Record<string, number | string>>;
        readonly deprecated?: boolean;
        readonly exclude?: Strings;
        readonly has?: Strings;
        readonly include?: Strings;
        readonly metadata?: Props;
        readonly oneOf?: Readonly<Record<string, Iterable<unknown>>>;
        readonly order?: QueryOrder | QueryOrderNick;
        readonly own?: boolean;
        readonly productType?: GObject.GTypeInput;
        readonly stacked?: boolean;
        readonly tags?: Strings;
    }

    /** Where something was registered. */
    interface Origin {
        readonly module: string | null;
        readonly name: string | null;
        readonly file: string | null;
        readonly line: number;
    }

    /** What a class says of a registry that hangs on it. */
    interface ClassRegistryOptions {
        readonly baseType?: GObject.GTypeInput;
        readonly duplicates?: Duplicates | DuplicatesNick;
    }

    // ---- registries of classes ----------------------------------------------------------------------------------

    /**
     * Gives a class and its subclasses a static property for a registry of that name, and a method beside it, which
     * the class declares: `declare static readonly backbones: Greg.Registry;` and
     * `declare static availableBackbones: Greg.Available;`.
     */
    function classRegistry(klass: Function, name: string, options?: ClassRegistryOptions): void;

    /** The names of those that have the metadata, sorted. */
    type Available = (metadata?: Props) => string[];

    // ---- several sources as one ---------------------------------------------------------------------------------

    /** By their prefixes, or one after the other, with a prefix or without. */
    type Sources = Readonly<Record<string, Source>> | Iterable<Source | readonly [string | null, Source]>;

    namespace MultiRegistry {
        interface ConstructorProps {
            sources: Sources;
        }
    }

    /** What the sources have, one after the other, as it is at each moment. */
    function concat(...sources: [Source, ...Source[]]): MultiRegistry;

    // ---- functions that the library calls -----------------------------------------------------------------------

    /** Makes anything but nothing, or hands it to the context and returns null. */
    interface FactoryFunc {
        (context: Context): unknown;
    }

    /** Makes what a source is asked for, in place of the factory. */
    interface BuildFunc {
        (source: Source, factory: Factory, context: Context): unknown;
    }

    /** Registers what it has; it is called again if it returns false. */
    interface LoaderFunc {
        (registry: Registry, name: string): unknown;
    }

    // ---- classes ------------------------------------------------------------------------------------------------

    interface Source {
        /** How many names there are. */
        readonly size: number;

        has(name: string): boolean;

        /** The factory of a name. */
        get(name: string): Factory | undefined;

        keys(): IterableIterator<string>;

        values(): IterableIterator<Factory>;

        entries(): IterableIterator<[string, Factory]>;

        /** The names. */
        [Symbol.iterator](): IterableIterator<string>;

        forEach(func: (factory: Factory, name: string, source: this) => void, self?: unknown): void;

        toString(): string;

        /** A drawing of all that is in it. */
        draw(): string;

        /** Whether something else is found under its name. */
        isShadowed(factory: Factory): boolean;

        /** The registry that a scope leads to. */
        findScope(scope: string): Registry;

        concat(...others: Source[]): MultiRegistry;

        /** Builds by name, from a configuration, or a list of configurations. */
        build<C extends Code>(config: CodeConfig<C>): Product<C>;
        build<T = unknown>(name: string, props?: Props, ...args: unknown[]): T;
        build<T = unknown>(config: ConfigObject | Config): T;
        build<T = unknown>(configs: Configs): T[];

        /** The same without blocking; with a callback as C has it. */
        build_async<C extends Code>(config: CodeConfig<C>,
            cancellable?: Gio.Cancellable | null): Promise<Awaited<Product<C>>>;
        build_async<T = unknown>(name: string, props?: Props | null,
            cancellable?: Gio.Cancellable | null): Promise<T>;
        build_async<T = unknown>(config: ConfigObject | Config, cancellable?: Gio.Cancellable | null): Promise<T>;
        build_async<T = unknown>(configs: Configs, cancellable?: Gio.Cancellable | null): Promise<T[]>;
        build_async(name: string, _arguments: Config | null, cancellable: Gio.Cancellable | null,
            callback: Gio.AsyncReadyCallback<this>): void;

        build_config_async<T = GObject.Object>(config: Config, cancellable?: Gio.Cancellable | null): Promise<T>;
        build_config_async(config: Config, cancellable: Gio.Cancellable | null,
            callback: Gio.AsyncReadyCallback<this>): void;

        /** The factories that fit, the best first. */
        query(conditions?: Query | Conditions | null): Factory[];

        list(conditions?: Query | Conditions | null): Factory[];

        /** The first of them. */
        best(conditions?: Query | Conditions | null): Factory | null;

        /** Tells of changes in the main context; gives what unwatch() takes. */
        watch(func: WatchFunc, flags?: WatchFlags): number;
        watch(flags: WatchFlags, func: WatchFunc): number;
    }

    interface Registry {
        readonly root: Registry;

        readonly children: Registry[];

        readonly masks: string[];

        /** The child that has the scope. */
        child(scope: string): Registry | null;

        /** The registry whose factory is found. */
        findLevel(name: string): Registry | null;

        /** Registers a class or function, by its own name if none is given, and gives it back. */
        register<C extends Code>(name: string, code: C, options?: RegisterOptions): C;
        register<C extends Code>(code: C, options?: RegisterOptions): C;

        /** Whether there was such a name to take away. */
        delete(name: string): boolean;

        remove(name: string): boolean;

        /** Publishes what the function registers with the batch, or nothing when it throws. */
        batch<T>(func: (batch: Batch) => T): T;
    }

    interface MultiRegistry {
        readonly sources: Source[];

        append(source: Source): boolean;
        append(prefix: string | null, source: Source): boolean;

        insert(position: number, source: Source): boolean;
        insert(position: number, prefix: string | null, source: Source): boolean;

        /** A source may be said by its prefix. */
        move(source: Source | string, position: number): boolean;

        remove(source: Source | string): boolean;

        prefixes(): string[];

        /** The source that has the prefix. */
        source(prefix: string): Source | null;

        prefixOf(source: Source): string | null;

        /** The source that has the name. */
        findSource(name: string): Source | null;

        /** Registers in the default source. */
        register<C extends Code>(name: string, code: C, options?: RegisterOptions): C;
        register<C extends Code>(code: C, options?: RegisterOptions): C;

        /** Whether the default source had such a name to take away. */
        delete(name: string): boolean;
    }

    interface Batch {
        register<C extends Code>(name: string, code: C, options?: RegisterOptions): C;
        register<C extends Code>(code: C, options?: RegisterOptions): C;
    }

    interface Factory {
        readonly aliases: string[];

        readonly metadata: Props;

        readonly origin: Origin;

        readonly tags: string[];

        /** Makes something with this factory alone. */
        create(context: Context): GObject.Object | null;
        create<T = unknown>(props?: Props, ...args: unknown[]): T;
    }

    interface Builder {
        build<T = GObject.Object>(config: Config, report?: Report | null): T;

        build_async<T = GObject.Object>(config: Config, report?: Report | null,
            cancellable?: Gio.Cancellable | null): Promise<T>;
        build_async(config: Config, report: Report | null, cancellable: Gio.Cancellable | null,
            callback: Gio.AsyncReadyCallback<this>): void;

        build_context(config: Config, report?: Report | null): Context;

        build_list<T = GObject.Object>(config: Config, report?: Report | null): T[];

        build_list_async<T = GObject.Object>(config: Config, report?: Report | null,
            cancellable?: Gio.Cancellable | null): Promise<T[]>;
        build_list_async(config: Config, report: Report | null, cancellable: Gio.Cancellable | null,
            callback: Gio.AsyncReadyCallback<this>): void;
    }

    interface Report<A extends GObject.Object = Diagnostic> {
        readonly length: number;

        [Symbol.iterator](): IterableIterator<A>;
    }

    interface FactoryList<A extends GObject.Object = Factory> {
        [Symbol.iterator](): IterableIterator<A>;
    }

    interface Error {
        /** Everything that is wrong with the configuration, if it was one. */
        report?: Report;
    }
}

// For scripts without modules.
global {
    interface GjsGiImports {
        Greg: typeof Greg;
    }
}

}
