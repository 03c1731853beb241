# factories.py - a factory as something to call
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from collections.abc import Mapping

from gi.repository import GLib, GObject, Greg

from .building import call_factory
from .exceptions import guarded, native
from .registering import new_code_factory, set_plain_defaults
from .targets import target_of
from .values import encode_apart, from_config, to_metadata


class Metadata(Mapping):
    """The metadata of a factory, from keys to values of any kind; a variant is what is in it."""

    __slots__ = ("_factory",)

    def __init__(self, factory):
        self._factory = factory

    def __getitem__(self, key):
        if not isinstance(key, str) or key not in self._factory.get_metadata_keys():
            raise KeyError(key)
        value = self._factory.get_metadata(key)
        return value.unpack() if isinstance(value, GLib.Variant) else value

    def __iter__(self):
        return iter(self._factory.get_metadata_keys())

    def __len__(self):
        return len(self._factory.get_metadata_keys())

    def __repr__(self):
        return repr(dict(self))


def factory_call(self, /, *args, **kwargs):
    """Makes one product: Python code is called with the arguments, everything else is made by C."""
    return call_factory(self, args, kwargs)


def factory_repr(self):
    origin = self.dup_origin_text()
    return f"<Greg.Factory “{self.get_name()}”{f' from {origin}' if origin else ''}>"


def factory_code(self):
    """The Python class or function behind the factory, or None when it is not Python's."""
    target = target_of(self)
    return target.code if target is not None else None


# --- making other factories of it ---


def copy_details(old, new):
    """Everything but name, code, defaults and aliases."""
    new.set_priority(old.get_priority())
    if old.get_summary() is not None:
        new.set_summary(old.get_summary())
    for key, value in old.metadata.items():
        new.set_metadata(key, to_metadata(value))
    if old.is_deprecated():
        new.set_deprecated(old.get_deprecation_note(), old.get_replacement())
    new.set_origin(*old.get_origin())


def code_factory(old, name, target, defaults):
    """Another factory for the same code: it must not hold the old one, which may hold the code."""
    factory = new_code_factory(name, target.code, defaults, target.nested)
    copy_details(old, factory)
    set_plain_defaults(factory, defaults)
    return factory


def factory_copy(self, name=None):
    """A factory that makes the same and can be changed."""
    target = target_of(self)
    if target is None:
        return native_copy(self, name)
    factory = code_factory(self, name or self.get_name(), target, target.defaults)
    if name is None or name == self.get_name():
        for alias in self.get_aliases():
            factory.add_alias(alias)
    return factory


def factory_bind(self, arguments=None, **more):
    """A factory that has some arguments already: a dict, keywords, or a Greg.Config."""
    if isinstance(arguments, Greg.Config):
        arguments = from_config(arguments)
    given = {**(arguments or {}), **more}
    target = target_of(self)
    if target is None:
        return native_bind(self, new_config(encode_apart(given)[0], -1, None))
    return code_factory(self, self.get_name(), target, {**target.defaults, **given})


def factory_set_metadata(self, key, value):
    """Sets one piece of metadata of any kind; None removes it."""
    if value is None or isinstance(value, GObject.Value):
        return native_set_metadata(self, key, value)
    return native_set_metadata(self, key, to_metadata(value))


def new_for_func(name, product_type, function):
    """A factory whose function is called with the Greg.Context of each build."""
    return native_new_for_func(name, product_type, guarded(function))


def guard_create(cls, **kwargs):
    """What a derived factory raises comes back to who builds."""
    super(Greg.Factory, cls).__init_subclass__(**kwargs)
    if "do_create" in vars(cls):
        cls.do_create = guarded(cls.do_create)


native_copy = Greg.Factory.copy
native_bind = native(Greg.Factory.bind)
native_set_metadata = native(Greg.Factory.set_metadata)
native_new_for_func = Greg.Factory.new_for_func
new_config = native(Greg.Config.new_from_json)


def install():
    factory = Greg.Factory
    factory.__call__ = factory_call
    factory.__repr__ = factory_repr
    factory.metadata = property(Metadata, doc="The metadata, as a mapping.")
    factory.code = property(factory_code, doc=factory_code.__doc__)
    factory.copy = factory_copy
    factory.bind = factory_bind
    factory.set_metadata = factory_set_metadata
    factory.new_for_func = staticmethod(new_for_func)
    factory.__init_subclass__ = classmethod(guard_create)
