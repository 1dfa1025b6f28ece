"""Cards with a safety flag: a reply that passes over it is stopped for a human look.

A danger is taken up by something said or done about it: asked after, taken seriously, passed on, made safe.
Its name alone isn't enough, nor a wish ("stay safe"), nor a number to ring by themselves; and who promises
silence, or lets the payment through, has missed it whatever else is said. A doubtful reply counts as missed:
a person who looks at it once too often does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.cards import Card
from grader.rubric.address import LISTED, own_words
from grader.rubric.cues import Cue, said
from grader.rubric.danger_words import (
    ALONE,
    AT_ONCE,
    BOUNCED,
    BRUSHED_OFF,
    DENIED,
    LEFT_TO_THEM,
    LET_THROUGH,
    NOT_DONE,
    SILENCE,
    STAYS,
    TAKES_UP,
)
from grader.rubric.hostility import turned_on
from grader.rubric.matching import CardItem
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.relations import RELATIONS
from grader.rubric.threats import threats

_CLAUSE = re.compile(r"[;:.!?]|,(?! (?:n?or|to)\b)| (?:but|so|because|and) ")
OFFERS, ASKS = RELATIONS.index("offers"), RELATIONS.index("asks_for")
_NAME = re.compile(r"(?<![.:;!?] )(?<!^)\b[A-Z][a-z]{2,}\b|^[A-Z][a-z]{2,}(?= [A-Z])")
"""A word with a capital that doesn't open a sentence, or that another one follows."""
_SURE = 0.8
"""Probability from which on a sentence does something with an item of the card beyond doubt."""
_PROCEDURE = {
    "self_harm": (
        "Stop everything else: take it seriously, ask plainly whether they are safe, stay with them, "
        "and bring in the person or line that your procedure names."
    ),
    "threat": (
        "Stop: don't argue and don't threaten back; follow your procedure for threats and bring in "
        "the person it names."
    ),
    "minor": (
        "Stop: a child may be at risk; follow your safeguarding procedure and bring in the person it names."
    ),
    "fraud": "Stop: make the account safe first, and bring in the fraud team that your procedure names.",
}


@dataclass(frozen=True)
class MissedSafety:
    """A safety flag that the reply passed over."""

    for_learner: str
    for_instructor: str


def missed_safety(reading: Reading) -> MissedSafety | None:
    """What to say where the card carries a safety flag and no sentence of the reply takes it up; else
    None."""
    flag = reading.card.safety_flag
    if flag is None:
        return None
    own = own_words(reading)
    against = any(_works_against(s, flag) for s in own) or (flag == "threat" and bool(threats(reading)))
    if not against and any(_takes_up(reading, s, flag) for s in own):
        return None
    told = " ".join(filter(None, (_PROCEDURE[flag], _on_this_card(reading.card))))
    return MissedSafety(told, f"missed safety flag: {flag.replace('_', ' ')}")


def _works_against(s: ReadSentence, flag: str) -> bool:
    """Whether a sentence undoes whatever the others do: silence promised, the payment let through."""
    if any(_promised(what, s.said) for what in (SILENCE, ALONE)):
        return True
    return flag == "fraud" and _promised(LET_THROUGH, s.said)


def _promised(what: Cue, said: str) -> bool:
    """Whether a cue stands in the sentence without a denial before it in its clause."""
    found = what.search(said)
    return found is not None and not DENIED.search(_CLAUSE.split(said[: found.start()])[-1])


def _denied(before: str) -> bool:
    """Whether the words before something say that it isn't done; staying on is no denial."""
    clause = _CLAUSE.split(before)[-1]
    return bool(DENIED.search(clause)) and not STAYS.search(clause)


def _takes_up(reading: Reading, s: ReadSentence, flag: str) -> bool:
    if turned_on(reading, s) or BRUSHED_OFF.search(s.said) or BOUNCED.search(s.said):
        return False
    if flag in ("self_harm", "threat") and LEFT_TO_THEM.search(s.said) and not AT_ONCE.search(s.said):
        return False
    if s.text.count(",") > max(3.0, len(s.sentence.words) * LISTED):
        return False
    found = TAKES_UP[flag].search(s.said)
    if found and (s.sentence.is_question or not _denied(s.said[: found.start()])):
        return True
    return _brings_in(reading, s) or _does_it(s, flag)


def _brings_in(reading: Reading, s: ReadSentence) -> bool:
    """Whether a sentence brings in whom the card names, by their name or in other words."""
    if s.sentence.is_question:
        return False
    typed = re.IGNORECASE if s.text.islower() else re.UNICODE
    named = (re.search(rf"\b{re.escape(name)}\b", s.text, typed) for name in _whom(reading.card))
    if any(n and not _denied(said(s.text[: n.start()])) for n in named):
        return True
    return s.speaks_of("handoff") >= _SURE and not NOT_DONE.search(s.said)


def _whom(card: Card) -> frozenset[str]:
    """The names of whom the card would have brought in."""
    given = [
        card.handoff.role if card.handoff else "",
        card.next_step.owner if card.next_step else "",
        _procedure(card),
    ]
    theirs = (card.customer.name or "").split()
    return frozenset(n for text in given for n in _NAME.findall(text) if n not in theirs)


def _does_it(s: ReadSentence, flag: str) -> bool:
    """Whether a sentence offers what the card has against this danger, or asks what has to be asked first."""
    asks = ASKS if flag in ("self_harm", "minor") else OFFERS
    return any(
        max(given[OFFERS], given[asks]) >= _SURE and _against_danger(item, flag)
        for item, given in s.relations.items()
    )


def _against_danger(item: CardItem, flag: str) -> bool:
    if item.kind not in ("offer", "next_step", "missing", "handoff"):
        return False
    return item.kind == "handoff" or bool(TAKES_UP[flag].search(said(item.text)))


def _on_this_card(card: Card) -> str:
    """The procedure that the card itself gives, or whom it would have brought in."""
    if procedure := _procedure(card):
        return f"On this card: {procedure}."
    if card.handoff:
        return f"On this card: {card.handoff.role}, because {card.handoff.why}; {card.handoff.when}."
    return ""


def _procedure(card: Card) -> str:
    """The procedure that a fact of the card gives after that word, without its full stop; else nothing."""
    given = (f.text.partition(":") for f in card.facts if f.text.lower().startswith("procedure:"))
    return next((after.strip().rstrip(".") for _, _, after in given), "")
