"""`python -m tests.bench`: measure, print the table, and say by the exit code whether something fell.

0: nothing is worse than recorded (a missed target is shown and fails nothing); 1: something is; 2: a
section or an option that doesn't exist.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import looks, recorded
from .figures import Figure, Measured
from .run import Run
from .sections import CLOCKS, SECTIONS
from .sections.agreement import MEAN
from .table import table


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, read."""
    args = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    args.add_argument("--only", default="", help=f"sections, with commas between: {', '.join(SECTIONS)}")
    args.add_argument("--quick", action="store_true", help="what CI runs: no clock, nothing from elsewhere")
    args.add_argument("--record", action="store_true", help="write what was measured to recorded.json")
    args.add_argument("--held-out", action="store_true", help="open the held-out part; the look is logged")
    args.add_argument("--fuzz-seconds", type=float, default=0.0, help="go on with made-up texts so long")
    args.add_argument("--outside", type=Path, metavar="FOLDER", help="a further rated set, never trained on")
    given = args.parse_args(arguments)
    given.sections = [s for s in given.only.split(",") if s] or [
        s for s in SECTIONS if not (given.quick and s in CLOCKS)
    ]
    if unknown := [s for s in given.sections if s not in SECTIONS]:
        args.error(f"no such section: {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    if given.outside and not (given.outside / "replies.jsonl").is_file():
        args.error(f"{given.outside} holds no rated set: there is no replies.jsonl in it")
    return given


def measure(run: Run, sections: Sequence[str]) -> Measured:
    """What the sections find, one after the other. A look at the held-out part is logged whatever happens."""
    found = Measured()
    try:
        for name in sections:
            began = time.monotonic()
            found.add(SECTIONS[name](run))
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    finally:
        if run.looked:
            means = [f.value for f in found.figures if f.name == f"agreement/held_out/{MEAN}"]
            looks.log_look(means[0] if means else math.nan)
    return found


def kept(before: dict[str, Figure], found: Measured, sections: Sequence[str], quick: bool) -> list[Figure]:
    """What to record: what was measured, and what was recorded of all that wasn't run."""
    now = {f.name: f for f in found.figures}
    ran = tuple(f"{s}/" for s in sections)
    unrun = [
        f
        for n, f in before.items()
        if not n.startswith(ran) or n.startswith(tuple(found.absent)) or (quick and f.kind == "timing")
    ]
    return [*(f for f in unrun if f.name not in now), *now.values()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; see the module's docstring."""
    given = options(arguments)
    before = recorded.load()
    asked = Run(given.quick, given.held_out, given.fuzz_seconds, given.outside)
    with asked as run:
        found = measure(run, given.sections)
    shown = table(found, before, given.sections, quick=given.quick)
    print(shown.text())
    if given.record:
        recorded.save(kept(before, found, given.sections, given.quick))
        print(f"Recorded in {recorded.FILE.name}.")
        return 0
    if shown.fallen:
        print("If that is meant: run it again with --record, and commit recorded.json with the reason.")
    return 1 if shown.fallen else 0


if __name__ == "__main__":
    sys.exit(main())
