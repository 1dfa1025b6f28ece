"""Action commitment: a concrete permitted action, and somebody who does it.

After Packard, Moore & McFerran 2018 ("I" raises perceived agency) and Packard & Berger 2021 (concrete words).
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading

_I = re.compile(r"\b(?:i|i'll|i'm|i've|i'd|me|my|myself|ah|ah'll)\b|\blet me\b", re.I)
_DROPPED_I = re.compile(
    r"^(?:will|have|am|can|just|already|sending|booking|checking|calling|ringing|sorting|getting|gonna|done|put|booked|sent|refunded|cancelled|moved)\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:look(?:ing)? into|pass(?:ed|ing)? (?:it|this|that|your \w+) (?:on|along)|escalat\w+|do (?:my|our) best|see what (?:i|we) can do|"
    r"get back to you|take care of (?:it|this)|handle (?:it|this)|sort (?:it|this|things) out|follow(?:ing)? up|do everything|help you|assist|deal with)\b",
    re.I,
)
_CONCRETE = re.compile(
    r"\b(?:ring|phone|call|email|e-mail|write|send|book|cancel|refund|credit|replac\w+|order|move|hold|release|block|trace|chase|ask|add|remov\w+|"
    r"chang\w+|open|file|log|transfer|connect|pay|lift|reset|restor\w+|deliver|collect|arrang\w+|reserv\w+|rebook|put|switch|stop|freez\w+|correct|"
    r"update|message|text|post|courier|bring|extend|waiv\w+|stay|checking|check|request|note|reopen|issue|issued|raise|raised|sent|booked|moved|held|paid|cancelled)\w*\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2: I, or a named person, with a specific verb and an object of this case, within what is allowed."""
    offers = [o.text for o in reading.card.may_offer]
    edit = (
        f"Say what you yourself will do, for instance: {offers[0]}."
        if offers
        else "Say what you yourself will do next."
    )
    hits = [
        h
        for h in reading.hits("commits_action", within=addressed(reading))
        if not reading.yes(h.at.moves.probabilities["threat"])
    ]
    if not hits:
        options = reading.hits("offers_option", within=addressed(reading))
        if options:
            return reading.level(
                1, "You name what could be done; nobody has said that they will do it.", options[:1], edit
            )
        return reading.level(0, "Nobody does anything in this reply.", (), edit)
    ready = [h for h in hits if _has_actor(reading, h) and _concrete(reading, h)]
    if ready:
        return reading.level(2, f"“{reading.quote(ready[0])}” says what you do.", ready[:1])
    if not any(_has_actor(reading, h) for h in hits):
        return reading.level(
            1,
            f"“{reading.quote(hits[0])}” leaves open who does it.",
            hits[:1],
            "Say “I”: who does it, and what exactly.",
        )
    return reading.level(1, f"“{reading.quote(hits[0])}” is too vague to rely on.", hits[:1], edit)


def _has_actor(reading: Reading, hit: Hit) -> bool:
    if _I.search(hit.at.text) or any(
        _DROPPED_I.search(hit.at.text[a:b].strip(" ,;:-")) for a, b in hit.at.sentence.clauses
    ):
        return True
    person = reading.card.handoff.role if reading.card.handoff else ""
    names = re.findall(r"\b[A-Z][a-z]+\b", person)
    return any(n in hit.at.text for n in names)


def _concrete(reading: Reading, hit: Hit) -> bool:
    near = max(
        (
            p
            for i, p in hit.at.items.items()
            if i.kind in ("offer", "next_step", "handoff", "fact", "missing")
        ),
        default=0.0,
    )
    if _VAGUE.search(hit.at.text) and not _CONCRETE.search(_VAGUE.sub(" ", hit.at.text)):
        return False
    return bool(_CONCRETE.search(hit.at.text)) or reading.yes(near)


CRITERION = Criterion(
    id="action_commitment",
    title="says what you'll do",
    definition="Name one concrete thing that you do, and that you do it.",
    checks=(
        "Is an action named that you may take?",
        "Is it specific, with an object of this case?",
        "Is it clear who acts: I, or a named person?",
    ),
    source="Packard, Moore & McFerran 2018; Packard & Berger 2021",
    judge=judge,
)
