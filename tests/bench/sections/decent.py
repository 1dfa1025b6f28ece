"""False alarms: decent professional replies on which something hostile is seen.

`decent/*.jsonl` holds id, card, reply. Nothing in them blames, threatens, over-promises, mocks or insults.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader import Card
from grader.moves import read_moves
from grader.text import read_text

from ..figures import Figure, Measured
from ..rated import find_card, read_lines
from ..run import Run
from ..stats import mean

TARGET = 0.02
MOVES = ("blame", "threat", "overpromise", "sarcasm", "insult")
GATES = ("blame_absence", "composed_tone")
FIRES = 0.5
"""The probability from which a move counts as made."""


def measure(run: Run) -> Measured:
    """Share of replies on which each move fires, or each gate is hit."""
    rows = [row for file in sorted((run.data / "decent").glob("*.jsonl")) for row in read_lines(file)]
    if not rows:
        return Measured()
    tasks = [(row["reply"], find_card(row["card"])) for row in rows]
    found = run.assess(tasks)
    by_card: dict[Card, list[int]] = {}
    for i, (_, card) in enumerate(tasks):
        by_card.setdefault(card, []).append(i)
    fired: dict[int, frozenset[str]] = {}
    jobs = [(card, [tasks[i][0] for i in places]) for card, places in by_card.items()]
    for places, sets in zip(by_card.values(), run.each(fires_on, jobs), strict=True):
        fired |= dict(zip(places, sets, strict=True))
    note = f"n {len(rows)}"
    shares = {m: mean(m in fired[i] for i in range(len(rows))) for m in MOVES}
    shares |= {f"{g} at 0": mean(g in a.gates for a in found) for g in GATES}
    return Measured(
        [Figure(f"decent/{name}", share, TARGET, "lower", note=note) for name, share in shares.items()]
    )


def fires_on(card: Card, replies: Sequence[str]) -> list[frozenset[str]]:
    """For each reply, the moves of MOVES that some sentence of it makes."""
    found = []
    for reply in replies:
        moves = read_moves([s.text for s in read_text(reply).sentences], card.message)
        found.append(frozenset(m for m in MOVES if any(s.probabilities[m] >= FIRES for s in moves)))
    return found
