"""Grade a submission: `assess` for each card, and what follows for the whole notebook.

Three outcomes: scored, not attempted, could not grade. A card without a reply in a submission that has
others counts with no points; a card that can't be graded makes the whole "could not grade".

Each turn of a conversation is a card here. Its replies alone decide what the customer said in between, so the
conversation is played again from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from grader.assess import Assessment, assess
from grader.cards import Card, CardError, load_card
from grader.moves import EncoderMissing
from grader.moves.encoder import shared
from grader.moves.heads import load_heads
from grader.nbgrader.plan import WAY, Check, Plan
from grader.nbgrader.submission import Submission
from grader.rubric.grounding import load_weights
from grader.rubric.relations import load_network
from grader.simulator import Conversation, Judge, NoConversation, converse, trajectory
from grader.turns import sent_replies, turn_cards, turn_id, turn_items
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
    conversations: Mapping[str, Conversation] = field(default_factory=dict)
    """The conversations by their card's id, as far as they went."""
    version: str = GRADER_VERSION
    """Which version of the grader says so."""

    def assessment(self, card: str) -> Assessment | None:
        """The assessment of a card by its id, or None."""
        return next((c.assessment for c in self.cards if c.card.id == card), None)

    def points(self, check: Check) -> float | None:
        """The points of one grade cell, 0 to `check.points`; None where there is no grade."""
        if check.criterion == WAY:
            return self._points_of_way(check)
        assessment = self.assessment(check.card)
        if self.status == "not_attempted" or assessment is None or assessment.status == "could_not_grade":
            return None
        if assessment.status == "not_attempted":
            return 0.0
        return min(max(float(assessment.credits[check.criterion]), 0.0), check.points)

    def _points_of_way(self, check: Check) -> float | None:
        conversation = self.conversations.get(check.card)
        if self.status == "not_attempted" or conversation is None:
            return None
        if any(e.assessment.status == "could_not_grade" for e in conversation.exchanges):
            return None
        return min(max(trajectory(conversation) * check.points, 0.0), check.points)

    def score(self, plan: Plan) -> float | None:
        """The points over their maximum, 0 to 1; None unless scored."""
        if self.status != "scored":
            return None
        return sum(self.points(check) or 0.0 for check in plan.checks) / plan.max_points


def load_model() -> None:
    """Read every part of the grader's model, half a second the first time.

    Raises EncoderMissing where one is missing or damaged; its message says what to do.
    """
    shared().load()
    load_heads()
    load_network()
    load_weights()


def load_plan_cards(plan: Plan, dirs: Iterable[Path] = ()) -> dict[str, Card]:
    """The cards that a plan names, from `dirs` first and then those that ship.

    Raises CardError where one can't be loaded, or where the notebook's grade cells and the criteria
    that apply to a card differ.
    """
    alone = [name for name in plan.cards if plan.turn(name) is None]
    cards = {name: load_card(name, tuple(dirs)) for name in (*alone, *plan.conversations)}
    expected: dict[str, tuple[str, ...]] = {name: cards[name].criteria for name in alone}
    for name in plan.conversations:
        expected.update(_criteria_of_turns(plan, cards[name]))
    for name in dict.fromkeys((*expected, *plan.cards)):
        checked = sorted(check.criterion for check in plan.checks if check.card == name and not _way(check))
        if checked != sorted(expected.get(name, ())):
            differ = sorted(set(checked) ^ set(expected.get(name, ()))) or ["a criterion is checked twice"]
            raise CardError(name, [f"grade cells and applicable criteria differ: {', '.join(differ)}"])
    return cards


def _criteria_of_turns(plan: Plan, card: Card) -> dict[str, tuple[str, ...]]:
    """The criteria of each turn of a conversation. Raises CardError."""
    try:
        turns = turn_cards(card)
    except NoConversation as error:
        raise CardError(card.id, [str(error)]) from None
    models = [name for name in plan.models if (plan.turn(name) or ("",))[0] == card.id]
    if models and sorted(models) != [turn_id(card.id, n + 1) for n in range(len(turns))]:
        found = f"model_turns has {len(models)} replies, and the conversation has room for {len(turns)}"
        raise CardError(card.id, [found])
    return {turn.id: turn.criteria for turn in turns}


def _way(check: Check) -> bool:
    return check.criterion == WAY


def grade(plan: Plan, submission: Submission, cards: dict[str, Card], judge: Judge = assess) -> Outcome:
    """Grade one submission. Never raises for what a student wrote.

    Raises EncoderMissing where the grader's model can't be read: that is no fault of a submission.
    """
    if submission.problem:
        return Outcome("could_not_grade", reason=submission.problem, notes=submission.notes)
    careful = partial(_judged, judge=judge)
    played = {name: play(cards[name], submission.texts, plan.focus, careful) for name in plan.conversations}
    turns = {name: item for talk in played.values() for name, item in turn_items(talk).items()}
    done = []
    for name in plan.cards:
        if name in turns:
            done.append(CardOutcome(*turns[name]))
        else:
            reply = submission.texts.get(name, "")
            done.append(CardOutcome(cards[name], reply, careful(reply, cards[name], plan.focus)))
    return replace(_summed(tuple(done), submission.notes), conversations=played)


def play(card: Card, texts: Mapping[str, str], focus: tuple[str, ...], judge: Judge = assess) -> Conversation:
    """The conversation that somebody's texts, by id, lead to. Raises as `converse`."""
    return converse(card, sent_replies(card, lambda name: texts.get(name, "")), focus, judge)


def _judged(reply: str, card: Card, focus: tuple[str, ...], judge: Judge) -> Assessment:
    """The assessment; a fault of the grader's own ends as "could not grade", and the others go on.

    Raises EncoderMissing, where the others would fare no better.
    """
    try:
        return judge(reply, card, focus)
    except EncoderMissing:
        raise
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
