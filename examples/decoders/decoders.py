#!/usr/bin/env python3
# decoders.py - decoders of several libraries, behind prefixes, as one
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Does and prints the same as decoders.c."""

import gi

gi.require_version("Greg", "1")
from gi.repository import GLib, Greg  # noqa: E402


class Network:
    """Stands for a neural network: all that it does is to say what it is."""

    def __init__(self, title, layers, features):
        self.title = title
        self.layers = layers
        self.features = features


def make_decoder(title):
    def make(layers=4, features=64):
        return Network(title, layers, features)
    return make


def add(source, name, title, pretrained):
    source.register(name, make_decoder(title), summary=title, pretrained=pretrained)


def print_source(decoders, name):
    source = decoders.find_source(name)
    print(f"  {name} is {'not there' if source is None else 'in ' + source.get_name()}")


def print_built(network):
    print(f"  {network.title}: {network.layers} layers, {network.features} features")


def print_failure(decoders, name):
    try:
        decoders[name]
    except Greg.NotFound as error:
        print(f"  {error.message}")


def print_added(decoders, name):
    try:
        add(decoders, name, "my own", pretrained=False)
        print_source(decoders, name)
    except GLib.Error as error:
        print(f"  {error.message}")


native = Greg.Registry("native")
timm = Greg.Registry("timm")
smp = Greg.Registry("smp")
trials = Greg.Registry("trials")

add(native, "fcn", "FCN", pretrained=False)
add(timm, "unet", "U-Net of timm", pretrained=True)
add(timm, "fpn", "FPN of timm", pretrained=False)
add(smp, "unet", "U-Net of smp", pretrained=True)
add(smp, "linknet", "LinkNet of smp", pretrained=False)
add(trials, "fcn", "FCN on trial", pretrained=False)
add(trials, "mamba", "Mamba on trial", pretrained=True)

decoders = Greg.MultiRegistry("decoders", {"native": native, "timm": timm, "smp": smp},
                              separator="_", default=native)
print("Prefixes:", *decoders.prefixes())
print("Names:", *decoders)

print("\nWith a prefix one source is asked, without one the first that has it:")
print_source(decoders, "smp_unet")
print_source(decoders, "unet")
print_source(decoders, "linknet")
print_source(decoders, "timm_linknet")

print("\nBuilt, with arguments by position too:")
print_built(decoders.build("unet"))
print_built(decoders.build("smp_unet", 5, 256))
print_built(decoders.build("fcn", features=32))

print("\nNot found:")
print_failure(decoders, "timm_linknet")
print_failure(decoders, "smp_unett")

print("\nThe native source takes what is added:")
print_added(decoders, "own")
print("Now native has:", *native)

print("\nWith the trials after them, what comes first still wins, and nobody takes additions:")
every = decoders + trials
print_source(every, "fcn")
print_source(every, "mamba")
print_added(every, "other")

print("\nPretrained in all of them:")
for factory in every.query(pretrained=True):
    print(f"  {factory.get_summary()}")
