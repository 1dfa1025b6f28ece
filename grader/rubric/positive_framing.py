"""Positive framing: leads with what can be done; says a limit plainly, with reason and alternative, without spin.

House rule after the codebook; a limit is still said plainly, and cheer at somebody in distress backfires.
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed, not_a_reply
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading

_CHEER = re.compile(
    r"\b(?:no worries at all|happy days|awesome|yay|amazing news|have a (?:great|wonderful|fantastic|lovely|amazing) (?:day|one|weekend)|super excited|delighted|woohoo|fantastic)\b|[🎉😊😀😄🥳🙌✨💖]|!\s*!|!{2,}",
    re.I,
)
_RECITAL = re.compile(
    r"\b(?:as per|per our|according to) (?:our |the )?(?:\w+ )?(?:policy|policies|terms|procedure)\b|\bpolicy (?:states|is|does)\b|\bnot possible\b|\bunable to\b",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:because|since|as the|so i can't|so we can't|that's why|the reason|only|until|ended|nothing free|fully booked|is full|are full|taken|isn't mine|not up to me|has to|have to|needs? (?:a|the|to)|rules?)\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2: the limit, if there is one, said plainly with a short reason and an available path."""
    card = reading.card
    spoken = addressed(reading)
    barred = card.may_not_offer[0].text if card.may_not_offer else ""
    path = card.may_offer[0].text if card.may_offer else ""
    edit = (
        f"Say plainly what you can't do ({barred}), why, and what you can do instead: {path}."
        if barred and path
        else "Lead with what you can do."
    )
    if why := not_a_reply(reading):
        return reading.level(0, f"It offers no way forward: {why}.", (), edit)
    cheer = [s for s in spoken if _CHEER.search(s.text)]
    if cheer and card.heat >= 2:
        return reading.level(
            0,
            f"“{reading.quote(cheer[0])}” is too cheerful for somebody in this state.",
            cheer[:1],
            "Take the cheer out and say what you can do.",
        )
    cold = reading.hits("dismissal", "sarcasm", "blame", "insult", within=spoken)
    limits = [
        h
        for h in reading.hits("states_limit", within=spoken)
        if not reading.yes(h.at.moves.probabilities["sarcasm"])
    ]
    ways = _ways(reading)
    if limits:
        return _judge_limit(reading, limits, ways, edit)
    if cold and not ways:
        return reading.level(0, f"“{reading.quote(cold[0])}” closes the door.", cold[:1], edit)
    if not ways:
        return reading.level(0, "There's nothing here that can be done.", (), edit)
    if cold:
        return reading.level(
            1,
            f"There's a way forward, but “{reading.quote(cold[0])}” spoils it.",
            [*ways[:1], *cold[:1]],
            "Leave the cold sentence out.",
        )
    if _refusal_due(reading):
        return reading.level(
            1, "They asked for something that you can't give, and you never say so.", ways[:1], edit
        )
    return reading.level(2, "You lead with what can be done.", ways[:1])


def _judge_limit(reading: Reading, limits: list[Hit], ways: list[Hit], edit: str) -> Level:
    place = {id(s): i for i, s in enumerate(reading.sentences)}
    near = {place[id(h.at)] + d for h in limits for d in (-1, 0, 1)}
    why = [
        s
        for i, s in enumerate(reading.sentences)
        if i in near and (reading.yes(s.moves.probabilities["gives_reason"]) or _BECAUSE.search(s.text))
    ]
    recital = [
        h
        for h in limits
        if _RECITAL.search(h.at.text) and not reading.yes(h.at.moves.probabilities["positive_alternative"])
    ]
    if not ways and (recital or not why):
        return reading.level(0, f"“{reading.quote(limits[0])}” is a bare no.", limits[:1], edit)
    if why and ways:
        return reading.level(
            2, "You say the limit plainly, with the reason, and what you can do.", [*limits[:1], *ways[:1]]
        )
    lacking = "why" if ways else "what you can do instead"
    return reading.level(1, f"You say the limit, but not {lacking}.", limits[:1], f"Add {lacking}. " + edit)


def _ways(reading: Reading) -> list[Hit]:
    found = reading.hits(
        "positive_alternative", "offers_option", "commits_action", "handoff", within=addressed(reading)
    )
    return [
        h
        for h in found
        if max(h.at.moves.probabilities[m] for m in ("threat", "sarcasm", "dismissal")) < reading.threshold
    ]


def _refusal_due(reading: Reading) -> bool:
    """Whether the customer demanded something that the card forbids: the message speaks of a barred offer."""
    from grader.rubric.matching import match_items
    from grader.text import read_text

    sentences = [s.text for s in read_text(reading.card.message[:4000]).sentences]
    rows = match_items(sentences, reading.card, encoder=reading.encoder)
    return any(i.kind == "forbidden" and p >= 0.75 for row in rows for i, p in row.items())


CRITERION = Criterion(
    id="positive_framing",
    title="leads with what can be done",
    definition="Say limits plainly, with the reason, and what you can do instead; no policy recital and no cheer.",
    checks=(
        "Is a limit said plainly where there is one?",
        "Is there a short human reason?",
        "Is there a way forward?",
        "Is it free of false cheer and of euphemism?",
    ),
    source="codebook C8; You et al. 2020 on appreciation",
    judge=judge,
)
