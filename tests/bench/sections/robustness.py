"""Any text at all: no exception, no broken promise, bounded time and memory."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from grader import Card
from grader.text import MAX_CHARACTERS

from ..figures import Figure, Measured
from ..fuzz import text
from ..invariants import tried
from ..memory import peak_mb
from ..rated import Rated
from ..run import Run

BATCHES, BATCH = 8, 28
"""The fixed number of texts: batches of so many, of every kind in turn."""
TOO_LONG = 15.0
"""Seconds. Far above what any text needs, so that only runaway time fails, whatever the machine."""
TOO_MUCH = 150.0
"""MB by which a process may grow once it has loaded and assessed something of the largest size."""


@dataclass(frozen=True)
class Batch:
    """What came of one batch."""

    problems: tuple[str, ...]
    """seed and what went wrong."""
    seconds: tuple[float, ...]
    grown: float | None
    """MB by which the peak of memory rose during the batch; None where the system doesn't tell."""


def batch(first: int, replies: Sequence[str], card: Card) -> Batch:
    """Assess the texts of the seeds from `first` on."""
    tried((" ".join(replies) * 9)[:MAX_CHARACTERS], card)
    before, problems, seconds = peak_mb(), [], []
    for seed in range(first, first + BATCH):
        made = text(seed, replies)
        began = time.perf_counter()
        problems += [f"seed {seed}: {what}" for what in tried(made, card)]
        seconds.append(time.perf_counter() - began)
    after = peak_mb()
    return Batch(tuple(problems), tuple(seconds), None if before is None or after is None else after - before)


def measure(run: Run) -> Measured:
    """A fixed number of texts, and in a long run as many as fit into its time."""
    rated = run.rated("tune")
    done = run.each(batch, (_job(k, rated) for k in range(BATCHES)))
    figures = _figures(done)
    until = time.monotonic() + run.fuzz_seconds
    for k in count(BATCHES, 2):
        if time.monotonic() >= until:
            break
        done += run.each(batch, (_job(i, rated) for i in (k, k + 1)))
    problems = [p for b in done for p in b.problems]
    for problem in problems[:20]:
        print(f"robustness: {problem}", flush=True)
    slow = [s for b in done for s in b.seconds if s > TOO_LONG]
    note = f"n {sum(len(b.seconds) for b in done)}"
    return Measured(
        [
            Figure(
                "robustness/exceptions and broken promises", len(problems), 0, "lower", unit="n", note=note
            ),
            Figure("robustness/texts that took over 15 s", len(slow), 0, "lower", unit="n", note=note),
            *([] if run.quick else figures),
        ]
    )


def _job(k: int, rated: Sequence[Rated]) -> tuple[int, list[str], Card]:
    return k * BATCH, [r.reply for r in rated[:60]], rated[7 * k % len(rated)].card


def _figures(done: Sequence[Batch]) -> list[Figure]:
    """Time and memory of the fixed texts, which are the same in every run."""
    slowest = max(s for b in done for s in b.seconds)
    found = [Figure("robustness/slowest text", slowest, better="lower", kind="timing", unit="s")]
    grown = [b.grown for b in done if b.grown is not None]
    if grown:
        most = max(grown)
        found.append(Figure("robustness/memory grown in a batch", most, TOO_MUCH, "lower", "timing", "MB"))
    return found
