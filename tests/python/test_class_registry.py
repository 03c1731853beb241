# test_class_registry.py - registries that hang on classes, with a GType and without
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import abc
import gc
import itertools
import threading
import unittest
import weakref

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

number = itertools.count()


def new_class(name, *bases, **body):
    """A class for one test alone: what hangs on a class with a GType stays there."""
    if any(issubclass(base, GObject.Object) for base in bases):
        body["__gtype_name__"] = f"{name}{next(number)}"
    return type(bases[0])(name, bases, body) if bases else type(name, (), body)


class Rules:
    """What is the same for all classes; ROOT is what they derive."""

    def setUp(self):
        self.Task = new_class("Task", self.ROOT, backbones=Greg.ClassRegistry())
        self.Segmentation = new_class("Segmentation", self.Task)
        self.Semantic = new_class("Semantic", self.Segmentation)

    def test_one_for_each_class(self):
        Task, Segmentation = self.Task, self.Segmentation
        self.assertIsInstance(Task.backbones, Greg.Registry)
        self.assertIs(Task.backbones, Task.backbones)
        self.assertIsNot(Segmentation.backbones, Task.backbones)
        self.assertIs(self.Semantic.backbones.get_parent(), Segmentation.backbones)
        self.assertIs(Segmentation.backbones.get_parent(), Task.backbones)

    def test_instances(self):
        self.assertIs(self.Segmentation().backbones, self.Segmentation.backbones)
        self.assertIs(self.Task().backbones, self.Task.backbones)

    def test_inheritance(self):
        @self.Task.backbones
        def small():
            return "small of all"

        @self.Segmentation.backbones("large", tags=["slow"])
        def make_large():
            return "large"

        self.assertEqual(self.Semantic.available_backbones(), ["large", "small"])
        self.assertEqual(self.Task.available_backbones(), ["small"])
        self.assertEqual(self.Semantic.backbones.build("small"), "small of all")

        self.Segmentation.backbones.register("small", lambda: "small of one")
        self.assertEqual(self.Semantic.backbones.build("small"), "small of one")
        self.assertEqual(self.Task.backbones.build("small"), "small of all")

        self.Segmentation.backbones.remove("small")
        self.Segmentation.backbones.mask("small")
        self.assertEqual(self.Semantic.available_backbones(), ["large"])
        with self.assertRaises(Greg.NotFound):
            self.Semantic.backbones.build("small")

    def test_subclass_first(self):
        self.Semantic.backbones.register("tiny", dict)
        self.Task.backbones.register("small", dict)
        self.assertEqual(self.Semantic.available_backbones(), ["small", "tiny"])
        self.assertEqual(self.Segmentation.available_backbones(), ["small"])

    def test_available(self):
        backbones = self.Task.backbones
        backbones.register("b", dict, kind="one", size=1)
        backbones.register("a", dict, kind="one", size=2)
        self.Segmentation.backbones.register("c", dict, kind="two")
        self.assertEqual(self.Segmentation.available_backbones(kind="one"), ["a", "b"])
        self.assertEqual(self.Segmentation.available_backbones(kind="one", size=2), ["a"])
        self.assertEqual(self.Segmentation.available_backbones(kind="none"), [])
        self.assertEqual(self.Segmentation().available_backbones(kind="two"), ["c"])

    def test_available_of_the_class_itself(self):
        own = new_class("Own", self.ROOT, backbones=Greg.ClassRegistry(),
                        available_backbones=lambda self: "mine")
        self.assertEqual(own().available_backbones(), "mine")

    def test_several(self):
        cls = new_class("Both", self.Task, heads=Greg.ClassRegistry("output-heads"))
        cls.heads.register("linear", dict)
        self.assertEqual(cls.available_heads(), ["linear"])
        self.assertEqual(cls.available_backbones(), [])
        self.assertEqual(cls.heads.get_name(), "Both.output-heads" if self.ROOT is object
                         else f"{cls.__gtype__.name}.output-heads")

    def test_base_type(self):
        class Backbone:
            pass

        class Small(Backbone):
            pass

        task = new_class("Strict", self.ROOT, backbones=Greg.ClassRegistry(base_type=Backbone))
        special = new_class("Stricter", task, backbones=Greg.ClassRegistry(base_type=Small))
        heir = new_class("Heir", task)
        task.backbones.register(Small)
        heir.backbones.register("small", Small)
        with self.assertRaises(TypeError):
            heir.backbones.register("dict", dict)
        with self.assertRaises(TypeError):
            special.backbones.register("plain", Backbone)
        self.assertEqual(special.available_backbones(), ["Small"])

    def test_base_type_with_gtype(self):
        task = new_class("Strict", self.ROOT, parts=Greg.ClassRegistry(base_type=Gio.Converter))
        heir = new_class("Heir", task)
        self.assertEqual(heir.parts.get_base_type(), Gio.Converter.__gtype__)
        self.assertEqual(task.parts.get_base_type(), Gio.Converter.__gtype__)
        with self.assertRaises(GLib.Error) as raised:
            heir.parts.register("info", Gio.FileInfo)
        self.assertTrue(raised.exception.matches(Greg.error_quark(), Greg.Error.INVALID_TYPE))

    def test_policies(self):
        task = new_class("Lax", self.ROOT,
                         parts=Greg.ClassRegistry(duplicates="keep", build_func=lambda cfg, _: cfg))
        heir = new_class("Heir", task)
        heir.parts.register("a", dict, x=1)
        heir.parts.register("a", list, x=2)
        self.assertEqual(heir.parts["a"].metadata["x"], 1)
        self.assertEqual(heir.parts.build({"type": "a", "y": 3}), {"type": "a", "y": 3})

    def test_threads(self):
        found, barrier = [], threading.Barrier(8)

        def work():
            barrier.wait()
            found.append((self.Semantic.backbones, self.Task.backbones))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(found), 8)
        for semantic, task in found:
            self.assertIs(semantic, self.Semantic.backbones)
            self.assertIs(task, self.Task.backbones)

    def test_errors(self):
        for arguments in {"base_type": 5}, {"name": 5}, {"name": ""}:
            with self.assertRaises(TypeError):
                Greg.ClassRegistry(**arguments)
        with self.assertRaises(ValueError):
            Greg.ClassRegistry(duplicates="rejekt")
        self.Task.late = Greg.ClassRegistry()
        with self.assertRaises(TypeError):
            self.Task.late
        self.Task.later = Greg.ClassRegistry("later")
        self.assertIs(self.Segmentation.later.get_parent(), self.Task.later)


class PlainTest(Rules, unittest.TestCase):
    ROOT = object

    def test_label(self):
        self.assertEqual(self.Segmentation.backbones.get_name(), "Segmentation.backbones")

    def test_several_bases(self):
        mixin = new_class("Mixin", object, backbones=Greg.ClassRegistry())
        mixin.backbones.register("mixed", dict)
        self.Task.backbones.register("small", dict)
        both = new_class("Both", new_class("Plain", object), self.Segmentation, mixin)
        self.assertIs(both.backbones.get_parent(), self.Segmentation.backbones)
        self.assertEqual(both.available_backbones(), ["small"])

    def test_metaclass(self):
        task = new_class("Abstract", abc.ABC, backbones=Greg.ClassRegistry())
        task.backbones.register("a", dict)

        class Closed(type):
            def __setattr__(cls, name, value):
                raise AttributeError(name)

        with self.assertRaises(AttributeError):
            Closed("Task", (), {}).x = 1
        closed = Closed("Task", (), {"backbones": Greg.ClassRegistry(), "available_backbones": None})
        self.assertIs(closed.backbones, closed.backbones)

    def collected(self, fill, forget=None):
        task = new_class("Task", object, backbones=Greg.ClassRegistry())
        heir = new_class("Heir", task)
        fill(task, heir)
        classes = weakref.WeakSet([task, heir])
        finalized = []
        for cls in task, heir:
            cls.backbones.weak_ref(finalized.append, True)
        if forget is not None:
            task = heir = cls = None
            gc.collect()
            self.assertEqual(len(classes), 2)
            forget()
        del task, heir, cls
        # What a child holds in C goes first, and what it held then.
        for _ in range(3):
            gc.collect()
        self.assertEqual((len(classes), finalized), (0, [True, True]))

    def test_collected_with_its_class(self):
        def fill(task, heir):
            task.backbones.register("small", lambda: task)
            heir.backbones.register("large", lambda: (task, heir))
            heir.backbones.build("large")
            heir.available_backbones(size=1)

        self.collected(lambda task, heir: None)
        self.collected(fill)

    def test_kept_by_its_base_class(self):
        """A child holds its parent in C, where the collector sees nothing."""
        def fill(task, heir):
            task.backbones.register("x", lambda: heir)
            held.append(weakref.ref(task.backbones))

        held = []
        self.collected(fill, forget=lambda: held[0]().remove("x"))

    def test_kept_with_its_class(self):
        self.Task.backbones.register("small", dict)
        gc.collect()
        self.assertEqual(self.Task.available_backbones(), ["small"])


class GObjectTest(Rules, unittest.TestCase):
    ROOT = GObject.Object

    def test_same_as_in_c(self):
        self.Task.backbones.register("small", dict)
        self.assertIs(Greg.class_registry_get(self.Task, "backbones"), self.Task.backbones)
        self.assertIs(Greg.class_registry_peek(self.Task, "backbones"), self.Task.backbones)
        self.assertIs(Greg.class_registry_get(self.Semantic, "backbones"), self.Semantic.backbones)
        self.assertEqual(Greg.class_registry_list(self.Semantic), ["backbones"])

    def test_asked_from_c_first(self):
        task = new_class("Task", GObject.Object, parts=Greg.ClassRegistry(base_type=Gio.Converter))
        heir = new_class("Heir", task)
        before = Greg.class_registry_get(heir, "parts")
        self.assertEqual(Greg.class_registry_list(task), [])
        self.assertEqual(task.parts.get_base_type(), Gio.Converter.__gtype__)
        self.assertIs(heir.parts, before)
        self.assertIs(before.get_parent(), task.parts)

    def test_label(self):
        class Unnamed(GObject.Object):
            backbones = Greg.ClassRegistry()

        self.assertEqual(Unnamed.backbones.get_name(), "Unnamed.backbones")

    def test_other_base_type(self):
        task = new_class("Task", GObject.Object, parts=Greg.ClassRegistry(base_type=Gio.File))
        Greg.class_registry_install(task, "parts", Gio.Converter)
        with self.assertRaises(GLib.Error) as raised:
            task.parts
        self.assertTrue(raised.exception.matches(Greg.error_quark(), Greg.Error.INVALID_TYPE))

    def test_name_from_data(self):
        self.Task.bad = Greg.ClassRegistry("a\nb")
        with self.assertRaises(GLib.Error) as raised:
            self.Task.bad
        self.assertTrue(raised.exception.matches(Greg.error_quark(), Greg.Error.INVALID_NAME))

    def test_several_bases(self):
        """The type has one parent, which is the first base."""
        other = new_class("Other", self.Task)
        other.backbones.register("other", dict)
        both = new_class("Both", self.Segmentation, other)
        self.assertIs(both.backbones.get_parent(), self.Segmentation.backbones)

    def test_declared_in_a_plain_class(self):
        mixin = new_class("Mixin", object, backbones=Greg.ClassRegistry())
        mixed = new_class("Mixed", GObject.Object, mixin)
        with self.assertRaises(TypeError) as raised:
            mixed.backbones
        self.assertIn("Mixin", str(raised.exception))
        own = new_class("Own", self.Task, mixin)
        self.assertIs(own.backbones.get_parent(), self.Task.backbones)

    def test_kept(self):
        self.Task.backbones.register("small", lambda: 1)
        type.__setattr__(self.Task, "_greg_class_registries", {})
        gc.collect()
        self.assertEqual(self.Task.backbones.build("small"), 1)


if __name__ == "__main__":
    unittest.main()
