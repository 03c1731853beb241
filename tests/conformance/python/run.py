# run.py - runs the conformance cases in Python, reported as TAP
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Usage: run.py FILE..."""

import copy
import json
import sys
import traceback
from pathlib import Path

import gi

gi.require_version("Greg", "1")

from expect import Wrong, take_keys  # noqa: E402
from steps import run_step  # noqa: E402
from world import World  # noqa: E402

LANGUAGE = "python"
WAYS = ["call", "config", "text"]


def replace_text(text, row):
    for key, value in row.items():
        text = text.replace(key, value if isinstance(value, str) else json.dumps(value))
    return text


def replace(value, row):
    """The value with what the row knows put in: for a whole string anything, within one its text."""
    if isinstance(value, str) and value in row:
        return copy.deepcopy(row[value])
    if isinstance(value, str):
        return replace_text(value, row)
    if isinstance(value, list):
        return [replace(item, row) for item in value]
    if isinstance(value, dict):
        return {replace_text(key, row): replace(item, row) for key, item in value.items()}
    return value


def default_ways(case):
    by_name = any(isinstance(step.get("build"), str) for step in case["steps"])
    return WAYS if by_name else ["config"]


def variants(case, setup):
    """Yields the title, the case with its whole setup, and the way for each time that it is run."""
    for row in case.get("each", [{}]):
        variant = replace({**case, "setup": {**setup, **case.get("setup", {})}}, row)
        ways = case.get("ways", default_ways(variant))
        shown = "".join(f", {json.dumps(value, ensure_ascii=False)}" for value in row.values())
        for way in ways:
            how = f" (by {way})" if len(ways) > 1 else ""
            yield f"{case['name']}{shown}{how}", variant, way


def run_case(case, way):
    take_keys("case", case, ["name", "steps"],
              ["setup", "each", "ways", "skip", "because"])
    if way not in WAYS:
        raise Wrong(f"there is no way {way!r}")
    world = World(way)
    world.set_up(case["setup"])
    for number, step in enumerate(case["steps"]):
        try:
            run_step(world, step)
        except Exception as problem:
            problem.place = f"step {number + 1}, {json.dumps(step, ensure_ascii=False)}"
            raise


def verdict(case, way):
    """None, or what was wrong; a case with "because" must be wrong in just that way."""
    reason = case.get("because")
    try:
        run_case(case, way)
    except Wrong as problem:
        if reason is not None and reason in str(problem):
            return None
        return f"{getattr(problem, 'place', 'set up')}\n{problem}"
    except Exception as problem:
        return f"{getattr(problem, 'place', 'set up')}\n{traceback.format_exc()}"
    return f"the case must fail, because {reason}" if reason is not None else None


def load(path):
    """Yields the title, the case and the way, for all that is to be run."""
    document = json.loads(path.read_text(encoding="utf-8"))
    take_keys(path.name, document, ["about", "cases"], ["setup"])
    for case in document["cases"]:
        for title, variant, way in variants(case, document.get("setup", {})):
            yield f"{path.stem}: {title}", variant, way


def main():
    planned = [item for path in sys.argv[1:] for item in load(Path(path))]
    is_good = True
    print(f"1..{len(planned)}")
    for number, (title, case, way) in enumerate(planned, 1):
        if LANGUAGE in case.get("skip", {}):
            print(f"ok {number} {title} # SKIP {case['skip'][LANGUAGE]}")
            continue
        problem = verdict(case, way)
        is_good = is_good and problem is None
        print(f"{'ok' if problem is None else 'not ok'} {number} {title}", flush=True)
        for line in (problem or "").splitlines():
            print("#", line)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
