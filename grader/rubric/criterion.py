"""What a criterion is, and what it says of a reply: a level with its band, spans and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from grader.cards import CriterionId

if TYPE_CHECKING:
    from grader.rubric.reading import Reading

Band = Literal["yes", "unsure", "no"]
LIKELY = 0.5
DOUBT = 0.15
"""A probability within DOUBT of LIKELY could go either way: a level that turns on it is unsure."""


@dataclass(frozen=True)
class Span:
    """The learner's words that a level rests on: offsets in characters into the reply as typed."""

    start: int
    end: int


@dataclass(frozen=True)
class Level:
    """How far a reply meets one criterion, and why."""

    value: int
    """0, 1 or 2, as the codebook has them."""
    reasons: tuple[str, ...] = ()
    """Why, in plain words to the learner; the first one decides."""
    spans: tuple[Span, ...] = ()
    """The learner's words that show it; a level of 2 that rests on something said has at least one."""
    next_edit: str = ""
    """One change that would raise the level, in words for this card; empty at level 2."""
    band: Band = "no"
    """yes: surely at 2; no: surely below; unsure: a doubtful check decides."""
    low: int = 0
    """The lowest level that is still plausible."""
    high: int = 0
    """The highest level that is still plausible."""


@dataclass(frozen=True)
class Example:
    """A reply to a shipped card whose level by the codebook is beyond doubt."""

    card: str
    reply: str
    value: int


@dataclass(frozen=True)
class Criterion:
    """One criterion of the codebook: its definition, its checks, and the function that judges it."""

    id: CriterionId
    title: str
    """What the page calls it, in two or three plain words."""
    definition: str
    """What is asked for, in a sentence to the learner."""
    checks: tuple[str, ...]
    """The yes/no questions a rater asks, in order."""
    source: str
    """Where the criterion comes from."""
    judge: Callable[[Reading], Level]
    """Levels a reading at its present threshold; `level` adds the bands."""
    examples: tuple[Example, ...] = ()

    def level(self, reading: Reading) -> Level:
        """Judge the reading three times, with the doubtful checks as they are, all granted, none granted."""
        likely = self.judge(reading)
        values = {likely.value, *(self.judge(reading.at(LIKELY + d)).value for d in (-DOUBT, DOUBT))}
        low, high = min(values), max(values)
        band: Band = "unsure" if low != high else "yes" if likely.value == 2 else "no"
        return replace(likely, band=band, low=low, high=high)
