"""Choice offer: real, permitted alternatives, and the decision handed over.

After Chang 2008 and Guo et al. 2016 (choosing among recovery options restores a sense of control).
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Match, Reading

_FAKE = re.compile(
    r"\b(?:or nothing|take it or leave it|or (?:you can )?(?:close|leave|lose|forget)|or we(?:'ll| will) (?:close|cancel|end)|or i(?:'ll| will)? (?:end|hang|close|put the phone)|or (?:you )?get nothing|or (?:else|don't))\b",
    re.I,
)
_OR = re.compile(r"\b(?:or|either|alternatively|otherwise|instead|rather)\b", re.I)
MOST_OPTIONS = 3


def judge(reading: Reading) -> Level:
    """Level 2: two or three distinct permitted options, their difference plain, and an explicit ask."""
    offers = [o.text for o in reading.card.may_offer]
    edit = "Offer two things that you may give, and ask which they want: " + "; or ".join(offers[:2]) + "."
    spoken = addressed(reading)
    fake = [
        s
        for s in spoken
        if _FAKE.search(s.text) or (reading.yes(s.moves.probabilities["threat"]) and _OR.search(s.text))
    ]
    if fake:
        return reading.level(0, f"“{reading.quote(fake[0])}” is no choice.", fake[:1], edit)
    options = _options(reading)
    asks = reading.hits("hands_over_choice", within=spoken)
    permission = [
        s for s in spoken if s.sentence.is_question and reading.yes(s.moves.probabilities["offers_option"])
    ]
    if not options:
        if asks and len(reading.hits("offers_option", within=spoken)) >= 1:
            return reading.level(
                1, "You ask what they want without two things that they can have.", asks[:1], edit
            )
        return reading.level(0, "There's nothing here for them to decide.", asks[:1], edit)
    if len(options) == 1 and not _two_ways(reading, options[0]):
        if asks or permission:
            return reading.level(
                1, "There's one option, and you ask; a choice needs a second one.", options[:1], edit
            )
        return reading.level(0, "You decide for them.", options[:1], edit)
    if len(options) > MOST_OPTIONS + 1:
        return reading.level(
            1, "So many options at once are hard to choose from.", options[:3], "Offer the two that fit best."
        )
    if not asks:
        return reading.level(
            1,
            "You name options, but the decision isn't handed over.",
            options[:2],
            "Ask which of them they want.",
        )
    return reading.level(
        2, "You offer real alternatives and leave the decision to them.", [*options[:2], *asks[:1]]
    )


def _options(reading: Reading) -> list[Match]:
    """Distinct permitted offers that are said in so many words."""
    found: list[Match] = []
    for match in reading.matched("offer", within=addressed(reading)):
        p = match.at.moves.probabilities
        if max(p["sarcasm"], p["insult"], p["dismissal"]) < reading.threshold:
            found.append(match)
    return found


def _two_ways(reading: Reading, match: Match) -> bool:
    """Whether one offer is put in two ways: a choice of how or when."""
    return bool(_OR.search(match.at.text)) and reading.yes(match.at.moves.probabilities["hands_over_choice"])


CRITERION = Criterion(
    id="choice_offer",
    title="offers a real choice",
    definition="Offer two or three things that you may give, and let them decide.",
    checks=(
        "Are there two or three distinct options?",
        "May you offer each of them?",
        "Is the difference plain?",
        "Is the decision asked for or handed over?",
    ),
    source="Chang 2008; Guo et al. 2016; Mattila & Cranage 2005",
    judge=judge,
)
