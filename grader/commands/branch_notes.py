"""What `grader card lint` notes about a card's branches, beyond what every card must keep to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.cards import Answers, Card, Turn
from grader.text import count_words
from grader.turns import LONGEST_CARD_ID

LONGEST_MESSAGE = 80
"""Words; a customer in the middle of a quarrel doesn't write more at once."""
OPENING = 3
"""Words that make an opening."""
MOODS = ("calmer", "same", "hotter")


def branch_notes(card: Card) -> Iterator[str]:
    """One line for each thing that is worth a look; nothing for a card without branches."""
    if card.branches is None:
        return
    if len(card.id) > LONGEST_CARD_ID:
        most = f"with branches it may have {LONGEST_CARD_ID}"
        yield f"id: has {len(card.id)} characters; {most}, to leave room for the ids of its replies"
    missing = {item.id for item in card.missing_facts}
    taken = {fact.id for fact in card.facts}
    for number, turn in enumerate(card.branches.turns, start=2):
        where = f"branches.turns, before reply {number}"
        yield from _message_notes(turn, where)
        missing -= set(turn.answers)
        yield from _turn_notes(card, turn, where, missing)
        if again := sorted({fact.id for fact in turn.facts} & taken):
            yield f"{where}: facts: {', '.join(again)} is there already; give a new fact an id of its own"
        taken |= {fact.id for fact in turn.facts}
    yield from _message_notes(card.branches.ending, "branches.ending")


def _message_notes(said: Answers, where: str) -> Iterator[str]:
    texts = {mood: getattr(said, mood) for mood in MOODS}
    for mood, text in texts.items():
        if (words := count_words(text)) > LONGEST_MESSAGE:
            yield f"{where}: {mood}: is very long, {words} words; {LONGEST_MESSAGE} are plenty"
    if len(set(texts.values())) < len(texts):
        yield f"{where}: two moods say the same; nobody could hear how the reply was taken"
    openings = {_opening(text) for text in texts.values()}
    if len(openings) == 1:
        yield f"{where}: all three moods open with “{openings.pop()}”; a mood is heard in the first words"


def _turn_notes(card: Card, turn: Turn, where: str, missing: set[str]) -> Iterator[str]:
    """Criteria that can't be met at this turn."""
    applies = set(turn.applicable)
    if len(applies) < len(turn.applicable):
        yield f"{where}: applicable: a criterion is named twice"
    if "boundary_statement" in applies and card.abuse == "none":
        yield f"{where}: applicable: boundary_statement needs abuse other than none"
    if "handoff_quality" in applies and card.handoff is None:
        yield f"{where}: applicable: handoff_quality needs handoff to be set"
    if "open_inquiry" in applies and not missing:
        yield f"{where}: applicable: open_inquiry is left out, since all of missing_facts has been told"
    choice = len(card.may_offer) > 1 or any(" or " in o.text for o in card.may_offer)
    if "choice_offer" in applies and not choice:
        yield f"{where}: applicable: choice_offer needs two things in may_offer, or one with an 'or'"


def _opening(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower())[:OPENING])
