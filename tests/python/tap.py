# tap.py - runs the cases of a unittest file and reports them as TAP
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Usage: tap.py FILE"""

import importlib.util
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Prints one line for each case, and what went wrong as comments below it."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.problems = []
        self.skip_reason = None

    def startTest(self, test):
        super().startTest(test)
        self.problems = []
        self.skip_reason = None

    def addError(self, test, error):
        super().addError(test, error)
        self.problems.append(error)
        # What fails outside a case, as setUpClass() may, makes the plan wrong; this is why.
        if not isinstance(test, unittest.TestCase):
            self.explain()

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.problems.append(error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            self.problems.append(error)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.problems.append((AssertionError, AssertionError("unexpected success"), None))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.skip_reason = reason

    def stopTest(self, test):
        super().stopTest(test)
        self.report(test.id().partition(".")[2])

    def report(self, name):
        verdict = "not ok" if self.problems else "ok"
        skip = f" # SKIP {self.skip_reason}" if self.skip_reason else ""
        print(f"{verdict} {self.testsRun} {name}{skip}", file=self.stream)
        self.explain()

    def explain(self):
        for problem in self.problems:
            for line in "".join(traceback.format_exception(*problem)).splitlines():
                print("#", line, file=self.stream)
        self.stream.flush()


def load(path):
    spec = importlib.util.spec_from_file_location("cases", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["cases"] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main():
    suite = load(sys.argv[1])
    print(f"1..{suite.countTestCases()}", flush=True)
    result = TapResult(sys.stdout)
    suite.run(result)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
