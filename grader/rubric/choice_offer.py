"""Choice offer: real, permitted alternatives, and the decision handed over.

After Chang 2008 and Guo et al. 2016 (choosing among recovery options restores a sense of control).
"""

from __future__ import annotations

import re

from grader.rubric.acts import WITHHELD
from grader.rubric.address import addressed
from grader.rubric.asks import asks_for_choice
from grader.rubric.choices import empty_options
from grader.rubric.criterion import LIKELY, Criterion, Level
from grader.rubric.cues import TIME, cue
from grader.rubric.offers import forbidden_given
from grader.rubric.poison import retracted
from grader.rubric.reading import Match, Reading, ReadSentence

_OR = cue("or", "either", "alternatively", "otherwise", "instead", "as well as", "rather", "both")
MOST_OPTIONS = 3
OTHER_WORDS = 0.15
"""Probability from which on words right before the ask may be an offer put differently."""


def judge(reading: Reading) -> Level:
    """Level 2: two or three distinct permitted options, their difference plain, and an explicit ask."""
    spoken = addressed(reading)
    edit = _edit(reading)
    if gone := retracted(reading):
        reason = f"“{reading.quote(gone[0])}” takes it all back."
        return reading.level(0, reason, gone[:1], "Leave it out.", final=True)
    fake = empty_options(reading, spoken)
    if fake and len(_options(reading, tuple(s for s in spoken if s not in fake))) < 2:
        return reading.level(0, f"“{reading.quote(fake[0])}” is no choice.", fake[:1], edit)
    if given := forbidden_given(reading):
        return reading.level(0, f"“{reading.quote(given[0])}” offers what you may not give.", given[:1], edit)
    asks = [s for s in spoken if asks_for_choice(reading, s)]
    options = _options(reading, spoken)
    several = len(options) > 1 or any(_two_in_one(reading, m.at, spoken) for m in options)
    if not several and (beside := _before_ask(reading, spoken, asks)):
        options, several = beside, True
    if not options:
        return reading.level(0, "There's nothing here for them to decide.", asks[:1], edit, final=True)
    if not several:
        if asks or options[0].at.sentence.is_question:
            reason = f"“{reading.quote(options[0])}” is one option; a choice needs a second one."
            return reading.level(1, reason, options[:1], edit)
        reason = f"“{reading.quote(options[0])}” decides for them."
        return reading.level(0, reason, options[:1], edit, final=True)
    if not asks:
        if not any(_OR.search(m.at.said) for m in options):
            reason = f"“{reading.quote(options[0])}” decides for them."
            return reading.level(0, reason, options[:1], edit, final=True)
        reason = "You name options, but don't leave the decision to them."
        return reading.level(1, reason, options[:2], "Ask which of them they want.")
    if len(options) > MOST_OPTIONS + 1:
        reason = f"{len(options)} options at once are hard to choose from."
        return reading.level(1, reason, options[:3], "Offer the two that fit best.")
    return reading.level(
        2, "You offer real alternatives and leave the decision to them.", [*options[:2], *asks[:1]]
    )


def _edit(reading: Reading) -> str:
    offers = [o.text.rstrip(".").removeprefix("or ") for o in reading.card.may_offer]
    if len(offers) < 2:
        return f"Put it as a choice of how or when, and ask which they want. You may: {'; '.join(offers)}."
    return (
        f"Offer two things that you may give, and ask which they want. You may: {offers[0]}; or: {offers[1]}."
    )


def _options(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[Match]:
    """Distinct permitted offers that are said in so many words."""
    found = []
    for match in reading.matched("offer", within=spoken):
        p = match.at.moves.probabilities
        if max(p["sarcasm"], p["insult"], p["dismissal"], p["threat"]) < reading.threshold + 0.2 and not (
            WITHHELD.search(match.at.said)
        ):
            found.append(match)
    return found


def _before_ask(reading: Reading, spoken: tuple[ReadSentence, ...], asks: list[ReadSentence]) -> list[Match]:
    """What stands right before "Which?" in other words than the card's: two things joined by "or", or
    two times."""
    doubt = reading.threshold - LIKELY
    for ask in asks:
        place = spoken.index(ask)
        for s in reversed(spoken[max(0, place - 2) : place + 1]):
            if s.speaks_of("offer") >= OTHER_WORDS + doubt and _two_in_one(reading, s, spoken):
                item = max((i for i in s.items if i.kind == "offer"), key=lambda i: s.items[i])
                return [Match(item, s, s.items[item])]
    return []


def _two_in_one(reading: Reading, at: ReadSentence, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether one offer is put in two ways, a choice of how or when, here or in the sentence after it."""
    place = spoken.index(at)
    if re.search(r"\bor\b|\beither\b", at.said) and not re.search(r"\bor (?:not|so|where|no)\b", at.said):
        return True
    if asks_for_choice(reading, at) and len(TIME.pattern.findall(at.said)) > 1:
        return True
    after = spoken[place + 1 : place + 2]
    return any(re.match(r"\W*or\b", s.said) for s in after)


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
    helps=(
        "an offer",
        "second offer",
        "hands_over_choice",
        "offers_option",
        "offers_option again",
        "offers",
    ),
    beside=(
        "limit explained",
        "states_limit",
        "deals with the case",
    ),
    hurts=(
        "forbidden offer",
        "given away",
        "any threat",
        "any dismissal",
        "another case",
        "no reply",
        "jab",
        "any meta",
        "contradicts the card",
        "much jab",
        "much cold",
        "much hollow",
        "an empty option",
        "one side not on offer",
        "from the notes",
        "much meta",
    ),
)
