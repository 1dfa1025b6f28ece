"""Action commitment: a concrete permitted action, and somebody who does it.

After Packard, Moore & McFerran 2018 ("I" raises perceived agency) and Packard & Berger 2021 (concrete words).
"""

from __future__ import annotations

import re

from grader.rubric.acts import Act, acts
from grader.rubric.address import addressed
from grader.rubric.asks import asks_for_choice
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.poison import pasted_panel, retracted
from grader.rubric.reading import Reading

_TELLS_THEM = cue(
    r"(?:ring|call|phone|e-?mail|message|text|update|tell|write(?: to)?|confirm|contact|mesage) "
    r"(?:to )?(?:you|here|in this)",
    r"(?:write|post|confirm|message|be back|be in touch|come back|let you know|e-?mail)(?: \w+){0,3} "
    r"(?:by|at|before|today|tomorrow|when)",
    r"(?:ringing|calling|messaging) you",
    r"you(?:'ll| will) hear",
)


def judge(reading: Reading) -> Level:
    """Level 2: I, or a named person, with a specific verb and an object of this case, within what is
    allowed."""
    spoken = addressed(reading)
    done = acts(reading, spoken)
    edit = _edit(reading)
    if gone := retracted(reading):
        reason = f"“{reading.quote(gone[0])}” takes it all back."
        return reading.level(0, reason, gone[:1], "Leave it out.", final=True)
    if not done:
        return reading.level(0, "Nobody does anything in this reply.", (), edit)
    asked = any(asks_for_choice(reading, s) for s in spoken)
    firm = [a for a in done if (not a.offered or asked) and not a.vague]
    ready = [
        a
        for a in firm
        if _has_actor(reading, a) and _of_this_case(reading, a) and not _reports_only(reading, a)
    ]
    pasted = pasted_panel(reading)
    if ready and all(a.at in pasted for a in ready):
        reason = f"“{reading.quote(ready[0].at)}” is pasted from the notes on this case."
        return reading.level(1, reason, [ready[0].at], "Say it to them, in words of your own.")
    if ready:
        best = max(ready, key=lambda a: (not a.offered, a.allowed))
        return reading.level(2, f"“{reading.quote(best.at)}” says what you do.", [best.at])
    reports = [a for a in firm if _reports_only(reading, a)]
    if reports and len(reports) == len(firm):
        reason = f"“{reading.quote(reports[0].at)}” says when you'll be in touch, not what you do for them."
        return reading.level(1, reason, [reports[0].at], edit)
    unowned = [a for a in firm if _of_this_case(reading, a)]
    if unowned:
        reason = f"“{reading.quote(unowned[0].at)}” doesn't say that it is you who does it."
        return reading.level(1, reason, [unowned[0].at], "Say “I”: who does it, and what exactly.")
    if all(a.offered for a in done):
        reason = f"“{reading.quote(done[0].at)}” says what could be done; nobody has taken it on."
        return reading.level(1, reason, [done[0].at], edit)
    shown = next((a for a in done if a.vague), done[0])
    return reading.level(1, f"“{reading.quote(shown.at)}” is too vague to rely on.", [shown.at], edit)


def _edit(reading: Reading) -> str:
    offers = [o.text.rstrip(".") for o in reading.card.may_offer]
    if not offers:
        return "Say what you yourself will do next, beginning with “I”."
    return f"Say what you yourself do, beginning with “I”. You may: {offers[0]}."


def _has_actor(reading: Reading, act: Act) -> bool:
    if act.actor == "i":
        return True
    role = reading.card.handoff.role if reading.card.handoff else ""
    people = " ".join([role, *(f.text for f in reading.card.facts if f.kind == "person")])
    names = set(re.findall(r"\b[A-Z][a-z]{2,}\b", people))
    return act.actor == "other" and any(n in act.at.text for n in names)


def _reports_only(reading: Reading, act: Act) -> bool:
    """Whether all it says is that they'll hear from us: a next step, and not yet an action."""
    return bool(_TELLS_THEM.search(act.at.said)) and not reading.yes(act.at.speaks_of("offer", "handoff"))


def _of_this_case(reading: Reading, act: Act) -> bool:
    """Whether it is an act for this case: one that the card allows, or about its facts."""
    if reading.yes(act.allowed):
        return True
    return reading.yes(act.at.speaks_of("fact", "missing")) or (act.timed and len(act.at.sentence.words) >= 5)


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
    helps=(
        "commits_action",
        "commits_action again",
        "an offer",
    ),
    beside=(
        "the next step",
        "states_next_step",
        "second offer",
        "positive_alternative",
        "gives_reason",
    ),
    hurts=(
        "forbidden offer",
        "given away",
        "no reply",
        "another case",
        "any dismissal",
        "any suggestion",
        "jab",
        "any meta",
        "much hollow",
        "much jab",
        "much cold",
        "from the notes",
        "much meta",
    ),
)
