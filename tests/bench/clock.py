"""What is timed in a process of its own: `python -m tests.bench.clock WHAT`, jobs as JSON on its input.

Prints what was measured as one line of JSON. Nothing of the grader is imported before the clock runs.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader import Card

Jobs = list[dict[str, str]]
WARM_UP = "Thank you for your message."
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("encoder", ("/encoder",)),
    ("matching", ("/rubric/matching", "/rubric/relations")),
    ("patterns and heads", ("/moves/",)),
    ("criteria", ("/rubric/",)),
    ("sentence splitting", ("/text.py", "/sentences.py", "/screen.py")),
)
"""Part of the work: what the path of a file of the grader holds that does it; the first that fits."""


def one_core() -> None:
    """Keep to one core, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def load(_: Jobs) -> dict[str, float]:
    """Seconds from the first import of the grader until it has read its first sentence."""
    began = time.perf_counter()
    from grader import assess  # noqa: F401  (what is timed)
    from grader.moves import read_moves

    read_moves([WARM_UP])
    return {"seconds": time.perf_counter() - began}


def _timed(reply: str, card: Card) -> float:
    from grader import assess

    began = time.perf_counter()
    assess(reply, card)
    return time.perf_counter() - began


def replies(jobs: Jobs) -> dict[str, list[float]]:
    """Seconds for each fresh reply, on cards that have been seen, and for it again after an edit."""
    from grader import assess, load_card

    fresh, edits = [], []
    for name in dict.fromkeys(job["card"] for job in jobs):
        assess(WARM_UP, load_card(Path(name)))
    for job in jobs:
        card = load_card(Path(job["card"]))
        fresh.append(_timed(job["reply"], card))
        edits.append(_timed(job["edited"], card))
    return {"fresh": fresh, "edited": edits}


def _assess_all(card: str, texts: Sequence[str]) -> int:
    from grader import assess, load_card

    loaded = load_card(Path(card))
    return sum(assess(text, loaded).status == "scored" for text in texts)


def cohort(jobs: Jobs) -> dict[str, float]:
    """Seconds that two cold processes need for all jobs, their own start included; how many were scored."""
    by_card: dict[str, list[str]] = {}
    for job in jobs:
        by_card.setdefault(job["card"], []).append(job["reply"])
    began = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        scored = sum(pool.map(_assess_all, by_card, by_card.values()))
    return {"seconds": time.perf_counter() - began, "scored": scored}


def memory(jobs: Jobs) -> dict[str, float | None]:
    """Peak memory in MB of a process that loads the grader and assesses the jobs."""
    from .memory import peak_mb

    for job in jobs:
        _assess_all(job["card"], [job["reply"]])
    return {"mb": peak_mb()}


def part_of(files: Sequence[str]) -> str:
    """Which part of the work a stack belongs to, from its files; `reading.py` only hands on."""
    ours = [f.replace(os.sep, "/") for f in files]
    ours = [f for f in ours if "/grader/" in f and not f.endswith("/rubric/reading.py")]
    return next((part for part, marks in PARTS if any(m in f for f in ours for m in marks)), "other")


def breakdown(jobs: Jobs) -> dict[str, float]:
    """Milliseconds a fresh reply for each part of the work, by a look at the stack every millisecond."""
    from grader import assess, load_card

    for name in dict.fromkeys(job["card"] for job in jobs):
        assess(WARM_UP, load_card(Path(name)))
    cards = [load_card(Path(job["card"])) for job in jobs]
    spent: dict[str, float] = dict.fromkeys((*(p for p, _ in PARTS), "other"), 0.0)
    last = time.perf_counter()

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now, files = time.perf_counter(), []
        while frame is not None:
            files.append(frame.f_code.co_filename)
            frame = frame.f_back
        spent[part_of(files)] += now - last
        last = now

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    last = time.perf_counter()
    for job, card in zip(jobs, cards, strict=True):
        assess(job["reply"], card)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return {part: 1000 * seconds / len(jobs) for part, seconds in spent.items()}


WORK: dict[str, Callable[[Jobs], Any]] = {
    "load": load,
    "replies": replies,
    "cohort": cohort,
    "memory": memory,
    "breakdown": breakdown,
}

if __name__ == "__main__":
    what = sys.argv[1]
    given = json.load(sys.stdin)
    if what != "cohort":
        one_core()
    print(json.dumps(WORK[what](given)))
