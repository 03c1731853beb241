#!/usr/bin/env python3
# backbones.py - tasks that find the backbones of their networks in a registry
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as backbones.c."""

import functools

import gi

gi.require_version("Greg", "1")
from gi.repository import Greg  # noqa: E402

CLASSIFICATION = "image/classification"
SEGMENTATION = "image/segmentation"


class Network:
    """Stands for a neural network: all that it does is to say what it is."""

    def __init__(self, title, layers, n_features=None):
        self.title = title
        self.layers = layers
        self.n_features = n_features


class Task:
    """A backbone turns a picture into features, which the task turns into classes."""

    # All tasks share it. Several backbones may have one name, for different namespaces.
    backbones = Greg.Registry("backbones", duplicates="stack")
    namespace = None

    @classmethod
    def available_backbones(cls, **metadata):
        """The names of the backbones for this task that also have all the metadata."""
        query = Greg.Query(stacked=True)
        for key, value in {"namespace": cls.namespace, **metadata}.items():
            query.match_equal(key, value)
        return sorted({factory.get_name() for factory in cls.backbones.query(query)})

    @classmethod
    def find_backbone(cls, name):
        """The first backbone of that name that is for this task."""
        factory = cls.backbones.get(name, namespace=cls.namespace)
        if factory is None:
            cls.backbones.require(name)  # if nobody has the name, this says which are near
            raise LookupError(f"“{name}” is there, but not for {cls.namespace}")
        return factory

    def __init__(self, backbone, n_classes=10, **arguments):
        product = self.find_backbone(backbone)(**arguments)
        # Either the network knows how many features it gives, or they come beside it.
        self.network, self.n_features = (product if isinstance(product, tuple)
                                         else (product, product.n_features))
        self.n_classes = n_classes

    def __str__(self):
        return (f"{self.network.title}, {self.network.layers} layers → "
                f"{self.n_features} features → {self.n_classes} classes")


class ImageClassifier(Task):
    namespace = CLASSIFICATION


class ImageSegmenter(Task):
    namespace = SEGMENTATION


# By decorator. Every keyword that the registry does not know is metadata.
@Task.backbones(name="tiny", namespace=CLASSIFICATION, pretrained=False)
def make_tiny(width=16):
    return Network("tiny", 3), width


def make_resnet(depth, title="resnet"):
    return Network(f"{title}{depth}", depth), 512 if depth < 50 else 2048


# By call: one function under several names, with other arguments for each.
for depth in 18, 50:
    Task.backbones(functools.partial(make_resnet, depth), name=f"resnet{depth}",
                   namespace=CLASSIFICATION, pretrained=True)

# The same name once more, for another task.
Task.backbones(functools.partial(make_resnet, 50, "dilated resnet"), name="resnet50",
               namespace=SEGMENTATION, pretrained=True)

# A class, with arguments of its own for this name.
Task.backbones.register("vit", Network, namespace=CLASSIFICATION, pretrained=True,
                        defaults={"title": "vit", "layers": 12, "n_features": 768})


def print_failure(task, name):
    try:
        task(name)
    except LookupError as error:
        print(error.message if isinstance(error, Greg.NotFound) else error)


print("For image classification:", ", ".join(ImageClassifier.available_backbones()))
print("… and pretrained:", ", ".join(ImageClassifier.available_backbones(pretrained=True)))
print("For image segmentation:", ", ".join(ImageSegmenter.available_backbones()))

print("\nEvery “resnet50”:")
for factory in Task.backbones.lookup_all("resnet50"):
    print(f"  {factory.metadata['namespace']}")

print()
print(ImageClassifier("tiny"))
print(ImageClassifier("tiny", width=32))
print(ImageClassifier("resnet50"))
print(ImageSegmenter("resnet50"))
print(ImageClassifier("vit"))

print()
print_failure(ImageClassifier, "resnet5")
print_failure(ImageSegmenter, "vit")
