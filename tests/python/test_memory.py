# test_memory.py - what was found in trees and in several sources is forgotten in time, and goes with them
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gc
import itertools
import threading
import unittest
import weakref

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, GLib, GObject, Greg  # noqa: E402

from changing import First, Native, Second  # noqa: E402


def look(source, name):
    """What each way of finding gives, when all have been used before; None for nothing."""
    found = set()
    for _ in range(2):
        factory = source.get(name)
        assert (name in source) == (factory is not None)
        if factory is None:
            for ask in source.__getitem__, source.build, lambda name: source.build({"type": name}):
                try:
                    ask(name)
                except KeyError:
                    continue
                raise AssertionError(f"{name} is still there")
            found.add(None)
            continue
        assert source[name] == factory
        found |= {factory.code, type(source.build(name)), type(source.build({"type": name}))}
    assert len(found) == 1, found
    return found.pop()


class Case(unittest.TestCase):
    def assert_found(self, source, name, code):
        self.assertIs(look(source, name), code)


class TreeTest(Case):
    def setUp(self):
        self.root = Greg.Registry("root")
        self.middle = Greg.Registry("middle", parent=self.root, scope="middle")
        self.child = Greg.Registry("child", parent=self.middle, scope="child")
        self.sister = Greg.Registry("sister", parent=self.root, scope="sister")
        self.root.register("x", First)
        self.sister.register("y", First)

    def test_remembered(self):
        """In the quick way, not only right."""
        for name in "x", "sister.y":
            self.assertIs(self.child[name], self.child[name])
        self.assertIn("x", self.child._greg.found)
        self.assertNotIn("sister.y", self.child._greg.found)
        self.assertIn("sister.y", self.child._greg.kept)

    def test_ancestors(self):
        self.assert_found(self.child, "x", First)
        self.middle.register("x", Second)
        self.assert_found(self.child, "x", Second)
        self.middle.remove("x")
        self.assert_found(self.child, "x", First)
        self.root.register("x", Second, override=True)
        self.assert_found(self.child, "x", Second)
        Native.unregister(self.root, "x")
        self.assert_found(self.child, "x", None)
        Native.add(self.root, Greg.Factory.new_for_type("x", Gio.Menu), Greg.Duplicates.REJECT)
        self.assertIsInstance(self.child.build("x"), Gio.Menu)

    def test_batches_of_ancestors(self):
        with self.root.begin().temporary() as batch:
            batch.register("x", Second, override=True)
            self.assert_found(self.child, "x", Second)
        self.assert_found(self.child, "x", First)

    def test_masks(self):
        self.assert_found(self.child, "x", First)
        self.middle.mask("x")
        self.assert_found(self.child, "x", None)
        self.assert_found(self.root, "x", First)
        self.middle.unmask("x")
        self.assert_found(self.child, "x", First)

    def test_sisters(self):
        for source in self.child, self.root, self.sister:
            self.assert_found(source, "sister.y", First)
        self.sister.register("y", Second, override=True)
        for source in self.child, self.root, self.sister:
            self.assert_found(source, "sister.y", Second)
        Native.unregister(self.sister, "y")
        self.assert_found(self.child, "sister.y", None)

    def test_a_nearer_scope(self):
        self.assert_found(self.child, "sister.y", First)
        nearer = Greg.Registry("nearer", parent=self.middle, scope="sister")
        self.assert_found(self.child, "sister.y", None)
        nearer.register("y", Second)
        self.assert_found(self.child, "sister.y", Second)
        del nearer
        self.assert_found(self.child, "sister.y", First)

    def test_a_literal_name(self):
        """It comes before the scope; what stands in the way of it lets the scope through."""
        self.assert_found(self.child, "sister.y", First)
        self.root.register("sister.y", Second)
        self.assert_found(self.child, "sister.y", Second)
        self.assertIn("sister.y", self.child._greg.found)
        self.child.mask("sister.y")
        self.assert_found(self.child, "sister.y", First)
        self.child.unmask("sister.y")
        self.assert_found(self.child, "sister.y", Second)
        self.root.remove("sister.y")
        self.assert_found(self.child, "sister.y", First)

    def test_an_alias_like_a_scope(self):
        """What looks literal is found by its scope, since the climb ends before."""
        root = Greg.Registry("root", scope="top")
        child = Greg.Registry("child", parent=root)
        root.register("y", First, aliases=["top.y"])
        child.mask("top.y")
        self.assert_found(child, "top.y", First)
        nearer = Greg.Registry("nearer", parent=child, scope="top")
        nearer.register("y", Second)
        self.assert_found(child, "top.y", Second)

    def test_within_handlers(self):
        """A handler of an ancestor, however early it was connected, sees the change from below."""
        root = Greg.Registry("root")
        seen = []
        for signal in "registered", "unregistered", "replaced", "changed":
            root.connect(signal, lambda *_: seen.append(look(child, "x")))
        child = Greg.Registry(parent=Greg.Registry(parent=root))
        root.register("x", First)
        child["x"]
        root.register("x", Second, override=True)
        child["x"]
        root.remove("x")
        self.assertEqual(seen, [First, First, Second, Second, None, None])

    def test_made_in_c(self):
        root = Greg.Registry.new("root", GObject.TYPE_NONE)
        child = Greg.Registry.new_child(root, None, GObject.TYPE_NONE, "child")
        Native.add(root, Greg.Factory.new_for_type("x", Gio.Menu), Greg.Duplicates.REJECT)
        self.assertIsInstance(child.build("x"), Gio.Menu)
        self.assertIsInstance(child.build("x"), Gio.Menu)
        Native.unregister(root, "x")
        self.assert_found(child, "x", None)

    def test_build_functions(self):
        self.assert_found(self.child, "x", First)
        self.assert_found(self.child, "sister.y", First)
        self.root.set_build_func(lambda config, registry: 5)
        for name in "x", "sister.y":
            self.assertEqual((self.child.build(name), self.child.build({"type": name})), (5, 5))
        self.root.set_build_func(None)
        self.assert_found(self.child, "x", First)
        self.assert_found(self.child, "sister.y", First)

    def test_traced(self):
        built = []
        self.child.connect("built", lambda source, factory, thing: built.append(factory.get_name()))
        for traced in False, True, False:
            self.child.set_traced(traced)
            for name in "x", "sister.y":
                self.child.build(name)
                self.child.build({"type": name})
        self.assertEqual(built, ["x", "x", "y", "y"])

    def test_made_up(self):
        numbers = itertools.count()
        self.root.connect("resolve", lambda registry, name: Greg.Factory.new_for_type(
            f"{name}-{next(numbers)}", Gio.Menu))
        for name in "any", "sister.any":
            self.assertNotEqual(self.child["any"].get_name(), self.child["any"].get_name(), name)

    def test_other_threads(self):
        def change():
            self.root.register("x", Second, override=True)
            Native.unregister(self.sister, "y")

        self.assert_found(self.child, "x", First)
        self.assert_found(self.child, "sister.y", First)
        thread = threading.Thread(target=change)
        thread.start()
        thread.join()
        self.assert_found(self.child, "x", Second)
        self.assert_found(self.child, "sister.y", None)

    def test_overtaken(self):
        import sys
        entries = sys.modules["gi.overrides._greg.entries"]
        memory = sys.modules["gi.overrides._greg.memory"]
        for module, step in (entries, "require"), (memory, "peek"):
            for name, home in ("z", self.root), ("sister.z", self.sister):
                home.register("z", First)
                original = getattr(module, step)

                def overtaken(*args):
                    result = original(*args)
                    home.register("z", Second, override=True)
                    return result

                setattr(module, step, overtaken)
                try:
                    self.assertIs(self.child[name].code, First)
                finally:
                    setattr(module, step, original)
                self.assert_found(self.child, name, Second)
                home.remove("z")

    def test_many_threads(self):
        """Whoever looks finds what is there, while levels change and children come and go."""
        stop, problems = threading.Event(), []

        def read():
            while not stop.is_set():
                for name in "x", "sister.y":
                    try:
                        if self.child[name].code not in (First, Second):
                            problems.append(name)
                        Greg.Registry(parent=self.middle)[name]
                    except BaseException as problem:
                        problems.append(problem)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(100):
            code = (First, Second)[number % 2]
            self.root.register("x", code, override=True)
            self.sister.register("y", code, override=True)
            self.assertIs(self.child["x"].code, code)
            self.assertIs(self.child["sister.y"].code, code)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])


class MultiTest(Case):
    def setUp(self):
        self.a, self.b = Greg.Registry("a"), Greg.Registry("b")
        self.a.register("x", First)
        self.b.register("y", First)
        self.dotted = Greg.MultiRegistry("dotted", {"a": self.a, "b": self.b})
        self.multi = Greg.MultiRegistry("multi", {"a": self.a, "b": self.b}, separator="_")

    def assert_everywhere(self, name, code):
        self.assert_found(self.multi, name, code)
        self.assert_found(self.dotted, name.replace("_", "."), code)

    def test_remembered(self):
        for source, name in (self.multi, "a_x"), (self.multi, "x"), (self.dotted, "a.x"):
            self.assertIs(source[name], source[name])
        self.assertLessEqual({"a_x", "x"}, set(self.multi._greg.found))
        self.assertIn("a.x", self.dotted._greg.kept)

    def test_members(self):
        for name in "a_x", "x":
            self.assert_everywhere(name, First)
        self.a.register("x", Second, override=True)
        for name in "a_x", "x":
            self.assert_everywhere(name, Second)
        Native.unregister(self.a, "x")
        for name in "a_x", "x":
            self.assert_everywhere(name, None)

    def test_members_before(self):
        self.assert_everywhere("y", First)
        self.a.register("y", Second)
        self.assert_everywhere("y", Second)
        self.assert_everywhere("b_y", First)

    def test_within_handlers(self):
        """What a member tells is known to those that have it, before they tell."""
        a = Greg.Registry("a")
        seen = []
        a.connect("registered", lambda *_: seen.append(look(multi, "x")))
        a.connect("replaced", lambda *_: seen.append(look(multi, "x")))
        multi = Greg.MultiRegistry("multi", [Greg.MultiRegistry("inner", [a])])
        a.register("x", First)
        multi["x"]
        a.register("x", Second, override=True)
        self.assertEqual(seen, [First, Second])

    def test_coming_and_going(self):
        c = Greg.Registry("c")
        c.register("x", Second)
        for multi in self.multi, self.dotted:
            self.assert_found(multi, "x", First)
            multi.insert(0, "c", c)
            self.assert_found(multi, "x", Second)
            self.assert_found(multi, f"c{multi.separator}x", Second)
            multi.move(c, 2)
            self.assert_found(multi, "x", First)
            multi.remove(c)
            self.assert_found(multi, f"c{multi.separator}x", None)
            multi.remove(self.a)
            self.assert_found(multi, "x", None)

    def test_an_ancestor_of_a_member(self):
        child = Greg.Registry("child", parent=self.a)
        sister = Greg.Registry("sister", parent=self.a, scope="sister")
        sister.register("y", First)
        multi = Greg.MultiRegistry("multi", {"c": child}, separator="_")
        self.assert_found(multi, "c_x", First)
        self.assert_found(multi, "c_sister.y", First)
        self.assert_found(multi, "sister.y", First)
        self.a.register("x", Second, override=True)
        sister.register("y", Second, override=True)
        self.assert_found(multi, "c_x", Second)
        self.assert_found(multi, "c_sister.y", Second)
        self.assert_found(multi, "sister.y", Second)

    def test_a_scope_like_a_prefix(self):
        self.assert_found(self.dotted, "b.y", First)
        child = Greg.Registry("child", parent=self.a, scope="b")
        child.register("y", Second)
        self.assert_found(self.dotted, "b.y", Second)
        del child
        self.assert_found(self.dotted, "b.y", First)

    def test_several_levels(self):
        outer = Greg.MultiRegistry("outer", {"in": self.multi}, separator="_")
        self.assert_found(outer, "in_a_x", First)
        self.a.register("x", Second, override=True)
        self.assert_found(outer, "in_a_x", Second)
        self.multi.remove(self.a)
        self.assert_found(outer, "in_a_x", None)

    def test_around_and_back(self):
        """What was within the one is now around it."""
        inner, outer = Greg.MultiRegistry("i", [self.a]), Greg.MultiRegistry("o", [self.b])
        outer.append(inner)
        self.assert_found(outer, "x", First)
        outer.remove(inner)
        inner.append(outer)
        self.assert_found(inner, "y", First)
        self.a.register("x", Second, override=True)
        self.b.register("y", Second, override=True)
        self.assert_found(inner, "x", Second)
        self.assert_found(inner, "y", Second)

    def test_others_are_asked_each_time(self):
        answers = itertools.cycle((self.a["x"], None))
        external = Greg.ExternalSource("hub", find=lambda source, name: next(answers))
        multi = Greg.MultiRegistry("multi", [external, self.b])
        self.b.register("x", Second)
        self.assertEqual({multi["x"].code for _ in range(6)}, {First, Second})
        self.assertEqual(multi._greg.found, {})

    def test_build_functions(self):
        self.assert_everywhere("a_x", First)
        self.a.set_build_func(lambda source, factory, context: 5)
        self.assertEqual((self.multi.build("a_x"), self.dotted.build({"type": "a.x"})), (5, 5))
        self.a.set_build_func(None)
        self.assert_everywhere("a_x", First)
        self.multi.set_build_func(lambda config, source: 6)
        self.assertEqual(self.multi.build("a_x"), 6)

    def test_other_threads(self):
        self.assert_everywhere("a_x", First)
        thread = threading.Thread(target=Native.unregister, args=(self.a, "x"))
        thread.start()
        thread.join()
        self.assert_everywhere("a_x", None)


class LifetimeTest(unittest.TestCase):
    def assert_gone(self, things):
        """In any order; `things` are the only references."""
        for order in itertools.permutations(range(len(things()))):
            made, gone = things(), []
            for number, thing in enumerate(made):
                thing.weak_ref(gone.append, number)
            del thing
            for number in order:
                made[number] = None
                gc.collect()
            self.assertEqual(sorted(gone), list(range(len(made))), order)

    def test_trees(self):
        def tree():
            root = Greg.Registry("root")
            child = Greg.Registry(parent=root, scope="child")
            sister = Greg.Registry(parent=root, scope="sister")
            root.register("x", First)
            sister.register("y", lambda: sister)
            for source in root, child, sister:
                source["x"], source["sister.y"], source.build("sister.y")
                source.build({"type": "y", "$scope": "sister"})
            return [root, child, sister]

        self.assert_gone(tree)

    def test_several_sources(self):
        def sources():
            root = Greg.Registry("root")
            member = Greg.Registry(parent=root, scope="m")
            multi = Greg.MultiRegistry("multi", {"m": member}, default=member)
            both = multi + root
            multi.register("x", First)
            for source in multi, both:
                source["x"], source["m.x"], source.build("x"), source.list("m.*")
            return [root, member, multi, both]

        self.assert_gone(sources)

    def test_who_has_asked_keeps_nothing(self):
        """Neither a sister nor its code stays because another one has built by its scope."""
        root = Greg.Registry("root")
        sister, code = Greg.Registry(parent=root, scope="sister"), type("Code", (), {})
        gone = weakref.ref(code)
        sister.register("y", code)
        root.build("sister.y")
        sister.remove("y")
        del code
        gc.collect()
        self.assertIsNone(gone())
        ended = []
        sister.register("y", lambda: sister)
        sister.weak_ref(ended.append, True)
        root.build("sister.y")
        del sister
        gc.collect()
        self.assertEqual(ended, [True])

    def test_code_that_refers_to_its_child_stays_until_it_is_unregistered(self):
        """A child holds its parent in C, where Python does not see it; see the page about Python."""
        root, gone = Greg.Registry("root"), []
        child = Greg.Registry(parent=root)
        child.weak_ref(gone.append, True)
        root.register("x", lambda: child)
        root.remove("x")
        del child
        gc.collect()
        self.assertEqual(gone, [True])

    def test_who_comes_and_goes(self):
        """Nothing is left in a registry of those that have followed it."""
        root = Greg.Registry("root")
        sister = Greg.Registry(parent=root, scope="sister")
        root.register("x", First)
        sister.register("y", First)
        for _ in range(100):
            child = Greg.Registry(parent=root)
            multi = Greg.MultiRegistry("multi", {"c": child}, separator="_")
            child["x"], child["sister.y"], multi["c_x"], multi["c_sister.y"]
        del child, multi
        gc.collect()
        self.assertEqual(len(root._greg.below), 1)
        self.assertEqual(len(sister._greg.lent), 0)
        with self.assertRaises(GLib.Error):
            Greg.Registry(parent=root, scope="sister")
        self.assertEqual(root.children, (sister,))
