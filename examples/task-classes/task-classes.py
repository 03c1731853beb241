#!/usr/bin/env python3
# task-classes.py - tasks whose classes have registries, which kinds of tasks inherit and change
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as task-classes.c."""

import gi

gi.require_version("Greg", "1")
from gi.repository import GObject, Greg  # noqa: E402


class Network:
    """Stands for a neural network: all that it does is to say what it is."""

    def __init__(self, title, layers):
        self.title = title
        self.layers = layers


class Task(GObject.Object):
    """A task is made with a backbone: a name, a name and arguments, or a function."""

    __gtype_name__ = "ExampleTask"

    # The base type is for all kinds of tasks.
    backbones = Greg.ClassRegistry(base_type=Network)

    def __init__(self, backbone):
        super().__init__()
        if callable(backbone):
            self.network = backbone()
        else:
            name, arguments = backbone if isinstance(backbone, tuple) else (backbone, {})
            self.network = self.backbones.build(name, **arguments)

    def __str__(self):
        return f"{self.__gtype__.name} with {self.network.title}, {self.network.layers} layers"


class Classifier(Task):
    __gtype_name__ = "ExampleClassifier"


class Segmenter(Task):
    __gtype_name__ = "ExampleSegmenter"


@Task.backbones(pretrained=False)
def mlp(layers=3):
    return Network("mlp", layers)


@Task.backbones("resnet", pretrained=True)
def make_resnet(layers=18):
    return Network("resnet", layers)


# One backbone more.
Classifier.backbones("vit", Network, defaults={"title": "vit", "layers": 12}, pretrained=True)


# One more, one that stands before another, and one that is of no use here.
@Segmenter.backbones(pretrained=False)
def unet(layers=23):
    return Network("unet", layers)


@Segmenter.backbones("resnet", pretrained=True)
def make_dilated_resnet(layers=50):
    return Network("dilated resnet", layers)


Segmenter.backbones.mask("mlp")


def print_available(task):
    """What a task of this kind can be made with, and which class has registered it."""
    print(f"{task.__gtype__.name} has")
    for name in task.available_backbones():
        print(f"  {name} from {task.backbones.find_level(name).get_name()}")


def try_task(task, backbone):
    try:
        print(task(backbone))
    except Greg.NotFound as error:
        print(error.message)


print_available(Segmenter)
print_available(Classifier)
print_available(Task)
print("\nPretrained for ExampleClassifier:", *Classifier.available_backbones(pretrained=True))

print("\nBy name, by name and arguments, by function:")
try_task(Classifier, "resnet")
try_task(Segmenter, "resnet")
try_task(Classifier, ("resnet", {"layers": 34}))
try_task(Segmenter, lambda: Network("my own", 5))

print("\nNot there:")
try_task(Segmenter, "mlp")
try_task(Task, "resnt")
