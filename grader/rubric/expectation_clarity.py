"""Expectation clarity: what happens next, who does it, by when, and what if it slips.

After Gneezy & Epley 2014 (breaking a promise costs, exceeding it buys little).
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading

_SOON = re.compile(
    r"\b(?:soon|asap|shortly|as soon as possible|in due course|at the earliest|right away|when(?:ever)? (?:we|i) can|in the near future)\b",
    re.I,
)
_CONTINGENCY = re.compile(
    r"\b(?:if (?:it|that|this|there|they|he|she|i|we|nothing|the|anything|by then|not|for any)\b|even if|in case|whether or not|either way|"
    r"otherwise|whatever (?:happens|they say|the)|or where (?:it|things) stands?|with (?:an answer|news) or (?:without|not)|until then|should it)\b",
    re.I,
)
_OWNER = re.compile(
    r"\b(?:i|i'll|i'm|i've|i'd|we|we'll|my|our|me|let me|he|she|he'll|she'll|they|they'll|it'll|someone from|a crew|the (?:bank|courier|team|engineer|depot|driver|crew|manager|refund|parcel|money|driver))\b|\b[A-Z][a-z]+ (?:will|is|from|in)\b",
    re.I,
)
UNCERTAIN = re.compile(
    r"\b(?:or where|whether|either way|if not|stands|update|answer|confirm|unless)\b", re.I
)


def judge(reading: Reading) -> Level:
    """Level 2: step, owner and time; a fallback where the outcome is uncertain."""
    step = reading.card.next_step
    edit = (
        f"Say what happens next, who does it and by when: {step.owner} will {step.text}, by {step.by}."
        if step
        else "Say what happens next, who does it and by when."
    )
    spoken = addressed(reading)
    hits = [
        h
        for h in reading.hits("states_next_step", "commits_action", "handoff", within=spoken)
        if not reading.yes(h.at.moves.probabilities["threat"])
    ]
    times = [h for h in reading.hits("gives_time", within=spoken) if not _only_soon(h)]
    over = reading.hits("overpromise", within=spoken)
    if over:
        return reading.level(
            0,
            f"“{reading.quote(over[0])}” promises what nobody can be sure of.",
            over[:1],
            "Promise only what is in your hands: " + edit[0].lower() + edit[1:],
        )
    if not hits and not times:
        return reading.level(0, "They don't learn what happens next.", (), edit)
    timed = [h for h in times if h.at in {x.at for x in hits} or _OWNER.search(h.at.text)] if times else []
    if not timed:
        if not times:
            return reading.level(1, f"“{reading.quote(hits[0])}” has no time to hold on to.", hits[:1], edit)
        return reading.level(1, "There's a time, but nobody who answers for it.", times[:1], edit)
    if _needs_fallback(reading) and not any(_CONTINGENCY.search(s.text) for s in spoken):
        return reading.level(
            1,
            f"“{reading.quote(timed[0])}” is a time; what if it slips?",
            timed[:1],
            "Say what happens if it isn't settled by then.",
        )
    return reading.level(
        2, f"“{reading.quote(timed[0])}” tells them what comes, from whom and when.", timed[:1]
    )


def _only_soon(hit: Hit) -> bool:
    return bool(_SOON.search(hit.at.text)) and not re.search(
        r"\d|\b(?:today|tomorrow|tonight|noon|morning|afternoon|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hour|minutes?|days?|week)\b",
        hit.at.text,
        re.I,
    )


def _needs_fallback(reading: Reading) -> bool:
    """Whether the card's own next step leaves the outcome open."""
    step = reading.card.next_step
    return bool(step and UNCERTAIN.search(f"{step.text} {step.by}"))


CRITERION = Criterion(
    id="expectation_clarity",
    title="says what comes next",
    definition="Say what happens next, who does it and by when; and what if it slips.",
    checks=(
        "Is the next step named?",
        "Does somebody own it?",
        "Is there a time or an honest range?",
        "Is there a fallback where the outcome is open?",
    ),
    source="Gneezy & Epley 2014",
    judge=judge,
)
