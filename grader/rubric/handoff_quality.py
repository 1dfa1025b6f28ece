"""Handoff quality: moves the case on without the customer starting again."""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading, ReadSentence

_DUMP = re.compile(
    r"\b(?:you(?:'ll| will)? (?:need|have) to|you (?:must|should)|please|kindly|try|just) (?:\w+ )?(?:contact|call|ring|phone|write to|e-?mail|reach out to|go to|speak to|ask)\b",
    re.I,
)
_PASSED_ON = re.compile(
    r"\b(?:won't|will not|don't|do not|needn't|without|no need|not) (?:\w+ ){0,3}(?:repeat|explain|start|tell|go through|again)\w*|\b(?:i've|i have|i'll|i will|i am|i'm|already|have|will)\b[^.?!]{0,30}\b(?:told|tell|given|give|giving|sent|send|"
    r"sending|passed|pass|briefed|brief|explained|explain|shared|share|written|forwarded|forward|put|noted|notes|everything|the lot|whole (?:story|file|case))\b|"
    r"\b(?:has|have|with) (?:your|the|all|everything|both|my) (?:\w+ )?(?:notes|details|file|case|history|story|letters)\b",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:now|right away|today|tonight|tomorrow|this (?:morning|afternoon|evening)|within|before|by|at|in (?:\w+ )?(?:minutes?|hours?|an hour)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|straight away|on the line)\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:i(?:'ll| will| am|'m)?|my) (?:\w+ ){0,3}(?:stay|check|ring|call|follow|make sure|keep|remain|still|write|message|e-?mail|watch|desk|chase|yours|see (?:that|it|this)|case|contact)\b|\bstays? (?:on|with) (?:my|me)\b|\bmine\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2: reason, role, what is passed on, when, and what the agent still owns."""
    handoff = reading.card.handoff
    assert handoff is not None, "cards.py lets this criterion apply only where handoff is set"
    edit = f"Say that the {handoff.role} takes this up because {handoff.why}; when; that they have your notes; and what stays with you."
    spoken = addressed(reading)
    hits = [
        h
        for h in reading.hits("handoff", within=spoken)
        if not reading.yes(h.at.moves.probabilities["threat"])
    ]
    to_them = [m for m in reading.matched("handoff", within=spoken)]
    if not hits and not to_them:
        dumped = [s for s in spoken if _DUMP.search(s.text)]
        return reading.level(
            0,
            "The case isn't handed on."
            if not dumped
            else f"“{reading.quote(dumped[0])}” sends them off to start again.",
            dumped[:1],
            edit,
        )
    shown: list[Hit | ReadSentence] = [*hits[:2]] or [to_them[0].at]
    if (
        hits
        and all(_DUMP.search(h.at.text) for h in hits)
        and not _PASSED_ON.search(" ".join(s.text for s in spoken))
    ):
        return reading.level(0, f"“{reading.quote(hits[0])}” sends them off to start again.", hits[:1], edit)
    around = " ".join(s.text for s in spoken)
    named = any(_named(reading, s) for s in spoken)
    reason = bool(to_them) or any(reading.yes(s.moves.probabilities["gives_reason"]) for s in spoken)
    lacking = [
        words
        for words, there in (
            ("who it is", named), ("why them", reason), ("what you have passed on", bool(_PASSED_ON.search(around))),
            ("when", bool(_WHEN.search(around))), ("what stays with you", bool(_OWN.search(around))),
        )
        if not there
    ]  # fmt: skip
    if not lacking or lacking == ["what stays with you"]:
        return reading.level(2, "You hand it on with the story, the reason and a time.", shown)
    return reading.level(1, f"You hand it on without saying {' or '.join(lacking[:2])}.", shown, edit)


def _named(reading: Reading, s: ReadSentence) -> bool:
    handoff = reading.card.handoff
    words = {w for w in re.findall(r"[a-z]{4,}", handoff.role.lower())} if handoff else set()
    return bool(words & set(s.sentence.words)) or bool(
        re.search(r"\b(?:supervisor|manager|lead|specialist|engineer|colleague)\b", s.text, re.I)
    )


CRITERION = Criterion(
    id="handoff_quality",
    title="hands over well",
    definition="Say who takes over, why, when, what they already know, and what stays with you.",
    checks=(
        "Is the person or role named?",
        "Is there a reason that helps the customer?",
        "Is it said what was passed on?",
        "Is there a when?",
        "Does something stay with you?",
    ),
    source="codebook C12",
    judge=judge,
)
