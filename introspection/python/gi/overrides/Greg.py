# Greg.py - the library as Python expects it
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Loaded by PyGObject with "from gi.repository import Greg"; the parts are in _greg/."""

from gi.repository import Greg

from ._greg import (batches, building, derived, documentation, external, factories, queries, registering,
                    sources)
from ._greg.classes import ClassRegistry
from ._greg.exceptions import NotFound
from ._greg.signatures import rename

for part in (sources, queries, registering, building, factories, documentation, batches, derived,
             external):
    part.install()

# A name that is here costs nothing to reach; one that is not is looked up in the typelib each time.
for name in dir(Greg._introspection_module):
    if not name.startswith("_"):
        globals()[name] = getattr(Greg, name)
        if isinstance(globals()[name], type):
            rename(globals()[name])

__all__ = [name for name in globals() if name[0].isupper() or name.endswith("_quark")]
