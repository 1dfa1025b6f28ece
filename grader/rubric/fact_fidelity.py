"""Fact fidelity, a gate: every claim and every offer agrees with the card."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from operator import add, sub

from grader.rubric.acts import does
from grader.rubric.address import another_case, own_words
from grader.rubric.cardtext import card_text
from grader.rubric.claims import (
    SHAKY,
    dead_end,
    disowned,
    foreign_numbers,
    hearsay,
    overpromised,
    unsupported,
)
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.offers import forbidden_given, refused
from grader.rubric.poison import asks_secret, conditions, gossip
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.words import NUMBER_WORD, figure, numbers_in_words

_MONEY = re.compile(
    r"[£$€]\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?)\s?(?:pounds?|dollars?|euros?|quid|percent|"
    r"per cent|%)"
    rf"|\b((?:(?:a|{NUMBER_WORD}|hundred|thousand|(?<=hundred )and|(?<=thousand )and)[ -])+)"
    r"(?:pounds?|quid|dollars?)\b",
    re.I,
)
_GIFT = cue(
    r"(?:a|an|one|some|another|your|two) (?:free|complimentary) (?:\w+ )?\w+",
    r"free (?:\w+ ){0,2}(?:months?|year|upgrade|night|voucher|gift|delivery|meal|ticket|flight)s?",
    "gift card",
    r"vouchers?",
    r"compensat\w+",
    "goodwill gesture of",
    "on the house",
    "lifetime",
    "double your",
    r"discount(?: on)?",
    r"extra (?:night|month|day)s?",
    r"prosecco",
    r"on us",
    r"half price",
)
_SURE_OF_IT = cue(
    r"(?:i|we)(?: can| do|'ll| will| personally)? guarantee",
    r"guaranteed(?=[,.!]|$)",
    r"(?:it's|that's|is) guaranteed",
    r"promise you",
    r"you have my word",
    r"give you my (?:word|personal)",
    r"as good as done",
    r"(?:will|'ll) (?:definitely|never)",
    r"without fail",
    r"100 ?%",
)


def judge(reading: Reading) -> Level:
    """Level 2: everything supported; 1 for a harmless unsupported detail; 0 for forbidden or invented
    things."""
    spoken = own_words(reading)
    if given := forbidden_given(reading):
        item = given[0].item.text.rstrip(".")
        reason = f"“{reading.quote(given[0])}” gives what you may not give: {item}."
        edit = "Say that you can't do that, and what you can do."
        return reading.level(0, reason, given[:1], edit, final=True)
    for found, what, edit in (
        (_foreign_sums(reading), "names a sum that isn't in this case", "Keep to the sums you know."),
        (asks_secret(reading), "asks for what nobody may ask for", "Leave it out."),
        (conditions(reading), "sets a condition that isn't on record", "Leave it out."),
        (_certain(reading, spoken), "promises what isn't known", "Say what you know, and what you don't."),
        (_gifts(reading), "gives something that isn't yours to give", "Offer only what you may offer."),
    ):
        if found:
            reason = f"“{reading.quote(found[0])}” {what}."
            return reading.level(0, reason, found[:1], edit, final=True)
    return _doubtful(reading, spoken) or _harmless(reading, spoken)


def _doubtful(reading: Reading, spoken: tuple[ReadSentence, ...]) -> Level | None:
    """Level 0 for what the rules take to be against the record; the checks may know better."""
    for found, what, edit in (
        (another_case(reading), "belongs to another case", "Answer this customer, with this card's facts."),
        (
            hearsay(reading),
            "puts words into somebody's mouth that nobody here said",
            "Say it yourself, or leave it out.",
        ),
        (
            disowned(reading, spoken),
            "contradicts what is on record about the fault",
            "Keep to what is on record.",
        ),
        (
            dead_end(reading, spoken),
            "says there's nothing, and there is something you may do",
            "Say what you can do.",
        ),
        (
            _contradicts(reading, spoken),
            "says the opposite of what is on record",
            "Keep to what is on record.",
        ),
        (
            unsupported(reading, spoken),
            "isn't on record",
            "Leave it out, or say that you'll find out.",
        ),
    ):
        if found:
            return reading.level(0, f"“{reading.quote(found[0])}” {what}.", found[:1], edit)
    return None


def _harmless(reading: Reading, spoken: tuple[ReadSentence, ...]) -> Level:
    if known := gossip(reading):
        barred = any(reading.yes(s.speaks_of("forbidden")) for s in known)
        reason = f"“{reading.quote(known[0])}” is more than anybody here knows or may give."
        return reading.level(0 if barred else 1, reason, known[:1], "Leave it out.", final=True)
    over = [h.at for h in overpromised(reading, spoken)]
    shaky = [s for s in spoken if SHAKY.search(s.said)]
    if over or shaky:
        shown = (over or shaky)[:1]
        reason = f"“{reading.quote(shown[0])}” is surer than anybody here can be."
        return reading.level(1, reason, shown, "Say what you know, and what you don't.", final=True)
    if numbers := foreign_numbers(reading, spoken):
        reason = f"“{reading.quote(numbers[0])}” has a figure that isn't on record."
        return reading.level(1, reason, numbers[:1], "Check the figure, or leave it out.", final=True)
    return reading.level(2, "What you say agrees with what is known.", ())


def _foreign_sums(reading: Reading) -> list[ReadSentence]:
    """Sentences with a sum that the card doesn't know; also where they refuse or condition something."""
    known = _known(card_text(reading.card))
    sums = [(s, _sums(s.said)) for s in reading.sentences]
    named = frozenset[str]().union(*(one for _, one in sums)) & known
    known |= _pairs(named, add)
    return [s for s, one in sums if not one <= known]


@lru_cache(maxsize=512)
def _known(text: str) -> frozenset[str]:
    """The sums of a card, and what follows from any two of them; a small bare figure may be a day or an hour.

    Two sums are added only where the reply names both: any other total would soon be that of some two.
    """
    sums = _sums(text)
    numbers = sums | {n for n in _numbers(text) if "." in n or (n.isdigit() and int(n) >= NO_DATE)}
    whole = {n.split(".")[0] for n in numbers}  # "seventeen pounds fifty" is read as 17
    halves = {_shown(v / 2) for v in _values(sums)}
    return numbers | whole | _pairs(sums, sub) | halves | {"0"}


NO_DATE = 100
"""A figure from which on it is hardly a day, an hour or a count."""


@lru_cache(maxsize=4096)
def _sums(text: str) -> frozenset[str]:
    return frozenset(_plain(m.group(1) or m.group(2) or figure(m.group(3))) for m in _MONEY.finditer(text))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_plain(n) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)) | numbers_in_words(text)


def _values(sums: frozenset[str]) -> list[float]:
    return sorted({float(n) for n in sums if n.replace(".", "", 1).isdigit()})[-40:]


def _pairs(sums: frozenset[str], of: Callable[[float, float], float]) -> frozenset[str]:
    """What `of` gives for every two of these sums."""
    values = _values(sums)
    return frozenset(_shown(abs(of(a, b))) for a in values for b in values)


def _shown(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(number: str) -> str:
    text = number.lower().replace(",", "").rstrip(".").strip()
    return text.rstrip("0").rstrip(".") if "." in text else text


def _gifts(reading: Reading) -> list[ReadSentence]:
    known = " ".join(o.text for o in reading.card.may_offer).lower()
    found = []
    for s in reading.sentences:
        gift = _GIFT.search(s.said)
        if gift is None or refused(s) or not (does(s) or s.said.rstrip().endswith("?")):
            continue
        head = gift.group().split()[-1].rstrip("s")
        if head[:6] not in known and not reading.yes(s.speaks_of("offer")):
            found.append(s)
    return found


_FLAT = cue(
    r"(?:nobody|no one|never|(?:was|were|is|are|did)(?:n't| not)) (?:\w+ ){0,3}(?:told|said|"
    r"asked|promised|closed|sent|called|late|closed|rang|posted|paid|reported)"
)
_EXCUSED = cue("should", "ought", "deserves?", "wants?", "would", "could", "if", "i", "we", "should have")


def _contradicts(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Sentences that flatly deny a fact of the card."""
    return [
        s
        for s in spoken
        if reading.yes(s.denies)
        and _FLAT.search(s.said)
        and not _EXCUSED.search(s.said)
        and not s.sentence.is_question
    ]


def _certain(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    barred = bool(reading.card.may_not_offer)
    return [s for s in spoken if barred and _SURE_OF_IT.search(s.said) and not refused(s)]


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
    helps=(),
    beside=(
        "says no",
        "deals with the case",
    ),
    hurts=(
        "forbidden offer",
        "given away",
        "made up",
        "made up again",
        "contradicts the card",
        "contradicts it again",
        "any overpromise",
        "another case",
        "any blame",
        "any dismissal",
        "any meta",
        "any defensiveness",
        "much made up",
        "much jab",
        "much cold",
        "needless warning",
        "one side not on offer",
        "much meta",
        "hidden words",
    ),
)
