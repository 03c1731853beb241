# typed_program.py - what a type checker must take, and the lines that it must refuse
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import functools

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, Greg  # noqa: E402

models = Greg.Registry("models", duplicates="stack")


@models
class ResNet:
    depth = 18


@models.register("norm", aliases=["bn"], priority=3, tags=["layer"], task="x")
def norm(size: int) -> tuple[str, int]:
    return ("norm", size)


@models()
def plain(size: int) -> str:
    return str(size)


models(fn=functools.partial(norm, 1), name="username/norm")
models.register(["a", "b"], ResNet, defaults={"depth": 50}, override=True)

depth: int = ResNet().depth
made: tuple[str, int] = norm(8)
text: str = plain(8)
found: Greg.Factory | None = models.get("norm", task="x")
names: list[str] = models.list("res*", task="x", at_least={"year": 2015}, exclude="*18")
factories: list[Greg.Factory] = models.query(Greg.Query("res*", order="name"))
for name in models:
    print(name.upper(), models[name].metadata["task"], name in models, len(models))
for name, factory in models.items():
    print(name, factory.get_tags(), factory.bind(depth=3)(1, a=2))
print(models | {"x"}, sorted(models.keys() & {"y"}))
print(models.build("norm", 1, size=2), models.build({"type": ResNet}, default_args={"depth": 1}))

with models.begin() as batch:
    batch.register("c", ResNet)
with models.begin().temporary() as temporary:
    temporary("d", ResNet)

models.add_loader("more", lambda registry, name: registry.register(name, ResNet))
models.watch(lambda source, removed, added: print(source.get_name(), removed, added))
models.build_async("norm", {"size": 1}, Gio.Cancellable(), print)
Greg.Builder(models).validate({"type": "norm"}).count_errors()
child = Greg.Registry("child", parent=models, scope="child", separator=".")
above: Greg.Registry | None = child.parent
below: tuple[Greg.Registry, ...] = models.children
print(child.root.scope, child.separator, child.masks, models.child("child"), str(child), child.explain("x"))
child.mask("norm")
several = Greg.MultiRegistry("all", {"a": models, "b": child}, separator="_", default=child, strict=True)
several.append(Greg.Registry())
several.insert(0, "c", Greg.Registry())
several.default = models
several.strict = False


@several.register("more", tags="x")
def more(size: int) -> str:
    return str(size)


both: Greg.MultiRegistry = models + child
first: Greg.Source = both.sources[0]
print(more(5).upper(), several.prefixes()[0].upper(), several.source("a"), several.find_source("a_norm"))
Greg.MultiRegistry("list", [models, ("p", child)])

try:
    models["nothing"]
except Greg.NotFound as error:
    print(error.report)

size: str = norm(8)  # wrong
models.list(5)  # wrong
models.register("x", ResNet, priority="high")  # wrong
models.register("x", 5)  # wrong
models.query(order=5)  # wrong
number: int = models.get("norm")  # wrong
models.add_loader(lambda registry, name: None)  # wrong
models["norm"].bind(5)  # wrong
models.nothing()  # wrong
Greg.Registry(parent="models")  # wrong
child.parent = models  # wrong
Greg.MultiRegistry("one", models)  # wrong
several.append("a")  # wrong
models + {"x"}  # wrong
more("5")  # wrong
