"""From checks to a level: few weights a criterion, fitted on rated replies, written down in scale.json.

The rules of a criterion give a first level; the checks say how far to believe it. Two sums of weighted
answers are the log-odds that raters give at least 1, and that they give 2; what raters would give on
average, between 0 and 2, is cut into levels. Helping checks can only raise a level, hurting ones only lower
it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from grader.cards import Card, CriterionId
from grader.rubric.check_words import CLEAN, OTHERWISE, words_for
from grader.rubric.checks import Answer, answers
from grader.rubric.criterion import Band, Level
from grader.rubric.reading import Match, Reading, Shown

FILE = Path(__file__).with_name("scale.json")
RULES = ("rules give 1", "rules give 2")
"""Beside the checks: whether the criterion's rules give at least 1, and 2."""
FOUND = 0.35
"""A check answered with this much has words to show."""


@dataclass(frozen=True)
class Step:
    """The log-odds of reaching one level."""

    start: float
    weights: Mapping[str, float]
    """Check: weight of its answer; above 0 where it helps, below 0 where it hurts."""

    def chance(self, values: Mapping[str, float]) -> float:
        """Probability, 0 to 1, that raters give this level or more."""
        odds = self.start + sum(w * values[name] for name, w in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True)
class Scale:
    """What belongs to one criterion."""

    one: Step
    two: Step
    cuts: tuple[float, float]
    """Expected levels from which on a reply gets 1, and 2."""
    doubt: float
    """How far from a cut an expected level is unsure."""
    usual: Mapping[str, float]
    """Check: its mean answer in replies that raters gave a 2."""

    def expected(self, values: Mapping[str, float]) -> float:
        """The level that raters would give on average, 0 to 2."""
        one = self.one.chance(values)
        return one + min(one, self.two.chance(values))

    def level(self, expected: float) -> int:
        """The level of an expected level."""
        return sum(expected >= cut for cut in self.cuts)

    def pull(self, name: str, value: float) -> float:
        """By how much a check lifts a reply above the usual good one, in log-odds; below 0 where it drags."""
        return (self.one.weights.get(name, 0.0) + self.two.weights.get(name, 0.0)) * (
            value - self.usual[name]
        )


def step_of(row: Mapping[str, Any]) -> Step:
    """A step as scale.json has it."""
    return Step(row["start"], row["weights"])


@lru_cache(maxsize=2)
def scales(path: Path | None = None) -> dict[str, Scale]:
    """The scales that ship, by criterion."""
    data = json.loads((path or FILE).read_text(encoding="utf-8"))
    return {
        criterion: Scale(
            step_of(row["at least 1"]),
            step_of(row["2"]),
            cuts=(row["cuts"][0], row["cuts"][1]),
            doubt=row["doubt"],
            usual=row["usual"],
        )
        for criterion, row in data.items()
    }


def inputs(reading: Reading, judged: int) -> dict[str, Answer]:
    """Every check's answer, and what the rules give: `judged`, 0 to 2."""
    ruled = {name: Answer(float(judged >= level)) for level, name in enumerate(RULES, start=1)}
    return {**answers(reading), **ruled}


def weigh(criterion: CriterionId, helps: tuple[str, ...], reading: Reading, judged: Level) -> Level:
    """The level that rules and checks give together, with the words and the reason that fit it.

    Only checks in `helps` may be shown as the reason of a level above the rules'.
    """
    scale, found = scales()[criterion], inputs(reading, judged.value)
    values = {name: answer.value for name, answer in found.items()}
    expected = scale.expected(values)
    value = scale.level(expected)
    low, high = scale.level(expected - scale.doubt), scale.level(expected + scale.doubt)
    if value > judged.value:
        level = _raised(criterion, helps, reading, found, judged, value)
    elif value < judged.value:
        level = _lowered(helps, reading, scale, found, value)
    else:
        level = judged
    value = level.value
    band: Band = "unsure" if low != high else "yes" if value == 2 else "no"
    return replace(level, band=band, low=min(low, value), high=max(high, value))


def _raised(
    criterion: CriterionId,
    helps: tuple[str, ...],
    reading: Reading,
    found: Mapping[str, Answer],
    judged: Level,
    value: int,
) -> Level:
    """What is shown is there; where nothing can be shown, the rules' level stands."""
    scale = scales()[criterion]
    if value == 2 and criterion in CLEAN:
        return reading.level(value, CLEAN[criterion])
    if criterion in CLEAN:
        return replace(judged, value=value)
    there = [name for name in helps if found[name].value >= FOUND and found[name].shown]
    if not there:
        return judged
    weights = scale.two.weights
    best = max(there, key=lambda n: (weights.get(n, 0.0) * found[n].value, found[n].value))
    shown = found[best].shown
    reason = _filled(words_for(best, hurts=False).found, reading, shown)
    return reading.level(value, reason, shown, judged.next_edit)


def _lowered(
    helps: tuple[str, ...], reading: Reading, scale: Scale, found: Mapping[str, Answer], value: int
) -> Level:
    """The reason is the check that drags most, seen from the usual good reply."""
    weighed = {**scale.one.weights, **scale.two.weights}
    drags = [n for n, weight in weighed.items() if n in helps or (weight < 0 and _can_be_told(n, found[n]))]
    worst = min(drags, key=lambda n: (scale.pull(n, found[n].value), n))
    hurts = (scale.two.weights.get(worst, 0.0) or scale.one.weights[worst]) < 0
    words, shown = words_for(worst, hurts=hurts), found[worst].shown if hurts else ()
    reason = _filled(words.found if hurts else words.missing, reading, shown)
    return reading.level(value, reason, shown, _filled(words.edit, reading, shown))


def _can_be_told(name: str, answer: Answer) -> bool:
    """Whether a hurting check has the words that its sentence quotes."""
    return bool(answer.shown) or "{q}" not in words_for(name, hurts=True).found


def _filled(text: str, reading: Reading, shown: tuple[Shown, ...]) -> str:
    """A sentence with the learner's words and the card's in it."""
    known = _of_card(reading.card)
    known["q"] = reading.quote(shown[0], 70) if shown else ""
    if shown and isinstance(shown[0], Match):
        known["item"] = shown[0].item.text.rstrip(".")
    for name, words in known.items():
        text = text.replace("{" + name + "}", words) if words else text
    return OTHERWISE if "{" in text else text


def _of_card(card: Card) -> dict[str, str]:
    offers = [o.text for o in card.may_offer]
    causes = [f.text for f in card.facts if f.kind == "cause"]
    theirs = [f.text for f in card.facts if f.said_by != "firm"] or [f.text for f in card.facts]
    found = {
        "who": card.customer.name or "them",
        "stake": card.stake,
        "fact": theirs[0],
        "cause": (causes or theirs)[0],
        "offer": offers[0] if offers else "",
        "other": offers[1] if len(offers) > 1 else "",
        "missing": card.missing_facts[0].text if card.missing_facts else "",
        "next": f"{card.next_step.text}, by {card.next_step.by}" if card.next_step else "",
        "handoff": f"{card.handoff.role}, {card.handoff.why}" if card.handoff else "",
        "no": card.may_not_offer[0].text if card.may_not_offer else "",
    }
    return {name: text.strip().rstrip(".") for name, text in found.items()}
