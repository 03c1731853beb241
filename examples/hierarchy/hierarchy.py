#!/usr/bin/env python3
# hierarchy.py - two frameworks under one root, which build with each other's models
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as hierarchy.c."""

import gi

gi.require_version("Greg", "1")
from gi.repository import GObject, Greg  # noqa: E402


class Model(GObject.Object):
    """Stands for a model, which may have other models as its parts."""

    title = GObject.Property(type=str, default="")
    backbone = GObject.Property(type=GObject.Object)
    head = GObject.Property(type=GObject.Object)

    def __str__(self):
        return f"{self.title} [{self.backbone}, {self.head}]" if self.backbone else self.title


models = Greg.Registry("models", base_type=Model)
detection = Greg.Registry("det", parent=models, scope="det")
classification = Greg.Registry("cls", parent=models, scope="cls")

models.register("resnet", Model, defaults={"title": "ResNet-18"})
models.register("linear", Model, defaults={"title": "linear"})
detection.register("yolo", Model, defaults={"title": "YOLO"})
detection.register("boxes", Model, defaults={"title": "boxes"})
detection.mask("linear")


def load_classification(registry, name):
    """Stands for a module that is imported, and registers what it has."""
    print(f"  “{name}” is missing in {registry.get_name()}, which loads its models")
    registry.register("vit", Model, defaults={"title": "ViT"})
    registry.register("resnet", Model, defaults={"title": "ResNet-50"})
    registry.register("classifier", Model, defaults={"title": "classifier"})


def make(source, factory, context):
    """Set on the root, it makes what is asked of the registries below as well."""
    print(f"  {source.get_name()} makes {factory.get_name()}")
    return factory.create(context)


def build(registry, title, config):
    print(title)
    print(f"  → {registry.build(config)}\n")


def print_failure(registry, name):
    try:
        registry[name]
    except Greg.NotFound as error:
        print(error.message)


classification.add_loader("classification models", load_classification)
models.set_build_func(make)
print(models, end="\n\n")

build(detection, "Its own parts, and one of the root:",
      {"type": "yolo", "backbone": "resnet", "head": "boxes"})
build(detection, "A part of the other framework:",
      {"type": "yolo", "backbone": "cls.vit", "head": "boxes"})
build(detection, "A part that is built with all its parts as the other framework would:",
      {"type": "yolo",
       "backbone": {"type": "classifier", "$scope": "cls",
                    "backbone": "resnet", "head": "linear"},
       "head": "boxes"})
print(models, end="\n\n")

print_failure(detection, "linear")
print_failure(detection, "vit")
print(f"\nWhere “cls.yolo” is looked for:\n{detection.explain('cls.yolo')}")
