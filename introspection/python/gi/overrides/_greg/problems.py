# problems.py - what is wrong with a configuration that Python plans
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from gi.repository import GLib, Greg

from .exceptions import DOMAIN, own
from .targets import pointer


class Refused(Exception):
    """One thing that is wrong; the plan goes on, to find the others."""

    def __init__(self, code, path, message):
        super().__init__(message)
        self.diagnostic = Greg.Diagnostic(severity=Greg.Severity.ERROR, domain=DOMAIN,
                                          code=int(code), path=pointer(path), message=message)


DETAILS = "code", "domain", "message", "expected", "value", "suggestions", "factory", "severity"


def moved(diagnostic, path):
    """The same of a part, as its whole sees it."""
    details = {name: getattr(diagnostic, f"get_{name}")() for name in DETAILS}
    return Greg.Diagnostic(path=path + (diagnostic.get_path() or ""), **details)


def errors_of(report):
    return [diagnostic for diagnostic in report
            if diagnostic.get_severity() == Greg.Severity.ERROR]


def raise_first(diagnostics):
    """The first is the error; its report has all of them."""
    report = Greg.Report()
    for diagnostic in diagnostics:
        report.add(diagnostic)
    try:
        report.check()
    except GLib.Error as failure:
        exception = own(failure)
        exception.report = report
    try:
        raise exception
    finally:
        del exception
