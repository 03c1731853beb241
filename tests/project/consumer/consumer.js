// consumer.js - a program of somebody else
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import Greg from 'gi://Greg?version=1';

const registry = new Greg.Registry({name: 'converters', base_type: Gio.Converter.$gtype});
registry.register_type('gzip', Gio.ZlibCompressor.$gtype);
const config = Greg.Config.new_from_json('{"type": "gzip", "level": 9}', -1, null);
if (registry.build_config(config).level !== 9)
    throw new Error('the level is not what was asked for');
