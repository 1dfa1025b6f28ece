"""Fact fidelity, a gate: every claim and every offer agrees with the card."""

from __future__ import annotations

import re

from grader.cards import Card
from grader.rubric.criterion import Criterion, Level
from grader.rubric.matching import CardItem
from grader.rubric.reading import Match, Reading, ReadSentence

_MONEY = re.compile(
    r"[£$€]\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?)\s?(?:pounds?|dollars?|euros?|quid|percent|per cent|%)",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|will not|wouldn't|not|unable|no way|never|isn't|aren't|don't|doesn't|outside|beyond|neither|nor|without|too late|rather than|instead of|only)\b",
    re.I,
)
_GIFT = re.compile(
    r"\b(?:free (?:\w+ ){0,2}(?:month|year|upgrade|night|voucher|gift|delivery|meal|ticket|flight)s?|gift card|voucher|compensat\w+|goodwill|full refund|on the house|lifetime|double your|"
    r"waive\w*|discount|credit(?:ed)?|extra (?:night|month|day)s?)\b",
    re.I,
)
SURE = 0.75
"""A forbidden offer must be matched this surely, since it caps the score."""


def judge(reading: Reading) -> Level:
    """Level 2: everything supported; 1 for a harmless unsupported detail; 0 for forbidden or invented things."""
    given = [m for m in reading.matched("forbidden") if _is_given(reading, m)]
    if given:
        item = given[0].item.text
        return reading.level(
            0,
            f"“{reading.quote(given[0])}” offers what you may not: {item}.",
            [g.at for g in given[:1]],
            f"Say that you can't do that ({item}), and what you can do.",
        )
    over = reading.hits("overpromise")
    sums = _foreign_sums(reading)
    if sums:
        return reading.level(
            0,
            f"“{reading.quote(sums[0])}” names a sum that isn't in this case.",
            sums[:1],
            "Keep to the sums you know.",
        )
    gifts = [s for s in reading.sentences if _gift_from_nowhere(reading, s)]
    if gifts:
        return reading.level(
            0,
            f"“{reading.quote(gifts[0])}” gives something that you weren't allowed to give.",
            gifts[:1],
            "Offer only what you may offer.",
        )
    if over:
        return reading.level(
            1,
            f"“{reading.quote(over[0])}” is surer than anybody can be.",
            over[:1],
            "Say what you know, and what you don't.",
        )
    return reading.level(2, "What you say agrees with what is known.", ())


def _is_given(reading: Reading, match: Match) -> bool:
    """Whether the sentence gives the forbidden thing, rather than refusing it or giving a permitted one."""
    s, p = match.at, match.at.moves.probabilities
    if (
        match.probability < SURE - 0.5 + reading.threshold
        or _NEGATED.search(s.text)
        or reading.yes(p["states_limit"])
    ):
        return False
    if s.sentence.is_question and not reading.yes(p["offers_option"]):
        return False
    permitted = max(
        (q for i, q in s.items.items() if i.kind in ("offer", "next_step", "handoff")), default=0.0
    )
    known = max((q for i, q in s.items.items() if i.kind in ("fact", "stake")), default=0.0)
    gives = reading.yes(
        max(p["commits_action"], p["offers_option"], p["overpromise"], p["positive_alternative"])
    )
    return match.probability > max(permitted, known) and gives


def _foreign_sums(reading: Reading) -> list[ReadSentence]:
    known = _numbers(_card_text(reading.card))
    found = []
    for s in reading.sentences:
        sums = [_plain(m.group(1) or m.group(2)) for m in _MONEY.finditer(s.text)]
        if any(n not in known for n in sums) and not _NEGATED.search(s.text):
            found.append(s)
    return found


def _card_text(card: Card) -> str:
    parts = [f.text for f in card.facts] + [
        i.text for i in (*card.may_offer, *card.may_not_offer, *card.missing_facts)
    ]
    parts += [m.text for m in card.customer.messages] + [card.stake]
    return " ".join(parts)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_plain(n) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def _plain(number: str) -> str:
    text = number.replace(",", "").rstrip(".")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _gift_from_nowhere(reading: Reading, s: ReadSentence) -> bool:
    found = _GIFT.search(s.text)
    if (
        not found
        or _NEGATED.search(s.text)
        or not reading.yes(
            max(s.moves.probabilities["commits_action"], s.moves.probabilities["offers_option"])
        )
    ):
        return False
    known = _card_text(reading.card).lower()
    head = found.group().lower().split()[-1].rstrip("s")
    best: tuple[float, CardItem | None] = max(
        ((p, i) for i, p in s.items.items() if i.kind == "offer"), default=(0.0, None), key=lambda x: x[0]
    )
    return head[:6] not in known and not reading.yes(best[0])


CRITERION = Criterion(
    id="fact_fidelity",
    title="keeps to the facts",
    definition="Claim only what is known, and offer only what you may offer.",
    checks=(
        "Is everything offered permitted?",
        "Does every claim agree with the record?",
        "Is what isn't known said as unknown?",
    ),
    source="codebook C14; Gneezy & Epley 2014",
    judge=judge,
)
