# consumer.py - a program of somebody else
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Greg", "1")
from gi.repository import Gio, Greg  # noqa: E402

registry = Greg.Registry(name="converters", base_type=Gio.Converter)
registry.register_type("gzip", Gio.ZlibCompressor)
config = Greg.Config.new_from_json('{"type": "gzip", "level": 9}', -1, None)
assert registry.build_config(config).props.level == 9
