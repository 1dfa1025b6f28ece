"""Assess one reply against its card: levels, gates, score, and one next step.

The same text, card and focus give the same result on every machine; the live page, the notebooks'
grade cells, nbgrader's autograde and the command `grader assess` all call `assess`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from grader.cards import GATES, Card, CriterionId
from grader.rubric import CRITERION, Level, Reading
from grader.rubric.address import own_words
from grader.rubric.hostility import doubtful
from grader.rubric.poison import review_reasons
from grader.rubric.safety import missed_safety
from grader.rubric.words import trigram_overlap
from grader.screen import Screened, screen
from grader.version import GRADER_VERSION

Status = Literal["scored", "not_attempted", "could_not_grade"]
Passed = Literal["yes", "no", "pending"]
GATE_CAP = 0.49
PASS_SCORE = 0.70
PASTED = 0.8
"""Share of three-word runs that a pasted text has in common with its source."""


@dataclass(frozen=True)
class Assessment:
    """What the grader says of one reply."""

    status: Status
    """scored, not_attempted or could_not_grade; the last two have no levels and are never exported as 0."""
    card: str
    """The card's id."""
    focus: tuple[str, ...] = ()
    """Criteria that count twice."""
    message: str = ""
    """Plain words to the learner where there's no score, and otherwise where something about the text is
    odd."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Criterion: its level; only criteria that apply to the card."""
    score: float | None = None
    """0.0 to 1.0, levels over their maximum; None unless scored."""
    passed: Passed | None = None
    """yes, no, or pending where an unsure level decides; None unless scored."""
    gates: tuple[str, ...] = ()
    """Criteria at 0 that cap the score at 0.49."""
    next_step: str = ""
    """One sentence: the most useful edit."""
    review: tuple[str, ...] = ()
    """Reasons for a human look, in plain words."""
    stopped: bool = False
    """Whether the reply passes over a danger that the card is flagged for: a person looks at it first."""
    version: str = GRADER_VERSION
    """Which version of the grader says so."""

    @property
    def verdict(self) -> str:
        """yes, no, pending, or stopped where a danger is passed over; empty without a score."""
        return "stopped" if self.stopped else self.passed or ""

    @property
    def max_credits(self) -> dict[str, float]:
        """Criterion: the points it can earn, 2, or 4 where it's a focus."""
        return {c: 4.0 if c in self.focus else 2.0 for c in self.levels}

    @property
    def credits(self) -> dict[str, float]:
        """Criterion: the points it earned; their sum over the sum of `max_credits` is the score."""
        raw = _raw_score(self.levels, self.focus)
        factor = GATE_CAP / raw if self.gates and raw > GATE_CAP else 1.0
        return {
            c: level.value * (2.0 if c in self.focus else 1.0) * factor for c, level in self.levels.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return asdict(self)


def assess(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
    """Assess one reply.

    reply: the learner's text, any string. card: from `load_card`. focus: criteria that count twice;
    those that don't apply to the card are left out. encoder=False gives the instant first reading by
    patterns alone,
    which the page shows while the full one is on its way; it is never a grade.
    Never raises for any text; raises ValueError for a focus that is no criterion, EncoderMissing where the
    grader's model can't be read.
    """
    wanted = tuple(focus)
    if unknown := [c for c in wanted if c not in CRITERION]:
        raise ValueError(f"no such criterion: {', '.join(unknown)}; known are {', '.join(CRITERION)}")
    focused = tuple(c for c in card.criteria if c in wanted)
    found = screen(reply)
    if found.status != "scored":
        return Assessment(found.status, card.id, focused, found.message, review=found.review)
    reading = Reading.of(found.text, card, encoder=encoder)
    levels = {c: CRITERION[c].level(reading) for c in card.criteria}
    return _assessment(card, focused, levels, reading, found)


def _assessment(
    card: Card, focus: tuple[str, ...], levels: dict[CriterionId, Level], reading: Reading, found: Screened
) -> Assessment:
    values = {c: level.value for c, level in levels.items()}
    gates = _gates(values)
    missed = missed_safety(reading)
    looked_at = review_reasons(reading)
    review = [*found.review, *looked_at]
    message = " ".join(filter(None, (found.message, _pasted(reading))))
    if missed:
        review.insert(0, missed.for_instructor)
    passed = _passed(levels, focus)
    review += (
        [
            f"unsure: {c}{_in_doubt(reading) if c in ('blame_absence', 'composed_tone') else ''}"
            for c, level in levels.items()
            if level.band == "unsure"
        ]
        if passed == "pending"
        else []
    )
    return Assessment(
        "scored",
        card.id,
        focus,
        message=message,
        levels={str(c): level for c, level in levels.items()},
        score=_score(values, focus),
        passed="pending" if missed or (looked_at and passed == "yes") else passed,
        gates=gates,
        next_step=missed.for_learner if missed else _next_step(levels, focus, gates),
        review=tuple(review),
        stopped=missed is not None,
    )


def _in_doubt(reading: Reading) -> str:
    """The sentence that may turn on the customer, for the person who reviews; empty if none does."""
    found = doubtful(reading, own_words(reading))
    return f" (“{reading.quote(found[0])}”)" if found else ""


def _pasted(reading: Reading) -> str:
    """What to say where the text isn't the learner's own: the customer's message, or the draft to be
    replaced."""
    reply, card = reading.text.plain, reading.card
    if reading.words < 8:
        return ""
    if trigram_overlap(reply, card.message) > PASTED:
        return "These are the customer's own words. Write what you would answer."
    if trigram_overlap(reply, card.agent_draft) > PASTED:
        return "This is the draft that you are asked to replace. Write it your way."
    return ""


def _gates(values: Mapping[CriterionId, int]) -> tuple[str, ...]:
    return tuple(c for c in GATES if values.get(c) == 0)


def _raw_score(levels: Mapping[Any, Level], focus: tuple[str, ...]) -> float:
    return _weighted({c: level.value for c, level in levels.items()}, focus)


def _weighted(values: Mapping[Any, int], focus: tuple[str, ...]) -> float:
    weights = {c: 2 if c in focus else 1 for c in values}
    most = sum(2 * w for w in weights.values())
    return sum(values[c] * w for c, w in weights.items()) / most if most else 0.0


def _score(values: Mapping[CriterionId, int], focus: tuple[str, ...]) -> float:
    raw = _weighted(values, focus)
    return min(raw, GATE_CAP) if _gates(values) else raw


def _passes(values: Mapping[CriterionId, int], focus: tuple[str, ...]) -> bool:
    """Pass: focus criteria at 2, no gate, score at least 70 %."""
    met = all(value == 2 for c, value in values.items() if c in focus)
    return met and not _gates(values) and _score(values, focus) >= PASS_SCORE


def _passed(levels: Mapping[CriterionId, Level], focus: tuple[str, ...]) -> Passed:
    """yes or no where every plausible reading agrees, else pending."""
    worst = _passes({c: level.low for c, level in levels.items()}, focus)
    best = _passes({c: level.high for c, level in levels.items()}, focus)
    return "yes" if worst else "pending" if best else "no"


def _next_step(levels: Mapping[CriterionId, Level], focus: tuple[str, ...], gates: tuple[str, ...]) -> str:
    """The most useful edit: what hit a gate, then the focus, then the lowest level in the codebook's
    order."""

    def urgency(item: tuple[int, tuple[CriterionId, Level]]) -> tuple[bool, bool, int, int]:
        place, (c, level) = item
        return (c not in gates, c not in focus, level.value, place)

    for _, (_, level) in sorted(enumerate(levels.items()), key=urgency):
        if level.value < 2 and level.next_edit:
            return level.next_edit
    return ""
