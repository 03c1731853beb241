// test-override-legacy.js - the override in a script without modules
// SPDX-FileCopyrightText: the Greg authors
// SPDX-License-Identifier: LGPL-2.1-or-later

imports.gi.versions.Greg = '1';
const {GLib, Gio, Greg} = imports.gi;

const loop = new GLib.MainLoop(null, false);
const registry = new Greg.Registry({name: 'things'});
registry.register('gzip', Gio.ZlibCompressor);
registry.register('double', ({a}) => a * 2);

async function main() {
    const level = registry.build('gzip', {level: 3}).level;
    const later = await registry.build_async('gzip', {level: 4});
    const doubled = await registry.build_async({type: 'double', a: 5});
    const found = registry.query({include: 'g*'}).map(factory => factory.name).join();
    return level === 3 && later.level === 4 && doubled === 10 && found === 'gzip' && [...registry].length === 2;
}

print('1..1');
main().then(good => print(`${good ? 'ok' : 'not ok'} 1 builds`), error => {
    print('not ok 1 builds');
    printerr(error);
}).finally(() => loop.quit());
loop.run();
