"""Composed tone, a gate: steady and courteous; no retaliation, sarcasm, mockery, shouting or threats.

Plain brevity isn't rude, and formal second-language phrasing ("kindly do the needful") isn't cold.
"""

from __future__ import annotations

import re

from grader.rubric.address import is_heap, not_a_reply
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Reading

_SHOUT = re.compile(
    r"\b[A-Z]{2,}(?:['’][A-Z]+)?(?:[\s,!?.]+[A-Z]{2,}(?:['’][A-Z]+)?){3,}\b|\b(?:LISTEN|STOP|ENOUGH|CALM DOWN|SHUT UP|READ|WRONG|NOT MY)\b"
)
_EXCITED = re.compile(r"!{2,}|\?{2,}|!\?|(?:![^!]*){4,}")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_ROBOTIC = re.compile(
    r"\b(?:your (?:\w+ )?(?:concern|feedback|frustration|complaint|query|dissatisfaction|comments?) (?:has|have|is|are) been (?:noted|logged|recorded|registered|received)|"
    r"per my last|please be advised|we acknowledge receipt|below query|this is an automated|ticket closed|case closed|noted\.$|rest assured)\b",
    re.I,
)
_CHUMMY = re.compile(r"\b(?:hun|babe|sweetie|bestie|lol|lmao|haha+|hehe|oopsie|whoopsie|chill)\b", re.I)
_WARNING = re.compile(
    r"\b(?:end|terminate|close|discontinue|hang up|leave) (?:this |the )?(?:call|chat|conversation|contact)|hang up\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2: steady, human, respectful. 0 for sarcasm, insult, shouting, threat; 1 for cold, excited, chummy."""
    hostile = reading.hits("sarcasm", "insult", "threat")
    if hostile:
        word = {"sarcasm": "is sarcastic", "insult": "is an insult", "threat": "is a threat"}[hostile[0].move]
        return reading.level(
            0,
            f"“{reading.quote(hostile[0])}” {word}.",
            hostile[:2],
            f"Take out “{reading.quote(hostile[0], 50)}”; it turns up the heat.",
        )
    shouted = [s for s in reading.sentences if _SHOUT.search(s.text) and not is_heap(s)]
    if shouted:
        return reading.level(
            0, f"“{reading.quote(shouted[0])}” shouts.", shouted[:1], "Write it in ordinary letters."
        )
    if reading.card.abuse == "none":
        warnings = [s for s in reading.sentences if reading.yes(s.moves.probabilities["boundary"])]
        ends = [s for s in warnings if _WARNING.search(s.text)]
        if ends:
            return reading.level(
                0,
                f"“{reading.quote(ends[0])}” threatens to end it, though nobody was abusive.",
                ends[:1],
                "Leave the warning out.",
            )
        if warnings:
            return reading.level(
                1,
                f"“{reading.quote(warnings[0])}” warns somebody who was angry, not abusive.",
                warnings[:1],
                "Leave the warning out.",
            )
    if why := not_a_reply(reading):
        return reading.level(1, f"It isn't addressed to them: {why}.", (), "Write to the customer.")
    return _coolness(reading)


def _coolness(reading: Reading) -> Level:
    for pattern, reason, edit in (
        (_ROBOTIC, "sounds like a machine", "Say it as you would say it to somebody in front of you."),
        (_EXCITED, "is too excited for this", "One full stop will do."),
        (_CHUMMY, "is too familiar for this", "Keep it friendly and plain."),
    ):
        found = [s for s in reading.sentences if pattern.search(s.text)]
        if found:
            return reading.level(1, f"“{reading.quote(found[0])}” {reason}.", found[:1], edit)
    if reading.card.heat >= 2 and _EMOJI.search(reading.text.plain):
        return reading.level(
            1, "A smiley reads as a smirk to somebody this angry.", (), "Leave the emoji out."
        )
    cold = reading.hits("dismissal")
    if cold:
        return reading.level(
            1, f"“{reading.quote(cold[0])}” is cold.", cold[:1], "Say what you can do, to a person."
        )
    return reading.level(2, "The tone is steady and human.", ())


CRITERION = Criterion(
    id="composed_tone",
    title="keeps a steady tone",
    definition="Steady and courteous: no sarcasm, shouting or threats, and not cold either.",
    checks=(
        "Is there no sarcasm, insult or threat?",
        "Is nothing shouted?",
        "Is it neither robotic nor chummy?",
        "Is there no warning where there was no abuse?",
    ),
    source="Project BETA (Richmond et al. 2012); codebook C10",
    judge=judge,
)
