// greg-1.d.ts - the definitions that the GIR gives, without what the override changes
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Generated: after a change of the public interface, "ninja -C _build update-types" writes it anew.

declare module 'gi://Greg?version=1' {

// Module dependencies
import type Json from 'gi://Json?version=1.0';
import type Gio from 'gi://Gio?version=2.0';
import type GObject from 'gi://GObject?version=2.0';
import type GLib from 'gi://GLib?version=2.0';

export namespace Greg {

    /**
     * Greg-1
     */

    export namespace ConfigKind {
        export const $gtype: GObject.GType<ConfigKind>;
    }

    enum ConfigKind {
        NULL = 0,
        BOOLEAN = 1,
        INTEGER = 2,
        DOUBLE = 3,
        STRING = 4,
        ARRAY = 5,
        OBJECT = 6,
    }

    export namespace Duplicates {
        export const $gtype: GObject.GType<Duplicates>;
    }

    enum Duplicates {
        DEFAULT = 0,
        REJECT = 1,
        REPLACE = 2,
        KEEP = 3,
        STACK = 4,
    }

    class Error extends GLib.Error {
        static $gtype: GObject.GType<GLib.Error>;

        // Static fields
        static NOT_FOUND: number;

        static UNKNOWN_SCOPE: number;

        static AMBIGUOUS: number;

        static EXISTS: number;

        static READ_ONLY: number;

        static INVALID_NAME: number;

        static INVALID_TYPE: number;

        static INVALID_CONFIG: number;

        static UNKNOWN_PROPERTY: number;

        static INVALID_VALUE: number;

        static MISSING_VALUE: number;

        static BAD_REFERENCE: number;

        static CYCLE: number;

        static LIMIT: number;

        static LOAD_FAILED: number;

        static BUILD_FAILED: number;

        static WRONG_THREAD: number;

        static DEPRECATED: number;

        // Constructors
        constructor(options: { message: string; code: number });

        // Static methods
        static quark(): GLib.Quark;
    }

    export namespace Membership {
        export const $gtype: GObject.GType<Membership>;
    }

    enum Membership {
        NO = 0,
        YES = 1,
        MAYBE = 2,
    }

    export namespace QueryDeprecation {
        export const $gtype: GObject.GType<QueryDeprecation>;
    }

    enum QueryDeprecation {
        ANY = 0,
        EXCLUDE = 1,
        ONLY = 2,
    }

    export namespace QueryOrder {
        export const $gtype: GObject.GType<QueryOrder>;
    }

    enum QueryOrder {
        PRIORITY = 0,
        REGISTRATION = 1,
        NAME = 2,
    }

    export namespace Severity {
        export const $gtype: GObject.GType<Severity>;
    }

    enum Severity {
        ERROR = 0,
        WARNING = 1,
    }

    const MAJOR_VERSION: number;

    const MICRO_VERSION: number;

    const MINOR_VERSION: number;

    function class_registry_get(owner: GObject.GType, name: string): Registry;

    function class_registry_install(owner: GObject.GType, name: string, base_type: GObject.GType): Registry;

    function class_registry_list(owner: GObject.GType): string[];

    function class_registry_peek(owner: GObject.GType, name: string): Registry | null;

    function error_quark(): GLib.Quark;

    interface ExternalFindFunc {
        (source: ExternalSource, name: string): Factory | null;
    }

    interface ExternalListFunc {
        (source: ExternalSource): string[] | null;
    }

    interface ExternalMembershipFunc {
        (source: ExternalSource, name: string): Membership;
    }

    interface WatchFunc {
        (source: Source, removed: Factory | null, added: Factory | null): void;
    }

    export namespace FactoryFlags {
        export const $gtype: GObject.GType<FactoryFlags>;
    }

    enum FactoryFlags {
        NONE = 0,
        ANY_THREAD = 1,
        HOME_THREAD = 2,
    }

    export namespace WatchFlags {
        export const $gtype: GObject.GType<WatchFlags>;
    }

    enum WatchFlags {
        NONE = 0,
        REPLAY = 1,
    }

    namespace Batch {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::registry": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            registry: Registry;
        }
    }

    class Batch extends GObject.Object {
        static $gtype: GObject.GType<Batch>;

        // Properties
        get registry(): Registry;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Batch.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Batch.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](registry: Registry): Batch;

        // Signals
        /** @signal */
        connect<K extends keyof Batch.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Batch.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Batch.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Batch.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Batch.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Batch.SignalSignatures[K]>): void;

        // Methods
        add(factory: Factory): boolean;

        add_full(factory: Factory, duplicates: Duplicates): boolean;

        commit(): boolean;

        get_registry(): Registry;

        register_type(name: string | null, type: GObject.GType): boolean;

        revert(): boolean;
    }

    namespace Builder {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            source: Source;
        }
    }

    class Builder extends GObject.Object {
        static $gtype: GObject.GType<Builder>;

        // Properties
        set source(val: Source);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Builder.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Builder.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source: Source): Builder;

        // Signals
        /** @signal */
        connect<K extends keyof Builder.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Builder.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Builder.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Builder.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Builder.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Builder.SignalSignatures[K]>): void;

        // Methods
        add_source(source: Source): void;

        add_value(value: GObject.Value | any): number;

        build_finish<T = GObject.Object>(result: Gio.AsyncResult): T;

        build_list_finish(result: Gio.AsyncResult): GObject.Object[];

        dup_defaults(): Config | null;

        list_sources(): Source[];

        set_defaults(defaults: Config | null): boolean;

        validate(config: Config): Report;
    }

    namespace Config {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    class Config extends GObject.Object {
        static $gtype: GObject.GType<Config>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Config.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Config.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_from_bytes(bytes: GLib.Bytes | Uint8Array, display_name: string | null): Config;

        static new_from_file(file: Gio.File, cancellable: Gio.Cancellable | null): Config;

        static new_from_json(text: string, length: bigint | number, display_name: string | null): Config;

        static new_from_node(node: Json.Node, display_name: string | null): Config;

        static new_from_variant(variant: GLib.Variant, display_name: string | null): Config;

        // Signals
        /** @signal */
        connect<K extends keyof Config.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Config.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Config.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Config.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Config.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Config.SignalSignatures[K]>): void;

        // Methods
        dup_child(index: number): Config | null;

        dup_pointer(): string;

        equal(other: Config): boolean;

        get_boolean(): boolean;

        get_display_name(): string | null;

        get_double(): number;

        get_int64(): number;

        get_key(): string | null;

        get_key_place(): [boolean, number, number, number];

        get_kind(): ConfigKind;

        get_n_children(): number;

        get_place(): [boolean, number, number, number];

        get_string(): string;

        get_uint64(): number;

        lookup_member(name: string): Config | null;

        lookup_pointer(pointer: string): Config | null;

        merge(overlay: Config): Config;

        to_json(pretty: boolean): string;

        to_node(): Json.Node;
    }

    namespace Context {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    class Context extends GObject.Object {
        static $gtype: GObject.GType<Context>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Context.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Context.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        // Signals
        /** @signal */
        connect<K extends keyof Context.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Context.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Context.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Context.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Context.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Context.SignalSignatures[K]>): void;

        // Methods
        fail(code: number, message: string): void;

        get_boolean(name: string, default_value: boolean): boolean;

        get_double(name: string, default_value: number): number;

        get_factory(): Factory | null;

        get_int64(name: string, default_value: bigint | number): number;

        get_n_positional(): number;

        get_object<T = GObject.Object>(name: string, type: GObject.GType): T;

        get_path(): string;

        get_positional(index: number): unknown | null;

        get_product(): unknown | null;

        get_source(): Source | null;

        get_string(name: string, default_value: string | null): string | null;

        get_uint64(name: string, default_value: bigint | number): number;

        get_value(name: string): unknown | null;

        list_names(): string[];

        return_value(value: GObject.Value | any): void;
    }

    namespace Diagnostic {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::code": (pspec: GObject.ParamSpec) => void;
            "notify::column": (pspec: GObject.ParamSpec) => void;
            "notify::domain": (pspec: GObject.ParamSpec) => void;
            "notify::excerpt": (pspec: GObject.ParamSpec) => void;
            "notify::expected": (pspec: GObject.ParamSpec) => void;
            "notify::factory": (pspec: GObject.ParamSpec) => void;
            "notify::file": (pspec: GObject.ParamSpec) => void;
            "notify::line": (pspec: GObject.ParamSpec) => void;
            "notify::message": (pspec: GObject.ParamSpec) => void;
            "notify::path": (pspec: GObject.ParamSpec) => void;
            "notify::severity": (pspec: GObject.ParamSpec) => void;
            "notify::suggestions": (pspec: GObject.ParamSpec) => void;
            "notify::value": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            code: number;
            column: number;
            domain: string;
            excerpt: string | null;
            expected: string | null;
            factory: string | null;
            file: string | null;
            line: number;
            message: string;
            path: string | null;
            severity: Severity;
            suggestions: string[] | null;
            value: string | null;
        }
    }

    class Diagnostic extends GObject.Object {
        static $gtype: GObject.GType<Diagnostic>;

        // Properties
        get code(): number;

        get column(): number;

        get domain(): string;

        get excerpt(): string | null;

        get expected(): string | null;

        get factory(): string | null;

        get file(): string | null;

        get line(): number;

        get message(): string;

        get path(): string | null;

        get severity(): Severity;

        get suggestions(): string[] | null;

        get value(): string | null;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Diagnostic.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Diagnostic.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        // Signals
        /** @signal */
        connect<K extends keyof Diagnostic.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Diagnostic.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Diagnostic.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Diagnostic.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Diagnostic.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Diagnostic.SignalSignatures[K]>): void;

        // Methods
        get_code(): number;

        get_column(): number;

        get_domain(): string;

        get_excerpt(): string | null;

        get_expected(): string | null;

        get_factory(): string | null;

        get_file(): string | null;

        get_line(): number;

        get_message(): string;

        get_path(): string | null;

        get_severity(): Severity;

        get_suggestions(): string[] | null;

        get_value(): string | null;

        to_string(): string;
    }

    namespace ExtensionPointSource {
        // Signal signatures
        interface SignalSignatures extends Source.SignalSignatures {
            "notify::extension-point": (pspec: GObject.ParamSpec) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends Source.ConstructorProps {
            extension_point: string | null;
            extensionPoint: string | null;
        }
    }

    class ExtensionPointSource extends Source {
        static $gtype: GObject.GType<ExtensionPointSource>;

        // Properties
        get extension_point(): string | null;

        get extensionPoint(): string | null;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ExtensionPointSource.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ExtensionPointSource.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](extension_point: string): ExtensionPointSource;

        // Signals
        /** @signal */
        connect<K extends keyof ExtensionPointSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ExtensionPointSource.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof ExtensionPointSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ExtensionPointSource.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof ExtensionPointSource.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ExtensionPointSource.SignalSignatures[K]>): void;

        // Methods
        get_extension_point(): string | null;
    }

    namespace ExternalSource {
        // Signal signatures
        interface SignalSignatures extends Source.SignalSignatures {
            "notify::any-thread": (pspec: GObject.ParamSpec) => void;
            "notify::cached": (pspec: GObject.ParamSpec) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends Source.ConstructorProps {
            any_thread: boolean;
            anyThread: boolean;
            cached: boolean;
        }
    }

    class ExternalSource extends Source {
        static $gtype: GObject.GType<ExternalSource>;

        // Properties
        get any_thread(): boolean;
        set any_thread(val: boolean);

        get anyThread(): boolean;
        set anyThread(val: boolean);

        get cached(): boolean;
        set cached(val: boolean);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ExternalSource.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ExternalSource.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](name: string | null, base_type: GObject.GType): ExternalSource;

        // Signals
        /** @signal */
        connect<K extends keyof ExternalSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ExternalSource.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof ExternalSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ExternalSource.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof ExternalSource.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ExternalSource.SignalSignatures[K]>): void;

        // Methods
        get_any_thread(): boolean;

        get_cached(): boolean;

        invalidate(): void;

        set_any_thread(any_thread: boolean): void;

        set_cached(cached: boolean): void;

        set_find_func(func: ExternalFindFunc | null): void;

        set_list_func(func: ExternalListFunc | null): void;

        set_membership_func(func: ExternalMembershipFunc | null): void;
    }

    namespace Factory {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::defaults": (pspec: GObject.ParamSpec) => void;
            "notify::deprecated": (pspec: GObject.ParamSpec) => void;
            "notify::flags": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::priority": (pspec: GObject.ParamSpec) => void;
            "notify::product-type": (pspec: GObject.ParamSpec) => void;
            "notify::sealed": (pspec: GObject.ParamSpec) => void;
            "notify::summary": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            defaults: Config | null;
            deprecated: boolean;
            flags: FactoryFlags;
            name: string | null;
            priority: number;
            product_type: GObject.GTypeInput;
            productType: GObject.GTypeInput;
            sealed: boolean;
            summary: string | null;
        }
    }

    class Factory extends GObject.Object {
        static $gtype: GObject.GType<Factory>;

        // Properties
        get defaults(): Config | null;
        set defaults(val: Config | null);

        get deprecated(): boolean;

        get flags(): FactoryFlags;
        set flags(val: FactoryFlags);

        get name(): string | null;
        set name(val: string | null);

        get priority(): number;
        set priority(val: number);

        get product_type(): GObject.GType;
        set product_type(val: GObject.GType);

        get productType(): GObject.GType;
        set productType(val: GObject.GType);

        get sealed(): boolean;

        get summary(): string | null;
        set summary(val: string | null);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Factory.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Factory.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_closure(name: string, product_type: GObject.GType, closure: GObject.Closure): Factory;

        static new_for_func(name: string, product_type: GObject.GType, func: FactoryFunc): Factory;

        static new_for_type(name: string | null, type: GObject.GType): Factory;

        // Signals
        /** @signal */
        connect<K extends keyof Factory.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Factory.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Factory.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Factory.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Factory.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Factory.SignalSignatures[K]>): void;

        // Virtual methods
        vfunc_create(context: Context): GObject.Object | null;

        // Methods
        add_alias(alias: string): boolean;

        add_parameter(pspec: GObject.ParamSpec, required: boolean): boolean;

        add_tag(tag: string): boolean;

        bind(_arguments: Config): Factory;

        copy(name: string | null): Factory;

        declare(name: string, type: GObject.GType, required: boolean, default_json: string | null, blurb: string | null): boolean;

        dup_metadata_variant(): GLib.Variant;

        dup_origin_text(): string | null;

        find_parameter(name: string): GObject.ParamSpec | null;

        get_aliases(): string[];

        get_defaults(): Config | null;

        get_deprecation_note(): string | null;

        get_flags(): FactoryFlags;

        get_metadata(key: string): unknown | null;

        get_metadata_keys(): string[];

        get_name(): string | null;

        get_origin(): [string, string, string, number];

        get_plain_type(): GObject.GType;

        get_priority(): number;

        get_product_type(): GObject.GType;

        get_replacement(): string | null;

        get_summary(): string | null;

        get_tags(): string[];

        has_tag(tag: string): boolean;

        is_deprecated(): boolean;

        is_required(name: string): boolean;

        is_sealed(): boolean;

        list_parameters(): GObject.ParamSpec[];

        set_defaults(defaults: Config | null): boolean;

        set_defaults_json(text: string): boolean;

        set_deprecated(note: string | null, replacement: string | null): boolean;

        set_flags(flags: FactoryFlags): boolean;

        set_metadata(key: string, value: GObject.Value | any | null): boolean;

        set_metadata_json(key: string, text: string): boolean;

        set_metadata_string(key: string, value: string | null): boolean;

        set_origin(module: string | null, qualified_name: string | null, file: string | null, line: number): boolean;

        set_priority(priority: number): boolean;

        set_summary(summary: string | null): boolean;

        to_string(): string;
    }

    namespace FactoryList {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures, Gio.ListModel.SignalSignatures {
            "notify::item-type": (pspec: GObject.ParamSpec) => void;
            "notify::n-items": (pspec: GObject.ParamSpec) => void;
            "notify::query": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps<A extends GObject.Object = GObject.Object> extends GObject.Object.ConstructorProps, Gio.ListModel.ConstructorProps {
            item_type: GObject.GTypeInput;
            itemType: GObject.GTypeInput;
            n_items: number;
            nItems: number;
            query: Query;
            source: Source | null;
        }
    }

    class FactoryList<A extends GObject.Object = Factory> extends GObject.Object implements Gio.ListModel<A> {
        static $gtype: GObject.GType<FactoryList>;

        // Properties
        get item_type(): GObject.GType;

        get itemType(): GObject.GType;

        get n_items(): number;

        get nItems(): number;

        get query(): Query;

        get source(): Source | null;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: FactoryList.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<FactoryList.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source: Source | null, query: Query | null): FactoryList;

        // Signals
        /** @signal */
        connect<K extends keyof FactoryList.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, FactoryList.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof FactoryList.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, FactoryList.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof FactoryList.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<FactoryList.SignalSignatures[K]>): void;

        // Methods
        dup_query(): Query;

        dup_source(): Source | null;

        get_item_type(): GObject.GType;

        get_n_items(): number;

        get_item(position: number): A | null;

        items_changed(position: number, removed: number, added: number): void;

        vfunc_get_item(position: number): A | null;

        vfunc_get_item_type(): GObject.GType;

        vfunc_get_n_items(): number;
    }

    namespace MultiRegistry {
        // Signal signatures
        interface SignalSignatures extends Source.SignalSignatures {
            "notify::default-source": (pspec: GObject.ParamSpec) => void;
            "notify::separator": (pspec: GObject.ParamSpec) => void;
            "notify::strict": (pspec: GObject.ParamSpec) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends Source.ConstructorProps {
            default_source: Registry | null;
            defaultSource: Registry | null;
            separator: string;
            strict: boolean;
        }
    }

    class MultiRegistry extends Source {
        static $gtype: GObject.GType<MultiRegistry>;

        // Properties
        get default_source(): Registry | null;
        set default_source(val: Registry | null);

        get defaultSource(): Registry | null;
        set defaultSource(val: Registry | null);

        get separator(): string;

        get strict(): boolean;
        set strict(val: boolean);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: MultiRegistry.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<MultiRegistry.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](name: string | null, base_type: GObject.GType): MultiRegistry;

        // Signals
        /** @signal */
        connect<K extends keyof MultiRegistry.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, MultiRegistry.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof MultiRegistry.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, MultiRegistry.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof MultiRegistry.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<MultiRegistry.SignalSignatures[K]>): void;

        // Static methods
        static concat(left: Source, right: Source): MultiRegistry;

        // Methods
        add(factory: Factory): boolean;

        add_full(factory: Factory, duplicates: Duplicates): Factory;

        dup_default_source(): Registry | null;

        dup_prefix(source: Source): string | null;

        dup_prefixes(): string[];

        dup_source(prefix: string): Source | null;

        find_source(name: string): Source | null;

        get_n_sources(): number;

        get_separator(): string;

        get_strict(): boolean;

        list_sources(): Source[];

        set_default_source(source: Registry | null): boolean;

        set_strict(strict: boolean): void;

        unregister(name: string): boolean;
    }

    namespace Query {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::deprecation": (pspec: GObject.ParamSpec) => void;
            "notify::order": (pspec: GObject.ParamSpec) => void;
            "notify::own": (pspec: GObject.ParamSpec) => void;
            "notify::product-type": (pspec: GObject.ParamSpec) => void;
            "notify::stacked": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            deprecation: QueryDeprecation;
            order: QueryOrder;
            own: boolean;
            product_type: GObject.GTypeInput;
            productType: GObject.GTypeInput;
            stacked: boolean;
        }
    }

    class Query extends GObject.Object {
        static $gtype: GObject.GType<Query>;

        // Properties
        get deprecation(): QueryDeprecation;
        set deprecation(val: QueryDeprecation);

        get order(): QueryOrder;
        set order(val: QueryOrder);

        get own(): boolean;
        set own(val: boolean);

        get product_type(): GObject.GType;
        set product_type(val: GObject.GType);

        get productType(): GObject.GType;
        set productType(val: GObject.GType);

        get stacked(): boolean;
        set stacked(val: boolean);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Query.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Query.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](): Query;

        // Signals
        /** @signal */
        connect<K extends keyof Query.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Query.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Query.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Query.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Query.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Query.SignalSignatures[K]>): void;

        // Methods
        add_tag(tag: string): void;

        copy(): Query;

        exclude(glob: string): void;

        get_deprecation(): QueryDeprecation;

        get_order(): QueryOrder;

        get_own(): boolean;

        get_product_type(): GObject.GType;

        get_stacked(): boolean;

        include(glob: string): void;

        match_at_least(key: string, value: GObject.Value | any): void;

        match_equal(key: string, value: GObject.Value | any): void;

        match_has(key: string): void;

        match_one_of(key: string, values: GLib.Variant): void;

        match_string(key: string, value: string): void;

        matches(factory: Factory): boolean;

        set_deprecation(deprecation: QueryDeprecation): void;

        set_order(order: QueryOrder): void;

        set_own(own: boolean): void;

        set_product_type(type: GObject.GType): void;

        set_stacked(stacked: boolean): void;
    }

    namespace Registry {
        // Signal signatures
        interface SignalSignatures extends Source.SignalSignatures {
            /** @signal */
            resolve: (name: string) => Factory | null;
            "notify::duplicates": (pspec: GObject.ParamSpec) => void;
            "notify::frozen": (pspec: GObject.ParamSpec) => void;
            "notify::parent": (pspec: GObject.ParamSpec) => void;
            "notify::redefine": (pspec: GObject.ParamSpec) => void;
            "notify::scope": (pspec: GObject.ParamSpec) => void;
            "notify::separator": (pspec: GObject.ParamSpec) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends Source.ConstructorProps {
            duplicates: Duplicates;
            frozen: boolean;
            parent: Registry | null;
            redefine: boolean;
            scope: string | null;
            separator: string;
        }
    }

    class Registry extends Source {
        static $gtype: GObject.GType<Registry>;

        // Properties
        get duplicates(): Duplicates;
        set duplicates(val: Duplicates);

        get frozen(): boolean;

        get parent(): Registry | null;

        get redefine(): boolean;
        set redefine(val: boolean);

        get scope(): string | null;

        get separator(): string;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Registry.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Registry.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](name: string | null, base_type: GObject.GType): Registry;

        static new_child(parent: Registry, name: string | null, base_type: GObject.GType, scope: string | null): Registry;

        // Signals
        /** @signal */
        connect<K extends keyof Registry.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Registry.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Registry.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Registry.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Registry.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Registry.SignalSignatures[K]>): void;

        // Methods
        add(factory: Factory): boolean;

        add_full(factory: Factory, duplicates: Duplicates): Factory;

        add_loader(label: string, func: LoaderFunc): number;

        add_loader_full(label: string, flags: FactoryFlags, func: LoaderFunc): number;

        begin(): Batch;

        dup_child(scope: string): Registry | null;

        find_level(name: string): Registry | null;

        freeze(): void;

        get_duplicates(): Duplicates;

        get_parent(): Registry | null;

        get_redefine(): boolean;

        get_root(): Registry;

        get_scope(): string | null;

        get_separator(): string;

        is_frozen(): boolean;

        list_children(): Registry[];

        list_masks(): string[];

        list_own_factories(): Factory[];

        list_own_names(): string[];

        mask(name: string): boolean;

        register_closure(name: string, product_type: GObject.GType, closure: GObject.Closure): boolean;

        register_func(name: string, product_type: GObject.GType, func: FactoryFunc): boolean;

        register_type(name: string | null, type: GObject.GType): boolean;

        remove_loader(id: number): boolean;

        set_duplicates(duplicates: Duplicates): void;

        set_redefine(redefine: boolean): void;

        unmask(name: string): boolean;

        unregister(name: string): boolean;

        unregister_factory(factory: Factory): boolean;
    }

    namespace Report {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures, Gio.ListModel.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps<A extends GObject.Object = GObject.Object> extends GObject.Object.ConstructorProps, Gio.ListModel.ConstructorProps {}
    }

    class Report<A extends GObject.Object = Diagnostic> extends GObject.Object implements Gio.ListModel<A> {
        static $gtype: GObject.GType<Report>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Report.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Report.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](): Report;

        // Signals
        /** @signal */
        connect<K extends keyof Report.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Report.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Report.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Report.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Report.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Report.SignalSignatures[K]>): void;

        // Methods
        add(diagnostic: Diagnostic): void;

        check(): boolean;

        count_errors(): number;

        count_warnings(): number;

        to_string(): string;

        get_item_type(): GObject.GType;

        get_n_items(): number;

        get_item(position: number): A | null;

        items_changed(position: number, removed: number, added: number): void;

        vfunc_get_item(position: number): A | null;

        vfunc_get_item_type(): GObject.GType;

        vfunc_get_n_items(): number;
    }

    namespace Source {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            /** @signal */
            built: (factory: Factory, object: GObject.Object | null) => void;
            /** @signal */
            changed: () => void;
            /** @signal */
            registered: (factory: Factory) => void;
            /** @signal */
            replaced: (old_factory: Factory, new_factory: Factory) => void;
            /** @signal */
            unregistered: (factory: Factory) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
            /** @signal */
            "built::base-type": (factory: Factory, object: GObject.Object | null) => void;
            /** @signal */
            "built::name": (factory: Factory, object: GObject.Object | null) => void;
            /** @signal */
            "built::traced": (factory: Factory, object: GObject.Object | null) => void;
            [key: `built::${string}`]: (factory: Factory, object: GObject.Object | null) => void;
            /** @signal */
            "registered::base-type": (factory: Factory) => void;
            /** @signal */
            "registered::name": (factory: Factory) => void;
            /** @signal */
            "registered::traced": (factory: Factory) => void;
            [key: `registered::${string}`]: (factory: Factory) => void;
            /** @signal */
            "replaced::base-type": (old_factory: Factory, new_factory: Factory) => void;
            /** @signal */
            "replaced::name": (old_factory: Factory, new_factory: Factory) => void;
            /** @signal */
            "replaced::traced": (old_factory: Factory, new_factory: Factory) => void;
            [key: `replaced::${string}`]: (old_factory: Factory, new_factory: Factory) => void;
            /** @signal */
            "unregistered::base-type": (factory: Factory) => void;
            /** @signal */
            "unregistered::name": (factory: Factory) => void;
            /** @signal */
            "unregistered::traced": (factory: Factory) => void;
            [key: `unregistered::${string}`]: (factory: Factory) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            base_type: GObject.GTypeInput;
            baseType: GObject.GTypeInput;
            name: string | null;
            traced: boolean;
        }
    }

    abstract class Source extends GObject.Object {
        static $gtype: GObject.GType<Source>;

        // Properties
        get base_type(): GObject.GType;

        get baseType(): GObject.GType;

        get name(): string | null;

        get traced(): boolean;
        set traced(val: boolean);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Source.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Source.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        // Signals
        /** @signal */
        connect<K extends keyof Source.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Source.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof Source.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Source.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof Source.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Source.SignalSignatures[K]>): void;

        // Static methods
        static bind_to_thread(): void;

        // Virtual methods
        vfunc_count(): number;

        vfunc_factories(): Factory[];

        vfunc_find(name: string): Factory | null;

        vfunc_find_all(name: string): Factory[];

        vfunc_generation(): bigint | number;

        vfunc_membership(name: string): Membership;

        vfunc_names(): string[];

        vfunc_peek(name: string): Factory | null;

        vfunc_select(query: Query): Factory[];

        // Methods
        announce_built(factory: Factory, object: GObject.Object | null): void;

        build_config<T = GObject.Object>(config: Config): T;

        build_config_finish<T = GObject.Object>(result: Gio.AsyncResult): T;

        build_context(config: Config): Context;

        build_finish<T = GObject.Object>(result: Gio.AsyncResult): T;

        build_json<T = GObject.Object>(text: string, length: bigint | number): T;

        build_node<T = GObject.Object>(node: Json.Node): T;

        build_variant<T = GObject.Object>(variant: GLib.Variant): T;

        build_with_config<T = GObject.Object>(name: string, _arguments: Config | null): T;

        contains(name: string): boolean;

        count(): number;

        dup_failure(): string | null;

        dup_generation(): number;

        explain(name: string): string;

        find_scope(scope: string): Source;

        get_base_type(): GObject.GType;

        get_name(): string | null;

        get_traced(): boolean;

        has_build_func(): boolean;

        is_shadowed(factory: Factory): boolean;

        list_factories(): Factory[];

        list_names(): string[];

        lookup(name: string): Factory | null;

        lookup_all(name: string): Factory[];

        membership(name: string): Membership;

        peek(name: string): Factory | null;

        query_names(query: Query | null): string[];

        require(name: string): Factory;

        set_build_func(func: BuildFunc | null): void;

        set_build_func_full(flags: FactoryFlags, func: BuildFunc | null): void;

        set_failure(message: string | null): void;

        set_traced(traced: boolean): void;

        to_string(): string;

        unwatch(id: number): boolean;

    }

    namespace SubtypeSource {
        // Signal signatures
        interface SignalSignatures extends Source.SignalSignatures {
            "notify::prefix": (pspec: GObject.ParamSpec) => void;
            "notify::base-type": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
            "notify::traced": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends Source.ConstructorProps {
            prefix: string | null;
        }
    }

    class SubtypeSource extends Source {
        static $gtype: GObject.GType<SubtypeSource>;

        // Properties
        get prefix(): string | null;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: SubtypeSource.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<SubtypeSource.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](name: string | null, base_type: GObject.GType, prefix: string | null): SubtypeSource;

        // Signals
        /** @signal */
        connect<K extends keyof SubtypeSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, SubtypeSource.SignalSignatures[K]>): number;

        /** @signal */
        connect_after<K extends keyof SubtypeSource.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, SubtypeSource.SignalSignatures[K]>): number;

        /** @signal */
        emit<K extends keyof SubtypeSource.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<SubtypeSource.SignalSignatures[K]>): void;

        // Methods
        get_prefix(): string | null;
    }

    type BatchClass = typeof Batch;

    type BuilderClass = typeof Builder;

    type ConfigClass = typeof Config;

    type ContextClass = typeof Context;

    type DiagnosticClass = typeof Diagnostic;

    type ExtensionPointSourceClass = typeof ExtensionPointSource;

    type ExternalSourceClass = typeof ExternalSource;

    type FactoryClass = typeof Factory;

    type FactoryListClass = typeof FactoryList;

    type MultiRegistryClass = typeof MultiRegistry;

    type QueryClass = typeof Query;

    type RegistryClass = typeof Registry;

    type ReportClass = typeof Report;

    type SourceClass = typeof Source;

    type SubtypeSourceClass = typeof SubtypeSource;

    const __name__: string;

    const __version__: string;
}

export default Greg;

}

declare module 'gi://Greg' {
    import Greg1 from 'gi://Greg?version=1';
    export default Greg1;
}
// END
