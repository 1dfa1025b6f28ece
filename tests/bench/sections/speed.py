"""Time and memory, each in a fresh process. A clock differs from machine to machine: nothing here fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from typing import Any

from ..figures import Figure, Measured
from ..rated import ROOT
from ..run import Run
from ..stats import percentile
from ..workload import Job, cohort, edited, fresh, source

LOAD, FRESH, EDIT, THROUGHPUT, MEMORY = 0.7, 80.0, 20.0, 25.0, 400.0
"""Targets: s, ms, ms, replies a second, MB."""
_STARTS = 5
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def clock(what: str, jobs: Sequence[dict[str, str]] = ()) -> Any:
    """What `tests.bench.clock` measures of the jobs, in a fresh process with one thread."""
    env = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    command = [sys.executable, "-m", "tests.bench.clock", what]
    done = subprocess.run(
        command,
        input=json.dumps(list(jobs)),
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _plain(jobs: Sequence[Job]) -> list[dict[str, str]]:
    return [{"card": j.card, "reply": j.reply, "edited": edited(j.reply, k)} for k, j in enumerate(jobs)]


def _timing(name: str, value: float, unit: str, target: float | None = None, note: str = "") -> Figure:
    better = "higher" if unit == "/s" else "lower"
    return Figure(f"speed/{name}", value, target, better, "timing", unit, note=note)  # type: ignore[arg-type]


def measure(_: Run) -> Measured:
    """Load, one reply, one edit, a cohort, memory, and which part costs what."""
    replies = source()
    few, many = _plain(fresh(replies)), _plain(cohort(replies))
    timed = clock("replies", few)
    each = [1000 * s for s in timed["fresh"]]
    edits = [1000 * s for s in timed["edited"]]
    whole = clock("cohort", many)
    found = Measured(
        [
            _timing("load", median(clock("load")["seconds"] for _ in range(_STARTS)), "s", LOAD),
            _timing("fresh 120-word reply, p50", median(each), "ms"),
            _timing("fresh 120-word reply, p95", percentile(each, 0.95), "ms", FRESH, f"n {len(each)}"),
            _timing(
                "after an edit of one sentence, p95", percentile(edits, 0.95), "ms", EDIT, f"n {len(edits)}"
            ),
            _timing(
                "1,000 replies, two processes",
                len(many) / whole["seconds"],
                "/s",
                THROUGHPUT,
                _what(many, whole),
            ),
        ]
    )
    if (peak := clock("memory", few[::2])["mb"]) is not None:
        found.figures.append(_timing("peak memory", peak, "MB", MEMORY))
    if hasattr(signal, "setitimer"):
        parts = clock("breakdown", few)
        found.figures += [_timing(f"of a fresh reply: {part}", ms, "ms") for part, ms in parts.items()]
    else:
        found.absent["speed/of a fresh reply"] = "not measured here"
    return found


def _what(jobs: Sequence[dict[str, str]], whole: dict[str, float]) -> str:
    words = sum(len(j["reply"].split()) for j in jobs) / len(jobs)
    cards = len({j["card"] for j in jobs})
    return f"{len(jobs)} over {cards} cards, {words:.0f} words each, {whole['scored']:.0f} scored"
