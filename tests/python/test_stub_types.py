# test_stub_types.py - the stub, read by a type checker if there is one
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
STUB = HERE.parents[1] / "introspection" / "python" / "gi-stubs" / "repository" / "Greg.pyi"
PROGRAM = HERE / "typed_program.py"


def find_mypy():
    command = shutil.which("mypy")
    if command is not None:
        return [command]
    return [sys.executable, "-m", "mypy"] if importlib.util.find_spec("mypy") else None


class StubTypesTest(unittest.TestCase):
    def setUp(self):
        self.mypy = find_mypy()
        if self.mypy is None:
            self.skipTest("there is no mypy")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write_stubs(self.folder / "gi")

    def write_stubs(self, package):
        """The stub, and of its neighbours just the classes that it names."""
        text = STUB.read_text(encoding="utf-8")
        (package / "repository").mkdir(parents=True)
        (package / "__init__.pyi").write_text("def require_version(namespace: str, version: str) -> None: ...\n")
        (package / "repository" / "__init__.pyi").write_text("")
        (package / "repository" / "Greg.pyi").write_text(text, encoding="utf-8")
        for module in "Gio", "GLib", "GObject", "Json":
            names = sorted(set(re.findall(rf"\b{module}\.(\w+)", text)))
            bases = {"Error": "(Exception)", "GError": "(Exception)"}
            lines = [f"class {name}{bases.get(name, '')}: ..." for name in names]
            (package / "repository" / f"{module}.pyi").write_text("\n".join(lines) + "\n")

    def check(self, path):
        """The lines that are refused, and all that was said."""
        result = subprocess.run(
            [*self.mypy, "--strict", "--no-color-output", "--cache-dir", os.devnull, str(path)],
            env={**os.environ, "MYPYPATH": str(self.folder)}, cwd=self.folder, capture_output=True,
            text=True, check=False)
        return {int(line) for line in re.findall(r"^[^:\n]+:(\d+): error:", result.stdout, re.M)}, result.stdout

    def test_the_stub(self):
        refused, output = self.check(self.folder / "gi" / "repository" / "Greg.pyi")
        self.assertEqual(refused, set(), output)
        self.assertIn("Success", output)

    def test_a_program(self):
        lines = PROGRAM.read_text(encoding="utf-8").splitlines()
        wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
        self.assertGreater(len(wrong), 5)
        refused, output = self.check(PROGRAM)
        self.assertEqual(refused, wrong, output)
