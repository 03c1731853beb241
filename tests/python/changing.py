# changing.py - for the tests of what is remembered: two classes, and changes that Python does not see
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Greg", "1")
from gi.repository import Greg  # noqa: E402


class First:
    pass


class Second:
    pass


# As C code changes a registry: the override does not see the call.
class Native:
    add = Greg.Registry.add_full.__globals__["add_full"].__wrapped__
    unregister = Greg.Registry.unregister.__wrapped__
