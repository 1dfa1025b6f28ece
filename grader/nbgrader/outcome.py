"""Grade a submission: `assess` for each card, and what follows for the whole notebook.

Three outcomes: scored, not attempted, could not grade. A card without a reply in a submission that has
others counts with no points; a card that can't be graded makes the whole "could not grade".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.assess import Assessment, assess
from grader.cards import Card, CardError, load_card
from grader.nbgrader.plan import Check, Plan
from grader.nbgrader.submission import Submission
from grader.version import GRADER_VERSION

Status = Literal["scored", "not_attempted", "could_not_grade"]
STATUS_WORDS = {"scored": "scored", "not_attempted": "not attempted", "could_not_grade": "could not grade"}
"""The outcomes as an instructor reads them."""


@dataclass(frozen=True)
class CardOutcome:
    """One card of a submission: the reply and what the grader says of it."""

    card: Card
    reply: str
    assessment: Assessment


@dataclass(frozen=True)
class Outcome:
    """What one student's notebook earned."""

    status: Status
    cards: tuple[CardOutcome, ...] = ()
    """Each card with its assessment, in the order of the notebook; empty where nothing could be read."""
    passed: Literal["yes", "no", "pending", ""] = ""
    """yes where every card is passed; empty unless scored."""
    reason: str = ""
    """Why it wasn't graded, in words for the instructor; empty where scored."""
    review: tuple[str, ...] = ()
    """Reasons for a human look."""
    notes: tuple[str, ...] = ()
    """What the instructor should know besides."""
    version: str = GRADER_VERSION
    """Which version of the grader says so."""

    def assessment(self, card: str) -> Assessment | None:
        """The assessment of a card by its id, or None."""
        return next((c.assessment for c in self.cards if c.card.id == card), None)

    def points(self, check: Check) -> float | None:
        """The points of one grade cell, 0 to `check.points`; None where there is no grade."""
        assessment = self.assessment(check.card)
        if self.status == "not_attempted" or assessment is None or assessment.status == "could_not_grade":
            return None
        if assessment.status == "not_attempted":
            return 0.0
        return min(max(float(assessment.credits[check.criterion]), 0.0), check.points)

    def score(self, plan: Plan) -> float | None:
        """The points over their maximum, 0 to 1; None unless scored."""
        if self.status != "scored":
            return None
        return sum(self.points(check) or 0.0 for check in plan.checks) / plan.max_points


def load_plan_cards(plan: Plan, dirs: Iterable[Path] = ()) -> dict[str, Card]:
    """The cards that a plan names, from `dirs` first and then those that ship.

    Raises CardError where one can't be loaded, or where the notebook's grade cells and the criteria
    that apply to a card differ.
    """
    cards = {name: load_card(name, tuple(dirs)) for name in plan.cards}
    for name, card in cards.items():
        checked = sorted(check.criterion for check in plan.checks if check.card == name)
        if checked != sorted(card.criteria):
            differ = sorted(set(checked) ^ set(card.criteria)) or ["a criterion is checked twice"]
            raise CardError(name, [f"grade cells and applicable criteria differ: {', '.join(differ)}"])
    return cards


def grade(
    plan: Plan,
    submission: Submission,
    cards: dict[str, Card],
    judge: Callable[[str, Card, tuple[str, ...]], Assessment] = assess,
) -> Outcome:
    """Grade one submission. Never raises for what a student wrote."""
    if submission.problem:
        return Outcome("could_not_grade", reason=submission.problem, notes=submission.notes)
    done = []
    for name in plan.cards:
        reply = submission.texts.get(name, "")
        done.append(CardOutcome(cards[name], reply, _judged(reply, cards[name], plan.focus, judge)))
    return _summed(tuple(done), submission.notes)


def _judged(
    reply: str, card: Card, focus: tuple[str, ...], judge: Callable[[str, Card, tuple[str, ...]], Assessment]
) -> Assessment:
    """The assessment; a fault of the grader's own ends as "could not grade", and the others go on."""
    try:
        return judge(reply, card, focus)
    except Exception as error:
        why = f"the grader itself failed on this reply ({type(error).__name__}); please report it"
        return Assessment("could_not_grade", card.id, focus, why, review=(why,))


def _summed(cards: tuple[CardOutcome, ...], notes: tuple[str, ...]) -> Outcome:
    results = [c.assessment for c in cards]
    review = tuple(f"{c.card.id}: {why}" for c in cards for why in c.assessment.review)
    states = {r.status for r in results}
    if states == {"not_attempted"}:
        return Outcome("not_attempted", cards, reason="nothing was written", notes=notes)
    if "could_not_grade" in states:
        why = "; ".join(f"{c.card.id}: {c.assessment.message}" for c in cards if _failed(c))
        return Outcome("could_not_grade", cards, reason=why, review=review, notes=notes)
    empty = tuple(f"{c.card.id}: no reply" for c in cards if c.assessment.status == "not_attempted")
    passed: Literal["yes", "no", "pending"] = "yes"
    if empty or any(r.passed == "no" for r in results):
        passed = "no"
    elif any(r.passed == "pending" for r in results):
        passed = "pending"
    return Outcome("scored", cards, passed, review=review, notes=notes + empty)


def _failed(card: CardOutcome) -> bool:
    return card.assessment.status == "could_not_grade"
