"""What a criterion is, and what it says of a reply: a level with its band, spans and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.cards import GATES, CriterionId

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
    final: bool = False
    """Whether the rules leave no doubt: what is weighed beside them may lower the level, never lift it."""


@dataclass(frozen=True)
class Example:
    """A reply to a shipped card whose level by the codebook is beyond doubt."""

    card: str
    reply: str
    value: int


EXAMPLES_FILE = Path(__file__).with_name("examples.tsv")


@lru_cache(maxsize=1)
def _examples() -> dict[str, tuple[Example, ...]]:
    found: dict[str, tuple[Example, ...]] = {}
    for line in EXAMPLES_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        criterion, level, card, reply = line.split("\t")
        found[criterion] = (*found.get(criterion, ()), Example(card, reply, int(level)))
    return found


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
    """Levels a reading by rules alone at its present threshold."""
    helps: tuple[str, ...] = ()
    """Checks of checks.py that can raise the level."""
    beside: tuple[str, ...] = ()
    """Checks that can raise it too, but are not what it asks for: they are never shown as its reason."""
    hurts: tuple[str, ...] = ()
    """Checks that can lower it."""
    weigh: Callable[[CriterionId, tuple[str, ...], Reading, Level], Level] | None = None
    """From the rules' level to the final one, where the encoder has read too."""

    @property
    def examples(self) -> tuple[Example, ...]:
        """Replies to shipped cards, at least one for each level."""
        return _examples()[self.id]

    def level(self, reading: Reading) -> Level:
        """The level of a full reading; of a reading by patterns alone, what the rules give."""
        judged = self.judge(reading)
        if not reading.encoder or self.weigh is None:
            return self._banded(reading, judged)
        weighed = self._doubted(reading, self.weigh(self.id, self.helps, reading, judged))
        if judged.final and weighed.value >= judged.value:
            return replace(judged, low=judged.value, high=judged.value)
        return weighed

    def _doubted(self, reading: Reading, weighed: Level) -> Level:
        """A gate is open to doubt where the rules, with every doubtful answer granted, would close it."""
        if self.id not in GATES or self.judge(reading.at(LIKELY - DOUBT)).value > 0:
            return weighed
        return replace(weighed, low=0, band="unsure" if weighed.value else "no")

    def _banded(self, reading: Reading, judged: Level) -> Level:
        """Judge twice more, with the doubtful answers all granted and none granted."""
        values = {judged.value, *(self.judge(reading.at(LIKELY + d)).value for d in (-DOUBT, DOUBT))}
        low, high = min(values), max(values)
        band: Band = "unsure" if low != high else "yes" if judged.value == 2 else "no"
        return replace(judged, band=band, low=low, high=high)
