# batches.py - a batch as a context manager
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import Greg

from .exceptions import native
from .registering import batch_add_full, register
from .signatures import takes

commit = native(Greg.Batch.commit)
revert = native(Greg.Batch.revert)


def batch_enter(self):
    return self


def batch_exit(self, kind, exception, traceback):
    """Publishes what was added, or nothing if there was an exception."""
    if kind is None:
        commit(self)
    else:
        revert(self)


class Temporary:
    """What is added in the block is there at once, and goes when the block ends.

    with registry.begin().temporary() as batch:
        batch.register("x", Fake)
    """

    def __init__(self, batch):
        self.registry = batch.get_registry()
        self.batches = [batch]

    def __enter__(self):
        commit(self.batches[0])
        return self

    def __exit__(self, kind, exception, traceback):
        while self.batches:
            revert(self.batches.pop())

    def _publish(self, add, *args, **options):
        batch = self.registry.begin()
        result = add(batch, *args, **options)
        commit(batch)
        self.batches.append(batch)
        return result

    def add(self, factory):
        """Adds a factory for as long as the block runs."""
        return self._publish(Greg.Batch.add, factory)

    @takes(register)
    def register(self, /, *args, **options):
        """Registers for as long as the block runs; see Greg.Registry.register()."""
        return register(self, self.registry, self._add_full, args, **options)

    __call__ = register

    def _add_full(self, _, factory, duplicates):
        self._publish(batch_add_full, factory, duplicates)


def batch_temporary(self):
    """A context manager that takes back what the batch holds when its block ends."""
    return Temporary(self)


def install():
    Greg.Batch.commit = commit
    Greg.Batch.revert = revert
    Greg.Batch.__enter__ = batch_enter
    Greg.Batch.__exit__ = batch_exit
    Greg.Batch.temporary = batch_temporary
