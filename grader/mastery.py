"""Mastery of a technique, after the codebook: a pass on two of the last three unseen cards, plus one more at
least two days later. Pure functions over records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from grader.record import Record

LAST = 3
"""How many unseen cards are looked back upon."""
PASSES = 2
"""How many of them must be passed."""
LATER = timedelta(days=2)
"""How long after the second pass the confirming one may come."""
Stage = Literal["new", "practising", "nearly", "mastered"]


@dataclass(frozen=True)
class Standing:
    """How far somebody is with one technique."""

    stage: Stage
    """new: nothing written unaided yet; nearly: one more pass is missing, from `since` on."""
    passed: int = 0
    """Passes among the last three unseen cards, 0 to 3."""
    met: int = 0
    """How many of those cards there are, 0 to 3."""
    since: datetime | None = None
    """nearly: from when on a pass makes it mastered. mastered: since when. Else None."""


def unseen(records: Iterable[Record], technique: str) -> tuple[Record, ...]:
    """The unaided replies to cards that the person met for the first time, oldest first.

    A card that was met before, with help or for another technique, isn't unseen any more; nor is one that
    the lessons show replies to.
    """
    met: set[str] = set()
    found = []
    for record in sorted(records, key=lambda r: (r.at, r.id)):
        if record.card in met:
            continue
        met.add(record.card)
        if record.unaided and not record.shown and technique in record.techniques:
            found.append(record)
    return tuple(found)


def standing(records: Iterable[Record], technique: str) -> Standing:
    """How far somebody is. Mastery, once reached, stays: practice that comes back keeps it fresh."""
    replies = unseen(records, technique)
    for place, reply in enumerate(replies):
        ready = _ready(replies[:place])
        if ready and reply.passed == "yes" and reply.at >= ready:
            return Standing("mastered", *_counted(replies), since=reply.at)
    if not replies:
        return Standing("new")
    ready = _ready(replies)
    return Standing("nearly" if ready else "practising", *_counted(replies), since=ready)


def _ready(replies: Sequence[Record]) -> datetime | None:
    """From when on one more pass is mastery; None while fewer than two of the last three are passed."""
    passes = [r for r in replies[-LAST:] if r.passed == "yes"]
    return passes[PASSES - 1].at + LATER if len(passes) >= PASSES else None


def _counted(replies: Sequence[Record]) -> tuple[int, int]:
    last = replies[-LAST:]
    return sum(r.passed == "yes" for r in last), len(last)
